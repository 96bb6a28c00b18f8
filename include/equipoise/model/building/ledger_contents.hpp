// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/building/cell.hpp>
#include <equipoise/model/building/declared_totals.hpp>
#include <equipoise/model/building/plan.hpp>
#include <equipoise/model/building/sorted_cells.hpp>
#include <equipoise/model/building/unknown_cells.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/unknown_rows.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace equipoise::detail {

/// All that a ledger consists of, for what keeps ledgers elsewhere, such as files.
template <class Key, class Id, class Amount>
struct ledger_contents {
    using book = ledger<Key, Id, Amount>;
    using cell = detail::cell<Amount>;
    using cells_type = sorted_cells<Key, Id, Amount>;
    using totals_type = declared_totals<Key, Amount>;
    using unknown_type = unknown_cells<Key, Id, Amount>;

    /// The columns of the cells. `firsts` has the first cell of each key; `remainders` is empty where rounding took
    /// nothing from any amount.
    struct columns {
        std::span<Key const> keys;
        std::span<std::size_t const> firsts;
        std::span<Id const> ids;
        std::span<Amount const> amounts;
        std::span<Amount const> remainders;
    };

    [[nodiscard]] static columns columns_of(cells_type const& cells)
    {
        return {cells.keys_, cells.offsets_, cells.ids_, cells.amounts_, cells.remainders_};
    }
    [[nodiscard]] static columns columns_of(book const& from) { return columns_of(from.cells_); }
    [[nodiscard]] static totals_type const& totals_of(book const& from) { return from.declared_; }
    [[nodiscard]] static std::span<unknown_rows<Key, Id> const> unknown_of(book const& from)
    {
        return from.unknown_.rows_;
    }
    /// What partners of unknown amount have for certain, for each of `unknown_of`.
    [[nodiscard]] static std::span<cell const> known_parts_of(book const& from) { return from.unknown_.at_least_; }
    [[nodiscard]] static std::size_t own_rows_of(book const& from) { return from.own_rows_; }
    [[nodiscard]] static cell const& own_of(book const& from) { return from.own_; }
    [[nodiscard]] static detail::plan plan_of(book const& from) { return from.cells_.plan(); }

    cells_type cells{};
    totals_type totals{};
    std::vector<unknown_rows<Key, Id>> unknown{};
    std::vector<cell> known_parts{};
    std::size_t own_rows = 0;
    cell own{};
    std::string unit{}; ///< of the amounts; empty where it is not stated

    // The columns of `cells`, to be filled.
    [[nodiscard]] auto& keys() { return cells.keys_; }
    [[nodiscard]] auto& firsts() { return cells.offsets_; }
    [[nodiscard]] auto& ids() { return cells.ids_; }
    [[nodiscard]] auto& amounts() { return cells.amounts_; }
    [[nodiscard]] auto& remainders() { return cells.remainders_; }

    /// The ledger of what was filled in, which is moved from. Keys and partners are in order; a partner of unknown
    /// amount is none of the cells; whatever is unknown or declared has a key.
    /// @throws invalid_parameter for a declared total or rounding that no portfolio can have
    [[nodiscard]] book build()
    {
        auto made = book{};
        made.cells_ = std::move(cells);
        made.declared_ = std::move(totals);
        made.unknown_.rows_ = std::move(unknown);
        made.unknown_.at_least_ = std::move(known_parts);
        for (std::size_t i = 0; i < made.unknown_.rows_.size(); ++i) {
            made.unknown_.partners_.push_back(
                {made.unknown_.rows_[i].partner.value_or(Id{}), made.unknown_.at_least_[i].value()});
        }
        made.own_rows_ = own_rows;
        made.own_ = own;
        made.amounts_in_ = std::move(unit);
        made.renew_index();
        made.check_totals();
        return made;
    }
};

} // namespace equipoise::detail
