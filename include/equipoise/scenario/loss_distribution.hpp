// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/model/portfolio_sum.hpp>
#include <equipoise/scenario/detail/outcomes.hpp>
#include <equipoise/scenario/detail/shortfall_terms.hpp>
#include <equipoise/scenario/substitution.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How likely losses are, where each partner may be lost with a chance of its own.
///
///     loss_distribution(losses, shocks)                      of the sum of the shares that are lost
///     loss_distribution(flows, chances, assumed, shocks)     of the shortfall, with a substitution
///     expected_loss(losses, shocks), loss_variance(losses, shocks), loss_covariance(losses, shocks, a, b)
namespace equipoise {

/// A partner, or a group of partners that are lost together, with the share that it delivers and the chance that it is
/// lost.
template <identifier Id>
struct possible_loss {
    Id id{};
    double share = 0;
    double chance = 0;
};

/// The distribution of a loss L, a share of the total in [0, 1].
///
/// Losses that differ by rounding only (2^-48 of the largest) are one outcome, and a chance that falls short of a level
/// by no more than that has reached it. All figures are NaN where the distribution is undefined.
class distribution_of_losses {
public:
    explicit distribution_of_losses(reason why) : why_{why} {}
    distribution_of_losses(std::vector<loss_chance> outcomes, std::string assumed)
        : outcomes_{std::move(outcomes)}, assumed_{std::move(assumed)}
    {
    }

    [[nodiscard]] reason why() const noexcept { return why_; }                     ///< why it is undefined
    [[nodiscard]] std::string const& assumed() const noexcept { return assumed_; } ///< what was assumed, in words

    /// The losses in ascending order, each with its chance.
    [[nodiscard]] std::span<loss_chance const> outcomes() const& noexcept { return outcomes_; }
    [[nodiscard]] std::vector<loss_chance> outcomes() const&& { return outcomes_; }

    /// The mean of L.
    [[nodiscard]] double expected_loss() const { return outcomes_.empty() ? undefined : sum_above(-1).value(); }

    /// The mean of (L - mean)^2.
    [[nodiscard]] double loss_variance() const
    {
        auto const mean = sum_above(-1);
        auto sum = detail::running_sum{};
        for (auto const& each : outcomes_) {
            auto const deviation = detail::twofold{each.loss} - mean;
            sum.add(deviation * deviation * each.chance);
        }
        return outcomes_.empty() ? undefined : sum.value().value();
    }

    /// The least loss l with P(L <= l) >= level.
    /// @throws invalid_parameter for a level outside (0, 1)
    [[nodiscard]] double value_at_risk(double level) const
    {
        check_level(level, "value_at_risk");
        return outcomes_.empty() ? undefined : reached(level).first;
    }

    /// The mean of the worst 1 - level of all cases: [sum of l P(l) over l > VaR + VaR (P(L <= VaR) - level)] / (1 -
    /// level). Unlike the value at risk, it never rises when losses are put together. Source: Acerbi and Tasche (2002),
    /// On the coherence of expected shortfall.
    /// @throws invalid_parameter for a level outside (0, 1)
    [[nodiscard]] double expected_shortfall(double level) const
    {
        check_level(level, "expected_shortfall");
        if (outcomes_.empty()) {
            return undefined;
        }
        auto const [at_risk, up_to] = reached(level);
        auto const tail = sum_above(at_risk) + (up_to - detail::twofold{level}) * at_risk;
        return (std::min)((std::max)(tail / detail::two_sum(1, -level), at_risk), outcomes_.back().loss);
    }

    /// P(L > threshold). @throws invalid_parameter for a threshold that is NaN
    [[nodiscard]] double probability_above(double threshold) const
    {
        if (is_undefined(threshold)) {
            throw invalid_parameter{"probability_above", "threshold", threshold, "a number"};
        }
        auto sum = detail::running_sum{};
        for (auto const& each : outcomes_) {
            if (each.loss > threshold + scenario_detail::rounding_of_sums) {
                sum.add(each.chance);
            }
        }
        return outcomes_.empty() ? undefined : detail::at_most_one(sum.value().value());
    }

private:
    static void check_level(double level, std::string_view function)
    {
        if (!(level > 0 && level < 1)) {
            throw invalid_parameter{function, "level", level, "between 0 and 1, both exclusive"};
        }
    }

    /// The sum of l P(l) over l above a loss.
    [[nodiscard]] detail::twofold sum_above(double loss) const
    {
        auto sum = detail::running_sum{};
        for (auto const& each : outcomes_) {
            if (each.loss > loss) {
                sum.add(detail::two_product(each.loss, each.chance));
            }
        }
        return sum.value();
    }

    /// The least loss whose cumulated chance reaches a level, and that chance.
    [[nodiscard]] std::pair<double, detail::twofold> reached(double level) const
    {
        auto sum = detail::running_sum{};
        for (auto const& each : outcomes_) {
            sum.add(each.chance);
            if ((sum.value() - detail::twofold{level}).hi >= -scenario_detail::rounding_of_sums) {
                return {each.loss, sum.value()};
            }
        }
        return {outcomes_.back().loss, sum.value()};
    }

    std::vector<loss_chance> outcomes_{};
    reason why_ = reason::defined;
    std::string assumed_{};
};

namespace scenario_detail {

template <class Losses>
using id_in_losses = std::remove_cvref_t<decltype(ranges::range_value_t<Losses>::id)>;

/// A range of `possible_loss`, or of a type with these members.
template <class Losses>
concept losses_like = ranges::forward_range<Losses> && identifier<id_in_losses<Losses>>
                      && requires(ranges::range_value_t<Losses> const& one) {
                             static_cast<double>(one.share);
                             static_cast<double>(one.chance);
                         };

template <class Id>
using shocks_of = std::vector<common_shock<Id>>;

/// Losses taken apart and checked.
template <class Id>
struct read_losses {
    std::vector<Id> ids{};
    std::vector<double> shares{};
    std::vector<double> chances{};

    /// @throws invalid_parameter, which names the partner, for a share or chance outside [0, 1], a partner that comes
    /// twice, and shares that add up to more than 1
    template <class Losses>
    [[nodiscard]] static read_losses of(Losses const& losses, shocks_of<Id> const& shocks, std::string_view function)
    {
        auto read = read_losses{};
        auto sum = detail::running_sum{};
        for (auto const& each : losses) {
            if (std::find(read.ids.begin(), read.ids.end(), each.id) != read.ids.end()) {
                throw invalid_parameter{function, text_of(each.id) + " comes twice"};
            }
            read.ids.push_back(each.id);
            read.shares.push_back(static_cast<double>(each.share));
            read.chances.push_back(static_cast<double>(each.chance));
            check_chance(read.shares.back(), function, "share of " + text_of(each.id));
            sum.add(read.shares.back());
        }
        if ((sum.value() + -1.0).hi > 1e-12) {
            throw invalid_parameter{function, "sum of the shares", sum.value().value(), "at most 1"};
        }
        read.given(shocks).check(function);
        return read;
    }

    [[nodiscard]] shocked_chances<Id> given(shocks_of<Id> const& shocks) const { return {ids, chances, shocks}; }
};

struct loss_distribution_fn {
    template <losses_like Losses>
    [[nodiscard]] distribution_of_losses operator()(Losses const& losses,
                                                    shocks_of<id_in_losses<Losses>> const& shocks = {}) const
    {
        auto const read = read_losses<id_in_losses<Losses>>::of(losses, shocks, "loss_distribution");
        if (read.ids.empty()) {
            return distribution_of_losses{reason::no_partners};
        }
        auto outcomes = read.given(shocks).distribution(read.shares);
        for (auto& each : outcomes) {
            each.loss = detail::at_most_one(each.loss);
        }
        return {std::move(outcomes), shocks_in_words(shocks.size())};
    }

    template <portfolio_like Flows, class Substitution>
        requires substitution_for<Substitution, Flows>
    [[nodiscard]] distribution_of_losses operator()(Flows const& flows, std::vector<double> const& chances,
                                                    Substitution const& assumed,
                                                    shocks_of<detail::id_in<Flows>> const& shocks = {}) const
    {
        using id = detail::id_in<Flows>;
        auto const view = detail::view_of(flows);
        auto const terms = shortfall_terms<id>::of(view, chances, assumed, shocks, "loss_distribution");
        if (terms.why != reason::defined) {
            return distribution_of_losses{terms.why};
        }
        auto outcomes =
            terms.unlimited ? std::vector<loss_chance>{{0, 1}} : terms.given(shocks).distribution(terms.sizes);
        for (auto& each : outcomes) {
            each.loss = terms.shortfall(each.loss);
        }
        join_equal(outcomes, rounding_of_sums);
        return {std::move(outcomes), assumption_in_words(assumed) + "; " + shocks_in_words(shocks.size())};
    }
};

template <class Id>
struct moments {
    detail::twofold mean{};
    detail::twofold variance{};

    [[nodiscard]] static moments of(read_losses<Id> const& read, shocks_of<Id> const& shocks)
    {
        auto mean = detail::running_sum{};
        auto const mean_of = [&](std::vector<double> const& chances) {
            auto sum = detail::running_sum{};
            for (std::size_t j = 0; j < chances.size(); ++j) {
                sum.add(detail::two_product(chances[j], read.shares[j]));
            }
            return sum.value();
        };
        read.given(shocks).for_each_case(
            [&](detail::twofold weight, std::vector<double> const& chances) { mean.add(weight * mean_of(chances)); });
        auto variance = detail::running_sum{};
        read.given(shocks).for_each_case([&](detail::twofold weight, std::vector<double> const& chances) {
            auto const deviation = mean_of(chances) - mean.value();
            auto sum = detail::running_sum{};
            sum.add(deviation * deviation);
            for (std::size_t j = 0; j < chances.size(); ++j) {
                auto const of_one = detail::two_sum(1, -chances[j]) * chances[j];
                sum.add(of_one * detail::two_product(read.shares[j], read.shares[j]));
            }
            variance.add(weight * sum.value());
        });
        return {mean.value(), variance.value()};
    }
};

struct expected_loss_fn {
    template <losses_like Losses>
    [[nodiscard]] double operator()(Losses const& losses, shocks_of<id_in_losses<Losses>> const& shocks = {}) const
    {
        using id = id_in_losses<Losses>;
        auto const read = read_losses<id>::of(losses, shocks, "expected_loss");
        return read.ids.empty() ? undefined : moments<id>::of(read, shocks).mean.value();
    }
};

struct loss_variance_fn {
    template <losses_like Losses>
    [[nodiscard]] double operator()(Losses const& losses, shocks_of<id_in_losses<Losses>> const& shocks = {}) const
    {
        using id = id_in_losses<Losses>;
        auto const read = read_losses<id>::of(losses, shocks, "loss_variance");
        return read.ids.empty() ? undefined : moments<id>::of(read, shocks).variance.value();
    }
};

struct loss_covariance_fn {
    template <losses_like Losses>
    [[nodiscard]] double operator()(Losses const& losses, shocks_of<id_in_losses<Losses>> const& shocks,
                                    id_in_losses<Losses> const& a, id_in_losses<Losses> const& b) const
    {
        auto const read = read_losses<id_in_losses<Losses>>::of(losses, shocks, "loss_covariance");
        auto const place = [&](auto const& sought) {
            auto const found = std::find(read.ids.begin(), read.ids.end(), sought);
            if (found == read.ids.end()) {
                throw not_found{"loss_covariance", "loss of " + text_of(sought)};
            }
            return static_cast<std::size_t>(found - read.ids.begin());
        };
        auto const i = place(a);
        auto const j = place(b);
        auto of_a = detail::running_sum{};
        auto of_b = detail::running_sum{};
        auto of_both = detail::running_sum{};
        read.given(shocks).for_each_case([&](detail::twofold weight, std::vector<double> const& chances) {
            of_a.add(weight * chances[i]);
            of_b.add(weight * chances[j]);
            of_both.add(i == j ? weight * chances[i] : weight * detail::two_product(chances[i], chances[j]));
        });
        auto const together = of_both.value() - of_a.value() * of_b.value();
        return (together * detail::two_product(read.shares[i], read.shares[j])).value();
    }
};

} // namespace scenario_detail

/// The distribution of what is lost when each partner is lost with a chance of its own, `distribution_of_losses`.
///
/// `loss_distribution(losses, shocks)`: of the sum of the shares of the partners that are lost; the losses are a range
/// of `possible_loss`. Losses are independent of one another, but for the common shocks, a vector of `common_shock`, of
/// which each removes a bloc as a whole. Independence is the most optimistic assumption inside a bloc: show the
/// distribution with a common shock next to the one without.
///
/// `loss_distribution(flows, chances, assumed, shocks)`: of the shortfall of `lose`, with the same substitution; the
/// chances are a vector in the order of the partners.
///
/// Exact, by adding one partner after the other; sums that are equal are one outcome, so that n equal shares have n + 1
/// outcomes (a Poisson-binomial distribution). The cost is that of the number of outcomes, at most 2^n for n partners,
/// and doubles with each common shock. Undefined without partners and, of flows, without flow, where part of the total
/// is not attributed or not known, and where a capacity is not known: `why()` tells.
/// @throws invalid_parameter, which names the partner, for a share or chance outside [0, 1], a partner that comes
/// twice, shares that add up to more than 1, more or fewer chances than partners, a shock on a state that is no
/// partner, more than 16 shocks, and for more than 2^24 outcomes Source: Acerbi and Tasche (2002) for the expected
/// shortfall; Wang (1993) for the Poisson-binomial distribution; primary texts not consulted.
inline constexpr scenario_detail::loss_distribution_fn loss_distribution{};

/// The expected loss, sum of q_j s_j, for any number of partners: `expected_loss(losses, shocks)`; with common shocks
/// q_j is the chance that partner j is lost in one way or the other. Range [0, 1]; NaN without partners.
/// @throws invalid_parameter as `loss_distribution`
/// Source: the mean of a sum.
inline constexpr scenario_detail::expected_loss_fn expected_loss{};

/// The variance of the loss, for independent losses sum of q_j (1 - q_j) s_j^2, for any number of partners:
/// `loss_variance(losses, shocks)`. Range [0, 1/4]; NaN without partners. Doubles its cost with each common shock.
/// @throws invalid_parameter as `loss_distribution`
/// Source: the variance of a mixture of independent sums.
inline constexpr scenario_detail::loss_variance_fn loss_variance{};

/// The covariance of two partners' losses, `loss_covariance(losses, shocks, a, b)`. 0 for partners that no shock takes
/// together; for one shock of chance c on both, c (1 - c) (1 - q_a) (1 - q_b) s_a s_b.
/// @throws invalid_parameter as `loss_distribution`; not_found for a partner that is not among the losses
/// Source: the covariance of a mixture.
inline constexpr scenario_detail::loss_covariance_fn loss_covariance{};

} // namespace equipoise
