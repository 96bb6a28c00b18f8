// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>
#include <equipoise/model/bloc.hpp>
#include <equipoise/model/identifier.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// Labels that tell which partners act together, one for each partner.
namespace equipoise {

/// How a partition treats the partners that belong to none of its blocs.
enum class unassigned : unsigned char {
    singletons, ///< each forms a bloc of its own
    one_bloc,   ///< they form one more bloc
};

/// Blocs that have no member in common, and what becomes of all other partners.
///
/// The label of a bloc is its number in the list, counted from 0; other partners have the numbers after those, in the
/// order of the partners.
template <identifier Id>
struct partition {
    std::vector<bloc<Id>> blocs;
    unassigned rest = unassigned::singletons;
};

template <class Id>
partition(std::vector<bloc<Id>>) -> partition<Id>;
template <class Id>
partition(std::vector<bloc<Id>>, unassigned) -> partition<Id>;

namespace detail {

template <class T>
inline constexpr bool is_partition = false;
template <class Id>
inline constexpr bool is_partition<partition<Id>> = true;
template <class Id>
inline constexpr bool is_partition<std::vector<bloc<Id>>> = true;

template <class Labels>
concept label_map = requires(Labels const& labels, typename Labels::key_type const& id) {
    typename Labels::mapped_type;
    labels.find(id)->second;
    labels.find(id) == labels.end();
};

/// The type of a label: text for everything that converts to text, which is compared and kept as such.
template <class T>
using label_t = std::conditional_t<std::convertible_to<T, std::string_view>, std::string, std::remove_cvref_t<T>>;

/// A label for each partner, in the order of the partners.
template <class Labels>
concept label_range = ranges::forward_range<Labels const&> && !label_map<Labels> && !is_partition<Labels>
                      && identifier<label_t<ranges::range_value_t<Labels const&>>>;

template <class Labels, class Id>
concept label_map_of = label_map<Labels> && requires(Labels const& labels, Id const& id) { labels.find(id); };

template <class Labels, class Id>
concept partition_of = std::same_as<Labels, partition<Id>> || std::same_as<Labels, std::vector<bloc<Id>>>;

template <class Labels, class Id>
concept label_function_of =
    std::invocable<Labels const&, Id const&> && identifier<label_t<std::invoke_result_t<Labels const&, Id const&>>>;

/// A label for each identifier: a function of it, a map, or blocs.
template <class Labels, class Id>
concept labels_of_ids = label_map_of<Labels, Id> || partition_of<Labels, Id> || label_function_of<Labels, Id>;

template <class Flows>
using id_t = std::remove_cvref_t<decltype(std::declval<Flows const&>().ids()[0])>;

/// Labels for the partners of a portfolio, or for the elements of a range.
template <class Labels, class R>
concept labels_for = label_range<Labels> || (portfolio_like<R> && requires(std::remove_cvref_t<R> const& flows) {
                         requires labels_of_ids<Labels, id_t<std::remove_cvref_t<R>>>;
                     });

template <class Id>
[[nodiscard]] std::string partner_named(Id const& id)
{
    return "partner " + text_of(id);
}

/// The number of the bloc that holds `id`; the number of all blocs when none does.
template <class Id>
[[nodiscard]] constexpr std::size_t number_of(Id const& id, std::vector<bloc<Id>> const& blocs, std::string_view index)
{
    auto number = blocs.size();
    for (std::size_t i = 0; i < blocs.size(); ++i) {
        if (!blocs[i].contains(id)) {
            continue;
        }
        if (number != blocs.size()) {
            throw invalid_parameter{index, partner_named(id) + " is in two blocs; blocs must have no member in common"};
        }
        number = i;
    }
    return number;
}

template <label_map Labels, class Id>
[[nodiscard]] constexpr auto const& label_in(Labels const& labels, Id const& id, std::string_view index)
{
    auto const found = labels.find(id);
    if (found == labels.end()) {
        throw invalid_parameter{index,
                                partner_named(id) + " is not in the map of labels, which must hold every partner"};
    }
    return found->second;
}

/// The labels of the identifiers, in their order.
template <class Labels, class Id>
    requires labels_of_ids<Labels, Id>
[[nodiscard]] EQUIPOISE_CONSTEXPR auto labels_by_id(Labels const& labels, std::span<Id const> ids,
                                                    std::string_view index)
{
    if constexpr (requires { labels.rest; }) {
        auto numbers = std::vector<std::size_t>{};
        auto next = labels.blocs.size();
        for (auto const& id : ids) {
            numbers.push_back(number_of(id, labels.blocs, index));
            if (numbers.back() == labels.blocs.size() && labels.rest == unassigned::singletons) {
                numbers.back() = next++;
            }
        }
        return numbers;
    } else if constexpr (is_partition<Labels>) {
        return labels_by_id(partition<Id>{labels}, ids, index);
    } else if constexpr (label_map<Labels>) {
        auto found = std::vector<label_t<typename Labels::mapped_type const&>>{};
        for (auto const& id : ids) {
            found.emplace_back(label_in(labels, id, index));
        }
        return found;
    } else {
        auto found = std::vector<label_t<std::invoke_result_t<Labels const&, Id const&>>>{};
        for (auto const& id : ids) {
            found.emplace_back(std::invoke(labels, id));
        }
        return found;
    }
}

/// The labels of a range in their order.
template <label_range Labels>
[[nodiscard]] constexpr auto labels_by_position(Labels const& labels)
{
    auto found = std::vector<label_t<ranges::range_value_t<Labels const&>>>{};
    for (auto it = ranges::begin(labels); it != ranges::end(labels); ++it) {
        found.emplace_back(*it);
    }
    return found;
}

/// Amounts sorted by bloc, in the order of the labels of the blocs.
template <class Label>
struct grouped {
    totals sums;
    std::vector<Label> labels;
    std::vector<std::size_t> first; ///< where each bloc begins, and finally where the last one ends
    std::vector<double> given;
    std::vector<double> amounts; ///< in units of the totals; a positive amount does not become 0
    bool some_too_small = false; ///< whether any amount is too small to keep its digits in those units

    [[nodiscard]] constexpr std::span<double const> all() const noexcept { return {amounts.data(), amounts.size()}; }
    [[nodiscard]] constexpr std::span<double const> of(std::size_t g) const { return part(amounts, g); }
    [[nodiscard]] constexpr std::span<double const> given_to(std::size_t g) const { return part(given, g); }

    constexpr void add(double amount)
    {
        auto const in_units = scaled(amount, -sums.exponent);
        given.push_back(amount);
        amounts.push_back(in_units == 0 && amount > 0 ? std::numeric_limits<double>::denorm_min() : in_units);
        some_too_small = some_too_small || (amount > 0 && too_small_in_units(in_units, sums.exponent));
    }

private:
    [[nodiscard]] constexpr std::span<double const> part(std::span<double const> some, std::size_t g) const
    {
        return some.subspan(first[g], first[g + 1] - first[g]);
    }
};

template <class Labels, class R, class Proj>
    requires labels_for<Labels, R>
[[nodiscard]] EQUIPOISE_CONSTEXPR auto grouped_by(Labels const& given, R& flows, Proj& proj, std::string_view index)
{
    auto amounts = std::vector<double>{};
    auto sums = totals{};
    auto const append = [&](double const* first, std::size_t count) {
        amounts.insert(amounts.end(), first, first + count);
    };
    if constexpr (portfolio_like<R>) {
        auto const listed = flows.amounts();
        for_each_block(listed, proj, append);
        sums = flows.totals();
    } else {
        auto counted = tally{};
        for_each_block(flows, proj, [&](double const* first, std::size_t count) {
            (void)counted.add(first, count, index, [](int) {});
            append(first, count);
        });
        sums = counted.result();
    }
    auto const labels = [&] {
        if constexpr (label_range<Labels>) {
            return labels_by_position(given);
        } else {
            return labels_by_id(given, std::span{flows.ids()}, index);
        }
    }();
    if (labels.size() != amounts.size()) {
        throw invalid_parameter{index, "number of labels", static_cast<double>(labels.size()),
                                "that of the partners, " + std::to_string(amounts.size())};
    }
    auto order = std::vector<std::size_t>{};
    order.reserve(amounts.size());
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        order.push_back(i);
    }
    // by label and then by position, so that equal labels keep their order
    std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) {
        return labels[i] < labels[j] || (i < j && !(labels[j] < labels[i]));
    });
    auto blocs = grouped<typename std::remove_cvref_t<decltype(labels)>::value_type>{};
    blocs.sums = sums;
    for (auto const i : order) {
        if (blocs.labels.empty() || blocs.labels.back() != labels[i]) {
            blocs.labels.push_back(labels[i]);
            blocs.first.push_back(blocs.amounts.size());
        }
        blocs.add(amounts[i]);
    }
    blocs.first.push_back(blocs.amounts.size());
    return blocs;
}

} // namespace detail
} // namespace equipoise
