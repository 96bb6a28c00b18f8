// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/elementary.hpp>
#include <equipoise/core/index.hpp>

#include <cstddef>
#include <limits>

/// Shannon's entropy of the shares, and its evenness.
namespace equipoise {

namespace detail {

/// -sum p ln p
class entropy {
public:
    static constexpr bool needs_totals = true;

    constexpr explicit entropy(totals const& sums) noexcept : whole_{sums.whole()} {}

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        for (std::size_t i = 0; i < count; ++i) {
            if (first[i] > 0) {
                sum_.add(term(first[i]));
            }
        }
    }

    constexpr void add(double amount, double times) noexcept
    {
        if (amount > 0) {
            sum_.add(term(amount) * times);
        }
    }

    constexpr void dust(double) noexcept { endless_ = true; }

    [[nodiscard]] constexpr twofold value() const noexcept
    {
        return endless_ ? twofold{std::numeric_limits<double>::infinity()} : sum_.value();
    }

private:
    [[nodiscard]] constexpr twofold term(double x) const noexcept
    {
        auto const share = quotient({x}, whole_);
        return share.hi == 0 ? twofold{} : -(share * quick_ln(share));
    }

    running_sum sum_;
    twofold whole_;
    bool endless_ = false; ///< spread over partners without number, whose terms have no bound
};

/// An amount of information, given in nats, in another unit.
[[nodiscard]] constexpr double in_unit(twofold information, logarithm unit) noexcept
{
    auto const endless = information.hi == std::numeric_limits<double>::infinity();
    return unit.natural() || endless ? information.hi + information.lo + 0.0 : information / ln({unit.base()});
}

/// ln n; a number beyond all counting stands for infinity.
[[nodiscard]] constexpr double ln_of_count(double n, logarithm unit) noexcept
{
    return n < 1 ? 0 : n < 0x1p63 ? in_unit(ln({n}), unit) : std::numeric_limits<double>::infinity();
}

struct shannon_rule {
    using statistic = entropy;
    static constexpr facts about{
        "shannon", "H1", "-sum p ln p", "Shannon (1948)", concentrating::lowers, replicating::changes, true};
    logarithm unit{};

    [[nodiscard]] constexpr interval range(double n) const { return {0, ln_of_count(n, unit)}; }
    [[nodiscard]] constexpr outcome operator()(totals const&, entropy const& sum) const
    {
        return in_unit(sum.value(), unit);
    }
};

struct pielou_rule {
    using statistic = entropy;
    static constexpr facts about{"pielou", "J", "-sum p ln p / ln n", "Pielou (1966)", concentrating::lowers};
    base n = listed;

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] constexpr outcome operator()(totals const& sums, entropy const& sum) const
    {
        auto const partners = static_cast<double>(n.count(sums, about.name));
        if (partners == 1) {
            return reason::single_partner;
        }
        return sum.value() / ln({partners});
    }
};

} // namespace detail

/// Shannon entropy of the shares: H1 = -sum p ln p, 0 ln 0 = 0; in nats.
///
/// `shannon(bits)(flows)`, `shannon(flows, bits)` and `logarithm{10}` in the place of `bits` give it in other units.
/// Partners with nothing change nothing. Range [0, ln n], down = more concentrated; full precision near 0 too.
/// Undefined without flow. Throws `invalid_amount`, and `invalid_parameter` for a base of 1 or less. Two passes.
/// Source: Shannon (1948), A Mathematical Theory of Communication.
inline constexpr index_fn<detail::shannon_rule> shannon{};

/// Pielou's evenness: J = H1 / ln n, the entropy as a fraction of its maximum.
///
/// n counts the listed partners, or what `positive` or `base{n}` says; Pielou and most programs count the positive:
/// `pielou(positive)(flows)`. Range [0, 1], down = more concentrated. Undefined without flow and for n = 1.
/// Throws `invalid_amount`, and `invalid_parameter` for a base below the number of positive partners. Two passes.
/// Source: Pielou (1966), The measurement of diversity in different types of biological collections.
inline constexpr index_fn<detail::pielou_rule> pielou{};

} // namespace equipoise
