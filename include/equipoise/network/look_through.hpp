// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/network/detail/measure.hpp>
#include <equipoise/network/detail/near_amounts.hpp>
#include <equipoise/network/uses.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

/// Exposure to a power through all chains of supply.
///
///     look_through(world, power)     sum_{i in P} L_ij / m_j, L = (I - A)^-1, m_j = sum_i L_ij
///     face_value(world, power)       the part of it that is seen: ([j in P] + sum_{i in P} A_ij) / m_j
///     hidden(world, power)           the part that stands behind suppliers: (A^2 + A^3 + ...) / m_j
///     direct_inputs(world, power)    sum_{i in P} A_ij / sum_i A_ij, what trade data show
///     spill_over(world, power, d)    d times the look-through share: what a loss of the power's deliveries touches
namespace equipoise {

/// What is counted of the chains that end in one unit of a sector's output, and of which total a share is one.
enum class counting : unsigned char {
    output,      ///< all output that the unit needs, itself included: sum_{i in P} L_ij / m_j
    inputs,      ///< the same without the unit itself: (sum_{i in P} L_ij - [j in P]) / (m_j - 1)
    value_added, ///< sum_{i in P} v_i L_ij, of 1, or of sum_i v_i L_ij where value added was given
};

/// How many rounds of deliveries count as seen: 1 sees the suppliers, 2 their suppliers as well.
struct rounds {
    std::size_t seen = 1;
};

namespace network_detail {

enum class part_of_chain : unsigned char { all, seen, behind };

struct look_options {
    equipoise::counting counting = equipoise::counting::output;
    std::size_t seen = 1;
};

inline void read_option(look_options& to, equipoise::counting given)
{
    to.counting = given;
}
inline void read_option(look_options& to, rounds given)
{
    to.seen = given.seen;
}
template <class Use>
void read_option(look_options&, Use const&)
{
}

template <class T>
inline constexpr bool is_option = std::same_as<T, equipoise::counting> || std::same_as<T, rounds>;

/// Shares of several powers: of every sector, or of a use.
struct looked {
    std::vector<std::vector<estimate>> by_sector{}; ///< of each power
    std::vector<estimate> of_use{};
    bool proven = true;
    std::size_t passes = 0;
};

/// A sum of products with A' that is not solved for, and what rounding may have done to it.
template <class System>
struct rounds_of {
    solver<System> const& solve;
    System const& system;

    /// K^count base
    [[nodiscard]] std::vector<double> power(std::vector<double> base, std::size_t vectors, std::size_t count) const
    {
        for (std::size_t t = 0; t < count; ++t) {
            base = solve.round_back(base, vectors);
        }
        return base;
    }

    /// the sum of K^t base for t = from, ..., to
    [[nodiscard]] std::vector<double> sum(std::vector<double> base, std::size_t vectors, std::size_t from,
                                          std::size_t to) const
    {
        auto total = std::vector<double>(base.size());
        for (std::size_t t = 0; t <= to; ++t) {
            if (t > 0) {
                base = solve.round_back(base, vectors);
            }
            for (std::size_t i = 0; t >= from && i < total.size(); ++i) {
                total[i] += base[i];
            }
        }
        return total;
    }
};

template <class System>
[[nodiscard]] looked look(System const& system, solver<System> const& solve,
                          std::vector<std::vector<double>> const& powers, look_options const& options,
                          part_of_chain part, weights_of_use const* use)
{
    auto const n = system.size();
    auto const count = powers.size();
    auto const& v = system.value_added();
    auto const by_value = options.counting == counting::value_added;
    auto const own = options.counting == counting::inputs ? std::size_t{1} : 0; // rounds that do not count
    auto base = std::vector<double>{};
    for (auto const& u : powers) {
        append(base, by_value ? product_of(u, v) : u);
    }
    auto const chains = rounds_of<System>{solve, system};
    auto rhs = std::vector<double>{};
    auto seen = std::vector<double>{};
    if (part == part_of_chain::seen) {
        seen = chains.sum(base, count, own, options.seen);
    } else {
        rhs = chains.power(base, count, part == part_of_chain::behind ? options.seen + 1 : own);
    }
    auto const solved = rhs.size() / n;
    auto const ones_are_known = options.counting == counting::output && !core_of(system).negative;
    auto const one_is_total = by_value && !system.value_added_is_given();
    if (by_value && !one_is_total) {
        append(rhs, v);
    } else if (!by_value && !ones_are_known) {
        append(rhs, chains.power(std::vector<double>(n, 1.0), 1, own));
    }
    auto const found = solve.backward(rhs, rhs.size() / n);
    auto const gamma = chain{core_of(system)}.rounding() * static_cast<double>(options.seen + 2);
    auto const largest_v = largest_of(v.data(), n);
    auto const off_v = !by_value                       ? 0.0 // what any coefficient of value added may be off
                       : system.value_added_is_given() ? largest_v * 0x1p-52
                                                       : (1 + largest_v) * 0x1p-50;
    auto const error_of_v = [&](std::size_t j) {
        return off_v == 0 || found.ones.empty() ? 0.0 : off_v * (found.ones[j] + found.errors_of_ones[j]);
    };
    auto const parts = [&](std::size_t p, std::size_t j) {
        if (part == part_of_chain::seen) { // all terms have one sign where no cell is negative
            auto const value = seen[p * n + j];
            return near_number{value, std::fabs(value) * gamma + error_of_v(j)};
        }
        auto const error = options.counting == counting::output && part == part_of_chain::all
                               ? 0.0
                               : gamma * std::fabs(found.value(p, j)); // of the right-hand side
        return near_number{found.value(p, j), found.error(p, j) + error + error_of_v(j)};
    };
    auto const wholes = [&](std::size_t j) {
        if (one_is_total) {
            return near_number{1, 0};
        }
        if (ones_are_known) {
            return near_number{found.ones[j], found.errors_of_ones[j]};
        }
        return near_number{found.value(solved, j),
                           found.error(solved, j) + gamma * std::fabs(found.value(solved, j)) + error_of_v(j)};
    };
    auto one_sign = !core_of(system).negative;
    for (auto const each : v) {
        one_sign = one_sign && (!by_value || each >= 0);
    }
    auto const exact = part == part_of_chain::all && own == 0; // the right-hand sides have not been rounded
    auto const v_is_proven = off_v == 0 || !found.ones.empty();
    auto result = looked{{}, {}, found.proven && (exact || one_sign) && v_is_proven, found.passes};
    auto const in_range = one_sign && (use == nullptr || !use->negative);
    auto const share = [&](near_number a, near_number b) {
        return in_range ? share_of(a, b, result.proven) : quotient(a, b, result.proven);
    };
    if (use == nullptr) {
        for (std::size_t p = 0; p < count; ++p) {
            result.by_sector.emplace_back();
            for (std::size_t j = 0; j < n; ++j) {
                auto const undefined_here = own == 1 ? wholes(j).value == 0 : by_value && system.output()[j] == 0;
                result.by_sector.back().push_back(undefined_here ? estimate::without(reason::no_flow)
                                                                 : share(parts(p, j), wholes(j)));
            }
        }
        return result;
    }
    auto total = detail::running_sum{};
    total.add(use->weights.data(), n);
    auto const weight = total.value().value();
    auto const with_errors_of_weights = [&](near_number sum, double const* values, double const* errors) {
        auto more = detail::running_sum{};
        for (std::size_t j = 0; j < n; ++j) {
            more.add(use->errors[j] * (values == nullptr ? 1 : std::fabs(values[j]) + errors[j]));
        }
        sum.error = wider(sum.error + more.value().value(), 0);
        return sum;
    };
    auto whole = near_number{};
    if (one_is_total) {
        whole = with_errors_of_weights(sum_of(use->weights), nullptr, nullptr);
    } else {
        auto values = std::vector<double>(n);
        auto errors = std::vector<double>(n);
        for (std::size_t j = 0; j < n; ++j) {
            values[j] = wholes(j).value;
            errors[j] = wholes(j).error;
        }
        whole = with_errors_of_weights(weighted_sum(use->weights, values.data(), errors.data()), values.data(),
                                       errors.data());
    }
    for (std::size_t p = 0; p < count; ++p) {
        auto values = std::vector<double>(n);
        auto errors = std::vector<double>(n);
        for (std::size_t j = 0; j < n; ++j) {
            values[j] = parts(p, j).value;
            errors[j] = parts(p, j).error;
        }
        auto const any = std::any_of(use->weights.begin(), use->weights.end(), [](double w) { return w != 0; });
        auto const why = !any || weight == 0             ? reason::no_weight
                         : weight < 0 || whole.value < 0 ? reason::negative_total
                         : whole.value == 0              ? reason::no_flow
                                                         : reason::defined;
        result.of_use.push_back(
            why != reason::defined
                ? estimate::without(why)
                : share(with_errors_of_weights(weighted_sum(use->weights, values.data(), errors.data()), values.data(),
                                               errors.data()),
                        whole));
    }
    return result;
}

template <class T>
struct is_list : std::false_type {};
template <class T, std::size_t N>
struct is_list<std::array<T, N>> : std::true_type {};
template <class T>
struct is_list<std::vector<T>> : std::true_type {};

/// look_through, face_value and hidden: with a power or a list of powers, and after it the counting, the rounds and the
/// use, in any order.
template <part_of_chain Part>
struct look_measure {
    static constexpr std::string_view name = Part == part_of_chain::all    ? "look_through"
                                             : Part == part_of_chain::seen ? "face_value"
                                                                           : "hidden";

    template <io_table System, class Powers, class... Options>
    [[nodiscard]] auto operator()(runner const& run, System const& system, Powers const& powers,
                                  Options const&... options) const
        requires(((is_option<Options> || use_in<Options, System>) && ...)
                 && (std::size_t{0} + ... + (is_option<Options> ? 0 : 1)) <= 1)
    {
        auto const solve = solver<System>{system, name, run};
        auto how = look_options{};
        (read_option(how, options), ...);
        auto who = std::vector<std::vector<double>>{};
        if constexpr (is_list<Powers>::value) {
            for (auto const& each : powers) {
                who.push_back(system.indicator(each, name));
            }
        } else {
            who.push_back(system.indicator(powers, name));
        }
        if constexpr ((is_option<Options> && ...)) {
            auto found = look(system, solve, who, how, Part, nullptr);
            auto all = std::vector<values_of<System>>{};
            for (auto& each : found.by_sector) {
                all.emplace_back(system.shared_labels(), std::move(each), found.proven, found.passes);
            }
            if constexpr (is_list<Powers>::value) {
                return all;
            } else {
                return std::move(all[0]);
            }
        } else {
            auto const use = [&] {
                auto weights = weights_of_use{};
                auto const read = [&](auto const& option) {
                    if constexpr (!is_option<std::remove_cvref_t<decltype(option)>>) {
                        weights = weights_for(solve, system, option);
                        weights.errors = errors_of_weights(system, option, weights.weights);
                    }
                };
                (read(options), ...);
                return weights;
            }();
            auto const found = look(system, solve, who, how, Part, &use);
            if constexpr (is_list<Powers>::value) {
                return found.of_use;
            } else {
                return found.of_use[0];
            }
        }
    }
};

struct direct_inputs_measure {
    template <io_table System, class Party>
    [[nodiscard]] values_of<System> operator()(runner const& run, System const& system, Party const& power) const
    {
        auto const solve = solver<System>{system, "direct_inputs", run};
        auto const n = system.size();
        auto rhs = system.indicator(power, solve.index());
        append(rhs, std::vector<double>(n, 1.0));
        auto const made = solve.round_back(rhs, 2);
        auto const gamma = chain{core_of(system)}.rounding();
        auto const proven = !core_of(system).negative;
        auto values = std::vector<estimate>{};
        for (std::size_t j = 0; j < n; ++j) {
            auto const all = made[n + j];
            auto const why = all == 0 ? reason::no_flow : all < 0 ? reason::negative_total : reason::defined;
            values.push_back(why != reason::defined ? estimate::without(why)
                                                    : (proven ? share_of : quotient)({made[j], made[j] * gamma},
                                                                                     {all, all * gamma}, proven));
        }
        return {system.shared_labels(), std::move(values), proven, 1};
    }
};

struct spill_over_measure {
    template <io_table System, class Party, class... Options>
        requires(sizeof...(Options) <= 2)
    [[nodiscard]] auto operator()(runner const& run, System const& system, Party const& target, double depth,
                                  Options const&... options) const
    {
        if (!(depth >= 0 && depth <= 1)) {
            throw invalid_parameter{"spill_over", "depth", depth, "between 0 and 1"};
        }
        auto const scaled = [&](estimate each) {
            each.value *= depth;
            each.bounds = {each.bounds.low * depth, each.bounds.high * depth};
            return each;
        };
        auto const found = look_measure<part_of_chain::all>{}(run, system, target, options...);
        if constexpr (std::same_as<decltype(found), estimate const>) {
            return scaled(found);
        } else {
            auto values = std::vector<estimate>{};
            for (auto const& row : found) {
                values.push_back(scaled({row.value, row.bounds, row.why}));
            }
            return values_of<System>{system.shared_labels(), std::move(values), found.is_proven(), found.passes()};
        }
    }
};

} // namespace network_detail

/// The share of a power in all that stands behind one unit of output of each sector of the world, through all chains:
///
///     look_through(world, china)                       // a share for each sector
///     look_through(world, china, counting::value_added, used_by(mongolia)) // one number, weighted by final demand
///     look_through(world, std::array{china, russia})   // several powers in the same passes
///
/// With a use (see uses.hpp), numerators and denominators are added up with its weights. `counting` says what is
/// counted; `counting::output` is the foreign production exposure of the literature, `counting::inputs` the input
/// reliance. Range: [0, 1], unless deliveries, value added or weights are negative; more means more exposed. Its
/// `bound` is a proven interval of the exact value for the given table.
///
/// Undefined: by inputs, for a sector without inputs; by value added, for a sector without output; with a use, when its
/// weights sum to zero or less. A sector without output has, by output, the share of its own unit.
/// @throws not_found for a power that is no region of the table, a consumer or a label that it lacks
/// @throws not_productive when some sectors feed on themselves, with their labels
/// @throws invalid_parameter where a sum over chains is no finite double, as amounts of the table are too far apart
/// Cost: about a dozen passes over the table for all powers together. For at most 4,000 sectors in a dense table, and
/// at least 8 powers and one for every 16 sectors, it is one factorisation, and two passes for every 16 powers. Source:
/// Leontief, Wassily (1936), Quantitative input and output relations; Baldwin, Richard, Freeman, Rebecca and
/// Theodorakopoulos, Angelos (2022), Horses for courses: measuring foreign supply chain exposure. The normalisation of
/// `inputs` is defined here, as theirs was not seen in a primary text.
inline constexpr network_detail::network_fn<network_detail::look_measure<network_detail::part_of_chain::all>>
    look_through{};

/// The part of `look_through` that is seen at the face of it: the sector itself and its suppliers, or with `rounds{n}`
/// those of n rounds, of the same total. Arguments, undefined cases and errors are those of `look_through`. Shares of
/// all regions sum to less than 1: the rest is `hidden`.
/// Source: Baldwin, Freeman and Theodorakopoulos (2022), the distinction; as of one total, defined here.
inline constexpr network_detail::network_fn<network_detail::look_measure<network_detail::part_of_chain::seen>>
    face_value{};

/// The part of `look_through` that stands behind the suppliers: `look_through` less `face_value`, without a difference
/// of the two, so that a small hidden share keeps its digits: h = (I - A')^-1 A'A' u, over m. Arguments, undefined
/// cases and errors are those of `look_through`. Range: [0, 1].
inline constexpr network_detail::network_fn<network_detail::look_measure<network_detail::part_of_chain::behind>>
    hidden{};

/// The share of a power in the inputs that each sector buys itself, sum_{i in P} A_ij / sum_i A_ij: what trade data
/// show. Undefined for a sector without inputs. Range: [0, 1].
/// @throws not_found for a power that is no region of the table
/// Cost: one pass.
inline constexpr network_detail::network_fn<network_detail::direct_inputs_measure> direct_inputs{};

/// What a loss of the given depth, from 0 to 1, of all deliveries of a target touches elsewhere: depth times the
/// look-through share. spill_over(world, target, depth), then the arguments of `look_through`. An upper bound, as
/// nothing is replaced. Range: [0, depth].
/// @throws invalid_parameter for a depth outside of [0, 1]; and as `look_through`
/// Source: defined here, after Miller, Ronald and Blair, Peter (2009), Input-output analysis, chapter 12.
inline constexpr network_detail::network_fn<network_detail::spill_over_measure> spill_over{};

} // namespace equipoise
