// SPDX-License-Identifier: BSL-1.0
#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/formats/detail/ledger_of_flows.hpp>
#include <equipoise/model/ledger_keys.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
using eq::io::reported_by;
using exports = eq::io::detail::ledger_of_flows<true, eq::detail::by_period_and_state_fn>;
using imports = eq::io::detail::ledger_of_flows<false, eq::detail::by_period_and_state_fn>;

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(ledger_of_flows)

BOOST_AUTO_TEST_CASE(flows_go_where_they_belong)
{
    auto sold = exports{eq::by_period_and_state, eq::own_flows::set_aside};
    auto bought = imports{eq::by_period_and_state, eq::own_flows::set_aside};
    for (auto const& flow : {eq::io::reported_flow{"MNG"_iso3, "CHN"_iso3, 3, 2019, "", reported_by::exporter},
                             eq::io::reported_flow{"MNG"_iso3, "RUS"_iso3, 1, 2019, "", reported_by::both},
                             eq::io::reported_flow{"KAZ"_iso3, "RUS"_iso3, 1, 2019, "", reported_by::importer}}) {
        sold.flow(flow);
        bought.flow(flow);
    }
    auto const exported = sold.build();
    auto const imported = bought.build();
    BOOST_TEST(eq::exposure(exported.at({2019, "MNG"_iso3}), "CHN"_iso3) == .75);
    BOOST_TEST(!exported.find({2019, "KAZ"_iso3}));
    BOOST_TEST(!imported.find({2019, "CHN"_iso3}));
    BOOST_TEST(eq::exposure(imported.at({2019, "RUS"_iso3}), "KAZ"_iso3) == .5);
}

BOOST_AUTO_TEST_CASE(parts_of_a_residual_are_added_exactly)
{
    // 1e16 + 1 + 1 of the residual, and nothing listed: all of it is unattributed; Mongolia lists as much again
    auto sold = exports{eq::by_period_and_state, eq::own_flows::set_aside};
    for (auto const part : {1e16, 1.0, 1.0}) {
        sold.residual({"MNG"_iso3, part, 2019, "", reported_by::exporter});
        sold.residual({"KAZ"_iso3, part, 2019, "", reported_by::both});
        sold.residual({"CHN"_iso3, part, 2019, "", reported_by::importer});
    }
    sold.flow({"MNG"_iso3, "CHN"_iso3, 10000000000000002.0, 2019, "", reported_by::exporter});
    auto const ledger = sold.build();
    BOOST_TEST(ledger.at({2019, "MNG"_iso3}).residual_share() == .5);
    BOOST_TEST(ledger.at({2019, "KAZ"_iso3}).residual_share() == 1);
    BOOST_TEST(!ledger.find({2019, "CHN"_iso3}));
}

BOOST_AUTO_TEST_CASE(the_smallest_and_the_largest_flows_have_a_residual)
{
    for (auto const amount : {4.9e-324, 1e-300, 1e-160, 1e160, 1e300}) {
        auto sold = exports{eq::by_period_and_state, eq::own_flows::set_aside};
        sold.flow({"MNG"_iso3, "CHN"_iso3, amount, 2019, "", reported_by::exporter});
        sold.residual({"MNG"_iso3, 3 * amount, 2019, "", reported_by::exporter});
        BOOST_TEST(sold.build().at({2019, "MNG"_iso3}).residual_share() == .75);
    }
}

BOOST_AUTO_TEST_CASE(the_listing_is_that_of_the_largest_partners_only_if_all_parts_are)
{
    auto sold = exports{eq::by_period_and_state, eq::own_flows::set_aside};
    sold.flow({"MNG"_iso3, "CHN"_iso3, 8, 2019, "", reported_by::exporter});
    sold.flow({"KAZ"_iso3, "CHN"_iso3, 8, 2019, "", reported_by::exporter});
    sold.residual({"MNG"_iso3, 2, 2019, "a", reported_by::exporter, eq::listing::largest});
    sold.residual({"KAZ"_iso3, 1, 2019, "a", reported_by::exporter, eq::listing::largest});
    sold.residual({"KAZ"_iso3, 1, 2019, "b", reported_by::exporter, eq::listing::some});
    auto const ledger = sold.build();
    BOOST_TEST((ledger.at({2019, "MNG"_iso3}).listing() == eq::listing::largest));
    BOOST_TEST((ledger.at({2019, "KAZ"_iso3}).listing() == eq::listing::some));
}

BOOST_AUTO_TEST_CASE(an_unknown_amount_makes_its_partner_unknown)
{
    auto sold = exports{eq::by_period_and_state, eq::own_flows::set_aside};
    sold.flow({"MNG"_iso3, "CHN"_iso3, 8, 2019, "", reported_by::exporter});
    sold.unknown({"MNG"_iso3, "JPN"_iso3, eq::undefined, 2019, "", reported_by::both});
    sold.unknown({"MNG"_iso3, "KOR"_iso3, eq::undefined, 2019, "", reported_by::importer});
    auto const ledger = sold.build();
    auto const mongolia = ledger.at({2019, "MNG"_iso3});
    BOOST_REQUIRE(mongolia.unknown().size() == 1U);
    BOOST_TEST(mongolia.unknown()[0].id == "JPN"_iso3);
    BOOST_TEST(eq::is_undefined(eq::exposure(mongolia, "CHN"_iso3)));
}

// Of Mongolia 8 with China and 2 with areas are known, and Japan's amount is not: it may be all but nothing. Of
// Kazakhstan a total of 10 is stated besides, so that Japan has at most 2 of 10.
BOOST_AUTO_TEST_CASE(areas_are_no_total_where_an_amount_is_unknown)
{
    auto sold = exports{eq::by_period_and_state, eq::own_flows::set_aside};
    for (auto const state : {"MNG"_iso3, "KAZ"_iso3}) {
        sold.flow({state, "CHN"_iso3, 8, 2019, "", reported_by::exporter});
        sold.unknown({state, "JPN"_iso3, eq::undefined, 2019, "", reported_by::exporter});
    }
    sold.residual({"MNG"_iso3, 2, 2019, "", reported_by::exporter});
    sold.residual({"KAZ"_iso3, 2, 2019, "", reported_by::exporter, eq::listing::some, true});
    auto const ledger = sold.build();
    auto const to_japan = [&](eq::iso3 state) {
        return eq::bound(ledger.at({2019, state}), eq::exposure(eq::iso3{"JPN"}));
    };
    BOOST_TEST((to_japan("MNG"_iso3) == eq::interval{0, 1}));
    BOOST_TEST((to_japan("KAZ"_iso3) == eq::interval{0, .2}));
    BOOST_TEST(eq::exposure(ledger.at({2019, "KAZ"_iso3}), "CHN"_iso3) == .8);
    BOOST_TEST(eq::is_undefined(eq::exposure(ledger.at({2019, "MNG"_iso3}), "CHN"_iso3)));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
