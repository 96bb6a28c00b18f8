// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/balancing/poles.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/similarity.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/unknown_partners.hpp>
#include <equipoise/uncertainty/bound.hpp>
#include <equipoise/uncertainty/completion.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

/// How many partners a state really has when some of them are aligned with each other.
///
///     effective_partners  1 / sum z_ij p_i p_j, with similarities z_ij in [0, 1] and z_ii = 1
namespace equipoise {

namespace balancing_detail {

[[nodiscard]] constexpr double at_least_one(double number) noexcept
{
    return number < 1 ? 1 : number;
}

inline constexpr facts effective_partners_facts{.name = "effective_partners",
                                                .symbol = "D_2^Z",
                                                .formula = "1 / sum z_ij p_i p_j",
                                                .source = "Leinster and Cobbold (2012)",
                                                .ignores_zeros = true};

/// The number where unknown amounts leave the total open: 1 in the limit where one of these partners has everything,
/// and at most the number of partners without similarities, `hill(2)`, which similarities can only lower. The lower end
/// is exact. The upper end is exact where no unknown partner is similar to another one.
template <portfolio_like Flows>
[[nodiscard]] estimate open_number(Flows const& flows)
{
    auto const most = bound(flows, effective_number).high;
    auto const why = detail::without_flow(flows);
    return is_undefined(most) ? estimate::without(why) : estimate::within({1, most}, why);
}

/// Any two members of one bloc have the same similarity; all other partners have nothing in common.
template <class Id>
struct aligned_partners_rule {
    static constexpr facts about = effective_partners_facts;
    bloc<Id> aligned;
    double similarity = 1;

    [[nodiscard]] static constexpr interval range(double n) { return {1, n}; }

    /// The number is largest when the hidden part is spread over infinitely many other partners. It is smallest when as
    /// few partners as possible hold that part, members of the bloc that are not listed before any others. Both ends
    /// are exact.
    template <portfolio_like Flows>
        requires party_in<bloc<Id>, Flows>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        if (detail::is_open(flows)) {
            return open_number(flows);
        }
        if (auto const why = detail::without_flow(flows); why != reason::defined) {
            return estimate::without(why);
        }
        auto sum = listed_products(flows);
        auto const most = number(flows, sum.value());
        auto const rest = flows.totals().unattributed;
        if (rest.hi == 0) {
            return estimate::of(most);
        }
        auto const cap = (std::max)(uncertainty_detail::hidden_cap(flows),
                                    0x1p-400 * rest.value()); // so that the number of hidden partners is finite
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
        return estimate::within({number(flows, sum.value()), most}, flows.totals().why_open());
    }

private:
    template <class Flows>
    [[nodiscard]] static double number(Flows const& flows, detail::twofold sum)
    {
        auto const whole = flows.totals().whole();
        return sum.hi == 0 ? std::numeric_limits<double>::infinity() : at_least_one(whole * whole / sum);
    }

    /// The sum of z_ij x_i x_j over the listed partners: that of x^2, and of 2 z x y over the pairs of members.
    template <class Flows>
    [[nodiscard]] detail::running_sum listed_products(Flows const& flows) const
    {
        auto sum = detail::running_sum{};
        auto members_so_far = detail::twofold{};
        for (std::size_t i = 0; i < flows.size(); ++i) {
            auto const x = flows.scaled(i);
            sum.add(detail::two_product(x, x));
            if (aligned.contains(flows.ids()[i])) {
                sum.add(members_so_far * x * (2 * similarity));
                members_so_far = members_so_far + x;
            }
        }
        return sum;
    }
};

/// A portfolio without its unattributed part.
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

    /// The hidden partners may have nothing in common with any other and be infinitely many, or they may be fully
    /// similar to every other.
    template <portfolio_like Flows>
        requires concentration_detail::matrix_by_id<Similarity, detail::id_t<Flows>>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        if (detail::is_open(flows)) {
            static_cast<void>(exact(flows)); // refuses a matrix that is invalid
            return open_number(flows);
        }
        auto sums = flows.totals();
        auto const rest = sums.unattributed;
        if (rest.hi == 0 || sums.why_unknown != reason::defined) {
            return as_estimate(exact(flows));
        }
        auto const why = sums.why_open();
        auto const whole = sums.whole();
        auto const known = sums.attributed;
        if (known.hi == 0) {
            return estimate::within({1, std::numeric_limits<double>::infinity()}, why);
        }
        sums.unattributed = {};
        auto const listed = exact(listed_alone<Flows>{flows, sums}).value;
        auto const products = detail::quotient(known * known, {listed}); // sum of z_ij x_i x_j over listed partners
        return estimate::within(
            {at_least_one(whole * whole / (products + rest * (known + whole))), at_least_one(whole * whole / products)},
            why);
    }

private:
    template <class Flows>
    [[nodiscard]] outcome exact(Flows const& flows) const
    {
        auto const rule = concentration_detail::similar_hill_rule<Similarity const&>{2, similarity};
        return detail::outcome_of(rule(flows));
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

/// Effective number of partners when some are aligned with each other: D = 1 / sum z_ij p_i p_j, where z_ii = 1.
///
/// `effective_partners(flows, bloc{china, russia}, z)`: any two members of the bloc have the similarity z in [0, 1],
/// all other partners have none; z = 0 gives `effective_number`, z = 1 that with the bloc as one partner.
/// `effective_partners(flows, similarity)` takes similarities of any two partners, such as
/// `agreement_similarity(table)` or `bloc_similarity`, and is `similar_hill` of order 2. Range [1, n], up = less
/// dependent. Undefined without flow and when part of the total is unattributed; `bound` then gives an interval, which
/// is exact with a bloc, and may be wider than necessary with any other similarity, as a hidden partner may be similar
/// to any other. Where unknown amounts leave the total open, the interval is from 1, where one partner has everything,
/// to the greatest `effective_number`, which is exact where no two partners are similar. Linear in the partners with a
/// bloc, otherwise quadratic.
/// @throws invalid_parameter for z outside [0, 1], and as `similar_hill` does
/// Source: Leinster and Cobbold (2012), Measuring diversity, of order 2.
inline constexpr family_fn<balancing_detail::make_effective_partners> effective_partners{};

} // namespace equipoise
