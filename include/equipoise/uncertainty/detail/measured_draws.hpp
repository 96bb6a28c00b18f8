// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/evaluation.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/bound.hpp>
#include <equipoise/uncertainty/detail/drawn_flows.hpp>
#include <equipoise/uncertainty/distribution.hpp>
#include <equipoise/uncertainty/resampling.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

/// Indices of one draw after another.
namespace equipoise::uncertainty_detail {

/// The values of one index for some draws, and the intervals, if some of them are more than points.
struct draw_column {
    std::vector<double> values{};
    std::vector<interval> bounds{};
    reason why = reason::defined; ///< of the first value that is undefined

    void add(outcome const& result)
    {
        if (!bounds.empty()) {
            bounds.push_back({result.value, result.value});
        }
        values.push_back(result.value);
        note(result);
    }

    void add(outcome const& result, interval const& within)
    {
        start_bounds();
        bounds.push_back(within);
        values.push_back(result.value);
        note(result);
    }

    /// Adds the draws that follow.
    void add(draw_column&& next)
    {
        if (!next.bounds.empty()) {
            start_bounds();
            bounds.insert(bounds.end(), next.bounds.begin(), next.bounds.end());
        } else if (!bounds.empty()) {
            std::transform(next.values.begin(), next.values.end(), std::back_inserter(bounds), point);
        }
        values.insert(values.end(), next.values.begin(), next.values.end());
        why = why == reason::defined ? next.why : why;
    }

private:
    [[nodiscard]] static interval point(double value) noexcept { return {value, value}; }

    void start_bounds()
    {
        if (bounds.empty()) {
            std::transform(values.begin(), values.end(), std::back_inserter(bounds), point);
        }
    }

    void note(outcome const& result) noexcept
    {
        why = why == reason::defined && is_undefined(result.value) ? result.why : why;
    }
};

template <std::size_t N>
using draw_columns = std::array<draw_column, N>;

/// Measures one draw after another and keeps its memory. As `measure`, it evaluates the rules that read amounts alone
/// together. They count hidden partners that are drawn; the others see a total of which a part is not attributed.
template <identifier Id, class... Rules>
class draw_measurer {
    using view = portfolio_view<Id>;

public:
    explicit draw_measurer(Rules const&... rules) : rules_{rules...}, shared_{amount_rules::of(rules_)} {}

    draw_measurer(draw_measurer const&) = delete;
    draw_measurer& operator=(draw_measurer const&) = delete;

    void measure(drawn<Id> const& one, draw_columns<sizeof...(Rules)>& columns)
    {
        if constexpr (count != 0) {
            shared_.over(one.amounts, one.sums);
            auto const results = shared_.results();
            [&]<std::size_t... I>(std::index_sequence<I...>) {
                (add(std::get<places[I]>(rules_), results[I], one, columns[places[I]]), ...);
            }(std::make_index_sequence<count>{});
        }
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (measure_partners(std::get<I>(rules_), one, columns[I]), ...);
        }(std::index_sequence_for<Rules...>{});
    }

private:
    /// Adds the result of a rule that reads amounts alone.
    template <class Rule>
    static void add(Rule const& rule, outcome const& result, drawn<Id> const& one, draw_column& column)
    {
        if constexpr (boundable<Rule, view>) {
            if (is_undefined(result.value) && one.sums.why_open() != reason::defined) {
                column.add(result, interval_of(rule, one.flows));
                return;
            }
        }
        column.add(result);
    }

    template <class Rule>
    static void measure_partners([[maybe_unused]] Rule const& rule, [[maybe_unused]] drawn<Id> const& one,
                                 [[maybe_unused]] draw_column& column)
    {
        if constexpr (partner_rule<Rule, view>) {
            auto const result = rule(one.flows);
            auto const value = detail::outcome_of(result);
            if constexpr (std::same_as<decltype(result), estimate const>) {
                if (is_undefined(value.value) && !is_undefined(result.bounds.low)) {
                    column.add(value, result.bounds);
                    return;
                }
            }
            column.add(value);
        }
    }

    static constexpr auto places = detail::amount_places<view, Rules...>();
    static constexpr auto count = places.back();
    using amount_rules = detail::evaluated_rules<view, std::make_index_sequence<count>, Rules...>;

    std::tuple<Rules const&...> rules_;
    typename amount_rules::type shared_;
};

/// What a model makes of flows: an object whose draw(number) returns the flows of that draw.
template <class Sampler>
concept flow_sampler = std::copyable<Sampler> && requires(Sampler& from) {
    from.draw(std::uint64_t{}).flows.ids()[0];
    from.draw(std::uint64_t{}).sums;
};

template <class Flows, class Model>
concept has_sampler = requires(Flows const& flows, Model const& model, resampling const& how) {
    { model.sampler(flows, how) } -> flow_sampler;
};

template <class Flows, class Model>
    requires has_sampler<Flows, Model>
[[nodiscard]] auto sampler_of(Flows const& flows, Model const& model, resampling const& how)
{
    return model.sampler(flows, how);
}

template <identifier Id, amount Amount, class Model>
    requires has_sampler<portfolio_view<Id, Amount>, Model>
[[nodiscard]] auto sampler_of(portfolio<Id, Amount> const& flows, Model const& model, resampling const& how)
{
    return model.sampler(flows.view(), how);
}

template <class Flows, class Model>
using sampler_for = decltype(sampler_of(std::declval<Flows const&>(), std::declval<Model const&>(), resampling{}));

/// The type of the identifiers of drawn flows.
template <flow_sampler Sampler>
using drawn_id = std::remove_cvref_t<decltype(std::declval<Sampler&>().draw(std::uint64_t{}).flows.ids()[0])>;

/// Flows and a model that draws them, and indices of what is drawn.
template <class Flows, class Model, class... Rules>
concept drawable = requires(Flows const& flows, Model const& model, resampling const& how) {
    sampler_of(flows, model, how);
    requires(measurable<Rules, portfolio_view<drawn_id<sampler_for<Flows, Model>>> const&> && ...);
};

/// Makes draws from `first` on, and adds what the indices are.
template <flow_sampler Sampler, class... Rules>
void make_draws(Sampler& from, std::uint64_t first, std::size_t count, draw_columns<sizeof...(Rules)>& columns,
                Rules const&... rules)
{
    for (auto& column : columns) {
        column.values.reserve(column.values.size() + count);
    }
    auto measurer = draw_measurer<drawn_id<Sampler>, Rules...>{rules...};
    for (std::size_t i = 0; i < count; ++i) {
        measurer.measure(from.draw(first + i), columns);
    }
}

/// The index of the flows as they are stated; NaN where the model does not know such flows.
template <class Sampler, class Flows, class Rule>
[[nodiscard]] double stated_value([[maybe_unused]] Sampler const& from, [[maybe_unused]] Flows const& flows,
                                  Rule const& rule)
{
    auto proj = ranges::identity{};
    if constexpr (requires { from.stated(); }) {
        return detail::evaluate(rule, from.stated(), proj).value;
    } else if constexpr (measurable<Rule, Flows const&>) {
        return detail::evaluate(rule, flows, proj).value;
    } else {
        return undefined;
    }
}

/// The distribution of the only index, or the array of those of several.
template <class Sampler, class Flows, class... Rules>
[[nodiscard]] auto distributions_of(Sampler const& from, Flows const& flows, draw_columns<sizeof...(Rules)>&& columns,
                                    Rules const&... rules)
{
    auto const finish = [&](auto const& rule, draw_column& column) {
        return distribution{std::move(column.values), stated_value(from, flows, rule), std::move(column.bounds),
                            column.why};
    };
    if constexpr (sizeof...(Rules) == 1) {
        return finish(rules..., columns[0]);
    } else {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return std::array<distribution, sizeof...(Rules)>{finish(rules, columns[I])...};
        }(std::index_sequence_for<Rules...>{});
    }
}

} // namespace equipoise::uncertainty_detail
