// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/squared_deviations.hpp>
#include <equipoise/core/scaled_amounts.hpp>
#include <equipoise/model/partition.hpp>

#include <cstddef>
#include <type_traits>
#include <vector>

/// The function object that computes a decomposition by bloc, and sums over the amounts of blocs.
namespace equipoise::concentration_detail {

/// Flows, and labels that say which bloc each of their partners belongs to.
template <class R, class Labels, class Proj>
concept decomposable = detail::labels_for<Labels, R> && detail::amount_source<R, Proj>;

template <class Amounts>
[[nodiscard]] constexpr detail::twofold sum_of(Amounts const& amounts) noexcept
{
    auto sum = detail::running_sum{};
    sum.add(amounts.data(), amounts.size());
    return sum.value();
}

template <class Amounts>
[[nodiscard]] constexpr detail::twofold sum_of_squares(Amounts const& amounts) noexcept
{
    auto sum = detail::running_sum{};
    for (auto const x : amounts) {
        sum.add(detail::two_product(x, x));
    }
    return sum.value();
}

/// The amounts of a bloc in a unit of their own, which is chosen as the unit of totals is. Their squares do not
/// underflow, and an amount becomes 0 only if it is 0 in the unit of the totals as well.
template <class Amounts>
[[nodiscard]] EQUIPOISE_CONSTEXPR std::vector<double> in_own_unit(Amounts const& amounts)
{
    auto own = std::vector<double>(amounts.begin(), amounts.end());
    auto largest = 0.0;
    for (auto const x : own) {
        largest = largest < x ? x : largest;
    }
    if (auto const exponent = detail::scale_for(largest); exponent != 0) {
        for (auto& x : own) {
            x = detail::scaled(x, -exponent);
        }
    }
    return own;
}

/// The totals of amounts in a unit of their own. The positive amounts are counted as they were given, because small
/// ones may be 0 in that unit.
template <class Own, class Given>
[[nodiscard]] constexpr detail::totals totals_of(Own const& own, Given const& given) noexcept
{
    auto result = detail::totals{};
    result.listed = given.size();
    result.attributed = sum_of(own);
    for (auto const x : own) {
        result.largest = result.largest < x ? x : result.largest;
    }
    for (auto const x : given) {
        result.positive += x > 0 ? 1U : 0U;
    }
    return result;
}

/// A statistic after all amounts have been added to it.
template <class Statistic, class Amounts>
[[nodiscard]] constexpr Statistic statistic_of(Statistic statistic, Amounts const& amounts) noexcept
{
    statistic.add(amounts.data(), amounts.size());
    if constexpr (requires { statistic.finish(); }) {
        statistic.finish();
    }
    return statistic;
}

/// Appends the next bloc of `flows`, which has `partners` partners and holds the amount `bloc_flow`, to a vector of
/// `bloc_measure`. inside(amounts, totals) computes the measure of a bloc with flow from its amounts in their own unit.
template <class Blocs, class Label, class Measure>
constexpr void append_bloc(Blocs& blocs, detail::grouped<Label> const& flows, std::size_t partners,
                           detail::twofold bloc_flow, Measure inside)
{
    auto const g = blocs.size();
    blocs.push_back({flows.labels[g], partners, bloc_flow / flows.sums.whole(), undefined});
    if (bloc_flow.hi > 0) {
        auto const own = in_own_unit(flows.given_to(g));
        blocs.back().inside = inside(own, totals_of(own, flows.given_to(g)));
    }
}

/// The sum of the amounts of each bloc.
template <class Label>
[[nodiscard]] EQUIPOISE_CONSTEXPR std::vector<detail::twofold> bloc_totals(detail::grouped<Label> const& flows)
{
    auto sums = std::vector<detail::twofold>{};
    for (std::size_t g = 0; g < flows.labels.size(); ++g) {
        sums.push_back(sum_of(flows.of(g)));
    }
    return sums;
}

/// ln(X / X_g) for bloc g, which has a flow. If it has more than half of the total X, the sum of the other blocs is
/// used, because the total has lost their digits.
template <class Flows>
[[nodiscard]] constexpr detail::twofold ln_inverse_share(Flows const& bloc_flows, std::size_t g, detail::twofold whole)
{
    if (bloc_flows[g].hi * 2 <= whole.hi) {
        return detail::ln_ratio(whole, bloc_flows[g]);
    }
    auto others = detail::running_sum{};
    for (std::size_t i = 0; i < bloc_flows.size(); ++i) {
        others.add(i == g ? detail::twofold{} : bloc_flows[i]);
    }
    return ln_one_plus_ratio(others.value(), bloc_flows[g]);
}

/// A decomposition. `Parts` gives its name and the type of its result, checks its parameters and computes the parts.
template <class Parts>
struct by_bloc_fn {
    template <class R, class Labels, class Proj = ranges::identity>
        requires decomposable<R, Labels, Proj>
                 && requires(typename Parts::template result<int> parts, detail::grouped<int> const& flows) {
                        Parts::compute(parts, flows);
                    }
    [[nodiscard]] constexpr auto operator()(R&& flows, Labels const& labels, Proj proj = {}) const
    {
        return decomposed(flows, labels, proj);
    }

    template <class R, class Labels, class Parameter, class Proj = ranges::identity>
        requires decomposable<R, Labels, Proj>
                 && requires(typename Parts::template result<int> parts, detail::grouped<int> const& flows,
                             Parameter parameter) { Parts::compute(parts, flows, parameter); }
    [[nodiscard]] constexpr auto operator()(R&& flows, Labels const& labels, Parameter parameter, Proj proj = {}) const
    {
        if constexpr (requires { Parts::check(parameter); }) {
            Parts::check(parameter);
        }
        return decomposed(flows, labels, proj, parameter);
    }

private:
    template <class R, class Labels, class Proj, class... Parameters>
    [[nodiscard]] static constexpr auto decomposed(R& flows, Labels const& labels, Proj& proj,
                                                   Parameters const&... parameters)
    {
        auto const blocs = detail::grouped_by(labels, flows, proj, Parts::name);
        using label = typename std::remove_cvref_t<decltype(blocs.labels)>::value_type;
        auto parts = typename Parts::template result<label>{};
        if (blocs.sums.whole().hi == 0) {
            parts.why = blocs.sums.listed == 0 ? reason::no_partners : reason::no_flow;
        } else if (auto const why_open = blocs.sums.why_open(); why_open != reason::defined) {
            parts.why = why_open;
        } else {
            Parts::compute(parts, blocs, parameters...);
        }
        return parts;
    }
};

} // namespace equipoise::concentration_detail
