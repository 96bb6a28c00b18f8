// SPDX-License-Identifier: BSL-1.0
#include <equipoise/balancing/detail/two_holdings.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/interval_portfolio.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>

namespace {

namespace eq = equipoise;
using eq::reason;
using eq::balancing_detail::holdings_of_two;
using eq::balancing_detail::two_holdings;
using eq::balancing_detail::two_ranged;
using book = eq::portfolio<int>;

constexpr auto infinity = std::numeric_limits<double>::infinity();

/// The same in units of 1, in which they are read by hand.
two_holdings of(book const& flows, int a, int b)
{
    return holdings_of_two(flows, a, b).in_units(0);
}

} // namespace

BOOST_AUTO_TEST_SUITE(balancing)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(two_holdings)

BOOST_AUTO_TEST_CASE(what_is_known_of_both)
{
    auto const both = of({{1, 60}, {2, 30}, {3, 10}}, 1, 2);
    BOOST_TEST((both.a.listed.value() == 60 && both.b.listed.value() == 30));
    BOOST_TEST((both.most_a().value() == 60 && both.most_b().value() == 30));
    BOOST_TEST((both.why == reason::defined && !both.some_hidden() && !both.is_open));
    // their ratio keeps its digits next to a partner that is larger by many orders of magnitude
    auto const small_ones = holdings_of_two(book{{1, 3}, {2, 1}, {3, 1e300}}, 1, 2);
    BOOST_TEST(small_ones.a.listed.value() == 3 * small_ones.b.listed.value());
    BOOST_TEST((small_ones.in_units(0).a.listed.value() == 3 && small_ones.in_units(0).exponent == 0));
    auto const subnormal = holdings_of_two(book{{1, 5e-324}, {2, 1.5e-323}}, 1, 2);
    BOOST_TEST(subnormal.b.listed.value() == 3 * subnormal.a.listed.value());
}

BOOST_AUTO_TEST_CASE(a_partner_that_is_not_listed_may_have_what_a_total_leaves)
{
    auto const both = of({{{1, 60}, {2, 30}}, {.total = 100.0}}, 1, 4);
    BOOST_TEST((both.a.hidden == 0 && both.b.listed.value() == 0 && both.b.hidden == 10));
    BOOST_TEST((both.some_hidden() && both.why == reason::not_listed && both.most_b().value() == 10));
    BOOST_TEST(!of({{{1, 60}, {2, 30}}, {.total = 100.0}}, 1, 2).some_hidden());
}

BOOST_AUTO_TEST_CASE(unknown_amounts_leave_no_limit)
{
    auto const flows = book{{1, 60}, {2, 40}}.with_unknown({3});
    auto const with = of(flows, 1, 3);
    BOOST_TEST((with.is_open && with.why == reason::unknown_amount));
    BOOST_TEST((with.a.hidden == 0 && with.b.hidden == infinity && with.most_b().value() == infinity));
    BOOST_TEST((with.others.value() == 40 && !with.others_are_open));
    auto const without = of(flows, 1, 2);
    BOOST_TEST((without.is_open && without.why == reason::defined && !without.some_hidden()));
    BOOST_TEST((without.others.value() == 0 && without.others_are_open));
}

BOOST_AUTO_TEST_CASE(no_flows)
{
    BOOST_TEST((holdings_of_two(book{}, 1, 2).why == reason::no_partners));
    BOOST_TEST((holdings_of_two(book{{1, 0}, {2, 0}}, 1, 2).why == reason::no_flow));
}

// 1 has 60 to 70, 2 has 30: what is above the low end is hidden.
BOOST_AUTO_TEST_CASE(amounts_within_ranges)
{
    auto const both = two_ranged::of(eq::interval_portfolio<int>{{1, 60, 70}, {2, 30, 30}, {3, 1, 2}}, 1, 2);
    BOOST_TEST((both.why == reason::defined && both.least_attained() && both.most_attained()));
    auto const known = both.holdings();
    BOOST_TEST(known.a.hidden / known.a.listed.value() == 1. / 6, boost::test_tools::tolerance(1e-15));
    BOOST_TEST((known.b.hidden == 0 && known.a.listed.value() == 2 * known.b.listed.value()));
    BOOST_TEST(
        (two_ranged::of(eq::interval_portfolio<int>{{1, 0, 0}, {2, 0, 0}, {3, 1, 2}}, 1, 2).why == reason::no_pole));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
