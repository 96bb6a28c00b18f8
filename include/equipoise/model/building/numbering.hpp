// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/building/codes.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace equipoise::detail {

/// Numbers identifiers in the order in which they are added, and finds the number of each by its packed code.
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

    /// Finds numbers by direct look-up. Holds what that takes, so that a loop need not reload it; valid as long as no
    /// identifier is added.
    class direct_finder {
    public:
        explicit direct_finder(numbering const& from) noexcept
            : packing_{from.packing_}, table_{from.table_.data()}, size_{from.direct_}
        {
        }

        /// The number of x; none also where finding it would take a search.
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

    /// The same for a single identifier.
    [[nodiscard, gnu::always_inline]] number find_direct(T const& x) const noexcept { return direct_finder{*this}(x); }

    /// Gives x, which must not have a number, the next one.
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

    /// The entry of the table that holds the number of x, or would hold it.
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

    /// The table has an entry for each possible code where codes are short; otherwise it is a hash table that is at
    /// most half full.
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
    std::size_t direct_ = 0; ///< the number of possible codes where each has an entry, else 0
};

/// The identifiers of several numberings in order, each once, and the numbers that they have there.
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

    /// The numbers of all identifiers in one of the numberings; none where it lacks one.
    [[nodiscard]] std::vector<number> const& in(std::size_t which) const { return numbers_[which]; }

private:
    std::vector<T> all_;
    std::vector<std::vector<number>> numbers_;
};

} // namespace equipoise::detail
