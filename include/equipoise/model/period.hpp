// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace equipoise {

/// How long a period is.
enum class frequency : unsigned char { year, half_year, quarter, month, week, day };

/// A year, or a part of one: half a year, a quarter, a month, a week of ISO 8601 or a day, from the year 0 to the year
/// 9999; four bytes.
///
///     auto const june = period::month(2022, 6); // the same as "2022-06"_period
///     june.year();                              // 2022
///     june.str();                               // "2022-06"
///     ledger.at({2019, "MNG"_iso3});            // a number is a year
///
/// Periods are in the order of their first days; of those that begin on the same day, the longer one comes first. A
/// period and its parts are different keys of a ledger, so that the quarters of a year are not added to the year.
class period {
public:
    static constexpr std::string_view expected =
        "a year, or a part of one such as 2022-06, 2022-Q3, 2022-S1, 2022-W05 or 2022-06-30"; ///< for messages

    /// The year 0, which stands for no period.
    constexpr period() = default;

    /// A year. @throws invalid_parameter when it is below 0 or above 9999
    constexpr period(int year) : period{made(equipoise::frequency::year, year, 1, year, 1)} {}

    /// Half a year, from 1 to 2; a quarter, from 1 to 4; a month, from 1 to 12; a week of ISO 8601, from 1 to 52 or 53;
    /// and a day of a month. @throws invalid_parameter where there is no such period
    [[nodiscard]] static constexpr period half_year(int year, int half)
    {
        return made(equipoise::frequency::half_year, year, half, half, 2);
    }
    [[nodiscard]] static constexpr period quarter(int year, int quarter)
    {
        return made(equipoise::frequency::quarter, year, quarter, quarter, 4);
    }
    [[nodiscard]] static constexpr period month(int year, int month)
    {
        return made(equipoise::frequency::month, year, month, month, 12);
    }
    [[nodiscard]] static constexpr period week(int year, int week)
    {
        check("year", year, 0, last_year);
        return made(equipoise::frequency::week, year, week, week, weeks_of(year));
    }
    [[nodiscard]] static constexpr period day(int year, int month, int day)
    {
        check("year", year, 0, last_year);
        check("month", month, 1, 12);
        check("day", day, 1, days_before(year, month + 1) - days_before(year, month));
        return {days_before(year, month) + day - 1, equipoise::frequency::day};
    }

    /// Reads the notations of data providers: 2022; 2022-06, 2022M06, 2022-M06 and 202206; 2022Q3 and 2022-Q3; 2022S1
    /// and 2022-H1; 2022-W05 and 2022W5; 2022-06-30 and 20220630; 2022-A1. @return nothing for any other text
    [[nodiscard]] static constexpr std::optional<period> parse(std::string_view text) noexcept
    {
        auto const year = number_of(text, 0, 4);
        if (year < 0) {
            return std::nullopt;
        }
        auto const rest = text.substr(4);
        if (rest.empty()) {
            return year_of_parts(year);
        }
        if (rest.size() > 1 && rest[0] == '-') {
            return part_of(year, rest.substr(1), true);
        }
        return part_of(year, rest, false);
    }

    /// The year; of a week, the year that the week is counted in.
    [[nodiscard]] constexpr int year() const noexcept
    {
        return year_of(first_day() + (frequency() == equipoise::frequency::week ? 3 : 0));
    }

    [[nodiscard]] constexpr equipoise::frequency frequency() const noexcept
    {
        return static_cast<equipoise::frequency>(key_ & 7);
    }

    /// The number of the period in its year, counted from 1; of a day, that of the day in the year.
    [[nodiscard]] constexpr int number() const noexcept
    {
        auto const days = first_day() - days_before(year(), 1);
        switch (frequency()) {
        case equipoise::frequency::half_year: return (month_of(days) + 5) / 6;
        case equipoise::frequency::quarter: return (month_of(days) + 2) / 3;
        case equipoise::frequency::month: return month_of(days);
        case equipoise::frequency::week: return (first_day() - first_monday(year())) / 7 + 1;
        case equipoise::frequency::day: return days + 1;
        case equipoise::frequency::year: break;
        }
        return 1;
    }

    /// 2022, 2022-S1, 2022-Q3, 2022-06, 2022-W05 or 2022-06-30.
    [[nodiscard]] std::string str() const
    {
        auto const digits = [](int number, std::size_t size) {
            auto const text = std::to_string(number);
            return std::string(size > text.size() ? size - text.size() : 0, '0') + text;
        };
        auto const text = digits(year(), 4);
        switch (frequency()) {
        case equipoise::frequency::half_year: return text + "-S" + digits(number(), 1);
        case equipoise::frequency::quarter: return text + "-Q" + digits(number(), 1);
        case equipoise::frequency::month: return text + '-' + digits(number(), 2);
        case equipoise::frequency::week: return text + "-W" + digits(number(), 2);
        case equipoise::frequency::day: {
            auto const month = month_of(number() - 1);
            return text + '-' + digits(month, 2) + '-' + digits(first_day() - days_before(year(), month) + 1, 2);
        }
        case equipoise::frequency::year: break;
        }
        return text;
    }

    [[nodiscard]] friend constexpr auto operator<=>(period, period) = default;

    /// Writes what str() returns, with the stream's width and fill.
    template <class Traits>
    friend std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, period each)
    {
        auto const text = each.str();
        return out << std::basic_string_view<char, Traits>{text.data(), text.size()};
    }

    /// Reads a word. A word that parse() does not read sets the stream's failbit and leaves the period as it is.
    template <class Traits>
    friend std::basic_istream<char, Traits>& operator>>(std::basic_istream<char, Traits>& in, period& each)
    {
        auto word = std::basic_string<char, Traits>{};
        if (in >> word) {
            if (auto const read = parse({word.data(), word.size()})) {
                each = *read;
            } else {
                in.setstate(std::basic_istream<char, Traits>::failbit);
            }
        }
        return in;
    }

private:
    friend struct std::hash<period>;

    static constexpr int last_year = 9999;

    constexpr period(int first_day, equipoise::frequency length) noexcept
        : key_{first_day * 8 + static_cast<std::int32_t>(length)}
    {
    }

    /// Days from the first of January of the year 0 to the first day of a month of the Gregorian calendar; month 13 is
    /// the first one of the next year.
    [[nodiscard]] static constexpr int days_before(int year, int month) noexcept
    {
        constexpr int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
        auto const leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return 365 * year + (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400 + before[month - 1]
               + (leap && month > 2 ? 1 : 0);
    }

    [[nodiscard]] static constexpr int year_of(int day) noexcept
    {
        auto year = day / 366; // which is at most 7 years too small
        while (year <= last_year && days_before(year + 1, 1) <= day) {
            ++year;
        }
        return year;
    }

    /// The month in which the period begins, `days` after the first day of its year.
    [[nodiscard]] constexpr int month_of(int days) const noexcept
    {
        auto month = 1;
        while (month < 12 && days_before(year(), month + 1) - days_before(year(), 1) <= days) {
            ++month;
        }
        return month;
    }

    /// The Monday of the first week of a year, which is the week with the fourth of January.
    [[nodiscard]] static constexpr int first_monday(int year) noexcept
    {
        auto const fourth = days_before(year, 1) + 3;
        return fourth - (fourth + 5) % 7; // the first day of the year 0 is a Saturday
    }

    [[nodiscard]] static constexpr int weeks_of(int year) noexcept
    {
        return (first_monday(year + 1) - first_monday(year)) / 7;
    }

    [[nodiscard]] constexpr int first_day() const noexcept { return (key_ - (key_ & 7)) / 8; }

    static constexpr void check(std::string_view what, int found, int least, int most)
    {
        if (found < least || found > most) {
            throw invalid_parameter{"period", what, static_cast<double>(found),
                                    "from " + std::to_string(least) + " to " + std::to_string(most)};
        }
    }

    /// The period number `number` of its year.
    [[nodiscard]] static constexpr period made(equipoise::frequency length, int year, int number, int found, int most)
    {
        check("year", year, 0, last_year);
        if (length == equipoise::frequency::year) {
            return {days_before(year, 1), length};
        }
        constexpr std::string_view names[] = {"year", "half of the year", "quarter", "month", "week"};
        check(names[static_cast<std::size_t>(length)], found, 1, most);
        if (length == equipoise::frequency::week) {
            return {first_monday(year) + 7 * (number - 1), length};
        }
        return {days_before(year, 12 / most * (number - 1) + 1), length};
    }

    /// The number that `size` digits of a text make; -1 where it does not have that many digits there, and for more
    /// digits than any part of a period has.
    [[nodiscard]] static constexpr int number_of(std::string_view text, std::size_t at, std::size_t size) noexcept
    {
        if (size == 0 || size > 4 || at + size > text.size()) {
            return -1;
        }
        auto number = 0;
        for (auto const c : text.substr(at, size)) {
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    [[nodiscard]] static constexpr period year_of_parts(int year) noexcept
    {
        return {days_before(year, 1), equipoise::frequency::year};
    }

    /// Reads what follows the year, and the dash if there is one.
    [[nodiscard]] static constexpr std::optional<period> part_of(int year, std::string_view text, bool dash) noexcept
    {
        auto const one = number_of(text, 1, text.size() - 1);
        auto const within = [&](int most) { return text.size() <= 3 && one >= 1 && one <= most; };
        auto const short_one = text.size() == 2;
        switch (text[0]) {
        case 'A': return short_one && one == 1 ? std::optional{year_of_parts(year)} : std::nullopt;
        case 'S':
        case 'H': return short_one && within(2) ? std::optional{half_year(year, one)} : std::nullopt;
        case 'q':
        case 'Q': return short_one && within(4) ? std::optional{quarter(year, one)} : std::nullopt;
        case 'm':
        case 'M': return within(12) ? std::optional{month(year, one)} : std::nullopt;
        case 'w':
        case 'W': return within(weeks_of(year)) ? std::optional{week(year, one)} : std::nullopt;
        default: break;
        }
        auto const found = number_of(text, 0, 2);
        if (found < 1 || found > 12) {
            return std::nullopt;
        }
        if (text.size() == 2) {
            return month(year, found);
        }
        auto const size = dash ? std::size_t{5} : std::size_t{4};
        auto const date = number_of(text, size - 2, 2);
        if (text.size() != size || (dash && text[2] != '-') || date < 1
            || date > days_before(year, found + 1) - days_before(year, found)) {
            return std::nullopt;
        }
        return day(year, found, date);
    }

    std::int32_t key_ = 0; ///< eight times the first day, and the frequency
};

inline namespace literals {

/// `"2022-06"_period`; a text that is no period does not compile.
[[nodiscard]] consteval period operator""_period(char const* text, std::size_t size)
{
    auto const read = period::parse({text, size});
    if (!read) {
        throw invalid_parameter{"period", "text", std::string_view{text, size}, std::string{period::expected}};
    }
    return *read;
}

} // namespace literals

} // namespace equipoise

template <>
struct std::hash<equipoise::period> {
    [[nodiscard]] std::size_t operator()(equipoise::period each) const { return std::hash<std::int32_t>{}(each.key_); }
};
