// SPDX-License-Identifier: BSL-1.0
// The exposure of one state to one power in each of its channels, to several powers in one table, and a ranking of all
// states on file by their exposure to three powers.
#include <equipoise/equipoise.hpp>
#include <equipoise/io.hpp>

#include <cstdio>
#include <exception>
#include <string>
#include <tuple>
#include <vector>

namespace eq = equipoise;
using namespace eq::literals;

namespace {

using yearly_ledger = eq::ledger<std::tuple<int, eq::iso3>, eq::iso3>; // a portfolio for each year and state

/// The ledger of one channel of the bundled files, with its declared totals.
yearly_ledger channel(std::vector<eq::io::tidy_flow<eq::iso3>> const& flows, std::string const& name)
{
    auto chosen = std::vector<eq::io::tidy_flow<eq::iso3>>{};
    for (auto const& flow : flows) {
        if (flow.channel == name) {
            chosen.push_back(flow);
        }
    }
    // shares are printed in whole percent, arms in whole millions
    auto const rounded = eq::ledger_options<>{.rounding = 0.5};
    return name == "exports" ? eq::export_ledger(chosen, eq::by_period_and_state, rounded)
                             : eq::import_ledger(chosen, eq::by_period_and_state, rounded);
}

/// Prints Kazakhstan's exposure to Russia in 2019, from shares on file and from trade and GDP in million US dollars
/// (WITS, WDI).
void kazakhstan(yearly_ledger const& exports, yearly_ledger const& imports, yearly_ledger const& arms)
{
    auto const kazakhstan = eq::state<eq::iso3>{"KAZ"_iso3, 181'670.0};
    // The trade with one partner over GDP needs no total, so that two partners are enough.
    auto const trade = eq::portfolio<eq::iso3>{{{"RUS"_iso3, 5602.53 + 14065.06}, {"CHN"_iso3, 7823.41 + 6566.47}}};
    auto const channels = std::vector<eq::channel_flows<eq::iso3>>{
        {"exports", exports.at({2019, kazakhstan.id})},
        {"imports", imports.at({2019, kazakhstan.id})},
        {"arms", arms.at({2019, kazakhstan.id})},
    };
    auto const report =
        eq::exposure_report(kazakhstan, "RUS"_iso3, channels, {.trade = trade, .sigma = 5.0, .influence = 0.744});
    std::printf("%s\n", report.text().c_str());

    auto const powers = std::vector{"CHN"_iso3, "RUS"_iso3, "USA"_iso3};
    auto const reports = eq::exposure_reports(kazakhstan, powers, channels);
    std::printf("%s\n", eq::exposure_table(reports).c_str());
}

/// Prints the ten exporters of 2019 that are most exposed to a power, and the states that may belong to them because
/// their exposure is known only as an interval.
void ranking(yearly_ledger const& exports, eq::iso3 power)
{
    auto states = 0;
    auto least = 1.0;
    auto table = std::string{};
    auto others = std::string{};
    for (auto const& [key, share, ranks] : eq::exposure_ranking(exports, power)) {
        auto const [year, state] = key;
        if (year != 2019) {
            continue;
        }
        char text[64];
        if (++states <= 10) {
            least = share.low;
            auto const exact = share.is_point();
            std::snprintf(text, sizeof text, exact ? "  %2d  %s  %.2f\n" : "  %2d  %s  %.2f to %.2f\n", states,
                          state.str().c_str(), share.low, share.high);
            table += text;
        } else if (share.high > least) {
            std::snprintf(text, sizeof text, " %s <= %.2f", state.str().c_str(), share.high);
            others += text;
        }
    }
    std::printf("Exports most exposed to %s, %d states, 2019\n%s", power.str().c_str(), states, table.c_str());
    if (!others.empty()) {
        std::printf("  not listed, and perhaps among them:%s\n", others.c_str());
    }
}

} // namespace

int main()
try {
    auto const data = std::string{EQUIPOISE_EXAMPLES_DATA};
    auto const partners = eq::io::read_flows(data + "/partners.csv").flows;
    auto const suppliers = eq::io::read_flows(data + "/arms.csv").flows;
    auto const exports = channel(partners, "exports");
    kazakhstan(exports, channel(partners, "imports"), channel(suppliers, "arms"));
    for (auto const power : {"CHN"_iso3, "RUS"_iso3, "USA"_iso3}) {
        ranking(exports, power);
    }
} catch (std::exception const& e) {
    std::fprintf(stderr, "exposure: %s\n", e.what());
    return 1;
}
