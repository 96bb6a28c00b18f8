// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/memory/large_pages.hpp>
#include <equipoise/model/building/cell.hpp>
#include <equipoise/model/building/ledger_row.hpp>
#include <equipoise/model/building/numbering.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace equipoise::detail {

/// An entry of a table: a cell, or nothing as long as no row has come.
template <class Amount>
class slot {
public:
    /// Precondition of add(amount).
    [[nodiscard]] static bool takes(Amount const& amount) { return cell<Amount>::valid(amount); }

    void add(auto const& rows)
    {
        sum_.add(rows);
        used_ = true;
    }

    [[nodiscard]] bool used() const noexcept { return used_; }
    [[nodiscard]] cell<Amount> const& sum() const noexcept { return sum_; }

private:
    cell<Amount> sum_;
    bool used_ = false;
};

/// An entry whose sum is -0, which no sum of amounts is, stands for nothing.
template <>
class slot<double> {
public:
    [[nodiscard]] static bool takes(double amount) noexcept
    {
        constexpr auto bits_of_infinity = std::uint64_t{0x7FF} << 52U;
        return std::bit_cast<std::uint64_t>(amount) < bits_of_infinity; // not NaN, infinite, negative or -0
    }

    void add(double amount) { sum_.add(amount); }

    void add(cell<double> const& rows)
    {
        if (!used()) {
            sum_ = {};
        }
        sum_.add(rows);
    }

    [[nodiscard]] bool used() const noexcept { return std::bit_cast<std::int64_t>(sum_.without_remainder()) >= 0; }
    [[nodiscard]] cell<double> const& sum() const noexcept { return sum_; }

private:
    cell<double> sum_ = cell<double>::from(-0.0, 0);
};

template <class Key, class Id, amount Amount>
class joint_tables;

/// The cells of a ledger as a table with a line for each key and a column for each partner, as long as it is neither
/// too large nor nearly empty.
template <class Key, class Id, amount Amount>
class dense_table {
public:
    using cell = detail::cell<Amount>;

    [[nodiscard]] bool empty() const noexcept { return lines_.size() == 0; }

    /// Adds rows to a cell; `known` is the number of rows that are known to come to the table.
    /// @return false, and nothing is added, when the table would grow too large for that number
    [[nodiscard, gnu::always_inline]] bool add(Key const& key, Id const& id, cell const& rows, std::size_t known)
    {
        auto const column = columns_.find_direct(id);
        auto* const place = line_ < slots_.size() && key == last_key_ && column != none ? slots_.data() + line_ + column
                                                                                        : find(key, id, known);
        if (place != nullptr) {
            place->add(rows);
        }
        return place != nullptr;
    }

    /// Adds rows from `first` on as long as they have the key of the row before, a partner that has a column, and a
    /// valid amount. @return the first row that it does not add, or `last`
    template <class Rows>
    [[nodiscard]] std::size_t add_leading(Rows const& rows, std::size_t first, std::size_t last)
    {
        if (line_ >= slots_.size()) {
            return first;
        }
        auto const column_of = typename numbering<Id>::direct_finder{columns_};
        auto const key = last_key_;
        auto* const line = slots_.data() + line_;
        for (; first != last; ++first) {
            auto&& row = rows[first];
            if (is_own(row)) [[unlikely]] {
                break;
            }
            auto const column = column_of(row.id);
            if (!(row.key == key) || column == none || !slot::takes(row.amount)) [[unlikely]] {
                break;
            }
            line[column].add(row.amount);
        }
        return first;
    }

    /// Calls open(key) for each key in order, and append(id, cell) for each of its partners in order.
    template <class Open, class Append>
    void visit(Open open, Append append) const
    {
        auto const whole = joint_tables<Key, Id, Amount>{std::array{this}};
        whole.visit(0, whole.keys(), open, append);
    }

private:
    friend class joint_tables<Key, Id, Amount>;

    using slot = detail::slot<Amount>;

    /// A table must not be larger than the rows are worth: clearing it would cost more than sorting a few rows.
    [[nodiscard]] static bool has_room(std::size_t slots, std::size_t known) noexcept
    {
        constexpr auto largest = (std::size_t{1} << 25U) / sizeof(slot); // 32 MB
        return slots <= largest && slots <= (std::size_t{1} << 15U) + 4 * known;
    }

    /// The slot of a key and a partner, added if there is none; nullptr when the table must not grow for it.
    [[gnu::noinline]] slot* find(Key const& key, Id const& id, std::size_t known)
    {
        auto column = columns_.find(id);
        if (column == none && (columns_.size() < width_ || widen(known)) && columns_.add(id)) {
            column = static_cast<std::uint32_t>(columns_.size() - 1);
        }
        auto line = lines_.find(key);
        if (line == none && column != none && has_room(slots_.size() + width_, known) && lines_.add(key)) {
            line = static_cast<std::uint32_t>(lines_.size() - 1);
            slots_.resize(lines_.size() * width_);
        }
        if (line == none || column == none) {
            return nullptr;
        }
        last_key_ = key;
        line_ = line * width_;
        return slots_.data() + line_ + column;
    }

    /// Doubles the number of columns. @return false, and nothing changes, when the table must not grow
    bool widen(std::size_t known)
    {
        if (!has_room(2 * slots_.size(), known)) {
            return false;
        }
        auto wider = large_vector<slot>(2 * slots_.size());
        for (std::size_t i = 0; i < slots_.size(); i += width_) {
            std::copy_n(slots_.data() + i, width_, wider.data() + 2 * i);
        }
        slots_.swap(wider);
        width_ *= 2;
        line_ = nowhere;
        return true;
    }

    static constexpr auto none = numbering<Key>::none;
    static constexpr auto nowhere = static_cast<std::size_t>(-1);

    numbering<Key> lines_;
    numbering<Id> columns_;
    std::size_t width_ = 64; ///< slots in a line
    large_vector<slot> slots_;
    Key last_key_{};
    std::size_t line_ = nowhere; ///< of the last key: its first slot
};

/// Several tables, which must not change meanwhile, read as one.
template <class Key, class Id, amount Amount>
class joint_tables {
    using table = dense_table<Key, Id, Amount>;

public:
    explicit joint_tables(std::span<table const* const> all)
        : tables_(all.begin(), all.end()), keys_{all, &table::lines_}, ids_{all, &table::columns_}
    {
    }

    [[nodiscard]] std::size_t keys() const noexcept { return keys_.size(); }

    /// An upper bound of the number of cells.
    [[nodiscard]] std::size_t most_cells() const noexcept
    {
        auto in_all = std::size_t{0};
        for (auto const* each : tables_) {
            in_all += each->lines_.size() * each->columns_.size();
        }
        return (std::min)(in_all, keys_.size() * ids_.size());
    }

    /// Calls open(key) for each key from the first to the last, exclusive, in order, and append(id, cell) for each of
    /// its partners in order.
    template <class Open, class Append>
    void visit(std::size_t first, std::size_t last, Open open, Append append) const
    {
        struct line {
            slot<Amount> const* slots;
            std::uint32_t const* columns;
        };
        auto lines = std::vector<line>{};
        for (auto i = first; i < last; ++i) {
            lines.clear();
            for (std::size_t j = 0; j < tables_.size(); ++j) {
                if (auto const number = keys_.in(j)[i]; number != none) {
                    lines.push_back({tables_[j]->slots_.data() + number * tables_[j]->width_, ids_.in(j).data()});
                }
            }
            open(keys_[i]);
            for (std::size_t j = 0; j < ids_.size(); ++j) {
                auto sum = slot<Amount>{};
                for (auto const& each : lines) {
                    if (auto const column = each.columns[j]; column != none && each.slots[column].used()) {
                        sum.add(each.slots[column].sum());
                    }
                }
                if (sum.used()) {
                    append(ids_[j], sum.sum());
                }
            }
        }
    }

private:
    static constexpr auto none = numbering<Key>::none;

    std::vector<table const*> tables_;
    joint_numbers<Key> keys_;
    joint_numbers<Id> ids_;
};

} // namespace equipoise::detail
