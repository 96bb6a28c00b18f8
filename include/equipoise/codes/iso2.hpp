// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/detail/capitals.hpp>
#include <equipoise/codes/detail/rows_by_key.hpp>
#include <equipoise/codes/state_code.hpp>

#include <cstddef>
#include <string>
#include <string_view>

/// States and areas by their ISO 3166-1 alpha-2 codes: `iso2`, `"MN"_iso2`.
namespace equipoise {

namespace codes_detail {

struct iso2_list {
    static constexpr std::string_view expected = "an ISO 3166-1 alpha-2 code";
    static constexpr bool of_numbers = false;

    static constexpr int number_of(std::string_view text) noexcept { return number_of_letters<2>(text); }
    static constexpr bool has(int number) noexcept { return places_by_iso2[static_cast<std::size_t>(number)].exists(); }
    static std::string text_of(int number) { return letters_of_number<2>(number); }
    static std::string why_refused(std::string_view text)
    {
        struct other {
            char const* code;
            char const* reason;
        };
        static constexpr other others[] = {
            {"EL", " is Eurostat's code of GR"},      {"UK", " is another code of GB"},
            {"BU", " is an earlier code of MM"},      {"DY", " is an earlier code of BJ"},
            {"FX", " is an earlier code of FR"},      {"HV", " is an earlier code of BF"},
            {"NH", " is an earlier code of VU"},      {"RH", " is an earlier code of ZW"},
            {"TP", " is an earlier code of TL"},      {"ZR", " is an earlier code of CD"},
            {"EU", " stands for the European Union"},
        };
        auto const name = std::string{text};
        auto const capitals = codes_detail::capitals(text);
        for (auto const& [code, reason] : others) {
            if (capitals == code) {
                return name + reason;
            }
        }
        return capitals != text && number_of(capitals) >= 0 && has(number_of(capitals))
                   ? name + " is written " + capitals
                   : std::string{};
    }
};

} // namespace codes_detail

/// A state or area by its ISO 3166-1 alpha-2 code, such as "MN". Read are the codes in use, XK for Kosovo, and the
/// codes of states that are no more (SU, YU, CS, DD, YD, AN and the like). Refused, with the code that was meant, are
/// EL and UK, codes from before a state changed its name, and small letters. "NA" is Namibia.
using iso2 = state_code<codes_detail::iso2_list>;

inline namespace literals {

/// `"MN"_iso2`; a code that is not in the list does not compile.
[[nodiscard]] consteval iso2 operator""_iso2(char const* code, std::size_t size)
{
    return iso2{std::string_view{code, size}};
}

} // namespace literals

} // namespace equipoise
