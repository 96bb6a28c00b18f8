// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/detail/fold.hpp>
#include <equipoise/codes/detail/state_names.hpp>
#include <equipoise/codes/iso3.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

/// The names of states.
///
///     english_name(state)         the name that people know
///     state_named(name, year)     the state with a name, as one of the providers spells it; never a guess
///     nearest_name(name)          the known name that is spelled most like it, for messages

namespace equipoise {

namespace codes_detail {

struct known_name {
    std::string folded;
    std::string_view name;
    iso3 state;
};

/// All names, sorted by their folded form; made when it is first asked for.
[[nodiscard]] inline std::vector<known_name> const& known_names()
{
    static auto const names = [] {
        auto all = std::vector<known_name>{};
        for (auto line : state_names) {
            auto const state = *iso3::parse(line.substr(0, 3));
            for (line.remove_prefix(4); !line.empty();) {
                auto const end = (std::min)(line.find('|'), line.size());
                all.push_back({folded(line.substr(0, end)), line.substr(0, end), state});
                line.remove_prefix((std::min)(end + 1, line.size()));
            }
        }
        std::sort(all.begin(), all.end(), [](auto const& a, auto const& b) {
            return std::tie(a.folded, a.state, a.name) < std::tie(b.folded, b.state, b.name);
        });
        return all;
    }();
    return names;
}

/// What the Federal Republic of Yugoslavia of 1992 to 2006 was called in a year, which changed its name in 2003.
[[nodiscard]] constexpr iso3 in_its_time(iso3 state, int year) noexcept
{
    constexpr auto yug = iso3{"YUG"};
    constexpr auto scg = iso3{"SCG"};
    return year == 0 ? state : state == yug && year >= 2003 ? scg : state == scg && year < 2003 ? yug : state;
}

/// The number of letters to insert, omit or change to make one text of the other.
[[nodiscard]] inline std::size_t letters_apart(std::string_view a, std::string_view b)
{
    auto row = std::vector<std::size_t>(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (auto i = std::size_t{0}; i != a.size(); ++i) {
        auto diagonal = std::exchange(row[0], i + 1);
        for (auto k = std::size_t{0}; k != b.size(); ++k) {
            auto const above = row[k + 1];
            row[k + 1] = (std::min)({above + 1, row[k] + 1, diagonal + (a[i] == b[k] ? 0U : 1U)});
            diagonal = above;
        }
    }
    return row.back();
}

} // namespace codes_detail

/// The English name of a state that people know, in plain letters, such as "South Korea" or "Cote d'Ivoire"; empty for
/// a code that is left to users. It is valid as long as the program runs.
[[nodiscard]] constexpr std::string_view english_name(iso3 state) noexcept
{
    auto const letters = state.letters();
    auto const code = std::string_view{letters.data(), letters.size()};
    auto const* low = std::begin(codes_detail::state_names);
    auto const* const end = std::end(codes_detail::state_names);
    for (auto const* high = end; low != high;) {
        auto const* const middle = low + (high - low) / 2;
        if (middle->substr(0, 3) < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low != end && low->substr(0, 3) == code ? low->substr(4, low->find('|') - 4) : std::string_view{};
}

/// The state with this name: its English name or one that a provider has for it, without regard to accents, capitals,
/// punctuation and HTML entities, in UTF-8 or ISO-8859-1. A misspelt name is nothing: no name is guessed, and names
/// that may mean several states ("Korea", "America") mean none.
/// @param year of the data; it tells Yugoslavia (to 2002) from Serbia and Montenegro, which were one state
[[nodiscard]] inline std::optional<iso3> state_named(std::string_view name, std::optional<int> year = {})
{
    auto const& names = codes_detail::known_names();
    auto const text = codes_detail::folded(name);
    auto const found = std::lower_bound(names.begin(), names.end(), text,
                                        [](auto const& known, auto const& wanted) { return known.folded < wanted; });
    return found != names.end() && found->folded == text
               ? std::optional{codes_detail::in_its_time(found->state, year.value_or(0))}
               : std::nullopt;
}

/// The known name that is spelled most like this one, to be named in a message, not to be used: at most a third of the
/// letters differ. Empty when there is none.
[[nodiscard]] inline std::string_view nearest_name(std::string_view name)
{
    auto const text = codes_detail::folded(name);
    auto nearest = std::string_view{};
    auto distance = text.size() / 3 + 1;
    for (auto const& known : codes_detail::known_names()) {
        if (known.folded.size() < text.size() + distance && text.size() < known.folded.size() + distance) {
            auto const apart = codes_detail::letters_apart(text, known.folded);
            if (apart < distance) {
                distance = apart;
                nearest = known.name;
            }
        }
    }
    return nearest;
}

} // namespace equipoise
