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
inline constexpr auto names_of_groups = std::to_array<std::string_view>({
    "Africa",
    "Africa Eastern and Southern",
    "Africa Western and Central",
    "All",
    "All countries",
    "All partners",
    "America",
    "Americas",
    "Arab World",
    "ASEAN",
    "Asia",
    "Caribbean small states",
    "Central Europe and the Baltics",
    "Early-demographic dividend",
    "East Asia & Pacific",
    "East Asia & Pacific (excluding high income)",
    "East Asia & Pacific (IDA & IBRD countries)",
    "EU",
    "EU-27",
    "EU-28",
    "EU27",
    "EU28",
    "Euro area",
    "Europe",
    "Europe & Central Asia",
    "Europe & Central Asia (excluding high income)",
    "Europe & Central Asia (IDA & IBRD countries)",
    "European Union",
    "European Union - 27 countries (from 2020)",
    "Eurozone",
    "Fragile and conflict affected situations",
    "Heavily indebted poor countries (HIPC)",
    "High income",
    "IBRD only",
    "IDA & IBRD total",
    "IDA blend",
    "IDA only",
    "IDA total",
    "Late-demographic dividend",
    "Latin America & Caribbean",
    "Latin America & Caribbean (excluding high income)",
    "Latin America & the Caribbean (IDA & IBRD countries)",
    "Least developed countries: UN classification",
    "Low & middle income",
    "Low income",
    "Lower middle income",
    "Middle East & North Africa",
    "Middle East & North Africa (excluding high income)",
    "Middle East & North Africa (IDA & IBRD countries)",
    "Middle East, North Africa, Afghanistan & Pakistan",
    "Middle East, North Africa, Afghanistan & Pakistan (excluding high income)",
    "Middle East, North Africa, Afghanistan & Pakistan (IDA & IBRD)",
    "Middle income",
    "North America",
    "Not classified",
    "Oceania",
    "OECD members",
    "Other small states",
    "Pacific island small states",
    "Post-demographic dividend",
    "Pre-demographic dividend",
    "Small states",
    "South Asia",
    "South Asia (IDA & IBRD)",
    "Sub-Saharan Africa",
    "Sub-Saharan Africa (excluding high income)",
    "Sub-Saharan Africa (IDA & IBRD countries)",
    "Total",
    "Upper middle income",
    "World",
});

/// Names of what is no state. A name that ends in "nes" or "not elsewhere specified" is one as well.
inline constexpr auto names_of_areas = std::to_array<std::string_view>({
    "Areas not specified",
    "Biafra",
    "Bunkers",
    "Channel Islands",
    "Countries not specified",
    "Europe multi-state",
    "Free Zones",
    "Katanga",
    "Korea, until 1910",
    "Libya GNC",
    "Northern Cyprus",
    "Not specified",
    "Other countries",
    "Rest of the world",
    "Rest of world",
    "Rhodesia Nyas",
    "Fmr Rhodesia Nyas",
    "ROW",
    "Ryukyu Isd",
    "Ryukyu Islands",
    "Sabah",
    "Sarawak",
    "So. African Customs Union",
    "Southern African Customs Union",
    "Special Categories",
    "Unknown",
    "Unknown country",
    "Unknown country(s)",
    "Unknown rebel group",
    "Unknown recipient(s)",
    "Unknown supplier(s)",
    "Unspecified",
    "Wuerttemburg",
    "Zanzibar",
    "Zanzibar and Pemba Isd",
    "Fmr Zanzibar and Pemba Isd",
});

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
