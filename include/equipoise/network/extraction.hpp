// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/portfolio.hpp>
#include <equipoise/network/detail/measure.hpp>
#include <equipoise/network/detail/near_amounts.hpp>
#include <equipoise/network/origins.hpp>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

/// How much output loses its market when deliveries vanish, through all chains.
///
///     extract(world, region)             all deliveries of and to a region
///     stop_exports(world, region)        its deliveries to others
///     stop_deliveries(world, from, to)   its deliveries to some
namespace equipoise {

/// Losses of output by sector, in money.
template <identifier Region, identifier Sector>
class losses {
public:
    losses(sector_values<std::pair<Region, Sector>> by_sector, portfolio<Region> by_region, estimate total)
        : by_sector_{std::move(by_sector)}, by_region_{std::move(by_region)}, total_{total}
    {
    }

    [[nodiscard]] sector_values<std::pair<Region, Sector>> const& by_sector() const& noexcept { return by_sector_; }
    [[nodiscard]] portfolio<Region> const& by_region() const& noexcept { return by_region_; }
    [[nodiscard]] double total() const noexcept { return total_.value; }
    [[nodiscard]] interval bound() const noexcept { return total_.bounds; } ///< of the total

    /// The interval that holds the loss of a region; NaN where nothing is proven.
    /// @throws not_found for a region that the table lacks
    [[nodiscard]] interval bound(Region const& region) const
    {
        auto low = detail::running_sum{};
        auto high = detail::running_sum{};
        (void)of(region);
        for (auto const& each : by_sector_) {
            if (each.label.first == region) {
                low.add(each.bounds.low);
                high.add(each.bounds.high);
            }
        }
        auto const ends = interval{low.value().value(), high.value().value()};
        return {ends.low - network_detail::wider(0, ends.low), ends.high + network_detail::wider(0, ends.high)};
    }

    /// The loss of a region. @throws not_found for one that the table lacks
    [[nodiscard]] double of(Region const& region) const
    {
        if (auto const found = by_region_.position(region)) {
            return by_region_[*found].amount;
        }
        for (auto const& each : by_sector_) {
            if (each.label.first == region) {
                return 0;
            }
        }
        throw not_found{"losses", "region " + text_of(region) + " in the table"};
    }

private:
    sector_values<std::pair<Region, Sector>> by_sector_;
    portfolio<Region> by_region_;
    estimate total_;
};

namespace network_detail {

inline void check_share(std::string_view index, std::string_view parameter, double share)
{
    if (!(share >= 0 && share <= 1)) {
        throw invalid_parameter{index, parameter, share, "between 0 and 1"};
    }
}

/// d = (I - A~)^-1 ((A - A~) x + y - y~), the output that is lost: without a difference of two outputs. What the cut
/// may be off passes through the chains as the largest such error per unit does in the proof.
template <class System>
[[nodiscard]] auto losses_of(System const& system, solver<System> const& solve, near_amounts cut,
                             std::vector<mask> left)
{
    auto found = solve.output_for(std::move(cut.values), 1, std::move(left));
    auto const& scale = core_of(system).scale;
    auto largest = 0.0;
    for (std::size_t i = 0; i < scale.size(); ++i) {
        largest = larger_or_nan(largest, cut.errors[i] / scale[i]);
    }
    found.proven = found.proven && !found.ones.empty();
    for (std::size_t i = 0; found.proven && i < scale.size(); ++i) {
        found.errors[i] += largest * (found.ones[i] + found.errors_of_ones[i]) * scale[i] * (1 + 0x1p-50);
    }
    auto values = std::vector<estimate>{};
    auto lost = std::vector<double>(system.size());
    for (std::size_t i = 0; i < system.size(); ++i) {
        auto const nothing = system.output()[i] == 0;
        lost[i] = nothing ? 0 : found.values[i];
        values.push_back(nothing ? estimate::of(0) : proven_estimate({found.values[i], found.errors[i]}, found.proven));
    }
    auto const total = weighted_sum(std::vector<double>(system.size(), 1.0), lost.data(), found.errors.data());
    using region = typename System::region_type;
    using sector = typename System::label::second_type;
    return losses<region, sector>{{system.shared_labels(), std::move(values), found.proven, found.passes},
                                  by_region(system, solve.index(), lost),
                                  proven_estimate(total, found.proven)};
}

/// Final demand of all consumers, by sector.
template <class System>
[[nodiscard]] std::vector<double> all_demand(System const& system, std::string_view index)
{
    if (!system.has_final_demand()) {
        throw invalid_parameter{index, "the system was made without final demand, which this measure needs"};
    }
    auto y = std::vector<double>(system.size());
    for (std::size_t i = 0; i < y.size(); ++i) {
        auto sum = detail::running_sum{};
        for (Eigen::Index c = 0; c < system.final_demand().cols(); ++c) {
            sum.add(system.final_demand()(static_cast<Eigen::Index>(i), c));
        }
        y[i] = sum.value().value();
    }
    return y;
}

struct extract_measure {
    template <io_table System, class Party>
    [[nodiscard]] auto operator()(runner const& run, System const& system, Party const& who, double replaced = 0) const
    {
        auto const solve = solver<System>{system, "extract", run};
        check_share(solve.index(), "replaced", replaced);
        auto const u = [&] {
            if constexpr (std::same_as<Party, typename System::label>) {
                auto one = std::vector<double>(system.size());
                one[system.position(who, solve.index())] = 1;
                return one;
            } else {
                return system.indicator(who, solve.index());
            }
        }();
        auto const n = system.size();
        auto const outside = others(u);
        auto weak = std::vector<double>(n, 1.0); // of what others buy from K, a part stays
        for (std::size_t j = 0; j < n; ++j) {
            weak[j] = u[j] != 0 ? replaced : 1;
        }
        auto within = u;
        for (auto& each : within) {
            each *= replaced;
        }
        auto rhs = u;
        append(rhs, std::vector<double>(n, 1.0));
        auto const sold = solve.round_on(rhs, 2);
        auto const y = all_demand(system, solve.index());
        auto cut = near_amounts{std::vector<double>(n), std::vector<double>(n), true};
        auto const gamma = 2 * chain{core_of(system)}.rounding() + 0x1p-50;
        for (std::size_t i = 0; i < n; ++i) {
            auto const from_others = detail::rounded(sold[i] * core_of(system).scale[i]);
            auto const from_all = detail::rounded(sold[n + i] * core_of(system).scale[i]);
            cut.values[i] = (1 - replaced) * (u[i] != 0 ? from_all + y[i] : from_others);
            cut.errors[i] = gamma * (1 - replaced) * (u[i] != 0 ? from_all + std::fabs(y[i]) : from_others);
        }
        auto left = std::vector<mask>{{outside, weak}};
        if (replaced > 0) {
            left.push_back({within, std::vector<double>(n, 1.0)});
        }
        return losses_of(system, solve, std::move(cut), std::move(left));
    }
};

template <class System>
[[nodiscard]] auto stopped(System const& system, solver<System> const& solve, std::vector<double> const& from,
                           std::vector<double> const& to, std::vector<double> const& demand, double share)
{
    auto const n = system.size();
    auto cut = near_amounts{solve.round_on(to, 1), std::vector<double>(n), true};
    auto const gamma = 2 * chain{core_of(system)}.rounding() + 0x1p-50;
    auto const rest_is_exact = 1 - (1 - share) == share;
    auto weak = std::vector<double>(n);
    for (std::size_t i = 0; i < n; ++i) {
        if (from[i] != 0) {
            auto const sold = detail::rounded(cut.values[i] * core_of(system).scale[i]);
            auto size = sold; // of demand as well, whose parts may cancel
            for (Eigen::Index c = 0; c < system.final_demand().cols(); ++c) {
                size += std::fabs(system.final_demand()(static_cast<Eigen::Index>(i), c));
            }
            cut.values[i] = share * (sold + demand[i]);
            cut.errors[i] = gamma * share * size + (rest_is_exact ? 0 : 0x1p-52 * (size + system.output()[i]));
        } else {
            cut.values[i] = 0;
        }
        weak[i] = to[i] != 0 ? 1 - share : 1;
    }
    return losses_of(system, solve, std::move(cut),
                     {{others(from), std::vector<double>(n, 1.0)}, {from, std::move(weak)}});
}

struct stop_exports_measure {
    template <io_table System, class Party>
    [[nodiscard]] auto operator()(runner const& run, System const& system, Party const& who, double share = 1) const
    {
        auto const solve = solver<System>{system, "stop_exports", run};
        check_share(solve.index(), "share", share);
        auto const from = system.indicator(who, solve.index());
        auto const home = detail::bloc_of<typename System::region_type>(who);
        auto demand = std::vector<double>(system.size());
        (void)all_demand(system, solve.index()); // throws where there is none
        for (std::size_t c = 0; c < system.consumers().size(); ++c) {
            for (std::size_t i = 0; i < demand.size() && !home.contains(system.consumers()[c]); ++i) {
                demand[i] += system.final_demand()(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(c));
            }
        }
        return stopped(system, solve, from, others(from), demand, share);
    }
};

struct stop_deliveries_measure {
    template <io_table System, class Party, class Users>
    [[nodiscard]] auto operator()(runner const& run, System const& system, Party const& who, Users const& users,
                                  double share = 1) const
    {
        auto const solve = solver<System>{system, "stop_deliveries", run};
        check_share(solve.index(), "share", share);
        return stopped(system, solve, system.indicator(who, solve.index()), system.indicator(users, solve.index()),
                       system.demand_of(users, solve.index()), share);
    }
};

} // namespace network_detail

/// What a world without a region would lose: all deliveries between its sectors and others and within it, and final
/// demand for what it makes, are set to 0: x - (I - A~)^-1 y~. extract(world, region), a bloc of regions or a label;
/// extract(world, region, replaced) with the part of all that is cut which is replaced, from 0 to 1. Its own output is
/// lost as a whole. As no buyer finds another supplier, it is an upper bound; it tells how much output loses its
/// market, not what stops for want of inputs. Range: [0, x_i] for each sector, where final demand is not negative. The
/// losses of sectors, of a region (`bound(region)`) and of all have proven intervals, rounding included.
/// @throws invalid_parameter for a part outside of [0, 1]; not_found, not_productive; invalid_parameter where final
/// demand is not known
/// Cost: one right-hand side, and two passes.
/// Source: Paelinck, Jean, de Caevel, J. and Degueldre, Joseph (1965); Dietzenbacher, Erik and Lahr, Michael (2013),
/// Expanding extractions.
inline constexpr network_detail::network_fn<network_detail::extract_measure> extract{};

/// What the world loses when the deliveries of a region, or of a bloc of regions, to sectors and consumers elsewhere
/// vanish, while its own economy goes on: stop_exports(world, region), or with the share of them that vanishes. Seen
/// from the demand side, as `extract`.
/// @throws as `extract`
inline constexpr network_detail::network_fn<network_detail::stop_exports_measure> stop_exports{};

/// The same for the deliveries of a region to some regions only: stop_deliveries(world, from, to), or with a share.
/// @throws as `extract`, and not_found for a region of `to` that is no consumer
inline constexpr network_detail::network_fn<network_detail::stop_deliveries_measure> stop_deliveries{};

} // namespace equipoise
