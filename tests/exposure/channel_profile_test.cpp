// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/exposure/channel_profile.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <limits>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;

namespace {

using channel = eq::weighted_channel<std::string>;
constexpr auto reweight = eq::missing_channels::reweight;

} // namespace

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(channel_profile)

BOOST_AUTO_TEST_CASE(weighted_mean)
{
    auto const all = eq::channel_profile(std::vector<channel>{{"trade", 0.5, 2}, {"arms", 1, 1}, {"aid", 0, 1}});
    BOOST_TEST(all.value == 0.5);
    BOOST_TEST((all.bounds == eq::interval{0.5, 0.5}));
    BOOST_TEST((all.why == eq::reason::defined));
    BOOST_TEST(all.missing.empty());
    BOOST_TEST(all.missing_weight == 0);
    BOOST_TEST(eq::channel_profile(std::array{channel{"trade", 0.3, 5e-324}}).value == 0.3, tt::tolerance(2e-16));
    BOOST_TEST(eq::channel_profile(std::array{channel{"a", 1, 1e308}, channel{"b", 0, 1e308}}).value == 0.5);
    BOOST_TEST(eq::channel_profile(std::array{eq::weighted_channel<int>{1, 0.25, 1}}).value == 0.25);
}

BOOST_AUTO_TEST_CASE(missing_channels_are_reported)
{
    auto const channels = std::vector<channel>{{"trade", 0.5, 2}, {"arms", eq::undefined, 1}, {"aid", 0, 1}};
    auto const open = eq::channel_profile(channels);
    BOOST_TEST(eq::is_undefined(open.value));
    BOOST_TEST((open.why == eq::reason::unknown_part));
    BOOST_TEST((open.bounds == eq::interval{0.25, 0.5})); // arms anywhere in [0, 1]
    BOOST_TEST(open.missing == (std::vector<std::string>{"arms"}), tt::per_element());
    BOOST_TEST(open.missing_weight == 0.25);
    auto const others = eq::channel_profile(channels, reweight);
    BOOST_TEST(others.value == 1. / 3);
    BOOST_TEST(others.missing == (std::vector<std::string>{"arms"}), tt::per_element());
    BOOST_TEST(others.missing_weight == 0.25);

    // without a weight it is not missed
    auto const weightless = eq::channel_profile(std::vector<channel>{{"trade", 0.5, 2}, {"arms", eq::undefined, 0}});
    BOOST_TEST(weightless.value == 0.5);
    BOOST_TEST(weightless.missing.empty());
    // nothing is known
    auto const dark = std::array{channel{"trade", eq::undefined, 1}};
    BOOST_TEST((eq::channel_profile(dark).bounds == eq::interval{0, 1}));
    BOOST_TEST(eq::is_undefined(eq::channel_profile(dark, reweight).value));
    BOOST_TEST(eq::is_undefined(eq::channel_profile(dark, reweight).bounds.high));
    BOOST_TEST((eq::channel_profile(dark, reweight).why == eq::reason::unknown_part));
    BOOST_TEST(eq::channel_profile(dark, reweight).missing_weight == 1);
}

BOOST_AUTO_TEST_CASE(intervals)
{
    using bounded = eq::weighted_channel<std::string, eq::interval>;
    auto const channels = std::vector<bounded>{
        {"trade", {0.5, 1}, 1}, {"arms", {0.25, 0.25}, 1}, {"aid", {eq::undefined, eq::undefined}, 2}};
    BOOST_TEST((eq::channel_profile(channels).bounds == eq::interval{0.1875, 0.8125}));
    auto const others = eq::channel_profile(channels, reweight);
    BOOST_TEST((others.bounds == eq::interval{0.375, 0.625}));
    BOOST_TEST(eq::is_undefined(others.value));
    BOOST_TEST((others.why == eq::reason::unknown_part));
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    auto const message = [](channel const& each) {
        return message_of<eq::invalid_parameter>([&] { (void)eq::channel_profile(std::array{each}); });
    };
    BOOST_TEST(message({"arms", 1.5, 1}) == "channel_profile: exposure in arms is 1.5; it must be in [0, 1]");
    BOOST_TEST(message({"arms", -0.5, 1}) == "channel_profile: exposure in arms is -0.5; it must be in [0, 1]");
    BOOST_TEST(message({"arms", 0.5, -1})
               == "channel_profile: weight of arms is -1; it must be finite and not negative");
    BOOST_TEST(message({"arms", 0.5, std::numeric_limits<double>::infinity()}) != "(no exception)");
    BOOST_TEST(message({"arms", 0.5, eq::undefined}) != "(no exception)");
    BOOST_TEST(message({"arms", 0.5, 0}) == "channel_profile: sum of the weights is 0; it must be positive");
    BOOST_CHECK_THROW((void)eq::channel_profile(std::vector<channel>{}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
