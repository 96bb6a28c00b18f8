// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/network/detail/measure.hpp>
#include <equipoise/network/detail/near_amounts.hpp>
#include <equipoise/network/uses.hpp>

#include <cmath>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

/// What is in the exports of a region, or of a bloc of regions.
///
///     gross_exports(world, region)               1'e, in money
///     foreign_content_of_exports(world, region)  v_f L e / 1'e
///     vax(world, region)         v_r L (y of the others), in money
///     export_decomposition(world, region)        domestic and foreign value added, and what is counted twice
namespace equipoise {

/// Gross exports in four parts, in money. Where value added is the output less all inputs, they add up to the whole.
struct exports_in_parts {
    double gross = 0;
    double domestic = 0;       ///< domestic value added that leaves the region for the first time
    double domestic_twice = 0; ///< domestic value added that had left it before
    double foreign = 0;        ///< foreign value added that is in exports for the first time
    double foreign_twice = 0;  ///< foreign value added that was in its exports before

    friend bool operator==(exports_in_parts const&, exports_in_parts const&) = default;
};

/// The intervals that hold the parts of exports; NaN where nothing is proven.
struct bounds_of_exports {
    interval gross{};
    interval domestic{};
    interval domestic_twice{};
    interval foreign{};
    interval foreign_twice{};

    friend bool operator==(bounds_of_exports const&, bounds_of_exports const&) = default;
};

namespace network_detail {

struct gross_exports_measure {
    template <io_table System, class Party>
    [[nodiscard]] estimate operator()(runner const& run, System const& system, Party const& who) const
    {
        auto const solve = solver<System>{system, "gross_exports", run};
        auto const sum = sum_of(exports_by_sector(solve, system, who));
        return proven_estimate(
            {sum.value, wider(sum.error + 2 * std::fabs(sum.value) * chain{core_of(system)}.rounding(), 0)},
            !core_of(system).negative);
    }
};

struct foreign_content_measure {
    template <io_table System, class Party>
    [[nodiscard]] estimate operator()(runner const& run, System const& system, Party const& who) const
    {
        auto const solve = solver<System>{system, "foreign_content_of_exports", run};
        auto const e = exports_by_sector(solve, system, who);
        auto const whole = sum_of(e);
        if (whole.value == 0) {
            return estimate::without(reason::no_flow);
        }
        if (whole.value < 0) {
            return estimate::without(reason::negative_total);
        }
        auto found = solve.backward(product_of(others(system.indicator(who, solve.index())), system.value_added()), 1);
        add_errors_of_value_added(system, found);
        auto part = weighted_sum(e, found.values.data(), found.errors.data());
        auto const gamma = 2 * chain{core_of(system)}.rounding(); // of the exports themselves
        part.error += gamma * std::fabs(part.value);
        auto one_sign = !core_of(system).negative;
        for (std::size_t i = 0; i < e.size(); ++i) {
            one_sign = one_sign && e[i] >= 0 && system.value_added()[i] >= 0;
        }
        return quotient(part, {whole.value, whole.error + gamma * whole.value}, found.proven && one_sign);
    }
};

struct vax_measure {
    template <io_table System, class Party>
    [[nodiscard]] estimate operator()(runner const& run, System const& system, Party const& who) const
    {
        auto const solve = solver<System>{system, "vax", run};
        auto const home = detail::bloc_of<typename System::region_type>(who);
        auto const own = system.indicator(who, solve.index());
        if (!system.has_final_demand()) {
            throw invalid_parameter{solve.index(),
                                    "the system was made without final demand, which this measure needs"};
        }
        auto y = std::vector<double>(system.size());
        for (std::size_t c = 0; c < system.consumers().size(); ++c) {
            for (std::size_t i = 0; i < y.size() && !home.contains(system.consumers()[c]); ++i) {
                y[i] += system.final_demand()(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(c));
            }
        }
        auto found = solve.backward(product_of(own, system.value_added()), 1);
        add_errors_of_value_added(system, found);
        auto sum = weighted_sum(y, found.values.data(), found.errors.data());
        auto const off = errors_of_weights(system, used_by(who), y, true);
        for (std::size_t j = 0; j < off.size(); ++j) {
            sum.error += off[j] * (std::fabs(found.values[j]) + found.errors[j]);
        }
        return proven_estimate(sum, found.proven);
    }
};

struct export_decomposition_measure {
    template <io_table System, class Party>
    [[nodiscard]] exports_in_parts operator()(runner const& run, System const& system, Party const& who) const
    {
        auto const found = parts_of(run, system, who, false);
        return {sum_of(found.exports.values).value, found.part(0, found.own), found.part(1, found.own),
                found.part(0, found.abroad), found.part(1, found.abroad)};
    }

    template <io_table System, class Party>
    [[nodiscard]] bounds_of_exports bound(runner const& run, System const& system, Party const& who) const
    {
        auto const found = parts_of(run, system, who, true);
        auto const around = [&](double value, double error) {
            return found.value_added.proven ? interval{value - error, value + error} : interval{undefined, undefined};
        };
        auto const part = [&](std::size_t r, std::vector<double> const& where) {
            auto const n = where.size();
            return around(found.part(r, where),
                          error_of_sum(found.value_added, r * n, n, [&](std::size_t i) { return where[i] != 0; }));
        };
        auto const gross = error_of_sum(found.exports, 0, found.own.size(), [](std::size_t) { return true; });
        return {around(sum_of(found.exports.values).value, gross), part(0, found.own), part(1, found.own),
                part(0, found.abroad), part(1, found.abroad)};
    }

private:
    struct parts {
        std::vector<double> own{};
        std::vector<double> abroad{};
        near_amounts exports{};
        near_amounts value_added{}; ///< behind the first border and behind the second one

        [[nodiscard]] double part(std::size_t r, std::vector<double> const& where) const
        {
            return weighted_sum(where, value_added.values.data() + r * where.size(), nullptr).value;
        }
    };

    template <class System, class Party>
    [[nodiscard]] static parts parts_of(runner const& run, System const& system, Party const& who, bool with_errors)
    {
        auto const solve = solver<System>{system, "export_decomposition", run};
        auto const n = system.size();
        auto result = parts{};
        result.own = system.indicator(who, solve.index());
        result.abroad = others(result.own);
        result.exports.values = exports_by_sector(solve, system, who);
        if (with_errors) {
            result.exports.errors = errors_of_weights(system, exports_of(who), result.exports.values);
        }
        // What sectors of the region deliver abroad for their own exports: a second border, in A_rf (L e)_f.
        auto made = all_rounds(system, solve, result.exports);
        made.values = product_of(std::move(made.values), result.abroad);
        made.errors = with_errors ? product_of(std::move(made.errors), result.abroad) : std::move(made.errors);
        auto again = delivered_once(system, solve, made);
        again.values = product_of(std::move(again.values), result.own);
        auto both = result.exports;
        append(both.values, again.values);
        append(both.errors, again.errors);
        both.proven = again.proven;
        // Without the deliveries of the region to sectors elsewhere, the first border is the last one.
        auto const first = all_rounds(system, solve, both, 2,
                                      {{result.abroad, std::vector<double>(n, 1.0)}, {result.own, result.own}});
        result.value_added = value_added_in(system, first);
        return result;
    }
};

} // namespace network_detail

/// What a region delivers to sectors and consumers elsewhere, in money; of a bloc, outside the bloc.
/// @throws not_found for a region that the table lacks; invalid_parameter where final demand is not known
inline constexpr network_detail::network_fn<network_detail::gross_exports_measure> gross_exports{};

/// The share of value added elsewhere in the exports of a region: v_f L e / 1'e, where f are all other regions.
/// Undefined without exports. Range: [0, 1] where no value added is negative. For the part of one power, call
/// look_through(world, power, counting::value_added, exports_of(region)).
/// @throws as `gross_exports`; not_productive
/// Other names: vertical specialisation, VS; FC. Source: Hummels, David, Ishii, Jun and Yi, Kei-Mu (2001), The nature
/// and growth of vertical specialization in world trade; Koopman, Robert, Wang, Zhi and Wei, Shang-Jin (2014).
inline constexpr network_detail::network_fn<network_detail::foreign_content_measure> foreign_content_of_exports{};

/// The value added of a region that others use up in the end, in money: v_r L sum_{c not r} y_c. Unlike exports, it
/// counts nothing twice, and nothing that comes home.
/// @throws as `gross_exports`; not_productive
/// Other names: VAX, value added exports. Source: Johnson, Robert and Noguera, Guillermo (2012), Accounting for
/// intermediates: production sharing and trade in value added.
inline constexpr network_detail::network_fn<network_detail::vax_measure> vax{};

/// Gross exports in four parts, seen from the exporter and by the source of the value added:
/// DVA = v_r (I - A_rr)^-1 e, DDC = v_r L e - DVA, FVA = v_f (I - A^/r)^-1 e, FDC = v_f L e - FVA, where A^/r is A
/// without the deliveries of r to sectors elsewhere. The parts that are counted twice are computed as (I - A^/r)^-1
/// A_rf (L e)_f, without a difference, so that small ones keep their digits. `bound` gives proven intervals of the five
/// amounts, rounding included, with three more right-hand sides.
/// @throws as `gross_exports`; not_productive
/// Cost: three right-hand sides.
/// Other names: DVA, DDC, FVA, FDC. Source: Borin, Alessandro and Mancini, Michele (2019), Measuring what matters in
/// global value chains and value-added trade; Borin and Mancini (2023), Measuring what matters in value-added trade.
inline constexpr network_detail::network_fn<network_detail::export_decomposition_measure> export_decomposition{};

} // namespace equipoise
