// SPDX-License-Identifier: BSL-1.0
#include <equipoise/balancing/triangles.hpp>

#include <boost/test/unit_test.hpp>

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

BOOST_AUTO_TEST_CASE(tension_of_a_friend_of_rivals)
{
    BOOST_TEST(eq::triangle_tension(0.5, 0.5, -0.5) == 0.125);
    BOOST_TEST(eq::triangle_tension(1, 1, -1) == 1);
    BOOST_TEST(eq::triangle_tension(1, -1, -1) == 0);
    BOOST_TEST(eq::triangle_tension(1, 1, 1) == 0);
    BOOST_TEST(eq::triangle_tension(0, 1, -1) == 0);
    BOOST_TEST(eq::is_undefined(eq::triangle_tension(1, eq::undefined, -1)));
}

BOOST_AUTO_TEST_CASE(unknown_ties_give_an_interval)
{
    auto const known = [](double tie) { return eq::interval{tie, tie}; };
    auto const anything = eq::interval{-1, 1};
    BOOST_TEST((eq::triangle_tension(known(0.5), anything, known(-0.5)) == eq::interval{0, 0.25}));
    BOOST_TEST((eq::triangle_tension(known(0.5), eq::interval{0.5, 1}, anything) == eq::interval{0, 0.5}));
    BOOST_TEST((eq::triangle_tension(known(-0.5), anything, anything) == eq::interval{0, 0}));
}

BOOST_AUTO_TEST_CASE(ties_outside_their_range_are_refused)
{
    BOOST_CHECK_EXCEPTION((void)eq::triangle_tension(0.5, 1.5, -0.5), eq::invalid_parameter, [](auto const& e) {
        return std::string{e.what()} == "triangle_tension: tie with the second power is 1.5; it must be in [-1, 1]";
    });
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
