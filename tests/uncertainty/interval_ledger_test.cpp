// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/model/building/ledger_builder.hpp>
#include <equipoise/uncertainty/interval_ledger.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;

using ledger_of = eq::interval_ledger<int, int>;
using keyed = eq::keyed_range<int, int>;
using rows = std::vector<eq::partner_range<int>>;

constexpr auto infinite = std::numeric_limits<double>::infinity();

rows rows_of(eq::interval_portfolio_view<int> const& flows)
{
    return rows(flows.begin(), flows.end());
}

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(interval_ledger)

BOOST_AUTO_TEST_CASE(holds_portfolios_in_the_order_of_their_keys)
{
    auto const all = ledger_of{{5, {2, 1, 2}}, {3, {9, 0, infinite}}, {5, {1, 4, 4}}, {5, {2, 1, 1}}};
    BOOST_TEST(all.size() == 2U);
    BOOST_TEST(all.cells() == 3U);
    BOOST_TEST(all[0].key == 3);
    BOOST_TEST((rows_of(all[0].flows) == rows{{9, 0, infinite}}));
    BOOST_TEST((rows_of(all.at(5)) == rows{{1, 4, 4}, {2, 2, 3}}));
    BOOST_TEST(!all.find(4).has_value());
    BOOST_TEST(message_of<eq::not_found>([&] { (void)all.at(4); }) == "interval_ledger: no flows under 4");
    auto seen = std::vector<int>{};
    for (auto const& [key, flows] : all) {
        seen.push_back(key * 10 + static_cast<int>(flows.size()));
    }
    BOOST_TEST(seen == (std::vector<int>{31, 52}));
    BOOST_TEST(ledger_of{}.empty());
}

BOOST_AUTO_TEST_CASE(shows_its_columns)
{
    auto const all = ledger_of{{5, {2, 1, 2}}, {3, {9, 0, 7}}, {5, {1, 4, 4}}};
    BOOST_TEST((std::vector<int>(all.keys().begin(), all.keys().end()) == std::vector<int>{3, 5}));
    BOOST_TEST(
        (std::vector<std::size_t>(all.offsets().begin(), all.offsets().end()) == std::vector<std::size_t>{0, 1, 3}));
    BOOST_TEST((std::vector<int>(all.ids().begin(), all.ids().end()) == std::vector<int>{9, 1, 2}));
    BOOST_TEST((std::vector<double>(all.lows().begin(), all.lows().end()) == std::vector<double>{0, 4, 1}));
    BOOST_TEST((std::vector<double>(all.highs().begin(), all.highs().end()) == std::vector<double>{7, 4, 2}));
    BOOST_TEST(all.declared().size() == 2U);
    BOOST_TEST(all.why_unknown().size() == 2U);
    auto const empty = ledger_of{};
    BOOST_TEST(empty.offsets().size() == 1U);
    BOOST_TEST((empty.begin() == empty.end()));
}

BOOST_AUTO_TEST_CASE(knows_its_partners_and_states_also_once_copied_and_moved)
{
    auto all = ledger_of{{5, {2, 1, 2}}, {3, {9, 0, 7}}};
    auto const copy = all;
    auto const moved = std::move(all);
    for (auto const* each : {&copy, &moved}) {
        BOOST_TEST(each->knows(2));
        BOOST_TEST(each->knows(3)); // a key
        BOOST_TEST(!each->knows(4));
        BOOST_TEST(!each->at(5).knows(4));
        BOOST_TEST(each->at(5).knows(9));
    }
    BOOST_TEST(!ledger_of{}.knows(1));
}

BOOST_AUTO_TEST_CASE(keeps_what_is_declared)
{
    auto const total = eq::declared_range{.total = eq::interval{3, 4}};
    auto const all = ledger_of(std::vector<keyed>{{5, {2, 1, 9}}}, {{7, {.unlisted = {0, 8}}}, {5, total}});
    BOOST_TEST((all.at(5).declared() == total));
    BOOST_TEST(all.at(7).empty());
    BOOST_TEST((all.at(7).unlisted() == eq::interval{0, 8}));
    auto const message = [](std::vector<eq::declared_row<int>> const& known) {
        return message_of<eq::invalid_parameter>([&] { (void)ledger_of(std::vector<keyed>{{5, {2, 1, 9}}}, known); });
    };
    BOOST_TEST(message({{5, total}, {5, total}}) == "interval_ledger: 5 is declared twice");
    BOOST_TEST(message({{5, {.total = eq::interval{10, 11}}}})
               == "interval_ledger, 5: total is [10, 11]; it must be a range that overlaps [1, 9], the least and the "
                  "most that the partners have together");
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)ledger_of{{1, {1, 0, 1}}, {0, {2, 9, 3}}}; })
               == "interval_ledger: range [9, 3] at position 1; the low end of a range is not above its high end");
}

BOOST_AUTO_TEST_CASE(is_made_of_a_ledger_of_points)
{
    auto builder = eq::ledger_builder<int, int>{};
    builder.add(1, 7, 10);
    builder.add(1, 8, 30);
    builder.add(2, 7, 5);
    builder.add_unknown(2, 9);
    builder.declare(3, {.total = 1.0});
    builder.declare(3, {.total = 2.0});
    auto const points = builder.build();
    auto const exact = eq::interval_ledger{points};
    BOOST_TEST(exact.size() == 3U);
    BOOST_TEST((exact.at(3).why_unknown() == eq::reason::contradictory_total));
    BOOST_TEST((exact.at(2).why_unknown() == eq::reason::defined));
    BOOST_TEST((rows_of(exact.at(1)) == rows{{7, 10, 10}, {8, 30, 30}}));
    BOOST_TEST((rows_of(exact.at(2)) == rows{{7, 5, 5}, {9, 0, infinite}}));
    auto const roughly = eq::interval_ledger{points, eq::relative_error{.5}};
    BOOST_TEST((rows_of(roughly.at(1)) == rows{{7, 5, 15}, {8, 15, 45}}));
    auto const printed = eq::interval_ledger{points, eq::rounded_to{2}}.at(2); // owns its ranges
    BOOST_TEST((rows_of(printed) == rows{{7, 4, 6}, {9, 0, infinite}}));
    BOOST_TEST(!eq::interval_ledger{points}.find(4).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
