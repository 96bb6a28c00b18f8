// SPDX-License-Identifier: BSL-1.0
// Every function of the room with text and numbers for states, with a bloc in the place of each state, and over
// portfolios, their views and ledgers.
#include <equipoise/comparison/structure.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/exposure/alternatives.hpp>
#include <equipoise/exposure/arms_stock.hpp>
#include <equipoise/exposure/coercion.hpp>
#include <equipoise/exposure/dyads.hpp>
#include <equipoise/exposure/exit.hpp>
#include <equipoise/exposure/report.hpp>
#include <equipoise/exposure/vulnerability.hpp>
#include <equipoise/model/building/ledger_builder.hpp>
#include <equipoise/model/portfolio_sum.hpp>
#include <equipoise/supply/energy.hpp>
#include <equipoise/supply/eu_dependence.hpp>
#include <equipoise/supply/product_screen.hpp>
#include <equipoise/supply/raw_material_risk.hpp>
#include <equipoise/supply/sovereignty.hpp>
#include <equipoise/supply/supplier_risk.hpp>
#include <equipoise/supply/transit.hpp>
#include <equipoise/trade_structure/comparative_advantage.hpp>
#include <equipoise/trade_structure/complementarity.hpp>
#include <equipoise/trade_structure/intra_industry.hpp>
#include <equipoise/trade_structure/market_penetration.hpp>
#include <equipoise/trade_structure/size_preference.hpp>
#include <equipoise/trade_structure/trade_balance.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;

namespace {

/// Five states (also products where products are asked for) under identifiers of a type.
template <class Id>
struct named;
template <>
struct named<std::string> {
    inline static std::string const i = "i", a = "a", b = "b", c = "c", d = "d";
};
template <>
struct named<int> {
    static constexpr int i = 712, a = 2, b = 365, c = 710, d = 740;
};
using every_id = std::tuple<std::string, int>; // the other tests have codes

} // namespace

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(any_identifier)

// 4 with a, 2 with b, 2 with c, of 8; GDP 16; a trades 4 of 64 with i, at a GDP of 128.
BOOST_AUTO_TEST_CASE_TEMPLATE(shares_and_dyads, Id, every_id)
{
    using n = named<Id>;
    using flows = eq::portfolio<Id>;
    auto const of_i = flows{{n::a, 4}, {n::b, 2}, {n::c, 2}};
    auto const of_a = flows{{n::i, 4}, {n::d, 60}};
    auto const i = eq::state<Id>{n::i, 16};
    auto const bc = eq::bloc<Id>{n::b, n::c};
    auto const self = eq::sized_bloc<Id>{{n::i}, 16};
    auto rows = eq::ledger_builder<Id, Id>{};
    for (auto const& [who, amount] : of_i) {
        rows.add(n::i, who, amount);
    }
    auto const ledger = rows.build();
    for (auto const& who : {of_i.view(), ledger.at(n::i)}) {
        BOOST_TEST(eq::exposure(who, n::a) == 0.5);
        BOOST_TEST(eq::exposure(who, bc) == 0.5);
        BOOST_TEST(eq::openness(who, self) == 0.5);
        BOOST_TEST(eq::dependence(who, i, n::a) == 0.25);
        BOOST_TEST(eq::dependence(who, self, bc) == 0.25);
        BOOST_TEST(eq::decompose_dependence(who, self, bc).share == 0.5);
        BOOST_TEST(eq::exit_cost(who, n::a, 2) == 1);
        BOOST_TEST(eq::log_exit_cost(who, bc, 2) == eq::log_exit_cost(who, n::a, 2));
        BOOST_TEST(eq::growth_needed(who, bc) == 1);
        BOOST_TEST(eq::hhi_without(who, n::a) == 0.5);
        BOOST_TEST(eq::alternative_partners(who, bc) == 1);
        BOOST_TEST(eq::vulnerability(who, bc, 16.0, 0.5) == 0.125);
        BOOST_TEST((*eq::largest_exposure(who).power == n::a));
        BOOST_TEST(eq::removal_shock(who).after == 0.5);
    }
    BOOST_TEST(eq::exposure(of_i, n::d) == 0);
    BOOST_TEST(eq::dyad(i, of_i, eq::state<Id>{n::a, 128}, of_a).asymmetry.value == 0.21875); // 1/4 - 1/32
    auto const joint = eq::sized_bloc<Id>{{n::a}, 128};
    BOOST_TEST(eq::dyad(self, of_i, joint, of_a).influence.value == 0.4375); // 1/2 - 1/16
    auto const world = flows{{n::a, 6}, {n::b, 2}, {n::c, 2}, {n::i, 5}};
    BOOST_TEST(eq::size_preference(of_i, world, n::i) == 10. / 11, tt::tolerance(1e-15)); // (3 + .5 + .5) / 4.4
    BOOST_TEST(eq::size_preference(of_i, world, eq::bloc<Id>{n::i, n::d}) == eq::size_preference(of_i, world, n::i));
    BOOST_TEST(eq::balance_asymmetry(of_i, flows{{n::a, 4}, {n::b, 6}}, bc) == -0.2);
    BOOST_TEST(eq::balance_asymmetry(of_i, flows{{n::a, 12}}, n::a) == -0.5);
    BOOST_TEST(eq::exposure(eq::trade(of_i, flows{{n::a, 8}}), n::a) == 0.75);
    BOOST_TEST(eq::trade_intensity(of_i, world, n::i, n::a) == 0.5 / 0.6);
    BOOST_TEST(eq::trade_intensity(of_i, world, eq::bloc<Id>{n::i, n::d}, bc) == 0.5 / 0.4);
    BOOST_TEST(eq::market_penetration(flows{{n::a, 1}}, world, n::i) == 1. / 3);
    BOOST_TEST(eq::market_penetration(flows{{n::a, 1}}, world, eq::bloc<Id>{n::i, n::b}) == 0.5);
}

// Products and states alike: 6 and 2 of what the world sells 2 and 6 of.
BOOST_AUTO_TEST_CASE_TEMPLATE(structure_and_risk, Id, every_id)
{
    using n = named<Id>;
    using flows = eq::portfolio<Id>;
    auto const sold = flows{{n::a, 6}, {n::b, 2}};
    auto const world = flows{{n::a, 2}, {n::b, 6}};
    auto const ab = eq::bloc<Id>{n::a, n::b};
    BOOST_TEST(eq::rca(sold, world, n::a) == 3);
    BOOST_TEST(eq::rca(sold, world, ab) == 1);
    BOOST_TEST(eq::rca(sold, world)[1].amount == 1. / 3);
    BOOST_TEST(eq::symmetric_rca(sold, world, n::a) == 0.5);
    BOOST_TEST(eq::krugman(sold, world) == 1);
    BOOST_TEST(eq::finger_kreinin(sold, world) == 0.5);
    BOOST_TEST(eq::hachman(sold, world) == 3. / 7); // 9/4 + 1/12
    BOOST_TEST(eq::grubel_lloyd(sold, world) == 0.5);
    BOOST_TEST(eq::grubel_lloyd(sold, world, ab) == 1);
    BOOST_TEST(eq::complementarity(sold, world) == 0.5);
    BOOST_TEST(eq::drysdale_complementarity(sold, world, world) == 1);
    auto const of = [&](Id const& who) { return who == n::a ? 0.5 : 1.0; };
    BOOST_TEST(eq::risk_weighted_hhi(sold, of) == 0.34375); // 9/32 + 1/16
    BOOST_TEST(eq::geopolrisk(world, sold, 8.0, of) == 0.625 * 0.3125);
    BOOST_TEST(eq::stable_diversity(flows{{n::a, 1}, {n::b, 1}}, of) == 0.75 * std::log(2.), tt::tolerance(4e-16));
    auto const levers = std::vector<eq::lever<flows>>{{"x", sold, 1, 0.5}};
    BOOST_TEST(eq::coercion_exposure(levers, n::a) == 0.375);
    BOOST_TEST(eq::coercion_balance(levers, ab, levers, n::a) == 0.125);
    auto const fuels = std::vector<eq::fuel<flows>>{{"x", sold, 0.5, 1.0}};
    BOOST_TEST(eq::energy_dependence(fuels, n::a) == 0.375);
    BOOST_TEST(eq::energy_dependence(fuels, ab) == 0.5);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(ledgers_of_products_and_years, Id, every_id)
{
    using n = named<Id>;
    auto products = eq::ledger_builder<std::tuple<Id, int, std::string>, Id>{};
    products.add({n::i, 2019, "26"}, n::a, 6);
    products.add({n::i, 2019, "26"}, n::b, 2);
    products.add({n::i, 2019, "27"}, n::b, 8);
    products.add({n::d, 2019, "27"}, n::b, 8);
    auto const ledger = products.build();
    auto const mine = eq::products_of(ledger, n::i, 2019);
    BOOST_TEST(mine.size() == 2U);
    auto const ab = eq::bloc<Id>{n::a, n::b};
    auto others = eq::ledger_builder<std::string, Id>{};
    others.add("99", n::a, 1);
    auto const nothing = others.build(); // of what is bought
    BOOST_TEST((eq::supply_dependences(mine, nothing, n::i).dependent == std::vector<std::string>{"26", "27"}));
    BOOST_TEST(
        (eq::supply_dependences(mine, nothing, eq::bloc<Id>{n::i, n::b}).dependent == std::vector<std::string>{"26"}));
    BOOST_TEST(eq::effective_dependence(mine, eq::sized_bloc<Id>{{n::i}, 16}, n::b).value == 0.5);
    BOOST_TEST(eq::effective_dependence(mine, eq::state<Id>{n::i, 16}, ab).value == 0.5);
    BOOST_TEST((eq::leverage(mine, n::a).dependent == std::vector<std::string>{"26"}));
    BOOST_TEST(eq::leverage(mine, ab).dependent.size() == 2U);
    auto markets = eq::ledger_builder<std::string, Id>{};
    markets.add("26", n::a, 6);
    markets.add("27", n::b, 6);
    auto const market = markets.build();
    auto const screened = eq::screen_products(market, mine, nothing, n::a);
    BOOST_TEST((screened[0].result.verdict == eq::screen_verdict::dependent));
    BOOST_TEST((eq::screen_products(market, mine, nothing, ab)[1].result.verdict == eq::screen_verdict::dependent));
    for (auto const& measured : mine | eq::measure(eq::exposure(ab), eq::growth_needed(n::d))) {
        BOOST_TEST(measured.values[0] == 1);
        BOOST_TEST(measured.values[1] == 0);
    }
    auto const ranked = eq::exposure_ranking(ledger, n::a);
    BOOST_TEST((std::get<0>(ranked[0].key) == n::i));
    BOOST_TEST(ranked[0].share.low == 0.75);

    auto years = eq::ledger_builder<std::tuple<int, Id>, Id>{};
    years.add({2018, n::i}, n::a, 2);
    years.add({2019, n::d}, n::b, 1);
    auto const arms = years.build();
    auto const none = eq::absent_years::are_none;
    BOOST_TEST(eq::exposure(eq::window(arms, 2019, n::i, none), n::a) == 1);
    BOOST_TEST(eq::exposure(eq::decaying_stock(arms, 2019, eq::bloc<Id>{n::i, n::d}, 0.5, none), n::a) == 0.5);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(routes_axes_and_reports, Id, every_id)
{
    using n = named<Id>;
    using flows = eq::portfolio<Id>;
    auto const ac = eq::bloc<Id>{n::a, n::c};
    auto const routes = std::vector<eq::route<Id>>{{n::i, n::b, std::vector<Id>{n::a}, 0.75},
                                                   {n::i, n::d, std::vector<Id>{n::c}, 0.25}};
    auto const self = eq::bloc<Id>{n::i};
    BOOST_TEST(eq::transit_share(n::i, routes, n::a) == 0.75);
    BOOST_TEST(eq::transit_share(self, routes, ac) == 1);
    BOOST_TEST(eq::exposure(eq::corridors(self, routes), n::c) == 0.25);
    BOOST_TEST((eq::close_transit(n::i, routes, n::a).partners[0].partner == n::b));
    auto const trade = flows{{n::a, 6}, {n::b, 2}};
    auto const axes = std::vector<eq::supply_axis<Id>>{{"x", {{"y", trade.view()}}}};
    BOOST_TEST(eq::sovereignty_of(axes, {.fewest_axes = 1}).composite.low == 0.625);
    auto const report =
        eq::exposure_report(eq::sized_bloc<Id>{{n::i}, 16}, ac, {{"trade", trade.view()}}, {.trade = trade.view()});
    BOOST_TEST(report.lines.back().value.low == 0.375);
    BOOST_TEST(eq::exposure_reports(eq::state<Id>{n::i}, {{"trade", trade.view()}})[0].exposure.low == 0.75);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
