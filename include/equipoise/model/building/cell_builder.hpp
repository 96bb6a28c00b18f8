// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/memory/joint_arrays.hpp>
#include <equipoise/model/building/dense_table.hpp>
#include <equipoise/model/building/equal_shares.hpp>
#include <equipoise/model/building/ledger_row.hpp>
#include <equipoise/model/building/packed_rows.hpp>
#include <equipoise/model/building/sorted_cells.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace equipoise::detail {

/// Where rows are summed or wait to be sorted, if their identifiers have codes.
template <class Key, class Id, class Amount>
struct coded_rows {};

template <codable Key, codable Id, class Amount>
struct coded_rows<Key, Id, Amount> {
    dense_table<Key, Id, Amount> table;
    packed_rows<Key, Id, Amount> packed;
};

/// Sums rows to sorted cells, in whichever way the rows that came so far suggest; see `ledger_builder`.
template <identifier Key, identifier Id, amount Amount>
class cell_builder {
public:
    using result = sorted_cells<Key, Id, Amount>;
    using cell = detail::cell<Amount>;

    cell_builder() = default;
    explicit cell_builder(std::size_t first_row) : rows_{first_row} {}

    /// States how many rows will be added.
    void expect(std::size_t rows) { expected_ = rows; }

    /// Lets cells that come in order fill joint memory from `place` on. Of a builder that is empty.
    void use_joint_memory(joint_memory<Id> const& ids, joint_memory<Amount> const& amounts, std::size_t place)
    {
        done_.use_joint_memory(ids, amounts, place);
    }

    void add(Key const& key, Id const& id, Amount const& amount)
    {
        auto const sum = cell::of(amount, "ledger", rows_);
        ++rows_;
        if constexpr (has_codes) {
            if (plan_ == plan::dense && coded_.table.add(key, id, sum, known_rows())) {
                return;
            }
        }
        if (plan_ == plan::in_order) {
            if (done_.full()) {
                done_.reserve(expected_cells());
            }
            if (done_.append_row(key, id, amount)) {
                return;
            }
        }
        add_out_of_order(key, id, sum);
    }

    /// Adds rows from `first` on as long as the present plan takes them without a closer look. @return the first row
    /// that it does not add, or `last`
    template <class Rows>
    [[nodiscard]] std::size_t add_leading(Rows const& rows, std::size_t first, std::size_t last)
    {
        auto const begin = first;
        if constexpr (joinable<Id> && joinable<Amount>) {
            if (plan_ == plan::in_order) {
                first = done_.add_leading(rows, first, last);
            }
        }
        if constexpr (has_codes) {
            if (plan_ == plan::dense) {
                first = coded_.table.add_leading(rows, first, last);
            } else if (plan_ == plan::radix && coded_.packed.size() < most_packed_) {
                auto const room = most_packed_ - coded_.packed.size() - 1; // the last one may change the plan
                first = coded_.packed.add_leading(rows, first, first + (std::min)(last - first, room));
            }
        }
        rows_ += first - begin;
        return first;
    }

    /// Counts a row that is kept elsewhere.
    void skip_row() noexcept { ++rows_; }

    /// Sorts the rows that wait for it.
    void sort()
    {
        auto sorted = result{};
        auto const open = [&](Key const& key) { sorted.open(key); };
        if constexpr (has_codes) {
            sorted.reserve(coded_.packed.size());
            coded_.packed.consume(open, [&](Id const& id, cell const& sum) { sorted.append_new(id, sum); });
        }
        std::sort(waiting_.begin(), waiting_.end(),
                  [](row const& a, row const& b) { return a.key < b.key || (!(b.key < a.key) && a.id < b.id); });
        for (auto const& [key, id, sum] : waiting_) {
            if (sorted.empty() || !(sorted.keys().back() == key)) {
                open(key);
            }
            sorted.append(id, sum);
        }
        waiting_.clear();
        merge(std::move(sorted));
    }

    /// Sorts what waits in several builders; see `ledger_builder::sort_together`.
    template <class InParallel>
    static void sort_together(std::span<cell_builder* const> all, InParallel const& in_parallel)
    {
        if constexpr (has_codes) {
            if (all.size() < 2) {
                return;
            }
            if (std::all_of(all.begin(), all.end(), [](auto const* each) { return each->only_tabulated(); })) {
                read_tables_together(all, in_parallel);
            } else {
                sort_packed_together(all, in_parallel);
            }
        }
    }

    /// Adds the rows of another builder, which is left empty.
    cell_builder& operator+=(cell_builder&& other)
    {
        rows_ += std::exchange(other.rows_, 0);
        if constexpr (has_codes) {
            if (plan_ == plan::dense && other.plan_ == plan::dense) {
                move_cells_of(other.coded_.table,
                              [this](Key const& key, Id const& id, cell const& sum) { return tabulate(key, id, sum); });
            }
        }
        other.finish();
        sort();
        plan_ = (std::max)(plan_, std::exchange(other.plan_, plan::in_order));
        merge(std::exchange(other.done_, {}));
        return *this;
    }

    /// The cells of all rows so far; leaves the builder empty.
    [[nodiscard]] result build()
    {
        finish();
        rows_ = 0;
        expected_ = 0;
        most_packed_ = fewest_packed;
        done_.set_plan(std::exchange(plan_, plan::in_order));
        return std::exchange(done_, {});
    }

private:
    struct row {
        Key key;
        Id id;
        cell sum;
    };

    static constexpr bool has_codes = codable<Key> && codable<Id>;
    static constexpr std::size_t fewest_representative = std::size_t{1} << 12U; ///< cells, to tell how many will follow
    static constexpr std::size_t fewest_packed = std::size_t{1} << 20U;
    static constexpr std::size_t fewest_waiting = std::size_t{1} << 16U;

    [[nodiscard]] std::size_t known_rows() const noexcept { return (std::max)(rows_, expected_); }

    /// How many cells there will be in the end if they go on as they began.
    [[nodiscard]] std::size_t expected_cells() const
    {
        auto const more = 2 * done_.cells() + 64;
        if (done_.cells() < fewest_representative) {
            return more;
        }
        auto const share = static_cast<double>(done_.cells() + 1) / static_cast<double>(rows_);
        auto const cells = (std::min)(1.02 * share * static_cast<double>(known_rows()), 0x1p48);
        return (std::max)(more, static_cast<std::size_t>(cells));
    }

    /// Adds to the table, as `add` does inline where rows are many.
    [[gnu::noinline]] bool tabulate(Key const& key, Id const& id, cell const& sum)
    {
        return coded_.table.add(key, id, sum, known_rows());
    }

    /// Adds a row that neither continues the cells in order nor fits into the table.
    [[gnu::noinline]] void add_out_of_order(Key const& key, Id const& id, cell const& sum)
    {
        if constexpr (has_codes) {
            if (plan_ == plan::in_order) {
                begin_table();
                if (tabulate(key, id, sum)) {
                    return;
                }
            }
            if (plan_ == plan::dense) {
                plan_ = plan::radix;
                move_cells_of(coded_.table, [this](Key const& of, Id const& with, cell const& known) {
                    return pack(of, with, known);
                });
            }
            if (plan_ == plan::radix) {
                if (pack(key, id, sum)) {
                    if (coded_.packed.size() >= most_packed_) {
                        reconsider_packing();
                    }
                    return;
                }
                sort();
            }
        }
        plan_ = plan::comparison;
        waiting_.push_back({key, id, sum});
        if (waiting_.size() >= (std::max)(fewest_waiting, done_.cells())) {
            sort();
        }
    }

    /// Moves the cells that came in order into the table if they are few: merging them at the end would copy all cells.
    void begin_table()
    {
        plan_ = plan::dense;
        auto const move = [this](Key const& key, Id const& id, cell const& sum) { return tabulate(key, id, sum); };
        if (done_.cells() < fewest_waiting && done_.visit_while(move)) {
            done_ = {};
        } else {
            coded_.table = {};
        }
    }

    /// Lets a row wait to be sorted by digits. The rounding error of a sum waits as a row of its own.
    /// @return false when its code is too long for that
    bool pack(Key const& key, Id const& id, cell const& sum)
    {
        auto& packed = coded_.packed;
        if (packed.empty() && expected_ > rows_) {
            packed.reserve((std::min)(most_packed_, expected_ - rows_ + 1));
        }
        if (!packed.add(key, id, sum.value())) {
            return false;
        }
        if constexpr (cell::compensated) {
            if (auto const remainder = sum.remainder(); !(remainder == Amount{})) {
                return packed.add(key, id, remainder);
            }
        }
        return true;
    }

    /// Decides what many waiting rows are to wait for. Where nearly each has a cell of its own, all rows that are known
    /// to come may wait; else no more than a third of the cells, which bounds the memory. Where many rows share a cell,
    /// the table is tried again.
    void reconsider_packing()
    {
        auto const rows = coded_.packed.size();
        auto const cells = coded_.packed.count_cells();
        auto const all_new = 4 * cells > 3 * rows;
        if (all_new && expected_ > rows_) {
            auto const all = rows + (expected_ - rows_);
            coded_.packed.reserve(all);
            most_packed_ = 2 * all;
            return;
        }
        auto const before = done_.cells();
        sort();
        most_packed_ = (std::max)(fewest_packed, all_new ? done_.cells() / 3 : done_.cells());
        if (2 * (done_.cells() - before) <= rows) {
            plan_ = plan::dense;
        }
    }

    /// Empties a table: calls put(key, id, cell) until that returns false; the remaining cells join those that are
    /// done.
    template <class Put>
    void move_cells_of(dense_table<Key, Id, Amount>& table, Put const& put)
    {
        auto under = Key{};
        auto remaining = result{};
        table.visit([&](Key const& key) { under = key; },
                    [&](Id const& id, cell const& sum) {
                        if (remaining.empty() && put(under, id, sum)) {
                            return;
                        }
                        if (remaining.empty() || !(remaining.keys().back() == under)) {
                            remaining.open(under);
                        }
                        remaining.append(id, sum);
                    });
        table = {};
        merge(std::move(remaining));
    }

    /// Sorts all rows.
    void finish()
    {
        sort();
        if constexpr (has_codes) {
            move_cells_of(coded_.table, [](Key const&, Id const&, cell const&) { return false; });
        }
    }

    [[nodiscard]] bool only_tabulated() const { return plan_ == plan::dense && done_.empty(); }

    template <class InParallel>
    static void read_tables_together(std::span<cell_builder* const> all, InParallel const& in_parallel)
    {
        auto tables = std::vector<dense_table<Key, Id, Amount> const*>{};
        for (auto const* each : all) {
            tables.push_back(&each->coded_.table);
        }
        auto const joint = joint_tables<Key, Id, Amount>{tables};
        in_parallel(all.size(), [&](std::size_t i) {
            auto const first = begin_of_share(joint.keys(), all.size(), i);
            auto const last = begin_of_share(joint.keys(), all.size(), i + 1);
            all[i]->merge_visited(i == 0 ? joint.most_cells() : 0, [&](auto const& open, auto const& append) {
                joint.visit(first, last, open, append);
            });
        });
        for (auto* each : all) {
            each->coded_.table = {};
        }
    }

    template <class InParallel>
    static void sort_packed_together(std::span<cell_builder* const> all, InParallel const& in_parallel)
    {
        auto packed = std::vector<packed_rows<Key, Id, Amount>*>{};
        auto rows = std::size_t{0};
        for (auto* each : all) {
            packed.push_back(&each->coded_.packed);
            rows += packed.back()->size();
        }
        if (rows < fewest_waiting || !packed.front()->unify_codes(packed)) {
            return;
        }
        auto const bits = packed.front()->leading_bits_for(rows);
        in_parallel(all.size(), [&](std::size_t i) { packed[i]->partition(bits); });
        auto const rows_before = [&](std::size_t part) {
            auto sum = std::size_t{0};
            for (auto const* each : packed) {
                sum += each->starts()[part];
            }
            return sum;
        };
        auto const first_part_of = [&](std::size_t share) {
            auto const end = packed.front()->starts().size() - 1;
            auto part = std::size_t{0};
            while (part != end && rows_before(part) < begin_of_share(rows, all.size(), share)) {
                ++part;
            }
            return part;
        };
        in_parallel(all.size(), [&](std::size_t i) {
            auto const first = first_part_of(i);
            auto const last = first_part_of(i + 1);
            auto const room = i == 0 ? rows : rows_before(last) - rows_before(first); // the first one takes the others
            all[i]->merge_visited(room, [&](auto const& open, auto const& append) {
                packed.front()->consume_parts(packed, first, last, open, append);
            });
        });
        for (auto* each : packed) {
            *each = {};
        }
    }

    /// Merges the sorted cells that visit(open, append) hands out; `room` is how many of them to reserve memory for.
    template <class Visit>
    void merge_visited(std::size_t room, Visit const& visit)
    {
        auto sorted = result{};
        sorted.reserve(room);
        visit([&](Key const& key) { sorted.open(key); },
              [&](Id const& id, cell const& sum) { sorted.append_new(id, sum); });
        merge(std::move(sorted));
    }

    void merge(result sorted)
    {
        if (done_.empty()) {
            done_ = std::move(sorted);
        } else if (!sorted.empty()) {
            done_.absorb(std::move(sorted));
        }
    }

    plan plan_ = plan::in_order;
    std::size_t rows_ = 0;
    std::size_t expected_ = 0;
    std::size_t most_packed_ = fewest_packed; ///< rows that may wait in packed form
    result done_;
    std::vector<row> waiting_;
    coded_rows<Key, Id, Amount> coded_;
};

} // namespace equipoise::detail
