// SPDX-License-Identifier: BSL-1.0
#include <equipoise/codes/convert.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string_view>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
using eq::convert;

// one state in all lists
static_assert(convert<eq::iso2>("MNG"_iso3) == "MN"_iso2 && convert<eq::m49>("MNG"_iso3) == 496_m49);
static_assert(convert<eq::cow>("MNG"_iso3) == 712_cow
              && convert<eq::cow_abbreviation>("MNG"_iso3) == "MON"_cow_abbreviation);
static_assert(convert<eq::gec>("MNG"_iso3) == "MG"_gec && convert<eq::iso3>("MNG"_iso3) == "MNG"_iso3);
static_assert(convert<eq::iso3>("NA"_iso2) == "NAM"_iso3 && convert<eq::iso3>(496_m49) == "MNG"_iso3);

// abbreviations and GEC codes that are another state's ISO 3166-1 code
static_assert(convert<eq::iso3>("AUS"_cow_abbreviation) == "AUT"_iso3
              && convert<eq::iso3>("MAC"_cow_abbreviation) == "MKD"_iso3);
static_assert(convert<eq::iso3>("MNG"_cow_abbreviation) == "MNE"_iso3
              && convert<eq::iso3>("SLV"_cow_abbreviation) == "SVN"_iso3);
static_assert(convert<eq::iso3>("SWZ"_cow_abbreviation) == "CHE"_iso3);
static_assert(convert<eq::iso3>("ch"_gec) == "CHN"_iso3 && convert<eq::iso3>("rs"_gec) == "RUS"_iso3);
static_assert(convert<eq::iso3>("au"_gec) == "AUT"_iso3 && convert<eq::iso3>("as"_gec) == "AUS"_iso3);
static_assert(convert<eq::iso3>("gm"_gec) == "DEU"_iso3 && convert<eq::iso3>("sp"_gec) == "ESP"_iso3);
static_assert(convert<eq::iso3>("od"_gec) == "SSD"_iso3 && convert<eq::iso3>("kv"_gec) == "XKX"_iso3);
static_assert(convert<eq::iso3>("gz"_gec) == "PSE"_iso3 && convert<eq::iso3>("we"_gec) == "PSE"_iso3);

// 30 December 1922 to 25 December 1991
static_assert(convert<eq::iso3>(365_cow, 1922) == "RUS"_iso3 && convert<eq::iso3>(365_cow, 1923) == "SUN"_iso3);
static_assert(convert<eq::iso3>(365_cow, 1991) == "SUN"_iso3 && convert<eq::iso3>(365_cow, 1992) == "RUS"_iso3);
static_assert(convert<eq::iso3>(365_cow) == "RUS"_iso3 && convert<eq::iso3>(365_cow, 1850) == "RUS"_iso3);
static_assert(convert<eq::m49>("SUN"_iso3) == 810_m49 && convert<eq::cow>("SUN"_iso3) == 365_cow);

// Germany: COW 255 before 1945 and since 1990, 260 and 265 between; ISO 280 and 278 until 1990
static_assert(convert<eq::cow>("DEU"_iso3) == 255_cow && convert<eq::cow>("DEU"_iso3, 1980) == 260_cow);
static_assert(convert<eq::cow>("DEU"_iso3, 1938) == 255_cow && convert<eq::cow>("DDR"_iso3) == 265_cow);
static_assert(convert<eq::m49>("DEU"_iso3) == 276_m49 && convert<eq::m49>("DEU"_iso3, 1980) == 280_m49);
static_assert(convert<eq::m49>(260_cow) == 280_m49 && convert<eq::cow>(280_m49) == 260_cow);
static_assert(convert<eq::iso3>(255_cow, 1900) == "DEU"_iso3 && convert<eq::iso3>(260_cow) == "DEU"_iso3);

// Yemen: north and south until 22 May 1990
static_assert(convert<eq::iso3>(678_cow) == "YEM"_iso3 && convert<eq::iso3>(679_cow) == "YEM"_iso3
              && convert<eq::iso3>(680_cow) == "YMD"_iso3);
static_assert(convert<eq::cow>("YEM"_iso3, 1985) == 678_cow && convert<eq::cow>("YEM"_iso3, 1990) == 679_cow);
static_assert(convert<eq::iso3>(720_m49) == "YMD"_iso3 && convert<eq::iso3>(886_m49) == "YEM"_iso3);

// Vietnam
static_assert(convert<eq::iso3>(816_cow) == "VNM"_iso3 && convert<eq::iso3>(816_cow, 1970) == "VDR"_iso3);
static_assert(convert<eq::iso3>(817_cow, 1970) == "VNM"_iso3 && convert<eq::cow>("VNM"_iso3, 1970) == 817_cow);

// Yugoslavia to 2003, Serbia and Montenegro to 2006, Serbia; and Serbia until 1918
static_assert(convert<eq::iso3>(345_cow, 1900) == "SRB"_iso3 && convert<eq::iso3>(345_cow, 1985) == "YUG"_iso3);
static_assert(convert<eq::iso3>(345_cow, 1998) == "YUG"_iso3 && convert<eq::iso3>(345_cow, 2004) == "SCG"_iso3);
static_assert(convert<eq::iso3>(345_cow, 2006) == "SRB"_iso3 && convert<eq::iso3>(345_cow) == "SRB"_iso3);
static_assert(convert<eq::iso3>(891_m49) == "SCG"_iso3 && convert<eq::iso3>(891_m49, 1998) == "YUG"_iso3);
static_assert(convert<eq::m49>("YUG"_iso3, 1985) == 890_m49 && convert<eq::m49>("YUG"_iso3, 1998) == 891_m49);

// one code of two states in turn
static_assert(convert<eq::iso3>("CS"_iso2, 1985) == "CSK"_iso3 && convert<eq::iso3>("CS"_iso2, 2004) == "SCG"_iso3);
static_assert(convert<eq::iso3>(315_cow) == "CSK"_iso3 && convert<eq::iso3>(316_cow) == "CZE"_iso3
              && convert<eq::iso3>(317_cow) == "SVK"_iso3);

// numbers that changed with the borders
static_assert(convert<eq::iso3>(736_m49) == "SDN"_iso3 && convert<eq::iso3>(729_m49) == "SDN"_iso3);
static_assert(convert<eq::m49>("SDN"_iso3, 2011) == 736_m49 && convert<eq::m49>("SDN"_iso3, 2012) == 729_m49);
static_assert(convert<eq::m49>("ETH"_iso3, 1992) == 230_m49 && convert<eq::m49>("ETH"_iso3, 1993) == 231_m49);
static_assert(convert<eq::m49>("PAK"_iso3, 1970) == 588_m49 && convert<eq::m49>("PAK"_iso3) == 586_m49);

// what a list does not have
static_assert(!convert<eq::m49>("TWN"_iso3) && convert<eq::cow>("TWN"_iso3) == 713_cow);
static_assert(!convert<eq::m49>("XKX"_iso3) && convert<eq::cow>("XKX"_iso3) == 347_cow
              && convert<eq::iso2>("XKX"_iso3) == "XK"_iso2);
static_assert(!convert<eq::cow>("HKG"_iso3) && !convert<eq::iso3>(730_cow) && !convert<eq::iso3>(300_cow));
static_assert(!convert<eq::iso2>(eq::iso3::user_assigned("XXA")) && !convert<eq::cow>(eq::iso3{}));
static_assert(convert<eq::iso3>(732_cow) == "KOR"_iso3 && convert<eq::iso3>(731_cow) == "PRK"_iso3);

} // namespace

BOOST_AUTO_TEST_SUITE(codes)
BOOST_AUTO_TEST_SUITE(convert)

BOOST_AUTO_TEST_CASE(the_rows_are_sorted_and_every_iso3_has_one)
{
    auto const& rows = eq::codes_detail::code_rows;
    BOOST_TEST(std::is_sorted(std::begin(rows), std::end(rows), [](auto const& a, auto const& b) {
        return std::string_view{a.iso3} < std::string_view{b.iso3};
    }));
    for (auto const list : {eq::codes_detail::iso3_in_use, eq::codes_detail::iso3_historic}) {
        for (std::size_t i = 0; i < list.size(); i += 3) {
            auto const code = list.substr(i, 3);
            BOOST_TEST(std::any_of(std::begin(rows), std::end(rows), [&](auto const& row) { return row.iso3 == code; }),
                       code);
        }
    }
    for (auto const& row : rows) {
        BOOST_TEST(eq::iso3::parse(row.iso3).has_value(), row.iso3);
        BOOST_TEST(row.from <= row.to, row.iso3);
        BOOST_TEST((row.cow == 0) == (row.cow_abbreviation[0] == 0), row.iso3);
    }
}

BOOST_AUTO_TEST_CASE(codes_convert_to_a_list_and_back)
{
    for (auto const& row : eq::codes_detail::code_rows) {
        auto const state = eq::iso3{row.iso3};
        auto const year = row.to == eq::codes_detail::present ? 2024 : int{row.to};
        if (row.from <= year) {
            auto const check = [&](auto code, int in_row) {
                if (in_row >= 0) {
                    BOOST_TEST_REQUIRE(code.has_value(), row.iso3);
                    BOOST_TEST((eq::convert<eq::iso3>(*code, year) == state), row.iso3);
                }
            };
            check(eq::convert<eq::iso2>(state, year), eq::codes_detail::row_keys::iso2(row));
            check(eq::convert<eq::m49>(state, year), eq::codes_detail::row_keys::m49(row));
            check(eq::convert<eq::cow>(state, year), eq::codes_detail::row_keys::cow(row));
            check(eq::convert<eq::cow_abbreviation>(state, year), eq::codes_detail::row_keys::cow_abbreviation(row));
            check(eq::convert<eq::gec>(state, year), eq::codes_detail::row_keys::gec(row));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
