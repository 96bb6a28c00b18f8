// SPDX-License-Identifier: BSL-1.0
// What is got wrong most often is answered briefly, with what to write instead.
// FEWER THAN 20 LINES
// FAIL 1: name the amount of a row: hhi\(rows, &row::usd\)
// FAIL 2: give ids and amounts in the flows' types: .*CHN.*_iso3
// FAIL 3: give ids and amounts in the flows' types: .*CHN.*_iso3
// FAIL 4: a ledger is measured by measure\(ledger, index\)
// FAIL 5: a ledger is measured by measure\(ledger, index\)
// FAIL 6: name the amount of a row
// FAIL 7: name the amount of a row
// FAIL 8: name the amount of a row: hill\(2\)\(rows, &row::usd\)
// FAIL 9: put what can be read only once into a vector first
// FAIL 10: put the amounts into a vector first
// FAIL 11: name the amount: measure\(rows, &row::usd, hhi\)
// FAIL 12: rows without a period: export_ledger\(rows, by_state\)
// FAIL 13: take by_state as the key, or what all rows tell
// FAIL 14: export_ledger\(rows, flow_projections
// FAIL 15: name id and amount of a row: portfolio<Id>\(rows, &row::state, &row::usd\)
// FAIL 16: give ids and amounts in the flows' types: .*CHN.*_iso3
// FAIL 17: put what can be read only once into a vector first
// FAIL 18: name the amount of a row
// FAIL 19: flows first: bound\(flows, hhi\)
// FAIL 20: flows first: why_undefined\(flows, hhi\)
// FAIL 21: flows first: estimate_of\(flows, hhi\)
// FAIL 22: invalid_parameter
// FAIL 23: is not an ISO 3166-1 alpha-3 code|an ISO 3166-1 alpha-3 code
// FAIL 24: name the amount of a row
// FAIL 25: give a power by its id, a state with its GDP: state\{id, 17e9\}
// FAIL 26: give a power by its id, a state with its GDP: state\{id, 17e9\}
// FAIL 27: give a power by its id, a state with its GDP: state\{id, 17e9\}
// FAIL 28: give a power by its id, a state with its GDP: state\{id, 17e9\}
// FAIL 29: export_ledger\(rows, by, \{\.rounding = 0\.5\}\)
// FAIL 30: export_ledger\(rows, by, \{\.rounding = 0\.5\}\)
// FAIL 31: name the option: \{\.rounding = 0\.5\}
// FAIL 32: invalid_amount
// FAIL 33: invalid_amount
// FAIL 34: invalid_amount
// FAIL 35: invalid_amount
// FAIL 36: invalid_amount
// FAIL 37: is not an ISO 3166-1 alpha-3 code|an ISO 3166-1 alpha-3 code
#include <equipoise/equipoise.hpp>
#include <equipoise/io.hpp>

#include <range/v3/istream_range.hpp>

#include <array>
#include <chrono>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace eq = equipoise;
using namespace eq::literals;

struct sale {
    std::string who;
    double usd;
};

struct price {
    double usd;
};

struct record {
    std::string origin;
    std::string destination;
    double amount;
};

struct shipment {
    std::string from;
    std::string to;
    double usd;
};

extern eq::portfolio<eq::iso3> const flows;
extern eq::state<eq::iso3> const mongolia;
extern std::vector<eq::flow<eq::iso3>> const rows;
extern eq::ledger<std::tuple<int, eq::iso3>, eq::iso3> const book;
extern std::vector<sale> const sales;
extern std::map<std::string, double> const by_name;
extern std::vector<record> const records;
extern std::vector<shipment> const shipments;
extern ranges::istream_view<double> numbers;

int main()
{
#ifdef EQUIPOISE_CONTROL
    static_assert(eq::measure(std::array{3.0, 1.0}, eq::hhi, eq::gini)[0] > eq::gini(std::array{3, 1}));
    static_assert(eq::concentration_ratio(std::array{price{3}, price{1}}, 1, &price::usd) == 0.75);
    return eq::hhi(sales, &sale::usd) + eq::exposure(flows, "CHN"_iso3) + eq::tilt(flows, "CHN"_iso3, "RUS"_iso3)
                       + eq::dependence(flows, mongolia, "CHN"_iso3) + eq::openness(mongolia)(flows)
                       + eq::measure(book, eq::hhi)[0].values[0] + eq::hill(2)(sales, &sale::usd)
                       + eq::exposure(eq::portfolio{by_name}, "CHN")
                       + eq::exposure(eq::portfolio<std::string>(sales, &sale::who, &sale::usd), "CHN")
                       + eq::hhi(numbers)
                   > 0
               ? static_cast<int>(eq::export_ledger(records, eq::by_state, {.rounding = 0.5}).size()
                                  + eq::export_ledger(
                                        shipments, eq::flow_projections{&shipment::from, &shipment::to, &shipment::usd})
                                        .size())
               : 0;
#elif defined(EQUIPOISE_FAIL_1)
    return eq::hhi(sales) > 0;
#elif defined(EQUIPOISE_FAIL_2)
    return eq::exposure(flows, "CHN") > 0;
#elif defined(EQUIPOISE_FAIL_3)
    return eq::exposure("CHN")(flows) > 0;
#elif defined(EQUIPOISE_FAIL_4)
    return eq::hhi(book) > 0;
#elif defined(EQUIPOISE_FAIL_5)
    return eq::hill(book, 2) > 0;
#elif defined(EQUIPOISE_FAIL_6)
    return eq::hhi(by_name) > 0;
#elif defined(EQUIPOISE_FAIL_7)
    return eq::normalized_hhi(sales, eq::positive) > 0;
#elif defined(EQUIPOISE_FAIL_8)
    return eq::hill(sales, 2) > 0;
#elif defined(EQUIPOISE_FAIL_9)
    return eq::shannon(numbers) > 0;
#elif defined(EQUIPOISE_FAIL_10)
    return eq::measure(numbers, eq::hhi, eq::shannon)[0] > 0;
#elif defined(EQUIPOISE_FAIL_11)
    return eq::measure(sales, eq::hhi)[0] > 0;
#elif defined(EQUIPOISE_FAIL_12)
    return eq::export_ledger(records).empty();
#elif defined(EQUIPOISE_FAIL_13)
    return eq::import_ledger(records, eq::by_period_state_and_channel).empty();
#elif defined(EQUIPOISE_FAIL_14)
    return eq::export_ledger(shipments).empty();
#elif defined(EQUIPOISE_FAIL_15)
    return eq::portfolio<std::string>(sales).empty();
#elif defined(EQUIPOISE_FAIL_16)
    return eq::tilt(flows, "CHN", "RUS") > 0;
#elif defined(EQUIPOISE_FAIL_17)
    return eq::hill(numbers, 0.5) > 0;
#elif defined(EQUIPOISE_FAIL_18)
    return eq::hhi(std::vector<std::chrono::seconds>(3)) > 0;
#elif defined(EQUIPOISE_FAIL_19)
    return eq::bound(eq::hhi, flows).low > 0;
#elif defined(EQUIPOISE_FAIL_20)
    return eq::why_undefined(eq::hhi, flows).empty();
#elif defined(EQUIPOISE_FAIL_21)
    return eq::estimate_of(eq::hhi, flows).value > 0;
#elif defined(EQUIPOISE_FAIL_22)
    constexpr auto world = eq::out_of{-1};
    return world == eq::listed;
#elif defined(EQUIPOISE_FAIL_23)
    return "MGN"_iso3 == "MNG"_iso3;
#elif defined(EQUIPOISE_FAIL_24)
    return eq::concentration_ratio(by_name, 2) > 0;
#elif defined(EQUIPOISE_FAIL_25)
    return eq::openness(flows, "MNG"_iso3) > 0;
#elif defined(EQUIPOISE_FAIL_26)
    return eq::exposure(flows, mongolia) > 0;
#elif defined(EQUIPOISE_FAIL_27)
    return eq::dependence("MNG"_iso3, "CHN"_iso3)(flows) > 0;
#elif defined(EQUIPOISE_FAIL_28)
    return eq::tilt(flows, mongolia, "CHN"_iso3) > 0;
#elif defined(EQUIPOISE_FAIL_29)
    return eq::export_ledger(rows, eq::by_state, 0.5).empty();
#elif defined(EQUIPOISE_FAIL_30)
    return eq::import_ledger(rows, eq::by_state, eq::own_flows::keep).empty();
#elif defined(EQUIPOISE_FAIL_31)
    return eq::io::read_exports(eq::io::text("o,d,v"), {}, eq::by_state, 0.5).ledger.empty();
#elif defined(EQUIPOISE_FAIL_32)
    constexpr auto value = eq::hhi(std::array{3.0, -1.0});
    return value > 0;
#elif defined(EQUIPOISE_FAIL_33)
    static_assert(eq::gini(std::array{3, -1}) > 0.5);
    return 0;
#elif defined(EQUIPOISE_FAIL_34)
    constexpr auto value = eq::hill(std::array{3.0, -1.0}, 2);
    return value > 0;
#elif defined(EQUIPOISE_FAIL_35)
    constexpr auto value = eq::concentration_ratio(std::array{price{3}, price{-1}}, 1, &price::usd);
    return value > 0;
#elif defined(EQUIPOISE_FAIL_36)
    constexpr auto values = eq::measure(std::array{3.0, -1.0}, eq::hhi, eq::gini);
    return values[0] > 0;
#elif defined(EQUIPOISE_FAIL_37)
    constexpr auto china = "CHM"_iso3;
    return eq::exposure(flows, china) > 0;
#endif
}
