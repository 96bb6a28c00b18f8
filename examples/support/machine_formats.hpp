// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "findings.hpp"

#include <equipoise/core/undefined.hpp>

#include <string>
#include <string_view>
#include <vector>

/// A report for programs: CSV and JSON, with all digits.
namespace support {

/// One row for each finding; the bounds are empty where there is no value.
[[nodiscard]] inline std::string as_csv(report const& all)
{
    auto const quoted = [](std::string const& text) {
        if (text.find_first_of(",\"\r\n") == std::string::npos) {
            return text;
        }
        auto out = std::string{'"'};
        for (char const c : text) {
            out += c == '"' ? "\"\"" : std::string(1, c);
        }
        return out + '"';
    };
    auto out = std::string{"state,period,channel,measure,low,high\n"};
    for (auto const& f : all.findings) {
        auto const known = is_known(f.value);
        out += f.state.str() + ',' + (f.period == 0 ? "" : std::to_string(f.period)) + ',' + quoted(f.channel) + ','
               + f.measure + (f.partner.empty() ? "" : "_" + f.partner) + ',' + (known ? exact(f.value.low) : "") + ','
               + (known ? exact(f.value.high) : "") + '\n';
    }
    return out;
}

namespace detail {

[[nodiscard]] inline std::string json(std::string_view text)
{
    constexpr auto hex = std::string_view{"0123456789abcdef"};
    auto out = std::string{'"'};
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += {'\\', c};
        } else if (byte < 0x20) {
            out += {'\\', 'u', '0', '0', hex[byte >> 4U], hex[byte & 15U]};
        } else {
            out += c;
        }
    }
    return out + '"';
}

[[nodiscard]] inline std::string json(std::vector<std::string> const& texts)
{
    auto items = std::vector<std::string>{};
    for (auto const& text : texts) {
        items.push_back(json(text));
    }
    return '[' + join(items) + ']';
}

[[nodiscard]] inline std::string json(double x)
{
    return equipoise::is_undefined(x) ? "null" : exact(x);
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
    auto weights = std::vector<std::string>{};
    for (auto const& channel : all.channels) {
        weights.push_back(json(channel) + ": " + exact(all.weights.at(channel)));
    }
    auto readings = std::vector<std::string>{};
    for (auto const& [state, words] : all.readings) {
        readings.push_back(json(state) + ": " + json(words));
    }
    auto found = std::vector<std::string>{};
    for (auto const& f : all.findings) {
        found.push_back("    {\"state\": " + json(f.state.str()) + ", \"period\": " + detail::json_period(f.period)
                        + ", \"channel\": " + json(f.channel) + ", \"measure\": " + json(f.measure)
                        + (f.partner.empty() ? "" : ", \"partner\": " + json(f.partner))
                        + ", \"low\": " + json(f.value.low) + ", \"high\": " + json(f.value.high) + "}");
    }
    return "{\n  \"period\": " + detail::json_period(all.period) + ",\n  \"states\": " + json(all.states)
           + ",\n  \"powers\": " + json(all.powers) + ",\n  \"third_neighbors\": " + json(all.neighbors)
           + ",\n  \"weights\": {" + join(weights) + "},\n  \"notes\": " + json(notes(all)) + ",\n  \"readings\": {"
           + join(readings) + "},\n  \"findings\": [\n" + join(found, ",\n") + "\n  ]\n}\n";
}

} // namespace support
