// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/io/books.hpp>
#include <equipoise/io/detail/utf8_text.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What became of the rows of an input, `report`, and the errors of reading: `input_error`, `file_error`,
/// `header_error`, `format_error`.
namespace equipoise::io {

namespace detail {

/// Text of a file for use in a message: in UTF-8, on one line, and cut when it is long, but not within a character.
inline std::string printable(std::string_view text)
{
    if (!is_utf8(text)) {
        return printable(utf8_of(text));
    }
    constexpr auto limit = std::size_t{60};
    constexpr auto hex = std::string_view{"0123456789abcdef"};
    auto size = text.size();
    if (size > limit) {
        size = limit;
        while (size > limit - 3 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
            --size;
        }
    }
    auto out = std::string{};
    for (auto const c : text.substr(0, size)) {
        auto const byte = static_cast<unsigned char>(c);
        if (c == '\n') {
            out += "\\n";
        } else if (c == '\r') {
            out += "\\r";
        } else if (c == '\t') {
            out += "\\t";
        } else if (byte < 0x20 || byte == 0x7F) {
            out += {'\\', 'x', hex[byte >> 4U], hex[byte & 15U]};
        } else {
            out += c;
        }
    }
    return out += size < text.size() ? "..." : "";
}

inline std::string quoted(std::string_view text)
{
    return '"' + printable(text) + '"';
}

} // namespace detail

/// An error in an input. what() is one line that begins with the name of the file.
class input_error : public std::runtime_error, public error {
public:
    input_error(std::string name, std::string const& message)
        : std::runtime_error{name + ": " + message}, file{std::move(name)}
    {
    }

    [[nodiscard]] char const* what() const noexcept override { return std::runtime_error::what(); }

    std::string file;

protected:
    input_error(std::string name, std::size_t line, std::string const& message)
        : std::runtime_error{name + ":" + std::to_string(line) + ": " + message}, file{std::move(name)}
    {
    }
};

/// The input cannot be read at all: it is missing, not permitted, a directory, empty, or not text in single bytes.
class file_error : public input_error {
public:
    using input_error::input_error;
};

/// The header row lacks a wanted column, or holds it twice.
class header_error : public input_error {
public:
    using input_error::input_error;

    header_error(std::string name, std::size_t line, std::string const& message)
        : input_error{std::move(name), line, message}
    {
    }
};

/// A malformed row: where it is, what was found there and what was expected.
/// `line` is the line on which the row begins, counted from 1; `column` is empty when the row as a whole is malformed.
class format_error : public input_error {
public:
    /// @param what_helps more about what was found; it does not matter to the count by reason
    format_error(std::string name, std::size_t row_line, std::string row_column, std::string what_found,
                 std::string what_expected, std::string const& what_helps = {})
        : input_error{std::move(name), row_line,
                      (row_column.empty()
                           ? "found " + what_found
                           : "column " + detail::printable(row_column) + ": found " + detail::quoted(what_found))
                          + ", expected " + what_expected + (what_helps.empty() ? "" : "; " + what_helps)},
          line{row_line}, column{std::move(row_column)}, found{std::move(what_found)},
          expected{std::move(what_expected)}
    {
    }

    /// The reason by which malformed rows are counted: the column and what was expected, "amount: expected a number".
    [[nodiscard]] std::string reason() const { return (column.empty() ? "" : column + ": ") + "expected " + expected; }

    std::size_t line;
    std::string column;
    std::string found;
    std::string expected;
};

/// What became of the rows of an input. Always read == used + unknown + skipped + own + aggregate + duplicate.
struct report {
    std::size_t preamble = 0; ///< lines above the header row
    std::size_t read = 0;     ///< rows below it, blank lines not counted
    std::size_t used = 0;     ///< rows that became data
    std::size_t unknown = 0;  ///< rows whose amount is a missing code
    std::size_t nan = 0;      ///< of the unknown rows, those of an Arrow stream whose amount is NaN and not null
    std::size_t skipped = 0;  ///< malformed rows that were skipped, as the options ask
    std::size_t own = 0;      ///< flows from a state to itself, which a ledger sets aside
    double own_amount = 0;    ///< the sum of their amounts

    std::size_t aggregate = 0;      ///< rows whose origin or destination is the world
    rules::twofold aggregate_sum{}; ///< of their amounts, as far as these are known

    /// The sum of the amounts of these rows.
    [[nodiscard]] double aggregate_amount() const noexcept { return aggregate_sum.value(); }

    /// Rows that were set aside because they have the key of another row, where the options say what makes a key; with
    /// repeats::sum such rows are used.
    std::size_t duplicate = 0;
    rules::twofold duplicate_sum{}; ///< of their amounts, as far as these are known
    std::size_t repeated = 0;       ///< rows that have the key of an earlier one, set aside or not

    [[nodiscard]] double duplicate_amount() const noexcept { return duplicate_sum.value(); }

    io::books books{}; ///< the account of each state, if the options ask for it; else it is empty

    /// Of a ledger, for the key of each portfolio the number of rows whose amount is not known: those with a missing
    /// code, and those that were skipped although their key could be read. The total of such a portfolio is not known.
    std::map<std::string, std::size_t> unknown_in{};
    std::vector<std::string> contradictions{}; ///< of a ledger: the portfolios that contradict their total, in words

    /// Rows in which a quoted field runs over line ends, and the line on which the first of them begins; 0 when there
    /// is none. Where no text of the file has line breaks, a stray quote has swallowed the rows between.
    std::size_t multiline = 0;
    std::size_t first_multiline = 0;

    std::map<char, std::size_t> flags{};      ///< how many values have a flag after them, for each flag
    std::vector<std::string> other_columns{}; ///< columns of the file that were not read

    /// The number of inputs whose last row has no line break. Such a row is read like any other; but if the program
    /// that wrote the file ends each row with a line break, the file was cut off, as by a broken download, and the last
    /// number may lack digits.
    std::size_t unfinished = 0;

    std::map<std::string, std::size_t> reasons; ///< number of skipped rows by format_error::reason()
    std::vector<format_error> examples;         ///< the first ten of them

    static constexpr std::size_t most_examples = 10;

    /// Counts one malformed row.
    void skip(format_error const& error)
    {
        ++skipped;
        ++reasons[error.reason()];
        if (examples.size() < most_examples) {
            examples.push_back(error);
        }
    }

    /// Adds the counts of another input, or of another part of the same one.
    report& operator+=(report const& other)
    {
        if (this == &other) {
            return *this += report{other}; // a list cannot be appended to itself
        }
        preamble += other.preamble;
        read += other.read;
        used += other.used;
        unknown += other.unknown;
        nan += other.nan;
        skipped += other.skipped;
        unfinished += other.unfinished;
        own += other.own;
        own_amount += other.own_amount;
        aggregate += other.aggregate;
        aggregate_sum = aggregate_sum + other.aggregate_sum;
        duplicate += other.duplicate;
        duplicate_sum = duplicate_sum + other.duplicate_sum;
        repeated += other.repeated;
        books += other.books;
        multiline += other.multiline;
        first_multiline = first_multiline != 0 ? first_multiline : other.first_multiline;
        for (auto const& [flag, count] : other.flags) {
            flags[flag] += count;
        }
        for (auto const& name : other.other_columns) {
            if (std::find(other_columns.begin(), other_columns.end(), name) == other_columns.end()) {
                other_columns.push_back(name);
            }
        }
        for (auto const& [key, count] : other.unknown_in) {
            unknown_in[key] += count;
        }
        contradictions.insert(contradictions.end(), other.contradictions.begin(), other.contradictions.end());
        for (auto const& [reason, count] : other.reasons) {
            reasons[reason] += count;
        }
        auto const more = (std::min)(most_examples - examples.size(), other.examples.size());
        examples.insert(examples.end(), other.examples.begin(),
                        other.examples.begin() + static_cast<std::ptrdiff_t>(more));
        return *this;
    }
};

} // namespace equipoise::io
