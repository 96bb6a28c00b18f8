// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/io/parse.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace equipoise::io {

/// The flags that Eurostat writes after a value and a blank: b (break in the series), c (confidential), d (definition
/// differs), e (estimated), f (forecast), i, m, n (not significant), p (provisional), r (revised), s, u (unreliable),
/// z.
inline constexpr std::string_view eurostat_flags = "bcdefimnprsuz";

namespace detail {

/// How a file writes numbers, where it does so otherwise than a program does: 1.234,5 or "52.3 bu".
class number_notation {
public:
    number_notation() = default;

    /// @throws invalid_parameter for a decimal sign other than a point or comma, a sign between thousands that is
    /// neither a point, a comma, a blank, an apostrophe nor a low line, the same sign for both, and a flag that may be
    /// part of a number
    number_notation(char decimal, char thousands, std::string flags)
        : decimal_{decimal}, thousands_{thousands}, flags_{std::move(flags)},
          usual_{decimal == '.' && thousands == '\0' && flags_.empty()}
    {
        auto const refuse = [](std::string_view what, char found, std::string_view required) {
            throw invalid_parameter{"delimited", what, '"' + std::string{found} + '"', required};
        };
        if (decimal != '.' && decimal != ',') {
            refuse("decimal sign", decimal, "a point or a comma");
        }
        if (thousands != '\0' && (thousands == decimal || std::string_view{".,' _"}.find(thousands) == none)) {
            refuse("sign between thousands", thousands,
                   "a point, a comma, a blank, an apostrophe or a low line, and not the decimal sign");
        }
        for (auto const flag : flags_) {
            if (is_blank(flag) || std::string_view{"0123456789.,+-'_\n\r\0", 19}.find(flag) != none) {
                refuse("a flag", flag, "a letter or a sign that no number has");
            }
        }
    }

    /// Whether numbers are written as usual, so that a field is the text of its number.
    [[nodiscard]] bool usual() const noexcept { return usual_; }

    [[nodiscard]] bool has_flags() const noexcept { return !flags_.empty(); }

    /// The number of flags at the end of a field without blanks around it. Flags alone are a text.
    [[nodiscard]] std::size_t flags_of(std::string_view text) const noexcept
    {
        auto size = std::size_t{0};
        while (size < text.size() && flags_.find(text[text.size() - 1 - size]) != std::string::npos) {
            ++size;
        }
        return size < text.size() ? size : 0;
    }

    /// The field without the flags at its end, and the blanks before them.
    [[nodiscard]] std::string_view without_flags(std::string_view text) const noexcept
    {
        return trimmed(text.substr(0, text.size() - flags_of(text)));
    }

    /// The number in a field as programs write it. @return a text that is no number, where the field does not follow
    /// the notation
    [[nodiscard]] std::string_view plain(std::string_view field, std::string& storage) const
    {
        auto const text = without_flags(field);
        if (decimal_ == '.' && thousands_ == '\0') {
            return text;
        }
        storage.clear();
        auto const grouped = thousands_ != '\0' ? copy_groups(text, storage) : copy_digits(text, storage);
        if (!grouped) {
            return malformed;
        }
        for (auto const c : text.substr(*grouped)) {
            if (c == decimal_) {
                storage += '.';
            } else if (c == '.' || c == ',') {
                return malformed; // the sign that this file uses otherwise, or not at all
            } else {
                storage += c;
            }
        }
        return storage;
    }

    /// What a number of this notation is called in messages.
    [[nodiscard]] std::string described(std::string_view expected) const
    {
        auto text = std::string{expected};
        if (decimal_ != '.' || thousands_ != '\0') {
            text += " such as 1";
            text += thousands_ != '\0' ? std::string{thousands_} : std::string{};
            text += std::string{"234"} + (expected.find("whole") == none ? std::string{decimal_} + '5' : std::string{});
        }
        return text;
    }

private:
    static constexpr auto none = std::string_view::npos;
    static constexpr std::string_view malformed = "?";

    [[nodiscard]] static bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

    static void copy_sign(std::string_view text, std::size_t& at, std::string& to)
    {
        if (at < text.size() && (text[at] == '-' || text[at] == '+')) {
            to += text[at++];
        }
    }

    // Copies the sign and the digits at the start of a number. @return how many characters these are
    [[nodiscard]] static std::optional<std::size_t> copy_digits(std::string_view text, std::string& to)
    {
        auto at = std::size_t{0};
        copy_sign(text, at, to);
        while (at < text.size() && is_digit(text[at])) {
            to += text[at++];
        }
        return at;
    }

    // The same with groups of three digits; nothing where a group has another size.
    [[nodiscard]] std::optional<std::size_t> copy_groups(std::string_view text, std::string& to) const
    {
        auto at = std::size_t{0};
        copy_sign(text, at, to);
        auto digits = std::size_t{0}; // of the group
        auto groups = std::size_t{0}; // that are complete
        for (; at < text.size();) {
            if (is_digit(text[at])) {
                to += text[at++];
                ++digits;
            } else if (auto const size = sign_size(text.substr(at)); size != 0) {
                if (groups == 0 ? digits == 0 || digits > 3 : digits != 3) {
                    return std::nullopt;
                }
                at += size;
                digits = 0;
                ++groups;
            } else {
                break;
            }
        }
        return groups == 0 || digits == 3 ? std::optional{at} : std::nullopt;
    }

    // The size of the sign between thousands at the start of a text; 0 where there is none. A blank may be one that
    // does not break, as UTF-8 writes it: U+00A0, U+2009, U+202F.
    [[nodiscard]] std::size_t sign_size(std::string_view text) const noexcept
    {
        if (text[0] == thousands_) {
            return 1;
        }
        if (thousands_ == ' ') {
            for (auto const blank :
                 {std::string_view{"\xC2\xA0"}, std::string_view{"\xE2\x80\x89"}, std::string_view{"\xE2\x80\xAF"}}) {
                if (text.substr(0, blank.size()) == blank) {
                    return blank.size();
                }
            }
        }
        return 0;
    }

    char decimal_ = '.';
    char thousands_ = '\0';
    std::string flags_{};
    bool usual_ = true;
};

/// What may be the matter with a text that is no number; empty where no option would read it.
[[nodiscard]] inline std::string number_hint(std::string_view text)
{
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    auto const is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    auto letters = std::size_t{0};
    while (letters < text.size() && is_letter(text[text.size() - 1 - letters])) {
        ++letters;
    }
    auto const front = text.substr(0, text.size() - letters);
    if (letters > 0 && letters <= 3 && !front.empty() && is_blank(front.back())
        && (parse<double>{}(trimmed(front)) || trimmed(front) == ":")) {
        return "the option flags reads flags after a value";
    }
    auto points = 0;
    auto signs = false;
    for (auto const c : text) {
        if (!is_digit(c) && c != '-' && c != '+' && c != '.' && c != ',' && c != ' ' && c != '\'') {
            return {};
        }
        points += c == '.' ? 1 : 0;
        signs = signs || points > 1 || c == ',' || c == ' ' || c == '\'';
    }
    return signs && !text.empty() && is_digit(text.back())
               ? "the options decimal and thousands read commas and signs between thousands"
               : std::string{};
}

} // namespace detail

} // namespace equipoise::io
