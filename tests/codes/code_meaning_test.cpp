// SPDX-License-Identifier: BSL-1.0
#include <equipoise/codes/code_meaning.hpp>

#include <boost/test/unit_test.hpp>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
using eq::code_kind;

} // namespace

BOOST_AUTO_TEST_SUITE(codes)
BOOST_AUTO_TEST_SUITE(code_meaning)

BOOST_AUTO_TEST_CASE(nothing_is_known_unless_said_otherwise)
{
    static_assert(eq::code_meaning{}.kind == code_kind::unknown);
    static_assert(eq::code_meaning{} == eq::code_meaning{code_kind::unknown});
    BOOST_TEST((eq::code_meaning{} == eq::code_meaning{code_kind::unknown, eq::iso3{}}));
}

BOOST_AUTO_TEST_CASE(kind_and_state_tell_meanings_apart)
{
    constexpr auto mongolia = eq::code_meaning{code_kind::state, "MNG"_iso3};
    static_assert(mongolia == eq::code_meaning{code_kind::state, "MNG"_iso3});
    BOOST_TEST((mongolia != eq::code_meaning{code_kind::state, "CHN"_iso3}));
    BOOST_TEST((mongolia != eq::code_meaning{code_kind::area, "MNG"_iso3}));
    BOOST_TEST((eq::code_meaning{code_kind::aggregate} != eq::code_meaning{code_kind::area}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
