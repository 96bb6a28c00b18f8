// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/squared_deviations.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>
#include <equipoise/core/simd/vectorised.hpp>

#include <cstddef>
#include <limits>
#include <type_traits>

/// The Shannon entropy of the shares, and the evenness made of it.
///
///   shannon  -sum p ln p
///   pielou   -sum p ln p / ln n
namespace equipoise {

namespace concentration_detail {

/// -sum p ln p, computed as sum x (ln X - ln x) / X: this divides once instead of for each partner, and nothing cancels
/// for shares up to 1/2.
class entropy {
public:
    static constexpr bool needs_totals = true;

    constexpr explicit entropy(detail::totals const& sums) noexcept
        : remainder_{sums}, whole_{sums.whole()}, exponent_{whole_.hi > 0 ? detail::exponent_of(whole_.hi) : 0},
          unit_{detail::power_of_two(-exponent_)}
    {
        whole_ = detail::scaled(whole_, -exponent_);
        ln_whole_ = whole_.hi > 0 ? detail::split_ln(detail::ln(whole_)) : detail::twofold{};
    }

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        remainder_.add(first, count);
        for (; count > width; first += width, count -= width) {
            add_vectorised(first, width);
        }
        add_vectorised(first, count);
    }

    constexpr void add(double amount, double times) noexcept
    {
        remainder_.add(amount, times);
        if (amount > 0 && !remainder_.is_majority(amount)) {
            sum_.add(term(amount) * times);
        }
    }

    constexpr void add_infinitesimals(double) noexcept { unbounded_ = true; }

    [[nodiscard]] constexpr detail::twofold value() const noexcept
    {
        return unbounded_ ? detail::twofold{std::numeric_limits<double>::infinity()}
                          : detail::quotient(sum_.value() + term_of_majority(), whole_);
    }

private:
    static constexpr std::size_t width = 256;

    constexpr void add_vectorised(double const* first, std::size_t count) noexcept
    {
        if (std::is_constant_evaluated() || count < 16) {
            add_block(first, count);
        } else {
            detail::vectorised([=, this] { add_block(first, count); });
        }
    }

    /// Adds the terms of a block of amounts at once. Amounts with a share above 1/2 or below 2^-900 get the weight 0
    /// here, and their terms are added one by one.
    constexpr void add_block(double const* first, std::size_t count) noexcept
    {
        double weights[width];
        double amounts[width];
        double high[width];
        double low[width];
        amounts[0] = high[0] = low[0] = 0; // or g++ 12 warns that a block may be empty
        auto const half = whole_.hi / 2;
        auto ordinary = true;
        for (std::size_t i = 0; i < count; ++i) {
            auto const x = first[i] * unit_;
            auto const usual = x >= least && x <= half;
            weights[i] = usual ? x : 0.0;
            amounts[i] = usual ? x : 1.0;
            ordinary = ordinary && (usual || first[i] == 0);
        }
        detail::ln_each(amounts, count, high, low);
        for (std::size_t i = 0; i < count; ++i) {
            auto const x = weights[i];
            auto const ln_high = ln_whole_.hi - high[i]; // exact
            auto const ln_upper = detail::upper_half(ln_high);
            auto const ln_rest = (ln_high - ln_upper) + (ln_whole_.lo - low[i]);
            auto const x_upper = detail::upper_half(x);
            high[i] = detail::unfused(x * ln_upper);
            low[i] = ((x_upper * ln_upper - high[i]) + (x - x_upper) * ln_upper) + detail::unfused(x * ln_rest);
        }
        sum_.add(high, count);
        sum_.add(low, count);
        for (std::size_t i = 0; i < count && !ordinary; ++i) {
            if (weights[i] == 0 && first[i] > 0 && !remainder_.is_majority(first[i])) {
                sum_.add(term(first[i]));
            }
        }
    }

    /// x ln(X / x) in units of 2^exponent.
    [[nodiscard]] constexpr detail::twofold term(double amount) const noexcept
    {
        auto const lift = amount * unit_ < least ? 600 : 0;
        auto const x = detail::scaled(amount, lift - exponent_);
        return detail::scaled((detail::ln_ratio(whole_, {x}) + detail::ln_2 * lift) * x, -lift);
    }

    /// The same for the partner with more than half of the total, if there is one.
    [[nodiscard]] constexpr detail::twofold term_of_majority() const noexcept
    {
        if (!remainder_.has_majority()) {
            return {};
        }
        auto const x = detail::scaled(remainder_.largest(), -exponent_);
        return remainder_.ln_inverse_share() * x;
    }

    static constexpr auto least = 0x1p-900; ///< in units of 2^exponent; products with smaller amounts lose digits

    detail::running_sum sum_;
    remainder_of_largest remainder_;
    detail::twofold whole_; ///< in units of 2^exponent, like the sums
    int exponent_;
    double unit_;
    detail::twofold ln_whole_;
    bool unbounded_ = false; ///< whether an amount is spread over infinitely many partners
};

/// Converts information from nats to another unit.
[[nodiscard]] constexpr double in_logarithm(detail::twofold information, logarithm unit) noexcept
{
    auto const unbounded = information.hi == std::numeric_limits<double>::infinity();
    return unit.natural() || unbounded ? information.hi + information.lo + 0.0
                                       : information / detail::ln({unit.base()});
}

/// ln n in the given unit; numbers of 2^63 and more stand for infinity.
[[nodiscard]] constexpr double ln_of_count(double n, logarithm unit) noexcept
{
    return n < 1 ? 0 : n < 0x1p63 ? in_logarithm(detail::ln({n}), unit) : std::numeric_limits<double>::infinity();
}

struct shannon_rule {
    using statistic = entropy;
    static constexpr facts about{.name = "shannon",
                                 .symbol = "H1",
                                 .formula = "-sum p ln p",
                                 .source = "Shannon (1948)",
                                 .effect = concentrating::lowers,
                                 .ignores_zeros = true};
    static constexpr double hill_order() { return 1; }
    logarithm unit{};

    [[nodiscard]] constexpr interval range(double n) const { return {0, ln_of_count(n, unit)}; }
    [[nodiscard]] constexpr outcome operator()(detail::totals const&, entropy const& sum) const
    {
        return in_logarithm(sum.value(), unit);
    }
};

struct pielou_rule {
    using statistic = entropy;
    static constexpr facts about{.name = "pielou",
                                 .symbol = "J",
                                 .formula = "-sum p ln p / ln n",
                                 .source = "Pielou (1966)",
                                 .effect = concentrating::lowers};
    static constexpr double hill_order() { return 1; }
    out_of n = listed;

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, entropy const& sum) const
    {
        auto const partners = static_cast<double>(n.count(sums, about.name));
        if (partners == 1) {
            return reason::single_partner;
        }
        return sum.value() / detail::ln({partners});
    }
};

} // namespace concentration_detail

/// Shannon entropy of the shares: H1 = -sum p ln p, 0 ln 0 = 0; in nats.
///
/// `shannon(bits)(flows)` and `shannon(flows, bits)` give it in bits, `shannon(logarithm{10})` to the base 10. Partners
/// with the amount 0 do not change the result. Range [0, ln n], down = more concentrated; accurate near 0 too.
/// Undefined without flow. Two passes.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for a logarithm to a base of 1 or less
/// Source: Shannon (1948), A Mathematical Theory of Communication.
inline constexpr index_fn<concentration_detail::shannon_rule> shannon{};

/// Pielou's evenness: J = H1 / ln n, the entropy as a fraction of its maximum.
///
/// n is the number of listed partners, or the number given by `positive` or `out_of{n}`. Pielou and most programs count
/// partners with positive amounts: `pielou(positive)(flows)`. Range [0, 1], down = more concentrated. Undefined without
/// flow and for n = 1. Two passes.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for an n below the number of partners with positive amounts
/// Source: Pielou (1966), The measurement of diversity in different types of biological collections.
inline constexpr index_fn<concentration_detail::pielou_rule> pielou{};

} // namespace equipoise
