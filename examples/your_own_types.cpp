// SPDX-License-Identifier: BSL-1.0
// Records of your own: a struct read through a projection, columns, a map, an enumeration as identifier, and range-v3
// pipelines.
#include <equipoise/equipoise.hpp>

#include <range/v3/view/filter.hpp>
#include <range/v3/view/transform.hpp>

#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace eq = equipoise;

namespace {

struct shipment {
    std::string buyer;
    std::string good;
    long tonnes;
};

enum class power { china, russia, other };

} // namespace

int main()
{
    auto const shipments = std::vector<shipment>{
        // invented
        {"CN", "coal", 2400}, {"CN", "copper", 600}, {"CH", "gold", 10}, {"RU", "coal", 90}, {"CN", "coal", 300},
    };

    // An index of single rows: here, the concentration of the shipments.
    std::printf("HHI of the shipments           %.4f\n", eq::hhi(shipments, &shipment::tonnes));

    // A portfolio sums the rows of each partner: here, the concentration of the buyers.
    auto const buyers = eq::portfolio<std::string, long>{shipments, &shipment::buyer, &shipment::tonnes};
    std::printf("HHI of the buyers              %.4f\n", eq::hhi(buyers));
    std::printf("exposure to CN                 %.4f\n", eq::exposure(buyers, "CN"));

    // A pipeline is a range like any other, even if it can be read only once.
    auto const coal = [](shipment const& s) { return s.good == "coal"; };
    auto coal_rows = shipments | ranges::views::filter(coal) | ranges::views::transform(&shipment::tonnes);
    std::printf("largest coal shipment's share  %.4f\n", eq::concentration_ratio(coal_rows, 1));

    // Columns of a table of which each row is a flow from a seller to a buyer (also invented).
    auto const sellers = std::vector<std::string>{"MN", "KZ", "MN", "MN"};
    auto const sold_to = std::vector<std::string>{"CN", "RU", "CH", "CN"};
    auto const dollars = std::vector<double>{200, 500, 100, 100};
    auto const exports = eq::export_ledger(eq::column_flows{sellers, sold_to, dollars}, eq::by_state);
    std::printf("HHI of MN's exports            %.4f\n", eq::hhi(exports.at("MN")));

    // A map of partners and amounts, with an enumeration as identifier.
    // Arms to Kazakhstan 2010-2019, million TIV (SIPRI, April 2022).
    auto const arms = std::map<power, double>{{power::china, 36}, {power::russia, 1541}, {power::other, 299}};
    auto const suppliers = eq::portfolio<power>{arms};
    std::printf("tilt, China to Russia          %+.4f\n", eq::tilt(suppliers, power::china, power::russia));

    // Indices are values: choose one, keep several, measure them in one pass.
    for (auto const value : eq::measure(suppliers, eq::hhi, eq::shannon, eq::gini)) {
        std::printf("%.4f ", value);
    }
    std::printf("(HHI, entropy, Gini of the suppliers)\n");
}
