// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/alignment/comparison.hpp>
#include <equipoise/core/index.hpp>

#include <span>
#include <string_view>

/// How alike the foreign policies of two states are: 1 - Do / De, under the names of the literature.
///
///     agreement        any combination of distance, expectation, scale and weights
///     s_score          1 - 2 Do / delta_max                              s_score_squared   the same by squares
///     lijphart         1 - Do / delta_max on the scale yes, abstain, no
///     scott_pi         De from the pooled marginals                      lin_concordance   2 cov / (var + var + gap^2)
///     cohen_kappa      De from each side's marginals                     linear_kappa, quadratic_kappa
namespace equipoise {

/// What `agreement` compares by, and how its targets are weighted.
struct agreement_options {
    disagreement distance = disagreement::absolute;
    expectation expected = expectation::own;
    tie_scale scale = {};                 ///< needed where the scale sets De; ties outside it are refused
    std::span<double const> weights = {}; ///< one for each target; without any, all weigh the same
    self_places self = {};                ///< `nowhere`: the profiles are compared as they stand
};

namespace alignment_detail {

struct s_form {
    static constexpr auto expected = expectation::half_widest;

    [[nodiscard]] static constexpr facts about(disagreement distance)
    {
        return {.name = distance == disagreement::squared ? "s_score_squared" : "s_score",
                .symbol = "S",
                .formula = "1 - 2 Do / delta_max",
                .source = "Signorino and Ritter (1999)"};
    }
};

struct lijphart_form {
    static constexpr auto expected = expectation::widest;

    [[nodiscard]] static constexpr facts about(disagreement)
    {
        return {.name = "lijphart", .symbol = "IA", .formula = "1 - Do / delta_max", .source = "Lijphart (1963)"};
    }
};

struct pi_form {
    static constexpr auto expected = expectation::pooled;

    [[nodiscard]] static constexpr facts about(disagreement)
    {
        return {.name = "scott_pi",
                .symbol = "pi",
                .formula = "1 - Do / De, De from the pooled marginals",
                .source = "Scott (1955)"};
    }
};

struct kappa_form {
    static constexpr auto expected = expectation::own;

    [[nodiscard]] static constexpr facts about(disagreement distance)
    {
        return {.name = distance == disagreement::absolute  ? "linear_kappa"
                        : distance == disagreement::squared ? "quadratic_kappa"
                                                            : "cohen_kappa",
                .symbol = "kappa",
                .formula = "1 - Do / De, De from each side's own marginals",
                .source = "Cohen (1960, 1968)"};
    }
};

struct lin_form {
    static constexpr auto expected = expectation::own;

    [[nodiscard]] static constexpr facts about(disagreement)
    {
        return {.name = "lin_concordance",
                .symbol = "rho_c",
                .formula = "2 cov(a, b) / (var a + var b + (mean a - mean b)^2)",
                .source = "Lin (1989)"};
    }
};

/// How a measure of agreement compares two profiles.
template <class Form>
[[nodiscard]] constexpr comparison comparison_by(disagreement distance, tie_scale scale)
{
    return {Form::about(distance).name, distance, Form::expected, scale};
}

} // namespace alignment_detail

/// A measure of agreement as a value: `measure(a, b)`, or `measure(a, b, weights)` with a weight for each target.
///
/// `measure.result(a, b)` also gives the number of joint targets and the reason where there is no value,
/// `measure.why_undefined(a, b)` the reason in words. The two profiles have the same targets in the same order; a
/// target whose tie is unknown on either side does not count. `measure(distance)` is the same measure by another
/// distance.
/// @throws invalid_parameter for profiles or weights of different length, an infinite tie, a tie off the scale, a
/// weight that is negative or not finite, and weights that are all zero
template <class Form>
struct agreement_fn {
    disagreement distance = disagreement::absolute;
    tie_scale scale = {};

    template <class A, class B>
        requires comparable_profiles<A, B>
    [[nodiscard]] constexpr agreement_value result(A&& a, B&& b) const
    {
        auto const by = alignment_detail::comparison_by<Form>(distance, scale);
        return alignment_detail::agreement_of(alignment_detail::read_profiles(a, b, by), by);
    }

    template <class A, class B, class Weights>
        requires comparable_profiles<A, B> && amount_range<Weights const&>
    [[nodiscard]] constexpr agreement_value result(A&& a, B&& b, Weights const& weights) const
    {
        auto const by = alignment_detail::comparison_by<Form>(distance, scale);
        return alignment_detail::agreement_of(alignment_detail::read_profiles(a, b, by, weights), by);
    }

    template <class A, class B>
        requires comparable_profiles<A, B>
    [[nodiscard]] constexpr double operator()(A&& a, B&& b) const
    {
        return result(a, b).value;
    }

    template <class A, class B, class Weights>
        requires comparable_profiles<A, B> && amount_range<Weights const&>
    [[nodiscard]] constexpr double operator()(A&& a, B&& b, Weights const& weights) const
    {
        return result(a, b, weights).value;
    }

    /// Why the measure is undefined, in words; empty when it is defined.
    template <class A, class B, class... Weights>
        requires(sizeof...(Weights) < 2) && comparable_profiles<A, B> && (amount_range<Weights const&> && ...)
    [[nodiscard]] constexpr std::string_view why_undefined(A&& a, B&& b, Weights const&... weights) const
    {
        return words(result(a, b, weights...).why);
    }

    [[nodiscard]] constexpr agreement_fn operator()(disagreement other) const { return {other, scale}; }
};

namespace alignment_detail {

template <class Form>
[[nodiscard]] constexpr comparison comparison_by(agreement_fn<Form> const& kind)
{
    return comparison_by<Form>(kind.distance, kind.scale);
}

/// A measure of agreement that needs the scale of the ties: `measure(a, b, scale)`, `measure(a, b, scale, weights)`, or
/// `measure(scale)`, which is an `agreement_fn`. A number in place of the scale is its width.
template <class Form, disagreement Distance>
struct scaled_agreement_fn {
    static constexpr facts about = Form::about(Distance);

    [[nodiscard]] constexpr agreement_fn<Form> operator()(tie_scale scale) const
    {
        if (!scale.given()) {
            throw invalid_parameter{Form::about(Distance).name, "scale", "missing", "given"};
        }
        return {Distance, scale};
    }

    template <class A, class B, class... Weights>
        requires(sizeof...(Weights) < 2) && comparable_profiles<A, B> && (amount_range<Weights const&> && ...)
    [[nodiscard]] constexpr double operator()(A&& a, B&& b, tie_scale scale, Weights const&... weights) const
    {
        return result(a, b, scale, weights...).value;
    }

    /// The value, the number of joint targets, and the reason where there is no value.
    template <class A, class B, class... Weights>
        requires(sizeof...(Weights) < 2) && comparable_profiles<A, B> && (amount_range<Weights const&> && ...)
    [[nodiscard]] constexpr agreement_value result(A&& a, B&& b, tie_scale scale, Weights const&... weights) const
    {
        return (*this)(scale).result(a, b, weights...);
    }

    /// Why the measure is undefined, in words; empty when it is defined.
    template <class A, class B, class... Weights>
        requires(sizeof...(Weights) < 2) && comparable_profiles<A, B> && (amount_range<Weights const&> && ...)
    [[nodiscard]] constexpr std::string_view
        why_undefined(A&& a, B&& b, tie_scale scale, Weights const&... weights) const
    {
        return words(result(a, b, scale, weights...).why);
    }
};

struct agreement_kernel_fn {
    template <class A, class B>
        requires comparable_profiles<A, B>
    [[nodiscard]] constexpr agreement_value result(A&& a, B&& b, agreement_options const& options = {}) const
    {
        auto const by = comparison{"agreement", options.distance, options.expected, options.scale};
        auto const needs_scale =
            options.expected == expectation::widest || options.expected == expectation::half_widest;
        if (needs_scale && !options.scale.given() && options.distance != disagreement::nominal) {
            throw invalid_parameter{by.name, "scale", "missing", "given where it sets the expected disagreement"};
        }
        return agreement_of(options.weights.empty() ? read_profiles(a, b, by, no_weights{}, options.self)
                                                    : read_profiles(a, b, by, options.weights, options.self),
                            by);
    }

    template <class A, class B>
        requires comparable_profiles<A, B>
    [[nodiscard]] constexpr double operator()(A&& a, B&& b, agreement_options const& options = {}) const
    {
        return result(a, b, options).value;
    }

    /// Why the agreement is undefined, in words; empty when it is defined.
    template <class A, class B>
        requires comparable_profiles<A, B>
    [[nodiscard]] constexpr std::string_view why_undefined(A&& a, B&& b, agreement_options const& options = {}) const
    {
        return words(result(a, b, options).why);
    }
};

} // namespace alignment_detail

/// Agreement of two profiles: 1 - Do / De, where Do is the mean disagreement of their ties and De the expected one.
///
/// `agreement(a, b, options)`, where `agreement_options` has `distance`, `expected`, `scale`, `weights` and `self`; the
/// measures below are its named cases. Profiles are ranges of numbers or categories over the same targets. Targets
/// whose tie is unknown on either side do not count; `agreement.result(a, b)` gives the number of the others. `self`
/// does for a single pair what `alliance_profiles` does for a table. Range [-1, 1] ([0, 1] for `widest`), up = more
/// alike, 1 = equal. Undefined when no target is known of both, when those known weigh nothing, and, for De of the
/// marginals, when both profiles are constant and equal. O(K log K) for K targets; linear for small integers and for
/// squares.
/// @throws invalid_parameter as `agreement_fn` does, when De needs a scale and none is given, and for places in `self`
/// that are outside the profiles
/// Source: the common form of the measures below, as in Hage (2011).
inline constexpr alignment_detail::agreement_kernel_fn agreement{};

/// Similarity of alliance portfolios: S = 1 - 2 sum w |a - b| / (d_max sum w), where d_max is the width of the scale.
///
/// `s_score(a, b, 3)` for alliances coded 0 to 3; `s_score(a, b, tie_scale{0, 3}, weights)` with capabilities as
/// weights. Range [-1, 1], 1 = equal, -1 = at opposite ends throughout. Undefined when no target is known of both.
/// Linear. Whether the two states' ties with themselves count changes S: see `alliance_profiles`.
/// @throws invalid_parameter as `agreement_fn` does
/// Source: Signorino and Ritter (1999), Tau-b or Not Tau-b; weighted form by the literature, primary text not
/// consulted.
inline constexpr alignment_detail::scaled_agreement_fn<alignment_detail::s_form, disagreement::absolute> s_score{};

/// S by squares: 1 - 2 sum w (a - b)^2 / (d_max^2 sum w). All else as for `s_score`.
inline constexpr alignment_detail::scaled_agreement_fn<alignment_detail::s_form, disagreement::squared>
    s_score_squared{};

/// Vote agreement: IA = 1 - sum w |a - b| / (2 sum w) on the scale yes, abstain, no in steps of one.
///
/// The joint votes on which both sides agree, plus half of those on which one side abstains, divided by all joint
/// votes; absences are unknown ties. Range [0, 1], up = more alike; equal to (S + 1) / 2. Undefined when no vote is
/// known of both. Linear. `vote_agreement` is the same for votes of the type `vote`.
/// @throws invalid_parameter as `agreement_fn` does, also for votes more than 2 apart
/// Source: after Lijphart (1963), The analysis of bloc voting in the General Assembly; primary text not consulted.
inline constexpr agreement_fn<alignment_detail::lijphart_form> lijphart{disagreement::absolute, tie_scale{2}};

/// Scott's pi: 1 - Do / De, where De is the disagreement of two ties drawn by chance from both profiles together.
///
/// By nominal distance; `scott_pi(disagreement::squared)` by squares. Range [-1, 1], 1 = equal, 0 = as by chance, -1
/// for constant profiles that differ. Undefined for constant profiles that are equal, and when no target is known of
/// both.
/// @throws invalid_parameter as `agreement_fn` does
/// Source: Scott (1955), Reliability of content analysis; for alliances Hage (2011), Choice or circumstance?
inline constexpr agreement_fn<alignment_detail::pi_form> scott_pi{disagreement::nominal};

/// Cohen's kappa: 1 - Do / De, where De is the disagreement of two ties drawn by chance, one from each profile.
///
/// By nominal distance; see `linear_kappa` and `quadratic_kappa` for others. Distances are those of the values, so that
/// the neighbours of a value that does not occur remain two steps apart. Range [-1, 1], 1 = equal, 0 = as by chance.
/// Undefined cases and errors as for `scott_pi`.
/// Source: Cohen (1960), A coefficient of agreement for nominal scales.
inline constexpr agreement_fn<alignment_detail::kappa_form> cohen_kappa{disagreement::nominal};

/// Cohen's kappa by |a - b|. All else as for `cohen_kappa`. Source: Cohen (1968), Weighted kappa.
inline constexpr agreement_fn<alignment_detail::kappa_form> linear_kappa{disagreement::absolute};

/// Cohen's kappa by (a - b)^2. All else as for `cohen_kappa`. Source: Cohen (1968), Weighted kappa.
inline constexpr agreement_fn<alignment_detail::kappa_form> quadratic_kappa{disagreement::squared};

/// Lin's concordance: 2 cov(a, b) / (var a + var b + (mean a - mean b)^2), with divisor K throughout.
///
/// The same number as `quadratic_kappa`, of which it has range, undefined cases and errors.
/// Source: Lin (1989), A concordance correlation coefficient to evaluate reproducibility; with Lin's divisor K.
inline constexpr agreement_fn<alignment_detail::lin_form> lin_concordance{disagreement::squared};

/// The facts of a measure of agreement.
template <class Form>
[[nodiscard]] constexpr facts describe(agreement_fn<Form> const& kind)
{
    return Form::about(kind.distance);
}

} // namespace equipoise
