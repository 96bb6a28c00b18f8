// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

/// Reads tables of inputs and exact values, and measures the distance of a result from the exact value.
namespace support {

/// The lines of a file of comma-separated fields without quotes; the first one names the columns.
inline std::vector<std::vector<std::string>> read_csv(std::string const& path)
{
    auto file = std::ifstream{path};
    if (!file) {
        throw std::runtime_error{"cannot read " + path};
    }
    auto lines = std::vector<std::vector<std::string>>{};
    for (std::string line; std::getline(file, line);) {
        auto fields = std::vector<std::string>{};
        std::size_t from = 0;
        for (auto comma = line.find(','); comma != std::string::npos; comma = line.find(',', from)) {
            fields.push_back(line.substr(from, comma - from));
            from = comma + 1;
        }
        fields.push_back(line.substr(from));
        lines.push_back(std::move(fields));
    }
    return lines;
}

inline std::size_t column(std::vector<std::string> const& header, std::string const& name)
{
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (header[i] == name) {
            return i;
        }
    }
    throw std::runtime_error{"no column " + name};
}

/// The double next to a decimal or hexadecimal number; NaN and Inf by name. All of the text must be a number.
inline double number(std::string const& text)
{
    char* end = nullptr;
    auto const value = std::strtod(text.c_str(), &end);
    if (text.empty() || *end != '\0') {
        throw std::runtime_error{"no number: " + text};
    }
    return value;
}

using vectors = std::map<std::string, std::vector<double>>;

/// Inputs by case, from columns `case_id` and `value_hex`.
inline vectors read_vectors(std::string const& path)
{
    auto const lines = read_csv(path);
    auto const id = column(lines.at(0), "case_id");
    auto const value = column(lines.at(0), "value_hex");
    auto cases = vectors{};
    for (std::size_t i = 1; i < lines.size(); ++i) {
        cases[lines[i].at(id)].push_back(number(lines[i].at(value)));
    }
    return cases;
}

struct oracle_row {
    std::string case_id;
    std::string metric;
    std::string parameters;
    double value;
};

/// Exact values, each rounded once to a double. Some that are 0 were printed as a residue below 1e-79.
inline std::vector<oracle_row> read_oracle(std::string const& path)
{
    auto const lines = read_csv(path);
    auto const id = column(lines.at(0), "case_id");
    auto const metric = column(lines.at(0), "metric");
    auto const parameters = column(lines.at(0), "parameters");
    auto const value = column(lines.at(0), "value");
    auto rows = std::vector<oracle_row>{};
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto const& line = lines[i];
        if (line.at(metric) == "description") { // its parameter is text that contains commas
            continue;
        }
        rows.push_back({line.at(id), line.at(metric), line.at(parameters), number(line.at(value))});
        auto& exact = rows.back().value;
        if (std::abs(exact) < 1e-79 && std::abs(exact) > 1e-82) {
            exact = 0;
        }
    }
    return rows;
}

/// The distance from the exact value, in units of its last place. Both NaN, or both the same infinity: 0.
inline double ulps(double found, double exact)
{
    if (found == exact || (std::isnan(found) && std::isnan(exact))) {
        return 0;
    }
    if (!std::isfinite(found) || !std::isfinite(exact) || exact == 0) {
        return std::numeric_limits<double>::infinity();
    }
    auto const size = std::abs(exact);
    return std::abs(found - exact) / (std::nextafter(size, std::numeric_limits<double>::infinity()) - size);
}

/// The call of the library for a metric and its parameters, and its largest error in ulp.
struct oracle_metric {
    std::string metric;
    std::string parameters;
    std::function<double(std::vector<double> const&)> value;
    double allowed = 4;
};

/// A metric of the tables that the library does not offer, and the reason.
struct not_offered {
    std::string metric;
    std::string parameters; ///< empty = any parameters
    std::string because;
};

} // namespace support
