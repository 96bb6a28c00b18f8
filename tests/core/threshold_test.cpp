// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/core/threshold.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>

namespace {

namespace eq = equipoise;
using eq::detail::above;
using eq::detail::answer;
using eq::detail::below;

constexpr auto infinity = std::numeric_limits<double>::infinity();
constexpr auto unknown = eq::interval{eq::undefined, eq::undefined};

// a value on the threshold is neither above nor below it
static_assert(above({.5, .5}, .4) == answer::yes && below({.5, .5}, .6) == answer::yes);
static_assert(above({.5, .5}, .5) == answer::no && below({.5, .5}, .5) == answer::no);
static_assert(above({.5, .5}, .6) == answer::no && below({.5, .5}, .4) == answer::no);

// an interval that ends on the threshold reaches values on one side of it only
static_assert(above({.2, .5}, .5) == answer::no && below({.5, .8}, .5) == answer::no);
static_assert(above({.5, .8}, .5) == answer::open && below({.2, .5}, .5) == answer::open);
static_assert(above({.2, .8}, .5) == answer::open && below({.2, .8}, .5) == answer::open);
static_assert(above({.6, .8}, .5) == answer::yes && below({.2, .4}, .5) == answer::yes);

static_assert(above({2, infinity}, 1) == answer::yes && below({2, infinity}, 1) == answer::no);
static_assert(above({0, infinity}, 1) == answer::open && below({0, infinity}, 1) == answer::open);
static_assert(above({0, 9}, infinity) == answer::no && below({0, 9}, infinity) == answer::yes);
static_assert(above(unknown, 0) == answer::open && below(unknown, infinity) == answer::open);

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(threshold)

BOOST_AUTO_TEST_CASE(thresholds_out_of_range)
{
    auto const message = [](double threshold) {
        return message_of<eq::invalid_parameter>([&] { eq::detail::check_threshold("x", "the growth", threshold); });
    };
    auto const of_share = [](double threshold) {
        return message_of<eq::invalid_parameter>(
            [&] { eq::detail::check_share_threshold("x", "the share", threshold); });
    };
    for (auto const threshold : {0., -0., .5, 1.}) {
        BOOST_TEST(message(threshold) == "(no exception)");
        BOOST_TEST(of_share(threshold) == "(no exception)");
    }
    BOOST_TEST(message(infinity) == "(no exception)");
    BOOST_TEST(message(-1) == "x: threshold of the growth is -1; it must be at least 0");
    BOOST_TEST(message(eq::undefined) == "x: threshold of the growth is nan; it must be at least 0");
    BOOST_TEST(of_share(1.5) == "x: threshold of the share is 1.5; it must be in [0, 1]");
    BOOST_TEST(of_share(-1) == "x: threshold of the share is -1; it must be in [0, 1]");
    BOOST_TEST(of_share(eq::undefined) == "x: threshold of the share is nan; it must be in [0, 1]");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
