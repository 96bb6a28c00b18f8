// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/divergence_terms.hpp>
#include <equipoise/core/index.hpp>

#include <cstddef>
#include <limits>

/// Indices of how far the shares are from uniform: the generalised entropies, Theil's among them, and Atkinson's.
namespace equipoise {

namespace concentration_detail {

/// The divergence of the shares from 1/n each, times n and the total.
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

    /// Whether the sum lacks a finite term of an amount that is nothing beside the largest, or next to nothing.
    [[nodiscard]] constexpr bool lost() const noexcept { return lost_; }
    [[nodiscard]] constexpr divergence_sum const& sum() const noexcept { return sum_; }
    [[nodiscard]] constexpr detail::twofold scale() const noexcept { return whole_ * n_; }

private:
    divergence_term term_;
    divergence_sum sum_;
    detail::twofold whole_;
    double n_;
    double positive_;
    double least_ = std::numeric_limits<double>::denorm_min(); ///< of less, the unit of the totals left no digits
    double seen_ = 0;
    bool lost_ = false;
};

/// The divergence of order a > 0 when one of n partners has everything, the largest there is.
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

/// The largest size of an order: beyond it, a power of a share says nothing but which partner is the largest.
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
    static constexpr facts about{"theil",           "T", "sum p ln(n p)", "Theil (1967)", concentrating::raises,
                                 replicating::keeps};
    out_of n = listed;

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
    static constexpr facts about{"mean_log_deviation", "L", "-sum ln(n p) / n", "Theil (1967)", concentrating::raises,
                                 replicating::keeps};
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
    static constexpr facts about{"generalized_entropy",
                                 "GE(a)",
                                 "(n^(a-1) sum p^a - 1) / (a (a - 1))",
                                 "Cowell (1980); Shorrocks (1980)",
                                 concentrating::raises,
                                 replicating::keeps};
    double a;
    out_of n = listed;

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
    static constexpr facts about{
        "atkinson",        "A_e", "1 - (mean of (n p)^(1-e))^(1/(1-e))", "Atkinson (1970)", concentrating::raises,
        replicating::keeps};
    double e;
    out_of n = listed;

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
        auto const& sum = from_uniform.sum();
        if (sum.infinite()) {
            return 1.0;
        }
        // 1 - A is the power mean of order a = 1 - e, of which the divergence is known: the a-th power, less 1
        auto const order = divergence_order::one_less(e).order;
        auto const divergence = detail::quotient(sum.value(), from_uniform.scale());
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

/// Theil's T: sum p ln(n p), 0 ln 0 = 0, in nats; ln n less the Shannon entropy, without that cancellation.
///
/// n counts the listed partners, or what `positive` or `out_of{n}` says; some software drops partners with nothing
/// instead. Range [0, ln n], up = more concentrated. Undefined without flow. Throws `invalid_amount`,
/// `invalid_parameter`. Two passes. It is `generalized_entropy(1)`, and `kl` against the uniform composition.
/// Source: Theil (1967), Economics and Information Theory.
inline constexpr index_fn<concentration_detail::theil_rule> theil{};

/// Mean log deviation, Theil's L: the mean of -ln(n p), in nats.
///
/// n counts the listed partners, or what `positive` or `out_of{n}` says. Range [0, infinity], up = more concentrated;
/// infinite when a partner that counts has nothing. Undefined without flow, and when a positive share is too small for
/// a double. Throws `invalid_amount`, `invalid_parameter`. Two passes. It is `generalized_entropy(0)`. Source: Theil
/// (1967), Economics and Information Theory.
inline constexpr index_fn<concentration_detail::mean_log_deviation_rule> mean_log_deviation{};

/// Generalised entropy: GE(a) = (n^(a-1) sum p^a - 1) / (a (a - 1)); GE(0) is the mean log deviation, GE(1) Theil's T,
/// and a next to either loses no digits.
///
/// `generalized_entropy(flows, a)` or `generalized_entropy(a)(flows)`, |a| <= 2^20; n counts the listed partners, or
/// what `positive` or `out_of{n}` says. Range [0, (n^(a-1) - 1) / (a (a - 1))], for a <= 0 [0, infinity] and infinite
/// when a partner that counts has nothing; up = more concentrated. Undefined as `mean_log_deviation`. Throws
/// `invalid_amount`, `invalid_parameter`. Two passes.
/// Source: Cowell (1980), On the Structure of Additive Inequality Measures; Shorrocks (1980).
inline constexpr family_fn<concentration_detail::make_generalized_entropy> generalized_entropy{};

/// Atkinson's index: A_e = 1 - (mean of (n p)^(1-e))^(1/(1-e)), and 1 - exp(mean of ln(n p)) for e = 1.
///
/// `atkinson(flows, e)` or `atkinson(e)(flows)`, 0 < e <= 2^20, the aversion to inequality; n counts the listed
/// partners, or what `positive` or `out_of{n}` says. Range [0, 1 - n^(-e/(1-e))] for e < 1, else [0, 1]; up = more
/// concentrated; 1 when e >= 1 and a partner that counts has nothing. Undefined as `mean_log_deviation`. Throws
/// `invalid_amount`, `invalid_parameter`. Two passes. Source: Atkinson (1970), On the Measurement of Inequality.
inline constexpr family_fn<concentration_detail::make_atkinson> atkinson{};

} // namespace equipoise
