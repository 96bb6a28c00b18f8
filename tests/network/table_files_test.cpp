// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "tables.hpp"

#include <equipoise/network/look_through.hpp>
#include <equipoise/network/table_files.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace eq = equipoise;
namespace io = equipoise::io;
using namespace network_tests;

namespace {

/// A folder of small files that lives as long as the test case.
class scratch_folder {
public:
    scratch_folder()
        : path{std::filesystem::temp_directory_path() / ("equipoise_tables_" + std::to_string(std::random_device{}()))}
    {
        std::filesystem::create_directories(path / "factor_inputs");
    }
    scratch_folder(scratch_folder const&) = delete;
    scratch_folder& operator=(scratch_folder const&) = delete;
    ~scratch_folder() { std::filesystem::remove_all(path); }

    std::filesystem::path operator()(std::string const& name, std::string_view content) const
    {
        auto out = std::ofstream{path / name, std::ios::binary};
        out << content;
        return path / name;
    }

    /// A message without the name of the folder.
    template <class F>
    [[nodiscard]] std::string message(F f) const
    {
        auto text = message_of<io::input_error>(f);
        auto const at = text.find(path.string());
        return at == std::string::npos ? text : text.erase(at, path.string().size());
    }

    std::filesystem::path path;
};

// The share of A in all that stands behind B's goods is 12 / 47 in the toy of two regions.
bool is_toy(eq::published_table const& table)
{
    auto const shares = eq::look_through(table.system(), std::string{"A"});
    return close(shares[0].value, 66. / 73) && close(shares[1].value, 12. / 47);
}

double sum(std::vector<double> const& of)
{
    return eq::network_detail::sum_of(of).value;
}

std::string list(std::vector<std::string> const& names)
{
    auto text = std::string{};
    for (auto const& name : names) {
        text += name + ' ';
    }
    return text;
}

/// Whether output is what was bought and the primary inputs, and all regions together are behind all of it.
void check_balance(eq::published_table const& table, double tolerance = 1e-12)
{
    auto const world = table.system();
    auto const n = world.size();
    auto shares = std::vector<double>(n);
    for (auto const& region : world.regions()) {
        auto const part = eq::look_through(world, region);
        for (std::size_t j = 0; j < n; ++j) {
            shares[j] += part[j].value;
        }
    }
    for (std::size_t j = 0; j < n; ++j) {
        auto const k = static_cast<Eigen::Index>(j);
        auto const costs = table.deliveries().col(k).sum() + table.primary.col(k).sum();
        BOOST_TEST(std::abs(costs - world.output()[j]) <= tolerance * world.output()[j]);
        BOOST_TEST(std::abs(shares[j] - 1) < 1e-13);
    }
}

constexpr auto toy_flows = std::string_view{"region\t\tA\tB\nsector\t\ts\ts\nregion\tsector\t\t\n"
                                            "A\ts\t10\t20\nB\ts\t5\t15\n"};
constexpr auto toy_uses = std::string_view{"region\t\tA\tB\ncategory\t\tc\tc\nregion\tsector\t\t\n"
                                           "A\ts\t30\t0\nB\ts\t0\t50\n"};

} // namespace

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(table_files)

BOOST_AUTO_TEST_CASE(tables_of_the_oecd)
{
    auto const text = std::string_view{"V1,A_s,B_s,A_HFCE,B_HFCE,OUT\nA_s,10,20,30,,60\nB_s,5,15,,50,70\n"
                                       "TLS,3,5,0,0,8\nVA,42,30,,,72\nOUT,60,70,30,50,210\n"};
    auto const table = eq::read_oecd_icio(io::text(text, "2020_SML.csv"));
    BOOST_TEST(is_toy(table));
    BOOST_TEST(table.unit == "million US$");
    BOOST_TEST(table.name == "2020_SML.csv");
    BOOST_TEST((table.value_added == std::vector<double>{42, 30}));
    BOOST_TEST(table.empty_as_zero == 4U);
    // an earlier edition: a row of taxes for each state, final uses first
    auto const before = eq::read_oecd_icio(io::text(",A_s,B_s,HC_A,HC_B,TOTAL\nA_s,10,20,30,0,60\nB_s,5,15,0,50,70\n"
                                                    "A_TAXSUB,1,2,0,0,3\nB_TAXSUB,2,3,0,0,5\nVALU,42,30,,,72\n"
                                                    "OUTPUT,60,70,,,130\n"));
    BOOST_TEST(is_toy(before));
    BOOST_TEST(before.primary_labels.size() == 3U);
    BOOST_TEST((before.value_added == std::vector<double>{42, 30}));
}

BOOST_AUTO_TEST_CASE(parts_of_china)
{
    // the toy, in which B is China: its sector is in two parts, 2 + 3 of 5 and 1 + 4 + 6 + 4 of 15
    auto const text = std::string_view{"V1,A_s,CHN_s,CN1_s,CN2_s,A_HFCE,CHN_HFCE,OUT\nA_s,10,0,8,12,30,0,60\n"
                                       "CHN_s,0,0,0,0,0,0,0\nCN1_s,2,0,1,4,0,20,27\nCN2_s,3,0,6,4,0,30,43\n"
                                       "VA,45,0,12,23,,,80\nOUT,60,0,27,43,,,130\n"};
    auto const joined = eq::read_oecd_icio(io::text(text), eq::parts_of_states::join);
    BOOST_TEST((joined.labels == std::vector<label>{{"A", "s"}, {"CHN", "s"}}));
    BOOST_TEST((joined.cells == std::vector<double>{10, 20, 5, 15}));
    BOOST_TEST((joined.output == std::vector<double>{60, 70}));
    BOOST_TEST((joined.value_added == std::vector<double>{45, 35}));
    BOOST_TEST(is_toy(joined));
    auto const apart = eq::read_oecd_icio(io::text(text));
    BOOST_TEST(apart.labels.size() == 4U);
    BOOST_TEST(list(apart.regions()) == "A CHN CN1 CN2 ");
    BOOST_TEST(apart.system().output()[1] == 0);
}

BOOST_AUTO_TEST_CASE(tables_of_eurostat)
{
    auto const table = eq::read_figaro(io::text("rowLabels,A_s,B_s,A_P3_S14,A_P5M,B_P3_S14\nA_s,10,20,32,-2,0\n"
                                                "B_s,5,15,0,0,50\nW2_D21X31,3,5,1,0,1\nW2_OP_RES,0,0,2,0,-2\n"
                                                "W2_D1,20,10,0,0,0\nW2_D29X39,2,1,0,0,0\nW2_B2A3G,20,19,0,0,0\n"));
    BOOST_TEST(is_toy(table));
    BOOST_TEST(table.unit == "million EUR");
    BOOST_TEST((table.value_added == std::vector<double>{42, 30}));
    BOOST_TEST(table.primary_labels.size() == 5U);
    BOOST_TEST(table.output.empty());
    BOOST_TEST_REQUIRE(table.unused.size() == 1U); // purchases abroad cancel
    BOOST_TEST(table.unused[0].what == "W2_D21X31");
    BOOST_TEST(table.unused[0].sum == 2);
    auto const gap = eq::read_figaro(io::text("rowLabels,A_s,A_P3_S14\nA_s,,1\n"));
    BOOST_TEST(gap.unknown.size() == 1U);
    BOOST_TEST(gap.empty_as_zero == 0U);
    auto const partly = [](char const* rows) {
        (void)eq::read_figaro(io::text(std::string{"rowLabels,A_s,A_P3_S14\nA_s,1,3\n"} + rows, "f.csv"));
    };
    BOOST_TEST(message_of<io::header_error>([&] { partly("W2_D1,2,0\nW2_B2A3G,1,0\n"); })
               == "f.csv: has no row W2_D29X39; value added is the sum of W2_D1, W2_D29X39 and W2_B2A3G");
}

BOOST_AUTO_TEST_CASE(folders_of_pymrio)
{
    {
        auto const oblong = scratch_folder{}; // more columns than outputs
        oblong("A.txt", "region\tA\tA\tA\nsector\ta\tb\tc\nregion\tsector\t\t\nA\ta\t.1\t.2\t.3\n");
        oblong("Y.txt", "region\tA\ncategory\tf\nregion\tsector\t\nA\ta\t1\n");
        oblong("x.txt", "region\tsector\tindout\nA\ta\t2\n");
        BOOST_TEST(oblong.message([&] { (void)eq::read_pymrio_folder(oblong.path); }).find("column")
                   != std::string::npos);
    }
    auto const folder = scratch_folder{};
    folder("Z.txt", toy_flows);
    BOOST_TEST(folder.message([&] { (void)eq::read_pymrio_folder(folder.path); })
               == ": has no Y, expected a folder of pymrio with Z and Y, or with A, x and Y");
    folder("Y.txt", toy_uses);
    BOOST_TEST(is_toy(eq::read_pymrio_folder(folder.path)));
    folder("x.txt", "region\tsector\tindout\nA\ts\t60\nB\ts\t70\n");
    folder("unit.txt", "region\tsector\tunit\nA\ts\tM.EUR\nB\ts\tM.EUR\n");
    folder("notes.txt", "of mine");
    folder("factor_inputs/F.txt", "region\tA\tB\nsector\ts\ts\nstressor\t\t\n"
                                  "Taxes less subsidies on products purchased: Total\t3\t5\n"
                                  "Compensation\t40\t\nOperating surplus\t2\t1\n");
    auto const table = eq::read_io_table(folder.path);
    BOOST_TEST(is_toy(table));
    BOOST_TEST(table.unit == "M.EUR");
    BOOST_TEST((table.output == std::vector<double>{60, 70}));
    BOOST_TEST(table.value_added[0] == 42);
    BOOST_TEST(std::isnan(table.value_added[1]));
    BOOST_TEST_REQUIRE(table.unknown.size() == 1U);
    BOOST_TEST(table.text_of(table.unknown[0]) == "Compensation of B_s");
    BOOST_TEST(list(table.unread) == "notes.txt ");
    BOOST_TEST(is_toy(eq::read_io_table(folder.path / "Z.txt")));

    // file_parameters.json gives names and layouts
    folder("flows.tsv", "A\tB\ns\ts\n10\t20\n5\t15\n");
    folder("file_parameters.json", "{\"files\": {\"Z\": {\"name\": \"flows.tsv\", \"nr_header\": \"2\", "
                                   "\"nr_index_col\": \"0\"}}}");
    BOOST_TEST(folder.message([&] { (void)eq::read_io_table(folder.path); }).find("row") != std::string::npos);
    folder("file_parameters.json", "{\"files\": {\"Y\": {\"name\": \"Y.txt\", \"nr_header\": \"2\", "
                                   "\"nr_index_col\": \"2\"}}}");
    BOOST_TEST(is_toy(eq::read_io_table(folder.path)));

    folder("x.txt", "region\tsector\tindout\nB\ts\t70\nA\ts\t60\n");
    BOOST_TEST(folder.message([&] { (void)eq::read_io_table(folder.path); })
               == ": row 1 is \"A_s\" and row of x 1 is \"B_s\"; both must name the same sectors in the same order");
    folder("x.txt", "region\tsector\tindout\tmore\nA\ts\t60\t1\nB\ts\t70\t1\n");
    BOOST_TEST(folder.message([&] { (void)eq::read_io_table(folder.path); })
               == ": x has 2 columns of numbers, expected one, the output");
    folder("x.txt", "region\tsector\tindout\nA\ts\t\nB\ts\t70\n");
    auto const no_output = eq::read_io_table(folder.path);
    BOOST_TEST(no_output.text_of(no_output.unknown[0]) == "the output of A_s");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] {
                   (void)no_output.system();
               }).find("1 cell is unknown: the output of A_s")
               != std::string::npos);
}

BOOST_AUTO_TEST_CASE(folders_of_pymrio_with_coefficients)
{
    auto const folder = scratch_folder{};
    folder("A.txt", "region\t\tA\tB\nsector\t\ts\ts\nregion\tsector\t\t\nA\ts\t.5\t.25\nB\ts\t.125\t.0625\n");
    folder("Y.txt", toy_uses);
    BOOST_TEST(folder.message([&] { (void)eq::read_pymrio_folder(folder.path); })
               == ": has no Z, nor A with x, expected a folder of pymrio with Z and Y, or with A, x and Y");
    folder("x.txt", "region\tsector\tindout\nA\ts\t64\nB\ts\t128\n");
    auto const table = eq::read_io_table(folder.path / "A.txt");
    BOOST_TEST((table.cells == std::vector<double>{32, 32, 8, 8})); // .5 * 64, .25 * 128, .125 * 64, .0625 * 128
    BOOST_TEST(table.output[1] == 128);
}

BOOST_AUTO_TEST_CASE(files_of_eora)
{
    auto const folder = scratch_folder{};
    BOOST_TEST(folder.message([&] { (void)eq::read_eora(folder.path); })
               == ": has no file that ends in _T.txt, expected one of Eora");
    folder("labels_T.txt", "Aland\tA\tIndustries\ts\t\nBland\tB\tIndustries\ts\t\n");
    folder("labels_FD.txt", "Aland\tA\tFinal Demand\tHouseholds\t\nBland\tB\tFinal Demand\tHouseholds\t\n");
    folder("labels_VA.txt", "Primary Inputs\tCompensation\t\nPrimary Inputs\tTaxes\t\n");
    folder("Eora26_2015_bp_T.txt", "10\t20\n5\t15\n");
    folder("Eora26_2015_bp_FD.txt", "30\t0\n0\t50\n");
    auto const plain = eq::read_eora(folder.path);
    BOOST_TEST(is_toy(plain));
    BOOST_TEST(list(plain.unread) == "labels_VA.txt ");
    folder("Eora26_2015_bp_VA.txt", "42\t30\n3\t5\n");
    folder("Eora26_2015_bp_Q.txt", "1\t2\n");
    auto const table = eq::read_io_table(folder.path);
    BOOST_TEST(is_toy(table));
    BOOST_TEST(table.unit == "thousand US$");
    BOOST_TEST((table.value_added == std::vector<double>{45, 35}));
    BOOST_TEST(table.consumers[1] == "B");
    BOOST_TEST(list(table.unread) == "Eora26_2015_bp_Q.txt ");
    folder("Eora26_2014_bp_T.txt", "10\t20\n5\t\n");
    BOOST_TEST(folder.message([&] { (void)eq::read_io_table(folder.path); })
               == ": has \"Eora26_2014_bp_T.txt\" and \"Eora26_2015_bp_T.txt\"; name the one to read");
    BOOST_TEST(is_toy(eq::read_io_table(folder.path / "Eora26_2015_bp_T.txt")));
    folder("Eora26_2014_bp_FD.txt", "30\t0\n0\t50\n");
    BOOST_TEST(eq::read_io_table(folder.path / "Eora26_2014_bp_T.txt").unknown.size() == 1U);
    BOOST_TEST(folder.message([&] { (void)eq::read_eora(folder.path / "labels_FD.txt"); })
               == "/labels_FD.txt: does not end in _T.txt, as the flows of Eora do");
}

BOOST_AUTO_TEST_CASE(layouts_are_told_by_their_names)
{
    auto const folder = scratch_folder{};
    BOOST_TEST(eq::read_io_table(folder("a.csv", "V1,A_s,A_HFCE\nA_s,1,2\n")).unit == "million US$");
    BOOST_TEST(eq::read_io_table(folder("a.csv", ",A_s,HC_A\nA_s,1,2\n")).unit == "million US$");
    BOOST_TEST(eq::read_io_table(folder("a.csv", "r,A_s,A_P3_S14\nA_s,1,2\n")).unit == "million EUR");
    BOOST_TEST(folder.message([&] { (void)eq::read_io_table(folder("a.csv", "i,j\n1,2\n")); })
               == "/a.csv: has no column of final use in its first line: expected names such as AUS_HFCE (OECD) or "
                  "ES_P3_S14 (FIGARO), found \"i,j\"");
    BOOST_TEST(folder.message([&] { (void)eq::read_io_table(folder("a.csv", "")); })
               == "/a.csv: is empty, expected an input-output table");
    BOOST_TEST(folder.message([&] { (void)eq::read_io_table(folder.path); })
               == ": is a folder without labels_T.txt (Eora), Y.txt and file_parameters.json (pymrio)");
    BOOST_TEST(folder.message([&] { (void)eq::read_io_table(folder.path / "none.csv"); })
               == "/none.csv: No such file or directory");
}

// Whole numbers, which add up exactly by rows and by columns.
BOOST_AUTO_TEST_CASE(invented_table_of_the_examples)
{
    auto const table = eq::read_io_table(EQUIPOISE_SOURCE_DIR "/examples/data/invented_table.csv");
    check_balance(table, 0);
    BOOST_TEST(sum(table.output) == 311502);
    BOOST_TEST(sum(table.value_added) == table.final_demand.sum());
    BOOST_TEST(table.difference_of_totals == 0);
    BOOST_TEST(list(table.regions()) == "CHN KAZ KOR MNG RUS ");
    // solved in exact fractions by another program
    auto const world = table.system();
    auto const mongolia = eq::used_by(std::string{"MNG"});
    BOOST_TEST(std::abs(eq::look_through(world, std::string{"CHN"}, mongolia) - .166809) < 5e-7);
    BOOST_TEST(std::abs(eq::face_value(world, std::string{"CHN"}, mongolia) - .097293) < 5e-7);
}

// Control sums of tables in the layouts of providers; see the tests of io/labelled_matrix.
BOOST_AUTO_TEST_CASE(tables_from_outside)
{
    auto const data = outside("data");
    if (data.empty()) {
        BOOST_TEST_MESSAGE("not run: there is no " << EQUIPOISE_REFERENCE_DIR << "/data");
        return;
    }
    auto const latest = eq::read_io_table(data / "oecd_icio" / "SYNTH_ed2023_2020_SML_cut.csv");
    check_balance(latest);
    BOOST_TEST(sum(latest.output) == 27077);
    BOOST_TEST(close(sum(latest.value_added), 19883.46));
    auto const before = eq::read_io_table(data / "oecd_icio" / "SYNTH_ed2021_ICIO2021_2018_cut.csv");
    check_balance(before);
    BOOST_TEST(sum(before.output) == 19846);
    BOOST_TEST(close(sum(before.value_added), 15637.08));
    auto const extended = data / "oecd_icio" / "SYNTH_ed2023_2020_extended_cut.csv";
    auto const joined = eq::read_io_table(extended, eq::parts_of_states::join);
    check_balance(joined);
    BOOST_TEST(list(joined.regions()) == "CHN KAZ ROW ");
    BOOST_TEST(close(sum(joined.value_added), 8083.86));
    BOOST_TEST(list(eq::read_io_table(extended).regions()) == "CHN KAZ ROW CN1 CN2 ");

    auto const figaro = eq::read_io_table(data / "figaro" / "SYNTH_matrix_eu-ic-io_ind-by-ind_24ed_2022_cut.csv");
    check_balance(figaro);
    BOOST_TEST(close(sum(figaro.system().output()), 17337));
    auto const exiobase = eq::read_io_table(data / "exiobase" / "SYNTH_IOT_2022_ixi_3.9");
    check_balance(exiobase);
    BOOST_TEST(exiobase.unit == "M.EUR");
    BOOST_TEST(list(exiobase.regions()) == "AT CN RU WA ");
    BOOST_TEST(sum(exiobase.cells) == 2225);
    auto const eora = eq::read_io_table(data / "eora" / "MOCK_pymrio_eora26");
    BOOST_TEST(close(sum(eora.cells), 38872616.88392522, 1e-12));
    BOOST_TEST(close(eora.final_demand.sum(), 3285132732.421106, 1e-12));
}

// The test table of pymrio, written in three layouts, has the look-through shares that other programs found.
BOOST_AUTO_TEST_CASE(values_from_outside)
{
    auto const data = outside("data");
    auto const reference = outside("reference");
    if (data.empty() || reference.empty()) {
        BOOST_TEST_MESSAGE("not run: there is no " << EQUIPOISE_REFERENCE_DIR << "/data or /reference");
        return;
    }
    auto const small = td_small(data);
    auto const lines = [&](Eigen::MatrixXd const& m, bool labels, bool regions, char separator) {
        auto text = std::string{};
        for (Eigen::Index i = 0; i < m.rows(); ++i) {
            auto const& [region, sector] = small.labels[static_cast<std::size_t>(i)];
            text += !labels ? "" : regions ? region + separator + sector : region + '_' + sector;
            for (Eigen::Index j = 0; j < m.cols(); ++j) {
                text += (labels || j > 0 ? std::string{separator} : "") + eq::detail::number_text(m(i, j));
            }
            text += '\n';
        }
        return text;
    };
    auto whole = Eigen::MatrixXd(6, 8);
    whole << small.deliveries, small.demand;
    auto icio = std::string{"V1"};
    auto regions = std::string{"region\t"};
    auto sectors = std::string{"sector\t"};
    auto eora = std::string{};
    for (auto const& [region, sector] : small.labels) {
        icio += ',' + region + '_' + sector;
        regions += '\t' + region;
        sectors += '\t' + sector;
        eora += region + '\t' + region + "\tIndustries\t" + sector + "\t\n";
    }
    auto const folder = scratch_folder{};
    folder("Z.txt", regions + '\n' + sectors + '\n' + lines(small.deliveries, true, true, '\t'));
    folder("Y.txt", "region\t\treg1\treg2\ncategory\t\tc\tc\n" + lines(small.demand, true, true, '\t'));
    auto const second = scratch_folder{};
    second("labels_T.txt", eora);
    second("labels_FD.txt", "reg1\treg1\tFinal Demand\tc\nreg2\treg2\tFinal Demand\tc\n");
    second("e_T.txt", lines(small.deliveries, false, false, '\t'));
    second("e_FD.txt", lines(small.demand, false, false, '\t'));
    auto tables = std::vector<eq::published_table>{};
    tables.push_back(eq::read_io_table(folder.path));
    tables.push_back(eq::read_io_table(second.path));
    tables.push_back(
        eq::read_oecd_icio(io::text(icio + ",reg1_HFCE,reg2_HFCE\n" + lines(whole, true, false, ','), "t.csv")));
    auto checked = 0;
    for (auto const& table : tables) {
        auto const world = table.system();
        for (auto const& line : support::read_csv((reference / "network_values.csv").string())) {
            auto const expected = [&] { return support::number(line.at(4)); };
            if (line.at(1) != "pymrio_td_small") {
                continue;
            }
            if (line[0] == "look_through_output") {
                auto const dot = line.at(3).find('.');
                auto const user = world.position({line[3].substr(0, dot), line[3].substr(dot + 1)});
                BOOST_TEST(close(eq::look_through(world, line.at(2))[user].value, expected(), 2e-12));
                ++checked;
            } else if (line[0] == "final_demand_value_added_origin") {
                BOOST_TEST(
                    close(eq::look_through(world, line.at(2), eq::counting::value_added, eq::used_by(line.at(3))),
                          expected(), 2e-12));
                ++checked;
            }
        }
    }
    BOOST_TEST(checked == 3 * (12 + 4));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
