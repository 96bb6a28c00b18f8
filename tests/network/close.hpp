// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>

namespace network_tests {

/// Whether a number is the expected one but for rounding.
inline bool close(double found, double expected, double tolerance = 1e-14)
{
    return std::abs(found - expected) <= tolerance * std::abs(expected);
}

} // namespace network_tests
