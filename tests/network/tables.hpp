// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../support/oracle.hpp"
#include "close.hpp"

#include <equipoise/network/io_system.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

/// Small input-output tables. A system refers to the deliveries of the table that it was made of.
namespace network_tests {

using label = std::pair<std::string, std::string>;
using world_of = equipoise::io_system<std::string, std::string>;

struct table {
    Eigen::MatrixXd deliveries{};
    Eigen::MatrixXd demand{};
    std::vector<label> labels{};
    std::vector<std::string> consumers{};

    [[nodiscard]] world_of system(equipoise::io_options const& options = {}) const
    {
        return {deliveries, demand, labels, consumers, options};
    }
};

/// Two regions of one sector each.
inline table toy()
{
    auto made = table{Eigen::MatrixXd(2, 2), Eigen::MatrixXd(2, 2), {{"A", "s"}, {"B", "s"}}, {"A", "B"}};
    made.deliveries << 10, 20, 5, 15;
    made.demand << 30, 0, 0, 50;
    return made;
}

/// The folder of files from outside, or an empty path where it is not there.
inline std::filesystem::path outside(char const* folder)
{
    auto path = std::filesystem::path{EQUIPOISE_REFERENCE_DIR} / folder;
    return std::filesystem::exists(path) ? path : std::filesystem::path{};
}

inline std::string unquoted(std::string text)
{
    std::erase(text, '"');
    std::erase(text, '\r');
    return text;
}

/// Numbers of a file, without the first lines and columns.
inline Eigen::MatrixXd numbers(std::filesystem::path const& file, std::size_t lines, std::size_t columns)
{
    auto const rows = support::read_csv(file.string());
    auto result = Eigen::MatrixXd(static_cast<Eigen::Index>(rows.size() - lines),
                                  static_cast<Eigen::Index>(rows.at(lines).size() - columns));
    for (Eigen::Index i = 0; i < result.rows(); ++i) {
        for (Eigen::Index j = 0; j < result.cols(); ++j) {
            result(i, j) = support::number(
                unquoted(rows.at(static_cast<std::size_t>(i) + lines).at(static_cast<std::size_t>(j) + columns)));
        }
    }
    return result;
}

/// Every sector a region of its own.
inline table chile(std::filesystem::path const& data)
{
    auto const folder = data / "mrio" / "leontief_chile2013";
    auto const names = support::read_csv((folder / "transaction_matrix_Z_CLPmillion.csv").string());
    auto made = table{numbers(folder / "transaction_matrix_Z_CLPmillion.csv", 1, 1), {}, {}, {"CHL"}};
    auto const uses = numbers(folder / "wage_demand_matrix.csv", 1, 1);
    made.demand = uses.middleCols(2, 6).rowwise().sum(); // households to exports
    for (std::size_t i = 1; i < names.size(); ++i) {
        made.labels.emplace_back(unquoted(names[i].at(0)), "s");
    }
    return made;
}

inline table miller_blair(std::filesystem::path const& data)
{
    auto const folder = data / "mrio" / "miller_blair";
    return {numbers(folder / "Z.csv", 0, 0), numbers(folder / "fd.csv", 0, 0), {{"one", "s"}, {"two", "s"}}, {"one"}};
}

inline table td_small(std::filesystem::path const& data)
{
    auto const folder = data / "mrio" / "pymrio_td_small_MRIO";
    auto made = table{numbers(folder / "Z.csv", 1, 1), numbers(folder / "Y.csv", 1, 1), {}, {"reg1", "reg2"}};
    for (auto const* const region : {"reg1", "reg2"}) {
        for (auto const* const sector : {"sector1", "sector2", "sector3"}) {
            made.labels.emplace_back(region, sector);
        }
    }
    return made;
}

/// A case of cases_mrio.csv.
inline table mrio_case(std::filesystem::path const& reference, std::string const& name)
{
    auto made = table{Eigen::MatrixXd::Zero(6, 6), Eigen::MatrixXd::Zero(6, 2), {}, {"AA", "BB"}};
    for (auto const* const region : {"AA", "BB"}) {
        for (auto const* const sector : {"agr", "man", "ser"}) {
            made.labels.emplace_back(region, sector);
        }
    }
    auto const place = [&](std::string const& region, std::string const& sector) {
        return std::find(made.labels.begin(), made.labels.end(), label{region, sector}) - made.labels.begin();
    };
    for (auto const& line : support::read_csv((reference / "cases_mrio.csv").string())) {
        if (line.at(0) != name || line.at(1) == "F") {
            continue;
        }
        auto const value = support::number(line.at(6));
        if (line[1] == "Z") {
            made.deliveries(place(line[2], line[3]), place(line[4], line[5])) = value;
        } else {
            made.demand(place(line[2], line[3]), line[4] == "AA" ? 0 : 1) = value;
        }
    }
    return made;
}

} // namespace network_tests
