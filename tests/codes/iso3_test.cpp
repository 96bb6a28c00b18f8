// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "../support/constant.hpp"

#include <equipoise/codes/iso3.hpp>

#include <boost/test/unit_test.hpp>

#if __has_include(<CLI/CLI.hpp>)
#include <CLI/CLI.hpp>
#endif

#include <algorithm>
#include <array>
#include <functional>
#include <iomanip>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

static_assert(sizeof(eq::iso3) == 2);
SUPPORT_STATIC_ASSERT("MNG"_iso3.letters() == std::array{'M', 'N', 'G'});
static_assert(eq::iso3::expected == "an ISO 3166-1 alpha-3 code");
static_assert(eq::iso3{}.index() == 0 && "ABW"_iso3.index() == 26 + 22
              && "ZWE"_iso3.index() == (25 * 26 + 22) * 26 + 4);
static_assert(eq::iso3{} == eq::iso3::user_assigned("AAA") && eq::iso3::user_assigned("AAB").index() == 1
              && eq::iso3::user_assigned("ZZZ").index() == 26 * 26 * 26 - 1);
static_assert("CHN"_iso3 < "KAZ"_iso3 && "KAZ"_iso3 < "MNG"_iso3 && "RUS"_iso3 > "MNG"_iso3);

// in use; of states that are no more; Kosovo
static_assert(eq::iso3::parse("KAZ") && eq::iso3::parse("SSD") && eq::iso3::parse("ZWE") && eq::iso3::parse("ABW"));
static_assert(eq::iso3::parse("SUN") && eq::iso3::parse("YUG") && eq::iso3::parse("DDR") && eq::iso3::parse("CSK"));
static_assert(eq::iso3::parse("SCG") && eq::iso3::parse("ANT") && eq::iso3::parse("YMD") && eq::iso3::parse("XKX"));

// left to users, so that only a caller who says so gets one
static_assert(!eq::iso3::parse("AAA") && !eq::iso3::parse("AAZ") && !eq::iso3::parse("QMA") && !eq::iso3::parse("QZZ"));
static_assert(!eq::iso3::parse("XAA") && !eq::iso3::parse("XXA") && !eq::iso3::parse("ZZA") && !eq::iso3::parse("ZZZ"));
SUPPORT_STATIC_ASSERT(eq::iso3::user_assigned("XXA").letters() == std::array{'X', 'X', 'A'});

// earlier codes of states that have others now
static_assert(!eq::iso3::parse("ZAR") && !eq::iso3::parse("ROM") && !eq::iso3::parse("TMP") && !eq::iso3::parse("BUR"));

// no state
static_assert(!eq::iso3::parse("WLD") && !eq::iso3::parse("W00") && !eq::iso3::parse("OAS") && !eq::iso3::parse("EUU"));
static_assert(!eq::iso3::parse("mng") && !eq::iso3::parse("MN") && !eq::iso3::parse("MNGO") && !eq::iso3::parse(""));
static_assert(!eq::iso3::parse("ABA") && !eq::iso3::parse("QLZ") && !eq::iso3::parse("YAA") && !eq::iso3::parse("ZYZ"));
static_assert(!eq::iso3::parse(" MN") && !eq::iso3::parse(std::string_view{"MN\0", 3}));

} // namespace

BOOST_AUTO_TEST_SUITE(codes)
BOOST_AUTO_TEST_SUITE(iso3)

BOOST_AUTO_TEST_CASE(the_lists_of_codes_are_whole)
{
    auto const codes_in = [](std::string_view list) {
        auto codes = std::vector<std::string_view>{};
        for (std::size_t i = 0; i < list.size(); i += 3) {
            codes.push_back(list.substr(i, 3));
        }
        return codes;
    };
    auto const in_use = codes_in(eq::codes_detail::iso3_in_use);
    auto const former = codes_in(eq::codes_detail::iso3_historic);
    BOOST_TEST(in_use.size() == 249U); // ISO 3166-1:2020
    BOOST_TEST(former.size() == 21U);  // of ISO 3166-3:2020 but those renamed, and XKX
    for (auto const* list : {&in_use, &former}) {
        BOOST_TEST((std::adjacent_find(list->begin(), list->end(), std::greater_equal<>{}) == list->end()));
        for (auto const code : *list) {
            BOOST_TEST(eq::iso3{code}.str() == code);
        }
    }
    for (std::size_t i = 0; i < eq::codes_detail::iso3_renamed.size(); i += 6) {
        BOOST_TEST(!eq::iso3::parse(eq::codes_detail::iso3_renamed.substr(i, 3)));
        BOOST_TEST(eq::iso3::parse(eq::codes_detail::iso3_renamed.substr(i + 3, 3)).has_value());
    }
    for (auto const code : former) {
        BOOST_TEST((std::find(in_use.begin(), in_use.end(), code) == in_use.end()));
    }
}

BOOST_AUTO_TEST_CASE(every_code_that_is_a_state_reads_back_and_no_other)
{
    auto states = 0;
    auto code = std::string(3, 'A');
    for (code[0] = 'A'; code[0] <= 'Z'; ++code[0]) {
        for (code[1] = 'A'; code[1] <= 'Z'; ++code[1]) {
            for (code[2] = 'A'; code[2] <= 'Z'; ++code[2]) {
                if (auto const state = eq::iso3::parse(code)) {
                    ++states;
                    BOOST_TEST_REQUIRE(state->str() == code);
                }
            }
        }
    }
    BOOST_TEST(states == 249 + 21);
}

BOOST_AUTO_TEST_CASE(what_is_not_a_state_is_refused_by_name)
{
    BOOST_TEST(support::message_of<std::invalid_argument>([] { (void)eq::iso3{"MGN"}; })
               == "\"MGN\" is not an ISO 3166-1 alpha-3 code");
    BOOST_TEST(support::message_of<eq::invalid_code>([] { (void)eq::iso3{"ROM"}; })
               == "\"ROM\" is not an ISO 3166-1 alpha-3 code: ROM is an earlier code of ROU");
    BOOST_TEST(support::message_of<eq::invalid_code>([] { (void)eq::iso3::user_assigned("MNG"); })
               == "\"MNG\" is not a code that ISO 3166-1 leaves to users");
    BOOST_CHECK_THROW((void)eq::iso3::user_assigned("xxa"), eq::invalid_code);
    BOOST_CHECK_THROW(eq::iso3{""}, std::invalid_argument);
}

// CLI11 finds lexical_cast by the type of an option, and reports an error of its own where this returns false; an
// exception of the constructor would pass CLI11_PARSE by.
BOOST_AUTO_TEST_CASE(a_wrong_code_is_an_error_of_the_command_line)
{
    auto state = "CHN"_iso3;
    static_assert(noexcept(lexical_cast(std::string{}, state)));
    for (auto const* const wrong : {"XXQ", "", "MGN", "ROM", "CHNA", "C N"}) {
        BOOST_TEST(!lexical_cast(wrong, state));
        BOOST_TEST(state == "CHN"_iso3);
    }
    BOOST_TEST(lexical_cast("MNG", state));
    BOOST_TEST(state == "MNG"_iso3);
}

BOOST_AUTO_TEST_CASE(the_code_that_was_meant_is_named)
{
    auto const why = [](std::string_view text) { return eq::iso3::why_refused(text); };
    BOOST_TEST(why("ZAR") == "ZAR is an earlier code of COD");
    BOOST_TEST(why("tmp") == "tmp is an earlier code of TLS");
    BOOST_TEST(why("BUR") == "BUR is an earlier code of MMR");
    BOOST_TEST(why("mng") == "mng is written MNG");
    BOOST_TEST(why("Sun") == "Sun is written SUN");
    BOOST_TEST(why("KSV") == "KSV is another code of Kosovo, which is XKX");
    BOOST_TEST(why("KOS") == "KOS is another code of Kosovo, which is XKX");
    BOOST_TEST(why("XKK") == "XKK is another code of Kosovo, which is XKX");
    BOOST_TEST(why("XXA") == "ISO 3166-1 leaves XXA to users, and no state has it");
    BOOST_TEST(why("WLD") == "WLD stands for the world");
    BOOST_TEST(why("EUU") == "EUU stands for the European Union");
    for (auto const* text : {"MNG", "SUN", "XKX", "MGN", "", "MN", "496", "  MNG", "MNGO"}) {
        BOOST_TEST(why(text).empty());
    }
}

BOOST_AUTO_TEST_CASE(states_are_written_and_read)
{
    auto out = std::ostringstream{};
    out << "MNG"_iso3 << std::setw(5) << "CHN"_iso3 << std::setw(4) << std::left << std::setfill('.') << "RUS"_iso3;
    BOOST_TEST(out.str() == "MNG  CHNRUS.");

    auto in = std::istringstream{"  MNG\nCHN ROM KAZ"};
    auto first = eq::iso3{};
    auto second = eq::iso3{};
    BOOST_TEST(static_cast<bool>(in >> first >> second));
    BOOST_TEST((first == "MNG"_iso3 && second == "CHN"_iso3));
    BOOST_TEST(!(in >> second)); // Romania is ROU
    BOOST_TEST((in.fail() && !in.eof() && second == "CHN"_iso3));
    in.clear();
    BOOST_TEST(static_cast<bool>(in >> second));
    BOOST_TEST((second == "KAZ"_iso3 && in.eof()));
    BOOST_TEST(!(in >> second));
    for (auto const* wrong : {"mng", "MN", "MNGO", ""}) {
        auto word = std::istringstream{wrong};
        BOOST_TEST(!(word >> first));
    }
    auto throwing = std::istringstream{"WLD"};
    throwing.exceptions(std::ios::failbit);
    BOOST_CHECK_THROW(throwing >> first, std::ios::failure);
    BOOST_TEST((first == "MNG"_iso3));
}

BOOST_AUTO_TEST_CASE(states_are_hashed)
{
    auto amounts = std::unordered_map<eq::iso3, double>{};
    amounts["CHN"_iso3] = 6;
    amounts["RUS"_iso3] = 2;
    amounts["CHN"_iso3] += 1;
    BOOST_TEST((amounts.size() == 2 && amounts.at("CHN"_iso3) == 7));
    auto hashes = std::set<std::size_t>{};
    for (auto code = 0; code < 26 * 26; ++code) {
        auto const text = std::string{'X', static_cast<char>('A' + code / 26), static_cast<char>('A' + code % 26)};
        hashes.insert(std::hash<eq::iso3>{}(eq::iso3::user_assigned(text)));
    }
    BOOST_TEST(hashes.size() == 26U * 26U);
}

#if __has_include(<CLI/CLI.hpp>)
BOOST_AUTO_TEST_CASE(an_option_of_a_program_names_a_wrong_code)
{
    auto const parse = [](std::vector<std::string> arguments, auto& state) {
        auto program = CLI::App{};
        program.add_option("--state", state);
        std::reverse(arguments.begin(), arguments.end());
        program.parse(arguments);
    };
    auto state = "CHN"_iso3;
    parse({"--state", "ROU"}, state);
    BOOST_TEST((state == "ROU"_iso3));
    BOOST_CHECK_EXCEPTION(parse({"--state", "ROM"}, state), CLI::ConversionError, [](auto const& error) {
        return std::string{error.what()}.find("ROM") != std::string::npos
               && std::string{error.what()}.find("--state") != std::string::npos;
    });
    auto states = std::vector<eq::iso3>{};
    parse({"--state", "MNG", "KAZ"}, states);
    BOOST_TEST((states == std::vector{"MNG"_iso3, "KAZ"_iso3}));
    BOOST_CHECK_THROW(parse({"--state", "MNG", "WLD"}, states), CLI::ConversionError);
}
#endif

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
