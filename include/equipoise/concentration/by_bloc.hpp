// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/labels.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <vector>

/// What a decomposition by bloc returns, and how it is called.
namespace equipoise {

/// One bloc of a decomposition.
template <class Label>
struct bloc_measure {
    Label label{};
    std::size_t partners = 0; ///< that count: the listed ones, or the positive ones if asked for
    double share = undefined;
    double inside = undefined; ///< the measure of the bloc's partners among themselves; undefined without flow
};

/// A measure of the whole, its parts between and within blocs, and the blocs in the order of their labels.
template <class Label>
struct decomposition {
    double total = undefined;
    double between = undefined;
    double within = undefined;
    reason why = reason::defined; ///< why nothing is defined; there are no blocs then
    std::vector<bloc_measure<Label>> blocs{};
};

/// A Herfindahl-Hirschman index, its parts, and what it would rise by if every bloc acted as one.
template <class Label>
struct hhi_decomposition {
    double total = undefined;
    double between = undefined;
    double within = undefined;
    double gap = undefined;
    reason why = reason::defined;
    std::vector<bloc_measure<Label>> blocs{};
};

namespace detail {

template <class R, class Labels, class Proj>
concept decomposable = labels_for<Labels, R>
                       && ((portfolio_like<R> && std::same_as<Proj, ranges::identity>)
                           || (!portfolio_like<R> && amount_range<R, Proj>
                               && (ranges::forward_range<R> || fits_double<amount_t<R, Proj>>)));

/// Calls `Parts`, which states its name, checks its parameters and fills in its result.
template <class Parts>
struct by_bloc_fn {
    template <class R, class Labels, class Proj = ranges::identity>
        requires decomposable<R, Labels, Proj>
                 && requires(typename Parts::template result<int> parts, grouped<int> const& flows) {
                        Parts::fill(parts, flows);
                    }
    [[nodiscard]] auto operator()(R&& flows, Labels const& labels, Proj proj = {}) const
    {
        return decomposed(flows, labels, proj);
    }

    template <class R, class Labels, class Parameter, class Proj = ranges::identity>
        requires decomposable<R, Labels, Proj>
                 && requires(typename Parts::template result<int> parts, grouped<int> const& flows,
                             Parameter parameter) { Parts::fill(parts, flows, parameter); }
    [[nodiscard]] auto operator()(R&& flows, Labels const& labels, Parameter parameter, Proj proj = {}) const
    {
        Parts::check(parameter);
        return decomposed(flows, labels, proj, parameter);
    }

private:
    template <class R, class Labels, class Proj, class... Parameters>
    [[nodiscard]] static auto decomposed(R& flows, Labels const& labels, Proj& proj, Parameters const&... parameters)
    {
        auto const blocs = grouped_by(labels, flows, proj, Parts::name);
        using label = typename std::remove_cvref_t<decltype(blocs.labels)>::value_type;
        auto parts = typename Parts::template result<label>{};
        if (blocs.sums.whole().hi == 0) {
            parts.why = blocs.sums.listed == 0 ? reason::no_partners : reason::no_flow;
        } else if (blocs.sums.unattributed.hi != 0) {
            parts.why = reason::unattributed;
        } else {
            Parts::fill(parts, blocs, parameters...);
        }
        return parts;
    }
};

} // namespace detail
} // namespace equipoise
