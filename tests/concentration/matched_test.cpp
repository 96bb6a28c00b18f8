// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/matched.hpp>
#include <equipoise/model/portfolio.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <string>

namespace eq = equipoise;

namespace {

using eq::detail::match;
using portfolio = eq::portfolio<std::string>;

static_assert(eq::detail::matchable<portfolio, eq::portfolio_view<std::string>>);
static_assert(eq::detail::matchable<portfolio, eq::portfolio<std::string, float>>);
static_assert(!eq::detail::matchable<portfolio, eq::portfolio<int>>);
static_assert(!eq::detail::matchable<portfolio, std::array<double, 2>>);

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(matched)

BOOST_AUTO_TEST_CASE(partners_of_either_list)
{
    auto const a = portfolio{{"CHN", 1.0}, {"RUS", 2.0}, {"USA", 3.0}};
    auto const b = portfolio{{"JPN", 4.0}, {"RUS", 5.0}};
    auto const both = match(a, b, "test");
    constexpr auto expected =
        std::array{std::array{1.0, 0.0}, std::array{0.0, 4.0}, std::array{2.0, 5.0}, std::array{3.0, 0.0}};
    BOOST_REQUIRE(both.partners.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        BOOST_TEST(both.partners[i].flow == expected[i][0]);
        BOOST_TEST(both.partners[i].reference == expected[i][1]);
    }
    BOOST_TEST(both.flows.whole().value() == 6);
    BOOST_TEST(both.reference.whole().value() == 9);
    BOOST_TEST(match(a, portfolio{}, "test").partners.size() == 3U);
    BOOST_TEST(match(portfolio{}, portfolio{}, "test").partners.empty());
}

BOOST_AUTO_TEST_CASE(by_place)
{
    auto const a = std::array{1, 2};
    auto const b = std::array{3.0, 0.0};
    auto const both = match(a, b, "test", "test, reference");
    BOOST_REQUIRE(both.partners.size() == 2U);
    BOOST_TEST(both.partners[1].flow == 2);
    BOOST_TEST(both.partners[1].reference == 0);
    auto const longer = std::array{1, 2, 3};
    BOOST_CHECK_THROW((void)match(a, longer, "test", "test, reference"), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(why_there_are_no_shares)
{
    auto const some = portfolio{{"CHN", 1.0}};
    auto const part = portfolio{{{"CHN", 1.0}}, {.total = 2.0}};
    auto const nothing = portfolio{{"CHN", 0.0}};
    BOOST_TEST((match(some, some, "test").without_shares() == eq::reason::defined));
    BOOST_TEST((match(portfolio{}, some, "test").without_shares() == eq::reason::no_partners));
    BOOST_TEST((match(nothing, some, "test").without_shares() == eq::reason::no_flow));
    BOOST_TEST((match(some, nothing, "test").without_shares() == eq::reason::no_reference));
    BOOST_TEST((match(some, part, "test").without_shares() == eq::reason::unattributed));
    BOOST_TEST((match(part, some, "test").without_shares() == eq::reason::unattributed));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
