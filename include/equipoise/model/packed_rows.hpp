// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/amounts.hpp>
#include <equipoise/core/large_pages.hpp>
#include <equipoise/model/codes.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace equipoise::detail {

/// Rows that wait to be sorted, key and partner in one number.
template <codable Key, codable Id, amount Amount>
class packed_rows {
public:
    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
    [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
    void reserve(std::size_t rows) { rows_.reserve(rows); }

    /// @return false, and nothing is added, when key and partner take more than 63 bits
    [[nodiscard]] bool add(Key const& key, Id const& id, Amount const& amount)
    {
        auto parts = numbers{};
        codes<Key>::write(key, parts.data());
        codes<Id>::write(id, parts.data() + codes<Key>::parts);
        if (!packing_.fits(parts)) {
            auto const before = packing_;
            if (!packing_.widen(parts)) {
                return false;
            }
            for (auto& waiting : rows_) {
                waiting.code = packing_.packed(before.unpacked(waiting.code));
            }
        }
        rows_.push_back({packing_.packed(parts), amount});
        return true;
    }

    /// Sorts the rows, calls open(key) for each key in order and append(id, amount) for each of its rows in the order
    /// of the partners, and is empty afterwards.
    template <class Open, class Append>
    void take(Open open, Append append)
    {
        sort();
        auto const id_bits = packing_.bits_from(codes<Key>::parts);
        auto last = ~std::uint64_t{0};
        for (auto const& [code, amount] : rows_) {
            auto const parts = packing_.unpacked(code);
            if (code >> id_bits != last) {
                last = code >> id_bits;
                open(codes<Key>::read(parts.data()));
            }
            append(codes<Id>::read(parts.data() + codes<Key>::parts), amount);
        }
        *this = {};
    }

private:
    using numbers = typename packing<codes<Key>::parts + codes<Id>::parts>::numbers;

    struct row {
        std::uint64_t code;
        Amount amount;
    };

    static constexpr std::size_t digit_bits = 8;
    static constexpr std::size_t digits = std::size_t{1} << digit_bits;
    static constexpr std::size_t few = 128; ///< are sorted faster by comparing them

    /// By the leading bits into parts that fit a core's own cache, then each part from its last digit to its first.
    void sort()
    {
        auto const bits = packing_.bits_from(0);
        auto const lead = rows_.size() < (std::size_t{1} << 14U) ? 0 : (std::min)(bits, std::size_t{12});
        auto const shift = bits - lead;
        auto starts = std::vector<std::size_t>((std::size_t{1} << lead) + 1);
        for (auto const& [code, amount] : rows_) {
            ++starts[(code >> shift) + 1];
        }
        for (std::size_t i = 1; i < starts.size(); ++i) {
            starts[i] += starts[i - 1];
        }
        auto parts = large_vector<row>(rows_.size());
        auto next = starts;
        for (auto const& waiting : rows_) {
            parts[next[waiting.code >> shift]++] = waiting;
        }
        for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
            sort_part(parts.data() + starts[i], rows_.data(), starts[i + 1] - starts[i], shift);
        }
        rows_.swap(parts);
    }

    static void sort_part(row* rows, row* room, std::size_t count, std::size_t bits)
    {
        if (count <= few) {
            std::sort(rows, rows + count, [](row const& a, row const& b) { return a.code < b.code; });
            return;
        }
        auto* from = rows;
        auto* to = room;
        for (std::size_t shift = 0; shift < bits; shift += digit_bits) {
            auto starts = std::array<std::size_t, digits>{};
            for (std::size_t i = 0; i < count; ++i) {
                ++starts[from[i].code >> shift & (digits - 1)];
            }
            std::size_t before = 0;
            for (auto& start : starts) {
                before += std::exchange(start, before);
            }
            for (std::size_t i = 0; i < count; ++i) {
                to[starts[from[i].code >> shift & (digits - 1)]++] = from[i];
            }
            std::swap(from, to);
        }
        if (from != rows) {
            std::copy(from, from + count, rows);
        }
    }

    packing<codes<Key>::parts + codes<Id>::parts> packing_;
    large_vector<row> rows_;
};

} // namespace equipoise::detail
