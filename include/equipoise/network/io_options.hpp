// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace equipoise {

/// What is known of a table besides deliveries and final demand, and what is allowed in it.
struct io_options {
    std::span<double const> output{};      ///< as published; else the sum of what each sector delivers
    std::span<double const> value_added{}; ///< as published; else the output less all inputs
    double tolerance = 1e-6;     ///< by how much a published output may differ from the sum, of the largest output
    bool allow_negative = false; ///< whether deliveries between sectors may be below zero
    std::vector<std::size_t> without{}; ///< columns of final demand that are not used, such as changes in inventories
};

} // namespace equipoise
