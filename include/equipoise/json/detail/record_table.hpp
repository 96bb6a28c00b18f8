// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/report.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise::json_detail {

/// The table that records make: its columns in the order in which they first occur, and a row for each record.
class record_table {
public:
    explicit record_table(std::string file) : file_{std::move(file)} {}

    [[nodiscard]] std::size_t rows() const noexcept { return ends_.size(); }
    [[nodiscard]] std::vector<std::string> const& columns() const noexcept { return columns_; }

    void begin_row() { fields_.assign(columns_.size(), {}); }

    /// The value of a member of the record, as it stands in a delimited text.
    /// @throws io::file_error when the record has the member already
    void set(std::string_view name, std::string value)
    {
        auto place = places_.find(name);
        if (place == places_.end()) {
            place = places_.emplace(name, columns_.size()).first;
            columns_.emplace_back(name);
            fields_.emplace_back();
        }
        auto& current = fields_[place->second];
        if (current.given) {
            throw io::file_error{file_, "record " + std::to_string(rows() + 1) + " has the member "
                                            + io::detail::quoted(name) + " twice"};
        }
        current = {std::move(value), true};
    }

    void end_row()
    {
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            body_ += i > 0 ? "," : "";
            body_ += fields_[i].text;
        }
        ends_.push_back({body_.size(), fields_.size()});
    }

    void clear()
    {
        columns_.clear();
        places_.clear();
        body_.clear();
        ends_.clear();
    }

    /// A delimited text: a header row with the columns, and a line for each record.
    [[nodiscard]] std::string text() const
    {
        auto result = std::string{};
        result.reserve(body_.size() + rows() * 2 + 40 * columns_.size());
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            result += i > 0 ? "," : "";
            result += in_quotes(columns_[i]);
        }
        auto begin = std::size_t{0};
        for (auto const& [end, width] : ends_) {
            result += '\n';
            result.append(body_, begin, end - begin);
            if (columns_.size() == 1 && end == begin) {
                result += "\"\""; // a blank line would be no row
            }
            result.append(columns_.size() - (std::max)(width, std::size_t{1}), ',');
            begin = end;
        }
        return result += '\n';
    }

    [[nodiscard]] static std::string in_quotes(std::string_view text)
    {
        auto result = std::string{'"'};
        for (auto const c : text) {
            result += c;
            if (c == '"') {
                result += '"';
            }
        }
        return result += '"';
    }

private:
    struct field {
        std::string text{};
        bool given = false;
    };

    struct row_end {
        std::size_t at;    ///< in the body
        std::size_t width; ///< the number of columns that were known then
    };

    std::string file_;
    std::vector<std::string> columns_;
    std::map<std::string, std::size_t, std::less<>> places_;
    std::vector<field> fields_; ///< of the current row
    std::string body_;
    std::vector<row_end> ends_;
};

} // namespace equipoise::json_detail
