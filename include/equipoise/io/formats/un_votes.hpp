// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/convert.hpp>
#include <equipoise/codes/dialects.hpp>
#include <equipoise/codes/iso2.hpp>
#include <equipoise/codes/iso3.hpp>
#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/vote_rows.hpp>

#include <array>
#include <chrono>
#include <optional>
#include <string_view>

/// The format `un_votes`: roll calls of the United Nations General Assembly, by Voeten, Strezhnev and Bailey.
namespace equipoise::io {

namespace detail {

struct un_votes_format {
    static constexpr format_facts about{.name = "un_votes",
                                        .provider = "Voeten, United Nations General Assembly Voting Data",
                                        .subject = subject::votes};

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.has_all({"rcid", "vote"}) && (has_numbers(head) || head.has("Country") || head.has("country_code"));
    }

    explicit un_votes_format(file_head const& head)
        : code_{has_numbers(head)     ? "ccode"
                : head.has("Country") ? "Country"
                                      : "country_code"},
          name_{head.has("Countryname") ? "Countryname" : "country"},
          tells_year_{head.has("year") || head.has("date") || head.has("session")}
    {
    }

    [[nodiscard]] bool tells_year() const { return tells_year_; }

    [[nodiscard]] delimited_options<> layout() const
    {
        return {.columns = {"rcid", "vote", code_, if_present(name_), if_present("session"), if_present("year"),
                            if_present("date"), if_present("unres")}};
    }

    template <class Take>
    void read(row const& from, Take const& take) const
    {
        auto each = vote_row{};
        each.roll_call = from.get<std::string_view>(0);
        each.session = from.known<std::string_view>(4).value_or(std::string_view{});
        each.date = day_of(from, 6);
        each.resolution = from.known<std::string_view>(7).value_or(std::string_view{});
        each.year = year_of_vote(from, each.date);
        each.state = state_of(from, each.year);
        find_choice(from, each);
        take(each);
    }

private:
    [[nodiscard]] static bool has_numbers(file_head const& head) { return head.has("ccode"); }

    /// The year of a vote: as the file says; else that of its date; else that in which its session opened.
    [[nodiscard]] static int year_of_vote(row const& from, std::chrono::year_month_day date)
    {
        if (from.known<int>(5)) {
            return year_at(from, 5);
        }
        if (date.ok()) {
            return static_cast<int>(date.year());
        }
        constexpr auto year_of_session_0 = 1945;
        auto const session = from.known<int>(4);
        return session ? *session + year_of_session_0 : 0;
    }

    [[nodiscard]] named_state state_of(row const& from, int year) const
    {
        auto const text = from.trimmed(2);
        if (code_ == "ccode") {
            return {text, dialects::cow_numbers.meaning(from.get<int>(2), year)};
        }
        if (code_ == "Country") {
            return {text, dialects::iso.meaning(text, year)};
        }
        // "NA" is Namibia's code, and what R writes for a state that has none: the name tells which
        auto const name = from.trimmed(3);
        if ((text == "NA" && !name.empty() && name != "Namibia") || text.empty()) {
            return {name, dialects::names.meaning(name, year)};
        }
        auto const code = iso2::parse(text);
        auto const state = code ? convert<iso3>(*code, year != 0 ? std::optional{year} : std::nullopt) : std::nullopt;
        return {text, state ? code_meaning{code_kind::state, *state} : code_meaning{}};
    }

    /// Finds the vote, which is a number in the file itself and a word in the tables of R's package unvotes.
    static void find_choice(row const& from, vote_row& each)
    {
        each.why = "the vote is missing";
        auto const text = from.known<std::string_view>(1);
        if (!text) {
            return;
        }
        if (*text == "yes") {
            each.choice = vote::yes;
        } else if (*text == "abstain") {
            each.choice = vote::abstain;
        } else if (*text == "no") {
            each.choice = vote::no;
        } else {
            auto const number = parse<int>{}(*text).value_or(0);
            switch (number) {
            case 1: each.choice = vote::yes; break;
            case 2: each.choice = vote::abstain; break;
            case 3: each.choice = vote::no; break;
            case 8: each.why = "the state was absent"; break;
            case 9: each.why = "the state was not a member"; break;
            default: from.reject(1, "1, 2, 3, 8 or 9 (yes, abstain, no, absent, not a member), or yes, abstain or no");
            }
        }
    }

    std::string code_;
    std::string name_;
    bool tells_year_;
};

} // namespace detail

/// Roll calls of the United Nations General Assembly by Voeten, Strezhnev and Bailey: columns rcid, vote and ccode, a
/// number of the Correlates of War; session, year, date and unres where they are there. A vote is 1 yes, 2 abstain,
/// 3 no; 8 (absent) and 9 (not a member) are no votes. Also the tables of R's package unvotes, which have country_code
/// in place of ccode, an ISO 3166-1 alpha-2 code ("NA" is Namibia), and the words yes, abstain and no.
/// Source: Bailey, Strezhnev and Voeten (2017), Estimating dynamic state preferences from United Nations voting data.
inline constexpr format_of<detail::un_votes_format> un_votes{};

} // namespace equipoise::io
