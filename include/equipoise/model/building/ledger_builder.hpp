// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/memory/joint_arrays.hpp>
#include <equipoise/model/building/cell_builder.hpp>
#include <equipoise/model/building/declared_totals.hpp>
#include <equipoise/model/building/ledger_row.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/unknown_rows.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace equipoise {

/// Collects the rows of a ledger in any order, in memory that grows with the cells, not with the rows.
///
/// Rows that come in the order of the cells are appended one after the other. From the first row that does not, they
/// are summed in a table of all keys and partners, as long as that takes at most 32 MB and does not stay nearly empty.
/// Otherwise rows wait for a while, are sorted, and are merged with the cells so far; where it is known how many rows
/// will come, and nearly each of them has a cell of its own, they wait until the end. The table, and sorting by digits,
/// take identifiers that are whole numbers, enumerators, codes of states, or pairs and tuples of these; others are
/// sorted by comparing them.
template <identifier Key, identifier Id, amount Amount = double>
class ledger_builder {
public:
    ledger_builder() = default;

    /// Begins to count rows at another number than 0, for a builder that continues the rows of others.
    explicit ledger_builder(std::size_t first_row) : cells_{first_row} {}

    /// States how many rows will be added to a builder that is empty, so that memory is reserved once. The number need
    /// not be exact.
    void expect(std::size_t rows) { cells_.expect(rows); }

    /// States how many rows will be added to each of several builders that are empty and take consecutive parts of the
    /// same rows. Cells that come in order are then written where they will be needed when the builders are added.
    static void expect(std::span<ledger_builder* const> all, std::span<std::size_t const> rows)
    {
        if constexpr (detail::joinable<Id> && detail::joinable<Amount>) {
            auto sum = std::size_t{0};
            for (auto const count : rows) {
                sum += count;
            }
            auto const ids = detail::joint_memory<Id>{sum};
            auto const amounts = detail::joint_memory<Amount>{sum};
            auto before = std::size_t{0};
            for (std::size_t i = 0; i < all.size(); ++i) {
                all[i]->cells_.use_joint_memory(ids, amounts, before);
                before += rows[i];
            }
        }
    }

    /// Adds a row to the cell of (key, id).
    /// @throws invalid_amount (index "ledger", position = number of the row) when it is negative, infinite or NaN; and,
    /// at the latest when the ledger is built, sum_overflow when a cell adds up to more than an Amount holds
    void add(Key const& key, Id const& id, Amount const& amount) { cells_.add(key, id, amount); }

    /// Adds many rows, as the call for a single row would one after the other, but faster: rows[i] for i < rows.size().
    /// @throws as the call for a single row; the rows before are then added
    template <ledger_rows<Key, Id, Amount> Rows>
    void add(Rows const& rows)
    {
        auto const last = static_cast<std::size_t>(rows.size());
        for (std::size_t i = 0; i != last;) {
            i = cells_.add_leading(rows, i, last);
            if (i != last) {
                auto&& row = rows[i++];
                if (detail::is_own(row) && !detail::keeps_own(rows) && cell::valid(row.amount)) {
                    set_aside(row.amount);
                } else {
                    add(row.key, row.id, row.amount);
                }
            }
        }
    }

    /// Adds rows whose amounts are not known, of a partner if that is known. The portfolio under the key exists from
    /// then on, and its total is not known.
    void add_unknown(Key const& key, std::optional<Id> const& partner = {}, std::size_t rows = 1)
    {
        if (unknown_.size() >= most_unknown_) {
            detail::sort_and_join(unknown_);
            most_unknown_ = (std::max)(fewest_unknown, 2 * unknown_.size());
        }
        unknown_.push_back({key, partner, rows});
    }

    /// Sets a row of a valid amount aside, a flow from a state to itself. The ledger tells how many there were and what
    /// they add up to.
    [[gnu::noinline]] void set_aside(Amount const& amount)
    {
        cells_.skip_row();
        ++own_rows_;
        own_.add(amount);
    }

    /// States what is known of the portfolio under a key, which exists from then on, with or without rows.
    /// @throws invalid_parameter for a declared total that is negative, infinite or NaN
    void declare(Key const& key, declared<Amount> const& known) { declared_.add({key, known}); }

    /// Sorts the rows that wait for it, as `build` would. Builders that are about to be added may do so each in a
    /// thread of its own.
    void sort() { cells_.sort(); }

    /// Sorts the rows that wait in several builders into ledgers whose keys follow one another, so that adding these
    /// appends. in_parallel(n, f) calls f(i) for each i < n, perhaps in threads. What cannot be sorted that way is left
    /// to `sort`.
    template <class InParallel>
    static void sort_together(std::span<ledger_builder* const> all, InParallel const& in_parallel)
    {
        auto builders = std::vector<cell_builder*>{};
        for (auto* each : all) {
            builders.push_back(&each->cells_);
        }
        cell_builder::sort_together(builders, in_parallel);
    }

    /// Adds the rows of another builder, which is left empty.
    ledger_builder& operator+=(ledger_builder&& other)
    {
        declared_.add(std::exchange(other.declared_, {}));
        for (auto const& each : std::exchange(other.unknown_, {})) {
            add_unknown(each.key, each.partner, each.rows);
        }
        own_rows_ += std::exchange(other.own_rows_, 0);
        own_.add(std::exchange(other.own_, {}));
        cells_ += std::move(other.cells_);
        return *this;
    }

    /// The ledger of all rows so far; leaves the builder empty. `ledger::contradictions` names the portfolios whose
    /// partners or rows contradict the total declared for them.
    /// @throws invalid_parameter for a declared total or rounding that no portfolio can have
    [[nodiscard]] ledger<Key, Id, Amount> build()
    {
        auto cells = cells_.build();
        detail::sort_and_join(unknown_);
        add_declared_keys(cells);
        most_unknown_ = fewest_unknown;
        return {std::move(cells), std::exchange(declared_, {}), std::exchange(unknown_, {}),
                std::exchange(own_rows_, 0), std::exchange(own_, {})};
    }

private:
    using cell = detail::cell<Amount>;
    using cell_builder = detail::cell_builder<Key, Id, Amount>;

    static constexpr std::size_t fewest_unknown = std::size_t{1} << 16U;

    /// Opens the portfolios for which a total is declared, and those all of whose rows are of unknown amount.
    void add_declared_keys(detail::sorted_cells<Key, Id, Amount>& cells) const
    {
        auto keys = std::vector<Key>{};
        for (auto const& each : declared_) {
            keys.push_back(each.key);
        }
        for (auto const& each : unknown_) {
            if (cells.position(each.key) == cells.size()) {
                keys.push_back(each.key);
            }
        }
        if (keys.empty()) {
            return;
        }
        std::sort(keys.begin(), keys.end());
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
        auto opened = detail::sorted_cells<Key, Id, Amount>{};
        for (auto const& key : keys) {
            opened.open(key);
        }
        cells.add(opened);
    }

    cell_builder cells_;
    detail::declared_totals<Key, Amount> declared_;
    std::vector<unknown_rows<Key, Id>> unknown_;
    std::size_t most_unknown_ = fewest_unknown; ///< entries, before those of the same partner are joined
    std::size_t own_rows_ = 0;
    cell own_;
};

} // namespace equipoise
