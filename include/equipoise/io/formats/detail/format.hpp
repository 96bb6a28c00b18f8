// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/dialects.hpp>
#include <equipoise/io/formats/detail/opening.hpp>
#include <equipoise/io/formats/detail/provider_row.hpp>
#include <equipoise/io/formats/facts.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/options.hpp>
#include <equipoise/io/row.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// What the description of a format of flows has, for those who add one; CONTRIBUTING.md shows it step by step.
namespace equipoise::io {

/// A format by its description, as an object: `io::baci`.
template <class Format>
struct format_of {
    using format = Format;
    static constexpr format_facts about = Format::about;
};

namespace detail {

/// The columns of a format whose rows consist of numbers, by their place among the columns of its layout.
struct number_columns {
    std::size_t year;
    std::size_t reporter;
    std::size_t partner;
    std::size_t product;
    std::size_t amount;
    std::size_t product_size; ///< the characters of a product that is written in full
};

/// A code with the leading zeros that it loses where a program reads it as a number.
/// @param size of a code that is written in full
/// @param storage for a code that is not
[[nodiscard]] inline std::string_view with_zeros(std::string_view code, std::size_t size, std::string& storage)
{
    if (code.size() >= size) {
        return code;
    }
    storage.assign(size - code.size(), '0');
    storage += code;
    return storage;
}

/// Takes what a description hands out.
struct any_row {
    void operator()(provider_row const&) const {}
};

/// The description of a format of flows.
///
///     static constexpr format_facts about;      name, provider and unit
///     static constexpr bool has_row_key;        whether two rows with the same states, period, product and direction
///                                               are a mistake
///     static constexpr bool states_totals;      whether some rows state the total over all partners
///     static bool matches(file_head const&);    whether a header row is that of the format
///     Format(file_head const&);                 what the head of the file tells; the format_options may follow
///     delimited_options<> layout();             the columns that `read` refers to by number, and missing codes
///     void read(row const&, take);              calls take(provider_row) for each flow that a row holds
///
/// It may have, besides,
///
///     void finish(take);                        the same, after the last row, for rows that were held back
///     void add_to(format_report&) const;        at the end, what else the file tells: its unit, notes
template <class Format>
concept flow_format = requires(Format& format, file_head const& head, row const& from, any_row const& take) {
    { Format::about } -> std::convertible_to<format_facts const&>;
    { Format::has_row_key } -> std::convertible_to<bool>;
    { Format::states_totals } -> std::convertible_to<bool>;
    { Format::matches(head) } -> std::same_as<bool>;
    requires std::constructible_from<Format, file_head const&>
                 || std::constructible_from<Format, file_head const&, format_options const&>;
    { format.layout() } -> std::same_as<delimited_options<>>;
    format.read(from, take);
};

} // namespace detail

} // namespace equipoise::io
