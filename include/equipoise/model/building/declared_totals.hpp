// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/model/declared.hpp>
#include <equipoise/model/identifier.hpp>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace equipoise::detail {

/// The totals that are declared for the portfolios of a ledger, in the order of their keys.
template <identifier Key, amount Amount>
class declared_totals {
public:
    struct entry {
        Key key;
        declared<Amount> known;
        std::optional<Amount> other{}; ///< the largest total that is declared, where different ones are
    };

    [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }
    [[nodiscard]] auto begin() const noexcept { return entries_.begin(); }
    [[nodiscard]] auto end() const noexcept { return entries_.end(); }

    /// What is declared under a key, or nullptr.
    [[nodiscard]] entry const* find(Key const& key) const
    {
        auto const place = lower_bound(entries_, key);
        return place != entries_.end() && place->key == key ? &*place : nullptr;
    }

    /// Adds what is declared under a key. Of different totals the smallest and the largest are kept, so that the result
    /// does not depend on their order.
    /// @throws invalid_parameter for a total that is negative, infinite or NaN
    void add(entry const& more)
    {
        for (auto const& total : {more.known.total, more.other}) {
            if (total && (!(*total >= Amount{}) || !finite(*total))) {
                throw invalid_parameter{"ledger, " + text_of(more.key), "total", bare(*total),
                                        "finite and not negative"};
            }
        }
        auto const place = lower_bound(entries_, more.key);
        if (place == entries_.end() || !(place->key == more.key)) {
            entries_.insert(place, entry{more});
            return;
        }
        auto& mine = place->known;
        for (auto const& total : {more.known.total, more.other}) {
            if (!mine.total || !total) {
                mine.total = mine.total ? mine.total : total;
            } else if (!(*mine.total == *total)) {
                place->other = !place->other || *place->other < *total ? total : place->other;
                if (*total < *mine.total) {
                    place->other = *place->other < *mine.total ? mine.total : place->other;
                    mine.total = total;
                }
            }
        }
        mine.listing = mine.listing == more.known.listing ? mine.listing : listing::some;
        mine.rounding = mine.rounding < more.known.rounding ? more.known.rounding : mine.rounding;
    }

    void add(declared_totals const& others)
    {
        for (auto const& more : others.entries_) {
            add(more);
        }
    }

private:
    template <class Entries>
    [[nodiscard]] static auto lower_bound(Entries& entries, Key const& key)
    {
        return std::lower_bound(entries.begin(), entries.end(), key,
                                [](entry const& each, Key const& sought) { return each.key < sought; });
    }

    std::vector<entry> entries_;
};

} // namespace equipoise::detail
