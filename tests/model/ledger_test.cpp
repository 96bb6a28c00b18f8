// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/model/building/ledger_builder.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

using book = eq::ledger<int, std::string>;
static_assert(std::semiregular<book> && eq::ledger_like<book>);
static_assert(std::ranges::random_access_range<book const> && std::ranges::sized_range<book const>);

book two_years()
{
    auto rows = eq::ledger_builder<int, std::string>{};
    rows.add(2019, "RUS", 2);
    rows.add(2018, "CHN", 1);
    rows.add(2019, "CHN", 4);
    rows.add(2019, "RUS", 1);
    return rows.build();
}

book of(int key, std::string const& id, double amount, eq::declared<> const& known = {})
{
    auto rows = eq::ledger_builder<int, std::string>{};
    rows.add(key, id, amount);
    if (known.total) {
        rows.declare(key, known);
    }
    return rows.build();
}

template <class Ledger>
bool same_portfolios(Ledger const& a, Ledger const& b)
{
    auto equal = a.size() == b.size();
    for (std::size_t i = 0; equal && i < a.size(); ++i) {
        auto const& x = a[i].flows;
        auto const& y = b[i].flows;
        equal = a[i].key == b[i].key && x.size() == y.size();
        for (std::size_t k = 0; equal && k < x.size(); ++k) {
            equal = x.ids()[k] == y.ids()[k] && x.amounts()[k] == y.amounts()[k];
        }
        equal = equal && (eq::hhi(x) == eq::hhi(y) || std::isnan(eq::hhi(x)));
    }
    return equal;
}

template <class Key, class Id, class Amount>
struct row {
    Key key;
    Id id;
    Amount amount;
};

// Rows in any order, split in any way among three ledgers that are merged in any order, make the same ledger.
template <class Key, class Id, class Amount>
void check_merging(support::random& random, std::vector<row<Key, Id, Amount>> rows, int rounds)
{
    auto const build = [](auto first, auto last) {
        auto builder = eq::ledger_builder<Key, Id, Amount>{};
        for (; first != last; ++first) {
            builder.add(first->key, first->id, first->amount);
        }
        return builder.build();
    };
    auto const whole = build(rows.begin(), rows.end());
    for (auto round = 0; round < rounds; ++round) {
        random.shuffle(rows);
        auto const at = [&](std::size_t i) { return rows.begin() + static_cast<std::ptrdiff_t>(i); };
        auto const one = random.below(rows.size() + 1);
        auto const two = one + random.below(rows.size() + 1 - one);
        auto const a = build(at(0), at(one));
        auto const b = build(at(one), at(two));
        auto const c = build(at(two), at(rows.size()));
        BOOST_TEST_REQUIRE(same_portfolios(a + b + c, whole));
        BOOST_TEST_REQUIRE(same_portfolios(c + (a + b), whole));
        auto sum = b;
        sum += c;
        sum += a;
        BOOST_TEST_REQUIRE(same_portfolios(sum, whole));
    }
}

enum class power { china, russia, others };

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(ledger)

BOOST_AUTO_TEST_CASE(holds_portfolios_in_the_order_of_their_keys)
{
    auto const all = two_years();
    BOOST_TEST(all.size() == 2U);
    BOOST_TEST(all.cells() == 3U);
    BOOST_TEST((std::vector(all.keys().begin(), all.keys().end()) == std::vector{2018, 2019}));
    BOOST_TEST(all[1].key == 2019);
    BOOST_TEST(all[1].flows.size() == 2U);
    auto sum = 0.0;
    for (auto const& [year, flows] : all) {
        for (auto const& [id, amount] : flows) {
            sum += year * amount;
        }
    }
    BOOST_TEST(sum == 2018 * 1 + 2019 * 7);
    auto const none = book{};
    BOOST_TEST(none.empty());
    BOOST_TEST((none.begin() == none.end()));
}

BOOST_AUTO_TEST_CASE(finds_a_portfolio_without_copying_it)
{
    auto const all = two_years();
    auto const flows = all.at(2019);
    BOOST_TEST(flows.amounts().data() == all[1].flows.amounts().data());
    BOOST_TEST(flows.share(*flows.position("CHN")) == 4.0 / 7);
    BOOST_TEST(all.find(2018).has_value());
    BOOST_TEST(!all.find(2017).has_value());
    BOOST_TEST(!all.find(2020).has_value());
    BOOST_TEST(support::message_of<std::out_of_range>([&] { (void)all.at(2017); }) == "ledger: no flows under 2017");
}

BOOST_AUTO_TEST_CASE(names_a_key_of_several_parts)
{
    auto const all = eq::ledger<std::tuple<int, eq::iso3>, eq::iso3>{};
    BOOST_TEST(support::message_of<std::out_of_range>([&] { (void)all.at({2019, "MNG"_iso3}); })
               == "ledger: no flows under 2019 MNG");
}

BOOST_AUTO_TEST_CASE(merging_adds_the_cells)
{
    auto all = two_years();
    all += of(2019, "USA", 3);
    all += of(2017, "CHN", 5);
    all += of(2019, "CHN", .5);
    BOOST_TEST(all.size() == 3U);
    BOOST_TEST(all.at(2017).amounts()[0] == 5);
    BOOST_TEST(all.at(2019).amounts()[0] == 4.5);
    BOOST_TEST(all.at(2019).amounts()[2] == 3);
    BOOST_TEST(same_portfolios(all + book{}, all));
    BOOST_TEST(same_portfolios(book{} + all, all));
    auto twice = all;
    twice += twice;
    BOOST_TEST(twice.at(2019).amounts()[0] == 9);
    BOOST_TEST(same_portfolios(twice, all + all));
}

BOOST_AUTO_TEST_CASE(amounts_in_different_units_are_not_added)
{
    auto dollars = of(2019, "USA", 3);
    BOOST_TEST(dollars.amounts_in().empty());
    dollars.state_amounts_in("US$");
    auto arms = of(2019, "USA", 4);
    arms.state_amounts_in("million TIV");
    BOOST_TEST(support::message_of<eq::invalid_parameter>([&] { arms += dollars; })
               == "ledger: the amounts of one ledger are in million TIV, and those of the other in US$; bring both to "
                  "one unit first, as io::in_unit does");
    BOOST_TEST(arms.at(2019).amounts()[0] == 4);
    auto all = book{} + dollars + of(2019, "USA", 1); // what is not stated is not refused
    BOOST_TEST((all.amounts_in() == "US$" && all.at(2019).amounts()[0] == 4));
    auto const copy = all;
    auto const moved = std::move(all);
    BOOST_TEST((copy.amounts_in() == "US$" && moved.amounts_in() == "US$"));
    auto declared = of(2018, "USA", 4, {.total = 8.0});
    declared += moved;
    BOOST_TEST(declared.amounts_in() == "US$");
    BOOST_CHECK_THROW(declared += arms, eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(neither_order_nor_splitting_of_rows_moves_a_bit)
{
    auto random = support::random{31};
    auto const magnitude = [&] { return std::ldexp(1 + random.unit(), static_cast<int>(random.below(90)) - 45); };

    auto numbers = std::vector<row<std::string, std::string, double>>{};
    auto singles = std::vector<row<int, power, float>>{};
    auto counts = std::vector<row<std::pair<int, eq::iso3>, int, std::int64_t>>{};
    auto longs = std::vector<row<int, int, long double>>{};
    auto weights = std::vector<row<power, std::string, support::tonnes>>{};
    for (auto i = 0; i < 40; ++i) {
        auto const key = static_cast<int>(random.below(3));
        auto const id = static_cast<int>(random.below(3));
        numbers.push_back({"state " + std::to_string(key), std::to_string(id), magnitude()});
        singles.push_back({key, static_cast<power>(id),
                           std::ldexp(1 + static_cast<float>(random.unit()), static_cast<int>(random.below(30)))});
        counts.push_back({{key, "MNG"_iso3}, id, static_cast<std::int64_t>(random.bits() >> 11)});
        longs.push_back({key, id, static_cast<long double>(magnitude())});
        weights.push_back({static_cast<power>(key), std::to_string(id), {magnitude()}});
    }
    check_merging(random, numbers, 1000);
    check_merging(random, singles, 300);
    check_merging(random, counts, 300);
    check_merging(random, longs, 300);
    check_merging(random, weights, 300);
}

BOOST_AUTO_TEST_CASE(declared_totals_merge)
{
    auto all = of(2019, "CHN", 4, {.total = 8.0, .listing = eq::listing::largest});
    BOOST_TEST(all.at(2019).residual_share() == .5);
    all += of(2019, "RUS", 2);
    BOOST_TEST(all.at(2019).residual_share() == .25);
    BOOST_TEST((all.at(2019).listing() == eq::listing::largest));
    all += of(2019, "USA", 1, {.total = 8.0, .listing = eq::listing::some});
    BOOST_TEST(all.at(2019).residual_share() == .125);
    BOOST_TEST((all.at(2019).listing() == eq::listing::some), "two lists of the largest make none");
    all += of(2018, "USA", 1, {.total = 2.0});
    BOOST_TEST(all.at(2018).residual_share() == .5);
    BOOST_TEST(all.at(2019).residual_share() == .125);
}

BOOST_AUTO_TEST_CASE(contradictions_of_a_sum_are_told_and_leave_the_others)
{
    auto all = of(2019, "CHN", 4, {.total = 8.0});
    all += of(2018, "CHN", 4, {.total = 8.0});
    all += of(2019, "RUS", 5);
    BOOST_TEST((all.at(2019).totals().why_unknown == eq::reason::contradictory_total));
    BOOST_TEST(eq::is_undefined(all.at(2019).residual_share()));
    BOOST_TEST(eq::is_undefined(all.at(2019).share(0)));
    BOOST_TEST(all.at(2018).residual_share() == .5);
    BOOST_TEST(support::message_of<eq::invalid_parameter>([&] { all.refuse_contradictions(); })
               == "ledger, 2019: total is 8; it must be at least the sum of the listed partners, 9, or a rounding of "
                  "the listed amounts must be stated");
    BOOST_TEST(all.contradictions().size() == 1U);
    BOOST_TEST(all.contradictions()[0].key == 2019);
    all += of(2019, "RUS", 0, {.total = 8.0, .rounding = .5});
    BOOST_TEST(all.at(2019).residual_share() == 0, "rounding explains it");
    BOOST_TEST(all.contradictions().empty());
}

BOOST_AUTO_TEST_CASE(different_totals_are_a_contradiction_in_any_order)
{
    auto const parts = std::vector{of(2019, "CHN", 1, {.total = 9.0}), of(2019, "RUS", 1, {.total = 7.0}),
                                   of(2019, "USA", 1, {.total = 8.0}), of(2019, "CHN", 1)};
    auto order = std::array<std::size_t, 4>{0, 1, 2, 3};
    do {
        auto all = book{};
        for (auto const i : order) {
            all += parts[i];
        }
        BOOST_TEST((all.at(2019).totals().why_unknown == eq::reason::contradictory_total));
        BOOST_TEST(all.contradictions()[0].message == "ledger, 2019: total is 9; it must be the same in every row, 7");
        BOOST_TEST(all.at(2019).amounts()[0] == 2);
    } while (std::next_permutation(order.begin(), order.end()));
    auto refused = of(2019, "CHN", 4, {.total = 8.0});
    BOOST_TEST(support::message_of<eq::invalid_parameter>(
                   [&] { refused += of(2019, "RUS", 1, {.total = 8., .rounding = -1}); })
               == "ledger, 2019: rounding is -1; it must be finite and not negative");
    BOOST_TEST(refused.at(2019).size() == 1U, "nothing changes when something is refused");
}

// Without a known total nothing can be said; the known amounts stay where they are.
BOOST_AUTO_TEST_CASE(rows_of_unknown_amount_leave_the_total_open)
{
    auto rows = eq::ledger_builder<int, std::string>{};
    rows.add(2019, "CHN", 4);
    rows.add(2018, "CHN", 4);
    rows.add_unknown(2019, "RUS");
    rows.add_unknown(2020, "RUS");
    auto all = rows.build();
    BOOST_TEST(all.size() == 3U);
    BOOST_TEST((all.at(2019).totals().why_unknown == eq::reason::unknown_amount));
    BOOST_TEST(eq::is_undefined(all.at(2019).residual_share()));
    BOOST_TEST(all.at(2019).amounts()[0] == 4);
    BOOST_TEST((all.at(2020).totals().why_unknown == eq::reason::unknown_amount));
    BOOST_TEST(all.at(2018).residual_share() == 0);
    auto more = of(2018, "RUS", 1);
    more += all;
    more += of(2020, "CHN", 1);
    all += more;
    BOOST_TEST(all.unknown().size() == 2U);
    BOOST_TEST(all.unknown()[0].key == 2019);
    BOOST_TEST((all.unknown()[0].partner == "RUS"));
    BOOST_TEST(all.unknown()[0].rows == 2U);
    BOOST_TEST((all.at(2020).totals().why_unknown == eq::reason::unknown_amount));
    BOOST_TEST(all.at(2018).residual_share() == 0);
    all += all;
    BOOST_TEST(all.unknown()[1].rows == 4U);
}

// 4 of 8 are with CHN. The amount of RUS is not known: the other 4 may be with RUS, but with CHN as well.
BOOST_AUTO_TEST_CASE(a_declared_total_is_known_beside_unknown_rows_of_others)
{
    auto const with_unknown = [](std::optional<std::string> const& partner) {
        auto rows = eq::ledger_builder<int, std::string>{};
        rows.add(2019, "CHN", 4);
        rows.declare(2019, {.total = 8.0});
        rows.add_unknown(2019, partner);
        return rows.build();
    };
    auto const russia = with_unknown("RUS");
    BOOST_TEST(russia.at(2019).residual_share() == .5);
    BOOST_TEST(russia.at(2019).unknown()[0].id == "RUS");
    auto const china = with_unknown("CHN");
    BOOST_TEST(china.at(2019).residual_share() == 1, "4 of it are CHN's for certain");
    BOOST_TEST(china.at(2019).size() == 0U);
    BOOST_TEST(china.at(2019).unknown()[0].amount == 4);
    auto const anyone = with_unknown({});
    BOOST_TEST((anyone.at(2019).totals().why_unknown == eq::reason::unknown_amount), "the row may be CHN's");
    BOOST_TEST(anyone.at(2019).unnamed() == 1U);
}

// Of 8, CHN has 4 and RUS 5 or more: the same contradiction as if the 5 of RUS were all that it has.
BOOST_AUTO_TEST_CASE(what_is_known_of_an_unknown_amount_counts_against_the_total)
{
    auto rows = eq::ledger_builder<int, std::string>{};
    rows.add(2019, "CHN", 4);
    rows.add(2019, "RUS", 5);
    rows.declare(2019, {.total = 8.0});
    rows.add_unknown(2019, "RUS");
    auto const all = rows.build();
    BOOST_TEST((all.at(2019).totals().why_unknown == eq::reason::contradictory_total));
    BOOST_TEST(all.contradictions().at(0).message.starts_with(
        "ledger, 2019: total is 8; it must be at least the sum of the listed partners, 9, or"));
}

BOOST_AUTO_TEST_CASE(known_rows_of_a_partner_of_unknown_amount_are_added_up_apart)
{
    auto parts = std::vector<book>(4);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto rows = eq::ledger_builder<int, std::string>{};
        rows.add(2019, "CHN", 0.1);
        rows.add(2019, "RUS", 0.1);
        rows.add(2020, "RUS", 1);
        if (i == 2) {
            rows.add_unknown(2019, "RUS");
            rows.add_unknown(2021, "USA", 3);
        }
        parts[i] = rows.build();
    }
    auto order = std::array<std::size_t, 4>{0, 1, 2, 3};
    do {
        auto all = book{};
        for (auto const i : order) {
            all += parts[i];
        }
        auto const flows = all.at(2019);
        BOOST_TEST(flows.size() == 1U);
        BOOST_TEST(flows.unknown().size() == 1U);
        BOOST_TEST(flows.unknown()[0].amount == 0.4);
        BOOST_TEST(flows.amounts()[0] == 0.4);
        BOOST_TEST(all.at(2020).contains("RUS"));
        BOOST_TEST(all.at(2020).unknown().empty());
        BOOST_TEST(all.at(2021).empty());
        BOOST_TEST(all.cells() == 2U);
        BOOST_TEST((all.knows("USA") && all.knows("RUS") && all.knows("CHN") && !all.knows("us")));
        auto const copy = eq::portfolio<std::string>{flows};
        BOOST_TEST(copy.unknown()[0].id == "RUS");
        BOOST_TEST(copy.unknown()[0].amount == 0.4);
    } while (std::next_permutation(order.begin(), order.end()));
}

BOOST_AUTO_TEST_CASE(a_ledger_knows_who_is_a_partner)
{
    auto rows = eq::ledger_builder<int, int>{};
    rows.add(1, 842, 300);
    rows.add(1, 124, 0);
    rows.add(2, -5, 1);
    rows.add_unknown(2, 484);
    rows.add_unknown(2);
    auto all = rows.build();
    for (auto const& copy : {all, eq::ledger<int, int>{all}}) {
        for (auto const id : {842, 124, -5, 484}) {
            BOOST_TEST(copy.knows(id));
            BOOST_TEST(copy.at(1).knows(id));
        }
        BOOST_TEST(!copy.knows(840));
        BOOST_TEST(!copy.at(1).knows(840));
        BOOST_TEST(!copy.knows(0), "the partner of the last row is not known, and is not 0");
    }
    auto moved = std::move(all);
    auto const view = moved.at(2);
    auto const again = std::move(moved);
    BOOST_TEST((view.knows(842) && !view.knows(840)));
    auto grown = again;
    BOOST_TEST(!grown.knows(840));
    auto more = eq::ledger_builder<int, int>{};
    more.add(1, 840, 1);
    grown += more.build();
    BOOST_TEST(grown.knows(840));
    BOOST_TEST(!again.knows(840));
    BOOST_TEST(!(eq::ledger<int, int>{}.knows(840)));
    auto const alone = eq::portfolio<int>{{1, 2.0}};
    BOOST_TEST(alone.view().knows(840), "a portfolio alone is in no ledger");
}

// What a temporary returns owns its memory: the sanitizers would see it if it did not.
BOOST_AUTO_TEST_CASE(what_a_temporary_returns_outlives_it)
{
    auto const temporary = [] { return of(2019, "CHN", 4, {.total = 8.0}); };
    auto const flows = temporary().at(2019);
    auto const found = temporary().find(2019);
    BOOST_TEST(flows.ids()[0] == "CHN");
    BOOST_TEST(flows.residual_share() == .5);
    BOOST_TEST(found->amounts()[0] == 4);
    BOOST_TEST(!temporary().find(2018).has_value());
    BOOST_CHECK_THROW((void)temporary().at(2018), std::out_of_range);
    auto const ids = temporary().at(2019).ids();
    auto const amounts = temporary().at(2019).amounts();
    auto const sums = temporary().at(2019).totals();
    BOOST_TEST(ids[0] == "CHN");
    BOOST_TEST(amounts[0] == 4);
    BOOST_TEST(sums.attributed.hi == 4);
    auto count = 0;
    for (auto const& [year, partners] : temporary()) {
        count += year + static_cast<int>(partners.size());
    }
    BOOST_TEST(count == 2020);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
