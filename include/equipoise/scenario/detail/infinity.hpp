// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <limits>

namespace equipoise::scenario_detail {

inline constexpr auto infinity = std::numeric_limits<double>::infinity();

} // namespace equipoise::scenario_detail
