// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/sdmx_dimensions.hpp>
#include <equipoise/io/formats/report.hpp>
#include <equipoise/io/parse.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The format `sdmx_csv`: figures as SDMX-CSV, from the IMF, the BIS, Eurostat, the OECD and others.
namespace equipoise::io {

namespace detail {

/// The identifier in the name of a column, which may have a label after it, as in "FREQ:Frequency".
[[nodiscard]] inline std::string_view sdmx_id(std::string_view name)
{
    return trimmed(name.substr(0, name.find(':')));
}

struct sdmx_csv_format {
    static constexpr format_facts about{.name = "sdmx_csv", .provider = "SDMX"};
    static constexpr bool has_row_key = true;
    static constexpr bool states_totals = true;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.wanted != nullptr ? head.has_all({"TIME_PERIOD", "OBS_VALUE"})
                                      : place(head, "TIME_PERIOD") != absent && place(head, "OBS_VALUE") != absent;
    }

    sdmx_csv_format(file_head const& head, format_options const& options)
        : file_{head.file}, dimensions_{make_dimensions(head, options)}
    {
        add(head, "TIME_PERIOD");
        add(head, "OBS_VALUE");
        add(head, first_of(head, {"OBS_STATUS", "OBS_FLAG", "STATUS"}));
        add(head, "ACTION");
        add(head, "LAST UPDATE");
        first_code_ = columns_.size();
        for (auto const& each : dimension_names_) {
            add(head, each);
        }
        table_ = columns_.size();
        add(head, table_name_);
        unit_ = columns_.size();
        add(head, unit_name_);
        power_ = columns_.size();
        add(head, power_name_);
        codes_.resize(columns_.size() - first_code_);
    }

    [[nodiscard]] delimited_options<> layout() const
    {
        return {.columns = columns_, .also_missing = {"NaN", "nan", ":"}};
    }

    template <class Take>
    void read(row const& from, Take const& take)
    {
        for (std::size_t i = 0; i < codes_.size(); ++i) {
            codes_[i] = code(from, first_code_ + i);
        }
        auto const text = from.trimmed(0);
        if (text.empty() && blank(from)) {
            return; // what a query without result writes below the header
        }
        refuse_deletions(from);
        if (!begun_) {
            begun_ = true;
            dimensions_.know_table(from.trimmed(table_));
            vintage_ = from.trimmed(4);
        }
        auto const when = read_sdmx_period(text);
        if (!when) {
            from.reject(0, "a period such as 2024, 2024-Q1, 2024-01 or 2024-M01");
        }
        if (!dimensions_.fits(codes_, *when)) {
            from.reject(0, "a period of the frequency that the row names");
        }
        auto each = provider_row{};
        auto const flag = code(from, 2);
        each.flag = flag == "A" ? std::string_view{} : flag; // A is a usual value
        auto amount = amount_or_note(from, [&] {
            return is_missing(flag) ? undefined : with_power(from.known<double>(1).value_or(undefined) + 0.0, from);
        });
        each.amount = amount.value;
        dimensions_.classify(each, codes_, *when, from.line());
        if (sdmx_dimensions::is_below_zero(each)) {
            amount = amount_or_note(from, [&]() -> double { from.reject(1, "no negative amount"); });
            each.amount = amount.value;
        }
        each.unreadable = amount.unreadable;
        take(std::as_const(each));
    }

    void add_to(format_report& report) const
    {
        dimensions_.add_to(report, unit_name_, power_name_);
        report.vintage = report.vintage.empty() ? vintage_ : report.vintage;
    }

private:
    static constexpr auto absent = (std::numeric_limits<std::size_t>::max)();

    [[nodiscard]] static std::size_t place(file_head const& head, std::string_view id)
    {
        auto const at = std::find_if(head.names.begin(), head.names.end(),
                                     [&](std::string const& name) { return sdmx_id(name) == id; });
        return at == head.names.end() ? absent : static_cast<std::size_t>(at - head.names.begin());
    }

    [[nodiscard]] static std::string first_of(file_head const& head, std::initializer_list<char const*> ids)
    {
        for (auto const* const id : ids) {
            if (place(head, id) != absent) {
                return id;
            }
        }
        return *ids.begin();
    }

    /// Whether a column that is no dimension may stand among them.
    [[nodiscard]] static bool is_attribute(std::string_view id)
    {
        constexpr auto attributes =
            std::to_array<std::string_view>({"DATAFLOW",      "STRUCTURE",       "STRUCTURE_ID", "STRUCTURE_NAME",
                                             "ACTION",        "LAST UPDATE",     "SERIES_KEY",   "TIME_PERIOD",
                                             "OBS_VALUE",     "OBS_STATUS",      "OBS_FLAG",     "OBS_CONF",
                                             "CONF_STATUS",   "STATUS",          "SCALE",        "UNIT_MULT",
                                             "UNIT",          "UNIT_MEASURE",    "DECIMALS",     "DECIMALS_DISPLAYED",
                                             "PRECISION",     "TIME_FORMAT",     "COLLECTION",   "TITLE",
                                             "TITLE_COMPL",   "COMMENT",         "COMMENT_OBS",  "TRADE_FLOW",
                                             "VALUATION",     "DERIVATION_TYPE", "OVERLAP",      "PRE_BREAK_VALUE",
                                             "OBS_PRE_BREAK", "BREAKS"});
        return id.starts_with("STRUCTURE[") || std::find(attributes.begin(), attributes.end(), id) != attributes.end();
    }

    /// Whether a column holds codes: the names of others, which follow them where labels are asked for as columns, are
    /// words as in "Reference area".
    [[nodiscard]] static bool is_id(std::string_view id)
    {
        auto const any = [&](char first, char last) {
            return std::any_of(id.begin(), id.end(), [&](char c) { return c >= first && c <= last; });
        };
        return !id.empty() && id.find(' ') == std::string_view::npos && !(any('a', 'z') && any('A', 'Z'));
    }

    [[nodiscard]] sdmx_dimensions make_dimensions(file_head const& head, format_options const& options)
    {
        auto const first = head.names.empty() ? std::string_view{} : sdmx_id(head.names.front());
        auto const ordered = first == "DATAFLOW" || first.starts_with("STRUCTURE");
        for (auto const& name : head.names) {
            auto const id = sdmx_id(name);
            if (id == "OBS_VALUE" && ordered) {
                break; // what follows are attributes
            }
            if (is_id(id) && !is_attribute(id)) {
                dimension_names_.emplace_back(id);
            }
        }
        for (auto const* named : {&options.sdmx.reporter, &options.sdmx.partner, &options.sdmx.direction}) {
            keep_named(head, *named);
        }
        for (auto const& each : options.sdmx.channels) {
            keep_named(head, each);
        }
        for (auto const& each : options.sdmx.only) {
            keep_named(head, each.first);
        }
        table_name_ = first_of(head, {"DATAFLOW", "STRUCTURE_ID"});
        unit_name_ = first_of(head, {"UNIT_MEASURE", "UNIT", "unit"});
        power_name_ = first_of(head, {"UNIT_MULT", "SCALE"});
        auto constant_columns = std::vector<std::string>{table_name_, unit_name_, power_name_};
        apply_ = options.sdmx.multiplier == power_of_ten::apply;
        auto changed = options;
        if (apply_) {
            changed.sdmx.ignored.push_back(power_name_);
        }
        return sdmx_dimensions{head.file, dimension_names_, constant_columns, options, std::move(changed.sdmx)};
    }

    /// An attribute that the caller names is read as a dimension.
    void keep_named(file_head const& head, std::string const& name)
    {
        if (place(head, name) != absent
            && std::find(dimension_names_.begin(), dimension_names_.end(), name) == dimension_names_.end()) {
            dimension_names_.push_back(name);
        }
    }

    void add(file_head const& head, std::string const& id)
    {
        auto const at = place(head, id);
        auto const known = at != absent ? head.names[at] : id;
        columns_.push_back(id == "TIME_PERIOD" || id == "OBS_VALUE" ? column{known} : if_present(known));
        labelled_.push_back(at != absent && known.find(':') != std::string::npos);
    }

    /// A code without the label that may follow it, as in "A: Annual".
    [[nodiscard]] std::string_view code(row const& from, std::size_t i) const
    {
        auto const text = from.trimmed(i);
        return labelled_[i] ? sdmx_id(text) : text;
    }

    [[nodiscard]] static bool blank(row const& from)
    {
        for (std::size_t i = 0; i < from.size(); ++i) {
            if (!from.trimmed(i).empty()) {
                return false;
            }
        }
        return true;
    }

    void refuse_deletions(row const& from) const
    {
        auto const action = code(from, 3);
        if (action == "D") {
            throw input_error{
                file_ + ":" + std::to_string(from.line()),
                "the row deletes an observation (ACTION is D): the file updates another one and cannot be "
                "read by itself; ask the provider for the whole table"};
        }
        if (!action.empty() && action != "I" && action != "A" && action != "R" && action != "M") {
            from.reject(3, "I, A, R, M or D");
        }
    }

    /// Whether a status says that there is no value, whatever stands in its place.
    [[nodiscard]] static bool is_missing(std::string_view status)
    {
        return status == "M" || status == "L" || status == "O" || status == "Q" || status == "H";
    }

    [[nodiscard]] double with_power(double amount, row const& from) const
    {
        auto const text = code(from, power_);
        if (!apply_ || text.empty() || is_undefined(amount)) {
            return amount;
        }
        constexpr auto most = 22; // the largest power of ten that a double holds exactly
        auto const power = parse<int>{}(text);
        if (!power || *power > most || *power < -most) {
            from.reject(power_, "a whole number from -22 to 22");
        }
        auto factor = 1.0;
        for (auto i = 0; i < (*power < 0 ? -*power : *power); ++i) {
            factor *= 10;
        }
        auto const result = *power < 0 ? amount / factor : amount * factor;
        if (!(std::fabs(result) <= (std::numeric_limits<double>::max)())) {
            from.reject(1, "an amount that fits a double after it is multiplied by its power of ten");
        }
        return result;
    }

    std::string file_;
    std::vector<std::string> dimension_names_;
    std::string table_name_;
    std::string unit_name_;
    std::string power_name_;
    bool apply_ = false;
    sdmx_dimensions dimensions_;
    std::vector<column> columns_;
    std::vector<bool> labelled_;
    std::vector<std::string_view> codes_;
    std::size_t first_code_ = 0;
    std::size_t table_ = 0;
    std::size_t unit_ = 0;
    std::size_t power_ = 0;
    std::string vintage_;
    bool begun_ = false;
};

} // namespace detail

/// SDMX-CSV 1.0 and 2.0: one row is one observation, dimensions are columns by name, TIME_PERIOD and OBS_VALUE are
/// among them. Read as the IMF (International Trade in Goods, IMTS), the BIS (locational banking), Eurostat and the
/// OECD write it, also with labels ("A: Annual", or as columns of their own); other files by the dimensions that
/// `format_options::sdmx` names.
///
/// Figures of one frequency are read, annual ones by default; a year is 2024, a month 202405, a quarter 202433 to
/// 202436 (ISO 8601-2). Figures of other frequencies are sub-rows. A dimension that is not named must have one value.
/// Empty, NaN and ":" are unknown, and so is a value with the status M, L, O, Q or H. Of the IMF, imports valued CIF
/// (MG_CIF_USD) are read, and those valued FOB set aside with the balance, as one is the other in another valuation;
/// G001 is the total. The power of ten in UNIT_MULT or SCALE is reported, and applied where the options ask for it: the
/// IMF states 6 where its amounts are in dollars.
inline constexpr format_of<detail::sdmx_csv_format> sdmx_csv{};

} // namespace equipoise::io
