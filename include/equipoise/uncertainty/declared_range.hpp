// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/interval.hpp>
#include <equipoise/model/declared.hpp>
#include <equipoise/model/listing.hpp>

#include <limits>
#include <optional>

namespace equipoise {

/// What is known of a portfolio of ranges besides the ranges of its listed partners.
///
/// Without `unlisted`, all partners are listed, and a total only narrows what they may have together. A total of which
/// a part may be with partners that are not listed, as `declared` states it, is `declared_range::of(known)`.
struct declared_range {
    std::optional<interval> total{}; ///< of all partners, listed or not; its high end may be infinite
    interval unlisted{0, 0};         ///< what all partners have together that are not listed
    equipoise::listing listing = equipoise::listing::some;

    /// A declared total of which partners that are not listed have what the listed ones leave over. Where
    /// `known.rounding` is positive, the ranges state it, and it is not used.
    [[nodiscard]] static declared_range of(declared<double> const& known)
    {
        if (!known.total) {
            return {.listing = known.listing};
        }
        return {interval{*known.total, *known.total}, {0, std::numeric_limits<double>::infinity()}, known.listing};
    }

    friend bool operator==(declared_range const&, declared_range const&) = default;
};

} // namespace equipoise
