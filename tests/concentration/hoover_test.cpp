// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "../support/oracle.hpp"

#include <equipoise/concentration/gini.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <limits>
#include <vector>

namespace eq = equipoise;

namespace {

using support::message_of;
using support::ulps;

constexpr auto infinity = std::numeric_limits<double>::infinity();

// (.15 + .05 + .05 + .15) / 2
constexpr auto four = std::array{4.0, 3.0, 2.0, 1.0};
static_assert(eq::hoover(four) == 0.2);
static_assert(eq::hoover(std::array{5}) == 0);
static_assert(eq::is_undefined(eq::hoover(std::array{0.0})));

template <class Index, class Range>
concept takes = requires(Index const& index, Range range) { index(range); };
static_assert(takes<decltype(eq::hoover), std::vector<support::money>>);
static_assert(!takes<decltype(eq::hoover), support::single_use<double>>); // it looks twice

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(hoover)

BOOST_AUTO_TEST_CASE(the_base_counts)
{
    // (60, 25, 15): .6 - 1/3; of 190 partners all but three are below the mean: 1 - 3/190
    auto const three = std::vector{60, 25, 15};
    BOOST_TEST(ulps(eq::hoover(three), 0.8 / 3) <= 1);
    BOOST_TEST(ulps(eq::hoover(three, eq::out_of{190}), 187.0 / 190) <= 1);
    auto const with_zero = std::vector{60, 0, 25, 15};
    BOOST_TEST(eq::hoover(with_zero) == eq::hoover(three, eq::out_of{4}));
    BOOST_TEST(eq::hoover(with_zero, eq::positive) == eq::hoover(three));
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::hoover(three, eq::out_of{2}); })
               == "hoover: out_of is 2; it must be at least the number of positive partners, 3");
}

BOOST_AUTO_TEST_CASE(ends_of_the_range)
{
    for (auto const n : {1, 2, 3, 7, 1000}) {
        auto flows = std::vector<double>(static_cast<std::size_t>(n), 0.1);
        BOOST_TEST(eq::hoover(flows) == 0);
        flows.assign(flows.size(), 0);
        flows[0] = 0.7;
        BOOST_TEST(ulps(eq::hoover(flows), 1 - 1.0 / n) <= 1);
    }
}

BOOST_AUTO_TEST_CASE(nearly_equal_partners)
{
    // (1 + d, 1): (1 + d) / (2 + d) - 1/2 = d / (2 (2 + d))
    constexpr auto d = 0x1p-50;
    BOOST_TEST(ulps(eq::hoover(std::array{1 + d, 1.0}), d / (2 * (2 + d))) <= 1);
}

BOOST_AUTO_TEST_CASE(edges)
{
    BOOST_TEST(eq::why_undefined(std::vector<double>{}, eq::hoover) == "there are no partners");
    BOOST_TEST(eq::why_undefined(std::array{0.0, 0.0}, eq::hoover) == "the total is zero");
    BOOST_CHECK_THROW((void)eq::hoover(std::array{1.0, infinity}), eq::invalid_amount);
    BOOST_CHECK_THROW((void)eq::hoover(std::array{eq::undefined, 1.0}), eq::invalid_amount);
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)eq::hoover(std::array{1.0, -2.0}); })
               == "hoover: amount -2 at position 1; amounts are finite and not negative");
    BOOST_TEST(ulps(eq::hoover(std::array{4e300, 3e300, 2e300, 1e300}), 0.2) <= 4);
    BOOST_TEST(eq::hoover(std::array{1e308, 1e308, 1e308}) == 0);
    BOOST_TEST(eq::hoover(std::array{2e-323, 1.5e-323, 1e-323, 5e-324}) == 0.2);
    BOOST_TEST(eq::hoover(std::array{4, 3, 2, 1}) == 0.2);
    BOOST_TEST(eq::hoover(std::array{4.0F, 3.0F, 2.0F, 1.0F}) == 0.2);
    BOOST_TEST(ulps(eq::hoover(std::array{4.0L, 3.0L, 2.0L, 1.0L}), 0.2) <= 1);
    BOOST_TEST(ulps(eq::hoover(std::vector<support::money>{{4}, {3}, {2}, {1}}), 0.2) <= 1);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
