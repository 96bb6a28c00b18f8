// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/interval.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>

namespace {

namespace eq = equipoise;

constexpr auto infinite = std::numeric_limits<double>::infinity();
constexpr auto nothing = std::numeric_limits<double>::quiet_NaN();

static_assert(eq::interval{.25, .75}.width() == .5);
static_assert(eq::interval{.25, .75}.contains(.25) && eq::interval{.25, .75}.contains(.75));
static_assert(!eq::interval{.25, .75}.contains(.2499) && !eq::interval{.25, .75}.contains(nothing));
static_assert(eq::interval{.25, .25}.is_point() && !eq::interval{.25, .75}.is_point());
static_assert(eq::interval{.25, .75} == eq::interval{.25, .75} && eq::interval{.25, .75} != eq::interval{.25, .7});
static_assert(eq::interval{1, infinite}.contains(1e308) && eq::interval{1, infinite}.width() == infinite);

constexpr auto unknown = eq::interval{nothing, nothing};
static_assert(!unknown.contains(0) && !unknown.is_point() && unknown != unknown);

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(interval)

BOOST_AUTO_TEST_CASE(by_default_a_point_at_zero)
{
    BOOST_TEST(eq::interval{}.is_point());
    BOOST_TEST(eq::interval{}.contains(0));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
