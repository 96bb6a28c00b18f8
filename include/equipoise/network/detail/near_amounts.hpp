// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/network/detail/measure.hpp>
#include <equipoise/network/uses.hpp>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

/// Amounts by sector with what they may be off, through uses, chains and value added. Errors pass through chains as
/// amounts do, where no delivery is negative.
namespace equipoise::network_detail {

/// Amounts of each sector, and the most that each is off. Without errors where only the amounts are asked for.
struct near_amounts {
    std::vector<double> values{};
    std::vector<double> errors{};
    bool proven = true;

    [[nodiscard]] bool has_errors() const noexcept { return !errors.empty(); }
};

/// The most that the weights of a use are off. Those that are given are exact; those that are sums have been rounded.
/// @param of_others of a final demand, whether the weights are that of all consumers but these
template <class System, class Use>
[[nodiscard]] std::vector<double> errors_of_weights(System const& system, Use const& use,
                                                    std::vector<double> const& weights, bool of_others = false)
{
    auto errors = std::vector<double>(weights.size());
    if constexpr (is_use_of<Use>) {
        [&]<use_kind Kind, class Party>(use_of<Kind, Party> const& of) {
            if constexpr (Kind != use_kind::output) {
                auto const who = detail::bloc_of<typename System::region_type>(of.who);
                auto added = std::vector<Eigen::Index>{}; // columns of final demand
                for (std::size_t c = 0; c < system.consumers().size(); ++c) {
                    if (who.contains(system.consumers()[c]) == (Kind == use_kind::demand && !of_others)) {
                        added.push_back(static_cast<Eigen::Index>(c));
                    }
                }
                auto const gamma = Kind == use_kind::exports ? 2 * chain{core_of(system)}.rounding() + 0x1p-50
                                   : added.size() > 1        ? static_cast<double>(added.size()) * 0x1p-52
                                                             : 0;
                for (std::size_t i = 0; i < errors.size(); ++i) { // terms of either sign may have cancelled
                    auto size = std::fabs(weights[i]);
                    for (auto const c : added) {
                        size += 2 * std::fabs(system.final_demand()(static_cast<Eigen::Index>(i), c));
                    }
                    errors[i] = size * gamma;
                }
            }
        }(use);
    }
    return errors;
}

/// Adds what the rounding of value added may do to v L.
template <class System>
void add_errors_of_value_added(System const& system, solution& found)
{
    auto const& v = system.value_added();
    auto const largest = largest_of(v.data(), v.size());
    auto const off = system.value_added_is_given() ? largest * 0x1p-52 : (1 + largest) * 0x1p-50;
    found.proven = found.proven && !found.ones.empty();
    for (std::size_t j = 0; found.proven && j < found.errors.size(); ++j) {
        auto const i = j % found.size;
        found.errors[j] += off * (found.ones[i] + found.errors_of_ones[i]);
    }
}

/// A w, the inputs that the first round of suppliers delivers, each times its own unit.
template <class System>
[[nodiscard]] near_amounts delivered_once(System const& system, solver<System> const& solve, near_amounts const& w,
                                          std::vector<mask> const& masks = {})
{
    auto const& scale = core_of(system).scale;
    auto const deliver = [&](std::vector<double> amounts) {
        auto made = solve.round_on(solve.in_units(std::move(amounts)), 1, masks);
        for (std::size_t i = 0; i < made.size(); ++i) {
            made[i] *= scale[i];
        }
        return made;
    };
    auto result = near_amounts{deliver(w.values), {}, w.proven && !core_of(system).negative};
    if (w.has_errors()) {
        auto off = w.errors;
        auto const gamma = 4 * chain{core_of(system)}.rounding();
        for (std::size_t i = 0; i < off.size(); ++i) {
            off[i] = (off[i] + std::fabs(w.values[i]) * gamma) * (1 + gamma);
        }
        result.errors = deliver(std::move(off));
        for (std::size_t i = 0; i < scale.size(); ++i) {
            result.errors[i] =
                wider(result.errors[i], result.values[i]) + chain{core_of(system)}.underflow(i) * scale[i];
        }
    }
    return result;
}

/// L w, for `count` weights one after another.
template <class System>
[[nodiscard]] near_amounts all_rounds(System const& system, solver<System> const& solve, near_amounts const& w,
                                      std::size_t count = 1, std::vector<mask> const& masks = {})
{
    auto found = solve.output_for(w.values, count, masks);
    auto result = near_amounts{std::move(found.values), {}, w.proven && found.proven && !core_of(system).negative};
    if (w.has_errors()) {
        auto off = w.errors;
        for (std::size_t i = 0; i < off.size(); ++i) {
            off[i] = wider(off[i], w.values[i]);
        }
        auto const spread = solve.output_for(std::move(off), count, masks);
        result.errors = std::move(found.errors);
        result.proven = result.proven && spread.proven;
        for (std::size_t i = 0; i < result.errors.size(); ++i) {
            result.errors[i] = wider(result.errors[i] + (spread.values[i] + spread.errors[i]), result.values[i]);
        }
    }
    return result;
}

/// s_i z_i, where each s_i has been rounded once, of one or several z one after another.
[[nodiscard]] inline near_amounts times_rounded(std::vector<double> const& s, near_amounts z)
{
    for (std::size_t at = 0; at < z.values.size(); ++at) {
        auto const factor = s[at % s.size()];
        if (z.has_errors()) {
            auto const size = std::fabs(z.values[at]) + z.errors[at];
            z.errors[at] = wider(std::fabs(factor) * (z.errors[at] + size * 0x1p-51), factor * z.values[at]);
        }
        z.values[at] *= factor;
    }
    return z;
}

/// v_i z_i, of one or several z one after another. Value added that is the rest of the output has been rounded.
template <class System>
[[nodiscard]] near_amounts value_added_in(System const& system, near_amounts z)
{
    for (std::size_t at = 0; at < z.values.size(); ++at) {
        auto const i = at % system.size();
        auto const v = system.value_added()[i];
        if (z.has_errors()) {
            auto const off = system.output()[i] == 0         ? 0.0
                             : system.value_added_is_given() ? std::fabs(v) * 0x1p-52
                                                             : (1 + std::fabs(v)) * 0x1p-50;
            auto const size = std::fabs(z.values[at]) + z.errors[at];
            z.errors[at] = wider(std::fabs(v) * z.errors[at] + off * size, v * z.values[at]);
        }
        z.values[at] *= v;
    }
    return z;
}

/// The most that the sum of some of the amounts is off.
template <class Counts>
[[nodiscard]] double error_of_sum(near_amounts const& amounts, std::size_t first, std::size_t count, Counts counts)
{
    auto sum = detail::running_sum{};
    auto size = detail::running_sum{};
    for (std::size_t i = 0; i < count; ++i) {
        if (counts(i)) {
            sum.add(amounts.errors[first + i]);
            size.add(std::fabs(amounts.values[first + i]));
        }
    }
    return wider(sum.value().value(), size.value().value());
}

} // namespace equipoise::network_detail
