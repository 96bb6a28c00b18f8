// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "close.hpp"

#include <equipoise/model/collect.hpp>
#include <equipoise/network/attenuation.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace eq = equipoise;
using network_tests::close;

namespace {

using flows_of = std::vector<eq::flow<std::string>>;
using exposures = std::vector<std::pair<std::string, double>>;

} // namespace

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(attenuation)

// A trades with B and C in halves, B and C with A only: W = [[0, .5, .5], [1, 0, 0], [1, 0, 0]]. With b = .5 and
// s = (0, .4, 0): e_A = .25 (e_B + e_C), e_B = .4 + .5 e_A, e_C = .5 e_A, so that e_A = 2/15.
BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const flows =
        eq::export_ledger(flows_of{{"A", "B", 5}, {"A", "C", 5}, {"B", "A", 3}, {"C", "A", 1}}, eq::by_state);
    auto const found = eq::attenuated(flows, exposures{{"A", 0}, {"B", .4}, {"C", 0}}, .5);
    BOOST_TEST(close(found.at("A"), 2. / 15));
    BOOST_TEST(close(found.at("B"), .4 + 1. / 15));
    BOOST_TEST(close(found.at("C"), 1. / 15));
    BOOST_TEST(found.bound("A").contains(2. / 15));
    BOOST_TEST(eq::attenuated(flows, exposures{{"A", 0}, {"B", .4}, {"C", 0}}, 0).at("B") == .4);
}

// Half of the sum above; where all are exposed alike, chains add nothing: the mean is what each has.
BOOST_AUTO_TEST_CASE(as_a_mean)
{
    auto const flows =
        eq::export_ledger(flows_of{{"A", "B", 5}, {"A", "C", 5}, {"B", "A", 3}, {"C", "A", 1}}, eq::by_state);
    auto const found = eq::attenuated_mean(flows, exposures{{"A", 0}, {"B", .4}, {"C", 0}}, .5);
    BOOST_TEST(close(found.at("A"), 1. / 15));
    BOOST_TEST(close(found.at("B"), .2 + .5 / 15));
    BOOST_TEST(found.bound("C").contains(.5 / 15));
    auto const alike = eq::attenuated_mean(flows, exposures{{"A", .7}, {"B", .7}, {"C", .7}}, .9);
    for (auto const* state : {"A", "B", "C"}) {
        BOOST_TEST(close(alike.at(state), .7));
        BOOST_TEST(alike.bound(state).contains(.7));
    }
    BOOST_TEST(
        message_of<eq::error>([&] { (void)eq::attenuated_mean(flows, exposures{{"A", 0}, {"B", .4}, {"C", 0}}, 1); })
        == "attenuated_mean: attenuation is 1; it must be below 1, so that the weights of the steps add up");
}

BOOST_AUTO_TEST_CASE(errors)
{
    auto const flows = eq::export_ledger(flows_of{{"A", "B", 5}, {"B", "A", 3}}, eq::by_state);
    auto const refused = [&](exposures const& direct, double b) {
        return message_of<eq::error>([&] { (void)eq::attenuated(flows, direct, b); });
    };
    BOOST_TEST(refused({{"A", 0}, {"B", .4}}, 1)
               == "attenuated: attenuation is 1; it must be below 1, one over the growth factor of the network");
    BOOST_TEST(refused({{"A", 0}, {"B", .4}}, -1)
               == "attenuated: attenuation is -1; it must be finite and not negative");
    BOOST_TEST(refused({{"A", 0}}, .5)
               == "attenuated: the direct exposure of B is not known; list it, with 0 if there is none");
    BOOST_TEST(refused({{"A", 0}, {"B", 1}, {"A", 0}}, .5) == "attenuated: the direct exposure of A is given twice");
    BOOST_TEST(refused({{"A", 0}, {"B", 1}, {"C", 0}}, .5)
               == "attenuated: the flows of C are not known; chains need a portfolio of each state");
    BOOST_TEST(refused({{"A", -1}, {"B", 1}}, .5)
               == "attenuated: the direct exposure of A is -1; it must be finite and not negative");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
