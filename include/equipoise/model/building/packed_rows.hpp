// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/memory/large_pages.hpp>
#include <equipoise/model/building/cell.hpp>
#include <equipoise/model/building/codes.hpp>
#include <equipoise/model/building/ledger_row.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace equipoise::detail {

/// Rows that wait to be sorted by digits, with key and partner packed into one number, their code.
template <codable Key, codable Id, amount Amount>
class packed_rows {
public:
    using cell = detail::cell<Amount>;

    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
    [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
    void reserve(std::size_t rows) { rows_.reserve(rows); }

    /// Adds a row. @return false, and nothing is added, when key and partner take more than 63 bits
    [[nodiscard]] bool add(Key const& key, Id const& id, Amount const& amount)
    {
        auto const parts = parts_of(key, id);
        if (!packing_.fits(parts)) {
            auto wider = packing_;
            if (!wider.widen(parts)) {
                return false;
            }
            pack_as(wider);
        }
        rows_.push_back({packing_.packed(parts), amount});
        return true;
    }

    /// Adds rows from `first` on as long as their codes are no wider than those before, their amounts are valid, and
    /// memory is reserved for them. @return the first row that it does not add, or `last`
    template <class Rows>
    [[nodiscard]] std::size_t add_leading(Rows const& rows, std::size_t first, std::size_t last)
    {
        auto const before = rows_.size();
        auto const end = first + (std::min)(last - first, rows_.capacity() - before);
        auto filled = filling{rows_, before + (end - first)};
        auto*& next = filled.end = rows_.data() + before;
        auto const by = packing_;
        for (; first != end; ++first) {
            auto&& next_row = rows[first];
            auto const parts = parts_of(next_row.key, next_row.id);
            if (is_own(next_row) || !by.fits(parts) || !cell::valid(next_row.amount)) {
                break;
            }
            *next++ = {by.packed(parts), next_row.amount};
        }
        return first;
    }

    /// The number of cells that the rows make, at the cost of sorting them.
    [[nodiscard]] std::size_t count_cells()
    {
        auto cells = std::size_t{0};
        auto last = ~std::uint64_t{0};
        partition(leading_bits_for(size()));
        auto const self = std::array{this};
        for_each_part(self, 0, starts_.size() - 1, [&](row const* rows, std::size_t count) {
            for (std::size_t i = 0; i < count; ++i) {
                cells += rows[i].code != last ? 1U : 0U;
                last = rows[i].code;
            }
        });
        return cells;
    }

    /// Calls open(key) for each key in order, and append(id, cell) for each of its cells in the order of the partners.
    /// Is empty afterwards.
    template <class Open, class Append>
    void consume(Open open, Append append)
    {
        partition(leading_bits_for(size()));
        auto const self = std::array{this};
        consume_parts(self, 0, starts_.size() - 1, open, append);
        *this = {};
    }

    /// Gives the rows of several objects codes of the same meaning. @return false when these take more than 63 bits
    [[nodiscard]] static bool unify_codes(std::span<packed_rows* const> all)
    {
        auto common = all.front()->packing_;
        for (auto const* rows : all) {
            if (!common.widen(rows->packing_)) {
                return false;
            }
        }
        for (auto* rows : all) {
            rows->pack_as(common);
        }
        return true;
    }

    /// By how many leading bits to partition a number of rows, so that each part fits the cache of a core.
    [[nodiscard]] std::size_t leading_bits_for(std::size_t rows) const noexcept
    {
        return rows < (std::size_t{1} << 14U) ? 0 : (std::min)(packing_.bits_from(0), std::size_t{12});
    }

    /// Sorts the rows by the leading bits of their codes into parts.
    void partition(std::size_t leading_bits)
    {
        shift_ = packing_.bits_from(0) - leading_bits;
        starts_.assign((std::size_t{1} << leading_bits) + 1, 0);
        for (auto const& waiting : rows_) {
            ++starts_[(waiting.code >> shift_) + 1];
        }
        for (std::size_t i = 1; i < starts_.size(); ++i) {
            starts_[i] += starts_[i - 1];
        }
        if (leading_bits == 0) {
            return;
        }
        auto partitioned = large_vector<row>(rows_.size());
        auto next = starts_;
        auto released = released_prefix{rows_.data()};
        for (auto const& waiting : rows_) {
            partitioned[next[waiting.code >> shift_]++] = waiting;
            released.up_to(&waiting);
        }
        rows_.swap(partitioned);
    }

    /// The first row of each part, and after the last one the number of rows.
    [[nodiscard]] std::vector<std::size_t> const& starts() const noexcept { return starts_; }

    /// The same as `consume` for the parts from `first` to `last`, exclusive, of several objects whose codes are
    /// unified and whose rows are partitioned by the same number of bits.
    template <class Open, class Append>
    static void consume_parts(std::span<packed_rows* const> all, std::size_t first, std::size_t last, Open open,
                              Append append)
    {
        auto const by = all.front()->packing_;
        auto const id_bits = by.bits_from(codes<Key>::parts);
        auto last_key = ~std::uint64_t{0};
        for_each_part(all, first, last, [&](row const* rows, std::size_t count) {
            for (std::size_t i = 0; i < count;) {
                auto const code = rows[i].code;
                auto sum = cell::from(rows[i].amount, Amount{});
                for (++i; i < count && rows[i].code == code; ++i) {
                    sum.add(rows[i].amount);
                }
                if (code >> id_bits != last_key) {
                    last_key = code >> id_bits;
                    open(unpack<Key, 0>(by, code));
                }
                append(unpack<Id, codes<Key>::parts>(by, code), sum);
            }
        });
    }

private:
    using code_packing = packing<codes<Key>::parts + codes<Id>::parts>;
    using numbers = typename code_packing::numbers;

    struct row {
        std::uint64_t code;
        Amount amount;
    };

    /// Gives the array the size that it may reach, and in the end, also after an exception, the size that it reached.
    struct filling {
        large_vector<row>& rows;
        row* end = nullptr;

        filling(large_vector<row>& of, std::size_t largest) : rows{of} { rows.resize(largest); }
        filling(filling const&) = delete;
        filling& operator=(filling const&) = delete;
        ~filling() { rows.resize(static_cast<std::size_t>(end - rows.data())); }
    };

    static constexpr std::size_t widest_digit = 11;
    static constexpr std::size_t comparison_sort_limit = 128; ///< up to this size, comparing rows is faster

    [[nodiscard]] static numbers parts_of(Key const& key, Id const& id) noexcept
    {
        auto parts = numbers{};
        codes<Key>::write(key, parts.data());
        codes<Id>::write(id, parts.data() + codes<Key>::parts);
        return parts;
    }

    template <class T, std::size_t First>
    [[nodiscard]] static T unpack(code_packing const& of, std::uint64_t code)
    {
        auto parts = std::array<std::uint64_t, codes<T>::parts + 1>{};
        for (std::size_t i = 0; i < codes<T>::parts; ++i) {
            parts[i] = of.unpacked(code, First + i);
        }
        return codes<T>::read(parts.data());
    }

    void pack_as(code_packing const& wider)
    {
        if (!(packing_ == wider)) {
            for (auto& waiting : rows_) {
                waiting.code = wider.packed(packing_.unpacked(waiting.code));
            }
            packing_ = wider;
        }
    }

    /// Calls visit(rows, count) for each part in turn, with the sorted rows that all objects have in it. Where there
    /// are several, their memory is given back on the way.
    template <class Visit>
    static void for_each_part(std::span<packed_rows* const> all, std::size_t first, std::size_t last, Visit visit)
    {
        auto joined = large_vector<row>{};
        auto buffer = large_vector<row>{};
        auto released = std::vector<released_prefix<row>>{};
        for (auto* each : all) {
            released.emplace_back(each->rows_.data() + each->starts_[first]);
        }
        for (auto i = first; i < last; ++i) {
            auto* rows = all.front()->rows_.data() + all.front()->starts_[i];
            auto count = all.front()->starts_[i + 1] - all.front()->starts_[i];
            if (all.size() > 1) {
                joined.clear();
                for (std::size_t j = 0; j < all.size(); ++j) {
                    auto const* const from = all[j]->rows_.data();
                    auto const& starts = all[j]->starts_;
                    joined.insert(joined.end(), from + starts[i], from + starts[i + 1]);
                    released[j].up_to(from + starts[i + 1]);
                }
                rows = joined.data();
                count = joined.size();
            }
            if (buffer.size() < count) {
                buffer.resize((std::max)(count, 2 * buffer.size()));
            }
            sort_part(rows, buffer.data(), count);
            visit(rows, count);
        }
    }

    /// Sorts by the bits in which codes differ, from the last digit to the first; `buffer` has room for `count` rows.
    static void sort_part(row* rows, row* buffer, std::size_t count)
    {
        if (count <= comparison_sort_limit) {
            std::sort(rows, rows + count, [](row const& a, row const& b) { return a.code < b.code; });
            return;
        }
        auto varying = std::uint64_t{0};
        for (std::size_t i = 0; i < count; ++i) {
            varying |= rows[i].code ^ rows[0].code;
        }
        auto const bits = static_cast<std::uint32_t>(64 - std::countl_zero(varying));
        auto const passes = (bits + widest_digit - 1) / widest_digit;
        auto const digit = passes != 0 ? (bits + passes - 1) / passes : 0;
        auto const mask = (std::uint64_t{1} << digit) - 1;
        auto* from = rows;
        auto* to = buffer;
        for (std::size_t shift = 0; shift < bits; shift += digit) {
            std::array<std::size_t, std::size_t{1} << widest_digit> starts;
            std::fill_n(starts.begin(), mask + 1, std::size_t{0});
            for (std::size_t i = 0; i < count; ++i) {
                ++starts[from[i].code >> shift & mask];
            }
            std::size_t before = 0;
            for (std::size_t i = 0; i <= mask; ++i) {
                before += std::exchange(starts[i], before);
            }
            for (std::size_t i = 0; i < count; ++i) {
                to[starts[from[i].code >> shift & mask]++] = from[i];
            }
            std::swap(from, to);
        }
        if (from != rows) {
            std::copy(from, from + count, rows);
        }
    }

    code_packing packing_;
    large_vector<row> rows_;
    std::size_t shift_ = 0;
    std::vector<std::size_t> starts_;
};

} // namespace equipoise::detail
