// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/iso3.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/formats/report.hpp>
#include <equipoise/io/options.hpp>
#include <equipoise/model/vote.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Votes of states on resolutions, as they are read from the files of providers.
namespace equipoise::io {

/// How many states voted in each way.
struct vote_count {
    std::size_t yes = 0;
    std::size_t no = 0;
    std::size_t abstain = 0;

    friend constexpr bool operator==(vote_count const&, vote_count const&) = default;
};

/// A vote of an assembly on one resolution, or on a part of one.
struct roll_call {
    std::string id{};                   ///< of the file: rcid or undl_id
    std::string resolution{};           ///< as the file writes it: "A/RES/79/1", "R/70/5"; empty where it does not
    std::string session{};              ///< "70", "ES-10"
    int year = 0;                       ///< 0 where the file does not tell it
    std::chrono::year_month_day date{}; ///< of the vote; date.ok() is false where the file does not tell it
    std::optional<vote_count> stated{}; ///< the result, as far as the file states it

    friend bool operator==(roll_call const&, roll_call const&) = default;
};

/// A vote that a state cast.
struct reported_vote {
    iso3 state{};
    std::size_t roll_call = 0; ///< its position among the roll calls
    vote choice{};

    friend constexpr bool operator==(reported_vote const&, reported_vote const&) = default;
};

/// The votes of a provider's file. A state that was absent, did not vote or was not a member has no vote: such rows are
/// in the books as unknown.
struct provider_votes {
    std::vector<roll_call> roll_calls; ///< in the order of the file
    std::vector<reported_vote> votes;  ///< in the order of the file
    format_report report;

    /// The positions of roll calls of which the file states another result than that of the votes that were read: the
    /// file was cut, or rows were set aside.
    std::vector<std::size_t> other_results{};
};

/// How a file of votes is read. All that is set aside is counted in the books of the result.
struct vote_options {
    std::vector<int> years{};            ///< to read; none means all
    std::vector<std::string> sessions{}; ///< to read, as the file writes them; none means all

    /// Codes or names of the file that are read as a state besides those of the provider's list.
    std::vector<std::pair<std::string, iso3>> read_as{};
    io::repeats repeats = repeats::refuse; ///< of a state in one roll call: an error, or the first or last counts
    on_malformed malformed = fail;
    bool unknown_codes = false; ///< whether rows of states that are not known are set aside as refused, not an error

    std::size_t block_size = std::size_t{1} << 18U; ///< bytes read at a time
    std::size_t longest_row = std::size_t{1} << 24U;
    bool multiline = true; ///< whether a quoted field may hold line breaks; if not, its row is malformed
};

} // namespace equipoise::io
