// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/exposure/arms_stock.hpp>
#include <equipoise/model/building/ledger_builder.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include "../io/reading.hpp"
#include "../support/amounts.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

namespace tt = boost::test_tools;

namespace {

namespace eq = equipoise;
using namespace eq::literals;
using namespace named_states;

constexpr auto none = eq::absent_years::are_none;
using key = std::tuple<int, eq::iso3>;
using builder = eq::ledger_builder<key, eq::iso3>;

// Deliveries of arms to Mongolia in million trend-indicator values: SIPRI, table generated on 22 April 2022.
auto const mongolia = [] {
    auto rows = builder{};
    for (auto const& [year, amount] :
         {std::pair{2008, 14}, {2010, 27}, {2011, 3}, {2012, 79}, {2015, 74}, {2019, 17}}) {
        rows.add({year, mng}, rus, amount);
    }
    return rows.build();
}();

} // namespace

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(arms_stock)

BOOST_AUTO_TEST_CASE(windows)
{
    auto const ten = eq::window(mongolia, 2019, mng, none, 10);
    BOOST_TEST(ten.size() == 1U);
    BOOST_TEST(ten.amounts()[0] == 200);
    BOOST_TEST(eq::exposure(ten, rus) == 1);
    BOOST_TEST(eq::exposure(ten, chn) == 0);
    BOOST_TEST(eq::window(mongolia, 2019, mng, none).amounts()[0] == 91); // 2015-2019
    BOOST_TEST(eq::window(mongolia, 2019, mng, none, 1).amounts()[0] == 17);
    BOOST_TEST(eq::window(mongolia, 2012, mng, none).amounts()[0] == 123);
    BOOST_TEST(eq::window(mongolia, 2008, mng, none).amounts()[0] == 14); // years before the ledger begins, too
    BOOST_TEST(eq::window(mongolia, 2018, mng, none, 3).empty());
    BOOST_TEST(eq::window(mongolia, 2019, "KAZ"_iso3, none).empty());
    BOOST_TEST(eq::is_undefined(eq::exposure(eq::window(mongolia, 2018, mng, none, 3), rus)));
}

BOOST_AUTO_TEST_CASE(an_absent_year_is_a_gap_unless_it_is_said_to_be_none)
{
    BOOST_TEST(eq::window(mongolia, 2012, mng, eq::absent_years::are_unknown, 3).amounts()[0] == 109);
    BOOST_TEST(
        message_of<std::out_of_range>([] { (void)eq::window(mongolia, 2012, mng, eq::absent_years::are_unknown); })
        == "ledger: no flows under 2009 MNG");
    BOOST_TEST(message_of<std::out_of_range>(
                   [] { (void)eq::decaying_stock(mongolia, 2012, mng, 0.1, eq::absent_years::are_unknown); })
               == "ledger: no flows under 2009 MNG");
}

BOOST_AUTO_TEST_CASE(decay)
{
    auto rows = builder{};
    rows.add({2017, mng}, rus, 8);
    rows.add({2018, mng}, chn, 6);
    rows.add({2019, mng}, rus, 1);
    rows.add({2020, mng}, chn, 100);
    auto const ledger = rows.build();
    auto const half = eq::decaying_stock(ledger, 2019, mng, 0.5, none); // Russia 8/4 + 1, China 6/2
    BOOST_TEST(half.amounts()[0] == 3);
    BOOST_TEST(half.amounts()[1] == 3);
    BOOST_TEST(eq::exposure(half, rus) == 0.5);
    BOOST_TEST(eq::exposure(eq::decaying_stock(ledger, 2019, mng, 0, none), rus) == 0.6);
    BOOST_TEST(eq::exposure(eq::decaying_stock(ledger, 2019, mng, 1, none), rus) == 1);
    BOOST_TEST(eq::decaying_stock(ledger, 2016, mng, 0.5, none).empty());
    BOOST_TEST(eq::decaying_stock(ledger, 2029, mng, 0.5, none).amounts()[1] == 3 * 0x1p-10);
    // (1 - 1e-3)^1000 = exp(1000 ln(1 - 1e-3)): 0.36769542477096...
    auto const old = eq::decaying_stock(ledger, 3017, mng, 0.001, none);
    BOOST_TEST(old.amounts()[1] == 8 * 0.36769542477096434 + std::pow(0.999, 998), tt::tolerance(1e-13));
    BOOST_TEST(eq::decaying_stock(ledger, 2'000'000, mng, 0.5, none).empty());
}

BOOST_AUTO_TEST_CASE(unattributed_parts_decay_as_well)
{
    auto rows = builder{};
    rows.add({2018, mng}, rus, 2);
    rows.declare({2018, mng}, {.total = 4});
    rows.add({2019, mng}, rus, 1);
    rows.add({2019, mng}, chn, 1);
    auto const ledger = rows.build();
    auto const five = eq::window(ledger, 2019, mng, none); // Russia 3, China 1 and perhaps 2 more
    BOOST_TEST(five.size() == 1U);
    BOOST_TEST(eq::exposure(five, rus) == 0.5);
    BOOST_TEST((eq::bound(five, eq::exposure(chn)) == eq::interval{0, 0.5}));
    auto const half = eq::decaying_stock(ledger, 2019, mng, 0.5, none); // Russia 2 of 2 + 1 + 1
    BOOST_TEST(eq::exposure(half, rus) == 0.5);
    BOOST_TEST(half.residual_share() == 0.5);
    // with delta = 1 the year before does not matter
    BOOST_TEST(eq::decaying_stock(ledger, 2019, mng, 1, none).residual_share() == 0);
}

BOOST_AUTO_TEST_CASE(blocs_counts_and_quantities)
{
    auto counts = eq::ledger_builder<std::pair<unsigned, int>, int, int>{};
    counts.add({2018U, 1}, 7, 3);
    counts.add({2019U, 2}, 7, 1);
    counts.add({2019U, 2}, 8, 2);
    auto const ledger = counts.build();
    static_assert(std::is_same_v<decltype(eq::window(ledger, 2019U, 1, none)), eq::portfolio<int, int>>);
    static_assert(
        std::is_same_v<decltype(eq::decaying_stock(ledger, 2019U, 1, 0.5, none)), eq::portfolio<int, double>>);
    BOOST_TEST(eq::window(ledger, 2019U, eq::bloc{1, 2}, none).amounts()[0] == 4);
    BOOST_TEST(eq::decaying_stock(ledger, 2019U, eq::bloc{1, 2}, 0.5, none).amounts()[0] == 2.5);
    auto early = eq::ledger_builder<std::pair<unsigned, int>, int, int>{};
    early.add({0U, 1}, 7, 3);
    auto const from_zero = early.build();
    BOOST_TEST(eq::decaying_stock(from_zero, 2U, 1, 0.5, none).amounts()[0] == 0.75);

    auto weights = eq::ledger_builder<std::tuple<int, int>, int, support::tonnes>{};
    weights.add({2018, 1}, 7, {3});
    weights.add({2019, 1}, 8, {2});
    auto const heavy = weights.build();
    BOOST_TEST(eq::exposure(eq::window(heavy, 2019, 1, none), 7) == 0.6);
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::window(mongolia, 2019, mng, none, 0); })
               == "window: number of years is 0; it must be at least 1");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::decaying_stock(mongolia, 2019, mng, 1.5, none); })
               == "decaying_stock: delta is 1.5; it must be in [0, 1]");
    BOOST_CHECK_THROW((void)eq::decaying_stock(mongolia, 2019, mng, -0.1, none), eq::invalid_parameter);
    BOOST_CHECK_THROW((void)eq::decaying_stock(mongolia, 2019, mng, eq::undefined, none), eq::invalid_parameter);
}

// SIPRI's own tables: recipient by supplier and year; an empty cell is no delivery, a 0 is less than half a million.
BOOST_AUTO_TEST_CASE(sipri_tables)
{
    struct expected {
        char const* file;
        int years;
        double from_russia;
        double from_all;
    };
    for (auto const& [name, years, from_russia, from_all] :
         {expected{"arms/sipri_tiv_2022/TIV-Import-MON-1950-2021.csv", 10, 200, 200},
          expected{"arms/sipri_tiv_2022/TIV-Import-KAZ-1950-2021.csv", 10, 1541, 1876},
          expected{"arms/sipri_tiv_2022/TIV-Import-KAZ-1950-2021.csv", 5, 1289, 1440}}) {
        auto const file = reading::reference(name);
        if (!file) {
            continue;
        }
        auto options = eq::io::delimited_options<>{.columns = {""}, .find_header = true};
        for (auto year = 2000; year <= 2021; ++year) {
            options.columns.emplace_back(std::to_string(year));
        }
        auto rows = eq::ledger_builder<std::tuple<int, int>, std::string>{};
        eq::io::for_each_row(*file, options, [&](eq::io::row const& row) {
            auto const supplier = std::string{row.trimmed(0)};
            if (supplier.empty() || supplier == "Total") {
                return;
            }
            for (std::size_t i = 1; i < row.size(); ++i) {
                if (auto const amount = row.known<double>(i)) {
                    rows.add({1999 + static_cast<int>(i), 0}, supplier, *amount);
                }
            }
        });
        auto const ledger = rows.build();
        auto const arms = eq::window(ledger, 2019, 0, none, years);
        BOOST_TEST(arms.totals().whole().value() == from_all, tt::tolerance(0.001)); // printed totals are rounded
        BOOST_TEST(eq::exposure(arms, std::string{"Russia"}) == from_russia / from_all, tt::tolerance(0.001));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
