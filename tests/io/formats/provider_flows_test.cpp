// SPDX-License-Identifier: BSL-1.0
#include "../../support/message_of.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/formats/provider_flows.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/model/ledger_keys.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
using eq::io::reported_by;

/// Mongolia exports 60 to China and 20 to Russia by its own report, and an unknown amount to Japan; 20 are with nobody
/// that is known. China reports imports of 70 from Mongolia.
eq::io::provider_flows example()
{
    return {.flows = {{"MNG"_iso3, "CHN"_iso3, 60, 2019, "27", reported_by::exporter},
                      {"MNG"_iso3, "RUS"_iso3, 20, 2019, "27", reported_by::exporter},
                      {"MNG"_iso3, "CHN"_iso3, 70, 2019, "27", reported_by::importer},
                      {"KAZ"_iso3, "CHN"_iso3, 30, 2019, "71", reported_by::both}},
            .unknown = {{"MNG"_iso3, "JPN"_iso3, eq::undefined, 2019, "71", reported_by::exporter}},
            .residuals = {{"MNG"_iso3, 20, 2019, "27", reported_by::exporter}},
            .report = {}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(provider_flows)

BOOST_AUTO_TEST_CASE(each_report_belongs_to_a_ledger_of_its_own)
{
    auto const trade = example();
    auto const exports = eq::export_ledger(trade);
    auto const imports = eq::import_ledger(trade);
    BOOST_TEST(exports.size() == 2U); // Mongolia, Kazakhstan
    BOOST_TEST(imports.size() == 1U); // China
    BOOST_TEST(eq::exposure(imports.at({2019, "CHN"_iso3}), "MNG"_iso3) == .7);
    BOOST_TEST(eq::exposure(imports.at({2019, "CHN"_iso3}), "KAZ"_iso3) == .3);
    BOOST_TEST(eq::exposure(exports.at({2019, "KAZ"_iso3}), "CHN"_iso3) == 1);
}

BOOST_AUTO_TEST_CASE(residuals_and_unknown_amounts_are_in_the_portfolio)
{
    auto const by_product = eq::export_ledger(example(), eq::by_period_state_and_channel);
    auto const fuels = by_product.at({2019, "MNG"_iso3, "27"});
    BOOST_TEST(eq::exposure(fuels, "CHN"_iso3) == .6); // 60 of 60 + 20 + 20
    BOOST_TEST(fuels.residual_share() == .2);
    BOOST_TEST(eq::is_undefined(eq::hhi(fuels)));
    auto const gold = by_product.at({2019, "MNG"_iso3, "71"});
    BOOST_TEST(gold.size() == 0U);
    BOOST_REQUIRE(gold.unknown().size() == 1U);
    BOOST_TEST(gold.unknown()[0].id == "JPN"_iso3);
    BOOST_TEST(eq::is_undefined(eq::exposure(gold, "JPN"_iso3)));
}

// 60 thousand US$ are 60,000 US$ and .06 million; .06 and 20e-3 are rounded once, as the compiler rounds the literals.
BOOST_AUTO_TEST_CASE(amounts_are_told_in_another_unit_of_the_currency)
{
    using eq::io::unit;
    auto trade = example();
    trade.report.unit = unit::thousand_usd;
    auto const dollars = eq::io::in_unit(trade, unit::usd);
    BOOST_TEST(dollars.flows[0].amount == 60000);
    BOOST_TEST(dollars.residuals[0].amount == 20000);
    BOOST_TEST(eq::is_undefined(dollars.unknown[0].amount));
    BOOST_TEST((dollars.report.unit == unit::usd));
    auto const millions = eq::io::in_unit(trade, unit::million_usd);
    BOOST_TEST(millions.flows[0].amount == .06);
    BOOST_TEST(millions.residuals[0].amount == .02);
    BOOST_TEST(eq::io::in_unit(trade, unit::thousand_usd).flows[0].amount == 60);
    BOOST_CHECK_EXCEPTION((void)eq::io::in_unit(trade, unit::million_tiv), eq::invalid_parameter, [](auto const& e) {
        return std::string{e.what()}.find("one that converts to million TIV") != std::string::npos;
    });
    static_assert(eq::io::converts(unit::eur, unit::million_eur) && !eq::io::converts(unit::eur, unit::usd));
    static_assert(!eq::io::converts(unit::unstated, unit::unstated) && eq::io::converts(unit::percent, unit::percent));
}

BOOST_AUTO_TEST_CASE(amounts_in_different_units_are_not_added)
{
    using eq::io::unit;
    auto trade = example();
    trade.report.unit = unit::thousand_usd;
    trade.report.file = "trade.csv";
    auto arms = example();
    arms.report.unit = unit::million_tiv;
    arms.report.file = "arms.csv";
    BOOST_TEST(
        message_of<eq::invalid_parameter>([&] { trade += arms; })
        == "trade.csv: amounts are in thousand US$, and those of arms.csv in million TIV; bring both to one unit "
           "first, as io::in_unit does");
    BOOST_TEST(trade.flows.size() == example().flows.size());
    auto const dollars = eq::io::in_unit(trade, unit::usd);
    auto ledger = eq::export_ledger(trade);
    BOOST_TEST(ledger.amounts_in() == "thousand US$");
    auto const message = [&](auto const& other) {
        return message_of<eq::invalid_parameter>([&] { ledger += eq::export_ledger(other); });
    };
    BOOST_TEST(message(arms)
               == "ledger: the amounts of one ledger are in thousand US$, and those of the other in million TIV; bring "
                  "both to one unit first, as io::in_unit does");
    BOOST_TEST(message(dollars)
               == "ledger: the amounts of one ledger are in thousand US$, and those of the other in US$; bring both to "
                  "one unit first, as io::in_unit does");
    auto other = example();
    other.report.unit = unit::other;
    other.report.file = "other.csv";
    auto const more = other;
    BOOST_TEST(!message_of<eq::invalid_parameter>([&] { other += more; }).empty(), "two units of the files' own words");
    // in one unit, flows are added: 60 thousand US$ twice
    auto all = eq::io::provider_flows{};
    all += trade;
    all += eq::io::in_unit(dollars, unit::thousand_usd);
    all += eq::io::provider_flows{.flows = {}, .unknown = {}, .residuals = {}, .report = trade.report};
    BOOST_TEST(all.flows.size() == 2 * example().flows.size());
    BOOST_TEST(all.residuals.size() == 2 * example().residuals.size());
    BOOST_TEST(all.unknown.size() == 2 * example().unknown.size());
    BOOST_TEST((all.flows[0].amount == 60 && all.flows[example().flows.size()].amount == 60));
    BOOST_TEST(all.report.file == "trade.csv, trade.csv, trade.csv");
    BOOST_TEST(eq::export_ledger(all).amounts_in() == "thousand US$");
    all += all;
    BOOST_TEST(all.flows.size() == 4 * example().flows.size());
    // what a file does not state is not refused
    BOOST_TEST(eq::export_ledger(example()).amounts_in().empty());
    ledger += eq::export_ledger(example());
    BOOST_TEST(ledger.amounts_in() == "thousand US$");
}

BOOST_AUTO_TEST_CASE(nothing_makes_an_empty_ledger)
{
    BOOST_TEST(eq::export_ledger(eq::io::provider_flows{}).size() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
