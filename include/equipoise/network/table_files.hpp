// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/undefined.hpp>
#include <equipoise/io/labelled_matrix.hpp>
#include <equipoise/io/pymrio_files.hpp>
#include <equipoise/network/published_table.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

/// Input-output tables from the files of those who publish them:
///
///     auto const table = read_io_table("2020_SML.csv"); // tells the layout by the names in it
///     auto const world = table.system();
///
///   read_oecd_icio      the OECD's inter-country tables, a file for each year
///   read_figaro         Eurostat's FIGARO tables as a matrix, a file for each year
///   read_pymrio_folder  a folder of pymrio or EXIOBASE
///   read_eora           the files of a year of Eora26
///   read_io_table       any of these
///
/// No row or column is passed over in silence: `published_table::unused` names those that are not part of the system,
/// and `published_table::unread` the files. A cell without a number is unknown, except in the OECD's files, in which it
/// is 0.
namespace equipoise {

/// What becomes of the parts into which extended tables divide China (CN1, CN2) and Mexico (MX1, MX2).
enum class parts_of_states : unsigned char {
    keep, ///< each is a region of its own
    join, ///< they are added to CHN and MEX
};

namespace network_detail {

[[nodiscard]] inline io::matrix_layout unknown_where_empty(io::matrix_layout layout)
{
    layout.empty = undefined;
    return layout;
}

[[nodiscard]] inline std::string path_text(std::filesystem::path const& path)
{
    return path.string();
}

[[nodiscard]] inline bool is_file(std::filesystem::path const& path)
{
    auto error = std::error_code{};
    return std::filesystem::is_regular_file(path, error);
}

/// The files below a folder that are not among those read, in the order of their names.
[[nodiscard]] inline std::vector<std::string> other_files(std::filesystem::path const& folder,
                                                          std::set<std::string> const& read)
{
    auto names = std::set<std::string>{};
    auto error = std::error_code{};
    using walk = std::filesystem::recursive_directory_iterator;
    auto const in = folder.empty() ? std::filesystem::path{"."} : folder;
    for (auto at = walk{in, std::filesystem::directory_options::skip_permission_denied, error}; !error && at != walk{};
         at.increment(error)) {
        auto const name = at->path().lexically_relative(in).generic_string();
        if (is_file(at->path()) && !read.contains(name)) {
            names.insert(name);
        }
    }
    return {names.begin(), names.end()};
}

/// Takes all rows of a table of primary inputs over, and adds those up that are value added.
inline void take_all_primary(published_table& table, io::labelled_matrix const& from,
                             std::vector<std::string> const& value_added)
{
    auto rows = std::vector<std::size_t>(from.rows.size());
    auto columns = std::vector<std::size_t>(from.columns.size());
    std::iota(rows.begin(), rows.end(), std::size_t{});
    std::iota(columns.begin(), columns.end(), std::size_t{});
    take_primary(table, from, rows, columns, value_added);
}

/// The units that a unit.txt of pymrio names, each once: in its last column.
[[nodiscard]] inline std::string units_in(std::filesystem::path const& file)
{
    auto units = std::string{};
    auto seen = std::set<std::string>{};
    auto header = true;
    io::detail::for_each_line(file, '\t', '"', [&](io::detail::row_splitter const& row, std::size_t) {
        auto const unit = std::string{io::detail::trimmed(row[row.size() - 1])};
        if (!header && seen.insert(unit).second) {
            units += (units.empty() ? "" : ", ") + unit;
        }
        header = false;
    });
    return units;
}

/// Files of a folder of pymrio, with the layouts of its file_parameters.json or else the usual ones.
class pymrio_folder {
public:
    explicit pymrio_folder(std::filesystem::path folder) : folder_{std::move(folder)}
    {
        if (is_file(folder_ / "file_parameters.json")) {
            files_ = io::pymrio_files(folder_ / "file_parameters.json");
            read.insert("file_parameters.json");
        }
    }

    [[nodiscard]] bool has(std::string const& key) const { return is_file(folder_ / name_of(key)); }

    /// By default the labels of rows and columns are found; those of x.txt, a single column, are as pymrio saves them.
    [[nodiscard]] io::labelled_matrix matrix(std::string const& key)
    {
        auto const found = files_.find(key);
        auto const usual = key == "x" ? io::pymrio(1, 2) : io::pymrio();
        read.insert(name_of(key));
        return io::read_matrix(folder_ / name_of(key),
                               unknown_where_empty(found != files_.end() ? found->second.layout : usual));
    }

    [[nodiscard]] std::string units()
    {
        read.insert(name_of("unit"));
        return units_in(folder_ / name_of("unit"));
    }

    std::set<std::string> read{}; ///< names of files

private:
    std::filesystem::path folder_;
    std::map<std::string, io::pymrio_file> files_;

    [[nodiscard]] std::string name_of(std::string const& key) const
    {
        auto const found = files_.find(key);
        return found != files_.end() && !found->second.name.empty() ? found->second.name : key + ".txt";
    }
};

/// The one column of x.txt, of the sectors of these rows.
[[nodiscard]] inline std::vector<double> outputs_in(io::labelled_matrix const& x, std::string const& file,
                                                    std::vector<io::label> const& rows)
{
    match_labels(file, rows, "row", x.rows, "row of x");
    if (x.columns.size() != 1) {
        throw io::header_error{file, "x has " + std::to_string(x.columns.size())
                                         + " columns of numbers, expected one, the output"};
    }
    return x.values;
}

/// The first line of a file, without all of the rest.
[[nodiscard]] inline std::string first_line(io::source const& from)
{
    constexpr auto longest = std::size_t{1} << 22U;
    auto blocks = io::detail::block_reader{from, std::size_t{1} << 16U};
    auto line = std::string{};
    for (;;) {
        auto const text = blocks.text();
        auto const end = text.find('\n');
        line += text.substr(0, end);
        if (end != std::string_view::npos || blocks.last() || line.size() > longest) {
            return line;
        }
        blocks.drop(text.size());
        blocks.fill();
    }
}

} // namespace network_detail

/// Reads a table of the OECD (ICIO), of any edition since 2016, in million US$. Published outputs (OUT, OUTPUT, TOTAL)
/// are the outputs; value added is the row VA or VALU, and taxes less subsidies (TLS, or a row for each state) are
/// further primary inputs. Empty cells are 0, as the OECD means them, and counted. Each final use of a region is a
/// column of its own; a use of no region, such as DISC, is a consumer by its name.
/// @throws io::file_error, io::header_error, io::format_error as `io::read_matrix`; io::header_error where rows and
/// columns differ
[[nodiscard]] inline published_table read_oecd_icio(io::source const& from,
                                                    parts_of_states parts = parts_of_states::keep)
{
    auto whole = io::read_matrix(from, io::oecd_icio());
    if (parts == parts_of_states::join) {
        whole = io::merge_regions(whole, io::oecd_icio_parts());
    }
    return arrange_table(std::move(whole), {from.name(), "million US$", {"VA", "VALU"}});
}

/// Reads a table of Eurostat (FIGARO) as a matrix, by industries or by products, in million euros. Outputs are not
/// published. Value added is the sum of W2_D1, W2_D29X39 and W2_B2A3G; taxes on products (W2_D21X31) and purchases
/// abroad (W2_OP_RES, W2_OP_NRES) are further primary inputs. The flat form of the tables is not read.
/// @throws io::header_error where only some of the rows of value added are there; and as `read_oecd_icio`
[[nodiscard]] inline published_table read_figaro(io::source const& from)
{
    auto whole = io::read_matrix(from, network_detail::unknown_where_empty(io::figaro()));
    auto missing = std::vector<std::string>{};
    for (auto const* needed : {"D1", "D29X39", "B2A3G"}) {
        if (std::none_of(whole.rows.begin(), whole.rows.end(), [&](io::label const& row) {
                return row.kind == io::label_kind::primary && row.name == needed;
            })) {
            missing.push_back(needed);
        }
    }
    if (!missing.empty() && missing.size() < 3) {
        throw io::header_error{from.name(), "has no row W2_" + missing[0]
                                                + "; value added is the sum of W2_D1, W2_D29X39 and W2_B2A3G"};
    }
    return arrange_table(std::move(whole), {from.name(), "million EUR", {"D1", "D29X39", "B2A3G"}});
}

/// Reads a folder as pymrio saves it and EXIOBASE publishes it: Z.txt and Y.txt, or instead of Z.txt the coefficients
/// A.txt and the outputs x.txt, of which Z_ij = A_ij x_j. Read as well where they are there: file_parameters.json (the
/// layouts), x.txt (published outputs), unit.txt, and factor_inputs/F.txt, of which all but taxes less subsidies on
/// products are value added.
/// @throws io::file_error without Y.txt or without deliveries; and as `read_oecd_icio`
[[nodiscard]] inline published_table read_pymrio_folder(std::filesystem::path const& folder)
{
    auto const name = network_detail::path_text(folder);
    auto files = network_detail::pymrio_folder{folder};
    auto const by_coefficients = !files.has("Z");
    if (!files.has("Y") || (by_coefficients && !(files.has("A") && files.has("x")))) {
        throw io::file_error{name, std::string{"has no "} + (files.has("Y") ? "Z, nor A with x" : "Y")
                                       + ", expected a folder of pymrio with Z and Y, or with A, x and Y"};
    }
    auto deliveries = files.matrix(by_coefficients ? "A" : "Z");
    auto output = std::vector<double>{};
    if (files.has("x")) {
        output = network_detail::outputs_in(files.matrix("x"), name, deliveries.rows);
    }
    if (by_coefficients) {
        network_detail::match_labels(name, deliveries.rows, "row", deliveries.columns, "column");
        for (std::size_t k = 0; k < deliveries.values.size(); ++k) {
            deliveries.values[k] *= output[k % deliveries.columns.size()];
        }
    }
    auto table =
        arrange_table(std::move(deliveries), files.matrix("Y"), {name, files.has("unit") ? files.units() : "", {}});
    table.output = std::move(output);
    for (std::size_t i = 0; i < table.output.size(); ++i) {
        (void)network_detail::noted(table, table_part::output, i, 0, table.output[i]);
    }
    auto factors = network_detail::pymrio_folder{folder / "factor_inputs"};
    if (factors.has("F")) {
        auto inputs = factors.matrix("F");
        auto sectors = std::vector<io::label>{};
        for (auto const& [region, sector] : table.labels) {
            sectors.push_back({region, sector});
        }
        network_detail::match_labels(name + "/factor_inputs", sectors, "row of the table", inputs.columns, "column");
        auto added = std::vector<std::string>{};
        for (auto& row : inputs.rows) {
            row.kind = io::label_kind::primary;
            if (!row.text().starts_with("Taxes less subsidies on products")) {
                added.push_back(row.name);
            }
        }
        network_detail::take_all_primary(table, inputs, added);
        for (auto const& each : factors.read) {
            files.read.insert("factor_inputs/" + each);
        }
    }
    table.unread = network_detail::other_files(folder, files.read);
    return table;
}

/// Reads a year of Eora26, in thousand US$: the files that end in _T.txt, _FD.txt and, where it is there, _VA.txt, with
/// labels_T.txt, labels_FD.txt and labels_VA.txt in the same folder. Outputs are not published; all rows of VA are
/// value added.
/// @param path the folder, or in a folder of several years the file that ends in _T.txt
/// @throws io::file_error for a folder without such a file, or with several of them, with the names of two; and as
/// `read_oecd_icio`
[[nodiscard]] inline published_table read_eora(std::filesystem::path const& path)
{
    auto flows = path;
    auto folder = path.parent_path();
    constexpr auto ending = std::string_view{"_T.txt"};
    if (!network_detail::is_file(path)) {
        folder = path;
        auto found = std::vector<std::string>{};
        for (auto const& name : network_detail::other_files(folder, {})) {
            if (name.ends_with(ending) && !name.ends_with("labels_T.txt")) {
                found.push_back(name);
            }
        }
        if (found.size() != 1) {
            throw io::file_error{network_detail::path_text(folder),
                                 found.empty() ? "has no file that ends in _T.txt, expected one of Eora"
                                               : "has " + io::detail::quoted(found[0]) + " and "
                                                     + io::detail::quoted(found[1]) + "; name the one to read"};
        }
        flows = folder / found[0];
    }
    auto const name = flows.filename().string();
    if (!name.ends_with(ending)) {
        throw io::file_error{network_detail::path_text(flows), "does not end in _T.txt, as the flows of Eora do"};
    }
    auto const stem = name.substr(0, name.size() - ending.size());
    auto const sibling = [&](char const* part) { return flows.parent_path() / (stem + part); };
    auto const labels_of = [&](char const* file) { return io::read_labels(flows.parent_path() / file); };
    auto const sectors = labels_of("labels_T.txt");
    auto const matrix = [&](std::filesystem::path const& file, std::vector<io::label> rows,
                            std::vector<io::label> columns) {
        return io::read_matrix(file,
                               network_detail::unknown_where_empty(io::eora(std::move(rows), std::move(columns))));
    };
    auto read = std::set<std::string>{name, stem + "_FD.txt", "labels_T.txt", "labels_FD.txt"};
    auto table =
        arrange_table(matrix(flows, sectors, sectors), matrix(sibling("_FD.txt"), sectors, labels_of("labels_FD.txt")),
                      {network_detail::path_text(flows), "thousand US$", {}});
    if (network_detail::is_file(sibling("_VA.txt"))) {
        auto const inputs = matrix(sibling("_VA.txt"), labels_of("labels_VA.txt"), sectors);
        network_detail::take_all_primary(table, inputs, {"*"});
        read.insert(stem + "_VA.txt");
        read.insert("labels_VA.txt");
    }
    table.unread = network_detail::other_files(flows.parent_path(), read);
    return table;
}

/// Reads a table of any of these layouts, told by the names in the folder or in the first line of the file: a folder
/// with labels_T.txt is Eora's, one with Y.txt or file_parameters.json is pymrio's; a file that ends in _T.txt is
/// Eora's, Z.txt and A.txt stand for their folder; a first line with final uses such as P3_S14 is FIGARO's, and one
/// with HFCE or HC is the OECD's.
/// @throws io::file_error for a folder and io::header_error for a file that is none of these
[[nodiscard]] inline published_table read_io_table(std::filesystem::path const& path,
                                                   parts_of_states parts = parts_of_states::keep)
{
    auto const name = path.filename().string();
    auto error = std::error_code{};
    if (std::filesystem::is_directory(path, error)) {
        if (network_detail::is_file(path / "labels_T.txt")) {
            return read_eora(path);
        }
        if (network_detail::is_file(path / "Y.txt") || network_detail::is_file(path / "file_parameters.json")) {
            return read_pymrio_folder(path);
        }
        throw io::file_error{network_detail::path_text(path),
                             "is a folder without labels_T.txt (Eora), Y.txt and file_parameters.json (pymrio)"};
    }
    if (name == "Z.txt" || name == "A.txt" || name == "Y.txt" || name == "file_parameters.json") {
        return read_pymrio_folder(path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."});
    }
    if (name.ends_with("_T.txt")) {
        return read_eora(path);
    }
    auto const line = network_detail::first_line(path);
    auto const has = [&](char const* text) { return line.find(text) != std::string::npos; };
    if (has("_P3_S1") || line.starts_with("rowLabels")) {
        return read_figaro(path);
    }
    if (has("_HFCE") || has(",HC_") || has(",\"HC_")) {
        return read_oecd_icio(path, parts);
    }
    if (line.empty()) {
        throw io::file_error{network_detail::path_text(path), "is empty, expected an input-output table"};
    }
    throw io::header_error{network_detail::path_text(path),
                           "has no column of final use in its first line: expected names such as AUS_HFCE (OECD) or "
                           "ES_P3_S14 (FIGARO), found "
                               + io::detail::quoted(line)};
}

} // namespace equipoise
