// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/supply/energy.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace eq::literals;
using namespace named_states;

namespace {

using fuel = eq::fuel<flows>;

} // namespace

BOOST_AUTO_TEST_SUITE(supply)
BOOST_AUTO_TEST_SUITE(energy)

BOOST_AUTO_TEST_CASE(by_hand)
{
    // oil: 3/4 of the imports are Russia's, all of it is imported, 1/4 of the energy; coal is exported; the rest is
    // water
    auto const supply = std::vector<fuel>{
        {"oil", flows{{chn, 1}, {rus, 3}}, 1, 0.25}, {"coal", flows{{rus, 1}}, -3, 0.5}, {"water", flows{}, 0, 0.25}};
    BOOST_TEST(eq::energy_dependence(supply, rus) == 0.1875);
    BOOST_TEST(eq::energy_dependence(supply, chn) == 0.0625);
    BOOST_TEST(eq::energy_dependence(supply, "JPN"_iso3) == 0);
    BOOST_TEST(eq::energy_dependence(supply, eq::bloc{chn, rus}) == 0.25);
    BOOST_TEST((eq::energy_dependence.bound(supply, rus) == eq::interval{0.1875, 0.1875}));
    BOOST_TEST(eq::energy_dependence.why_undefined(supply, rus) == "");
    BOOST_TEST(eq::energy_dependence(std::array{fuel{"gas", flows{{rus, 1}}, 1, 1}}, rus) == 1);
    auto const views = std::array{eq::fuel<eq::portfolio_view<eq::iso3>>{"gas", supply[0].imports, 0.5, 1}};
    BOOST_TEST(eq::energy_dependence(views, rus) == 0.375);
}

BOOST_AUTO_TEST_CASE(unknown_is_not_zero)
{
    auto const oil = fuel{"oil", flows{{chn, 1}, {rus, 3}}, 1, 0.5};
    auto const check = [](std::vector<fuel> const& supply, eq::interval expected, std::string_view why) {
        BOOST_TEST(eq::is_undefined(eq::energy_dependence(supply, rus)));
        BOOST_TEST((eq::energy_dependence.bound(supply, rus) == expected));
        BOOST_TEST(eq::energy_dependence.why_undefined(supply, rus) == why);
    };
    auto const part = std::string_view{"an input of the measure is not known; bound() gives an interval"};
    check({oil}, {0.375, 0.875}, part);                                              // half of the energy is missing
    check({oil, {"gas", flows{{rus, 1}, {chn, 1}}, {}, 0.5}}, {0.375, 0.625}, part); // import dependence
    check({oil, {"gas", flows{{rus, 1}, {chn, 1}}, 0.5, {}}}, {0.375, 0.5}, part);   // share of the fuel
    check({oil, {"gas", flows{}, 0.5, 0.5}}, {0.375, 0.625}, part);                  // suppliers
    check({oil, {"gas", flows{{{chn, 1}}, {.total = 2}}, 0.5, 0.5}}, {0.375, 0.5},
          "the partner is not listed and part of the total is not attributed; bound() gives an interval");
    check({oil, {"gas", flows{}, {}, 0.5}}, {0.375, 0.875}, part);
    BOOST_TEST(eq::is_undefined(eq::energy_dependence(std::vector<fuel>{}, rus)));
    BOOST_TEST(eq::energy_dependence.why_undefined(std::vector<fuel>{}, rus) == "there are no partners");

    // what does not count need not be known
    BOOST_TEST(eq::energy_dependence(std::vector<fuel>{oil, {"gas", flows{{chn, 1}}, {}, 0.5}}, rus) == 0.375);
    BOOST_TEST(eq::energy_dependence(std::vector<fuel>{oil, {"gas", flows{{chn, 1}}, 1, {}}}, rus) == 0.375);
    auto const all = fuel{"oil", flows{{chn, 1}, {rus, 3}}, 1, 1};
    BOOST_TEST(eq::energy_dependence(std::vector<fuel>{all, {"gas", flows{}, {}, 0}}, rus) == 0.75);
    BOOST_TEST(eq::energy_dependence(std::vector<fuel>{all, {"gas", flows{{rus, 1}}, 1, {}}}, rus) == 0.75);
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    auto const oil = fuel{"oil", flows{{rus, 3}}, 1, 0.75};
    auto const message = [&](fuel const& other) {
        return message_of<eq::invalid_parameter>([&] { (void)eq::energy_dependence(std::array{oil, other}, rus); });
    };
    BOOST_TEST(message({"gas", flows{}, 0, 0.5})
               == "energy_dependence: sum of the shares of the fuels is 1.25; it must be 1, or less where fuels are "
                  "missing");
    BOOST_TEST(message({"gas", flows{}, 0, 1.5}) == "energy_dependence: share of gas is 1.5; it must be in [0, 1]");
    BOOST_TEST(message({"gas", flows{}, 1.5, 0.25})
               == "energy_dependence: import dependence of gas is 1.5; it must be at most 1; subtract the imports "
                  "that go into stocks");
    BOOST_TEST(message({"gas", flows{}, eq::undefined, 0.25}) != "(no exception)");
    BOOST_TEST(message({"gas", flows{}, 0, eq::undefined}) != "(no exception)");
}

BOOST_AUTO_TEST_CASE(net_import_dependence)
{
    constexpr auto infinity = std::numeric_limits<double>::infinity();
    using balance = eq::import_balance;
    auto const unknown = std::optional<double>{};
    BOOST_TEST(eq::net_import_dependence({.imports = 8, .exports = 2, .consumption = 12}) == 0.5);
    BOOST_TEST((eq::net_import_dependence.bound({.imports = 8, .exports = 2}) == eq::interval{0, infinity}));
    BOOST_TEST(eq::net_import_dependence.result(balance{8, 2, 12}).value == 0.5);
    BOOST_TEST(eq::net_import_dependence(balance{8, 2, 12}) == 0.5);
    BOOST_TEST(eq::net_import_dependence(balance{2, 8, 12}) == -0.5);
    BOOST_TEST(eq::net_import_dependence(balance{15, 0, 12}) == 1.25); // into stocks
    BOOST_TEST(eq::net_import_dependence(balance{0, 0, 12}) == 0);
    BOOST_TEST((eq::net_import_dependence.bound(balance{8, 2, 12}) == eq::interval{0.5, 0.5}));
    BOOST_TEST(eq::is_undefined(eq::net_import_dependence(balance{8, 2, unknown})));
    BOOST_TEST(eq::net_import_dependence.why_undefined(balance{8, 2, unknown}) == eq::words(eq::reason::unknown_part));
    BOOST_TEST((eq::net_import_dependence.bound(balance{8, 2, unknown}) == eq::interval{0, infinity}));
    BOOST_TEST((eq::net_import_dependence.bound(balance{2, 8, unknown}) == eq::interval{-infinity, 0}));
    BOOST_TEST((eq::net_import_dependence.bound(balance{8, unknown, 16}) == eq::interval{-infinity, 0.5}));
    BOOST_TEST((eq::net_import_dependence.bound(balance{unknown, 8, 16}) == eq::interval{-0.5, infinity}));
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::net_import_dependence(eq::import_balance{1, 0, 0}); })
               == "net_import_dependence: consumption is 0; it must be positive and finite");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::net_import_dependence(eq::import_balance{-1, 0, 1}); })
               == "net_import_dependence: imports is -1; it must be finite and not negative");
    BOOST_CHECK_THROW((void)eq::net_import_dependence({1, eq::undefined, 1}), eq::invalid_parameter);
}

// UN Comtrade 2017: Russia has 83.01 % of Mongolia's imports of fuels. If they were all of its oil and nothing else:
BOOST_AUTO_TEST_CASE(mongolia_2017)
{
    auto const imports = flows{{{rus, 83.01}, {chn, 12.97}}, {.total = 100}};
    auto const supply = std::array{fuel{"oil products", imports, 1, 0.3}, fuel{"coal", flows{}, -1, 0.7}};
    BOOST_TEST(eq::energy_dependence(supply, rus) == 0.24903, tt::tolerance(1e-15));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
