// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/io/delimited.hpp>
#include <equipoise/json/records.hpp>

#include <iostream>
#include <vector>

namespace eq = equipoise;

int main()
{
    auto const answer = eq::io::text(R"({"data": [{"usd": 60}, {"usd": 25}, {"usd": 15}]})");
    auto flows = std::vector<double>{};
    eq::io::for_each_row(eq::json::records(answer), {.columns = {"usd"}},
                         [&](eq::io::row const& row) { flows.push_back(row.get<double>(0)); });
    std::cout << eq::hhi(flows) << '\n';
}
