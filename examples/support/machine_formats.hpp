// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "findings.hpp"
#include "report_text.hpp"

#include <equipoise/core/undefined.hpp>
#include <equipoise/io/json_text.hpp>
#include <equipoise/io/table.hpp>
#include <equipoise/io/table_text.hpp>
#include <equipoise/model/identifiers.hpp>

#include <optional>
#include <string>
#include <vector>

/// A report for programs: CSV and JSON, with all digits.
namespace support {

/// One row for each finding; the bounds are empty where there is no value.
[[nodiscard]] inline equipoise::io::table table_of(report const& all)
{
    auto states = std::vector<equipoise::iso3>{};
    auto periods = std::vector<std::optional<int>>{};
    auto channels = std::vector<std::string>{};
    auto measures = std::vector<std::string>{};
    auto low = std::vector<double>{};
    auto high = std::vector<double>{};
    for (auto const& f : all.findings) {
        auto const known = is_known(f.value);
        states.push_back(f.state);
        periods.push_back(f.period == 0 ? std::nullopt : std::optional{f.period});
        channels.push_back(f.channel);
        measures.push_back(f.measure + (f.partner.empty() ? "" : "_" + f.partner));
        low.push_back(known ? f.value.low : equipoise::undefined);
        high.push_back(known ? f.value.high : equipoise::undefined);
    }
    auto result = equipoise::io::table{};
    result.add("state", states).add("period", periods).add("channel", channels).add("measure", measures);
    result.add("low", low).add("high", high);
    return result;
}

[[nodiscard]] inline std::string as_csv(report const& all)
{
    return equipoise::io::as_csv(table_of(all));
}

namespace detail {

[[nodiscard]] inline std::string json(std::vector<std::string> const& texts)
{
    auto items = std::vector<std::string>{};
    for (auto const& text : texts) {
        items.push_back(equipoise::io::json_text(text));
    }
    return '[' + join(items) + ']';
}

[[nodiscard]] inline std::string json_period(int period)
{
    return period == 0 ? "null" : std::to_string(period);
}

} // namespace detail

/// One object, whose `findings` hold the same as the rows of the CSV.
[[nodiscard]] inline std::string as_json(report const& all)
{
    using detail::json;
    using equipoise::io::json_text;
    auto weights = std::vector<std::string>{};
    for (auto const& channel : all.channels) {
        weights.push_back(json_text(channel) + ": " + json_text(all.weights.at(channel)));
    }
    auto readings = std::vector<std::string>{};
    for (auto const& [state, words] : all.readings) {
        readings.push_back(json_text(state) + ": " + json_text(words));
    }
    auto found = std::vector<std::string>{};
    for (auto const& f : all.findings) {
        found.push_back("    {\"state\": " + json_text(f.state.str()) + ", \"period\": " + detail::json_period(f.period)
                        + ", \"channel\": " + json_text(f.channel) + ", \"measure\": " + json_text(f.measure)
                        + (f.partner.empty() ? "" : ", \"partner\": " + json_text(f.partner))
                        + ", \"low\": " + json_text(f.value.low) + ", \"high\": " + json_text(f.value.high) + "}");
    }
    return "{\n  \"period\": " + detail::json_period(all.period) + ",\n  \"states\": " + json(all.states)
           + ",\n  \"powers\": " + json(all.powers) + ",\n  \"third_neighbors\": " + json(all.neighbors)
           + ",\n  \"weights\": {" + join(weights) + "},\n  \"notes\": " + json(notes(all)) + ",\n  \"readings\": {"
           + join(readings) + "},\n  \"findings\": [\n" + join(found, ",\n") + "\n  ]\n}\n";
}

} // namespace support
