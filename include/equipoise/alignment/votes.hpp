// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/alignment/agreement.hpp>
#include <equipoise/model/vote.hpp>

#include <concepts>
#include <limits>
#include <optional>
#include <string_view>

/// Votes on resolutions, and positions that votes reveal.
///
///     general_assembly_vote  the vote of a code of the United Nations General Assembly's roll calls
///     vote_agreement         1 - mean |v1 - v2| / 2
///     ideal_point_distance   |theta_i - theta_j|
namespace equipoise {

/// Yes, abstain and no as ties on a scale.
inline constexpr tie_scale vote_scale{1, 3};

namespace alignment_detail {

struct general_assembly_vote_fn {
    template <std::integral Code>
    [[nodiscard]] constexpr std::optional<vote> operator()(Code code) const
    {
        switch (code) {
        case 1: return vote::yes;
        case 2: return vote::abstain;
        case 3: return vote::no;
        case 8:
        case 9: return std::nullopt;
        default: break;
        }
        throw invalid_parameter{"general_assembly_vote", "code", static_cast<double>(code),
                                "1 (yes), 2 (abstain), 3 (no), 8 (absent) or 9 (not a member)"};
    }
};

struct vote_form {
    static constexpr auto expected = expectation::widest;

    [[nodiscard]] static constexpr facts about(disagreement)
    {
        return {.name = "vote_agreement", .symbol = "IA", .formula = "1 - Do / delta_max", .source = "Lijphart (1963)"};
    }
};

struct ideal_point_distance_fn {
    static constexpr facts about{.name = "ideal_point_distance",
                                 .symbol = "d",
                                 .formula = "|theta_i - theta_j|",
                                 .source = "after Bailey, Strezhnev and Voeten (2017); primary text not consulted"};

    [[nodiscard]] constexpr double operator()(std::optional<double> a, std::optional<double> b) const
    {
        check(a, "first ideal point");
        check(b, "second ideal point");
        if (!a || !b || is_undefined(*a) || is_undefined(*b)) {
            return undefined;
        }
        auto const gap = *a - *b;
        return gap < 0 ? -gap : gap;
    }

private:
    static constexpr void check(std::optional<double> point, std::string_view which)
    {
        constexpr auto largest = (std::numeric_limits<double>::max)();
        if (point && (*point > largest || *point < -largest)) {
            throw invalid_parameter{about.name, which, *point, "finite, or NaN where it is unknown"};
        }
    }
};

} // namespace alignment_detail

/// The vote of a code of the United Nations General Assembly's roll calls: 1 yes, 2 abstain, 3 no; empty for 8 (absent)
/// and 9 (not a member).
/// @throws invalid_parameter for any other code
/// Source: the codes of the roll-call data of Voeten, Strezhnev and Bailey, United Nations General Assembly Voting
/// Data.
inline constexpr alignment_detail::general_assembly_vote_fn general_assembly_vote{};

/// Vote agreement: 1 - mean |v1 - v2| / 2 over the votes that both states cast.
///
/// `vote_agreement(a, b)` of two ranges of `vote`, std::optional of it, or the codes 1 to 3. It is `lijphart` on
/// `vote_scale`, of which it has range, undefined cases and source.
/// @throws invalid_parameter as `lijphart` does, also for a vote that is not on the scale
inline constexpr agreement_fn<alignment_detail::vote_form> vote_agreement{disagreement::absolute, vote_scale};

/// Distance of two ideal points: |theta_i - theta_j|, of positions on one line that are estimated from votes.
///
/// Takes numbers, or std::optional of them. Range [0, infinity) in the unit of the positions, down = closer. Undefined
/// where a point is unknown: an empty optional or NaN.
/// @throws invalid_parameter for an infinite point
/// Source: after Bailey, Strezhnev and Voeten (2017), Estimating dynamic state preferences from United Nations voting
/// data; primary text not consulted.
inline constexpr alignment_detail::ideal_point_distance_fn ideal_point_distance{};

} // namespace equipoise
