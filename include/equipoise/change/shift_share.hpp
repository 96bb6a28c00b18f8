// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/change/turnover.hpp>
#include <equipoise/trade_structure/size_preference.hpp>

#include <concepts>
#include <cstddef>
#include <limits>
#include <vector>

/// Growth compared with that of a reference: `shift_share`, the parts due to the growth of the reference, to the mix of
/// partners or products, and to the state itself.
namespace equipoise {

/// The parts of the growth with one partner, or in one product, as fractions of the state's total before.
template <class Id>
struct shift_share_terms {
    Id id{};
    double reference_growth = undefined;
    double mix = undefined;
    double competitive = undefined;

    friend constexpr bool operator==(shift_share_terms const&, shift_share_terms const&) = default;
};

/// The growth of a state's total as a fraction of the total before, its three parts, and those of each partner.
template <class Id>
struct shift_share_parts {
    double growth = undefined;
    double reference_growth = undefined; ///< the growth at the rate of the reference's total
    double mix = undefined;              ///< from trading with partners that grew faster in the reference
    double competitive = undefined;      ///< from growing faster than the reference with the same partners
    reason why = reason::defined;
    std::vector<shift_share_terms<Id>> partners{};
};

namespace change_detail {

/// The reason why the growth of a portfolio is not known; `no_flow` is the reason for a total of 0 before.
template <class Before, class After>
[[nodiscard]] reason without_growth(Before const& before, After const& after, reason no_flow)
{
    if (auto const why = detail::unknown_total(before, after); why != reason::defined) {
        return why;
    }
    if (before.totals().whole().hi == 0) {
        return before.size() == 0 && no_flow == reason::no_flow ? reason::no_partners : no_flow;
    }
    auto const rest = before.totals().unattributed.hi != 0 || after.totals().unattributed.hi != 0;
    return rest ? reason::unattributed : reason::defined;
}

struct shift_share_fn {
    template <class Before, class After, class ReferenceBefore, class ReferenceAfter>
        requires comparable<Before, After> && comparable<ReferenceBefore, ReferenceAfter>
                 && comparable<Before, ReferenceBefore>
                 && std::same_as<detail::value_in<Before>, detail::value_in<After>>
                 && std::same_as<detail::value_in<ReferenceBefore>, detail::value_in<ReferenceAfter>>
    [[nodiscard]] auto operator()(Before const& before, After const& after, ReferenceBefore const& reference_before,
                                  ReferenceAfter const& reference_after) const
    {
        using id = detail::id_in<Before>;
        auto result = shift_share_parts<id>{};
        result.why = without_growth(before, after, reason::no_flow);
        if (result.why == reason::defined) {
            result.why = without_growth(reference_before, reference_after, reason::no_reference);
        }
        if (result.why != reason::defined) {
            return result;
        }
        auto const whole = before.totals().whole();
        auto const whole_after = detail::in_units_of(before, after, after.totals().whole());
        auto const reference_rise =
            detail::in_units_of(reference_before, reference_after, reference_after.totals().whole())
            - reference_before.totals().whole();
        auto const reference_rate = detail::quotient(reference_rise, reference_before.totals().whole());
        auto sums = parts{};
        for (auto const& partner : partners_of_either(before, after)) {
            auto const x = amount_at(before, partner);
            auto const now = detail::in_units_of(before, after, amount_at(after, partner));
            auto one = parts{{}, {}, now};
            if (x.hi != 0) {
                auto const y = amount_at(reference_before, partner);
                if (y.hi == 0) {
                    return shift_share_parts<id>{.why = reason::no_reference};
                }
                auto const rise =
                    detail::in_units_of(reference_before, reference_after, amount_at(reference_after, partner)) - y;
                auto const rate = detail::quotient(rise, y);
                one = {x * reference_rate, x * (rate - reference_rate), (now - x) - x * rate};
            }
            sums.add(one);
            result.partners.push_back(
                {partner, over(one.reference, whole), over(one.mix, whole), over(one.competitive, whole)});
        }
        result.growth = over(whole_after - whole, whole);
        result.reference_growth = over(sums.reference, whole);
        result.mix = over(sums.mix, whole);
        result.competitive = over(sums.competitive, whole);
        if (!(result.growth - result.growth == 0 && result.mix - result.mix == 0
              && result.competitive - result.competitive == 0)) {
            return shift_share_parts<id>{.why = reason::share_too_small};
        }
        return result;
    }

private:
    /// The parts of a growth, in units of the total before.
    struct parts {
        detail::twofold reference{};
        detail::twofold mix{};
        detail::twofold competitive{};

        constexpr void add(parts const& more) noexcept
        {
            reference = reference + more.reference;
            mix = mix + more.mix;
            competitive = competitive + more.competitive;
        }
    };

    [[nodiscard]] static double over(detail::twofold part, detail::twofold whole) noexcept
    {
        return part / whole + 0.0;
    }

    template <class Flows>
    [[nodiscard]] static detail::twofold amount_at(Flows const& flows, detail::id_in<Flows> const& partner)
    {
        auto const found = flows.position(partner);
        return found ? detail::twofold{flows.scaled(*found)} : detail::twofold{};
    }
};

} // namespace change_detail

/// Classic shift-share analysis: the growth of a state's flows as the sum of three parts, due to the growth of a
/// reference, to the mix of partners or products, and to the state itself.
///
/// `shift_share(before, after, reference_before, reference_after)` takes portfolios by partner or by product; the
/// reference is the world or another state. With the state's flows x, those of the reference y, totals X and Y,
/// G = Y_1 / Y_0 and G_j = y_j1 / y_j0, the parts are sum x_j0 (G - 1), sum x_j0 (G_j - G) and sum (x_j1 - x_j0 G_j),
/// each over X_0. They sum to the growth X_1 / X_0 - 1.
///
/// Undefined, with the reason in `why`, where the state or the reference has no flow before, where the reference has
/// none with a partner that the state had, and where a part is unattributed. Takes time n log n for n partners.
/// Source: Dunn (1960), A Statistical and Analytical Technique for Regional Analysis; primary text not consulted.
inline constexpr change_detail::shift_share_fn shift_share{};

} // namespace equipoise
