// SPDX-License-Identifier: BSL-1.0
#include <equipoise/codes/names.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

static_assert(eq::english_name("KOR"_iso3) == "South Korea" && eq::english_name("CIV"_iso3) == "Cote d'Ivoire");
static_assert(eq::english_name("SUN"_iso3) == "Soviet Union" && eq::english_name("XKX"_iso3) == "Kosovo");
static_assert(eq::english_name("ABW"_iso3) == "Aruba" && eq::english_name("ZWE"_iso3) == "Zimbabwe");
static_assert(eq::english_name(eq::iso3{}).empty() && eq::english_name(eq::iso3::user_assigned("ZZZ")).empty());

bool is(std::string_view name, std::string_view code)
{
    return eq::state_named(name) == eq::iso3{code};
}

} // namespace

BOOST_AUTO_TEST_SUITE(codes)
BOOST_AUTO_TEST_SUITE(names)

BOOST_AUTO_TEST_CASE(the_list_is_sorted_whole_and_names_one_state_each)
{
    auto const& lines = eq::codes_detail::state_names;
    BOOST_TEST(std::is_sorted(std::begin(lines), std::end(lines)));
    BOOST_TEST(std::size(lines) == 249U + 21U);
    for (auto const list : {eq::codes_detail::iso3_in_use, eq::codes_detail::iso3_historic}) {
        for (std::size_t i = 0; i < list.size(); i += 3) {
            auto const state = eq::iso3{list.substr(i, 3)};
            BOOST_TEST(!eq::english_name(state).empty(), state);
            BOOST_TEST((eq::state_named(eq::english_name(state)) == state), state);
        }
    }
    auto const& names = eq::codes_detail::known_names();
    for (std::size_t i = 1; i < names.size(); ++i) {
        BOOST_TEST((names[i - 1].folded != names[i].folded || names[i - 1].state == names[i].state), names[i].folded);
        BOOST_TEST(!names[i].folded.empty());
        BOOST_TEST(names[i].folded == eq::codes_detail::folded(names[i].folded)); // folding twice changes nothing
        BOOST_TEST(names[i].folded.find('?') == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_name_is_read_in_the_ways_that_providers_write_it)
{
    BOOST_TEST(is("Côte d’Ivoire", "CIV"));
    BOOST_TEST(is("C\xf4te d'Ivoire", "CIV"));          // ISO-8859-1
    BOOST_TEST(is("C\xf4te d\x92Ivoire", "CIV"));       // Windows-1252
    BOOST_TEST(is("CÃ´te d'Ivoire", "CIV"));            // UTF-8 read as ISO-8859-1
    BOOST_TEST(is("C&ocirc;te d'Ivoire", "CIV"));       // HTML
    BOOST_TEST(is("Co\xcc\x82te d&#39;Ivoire", "CIV")); // an accent of its own
    BOOST_TEST(is("COTE D'IVOIRE", "CIV"));
    BOOST_TEST(is("Cote dIvoire", "CIV"));
    BOOST_TEST(is("T\xfcrkiye", "TUR"));
    BOOST_TEST(is("Turkiye", "TUR"));
    BOOST_TEST(is("São Tomé & Príncipe", "STP"));
    BOOST_TEST(is("&nbsp;South Korea", "KOR"));
    BOOST_TEST(is("Laos&nbsp;", "LAO"));
    BOOST_TEST(is("Antigua &amp; Barbuda", "ATG"));
    BOOST_TEST(is("St. Lucia", "LCA"));
    BOOST_TEST(is("Bahamas, The", "BHS"));
    BOOST_TEST(is("The Gambia", "GMB"));
    BOOST_TEST(is("Marshall Isds", "MHL"));
    BOOST_TEST(is("  Dominican   Rep. ", "DOM"));
    BOOST_TEST(is("Fed. Rep. of Germany (...1990)", "DEU"));
    BOOST_TEST(is("VENEZUELA (BOLIVARIAN REPUBLIC OF)", "VEN"));
}

// A likeness of names that is none of states.
BOOST_AUTO_TEST_CASE(states_with_like_names_are_kept_apart)
{
    BOOST_TEST((is("Congo", "COG") && is("Congo, Rep.", "COG") && is("Congo, Republic of the", "COG")));
    BOOST_TEST((is("DR Congo", "COD") && is("DRC", "COD") && is("Congo, Dem. Rep.", "COD") && is("Zaire", "COD")));
    BOOST_TEST((is("Guinea", "GIN") && is("Guinea-Bissau", "GNB") && is("Equatorial Guinea", "GNQ")
                && is("Papua New Guinea", "PNG")));
    BOOST_TEST((is("Niger", "NER") && is("Nigeria", "NGA")));
    BOOST_TEST((is("Dominica", "DMA") && is("Dominican Republic", "DOM") && !eq::state_named("The Dominican")));
    BOOST_TEST((is("Korea, Rep.", "KOR") && is("Korea, Dem. People's Rep.", "PRK") && is("Republic of Korea", "KOR")
                && is("Dem. People's Rep. of Korea", "PRK") && !eq::state_named("Korea")));
    BOOST_TEST((is("Ireland", "IRL") && !eq::state_named("Northern Ireland")));
    BOOST_TEST((is("Samoa", "WSM") && is("American Samoa", "ASM")));
    BOOST_TEST((is("Virgin Islands", "VIR") && is("Br. Virgin Isds", "VGB") && is("British Virgin Islands", "VGB")));
    BOOST_TEST((is("Sudan", "SDN") && is("South Sudan", "SSD") && is("Fmr Sudan", "SDN")));
    BOOST_TEST((is("China", "CHN") && is("Hong Kong, China", "HKG") && is("China, Macao SAR", "MAC")
                && is("Taiwan, China", "TWN") && is("Chinese Taipei", "TWN")));
    BOOST_TEST((is("Micronesia", "FSM") && is("Micronesia, Fed. Sts.", "FSM")));
    BOOST_TEST((is("Soviet Union", "SUN") && is("Russian Federation", "RUS") && is("Fmr USSR", "SUN")));
    BOOST_TEST((is("North Yemen", "YEM") && is("South Yemen", "YMD") && is("East Germany (GDR)", "DDR")));
    BOOST_TEST((!eq::state_named("America") && !eq::state_named("World") && !eq::state_named("Other Asia, nes")));
}

BOOST_AUTO_TEST_CASE(the_year_tells_what_yugoslavia_was_called)
{
    BOOST_TEST((eq::state_named("Yugoslavia", 1985) == "YUG"_iso3));
    BOOST_TEST((eq::state_named("Yugoslavia", 2002) == "YUG"_iso3));
    BOOST_TEST((eq::state_named("Yugoslavia", 2004) == "SCG"_iso3));
    BOOST_TEST((eq::state_named("Serbia and Montenegro", 1998) == "YUG"_iso3));
    BOOST_TEST((eq::state_named("Serbia and Montenegro") == "SCG"_iso3));
}

BOOST_AUTO_TEST_CASE(a_misspelt_name_is_not_guessed)
{
    for (auto const* name : {"Gernamy", "Untied States", "Cost Rica", "Chnia", "Mongola", "", "the", "?", "&", "&;",
                             "Россия", "China Россия", "\xff\xfe", "&#0;", "United Kingdom 4&, Russia"}) {
        BOOST_TEST(!eq::state_named(name), name);
    }
    BOOST_TEST(eq::nearest_name("Gernamy") == "Germany");
    BOOST_TEST(eq::nearest_name("Untied States") == "United States");
    BOOST_TEST(eq::nearest_name("Cost Rica") == "Costa Rica");
    BOOST_TEST(eq::nearest_name("Mongola") == "Mongolia");
    BOOST_TEST(eq::nearest_name("Mongolia") == "Mongolia");
    BOOST_TEST(eq::nearest_name("xyzzy xyzzy") == "");
    BOOST_TEST(eq::nearest_name("") == "");
}

BOOST_AUTO_TEST_CASE(any_bytes_are_folded)
{
    using eq::codes_detail::folded;
    BOOST_TEST(folded(std::string(100'000, '&')).size() == 400'000U - 1); // "and and and ..."
    BOOST_TEST(folded("\xc3") == "a");                                    // cut off in UTF-8, so it is ISO-8859-1
    BOOST_TEST(folded("Pe\xc3\xb1"
                      "a")
               == "pena");
    BOOST_TEST(folded("Łódź Ștefan Æ ß") == "lodz stefan a s");
    BOOST_TEST(folded("(1990)") == "");
    BOOST_TEST(folded("G77") == "g77");
    for (auto byte = 0; byte < 256; ++byte) {
        auto const text = std::string{static_cast<char>(byte), static_cast<char>(255 - byte)};
        BOOST_TEST(folded(text) == folded(folded(text)), byte);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
