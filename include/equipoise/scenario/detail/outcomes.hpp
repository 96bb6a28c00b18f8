// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/model/bloc.hpp>
#include <equipoise/model/identifier.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Distributions of sums of losses that happen or not.
namespace equipoise {

/// A loss and the chance that it is exactly this one.
struct loss_chance {
    double loss = 0;
    double chance = 0;

    friend constexpr bool operator==(loss_chance const&, loss_chance const&) = default;
};

/// An event that removes a bloc as a whole, with a chance in [0, 1]; several events are independent of one another.
template <identifier Id>
struct common_shock {
    double chance = 0;
    bloc<Id> members{};
};

namespace scenario_detail {

/// The most outcomes that a distribution may have: 24 losses of which no two sets are equal.
inline constexpr std::size_t most_outcomes = std::size_t{1} << 24;
inline constexpr std::size_t most_shocks = 16;

/// By how much two sums may differ by rounding, relative to the largest.
inline constexpr auto rounding_of_sums = 0x1p-48;

inline void check_chance(double chance, std::string_view function, std::string_view name)
{
    if (!(chance >= 0 && chance <= 1)) {
        throw invalid_parameter{function, name, chance, "in [0, 1]"};
    }
}

/// A loss that happens with a chance.
struct independent_loss {
    double size = 0;
    double chance = 0;

    friend constexpr auto operator<=>(independent_loss const&, independent_loss const&) = default;
};

/// Joins losses that differ by rounding only, in a list in ascending order.
inline void join_equal(std::vector<loss_chance>& outcomes, double tolerance)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (kept != 0 && outcomes[i].loss - outcomes[kept - 1].loss <= tolerance) {
            outcomes[kept - 1].chance += outcomes[i].chance;
        } else {
            outcomes[kept++] = outcomes[i];
        }
    }
    outcomes.resize(kept);
}

/// The distribution of the sum, in ascending order. The losses are added one by one, the largest first whatever their
/// order, and equal sums are joined after each, so that n equal losses have n + 1 outcomes.
/// @throws invalid_parameter for more than 2^24 outcomes
[[nodiscard]] inline std::vector<loss_chance> distribution_of_sum(std::vector<independent_loss> losses,
                                                                  double tolerance)
{
    std::sort(losses.begin(), losses.end(), [](auto const& a, auto const& b) { return b < a; });
    auto outcomes = std::vector<loss_chance>{{0, 1}};
    auto next = std::vector<loss_chance>{};
    for (auto const& [size, chance] : losses) {
        if (chance == 0 || size == 0) {
            continue;
        }
        next.clear();
        next.reserve(2 * outcomes.size());
        auto const stays = detail::two_sum(1, -chance).value();
        auto without = outcomes.begin();
        auto with = outcomes.begin();
        while (with != outcomes.end()) {
            auto const lost = with->loss + size;
            if (without != outcomes.end() && without->loss <= lost) {
                if (chance < 1) {
                    next.push_back({without->loss, detail::rounded(without->chance * stays)});
                }
                ++without;
            } else {
                next.push_back({lost, detail::rounded(with->chance * chance)});
                ++with;
            }
        }
        join_equal(next, tolerance);
        if (next.size() > most_outcomes) {
            throw invalid_parameter{"loss_distribution", "number of outcomes", static_cast<double>(next.size()),
                                    "at most 16777216; group partners, or simulate"};
        }
        outcomes.swap(next);
    }
    return outcomes;
}

/// The chances of partners to be lost, given which of the common shocks happen.
template <class Id>
struct shocked_chances {
    std::vector<Id> const& ids;
    std::vector<double> const& chances;
    std::vector<common_shock<Id>> const& shocks;

    /// @throws invalid_parameter for a chance outside [0, 1], a member that is not among the partners, and more than 16
    /// shocks
    void check(std::string_view function) const
    {
        for (std::size_t i = 0; i < chances.size(); ++i) {
            check_chance(chances[i], function, "chance of " + text_of(ids[i]));
        }
        if (shocks.size() > most_shocks) {
            throw invalid_parameter{function, "number of common shocks", static_cast<double>(shocks.size()),
                                    "at most " + std::to_string(most_shocks)};
        }
        for (std::size_t i = 0; i < shocks.size(); ++i) {
            auto const name = "common shock " + std::to_string(i);
            check_chance(shocks[i].chance, function, "chance of " + name);
            for (auto const& id : shocks[i].members) {
                if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
                    throw invalid_parameter{function, name + " removes " + text_of(id) + ", which is no partner"};
                }
            }
        }
    }

    /// Calls visit(weight, chances) for each set of shocks that may happen, with its probability.
    template <class Visit>
    void for_each_case(Visit visit) const
    {
        for (std::size_t happening = 0; happening < std::size_t{1} << shocks.size(); ++happening) {
            auto weight = detail::twofold{1};
            auto given = chances;
            for (std::size_t i = 0; i < shocks.size(); ++i) {
                auto const happens = (happening >> i & 1U) != 0;
                weight = happens ? weight * shocks[i].chance : weight * detail::two_sum(1, -shocks[i].chance);
                for (std::size_t j = 0; happens && j < ids.size(); ++j) {
                    given[j] = shocks[i].members.contains(ids[j]) ? 1 : given[j];
                }
            }
            if (weight.hi > 0) {
                visit(weight, given);
            }
        }
    }

    /// The distribution of the sum of the losses of these sizes.
    [[nodiscard]] std::vector<loss_chance> distribution(std::vector<double> const& sizes) const
    {
        auto largest = detail::running_sum{};
        for (auto const size : sizes) {
            largest.add(size);
        }
        auto const tolerance = largest.value().value() * rounding_of_sums;
        auto all = std::vector<loss_chance>{};
        for_each_case([&](detail::twofold weight, std::vector<double> const& given) {
            auto losses = std::vector<independent_loss>{};
            for (std::size_t j = 0; j < sizes.size(); ++j) {
                losses.push_back({sizes[j], given[j]});
            }
            for (auto const& [loss, chance] : distribution_of_sum(std::move(losses), tolerance)) {
                all.push_back({loss, (weight * chance).value()});
            }
        });
        if (!shocks.empty()) {
            std::sort(all.begin(), all.end(), [](loss_chance const& a, loss_chance const& b) {
                return a.loss < b.loss || (a.loss == b.loss && a.chance < b.chance);
            });
            join_equal(all, tolerance);
        }
        return all;
    }
};

/// How losses hang together, in words, for results.
[[nodiscard]] inline std::string shocks_in_words(std::size_t shocks)
{
    return shocks == 0   ? "losses are independent"
           : shocks == 1 ? "losses are independent but for a common shock"
                         : "losses are independent but for " + std::to_string(shocks) + " common shocks";
}

} // namespace scenario_detail

} // namespace equipoise
