// SPDX-License-Identifier: BSL-1.0
#include <equipoise/codes/detail/comtrade_numbers.hpp>

#include <boost/test/unit_test.hpp>

namespace {

using namespace equipoise::literals;
using equipoise::code_kind;
using equipoise::codes_detail::comtrade_numbers;

constexpr bool is(int number, equipoise::iso3 state)
{
    auto const& meaning = comtrade_numbers[static_cast<std::size_t>(number)];
    return meaning.kind == code_kind::state && meaning.state == state;
}

constexpr bool is(int number, code_kind kind)
{
    return comtrade_numbers[static_cast<std::size_t>(number)].kind == kind;
}

} // namespace

BOOST_AUTO_TEST_SUITE(codes)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(comtrade_numbers)

// Numbers of UN Comtrade's own next to those of ISO 3166-1 for the same state.
BOOST_AUTO_TEST_CASE(states_have_their_own_numbers_and_those_of_iso)
{
    static_assert(is(842, "USA"_iso3) && is(840, "USA"_iso3) && is(841, "USA"_iso3));
    static_assert(is(251, "FRA"_iso3) && is(250, "FRA"_iso3));
    static_assert(is(699, "IND"_iso3) && is(356, "IND"_iso3));
    static_assert(is(757, "CHE"_iso3) && is(756, "CHE"_iso3));
    static_assert(is(579, "NOR"_iso3) && is(381, "ITA"_iso3) && is(496, "MNG"_iso3));
    static_assert(is(810, "SUN"_iso3) && is(200, "CSK"_iso3) && is(278, "DDR"_iso3) && is(530, "ANT"_iso3));
}

BOOST_AUTO_TEST_CASE(areas_and_groups_are_no_states)
{
    for (auto const number : {490, 473, 527, 568, 577, 637, 697, 711, 837, 838, 839, 849, 899}) {
        BOOST_TEST(is(number, code_kind::area), number);
    }
    static_assert(is(0, code_kind::aggregate) && is(97, code_kind::aggregate));
    static_assert(is(1, code_kind::unknown) && is(999, code_kind::unknown));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
