// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/portfolio.hpp>
#include <equipoise/network/detail/measure.hpp>
#include <equipoise/network/detail/near_amounts.hpp>
#include <equipoise/network/origins.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

/// Factors such as energy, ores or labour that are embodied in what is used.
///
///     embodied(world, factor, use)            F/x of each region's sectors times the output behind a use
///     factor_multiplier(world, factor)        the factor behind one unit of each sector's output
///     factor_account(world, factor, region)   what its production, use, imports and exports embody
namespace equipoise {

/// The factor that a region's economy uses and embodies, in the unit of the factor.
struct factor_account_of {
    double production = 0;  ///< used by its own sectors, wherever the goods end up
    double consumption = 0; ///< used anywhere for its final demand
    double imports = 0;     ///< used elsewhere for its final demand
    double exports = 0;     ///< used at home for the final demand of others

    friend bool operator==(factor_account_of const&, factor_account_of const&) = default;
};

/// The intervals that hold the numbers of an account; NaN where nothing is proven.
struct bounds_of_account {
    interval production{};
    interval consumption{};
    interval imports{};
    interval exports{};

    friend bool operator==(bounds_of_account const&, bounds_of_account const&) = default;
};

namespace network_detail {

/// F_i / x_i. @throws invalid_parameter for a factor that is not finite, or is used without output
template <class System>
[[nodiscard]] std::vector<double> intensity(System const& system, std::string_view index,
                                            std::vector<double> const& factor)
{
    if (factor.size() != system.size()) {
        throw invalid_parameter{index, "number of amounts of the factor", static_cast<double>(factor.size()),
                                "that of the sectors, " + std::to_string(system.size())};
    }
    auto s = factor;
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (!std::isfinite(s[i]) || (s[i] != 0 && system.output()[i] == 0)) {
            throw invalid_parameter{index, "the factor of " + system.name(i), s[i],
                                    "finite, and 0 for a sector without output"};
        }
        s[i] = s[i] == 0 ? 0 : s[i] / system.output()[i];
    }
    return s;
}

struct embodied_measure {
    template <io_table System, class Use>
        requires use_in<Use, System>
    [[nodiscard]] auto operator()(runner const& run, System const& system, std::vector<double> const& factor,
                                  Use const& use) const
    {
        auto const solve = solver<System>{system, "embodied", run};
        return by_region(system, solve.index(), behind_use(solve, system, factor, use, false).values);
    }

    template <io_table System, class Use>
        requires use_in<Use, System>
    [[nodiscard]] auto bound(runner const& run, System const& system, std::vector<double> const& factor,
                             Use const& use) const
    {
        auto const solve = solver<System>{system, "embodied", run};
        return ranges_by_region(system, solve.index(), behind_use(solve, system, factor, use, true));
    }

private:
    template <class System, class Use>
    [[nodiscard]] static near_amounts behind_use(solver<System> const& solve, System const& system,
                                                 std::vector<double> const& factor, Use const& use, bool with_errors)
    {
        auto const s = intensity(system, solve.index(), factor);
        auto weights = near_amounts{weights_for(solve, system, use).weights, {}, true};
        if (with_errors) {
            weights.errors = errors_of_weights(system, use, weights.values);
        }
        return times_rounded(s, all_rounds(system, solve, weights));
    }
};

struct factor_multiplier_measure {
    template <io_table System>
    [[nodiscard]] values_of<System> operator()(runner const& run, System const& system,
                                               std::vector<double> const& factor) const
    {
        auto const solve = solver<System>{system, "factor_multiplier", run};
        auto const s = intensity(system, solve.index(), factor);
        auto const found = solve.backward(s, 1);
        // What the rounding of F_i / x_i does, which for a factor that is nowhere negative is a part of the value
        // itself.
        auto sizes = found.values;
        if (std::any_of(s.begin(), s.end(), [](double each) { return each < 0; })) {
            auto absolute = s;
            for (auto& each : absolute) {
                each = std::fabs(each);
            }
            sizes = solve.backward(std::move(absolute), 1).values;
        }
        auto const proven = found.proven && !core_of(system).negative;
        auto values = std::vector<estimate>{};
        for (std::size_t j = 0; j < system.size(); ++j) {
            values.push_back(proven_estimate({found.value(0, j), wider(found.error(0, j), sizes[j])}, proven));
        }
        return {system.shared_labels(), std::move(values), proven, found.passes};
    }
};

struct factor_account_measure {
    template <io_table System, class Party>
    [[nodiscard]] factor_account_of operator()(runner const& run, System const& system,
                                               std::vector<double> const& factor, Party const& who) const
    {
        auto const found = parts_of(run, system, factor, who, false);
        return {weighted_sum(found.own, factor.data(), nullptr).value, found.sum(0, found.everywhere),
                found.sum(0, found.abroad), found.sum(1, found.own)};
    }

    template <io_table System, class Party>
    [[nodiscard]] bounds_of_account bound(runner const& run, System const& system, std::vector<double> const& factor,
                                          Party const& who) const
    {
        auto const found = parts_of(run, system, factor, who, true);
        auto const produced = weighted_sum(found.own, factor.data(), nullptr);
        auto const part = [&](std::size_t demand, std::vector<double> const& where) {
            if (!found.used.proven) {
                return interval{undefined, undefined};
            }
            auto const n = where.size();
            auto const value = found.sum(demand, where);
            auto const error = error_of_sum(found.used, demand * n, n, [&](std::size_t i) { return where[i] != 0; });
            return interval{value - error, value + error};
        };
        return {{produced.value - produced.error, produced.value + produced.error},
                part(0, found.everywhere),
                part(0, found.abroad),
                part(1, found.own)};
    }

private:
    struct parts {
        std::vector<double> own{};
        std::vector<double> abroad{};
        std::vector<double> everywhere{};
        near_amounts used{}; ///< for the final demand of the region, and for that of others

        [[nodiscard]] double sum(std::size_t demand, std::vector<double> const& where) const
        {
            return weighted_sum(where, used.values.data() + demand * where.size(), nullptr).value;
        }
    };

    template <class System, class Party>
    [[nodiscard]] static parts parts_of(runner const& run, System const& system, std::vector<double> const& factor,
                                        Party const& who, bool with_errors)
    {
        auto const solve = solver<System>{system, "factor_account", run};
        auto const n = system.size();
        auto result = parts{system.indicator(who, solve.index()), {}, std::vector<double>(n, 1.0), {}};
        result.abroad = others(result.own);
        auto const s = intensity(system, solve.index(), factor);
        auto const home = detail::bloc_of<typename System::region_type>(who);
        auto y = near_amounts{system.demand_of(who, solve.index()), {}, true};
        auto of_others = std::vector<double>(n);
        for (std::size_t c = 0; c < system.consumers().size(); ++c) {
            for (std::size_t i = 0; i < n && !home.contains(system.consumers()[c]); ++i) {
                of_others[i] += system.final_demand()(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(c));
            }
        }
        if (with_errors) {
            y.errors = errors_of_weights(system, used_by(who), y.values);
            append(y.errors, errors_of_weights(system, used_by(who), of_others, true));
        }
        append(y.values, of_others);
        result.used = times_rounded(s, all_rounds(system, solve, y, 2));
        return result;
    }
};

} // namespace network_detail

/// The amount of a factor that stands behind a use, by the region in which it was used, as a portfolio:
/// sum_{i in r} (F_i / x_i) (L w)_i. embodied(world, factor, use), with the amount F_i that each sector uses, and a use
/// of uses.hpp, such as used_by(consumer). What households use themselves is not part of it. `bound` gives an
/// `interval_portfolio` with proven ranges, as that of `origins` does.
/// @throws invalid_parameter for a factor that is not finite, of another number of sectors, used by a sector without
/// output, or negative in a region; as `origins` otherwise
/// Source: Leontief, Wassily (1970), Environmental repercussions and the economic structure; Miller and Blair (2009).
inline constexpr network_detail::network_fn<network_detail::embodied_measure> embodied{};

/// The amount of a factor behind one unit of each sector's output: sum_i (F_i / x_i) L_ij.
/// @throws as `embodied`
inline constexpr network_detail::network_fn<network_detail::factor_multiplier_measure> factor_multiplier{};

/// What a region's production, final demand, imports and exports embody of a factor; imports and exports count what the
/// final demand of one side takes from the sectors of the other through all chains. `bound` gives proven intervals of
/// the four, rounding included.
/// @throws as `embodied`
/// Other names: D_pba, D_cba, D_imp, D_exp of pymrio.
inline constexpr network_detail::network_fn<network_detail::factor_account_measure> factor_account{};

} // namespace equipoise
