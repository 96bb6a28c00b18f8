// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/notation.hpp>
#include <equipoise/io/parse.hpp>
#include <equipoise/io/report.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace equipoise::io {

/// A column wanted from a delimited file, by its name in the header row, without the blanks around it. `column{}`,
/// which has no name and is not required, is no column; `std::nullopt` stands for it.
struct column {
    column() : required{false} {}
    column(std::nullopt_t) : column{} {}
    column(char const* header_name) : name{header_name} {}
    column(std::string header_name, bool is_required = true) : name{std::move(header_name)}, required{is_required} {}

    std::string name{};
    bool required = true;
};

/// A column that the file need not have.
[[nodiscard]] inline column if_present(std::string name)
{
    return {std::move(name), false};
}

class row;

namespace detail {

/// The texts that stand for an unknown value, or for the world.
class missing_codes {
public:
    void add(std::string_view code)
    {
        code = trimmed(code);
        if (code.empty()) {
            empty_ = true;
        } else {
            begins_[static_cast<unsigned char>(code.front())] = true;
            codes_.emplace_back(code);
            if (auto const value = parse<double>{}(code)) {
                values_.push_back(*value);
                numbers_ = numbers_ || *value >= 0;
            }
        }
    }

    /// Whether a text is one of the codes as they were given.
    [[nodiscard]] bool has(std::string_view text) const
    {
        return text.empty() ? empty_ : std::find(codes_.begin(), codes_.end(), text) != codes_.end();
    }

    [[nodiscard]] bool contains(std::string_view text) const
    {
        if (text.empty()) {
            return empty_;
        }
        return may_contain(text)
               && (std::find(codes_.begin(), codes_.end(), text) != codes_.end() || has_value_of_one(text));
    }

    /// A quick check by the first character, which shows of nearly every number that it is not a code.
    [[nodiscard]] bool may_contain(std::string_view text) const
    {
        return text.empty() ? empty_ : begins_[static_cast<unsigned char>(text.front())];
    }

    /// Whether one of the codes, such as "999", is a number that is not negative, so that digits alone may be a code.
    [[nodiscard]] bool hold_numbers() const noexcept { return numbers_; }

private:
    // "-9.0" is the code "-9" as written by programs that store all columns as decimals.
    [[nodiscard]] bool has_value_of_one(std::string_view text) const
    {
        if (values_.empty()) {
            return false;
        }
        auto const value = parse<double>{}(text);
        return value && std::find(values_.begin(), values_.end(), *value) != values_.end();
    }

    std::vector<std::string> codes_;
    std::vector<double> values_; // of those that are numbers
    std::array<bool, 256> begins_ = {};
    bool empty_ = false;
    bool numbers_ = false;
};

/// Where the wanted columns of a file are, and what else its rows have in common.
struct layout {
    static constexpr auto absent = static_cast<std::size_t>(-1);

    /// A column in messages: its name, or when it has none its number, counted from 1.
    [[nodiscard]] std::string label(std::size_t place) const
    {
        return place < names.size() && !names[place].empty() ? names[place] : std::to_string(place + 1);
    }

    [[nodiscard]] bool numbers_as_usual() const noexcept { return numbers.usual(); }

    /// The columns of the file that no reader wants.
    [[nodiscard]] std::vector<std::string> other_columns() const
    {
        auto others = std::vector<std::string>{};
        for (std::size_t place = 0; place < names.size(); ++place) {
            if (!wants(place) && !names[place].empty()) {
                others.push_back(names[place]);
            }
        }
        return others;
    }

    [[nodiscard]] bool wants(std::size_t place) const
    {
        return std::find(places.begin(), places.end(), place) != places.end();
    }

    std::string file;
    std::vector<column> columns;
    std::vector<std::size_t> places; // of each wanted column among the names
    std::vector<std::string> names;
    missing_codes missing;
    missing_codes aggregates;
    number_notation numbers;
};

[[nodiscard]] row row_of(layout const& where, std::string_view const* fields, std::size_t line) noexcept;

} // namespace detail

/// The wanted columns of one row of a delimited file: field i belongs to the i-th of them.
/// A view of the buffer of the reader: valid until the sink returns.
class row {
public:
    /// The line on which the row begins, counted from 1.
    [[nodiscard]] std::size_t line() const noexcept { return line_; }

    /// The number of wanted columns.
    [[nodiscard]] std::size_t size() const noexcept { return layout_->columns.size(); }

    /// Whether the file has the i-th wanted column.
    [[nodiscard]] bool has(std::size_t i) const noexcept { return layout_->places[i] != detail::layout::absent; }

    /// The field as it is in the file, without its quotes; empty where the file lacks the column.
    [[nodiscard]] std::string_view operator[](std::size_t i) const noexcept { return fields_[i]; }

    /// The same without the blanks around it, be it a missing code or not.
    [[nodiscard]] std::string_view trimmed(std::size_t i) const noexcept { return detail::trimmed(fields_[i]); }

    /// The field as a text without the blanks around it; nothing when it is a missing code, as where a vote is blank,
    /// or the file lacks the column. `trimmed` returns the code.
    [[nodiscard]] std::optional<std::string_view> text(std::size_t i) const
    {
        auto const text = trimmed(i);
        return has(i) && !layout_->missing.contains(text) ? std::optional{text} : std::nullopt;
    }

    /// Whether a field is a name or code of the world, as `delimited_options::aggregates` lists them.
    [[nodiscard]] bool is_aggregate(std::size_t i) const
    {
        auto const text = trimmed(i);
        return layout_->aggregates.may_contain(text) && layout_->aggregates.contains(text);
    }

    /// The flags after the number in a field, such as "bu" in "52.3 bu"; empty where there are none. Which letters are
    /// flags is an option.
    [[nodiscard]] std::string_view flags(std::size_t i) const noexcept
    {
        auto const text = trimmed(i);
        return text.substr(text.size() - layout_->numbers.flags_of(text));
    }

    /// The field as a T: a number, a text that is not empty, or whatever `parse<T>` reads.
    /// @throws format_error when it cannot be read as a T
    template <parsable T>
    [[nodiscard, gnu::always_inline]] T get(std::size_t i) const
    {
        if constexpr (detail::readable_number<T>) {
            if (auto value = T{}; layout_->numbers_as_usual() && detail::read_quickly(fields_[i], value)) [[likely]] {
                return value;
            }
        }
        return get_trimmed<T>(i);
    }

    /// The field as a T; nothing when it cannot be read as a T.
    template <parsable T>
    [[nodiscard]] std::optional<T> get_if(std::size_t i) const
    {
        if constexpr (detail::readable_number<T>) {
            if (auto value = T{}; layout_->numbers_as_usual() && detail::read_quickly(fields_[i], value)) [[likely]] {
                return value;
            }
        }
        auto storage = std::string{};
        return parse<T>{}(text_for<T>(i, storage));
    }

    /// The same; nothing when the field is a missing code or the file lacks the column.
    template <parsable T>
    [[nodiscard, gnu::always_inline]] std::optional<T> known(std::size_t i) const
    {
        if (!has(i)) {
            return std::nullopt;
        }
        if constexpr (detail::readable_number<T>) {
            auto value = T{};
            if (layout_->numbers_as_usual() && !layout_->missing.may_contain(fields_[i])
                && detail::read_quickly(fields_[i], value)) [[likely]] {
                return value;
            }
            if (!layout_->numbers_as_usual()) {
                return is_missing_number(i) ? std::nullopt : std::optional{get_trimmed<T>(i)};
            }
        }
        if (layout_->missing.contains(trimmed(i))) {
            return std::nullopt;
        }
        return get_trimmed<T>(i);
    }

    /// The same row for a second reading, in which a field that cannot be read is noted and becomes an unknown value,
    /// where the reader knows such values.
    [[nodiscard]] row with_notes(std::deque<std::string>& notes) const noexcept
    {
        auto noted = *this;
        noted.notes_ = &notes;
        return noted;
    }

    /// Where fields that cannot be read are noted; null where they make the row malformed.
    [[nodiscard]] std::deque<std::string>* notes() const noexcept { return notes_; }

    /// Declares the row malformed because of field i. It is skipped and counted if the options say so; otherwise
    /// reading ends. `expected` completes the sentence 'found "...", expected ...', and `help`, if it is not empty,
    /// follows after a semicolon; rows are counted by what was expected.
    /// @throws format_error always
    [[noreturn]] void reject(std::size_t i, std::string expected, std::string const& help = {}) const
    {
        auto const& name = layout_->columns[i].name;
        throw format_error{layout_->file,
                           line_,
                           !name.empty() ? name : layout_->label(layout_->places[i]),
                           std::string{trimmed(i)},
                           std::move(expected),
                           help};
    }

private:
    friend row detail::row_of(detail::layout const& where, std::string_view const* fields, std::size_t line) noexcept;

    row(detail::layout const& where, std::string_view const* fields, std::size_t line) noexcept
        : layout_{&where}, fields_{fields}, line_{line}
    {
    }

    template <class T>
    [[gnu::noinline]] T get_trimmed(std::size_t i) const
    {
        auto storage = std::string{};
        auto const text = text_for<T>(i, storage);
        auto value = parse<T>{}(text);
        if (!value) {
            reject_as<T>(i, text);
        }
        return *std::move(value);
    }

    // What parse<T> is given: a number as programs write it, or the field without the blanks around it.
    template <class T>
    [[nodiscard]] std::string_view text_for(std::size_t i, std::string& storage) const
    {
        auto const text = trimmed(i);
        if constexpr (detail::readable_number<T>) {
            if (!layout_->numbers_as_usual()) {
                return layout_->numbers.plain(text, storage);
            }
        }
        return text;
    }

    [[nodiscard]] bool is_missing_number(std::size_t i) const
    {
        auto const& missing = layout_->missing;
        auto const text = trimmed(i);
        auto storage = std::string{};
        return missing.has(text) || missing.has(layout_->numbers.without_flags(text))
               || missing.contains(layout_->numbers.plain(text, storage));
    }

    template <class T>
    [[noreturn]] void reject_as(std::size_t i, std::string_view text) const
    {
        if constexpr (detail::decimal_number<T>) {
            if (parse<T>::out_of_range(text)) {
                reject(i, std::string{parse<T>::expected_in_range});
            }
        }
        if constexpr (detail::readable_number<T>) {
            auto const as_usual = layout_->numbers_as_usual();
            reject(i, layout_->numbers.described(parse<T>::expected),
                   as_usual ? detail::number_hint(text) : std::string{});
        } else if constexpr (detail::says_why<T>) {
            reject(i, std::string{parse<T>::expected}, parse<T>::why_refused(text));
        } else {
            reject(i, std::string{parse<T>::expected});
        }
    }

    detail::layout const* layout_;
    std::string_view const* fields_;
    std::size_t line_;
    std::deque<std::string>* notes_ = nullptr;
};

namespace detail {

/// A row of a table of the given layout.
inline row row_of(layout const& where, std::string_view const* fields, std::size_t line) noexcept
{
    return {where, fields, line};
}

} // namespace detail

/// What a sink did with a row: used it as data, or not, because a value in it is unknown, because it is an aggregate of
/// other rows, or because it repeats another row.
enum class row_outcome { used, unknown, aggregate, duplicate };

/// A function that takes rows. Where it returns void, each row counts as used.
template <class F>
concept row_sink = std::invocable<F&, row const&>
                   && (std::is_void_v<std::invoke_result_t<F&, row const&>>
                       || std::same_as<std::invoke_result_t<F&, row const&>, row_outcome>);

} // namespace equipoise::io
