// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "oracle.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace support {

/// Compares value(x, y) with the reference values of a measure, to 1 ulp, for all pairs of compositions that have one,
/// and returns their number.
template <class Value>
int compare_with_reference_pairs(std::string_view measure, Value value)
{
    auto const lines = read_csv(EQUIPOISE_SOURCE_DIR "/tests/reference/pairs.csv");
    auto pairs = std::map<std::string, std::pair<std::vector<double>, std::vector<double>>>{};
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto& [x, y] = pairs[lines[i].at(0)];
        x.push_back(number(lines[i].at(1)));
        y.push_back(number(lines[i].at(2)));
    }
    auto const values = read_csv(EQUIPOISE_SOURCE_DIR "/tests/reference/pairs_values.csv");
    auto const expected = column(values.at(0), "value");
    auto compared = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        auto const& line = values[i];
        if (line.at(1) != measure) {
            continue;
        }
        auto const& [x, y] = pairs.at(line.at(0));
        BOOST_TEST_CONTEXT(line.at(0))
        {
            BOOST_TEST(ulps(value(x, y), number(line.at(expected))) <= 1);
        }
        ++compared;
    }
    return compared;
}

} // namespace support
