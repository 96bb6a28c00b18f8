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

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
