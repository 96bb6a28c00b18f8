// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/balancing/poles.hpp>
#include <equipoise/concentration/detail/squared_deviations.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

/// How evenly a state's flows with two powers are divided between the two, whatever the two have together.
///
///     pole_evenness       (-pi ln pi - (1 - pi) ln(1 - pi)) / ln 2, pi = a / (a + b)
///     quadratic_evenness  4 a b / (a + b)^2
///     ratio_evenness      min(a, b) / max(a, b)
///     log_ratio           ln(a / b)
///     posture_of          leaning to either, equidistant, or disengaged
namespace equipoise {

/// How a state stands between two powers.
enum class posture : unsigned char {
    towards_first,
    towards_second,
    equidistant, ///< engaged with both, leaning to neither
    disengaged,  ///< too little with either to speak of a lean
    undetermined ///< the listed partners leave it open
};

/// The least tilt that counts as a lean, and the least share of both powers that counts as engagement. The defaults
/// are chosen by this library; state your own.
struct posture_thresholds {
    double lean = 0.2;    ///< the least |tilt| of a lean
    double engaged = 0.1; ///< the least share of both powers together
};

namespace balancing_detail {

/// -pi ln pi - (1 - pi) ln(1 - pi) over ln 2, pi = a / (a + b)
struct by_entropy {
    static constexpr facts about{.name = "pole_evenness",
                                 .symbol = "E1",
                                 .formula = "(-pi ln pi - (1 - pi) ln(1 - pi)) / ln 2, pi = a / (a + b)",
                                 .source = "defined by this library; Shannon (1948) for the entropy",
                                 .ignores_zeros = true};

    [[nodiscard]] static double of(detail::twofold a, detail::twofold b)
    {
        return (term(a, b) + term(b, a)) / detail::ln_2;
    }

private:
    [[nodiscard]] static detail::twofold term(detail::twofold x, detail::twofold other)
    {
        auto const both = x + other;
        auto const share = detail::quotient(x, both);
        if (share.hi == 0) {
            return {};
        }
        return share
               * (share.hi <= 0.5 ? detail::ln(both) - detail::ln(x)
                                  : concentration_detail::ln_one_plus_ratio(other, x));
    }
};

/// 4 pi (1 - pi)
struct by_squares {
    static constexpr facts about{.name = "quadratic_evenness",
                                 .symbol = "E2",
                                 .formula = "4 a b / (a + b)^2",
                                 .source =
                                     "defined by this library; Gini-Simpson diversity of two shares, over its maximum",
                                 .ignores_zeros = true};

    [[nodiscard]] static double of(detail::twofold a, detail::twofold b)
    {
        auto const both = a + b;
        return (detail::quotient(a, both) * detail::quotient(b, both) * 4)
            .value(); // as the squares of small amounts may underflow
    }
};

/// min / max
struct by_ratio {
    static constexpr facts about{.name = "ratio_evenness",
                                 .symbol = "E_r",
                                 .formula = "min(a, b) / max(a, b)",
                                 .source = "defined by this library",
                                 .ignores_zeros = true};

    [[nodiscard]] static double of(detail::twofold a, detail::twofold b)
    {
        return a.value() < b.value() ? a / b : b / a;
    }
};

template <class Measure>
struct evenness_form {
    static constexpr facts about = Measure::about;
    static constexpr interval range{0, 1};

    [[nodiscard]] static outcome of(two_holdings const& both, detail::totals const&)
    {
        return of_two_amounts(both, evenness);
    }

    /// Evenness is largest at a tilt of 0 and falls on either side, so that its bounds are its values at the two ends
    /// of the tilt, or 1 where the tilt may be 0.
    [[nodiscard]] static interval within(two_holdings const& both, detail::totals const& sums)
    {
        auto const tilted = tilt_form::within(both, sums);
        auto const at_low = evenness(both.a.listed, both.most_b());
        auto const at_high = evenness(both.most_a(), both.b.listed);
        auto const may_be_even = tilted.low <= 0 && tilted.high >= 0;
        return {(std::min)(at_low, at_high), may_be_even ? 1 : (std::max)(at_low, at_high)};
    }

    [[nodiscard]] static interval over_ranges(two_ranged const& both) { return within(both.holdings(), {}); }

private:
    static constexpr auto largest = (std::numeric_limits<double>::max)(); ///< beyond it, an amount without a limit

    [[nodiscard]] static double evenness(detail::twofold a, detail::twofold b)
    {
        auto const all_with_one = a.hi == 0 || b.hi == 0 || a.hi > largest || b.hi > largest;
        return all_with_one ? 0 : detail::at_most_one(Measure::of(a, b));
    }
};

struct log_ratio_form {
    static constexpr auto unbounded = std::numeric_limits<double>::infinity();
    static constexpr facts about{.name = "log_ratio",
                                 .symbol = "ln(a/b)",
                                 .formula = "ln(a / b)",
                                 .source = "Aitchison (1986): a log-ratio of two parts",
                                 .ignores_zeros = true};
    static constexpr interval range{-unbounded, unbounded};
    static constexpr bool rises_with_first = true;

    [[nodiscard]] static outcome of(two_holdings const& both, detail::totals const&)
    {
        return of_two_amounts(both, ln_between);
    }

    [[nodiscard]] static interval within(two_holdings const& both, detail::totals const&)
    {
        return {both.most_b().hi == 0 ? unbounded : ln_between(both.a.listed, both.most_b()),
                both.most_a().hi == 0 ? -unbounded : ln_between(both.most_a(), both.b.listed)};
    }

    [[nodiscard]] static interval over_ranges(two_ranged const& both) { return within(both.holdings(), {}); }

private:
    /// ln(x / y), without cancellation where x and y are close to each other.
    [[nodiscard]] static double ln_between(detail::twofold x, detail::twofold y)
    {
        return x.hi == 0 || y.hi == unbounded   ? -unbounded
               : y.hi == 0 || x.hi == unbounded ? unbounded
                                                : detail::ln_ratio(x, y).value();
    }
};

} // namespace balancing_detail

/// Evenness between two powers by entropy: (-pi ln pi - (1 - pi) ln(1 - pi)) / ln 2, where pi = a / (a + b).
///
/// `pole_evenness(flows, china, russia)` or `pole_evenness(china, russia)(flows)`; powers are identifiers or blocs.
/// Range [0, 1], 1 = as much with the one as with the other. Undefined where `tilt` is, with an interval where `tilt`
/// has one. Evenness does not tell how much the two have together: see `coverage_balance` and `posture_of`.
/// @throws invalid_parameter for a state that belongs to both powers
/// Source: defined by this library, from Shannon (1948).
inline constexpr family_fn<
    balancing_detail::make_two_pole<balancing_detail::evenness_form<balancing_detail::by_entropy>>>
    pole_evenness{};

/// Evenness between two powers by squares: 4 pi (1 - pi), where pi = a / (a + b). All else as for `pole_evenness`.
inline constexpr family_fn<
    balancing_detail::make_two_pole<balancing_detail::evenness_form<balancing_detail::by_squares>>>
    quadratic_evenness{};

/// Evenness between two powers by their ratio: min(a, b) / max(a, b). All else as for `pole_evenness`.
inline constexpr family_fn<balancing_detail::make_two_pole<balancing_detail::evenness_form<balancing_detail::by_ratio>>>
    ratio_evenness{};

/// Log-ratio of two powers: ln(a / b).
///
/// `log_ratio(flows, china, russia)`, with arguments and errors as for `tilt`. Range (-inf, inf), infinite where one
/// power has nothing. Undefined where `tilt` is, with an interval where `tilt` has one. Of all measures of two powers
/// here, it alone adds up over time and over chains of powers.
/// Source: Aitchison (1986), The Statistical Analysis of Compositional Data.
inline constexpr family_fn<balancing_detail::make_two_pole<balancing_detail::log_ratio_form>> log_ratio{};

namespace balancing_detail {

struct posture_fn {
    template <portfolio_like Flows, party A, party B>
        requires party_in<A, Flows> && party_in<B, Flows>
    [[nodiscard]] posture operator()(Flows const& flows, A const& a, B const& b,
                                     posture_thresholds const& at = {}) const
    {
        check("lean", at.lean);
        check("engaged", at.engaged);
        refuse_common_member(name, a, b);
        auto const both = holdings_of_two(flows, a, b);
        if (both.why != reason::defined && !both.some_hidden()) {
            return posture::undetermined;
        }
        auto const engaged = share_of_both(flows, both);
        if (engaged.high < at.engaged) {
            return posture::disengaged;
        }
        auto const tilted = estimate_by<tilt_form>(both, flows.totals()).bounds;
        if (engaged.low < at.engaged || is_undefined(tilted.low)) {
            return posture::undetermined;
        }
        if (tilted.low >= at.lean && tilted.low > 0) {
            return posture::towards_first;
        }
        if (tilted.high <= -at.lean && tilted.high < 0) {
            return posture::towards_second;
        }
        return tilted.low > -at.lean && tilted.high < at.lean ? posture::equidistant : posture::undetermined;
    }

private:
    static constexpr std::string_view name = "posture_of";

    /// The share of the two powers together.
    template <class Flows>
    [[nodiscard]] static interval share_of_both(Flows const& flows, two_holdings const& both)
    {
        auto const in_units = both.in_units(flows.totals().exponent);
        auto const listed = in_units.a.listed + in_units.b.listed;
        if (both.is_open) {
            return exposure_detail::open_parts{listed, in_units.others, both.some_hidden(), both.others_are_open}
                .share_estimate()
                .bounds;
        }
        auto const whole = flows.totals().whole();
        auto const hidden = (std::min)(both.a.hidden + both.b.hidden, flows.totals().unattributed.value());
        return {listed / whole, (listed + hidden) / whole};
    }

    static void check(std::string_view threshold, double value)
    {
        if (!(value >= 0 && value <= 1)) {
            throw invalid_parameter{name, threshold, value, "in [0, 1]"};
        }
    }
};

} // namespace balancing_detail

/// How a state stands between two powers: `posture_of(flows, china, russia)`, or with thresholds
/// `posture_of(flows, china, russia, {.lean = 0.3})`.
///
/// Unlike a tilt of 0, it tells the equidistant from the disengaged. `posture::undetermined` without flow, and where an
/// unattributed part of the total leaves the answer open.
/// @throws invalid_parameter for a threshold outside [0, 1] and a state that belongs to both powers
/// Source: defined by this library.
inline constexpr balancing_detail::posture_fn posture_of{};

} // namespace equipoise
