// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/dialects.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/parse.hpp>

#include <initializer_list>
#include <string_view>

/// What the tables and the registers of SIPRI's Arms Transfers Database have in common.
namespace equipoise::io::detail {

/// Whether a title names all states: "all", "All countries".
[[nodiscard]] constexpr bool is_all(std::string_view name) noexcept
{
    return name.size() >= 3 && (name[0] == 'a' || name[0] == 'A') && name.substr(1, 2) == "ll"
           && (name.size() == 3 || name[3] == ' ');
}

/// What a name stands for. Names that end in * are those of rebel groups, and in ** of organisations; neither are
/// states, nor are unknown suppliers and recipients.
[[nodiscard]] inline code_meaning sipri_meaning(std::string_view name, int year)
{
    if (name.ends_with('*') || (name.size() > 1 && name.substr(1).starts_with("nknown "))) {
        return {code_kind::area, {}};
    }
    return is_all(name) ? code_meaning{code_kind::aggregate, {}} : dialects::sipri.meaning(name, year);
}

/// An amount of which 0 means less than half a unit.
[[nodiscard]] constexpr double rounded_amount(double printed, below_half zero) noexcept
{
    return printed == 0 && zero == below_half::unknown ? undefined : printed;
}

/// What a text names after a word, up to the first of several endings, without the blanks around it.
[[nodiscard]] inline std::string_view named_after(std::string_view text, std::string_view word,
                                                  std::initializer_list<std::string_view> endings)
{
    auto const at = text.find(word);
    if (at == std::string_view::npos) {
        return {};
    }
    auto rest = text.substr(at + word.size());
    for (auto const ending : endings) {
        rest = rest.substr(0, rest.find(ending));
    }
    return trimmed(rest);
}

} // namespace equipoise::io::detail
