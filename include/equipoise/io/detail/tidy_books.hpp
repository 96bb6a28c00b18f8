// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/undefined.hpp>
#include <equipoise/io/books.hpp>
#include <equipoise/io/options.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/io/row.hpp>
#include <equipoise/io/source.hpp>
#include <equipoise/io/tidy_flow.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

/// The rows of a tidy file that repeat others, and the books of its states, where the options ask for them.
namespace equipoise::io::detail {

/// Whether a source is read from its beginning each time, as files and characters in memory are.
[[nodiscard]] inline bool can_be_read_again(source const& from)
{
    return from.in_memory() || (!from.is_stream() && block_reader{from, 1}.has_size());
}

class tidy_books {
public:
    /// Whose books are kept: of the states in the column at a place. Flows of a state to itself are of a class of their
    /// own where the ledger sets them aside.
    struct side {
        std::size_t place;
        bool sets_own_aside;
    };

    tidy_books(flow_options const& options, std::string file, side of)
        : repeats_{options.repeats}, keys_{options.row_key.size()}, keeps_{options.keep_books},
          choosing_{keys_ != 0 && (repeats_ == repeats::last || repeats_ == repeats::largest)}, file_{std::move(file)},
          of_{of}
    {
    }

    /// Whether there is anything to do.
    [[nodiscard]] bool asked() const noexcept { return keys_ != 0 || keeps_; }

    /// Whether the rows are only looked at, to find out which of those with the same key counts.
    [[nodiscard]] bool chooses() const noexcept { return choosing_; }

    void end_choice() noexcept { choosing_ = false; }

    /// What becomes of a row because of its key; nothing where it is read like any other row.
    /// @throws input_error when it repeats an earlier one and the options do not say which counts
    [[nodiscard]] std::optional<row_outcome> outcome_by_key(row const& from)
    {
        if (keys_ == 0) {
            return std::nullopt;
        }
        auto const amount = known_amount(from).value_or(undefined);
        auto const [place, fresh] = rows_.try_emplace(key_of(from), counting_row{from.line(), amount});
        auto& counts = place->second;
        if (choosing_) {
            if (!fresh) {
                ++repeated_;
                if (repeats_ == repeats::last
                    || (is_undefined(amount) ? !is_undefined(counts.amount) : amount > counts.amount)) {
                    counts = {from.line(), amount};
                }
            }
            return row_outcome::used;
        }
        if (fresh || counts.line == from.line()) {
            return std::nullopt;
        }
        if (repeats_ == repeats::refuse) {
            throw input_error{file_ + ":" + std::to_string(from.line()),
                              "the row repeats line " + std::to_string(counts.line) + " (" + words_of(from)
                                  + "); say what becomes of repeated rows by repeats::sum, first, last or largest"};
        }
        repeated_ += repeats_ == repeats::last || repeats_ == repeats::largest ? 0U : 1U; // counted by the first pass
        if (repeats_ == repeats::sum) {
            return std::nullopt;
        }
        enter(row_class::duplicate, from, amount,
              [&] { return "it has the key of line " + std::to_string(counts.line); });
        return row_outcome::duplicate;
    }

    /// Enters a row that was read.
    /// @param amount NaN where it is unknown
    /// @param own whether the flow is of a state to itself
    void enter(row const& from, double amount, bool own)
    {
        auto const of = is_undefined(amount)        ? row_class::unknown
                        : own && of_.sets_own_aside ? row_class::own
                                                    : row_class::used;
        enter(of, from, amount, [&]() -> std::string {
            return of == row_class::own ? detail::quoted(from.trimmed(of_.place)) + " is its own partner"
                                        : "the amount is missing";
        });
    }

    void enter_aggregate(row const& from)
    {
        enter(row_class::aggregate, from, known_amount(from).value_or(undefined), [&] {
            auto const place = from.is_aggregate(origin_place) ? origin_place : destination_place;
            return detail::quoted(from.trimmed(place)) + " is a group of states";
        });
    }

    void enter_refused(row const& from, format_error const& error)
    {
        enter(row_class::refused, from, undefined, [&] { return std::string{error.what()}; });
    }

    /// Enters a row with a quote in the wrong place. Fields from the quote on are not known.
    void enter_broken(row const& from)
    {
        enter(row_class::refused, from, undefined, [] { return std::string{"a quote is in the wrong place"}; });
    }

    /// Ends the reading.
    void finish(report& to)
    {
        to.repeated = repeated_;
        if (!keeps_) {
            return;
        }
        // rows that are not as wide as the header have no fields
        auto example = to.examples.begin();
        for (auto i = books_.file()[row_class::refused].rows; i < to.skipped; ++i) {
            while (example != to.examples.end() && !example->column.empty()) {
                ++example;
            }
            auto const known = example != to.examples.end();
            books_.enter(row_class::refused, {}, undefined, known ? example->line : 0, [&] {
                return known ? std::string{example->what()} : std::string{"the row does not fit the header"};
            });
            example += known ? 1 : 0;
        }
        to.books = std::move(books_);
    }

    /// The amount of a row, where it is a number and not negative.
    [[nodiscard]] static std::optional<double> known_amount(row const& from)
    {
        try {
            auto const amount = from.known<double>(amount_place);
            return amount && *amount >= 0 ? amount : std::nullopt;
        } catch (format_error const&) {
            return std::nullopt;
        }
    }

private:
    struct counting_row {
        std::size_t line = 0;
        double amount = 0;
    };

    template <class What>
    void enter(row_class of, row const& from, double amount, What const& what)
    {
        if (keeps_ && !choosing_) {
            books_.enter(of, from.trimmed(of_.place), amount, from.line(), what);
        }
    }

    [[nodiscard]] std::string key_of(row const& from) const
    {
        auto key = std::string{};
        for (std::size_t i = 0; i < keys_; ++i) {
            auto const text = from.trimmed(first_key_place + i);
            key += std::to_string(text.size()) + ':'; // so that no text can run into the next one
            key += text;
        }
        return key;
    }

    [[nodiscard]] std::string words_of(row const& from) const
    {
        auto words = std::string{};
        for (std::size_t i = 0; i < keys_; ++i) {
            words += (i == 0 ? "" : ", ") + detail::printable(from.trimmed(first_key_place + i));
        }
        return words;
    }

    io::repeats repeats_;
    std::size_t keys_; ///< the number of columns of the key
    bool keeps_;
    bool choosing_;
    std::string file_;
    side of_;
    io::books books_;
    std::size_t repeated_ = 0;
    std::unordered_map<std::string, counting_row> rows_;
};

} // namespace equipoise::io::detail
