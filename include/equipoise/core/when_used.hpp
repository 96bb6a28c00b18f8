// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace equipoise::detail {

/// For functions that are templates for the compiler's sake alone, `template <class = when_used>`: what they need of
/// the standard library's templates is compiled for those who call them, not for everyone who includes them.
using when_used = void;

} // namespace equipoise::detail
