// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "all_indices.hpp"

#include <equipoise/core/index.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

/// Indices as the subjects of laws, which know nothing of them but their facts and their values.
namespace support {

using amounts = std::vector<double>;

/// An index of which the type is forgotten. One of counts is given the amounts as integers.
struct subject {
    std::string label;
    equipoise::facts about;
    bool of_counts = false;
    bool knows_partners = false; ///< it counts a given number of partners
    std::function<double(amounts const&)> value;
    std::function<double(amounts const&, std::size_t k)> with_base_times; ///< a given number of partners times k
    std::function<double(amounts const&)> unclamped;                      ///< not moved into the range
    std::function<equipoise::interval(amounts const&)> range; ///< for the number of partners that the index counts
};

/// A rule without the range into which values are moved that rounding put beyond it.
template <class Rule>
struct unclamped_rule : Rule {
    [[nodiscard]] constexpr equipoise::interval range(double) const
    {
        return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    }
};

/// The value of an index, of counts if it takes nothing else.
template <class Rule>
[[nodiscard]] double value_of(equipoise::index_fn<Rule> const& index, amounts const& flows)
{
    if constexpr (equipoise::measurable<Rule, amounts const&>) {
        return index(flows);
    } else {
        return index(std::vector<long long>(flows.begin(), flows.end()));
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
    result.value = [index](amounts const& flows) { return value_of(index, flows); };
    result.with_base_times = [index](amounts const& flows, [[maybe_unused]] std::size_t k) {
        auto scaled = index;
        if constexpr (equipoise::detail::has_base<Rule>) {
            scaled.rule.n = index.rule.n == equipoise::base{many} ? equipoise::base{many * k} : index.rule.n;
        }
        return value_of(scaled, flows);
    };
    result.unclamped = [free = equipoise::index_fn<unclamped_rule<Rule>>{{index.rule}}](amounts const& flows) {
        return value_of(free, flows);
    };
    result.range = [about](amounts const& flows) {
        auto const more_than_nothing = [](double x) { return x > 0; };
        auto counted = equipoise::detail::totals{};
        counted.listed = flows.size();
        counted.positive = static_cast<std::size_t>(std::count_if(flows.begin(), flows.end(), more_than_nothing));
        return about.range(equipoise::detail::partners_counted(about.rule, counted));
    };
    if constexpr (equipoise::detail::has_base<Rule>) {
        result.knows_partners = index.rule.n == equipoise::base{many};
    }
    return result;
}

/// All indices of both lists.
[[nodiscard]] inline std::vector<subject> all_subjects()
{
    auto subjects = std::vector<subject>{};
    for_each_kind([&](auto const& kind) {
        for (std::size_t i = 0; i < kind.size(); ++i) {
            subjects.push_back(make_subject(kind[i], "no. " + std::to_string(i)));
        }
    });
    return subjects;
}

} // namespace support
