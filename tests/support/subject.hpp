// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "all_indices.hpp"

#include <equipoise/core/index.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

/// Indices as subjects of laws, of which the laws use only the facts and the values.
namespace support {

using amounts = std::vector<double>;

/// The order of the partners.
using order = std::vector<std::size_t>;

/// An index of any type. An index of counts is called with the amounts as integers.
struct subject {
    std::string label;
    equipoise::facts about;
    bool of_counts = false;
    bool knows_partners = false; ///< it counts a given number of partners
    bool tells_apart = false;    ///< it matters which partner has an amount; the position in the list says which
    std::function<double(amounts const&)> value;
    std::function<double(amounts const&, order const&)>
        value_in_order; ///< if tells_apart, with the partners in another order
    std::function<double(amounts const&, std::size_t k)> with_base_times; ///< of k times a given number of partners
    std::function<double(amounts const&)> unclamped;                      ///< before it is moved into the range
    std::function<equipoise::interval(amounts const&)> range; ///< for the number of partners that the index counts
};

/// A rule without its range, so that values which rounding moved outside are not moved back.
template <class Rule>
struct unclamped_rule : Rule {
    [[nodiscard]] constexpr equipoise::interval range(double) const
    {
        return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    }
};

using composition = equipoise::portfolio<std::size_t>;

/// A rule that compares with a reference composition or uses a matrix.
template <class Rule>
concept with_reference = requires(Rule const& rule) { rule.reference; };
template <class Rule>
concept with_matrix = requires(Rule const& rule) { rule.matrix; };

/// The portfolio of partners that are distinguished by their positions.
[[nodiscard]] inline composition at_places(amounts const& flows)
{
    auto partners = std::vector<equipoise::partner<std::size_t>>{};
    for (auto const x : flows) {
        partners.push_back({partners.size(), x});
    }
    return composition{partners};
}

/// The value of an index; the amounts are converted to integers if it takes only counts.
template <class Rule>
[[nodiscard]] double value_of(equipoise::index_fn<Rule> const& index, amounts const& flows)
{
    if constexpr (with_reference<Rule>) {
        return index(at_places(flows));
    } else if constexpr (equipoise::measurable<Rule, amounts const&>) {
        return index(flows);
    } else {
        return index(std::vector<long long>(flows.begin(), flows.end()));
    }
}

/// The same value before it is moved into the range.
template <class Rule>
[[nodiscard]] double unclamped_value_of(Rule const& rule, amounts const& flows)
{
    return value_of(equipoise::index_fn<unclamped_rule<Rule>>{{rule}}, flows);
}

template <class Measure, class Reference>
[[nodiscard]] double unclamped_value_of(equipoise::comparison_detail::comparison_rule<Measure, Reference> const& rule,
                                        amounts const& flows)
{
    return Measure::of(equipoise::comparison_detail::match(at_places(flows), rule.reference, "unclamped")).value;
}

template <class Reference>
[[nodiscard]] double unclamped_value_of(equipoise::comparison_detail::power_divergence_rule<Reference> const& rule,
                                        amounts const& flows)
{
    auto const both = equipoise::comparison_detail::match(at_places(flows), rule.reference, "unclamped");
    return equipoise::comparison_detail::divergence_from_reference(
               both, equipoise::concentration_detail::divergence_order::of(rule.a))
        .value;
}

[[nodiscard]] inline amounts reordered(amounts const& flows, order const& partners)
{
    auto result = amounts{};
    for (auto const i : partners) {
        result.push_back(flows[i]);
    }
    return result;
}

/// The same index for the partners in another order.
template <class Rule>
    requires with_reference<Rule> || with_matrix<Rule>
[[nodiscard]] auto reordered(equipoise::index_fn<Rule> const& index, order const& partners)
{
    if constexpr (with_reference<Rule>) {
        auto now = order(partners.size());
        for (std::size_t i = 0; i < partners.size(); ++i) {
            now[partners[i]] = i;
        }
        auto reference = std::vector<equipoise::partner<std::size_t>>{};
        for (std::size_t i = 0; i < index.rule.reference.size(); ++i) {
            auto const id = index.rule.reference.ids()[i];
            reference.push_back({id < now.size() ? now[id] : id, index.rule.reference.amounts()[i]});
        }
        auto other = index;
        other.rule.reference = composition{reference};
        return other;
    } else {
        auto const matrix = index.rule.matrix;
        auto rule = index.rule.with(
            [matrix, partners](std::size_t i, std::size_t j) { return matrix(partners[i], partners[j]); });
        return equipoise::index_fn<decltype(rule)>{rule};
    }
}

template <class Rule>
[[nodiscard]] subject make_subject(equipoise::index_fn<Rule> const& index, std::string const& label = {})
{
    auto const about = equipoise::describe(index);
    auto result = subject{};
    result.label = std::string{about.name} + " " + label;
    result.about = about;
    result.of_counts = !equipoise::measurable<Rule, amounts const&>;
    result.tells_apart = with_reference<Rule> || with_matrix<Rule>;
    result.value = [index](amounts const& flows) { return value_of(index, flows); };
    if constexpr (with_reference<Rule> || with_matrix<Rule>) {
        result.value_in_order = [index](amounts const& flows, order const& partners) {
            return value_of(reordered(index, partners), reordered(flows, partners));
        };
    }
    result.with_base_times = [index](amounts const& flows, [[maybe_unused]] std::size_t k) {
        auto scaled = index;
        if constexpr (equipoise::detail::counts_partners<Rule>) {
            scaled.rule.n = index.rule.n == equipoise::out_of{many} ? equipoise::out_of{many * k} : index.rule.n;
        }
        return value_of(scaled, flows);
    };
    result.unclamped = [index](amounts const& flows) { return unclamped_value_of(index.rule, flows); };
    result.range = [about](amounts const& flows) {
        auto const more_than_nothing = [](double x) { return x > 0; };
        auto counted = equipoise::detail::totals{};
        counted.listed = flows.size();
        counted.positive = static_cast<std::size_t>(std::count_if(flows.begin(), flows.end(), more_than_nothing));
        return about.range(equipoise::detail::partners_counted(about.rule, counted));
    };
    if constexpr (equipoise::detail::counts_partners<Rule>) {
        result.knows_partners = index.rule.n == equipoise::out_of{many};
    }
    return result;
}

/// All indices of all lists.
[[nodiscard]] inline std::vector<subject> all_subjects()
{
    auto subjects = std::vector<subject>{};
    auto const append = [&](auto const& kind) {
        for (std::size_t i = 0; i < kind.size(); ++i) {
            subjects.push_back(make_subject(kind[i], "no. " + std::to_string(i)));
        }
    };
    for_each_kind(append);
    std::apply([&](auto const&... kind) { (append(kind), ...); }, all_indices_of_partners());
    return subjects;
}

} // namespace support
