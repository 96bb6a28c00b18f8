// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/comparison/detail/comparison_measure.hpp>
#include <equipoise/comparison/detail/matched_shares.hpp>
#include <equipoise/comparison/detail/open_bounds.hpp>
#include <equipoise/comparison/detail/overlap_bounds.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/elementary.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <string_view>
#include <type_traits>

/// Similarity of the shares p and q of two compositions (two channels of a state, or the exports of two states):
/// `overlap`, sum min(p, q); `finger_kreinin`, its name in trade economics; `cross_concentration`, sum p q;
/// `cosine_similarity`, sum p q / sqrt(sum p^2 sum q^2).
namespace equipoise {

namespace comparison_detail {
struct overlap_measure;
struct finger_kreinin_measure;
struct cross_concentration_measure;
struct cosine_measure;
} // namespace comparison_detail

/// Overlap of two compositions: sum min(p, q), the share of the flows that both have with the same partners.
///
/// `overlap(exports, arms)` or `overlap(arms)`; arguments, matching, undefined cases and errors as for `kl`, except
/// that small shares are no obstacle. Range [0, 1]; 0 where no partner is common to both, 1 for the same shares. It is
/// 1 - `total_variation`, without the cancellation. Where a part of either is not attributed to partners,
/// `overlap.bound(exports, arms)` gives its least and greatest value over all completions, exactly; so it does where
/// unknown amounts of one side leave its total open, while with unknown amounts on both sides the upper end is 1.
/// `overlap.result` returns the value, the interval and the reason together.
/// Source: Finger and Kreinin (1979).
inline constexpr comparison_detail::comparison_fn<comparison_detail::overlap_measure> overlap{};

/// Export similarity of two states: sum min(p, q) over products or partners.
///
/// The name that trade economics has for `overlap`, and the same number; arguments, matching, undefined cases, bounds
/// and errors as for `overlap`, under its own name. Range [0, 1]; some authors multiply it by 100.
/// Source: Finger and Kreinin (1979), A Measure of 'Export Similarity' and Its Possible Uses.
inline constexpr comparison_detail::comparison_fn<comparison_detail::finger_kreinin_measure> finger_kreinin{};

/// Cross-concentration: sum p q, the probability that a unit of one channel and a unit of another belong to the same
/// partner.
///
/// Arguments, matching, undefined cases and errors as for `overlap`. Range [0, sqrt(H_p H_q)], where H is `hhi`; 0
/// where no partner is common to both. `cross_concentration.bound(exports, arms)` is exact while one side is fully
/// known; where a part of both is not attributed, or a part of one and amounts of the other are not known, its upper
/// end may be higher than any completion. Source: defined by this library; the numerator of the cosine.
inline constexpr comparison_detail::comparison_fn<comparison_detail::cross_concentration_measure> cross_concentration{};

/// Cosine of two compositions: sum p q / sqrt(sum p^2 sum q^2), `cross_concentration` over its greatest possible value.
///
/// Arguments, matching, undefined cases and errors as for `overlap`. Range [0, 1]; 0 where no partner is common to
/// both, 1 for the same shares. The lower end of `cosine_similarity.bound(exports, arms)` is exact, the upper end may
/// be higher than any completion, and is 1 where unknown amounts leave a total open. Source: the cosine of two vectors.
inline constexpr comparison_detail::comparison_fn<comparison_detail::cosine_measure> cosine_similarity{};

namespace comparison_detail {

/// sum min(p, q)
[[nodiscard]] EQUIPOISE_CONSTEXPR double common_share(matched_amounts const& both)
{
    if (both.proportional()) {
        return 1.0;
    }
    auto const per_flow = both.reference.whole();
    auto const per_reference = both.flows.whole();
    auto sum = detail::running_sum{};
    for (auto const& [x, y] : both.partners) {
        auto const difference = per_flow * x - per_reference * y;
        sum.add(difference.hi > 0 ? per_reference * y : per_flow * x);
    }
    return sum.value() / (per_flow * per_reference);
}

template <class P, class Q>
[[nodiscard]] interval common_share_within(P const& p, Q const& q)
{
    auto const shares = in_common(p, q);
    return {shares.certain.value(), detail::at_most_one((shares.certain + shares.possible).value())};
}

struct overlap_measure {
    static constexpr facts about{.name = "overlap",
                                 .symbol = "O",
                                 .formula = "sum min(p, q)",
                                 .source = "1 - total variation; Finger and Kreinin (1979)",
                                 .ignores_zeros = true};
    static constexpr std::string_view reference_name = "overlap, reference";

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static EQUIPOISE_CONSTEXPR outcome of(matched_amounts const& both) { return common_share(both); }

    template <class P, class Q>
    [[nodiscard]] static interval within(P const& p, Q const& q)
    {
        return common_share_within(p, q);
    }

    template <class P, class Q>
    [[nodiscard]] static interval within_open(P const& p, Q const& q)
    {
        using id = std::remove_cvref_t<decltype(p.ids()[0])>;
        return common_share_of(corners<id>::of(p), corners<id>::of(q));
    }
};

struct finger_kreinin_measure {
    static constexpr facts about{.name = "finger_kreinin",
                                 .symbol = "ESI",
                                 .formula = "sum min(p, q)",
                                 .source = "Finger and Kreinin (1979)",
                                 .ignores_zeros = true};
    static constexpr std::string_view reference_name = "finger_kreinin, reference";

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static EQUIPOISE_CONSTEXPR outcome of(matched_amounts const& both) { return common_share(both); }

    template <class P, class Q>
    [[nodiscard]] static interval within(P const& p, Q const& q)
    {
        return common_share_within(p, q);
    }

    template <class P, class Q>
    [[nodiscard]] static interval within_open(P const& p, Q const& q)
    {
        using id = std::remove_cvref_t<decltype(p.ids()[0])>;
        return common_share_of(corners<id>::of(p), corners<id>::of(q));
    }
};

struct cross_concentration_measure {
    static constexpr facts about{.name = "cross_concentration",
                                 .symbol = "X",
                                 .formula = "sum p q",
                                 .source = "defined by this library",
                                 .ignores_zeros = true};
    static constexpr std::string_view reference_name = "cross_concentration, reference";

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static EQUIPOISE_CONSTEXPR outcome of(matched_amounts const& both)
    {
        auto sum = detail::running_sum{};
        for (auto const& [x, y] : both.partners) {
            sum.add(detail::two_product(x, y));
        }
        return sum.value() / (both.flows.whole() * both.reference.whole());
    }

    template <class P, class Q>
    [[nodiscard]] static interval within(P const& p, Q const& q)
    {
        return cross_products(p, q);
    }

    template <class P, class Q>
    [[nodiscard]] static interval within_open(P const& p, Q const& q)
    {
        using id = std::remove_cvref_t<decltype(p.ids()[0])>;
        return inner_products(corners<id>::of(p), corners<id>::of(q));
    }
};

struct cosine_measure {
    static constexpr facts about{.name = "cosine_similarity",
                                 .symbol = "cos",
                                 .formula = "sum p q / sqrt(sum p^2 sum q^2)",
                                 .source = "the cosine of two vectors of shares",
                                 .ignores_zeros = true};
    static constexpr std::string_view reference_name = "cosine_similarity, reference";

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static EQUIPOISE_CONSTEXPR outcome of(matched_amounts const& both)
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

    /// The least value is attained where hidden partners are common to none and as large as possible, which is one and
    /// the same completion. The greatest divides the most in common by the least of both lengths, which no completion
    /// need attain together.
    template <class P, class Q>
    [[nodiscard]] static interval within(P const& p, Q const& q)
    {
        auto const cross = cross_products(p, q);
        auto const h_p = equipoise::bound(p, hhi);
        auto const h_q = equipoise::bound(q, hhi);
        auto const over = [](double products, double a, double b) {
            return products == 0      ? 0.0
                   : a == 0 || b == 0 ? 1.0
                                      : detail::at_most_one(products / detail::square_root(a) / detail::square_root(b));
        };
        return {over(cross.low, h_p.high, h_q.high), over(cross.high, h_p.low, h_q.low)};
    }

    template <class P, class Q>
    [[nodiscard]] static interval within_open(P const& p, Q const& q)
    {
        using id = std::remove_cvref_t<decltype(p.ids()[0])>;
        return cosine_of(corners<id>::of(p), corners<id>::of(q));
    }
};

} // namespace comparison_detail

} // namespace equipoise
