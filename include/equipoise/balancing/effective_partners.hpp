// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/similarity.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/uncertainty/completion.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

/// How many partners a state really has when some of them are aligned with each other.
namespace equipoise {

namespace balancing_detail {

[[nodiscard]] constexpr double at_least_one(double number) noexcept
{
    return number < 1 ? 1 : number;
}

inline constexpr facts effective_partners_facts{
    "effective_partners", "D_2^Z", "1 / sum z_ij p_i p_j", "Leinster and Cobbold (2012)", concentrating::neither,
    replicating::changes, true};

/// The members of one bloc alike to a degree, nobody else like anybody.
template <class Id>
struct aligned_partners_rule {
    static constexpr facts about = effective_partners_facts;
    bloc<Id> aligned;
    double similarity = 1;

    [[nodiscard]] static constexpr interval range(double n) { return {1, n}; }

    template <portfolio_like Flows>
        requires detail::party_in<bloc<Id>, Flows>
    [[nodiscard]] outcome operator()(Flows const& flows) const
    {
        if (auto const why = detail::without_flow(flows); why != reason::defined) {
            return why;
        }
        if (auto const open = flows.totals().why_open(); open != reason::defined) {
            return open;
        }
        return number(flows, alike(flows).value());
    }

    /// The most partners: what is hidden is spread over others without number. The fewest: it is held by as few as
    /// can be, members of the bloc that are not listed before all others. Both are exact.
    template <portfolio_like Flows>
        requires detail::party_in<bloc<Id>, Flows>
    [[nodiscard]] interval bound(Flows const& flows) const
    {
        if (detail::without_flow(flows) != reason::defined) {
            return {undefined, undefined};
        }
        auto sum = alike(flows);
        auto const high = number(flows, sum.value());
        auto const rest = flows.totals().unattributed;
        if (rest.hi == 0) {
            return {high, high};
        }
        auto const cap = (std::max)(uncertainty_detail::hidden_cap(flows),
                                    0x1p-400 * rest.value()); // so that their number is finite
        auto const full = std::floor(rest.value() / cap);
        auto const left = (std::max)(0.0, (rest - detail::two_product(cap, full)).value());
        sum.add(detail::two_product(cap, cap) * full);
        sum.add(detail::two_product(left, left));
        auto unlisted = 0.0;
        for (auto const& id : aligned) {
            unlisted += flows.contains(id) ? 0 : 1;
        }
        auto const members = (std::min)(unlisted, full);
        auto const last = unlisted > full ? left : 0;
        auto const hidden = detail::two_product(cap, members);
        auto const listed = exposure_detail::holding_of(flows, aligned).listed;
        auto const together =
            listed * (hidden + last) + hidden * last + detail::two_product(cap, cap) * (members * (members - 1) / 2);
        sum.add(together * (2 * similarity));
        return {number(flows, sum.value()), high};
    }

private:
    template <class Flows>
    [[nodiscard]] static double number(Flows const& flows, detail::twofold sum)
    {
        auto const whole = flows.totals().whole();
        return sum.hi == 0 ? std::numeric_limits<double>::infinity() : at_least_one(whole * whole / sum);
    }

    /// sum x^2, and 2 z x y over the pairs of members, of the listed partners
    template <class Flows>
    [[nodiscard]] detail::running_sum alike(Flows const& flows) const
    {
        auto sum = detail::running_sum{};
        auto before = detail::twofold{};
        for (std::size_t i = 0; i < flows.size(); ++i) {
            auto const x = flows.scaled(i);
            sum.add(detail::two_product(x, x));
            if (aligned.contains(flows.ids()[i])) {
                sum.add(before * x * (2 * similarity));
                before = before + x;
            }
        }
        return sum;
    }
};

/// A portfolio without what is unattributed.
template <class Flows>
struct listed_alone {
    Flows const& flows;
    detail::totals sums;

    [[nodiscard]] auto ids() const { return flows.ids(); }
    [[nodiscard]] auto amounts() const { return flows.amounts(); }
    [[nodiscard]] detail::totals const& totals() const { return sums; }
};

/// Similarities of any two partners.
template <class Similarity>
struct similar_partners_rule {
    static constexpr facts about = effective_partners_facts;
    Similarity similarity;

    [[nodiscard]] static constexpr interval range(double n) { return {1, n}; }

    template <portfolio_like Flows>
        requires concentration_detail::matrix_by_id<Similarity, detail::id_t<Flows>>
    [[nodiscard]] outcome operator()(Flows const& flows) const
    {
        return concentration_detail::similar_hill_rule<Similarity>{2, similarity}(flows);
    }

    /// The hidden partners may be like nobody and without number, or like everybody.
    template <portfolio_like Flows>
        requires concentration_detail::matrix_by_id<Similarity, detail::id_t<Flows>>
    [[nodiscard]] interval bound(Flows const& flows) const
    {
        auto sums = flows.totals();
        auto const rest = sums.unattributed;
        if (sums.why_unknown != reason::defined || sums.whole().hi == 0) {
            return {undefined, undefined};
        }
        if (sums.attributed.hi == 0) {
            return {1, std::numeric_limits<double>::infinity()};
        }
        auto const whole = sums.whole();
        auto const known = sums.attributed;
        sums.unattributed = {};
        auto const listed = (*this)(listed_alone<Flows>{flows, sums}).value;
        if (rest.hi == 0) {
            return {listed, listed};
        }
        auto const alike = detail::quotient(known * known, {listed});
        return {at_least_one(whole * whole / (alike + rest * (known + whole))), at_least_one(whole * whole / alike)};
    }
};

struct make_effective_partners {
    template <class Id>
    [[nodiscard]] aligned_partners_rule<Id> operator()(bloc<Id> aligned, double similarity) const
    {
        if (!(similarity >= 0 && similarity <= 1)) {
            throw invalid_parameter{"effective_partners", "similarity", similarity, "in [0, 1]"};
        }
        return {std::move(aligned), similarity};
    }

    template <class Similarity>
        requires(!portfolio_like<Similarity> && !detail::is_bloc<Similarity> && !std::is_arithmetic_v<Similarity>)
    [[nodiscard]] similar_partners_rule<Similarity> operator()(Similarity similarity) const
    {
        return {std::move(similarity)};
    }
};

} // namespace balancing_detail

/// Effective partners when some are aligned with each other: D = 1 / sum z_ij p_i p_j, z_ii = 1.
///
/// `effective_partners(flows, bloc{china, russia}, z)`: the members of the bloc are alike to the degree z in [0, 1]
/// and nobody else is; z = 0 is `effective_number`, z = 1 that with the bloc as one partner. `effective_partners(flows,
/// similarity)` takes similarities of any two partners, such as `agreement_similarity(table)` or `bloc_similarity(..)`:
/// `similar_hill` of order 2. Range [1, n], up = less dependent. Undefined without flow and beside an unattributed
/// part; `bound` gives the interval: with a bloc the exact one, with any other similarity an outer one, as a hidden
/// partner may be like anybody. Throws `invalid_parameter` for z outside [0, 1], and as `similar_hill`. Linear with a
/// bloc, else quadratic. Source: Leinster and Cobbold (2012), Measuring diversity, of order 2.
inline constexpr family_fn<balancing_detail::make_effective_partners> effective_partners{};

} // namespace equipoise
