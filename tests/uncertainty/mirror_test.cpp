// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "../support/message_of.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/uncertainty/bound.hpp>
#include <equipoise/uncertainty/mirror.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;

using eq::report_status;
using by_state = eq::ledger<int, int>;
using year_and_state = std::tuple<int, int>;

constexpr auto infinite = std::numeric_limits<double>::infinity();
constexpr auto none = std::optional<double>{};

// An amount of a state with a partner; no amount if it is not known.
struct row {
    int state;
    int partner;
    std::optional<double> amount;
};

by_state ledger_of(std::vector<row> const& rows)
{
    auto builder = eq::ledger_builder<int, int>{};
    for (auto const& [state, partner, amount] : rows) {
        if (amount) {
            builder.add(state, partner, *amount);
        } else {
            builder.add_unknown(state, partner);
        }
    }
    return builder.build();
}

// 1 and 2 report exports and imports, 3 exports only, 4 nothing. The flow from 1 to 2 is reported as 100 and 121, that
// from 2 to 1 as 0 and 22, that from 1 to 4 by the exporter, that from 4 to 2 by the importer.
by_state const exports = ledger_of({{1, 2, 100}, {1, 4, 30}, {2, 1, 0}, {2, 3, 50}, {3, 1, 10}});
by_state const imports = ledger_of({{2, 1, 121}, {1, 2, 22}, {1, 3, 44}, {2, 4, 55}});

auto const at_ten_percent = eq::mirror_options{.cif = .1};

template <class Flows>
eq::interval range_with(Flows const& flows, int partner)
{
    auto const i = flows.position(partner);
    return i ? eq::interval{flows.lows()[*i], flows.highs()[*i]} : eq::interval{-1, -1};
}

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(mirror)

BOOST_AUTO_TEST_CASE(flows_with_both_reports)
{
    auto const both = eq::mirror(exports, imports, at_ten_percent);
    BOOST_TEST(both.size() == 6U);
    auto const first = both.find(1, 2);
    BOOST_REQUIRE(first.has_value());
    BOOST_TEST((*first == eq::mirrored_flow<int, int>{1, 1, 2, 100., 121., report_status::both, {100, 110}, false}));
    BOOST_TEST((*both.find(1, 4)
                == eq::mirrored_flow<int, int>{1, 1, 4, 30., none, report_status::exporter_only, {30, 30}, true}));
    // 3 reports exports only: its silence as an importer hides what it buys of 2
    BOOST_TEST((*both.find(2, 3)
                == eq::mirrored_flow<int, int>{2, 2, 3, 50., none, report_status::exporter_only, {50, 50}, true}));
    BOOST_TEST(
        (*both.find(2, 1)
         == eq::mirrored_flow<int, int>{2, 2, 1, 0., 22., report_status::zero_against_positive, {0, 20}, false}));
    BOOST_TEST(
        (*both.find(3, 1) == eq::mirrored_flow<int, int>{3, 3, 1, 10., 44., report_status::disagree, {10, 40}, false}));
    BOOST_TEST((*both.find(4, 2)
                == eq::mirrored_flow<int, int>{4, 4, 2, none, 55., report_status::importer_only, {50, 50}, true}));
    BOOST_TEST(!both.find(4, 1).has_value());
    BOOST_TEST(std::is_sorted(both.begin(), both.end(), [](auto const& a, auto const& b) {
        return std::pair{a.key, a.importer} < std::pair{b.key, b.importer};
    }));
}

BOOST_AUTO_TEST_CASE(flows_and_amounts_by_status)
{
    auto const report = eq::mirror(exports, imports, at_ten_percent).report();
    BOOST_TEST(report.flows() == 6U);
    BOOST_TEST(report.text()
               == "both: 1 flow; exported 100, imported 121\n"
                  "exporter only: 2 flows, of which 2 with a state that reports nothing; exported 80, imported 0\n"
                  "importer only: 1 flow, of which 1 with a state that reports nothing; exported 0, imported 55\n"
                  "neither: 0 flows; exported 0, imported 0\n"
                  "disagree: 1 flow; exported 10, imported 44\n"
                  "zero against positive: 1 flow; exported 0, imported 22\n"
                  "silent: 1 exporter, 2 importers\n"
                  "imports without freight and insurance\n");
    BOOST_TEST(report.silent_exporters == std::vector<int>{4}, boost::test_tools::per_element());
    BOOST_TEST(report.silent_importers == (std::vector<int>{3, 4}), boost::test_tools::per_element());
    BOOST_TEST(report[report_status::disagree].imported() == 44);
    BOOST_TEST(!eq::mirror(exports, imports).report().converted);
    // with a factor of 4, 10 and 40 agree
    BOOST_TEST(eq::mirror(exports, imports, {.cif = .1, .factor = 4}).report()[report_status::disagree].flows == 0U);
}

BOOST_AUTO_TEST_CASE(ranges_of_all_states_in_one_pass)
{
    auto const both = eq::mirror(exports, imports, at_ten_percent);
    auto const sold = both.exports();
    BOOST_TEST(sold.size() == 4U);
    BOOST_TEST(sold.cells() == 6U);
    BOOST_TEST((range_with(sold.at(1), 2) == eq::interval{100, 110}));
    BOOST_TEST((range_with(sold.at(2), 1) == eq::interval{0, 20}));
    BOOST_TEST((sold.at(1).unlisted() == eq::interval{0, 0}));
    // 4 reports nothing: it sells 50 to 2, and to 3 and others what is not known
    BOOST_TEST((range_with(sold.at(4), 2) == eq::interval{50, 50}));
    BOOST_TEST((sold.at(4).unlisted() == eq::interval{0, infinite}));
    auto const bought = both.imports();
    BOOST_TEST((range_with(bought.at(2), 1) == eq::interval{100, 110}));
    BOOST_TEST((range_with(bought.at(1), 3) == eq::interval{10, 40}));
    BOOST_TEST((range_with(bought.at(3), 2) == eq::interval{50, 50}));
    BOOST_TEST((bought.at(3).unlisted() == eq::interval{0, infinite}));
    BOOST_TEST((bought.at(2).unlisted() == eq::interval{0, 0}));
    BOOST_TEST(bought.cells() == 6U);

    auto const omitted = eq::mirror(exports, imports, {.cif = .1, .between_silent = eq::silent_pairs::omitted});
    BOOST_TEST((omitted.exports().at(4).unlisted() == eq::interval{0, 0}));
    BOOST_TEST((omitted.imports().at(3).unlisted() == eq::interval{0, 0}));
}

BOOST_AUTO_TEST_CASE(a_range_of_rates_makes_ranges_wider)
{
    auto const both = eq::mirror(exports, imports, {.cif = {.1, .21}});
    BOOST_TEST((both.find(1, 2)->amounts == eq::interval{100, 110}));
    BOOST_TEST((both.find(4, 2)->amounts == eq::interval{55 / 1.21, 50}));
    auto const plain = eq::mirror(exports, imports);
    BOOST_TEST((plain.find(1, 2)->amounts == eq::interval{100, 121}));
    BOOST_TEST((plain.find(4, 2)->amounts == eq::interval{55, 55}));
}

BOOST_AUTO_TEST_CASE(keys_of_period_and_product)
{
    using key = std::tuple<int, int, std::string>;
    auto exported = eq::ledger_builder<key, int>{};
    auto imported = eq::ledger_builder<key, int>{};
    exported.add({2017, 1, "coal"}, 2, 100);
    exported.add({2018, 1, "coal"}, 2, 70);
    imported.add({2017, 2, "coal"}, 1, 110);
    imported.add({2017, 2, "gold"}, 1, 5);
    auto const both = eq::mirror(exported.build(), imported.build(), {.cif = .1});
    BOOST_TEST(both.size() == 3U);
    BOOST_TEST((both.find({2017, 1, "coal"}, 2)->amounts == eq::interval{100, 100}));
    // 1 reports exports of 2017, though none of gold: it is not silent; 2 reports nothing in 2018
    BOOST_TEST((both.find({2017, 1, "gold"}, 2)->status == report_status::importer_only));
    BOOST_TEST(!both.find({2017, 1, "gold"}, 2)->silent);
    BOOST_TEST(both.find({2018, 1, "coal"}, 2)->silent);
    BOOST_TEST(both.report().silent_importers.size() == 1U);
    BOOST_TEST((both.report().silent_importers.at(0) == key{2018, 2, "coal"}));
    BOOST_TEST(both.report().silent_exporters.empty());
    BOOST_TEST((both.imports().at({2018, 2, "coal"}).unlisted() == eq::interval{0, infinite}));
    BOOST_TEST((both.exports().at({2017, 1, "gold"}).unlisted() == eq::interval{0, 0}));
}

BOOST_AUTO_TEST_CASE(amounts_that_are_not_known)
{
    auto const sold = ledger_of({{1, 2, none}, {1, 3, none}, {1, 4, 6}, {1, 4, none}, {2, 1, 5}});
    auto const bought = ledger_of({{2, 1, 11}, {3, 1, none}, {1, 2, none}});
    auto const both = eq::mirror(sold, bought, at_ten_percent);
    BOOST_TEST(both.size() == 4U);
    BOOST_TEST((both.find(1, 2)->status == report_status::importer_only));
    BOOST_TEST((both.find(1, 2)->amounts == eq::interval{10, 10}));
    BOOST_TEST((both.find(1, 3)->status == report_status::neither));
    BOOST_TEST((both.find(1, 3)->amounts == eq::interval{0, infinite}));
    BOOST_TEST((both.find(1, 4)->amounts == eq::interval{6, infinite})); // a part of it is known
    BOOST_TEST((both.find(2, 1)->status == report_status::exporter_only));
    BOOST_TEST((both.find(2, 1)->amounts == eq::interval{5, 5}));
    BOOST_TEST((both.exports().at(1).unlisted() == eq::interval{0, 0}));
    BOOST_TEST(both.report()[report_status::neither].flows == 2U);
    auto const points = both.reconciled_exports();
    BOOST_TEST(points.at(1).ids().size() == 1U);
    BOOST_TEST(points.at(1).unknown().size() == 2U);
    BOOST_TEST((points.at(1).unknown()[1] == eq::partner<int>{4, 6}));
    BOOST_TEST(eq::why_undefined(points.at(1), eq::hhi)
               == "the amount of a flow is not known, so the total is not known");
}

BOOST_AUTO_TEST_CASE(residuals_of_declared_totals)
{
    // 1 declares 150, lists 100 to 2, and 2 to 4 reports say nothing of the remaining 50; 3 reports 11 from 1, unlisted
    auto sold = eq::ledger_builder<int, int>{};
    sold.add(1, 2, 100);
    sold.declare(1, {.total = 150.});
    auto bought = eq::ledger_builder<int, int>{};
    bought.add(2, 1, 110);
    bought.add(3, 1, 11);
    bought.add(3, 2, 22);
    bought.declare(3, {.total = 44.});
    auto const both = eq::mirror(sold.build(), bought.build(), at_ten_percent);
    BOOST_TEST((both.exports().at(1).unlisted() == eq::interval{0, 50}));
    BOOST_TEST((both.imports().at(3).unlisted() == eq::interval{0, 10})); // without freight
    // 10 of the 50 are what 3 reports; 40 remain
    auto const points = both.reconciled_exports();
    BOOST_TEST(points.at(1).totals().whole().value() * std::exp2(points.at(1).totals().exponent) == 150,
               boost::test_tools::tolerance(1e-15));
    BOOST_TEST(points.at(1).residual_share() == 40. / 150, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(points.at(1).amounts()[1] == 10);
    // a state that lists what it declares has no residual
    BOOST_TEST(both.reconciled_imports().at(2).residual_share() == 0);
    // of a state that declares contradictory totals, what it has with others is not known
    auto twice = eq::ledger_builder<int, int>{};
    twice.add(1, 2, 100);
    twice.declare(1, {.total = 150.});
    twice.declare(1, {.total = 160.});
    BOOST_TEST((eq::mirror(twice.build(), by_state{}).exports().at(1).unlisted() == eq::interval{0, infinite}));
    // a total bounds what partners of unknown amount have
    auto open = eq::ledger_builder<int, int>{};
    open.add(1, 2, 100);
    open.add_unknown(1, 3);
    open.declare(1, {.total = 150.});
    auto const bounded = eq::mirror(open.build(), by_state{});
    BOOST_TEST((bounded.find(1, 3)->amounts == eq::interval{0, 50}));
}

BOOST_AUTO_TEST_CASE(reconciled_ledgers)
{
    auto const both = eq::mirror(exports, imports, {.cif = .1, .between_silent = eq::silent_pairs::omitted});
    auto const equal = both.reconciled_exports();
    BOOST_TEST(equal.at(1).amounts()[0] == 104.880884817, boost::test_tools::tolerance(1e-11));
    BOOST_TEST(equal.at(1).amounts()[1] == 30);
    BOOST_TEST(equal.at(2).amounts()[0] == 10);                                      // 0 against 20
    BOOST_TEST(equal.at(3).amounts()[0] == 20, boost::test_tools::tolerance(1e-15)); // sqrt(10 x 40)
    BOOST_TEST(equal.at(4).amounts()[0] == 50);
    auto const importers = both.reconciled_exports({0, 1});
    BOOST_TEST(importers.at(1).amounts()[0] == 110);
    BOOST_TEST(both.reconciled_imports({0, 1}).at(2).amounts()[0] == 110);
    BOOST_TEST(both.reconciled_imports().at(1).amounts()[1] == 20, boost::test_tools::tolerance(1e-15));
    // the total of a silent state is not known, unless its flows with silent states are omitted
    auto const honest = eq::mirror(exports, imports, at_ten_percent).reconciled_exports();
    BOOST_TEST(std::isnan(eq::hhi(honest.at(4))));
    BOOST_TEST(eq::hhi(equal.at(4)) == 1);
    BOOST_TEST(eq::hhi(honest.at(2)) == eq::hhi(equal.at(2)));
}

BOOST_AUTO_TEST_CASE(bounds_of_indices)
{
    auto const both = eq::mirror(exports, imports, {.cif = .1, .between_silent = eq::silent_pairs::omitted});
    auto const points = both.reconciled_exports();
    for (auto const& [state, flows] : both.exports()) {
        auto const ends = eq::bound(flows, eq::hhi);
        BOOST_TEST(ends.contains(eq::hhi(points.at(state))));
    }
    // 1: [100, 110] and 30: (100^2 + 30^2) / 130^2 and (110^2 + 30^2) / 140^2
    auto const of_1 = eq::bound(both.exports().at(1), eq::hhi);
    BOOST_TEST(of_1.low == 10900. / 16900, boost::test_tools::tolerance(1e-14));
    BOOST_TEST(of_1.high == 13000. / 19600, boost::test_tools::tolerance(1e-11));
}

BOOST_AUTO_TEST_CASE(nothing_to_join)
{
    auto const empty = eq::mirror(by_state{}, by_state{}, at_ten_percent);
    BOOST_TEST(empty.empty());
    BOOST_TEST(empty.exports().empty());
    BOOST_TEST(empty.reconciled_imports().empty());
    BOOST_TEST(empty.report().flows() == 0U);
    // one side only: all exporters are silent
    auto const one = eq::mirror(by_state{}, imports);
    BOOST_TEST(one.size() == 4U);
    BOOST_TEST(one.report()[report_status::importer_only].of_silent == 4U);
    BOOST_TEST(one.report().silent_exporters.size() == 4U);
    // flows to oneself stay
    auto const own = eq::mirror(ledger_of({{1, 1, 5}}), ledger_of({{1, 1, 7}}));
    BOOST_TEST((own.find(1, 1)->amounts == eq::interval{5, 7}));
    // the largest and the smallest doubles
    auto const large =
        eq::mirror(ledger_of({{1, 2, 1e300}, {1, 3, 5e-324}}), ledger_of({{2, 1, 1.1e300}}), at_ten_percent);
    BOOST_TEST(large.exports().at(1).highs()[0] == 1e300, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(large.exports().at(1).lows()[1] == 5e-324);
}

BOOST_AUTO_TEST_CASE(one_report_mirrored_against_itself_is_refused)
{
    auto const sold = ledger_of({{1, 2, 100}, {2, 1, 30}, {2, 3, 5}});
    auto const bought = ledger_of({{2, 1, 100}, {1, 2, 30}, {3, 2, 5}});
    BOOST_TEST(
        message_of<eq::invalid_parameter>([&] { (void)eq::mirror(sold, bought); })
        == "mirror: all 3 flows have the same amount in both ledgers, so there is one report of each flow, as in "
           "the data of the Correlates of War, and nothing to compare it with");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::mirror(sold, sold); })
               == "mirror: the exports and the imports are the same ledger; the first must hold what states say that "
                  "they export, the second what they say that they import");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::mirror(sold, by_state{sold}); }).substr(0, 47)
               == "mirror: the exports and the imports are the sam");
    // the same where an amount is unknown in both
    auto const some_sold = ledger_of({{1, 2, 100}, {2, 1, 30}, {2, 3, 5}, {3, 1, none}});
    auto const some_bought = ledger_of({{2, 1, 100}, {1, 2, 30}, {3, 2, 5}, {1, 3, none}});
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::mirror(some_sold, some_bought); }).substr(0, 52)
               == "mirror: all 3 flows have the same amount in both led");
    // one amount that differs, or one report that is missing, is enough
    auto const other = ledger_of({{2, 1, 100}, {1, 2, 30}, {3, 2, 6}});
    BOOST_TEST(eq::mirror(sold, other).size() == 3U);
    auto const fewer = ledger_of({{2, 1, 100}, {1, 2, 30}});
    BOOST_TEST(eq::mirror(sold, fewer).size() == 3U);
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::mirror(sold, other, {.factor = .5}); })
               == "mirror: factor is 0.5; it must be at least 1");
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [&] { (void)eq::mirror(sold, other, {.cif = {.1, .2}}).reconciled_exports(); })
               == "reconciled_exports: cif is a range from 0.1 to 0.2; it must be one rate; as_range takes a range");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::mirror(sold, other).reconciled_imports({0, 0}); })
               == "reconciled: sum of both weights is 0; it must be above 0");
}

BOOST_AUTO_TEST_CASE(reports_in_different_units_are_not_compared)
{
    auto sold = ledger_of({{1, 2, 100}, {2, 1, 30}});
    auto bought = ledger_of({{2, 1, 110}, {1, 2, 30}});
    sold.state_amounts_in("US$");
    BOOST_TEST(eq::mirror(sold, bought).reconciled_exports().amounts_in() == "US$");
    bought.state_amounts_in("thousand US$");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::mirror(sold, bought); })
               == "mirror: the amounts of one ledger are in US$, and those of the other in thousand US$; bring both to "
                  "one unit first, as io::in_unit does");
}

// Ledgers at random against maps that are joined in the plain way.
BOOST_AUTO_TEST_CASE(equal_to_a_join_by_maps)
{
    auto random = support::random{2017};
    for (auto round = 0; round < 300; ++round) {
        auto sold = std::map<std::pair<int, int>, double>{};
        auto bought = std::map<std::pair<int, int>, double>{};
        auto rows_sold = std::vector<row>{};
        auto rows_bought = std::vector<row>{};
        for (auto left = random.below(20); left > 0; --left) {
            auto const i = static_cast<int>(random.below(5));
            auto const j = static_cast<int>(random.below(5));
            auto const amount = static_cast<double>(random.below(4)) * 7;
            if (random.below(2) == 0) {
                rows_sold.push_back({i, j, amount});
                sold[{i, j}] += amount;
            } else {
                rows_bought.push_back({j, i, amount});
                bought[{i, j}] += amount;
            }
        }
        auto const both = eq::mirror(ledger_of(rows_sold), ledger_of(rows_bought), {.cif = .25});
        auto pairs = std::set<std::pair<int, int>>{};
        auto exporters = std::set<int>{};
        auto importers = std::set<int>{};
        for (auto const& [pair, amount] : sold) {
            pairs.insert(pair);
            exporters.insert(pair.first);
        }
        for (auto const& [pair, amount] : bought) {
            pairs.insert(pair);
            importers.insert(pair.second);
        }
        BOOST_TEST_REQUIRE(both.size() == pairs.size());
        for (auto const& each : both) {
            auto const pair = std::pair{each.exporter, each.importer};
            BOOST_TEST_REQUIRE(pairs.contains(pair));
            BOOST_TEST_REQUIRE(each.exported.has_value() == sold.contains(pair));
            BOOST_TEST_REQUIRE(each.imported.has_value() == bought.contains(pair));
            BOOST_TEST_REQUIRE((!each.exported || *each.exported == sold.at(pair)));
            BOOST_TEST_REQUIRE((!each.imported || *each.imported == bought.at(pair)));
            auto const low = std::min(each.exported.value_or(infinite), each.imported.value_or(infinite) / 1.25);
            auto const high = std::max(each.exported.value_or(0), each.imported.value_or(0) / 1.25);
            BOOST_TEST_REQUIRE(each.amounts.low == low, boost::test_tools::tolerance(1e-15));
            BOOST_TEST_REQUIRE(each.amounts.high == high, boost::test_tools::tolerance(1e-15));
            BOOST_TEST_REQUIRE(each.silent
                               == ((!each.exported && !exporters.contains(pair.first))
                                   || (!each.imported && !importers.contains(pair.second))));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
