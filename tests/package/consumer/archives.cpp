// SPDX-License-Identifier: BSL-1.0
#include <equipoise/archives/archives.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/io/delimited.hpp>

#include <fstream>
#include <iostream>
#include <vector>

#include <zip.h>

namespace eq = equipoise;

int main()
{
    auto* const archive = zip_open("flows.zip", ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    constexpr char text[] = "usd\n60\n25\n15\n";
    zip_file_add(archive, "flows.csv", zip_source_buffer(archive, text, sizeof text - 1, 0), 0);
    zip_close(archive);
    auto flows = std::vector<double>{};
    eq::io::for_each_row(eq::archives::open("flows.zip"), {.columns = {"usd"}},
                         [&](eq::io::row const& row) { flows.push_back(row.get<double>(0)); });
    std::cout << eq::hhi(flows) << '\n';
}
