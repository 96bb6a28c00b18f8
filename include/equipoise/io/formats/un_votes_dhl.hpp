// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/dialects.hpp>
#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/vote_rows.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// The format `un_votes_dhl`: votes on the resolutions of the United Nations General Assembly, from the United Nations
/// Digital Library.
namespace equipoise::io {

namespace detail {

/// The session in the symbol of a resolution: "79" of "A/RES/79/1", "ES-10" of "A/RES/ES-10/1", "XXVI" of
/// "A/RES/2758(XXVI)".
[[nodiscard]] constexpr std::string_view session_in(std::string_view symbol) noexcept
{
    constexpr auto begin = std::string_view{"A/RES/"};
    if (!symbol.starts_with(begin)) {
        return {};
    }
    symbol.remove_prefix(begin.size());
    if (auto const open = symbol.find('('); open != std::string_view::npos) {
        auto const close = symbol.find(')', open);
        return close == std::string_view::npos ? std::string_view{} : symbol.substr(open + 1, close - open - 1);
    }
    auto const slash = symbol.find('/');
    return slash == std::string_view::npos ? std::string_view{} : symbol.substr(0, slash);
}

struct un_votes_dhl_format {
    static constexpr format_facts about{.name = "un_votes_dhl",
                                        .provider = "United Nations Digital Library, votes of the General Assembly",
                                        .subject = subject::votes};

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.has_all({"undl_id", "date"})
               && (head.has_all({"ms_code", "ms_vote"}) || head.has_all({"ms_codes", "ms_votes"}));
    }

    explicit un_votes_dhl_format(file_head const& head)
        : first_edition_{!head.has("ms_code")}, totals_{head.has("total_yes") ? "total_" : ""}
    {
    }

    [[nodiscard]] static bool tells_year() { return true; }

    [[nodiscard]] delimited_options<> layout() const
    {
        auto const s = std::string{first_edition_ ? "s" : ""};
        return {.columns = {"undl_id", column{"ms_code" + s}, column{"ms_vote" + s}, if_present("ms_name" + s), "date",
                            if_present("session"), if_present("resolution" + s), if_present(totals_ + "yes"),
                            if_present(totals_ + "no"), if_present(totals_ + "abstentions")}};
    }

    template <class Take>
    void read(row const& from, Take const& take) const
    {
        auto each = vote_row{};
        each.roll_call = from.get<std::string_view>(0);
        each.resolution = from.trimmed(6);
        each.session = from.trimmed(5).empty() ? session_in(each.resolution) : from.trimmed(5);
        each.date = day_of(from, 4);
        if (!each.date.ok()) {
            from.reject(4, "a date");
        }
        each.year = static_cast<int>(each.date.year());
        auto const by_name = from.trimmed(1).empty();
        auto const state = from.trimmed(by_name ? 3 : 1);
        each.state = {state,
                      by_name ? dialects::names.meaning(state, each.year) : dialects::undl.meaning(state, each.year)};
        find_choice(from, each);
        auto const yes = from.known<std::size_t>(7);
        auto const no = from.known<std::size_t>(8);
        auto const abstain = from.known<std::size_t>(9);
        if (yes && no && abstain) {
            each.stated = vote_count{*yes, *no, *abstain};
        }
        take(each);
    }

private:
    static void find_choice(row const& from, vote_row& each)
    {
        auto const text = from.trimmed(2);
        if (text == "Y") {
            each.choice = vote::yes;
        } else if (text == "N") {
            each.choice = vote::no;
        } else if (text == "A") {
            each.choice = vote::abstain;
        } else if (text == "X" || text == "NV") {
            each.why = "the state did not vote";
        } else if (text.empty()) {
            each.why = "the vote is missing";
        } else {
            from.reject(2, "Y (yes), N (no), A (abstention), or X or NV (not voting)");
        }
    }

    bool first_edition_;
    std::string totals_;
};

} // namespace detail

/// Votes on the resolutions that the United Nations General Assembly adopted, from the United Nations Digital Library:
/// columns undl_id, ms_code, ms_vote and date; in the first edition (2024) ms_codes and ms_votes. A vote is Y, N or A;
/// X or NV is no vote. The result that each row states is compared with the votes. Votes on paragraphs, and on drafts
/// that failed, are not in it, so that agreement differs from that in `un_votes`.
/// Source: United Nations Digital Library, record 4060887.
inline constexpr format_of<detail::un_votes_dhl_format> un_votes_dhl{};

} // namespace equipoise::io
