// SPDX-License-Identifier: BSL-1.0
#include <equipoise/uncertainty/partner_range.hpp>

#include <boost/test/unit_test.hpp>

namespace {

namespace eq = equipoise;

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(partner_range)

BOOST_AUTO_TEST_CASE(is_an_identifier_with_two_ends)
{
    constexpr auto some = eq::partner_range{7, 1.5, 2.0};
    static_assert(some.id == 7 && some.low == 1.5 && some.high == 2);
    static_assert(some == eq::partner_range<int>{7, 1.5, 2} && some != eq::partner_range<int>{7, 1.5, 3});
    static_assert(eq::partner_range<int>{} == eq::partner_range<int>{0, 0, 0});
    BOOST_TEST(some.high == 2);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
