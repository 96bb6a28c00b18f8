// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/comparison/detail/comparison_measure.hpp>
#include <equipoise/comparison/detail/matched_shares.hpp>
#include <equipoise/concentration/inequality.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/twofold.hpp>

#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

/// Divergence of the shares p from the shares r of another composition (the world's, another year's, another state's):
/// `kl`, sum p ln(p / r); `total_variation`, sum |p - r| / 2; `power_divergence`, the family that contains `kl`.
namespace equipoise {

namespace comparison_detail {
struct kl_measure;
struct total_variation_measure;
} // namespace comparison_detail

/// Kullback-Leibler divergence from a reference: sum p ln(p / r), where p are the shares of the flows and r those of
/// the reference, in nats.
///
/// `kl(flows, reference)` takes two portfolios, whose partners are matched by identifier (a partner that one of them
/// does not list has 0 there), or two ranges of the same length, matched by place, each with an optional projection:
/// `kl(rows, reference, &row::usd, &row::usd)`. `kl(reference)` is an index of portfolios.
///
/// Range [0, infinity]; 0 for the same shares, infinity where a partner has a flow but none in the reference. With an
/// equal amount for every partner as the reference it is `theil`; `kl(reference, flows)` is then `mean_log_deviation`.
/// Undefined where either has no flow, where a part of either is not attributed to partners, and where a positive share
/// is too small for a double. Linear in the number of partners.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for ranges of different length
/// Source: Kullback and Leibler (1951), On Information and Sufficiency.
inline constexpr comparison_detail::comparison_fn<comparison_detail::kl_measure> kl{};

/// Total variation distance from a reference: sum |p - r| / 2, the share of the flows that would have to move to other
/// partners for both to have the same shares.
///
/// `total_variation(flows, reference)` or `total_variation(reference)`; arguments, matching, undefined cases (except
/// that of small shares), errors and cost as for `kl`. Range [0, 1]; 0 for the same shares, 1 where no partner is
/// common to both. With an equal amount for every partner as the reference it is `hoover`.
/// Source: the distance of probability theory; as an index of dissimilarity Duncan and Duncan (1955).
inline constexpr comparison_detail::comparison_fn<comparison_detail::total_variation_measure> total_variation{};

namespace comparison_detail {

/// The divergence of an order of the flows from the reference.
[[nodiscard]] EQUIPOISE_CONSTEXPR outcome divergence_from_reference(matched_amounts const& both,
                                                                    concentration_detail::divergence_order const& order)
{
    if (both.some_too_small()) {
        return reason::share_too_small;
    }
    if (both.proportional()) {
        return 0.0;
    }
    auto const term = concentration_detail::divergence_term{order};
    auto const per_flow = both.reference.whole();
    auto const per_reference = both.flows.whole();
    auto sum = concentration_detail::divergence_sum{};
    for (auto const& [x, y] : both.partners) {
        if (x > 0 && y > 0) {
            sum.add(term(concentration_detail::contrast_between(x, per_flow, y, per_reference)));
        } else if (y > 0 && term.finite_without_a()) {
            sum.add(term.without_a(per_reference * y));
        } else if (x > 0 && term.finite_without_b()) {
            sum.add({term.without_b(per_flow * x)});
        } else if (x > 0 || y > 0) {
            sum.add_infinity();
        }
    }
    return sum.over(per_flow * per_reference);
}

/// The sum of p - r over the partners with p > r, which is sum |p - r| / 2.
[[nodiscard]] EQUIPOISE_CONSTEXPR double half_of_differences(matched_amounts const& both)
{
    if (both.proportional()) {
        return 0.0;
    }
    auto const per_flow = both.reference.whole();
    auto const per_reference = both.flows.whole();
    auto sum = detail::running_sum{};
    for (auto const& [x, y] : both.partners) {
        if (auto const difference = per_flow * x - per_reference * y; difference.hi > 0) {
            sum.add(difference);
        }
    }
    return sum.value() / (per_flow * per_reference);
}

struct kl_measure {
    static constexpr facts about{.name = "kl",
                                 .symbol = "D(p || r)",
                                 .formula = "sum p ln(p / r)",
                                 .source = "Kullback and Leibler (1951)",
                                 .ignores_zeros = true,
                                 .counts_traces = true};
    static constexpr std::string_view reference_name = "kl, reference";
    [[nodiscard]] static constexpr interval range(double) { return {0, std::numeric_limits<double>::infinity()}; }
    [[nodiscard]] static EQUIPOISE_CONSTEXPR outcome of(matched_amounts const& both)
    {
        return divergence_from_reference(both, concentration_detail::divergence_order::of(1));
    }
};

struct total_variation_measure {
    static constexpr facts about{.name = "total_variation",
                                 .symbol = "TV",
                                 .formula = "sum |p - r| / 2",
                                 .source = "the distance of probability theory",
                                 .ignores_zeros = true};
    static constexpr std::string_view reference_name = "total_variation, reference";
    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static EQUIPOISE_CONSTEXPR outcome of(matched_amounts const& both)
    {
        return half_of_differences(both);
    }
};

/// The greatest divergence of an order: that of compositions without a common partner.
[[nodiscard]] constexpr double largest_power_divergence(double a) noexcept
{
    return a > 0 && a < 1 ? 1 / (a * (1 - a)) : std::numeric_limits<double>::infinity();
}

[[nodiscard]] constexpr outcome power_divergence_between(matched_amounts const& both, double a)
{
    auto const why = both.without_shares();
    if (why != reason::defined) {
        return why;
    }
    auto result = divergence_from_reference(both, concentration_detail::divergence_order::of(a));
    auto const largest = largest_power_divergence(a);
    result.value = result.value > largest ? largest : result.value;
    return result;
}

/// The divergence of an order from a reference as an index of portfolios.
template <class Reference>
struct power_divergence_rule {
    static constexpr facts about{.name = "power_divergence",
                                 .symbol = "D_a(p || r)",
                                 .formula = "(sum p^a r^(1-a) - 1) / (a (a - 1))",
                                 .source = "Cressie and Read (1984)",
                                 .ignores_zeros = true};
    double a;
    Reference reference;

    [[nodiscard]] constexpr interval range(double) const { return {0, largest_power_divergence(a)}; }
    /// For these orders a partner of which the reference has nothing makes the divergence infinite.
    [[nodiscard]] constexpr bool counts_traces() const { return a >= 1; }

    template <class Flows>
        requires matchable<Flows, Reference>
    [[nodiscard]] constexpr outcome operator()(Flows const& flows) const
    {
        return power_divergence_between(match(flows, reference, about.name), a);
    }
};

struct power_divergence_fn {
    template <class Reference>
        requires portfolio_like<Reference>
    [[nodiscard]] constexpr auto operator()(double a, Reference&& reference) const
    {
        using rule = power_divergence_rule<std::remove_cvref_t<Reference>>;
        return index_fn<rule>{rule{checked(a), std::forward<Reference>(reference)}};
    }

    template <class Flows, class Reference>
        requires matchable<Flows, Reference>
    [[nodiscard]] constexpr double operator()(Flows&& flows, double a, Reference&& reference) const
    {
        return power_divergence_between(match(flows, reference, "power_divergence"), checked(a)).value;
    }

    template <class Flows, class Reference, class Proj = ranges::identity, class ReferenceProj = ranges::identity>
        requires comparable_ranges<Flows, Reference, Proj, ReferenceProj>
    [[nodiscard]] constexpr double operator()(Flows&& flows, double a, Reference&& reference, Proj proj = {},
                                              ReferenceProj reference_proj = {}) const
    {
        return power_divergence_between(
                   match(flows, reference, "power_divergence", "power_divergence, reference", proj, reference_proj),
                   checked(a))
            .value;
    }

private:
    [[nodiscard]] static constexpr double checked(double a)
    {
        if (!(a >= -concentration_detail::widest_order && a <= concentration_detail::widest_order)) {
            throw invalid_parameter{"power_divergence", "a", a, "between -2^20 and 2^20"};
        }
        return a;
    }
};

} // namespace comparison_detail

/// Power divergence of order a from a reference: D_a = (sum p^a r^(1-a) - 1) / (a (a - 1)). D_1 is `kl(flows,
/// reference)` and D_0 is `kl(reference, flows)`; orders close to 1 and 0 lose no digits.
///
/// `power_divergence(flows, a, reference)` or `power_divergence(a, reference)`, |a| <= 2^20; arguments, matching,
/// undefined cases, errors and cost as for `kl`, and `invalid_parameter` for another a. Range [0, 1 / (a (1 - a))] for
/// 0 < a < 1, else [0, infinity]; 0 for the same shares. Infinite where a partner has nothing in p and a <= 0, or
/// nothing in r and a >= 1. With an equal amount for every partner as the reference it is `generalized_entropy(a)`.
/// Source: Cressie and Read (1984), Multinomial Goodness-of-Fit Tests, without its factor 2 and with a - 1 for its
/// lambda.
inline constexpr comparison_detail::power_divergence_fn power_divergence{};

} // namespace equipoise
