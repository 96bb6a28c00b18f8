// SPDX-License-Identifier: BSL-1.0
#include <equipoise/codes/gec.hpp>

#include <boost/test/unit_test.hpp>

namespace eq = equipoise;
using namespace eq::literals;

BOOST_AUTO_TEST_SUITE(codes)
BOOST_AUTO_TEST_SUITE(gec)

// The World Factbook writes small letters, the list itself capitals.
BOOST_AUTO_TEST_CASE(small_letters_and_capitals_are_the_same_code)
{
    BOOST_TEST((eq::gec::parse("mg") == eq::gec::parse("MG")));
    BOOST_TEST((eq::gec::parse("Mg") == "mg"_gec));
    BOOST_TEST(("mg"_gec).str() == "MG");
}

BOOST_AUTO_TEST_CASE(codes_of_the_list)
{
    for (auto const* const code : {"ch", "rs", "mg", "kz", "sz", "au", "as", "we", "gz", "od", "kv"}) {
        BOOST_TEST(eq::gec::parse(code).has_value(), code);
    }
    for (auto const* const text : {"", "c", "chn", "c1", "1c", "qq", "  "}) {
        BOOST_TEST(!eq::gec::parse(text), text);
    }
}

BOOST_AUTO_TEST_CASE(groups_are_refused_by_what_they_stand_for)
{
    BOOST_TEST(!eq::gec::parse("ee"));
    BOOST_TEST(eq::gec::why_refused("ee") == "ee stands for the European Union");
    BOOST_TEST(eq::gec::why_refused("XX") == "XX stands for the world");
    BOOST_TEST(eq::gec::why_refused("ch").empty());
    BOOST_TEST(eq::gec::why_refused("").empty());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
