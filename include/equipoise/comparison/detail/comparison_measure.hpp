// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/comparison/detail/matched_shares.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/scaled_amounts.hpp>
#include <equipoise/model/unknown_partners.hpp>

#include <concepts>
#include <string_view>
#include <type_traits>
#include <utility>

/// Measures of two compositions as function objects and as indices of one composition, given the other.
///
/// A measure is a struct with its facts `about`, the name that messages give to the other composition
/// (`reference_name`), `range(n)` and `of(both)`, the value or the reason for two matched compositions. A measure that
/// can say something where part of a total is not attributed has `within(flows, reference)`, the interval for that
/// case, and `within_open` where unknown amounts leave a total open.
namespace equipoise::comparison_detail {

/// The value of a measure of two compositions, moved into its range; or the reason why it has none.
template <class Measure>
[[nodiscard]] constexpr outcome compared(matched_amounts const& both)
{
    if (auto const why = both.without_shares(); why != reason::defined) {
        return why;
    }
    auto result = Measure::of(both);
    if (is_undefined(result.value)) {
        return result;
    }
    auto const range = Measure::range(0);
    result.value = result.value < range.low ? range.low : result.value > range.high ? range.high : result.value;
    return result;
}

template <class Measure, class Flows, class Reference>
concept bounded_comparison = matchable<Flows, Reference> && requires(Flows const& flows, Reference const& reference) {
    { Measure::within(flows, reference) } -> std::same_as<interval>;
};

template <class Measure, class Flows, class Reference>
concept bounded_without_total = matchable<Flows, Reference> && portfolio_like<Flows> && portfolio_like<Reference>
                                && requires(Flows const& flows, Reference const& reference) {
                                       { Measure::within_open(flows, reference) } -> std::same_as<interval>;
                                   };

/// Whether unknown amounts leave the total of one of the two open, or of both, and nothing else does.
template <class Flows, class Reference>
[[nodiscard]] bool only_amounts_unknown(Flows const& flows, Reference const& reference)
{
    auto const fine = [](auto const& each) {
        auto const& sums = each.totals();
        return detail::is_open(each) || (sums.why_unknown == reason::defined && sums.whole().hi != 0);
    };
    return fine(flows) && fine(reference);
}

/// The value, interval and reason of a measure of two portfolios.
template <class Measure, class Flows, class Reference>
    requires matchable<Flows, Reference>
[[nodiscard]] constexpr estimate estimate_between(Flows const& flows, Reference const& reference)
{
    auto const known = compared<Measure>(match(flows, reference, Measure::about.name));
    if constexpr (bounded_comparison<Measure, Flows, Reference>) {
        if (known.why == reason::unattributed) {
            return estimate::within(Measure::within(flows, reference), known.why);
        }
    }
    if constexpr (bounded_without_total<Measure, Flows, Reference>) {
        if (known.why == reason::unknown_amount && only_amounts_unknown(flows, reference)) {
            return estimate::within(Measure::within_open(flows, reference), known.why);
        }
    }
    return {known.value, {known.value, known.value}, known.why};
}

/// A measure of two compositions as an index of portfolios, given the other composition. The value takes one pass over
/// both; the interval, which costs more, is computed only where `bound` asks for it.
template <class Measure, class Reference>
struct comparison_rule {
    static constexpr facts about = Measure::about;
    Reference reference;

    [[nodiscard]] static constexpr interval range(double n) { return Measure::range(n); }

    template <class Flows>
        requires matchable<Flows, Reference>
    [[nodiscard]] constexpr outcome operator()(Flows const& flows) const
    {
        return compared<Measure>(match(flows, reference, about.name));
    }

    template <class Flows>
        requires bounded_comparison<Measure, Flows, Reference>
    [[nodiscard]] constexpr interval bound(Flows const& flows) const
    {
        return estimate_between<Measure>(flows, reference).bounds;
    }
};

template <class Measure>
struct comparison_fn {
    /// The index that compares portfolios with this reference.
    template <class Reference>
        requires portfolio_like<Reference>
    [[nodiscard]] constexpr auto operator()(Reference&& reference) const
    {
        using rule = comparison_rule<Measure, std::remove_cvref_t<Reference>>;
        return index_fn<rule>{rule{std::forward<Reference>(reference)}};
    }

    /// Two portfolios, whose partners are matched by their identifiers.
    template <class Flows, class Reference>
        requires matchable<Flows, Reference>
    [[nodiscard]] constexpr double operator()(Flows&& flows, Reference&& reference) const
    {
        return compared<Measure>(match(flows, reference, Measure::about.name)).value;
    }

    /// Two ranges of amounts of the same length, whose partners are matched by their places, each with the projection
    /// that finds the amount of an element.
    template <class Flows, class Reference, class Proj = ranges::identity, class ReferenceProj = ranges::identity>
        requires comparable_ranges<Flows, Reference, Proj, ReferenceProj>
    [[nodiscard]] constexpr double operator()(Flows&& flows, Reference&& reference, Proj proj = {},
                                              ReferenceProj reference_proj = {}) const
    {
        return compared<Measure>(
                   match(flows, reference, Measure::about.name, Measure::reference_name, proj, reference_proj))
            .value;
    }

    /// The value, the interval that holds it, and the reason where there is no value.
    template <class Flows, class Reference>
        requires matchable<Flows, Reference>
    [[nodiscard]] static constexpr estimate result(Flows const& flows, Reference const& reference)
    {
        return estimate_between<Measure>(flows, reference);
    }

    /// The interval that holds the value where part of either total is not attributed to partners.
    template <class Flows, class Reference>
        requires bounded_comparison<Measure, Flows, Reference>
    [[nodiscard]] static constexpr interval bound(Flows const& flows, Reference const& reference)
    {
        return estimate_between<Measure>(flows, reference).bounds;
    }

    /// Why the measure is undefined, in words; empty when it is defined.
    template <class Flows, class Reference>
        requires matchable<Flows, Reference>
    [[nodiscard]] static constexpr std::string_view why_undefined(Flows const& flows, Reference const& reference)
    {
        return words(compared<Measure>(match(flows, reference, Measure::about.name)).why);
    }
};

} // namespace equipoise::comparison_detail
