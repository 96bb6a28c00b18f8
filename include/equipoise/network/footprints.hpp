// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/portfolio.hpp>
#include <equipoise/network/detail/measure.hpp>
#include <equipoise/network/origins.hpp>

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
        auto const s = intensity(system, solve.index(), factor);
        auto const made = solve.output_for(weights_for(solve, system, use).weights, 1).values;
        return by_region(system, solve.index(), product_of(s, made));
    }
};

struct factor_multiplier_measure {
    template <io_table System>
    [[nodiscard]] values_of<System> operator()(runner const& run, System const& system,
                                               std::vector<double> const& factor) const
    {
        auto const solve = solver<System>{system, "factor_multiplier", run};
        auto const found = solve.backward(intensity(system, solve.index(), factor), 1);
        auto values = std::vector<estimate>{};
        for (std::size_t j = 0; j < system.size(); ++j) {
            values.push_back(proven_estimate({found.value(0, j), found.error(0, j)}, found.proven));
        }
        return {system.shared_labels(), std::move(values), found.proven, found.passes};
    }
};

struct factor_account_measure {
    template <io_table System, class Party>
    [[nodiscard]] factor_account_of operator()(runner const& run, System const& system,
                                               std::vector<double> const& factor, Party const& who) const
    {
        auto const solve = solver<System>{system, "factor_account", run};
        auto const n = system.size();
        auto const own = system.indicator(who, solve.index());
        auto const s = intensity(system, solve.index(), factor);
        auto const home = detail::bloc_of<typename System::region_type>(who);
        auto y = system.demand_of(who, solve.index());
        append(y, std::vector<double>(n));
        for (std::size_t c = 0; c < system.consumers().size(); ++c) {
            for (std::size_t i = 0; i < n && !home.contains(system.consumers()[c]); ++i) {
                y[n + i] += system.final_demand()(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(c));
            }
        }
        auto const made = solve.output_for(std::move(y), 2).values;
        auto const sum = [&](std::size_t demand, std::vector<double> const& where) {
            return weighted_sum(product_of(where, s), made.data() + demand * n, nullptr).value;
        };
        auto account = factor_account_of{};
        account.production = weighted_sum(own, factor.data(), nullptr).value;
        account.imports = sum(0, others(own));
        account.consumption = sum(0, std::vector<double>(n, 1.0));
        account.exports = sum(1, own);
        return account;
    }
};

} // namespace network_detail

/// The amount of a factor that stands behind a use, by the region in which it was used, as a portfolio:
/// sum_{i in r} (F_i / x_i) (L w)_i. embodied(world, factor, use), with the amount F_i that each sector uses, and a use
/// of uses.hpp, such as used_by(consumer). What households use themselves is not part of it.
/// @throws invalid_parameter for a factor that is not finite, of another number of sectors, used by a sector without
/// output, or negative in a region; as `origins` otherwise
/// Source: Leontief, Wassily (1970), Environmental repercussions and the economic structure; Miller and Blair (2009).
inline constexpr network_detail::network_fn<network_detail::embodied_measure> embodied{};

/// The amount of a factor behind one unit of each sector's output: sum_i (F_i / x_i) L_ij.
/// @throws as `embodied`
inline constexpr network_detail::network_fn<network_detail::factor_multiplier_measure> factor_multiplier{};

/// What a region's production, final demand, imports and exports embody of a factor; imports and exports count what the
/// final demand of one side takes from the sectors of the other through all chains.
/// @throws as `embodied`
/// Other names: D_pba, D_cba, D_imp, D_exp of pymrio.
inline constexpr network_detail::network_fn<network_detail::factor_account_measure> factor_account{};

} // namespace equipoise
