// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/network/detail/measure.hpp>
#include <equipoise/network/look_through.hpp>
#include <equipoise/network/uses.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

/// Tables of which some cells are known only within bounds.
namespace equipoise {

/// A table whose deliveries lie between those of two systems with the same labels and the same outputs, which are held:
///
///     auto const low = io_system<iso3>::from_outputs(least, output, labels);
///     auto const high = io_system<iso3>::from_outputs(most, output, labels);
///     look_through_between(io_interval{low, high}, china)
///
/// @throws invalid_parameter for labels or outputs that differ, for a delivery that is larger in `low` than in `high`,
/// with the labels of both sides, and for systems with negative deliveries
template <identifier Region, identifier Sector>
class io_interval {
public:
    io_interval(io_system<Region, Sector> low, io_system<Region, Sector> high)
        : low_{std::move(low)}, high_{std::move(high)}
    {
        if (low_.labels() != high_.labels() || low_.output() != high_.output()) {
            throw invalid_parameter{"io_interval", "the two systems must have the same labels and the same outputs"};
        }
        if (core_of(low_).negative || core_of(high_).negative) {
            throw invalid_parameter{"io_interval", "bounds of chains need deliveries that are not negative"};
        }
        auto const n = low_.size();
        auto const most = chain_of(high_);
        chain_of(low_).for_each_entry([&](std::size_t j, std::size_t i, double least) {
            if (least > most.entry(j, i) * (1 + 0x1p-50)) {
                throw invalid_parameter{"io_interval", "the input of " + high_.name(j) + " from " + high_.name(i),
                                        least,
                                        "at most that of the upper system, " + detail::number_text(most.entry(j, i))};
            }
        });
        (void)n;
    }

    [[nodiscard]] io_system<Region, Sector> const& low() const noexcept { return low_; }
    [[nodiscard]] io_system<Region, Sector> const& high() const noexcept { return high_; }

private:
    io_system<Region, Sector> low_;
    io_system<Region, Sector> high_;

    [[nodiscard]] static network_detail::chain chain_of(io_system<Region, Sector> const& system)
    {
        return {core_of(system), network_detail::direction_of_chain::backward, {}, 1, false};
    }
};

namespace network_detail {

struct look_through_between_measure {
    template <class Region, class Sector, class Party>
    [[nodiscard]] sector_values<std::pair<Region, Sector>>
    operator()(runner const& run, io_interval<Region, Sector> const& table, Party const& power,
               counting what = counting::output) const
    {
        constexpr auto index = std::string_view{"look_through_between"};
        if (what == counting::value_added) {
            throw invalid_parameter{index,
                                    "by value added there are no bounds, as it changes with the deliveries; count "
                                    "output or inputs"};
        }
        using system = io_system<Region, Sector>;
        auto const own = table.low().indicator(power, index);
        auto const n = own.size();
        auto const solved = [&](system const& side) {
            auto const solve = solver<system>{side, index, run};
            auto rhs = own;
            append(rhs, others(own));
            return solve.backward(what == counting::inputs ? solve.round_back(rhs, 2) : std::move(rhs), 2);
        };
        auto const low = solved(table.low());
        auto const high = solved(table.high());
        auto const gamma = 2 * chain{core_of(table.high())}.rounding();
        auto values = std::vector<estimate>{};
        for (std::size_t j = 0; j < n; ++j) {
            auto const least = [&](std::size_t r) {
                return (std::max)(0.0, low.value(r, j) * (1 - gamma) - wider(low.error(r, j), low.value(r, j)));
            };
            auto const most = [&](std::size_t r) {
                return high.value(r, j) * (1 + gamma) + wider(high.error(r, j), high.value(r, j));
            };
            auto const whole = high.value(0, j) + high.value(1, j);
            if (whole == 0) {
                values.push_back(estimate::without(reason::no_flow));
                continue;
            }
            auto const down = least(0) / (least(0) + most(1)); // increasing in the first, decreasing in the second
            auto const up = most(0) / (most(0) + least(1));
            auto const bounds = interval{(std::max)(0.0, down - 0x1p-52), (std::min)(1.0, up + 0x1p-52)};
            values.push_back({undefined, bounds, reason::unknown_amount});
        }
        return {table.low().shared_labels(), std::move(values), low.proven && high.proven, low.passes + high.passes};
    }
};

} // namespace network_detail

/// The bounds of `look_through(world, power)`, by output or by inputs, for a table whose cells are known within bounds
/// and whose outputs are held: as L(A_low) <= L <= L(A_high), the share lies in [z_low / (z_low + rest_high), z_high /
/// (z_high + rest_low)], z being the part of the power and rest that of all others. Values are NaN
/// (`reason::unknown_amount`); `bounds` holds the interval, rounding included. It is an outer bound, as no single table
/// may reach both ends. Undefined for a sector without inputs, by inputs.
/// @throws not_productive when the upper system feeds on itself; not_found; invalid_parameter by value added
/// Source: defined here, from the monotony of Neumann's series.
inline constexpr network_detail::network_fn<network_detail::look_through_between_measure> look_through_between{};

} // namespace equipoise
