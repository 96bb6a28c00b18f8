// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/parse.hpp>
#include <equipoise/model/period.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

/// The types of Arrow columns that are read, by the format strings of the C data interface.
namespace equipoise::io::detail {

enum class arrow_storage : unsigned char {
    nothing, ///< each value is null
    int8,
    uint8,
    int16,
    uint16,
    int32,
    uint32,
    int64,
    uint64,
    float32,
    float64,
    decimal,
    text,
    large_text,
    text_view,
    date, ///< days in 32 bits
    time, ///< 64 bits, in a part of a day
};

struct arrow_type {
    arrow_storage storage = arrow_storage::nothing;
    int scale = 0;            ///< of decimals: the number of digits after the point
    std::size_t bytes = 0;    ///< of decimals
    std::int64_t per_day = 1; ///< of times: how many of their units make a day
    bool in_utc = true;       ///< of times: whether their day is that of UTC or of no zone

    [[nodiscard]] bool is_whole() const noexcept
    {
        return storage >= arrow_storage::int8 && storage <= arrow_storage::uint64;
    }
    [[nodiscard]] bool is_floating() const noexcept
    {
        return storage == arrow_storage::float32 || storage == arrow_storage::float64;
    }
    [[nodiscard]] bool is_text() const noexcept
    {
        return storage >= arrow_storage::text && storage <= arrow_storage::text_view;
    }
    [[nodiscard]] bool is_day() const noexcept { return storage >= arrow_storage::date; }

    /// Whether values may be amounts.
    [[nodiscard]] bool is_amount() const noexcept { return storage < arrow_storage::text; }

    /// The number of buffers that a column has at least, its bitmap of validity among them.
    [[nodiscard]] std::int64_t buffers() const noexcept
    {
        return storage == arrow_storage::nothing                                        ? 0
               : storage == arrow_storage::text || storage == arrow_storage::large_text ? 3
                                                                                        : 2;
    }
};

/// "19,4,128" after "d:": precision, scale and, unless it is 128, the number of bits.
[[nodiscard]] inline std::optional<arrow_type> arrow_decimal(std::string_view text)
{
    constexpr auto largest_scale = 300;
    auto numbers = std::array{0, 0, 128};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        auto const comma = text.find(',');
        auto const number = parse<int>{}(text.substr(0, comma));
        if (!number) {
            return std::nullopt;
        }
        numbers[i] = *number;
        if (comma == text.npos) {
            auto const bits = numbers[2];
            auto const known = i > 0 && (bits == 32 || bits == 64 || bits == 128 || bits == 256)
                               && numbers[1] >= -largest_scale && numbers[1] <= largest_scale;
            return known ? std::optional{arrow_type{.storage = arrow_storage::decimal,
                                                    .scale = numbers[1],
                                                    .bytes = static_cast<std::size_t>(bits) / 8}}
                         : std::nullopt;
        }
        text.remove_prefix(comma + 1);
    }
    return std::nullopt;
}

/// The type that a format string stands for; nothing where no column of flows can have it.
[[nodiscard]] inline std::optional<arrow_type> arrow_type_of(std::string_view format)
{
    using enum arrow_storage;
    constexpr auto day = std::int64_t{24} * 60 * 60;
    constexpr auto simple = std::to_array<std::pair<std::string_view, arrow_type>>({
        {"n", {nothing}},
        {"c", {int8}},
        {"C", {uint8}},
        {"s", {int16}},
        {"S", {uint16}},
        {"i", {int32}},
        {"I", {uint32}},
        {"l", {int64}},
        {"L", {uint64}},
        {"f", {float32}},
        {"g", {float64}},
        {"u", {text}},
        {"U", {large_text}},
        {"vu", {text_view}},
        {"tdD", {date}},
        {"tdm", {.storage = time, .per_day = day * 1'000}},
    });
    for (auto const& [name, type] : simple) {
        if (name == format) {
            return type;
        }
    }
    if (format.starts_with("d:")) {
        return arrow_decimal(format.substr(2));
    }
    constexpr auto units = std::to_array<std::pair<char, std::int64_t>>(
        {{'s', day}, {'m', day * 1'000}, {'u', day * 1'000'000}, {'n', day * 1'000'000'000}});
    for (auto const& [unit, per_day] : units) {
        if (format.size() >= 4 && format.starts_with("ts") && format[2] == unit && format[3] == ':') {
            auto const zone = format.substr(4);
            auto const in_utc =
                zone.empty() || zone == "UTC" || zone == "Etc/UTC" || zone == "Z" || zone == "+00:00" || zone == "GMT";
            return arrow_type{.storage = time, .per_day = per_day, .in_utc = in_utc};
        }
    }
    return std::nullopt;
}

/// Whether values of a type may become a T: texts as in a file, whole numbers as if they were written as digits,
/// numbers with a fraction where a T is a number that is compared by its value, and dates where a T is a period.
template <class T>
[[nodiscard]] bool arrow_becomes(arrow_type const& type)
{
    constexpr auto is_period = std::same_as<T, period>;
    return type.is_text() || type.is_whole() || (type.is_floating() && (whole_number<T> || is_period))
           || (type.is_day() && type.in_utc && is_period);
}

} // namespace equipoise::io::detail
