// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/balancing/poles.hpp>
#include <equipoise/concentration/detail/squared_deviations.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>

#include <algorithm>
#include <limits>
#include <utility>

/// How evenly a state holds two powers, whatever the two carry together.
namespace equipoise {

namespace balancing_detail {

/// -pi ln pi - (1 - pi) ln(1 - pi) over ln 2, pi = a / (a + b)
struct by_entropy {
    static constexpr facts about{"pole_evenness",
                                 "E1",
                                 "(-pi ln pi - (1 - pi) ln(1 - pi)) / ln 2, pi = a / (a + b)",
                                 "defined by this library; Shannon (1948) for the entropy",
                                 concentrating::neither,
                                 replicating::changes,
                                 true};

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
    static constexpr facts about{"quadratic_evenness",
                                 "E2",
                                 "4 a b / (a + b)^2",
                                 "defined by this library; Gini-Simpson diversity of two shares, over its maximum",
                                 concentrating::neither,
                                 replicating::changes,
                                 true};

    [[nodiscard]] static double of(detail::twofold a, detail::twofold b)
    {
        auto const both = a + b;
        return (detail::quotient(a, both) * detail::quotient(b, both) * 4)
            .value(); // squares of small amounts might be nothing
    }
};

/// min / max
struct by_ratio {
    static constexpr facts about{
        "ratio_evenness",     "E_r", "min(a, b) / max(a, b)", "defined by this library", concentrating::neither,
        replicating::changes, true};

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
        return both.without_pole() ? outcome{reason::no_pole} : outcome{even(both.a.listed, both.b.listed)};
    }

    /// Evenness falls on either side of a tilt of 0, so its ends are at the ends of the tilt, or at 0.
    [[nodiscard]] static interval bound(two_holdings const& both, detail::totals const& sums)
    {
        if (both.without_pole()) {
            return {undefined, undefined};
        }
        auto const tilted = tilt_form::bound(both, sums);
        auto const at_low = even(both.a.listed, both.most_b());
        auto const at_high = even(both.most_a(), both.b.listed);
        auto const crosses = tilted.low <= 0 && tilted.high >= 0;
        return {(std::min)(at_low, at_high), crosses ? 1 : (std::max)(at_low, at_high)};
    }

private:
    [[nodiscard]] static double even(detail::twofold a, detail::twofold b)
    {
        return a.hi == 0 || b.hi == 0 ? 0 : detail::at_most_one(Measure::of(a, b));
    }
};

struct log_ratio_form {
    static constexpr auto unbounded = std::numeric_limits<double>::infinity();
    static constexpr facts about{"log_ratio",
                                 "ln(a/b)",
                                 "ln(a / b)",
                                 "Aitchison (1986): a log-ratio of two parts",
                                 concentrating::neither,
                                 replicating::changes,
                                 true};
    static constexpr interval range{-unbounded, unbounded};

    [[nodiscard]] static outcome of(two_holdings const& both, detail::totals const&)
    {
        return both.without_pole() ? outcome{reason::no_pole} : outcome{ln_of(both.a.listed, both.b.listed)};
    }

    [[nodiscard]] static interval bound(two_holdings const& both, detail::totals const&)
    {
        if (both.without_pole()) {
            return {undefined, undefined};
        }
        return {both.most_b().hi == 0 ? unbounded : ln_of(both.a.listed, both.most_b()),
                both.most_a().hi == 0 ? -unbounded : ln_of(both.most_a(), both.b.listed)};
    }

private:
    /// ln(a / b), with all its digits where a and b are close
    [[nodiscard]] static double ln_of(detail::twofold x, detail::twofold y)
    {
        return x.hi == 0 ? -unbounded : y.hi == 0 ? unbounded : detail::ln_ratio(x, y).value();
    }
};

} // namespace balancing_detail

/// Evenness between two powers by entropy: (-pi ln pi - (1 - pi) ln(1 - pi)) / ln 2, pi = a / (a + b).
///
/// `pole_evenness(flows, china, russia)` or `pole_evenness(china, russia)(flows)`; powers are identifiers or blocs
/// without a common member. Range [0, 1], 1 = as much with the one as with the other. Undefined as `tilt` is, and
/// bounded as `tilt` is. Evenness says nothing of how much the two carry: see `coverage_balance` and `posture_of`.
/// Source: defined by this library, from Shannon (1948).
inline constexpr family_fn<
    balancing_detail::make_two_pole<balancing_detail::evenness_form<balancing_detail::by_entropy>>>
    pole_evenness{};

/// Evenness between two powers by squares: 4 pi (1 - pi), pi = a / (a + b). See `pole_evenness`.
inline constexpr family_fn<
    balancing_detail::make_two_pole<balancing_detail::evenness_form<balancing_detail::by_squares>>>
    quadratic_evenness{};

/// Evenness between two powers by their ratio: min(a, b) / max(a, b). See `pole_evenness`.
inline constexpr family_fn<balancing_detail::make_two_pole<balancing_detail::evenness_form<balancing_detail::by_ratio>>>
    ratio_evenness{};

/// Log-ratio of two powers: ln(a / b), in (-inf, inf), infinite where one has nothing, undefined as `tilt` is.
/// Adds over time and over chains of powers, as no other measure of the two does. Source: Aitchison (1986), The
/// Statistical Analysis of Compositional Data.
inline constexpr family_fn<balancing_detail::make_two_pole<balancing_detail::log_ratio_form>> log_ratio{};

/// How a state stands between two powers.
enum class posture : unsigned char {
    towards_first,
    towards_second,
    equidistant, ///< engaged with both, leaning to neither
    disengaged,  ///< too little with either to speak of a lean
    undetermined ///< the listed partners leave it open
};

/// From where on a state leans, and from where on it is engaged at all. Chosen by this library; state your own.
struct posture_thresholds {
    double lean = 0.2;    ///< the least |tilt| of a lean
    double engaged = 0.1; ///< the least share of both powers together
};

namespace balancing_detail {

struct posture_fn {
    template <portfolio_like Flows, detail::party A, detail::party B>
        requires detail::party_in<A, Flows> && detail::party_in<B, Flows>
    [[nodiscard]] posture operator()(Flows const& flows, A const& a, B const& b,
                                     posture_thresholds const& at = {}) const
    {
        if (!(at.lean >= 0 && at.lean <= 1) || !(at.engaged >= 0 && at.engaged <= 1)) {
            throw invalid_parameter{"posture_of", at.lean >= 0 && at.lean <= 1 ? "engaged" : "lean",
                                    at.lean >= 0 && at.lean <= 1 ? at.engaged : at.lean, "in [0, 1]"};
        }
        refuse_common_member("posture_of", a, b);
        if (detail::without_flow(flows) != reason::defined) {
            return posture::undetermined;
        }
        auto const both = held_by_two(flows, a, b);
        auto const whole = flows.totals().whole();
        auto const in_units = both.in_units(flows.totals().exponent);
        auto const listed = in_units.a.listed + in_units.b.listed;
        auto const hidden = (std::min)(both.a.hidden + both.b.hidden, flows.totals().unattributed.value());
        if ((listed + hidden) / whole < at.engaged) {
            return posture::disengaged;
        }
        auto const tilted = tilt_form::bound(both, flows.totals());
        if (listed / whole < at.engaged || is_undefined(tilted.low)) {
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
};

} // namespace balancing_detail

/// How a state stands between two powers, in words that tell the equidistant from the disengaged:
/// `posture_of(flows, china, russia)`, thresholds as a fourth argument. `undetermined` where bounds leave it open or
/// there is no flow. Throws `invalid_parameter` for a threshold outside [0, 1] and a state that is in both powers.
/// Source: defined by this library.
inline constexpr balancing_detail::posture_fn posture_of{};

} // namespace equipoise
