// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/scenario/simulation.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;

namespace {

using losses = std::vector<eq::possible_loss<int>>;
using numbered = eq::portfolio<int>;

losses three()
{
    return {{1, .5, .1}, {2, .3, .2}, {3, .2, .5}};
}

/// That a figure is within twice its interval of the exact value, which fails for one sample in 10,000.
void check(eq::sampled const& found, double exact)
{
    BOOST_TEST(found.bounds.low <= found.value);
    BOOST_TEST(found.value <= found.bounds.high);
    auto const room = found.bounds.high - found.bounds.low + 1e-12;
    BOOST_TEST(std::abs(found.value - exact) < room);
}

} // namespace

BOOST_AUTO_TEST_SUITE(scenario)
BOOST_AUTO_TEST_SUITE(simulation)

BOOST_AUTO_TEST_CASE(against_the_exact_distribution)
{
    auto const plan = eq::simulation{.draws = 20000, .seed = 2019};
    auto const found = eq::simulate(three(), plan);
    check(found.expected_loss(), .21);
    check(found.probability_above(.5), .06);
    check(found.expected_shortfall(.95), .78);
    BOOST_TEST(found.value_at_risk(.5).value == .2, tt::tolerance(1e-15));
    BOOST_TEST(found.value_at_risk(.9).value == .5, tt::tolerance(1e-15));
    BOOST_TEST(found.value_at_risk(.95).value == .7, tt::tolerance(1e-15));
    BOOST_TEST(found.plan().draws == 20000U);
    BOOST_TEST(found.plan().seed == 2019U);
    BOOST_TEST(found.losses().size() == 20000U);
    BOOST_TEST(found.assumed() == "losses are independent");
    auto const shocked = eq::simulate(three(), plan, {{.05, {1, 2}}});
    check(shocked.expected_loss(), .2445);
    check(shocked.expected_shortfall(.95), .938);

    auto const flows = numbered{{1, 50}, {2, 30}, {3, 20}};
    auto const exact = eq::loss_distribution(flows, {.1, .2, .5}, eq::spare{.2});
    auto const short_of = eq::simulate(flows, {.1, .2, .5}, eq::spare{.2}, plan);
    check(short_of.expected_loss(), exact.expected_loss());
    check(short_of.expected_shortfall(.9), exact.expected_shortfall(.9));
    BOOST_TEST(short_of.assumed() == exact.assumed());
}

// Version 1 of the random numbers. With the key (1, 0), numpy.random.Philox (numpy 1.24) gives as uniform numbers, for
// the counters (0, 0, 0, 0) to (3, 0, 0, 0),
//     .795 .638 .910    .304 .849 .156    .900 .052 .745    .408 .169 .262
// The chances are .1, .2 and .5, so that nothing, 3, 2, and 2 and 3 are lost. The shocks have the first words of (0, 0,
// 1, 0) to (3, 0, 1, 0): .023 .315 .774 .877.
BOOST_AUTO_TEST_CASE(streams)
{
    auto const plan = eq::simulation{.draws = 4, .seed = 1};
    auto const found = eq::simulate(three(), plan).losses();
    BOOST_TEST(found == (std::vector{0., .2, .3, .5}), tt::per_element());
    auto const rare = eq::simulate(three(), plan, {{.05, {1, 2}}}).losses();
    BOOST_TEST(rare == (std::vector{.2, .3, .5, .8}), tt::per_element());
    auto const often = eq::simulate(three(), plan, {{.5, {1, 2}}}).losses();
    BOOST_TEST(often == (std::vector{.3, .5, .8, 1.}), tt::per_element());
}

// The same losses for the same seed, in any order; others for another seed. More draws begin with the same ones.
BOOST_AUTO_TEST_CASE(seeds)
{
    auto const first = eq::simulate(three(), {.draws = 500, .seed = 1}).losses();
    auto reversed = three();
    std::reverse(reversed.begin(), reversed.end());
    BOOST_TEST((eq::simulate(reversed, {.draws = 500, .seed = 1}).losses() == first));
    BOOST_TEST((eq::simulate(three(), {.draws = 500, .seed = 2}).losses() != first));
    auto const more = eq::simulate(three(), {.draws = 600, .seed = 1}).losses();
    BOOST_TEST(std::includes(more.begin(), more.end(), first.begin(), first.end()));
}

// More partners than can be enumerated, of different sizes: mean and variance have closed forms.
BOOST_AUTO_TEST_CASE(many_partners)
{
    auto many = losses{};
    for (auto i = 0; i < 60; ++i) {
        many.push_back({i, std::sqrt(i + 1.) / 400, .1 + .01 * i});
    }
    auto const found = eq::simulate(many, {.draws = 5000, .seed = 7});
    check(found.expected_loss(), eq::expected_loss(many));
    auto const deviation = (found.expected_loss().bounds.high - found.expected_loss().value) / 1.96 * std::sqrt(5000.);
    BOOST_TEST(deviation == std::sqrt(eq::loss_variance(many)), tt::tolerance(.05));
}

BOOST_AUTO_TEST_CASE(certain_and_undefined)
{
    auto const sure = eq::simulate(losses{{1, .5, 1}, {2, .25, 0}}, {.draws = 40});
    BOOST_TEST(sure.expected_loss().value == .5);
    BOOST_TEST((sure.expected_loss().bounds == eq::interval{.5, .5}));
    BOOST_TEST(sure.value_at_risk(.5).value == .5);
    BOOST_TEST((eq::simulate(losses{}).why() == eq::reason::no_partners));
    BOOST_TEST(eq::is_undefined(eq::simulate(losses{}).value_at_risk(.5).value));
    BOOST_TEST((eq::simulate(numbered{{{1, 1}}, {.total = 2}}, {.5}, eq::spare{.1}).why() == eq::reason::unattributed));
    BOOST_TEST(eq::simulate(numbered{{1, 1}}, {1.}, eq::substitution::full, {.draws = 5}).expected_loss().value == 0);
}

// Ranks by hand: of 1,000 draws, the 950th, and the 937th to the 965th: 950 -+ 1.96 sqrt(47.5), one more for the upper.
BOOST_AUTO_TEST_CASE(ranks)
{
    auto const found = eq::simulate(losses{{1, .25, .5},
                                           {2, .125, .5},
                                           {3, .0625, .5},
                                           {4, .03125, .5},
                                           {5, .015625, .5},
                                           {6, .0078125, .5},
                                           {7, .00390625, .5},
                                           {8, .001953125, .5}},
                                    {.draws = 1000});
    BOOST_TEST(found.value_at_risk(.95).value == found.losses()[949]);
    BOOST_TEST(found.value_at_risk(.95).bounds.low == found.losses()[936]);
    BOOST_TEST(found.value_at_risk(.95).bounds.high == found.losses()[964]);
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    auto const refusal = [](auto f) { return message_of<eq::invalid_parameter>(f); };
    BOOST_TEST(refusal([] { (void)eq::simulate(three(), {.draws = 0}); })
               == "simulate: number of draws is 0; it must be at least 1");
    auto const few = eq::simulate(three(), {.draws = 399});
    BOOST_TEST(refusal([&] { (void)few.value_at_risk(.95); })
               == "value_at_risk: number of draws is 399; it must be at least 20 / (1 - level), 400");
    BOOST_TEST(refusal([&] { (void)few.expected_shortfall(.99); })
               == "expected_shortfall: number of draws is 399; it must be at least 20 / (1 - level), 2000");
    BOOST_TEST(!eq::is_undefined(eq::simulate(three(), {.draws = 400}).value_at_risk(.95).value));
    BOOST_TEST(refusal([&] { (void)few.value_at_risk(0); })
               == "value_at_risk: level is 0; it must be between 0 and 1, both exclusive");
    BOOST_TEST(refusal([&] { (void)few.probability_above(eq::undefined); })
               == "probability_above: threshold is nan; it must be a number");
    BOOST_TEST(refusal([] { (void)eq::simulate(losses{{1, .5, -1}}); })
               == "simulate: chance of 1 is -1; it must be in [0, 1]");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
