// SPDX-License-Identifier: BSL-1.0
#include "../support/flows.hpp"
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/scenario/loss.hpp>
#include <equipoise/scenario/loss_distribution.hpp>

#include <boost/test/unit_test.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace named_states;

namespace {

using losses = std::vector<eq::possible_loss<int>>;
using shocks = std::vector<eq::common_shock<int>>;
using numbered = eq::portfolio<int>;

auto const to_rounding = tt::tolerance(1e-15);

losses three()
{
    return {{1, .5, .1}, {2, .3, .2}, {3, .2, .5}};
}

void check(eq::distribution_of_losses const& found, std::vector<eq::loss_chance> const& expected)
{
    BOOST_TEST_REQUIRE(found.outcomes().size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        BOOST_TEST(found.outcomes()[i].loss == expected[i].loss, to_rounding);
        BOOST_TEST(found.outcomes()[i].chance == expected[i].chance, to_rounding);
    }
}

template <class F>
std::string refusal(F f)
{
    return message_of<eq::invalid_parameter>(f);
}

} // namespace

BOOST_AUTO_TEST_SUITE(scenario)
BOOST_AUTO_TEST_SUITE(loss_distribution)

// By hand, in exact fractions.
BOOST_AUTO_TEST_CASE(three_partners)
{
    auto const found = eq::loss_distribution(three());
    check(found, {{0, .36}, {.2, .36}, {.3, .09}, {.5, .13}, {.7, .04}, {.8, .01}, {1, .01}});
    BOOST_TEST(found.expected_loss() == .21, to_rounding);
    BOOST_TEST(found.loss_variance() == .0469, to_rounding);
    BOOST_TEST(eq::expected_loss(three()) == .21, to_rounding);
    BOOST_TEST(eq::loss_variance(three()) == .0469, to_rounding);
    BOOST_TEST(found.value_at_risk(.5) == .2);
    BOOST_TEST(found.value_at_risk(.72) == .2); // reached, but for rounding
    BOOST_TEST(found.value_at_risk(.9) == .5);
    BOOST_TEST(found.value_at_risk(.95) == .7);
    BOOST_TEST(found.value_at_risk(.99) == .8);
    BOOST_TEST(found.expected_shortfall(.5) == .364, to_rounding);
    BOOST_TEST(found.expected_shortfall(.9) == .66, tt::tolerance(4e-15));
    BOOST_TEST(found.expected_shortfall(.95) == .78, tt::tolerance(4e-15));
    BOOST_TEST(found.expected_shortfall(.99) == 1, tt::tolerance(4e-15));
    BOOST_TEST(found.probability_above(.9) == .01, to_rounding); // all are lost
    BOOST_TEST(found.probability_above(.5) == .06, to_rounding);
    BOOST_TEST(found.probability_above(.7) == .02, to_rounding); // .5 + .2 is not above .7
    BOOST_TEST(found.probability_above(-1) == 1);
    BOOST_TEST(found.assumed() == "losses are independent");
}

BOOST_AUTO_TEST_CASE(with_a_common_shock)
{
    auto const shock = shocks{{.05, {1, 2}}};
    auto const found = eq::loss_distribution(three(), shock);
    BOOST_TEST(found.expected_loss() == 489. / 2000, to_rounding);
    BOOST_TEST(found.loss_variance() == 270679. / 4000000, to_rounding);
    BOOST_TEST(eq::expected_loss(three(), shock) == 489. / 2000, to_rounding);
    BOOST_TEST(eq::loss_variance(three(), shock) == 270679. / 4000000, to_rounding);
    BOOST_TEST(found.value_at_risk(.95) == .8);
    BOOST_TEST(found.expected_shortfall(.95) == .938, tt::tolerance(4e-15));
    BOOST_TEST(found.assumed() == "losses are independent but for a common shock");
    // c (1 - c) (1 - q) (1 - q) s s = .05 x .95 x .9 x .8 x .5 x .3
    BOOST_TEST(eq::loss_covariance(three(), shock, 1, 2) == .00513, to_rounding);
    BOOST_TEST(std::abs(eq::loss_covariance(three(), shock, 1, 3)) < 1e-17);
    BOOST_TEST(eq::loss_covariance(three(), {}, 1, 1) == .0225, to_rounding); // .1 x .9 x .25
    // shocks that happen together or not: 1 and 2 by the first, 2 and 3 by the second
    auto const two = eq::loss_distribution(losses{{1, .5, 0}, {2, .25, 0}, {3, .25, 0}}, {{.5, {1, 2}}, {.5, {2, 3}}});
    check(two, {{0, .25}, {.5, .25}, {.75, .25}, {1, .25}});
    BOOST_TEST(two.assumed() == "losses are independent but for 2 common shocks");
}

BOOST_AUTO_TEST_CASE(certain_and_impossible)
{
    auto const never = eq::loss_distribution(losses{{1, .5, 0}, {2, .5, 0}});
    check(never, {{0, 1}});
    BOOST_TEST(never.expected_loss() == 0);
    BOOST_TEST(never.expected_shortfall(.9) == 0);
    auto const always = eq::loss_distribution(losses{{1, .5, 1}, {2, .25, 1}});
    check(always, {{.75, 1}});
    BOOST_TEST(always.loss_variance() == 0);
    BOOST_TEST(eq::loss_variance(losses{{1, .5, 1}, {2, .25, 1}}) == 0);
    BOOST_TEST(always.value_at_risk(.01) == .75);
    check(eq::loss_distribution(losses{{1, 0, .5}}), {{0, 1}});

    auto const none = eq::loss_distribution(losses{});
    BOOST_TEST((none.why() == eq::reason::no_partners));
    BOOST_TEST(none.outcomes().empty());
    for (auto const value :
         {none.expected_loss(), none.loss_variance(), none.value_at_risk(.5), none.expected_shortfall(.5),
          none.probability_above(.5), eq::expected_loss(losses{}), eq::loss_variance(losses{})}) {
        BOOST_TEST(eq::is_undefined(value));
    }
}

// Equal shares have n + 1 outcomes for any n: with one chance, the binomial distribution.
BOOST_AUTO_TEST_CASE(equal_shares)
{
    auto many = losses{};
    for (auto i = 0; i < 100; ++i) {
        many.push_back({i, .01, .5});
    }
    auto const found = eq::loss_distribution(many);
    BOOST_TEST(found.outcomes().size() == 101U);
    BOOST_TEST(found.outcomes()[50].chance == 0.0795892373871788, tt::tolerance(1e-13)); // C(100, 50) / 2^100
    BOOST_TEST(found.outcomes()[0].chance == 0x1p-100, to_rounding);
    BOOST_TEST(found.expected_loss() == .5, tt::tolerance(1e-14));
    BOOST_TEST(eq::loss_variance(many) == .0025, to_rounding);
    // tenths that do not add up exactly are one outcome as well
    check(eq::loss_distribution(losses{{1, .1, .5}, {2, .2, .5}, {3, .3, .5}}),
          {{0, .125}, {.1, .125}, {.2, .125}, {.3, .25}, {.4, .125}, {.5, .125}, {.6, .125}});
}

BOOST_AUTO_TEST_CASE(with_substitution)
{
    // 50, 30 and 20: a fifth of the others' flows is spare, so losing them leaves 50 - 10, 30 - 14, 20 - 16 of 100
    auto const flows = numbered{{1, 50}, {2, 30}, {3, 20}};
    auto const chances = std::vector{.1, .2, .5};
    auto const found = eq::loss_distribution(flows, chances, eq::spare{.2});
    check(found, {{0, .36}, {.04, .36}, {.16, .09}, {.4, .13}, {.64, .04}, {.76, .01}, {1, .01}});
    BOOST_TEST(found.assumed()
               == "spare capacity of 0.2 of what each remaining partner delivers; losses are independent");
    check(eq::loss_distribution(flows, chances, eq::substitution::none),
          {{0, .36}, {.2, .36}, {.3, .09}, {.5, .13}, {.7, .04}, {.8, .01}, {1, .01}});
    check(eq::loss_distribution(flows, chances, eq::substitution::full), {{0, 1}});
    // stocks of 50: losses of up to half are none
    check(eq::loss_distribution(flows, chances, eq::spare{0.}.with_stock(50.)),
          {{0, .94}, {.2, .04}, {.3, .01}, {.5, .01}});
    auto const shocked = eq::loss_distribution(flows, chances, eq::substitution::none, {{.05, {1, 2}}});
    BOOST_TEST(shocked.expected_loss() == 489. / 2000, to_rounding);

    BOOST_TEST((eq::loss_distribution(numbered{}, {}, eq::spare{.2}).why() == eq::reason::no_partners));
    BOOST_TEST((eq::loss_distribution(numbered{{{1, 5}}, {.total = 9}}, {.1}, eq::spare{.2}).why()
                == eq::reason::unattributed));
    BOOST_TEST((eq::loss_distribution(numbered{{1, 5}}.with_unknown({2}), {.1}, eq::spare{.2}).why()
                == eq::reason::unknown_amount));
    BOOST_TEST((eq::loss_distribution(numbered{{1, 5}}, {.1}, eq::spare(numbered{{1, 5}}.with_unknown({2}))).why()
                == eq::reason::unknown_part));
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    BOOST_TEST(refusal([] { (void)eq::loss_distribution(losses{{1, .5, 1.5}}); })
               == "loss_distribution: chance of 1 is 1.5; it must be in [0, 1]");
    BOOST_TEST(refusal([] { (void)eq::loss_distribution(losses{{1, -.5, .5}}); })
               == "loss_distribution: share of 1 is -0.5; it must be in [0, 1]");
    BOOST_TEST(refusal([] { (void)eq::expected_loss(losses{{1, eq::undefined, .5}}); })
               == "expected_loss: share of 1 is nan; it must be in [0, 1]");
    BOOST_TEST(refusal([] { (void)eq::loss_variance(losses{{1, .5, .5}, {2, .75, .5}}); })
               == "loss_variance: sum of the shares is 1.25; it must be at most 1");
    BOOST_TEST(refusal([] { (void)eq::loss_distribution(losses{{1, .5, .5}, {1, .25, .5}}); })
               == "loss_distribution: 1 comes twice");
    BOOST_TEST(refusal([] { (void)eq::loss_distribution(three(), {{.1, {1, 4}}}); })
               == "loss_distribution: common shock 0 removes 4, which is no partner");
    BOOST_TEST(refusal([] { (void)eq::loss_distribution(three(), {{-.1, {1}}}); })
               == "loss_distribution: chance of common shock 0 is -0.1; it must be in [0, 1]");
    BOOST_TEST(refusal([] { (void)eq::loss_distribution(three(), shocks(17)); })
               == "loss_distribution: number of common shocks is 17; it must be at most 16");
    BOOST_TEST(refusal([] { (void)eq::loss_distribution(numbered{{1, 5}}, {}, eq::spare{.2}); })
               == "loss_distribution: number of chances is 0; it must be that of the partners, 1");
    auto const found = eq::loss_distribution(three());
    BOOST_TEST(refusal([&] { (void)found.value_at_risk(1); })
               == "value_at_risk: level is 1; it must be between 0 and 1, both exclusive");
    BOOST_TEST(refusal([&] { (void)found.expected_shortfall(0); })
               == "expected_shortfall: level is 0; it must be between 0 and 1, both exclusive");
    BOOST_TEST(refusal([&] { (void)found.probability_above(eq::undefined); })
               == "probability_above: threshold is nan; it must be a number");
    BOOST_TEST(message_of<eq::not_found>([] { (void)eq::loss_covariance(three(), {}, 1, 9); })
               == "loss_covariance: no loss of 9");
}

// Against all outcomes one by one; the same bits in every order; ES >= VaR, and up to the largest loss.
BOOST_AUTO_TEST_CASE(laws)
{
    BOOST_TEST(rc::check("all outcomes", [] {
        auto const n = 1 + static_cast<int>(support::draw_below(8));
        auto rows = std::vector<eq::partner<int>>{};
        auto chances = std::vector<double>{};
        auto drawn = losses{};
        for (auto i = 0; i < n; ++i) {
            rows.push_back({i, 1 + static_cast<double>(support::draw_below(6))});
            chances.push_back(static_cast<double>(support::draw_below(9)) / 8);
        }
        auto const flows = numbered{rows};
        for (auto i = 0; i < n; ++i) {
            drawn.push_back({i, flows.share(static_cast<std::size_t>(i)), chances[static_cast<std::size_t>(i)]});
        }
        auto const assumed = eq::spare{static_cast<double>(support::draw_below(4)) / 4};
        auto mean = 0.0;
        auto mean_shortfall = 0.0;
        auto above = 0.0;
        for (auto mask = 0U; mask < 1U << n; ++mask) {
            auto chance = 1.0;
            auto lost = std::vector<int>{};
            for (auto i = 0; i < n; ++i) {
                auto const is_lost = (mask >> i & 1U) != 0;
                auto const q = chances[static_cast<std::size_t>(i)];
                chance *= is_lost ? q : 1 - q;
                if (is_lost) {
                    lost.push_back(i);
                }
            }
            auto const hit = eq::lose(flows, eq::bloc<int>(lost), assumed);
            mean += chance * hit.lost.value;
            mean_shortfall += chance * hit.shortfall.value;
            above += hit.shortfall.value > .3 + 1e-12 ? chance : 0;
        }
        auto const found = eq::loss_distribution(drawn);
        auto const short_of = eq::loss_distribution(flows, chances, assumed);
        RC_ASSERT(std::abs(found.expected_loss() - mean) < 1e-14);
        RC_ASSERT(std::abs(eq::expected_loss(drawn) - mean) < 1e-14);
        RC_ASSERT(std::abs(short_of.expected_loss() - mean_shortfall) < 1e-14);
        RC_ASSERT(std::abs(short_of.probability_above(.3) - above) < 1e-14);
        RC_ASSERT(std::abs(found.loss_variance() - eq::loss_variance(drawn)) < 1e-14);
        auto sum = 0.0;
        for (auto const& each : found.outcomes()) {
            sum += each.chance;
        }
        RC_ASSERT(std::abs(sum - 1) < 1e-14);
        auto before = mean;
        for (auto const level : {.1, .5, .9, .999999}) {
            RC_ASSERT(found.expected_shortfall(level) >= found.value_at_risk(level));
            RC_ASSERT(found.expected_shortfall(level) >= before - 1e-12);
            before = found.expected_shortfall(level);
            RC_ASSERT(found.value_at_risk(level) >= 0);
        }
        // chances are multiples of 1/8, so that the largest loss has one of 8^-8 = 2^-24 or more
        RC_ASSERT(found.expected_shortfall(1 - 0x1p-26) == found.outcomes().back().loss);
        RC_ASSERT(found.expected_shortfall(1 - 0x1p-53) == found.outcomes().back().loss);
        RC_ASSERT(short_of.expected_shortfall(1 - 0x1p-26) == short_of.outcomes().back().loss);
        std::reverse(drawn.begin(), drawn.end());
        auto const reversed = eq::loss_distribution(drawn);
        RC_ASSERT(std::equal(reversed.outcomes().begin(), reversed.outcomes().end(), found.outcomes().begin(),
                             found.outcomes().end()));
    }));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
