// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/io/detail/utf8_text.hpp>
#include <equipoise/io/matrix_layout.hpp>
#include <equipoise/io/parse.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/io/row_splitter.hpp>
#include <equipoise/io/source.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise::io::detail {

/// Calls visit(row, line) for each row of a delimited text that is not blank. @return whether the last one has a line
/// break
template <class Visit>
bool for_each_line(source const& from, char separator, char quote, Visit visit,
                   std::size_t longest_row = std::size_t{1} << 26U)
{
    auto blocks = block_reader{from, std::size_t{1} << 18U};
    auto splitter = row_splitter{separator, quote};
    auto line = std::size_t{1};
    auto begun = false;
    auto finished = true;
    for (;;) {
        auto const text = blocks.text();
        auto const* at = text.data();
        auto const* const end = at + text.size();
        if (!begun && (text.size() >= 3 || blocks.last())) {
            if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
                throw file_error{from.name(), "is UTF-16 text, expected UTF-8 or another encoding in single bytes"};
            }
            at += text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
            begun = true;
        }
        while (begun && at != end) {
            auto const* const next = splitter.split(at, end, blocks.last());
            auto const* const seen = next != nullptr ? next : end;
            if (static_cast<std::size_t>(seen - at) > longest_row || (next == nullptr && blocks.last())) {
                throw format_error{from.name(), line, "",
                                   splitter.open_quote() != nullptr ? "an opening quote" : "a row without end",
                                   splitter.open_quote() != nullptr ? "its closing one" : "a line break"};
            }
            if (next == nullptr) {
                break;
            }
            if (!splitter.blank()) {
                if (splitter.flaw() != row_splitter::none) {
                    throw format_error{from.name(), line, std::to_string(splitter.flaw() + 1),
                                       std::string{splitter[splitter.flaw()]},
                                       "quotes only around a whole field, and doubled within"};
                }
                visit(splitter, line);
            }
            finished = next[-1] == '\n';
            line += 1 + splitter.breaks();
            at = next;
        }
        blocks.drop(static_cast<std::size_t>(at - text.data()));
        if (blocks.last()) {
            return finished;
        }
        blocks.fill();
    }
}

/// Reads a matrix row by row.
class matrix_reader {
public:
    matrix_reader(std::string file, matrix_layout const& layout) : file_{std::move(file)}, layout_{layout} {}

    void read(source const& from)
    {
        unfinished = !for_each_line(
            from, layout_.separator, layout_.quote,
            [this](row_splitter const& row, std::size_t line) { take(row, line); }, layout_.longest_row);
        if (!in_body_) {
            throw file_error{file_, header_.empty() ? "is empty, expected a matrix with labels"
                                                    : "holds labels of columns, but no row of numbers"};
        }
        if (!layout_.row_labels.empty() && all_rows_.size() != layout_.row_labels.size()) {
            throw file_error{file_, "has " + std::to_string(all_rows_.size()) + " rows, but there are "
                                        + std::to_string(layout_.row_labels.size()) + " labels for them"};
        }
        check_unique(all_rows_, "rows");
        check_whole();
    }

    [[nodiscard]] std::vector<omitted_label> sums_of_columns() const
    {
        auto result = std::vector<omitted_label>{};
        for (auto const& [what, sum] : omitted_columns_) {
            result.push_back({what, sum.value().value()});
        }
        return result;
    }

    std::vector<label> rows;
    std::vector<label> columns;
    std::vector<double> values;
    std::vector<omitted_label> omitted_rows;
    std::size_t empty_cells = 0;
    bool unfinished = false;

private:
    struct column_sum {
        label what;
        equipoise::detail::running_sum sum;
    };

    static constexpr auto stays = static_cast<std::size_t>(-1);

    [[nodiscard]] std::string text_of(row_splitter const& row, std::size_t i)
    {
        storage_.clear();
        storage_.reserve(row[i].size());
        return utf8_of(trimmed(row.plain(i, storage_)));
    }

    void take(row_splitter const& row, std::size_t line)
    {
        if (!in_body_ && is_header(row)) {
            auto& texts = header_.emplace_back();
            for (std::size_t i = 0; i < row.size(); ++i) {
                texts.push_back(text_of(row, i));
            }
            if (header_.size() == 1 && !layout_.index_columns) {
                index_ = 1;
                while (index_ < texts.size() && texts[index_].empty()) {
                    ++index_;
                }
            }
            return;
        }
        if (!in_body_) {
            begin_body(row);
            if (names_labels(row)) {
                return;
            }
        }
        read_row(row, line);
    }

    [[nodiscard]] bool is_header(row_splitter const& row)
    {
        if (layout_.header_rows) {
            return header_.size() < *layout_.header_rows;
        }
        if (header_.empty()) {
            return true;
        }
        for (auto i = index(); i < row.size(); ++i) {
            if (auto const cell = trimmed(row[i]); !cell.empty() && !parse<double>{}(cell)) {
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] std::size_t index() const { return layout_.index_columns.value_or(index_); }

    // Below two rows of labels or more, some programs write a row that names the columns of labels. A row that has the
    // label of a column is none of these: it is a row of a square table, without a number.
    [[nodiscard]] bool names_labels(row_splitter const& row)
    {
        if (header_.size() < 2 || index() == 0 || trimmed(row[0]).empty()) {
            return false;
        }
        for (auto i = index(); i < row.size(); ++i) {
            if (!trimmed(row[i]).empty()) {
                return false;
            }
        }
        auto levels = std::vector<std::string>{};
        for (std::size_t i = 0; i < index(); ++i) {
            levels.push_back(text_of(row, i));
        }
        auto const own = make_label(levels, layout_).text();
        return std::none_of(all_columns_.begin(), all_columns_.end(),
                            [&](label const& column) { return column.text() == own; });
    }

    void begin_body(row_splitter const& row)
    {
        in_body_ = true;
        if (header_.empty()) {
            all_columns_ = layout_.column_labels;
            width_ = row.size();
            while (width_ > index() && trimmed(row[width_ - 1]).empty()) {
                --width_; // separators at the end of the rows
            }
        } else {
            width_ = 0;
            for (auto const& texts : header_) {
                width_ = (std::max)(width_, texts.size());
            }
            while (width_ > index() && std::all_of(header_.begin(), header_.end(), [&](auto const& texts) {
                       return texts.size() < width_ || texts[width_ - 1].empty();
                   })) {
                --width_;
            }
            for (auto j = index(); j < width_; ++j) {
                auto levels = std::vector<std::string>{};
                for (auto const& texts : header_) {
                    levels.push_back(j < texts.size() ? texts[j] : "");
                }
                all_columns_.push_back(make_label(levels, layout_));
            }
        }
        if (all_columns_.size() != width_ - index()) {
            throw file_error{file_, "has " + std::to_string(width_ - index()) + " columns, but there are "
                                        + std::to_string(all_columns_.size()) + " labels for them"};
        }
        check_unique(all_columns_, "columns");
        for (auto const& one : all_columns_) {
            if (matches_any(layout_.omit_columns, one.text())) {
                places_.push_back(omitted_columns_.size());
                omitted_columns_.push_back({one, {}});
            } else {
                places_.push_back(stays);
                columns.push_back(one);
            }
        }
    }

    void read_row(row_splitter const& row, std::size_t line)
    {
        auto fields = row.size();
        while (fields > width_ && trimmed(row[fields - 1]).empty()) {
            --fields;
        }
        if (fields != width_) {
            throw format_error{file_, line, "", std::to_string(fields) + " fields", std::to_string(width_) + " fields"};
        }
        auto const& one = all_rows_.emplace_back(row_label(row, line));
        auto const is_omitted = matches_any(layout_.omit_rows, one.text());
        auto sum = equipoise::detail::running_sum{};
        if (!is_omitted) {
            rows.push_back(one);
            if (values.capacity() - values.size() < columns.size()) {
                values.reserve(values.size() + (std::max)(values.size() / 2, 64 * columns.size()));
            }
        }
        for (std::size_t j = 0; j < all_columns_.size(); ++j) {
            auto const value = number(row[index() + j], line, j);
            if (is_omitted) {
                sum.add(places_[j] == stays ? value : 0.0);
            } else if (places_[j] == stays) {
                values.push_back(value);
            } else {
                omitted_columns_[places_[j]].sum.add(value);
            }
        }
        if (is_omitted) {
            omitted_rows.push_back({one, sum.value().value()});
        }
    }

    [[nodiscard]] label row_label(row_splitter const& row, std::size_t line)
    {
        if (index() == 0) {
            if (all_rows_.size() >= layout_.row_labels.size()) {
                throw format_error{file_, line, "", "a row without a label",
                                   "as many rows as labels, " + std::to_string(layout_.row_labels.size())};
            }
            return layout_.row_labels[all_rows_.size()];
        }
        auto levels = std::vector<std::string>{};
        for (std::size_t i = 0; i < index(); ++i) {
            levels.push_back(text_of(row, i));
        }
        return make_label(levels, layout_);
    }

    [[nodiscard]] double number(std::string_view field, std::size_t line, std::size_t column)
    {
        auto value = 0.0;
        if (read_quickly(field, value)) {
            return value;
        }
        auto const text = trimmed(field);
        if (text.empty() && layout_.empty) {
            ++empty_cells;
            return *layout_.empty;
        }
        if (auto const read = parse<double>{}(text)) {
            return *read;
        }
        throw format_error{file_, line, all_columns_[column].text(), std::string{text}, "a number"};
    }

    void check_unique(std::vector<label> const& labels, char const* what) const
    {
        auto known = std::map<label, std::size_t>{};
        for (std::size_t i = 0; i < labels.size(); ++i) {
            if (auto const [first, is_new] = known.emplace(labels[i], i); !is_new) {
                throw header_error{file_, std::string{"two "} + what + " " + detail::quoted(labels[i].text())
                                              + ", numbers " + std::to_string(first->second + 1) + " and "
                                              + std::to_string(i + 1)};
            }
        }
    }

    // The rows of a square table have the labels of its columns. One of which the last rows are missing was cut off.
    void check_whole() const
    {
        auto const sectors = [](std::vector<label> const& all) {
            auto result = std::vector<std::string>{};
            for (auto const& one : all) {
                if (one.kind == label_kind::sector) {
                    result.push_back(one.text());
                }
            }
            return result;
        };
        auto const ours = sectors(all_rows_);
        auto const theirs = sectors(all_columns_);
        if (ours.size() < theirs.size() && !ours.empty() && std::equal(ours.begin(), ours.end(), theirs.begin())) {
            throw file_error{file_, "has rows for " + std::to_string(ours.size()) + " of its "
                                        + std::to_string(theirs.size()) + " columns and ends before "
                                        + detail::quoted(theirs[ours.size()]) + ": it was cut off"};
        }
    }

    std::string file_;
    matrix_layout const& layout_;
    std::vector<std::vector<std::string>> header_;
    std::size_t index_ = 1; ///< number of columns that hold labels of rows, where the layout does not give it
    std::size_t width_ = 0;
    bool in_body_ = false;
    std::vector<label> all_rows_;
    std::vector<label> all_columns_;
    std::vector<std::size_t> places_; ///< for each column, its place among the omitted ones
    std::vector<column_sum> omitted_columns_;
    std::string storage_;
};

} // namespace equipoise::io::detail
