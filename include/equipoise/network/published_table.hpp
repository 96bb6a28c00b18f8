// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/io/labelled_matrix.hpp>
#include <equipoise/network/io_system.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Input-output tables as files hold them, on the way to a system:
///
///     auto const table = arrange_table(io::read_matrix("2020_SML.csv", io::oecd_icio()), {.name = "2020_SML.csv"});
///     auto const world = table.system(); // refers to the table, which has to outlive it
///     look_through(world, std::string{"CHN"}, used_by(std::string{"KAZ"}))
///
/// Readers of the files of providers are in network/table_files.hpp.
namespace equipoise {

/// A part of an input-output table.
enum class table_part : unsigned char { deliveries, final_demand, primary, output };

/// A cell without a number, by its row and column within its part of the table.
struct unknown_cell {
    table_part part = table_part::deliveries;
    std::size_t row = 0;
    std::size_t column = 0;
};

/// A row or a column of a file that is not part of the system, with the sum of what it holds (NaN where a cell is
/// unknown).
struct unused_line {
    std::string what{};     ///< its label, as "OUT"
    bool is_row = true;     ///< else a column
    double sum = undefined; ///< in the unit of the table
    std::string why{};      ///< "a total", for example
};

/// An input-output table with its labels. Where a file does not publish outputs or primary inputs, these are empty.
struct published_table {
    using row_major = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

    std::string name{};                                      ///< of the file or folder, for messages
    std::string unit{};                                      ///< such as "million US$"; empty where it is not known
    std::vector<std::pair<std::string, std::string>> labels; ///< region and sector of each row
    std::vector<double> cells{};                             ///< Z, row by row; see `deliveries()`
    std::vector<io::label> uses{};                           ///< of each column of final demand
    std::vector<std::string> consumers{};                    ///< the region that a use belongs to, or its own name
    Eigen::MatrixXd final_demand{};                          ///< Y
    std::vector<double> output{};                            ///< x, as published
    std::vector<io::label> primary_labels{};                 ///< of each row of primary inputs
    Eigen::MatrixXd primary{};                               ///< value added and taxes, by sector
    std::vector<double> value_added{};                       ///< the sum of the primary inputs that are value added

    std::vector<unknown_cell> unknown{};     ///< cells without a number: NaN, never 0
    std::size_t empty_as_zero = 0;           ///< empty cells that mean 0 by the provider's description
    std::vector<unused_line> unused{};       ///< rows and columns that the system does not have
    std::vector<std::string> unread{};       ///< files of the folder that were not read
    double difference_of_totals = undefined; ///< the largest one between the two totals of a sector, of row and column
    bool unfinished = false;                 ///< whether a file has no line break at its end: it may be cut off

    /// Z as a view of `cells`: what each sector (row) delivers to each other one (column), in money.
    [[nodiscard]] Eigen::Map<row_major const> deliveries() const&
    {
        auto const n = static_cast<Eigen::Index>(labels.size());
        return {cells.data(), n, n};
    }
    Eigen::Map<row_major const> deliveries() const&& = delete;

    /// The regions, in the order of their first sectors.
    [[nodiscard]] std::vector<std::string> regions() const
    {
        auto found = std::vector<std::string>{};
        for (auto const& [region, sector] : labels) {
            if (found.empty() || found.back() != region) { // sectors of a region mostly stand together
                if (std::find(found.begin(), found.end(), region) == found.end()) {
                    found.push_back(region);
                }
            }
        }
        return found;
    }

    /// Which cell that is: "the delivery of CHN_C19 to KAZ_D".
    [[nodiscard]] std::string text_of(unknown_cell const& cell) const
    {
        auto const sector = [&](std::size_t i) { return labels[i].first + '_' + labels[i].second; };
        switch (cell.part) {
        case table_part::deliveries: return "the delivery of " + sector(cell.row) + " to " + sector(cell.column);
        case table_part::final_demand: return "the delivery of " + sector(cell.row) + " to " + uses[cell.column].text();
        case table_part::primary: return primary_labels[cell.row].text() + " of " + sector(cell.column);
        case table_part::output: break;
        }
        return "the output of " + sector(cell.row);
    }

    /// The system of this table, which refers to its cells. The published output is used where there is one, and has to
    /// agree with the sums of the rows within the tolerance of the options. Value added is the output less all inputs;
    /// with `{.value_added = table.value_added}` it is what the table publishes, and taxes are then the remainder
    /// (`origin_remainder`). Where the table publishes none, `table.value_added` is empty, and value added is the
    /// output less all inputs as before; `io_system::value_added_is_given()` tells which it is.
    ///
    /// For regions of another type than text, and for cells that are known only within bounds, make an `io_system` or
    /// an `io_interval` of `deliveries()` and `final_demand`, and labels of your own.
    /// @throws invalid_parameter where a delivery, a final demand or an output that is used is unknown, with the number
    /// of such cells and the first one; and as `io_system`
    [[nodiscard]] io_system<std::string, std::string> system(io_options options = {}) const&
    {
        auto const needed = [&](unknown_cell const& cell) {
            return cell.part != table_part::primary && (cell.part != table_part::output || options.output.empty());
        };
        auto const first = std::find_if(unknown.begin(), unknown.end(), needed);
        if (first != unknown.end()) {
            auto const count = std::count_if(unknown.begin(), unknown.end(), needed);
            throw invalid_parameter{"published_table",
                                    name + ": " + std::to_string(count)
                                        + (count == 1 ? " cell is unknown: " : " cells are unknown, first ")
                                        + text_of(*first) + "; a system needs all of them"};
        }
        if (options.output.empty()) {
            options.output = output;
        }
        return {deliveries(), final_demand, labels, consumers, options};
    }
    io_system<std::string, std::string> system(io_options options = {}) const&& = delete;
};

/// What the labels of a table do not say.
struct table_facts {
    std::string name = "table";             ///< for messages
    std::string unit{};                     ///< of the amounts
    std::vector<std::string> value_added{}; ///< names of the primary inputs that are value added; * is any characters
};

namespace network_detail {

/// @throws io::header_error where two lists of labels do not name the same sectors in the same order
inline void match_labels(std::string const& file, std::vector<io::label> const& first, std::string const& called_first,
                         std::vector<io::label> const& second, std::string const& called_second)
{
    for (std::size_t i = 0; i < (std::max)(first.size(), second.size()); ++i) {
        if (i < first.size() && i < second.size() && first[i].region == second[i].region
            && first[i].name == second[i].name) {
            continue;
        }
        auto const text = [&](std::vector<io::label> const& of, std::string const& called) {
            auto const place = called + ' ' + std::to_string(i + 1);
            return i < of.size() ? place + " is " + io::detail::quoted(of[i].text()) : "there is no " + place;
        };
        throw io::header_error{file, text(first, called_first) + " and " + text(second, called_second)
                                         + "; both must name the same sectors in the same order"};
    }
}

[[nodiscard]] inline std::vector<std::size_t> places_of(std::vector<io::label> const& labels, io::label_kind kind)
{
    auto places = std::vector<std::size_t>{};
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (labels[i].kind == kind) {
            places.push_back(i);
        }
    }
    return places;
}

[[nodiscard]] inline std::vector<io::label> labels_at(std::vector<io::label> const& labels,
                                                      std::vector<std::size_t> const& places)
{
    auto found = std::vector<io::label>{};
    for (auto const i : places) {
        found.push_back(labels[i]);
    }
    return found;
}

[[nodiscard]] inline double sum_at(io::labelled_matrix const& of, std::vector<std::size_t> const& rows,
                                   std::vector<std::size_t> const& columns)
{
    auto sum = detail::running_sum{};
    for (auto const i : rows) {
        for (auto const j : columns) {
            if (!std::isfinite(of(i, j))) {
                return undefined;
            }
            sum.add(of(i, j));
        }
    }
    return sum.value().value();
}

/// Notes the cell of a part of the table if it holds no number.
inline double noted(published_table& table, table_part part, std::size_t row, std::size_t column, double value)
{
    if (value != value) {
        table.unknown.push_back({part, row, column});
    }
    return value;
}

/// Takes final demand over: all columns of `from` at these places.
inline void take_uses(published_table& table, io::labelled_matrix const& from, std::vector<std::size_t> const& rows,
                      std::vector<std::size_t> const& columns)
{
    table.uses = labels_at(from.columns, columns);
    for (auto const& use : table.uses) {
        table.consumers.push_back(use.region.empty() ? use.name : use.region);
    }
    table.final_demand.resize(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(columns.size()));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t c = 0; c < columns.size(); ++c) {
            table.final_demand(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(c)) =
                noted(table, table_part::final_demand, i, c, from(rows[i], columns[c]));
        }
    }
}

/// Takes primary inputs over, and adds those up that are value added.
inline void take_primary(published_table& table, io::labelled_matrix const& from, std::vector<std::size_t> const& rows,
                         std::vector<std::size_t> const& columns, std::vector<std::string> const& value_added)
{
    table.primary_labels = labels_at(from.rows, rows);
    table.primary.resize(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(columns.size()));
    auto counted = std::vector<std::size_t>{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (io::detail::matches_any(value_added, table.primary_labels[i].name)) {
            counted.push_back(rows[i]);
        }
        for (std::size_t j = 0; j < columns.size(); ++j) {
            table.primary(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) =
                noted(table, table_part::primary, i, j, from(rows[i], columns[j]));
        }
    }
    for (std::size_t j = 0; !counted.empty() && j < columns.size(); ++j) {
        table.value_added.push_back(sum_at(from, counted, {columns[j]}));
    }
}

/// Takes the published totals over: those of the rows are outputs, else those of the columns. All are named as unused,
/// except for the one that is the output.
inline void take_totals(published_table& table, io::labelled_matrix const& from, std::vector<std::size_t> const& rows,
                        std::vector<std::size_t> const& columns)
{
    auto const across = places_of(from.columns, io::label_kind::total);
    auto const down = places_of(from.rows, io::label_kind::total);
    for (std::size_t i = 0; i < rows.size() && !(across.empty() && down.empty()); ++i) {
        auto const x = across.empty() ? from(down[0], columns[i]) : from(rows[i], across[0]);
        table.output.push_back(noted(table, table_part::output, i, 0, x));
        if (!across.empty() && !down.empty()) {
            auto const off = std::fabs(x - from(down[0], columns[i]));
            if (off == off && !(off <= table.difference_of_totals)) { // of cells that are known
                table.difference_of_totals = off;
            }
        }
    }
    for (std::size_t t = 0; t < across.size(); ++t) {
        if (t > 0) {
            table.unused.push_back(
                {from.columns[across[t]].text(), false, sum_at(from, rows, {across[t]}), "another total"});
        }
    }
    for (std::size_t t = 0; t < down.size(); ++t) {
        if (t > 0 || !across.empty()) {
            table.unused.push_back({from.rows[down[t]].text(), true, sum_at(from, {down[t]}, columns),
                                    "the total of a column, where that of the row is taken"});
        }
    }
}

/// What was omitted by the layout, empty cells and the end of the file. A layout has one number for all empty cells,
/// and a NaN comes from nowhere else: where there is one, the empty cells are unknown and noted where they stand.
inline void take_report(published_table& table, io::labelled_matrix const& from)
{
    auto const any_unknown = std::any_of(from.values.begin(), from.values.end(), [](double x) { return x != x; });
    for (auto const& each : from.omitted_rows) {
        table.unused.push_back({each.what.text(), true, each.sum, "omitted on request"});
    }
    for (auto const& each : from.omitted_columns) {
        table.unused.push_back({each.what.text(), false, each.sum, "omitted on request"});
    }
    table.empty_as_zero += any_unknown ? 0 : from.empty_cells;
    table.unfinished = table.unfinished || from.unfinished;
}

/// Keeps the cells at these rows and columns, which are in increasing order, in the same memory.
inline void take_cells(published_table& table, io::labelled_matrix&& from, std::vector<std::size_t> const& rows,
                       std::vector<std::size_t> const& columns)
{
    auto const width = from.columns.size();
    table.cells = std::move(from.values);
    auto to = std::size_t{0};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = 0; j < columns.size(); ++j) {
            table.cells[to++] = noted(table, table_part::deliveries, i, j, table.cells[rows[i] * width + columns[j]]);
        }
    }
    table.cells.resize(to);
}

inline void take_sectors(published_table& table, std::vector<io::label> const& sectors)
{
    if (sectors.empty()) {
        throw io::header_error{table.name, "has no row of a sector"};
    }
    for (auto const& sector : sectors) {
        table.labels.emplace_back(sector.region, sector.name);
    }
}

} // namespace network_detail

/// The table of a matrix that holds everything, as the files of the OECD and of Eurostat do: the kinds of its labels
/// say which rows and columns are sectors, final uses, primary inputs and totals. Cells that are NaN are unknown.
/// @throws io::header_error where the rows and columns of sectors differ, with both labels; and without any sector
/// Cost: one pass; the cells stay in the memory of the matrix.
[[nodiscard]] inline published_table arrange_table(io::labelled_matrix whole, table_facts const& facts = {})
{
    using kind = io::label_kind;
    auto table = published_table{};
    table.name = facts.name;
    table.unit = facts.unit;
    auto const rows = network_detail::places_of(whole.rows, kind::sector);
    auto const columns = network_detail::places_of(whole.columns, kind::sector);
    auto const sectors = network_detail::labels_at(whole.rows, rows);
    network_detail::match_labels(facts.name, sectors, "sector in row",
                                 network_detail::labels_at(whole.columns, columns), "sector in column");
    network_detail::take_sectors(table, sectors);
    auto const uses = network_detail::places_of(whole.columns, kind::final_use);
    auto const primary = network_detail::places_of(whole.rows, kind::primary);
    network_detail::take_uses(table, whole, rows, uses);
    network_detail::take_primary(table, whole, primary, columns, facts.value_added);
    network_detail::take_totals(table, whole, rows, columns);
    for (auto const i : primary) {
        auto const sum = network_detail::sum_at(whole, {i}, uses);
        if (sum != 0) {
            table.unused.push_back({whole.rows[i].text(), true, sum, "what final uses pay of a primary input"});
        }
    }
    auto const stray = [&](std::vector<io::label> const& labels, kind wrong, bool is_row) {
        for (auto const i : network_detail::places_of(labels, wrong)) {
            table.unused.push_back(
                {labels[i].text(), is_row,
                 is_row ? network_detail::sum_at(whole, {i}, columns) : network_detail::sum_at(whole, rows, {i}),
                 is_row ? "a final use among the rows" : "a primary input among the columns"});
        }
    };
    stray(whole.rows, kind::final_use, true);
    stray(whole.columns, kind::primary, false);
    network_detail::take_report(table, whole);
    network_detail::take_cells(table, std::move(whole), rows, columns);
    return table;
}

/// The table of matrices of their own, as pymrio and Eora have them: what sectors deliver to sectors, and to final
/// uses. Cells that are NaN are unknown.
/// @throws io::header_error where the labels of rows and columns, or the rows of both matrices differ, with both labels
[[nodiscard]] inline published_table
arrange_table(io::labelled_matrix deliveries, io::labelled_matrix const& final_demand, table_facts const& facts = {})
{
    using kind = io::label_kind;
    auto table = published_table{};
    table.name = facts.name;
    table.unit = facts.unit;
    auto const all = network_detail::places_of(deliveries.rows, kind::sector);
    network_detail::match_labels(facts.name, deliveries.rows, "row", deliveries.columns, "column");
    network_detail::match_labels(facts.name, deliveries.rows, "row", final_demand.rows, "row of final demand");
    network_detail::take_sectors(table, deliveries.rows);
    auto uses = std::vector<std::size_t>(final_demand.columns.size());
    for (std::size_t c = 0; c < uses.size(); ++c) {
        uses[c] = c;
    }
    network_detail::take_uses(table, final_demand, all, uses);
    network_detail::take_report(table, deliveries);
    network_detail::take_report(table, final_demand);
    network_detail::take_cells(table, std::move(deliveries), all, all);
    return table;
}

} // namespace equipoise
