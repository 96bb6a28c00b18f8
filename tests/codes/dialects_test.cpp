// SPDX-License-Identifier: BSL-1.0
#include <equipoise/codes/dialects.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <ostream>
#include <random>
#include <string>
#include <string_view>
#include <utility>

namespace equipoise {

std::ostream& operator<<(std::ostream& out, code_meaning const& meaning) // for the messages of the tests
{
    return out << static_cast<int>(meaning.kind) << ' ' << meaning.state;
}

} // namespace equipoise

namespace {

namespace eq = equipoise;
namespace dialects = eq::dialects;

constexpr auto unknown = eq::code_meaning{};
constexpr auto area = eq::code_meaning{eq::code_kind::area, {}};
constexpr auto aggregate = eq::code_meaning{eq::code_kind::aggregate, {}};

constexpr eq::code_meaning state(std::string_view code)
{
    return {eq::code_kind::state, eq::iso3{code}};
}

static_assert(dialects::comtrade.name() == "comtrade" && dialects::names.name() == "names");

} // namespace

BOOST_AUTO_TEST_SUITE(codes)
BOOST_AUTO_TEST_SUITE(dialects)

BOOST_AUTO_TEST_CASE(comtrade)
{
    auto const& read = ::dialects::comtrade;
    // numbers that are not those of ISO 3166-1, as UN Comtrade's notes say
    for (auto const& [number, code] :
         {std::pair{842, "USA"}, {841, "USA"}, {699, "IND"}, {251, "FRA"}, {757, "CHE"}, {579, "NOR"}, {381, "ITA"},
          {58, "BEL"},           {736, "SDN"}, {729, "SDN"}, {280, "DEU"}, {276, "DEU"}, {278, "DDR"}, {810, "SUN"},
          {890, "YUG"},          {200, "CSK"}, {530, "ANT"}, {720, "YMD"}, {886, "YEM"}, {887, "YEM"}, {868, "VNM"},
          {866, "VDR"},          {891, "SCG"}, {840, "USA"}, {356, "IND"}, {250, "FRA"}, {756, "CHE"}, {578, "NOR"},
          {380, "ITA"},          {496, "MNG"}, {4, "AFG"},   {894, "ZMB"}, {642, "ROU"}, {180, "COD"}, {626, "TLS"}}) {
        BOOST_TEST(read.meaning(number) == state(code), number);
        BOOST_TEST(read.meaning(std::to_string(number)) == state(code), number);
    }
    for (auto const number : {490, 711, 697, 849, 473, 527, 568, 577, 637, 837, 838, 839, 899}) {
        BOOST_TEST(read.meaning(number) == area, number);
    }
    for (auto const number : {0, 97}) {
        BOOST_TEST(read.meaning(number) == aggregate, number);
    }
    for (auto const number : {1, 2, 3, 5, 999, 1000, -1, -2147483647, 2147483647}) {
        BOOST_TEST(read.meaning(number) == unknown, number);
    }
    BOOST_TEST(read.meaning(891, 1998) == state("YUG"));
    BOOST_TEST(read.meaning(891, 2004) == state("SCG"));
    BOOST_TEST(read.meaning("004") == state("AFG"));
    BOOST_TEST(read.meaning("_X ") == area); // with a blank, as it is downloaded
    BOOST_TEST(read.meaning("S19") == area);
    BOOST_TEST(read.meaning("W00") == aggregate);
    BOOST_TEST(read.meaning("CHN") == state("CHN"));
    BOOST_TEST(read.meaning("Other Asia, nes") == area);
    BOOST_TEST(read.meaning("Rep. of Korea") == state("KOR"));
    BOOST_TEST(read.meaning("") == unknown);
    BOOST_TEST(read.meaning("4.0") == unknown);
    BOOST_TEST(::dialects::comtrade_taiwan.meaning(490) == state("TWN"));
    BOOST_TEST(::dialects::comtrade_taiwan.meaning("S19") == state("TWN"));
    BOOST_TEST(::dialects::comtrade_taiwan.meaning("Other Asia, nes") == state("TWN"));
    BOOST_TEST(::dialects::comtrade_taiwan.meaning(842) == state("USA"));
    BOOST_TEST(::dialects::comtrade_taiwan.meaning(899) == area);
}

BOOST_AUTO_TEST_CASE(wits)
{
    auto const& read = ::dialects::wits;
    BOOST_TEST(read.meaning("ROM") == state("ROU"));
    BOOST_TEST(read.meaning("ROU") == state("ROU"));
    BOOST_TEST(read.meaning("ZAR") == state("COD"));
    BOOST_TEST(read.meaning("TMP") == state("TLS"));
    BOOST_TEST(read.meaning("SUN") == state("SUN"));
    BOOST_TEST(read.meaning("SUD") == state("SDN"));
    BOOST_TEST(read.meaning("MNT") == state("MNE"));
    BOOST_TEST(read.meaning("SER", 2019) == state("SRB"));
    BOOST_TEST(read.meaning("SER", 2004) == state("SCG"));
    BOOST_TEST(read.meaning("Serbia, FR(Serbia/Montenegro)") == state("SRB"));
    BOOST_TEST(read.meaning("Korea, Rep.") == state("KOR"));
    BOOST_TEST(read.meaning("Occ.Pal.Terr") == state("PSE"));
    BOOST_TEST(read.meaning("Ethiopia(excludes Eritrea)") == state("ETH"));
    BOOST_TEST(read.meaning(" World") == aggregate);
    BOOST_TEST(read.meaning("...") == aggregate);
    BOOST_TEST(read.meaning("EUN") == aggregate);
    for (auto const* region : {"East Asia & Pacific", "Europe & Central Asia", "Latin America & Caribbean",
                               "Middle East & North Africa", "North America", "South Asia", "Sub-Saharan Africa"}) {
        BOOST_TEST(read.meaning(region) == aggregate, region);
    }
    for (auto const* other : {"Unspecified", "Other Asia, nes", "Free Zones", "Bunkers", "Special Categories", "UNS"}) {
        BOOST_TEST(read.meaning(other) == area, other);
    }
    BOOST_TEST(read.meaning("Soviet Union") == state("SUN"));
    BOOST_TEST(read.meaning(918) == aggregate);
    BOOST_TEST(read.meaning("Korea") == unknown);
}

BOOST_AUTO_TEST_CASE(cow_numbers)
{
    auto const& read = ::dialects::cow_numbers;
    BOOST_TEST(read.meaning(2) == state("USA"));
    BOOST_TEST(read.meaning(365, 1985) == state("SUN"));
    BOOST_TEST(read.meaning(365, 2015) == state("RUS"));
    BOOST_TEST(read.meaning("365") == state("RUS"));
    BOOST_TEST(read.meaning(255, 1938) == state("DEU"));
    BOOST_TEST(read.meaning(260, 1970) == state("DEU"));
    BOOST_TEST(read.meaning(265, 1970) == state("DDR"));
    BOOST_TEST(read.meaning(816, 1970) == state("VDR"));
    BOOST_TEST(read.meaning(817, 1970) == state("VNM"));
    BOOST_TEST(read.meaning(300) == area); // Austria-Hungary
    BOOST_TEST(read.meaning(730) == area); // Korea until 1910
    for (auto const number : {0, 1, -9, 999, 1000}) {
        BOOST_TEST(read.meaning(number) == unknown, number);
    }
    BOOST_TEST(read.meaning("NA") == unknown);
    BOOST_TEST(read.meaning("") == unknown);
}

BOOST_AUTO_TEST_CASE(sipri)
{
    auto const& read = ::dialects::sipri;
    BOOST_TEST(read.meaning("Soviet Union") == state("SUN"));
    BOOST_TEST(read.meaning("Bosnia-Herzegovina") == state("BIH"));
    BOOST_TEST(read.meaning("eSwatini") == state("SWZ"));
    BOOST_TEST(read.meaning("Saint Vincent") == state("VCT"));
    BOOST_TEST(read.meaning("Unknown supplier(s)") == area);
    BOOST_TEST(read.meaning("unknown supplier(s)") == area);
    BOOST_TEST(read.meaning("Hezbollah (Lebanon)*") == area);
    BOOST_TEST(read.meaning("African Union**") == area);
    BOOST_TEST(read.meaning("NATO**") == area);
    BOOST_TEST(read.meaning("Total") == aggregate);
    BOOST_TEST(read.meaning("Total exports to Kazakhstan") == aggregate);
    BOOST_TEST(read.meaning("Viet Nam", 1970) == state("VDR"));
    BOOST_TEST(read.meaning("Viet Nam", 2020) == state("VNM"));
    BOOST_TEST(read.meaning("South Vietnam", 1970) == state("VNM"));
    BOOST_TEST(read.meaning("CHI") == unknown); // SIPRI's code of China, which stands in file names only
    BOOST_TEST(read.meaning(156) == unknown);
}

BOOST_AUTO_TEST_CASE(factbook_and_gec)
{
    BOOST_TEST(::dialects::factbook.meaning("Gernamy") == state("DEU"));
    BOOST_TEST(::dialects::factbook.meaning("Untied States") == state("USA"));
    BOOST_TEST(::dialects::factbook.meaning("The Dominican") == state("DOM"));
    BOOST_TEST(::dialects::factbook.meaning("Macedonia, The Former Yugo Rep of") == state("MKD"));
    BOOST_TEST(::dialects::factbook.meaning("America") == aggregate); // stands next to Europe, Africa and Asia
    BOOST_TEST(::dialects::factbook.meaning("United Kingdom 4&amp;, Russia") == unknown);
    BOOST_TEST(::dialects::names.meaning("Gernamy") == unknown);
    BOOST_TEST(::dialects::gec_codes.meaning("ch") == state("CHN"));
    BOOST_TEST(::dialects::gec_codes.meaning("RS") == state("RUS"));
    BOOST_TEST(::dialects::gec_codes.meaning("nn") == state("SXM"));
    BOOST_TEST(::dialects::gec_codes.meaning("rn") == state("MAF"));
    BOOST_TEST(::dialects::gec_codes.meaning("uc") == state("CUW"));
    BOOST_TEST(::dialects::gec_codes.meaning("gz") == state("PSE"));
    BOOST_TEST(::dialects::gec_codes.meaning("ee") == aggregate);
    BOOST_TEST(::dialects::gec_codes.meaning("xx") == aggregate);
    BOOST_TEST(::dialects::gec_codes.meaning("pg") == area);
    BOOST_TEST(::dialects::gec_codes.meaning("qq") == unknown);
}

BOOST_AUTO_TEST_CASE(eurostat)
{
    auto const& read = ::dialects::eurostat;
    BOOST_TEST(read.meaning("EL") == state("GRC"));
    BOOST_TEST(read.meaning("GR") == state("GRC"));
    BOOST_TEST(read.meaning("UK") == state("GBR"));
    BOOST_TEST(read.meaning("XI") == state("GBR"));
    BOOST_TEST(read.meaning("XK") == state("XKX"));
    BOOST_TEST(read.meaning("NA") == state("NAM"));
    BOOST_TEST(read.meaning("CN_X_HK") == state("CHN"));
    for (auto const* group :
         {"EU27_2020", "EU28", "EU", "EXT_EU27_2020", "INT_EU27_2020", "EA20", "EA", "WORLD", "TOTAL"}) {
        BOOST_TEST(read.meaning(group) == aggregate, group);
    }
    for (auto const* other : {"QP", "QR", "QS", "QV", "QZ", "WRL_REST", "FIGW1"}) {
        BOOST_TEST(read.meaning(other) == area, other);
    }
    for (auto const* none : {"QA1", "EUX", "", "el", "MNG", "ZZ"}) {
        BOOST_TEST(read.meaning(none) == unknown, none);
    }
    BOOST_TEST(read.meaning("QA") == state("QAT"));
}

BOOST_AUTO_TEST_CASE(imf_world_bank_and_undl)
{
    auto const numbers = eq::codes_detail::imf_numbers;
    for (std::size_t i = 6; i < numbers.size(); i += 6) {
        BOOST_TEST(numbers.substr(i - 6, 3) < numbers.substr(i, 3));
        BOOST_TEST(::dialects::imf.meaning(numbers.substr(i, 3)) == state(numbers.substr(i + 3, 3)));
    }
    BOOST_TEST(::dialects::imf.meaning("KOS") == state("XKX"));
    BOOST_TEST(::dialects::imf.meaning("TWN") == state("TWN"));
    BOOST_TEST(::dialects::imf.meaning("G001") == aggregate);
    BOOST_TEST(::dialects::imf.meaning("G163") == aggregate);
    BOOST_TEST(::dialects::imf.meaning("G16") == unknown);
    BOOST_TEST(::dialects::imf.meaning(924) == state("CHN"));
    BOOST_TEST(::dialects::imf.meaning("922") == state("RUS"));
    BOOST_TEST(::dialects::imf.meaning(1) == aggregate);
    BOOST_TEST(::dialects::imf.meaning(898) == area);
    for (auto const number : {0, 2, 842, 999, -1}) {
        BOOST_TEST(::dialects::imf.meaning(number) == unknown, number);
    }
    BOOST_TEST(::dialects::world_bank.meaning("CHI") == area); // the Channel Islands
    BOOST_TEST(::dialects::world_bank.meaning("CHL") == state("CHL"));
    BOOST_TEST(::dialects::world_bank.meaning("XKX") == state("XKX"));
    BOOST_TEST(::dialects::world_bank.meaning("KSV") == state("XKX"));
    BOOST_TEST(::dialects::world_bank.meaning("ROM") == state("ROU"));
    BOOST_TEST(::dialects::world_bank.meaning("WBG") == state("PSE"));
    BOOST_TEST(::dialects::world_bank.meaning("EUU") == aggregate);
    BOOST_TEST(::dialects::world_bank.meaning("AFE") == aggregate);
    BOOST_TEST(::dialects::world_bank.meaning("WLD") == aggregate);
    BOOST_TEST(::dialects::world_bank.meaning("FE ") == unknown);
    BOOST_TEST(::dialects::world_bank.meaning("Egypt, Arab Rep.") == state("EGY"));
    BOOST_TEST(::dialects::undl.meaning("SUN") == state("SUN"));
    BOOST_TEST(::dialects::undl.meaning("BYS") == state("BLR"));
    BOOST_TEST(::dialects::undl.meaning("YUG", 2001) == state("YUG"));
    BOOST_TEST(::dialects::undl.meaning("GERMANY, FEDERAL REPUBLIC OF") == state("DEU"));
}

BOOST_AUTO_TEST_CASE(iso)
{
    auto const& read = ::dialects::iso;
    BOOST_TEST(read.meaning("MNG") == state("MNG"));
    BOOST_TEST(read.meaning("mng") == state("MNG"));
    BOOST_TEST(read.meaning(" mng ") == state("MNG"));
    BOOST_TEST(read.meaning("ZAR", 2010) == state("COD")); // beside COD in one file, one state
    BOOST_TEST(read.meaning("COD", 2010) == state("COD"));
    BOOST_TEST(read.meaning("XKK") == state("XKX"));
    BOOST_TEST(read.meaning("WLD") == aggregate);
    BOOST_TEST(read.meaning("XXA") == unknown);
    BOOST_TEST(read.meaning("Mongolia") == unknown);
    BOOST_TEST(read.meaning(496) == state("MNG"));
    BOOST_TEST(read.meaning(158) == state("TWN"));
    BOOST_TEST(read.meaning(842) == unknown);
    BOOST_TEST(read.meaning(0) == unknown);
}

// Whatever stands in a file, a dialect answers, and a state is one that iso3 reads.
BOOST_AUTO_TEST_CASE(any_text_has_an_answer)
{
    auto random = std::mt19937{2019};
    for (auto i = 0; i < 3000; ++i) {
        auto text = std::string(random() % 12, ' ');
        for (auto& c : text) {
            c = random() % 3 == 0 ? static_cast<char>(random() % 256) : "AEGWMNRX0149*& .;#"[random() % 18];
        }
        for (auto const* dialect :
             {&::dialects::comtrade, &::dialects::comtrade_taiwan, &::dialects::wits, &::dialects::cow_numbers,
              &::dialects::sipri, &::dialects::factbook, &::dialects::gec_codes, &::dialects::eurostat,
              &::dialects::imf, &::dialects::world_bank, &::dialects::undl, &::dialects::iso, &::dialects::names}) {
            auto const meaning = dialect->meaning(text, static_cast<int>(random() % 2100));
            BOOST_TEST_REQUIRE((meaning.kind == eq::code_kind::state ? eq::iso3::parse(meaning.state.str()).has_value()
                                                                     : meaning.state == eq::iso3{}));
            (void)eq::nearest_name(text);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
