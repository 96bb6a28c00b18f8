// SPDX-License-Identifier: BSL-1.0
// Every function of the room with something that is not known: a GDP, a power that is not listed where a part is not
// attributed, a risk, a production, a route. None of them is 0; each is undefined with a reason, or an interval.
#include <equipoise/comparison/structure.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/exposure/alternatives.hpp>
#include <equipoise/exposure/arms_stock.hpp>
#include <equipoise/exposure/coercion.hpp>
#include <equipoise/exposure/data_quality.hpp>
#include <equipoise/exposure/dyads.hpp>
#include <equipoise/exposure/exit.hpp>
#include <equipoise/exposure/influence.hpp>
#include <equipoise/exposure/report.hpp>
#include <equipoise/exposure/vulnerability.hpp>
#include <equipoise/model/building/ledger_builder.hpp>
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
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace eq = equipoise;

namespace {

using flows = eq::portfolio<int>;
using state = eq::state<int>;

constexpr auto unknown = std::optional<double>{};

// 6 of 10 are with 1; the other 4 are not attributed. `known` has no unattributed part.
flows const partly{{{1, 6}}, {.total = 10}};
flows const known{{1, 6}, {2, 4}};
flows const nothing{};

/// A value that is no number, and why, in words; what can be said of it is more than a point, or nothing.
void check_unknown(std::string_view what, double value, std::string_view why, eq::interval bounds)
{
    BOOST_TEST_CONTEXT(what)
    {
        BOOST_TEST(eq::is_undefined(value));
        BOOST_TEST(!why.empty());
        BOOST_TEST((eq::is_undefined(bounds.low) == eq::is_undefined(bounds.high)));
        BOOST_TEST((eq::is_undefined(bounds.low) || bounds.low < bounds.high));
    }
}

void check_unknown(std::string_view what, eq::estimate const& found)
{
    check_unknown(what, found.value, eq::words(found.why), found.bounds);
}

/// Of an index that bounds itself.
template <class Rule>
void check_index(eq::index_fn<Rule> const& index, flows const& of)
{
    check_unknown(eq::describe(index).name, index(of), eq::why_undefined(of, index), eq::bound(of, index));
}

/// Of an index that is undefined where a part is not known, and has no bounds.
template <class Rule>
void check_without_bounds(eq::index_fn<Rule> const& index, flows const& of)
{
    check_unknown(eq::describe(index).name, index(of), eq::why_undefined(of, index), {eq::undefined, eq::undefined});
}

template <class Measure, class... Things>
void check_measure(std::string_view what, Measure const& measure, Things const&... things)
{
    check_unknown(what, measure(things...), measure.why_undefined(things...), measure.bound(things...));
}

std::optional<double> no_risk(int)
{
    return std::nullopt;
}

double half(int)
{
    return 0.5;
}

} // namespace

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(unknown_inputs)

BOOST_AUTO_TEST_CASE(a_power_that_is_not_listed)
{
    check_index(eq::exposure(2), partly);
    check_index(eq::exposure(eq::bloc{2, 3}), partly);
    check_index(eq::dependence(state{9, 20}, 2), partly);
    check_index(eq::dependence(state{9, 20}, eq::bloc{1, 2}), partly);
    check_index(eq::exit_cost(2, 3), partly);
    check_index(eq::log_exit_cost(2, 3), partly);
    check_index(eq::growth_needed(2), partly);
    check_index(eq::hhi_without(2), partly);
    check_index(eq::hhi_without(1), partly);
    check_index(eq::alternative_partners(1), partly);
    check_index(eq::vulnerability(2, 20.0, 0.5), partly);
    check_index(eq::rca(known, 2), partly);
    check_index(eq::rca(partly, 2), known);
    check_index(eq::symmetric_rca(known, 2), partly);
    check_index(eq::trade_intensity(flows{{1, 5}, {2, 5}, {9, 5}}, 9, 2), partly);
    check_index(eq::trade_intensity(partly, 9, 1), flows{{1, 1}});
    check_index(eq::size_preference(flows{{1, 6}, {2, 3}, {3, 1}}), partly);
    check_index(eq::market_penetration(flows{{1, 6}, {2, 2}, {3, 2}}), partly);
    check_index(eq::grubel_lloyd(known), partly);
    check_index(eq::grubel_lloyd(partly), known);
    check_index(eq::grubel_lloyd(known, 2), partly);
    for (auto const& [one, other] : {std::pair{partly, known}, {known, partly}}) {
        check_without_bounds(eq::krugman(one), other);
        check_without_bounds(eq::hachman(one), other);
        check_without_bounds(eq::finger_kreinin(one), other);
        check_without_bounds(eq::complementarity(one), other);
    }
    check_measure("drysdale", eq::drysdale_complementarity, known, partly, known);
    check_measure("drysdale", eq::drysdale_complementarity, partly, known, known);
    auto const largest = eq::largest_exposure(flows{{{1, 4}}, {.total = 10}});
    check_unknown("largest_exposure", largest.share);
    auto const shock = eq::removal_shock(partly);
    check_unknown("removal_shock", shock.change, eq::words(shock.why), {eq::undefined, eq::undefined});
    check_unknown("balance_asymmetry", eq::balance_asymmetry(partly, known, 2), "see bound",
                  eq::balance_asymmetry.bound(partly, known, 2));
    auto const terms = eq::decompose_dependence(partly, state{9, 20}, 2);
    BOOST_TEST((eq::is_undefined(terms.dependence) && eq::is_undefined(terms.share)));
    // the sum of exports and imports, and of years, does not know more than they do
    check_index(eq::exposure(2), eq::trade(partly, known));
    auto rows = eq::ledger_builder<std::tuple<int, int>, int>{};
    rows.add({2019, 9}, 1, 6);
    rows.declare({2019, 9}, {.total = 10});
    rows.add({2018, 9}, 2, 1);
    auto const ledger = rows.build();
    check_index(eq::exposure(2), eq::window(ledger, 2019, 9, eq::absent_years::are_none));
    check_index(eq::exposure(2), eq::decaying_stock(ledger, 2019, 9, 0.5, eq::absent_years::are_none));
}

// Of two sides, one is not on file: whatever is made of both is not known, and no index takes one of them for both.
BOOST_AUTO_TEST_CASE(a_side_that_is_not_on_file)
{
    auto const none = flows{{1, 0}};
    for (auto const& [out, in] : {std::pair{known, nothing}, {nothing, known}}) {
        auto const both = eq::trade(out, in);
        BOOST_TEST(both.size() == 0U);
        check_index(eq::exposure(1), both);
        check_index(eq::openness(state{9, 20}), both);
        check_index(eq::grubel_lloyd(in), out);
        check_index(eq::grubel_lloyd(in, 1), out);
        check_without_bounds(eq::complementarity(in), out);
        BOOST_TEST(eq::is_undefined(eq::balance_asymmetry(out, in)));
        BOOST_TEST(eq::is_undefined(eq::balance_asymmetry(out, in, 1)));
        check_measure("drysdale", eq::drysdale_complementarity, out, in, known);
        auto const found = eq::supply_dependence(in, out, 9);
        check_unknown("supply_dependence", found.over_exports.low, eq::words(found.why), found.over_exports);
        BOOST_TEST((found.verdict == eq::screen_verdict::unknown));
        auto const screened = eq::screen_product(flows{{1, 6}}, in, out, 1);
        check_unknown("screen_product", screened.diversion.low, eq::words(screened.why), screened.diversion);
        BOOST_TEST((screened.verdict == eq::screen_verdict::unknown));
    }
    check_measure("drysdale", eq::drysdale_complementarity, known, known, known, nothing);
    check_measure("geopolrisk", eq::geopolrisk, known, nothing, std::optional{4.0}, half);
    check_index(eq::market_penetration(known), nothing);
    check_index(eq::rca(known, 1), nothing);
    // what is on file with nothing is nothing
    BOOST_TEST(eq::exposure(eq::trade(known, none), 1) == 0.6);
    BOOST_TEST(eq::exposure(eq::trade(none, known), 1) == 0.6);
    BOOST_TEST(eq::grubel_lloyd(known, none) == 0);
    BOOST_TEST(eq::balance_asymmetry(known, none) == 1);
    BOOST_TEST(eq::geopolrisk(known, none, 4.0, half) == 0);
}

BOOST_AUTO_TEST_CASE(dyads_and_reports)
{
    auto const theirs = flows{{9, 6}, {3, 90}};
    auto const no_gdp = eq::dyad(state{9}, known, state{1, 100}, theirs);
    for (auto const& each : {no_gdp.dependence_of_a, no_gdp.low, no_gdp.high, no_gdp.asymmetry, no_gdp.log_asymmetry,
                             no_gdp.log_dependence_of_a}) {
        check_unknown("dyad", each);
        BOOST_TEST(eq::is_undefined(each.bounds.low));
    }
    auto const hidden = flows{{{3, 90}}, {.total = 96}};
    auto const open = eq::dyad(state{9, 20}, known, state{1, 100}, hidden);
    check_unknown("dependence", open.dependence_of_b);
    check_unknown("low", open.low);
    check_unknown("asymmetry", open.asymmetry);
    check_unknown("log asymmetry", open.log_asymmetry);
    check_unknown("share", open.share_of_b);
    check_unknown("salience", open.salience);
    check_unknown("symmetry", open.symmetry);
    check_unknown("interdependence", open.interdependence);
    check_unknown("influence", open.influence);
    check_unknown("influence ratio", open.influence_ratio);

    auto const report = eq::exposure_report(state{9}, 2, {{"exports", partly}}, {.trade = partly, .sigma = 3.0});
    for (auto const& line : report.lines) {
        check_unknown(line.measure, eq::undefined, "printed as bounds or as not known", line.value);
    }
    BOOST_TEST(report.lines.size() == 4U);
}

BOOST_AUTO_TEST_CASE(no_gdp_and_no_use)
{
    check_without_bounds(eq::openness(state{9}), known);
    check_without_bounds(eq::dependence(state{9}, 1), known);
    BOOST_TEST(eq::is_undefined(eq::bound(known, eq::openness(state{9})).low));
    BOOST_TEST(eq::is_undefined(eq::bound(known, eq::dependence(state{9}, 1)).low));
    check_index(eq::vulnerability(1, unknown, 0.5), known);
    check_index(eq::vulnerability(1, 20.0, unknown), known);
    auto products = eq::ledger_builder<int, int>{};
    products.add(26, 1, 6);
    products.add(27, 1, 1);
    products.declare(27, {.total = 9});
    auto const ledger = products.build();
    auto const no_gdp = eq::effective_dependence(ledger, state{9}, 1);
    check_unknown("effective_dependence", no_gdp.value, eq::words(no_gdp.why), no_gdp.bounds);
    auto const open = eq::effective_dependence(ledger, state{9, 20}, 2);
    check_unknown("effective_dependence", open.value, eq::words(open.why), open.bounds);
    check_measure("net_import_dependence", eq::net_import_dependence, eq::import_balance{8, 2, unknown});
    check_measure("import_reliance", eq::import_reliance, eq::production_balance{8, 2, unknown});
}

BOOST_AUTO_TEST_CASE(no_risk_and_no_production)
{
    check_index(eq::risk_weighted_hhi(no_risk), known);
    check_index(eq::risk_weighted_hhi(half), partly);
    check_index(eq::stable_diversity(no_risk), known);
    check_index(eq::stable_diversity(half), partly);
    check_measure("geopolrisk", eq::geopolrisk, known, known, 4.0, no_risk);
    check_measure("geopolrisk", eq::geopolrisk, known, known, unknown, half);
    check_measure("geopolrisk", eq::geopolrisk, partly, known, 4.0, half);
    check_measure("geopolrisk", eq::geopolrisk, known, partly, 4.0, half);
    for (auto part = 0; part < 5; ++part) {
        auto parts = eq::supply_risk_parts{0.5, 0.25, 0.5, 0.25, 1.0};
        std::optional<double>* const members[] = {&parts.global_concentration, &parts.local_concentration,
                                                  &parts.import_reliance, &parts.recycling, &parts.substitution};
        members[part]->reset();
        check_measure("supply_risk", eq::supply_risk, parts);
    }
    auto const levers = std::vector<eq::lever<flows>>{{"x", known}};
    check_measure("coercion_exposure", eq::coercion_exposure, levers, 1);
    check_measure("coercion_balance", eq::coercion_balance, levers, 1, levers, 9);
    auto const open = eq::degradation_of(std::vector<std::vector<double>>{{eq::undefined}});
    check_unknown("degradation_of", eq::undefined, "without a tier", open.weight);
    BOOST_TEST((open.tier == eq::degradation_tier::undetermined));
}

BOOST_AUTO_TEST_CASE(gaps_in_supply)
{
    using fuels = std::vector<eq::fuel<flows>>;
    check_measure("energy_dependence", eq::energy_dependence, fuels{{"gas", known, {}, 1.0}}, 1);
    check_measure("energy_dependence", eq::energy_dependence, fuels{{"gas", known, 0.5, 0.5}}, 1);
    check_measure("energy_dependence", eq::energy_dependence, fuels{{"gas", partly, 0.5, 1.0}}, 2);
    check_measure("energy_dependence", eq::energy_dependence, fuels{{"gas", nothing, 0.5, 1.0}}, 2);
    auto const screened = eq::screen_product(partly, known, nothing, 2);
    BOOST_TEST((screened.world_share == eq::interval{0, 0.4}));
    BOOST_TEST((eq::screen_product(nothing, known, nothing, 1).verdict == eq::screen_verdict::unknown));
    auto const supplied = eq::supply_dependence(partly, flows{{3, 5}}, 2);
    BOOST_TEST(supplied.foreign_share.low < supplied.foreign_share.high);
    BOOST_TEST(supplied.over_exports.low < supplied.over_exports.high);
    BOOST_TEST(supplied.concentration.low < supplied.concentration.high);
    BOOST_TEST((eq::supply_dependence(nothing, nothing, 9).verdict == eq::screen_verdict::unknown));
    auto products = eq::ledger_builder<int, int>{};
    products.add(26, 1, 1);
    products.declare(26, {.total = 10});
    auto const ledger = products.build();
    BOOST_TEST(eq::leverage(ledger, 2).unknown.size() == 1U);
    using routes = std::vector<eq::route<int>>;
    check_measure("transit_share", eq::transit_share, 9, routes{{9, 1, {}, 1}}, 2);
    check_measure("transit_share", eq::transit_share, 9, routes{{9, 1, std::vector<int>{}, 0.5}}, 2);
    check_measure("transit_share", eq::transit_share, 9, routes{}, 2);
    check_index(eq::exposure(2), eq::corridors(9, routes{{9, 1, {}, 1}}));
    auto const closed = eq::close_transit(9, routes{{9, 1, {}, 1}}, 2);
    BOOST_TEST((closed.cut == eq::interval{0, 1}));
}

BOOST_AUTO_TEST_CASE(composites)
{
    using channel = eq::weighted_channel<std::string>;
    auto const mean = eq::channel_profile(std::vector{channel{"trade", 0.5, 1}, channel{"arms", eq::undefined, 1}});
    check_unknown("channel_profile", mean);
    auto const axes = std::vector<eq::supply_axis<int>>{{"arms", {{"deliveries", partly.view()}}}};
    auto const open = eq::sovereignty_of(axes, {.fewest_axes = 1});
    check_unknown("sovereignty_of", open.stability, "an interval", open.composite);
    auto const none = eq::sovereignty_of(std::vector<eq::supply_axis<int>>{{"arms", {{"deliveries", nothing.view()}}}},
                                         {.fewest_axes = 1});
    check_unknown("sovereignty_of", none.composite.low, none.axes[0].without_flow.at(0), none.composite);
    check_unknown("influence", eq::influence.result({1, eq::undefined}, {1}));
    BOOST_TEST(eq::is_undefined(eq::influence_term(eq::undefined)));
    BOOST_TEST(eq::is_undefined(eq::ces_exit_cost(eq::undefined, 2)));
    BOOST_TEST(eq::is_undefined(eq::growth_to_replace(eq::undefined)));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
