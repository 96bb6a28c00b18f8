// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/matrix_layout.hpp>
#include <equipoise/io/parse.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/io/source.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

/// What file_parameters.json says of the files in a folder of pymrio.
namespace equipoise::io {

/// A file in a folder of pymrio.
struct pymrio_file {
    std::string name{}; ///< "Z.txt"
    matrix_layout layout{};
};

namespace detail {

/// Reads the part of JSON that file_parameters.json has: objects, texts and numbers, of any order.
class parameter_reader {
public:
    parameter_reader(std::string file, std::string_view text) : file_{std::move(file)}, text_{text} {}

    /// The texts and numbers in the document, each under the names that lead to it, joined by line breaks.
    [[nodiscard]] std::map<std::string, std::string> read()
    {
        skip_mark();
        read_value("");
        if (next() != '\0') {
            fail("the end of the document");
        }
        return std::move(values_);
    }

private:
    void skip_mark() { at_ = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

    // The next character that is no space; NUL at the end.
    [[nodiscard]] char next()
    {
        while (at_ < text_.size() && std::string_view{" \t\r\n"}.find(text_[at_]) != std::string_view::npos) {
            ++at_;
        }
        return at_ < text_.size() ? text_[at_] : '\0';
    }

    [[noreturn]] void fail(char const* expected) const
    {
        throw file_error{file_,
                         "is not as pymrio writes it: at byte " + std::to_string(at_) + ", expected " + expected};
    }

    void expect(char c, char const* what)
    {
        if (next() != c) {
            fail(what);
        }
        ++at_;
    }

    [[nodiscard]] std::string read_text()
    {
        expect('"', "a text");
        auto result = std::string{};
        for (; at_ < text_.size() && text_[at_] != '"'; ++at_) {
            if (text_[at_] == '\\' && ++at_ == text_.size()) {
                break;
            }
            result += text_[at_];
        }
        expect('"', "a closing quote");
        return result;
    }

    void read_value(std::string const& path, int depth = 0)
    {
        if (depth > 16) {
            fail("fewer levels");
        }
        if (next() == '{') {
            ++at_;
            if (next() == '}') {
                ++at_;
                return;
            }
            for (;;) {
                auto const name = read_text();
                expect(':', "a colon");
                read_value(path + '\n' + name, depth + 1);
                if (next() != ',') {
                    break;
                }
                ++at_;
            }
            expect('}', "a closing brace");
        } else if (next() == '"') {
            values_[path] = read_text();
        } else {
            auto const begin = at_;
            while (at_ < text_.size() && std::string_view{",}] \t\r\n"}.find(text_[at_]) == std::string_view::npos) {
                ++at_;
            }
            if (at_ == begin) {
                fail("a value");
            }
            values_[path] = text_.substr(begin, at_ - begin);
        }
    }

    std::string file_;
    std::string_view text_;
    std::size_t at_ = 0;
    std::map<std::string, std::string> values_;
};

[[nodiscard]] inline std::string all_of(source const& from)
{
    if (from.in_memory()) {
        return std::string{from.characters()};
    }
    auto text = std::string{};
    auto blocks = block_reader{from, std::size_t{1} << 16U};
    do {
        blocks.fill();
        text += blocks.text();
        blocks.drop(blocks.text().size());
    } while (!blocks.last());
    return text;
}

} // namespace detail

/// The files of a folder of pymrio by their keys, such as "Z", with the layouts that file_parameters.json gives them:
///
///     auto const files = io::pymrio_files("mrio/file_parameters.json");
///     auto const flows = io::read_matrix("mrio/" + files.at("Z").name, files.at("Z").layout);
///
/// @throws file_error when the source cannot be read, is cut off, or names no files
[[nodiscard]] inline std::map<std::string, pymrio_file> pymrio_files(source const& from)
{
    auto const text = detail::all_of(from);
    auto files = std::map<std::string, pymrio_file>{};
    constexpr auto prefix = std::string_view{"\nfiles\n"};
    for (auto const& [path, value] : detail::parameter_reader{from.name(), text}.read()) {
        if (!path.starts_with(prefix)) {
            continue;
        }
        auto const end = path.find('\n', prefix.size());
        if (end == std::string::npos) {
            continue;
        }
        auto& file = files[path.substr(prefix.size(), end - prefix.size())];
        auto const what = std::string_view{path}.substr(end + 1);
        file.layout.separator = '\t';
        if (what == "name") {
            file.name = value;
        } else if (what == "nr_header" || what == "nr_index_col") {
            auto const number = parse<std::size_t>{}(value);
            if (!number) {
                throw file_error{from.name(),
                                 std::string{what} + " is " + detail::quoted(value) + ", expected a whole number"};
            }
            (what == "nr_header" ? file.layout.header_rows : file.layout.index_columns) = number;
        }
    }
    if (files.empty()) {
        throw file_error{from.name(), "names no files"};
    }
    return files;
}

} // namespace equipoise::io
