// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "reading.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/io/receipt.hpp>
#include <equipoise/io/table.hpp>

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace receipts {

using namespace reading;
namespace io_room = equipoise::io;
using made = io_room::receipt;

inline auto const digest_of_abc = std::string{"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"};

/// A receipt in which everything is odd.
inline made example()
{
    auto table = io_room::table{};
    table.add("state", std::vector<std::string>{"C\xC3\xB4te \"d'Ivoire\"", "", "null"})
        .add("year", std::vector<std::optional<int>>{2019, {}, -1})
        .add("x", std::vector{0.1, -0.0, std::numeric_limits<double>::infinity()})
        .add("hhi", std::vector{eq::estimate::of(1.0 / 3), eq::estimate::without(eq::reason::no_flow),
                                eq::estimate::within({5e-324, 1.7976931348623157e308}, eq::reason::unattributed)});
    auto result = made{.program = "a test", .options = {{"states", "MNG,KAZ"}, {"rounding", "0.5"}, {"", ""}}};
    result.sources.push_back({.file = "a\\b.csv",
                              .format = "tidy",
                              .provider = "nobody\n",
                              .vintage = "2019",
                              .sha256 = digest_of_abc,
                              .bytes = 3,
                              .rows = {{"used", 18446744073709551615U, 0.1 + 0.2}, {"own", 0, eq::undefined}}});
    result.sources.push_back({.file = "b.csv", .sha256 = digest_of_abc});
    result.indices = {io_room::index_receipt(eq::hhi)};
    result.results = io_room::results_of(table);
    return result;
}

} // namespace receipts
