// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/completions.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/model/portfolio.hpp>

#include <boost/test/unit_test.hpp>

namespace eq = equipoise;
namespace detail = equipoise::detail;
namespace tt = boost::test_tools;

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(completions)

BOOST_AUTO_TEST_CASE(the_cap_of_a_hidden_partner)
{
    auto const largest =
        eq::portfolio<char>{{{'A', 40.0}, {'B', 30.0}}, {.total = 110, .listing = eq::listing::largest}};
    BOOST_TEST(detail::hidden_cap(largest) == 30);
    auto const some = eq::portfolio<char>{{{'A', 40.0}, {'B', 30.0}}, {.total = 110}};
    BOOST_TEST(detail::hidden_cap(some) == 40);
    auto const complete = eq::portfolio<char>{{{'A', 40.0}, {'B', 30.0}}};
    BOOST_TEST(detail::hidden_cap(complete) == 0);
}

// Listed .4, .3 and a rest of .3: .25 spread over many, .28 over three, .34 as one.
BOOST_AUTO_TEST_CASE(the_extreme_completions_of_hhi)
{
    auto const flows = eq::portfolio<char>{{{'A', 4.0}, {'B', 3.0}}, {.total = 10, .listing = eq::listing::largest}};
    auto const rule = detail::hhi_rule{};
    BOOST_TEST(detail::most_even(rule, flows, detail::without_number) == 0.25, tt::tolerance(1e-15));
    BOOST_TEST(detail::most_even(rule, flows, 3) == 0.28, tt::tolerance(1e-15));
    BOOST_TEST(detail::most_uneven(rule, flows, 3) == 0.34, tt::tolerance(1e-15));
    BOOST_TEST(detail::most_uneven(rule, flows, 2) == 0.30, tt::tolerance(1e-15)); // .2 and .1
    BOOST_TEST(detail::completed(rule, flows).low == 0.25, tt::tolerance(1e-15));
    BOOST_CHECK_THROW((void)detail::completed(rule, flows, eq::at_most{0}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
