// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/alignment/disagreement.hpp>
#include <equipoise/alignment/scale.hpp>
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
/// Everything that is read from profiles is read and checked here; what compares them gets numbers.
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

/// Ties that are categories, such as names.
template <class T>
concept category_tie = !std::is_arithmetic_v<T> && std::totally_ordered<T> && std::copyable<T>
                       && (!ranges::range<T> || std::convertible_to<T, std::string_view>);

} // namespace alignment_detail

/// A range of ties: numbers, truth values, enumerators, or anything else that can be ordered and copied, such as names;
/// or std::optional of these. A tie is unknown where an optional is empty or a number is NaN.
template <class R>
concept tie_profile = ranges::input_range<R>
                      && (alignment_detail::numeric_tie<alignment_detail::known_tie_t<ranges::range_value_t<R>>>
                          || alignment_detail::category_tie<alignment_detail::known_tie_t<ranges::range_value_t<R>>>);

/// The places of two states among the targets of their own profiles, and the value of the tie of each with itself.
struct self_places {
    static constexpr auto nowhere = static_cast<std::size_t>(-1);

    std::size_t first = nowhere;
    std::size_t second = nowhere;
    self_tie tie = self_tie::dropped();
};

namespace alignment_detail {

template <class R>
inline constexpr bool numeric_profile = numeric_tie<known_tie_t<ranges::range_value_t<R>>>;

} // namespace alignment_detail

/// Profiles that can be compared: both of numbers, or both of the same sort of category.
///
/// Where it is not satisfied, the two hold different sorts of ties, such as votes and levels of pledge, or one holds
/// texts: give the ties of both as one enumeration, or as numbers.
template <class A, class B>
concept comparable_profiles = tie_profile<A> && tie_profile<B>
                              && ((alignment_detail::numeric_profile<A> && alignment_detail::numeric_profile<B>)
                                  || std::same_as<alignment_detail::known_tie_t<ranges::range_value_t<A>>,
                                                  alignment_detail::known_tie_t<ranges::range_value_t<B>>>);

namespace alignment_detail {

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

/// The ties of two states with the same targets, NaN where unknown.
struct profile_pair {
    std::vector<double> first;
    std::vector<double> second;
};

/// Profiles that have been read and checked: the ties, their range, and the weights of the targets, which are empty
/// where all targets weigh the same.
struct checked_profiles {
    profile_pair ties;
    tie_range range;
    std::vector<double> weights;
};

/// @throws invalid_parameter for an infinite tie
template <class R>
[[nodiscard]] EQUIPOISE_CONSTEXPR std::vector<double> read_numbers(R& profile, std::string_view whose,
                                                                   std::string_view index)
{
    auto ties = std::vector<double>{};
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
[[nodiscard]] EQUIPOISE_CONSTEXPR auto read_categories(R& profile)
{
    auto ties = std::vector<std::optional<known_tie_t<ranges::range_value_t<R>>>>{};
    auto const last = ranges::end(profile);
    for (auto it = ranges::begin(profile); it != last; ++it) {
        ties.emplace_back(*it);
    }
    return ties;
}

/// Ties as numbers: the position of each category among all that occur.
template <class T>
[[nodiscard]] EQUIPOISE_CONSTEXPR std::vector<double> category_numbers(std::vector<std::optional<T>> const& ties,
                                                                       std::vector<T> const& all)
{
    auto codes = std::vector<double>{};
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

/// Reads the ties of two profiles as numbers.
/// @throws invalid_parameter for profiles of different length and an infinite tie
template <class A, class B>
[[nodiscard]] EQUIPOISE_CONSTEXPR profile_pair ties_of_both(A& a, B& b, std::string_view index)
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
        return {category_numbers(first, all), category_numbers(second, all)};
    }
}

/// Sets the ties of both states with themselves.
/// @throws invalid_parameter for a place that is missing or outside the profiles, and for a value among categories
EQUIPOISE_CONSTEXPR void set_self_ties(profile_pair& ties, self_places const& self, bool numeric,
                                       std::string_view index)
{
    auto const value = self.tie.value();
    if (!numeric && !is_undefined(value)) {
        throw invalid_parameter{index, "the ties are no numbers, so a self tie of " + detail::number_text(value)
                                           + " cannot be set; use self_tie::dropped()"};
    }
    for (auto const place : {self.first, self.second}) {
        if (place == self_places::nowhere) {
            throw invalid_parameter{index, "place of a state among the targets", "missing", "given for both states"};
        }
        if (place >= ties.first.size()) {
            throw invalid_parameter{index, "place of a state among the targets", static_cast<double>(place),
                                    "below their number, " + std::to_string(ties.first.size())};
        }
    }
    ties.first[self.first] = value;
    ties.second[self.second] = value;
}

/// Weights of the targets, in a unit in which products with them stay in the range of a double.
/// @throws invalid_parameter when there are more or fewer weights than targets, when a weight is negative, infinite or
/// NaN, and when all weights are zero
template <class Weights>
[[nodiscard]] EQUIPOISE_CONSTEXPR std::vector<double> read_weights(Weights const& weights, std::size_t targets,
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

/// The place of a tie, for messages.
[[nodiscard]] EQUIPOISE_CONSTEXPR std::string place_of(profile_pair const& ties, double tie)
{
    for (std::size_t i = 0; i < ties.first.size(); ++i) {
        if (ties.first[i] == tie || ties.second[i] == tie) {
            return "tie " + std::to_string(i) + " of the " + (ties.first[i] == tie ? "first" : "second") + " profile";
        }
    }
    return "a tie";
}

/// The weights of targets that all weigh the same.
struct no_weights {};

/// Reads two profiles, and the weights of their targets, for a measure.
/// @throws invalid_parameter for profiles or weights of different length, an infinite tie, a tie off the scale, invalid
/// weights, and for a distance of categories that is not nominal
template <class A, class B, class Weights = no_weights>
[[nodiscard]] EQUIPOISE_CONSTEXPR checked_profiles read_profiles(A& a, B& b, comparison const& by,
                                                                 Weights const& weights = {},
                                                                 self_places const& self = {})
{
    if (!numeric_profile<A> && by.distance != disagreement::nominal) {
        throw invalid_parameter{by.name, "distance", by.distance == disagreement::absolute ? "absolute" : "squared",
                                "nominal, since the ties are no numbers"};
    }
    auto read = checked_profiles{ties_of_both(a, b, by.name), {}, {}};
    if (self.first != self_places::nowhere || self.second != self_places::nowhere) {
        set_self_ties(read.ties, self, numeric_profile<A>, by.name);
    }
    if constexpr (!std::same_as<Weights, no_weights>) {
        read.weights = read_weights(weights, read.ties.first.size(), by.name);
    }
    auto range = tie_range{};
    range.add(read.ties.first);
    range.add(read.ties.second);
    if (by.scale.given()) {
        range.check(by.scale, by.name, [&](double tie) { return place_of(read.ties, tie); });
    }
    read.range = range;
    return read;
}

} // namespace alignment_detail
} // namespace equipoise
