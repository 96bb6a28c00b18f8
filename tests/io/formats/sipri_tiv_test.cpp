// SPDX-License-Identifier: BSL-1.0
#include "../../support/message_of.hpp"
#include "../reading.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/formats/read.hpp>
#include <equipoise/io/formats/sipri_tiv.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace eq = equipoise;
namespace eio = eq::io;
using namespace eq::literals;
using eq::io::row_class;

std::string const preamble = "\"TIV of arms exports to Mongolia, 2010-2012\",,,,\n"
                             "Figures are SIPRI Trend Indicator Values (TIVs) expressed in millions.,,,,\n"
                             "A '0' indicates that the value of deliveries is less than 0.5m,,,,\n"
                             ",,,,\n"
                             "Source: SIPRI Arms Transfers Database,,,,\n"
                             "Generated: 22 April 2022,,,,\n"
                             ",,,,\n"
                             ",2010,2011,2012,Total\n";

// Poland: nothing in 2010, less than half a million in 2011. The total of 2012 is not 17 + 2 + 4 because of rounding.
std::string const table = preamble
                          + "Poland,,0,2,2\n"
                            "Russia,27,3,17,46\n"
                            "Unknown supplier(s),,,4,4\n"
                            ",,,,\n"
                            "Total,27,3,24,53\n";

double rows(eio::format_report const& report, row_class of)
{
    return static_cast<double>(report.books.file()[of].rows);
}

double amount(eio::format_report const& report, row_class of)
{
    return report.books.file()[of].amount();
}

eio::provider_flows read(std::string const& text, eio::format_options const& options = {})
{
    return eio::read(eio::text(text), options, eio::sipri_tiv);
}

std::string refusal(std::string const& text, eio::format_options const& options = {})
{
    return message_of<std::exception>([&] { (void)read(text, options); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(sipri_tiv)

BOOST_AUTO_TEST_CASE(an_empty_cell_is_no_delivery_and_zero_is_an_unknown_one)
{
    auto const arms = read(table);
    BOOST_REQUIRE(arms.flows.size() == 4U);
    BOOST_TEST((arms.flows[0] == eio::reported_flow{"POL"_iso3, "MNG"_iso3, 2, 2012, "", eio::reported_by::importer}));
    BOOST_TEST((arms.flows[1] == eio::reported_flow{"RUS"_iso3, "MNG"_iso3, 27, 2010, "", eio::reported_by::importer}));
    BOOST_REQUIRE(arms.unknown.size() == 1U);
    BOOST_TEST(arms.unknown[0].origin == "POL"_iso3);
    BOOST_TEST(arms.unknown[0].period == 2011);

    // 4 cells of states with 27 + 3 + 17 + 2; totals: 3 rows, 3 years and the corner, 2 + 46 + 4, 27 + 3 + 24 and 53
    auto const& report = arms.report;
    BOOST_TEST(rows(report, row_class::used) == 4);
    BOOST_TEST(amount(report, row_class::used) == 49);
    BOOST_TEST(rows(report, row_class::unknown) == 1);
    BOOST_TEST(rows(report, row_class::area) == 1);
    BOOST_TEST(amount(report, row_class::area) == 4);
    BOOST_TEST(rows(report, row_class::aggregate) == 7);
    BOOST_TEST(amount(report, row_class::aggregate) == 159);
    BOOST_TEST(report.books.file().read().rows == 13U);
    BOOST_TEST(report.books.states().size() == 1U);
    BOOST_TEST(report.about.name == "sipri_tiv");
    BOOST_TEST((report.unit == eio::unit::million_tiv));
    BOOST_TEST(report.vintage == "22 April 2022");
}

BOOST_AUTO_TEST_CASE(zero_may_be_read_as_zero)
{
    auto const arms = read(table, {.below_half = eio::below_half::zero});
    BOOST_TEST(arms.unknown.empty());
    BOOST_REQUIRE(arms.flows.size() == 5U);
    BOOST_TEST(arms.flows[0].amount == 0);
    BOOST_TEST(rows(arms.report, row_class::used) == 5);
}

BOOST_AUTO_TEST_CASE(rounding_is_no_partner_and_what_rounding_cannot_explain_is)
{
    // 24 - (2 + 17 + 4) = 1, and three cells and their total are each rounded by up to .5: no gap
    auto const arms = read(table);
    BOOST_TEST(arms.report.gaps.empty());
    BOOST_REQUIRE(arms.residuals.size() == 1U);
    BOOST_TEST(arms.residuals[0].amount == 4); // the unknown suppliers
    BOOST_TEST(arms.residuals[0].period == 2012);
    BOOST_TEST((arms.residuals[0].by == eio::reported_by::importer));

    // without Russia's row, 27 of 2010 and 24 - 6 of 2012 are missing; 3 of 2011 as well, against .5 for each of 2
    // cells
    auto cut = preamble + "Poland,,0,2,2\nUnknown supplier(s),,,4,4\n,,,,\nTotal,27,3,24,53\n";
    auto const less = read(cut);
    BOOST_REQUIRE(less.report.gaps.size() == 3U);
    BOOST_TEST(less.report.gaps[0].period == 2010);
    BOOST_TEST(less.report.gaps[0].stated == 27);
    BOOST_TEST(less.report.gaps[0].listed == 0);
    BOOST_REQUIRE(less.residuals.size() == 3U);
    BOOST_TEST(less.residuals[0].amount == 27);
    BOOST_TEST(less.residuals[2].amount == 22);
    BOOST_TEST(refusal(cut, {.tolerance = .5})
               == "text: the total of MNG in 2010, 27, differs from the sum of what is listed, 0, by more than the "
                  "tolerance");
}

BOOST_AUTO_TEST_CASE(a_table_of_a_recipient_belongs_to_its_imports)
{
    auto const imports = eio::read_imports(eio::text(table), eio::sipri_tiv).ledger;
    BOOST_TEST(imports.size() == 3U);
    BOOST_TEST(imports.at({2010, "MNG"_iso3}).size() == 1U);
    // 17 of 17 + 2 + 4 in 2012
    BOOST_TEST(imports.at({2012, "MNG"_iso3}).totals().whole().value() == 23);
    // in a ledger of exports, Mongolia would be Russia's only partner
    BOOST_TEST(eio::read_exports(eio::text(table), eio::sipri_tiv).ledger.empty());
}

BOOST_AUTO_TEST_CASE(a_table_of_a_supplier_belongs_to_its_exports)
{
    auto const arms = read("\"TIV of arms exports from Russia, 2010-2011\"\n,2010,2011,Total\nMongolia,27,,27\n"
                           "African Union**,,2,2\nUnknown recipient(s),1,,1\nTotal,28,2,30\n");
    BOOST_REQUIRE(arms.flows.size() == 1U);
    BOOST_TEST((arms.flows[0] == eio::reported_flow{"RUS"_iso3, "MNG"_iso3, 27, 2010, "", eio::reported_by::exporter}));
    BOOST_TEST(rows(arms.report, row_class::area) == 2);
    BOOST_TEST(arms.residuals.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_table_may_be_padded_by_another_separator)
{
    for (auto const separator : {';', '\t'}) {
        auto const pad = std::string(4, separator);
        auto const arms = read("\"TIV of arms exports to Mongolia, 2010\"" + pad + "\r\n" + pad + "\r\n" + separator
                               + "2010" + separator + "Total\r\nRussia" + separator + "27" + separator + "27\r\nTotal"
                               + separator + "27" + separator + "27\r\n");
        BOOST_REQUIRE(arms.flows.size() == 1U);
        BOOST_TEST(arms.flows[0].destination == "MNG"_iso3);
    }
}

BOOST_AUTO_TEST_CASE(newer_tables_name_the_state_in_their_last_row)
{
    std::string const newer = "Volume of transfers of major arms\n"
                              "\n"
                              "Data generated: 28 Sep 2026 9:10:08 AM\n"
                              "\n"
                              "Supplier,2021,2022,2021-2022,Percentage,Sum total years,Percentage of total\n"
                              "Russia,100,0 ,100,92%,100,92%\n"
                              "unknown supplier(s),,9,9,8.3%,9,8.3%\n";
    std::string const total = "Total exports to Kazakhstan,100,9,109,100%,109,\n";
    auto const arms = read(newer + total + "\n");
    BOOST_REQUIRE(arms.flows.size() == 1U);
    BOOST_TEST(
        (arms.flows[0] == eio::reported_flow{"RUS"_iso3, "KAZ"_iso3, 100, 2021, "", eio::reported_by::importer}));
    BOOST_TEST(arms.unknown.size() == 1U);
    BOOST_TEST(rows(arms.report, row_class::area) == 1);
    BOOST_TEST(rows(arms.report, row_class::aggregate) == 2 + 3 * 2);
    BOOST_TEST(arms.report.books.examples(row_class::area)[0].line == 7U); // not that of the total
    BOOST_TEST(arms.report.vintage == "28 Sep 2026 9:10:08 AM");

    BOOST_TEST(refusal(newer) == "text: the table ends before its row Total, so that part of it is missing");
    BOOST_TEST(refusal(newer + "Total world export,100,9,109,100%,109,\n")
               == "text:8: column Supplier: found \"Total world export\", expected the state whose deliveries are in "
                  "the table, such as 'Total exports to Mongolia'; a table of totals of states holds no flows");
}

BOOST_AUTO_TEST_CASE(a_table_that_was_cut_or_has_a_row_twice_is_refused)
{
    BOOST_TEST(refusal(table.substr(0, table.find("Unknown")))
               == "text: the table ends before its row Total, so that part of it is missing");
    for (std::size_t size = 0; size + 3 < table.size(); ++size) { // without the corner, nothing is missing
        BOOST_TEST(refusal(table.substr(0, size)) != "(no exception)", "cut after " << size);
    }
    auto twice = table;
    twice.insert(twice.find("Russia"), "Russia,1,,,1\n");
    BOOST_TEST(refusal(twice)
               == "text:11: the row repeats line 10 (Russia); in this format, repeats::sum or repeats::first says "
                  "what becomes of such rows");
    auto const first = read(twice, {.repeats = eio::repeats::first});
    BOOST_TEST(rows(first.report, row_class::duplicate) == 3);
    BOOST_TEST(amount(first.report, row_class::duplicate) == 47);
    BOOST_TEST(amount(read(twice, {.repeats = eio::repeats::sum}).report, row_class::used) == 50);
}

BOOST_AUTO_TEST_CASE(what_is_no_amount_or_no_name_is_refused)
{
    auto const with_row = [](std::string const& row) { return preamble + row + "\nTotal,,,,\n"; };
    BOOST_TEST(refusal(with_row("Russia,27,-3,17,46"))
               == "text:9: column 2011: found \"-3\", expected no negative amount");
    BOOST_TEST(refusal(with_row(",27,,,27"))
               == "text:9: column 1: found \"\", expected the name of a supplier or recipient");
    BOOST_TEST(refusal(with_row("Ruritania,27,,,27"))
               == "text:9: \"Ruritania\" is no state, area or group that is known; the known name that is spelled most "
                  "like it is \"Mauritania\"");
    auto const skipped = read(with_row("Ruritania,27,,,27"), {.unknown_codes = true});
    BOOST_TEST(amount(skipped.report, row_class::refused) == 27);
}

BOOST_AUTO_TEST_CASE(a_cell_that_cannot_be_read_is_no_empty_one)
{
    // of the total of 8 in 2011, Poland has 5, so that what Russia delivered is part of the other 3
    auto const part = read(preamble + "Poland,,5,,5\nRussia,27,x,17,46\nTotal,27,8,17,5l\n", {.malformed = eio::skip});
    BOOST_TEST(part.flows.size() == 3U); // Poland in 2011, Russia in 2010 and 2012
    BOOST_REQUIRE(part.unknown.size() == 1U);
    BOOST_TEST((part.unknown[0].origin == "RUS"_iso3));
    BOOST_TEST(part.unknown[0].period == 2011);
    BOOST_REQUIRE(part.residuals.size() == 1U);
    BOOST_TEST(part.residuals[0].amount == 3);
    BOOST_TEST(part.residuals[0].period == 2011);
    BOOST_TEST(rows(part.report, row_class::unknown) == 1);
    BOOST_TEST(rows(part.report, row_class::refused) == 0);
    BOOST_TEST(rows(part.report, row_class::aggregate) == 2 + 3 + 1); // over all years, of years, and the corner
    BOOST_TEST(part.report.books.examples(row_class::unknown).at(0).what
               == "text:10: column 2011: found \"x\", expected a number");
    // a total that cannot be read is not passed over in silence
    auto const total = read(preamble + "Russia,27,3,17,47\nTotal,27,3,l7,47\n", {.malformed = eio::skip});
    BOOST_TEST(rows(total.report, row_class::refused) == 1);
    BOOST_TEST(total.flows.size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_title_without_a_name_is_refused)
{
    auto const titled = [](std::string const& title) {
        return refusal("\"TIV of arms exports " + title
                       + "\",,,,\n,2010,2011,2012,Total\nPoland,,0,2,2\nTotal,,0,2,2\n");
    };
    BOOST_TEST(titled("t") == "text: the title names no recipient or supplier: \"t\"");
    BOOST_TEST(titled("2010-2012") == "text: the title names no recipient or supplier: \"2010-2012\"");
}

BOOST_AUTO_TEST_CASE(the_table_of_all_recipients_has_no_flows)
{
    auto const path = reading::reference("arms/sipri_tiv_2022/TIV-Import-ALL-1950-2021.csv");
    if (!path) {
        return;
    }
    // by a script: 7 729 cells, 257 of them 0, with 2 002 179; totals of 72 years, of 260 rows, and the corner
    auto const arms = eio::read(*path);
    BOOST_TEST(arms.flows.empty());
    BOOST_TEST(rows(arms.report, row_class::aggregate) == 7729 + 72 + 260 + 1);
    BOOST_TEST(amount(arms.report, row_class::aggregate) == 2'002'179 + 2'001'955 + 2'001'950 + 2'001'957);
    BOOST_TEST(arms.report.books.file().read().rows == 7729U + 72 + 260 + 1);
}

BOOST_AUTO_TEST_CASE(tables_of_the_provider_add_up)
{
    auto const mongolia = reading::reference("arms/sipri_tiv_2022/TIV-Import-MON-1950-2021.csv");
    auto const kazakhstan = reading::reference("arms/sipri_tiv_2022/TIV-Import-KAZ-1950-2021.csv");
    if (!mongolia || !kazakhstan) {
        return;
    }
    // by a script: 46 cells with 2 192 and one 0, Poland in 1979; yearly totals of 2 192, row totals of 2 188, corner
    auto const arms = eio::read(*mongolia);
    BOOST_TEST(rows(arms.report, row_class::used) == 46);
    BOOST_TEST(amount(arms.report, row_class::used) == 2192);
    BOOST_REQUIRE(arms.unknown.size() == 1U);
    BOOST_TEST(arms.unknown[0].origin == "POL"_iso3);
    BOOST_TEST(arms.unknown[0].period == 1979);
    BOOST_TEST(rows(arms.report, row_class::aggregate) == 43 + 3 + 1);
    BOOST_TEST(amount(arms.report, row_class::aggregate) == 2192 + 2188 + 2188);
    BOOST_TEST(arms.report.gaps.empty());

    // Mongolia got nothing in 2017, and 79 from Russia alone in 2012; in 1985, from the Soviet Union alone
    auto const imports = eio::read_imports(*mongolia, eio::sipri_tiv).ledger;
    BOOST_TEST(!imports.find({2017, "MNG"_iso3}));
    BOOST_TEST(imports.at({2012, "MNG"_iso3}).totals().whole().value() == 79);
    BOOST_TEST(eq::exposure("RUS"_iso3)(imports.at({2012, "MNG"_iso3})) == 1);
    BOOST_TEST(eq::exposure("SUN"_iso3)(imports.at({1985, "MNG"_iso3})) == 1);

    // Kazakhstan in 2017: 4, 13, 163, 7, 24, 2 and 3, so that Russia has 163/216 and HHI is 27 392/216^2
    auto const [kazakh, report] = eio::read_imports(*kazakhstan, eio::any_format);
    BOOST_TEST(rows(report, row_class::used) == 79);
    BOOST_TEST(amount(report, row_class::used) == 3027);
    BOOST_TEST(rows(report, row_class::aggregate) == 25 + 12 + 1);
    BOOST_TEST(amount(report, row_class::aggregate) == 3026 + 3027 + 3027);
    auto const in_2017 = kazakh.at({2017, "KAZ"_iso3});
    BOOST_TEST(in_2017.totals().whole().value() == 216);
    BOOST_TEST(eq::exposure("RUS"_iso3)(in_2017) == 163. / 216);
    BOOST_TEST(eq::hhi(in_2017) == 27'392. / (216. * 216));
}

BOOST_AUTO_TEST_CASE(the_layout_of_2026_adds_up)
{
    auto const path = reading::reference("sipri/SYNTH_import-export-values_recipient_KAZ_2021-2025.csv");
    if (!path) {
        return;
    }
    // by hand: nine cells with 160 + 45 + 18 + 3; 0 for Russia in 2024 and Spain in 2021; 9 of unknown suppliers
    auto const arms = eio::read(*path);
    BOOST_TEST(rows(arms.report, row_class::used) == 9);
    BOOST_TEST(amount(arms.report, row_class::used) == 226);
    BOOST_TEST(rows(arms.report, row_class::unknown) == 2);
    BOOST_TEST(amount(arms.report, row_class::area) == 9);
    BOOST_TEST(rows(arms.report, row_class::aggregate) == 5 + 2 * 7);
    BOOST_TEST(arms.residuals.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
