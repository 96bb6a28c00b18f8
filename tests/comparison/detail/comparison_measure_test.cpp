// SPDX-License-Identifier: BSL-1.0
#include <equipoise/comparison/detail/comparison_measure.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

namespace {

namespace eq = equipoise;
using flows = eq::portfolio<int>;

// A measure in [0, 1] that is beyond its range for two partners, 0.5 for three and undefined for more. Where a part of
// a total is not attributed, it is in [0.25, 0.75].
struct made_up_measure {
    static constexpr eq::facts about{.name = "made_up"};
    static constexpr auto reference_name = "the other side";

    [[nodiscard]] static constexpr eq::interval range(double) { return {0, 1}; }
    [[nodiscard]] static eq::outcome of(eq::comparison_detail::matched_amounts const& both)
    {
        return both.partners.size() == 2   ? eq::outcome{1 + 0x1p-52}
               : both.partners.size() == 3 ? eq::outcome{0.5}
                                           : eq::outcome{eq::reason::too_few_partners};
    }
    template <class P, class Q>
    [[nodiscard]] static eq::interval within(P const&, Q const&)
    {
        return {0.25, 0.75};
    }
};
constexpr auto made_up = eq::comparison_detail::comparison_fn<made_up_measure>{};

auto const two = flows{{1, 1.0}, {2, 3.0}};
auto const three = flows{{1, 1.0}, {2, 3.0}, {3, 1.0}};
auto const open = flows{{{1, 1.0}, {2, 3.0}}, {.total = 6}};

} // namespace

BOOST_AUTO_TEST_SUITE(comparison)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(comparison_measure)

BOOST_AUTO_TEST_CASE(a_value_beyond_the_range_is_moved_to_its_end)
{
    BOOST_TEST(made_up(two, two) == 1);
    BOOST_TEST(made_up(three, two) == 0.5);
    BOOST_TEST(made_up(std::vector{1, 3}, std::vector{2, 5}) == 1);
}

BOOST_AUTO_TEST_CASE(as_an_index_given_the_other_side)
{
    BOOST_TEST(made_up(three)(two) == 0.5);
    BOOST_TEST((eq::bound(open, made_up(two)) == eq::interval{0.25, 0.75}));
    BOOST_TEST(eq::why_undefined(flows{}, made_up(two)) == eq::words(eq::reason::no_partners));
}

BOOST_AUTO_TEST_CASE(value_interval_and_reason)
{
    BOOST_TEST((made_up.result(three, two) == eq::estimate::of(0.5)));
    auto const unattributed = made_up.result(open, two);
    BOOST_TEST(eq::is_undefined(unattributed.value));
    BOOST_TEST((unattributed.bounds == eq::interval{0.25, 0.75}));
    BOOST_TEST((unattributed.why == eq::reason::unattributed));
    BOOST_TEST((made_up.bound(two, two) == eq::interval{1, 1}));
    auto const four = flows{{1, 1.0}, {2, 1.0}, {3, 1.0}, {4, 1.0}};
    BOOST_TEST(eq::is_undefined(made_up.bound(four, two).low));
    BOOST_TEST(made_up.why_undefined(four, two) == eq::words(eq::reason::too_few_partners));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
