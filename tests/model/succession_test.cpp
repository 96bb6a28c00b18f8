// SPDX-License-Identifier: BSL-1.0
#include <equipoise/change/turnover.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/model/succession.hpp>

#include <boost/test/unit_test.hpp>

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
