// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "oracle.hpp"

#include <equipoise/model/portfolio.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

/// The matrices of the reference values: states in rows, products in columns.
namespace support {

/// The rows of a matrix and the sums of its columns, as portfolios of products.
struct matrix {
    std::map<std::string, equipoise::portfolio<std::string>> rows;
    equipoise::portfolio<std::string> sums; ///< rounded in mat10x12, whole numbers elsewhere
};

inline std::map<std::string, matrix> matrices()
{
    auto const lines = read_csv(EQUIPOISE_SOURCE_DIR "/tests/reference/matrices.csv");
    auto cells = std::map<std::string, std::map<std::string, std::map<std::string, double>>>{};
    auto columns = std::map<std::string, std::map<std::string, double>>{};
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto const value = number(lines[i].at(3));
        cells[lines[i].at(0)][lines[i].at(1)][lines[i].at(2)] = value;
        columns[lines[i].at(0)][lines[i].at(2)] += value;
    }
    auto result = std::map<std::string, matrix>{};
    for (auto const& [name, rows] : cells) {
        auto& table = result[name];
        table.sums = equipoise::portfolio<std::string>{columns[name]};
        for (auto const& [row, amounts] : rows) {
            table.rows.emplace(row, equipoise::portfolio<std::string>{amounts});
        }
    }
    return result;
}

/// The reference value of a metric for a row of a matrix, or for one cell of it.
struct matrix_value {
    std::string name, metric, row, column;
    double value;
};

inline std::vector<matrix_value> matrix_values()
{
    auto const lines = read_csv(EQUIPOISE_SOURCE_DIR "/tests/reference/matrices_values.csv");
    auto result = std::vector<matrix_value>{};
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto const& line = lines[i];
        result.push_back({line.at(0), line.at(1), line.at(2), line.at(3), number(line.at(4))});
    }
    return result;
}

} // namespace support
