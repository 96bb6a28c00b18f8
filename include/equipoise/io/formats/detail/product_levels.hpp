// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/provider_row.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/report.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace equipoise::io::detail {

/// Watches that the products that are read from a file are all of one level, as a total and its parts, or 27 and
/// 270900, count the same trade twice.
class product_levels {
public:
    /// Sets a row aside whose product is not on the level that is asked for. Where none is asked for, the products of
    /// all rows must be of one level, unless the options name those to read.
    /// @throws input_error when a product is on another level than the first one, and none is asked for
    void place(provider_row& each, std::string_view product, format_options const& options, std::string_view column,
               std::string const& file, std::size_t line)
    {
        if (!options.products.empty()) {
            return;
        }
        if (!options.product_level) {
            check(product, column, file, line);
            return;
        }
        auto const level = level_of(product);
        if (!level || *level == *options.product_level) {
            return;
        }
        auto const above = *level < *options.product_level;
        each.of = above ? row_class::aggregate : row_class::sub_row;
        each.states_total = false;
        each.why = above ? "the product holds others of the level that is read"
                         : "the product is a part of one of the level that is read";
    }

    /// @throws input_error when a product is on another level than the first one
    void check(std::string_view product, std::string_view column, std::string const& file, std::size_t line)
    {
        if (!first_) {
            first_ = product;
            return;
        }
        if (*first_ == product) {
            return;
        }
        auto const one = level_of(*first_);
        auto const other = level_of(product);
        if (one != other && (one == 0U || other == 0U || (one && other))) {
            throw input_error{file + ":" + std::to_string(line),
                              std::string{column} + " has the values " + detail::quoted(*first_) + " and "
                                  + detail::quoted(product)
                                  + " in rows that are read; one of them contains the other: name those to read in "
                                    "format_options::products, or their number of digits in product_level"};
        }
    }

private:
    /// 0 for a total, otherwise the number of digits; nothing for other codes.
    [[nodiscard]] static std::optional<std::size_t> level_of(std::string_view code)
    {
        if (code == "TOTAL" || code == "_T" || code == "TO" || code == "TOT") {
            return 0;
        }
        auto const fits = [](char c) { return (c >= '0' && c <= '9') || c == 'X'; };
        return std::all_of(code.begin(), code.end(), fits) ? std::optional{code.size()} : std::nullopt;
    }

    std::optional<std::string> first_;
};

} // namespace equipoise::io::detail
