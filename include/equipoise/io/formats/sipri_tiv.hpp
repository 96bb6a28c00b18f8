// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/sipri_names.hpp>
#include <equipoise/io/formats/detail/yearly_table.hpp>
#include <equipoise/io/formats/options.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The format `sipri_tiv`: arms transfers between states by year, from SIPRI.
namespace equipoise::io {

namespace detail {

/// A table of SIPRI has the deliveries to one recipient by supplier, or those of one supplier by recipient, with a
/// column for each year. Until about 2022 its title names the state; since then the last row does.
struct sipri_tiv_format {
    static constexpr format_facts about{
        .name = "sipri_tiv", .provider = "SIPRI, Arms Transfers Database", .unit = unit::million_tiv};
    static constexpr bool has_row_key = false; // rows are the same if they have the same name, which is checked here
    static constexpr bool states_totals = true;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        if (head.names.empty() || !has_years(head)) {
            return false;
        }
        return head.names[0].empty()
                   ? !title_of(head).empty()
                   : (head.names[0] == "Supplier" || head.names[0] == "Recipient") && head.has("Percentage");
    }

    sipri_tiv_format(file_head const& head, format_options const& options)
        : file_{head.file}, below_half_{options.below_half}, rows_{head.file, options.repeats},
          columns_{head, names_and_sums(head)}, sums_{names_and_sums(head).size() - 1}
    {
        if (auto const title = title_of(head); !title.empty()) {
            of_recipient_ = title.starts_with("to ") || title.starts_with("by ");
            if (!of_recipient_ && !title.starts_with("from ")) {
                throw header_error{file_, "the title names no recipient or supplier: " + detail::quoted(title)};
            }
            state_ = without_years(trimmed(title.substr(title.find(' '))));
        } else {
            of_recipient_ = head.names[0] == "Supplier";
        }
    }

    [[nodiscard]] delimited_options<> layout() const { return {.columns = columns_.columns(), .missing = {""}}; }

    template <class Take>
    void read(row const& from, Take const& take)
    {
        auto next = line{std::string{from.trimmed(0)}, from.line(), columns_.amounts(from), {}, 0};
        for (std::size_t i = 0; i < sums_; ++i) {
            add_cell(next.sums, 0, noted_amount_of(from, 1 + i));
        }
        if (next.name == "Total" || next.name.starts_with("Total ")) {
            take_total(from, next, take);
        } else if (!next.name.empty()) {
            next.repeated_line = rows_.set_aside_for(next.name, next.number);
            if (state_.empty()) {
                held_back_.push_back(std::move(next));
            } else {
                take_line(next, take);
            }
        } else if (!next.cells.empty() || !next.sums.empty()) {
            from.reject(0, "the name of a supplier or recipient");
        }
    }

    /// A table ends with its totals: one that does not has lost some of its rows.
    template <class Take>
    void finish(Take const&) const
    {
        if (!ended_) {
            throw input_error{file_, "the table ends before its row Total, so that part of it is missing"};
        }
    }

private:
    struct line {
        std::string name;
        std::size_t number;
        std::vector<yearly_cell> cells;
        std::vector<yearly_cell> sums; ///< over all years
        std::size_t repeated_line;     ///< the line that it repeats; 0 for none
    };

    /// What is printed of a year above the totals.
    struct year_sum {
        double amount = 0;
        std::size_t cells = 0;
        bool known = true; ///< whether all of it can be read
    };

    /// The title after "TIV of arms exports", such as "to Mongolia, 1950-2021".
    [[nodiscard]] static std::string_view title_of(file_head const& head)
    {
        auto const exports = head.after("TIV of arms exports ");
        auto const title = exports.empty() ? head.after("TIV of arms imports ") : exports;
        return trimmed(title.substr(0, title.find_first_of("\";\t"))); // other separators pad the line as well
    }

    [[nodiscard]] static std::string_view without_years(std::string_view title)
    {
        auto const comma = title.rfind(',');
        if (comma == std::string_view::npos) {
            return title;
        }
        auto const years = trimmed(title.substr(comma + 1));
        return is_range_of_years(years) || year_named(years) != 0 ? trimmed(title.substr(0, comma)) : title;
    }

    [[nodiscard]] static std::vector<column> names_and_sums(file_head const& head)
    {
        auto columns = std::vector<column>{head.names[0]};
        for (auto const& name : head.names) {
            if (name == "Total" || name == "Sum total years" || is_range_of_years(name)) {
                columns.emplace_back(name);
            }
        }
        return columns;
    }

    template <class Take>
    void take_total(row const& from, line const& total, Take const& take)
    {
        if (state_.empty()) {
            using words = std::array<std::string_view, 3>;
            for (auto const word : of_recipient_
                                       ? words{"Total exports to ", "Total imports by ", "Total imports to "}
                                       : words{"Total exports from ", "Total exports by ", "Total imports from "}) {
                state_ += named_after(total.name, word, {});
            }
            if (state_.empty()) {
                from.reject(0, "the state whose deliveries are in the table, such as 'Total exports to Mongolia'; a "
                               "table of totals of states holds no flows");
            }
            for (auto const& each : held_back_) {
                take_line(each, take);
            }
            held_back_.clear();
        }
        ended_ = true;
        for (auto const& cell : total.cells) {
            auto each = row_of(total, cell, cell.amount);
            auto const& [listed, cells, known] = listed_[cell.year];
            each.of = row_class::aggregate;
            each.why = "the total over all partners";
            // the total and each cell are rounded by themselves, which is no sign of a partner that is missing
            each.states_total = !known || !(std::fabs(cell.amount - listed) <= static_cast<double>(cells + 1) / 2);
            take(std::as_const(each));
        }
        take_sums(total, take);
    }

    template <class Take>
    void take_line(line const& from, Take const& take)
    {
        auto const why = "it has the name of line " + std::to_string(from.repeated_line);
        for (auto const& cell : from.cells) {
            auto each = row_of(from, cell, rounded_amount(cell.amount, below_half_));
            each.partner = sipri_meaning(from.name, cell.year);
            if (from.repeated_line != 0) {
                each.of = row_class::duplicate;
                each.why = why;
            } else {
                auto& [listed, cells, known] = listed_[cell.year];
                listed += is_undefined(cell.amount) ? 0 : cell.amount;
                ++cells;
                known = known && cell.unreadable.empty();
            }
            take(std::as_const(each));
        }
        take_sums(from, take);
    }

    template <class Take>
    void take_sums(line const& from, Take const& take) const
    {
        for (auto const& sum : from.sums) {
            auto each = row_of(from, sum, sum.amount);
            each.of = row_class::aggregate;
            each.why = "the total over all years";
            take(std::as_const(each));
        }
    }

    [[nodiscard]] provider_row row_of(line const& from, yearly_cell const& cell, double amount) const
    {
        auto each = provider_row{};
        each.reporter_text = state_;
        each.partner_text = from.name;
        each.reporter = sipri_meaning(state_, cell.year);
        each.partner = {code_kind::aggregate, {}};
        each.amount = amount;
        each.unreadable = cell.unreadable;
        each.period = cell.year;
        each.by = of_recipient_ ? reported_by::importer : reported_by::exporter;
        each.from_partner = of_recipient_;
        each.line = from.number;
        return each;
    }

    std::string file_;
    io::below_half below_half_;
    keys_seen rows_;
    yearly_columns columns_;
    std::size_t sums_; ///< columns of sums over all years
    std::string state_;
    bool of_recipient_ = true;
    bool ended_ = false;
    std::vector<line> held_back_; ///< until the last row names the state
    std::map<int, year_sum> listed_;
};

} // namespace detail

/// The tables of SIPRI's Arms Transfers Database in trend-indicator values (TIV): the deliveries to one recipient from
/// each supplier, or from one supplier to each recipient, in millions. A TIV is a volume of military goods, not a sum
/// of money.
///
/// An empty cell means no delivery, and 0 more than none but less than half a million; `format_options::below_half`
/// says how 0 is read. The state is that of the title or, in files since about 2023, that of the last row. Totals are
/// rounded by themselves: only one that differs by more than rounding can explain is a total with a residual. Unknown
/// suppliers and recipients, rebel groups (*) and organisations (**) are areas. The Soviet Union is a state of its own.
///
/// A table of a recipient belongs to a ledger of imports, and one of a supplier to a ledger of exports: of the other
/// states in it, it holds a single partner.
/// Source: SIPRI Arms Transfers Database, Sources and methods.
inline constexpr format_of<detail::sipri_tiv_format> sipri_tiv{};

} // namespace equipoise::io
