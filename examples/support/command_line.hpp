// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "numbers.hpp"
#include "opened_file.hpp"
#include "sdmx_options.hpp"
#include "state_names.hpp"
#include "tables.hpp"

#include <equipoise/io/parse.hpp>
#include <equipoise/model/identifiers.hpp>
#include <equipoise/uncertainty/cif_rate.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

/// The command line of great_powers, converted to types of the library.
namespace support {

/// Names of columns by their content; where none is given, the usual names.
using column_names = std::map<std::string, std::string>;

struct options {
    std::vector<std::string> files;
    std::vector<std::string> channels; ///< that the flows of each file are; empty where the file says
    std::string votes;                 ///< the file of votes, if any
    std::vector<std::string> columns;
    std::vector<std::string> products;        ///< to read, as the files write them; none means all
    std::optional<std::size_t> product_level; ///< the number of digits of the products to read
    std::vector<std::string> sdmx;            ///< what the dimensions of SDMX files stand for
    std::vector<std::string> years;
    int arms_years = 5; ///< whose deliveries of arms are added up in SIPRI's files
    std::vector<std::string> states{"MNG", "KAZ"};
    std::vector<std::string> powers{"CHN", "RUS"};
    std::vector<std::string> neighbors{"USA", "JPN", "KOR", "IND", "DEU"};
    std::vector<std::string> weights;
    std::vector<std::string> cif; ///< the rate of freight and insurance, or the lowest and the highest; none is usual
    std::optional<int> period;
    std::optional<double> rounding;
    std::string format = "text";
    std::string pictures;
    std::string receipt; ///< where to write the receipt, if anywhere
    std::string replay;  ///< the receipt whose figures are computed again, if any
    bool neighbors_chosen = false;
    bool codes = false;          ///< whether states are printed by their codes
    bool search_repeats = false; ///< whether repeated rows are searched in whole files
    bool verbose = false;        ///< whether everything is told of the rows of files
};

inline constexpr int bundled_period = 2019;
inline constexpr double bundled_rounding = 0.5; // the bundled shares are whole percent

/// Splits NAME=FILE, where there is no file of the whole name, into the name of a channel and a file.
inline void split_channels(options& chosen)
{
    for (auto& file : chosen.files) {
        auto channel = std::string{};
        auto ignored = std::error_code{};
        if (auto const sign = file.find('='); sign != std::string::npos && !std::filesystem::exists(file, ignored)) {
            channel = file.substr(0, sign);
            file.erase(0, sign + 1);
            if (channel.empty() || file.empty() || channel.find(',') != std::string::npos) {
                throw usage_error{"--flows: found \"" + channel + '=' + file
                                  + "\", expected FILE, or the name of a channel without a comma, = and FILE"};
            }
        }
        chosen.channels.push_back(channel);
    }
}

/// Refuses a file that is given twice for the same channel, even under two names: its flows would count twice.
inline void check_files(options const& chosen)
{
    for (std::size_t i = 0; i < chosen.files.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            auto const& file = chosen.files[i];
            auto const& other = chosen.files[k];
            auto ignored = std::error_code{}; // a missing file is reported when it is read
            if ((other == file || std::filesystem::equivalent(other, file, ignored))
                && (chosen.channels[i] == chosen.channels[k] || chosen.channels[i].empty() || chosen.channels[k].empty()
                    || file == "-")) {
                throw usage_error{"--flows: " + file + " is given twice" + (other == file ? "" : ", also as " + other)};
            }
        }
    }
}

/// Refuses a receipt that could not be replayed, or that would replace a file that is read.
inline void check_receipt(options const& chosen)
{
    auto const check = [&](std::string const& file, std::string const& option) {
        auto ignored = std::error_code{};
        if (file == "-" && !(chosen.receipt.empty() && chosen.replay.empty())) {
            throw usage_error{option + ": standard input cannot be read again, as --receipt and --replay require"};
        }
        auto const path = file_named(file).path; // the archive, of a file in it
        if (path == chosen.receipt || std::filesystem::equivalent(path, chosen.receipt, ignored)) {
            throw usage_error{"--receipt: " + chosen.receipt + " is read as " + option};
        }
    };
    for (auto const& file : chosen.files) {
        check(file, "--flows");
    }
    if (!chosen.votes.empty()) {
        check(chosen.votes, "--votes");
    }
}

[[nodiscard]] inline options parse(CLI::App& app, int count, char** arguments)
{
    auto chosen = options{};
    auto const list = [&](std::string const& name, std::vector<std::string>& to, std::string const& about) {
        return app.add_option(name, to, about)->delimiter(',')->allow_extra_args(false);
    };
    app.add_option("--flows", chosen.files,
                   "a file as its provider hands it out (trade: UN Comtrade, BACI, WITS, IMF, OECD, Eurostat, UNCTAD, "
                   "WTO, Correlates of War; arms: SIPRI), plain, as .gz, .zip or JSON; or a tidy delimited file: "
                   "origin,destination,amount[,period,channel,total,..]. May be repeated. ARCHIVE/NAME is a file in an "
                   "archive, - standard input. Exports and imports are channels of these names, SIPRI's deliveries are "
                   "arms; CHANNEL=FILE says of what kind the flows are that states receive, as in energy=FILE")
        ->allow_extra_args(false)
        ->type_name("[CHANNEL=]FILE");
    app.add_option("--votes", chosen.votes,
                   "roll calls of the UN General Assembly (UN Digital Library, or Voeten's data): how far states vote "
                   "like the powers")
        ->type_name("FILE");
    list(
        "--years", chosen.years,
        "to read, as in 2019 or 2010-2019; all if none is given. Of an archive with a file for each year, the files of "
        "these years");
    list("--products", chosen.products,
         "to read, as the files of providers write them, as in 270112,260300; all if none is given, which must be of "
         "one level");
    app.add_option("--product-level", chosen.product_level,
                   "the number of digits of the products to read, 0 for totals, where a file holds several levels")
        ->check(CLI::Range(0, 12))
        ->type_name("DIGITS");
    list(
        "--sdmx", chosen.sdmx,
        "what the dimensions of SDMX files and Eurostat's tables stand for, where the program does not know it: "
        "reporter, partner, direction and ignored name dimensions, exports and imports the values of the direction, "
        "all=imports what the whole file is, only=DIMENSION:VALUE the rows to read, add=DIMENSION one whose values are "
        "added up, totals, groups and areas codes of partners, codes=iso the list of codes, multiplier=apply that "
        "UNIT_MULT counts; as in partner=COUNTERPART_AREA,only=PRICE_BASE:V");
    app.add_option("--arms-years", chosen.arms_years,
                   "how many years of SIPRI's deliveries, up to and with a year, are the arms of this year")
        ->check(CLI::Range{1, 100})
        ->capture_default_str();
    list("--columns", chosen.columns,
         "how the files call their columns, as in origin=i,destination=j,amount=v; reporter and partner instead of "
         "origin and destination where the channel says who of the two is the origin");
    list("--states", chosen.states, "whose exposure; any code or name, as in Mongolia,KAZ")->capture_default_str();
    list("--powers", chosen.powers, "partners whose share is measured; the first two are the poles of the tilt")
        ->capture_default_str();
    auto const* const neighbors = list("--neighbors", chosen.neighbors, "third neighbours")->capture_default_str();
    list("--weights", chosen.weights, "of the channels, as in exports=1,arms=2; 1 where none is given");
    list("--cif", chosen.cif,
         "the rate of freight and insurance in imports, or the lowest and the highest, as in 0.05,0.10: figures of "
         "exports and imports are then bounds from the reports of both states, where both are given");
    app.add_option("--period", chosen.period, "2019 if on file, else the latest");
    app.add_option("--rounding", chosen.rounding,
                   "the most by which a listed amount is rounded; 0.5 for the bundled data, else 0");
    app.add_flag("--codes", chosen.codes,
                 "print states by their ISO 3166-1 codes, as CSV, JSON and pictures always do");
    app.add_flag(
        "--search-repeats", chosen.search_repeats,
        "search repeated rows in the whole of providers' files, for 8 bytes a row; otherwise those next to each "
        "other are found. They are an error");
    app.add_flag("--verbose", chosen.verbose,
                 "tell everything that became of the rows of files: the books of each state, examples with their "
                 "lines, totals that differ, notes and columns that are not used");
    app.add_option("--format", chosen.format, "text, csv, json or markdown")
        ->check(CLI::IsMember{{"text", "csv", "json", "markdown"}})
        ->capture_default_str();
    auto const* const pictures =
        app.add_option("--pictures", chosen.pictures, "where to draw two pictures")->type_name("DIR");
    auto const* const receipt =
        app.add_option("--receipt", chosen.receipt, "where to write what the figures were made of")->type_name("FILE");
    auto const* const replay =
        app.add_option(
               "--replay", chosen.replay,
               "a receipt whose figures are computed again, with its options, and compared bit for bit; --flows "
               "says where its files are now")
            ->type_name("FILE");
    app.parse(count, arguments);
    if ((receipt->count() > 0 && chosen.receipt.empty()) || (replay->count() > 0 && chosen.replay.empty())) {
        throw usage_error{"--receipt and --replay: name no file"};
    }
    for (auto const* const name :
         {"--columns", "--states", "--powers", "--neighbors", "--weights", "--cif", "--period", "--rounding", "--years",
          "--arms-years", "--products", "--product-level", "--sdmx"}) {
        if (!chosen.replay.empty() && app.count(name) > 0) {
            throw usage_error{std::string{"--replay: "} + name + " is what the receipt says, and is not given again"};
        }
    }
    split_channels(chosen);
    check_receipt(chosen);
    check_files(chosen);
    if (!chosen.columns.empty() && chosen.files.empty() && chosen.replay.empty()) {
        throw usage_error{"--columns: there is no --flows FILE whose columns these could be"};
    }
    if (!chosen.cif.empty() && chosen.files.empty() && chosen.replay.empty()) {
        throw usage_error{"--cif: the bundled figures have no second report; --flows says which files do"};
    }
    for (auto const* const name : {"--products", "--product-level", "--sdmx"}) {
        if (app.count(name) > 0 && chosen.files.empty()) {
            throw usage_error{std::string{name} + ": there is no --flows FILE that it could be about"};
        }
    }
    if (chosen.product_level && !chosen.products.empty()) {
        throw usage_error{"--product-level: --products names the products already"};
    }
    static_cast<void>(sdmx_mapping_of(chosen.sdmx)); // says what is wrong before any file is read
    if (pictures->count() > 0 && chosen.pictures.empty()) {
        throw usage_error{"--pictures: names no folder"};
    }
    chosen.neighbors_chosen = neighbors->count() > 0;
    if (chosen.rounding && !(*chosen.rounding >= 0 && *chosen.rounding < std::numeric_limits<double>::infinity())) {
        throw usage_error{"--rounding: found " + exact(*chosen.rounding) + ", expected a number from 0 on"};
    }
    return chosen;
}

[[nodiscard]] inline std::vector<equipoise::iso3> codes(std::string const& option,
                                                        std::vector<std::string> const& texts)
{
    auto states = std::vector<equipoise::iso3>{};
    for (auto const& text : texts) {
        auto const [state, why] = state_of(text);
        if (!state) {
            throw usage_error{option + ": " + why};
        }
        if (std::find(states.begin(), states.end(), *state) != states.end()) {
            throw usage_error{option + ": " + text + " is named twice"};
        }
        states.push_back(*state);
    }
    if (states.empty()) {
        throw usage_error{option + ": names no state"};
    }
    return states;
}

[[nodiscard]] inline std::map<std::string, double> weights_by_channel(std::vector<std::string> const& texts)
{
    auto weights = std::map<std::string, double>{};
    for (auto const& text : texts) {
        auto const sign = text.rfind('=');
        auto const weight = equipoise::io::parse<double>{}(sign == std::string::npos ? "" : text.substr(sign + 1));
        if (!weight || *weight < 0) {
            throw usage_error{"--weights: found \"" + text + "\", expected a channel, = and a number from 0 on"};
        }
        if (!weights.emplace(text.substr(0, sign), *weight).second) {
            throw usage_error{"--weights: " + text.substr(0, sign) + " is named twice"};
        }
    }
    return weights;
}

/// Years and spans of years, such as 2019 and 2010-2019, in order.
[[nodiscard]] inline std::vector<int> years_of(std::vector<std::string> const& texts)
{
    auto years = std::vector<int>{};
    for (auto const& text : texts) {
        auto const dash = text.find('-', 1);
        auto const first = equipoise::io::parse<int>{}(text.substr(0, dash));
        auto const last = dash == std::string::npos ? first : equipoise::io::parse<int>{}(text.substr(dash + 1));
        if (!first || !last || *first < 1000 || *last > 9999 || *first > *last) {
            throw usage_error{"--years: found \"" + text + "\", expected a year or a span of years, as in 2010-2019"};
        }
        for (auto year = *first; year <= *last; ++year) {
            years.push_back(year);
        }
    }
    std::sort(years.begin(), years.end());
    years.erase(std::unique(years.begin(), years.end()), years.end());
    return years;
}

[[nodiscard]] inline column_names columns_by_content(std::vector<std::string> const& texts)
{
    auto const known = std::vector<std::string>{"origin", "destination", "reporter", "partner", "amount",
                                                "period", "channel",     "total",    "listing", "source"};
    auto names = column_names{};
    for (auto const& text : texts) {
        auto const sign = std::min(text.find('='), text.size());
        auto const content = text.substr(0, sign);
        auto const name = sign != text.size() ? text.substr(sign + 1) : "";
        if (name.empty() || std::find(known.begin(), known.end(), content) == known.end()) {
            throw usage_error{"--columns: found \"" + text + "\", expected one of " + join(known)
                              + ", then = and the name of a column"};
        }
        if (!names.emplace(content, name).second) {
            throw usage_error{"--columns: " + content + " is named twice"};
        }
    }
    auto const reported = names.contains("reporter") || names.contains("partner");
    if (reported && (names.contains("origin") || names.contains("destination"))) {
        throw usage_error{"--columns: names reporter or partner and origin or destination, expected one of the pairs"};
    }
    auto const held_by = [&](std::string const& content, std::string const& word) {
        auto name = names.contains(content) ? names.at(content) : "";
        std::transform(name.begin(), name.end(), name.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        return name.find(word) != std::string::npos;
    };
    if (names.contains("channel") && (held_by("origin", "reporter") || held_by("destination", "reporter"))) {
        throw usage_error{"--columns: a reporter is the origin of its exports and the destination of its imports: name "
                          "reporter and partner instead of origin and destination"};
    }
    if (reported && (!names.contains("reporter") || !names.contains("partner") || !names.contains("channel"))) {
        throw usage_error{
            "--columns: reporter, partner and channel go together: the channel says which way a flow goes"};
    }
    return names;
}

/// The rate of freight and insurance, if one was given.
[[nodiscard]] inline std::optional<equipoise::cif_rate> cif_of(std::vector<std::string> const& texts)
{
    if (texts.empty()) {
        return std::nullopt;
    }
    auto const low = equipoise::io::parse<double>{}(texts.front());
    auto const high = equipoise::io::parse<double>{}(texts.back());
    if (texts.size() > 2 || !low || !high || !(*low >= 0 && *low <= *high && *high < 100)) {
        throw usage_error{"--cif: found \"" + join(texts, ",")
                          + "\", expected a rate that is not negative, or the "
                            "lowest and the highest, as in 0.05,0.10"};
    }
    return equipoise::cif_rate{*low, *high};
}

/// The question of the command line, in types of the library.
struct question {
    std::vector<equipoise::iso3> states;
    std::vector<equipoise::iso3> powers;
    std::vector<equipoise::iso3> neighbors;
    std::map<std::string, double> weights;
    std::vector<int> years; ///< to read; none means all
    std::vector<std::string> products{};
    equipoise::io::sdmx_mapping sdmx{};
    std::optional<equipoise::cif_rate> cif{};
};

[[nodiscard]] inline bool contains(std::vector<equipoise::iso3> const& states, equipoise::iso3 state)
{
    return std::find(states.begin(), states.end(), state) != states.end();
}

[[nodiscard]] inline question ask(options const& chosen)
{
    auto asked = question{codes("--states", chosen.states),
                          codes("--powers", chosen.powers),
                          codes("--neighbors", chosen.neighbors),
                          weights_by_channel(chosen.weights),
                          years_of(chosen.years),
                          chosen.products,
                          sdmx_mapping_of(chosen.sdmx),
                          cif_of(chosen.cif)};
    for (auto const state : asked.states) {
        if (contains(asked.powers, state)) {
            throw usage_error{"--states: " + name_of(state, chosen.codes) + " is one of the powers"};
        }
    }
    for (auto const neighbor : asked.neighbors) {
        if (chosen.neighbors_chosen && contains(asked.powers, neighbor)) {
            throw usage_error{"--neighbors: " + name_of(neighbor, chosen.codes) + " is one of the powers"};
        }
    }
    std::erase_if(asked.neighbors, [&](equipoise::iso3 neighbor) { return contains(asked.powers, neighbor); });
    return asked;
}

/// The texts of codes.
[[nodiscard]] inline std::vector<std::string> texts(std::vector<equipoise::iso3> const& states)
{
    auto result = std::vector<std::string>{};
    for (auto const state : states) {
        result.push_back(state.str());
    }
    return result;
}

} // namespace support
