// SPDX-License-Identifier: BSL-1.0
#include <equipoise/alignment/agreement.hpp>
#include <equipoise/alignment/ties.hpp>
#include <equipoise/io/delimited.hpp>

#include "../support/amounts.hpp"
#include "../support/oracle.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
using support::message_of;
using support::ulps;

constexpr auto unknown = std::numeric_limits<double>::quiet_NaN();

/// MNG is tied to both of its neighbours, which are tied to each other more closely.
eq::tie_table<eq::iso3> three_states()
{
    auto ties = eq::tie_table{std::vector{"MNG"_iso3, "CHN"_iso3, "RUS"_iso3}, 0.0};
    for (auto const& [a, b, tie] :
         {std::tuple{"MNG"_iso3, "CHN"_iso3, 2}, {"MNG"_iso3, "RUS"_iso3, 2}, {"CHN"_iso3, "RUS"_iso3, 3}}) {
        ties.set(a, b, tie);
        ties.set(b, a, tie);
    }
    return ties;
}

} // namespace

BOOST_AUTO_TEST_SUITE(alignment)
BOOST_AUTO_TEST_SUITE(ties)

BOOST_AUTO_TEST_CASE(unknown_until_said_otherwise)
{
    auto ties = eq::tie_table<std::string, int>{{"b", "a"}, {7, 5, 6}};
    for (auto const tie : ties.entries()) {
        BOOST_TEST(std::isnan(tie));
    }
    ties.set("a", 5, 3);
    ties.set("a", 6, 0);
    BOOST_TEST(ties.profile("a")[1] == 3);
    BOOST_TEST(ties.profile("a")[2] == 0);
    BOOST_TEST(std::isnan(ties.profile("a")[0]));
    BOOST_TEST(ties.row(1).data() == ties.profile("a").data());
    BOOST_TEST(std::isnan(ties.profile("b")[1]));
    ties.set("a", 5, std::nullopt, eq::repeated_tie::last);
    ties.set("a", 6, unknown, eq::repeated_tie::last);
    BOOST_TEST(std::isnan(ties.profile("a")[1]));
    BOOST_TEST(std::isnan(ties.profile("a")[2]));
    BOOST_TEST(ties.states().front() == "b");
    BOOST_TEST(ties.targets().front() == 7);
    BOOST_TEST(eq::tie_table<int>{}.entries().empty());
}

BOOST_AUTO_TEST_CASE(the_tie_with_oneself)
{
    auto const ties = three_states();
    auto const agree = [](eq::tie_table<eq::iso3> const& table) {
        return eq::s_score(3).result(table.profile("MNG"_iso3), table.profile("CHN"_iso3));
    };
    // profiles over MNG, CHN, RUS: (0, 2, 2) and (2, 0, 3)
    BOOST_TEST(ulps(agree(ties).value, -1.0 / 9) <= 1); // 1 - 2 5 / 9
    // (3, 2, 2) and (2, 3, 3)
    BOOST_TEST(ulps(agree(eq::alliance_profiles(ties, eq::self_tie{3})).value, 1.0 / 3) <= 1);
    // over RUS alone: 2 and 3
    auto const dropped = agree(eq::alliance_profiles(ties, eq::self_tie::dropped()));
    BOOST_TEST(dropped.joint == 1U);
    BOOST_TEST(ulps(dropped.value, 1.0 / 3) <= 1);
    // a state that is no target has no tie with itself
    auto const elsewhere = eq::tie_table<int>{{1, 2}, {2, 3}, 0.0};
    auto const counted = eq::alliance_profiles(elsewhere, eq::self_tie{3});
    BOOST_TEST(counted.profile(1)[0] == 0);
    BOOST_TEST(counted.profile(2)[0] == 3);
}

// Pairs USA-GBR, USA-JPN, GBR-FRA, USA-FRA with a defence pact, 3 of 0 to 3. In the order USA, GBR, FRA, JPN the
// profiles are USA (3, 3, 3, 3), GBR and FRA (3, 3, 3, 0), JPN (3, 0, 0, 3): S(USA, JPN) = 1 - 2 6 / 12, S(GBR, FRA)
// = 1.
BOOST_AUTO_TEST_CASE(a_file_that_lists_each_pair_once)
{
    auto const file = eq::io::text("a,b,level\nUSA,GBR,3\nUSA,JPN,3\nGBR,FRA,3\nUSA,FRA,3\n");
    auto const states = std::vector{"USA"_iso3, "GBR"_iso3, "FRA"_iso3, "JPN"_iso3};
    auto both = eq::tie_table{states, 0.0};
    auto one = eq::tie_table{states, 0.0};
    eq::io::for_each_row(file, {.columns = {"a", "b", "level"}}, [&](eq::io::row const& row) {
        both.set_both(row.get<eq::iso3>(0), row.get<eq::iso3>(1), row.get<double>(2));
        one.set(row.get<eq::iso3>(0), row.get<eq::iso3>(1), row.get<double>(2));
    });
    auto const table = eq::alliance_profiles(both, eq::self_tie{3});
    auto const s = [&](eq::iso3 a, eq::iso3 b) { return eq::s_score(table.profile(a), table.profile(b), 3); };
    BOOST_TEST(s("USA"_iso3, "JPN"_iso3) == 0);
    BOOST_TEST(s("GBR"_iso3, "FRA"_iso3) == 1);
    BOOST_TEST((both.is_set("JPN"_iso3, "USA"_iso3) && !both.is_set("JPN"_iso3, "GBR"_iso3)));

    // read as directed ties, the same rows gave S(USA, JPN) = -1/2 and S(GBR, FRA) = 1/2
    BOOST_TEST(
        message_of<eq::invalid_parameter>([&] { static_cast<void>(eq::alliance_profiles(one, eq::self_tie{3})); })
        == "alliance_profiles: every tie of two states is set in one direction only, such as that of USA with GBR; "
           "it must be set by set_both if it is undirected, or in both directions");
    one.set("GBR"_iso3, "USA"_iso3, 0); // one pledge that binds one side only
    BOOST_TEST(eq::alliance_profiles(one, eq::self_tie{3}).profile("GBR"_iso3)[0] == 0);
    // a table whose rows are not among its targets has no ties in the other direction
    auto some = eq::tie_table<int>{{1}, {2, 3}, 0.0};
    some.set(1, 2, 3);
    BOOST_TEST(eq::alliance_profiles(some, eq::self_tie{3}).profile(1)[0] == 3);
    some = eq::tie_table<int>{{1, 2}, {2, 3}, 0.0};
    some.set(1, 2, 3);
    BOOST_TEST(eq::alliance_profiles(some, eq::self_tie{3}).profile(2)[0] == 3);
}

// A defence pact (3) and an entente (1) bind the USA and JPN. In the order USA, GBR, JPN the profiles are USA (3, 3, 3)
// and JPN (3, 0, 3): S = 1 - 2 3 / 9. With the last row alone USA is (3, 3, 1), JPN (1, 0, 3): S = 1 - 2 7 / 9.
BOOST_AUTO_TEST_CASE(two_treaties_of_one_pair)
{
    using again = eq::repeated_tie;
    auto const file = eq::io::text("a,b,level\nUSA,GBR,3\nUSA,JPN,3\nUSA,JPN,1\n");
    auto const states = std::vector{"USA"_iso3, "GBR"_iso3, "JPN"_iso3};
    auto const s_by = [&](again rule) {
        auto ties = eq::tie_table{states, 0.0};
        eq::io::for_each_row(file, {.columns = {"a", "b", "level"}}, [&](eq::io::row const& row) {
            ties.set_both(row.get<eq::iso3>(0), row.get<eq::iso3>(1), row.get<double>(2), rule);
        });
        auto const table = eq::alliance_profiles(ties, eq::self_tie{3});
        return eq::s_score(table.profile("USA"_iso3), table.profile("JPN"_iso3), 3);
    };
    BOOST_TEST(ulps(s_by(again::highest), 1.0 / 3) <= 1);
    BOOST_TEST(ulps(s_by(again::lowest), -5.0 / 9) <= 1);
    BOOST_TEST(ulps(s_by(again::last), -5.0 / 9) <= 1);
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { s_by(again::refused); })
               == "tie_table: the tie of USA with JPN is set to 3 and to 1; it must be set once, or with "
                  "repeated_tie::highest, lowest or last");

    auto ties = eq::tie_table<int>{{1, 2}, 5.0};
    ties.set(1, 2, 2, again::highest);
    BOOST_TEST(ties.profile(1)[1] == 2, "what the table began with was not set");
    ties.set(1, 2, 1, again::highest);
    BOOST_TEST(ties.profile(1)[1] == 2);
    ties.set(1, 2, 2);
    ties.set_both(1, 1, 3);
    ties.set(2, 1, std::nullopt);
    ties.set(2, 1, unknown);
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { ties.set_both(1, 2, 2); })
               == "tie_table: the tie of 2 with 1 is set to unknown and to 2; it must be set once, or with "
                  "repeated_tie::highest, lowest or last");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { ties.set_both(2, 1, 4, again::refused); })
               == "tie_table: the tie of 2 with 1 is set to unknown and to 4; it must be set once, or with "
                  "repeated_tie::highest, lowest or last");
    BOOST_TEST(ties.profile(1)[1] == 2, "neither direction is set where one cannot be");
    for (auto const rule : {again::highest, again::lowest}) {
        ties.set(2, 1, 3, rule);
        BOOST_TEST(std::isnan(ties.profile(2)[0]), "an unknown pledge may be higher or lower than 3");
    }
    ties.set(2, 1, 3, again::last);
    ties.set(2, 1, std::nullopt, again::highest);
    BOOST_TEST(std::isnan(ties.profile(2)[0]));
    BOOST_CHECK_THROW(ties.set_both(1, 7, 3), eq::not_found);
    BOOST_CHECK_THROW(static_cast<void>(ties.is_set(7, 1)), eq::not_found);
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    using bad = eq::invalid_parameter;
    BOOST_TEST(message_of<bad>([] { eq::tie_table<int>({1, 2, 1}); }) == "tie_table: 1 occurs twice");
    BOOST_TEST(message_of<bad>([] { eq::tie_table<std::string, int>({"x"}, {7, 7}); }) == "tie_table: 7 occurs twice");
    auto ties = three_states();
    BOOST_TEST(message_of<eq::not_found>([&] { ties.set("KAZ"_iso3, "CHN"_iso3, 1); }) == "tie_table: no KAZ");
    BOOST_TEST(message_of<eq::not_found>([&] { ties.set("CHN"_iso3, "KAZ"_iso3, 1); }) == "tie_table: no KAZ");
    BOOST_TEST(message_of<eq::not_found>([&] { static_cast<void>(ties.profile("KAZ"_iso3)); }) == "tie_table: no KAZ");
    constexpr auto infinite = std::numeric_limits<double>::infinity();
    BOOST_TEST(message_of<bad>([&] { ties.set("CHN"_iso3, "RUS"_iso3, infinite); })
               == "tie_table: a tie is inf; it must be finite, or NaN where it is unknown");
    BOOST_CHECK_THROW(eq::tie_table<int>({1}, -infinite), bad);
    BOOST_CHECK_THROW(static_cast<void>(eq::alliance_profiles(ties, eq::self_tie{infinite})), bad);
}

// ATOP 5.1, directed dyads of 2018: a defence pact is 3, neutrality or non-aggression 2, consultation 1, no row 0; over
// the 186 states in the file, each with a tie of 3 to itself. The expected sums of |a - b| and (a - b)^2 come from
//     awk -F, 'NR > 1 { t[$1 "," $2] = $4 ? 3 : $6 || $7 ? 2 : $8 ? 1 : 0; s[$1]; s[$2] }
//              END { for (k in s) { a = k == 712 ? 3 : t[712 "," k] + 0; b = k == 365 ? 3 : t[365 "," k] + 0
//                                   d = a > b ? a - b : b - a; x += d; y += d * d }; print x, y }'
// for 712 Mongolia and 365 Russia; with 705 Kazakhstan, 710 China and 2 USA in their place for the others.
BOOST_AUTO_TEST_CASE(alliances_of_2018)
{
    auto const path = std::filesystem::path{EQUIPOISE_REFERENCE_DIR} / "data/alliances/atop51_ddy_all_2018.csv";
    if (!std::filesystem::exists(path)) {
        BOOST_TEST_MESSAGE("not run: no " << path);
        return;
    }
    auto tied = std::map<std::pair<int, int>, double>{};
    auto found = std::set<int>{};
    eq::io::for_each_row(
        path, {.columns = {"ccode1", "ccode2", "atop_defense", "atop_neutral", "atop_nonagg", "atop_consul"}},
        [&](eq::io::row const& row) {
            auto const has = [&](std::size_t i) { return row.get<int>(i) != 0; };
            auto const pair = std::pair{row.get<int>(0), row.get<int>(1)};
            tied[pair] = has(2) ? 3 : has(3) || has(4) ? 2 : has(5) ? 1 : 0;
            found.insert({pair.first, pair.second});
        });
    auto ties = eq::tie_table{std::vector<int>(found.begin(), found.end()), 0.0};
    for (auto const& [pair, tie] : tied) {
        ties.set(pair.first, pair.second, tie);
    }
    BOOST_TEST(ties.states().size() == 186U);
    auto const with_self = eq::alliance_profiles(ties, eq::self_tie{3});
    auto const without = eq::alliance_profiles(ties, eq::self_tie::dropped());
    struct expected {
        int state;
        int power;
        int apart;
        int squares;
        int apart_without; ///< without the two states, by the same program
    };
    for (auto const& [state, power, apart, squares, apart_without] : {expected{712, 365, 39, 69, 37},
                                                                      {712, 710, 101, 199, 99},
                                                                      {712, 2, 134, 316, 132},
                                                                      {705, 365, 76, 152, 76},
                                                                      {705, 710, 154, 310, 152},
                                                                      {705, 2, 187, 443, 185}}) {
        auto const a = with_self.profile(state);
        auto const b = with_self.profile(power);
        BOOST_TEST(ulps(eq::s_score(a, b, 3), (3 * 186 - 2 * apart) / (3 * 186.0)) <= 1);
        BOOST_TEST(ulps(eq::s_score_squared(a, b, 3), (9 * 186 - 2 * squares) / (9 * 186.0)) <= 1);
        auto const others = eq::s_score(3).result(without.profile(state), without.profile(power));
        BOOST_TEST(others.joint == 184U);
        BOOST_TEST(ulps(others.value, (3 * 184 - 2 * apart_without) / (3 * 184.0)) <= 1);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
