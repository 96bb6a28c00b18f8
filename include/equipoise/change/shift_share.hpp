// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/change/turnover.hpp>
#include <equipoise/trade_structure/size_preference.hpp>

#include <concepts>
#include <cstddef>
#include <limits>
#include <vector>

/// Growth against that of a reference: how much comes with the tide, with the mix, and with the state itself.
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
    double reference_growth = undefined; ///< had all grown as the reference's total did
    double mix = undefined;              ///< for being with partners that grew faster in the reference
    double competitive = undefined;      ///< for growing faster than the reference did with the same partners
    reason why = reason::defined;
    std::vector<shift_share_terms<Id>> partners{};
};

namespace change_detail {

/// Why the growth of a portfolio cannot be told, given what the absence of flow before is called.
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
        auto const grown = detail::in_units_of(before, after, after.totals().whole());
        auto const tide = detail::in_units_of(reference_before, reference_after, reference_after.totals().whole())
                          - reference_before.totals().whole();
        auto const tide_rate = detail::quotient(tide, reference_before.totals().whole());
        auto sums = parts{};
        for (auto const& who : partners_of_either(before, after)) {
            auto const x = amount_at(before, who);
            auto const now = detail::in_units_of(before, after, amount_at(after, who));
            auto one = parts{{}, {}, now};
            if (x.hi != 0) {
                auto const y = amount_at(reference_before, who);
                if (y.hi == 0) {
                    return shift_share_parts<id>{.why = reason::no_reference};
                }
                auto const rise =
                    detail::in_units_of(reference_before, reference_after, amount_at(reference_after, who)) - y;
                auto const rate = detail::quotient(rise, y);
                one = {x * tide_rate, x * (rate - tide_rate), (now - x) - x * rate};
            }
            sums.add(one);
            result.partners.push_back({who, over(one.tide, whole), over(one.mix, whole), over(one.competitive, whole)});
        }
        result.growth = over(grown - whole, whole);
        result.reference_growth = over(sums.tide, whole);
        result.mix = over(sums.mix, whole);
        result.competitive = over(sums.competitive, whole);
        if (!(result.growth - result.growth == 0 && result.mix - result.mix == 0
              && result.competitive - result.competitive == 0)) {
            return shift_share_parts<id>{.why = reason::share_too_small};
        }
        return result;
    }

private:
    /// In units of the total before.
    struct parts {
        detail::twofold tide{};
        detail::twofold mix{};
        detail::twofold competitive{};

        constexpr void add(parts const& more) noexcept
        {
            tide = tide + more.tide;
            mix = mix + more.mix;
            competitive = competitive + more.competitive;
        }
    };

    [[nodiscard]] static double over(detail::twofold part, detail::twofold whole) noexcept
    {
        return part / whole + 0.0;
    }

    template <class Flows>
    [[nodiscard]] static detail::twofold amount_at(Flows const& flows, detail::id_in<Flows> const& who)
    {
        auto const found = flows.position(who);
        return found ? detail::twofold{flows.scaled(*found)} : detail::twofold{};
    }
};

} // namespace change_detail

/// Classic shift-share: the growth of a state's flows as that of a reference, the effect of the mix, and the rest.
///
/// `shift_share(before, after, reference_before, reference_after)`, portfolios by partner or by product; the
/// reference is the world's or another's. With x the state's flows, y those of the reference, G = Y_1 / Y_0 and
/// G_j = y_j1 / y_j0: sum x_j0 (G - 1), sum x_j0 (G_j - G), sum (x_j1 - x_j0 G_j), each over X_0. They sum to the
/// growth X_1 / X_0 - 1. `why` says why nothing is said: no flow before, in the state or the reference, or none of
/// the reference with a partner that the state had; an unattributed part. Cost of a sort.
/// Source: Dunn (1960), A Statistical and Analytical Technique for Regional Analysis; primary text not consulted.
inline constexpr change_detail::shift_share_fn shift_share{};

} // namespace equipoise
