// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/comparison/detail/overlap_bounds.hpp>
#include <equipoise/comparison/divergence.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/numeric/elementary.hpp>

#include <cstddef>
#include <string_view>

/// How alike two compositions are: two channels of a state, or the exports of two states.
namespace equipoise {

namespace comparison_detail {

/// The interval of a measure of two compositions: a point where both are known, else within(), in its range.
template <class Measure, class P, class Q, class Within>
[[nodiscard]] interval bound_of_two(P const& p, Q const& q, Within within)
{
    auto const known = compared<Measure>(match(p, q, Measure::about.name));
    return known.why == reason::unattributed ? within() : interval{known.value, known.value};
}

struct overlap_facts {
    static constexpr facts about{"overlap",
                                 "O",
                                 "sum min(p, q)",
                                 "1 - total variation; Finger and Kreinin (1979)",
                                 concentrating::neither,
                                 replicating::changes,
                                 true};
    static constexpr std::string_view reference_name = "overlap, reference";

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static constexpr outcome of(auto const& both)
    {
        if (both.proportional()) {
            return 1.0;
        }
        auto const per_flow = both.reference.whole();
        auto const per_reference = both.flows.whole();
        auto sum = detail::running_sum{};
        for (auto const& [x, y] : both.partners) {
            auto const above = per_flow * x - per_reference * y;
            sum.add(above.hi > 0 ? per_reference * y : per_flow * x);
        }
        return sum.value() / (per_flow * per_reference);
    }

    template <class P, class Q>
        requires matchable<P, Q>
    [[nodiscard]] static interval bound(P const& p, Q const& q)
    {
        return bound_of_two<overlap_facts>(p, q, [&] {
            auto const shares = in_common(p, q);
            return interval{shares.certain.value(), detail::at_most_one((shares.certain + shares.possible).value())};
        });
    }
};

struct cross_concentration_facts {
    static constexpr facts about{
        "cross_concentration", "X", "sum p q", "defined by this library", concentrating::neither,
        replicating::changes,  true};
    static constexpr std::string_view reference_name = "cross_concentration, reference";

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static constexpr outcome of(auto const& both)
    {
        auto sum = detail::running_sum{};
        for (auto const& [x, y] : both.partners) {
            sum.add(detail::two_product(x, y));
        }
        return sum.value() / (both.flows.whole() * both.reference.whole());
    }

    template <class P, class Q>
        requires matchable<P, Q>
    [[nodiscard]] static interval bound(P const& p, Q const& q)
    {
        return bound_of_two<cross_concentration_facts>(p, q, [&] { return cross_products(p, q); });
    }
};

struct cosine_facts {
    static constexpr facts about{"cosine_similarity",
                                 "cos",
                                 "sum p q / sqrt(sum p^2 sum q^2)",
                                 "the cosine of two vectors of shares",
                                 concentrating::neither,
                                 replicating::changes,
                                 true};
    static constexpr std::string_view reference_name = "cosine_similarity, reference";

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static constexpr outcome of(auto const& both)
    {
        if (both.proportional()) {
            return 1.0;
        }
        auto cross = detail::running_sum{};
        auto flows = detail::running_sum{};
        auto reference = detail::running_sum{};
        for (auto const& [x, y] : both.partners) {
            cross.add(detail::two_product(x, y));
            flows.add(detail::two_product(x, x));
            reference.add(detail::two_product(y, y));
        }
        // the product of both sums of squares may be beyond the range of a double
        return cross.value() / (detail::square_root(flows.value()) * detail::square_root(reference.value()));
    }

    /// Least: the hidden partners are others and as large as can be, which is one and the same completion. Most: the
    /// most in common over the least of both lengths, which no completion need reach.
    template <class P, class Q>
        requires matchable<P, Q>
    [[nodiscard]] static interval bound(P const& p, Q const& q)
    {
        return bound_of_two<cosine_facts>(p, q, [&] {
            auto const cross = cross_products(p, q);
            auto const h_p = uncertainty_detail::completed(hhi.rule, p);
            auto const h_q = uncertainty_detail::completed(hhi.rule, q);
            auto const over = [](double products, double a, double b) {
                return products == 0 ? 0.0
                       : a == 0 || b == 0
                           ? 1.0
                           : detail::at_most_one(products / detail::square_root(a) / detail::square_root(b));
            };
            return interval{over(cross.low, h_p.high, h_q.high), over(cross.high, h_p.low, h_q.low)};
        });
    }
};

} // namespace comparison_detail

/// Overlap of two compositions: sum min(p, q), the share of the flows that they have in common.
///
/// `overlap(exports, arms)`, arguments, matching, undefined cases and errors as for `kl`. Range [0, 1], 0 = no partner
/// in common, 1 = the same shares. 1 - `total_variation`, without the cancellation. Where a part of either is
/// unattributed, `bound(overlap, exports, arms)` gives its least and greatest value over all completions, exactly.
/// Source: Finger and Kreinin (1979).
inline constexpr comparison_detail::comparison_fn<comparison_detail::overlap_facts> overlap{};

/// The chance that a unit of one channel and a unit of another belong to the same partner: sum p q.
///
/// Arguments, matching, undefined cases and errors as for `kl`. Range [0, sqrt(H_p H_q)]; low = separate levers.
/// `bound(cross_concentration, exports, arms)` is exact while one side is known; with a part of both unattributed its
/// upper end may be higher than any completion. Source: defined by this library; the numerator of the cosine.
inline constexpr comparison_detail::comparison_fn<comparison_detail::cross_concentration_facts> cross_concentration{};

/// Cosine of two compositions: sum p q / sqrt(sum p^2 sum q^2).
///
/// Arguments, matching, undefined cases and errors as for `kl`. Range [0, 1], 0 = separate levers, 1 = the same
/// shares. `cross_concentration` over its greatest possible value. `bound(cosine_similarity, exports, arms)`: the
/// lower end is exact, the upper may be higher than any completion. Source: the cosine of two vectors.
inline constexpr comparison_detail::comparison_fn<comparison_detail::cosine_facts> cosine_similarity{};

} // namespace equipoise
