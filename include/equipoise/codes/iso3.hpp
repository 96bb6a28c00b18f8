// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/detail/capitals.hpp>
#include <equipoise/codes/detail/code_streams.hpp>
#include <equipoise/core/errors.hpp>

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// States and areas by their ISO 3166-1 alpha-3 codes, the usual identifiers of states in this library: `iso3`,
/// `"MNG"_iso3`.
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
/// Codes of ISO 3166-3 that name a state or area of its own, which is no more, and the code of Kosovo.
inline constexpr auto iso3_historic = "ANTATBATNCSKCTEDDRGELJTNMIDNTZPCIPCZPUSSCGSKMSUNVDRWAKXKXYMDYUG"sv;
/// Codes that were withdrawn when a state changed its name, each with the code that it has now.
inline constexpr auto iso3_renamed = "AFIDJIBURMMRBYSBLRDHYBENFXXFRAHVOBFANHBVUTPHIPHLRHOZWEROMROUTMPTLSZARCOD"sv;
/// Other codes of Kosovo, for which ISO 3166-1 has none.
inline constexpr auto iso3_kosovo = "KOSKSVRKSUVKXKKXKS"sv;

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
};

/// The codes that name a state.
inline constexpr auto iso3_known = [] {
    auto known = iso3_bits{};
    for (auto const codes : {iso3_in_use, iso3_historic}) {
        for (auto const* code = codes.data(); code != codes.data() + codes.size(); code += 3) {
            auto const number = (code[0] * 26 + code[1]) * 26 + code[2] - ('A' * 26 + 'A') * 26 - 'A';
            known.words[number / 64] |= std::uint64_t{1} << number % 64;
        }
    }
    return known;
}();

/// AAA to AAZ, QMA to QZZ, XAA to XZZ and ZZA to ZZZ
constexpr bool left_to_users(int number) noexcept
{
    constexpr auto ranges = std::array{"AAAAAZ"sv, "QMAQZZ"sv, "XAAXZZ"sv, "ZZAZZZ"sv};
    for (auto const range : ranges) {
        if (number >= iso3_number(range.substr(0, 3)) && number <= iso3_number(range.substr(3))) {
            return true;
        }
    }
    return false;
}

/// The code that a withdrawn code was replaced by; empty when it is not one.
constexpr std::string_view iso3_now(std::string_view code) noexcept
{
    for (auto i = std::size_t{0}; code.size() == 3 && i != iso3_renamed.size(); i += 6) {
        if (iso3_renamed.substr(i, 3) == code) {
            return iso3_renamed.substr(i + 3, 3);
        }
    }
    return {};
}

constexpr bool is_kosovo(std::string_view code) noexcept
{
    for (auto i = std::size_t{0}; code.size() == 3 && i != iso3_kosovo.size(); i += 3) {
        if (iso3_kosovo.substr(i, 3) == code) {
            return true;
        }
    }
    return false;
}

} // namespace codes_detail

/// A state by its ISO 3166-1 alpha-3 code, ordered as the letters are; two bytes.
///
/// Read are the codes in use, the codes of states that are no more (SUN, YUG, SCG, CSK, DDR, YMD, ANT and the like),
/// and XKX for Kosovo. Refused, with the code that was meant, are codes that a state had before it changed its name
/// (ROM, ZAR, TMP, BUR), other codes of Kosovo, and small letters: the `dialects` of providers read those. Refused is
/// all else, so that "WLD", "W00" and "EUU" cannot pass as partners. The codes that the standard leaves to users (AAA
/// to AAZ, QMA to QZZ, XAA to XZZ, ZZA to ZZZ) are made by `user_assigned` only. A default-constructed iso3 is AAA.
class iso3 {
public:
    static constexpr std::string_view expected = "an ISO 3166-1 alpha-3 code"; ///< for messages

    constexpr iso3() = default;

    /// @throws invalid_code when `code` is not a code as described above; its reason is why_refused(code)
    constexpr explicit iso3(std::string_view code)
    {
        auto const number = codes_detail::iso3_number(code);
        if (number < 0 || !codes_detail::iso3_known[number]) {
            throw invalid_code{code, "an ISO 3166-1 alpha-3 code", why_refused(code)};
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

    /// A code that the standard leaves to users, for what has none, such as an area or a company.
    /// @throws invalid_code when `code` is not in their ranges
    [[nodiscard]] static constexpr iso3 user_assigned(std::string_view code)
    {
        auto const number = codes_detail::iso3_number(code);
        if (number < 0 || !codes_detail::left_to_users(number)) {
            throw invalid_code{code, "a code that ISO 3166-1 leaves to users"};
        }
        return numbered(static_cast<std::uint16_t>(number));
    }

    /// Why a text is not read, as a sentence without a full stop, such as "ROM is an earlier code of ROU" or "mng is
    /// written MNG"; empty when there is nothing to say, or the text is read.
    [[nodiscard]] static std::string why_refused(std::string_view text)
    {
        if (parse(text)) {
            return {};
        }
        auto const name = std::string{text};
        auto const capitals = codes_detail::capitals(text);
        auto const number = codes_detail::iso3_number(capitals);
        if (auto const now = codes_detail::iso3_now(capitals); !now.empty()) {
            return name + " is an earlier code of " + std::string{now};
        }
        if (codes_detail::is_kosovo(capitals)) {
            return name + " is another code of Kosovo, which is XKX";
        }
        if (parse(capitals)) {
            return name + " is written " + capitals;
        }
        if (capitals == "WLD" || capitals == "W00") {
            return name + " stands for the world";
        }
        if (capitals == "EUN" || capitals == "EUU") {
            return name + " stands for the European Union";
        }
        return number >= 0 && codes_detail::left_to_users(number)
                   ? "ISO 3166-1 leaves " + name + " to users, and no state has it"
                   : std::string{};
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

    /// Reads an option for CLI11, which looks for a function of this name. @return false when the text is not a code as
    /// described above; CLI11 then reports an error that names option and text
    friend bool lexical_cast(std::string const& text, iso3& state) noexcept
    {
        auto const read = parse(text);
        state = read.value_or(state);
        return read.has_value();
    }

private:
    template <class T>
    friend struct detail::codes;

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
    auto const text = std::string_view{code, size};
    if (auto const state = iso3::parse(text)) {
        return *state;
    }
    throw invalid_code{text, "an ISO 3166-1 alpha-3 code", iso3::why_refused(text)}; // here, for a short message
}

} // namespace literals

} // namespace equipoise

template <>
struct std::hash<equipoise::iso3> {
    [[nodiscard]] std::size_t operator()(equipoise::iso3 state) const noexcept { return state.index(); }
};
