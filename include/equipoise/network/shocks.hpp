// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/network/detail/measure.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Shocks of supply and of prices that go through all chains.
///
///     ghosh(world, dv)               dv G, the output that a change of value added allows
///     inoperability(world, c)        (I - B)^-1 c, the part of each sector that stands still
///     price_push(world, dv)          (I - A')^-1 dv, the rise of prices by costs
///     cost_push(world, power, rise)  the rise of all other prices when a power's prices rise and stay there
namespace equipoise {

namespace network_detail {

template <class System>
[[nodiscard]] std::vector<double> checked_vector(System const& system, std::string_view index, std::string_view what,
                                                 std::vector<double> given)
{
    if (given.size() != system.size()) {
        throw invalid_parameter{index, "number of " + std::string{what} + 's', static_cast<double>(given.size()),
                                "that of the sectors, " + std::to_string(system.size())};
    }
    for (std::size_t i = 0; i < given.size(); ++i) {
        if (!std::isfinite(given[i])) {
            throw invalid_parameter{index, "the " + std::string{what} + " of " + system.name(i), given[i], "finite"};
        }
    }
    return given;
}

template <class System>
[[nodiscard]] values_of<System> values_from(System const& system, solution const& found,
                                            std::vector<double> const* scale = nullptr)
{
    auto values = std::vector<estimate>{};
    for (std::size_t i = 0; i < system.size(); ++i) {
        auto const unit = scale == nullptr ? 1 : (*scale)[i];
        auto const value = found.values[i] * unit;
        values.push_back(proven_estimate(
            {value, scale == nullptr ? found.errors[i] : wider(found.errors[i] * unit, value)}, found.proven));
    }
    return {system.shared_labels(), std::move(values), found.proven, found.passes};
}

struct ghosh_measure {
    template <io_table System>
    [[nodiscard]] values_of<System> operator()(runner const& run, System const& system,
                                               std::vector<double> const& change) const
    {
        auto const solve = solver<System>{system, "ghosh", run};
        auto dv = checked_vector(system, solve.index(), "change", change);
        for (std::size_t i = 0; i < dv.size(); ++i) { // dv' G = x (L' (dv / x))
            if (system.output()[i] == 0 && dv[i] != 0) {
                throw invalid_parameter{solve.index(), "the change of " + system.name(i), dv[i],
                                        "0, as the sector has no output"};
            }
            dv[i] /= core_of(system).scale[i];
        }
        return values_from(system, solve.backward(std::move(dv), 1), &system.output());
    }
};

struct inoperability_measure {
    template <io_table System>
    [[nodiscard]] values_of<System> operator()(runner const& run, System const& system,
                                               std::vector<double> const& shock) const
    {
        auto const solve = solver<System>{system, "inoperability", run};
        return values_from(system, solve.forward(checked_vector(system, solve.index(), "shock", shock), 1));
    }
};

struct price_push_measure {
    template <io_table System>
    [[nodiscard]] values_of<System> operator()(runner const& run, System const& system,
                                               std::vector<double> const& change) const
    {
        auto const solve = solver<System>{system, "price_push", run};
        return values_from(system, solve.backward(checked_vector(system, solve.index(), "change", change), 1));
    }
};

struct cost_push_measure {
    template <io_table System, class Party>
    [[nodiscard]] values_of<System> operator()(runner const& run, System const& system, Party const& power,
                                               double rise) const
    {
        auto const solve = solver<System>{system, "cost_push", run};
        if (!std::isfinite(rise)) {
            throw invalid_parameter{solve.index(), "rise", rise, "finite"};
        }
        auto const u = system.indicator(power, solve.index());
        auto const outside = others(u);
        auto first = product_of(solve.round_back(u, 1), outside);
        for (auto& each : first) {
            each *= rise;
        }
        auto const gamma = 2 * chain{core_of(system)}.rounding();
        auto found = solve.backward(std::move(first), 1, {{outside, outside}});
        for (std::size_t i = 0; i < u.size(); ++i) {
            found.errors[i] += gamma * std::fabs(found.values[i]); // of the right-hand side, which has one sign
            if (u[i] != 0) {
                found.values[i] = rise;
                found.errors[i] = 0;
            }
        }
        found.proven = found.proven && !core_of(system).negative;
        return values_from(system, found);
    }
};

} // namespace network_detail

/// The change of each sector's output that a change of value added allows, when every sector goes on to share out what
/// it makes as before: dv G, with G = (I - B)^-1 and B_ij = Z_ij / x_i. ghosh(world, changes), one for each sector, in
/// money. Read it as a rise of prices, or as an upper bound of what is allocated: as a theory of output it is not
/// accepted.
/// @throws invalid_parameter for a number of changes that is not that of the sectors, for one that is not finite, and
/// for one of a sector without output; not_productive Source: Ghosh, Ambica (1958), Input-output approach in an
/// allocation system; Oosterhaven, Jan (1988), On the plausibility of the supply-driven input-output model;
/// Dietzenbacher, Erik (1997), In vindication of the Ghosh model.
inline constexpr network_detail::network_fn<network_detail::ghosh_measure> ghosh{};

/// The part of each sector that stands still when demand for a part c of it falls away: q = (I - B)^-1 c, in which
/// B = diag(x)^-1 A diag(x). inoperability(world, shocks), one for each sector. The model does not keep q within [0,
/// 1]; more than 1 is returned as it is, and says that the shock is too large for a linear model.
/// @throws invalid_parameter, not_productive as `ghosh`
/// Source: Haimes, Yacov and Jiang, Pu (2001); Santos, Joost and Haimes (2004), Modeling the demand reduction
/// input-output inoperability due to terrorism of interconnected infrastructures.
inline constexpr network_detail::network_fn<network_detail::inoperability_measure> inoperability{};

/// The rise of each sector's price when value added per unit rises by dv, for a tax for example, and every sector
/// passes on its costs: (I - A')^-1 dv. price_push(world, rises), one for each sector.
/// @throws invalid_parameter, not_productive as `ghosh`
/// Source: Leontief, Wassily (1947), Wages, profit and prices; Miller and Blair (2009), chapter 2.
inline constexpr network_detail::network_fn<network_detail::price_push_measure> price_push{};

/// The rise of each sector's price when the prices of a power rise by a part and stay there, whatever its own inputs
/// cost, and all others pass on their costs: (I - A'_others) dp = rise A'_(others, power) 1. For the power itself it is
/// the rise. cost_push(world, power, rise). For a tax on value added of the power, whose own costs rise as well, use
/// `price_push`. Range: [0, rise] where no value added is negative.
/// @throws not_found, not_productive; invalid_parameter for a rise that is not finite
inline constexpr network_detail::network_fn<network_detail::cost_push_measure> cost_push{};

} // namespace equipoise
