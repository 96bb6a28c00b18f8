// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/io/detail/utf8_text.hpp>
#include <equipoise/io/formats/detail/date.hpp>
#include <equipoise/io/formats/detail/subject.hpp>
#include <equipoise/io/formats/provider_votes.hpp>
#include <equipoise/io/row.hpp>

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise::io::detail {

/// A row of a file of votes as its format reads it. Texts are valid until the next row.
struct vote_row {
    named_state state{};
    std::string_view roll_call{};
    std::string_view resolution{};
    std::string_view session{};
    int year = 0;
    std::chrono::year_month_day date{};
    std::optional<vote_count> stated{};
    std::optional<vote> choice{};
    std::string_view why{}; ///< there is no choice, in words
};

struct any_vote_row {
    void operator()(vote_row const&) const {}
};

/// The description of a format of votes.
///
///     static constexpr format_facts about;      name and provider
///     static bool matches(file_head const&);    whether a header row is that of the format
///     Format(file_head const&);                 what the head of the file tells
///     bool tells_year() const;                  whether rows tell the year of the vote
///     delimited_options<> layout();             the columns that `read` refers to by number, and missing codes
///     void read(row const&, take);              calls take(vote_row)
template <class Format>
concept vote_format = requires(Format& format, file_head const& head, row const& from, any_vote_row const& take) {
    { Format::about } -> std::convertible_to<format_facts const&>;
    { Format::matches(head) } -> std::same_as<bool>;
    Format{head};
    { format.tells_year() } -> std::same_as<bool>;
    { format.layout() } -> std::same_as<delimited_options<>>;
    format.read(from, take);
};

/// What `subject_books::close` asks of a vote.
struct about_votes {
    std::vector<roll_call> const& calls;

    [[nodiscard]] static auto key(reported_vote const& each) { return std::pair{each.roll_call, each.state}; }
    [[nodiscard]] static double value(reported_vote const&) { return undefined; }
    [[nodiscard]] static bool known(reported_vote const&) { return true; }
    [[nodiscard]] static iso3 state(reported_vote const& each) { return each.state; }
    [[nodiscard]] std::string words(reported_vote const& each) const
    {
        return each.state.str() + ", roll call " + calls[each.roll_call].id;
    }
};

/// Collects the votes of a file.
class vote_rows {
public:
    vote_rows(vote_options const& options, provider_votes& to) : options_{options}, to_{to}, books_{options, to.report}
    {
    }

    void take(vote_row const& each, row const& from)
    {
        auto const& sessions = options_.sessions;
        if (!sessions.empty() && std::find(sessions.begin(), sessions.end(), each.session) == sessions.end()) {
            ++to_.report.not_asked;
            return;
        }
        if (!books_.wants_year(each.year)) {
            return;
        }
        auto const state = books_.state_of(each.state, from.line());
        if (!state) {
            return;
        }
        auto const call = place_of(each); // also of a roll call without any vote
        if (!each.choice) {
            books_.enter(row_class::unknown, *state, undefined, from.line(), each.why);
            return;
        }
        to_.votes.push_back({*state, call, *each.choice});
        origins_.push_back(books_.origin(from.line(), each.state.text, each.year));
    }

    void finish()
    {
        books_.close(to_.votes, origins_, about_votes{to_.roll_calls});
        auto counts = std::vector<vote_count>(to_.roll_calls.size());
        for (auto const& each : to_.votes) {
            auto& count = counts[each.roll_call];
            ++(each.choice == vote::yes ? count.yes : each.choice == vote::no ? count.no : count.abstain);
        }
        for (std::size_t i = 0; i < counts.size(); ++i) {
            auto const& stated = to_.roll_calls[i].stated;
            if (stated && *stated != counts[i]) {
                to_.other_results.push_back(i);
            }
        }
        if (auto const others = to_.other_results.size(); others != 0) {
            to_.report.notes.push_back("Of " + std::to_string(others) + " of " + std::to_string(counts.size())
                                       + " roll calls the file states another result than that of its votes, such "
                                         "as roll call "
                                       + to_.roll_calls[to_.other_results[0]].id + ".");
        }
    }

private:
    [[nodiscard]] std::size_t place_of(vote_row const& each)
    {
        auto place = calls_.find(each.roll_call);
        if (place == calls_.end()) {
            place = calls_.emplace(std::string{each.roll_call}, to_.roll_calls.size()).first;
            to_.roll_calls.push_back({std::string{each.roll_call}, utf8_of(each.resolution), std::string{each.session},
                                      each.year, each.date, each.stated});
        }
        return place->second;
    }

    vote_options const& options_;
    provider_votes& to_;
    subject_books<vote_options> books_;
    std::vector<record_origin> origins_;
    std::map<std::string, std::size_t, std::less<>> calls_;
};

/// The day in a field; none where it is missing.
[[nodiscard]] inline std::chrono::year_month_day day_of(row const& from, std::size_t place)
{
    auto const text = from.known<std::string_view>(place);
    if (!text) {
        return {};
    }
    auto const day = date_of(*text);
    if (!day) {
        from.reject(place, "a date such as 2015-10-27 or 10/27/2015");
    }
    return *day;
}

/// Reads the votes of a file whose format is known.
template <vote_format Format>
[[nodiscard]] provider_votes read_votes_as(opened_source& from, file_head const& head, vote_options const& options)
{
    check_repeats(options, "read_votes");
    if (options.repeats == repeats::largest) {
        throw invalid_parameter{"read_votes", "repeats is repeats::largest; it must be refuse, first or last"};
    }
    auto format = Format{head};
    if (!options.years.empty() && !format.tells_year()) {
        throw header_error{head.file, head.preamble.size() + 1,
                           "no column tells the year of the votes, so that "
                           "those of some years cannot be read"};
    }
    auto result = provider_votes{};
    result.report.about = Format::about;
    result.report.file = head.file;
    auto rows = vote_rows{options, result};
    read_table(from, head, format, options, result.report,
               [&](row const& each) { format.read(each, [&](vote_row const& vote) { rows.take(vote, each); }); });
    rows.finish();
    return result;
}

} // namespace equipoise::io::detail
