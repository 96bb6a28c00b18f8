// SPDX-License-Identifier: BSL-1.0
#include <equipoise/alignment/scale.hpp>

#include "../support/amounts.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using eq::alignment_detail::tie_range;
using support::message_of;

constexpr auto infinite = std::numeric_limits<double>::infinity();
constexpr auto unknown = std::numeric_limits<double>::quiet_NaN();
constexpr auto largest = (std::numeric_limits<double>::max)();

static_assert(eq::tie_scale{0, 3}.width() == 3 && eq::tie_scale{0, 3}.low() == 0 && eq::tie_scale{0, 3}.high() == 3);
static_assert(eq::tie_scale{3}.width() == 3 && eq::tie_scale{3}.low() == -largest
              && eq::tie_scale{3}.high() == largest);
static_assert(eq::tie_scale{3}.given() && !eq::tie_scale{}.given() && eq::tie_scale{}.width() == 0);
static_assert(eq::tie_scale{-1, 1} == eq::tie_scale{-1, 1} && eq::tie_scale{-1, 1} != eq::tie_scale{2});

tie_range range_of(std::vector<double> const& ties)
{
    auto range = tie_range{};
    range.add(ties);
    return range;
}

} // namespace

BOOST_AUTO_TEST_SUITE(alignment)
BOOST_AUTO_TEST_SUITE(scale)

BOOST_AUTO_TEST_CASE(scales_that_are_none)
{
    using bad = eq::invalid_parameter;
    for (auto const width : {0.0, -1.0, infinite, unknown}) {
        BOOST_CHECK_THROW(eq::tie_scale{width}, bad);
    }
    BOOST_TEST(message_of<bad>([] { eq::tie_scale{-2}; }) == "tie_scale: width is -2; it must be finite and positive");
    BOOST_TEST(message_of<bad>([] { eq::tie_scale(3, 0); })
               == "tie_scale: high end is 0; it must be above the low end, 3, and the width finite");
    BOOST_CHECK_THROW(eq::tie_scale(1, 1), bad);
    BOOST_CHECK_THROW(eq::tie_scale(unknown, 1), bad);
    BOOST_CHECK_THROW(eq::tie_scale(0, unknown), bad);
    BOOST_CHECK_THROW(eq::tie_scale(0, infinite), bad);
    BOOST_CHECK_THROW(eq::tie_scale(-largest, largest), bad); // the width is not finite
}

BOOST_AUTO_TEST_CASE(the_part_that_ties_take_up)
{
    BOOST_TEST(range_of({1, unknown, 3}).categories() == 3U);
    BOOST_TEST(range_of({-7, 8}).categories() == 16U);
    BOOST_TEST(range_of({-7, 9}).categories() == 0U); // too many
    BOOST_TEST(range_of({0, .5}).categories() == 0U); // not all of them integers
    BOOST_TEST(range_of({0x1p60, 0x1p60}).categories() == 0U);
    BOOST_TEST(range_of({}).categories() == 0U);
    BOOST_TEST(range_of({unknown}).categories() == 0U);
    BOOST_TEST(range_of({0, 3}).exponent(3) == 0);
    BOOST_TEST(range_of({0, 0}).exponent(0) == 0);
    BOOST_TEST(range_of({-0x1p200, 3}).exponent(0) == 200);
    BOOST_TEST(range_of({0, 0x1p-300}).exponent(0) == -300);
    BOOST_TEST(range_of({0, 0x1p-300}).exponent(1) == 0);
    BOOST_TEST(range_of({}).exponent(0x1p500) == 500);
}

BOOST_AUTO_TEST_CASE(ties_off_the_scale)
{
    using bad = eq::invalid_parameter;
    auto const named = [](double) { return std::string{"tie of MNG with CHN"}; };
    auto const complaint = [&](std::vector<double> const& ties, eq::tie_scale const& scale) {
        return message_of<bad>([&] { range_of(ties).check(scale, "s_score", named); });
    };
    BOOST_TEST(complaint({0, 4}, {0, 3}) == "s_score: tie of MNG with CHN is 4; it must be on the scale, in [0, 3]");
    BOOST_TEST(complaint({-1, 3}, {0, 3}) == "s_score: tie of MNG with CHN is -1; it must be on the scale, in [0, 3]");
    BOOST_TEST(complaint({-1, 3}, 3)
               == "s_score: span of the ties is 4; it must be no more than the width of the scale, 3");
    BOOST_TEST(complaint({7, 10}, 3) == "(no exception)");
    BOOST_TEST(complaint({unknown}, 3) == "(no exception)");
    BOOST_TEST(complaint({}, {0, 3}) == "(no exception)");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
