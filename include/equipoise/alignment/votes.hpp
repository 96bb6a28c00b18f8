// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/alignment/agreement.hpp>

#include <concepts>
#include <limits>
#include <optional>
#include <string_view>
#include <type_traits>

/// Votes on resolutions, and positions that votes reveal.
namespace equipoise {

/// A vote that was cast. Absent and not yet a member are no votes but unknown: an empty std::optional<vote>.
enum class vote : unsigned char { yes = 1, abstain = 2, no = 3 };

/// Yes, abstain and no as ties on a scale.
inline constexpr tie_scale vote_scale{1, 3};

struct general_assembly_vote_fn {
    template <std::integral Code, class Vote = vote>
    [[nodiscard]] constexpr std::optional<Vote> operator()(Code code) const
    {
        switch (code) {
        case 1: return Vote::yes;
        case 2: return Vote::abstain;
        case 3: return Vote::no;
        case 8:
        case 9: return std::nullopt;
        default: break;
        }
        throw invalid_parameter{"general_assembly_vote", "code", static_cast<double>(code),
                                "1 (yes), 2 (abstain), 3 (no), 8 (absent) or 9 (not a member)"};
    }
};

/// The vote behind a code of the United Nations General Assembly's roll calls: 1 yes, 2 abstain, 3 no; nothing for 8
/// (absent) and 9 (not a member).
///
/// Throws `invalid_parameter` for any other code. Source: the codes of the roll-call data of Voeten, Strezhnev and
/// Bailey, United Nations General Assembly Voting Data.
inline constexpr general_assembly_vote_fn general_assembly_vote{};

/// Vote agreement: 1 - mean |v1 - v2| / 2 over the votes that both cast; the same as `lijphart`.
inline constexpr agreement_fn<alignment_detail::lijphart_form> vote_agreement{disagreement::absolute, vote_scale};

struct ideal_point_distance_fn {
    static constexpr facts about{"ideal_point_distance", "d", "|theta_i - theta_j|",
                                 "after Bailey, Strezhnev and Voeten (2017); primary text not consulted"};

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

/// Distance of two ideal points: |theta_i - theta_j|, positions on one line estimated from votes, in its unit.
///
/// Takes numbers, or std::optional of them. Range [0, infinity), down = closer. Undefined where a point is unknown:
/// an empty optional or NaN. Throws `invalid_parameter` for an infinite one.
/// Source: after Bailey, Strezhnev and Voeten (2017), Estimating dynamic state preferences from United Nations voting
/// data; primary text not consulted.
inline constexpr ideal_point_distance_fn ideal_point_distance{};

} // namespace equipoise
