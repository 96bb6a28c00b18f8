// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace equipoise::codes_detail {

/// The characters of a text as code points: of UTF-8, or of Windows-1252 where it is not UTF-8.
[[nodiscard]] inline bool decode_utf8(std::string_view text, std::u32string& points)
{
    points.clear();
    for (auto i = std::size_t{0}; i != text.size();) {
        auto const first = static_cast<unsigned char>(text[i++]);
        auto const more = first < 0x80 ? 0 : first >= 0xc2 && first < 0xe0 ? 1 : first >= 0xe0 && first < 0xf0 ? 2 : -1;
        if (more < 0) {
            return false;
        }
        auto point = static_cast<char32_t>(more == 0 ? first : more == 1 ? first & 0x1f : first & 0x0f);
        for (auto k = 0; k != more; ++k) {
            if (i == text.size() || (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) {
                return false;
            }
            point = point << 6 | (static_cast<unsigned char>(text[i++]) & 0x3f);
        }
        points.push_back(point);
    }
    return true;
}

[[nodiscard]] inline std::u32string decode(std::string_view text)
{
    auto points = std::u32string{};
    if (!decode_utf8(text, points)) {
        points.clear();
        for (char const c : text) {
            points.push_back(static_cast<unsigned char>(c));
        }
        return points;
    }
    // UTF-8 that was once read as ISO-8859-1 and written as UTF-8 again
    auto bytes = std::string{};
    for (auto const point : points) {
        if (point > 0xff) {
            return points;
        }
        bytes += static_cast<char>(point);
    }
    auto again = std::u32string{};
    return decode_utf8(bytes, again) ? again : points;
}

/// The letter that a code point has without its accent, in small; 0 for what is no letter but separates words, 1 for
/// what is dropped, '?' for a letter that is not Latin.
[[nodiscard]] inline char base_letter(char32_t point) noexcept
{
    constexpr std::string_view latin1 = "aaaaaaaceeeeiiiidnooooo\1ouuuuytsaaaaaaaceeeeiiiidnooooo\1ouuuuyty";
    constexpr std::string_view latin_a =
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooo"
        "rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    if (point < 0x80) {
        auto const c = static_cast<char>(point);
        return c >= 'a' && c <= 'z'                            ? c
               : c >= 'A' && c <= 'Z'                          ? static_cast<char>(c - 'A' + 'a')
               : c >= '0' && c <= '9'                          ? c
               : c == '.' || c == '\'' || c == '`' || c == '*' ? '\1'
                                                               : '\0';
    }
    switch (point) {
    case 0x8a:
    case 0x9a: return 's';
    case 0x8c:
    case 0x9c: return 'o';
    case 0x8e:
    case 0x9e: return 'z';
    case 0x9f: return 'y';
    case 0x96:
    case 0x97:
    case 0xa0:
    case 0x2013:
    case 0x2014: return '\0';
    case 0x218:
    case 0x219: return 's';
    case 0x21a:
    case 0x21b: return 't';
    default: break;
    }
    return point >= 0xc0 && point < 0x100    ? latin1[point - 0xc0]
           : point >= 0x100 && point < 0x180 ? latin_a[point - 0x100]
           : point < 0xc0 || (point >= 0x300 && point < 0x370) || (point >= 0x2000 && point < 0x2070) ? '\1'
                                                                                                      : '?';
}

/// Writes the characters of HTML entities for them: "C&ocirc;te", "&nbsp;Laos", "Antigua &amp; Barbuda", "&#39;".
[[nodiscard]] inline std::string without_entities(std::string_view text)
{
    auto result = std::string{};
    while (!text.empty()) {
        auto const end = text[0] == '&' ? text.find(';') : std::string_view::npos;
        if (end == std::string_view::npos || end < 3 || end > 9
            || text.substr(0, end).find(' ') != std::string_view::npos) {
            result += text[0];
            text.remove_prefix(1);
            continue;
        }
        auto const name = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
        if (name == "amp") {
            result += '&';
        } else if (name == "nbsp" || name == "ndash" || name == "mdash" || name == "#160") {
            result += ' ';
        } else if (name == "szlig") {
            result += "s";
        } else if (name[0] != '#' && name.substr(1) != "quot" && name.find("quo") == std::string_view::npos
                   && name != "apos" && name != "quot" && name != "lt" && name != "gt") {
            result += name[0]; // the letter below the accent
        }
    }
    return result;
}

/// A name of a state in the form in which it is looked up: without accents, in small letters, words with one blank
/// between them, "and" for "&", without punctuation, numbers in brackets such as "(...1990)", and "the" at either end;
/// "saint", "islands", "republic", "democratic" and "former" are spelled in one way.
[[nodiscard]] inline std::string folded(std::string_view text)
{
    static constexpr std::pair<std::string_view, std::string_view> spellings[] = {
        {"saint", "st"},       {"isds", "islands"}, {"isl", "islands"}, {"rep", "republic"},
        {"dem", "democratic"}, {"former", "fmr"},   {"fm", "fmr"},
    };
    auto letters = std::string{};
    for (auto const point : decode(without_entities(text))) {
        if (point == U'&') {
            letters += " and ";
        } else if (auto const letter = base_letter(point); letter != '\1') {
            letters += letter == '\0' ? ' ' : letter;
        }
    }
    auto result = std::string{};
    auto const append = [&result](std::string_view word) {
        auto const number = word.find_first_not_of("0123456789") == std::string_view::npos;
        if (!word.empty() && !number && !(result.empty() && word == "the")) {
            for (auto const& [found, spelled] : spellings) {
                word = word == found ? spelled : word;
            }
            (result += result.empty() ? "" : " ") += word;
        }
    };
    for (auto rest = std::string_view{letters}; !rest.empty();) {
        auto const end = (std::min)(rest.find(' '), rest.size());
        append(rest.substr(0, end));
        rest.remove_prefix((std::min)(end + 1, rest.size()));
    }
    if (result.size() > 4 && result.ends_with(" the")) {
        result.resize(result.size() - 4);
    }
    return result;
}

} // namespace equipoise::codes_detail
