// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <string_view>

/// What is known of a provider's format before a file of it is read.
namespace equipoise::io {

/// What the rows of a format are about.
enum class subject : unsigned char {
    flows,      ///< from one state to another: trade, arms, energy
    ties,       ///< between two states: alliances, influence
    votes,      ///< of states on resolutions
    indicators, ///< of single states: GDP, capabilities
};

/// The unit of the amounts of a file. Amounts of the same currency are brought to the finer unit exactly; others are
/// never added or compared.
enum class unit : unsigned char {
    unstated,
    usd,          ///< current US dollars
    thousand_usd, ///< thousand current US dollars
    million_usd,  ///< million current US dollars
    eur,          ///< euros
    million_eur,  ///< million euros
    million_tiv,  ///< million SIPRI trend-indicator values: a volume of arms, not money
    percent,      ///< of the total of the state
    other,        ///< as the file states it
};

/// The unit in words.
[[nodiscard]] constexpr std::string_view in_words(unit of) noexcept
{
    switch (of) {
    case unit::unstated: return "unit not stated";
    case unit::usd: return "US$";
    case unit::thousand_usd: return "thousand US$";
    case unit::million_usd: return "million US$";
    case unit::eur: return "euros";
    case unit::million_eur: return "million euros";
    case unit::million_tiv: return "million TIV";
    case unit::percent: return "percent";
    case unit::other: return "the unit of the file";
    }
    return "";
}

/// The unit in words; empty where the file does not state it, or states it in words of its own.
[[nodiscard]] constexpr std::string_view stated(unit of) noexcept
{
    return of == unit::unstated || of == unit::other ? std::string_view{} : in_words(of);
}

/// How many US dollars, or euros, one unit is: 1000 for thousand US$. 0 for a unit that converts to no other.
[[nodiscard]] constexpr double per_base_unit(unit of) noexcept
{
    switch (of) {
    case unit::usd:
    case unit::eur: return 1;
    case unit::thousand_usd: return 1e3;
    case unit::million_usd:
    case unit::million_eur: return 1e6;
    default: return 0;
    }
}

/// Whether amounts in one unit can be told in another: both are the same, or of the same currency. A volume of arms is
/// no money, and rates of exchange are not known here.
[[nodiscard]] constexpr bool converts(unit from, unit to) noexcept
{
    auto const is_euro = [](unit of) { return of == unit::eur || of == unit::million_eur; };
    return (from == to && from != unit::unstated && from != unit::other)
           || (per_base_unit(from) != 0 && per_base_unit(to) != 0 && is_euro(from) == is_euro(to));
}

/// An amount in another unit, rounded once. @pre the units convert
[[nodiscard]] constexpr double converted(double amount, unit from, unit to) noexcept
{
    if (from == to) {
        return amount;
    }
    auto const a = per_base_unit(from);
    auto const b = per_base_unit(to);
    return a < b ? amount / (b / a) : amount * (a / b); // quotients of powers of ten are exact
}

/// The facts of a format.
struct format_facts {
    std::string_view name;     ///< "baci"
    std::string_view provider; ///< "CEPII, BACI"
    io::subject subject = subject::flows;
    io::unit unit = unit::unstated; ///< of the amounts, where it is the same in all files of the format
};

} // namespace equipoise::io
