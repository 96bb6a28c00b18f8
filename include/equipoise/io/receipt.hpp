// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>
#include <equipoise/core/version.hpp>
#include <equipoise/io/books.hpp>
#include <equipoise/io/column_name.hpp>
#include <equipoise/io/json_text.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/io/sha256.hpp>
#include <equipoise/io/table.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// Receipts: what a table of results was made of, so that it can be made again and compared bit for bit.
///
///     auto kept = io::receipt{.program = "my study", .options = {{"states", "MNG,KAZ"}}};
///     kept.sources.push_back(io::source_receipt("partners.csv", report));
///     kept.indices = {io::index_receipt(hhi), io::index_receipt(exposure(china))};
///     kept.results = io::results_of(table);
///     auto const changes = io::differences(before, kept); // where `before` is another receipt
///
/// `receipt_text.hpp` writes and reads it.
namespace equipoise::io {

/// The rows of a source that shared a fate, such as "used" or "unknown", and the sum of their amounts if it is known.
struct row_count {
    std::string fate{};
    std::uint64_t rows = 0;
    double amount = undefined;
};

/// A file that was read.
struct receipt_source {
    std::string file{};
    std::string format{};   ///< what the file was read as; empty if that is not known
    std::string provider{}; ///< who published it; empty if that is not known
    std::string vintage{};  ///< its edition, or when it was downloaded; empty if that is not known
    std::string sha256{};   ///< the digest of its bytes: 64 hexadecimal digits
    std::uint64_t bytes = 0;
    std::vector<row_count> rows{};
};

/// An index by which results were computed.
struct receipt_index {
    std::string name{};
    std::string formula{};
    std::string source{};
};

/// A table, each cell as JSON writes it, which tells doubles apart bit for bit (all NaN are one).
struct receipt_results {
    std::vector<std::string> columns{};
    std::vector<std::vector<std::string>> rows{};

    friend bool operator==(receipt_results const&, receipt_results const&) = default;
};

/// What a table of results was made of.
struct receipt {
    std::string program{};                                      ///< that computed them
    std::string version{library_version};                       ///< of equipoise
    std::vector<std::pair<std::string, std::string>> options{}; ///< of the program, each name once
    std::vector<receipt_source> sources{};
    std::vector<receipt_index> indices{};
    receipt_results results{};
};

/// What a receipt says of a file that was read: its name, digest and size, and the rows that the report counts. The
/// file is read once more for its digest. Format, provider and vintage are for the caller to add.
/// @throws file_error when it cannot be read
[[nodiscard]] inline receipt_source source_receipt(source const& from, report const& rows)
{
    auto const bytes = sha256_of(from);
    auto result = receipt_source{.file = from.name(),
                                 .sha256 = bytes.digest(),
                                 .bytes = bytes.size(),
                                 .rows = {{"used", rows.used, undefined},
                                          {"unknown", rows.unknown, undefined},
                                          {"own", rows.own, rows.own_amount},
                                          {"skipped", rows.skipped, undefined},
                                          {"aggregate", rows.aggregate, rows.aggregate_amount()}}};
    if (rows.duplicate != 0) {
        result.rows.push_back({"duplicate", rows.duplicate, rows.duplicate_amount()});
    }
    return result;
}

/// The same of a file whose books are closed: all classes of rows, with the sums of their amounts.
[[nodiscard]] inline receipt_source source_receipt(source const& from, books const& rows)
{
    auto const bytes = sha256_of(from);
    auto result = receipt_source{.file = from.name(), .sha256 = bytes.digest(), .bytes = bytes.size()};
    for (std::size_t i = 0; i < number_of_row_classes; ++i) {
        auto const of = static_cast<row_class>(i);
        auto const& sum = rows.file()[of];
        result.rows.push_back({std::string{in_words(of)}, sum.rows, sum.amount()});
    }
    return result;
}

/// The same of a provider's file, by the report of `read`: with its format, provider and vintage.
template <class Report>
    requires requires(Report const& of) {
        { of.books } -> std::convertible_to<books const&>;
        { of.about.provider } -> std::convertible_to<std::string_view>;
    }
[[nodiscard]] receipt_source source_receipt(source const& from, Report const& of)
{
    auto result = source_receipt(from, of.books);
    result.format = std::string{of.about.name};
    result.provider = std::string{of.about.provider};
    result.vintage = of.vintage;
    return result;
}

/// What a receipt says of an index: its name with its parameters, its formula and its source.
template <class Rule>
[[nodiscard]] receipt_index index_receipt(index_fn<Rule> const& index)
{
    auto const about = describe(index);
    return {column_name(index), std::string{std::string_view{about.formula}},
            std::string{std::string_view{about.source}}};
}

/// The columns and cells of a table, as `as_json` writes them.
[[nodiscard]] inline receipt_results results_of(table const& content)
{
    auto result = receipt_results{};
    auto const columns = detail::written_columns(content);
    for (auto const& column : columns) {
        result.columns.push_back(column.name);
    }
    result.rows.resize(content.rows());
    for (std::size_t i = 0; i < content.rows(); ++i) {
        for (auto const& column : columns) {
            column.visit(i, [&](auto cell) {
                if constexpr (std::same_as<decltype(cell), std::int64_t>) {
                    result.rows[i].push_back(std::to_string(cell));
                } else {
                    result.rows[i].push_back(json_text(cell));
                }
            });
        }
    }
    return result;
}

/// What differs between two receipts, in sentences; empty where the same files, read in the same way, gave the same
/// results bit for bit. Names of files, programs and versions may differ.
[[nodiscard]] inline std::vector<std::string> differences(receipt const& before, receipt const& now)
{
    auto found = std::vector<std::string>{};
    auto const differ = [&](std::string const& what, std::string const& one, std::string const& other) {
        if (one != other) {
            found.push_back(what + " was " + one + ", is now " + other);
        }
    };
    auto const sizes = [&](std::string const& what, std::size_t one, std::size_t other) {
        differ("the number of " + what, std::to_string(one), std::to_string(other));
        return (std::min)(one, other);
    };
    auto const option_texts = [](receipt const& of) {
        auto text = std::string{};
        for (auto const& [name, value] : of.options) {
            text += (text.empty() ? "" : ", ") + name + '=' + value;
        }
        return text.empty() ? "none" : text;
    };
    differ("the list of options", option_texts(before), option_texts(now));
    auto const sources = sizes("sources", before.sources.size(), now.sources.size());
    for (std::size_t i = 0; i < sources; ++i) {
        auto const& one = before.sources[i];
        auto const& other = now.sources[i];
        differ(other.file + ": the SHA-256 digest", one.sha256, other.sha256);
        auto const counts = [](receipt_source const& of) {
            auto text = std::string{};
            for (auto const& each : of.rows) {
                text += (text.empty() ? "" : ", ") + each.fate + ' ' + std::to_string(each.rows)
                        + (each.amount == each.amount ? " (" + exact_text(each.amount) + ')' : "");
            }
            return text.empty() ? "unknown" : text;
        };
        differ(other.file + ": the count of rows", counts(one), counts(other));
    }
    auto const& one = before.results;
    auto const& other = now.results;
    auto const columns = [](receipt_results const& of) {
        auto text = std::string{};
        for (auto const& name : of.columns) {
            text += (text.empty() ? "" : ", ") + name;
        }
        return text.empty() ? "empty" : text;
    };
    differ("the list of columns", columns(one), columns(other));
    auto const rows = sizes("rows of results", one.rows.size(), other.rows.size());
    for (std::size_t i = 0; i < rows && one.columns == other.columns; ++i) {
        auto before_it = std::string{}; // the cells of the row up to the one that differs
        for (std::size_t c = 0; c < one.columns.size(); ++c) {
            differ("row " + std::to_string(i + 1) + " of the results" + (c == 0 ? "" : " (" + before_it + ')') + ": "
                       + one.columns[c],
                   one.rows[i][c], other.rows[i][c]);
            before_it += (c == 0 ? "" : ", ") + one.rows[i][c];
        }
    }
    return found;
}

} // namespace equipoise::io
