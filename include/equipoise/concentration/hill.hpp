// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/power_sum.hpp>

#include <cstddef>
#include <string_view>

/// Hill numbers, which are effective numbers of partners, and the entropies and indices made of them.
///
///   hill           (sum p^q)^(1 / (1 - q))
///   hannah_kay     (sum p^a)^(1 / (a - 1))
///   renyi          ln(sum p^q) / (1 - q)
///   tsallis        (1 - sum p^q) / (q - 1)
///   berger_parker  the largest p
///   golosov        sum of p / (p + p_1^2 - p^2), p_1 the largest p
namespace equipoise {

namespace concentration_detail {

/// The largest amount.
class largest_amount {
public:
    static constexpr bool needs_totals = false;

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        for (std::size_t i = 0; i < count; ++i) {
            value_ = value_ < first[i] ? first[i] : value_;
        }
    }

    constexpr void add(double amount, double times) noexcept
    {
        value_ = times > 0 && value_ < amount ? amount : value_;
    }
    constexpr void add_infinitesimals(double) noexcept {}
    constexpr void rescale(int power) noexcept { value_ = detail::scaled(value_, power); }

    [[nodiscard]] constexpr double value() const noexcept { return value_; }

private:
    double value_ = 0;
};

/// The largest value of an effective number of n partners; numbers of 2^63 and more stand for infinity.
[[nodiscard]] constexpr double most_partners(double n) noexcept
{
    return n < 0x1p63 ? n : infinite;
}

/// The base of indices that are functions of one power sum.
struct order_rule {
    using statistic = power_sum;
    double q;
    double hidden = 0; ///< the number of hypothetical partners that are added to the listed ones

    [[nodiscard]] constexpr bool counts_traces() const { return q == 0; }
    [[nodiscard]] constexpr double hill_order() const { return q; }
    [[nodiscard]] constexpr power_sum start(detail::totals const& sums) const { return {sums, q, hidden}; }
};

struct hill_rule : order_rule {
    static constexpr facts about{.name = "hill",
                                 .symbol = "D_q",
                                 .formula = "(sum p^q)^(1 / (1 - q))",
                                 .source = "Hill (1973)",
                                 .effect = concentrating::lowers,
                                 .copies = replicating::multiplies,
                                 .ignores_zeros = true};

    [[nodiscard]] static constexpr interval range(double n) { return {1, most_partners(n)}; }
    [[nodiscard]] constexpr outcome operator()(detail::totals const&, power_sum const& powers) const
    {
        return powers.number();
    }
};

struct hannah_kay_rule : order_rule {
    static constexpr facts about{.name = "hannah_kay",
                                 .symbol = "R_a",
                                 .formula = "(sum p^a)^(1 / (a - 1))",
                                 .source = "after Hannah and Kay (1977); primary text not consulted",
                                 .effect = concentrating::raises,
                                 .copies = replicating::divides,
                                 .ignores_zeros = true};

    [[nodiscard]] static constexpr interval range(double n) { return {1 / most_partners(n), 1}; }
    [[nodiscard]] constexpr outcome operator()(detail::totals const&, power_sum const& powers) const
    {
        return powers.share();
    }
};

struct renyi_rule : order_rule {
    static constexpr facts about{.name = "renyi",
                                 .symbol = "R_q",
                                 .formula = "ln(sum p^q) / (1 - q)",
                                 .source = "Renyi (1961)",
                                 .effect = concentrating::lowers,
                                 .ignores_zeros = true};
    logarithm unit{};

    [[nodiscard]] constexpr interval range(double n) const { return {0, ln_of_count(n, unit)}; }
    [[nodiscard]] constexpr outcome operator()(detail::totals const&, power_sum const& powers) const
    {
        return in_logarithm(powers.ln_number(), unit);
    }
};

struct tsallis_rule : order_rule {
    static constexpr facts about{.name = "tsallis",
                                 .symbol = "T_q",
                                 .formula = "(1 - sum p^q) / (q - 1)",
                                 .source = "Havrda and Charvat (1967); Tsallis (1988)",
                                 .effect = concentrating::lowers,
                                 .ignores_zeros = true};

    [[nodiscard]] constexpr interval range(double n) const
    {
        if (n <= 1 || q == infinite) {
            return {0, 0};
        }
        if (q == 0 || q == 1) {
            return {0, q == 0 ? n - 1 : ln_of_count(n, nats)};
        }
        auto const exponent = -detail::two_sum(q, -1); // 1 - q
        auto const unbounded = n >= 0x1p63 || q >= 0x1p64;
        auto const log = // of n^(1 - q)
            unbounded ? detail::twofold{q < 1 ? infinite : -infinite} : detail::ln({n}) * exponent;
        return {0, log.hi == infinite ? infinite : detail::exp_minus_one(log) / exponent};
    }
    [[nodiscard]] constexpr outcome operator()(detail::totals const&, power_sum const& powers) const
    {
        return powers.deformed_entropy();
    }
};

[[nodiscard]] constexpr double checked_order(double q, std::string_view index)
{
    if (!(q >= 0)) {
        throw invalid_parameter{index, "order q", q, "at least 0"};
    }
    return q;
}

struct make_hill {
    [[nodiscard]] constexpr hill_rule operator()(double q) const { return {{checked_order(q, hill_rule::about.name)}}; }
};

struct make_hannah_kay {
    [[nodiscard]] constexpr hannah_kay_rule operator()(double a) const
    {
        if (!(a > 0)) {
            throw invalid_parameter{hannah_kay_rule::about.name, "a", a, "positive"};
        }
        return {{a}};
    }
};

struct make_renyi {
    [[nodiscard]] constexpr renyi_rule operator()(double q, logarithm unit = nats) const
    {
        return {{checked_order(q, renyi_rule::about.name)}, unit};
    }
};

struct make_tsallis {
    [[nodiscard]] constexpr tsallis_rule operator()(double q) const
    {
        return {{checked_order(q, tsallis_rule::about.name)}};
    }
};

struct berger_parker_rule {
    using statistic = largest_amount;
    static constexpr facts about{.name = "berger_parker",
                                 .symbol = "d",
                                 .formula = "largest p",
                                 .source = "Berger and Parker (1970)",
                                 .effect = concentrating::raises,
                                 .copies = replicating::divides,
                                 .ignores_zeros = true};
    static constexpr std::size_t largest_partners() { return 1; }

    [[nodiscard]] static constexpr interval range(double n) { return {1 / n, 1}; }
    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, largest_amount const& largest) const
    {
        return detail::twofold{largest.value()} / sums.whole();
    }
};

/// sum of p / (p + p_1^2 - p^2), p_1 the largest share.
class golosov_sum {
public:
    static constexpr bool needs_totals = true;

    constexpr explicit golosov_sum(detail::totals const& sums) noexcept : whole_{sums.whole()}, top_{sums.largest} {}

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        for (std::size_t i = 0; i < count; ++i) {
            if (first[i] > 0) {
                auto const own = whole_ * first[i];
                sum_.add(
                    detail::quotient(own, own + detail::two_sum(top_, -first[i]) * detail::two_sum(top_, first[i])));
            }
        }
    }

    [[nodiscard]] constexpr detail::twofold value() const noexcept { return sum_.value(); }

private:
    detail::running_sum sum_;
    detail::twofold whole_;
    double top_;
};

struct golosov_rule {
    using statistic = golosov_sum;
    static constexpr facts about{.name = "golosov",
                                 .symbol = "N_G",
                                 .formula = "sum of p / (p + p_1^2 - p^2), p_1 the largest p",
                                 .source = "after Golosov (2010); primary text not consulted",
                                 .effect = concentrating::neither,
                                 .ignores_zeros = true};

    [[nodiscard]] static constexpr interval range(double n) { return {1, n}; }
    [[nodiscard]] constexpr outcome operator()(detail::totals const&, golosov_sum const& sum) const
    {
        return sum.value().value();
    }
};

} // namespace concentration_detail

/// Hill number: D_q = (sum p^q)^(1 / (1 - q)), the number of equal partners with the same diversity of order q.
///
/// `hill(flows, q)` or `hill(q)(flows)`, q >= 0. The limits are exact: q = 0 is the number of partners with positive
/// amounts, q = 1 the exponential of `shannon`, q = infinity 1 / `berger_parker`; q = 2 is `effective_number` to the
/// bit. Range [1, n], down = more concentrated. Undefined without flow. Two passes, with a logarithm and an
/// exponential for each partner. For 0 < q < 0.05, amounts below 1e-307 of the largest are ignored.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for q < 0 or NaN
/// Source: Hill (1973), Diversity and evenness: a unifying notation and its consequences.
inline constexpr family_fn<concentration_detail::make_hill> hill{};

/// Hannah and Kay's index of concentration: R_a = (sum p^a)^(1 / (a - 1)) = 1 / `hill(a)`; a = 2 is `hhi` to the bit.
///
/// `hannah_kay(flows, a)` or `hannah_kay(a)(flows)`, a > 0; a = 1 and infinity are limits. Range [1/n, 1], up = more
/// concentrated. Undefined without flow. The cost is that of `hill`.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for a <= 0 or NaN
/// Source: after Hannah and Kay (1977), Concentration in Modern Industry; primary text not consulted.
inline constexpr family_fn<concentration_detail::make_hannah_kay> hannah_kay{};

/// Renyi entropy: R_q = ln(sum p^q) / (1 - q) = ln of `hill(q)`, in nats; accurate near 0 too.
///
/// `renyi(flows, q)` or `renyi(q)(flows)`, q >= 0 and infinity; `renyi(q, bits)` for other units. q = 1 is `shannon`.
/// Range [0, ln n], down = more concentrated. Undefined without flow. The cost is that of `hill`. For 0 < q < 1,
/// amounts below 1e-307 of the largest are ignored.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for q < 0 or NaN
/// Source: Renyi (1961), On measures of entropy and information.
inline constexpr family_fn<concentration_detail::make_renyi> renyi{};

/// Tsallis entropy: T_q = (1 - sum p^q) / (q - 1); q = 1 is `shannon`, q = 2 `gini_simpson`; accurate near 0 too.
///
/// `tsallis(flows, q)` or `tsallis(q)(flows)`, q >= 0; its limit for infinite q is 0. Range [0, (n^(1-q) - 1) / (1 -
/// q)], down = more concentrated. Undefined without flow. The cost is that of `hill`. For 0 < q < 1, amounts below
/// 1e-307 of the largest are ignored.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for q < 0 or NaN
/// Source: Havrda and Charvat (1967); Tsallis (1988), Possible generalization of Boltzmann-Gibbs statistics.
inline constexpr family_fn<concentration_detail::make_tsallis> tsallis{};

/// Berger-Parker dominance: the share of the largest partner, `concentration_ratio(1)` without a sort.
///
/// Range [1/n, 1], up = more concentrated. Undefined without flow. One pass, also over ranges that can be read only
/// once.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// Source: Berger and Parker (1970), Diversity of planktonic Foraminifera.
inline constexpr index_fn<concentration_detail::berger_parker_rule> berger_parker{};

/// Golosov's effective number: sum of p / (p + p_1^2 - p^2), p_1 the largest share.
///
/// Range [1, n]. A transfer from a smaller to a larger partner usually lowers it, but raises it between two partners
/// that are almost as large as the largest. Undefined without flow. Two passes.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// Source: after Golosov (2010), The effective number of parties: a new approach; primary text not consulted.
inline constexpr index_fn<concentration_detail::golosov_rule> golosov{};

} // namespace equipoise
