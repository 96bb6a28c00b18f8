// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/large_pages.hpp>
#include <equipoise/model/cell.hpp>
#include <equipoise/model/codes.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
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
        auto const all = parts_of(x);
        return packing_.fits(all) ? table_[place(packing_.packed(all))].second : none;
    }

    /// The number of x, which gets one if need be.
    /// @return none when its code takes more than 63 bits
    [[nodiscard]] number find_or_add(T const& x)
    {
        auto const all = parts_of(x);
        if (!packing_.fits(all)) {
            if (!packing_.widen(all)) {
                return none;
            }
            rebuild(table_.size());
        }
        auto const code = packing_.packed(all);
        if (auto const found = table_[place(code)].second; found != none) {
            return found;
        }
        if (2 * seen_.size() >= table_.size()) {
            rebuild(2 * table_.size());
        }
        auto const given = static_cast<number>(seen_.size());
        table_[place(code)] = {code, given};
        seen_.push_back(all);
        return given;
    }

    [[nodiscard]] T operator[](std::size_t i) const { return codes<T>::read(seen_[i].data()); }

    /// The numbers in the order of what they stand for.
    [[nodiscard]] std::vector<number> order() const
    {
        auto numbers = std::vector<number>(seen_.size());
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            numbers[i] = static_cast<number>(i);
        }
        std::sort(numbers.begin(), numbers.end(), [this](number a, number b) { return seen_[a] < seen_[b]; });
        return numbers;
    }

private:
    using parts = typename packing<codes<T>::parts>::numbers;

    static parts parts_of(T const& x) noexcept
    {
        auto all = parts{};
        codes<T>::write(x, all.data());
        return all;
    }

    /// Where a code is, or would be.
    [[nodiscard]] std::size_t place(std::uint64_t code) const noexcept
    {
        auto const mask = table_.size() - 1;
        auto at = static_cast<std::size_t>(code * 0x9E3779B97F4A7C15U >> 32U) & mask;
        while (table_[at].second != none && table_[at].first != code) {
            at = (at + 1) & mask;
        }
        return at;
    }

    void rebuild(std::size_t size)
    {
        table_.assign(size, {0, none});
        for (std::size_t i = 0; i < seen_.size(); ++i) {
            auto const code = packing_.packed(seen_[i]);
            table_[place(code)] = {code, static_cast<number>(i)};
        }
    }

    packing<codes<T>::parts> packing_;
    std::vector<parts> seen_;
    std::vector<std::pair<std::uint64_t, number>> table_ = std::vector<std::pair<std::uint64_t, number>>(16, {0, none});
};

/// The cells of a ledger as a table, a line for each key and a column for each partner, while that is not too large.
template <class Key, class Id, amount Amount>
class dense_table {
public:
    using cell = detail::cell<Amount>;

    [[nodiscard]] bool empty() const noexcept { return lines_.size() == 0; }

    /// Adds rows to a cell. @return false, and nothing is added, when the table would grow too large for that
    [[nodiscard]] bool add(Key const& key, Id const& id, cell const& rows)
    {
        if ((line_ == nullptr || !(key == last_key_)) && !find_line(key)) {
            return false;
        }
        auto column = columns_.find(id);
        if (column == numbering<Id>::none) {
            if (columns_.size() == width_ && !widen()) {
                return false;
            }
            column = columns_.find_or_add(id);
            if (column == numbering<Id>::none) {
                return false;
            }
        }
        auto& [sum, used] = line_[column];
        sum.add(rows);
        used = true;
        return true;
    }

    /// Calls open(key) for each key in order and append(id, cell) for each of its partners in order.
    template <class Open, class Append>
    void visit(Open open, Append append) const
    {
        auto const columns = columns_.order();
        auto ids = std::vector<Id>{};
        ids.reserve(columns.size());
        for (auto const column : columns) {
            ids.push_back(columns_[column]);
        }
        for (auto const line : lines_.order()) {
            open(lines_[line]);
            auto const* const cells = slots_.data() + line * width_;
            for (std::size_t i = 0; i < columns.size(); ++i) {
                if (auto const& [sum, used] = cells[columns[i]]; used) {
                    append(ids[i], sum);
                }
            }
        }
    }

private:
    struct slot {
        cell sum;
        bool used = false;
    };

    static constexpr std::size_t most_slots = (std::size_t{1} << 25) / sizeof(slot); // 32 MB

    bool find_line(Key const& key)
    {
        auto line = lines_.find(key);
        if (line == numbering<Key>::none) {
            if (slots_.size() + width_ > most_slots) {
                return false;
            }
            line = lines_.find_or_add(key);
            if (line == numbering<Key>::none) {
                return false;
            }
            slots_.resize(lines_.size() * width_);
        }
        last_key_ = key;
        line_ = slots_.data() + line * width_;
        return true;
    }

    bool widen()
    {
        if (2 * slots_.size() > most_slots) {
            return false;
        }
        auto const lines = slots_.size() / width_;
        auto wider = large_vector<slot>(2 * slots_.size());
        for (std::size_t i = 0; i < lines; ++i) {
            std::copy_n(slots_.data() + i * width_, width_, wider.data() + i * 2 * width_);
        }
        auto const line = static_cast<std::size_t>(line_ - slots_.data()) / width_;
        slots_.swap(wider);
        width_ *= 2;
        line_ = slots_.data() + line * width_;
        return true;
    }

    numbering<Key> lines_;
    numbering<Id> columns_;
    std::size_t width_ = 64; ///< slots in a line
    large_vector<slot> slots_;
    Key last_key_{};
    slot* line_ = nullptr; ///< of the last key
};

} // namespace equipoise::detail
