// SPDX-License-Identifier: BSL-1.0
#include "reading.hpp"

#include <equipoise/io/direction.hpp>
#include <equipoise/io/flows.hpp>

#include <boost/test/unit_test.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace {

using namespace reading;
using eq::io::direction;

std::optional<direction> direction_of(std::string_view word)
{
    return eq::io::parse<direction>{}(word);
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(direction)

static_assert(eq::io::parsable<::direction>);
static_assert(eq::io::parse<::direction>{}("Exports") == ::direction::exports);

BOOST_AUTO_TEST_CASE(words_of_either_direction)
{
    for (auto const* const word : {"exports", "export", "Export", "EXPORTS", "X", "x", " X ", "Gross Exports",
                                   "XG_FOB_USD", "TXG_FOB_USD", "XG", "XPRT-TRD-VL"}) {
        BOOST_TEST((direction_of(word) == ::direction::exports), word);
    }
    for (auto const* const word : {"imports", "import", "Import", "IMPORTS", "M", "m", "Gross Imports", "MG_CIF_USD",
                                   "MG_FOB_USD", "TMG_CIF_USD", "TMG_FOB_USD", "MG", "MPRT-TRD-VL"}) {
        BOOST_TEST((direction_of(word) == ::direction::imports), word);
    }
}

// As the list of flows of UN Comtrade describes them.
BOOST_AUTO_TEST_CASE(parts_of_either_direction)
{
    for (auto const* const word :
         {"RX", "rx", "Re-Export", "re-exports", "Re-export", "ReExports", "re_export", "DX", "Domestic Export", "XIP",
          "Export of goods after inward processing", "XOP", "Export of goods for outward processing"}) {
        BOOST_TEST((direction_of(word) == ::direction::part_of_exports), word);
    }
    for (auto const* const word :
         {"RM", "Re-Import", "re-imports", "FM", "Foreign Import", "MIP", "Import of goods for inward processing",
          "MOP", "Import of goods after outward processing"}) {
        BOOST_TEST((direction_of(word) == ::direction::part_of_imports), word);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_direction)
{
    for (auto const* const word : {"",
                                   " ",
                                   "-",
                                   "exprots",
                                   "exported",
                                   "expo",
                                   "E",
                                   "I",
                                   "e",
                                   "i",
                                   "1",
                                   "2",
                                   "3",
                                   "4",
                                   "arms",
                                   "trade",
                                   "balance",
                                   "TBG_USD",
                                   "XM",
                                   "MX",
                                   "exports imports",
                                   "exports2",
                                   "export of goods",
                                   "\xC3\x97",
                                   "X\xC3\xA9",
                                   "Ausfuhr",
                                   "exports of goods and services of which travel and transport"}) {
        BOOST_TEST(!direction_of(word), word);
    }
}

// One state's exports and imports in one file, invented: the partner is always in the same column.
BOOST_AUTO_TEST_CASE(a_file_with_both_directions)
{
    auto const options = eq::io::flow_options{.columns = {.origin = "reporterISO",
                                                          .destination = "partnerISO",
                                                          .amount = "primaryValue",
                                                          .period = "refYear",
                                                          .channel = "flowCode"}};
    auto const text = [](std::string const& more) {
        return "refYear,reporterISO,flowCode,partnerISO,primaryValue\n2020,MNG,X,CHN,90\n2020,MNG,X,RUS,10\n"
               "2020,MNG,M,CHN,30\n2020,MNG,M,RUS,60\n2020,MNG,M,JPN,10\n2020,MNG,RX,CHN,5\n2020,MNG,MIP,CHN,7\n"
               + more;
    };
    auto sums = std::map<::direction, double>{};
    auto const report = eq::io::read_flows<eq::iso3, ::direction>(
        eq::io::text(text("")), options, [&](auto const& flow) { sums[flow.channel] += flow.amount; });
    BOOST_TEST(report.used == 7U);
    BOOST_TEST((sums[::direction::exports] == 100 && sums[::direction::imports] == 100));
    BOOST_TEST((sums[::direction::part_of_exports] == 5 && sums[::direction::part_of_imports] == 7));
    BOOST_TEST(message_of<eq::io::format_error>([&] {
                   auto const wrong = text("2020,MNG,Exprot,CHN,1\n");
                   static_cast<void>(eq::io::read_flows<eq::iso3, ::direction>(eq::io::text(wrong, "f.csv"), options));
               })
               == "f.csv:9: column flowCode: found \"Exprot\", expected a direction, such as exports, X, imports or M");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
