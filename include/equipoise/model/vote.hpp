// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

namespace equipoise {

/// A vote that was cast. The vote of a state that was absent or not yet a member is unknown: an empty
/// std::optional<vote>.
enum class vote : unsigned char { yes = 1, abstain = 2, no = 3 };

} // namespace equipoise
