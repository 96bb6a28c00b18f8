// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/weights.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/party.hpp>
#include <equipoise/scenario/goods.hpp>
#include <equipoise/uncertainty/certified_interval.hpp>
#include <equipoise/uncertainty/interval_portfolio.hpp>

#include <algorithm>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Sanctions on a target, seen from a third state.
///
///     first_round(flows, target, depth)                depth x share of the flows with the target
///     first_round(goods, target)                       sum w depth s / sum w
///     secondary_exposure(channel, senders, flagged)    share of the channel with the senders x share that is flagged
namespace equipoise {

/// A good on which sanctions may lie.
///
///     sanctioned_good<portfolio<iso3>>{"machines", exports_of_machines, 3, .5}
template <class Flows>
struct sanctioned_good {
    std::string_view name;
    Flows flows;   ///< of the state, with its partners
    double weight; ///< how much it matters relative to the other goods
    double depth;  ///< the part of the trade with the target that the sanctions end, in [0, 1]
};

namespace scenario_detail {

inline void check_depth(double depth, std::string_view name)
{
    if (!(depth >= 0 && depth <= 1)) {
        throw invalid_parameter{"first_round", name, depth, "in [0, 1]"};
    }
}

template <party Target>
struct first_round_rule {
    static constexpr facts about{.name = "first_round",
                                 .symbol = "d s_A",
                                 .formula = "depth x sum of x_j over the target's members / X",
                                 .source = "defined by this library",
                                 .ignores_zeros = true};
    Target target;
    double depth;

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }

    template <portfolio_like Flows>
        requires party_in<Target, Flows>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        return ended(exposure_detail::exposure_rule<Target>{target}(flows));
    }

    template <interval_portfolio_like Flows>
        requires exposure_detail::party_in_ranges<Target, Flows>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        return ended(exposure_detail::exposure_rule<Target>{target}(flows));
    }

    template <interval_portfolio_like Flows>
        requires exposure_detail::party_in_ranges<Target, Flows>
    [[nodiscard]] certified_interval certified(Flows const& flows) const
    {
        auto const share = exposure_detail::exposure_rule<Target>{target}.certified(flows);
        return uncertainty_detail::without_search(ended(estimate::within(share.bounds, share.why)),
                                                  depth == 0 || share.low.attained, depth == 0 || share.high.attained);
    }

private:
    [[nodiscard]] estimate ended(estimate const& share) const
    {
        return estimate::within({detail::rounded(depth * share.bounds.low), detail::rounded(depth * share.bounds.high)},
                                share.why);
    }
};

struct make_first_round {
    template <party Target>
    [[nodiscard]] first_round_rule<Target> operator()(Target target, double depth) const
    {
        check_depth(depth, "depth");
        return {std::move(target), depth};
    }
};

template <class Goods>
concept sanctioned_goods = ranges::forward_range<Goods> && requires(good_in<Goods> const& one) {
    requires portfolio_like<decltype(one.flows)>;
    std::string{one.name};
    static_cast<double>(one.weight);
    static_cast<double>(one.depth);
};

struct first_round_fn {
    template <party Target>
    [[nodiscard]] auto operator()(Target target, double depth) const
    {
        return family_fn<make_first_round>{}(std::move(target), depth);
    }

    template <portfolio_like Flows, party Target>
        requires party_in<Target, Flows>
    [[nodiscard]] double operator()(Flows const& flows, Target target, double depth) const
    {
        return family_fn<make_first_round>{}(flows, std::move(target), depth);
    }

    template <sanctioned_goods Goods, party Target>
    [[nodiscard]] double operator()(Goods const& goods, Target const& target) const
    {
        return result(goods, target).value;
    }

    /// The value, the interval that holds it, and the reason where there is no value.
    template <sanctioned_goods Goods, party Target>
    [[nodiscard]] static estimate result(Goods const& goods, Target const& target)
    {
        return weighted_share(goods, "first_round", [&](auto const& each) {
            check_depth(each.depth, "depth of " + std::string{each.name});
            auto share = first_round_rule<Target>{target, each.depth}(each.flows);
            if (is_undefined(share.bounds.low)) {
                share.bounds = {0, each.depth};
            }
            return share;
        });
    }

    /// The interval that holds the value where something is not known.
    template <sanctioned_goods Goods, party Target>
    [[nodiscard]] static interval bound(Goods const& goods, Target const& target)
    {
        return result(goods, target).bounds;
    }

    /// Why the measure is undefined, in words; empty when it is defined.
    template <sanctioned_goods Goods, party Target>
    [[nodiscard]] static std::string_view why_undefined(Goods const& goods, Target const& target)
    {
        return words(result(goods, target).why);
    }
};

struct secondary_exposure_measure {
    template <portfolio_like Channel, party Senders>
        requires party_in<Senders, Channel>
    [[nodiscard]] estimate operator()(Channel const& channel, Senders const& senders, estimate const& flagged) const
    {
        auto const tie = or_anything(exposure_detail::exposure_rule<Senders>{senders}(channel));
        auto const touched = or_anything(flagged);
        if (!(touched.bounds.low >= 0 && touched.bounds.high <= 1)) {
            throw invalid_parameter{"secondary_exposure", "flagged share",
                                    touched.bounds.low >= 0 ? touched.bounds.high : touched.bounds.low, "in [0, 1]"};
        }
        if (tie.bounds.high == 0 || touched.bounds.high == 0) {
            return estimate::of(0);
        }
        return estimate::within({detail::rounded(tie.bounds.low * touched.bounds.low),
                                 detail::rounded(tie.bounds.high * touched.bounds.high)},
                                tie.why != reason::defined ? tie.why : touched.why);
    }

    template <portfolio_like Channel, party Senders>
        requires party_in<Senders, Channel>
    [[nodiscard]] estimate operator()(Channel const& channel, Senders const& senders,
                                      std::optional<double> const& flagged) const
    {
        if (flagged && is_undefined(*flagged)) {
            throw invalid_parameter{"secondary_exposure", "flagged share", *flagged,
                                    "in [0, 1]; leave it empty where it is not known"};
        }
        return (*this)(channel, senders,
                       flagged ? estimate::of(*flagged) : estimate::within({0, 1}, reason::unknown_part));
    }

private:
    [[nodiscard]] static estimate or_anything(estimate known)
    {
        known.bounds = is_undefined(known.bounds.low) ? interval{0, 1} : known.bounds;
        return known;
    }
};

} // namespace scenario_detail

/// What sanctions on a target end of a state's flows in the first round: depth x share of the flows with the target.
///
/// Called as `first_round(flows, target, depth)` or `first_round(target, depth)(flows)`; the target is an identifier or
/// a `bloc`, the depth is the part of the trade with it that ends, in [0, 1]. Range [0, 1]; higher means hit harder.
/// Undefined and bounded as `exposure`: `bound(flows, first_round(target, depth))`, of an `interval_portfolio` as well.
///
/// `first_round(goods, target)` for a range of `sanctioned_good`, each with a depth: sum of w_g depth_g s_g over the
/// sum of w_g. Undefined when the target's share of a good that matters is not known; `first_round.bound(goods,
/// target)` gives the interval, `first_round.why_undefined(goods, target)` the reason.
///
/// What reaches the state through others, which lose trade with the target as well, is not in it.
/// @throws invalid_parameter for a depth outside [0, 1], for weights that are negative or all 0, and without goods
/// Source: defined by this library.
inline constexpr scenario_detail::first_round_fn first_round{};

/// What a state could lose with the senders of sanctions because its flows touch their target: p f, p the share of a
/// channel (finance, exports or technology) with the senders, f the share of the state's flows that touches the target.
///
/// `secondary_exposure(channel, senders, flagged)`. The channel is a portfolio, the senders are an identifier or a
/// `bloc`; `flagged` is a number in [0, 1], empty (std::nullopt) where it is not known, or the `estimate` of another
/// measure. Both must be of the same period. Range [0, 1]. It is a product, the expected part if each unit is equally
/// likely to be cut: at most p, `exposure(channel, senders)`, is at stake. Several channels are put together by
/// `channel_profile`. Undefined where either factor is not known; `secondary_exposure.bound(...)` then gives the
/// interval from 0 to the product of what is highest, and `secondary_exposure.why_undefined(...)` the reason.
/// @throws invalid_parameter for a flagged share outside [0, 1]
/// Source: defined by this library; for secondary sanctions see Farrell and Newman (2019), Weaponized Interdependence.
inline constexpr detail::estimate_fn<scenario_detail::secondary_exposure_measure> secondary_exposure{};

} // namespace equipoise
