// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/divergence_terms.hpp>
#include <equipoise/core/index.hpp>

#include <cstddef>
#include <limits>

/// Indices of inequality: how far the shares are from equal shares.
///
///   theil                sum p ln(n p)
///   mean_log_deviation   -sum ln(n p) / n
///   generalized_entropy  (n^(a-1) sum p^a - 1) / (a (a - 1))
///   atkinson             1 - (mean of (n p)^(1-e))^(1/(1-e))
namespace equipoise {

namespace concentration_detail {

/// The divergence of the shares from equal shares 1/n, multiplied by n and by the total.
class divergence_from_uniform {
public:
    static constexpr bool needs_totals = true;

    constexpr divergence_from_uniform(detail::totals const& sums, std::size_t n, divergence_order const& order) noexcept
        : term_{order}, whole_{sums.whole()}, n_{static_cast<double>(n)}, positive_{static_cast<double>(sums.positive)}
    {
        if (sums.exponent > 0 && !term_.finite_without_a()) {
            least_ = (std::numeric_limits<double>::min)();
        }
    }

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        for (std::size_t i = 0; i < count; ++i) {
            if (first[i] >= least_) {
                sum_.add(term_(contrast_between(first[i], {n_}, 1, whole_)));
                seen_ += 1;
            }
        }
    }

    constexpr void finish() noexcept
    {
        if (n_ > seen_) {
            if (term_.finite_without_a()) {
                sum_.add(term_.without_a(whole_ * (n_ - seen_)));
            } else if (n_ > positive_) {
                sum_.add_infinity();
            } else {
                lost_ = true;
            }
        }
    }

    /// Whether a finite term is missing from the sum, because its amount is too small relative to the largest.
    [[nodiscard]] constexpr bool lost() const noexcept { return lost_; }
    [[nodiscard]] constexpr divergence_sum const& sum() const noexcept { return sum_; }
    [[nodiscard]] constexpr detail::twofold scale() const noexcept { return whole_ * n_; }

private:
    divergence_term term_;
    divergence_sum sum_;
    detail::twofold whole_;
    double n_;
    double positive_;
    double least_ =
        std::numeric_limits<double>::denorm_min(); ///< smaller amounts lose digits in the unit of the totals
    double seen_ = 0;
    bool lost_ = false;
};

/// The largest divergence of order a > 0: one of n partners has everything.
[[nodiscard]] constexpr double largest_divergence(double n, divergence_order const& order) noexcept
{
    auto const term = divergence_term{order};
    if (!term.finite_without_a() || !(n < 0x1p64)) {
        return std::numeric_limits<double>::infinity();
    }
    auto sum = divergence_sum{};
    sum.add(term(contrast_between({n}, {1})));
    sum.add(term.without_a({n - 1}));
    return sum.over({n});
}

/// The largest absolute value of an order: beyond it, the powers of shares show only which partner is the largest.
inline constexpr double widest_order = 0x1p20;

[[nodiscard]] constexpr outcome mean_divergence(divergence_from_uniform const& from_uniform) noexcept
{
    if (from_uniform.lost()) {
        return reason::share_too_small;
    }
    return from_uniform.sum().over(from_uniform.scale());
}

struct theil_rule {
    using statistic = divergence_from_uniform;
    static constexpr facts about{.name = "theil",
                                 .symbol = "T",
                                 .formula = "sum p ln(n p)",
                                 .source = "Theil (1967)",
                                 .effect = concentrating::raises,
                                 .copies = replicating::keeps};
    out_of n = listed;
    static constexpr double hill_order() { return 1; }

    [[nodiscard]] static constexpr interval range(double partners)
    {
        return {0, largest_divergence(partners, divergence_order::of(1))};
    }
    [[nodiscard]] constexpr statistic start(detail::totals const& sums) const
    {
        return {sums, n.count(sums, about.name), divergence_order::of(1)};
    }
    [[nodiscard]] constexpr outcome operator()(detail::totals const&, statistic const& from_uniform) const
    {
        return mean_divergence(from_uniform);
    }
};

struct mean_log_deviation_rule {
    using statistic = divergence_from_uniform;
    static constexpr facts about{.name = "mean_log_deviation",
                                 .symbol = "L",
                                 .formula = "-sum ln(n p) / n",
                                 .source = "Theil (1967)",
                                 .effect = concentrating::raises,
                                 .copies = replicating::keeps};
    out_of n = listed;

    [[nodiscard]] static constexpr interval range(double) { return {0, std::numeric_limits<double>::infinity()}; }
    [[nodiscard]] constexpr statistic start(detail::totals const& sums) const
    {
        return {sums, n.count(sums, about.name), divergence_order::of(0)};
    }
    [[nodiscard]] constexpr outcome operator()(detail::totals const&, statistic const& from_uniform) const
    {
        return mean_divergence(from_uniform);
    }
};

struct generalized_entropy_rule {
    using statistic = divergence_from_uniform;
    static constexpr facts about{.name = "generalized_entropy",
                                 .symbol = "GE(a)",
                                 .formula = "(n^(a-1) sum p^a - 1) / (a (a - 1))",
                                 .source = "Cowell (1980); Shorrocks (1980)",
                                 .effect = concentrating::raises,
                                 .copies = replicating::keeps};
    double a;
    out_of n = listed;
    [[nodiscard]] constexpr double hill_order() const { return a > 0 ? a : undefined; }

    [[nodiscard]] constexpr interval range(double partners) const
    {
        return {0, largest_divergence(partners, divergence_order::of(a))};
    }
    [[nodiscard]] constexpr statistic start(detail::totals const& sums) const
    {
        return {sums, n.count(sums, about.name), divergence_order::of(a)};
    }
    [[nodiscard]] constexpr outcome operator()(detail::totals const&, statistic const& from_uniform) const
    {
        return mean_divergence(from_uniform);
    }
};

struct make_generalized_entropy {
    [[nodiscard]] constexpr generalized_entropy_rule operator()(double a) const
    {
        if (!(a >= -widest_order && a <= widest_order)) {
            throw invalid_parameter{"generalized_entropy", "a", a, "between -2^20 and 2^20"};
        }
        return {a};
    }
};

struct atkinson_rule {
    using statistic = divergence_from_uniform;
    static constexpr facts about{.name = "atkinson",
                                 .symbol = "A_e",
                                 .formula = "1 - (mean of (n p)^(1-e))^(1/(1-e))",
                                 .source = "Atkinson (1970)",
                                 .effect = concentrating::raises,
                                 .copies = replicating::keeps};
    double e;
    out_of n = listed;
    [[nodiscard]] constexpr double hill_order() const { return e < 1 ? 1 - e : undefined; }

    [[nodiscard]] constexpr interval range(double partners) const
    {
        if (e >= 1 || !(partners < 0x1p64)) {
            return {0, 1};
        }
        return {0, -detail::quick_exp_minus_one(detail::quick_ln({partners}) * (-e / (1 - e))).value()};
    }
    [[nodiscard]] constexpr statistic start(detail::totals const& sums) const
    {
        return {sums, n.count(sums, about.name), divergence_order::one_less(e)};
    }
    [[nodiscard]] constexpr outcome operator()(detail::totals const&, statistic const& from_uniform) const
    {
        if (from_uniform.lost()) {
            return reason::share_too_small;
        }
        return from_divergence(from_uniform.sum(), from_uniform.scale());
    }

    /// 1 - A is the power mean of order a = 1 - e; its a-th power, minus 1, follows from the divergence.
    [[nodiscard]] constexpr double from_divergence(divergence_sum const& sum, detail::twofold scale) const noexcept
    {
        if (sum.infinite()) {
            return 1.0;
        }
        auto const order = divergence_order::one_less(e).order;
        auto const divergence = detail::quotient(sum.value(), scale);
        if (order.hi == 0) {
            return -detail::quick_exp_minus_one(-divergence).value();
        }
        auto const power_less_one = divergence * (order * -e);
        auto const log = sum.exponent() != 0
                             ? detail::quick_ln(power_less_one) + detail::ln_2 * static_cast<double>(sum.exponent())
                             : detail::quick_ln_one_plus(power_less_one);
        return -detail::quick_exp_minus_one(detail::quotient(log, order)).value();
    }
};

struct make_atkinson {
    [[nodiscard]] constexpr atkinson_rule operator()(double e) const
    {
        if (!(e > 0 && e <= widest_order)) {
            throw invalid_parameter{"atkinson", "e", e, "positive and at most 2^20"};
        }
        return {e};
    }
};

} // namespace concentration_detail

/// Theil's T: sum p ln(n p), 0 ln 0 = 0, in nats; it equals ln n - `shannon`, but is computed without cancellation.
///
/// n is the number of listed partners, or the number given by `positive` or `out_of{n}`; some software omits partners
/// with the amount 0. Range [0, ln n], up = more concentrated. Undefined without flow. Two passes. It is
/// `generalized_entropy(1)`, and `kl` relative to equal shares.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for an n below the number of partners with positive amounts
/// Source: Theil (1967), Economics and Information Theory.
inline constexpr index_fn<concentration_detail::theil_rule> theil{};

/// Mean log deviation, Theil's L: the mean of -ln(n p), in nats.
///
/// n is the number of listed partners, or the number given by `positive` or `out_of{n}`. Range [0, infinity], up = more
/// concentrated; infinite when one of the n partners has the amount 0. Undefined without flow, and when a positive
/// share is too small for a double. Two passes. It is `generalized_entropy(0)`.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for an n below the number of partners with positive amounts
/// Source: Theil (1967), Economics and Information Theory.
inline constexpr index_fn<concentration_detail::mean_log_deviation_rule> mean_log_deviation{};

/// Generalised entropy: GE(a) = (n^(a-1) sum p^a - 1) / (a (a - 1)); GE(0) is the mean log deviation, GE(1) Theil's T,
/// and results for a close to 0 or 1 are as accurate as all others.
///
/// `generalized_entropy(flows, a)` or `generalized_entropy(a)(flows)`, |a| <= 2^20; n is the number of listed partners,
/// or the number given by `positive` or `out_of{n}`. Range [0, (n^(a-1) - 1) / (a (a - 1))]; for a <= 0 [0, infinity],
/// and infinite when one of the n partners has the amount 0; up = more concentrated. Undefined without flow, and for
/// a <= 0 when a positive share is too small for a double. Two passes.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for |a| > 2^20 or NaN, and for an n below the number of partners with positive amounts
/// Source: Cowell (1980), On the Structure of Additive Inequality Measures; Shorrocks (1980).
inline constexpr family_fn<concentration_detail::make_generalized_entropy> generalized_entropy{};

/// Atkinson's index: A_e = 1 - (mean of (n p)^(1-e))^(1/(1-e)), and 1 - exp(mean of ln(n p)) for e = 1.
///
/// `atkinson(flows, e)` or `atkinson(e)(flows)`; e is the aversion to inequality, 0 < e <= 2^20; n is the number of
/// listed partners, or the number given by `positive` or `out_of{n}`. Range [0, 1 - n^(-e/(1-e))] for e < 1, otherwise
/// [0, 1]; up = more concentrated; 1 when e >= 1 and one of the n partners has the amount 0. Undefined without flow,
/// and for e >= 1 when a positive share is too small for a double. Two passes.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for e outside (0, 2^20], and for an n below the number of partners with positive amounts
/// Source: Atkinson (1970), On the Measurement of Inequality.
inline constexpr family_fn<concentration_detail::make_atkinson> atkinson{};

} // namespace equipoise
