// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

namespace equipoise {

/// Which partners of a state a list holds whose sum is less than the state's total.
enum class listing {
    some,    ///< any partner may be missing
    largest, ///< no missing partner is larger than the smallest listed one
};

} // namespace equipoise
