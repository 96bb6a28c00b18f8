// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/dialects.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/io/books.hpp>
#include <equipoise/io/delimited.hpp>
#include <equipoise/io/detail/utf8_text.hpp>
#include <equipoise/io/formats/detail/opening.hpp>
#include <equipoise/io/formats/detail/provider_row.hpp>
#include <equipoise/io/formats/detail/recognition.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/formats/report.hpp>
#include <equipoise/io/options.hpp>
#include <equipoise/io/row.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What the readers of votes, ties and indicators share: they keep what they read in memory, so that every repeated row
/// is found, wherever it stands.
namespace equipoise::io::detail {

/// A state as a file names it, and what that stands for. The text is valid until the next row.
struct named_state {
    std::string_view text{};
    code_meaning meaning{};
};

/// Where a record comes from.
struct record_origin {
    std::size_t line = 0;
    std::size_t code = 0; ///< of the state, or of the first of two, among the texts of the file
    std::size_t note = 0; ///< why its value cannot be read, among the notes, counted from 1; 0 where it can
};

/// The books of a file that is kept in memory. Options have the members years, read_as, repeats, malformed and
/// unknown_codes.
template <class Options>
class subject_books {
public:
    subject_books(Options const& options, format_report& to) : options_{options}, report_{to} {}

    /// Whether the options ask for a year; a row of another one is counted.
    [[nodiscard]] bool wants_year(int year)
    {
        auto const wanted = options_.years.empty()
                            || std::find(options_.years.begin(), options_.years.end(), year) != options_.years.end();
        report_.not_asked += wanted ? 0U : 1U;
        return wanted;
    }

    /// The state of a row; nothing where the row has been set aside, as it is that of a group, an area or nothing that
    /// is known.
    /// @throws input_error for a code that is not known, unless the options set such rows aside
    [[nodiscard]] std::optional<iso3> state_of(named_state const& who, std::size_t line, double amount = undefined)
    {
        auto meaning = who.meaning;
        for (auto const& [text, state] : options_.read_as) {
            if (who.text == text) {
                meaning = {code_kind::state, state};
            }
        }
        switch (meaning.kind) {
        case code_kind::state: return meaning.state;
        case code_kind::aggregate: enter(row_class::aggregate, who.text, amount, line, "is a group of states"); break;
        case code_kind::area:
            enter(row_class::area, who.text, amount, line, "is an area, or a state without an ISO 3166-1 code");
            break;
        case code_kind::unknown:
            if (!options_.unknown_codes) {
                throw input_error{report_.file + ":" + std::to_string(line),
                                  detail::quoted(who.text) + " is no state, area or group that is known"
                                      + spelled_like(who.text)};
            }
            enter(row_class::refused, who.text, amount, line, "is no state, area or group that is known");
            break;
        }
        return std::nullopt;
    }

    /// Enters a row of a state.
    void enter(row_class of, iso3 state, double amount, std::size_t line, std::string_view why)
    {
        auto const letters = state.letters();
        report_.books.enter(of, {letters.data(), letters.size()}, amount, line, [&] { return std::string{why}; });
    }

    /// Enters a row under the text of its state.
    void enter(row_class of, std::string_view text, double amount, std::size_t line, std::string_view why)
    {
        report_.latin1 = report_.latin1 || !is_utf8(text);
        report_.books.enter(of, utf8_of(text), amount, line,
                            [&] { return detail::quoted(text) + ' ' + std::string{why}; });
    }

    /// Notes that the value of a record cannot be read, or ends the reading, as the options say. @return the note
    [[nodiscard]] std::size_t note(format_error const& error)
    {
        if (options_.malformed == on_malformed::fail) {
            throw error;
        }
        notes_.emplace_back(error.what());
        return notes_.size();
    }

    /// Notes where a record comes from.
    [[nodiscard]] record_origin origin(std::size_t line, std::string_view code, int year, std::size_t note = 0)
    {
        auto place = codes_.find(code);
        if (place == codes_.end()) {
            place = codes_.emplace(std::string{code}, code_facts{codes_.size(), year}).first;
            texts_.push_back(place->first);
        }
        place->second.last_year = (std::max)(place->second.last_year, year);
        return {line, place->second.number, note};
    }

    /// Enters the records in the books, each as used or unknown, and removes those that repeat another one.
    ///
    /// Records of the same code are repeats, of which one is chosen as the options say. Where several codes of the file
    /// stand for one state, as 255 and 260 do for Germany in 1990, the one counts that the file uses longest.
    /// @param about tells of a record: key(record), which no two may share; value(record), NaN where it is unknown;
    /// state(record), whose account it belongs to; words(record), which name it in messages
    template <class Record, class About>
    void close(std::vector<Record>& records, std::vector<record_origin> const& origins, About const& about)
    {
        auto order = std::vector<std::size_t>(records.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            order[i] = i;
        }
        auto const before = [&](std::size_t a, std::size_t b) { return about.key(records[a]) < about.key(records[b]); };
        std::stable_sort(order.begin(), order.end(), before);
        auto const last_years = last_year_of_codes();
        auto kept = std::vector<bool>(records.size(), true);
        for (std::size_t i = 0, best = 0; i + 1 < order.size(); ++i) {
            best = i == 0 || before(order[i - 1], order[i]) ? order[i] : best;
            auto const other = order[i + 1];
            if (before(best, other)) {
                continue;
            }
            auto const replaces = origins[best].code == origins[other].code
                                      ? replaces_repeated(about.value(records[best]), about.value(records[other]),
                                                          origins[best], origins[other], about.words(records[best]))
                                      : goes_on(last_years, origins[best], origins[other], about.words(records[best]));
            auto const loser = replaces ? best : other;
            best = replaces ? other : best;
            kept[loser] = false;
            set_aside(about.state(records[loser]), about.value(records[loser]), origins[loser], origins[best]);
        }
        auto next = std::size_t{0};
        for (std::size_t i = 0; i != records.size(); ++i) {
            if (kept[i]) {
                auto const amount = about.value(records[i]);
                auto const why = origins[i].note == 0 ? std::string_view{"the value is missing"}
                                                      : std::string_view{notes_[origins[i].note - 1]};
                enter(about.known(records[i]) ? row_class::used : row_class::unknown, about.state(records[i]), amount,
                      origins[i].line, why);
                if (next != i) {
                    records[next] = std::move(records[i]);
                }
                ++next;
            }
        }
        records.erase(records.begin() + static_cast<std::ptrdiff_t>(next), records.end());
    }

private:
    struct code_facts {
        std::size_t number;
        int last_year;
    };

    [[nodiscard]] std::vector<int> last_year_of_codes() const
    {
        auto years = std::vector<int>(codes_.size());
        for (auto const& [text, facts] : codes_) {
            years[facts.number] = facts.last_year;
        }
        return years;
    }

    /// Whether a row counts in place of an earlier one of the same code.
    [[nodiscard]] bool replaces_repeated(double before, double now, record_origin const& first,
                                         record_origin const& second, std::string const& what) const
    {
        switch (options_.repeats) {
        case repeats::first: return false;
        case repeats::last: return true;
        case repeats::largest: return is_undefined(now) ? !is_undefined(before) : now > before;
        case repeats::refuse:
        case repeats::sum: break;
        }
        throw input_error{report_.file + ":" + std::to_string(second.line),
                          "the row repeats line " + std::to_string(first.line) + " (" + what
                              + "); say which of the two counts, as by repeats::last"};
    }

    /// Whether the code of a row is used longer than that of an earlier row of the same state.
    [[nodiscard]] bool goes_on(std::vector<int> const& last_years, record_origin const& first,
                               record_origin const& second, std::string const& what) const
    {
        auto const before = last_years[first.code];
        auto const now = last_years[second.code];
        if (before == now && options_.repeats == repeats::refuse) {
            throw input_error{report_.file + ":" + std::to_string(second.line),
                              detail::quoted(texts_[second.code]) + " is the same state as "
                                  + detail::quoted(texts_[first.code]) + " of line " + std::to_string(first.line) + " ("
                                  + what + "); say which of the two counts, as by repeats::last"};
        }
        return before == now ? options_.repeats == repeats::last : now > before;
    }

    void set_aside(iso3 state, double amount, record_origin const& loser, record_origin const& winner)
    {
        auto const other = winner.code != loser.code;
        report_.joined += other ? 1U : 0U;
        enter(row_class::duplicate, state, amount, loser.line,
              other ? detail::quoted(texts_[loser.code]) + " is the same state as "
                          + detail::quoted(texts_[winner.code]) + " of line " + std::to_string(winner.line)
                    : "it has the key of line " + std::to_string(winner.line));
    }

    Options const& options_;
    format_report& report_;
    std::map<std::string, code_facts, std::less<>> codes_;
    std::vector<std::string> texts_;
    std::vector<std::string> notes_; ///< why values cannot be read
};

/// Options of a subject that is kept in memory.
template <class Options>
void check_repeats(Options const& options, std::string_view reader)
{
    if (options.repeats == repeats::sum) {
        throw invalid_parameter{reader, "repeats is repeats::sum; it must be refuse, first, last or largest, since "
                                        "votes, ties and indicators do not add up"};
    }
}

/// The year in a field.
[[nodiscard]] inline int year_at(row const& from, std::size_t place)
{
    auto const year = from.get<int>(place);
    if (year < 1000 || year > 2999) {
        from.reject(place, "a year");
    }
    return year;
}

/// An error in a row that is not to be skipped.
struct fatal_error {
    format_error error;
};

/// Reads the rows of a file whose head is known, and calls read(row) with each.
/// @param notes_below whether lines of fewer fields may stand below the table, which are then no rows
template <class Format, class Options, class Read>
void read_table(opened_source& from, file_head const& head, Format& format, Options const& options,
                format_report& report, Read const& read, bool notes_below = false)
{
    auto layout = format.layout();
    begin_reading<Format>(from, head, options, layout, report);
    layout.malformed = notes_below ? on_malformed::skip : options.malformed;
    auto const fails = options.malformed == on_malformed::fail;
    auto refused = std::size_t{0};
    auto const read_row = [&](row const& each) {
        try {
            read(each);
        } catch (format_error const& error) {
            if (fails) {
                throw fatal_error{error};
            }
            ++refused;
            report.books.enter(row_class::refused, {}, undefined, each.line(),
                               [&] { return std::string{error.what()}; });
            throw;
        }
    };
    try {
        report.lines = for_each_row(from.text(), layout, read_row);
    } catch (fatal_error const& fatal) {
        throw format_error{fatal.error};
    }
    if (report.lines.unfinished != 0) {
        report.notes.emplace_back(
            "The last row has no line break: if the provider writes one, the file was cut off, and the last figure may "
            "lack digits.");
    }
    auto notes = std::size_t{0};
    for (auto const& error : report.lines.examples) {
        auto const is_note = notes_below && error.column.empty() && error.found == "1 field";
        if (fails && (!is_note || report.lines.skipped > io::report::most_examples)) {
            throw format_error{error};
        }
        notes += is_note ? 1U : 0U;
    }
    for (auto i = refused + notes; i < report.lines.skipped; ++i) { // rows that are not as wide as the header
        report.books.enter(row_class::refused, {}, undefined, 0,
                           [] { return std::string{"the row does not fit the header"}; });
    }
}

} // namespace equipoise::io::detail
