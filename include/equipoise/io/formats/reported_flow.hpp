// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/iso3.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/io/formats/facts.hpp>
#include <equipoise/model/listing.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace equipoise::io {

/// Who reported a flow. The same flow is often reported twice, with different amounts: by the state that exports, and
/// by the state that imports.
enum class reported_by : unsigned char {
    exporter, ///< it belongs to a ledger of exports
    importer, ///< it belongs to a ledger of imports
    both,     ///< the provider has reconciled the two reports, or there is one only: it belongs to both
};

/// A flow from a file of a provider.
struct reported_flow {
    iso3 origin{};
    iso3 destination{};
    double amount = undefined; ///< in the unit of the file
    int period = 0;            ///< a year, as 2019; or a year and month, as 201905
    std::string channel{};     ///< a product or sort of flow, as the file writes it
    reported_by by = reported_by::both;

    friend bool operator==(reported_flow const&, reported_flow const&) = default;
};

/// The part of a total that no partner is known for: what is left of the total that the file states, or the flows with
/// areas that are no states.
struct residual_flow {
    iso3 state{};
    double amount = 0; ///< NaN for flows with areas whose amount is missing, where no total is stated
    int period = 0;
    std::string channel{};
    reported_by by = reported_by::both;
    equipoise::listing listing = equipoise::listing::some;
    bool of_stated_total = false; ///< whether it is what a stated total leaves over, with all unknown amounts in it
    std::size_t figures = 1;      ///< how many figures of the file it was added up from, each rounded by itself
};

/// A total that the file states, and the sum of what it lists, where the two differ.
struct gap_in_total {
    iso3 state{};
    int period = 0;
    std::string channel{};
    double stated = 0;
    double listed = 0; ///< partners and areas
};

} // namespace equipoise::io
