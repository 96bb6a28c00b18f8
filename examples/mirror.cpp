// SPDX-License-Identifier: BSL-1.0
// Every flow is reported twice, by the state that exports and by the state that imports. How exposed Mongolia and
// Kazakhstan are to China and Russia by their own reports, by those of their partners, and within which bounds if each
// flow is somewhere between its two reports:
//
//     mirror                                   with the invented pair of files in data/
//     mirror EXPORTS.csv IMPORTS.csv [LOW HIGH]    with files of a provider, and the rates of freight and insurance,
//                                              which are .05 and .10 where they are not given
#include <equipoise/codes/names.hpp>
#include <equipoise/exposure/report.hpp>
#include <equipoise/io/formats/mirror.hpp>
#include <equipoise/io/formats/read.hpp>
#include <equipoise/uncertainty/decisive_flow.hpp>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <limits>
#include <string>
#include <tuple>
#include <utility>

namespace eq = equipoise;
using namespace eq::literals;

namespace {

using key = std::tuple<int, eq::iso3>; // a year and a state
using ledger = eq::ledger<key, eq::iso3>;
using ranges = eq::interval_ledger<key, eq::iso3>;

/// "0.9231", "0.8800 to 0.9300", or "not known"
std::string text_of(eq::interval const& value)
{
    char text[64] = "not known";
    if (!eq::is_undefined(value.low)) {
        auto const* const format = value.is_point() ? "%.4f" : "%.4f to %.4f";
        std::snprintf(text, sizeof text, format, value.low, value.high);
    }
    return text;
}

/// The exposure of a state in a ledger; NaN where the ledger has no flows of it.
template <class Ledger>
eq::interval exposure_in(Ledger const& flows, key const& state, eq::iso3 power)
{
    auto const found = flows.find(state);
    return found ? eq::bound(*found, eq::exposure(power)) : eq::interval{eq::undefined, eq::undefined};
}

/// What three ledgers say of the exports of all states: the states' own reports; those of the partners, of which each
/// that reports nothing is missing; and both as ranges.
struct reports {
    ledger own;
    ledger imports;     ///< under the keys of the partners
    ledger of_partners; ///< the same flows under the keys of the exporters
    ranges both;
};

/// A missing report is no report of 0.
std::string text_of(reports const& all, key const& state, eq::iso3 power, bool by_partners)
{
    auto const reporter = by_partners ? key{std::get<0>(state), power} : state;
    if (!(by_partners ? all.imports : all.own).find(reporter)) {
        return std::get<1>(reporter).str() + " reports nothing";
    }
    return text_of(exposure_in(by_partners ? all.of_partners : all.own, state, power));
}

void print_exposures(key const& state, reports const& all)
{
    auto const [year, code] = state;
    std::printf("\nExports of %s, %d\n  %-12s%-22s%-28s%s\n", std::string{eq::english_name(code)}.c_str(), year,
                "share of", "by its own report", "by partners that report", "bounds from both");
    for (auto const power : {"CHN"_iso3, "RUS"_iso3}) {
        if (power != code) {
            std::printf("  %-12s%-22s%-28s%s\n", std::string{eq::english_name(power)}.c_str(),
                        text_of(all, state, power, false).c_str(), text_of(all, state, power, true).c_str(),
                        text_of(exposure_in(all.both, state, power)).c_str());
        }
    }
}

/// Prints which of two states is more exposed to a power, or which flow would tell.
void compare(ranges const& both, key const& one, key const& other, eq::iso3 power)
{
    if (!both.find(one) || !both.find(other)) {
        return;
    }
    auto const name = [](key const& of) { return std::get<1>(of).str(); };
    auto const found = eq::decisive_flow(both, eq::exposure(power), one, other);
    if (found) {
        std::printf(
            "Whether %s or %s is more exposed to %s is not certain; it would help most to know the flow of %s to "
            "%s.\n",
            name(one).c_str(), name(other).c_str(), power.str().c_str(), name(found->key).c_str(),
            found->partner ? found->partner->str().c_str() : "partners that are not listed");
        return;
    }
    auto const first = exposure_in(both, one, power);
    auto const second = exposure_in(both, other, power);
    auto const one_above = first.low >= second.high;
    std::printf("%s is more exposed to %s than %s, whatever the true amounts are between the reports.\n",
                name(one_above ? one : other).c_str(), power.str().c_str(), name(one_above ? other : one).c_str());
}

/// The number that a text is, or NaN.
double number(char const* text)
{
    char* end = nullptr;
    auto const value = std::strtod(text, &end);
    return end != text && *end == '\0' ? value : std::numeric_limits<double>::quiet_NaN();
}

} // namespace

int main(int argc, char** argv)
try {
    auto const rates = argc == 5 ? std::pair{number(argv[3]), number(argv[4])} : std::pair{.05, .10};
    if ((argc != 1 && argc != 3 && argc != 5) || std::isnan(rates.first) || std::isnan(rates.second)) {
        std::fprintf(stderr, "usage: mirror [EXPORTS.csv IMPORTS.csv [LOW HIGH]]    LOW and HIGH as in 0.05 0.10\n");
        return 2;
    }
    auto const data = std::string{EQUIPOISE_EXAMPLES_DATA};
    auto const given = argc > 2;
    auto const cif = eq::cif_rate{rates.first, rates.second};
    auto const exports = eq::io::read(given ? argv[1] : data + "/invented_exports.csv");
    auto const imports = eq::io::read(given ? argv[2] : data + "/invented_imports.csv");
    auto const year = exports.flows.empty() ? 0 : exports.flows.front().period;
    std::printf("%s%s and %s, freight and insurance %.2f to %.2f\n", given ? "" : "INVENTED FIGURES: ",
                exports.report.file.substr(exports.report.file.rfind('/') + 1).c_str(),
                imports.report.file.substr(imports.report.file.rfind('/') + 1).c_str(), cif.low(), cif.high());

    auto const both = eq::io::mirror_files(exports, imports, {.cif = cif});
    std::printf("%s", both.report().text().c_str());

    // what partners report alone, as if no exporter had reported; one rate of freight for all changes no share
    auto bought = eq::import_ledger(imports);
    auto of_partners = eq::mirror(ledger{}, bought, {.between_silent = eq::silent_pairs::omitted}).reconciled_exports();
    auto const all = reports{eq::export_ledger(exports), std::move(bought), std::move(of_partners), both.exports()};
    auto const mongolia = key{year, "MNG"_iso3};
    auto const kazakhstan = key{year, "KAZ"_iso3};
    for (auto const& state : {mongolia, kazakhstan, key{year, "RUS"_iso3}}) {
        print_exposures(state, all);
    }
    std::printf("\n");
    for (auto const power : {"CHN"_iso3, "RUS"_iso3}) {
        compare(all.both, mongolia, kazakhstan, power);
    }
} catch (std::exception const& e) {
    std::fprintf(stderr, "mirror: %s\n", e.what());
    return 1;
}
