// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/parse.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/io/source.hpp>
#include <equipoise/io/wildcard.hpp>

#include <algorithm>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

/// What the rows and columns of a matrix are called, and how the text of one is laid out.
namespace equipoise::io {

/// What a row or a column of an input-output table is.
enum class label_kind : unsigned char {
    sector,    ///< an industry or product of a region; in tables of another kind, any label
    final_use, ///< of a region: consumption, investment, changes in inventories
    primary,   ///< an input that no sector makes: value added, taxes less subsidies
    total,     ///< the output, or another sum of the rest
};

/// The label of a row or a column.
struct label {
    std::string region{}; ///< "AUS"; empty where the label names none
    std::string name{};   ///< "A01_02", "HFCE", "TLS"
    std::string more{};   ///< further levels: the unit, or the group that the name belongs to
    label_kind kind = label_kind::sector;

    /// Region and name: "AUS_A01_02".
    [[nodiscard]] std::string text() const { return region.empty() ? name : region + '_' + name; }

    friend bool operator==(label const&, label const&) = default;
    friend bool operator<(label const& a, label const& b)
    {
        return std::tie(a.region, a.name, a.more, a.kind) < std::tie(b.region, b.name, b.more, b.kind);
    }
};

/// A row or column that was omitted, and the sum of what it holds.
struct omitted_label {
    label what{};
    double sum = 0;
};

/// How the text of a matrix is laid out. In lists of labels, * stands for any characters.
struct matrix_layout {
    /// Rows above the numbers that hold labels of columns, and columns before them that hold labels of rows. By default
    /// they are found: labels end where numbers begin. A row that only names the columns of labels is passed over.
    std::optional<std::size_t> header_rows = {};
    std::optional<std::size_t> index_columns = {};

    char separator = ',';
    char quote = '"';
    std::optional<double> empty = {}; ///< the number that an empty cell stands for; none: an empty cell is an error

    /// Whether a label of one level, such as "AUS_A01_02", is a region and a name, divided by the first underscore.
    bool region_in_label = false;

    std::vector<std::string> final_uses = {}; ///< names of columns of final use; a label may end or begin with one
    std::vector<std::string> primary = {};    ///< whole labels of primary inputs
    std::vector<std::string> totals = {};     ///< whole labels of totals

    std::vector<std::string> omit_rows = {};
    std::vector<std::string> omit_columns = {};

    std::vector<label> row_labels = {};    ///< where they are in a file of their own
    std::vector<label> column_labels = {}; ///< where they are in a file of their own

    std::size_t longest_row = std::size_t{1} << 26U; ///< in bytes
};

/// The inter-country tables of the OECD (ICIO), editions since 2016: labels such as "AUS_A01_02" or "AUS_01T03", final
/// uses "AUS_HFCE" (2016: "HC_AUS"), the rows of taxes TLS or "AUS_TAXSUB", of value added VA or VALU, and output as
/// OUT, OUTPUT or TOTAL. In million US dollars. Empty cells are 0.
///
/// In the extended tables, the sectors of Mexico and China are those of MX1 and MX2, CN1 and CN2:
/// `merge_regions(table, io::oecd_icio_parts())` adds them up.
[[nodiscard]] inline matrix_layout oecd_icio()
{
    auto layout = matrix_layout{};
    layout.header_rows = 1;
    layout.index_columns = 1;
    layout.empty = 0;
    layout.region_in_label = true;
    layout.final_uses = {"HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR", "P33", "HC", "NPS", "GC", "FC", "DISC"};
    layout.primary = {"TLS", "VA", "VALU", "*_TAXSUB", "TAXSUB", "NTZ*"};
    layout.totals = {"OUT", "OUTPUT", "TOTAL"};
    return layout;
}

/// The parts of states in the extended tables of the OECD.
[[nodiscard]] inline std::map<std::string, std::string> oecd_icio_parts()
{
    return {{"CN1", "CHN"}, {"CN2", "CHN"}, {"CN3", "CHN"}, {"CN4", "CHN"},
            {"MX1", "MEX"}, {"MX2", "MEX"}, {"MX3", "MEX"}};
}

/// The tables of Eurostat (FIGARO) as a matrix, by industries or by products: labels such as "ES_A01", final uses
/// "ES_P3_S13", and rows "W2_D1" of primary inputs. In million euros. Output is the sum of a column.
[[nodiscard]] inline matrix_layout figaro()
{
    auto layout = matrix_layout{};
    layout.header_rows = 1;
    layout.index_columns = 1;
    layout.region_in_label = true;
    layout.final_uses = {"P3", "P3_S13", "P3_S14", "P3_S15", "P5", "P51G", "P52", "P53", "P5M"};
    layout.primary = {"W2_*", "WRL_REST_*", "DOM_*"};
    return layout;
}

/// A file of a folder of pymrio, which EXIOBASE has as well: Z, Y, A, F and so on, separated by tabs. How many rows and
/// columns hold labels is found, or given as file_parameters.json says it; see `pymrio_files`.
[[nodiscard]] inline matrix_layout pymrio(std::optional<std::size_t> header_rows = {},
                                          std::optional<std::size_t> index_columns = {})
{
    auto layout = matrix_layout{};
    layout.header_rows = header_rows;
    layout.index_columns = index_columns;
    layout.separator = '\t';
    return layout;
}

/// A matrix of Eora, separated by tabs and without labels, which are in files of their own:
/// read_labels("labels_T.txt").
[[nodiscard]] inline matrix_layout eora(std::vector<label> rows, std::vector<label> columns)
{
    auto layout = matrix_layout{};
    layout.header_rows = 0;
    layout.index_columns = 0;
    layout.separator = '\t';
    layout.row_labels = std::move(rows);
    layout.column_labels = std::move(columns);
    return layout;
}

namespace detail {

[[nodiscard]] inline bool matches_any(std::vector<std::string> const& patterns, std::string_view text)
{
    return std::any_of(patterns.begin(), patterns.end(), [&](auto const& pattern) { return matches(pattern, text); });
}

/// The label of the texts of its levels.
[[nodiscard]] inline label make_label(std::vector<std::string> const& levels, matrix_layout const& layout)
{
    auto made = label{};
    auto const& whole = levels.front();
    if (levels.size() > 1) {
        made.region = levels[0];
        made.name = levels[1];
        for (std::size_t i = 2; i < levels.size(); ++i) {
            made.more += (i > 2 ? "/" : "") + levels[i];
        }
        made.kind = matches_any(layout.final_uses, made.name) ? label_kind::final_use : label_kind::sector;
        return made;
    }
    made.name = whole;
    if (matches_any(layout.totals, whole)) {
        made.kind = label_kind::total;
        return made;
    }
    auto const underscore = layout.region_in_label ? whole.find('_') : std::string::npos;
    if (underscore != std::string::npos) {
        made.region = whole.substr(0, underscore);
        made.name = whole.substr(underscore + 1);
    }
    if (matches_any(layout.primary, whole)) {
        made.kind = label_kind::primary;
    } else if (matches_any(layout.final_uses, made.name)) {
        made.kind = label_kind::final_use;
    } else if (matches_any(layout.final_uses, made.region)) { // "HC_AUS"
        std::swap(made.region, made.name);
        made.kind = label_kind::final_use;
    }
    return made;
}

} // namespace detail

} // namespace equipoise::io
