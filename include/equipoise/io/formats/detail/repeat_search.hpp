// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/undefined.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/formats/reported_flow.hpp>
#include <equipoise/io/report.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The search for repeated rows wherever they stand in a file, for 8 bytes a row.
namespace equipoise::io::detail {

/// What no two rows of a format with row keys share. Texts are as the file writes them, without blanks around them.
struct row_key {
    int period = 0;
    std::string_view reporter{};
    std::string_view partner{};
    std::string_view product{};
    std::string_view rest{};
    reported_by by = reported_by::both;

    /// 64 bits that nearly always differ where keys do: FNV-1a, with the mixing of SplitMix64 at the end.
    [[nodiscard]] std::uint64_t hash() const noexcept
    {
        auto value = std::uint64_t{0xCBF29CE484222325U};
        auto const add = [&value](std::uint64_t byte) { value = (value ^ byte) * 0x100000001B3U; };
        for (auto const text : {reporter, partner, product, rest}) {
            for (auto const c : text) {
                add(static_cast<unsigned char>(c));
            }
            add(256); // no byte, so that no text can run into the next one
        }
        add(static_cast<std::uint32_t>(period));
        add(static_cast<std::uint64_t>(by));
        value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
        value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
        return value ^ (value >> 31U);
    }

    /// "2019, 496, 156", as messages name a row.
    [[nodiscard]] std::string words() const
    {
        return std::to_string(period) + ", " + std::string{reporter} + ", " + std::string{partner};
    }

    /// All of the key in one text.
    [[nodiscard]] std::string text() const
    {
        auto all = std::to_string(period) + ' ' + std::to_string(static_cast<int>(by));
        for (auto const part : {reporter, partner, product, rest}) {
            all += '\n';
            all += part;
        }
        return all;
    }
};

/// Counts the rows of a file that have the key of an earlier one.
class repeat_search {
public:
    void add(row_key const& key) { hashes_.push_back(key.hash()); }

    /// Ends the search. @return the hashes of keys that occur several times, ascending, each as often as it repeats an
    /// earlier one
    [[nodiscard]] std::vector<std::uint64_t> repeated_hashes()
    {
        std::sort(hashes_.begin(), hashes_.end());
        auto found = std::vector<std::uint64_t>{};
        for (std::size_t i = 1; i < hashes_.size(); ++i) {
            if (hashes_[i] == hashes_[i - 1]) {
                found.push_back(hashes_[i]);
            }
        }
        hashes_ = {};
        return found;
    }

private:
    std::vector<std::uint64_t> hashes_;
};

/// Two rows with the same key, by their lines.
struct repeated_pair {
    std::size_t first = 0;
    std::size_t second = 0;
    std::string words;
};

/// Finds the first row that repeats another one, on a second pass through the file.
class pair_search {
public:
    /// @param hashes those that occur several times, ascending
    explicit pair_search(std::vector<std::uint64_t> const& hashes) : hashes_{hashes} {}

    /// @throws repeated_pair when the row repeats an earlier one
    void add(row_key const& key, std::size_t line)
    {
        if (!std::binary_search(hashes_.begin(), hashes_.end(), key.hash())) {
            return;
        }
        auto const [place, fresh] = lines_.emplace(key.text(), line);
        if (!fresh) {
            throw repeated_pair{place->second, line, key.words()};
        }
    }

private:
    std::vector<std::uint64_t> const& hashes_;
    std::map<std::string, std::size_t> lines_;
};

/// Which of the rows with the same key counts, wherever they stand in a file, for those keys that occur several times.
class repeat_choice {
public:
    /// @param hashes those that occur several times, ascending
    /// @param by first, last or largest
    repeat_choice(std::vector<std::uint64_t> const& hashes, repeats by) : hashes_{hashes}, by_{by} {}

    /// Notes a row, on a pass through the file that uses none.
    void add(row_key const& key, double amount, std::size_t line)
    {
        if (!may_repeat(key)) {
            return;
        }
        auto const [place, fresh] = rows_.emplace(key.text(), row{line, amount});
        if (!fresh && replaces(by_, place->second.amount, amount)) {
            place->second = {line, amount};
        }
    }

    /// The line of the row that counts, if the key occurs several times; else 0.
    [[nodiscard]] std::size_t line_for(row_key const& key) const
    {
        auto const place = may_repeat(key) ? rows_.find(key.text()) : rows_.end();
        return place != rows_.end() ? place->second.line : 0;
    }

    /// Whether a row with this amount counts in place of an earlier one. An unknown amount may be the largest.
    [[nodiscard]] static bool replaces(repeats by, double before, double amount)
    {
        return by == repeats::last
               || (by == repeats::largest && (is_undefined(amount) ? !is_undefined(before) : amount > before));
    }

private:
    struct row {
        std::size_t line = 0;
        double amount = 0;
    };

    [[nodiscard]] bool may_repeat(row_key const& key) const
    {
        return std::binary_search(hashes_.begin(), hashes_.end(), key.hash());
    }

    std::vector<std::uint64_t> const& hashes_;
    repeats by_;
    std::map<std::string, row> rows_;
};

/// What is told of the rows on a pass through a file, and what chooses among them; null where nothing is.
struct repeat_watch {
    repeat_search* search = nullptr;
    pair_search* pairs = nullptr;
    repeat_choice* choice = nullptr;       ///< is told of all rows, none of which is used
    repeat_choice const* chosen = nullptr; ///< says which rows are used
};

/// "3 rows repeat earlier ones".
[[nodiscard]] inline std::string count_of_repeats(std::size_t count)
{
    return count == 1 ? "1 row repeats an earlier one" : std::to_string(count) + " rows repeat earlier ones";
}

/// Refuses a file with repeated rows that do not stand next to each other.
/// @param pair two of them, where they could be found
[[noreturn]] inline void refuse_repeats(std::string const& file, std::size_t count, repeated_pair const* pair)
{
    auto const all =
        count_of_repeats(count)
        + ", not next to each other: repeats::sum adds them; first, last or largest choose one where the file can be "
          "read several times, with search_repeats";
    if (pair == nullptr) {
        throw input_error{file, all};
    }
    throw input_error{file + ":" + std::to_string(pair->second),
                      "the row repeats line " + std::to_string(pair->first) + " (" + pair->words + "); " + all};
}

} // namespace equipoise::io::detail
