// SPDX-License-Identifier: BSL-1.0
#include <equipoise/uncertainty/detail/vertex_search.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

namespace {

namespace eq = equipoise;
namespace ud = eq::uncertainty_detail;
namespace tt = boost::test_tools;
using amounts = std::vector<double>;

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(vertex_search)

// Going from corner to corner by one partner at a time ends at 151/676, with the last high end only.
BOOST_AUTO_TEST_CASE(finds_a_corner_that_no_single_step_leads_to)
{
    auto const box = ud::amount_box::of(amounts{9, 8, 11, 7, 6}, amounts{14, 15, 12, 16, 17}, {});
    auto const found = ud::vertex_search{box, ud::hill_form{2}}.run(1e-12, 1'000'000);
    BOOST_TEST(found.best == 581.0 / 2601, tt::tolerance(1e-15));
    BOOST_TEST(found.amounts == (amounts{9, 8, 12, 16, 6}));
    BOOST_TEST(found.at_most == found.best);
    BOOST_TEST(found.nodes < 100U);
}

BOOST_AUTO_TEST_CASE(tells_what_is_open_when_it_is_stopped)
{
    auto const box = ud::amount_box::of(amounts{9, 8, 11, 7, 6}, amounts{14, 15, 12, 16, 17}, {});
    auto const found = ud::vertex_search{box, ud::hill_form{2}}.run(1e-12, 1);
    BOOST_TEST(found.at_most >= 581.0 / 2601);
    BOOST_TEST(found.best <= 581.0 / 2601);
    BOOST_TEST(found.at_most > found.best);
}

// Of a total of 95, one partner may be inside of its range.
BOOST_AUTO_TEST_CASE(leaves_one_partner_inside_where_a_total_is_given)
{
    auto const box = ud::amount_box::of(amounts{50, 21, 10}, amounts{60, 40, 15}, {.total = eq::interval{95, 95}});
    auto const found = ud::vertex_search{box, ud::hill_form{2}}.run(1e-12, 1'000'000);
    // 60, 25, 10 has 4325; 50, 35, 10 has 3825; 59, 21, 15 has 4147; 60, 21, 14 has 4237
    BOOST_TEST(found.best == 4325.0 / 9025, tt::tolerance(1e-15));
    BOOST_TEST(found.amounts == (amounts{60, 25, 10}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
