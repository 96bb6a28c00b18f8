// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/undefined.hpp>
#include <equipoise/io/number_text.hpp>
#include <equipoise/io/parse.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

namespace {

namespace eq = equipoise;
using eq::io::exact_text;
using eq::io::rounded_text;
using eq::io::rounding;
using limits = std::numeric_limits<double>;

auto const infinity = limits::infinity();

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(number_text)

BOOST_AUTO_TEST_CASE(short_numbers_have_no_exponent)
{
    BOOST_TEST(exact_text(0) == "0");
    BOOST_TEST(exact_text(-0.0) == "-0");
    BOOST_TEST(exact_text(1) == "1");
    BOOST_TEST(exact_text(-12.5) == "-12.5");
    BOOST_TEST(exact_text(0.1) == "0.1");
    BOOST_TEST(exact_text(0.0625) == "0.0625");
    BOOST_TEST(exact_text(1e-5) == "0.00001");
    BOOST_TEST(exact_text(250e9) == "250000000000");
    BOOST_TEST(exact_text(1541.0 / 1876) == "0.8214285714285714"); // 17 digits with the 0
}

// pandas reads 17 digits, of which zeros at the beginning are some: 0.019189765458422176 would lose the last one.
BOOST_AUTO_TEST_CASE(more_than_17_digits_have_an_exponent)
{
    BOOST_TEST(exact_text(36.0 / 1876) == "1.9189765458422176e-2");
    BOOST_TEST(exact_text(0.10000000000000002) == "1.0000000000000002e-1");
    BOOST_TEST(exact_text(-1e-16) == "-0.0000000000000001");
    BOOST_TEST(exact_text(1e-17) == "1e-17");
    BOOST_TEST(exact_text(1e16) == "10000000000000000");
    BOOST_TEST(exact_text(1e17) == "1e17");
    BOOST_TEST(exact_text(limits::max()) == "1.7976931348623157e308");
    BOOST_TEST(exact_text(limits::min()) == "2.2250738585072014e-308");
    BOOST_TEST(exact_text(limits::denorm_min()) == "5e-324");
}

BOOST_AUTO_TEST_CASE(what_is_no_finite_number)
{
    BOOST_TEST(exact_text(eq::undefined).empty());
    BOOST_TEST(exact_text(infinity) == "Infinity");
    BOOST_TEST(exact_text(-infinity) == "-Infinity");
    BOOST_TEST(rounded_text(eq::undefined, 4).empty());
    BOOST_TEST(rounded_text(infinity, 4) == "Infinity");
}

BOOST_AUTO_TEST_CASE(every_double_reads_back_with_the_same_bits)
{
    auto random = std::mt19937_64{2019};
    auto parse = eq::io::parse<double>{};
    for (auto i = 0; i < 20000; ++i) {
        auto const bits = random();
        auto const value = i % 2 == 0 ? static_cast<double>(bits >> 11U) * 0x1p-53 : std::bit_cast<double>(bits);
        if (value != value || value - value != 0) {
            continue;
        }
        auto const text = exact_text(value);
        auto const read = parse(text);
        BOOST_TEST_REQUIRE((read && std::bit_cast<std::uint64_t>(*read) == std::bit_cast<std::uint64_t>(value)), text);
        auto const mantissa = text.substr(0, text.find('e'));
        auto const digits =
            std::count_if(mantissa.begin(), mantissa.end(), [](char c) { return c >= '0' && c <= '9'; });
        BOOST_TEST_REQUIRE(digits <= 17, text);
    }
}

BOOST_AUTO_TEST_CASE(rounded_for_people)
{
    BOOST_TEST(rounded_text(0.81, 4) == "0.8100");
    BOOST_TEST(rounded_text(0.66415, 4) == "0.6642"); // 0.66415 is a tie: 1 is odd
    BOOST_TEST(rounded_text(0.66425, 4) == "0.6642");
    BOOST_TEST(rounded_text(0.99996, 4) == "1.0000");
    BOOST_TEST(rounded_text(-0.96, 0) == "-1");
    BOOST_TEST(rounded_text(9.96, 1) == "10.0");
    BOOST_TEST(rounded_text(1234567.891, 2) == "1234567.89");
    BOOST_TEST(rounded_text(1, 4) == "1");
    BOOST_TEST(rounded_text(250, 4) == "250");
    BOOST_TEST(rounded_text(-0.0, 4) == "0");
    BOOST_TEST(rounded_text(0.1 + 0.2, 4) == "0.3000");
    BOOST_TEST(rounded_text(1e300, 4) == "1e300");
}

BOOST_AUTO_TEST_CASE(what_rounding_would_turn_into_zero_keeps_a_digit)
{
    BOOST_TEST(rounded_text(3.14e-7, 4) == "3e-7");
    BOOST_TEST(rounded_text(-0.00004, 4) == "-4e-5");
    BOOST_TEST(rounded_text(0.00005, 4) == "5e-5"); // a tie between 0.0000 and 0.0001
    BOOST_TEST(rounded_text(0.000051, 4) == "0.0001");
    BOOST_TEST(rounded_text(limits::denorm_min(), 4) == "5e-324");
}

BOOST_AUTO_TEST_CASE(bounds_are_rounded_outwards)
{
    BOOST_TEST(rounded_text(0.66421, 4, rounding::down) == "0.6642");
    BOOST_TEST(rounded_text(0.66421, 4, rounding::up) == "0.6643");
    BOOST_TEST(rounded_text(-0.66421, 4, rounding::down) == "-0.6643");
    BOOST_TEST(rounded_text(-0.66421, 4, rounding::up) == "-0.6642");
    BOOST_TEST(rounded_text(0.99999, 4, rounding::up) == "1.0000");
    BOOST_TEST(rounded_text(1e-9, 4, rounding::up) == "0.0001");
    BOOST_TEST(rounded_text(1e-9, 4, rounding::down) == "0");
    BOOST_TEST(rounded_text(-1e-9, 4, rounding::down) == "-0.0001");
    // What no double is exactly stays as it is written.
    BOOST_TEST(rounded_text(0.81, 4, rounding::down) == "0.8100");
    BOOST_TEST(rounded_text(0.81, 4, rounding::up) == "0.8100");
    BOOST_TEST(rounded_text(0.1 + 0.2, 4, rounding::up) == "0.3000");
    BOOST_TEST(rounded_text(eq::interval{0.66417, 0.67238}, 4) == "[0.6641, 0.6724]");
    BOOST_TEST(rounded_text(eq::interval{0, infinity}, 4) == "[0, Infinity]");
    BOOST_TEST(rounded_text(eq::interval{0.5, 0.5}, 4) == "0.5000");
    BOOST_TEST(rounded_text(eq::interval{eq::undefined, eq::undefined}, 4).empty());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
