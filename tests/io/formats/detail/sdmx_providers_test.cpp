// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/formats/detail/sdmx_providers.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

namespace {

namespace eio = equipoise::io;
using eio::unit;
using eio::detail::sdmx_provider_with;
using names = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(sdmx_providers)

// The dimensions are those that the providers document.
BOOST_AUTO_TEST_CASE(a_provider_is_told_by_its_dimensions)
{
    auto const imf = sdmx_provider_with({"FREQUENCY", "COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY"});
    BOOST_REQUIRE(imf.has_value());
    BOOST_TEST(imf->name == "IMF, International Trade in Goods (IMTS)");
    BOOST_TEST((imf->unit == unit::usd && imf->mapping.codes == &equipoise::dialects::imf));
    BOOST_TEST((imf->mapping.reporter == "COUNTRY" && imf->mapping.exports == names{"XG_FOB_USD"}));
    auto const comext = sdmx_provider_with({"freq", "reporter", "partner", "product", "flow", "indicators"});
    BOOST_TEST((comext->name == "Eurostat, Comext" && comext->unit == unit::eur));
    BOOST_TEST((comext->mapping.exports == names{"2"} && comext->mapping.imports == names{"1"}));
    BOOST_TEST((sdmx_provider_with({"reporter", "partner", "product", "flow"})->unit == unit::unstated));
    auto const gas = sdmx_provider_with({"freq", "siec", "partner", "unit", "geo"});
    BOOST_TEST((gas->name == "Eurostat" && gas->needs_direction && gas->mapping.channels == names{"siec"}));
    BOOST_TEST(!sdmx_provider_with({"geo", "partner", "stk_flow"})->needs_direction);
    BOOST_TEST(sdmx_provider_with({"L_REP_CTY", "L_CP_COUNTRY"})->name == "BIS, locational banking statistics");
    BOOST_TEST(sdmx_provider_with({"DONOR", "RECIPIENT", "MEASURE"})->mapping.partner == "RECIPIENT");
    BOOST_TEST(sdmx_provider_with({"REF_AREA", "COUNTERPART_AREA"})->mapping.reporter == "REF_AREA");
    BOOST_TEST((!sdmx_provider_with({}) && !sdmx_provider_with({"DONOR", "partner"})));
}

BOOST_AUTO_TEST_CASE(tables_of_one_direction)
{
    using eio::detail::direction_of_table;
    BOOST_TEST((direction_of_table("NRG_TI_GAS") == eio::direction::imports));
    BOOST_TEST((direction_of_table("estat_nrg_te_oil.tsv") == eio::direction::exports));
    BOOST_TEST(!direction_of_table("bop_its6_det"));
    BOOST_TEST(!direction_of_table("nrg_ti_gas and nrg_te_gas"));
}

BOOST_AUTO_TEST_CASE(what_the_caller_says_counts)
{
    using eio::detail::with_defaults;
    auto const known = sdmx_provider_with({"reporter", "partner", "product", "flow", "indicators"})->mapping;
    BOOST_TEST(with_defaults({}, known).partner == "partner");
    BOOST_TEST(with_defaults({.partner = "dest"}, known).partner == "dest");
    // another dimension of directions has other codes
    auto const other = with_defaults({.direction = "stk_flow"}, known);
    BOOST_TEST((other.direction == "stk_flow" && other.exports.empty() && other.imports.empty()));
    BOOST_TEST(with_defaults({.direction = "flow"}, known).exports == names{"2"}, boost::test_tools::per_element());
    // a value for one dimension takes the place of both that are known for it
    BOOST_TEST(with_defaults({}, known).only.size() == 2U);
    BOOST_TEST(with_defaults({.only = {{"indicators", "QUANTITY_IN_100KG"}}}, known).only.size() == 1U);
    BOOST_TEST(with_defaults({.only = {{"freq", "A"}}}, known).only.size() == 3U);
}

BOOST_AUTO_TEST_CASE(units_in_words_and_powers_of_ten)
{
    using eio::detail::sdmx_unit;
    for (auto const& [words, expected] :
         std::vector<std::pair<std::pair<char const*, char const*>, unit>>{{{"USD", ""}, unit::usd},
                                                                           {{"USD", "0"}, unit::usd},
                                                                           {{"USD", "3"}, unit::thousand_usd},
                                                                           {{"US_DOLLAR", "6"}, unit::million_usd},
                                                                           {{"USD", "9"}, unit::other},
                                                                           {{"EUR", "6"}, unit::million_eur},
                                                                           {{"EUR", "3"}, unit::other},
                                                                           {{"MIO_EUR", ""}, unit::million_eur},
                                                                           {{"MIO_EUR", "6"}, unit::other},
                                                                           {{"PC_TOT", ""}, unit::percent},
                                                                           {{"TJ_GCV", ""}, unit::other},
                                                                           {{"", "6"}, unit::unstated}}) {
        BOOST_TEST((sdmx_unit(words.first, words.second) == expected), words.first);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
