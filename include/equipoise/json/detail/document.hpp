// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/report.hpp>
#include <equipoise/json/detail/record_table.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <simdjson.h>

namespace equipoise::json_detail {

/// Whether a text is a number by the rules of JSON.
[[nodiscard]] constexpr bool is_number(std::string_view text) noexcept
{
    auto at = std::size_t{0};
    auto const digits = [&] {
        auto const begin = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
            ++at;
        }
        return at - begin;
    };
    at += text.starts_with('-') ? 1U : 0U;
    auto const leading_zero = at < text.size() && text[at] == '0';
    if (auto const whole = digits(); whole == 0 || (leading_zero && whole > 1)) {
        return false;
    }
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (digits() == 0) {
            return false;
        }
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        at += at < text.size() && (text[at] == '+' || text[at] == '-') ? 1U : 0U;
        if (digits() == 0) {
            return false;
        }
    }
    return at == text.size();
}

[[nodiscard]] constexpr std::string_view without_space(std::string_view token) noexcept
{
    while (!token.empty()
           && (token.back() == ' ' || token.back() == '\n' || token.back() == '\r' || token.back() == '\t')) {
        token.remove_suffix(1);
    }
    return token;
}

/// Reads a document: its list of records into a table, and what it says of itself besides.
class document {
public:
    /// `wanted` is the name of the list, or empty. The text is followed by the padding that simdjson asks for.
    document(std::string file, std::string wanted, simdjson::padded_string_view text)
        : file_{std::move(file)}, wanted_{std::move(wanted)}, begin_{text.data()}, table_{file_}
    {
        check(parser_.iterate(text).get(document_));
        begun_ = true;
        auto const what = take(document_.type());
        if (what == kind::array) {
            read_top_list(take(document_.get_array()));
        } else if (what == kind::object) {
            read_about(take(document_.get_object()), "", 0);
        } else {
            throw io::file_error{file_, "holds a single value, expected a list of records"};
        }
        if (char const* rest = nullptr; document_.current_location().get(rest) == simdjson::SUCCESS) {
            throw io::file_error{file_, "other text follows the end of the document" + place_of(rest)};
        }
    }

    document(document const&) = delete;
    document& operator=(document const&) = delete;

    [[nodiscard]] record_table const& records() const noexcept { return table_; }

    /// The names of the lists of records that were found; that of a list at the top is empty.
    [[nodiscard]] std::vector<std::string> const& lists() const noexcept { return lists_; }

    /// A value that the document has besides its records; empty where it has none.
    [[nodiscard]] std::string_view about(std::string_view name) const
    {
        auto const found = about_.find(name);
        return found != about_.end() ? std::string_view{found->second} : std::string_view{};
    }

    [[nodiscard]] bool has(std::string_view name) const { return about_.contains(name); }

private:
    using value = simdjson::ondemand::value;
    using kind = simdjson::ondemand::json_type;
    static constexpr auto deepest = 64;

    [[nodiscard]] std::string place_of(char const* at) const
    {
        auto const line = std::count(begin_, at, '\n') + 1;
        return ", at byte " + std::to_string(at - begin_) + " in line " + std::to_string(line);
    }

    void check(simdjson::error_code code)
    {
        if (code == simdjson::SUCCESS) {
            return;
        }
        char const* at = nullptr;
        auto const where =
            begun_ && document_.current_location().get(at) == simdjson::SUCCESS ? place_of(at) : std::string{};
        throw io::file_error{file_, "is not JSON that can be read" + where + ": " + simdjson::error_message(code)};
    }

    template <class T>
    [[nodiscard]] T take(simdjson::simdjson_result<T>&& result)
    {
        auto taken = T{};
        check(std::move(result).get(taken));
        return taken;
    }

    void check_depth(int depth) const
    {
        if (depth > deepest) {
            throw io::file_error{file_, "is nested deeper than " + std::to_string(deepest) + " levels"};
        }
    }

    /// The text of a value that is neither list nor object: that of a number as it stands in the document. An unknown
    /// value, null, is empty.
    [[nodiscard]] std::string_view scalar(value& from, kind what)
    {
        switch (what) {
        case kind::string: return take(from.get_string());
        case kind::boolean: return take(from.get_bool()) ? "true" : "false";
        default: break;
        }
        auto const token = without_space(from.raw_json_token());
        if (what == kind::null) {
            check(token == "null" ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR);
            return {};
        }
        check(is_number(token) ? simdjson::SUCCESS : simdjson::NUMBER_ERROR);
        return token;
    }

    void read_top_list(simdjson::ondemand::array list)
    {
        auto count = std::size_t{0};
        auto second_is_list = false;
        for (auto element : list) {
            auto each = take(std::move(element));
            auto const what = take(each.type());
            ++count;
            // the World Bank: what the answer says of itself, then the list of records, or null where there are none
            if (count == 2 && table_.rows() == 1 && (what == kind::array || what == kind::null)) {
                second_is_list = true;
                about_ = std::move(first_);
                table_.clear();
                if (what == kind::null) {
                    (void)scalar(each, what);
                } else {
                    read_list(take(each.get_array()), "", 1);
                }
                continue;
            }
            if (what != kind::object || second_is_list) {
                throw io::file_error{file_, "element " + std::to_string(count) + " of the list is no record"};
            }
            read_record(take(each.get_object()), count == 1);
        }
        if (!second_is_list) {
            lists_.emplace_back();
        }
    }

    // A list within what a document says of itself: that of the records, or one that is passed over.
    void read_list(simdjson::ondemand::array list, std::string const& name, int depth)
    {
        check_depth(depth);
        auto count = std::size_t{0};
        auto of_records = false;
        for (auto element : list) {
            auto each = take(std::move(element));
            auto const what = take(each.type());
            ++count;
            if (count == 1 && what == kind::object && (wanted_.empty() || wanted_ == name)) {
                of_records = true;
                lists_.push_back(name);
            }
            if (of_records && lists_.size() == 1) {
                if (what != kind::object) {
                    throw io::file_error{file_, "element " + std::to_string(count) + " of the list "
                                                    + io::detail::quoted(name) + " is no record"};
                }
                read_record(take(each.get_object()), false);
            } else {
                pass_over(each, what, depth + 1);
            }
        }
    }

    void pass_over(value& each, kind what, int depth)
    {
        check_depth(depth);
        if (what == kind::array) {
            for (auto element : take(each.get_array())) {
                auto inner = take(std::move(element));
                pass_over(inner, take(inner.type()), depth + 1);
            }
        } else if (what == kind::object) {
            for (auto member : take(each.get_object())) {
                auto field = simdjson::ondemand::field{};
                check(std::move(member).get(field));
                check(field.unescaped_key().error());
                pass_over(field.value(), take(field.value().type()), depth + 1);
            }
        } else {
            (void)scalar(each, what);
        }
    }

    void read_about(simdjson::ondemand::object from, std::string const& prefix, int depth)
    {
        check_depth(depth);
        for (auto member : from) {
            auto field = simdjson::ondemand::field{};
            check(std::move(member).get(field));
            auto const name = prefix + std::string{take(field.unescaped_key())};
            auto const what = take(field.value().type());
            if (what == kind::array) {
                about_[name];
                read_list(take(field.value().get_array()), name, depth + 1);
            } else if (what == kind::object) {
                about_[name];
                read_about(take(field.value().get_object()), name + '.', depth + 1);
            } else {
                about_[name] = std::string{scalar(field.value(), what)};
            }
        }
    }

    void read_record(simdjson::ondemand::object record, bool first)
    {
        table_.begin_row();
        read_members(record, "", first, 0);
        table_.end_row();
    }

    void read_members(simdjson::ondemand::object record, std::string const& prefix, bool first, int depth)
    {
        check_depth(depth);
        for (auto member : record) {
            auto field = simdjson::ondemand::field{};
            check(std::move(member).get(field));
            auto const key = take(field.unescaped_key());
            auto joined = std::string{};
            auto const name = prefix.empty() ? key : std::string_view{joined = prefix + std::string{key}};
            auto const what = take(field.value().type());
            if (what == kind::object) {
                read_members(take(field.value().get_object()), std::string{name} + '.', first, depth + 1);
            } else if (what == kind::array) {
                auto list = take(field.value().get_array());
                table_.set(name, record_table::in_quotes(take(list.raw_json())));
            } else {
                auto const text = scalar(field.value(), what);
                if (first) {
                    first_[std::string{name}] = std::string{text};
                }
                table_.set(name, what == kind::string ? record_table::in_quotes(text) : std::string{text});
            }
        }
    }

    std::string file_;
    std::string wanted_;
    char const* begin_;
    simdjson::ondemand::parser parser_;
    simdjson::ondemand::document document_;
    record_table table_;
    std::vector<std::string> lists_;
    std::map<std::string, std::string, std::less<>> about_;
    std::map<std::string, std::string, std::less<>> first_; ///< the members of the first element of a list at the top
    bool begun_ = false;                                    ///< whether the document can tell where it is being read
};

} // namespace equipoise::json_detail
