// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/large_pages.hpp>
#include <equipoise/model/cell.hpp>
#include <equipoise/model/codes.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace equipoise::detail {

/// Numbers things in the order in which they are first seen, and finds them by their packed codes.
template <codable T>
class numbering {
public:
    using number = std::uint32_t;
    static constexpr auto none = (std::numeric_limits<number>::max)();

    [[nodiscard]] std::size_t size() const noexcept { return seen_.size(); }

    /// The number of x, or none.
    [[nodiscard]] number find(T const& x) const noexcept
    {
        auto const parts = parts_of(x);
        return packing_.fits(parts) ? table_[place(parts)] : none;
    }

    /// Finds numbers without a search, and without a look at this object, while no more are added.
    class direct_finder {
    public:
        explicit direct_finder(numbering const& from) noexcept
            : packing_{from.packing_}, table_{from.table_.data()}, size_{from.direct_}
        {
        }

        /// The number of x, or none, also where it takes a search.
        [[nodiscard, gnu::always_inline]] number operator()(T const& x) const noexcept
        {
            auto const parts = parts_of(x);
            if constexpr (codes<T>::parts == 1) {
                auto const at = parts[0] - packing_.lowest();
                return at < size_ ? table_[at] : none;
            } else {
                return size_ != 0 && packing_.fits(parts) ? table_[packing_.packed(parts)] : none;
            }
        }

    private:
        packing<codes<T>::parts> packing_;
        number const* table_;
        std::size_t size_;
    };

    /// The same, once.
    [[nodiscard, gnu::always_inline]] number find_direct(T const& x) const noexcept { return direct_finder{*this}(x); }

    /// Gives x, which has none, the next number.
    /// @return false when its code takes more than 63 bits
    [[nodiscard]] bool add(T const& x)
    {
        auto const parts = parts_of(x);
        auto const fits = packing_.fits(parts);
        if (!fits && !packing_.widen(parts)) {
            return false;
        }
        seen_.push_back(parts);
        if (!fits || (direct_ == 0 && 2 * seen_.size() > table_.size())) {
            rebuild();
        } else {
            table_[place(parts)] = static_cast<number>(seen_.size() - 1);
        }
        return true;
    }

    [[nodiscard]] T operator[](std::size_t i) const { return codes<T>::read(seen_[i].data()); }

private:
    friend class direct_finder;

    using code_parts = typename packing<codes<T>::parts>::numbers;

    static code_parts parts_of(T const& x) noexcept
    {
        auto parts = code_parts{};
        codes<T>::write(x, parts.data());
        return parts;
    }

    /// Where the number of x is, or would be.
    [[nodiscard]] std::size_t place(code_parts const& x) const noexcept
    {
        auto const code = packing_.packed(x);
        if (direct_ != 0) {
            return static_cast<std::size_t>(code);
        }
        auto const mask = table_.size() - 1;
        auto at = static_cast<std::size_t>(code * 0x9E3779B97F4A7C15U >> 32U) & mask;
        while (table_[at] != none && seen_[table_[at]] != x) {
            at = (at + 1) & mask;
        }
        return at;
    }

    /// A place for every code where these are short; else at least four times as many as are needed, at random.
    void rebuild()
    {
        auto const bits = packing_.bits_from(0);
        direct_ = bits <= 16 ? std::size_t{1} << bits : 0;
        table_.assign(direct_ != 0 ? direct_ : std::bit_ceil(4 * seen_.size()), none);
        for (std::size_t i = 0; i < seen_.size(); ++i) {
            table_[place(seen_[i])] = static_cast<number>(i);
        }
    }

    packing<codes<T>::parts> packing_;
    std::vector<code_parts> seen_;
    std::vector<number> table_;
    std::size_t direct_ = 0; ///< places, when codes are so short that each has its own
};

/// A place for a cell, which no row may have come to.
template <amount Amount>
class slot {
public:
    /// Whether `add` takes an amount without a look at it.
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

/// The sign of a zero tells as much, as -0 is what no sum of amounts is.
template <>
class slot<double> {
public:
    [[nodiscard]] static bool takes(double amount) noexcept
    {
        constexpr auto bits_of_infinity = std::uint64_t{0x7FF} << 52U;
        return std::bit_cast<std::uint64_t>(amount) < bits_of_infinity; // neither NaN nor with a sign
    }

    void add(double amount) { sum_.add(amount); } // one that it takes

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

/// The cells of a ledger as a table, a line for each key and a column for each partner, while that is neither too large
/// nor next to empty.
template <class Key, class Id, amount Amount>
class dense_table {
public:
    using cell = detail::cell<Amount>;

    [[nodiscard]] bool empty() const noexcept { return lines_.size() == 0; }

    /// Adds rows to a cell of a table that so many rows are known to come to.
    /// @return false, and nothing is added, when the table would grow too large for that
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

    /// Adds the rows from `first` on that have the key of the row before them, a partner that was seen, and a valid
    /// amount; each(i, take) hands row i to take(key, id, amount). Returns the first row that is different.
    template <class Each>
    [[nodiscard]] std::size_t add_alike(std::size_t first, std::size_t last, Each const& each)
    {
        if (line_ >= slots_.size()) {
            return first;
        }
        auto const column_of = typename numbering<Id>::direct_finder{columns_};
        auto const key = last_key_;
        auto* const line = slots_.data() + line_;
        auto const take = [&](Key const& of, Id const& id, Amount const& amount) {
            auto const column = column_of(id);
            if (!(of == key) || column == none || !slot::takes(amount)) {
                return false;
            }
            line[column].add(amount);
            return true;
        };
        while (first != last && each(first, take)) {
            ++first;
        }
        return first;
    }

    /// Calls open(key) for each key in order and append(id, cell) for each of its partners in order.
    template <class Open, class Append>
    void visit(Open open, Append append) const
    {
        auto const whole = joint_tables<Key, Id, Amount>{std::array{this}};
        whole.visit(0, whole.keys(), open, append);
    }

private:
    friend class joint_tables<Key, Id, Amount>;

    using slot = detail::slot<Amount>;

    /// Large tables cost more to clear than sorting a few rows would.
    [[nodiscard]] static bool has_room(std::size_t slots, std::size_t known) noexcept
    {
        constexpr auto most = (std::size_t{1} << 25U) / sizeof(slot); // 32 MB
        return slots <= most && slots <= (std::size_t{1} << 15U) + 4 * known;
    }

    /// The slot of a key and a partner, made if there is none; nullptr when there is no room for it.
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

/// What is in any of several numberings, in order, and under which number each of them has it.
template <class T>
class joint_numbers {
public:
    using number = typename numbering<T>::number;

    template <class Table>
    joint_numbers(std::span<Table const* const> tables, numbering<T> Table::* of)
    {
        for (auto const* each : tables) {
            for (std::size_t i = 0; i < (each->*of).size(); ++i) {
                all_.push_back((each->*of)[i]);
            }
        }
        std::sort(all_.begin(), all_.end());
        all_.erase(std::unique(all_.begin(), all_.end()), all_.end());
        for (auto const* each : tables) {
            auto& numbers = numbers_.emplace_back();
            for (T const& x : all_) {
                numbers.push_back((each->*of).find(x));
            }
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return all_.size(); }
    [[nodiscard]] T const& operator[](std::size_t i) const { return all_[i]; }

    /// The numbers of all in one of the numberings, or none.
    [[nodiscard]] std::vector<number> const& in(std::size_t which) const { return numbers_[which]; }

private:
    std::vector<T> all_;
    std::vector<std::vector<number>> numbers_;
};

/// Several tables read as one, cell by cell, while none of them changes.
template <class Key, class Id, amount Amount>
class joint_tables {
    using table = dense_table<Key, Id, Amount>;

public:
    explicit joint_tables(std::span<table const* const> all)
        : tables_(all.begin(), all.end()), keys_{all, &table::lines_}, ids_{all, &table::columns_}
    {
    }

    [[nodiscard]] std::size_t keys() const noexcept { return keys_.size(); }

    /// No fewer than there are.
    [[nodiscard]] std::size_t most_cells() const noexcept
    {
        auto in_all = std::size_t{0};
        for (auto const* each : tables_) {
            in_all += each->lines_.size() * each->columns_.size();
        }
        return (std::min)(in_all, keys_.size() * ids_.size());
    }

    /// Calls open(key) for each key from the first to the last, this one left out, in order, and append(id, cell) for
    /// each of its partners in order.
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
