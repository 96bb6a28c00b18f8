// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/scaled_amounts.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// Two compositions over the same partners: what every comparison of portfolios starts from.
namespace equipoise::comparison_detail {

/// The amounts of one partner in two compositions.
struct matched_partner {
    double flow;
    double reference;
};

/// Whether a / b = c / d, for positive numbers, without rounding.
[[nodiscard]] constexpr bool same_ratio(double a, double b, double c, double d) noexcept
{
    auto const e_a = detail::exponent_of(a), e_b = detail::exponent_of(b), e_c = detail::exponent_of(c),
               e_d = detail::exponent_of(d);
    // both products are in [1, 4)
    auto const left = detail::two_product(detail::scaled(a, -e_a), detail::scaled(d, -e_d));
    auto const right = detail::two_product(detail::scaled(c, -e_c), detail::scaled(b, -e_b));
    auto const power = (e_a + e_d) - (e_c + e_b);
    auto const same = [](detail::twofold x, detail::twofold y) { return x.hi == y.hi && x.lo == y.lo; };
    return power >= -1 && power <= 1 && same(detail::scaled(left, power), right);
}

/// Two compositions over the same partners, each in the units of its own totals.
struct matched_amounts {
    detail::totals flows;
    detail::totals reference;
    std::vector<matched_partner> partners;

    /// The reason why there are no shares to compare; `defined` where there are.
    [[nodiscard]] constexpr reason without_shares() const noexcept
    {
        if (flows.why_unknown != reason::defined) {
            return flows.why_unknown;
        }
        if (reference.why_unknown != reason::defined) {
            return reference.why_unknown;
        }
        if (flows.whole().hi == 0) {
            return flows.listed == 0 ? reason::no_partners : reason::no_flow;
        }
        if (reference.whole().hi == 0) {
            return reason::no_reference;
        }
        auto const rest = flows.unattributed.hi != 0 || reference.unattributed.hi != 0;
        return rest ? reason::unattributed : reason::defined;
    }

    /// Whether every partner has the same share in both, compared without rounding. A measure then returns exactly 0
    /// (or 1), which sums that round would miss.
    [[nodiscard]] EQUIPOISE_CONSTEXPR bool proportional() const noexcept
    {
        auto const* first = static_cast<matched_partner const*>(nullptr);
        for (auto const& one : partners) {
            if (!(one.flow > 0) && !(one.reference > 0)) {
                continue;
            }
            if (!(one.flow > 0 && one.reference > 0)) {
                return false;
            }
            first = first == nullptr ? &one : first;
            if (!same_ratio(one.flow, one.reference, first->flow, first->reference)) {
                return false;
            }
        }
        return first != nullptr && flows.unattributed.hi == 0 && reference.unattributed.hi == 0;
    }

    /// Whether the amount of a partner is 0, or has lost digits, in the units of the totals although it is positive.
    [[nodiscard]] EQUIPOISE_CONSTEXPR bool some_too_small() const noexcept
    {
        std::size_t of_flows = 0;
        std::size_t of_reference = 0;
        for (auto const& [flow, other] : partners) {
            of_flows += flow > 0 && !detail::too_small_in_units(flow, flows.exponent) ? 1U : 0U;
            of_reference += other > 0 && !detail::too_small_in_units(other, reference.exponent) ? 1U : 0U;
        }
        return of_flows < flows.positive || of_reference < reference.positive;
    }
};

/// Portfolios whose partners have comparable identifiers.
template <class Flows, class Reference>
concept matchable =
    portfolio_like<Flows> && portfolio_like<Reference>
    && requires(std::remove_cvref_t<Flows> const& flows, std::remove_cvref_t<Reference> const& reference) {
           { flows.ids()[0] < reference.ids()[0] } -> std::convertible_to<bool>;
           { reference.ids()[0] < flows.ids()[0] } -> std::convertible_to<bool>;
       };

/// Ranges of amounts, or of elements in which the projections find amounts.
template <class Flows, class Reference, class Proj = ranges::identity, class ReferenceProj = ranges::identity>
concept comparable_ranges = !portfolio_like<Flows> && !portfolio_like<Reference> && detail::amount_source<Flows, Proj>
                            && detail::amount_source<Reference, ReferenceProj>;

/// Matches partners by their identifiers; a partner that one portfolio does not list has 0 there.
template <class Flows, class Reference>
    requires matchable<Flows, Reference>
[[nodiscard]] EQUIPOISE_CONSTEXPR matched_amounts match(Flows const& flows, Reference const& reference,
                                                        std::string_view name)
{
    auto proj = ranges::identity{};
    auto const ours = detail::scale_amounts(flows, proj, name);
    auto const theirs = detail::scale_amounts(reference, proj, name);
    auto const& ids = flows.ids();
    auto const& other_ids = reference.ids();
    auto result = matched_amounts{ours.sums, theirs.sums, {}};
    result.partners.reserve(ours.amounts.size() + theirs.amounts.size());
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < ours.amounts.size() || j < theirs.amounts.size()) {
        if (j == theirs.amounts.size() || (i < ours.amounts.size() && ids[i] < other_ids[j])) {
            result.partners.push_back({ours.amounts[i++], 0});
        } else if (i == ours.amounts.size() || other_ids[j] < ids[i]) {
            result.partners.push_back({0, theirs.amounts[j++]});
        } else {
            result.partners.push_back({ours.amounts[i++], theirs.amounts[j++]});
        }
    }
    return result;
}

/// Matches amounts by their places.
/// @throws invalid_parameter for ranges of different length; invalid_amount under `name` or `reference_name`
template <class Flows, class Reference, class Proj = ranges::identity, class ReferenceProj = ranges::identity>
    requires comparable_ranges<Flows&, Reference&, Proj, ReferenceProj>
[[nodiscard]] EQUIPOISE_CONSTEXPR matched_amounts match(Flows& flows, Reference& reference, std::string_view name,
                                                        std::string_view reference_name, Proj proj = {},
                                                        ReferenceProj reference_proj = {})
{
    auto const ours = detail::scale_amounts(flows, proj, name);
    auto const theirs = detail::scale_amounts(reference, reference_proj, reference_name);
    if (ours.amounts.size() != theirs.amounts.size()) {
        throw invalid_parameter{name, "length of the reference", static_cast<double>(theirs.amounts.size()),
                                "that of the flows, " + std::to_string(ours.amounts.size())};
    }
    auto result = matched_amounts{ours.sums, theirs.sums, {}};
    result.partners.reserve(ours.amounts.size());
    for (std::size_t i = 0; i < ours.amounts.size(); ++i) {
        result.partners.push_back({ours.amounts[i], theirs.amounts[i]});
    }
    return result;
}

} // namespace equipoise::comparison_detail
