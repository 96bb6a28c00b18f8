// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/numeric/elementary.hpp>
#include <equipoise/core/numeric/philox.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/scenario/detail/outcomes.hpp>
#include <equipoise/scenario/detail/shortfall_terms.hpp>
#include <equipoise/scenario/loss_distribution.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Losses drawn at random, for more partners than can be enumerated.
///
///     simulate(losses, {.draws = 100000, .seed = 1}, shocks)
///     simulate(flows, chances, assumed, {.draws = 100000, .seed = 1}, shocks)
namespace equipoise {

/// How many losses are drawn, and the number that all random numbers follow from.
struct simulation {
    std::size_t draws = 100000;
    std::uint64_t seed = 1;
};

/// A figure of a sample, with the interval in which that of the distribution lies in 95 of 100 samples.
struct sampled {
    double value = undefined;
    interval bounds{undefined, undefined};
};

/// A sample of losses.
class simulated_losses {
public:
    explicit simulated_losses(reason why) : why_{why} {}
    simulated_losses(std::vector<double> sorted, simulation const& plan, std::string assumed)
        : losses_{std::move(sorted)}, plan_{plan}, assumed_{std::move(assumed)}
    {
    }

    [[nodiscard]] reason why() const noexcept { return why_; } ///< why there is none
    [[nodiscard]] simulation const& plan() const noexcept { return plan_; }
    [[nodiscard]] std::string const& assumed() const noexcept { return assumed_; }       ///< what was assumed, in words
    [[nodiscard]] std::vector<double> const& losses() const noexcept { return losses_; } ///< in ascending order

    /// The mean loss.
    [[nodiscard]] sampled expected_loss() const
    {
        return mean_of([](double loss) { return loss; }, 1);
    }

    /// The least loss that at least the part `level` of the sample does not exceed. The interval is that of the order
    /// statistics, ranks n level -+ 1.96 sqrt(n level (1 - level)).
    /// @throws invalid_parameter for a level outside (0, 1), or for fewer than 20 / (1 - level) draws
    [[nodiscard]] sampled value_at_risk(double level) const
    {
        check(level, "value_at_risk");
        if (losses_.empty()) {
            return {};
        }
        auto const n = static_cast<double>(losses_.size());
        auto const place = detail::rounded(n * level);
        auto const deviation = detail::rounded(1.96 * detail::square_root(detail::rounded(place * (1 - level))));
        return {ranked(place), {ranked(place - deviation), ranked(place + deviation + 1)}};
    }

    /// The mean of the worst 1 - level of the sample, as `distribution_of_losses::expected_shortfall`, with its value
    /// more or less 1.96 standard errors.
    /// @throws invalid_parameter as `value_at_risk`
    [[nodiscard]] sampled expected_shortfall(double level) const
    {
        check(level, "expected_shortfall");
        if (losses_.empty()) {
            return {};
        }
        auto const at_risk = value_at_risk(level).value;
        auto tail = mean_of([&](double loss) { return loss > at_risk ? loss - at_risk : 0; }, 1 - level);
        return {tail.value + at_risk, {(std::max)(0.0, tail.bounds.low + at_risk), tail.bounds.high + at_risk}};
    }

    /// The part of the sample above a threshold. @throws invalid_parameter for a threshold that is NaN
    [[nodiscard]] sampled probability_above(double threshold) const
    {
        if (is_undefined(threshold)) {
            throw invalid_parameter{"probability_above", "threshold", threshold, "a number"};
        }
        return mean_of([&](double loss) { return loss > threshold + scenario_detail::rounding_of_sums ? 1.0 : 0.0; },
                       1);
    }

private:
    void check(double level, std::string_view function) const
    {
        if (!(level > 0 && level < 1)) {
            throw invalid_parameter{function, "level", level, "between 0 and 1, both exclusive"};
        }
        auto const least = 20 / (1 - level);
        if (why_ == reason::defined && static_cast<double>(losses_.size()) < least * (1 - 1e-12)) {
            throw invalid_parameter{function, "number of draws", static_cast<double>(losses_.size()),
                                    "at least 20 / (1 - level), "
                                        + detail::number_text(detail::whole_part(least + 1 - 1e-9))};
        }
    }

    /// The loss at a rank from 1 on, rounded up.
    [[nodiscard]] double ranked(double rank) const
    {
        auto const whole = detail::whole_part((std::max)(rank - 1e-9, 0.0));
        return losses_[(std::min)(static_cast<std::size_t>(whole), losses_.size() - 1)];
    }

    template <class F>
    [[nodiscard]] sampled mean_of(F f, double divisor) const
    {
        if (losses_.empty()) {
            return {};
        }
        auto const n = static_cast<double>(losses_.size());
        auto sum = detail::running_sum{};
        for (auto const loss : losses_) {
            sum.add(f(loss));
        }
        auto const mean = sum.value() / detail::twofold{n};
        auto squares = detail::running_sum{};
        for (auto const loss : losses_) {
            auto const deviation = detail::two_sum(f(loss), -mean);
            squares.add(deviation * deviation);
        }
        auto const error = detail::square_root(squares.value().value() / n / n);
        auto const width = detail::rounded(1.96 * error) / divisor;
        auto const value = mean / divisor;
        return {value, {(std::max)(0.0, value - width), value + width}};
    }

    std::vector<double> losses_{};
    simulation plan_{};
    std::string assumed_{};
    reason why_ = reason::defined;
};

namespace scenario_detail {

/// Draws sums of sizes, from the random numbers that the comment of `simulate` describes.
template <class Id>
[[nodiscard]] std::vector<double> drawn_sums(shocked_chances<Id> const& given, std::vector<double> const& sizes,
                                             simulation const& plan)
{
    auto order = std::vector<std::size_t>(sizes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return given.ids[a] < given.ids[b]; });
    auto members = std::vector<std::vector<char>>{};
    for (auto const& shock : given.shocks) {
        auto& of_shock = members.emplace_back();
        for (auto const j : order) {
            of_shock.push_back(shock.members.contains(given.ids[j]) ? 1 : 0);
        }
    }
    auto const generator = detail::philox4x64{{plan.seed, 0}};
    auto sums = std::vector<double>{};
    sums.reserve(plan.draws);
    auto lost = std::vector<char>(order.size());
    for (std::uint64_t draw = 0; draw < plan.draws; ++draw) {
        std::fill(lost.begin(), lost.end(), char{0});
        auto block = detail::philox_block{};
        for (std::size_t i = 0; i < members.size(); ++i) {
            block = i % 4 == 0 ? generator({draw, i / 4, 1, 0}) : block;
            for (std::size_t j = 0; detail::uniform_of(block[i % 4]) < given.shocks[i].chance && j < lost.size(); ++j) {
                lost[j] = static_cast<char>(lost[j] | members[i][j]);
            }
        }
        auto sum = detail::running_sum{};
        for (std::size_t j = 0; j < order.size(); ++j) {
            block = j % 4 == 0 ? generator({draw, j / 4, 0, 0}) : block;
            if (lost[j] != 0 || detail::uniform_of(block[j % 4]) < given.chances[order[j]]) {
                sum.add(sizes[order[j]]);
            }
        }
        sums.push_back(sum.value().value());
    }
    return sums;
}

struct simulate_fn {
    template <losses_like Losses>
    [[nodiscard]] simulated_losses operator()(Losses const& losses, simulation const& plan = {},
                                              shocks_of<id_in_losses<Losses>> const& shocks = {}) const
    {
        auto const read = read_losses<id_in_losses<Losses>>::of(losses, shocks, "simulate");
        check(plan);
        if (read.ids.empty()) {
            return simulated_losses{reason::no_partners};
        }
        auto sums = drawn_sums(read.given(shocks), read.shares, plan);
        for (auto& sum : sums) {
            sum = detail::at_most_one(sum);
        }
        std::sort(sums.begin(), sums.end());
        return {std::move(sums), plan, shocks_in_words(shocks.size())};
    }

    template <portfolio_like Flows, class Substitution>
        requires substitution_for<Substitution, Flows>
    [[nodiscard]] simulated_losses operator()(Flows const& flows, std::vector<double> const& chances,
                                              Substitution const& assumed, simulation const& plan = {},
                                              shocks_of<detail::id_in<Flows>> const& shocks = {}) const
    {
        auto const view = detail::view_of(flows);
        auto const terms = shortfall_terms<detail::id_in<Flows>>::of(view, chances, assumed, shocks, "simulate");
        check(plan);
        if (terms.why != reason::defined) {
            return simulated_losses{terms.why};
        }
        auto sums = drawn_sums(terms.given(shocks), terms.sizes, plan);
        for (auto& sum : sums) {
            sum = terms.shortfall(sum);
        }
        std::sort(sums.begin(), sums.end());
        return {std::move(sums), plan, assumption_in_words(assumed) + "; " + shocks_in_words(shocks.size())};
    }

private:
    static void check(simulation const& plan)
    {
        if (plan.draws == 0) {
            throw invalid_parameter{"simulate", "number of draws", 0.0, "at least 1"};
        }
    }
};

} // namespace scenario_detail

/// Losses of partners that are each lost with a chance of their own, drawn at random: `simulated_losses`.
///
/// `simulate(losses, plan, shocks)` and `simulate(flows, chances, assumed, plan, shocks)`, with losses, chances,
/// assumed substitution and common shocks as for `loss_distribution`, which is exact and takes up to 24 partners of
/// different size; this takes any number. The plan is a `simulation`, with the number of draws and the seed, which the
/// result repeats. The same seed gives the same losses on every machine, and for every order of the losses. Each figure
/// comes with an interval for the error of the sample, which does not hold what is wrong with the chances. Undefined as
/// `loss_distribution`. Costs one pass over the partners for each draw, and a sort.
///
/// Random numbers: Philox4x64-10 with the key (seed, 0); version 1, of which a change is a breaking change. Partners
/// count from 0 in the order of their identifiers. In draw d, partner j is lost where the uniform number of word j mod
/// 4 for the counter (d, j / 4, 0, 0) is below its chance, and common shock i happens where that of word i mod 4 for
/// (d, i / 4, 1, 0) is.
/// @throws invalid_parameter as `loss_distribution`, but for the number of outcomes; for no draws, and, by the members
/// of the result, for fewer than 20 / (1 - level) draws
/// Source: Salmon, Moraes, Dror and Shaw (2011) for the random numbers; Hyndman and Fan (1996), type 1, for the
/// quantile; order statistics for its interval, as in David and Nagaraja (2003); primary texts not consulted.
inline constexpr scenario_detail::simulate_fn simulate{};

} // namespace equipoise
