// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/iso3.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise::io::detail {

/// The codes or names that a column of a file has for each state, with the number of rows of each.
class texts_of_states {
public:
    /// Counts rows. A number counts as the same without its leading zeros.
    void count(iso3 state, std::string_view text, std::size_t rows = 1)
    {
        text.remove_prefix((std::min)(text.find_first_not_of('0'), text.size()));
        if (places_.empty()) {
            places_.resize(std::size_t{26} * 26 * 26);
        }
        auto& place = places_[state.index()];
        if (place == 0) {
            states_.emplace_back();
            place = static_cast<std::uint16_t>(states_.size());
        }
        auto& texts = states_[place - std::size_t{1}];
        for (auto& [known, of_it] : texts) {
            if (known == text) {
                of_it += rows;
                return;
            }
        }
        texts.emplace_back(text, rows);
    }

    /// The number of rows under another text than the one that most rows of the state have.
    [[nodiscard]] std::size_t joined() const
    {
        auto others = std::size_t{0};
        for (auto const& texts : states_) {
            auto most = std::size_t{0};
            for (auto const& [text, rows] : texts) {
                others += rows;
                most = (std::max)(most, rows);
            }
            others -= most;
        }
        return others;
    }

private:
    using rows_by_text = std::vector<std::pair<std::string, std::size_t>>;

    std::vector<std::uint16_t> places_{}; ///< of each state among those below, counted from 1; 0 where it has no row
    std::vector<rows_by_text> states_{};
};

/// Counts rows by a number from 0 to Most - 1; all others are passed over.
template <std::size_t Most>
class rows_by_number {
public:
    void count(int const* numbers, std::size_t rows) noexcept
    {
        for (std::size_t i = 0; i != rows; ++i) {
            ++counts_[i & 1U][(std::min)(std::size_t{static_cast<unsigned>(numbers[i])}, Most)];
        }
    }

    /// The rows of a number that were counted since the last call.
    [[nodiscard]] std::size_t take(int number) noexcept
    {
        auto& even = counts_[0][static_cast<std::size_t>(number)];
        auto& odd = counts_[1][static_cast<std::size_t>(number)];
        return std::exchange(even, 0) + std::exchange(odd, 0);
    }

private:
    // two counters for a number, as a partner often has many rows in turn, each of which would wait for the one before
    std::array<std::array<std::size_t, Most + 1>, 2> counts_{};
};

} // namespace equipoise::io::detail
