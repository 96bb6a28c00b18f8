// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/codes/cow.hpp>
#include <equipoise/codes/gec.hpp>
#include <equipoise/codes/iso2.hpp>
#include <equipoise/codes/m49.hpp>
#include <equipoise/codes/state_code.hpp>

#include <boost/test/unit_test.hpp>

#if __has_include(<CLI/CLI.hpp>)
#include <CLI/CLI.hpp>
#endif

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <iomanip>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_set>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

static_assert(sizeof(eq::iso2) == 2 && sizeof(eq::m49) == 2 && sizeof(eq::cow) == 2 && sizeof(eq::gec) == 2
              && sizeof(eq::cow_abbreviation) == 2);
static_assert(std::is_trivially_copyable_v<eq::m49> && !std::is_convertible_v<int, eq::m49>);
static_assert(!std::is_constructible_v<eq::iso2, eq::gec> && !std::is_constructible_v<eq::m49, eq::cow>);

// ordered as the letters and numbers are
static_assert("CH"_iso2 < "CN"_iso2 && 4_m49 < 496_m49 && 2_cow < 710_cow
              && "AFG"_cow_abbreviation < "MON"_cow_abbreviation);
static_assert("ch"_gec == "CH"_gec && 36_m49 == 036_m49 && eq::m49{496} == 496_m49 && 496_m49 .number() == 496);

// in use; of states that are no more
static_assert(eq::iso2::parse("NA") && eq::iso2::parse("XK") && eq::iso2::parse("SU") && eq::iso2::parse("YU"));
static_assert(eq::m49::parse("004") && eq::m49::parse("4") && eq::m49::parse("810") && eq::m49::parse("280"));
static_assert(eq::cow::parse("365") && eq::cow::parse("730") && eq::cow::parse("300") && eq::cow::parse("2"));
static_assert(eq::cow_abbreviation::parse("USA") && eq::cow_abbreviation::parse("HSE"));
static_assert(eq::gec::parse("rs") && eq::gec::parse("we") && eq::gec::parse("gz") && eq::gec::parse("UR"));

// no code
static_assert(!eq::iso2::parse("EL") && !eq::iso2::parse("UK") && !eq::iso2::parse("EU") && !eq::iso2::parse("mn"));
static_assert(!eq::iso2::parse("") && !eq::iso2::parse("M") && !eq::iso2::parse("MNG") && !eq::iso2::parse("M1"));
static_assert(!eq::m49::parse("842") && !eq::m49::parse("158") && !eq::m49::parse("000") && !eq::m49::parse("001"));
static_assert(!eq::m49::parse("") && !eq::m49::parse("0496") && !eq::m49::parse("-4") && !eq::m49::parse("4.0"));
static_assert(!eq::cow::parse("3") && !eq::cow::parse("-9") && !eq::cow::parse("999") && !eq::cow::parse("USA"));
static_assert(!eq::cow_abbreviation::parse("CHE") && !eq::cow_abbreviation::parse("mon"));
static_assert(!eq::gec::parse("ee") && !eq::gec::parse("xx") && !eq::gec::parse("c") && !eq::gec::parse("c1"));

template <class Code>
std::string written(Code code)
{
    auto out = std::ostringstream{};
    out << std::setw(5) << code;
    return out.str();
}

} // namespace

BOOST_AUTO_TEST_SUITE(codes)
BOOST_AUTO_TEST_SUITE(state_code)

BOOST_AUTO_TEST_CASE(codes_are_written)
{
    BOOST_TEST(("MN"_iso2).str() == "MN");
    BOOST_TEST((4_m49).str() == "004");
    BOOST_TEST((2_cow).str() == "2");
    BOOST_TEST(("MON"_cow_abbreviation).str() == "MON");
    BOOST_TEST(("ch"_gec).str() == "CH");
    BOOST_TEST(written("MN"_iso2) == "   MN");
    BOOST_TEST(written(36_m49) == "  036");
    BOOST_TEST(written(712_cow) == "  712");
}

BOOST_AUTO_TEST_CASE(codes_are_read)
{
    auto in = std::istringstream{" 496 842 156"};
    auto number = eq::m49{};
    BOOST_TEST(static_cast<bool>(in >> number));
    BOOST_TEST((number == 496_m49));
    BOOST_TEST(!(in >> number)); // which UN Comtrade has for 840
    BOOST_TEST((number == 496_m49));
    in.clear();
    BOOST_TEST(static_cast<bool>(in >> number));
    BOOST_TEST((number == 156_m49));
}

BOOST_AUTO_TEST_CASE(what_is_no_code_is_refused_with_the_code_meant)
{
    using support::message_of;
    BOOST_TEST(
        message_of<eq::invalid_code>([] { (void)eq::m49{842}; })
        == "\"842\" is not an M49 number of a state or area: 842 is UN Comtrade's number of USA, whose M49 number "
           "is 840");
    BOOST_TEST(
        message_of<eq::invalid_code>([] { (void)eq::m49{"699"}; })
        == "\"699\" is not an M49 number of a state or area: 699 is UN Comtrade's number of IND, whose M49 number "
           "is 356");
    BOOST_TEST(eq::m49::why_refused("158") == "158 is the ISO 3166-1 number of TWN, which has no M49 number");
    BOOST_TEST(eq::m49::why_refused("000") == "000 stands for the world");
    BOOST_TEST(eq::m49::why_refused("840").empty());
    BOOST_CHECK_THROW(eq::m49{-1}, eq::invalid_code);
    BOOST_CHECK_THROW(eq::m49{1000}, eq::invalid_code);
    BOOST_CHECK_THROW(eq::m49{65536 + 496}, eq::invalid_code);
    BOOST_CHECK_THROW(eq::cow{-9}, eq::invalid_code);
    BOOST_TEST(message_of<eq::invalid_code>([] { (void)eq::iso2{"EL"}; })
               == "\"EL\" is not an ISO 3166-1 alpha-2 code: EL is Eurostat's code of GR");
    BOOST_TEST(eq::iso2::why_refused("UK") == "UK is another code of GB");
    BOOST_TEST(eq::iso2::why_refused("ZR") == "ZR is an earlier code of CD");
    BOOST_TEST(eq::iso2::why_refused("na") == "na is written NA");
    BOOST_TEST(eq::iso2::why_refused("EU") == "EU stands for the European Union");
    BOOST_TEST(eq::gec::why_refused("ee") == "ee stands for the European Union");
    BOOST_TEST(eq::cow_abbreviation::why_refused("usa") == "usa is written USA");
    BOOST_TEST(message_of<eq::invalid_code>([] { (void)eq::cow{"3"}; })
               == "\"3\" is not a Correlates of War state number");
}

BOOST_AUTO_TEST_CASE(every_text_that_is_read_is_written_the_same)
{
    auto numbers = 0;
    for (auto number = 0; number < 1000; ++number) {
        if (auto const code = eq::m49::parse(std::to_string(number))) {
            ++numbers;
            BOOST_TEST((code->number() == number && eq::m49{code->str()} == *code));
        }
    }
    // 249 in use but TWN, and 810 278 280 200 530 536 582 588 590 592 720 736 230 849 866 868 872 886 890 891 488 698
    // 396 80 216 128 of what is no more
    BOOST_TEST(numbers == 248 + 26);

    auto letters = std::string(2, 'A');
    auto hashes = std::unordered_set<std::size_t>{};
    auto alpha2 = 0;
    for (letters[0] = 'A'; letters[0] <= 'Z'; ++letters[0]) {
        for (letters[1] = 'A'; letters[1] <= 'Z'; ++letters[1]) {
            if (auto const code = eq::iso2::parse(letters)) {
                ++alpha2;
                hashes.insert(std::hash<eq::iso2>{}(*code));
                BOOST_TEST(code->str() == letters);
            }
        }
    }
    // 249, XK, and AN CS CT DD JT MI NQ NT PC PU PZ SU VD WK YD YU
    BOOST_TEST(alpha2 == 249 + 1 + 16);
    BOOST_TEST(hashes.size() == static_cast<std::size_t>(alpha2));
}

#if __has_include(<CLI/CLI.hpp>)
BOOST_AUTO_TEST_CASE(an_option_of_a_program_reads_them)
{
    auto program = CLI::App{};
    auto number = eq::m49{};
    program.add_option("--number", number);
    auto arguments = std::vector<std::string>{"156", "--number"};
    program.parse(arguments);
    BOOST_TEST((number == 156_m49));
    arguments = {"842", "--number"};
    BOOST_CHECK_THROW(program.parse(arguments), CLI::ConversionError);
}
#endif

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
