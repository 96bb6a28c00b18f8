// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/network/network.hpp>
#include <equipoise/network/routes.hpp>

#include <Eigen/Core>

#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace eq = equipoise;

int main()
{
    auto const deliveries = Eigen::MatrixXd{Eigen::MatrixXd::Zero(3, 3)};
    auto demand = Eigen::MatrixXd{Eigen::MatrixXd::Zero(3, 3)};
    demand.col(0) << 60, 25, 15;
    auto const labels = std::vector<std::pair<std::string, std::string>>{{"A", "all"}, {"B", "all"}, {"C", "all"}};
    auto const world = eq::io_system{deliveries, demand, labels};
    auto const routes = eq::route_graph{std::vector<eq::route_link<std::string>>{{"A", "B", 2}, {"B", "C", 1}}};
    if (eq::max_flow(routes, "A", "C") != 1) {
        return 1;
    }
    std::cout << eq::hhi(eq::origins(world, eq::used_by(std::string{"A"}))) << '\n';
}
