// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/iso3.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/formats/report.hpp>
#include <equipoise/io/options.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

/// Ties between two states, such as alliances and influence, as they are read from the files of providers.
namespace equipoise::io {

/// A tie of a state with another one: what `a` has pledged to `b`, or its influence on `b`.
struct reported_tie {
    iso3 a{};
    iso3 b{};
    int year = 0;
    std::string kind{};       ///< "defense", "fbic": the column of the file, without "atop_" or "cow_"
    double value = undefined; ///< NaN where it is unknown

    friend bool operator==(reported_tie const&, reported_tie const&) = default;
};

/// The ties of a provider's file.
struct provider_ties {
    std::vector<reported_tie> ties; ///< in the order of the file, each tie that was set both ways after its own row
    format_report report;
    bool absent_is_none =
        false;                ///< whether two states without a row have no tie, as with alliances; else it is unknown
    std::vector<int> years{}; ///< in which ties were read, ascending
    std::size_t set_both_ways = 0; ///< ties that the file has in one direction and that hold in both

    /// States that have ties in the file as `b`, but none as `a`: a file by direction that was cut has them. Their ties
    /// with others are not known from it.
    std::vector<iso3> only_second{};
};

/// How a file of ties is read. All that is set aside is counted in the books of the result; they count each year of an
/// alliance, and each column of the kinds.
struct tie_options {
    std::vector<int> years{};         ///< to read; none means all
    std::vector<std::string> kinds{}; ///< to read; none means the usual ones of the format

    /// Codes or names of the file that are read as a state besides those of the provider's list.
    std::vector<std::pair<std::string, iso3>> read_as{};

    /// Of several treaties of two states in one year: the highest value counts, which is unknown where one of them is;
    /// or the first or last, or it is an error.
    io::repeats repeats = repeats::largest;
    on_malformed malformed = fail;
    bool unknown_codes = false; ///< whether rows of states that are not known are set aside as refused, not an error

    std::size_t block_size = std::size_t{1} << 18U; ///< bytes read at a time
    std::size_t longest_row = std::size_t{1} << 24U;
    bool multiline = true; ///< whether a quoted field may hold line breaks; if not, its row is malformed
};

} // namespace equipoise::io
