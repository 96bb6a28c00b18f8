// SPDX-License-Identifier: BSL-1.0
#include <equipoise/codes/detail/imf_numbers.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

namespace {

using namespace equipoise::literals;
using equipoise::codes_detail::imf_groups;
using equipoise::codes_detail::imf_numbers;
using equipoise::codes_detail::state_of_imf_number;

} // namespace

BOOST_AUTO_TEST_SUITE(codes)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(imf_numbers)

// The search needs an order; a number that is a state is no group.
BOOST_AUTO_TEST_CASE(entries_are_in_order_and_no_groups)
{
    BOOST_REQUIRE(::imf_numbers.size() % 6 == 0U);
    auto before = 0;
    for (std::size_t i = 0; i < ::imf_numbers.size(); i += 6) {
        auto const number = std::stoi(std::string{::imf_numbers.substr(i, 3)});
        BOOST_TEST(before < number);
        BOOST_TEST(std::count(std::begin(imf_groups), std::end(imf_groups), number) == 0);
        BOOST_REQUIRE(state_of_imf_number(number).has_value());
        BOOST_TEST(state_of_imf_number(number)->str() == ::imf_numbers.substr(i + 3, 3));
        before = number;
    }
}

BOOST_AUTO_TEST_CASE(known_and_unknown_numbers)
{
    static_assert(state_of_imf_number(924) == "CHN"_iso3 && state_of_imf_number(922) == "RUS"_iso3);
    static_assert(state_of_imf_number(111) == "USA"_iso3 && state_of_imf_number(968) == "ROU"_iso3);
    static_assert(!state_of_imf_number(1) && !state_of_imf_number(0) && !state_of_imf_number(-5));
    static_assert(!state_of_imf_number(999) && !state_of_imf_number(110));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
