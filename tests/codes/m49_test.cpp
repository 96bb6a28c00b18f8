// SPDX-License-Identifier: BSL-1.0
#include <equipoise/codes/m49.hpp>

#include <boost/test/unit_test.hpp>

namespace eq = equipoise;
using namespace eq::literals;

BOOST_AUTO_TEST_SUITE(codes)
BOOST_AUTO_TEST_SUITE(m49)

// UN Comtrade's metadata: 251, 381, 579, 699, 757, 841 and 842 are its own numbers of seven areas.
BOOST_AUTO_TEST_CASE(numbers_of_un_comtrade_are_refused_with_the_number_meant)
{
    BOOST_TEST(eq::m49::why_refused("251") == "251 is UN Comtrade's number of FRA, whose M49 number is 250");
    BOOST_TEST(eq::m49::why_refused("381") == "381 is UN Comtrade's number of ITA, whose M49 number is 380");
    BOOST_TEST(eq::m49::why_refused("579") == "579 is UN Comtrade's number of NOR, whose M49 number is 578");
    BOOST_TEST(eq::m49::why_refused("699") == "699 is UN Comtrade's number of IND, whose M49 number is 356");
    BOOST_TEST(eq::m49::why_refused("757") == "757 is UN Comtrade's number of CHE, whose M49 number is 756");
    BOOST_TEST(eq::m49::why_refused("841") == "841 is UN Comtrade's number of USA, whose M49 number is 840");
    BOOST_TEST(eq::m49::why_refused("842") == "842 is UN Comtrade's number of USA, whose M49 number is 840");
    for (auto const* const meant : {"250", "380", "578", "356", "756", "840"}) {
        BOOST_TEST(eq::m49::parse(meant).has_value());
        BOOST_TEST(eq::m49::why_refused(meant).empty());
    }
}

BOOST_AUTO_TEST_CASE(the_world_and_taiwan_have_no_number_of_a_state)
{
    BOOST_TEST(eq::m49::why_refused("0") == "0 stands for the world");
    BOOST_TEST(eq::m49::why_refused("001") == "001 stands for the world");
    BOOST_TEST(eq::m49::why_refused("158") == "158 is the ISO 3166-1 number of TWN, which has no M49 number");
    BOOST_TEST(eq::m49::why_refused("150").empty()); // Europe, a region: nothing to say
    BOOST_TEST(!eq::m49::parse("150"));
}

BOOST_AUTO_TEST_CASE(numbers_are_written_with_three_digits)
{
    BOOST_TEST((8_m49).str() == "008");
    BOOST_TEST((36_m49).str() == "036");
    BOOST_TEST((496_m49).str() == "496");
    BOOST_TEST((*eq::m49::parse("8") == *eq::m49::parse("008")));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
