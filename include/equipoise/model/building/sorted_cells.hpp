// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/memory/joint_arrays.hpp>
#include <equipoise/core/memory/large_pages.hpp>
#include <equipoise/model/building/cell.hpp>
#include <equipoise/model/building/ledger_row.hpp>
#include <equipoise/model/building/plan.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

namespace equipoise::detail {

/// The cells of a ledger in the order of their keys and partners, in one array for each of their parts.
template <identifier Key, identifier Id, amount Amount>
class sorted_cells {
public:
    using cell = detail::cell<Amount>;

    [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); } ///< the number of keys
    [[nodiscard]] bool empty() const noexcept { return keys_.empty(); }
    [[nodiscard]] std::size_t cells() const noexcept { return ids_.size(); }
    [[nodiscard]] std::span<Key const> keys() const noexcept { return keys_; }

    /// The partners of the i-th key.
    [[nodiscard]] std::span<Id const> ids(std::size_t i) const
    {
        return std::span{ids_}.subspan(offsets_[i], end_of(i) - offsets_[i]);
    }

    /// Their amounts, each rounded once.
    [[nodiscard]] std::span<Amount const> amounts(std::size_t i) const
    {
        return std::span{amounts_}.subspan(offsets_[i], end_of(i) - offsets_[i]);
    }

    /// The partners of all cells, one key after another.
    [[nodiscard]] std::span<Id const> all_ids() const noexcept { return ids_; }

    /// The position of a key, or size() when it is not there.
    [[nodiscard]] std::size_t position(Key const& key) const
    {
        auto const found = std::lower_bound(keys_.begin(), keys_.end(), key);
        return found != keys_.end() && *found == key ? static_cast<std::size_t>(found - keys_.begin()) : size();
    }

    /// Calls f(key, id, cell) for each cell in order, as long as it returns true. @return whether it always did
    template <class F>
    [[nodiscard]] bool visit_while(F const& f) const
    {
        for (std::size_t i = 0; i < size(); ++i) {
            for (auto j = offsets_[i]; j < end_of(i); ++j) {
                if (!f(keys_[i], ids_[j], at(j))) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Appends a key that comes after all others; `append` and `append_new` then give it cells.
    void open(Key const& key)
    {
        keys_.push_back(key);
        offsets_.push_back(ids_.size());
    }

    /// Appends a cell to the last key. Partners come in order; cells of the same partner are added up.
    void append(Id const& id, cell const& sum)
    {
        if (!last_key_has_cells() || !(ids_.back() == id)) {
            append_new(id, sum);
            return;
        }
        auto both = at(ids_.size() - 1);
        both.add(sum);
        amounts_.back() = both.value();
        keep_last_remainder(both);
    }

    /// Appends the cell of a partner that the last key does not have yet.
    void append_new(Id const& id, cell const& sum)
    {
        append_amount(id, sum.value());
        keep_last_remainder(sum);
    }

    /// Appends a row of a valid amount if its place is at the end, or in the last cell. @return whether it is
    [[nodiscard, gnu::always_inline]] bool append_row(Key const& key, Id const& id, Amount const& amount)
    {
        if (keys_.empty() || !(keys_.back() == key)) {
            if (!keys_.empty() && !(keys_.back() < key)) {
                return false;
            }
            open(key);
        } else if (last_key_has_cells() && !(ids_.back() < id)) {
            if (id < ids_.back()) {
                return false;
            }
            append(id, cell::from(amount, Amount{}));
            return true;
        }
        append_amount(id, amount);
        return true;
    }

    /// Appends rows from `first` on as long as each of them begins a new cell at the end, has a valid amount, and
    /// memory is reserved for it. @return the first row that it does not append, or `last`
    template <class Rows>
    [[nodiscard]] std::size_t add_leading(Rows const& rows, std::size_t first, std::size_t last)
    {
        if (keys_.empty() || !last_key_has_cells() || !remainders_.empty()) {
            return first;
        }
        auto const before = ids_.size();
        auto const reserved = (std::min)(ids_.capacity(), amounts_.capacity()) - before;
        auto const end = first + (std::min)(last - first, reserved);
        auto last_key = keys_.back();
        auto last_id = ids_.back();
        auto filled = filling{*this, before + (end - first), before};
        auto* const ids = ids_.data();
        auto* const amounts = amounts_.data();
        auto next = before;
        for (; first != end; ++first) {
            auto&& row = rows[first];
            auto const same = row.key == last_key;
            if (is_own(row) || !(same ? last_id < row.id : last_key < row.key) || !cell::valid(row.amount)) {
                break;
            }
            if (!same) {
                keys_.push_back(row.key);
                offsets_.push_back(next);
                last_key = row.key;
            }
            last_id = row.id;
            ids[next] = row.id;
            amounts[next] = cell::plain(row.amount);
            filled.cells = ++next;
        }
        return first;
    }

    /// Whether another cell needs more memory.
    [[nodiscard]] bool full() const noexcept { return ids_.size() == ids_.capacity(); }

    /// Reserves memory for a number of cells, and for the keys that they have if they go on as before.
    void reserve(std::size_t cells)
    {
        ids_.reserve(ids_.get_allocator().room_for(cells));
        amounts_.reserve(amounts_.get_allocator().room_for(cells));
        if (this->cells() != 0) {
            auto const growth = 1.02 * static_cast<double>(cells) / static_cast<double>(this->cells());
            auto const keys = (std::min)(static_cast<std::size_t>(growth * static_cast<double>(size())) + 1, cells);
            keys_.reserve(keys);
            offsets_.reserve(keys);
        }
    }

    /// Of an object that is empty: lets many cells fill memory that it shares with others, from `place` on.
    void use_joint_memory(joint_memory<Id> const& ids, joint_memory<Amount> const& amounts, std::size_t place)
    {
        ids_ = joint_vector<Id>(joint_allocator<Id>{ids, place});
        amounts_ = joint_vector<Amount>(joint_allocator<Amount>{amounts, place});
    }

    /// Adds the cells of another object. Linear in the cells of both; where the keys of the other come after those of
    /// this one, linear in the cells of the other.
    void add(sorted_cells const& other)
    {
        add(other, [](std::size_t, std::size_t) {});
    }

    /// Adds and uses up the cells of another object: memory that has been read is given back on the way, so that little
    /// more is needed than the result takes. When anything is thrown, the content of this object is lost.
    void absorb(sorted_cells other)
    {
        auto mine = releasing{*this};
        auto theirs = releasing{other};
        add(other, [&](std::size_t i, std::size_t j) {
            mine.up_to(i);
            theirs.up_to(j);
        });
    }

    /// Removes the cells for which taken(key, id, cell) returns true; their keys stay. Linear in all cells.
    template <class Taken>
    void remove_cells(Taken const& taken)
    {
        auto kept = sorted_cells{};
        kept.reserve(cells());
        for (std::size_t i = 0; i < size(); ++i) {
            kept.open(keys_[i]);
            for (auto j = offsets_[i]; j < end_of(i); ++j) {
                if (!taken(keys_[i], ids_[j], at(j))) {
                    kept.append_new(ids_[j], at(j));
                }
            }
        }
        kept.plan_ = plan_;
        *this = std::move(kept);
    }

    /// The most expensive way in which any of the rows were brought together.
    [[nodiscard]] detail::plan plan() const noexcept { return plan_; }
    void set_plan(detail::plan of_rows) noexcept { plan_ = of_rows; }

private:
    template <class, class, class>
    friend struct ledger_contents;

    /// Gives memory back while the cells are read from front to back for the last time.
    class releasing {
    public:
        explicit releasing(sorted_cells& from) noexcept
            : from_{from}, ids_{from.ids_.data()}, amounts_{from.amounts_.data()}, remainders_{from.remainders_.data()}
        {
        }

        /// The cells of the keys before the i-th are not read again.
        void up_to(std::size_t i) noexcept
        {
            auto const cell = i < from_.size() ? from_.offsets_[i] : from_.cells();
            ids_.up_to(from_.ids_.data() + cell);
            amounts_.up_to(from_.amounts_.data() + cell);
            remainders_.up_to(from_.remainders_.empty() ? nullptr : from_.remainders_.data() + cell);
        }

    private:
        sorted_cells const& from_;
        released_prefix<Id> ids_;
        released_prefix<Amount> amounts_;
        released_prefix<Amount> remainders_;
    };

    /// Gives the arrays the size that they may reach, and in the end, also after an exception, the number of `cells`.
    struct filling {
        sorted_cells& target;
        std::size_t cells;

        filling(sorted_cells& of, std::size_t largest, std::size_t now) : target{of}, cells{now} { resize(largest); }
        filling(filling const&) = delete;
        filling& operator=(filling const&) = delete;
        ~filling() { resize(cells); }

        void resize(std::size_t size)
        {
            target.ids_.resize(size);
            target.amounts_.resize(size);
        }
    };

    /// Calls merged(i, j) when the first i keys of this object and the first j of the other have been read.
    template <class Merged>
    void add(sorted_cells const& other, Merged const& merged)
    {
        if (empty() || (!other.empty() && keys_.back() < other.keys_.front())) {
            append_from(other, 0);
        } else if (this != &other && !other.empty() && keys_.back() == other.keys_.front()) {
            auto shared = sorted_cells{};
            shared.open(keys_.back());
            shared.append_both(this, size() - 1, &other, 0);
            remove_last_key();
            append_from(shared, 0);
            append_from(other, 1);
        } else {
            merge(other, merged);
        }
        plan_ = (std::max)(plan_, other.plan_);
    }

    /// Appends the keys of another object from `first` on, which come after those of this one, with their cells.
    void append_from(sorted_cells const& other, std::size_t first)
    {
        auto const before = ids_.size();
        auto const first_cell = first < other.size() ? other.offsets_[first] : other.cells();
        keys_.insert(keys_.end(), other.keys_.begin() + static_cast<std::ptrdiff_t>(first), other.keys_.end());
        auto const keys_before = offsets_.size();
        offsets_.resize(keys_before + (other.size() - first));
        for (auto i = first; i < other.size(); ++i) {
            offsets_[keys_before + (i - first)] = before + other.offsets_[i] - first_cell;
        }
        append_joint(other.ids_, first_cell, ids_);
        append_joint(other.amounts_, first_cell, amounts_);
        if (!remainders_.empty() || !other.remainders_.empty()) {
            remainders_.resize(before, Amount{});
            if (!other.remainders_.empty()) {
                remainders_.insert(remainders_.end(),
                                   other.remainders_.begin() + static_cast<std::ptrdiff_t>(first_cell),
                                   other.remainders_.end());
            }
            remainders_.resize(ids_.size(), Amount{});
        }
    }

    template <class Merged>
    void merge(sorted_cells const& other, Merged const& done)
    {
        auto merged = sorted_cells{};
        merged.keys_.reserve((std::max)(size(), other.size()));
        merged.offsets_.reserve((std::max)(size(), other.size()));
        merged.reserve(cells() + other.cells());
        std::size_t i = 0;
        std::size_t j = 0;
        while (i < size() || j < other.size()) {
            auto const mine = j == other.size() || (i < size() && !(other.keys_[j] < keys_[i]));
            auto const theirs = i == size() || (j < other.size() && !(keys_[i] < other.keys_[j]));
            merged.open(mine ? keys_[i] : other.keys_[j]);
            merged.append_both(mine ? this : nullptr, i, theirs ? &other : nullptr, j);
            i += mine ? 1 : 0;
            j += theirs ? 1 : 0;
            done(i, j);
        }
        keys_.swap(merged.keys_);
        offsets_.swap(merged.offsets_);
        ids_.swap(merged.ids_);
        amounts_.swap(merged.amounts_);
        remainders_.swap(merged.remainders_);
    }

    /// Appends the cells of the i-th key of `a` and of the j-th key of `b`, either of which may be null, to the last
    /// key.
    void append_both(sorted_cells const* a, std::size_t i, sorted_cells const* b, std::size_t j)
    {
        auto x = a != nullptr ? a->offsets_[i] : 0;
        auto const x_end = a != nullptr ? a->end_of(i) : 0;
        auto y = b != nullptr ? b->offsets_[j] : 0;
        auto const y_end = b != nullptr ? b->end_of(j) : 0;
        while (x < x_end || y < y_end) {
            if (y == y_end || (x < x_end && !(b->ids_[y] < a->ids_[x]))) {
                append(a->ids_[x], a->at(x));
                ++x;
            } else {
                append(b->ids_[y], b->at(y));
                ++y;
            }
        }
    }

    void remove_last_key()
    {
        ids_.resize(offsets_.back());
        amounts_.resize(offsets_.back());
        remainders_.resize((std::min)(remainders_.size(), offsets_.back()));
        keys_.pop_back();
        offsets_.pop_back();
    }

    void append_amount(Id const& id, Amount const& amount)
    {
        ids_.push_back(id);
        amounts_.push_back(cell::plain(amount));
        if constexpr (cell::compensated) {
            if (!remainders_.empty()) {
                remainders_.push_back(Amount{});
            }
        }
    }

    void keep_last_remainder(cell const& sum)
    {
        if constexpr (cell::compensated) {
            auto const remainder = sum.remainder();
            if (!remainders_.empty()) {
                remainders_.back() = remainder;
            } else if (!(remainder == Amount{})) {
                remainders_.resize(ids_.size(), Amount{});
                remainders_.back() = remainder;
            }
        }
    }

    [[nodiscard]] cell at(std::size_t i) const
    {
        return cell::from(amounts_[i], remainders_.empty() ? Amount{} : remainders_[i]);
    }

    [[nodiscard]] bool last_key_has_cells() const noexcept { return ids_.size() != offsets_.back(); }

    [[nodiscard]] std::size_t end_of(std::size_t i) const noexcept
    {
        return i + 1 < offsets_.size() ? offsets_[i + 1] : ids_.size();
    }

    large_vector<Key> keys_;
    large_vector<std::size_t> offsets_; ///< of each key: the index of its first cell
    joint_vector<Id> ids_;
    joint_vector<Amount> amounts_;
    large_vector<Amount> remainders_; ///< what rounding took from the amounts; empty as long as that is nothing
    detail::plan plan_ = detail::plan::in_order;
};

} // namespace equipoise::detail
