// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/weighted_amounts.hpp>
#include <equipoise/concentration/gini.hpp>
#include <equipoise/concentration/inequality.hpp>
#include <equipoise/core/scaled_amounts.hpp>
#include <equipoise/core/weights.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

/// Indices of inequality with weights: `weighted(index)(amounts, weights)`, where an amount is one of each head, such
/// as the income per head of a region, and its weight says how many heads there are.
///
/// With the shares of the weights q = w / W and the mean m = sum q x:
///
///   weighted(gini)                    sum over i, j of q_i q_j |x_i - x_j| / (2 m)
///   weighted(hoover)                  sum q |x / m - 1| / 2
///   weighted(theil)                   sum q (x / m) ln(x / m)
///   weighted(mean_log_deviation)      -sum q ln(x / m)
///   weighted(generalized_entropy(a))  (sum q (x / m)^a - 1) / (a (a - 1))
///   weighted(atkinson(e))             1 - (sum q (x / m)^(1-e))^(1/(1-e))
///   weighted(lorenz)                  the points (sum q, sum q x / m) of the smallest amounts
namespace equipoise {

namespace concentration_detail {

/// The divergence of an order of the shares of the amounts from those of the weights, times W X.
[[nodiscard]] EQUIPOISE_CONSTEXPR divergence_sum divergence_from_weights(weighted_amounts const& all,
                                                                         divergence_order const& order)
{
    constexpr auto tiny = 0x1p-500;
    auto const term = divergence_term{order};
    auto sum = divergence_sum{};
    for (auto const& [amount, weight] : all.ascending()) {
        auto of_one = scaled_term{};
        if (amount >= tiny) {
            of_one = term(contrast_between(all.weight() * amount, all.whole(), all.above_mean(amount)));
        } else if (amount > 0) {
            of_one = term(contrast_between(amount, all.weight(), 1.0, all.whole()));
        } else if (term.finite_without_a()) {
            of_one = term.without_a(all.whole());
        } else {
            sum.add_infinity();
            continue;
        }
        auto const power = detail::exponent_of(weight);
        of_one.value = of_one.value * detail::scaled(weight, -power);
        of_one.exponent += power;
        // a term of a small weight is brought to the common unit, in which it may vanish
        sum.add(of_one.exponent > 0 ? of_one : scaled_term{detail::scaled(of_one.value, of_one.exponent), 0});
    }
    return sum;
}

[[nodiscard]] EQUIPOISE_CONSTEXPR outcome weighted_divergence(weighted_amounts const& all,
                                                              divergence_order const& order)
{
    if (all.equal()) {
        return 0.0;
    }
    if (all.lost() && !divergence_term{order}.finite_without_a()) {
        return reason::share_too_small;
    }
    return divergence_from_weights(all, order).over(all.scale());
}

[[nodiscard]] EQUIPOISE_CONSTEXPR outcome weigh(theil_rule const&, weighted_amounts const& all)
{
    return weighted_divergence(all, divergence_order::of(1));
}

[[nodiscard]] EQUIPOISE_CONSTEXPR outcome weigh(mean_log_deviation_rule const&, weighted_amounts const& all)
{
    return weighted_divergence(all, divergence_order::of(0));
}

[[nodiscard]] EQUIPOISE_CONSTEXPR outcome weigh(generalized_entropy_rule const& rule, weighted_amounts const& all)
{
    return weighted_divergence(all, divergence_order::of(rule.a));
}

[[nodiscard]] EQUIPOISE_CONSTEXPR outcome weigh(atkinson_rule const& rule, weighted_amounts const& all)
{
    auto const order = divergence_order::one_less(rule.e);
    if (all.equal()) {
        return 0.0;
    }
    if (all.lost() && !divergence_term{order}.finite_without_a()) {
        return reason::share_too_small;
    }
    return rule.from_divergence(divergence_from_weights(all, order), all.scale());
}

/// sum w (x - m) over the amounts above the mean m: half of sum w |x - m|.
[[nodiscard]] EQUIPOISE_CONSTEXPR outcome weigh(hoover_rule const&, weighted_amounts const& all)
{
    if (all.equal()) {
        return 0.0;
    }
    auto sum = detail::running_sum{};
    for (auto const& [amount, weight] : all.ascending()) {
        if (auto const above = all.above_mean(amount); above.hi > 0) {
            sum.add(above * weight);
        }
    }
    return sum.value() / all.scale();
}

/// Between two neighbours in the order of the amounts lies their difference, times the weights on either side of it:
/// the sum is that of w_i w_j |x_i - x_j| over all pairs, and no term is negative.
[[nodiscard]] EQUIPOISE_CONSTEXPR outcome weigh(gini_rule const&, weighted_amounts const& all)
{
    auto const& each = all.ascending();
    auto above = std::vector<detail::twofold>(each.size());
    auto weights = detail::running_sum{};
    for (auto k = each.size(); k > 1; --k) {
        weights.add(each[k - 1].weight);
        above[k - 1] = weights.value();
    }
    weights.clear();
    auto sum = detail::running_sum{};
    for (std::size_t k = 1; k < each.size(); ++k) {
        weights.add(each[k - 1].weight);
        sum.add(detail::two_sum(each[k].amount, -each[k - 1].amount) * weights.value() * above[k]);
    }
    return sum.value() / all.scale();
}

/// Rules of indices that have a form with weights.
template <class Rule>
concept weighable = requires(Rule const& rule, weighted_amounts const& all) {
    { weigh(rule, all) } -> std::same_as<outcome>;
};

/// Two ranges of amounts and of weights.
template <class Amounts, class Weights>
concept amounts_and_weights = detail::amount_source<Amounts> && !portfolio_like<Amounts> && amount_range<Weights>;

/// Rows, each of which holds an amount and a weight.
template <class Rows, class Amount, class Weight>
concept rows_with_weights = ranges::forward_range<Rows> && !portfolio_like<Rows> && detail::amount_source<Rows, Amount>
                            && amount_range<Rows, Weight>;

/// Reads and checks amounts and weights.
template <class Amounts, class Weights, class Proj, class WeightProj>
[[nodiscard]] EQUIPOISE_CONSTEXPR weighted_amounts read_weighted(Amounts& amounts, Weights& weights, Proj& proj,
                                                                 WeightProj& weight_proj, std::string_view name)
{
    auto const all = detail::scale_amounts(amounts, proj, name);
    auto const checked =
        detail::checked_weights(weights, all.amounts.size(), name, "amounts", detail::weight_at, weight_proj);
    return {all, checked};
}

/// An index with weights.
template <weighable Rule>
struct weighted_index {
    Rule rule{};

    template <class Amounts, class Weights>
        requires amounts_and_weights<Amounts, Weights>
    [[nodiscard]] EQUIPOISE_CONSTEXPR double operator()(Amounts&& amounts, Weights&& weights) const
    {
        return of(amounts, weights).value;
    }

    template <class Rows, class Amount, class Weight>
        requires rows_with_weights<Rows, Amount, Weight>
    [[nodiscard]] EQUIPOISE_CONSTEXPR double operator()(Rows&& rows, Amount amount, Weight weight) const
    {
        return of(rows, rows, amount, weight).value;
    }

    /// Why the index is undefined, in words; empty when it is defined.
    template <class Amounts, class Weights>
        requires amounts_and_weights<Amounts, Weights>
    [[nodiscard]] EQUIPOISE_CONSTEXPR std::string_view why_undefined(Amounts&& amounts, Weights&& weights) const
    {
        return words(of(amounts, weights).why);
    }

    template <class Rows, class Amount, class Weight>
        requires rows_with_weights<Rows, Amount, Weight>
    [[nodiscard]] EQUIPOISE_CONSTEXPR std::string_view why_undefined(Rows&& rows, Amount amount, Weight weight) const
    {
        return words(of(rows, rows, amount, weight).why);
    }

private:
    template <class Amounts, class Weights, class Proj = ranges::identity, class WeightProj = ranges::identity>
    [[nodiscard]] EQUIPOISE_CONSTEXPR outcome of(Amounts& amounts, Weights& weights, Proj proj = {},
                                                 WeightProj weight_proj = {}) const
    {
        auto const all = read_weighted(amounts, weights, proj, weight_proj, Rule::about.name);
        auto const why = all.without_mean();
        return why != reason::defined ? outcome{why} : weigh(rule, all);
    }
};

/// The Lorenz curve with weights.
struct weighted_lorenz {
    template <class Amounts, class Weights>
        requires amounts_and_weights<Amounts, Weights>
    [[nodiscard]] EQUIPOISE_CONSTEXPR std::vector<lorenz_point> operator()(Amounts&& amounts, Weights&& weights) const
    {
        return of(amounts, weights);
    }

    template <class Rows, class Amount, class Weight>
        requires rows_with_weights<Rows, Amount, Weight>
    [[nodiscard]] EQUIPOISE_CONSTEXPR std::vector<lorenz_point> operator()(Rows&& rows, Amount amount,
                                                                           Weight weight) const
    {
        return of(rows, rows, amount, weight);
    }

private:
    template <class Amounts, class Weights, class Proj = ranges::identity, class WeightProj = ranges::identity>
    [[nodiscard]] EQUIPOISE_CONSTEXPR static std::vector<lorenz_point> of(Amounts& amounts, Weights& weights,
                                                                          Proj proj = {}, WeightProj weight_proj = {})
    {
        auto points = std::vector<lorenz_point>{};
        auto const all = read_weighted(amounts, weights, proj, weight_proj, "lorenz");
        if (all.without_mean() != reason::defined) {
            return points;
        }
        auto const& each = all.ascending();
        points.reserve(each.size() + 1);
        points.push_back({});
        auto heads = detail::running_sum{};
        auto sum = detail::running_sum{};
        for (std::size_t k = 0; k + 1 < each.size(); ++k) {
            heads.add(each[k].weight);
            sum.add(detail::two_product(each[k].amount, each[k].weight));
            points.push_back({heads.value() / all.weight(), sum.value() / all.whole()});
        }
        points.push_back({1, 1});
        return points;
    }
};

struct weighted_fn {
    template <weighable Rule>
    [[nodiscard]] constexpr weighted_index<Rule> operator()(index_fn<Rule> const& index) const
    {
        if (index.rule.n != listed) {
            throw invalid_parameter{Rule::about.name,
                                    "with weights, the number of partners is not used: the weights say "
                                    "how much each amount counts"};
        }
        return {index.rule};
    }

    [[nodiscard]] constexpr weighted_lorenz operator()(lorenz_fn const&) const { return {}; }
};

} // namespace concentration_detail

/// An index of inequality with weights: `weighted(gini)(amounts, weights)`, or with members of rows
/// `weighted(atkinson(0.5))(regions, &region::income_per_head, &region::people)`.
///
/// It is what the index would be of a list with an entry for each head, so that the weights may be numbers of people,
/// shares of population or probabilities; they need not sum to 1. Takes `gini`, `hoover`, `theil`,
/// `mean_log_deviation`, `generalized_entropy(a)`, `atkinson(e)`, and `lorenz`, whose points are then (share of the
/// weights, share of the whole) of the smallest amounts, one for each amount with a positive weight. An amount is one
/// of each head, not that of all of them; amounts and weights are matched by place. A row with weight 0 is as if
/// absent, and two rows with the same amount are as one with the sum of their weights. With equal weights it is the
/// index itself.
///
/// Ranges are those of the index for very many partners; up = less equal. Undefined without an amount, when all amounts
/// are 0, and when an amount or a weight is too small or too large relative to the others for a double; the member
/// `why_undefined` takes the same arguments and tells the reason. The cost is that of a sort.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for a weight that is negative, infinite or NaN, weights that are all zero, a number of
/// weights other than that of the amounts, and an index with a number of partners of its own, such as `gini(positive)`
/// Source: the population form of each index with shares of population, as in Cowell (2011), Measuring Inequality.
inline constexpr concentration_detail::weighted_fn weighted{};

} // namespace equipoise
