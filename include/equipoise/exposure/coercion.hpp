// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/threshold.hpp>
#include <equipoise/exposure/channel_profile.hpp>
#include <equipoise/exposure/vulnerability.hpp>
#include <equipoise/model/ledger_part.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// Coercion: what a power could withhold that a state cannot replace, and what the state could withhold in turn.
///
///     coercion_exposure(levers, power)                 sum w_k s_jk (1 - z_k) / sum w_k
///     coercion_balance(levers, power, counter, state)  the state's exposure less the power's
///     leverage(products, targets)                      the products that a coercer imports mainly from its targets
namespace equipoise {

/// A good, service or channel through which pressure may be put on a state.
///
///     lever{"gas", imports_of_gas, 0.4, 0.25}
template <class Flows>
struct lever {
    std::string_view name;
    Flows flows;                              ///< of the state, with its partners
    double weight = 1;                        ///< how much it matters relative to the other levers
    std::optional<double> substitutability{}; ///< the part that can be replaced, in [0, 1]
};

/// The products for which a coercer depends on its targets, and those for which it is not known whether it does.
template <class Product>
struct leverage_goods {
    std::vector<Product> dependent{};
    std::vector<Product> unknown{};
};

namespace exposure_detail {

struct coercion_exposure_measure {
    template <ranges::forward_range Levers, party Power>
    [[nodiscard]] estimate operator()(Levers const& levers, Power const& power) const
    {
        auto channels = std::vector<weighted_channel<std::string, interval>>{};
        auto why = reason::defined;
        for (auto const& each : levers) {
            auto const part = irreplaceable_part(each, power);
            channels.push_back({std::string{each.name}, part.bounds, each.weight});
            why = why == reason::defined && each.weight > 0 ? part.why : why;
        }
        return channels.empty() ? estimate::without(reason::no_partners)
                                : estimate::within(channel_profile(channels).bounds, why);
    }

private:
    /// s (1 - z) of one lever
    template <class Lever, class Power>
    [[nodiscard]] static estimate irreplaceable_part(Lever const& each, Power const& power)
    {
        auto name = std::string{" of "};
        name += each.name;
        auto const z = checked_substitutability(each.substitutability, "coercion_exposure", name);
        auto share = exposure_rule<Power>{power}(each.flows);
        if (is_undefined(share.bounds.low)) {
            share.bounds = {0, 1};
        }
        if (share.bounds.high == 0 || z == 1.0) {
            return estimate::of(0);
        }
        if (!z) {
            return estimate::within({0, share.bounds.high}, reason::unknown_part);
        }
        auto const irreplaceable = [&](double s) { return (detail::two_sum(1, -*z) * s).value(); };
        return estimate::within({irreplaceable(share.bounds.low), irreplaceable(share.bounds.high)}, share.why);
    }
};

struct coercion_balance_measure {
    template <ranges::forward_range Levers, party Power, ranges::forward_range Counter, party Own>
    [[nodiscard]] estimate operator()(Levers const& levers, Power const& power, Counter const& counter,
                                      Own const& own) const
    {
        auto const suffered = coercion_exposure_measure{}(levers, power);
        auto const put = coercion_exposure_measure{}(counter, own);
        return estimate::within({suffered.bounds.low - put.bounds.high, suffered.bounds.high - put.bounds.low},
                                suffered.why != reason::defined ? suffered.why : put.why);
    }
};

struct leverage_fn {
    template <class Products, party Targets>
        requires ledger_like<Products>
    [[nodiscard]] auto operator()(Products const& products, Targets const& targets, double threshold = 0.7) const
    {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw invalid_parameter{"leverage", "threshold", threshold, "in [0, 1]"};
        }
        auto found = leverage_goods<std::remove_cvref_t<decltype(detail::last_part(products[0].key))>>{};
        for (std::size_t i = 0; i < products.size(); ++i) {
            auto const entry = products[i];
            if (detail::unknown_total(entry.flows) != reason::defined) {
                found.unknown.push_back(detail::last_part(entry.key));
                continue;
            }
            if (detail::without_flow(entry.flows) != reason::defined) {
                continue;
            }
            auto const answer = detail::above(bound(entry.flows, exposure(targets)), threshold);
            if (answer != detail::answer::no) {
                auto& goods = answer == detail::answer::yes ? found.dependent : found.unknown;
                goods.push_back(detail::last_part(entry.key));
            }
        }
        return found;
    }
};

} // namespace exposure_detail

/// Coercion exposure: sum w_k s_jk (1 - z_k) / sum w_k over goods or channels k, where s_jk is the power's share in k,
/// w_k is how much k matters, and z_k is the part of it that could be replaced.
///
/// Called as `coercion_exposure(levers, power)`, with a range of `lever`; the power is an identifier or a `bloc`. Range
/// [0, 1]; higher means more exposed. Undefined without levers, and when the flow, the power's share or the
/// substitutability of a lever with a positive weight is not known; `coercion_exposure.bound(levers, power)` then gives
/// the interval and `coercion_exposure.why_undefined(levers, power)` the reason. Linear in the number of partners.
/// @throws invalid_parameter, which names the lever, for an invalid substitutability or weight
/// Source: defined by this library, as the weighted part of what the power supplies that cannot be replaced; for
/// pressure through trade see Hirschman (1945) and Farrell and Newman (2019).
inline constexpr detail::estimate_fn<exposure_detail::coercion_exposure_measure> coercion_exposure{};

/// Coercion exposure less counter-leverage: `coercion_exposure` of the state to the power, minus that of the power to
/// the state.
///
/// Called as `coercion_balance(levers, power, levers_of_the_power, state)`; both parties are identifiers or blocs.
/// Range [-1, 1]; above 0, the power could hurt the state more than the state the power. Undefined, bounded and throws
/// as `coercion_exposure`.
/// Source: defined by this library.
inline constexpr detail::estimate_fn<exposure_detail::coercion_balance_measure> coercion_balance{};

/// The targets' leverage: the products of which a coercer imports more than a threshold, as a share of all its imports
/// of the product, from the targets together. The result is `leverage_goods`.
///
/// Called as `leverage(products, targets, threshold)`. The products are the coercer's imports, a ledger keyed by the
/// product or `products_of` a larger ledger; the targets are a `bloc` or one identifier; the threshold is .7 unless
/// another is given. Products without flow are in neither list. Linear in the number of flows.
/// @throws invalid_parameter for a threshold outside [0, 1]
/// Source: after Cha (2023), Collective Resilience; the threshold of .7 as secondary sources give it, primary text not
/// consulted.
inline constexpr exposure_detail::leverage_fn leverage{};

} // namespace equipoise
