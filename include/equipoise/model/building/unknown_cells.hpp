// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/building/cell.hpp>
#include <equipoise/model/building/sorted_cells.hpp>
#include <equipoise/model/partner.hpp>
#include <equipoise/model/unknown_rows.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace equipoise::detail {

/// The rows of unknown amount in a ledger, in the order of their keys and partners, and what the known rows of the same
/// partners add up to.
template <identifier Key, identifier Id, amount Amount>
class unknown_cells {
public:
    using rows = unknown_rows<Key, Id>;
    using cell = detail::cell<Amount>;
    using cells = sorted_cells<Key, Id, Amount>;

    /// What is unknown under one key: partners, each with the part of its amount that is known, and the number of rows
    /// whose partner is not known.
    struct under {
        std::span<partner<Id, Amount> const> partners{};
        std::size_t unnamed = 0;
    };

    unknown_cells() = default;

    /// Takes the cells of the same partners out of those of the ledger. @param sorted in order and joined
    unknown_cells(std::vector<rows> sorted, cells& known) : rows_{std::move(sorted)}, at_least_(rows_.size())
    {
        take_from(known);
    }

    [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
    [[nodiscard]] std::span<rows const> all() const noexcept { return rows_; }

    /// The partners that are not known to have something anywhere.
    [[nodiscard]] std::vector<Id> ids() const
    {
        auto found = std::vector<Id>{};
        for (auto const& each : rows_) {
            if (each.partner) {
                found.push_back(*each.partner);
            }
        }
        return found;
    }

    [[nodiscard]] under find(Key const& key) const
    {
        auto first = lower_bound(key);
        auto last = first;
        while (last < rows_.size() && rows_[last].key == key) {
            ++last;
        }
        auto found = under{};
        if (first != last && !rows_[first].partner) {
            found.unnamed = rows_[first++].rows;
        }
        found.partners = std::span{partners_}.subspan(first, last - first);
        return found;
    }

    /// Adds those of another ledger, and takes the cells of their partners out of `known`, the cells of both.
    void add(unknown_cells const& other, cells& known)
    {
        if (other.empty() && empty()) {
            return;
        }
        auto both = unknown_cells{};
        std::size_t i = 0;
        std::size_t j = 0;
        while (i < rows_.size() || j < other.rows_.size()) {
            auto const mine = j == other.rows_.size() || (i < rows_.size() && !comes_before(other.rows_[j], rows_[i]));
            auto const theirs =
                i == rows_.size() || (j < other.rows_.size() && !comes_before(rows_[i], other.rows_[j]));
            both.rows_.push_back(mine ? rows_[i] : other.rows_[j]);
            both.at_least_.push_back(mine ? at_least_[i] : other.at_least_[j]);
            if (mine && theirs) {
                both.rows_.back().rows += other.rows_[j].rows;
                both.at_least_.back().add(other.at_least_[j]);
            }
            i += mine ? 1 : 0;
            j += theirs ? 1 : 0;
        }
        *this = std::move(both);
        take_from(known);
    }

private:
    template <class, class, class>
    friend struct ledger_contents;

    [[nodiscard]] std::size_t lower_bound(Key const& key) const
    {
        return static_cast<std::size_t>(
            std::lower_bound(rows_.begin(), rows_.end(), key,
                             [](rows const& each, Key const& sought) { return each.key < sought; })
            - rows_.begin());
    }

    void take_from(cells& known)
    {
        if (std::any_of(rows_.begin(), rows_.end(), [&](rows const& each) { return is_listed(each, known); })) {
            known.remove_cells([this](Key const& key, Id const& id, cell const& sum) {
                auto const place =
                    std::lower_bound(rows_.begin(), rows_.end(), rows{key, id, 0}, comes_before<Key, Id>);
                if (place == rows_.end() || comes_before(rows{key, id, 0}, *place)) {
                    return false;
                }
                at_least_[static_cast<std::size_t>(place - rows_.begin())].add(sum);
                return true;
            });
        }
        partners_.clear();
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            partners_.push_back({rows_[i].partner.value_or(Id{}), at_least_[i].value()});
        }
    }

    [[nodiscard]] static bool is_listed(rows const& each, cells const& known)
    {
        if (!each.partner) {
            return false;
        }
        auto const i = known.position(each.key);
        if (i == known.size()) {
            return false;
        }
        auto const ids = known.ids(i);
        return std::binary_search(ids.begin(), ids.end(), *each.partner);
    }

    std::vector<rows> rows_;
    std::vector<cell> at_least_;                ///< of each of the rows
    std::vector<partner<Id, Amount>> partners_; ///< the same, rounded; the identifier says nothing where there is none
};

} // namespace equipoise::detail
