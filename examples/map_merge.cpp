// SPDX-License-Identifier: BSL-1.0
// Flows that are read in parts, by as many processes or machines as there are: each makes a ledger file of its part,
// and the files are merged into the ledger of all. examples/map_merge.sh runs it with xargs, as
// examples/run map_merge [FLOWS.csv] does.
//
//     map_merge map FLOWS.csv PART.ledger    makes a ledger file of a part
//     map_merge merge PART.ledger...         merges ledger files, and measures
//     map_merge measure FLOWS.csv            measures what one process reads
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/io.hpp>
#include <equipoise/io/ledger_file.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace eq = equipoise;

namespace {

using book_key = std::tuple<int, eq::iso3, std::string>; // year, state and channel
using book = eq::ledger<book_key, eq::iso3>;

book read(char const* path)
{
    // shares are printed in whole percent
    return eq::io::read_exports(path, {}, eq::by_period_state_and_channel, {.rounding = 0.5}).ledger;
}

/// Prints how concentrated the exports of each state were in 2019, within bounds where partners are not listed.
void measure(book const& flows)
{
    for (auto const& [key, partners] : flows) {
        auto const& [year, state, channel] = key;
        if (year == 2019 && channel == "exports") {
            auto const range = eq::bound(partners, eq::hhi);
            std::printf("%s: HHI from %.15g to %.15g, listed partners: %zu\n", state.str().c_str(), range.low,
                        range.high, partners.size());
        }
    }
}

} // namespace

int main(int count, char** arguments)
{
    try {
        auto const given = std::vector<char const*>(arguments + 1, arguments + count);
        auto const work = given.empty() ? std::string_view{} : std::string_view{given[0]};
        if (work == "map" && given.size() == 3) {
            eq::io::write_ledger(given[2], read(given[1]), given[1]);
        } else if (work == "merge" && given.size() > 1) {
            auto const parts = std::vector<std::filesystem::path>(given.begin() + 1, given.end());
            measure(eq::io::merge_ledgers<book_key, eq::iso3>(parts));
        } else if (work == "measure" && given.size() == 2) {
            measure(read(given[1]));
        } else {
            std::fputs("usage: map_merge map FLOWS.csv PART.ledger | merge PART.ledger... | measure FLOWS.csv\n",
                       stderr);
            return 2;
        }
    } catch (std::exception const& error) {
        std::fprintf(stderr, "map_merge: %s\n", error.what());
        return 1;
    }
}
