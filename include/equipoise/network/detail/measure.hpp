// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/execution.hpp>
#include <equipoise/network/detail/resolvent.hpp>
#include <equipoise/network/io_system.hpp>
#include <equipoise/network/sector_values.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// What the measures of network/ share: how they are called, and how bounds go through quotients and sums.
namespace equipoise::network_detail {

/// A policy that can carry out independent tasks; `parallel` can, with <equipoise/parallel/tasks.hpp>.
template <class P>
concept task_policy = execution_policy<P> && requires(P const& policy, std::function<void(std::size_t)> const& task) {
    for_each_task(policy, std::size_t{}, task);
};

/// The documented objects: Measure is called with a runner and the arguments. A policy may come first.
template <class Measure>
struct network_fn {
    template <class First, class... Rest>
        requires(!execution_policy<First>
                 && std::invocable<Measure const&, runner const&, First const&, Rest const&...>)
    [[nodiscard]] auto operator()(First const& first, Rest const&... rest) const
    {
        return value_of(Measure{}(runner{in_order}, first, rest...));
    }

    template <task_policy Policy, class... Arguments>
        requires std::invocable<Measure const&, runner const&, Arguments const&...>
    [[nodiscard]] auto operator()(Policy const& policy, Arguments const&... arguments) const
    {
        auto const run = runner{
            [&policy](std::size_t n, std::function<void(std::size_t)> const& task) { for_each_task(policy, n, task); }};
        return value_of(Measure{}(run, arguments...));
    }

    /// Of a call that returns one number: the value, the proven interval that holds it, and the reason where there is
    /// none.
    template <class... Arguments>
        requires std::same_as<std::invoke_result_t<Measure const&, runner const&, Arguments const&...>, estimate>
    [[nodiscard]] static estimate result(Arguments const&... arguments)
    {
        return Measure{}(runner{in_order}, arguments...);
    }

    template <class... Arguments>
        requires std::same_as<std::invoke_result_t<Measure const&, runner const&, Arguments const&...>, estimate>
    [[nodiscard]] static interval bound(Arguments const&... arguments)
    {
        return result(arguments...).bounds;
    }

    /// Of a call that returns several amounts, the intervals that hold them.
    template <class... Arguments>
        requires requires(Measure const& measure, runner const& run, Arguments const&... arguments) {
            measure.bound(run, arguments...);
        }
    [[nodiscard]] static auto bound(Arguments const&... arguments)
    {
        return Measure{}.bound(runner{in_order}, arguments...);
    }

    template <class... Arguments>
        requires std::same_as<std::invoke_result_t<Measure const&, runner const&, Arguments const&...>, estimate>
    [[nodiscard]] static std::string_view why_undefined(Arguments const&... arguments)
    {
        return words(result(arguments...).why);
    }

private:
    template <class Result>
    [[nodiscard]] static auto value_of(Result&& found)
    {
        if constexpr (std::same_as<std::remove_cvref_t<Result>, estimate>) {
            return found.value;
        } else {
            return std::forward<Result>(found);
        }
    }
};

/// A computed number and the most that it may be off.
struct near_number {
    double value = 0;
    double error = 0;
};

[[nodiscard]] inline double wider(double error, double value)
{
    return (error + std::fabs(value) * 0x1p-51) * (1 + 0x1p-50) + std::numeric_limits<double>::denorm_min();
}

[[nodiscard]] inline estimate proven_estimate(near_number x, bool proven)
{
    auto const off = wider(x.error, 0);
    return {x.value, proven ? interval{x.value - off, x.value + off} : interval{undefined, undefined}, reason::defined};
}

/// a / b for b > 0. Where the denominator may be 0, nothing is said of the quotient.
[[nodiscard]] inline estimate quotient(near_number a, near_number b, bool proven)
{
    auto const value = a.value / b.value;
    if (!proven || !(b.error < b.value)) {
        return {value, {undefined, undefined}, reason::defined};
    }
    auto const low = a.value - a.error;
    auto const high = a.value + a.error;
    auto const small_b = b.value - b.error;
    auto const large_b = b.value + b.error;
    auto const from = low / (low < 0 ? small_b : large_b);
    auto const to = high / (high < 0 ? large_b : small_b);
    return {value, {from - wider(0, from), to + wider(0, to)}, reason::defined};
}

/// A share of what is not negative: within [0, 1].
[[nodiscard]] inline estimate share_of(near_number a, near_number b, bool proven)
{
    auto share = quotient(a, b, proven);
    share.value = (std::clamp)(share.value, 0.0, 1.0);
    share.bounds.low = share.bounds.low < 0 ? 0 : share.bounds.low;
    share.bounds.high = share.bounds.high > 1 ? 1 : share.bounds.high;
    return share;
}

/// The sum of w_j z_j, with the errors of z and of the sum.
[[nodiscard]] inline near_number weighted_sum(std::vector<double> const& w, double const* z, double const* errors)
{
    auto sum = detail::running_sum{};
    auto size = detail::running_sum{};
    auto error = detail::running_sum{};
    for (std::size_t j = 0; j < w.size(); ++j) {
        if (w[j] != 0) { // the value of a sector that is not used may be anything
            sum.add(detail::rounded(w[j] * z[j]));
            size.add(std::fabs(detail::rounded(w[j] * z[j])));
            error.add(errors == nullptr ? 0 : std::fabs(detail::rounded(w[j] * errors[j])));
        }
    }
    return {sum.value().value(), wider(error.value().value(), size.value().value())};
}

[[nodiscard]] inline near_number sum_of(std::vector<double> const& w)
{
    auto sum = detail::running_sum{};
    auto size = detail::running_sum{};
    for (auto const each : w) {
        sum.add(each);
        size.add(std::fabs(each));
    }
    return {sum.value().value(), size.value().value() * 0x1p-52};
}

/// Solutions of chains over a system, with its labels in errors.
template <class System>
class solver {
public:
    solver(System const& system, std::string_view index, runner const& run) : system_{system}, index_{index}, run_{run}
    {
    }

    /// (I - A')^-1 b
    [[nodiscard]] solution backward(std::vector<double> b, std::size_t count, std::vector<mask> masks = {}) const
    {
        return solve_chain(chain_of(direction_of_chain::backward, std::move(masks)), std::move(b), count, index_,
                           names(), run_);
    }

    /// (I - B)^-1 b
    [[nodiscard]] solution forward(std::vector<double> b, std::size_t count, std::vector<mask> masks = {}) const
    {
        return solve_chain(chain_of(direction_of_chain::forward, std::move(masks)), std::move(b), count, index_,
                           names(), run_);
    }

    /// A' b
    [[nodiscard]] std::vector<double> round_back(std::vector<double> const& b, std::size_t count) const
    {
        return round(direction_of_chain::backward, b, count, {});
    }

    /// B b
    [[nodiscard]] std::vector<double> round_on(std::vector<double> const& b, std::size_t count,
                                               std::vector<mask> masks = {}) const
    {
        return round(direction_of_chain::forward, b, count, std::move(masks));
    }

    /// y_i over the unit of B, so that x_i = (I - B)^-1 of it times the unit.
    [[nodiscard]] std::vector<double> in_units(std::vector<double> y) const
    {
        for (std::size_t i = 0; i < y.size(); ++i) {
            y[i] /= core_of(system_).scale[i % system_.size()];
        }
        return y;
    }

    /// L y, the output that meets y through all chains, for `count` demands one after another.
    [[nodiscard]] solution output_for(std::vector<double> y, std::size_t count, std::vector<mask> masks = {}) const
    {
        auto found = forward(in_units(std::move(y)), count, std::move(masks));
        for (std::size_t i = 0; i < found.values.size(); ++i) {
            auto const unit = core_of(system_).scale[i % system_.size()];
            found.values[i] *= unit;
            found.errors[i] = wider(found.errors[i] * unit, found.values[i]);
        }
        return found;
    }

    [[nodiscard]] std::string_view index() const { return index_; }

private:
    System const& system_;
    std::string_view index_;
    runner const& run_;

    [[nodiscard]] chain chain_of(direction_of_chain direction, std::vector<mask> masks) const
    {
        return {core_of(system_), direction, std::move(masks), 1, false};
    }

    [[nodiscard]] std::function<std::string(std::size_t)> names() const
    {
        return [this](std::size_t i) { return system_.name(i); };
    }

    [[nodiscard]] std::vector<double> round(direction_of_chain direction, std::vector<double> const& b,
                                            std::size_t count, std::vector<mask> masks) const
    {
        auto made = std::vector<double>{};
        chain_of(direction, std::move(masks)).apply(b, made, count, run_);
        return made;
    }
};

template <class System>
concept io_table = requires(System const& system) {
    typename System::region_type;
    typename System::label;
    core_of(system);
    system.value_added_is_given();
};

template <class System>
using values_of = sector_values<typename System::label>;

[[nodiscard]] inline std::vector<double> product_of(std::vector<double> a, std::vector<double> const& b)
{
    for (std::size_t i = 0; i < a.size(); ++i) {
        a[i] *= b[i];
    }
    return a;
}

[[nodiscard]] inline std::vector<double> others(std::vector<double> u)
{
    for (auto& each : u) {
        each = 1 - each;
    }
    return u;
}

inline void append(std::vector<double>& to, std::vector<double> const& more)
{
    to.insert(to.end(), more.begin(), more.end());
}

} // namespace equipoise::network_detail
