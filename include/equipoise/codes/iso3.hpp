// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace equipoise {

namespace detail {

template <class T>
struct codes;

} // namespace detail

namespace codes_detail {

using std::string_view_literals::operator""sv; // whose length need not be computed by the compiler

inline constexpr auto iso3_in_use =
    "ABWAFGAGOAIAALAALBANDAREARGARMASMATAATFATGAUSAUTAZEBDIBELBENBESBFABGDBGRBHRBHSBIHBLMBLRBLZBMUBOLBRABRBBRN"
    "BTNBVTBWACAFCANCCKCHECHLCHNCIVCMRCODCOGCOKCOLCOMCPVCRICUBCUWCXRCYMCYPCZEDEUDJIDMADNKDOMDZAECUEGYERIESHESP"
    "ESTETHFINFJIFLKFRAFROFSMGABGBRGEOGGYGHAGIBGINGLPGMBGNBGNQGRCGRDGRLGTMGUFGUMGUYHKGHMDHNDHRVHTIHUNIDNIMNIND"
    "IOTIRLIRNIRQISLISRITAJAMJEYJORJPNKAZKENKGZKHMKIRKNAKORKWTLAOLBNLBRLBYLCALIELKALSOLTULUXLVAMACMAFMARMCOMDA"
    "MDGMDVMEXMHLMKDMLIMLTMMRMNEMNGMNPMOZMRTMSRMTQMUSMWIMYSMYTNAMNCLNERNFKNGANICNIUNLDNORNPLNRUNZLOMNPAKPANPCN"
    "PERPHLPLWPNGPOLPRIPRKPRTPRYPSEPYFQATREUROURUSRWASAUSDNSENSGPSGSSHNSJMSLBSLESLVSMRSOMSPMSRBSSDSTPSURSVKSVN"
    "SWESWZSXMSYCSYRTCATCDTGOTHATJKTKLTKMTLSTONTTOTUNTURTUVTWNTZAUGAUKRUMIURYUSAUZBVATVCTVENVGBVIRVNMVUTWLFWSM"
    "YEMZAFZMBZWE"sv;
inline constexpr auto iso3_formerly_used =
    "AFIANTATBATNBURBYSCSKCTEDDRDHYFXXGELHVOJTNMIDNHBNTZPCIPCZPHIPUSRHOSCGSKMSUNTMPVDRWAKYMDYUGZAR"sv;

/// The number of a three-letter code among all of them, AAA = 0; -1 when it is not three capital letters.
constexpr int iso3_number(std::string_view code) noexcept
{
    if (code.size() != 3) {
        return -1;
    }
    auto number = 0;
    for (char const letter : code) {
        if (letter < 'A' || letter > 'Z') {
            return -1;
        }
        number = number * 26 + (letter - 'A');
    }
    return number;
}

/// One bit for each three-letter code.
struct iso3_bits {
    std::uint64_t words[26 * 26 * 26 / 64 + 1] = {};

    [[nodiscard]] constexpr bool operator[](int number) const noexcept
    {
        return (words[number / 64] >> number % 64 & 1) != 0;
    }

    /// Sets the bits from the first number to the last, a word at a time, as this runs in every compilation.
    constexpr void set(int first, int last) noexcept
    {
        for (auto word = first / 64; word <= last / 64; ++word) {
            auto const from = word == first / 64 ? first % 64 : 0;
            auto const to = word == last / 64 ? last % 64 : 63;
            words[word] |= ~std::uint64_t{0} >> (63 - to + from) << from;
        }
    }
};

/// The codes that name a state.
inline constexpr auto iso3_known = [] {
    auto known = iso3_bits{};
    for (auto const codes : {iso3_in_use, iso3_formerly_used}) {
        for (auto const* code = codes.data(); code != codes.data() + codes.size(); code += 3) {
            auto const number = (code[0] * 26 + code[1]) * 26 + code[2] - ('A' * 26 + 'A') * 26 - 'A';
            known.words[number / 64] |= std::uint64_t{1} << number % 64;
        }
    }
    known.set(iso3_number("AAA"), iso3_number("AAZ"));
    known.set(iso3_number("QMA"), iso3_number("QZZ"));
    known.set(iso3_number("XAA"), iso3_number("XZZ"));
    known.set(iso3_number("ZZA"), iso3_number("ZZZ"));
    return known;
}();

} // namespace codes_detail

/// A state by its ISO 3166-1 alpha-3 code, ordered as the letters are; two bytes.
///
/// Codes in use, codes formerly used (ISO 3166-3, among them SUN and YUG) and the ranges that the standard leaves to
/// users (AAA-AAZ, QMA-QZZ, XAA-XZZ, ZZA-ZZZ, so that XKX is Kosovo) are accepted. Anything else is not a state, so
/// that "WLD", "W00" and "OAS" cannot pass as partners. A default-constructed iso3 is AAA.
class iso3 {
public:
    static constexpr std::string_view expected = "an ISO 3166-1 alpha-3 code"; ///< for messages

    constexpr iso3() = default;

    /// @throws invalid_code when `code` is not a code as described above
    constexpr explicit iso3(std::string_view code)
    {
        auto const number = codes_detail::iso3_number(code);
        if (number < 0 || !codes_detail::iso3_known[number]) {
            throw invalid_code{code, "an ISO 3166-1 alpha-3 code"};
        }
        *this = numbered(static_cast<std::uint16_t>(number));
    }

    /// The state with this code, or nothing when there is none.
    [[nodiscard]] static constexpr std::optional<iso3> parse(std::string_view code) noexcept
    {
        auto const number = codes_detail::iso3_number(code);
        if (number < 0 || !codes_detail::iso3_known[number]) {
            return std::nullopt;
        }
        return numbered(static_cast<std::uint16_t>(number));
    }

    [[nodiscard]] constexpr std::array<char, 3> letters() const noexcept
    {
        return {static_cast<char>('A' + index_ / 676), static_cast<char>('A' + index_ / 26 % 26),
                static_cast<char>('A' + index_ % 26)};
    }

    [[nodiscard]] std::string str() const
    {
        auto const text = letters();
        return {text.data(), text.size()};
    }

    /// A dense number for tables: 0 for AAA up to 17 575 for ZZZ.
    [[nodiscard]] constexpr std::uint16_t index() const noexcept { return index_; }

    [[nodiscard]] friend constexpr auto operator<=>(iso3, iso3) = default;

    /// Writes the three letters, with the stream's width and fill.
    template <class Traits>
    friend std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, iso3 state)
    {
        auto const text = state.letters();
        return out << std::basic_string_view<char, Traits>{text.data(), text.size()};
    }

    /// Reads a word. A word that is not a code as described above sets the stream's failbit and leaves the state as it
    /// is.
    template <class Traits>
    friend std::basic_istream<char, Traits>& operator>>(std::basic_istream<char, Traits>& in, iso3& state)
    {
        auto word = std::basic_string<char, Traits>{};
        if (in >> word) {
            if (auto const read = parse({word.data(), word.size()})) {
                state = *read;
            } else {
                in.setstate(std::basic_istream<char, Traits>::failbit);
            }
        }
        return in;
    }

    /// Reads an option for CLI11, which looks for a function of this name. @return false when the text is not a code as
    /// described above; CLI11 then reports an error that names option and text
    friend bool lexical_cast(std::string const& text, iso3& state) noexcept
    {
        auto const read = parse(text);
        state = read.value_or(state);
        return read.has_value();
    }

private:
    friend struct detail::codes<iso3>;

    static constexpr iso3 numbered(std::uint16_t index) noexcept
    {
        auto state = iso3{};
        state.index_ = index;
        return state;
    }

    std::uint16_t index_ = 0;
};

inline namespace literals {

/// `"MNG"_iso3`; a code that is not a state does not compile.
[[nodiscard]] consteval iso3 operator""_iso3(char const* code, std::size_t size)
{
    return iso3{std::string_view{code, size}};
}

} // namespace literals

} // namespace equipoise

template <>
struct std::hash<equipoise::iso3> {
    [[nodiscard]] std::size_t operator()(equipoise::iso3 state) const noexcept { return state.index(); }
};
