// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/simd/load.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(simd)
BOOST_AUTO_TEST_SUITE(load)

// On big-endian processors, too, which read memory the other way round.
BOOST_AUTO_TEST_CASE(the_first_character_is_the_lowest)
{
    char const text[] = "\x01\x02\x03\x04\x85\x86\x87\x88";
    BOOST_TEST(equipoise::detail::load<std::uint32_t>(text) == 0x04030201U);
    BOOST_TEST(equipoise::detail::load<std::uint64_t>(text) == 0x8887868504030201U);
    BOOST_TEST(equipoise::detail::load<std::uint32_t>(text + 1) == 0x85040302U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
