// SPDX-License-Identifier: BSL-1.0
#include <equipoise/uncertainty/detail/even_amounts.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <vector>

namespace {

namespace eq = equipoise;
namespace ud = eq::uncertainty_detail;
namespace tt = boost::test_tools;
using amounts = std::vector<double>;

constexpr auto infinite = std::numeric_limits<double>::infinity();

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(even_amounts)

BOOST_AUTO_TEST_CASE(have_a_common_level_where_the_ranges_allow_it)
{
    auto const box = ud::amount_box::of(amounts{8, 1, 3}, amounts{9, 2, infinite}, {});
    auto const path = ud::even_path{box};
    BOOST_TEST(path.at(4).listed == (amounts{8, 2, 4}));
    BOOST_TEST(path.at(0).listed == box.lows);
    BOOST_TEST(path.total_at(4).value() == 14);
    BOOST_TEST(path.allowed(.3) == .3);
}

BOOST_AUTO_TEST_CASE(have_the_levels_that_a_total_allows)
{
    // 8, 2 and 5 make 15; 8, 2 and 6 make 16
    auto const box = ud::amount_box::of(amounts{8, 1, 3}, amounts{9, 2, 20}, {.total = eq::interval{15, 16}});
    auto const path = ud::even_path{box};
    BOOST_TEST(path.allowed(0) == 5);
    BOOST_TEST(path.allowed(9) == 6);
}

BOOST_AUTO_TEST_CASE(give_partners_without_number_what_a_total_leaves_over)
{
    auto const box =
        ud::amount_box::of(amounts{5, 3}, amounts{8, 4}, {.total = eq::interval{10, 10}, .unlisted = {0, infinite}});
    auto const path = ud::even_path{box};
    BOOST_TEST(path.only_hidden());
    auto const at = path.at(1);
    BOOST_TEST(at.listed == box.lows);
    BOOST_TEST(at.hidden == 2);
}

// c = sum x^2 / sum x of what is fixed: 725/19 from 50^2 + 30^2 + 15^2 over 95; 52 from 60 and 40
BOOST_AUTO_TEST_CASE(are_the_most_even_at_a_level_in_closed_form)
{
    auto const form = ud::hill_form{2};
    auto const open = ud::amount_box::of(amounts{60, 40, 0}, amounts{60, 40, infinite}, {});
    BOOST_TEST(ud::most_even_level(open, form, 0) == 52);
    auto const box = ud::amount_box::of(amounts{50, 20, 10}, amounts{60, 30, 15}, {});
    auto const level = ud::most_even_level(box, form, 0);
    BOOST_TEST(level == 725.0 / 19, tt::tolerance(1e-15));
    auto const equal = ud::amount_box::of(amounts{1, 2, 0}, amounts{5, 3, 9}, {});
    auto const all_equal = ud::most_even_level(equal, form, 0);
    BOOST_TEST(all_equal >= 2);
    BOOST_TEST(all_equal <= 3);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
