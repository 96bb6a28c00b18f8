// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/balancing/triangles.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

namespace eq = equipoise;

BOOST_AUTO_TEST_SUITE(balancing)
BOOST_AUTO_TEST_SUITE(triangles)

// The product of the signs: friends of friends, enemies of enemies.
static_assert(eq::structural_balance(1, 1, 1) == eq::triad::balanced);
static_assert(eq::structural_balance(0.2, -0.3, -1) == eq::triad::balanced);
static_assert(eq::structural_balance(0.5, 0.5, -0.1) == eq::triad::unbalanced);
static_assert(eq::structural_balance(-1, -1, -1) == eq::triad::unbalanced);
static_assert(eq::structural_balance(0, 1, 1) == eq::triad::incomplete);
static_assert(eq::structural_balance(eq::undefined, 1, 1) == eq::triad::incomplete);
static_assert(eq::triangle_tension(0.5, 0.5, -0.5) == 0.125);

// Within bounds: what matters is whether they leave the sign open.
static_assert(eq::structural_balance({0.1, 0.9}, {0.2, 0.3}, {-1, -0.5}) == eq::triad::unbalanced);
static_assert(eq::structural_balance({0.1, 0.9}, {-0.3, -0.2}, {-1, -0.5}) == eq::triad::balanced);
static_assert(eq::structural_balance({-0.1, 0.9}, {0.2, 0.3}, {-1, -0.5}) == eq::triad::incomplete);
static_assert(eq::structural_balance({eq::undefined, eq::undefined}, {1, 1}, {1, 1}) == eq::triad::incomplete);

BOOST_AUTO_TEST_CASE(tension_of_a_friend_of_rivals)
{
    BOOST_TEST(eq::triangle_tension(0.5, 0.5, -0.5) == 0.125);
    BOOST_TEST(eq::triangle_tension(1, 1, -1) == 1);
    BOOST_TEST(eq::triangle_tension(1, -1, -1) == 0);
    BOOST_TEST(eq::triangle_tension(1, 1, 1) == 0);
    BOOST_TEST(eq::triangle_tension(0, 1, -1) == 0);
    BOOST_TEST(eq::is_undefined(eq::triangle_tension(1, eq::undefined, -1)));
    BOOST_TEST(eq::triangle_tension.why_undefined(1, eq::undefined, -1) == eq::words(eq::reason::unknown_part));
    BOOST_TEST(!std::signbit(eq::triangle_tension(1, 1, 0)));
}

BOOST_AUTO_TEST_CASE(unknown_ties_give_an_interval)
{
    auto const known = [](double tie) { return eq::interval{tie, tie}; };
    auto const anything = eq::interval{-1, 1};
    BOOST_TEST((eq::triangle_tension.bound(known(0.5), anything, known(-0.5)) == eq::interval{0, 0.25}));
    BOOST_TEST((eq::triangle_tension.bound(known(0.5), eq::interval{0.5, 1}, anything) == eq::interval{0, 0.5}));
    BOOST_TEST((eq::triangle_tension.bound(known(-0.5), anything, anything) == eq::interval{0, 0}));
    // a tension of which a tie is an interval has a value only when that interval is a point
    BOOST_TEST(eq::is_undefined(eq::triangle_tension(known(-0.5), anything, anything)));
    BOOST_TEST(eq::triangle_tension.why_undefined(known(-0.5), anything, anything)
               == eq::words(eq::reason::unknown_part));
    BOOST_TEST(eq::triangle_tension(known(0.5), known(0.5), known(-0.5)) == 0.125);
    auto const nothing = known(eq::undefined);
    BOOST_TEST((eq::triangle_tension.bound(known(0.5), nothing, known(-0.5)) == eq::interval{0, 0.25}));
    BOOST_TEST((eq::triangle_tension.bound(0.5, eq::undefined, -0.5) == eq::interval{0, 0.25}));
    BOOST_TEST((eq::triangle_tension.bound(0.5, 0.5, -0.5) == eq::interval{0.125, 0.125}));
}

BOOST_AUTO_TEST_CASE(every_tie_within_the_bounds)
{
    auto random = support::random{81};
    for (auto round = 0; round < 300; ++round) {
        eq::interval ties[3];
        double inside[3];
        for (std::size_t i = 0; i < 3; ++i) {
            auto const a = 2 * random.unit() - 1;
            auto const b = 2 * random.unit() - 1;
            ties[i] = {std::min(a, b), std::max(a, b)};
            inside[i] = ties[i].low + random.unit() * ties[i].width();
        }
        auto const bounds = eq::triangle_tension.bound(ties[0], ties[1], ties[2]);
        auto const value = eq::triangle_tension(inside[0], inside[1], inside[2]);
        BOOST_TEST(value >= 0);
        BOOST_TEST(value <= 1);
        BOOST_TEST(bounds.low <= value * (1 + 1e-15));
        BOOST_TEST(bounds.high >= value * (1 - 1e-15));
        BOOST_TEST(bounds.high == eq::triangle_tension(ties[0].high, ties[1].high, ties[2].low)); // attained
        auto const triad = eq::structural_balance(inside[0], inside[1], inside[2]);
        auto const of_bounds = eq::structural_balance(ties[0], ties[1], ties[2]);
        BOOST_TEST((of_bounds == eq::triad::incomplete || of_bounds == triad));
        BOOST_TEST((value > 0) == (inside[0] > 0 && inside[1] > 0 && inside[2] < 0));
    }
}

BOOST_AUTO_TEST_CASE(ties_outside_their_range_are_refused)
{
    BOOST_CHECK_EXCEPTION((void)eq::triangle_tension(0.5, 1.5, -0.5), eq::invalid_parameter, [](auto const& e) {
        return std::string{e.what()}
               == "triangle_tension: tie with the second power is 1.5; it must be in [-1, 1], or "
                  "NaN where it is not known";
    });
    BOOST_CHECK_THROW((void)eq::structural_balance(-2, 0.5, 0.5), eq::invalid_parameter);
    auto const known = eq::interval{0.5, 0.5};
    auto const reversed = eq::interval{0.5, -0.5};
    BOOST_CHECK_EXCEPTION((void)eq::triangle_tension.bound(known, known, reversed), eq::invalid_parameter,
                          [](auto const& e) {
                              return std::string{e.what()}
                                     == "triangle_tension: tie between the powers is 0.5; it must be an interval, with "
                                        "the lower end first";
                          });
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
