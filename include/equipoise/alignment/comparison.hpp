// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/alignment/disagreement.hpp>
#include <equipoise/alignment/profiles.hpp>
#include <equipoise/alignment/scale.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Two profiles compared: from ranges of ties to an agreement.
namespace equipoise {

/// An agreement, the number of targets known of both sides that it rests on, and why it is undefined if it is.
struct agreement_value {
    double value = undefined;
    std::size_t joint = 0;
    reason why = reason::defined;
};

namespace alignment_detail {

/// How a measure compares.
struct comparison {
    std::string_view name;
    disagreement distance;
    expectation expected;
    tie_scale scale{};

    /// The power of two that ties in a range are taken in; categories are but told apart, whatever their size.
    [[nodiscard]] constexpr int exponent(tie_range const& ties) const
    {
        return distance == disagreement::nominal ? 0 : ties.exponent(scale.width());
    }
};

/// Which tie it is, for messages.
template <class Ties>
[[nodiscard]] constexpr std::string place_of(Ties const& ties, double tie)
{
    for (std::size_t i = 0; i < ties.first.size(); ++i) {
        if (ties.first[i] == tie || ties.second[i] == tie) {
            return "tie " + std::to_string(i) + " of the " + (ties.first[i] == tie ? "first" : "second") + " profile";
        }
    }
    return "a tie";
}

/// The joint ties of two profiles on a small scale of integers, by counting how often each pair of values occurs.
template <class Ties, class WeightOf, class Joint>
constexpr void count_joint(Ties const& ties, tie_range const& range, WeightOf weight_of, Joint& joint)
{
    constexpr std::size_t most = 16;
    auto const n = range.categories();
    auto cells = std::array<detail::twofold, most * most>{};
    auto seen = std::array<bool, most * most>{};
    for (std::size_t i = 0; i < ties.first.size(); ++i) {
        if (!is_undefined(ties.first[i]) && !is_undefined(ties.second[i])) {
            auto const cell = static_cast<std::size_t>(ties.first[i] - range.low) * n
                              + static_cast<std::size_t>(ties.second[i] - range.low);
            cells[cell] = cells[cell] + weight_of(i);
            seen[cell] = true;
        }
    }
    for (std::size_t cell = 0; cell < n * n; ++cell) {
        if (seen[cell]) {
            joint.add(range.low + static_cast<double>(cell / n), range.low + static_cast<double>(cell % n),
                      cells[cell]);
        }
    }
}

template <class Ties, class Joint = joint_ties>
[[nodiscard]] constexpr agreement_value agreement_of(Ties const& ties, std::vector<double> const& weights,
                                                     comparison const& how)
{
    auto range = tie_range{};
    range.add(ties.first);
    range.add(ties.second);
    if (how.scale.given()) {
        range.check(how.scale, how.name, [&](double tie) { return place_of(ties, tie); });
    }
    auto const exponent = how.exponent(range);
    auto const weight_of = [&](std::size_t i) { return weights.empty() ? 1.0 : weights[i]; };
    auto joint = Joint{};
    auto result = agreement_value{};
    for (std::size_t i = 0; i < ties.first.size(); ++i) {
        result.joint += !is_undefined(ties.first[i]) && !is_undefined(ties.second[i]) ? 1U : 0U;
    }
    if (auto const n = range.categories(); exponent == 0 && n != 0 && n * n <= ties.first.size()) {
        count_joint(ties, range, weight_of, joint);
    } else {
        for (std::size_t i = 0; i < ties.first.size(); ++i) {
            if (!is_undefined(ties.first[i]) && !is_undefined(ties.second[i])) {
                joint.add(detail::scaled(ties.first[i], -exponent), detail::scaled(ties.second[i], -exponent),
                          {weight_of(i)});
            }
        }
    }
    auto const found = joint.compare(how.distance, how.expected, detail::scaled(how.scale.width(), -exponent));
    result.value = found.value;
    result.why = found.why;
    return result;
}

/// @throws invalid_parameter for another distance than nominal between categories that are no numbers
template <class A>
constexpr void check_distance(comparison const& how)
{
    if (!numeric_profile<A> && how.distance != disagreement::nominal) {
        throw invalid_parameter{how.name, "distance", how.distance == disagreement::absolute ? "absolute" : "squared",
                                "nominal, since the ties are no numbers"};
    }
}

template <class A, class B>
[[nodiscard]] constexpr agreement_value agree(A& a, B& b, comparison const& how)
{
    check_distance<A>(how);
    return agreement_of(read_profiles(a, b, how.name), {}, how);
}

template <class A, class B, class Weights>
[[nodiscard]] constexpr agreement_value agree(A& a, B& b, Weights const& weights, comparison const& how)
{
    check_distance<A>(how);
    auto const ties = read_profiles(a, b, how.name);
    return agreement_of(ties, read_weights(weights, ties.first.size(), how.name), how);
}

} // namespace alignment_detail
} // namespace equipoise
