// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <cstddef>
#include <utility>
#include <vector>

/// Sorting and searching without <algorithm>, which takes longer to compile than most headers that would need it.
namespace equipoise::detail {

struct less_than {
    template <class T>
    [[nodiscard]] constexpr bool operator()(T const& a, T const& b) const
    {
        return a < b;
    }
};

/// So many are sorted faster by putting each in its place than by merging.
inline constexpr std::size_t few_to_merge = 12;

template <class T, class Before>
constexpr void sort_few(T* items, std::size_t count, Before const& before)
{
    for (std::size_t i = 1; i < count; ++i) {
        auto one = std::move(items[i]);
        auto place = i;
        for (; place != 0 && before(one, items[place - 1]); --place) {
            items[place] = std::move(items[place - 1]);
        }
        items[place] = std::move(one);
    }
}

/// Moves two runs, one behind the other, to a place where they are one.
template <class T, class Before>
constexpr void merge_runs(T* first, T* middle, T* last, T* to, Before const& before)
{
    auto* second = middle;
    while (first != middle && second != last) {
        auto const jumps = before(*second, *first);
        *to++ = std::move(jumps ? *second : *first); // without a branch, which nobody could predict
        second += jumps ? 1 : 0;
        first += jumps ? 0 : 1;
    }
    for (; first != middle; ++first) {
        *to++ = std::move(*first);
    }
    for (; second != last; ++second) {
        *to++ = std::move(*second);
    }
}

/// Sorts `count` items, of which equal ones keep their order, in so much room.
template <class T, class Before = less_than>
constexpr void sort_in_room(T* items, T* room, std::size_t count, Before const& before = {})
{
    for (std::size_t i = 0; i < count; i += few_to_merge) {
        sort_few(items + i, count - i < few_to_merge ? count - i : few_to_merge, before);
    }
    auto* from = items;
    auto* to = room;
    for (auto width = few_to_merge; width < count; width *= 2) {
        for (std::size_t i = 0; i < count; i += 2 * width) {
            auto* const middle = from + (count - i < width ? count : i + width);
            auto* const last = from + (count - i < 2 * width ? count : i + 2 * width);
            merge_runs(from + i, middle, last, to + i, before);
        }
        std::swap(from, to);
    }
    for (std::size_t i = 0; from != items && i < count; ++i) {
        items[i] = std::move(from[i]);
    }
}

/// Sorts items, of which equal ones keep their order.
template <class T, class Before = less_than>
constexpr void sort_items(std::vector<T>& items, Before const& before = {})
{
    if (items.size() <= few_to_merge) {
        sort_few(items.data(), items.size(), before);
    } else {
        auto room = items;
        sort_in_room(items.data(), room.data(), items.size(), before);
    }
}

/// How many places, from 0 on, satisfy a condition that none behind them satisfies; `count` at the most.
template <class Condition>
[[nodiscard]] constexpr std::size_t leading(std::size_t count, Condition condition)
{
    std::size_t first = 0;
    while (count != 0) {
        auto const half = count / 2;
        if (condition(first + half)) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return first;
}

} // namespace equipoise::detail
