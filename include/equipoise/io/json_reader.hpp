// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/json_text.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/io/source.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A reader of small JSON texts, such as receipts. It takes what RFC 8259 allows and nothing else; errors tell line and
/// character. Large files of records are read by other means.
namespace equipoise::io::detail {

/// A value of JSON, and where it stands.
struct json_value {
    enum class kind : unsigned char { null, truth, number, text, list, object };

    kind is = kind::null;
    std::string text{};               ///< of a text its characters, of a number or truth value how it is written
    std::vector<std::string> names{}; ///< of the members of an object, each once
    std::vector<json_value> items{};  ///< of a list; of an object the values of its members
    std::size_t line = 1;             ///< counted from 1
    std::size_t character = 1;        ///< within the line, in bytes
};

/// All characters of a file, a stream or a text.
[[nodiscard]] inline std::string characters_of(source const& from)
{
    auto reader = block_reader{from, std::size_t{1} << 16U};
    while (!reader.last()) {
        reader.fill();
    }
    return std::string{reader.text()};
}

class json_reader {
public:
    json_reader(std::string_view text, std::string name) : all_{text}, name_{std::move(name)} {}

    /// The value that is all of the text. @throws format_error
    [[nodiscard]] json_value read()
    {
        skip_blanks();
        auto value = read_value(0);
        skip_blanks();
        if (at_ != all_.size()) {
            refuse("the end");
        }
        return value;
    }

private:
    static constexpr int deepest = 32;

    [[noreturn]] void refuse(std::string const& expected) const
    {
        auto const end = at_ == all_.size();
        auto const size = end ? std::size_t{0} : (std::max)(length_of_character(all_.substr(at_)), std::size_t{1});
        auto const before = all_.substr(0, at_);
        auto const line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
        throw format_error{name_, line, "",
                           (end ? "the end" : detail::quoted(all_.substr(at_, size))) + " at character "
                               + std::to_string(at_ - line_start(at_) + 1),
                           expected};
    }

    [[nodiscard]] std::size_t line_start(std::size_t at) const
    {
        auto const found = at == 0 ? std::string_view::npos : all_.rfind('\n', at - 1);
        return found == std::string_view::npos ? 0 : found + 1;
    }

    [[nodiscard]] char next() const { return at_ < all_.size() ? all_[at_] : '\0'; }

    void skip_blanks()
    {
        for (; at_ < all_.size() && std::string_view{" \t\r\n"}.find(all_[at_]) != std::string_view::npos; ++at_) {
            if (all_[at_] == '\n') {
                ++line_;
                line_at_ = at_ + 1;
            }
        }
    }

    void expect(char c)
    {
        if (next() != c || at_ == all_.size()) {
            refuse(std::string{c});
        }
        ++at_;
    }

    [[nodiscard]] json_value read_value(int depth)
    {
        if (depth > deepest) {
            refuse("at most " + std::to_string(deepest) + " lists and objects within one another");
        }
        auto value = json_value{};
        value.line = line_;
        value.character = at_ - line_at_ + 1;
        switch (next()) {
        case '{': read_object(value, depth); break;
        case '[': read_list(value, depth); break;
        case '"':
            value.is = json_value::kind::text;
            value.text = read_text();
            break;
        case 't': read_word(value, "true", json_value::kind::truth); break;
        case 'f': read_word(value, "false", json_value::kind::truth); break;
        case 'n': read_word(value, "null", json_value::kind::null); break;
        default: read_number(value); break;
        }
        return value;
    }

    void read_object(json_value& value, int depth)
    {
        value.is = json_value::kind::object;
        read_items('}', [&] {
            auto const begin = at_;
            if (next() != '"') {
                refuse("the name of a member");
            }
            auto name = read_text();
            if (std::find(value.names.begin(), value.names.end(), name) != value.names.end()) {
                at_ = begin;
                refuse("a name that the object does not have yet");
            }
            skip_blanks();
            expect(':');
            skip_blanks();
            value.names.push_back(std::move(name));
            value.items.push_back(read_value(depth + 1));
        });
    }

    void read_list(json_value& value, int depth)
    {
        value.is = json_value::kind::list;
        read_items(']', [&] { value.items.push_back(read_value(depth + 1)); });
    }

    template <class Read>
    void read_items(char end, Read const& read)
    {
        ++at_;
        skip_blanks();
        if (next() == end) {
            ++at_;
            return;
        }
        for (;;) {
            read();
            skip_blanks();
            if (next() == end) {
                ++at_;
                return;
            }
            if (next() != ',') {
                refuse(std::string{", or "} + end);
            }
            ++at_;
            skip_blanks();
        }
    }

    void read_word(json_value& value, std::string_view word, json_value::kind is)
    {
        if (all_.substr(at_, word.size()) != word) {
            refuse("a value");
        }
        at_ += word.size();
        value.is = is;
        value.text = word;
    }

    [[nodiscard]] bool skip_digits()
    {
        auto const begin = at_;
        while (next() >= '0' && next() <= '9') {
            ++at_;
        }
        return at_ != begin;
    }

    void read_number(json_value& value)
    {
        auto const begin = at_;
        at_ += next() == '-' ? 1U : 0U;
        if (next() == '0') {
            ++at_; // no other digit may follow
        } else if (!skip_digits()) {
            at_ = begin;
            refuse("a value");
        }
        if (next() == '.') {
            ++at_;
            if (!skip_digits()) {
                refuse("a digit");
            }
        }
        if (next() == 'e' || next() == 'E') {
            ++at_;
            at_ += next() == '+' || next() == '-' ? 1U : 0U;
            if (!skip_digits()) {
                refuse("a digit");
            }
        }
        value.is = json_value::kind::number;
        value.text = all_.substr(begin, at_ - begin);
    }

    [[nodiscard]] std::string read_text()
    {
        auto text = std::string{};
        ++at_;
        for (;;) {
            auto const c = next();
            if (at_ == all_.size() || static_cast<unsigned char>(c) < 0x20) {
                refuse("a character of a text, or the quote that ends it");
            }
            if (c == '"') {
                ++at_;
                return text;
            }
            if (c == '\\') {
                read_escape(text);
                continue;
            }
            auto const size = length_of_character(all_.substr(at_));
            if (size == 0) {
                refuse("a character in UTF-8");
            }
            text += all_.substr(at_, size);
            at_ += size;
        }
    }

    void read_escape(std::string& text)
    {
        constexpr auto letters = std::string_view{"\"\\/bfnrt"};
        constexpr auto meanings = std::string_view{"\"\\/\b\f\n\r\t"};
        ++at_;
        if (auto const found = letters.find(next()); found != std::string_view::npos && at_ < all_.size()) {
            text += meanings[found];
            ++at_;
            return;
        }
        auto const begin = at_;
        auto code = read_unit();
        if (code >= 0xD800 && code < 0xDC00) { // the first half of a pair of UTF-16
            if (all_.substr(at_, 2) != "\\u") {
                refuse("the second half of a pair of \\u");
            }
            ++at_;
            auto const second = read_unit();
            if (second < 0xDC00 || second > 0xDFFF) {
                at_ = begin;
                refuse("a pair of \\u that is a character");
            }
            code = 0x10000 + ((code - 0xD800) << 10U) + (second - 0xDC00);
        } else if (code >= 0xDC00 && code < 0xE000) {
            at_ = begin;
            refuse("a \\u that is a character");
        }
        append_character(text, code);
    }

    [[nodiscard]] std::uint32_t read_unit()
    {
        if (next() != 'u') {
            refuse("one of \" \\ / b f n r t u");
        }
        ++at_;
        auto unit = std::uint32_t{0};
        for (auto i = 0; i < 4; ++i, ++at_) {
            constexpr auto digits = std::string_view{"0123456789abcdef0123456789ABCDEF"};
            auto const found = digits.find(next());
            if (found == std::string_view::npos || at_ == all_.size()) {
                refuse("a hexadecimal digit");
            }
            unit = unit * 16 + static_cast<std::uint32_t>(found % 16);
        }
        return unit;
    }

    static void append_character(std::string& text, std::uint32_t code)
    {
        auto const rest = [&](unsigned shift) { text += static_cast<char>(0x80U | (code >> shift & 0x3FU)); };
        if (code < 0x80) {
            text += static_cast<char>(code);
            return;
        }
        if (code < 0x800) {
            text += static_cast<char>(0xC0U | code >> 6U);
        } else if (code < 0x10000) {
            text += static_cast<char>(0xE0U | code >> 12U);
            rest(6);
        } else {
            text += static_cast<char>(0xF0U | code >> 18U);
            rest(12);
            rest(6);
        }
        rest(0);
    }

    std::string_view all_;
    std::string name_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t line_at_ = 0; ///< where the line begins
};

} // namespace equipoise::io::detail
