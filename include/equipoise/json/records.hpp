// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/digits.hpp>
#include <equipoise/io/parse.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/io/source.hpp>
#include <equipoise/json/detail/document.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <simdjson.h>

/// Records in JSON, as the interfaces of providers answer them, read through simdjson as the rows of a table.
namespace equipoise::json {

/// How records are found in a document.
struct record_options {
    /// The member of the document that is the list of records, such as "data" or "result.records". If empty, it is the
    /// one list of records that the document has.
    std::string list = {};

    /// Whether to accept a document that declares itself incomplete. Otherwise it is an error, because the records that
    /// it lacks would be missing without a word.
    bool part_is_enough = false;
};

} // namespace equipoise::json

namespace equipoise::json_detail {

/// All of a source in memory, followed by the padding that simdjson asks for. @return the size without the padding
[[nodiscard]] inline std::size_t read_padded(io::source const& from, std::string& to)
{
    constexpr auto padding = std::size_t{simdjson::SIMDJSON_PADDING};
    if (from.in_memory()) {
        to.reserve(from.characters().size() + padding);
        to = from.characters();
    } else {
        auto blocks = io::detail::block_reader{from, 1};
        auto size = std::size_t{0};
        constexpr auto step = std::size_t{1} << 18U;
        for (;;) {
            to.resize(size + step + size / 2);
            auto const room = to.size() - size;
            auto const got = blocks.read(to.data() + size, room);
            size += got;
            if (got < room) {
                break;
            }
        }
        to.resize(size);
    }
    auto const size = to.size();
    to.append(padding, ' ');
    return size;
}

/// A whole number that a document says of itself; 0 where it says none.
[[nodiscard]] inline std::size_t number_about(document const& in, std::string_view name)
{
    return io::parse<std::size_t>{}(in.about(name)).value_or(0);
}

/// Refuses a document in a form that is no list of records, by its name.
[[noreturn]] inline void refuse_without_list(document const& in, std::string const& file, std::string const& wanted)
{
    if (in.has("dataSets") || in.has("data.dataSets")) {
        throw io::file_error{file, "is SDMX-JSON, which is not read here; ask the provider for SDMX-CSV"};
    }
    if (in.about("class") == "dataset" || in.has("dimension.size") || in.has("dataset.dimension")) {
        throw io::file_error{file, "is JSON-stat, which is not read here; ask the provider for CSV (of Eurostat, with "
                                   "format=SDMX-CSV)"};
    }
    for (auto const* const name : {"error", "message", "error.message", "Message", "errorObject"}) {
        if (auto const said = in.about(name); !said.empty()) {
            throw io::file_error{file, "holds no records; it says: " + io::detail::printable(said)};
        }
    }
    throw io::file_error{file, wanted.empty() ? "holds no records"
                                              : "holds no records in a list " + io::detail::quoted(wanted)};
}

/// Refuses a document that says of itself that records are missing from it.
inline void check_whole(document const& in, std::string const& file)
{
    auto const rows = in.records().rows();
    for (auto const* const name : {"count", "total"}) {
        if (auto const all = number_about(in, name); all > rows) {
            throw io::file_error{file, "holds " + std::to_string(rows) + " of " + std::to_string(all)
                                           + " records, as it says itself; ask for all of them in one answer, or set "
                                             "part_is_enough"};
        }
    }
    for (auto const* const name : {"next", "nextLink", "@odata.nextLink"}) {
        if (!in.about(name).empty()) {
            throw io::file_error{file, "is one page of several, as it names the next one; ask for all records in one "
                                       "answer, or set part_is_enough"};
        }
    }
}

} // namespace equipoise::json_detail

namespace equipoise::json {

/// The records of a document as a table that every reader takes, as if it were a delimited file: its columns are the
/// names of their members, and null, as a member that a record lacks, is a missing value.
///
///     auto const answer = eq::json::records("answer.json");
///     eq::io::for_each_row(answer, {.columns = {"reporterCode", "partnerCode", "primaryValue"}}, sink);
///
/// Reads lists of objects at the top of a document or in it ({"data": [...]}, as UN Comtrade answers), and what the
/// World Bank answers, [about, [...]]. Members of an object in a record are columns with both names: "country.id"; a
/// list in a record is a column that holds its JSON. Numbers are handed on as they stand in the document, so that they
/// are read as exactly as those of a CSV file, whole numbers above 2^53 as well. Further pages are not fetched. In
/// messages, the first record is in line 2, as below a header row.
/// @throws io::file_error when the source cannot be read, for what is not valid JSON, when there is no list of records
/// or more than one, when a record has a member twice, when the document says that it has an error or lacks records,
/// and for JSON-stat and SDMX-JSON
/// Cost: one pass; the whole document is in memory, which takes about four times its size while it is read, and
/// afterwards the table, of a third of its size or less, since the names of members are not repeated.
[[nodiscard]] inline io::source records(io::source const& from, record_options const& options = {})
{
    auto text = std::string{};
    auto const size = json_detail::read_padded(from, text);
    auto const mark = std::string_view{text}.starts_with("\xEF\xBB\xBF") ? std::size_t{3} : std::size_t{0};
    auto table = std::string{};
    {
        auto const read =
            json_detail::document{from.name(), options.list,
                                  simdjson::padded_string_view{text.data() + mark, size - mark, text.size() - mark}};
        if (read.lists().size() > 1) {
            auto names = std::string{};
            for (auto const& name : read.lists()) {
                names += (names.empty() ? "" : ", ") + io::detail::quoted(name);
            }
            throw io::file_error{from.name(), "holds several lists of records, of which one has to be named: " + names};
        }
        if (read.records().columns().empty() || read.has("dataSets") || read.has("data.dataSets")) {
            json_detail::refuse_without_list(read, from.name(), options.list);
        }
        if (auto const said = read.about("error"); !said.empty()) {
            throw io::file_error{from.name(), "says that there was an error: " + io::detail::printable(said)};
        }
        if (!options.part_is_enough) {
            json_detail::check_whole(read, from.name());
        }
        table = read.records().text();
    }
    return io::kept_text(std::move(table), from.name());
}

} // namespace equipoise::json
