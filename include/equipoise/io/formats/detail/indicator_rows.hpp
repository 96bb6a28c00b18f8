// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/detail/utf8_text.hpp>
#include <equipoise/io/formats/detail/subject.hpp>
#include <equipoise/io/formats/provider_indicators.hpp>
#include <equipoise/io/row.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace equipoise::io::detail {

/// A figure in a row of a file, as its format reads it. Texts are valid until the next row.
struct indicator_cell {
    named_state state{};
    int year = 0;
    std::string_view indicator{};
    std::size_t place = 0;          ///< of the figure among the columns of the layout
    std::string_view group{};       ///< the row is that of a group of states, in words
    bool empty_is_zero = false;     ///< whether an empty field is a true zero
    std::optional<interval> zero{}; ///< what a 0 stands for, where it is no true zero
};

struct any_indicator_cell {
    void operator()(indicator_cell const&) const {}
};

/// The description of a format of indicators.
///
///     static constexpr format_facts about;      name and provider
///     static bool matches(file_head const&);    whether a header row is that of the format
///     static constexpr bool notes_below;        whether lines of notes may stand below the table
///     Format(file_head const&, std::vector<std::string> const& indicators);   what the head tells, and which to read
///     delimited_options<> layout();             the columns that `read` refers to by number, and missing codes
///     void read(row const&, take);              calls take(indicator_cell) for each figure that a row holds
///     void finish(provider_indicators&);        ends the reading
template <class Format>
concept indicator_format = requires(Format& format, file_head const& head, std::vector<std::string> const& indicators,
                                    row const& from, any_indicator_cell const& take, provider_indicators& to) {
    { Format::about } -> std::convertible_to<format_facts const&>;
    { Format::notes_below } -> std::convertible_to<bool>;
    { Format::matches(head) } -> std::same_as<bool>;
    Format{head, indicators};
    { format.layout() } -> std::same_as<delimited_options<>>;
    format.read(from, take);
    format.finish(to);
};

/// What `subject_books::close` asks of an indicator.
struct about_indicators {
    [[nodiscard]] static auto key(reported_indicator const& each)
    {
        return std::tuple{std::string_view{each.indicator}, each.year, each.state};
    }
    [[nodiscard]] static double value(reported_indicator const& each) { return each.value; }
    [[nodiscard]] static bool known(reported_indicator const& each)
    {
        return !is_undefined(each.value) || each.bounds.has_value();
    }
    [[nodiscard]] static iso3 state(reported_indicator const& each) { return each.state; }
    [[nodiscard]] static std::string words(reported_indicator const& each)
    {
        return each.indicator + " of " + each.state.str() + " in " + std::to_string(each.year);
    }
};

/// Collects the indicators of a file.
class indicator_rows {
public:
    indicator_rows(indicator_options const& options, provider_indicators& to)
        : options_{options}, to_{to}, books_{options, to.report}
    {
    }

    void take(indicator_cell const& each, row const& from)
    {
        if (!options_.wants(each.indicator)) {
            ++to_.report.not_asked;
            return;
        }
        if (!books_.wants_year(each.year)) {
            return;
        }
        auto found = reported_indicator{.year = each.year};
        auto note = std::size_t{0};
        try {
            auto const known = from.known<double>(each.place);
            found.value = known ? *known + 0.0 : each.empty_is_zero ? 0.0 : undefined;
            if (known && *known == 0 && each.zero) {
                found.value = undefined;
                found.bounds = each.zero;
            }
        } catch (format_error const& error) {
            note = books_.note(error); // the state has a figure: it is unknown
        }
        if (!each.group.empty()) {
            books_.enter(row_class::aggregate, each.state.text, found.value, from.line(), each.group);
            return;
        }
        auto const state = books_.state_of(each.state, from.line(), found.value);
        if (!state) {
            return;
        }
        found.state = *state;
        found.indicator = utf8_of(each.indicator);
        to_.values.push_back(std::move(found));
        origins_.push_back(books_.origin(from.line(), each.state.text, each.year, note));
    }

    void finish()
    {
        books_.close(to_.values, origins_, about_indicators{});
        std::sort(to_.values.begin(), to_.values.end(),
                  [](auto const& a, auto const& b) { return about_indicators::key(a) < about_indicators::key(b); });
    }

private:
    indicator_options const& options_;
    provider_indicators& to_;
    subject_books<indicator_options> books_;
    std::vector<record_origin> origins_;
};

/// Refuses indicators that are columns of a file and that it lacks.
inline void check_columns(file_head const& head, std::vector<std::string> const& wanted)
{
    for (auto const& name : wanted) {
        if (!head.has(name)) {
            throw header_error{head.file, head.preamble.size() + 1,
                               "no column " + detail::quoted(name) + ", which the options ask for"};
        }
    }
}

/// Reads the indicators of a file whose format is known.
template <indicator_format Format>
[[nodiscard]] provider_indicators read_indicators_as(opened_source& from, file_head const& head,
                                                     indicator_options const& options)
{
    check_repeats(options, "read_indicators");
    auto format = Format{head, options.indicators};
    auto result = provider_indicators{};
    result.report.about = Format::about;
    result.report.file = head.file;
    result.report.unit = Format::about.unit;
    auto rows = indicator_rows{options, result};
    read_table(
        from, head, format, options, result.report,
        [&](row const& each) { format.read(each, [&](indicator_cell const& cell) { rows.take(cell, each); }); },
        Format::notes_below);
    format.finish(result);
    rows.finish();
    return result;
}

} // namespace equipoise::io::detail
