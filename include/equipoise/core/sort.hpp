// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/ordering.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace equipoise::detail {

/// The bits of x >= 0, which are ordered as the numbers are; the sign of a zero is left out.
[[nodiscard]] constexpr std::uint64_t ordered_bits(double x) noexcept
{
    return std::bit_cast<std::uint64_t>(x) << 1;
}

/// So many are sorted faster by comparing them.
inline constexpr std::size_t few_to_sort = 256;

/// Sorts by the 32 leading of the bits in which the numbers differ, from their last byte to their first, and runs of
/// those that agree in all 32 among themselves. None may be negative or NaN; `room` is as long as `amounts`.
template <class Number>
void sort_by_leading_bits(std::span<Number> amounts, std::span<Number> room)
{
    constexpr std::size_t bytes = 4;
    if (amounts.size() <= few_to_sort) {
        sort_in_room(amounts.data(), room.data(), amounts.size());
        return;
    }
    auto const reference = ordered_bits(amounts[0]);
    std::uint64_t varying = 0;
    for (auto const x : amounts) {
        varying |= ordered_bits(x) ^ reference;
    }
    auto const width = static_cast<std::uint32_t>(64 - std::countl_zero(varying));
    auto const low = width > 8 * bytes ? width - 8 * bytes : 0;
    auto const byte = [low](double x, std::size_t place) {
        return static_cast<std::uint32_t>(ordered_bits(x) >> low >> 8 * place & 0xff);
    };
    auto starts = std::array<std::array<std::size_t, 256>, bytes>{};
    for (auto const x : amounts) {
        for (std::size_t place = 0; place < bytes; ++place) {
            ++starts[place][byte(x, place)];
        }
    }
    auto from = amounts;
    auto to = room;
    for (std::size_t place = 0; place < bytes; ++place) {
        auto& start = starts[place];
        if (start[byte(from[0], place)] == from.size()) {
            continue; // they all have that byte
        }
        std::size_t before = 0;
        for (auto& count : start) {
            before += count;
            count = before - count;
        }
        for (auto const x : from) {
            to[start[byte(x, place)]++] = x;
        }
        std::swap(from, to);
    }
    if (from.data() != amounts.data()) {
        for (std::size_t i = 0; i < from.size(); ++i) {
            amounts[i] = from[i];
        }
    }
    if (low == 0 || varying << (64 - low) == 0) {
        return;
    }
    for (std::size_t first = 0; first < amounts.size();) {
        auto last = first + 1;
        while (last < amounts.size() && ordered_bits(amounts[last]) >> low == ordered_bits(amounts[first]) >> low) {
            ++last;
        }
        if (last - first > 1) {
            sort_by_leading_bits(amounts.subspan(first, last - first), room.first(last - first));
        }
        first = last;
    }
}

/// How much to reserve for so many numbers and the room that sorting them takes.
[[nodiscard]] constexpr std::size_t capacity_to_sort(std::size_t count) noexcept
{
    return count <= few_to_sort ? count : 2 * count;
}

/// Sorts numbers of which none is negative or NaN in ascending order.
template <class Number>
constexpr void sort_amounts(std::vector<Number>& amounts)
{
    if (std::is_constant_evaluated()) {
        sort_items(amounts);
    } else if (amounts.size() <= few_to_sort) {
        Number room[few_to_sort];
        sort_in_room(amounts.data(), room, amounts.size());
    } else {
        auto const count = amounts.size();
        amounts.resize(2 * count);
        sort_by_leading_bits(std::span{amounts.data(), count}, std::span{amounts.data() + count, count});
        amounts.resize(count);
    }
}

} // namespace equipoise::detail
