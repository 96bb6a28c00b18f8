// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/iso3.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace equipoise::codes_detail {

using std::string_view_literals::operator""sv; // whose length need not be computed by the compiler

/// The numbers of the International Financial Statistics, which older tables of the International Monetary Fund have,
/// each with the ISO 3166-1 alpha-3 code of the state; sorted.
inline constexpr auto imf_numbers =
    "111USA112GBR122AUT124BEL128DNK132FRA134DEU135SMR136ITA137LUX138NLD142NOR144SWE146CHE147LIE156CAN158JPN171AND"
    "172FIN174GRC176ISL178IRL181MLT182PRT183MCO184ESP186TUR187VAT188YUG193AUS196NZL199ZAF213ARG218BOL223BRA228CHL"
    "233COL238CRI243DOM248ECU253SLV258GTM263HTI268HND273MEX278NIC283PAN288PRY293PER298URY299VEN311ATG312AIA313BHS"
    "314ABW316BRB319BMU321DMA326GRL328GRD336GUY339BLZ343JAM351MSR352SXM353ANT354CUW361KNA"
    "362LCA364VCT366SUR369TTO377CYM419BHR423CYP429IRN433IRQ436ISR439JOR443KWT446LBN449OMN453QAT456SAU463SYR"
    "466ARE469EGY474YEM487PSE512AFG513BGD514BTN516BRN518MMR522KHM524LKA528TWN532HKG534IND536IDN537TLS542KOR544LAO"
    "546MAC548MYS556MDV558NPL564PAK565PLW566PHL576SGP578THA582VNM611DJI612DZA614AGO616BWA618BDI622CMR624CPV626CAF"
    "628TCD632COM634COG636COD638BEN642GNQ643ERI644ETH646GAB648GMB652GHA654GNB656GIN662CIV664KEN666LSO668LBR672LBY"
    "674MDG676MWI678MLI682MRT684MUS686MAR688MOZ692NER694NGA698ZWE714RWA716STP718SYC722SEN724SLE726SOM728NAM"
    "732SDN733SSD734SWZ738TZA742TGO744TUN746UGA748BFA754ZMB813SLB816FRO819FJI823GIB826KIR829GUM836NRU839NCL"
    "846VUT853PNG859ASM862WSM866TON867MHL868FSM869TUV887PYF911ARM912AZE913BLR914ALB915GEO916KAZ917KGZ918BGR"
    "921MDA922RUS923TJK924CHN925TKM926UKR927UZB928CUB934CSK935CZE936SVK938DDR939EST941LVA942SRB943MNE944HUN946LTU"
    "948MNG954PRK960HRV961SVN962MKD963BIH964POL965SCG967XKX968ROU"sv;

/// Numbers of groups of states: the world, industrial and developing economies, regions, the euro area, the European
/// Union.
inline constexpr int imf_groups[] = {1, 110, 163, 200, 205, 405, 440, 505, 603, 605, 901, 903, 998};

/// The state with such a number.
[[nodiscard]] constexpr std::optional<iso3> state_of_imf_number(int number) noexcept
{
    auto low = std::size_t{0};
    auto high = imf_numbers.size() / 6;
    while (low != high) {
        auto const middle = low + (high - low) / 2;
        auto const* const digits = imf_numbers.data() + middle * 6;
        auto const found = ((digits[0] - '0') * 10 + digits[1] - '0') * 10 + digits[2] - '0';
        if (found == number) {
            return iso3::parse({digits + 3, 3});
        }
        if (found < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return std::nullopt;
}

} // namespace equipoise::codes_detail
