// SPDX-License-Identifier: BSL-1.0
#include <equipoise/codes/iso2.hpp>

#include <boost/test/unit_test.hpp>

namespace eq = equipoise;

BOOST_AUTO_TEST_SUITE(codes)
BOOST_AUTO_TEST_SUITE(iso2)

// ISO 3166-3 and Eurostat's list of codes.
BOOST_AUTO_TEST_CASE(codes_of_other_lists_and_times_are_refused_with_the_code_meant)
{
    BOOST_TEST(eq::iso2::why_refused("EL") == "EL is Eurostat's code of GR");
    BOOST_TEST(eq::iso2::why_refused("UK") == "UK is another code of GB");
    BOOST_TEST(eq::iso2::why_refused("ZR") == "ZR is an earlier code of CD");
    BOOST_TEST(eq::iso2::why_refused("TP") == "TP is an earlier code of TL");
    BOOST_TEST(eq::iso2::why_refused("HV") == "HV is an earlier code of BF");
    BOOST_TEST(eq::iso2::why_refused("EU") == "EU stands for the European Union");
    BOOST_TEST(eq::iso2::why_refused("el") == "el is Eurostat's code of GR");
    for (auto const* const code : {"EL", "UK", "ZR", "TP", "HV", "EU", "BU", "DY", "FX", "NH", "RH"}) {
        BOOST_TEST(!eq::iso2::parse(code), code);
    }
    for (auto const* const meant : {"GR", "GB", "CD", "TL", "BF", "MM", "BJ", "FR", "VU", "ZW"}) {
        BOOST_TEST(eq::iso2::parse(meant).has_value(), meant);
    }
}

BOOST_AUTO_TEST_CASE(small_letters_are_refused_with_the_capitals)
{
    BOOST_TEST(eq::iso2::why_refused("mn") == "mn is written MN");
    BOOST_TEST(eq::iso2::why_refused("na") == "na is written NA"); // Namibia, which programs take for "not available"
    BOOST_TEST(eq::iso2::why_refused("NA").empty());
    BOOST_TEST(eq::iso2::why_refused("QQ").empty()); // left to users: no code is meant
    BOOST_TEST(eq::iso2::why_refused("").empty());
    BOOST_TEST(eq::iso2::why_refused("\xC3\xA9").empty());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
