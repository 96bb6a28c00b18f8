// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/iso3.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>

/// States that are no more, and those that continue them.
///
///     years_of(state)             when a state that is no more existed
///     successions::continued      states that continue another under a new name or code
///     successions::united         states that joined another
///     continuing(id, joins)       the identifier under which a state goes on
///
/// `joined` (model/succession.hpp) renames the partners of flows and portfolios so; nothing is joined unasked.

namespace equipoise {

/// The first and the last year of a state, of which both may be parts.
struct years {
    int first = 0;
    int last = 0;

    [[nodiscard]] friend constexpr bool operator==(years, years) = default;
};

/// When a state that is no more existed; nothing for all others. Yugoslavia is both the federation of 1918 to 1992 and
/// that of Serbia and Montenegro, until it changed its name in 2003.
[[nodiscard]] constexpr std::optional<years> years_of(iso3 state) noexcept
{
    struct entry {
        iso3 state;
        years when;
    };
    constexpr auto entries = std::to_array<entry>({
        {iso3{"ANT"}, {1954, 2010}},
        {iso3{"CSK"}, {1918, 1992}},
        {iso3{"DDR"}, {1949, 1990}},
        {iso3{"SCG"}, {2003, 2006}},
        {iso3{"SUN"}, {1922, 1991}},
        {iso3{"VDR"}, {1945, 1976}},
        {iso3{"YMD"}, {1967, 1990}},
        {iso3{"YUG"}, {1918, 2003}},
    });
    for (auto const& [found, when] : entries) {
        if (found == state) {
            return when;
        }
    }
    return std::nullopt;
}

/// That a state goes on as another, from a year on.
template <class Id>
struct succession {
    Id earlier{};
    Id later{};
    int year = 0; ///< the first of which `later` has the greater part
};

namespace successions {

/// The Soviet Union as Russia; Yugoslavia as Serbia and Montenegro, and that as Serbia, which kept their seats in the
/// United Nations. Czechoslovakia is continued by no state: to join it to one, say so.
inline constexpr auto continued = std::to_array<succession<iso3>>({
    {iso3{"SUN"}, iso3{"RUS"}, 1992},
    {iso3{"YUG"}, iso3{"SCG"}, 2003},
    {iso3{"SCG"}, iso3{"SRB"}, 2006},
});

/// East Germany, which joined Germany; South Yemen and Yemen; North Vietnam and Vietnam. Joined, the two are one state
/// before they united as well.
inline constexpr auto united = std::to_array<succession<iso3>>({
    {iso3{"DDR"}, iso3{"DEU"}, 1991},
    {iso3{"YMD"}, iso3{"YEM"}, 1990},
    {iso3{"VDR"}, iso3{"VNM"}, 1976},
});

} // namespace successions

/// The identifier under which a state goes on, through all steps: with `successions::continued`, YUG is SRB. The steps
/// of a circle are taken once.
template <class Id, std::size_t Size>
[[nodiscard]] constexpr Id continuing(Id id, std::span<succession<Id> const, Size> joins)
{
    for (auto step = std::size_t{0}; step != joins.size(); ++step) {
        auto const before = id;
        for (auto const& join : joins) {
            if (join.earlier == before) {
                id = join.later;
                break;
            }
        }
        if (id == before) {
            break;
        }
    }
    return id;
}

} // namespace equipoise
