// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/detail/rows_by_key.hpp>
#include <equipoise/codes/state_code.hpp>

#include <cstddef>
#include <string>
#include <string_view>

/// States and areas by their numbers of the United Nations (M49): `m49`, `496_m49`.
namespace equipoise {

namespace codes_detail {

struct m49_list {
    static constexpr std::string_view expected = "an M49 number of a state or area";
    static constexpr bool of_numbers = true;

    static constexpr int number_of(std::string_view text) noexcept { return number_of_digits(text); }
    static constexpr bool has(int number) noexcept
    {
        return number != number_of_taiwan && places_by_number[static_cast<std::size_t>(number)].exists();
    }
    static std::string text_of(int number)
    {
        auto const digits = std::to_string(number);
        return std::string(3 - digits.size(), '0') + digits;
    }
    static std::string why_refused(std::string_view text)
    {
        struct other {
            int number;
            int m49;
            char const* state;
        };
        static constexpr other comtrade[] = {{251, 250, "FRA"}, {381, 380, "ITA"}, {579, 578, "NOR"}, {699, 356, "IND"},
                                             {757, 756, "CHE"}, {841, 840, "USA"}, {842, 840, "USA"}};
        auto const name = std::string{text};
        auto const number = number_of(text);
        for (auto const& [found, meant, state] : comtrade) {
            if (found == number) {
                return name + " is UN Comtrade's number of " + state + ", whose M49 number is " + text_of(meant);
            }
        }
        return number == 0 || number == 1   ? name + " stands for the world"
               : number == number_of_taiwan ? name + " is the ISO 3166-1 number of TWN, which has no M49 number"
                                            : std::string{};
    }
};

} // namespace codes_detail

/// A state or area by its number in the United Nations' Standard Country or Area Codes for Statistical Use (M49), which
/// is its ISO 3166-1 number as well, such as 496, written with three digits. Read are the numbers in use and those of
/// states that are no more, such as 810 and 280; one to three digits are read. The numbers of regions are no states'.
/// UN Comtrade has numbers of its own for some states: 842 is refused, with 840 as the number meant, and
/// `dialects::comtrade` reads it.
using m49 = state_code<codes_detail::m49_list>;

inline namespace literals {

/// `496_m49`, or `036_m49`, which is decimal; a number that is not in the list does not compile.
[[nodiscard]] consteval m49 operator""_m49(char const* digits)
{
    return m49{std::string_view{digits}};
}

} // namespace literals

} // namespace equipoise
