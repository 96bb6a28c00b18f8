// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/portfolio.hpp>
#include <equipoise/network/detail/measure.hpp>
#include <equipoise/network/detail/near_amounts.hpp>
#include <equipoise/network/look_through.hpp>
#include <equipoise/network/uses.hpp>
#include <equipoise/uncertainty/interval_portfolio.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Where what is used comes from in the end, as a portfolio of regions, of which every index of the library is a
/// function.
///
///     origins(world, use)            what stands behind a use, by region of origin
///     foreign_origins(world, use)    the same without the regions of the user
///     direct_origins(world, use)     what the use shows at its face
///     required_output(world, use)    by sector: L w, the output that meets the use
///     origin_remainder(world)        the part of each unit that no value added of the table explains
namespace equipoise {

namespace network_detail {

/// Amounts by sector, added up by region: pairs of the place of a region and its amount. Regions in `dropped` are not
/// listed.
template <class System>
[[nodiscard]] std::vector<std::pair<std::size_t, double>>
amounts_by_region(System const& system, std::string_view index, std::vector<double> const& amounts,
                  std::vector<double> const* dropped)
{
    auto found = std::vector<std::pair<std::size_t, double>>{};
    for (std::size_t r = 0; r < system.regions().size(); ++r) {
        auto sum = detail::running_sum{};
        auto left_out = false;
        for (auto const i : core_of(system).groups[r]) {
            sum.add(amounts[i]);
            left_out = left_out || (dropped != nullptr && (*dropped)[i] != 0);
        }
        auto const amount = sum.value().value();
        if (left_out) {
            continue;
        }
        if (!(amount >= 0)) {
            throw invalid_parameter{index, "the part of " + text_of(system.regions()[r]), amount,
                                    "at least 0 to be part of a portfolio"};
        }
        found.emplace_back(r, amount);
    }
    return found;
}

template <class System>
[[nodiscard]] portfolio<typename System::region_type> by_region(System const& system, std::string_view index,
                                                                std::vector<double> const& amounts,
                                                                std::vector<double> const* dropped = nullptr)
{
    auto partners = std::vector<partner<typename System::region_type>>{};
    for (auto const& [r, amount] : amounts_by_region(system, index, amounts, dropped)) {
        partners.push_back({system.regions()[r], amount});
    }
    return portfolio<typename System::region_type>(partners);
}

/// The ranges of what `by_region` gives; [0, infinity) where nothing is proven.
template <class System>
[[nodiscard]] auto ranges_by_region(System const& system, std::string_view index, near_amounts const& amounts,
                                    std::vector<double> const* dropped = nullptr)
{
    auto rows = std::vector<partner_range<typename System::region_type>>{};
    for (auto const& [r, amount] : amounts_by_region(system, index, amounts.values, dropped)) {
        auto off = detail::running_sum{};
        auto size = detail::running_sum{};
        for (auto const i : core_of(system).groups[r]) {
            off.add(amounts.errors[i]);
            size.add(std::fabs(amounts.values[i]));
        }
        auto const error = wider(off.value().value(), size.value().value());
        auto const low = amount - error;
        rows.push_back(amounts.proven ? partner_range{system.regions()[r], low > 0 ? low : 0, amount + error}
                                      : partner_range{system.regions()[r], 0, std::numeric_limits<double>::infinity()});
    }
    return interval_portfolio<typename System::region_type>(rows);
}

/// v_i (L w)_i or its like, by sector.
template <class System>
[[nodiscard]] near_amounts behind(System const& system, solver<System> const& solve, near_amounts const& weights,
                                  counting what)
{
    if (what == counting::inputs) { // L w - w = L A w, without a difference
        return all_rounds(system, solve, delivered_once(system, solve, weights));
    }
    auto made = all_rounds(system, solve, weights);
    return what == counting::value_added ? value_added_in(system, std::move(made)) : made;
}

template <bool Foreign>
struct origins_measure {
    static constexpr std::string_view name = Foreign ? "foreign_origins" : "origins";

    template <io_table System, class Use>
        requires use_in<Use, System>
    [[nodiscard]] auto operator()(runner const& run, System const& system, Use const& use,
                                  counting what = counting::value_added) const
    {
        auto const solve = solver<System>{system, name, run};
        auto const weights = checked_weights(solve, system, use);
        return by_region(system, name, behind(system, solve, {weights.weights, {}, true}, what).values,
                         Foreign ? &*weights.home : nullptr);
    }

    template <io_table System, class Use>
        requires use_in<Use, System>
    [[nodiscard]] auto bound(runner const& run, System const& system, Use const& use,
                             counting what = counting::value_added) const
    {
        auto const solve = solver<System>{system, name, run};
        auto const weights = checked_weights(solve, system, use);
        auto const given = near_amounts{weights.weights, errors_of_weights(system, use, weights.weights), true};
        return ranges_by_region(system, name, behind(system, solve, given, what), Foreign ? &*weights.home : nullptr);
    }

private:
    template <class System, class Use>
    [[nodiscard]] static weights_of_use checked_weights(solver<System> const& solve, System const& system,
                                                        Use const& use)
    {
        auto weights = weights_for(solve, system, use);
        if constexpr (Foreign) {
            if (!weights.home) {
                throw invalid_parameter{name, "the use has no region of its own, so that no origin is foreign to it"};
            }
        }
        return weights;
    }
};

struct direct_origins_measure {
    template <io_table System, class Use>
        requires use_in<Use, System>
    [[nodiscard]] auto operator()(runner const& run, System const& system, Use const& use) const
    {
        auto const solve = solver<System>{system, "direct_origins", run};
        return by_region(system, solve.index(), weights_for(solve, system, use).weights);
    }

    template <io_table System, class Use>
        requires use_in<Use, System>
    [[nodiscard]] auto bound(runner const& run, System const& system, Use const& use) const
    {
        auto const solve = solver<System>{system, "direct_origins", run};
        auto weights = weights_for(solve, system, use).weights;
        auto errors = errors_of_weights(system, use, weights);
        return ranges_by_region(system, solve.index(),
                                {std::move(weights), std::move(errors), !core_of(system).negative});
    }
};

struct required_output_measure {
    template <io_table System, class Use>
        requires use_in<Use, System>
    [[nodiscard]] values_of<System> operator()(runner const& run, System const& system, Use const& use) const
    {
        auto const solve = solver<System>{system, "required_output", run};
        auto const found = solve.output_for(weights_for(solve, system, use).weights, 1);
        auto values = std::vector<estimate>{};
        for (std::size_t i = 0; i < system.size(); ++i) {
            values.push_back(proven_estimate({found.values[i], found.errors[i]}, found.proven));
        }
        return {system.shared_labels(), std::move(values), found.proven, found.passes};
    }
};

struct origin_remainder_measure {
    template <io_table System>
    [[nodiscard]] values_of<System> operator()(runner const& run, System const& system) const
    {
        auto const solve = solver<System>{system, "origin_remainder", run};
        auto rest =
            std::vector<double>(system.size(), 1.0); // (I - A') 1 = 1 - column sums: (1 - v L) (I - A) = that - v
        auto const costs = solve.round_back(rest, 1);
        for (std::size_t j = 0; j < rest.size(); ++j) {
            auto const x = system.output()[j];
            rest[j] = x == 0 || !system.value_added_is_given() ? 0 : (1 - costs[j]) - system.value_added()[j];
        }
        auto const found = solve.backward(rest, 1);
        auto const gamma = chain{core_of(system)}.rounding();
        auto values = std::vector<estimate>{};
        for (std::size_t j = 0; j < rest.size(); ++j) {
            auto const error = found.error(0, j) + 3 * gamma * (found.ones.empty() ? undefined : found.ones[j]);
            values.push_back(system.output()[j] == 0
                                 ? estimate::without(reason::no_flow)
                                 : proven_estimate({found.value(0, j), error}, found.proven && !found.ones.empty()));
        }
        return {system.shared_labels(), std::move(values), found.proven && !found.ones.empty(), found.passes};
    }
};

} // namespace network_detail

/// Where a use comes from in the end, through all chains, as a portfolio of regions:
///
///     hhi(origins(world, used_by(mongolia)))
///     tilt(russia, china)(origins(world, exports_of(kazakhstan)))
///
/// With the weights w of the use (see uses.hpp), region r has sum_{i in r} v_i (L w)_i by `counting::value_added`, the
/// default; sum_{i in r} (L w)_i by `counting::output`; and that less w itself by `counting::inputs`. Amounts are in
/// the unit of the weights. By value added they add up to the use; where value added was given as published, they add
/// up to less or more, and `origin_remainder` has the rest.
///
/// `bound` gives an `interval_portfolio` with the proven range of each amount, rounding included, so that
/// bound(origins.bound(world, use), hhi) holds the index of the exact portfolio. Where nothing is proven, as may happen
/// with negative deliveries only, ranges are [0, infinity). It takes one more right-hand side.
/// @throws invalid_parameter when the part of a region is negative, as it may be where value added or weights are
/// @throws not_found, not_productive as `look_through`
/// Cost: one right-hand side, whatever the number of regions.
/// Source: Johnson, Robert and Noguera, Guillermo (2012), Accounting for intermediates; as a portfolio, defined here.
inline constexpr network_detail::network_fn<network_detail::origins_measure<false>> origins{};

/// `origins` without the regions of the user, as a portfolio of the others, and so its `bound`: of a consumer its own
/// region, of exports and output the exporting region, of a label its region, of a bloc all its members.
/// @throws invalid_parameter for weights of the caller's own, which are at home nowhere; and as `origins`
inline constexpr network_detail::network_fn<network_detail::origins_measure<true>> foreign_origins{};

/// What a use shows at its face: its weights, added up by the region that delivers. `bound` has the ranges, which are
/// points but for rounding.
/// @throws as `origins`
inline constexpr network_detail::network_fn<network_detail::direct_origins_measure> direct_origins{};

/// The output of each sector that meets a use, through all chains: L w. For a change of final demand dy, it is the
/// change of output.
/// @throws as `look_through`
/// Source: Leontief (1936).
inline constexpr network_detail::network_fn<network_detail::required_output_measure> required_output{};

/// The part of one unit of each sector's output that no value added of the table stands behind, 1 - sum_i v_i L_ij:
/// taxes, or imports from outside of the table, where value added was given as published. 0 where value added is the
/// output less all inputs. Negative where more value was added than there is output.
inline constexpr network_detail::network_fn<network_detail::origin_remainder_measure> origin_remainder{};

} // namespace equipoise
