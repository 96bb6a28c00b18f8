// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/core/weights.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/scenario/substitution.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// Several goods that are lost together, each with a substitution of its own.
namespace equipoise {

/// A good that a state buys or sells, or a channel, with what is assumed of its substitution.
///
///     good<portfolio<iso3>, spare<>>{"gas", imports_of_gas, 0.4, spare{.1}}
template <class Flows, class Substitution = substitution>
struct good {
    std::string_view name;
    Flows flows;          ///< of the state, with its partners
    double weight;        ///< how much it matters relative to the other goods
    Substitution assumed; ///< what may take the place of what is lost
};

namespace scenario_detail {

template <class Goods>
using good_in = std::remove_cvref_t<ranges::range_value_t<Goods>>;

/// A range of `good`, or of a type with these members.
template <class Goods>
concept goods_like = ranges::forward_range<Goods> && requires(good_in<Goods> const& one) {
    requires portfolio_like<decltype(one.flows)>;
    requires substitution_for<std::remove_cvref_t<decltype(one.assumed)>, std::remove_cvref_t<decltype(one.flows)>>;
    std::string{one.name};
    static_cast<double>(one.weight);
};

/// The weights of goods and their sum, in a unit in which they stay in the range of a double.
/// @throws invalid_parameter, which names the good, for a weight that is negative, infinite or NaN, and where all are 0
template <class Goods>
[[nodiscard]] detail::summed_weights weights_of(Goods const& goods, std::string_view function)
{
    auto weights = std::vector<double>{};
    auto names = std::vector<std::string>{};
    for (auto const& each : goods) {
        weights.push_back(static_cast<double>(each.weight));
        names.emplace_back(each.name);
    }
    return detail::channel_weights(
        weights, weights.size(), function, [&](std::size_t i) { return "weight of " + names[i]; }, "goods");
}

/// Sum of w_g times a share of good g over the sum of w_g, where `share_of(good)` gives an estimate with an interval.
/// It is undefined where a share that matters is.
/// @throws as `weights_of`
template <class Goods, class ShareOf>
[[nodiscard]] estimate weighted_share(Goods const& goods, std::string_view function, ShareOf const& share_of)
{
    auto const weights = weights_of(goods, function);
    auto low = detail::running_sum{};
    auto high = detail::running_sum{};
    auto why = reason::defined;
    auto place = weights.each.begin();
    for (auto const& each : goods) {
        auto const weight = *place++;
        estimate const share = share_of(each);
        low.add(detail::two_product(weight, share.bounds.low));
        high.add(detail::two_product(weight, share.bounds.high));
        why = why == reason::defined && weight > 0 && share.bounds.high > 0 ? share.why : why;
    }
    return estimate::within(detail::at_most_one(interval{low.value() / weights.sum, high.value() / weights.sum}), why);
}

/// The assumptions of goods in words, for results.
template <class Goods>
[[nodiscard]] std::string assumptions_of(Goods const& goods)
{
    auto text = std::string{};
    for (auto const& each : goods) {
        text += text.empty() ? "" : "; ";
        text += std::string{each.name} + ": " + assumption_in_words(each.assumed);
    }
    return text;
}

} // namespace scenario_detail

} // namespace equipoise
