// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/comparison/detail/matched_shares.hpp>
#include <equipoise/concentration/inequality.hpp>

#include <concepts>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

/// How far the shares are from those of another composition: the world's, another year's, another state's.
namespace equipoise {

namespace comparison_detail {

/// Divergence of an order of the flows from the reference.
struct divergence_from_reference {
    concentration_detail::divergence_order order;

    [[nodiscard]] constexpr outcome operator()(auto const& both) const
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
};

/// sum of p - r over the partners with p > r, half of sum |p - r|
struct half_of_distances {
    [[nodiscard]] constexpr outcome operator()(auto const& both) const
    {
        if (both.proportional()) {
            return 0.0;
        }
        auto const per_flow = both.reference.whole();
        auto const per_reference = both.flows.whole();
        auto sum = detail::running_sum{};
        for (auto const& [x, y] : both.partners) {
            if (auto const above = per_flow * x - per_reference * y; above.hi > 0) {
                sum.add(above);
            }
        }
        return sum.value() / (per_flow * per_reference);
    }
};

struct kl_facts {
    static constexpr facts about{"kl",
                                 "D(p || r)",
                                 "sum p ln(p / r)",
                                 "Kullback and Leibler (1951)",
                                 concentrating::neither,
                                 replicating::changes,
                                 true,
                                 true};
    static constexpr std::string_view reference_name = "kl, reference";
    [[nodiscard]] static constexpr interval range(double) { return {0, std::numeric_limits<double>::infinity()}; }
    [[nodiscard]] static constexpr outcome of(auto const& both)
    {
        return divergence_from_reference{concentration_detail::divergence_order::of(1)}(both);
    }
};

struct total_variation_facts {
    static constexpr facts about{
        "total_variation",    "TV", "sum |p - r| / 2", "the distance of probability theory", concentrating::neither,
        replicating::changes, true};
    static constexpr std::string_view reference_name = "total_variation, reference";
    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static constexpr outcome of(auto const& both) { return half_of_distances{}(both); }
};

/// The outcome of a measure of two compositions, in its range.
template <class Measure>
[[nodiscard]] constexpr outcome compared(auto const& both)
{
    if (auto const why = both.without_shares(); why != reason::defined) {
        return why;
    }
    auto result = Measure::of(both);
    if (is_undefined(result.value)) {
        return result;
    }
    auto const range = Measure::range(0);
    result.value = result.value < range.low ? range.low : result.value > range.high ? range.high : result.value;
    return result;
}

/// A measure that says between what values it lies when a part of either composition is unattributed.
template <class Measure, class Flows, class Reference>
concept bounded_comparison = requires(Flows const& flows, Reference const& reference) {
    { Measure::bound(flows, reference) } -> std::same_as<interval>;
};

/// A measure of two compositions as the index of one, given the other.
template <class Measure, class Reference>
struct comparison_rule {
    static constexpr facts about = Measure::about;
    Reference reference;

    [[nodiscard]] static constexpr interval range(double n) { return Measure::range(n); }

    template <class Flows>
        requires matchable<Flows, Reference>
    [[nodiscard]] constexpr outcome operator()(Flows const& flows) const
    {
        return compared<Measure>(match(flows, reference, about.name));
    }

    template <class Flows>
        requires bounded_comparison<Measure, Flows, Reference>
    [[nodiscard]] constexpr interval bound(Flows const& flows) const
    {
        return Measure::bound(flows, reference);
    }
};

template <class Measure>
struct comparison_fn {
    /// The index that compares with this reference.
    template <class Reference>
        requires portfolio_like<Reference>
    [[nodiscard]] constexpr auto operator()(Reference&& reference) const
    {
        using rule = comparison_rule<Measure, std::remove_cvref_t<Reference>>;
        return index_fn<rule>{rule{std::forward<Reference>(reference)}};
    }

    /// Portfolios, whose partners are matched by their identifiers.
    template <class Flows, class Reference>
        requires matchable<Flows, Reference>
    [[nodiscard]] constexpr double operator()(Flows&& flows, Reference&& reference) const
    {
        return compared<Measure>(match(flows, reference, Measure::about.name)).value;
    }

    /// Ranges of amounts of the same length, whose partners are matched by their places.
    template <class Flows, class Reference>
        requires(!portfolio_like<Flows> && !portfolio_like<Reference>)
                && detail::amount_source<Flows> && detail::amount_source<Reference>
    [[nodiscard]] constexpr double operator()(Flows&& flows, Reference&& reference) const
    {
        return compared<Measure>(match(flows, reference, Measure::about.name, Measure::reference_name)).value;
    }

    /// For `bound(measure, flows, reference)`.
    template <class Flows, class Reference>
        requires bounded_comparison<Measure, Flows, Reference>
    [[nodiscard]] static constexpr interval bound(Flows const& flows, Reference const& reference)
    {
        return Measure::bound(flows, reference);
    }
};

/// The divergence of an order from a reference as an index of portfolios.
template <class Reference>
struct power_divergence_rule {
    static constexpr facts about{"power_divergence",
                                 "D_a(p || r)",
                                 "(sum p^a r^(1-a) - 1) / (a (a - 1))",
                                 "Cressie and Read (1984)",
                                 concentrating::neither,
                                 replicating::changes,
                                 true};
    double a;
    Reference reference;

    [[nodiscard]] constexpr interval range(double) const { return {0, most(a)}; }
    /// A partner of whom the reference has nothing.
    [[nodiscard]] constexpr bool counts_traces() const { return a >= 1; }

    template <class Flows>
        requires matchable<Flows, Reference>
    [[nodiscard]] constexpr outcome operator()(Flows const& flows) const
    {
        return of(a, match(flows, reference, about.name));
    }

    [[nodiscard]] static constexpr outcome of(double a, auto const& both)
    {
        auto const why = both.without_shares();
        if (why != reason::defined) {
            return why;
        }
        auto result = divergence_from_reference{concentration_detail::divergence_order::of(a)}(both);
        result.value = result.value > most(a) ? most(a) : result.value;
        return result;
    }

private:
    /// That of compositions without a partner in common.
    [[nodiscard]] static constexpr double most(double a)
    {
        return a > 0 && a < 1 ? 1 / (a * (1 - a)) : std::numeric_limits<double>::infinity();
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
        return power_divergence_rule<int>::of(checked(a), match(flows, reference, "power_divergence")).value;
    }

    template <class Flows, class Reference>
        requires(!portfolio_like<Flows> && !portfolio_like<Reference>)
                && detail::amount_source<Flows> && detail::amount_source<Reference>
    [[nodiscard]] constexpr double operator()(Flows&& flows, double a, Reference&& reference) const
    {
        auto const both = match(flows, reference, "power_divergence", "power_divergence, reference");
        return power_divergence_rule<int>::of(checked(a), both).value;
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

/// Kullback-Leibler divergence from a reference: sum p ln(p / r), p the shares, r those of the reference, in nats.
///
/// `kl(flows, reference)` of two portfolios, matched by identifier (a partner that one of them does not list has
/// nothing there), or of two ranges of the same length, matched by place; `kl(reference)` is an index of portfolios.
/// Range [0, infinity], 0 = the same shares, infinite when a partner has something and nothing in the reference.
/// Undefined without flow in either, when a part of either is unattributed, and when a positive share is too small for
/// a double. Throws `invalid_amount`, and `invalid_parameter` for ranges of different length. Linear. With equal
/// references it is `theil`, and `kl(reference, flows)` `mean_log_deviation`.
/// Source: Kullback and Leibler (1951), On Information and Sufficiency.
inline constexpr comparison_detail::comparison_fn<comparison_detail::kl_facts> kl{};

/// Total variation distance from a reference: sum |p - r| / 2, the share of the flows that would have to move.
///
/// `total_variation(flows, reference)` or `total_variation(reference)`; arguments, matching, undefined cases (but
/// for small shares), errors and cost as for `kl`. Range [0, 1], 0 = the same shares, 1 = no partner in common. With
/// equal references it is `hoover`. Source: the distance of probability theory; as an index of dissimilarity Duncan and
/// Duncan (1955).
inline constexpr comparison_detail::comparison_fn<comparison_detail::total_variation_facts> total_variation{};

/// Power divergence from a reference, of order a: D_a = (sum p^a r^(1-a) - 1) / (a (a - 1)); D_1 is `kl(flows,
/// reference)`, D_0 `kl(reference, flows)`, and a next to either loses no digits.
///
/// `power_divergence(flows, a, reference)`, |a| <= 2^20, or `power_divergence(a, reference)`; arguments, matching,
/// undefined cases, errors and cost as for `kl`, and `invalid_parameter` for a. Range [0, 1 / (a (1 - a))], for a <= 0
/// and a >= 1 [0, infinity]; 0 = the same shares; infinite when a partner has nothing in p and a <= 0, or nothing in r
/// and a >= 1. With equal references it is `generalized_entropy(a)`. Source: Cressie and Read (1984), Multinomial
/// Goodness-of-Fit Tests, without its factor 2 and with a - 1 for its lambda.
inline constexpr comparison_detail::power_divergence_fn power_divergence{};

} // namespace equipoise
