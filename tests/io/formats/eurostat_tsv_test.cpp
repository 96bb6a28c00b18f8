// SPDX-License-Identifier: BSL-1.0
#include "provider_files.hpp"

#include <equipoise/io/formats/eurostat_tsv.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

using namespace provider_files;
using eq::io::row_class;
using strings = std::vector<std::string>;

// Invented imports of gas. In 2023 the total of 100 is Norway 60, an area 10 and what is not listed.
std::string const gas = "freq,siec,partner,unit,geo\\TIME_PERIOD\t2022 \t2023 \n"
                        "A,G3000,NO,MIO_M3,EL\t50.5 \t60 p\n"
                        "A,G3000,RU,MIO_M3,EL\t: c\t: \n"
                        "A,G3000,UK,MIO_M3,EL\t0 n\t7.5 ep\n"
                        "A,G3000,NSP,MIO_M3,EL\t1 \t10 \n"
                        "A,G3000,TOTAL,MIO_M3,EL\t51.5 \t100 \n"
                        "A,G3000,NO,TJ_GCV,EL\t2000 \t2400 \n"
                        "A,G3000,NO,MIO_M3,EU27_2020\t500 \t600 \n";

eq::io::format_options cubic_metres()
{
    auto options = eq::io::format_options{};
    options.sdmx.only = {{"unit", "MIO_M3"}};
    options.sdmx.all_are = eq::io::direction::imports;
    return options;
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(eurostat_tsv)

BOOST_AUTO_TEST_CASE(each_cell_counts)
{
    auto const imports = read(gas, cubic_metres());
    BOOST_TEST(imports.report.about.name == "eurostat_tsv");
    BOOST_TEST(flows_of(imports)
                   == (strings{"NOR>GRC 2022 G3000 50.5 by importer", "NOR>GRC 2023 G3000 60 by importer",
                               "GBR>GRC 2022 G3000 0 by importer", "GBR>GRC 2023 G3000 7.5 by importer",
                               "RUS>GRC 2022 G3000 ? by importer", "RUS>GRC 2023 G3000 ? by importer"}),
               boost::test_tools::per_element());
    BOOST_TEST(rows(imports, row_class::used) == 4);
    BOOST_TEST(amount(imports, row_class::used) == 118);
    BOOST_TEST(rows(imports, row_class::unknown) == 2);
    BOOST_TEST(rows(imports, row_class::area) == 2);
    BOOST_TEST(amount(imports, row_class::area) == 11);
    BOOST_TEST(rows(imports, row_class::aggregate) == 4); // the totals and the European Union
    BOOST_TEST(imports.report.not_asked == 2);            // the other unit
    for (auto const* const flag : {"p", "c", "n", "ep"}) {
        BOOST_TEST(imports.report.flags.at(flag) == 1);
    }
    BOOST_TEST(imports.report.flags.size() == 4);
    BOOST_TEST(residual(imports, 2022) == 1);    // 51.5 - 50.5
    BOOST_TEST(residual(imports, 2023) == 32.5); // 100 - 60 - 7.5
}

BOOST_AUTO_TEST_CASE(the_direction_is_told)
{
    auto options = cubic_metres();
    options.sdmx.all_are.reset();
    BOOST_TEST(complaint(gas, options).find("exports or imports") != std::string::npos);
    BOOST_TEST(flows_of(read(gas, options, "nrg_te/nrg_ti_gas.tsv")).at(0) == "NOR>GRC 2022 G3000 50.5 by importer");
    BOOST_TEST(flows_of(read(gas, options, "estat_nrg_te_gas.tsv")).at(0) == "GRC>NOR 2022 G3000 50.5");
}

BOOST_AUTO_TEST_CASE(units_are_not_mixed)
{
    BOOST_TEST(complaint(gas, {}, "nrg_ti_gas.tsv")
               == "nrg_ti_gas.tsv:7: unit has the values \"MIO_M3\" and \"TJ_GCV\" in rows that are read; name the one "
                  "to read in format_options::sdmx.only, or the dimension in channels or ignored");
}

BOOST_AUTO_TEST_CASE(older_layouts)
{
    auto const old = "indic_et,partner,geo\\time\t2011M02 \t2011M01 \nMIO_IMP_VAL,CN,DE\t3.5\t: \nMIO_EXP_VAL,CN,DE\t"
                     "1 b\t-1\nMIO_BAL_VAL,CN,DE\t-2.5\t3\n";
    auto const options = eq::io::format_options{.frequency = eq::frequency::month};
    BOOST_TEST(complaint(old, options) == "f.csv:3: column 2011M01: found \"-1\", expected no negative amount");
    auto const text = std::string{old}.replace(std::string{old}.find("\t-1"), 3, "\t4 ");
    auto const trade = read(text, options);
    BOOST_TEST(flows_of(trade)
                   == (strings{"CHN>DEU 201102 3.5 by importer", "DEU>CHN 201102 1", "DEU>CHN 201101 4",
                               "CHN>DEU 201101 ? by importer"}),
               boost::test_tools::per_element());
    BOOST_TEST((trade.report.unit == eq::io::unit::million_eur));
    BOOST_TEST(rows(trade, row_class::direction) == 2); // the balance
    BOOST_TEST(rows(read(text), row_class::sub_row) == 6);
}

BOOST_AUTO_TEST_CASE(malformed_cells)
{
    auto const with = [](std::string const& cell) {
        return "freq,partner,geo\\TIME_PERIOD\t2022 \nA,NO,DE\t" + cell + "\n";
    };
    auto const expected = "f.csv:2: column 2022: found \"%\", expected a number and its flags, such as \"123.4 p\", or "
                          "\":\"";
    for (auto const* const cell : {"1,5", "5p", "x", "5 P", "5 1", ":5", "1 000", "nan"}) {
        auto message = std::string{expected};
        message.replace(message.find('%'), 1, cell);
        BOOST_TEST(complaint(with(cell), {.sdmx = {.all_are = eq::io::direction::imports}}) == message);
    }
    BOOST_TEST(complaint("freq,partner,geo\\TIME_PERIOD\tLast \nA,NO,DE\t1\n", {}, "nrg_ti.tsv")
               == "nrg_ti.tsv:1: column \"Last\" is no period such as 2024, 2024-Q1, 2024-01 or 2024M01");
    BOOST_TEST(complaint("freq,partner,geo\\TIME_PERIOD\t2022 \nA,NO,x,DE\t1\n", {}, "nrg_ti.tsv")
                   .find("expected 3 values with commas between them")
               != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_cell_that_cannot_be_read_is_unknown)
{
    auto options = cubic_metres();
    options.malformed = eq::io::skip;
    auto text = gas;
    text.replace(text.find("60 p"), 4, "6O p");
    auto const imports = read(text, options);
    BOOST_TEST(rows(imports, row_class::refused) == 0);
    BOOST_TEST(rows(imports, row_class::unknown) == 3); // with Russia's, which are missing
    BOOST_TEST(flows_of(imports)
                   == (strings{"NOR>GRC 2022 G3000 50.5 by importer", "GBR>GRC 2022 G3000 0 by importer",
                               "GBR>GRC 2023 G3000 7.5 by importer", "NOR>GRC 2023 G3000 ? by importer",
                               "RUS>GRC 2022 G3000 ? by importer", "RUS>GRC 2023 G3000 ? by importer"}),
               boost::test_tools::per_element());
    BOOST_TEST(imports.report.books.examples(row_class::unknown).at(0).what.starts_with("f.csv:2: column 2023: "));
    // a negative amount, and a row whose dimensions cannot be read
    text = gas;
    text.replace(text.find("60 p"), 4, "-6 p");
    BOOST_TEST(flows_of(read(text, options)).at(3) == "NOR>GRC 2023 G3000 ? by importer");
    text = gas;
    text.replace(text.find("A,G3000,NO"), 10, "A,NO");
    BOOST_TEST(rows(read(text, options), row_class::refused) == 1);
}

BOOST_AUTO_TEST_CASE(files_that_are_cut_off)
{
    check_cuts(gas, cubic_metres());
}

// The list of these files says: exports and imports of the European Union, and shares in percent, in one table.
BOOST_AUTO_TEST_CASE(outside_file)
{
    if (auto const path = provider_files::outside_file("eurostat/SYNTH_ext_lt_maineu.tsv")) {
        auto options = eq::io::format_options{};
        auto const as_it_is = eq::io::read(*path, options);
        BOOST_TEST(as_it_is.flows.empty()); // all are flows of a group of states
        BOOST_TEST(rows(as_it_is, row_class::aggregate) == 42);
        BOOST_TEST(rows(as_it_is, row_class::direction) == 6);
        options.read_as = {{"EU27_2020", eq::iso3::user_assigned("XEU")}};
        auto const trade = eq::io::read(*path, options);
        auto const from_kazakhstan =
            sum(trade, [](auto const& flow) { return flow.period == 2023 && flow.origin == eq::iso3{"KAZ"}; });
        BOOST_TEST(from_kazakhstan == 29400.5);
        BOOST_TEST(trade.report.flags.at("ep") == 1);
        BOOST_TEST(trade.unknown.size() == 4); // Russia 2024; Mongolia 2019, 2023, 2024
        BOOST_TEST((trade.report.unit == eq::io::unit::million_eur));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
