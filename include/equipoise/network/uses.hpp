// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/network/detail/measure.hpp>

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// Who uses: what a measure looks through, as a weight for each sector of a table.
///
///     used_by(consumer)     its final demand
///     exports_of(region)    what its sectors deliver to sectors and consumers elsewhere
///     output_of(region)     what its sectors make
///
/// Each takes a region or a bloc of regions, whose members are then at home with one another. A label stands for one
/// unit of what that sector makes, and a vector of numbers that are not negative for weights of the caller's own, one
/// for each sector.
namespace equipoise {

namespace network_detail {

enum class use_kind : unsigned char { demand, exports, output };

template <use_kind Kind, class Party>
struct use_of {
    Party who;
};

template <class T>
inline constexpr bool is_use_of = false;
template <use_kind Kind, class Party>
inline constexpr bool is_use_of<use_of<Kind, Party>> = true;

/// A use of this system: see the comment of this file.
template <class Use, class System>
concept use_in = is_use_of<Use> || std::same_as<Use, typename System::label> || std::same_as<Use, std::vector<double>>;

/// Weights by sector, and the sectors at home, where there is a home.
struct weights_of_use {
    std::vector<double> weights{};
    std::vector<double> errors{}; ///< what each may be off, where it is asked for
    std::optional<std::vector<double>> home{};
    bool negative = false; ///< whether any weight is below 0
};

/// What the sectors of `who` deliver to others.
template <class System, class Party>
[[nodiscard]] std::vector<double> exports_by_sector(solver<System> const& solve, System const& system, Party const& who)
{
    auto const own = system.indicator(who, solve.index());
    auto exports = solve.round_on(others(own), 1);
    auto const home = bloc<typename System::region_type>{detail::bloc_of<typename System::region_type>(who)};
    if (!system.has_final_demand()) {
        throw invalid_parameter{solve.index(), "the system was made without final demand, which this measure needs"};
    }
    for (std::size_t i = 0; i < exports.size(); ++i) {
        auto sum = detail::running_sum{};
        sum.add(exports[i] * core_of(system).scale[i]);
        for (std::size_t c = 0; c < system.consumers().size(); ++c) {
            if (!home.contains(system.consumers()[c])) {
                sum.add(system.final_demand()(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(c)));
            }
        }
        exports[i] = own[i] != 0 ? sum.value().value() : 0;
    }
    return exports;
}

template <class System, class Use>
[[nodiscard]] weights_of_use weights_for(solver<System> const& solve, System const& system, Use const& use)
{
    auto found = weights_of_use{};
    auto const at_home = [&](auto const& who) { found.home = system.indicator(who, solve.index()); };
    if constexpr (std::same_as<Use, typename System::label>) {
        found.weights.assign(system.size(), 0.0);
        found.weights[system.position(use, solve.index())] = 1;
        at_home(use.first);
    } else if constexpr (std::same_as<Use, std::vector<double>>) {
        if (use.size() != system.size()) {
            throw invalid_parameter{solve.index(), "number of weights", static_cast<double>(use.size()),
                                    "that of the sectors, " + std::to_string(system.size())};
        }
        for (std::size_t i = 0; i < use.size(); ++i) {
            if (!(use[i] >= 0) || !std::isfinite(use[i])) {
                throw invalid_parameter{solve.index(), "the weight of " + system.name(i), use[i],
                                        "finite and not negative"};
            }
        }
        found.weights = use;
    } else {
        [&]<use_kind Kind, class Party>(use_of<Kind, Party> const& of) {
            if constexpr (Kind == use_kind::demand) {
                found.weights = system.demand_of(of.who, solve.index());
                found.home = std::vector<double>(system.size());
                for (auto const& id : detail::members(of.who)) { // a consumer that makes nothing is abroad to all
                    auto const region = typename System::region_type(id);
                    for (std::size_t i = 0; i < system.size(); ++i) {
                        (*found.home)[i] += system.labels()[i].first == region ? 1 : 0;
                    }
                }
            } else if constexpr (Kind == use_kind::exports) {
                found.weights = exports_by_sector(solve, system, of.who);
                at_home(of.who);
            } else {
                at_home(of.who);
                found.weights = product_of(*found.home, system.output());
            }
        }(use);
    }
    for (auto const each : found.weights) {
        found.negative = found.negative || each < 0;
    }
    return found;
}

} // namespace network_detail

/// The final demand of a consumer, or of a bloc of consumers.
template <party Party>
[[nodiscard]] auto used_by(Party const& consumer)
{
    return network_detail::use_of<network_detail::use_kind::demand, Party>{consumer};
}

/// What the sectors of a region deliver to sectors and consumers elsewhere; of a bloc, outside the bloc.
template <party Party>
[[nodiscard]] auto exports_of(Party const& region)
{
    return network_detail::use_of<network_detail::use_kind::exports, Party>{region};
}

/// What the sectors of a region, or of a bloc of regions, make.
template <party Party>
[[nodiscard]] auto output_of(Party const& region)
{
    return network_detail::use_of<network_detail::use_kind::output, Party>{region};
}

} // namespace equipoise
