// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/trade_structure/market_penetration.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include "../support/amounts.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace eq = equipoise;
using namespace eq::literals;
using namespace named_states;

namespace {

// four states buy coal, and Kazakhstan is listed with none
flows const importers{{chn, 50}, {jpn, 20}, {kor, 20}, {rus, 1}, {"KAZ"_iso3, 0}};

} // namespace

BOOST_AUTO_TEST_SUITE(trade_structure)
BOOST_AUTO_TEST_SUITE(market_penetration)

BOOST_AUTO_TEST_CASE(partners_reached)
{
    BOOST_TEST(eq::market_penetration(flows{{chn, 9}}, importers) == 0.25);
    BOOST_TEST(eq::market_penetration(importers)(flows{{chn, 9}, {jpn, 1}, {kor, 0}}) == 0.5);
    BOOST_TEST(eq::market_penetration(flows{{chn, 1}, {jpn, 1}, {kor, 1}, {rus, 1e-300}}, importers) == 1);
    BOOST_TEST(eq::market_penetration(flows{{chn, 0}}, importers) == 0);
    // the exporter does not count among the importers
    auto const with_own = flows{{chn, 50}, {jpn, 20}, {kor, 20}, {rus, 1}, {mng, 3}};
    BOOST_TEST(eq::market_penetration(flows{{chn, 9}}, with_own) == 0.2);
    BOOST_TEST(eq::market_penetration(flows{{chn, 9}}, with_own, mng) == 0.25);
    BOOST_TEST(eq::market_penetration(flows{{chn, 9}}, with_own, eq::bloc{mng, rus}) == 1. / 3);
    auto const sold = flows{{chn, 9}};
    BOOST_TEST(eq::market_penetration(sold.view(), with_own.view(), mng) == 0.25);
    using names = eq::portfolio<std::string, support::tonnes>;
    BOOST_TEST(eq::market_penetration(names{{"a", {1}}}, eq::portfolio<std::string>{{"a", 2}, {"b", 1}}) == 0.5);
}

BOOST_AUTO_TEST_CASE(undefined_cases)
{
    BOOST_TEST(eq::why_undefined(flows{}, eq::market_penetration(importers)) == eq::words(eq::reason::no_partners));
    BOOST_TEST(eq::why_undefined(flows{{chn, 0}}, eq::market_penetration(flows{{chn, 0}}))
               == eq::words(eq::reason::no_reference));
    BOOST_TEST(eq::is_undefined(eq::bound(flows{}, eq::market_penetration(importers)).low));
}

BOOST_AUTO_TEST_CASE(unattributed_parts)
{
    // 2 of 5 go to one, two or three of the others
    auto const partly = flows{{{chn, 3}}, {.total = 5}};
    BOOST_TEST(eq::why_undefined(partly, eq::market_penetration(importers)) == eq::words(eq::reason::unattributed));
    BOOST_TEST((eq::bound(partly, eq::market_penetration(importers)) == eq::interval{0.5, 1}));
    // none of them takes more than Japan's 1: at least two of them
    auto const largest = flows{{{chn, 3}, {jpn, 1}}, {.total = 6, .listing = eq::listing::largest}};
    BOOST_TEST(eq::market_penetration(largest, importers) == 1);
    // there may be any number of further importers
    auto const dark = flows{{{chn, 50}, {jpn, 20}}, {.total = 100}};
    BOOST_TEST(eq::is_undefined(eq::market_penetration(flows{{chn, 1}}, dark)));
    BOOST_TEST((eq::bound(flows{{chn, 1}}, eq::market_penetration(dark)) == eq::interval{0, 0.5}));
    BOOST_TEST((eq::bound(flows{{chn, 1}, {rus, 1}}, eq::market_penetration(dark)) == eq::interval{0, 2. / 3}));
    BOOST_TEST((eq::bound(partly, eq::market_penetration(dark)) == eq::interval{0, 1}));
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::market_penetration(flows{{mng, 1}}, importers); })
               == "market_penetration: MNG is missing among the importers, but the state sells to it");
    BOOST_CHECK_THROW((void)eq::market_penetration(flows{{"KAZ"_iso3, 1}}, importers), eq::invalid_parameter);
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::market_penetration(flows{{rus, 1}}, importers, rus); })
               == "market_penetration: partner is RUS; it must be a state other than the exporter");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
