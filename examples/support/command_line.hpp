// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "numbers.hpp"
#include "tables.hpp"

#include <equipoise/io/parse.hpp>
#include <equipoise/model/identifiers.hpp>

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
    std::vector<std::string> columns;
    std::vector<std::string> states{"MNG", "KAZ"};
    std::vector<std::string> powers{"CHN", "RUS"};
    std::vector<std::string> neighbors{"USA", "JPN", "KOR", "IND", "DEU"};
    std::vector<std::string> weights;
    std::optional<int> period;
    std::optional<double> rounding;
    std::string format = "text";
    std::string pictures;
    std::string receipt; ///< where to write the receipt, if anywhere
    std::string replay;  ///< the receipt whose figures are computed again, if any
    bool neighbors_chosen = false;
};

/// An invalid command line.
struct usage_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

inline constexpr int bundled_period = 2019;
inline constexpr double bundled_rounding = 0.5; // the bundled shares are whole percent

/// Refuses a file that is given twice, even under two names: its flows would count twice.
inline void check_files(std::vector<std::string> const& files)
{
    for (auto file = files.begin(); file != files.end(); ++file) {
        auto const again = std::find_if(files.begin(), file, [&](std::string const& other) {
            auto ignored = std::error_code{}; // a missing file is reported when it is read
            return other == *file || std::filesystem::equivalent(other, *file, ignored);
        });
        if (again != file) {
            throw usage_error{"--flows: " + *file + " is given twice" + (*again == *file ? "" : ", also as " + *again)};
        }
    }
}

/// Refuses a receipt that could not be replayed, or that would replace a file that is read.
inline void check_receipt(options const& chosen)
{
    for (auto const& file : chosen.files) {
        auto ignored = std::error_code{};
        if (file == "-" && !(chosen.receipt.empty() && chosen.replay.empty())) {
            throw usage_error{"--flows: standard input cannot be read again, as --receipt and --replay require"};
        }
        if (file == chosen.receipt || std::filesystem::equivalent(file, chosen.receipt, ignored)) {
            throw usage_error{"--receipt: " + chosen.receipt + " is read as --flows"};
        }
    }
}

[[nodiscard]] inline options parse(CLI::App& app, int count, char** arguments)
{
    auto chosen = options{};
    auto const list = [&](std::string const& name, std::vector<std::string>& to, std::string const& about) {
        return app.add_option(name, to, about)->delimiter(',')->allow_extra_args(false);
    };
    app.add_option("--flows", chosen.files,
                   "tidy delimited file: origin,destination,amount[,period,channel,total,..]; - is standard input")
        ->allow_extra_args(false)
        ->type_name("FILE");
    list("--columns", chosen.columns,
         "how the files call their columns, as in origin=i,destination=j,amount=v; reporter and partner instead of "
         "origin and destination where the channel says who of the two is the origin");
    list("--states", chosen.states, "whose exposure")->capture_default_str();
    list("--powers", chosen.powers, "partners whose share is measured; the first two are the poles of the tilt")
        ->capture_default_str();
    auto const* const neighbors = list("--neighbors", chosen.neighbors, "third neighbours")->capture_default_str();
    list("--weights", chosen.weights, "of the channels, as in exports=1,arms=2; 1 where none is given");
    app.add_option("--period", chosen.period, "2019 if on file, else the latest");
    app.add_option("--rounding", chosen.rounding,
                   "the most by which a listed amount is rounded; 0.5 for the bundled data, else 0");
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
         {"--columns", "--states", "--powers", "--neighbors", "--weights", "--period", "--rounding"}) {
        if (!chosen.replay.empty() && app.count(name) > 0) {
            throw usage_error{std::string{"--replay: "} + name + " is what the receipt says, and is not given again"};
        }
    }
    check_receipt(chosen);
    check_files(chosen.files);
    if (!chosen.columns.empty() && chosen.files.empty() && chosen.replay.empty()) {
        throw usage_error{"--columns: there is no --flows FILE whose columns these could be"};
    }
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
        auto const state = equipoise::iso3::parse(text);
        if (!state) {
            throw usage_error{option + ": \"" + text + "\" is not an ISO 3166-1 alpha-3 code"};
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

/// The question of the command line, in types of the library.
struct question {
    std::vector<equipoise::iso3> states;
    std::vector<equipoise::iso3> powers;
    std::vector<equipoise::iso3> neighbors;
    std::map<std::string, double> weights;
};

[[nodiscard]] inline bool contains(std::vector<equipoise::iso3> const& states, equipoise::iso3 state)
{
    return std::find(states.begin(), states.end(), state) != states.end();
}

[[nodiscard]] inline question ask(options const& chosen)
{
    auto asked = question{codes("--states", chosen.states), codes("--powers", chosen.powers),
                          codes("--neighbors", chosen.neighbors), weights_by_channel(chosen.weights)};
    for (auto const state : asked.states) {
        if (contains(asked.powers, state)) {
            throw usage_error{"--states: " + state.str() + " is one of the powers"};
        }
    }
    for (auto const neighbor : asked.neighbors) {
        if (chosen.neighbors_chosen && contains(asked.powers, neighbor)) {
            throw usage_error{"--neighbors: " + neighbor.str() + " is one of the powers"};
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
