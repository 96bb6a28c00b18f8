// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/by_bloc.hpp>
#include <equipoise/concentration/inequality_terms.hpp>
#include <equipoise/concentration/power_mean.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

/// Concentration by bloc: how much of it lies between blocs of partners, and how much inside them.
///
/// All functions here are called alike: `theil_by_bloc(flows, labels)`, the flows a portfolio or a range of amounts
/// (with a projection as last argument if need be), the labels one of
///   a range of labels, one for each partner in the order of the flows;
///   and for a portfolio also a function of an identifier, a map from identifiers, a vector of `bloc`s (everyone
///   else is on his own), or a `partition`, which says what becomes of everyone else.
/// A portfolio with an unattributed part is not decomposed, as nobody knows whose it is.
namespace equipoise {

namespace detail {

[[nodiscard]] constexpr twofold sum_of(std::span<double const> amounts) noexcept
{
    auto sum = running_sum{};
    sum.add(amounts.data(), amounts.size());
    return sum.value();
}

[[nodiscard]] constexpr twofold sum_of_squares(std::span<double const> amounts) noexcept
{
    auto sum = running_sum{};
    for (auto const x : amounts) {
        sum.add(two_product(x, x));
    }
    return sum.value();
}

/// The same amounts in a unit of their own size, in which their squares are not lost.
[[nodiscard]] constexpr std::vector<double> in_own_unit(std::span<double const> amounts)
{
    auto own = std::vector<double>(amounts.begin(), amounts.end());
    if (auto const held = sum_of(amounts).hi; held > 0) {
        for (auto& x : own) {
            x = scaled(x, -exponent_of(held));
        }
    }
    return own;
}

/// -p ln p, p = part / whole
[[nodiscard]] constexpr twofold entropy_term(twofold part, twofold whole) noexcept
{
    return part.hi == 0 ? twofold{} : -(quotient(part, whole) * ln_ratio(part, whole));
}

[[nodiscard]] constexpr std::size_t partners_counted(std::span<double const> amounts, base n) noexcept
{
    std::size_t with_flow = 0;
    for (auto const x : amounts) {
        with_flow += x > 0 ? 1U : 0U;
    }
    return n == positive ? with_flow : amounts.size();
}

struct hhi_parts {
    static constexpr std::string_view name = "hhi_by_bloc";
    template <class Label>
    using result = hhi_decomposition<Label>;

    template <class Label>
    static void fill(result<Label>& parts, grouped<Label> const& flows)
    {
        auto const whole = flows.sums.whole();
        auto together = running_sum{};
        auto gap = running_sum{};
        for (std::size_t g = 0; g < flows.labels.size(); ++g) {
            auto const amounts = flows.of(g);
            auto const held = sum_of(amounts);
            together.add(held * held);
            for (auto const x : amounts) {
                gap.add((held + -x) * x);
            }
            parts.blocs.push_back({flows.labels[g], amounts.size(), held / whole, undefined});
            if (held.hi > 0) {
                auto const own = in_own_unit(amounts);
                parts.blocs.back().inside = sum_of_squares(own) / (sum_of(own) * sum_of(own));
            }
        }
        auto const squared = sum_of_squares(flows.all());
        parts.total = squared / (whole * whole);
        parts.between = together.value() / (whole * whole);
        parts.within = squared / together.value();
        parts.gap = gap.value() / (whole * whole);
    }
};

struct shannon_parts {
    static constexpr std::string_view name = "shannon_by_bloc";
    template <class Label>
    using result = decomposition<Label>;

    template <class Label>
    static void fill(result<Label>& parts, grouped<Label> const& flows)
    {
        auto const whole = flows.sums.whole();
        auto between = running_sum{};
        auto within = running_sum{};
        for (std::size_t g = 0; g < flows.labels.size(); ++g) {
            auto const amounts = flows.of(g);
            auto const held = sum_of(amounts);
            parts.blocs.push_back({flows.labels[g], amounts.size(), held / whole, undefined});
            if (held.hi > 0) {
                auto const own = in_own_unit(amounts);
                auto const inside = entropy(own, sum_of(own));
                parts.blocs.back().inside = inside.value();
                between.add(entropy_term(held, whole));
                within.add(quotient(held, whole) * inside);
            }
        }
        parts.total = entropy(flows.all(), whole).value();
        parts.between = between.value().value();
        parts.within = within.value().value();
    }

private:
    [[nodiscard]] static twofold entropy(std::span<double const> amounts, twofold whole) noexcept
    {
        auto sum = running_sum{};
        for (auto const x : amounts) {
            sum.add(entropy_term({x}, whole));
        }
        return sum.value();
    }
};

/// Theil's T weighs what is inside a bloc by the bloc's share of the flow, the mean log deviation by its share of
/// the partners.
template <class Term, bool ByFlow>
struct inequality_parts {
    static constexpr std::string_view name = ByFlow ? "theil_by_bloc" : "mean_log_deviation_by_bloc";
    template <class Label>
    using result = decomposition<Label>;

    static void check(base counted)
    {
        if (counted != listed && counted != positive) {
            throw invalid_parameter{name, "base", "a number", "listed or positive: who is not listed is in no bloc"};
        }
    }

    template <class Label>
    static void fill(result<Label>& parts, grouped<Label> const& flows, base counted = listed)
    {
        auto const whole = flows.sums.whole();
        auto const n = static_cast<double>(partners_counted(flows.all(), counted));
        auto between = sum_of_terms{};
        auto within = sum_of_terms{};
        for (std::size_t g = 0; g < flows.labels.size(); ++g) {
            auto const amounts = flows.of(g);
            auto const held = sum_of(amounts);
            auto const partners = partners_counted(amounts, counted);
            auto const members = static_cast<double>(partners);
            parts.blocs.push_back({flows.labels[g], partners, held / whole, undefined});
            if (partners > 0) {
                auto const weight = quotient({members}, {n});
                between.add(weighted(Term{}(relative::of(held, whole, members, n)), weight));
                if (held.hi > 0) {
                    auto const own = in_own_unit(amounts);
                    auto const inside = mean_term(own, sum_of(own), members, Term{});
                    parts.blocs.back().inside = inside.value();
                    within.add(weighted(inside, ByFlow ? quotient(held, whole) : weight));
                }
            }
        }
        parts.total = mean_term(flows.all(), whole, n, Term{}).value();
        parts.between = between.value().value();
        parts.within = within.value().value();
    }
};

struct hill_parts {
    static constexpr std::string_view name = "hill_by_bloc";
    template <class Label>
    using result = decomposition<Label>;

    static void check(double q)
    {
        if (!(q >= 0)) {
            throw invalid_parameter{name, "q", q, "at least 0"};
        }
    }

    template <class Label>
    static void fill(result<Label>& parts, grouped<Label> const& flows, double q)
    {
        auto const whole = flows.sums.whole();
        auto blocs = std::vector<weighted_ln>{};
        for (std::size_t g = 0; g < flows.labels.size(); ++g) {
            auto const amounts = flows.of(g);
            auto const held = sum_of(amounts);
            parts.blocs.push_back({flows.labels[g], amounts.size(), held / whole, undefined});
            if (held.hi > 0) {
                auto const own = in_own_unit(amounts);
                parts.blocs.back().inside = number(ln_hill(own, sum_of(own), q));
                blocs.push_back({held, -ln_ratio(held, whole)});
            }
        }
        // none of the three numbers is below 1, so that their logarithms need not be exact to more than 2^-60
        auto const gamma = ln_hill(flows.all(), whole, q);
        auto const beta = ln_power_mean(blocs, q);
        parts.total = number(gamma);
        parts.between = number(beta);
        parts.within = number(gamma - beta);
    }

private:
    [[nodiscard]] static twofold ln_hill(std::span<double const> amounts, twofold whole, double q)
    {
        auto terms = std::vector<weighted_ln>{};
        for (auto const x : amounts) {
            if (x > 0) {
                terms.push_back({{x}, -ln_ratio({x}, whole)});
            }
        }
        return ln_power_mean(terms, q);
    }

    /// A number that is not less than 1.
    [[nodiscard]] static double number(twofold ln) noexcept { return ln.hi <= 0 ? 1.0 : exp(ln).value(); }
};

} // namespace detail

/// Herfindahl-Hirschman index by bloc: H = sum S_g^2 H_g, S_g the share of bloc g and H_g the index inside it.
///
/// `between` = sum S_g^2, the index if every bloc were one partner; `gap` = between - total >= 0, what it would rise
/// by; `within` = total / between, the mean of H_g under weights S_g^2; `inside` = H_g. All in [0, 1]. `labels`: see
/// the head of this header. NaN, with a reason in `why`, without flow or with an unattributed part. Throws
/// `invalid_amount`; `invalid_parameter` for labels of another number than the partners, a partner without a label
/// or in two blocs. Cost of a sort. Source: algebra; defined by this library for the name of the gap.
inline constexpr detail::by_bloc_fn<detail::hhi_parts> hhi_by_bloc{};

/// Shannon entropy by bloc, in nats: H1(p) = H1(S) + sum S_g H1_g.
///
/// `between` = H1(S), of the blocs' shares; `within` = sum S_g H1_g; `inside` = H1_g; total = between + within.
/// Arguments, undefined cases, errors and cost as for `hhi_by_bloc`.
/// Source: Shannon (1948), A Mathematical Theory of Communication, the chain rule.
inline constexpr detail::by_bloc_fn<detail::shannon_parts> shannon_by_bloc{};

/// Theil's T by bloc: T = sum S_g ln (S_g / (n_g / n)) + sum S_g T_g, n_g the partners of bloc g of n.
///
/// `between` and `within` are the two sums, none negative; `inside` = T_g. n counts the listed partners, or the
/// positive ones: `theil_by_bloc(flows, labels, positive)`; a given number is refused, as those partners would be in
/// no bloc. A bloc without flow adds nothing to `within`, and its `inside` is undefined.
/// Otherwise as `hhi_by_bloc`. Source: Theil (1967), Economics and Information Theory; primary text not consulted.
inline constexpr detail::by_bloc_fn<detail::inequality_parts<detail::theil_term, true>> theil_by_bloc{};

/// Mean log deviation (Theil's L) by bloc: L = sum (n_g / n) ln ((n_g / n) / S_g) + sum (n_g / n) L_g.
///
/// `between` and `within` are the two sums, none negative; `inside` = L_g. A listed partner with nothing makes the
/// total infinite, and `within`, or `between` when nobody in his bloc has anything; with `positive` only partners
/// with more than nothing count: `mean_log_deviation_by_bloc(flows, labels, positive)`. Otherwise as
/// `theil_by_bloc`. Source: Theil (1967), Economics and Information Theory; primary text not consulted.
inline constexpr detail::by_bloc_fn<detail::inequality_parts<detail::log_deviation_term, false>>
    mean_log_deviation_by_bloc{};

/// Hill numbers by bloc: `hill_by_bloc(flows, labels, q)`, gamma = alpha beta, for every order q >= 0 and infinity.
///
/// `total` = gamma = D_q(p), effective partners; `between` = beta = D_q(S), effective blocs; `within` = alpha,
/// effective partners in a bloc: the mean of order 1 - q of the blocs' D_q, which are `inside`, under weights S_g^q
/// (q = 1: exp sum S_g H1_g). Jost doubts these weights where communities share species; blocs share no partner, and
/// beta is the Hill number of the shares at any q. All >= 1. `invalid_parameter` also for q < 0 or NaN. Otherwise as
/// `hhi_by_bloc`. Source: Hill (1973); after Jost (2007), Partitioning diversity; primary text not consulted.
inline constexpr detail::by_bloc_fn<detail::hill_parts> hill_by_bloc{};

} // namespace equipoise
