// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/network/detail/measure.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

/// How far each sector relies on the world outside its own region.
///
///     foreign_share_output(world)      1 less its own region's look-through share of output
///     foreign_input_reliance(world)    1 less its own region's share of all inputs, through all chains
///     foreign_market_reliance(world)   the share of foreign users in all users of what it makes, through all chains
namespace equipoise {

namespace network_detail {

/// Values of each sector from the solution of its own region: of (I - K)^-1 b_r, where b_r is made of the sectors
/// abroad.
template <class System, class Totals, class Rhs>
[[nodiscard]] values_of<System> abroad(System const& system, solver<System> const& solve, bool forward,
                                       bool without_own_unit, Totals const& totals, Rhs const& rhs_of)
{
    auto const n = system.size();
    auto const regions = system.regions().size();
    auto rhs = std::vector<double>{};
    for (std::size_t r = 0; r < regions; ++r) {
        auto u = std::vector<double>(n, 1.0);
        for (auto const i : core_of(system).groups[r]) {
            u[i] = 0;
        }
        append(rhs, rhs_of(std::move(u)));
    }
    append(rhs, totals);
    auto const found =
        forward ? solve.forward(std::move(rhs), regions + 1) : solve.backward(std::move(rhs), regions + 1);
    auto const gamma = without_own_unit ? chain{core_of(system)}.rounding() : 0;
    auto const proven = found.proven && !(core_of(system).negative && without_own_unit);
    auto values = std::vector<estimate>{};
    for (std::size_t j = 0; j < n; ++j) {
        auto const r = system.region_of(j);
        auto const all =
            near_number{found.value(regions, j), found.error(regions, j) + gamma * std::fabs(found.value(regions, j))};
        auto const part = near_number{found.value(r, j), found.error(r, j)};
        auto const why = all.value == 0 ? reason::no_flow : all.value < 0 ? reason::negative_total : reason::defined;
        values.push_back(why != reason::defined     ? estimate::without(why)
                         : core_of(system).negative ? quotient(part, all, proven)
                                                    : share_of(part, all, proven));
    }
    return {system.shared_labels(), std::move(values), proven, found.passes};
}

struct foreign_share_output_measure {
    template <io_table System>
    [[nodiscard]] values_of<System> operator()(runner const& run, System const& system) const
    {
        auto const solve = solver<System>{system, "foreign_share_output", run};
        return abroad(system, solve, false, false, std::vector<double>(system.size(), 1.0),
                      [](std::vector<double> u) { return u; });
    }
};

struct foreign_input_reliance_measure {
    template <io_table System>
    [[nodiscard]] values_of<System> operator()(runner const& run, System const& system) const
    {
        auto const solve = solver<System>{system, "foreign_input_reliance", run};
        return abroad(system, solve, false, true, solve.round_back(std::vector<double>(system.size(), 1.0), 1),
                      [](std::vector<double> u) { return u; });
    }
};

struct foreign_market_reliance_measure {
    template <io_table System>
    [[nodiscard]] values_of<System> operator()(runner const& run, System const& system) const
    {
        auto const solve = solver<System>{system, "foreign_market_reliance", run};
        auto const& x = system.output();
        auto uses = solve.round_on(std::vector<double>(system.size(), 1.0), 1);
        for (std::size_t i = 0; i < uses.size(); ++i) { // what has no output has no share in anything
            uses[i] = x[i] == 0 ? 0 : uses[i];
        }
        auto const no_output = [&](std::vector<double> u) { return u; };
        auto found = abroad(system, solve, true, true, uses, no_output);
        return found;
    }
};

} // namespace network_detail

/// The share of other regions in all output that one unit of each sector's output needs, itself included:
/// sum_{i abroad} L_ij / m_j. 0 for a table of one region, and for a sector without output. Range: [0, 1].
/// @throws not_productive when some sectors feed on themselves
/// Cost: as `look_through` with one power for each region.
/// Source: defined here, as the complement of the look-through share of the own region.
inline constexpr network_detail::network_fn<network_detail::foreign_share_output_measure> foreign_share_output{};

/// The share of other regions in all inputs of each sector, through all chains: sum_{i abroad} L_ij / (m_j - 1).
/// Undefined for a sector without inputs. Range: [0, 1]. 0 for a table of one region.
/// @throws not_productive when some sectors feed on themselves
/// Cost: as `look_through` with one power for each region.
/// Other names: FIR. Source: Baldwin, Freeman and Theodorakopoulos (2022), Horses for courses: measuring foreign supply
/// chain exposure; the normalisation is defined here, as theirs was not seen in a primary text.
inline constexpr network_detail::network_fn<network_detail::foreign_input_reliance_measure> foreign_input_reliance{};

/// The share of sectors abroad among all sectors that use what each sector makes, through all chains:
/// sum_{j abroad} G_ij / (sum_j G_ij - 1), with the Ghosh inverse G = (I - B)^-1 of the outlets B_ij = Z_ij / x_i.
/// Final users do not count. Undefined for a sector whose output no sector uses. Range: [0, 1]. 0 for a table of one
/// region.
/// @throws not_productive when some sectors feed on themselves
/// Cost: as `look_through` with one power for each region.
/// Other names: FMR. Source: Baldwin, Freeman and Theodorakopoulos (2022); the normalisation as above.
inline constexpr network_detail::network_fn<network_detail::foreign_market_reliance_measure> foreign_market_reliance{};

} // namespace equipoise
