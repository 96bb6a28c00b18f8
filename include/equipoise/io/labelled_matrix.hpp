// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/io/detail/matrix_reader.hpp>
#include <equipoise/io/matrix_layout.hpp>
#include <equipoise/io/source.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Tables of numbers whose rows and columns have labels, above all input-output tables: what each sector of each region
/// sells to each other one and to final uses.
///
///   read_matrix    reads a table; io/matrix_layout.hpp describes those of providers
///   read_labels    reads labels that are in a file of their own
///   select         the rows and columns of one kind
///   merge_regions  adds up regions that are parts of a state
namespace equipoise::io {

/// A matrix of doubles, row by row, with a label for each row and each column.
struct labelled_matrix {
    std::vector<label> rows{};
    std::vector<label> columns{};
    std::vector<double> values{}; ///< rows.size() times columns.size() numbers

    std::vector<omitted_label> omitted_rows{};    ///< with the sums of what they hold in the columns that stay
    std::vector<omitted_label> omitted_columns{}; ///< with the sums of what they hold in the rows that stay
    std::size_t empty_cells = 0;                  ///< read as the number that the layout gives for them
    bool unfinished = false; ///< whether the last row has no line break; if it should, the file was cut off

    [[nodiscard]] double operator()(std::size_t row, std::size_t column) const
    {
        return values[row * columns.size() + column];
    }

    [[nodiscard]] std::span<double const> row(std::size_t i) const
    {
        return std::span{values}.subspan(i * columns.size(), columns.size());
    }

    /// Where the label of a region and a name is among the rows; nothing where there is none.
    [[nodiscard]] std::optional<std::size_t> row_of(std::string_view region, std::string_view name) const
    {
        return place(rows, region, name);
    }

    [[nodiscard]] std::optional<std::size_t> column_of(std::string_view region, std::string_view name) const
    {
        return place(columns, region, name);
    }

private:
    [[nodiscard]] static std::optional<std::size_t> place(std::vector<label> const& among, std::string_view region,
                                                          std::string_view name)
    {
        auto const found = std::find_if(among.begin(), among.end(),
                                        [&](label const& one) { return one.region == region && one.name == name; });
        return found != among.end() ? std::optional{static_cast<std::size_t>(found - among.begin())} : std::nullopt;
    }
};

/// Reads a matrix with labels from delimited text:
///
///     auto const table = io::read_matrix("2020_SML.csv", io::oecd_icio());
///     auto const between_sectors = io::select(table, io::label_kind::sector, io::label_kind::sector);
///
/// The layout says how many rows and columns hold labels, which ones to omit, and what labels mean. Numbers are
/// read exactly. No cell is passed over: an empty one is an error, unless the layout gives the number that it stands
/// for.
/// @throws file_error when the source cannot be read or is empty, when a table whose rows begin with the labels of its
/// columns ends before the last of them (it was cut off), and when there are more or fewer labels than rows or columns
/// @throws header_error for a label that occurs twice among the rows or the columns
/// @throws format_error for a cell that is no number and for a row of another length, with its line
/// Cost: one pass, in memory for the matrix and one row of text.
[[nodiscard]] inline labelled_matrix read_matrix(source const& from, matrix_layout const& layout = {})
{
    auto reader = detail::matrix_reader{from.name(), layout};
    reader.read(from);
    auto result = labelled_matrix{};
    result.rows = std::move(reader.rows);
    result.columns = std::move(reader.columns);
    result.values = std::move(reader.values);
    result.omitted_rows = std::move(reader.omitted_rows);
    result.omitted_columns = reader.sums_of_columns();
    result.empty_cells = reader.empty_cells;
    result.unfinished = reader.unfinished;
    return result;
}

/// Reads labels from a file of their own, as Eora has them: the columns region, code, group and name, or group and
/// name.
/// @throws file_error when the source cannot be read, or holds no label
[[nodiscard]] inline std::vector<label> read_labels(source const& from)
{
    auto labels = std::vector<label>{};
    detail::for_each_line(from, '\t', '\0', [&](detail::row_splitter const& row, std::size_t) {
        auto fields = std::vector<std::string>{};
        for (std::size_t i = 0; i < row.size(); ++i) {
            fields.emplace_back(detail::trimmed(row[i]));
        }
        while (fields.size() > 1 && fields.back().empty()) {
            fields.pop_back();
        }
        auto one = label{};
        one.name = fields.back();
        one.region = fields.size() > 3 ? fields[1] : "";
        one.more = fields.size() > 3 ? fields[fields.size() - 2] : fields.size() > 1 ? fields.front() : "";
        labels.push_back(std::move(one));
    });
    if (labels.empty()) {
        throw file_error{from.name(), "is empty, expected labels"};
    }
    return labels;
}

/// The rows of one kind and the columns of one kind: between sectors the intermediate flows, from sectors to final uses
/// the final demand, from primary inputs to sectors the value added and taxes.
[[nodiscard]] inline labelled_matrix select(labelled_matrix const& table, label_kind rows, label_kind columns)
{
    auto result = labelled_matrix{};
    auto places = std::vector<std::size_t>{};
    for (std::size_t j = 0; j < table.columns.size(); ++j) {
        if (table.columns[j].kind == columns) {
            places.push_back(j);
            result.columns.push_back(table.columns[j]);
        }
    }
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (table.rows[i].kind == rows) {
            result.rows.push_back(table.rows[i]);
            auto const from = table.row(i);
            for (auto const j : places) {
                result.values.push_back(from[j]);
            }
        }
    }
    return result;
}

/// Adds the rows and the columns of some regions to those of others, each to the one with the same name and kind:
/// `merge_regions(table, {{"CN1", "CHN"}, {"CN2", "CHN"}})`.
///
/// Sums are rounded once. A region that is not in the table is passed over.
[[nodiscard]] inline labelled_matrix merge_regions(labelled_matrix const& table,
                                                   std::map<std::string, std::string> const& into)
{
    auto const merge = [&](std::vector<label> const& from, std::vector<label>& to) {
        auto places = std::vector<std::size_t>{};
        auto known = std::map<label, std::size_t>{};
        for (auto one : from) {
            if (auto const found = into.find(one.region); found != into.end()) {
                one.region = found->second;
            }
            auto const [at, is_new] = known.emplace(one, to.size());
            if (is_new) {
                to.push_back(one);
            }
            places.push_back(at->second);
        }
        return places;
    };
    auto result = labelled_matrix{};
    auto const rows = merge(table.rows, result.rows);
    auto const columns = merge(table.columns, result.columns);
    auto const width = result.columns.size();
    auto sums = std::vector<equipoise::detail::twofold>(result.rows.size() * width);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = 0; j < columns.size(); ++j) {
            auto& sum = sums[rows[i] * width + columns[j]];
            sum = sum + table(i, j);
        }
    }
    result.values.reserve(sums.size());
    std::transform(sums.begin(), sums.end(), std::back_inserter(result.values),
                   [](auto const& sum) { return sum.value(); });
    result.omitted_rows = table.omitted_rows;
    result.omitted_columns = table.omitted_columns;
    result.empty_cells = table.empty_cells;
    result.unfinished = table.unfinished;
    return result;
}

} // namespace equipoise::io
