// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/model/party.hpp>
#include <equipoise/scenario/goods.hpp>
#include <equipoise/scenario/loss.hpp>

#include <string>
#include <string_view>

/// A power's threat to stop buying or selling: what the state would lack, and what the power itself would lack.
namespace equipoise {

/// What both sides of a threat would lack.
struct threat_balance {
    estimate state_shortfall{}; ///< in [0, 1]
    estimate power_shortfall{}; ///< in [0, 1]
    estimate ratio{};           ///< the first over the second, in [0, infinity]
    std::string assumed{};      ///< what was assumed of the substitution, in words
};

namespace scenario_detail {

/// Sum of w_g times the shortfall of good g when a party is lost, over the sum of w_g.
template <goods_like Goods, party Party>
[[nodiscard]] estimate weighted_shortfall(Goods const& goods, Party const& party, std::string_view function)
{
    return weighted_share(goods, function, [&](auto const& each) {
        auto missing = lose_fn{}(each.flows, party, each.assumed).shortfall;
        if (is_undefined(missing.bounds.low)) {
            missing.bounds = {0, 1};
        }
        return missing;
    });
}

struct threat_fn {
    template <goods_like Goods, party Power, goods_like Counter, party State>
    [[nodiscard]] threat_balance operator()(Goods const& goods, Power const& power, Counter const& counter,
                                            State const& state) const
    {
        auto result = threat_balance{};
        result.state_shortfall = weighted_shortfall(goods, power, "threat");
        result.power_shortfall = weighted_shortfall(counter, state, "threat");
        result.ratio = ratio(result.state_shortfall, result.power_shortfall);
        result.assumed = "the state, " + assumptions_of(goods) + "; the power, " + assumptions_of(counter);
        return result;
    }

private:
    [[nodiscard]] static estimate ratio(estimate const& of_state, estimate const& of_power)
    {
        auto const& a = of_state.bounds;
        auto const& b = of_power.bounds;
        if (a.high == 0 && b.high == 0) {
            return estimate::without(reason::zero_divisor);
        }
        auto const divided = [](double x, double y) { return x == 0 ? 0.0 : y == 0 ? infinity : x / y; };
        return estimate::within({divided(a.low, b.high), divided(a.high, b.low)},
                                of_state.why != reason::defined ? of_state.why : of_power.why);
    }
};

} // namespace scenario_detail

/// The balance of a threat, a `threat_balance`: the shortfall of the state when the power stops buying or selling, next
/// to the power's own when it does without the state, and their ratio.
///
/// `threat(goods, power, counter, state)`. The goods are a range of `good` of the state, the counter goods a range of
/// `good` of the power, each with an assumed substitution; both parties are identifiers or blocs. A shortfall is sum of
/// w_g times that of `lose`, over the sum of w_g. A ratio above 1 means that the state would lack more; infinite where
/// the power lacks nothing; undefined where neither does. Intervals where something is not known. `coercion_balance`
/// has the same sides with a stated part that can be replaced.
/// @throws invalid_parameter for weights that are negative or all 0, and without goods
/// Source: defined by this library, after Hirschman (1945): a threat works where stopping costs the power little.
inline constexpr scenario_detail::threat_fn threat{};

} // namespace equipoise
