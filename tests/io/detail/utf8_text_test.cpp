// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/detail/utf8_text.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace std::string_literals;
namespace eio = equipoise::io::detail;

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(utf8_text)

BOOST_AUTO_TEST_CASE(what_is_utf8_stays_as_it_is)
{
    for (auto const& text : {""s, "Mongolia"s, "a\0b"s, "C\xC3\xB4te d'Ivoire"s, "\xE8\x92\x99\xE5\x8F\xA4"s,
                             "\xF0\x9F\x87\xB2"s, "\xC3\x83\xC2\xB4"s}) {
        BOOST_TEST(eio::is_utf8(text));
        BOOST_TEST(eio::utf8_of(text) == text);
    }
}

// The code points of the bytes are those of the tables of the Unicode Consortium, ISO8859/8859-1.TXT and
// VENDORS/MICSFT/WINDOWS/CP1252.TXT.
BOOST_AUTO_TEST_CASE(other_texts_are_windows_1252)
{
    BOOST_TEST(eio::utf8_of("C\xF4te d'Ivoire") == "C\xC3\xB4te d'Ivoire");           // U+00F4
    BOOST_TEST(eio::utf8_of("\xC5land") == "\xC3\x85land");                           // U+00C5
    BOOST_TEST(eio::utf8_of("\xFF\xA0\xDF") == "\xC3\xBF\xC2\xA0\xC3\x9F");           // U+00FF, U+00A0, U+00DF
    BOOST_TEST(eio::utf8_of("\x80 5 \x96 6") == "\xE2\x82\xAC 5 \xE2\x80\x93 6");     // U+20AC, U+2013
    BOOST_TEST(eio::utf8_of("\x9Fp\x8E\x83") == "\xC5\xB8p\xC5\xBD\xC6\x92");         // U+0178, U+017D, U+0192
    BOOST_TEST(eio::utf8_of("\x81") == "\xC2\x81");                                   // Windows-1252 has none
    BOOST_TEST(eio::utf8_of("\xC3\xB4 and \xF4") == "\xC3\x83\xC2\xB4 and \xC3\xB4"); // a text has one encoding
    for (unsigned byte = 0x80; byte < 0x100; ++byte) {
        auto const text = std::string(1, static_cast<char>(byte));
        BOOST_TEST(!eio::is_utf8(text));
        BOOST_TEST(eio::is_utf8(eio::utf8_of(text)));
    }
}

// RFC 3629: no longer forms than needed, no surrogates, nothing above U+10FFFF, nothing that is cut off.
BOOST_AUTO_TEST_CASE(characters_that_are_none)
{
    BOOST_TEST((eio::length_of_character("a") == 1U && eio::length_of_character("\xC3\xB4x") == 2U));
    BOOST_TEST((eio::length_of_character("\xE2\x82\xAC") == 3U && eio::length_of_character("\xF4\x8F\xBF\xBF") == 4U));
    for (auto const& text : {"\xC0\x80"s, "\xE0\x9F\xBF"s, "\xF0\x8F\xBF\xBF"s, "\xED\xA0\x80"s, "\xF4\x90\x80\x80"s,
                             "\xF8\x88\x80\x80\x80"s, "\xC3"s, "\xE2\x82"s, "\x80"s, "\xC3("s}) {
        BOOST_TEST(eio::length_of_character(text) == 0U);
        BOOST_TEST(!eio::is_utf8("abc" + text));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
