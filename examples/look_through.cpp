// SPDX-License-Identifier: BSL-1.0
// How much of what a state uses comes from a power in the end: what trade shows at its face, what stands behind the
// suppliers, and who stands behind all of it.
//
//     look_through                                              China behind Mongolia, in an invented table
//     look_through 2020_SML.csv --power CHN --user KAZ          in a table of the OECD, FIGARO, pymrio, EXIOBASE, Eora
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/network/destinations.hpp>
#include <equipoise/network/look_through.hpp>
#include <equipoise/network/origins.hpp>
#include <equipoise/network/table_files.hpp>

#include "support/look_through_bars.hpp"
#include "support/numbers.hpp"
#include "support/tables.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eq = equipoise;

namespace {

using world_of = eq::io_system<std::string, std::string>;

constexpr auto shown_users = std::size_t{20};
constexpr auto shown_sectors = std::size_t{10};

constexpr auto help =
    R"(usage: look_through [FILE]... [--power REGION] [--user REGION] [--join] [--pictures FOLDER]

FILE      an input-output table: a file of the OECD (ICIO) or of FIGARO, a folder of pymrio or EXIOBASE, or of Eora26;
          without one, an invented table
--power   the region that may stand behind what is used, as the table names it; CHN without it
--user    the region whose final demand is looked through; MNG without it
--join    adds the parts of China and Mexico in extended tables of the OECD to CHN and MEX
--pictures  where to write look_through.svg, .png and .gp of the first table, with gnuplot
)";

constexpr auto notes =
    R"(Shares are those of all output, in all regions, that a final demand calls for. Face value: what the user buys
from the power, and what its suppliers buy there. Hidden: what stands further back. Where it comes from: as
delivered to the user, and by the value added in it. HHI: 1 is a single region, 1/n is n equal ones.)";

struct usage_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct options {
    std::vector<std::string> files{};
    std::string power = "CHN";
    std::string user = "MNG";
    std::string pictures{};
    bool join = false;
    bool help = false;
};

options parse(int count, char** arguments)
{
    auto chosen = options{};
    for (int i = 1; i < count; ++i) {
        auto const argument = std::string_view{arguments[i]};
        auto const value = [&] {
            if (i + 1 == count || *arguments[i + 1] == '\0') {
                throw usage_error{std::string{argument} + " names nothing"};
            }
            return std::string{arguments[++i]};
        };
        if (argument == "--power") {
            chosen.power = value();
        } else if (argument == "--user") {
            chosen.user = value();
        } else if (argument == "--pictures") {
            chosen.pictures = value();
        } else if (argument == "--join") {
            chosen.join = true;
        } else if (argument == "--help" || argument == "-h") {
            chosen.help = true;
        } else if (argument.starts_with("-")) {
            throw usage_error{"there is no option " + support::plain(std::string{argument})
                              + "; there are --power, --user, --join, --pictures and --help"};
        } else {
            chosen.files.emplace_back(argument);
        }
    }
    return chosen;
}

/// The regions with final demand, each once.
std::vector<std::string> users_of(world_of const& world)
{
    auto users = std::vector<std::string>{};
    for (auto const& each : world.consumers()) {
        if (std::find(users.begin(), users.end(), each) == users.end()) {
            users.push_back(each);
        }
    }
    return users;
}

void check_name(std::string const& option, std::string const& name, std::vector<std::string> const& known,
                std::string const& table)
{
    if (std::find(known.begin(), known.end(), name) == known.end()) {
        throw usage_error{option + ": found " + support::plain(name) + ", expected one of those in " + table + ": "
                          + support::join(known)};
    }
}

/// "1 sector", "15 sectors"
std::string counted(std::size_t count, std::string const& what)
{
    return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

std::string text(eq::estimate const& of)
{
    return of.why != eq::reason::defined     ? "undefined"
           : eq::is_undefined(of.bounds.low) ? support::shown(of.value, {4}) + ", not proven"
                                             : support::shown(of.bounds, {4});
}

void print_shares(world_of const& world, std::string const& power, std::string const& user)
{
    auto const use = eq::used_by(user);
    auto shares = support::table{{power + " behind the final demand of " + user, "share"}, {}};
    auto const through = eq::look_through.result(world, power, use);
    shares.rows.push_back({"face value", text(eq::face_value.result(world, power, use))});
    shares.rows.push_back({"hidden", text(eq::hidden.result(world, power, use))});
    shares.rows.push_back({"look-through", text(through)});
    std::printf("%s\n", support::as_text(shares).c_str());
    if (through.why != eq::reason::defined) {
        std::printf("undefined: %s\n\n", std::string{eq::words(through.why)}.c_str());
    }
}

/// The HHI of a portfolio without one of its regions.
double foreign_hhi(eq::portfolio<std::string> const& of, std::string const& home)
{
    auto partners = std::vector<eq::partner<std::string>>{};
    for (std::size_t i = 0; i < of.size(); ++i) {
        if (of.ids()[i] != home) {
            partners.push_back({of.ids()[i], of.amounts()[i]});
        }
    }
    return eq::hhi(eq::portfolio<std::string>(partners));
}

void print_origins(world_of const& world, std::string const& power, std::string const& user)
{
    auto const use = eq::used_by(user);
    auto const number = [](double x) {
        return eq::is_undefined(x) ? std::string{"undefined"} : support::shown(x, {4});
    };
    try {
        auto const before = eq::direct_origins(world, use);
        auto const after = eq::origins(world, use);
        auto origins = support::table{{"where it comes from", "as delivered", "through all chains"}, {}};
        auto const share = [&](eq::portfolio<std::string> const& of) {
            auto const at = std::find(of.ids().begin(), of.ids().end(), power) - of.ids().begin();
            return number(of.share(static_cast<std::size_t>(at)));
        };
        origins.rows.push_back({"share of " + power, share(before), share(after)});
        origins.rows.push_back({"HHI of all regions", number(eq::hhi(before)), number(eq::hhi(after))});
        origins.rows.push_back(
            {"HHI of all but " + user, number(foreign_hhi(before, user)), number(foreign_hhi(after, user))});
        std::printf("%s\n", support::as_text(origins).c_str());
    } catch (eq::invalid_parameter const& e) { // a region whose stocks were drawn down by more than was used
        std::printf("where it comes from: no shares (%s)\n\n", e.what());
    }
}

/// The sectors of the power that carry most of its share, with the part of each that is seen.
void print_sectors(eq::published_table const& table, world_of const& world, std::string const& power,
                   std::string const& user)
{
    auto const n = world.size();
    auto const use = world.demand_of(user, "look_through");
    auto const made = eq::required_output(world, eq::used_by(user)).values();
    auto total = 0.0;
    auto sectors = std::vector<std::size_t>{};
    for (std::size_t i = 0; i < n; ++i) {
        total += made[i];
        if (world.labels()[i].first == power) {
            sectors.push_back(i);
        }
    }
    if (!(total > 0)) {
        return; // the shares above say why there are none
    }
    std::stable_sort(sectors.begin(), sectors.end(), [&](auto a, auto b) { return made[a] > made[b]; });
    sectors.resize(std::min(sectors.size(), shown_sectors));
    auto const deliveries = table.deliveries();
    auto result = support::table{{"sectors of " + power, "look-through", "face value", "hidden"}, {}};
    for (auto const i : sectors) {
        auto seen = use[i];
        for (std::size_t j = 0; j < n; ++j) {
            if (world.output()[j] > 0) {
                seen +=
                    deliveries(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) * use[j] / world.output()[j];
            }
        }
        result.rows.push_back({world.labels()[i].second, support::shown(made[i] / total, {4}),
                               support::shown(seen / total, {4}), support::shown((made[i] - seen) / total, {4})});
    }
    std::printf("%s\n", support::as_text(result).c_str());
}

/// Of each user, the users with the largest shares first. The sums over sectors are those of `look_through` for a use.
std::vector<support::seen_and_hidden> by_user(world_of const& world, std::string const& power)
{
    auto const face = eq::face_value(world, power).values();
    auto const hidden = eq::hidden(world, power).values();
    auto const all = eq::output_multiplier(world).values();
    auto users = std::vector<support::seen_and_hidden>{};
    for (auto const& user : users_of(world)) {
        auto const use = world.demand_of(user, "look_through");
        auto seen = 0.0;
        auto behind = 0.0;
        auto total = 0.0;
        for (std::size_t j = 0; j < use.size(); ++j) {
            seen += use[j] * all[j] * face[j];
            behind += use[j] * all[j] * hidden[j];
            total += use[j] * all[j];
        }
        if (total > 0 && user != power) {
            users.push_back({user, seen / total, behind / total});
        }
    }
    std::stable_sort(users.begin(), users.end(),
                     [](auto const& a, auto const& b) { return a.face + a.hidden > b.face + b.hidden; });
    return users;
}

void print_users(std::vector<support::seen_and_hidden> const& users, std::string const& power)
{
    auto result = support::table{{"users of " + power, "look-through", "face value", "hidden"}, {}};
    for (auto const& each : users) {
        result.rows.push_back({each.user, support::shown(each.face + each.hidden, {4}), support::shown(each.face, {4}),
                               support::shown(each.hidden, {4})});
    }
    std::printf("%s\n", support::as_text(result).c_str());
}

/// What the system does not have, so that nothing of the file goes missing unseen.
void print_unused(eq::published_table const& table)
{
    auto lines = std::vector<std::string>{};
    for (auto const& each : table.unused) {
        lines.push_back(each.what + " (" + each.why + ", " + support::shown(each.sum, {0}) + ")");
    }
    for (auto const& file : table.unread) {
        lines.push_back("the file " + file);
    }
    if (table.empty_as_zero > 0) {
        lines.push_back(counted(table.empty_as_zero, "empty cell") + ", which count as 0");
    }
    if (!lines.empty()) {
        std::printf("%s\n", support::wrapped("not used: " + support::join(lines, "; "), 4).c_str());
    }
}

void run(options const& chosen)
{
    auto files = chosen.files;
    auto const invented = files.empty();
    if (invented) {
        files.emplace_back(EQUIPOISE_EXAMPLES_DATA "/invented_table.csv");
    }
    auto pictures = std::vector<support::picture>{};
    for (auto const& file : files) {
        auto const table = eq::read_io_table(file, chosen.join ? eq::parts_of_states::join : eq::parts_of_states::keep);
        auto const world = table.system();
        auto const name = std::filesystem::path{file}.filename().string();
        check_name("--power", chosen.power, table.regions(), name);
        check_name("--user", chosen.user, users_of(world), name);
        auto users = by_user(world, chosen.power); // before anything is printed, as it may throw
        users.resize(std::min(users.size(), shown_users));
        std::printf("%s%s: %s of %s%s%s\n\n", invented ? "INVENTED FIGURES: " : "", name.c_str(),
                    counted(world.size(), "sector").c_str(), counted(world.regions().size(), "region").c_str(),
                    table.unit.empty() ? "" : ", in ", table.unit.c_str());
        print_shares(world, chosen.power, chosen.user);
        print_origins(world, chosen.power, chosen.user);
        print_sectors(table, world, chosen.power, chosen.user);
        print_users(users, chosen.power);
        print_unused(table);
        if (pictures.empty()) {
            pictures.push_back(
                support::look_through_bars(users, {chosen.power + " in what others use",
                                                   "share of all output that the final demand of a region calls for",
                                                   invented ? "Invented figures" : name}));
        }
    }
    std::printf("%s\n", notes);
    if (!chosen.pictures.empty()) {
        for (auto const& picture : support::draw(chosen.pictures, pictures)) {
            std::fprintf(stderr, "%s\n", picture.string().c_str());
        }
    }
}

} // namespace

int main(int count, char** arguments)
try {
    auto const chosen = parse(count, arguments);
    if (chosen.help) {
        std::printf("%s", help);
        return 0;
    }
    run(chosen);
} catch (usage_error const& e) {
    std::fprintf(stderr, "look_through: %s\n", e.what());
    return 2;
} catch (std::exception const& e) {
    std::fprintf(stderr, "look_through: %s\n", e.what());
    return 1;
}
