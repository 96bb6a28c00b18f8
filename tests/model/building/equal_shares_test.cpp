// SPDX-License-Identifier: BSL-1.0
#include <equipoise/model/building/equal_shares.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(building)
BOOST_AUTO_TEST_SUITE(equal_shares)

BOOST_AUTO_TEST_CASE(cover_the_whole_and_differ_by_at_most_one)
{
    for (std::size_t whole = 0; whole < 40; ++whole) {
        for (std::size_t shares = 1; shares < 12; ++shares) {
            BOOST_TEST(equipoise::detail::begin_of_share(whole, shares, 0) == 0U);
            BOOST_TEST(equipoise::detail::begin_of_share(whole, shares, shares) == whole);
            for (std::size_t i = 0; i < shares; ++i) {
                auto const size = equipoise::detail::begin_of_share(whole, shares, i + 1)
                                  - equipoise::detail::begin_of_share(whole, shares, i);
                BOOST_TEST((size == whole / shares || size == whole / shares + 1));
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
