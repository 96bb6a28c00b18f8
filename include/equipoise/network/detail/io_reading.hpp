// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/network/io_options.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

/// Outputs, value added and final demand of a table, checked.
namespace equipoise::network_detail {

using names_of_sectors = std::function<std::string(std::size_t)>;

inline void check_demand(std::size_t n, Eigen::MatrixXd const& demand, std::size_t consumers,
                         names_of_sectors const& name, names_of_sectors const& consumer)
{
    if (static_cast<std::size_t>(demand.rows()) != n) {
        throw invalid_parameter{"io_system", "number of rows of final demand", static_cast<double>(demand.rows()),
                                "that of the table, " + std::to_string(n)};
    }
    if (static_cast<std::size_t>(demand.cols()) != consumers) {
        throw invalid_parameter{"io_system", "number of consumers", static_cast<double>(consumers),
                                "that of the columns of final demand, " + std::to_string(demand.cols())};
    }
    for (Eigen::Index i = 0; i < demand.rows(); ++i) {
        for (Eigen::Index c = 0; c < demand.cols(); ++c) {
            if (!std::isfinite(demand(i, c))) {
                throw invalid_parameter{"io_system",
                                        "final demand of " + consumer(static_cast<std::size_t>(c)) + " for "
                                            + name(static_cast<std::size_t>(i)),
                                        demand(i, c), "finite"};
            }
        }
    }
}

[[nodiscard]] inline std::vector<double> sums_by_row(Eigen::MatrixXd const& demand,
                                                     std::vector<double> const* more = nullptr)
{
    auto sums = std::vector<double>{};
    for (Eigen::Index i = 0; i < demand.rows(); ++i) {
        auto sum = detail::running_sum{};
        for (Eigen::Index c = 0; c < demand.cols(); ++c) {
            sum.add(demand(i, c));
        }
        sum.add(more == nullptr ? 0 : (*more)[static_cast<std::size_t>(i)]);
        sums.push_back(sum.value().value());
    }
    return sums;
}

struct outputs {
    std::vector<double> output{};
    double discrepancy = undefined;
};

/// @param deliveries sums of the rows of the table, or nothing where it holds coefficients
[[nodiscard]] inline outputs outputs_of(std::size_t n, std::vector<double> const& deliveries,
                                        Eigen::MatrixXd const& demand, io_options const& options,
                                        names_of_sectors const& name)
{
    auto const sums = deliveries.empty() ? std::vector<double>{} : sums_by_row(demand, &deliveries);
    auto const given = !options.output.empty() || deliveries.empty();
    if (given && options.output.size() != n) {
        throw invalid_parameter{"io_system", "number of outputs", static_cast<double>(options.output.size()),
                                "that of the rows, " + std::to_string(n)};
    }
    if (!(options.tolerance >= 0)) {
        throw invalid_parameter{"io_system", "tolerance", options.tolerance, "at least 0"};
    }
    auto result = outputs{std::vector<double>(n), undefined};
    auto largest = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        auto const x = given ? options.output[i] : sums[i];
        if (!(x >= 0) || !std::isfinite(x)) {
            throw invalid_parameter{"io_system", "the output of " + name(i), x, "finite and not negative"};
        }
        result.output[i] = x == 0 ? 0 : x; // no -0
        largest = (std::max)(largest, x);
    }
    if (given && demand.cols() > 0 && !deliveries.empty()) {
        result.discrepancy = 0;
        for (std::size_t i = 0; i < n; ++i) {
            auto const off = std::fabs(result.output[i] - sums[i]);
            if (!(off <= options.tolerance * largest)) {
                throw invalid_parameter{"io_system", "the output of " + name(i), result.output[i],
                                        "the sum of its deliveries, " + detail::number_text(sums[i]) + ", within "
                                            + detail::number_text(options.tolerance * largest)};
            }
            result.discrepancy = (std::max)(result.discrepancy, off);
        }
    }
    return result;
}

/// @param costs inputs per unit of output
[[nodiscard]] inline std::vector<double> values_added(std::vector<double> const& output,
                                                      std::vector<double> const& costs, io_options const& options,
                                                      names_of_sectors const& name)
{
    auto const& given = options.value_added;
    if (!given.empty() && given.size() != output.size()) {
        throw invalid_parameter{"io_system", "number of values added", static_cast<double>(given.size()),
                                "that of the rows, " + std::to_string(output.size())};
    }
    auto v = std::vector<double>(output.size());
    for (std::size_t j = 0; j < v.size(); ++j) {
        if (!given.empty() && !std::isfinite(given[j])) {
            throw invalid_parameter{"io_system", "the value added of " + name(j), given[j], "finite"};
        }
        if (output[j] != 0) {
            v[j] = given.empty() ? 1 - costs[j] : given[j] / output[j];
        }
        if (!std::isfinite(v[j])) {
            throw invalid_parameter{"io_system", "the value added per unit of output of " + name(j), v[j], "finite"};
        }
    }
    return v;
}

/// The unit in which outlets are computed: the output, or where there is none what is delivered all the same.
[[nodiscard]] inline std::vector<double> units_of(std::vector<double> const& output,
                                                  std::vector<double> const& deliveries)
{
    auto units = output;
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (units[i] == 0) {
            units[i] = std::fabs(deliveries[i]) > 0 ? std::fabs(deliveries[i]) : 1;
        }
    }
    return units;
}

/// A power of two which keeps products with amounts that are far from 1 in range; else 1.
[[nodiscard]] inline double unit_of(std::vector<double> const& output)
{
    auto largest = 0.0;
    for (auto const each : output) {
        largest = (std::max)(largest, each);
    }
    return largest > 0 && (largest < 0x1p-300 || largest > 0x1p300)
               ? detail::power_of_two((std::clamp)(-detail::exponent_of(largest), -1000, 1000))
               : 1;
}

} // namespace equipoise::network_detail
