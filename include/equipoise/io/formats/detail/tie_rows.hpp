// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/subject.hpp>
#include <equipoise/io/formats/provider_ties.hpp>
#include <equipoise/io/row.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace equipoise::io::detail {

/// A tie in a row of a file, as its format reads it. Texts are valid until the next row.
struct tie_cell {
    std::string_view a{}; ///< the states as the file names them
    std::string_view b{};
    int first_year = 0;
    int last_year = 0; ///< the last one in which it holds
    std::string_view kind{};
    std::size_t place = 0; ///< of the value among the columns of the layout
};

struct any_tie_cell {
    void operator()(tie_cell const&) const {}
};

/// The description of a format of ties.
///
///     static constexpr format_facts about;      name and provider
///     static constexpr bool absent_is_none;     whether two states without a row have no tie
///     static constexpr bool mutual;             whether a tie holds in both directions
///     static bool matches(file_head const&);    whether a header row is that of the format
///     Format(file_head const&, std::vector<std::string> const& kinds);   what the head tells, and which kinds to read
///     delimited_options<> layout();             the columns that `read` refers to by number, and missing codes
///     static code_meaning meaning(std::string_view, int year);   what the name of a state stands for
///     void read(row const&, take);              calls take(tie_cell) for each tie that a row holds
template <class Format>
concept tie_format = requires(Format& format, file_head const& head, std::vector<std::string> const& kinds,
                              row const& from, any_tie_cell const& take) {
    { Format::about } -> std::convertible_to<format_facts const&>;
    { Format::absent_is_none } -> std::convertible_to<bool>;
    { Format::mutual } -> std::convertible_to<bool>;
    { Format::matches(head) } -> std::same_as<bool>;
    Format{head, kinds};
    { format.layout() } -> std::same_as<delimited_options<>>;
    { Format::meaning(std::string_view{}, 0) } -> std::same_as<code_meaning>;
    format.read(from, take);
};

/// The meaning of a number of the Correlates of War.
[[nodiscard]] inline code_meaning meaning_of_number(std::string_view text, int year)
{
    auto const number = parse<int>{}(text);
    return number ? dialects::cow_numbers.meaning(*number, year) : code_meaning{};
}

/// The columns of a file that hold ties of some kinds, and the kind of each.
struct kind_columns {
    std::vector<std::string> names{};
    std::vector<std::string> kinds{};

    /// Finds the columns of kinds, each of which may be written with a prefix, as "atop_defense" is.
    /// @param required whether a kind without a column is an error; else it is passed over
    void find(file_head const& head, std::vector<std::string> const& wanted, std::string_view prefix, bool required)
    {
        for (auto const& kind : wanted) {
            auto const prefixed = std::string{prefix} + kind;
            if (head.has(kind) || head.has(prefixed)) {
                names.push_back(head.has(kind) ? kind : prefixed);
                kinds.push_back(kind);
            } else if (required) {
                throw header_error{head.file, head.preamble.size() + 1,
                                   "no column " + detail::quoted(kind) + ", which the options ask for"};
            }
        }
    }
};

/// What `subject_books::close` asks of a tie.
struct about_ties {
    [[nodiscard]] static auto key(reported_tie const& each)
    {
        return std::tuple{each.year, each.a, each.b, std::string_view{each.kind}};
    }
    [[nodiscard]] static double value(reported_tie const& each) { return each.value; }
    [[nodiscard]] static bool known(reported_tie const& each) { return !is_undefined(each.value); }
    [[nodiscard]] static iso3 state(reported_tie const& each) { return each.a; }
    [[nodiscard]] static std::string words(reported_tie const& each)
    {
        return each.kind + " of " + each.a.str() + " with " + each.b.str() + " in " + std::to_string(each.year);
    }
};

/// Collects the ties of a file.
class tie_rows {
public:
    tie_rows(tie_options const& options, provider_ties& to) : to_{to}, books_{options, to.report} {}

    /// @param meaning returns what a name stands for in a year
    template <class Meaning>
    void take(tie_cell const& each, row const& from, Meaning const& meaning)
    {
        auto value = undefined;
        auto note = std::size_t{0};
        try {
            value = from.known<double>(each.place).value_or(undefined) + 0.0;
        } catch (format_error const& error) {
            note = books_.note(error); // the two may have a tie: it is unknown
        }
        for (auto year = each.first_year; year <= each.last_year; ++year) {
            if (!books_.wants_year(year)) {
                continue;
            }
            auto const a = books_.state_of({each.a, meaning(each.a, year)}, from.line(), value);
            auto const b = a ? books_.state_of({each.b, meaning(each.b, year)}, from.line(), value) : a;
            if (!b) {
                continue;
            }
            if (*a == *b) {
                books_.enter(row_class::own, *a, value, from.line(), detail::quoted(each.a) + " is its own partner");
                continue;
            }
            codes_.assign(each.a);
            codes_ += '-';
            codes_ += each.b;
            to_.ties.push_back({*a, *b, year, std::string{each.kind}, value});
            origins_.push_back(books_.origin(from.line(), codes_, year, note));
        }
    }

    void finish(bool mutual)
    {
        books_.close(to_.ties, origins_, about_ties{});
        if (mutual) {
            set_both_ways();
        }
        auto firsts = std::vector<iso3>{};
        auto seconds = std::vector<iso3>{};
        for (auto const& each : to_.ties) {
            firsts.push_back(each.a);
            seconds.push_back(each.b);
            to_.years.push_back(each.year);
        }
        sort_out(firsts);
        sort_out(seconds);
        sort_out(to_.years);
        std::set_difference(seconds.begin(), seconds.end(), firsts.begin(), firsts.end(),
                            std::back_inserter(to_.only_second));
    }

private:
    template <class T>
    static void sort_out(std::vector<T>& all)
    {
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
    }

    /// Sets the ties that the file has in one direction only in the other one as well.
    void set_both_ways()
    {
        using pair = std::tuple<iso3, iso3, int>;
        auto there = std::vector<pair>{};
        for (auto const& each : to_.ties) {
            there.emplace_back(each.a, each.b, each.year);
        }
        sort_out(there);
        auto all = std::vector<reported_tie>{};
        for (auto& each : to_.ties) {
            auto const back = std::binary_search(there.begin(), there.end(), pair{each.b, each.a, each.year});
            all.push_back(std::move(each));
            if (!back) {
                auto const& last = all.back();
                all.push_back({last.b, last.a, last.year, last.kind, last.value});
                ++to_.set_both_ways;
            }
        }
        to_.ties = std::move(all);
    }

    provider_ties& to_;
    subject_books<tie_options> books_;
    std::vector<record_origin> origins_;
    std::string codes_;
};

/// Reads the ties of a file whose format is known.
template <tie_format Format>
[[nodiscard]] provider_ties read_ties_as(opened_source& from, file_head const& head, tie_options const& options)
{
    check_repeats(options, "read_ties");
    auto format = Format{head, options.kinds};
    auto result = provider_ties{};
    result.absent_is_none = Format::absent_is_none;
    result.report.about = Format::about;
    result.report.file = head.file;
    auto rows = tie_rows{options, result};
    read_table(from, head, format, options, result.report, [&](row const& each) {
        format.read(each, [&](tie_cell const& tie) { rows.take(tie, each, Format::meaning); });
    });
    rows.finish(Format::mutual);
    return result;
}

} // namespace equipoise::io::detail
