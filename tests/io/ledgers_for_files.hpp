// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/iso3.hpp>
#include <equipoise/io/ledger_files/ledger_value.hpp>
#include <equipoise/model/building/ledger_builder.hpp>
#include <equipoise/model/building/ledger_contents.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/period.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

/// Ledgers that have all that a ledger can have, and whether two are equal.
namespace support {

enum class channel : unsigned char { trade, arms, finance };

using book_key = std::tuple<equipoise::period, equipoise::iso3>;
using book_builder = equipoise::ledger_builder<book_key, equipoise::iso3>;
using book = equipoise::ledger<book_key, equipoise::iso3>;

/// Periods of all kinds, sums with remainders, declared totals, contradictions, unknown amounts, own rows.
[[nodiscard]] inline book_builder full_builder()
{
    using equipoise::iso3;
    using equipoise::period;
    auto const mongolia = iso3{"MNG"};
    auto const china = iso3{"CHN"};
    auto const russia = iso3{"RUS"};
    auto rows = book_builder{};
    rows.add({2018, mongolia}, china, 81);
    rows.add({2018, mongolia}, iso3{"GBR"}, 18.5);
    rows.declare({2018, mongolia}, {.total = 100.0, .listing = equipoise::listing::largest, .rounding = 0.5});
    rows.declare({2018, china}, {.total = 20.0});
    rows.declare({2018, china}, {.total = 10.0}); // contradicts the one before
    rows.declare({2018, russia}, {.rounding = 0.25});
    for (auto const amount : {1e16, 1.0, 1.0, 0.1}) { // 10000000000000002.1
        rows.add({2019, mongolia}, china, amount);
    }
    rows.add({2019, mongolia}, russia, 5);
    rows.add({2019, mongolia}, russia, 1e17);
    rows.add_unknown({2019, mongolia}, russia, 2); // at least 5
    rows.add_unknown({2019, mongolia}, iso3{"KAZ"});
    rows.add_unknown({2019, mongolia}, std::nullopt, 3);
    rows.add_unknown({2019, iso3{"ABW"}});
    rows.add({2019, mongolia}, iso3::user_assigned("XAA"), 0);
    rows.add({period::month(2022, 2), mongolia}, china, 5e-324);
    rows.add({period::quarter(2022, 4), mongolia}, china, 1e300);
    rows.add({period::half_year(2022, 2), mongolia}, china, 0.1);
    rows.add({period::week(2022, 52), mongolia}, china, 3);
    rows.add({period::day(2024, 12, 31), mongolia}, china, 4);
    rows.add({period::day(2024, 2, 29), mongolia}, china, 5);
    rows.set_aside(1e16);
    rows.set_aside(1);
    return rows;
}

[[nodiscard]] inline book full_book()
{
    auto made = full_builder().build();
    made.state_amounts_in("thousand US$");
    return made;
}

template <class T>
[[nodiscard]] bool equal_bits(T const& a, T const& b)
{
    if constexpr (std::is_same_v<T, double>) {
        return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
    } else {
        return a == b;
    }
}

template <class Amount>
[[nodiscard]] bool same_sum(equipoise::detail::cell<Amount> const& a, equipoise::detail::cell<Amount> const& b)
{
    return equal_bits(a.without_remainder(), b.without_remainder()) && equal_bits(a.correction(), b.correction());
}

/// Whether two ledgers are equal in every bit.
template <class Key, class Id, class Amount>
[[nodiscard]] bool same(equipoise::ledger<Key, Id, Amount> const& a, equipoise::ledger<Key, Id, Amount> const& b)
{
    using contents = equipoise::detail::ledger_contents<Key, Id, Amount>;
    auto const mine = contents::columns_of(a);
    auto const other = contents::columns_of(b);
    auto equal = std::equal(mine.keys.begin(), mine.keys.end(), other.keys.begin(), other.keys.end())
                 && std::equal(mine.firsts.begin(), mine.firsts.end(), other.firsts.begin(), other.firsts.end())
                 && std::equal(mine.ids.begin(), mine.ids.end(), other.ids.begin(), other.ids.end())
                 && std::equal(mine.amounts.begin(), mine.amounts.end(), other.amounts.begin(), other.amounts.end(),
                               equal_bits<Amount>)
                 && std::equal(mine.remainders.begin(), mine.remainders.end(), other.remainders.begin(),
                               other.remainders.end(), equal_bits<Amount>);
    auto const& totals = contents::totals_of(a);
    auto const& others = contents::totals_of(b);
    equal = equal
            && std::equal(totals.begin(), totals.end(), others.begin(), others.end(), [](auto const& x, auto const& y) {
                   return x.key == y.key && x.known.total == y.known.total && x.known.listing == y.known.listing
                          && x.known.rounding == y.known.rounding && x.other == y.other;
               });
    auto const open = a.unknown();
    auto const too = b.unknown();
    equal = equal && std::equal(open.begin(), open.end(), too.begin(), too.end(), [](auto const& x, auto const& y) {
                return x.key == y.key && x.partner == y.partner && x.rows == y.rows;
            });
    auto const parts = contents::known_parts_of(a);
    auto const more = contents::known_parts_of(b);
    return equal && std::equal(parts.begin(), parts.end(), more.begin(), more.end(), same_sum<Amount>)
           && a.amounts_in() == b.amounts_in() && a.own_rows() == b.own_rows()
           && same_sum(contents::own_of(a), contents::own_of(b)) && contents::plan_of(a) == contents::plan_of(b);
}

} // namespace support

template <>
struct equipoise::io::ledger_value<support::channel> {
    static std::string name() { return "channel"; }
    using stored = std::uint8_t;
    static stored store(support::channel each) { return static_cast<stored>(each); }
    static std::optional<support::channel> restore(stored each)
    {
        return each <= 2 ? std::optional{static_cast<support::channel>(each)} : std::nullopt;
    }
};
