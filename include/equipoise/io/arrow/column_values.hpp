// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/arrow/cells.hpp>
#include <equipoise/io/arrow/column_type.hpp>
#include <equipoise/io/parse.hpp>
#include <equipoise/io/row.hpp>
#include <equipoise/model/period.hpp>

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise::io::detail {

/// A column of a stream: its name and types.
struct arrow_column {
    std::string name{};
    std::size_t place = 0; ///< among the columns of a batch
    arrow_type type{};     ///< of its values; of a dictionary, of the values there
    arrow_type index{};    ///< of a dictionary, of the numbers of its entries
    bool has_dictionary = false;
    bool present = false;
};

/// The number, if it is a T.
template <class T, class Value>
[[nodiscard]] bool arrow_exactly(Value value, T& to) noexcept
{
    if constexpr (std::floating_point<Value>) {
        constexpr auto end = 2.0 * static_cast<double>((std::numeric_limits<T>::max)() / 2 + 1);
        auto const number = static_cast<double>(value);
        if (!(number >= static_cast<double>((std::numeric_limits<T>::min)()) && number < end)) {
            return false;
        }
        to = static_cast<T>(number);
        return static_cast<double>(to) == number;
    } else {
        to = static_cast<T>(value);
        return std::in_range<T>(value);
    }
}

/// The values of an identifier, period or channel in a batch. Cells that are null or cannot be read are left to those
/// who ask for single cells.
template <class T>
class arrow_values {
public:
    /// @param empty whether an empty text and null are values, as of the channels of a tidy file
    arrow_values(arrow_column column, bool empty) : column_{std::move(column)}, empty_{empty} {}

    [[nodiscard]] arrow_column const& column() const noexcept { return column_; }

    /// Reads `count` values of a column from row `first` on.
    /// @param fine becomes 0 for each row whose value is not known, or may be one of `special`
    /// @return whether none of them became 0
    bool read(ArrowArray const& from, std::size_t first, std::size_t count, missing_codes const& special,
              unsigned char* fine)
    {
        if (!column_.has_dictionary) {
            cells_ = arrow_cells{column_.type, from, first, count, column_.name};
            if (points_to_cells()) {
                values_ = reinterpret_cast<T const*>(cells_.from<T>());
                return true;
            }
            own_.resize((std::max)(own_.size(), count));
            values_ = own_.data();
            auto all = true;
            for (std::size_t i = 0; i < count; ++i) {
                all = mark(fine[i], is_usual(cells_, i, special, own_[i])) && all;
            }
            return all;
        }
        return read_entries(from, first, count, special, fine);
    }

    /// The values; those that are not fine have any value.
    [[nodiscard]] T const* data() const noexcept { return values_; }

    [[nodiscard]] bool is_null(std::size_t i) const
    {
        return cells_.is_null(i) || (column_.has_dictionary && entries_.is_null(entry(i)));
    }

    /// The i-th value; nothing where it is null or cannot be read.
    [[nodiscard]] std::optional<T> get(std::size_t i) const
    {
        auto value = T{};
        auto const known = is_null(i) ? empty_ : become(cells(), entry(i), value);
        return known ? std::optional{std::move(value)} : std::nullopt;
    }

    /// The i-th value in words.
    [[nodiscard]] std::string words(std::size_t i) const
    {
        return is_null(i) ? "null" : std::string{trimmed(cells().words(entry(i)))};
    }

private:
    enum state : unsigned char { not_read, usual, unusual };

    /// Whether the values are Ts in memory, one after the other.
    [[nodiscard]] bool points_to_cells() const noexcept
    {
        auto const is = [&](arrow_storage storage) { return column_.type.storage == storage; };
        auto const same = (std::same_as<T, std::int32_t> && is(arrow_storage::int32))
                          || (std::same_as<T, std::int64_t> && is(arrow_storage::int64))
                          || (std::same_as<T, std::uint32_t> && is(arrow_storage::uint32))
                          || (std::same_as<T, std::int16_t> && is(arrow_storage::int16))
                          || (std::same_as<T, std::uint16_t> && is(arrow_storage::uint16));
        return same && !cells_.may_be_null() && reinterpret_cast<std::uintptr_t>(cells_.from<T>()) % alignof(T) == 0;
    }

    [[nodiscard]] static bool mark(unsigned char& fine, bool is) noexcept
    {
        fine = static_cast<unsigned char>(fine & (is ? 1U : 0U));
        return is;
    }

    [[nodiscard]] arrow_cells const& cells() const noexcept { return column_.has_dictionary ? entries_ : cells_; }

    /// The number of the entry of row i in the dictionary; without a dictionary, i.
    [[nodiscard]] std::size_t entry(std::size_t i) const
    {
        if (!column_.has_dictionary) {
            return i;
        }
        auto number = std::size_t{};
        auto const found =
            cells_.visit_number(i, [&](auto value) { return arrow_exactly<std::size_t>(value, number); });
        if (!found || number >= states_.size()) {
            refuse_arrow("column " + printable(column_.name) + " refers to entry " + cells_.words(i)
                         + " of a dictionary of " + std::to_string(states_.size()));
        }
        return number;
    }

    /// Reads each entry of the dictionary once, if it is used.
    bool read_entries(ArrowArray const& from, std::size_t first, std::size_t count, missing_codes const& special,
                      unsigned char* fine)
    {
        cells_ = arrow_cells{column_.index, from, first, count, column_.name};
        if (from.dictionary == nullptr) {
            refuse_arrow("column " + printable(column_.name) + " has no dictionary");
        }
        auto const size = static_cast<std::size_t>((std::max)(from.dictionary->length, std::int64_t{0}));
        entries_ = arrow_cells{column_.type, *from.dictionary, 0, size, column_.name};
        states_.assign(size, not_read);
        entry_values_.resize((std::max)(entry_values_.size(), size));
        own_.resize((std::max)(own_.size(), count));
        values_ = own_.data();
        if (count != 0 && size <= count && !cells_.may_be_null()) {
            for (std::size_t at = 0; at < size; ++at) {
                states_[at] = is_usual(entries_, at, special, entry_values_[at]) ? usual : unusual;
            }
            return cells_.visit_number(0, [&](auto number) { return gather<decltype(number)>(count, fine); });
        }
        auto all = true;
        for (std::size_t i = 0; i < count; ++i) {
            if (cells_.is_null(i)) {
                all = mark(fine[i], empty_) && all;
                own_[i] = T{};
                continue;
            }
            auto const at = entry(i);
            if (states_[at] == not_read) {
                states_[at] = is_usual(entries_, at, special, entry_values_[at]) ? usual : unusual;
            }
            own_[i] = entry_values_[at];
            all = mark(fine[i], states_[at] == usual) && all;
        }
        return all;
    }

    /// Looks up the entries of all rows, where none is null and all entries have been read. Takes half the time of a
    /// look at each row.
    template <class Index>
    [[nodiscard]] bool gather(std::size_t count, unsigned char* fine)
    {
        auto const* const from = cells_.from<Index>();
        auto const size = states_.size();
        auto worst = static_cast<unsigned>(usual);
        for (std::size_t i = 0; i < count; ++i) {
            auto const number = arrow_value<Index>(from, i);
            if (static_cast<std::uint64_t>(number) >= size) [[unlikely]] { // as is a negative number
                static_cast<void>(entry(i));                               // throws
            }
            auto const at = static_cast<std::size_t>(number);
            own_[i] = entry_values_[at];
            worst = (std::max)(worst, static_cast<unsigned>(states_[at]));
        }
        for (std::size_t i = 0; worst != usual && i < count; ++i) {
            static_cast<void>(mark(fine[i], states_[entry(i)] == usual));
        }
        return worst == usual;
    }

    /// Reads a cell. @return whether its value is known and needs no further look
    [[nodiscard]] bool is_usual(arrow_cells const& from, std::size_t i, missing_codes const& special, T& to) const
    {
        if (from.is_null(i)) {
            to = T{};
            return empty_;
        }
        if (from.type().is_text()) {
            auto const text = trimmed(from.text(i));
            return !special.may_contain(text) ? read_text(text, to) : !special.contains(text) && read_text(text, to);
        }
        return become(from, i, to);
    }

    [[nodiscard]] bool read_text(std::string_view text, T& to) const
    {
        if constexpr (std::same_as<T, std::string>) {
            to = text; // keeps its memory
            return empty_ || !text.empty();
        } else {
            auto value = parse<T>{}(text);
            if (!value) {
                return false;
            }
            to = *std::move(value);
            return true;
        }
    }

    /// Reads a cell that is not null. @return false when it cannot be read
    [[nodiscard]] bool become(arrow_cells const& from, std::size_t i, T& to) const
    {
        if (from.type().is_text()) {
            return read_text(trimmed(from.text(i)), to);
        }
        if constexpr (std::same_as<T, period>) {
            if (from.type().is_day()) {
                auto const day = from.day(i);
                to = day.value_or(period{});
                return day.has_value();
            }
        }
        return from.visit_number(i, [&](auto value) {
            if constexpr (whole_number<T>) {
                return arrow_exactly<T>(value, to);
            } else {
                auto whole = std::int64_t{};
                return arrow_exactly<std::int64_t>(value, whole) && read_text(std::to_string(whole), to);
            }
        });
    }

    arrow_column column_;
    bool empty_;
    arrow_cells cells_;
    arrow_cells entries_; ///< of the dictionary
    T const* values_ = nullptr;
    std::vector<T> own_;
    std::vector<T> entry_values_;
    std::vector<unsigned char> states_; ///< of the entries
};

/// The amounts of a batch.
class arrow_amounts {
public:
    explicit arrow_amounts(arrow_column column) : column_{std::move(column)} {}

    [[nodiscard]] arrow_column const& column() const noexcept { return column_; }

    /// Reads `count` amounts from row `first` on; of doubles without nulls nothing is copied.
    /// @param fine becomes 0 for each row whose amount is null, NaN, infinite, negative or -0
    /// @return whether none of them became 0
    bool read(ArrowArray const& from, std::size_t first, std::size_t count, unsigned char* fine)
    {
        cells_ = arrow_cells{column_.type, from, first, count, column_.name};
        if (column_.type.storage == arrow_storage::float64 && aligned()) {
            values_ = reinterpret_cast<double const*>(cells_.from<double>());
        } else {
            own_.resize((std::max)(own_.size(), count));
            values_ = own_.data();
            convert(count);
        }
        auto wrong = std::size_t{0};
        for (std::size_t i = 0; i < count; ++i) {
            wrong += is_usual(values_[i]) ? 0U : 1U;
        }
        if (wrong == 0 && !cells_.may_be_null()) {
            return true;
        }
        auto all = true;
        for (std::size_t i = 0; i < count; ++i) {
            auto const is = is_usual(values_[i]) && !cells_.is_null(i);
            fine[i] = static_cast<unsigned char>(fine[i] & (is ? 1U : 0U));
            all = all && is;
        }
        return all;
    }

    [[nodiscard]] double const* data() const noexcept { return values_; }
    [[nodiscard]] bool is_null(std::size_t i) const noexcept { return cells_.is_null(i); }
    [[nodiscard]] std::string words(std::size_t i) const { return cells_.words(i); }

private:
    [[nodiscard]] static bool is_usual(double amount) noexcept
    {
        constexpr auto infinite = std::uint64_t{0x7FF0'0000'0000'0000};
        return std::bit_cast<std::uint64_t>(amount) < infinite;
    }

    [[nodiscard]] bool aligned() const noexcept
    {
        return reinterpret_cast<std::uintptr_t>(cells_.from<double>()) % alignof(double) == 0;
    }

    void convert(std::size_t count)
    {
        switch (column_.type.storage) {
        case arrow_storage::float64: copy<double>(count); break;
        case arrow_storage::float32: copy<float>(count); break;
        case arrow_storage::int32: copy<std::int32_t>(count); break;
        case arrow_storage::int64: copy<std::int64_t>(count); break;
        default:
            for (std::size_t i = 0; i < count; ++i) {
                own_[i] = cells_.is_null(i) ? 0.0 : cells_.number(i);
            }
        }
    }

    template <class T>
    void copy(std::size_t count)
    {
        auto const* const from = cells_.from<T>();
        for (std::size_t i = 0; i < count; ++i) {
            own_[i] = static_cast<double>(arrow_value<T>(from, i));
        }
    }

    arrow_column column_;
    arrow_cells cells_;
    double const* values_ = nullptr;
    std::vector<double> own_;
};

} // namespace equipoise::io::detail
