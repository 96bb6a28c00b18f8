// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/parse.hpp>
#include <equipoise/io/report.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace equipoise::io {

/// A column wanted from a delimited file, by its name in the header row, without the blanks around it.
struct column {
    column(char const* header_name) : name{header_name} {}
    column(std::string header_name, bool is_required = true) : name{std::move(header_name)}, required{is_required} {}

    std::string name;
    bool required = true;
};

/// A column that the file need not have.
[[nodiscard]] inline column if_present(std::string name)
{
    return {std::move(name), false};
}

namespace detail {

/// The texts that stand for an unknown value.
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

    [[nodiscard]] bool wants(std::size_t place) const
    {
        return std::find(places.begin(), places.end(), place) != places.end();
    }

    std::string file;
    std::vector<column> columns;
    std::vector<std::size_t> places; // of each wanted column among the names
    std::vector<std::string> names;
    missing_codes missing;
};

} // namespace detail

/// The wanted columns of one row of a delimited file: field i belongs to the i-th of them.
/// A view of the buffer of the reader: valid until the sink returns.
class row {
public:
    row(detail::layout const& layout, std::string_view const* fields, std::size_t line) noexcept
        : layout_{&layout}, fields_{fields}, line_{line}
    {
    }

    /// The line on which the row begins, counted from 1.
    [[nodiscard]] std::size_t line() const noexcept { return line_; }

    /// The number of wanted columns.
    [[nodiscard]] std::size_t size() const noexcept { return layout_->columns.size(); }

    /// Whether the file has the i-th wanted column.
    [[nodiscard]] bool has(std::size_t i) const noexcept { return layout_->places[i] != detail::layout::absent; }

    /// The field as it is in the file, without its quotes; empty where the file lacks the column.
    [[nodiscard]] std::string_view operator[](std::size_t i) const noexcept { return fields_[i]; }

    /// The field without the blanks around it.
    [[nodiscard]] std::string_view text(std::size_t i) const noexcept { return detail::trimmed(fields_[i]); }

    /// The field as a T: a number, a text that is not empty, or whatever `parse<T>` reads.
    /// @throws format_error when it cannot be read as a T
    template <parsable T>
    [[nodiscard, gnu::always_inline]] T get(std::size_t i) const
    {
        if constexpr (detail::readable_number<T>) {
            if (auto value = T{}; detail::read_quickly(fields_[i], value)) [[likely]] {
                return value;
            }
        }
        return get_trimmed<T>(i);
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
            if (!layout_->missing.may_contain(fields_[i]) && detail::read_quickly(fields_[i], value)) [[likely]] {
                return value;
            }
        }
        if (layout_->missing.contains(text(i))) {
            return std::nullopt;
        }
        return get_trimmed<T>(i);
    }

    /// Declares the row malformed because of field i. It is skipped and counted if the options say so; otherwise
    /// reading ends. `expected` completes the sentence 'found "...", expected ...'.
    /// @throws format_error always
    [[noreturn]] void reject(std::size_t i, std::string expected) const
    {
        auto const& name = layout_->columns[i].name;
        throw format_error{layout_->file, line_, !name.empty() ? name : layout_->label(layout_->places[i]),
                           std::string{text(i)}, std::move(expected)};
    }

private:
    template <class T>
    [[gnu::noinline]] T get_trimmed(std::size_t i) const
    {
        auto value = parse<T>{}(text(i));
        if (!value) {
            reject_as<T>(i);
        }
        return *std::move(value);
    }

    template <class T>
    [[noreturn]] void reject_as(std::size_t i) const
    {
        if constexpr (detail::decimal_number<T>) {
            if (parse<T>::out_of_range(text(i))) {
                reject(i, std::string{parse<T>::expected_in_range});
            }
        }
        reject(i, std::string{parse<T>::expected});
    }

    detail::layout const* layout_;
    std::string_view const* fields_;
    std::size_t line_;
};

/// What a sink did with a row: used it as data, or not, because a value in it is unknown.
enum class row_outcome { used, unknown };

/// A function that takes rows. Where it returns void, each row counts as used.
template <class F>
concept row_sink = std::invocable<F&, row const&>
                   && (std::is_void_v<std::invoke_result_t<F&, row const&>>
                       || std::same_as<std::invoke_result_t<F&, row const&>, row_outcome>);

} // namespace equipoise::io
