// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/alignment/disagreement.hpp>
#include <equipoise/alignment/profiles.hpp>
#include <equipoise/alignment/scale.hpp>
#include <equipoise/core/estimate.hpp>

#include <array>
#include <cstddef>

/// The agreement of two profiles that have been read and checked.
namespace equipoise {

/// An agreement, and the number of targets that it rests on: those whose ties with both states are known.
struct agreement_value : estimate {
    std::size_t joint = 0;
};

namespace alignment_detail {

/// Adds the known ties of two profiles of small integers to `joint`, once for each pair of values with the sum of the
/// weights.
template <class Joint>
constexpr void count_joint(checked_profiles const& profiles, Joint& joint)
{
    constexpr std::size_t most = 16;
    auto const& [ties, range, weights] = profiles;
    auto const n = range.categories();
    auto sums = std::array<detail::twofold, most * most>{};
    auto occurs = std::array<bool, most * most>{};
    for (std::size_t i = 0; i < ties.first.size(); ++i) {
        if (!is_undefined(ties.first[i]) && !is_undefined(ties.second[i])) {
            auto const pair = static_cast<std::size_t>(ties.first[i] - range.low) * n
                              + static_cast<std::size_t>(ties.second[i] - range.low);
            sums[pair] = sums[pair] + (weights.empty() ? 1.0 : weights[i]);
            occurs[pair] = true;
        }
    }
    for (std::size_t pair = 0; pair < n * n; ++pair) {
        if (occurs[pair]) {
            joint.add(range.low + static_cast<double>(pair / n), range.low + static_cast<double>(pair % n), sums[pair]);
        }
    }
}

/// The agreement of two profiles. Ties that are few different integers are counted, others are listed one by one.
[[nodiscard]] EQUIPOISE_CONSTEXPR agreement_value agreement_of(checked_profiles const& profiles, comparison const& by)
{
    auto const& [ties, range, weights] = profiles;
    auto const exponent = by.exponent(range);
    auto joint = joint_ties{};
    auto result = agreement_value{};
    for (std::size_t i = 0; i < ties.first.size(); ++i) {
        result.joint += !is_undefined(ties.first[i]) && !is_undefined(ties.second[i]) ? 1U : 0U;
    }
    if (auto const n = range.categories(); exponent == 0 && n != 0 && n * n <= ties.first.size()) {
        count_joint(profiles, joint);
    } else {
        for (std::size_t i = 0; i < ties.first.size(); ++i) {
            if (!is_undefined(ties.first[i]) && !is_undefined(ties.second[i])) {
                joint.add(detail::scaled(ties.first[i], -exponent), detail::scaled(ties.second[i], -exponent),
                          {weights.empty() ? 1.0 : weights[i]});
            }
        }
    }
    auto const found = joint.compare(by.distance, by.expected, detail::scaled(by.scale.width(), -exponent));
    static_cast<estimate&>(result) =
        found.why == reason::defined ? estimate::of(found.value) : estimate::without(found.why);
    return result;
}

} // namespace alignment_detail
} // namespace equipoise
