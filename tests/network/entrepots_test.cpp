// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "close.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/network/entrepots.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace eq = equipoise;
using network_tests::close;

namespace {

using flows_of = std::vector<eq::flow<std::string>>;
using makers = eq::portfolio<std::string>;

auto imports(flows_of const& flows)
{
    return eq::import_ledger(flows, eq::by_state);
}

std::string refused(flows_of const& flows, makers const& production)
{
    return message_of<eq::error>([&] { (void)eq::through_entrepots(imports(flows), production); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(entrepots)

// Russia makes 100, and sells 60 to the Netherlands and 20 to Germany; the Netherlands make 40, and sell 50 to Germany,
// which makes 30. Half of what Germany has is Russian; of its imports, 50 of 70.
BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const bought = imports({{"RUS", "NLD", 60}, {"RUS", "DEU", 20}, {"NLD", "DEU", 50}});
    auto const found = eq::through_entrepots(bought, makers{{"RUS", 100}, {"NLD", 40}, {"DEU", 30}});
    BOOST_TEST(found.size() == 2U);
    auto const germany = found.at("DEU");
    BOOST_TEST_REQUIRE(germany.size() == 2U);
    BOOST_TEST(germany[0].id == "NLD");
    BOOST_TEST(close(germany[0].amount, 20));
    BOOST_TEST(close(germany[1].amount, 50));
    BOOST_TEST(close(eq::hhi(germany), 29. / 49));
    BOOST_TEST(close(found.at("NLD")[0].amount, 60));
}

// The port makes nothing: it is the origin of nothing, and all of what passes through it comes from the maker.
BOOST_AUTO_TEST_CASE(a_pure_transit_state)
{
    auto const bought = imports({{"maker", "port", 10}, {"port", "user", 10}});
    auto const found = eq::through_entrepots(bought, makers{{"maker", 15}, {"port", 0}, {"user", 0}});
    BOOST_TEST(found.at("user").size() == 1U);
    BOOST_TEST(found.at("user")[0].id == "maker");
    BOOST_TEST(close(found.at("user")[0].amount, 10));
}

// What a state made itself and bought back is no import: of B's supply of 20, half is A's.
BOOST_AUTO_TEST_CASE(goods_that_come_home)
{
    auto const bought = imports({{"A", "B", 10}, {"B", "A", 4}}); // s_A = 6 + 4, s_B = 10 + 10
    auto const found = eq::through_entrepots(bought, makers{{"A", 10}, {"B", 10}});
    // s_A = 14, s_B = 20: O_AA = 10/14 + 2/7 O_AB, O_AB = 1/2 O_AA, so that O_AA = 5/6
    BOOST_TEST(close(found.at("A")[0].amount, 14. / 6));
    BOOST_TEST(close(found.at("B")[0].amount, 20. * 5 / 12));
}

BOOST_AUTO_TEST_CASE(more_sold_than_there_is)
{
    auto const flows = flows_of{{"A", "B", 10}};
    auto const production = makers{{"A", 4}, {"B", 0}};
    BOOST_TEST(refused(flows, production)
               == "through_entrepots: A exports 6 more than it makes and imports; shortfall::raise adds this to its "
                  "production");
    auto const missing = eq::missing_production(imports(flows), production);
    BOOST_TEST(missing.size() == 1U);
    BOOST_TEST(missing[0].amount == 6);
    auto const found = eq::through_entrepots(imports(flows), production, eq::shortfall::raise);
    BOOST_TEST(found.at("B")[0].amount == 10);
}

BOOST_AUTO_TEST_CASE(errors)
{
    BOOST_TEST(refused({{"A", "B", 10}}, {{"A", 10}})
               == "through_entrepots: the production of B is not known; list it, with 0 if it makes nothing");
    BOOST_TEST(
        refused({{"A", "B", 10}, {"B", "A", 10}}, {{"A", 0}, {"B", 0}})
        == "through_entrepots: the sectors A, B need at least all that they make for making it; no finite output "
           "meets any demand");
    auto builder = eq::ledger_builder<std::string, std::string>{};
    builder.add("B", "A", 10);
    builder.add_unknown("B", "C");
    auto const open = std::move(builder).build();
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [&] { (void)eq::through_entrepots(open, makers{{"A", 10}, {"B", 1}, {"C", 1}}); })
               == "through_entrepots: part of the flows of B is not known or not attributed to partners; chains need "
                  "all of them");
    BOOST_TEST(eq::through_entrepots(imports({}), makers{}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
