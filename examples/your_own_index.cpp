// SPDX-License-Identifier: BSL-1.0
// An index of your own. The rule in support/simpson_evenness.hpp states what it is; all that follows works at once.
#include "support/simpson_evenness.hpp"

#include <equipoise/concentration/dominance.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/model/identifiers.hpp>
#include <equipoise/model/portfolio.hpp>

#include <cstdio>
#include <string>
#include <vector>

namespace eq = equipoise;
using namespace eq::literals;
using own::simpson_evenness;

int main()
{
    // The exports of a state by destination, in billions of dollars.
    struct row {
        std::string destination;
        double usd;
    };
    auto const rows = std::vector<row>{{"China", 8.4}, {"Switzerland", 2.1}, {"Singapore", 0.9}, {"Russia", 0.1}};

    auto const evenness = simpson_evenness(rows, &row::usd);
    std::printf("Simpson's evenness     %.4f\n", evenness);
    std::printf("out of 190 states      %.4f\n", simpson_evenness(rows, eq::out_of{190}, &row::usd));

    // It is measured together with the indices of the library, in one pass over the rows.
    auto const [hhi, together] = eq::measure(rows, &row::usd, eq::hhi, simpson_evenness);
    std::printf("with hhi in one pass   %.4f and %.4f\n", hhi, together);
    std::printf("1 - dual_hhi           %.4f\n", 1 - eq::dual_hhi(rows, &row::usd));

    // A portfolio of which 0.5 of 12 is not attributed to any destination: undefined, with the reason.
    auto const exports = eq::portfolio<eq::iso3>{
        {{"CHN"_iso3, 8.4}, {"CHE"_iso3, 2.1}, {"SGP"_iso3, 0.9}, {"RUS"_iso3, 0.1}}, {.total = 12}};
    std::printf("with an unknown rest   undefined, as %s\n",
                std::string{exports | eq::why_undefined(simpson_evenness)}.c_str());

    auto const about = eq::describe(simpson_evenness);
    std::printf("described              %s = %s, in [%.2f, %.0f] for 4 partners; %s\n", about.symbol.data(),
                about.formula.data(), about.range(4).low, about.range(4).high, about.source.data());
}
