// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/io/json_reader.hpp>
#include <equipoise/io/json_text.hpp>
#include <equipoise/io/parse.hpp>
#include <equipoise/io/receipt.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/io/source.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Receipts as text: `write_receipt` makes JSON of them, `parse_receipt` reads it.
namespace equipoise::io {

/// A receipt as JSON, which `parse_receipt` reads: an object with the members receipt (the name of this form),
/// library_version, program, options, sources, indices, columns and results. Its numbers are those of `exact_text`.
/// @throws invalid_parameter for two options of the same name
[[nodiscard]] inline std::string write_receipt(receipt const& from)
{
    for (auto each = from.options.begin(); each != from.options.end(); ++each) {
        if (std::any_of(from.options.begin(), each, [&](auto const& other) { return other.first == each->first; })) {
            throw invalid_parameter{"write_receipt", "there are two options called " + each->first};
        }
    }
    auto const list = [](auto const& items, std::string_view open, std::string_view indent, char close,
                         auto const& write) {
        auto out = std::string{open};
        for (auto const& item : items) {
            out += out.size() == open.size() ? "\n" : ",\n";
            out += indent;
            out += "  " + write(item);
        }
        return out += items.empty() ? std::string{close} : '\n' + std::string{indent} + close;
    };
    auto const count = [](row_count const& each) {
        return "{\"fate\": " + json_text(each.fate) + ", \"rows\": " + std::to_string(each.rows)
               + ", \"amount\": " + json_text(each.amount) + '}';
    };
    auto const file = [&](receipt_source const& each) {
        return "{\n      \"file\": " + json_text(each.file) + ",\n      \"format\": " + json_text(each.format)
               + ",\n      \"provider\": " + json_text(each.provider)
               + ",\n      \"vintage\": " + json_text(each.vintage) + ",\n      \"sha256\": " + json_text(each.sha256)
               + ",\n      \"bytes\": " + std::to_string(each.bytes)
               + ",\n      \"rows\": " + list(each.rows, "[", "      ", ']', count) + "\n    }";
    };
    auto const index = [](receipt_index const& each) {
        return "{\"name\": " + json_text(each.name) + ", \"formula\": " + json_text(each.formula)
               + ", \"source\": " + json_text(each.source) + '}';
    };
    auto const option = [](auto const& each) { return json_text(each.first) + ": " + json_text(each.second); };
    auto const joined = [](std::vector<std::string> const& parts, auto const& write) {
        auto out = std::string{"["};
        for (auto const& part : parts) {
            out += (out.size() == 1 ? "" : ", ") + write(part);
        }
        return out + ']';
    };
    auto const row = [&](std::vector<std::string> const& cells) {
        return joined(cells, [](std::string const& cell) { return cell; });
    };
    return "{\n  \"receipt\": \"equipoise 1\",\n  \"library_version\": " + json_text(from.version)
           + ",\n  \"program\": " + json_text(from.program)
           + ",\n  \"options\": " + list(from.options, "{", "  ", '}', option)
           + ",\n  \"sources\": " + list(from.sources, "[", "  ", ']', file)
           + ",\n  \"indices\": " + list(from.indices, "[", "  ", ']', index) + ",\n  \"columns\": "
           + joined(from.results.columns, [](std::string const& name) { return json_text(name); })
           + ",\n  \"results\": " + list(from.results.rows, "[", "  ", ']', row) + "\n}\n";
}

namespace detail {

/// Takes a receipt out of JSON. Each member has to be there, and no other.
class receipt_reader {
public:
    explicit receipt_reader(std::string name) : name_{std::move(name)} {}

    [[nodiscard]] receipt read(json_value const& value) const
    {
        auto result = receipt{};
        auto const all = members(
            value, {"receipt", "library_version", "program", "options", "sources", "indices", "columns", "results"});
        if (text(*all[0]) != "equipoise 1") {
            refuse(*all[0], "\"equipoise 1\", the form of receipts that this version reads");
        }
        result.version = text(*all[1]);
        result.program = text(*all[2]);
        need(*all[3], json_value::kind::object, "an object");
        for (std::size_t i = 0; i < all[3]->items.size(); ++i) {
            result.options.emplace_back(all[3]->names[i], text(all[3]->items[i]));
        }
        for (auto const& each : list(*all[4])) {
            result.sources.push_back(file(each));
        }
        for (auto const& each : list(*all[5])) {
            auto const parts = members(each, {"name", "formula", "source"});
            result.indices.push_back({text(*parts[0]), text(*parts[1]), text(*parts[2])});
        }
        for (auto const& each : list(*all[6])) {
            result.results.columns.push_back(text(each));
        }
        for (auto const& each : list(*all[7])) {
            if (list(each).size() != result.results.columns.size()) {
                refuse(each,
                       "a list of " + std::to_string(result.results.columns.size()) + " cells, as there are columns");
            }
            auto& row = result.results.rows.emplace_back();
            for (auto const& each_cell : each.items) {
                row.push_back(cell(each_cell));
            }
        }
        return result;
    }

private:
    [[noreturn]] void refuse(json_value const& value, std::string const& expected) const
    {
        using kind = json_value::kind;
        auto const found = value.is == kind::object ? "an object"
                           : value.is == kind::list ? "a list"
                           : value.is == kind::null ? "null"
                                                    : detail::quoted(std::string_view{value.text});
        throw format_error{name_, value.line, "", found + " at character " + std::to_string(value.character), expected};
    }

    void need(json_value const& value, json_value::kind is, std::string const& expected) const
    {
        if (value.is != is) {
            refuse(value, expected);
        }
    }

    [[nodiscard]] std::string text(json_value const& value) const
    {
        need(value, json_value::kind::text, "a text");
        return value.text;
    }

    [[nodiscard]] std::vector<json_value> const& list(json_value const& value) const
    {
        need(value, json_value::kind::list, "a list");
        return value.items;
    }

    /// The members of an object in the order of their names here.
    [[nodiscard]] std::vector<json_value const*> members(json_value const& value,
                                                         std::vector<std::string_view> const& names) const
    {
        need(value, json_value::kind::object, "an object");
        auto result = std::vector<json_value const*>{};
        for (auto const name : names) {
            auto const found = std::find(value.names.begin(), value.names.end(), name);
            if (found == value.names.end()) {
                refuse(value, "one with the member " + detail::quoted(name));
            }
            result.push_back(&value.items[static_cast<std::size_t>(found - value.names.begin())]);
        }
        for (std::size_t i = 0; i < value.names.size(); ++i) {
            if (std::find(names.begin(), names.end(), value.names[i]) == names.end()) {
                refuse(value.items[i], "no member " + detail::quoted(std::string_view{value.names[i]}));
            }
        }
        return result;
    }

    [[nodiscard]] std::uint64_t whole(json_value const& value) const
    {
        auto const read = value.is == json_value::kind::number ? parse<std::uint64_t>{}(value.text) : std::nullopt;
        if (!read) {
            refuse(value, "a whole number from 0 on");
        }
        return *read;
    }

    [[nodiscard]] double number(json_value const& value) const
    {
        if (value.is == json_value::kind::null) {
            return undefined;
        }
        auto const read = value.is == json_value::kind::number ? parse<double>{}(value.text) : std::nullopt;
        if (!read) {
            refuse(value, "a number that fits a double, or null");
        }
        return *read;
    }

    /// A cell as `results_of` writes it, whatever the spelling of its number or text.
    [[nodiscard]] std::string cell(json_value const& value) const
    {
        using kind = json_value::kind;
        if (value.is == kind::text) {
            return json_text(value.text);
        }
        if (value.is == kind::number) {
            auto const digits = value.text.find_first_of(".eE") == std::string::npos;
            auto const integer = digits ? parse<std::int64_t>{}(value.text) : std::nullopt;
            return integer && *integer != 0 ? std::to_string(*integer) : json_text(number(value)); // there is a -0
        }
        need(value, kind::null, "a text, a number or null");
        return "null";
    }

    [[nodiscard]] receipt_source file(json_value const& value) const
    {
        auto const parts = members(value, {"file", "format", "provider", "vintage", "sha256", "bytes", "rows"});
        auto result = receipt_source{text(*parts[0]), text(*parts[1]), text(*parts[2]),
                                     text(*parts[3]), text(*parts[4]), whole(*parts[5])};
        if (result.sha256.size() != 64 || result.sha256.find_first_not_of("0123456789abcdef") != std::string::npos) {
            refuse(*parts[4], "64 hexadecimal digits");
        }
        for (auto const& each : list(*parts[6])) {
            auto const count = members(each, {"fate", "rows", "amount"});
            result.rows.push_back({text(*count[0]), whole(*count[1]), number(*count[2])});
        }
        return result;
    }

    std::string name_;
};

} // namespace detail

/// Reads a receipt that `write_receipt` wrote. The order of the members and blanks do not matter; a member that is
/// missing, unknown or of another kind is an error, and so is anything that is not JSON.
/// @throws format_error with line and character; file_error when the file cannot be read
[[nodiscard]] inline receipt parse_receipt(source const& from)
{
    auto const text = detail::characters_of(from);
    return detail::receipt_reader{from.name()}.read(detail::json_reader{text, from.name()}.read());
}

} // namespace equipoise::io
