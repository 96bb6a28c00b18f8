// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/amounts.hpp>
#include <equipoise/core/weights.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// Profiles: the ties of a state with many targets, or its votes on many resolutions, in the order of the targets.
namespace equipoise {

namespace alignment_detail {

template <class T>
struct without_optional {
    using type = T;
};
template <class T>
struct without_optional<std::optional<T>> {
    using type = T;
};
template <class T>
using known_tie_t = typename without_optional<T>::type;

/// Ties on a scale: numbers, truth values, enumerators.
template <class T>
concept numeric_tie = detail::number<T> || std::same_as<T, bool> || std::is_enum_v<T>;

/// Ties that are one of some categories, such as names.
template <class T>
concept category_tie = !std::is_arithmetic_v<T> && std::totally_ordered<T> && std::copyable<T>
                       && (!ranges::range<T> || std::convertible_to<T, std::string_view>);

} // namespace alignment_detail

/// A range of ties: numbers, truth values, enumerators, or what can be ordered and copied, such as names; and
/// std::optional of these. A tie is unknown where an optional is empty or a number is NaN.
template <class R>
concept tie_profile = ranges::input_range<R>
                      && (alignment_detail::numeric_tie<alignment_detail::known_tie_t<ranges::range_value_t<R>>>
                          || alignment_detail::category_tie<alignment_detail::known_tie_t<ranges::range_value_t<R>>>);

namespace alignment_detail {

template <class R>
inline constexpr bool numeric_profile = numeric_tie<known_tie_t<ranges::range_value_t<R>>>;

/// Profiles that can be compared: both of numbers, or both of the same sort of category.
template <class A, class B>
concept comparable_profiles =
    tie_profile<A> && tie_profile<B>
    && ((numeric_profile<A> && numeric_profile<B>)
        || std::same_as<known_tie_t<ranges::range_value_t<A>>, known_tie_t<ranges::range_value_t<B>>>);

/// A tie as a number, NaN where it is unknown.
template <class T>
[[nodiscard]] constexpr double tie_number(T const& tie)
{
    if constexpr (!std::same_as<T, known_tie_t<T>>) {
        return tie ? tie_number(*tie) : undefined;
    } else if constexpr (std::is_enum_v<T>) {
        return static_cast<double>(static_cast<std::underlying_type_t<T>>(tie));
    } else {
        return static_cast<double>(tie);
    }
}

/// The ties of two states, one after the other, NaN where unknown.
struct profile_pair {
    std::vector<double> first;
    std::vector<double> second;
};

template <class R, class Number = double>
[[nodiscard]] constexpr std::vector<Number> read_numbers(R& profile, std::string_view whose, std::string_view index)
{
    auto ties = std::vector<Number>{};
    auto const last = ranges::end(profile);
    for (auto it = ranges::begin(profile); it != last; ++it) {
        ranges::range_value_t<R> const tie = *it;
        auto const x = tie_number(tie);
        if (x == x && (x > (std::numeric_limits<double>::max)() || x < std::numeric_limits<double>::lowest())) {
            throw invalid_parameter{index, "tie " + std::to_string(ties.size()) + " of " + std::string{whose}, x,
                                    "finite, or NaN where it is unknown"};
        }
        ties.push_back(x);
    }
    return ties;
}

template <class R>
[[nodiscard]] constexpr auto read_categories(R& profile)
{
    auto ties = std::vector<std::optional<known_tie_t<ranges::range_value_t<R>>>>{};
    auto const last = ranges::end(profile);
    for (auto it = ranges::begin(profile); it != last; ++it) {
        ties.emplace_back(*it);
    }
    return ties;
}

/// The number of each category among all that occur, in their order.
template <class T, class Number = double>
[[nodiscard]] constexpr std::vector<Number> coded(std::vector<std::optional<T>> const& ties, std::vector<T> const& all)
{
    auto codes = std::vector<Number>{};
    for (auto const& tie : ties) {
        codes.push_back(tie ? static_cast<double>(std::lower_bound(all.begin(), all.end(), *tie) - all.begin())
                            : undefined);
    }
    return codes;
}

template <class Size>
constexpr void check_lengths(Size first, Size second, std::string_view index)
{
    if (first != second) {
        throw invalid_parameter{index, "length of the second profile", static_cast<double>(second),
                                "that of the first, " + std::to_string(first)};
    }
}

/// @throws invalid_parameter for profiles of different length and a tie that is infinite
template <class A, class B>
[[nodiscard]] constexpr profile_pair read_profiles(A& a, B& b, std::string_view index)
{
    if constexpr (numeric_profile<A>) {
        auto pair =
            profile_pair{read_numbers(a, "the first profile", index), read_numbers(b, "the second profile", index)};
        check_lengths(pair.first.size(), pair.second.size(), index);
        return pair;
    } else {
        auto const first = read_categories(a);
        auto const second = read_categories(b);
        check_lengths(first.size(), second.size(), index);
        auto all = std::vector<known_tie_t<ranges::range_value_t<A>>>{};
        for (auto const* ties : {&first, &second}) {
            for (auto const& tie : *ties) {
                if (tie) {
                    all.push_back(*tie);
                }
            }
        }
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return {coded(first, all), coded(second, all)};
    }
}

/// Weights of the targets, in a unit that keeps products with them in the range of a double.
/// @throws invalid_parameter for another number of weights than targets, a weight that is negative, infinite or NaN,
/// and weights that are all zero
template <class Weights>
[[nodiscard]] constexpr std::vector<double> read_weights(Weights const& weights, std::size_t targets,
                                                         std::string_view index)
{
    auto read =
        detail::checked_weights(weights, targets, index, "targets", [](std::size_t i) { return detail::weight_at(i); });
    auto const largest = read.empty() ? 0.0 : *std::max_element(read.begin(), read.end());
    if (largest > 0x1p100 || largest < 0x1p-100) {
        for (auto& weight : read) {
            weight = detail::scaled(weight, -detail::exponent_of(largest));
        }
    }
    return read;
}

} // namespace alignment_detail
} // namespace equipoise
