// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/alignment/comparison.hpp>
#include <equipoise/core/index.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

/// How alike the foreign policies of two states are: one kernel, 1 - Do / De, under the names of the literature.
namespace equipoise {

/// Where two states stand among the targets of their own profiles, and what the tie of each with itself counts for.
struct self_places {
    static constexpr auto nowhere = static_cast<std::size_t>(-1);

    std::size_t first = nowhere;
    std::size_t second = nowhere;
    self_tie tie = self_tie::dropped();
};

/// What `agreement` compares by, and how its targets are weighted.
struct agreement_options {
    disagreement distance = disagreement::absolute;
    expectation expected = expectation::own;
    tie_scale scale = {};                 ///< needed where the scale sets De; ties outside are refused
    std::span<double const> weights = {}; ///< of the targets; none: all weigh the same
    self_places self = {};                ///< nowhere: the profiles as they stand
};

namespace alignment_detail {

struct s_form {
    static constexpr facts about{"s_score", "S", "1 - 2 Do / delta_max", "Signorino and Ritter (1999)"};
    static constexpr auto expected = expectation::half_widest;
};

struct lijphart_form {
    static constexpr facts about{"lijphart", "IA", "1 - Do / delta_max", "Lijphart (1963)"};
    static constexpr auto expected = expectation::widest;
};

struct pi_form {
    static constexpr facts about{"scott_pi", "pi", "1 - Do / De, De from the pooled marginals", "Scott (1955)"};
    static constexpr auto expected = expectation::pooled;
};

struct kappa_form {
    static constexpr facts about{"cohen_kappa", "kappa", "1 - Do / De, De from each side's own marginals",
                                 "Cohen (1960, 1968)"};
    static constexpr auto expected = expectation::own;
};

} // namespace alignment_detail

/// A measure of agreement as a value: `measure(a, b)`, `measure(a, b, weights)` with a weight for each target, or
/// `measure.result(..)` for the number of joint targets with it. Two profiles of the same targets, in one order; a
/// target whose tie is unknown on either side is left out. `measure(distance)` is the same by another distance.
/// @throws invalid_parameter for profiles or weights of different length, an infinite tie, a tie off the scale, a
/// weight that is negative or not finite, weights that are all zero
template <class Form>
struct agreement_fn {
    disagreement distance = disagreement::absolute;
    tie_scale scale = {};

    template <class A, class B>
        requires alignment_detail::comparable_profiles<A, B>
    [[nodiscard]] constexpr agreement_value result(A&& a, B&& b) const
    {
        return alignment_detail::agree(a, b, how());
    }

    template <class A, class B, class Weights>
        requires alignment_detail::comparable_profiles<A, B> && amount_range<Weights const&>
    [[nodiscard]] constexpr agreement_value result(A&& a, B&& b, Weights const& weights) const
    {
        return alignment_detail::agree(a, b, weights, how());
    }

    template <class A, class B>
        requires alignment_detail::comparable_profiles<A, B>
    [[nodiscard]] constexpr double operator()(A&& a, B&& b) const
    {
        return result(a, b).value;
    }

    template <class A, class B, class Weights>
        requires alignment_detail::comparable_profiles<A, B> && amount_range<Weights const&>
    [[nodiscard]] constexpr double operator()(A&& a, B&& b, Weights const& weights) const
    {
        return result(a, b, weights).value;
    }

    [[nodiscard]] constexpr agreement_fn operator()(disagreement other) const { return {other, scale}; }

    [[nodiscard]] constexpr alignment_detail::comparison how() const
    {
        return {Form::about.name, distance, Form::expected, scale};
    }
};

/// A measure of agreement that needs the scale of the ties: `measure(a, b, scale)`, `measure(a, b, scale, weights)`
/// or `measure(scale)`, which is an `agreement_fn`. A plain number is the width of a scale.
template <class Form, disagreement Distance>
struct scaled_agreement_fn {
    [[nodiscard]] constexpr agreement_fn<Form> operator()(tie_scale scale) const
    {
        if (!scale.given()) {
            throw invalid_parameter{Form::about.name, "scale", "missing", "given"};
        }
        return {Distance, scale};
    }

    template <class A, class B>
        requires alignment_detail::comparable_profiles<A, B>
    [[nodiscard]] constexpr double operator()(A&& a, B&& b, tie_scale scale) const
    {
        return (*this)(scale)(a, b);
    }

    template <class A, class B, class Weights>
        requires alignment_detail::comparable_profiles<A, B> && amount_range<Weights const&>
    [[nodiscard]] constexpr double operator()(A&& a, B&& b, tie_scale scale, Weights const& weights) const
    {
        return (*this)(scale)(a, b, weights);
    }
};

/// The facts of a measure of agreement.
template <class Form>
[[nodiscard]] constexpr facts describe(agreement_fn<Form> const&)
{
    return Form::about;
}

template <class Form, disagreement Distance>
[[nodiscard]] constexpr facts describe(scaled_agreement_fn<Form, Distance> const&)
{
    return Form::about;
}

/// Why `measure(a, b)` is undefined, in words; empty when it is defined.
template <class Form, class A, class B, class... Weights>
    requires alignment_detail::comparable_profiles<A, B>
[[nodiscard]] constexpr std::string_view why_undefined(agreement_fn<Form> const& of, A&& a, B&& b,
                                                       Weights const&... weights)
{
    return words(of.result(a, b, weights...).why);
}

struct agreement_kernel_fn {
    template <class A, class B>
        requires alignment_detail::comparable_profiles<A, B>
    [[nodiscard]] constexpr agreement_value result(A&& a, B&& b, agreement_options const& options = {}) const
    {
        auto const how = alignment_detail::comparison{"agreement", options.distance, options.expected, options.scale};
        auto const needs_scale =
            options.expected == expectation::widest || options.expected == expectation::half_widest;
        if (needs_scale && !options.scale.given() && options.distance != disagreement::nominal) {
            throw invalid_parameter{"agreement", "scale", "missing", "given where it sets the expected disagreement"};
        }
        alignment_detail::check_distance<A>(how);
        auto ties = alignment_detail::read_profiles(a, b, how.name);
        if (options.self.first != self_places::nowhere || options.self.second != self_places::nowhere) {
            set_self(ties, options.self, alignment_detail::numeric_profile<A>);
        }
        return options.weights.empty()
                   ? alignment_detail::agreement_of(ties, {}, how)
                   : alignment_detail::agreement_of(
                         ties, alignment_detail::read_weights(options.weights, ties.first.size(), how.name), how);
    }

    template <class A, class B>
        requires alignment_detail::comparable_profiles<A, B>
    [[nodiscard]] constexpr double operator()(A&& a, B&& b, agreement_options const& options = {}) const
    {
        return result(a, b, options).value;
    }

private:
    // A template, since what is no template may not use vectors that the library checks where constexpr is promised.
    template <class Ties>
    static constexpr void set_self(Ties& ties, self_places const& self, bool numeric)
    {
        auto const value = self.tie.value();
        if (!numeric && !is_undefined(value)) {
            throw invalid_parameter{"agreement", "self tie", value, "dropped, since the ties are no numbers"};
        }
        for (auto const place : {self.first, self.second}) {
            if (place == self_places::nowhere) {
                throw invalid_parameter{"agreement", "place of a state among the targets", "missing",
                                        "given for both states"};
            }
            if (place >= ties.first.size()) {
                throw invalid_parameter{"agreement", "place of a state among the targets", static_cast<double>(place),
                                        "below their number, " + std::to_string(ties.first.size())};
            }
        }
        ties.first[self.first] = value;
        ties.second[self.second] = value;
    }
};

/// Agreement of two profiles: 1 - Do / De, Do the mean disagreement of their ties and De what is expected.
///
/// `agreement(a, b, {.distance = .., .expected = .., .scale = .., .weights = .., .self = ..})`; the measures below are
/// its named cases. Profiles are ranges of numbers or categories over the same targets; ties unknown on either side
/// are left out, and counted by `agreement.result(..)`; `self` is for `alliance_profiles` of a single pair. Range [-1,
/// 1] ([0, 1] for `widest`), up = more alike, 1 = equal. Undefined when no target is known of both, when those known
/// weigh nothing, and, for De of the marginals, when both profiles are constant and equal. Throws as `agreement_fn`
/// says. O(K log K) for K targets, linear on small integer scales and for squares. Source: the common form of the
/// measures below, as in Hage (2011).
inline constexpr agreement_kernel_fn agreement{};

/// Similarity of alliance portfolios: S = 1 - 2 sum w |a - b| / (d_max sum w), d_max the width of the scale.
///
/// `s_score(a, b, 3)` for alliances coded 0 to 3; `s_score(a, b, tie_scale{0, 3}, weights)` with capabilities for
/// weights. Range [-1, 1], 1 = equal, -1 = at opposite ends throughout. Undefined when no target is known of both.
/// Throws as `agreement_fn` says. Linear. Whether the two states' ties with themselves count changes S: see
/// `alliance_profiles`. Source: Signorino and Ritter (1999), Tau-b or Not Tau-b; weighted form by the literature,
/// primary text not consulted.
inline constexpr scaled_agreement_fn<alignment_detail::s_form, disagreement::absolute> s_score{};

/// S by squares: 1 - 2 sum w (a - b)^2 / (d_max^2 sum w); else as `s_score`.
inline constexpr scaled_agreement_fn<alignment_detail::s_form, disagreement::squared> s_score_squared{};

/// Vote agreement: IA = 1 - sum w |a - b| / (2 sum w) on the scale yes, abstain, no in steps of one.
///
/// Full agreements and half of those in which one side abstains, by joint votes; absences are unknown ties. Range
/// [0, 1], up = more alike; = (S + 1) / 2. Undefined when no vote is known of both. Throws as `agreement_fn` says,
/// also for votes more than 2 apart. Linear.
/// Source: after Lijphart (1963), The analysis of bloc voting in the General Assembly; primary text not consulted.
inline constexpr agreement_fn<alignment_detail::lijphart_form> lijphart{disagreement::absolute, tie_scale{2}};

/// Scott's pi: 1 - Do / De, De the disagreement of two ties drawn by chance from both profiles together.
///
/// By nominal distance; `scott_pi(disagreement::squared)` by squares. Range [-1, 1], 1 = equal, 0 = as by chance, -1
/// for constant profiles that differ. Undefined for constant profiles that are equal, and when no target is known
/// of both. Throws as `agreement_fn` says. Source: Scott (1955), Reliability of content analysis; for alliances Hage
/// (2011), Choice or circumstance?
inline constexpr agreement_fn<alignment_detail::pi_form> scott_pi{disagreement::nominal};

/// Cohen's kappa: 1 - Do / De, De the disagreement of a tie drawn by chance from each profile.
///
/// By nominal distance; see `linear_kappa` and `quadratic_kappa`. Ties are values, so that a category that nobody
/// uses still keeps its neighbours two steps apart. Range [-1, 1], 1 = equal, 0 = as by chance. Undefined cases and
/// errors as for `scott_pi`. Source: Cohen (1960), A coefficient of agreement for nominal scales.
inline constexpr agreement_fn<alignment_detail::kappa_form> cohen_kappa{disagreement::nominal};

/// Cohen's kappa by |a - b|. Source: Cohen (1968), Weighted kappa.
inline constexpr agreement_fn<alignment_detail::kappa_form> linear_kappa{disagreement::absolute};

/// Cohen's kappa by (a - b)^2. Source: Cohen (1968), Weighted kappa.
inline constexpr agreement_fn<alignment_detail::kappa_form> quadratic_kappa{disagreement::squared};

/// Lin's concordance: 2 cov(a, b) / (var a + var b + (mean a - mean b)^2), divisor K throughout; `quadratic_kappa`.
///
/// Source: Lin (1989), A concordance correlation coefficient to evaluate reproducibility; with Lin's divisor K.
inline constexpr agreement_fn<alignment_detail::kappa_form> lin_concordance = quadratic_kappa;

} // namespace equipoise
