// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

namespace equipoise {

/// Which partners of a state a list of partners holds, when the list does not add up to the state's total.
///
/// some      any partner may be unlisted
/// largest   no unlisted partner is larger than the smallest listed one
enum class listing { some, largest };

} // namespace equipoise
