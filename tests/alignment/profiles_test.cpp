// SPDX-License-Identifier: BSL-1.0
#include <equipoise/alignment/profiles.hpp>

#include "../support/amounts.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
using support::message_of;

constexpr auto unknown = std::numeric_limits<double>::quiet_NaN();

enum class tie { none, pact = 3 };

static_assert(eq::tie_profile<std::vector<int>> && eq::tie_profile<std::array<bool, 2>&>);
static_assert(eq::tie_profile<std::vector<bool>> && eq::tie_profile<std::list<std::optional<tie>> const&>);
static_assert(eq::tie_profile<std::vector<std::string>> && eq::tie_profile<std::vector<std::string_view>>);
static_assert(eq::tie_profile<std::vector<std::pair<int, int>>>);
static_assert(!eq::tie_profile<std::string>); // its characters are no ties
static_assert(!eq::tie_profile<int> && !eq::tie_profile<std::vector<std::vector<int>>>);
static_assert(eq::comparable_profiles<std::vector<int>, std::vector<std::optional<double>>>);
static_assert(eq::comparable_profiles<std::vector<std::string>, std::vector<std::optional<std::string>>>);
static_assert(!eq::comparable_profiles<std::vector<std::string>, std::vector<int>>);

static_assert(eq::alignment_detail::tie_number(tie::pact) == 3 && eq::alignment_detail::tie_number(true) == 1);
static_assert(eq::alignment_detail::tie_number(std::optional{tie::pact}) == 3);
static_assert(eq::is_undefined(eq::alignment_detail::tie_number(std::optional<int>{})));

} // namespace

BOOST_AUTO_TEST_SUITE(alignment)
BOOST_AUTO_TEST_SUITE(profiles)

BOOST_AUTO_TEST_CASE(numbers_and_what_stands_for_them)
{
    auto const a = std::vector<std::optional<tie>>{tie::pact, std::nullopt, tie::none};
    auto b = support::single_use<float>{{1, 2, static_cast<float>(unknown)}};
    auto const pair = eq::alignment_detail::ties_of_both(a, b, "test");
    BOOST_TEST_REQUIRE(pair.first.size() == 3U);
    BOOST_TEST(pair.first[0] == 3);
    BOOST_TEST(std::isnan(pair.first[1]));
    BOOST_TEST(pair.first[2] == 0);
    BOOST_TEST(pair.second[1] == 2);
    BOOST_TEST(std::isnan(pair.second[2]));
}

BOOST_AUTO_TEST_CASE(categories_by_their_order)
{
    auto const a = std::vector<std::string>{"pact", "none", "pact"};
    auto const b = std::vector<std::optional<std::string>>{"entente", std::nullopt, "pact"};
    auto const pair = eq::alignment_detail::ties_of_both(a, b, "test");
    BOOST_TEST(pair.first == (std::vector<double>{2, 1, 2}), boost::test_tools::per_element());
    BOOST_TEST(pair.second[0] == 0);
    BOOST_TEST(std::isnan(pair.second[1]));
    BOOST_TEST(pair.second[2] == 2);
}

BOOST_AUTO_TEST_CASE(weights)
{
    auto const small = eq::alignment_detail::read_weights(std::vector{1, 0, 3}, 3, "test");
    BOOST_TEST(small == (std::vector<double>{1, 0, 3}), boost::test_tools::per_element());
    auto const large = eq::alignment_detail::read_weights(std::vector{0x1p1000, 0x1p1001}, 2, "test");
    BOOST_TEST(large == (std::vector<double>{.5, 1}), boost::test_tools::per_element());
    auto const tiny = eq::alignment_detail::read_weights(std::vector{0x1p-1074, 0x1p-1073}, 2, "test");
    BOOST_TEST(tiny == (std::vector<double>{.5, 1}), boost::test_tools::per_element());
    auto const priced = eq::alignment_detail::read_weights(std::vector<support::money>{{1e9}, {2e9}}, 2, "test");
    BOOST_TEST(priced == (std::vector<double>{.5, 1}), boost::test_tools::per_element());
    BOOST_TEST(eq::alignment_detail::read_weights(std::vector<int>{}, 0, "test").empty());
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    using bad = eq::invalid_parameter;
    auto const read = [](auto const& a, auto const& b) {
        return message_of<bad>([&] { static_cast<void>(eq::alignment_detail::ties_of_both(a, b, "test")); });
    };
    BOOST_TEST(read(std::vector{1, 2}, std::vector{1})
               == "test: length of the second profile is 1; it must be that of the first, 2");
    BOOST_TEST(read(std::vector<std::string>{}, std::vector<std::string>{"x"})
               == "test: length of the second profile is 1; it must be that of the first, 0");
    BOOST_TEST(read(std::vector{1e308L * 10}, std::vector{1})
               == "test: tie 0 of the first profile is inf; it must be finite, or NaN where it is unknown");
    BOOST_TEST(read(std::vector{0., 1.}, std::vector{2., -std::numeric_limits<double>::infinity()})
               == "test: tie 1 of the second profile is -inf; it must be finite, or NaN where it is unknown");
    // the largest doubles are valid ties
    constexpr auto largest = (std::numeric_limits<double>::max)();
    auto const up = std::vector{largest, -largest};
    auto const down = std::vector{-largest, largest};
    auto const ends = eq::alignment_detail::ties_of_both(up, down, "test");
    BOOST_TEST(ends.first == up, boost::test_tools::per_element());
    BOOST_TEST(ends.second == down, boost::test_tools::per_element());
    auto const weigh = [](auto const& weights) {
        return message_of<bad>([&] { static_cast<void>(eq::alignment_detail::read_weights(weights, 2, "test")); });
    };
    BOOST_TEST(weigh(std::vector{1, -2}) == "test: weight 1 is -2; it must be finite and not negative");
    BOOST_TEST(weigh(std::vector{unknown, 1.0}) == "test: weight 0 is nan; it must be finite and not negative");
    BOOST_TEST(weigh(std::vector{0, 0}) == "test: sum of the weights is 0; it must be positive");
    BOOST_TEST(weigh(std::vector{1}) == "test: number of weights is 1; it must be that of the targets, 2");
}

BOOST_AUTO_TEST_CASE(all_that_a_measure_needs_is_read_and_checked_at_once)
{
    using bad = eq::invalid_parameter;
    auto const by = eq::alignment_detail::comparison{"test", eq::disagreement::absolute, eq::expectation::half_widest,
                                                     eq::tie_scale{0, 3}};
    auto const a = std::vector{0, 2, 2};
    auto const b = std::vector{2, 0, 3};
    auto const places = eq::self_places{0, 1, eq::self_tie{3}};
    auto const read = eq::alignment_detail::read_profiles(a, b, by, std::vector{0x1p1000, 0.0, 0x1p1001}, places);
    BOOST_TEST(read.ties.first == (std::vector<double>{3, 2, 2}), boost::test_tools::per_element());
    BOOST_TEST(read.ties.second == (std::vector<double>{2, 3, 3}), boost::test_tools::per_element());
    BOOST_TEST(read.weights == (std::vector<double>{.5, 0, 1}), boost::test_tools::per_element());
    BOOST_TEST(read.range.low == 2);
    BOOST_TEST(read.range.high == 3);
    BOOST_TEST(eq::alignment_detail::read_profiles(a, b, by).weights.empty());
    auto const complaint = [&](auto const& first, auto const& second, auto const& weights) {
        return message_of<bad>([&] { (void)eq::alignment_detail::read_profiles(first, second, by, weights); });
    };
    BOOST_TEST(complaint(a, std::vector{1, 2, 4}, std::vector{1, 1, 1})
               == "test: tie 2 of the second profile is 4; it must be on the scale, in [0, 3]");
    BOOST_TEST(complaint(a, std::vector{1, 2, 4}, std::vector{1, 1, -1})
               == "test: weight 2 is -1; it must be finite and not negative");
    auto const names = std::vector<std::string>{"ally"};
    BOOST_TEST(complaint(names, names, std::vector{1})
               == "test: distance is absolute; it must be nominal, since the ties are no numbers");
}

BOOST_AUTO_TEST_CASE(a_tie_by_its_place)
{
    auto const ties = eq::alignment_detail::profile_pair{{0, 1, unknown}, {0, 7, 9}};
    BOOST_TEST(eq::alignment_detail::place_of(ties, 1) == "tie 1 of the first profile");
    BOOST_TEST(eq::alignment_detail::place_of(ties, 9) == "tie 2 of the second profile");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
