// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/alternatives.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include "../support/amounts.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;

namespace {

constexpr auto infinity = std::numeric_limits<double>::infinity();
using flows = eq::portfolio<char>;

auto const four = flows{{'A', 4}, {'B', 3}, {'C', 2}, {'D', 1}};

} // namespace

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(alternatives)

// p = (.4, .3, .2, .1): (.30 - .16) / .36 = .388888888889 (also in the reference values of R).
BOOST_AUTO_TEST_CASE(without_a_partner)
{
    BOOST_TEST(eq::hhi_without(four, 'A') == 14.0 / 36);
    BOOST_TEST(eq::hhi_without('A')(four) == 14.0 / 36);
    BOOST_TEST(eq::hhi_without(four, eq::bloc{'C', 'D'}) == 25.0 / 49, tt::tolerance(1e-15));
    BOOST_TEST(eq::hhi_without(four, 'X') == eq::hhi(four));
    // 1 - s = 2^-53 and the rest in two equal halves, where H - s^2 would have no digit left
    auto const steep = flows{{'A', 1.0}, {'B', 0x1p-54}, {'C', 0x1p-54}};
    BOOST_TEST(eq::hhi_without(steep, 'A') == 0.5);
    BOOST_TEST(eq::alternative_partners(steep, 'A') == 2);
}

BOOST_AUTO_TEST_CASE(how_many_are_left)
{
    BOOST_TEST(eq::alternative_partners(four, 'A') == 36.0 / 14); // (3 + 2 + 1)^2 / (9 + 4 + 1)
    BOOST_TEST(eq::alternative_partners('B')(four) == 49.0 / 21);
    BOOST_TEST(eq::alternative_partners(four, eq::bloc{'A', 'B'}) == 9.0 / 5);
    BOOST_TEST(eq::alternative_partners(flows{{'A', 5}, {'B', 1}, {'C', 1}, {'D', 1}}, 'A') == 3);
    BOOST_TEST(eq::alternative_partners(flows{{'A', 5}, {'B', 1}}, 'A') == 1);
    BOOST_TEST(eq::alternative_partners(flows{{'A', 5}}, 'A') == 0); // there is no other partner
    BOOST_TEST(eq::alternative_partners(flows{{'A', 5}, {'B', 0}}, 'A') == 0);
    BOOST_TEST(eq::alternative_partners(four, 'X') == eq::effective_number(four), tt::tolerance(4e-16));
    BOOST_TEST((eq::describe(eq::alternative_partners('A')).range(4) == eq::interval{0, 4}));
    using names = eq::portfolio<std::string, support::tonnes>;
    BOOST_TEST(eq::alternative_partners(names{{"a", {4}}, {"b", {1}}, {"c", {1}}}, std::string{"a"}) == 2);
    for (auto const x : {5e-324, 1e-300, 1e300}) {
        BOOST_TEST(eq::alternative_partners(flows{{'A', x}, {'B', x}, {'C', x}}, 'A') == 2, x);
    }
}

BOOST_AUTO_TEST_CASE(undefined_cases)
{
    auto const single = flows{{'A', 3}};
    BOOST_TEST(eq::is_undefined(eq::hhi_without(single, 'A')));
    BOOST_TEST(eq::why_undefined(single, eq::hhi_without('A')) == eq::words(eq::reason::no_flow));
    BOOST_TEST(eq::is_undefined(eq::bound(single, eq::hhi_without('A')).low));
    for (auto const& [none, why] : std::vector<std::pair<flows, eq::reason>>{{flows{}, eq::reason::no_partners},
                                                                             {flows{{'A', 0}}, eq::reason::no_flow}}) {
        BOOST_TEST(eq::why_undefined(none, eq::hhi_without('A')) == eq::words(why));
        BOOST_TEST(eq::why_undefined(none, eq::alternative_partners('A')) == eq::words(why));
        BOOST_TEST(eq::is_undefined(eq::bound(none, eq::alternative_partners('A')).high));
    }
}

BOOST_AUTO_TEST_CASE(unattributed_parts)
{
    // 6 of 10 with A, 2 with B, 2 not attributed: without A, 2 and 2, or 2 and infinitely many small partners
    auto const partly = flows{{{'A', 6}, {'B', 2}}, {.total = 10}};
    BOOST_TEST(eq::why_undefined(partly, eq::hhi_without('A')) == eq::words(eq::reason::unattributed));
    BOOST_TEST((eq::bound(partly, eq::hhi_without('A')) == eq::interval{0.25, 0.5}));
    BOOST_TEST(eq::why_undefined(partly, eq::alternative_partners('A')) == eq::words(eq::reason::unattributed));
    BOOST_TEST((eq::bound(partly, eq::alternative_partners('A')) == eq::interval{2, 4}));
    // all of the 2 may be with C: then A and B remain, 64 / 40, and otherwise up to 100 / 40
    auto const ends = eq::bound(partly, eq::alternative_partners('C'));
    BOOST_TEST(ends.low == 1.6);
    BOOST_TEST(ends.high == 2.5);
    // no partner but A is known
    auto const dark = flows{{{'A', 6}}, {.total = 10}};
    BOOST_TEST((eq::bound(dark, eq::alternative_partners('A')) == eq::interval{1, infinity}));
    BOOST_TEST((eq::bound(flows{std::vector<eq::partner<char>>{}, {.total = 1}}, eq::alternative_partners('B'))
                == eq::interval{0, infinity})); // all of it may be with B
    // without A, the hidden .5 is in parts of at most B's 2^-45: 2^44 of them and B, all equal
    auto const many = flows{{{'A', 0.5 - 0x1p-45}, {'B', 0x1p-45}}, {.total = 1, .listing = eq::listing::largest}};
    BOOST_TEST(eq::bound(many, eq::hhi_without('A')).high == 1 / (0x1p44 + 1), tt::tolerance(2e-15));
    BOOST_TEST(eq::bound(many, eq::alternative_partners('A')).low == 0x1p44 + 1, tt::tolerance(2e-15));
    BOOST_TEST((eq::bound(four, eq::alternative_partners('A')) == eq::interval{36.0 / 14, 36.0 / 14}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
