// SPDX-License-Identifier: BSL-1.0
// Invalid input throws, whichever function it is given to, and the message names the state or the parameter.
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/comparison/structure.hpp>
#include <equipoise/exposure/coercion.hpp>
#include <equipoise/exposure/dyads.hpp>
#include <equipoise/exposure/exit.hpp>
#include <equipoise/exposure/report.hpp>
#include <equipoise/model/building/ledger_builder.hpp>
#include <equipoise/supply/energy.hpp>
#include <equipoise/supply/product_screen.hpp>
#include <equipoise/supply/raw_material_risk.hpp>
#include <equipoise/supply/supplier_risk.hpp>
#include <equipoise/supply/transit.hpp>
#include <equipoise/trade_structure/comparative_advantage.hpp>
#include <equipoise/trade_structure/complementarity.hpp>
#include <equipoise/trade_structure/market_penetration.hpp>
#include <equipoise/trade_structure/size_preference.hpp>

#include <boost/test/unit_test.hpp>

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eq = equipoise;
using namespace eq::literals;
using namespace named_states;

namespace {

flows const trade{{chn, 6}, {rus, 2}};
flows const of_china{{mng, 6}, {rus, 90}};

/// f() is refused with all of these words.
template <class F>
void check_refusal(F const& f, std::initializer_list<std::string_view> words)
{
    auto const message = message_of<eq::invalid_parameter>(f);
    for (auto const word : words) {
        BOOST_TEST((message.find(word) != std::string::npos), message << " lacks " << word);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(bad_input)

BOOST_AUTO_TEST_CASE(a_gdp_of_zero_or_less)
{
    auto products = eq::ledger_builder<std::string, eq::iso3>{};
    products.add("26", chn, 1);
    auto const ledger = products.build();
    for (auto const& [gdp, text] : {std::pair{0.0, "is 0;"}, {-2.5, "is -2.5;"}}) {
        auto const who = state{mng, gdp};
        check_refusal([&] { (void)eq::openness(trade, who); }, {"openness", "GDP of MNG", text});
        check_refusal([&] { (void)eq::dependence(trade, who, chn); }, {"dependence", "GDP of MNG", text});
        check_refusal([&] { (void)eq::decompose_dependence(trade, who, chn); }, {"dependence", "GDP of MNG", text});
        check_refusal([&] { (void)eq::dyad(who, trade, state{chn, 1}, of_china); }, {"dyad", "GDP of MNG", text});
        check_refusal([&] { (void)eq::dyad(state{chn, 1}, of_china, who, trade); }, {"dyad", "GDP of MNG", text});
        check_refusal([&] { (void)eq::effective_dependence(ledger, who, chn); }, {"GDP of MNG", text});
        check_refusal([&] { (void)eq::exposure_report(who, chn, {}, {.trade = trade}); }, {"GDP of MNG", text});
        check_refusal([&, g = gdp] { (void)eq::openness(trade, eq::sized_bloc<eq::iso3>{{mng, "KAZ"_iso3}, g}); },
                      {"GDP of KAZ+MNG", text});
        check_refusal([&, g = gdp] { (void)eq::vulnerability(trade, chn, g, 0.5); }, {"vulnerability", "use", text});
    }
}

BOOST_AUTO_TEST_CASE(shares_that_do_not_close)
{
    using fuels = std::vector<eq::fuel<flows>>;
    check_refusal([] { (void)eq::energy_dependence(fuels{{"gas", trade, 0.5, 0.75}, {"oil", trade, 0.5, 0.5}}, rus); },
                  {"energy_dependence", "sum of the shares of the fuels", "1.25"});
    check_refusal([] { (void)eq::energy_dependence(fuels{{"gas", trade, 0.5, 1.5}}, rus); }, {"share of gas", "1.5"});
    using routes = std::vector<eq::route<eq::iso3>>;
    auto const twice = routes{{mng, chn, std::vector<eq::iso3>{}, 0.75}, {mng, rus, std::vector<eq::iso3>{}, 0.5}};
    check_refusal([&] { (void)eq::transit_share(mng, twice, chn); },
                  {"transit_share", "sum of the shares of the routes from MNG", "1.25"});
    check_refusal([&] { (void)eq::corridors(mng, twice); }, {"corridors", "from MNG", "1.25"});
    check_refusal([&] { (void)eq::close_transit(mng, twice, chn); }, {"from MNG", "1.25"});
    // partners that add up to more than the declared total
    check_refusal([] { (void)flows({{chn, 6}, {rus, 5}}, {.total = 10}); }, {"portfolio", "total is 10", "11"});
}

BOOST_AUTO_TEST_CASE(the_portfolio_of_another_state)
{
    auto const mongolia = state{mng, 16};
    auto const china = state{chn, 768};
    check_refusal([&] { (void)eq::dyad(mongolia, of_china, china, of_china); }, {"portfolio of MNG", "lists MNG"});
    check_refusal([&] { (void)eq::dyad(mongolia, trade, china, trade); }, {"portfolio of CHN", "lists CHN"});
    check_refusal([&] { (void)eq::dyad(china, of_china, china, of_china); }, {"CHN is in both parties"});
    check_refusal(
        [&] { (void)eq::exposure_report(mongolia, chn, {}, {.trade = trade, .power_gdp = 1, .power_trade = trade}); },
        {"portfolio of CHN"});
}

BOOST_AUTO_TEST_CASE(products_that_do_not_match)
{
    using products = eq::portfolio<std::string>;
    auto const sold = products{{"26", 6}, {"27", 4}};
    auto const others = products{{"26", 5}, {"84", 5}};
    check_refusal([&] { (void)eq::rca(sold, others); }, {"rca", "27", "missing in the reference"});
    check_refusal([&] { (void)eq::rca(sold, others, "27"); }, {"rca", "27"});
    check_refusal([&] { (void)eq::symmetric_rca(sold, others); }, {"symmetric_rca", "27"});
    check_refusal([&] { (void)eq::trade_intensity(flows{{chn, 1}}, flows{{rus, 1}}, mng, chn); },
                  {"trade_intensity", "CHN"});
    check_refusal([&] { (void)eq::drysdale_complementarity(sold, others, others); }, {"drysdale", "27", "missing"});
    check_refusal([&] { (void)eq::market_penetration(flows{{chn, 1}}, flows{{rus, 1}}); }, {"market", "CHN"});
    check_refusal([&] { (void)eq::size_preference(flows{{chn, 1}}, flows{{rus, 1}}); }, {"size of CHN", "missing"});
    check_refusal([] { (void)eq::krugman(std::vector{1.0, 2.0}, std::vector{1.0}); }, {"krugman", "is 1;", "flows, 2"});
    auto bought = eq::ledger_builder<std::string, eq::iso3>{};
    bought.add("26", chn, 1);
    auto const imports = bought.build();
    auto const none = eq::ledger<std::string, eq::iso3>{};
    check_refusal([&] { (void)eq::screen_products(none, imports, none, chn); }, {"screen_products", "market of 26"});
}

BOOST_AUTO_TEST_CASE(an_elasticity_of_one_or_less)
{
    for (auto const& [sigma, text] : {std::pair{1.0, "sigma is 1;"}, {0.5, "sigma is 0.5;"}, {-3.0, "sigma is -3;"}}) {
        check_refusal([&, s = sigma] { (void)eq::ces_exit_cost(0.5, s); }, {"ces_exit_cost", text});
        check_refusal([&, s = sigma] { (void)eq::exit_cost(trade, chn, s); }, {"exit_cost", text});
        check_refusal([&, s = sigma] { (void)eq::log_exit_cost(trade, chn, s); }, {"log_exit_cost", text});
        check_refusal([&, s = sigma] { (void)eq::exposure_report(state{mng}, chn, {{"x", trade}}, {.sigma = s}); },
                      {"exit_cost", text});
    }
}

BOOST_AUTO_TEST_CASE(a_risk_outside_of_its_range)
{
    for (auto const& [risk, text] : {std::pair{-0.5, "is -0.5;"}, {2.0, "is 2;"}}) {
        auto const risks = std::map<eq::iso3, double>{{chn, 0.5}, {rus, risk}};
        check_refusal([&] { (void)eq::risk_weighted_hhi(trade, risks); }, {"risk_weighted_hhi", "risk of RUS", text});
        check_refusal([&] { (void)eq::geopolrisk(trade, trade, 1.0, risks); },
                      {"geopolrisk", "instability of RUS", text});
        check_refusal([&] { (void)eq::stable_diversity(trade, risks); }, {"stability of RUS", text});
        check_refusal([&, r = risk] { (void)eq::supply_risk(eq::supply_risk_parts{.recycling = r}); },
                      {"supply_risk", "recycling", text});
        check_refusal([&, r = risk] { (void)eq::vulnerability(trade, rus, 9.0, r); }, {"what RUS sells", text});
        check_refusal(
            [&, r = risk] { (void)eq::coercion_exposure(std::vector<eq::lever<flows>>{{"gas", trade, 1, r}}, rus); },
            {"substitutability of gas", text});
    }
}

BOOST_AUTO_TEST_CASE(a_route_that_starts_elsewhere)
{
    auto const routes = std::vector<eq::route<eq::iso3>>{{mng, chn, std::vector<eq::iso3>{}, 0.5},
                                                         {rus, chn, std::vector<eq::iso3>{}, 0.5}};
    check_refusal([&] { (void)eq::transit_share(mng, routes, chn); }, {"the route to CHN is RUS", "must be MNG"});
    check_refusal([&] { (void)eq::transit_share.bound(mng, routes, chn); }, {"the route to CHN is RUS"});
    check_refusal([&] { (void)eq::corridors(mng, routes); }, {"corridors", "the route to CHN is RUS"});
    check_refusal([&] { (void)eq::close_transit(mng, routes, chn); }, {"the route to CHN is RUS"});
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
