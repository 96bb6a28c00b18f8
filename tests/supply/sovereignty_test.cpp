// SPDX-License-Identifier: BSL-1.0
#include <equipoise/supply/sovereignty.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;

BOOST_AUTO_TEST_SUITE(supply)
BOOST_AUTO_TEST_SUITE(sovereignty)

namespace {

using flows = eq::portfolio<char>;

auto const single = flows{{{'A', 3.0}}};                                      // HHI 1
auto const half = flows{{{'A', 2.0}, {'B', 2.0}}};                            // HHI 1/2
auto const quarter = flows{{{'A', 1.0}, {'B', 1.0}, {'C', 1.0}, {'D', 1.0}}}; // HHI 1/4
auto const none = flows{{{'A', 0.0}}};

std::vector<eq::supply_axis<char>> four_axes()
{
    return {{"finance", {{"banks", half}}},
            {"energy", {{"oil", quarter}, {"gas", half}}},
            {"arms", {{"deliveries", single}}},
            {"inputs", {{"metals", quarter}}}};
}

} // namespace

// Axes 1/2, 3/8, 1, 1/4: mean 17/32. Without each: 13/24, 7/12, 3/8, 5/8; the farthest is 5/32 off.
BOOST_AUTO_TEST_CASE(four_axes_by_hand)
{
    auto const found = eq::sovereignty_of(four_axes());
    BOOST_TEST(found.computed == 4U);
    BOOST_TEST(found.axes[1].concentration.low == 0.375);
    BOOST_TEST(found.composite.low == 17.0 / 32);
    BOOST_TEST(found.composite.is_point());
    BOOST_TEST_REQUIRE(found.without.size() == 4U);
    BOOST_TEST(found.without[0].composite.low == 13.0 / 24, tt::tolerance(1e-15));
    BOOST_TEST(found.without[2].name == "arms");
    BOOST_TEST(found.without[2].composite.low == 0.375, tt::tolerance(1e-15));
    BOOST_TEST(found.stability == 1 - 5.0 / 17, tt::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(weights_of_axes_and_channels)
{
    auto axes = four_axes();
    axes[1].channels[0].weight = 3;
    axes[2].weight = 0;
    auto const found = eq::sovereignty_of(axes);
    BOOST_TEST(found.axes[1].concentration.low == (3 * 0.25 + 0.5) / 4);
    BOOST_TEST(found.composite.low == (0.5 + 0.3125 + 0.25) / 3, tt::tolerance(1e-15));
    axes[1].channels[0].weight = -1;
    BOOST_CHECK_EXCEPTION((void)eq::sovereignty_of(axes), eq::invalid_parameter, [](auto const& e) {
        return std::string{e.what()} == "channel_profile: weight of oil is -1; it must be finite and not negative";
    });
}

BOOST_AUTO_TEST_CASE(an_axis_without_imports_is_not_zero)
{
    auto axes = four_axes();
    axes[0].channels[0].flows = none;
    auto const found = eq::sovereignty_of(axes);
    BOOST_TEST(eq::is_undefined(found.axes[0].concentration.low));
    BOOST_TEST_REQUIRE(found.axes[0].without_flow.size() == 1U);
    BOOST_TEST(found.axes[0].without_flow[0] == "banks");
    BOOST_TEST(found.computed == 3U);
    BOOST_TEST(eq::is_undefined(found.composite.low));
    BOOST_TEST(eq::sovereignty_of(axes, {.fewest_axes = 3}).composite.low == (0.375 + 1 + 0.25) / 3,
               tt::tolerance(1e-15));
    BOOST_TEST(
        eq::is_undefined(eq::sovereignty_of(std::vector<eq::supply_axis<char>>{}, {.fewest_axes = 0}).composite.low));
}

// Listed .4, .3 of the largest and a rest of .3: HHI in [.25, .34].
BOOST_AUTO_TEST_CASE(unattributed_parts_widen_the_composite)
{
    auto const open = flows{{{'A', 4.0}, {'B', 3.0}}, {.total = 10, .listing = eq::listing::largest}};
    auto axes = four_axes();
    axes[3].channels[0].flows = open;
    auto const found = eq::sovereignty_of(axes);
    BOOST_TEST(found.composite.low == (0.5 + 0.375 + 1 + 0.25) / 4, tt::tolerance(1e-15));
    BOOST_TEST(found.composite.high == (0.5 + 0.375 + 1 + 0.34) / 4, tt::tolerance(1e-15));
    BOOST_TEST(eq::is_undefined(found.stability));
}

// p = (.4, .3, .2, .1): (.30 - .16) / .36 = .388888888889 (also in the reference values of R).
BOOST_AUTO_TEST_CASE(losing_a_supplier)
{
    auto const four = flows{{{'A', 4.0}, {'B', 3.0}, {'C', 2.0}, {'D', 1.0}}};
    auto const shock = eq::removal_shock(four);
    BOOST_TEST(shock.before == 0.3);
    BOOST_TEST(shock.after == 14.0 / 36);
    BOOST_TEST(shock.change == 14.0 / 36 - 0.3, tt::tolerance(1e-14));
    BOOST_TEST((shock.why == eq::reason::defined));
    BOOST_TEST((eq::band_of(shock.change, eq::shock_bands) == eq::supply_band::mild));
    auto const alone = eq::removal_shock(single);
    BOOST_TEST(alone.before == 1);
    BOOST_TEST(eq::is_undefined(alone.after));
    BOOST_TEST((alone.why == eq::reason::no_flow));
    BOOST_TEST((eq::removal_shock(flows{}).why == eq::reason::no_partners));
    auto const open = eq::removal_shock(flows{{{'A', 6.0}, {'B', 2.0}}, {.total = 10}});
    BOOST_TEST((open.why == eq::reason::unattributed));
    BOOST_TEST(eq::is_undefined(open.change));
}

BOOST_AUTO_TEST_CASE(bands)
{
    BOOST_TEST((eq::band_of(0.5) == eq::supply_band::high));
    BOOST_TEST((eq::band_of(0.4999) == eq::supply_band::moderate));
    BOOST_TEST((eq::band_of(0.15) == eq::supply_band::mild));
    BOOST_TEST((eq::band_of(0.1499) == eq::supply_band::unconcentrated));
    BOOST_TEST((eq::band_of(0.3, {.moderate = 0.35}) == eq::supply_band::mild));
    BOOST_TEST((eq::band_of(0.30, eq::shock_bands) == eq::supply_band::high));
    BOOST_TEST((eq::band_of(0.0499, eq::shock_bands) == eq::supply_band::unconcentrated));
    BOOST_CHECK_THROW((void)eq::band_of(1.5), eq::invalid_parameter);
    BOOST_CHECK_THROW((void)eq::band_of(0.5, {.mild = 0.9}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
