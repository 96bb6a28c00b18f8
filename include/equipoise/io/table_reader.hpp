// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/common_reader.hpp>
#include <equipoise/io/options.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/io/row.hpp>
#include <equipoise/io/row_batch.hpp>
#include <equipoise/io/row_index.hpp>
#include <equipoise/io/row_splitter.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace equipoise::io::detail {

/// A sink that is told of rows that are skipped because of a quote in the wrong place. The fields from that quote on
/// are views of nothing.
template <class Sink>
concept takes_broken = requires(Sink& sink, row const& row) { sink.broken(row); };

/// Checks the rows below the header and hands them to a sink. Several readers may read parts of the same text, each of
/// whole rows, if each is told the line on which its part begins.
///
/// Nearly all rows are regular, that is without quotes and as wide as the header. They are found many at a time; other
/// rows are split one by one.
class body_reader : common_reader {
public:
    body_reader(layout const& where, delimited_options<> const& options, std::size_t line,
                instruction_set by = best_instruction_set())
        : common_reader{options}, index_{{options.separator, options.quote}, by}, where_{where},
          skip_{options.malformed == on_malformed::skip}, line_{line}, fields_(where.columns.size())
    {
        for (std::size_t i = 0; i < where.places.size(); ++i) {
            auto const place = where.places[i];
            if (place != layout::absent) {
                wanted_.push_back({place, i});
            }
            if (place + 1 == where.names.size()) {
                last_.push_back(i);
            }
        }
    }

    [[nodiscard]] report const& result() const noexcept { return report_; }

    /// Reads the rows that end within `text`; `last` when no text follows. @return how many bytes they take
    template <class Sink>
    std::size_t consume(std::string_view text, bool last, Sink& sink)
    {
        auto const width = where_.names.size();
        auto const any_fits = width > 1 && longest_row() >= index::reach;
        auto const* at = text.data();
        auto const* const end = at + text.size();
        while (at != end) {
            auto const* const seen = at;
            index_.mark(seen, static_cast<std::size_t>(end - seen));
            auto const* field = index_.fields();
            auto const* const last_field = field + index_.field_count();
            auto const* row_end = index_.row_ends();
            auto const* const last_row = row_end + index_.row_count();
            do {
                if constexpr (batch_sink<Sink>) {
                    auto const count = any_fits ? regular_rows(field, last_field, row_end, last_row, end - seen) : 0;
                    if (count != 0) {
                        give_batch(sink, seen, field, count);
                        field += count * width;
                        row_end += count;
                        at = seen + row_end[-1];
                        continue;
                    }
                }
                auto const indexed = row_end != last_row; // otherwise the index holds no end of a row
                auto const* next = indexed ? seen + *row_end : end;
                auto breaks = std::size_t{0};
                auto found = whole;
                if (indexed && last_field - field >= static_cast<std::ptrdiff_t>(width) && field[width] == *row_end
                    && (any_fits || fits(at, next))) [[likely]] {
                    find_fields(seen, field);
                    field += width;
                } else {
                    next = split_row(at, next, last && !indexed, found);
                    if (next == nullptr) {
                        return static_cast<std::size_t>(at - text.data());
                    }
                    breaks = splitter_.breaks();
                    while (indexed && *field != *row_end) {
                        ++field;
                    }
                }
                if (found == whole) {
                    ++report_.read;
                    give(sink);
                } else if (found == broken) {
                    if constexpr (takes_broken<Sink>) {
                        sink.broken(row_of(where_, fields_.data(), line_));
                    }
                }
                line_ += 1 + breaks;
                at = next;
                row_end += indexed ? 1 : 0;
            } while (row_end != last_row);
        }
        return text.size();
    }

private:
    using index = row_index;

    struct wanted_field {
        std::size_t place;  ///< in the row
        std::size_t number; ///< among the columns of the options
    };

    /// What is found where a row may be: a row for the sink, one with a quote in the wrong place of which the fields
    /// before the quote are known, or nothing that can be used.
    enum finding { whole, broken, nothing };

    // Splits any row and returns its end, or nullptr when more text is needed.
    char const* split_row(char const* at, char const* end, bool last, finding& found)
    {
        auto const* const next = split(at, end, last, where_.file, line_);
        if (next == nullptr) {
            return nullptr;
        }
        if (auto const* const nul = find_byte(at, next, '\0'); nul != nullptr) {
            reject_nul(at, nul, where_.file, line_);
        }
        found = nothing;
        if (!unclosed() && splitter_.blank()) {
            return next;
        }
        report_.unfinished += next[-1] != '\n' ? 1U : 0U;
        if (splitter_.breaks() != 0 && !unclosed()) {
            report_.first_multiline = report_.first_multiline != 0 ? report_.first_multiline : line_;
            ++report_.multiline;
        }
        if (unclosed()) {
            skip(open_quote(where_, next, line_));
            find_fields_before(splitter_.size(), static_cast<std::size_t>(next - at));
            found = broken;
        } else if (splitter_.flaw() != splitter::none) {
            skip(flaw(where_, line_));
            find_fields_before(splitter_.flaw(), static_cast<std::size_t>(next - at));
            found = broken;
        } else if (!fits()) {
            skip({where_.file, line_, "", fields(splitter_.size()), fields(where_.names.size())});
        } else {
            find_fields(static_cast<std::size_t>(next - at));
            found = whole;
        }
        return next;
    }

    // How many rows from this one on are regular and have enough text after them to be part of a batch.
    [[nodiscard]] std::size_t regular_rows(row_place const* field, row_place const* last_field,
                                           row_place const* row_end, row_place const* last_row,
                                           std::ptrdiff_t size) const noexcept
    {
        auto const width = where_.names.size();
        auto const most = (std::min)(static_cast<std::size_t>(last_field - field) / width,
                                     static_cast<std::size_t>(last_row - row_end));
        auto count = std::size_t{0};
        while (count != most && field[(count + 1) * width] == row_end[count]) {
            ++count;
        }
        while (count != 0 && row_end[count - 1] + row_batch::ahead > static_cast<std::size_t>(size)) {
            --count;
        }
        return count;
    }

    template <class Sink>
    void give_batch(Sink& sink, char const* text, row_place const* fields, std::size_t count)
    {
        auto const line = line_;
        sink.read(row_batch{where_, text, fields, count});
        report_.read += count;
        for (std::size_t i = 0; i != count; ++i) {
            auto const next = sink.use(i);
            report_.used += next - i;
            i = next;
            if (i == count) {
                break;
            }
            find_fields(text, fields + i * where_.names.size());
            line_ = line + i;
            give(sink);
        }
        line_ = line + count;
    }

    template <class Sink>
    void give(Sink& sink)
    {
        if (where_.numbers.has_flags()) [[unlikely]] {
            count_flags();
        }
        auto const current = row_of(where_, fields_.data(), line_);
        try {
            if constexpr (std::is_void_v<std::invoke_result_t<Sink&, row const&>>) {
                sink(current);
                ++report_.used;
            } else {
                count(sink, sink(current));
            }
        } catch (format_error const& error) {
            if (!skip_ || error.line != line_ || error.file != where_.file) {
                throw;
            }
            report_.skip(error);
        }
    }

    template <class Sink>
    void count(Sink const& sink, row_outcome of)
    {
        switch (of) {
        case row_outcome::used: ++report_.used; break;
        case row_outcome::unknown: ++report_.unknown; break;
        case row_outcome::aggregate:
            ++report_.aggregate;
            add_set_aside(sink, report_.aggregate_sum);
            break;
        case row_outcome::duplicate:
            ++report_.duplicate;
            add_set_aside(sink, report_.duplicate_sum);
            break;
        }
    }

    template <class Sink>
    static void add_set_aside(Sink const& sink, equipoise::detail::twofold& sum)
    {
        if constexpr (requires { sink.amount_set_aside(); }) {
            sum = sum + equipoise::detail::twofold{sink.amount_set_aside()};
        }
    }

    void count_flags()
    {
        for (auto const field : fields_) {
            auto const text = trimmed(field);
            auto const flags = where_.numbers.flags_of(text);
            auto storage = std::string{};
            if (flags != 0
                && (where_.missing.has(where_.numbers.without_flags(text))
                    || parse<double>{}(where_.numbers.plain(text, storage)))) {
                for (auto const flag : text.substr(text.size() - flags)) {
                    ++report_.flags[flag];
                }
            }
        }
    }

    void skip(format_error const& error)
    {
        if (!skip_) {
            throw error;
        }
        ++report_.read;
        report_.skip(error);
    }

    // Whether the row has as many fields as the header, apart from a comma too many at the end of either.
    [[nodiscard]] bool fits() const
    {
        auto const n = splitter_.size();
        auto const width = where_.names.size();
        return n == width || (n == width + 1 && trimmed(splitter_[width]).empty())
               || (n + 1 == width && where_.names.back().empty() && !where_.wants(n));
    }

    // Whether a row that is as wide as the header in the index can be used without splitting it.
    [[nodiscard]] bool fits(char const* first, char const* last) const noexcept
    {
        auto const may_be_blank = is_blank(*first) || *first == '\r' || *first == '\n';
        return static_cast<std::size_t>(last - first) <= longest_row() && !may_be_blank;
    }

    // Finds the wanted fields of a row that the index has in full.
    void find_fields(char const* text, row_place const* begins) noexcept
    {
        auto* const views = fields_.data();
        for (auto const& [place, i] : wanted_) {
            auto const* const at = begins + place;
            views[i] = {text + at[0], std::size_t{at[1]} - at[0] - 1};
        }
        for (auto const i : last_) {
            views[i].remove_suffix(views[i].ends_with('\r') ? 1 : 0);
        }
    }

    // Finds the wanted fields of the row that was split.
    void find_fields(std::size_t size)
    {
        auto const plain = !splitter_.doubled_quotes();
        if (!plain) {
            plain_.clear();
            plain_.reserve(size);
        }
        for (auto const& [place, i] : wanted_) {
            fields_[i] = plain ? splitter_[place] : splitter_.plain(place, plain_);
        }
    }

    // Finds the wanted fields before the one at `end` of the row that was split; the others are views of nothing.
    void find_fields_before(std::size_t end, std::size_t size)
    {
        plain_.clear();
        plain_.reserve(size);
        std::fill(fields_.begin(), fields_.end(), std::string_view{});
        for (auto const& [place, i] : wanted_) {
            if (place < end) {
                fields_[i] = splitter_.plain(place, plain_);
            }
        }
    }

    static std::string fields(std::size_t n) { return std::to_string(n) + (n == 1 ? " field" : " fields"); }

    index index_;
    layout const& where_;
    bool skip_;
    std::size_t line_;
    std::vector<std::string_view> fields_; ///< empty where the file lacks the column
    std::vector<wanted_field> wanted_;
    std::vector<std::size_t> last_; ///< which of the wanted fields end the row
    std::string plain_;             ///< text of the fields with doubled quotes, each pair replaced by one quote
    report report_;
};

} // namespace equipoise::io::detail
