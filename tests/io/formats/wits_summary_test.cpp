// SPDX-License-Identifier: BSL-1.0
#include "../../support/message_of.hpp"
#include "../reading.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/formats/read.hpp>
#include <equipoise/io/formats/wits_summary.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>

namespace {

namespace eq = equipoise;
namespace eio = eq::io;
using namespace eq::literals;
using eio::row_class;

std::string const header = "Reporter,Partner,Product categories,Indicator Type,Indicator,2018,2017\r\n";
std::string const table =
    header
    + "Mongolia,...,...,Development,GDP (current US$ Mil),          13108.77,          11425.76\r\n"
      "Mongolia,China,All Products,Export,Trade (US$ Mil)-Top 5 Export Partner,             70.00,             "
      "60.00\r\n"
      "Mongolia,\"Korea, Rep.\",All Products,Export,Trade (US$ Mil)-Top 5 Export Partner,,              5.00\r\n"
      "Mongolia,Unspecified,All Products,Export,Trade (US$ Mil)-Top 5 Export Partner,             10.00,              "
      "4.00\r\n"
      "Mongolia,Italy,All Products,Export,Trade (US$ Mil)-Top 5 Export Partner,              8.00,\r\n"
      "Mongolia,China,All Products,Import,Trade (US$ Mil)-Top 5 Import Partner,,             30.00\r\n"
      "Mongolia,World,Fuels,Export,Export(US$ Mil),             40.00,             42.00\r\n"
      "Mongolia,World,All Products,Export,Exports (in US$ Mil),            100.00,             80.00\r\n"
      "Mongolia,World,All Products,Import,Imports (in US$ Mil),,             50.00\r\n"
      "Mongolia,China,All Products,Export,Partner share(%)-Top 5 Export Partner,     70.00,     75.00\r\n"
      "Mongolia,...,...,Development,Trade Balance (% of GDP),     -2.37,      1.00\r\n";

double rows(eio::format_report const& report, row_class of)
{
    return static_cast<double>(report.books.file()[of].rows);
}

double amount(eio::format_report const& report, row_class of)
{
    return report.books.file()[of].amount();
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(wits_summary)

BOOST_AUTO_TEST_CASE(the_largest_partners_are_flows_and_the_rest_of_the_total_is_the_residual)
{
    auto const trade = eio::read(eio::text(table));
    auto const& report = trade.report;
    BOOST_TEST(report.about.name == "wits_summary");
    BOOST_TEST(trade.flows.size() == 5U);
    BOOST_TEST(trade.unknown.empty()); // an empty cell is a partner that was not among the five
    BOOST_TEST((trade.flows[0]
                == eio::reported_flow{"MNG"_iso3, "CHN"_iso3, 70, 2018, "All Products", eio::reported_by::exporter}));
    BOOST_TEST((trade.flows[4]
                == eio::reported_flow{"CHN"_iso3, "MNG"_iso3, 30, 2017, "All Products", eio::reported_by::importer}));
    BOOST_TEST(amount(report, row_class::used) == 70 + 60 + 5 + 8 + 30);
    BOOST_TEST(rows(report, row_class::area) == 2);
    BOOST_TEST(amount(report, row_class::area) == 14);
    BOOST_TEST(rows(report, row_class::aggregate) == 3);
    BOOST_TEST(amount(report, row_class::aggregate) == 230);
    BOOST_TEST(rows(report, row_class::sub_row) == 2 + 2 + 2 + 2);
    BOOST_TEST(amount(report, row_class::sub_row) == 82); // only what is in million US$
    BOOST_TEST(report.books.file().read().rows == 5U + 2 + 3 + 8);

    // exports of 2018: 100 - 70 - 8; of 2017: 80 - 60 - 5; imports of 2017: 50 - 30
    BOOST_REQUIRE(trade.residuals.size() == 3U);
    BOOST_TEST(trade.residuals[0].amount == 15);
    BOOST_TEST((trade.residuals[0].listing == eq::listing::largest));
    BOOST_TEST((trade.residuals[1].by == eio::reported_by::importer));
    BOOST_TEST(trade.residuals[1].amount == 20);
    BOOST_TEST(trade.residuals[2].amount == 22);
    // in 2018, a partner in the Unspecified 10 may be larger than Italy with 8
    BOOST_TEST((trade.residuals[2].listing == eq::listing::some));
}

BOOST_AUTO_TEST_CASE(a_repeated_row_and_a_total_of_a_partner_are_refused)
{
    auto const refusal = [](std::string const& row) {
        return message_of<std::exception>([&] { (void)eio::read(eio::text(table + row)); });
    };
    auto const again =
        std::string{"Mongolia,China,All Products,Export,Trade (US$ Mil)-Top 5 Export Partner,70.00,60.00\r\n"};
    BOOST_TEST(refusal(again)
               == "text:13: the row repeats line 3 (Mongolia, China, All Products, Trade (US$ Mil)-Top 5 Export "
                  "Partner); in this format, repeats::sum or repeats::first says what becomes of such rows");
    auto const first = eio::read(eio::text(table + again), {.repeats = eio::repeats::first});
    BOOST_TEST(first.flows.size() == 5U);
    BOOST_TEST(amount(first.report, row_class::duplicate) == 130);
    BOOST_TEST(refusal("Mongolia,Italy,Fuels,Export,Exports (in US$ Mil),1,1\r\n")
               == "text:13: column Partner: found \"Italy\", expected World, as the row is the total over all "
                  "partners");
    BOOST_TEST(refusal("Mongolia,Italy,All Products,Import,Trade (US$ Mil)-Top 5 Import Partner,-1,1\r\n")
               == "text:13: column 2018: found \"-1\", expected no negative amount");
}

BOOST_AUTO_TEST_CASE(the_largest_partners_without_their_total_are_refused)
{
    auto const cut = table.substr(0, table.find("Mongolia,World,All Products,Import"));
    BOOST_TEST(message_of<eio::input_error>([&] { (void)eio::read(eio::text(cut)); })
               == "text: there is no total of the imports of Mongolia in 2017, so that part of the file is missing");
    BOOST_TEST(eio::read(eio::text(cut), {.years = {2018}}).flows.size() == 2U);
    auto const last_total = table.find("50.00\r\n", table.find("Imports (in US$ Mil)"));
    for (auto size = table.find("             60.00"); size < last_total; ++size) {
        BOOST_CHECK_THROW((void)eio::read(eio::text(table.substr(0, size))), std::exception);
    }
}

BOOST_AUTO_TEST_CASE(a_cell_that_cannot_be_read_is_not_that_of_a_partner_that_was_not_among_the_five)
{
    auto const damaged = [](std::string const& from, std::string const& to) {
        auto text = table;
        text.replace(text.find(from), from.size(), to);
        return text;
    };
    auto const options = eio::format_options{.malformed = eio::skip};
    auto const china = eio::read(eio::text(damaged("60.00\r", "6O.00\r")), options);
    BOOST_TEST(china.flows.size() == 4U);
    BOOST_REQUIRE(china.unknown.size() == 1U);
    BOOST_TEST((china.unknown[0].destination == "CHN"_iso3));
    BOOST_TEST(china.unknown[0].period == 2017);
    BOOST_TEST(rows(china.report, row_class::duplicate) == 0); // the row is read twice, and is no repetition of itself
    BOOST_REQUIRE(china.residuals.size() == 3U);
    BOOST_TEST(china.residuals[0].amount == 75); // 80 - 5, of which China has a part
    // without its total, the five would pass as all partners
    BOOST_TEST(message_of<eio::input_error>([&] { (void)eio::read(eio::text(damaged("50.00", "5O.00")), options); })
               == "text: there is no total of the imports of Mongolia in 2017, so that part of the file is missing");
}

BOOST_AUTO_TEST_CASE(years_are_told_by_their_names_in_any_order)
{
    auto const oldest_first =
        eio::read(eio::text("Indicator,2017,2018,Reporter,Partner,Product categories,Indicator Type\r\n"
                            "Trade (US$ Mil)-Top 5 Export Partner,60,70,Mongolia,China,All Products,Export\r\n"
                            "Exports (in US$ Mil),80,100,Mongolia,World,All Products,Export\r\n"),
                  {.years = {2018}});
    BOOST_REQUIRE(oldest_first.flows.size() == 1U);
    BOOST_TEST(oldest_first.flows[0].amount == 70);
    BOOST_TEST(oldest_first.report.not_asked == 2U);
}

BOOST_AUTO_TEST_CASE(summaries_of_the_provider_add_up)
{
    // by a script over the file: cells of states among the five and their sum; areas; totals; products; all others
    struct sums {
        char const* state;
        double used;
        double used_sum;
        double areas;
        double area_sum;
        double totals;
        double total_sum;
        double products;
        double product_sum;
        double others;
    };
    for (auto const& of : {sums{"MNG", 178, 82127, 2, 52.53, 36, 93798.86, 432, 142860.33, 1078},
                           sums{"KAZ", 250, 930282.25, 0, 0, 50, 1521784.03, 560, 2431246.25, 1287},
                           sums{"KOR", 306, 9435344.59, 14, 110071.68, 64, 17914527.76, 768, 27210093.2, 1814}}) {
        auto const path =
            reading::reference("trade/wits/en_" + std::string{of.state} + "_AllYears_WITS_Trade_Summary.CSV");
        if (!path) {
            return;
        }
        BOOST_TEST_CONTEXT(of.state)
        {
            auto const report = eio::read(*path).report;
            auto const close = [](double a, double b) { return std::fabs(a - b) <= 1e-13 * b; };
            BOOST_TEST(rows(report, row_class::used) == of.used);
            BOOST_TEST(close(amount(report, row_class::used), of.used_sum));
            BOOST_TEST(rows(report, row_class::area) == of.areas);
            BOOST_TEST(close(amount(report, row_class::area), of.area_sum));
            BOOST_TEST(rows(report, row_class::aggregate) == of.totals);
            BOOST_TEST(close(amount(report, row_class::aggregate), of.total_sum));
            BOOST_TEST(rows(report, row_class::sub_row) == of.products + of.others);
            BOOST_TEST(close(amount(report, row_class::sub_row), of.product_sum));
        }
    }
}

BOOST_AUTO_TEST_CASE(kazakhstan_in_2017_is_known_within_bounds)
{
    auto const path = reading::reference("trade/wits/en_KAZ_AllYears_WITS_Trade_Summary.CSV");
    if (!path) {
        return;
    }
    // Italy 8 667.34, China 5 797.98, Netherlands 4 747.90, Russia 4 639.04, Switzerland 3 100.69 of 48 502.74. At
    // least, the others are many with next to nothing: the sum of the five squares. At most, six others are as large as
    // Switzerland, and one has the last 2 945.65. By a script:
    auto const exports = eio::read_exports(*path, eio::wits_summary).ledger.at({2017, "KAZ"_iso3});
    BOOST_TEST(exports.size() == 5U);
    BOOST_TEST(std::isnan(eq::hhi(exports)));
    auto const known = eq::bound(exports, eq::hhi);
    BOOST_TEST(std::fabs(known.low - 0.06903965560026037) < 1e-15);
    BOOST_TEST(std::fabs(known.high - 0.09724882857648448) < 1e-15);
    BOOST_TEST(eq::exposure("CHN"_iso3)(exports) == 5797.98 / 48502.74);

    // imports: Russia 11 733.00 of 29 599.36
    auto const imports = eio::read_imports(*path, eio::any_format).ledger.at({2017, "KAZ"_iso3});
    BOOST_TEST(eq::exposure("RUS"_iso3)(imports) == 11733. / 29599.36);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
