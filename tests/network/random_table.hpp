// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tables.hpp"

#include <Eigen/LU>

#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

/// Made-up tables, and exact answers for them.
namespace network_tests {

/// A productive table: inputs of a sector are less than nine tenths of its output; a third of the cells are empty, and
/// one sector in eight has no output. Sizes span three orders of magnitude.
inline table random_table(int regions, int sectors, int seed)
{
    auto engine = std::mt19937{static_cast<unsigned>(seed)};
    auto const uniform = [&] { return static_cast<double>(engine()) / 4294967296.0; };
    auto made = table{};
    for (int r = 0; r < regions; ++r) {
        made.consumers.push_back("R" + std::to_string(r));
        for (int s = 0; s < sectors; ++s) {
            made.labels.emplace_back(made.consumers.back(), "s" + std::to_string(s));
        }
    }
    auto const n = static_cast<Eigen::Index>(regions * sectors);
    made.deliveries = Eigen::MatrixXd::Zero(n, n);
    made.demand = Eigen::MatrixXd::Zero(n, regions);
    auto inputs = Eigen::MatrixXd{Eigen::MatrixXd::Zero(n, n)};
    auto demand = Eigen::VectorXd(n);
    for (Eigen::Index j = 0; j < n; ++j) {
        for (Eigen::Index i = 0; i < n; ++i) {
            inputs(i, j) = uniform() < 1.0 / 3 ? 0 : uniform() * (i / sectors == j / sectors ? 3 : 1);
        }
        auto const sum = inputs.col(j).sum();
        if (sum > 0) {
            inputs.col(j) *= uniform() * .9 / sum;
        }
        demand(j) = std::exp(6 * uniform());
    }
    auto idle = std::vector<bool>{};
    for (Eigen::Index i = 0; i < n; ++i) {
        idle.push_back(uniform() < 1.0 / 8 && n > 1);
        if (idle.back()) {
            inputs.row(i).setZero();
            inputs.col(i).setZero();
            demand(i) = 0;
        }
    }
    auto const unit = Eigen::MatrixXd::Identity(n, n);
    Eigen::VectorXd const output = (unit - inputs).partialPivLu().solve(demand);
    for (Eigen::Index i = 0; i < n; ++i) {
        auto left = demand(i);
        for (Eigen::Index c = 0; c < regions; ++c) { // the home region takes most of it
            made.demand(i, c) = c + 1 == regions ? left : left * (c == i / sectors ? .8 : .1 * uniform());
            left -= made.demand(i, c);
        }
        for (Eigen::Index j = 0; j < n; ++j) {
            made.deliveries(i, j) = inputs(i, j) * output(j);
        }
    }
    return made;
}

using exact_matrix = Eigen::Matrix<long double, -1, -1>;

/// Three regions of three sectors; of sector 4, a consumer draws down what it had.
inline table drawn_down_table(int seed)
{
    auto given = random_table(3, 3, seed);
    given.demand(4, 0) -= 3;
    given.demand(4, 1) += 3;
    return given;
}

/// Inputs per unit of output in long doubles, with the outputs of the system taken as they are.
inline exact_matrix exact_inputs(world_of const& world, table const& given)
{
    exact_matrix inputs = given.deliveries.cast<long double>();
    for (Eigen::Index j = 0; j < inputs.cols(); ++j) {
        auto const x = static_cast<long double>(world.output()[static_cast<std::size_t>(j)]);
        inputs.col(j) *= x > 0 ? 1 / x : 0;
    }
    return inputs;
}

/// (I - A)^-1 b
inline exact_matrix exact_chains(exact_matrix const& inputs, exact_matrix const& b)
{
    exact_matrix const matrix = exact_matrix::Identity(inputs.rows(), inputs.rows()) - inputs;
    return matrix.partialPivLu().solve(b);
}

/// Value added per unit of output; 0 where there is no output.
inline exact_matrix exact_value_added(world_of const& world, exact_matrix const& inputs)
{
    exact_matrix v = (1 - inputs.colwise().sum().array()).matrix().transpose();
    for (Eigen::Index i = 0; i < v.rows(); ++i) {
        v(i, 0) = world.output()[static_cast<std::size_t>(i)] == 0 ? 0 : v(i, 0);
    }
    return v;
}

/// Whether an exact value lies in an interval that is narrow, for a part of a whole of the given size.
inline bool just_holds(equipoise::interval const& bounds, long double exact, double whole)
{
    return static_cast<long double>(bounds.low) <= exact && exact <= static_cast<long double>(bounds.high)
           && bounds.high - bounds.low <= 1e-12 * whole;
}

/// z_j / m_j in long doubles, with the outputs of the system taken as they are.
inline std::vector<long double> exact_shares(world_of const& world, table const& given, std::string const& power)
{
    using exact = Eigen::Matrix<long double, -1, -1>;
    auto const n = given.deliveries.rows();
    exact matrix = exact::Identity(n, n);
    exact rhs = exact::Ones(n, 2);
    for (Eigen::Index i = 0; i < n; ++i) {
        auto const x = static_cast<long double>(world.output()[static_cast<std::size_t>(i)]);
        rhs(i, 0) = given.labels[static_cast<std::size_t>(i)].first == power ? 1 : 0;
        for (Eigen::Index j = 0; j < n && x > 0; ++j) {
            matrix(i, j) -= static_cast<long double>(given.deliveries(j, i)) / x;
        }
    }
    exact const solved = matrix.partialPivLu().solve(rhs);
    auto shares = std::vector<long double>{};
    for (Eigen::Index i = 0; i < n; ++i) {
        shares.push_back(solved(i, 0) / solved(i, 1));
    }
    return shares;
}

} // namespace network_tests
