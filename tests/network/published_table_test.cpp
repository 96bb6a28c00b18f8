// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "tables.hpp"

#include <equipoise/network/look_through.hpp>
#include <equipoise/network/origins.hpp>
#include <equipoise/network/published_table.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eq = equipoise;
namespace io = equipoise::io;
using namespace network_tests;

namespace {

eq::published_table read(std::string_view text, io::matrix_layout const& layout, std::vector<std::string> added = {})
{
    return eq::arrange_table(io::read_matrix(io::text(text, "t.csv"), layout), {"t.csv", "coins", std::move(added)});
}

std::string refused(std::string_view text, io::matrix_layout const& layout = io::oecd_icio())
{
    return support::message_of<io::input_error>([&] { (void)read(text, layout); });
}

io::matrix_layout with_unknown(io::matrix_layout layout)
{
    layout.empty = eq::undefined;
    return layout;
}

// The toy of two regions, A and B, in the labels of the OECD: A delivers 10 to itself, 20 to B and 30 to final uses of
// A, B 5, 15 and 50 to those of B. Value added is the output less inputs and taxes: 60 - 15 - 3, 70 - 35 - 5.
constexpr auto toy_as_icio = std::string_view{"V1,A_s,B_s,A_HFCE,A_INVNT,B_HFCE,B_INVNT,OUT\n"
                                              "A_s,10,20,32,-2,,,60\n"
                                              "B_s,5,15,0,0,49,1,70\n"
                                              "TLS,3,5,1,0,2,0,11\n"
                                              "VA,42,30,,,,,72\n"
                                              "OUT,60,70,33,-2,51,1,213\n"};

} // namespace

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(published_table)

BOOST_AUTO_TEST_CASE(parts_by_hand)
{
    auto const table = read(toy_as_icio, io::oecd_icio(), {"VA", "VALU"});
    BOOST_TEST((table.labels == std::vector<label>{{"A", "s"}, {"B", "s"}}));
    BOOST_TEST((table.regions() == std::vector<std::string>{"A", "B"}));
    BOOST_TEST((table.cells == std::vector<double>{10, 20, 5, 15}));
    BOOST_TEST((table.consumers == std::vector<std::string>{"A", "A", "B", "B"}));
    BOOST_TEST(table.uses[3].name == "INVNT");
    BOOST_TEST(table.final_demand(0, 1) == -2);
    BOOST_TEST(table.final_demand(1, 2) == 49);
    BOOST_TEST((table.output == std::vector<double>{60, 70}));
    BOOST_TEST((table.value_added == std::vector<double>{42, 30}));
    BOOST_TEST(table.primary_labels[0].name == "TLS");
    BOOST_TEST(table.primary(0, 1) == 5);
    BOOST_TEST(table.unit == "coins");
    BOOST_TEST(table.empty_as_zero == 6U);
    BOOST_TEST(table.unknown.empty());
    BOOST_TEST(table.difference_of_totals == 0);
    BOOST_TEST(!table.unfinished);
    BOOST_TEST_REQUIRE(table.unused.size() == 2U);
    BOOST_TEST(table.unused[0].what == "OUT");
    BOOST_TEST(table.unused[0].is_row);
    BOOST_TEST(table.unused[0].sum == 130);
    BOOST_TEST(table.unused[1].what == "TLS");
    BOOST_TEST(table.unused[1].sum == 3); // 1 + 2 of final uses
}

BOOST_AUTO_TEST_CASE(look_through_of_the_toy)
{
    auto const table = read(toy_as_icio, io::oecd_icio(), {"VA"});
    auto const world = table.system();
    auto const a = std::string{"A"};
    auto const shares = eq::look_through(world, a);
    BOOST_TEST(close(shares[0].value, 66. / 73)); // .904110 and .255319
    BOOST_TEST(close(shares[1].value, 12. / 47));
    BOOST_TEST(close(eq::face_value(world, a)[1].value, .161094, 5e-6));
    BOOST_TEST(world.largest_discrepancy() == 0);
    BOOST_TEST(close(world.value_added()[1], .5)); // 1 - 35 / 70
    auto const published = table.system({.value_added = table.value_added});
    BOOST_TEST(close(published.value_added()[1], 30. / 70));
    BOOST_TEST(eq::origin_remainder(published)[1].value > 0); // taxes
}

BOOST_AUTO_TEST_CASE(totals_of_columns_where_rows_have_none)
{
    auto const table =
        read("V1,A_s,B_s,A_HFCE,DISC\nA_s,1,2,3,4\nB_s,5,6,7,8\nOUT,10,26,,\nTOTAL,1,2,3,4\n", io::oecd_icio());
    BOOST_TEST((table.output == std::vector<double>{10, 26}));
    BOOST_TEST((table.consumers == std::vector<std::string>{"A", "DISC"})); // of no region
    BOOST_TEST(eq::is_undefined(table.difference_of_totals));
    BOOST_TEST_REQUIRE(table.unused.size() == 1U);
    BOOST_TEST(table.unused[0].what == "TOTAL");
    BOOST_TEST(table.unused[0].sum == 3);
    auto const both = read("V1,A_s,A_HFCE,OUT,TOTAL\nA_s,1,2,3,9\nOUT,4,,,\n", io::oecd_icio());
    BOOST_TEST((both.output == std::vector<double>{3}));
    BOOST_TEST(both.difference_of_totals == 1);
    BOOST_TEST(both.unused[0].what == "TOTAL");
    BOOST_TEST(!both.unused[0].is_row);
    BOOST_TEST(both.unused[0].sum == 9);
}

BOOST_AUTO_TEST_CASE(unknown_is_never_zero)
{
    auto const text = std::string_view{"r,A_s,B_s,A_P3_S14\nA_s,1,,3\nB_s,5,6,\nW2_D1,,2,0\n"};
    auto const table = read(text, with_unknown(io::figaro()), {"D1"});
    BOOST_TEST_REQUIRE(table.unknown.size() == 3U);
    BOOST_TEST(std::isnan(table.cells[1]));
    BOOST_TEST(std::isnan(table.final_demand(1, 0)));
    BOOST_TEST(std::isnan(table.value_added[0]));
    BOOST_TEST(table.value_added[1] == 2);
    BOOST_TEST(table.empty_as_zero == 0U);
    auto names = std::string{};
    for (auto const& each : table.unknown) {
        names += table.text_of(each) + "; ";
    }
    BOOST_TEST(names == "the delivery of B_s to A_P3_S14; W2_D1 of A_s; the delivery of A_s to B_s; ");
    BOOST_TEST(
        message_of<eq::invalid_parameter>([&] { (void)table.system(); })
        == "published_table: t.csv: 2 cells are unknown, first the delivery of B_s to A_P3_S14; a system needs all of "
           "them");
    auto const one = read("r,A_s,B_s,A_P3_S14\nA_s,1,,3\nB_s,5,6,0\n", with_unknown(io::figaro()));
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)one.system(); })
               == "published_table: t.csv: 1 cell is unknown: the delivery of A_s to B_s; a system needs all of them");
    // an unknown primary input does not stop the system, whose value added is the rest
    auto const rest = read("r,A_s,B_s,A_P3_S14\nA_s,1,2,3\nB_s,5,6,0\nW2_D1,,2,0\n", with_unknown(io::figaro()));
    BOOST_TEST(rest.system().value_added()[0] == 0); // 1 - 6 / 6
    auto const no_total = read("r,A_s,A_HFCE,OUT\nA_s,1,2,\n", with_unknown(io::oecd_icio()));
    BOOST_TEST(no_total.text_of(no_total.unknown[0]) == "the output of A_s");
}

BOOST_AUTO_TEST_CASE(omitted_lines_are_named)
{
    auto layout = io::oecd_icio();
    layout.omit_rows = {"B_*"};
    layout.omit_columns = {"B_*"};
    auto const table = read(toy_as_icio, layout, {"VA"});
    auto names = std::string{};
    for (auto const& each : table.unused) {
        names += each.what + (each.is_row ? " row " : " column ") + each.why + "; ";
    }
    BOOST_TEST(names
               == "OUT row the total of a column, where that of the row is taken; "
                  "TLS row what final uses pay of a primary input; B_s row omitted on request; "
                  "B_s column omitted on request; B_HFCE column omitted on request; "
                  "B_INVNT column omitted on request; ");
    // what was omitted is missing from the sum of the row
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)table.system({.tolerance = .125}); })
               == "io_system: the output of A s is 60; it must be the sum of its deliveries, 40, within 7.5");
}

BOOST_AUTO_TEST_CASE(labels_that_do_not_match)
{
    BOOST_TEST(
        refused("V1,A_s,C_s,A_HFCE\nA_s,1,2,3\nB_s,4,5,6\n")
        == "t.csv: sector in row 2 is \"B_s\" and sector in column 2 is \"C_s\"; both must name the same sectors "
           "in the same order");
    BOOST_TEST(
        refused("V1,B_s,A_s,A_HFCE\nA_s,1,2,3\nB_s,4,5,6\n")
        == "t.csv: sector in row 1 is \"A_s\" and sector in column 1 is \"B_s\"; both must name the same sectors "
           "in the same order");
    BOOST_TEST(refused("V1,A_s,A_HFCE\nA_s,1,2\nB_s,4,5\n")
               == "t.csv: sector in row 2 is \"B_s\" and there is no sector in column 2; both must name the same "
                  "sectors in the same order");
    BOOST_TEST(refused("V1,A_HFCE\nVA,1\n") == "t.csv: has no row of a sector");
    // a row that no list knows is taken for a sector, and not passed over
    BOOST_TEST(refused("V1,A_s,A_HFCE\nA_s,1,2\nWAGES,4,5\n")
               == "t.csv: sector in row 2 is \"WAGES\" and there is no sector in column 2; both must name the same "
                  "sectors in the same order");
    auto const flows = io::read_matrix(io::text(",a,b\na,1,2\nb,3,4\n"));
    auto const uses = io::read_matrix(io::text(",c\na,1\nd,2\n"));
    BOOST_TEST(support::message_of<io::header_error>([&] { (void)eq::arrange_table(flows, uses, {.name = "f"}); })
               == "f: row 2 is \"b\" and row of final demand 2 is \"d\"; both must name the same sectors in the same "
                  "order");
}

BOOST_AUTO_TEST_CASE(matrices_of_their_own)
{
    auto const flows = io::read_matrix(io::text("region\tA\tB\nsector\ts\ts\nA\t10\t20\n", "Z"), io::pymrio(2, 1));
    BOOST_TEST(flows.rows.size() == 1U);
    auto const table = eq::arrange_table(
        io::read_matrix(io::text("\t\tA\tB\n\t\ts\ts\nA\ts\t10\t20\nB\ts\t5\t15\n"), io::pymrio(2, 2)),
        io::read_matrix(io::text("\t\tA\tB\n\t\tc\tc\nA\ts\t30\t0\nB\ts\t0\t50\n"), io::pymrio(2, 2)));
    BOOST_TEST(table.name == "table");
    BOOST_TEST(table.output.empty());
    BOOST_TEST(table.value_added.empty());
    BOOST_TEST(close(eq::look_through(table.system(), std::string{"A"})[1].value, 12. / 47));
}

BOOST_AUTO_TEST_CASE(wrong_numbers_are_refused_by_the_system)
{
    auto const message = [](std::string_view text, eq::io_options const& options = {}) {
        auto const table = read(text, io::oecd_icio());
        return message_of<eq::error>([&] { (void)table.system(options); });
    };
    BOOST_TEST(message("V1,A_s,A_HFCE,OUT\nA_s,1,2,4\n")
               == "io_system: the output of A s is 4; it must be the sum of its deliveries, 3, within 4e-06");
    BOOST_TEST(message("V1,A_s,A_HFCE,OUT\nA_s,1,2,4\n", {.tolerance = .3}) == "(no exception)");
    BOOST_TEST(message("V1,A_s,A_HFCE\nA_s,-1,2\n")
               == "io_system: delivery of A s to A s: amount -1 at position 0; amounts are finite and not negative");
    BOOST_TEST(message("V1,A_s,B_s,A_HFCE\nA_s,1,2,3\nB_s,0,0,0\n")
               == "io_system: B s has inputs of 2 and no output; inputs need an output");
    BOOST_TEST(message("V1,A_s,B_s,A_HFCE\nA_s,1e300,0,1e300\nB_s,0,5e-324,5e-324\n") == "(no exception)");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
