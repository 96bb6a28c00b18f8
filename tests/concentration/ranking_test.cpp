// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/ranking.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace {

namespace detail = equipoise::detail;

static_assert([] {
    auto const ranked = detail::ranking{std::vector{1.0, 3.0, 2.0}};
    return ranked[0] == 3 && ranked[2] == 1 && ranked[3] == 0 && ranked.size() == 3;
}());

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(ranking)

BOOST_AUTO_TEST_CASE(ranks_from_the_largest_down)
{
    auto ranked = detail::ranking{};
    ranked.reserve(5);
    ranked.add(std::array{4.0, 1.0, 2.0}.data(), 3);
    ranked.add(3, 2);
    ranked.finish();
    BOOST_TEST(ranked.ascending().size() == 5U);
    auto const expected = std::array{4.0, 3.0, 3.0, 2.0, 1.0, 0.0};
    for (std::size_t r = 0; r < expected.size(); ++r) {
        BOOST_TEST(ranked[r] == expected[r]);
    }
}

BOOST_AUTO_TEST_CASE(follows_a_change_of_scale)
{
    auto ranked = detail::ranking{};
    ranked.add(std::array{4.0, 1.0}.data(), 2);
    ranked.rescale(-3);
    ranked.finish();
    BOOST_TEST(ranked[0] == 0.5);
    BOOST_TEST(ranked[1] == 0.125);
}

BOOST_AUTO_TEST_CASE(hypothetical_partners_without_number_or_too_many)
{
    auto ranked = detail::ranking{};
    BOOST_TEST(!ranked.spread());
    ranked.dust(0);
    BOOST_TEST(!ranked.spread());
    ranked.dust(1);
    BOOST_TEST(ranked.spread());
    BOOST_CHECK_THROW(ranked.add(1, 0x1p27), equipoise::invalid_parameter);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
