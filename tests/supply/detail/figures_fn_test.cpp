// SPDX-License-Identifier: BSL-1.0
#include <equipoise/supply/detail/figures_fn.hpp>

#include <boost/test/unit_test.hpp>

#include <optional>

namespace {

namespace eq = equipoise;

struct stock {
    double inflow = 0;
    std::optional<double> outflow{};
};

// What remains, which is anything from 0 to the inflow where the outflow is not known.
struct remainder_measure {
    [[nodiscard]] eq::estimate operator()(stock const& figures) const
    {
        return figures.outflow ? eq::estimate::of(figures.inflow - *figures.outflow)
                               : eq::estimate::within({0, figures.inflow}, eq::reason::unknown_part);
    }
};
constexpr auto remainder_of = eq::supply_detail::figures_fn<remainder_measure, stock>{};

} // namespace

BOOST_AUTO_TEST_SUITE(supply)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(figures_fn)

BOOST_AUTO_TEST_CASE(figures_in_braces)
{
    BOOST_TEST(remainder_of({.inflow = 5, .outflow = 2}) == 3);
    BOOST_TEST((remainder_of.result({.inflow = 5, .outflow = 2}) == eq::estimate::of(3)));
    BOOST_TEST(remainder_of.why_undefined({.inflow = 5, .outflow = 2}) == "");
    BOOST_TEST(eq::is_undefined(remainder_of({.inflow = 5})));
    BOOST_TEST((remainder_of.bound({.inflow = 5}) == eq::interval{0, 5}));
    BOOST_TEST(remainder_of.why_undefined({.inflow = 5}) == eq::words(eq::reason::unknown_part));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
