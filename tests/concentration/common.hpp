// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../support/amounts.hpp"
#include "../support/constant.hpp"
#include "../support/oracle.hpp"

#include <equipoise/core/index.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <limits>
#include <vector>

/// What the tests of single headers of concentration share.
namespace index_tests {

namespace eq = equipoise;
namespace tt = boost::test_tools;

using support::message_of;
using support::ulps;

inline constexpr auto infinity = std::numeric_limits<double>::infinity();

/// The shares .4, .3, .2 and .1.
inline constexpr auto four = std::array{4.0, 3.0, 2.0, 1.0};

/// Whether an index can be called with a range of this type.
template <class Index, class Range>
concept takes = requires(Index const& index, Range range) { index(range); };

/// No index has a value without partners or without flow, and each refuses amounts that are negative or not finite.
template <class Index>
void check_undefined_and_invalid(Index const& index)
{
    BOOST_TEST(eq::why_undefined(std::vector<double>{}, index) == "there are no partners");
    BOOST_TEST(eq::why_undefined(std::array{0.0, 0.0}, index) == "the total is zero");
    BOOST_CHECK_THROW((void)index(std::array{1.0, -1.0}), eq::invalid_amount);
    BOOST_CHECK_THROW((void)index(std::array{1.0, infinity}), eq::invalid_amount);
    BOOST_CHECK_THROW((void)index(std::array{eq::undefined, 1.0}), eq::invalid_amount);
}

} // namespace index_tests
