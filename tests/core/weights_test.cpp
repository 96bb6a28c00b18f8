// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/core/weights.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using eq::detail::channel_weights;

/// Weights over their sum.
template <class Weights>
std::vector<double> normalized(Weights const& weights, std::size_t count)
{
    auto const given = channel_weights(weights, count, "x");
    auto fractions = std::vector<double>{};
    for (auto const weight : given.each) {
        fractions.push_back(weight / given.sum.value());
    }
    return fractions;
}

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(weights)

BOOST_AUTO_TEST_CASE(fractions_of_the_sum)
{
    BOOST_TEST((normalized(std::array{1, 3}, 2) == std::vector{.25, .75}));
    BOOST_TEST((normalized(std::array{0.0F, 2.0F}, 2) == std::vector{0.0, 1.0}));
    BOOST_TEST((normalized(std::array{1e308, 1e308}, 2) == std::vector{.5, .5}));
    BOOST_TEST((normalized(std::array{5e-324, 15e-324}, 2) == std::vector{.25, .75}));
    BOOST_TEST((normalized(std::vector<support::money>{{1}, {1}}, 2) == std::vector{.5, .5}));
    BOOST_TEST((eq::detail::equal_weights(3) == std::vector{1.0, 1.0, 1.0}));
    BOOST_TEST(eq::detail::count_of(std::vector{1, 2, 3}) == 3U);
}

BOOST_AUTO_TEST_CASE(weights_that_are_none)
{
    auto const message = [](auto const& weights, std::size_t count) {
        return support::message_of<eq::invalid_parameter>([&] {
            (void)channel_weights(weights, count, "x", [](std::size_t i) { return "weight of " + std::to_string(i); });
        });
    };
    constexpr auto infinite = std::numeric_limits<double>::infinity();
    BOOST_TEST(message(std::array{1, -2}, 2) == "x: weight of 1 is -2; it must be finite and not negative");
    BOOST_TEST(message(std::array{infinite}, 1) == "x: weight of 0 is inf; it must be finite and not negative");
    BOOST_TEST(message(std::array{std::nan("")}, 1) == "x: weight of 0 is nan; it must be finite and not negative");
    BOOST_TEST(message(std::array{1, 2}, 3) == "x: number of weights is 2; it must be that of the channels, 3");
    BOOST_TEST(message(std::array{0, 0}, 2) == "x: sum of the weights is 0; it must be positive");
    BOOST_TEST(message(std::vector<int>{}, 0) == "x: number of channels is 0; it must be at least 1");
    BOOST_TEST(support::message_of<eq::invalid_parameter>([] { (void)channel_weights(std::array{-1}, 1, "x"); })
               == "x: weight 0 is -1; it must be finite and not negative");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
