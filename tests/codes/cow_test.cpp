// SPDX-License-Identifier: BSL-1.0
#include <equipoise/codes/cow.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace eq = equipoise;
using namespace eq::literals;

BOOST_AUTO_TEST_SUITE(codes)
BOOST_AUTO_TEST_SUITE(cow)

// From the list of states of the Correlates of War project, version 2016.
BOOST_AUTO_TEST_CASE(numbers_of_states_and_of_those_that_are_no_more)
{
    for (auto const* const number : {"2", "20", "255", "365", "710", "712", "705", "713", "990"}) {
        BOOST_TEST(eq::cow::parse(number).has_value(), number);
    }
    for (auto const* const number : {"260", "265", "300", "315", "680", "730", "817"}) { // of states that are no more
        BOOST_TEST(eq::cow::parse(number).has_value(), number);
    }
    for (auto const* const text : {"", "0", "1", "999", "1000", "-2", "2.0", "MON", " 2"}) {
        BOOST_TEST(!eq::cow::parse(text), text);
    }
    BOOST_TEST(eq::cow::why_refused("999").empty());
}

BOOST_AUTO_TEST_CASE(abbreviations_are_no_codes_of_iso)
{
    for (auto const* const text : {"USA", "MON", "KZK", "RUS", "CHN", "AUS", "SWZ", "GDR", "ROK"}) {
        BOOST_TEST(eq::cow_abbreviation::parse(text).has_value(), text);
    }
    for (auto const* const text : {"CHE", "AUT", "KAZ", "DEU", "", "M", "MONG", "M1N"}) {
        BOOST_TEST(!eq::cow_abbreviation::parse(text), text);
    }
}

BOOST_AUTO_TEST_CASE(small_letters_are_refused_with_the_capitals)
{
    BOOST_TEST(eq::cow_abbreviation::why_refused("mon") == "mon is written MON");
    BOOST_TEST(eq::cow_abbreviation::why_refused("Kzk") == "Kzk is written KZK");
    BOOST_TEST(eq::cow_abbreviation::why_refused("MON").empty());
    BOOST_TEST(eq::cow_abbreviation::why_refused("kaz").empty()); // no state of the list
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
