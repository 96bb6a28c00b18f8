// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/model/declared.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <span>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
namespace detail = eq::detail;

auto const name = [] { return std::string{"here"}; };

detail::totals totals_of(std::vector<double> const& amounts, eq::declared<double> const& known)
{
    return detail::totals_of<double>(amounts, known, name);
}

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(declared)

BOOST_AUTO_TEST_CASE(without_a_total_the_list_is_all)
{
    auto const sums = totals_of({3, 1, 0}, {});
    BOOST_TEST(sums.listed == 3U);
    BOOST_TEST(sums.positive == 2U);
    BOOST_TEST(sums.attributed.value() == 4);
    BOOST_TEST((sums.why_open() == eq::reason::defined));
}

BOOST_AUTO_TEST_CASE(a_total_leaves_a_rest_unless_that_is_rounding)
{
    auto const open = totals_of({3, 1}, {.total = 10.0});
    BOOST_TEST(open.unattributed.value() == 6);
    BOOST_TEST((open.why_open() == eq::reason::unattributed));
    auto const noise = totals_of({0.1, 0.2}, {.total = 0.3});
    BOOST_TEST((noise.why_open() == eq::reason::defined));
    auto const nothing = totals_of({}, {.total = 2.0});
    BOOST_TEST(nothing.unattributed.value() == 2);
}

BOOST_AUTO_TEST_CASE(totals_far_above_the_list_are_read_in_other_units)
{
    auto const sums = totals_of({3e-300, 1e-300}, {.total = 1e300});
    BOOST_TEST(sums.exponent != 0);
    BOOST_TEST(detail::scaled(sums.unattributed.value(), sums.exponent) == 1e300);
    BOOST_TEST(sums.largest == 0, "next to the total it counts as nothing");
    auto alone = totals_of({3, 1}, {});
    auto const before = alone;
    detail::rescale_for(1e150, alone);
    BOOST_TEST(alone.exponent != 0);
    BOOST_TEST(detail::scaled(alone.attributed.value(), alone.exponent) == before.attributed.value());
    BOOST_TEST(detail::scaled(alone.squares.value(), 2 * alone.exponent) == before.squares.value());
    BOOST_TEST(detail::scaled(alone.largest, alone.exponent) == 3);
    detail::rescale_for(2, alone = before);
    BOOST_TEST(alone.exponent == before.exponent);
}

BOOST_AUTO_TEST_CASE(contradictions_are_told_or_thrown)
{
    auto const amounts = std::vector<double>{6, 3, 0};
    auto const told = [&](eq::declared<double> const& known) {
        auto message = std::string{};
        auto const sums = detail::totals_of<double>(std::span{amounts}, known, name,
                                                    [&](auto const& error) { message = error().what(); });
        BOOST_TEST((sums.why_unknown == eq::reason::contradictory_total) == !message.empty());
        return message;
    };
    BOOST_TEST(
        told({.total = 8.0})
        == "here: total is 8; it must be at least the sum of the listed partners, 9, or a rounding of the listed "
           "amounts must be stated");
    BOOST_TEST(told({.total = 8.0, .rounding = 0.5}) == "");
    BOOST_TEST(told({.total = 9.0, .listing = eq::listing::largest}) == "", "nothing is left over");
    BOOST_TEST(told({.total = 10.0, .listing = eq::listing::largest})
               == "here: listing is largest; it must be some, as a listed partner has nothing, and no unlisted one can "
                  "have less");
    BOOST_CHECK_THROW((void)totals_of(amounts, {.total = 8.0}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(what_no_portfolio_can_have_is_refused)
{
    constexpr auto infinity = std::numeric_limits<double>::infinity();
    for (auto const bad : {-1.0, infinity, std::numeric_limits<double>::quiet_NaN()}) {
        BOOST_CHECK_THROW((void)totals_of({1}, {.total = bad}), eq::invalid_parameter);
        BOOST_CHECK_THROW((void)totals_of({1}, {.total = 2.0, .rounding = bad}), eq::invalid_parameter);
        BOOST_TEST(totals_of({1}, {.rounding = bad}).attributed.value() == 1,
                   "a rounding matters only together with a total");
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
