// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/scenario/removal.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;

namespace {

using row = eq::flow<std::string, double>;
auto const to_rounding = tt::tolerance(1e-15);

/// Flows of 100: a is in 90 of them, b in 50, c in 40, d in 20.
std::vector<row> flows()
{
    return {{"a", "b", 30}, {"b", "a", 10}, {"a", "c", 30}, {"a", "d", 20}, {"b", "c", 10}};
}

void check(eq::removal_curve<std::string> const& curve, std::vector<eq::removed_state<std::string>> const& expected,
           double robustness)
{
    BOOST_TEST_REQUIRE(curve.steps.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        BOOST_TEST(curve.steps[i].id == expected[i].id);
        BOOST_TEST(curve.steps[i].left == expected[i].left, to_rounding);
    }
    BOOST_TEST(curve.robustness.value == robustness, to_rounding);
}

} // namespace

BOOST_AUTO_TEST_SUITE(scenario)
BOOST_AUTO_TEST_SUITE(removal)

BOOST_AUTO_TEST_CASE(by_hand)
{
    check(eq::remove(flows(), eq::largest_first), {{"a", .1}, {"b", 0}, {"c", 0}, {"d", 0}}, .025);
    check(eq::remove(flows(), {"d", "c", "b", "a"}), {{"d", .8}, {"c", .4}, {"b", 0}, {"a", 0}}, .3);
    check(eq::remove(flows(), {"c"}), {{"c", .6}}, .6);
    check(eq::remove(flows(), std::vector<std::string>{}), {}, 1);
    auto reversed = flows();
    std::reverse(reversed.begin(), reversed.end());
    check(eq::remove(reversed, eq::largest_first), {{"a", .1}, {"b", 0}, {"c", 0}, {"d", 0}}, .025);
}

// The largest is sought each time anew: b has more than c before a goes, and less afterwards.
BOOST_AUTO_TEST_CASE(each_time_anew)
{
    auto const star = std::vector<row>{{"a", "b", 50}, {"a", "c", 10}, {"c", "d", 30}, {"d", "d", 10}};
    check(eq::remove(star, eq::largest_first), {{"a", .4}, {"d", 0}, {"b", 0}, {"c", 0}}, .1);
}

BOOST_AUTO_TEST_CASE(any_size)
{
    for (auto const x : {5e-324, 1e-300, 1e308}) {
        auto const two = std::vector<row>{{"a", "b", x}, {"b", "c", x}, {"c", "d", x}, {"c", "d", x}};
        check(eq::remove(two, {"a"}), {{"a", .75}}, .75);
    }
    BOOST_TEST((eq::remove(std::vector<row>{}, eq::largest_first).robustness.why == eq::reason::no_partners));
    BOOST_TEST((eq::remove(std::vector<row>{{"a", "b", 0}}, {"a"}).robustness.why == eq::reason::no_flow));
    auto const counts = std::vector<eq::flow<int, int>>{{1, 2, 3}, {2, 3, 1}};
    BOOST_TEST(eq::remove(counts, {1}).steps[0].left == .25);
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::remove(flows(), {"x"}); }) == "remove: x has no flows");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::remove(flows(), {"a", "b", "a"}); })
               == "remove: a comes twice");
    BOOST_TEST(message_of<eq::invalid_amount>(
                   [] { (void)eq::remove(std::vector<row>{{"a", "b", 1}, {"a", "b", -1}}, eq::largest_first); })
               == "remove: amount -1 at position 1; amounts are finite and not negative");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
