// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>

#include <cmath>
#include <limits>

/// Indices that are sums of powers of the shares: the Hill family.
namespace equipoise {

namespace detail {

/// sum x^2
class squares {
public:
    static constexpr bool needs_totals = false;

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        double square[block_size];
        for (std::size_t i = 0; i < count; ++i) {
            square[i] = first[i] * first[i];
        }
        sum_.add(square, count);
    }

    constexpr void add(double amount, double times) noexcept { sum_.add(two_product(amount * amount, times)); }
    constexpr void dust(double) noexcept {}
    constexpr void rescale(int power) noexcept { sum_.scale(scaled(1, 2 * power)); }

    [[nodiscard]] constexpr twofold value() const noexcept { return sum_.value(); }

private:
    running_sum sum_;
};

/// sum (n x - X)^2, which keeps the digits that sum x^2 - X^2 / n would cancel
class squared_deviations {
public:
    static constexpr bool needs_totals = true;

    constexpr squared_deviations(totals const& sums, std::size_t n) noexcept
        : whole_{sums.whole()}, n_{static_cast<double>(n)}, absent_{n_}
    {
    }

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        for (std::size_t i = 0; i < count; ++i) {
            if (first[i] > 0) {
                auto const deviation = (two_product(n_, first[i]) - whole_).value();
                sum_.add(deviation * deviation);
                absent_ -= 1;
            }
        }
    }

    constexpr void add(double amount, double times) noexcept
    {
        auto const deviation = (two_product(n_, amount) - whole_).value();
        sum_.add(two_product(deviation * deviation, times));
        absent_ -= times;
    }

    constexpr void dust(double) noexcept {}
    constexpr void finish() noexcept { sum_.add(whole_ * whole_ * absent_); }

    [[nodiscard]] constexpr twofold value() const noexcept { return sum_.value(); }

private:
    running_sum sum_;
    twofold whole_;
    double n_;
    double absent_; ///< partners that count in n and have nothing, or what is nothing beside the largest
};

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

    constexpr void add(double amount, double times) noexcept { sum_.add(two_product(term(amount), times)); }
    constexpr void dust(double) noexcept { spread_ = true; }

    [[nodiscard]] constexpr double value() const noexcept
    {
        return spread_ ? std::numeric_limits<double>::infinity() : sum_.value().value();
    }

private:
    [[nodiscard]] constexpr double term(double x) const noexcept
    {
        auto const share = twofold{x} / whole_;
        if (share == 0) {
            return 0;
        }
        if (share <= 0.5) {
            return -share * std::log(share);
        }
        auto const others = whole_ - twofold{x}; // ln p loses its digits near p = 1, ln(1 - others) does not
        return -share * std::log1p(-(others / whole_));
    }

    running_sum sum_;
    twofold whole_;
    bool spread_ = false; ///< over partners without number, whose terms have no bound
};

struct hhi_rule {
    using statistic = squares;
    static constexpr facts about{"hhi", "H", "sum p^2", "Hirschman (1945); Herfindahl (1950)", concentrating::raises,
                                 replicating::divides, true};

    [[nodiscard]] static constexpr interval range(double n) { return {1 / n, 1}; }
    [[nodiscard]] constexpr outcome operator()(totals const& sums, squares const& squared) const
    {
        auto const whole = sums.whole();
        return squared.value() / (whole * whole);
    }
};

struct effective_number_rule {
    using statistic = squares;
    static constexpr facts about{"effective_number", "N2", "1 / sum p^2",
                                 "Laakso and Taagepera (1979); Hill (1973), order 2", concentrating::lowers,
                                 replicating::multiplies, true};

    [[nodiscard]] static constexpr interval range(double n) { return {1, n}; }
    [[nodiscard]] constexpr outcome operator()(totals const& sums, squares const& squared) const
    {
        auto const whole = sums.whole();
        return whole * whole / squared.value();
    }
};

struct normalized_hhi_rule {
    using statistic = squared_deviations;
    static constexpr facts about{"normalized_hhi", "H*", "(H - 1/n) / (1 - 1/n)",
                                 "rescaled Herfindahl-Hirschman index, as in the literature on concentration",
                                 concentrating::raises};
    base n = listed;

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] constexpr squared_deviations start(totals const& sums) const
    {
        return {sums, n.count(sums, about.name)};
    }
    [[nodiscard]] constexpr outcome operator()(totals const& sums, squared_deviations const& squared) const
    {
        auto const partners = static_cast<double>(n.count(sums, about.name));
        if (partners == 1) {
            return reason::single_partner;
        }
        auto const whole = sums.whole();
        return squared.value() / (whole * whole * partners * (partners - 1));
    }
};

struct shannon_rule {
    using statistic = entropy;
    static constexpr facts about{"shannon", "H1", "-sum p ln p", "Shannon (1948)", concentrating::lowers,
                                 replicating::changes, true};

    [[nodiscard]] static interval range(double n)
    {
        return {0, n < 0x1p63 ? std::log(n) : std::numeric_limits<double>::infinity()};
    }
    [[nodiscard]] constexpr outcome operator()(totals const&, entropy const& sum) const { return sum.value(); }
};

} // namespace detail

/// Herfindahl-Hirschman index: H = sum p^2, p the share of each partner.
///
/// Takes a portfolio or a range of amounts, all in one unit, none negative; partners with nothing change nothing.
/// Range [1/n, 1], up = more concentrated; 1 = a single partner. Undefined without partners or with a total of
/// zero. Throws `invalid_amount`. One pass, also over ranges that can be read only once.
/// Source: Hirschman (1945), National Power and the Structure of Foreign Trade; Herfindahl (1950).
inline constexpr index_fn<detail::hhi_rule> hhi{};

/// Effective number of partners: 1 / H, the number of equal partners with the same concentration.
///
/// Range [1, n], down = more concentrated. Arguments, undefined cases, errors and cost as for `hhi`.
/// Source: Laakso and Taagepera (1979); Hill (1973), number of order 2; Adelman (1969), numbers equivalent.
inline constexpr index_fn<detail::effective_number_rule> effective_number{};

/// Normalised Herfindahl-Hirschman index: H* = (H - 1/n) / (1 - 1/n), computed without cancellation.
///
/// n counts the listed partners, or what `positive` or `base{n}` says: `normalized_hhi(flows, base{190})`.
/// Range [0, 1], up = more concentrated. Undefined without flow and for n = 1. Throws `invalid_amount`, and
/// `invalid_parameter` for a base below the number of positive partners. Two passes.
/// Source: the field's usual rescaling; H* = CV^2 / (n - 1).
inline constexpr index_fn<detail::normalized_hhi_rule> normalized_hhi{};

/// Shannon entropy of the shares in nats: H1 = -sum p ln p, 0 ln 0 = 0.
///
/// Range [0, ln n], down = more concentrated. Undefined without flow. Throws `invalid_amount`. Two passes.
/// Source: Shannon (1948), A Mathematical Theory of Communication.
inline constexpr index_fn<detail::shannon_rule> shannon{};

} // namespace equipoise
