// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/code_meaning.hpp>
#include <equipoise/codes/detail/code_rows.hpp>
#include <equipoise/codes/detail/fold.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace equipoise::codes_detail {

/// Names of groups of states, as providers spell them; they are looked up folded.
inline constexpr std::string_view names_of_groups[] = {
    "Africa"sv,
    "Africa Eastern and Southern"sv,
    "Africa Western and Central"sv,
    "All"sv,
    "All countries"sv,
    "All partners"sv,
    "America"sv,
    "Americas"sv,
    "Arab World"sv,
    "ASEAN"sv,
    "Asia"sv,
    "Caribbean small states"sv,
    "Central Europe and the Baltics"sv,
    "Early-demographic dividend"sv,
    "East Asia & Pacific"sv,
    "East Asia & Pacific (excluding high income)"sv,
    "East Asia & Pacific (IDA & IBRD countries)"sv,
    "EU"sv,
    "EU-27"sv,
    "EU-28"sv,
    "EU27"sv,
    "EU28"sv,
    "Euro area"sv,
    "Europe"sv,
    "Europe & Central Asia"sv,
    "Europe & Central Asia (excluding high income)"sv,
    "Europe & Central Asia (IDA & IBRD countries)"sv,
    "European Union"sv,
    "European Union - 27 countries (from 2020)"sv,
    "Eurozone"sv,
    "Fragile and conflict affected situations"sv,
    "Heavily indebted poor countries (HIPC)"sv,
    "High income"sv,
    "IBRD only"sv,
    "IDA & IBRD total"sv,
    "IDA blend"sv,
    "IDA only"sv,
    "IDA total"sv,
    "Late-demographic dividend"sv,
    "Latin America & Caribbean"sv,
    "Latin America & Caribbean (excluding high income)"sv,
    "Latin America & the Caribbean (IDA & IBRD countries)"sv,
    "Least developed countries: UN classification"sv,
    "Low & middle income"sv,
    "Low income"sv,
    "Lower middle income"sv,
    "Middle East & North Africa"sv,
    "Middle East & North Africa (excluding high income)"sv,
    "Middle East & North Africa (IDA & IBRD countries)"sv,
    "Middle East, North Africa, Afghanistan & Pakistan"sv,
    "Middle East, North Africa, Afghanistan & Pakistan (excluding high income)"sv,
    "Middle East, North Africa, Afghanistan & Pakistan (IDA & IBRD)"sv,
    "Middle income"sv,
    "North America"sv,
    "Not classified"sv,
    "Oceania"sv,
    "OECD members"sv,
    "Other small states"sv,
    "Pacific island small states"sv,
    "Post-demographic dividend"sv,
    "Pre-demographic dividend"sv,
    "Small states"sv,
    "South Asia"sv,
    "South Asia (IDA & IBRD)"sv,
    "Sub-Saharan Africa"sv,
    "Sub-Saharan Africa (excluding high income)"sv,
    "Sub-Saharan Africa (IDA & IBRD countries)"sv,
    "Total"sv,
    "Upper middle income"sv,
    "World"sv,
};

/// Names of what is no state. A name that ends in "nes" or "not elsewhere specified" is one as well.
inline constexpr std::string_view names_of_areas[] = {
    "Areas not specified"sv,
    "Biafra"sv,
    "Bunkers"sv,
    "Channel Islands"sv,
    "Countries not specified"sv,
    "Europe multi-state"sv,
    "Free Zones"sv,
    "Katanga"sv,
    "Korea, until 1910"sv,
    "Libya GNC"sv,
    "Northern Cyprus"sv,
    "Not specified"sv,
    "Other countries"sv,
    "Rest of the world"sv,
    "Rest of world"sv,
    "Rhodesia Nyas"sv,
    "Fmr Rhodesia Nyas"sv,
    "ROW"sv,
    "Ryukyu Isd"sv,
    "Ryukyu Islands"sv,
    "Sabah"sv,
    "Sarawak"sv,
    "So. African Customs Union"sv,
    "Southern African Customs Union"sv,
    "Special Categories"sv,
    "Unknown"sv,
    "Unknown country"sv,
    "Unknown country(s)"sv,
    "Unknown rebel group"sv,
    "Unknown recipient(s)"sv,
    "Unknown supplier(s)"sv,
    "Unspecified"sv,
    "Wuerttemburg"sv,
    "Zanzibar"sv,
    "Zanzibar and Pemba Isd"sv,
    "Fmr Zanzibar and Pemba Isd"sv,
};

/// What a folded name stands for that is not a state's.
[[nodiscard]] inline code_kind kind_of_name(std::string_view text)
{
    static auto const lists = [] {
        auto groups = std::vector<std::string>{};
        auto areas = std::vector<std::string>{};
        for (auto const name : names_of_groups) {
            groups.push_back(folded(name));
        }
        for (auto const name : names_of_areas) {
            areas.push_back(folded(name));
        }
        for (auto const& state : old_states) {
            areas.push_back(folded(state.name));
        }
        std::sort(groups.begin(), groups.end());
        std::sort(areas.begin(), areas.end());
        return std::array{groups, areas};
    }();
    if (std::binary_search(lists[0].begin(), lists[0].end(), text) || text.starts_with("total exports ")
        || text.starts_with("total imports ") || text == "world total") {
        return code_kind::aggregate;
    }
    return std::binary_search(lists[1].begin(), lists[1].end(), text) || text.ends_with(" nes")
                   || text.ends_with(" not elsewhere specified")
               ? code_kind::area
               : code_kind::unknown;
}

} // namespace equipoise::codes_detail
