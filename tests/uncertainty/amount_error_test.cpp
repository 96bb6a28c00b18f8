// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/uncertainty/amount_error.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>

namespace {

namespace eq = equipoise;

constexpr auto infinite = std::numeric_limits<double>::infinity();
constexpr auto not_a_number = std::numeric_limits<double>::quiet_NaN();

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(amount_error)

BOOST_AUTO_TEST_CASE(is_a_fraction_of_the_amount)
{
    static_assert(eq::relative_error{.25}.range_of(8) == eq::interval{6, 10});
    static_assert(eq::relative_error{.1}.range_of(100) == eq::interval{90, 110});
    static_assert(eq::relative_error{0}.range_of(.3) == eq::interval{.3, .3});
    static_assert(eq::relative_error{1}.range_of(8) == eq::interval{0, 16});
    static_assert(eq::relative_error{.5}.range_of(0) == eq::interval{0, 0});
    BOOST_TEST(eq::relative_error{1}.range_of(1e308).high == infinite); // not NaN
    BOOST_TEST((eq::relative_error{.5}.range_of(0x1p-1070) == eq::interval{0x1p-1071, 0x1.8p-1070}));
}

BOOST_AUTO_TEST_CASE(is_half_a_unit_of_the_last_place)
{
    static_assert(eq::rounded_to{1}.range_of(12) == eq::interval{11.5, 12.5});
    static_assert(eq::rounded_to{1}.range_of(0) == eq::interval{0, .5});
    static_assert(eq::rounded_to{10}.range_of(3) == eq::interval{0, 8});
    static_assert(eq::rounded_to{}.range_of(2) == eq::interval{1.5, 2.5});
    BOOST_TEST(eq::rounded_to{1}.range_of(1e300).low == 1e300);
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_error)
{
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::relative_error{1.5}.range_of(1); })
               == "relative_error: fraction is 1.5; it must be between 0 and 1");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::relative_error{-.5}.range_of(1); })
               == "relative_error: fraction is -0.5; it must be between 0 and 1");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::relative_error{not_a_number}.range_of(1); })
               == "relative_error: fraction is nan; it must be between 0 and 1");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::rounded_to{0}.range_of(1); })
               == "rounded_to: unit is 0; it must be positive and finite");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::rounded_to{infinite}.range_of(1); })
               == "rounded_to: unit is inf; it must be positive and finite");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
