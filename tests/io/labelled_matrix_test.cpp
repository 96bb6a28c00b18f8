// SPDX-License-Identifier: BSL-1.0
#include "reading.hpp"

#include <equipoise/io/labelled_matrix.hpp>
#include <equipoise/io/pymrio_files.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <numeric>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace eqio = equipoise::io;
namespace tt = boost::test_tools;

using eqio::label;
using eqio::label_kind;

eqio::labelled_matrix read(std::string_view text, eqio::matrix_layout const& layout = {})
{
    return eqio::read_matrix(eqio::text(text, "f.csv"), layout);
}

double sum_of(eqio::labelled_matrix const& table)
{
    return std::accumulate(table.values.begin(), table.values.end(), 0.0);
}

double sum_of_row(eqio::labelled_matrix const& table, std::size_t i)
{
    auto const row = table.row(i);
    return std::accumulate(row.begin(), row.end(), 0.0);
}

double sum_of_column(eqio::labelled_matrix const& table, std::size_t j)
{
    auto sum = 0.0;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        sum += table(i, j);
    }
    return sum;
}

std::string messages(std::string_view text, eqio::matrix_layout const& layout = {})
{
    return reading::message_of<eqio::input_error>([&] { (void)read(text, layout); });
}

/// The folder of the reference files, or an empty path, with a message that the test is not run.
std::filesystem::path reference(char const* folder)
{
    auto path = std::filesystem::path{EQUIPOISE_REFERENCE_DIR} / "data" / folder;
    if (!std::filesystem::exists(path)) {
        BOOST_TEST_MESSAGE("not run: " << path << " is not there");
        path.clear();
    }
    return path;
}

// Two states of two sectors, in the names of the OECD: each row sums to its output, as each column does with taxes and
// value added.
constexpr auto icio = std::string_view{"V1,AUS_A01_02,AUS_C19,CHN_A01_02,CHN_C19,AUS_HFCE,AUS_INVNT,CHN_HFCE,OUT\n"
                                       "AUS_A01_02,1,2,3,4,10,,5,25\n"
                                       "AUS_C19,5,6,7,8,20,-1,4,49\n"
                                       "CHN_A01_02,1,1,1,1,1,0,1,6\n"
                                       "CHN_C19,0,0,0,0,0,0,0,0\n"
                                       "TLS,8,20,-10,-13,1,0,0,6\n"
                                       "VA,10,20,5,0,,,,35\n"
                                       "OUT,25,49,6,0,32,-1,10,121\n"};

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(labelled_matrix)

BOOST_AUTO_TEST_CASE(labels_and_numbers)
{
    auto const table = read(",a,b\nx,1,2.5\ny,-3,4e2\nz,.5,0\n");
    BOOST_TEST((table.rows == std::vector<label>{{"", "x"}, {"", "y"}, {"", "z"}}));
    BOOST_TEST((table.columns == std::vector<label>{{"", "a"}, {"", "b"}}));
    BOOST_TEST((read("w,caf\xE9\nx,1\n").columns == std::vector<label>{{"", "caf\xC3\xA9"}})); // ISO-8859-1
    BOOST_TEST((table.values == std::vector<double>{1, 2.5, -3, 400, .5, 0}));
    BOOST_TEST(table(1, 0) == -3);
    BOOST_TEST(*table.row_of("", "z") == 2U);
    BOOST_TEST(!table.column_of("", "z"));
    BOOST_TEST(!table.unfinished);
    BOOST_TEST(read(",a\nx,1").unfinished);
}

BOOST_AUTO_TEST_CASE(parts_of_a_table_of_the_oecd)
{
    auto const table = read(icio, eqio::oecd_icio());
    BOOST_TEST((table.rows[0] == label{"AUS", "A01_02"})); // divided at the first underscore
    BOOST_TEST((table.rows[4] == label{"", "TLS", "", label_kind::primary}));
    BOOST_TEST((table.columns[5] == label{"AUS", "INVNT", "", label_kind::final_use}));
    BOOST_TEST((table.columns[7] == label{"", "OUT", "", label_kind::total}));
    BOOST_TEST(table.empty_cells == 4U);
    auto const between = eqio::select(table, label_kind::sector, label_kind::sector);
    auto const demand = eqio::select(table, label_kind::sector, label_kind::final_use);
    auto const primary = eqio::select(table, label_kind::primary, label_kind::sector);
    auto const output = eqio::select(table, label_kind::sector, label_kind::total);
    BOOST_TEST((between.values == std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 1, 1, 1, 1, 0, 0, 0, 0}));
    BOOST_TEST((demand.values == std::vector<double>{10, 0, 5, 20, -1, 4, 1, 0, 1, 0, 0, 0}));
    for (std::size_t i = 0; i < 4; ++i) {
        BOOST_TEST(sum_of_row(between, i) + sum_of_row(demand, i) == output(i, 0));
        BOOST_TEST(sum_of_column(between, i) + sum_of_column(primary, i) == output(i, 0));
    }
}

BOOST_AUTO_TEST_CASE(labels_of_other_editions)
{
    // 2021: an empty first cell, taxes for each state, VALU, OUTPUT and TOTAL; 2016: final uses first
    auto const table = read(",DEU_01T02,DEU_19,HC_DEU,DEU_P33,TOTAL\nDEU_01T02,1,2,3,4,10\nDEU_19,5,6,7,8,26\n"
                            "DEU_TAXSUB,1,1,1,1,4\nVALU,3,17,,,20\nOUTPUT,10,26,,,36\n",
                            eqio::oecd_icio());
    BOOST_TEST((table.columns[2] == label{"DEU", "HC", "", label_kind::final_use}));
    BOOST_TEST((table.columns[3] == label{"DEU", "P33", "", label_kind::final_use}));
    BOOST_TEST((table.rows[2] == label{"DEU", "TAXSUB", "", label_kind::primary}));
    BOOST_TEST((table.rows[3].kind == label_kind::primary));
    BOOST_TEST((table.rows[4].kind == label_kind::total));
    auto const figaro = read("rowLabels,ES_A01,ES_P85,ES_P3_S13,ES_P5M\nES_A01,1,2,3,4\nES_P85,5,6,7,8\n"
                             "W2_D21X31,1,1,1,1\n",
                             eqio::figaro());
    BOOST_TEST((figaro.columns[1] == label{"ES", "P85"})); // education, no final use
    BOOST_TEST((figaro.columns[2] == label{"ES", "P3_S13", "", label_kind::final_use}));
    BOOST_TEST((figaro.rows[2] == label{"W2", "D21X31", "", label_kind::primary}));
}

BOOST_AUTO_TEST_CASE(omitted_rows_and_columns)
{
    auto layout = eqio::oecd_icio();
    layout.omit_rows = {"TLS", "CHN_*"};
    layout.omit_columns = {"*_HFCE", "OUT"};
    auto const table = read(icio, layout);
    BOOST_TEST(table.rows.size() == 4U);
    BOOST_TEST(table.columns.size() == 5U);
    BOOST_TEST((table.values == std::vector<double>{1, 2, 3, 4, 0, 5, 6, 7, 8, -1, 10, 20, 5, 0, 0, 25, 49, 6, 0, -1}));
    // what they hold in what stays: CHN_A01_02 has 1 + 1 + 1 + 1 + 0, AUS_HFCE 10 + 20 + 0 + 32
    BOOST_TEST_REQUIRE(table.omitted_rows.size() == 3U);
    BOOST_TEST((table.omitted_rows[0].what == label{"CHN", "A01_02"}));
    BOOST_TEST(table.omitted_rows[0].sum == 4);
    BOOST_TEST(table.omitted_rows[2].sum == 5);
    BOOST_TEST_REQUIRE(table.omitted_columns.size() == 3U);
    BOOST_TEST((table.omitted_columns[0].what == label{"AUS", "HFCE", "", label_kind::final_use}));
    BOOST_TEST(table.omitted_columns[0].sum == 62);
    BOOST_TEST(table.omitted_columns[2].sum == 25 + 49 + 35 + 121);
}

BOOST_AUTO_TEST_CASE(several_rows_and_columns_of_labels)
{
    // as pymrio writes them: a third row names the columns of labels
    auto const text =
        std::string_view{"region\t\t\tAT\tAT\tCN\nsector\t\t\ta, b\tc \"d\"\ta, b\nregion\tsector\tunit\t\t\t\n"
                         "AT\ta, b\tM.EUR\t1\t2\t3\nAT\tc \"d\"\tM.EUR\t4\t5\t6\nCN\ta, b\tM.EUR\t7\t8\t9\n"};
    auto layouts = std::vector{eqio::pymrio(), eqio::pymrio(2, 3)};
    for (auto& layout : layouts) {
        layout.quote = '\0';
        auto const table = read(text, layout);
        BOOST_TEST((table.columns == std::vector<label>{{"AT", "a, b"}, {"AT", "c \"d\""}, {"CN", "a, b"}}));
        BOOST_TEST((table.rows[2] == label{"CN", "a, b", "M.EUR"}));
        BOOST_TEST((table.values == std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9}));
    }
    // one column of labels, and no row that names it
    auto const factors = read("region\tAT\tCN\nsector\tx\tx\nCO2\t1\t2\n", eqio::pymrio());
    BOOST_TEST((factors.rows == std::vector<label>{{"", "CO2"}}));
    BOOST_TEST((factors.columns == std::vector<label>{{"AT", "x"}, {"CN", "x"}}));
    // a first row without a number, which has the label of a column, names no labels
    auto without_names = eqio::pymrio();
    without_names.empty = 0;
    auto const square = read("\t\t\tAT\tCN\n\t\t\tx\tx\nAT\tx\tM.EUR\t\t\nCN\tx\tM.EUR\t1\t2\n", without_names);
    BOOST_TEST((square.rows == std::vector<label>{{"AT", "x", "M.EUR"}, {"CN", "x", "M.EUR"}}));
    BOOST_TEST((square.values == std::vector<double>{0, 0, 1, 2}));
}

BOOST_AUTO_TEST_CASE(labels_in_files_of_their_own)
{
    auto const sectors = eqio::read_labels(eqio::text("Afghanistan\tAFG\tIndustries\tAgriculture\t\n"
                                                      "Albania\tALB\tIndustries\tAgriculture\t\n"));
    auto const added = eqio::read_labels(eqio::text("Primary Inputs\tCompensation\t\nPrimary Inputs\tTaxes\t\n"));
    BOOST_TEST(
        (sectors == std::vector<label>{{"AFG", "Agriculture", "Industries"}, {"ALB", "Agriculture", "Industries"}}));
    auto const table = read("1\t2\t\n3\t4.5\t\n", eqio::eora(added, sectors));
    BOOST_TEST(table(1, 1) == 4.5);
    BOOST_TEST((table.rows[1] == label{"", "Taxes", "Primary Inputs"}));
    BOOST_TEST(messages("1\t2\n", eqio::eora(added, sectors)) == "f.csv: has 1 rows, but there are 2 labels for them");
    BOOST_TEST(messages("1\t2\n3\t4\n5\t6\n", eqio::eora(added, sectors))
               == "f.csv:3: found a row without a label, expected as many rows as labels, 2");
    BOOST_TEST(messages("1\n3\n", eqio::eora(added, sectors))
               == "f.csv: has 1 columns, but there are 2 labels for them");
}

BOOST_AUTO_TEST_CASE(parts_of_states_are_added_up)
{
    auto const table = read(",CHN_A,CN1_A,CN2_A,KAZ_A,CHN_HFCE\nCHN_A,0,0,0,0,0\nCN1_A,.1,1,2,3,4\nCN2_A,.2,5,6,7,8\n"
                            "KAZ_A,0,9,10,11,12\n",
                            eqio::oecd_icio());
    auto const merged = eqio::merge_regions(table, eqio::oecd_icio_parts());
    BOOST_TEST((merged.rows == std::vector<label>{{"CHN", "A"}, {"KAZ", "A"}}));
    BOOST_TEST(
        (merged.columns == std::vector<label>{{"CHN", "A"}, {"KAZ", "A"}, {"CHN", "HFCE", "", label_kind::final_use}}));
    BOOST_TEST(merged(0, 0) == 14.3); // .1 + .2 + 1 + 2 + 5 + 6
    BOOST_TEST(merged(0, 1) == 10);
    BOOST_TEST(merged(0, 2) == 12);
    BOOST_TEST(merged(1, 0) == 19);
}

BOOST_AUTO_TEST_CASE(what_is_wrong)
{
    BOOST_TEST(messages("") == "f.csv: is empty, expected a matrix with labels");
    BOOST_TEST(messages(",a,b\n") == "f.csv: holds labels of columns, but no row of numbers");
    BOOST_TEST(messages(",a,b\nx,1\n") == "f.csv:2: found 2 fields, expected 3 fields");
    BOOST_TEST(messages(",a,b\nx,1,2,3\n") == "f.csv:2: found 4 fields, expected 3 fields");
    BOOST_TEST(messages(",a,b\nx,1,2,\n") == "(no exception)"); // a separator at the end
    BOOST_TEST(messages(",a,b\nx,1,\n") == "f.csv:2: column b: found \"\", expected a number");
    BOOST_TEST(messages(",a,b\nx,1,2\ny,1,much\n") == "f.csv:3: column b: found \"much\", expected a number");
    BOOST_TEST(messages(",AUS_A,b\nx,1,nan\n", {.header_rows = 1})
               == "f.csv:2: column b: found \"nan\", expected a number");
    BOOST_TEST(messages(",a,a\nx,1,2\n") == "f.csv: two columns \"a\", numbers 1 and 2");
    BOOST_TEST(messages(",a,b\nx,1,2\nx,1,2\n") == "f.csv: two rows \"x\", numbers 1 and 2");
    BOOST_TEST(messages(",a,b\nx,\"1,2\n") == "f.csv:2: found an opening quote, expected its closing one");
    // the rows of a square table have the labels of its columns
    BOOST_TEST(messages(",a,b,c\na,1,2,3\nb,1,2,3\n")
               == "f.csv: has rows for 2 of its 3 columns and ends before \"c\": it was cut off");
}

// A table that ends at any byte is an error, or it says that it has no end of its last line.
BOOST_AUTO_TEST_CASE(cut_off_at_any_byte)
{
    auto const whole = std::string_view{",AUS_A,CHN_A,AUS_HFCE\nAUS_A,11,22,33\nCHN_A,44,55,66\n"};
    for (std::size_t size = 0; size < whole.size(); ++size) {
        try {
            auto const table = read(whole.substr(0, size), eqio::oecd_icio());
            BOOST_TEST((table.unfinished || !whole.substr(size).starts_with("C")), "at byte " << size);
        } catch (eqio::input_error const&) {
            // as it should be
        }
    }
}

BOOST_AUTO_TEST_CASE(blocks_that_end_anywhere)
{
    auto text = std::string{","};
    constexpr auto n = 300;
    for (auto j = 0; j < n; ++j) {
        text += "column number " + std::to_string(j) + (j + 1 < n ? "," : "\r\n");
    }
    for (auto i = 0; i < n; ++i) {
        text += "row " + std::to_string(i);
        for (auto j = 0; j < n; ++j) {
            text += ',' + std::to_string(i * n + j);
        }
        text += "\r\n";
    }
    BOOST_TEST(text.size() > (std::size_t{1} << 19U)); // more than two blocks
    auto stream = std::istringstream{text};
    auto const table = eqio::read_matrix(eqio::source{stream, "s"});
    BOOST_TEST_REQUIRE(table.values.size() == std::size_t{n * n});
    for (std::size_t i = 0; i < table.values.size(); i += 997) {
        BOOST_TEST(table.values[i] == static_cast<double>(i));
    }
}

// Control sums and balances of the tables of providers, real or invented in their layouts.
BOOST_AUTO_TEST_CASE(tables_of_the_oecd)
{
    auto const folder = reference("oecd_icio");
    if (folder.empty()) {
        return;
    }
    auto const balance = [](eqio::labelled_matrix const& table, bool taxes_by_state) {
        auto const between = eqio::select(table, label_kind::sector, label_kind::sector);
        auto const demand = eqio::select(table, label_kind::sector, label_kind::final_use);
        auto const primary = eqio::select(table, label_kind::primary, label_kind::sector);
        auto const output = eqio::select(table, label_kind::total, label_kind::sector);
        BOOST_TEST(between.rows.size() == between.columns.size());
        for (std::size_t i = 0; i < between.rows.size(); ++i) {
            BOOST_TEST(std::abs(sum_of_row(between, i) + sum_of_row(demand, i) - output(0, i)) < 1e-6);
            BOOST_TEST(std::abs(sum_of_column(between, i) + sum_of_column(primary, i) - output(0, i)) < 1e-6);
        }
        BOOST_TEST(primary.rows.size() == (taxes_by_state ? 5U : 2U));
        return sum_of(output);
    };
    auto const latest = eqio::read_matrix(folder / "SYNTH_ed2023_2020_SML_cut.csv", eqio::oecd_icio());
    BOOST_TEST(latest.rows.size() == 23U);
    BOOST_TEST(latest.columns.size() == 45U);
    BOOST_TEST(balance(latest, false) == 27077);
    BOOST_TEST(sum_of_row(eqio::select(latest, label_kind::primary, label_kind::sector), 1) == 19883.46,
               tt::tolerance(1e-12));

    auto const before = eqio::read_matrix(folder / "SYNTH_ed2021_ICIO2021_2018_cut.csv", eqio::oecd_icio());
    BOOST_TEST(before.rows.size() == 22U);
    BOOST_TEST(before.columns.size() == 41U);
    BOOST_TEST(balance(before, true) == 19846);
    BOOST_TEST(before(*before.row_of("", "VALU"), *before.column_of("", "TOTAL")) == 15637.08);
    BOOST_TEST(before.empty_cells > 0U);

    auto const extended = eqio::read_matrix(folder / "SYNTH_ed2023_2020_extended_cut.csv", eqio::oecd_icio());
    BOOST_TEST(extended.rows.size() == 18U);
    BOOST_TEST(extended.columns.size() == 34U);
    BOOST_TEST(balance(extended, false) == 10857);
    auto const merged = eqio::merge_regions(extended, eqio::oecd_icio_parts());
    BOOST_TEST(balance(merged, false) == 10857);
    BOOST_TEST(!merged.row_of("CN1", "C19"));
    BOOST_TEST(merged.rows.size() < extended.rows.size());

    auto const mock = eqio::read_matrix(folder / "MOCK_pymrio_ICIO2018_2010.CSV", eqio::oecd_icio());
    BOOST_TEST(mock.rows.size() == 55U);
    BOOST_TEST(mock.columns.size() == 74U);
    BOOST_TEST(mock(*mock.row_of("AUS", "01T03"), *mock.column_of("", "TOTAL")) == 263727944.682672);
}

BOOST_AUTO_TEST_CASE(tables_of_eurostat)
{
    auto const folder = reference("figaro");
    if (folder.empty()) {
        return;
    }
    auto const table = eqio::read_matrix(folder / "SYNTH_matrix_eu-ic-io_ind-by-ind_24ed_2022_cut.csv", eqio::figaro());
    BOOST_TEST(table.rows.size() == 22U);
    BOOST_TEST(table.columns.size() == 36U);
    auto const between = eqio::select(table, label_kind::sector, label_kind::sector);
    auto const demand = eqio::select(table, label_kind::sector, label_kind::final_use);
    auto const primary = eqio::select(table, label_kind::primary, label_kind::sector);
    BOOST_TEST(primary.rows.size() == 6U);
    BOOST_TEST(sum_of(between) + sum_of(demand) == 17337, tt::tolerance(1e-12));
    for (std::size_t i = 0; i < between.rows.size(); ++i) {
        BOOST_TEST(sum_of_row(between, i) + sum_of_row(demand, i)
                       == sum_of_column(between, i) + sum_of_column(primary, i),
                   tt::tolerance(1e-12));
    }
}

BOOST_AUTO_TEST_CASE(folders_of_pymrio)
{
    auto const folder = reference("exiobase");
    if (folder.empty()) {
        return;
    }
    auto const of_2022 = folder / "SYNTH_IOT_2022_ixi_3.9";
    auto const flows = eqio::read_matrix(of_2022 / "Z.txt", eqio::pymrio());
    BOOST_TEST((flows.rows == flows.columns));
    BOOST_TEST(flows.rows.size() == 12U);
    BOOST_TEST((flows.rows[2] == label{"AT", "Petroleum Refinery"}));
    BOOST_TEST(sum_of(flows) == 2225);
    BOOST_TEST(sum_of(eqio::read_matrix(of_2022 / "Y.txt", eqio::pymrio())) == 9891);
    auto const factors = eqio::read_matrix(of_2022 / "factor_inputs" / "F.txt", eqio::pymrio());
    BOOST_TEST((factors.columns == flows.columns));
    BOOST_TEST(factors.rows[0].name == "Taxes less subsidies on products purchased: Total");

    auto const of_v34 = folder / "MOCK_pymrio_exio3_v3.4";
    auto const files = eqio::pymrio_files(of_v34 / "file_parameters.json");
    auto const demand = eqio::read_matrix(of_v34 / files.at("Y").name, files.at("Y").layout);
    BOOST_TEST(demand.rows.size() == 48U);
    BOOST_TEST(demand.columns.size() == 42U);
    BOOST_TEST((demand.rows == eqio::read_matrix(of_v34 / "Y.txt", eqio::pymrio()).rows));
    BOOST_TEST(demand(0, 0) == 58180.65);
}

BOOST_AUTO_TEST_CASE(matrices_of_eora)
{
    auto const above = reference("eora");
    if (above.empty()) {
        return;
    }
    auto const folder = above / "MOCK_pymrio_eora26";
    auto const sectors = eqio::read_labels(folder / "labels_T.txt");
    auto const uses = eqio::read_labels(folder / "labels_FD.txt");
    auto const flows = eqio::read_matrix(folder / "Eora26_2010_bp_T.txt", eqio::eora(sectors, sectors));
    auto const demand = eqio::read_matrix(folder / "Eora26_2010_bp_FD.txt", eqio::eora(sectors, uses));
    BOOST_TEST(flows.rows.size() == 48U);
    BOOST_TEST(sum_of(flows) == 38872616.88392522, tt::tolerance(1e-12));
    BOOST_TEST(sum_of(demand) == 3285132732.421106, tt::tolerance(1e-12));
    BOOST_TEST((flows.rows[1] == label{"reg1", "mining", "Industries"}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
