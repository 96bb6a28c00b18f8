// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/iso3.hpp>
#include <equipoise/model/building/codes.hpp>
#include <equipoise/model/period.hpp>

#include <climits>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

/// How keys, identifiers and amounts are stored in the file of a ledger: `ledger_value`.
namespace equipoise::io {

namespace detail {

template <class>
inline constexpr bool never = false;

/// Whole and floating-point numbers, which are stored as their bits.
template <class T>
concept stored_number = (std::integral<T> || std::floating_point<T>) && !std::same_as<T, bool> && !std::same_as<T, char>
                        && !std::same_as<T, wchar_t> // which differ between machines
                        && sizeof(T) <= 8;

} // namespace detail

/// How values of a type are stored in the file of a ledger. Whole and floating-point numbers, bool, std::string, iso3
/// and the other codes of states, periods, and tuples and pairs of these are known. For a type of your own, specialise
/// it:
///
///     enum class channel : unsigned char { trade, arms, finance };
///
///     template <>
///     struct equipoise::io::ledger_value<channel> {
///         static std::string name() { return "channel"; } // stands in the file, and is compared when it is read
///         using stored = std::uint8_t;                    // any type that is known
///         static stored store(channel each) { return static_cast<stored>(each); }
///         static std::optional<channel> restore(stored each) // nothing for what no channel is stored as
///         {
///             return each <= 2 ? std::optional{static_cast<channel>(each)} : std::nullopt;
///         }
///     };
///
/// What is restored has to be equal to what was stored. The numbers and the name stay what they are for as long as
/// there are files.
template <class T>
struct ledger_value {
    static_assert(detail::never<T>, "a ledger file does not know how to store this type of key, identifier or amount: "
                                    "specialise equipoise::io::ledger_value for it");
};

template <detail::stored_number T>
struct ledger_value<T> {
    using stored = T;
    static std::string name()
    {
        constexpr auto* kind = std::floating_point<T> ? "float" : std::signed_integral<T> ? "int" : "uint";
        return kind + std::to_string(sizeof(T) * CHAR_BIT);
    }
};

template <>
struct ledger_value<std::string> {
    using stored = std::string;
    static std::string name() { return "text"; }
};

template <>
struct ledger_value<bool> {
    using stored = std::uint8_t;
    static std::string name() { return "bool"; }
    static stored store(bool each) { return each ? 1 : 0; }
    static std::optional<bool> restore(stored each) { return each < 2 ? std::optional{each == 1} : std::nullopt; }
};

/// A period: its year, frequency and number in the year.
template <>
struct ledger_value<period> {
    using stored = std::uint32_t;
    static std::string name() { return "period"; }

    static stored store(period each)
    {
        return static_cast<stored>(each.year()) << 12U | static_cast<stored>(each.frequency()) << 9U
               | static_cast<stored>(each.number());
    }

    static std::optional<period> restore(stored each)
    {
        auto const year = static_cast<int>(each >> 12U);
        auto const number = static_cast<int>(each & 511U);
        auto made = std::optional<period>{};
        try {
            switch (static_cast<frequency>(each >> 9U & 7U)) {
            case frequency::year: made = period{year}; break;
            case frequency::half_year: made = period::half_year(year, number); break;
            case frequency::quarter: made = period::quarter(year, number); break;
            case frequency::month: made = period::month(year, number); break;
            case frequency::week: made = period::week(year, number); break;
            case frequency::day: made = day_of(year, number); break;
            }
        } catch (invalid_parameter const&) {
            return std::nullopt;
        }
        return made && store(*made) == each ? made : std::nullopt;
    }

private:
    static std::optional<period> day_of(int year, int number)
    {
        for (auto month = 12; month != 0; --month) {
            auto const before = period::day(year, month, 1).number() - 1;
            if (number > before) {
                return period::day(year, month, number - before);
            }
        }
        return std::nullopt;
    }
};

/// iso3, user_assigned ones among them, and the other codes of states: their numbers.
template <class T>
    requires requires(T code) {
        T::why_refused(code.str());
        { code.index() } -> std::same_as<std::uint16_t>;
    }
struct ledger_value<T> {
    using stored = std::uint16_t;
    static std::string name()
    {
        if constexpr (std::same_as<T, iso3>) {
            return "iso3";
        } else {
            return std::string{T::expected};
        }
    }
    static stored store(T code) { return code.index(); }
    static std::optional<T> restore(stored number)
    {
        auto const wide = std::uint64_t{number};
        auto const code = equipoise::detail::codes<T>::read(&wide);
        auto known = number == 0 || T::parse(code.str()) == code; // number 0 is that of a default-constructed code
        if constexpr (std::same_as<T, iso3>) {
            known = known || (number < 26 * 26 * 26 && codes_detail::left_to_users(number));
        }
        return known ? std::optional{code} : std::nullopt;
    }
};

template <class... Parts>
struct ledger_value<std::tuple<Parts...>> {
    using stored = std::tuple<Parts...>;
    static std::string name()
    {
        auto names = std::string{};
        ((names += (names.empty() ? "" : ", ") + ledger_value<Parts>::name()), ...);
        return '(' + names + ')';
    }
};

template <class First, class Second>
struct ledger_value<std::pair<First, Second>> {
    using stored = std::tuple<First, Second>;
    static std::string name() { return ledger_value<stored>::name(); }
    static stored store(std::pair<First, Second> const& each) { return {each.first, each.second}; }
    static std::optional<std::pair<First, Second>> restore(stored const& each)
    {
        return std::pair{std::get<0>(each), std::get<1>(each)};
    }
};

} // namespace equipoise::io
