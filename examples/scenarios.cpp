// SPDX-License-Identifier: BSL-1.0
// What Mongolia and Kazakhstan would lack if China or Russia stopped buying or selling, and what sanctions on Russia
// reach; and which states buy more from China than which for certain. With --pictures FOLDER, pictures of the loss
// curves and of the ranks as well.
//
// Trade shares are the bundled ones of the World Factbook. Fuel shares are those of UN Comtrade (HS 27, 2017). What is
// called an assumption is invented for illustration: replace it by what you know.
#include <equipoise/codes.hpp>
#include <equipoise/equipoise.hpp>
#include <equipoise/io.hpp>

#include "support/loss_curves.hpp"
#include "support/numbers.hpp"
#include "support/rank_intervals.hpp"
#include "support/tables.hpp"

#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace eq = equipoise;
using namespace eq::literals;

namespace {

using yearly_ledger = eq::ledger<std::tuple<int, eq::iso3>, eq::iso3>; // a portfolio for each year and state
using flows = eq::portfolio<eq::iso3>;
constexpr auto china = "CHN"_iso3, russia = "RUS"_iso3, mongolia = "MNG"_iso3, kazakhstan = "KAZ"_iso3;
constexpr auto notes =
    R"([low, high]: from no to full substitution, where no capacity is assumed; or part of the total is with partners
not on file. Amounts count as they are printed, except for ranks. Missing and at stake are shares of all flows of the
line. Independent losses are the most optimistic assumption inside a bloc: compare the two lines of chances.)";

/// The ledger of one channel of the bundled file, with its declared totals; amounts are printed in whole units.
yearly_ledger channel(std::vector<eq::io::tidy_flow<eq::iso3>> all, std::string const& name)
{
    std::erase_if(all, [&](auto const& flow) { return flow.channel != name; });
    return name == "exports" ? eq::export_ledger(all, eq::by_period_and_state, {.rounding = 0.5})
                             : eq::import_ledger(all, eq::by_period_and_state, {.rounding = 0.5});
}

/// Percent of Mongolia's imports of fuels in 2017 (HS 27, 971.4 million US$; UN Comtrade).
flows fuels()
{
    return {{{russia, 83.01}, {china, 12.97}}, {.total = 100}};
}

std::string text(eq::estimate const& of, int decimals = 3, bool sign = false)
{
    return eq::is_undefined(of.bounds.low) ? std::string{eq::words(of.why)}
                                           : support::shown(of.bounds, {decimals, sign});
}

template <class Flows, class Party>
void add_loss(support::table& to, std::string const& line, Flows const& of, Party const& party, double fraction)
{
    auto const hit = eq::lose(of, party);
    auto const spared = eq::lose(of, party, eq::spare{fraction});
    to.rows.push_back({line, text(hit.lost), text(hit.shortfall), text(spared.shortfall), text(hit.growth_needed, 2),
                       text(hit.price(3), 2), text(spared.hhi_change, 3, true)});
}

void print_stops(yearly_ledger const& exports, yearly_ledger const& imports)
{
    std::printf("Mongolia without China, Russia, or both (trade of 2019, fuel of 2017)\n\n");
    auto const both = eq::bloc{china, russia};
    auto const sold = exports.at({2019, mongolia});
    auto const bought = imports.at({2019, mongolia});
    auto stops = support::table{{"", "lost", "missing", "a fifth spare", "growth", "price", "change of HHI"}, {}};
    add_loss(stops, "China stops buying", sold, china, .2);
    add_loss(stops, "Russia's fuel stops", fuels(), russia, .2);
    add_loss(stops, "both stop buying", sold, both, .2);
    add_loss(stops, "both stop selling", bought, both, .2);
    add_loss(stops, "both stop selling fuel", fuels(), both, .2);
    std::printf("%s\n", support::as_text(stops).c_str());
    std::printf(
        "A fifth spare: missing if each remaining partner can add a fifth to what it buys or sells (assumption).\n"
        "Growth: of all remaining partners together, to replace what is lost. Price: its rise instead of a\n"
        "missing quantity, not on top of it; with an elasticity of 3 (assumption).\n\n");
    auto const stocks = eq::lose(fuels(), russia, eq::spare(flows{{china, 10}}).with_stock(8.33));
    std::printf("Russia's fuel with a month of stocks and a tenth more from China (assumptions): missing %s\n"
                "    (%s)\n\n",
                text(stocks.shortfall).c_str(), stocks.assumed.c_str());
}

void print_episode(yearly_ledger const& exports)
{
    std::printf("Late 2016: China froze talks and put fees on Mongolian goods after a visit of the Dalai Lama\n\n");
    auto shares = support::table{{"exports of Mongolia", "share of China"}, {}};
    for (auto const year : {2014, 2015, 2017, 2019}) {
        auto const share = eq::estimate_of(exports.at({year, mongolia}), eq::exposure(china));
        shares.rows.push_back({std::to_string(year), text(share)});
    }
    std::printf("%s\n", support::as_text(shares).c_str());
    // fuels: 97.13% to China in 2017 (HS 27; UN Comtrade); copper and the parts that could be replaced: assumptions
    auto const coal = flows{{{china, 97.13}}, {.total = 100}};
    auto const copper = flows{{{china, 99}}, {.total = 100}};
    auto const levers = [&](std::optional<double> replaceable) {
        return std::vector<eq::lever<flows>>{{"coal", coal, .6, replaceable}, {"copper", copper, .4, replaceable}};
    };
    using good = eq::good<flows, eq::spare<>>;
    auto const sold = std::vector<good>{{"coal", coal, .6, eq::spare{.05}}, {"copper", copper, .4, eq::spare{.05}}};
    auto const counter = std::vector<good>{{"coal", {{mongolia, 10}, {"AUS"_iso3, 90}}, .6, eq::spare{.05}},
                                           {"copper", {{mongolia, 5}, {"CHL"_iso3, 95}}, .4, eq::spare{.05}}};
    auto const nothing_known = eq::coercion_exposure.bound(levers({}), china);
    auto const a_tenth = eq::coercion_exposure.bound(levers(.1), china);
    auto const threat = eq::threat(sold, china, counter, mongolia);
    std::printf("coercion exposure of coal and copper            %s\n"
                "    if a tenth could go elsewhere (assumption)  %s\n"
                "missing if China stops buying                   %s\n"
                "missing in China (assumed shares)               %s\n"
                "ratio                                           %s\n"
                "    assumed: coal counts .6 and copper .4, China buys 99%% of the copper, and each partner\n"
                "    that is left can add .05\n\n",
                support::shown(nothing_known, {3}).c_str(), support::shown(a_tenth, {3}).c_str(),
                text(threat.state_shortfall).c_str(), text(threat.power_shortfall).c_str(),
                text(threat.ratio, 1).c_str());
}

void print_n_minus()
{
    std::printf("N-1 of Mongolia's fuel, 2017: what is left relative to demand, if imports are the demand\n\n");
    auto const n = [&](int k, double reserve) { return eq::n_minus.result(fuels(), 100., k, reserve); };
    auto result = support::table{{"without", "no stocks", "a month of stocks (assumption)"}, {}};
    result.rows.push_back({"the largest supplier", text(n(1, 0)), text(n(1, 100. / 12))});
    result.rows.push_back({"the two largest", text(n(2, 0)), text(n(2, 100. / 12))});
    std::printf("%s\n", support::as_text(result).c_str());
}

void print_sanctions(yearly_ledger const& exports, yearly_ledger const& imports)
{
    std::printf("Sanctions on Russia, seen from Kazakhstan, 2019\n\n");
    auto const first = [&](eq::portfolio_view<eq::iso3> const& of, double depth) {
        return text(eq::estimate_of(of, eq::first_round(russia, depth)));
    };
    auto const sold = exports.at({2019, kazakhstan});
    auto const bought = imports.at({2019, kazakhstan});
    auto rounds = support::table{{"first round", "half of the trade ends", "all of it ends"}, {}};
    rounds.rows.push_back({"exports", first(sold, .5), first(sold, 1)});
    rounds.rows.push_back({"imports", first(bought, .5), first(bought, 1)});
    std::printf("%s\n", support::as_text(rounds).c_str());

    // All figures from here on are invented for illustration.
    auto const senders = eq::bloc{"USA"_iso3, "DEU"_iso3, "NLD"_iso3};
    auto const finance = flows{{{"USA"_iso3, 35}, {"NLD"_iso3, 20}, {china, 10}}, {.total = 100}};
    auto const known = eq::secondary_exposure.result(finance, senders, .1);
    auto const unknown = eq::secondary_exposure.bound(finance, senders, std::optional<double>{});
    auto const before = eq::third_state_trade{.to_target = 20, .from_senders = 100, .senders_to_target = 150};
    auto const after = eq::third_state_trade{.to_target = 80, .from_senders = 145, .senders_to_target = 50};
    auto const no_imports = eq::third_state_trade{.to_target = 80, .from_senders = {}, .senders_to_target = 50};
    std::printf("invented for illustration:\n"
                "finance with the senders, at stake at most      %s\n"
                "secondary exposure if a tenth is flagged        %s\n"
                "    if it is not known what is                  %s\n"
                "diversion of the listed goods                   %s\n"
                "pass-through                                    %s\n"
                "    if the imports from senders are not known   %s\n\n",
                text(eq::estimate_of(finance, eq::exposure(senders))).c_str(), text(known).c_str(),
                support::shown(unknown, {3}).c_str(), text(eq::diversion.result(before, after)).c_str(),
                text(eq::pass_through.result(before, after)).c_str(),
                support::shown(eq::pass_through.bound(before, no_imports), {3}).c_str());
}

void print_chances()
{
    std::printf("Chances (invented): fuel from Russia stops with .1, from China with .2, from elsewhere with .1\n\n");
    using loss = eq::possible_loss<std::string>;
    auto const losses = std::vector<loss>{{"Russia", .8301, .1}, {"China", .1297, .2}, {"elsewhere", .0402, .1}};
    auto result = support::table{{"", "expected", "at risk, .95", "expected shortfall, .95", "above half"}, {}};
    auto const add = [&](std::string const& line, eq::distribution_of_losses const& chances) {
        auto const number = [](double x) { return support::shown(x, {4}); };
        result.rows.push_back({line, number(chances.expected_loss()), number(chances.value_at_risk(.95)),
                               number(chances.expected_shortfall(.95)), number(chances.probability_above(.5))});
    };
    add("independent", eq::loss_distribution(losses));
    add("both at once with .05", eq::loss_distribution(losses, {{.05, eq::bloc<std::string>{"Russia", "China"}}}));
    std::printf("%s\n", support::as_text(result).c_str());
}

using ranks = eq::interval_ranking<std::tuple<int, eq::iso3>>;

/// The states by the share of China in their imports of 2019. Shares are printed in whole percent, so that 23 may be
/// anything from 22.5 to 23.5; where China is not listed, its share is at most the smallest one that is.
ranks by_share_of_china(yearly_ledger const& imports)
{
    auto shares = std::vector<eq::keyed_interval<std::tuple<int, eq::iso3>>>{};
    for (auto const& [key, of_state] : eq::interval_ledger{imports, eq::rounded_to{1}}) {
        if (std::get<0>(key) == 2019) {
            shares.push_back({key, eq::bound(of_state, eq::exposure(china))});
        }
    }
    return eq::ranking(std::move(shares));
}

std::string name_of(std::tuple<int, eq::iso3> const& key)
{
    return std::string{eq::english_name(std::get<1>(key))};
}

void print_ranks(ranks const& by_share)
{
    std::printf("Imports from China, 2019, printed in whole percent: the ranks that are possible among %zu states\n\n",
                by_share.ranked());
    auto shown = support::table{{"", "share", "rank"}, {}};
    for (auto const& each : by_share) {
        auto const state = std::get<1>(each.key);
        for (auto const other : {mongolia, kazakhstan, "KGZ"_iso3, "TJK"_iso3, "TKM"_iso3, "UZB"_iso3}) {
            if (state == other) {
                auto const& [best, worst] = each.ranks;
                shown.rows.push_back({name_of(each.key), support::shown(each.value, {3}),
                                      each.ranks.certain() ? std::to_string(best)
                                                           : std::to_string(best) + " to " + std::to_string(worst)});
            }
        }
    }
    std::printf("%s\n", support::as_text(shown).c_str());
}

support::picture curves(yearly_ledger const& imports)
{
    auto panels = std::vector<support::panel_of_curves>{};
    for (auto const& [state, name] :
         {std::pair{mongolia, "Mongolia, imports, 2019"}, std::pair{kazakhstan, "Kazakhstan, imports, 2022"}}) {
        auto const of = imports.at({state == mongolia ? 2019 : 2022, state});
        panels.push_back({name,
                          {{"nothing is replaced", eq::loss_curve(of, eq::substitution::none)},
                           {"others add a fifth", eq::loss_curve(of, eq::spare{.2})},
                           {"others add a half", eq::loss_curve(of, eq::spare{.5})}}});
    }
    return support::loss_curves(panels, "World Factbook; spare capacities are assumptions");
}

support::picture picture_of_ranks(ranks const& by_share)
{
    return support::rank_intervals(
        by_share, name_of,
        {"Who buys most from China, and how certain the order is",
         "share of China in imports, 2019, printed in whole percent, and the ranks that each "
         "state can have",
         "World Factbook; 23 percent may be anything from 22.5 to 23.5"});
}

} // namespace

int main(int count, char** arguments)
try {
    if (count != 1 && !(count == 3 && std::string_view{arguments[1]} == "--pictures")) {
        std::fprintf(stderr, "usage: scenarios [--pictures FOLDER]\n");
        return 2;
    }
    auto const trade = eq::io::read_flows(EQUIPOISE_EXAMPLES_DATA "/partners.csv").flows;
    auto const exports = channel(trade, "exports");
    auto const imports = channel(trade, "imports");
    print_stops(exports, imports);
    print_episode(exports);
    print_n_minus();
    print_sanctions(exports, imports);
    print_chances();
    auto const by_share = by_share_of_china(imports);
    print_ranks(by_share);
    std::printf("%s\n", notes);
    if (count == 3) {
        for (auto const& picture : support::draw(arguments[2], {curves(imports), picture_of_ranks(by_share)})) {
            std::fprintf(stderr, "%s\n", picture.string().c_str());
        }
    }
} catch (std::exception const& e) {
    std::fprintf(stderr, "scenarios: %s\n", e.what());
    return 1;
}
