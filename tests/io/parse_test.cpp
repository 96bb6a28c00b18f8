// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/parse.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <bit>
#include <clocale>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <optional>
#include <ostream>
#include <random>
#include <string>
#include <string_view>

namespace {

namespace eq = equipoise;
namespace data = boost::unit_test::data;

enum class power { china, russia };

struct code {
    static std::optional<code> parse(std::string_view text)
    {
        return text.size() == 3 ? std::optional{code{text[0]}} : std::nullopt;
    }

    char first;
};

struct number {
    char const* text;
    double value;

    friend std::ostream& operator<<(std::ostream& out, number const& n) { return out << n.text; }
};

constexpr auto smallest = std::numeric_limits<double>::denorm_min();
constexpr auto largest = std::numeric_limits<double>::max();

number const numbers[] = {
    {"0", 0},
    {"12", 12},
    {"-3.5", -3.5},
    {"+7", 7},
    {".0397", 0.0397},
    {"-.5", -0.5},
    {"+.5", 0.5},
    {"7.", 7},
    {"007", 7},
    {"1e3", 1000},
    {"1E+3", 1000},
    {"2.5e-1", 0.25},
    {"1.13E+11", 1.13e11},
    {"9007199254740993", 9007199254740992},
    {"0.1", 0.1},
    {"4.9e-324", smallest},
    {"1.7976931348623157e308", largest},
    {"0e-999", 0},
    {"123456789012345678901234567890", 123456789012345678901234567890.0},
};

char const* const not_numbers[] = {"",
                                   " ",
                                   "abc",
                                   "1,5",
                                   "1 000",
                                   "1.2.3",
                                   "12x",
                                   "5%",
                                   "$5",
                                   "e5",
                                   "1e",
                                   "1e+",
                                   ".",
                                   "-",
                                   "+",
                                   "--1",
                                   "+-1",
                                   "-+1",
                                   "++1",
                                   "nan",
                                   "-nan",
                                   "NaN",
                                   "inf",
                                   "-inf",
                                   "+inf",
                                   "infinity",
                                   "0x10",
                                   "1d5",
                                   "1f",
                                   "\xE2\x88\x92"
                                   "5",
                                   "\xC2\xA0"
                                   "5",
                                   "1_000",
                                   "nan(0)",
                                   "- 1"};

char const* const out_of_range[] = {"1e309",  "-1e309",  "1.7976931348623159e308",
                                    "2e-324", "-1e-400", "1e99999999999999999999"};

} // namespace

template <>
struct equipoise::io::parse<power> {
    static constexpr std::string_view expected = "china or russia";

    std::optional<power> operator()(std::string_view text) const
    {
        if (text == "china") {
            return power::china;
        }
        return text == "russia" ? std::optional{power::russia} : std::nullopt;
    }
};

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(parse)

static_assert(eq::io::parsable<double> && eq::io::parsable<float> && eq::io::parsable<int>);
static_assert(eq::io::parsable<std::string> && eq::io::parsable<std::string_view>);
static_assert(eq::io::parsable<code> && eq::io::parsable<power>);
static_assert(!eq::io::parsable<bool> && !eq::io::parsable<char> && !eq::io::parsable<void*>);

BOOST_DATA_TEST_CASE(decimal_numbers, data::make(numbers), row)
{
    auto const value = eq::io::parse<double>{}(row.text);
    BOOST_TEST_REQUIRE(value.has_value());
    BOOST_TEST(*value == row.value);
    BOOST_TEST(!eq::io::parse<double>::out_of_range(row.text));
}

BOOST_DATA_TEST_CASE(what_is_not_a_number, data::make(not_numbers), text)
{
    BOOST_TEST(!eq::io::parse<double>{}(text).has_value());
    BOOST_TEST(!eq::io::parse<double>::out_of_range(text));
}

BOOST_DATA_TEST_CASE(what_no_double_holds, data::make(out_of_range), text)
{
    BOOST_TEST(!eq::io::parse<double>{}(text).has_value());
    BOOST_TEST(eq::io::parse<double>::out_of_range(text));
}

BOOST_AUTO_TEST_CASE(every_double_reads_back)
{
    auto random = std::mt19937_64{1};
    for (auto i = 0; i < 100'000; ++i) {
        auto const value = std::bit_cast<double>(random());
        if (value - value != 0) { // infinite or not a number
            continue;
        }
        char text[40];
        std::snprintf(text, sizeof text, i % 2 == 0 ? "%.17g" : "%.16e", value);
        auto const read = eq::io::parse<double>{}(text);
        if (!read || *read != value) {
            BOOST_ERROR(text);
        }
    }
}

BOOST_AUTO_TEST_CASE(short_decimals_are_rounded_as_strtod_does)
{
    auto random = std::mt19937_64{2};
    for (auto i = 0; i < 100'000; ++i) {
        auto text = std::to_string(random() >> (random() % 64));
        text.insert(random() % (text.size() + 1), 1, '.');
        text += random() % 3 == 0 ? "e" + std::to_string(static_cast<int>(random() % 60) - 30) : "";
        auto const read = eq::io::parse<double>{}(text);
        if (!read || *read != std::strtod(text.c_str(), nullptr)) {
            BOOST_ERROR(text);
        }
    }
}

BOOST_AUTO_TEST_CASE(numbers_do_not_depend_on_the_locale)
{
    auto const before = std::string{std::setlocale(LC_ALL, nullptr)};
    auto const* const german = std::setlocale(LC_ALL, "de_DE.UTF-8");
    if (german == nullptr) {
        BOOST_TEST_MESSAGE("not run: there is no locale de_DE.UTF-8");
    }
    BOOST_TEST(eq::io::parse<double>{}("1.5").value() == 1.5);
    BOOST_TEST(!eq::io::parse<double>{}("1,5").has_value());
    std::setlocale(LC_ALL, before.c_str());
}

BOOST_AUTO_TEST_CASE(whole_numbers)
{
    BOOST_TEST(eq::io::parse<int>{}("-9").value() == -9);
    BOOST_TEST(eq::io::parse<int>{}("+2019").value() == 2019);
    BOOST_TEST(eq::io::parse<int>{}("0010121").value() == 10121);
    BOOST_TEST(eq::io::parse<std::uint64_t>{}("18446744073709551615").value() == 18446744073709551615U);
    for (auto const* const text : {"", "2147483648", "-2147483649", "12 ", "+-1", "-+1", "0x1", "+"}) {
        BOOST_TEST(!eq::io::parse<int>{}(text).has_value(), text);
    }
    BOOST_TEST(!eq::io::parse<unsigned>{}("-1").has_value());
}

BOOST_AUTO_TEST_CASE(whole_numbers_written_as_decimals)
{
    struct row {
        char const* text;
        int value;
    };
    for (auto const& [text, value] : {row{"2019.0", 2019},
                                      {"2e3", 2000},
                                      {"2E+3", 2000},
                                      {"2.019e3", 2019},
                                      {"20190e-1", 2019},
                                      {"+496.0", 496},
                                      {"-9.0", -9},
                                      {"-9.", -9},
                                      {"0.0", 0},
                                      {"-0.0", 0},
                                      {".0", 0},
                                      {"0e999999999999", 0},
                                      {"00000000000000000000000000007.00000000000000000000000000000", 7},
                                      {"0.000000000000000000000000000007e30", 7},
                                      {"100000000000000000000000000000e-27", 100},
                                      {"2147483647.0", 2147483647},
                                      {"-2.147483648e9", -2147483647 - 1}}) {
        BOOST_TEST(eq::io::parse<int>{}(text).value_or(-1) == value, text);
    }
    for (auto const* const text : {"2019.5",
                                   "2e-3",
                                   "1e-1",
                                   "0.1",
                                   "20191e-1",
                                   "2019.00000000000000000000000000000001",
                                   "2147483648.0",
                                   "3e9",
                                   "1e99",
                                   "-3e9",
                                   ".",
                                   "-.",
                                   "e3",
                                   ".e3",
                                   "2019.0.",
                                   "2e",
                                   "2e+",
                                   "2e+-3",
                                   "2e--3",
                                   "2e3.0",
                                   "2e3x",
                                   "2019.0 ",
                                   "+-2e3",
                                   "-+2.0",
                                   "0x1.0",
                                   "1e999999999999",
                                   "1e-999999999999",
                                   "2,019.0",
                                   "nan",
                                   "inf",
                                   "1.0f"}) {
        BOOST_TEST(!eq::io::parse<int>{}(text).has_value(), text);
    }
    // no way through a double, which holds 53 bits
    BOOST_TEST(eq::io::parse<std::uint64_t>{}("18446744073709551615.0").value() == 18446744073709551615U);
    BOOST_TEST(!eq::io::parse<std::uint64_t>{}("18446744073709551616.0").has_value());
    BOOST_TEST(!eq::io::parse<std::uint64_t>{}("-1.0").has_value());
    BOOST_TEST((eq::io::parse<std::int64_t>{}("-9.223372036854775808e18") == std::numeric_limits<std::int64_t>::min()));
    BOOST_TEST(!eq::io::parse<std::int64_t>{}("9.223372036854775808e18").has_value());
    BOOST_TEST((eq::io::parse<std::int16_t>{}("3.2767e4") == std::int16_t{32767}));
    BOOST_TEST(!eq::io::parse<std::int16_t>{}("32768.0").has_value());
    BOOST_TEST((eq::io::parse<std::uint8_t>{}("255.0") == std::uint8_t{255}));
}

// What is whole by its double, up to 2^53, is whole by its digits, and the other way round.
BOOST_AUTO_TEST_CASE(decimals_are_whole_when_their_doubles_are)
{
    auto random = std::mt19937_64{3};
    auto whole = 0;
    for (auto i = 0; i < 100'000; ++i) {
        auto text = std::to_string(random() % 100'000'000 >> (random() % 27));
        text.append(random() % 4, '0');
        text.insert(random() % (text.size() + 1), 1, '.');
        text += random() % 3 == 0 ? "e" + std::to_string(static_cast<int>(random() % 10) - 4) : "";
        text.insert(0, random() % 4 == 0 ? 1U : 0U, '-');
        auto const number = std::strtod(text.c_str(), nullptr);
        auto const expected = number == std::floor(number) && std::abs(number) < 0x1p53;
        auto const read = eq::io::parse<std::int64_t>{}(text);
        if (std::abs(number) < 0x1p53
            && (read.has_value() != expected || (read && static_cast<double>(*read) != number))) {
            BOOST_ERROR(text);
        }
        whole += expected ? 1 : 0;
    }
    BOOST_TEST((whole > 10'000 && whole < 90'000));
}

BOOST_AUTO_TEST_CASE(text_is_never_empty)
{
    BOOST_TEST(eq::io::parse<std::string>{}("NA").value() == "NA");
    BOOST_TEST(!eq::io::parse<std::string>{}("").has_value());
    BOOST_TEST(!eq::io::parse<std::string_view>{}("").has_value());
}

BOOST_AUTO_TEST_CASE(types_of_the_caller)
{
    BOOST_TEST(eq::io::parse<code>{}("MNG").value().first == 'M');
    BOOST_TEST(!eq::io::parse<code>{}("MN").has_value());
    BOOST_TEST((eq::io::parse<power>{}("russia") == power::russia));
    BOOST_TEST(!eq::io::parse<power>{}("Russia").has_value());
}

BOOST_AUTO_TEST_CASE(whole_numbers_stay_within_their_type)
{
    BOOST_TEST((eq::io::parse<std::int16_t>{}("32767") == std::int16_t{32767}));
    BOOST_TEST((eq::io::parse<std::int16_t>{}("-32768") == std::int16_t{-32768}));
    for (auto const* const text : {"32768", "65535", "65536", "99999999", "-32769", "123456789012"}) {
        BOOST_TEST(!eq::io::parse<std::int16_t>{}(text).has_value(), text);
    }
    BOOST_TEST((eq::io::parse<std::uint16_t>{}("65535") == std::uint16_t{65535}));
    BOOST_TEST(!eq::io::parse<std::uint16_t>{}("65536").has_value());
    BOOST_TEST((eq::io::parse<std::uint8_t>{}("255") == std::uint8_t{255}));
    BOOST_TEST(!eq::io::parse<std::uint8_t>{}("256").has_value());
    BOOST_TEST((eq::io::parse<std::int64_t>{}("9223372036854775807") == std::numeric_limits<std::int64_t>::max()));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
