// SPDX-License-Identifier: BSL-1.0
#include "../support/plain_number.hpp"

#include <equipoise/io/digits.hpp>
#include <equipoise/io/parse.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>

namespace {

namespace eq = equipoise;
namespace detail = eq::io::detail;

// The digits of a decimal that is a whole number: "-2.5e1" is "-25". Zeros without end are cut.
std::optional<std::string> whole_digits(std::string_view text)
{
    auto const mantissa = text.substr(0, text.find_first_of("eE"));
    auto exponent = text.substr(std::min(mantissa.size() + 1, text.size()));
    exponent.remove_prefix(exponent.starts_with('+') && !exponent.starts_with("+-") ? 1 : 0);
    auto const power = mantissa.size() == text.size() ? 0 : support::plain_number<int>(exponent);
    auto const sign = text.starts_with('-') ? std::string{"-"} : std::string{};
    auto const digits = mantissa.substr(sign.size());
    auto const point = std::min(digits.find('.'), digits.size());
    auto all = std::string{digits.substr(0, point)};
    all += digits.substr(std::min(point + 1, digits.size()));
    if (!power || all.empty() || all.find_first_not_of("0123456789") != std::string::npos) {
        return std::nullopt;
    }
    auto const whole = static_cast<int>(point) + std::clamp(*power, -50, 50);
    auto const taken = static_cast<std::size_t>(std::max(whole, 0));
    if (all.find_first_not_of('0', taken) != std::string::npos) {
        return std::nullopt;
    }
    all.resize(taken, '0');
    return sign + '0' + all;
}

// What the grammar says, by nothing but the standard library.
template <class T>
std::optional<T> read_plainly(std::string_view text)
{
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') {
        text.remove_prefix(1);
    }
    auto const digits = text.substr(text.starts_with('-') ? 1 : 0);
    if (digits.empty() || !(digits[0] == '.' || (digits[0] >= '0' && digits[0] <= '9'))) {
        return std::nullopt;
    }
    if constexpr (std::is_integral_v<T>) {
        auto const whole = whole_digits(text);
        return whole ? support::plain_number<T>(*whole) : std::nullopt;
    } else {
        return support::plain_number<T>(text);
    }
}

template <class T>
bool same(std::optional<T> const& a, std::optional<T> const& b)
{
    return a.has_value() == b.has_value() && (!a || *a == *b);
}

bool same(std::optional<double> const& a, std::optional<double> const& b) // -0 is not 0
{
    return a.has_value() == b.has_value()
           && (!a || std::bit_cast<std::uint64_t>(*a) == std::bit_cast<std::uint64_t>(*b));
}

struct reader {
    std::size_t read = 0;  // texts
    std::size_t quick = 0; // that the short way took

    template <class T>
    void check_as(std::string_view text)
    {
        if (!same(eq::io::parse<T>{}(text), read_plainly<T>(text))) {
            BOOST_ERROR("'" << text << '\'');
        }
    }

    void check(std::string_view text)
    {
        check_as<double>(text);
        check_as<int>(text);
        check_as<std::uint32_t>(text);
        check_as<std::int64_t>(text);
        ++read;
        auto value = 0.0;
        if (detail::read_short_decimal(text, value)) {
            ++quick;
            BOOST_TEST_REQUIRE(same(std::optional{value}, read_plainly<double>(text)));
        }
    }

    // A copy that ends with the text, so that reading beyond is found out.
    void check_alone(std::string_view text)
    {
        auto const bytes = std::make_unique<char[]>(text.size());
        std::copy(text.begin(), text.end(), bytes.get());
        check({bytes.get(), text.size()});
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(digits)

BOOST_AUTO_TEST_CASE(short_whole_numbers)
{
    auto value = std::uint32_t{};
    for (auto n = 0U; n < 100'000; ++n) {
        auto const text = std::to_string(n);
        BOOST_TEST_REQUIRE((detail::read_digits(text, value) && value == n));
    }
    BOOST_TEST((detail::read_digits("12345678", value) && value == 12345678U));
    BOOST_TEST((detail::read_digits("00000000", value) && value == 0U));
    BOOST_TEST((detail::read_digits("99999999", value) && value == 99999999U));
    for (auto const* const text : {"", "123456789", "-1", "+1", "1.", " 1", "1 ", "1e3"}) {
        BOOST_TEST(!detail::read_digits(text, value), text);
    }
}

BOOST_AUTO_TEST_CASE(short_decimals)
{
    auto const read = [](std::string_view text) {
        auto value = 0.0;
        return detail::read_short_decimal(text, value) ? value : -1;
    };
    BOOST_TEST(read("20.734") == 20.734);
    BOOST_TEST(read(".5") == 0.5);
    BOOST_TEST(read("7.") == 7.0);
    BOOST_TEST(read("12345678.") == 12345678.0);
    BOOST_TEST(read(".12345678") == .12345678);
    BOOST_TEST(read("12345.6789012345") == 12345.6789012345);
    BOOST_TEST(read("9007199254740992") == 9007199254740992.0); // 2^53
    BOOST_TEST(read("9007199254740993") == -1);                 // not a double
    BOOST_TEST(read("900719925474099.3") == -1);                // one character more than is looked at
    BOOST_TEST(read(".000000000000001") == 1e-15);
    for (auto const* const text : {"", ".", "..", "1..", ".1.", "1.2.3", "1.2345678.", "1e3", "-1", "+1", "1 ", " 1"}) {
        BOOST_TEST(read(text) == -1, text);
    }
}

BOOST_AUTO_TEST_CASE(every_short_text)
{
    constexpr auto alphabet = std::string_view{"09.-+e/:"};
    auto reading = reader{};
    for (std::size_t size = 0; size <= 5; ++size) {
        auto count = std::size_t{1} << (3 * size);
        for (std::size_t number = 0; number < count; ++number) {
            char text[5];
            for (std::size_t i = 0; i < size; ++i) {
                text[i] = alphabet[number >> (3 * i) & 7U];
            }
            reading.check({text, size});
        }
    }
    BOOST_TEST(reading.read == 37'449U); // 1 + 8 + ... + 8^5
    // of n characters, 2^n are digits, n 2^(n-1) digits and a point; a point alone is none
    BOOST_TEST(reading.quick == (2 + 4 + 8 + 16 + 32) + (4 + 12 + 32 + 80));
}

BOOST_AUTO_TEST_CASE(every_byte_in_every_place)
{
    auto reading = reader{};
    for (auto const* const number : {"1", "23", "456", "7890", "12.5", "123456", "1234567", "89012345", "1234567.5",
                                     "123456789012345.", "1234567890123456", "12345678901234567"}) {
        for (std::size_t place = 0; place < std::string_view{number}.size(); ++place) {
            for (auto byte = 0; byte < 256; ++byte) {
                auto text = std::string{number};
                text[place] = static_cast<char>(byte);
                reading.check_alone(text);
            }
        }
    }
    BOOST_TEST(reading.quick > 500U);
}

BOOST_AUTO_TEST_CASE(random_decimals)
{
    auto random = std::mt19937_64{31};
    auto reading = reader{};
    for (auto i = 0; i < 400'000; ++i) {
        char text[24];
        auto const size = static_cast<std::size_t>(1 + random() % 20);
        for (auto digits = random(); auto& c : text) {
            c = static_cast<char>('0' + digits % 10);
            digits = digits / 10 ^ digits << 40U;
        }
        text[random() % size] = '.';
        reading.check({text, size});
        if (i % 4 == 0) {
            text[0] = '-';
            reading.check({text, size});
        }
    }
    BOOST_TEST(reading.quick > reading.read / 2);
}

BOOST_AUTO_TEST_CASE(random_nonsense)
{
    constexpr auto alphabet = std::string_view{"0123456789999..-+eE/:; \xB0\x80\xFF"};
    auto random = std::mt19937_64{32};
    auto reading = reader{};
    for (auto i = 0; i < 200'000; ++i) {
        auto text = std::string(random() % 20, '5');
        for (auto n = random() % 4; n > 0 && !text.empty(); --n) {
            text[random() % text.size()] = alphabet[random() % alphabet.size()];
        }
        reading.check_alone(text);
    }
    BOOST_TEST(reading.quick > reading.read / 10);
}

BOOST_AUTO_TEST_CASE(numbers_next_to_a_tie)
{
    // between two doubles, one after the other from 2^53: what ends in an odd digit is half way
    auto reading = reader{};
    for (auto n = (std::uint64_t{1} << 53U) - 500; n < (std::uint64_t{1} << 53U) + 500; ++n) {
        auto const text = std::to_string(n);
        reading.check(text);
        for (std::size_t point = 0; point <= text.size(); ++point) {
            reading.check(text.substr(0, point) + '.' + text.substr(point));
        }
    }
    BOOST_TEST(reading.quick == 501U); // whole ones up to 2^53; a point makes one character too many
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
