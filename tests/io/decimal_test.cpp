// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/decimal.hpp>
#include <equipoise/io/parse.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <ostream>
#include <random>
#include <string>
#include <string_view>
#include <system_error>

namespace {

namespace data = boost::unit_test::data;
namespace detail = equipoise::io::detail;

using limits = std::numeric_limits<double>;

struct written {
    char const* text;
    double value;

    friend std::ostream& operator<<(std::ostream& out, written const& w) { return out << w.text; }
};

// Compared with Python's fractions: none is further than half of the last bit away, the even one of two is taken.
written const numbers[] = {
    {"0", 0},
    {"-0.0e5", -0.0},
    {"0e99999999999999999999", 0},
    {"00012.500", 12.5},
    {"7.", 7},
    {".25", .25},
    {"-1.5E+2", -150},
    {"125e-3", .125},
    {"0.1", 0x1.999999999999ap-4},
    {"1e22", 0x1.0f0cf064dd592p+73},
    {"1e23", 0x1.52d02c7e14af6p+76},
    {"8.41e21", 0x1.c7e83209e90b2p+72},
    {"9007199254740993", 0x1p+53},
    {"9007199254740993.00000000000000000000000000000000000000001", 0x1.0000000000001p+53},
    {"9007199254740995", 0x1.0000000000002p+53},
    {"18446744073709552639", 0x1p+64},
    {"18446744073709553664", 0x1p+64},
    {"18446744073709553665", 0x1.0000000000001p+64},
    {"2.2250738585072011e-308", 0x0.fffffffffffffp-1022},
    {"2.2250738585072014e-308", 0x1p-1022},
    {"4.9406564584124654e-324", 0x1p-1074},
    {"2.5e-324", 0x1p-1074},
    {"1.7976931348623157e308", 0x1.fffffffffffffp+1023},
    {"1.7976931348623158e308", 0x1.fffffffffffffp+1023},
    {"0.000000000000000000000000000000000000000000001e45", 1},
    {"1000000000000000000000000000000000000000000000e-45", 1},
};

char const* const too_large_or_too_small[] = {"1.7976931348623159e308",  "1e309",    "-1e400",
                                              "1e99999999999999999999",  "2.4e-324", "1e-400",
                                              "-1e-99999999999999999999"};

char const* const no_numbers[] = {"",     "-",    ".",     "-.",   "e5", ".e5", "1e",   "1e+", "1e-",  "+1",  "--1",
                                  "1.2.", "1..2", "1e5.0", "1e 5", "1 ", " 1",  "1e5x", "nan", "0x1p", "1,5", "1e+-5"};

// Digits of numbers beyond 64 bits, by multiplying with pencil and paper.
class long_number {
public:
    explicit long_number(std::uint64_t value) : digits_{std::to_string(value)}
    {
        std::reverse(digits_.begin(), digits_.end());
    }

    long_number& times_power(unsigned factor, int power)
    {
        for (; power > 0; --power) {
            auto carry = 0U;
            for (auto& digit : digits_) {
                carry += static_cast<unsigned>(digit - '0') * factor;
                digit = static_cast<char>('0' + carry % 10);
                carry /= 10;
            }
            if (carry != 0) {
                digits_ += static_cast<char>('0' + carry);
            }
        }
        return *this;
    }

    [[nodiscard]] std::string text() const { return {digits_.rbegin(), digits_.rend()}; }

private:
    std::string digits_; // the last first
};

// mantissa * 2^exponent, every digit of it, with `more` digits behind the last.
std::string exactly(std::uint64_t mantissa, int exponent, std::string_view more = "")
{
    auto const up = std::max(exponent, 0);
    auto const down = std::max(-exponent, 0); // 2^-n = 5^n 10^-n
    auto digits = long_number{mantissa}.times_power(2, up).times_power(5, down).text();
    return digits.append(more).append("e").append(std::to_string(-down - static_cast<int>(more.size())));
}

template <class T>
std::errc read(std::string_view text, T& value)
{
    return detail::read_decimal(text, value);
}

template <class T>
std::string shown(T value)
{
    auto text = std::array<char, 64>{};
    auto const end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific,
                                   std::numeric_limits<T>::max_digits10 - 1)
                         .ptr;
    return {text.data(), end};
}

template <class T, class Bits>
void check_round_trip()
{
    auto random = std::mt19937_64{2019};
    for (auto i = 0; i < 4000; ++i) {
        auto const value = std::bit_cast<T>(static_cast<Bits>(random()));
        if (!std::isfinite(value) || value == 0) {
            continue;
        }
        auto const text = shown(value);
        auto back = T{};
        if (read(text, back) != std::errc{} || std::bit_cast<Bits>(back) != std::bit_cast<Bits>(value)) {
            BOOST_TEST_ERROR(text << " is read as " << shown(back));
        }
    }
}

// Digits and points of all lengths, near the powers of ten at which doubles end as well.
[[maybe_unused]] std::string any_decimal(std::mt19937_64& random)
{
    auto text = std::string{random() % 4 == 0 ? "-" : ""};
    auto const digits = 1 + random() % (random() % 8 == 0 ? 1000 : 25);
    auto const point = random() % (digits + 1);
    for (auto i = std::uint64_t{0}; i < digits; ++i) {
        if (i == point) {
            text += '.';
        }
        text += static_cast<char>('0' + (random() % 3 == 0 ? 0 : random() % 10));
    }
    if (random() % 4 != 0) {
        text += "e" + std::to_string(static_cast<int>(random() % 700) - 350);
    }
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(decimal)

BOOST_DATA_TEST_CASE(decimals_become_the_nearest_double, data::make(numbers))
{
    auto value = 7.0;
    BOOST_TEST((read(sample.text, value) == std::errc{}));
    BOOST_TEST(std::bit_cast<std::uint64_t>(value) == std::bit_cast<std::uint64_t>(sample.value));
    BOOST_TEST(equipoise::io::parse<double>{}(sample.text).value() == sample.value);
}

BOOST_DATA_TEST_CASE(what_no_double_holds_is_out_of_range, data::make(too_large_or_too_small))
{
    auto value = 7.0;
    BOOST_TEST((read(sample, value) == std::errc::result_out_of_range));
    BOOST_TEST(value == 7);
    BOOST_TEST(!equipoise::io::parse<double>{}(sample).has_value());
    BOOST_TEST(equipoise::io::parse<double>::out_of_range(sample));
}

BOOST_DATA_TEST_CASE(other_texts_are_no_numbers, data::make(no_numbers))
{
    auto value = 7.0;
    BOOST_TEST((read(sample, value) == std::errc::invalid_argument));
    BOOST_TEST(value == 7);
    BOOST_TEST(!equipoise::io::parse<double>::out_of_range(sample));
}

BOOST_AUTO_TEST_CASE(half_way_between_two_doubles_the_even_one_is_taken)
{
    auto random = std::mt19937_64{2019};
    for (auto i = 0; i < 60; ++i) {
        auto const mantissa = (random() >> 12U) | std::uint64_t{1} << 52U; // 53 bits
        auto const exponent = i % 3 == 0 ? static_cast<int>(random() % 971) : -static_cast<int>(random() % 1075);
        auto const middle = 2 * mantissa + 1;
        auto const even = mantissa + mantissa % 2;
        auto value = 0.0;
        BOOST_TEST((read(exactly(middle, exponent - 1), value) == std::errc{}));
        BOOST_TEST(value == std::ldexp(static_cast<double>(even), exponent));
        BOOST_TEST((read(exactly(middle, exponent - 1, std::string(400, '0') + "1"), value) == std::errc{}));
        BOOST_TEST(value == std::ldexp(static_cast<double>(mantissa + 1), exponent));
        // The omitted digits make it smaller.
        auto below = exactly(middle * 1024 - 1, exponent - 11);
        BOOST_TEST((read(below, value) == std::errc{}));
        BOOST_TEST(value == std::ldexp(static_cast<double>(mantissa), exponent));
    }
}

BOOST_AUTO_TEST_CASE(the_smallest_double_begins_above_its_half)
{
    auto value = 7.0;
    BOOST_TEST((read(exactly(1, -1075), value) == std::errc::result_out_of_range));
    BOOST_TEST((read(exactly(1, -1075, "000001"), value) == std::errc{}));
    BOOST_TEST(value == limits::denorm_min());
    BOOST_TEST((read(exactly(3, -1075), value) == std::errc{}));
    BOOST_TEST(value == 2 * limits::denorm_min());
    BOOST_TEST((read(exactly(5, -1075), value) == std::errc{}));
    BOOST_TEST(value == 2 * limits::denorm_min());
    BOOST_TEST((read(exactly((std::uint64_t{1} << 53U) - 1, -1075), value) == std::errc{}));
    BOOST_TEST(value == (limits::min)());
}

BOOST_AUTO_TEST_CASE(the_largest_double_ends_half_a_step_above_itself)
{
    auto const end = (std::uint64_t{1} << 54U) - 1; // times 2^970: half-way to 2^1024
    auto value = 7.0;
    BOOST_TEST((read(exactly(end, 970), value) == std::errc::result_out_of_range));
    BOOST_TEST(value == 7);
    BOOST_TEST((read(exactly(end * 512 - 1, 961), value) == std::errc{}));
    BOOST_TEST(value == (limits::max)());
}

BOOST_AUTO_TEST_CASE(digits_without_end_are_read)
{
    auto value = 0.0;
    BOOST_TEST((read("0." + std::string(100'000, '3'), value) == std::errc{}));
    BOOST_TEST(value == 1.0 / 3);
    BOOST_TEST((read("0." + std::string(100'000, '0') + "25e100000", value) == std::errc{}));
    BOOST_TEST(value == .25);
    BOOST_TEST((read("5" + std::string(100'000, '0') + "e-100001", value) == std::errc{}));
    BOOST_TEST(value == .5);
}

BOOST_AUTO_TEST_CASE(seventeen_digits_give_a_double_back_and_nine_a_float)
{
    check_round_trip<double, std::uint64_t>();
    check_round_trip<float, std::uint32_t>();
}

BOOST_AUTO_TEST_CASE(floats_are_rounded_once)
{
    auto value = 7.0F;
    BOOST_TEST((read("16777217", value) == std::errc{})); // 2^24 + 1
    BOOST_TEST(value == 16777216.0F);
    // As a double first it would be 2^24 + 1 exactly, and then the even neighbour.
    BOOST_TEST((read("16777217.00000000001", value) == std::errc{}));
    BOOST_TEST(value == 16777218.0F);
    BOOST_TEST((read(exactly(1, -150), value) == std::errc::result_out_of_range));
    BOOST_TEST((read(exactly(1, -150, "1"), value) == std::errc{}));
    BOOST_TEST(value == std::numeric_limits<float>::denorm_min());
    BOOST_TEST((read(exactly((1U << 25U) - 1, 103), value) == std::errc::result_out_of_range)); // half a step above
    BOOST_TEST((read(exactly((std::uint64_t{1} << 34U) - 513, 94), value) == std::errc{}));
    BOOST_TEST(value == (std::numeric_limits<float>::max)());
}

template <class T>
void check_against_standard_library()
{
    if constexpr (detail::has_from_chars<T>) {
        auto random = std::mt19937_64{2019};
        for (auto i = 0; i < 4000; ++i) {
            auto const text = any_decimal(random);
            auto const* const end = text.data() + text.size();
            auto expected = T{7};
            auto value = T{7};
            auto const [stop, error] = std::from_chars(text.data(), end, expected);
            auto const right = read(text, value) == (stop == end ? error : std::errc::invalid_argument);
            if (!right || value != expected || std::signbit(value) != std::signbit(expected)) {
                BOOST_TEST_ERROR(text << ": " << shown(value) << ", by std::from_chars " << shown(expected));
            }
        }
    } else {
        BOOST_TEST_MESSAGE("this standard library has no std::from_chars to compare with");
    }
}

BOOST_AUTO_TEST_CASE(std_from_chars_reads_the_same)
{
    check_against_standard_library<double>();
    check_against_standard_library<float>();
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
