// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/execution.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/bound.hpp>
#include <equipoise/uncertainty/detail/measured_draws.hpp>
#include <equipoise/uncertainty/distribution.hpp>
#include <equipoise/uncertainty/error_models.hpp>
#include <equipoise/uncertainty/resampling.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

/// Distributions of indices where flows are uncertain: `resample(flows, model, {.draws = 2000, .seed = 1}, hhi)`.
namespace equipoise {

namespace uncertainty_detail {

/// Amounts without partners.
template <class R>
concept amounts_only = !portfolio_like<R> && amount_range<R const&>;

template <amounts_only R>
[[nodiscard]] auto numbered(R const& amounts)
{
    auto partners = std::vector<partner<std::size_t, amount_t<R const&>>>{};
    for (auto const& each : amounts) {
        partners.push_back({partners.size(), each});
    }
    return portfolio<std::size_t, amount_t<R const&>>{partners};
}

/// What stands to the right of `flows |`, whatever the flows are.
template <class F>
struct piped_draws {
    F draw;

    template <class Flows>
        requires std::invocable<F const&, Flows const&>
    [[nodiscard]] friend auto operator|(Flows const& flows, piped_draws const& right)
    {
        return right.draw(flows);
    }
};

template <class F>
piped_draws(F) -> piped_draws<F>;

struct resample_fn {
    template <class Flows, class Model, class... Rules>
        requires(sizeof...(Rules) > 0) && drawable<Flows, Model, Rules...>
    [[nodiscard]] auto operator()(Flows const& flows, Model const& model, resampling const& how,
                                  index_fn<Rules> const&... indices) const
    {
        check(how);
        auto from = sampler_of(flows, model, how);
        auto columns = draw_columns<sizeof...(Rules)>{};
        make_draws(from, how.first_draw, how.draws, columns, indices.rule...);
        return distributions_of(from, flows, std::move(columns), indices.rule...);
    }

    /// A range of amounts: the partners are called 0, 1, 2 and so on.
    template <class R, class Model, class... Rules>
        requires(sizeof...(Rules) > 0)
                && amounts_only<R> && drawable<portfolio<std::size_t, amount_t<R const&>>, Model, Rules...>
    [[nodiscard]] auto operator()(R const& amounts, Model const& model, resampling const& how,
                                  index_fn<Rules> const&... indices) const
    {
        return (*this)(numbered(amounts), model, how, indices...);
    }

    /// For a pipe: `flows | resample(model, {.draws = 2000, .seed = 1}, hhi)`.
    template <class Model, class... Rules>
        requires(sizeof...(Rules) > 0)
    [[nodiscard]] constexpr auto operator()(Model const& model, resampling const& how,
                                            index_fn<Rules> const&... indices) const
    {
        return piped_draws{[=](auto const& flows)
                               requires std::invocable<resample_fn const&, decltype(flows), Model const&,
                                                       resampling const&, index_fn<Rules> const&...>
                           { return resample_fn{}(flows, model, how, indices...); }};
    }

    /// As a policy computes it: `resample(parallel, flows, model, {.draws = 2000, .seed = 1}, hhi)`.
    template <class Policy, class Flows, class Model, class... Rules>
        requires(sizeof...(Rules) > 0)
                && runs<Policy, resample_fn, Flows const&, Model const&, resampling const&, index_fn<Rules> const&...>
    [[nodiscard]] auto operator()(Policy const& policy, Flows const& flows, Model const& model, resampling const& how,
                                  index_fn<Rules> const&... indices) const
    {
        return policy.run(*this, flows, model, how, indices...);
    }

    template <class Rule, class Flows, class... Others>
    void operator()(index_fn<Rule>, Flows const&, Others const&...) const
        EQUIPOISE_REFUSED("flows first: resample(flows, dirichlet{50}, {.draws = 2000, .seed = 1}, hhi)");
};

} // namespace uncertainty_detail

/// The distribution of an index where flows are uncertain. With several indices, the array of their distributions: draw
/// d of all of them is of the same drawn flows, so that they can be compared draw by draw.
///
///     resample(flows, dirichlet{50}, {.draws = 2000, .seed = 1}, hhi).interval(.95)
///     flows | resample(lognormal_error{.1}, {.draws = 2000, .seed = 1}, hhi, gini, exposure(china))
///     resample(deals, rows{&deal::seller, &deal::value}, {.draws = 2000, .seed = 1}, hhi)
///
/// `flows` is a portfolio, or a range of amounts; for `rows`, a range of records; for `uniform_within`, a portfolio of
/// ranges. The model says what is uncertain: `dirichlet`, `lognormal_error` (error_models.hpp), `rows` (rows.hpp) or
/// `uniform_within` (uniform_within.hpp). Not all of a total need be attributed to partners. With `hidden`, that number
/// of further partners holds the rest, in a split at random; without it, each draw of an index is the interval that
/// `bound` gives, and the distribution has `lows()` and `highs()`. A draw in which the index has no value is counted by
/// `undefined_draws()`.
///
/// Draws have the same bits on every machine, with every compiler and any number of threads. Draw d depends on the
/// seed, on d, on the model and on the flows alone: the first ten of 2000 draws are the ten draws of a call that asks
/// for ten. The random numbers, of version 1, are described in uncertainty/detail/random_blocks.hpp.
/// @throws invalid_parameter for no draws and for what the model refuses; what the indices throw
/// Cost: draws times the cost of a measurement and of two to three random numbers for each partner. `resample(parallel,
/// ...)` of parallel/resample.hpp uses all cores.
/// Source: Efron and Tibshirani (1993), An introduction to the bootstrap; the models are those of uncertainty analysis
/// (JCGM 101:2008, Propagation of distributions using a Monte Carlo method).
inline constexpr uncertainty_detail::resample_fn resample{};

} // namespace equipoise
