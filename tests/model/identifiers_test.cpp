// SPDX-License-Identifier: BSL-1.0
#include <equipoise/model/identifiers.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace eq = equipoise;
using namespace eq::literals;

static_assert(eq::identifier<eq::iso3> && eq::identifier<std::string> && eq::identifier<int>);
static_assert(!eq::identifier<void> && !eq::identifier<int&>);

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(identifiers)

BOOST_AUTO_TEST_CASE(states_are_named_in_messages_by_their_codes)
{
    BOOST_TEST(eq::text_of("MNG"_iso3) == "MNG");
    BOOST_TEST(eq::text_of(std::string{"Mongolia"}) == "Mongolia");
    BOOST_TEST(eq::text_of(712) == "712");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
