// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <string_view>

namespace equipoise {

/// The version of the library, as in CMakeLists.txt: "MAJOR.MINOR.PATCH". Receipts of results name it.
inline constexpr std::string_view library_version = "0.1.0";

} // namespace equipoise
