// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/concentration/entropy.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/scenario/after_losses.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;

namespace {

using numbered = eq::portfolio<int>;
auto const to_rounding = tt::tolerance(1e-15);

numbered three()
{
    return {{1, 50}, {2, 30}, {3, 20}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(scenario)
BOOST_AUTO_TEST_SUITE(after_losses)

// By hand, in exact fractions.
BOOST_AUTO_TEST_CASE(mean_hhi)
{
    auto const found = eq::after_losses(three(), {.1, .2, .5}, eq::hhi);
    BOOST_TEST(found.none_left == .01, to_rounding);
    BOOST_TEST(found.mean.value == 177091. / 323400, to_rounding);
    BOOST_TEST(found.assumed == "losses are independent");
    BOOST_TEST(eq::after_losses(three(), {0, 0, 0}, eq::hhi).mean.value == .38, to_rounding);
    BOOST_TEST(eq::after_losses(three(), {1, 0, 0}, eq::hhi).mean.value == .52, to_rounding);
    // 1 and 2 go together: .38 if they stay, 1 if they go
    auto const shocked = eq::after_losses(three(), {0, 0, 0}, eq::hhi, {{.5, {1, 2}}});
    BOOST_TEST(shocked.mean.value == .69, to_rounding);
    BOOST_TEST(shocked.assumed == "losses are independent but for a common shock");
}

// Indices of partners, and of views.
BOOST_AUTO_TEST_CASE(other_indices)
{
    // .5 if all stay, 50 of 80 without 3
    BOOST_TEST(eq::after_losses(three(), {0, 0, .5}, eq::exposure(1)).mean.value == .5625, to_rounding);
    auto const flows = three();
    BOOST_TEST(eq::after_losses(flows.view(), {0, 1, 1}, eq::shannon).mean.value == 0);
}

BOOST_AUTO_TEST_CASE(undefined)
{
    auto const all = eq::after_losses(three(), {1, 1, 1}, eq::hhi);
    BOOST_TEST(all.none_left == 1);
    BOOST_TEST((all.mean.why == eq::reason::no_partners));
    BOOST_TEST((eq::after_losses(numbered{}, {}, eq::hhi).mean.why == eq::reason::no_partners));
    BOOST_TEST((eq::after_losses(numbered{{1, 0}}, {.5}, eq::hhi).mean.why == eq::reason::no_flow));
    BOOST_TEST(
        (eq::after_losses(numbered{{{1, 1}}, {.total = 2}}, {.5}, eq::hhi).mean.why == eq::reason::unattributed));
    BOOST_TEST(
        (eq::after_losses(numbered{{1, 1}}.with_unknown({2}), {.5}, eq::hhi).mean.why == eq::reason::unknown_amount));
    // one partner may be left, which the normalised index does not take
    BOOST_TEST((eq::after_losses(numbered{{1, 1}, {2, 1}}, {.5, 0}, eq::normalized_hhi).mean.why
                == eq::reason::single_partner));
    // of the rest, one has nothing
    BOOST_TEST(eq::after_losses(numbered{{1, 0}, {2, 1}}, {0, .25}, eq::hhi).none_left == .25);
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    auto const refusal = [](auto f) { return message_of<eq::invalid_parameter>(f); };
    BOOST_TEST(refusal([] { (void)eq::after_losses(three(), {.1}, eq::hhi); })
               == "after_losses: number of chances is 1; it must be that of the partners, 3");
    BOOST_TEST(refusal([] { (void)eq::after_losses(three(), {.1, .1, 2}, eq::hhi); })
               == "after_losses: chance of 3 is 2; it must be in [0, 1]");
    BOOST_TEST(refusal([] { (void)eq::after_losses(three(), {.1, .1, .1}, eq::hhi, {{.5, {4}}}); })
               == "after_losses: common shock 0 removes 4, which is no partner");
    auto rows = std::vector<eq::partner<int>>{};
    for (auto i = 0; i < 21; ++i) {
        rows.push_back({i, 1});
    }
    BOOST_TEST(refusal([&] { (void)eq::after_losses(numbered{rows}, std::vector<double>(21), eq::hhi); })
               == "after_losses: number of partners is 21; it must be at most 20");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
