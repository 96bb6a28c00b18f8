// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/core/out_of.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <type_traits>

namespace {

namespace eq = equipoise;

constexpr auto five_of_which_three = eq::detail::totals{.listed = 5, .positive = 3};

static_assert(eq::listed.count(five_of_which_three, "gini") == 5);
static_assert(eq::positive.count(five_of_which_three, "gini") == 3);
static_assert(eq::out_of{190}.count(five_of_which_three, "gini") == 190);
static_assert(eq::out_of{3}.count(five_of_which_three, "gini") == 3, "fewer than listed will do");
static_assert(eq::listed == eq::out_of::of_listed() && eq::listed != eq::positive && eq::out_of{5} != eq::out_of{4});
static_assert(!std::is_convertible_v<int, eq::out_of>, "a bare number would be taken for something else");

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(out_of)

BOOST_AUTO_TEST_CASE(fewer_than_the_positive_partners_is_refused)
{
    BOOST_TEST(
        support::message_of<eq::invalid_parameter>([] { (void)eq::out_of{2}.count(five_of_which_three, "gini"); })
        == "gini: out_of is 2; it must be at least the number of positive partners, 3");
}

BOOST_AUTO_TEST_CASE(a_negative_number_is_refused)
{
    BOOST_TEST(support::message_of<eq::invalid_parameter>([] { (void)eq::out_of{-1}; })
               == "out_of: n is -1; it must be at least 0");
    BOOST_TEST(eq::out_of{std::size_t{7}}.count(five_of_which_three, "gini") == 7U);
    static_assert(!std::is_constructible_v<eq::out_of, double> && !std::is_constructible_v<eq::out_of, bool>);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
