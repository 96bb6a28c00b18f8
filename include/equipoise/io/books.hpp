// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The books of a file: what became of each of its rows, in rows and in amounts, for the file and for each state.
namespace equipoise::io {

/// What became of a row of a provider's file. In a table with a column for each year, each cell counts as a row.
enum class row_class : unsigned char {
    used,      ///< it became data
    aggregate, ///< the partner is the world or a group of states, or the product is a total: its parts are in the file
               ///< too
    area,      ///< the partner is no state: areas not specified, bunkers, special categories
    own,       ///< a flow from a state to itself, such as re-imports
    sub_row,   ///< a part of another row: by second partner, customs procedure, mode of transport or month
    direction, ///< a flow of another direction than what is read, such as re-exports, which are part of the exports
    duplicate, ///< a row with the same key as an earlier one
    unknown,   ///< the amount is missing: its partner is listed with an unknown amount
    refused,   ///< the row is malformed, or names a state that is not known
};

inline constexpr std::size_t number_of_row_classes = 9;

/// The class in words, as the books print it.
[[nodiscard]] constexpr std::string_view in_words(row_class of) noexcept
{
    constexpr auto all = std::array<std::string_view, number_of_row_classes>{
        "used", "aggregate", "area", "own state", "sub-row", "direction", "duplicate", "unknown", "refused"};
    return all[static_cast<std::size_t>(of)];
}

/// A number of rows, and the sum of their amounts as far as these are known.
struct row_sum {
    std::size_t rows = 0;
    rules::twofold amounts{};

    [[nodiscard]] double amount() const noexcept { return amounts.value(); }

    void add(double more) noexcept
    {
        ++rows;
        if (!is_undefined(more)) {
            amounts = amounts + rules::twofold{more};
        }
    }

    void add(row_sum const& more) noexcept
    {
        rows += more.rows;
        amounts = amounts + more.amounts;
    }
};

/// The rows of a file, or those of one state, by what became of them.
class account {
public:
    [[nodiscard]] row_sum const& operator[](row_class of) const noexcept { return sums_[static_cast<std::size_t>(of)]; }
    [[nodiscard]] row_sum& operator[](row_class of) noexcept { return sums_[static_cast<std::size_t>(of)]; }

    /// All rows: what was read.
    [[nodiscard]] row_sum read() const noexcept
    {
        auto all = row_sum{};
        for (auto const& each : sums_) {
            all.add(each);
        }
        return all;
    }

    account& operator+=(account const& more) noexcept
    {
        for (std::size_t i = 0; i < sums_.size(); ++i) {
            sums_[i].add(more.sums_[i]);
        }
        return *this;
    }

private:
    std::array<row_sum, number_of_row_classes> sums_{};
};

/// A row that was not used.
struct set_aside_row {
    row_class of{};
    std::size_t line = 0; ///< on which it begins, counted from 1
    std::string what;     ///< why, in words: "the partner is World"
};

/// What became of the rows of a file. The sum over all classes is what was read, for the file and for each state.
class books {
public:
    static constexpr std::size_t most_examples = 5; ///< of each class

    /// Enters a row of a state. An amount that is not known is NaN.
    /// @param what returns the reason in words; it is asked for the first rows of each class only
    template <class What>
    void enter(row_class of, std::string_view state, double amount, std::size_t line, What const& what)
    {
        file_[of].add(amount);
        account_of(state)[of].add(amount);
        if (of != row_class::used && examples_[static_cast<std::size_t>(of)].size() < most_examples) {
            examples_[static_cast<std::size_t>(of)].push_back({of, line, what()});
        }
    }

    /// Enters many rows of a class and state.
    void enter(row_class of, std::string_view state, row_sum const& rows)
    {
        file_[of].add(rows);
        account_of(state)[of].add(rows);
    }

    /// The account of the whole file.
    [[nodiscard]] account const& file() const noexcept { return file_; }

    /// The account of each state, by its code, or by the text of the file where that is no state.
    [[nodiscard]] std::map<std::string, account, std::less<>> const& states() const noexcept { return states_; }

    /// The first rows of a class, in the order of the file.
    [[nodiscard]] std::vector<set_aside_row> const& examples(row_class of) const noexcept
    {
        return examples_[static_cast<std::size_t>(of)];
    }

    /// Adds the books of another file, or of another part of the same one.
    books& operator+=(books const& more)
    {
        file_ += more.file_;
        for (auto const& [state, rows] : more.states_) {
            account_of(state) += rows;
        }
        for (std::size_t i = 0; i < examples_.size(); ++i) {
            auto const& others = more.examples_[i];
            auto const room = most_examples - (std::min)(most_examples, examples_[i].size());
            examples_[i].insert(examples_[i].end(), others.begin(),
                                others.begin() + static_cast<std::ptrdiff_t>((std::min)(room, others.size())));
        }
        return *this;
    }

private:
    [[nodiscard]] account& account_of(std::string_view state)
    {
        auto place = states_.find(state);
        if (place == states_.end()) {
            place = states_.emplace(std::string{state}, account{}).first;
        }
        return place->second;
    }

    account file_;
    std::map<std::string, account, std::less<>> states_;
    std::array<std::vector<set_aside_row>, number_of_row_classes> examples_;
};

} // namespace equipoise::io
