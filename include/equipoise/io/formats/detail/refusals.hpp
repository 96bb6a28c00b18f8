// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/opening.hpp>
#include <equipoise/io/report.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace equipoise::io::detail {

/// Whether a text begins with another one, after a byte order mark and blanks.
[[nodiscard]] inline bool begins_with(std::string_view text, std::string_view with)
{
    text.remove_prefix(text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
    auto const first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text.substr(first).starts_with(with);
}

/// Whether a text holds all of some words.
[[nodiscard]] inline bool holds(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::all_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

/// Whether a text holds a JSON member of this name with this text as its value, whatever the blanks between them.
[[nodiscard]] inline bool holds_member(std::string_view text, std::string_view name, std::string_view value)
{
    auto const quote = [](std::string_view each) { return '"' + std::string{each} + '"'; };
    auto const key = quote(name);
    for (auto at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
        auto rest = text.substr(at + key.size());
        rest.remove_prefix((std::min)(rest.size(), rest.find_first_not_of(" \t\r\n")));
        if (rest.starts_with(':')) {
            rest.remove_prefix(1);
            rest.remove_prefix((std::min)(rest.size(), rest.find_first_not_of(" \t\r\n")));
            if (rest.starts_with(quote(value))) {
                return true;
            }
        }
    }
    return false;
}

inline constexpr auto commas_of_events = 48; ///< at least, in a row of the UCDP's events

/// What a file is that has no reader here, and how its data can be had as one that has; empty where that is not known.
/// @param text the beginning of the file
[[nodiscard]] inline std::string_view refusal_of(std::string_view text)
{
    struct signature {
        std::string_view bytes;
        std::string_view sentence;
    };
    static constexpr auto signatures = std::to_array<signature>({
        {"PAR1", "is a Parquet file; write it as CSV with any program that reads Parquet, such as DuckDB: COPY (FROM "
                 "'data.parquet') TO 'data.csv'"},
        {"SQLite format 3", "is an SQLite database; export the wanted table as CSV: sqlite3 -header -csv FILE 'SELECT "
                            "* FROM TABLE'"},
        {"ARROW1", "is an Arrow or Feather file; write it as CSV with any program that reads Arrow"},
        {"\xD0\xCF\x11\xE0", "is a workbook of Excel before 2007 (.xls); open it and save the wanted sheet as CSV, or "
                             "take the provider's CSV"},
        {"\x1F\x8B", "is compressed with gzip; decompress it, or read it with the target equipoise::archives"},
        {"7z\xBC\xAF", "is a 7-Zip archive; unpack it and read the CSV file in it"},
        {"BZh", "is compressed with bzip2; decompress it first"},
        {"\xFD"
         "7zXZ",
         "is compressed with xz; decompress it first"},
        {"\x28\xB5\x2F\xFD", "is compressed with zstd; decompress it first"},
        {"RDX", "is a data file of R; write it as CSV in R: write.csv(data, 'data.csv', row.names = FALSE, na = '')"},
        {"<stata_dta>", "is a data file of Stata; write it as CSV in Stata: export delimited using data.csv, nolabel"},
        {"$FL2", "is a data file of SPSS; save it as CSV there"},
        {"%PDF", "is a PDF document; take the provider's CSV"},
    });
    for (auto const& each : signatures) {
        if (text.starts_with(each.bytes)) {
            return each.sentence;
        }
    }
    if (text.starts_with("PK\x03\x04")) {
        if (holds(text, {"[Content_Types].xml"}) || holds(text, {"xl/"})) {
            return "is an Excel workbook (.xlsx); open it and save the wanted sheet as CSV, or take the provider's CSV";
        }
        return holds(text.substr(0, 128), {"opendocument"})
                   ? "is an OpenDocument sheet; open it and save the wanted sheet as CSV"
                   : "is a zip archive; unpack it, or read it with the target equipoise::archives";
    }
    auto const head = text.substr(0, 4096);
    if (begins_with(text, "<")) {
        if (holds(head, {"SDMX"}) || holds(head, {"sdmx.org"})) {
            return "is SDMX-ML; ask the same service for CSV: the header Accept: "
                   "application/vnd.sdmx.data+csv;version=1.0.0, or format=csv in the address";
        }
        return holds(head, {"<html"}) || holds(head, {"<HTML"}) || holds(head, {"<!DOCTYPE html"})
                   ? "is a web page, as servers send instead of a file that is not there or needs a login; download "
                     "the data again"
                   : "is XML; take the provider's CSV";
    }
    if (begins_with(text, "{") || begins_with(text, "[")) {
        if (holds_member(head, "class", "dataset") || holds_member(text, "class", "dataset")) {
            return "is JSON-stat; ask the same service for CSV: of Eurostat by format=SDMX-CSV in the address";
        }
        if (holds(head, {"\"dataSets\""}) || holds(head, {"sdmx-json"})) {
            return "is SDMX-JSON; ask the same service for CSV: the header Accept: "
                   "application/vnd.sdmx.data+csv;version=1.0.0, or format=csv in the address";
        }
        return "is JSON; arrays of flat records are read by io::json_records with the target equipoise::json; "
               "otherwise take the provider's CSV";
    }
    if (holds(head, {"iso3_o", "iso3_d", "tradeflow_"}) || holds(head, {"iso3_o", "iso3_d", "gdp_o", "distcap"})) {
        return "is CEPII's Gravity, which holds five trade flows in a row (reports of both states, BACI and twice the "
               "IMF); choose one and write it as a CSV file with the columns origin (iso3_o), destination (iso3_d), "
               "period (year) and amount (such as tradeflow_baci, in thousand US$), rows with country_exists_o and "
               "country_exists_d of 1 only";
    }
    if (holds(head, {"case_id", "sanctioned_state", "sanctioning_state"})) {
        return "is the Global Sanctions Data Base, whose rows are cases with groups and lists of senders in words; "
               "write a CSV file with a row for each sender, target and year: origin,destination,period,amount";
    }
    auto const first_line = head.substr(0, head.find('\n'));
    auto const events_without_header = holds(first_line, {",POINT (", " - "})
                                       && std::count(first_line.begin(), first_line.end(), ',') >= commas_of_events;
    if (events_without_header || holds(head, {"relid", "type_of_violence", "dyad_new_id"})) {
        return "is the UCDP Georeferenced Event Dataset, whose rows are events, not flows; sum the deaths (best) by "
               "the states gwnoa and gwnob and by year, and write a CSV file with "
               "origin,destination,period,amount";
    }
    if (holds(head, {"Reporting Economy,Product/Sector,Partner Economy"})) {
        return "is the wide table of WTO Stats, without codes; download the long one (Export, CSV, all columns)";
    }
    return {};
}

/// @throws header_error for a file that is known to have no reader here, with the road to one that has
inline void refuse_by_name(opened_source const& from)
{
    if (auto const sentence = refusal_of(from.head()); !sentence.empty()) {
        throw header_error{from.name(), std::string{sentence}};
    }
}

} // namespace equipoise::io::detail
