// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"

#include <equipoise/model/building/ledger_builder.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
using builder = eq::ledger_builder<int, int>;

template <class Key, class Id>
struct row {
    Key key;
    Id id;
    double amount;
};

/// Rows of which the one with the number 250 cannot be had.
struct broken_rows {
    std::vector<row<int, int>> const& rows;

    std::size_t size() const { return rows.size(); }
    row<int, int> const& operator[](std::size_t i) const
    {
        return i != 250 ? rows[i] : throw std::runtime_error{"no such row"};
    }
};

template <class Key, class Id>
auto ledger_of(std::vector<row<Key, Id>> const& rows)
{
    auto gathered = eq::ledger_builder<Key, Id>{};
    for (auto const& [key, id, amount] : rows) {
        gathered.add(key, id, amount);
    }
    return gathered.build();
}

/// All cells, their amounts to the last bit.
template <class Ledger>
auto cells_of(Ledger const& book)
{
    using key = std::remove_cvref_t<decltype(book[0].key)>;
    using id = std::remove_cvref_t<decltype(book[0].flows.ids()[0])>;
    auto cells = std::vector<std::tuple<key, id, double>>{};
    for (auto const& [under, flows] : book) {
        for (auto const& [partner, amount] : flows) {
            cells.emplace_back(under, partner, amount);
        }
    }
    return cells;
}

/// The cells by another way; amounts that add up without rounding.
template <class Key, class Id>
auto cells_by_hand(std::vector<row<Key, Id>> const& rows)
{
    auto sums = std::map<std::pair<Key, Id>, double>{};
    for (auto const& [key, id, amount] : rows) {
        sums[{key, id}] += amount;
    }
    auto cells = std::vector<std::tuple<Key, Id, double>>{};
    for (auto const& [cell, amount] : sums) {
        cells.emplace_back(cell.first, cell.second, amount);
    }
    return cells;
}

/// Rows with amounts of every size, which every order of addition rounds in another way.
template <class Key, class Id, class MakeKey, class MakeId>
std::vector<row<Key, Id>> nasty_rows(support::random& random, std::size_t count, MakeKey key, MakeId id)
{
    auto rows = std::vector<row<Key, Id>>{};
    for (std::size_t i = 0; i < count; ++i) {
        constexpr double odd[] = {0, .1, .7, 0x1p40, 3, 0x1p-60, 1e300, 1e-300, 5e-324};
        auto const amount = i % 2 == 0 ? odd[random.below(std::size(odd))]
                                       : std::ldexp(random.unit(), static_cast<int>(random.below(90)) - 45);
        rows.push_back({key(random), id(random), amount});
    }
    return rows;
}

/// Rows in any order, dealt out to any number of builders that are added, or built and merged, make the same ledger.
template <class Key, class Id>
void check_shuffles_and_splits(support::random& random, std::vector<row<Key, Id>> rows, int rounds,
                               eq::detail::plan plan)
{
    auto const whole = ledger_of(rows);
    auto const cells = cells_of(whole);
    BOOST_TEST((eq::detail::plan_of(whole) == plan));
    for (auto round = 0; round < rounds; ++round) {
        random.shuffle(rows);
        auto parts = std::vector<eq::ledger_builder<Key, Id>>(1 + random.below(5));
        for (auto const& [key, id, amount] : rows) {
            parts[random.below(parts.size())].add(key, id, amount);
        }
        if (round % 2 == 0) {
            for (std::size_t i = 1; i < parts.size(); ++i) {
                parts[0] += std::move(parts[i]);
            }
            BOOST_TEST_REQUIRE((cells_of(parts[0].build()) == cells));
        } else {
            auto sum = parts.back().build();
            for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
                sum += parts[i].build();
            }
            BOOST_TEST_REQUIRE((cells_of(sum) == cells));
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(building)
BOOST_AUTO_TEST_SUITE(ledger_builder)

BOOST_AUTO_TEST_CASE(sums_rows_of_the_same_cell)
{
    auto rows = builder{};
    rows.add(1, 7, 2);
    rows.add(1, 7, 3);
    rows.add(2, 7, 1);
    auto const book = rows.build();
    BOOST_TEST(book.cells() == 2U);
    BOOST_TEST(book.at(1).amounts()[0] == 5);
    BOOST_TEST(rows.build().empty());
    BOOST_TEST(builder{}.build().empty());
}

BOOST_AUTO_TEST_CASE(folds_more_rows_than_it_holds)
{
    // 300 000 rows in 700 cells; row i is worth i, in units of 1/8
    auto rows = builder{};
    constexpr auto count = 300'000;
    for (auto i = 0; i < count; ++i) {
        rows.add(i % 7, i % 100, i * .125);
    }
    auto const book = rows.build();
    BOOST_TEST(book.size() == 7U);
    BOOST_TEST(book.cells() == 700U);
    auto sum = 0.0;
    for (auto const& [key, flows] : book) {
        for (auto const& [id, amount] : flows) {
            sum += amount;
        }
    }
    BOOST_TEST(sum == .125 * count * (count - 1) / 2);
    // cell (0, 0) has the rows 0, 700, 1400, ..., 299 600, which are 429 rows
    BOOST_TEST(book.at(0).amounts()[0] == .125 * 700 * 428 * 429 / 2);
}

BOOST_AUTO_TEST_CASE(plans_follow_the_data)
{
    auto rows = std::vector<row<std::pair<int, int>, int>>{};
    for (auto year = 1995; year < 1999; ++year) {
        for (auto product = 0; product < 30; ++product) {
            for (auto state = 4; state < 60; state += 5) {
                rows.push_back({{year, product}, state, 1.0 + product});
            }
        }
    }
    auto const in_order = ledger_of(rows);
    BOOST_TEST((eq::detail::plan_of(in_order) == eq::detail::plan::in_order));
    BOOST_TEST((cells_of(in_order) == cells_by_hand(rows)));

    std::reverse(rows.begin(), rows.end());
    auto const dense = ledger_of(rows);
    BOOST_TEST((eq::detail::plan_of(dense) == eq::detail::plan::dense));
    BOOST_TEST((cells_of(dense) == cells_by_hand(rows)));

    // 20 000 keys with ids up to 20 000 would make a table of 400 million places
    auto random = support::random{3};
    for (auto i = 0; i < 20'000; ++i) {
        rows.push_back({{static_cast<int>(random.below(200)), static_cast<int>(random.below(100))},
                        static_cast<int>(random.below(20'000)) - 10'000,
                        static_cast<double>(random.below(1000))});
    }
    auto const radix = ledger_of(rows);
    BOOST_TEST((eq::detail::plan_of(radix) == eq::detail::plan::radix));
    BOOST_TEST((cells_of(radix) == cells_by_hand(rows)));

    for (auto const far : {-2'000'000'000, 2'000'000'000}) {
        rows.push_back({{far, far}, far, 1});
    }
    auto const comparison = ledger_of(rows);
    BOOST_TEST((eq::detail::plan_of(comparison) == eq::detail::plan::comparison), "96 bits are too many for digits");
    BOOST_TEST((cells_of(comparison) == cells_by_hand(rows)));

    auto const named = ledger_of<std::string, int>({{"b", 1, 2}, {"a", 1, 3}, {"b", 1, 4}});
    BOOST_TEST((eq::detail::plan_of(named) == eq::detail::plan::comparison));
    BOOST_TEST(named.at("b").amounts()[0] == 6);
    BOOST_TEST(
        (eq::detail::plan_of(ledger_of<std::string, int>({{"a", 1, 2}, {"b", 1, 3}})) == eq::detail::plan::in_order));
}

BOOST_AUTO_TEST_CASE(a_plan_may_change_on_the_way)
{
    // in order, then not; within the table, then beyond it; each with partners that came before
    auto random = support::random{5};
    for (auto const& [first, states] : {std::pair{100'000, 50}, {10, 60}, {70'000, 90'000}}) {
        auto rows = std::vector<row<int, int>>{};
        for (auto i = 0; i < first; ++i) {
            rows.push_back({i / 100, i % 100, 1.0 + i % 7});
        }
        for (auto i = 0; i < 40'000; ++i) {
            rows.push_back({static_cast<int>(random.below(2000)),
                            static_cast<int>(random.below(static_cast<std::size_t>(states))), 1.0 + i % 3});
        }
        BOOST_TEST((cells_of(ledger_of(rows)) == cells_by_hand(rows)));
    }
}

BOOST_AUTO_TEST_CASE(parts_of_rows_in_order_are_joined)
{
    // portfolios of all sizes, some rows to a cell, so that a part may begin within a portfolio and within a cell
    auto random = support::random{19};
    auto rows = std::vector<row<int, int>>{};
    for (auto key = 0; rows.size() < 700'000; ++key) {
        auto const partners = 1 + random.below(200);
        for (std::size_t id = 0; id < partners; ++id) {
            for (auto more = random.below(10) == 0 ? 2U : 1U; more > 0; --more) {
                rows.push_back({key, static_cast<int>(id), random.below(3) == 0 ? .1 : random.unit() * 0x1p30});
            }
        }
    }
    auto const cells = cells_of(ledger_of(rows));
    for (auto round = 0; round < 12; ++round) {
        auto counts = std::vector<std::size_t>(1 + random.below(5), rows.size());
        for (std::size_t i = 0, left = rows.size(); i < counts.size(); left -= counts[i++]) {
            counts[i] = i + 1 == counts.size() ? left : random.below(left);
        }
        auto parts = std::vector<builder>(counts.size());
        auto all = std::vector<builder*>{};
        for (auto& part : parts) {
            all.push_back(&part);
        }
        builder::expect(all, counts);
        auto const disturbed = round % 3 == 2 ? random.below(parts.size()) : parts.size();
        for (std::size_t i = 0, next = 0; i < parts.size(); next += counts[i++]) {
            auto part = std::vector(rows.begin() + static_cast<std::ptrdiff_t>(next),
                                    rows.begin() + static_cast<std::ptrdiff_t>(next + counts[i]));
            if (i == disturbed) { // which leaves the order somewhere
                std::reverse(part.begin() + static_cast<std::ptrdiff_t>(random.below(part.size() + 1)), part.end());
            }
            parts[i].expect(i == 0 ? rows.size() : counts[i]);
            for (auto const& [key, id, amount] : part) {
                parts[i].add(key, id, amount);
            }
        }
        for (auto const i : {3U, 1U}) { // neighbours first, as threads would
            if (i < parts.size()) {
                parts[i - 1] += std::move(parts[i]);
            }
        }
        for (std::size_t i = 2; i < parts.size(); i += 2) {
            parts[0] += std::move(parts[i]);
        }
        auto book = parts[0].build();
        parts.clear();
        BOOST_TEST_REQUIRE((cells_of(book) == cells));
        BOOST_TEST((eq::detail::plan_of(book) == eq::detail::plan::in_order || disturbed < counts.size()));
        // goes on like any other
        auto const copy = book;
        book += ledger_of(std::vector<row<int, int>>{{1'000'000, 1, 5}});
        book += ledger_of(std::vector<row<int, int>>{{-1, 1, 5}});
        BOOST_TEST(book.cells() == copy.cells() + 2);
        BOOST_TEST_REQUIRE((cells_of(copy) == cells));
    }
}

BOOST_AUTO_TEST_CASE(a_table_gets_another_chance_when_cells_fill_up)
{
    // next to empty at first: 4000 keys in any order; in the end every cell has some ten rows
    auto random = support::random{6};
    auto rows = std::vector<row<int, int>>{};
    for (auto i = 0; i < 1'200'000; ++i) {
        rows.push_back({static_cast<int>(random.below(4000)), static_cast<int>(random.below(30)), 1.0 + i % 5});
    }
    auto const book = ledger_of(rows);
    BOOST_TEST((eq::detail::plan_of(book) == eq::detail::plan::dense));
    BOOST_TEST((cells_of(book) == cells_by_hand(rows)));
}

BOOST_AUTO_TEST_CASE(a_partner_with_nothing_is_listed_whatever_the_plan)
{
    for (auto const& rows : {std::vector<row<int, int>>{{1, 1, 0}, {1, 2, 5}}, {{2, 2, -0.0}, {1, 2, 5}, {1, 1, 0}}}) {
        auto const book = ledger_of(rows);
        BOOST_TEST(book.cells() == rows.size());
        BOOST_TEST(book.at(1).size() == 2U);
        BOOST_TEST(book.at(1).amounts()[0] == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_thousand_shuffles_and_splits_change_no_bit)
{
    auto random = support::random{1918};
    auto const few = [](std::size_t n) {
        return [n](support::random& from) { return static_cast<int>(from.below(n)); };
    };
    check_shuffles_and_splits(random, nasty_rows<int, int>(random, 600, few(9), few(11)), 900, eq::detail::plan::dense);
    check_shuffles_and_splits(random, nasty_rows<int, int>(random, 3000, few(4000), few(4000)), 40,
                              eq::detail::plan::radix);
    auto const name = [](support::random& from) { return std::string(1 + from.below(4), 'a'); };
    check_shuffles_and_splits(random, nasty_rows<std::string, int>(random, 300, name, few(5)), 60,
                              eq::detail::plan::comparison);
}

BOOST_AUTO_TEST_CASE(many_rows_at_once_are_as_one_by_one)
{
    auto random = support::random{1919};
    auto const few = [](std::size_t n) {
        return [n](support::random& from) { return static_cast<int>(from.below(n)); };
    };
    auto const check = [&](std::vector<row<int, int>> const& rows, eq::detail::plan plan) {
        auto const whole = ledger_of(rows);
        BOOST_TEST((eq::detail::plan_of(whole) == plan));
        for (auto const expected : {std::size_t{0}, rows.size()}) {
            auto gathered = builder{};
            gathered.expect(expected);
            for (std::size_t first = 0; first < rows.size();) {
                auto const count = 1 + random.below(rows.size() - first);
                gathered.add(std::span{rows}.subspan(first, count));
                first += count;
            }
            auto const book = gathered.build();
            BOOST_TEST((eq::detail::plan_of(book) == plan));
            BOOST_TEST((cells_of(book) == cells_of(whole)));
        }
    };
    check({}, eq::detail::plan::in_order);
    check(nasty_rows<int, int>(random, 5000, few(9), few(11)), eq::detail::plan::dense);
    check(nasty_rows<int, int>(random, 50'000, few(4000), few(4000)), eq::detail::plan::radix);
    check(nasty_rows<int, int>(random, 50'000, few(60'000), few(3)), eq::detail::plan::radix);
    check(nasty_rows<int, int>(random, 500, few(2'000'000'000), few(2'000'000'000)), eq::detail::plan::radix);
    auto ordered = nasty_rows<int, int>(random, 3000, few(50), few(50));
    std::sort(ordered.begin(), ordered.end(),
              [](auto const& a, auto const& b) { return std::tie(a.key, a.id) < std::tie(b.key, b.id); });
    check(ordered, eq::detail::plan::in_order);
    auto const same = [](auto const& a, auto const& b) { return a.key == b.key && a.id == b.id; };
    ordered.erase(std::unique(ordered.begin(), ordered.end(), same), ordered.end());
    check(ordered, eq::detail::plan::in_order);
    ordered.push_back({-1, 0, 0.1}); // no longer in order, with the last row
    check(ordered, eq::detail::plan::dense);

    auto gathered = builder{};
    auto const refused = std::vector<row<int, int>>{{1, 7, 1}, {0, 7, 2}, {1, 7, 3}, {0, 7, -4}, {1, 7, 5}};
    BOOST_CHECK_EXCEPTION(gathered.add(refused), eq::invalid_amount,
                          [](auto const& error) { return error.position() == 3; });
}

BOOST_AUTO_TEST_CASE(rows_before_one_that_throws_are_kept)
{
    auto random = support::random{1922};
    auto in_order = std::vector<row<int, int>>{};
    for (auto i = 0; i < 300; ++i) {
        in_order.push_back({i / 7, i % 7, i * 0.1});
    }
    auto const many = [](support::random& from) { return static_cast<int>(from.below(2'000'000'000)); };
    for (auto const& rows : {in_order, nasty_rows<int, int>(random, 300, many, many)}) {
        auto gathered = builder{};
        BOOST_CHECK_THROW(gathered.add(broken_rows{rows}), std::runtime_error);
        auto const kept = std::vector(rows.begin(), rows.begin() + 250);
        BOOST_TEST((cells_of(gathered.build()) == cells_of(ledger_of(kept))));
    }
}

BOOST_AUTO_TEST_CASE(rows_of_a_million_cells_wait_for_one_another)
{
    // nearly every row has a cell of its own, a few have one together; known to be so many, and not
    auto random = support::random{1920};
    auto rows = std::vector<row<int, int>>{};
    for (auto i = 0; i < 1'300'000; ++i) {
        rows.push_back({static_cast<int>(random.below(200'000)), static_cast<int>(random.below(900)), 1.0 + i % 3});
    }
    auto const cells = cells_by_hand(rows);
    for (auto const expected : {std::size_t{0}, rows.size()}) {
        auto gathered = builder{};
        gathered.expect(expected);
        gathered.add(rows);
        auto const book = gathered.build();
        BOOST_TEST((eq::detail::plan_of(book) == eq::detail::plan::radix));
        BOOST_TEST((cells_of(book) == cells));
    }
}

BOOST_AUTO_TEST_CASE(builders_sort_their_rows_together)
{
    auto random = support::random{1921};
    auto const one_by_one = [](std::size_t count, auto const& f) {
        for (std::size_t i = 0; i < count; ++i) {
            f(i);
        }
    };
    // many keys with few partners; few keys with so many partners that two builders share one; few of both
    for (auto const& [keys, partners, plan] : {std::tuple{60'000, 4, eq::detail::plan::radix},
                                               {300, 60'000, eq::detail::plan::radix},
                                               {300, 60, eq::detail::plan::dense}}) {
        auto const rows = nasty_rows<int, int>(
            random, 90'000,
            [n = static_cast<std::size_t>(keys)](auto& from) { return static_cast<int>(from.below(n)); },
            [n = static_cast<std::size_t>(partners)](auto& from) { return static_cast<int>(from.below(n)) - 7; });
        auto const whole = cells_of(ledger_of(rows));
        for (auto const count : {1U, 2U, 3U}) {
            auto several = std::vector<builder>(count);
            for (auto const& [key, id, amount] : rows) {
                several[random.below(count)].add(key, id, amount);
            }
            auto all = std::vector<builder*>{};
            for (auto& each : several) {
                all.push_back(&each);
            }
            builder::sort_together(all, one_by_one);
            for (std::size_t i = 1; i < count; ++i) {
                several[0] += std::move(several[i]);
            }
            auto const book = several[0].build();
            BOOST_TEST((eq::detail::plan_of(book) == plan));
            BOOST_TEST((cells_of(book) == whole));
        }
    }
}

// Keys of 32 bits with few partners in one builder, partners of 32 bits with few keys in the other: each of them sorts
// its rows by one number of 63 bits at most, the two together cannot.
BOOST_AUTO_TEST_CASE(builders_whose_rows_have_no_common_number_sort_apart)
{
    auto random = support::random{1933};
    auto const in_turn = [](std::size_t count, auto const& f) {
        for (std::size_t i = 0; i < count; ++i) {
            f(i);
        }
    };
    auto const any = [&] { return static_cast<int>(static_cast<unsigned>(random.bits())); };
    auto rows = std::vector<row<int, int>>{};
    auto wide_keys = builder{};
    auto wide_ids = builder{};
    for (auto i = 0; i < 80'000; ++i) {
        rows.push_back({any(), static_cast<int>(random.below(4)), 1. + i % 5});
        wide_keys.add(rows.back().key, rows.back().id, rows.back().amount);
        rows.push_back({static_cast<int>(random.below(4)), any(), 1. + i % 7});
        wide_ids.add(rows.back().key, rows.back().id, rows.back().amount);
    }
    for (auto copy : {wide_keys, wide_ids}) {
        BOOST_TEST((eq::detail::plan_of(copy.build()) == eq::detail::plan::radix));
    }
    builder* const both[] = {&wide_keys, &wide_ids};
    builder::sort_together(both, in_turn);
    wide_keys += std::move(wide_ids);
    BOOST_TEST((cells_of(wide_keys.build()) == cells_by_hand(rows)));
}

BOOST_AUTO_TEST_CASE(copies_go_their_own_way_whatever_the_plan)
{
    for (auto const keys : {1, 7, 3000}) {
        auto rows = builder{};
        auto const fill = [keys](builder& to, int amount) {
            for (auto i = 0; i < 9000; ++i) {
                to.add(i * 7 % keys, i * 5 % 3001, amount);
            }
        };
        fill(rows, 1);
        auto copy = rows;
        fill(copy, 2);
        auto moved = std::move(copy);
        fill(moved, 4);
        fill(rows, 8);
        auto const sum_of = [](builder& of) {
            auto sum = 0.0;
            for (auto const& [key, id, amount] : cells_of(of.build())) {
                sum += amount;
            }
            return sum;
        };
        BOOST_TEST(sum_of(rows) == 9000 * (1 + 8));
        BOOST_TEST(sum_of(moved) == 9000 * (1 + 2 + 4));
    }
}

BOOST_AUTO_TEST_CASE(an_expected_number_of_rows_is_no_promise)
{
    for (auto const expected : {0, 1, 50, 1'000'000}) {
        auto rows = builder{};
        rows.expect(static_cast<std::size_t>(expected));
        for (auto i = 0; i < 200; ++i) {
            rows.add(i / 10, i % 10, 1);
        }
        BOOST_TEST(rows.build().cells() == 200U);
    }
}

BOOST_AUTO_TEST_CASE(a_refused_row_is_numbered_and_leaves_the_others)
{
    auto rows = builder{};
    rows.add(1, 1, 2);
    rows.add(1, 2, 2);
    BOOST_TEST(support::message_of<eq::invalid_amount>([&] { rows.add(1, 3, -1); })
               == "ledger: amount -1 at position 2; amounts are finite and not negative");
    rows.add(1, 3, 4);
    BOOST_TEST(rows.build().at(1).size() == 3U);
    rows.add(1, 1, 2);
    BOOST_CHECK_EXCEPTION(rows.add(1, 1, std::numeric_limits<double>::quiet_NaN()), eq::invalid_amount,
                          [](auto const& error) { return error.position() == 1; });
}

BOOST_AUTO_TEST_CASE(more_than_a_number_holds_is_an_error)
{
    auto const sum_of = []<class Amount>(Amount largest, Amount more) {
        auto rows = eq::ledger_builder<int, int, Amount>{};
        rows.add(1, 1, largest);
        rows.add(1, 1, more);
        return rows.build().at(1).amounts()[0];
    };
    constexpr auto largest = std::numeric_limits<double>::max();
    BOOST_CHECK_THROW(sum_of(largest, largest), std::overflow_error);
    BOOST_TEST(sum_of(largest, 1.0) == largest);
    BOOST_CHECK_THROW(sum_of(std::numeric_limits<int>::max(), 1), std::overflow_error);
}

BOOST_AUTO_TEST_CASE(a_declared_portfolio_exists)
{
    auto rows = builder{};
    rows.declare(2, {.total = 8.0});
    rows.declare(1, {.total = 0.0});
    rows.add(2, 5, 6);
    rows.declare(3, {.total = 4.0});
    auto const book = rows.build();
    BOOST_TEST(book.size() == 3U);
    BOOST_TEST(book.at(1).empty());
    BOOST_TEST(std::string{eq::is_undefined(book.at(1).residual_share()) ? "undefined" : "defined"} == "undefined");
    BOOST_TEST(book.at(2).residual_share() == .25);
    BOOST_TEST(book.at(3).residual_share() == 1);
    BOOST_TEST(rows.build().empty());
}

BOOST_AUTO_TEST_CASE(declarations_must_agree)
{
    auto rows = builder{};
    rows.declare(1, {.total = 8.0});
    rows.declare(1, {.total = 8.0});
    rows.add(1, 1, 9);
    BOOST_TEST(support::message_of<eq::invalid_parameter>([&] { rows.build().refuse_contradictions(); })
               == "ledger, 1: total is 8; it must be at least the sum of the listed partners, 9, or a rounding of the "
                  "listed amounts must be stated");
    rows.declare(1, {.total = 8.0});
    rows.declare(1, {.total = 7.0});
    BOOST_TEST(support::message_of<eq::invalid_parameter>([&] { rows.build().refuse_contradictions(); })
               == "ledger, 1: total is 8; it must be the same in every row, 7");
    rows.declare(1, {.total = 8.0});
    BOOST_TEST(support::message_of<eq::invalid_parameter>([&] { rows.declare(1, {.total = -1.0}); })
               == "ledger, 1: total is -1; it must be finite and not negative");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
