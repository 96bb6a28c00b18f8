// SPDX-License-Identifier: BSL-1.0
// How two states lean between two powers over the years, how much they trade with third neighbours, and how many
// partners they have in effect if the two powers act alike.
#include <equipoise/equipoise.hpp>
#include <equipoise/io.hpp>

#include "support/numbers.hpp"
#include "support/tables.hpp"

#include <cstddef>
#include <cstdio>
#include <exception>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace eq = equipoise;
using namespace eq::literals;

namespace {

using yearly_ledger = eq::ledger<std::tuple<int, eq::iso3>, eq::iso3>; // a portfolio for each year and state
constexpr auto china = "CHN"_iso3, russia = "RUS"_iso3;
constexpr auto agreement = 0.833; // of the votes of China and Russia in the General Assembly
constexpr auto notes =
    R"([low, high]: part of the total is with partners not on file. Amounts count as they are printed.
Leans: by a tilt of 0.2 or more, where both have a tenth of the flows; open: the bounds allow more.
MNG's imports of 2023: Russia stopped reporting its trade, not trading; do not compare that year.
Alike: an assumption. China and Russia agree to 0.833 in the votes of the General Assembly's session
  70 (2015; 1 - mean |a - b| / 2, yes 1, abstention 2, no 3); no other partners are taken for alike.)";

/// The ledger of one channel of the bundled files, with its declared totals; amounts are printed in whole units.
yearly_ledger channel(std::vector<eq::io::tidy_flow<eq::iso3>> flows, std::string const& name)
{
    std::erase_if(flows, [&](auto const& flow) { return flow.channel != name; });
    return name == "exports" ? eq::export_ledger(flows, eq::by_period_and_state, {.rounding = 0.5})
                             : eq::import_ledger(flows, eq::by_period_and_state, {.rounding = 0.5});
}

/// The text of a value or of its bounds (rounded outwards), or that nothing is on file.
std::string text(eq::observation<int> const& year, bool sign = false)
{
    return year.result.why == eq::reason::no_record ? "not on file" : support::shown(year.result.bounds, {2, sign});
}

std::string leaning(yearly_ledger const& flows, int year, eq::iso3 state)
{
    constexpr char const* words[] = {"to China", "to Russia", "to neither", "too little with both", "open"};
    auto const found = flows.find({year, state});
    return found ? words[static_cast<int>(eq::posture_of(*found, china, russia))] : "";
}

void print_tilts(std::string const& channel, yearly_ledger const& flows)
{
    auto result = support::table{{channel, "MNG", "leans", "KAZ", "leans"}, {}};
    auto const mongolia = eq::history(flows, "MNG"_iso3, eq::tilt(china, russia));
    auto const kazakhstan = eq::history(flows, "KAZ"_iso3, eq::tilt(china, russia)); // for the same years
    for (std::size_t i = 0; i < mongolia.size(); ++i) {
        auto const year = mongolia[i].period;
        result.rows.push_back({std::to_string(year), text(mongolia[i], true), leaning(flows, year, "MNG"_iso3),
                               text(kazakhstan[i], true), leaning(flows, year, "KAZ"_iso3)});
    }
    std::printf("%s\n", support::as_text(result).c_str());
}

void print_third_neighbors(std::string const& channel, yearly_ledger const& flows)
{
    auto result = support::table{{channel, "with the five", "with all beyond both"}, {}};
    auto const five = eq::bloc{"USA"_iso3, "JPN"_iso3, "KOR"_iso3, "IND"_iso3, "DEU"_iso3};
    auto const with_five = eq::history(flows, "MNG"_iso3, eq::exposure(five));
    auto const beyond = eq::history(flows, "MNG"_iso3, eq::third_neighbor_share(eq::bloc{china, russia}));
    for (std::size_t i = 0; i < beyond.size(); ++i) {
        result.rows.push_back({std::to_string(beyond[i].period), text(with_five[i]), text(beyond[i])});
    }
    std::printf("%s\n", support::as_text(result).c_str());
}

} // namespace

int main()
try {
    auto const trade = eq::io::read_flows(EQUIPOISE_EXAMPLES_DATA "/partners.csv").flows;
    auto const exports = channel(trade, "exports");
    auto const imports = channel(trade, "imports");
    auto const arms = channel(eq::io::read_flows(EQUIPOISE_EXAMPLES_DATA "/arms.csv").flows, "arms");
    std::printf("Tilt between China (+1) and Russia (-1)\n\n");
    print_tilts("exports", exports);
    print_tilts("imports", imports);
    std::printf("Mongolia's share with USA, JPN, KOR, IND and DEU, and with all beyond China and Russia\n\n");
    print_third_neighbors("exports", exports);
    print_third_neighbors("imports", imports);
    std::printf("Effective partners with China and Russia as two, as alike to %.3f, and as one\n\n", agreement);
    auto aligned = support::table{{"2019", "share of both", "two", "alike", "one"}, {}};
    for (auto const state : {"MNG"_iso3, "KAZ"_iso3}) {
        for (auto const& [name, flows] :
             {std::pair{"exports", &exports}, std::pair{"imports", &imports}, std::pair{"arms", &arms}}) {
            auto const found = flows->at({2019, state});
            auto const powers = eq::bloc{china, russia};
            auto const number = [&](double z) {
                return support::shown(eq::bound(found, eq::effective_partners(powers, z)), {2});
            };
            auto const both = support::shown(eq::bound(found, eq::exposure(powers)), {2});
            aligned.rows.push_back({state.str() + ' ' + name, both, number(0), number(agreement), number(1)});
        }
    }
    std::printf("%s\n%s\n", support::as_text(aligned).c_str(), notes);
} catch (std::exception const& e) {
    std::fprintf(stderr, "hedging: %s\n", e.what());
    return 1;
}
