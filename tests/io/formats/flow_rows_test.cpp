// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/formats/read.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace eq = equipoise;
namespace eio = eq::io;
using namespace eq::literals;

/// 496 Mongolia, 156 China, 490 Other Asia, 842 the USA.
std::string const rows = "t,i,j,k,v,q\n"
                         "2019,496,156,270100,90,\n"
                         "2019,496,490,270100,10,\n"
                         "2019,490,496,850000,7,\n"
                         "2019,842,496,870000,3,\n";

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(flow_rows)

BOOST_AUTO_TEST_CASE(an_area_is_in_the_residual_of_the_state_at_the_other_end_alone)
{
    auto const trade = eio::read(eio::text(rows));
    BOOST_REQUIRE(trade.residuals.size() == 2U);
    for (auto const& rest : trade.residuals) {
        BOOST_TEST(rest.state == "MNG"_iso3);
        BOOST_TEST(rest.amount == ((rest.by == eio::reported_by::exporter) ? 10 : 7));
        BOOST_TEST((rest.by != eio::reported_by::both));
    }
    // once row by row, once many rows at a time
    for (auto const& options :
         {eio::format_options{.products = {"270100", "850000", "870000"}}, eio::format_options{}}) {
        auto const by = eq::by_period_and_state;
        auto const exports = eio::read_exports(eio::text(rows), eio::baci, by, options).ledger;
        auto const imports = eio::read_imports(eio::text(rows), eio::baci, by, options).ledger;
        BOOST_TEST(exports.at({2019, "MNG"_iso3}).residual_share() == .1);
        BOOST_TEST(imports.at({2019, "MNG"_iso3}).residual_share() == .7);
        BOOST_TEST(imports.at({2019, "CHN"_iso3}).residual_share() == 0);
    }
    BOOST_TEST(eio::read(eio::text(rows), {.areas = eio::areas::set_aside}).residuals.empty());
}

BOOST_AUTO_TEST_CASE(the_name_of_a_file_of_baci_tells_its_vintage)
{
    auto const vintage = [](std::string const& name) { return eio::read(eio::text(rows, name)).report.vintage; };
    BOOST_TEST(vintage("V1/BACI_HS92_V202401b.zip/BACI_HS92_Y2019_V202401b.csv") == "V202401b");
    BOOST_TEST(vintage("BACI_HS92_Y2019_V202201.csv") == "V202201");
    BOOST_TEST(vintage("BACI_HS92_Y2021_V202201_trim.csv") == "V202201");
    for (auto const* const name : {"text", "", "_V", "a_V20.csv", "_V202401b/rows.csv"}) {
        BOOST_TEST(vintage(name) == "");
    }
}

BOOST_AUTO_TEST_CASE(one_pass_makes_the_ledgers_of_exports_and_of_imports)
{
    for (auto const& options :
         {eio::format_options{.products = {"270100", "850000", "870000"}}, eio::format_options{}}) {
        auto const [exports, imports, report] =
            eio::read_ledgers(eio::text(rows), eio::any_format, eq::by_period_and_state, options);
        BOOST_TEST(exports.at({2019, "MNG"_iso3}).residual_share() == .1); // 10 of 100
        BOOST_TEST(imports.at({2019, "MNG"_iso3}).residual_share() == .7); // 7 of 10
        BOOST_TEST(exports.at({2019, "USA"_iso3}).amounts()[0] == 3);
        BOOST_TEST(report.books.file()[eio::row_class::used].rows == 2U); // not four
    }
}

BOOST_AUTO_TEST_CASE(many_rows_at_a_time_leave_the_same_residuals)
{
    auto text = std::string{"t,i,j,k,v,q\n"};
    for (auto product = 100; product < 900; ++product) {
        for (auto const* const partner : {"156", "490"}) {
            text += "2019,496," + std::string{partner} + ",270" + std::to_string(product) + ",2,\n";
        }
    }
    BOOST_TEST(eio::read_exports(eio::text(text), eio::baci).ledger.at({2019, "MNG"_iso3}).residual_share() == .5);
    auto const imports = eio::read_imports(eio::text(text), eio::baci).ledger;
    BOOST_TEST(imports.size() == 1U); // of China: Mongolia imports nothing
    BOOST_TEST(imports.at({2019, "CHN"_iso3}).residual_share() == 0);
}

BOOST_AUTO_TEST_CASE(of_repeated_rows_the_first_the_last_or_the_largest_counts_whatever_they_are)
{
    // two rows of the same key; what first, last and largest make of them: rows and amounts of the class, and the
    // amount that is set aside
    struct expectation {
        std::string first;
        std::string second;
        std::string partner;
        eio::row_class by_first;
        eio::row_class by_last;
        eio::row_class by_largest;
        double amounts[3];
    };
    constexpr auto used = eio::row_class::used;
    constexpr auto unknown = eio::row_class::unknown;
    for (auto const& each :
         {expectation{"5", "7", "156", used, used, used, {5, 7, 7}},
          expectation{"7", "5", "156", used, used, used, {7, 5, 7}},
          expectation{"5", "", "156", used, unknown, unknown, {5, 0, 0}},
          expectation{"", "5", "156", unknown, used, unknown, {0, 5, 0}},
          expectation{"", "", "156", unknown, unknown, unknown, {0, 0, 0}},
          expectation{"5", "7", "490", eio::row_class::area, eio::row_class::area, eio::row_class::area, {5, 7, 7}},
          expectation{"5", "7", "496", eio::row_class::own, eio::row_class::own, eio::row_class::own, {5, 7, 7}}}) {
        auto const key = "2019,496," + each.partner + ",270100,";
        auto const text = "t,i,j,k,v,q\n" + key + each.first + ",\n" + key + each.second + ",\n";
        auto const sum_of = [](std::string const& field) { return field.empty() ? 0 : std::stod(field); };
        auto const all = sum_of(each.first) + sum_of(each.second);
        auto const check = [&](eio::repeats which, eio::row_class of, double amount) {
            auto const trade = eio::read(eio::text(text), {.repeats = which});
            auto const& file = trade.report.books.file();
            BOOST_TEST_CONTEXT(text << static_cast<int>(which))
            {
                BOOST_TEST(file[of].rows == 1U);
                BOOST_TEST(file[of].amount() == amount);
                BOOST_TEST(file[eio::row_class::duplicate].rows == 1U);
                BOOST_TEST(file[eio::row_class::duplicate].amount() == all - amount);
                BOOST_TEST(file.read().rows == 2U);
                BOOST_TEST(trade.flows.size() == (of == used ? 1U : 0U));
                BOOST_TEST(trade.unknown.size() == (of == unknown ? 1U : 0U));
                BOOST_TEST(trade.residuals.size() == (of == eio::row_class::area ? 1U : 0U));
                for (auto const& rest : trade.residuals) {
                    BOOST_TEST(rest.amount == amount);
                }
            }
        };
        check(eio::repeats::first, each.by_first, each.amounts[0]);
        check(eio::repeats::last, each.by_last, each.amounts[1]);
        check(eio::repeats::largest, each.by_largest, each.amounts[2]);
        auto const both = eio::read(eio::text(text), {.repeats = eio::repeats::sum});
        BOOST_TEST(both.report.books.file()[eio::row_class::duplicate].rows == 0U);
        BOOST_TEST(both.report.books.file().read().amount() == all);
    }
}

BOOST_AUTO_TEST_CASE(a_repeated_row_is_named_with_the_row_that_counts)
{
    auto const text = std::string{"t,i,j,k,v,q\n2019,496,156,270100,5,\n2019,496,156,270100,7,\n"
                                  "2019,496,156,270100,6,\n2019,496,643,270100,1,\n"};
    auto const told = [&](eio::repeats which) {
        auto const trade = eio::read(eio::text(text), {.repeats = which});
        auto out = std::string{};
        for (auto const& each : trade.report.books.examples(eio::row_class::duplicate)) {
            out += std::to_string(each.line) + ": " + each.what + "; ";
        }
        return out + eq::detail::number_text(trade.flows.at(0).amount);
    };
    BOOST_TEST(told(eio::repeats::first) == "3: it has the key of line 2; 4: it has the key of line 2; 5");
    BOOST_TEST(told(eio::repeats::last) == "2: it has the key of line 3; 3: it has the key of line 4; 6");
    BOOST_TEST(told(eio::repeats::largest) == "2: it has the key of line 3; 4: it has the key of line 3; 7");
}

// The head of the file, 64 KiB, does not tell its encoding.
BOOST_AUTO_TEST_CASE(an_accent_far_below_is_read_in_its_encoding)
{
    auto text = std::string{"Freq,Reporter,Partner,ProductCode,Indicator,Year,Value\n"};
    for (auto year = 1000; year < 3000; ++year) {
        text += "A,BEL,AUS,Total,MPRT-TRD-VL," + std::to_string(year) + ",1.00000000\n";
    }
    BOOST_TEST(text.size() > 0x10000U);
    BOOST_TEST(!eio::read(eio::text(text)).report.latin1);
    auto const more =
        text + "A,BEL,AUS,Caf\xE9 \x96 cru,MPRT-TRD-VL,2010,5\nA,Curassow\xE7,AUS,Total,MPRT-TRD-VL,2010,7\n";
    auto const trade = eio::read(eio::text(more), {.unknown_codes = true});
    BOOST_TEST(trade.report.latin1);
    BOOST_TEST(trade.report.books.states().contains("Curassow\xC3\xA7"));
    BOOST_TEST(trade.report.books.examples(eio::row_class::refused).at(0).what
               == "\"Curassow\xC3\xA7\" is no state, area or group that is known");
    // products are asked for in UTF-8
    auto const asked = eio::format_options{.products = {"Caf\xC3\xA9 \xE2\x80\x93 cru"}, .unknown_codes = true};
    auto const coffee = eio::read(eio::text(more), asked);
    BOOST_REQUIRE(coffee.flows.size() == 1U);
    BOOST_TEST((coffee.flows[0].amount == 5 && coffee.flows[0].channel == asked.products[0]));
    try {
        static_cast<void>(eio::read(eio::text(more + "A,BEL,AUS,Caf\xE9 \x96 cru,MPRT-TRD-VL,2010,6\n"), asked));
        BOOST_ERROR("a repeated row was read");
    } catch (eio::input_error const& error) {
        BOOST_TEST(std::string{error.what()}.starts_with("text:2004: the row repeats line 2002 (2010, BEL, AUS)"),
                   error.what());
    }
}

BOOST_AUTO_TEST_CASE(a_repeated_total_counts_as_the_flows_do)
{
    auto const text = std::string{"typeCode,freqCode,period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue\n"
                                  "C,A,2019,496,X,0,TOTAL,100\nC,A,2019,496,X,0,TOTAL,120\n"
                                  "C,A,2019,496,X,156,TOTAL,60\nC,A,2019,496,X,156,TOTAL,70\n"};
    auto const rest = [&](eio::repeats which) {
        auto const trade = eio::read(eio::text(text), {.repeats = which});
        BOOST_REQUIRE(trade.residuals.size() == 1U);
        return trade.residuals[0].amount;
    };
    BOOST_TEST(rest(eio::repeats::first) == 40);
    BOOST_TEST(rest(eio::repeats::last) == 50);
    BOOST_TEST(rest(eio::repeats::largest) == 50);
    BOOST_TEST(rest(eio::repeats::sum) == 90); // 220 - 130
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
