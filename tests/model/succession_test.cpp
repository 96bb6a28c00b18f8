// SPDX-License-Identifier: BSL-1.0
#include <equipoise/change/turnover.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/model/succession.hpp>

#include <boost/test/unit_test.hpp>

#include <random>
#include <string>
#include <tuple>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

using row = eq::flow<eq::iso3, double, int>;

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(succession)

// 1991 the Soviet Union 80 and China 20, 1992 Russia 80 and China 20: nobody came or left.
BOOST_AUTO_TEST_CASE(a_state_that_goes_on_under_another_name_is_not_new)
{
    auto const before = eq::portfolio<eq::iso3>{{"SUN"_iso3, 80}, {"CHN"_iso3, 20}};
    auto const after = eq::portfolio<eq::iso3>{{"RUS"_iso3, 80}, {"CHN"_iso3, 20}};
    BOOST_TEST(eq::turnover(after, before) == .8);
    auto const joined = eq::joined(before, eq::successions::continued);
    BOOST_TEST(eq::turnover(after, joined) == 0);
    BOOST_TEST(eq::turnover(eq::joined(after, eq::successions::continued), joined) == 0);
    BOOST_TEST((joined.ids()[0] == "CHN"_iso3 && joined.ids()[1] == "RUS"_iso3 && joined.amounts()[1] == 80));
    BOOST_TEST(eq::hhi(joined) == eq::hhi(before));
}

// Mongolia buys 80 from the Soviet Union in 1991 and from Russia in 1992; what these two buy is theirs under one key.
BOOST_AUTO_TEST_CASE(a_whole_ledger)
{
    auto const rows = std::vector<row>{{"SUN"_iso3, "MNG"_iso3, 80, 1991}, {"CHN"_iso3, "MNG"_iso3, 20, 1991},
                                       {"RUS"_iso3, "MNG"_iso3, 80, 1992}, {"CHN"_iso3, "MNG"_iso3, 20, 1992},
                                       {"MNG"_iso3, "SUN"_iso3, 7, 1991},  {"MNG"_iso3, "RUS"_iso3, 5, 1992}};
    auto imports = eq::import_ledger(rows);
    imports.state_amounts_in("US$");
    auto const joined = eq::joined(imports, eq::successions::continued);
    BOOST_TEST(joined.amounts_in() == "US$");
    auto const before = joined.at({1991, "MNG"_iso3});
    BOOST_TEST(eq::turnover(joined.at({1992, "MNG"_iso3}), before) == 0);
    BOOST_TEST(before.amounts()[1] == 80);
    BOOST_TEST((joined.size() == 4 && !joined.knows("SUN"_iso3)));
    BOOST_TEST(joined.at({1991, "RUS"_iso3}).amounts()[0] == 7);
    auto const by_state = eq::joined(eq::import_ledger(rows, eq::by_state), eq::successions::continued);
    BOOST_TEST(by_state.at("RUS"_iso3).amounts()[0] == 12);
    BOOST_TEST(eq::joined(eq::ledger<eq::iso3, eq::iso3>{}, eq::successions::continued).empty());
}

// East Germany bought 1 and West Germany 3 from France, and West Germany 5 from East Germany: Germany 4, and 5 of
// itself.
BOOST_AUTO_TEST_CASE(flows_between_states_that_become_one_are_set_aside)
{
    auto const rows = std::vector<row>{{"FRA"_iso3, "DDR"_iso3, 1, 1990},
                                       {"FRA"_iso3, "DEU"_iso3, 3, 1990},
                                       {"DDR"_iso3, "DEU"_iso3, 5, 1990},
                                       {"FRA"_iso3, "FRA"_iso3, 2, 1990}};
    auto const joined = eq::joined(eq::import_ledger(rows), eq::successions::united);
    auto const germany = joined.at({1990, "DEU"_iso3});
    BOOST_TEST((germany.size() == 1 && germany.amounts()[0] == 4));
    BOOST_TEST((joined.own_rows() == 2 && joined.own_amount() == 7));
    BOOST_TEST(eq::import_ledger(rows).own_rows() == 1U);
}

// Of 15 that East Germany bought, 10 came from France; of 50 of West Germany, 20 from France and 10 from the USA. Of 65
// together, 30 came from France, and at least 10 from the USA, which may have a part of the 5 that are not attributed.
BOOST_AUTO_TEST_CASE(declared_totals_of_portfolios_that_become_one_are_added)
{
    auto builder = eq::ledger_builder<eq::iso3, eq::iso3>{};
    builder.add("DDR"_iso3, "FRA"_iso3, 10);
    builder.add("DEU"_iso3, "FRA"_iso3, 20);
    builder.add("DEU"_iso3, "USA"_iso3, 10);
    builder.add("SUN"_iso3, "USA"_iso3, 1);
    builder.declare("DDR"_iso3, {.total = 15.0});
    builder.declare("DEU"_iso3, {.total = 50.0});
    builder.declare("SUN"_iso3, {.total = 4.0});
    auto const flows = builder.build();
    auto const joined = eq::joined(flows, eq::successions::united);
    auto const germany = joined.at("DEU"_iso3);
    BOOST_TEST((germany.size() == 1 && germany.share(0) == 30. / 65));
    BOOST_REQUIRE(germany.unknown().size() == 1U);
    BOOST_TEST((germany.unknown()[0].id == "USA"_iso3 && germany.unknown()[0].amount == 10));
    BOOST_TEST(joined.contradictions().empty());
    auto const russia = eq::joined(flows, eq::successions::continued).at("RUS"_iso3);
    BOOST_TEST((russia.share(0) == .25 && russia.residual_share() == .75));
}

BOOST_AUTO_TEST_CASE(unknown_amounts_of_a_ledger_stay_unknown)
{
    auto builder = eq::ledger_builder<eq::iso3, eq::iso3>{};
    builder.add("MNG"_iso3, "RUS"_iso3, 50);
    builder.add("MNG"_iso3, "CHN"_iso3, 20);
    builder.add_unknown("MNG"_iso3, "SUN"_iso3, 3);
    builder.add_unknown("YUG"_iso3, {});
    auto const joined = eq::joined(builder.build(), eq::successions::continued);
    auto const mongolia = joined.at("MNG"_iso3);
    BOOST_TEST((mongolia.size() == 1 && mongolia.unknown().size() == 1));
    BOOST_TEST((mongolia.unknown()[0].id == "RUS"_iso3 && mongolia.unknown()[0].amount == 50));
    BOOST_TEST(joined.at("SRB"_iso3).unnamed() == 1U);
    BOOST_TEST(joined.unknown()[0].rows == 3U);
}

// Joining flows and joining their ledger is the same, whatever the order: amounts are whole.
BOOST_AUTO_TEST_CASE(the_ledger_of_joined_flows_is_the_joined_ledger)
{
    auto draw = std::mt19937{3};
    auto const codes = std::vector{"SUN"_iso3, "RUS"_iso3, "YUG"_iso3, "SRB"_iso3, "SCG"_iso3, "CHN"_iso3, "MNG"_iso3};
    for (auto trial = 0; trial < 20; ++trial) {
        auto rows = std::vector<row>{};
        for (auto i = 0; i < 60; ++i) {
            rows.push_back({codes[draw() % 7], codes[draw() % 7], static_cast<double>(draw() % 9),
                            static_cast<int>(1990 + draw() % 3)});
        }
        auto const expected = eq::export_ledger(eq::joined(rows, eq::successions::continued));
        auto const found = eq::joined(eq::export_ledger(rows), eq::successions::continued);
        auto const text = [](auto const& flows) {
            auto all = std::string{};
            for (auto const& [key, trade] : flows) {
                all += std::to_string(std::get<0>(key)) + std::get<1>(key).str();
                for (auto const& [partner, amount] : trade) {
                    all += ' ' + partner.str() + ' ' + std::to_string(amount);
                }
            }
            return all;
        };
        BOOST_TEST(text(found) == text(expected));
        BOOST_TEST(found.own_amount() == expected.own_amount());
    }
}

BOOST_AUTO_TEST_CASE(two_partners_become_one)
{
    // SUN 30 and RUS 50 in one year: RUS 80, of 100: HHI .64 + .04
    auto const flows = eq::portfolio<eq::iso3>{{"SUN"_iso3, 30}, {"RUS"_iso3, 50}, {"CHN"_iso3, 20}};
    auto const joined = eq::joined(flows.view(), eq::successions::continued);
    BOOST_TEST((joined.size() == 2 && joined.amounts()[1] == 80));
    BOOST_TEST(eq::hhi(joined) == .68, boost::test_tools::tolerance(1e-15));
    // East and West Germany are one where it is asked for
    auto const germanies = eq::portfolio<eq::iso3>{{"DDR"_iso3, 1}, {"DEU"_iso3, 3}};
    BOOST_TEST(eq::hhi(eq::joined(germanies, eq::successions::united)) == 1);
    BOOST_TEST(eq::hhi(eq::joined(germanies, eq::successions::continued)) == .625);
}

BOOST_AUTO_TEST_CASE(totals_stay_what_they_are)
{
    auto const known = eq::declared<double>{.total = 200.0};
    auto const flows = eq::portfolio<eq::iso3>{{{"SUN"_iso3, 30}, {"RUS"_iso3, 50}, {"CHN"_iso3, 20}}, known};
    auto const joined = eq::joined(flows, eq::successions::continued);
    BOOST_TEST(joined.residual_share() == .5);
    BOOST_TEST(joined.share(1) == .4);
    auto const renamed = eq::joined(eq::portfolio<eq::iso3>{{{"SUN"_iso3, 80}}, known}, eq::successions::continued);
    BOOST_TEST((renamed.ids()[0] == "RUS"_iso3 && renamed.share(0) == .4 && renamed.residual_share() == .6));
    BOOST_TEST(eq::joined(eq::portfolio<eq::iso3>{}, eq::successions::continued).empty());
}

BOOST_AUTO_TEST_CASE(an_unknown_amount_stays_unknown)
{
    auto const flows = eq::portfolio<eq::iso3>{{"CHN"_iso3, 20}, {"RUS"_iso3, 50}};
    // the Soviet Union's amount is not known, so that Russia's is 50 or more
    auto const joined = eq::joined(flows.with_unknown({"SUN"_iso3}), eq::successions::continued);
    BOOST_TEST((joined.size() == 1 && joined.unknown().size() == 1));
    BOOST_TEST((joined.unknown()[0] == eq::partner<eq::iso3>{"RUS"_iso3, 50}));
    BOOST_TEST((joined.totals().why_open() == eq::reason::unknown_amount));
    // where Russia is not listed, it is of unknown amount; and under a declared total as well
    auto const alone = eq::portfolio<eq::iso3>{{{"CHN"_iso3, 20}}, {.total = 100.0}}.with_unknown({"SUN"_iso3});
    auto const renamed = eq::joined(alone, eq::successions::continued);
    BOOST_TEST((renamed.unknown().size() == 1 && renamed.unknown()[0] == eq::partner<eq::iso3>{"RUS"_iso3, 0}));
    BOOST_TEST((renamed.residual_share() == .8 && renamed.totals().why_open() == alone.totals().why_open()));
    auto const both = eq::portfolio<eq::iso3>{{{"CHN"_iso3, 20}, {"RUS"_iso3, 50}}, {.total = 100.0}};
    auto const in_part = eq::joined(both.with_unknown({"SUN"_iso3}), eq::successions::continued);
    BOOST_TEST((in_part.unknown().size() == 1 && in_part.unknown()[0] == eq::partner<eq::iso3>{"RUS"_iso3, 50}));
    BOOST_TEST(in_part.residual_share() == .8); // RUS 50 or more, and 30 of anyone
}

BOOST_AUTO_TEST_CASE(flows_are_renamed_on_both_sides)
{
    auto const rows = std::vector<row>{{"SUN"_iso3, "MNG"_iso3, 80, 1991},
                                       {"CHN"_iso3, "MNG"_iso3, 20, 1991},
                                       {"RUS"_iso3, "MNG"_iso3, 80, 1992},
                                       {"MNG"_iso3, "SUN"_iso3, 5, 1991}};
    auto const imports = eq::import_ledger(eq::joined(rows, eq::successions::continued), eq::by_period_and_state);
    BOOST_TEST(imports.at({1991, "MNG"_iso3}).contains("RUS"_iso3));
    BOOST_TEST(!imports.at({1991, "MNG"_iso3}).contains("SUN"_iso3));
    BOOST_TEST(imports.at({1991, "RUS"_iso3}).contains("MNG"_iso3));
    auto const one_of_ones_own = std::vector{eq::succession<eq::iso3>{"CSK"_iso3, "CZE"_iso3, 1993}};
    auto const same = eq::joined(rows, one_of_ones_own);
    BOOST_TEST((ranges::distance(same) == 4 && *ranges::begin(same) == rows[0]));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
