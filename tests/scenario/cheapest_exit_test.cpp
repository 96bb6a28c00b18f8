// SPDX-License-Identifier: BSL-1.0
#include "../support/flows.hpp"
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/scenario/cheapest_exit.hpp>

#include <boost/test/unit_test.hpp>

#include <rapidcheck.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace named_states;

namespace {

using target = eq::exit_target<eq::iso3>;
auto const nearly = tt::tolerance(1e-12);

/// 50, 30 and 20 of 100.
flows three()
{
    return {{chn, 50}, {jpn, 30}, {rus, 20}};
}

/// At most a share of China's.
target below(double share)
{
    return {.exposures = {{eq::bloc{chn}, share}}};
}

template <class Id>
void check(eq::exit_plan<Id> const& plan, std::vector<double> const& shares, double cost)
{
    BOOST_TEST_REQUIRE(plan.reachable);
    BOOST_TEST_REQUIRE(plan.shares.size() == shares.size());
    for (std::size_t i = 0; i < shares.size(); ++i) {
        BOOST_TEST(std::abs(plan.shares[i].after - shares[i]) < 1e-13);
    }
    BOOST_TEST(plan.cost == cost, nearly);
    BOOST_TEST(plan.bound <= plan.cost);
    BOOST_TEST(plan.gap() < 1e-13);
}

template <class F>
std::string refusal(F f)
{
    return message_of<eq::invalid_parameter>(f);
}

} // namespace

BOOST_AUTO_TEST_SUITE(scenario)
BOOST_AUTO_TEST_SUITE(cheapest_exit)

// For one power and equal costs: it falls by d, the n others rise by d / n each, at the cost of d^2 (1 + 1 / n).
BOOST_AUTO_TEST_CASE(one_power)
{
    auto const plan = eq::cheapest_exit(three(), below(.3), eq::substitution::full);
    check(plan, {.3, .4, .3}, .06);
    BOOST_TEST(plan.moved == .2, nearly);
    BOOST_TEST(plan.shares[0].id.str() == "CHN");
    BOOST_TEST(plan.shares[0].before == .5);
    BOOST_TEST(plan.assumed == "everything is replaced; equal costs");
    check(eq::cheapest_exit(three(), below(0), eq::substitution::full), {0, .55, .45}, .375);
    // nothing has to change
    check(eq::cheapest_exit(three(), below(.5), eq::substitution::none), {.5, .3, .2}, 0);
    // two powers as one bloc share what falls
    auto const both = target{.exposures = {{eq::bloc{chn, rus}, .5}}};
    check(eq::cheapest_exit(three(), both, eq::substitution::full), {.4, .5, .1}, .06);
}

BOOST_AUTO_TEST_CASE(capacities_and_costs)
{
    // a third of the tenth that moves to Russia at three times the cost would be .025 of .1, and Japan can take .06
    check(eq::cheapest_exit(three(), below(.4), eq::spare{.2}, {1, 1, 3}), {.4, .36, .24}, .0184);
    check(eq::cheapest_exit(three(), below(.4), eq::substitution::full, {1, 1, 3}), {.4, .375, .225},
          .01 + .005625 + 3 * .000625);
    BOOST_TEST(eq::cheapest_exit(three(), below(.4), eq::spare{.2}, {1, 1, 3}).assumed
               == "spare capacity of 0.2 of what each remaining partner delivers; stated costs");
    // Japan can take .03, so Russia takes the other .17
    auto const limited = eq::spare{eq::fractions{{0, .1, 5}}};
    check(eq::cheapest_exit(three(), below(.3), limited), {.3, .33, .37}, .04 + .0009 + .0289);
    // entrants
    auto const entrant = eq::cheapest_exit(three(), below(.2), eq::spare(flows{{usa, 100}}));
    check(entrant, {.2, .3, .2, .3}, .18);
    // too little capacity
    auto const plan = eq::cheapest_exit(three(), below(.3), eq::spare{.2});
    BOOST_TEST(!plan.reachable);
    BOOST_TEST(plan.shares.empty());
    BOOST_TEST(eq::is_undefined(plan.cost));
    BOOST_TEST((plan.why == eq::reason::defined));
}

// Without bounds in the way, y = 1/n + t (p - 1/n), so that H - 1/n falls to t^2 of what it was.
BOOST_AUTO_TEST_CASE(of_the_hhi)
{
    auto const excess = .38 - 1. / 3;
    auto const t = std::sqrt((.35 - 1. / 3) / excess);
    auto const shrunk = [&](double p) { return 1. / 3 + t * (p - 1. / 3); };
    auto const plan = eq::cheapest_exit(three(), target{.hhi = .35}, eq::substitution::full);
    check(plan, {shrunk(.5), shrunk(.3), shrunk(.2)}, (1 - t) * (1 - t) * excess);
    BOOST_TEST(!eq::cheapest_exit(three(), target{.hhi = .33}, eq::substitution::full).reachable);
    BOOST_TEST(!eq::cheapest_exit(three(), target{.hhi = .37}, eq::substitution::none).reachable);
    // with an entrant, as even as four can be
    auto const even =
        eq::cheapest_exit(three(), target{.hhi = .2500001}, eq::spare(flows{{jpn, 50}, {rus, 50}, {usa, 50}}));
    BOOST_TEST_REQUIRE(even.reachable);
    BOOST_TEST(even.shares[3].after == .25, tt::tolerance(2e-3));
    // exposures and the HHI: .3, .3 and .4 have an HHI of .34
    auto const two = target{.exposures = {{eq::bloc{chn}, .3}, {eq::bloc{jpn}, .3}}, .hhi = .345};
    check(eq::cheapest_exit(three(), two, eq::substitution::full), {.3, .3, .4}, .08);
}

BOOST_AUTO_TEST_CASE(not_known)
{
    auto const why = [](flows const& of, auto const& assumed) {
        auto const plan = eq::cheapest_exit(of, below(.3), assumed);
        BOOST_TEST(!plan.reachable);
        return plan.why;
    };
    BOOST_TEST((why(flows{}, eq::substitution::full) == eq::reason::no_partners));
    BOOST_TEST((why(flows{{{chn, 1}}, {.total = 2}}, eq::substitution::full) == eq::reason::unattributed));
    BOOST_TEST((why(flows{{chn, 1}}.with_unknown({rus}), eq::substitution::full) == eq::reason::unknown_amount));
    BOOST_TEST((why(three(), eq::spare(flows{{chn, 1}}.with_unknown({rus}))) == eq::reason::unknown_part));
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    auto const full = eq::substitution::full;
    BOOST_TEST(refusal([&] { (void)eq::cheapest_exit(three(), below(-.1), full); })
               == "cheapest_exit: limit of CHN is -0.1; it must be in [0, 1]");
    BOOST_TEST(refusal([&] { (void)eq::cheapest_exit(three(), below(eq::undefined), full); })
               == "cheapest_exit: limit of CHN is nan; it must be in [0, 1]");
    auto const twice = target{.exposures = {{eq::bloc{chn}, .3}, {eq::bloc{jpn, chn}, .3}}};
    BOOST_TEST(refusal([&] { (void)eq::cheapest_exit(three(), twice, full); })
               == "cheapest_exit: CHN is in two parties that have a limit");
    BOOST_TEST(refusal([&] { (void)eq::cheapest_exit(three(), target{.hhi = 0}, full); })
               == "cheapest_exit: limit of the HHI is 0; it must be in (0, 1]");
    BOOST_TEST(refusal([&] { (void)eq::cheapest_exit(three(), below(.3), full, {1}); })
               == "cheapest_exit: number of costs is 1; it must be that of the partners, 3");
    BOOST_TEST(refusal([&] { (void)eq::cheapest_exit(three(), below(.3), full, {1, 0, 1}); })
               == "cheapest_exit: cost of JPN is 0; it must be positive, between 1e-12 and 1e12");
}

// The plan reaches its target, the certificate closes, and no plan between it and another one is cheaper.
BOOST_AUTO_TEST_CASE(certified)
{
    BOOST_TEST(rc::check("plans at random", [] {
        auto const n = 2 + static_cast<int>(support::draw_below(6));
        auto rows = std::vector<eq::partner<int>>{};
        auto costs = std::vector<double>{};
        for (auto i = 0; i < n; ++i) {
            rows.push_back({i, 1 + static_cast<double>(support::draw_below(20))});
            costs.push_back(1 + static_cast<double>(support::draw_below(9)));
        }
        auto const flows = eq::portfolio<int>{rows};
        auto now = 0.0;
        for (auto i = 0; i < n; ++i) {
            now += flows.share(static_cast<std::size_t>(i)) * flows.share(static_cast<std::size_t>(i));
        }
        auto const limit = .1 + static_cast<double>(support::draw_below(8)) / 10;
        auto const hhi = std::min(1., now * (.7 + static_cast<double>(support::draw_below(5)) / 10));
        auto const sought = eq::exit_target<int>{.exposures = {{eq::bloc<int>{0}, limit}}, .hhi = hhi};
        auto const assumed = eq::spare{.25 + static_cast<double>(support::draw_below(8)) / 4};
        auto const plan = eq::cheapest_exit(flows, sought, assumed, costs);
        auto const factor = assumed.capacities() + 1;
        auto const cost_of = [&](std::vector<double> const& shares) {
            auto sum = 0.0;
            for (std::size_t i = 0; i < shares.size(); ++i) {
                sum += costs[i] * (shares[i] - flows.share(i)) * (shares[i] - flows.share(i));
            }
            return sum;
        };
        auto const is_plan = [&](std::vector<double> const& shares, double slack) {
            auto sum = 0.0;
            auto squares = 0.0;
            auto good = shares[0] <= limit + slack;
            for (std::size_t i = 0; i < shares.size(); ++i) {
                sum += shares[i];
                squares += shares[i] * shares[i];
                good = good && shares[i] >= 0 && shares[i] <= factor * flows.share(i) + slack;
            }
            return good && std::abs(sum - 1) <= slack && squares <= hhi + slack;
        };
        auto after = std::vector<double>{};
        for (auto const& each : plan.shares) {
            after.push_back(each.after);
        }
        if (plan.reachable) {
            RC_ASSERT(is_plan(after, 1e-12));
            RC_ASSERT(plan.gap() <= 1e-11);
        }
        auto state = static_cast<std::uint32_t>(support::draw_below(1U << 30));
        for (auto tries = 0; tries < 200; ++tries) { // plans at random
            auto other = std::vector<double>{};
            auto sum = 0.0;
            for (auto i = 0; i < n; ++i) {
                state = state * 1664525U + 1013904223U;
                other.push_back(static_cast<double>(state >> 8U) * 0x1p-24 + .001);
                sum += other.back();
            }
            for (auto& share : other) {
                share /= sum;
            }
            if (is_plan(other, 1e-15)) {
                RC_ASSERT(plan.reachable);
                RC_ASSERT(cost_of(other) >= plan.bound - 1e-12);
            }
        }
    }));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
