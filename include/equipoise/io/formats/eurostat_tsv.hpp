// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/sdmx_dimensions.hpp>
#include <equipoise/io/formats/report.hpp>
#include <equipoise/io/parse.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The format `eurostat_tsv`: tables of Eurostat as tab-separated values.
namespace equipoise::io {

namespace detail {

struct eurostat_tsv_format {
    static constexpr format_facts about{.name = "eurostat_tsv", .provider = "Eurostat"};
    static constexpr bool has_row_key = true;
    static constexpr bool states_totals = true;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.separator == '\t' && head.names.size() > 1 && !dimensions_in(head.names.front()).empty();
    }

    /// @throws header_error when a column has no period for a name, or when it is not known what the dimensions are
    eurostat_tsv_format(file_head const& head, format_options const& options)
        : dimensions_{head.file, names_in(dimensions_in(head.names.front())), {}, options, options.sdmx},
          columns_{column{head.names.front()}}
    {
        auto const file = std::string_view{head.file};
        dimensions_.know_table(file.substr(file.find_last_of("/\\") + 1));
        for (std::size_t i = 1; i < head.names.size(); ++i) {
            auto const& name = head.names[i];
            if (name.empty() && i + 1 == head.names.size()) {
                break; // a tab too many
            }
            auto const when = read_sdmx_period(name);
            if (!when) {
                throw header_error{head.file, head.preamble.size() + 1,
                                   "column " + detail::quoted(name)
                                       + " is no period such as 2024, 2024-Q1, 2024-01 or 2024M01"};
            }
            columns_.emplace_back(name);
            periods_.push_back(*when);
        }
        cells_.resize(periods_.size());
    }

    [[nodiscard]] delimited_options<> layout() const { return {.columns = columns_, .separator = '\t'}; }

    template <class Take>
    void read(row const& from, Take const& take)
    {
        split(from);
        for (std::size_t i = 0; i < cells_.size(); ++i) { // all before the first is taken: a row is read or refused
            auto flag = std::string_view{};
            cells_[i].amount = amount_or_note(from, [&] { return amount_in_cell(from, i, flag); });
            cells_[i].flag = flag;
        }
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            if (cells_[i].amount.value < 0 && sdmx_dimensions::is_below_zero(row_of(i, from))) {
                cells_[i].amount = amount_or_note(from, [&]() -> double { from.reject(i + 1, "no negative amount"); });
            }
        }
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            take(row_of(i, from));
        }
    }

    void add_to(format_report& report) const { dimensions_.add_to(report, "unit", {}); }

private:
    struct cell {
        read_amount amount{};
        std::string_view flag{};
    };

    /// The names of the dimensions in the first cell of the header, "freq,unit,geo\TIME_PERIOD"; empty where it is
    /// none.
    [[nodiscard]] static std::string_view dimensions_in(std::string_view first)
    {
        auto const slash = first.rfind('\\');
        if (slash == std::string_view::npos) {
            return {};
        }
        auto const periods = first.substr(slash + 1);
        return periods == "TIME_PERIOD" || periods == "time" || periods == "TIME" ? first.substr(0, slash)
                                                                                  : std::string_view{};
    }

    [[nodiscard]] static std::vector<std::string> names_in(std::string_view text)
    {
        auto names = std::vector<std::string>{};
        for (auto const each : parts_of(text)) {
            names.emplace_back(each);
        }
        return names;
    }

    [[nodiscard]] static std::vector<std::string_view> parts_of(std::string_view text)
    {
        auto parts = std::vector<std::string_view>{};
        for (;;) {
            auto const comma = text.find(',');
            parts.push_back(trimmed(text.substr(0, comma)));
            if (comma == std::string_view::npos) {
                return parts;
            }
            text.remove_prefix(comma + 1);
        }
    }

    [[nodiscard]] provider_row row_of(std::size_t i, row const& from)
    {
        auto each = provider_row{};
        each.amount = cells_[i].amount.value;
        each.unreadable = cells_[i].amount.unreadable;
        each.flag = cells_[i].flag;
        dimensions_.classify(each, codes_, periods_[i], from.line());
        return each;
    }

    void split(row const& from)
    {
        codes_ = parts_of(from.trimmed(0));
        auto const wanted = names_in(dimensions_in(columns_.front().name)).size();
        if (codes_.size() != wanted) {
            from.reject(0, std::to_string(wanted) + " values with commas between them");
        }
    }

    /// A value and its flags, as in "123.4 p"; ":" is an unknown value.
    [[nodiscard]] static double amount_in_cell(row const& from, std::size_t i, std::string_view& flag)
    {
        auto const text = from.trimmed(i + 1);
        auto const size = text.starts_with(':') ? 1 : (std::min)(text.size(), text.find(' '));
        auto const letters = trimmed(text.substr(size));
        auto const is_flag = [](char c) { return c >= 'a' && c <= 'z'; };
        if (!std::all_of(letters.begin(), letters.end(), is_flag)) {
            from.reject(i + 1, "a number and its flags, such as \"123.4 p\", or \":\"");
        }
        flag = letters;
        if (size == 0 || text[0] == ':') {
            return undefined;
        }
        auto const amount = parse<double>{}(text.substr(0, size));
        if (!amount) {
            from.reject(i + 1, "a number and its flags, such as \"123.4 p\", or \":\"");
        }
        return *amount + 0.0;
    }

    sdmx_dimensions dimensions_;
    std::vector<column> columns_;
    std::vector<sdmx_period> periods_;
    std::vector<cell> cells_;
    std::vector<std::string_view> codes_;
};

} // namespace detail

/// Eurostat's tables as TSV: the first cell of a row holds the dimensions, as in "A,MIO_EUR,RU,DE", and there is a
/// column for each period. Cells are a value and its flags ("123.4 p"); ":" is unknown, with or without flags. Flags
/// (b break, c confidential, d definition differs, e estimated, f forecast, n not significant, p provisional, r
/// revised, u of low reliability, z not applicable) are counted in the report as they are written, so that "ep" is one
/// of its own. Read are the tables that the API sends and the older ones ("geo\time", newest first). States are in geo
/// and partner unless `format_options::sdmx` says otherwise; it also names the unit to read where a table has several.
/// Whether a table holds exports or imports is told by its dimension stk_flow or indic_et, or by the name of the file
/// (nrg_ti, nrg_te), or else by `sdmx_mapping::all_are`. Cells, not rows, are counted in the books.
inline constexpr format_of<detail::eurostat_tsv_format> eurostat_tsv{};

} // namespace equipoise::io
