// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "samples.hpp"

#include <equipoise/core/errors.hpp>
#include <equipoise/io/books_table.hpp>
#include <equipoise/io/formats/read.hpp>
#include <equipoise/io/formats/read_indicators.hpp>
#include <equipoise/io/formats/read_ties.hpp>
#include <equipoise/io/formats/read_votes.hpp>
#include <equipoise/io/labelled_matrix.hpp>
#include <equipoise/io/ledgers.hpp>
#include <equipoise/io/table_text.hpp>
#include <equipoise/model/collect.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// What must hold of every text that a reader takes, however broken: it is an error of the library, or a result whose
/// books close; and a text that was cut off tells nothing else of the rows before the cut.
namespace fuzz {

namespace eq = equipoise;
using eq::io::row_class;

struct failure : std::logic_error {
    using std::logic_error::logic_error;
};

inline void require(bool holds, std::string const& what)
{
    if (!holds) {
        throw failure{what};
    }
}

/// What f returns; nothing where it throws an error of the library. All other exceptions pass.
template <class F>
auto unless_error(F const& f) -> std::optional<std::invoke_result_t<F const&>>
{
    try {
        return f();
    } catch (eq::error const& error) {
        require(error.what() != nullptr && *error.what() != '\0', "an error without words");
        return std::nullopt;
    }
}

/// The options of all readers of providers' files, as they are drawn for one text.
struct choices {
    eq::io::repeats repeats = eq::io::repeats::refuse;
    eq::io::on_malformed malformed = eq::io::fail;
    bool unknown_codes = false;
    bool as_stream = false;
    std::size_t block_size = std::size_t{1} << 18U;
    std::size_t longest_row = std::size_t{1} << 24U;
    eq::io::areas areas = eq::io::areas::to_residual;
    eq::own_flows own = eq::own_flows::set_aside;
    bool search_repeats = false;
};

template <class Options>
[[nodiscard]] Options with(Options options, choices const& by)
{
    options.repeats = by.repeats;
    options.malformed = by.malformed;
    options.unknown_codes = by.unknown_codes;
    options.block_size = by.block_size;
    options.longest_row = by.longest_row;
    if constexpr (requires { options.areas; }) {
        options.areas = by.areas;
        options.own = by.own;
        options.search_repeats = by.search_repeats;
    }
    return options;
}

/// Calls read(source) with the text, from memory or as a stream in blocks.
template <class Read>
auto read_from(std::string_view text, choices const& by, Read const& read)
{
    if (!by.as_stream) {
        return read(eq::io::text(text, "f"));
    }
    auto stream = std::istringstream{std::string{text}};
    return read(eq::io::source{stream, "f"});
}

inline void check_lines(eq::io::report const& lines)
{
    require(lines.read == lines.used + lines.unknown + lines.skipped + lines.own + lines.aggregate,
            "the report does not add up");
    auto reasons = std::size_t{0};
    for (auto const& [reason, count] : lines.reasons) {
        reasons += count;
    }
    require(reasons == lines.skipped, "skipped rows without a reason");
}

/// Whether the accounts of the states are that of the file.
inline void check_books(eq::io::format_report const& report)
{
    check_lines(report.lines);
    auto states = eq::io::account{};
    for (auto const& [state, rows] : report.books.states()) {
        states += rows;
    }
    for (std::size_t i = 0; i < eq::io::number_of_row_classes; ++i) {
        auto const of = static_cast<row_class>(i);
        auto const& all = report.books.file()[of];
        require(states[of].rows == all.rows, "the rows of the states are not those of the file");
        auto const amount = all.amount();
        require(!std::isfinite(amount) || std::fabs(states[of].amount() - amount) <= 1e-12 * std::fabs(amount),
                "the amounts of the states are not those of the file");
        auto const examples = report.books.examples(of).size();
        require(of == row_class::used ? examples == 0 : examples == (std::min)(all.rows, eq::io::books::most_examples),
                "examples are missing");
    }
    require(report.books.file()[row_class::unknown].amount() == 0, "an unknown amount that is known");
    static_cast<void>(eq::io::as_csv(eq::io::table_of(report.books)));
}

/// The flows are those that the books call used and unknown.
inline void check_flows(eq::io::provider_flows const& trade)
{
    check_books(trade.report);
    auto const& file = trade.report.books.file();
    require(file[row_class::used].rows == trade.flows.size(), "other flows than the books say");
    require(file[row_class::unknown].rows == trade.unknown.size(), "other unknown flows than the books say");
    auto sum = eq::detail::twofold{};
    for (auto const& flow : trade.flows) {
        require(flow.amount >= 0, "a flow that is negative or unknown among the others");
        sum = sum + eq::detail::twofold{flow.amount};
    }
    for (auto const& flow : trade.unknown) {
        require(eq::is_undefined(flow.amount), "a known flow among the unknown");
    }
    for (auto const& rest : trade.residuals) {
        auto const of_area = !rest.of_stated_total && file[row_class::area].rows > 0; // the amount of which is missing
        require(rest.amount >= 0 || (eq::is_undefined(rest.amount) && of_area), "a negative residual");
    }
    auto const used = file[row_class::used].amount();
    require(!std::isfinite(used) || std::fabs(used - sum.value()) <= 1e-12 * used, "other amounts than the books say");
}

/// How many flows a row of a sample has at most.
inline constexpr auto most_of_a_row = std::size_t{3};

[[nodiscard]] inline bool same_flow(eq::io::reported_flow const& a, eq::io::reported_flow const& b)
{
    return a.origin == b.origin && a.destination == b.destination && a.period == b.period && a.channel == b.channel
           && a.by == b.by && (a.amount == b.amount || (eq::is_undefined(a.amount) && eq::is_undefined(b.amount)));
}

[[nodiscard]] inline bool same_tie(eq::io::reported_tie const& a, eq::io::reported_tie const& b)
{
    return a.a == b.a && a.b == b.b && a.year == b.year && a.kind == b.kind
           && (a.value == b.value || (eq::is_undefined(a.value) && eq::is_undefined(b.value)));
}

/// How many elements of `part` the whole does not have.
template <class T, class Same>
[[nodiscard]] std::size_t foreign(std::vector<T> const& whole, std::vector<T> const& part, Same const& same)
{
    return static_cast<std::size_t>(std::count_if(part.begin(), part.end(), [&](T const& one) {
        return std::none_of(whole.begin(), whole.end(), [&](T const& other) { return same(one, other); });
    }));
}

inline std::optional<eq::io::provider_flows> read_flows_of(sample const& of, std::string_view text, choices const& by)
{
    return unless_error([&] {
        return read_from(text, by,
                         [&](eq::io::source const& from) { return eq::io::read(from, with(of.options, by)); });
    });
}

/// What a ledger holds, in words.
template <class Ledger>
[[nodiscard]] std::string words_of(Ledger const& ledger)
{
    auto out = std::string{};
    for (auto const& [key, trade] : ledger) {
        out +=
            std::to_string(std::get<0>(key)) + std::get<1>(key).str() + eq::detail::number_text(trade.residual_share());
        for (auto const& [partner, amount] : trade) {
            out += ' ' + partner.str() + eq::detail::number_text(amount);
        }
        out += '/' + std::to_string(trade.unknown().size()) + '\n';
    }
    return out;
}

/// Straight into a ledger, many rows at a time and one by one, the same comes out.
inline void check_ledger(sample const& of, std::string_view text, choices const& by,
                         eq::io::provider_flows const* trade)
{
    auto const ledger = [&](choices const& how) {
        return unless_error([&] {
            return read_from(text, how, [&](eq::io::source const& from) {
                return eq::io::read_exports(from, eq::io::any_format, {}, with(of.options, how));
            });
        });
    };
    auto const many = ledger(by);
    auto const adds_up = [](auto const& each) { return !(each.amount >= 1e290); }; // the sums are finite
    auto const fits = trade == nullptr
                      || (std::all_of(trade->flows.begin(), trade->flows.end(), adds_up)
                          && std::all_of(trade->residuals.begin(), trade->residuals.end(), adds_up));
    require(!fits || many.has_value() == (trade != nullptr), "a ledger without flows, or flows without a ledger");
    if (!many || trade == nullptr || !fits) {
        return;
    }
    check_books(many->report);
    require(eq::io::as_csv(eq::io::table_by_state(many->report.books))
                == eq::io::as_csv(eq::io::table_by_state(trade->report.books)),
            "a ledger with other books");
    auto const own = by.own == eq::own_flows::keep;
    auto const collected = unless_error([&] { return eq::export_ledger(*trade); });
    require(own || (collected && words_of(*collected) == words_of(many->ledger)), "a ledger of other flows");
}

inline void check_same(std::optional<eq::io::provider_flows> const& one,
                       std::optional<eq::io::provider_flows> const& other, std::string const& what)
{
    require(one.has_value() == other.has_value(), what);
    require(!one || one->flows == other->flows, what + " to flows");
}

/// Whether a stream, which cannot be read again to choose among repeated rows, is refused for them.
inline bool refuses_rows_far_apart(sample const& of, std::string_view text, choices const& as_stream)
{
    try {
        static_cast<void>(read_from(text, as_stream, [&](eq::io::source const& from) {
            return eq::io::read(from, with(of.options, as_stream));
        }));
        return false;
    } catch (eq::error const& error) {
        return std::string_view{error.what()}.find("not next to each other") != std::string_view::npos;
    }
}

inline void check_provider_flows(sample const& of, std::string const& text, std::size_t cut, choices const& by)
{
    auto const whole = read_flows_of(of, text, by);
    if (whole) {
        check_flows(*whole);
    }
    check_ledger(of, text, by, whole ? &*whole : nullptr);
    auto other_blocks = by;
    other_blocks.block_size = 61;
    check_same(whole, read_flows_of(of, text, other_blocks), "blocks matter");
    auto const chooses = by.repeats != eq::io::repeats::refuse && by.repeats != eq::io::repeats::sum;
    auto other_way = other_blocks;
    other_way.as_stream = !by.as_stream;
    if (by.search_repeats && chooses && refuses_rows_far_apart(of, text, by.as_stream ? by : other_way)) {
        require(read_flows_of(of, text, by.as_stream ? other_way : by).has_value(),
                "rows far apart are not chosen from");
    } else {
        check_same(whole, read_flows_of(of, text, other_way), "a stream is read in another way");
    }
    if (!whole) {
        return;
    }
    // a row that is chosen among repeats, or refused with its list, may be another one where rows are missing
    auto const by_lists = of.name == "factbook" && whole->report.books.file()[row_class::refused].rows != 0;
    auto const part = chooses || by_lists ? std::nullopt : read_flows_of(of, std::string_view{text}.substr(0, cut), by);
    if (!part) {
        return;
    }
    check_flows(*part);
    auto const torn = part->report.lines.unfinished != 0;
    if (part->report.lines.read == 0 || part->report.about.name != whole->report.about.name) {
        return;
    }
    // a torn last row may hold another amount, and the report says so; a row of a table by years holds several
    auto const last = torn ? most_of_a_row : 0;
    require(foreign(whole->flows, part->flows, &same_flow) + foreign(whole->unknown, part->unknown, &same_flow) <= last,
            "a text that was cut has other flows");
}

template <class Result, class Read, class Same>
void check_subject(std::string const& text, std::size_t cut, choices const& by, Read const& read, Same const& told)
{
    auto const reading = [&](std::string_view of) -> std::optional<Result> {
        return unless_error([&] { return read_from(of, by, read); });
    };
    auto const whole = reading(text);
    if (!whole) {
        return;
    }
    check_books(whole->report);
    if (by.repeats == eq::io::repeats::refuse || by.repeats == eq::io::repeats::first) {
        if (auto const part = reading(std::string_view{text}.substr(0, cut))) {
            check_books(part->report);
            require(told(*whole, *part) || part->report.lines.unfinished != 0,
                    "a text that was cut tells something else");
        }
    }
}

inline void check_tidy(std::string const& text, std::size_t cut, choices const& by, unsigned notation)
{
    auto options = eq::io::flow_options{};
    options.malformed = by.malformed;
    options.block_size = by.block_size;
    options.longest_row = by.longest_row;
    options.multiline = (notation & 1U) == 0;
    options.decimal = (notation & 2U) != 0 ? ',' : '.';
    options.thousands = (notation & 2U) != 0 ? '.' : (notation & 4U) != 0 ? ' ' : '\0';
    options.flags = (notation & 8U) != 0 ? "bep" : "";
    options.separator = (notation & 16U) != 0 ? ';' : ',';
    options.find_header = (notation & 32U) != 0;
    if ((notation & 64U) != 0) {
        options.columns.total = {};
    }
    auto const reading = [&](std::string_view of) {
        return unless_error([&] {
            return read_from(of, by, [&](eq::io::source const& from) {
                return eq::io::read_flows<eq::iso3, std::string, eq::period>(from, options);
            });
        });
    };
    auto const whole = reading(text);
    if (whole) {
        check_lines(whole->report);
        require(whole->flows.size() == whole->report.used, "other flows than the report says");
        auto const part = reading(std::string_view{text}.substr(0, cut));
        if (part) {
            auto const size = part->flows.size() - (part->report.unfinished != 0 && !part->flows.empty() ? 1U : 0U);
            for (std::size_t i = 0; i < size; ++i) {
                require(i < whole->flows.size() && part->flows[i].amount == whole->flows[i].amount
                            && part->flows[i].origin == whole->flows[i].origin,
                        "a text that was cut has other flows");
            }
        }
    }
    static_cast<void>(unless_error([&] {
        return read_from(text, by, [&](eq::io::source const& from) {
            auto table = eq::io::read_exports(from, options);
            check_lines(table.report);
            return table;
        });
    }));
}

inline void check_matrix(std::string const& text, std::size_t cut, choices const& by)
{
    for (auto const& layout : {eq::io::matrix_layout{}, eq::io::oecd_icio(), eq::io::figaro(), eq::io::pymrio(2, 2)}) {
        auto const reading = [&](std::string_view of) {
            return unless_error([&] {
                return read_from(of, by, [&](eq::io::source const& from) { return eq::io::read_matrix(from, layout); });
            });
        };
        for (auto const& table : {reading(text), reading(std::string_view{text}.substr(0, cut))}) {
            if (table) {
                require(table->values.size() == table->rows.size() * table->columns.size(),
                        "a matrix that is no rectangle");
                for (auto const value : table->values) {
                    require(std::isfinite(value), "a number that is none");
                }
            }
        }
    }
}

/// Checks all that must hold of a text.
inline void check(sample const& of, std::string const& text, std::size_t cut, choices const& by, unsigned notation)
{
    switch (of.by) {
    case reader::flows: check_provider_flows(of, text, cut, by); return;
    case reader::ties:
        check_subject<eq::io::provider_ties>(
            text, cut, by,
            [&](eq::io::source const& from) { return eq::io::read_ties(from, with(eq::io::tie_options{}, by)); },
            [](auto const& whole, auto const& part) { return foreign(whole.ties, part.ties, &same_tie) == 0; });
        return;
    case reader::votes:
        check_subject<eq::io::provider_votes>(
            text, cut, by,
            [&](eq::io::source const& from) { return eq::io::read_votes(from, with(eq::io::vote_options{}, by)); },
            [](auto const& whole, auto const& part) {
                return foreign(whole.votes, part.votes, [](auto const& a, auto const& b) { return a == b; }) == 0;
            });
        return;
    case reader::indicators:
        check_subject<eq::io::provider_indicators>(
            text, cut, by,
            [&](eq::io::source const& from) {
                return eq::io::read_indicators(from, with(eq::io::indicator_options{}, by));
            },
            [](auto const& whole, auto const& part) {
                return foreign(whole.values, part.values,
                               [](auto const& a, auto const& b) {
                                   return a.state == b.state && a.year == b.year && a.indicator == b.indicator
                                          && (a.value == b.value
                                              || (eq::is_undefined(a.value) && eq::is_undefined(b.value)));
                               })
                       == 0;
            });
        return;
    case reader::tidy: check_tidy(text, cut, by, notation); return;
    case reader::matrix: check_matrix(text, cut, by); return;
    case reader::json: return; // see records.cpp
    }
}

} // namespace fuzz
