// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/exposure/dyads.hpp>
#include <equipoise/model/building/ledger_builder.hpp>

#include "../io/reading.hpp"
#include "../support/amounts.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tt = boost::test_tools;

namespace {

namespace eq = equipoise;
using namespace eq::literals;
using namespace named_states;

// Mongolia: 6 of 8 with China, GDP 16. China: 6 of 96 with Mongolia, GDP 768.
auto const mongolia = state{mng, 16};
auto const china = state{chn, 768};
auto const of_mongolia = flows{{chn, 6}, {rus, 2}};
auto const of_china = flows{{mng, 6}, {rus, 90}};

} // namespace

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(dyads)

BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const both = eq::dyad(mongolia, of_mongolia, china, of_china);
    BOOST_TEST(both.dependence_of_a.value == 0.375);
    BOOST_TEST(both.dependence_of_b.value == 0.0078125);
    BOOST_TEST(both.low.value == 0.0078125);
    BOOST_TEST(both.high.value == 0.375);
    BOOST_TEST(both.asymmetry.value == 0.3671875);
    BOOST_TEST(both.log_asymmetry.value == 3.8712010109078909, tt::tolerance(4e-16));         // ln 48
    BOOST_TEST(both.log_dependence_of_a.value == -0.98082925301172623, tt::tolerance(4e-16)); // ln 3/8
    BOOST_TEST(both.log_dependence_of_b.value == -4.8520302639196169, tt::tolerance(4e-16));  // -7 ln 2
    BOOST_TEST(both.share_of_a.value == 0.75);
    BOOST_TEST(both.share_of_b.value == 0.0625);
    BOOST_TEST(both.salience.value == 0.21650635094610965, tt::tolerance(4e-16)); // sqrt(3)/8
    BOOST_TEST(both.symmetry.value == 0.3125);
    BOOST_TEST(both.interdependence.value == 0.067658234670659268, tt::tolerance(4e-16)); // 5 sqrt(3)/128
    BOOST_TEST(both.influence.value == 0.6875);
    BOOST_TEST(both.influence_ratio.value == 12);
    BOOST_TEST((both.share_of_a.why == eq::reason::defined));

    auto const turned = eq::dyad(china, of_china, mongolia, of_mongolia);
    BOOST_TEST(turned.asymmetry.value == -both.asymmetry.value);
    BOOST_TEST(turned.log_asymmetry.value == -both.log_asymmetry.value, tt::tolerance(4e-16));
    BOOST_TEST(turned.influence.value == -both.influence.value);
    BOOST_TEST(turned.salience.value == both.salience.value);
    BOOST_TEST(turned.high.value == both.high.value);
}

BOOST_AUTO_TEST_CASE(equals_differ_by_nothing)
{
    auto const a = flows{{chn, 1}, {rus, 2}};
    auto const both = eq::dyad(state{mng, 3}, a, state{chn, 3}, flows{{mng, 1}, {rus, 2}});
    BOOST_TEST(both.asymmetry.value == 0);
    BOOST_TEST(both.log_asymmetry.value == 0);
    BOOST_TEST(both.influence_ratio.value == 1);
    BOOST_TEST(both.symmetry.value == 1);
    BOOST_TEST(both.salience.value == 1. / 3, tt::tolerance(2e-16));
    // shares of 1/3 and 1/(3 + e): the difference is e/9 to first order, not what is left of 1/3 - 1/3
    constexpr auto e = 0x1p-50;
    auto const near = eq::dyad(state{mng, 3}, a, state{chn, 3}, flows{{mng, 1}, {rus, 2}, {"JPN"_iso3, e}});
    BOOST_TEST(near.influence.value == e / 9, tt::tolerance(1e-14));
    BOOST_TEST(near.symmetry.value == 1 - 0x1p-53); // the nearest to 1 - 0.99e-16
}

BOOST_AUTO_TEST_CASE(nothing_on_one_side)
{
    auto const one_way = eq::dyad(mongolia, of_mongolia, china, flows{{mng, 0}, {rus, 90}});
    BOOST_TEST(one_way.low.value == 0);
    BOOST_TEST(one_way.log_asymmetry.value == infinity);
    BOOST_TEST(one_way.influence_ratio.value == infinity);
    BOOST_TEST(one_way.log_dependence_of_b.value == -infinity);
    BOOST_TEST(one_way.salience.value == 0);
    BOOST_TEST(one_way.interdependence.value == 0);
    auto const turned = eq::dyad(china, flows{{mng, 0}, {rus, 90}}, mongolia, of_mongolia);
    BOOST_TEST(turned.log_asymmetry.value == -infinity);
    BOOST_TEST(turned.influence_ratio.value == 0);
    auto const neither = eq::dyad(mongolia, flows{{rus, 2}}, china, flows{{rus, 90}});
    BOOST_TEST(neither.asymmetry.value == 0);
    BOOST_TEST(eq::is_undefined(neither.log_asymmetry.value));
    BOOST_TEST(eq::is_undefined(neither.influence_ratio.value));
    BOOST_TEST((neither.log_asymmetry.why == eq::reason::zero_divisor));
    BOOST_TEST((neither.influence_ratio.why == eq::reason::zero_divisor));
    BOOST_TEST(neither.symmetry.value == 1);
}

BOOST_AUTO_TEST_CASE(unknown_is_not_zero)
{
    auto const no_gdp = eq::dyad(state{mng}, of_mongolia, china, of_china);
    BOOST_TEST(eq::is_undefined(no_gdp.dependence_of_a.value));
    BOOST_TEST(no_gdp.dependence_of_b.value == 0.0078125);
    for (auto const value : {no_gdp.low.value, no_gdp.high.value, no_gdp.asymmetry.value, no_gdp.log_asymmetry.value,
                             no_gdp.log_dependence_of_a.value}) {
        BOOST_TEST(eq::is_undefined(value));
    }
    for (auto const why : {no_gdp.dependence_of_a.why, no_gdp.low.why, no_gdp.high.why, no_gdp.asymmetry.why,
                           no_gdp.log_asymmetry.why, no_gdp.log_dependence_of_a.why}) {
        BOOST_TEST((why == eq::reason::unknown_gdp));
    }
    BOOST_TEST(no_gdp.influence.value == 0.6875);

    auto const no_flow = eq::dyad(mongolia, flows{}, china, of_china);
    BOOST_TEST((no_flow.share_of_a.why == eq::reason::no_partners));
    BOOST_TEST((no_flow.dependence_of_a.why == eq::reason::no_partners));
    BOOST_TEST(eq::is_undefined(no_flow.salience.value));
    BOOST_TEST(eq::is_undefined(no_flow.interdependence.value));
    BOOST_TEST(no_flow.share_of_b.value == 0.0625);
    auto const idle = eq::dyad(mongolia, flows{{chn, 0}}, china, of_china);
    BOOST_TEST((idle.share_of_a.why == eq::reason::no_flow));
    BOOST_TEST(idle.dependence_of_a.value == 0);

    // China lists 90 of 96; Mongolia may have up to 6 of them
    auto const partly = flows{{{rus, 90}}, {.total = 96}};
    auto const open = eq::dyad(mongolia, of_mongolia, china, partly);
    BOOST_TEST((open.share_of_b.why == eq::reason::not_listed));
    BOOST_TEST((open.dependence_of_b.why == eq::reason::not_listed));
    BOOST_TEST(eq::is_undefined(open.salience.value));
    for (auto const why : {open.salience.why, open.symmetry.why, open.influence.why, open.asymmetry.why}) {
        BOOST_TEST((why == eq::reason::not_listed));
    }
    BOOST_TEST(open.dependence_of_a.value == 0.375);
    BOOST_TEST((open.dependence_of_a.bounds == eq::interval{0.375, 0.375}));
    BOOST_TEST((open.dependence_of_b.bounds == eq::interval{0, 0.0078125}));
    BOOST_TEST((open.low.bounds == eq::interval{0, 0.0078125}));
    BOOST_TEST((open.high.bounds == eq::interval{0.375, 0.375}));
    BOOST_TEST((open.asymmetry.bounds == eq::interval{0.3671875, 0.375}));
    BOOST_TEST(open.log_asymmetry.bounds.low == 3.8712010109078909, tt::tolerance(4e-16));
    BOOST_TEST(open.log_asymmetry.bounds.high == infinity);
    BOOST_TEST((open.share_of_b.bounds == eq::interval{0, 0.0625}));
    BOOST_TEST((open.symmetry.bounds == eq::interval{0.25, 0.3125}));
    BOOST_TEST(open.salience.bounds.low == 0);
    BOOST_TEST((open.influence.bounds == eq::interval{0.6875, 0.75}));
    BOOST_TEST((open.influence_ratio.bounds == eq::interval{12, infinity}));
    // with nothing at all on the other side, whatever there is is infinitely more
    auto const against_none = eq::dyad(china, partly, mongolia, flows{{chn, 0}, {rus, 2}});
    BOOST_TEST((against_none.influence_ratio.bounds == eq::interval{infinity, infinity}));
    BOOST_TEST(eq::is_undefined(eq::dyad(state{mng}, of_mongolia, china, partly).low.bounds.low));
}

BOOST_AUTO_TEST_CASE(blocs_and_quantities)
{
    auto const pair = eq::sized_bloc<eq::iso3>{{chn, rus}, 1000};
    auto const joint = eq::dyad(mongolia, of_mongolia, pair, flows{{mng, 8}, {"JPN"_iso3, 92}});
    BOOST_TEST(joint.dependence_of_a.value == 0.5);
    BOOST_TEST(joint.share_of_a.value == 1);
    BOOST_TEST(joint.share_of_b.value == 0.08);
    using weights = eq::portfolio<int, support::tonnes>;
    using sized = eq::state<int, support::tonnes>;
    auto const tons = eq::dyad(sized{1, support::tonnes{16}}, weights{{2, {6}}, {3, {2}}},
                               sized{2, support::tonnes{768}}, weights{{1, {6}}, {3, {90}}});
    BOOST_TEST(tons.asymmetry.value == 0.3671875);
}

BOOST_AUTO_TEST_CASE(from_a_ledger)
{
    auto rows = eq::ledger_builder<eq::iso3, eq::iso3>{};
    for (auto const& [whose, flows] : {std::pair{mng, of_mongolia}, {chn, of_china}}) {
        for (auto const& [who, amount] : flows) {
            rows.add(whose, who, amount);
        }
    }
    auto const ledger = rows.build();
    BOOST_TEST((eq::dyad(mongolia, china, ledger) == eq::dyad(mongolia, of_mongolia, china, of_china)));
    BOOST_TEST(message_of<std::out_of_range>([&] { (void)eq::dyad(mongolia, state{rus, 1}, ledger); })
               == "ledger: no flows under RUS");
}

BOOST_AUTO_TEST_CASE(whose_portfolio)
{
    BOOST_TEST(
        message_of<eq::invalid_parameter>([] { (void)eq::dyad(mongolia, of_china, china, of_china); })
        == "dyad: the portfolio of MNG lists MNG as a partner; it must be the party's own, without flows to itself");
    BOOST_TEST(
        message_of<eq::invalid_parameter>([] { (void)eq::dyad(mongolia, of_mongolia, china, of_mongolia); })
        == "dyad: the portfolio of CHN lists CHN as a partner; it must be the party's own, without flows to itself");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::dyad(china, of_china, china, of_china); })
               == "dyad: CHN is in both parties; they must have no member in common");
    BOOST_TEST(
        message_of<eq::invalid_parameter>([] { (void)eq::dyad(mongolia, of_mongolia, state{chn, -1}, of_china); })
        == "dyad: GDP of CHN is -1; it must be positive and finite; leave it empty where it is not known");
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [] { (void)eq::dyad(mongolia, of_mongolia, eq::sized_bloc<eq::iso3>{{rus, chn}, 1}, of_china); })
               == "dyad: the portfolio of CHN+RUS lists RUS as a partner; it must be the party's own, without flows to "
                  "itself");
    // listed with nothing, as in a table of all states with all states
    BOOST_TEST(eq::dyad(mongolia, flows{{chn, 6}, {mng, 0}, {rus, 2}}, china, of_china).share_of_a.value == 0.75);
}

BOOST_AUTO_TEST_CASE(extreme_amounts)
{
    for (auto const x : {5e-324, 1e-300, 1., 1e300}) {
        auto const same = eq::dyad(state{mng, x}, flows{{chn, x}}, state{chn, x}, flows{{mng, x}});
        BOOST_TEST(same.low.value == 1, x);
        BOOST_TEST(same.interdependence.value == 1, x);
        BOOST_TEST(same.log_asymmetry.value == 0, x);
    }
    auto const apart = eq::dyad(state{mng, 1e-200}, flows{{chn, 1}}, state{chn, 1e200}, flows{{mng, 1}, {rus, 1e300}});
    BOOST_TEST(apart.log_asymmetry.value == 921.03403719761836, tt::tolerance(4e-16)); // 400 ln 10
    BOOST_TEST(apart.salience.value == 1e-150, tt::tolerance(1e-15));
    BOOST_TEST(apart.influence.value == 1);
}

// Correlates of War, directed dyadic trade 4.0, 2014: flow1 = imports of state 1 from state 2, flow2 = the reverse.
BOOST_AUTO_TEST_CASE(correlates_of_war_2014)
{
    auto const file = reading::reference("trade/cow/cow_trade_ddy_all_dyads_2014.csv");
    if (!file) {
        return;
    }
    auto exports = eq::ledger_builder<int, int>{};
    auto trade = eq::ledger_builder<int, int>{};
    auto const report =
        eq::io::for_each_row(*file, {.columns = {"ccode1", "ccode2", "flow1", "flow2"}, .also_missing = {"-9"}},
                             [&](eq::io::row const& row) {
                                 auto const bought = row.known<double>(2);
                                 auto const sold = row.known<double>(3);
                                 if (!bought || !sold) {
                                     return eq::io::row_outcome::unknown;
                                 }
                                 exports.add(row.get<int>(0), row.get<int>(1), *sold);
                                 trade.add(row.get<int>(0), row.get<int>(1), *bought + *sold);
                                 return eq::io::row_outcome::used;
                             });
    BOOST_TEST(report.used > 20'000U);
    auto const sold = exports.build();
    BOOST_TEST(eq::exposure(sold.at(712), 710) == 0.954, tt::tolerance(0.001)); // Mongolia to China
    BOOST_TEST(eq::exposure(sold.at(705), 365) == 0.117, tt::tolerance(0.005)); // Kazakhstan to Russia

    auto const ledger = trade.build();
    auto compared = 0;
    for (auto const& [i, of_i] : ledger) {
        for (auto const& [j, with_j] : of_i) {
            if (i > j) {
                continue;
            }
            auto const of_j = ledger.at(j);
            auto const both = eq::dyad(eq::state<int>{i}, of_i, eq::state<int>{j}, of_j);
            auto const a = both.share_of_a.value;
            auto const b = both.share_of_b.value;
            if (eq::is_undefined(a) || eq::is_undefined(b)) {
                BOOST_TEST((of_i.totals().whole().hi == 0 || of_j.totals().whole().hi == 0));
                continue;
            }
            ++compared;
            BOOST_TEST(both.salience.value * both.salience.value == a * b, tt::tolerance(2e-15));
            BOOST_TEST(std::abs(both.symmetry.value - (1 - std::max(a, b) + std::min(a, b))) <= 4e-16);
            BOOST_TEST(both.interdependence.value == both.salience.value * both.symmetry.value, tt::tolerance(4e-16));
            BOOST_TEST(std::abs(both.influence.value - (a - b)) <= 4e-16);
            BOOST_TEST((0 <= both.salience.value && both.salience.value <= 1 && 0 <= both.symmetry.value
                        && both.symmetry.value <= 1));
            BOOST_TEST(both.interdependence.value <= std::min(both.salience.value, both.symmetry.value));
            BOOST_TEST((both.dependence_of_a.why == eq::reason::unknown_gdp));
        }
    }
    BOOST_TEST(compared > 10'000);
    auto const china_on_mongolia = eq::dyad(eq::state<int>{712}, ledger.at(712), eq::state<int>{710}, ledger.at(710));
    BOOST_TEST(china_on_mongolia.influence.value > 0.5); // China has the influence
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
