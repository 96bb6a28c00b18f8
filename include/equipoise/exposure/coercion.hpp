// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/exposure/channel_profile.hpp>
#include <equipoise/exposure/vulnerability.hpp>
#include <equipoise/model/ledger_part.hpp>
#include <equipoise/supply/product_screen.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// Coercion: what a power could withhold that a state cannot replace, and what the state could withhold in turn.
namespace equipoise {

/// A good, service or channel through which pressure may be put on a state.
///
///     lever{"gas", imports_of_gas, 0.4, 0.25}
template <class Flows>
struct lever {
    std::string_view name;
    Flows flows;                              ///< of the state, with its partners
    double weight = 1;                        ///< how much it matters, beside the others'
    std::optional<double> substitutability{}; ///< the part that others would replace, in [0, 1]
};

namespace exposure_detail {

struct coercion_exposure_measure {
    template <ranges::forward_range Levers, detail::party Power, class Text = std::string>
    [[nodiscard]] estimate operator()(Levers const& levers, Power const& power) const
    {
        auto channels = std::vector<weighted_channel<Text, interval>>{};
        auto why = reason::defined;
        for (auto const& each : levers) {
            auto const found = unreplaced(each, power);
            channels.push_back({Text{each.name}, found.bounds, each.weight});
            why = why == reason::defined && each.weight > 0 ? found.why : why;
        }
        return channels.empty() ? estimate::without(reason::no_partners)
                                : estimate::within(channel_profile(channels).bounds, why);
    }

private:
    /// s (1 - z)
    template <class Lever, class Power>
    [[nodiscard]] static estimate unreplaced(Lever const& each, Power const& power)
    {
        auto name = std::string{" of "};
        name += each.name;
        auto const z = checked_substitutability(each.substitutability, "coercion_exposure", name);
        auto const rule = exposure_rule<Power>{power};
        auto const share =
            detail::without_flow(each.flows) == reason::defined ? rule.bound(each.flows) : interval{0, 1};
        if (share.high == 0 || z == 1.0) {
            return estimate::within({0, 0});
        }
        auto const part = [](double s, double replaced) { return (detail::two_sum(1, -replaced) * s).value(); };
        return {{z ? part(share.low, *z) : 0, z ? part(share.high, *z) : share.high},
                z ? rule(each.flows).why : reason::unknown_part};
    }
};

struct coercion_balance_measure {
    template <ranges::forward_range Levers, detail::party Power, ranges::forward_range Counter, detail::party Own>
    [[nodiscard]] estimate operator()(Levers const& levers, Power const& power, Counter const& counter,
                                      Own const& own) const
    {
        auto const suffered = coercion_exposure_measure{}(levers, power);
        auto const put = coercion_exposure_measure{}(counter, own);
        return {{suffered.bounds.low - put.bounds.high, suffered.bounds.high - put.bounds.low},
                suffered.why != reason::defined ? suffered.why : put.why};
    }
};

} // namespace exposure_detail

/// Coercion exposure: sum w_k s_jk (1 - z_k) / sum w_k over goods or channels k, s_jk the power's share in k, w_k how
/// much k matters, z_k the part of it that could be replaced.
///
/// `coercion_exposure(levers, power)`, a range of `lever`, the power an identifier or a `bloc`. Range [0, 1], up = more
/// exposed. Undefined without levers, and when the flow, the power's share or the substitutability of a lever that
/// counts is not known: `.bound(..)` gives the interval, `.why_undefined(..)` the reason. Throws `invalid_parameter`
/// naming the lever. Linear. Source: defined by this library, as the weighted part of what the power supplies that
/// nobody would replace; for pressure through trade see Hirschman (1945) and Farrell and Newman (2019).
inline constexpr detail::estimate_fn<exposure_detail::coercion_exposure_measure> coercion_exposure{};

/// Coercion exposure less counter-leverage: `coercion_exposure` of the state to the power, minus that of the power to
/// the state.
///
/// `coercion_balance(levers, power, levers_of_the_power, state)`; both parties are identifiers or blocs. Range [-1, 1],
/// above 0 = the power could hurt the state more than the state the power. Undefined, bounded and throws as
/// `coercion_exposure`. Source: defined by this library.
inline constexpr detail::estimate_fn<exposure_detail::coercion_balance_measure> coercion_balance{};

/// The goods for which a coercer itself depends on its targets; of the unknown ones it cannot be told.
template <class Product>
struct leverage_goods {
    std::vector<Product> dependent{};
    std::vector<Product> unknown{};
};

/// The targets' leverage: the products that a coercer imports for more than a threshold from the targets together.
///
/// `leverage(products, targets, threshold)`; products are the coercer's imports, a ledger keyed by the product or
/// `products_of` a larger one; targets a `bloc`, or one identifier. Products without flow are neither. Throws
/// `invalid_parameter` for a threshold outside [0, 1]. Linear in the cells. Source: after Cha (2023), Collective
/// Resilience; the threshold of .7 as secondary sources give it, primary text not consulted.
struct leverage_fn {
    template <class Products, detail::party Targets>
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

inline constexpr leverage_fn leverage{};

} // namespace equipoise
