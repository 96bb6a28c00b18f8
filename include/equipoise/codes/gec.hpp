// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/detail/capitals.hpp>
#include <equipoise/codes/detail/rows_by_key.hpp>
#include <equipoise/codes/state_code.hpp>

#include <cstddef>
#include <string>
#include <string_view>

/// States and areas by their two-letter codes in the list of geopolitical entities, formerly FIPS 10-4: `gec`,
/// `"ch"_gec`.
namespace equipoise {

namespace codes_detail {

struct gec_list {
    static constexpr std::string_view expected = "a GEC (FIPS 10-4) code";
    static constexpr bool of_numbers = false;

    static constexpr int number_of(std::string_view text) noexcept
    {
        char letters[2] = {};
        for (auto i = std::size_t{0}; i != 2 && i != text.size(); ++i) {
            auto const letter = text[i];
            letters[i] = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
        }
        return text.size() == 2 ? number_of_letters<2>({letters, 2}) : -1;
    }
    static constexpr bool has(int number) noexcept { return places_by_gec[static_cast<std::size_t>(number)].exists(); }
    static std::string text_of(int number) { return letters_of_number<2>(number); }
    static std::string why_refused(std::string_view text)
    {
        auto const capitals = codes_detail::capitals(text);
        return capitals == "EE"   ? std::string{text} + " stands for the European Union"
               : capitals == "XX" ? std::string{text} + " stands for the world"
                                  : std::string{};
    }
};

} // namespace codes_detail

/// A state or area by its code in the list of geopolitical entities (GEC, formerly FIPS 10-4), as the World Factbook
/// has it, in small letters or capitals: "ch" is China, "rs" Russia, "sz" Switzerland, "au" Austria, "as" Australia.
/// Most of these are another state's ISO 3166-1 code, so that only the type can say which is meant. "WE" (the West
/// Bank) and "GZ" (Gaza) are two codes of Palestine.
using gec = state_code<codes_detail::gec_list>;

inline namespace literals {

/// `"ch"_gec`; a code that is not in the list does not compile.
[[nodiscard]] consteval gec operator""_gec(char const* code, std::size_t size)
{
    return gec{std::string_view{code, size}};
}

} // namespace literals

} // namespace equipoise
