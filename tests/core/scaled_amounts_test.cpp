// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/core/scaled_amounts.hpp>
#include <equipoise/model/portfolio.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace eq = equipoise;

namespace {

template <class R>
eq::detail::scaled_amounts scaled_from(R&& flows)
{
    auto proj = ranges::identity{};
    return eq::detail::scale_amounts(flows, proj, "test");
}

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(scaled_amounts)

BOOST_AUTO_TEST_CASE(in_order_and_in_the_units_of_the_totals)
{
    auto const plain = scaled_from(std::array{3, 1, 2});
    BOOST_TEST((plain.amounts == std::vector{3.0, 1.0, 2.0}));
    BOOST_TEST(plain.sums.whole().value() == 6);
    BOOST_TEST(plain.complete());
    // a large amount behind small ones moves the unit of all
    auto late = std::vector<double>(600, 1.0);
    late.back() = 0x1p900;
    auto const moved = scaled_from(late);
    BOOST_TEST(moved.amounts.size() == 600U);
    BOOST_TEST(moved.amounts[0] == eq::detail::scaled(1, -moved.sums.exponent));
    BOOST_TEST(moved.amounts[599] == eq::detail::scaled(0x1p900, -moved.sums.exponent));
    auto const once = scaled_from(support::single_use<double>{{1, 2}});
    BOOST_TEST((once.amounts == std::vector{1.0, 2.0}));
}

BOOST_AUTO_TEST_CASE(portfolios_by_identifier)
{
    auto const all = scaled_from(eq::portfolio<std::string>{{"RUS", 2.0}, {"CHN", 1.0}});
    BOOST_TEST((all.amounts == std::vector{1.0, 2.0}));
    BOOST_TEST(!scaled_from(eq::portfolio<std::string>{{{"CHN", 1.0}}, {.total = 2.0}}).complete());
    BOOST_TEST(!scaled_from(eq::portfolio<std::string>{}).complete());
    BOOST_CHECK_THROW((void)scaled_from(std::array{1.0, -1.0}), eq::invalid_amount);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
