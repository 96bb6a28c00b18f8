// SPDX-License-Identifier: BSL-1.0
#include <equipoise/trade_structure/detail/two_sides.hpp>

#include <boost/test/unit_test.hpp>

namespace {

namespace eq = equipoise;
using eq::trade_structure_detail::common_units;
using eq::trade_structure_detail::without_a_side;
using flows = eq::portfolio<int>;

auto const nothing = flows{};

static_assert(eq::trade_structure_detail::two_sides<flows, flows const&>);
static_assert(!eq::trade_structure_detail::two_sides<flows, eq::portfolio<char>>);
static_assert(!eq::trade_structure_detail::two_sides<flows, eq::portfolio<int, float>>);

} // namespace

BOOST_AUTO_TEST_SUITE(trade_structure)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(two_sides)

BOOST_AUTO_TEST_CASE(a_side_that_is_not_on_file)
{
    auto const some = flows{{1, 2.0}};
    auto const none = flows{{1, 0.0}}; // which is known to be nothing
    BOOST_TEST((without_a_side(some, some) == eq::reason::defined));
    BOOST_TEST((without_a_side(some, none) == eq::reason::defined));
    BOOST_TEST((without_a_side(some, nothing) == eq::reason::unknown_imports));
    BOOST_TEST((without_a_side(nothing, none) == eq::reason::unknown_exports));
    BOOST_TEST((without_a_side(nothing, nothing) == eq::reason::no_partners));
}

BOOST_AUTO_TEST_CASE(amounts_far_apart_are_brought_to_one_unit)
{
    // 0x1p900 and 3 in their own units times these factors have the same quotient as the amounts themselves
    auto const large = flows{{1, 0x1p900}};
    auto const ordinary = flows{{1, 3.0}};
    auto const units = common_units::of(large, ordinary);
    BOOST_TEST(ordinary.scaled(0) * units.second / (large.scaled(0) * units.first) == 3 * 0x1p-900);
    auto const same = common_units::of(ordinary, ordinary);
    BOOST_TEST(same.first == 1);
    BOOST_TEST(same.second == 1);
    BOOST_TEST(common_units::of(large, nothing).second == 1);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
