// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/balancing/poles.hpp>
#include <equipoise/uncertainty/bound.hpp>
#include <equipoise/uncertainty/interval_portfolio.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <concepts>
#include <limits>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
namespace tt = boost::test_tools;

constexpr auto china = "CHN"_iso3;
constexpr auto russia = "RUS"_iso3;
constexpr auto japan = "JPN"_iso3;
constexpr auto korea = "KOR"_iso3;

using flows_of = eq::portfolio<eq::iso3>;

auto const whole = flows_of{{china, 6.0}, {russia, 2.0}, {japan, 5.0}, {korea, 3.0}};
auto const both = eq::bloc{china, russia};

using eq::bound;

static_assert(!std::invocable<decltype(eq::tilt(china, russia)) const&, eq::portfolio<int> const&>);
static_assert(!std::invocable<decltype(eq::tilt(china, 3)) const&, flows_of const&>);
static_assert(!std::invocable<decltype(eq::tilt) const&, flows_of const&, eq::iso3>, "a tilt is between two");
static_assert(!std::invocable<decltype(eq::tilt) const&, flows_of const&, std::string, std::string>);

} // namespace

BOOST_AUTO_TEST_SUITE(balancing)
BOOST_AUTO_TEST_SUITE(poles)

BOOST_AUTO_TEST_CASE(tilt_leans_to_the_first_or_the_second)
{
    BOOST_TEST(eq::tilt(whole, china, russia) == .5); // (6 - 2) / 8
    BOOST_TEST(eq::tilt(whole, russia, china) == -.5);
    BOOST_TEST(eq::tilt(china, russia)(whole) == .5);
    BOOST_TEST(eq::tilt(whole, both, eq::bloc{japan, korea}) == 0);
    BOOST_TEST(eq::tilt(whole, china, eq::bloc{russia, "USA"_iso3}) == .5);
    BOOST_TEST(eq::tilt(flows_of{{china, 3.0}, {japan, 1.0}}, china, russia) == 1);
    BOOST_TEST(eq::tilt(flows_of{{china, 0.1}, {russia, 0.0}}, russia, china) == -1);
    BOOST_TEST(eq::tilt(eq::portfolio<std::string>{{"a", 3.0}, {"b", 1.0}}, "a", "b") == .5);
    // 1 + 2^-52 against 1: nothing of the difference is lost
    BOOST_TEST(eq::tilt(flows_of{{china, 1 + 0x1p-52}, {russia, 1.0}}, china, russia) == 0x1p-53, tt::tolerance(3e-16));
    BOOST_TEST(eq::tilt(flows_of{{china, 6e300}, {russia, 2e300}}, china, russia) == .5, tt::tolerance(3e-16));
    BOOST_TEST(eq::tilt(flows_of{{china, 1e-323}, {russia, 5e-324}}, china, russia) == 1.0 / 3);
}

BOOST_AUTO_TEST_CASE(tilt_needs_a_pole)
{
    auto const neither = flows_of{{japan, 1.0}, {china, 0.0}};
    BOOST_TEST(eq::why_undefined(neither, eq::tilt(china, russia)) == "there is no flow with either pole");
    BOOST_TEST(std::isnan(eq::tilt(neither, china, russia)));
    BOOST_TEST(std::isnan(bound(neither, eq::tilt(china, russia)).low));
    BOOST_TEST(eq::why_undefined(flows_of{}, eq::tilt(china, russia)) == "there are no partners");
    BOOST_TEST(eq::why_undefined(flows_of{{china, 0.0}}, eq::tilt(china, russia)) == "the total is zero");
}

BOOST_AUTO_TEST_CASE(tilt_towards_a_power_that_is_not_listed)
{
    auto const partly = flows_of({{china, 3.0}, {japan, 3.0}}, {.total = 8.0});
    BOOST_TEST(std::isnan(eq::tilt(partly, china, russia)));
    BOOST_TEST((bound(partly, eq::tilt(china, russia)) == eq::interval{.2, 1})); // russia has 0 to 2
    BOOST_TEST((bound(partly, eq::tilt(russia, china)) == eq::interval{-1, -.2}));
    BOOST_TEST((bound(partly, eq::tilt(russia, korea)) == eq::interval{-1, 1}));
    BOOST_TEST((bound(partly, eq::tilt(china, japan)) == eq::interval{0, 0}));
    auto const one_sided = flows_of({{china, 0.0}, {japan, 3.0}}, {.total = 8.0});
    BOOST_TEST((bound(one_sided, eq::tilt(russia, china)) == eq::interval{1, 1}));
    BOOST_TEST((bound(one_sided, eq::tilt(china, russia)) == eq::interval{-1, -1}));
    BOOST_TEST(std::isnan(bound(flows_of{}, eq::tilt(china, russia)).high));
}

BOOST_AUTO_TEST_CASE(powers_with_a_common_member_are_refused)
{
    auto const message = [](auto const& index, auto const& a, auto const& b) {
        return support::message_of<eq::invalid_parameter>([&] { (void)index(a, b); });
    };
    BOOST_TEST(message(eq::tilt, china, china) == "tilt: CHN belongs to both sides");
    BOOST_TEST(message(eq::coverage_balance, both, eq::bloc{japan, russia})
               == "coverage_balance: RUS belongs to both sides");
}

BOOST_AUTO_TEST_CASE(coverage_tells_the_equidistant_from_the_disengaged)
{
    BOOST_TEST(eq::coverage_balance(whole, china, russia) == .25); // 2 * 2 / 16
    BOOST_TEST(eq::coverage_balance(whole, both, eq::bloc{japan, korea}) == 1);
    BOOST_TEST(eq::coverage_balance(whole, china, "USA"_iso3) == 0);
    BOOST_TEST(std::isnan(eq::coverage_balance(flows_of{}, china, russia)));

    auto const partly = flows_of({{china, 3.0}, {japan, 2.0}}, {.total = 8.0});
    BOOST_TEST(std::isnan(eq::coverage_balance(partly, china, russia)));
    BOOST_TEST((bound(partly, eq::coverage_balance(china, russia)) == eq::interval{0, .75}));  // 3 and 3
    BOOST_TEST((bound(partly, eq::coverage_balance(russia, korea)) == eq::interval{0, .375})); // 1.5 and 1.5
    BOOST_TEST((bound(partly, eq::coverage_balance(japan, russia)) == eq::interval{0, .5}));   // 2 and 3
    BOOST_TEST((bound(partly, eq::coverage_balance(china, japan)) == eq::interval{.5, .5}));
}

BOOST_AUTO_TEST_CASE(what_lies_beyond_the_poles)
{
    BOOST_TEST(eq::third_neighbor_share(whole, both) == .5);
    BOOST_TEST(eq::third_neighbor_share(both)(whole) == .5);
    BOOST_TEST(eq::third_neighbor_share(whole, eq::bloc<eq::iso3>{}) == 1);
    BOOST_TEST(eq::third_neighbor_share(whole, china) == 10.0 / 16);
    BOOST_TEST(eq::third_neighbor_share(whole, eq::poles{china, russia}) == .5);
    BOOST_TEST(std::isnan(eq::third_neighbor_share(flows_of{}, both)));
    auto const named = eq::portfolio<std::string>{{"China", 1.0}, {"Japan", 3.0}};
    BOOST_TEST(eq::third_neighbor_share(named, eq::bloc{"China", "Russia"}) == .75);
}

BOOST_AUTO_TEST_CASE(what_is_hidden_may_lie_beyond_or_not)
{
    auto const partly = flows_of({{china, 3.0}, {japan, 2.0}}, {.total = 8.0});
    BOOST_TEST(std::isnan(eq::third_neighbor_share(partly, both)));
    BOOST_TEST((bound(partly, eq::third_neighbor_share(both)) == eq::interval{.25, .625}));
    BOOST_TEST(eq::third_neighbor_share(partly, eq::bloc{china}) == .625);
    auto const largest = flows_of({{china, 3.0}, {japan, 1.0}}, {.total = 8.0, .listing = eq::listing::largest});
    BOOST_TEST((bound(largest, eq::third_neighbor_share(both)) == eq::interval{.5, .625}));
}

BOOST_AUTO_TEST_CASE(nothing_beyond_is_zero_and_a_trace_is_a_trace)
{
    auto random = support::random{41};
    for (auto round = 0; round < 200; ++round) {
        auto rows = std::vector<eq::partner<int>>{};
        auto ids = std::vector<int>{};
        for (auto i = 0; i < 300; ++i) {
            rows.push_back({i, std::ldexp(1 + random.unit(), static_cast<int>(random.below(60)))});
            ids.push_back(i);
        }
        auto const flows = eq::portfolio<int>(rows);
        BOOST_TEST_REQUIRE(eq::third_neighbor_share(flows, eq::bloc(ids)) == 0);
        BOOST_TEST_REQUIRE(eq::exposure(flows, eq::bloc(ids)) == 1);
    }
    for (auto const trace : {1e-20, 1e-100, 1e-160, 1e-200, 1e-300}) {
        auto const flows = eq::portfolio<int>{{1, 1.0}, {2, trace}, {3, trace}, {4, trace}};
        BOOST_TEST(eq::third_neighbor_share(flows, eq::bloc{1}) == 3 * trace, tt::tolerance(4e-16));
    }
}

BOOST_AUTO_TEST_CASE(poles_have_the_names_of_their_members)
{
    static_assert(std::same_as<decltype(eq::poles{"China", "Russia"}), eq::poles<std::string>>);
    BOOST_TEST((eq::poles{eq::bloc{'U', 'T'}, 'C'}.name(0) == "84+85")); // characters are numbers, without a str()
    BOOST_TEST((eq::poles{"China", eq::bloc{"Russia", "Japan"}}.name(1) == "Japan+Russia"));
    BOOST_TEST((eq::poles{both, japan}.name(0) == "CHN+RUS"));
}

BOOST_AUTO_TEST_CASE(no_state_is_in_two_poles)
{
    auto const message = [](auto const&... parties) {
        return support::message_of<eq::invalid_parameter>([&] { (void)eq::poles{parties...}; });
    };
    BOOST_TEST(message(1, eq::bloc{2, 1}) == "poles: 1 belongs to two poles");
    BOOST_TEST(message(1, eq::bloc<int>{}) == "poles: pole 1 is empty; it must be a state or a bloc");
    BOOST_TEST(message(std::vector{'R', 'C', 'R'}) == "poles: 82 belongs to two poles");
    BOOST_TEST(message(std::vector<char>{}) == "poles: number of poles is 0; it must be at least 1");
    BOOST_CHECK_THROW((eq::poles{"China", std::string{"China"}}), eq::invalid_parameter);
}

// By hand: (50 - 30) / 80 and (60 - 20) / 80.
BOOST_AUTO_TEST_CASE(ranges_of_amounts)
{
    constexpr auto infinite = std::numeric_limits<double>::infinity();
    using ranges_of = eq::interval_portfolio<eq::iso3>;
    auto const flows = ranges_of{{china, 50, 60}, {russia, 20, 30}, {japan, 10, 15}};
    BOOST_TEST((bound(flows, eq::tilt(china, russia)) == eq::interval{.25, .5}));
    BOOST_TEST((bound(flows, eq::tilt(russia, china)) == eq::interval{-.5, -.25}));
    BOOST_TEST((bound(flows, eq::tilt(china, eq::bloc{russia, japan})) == eq::interval{5.0 / 95, 30.0 / 90}));
    BOOST_TEST((bound(flows, eq::third_neighbor_share(both)) == eq::interval{1.0 / 10, 3.0 / 17}));
    auto const open = ranges_of{{china, 6, 6}, {russia, 0, infinite}, {japan, 1e300, 1e300}};
    BOOST_TEST((bound(open, eq::tilt(china, russia)) == eq::interval{-1, 1}));
    BOOST_TEST((bound(open, eq::tilt(china, korea)) == eq::interval{1, 1}));
    BOOST_TEST((eq::estimate_of(flows, eq::tilt(korea, eq::iso3{"USA"})).why == eq::reason::no_pole));
    BOOST_TEST((eq::estimate_of(flows, eq::tilt(china, russia)).why == eq::reason::unknown_part));
    BOOST_TEST(eq::estimate_of(ranges_of{whole}, eq::tilt(china, russia)).value == .5);
    BOOST_TEST(eq::estimate_of(ranges_of{whole}, eq::third_neighbor_share(both)).value == .5);
    // 100 in all leave China 60 and Russia 30 at most
    auto const total = ranges_of({{china, 50, 90}, {russia, 20, 90}, {japan, 20, 20}}, {.total = eq::interval{0, 100}});
    BOOST_TEST((bound(total, eq::tilt(china, russia)) == eq::interval{20.0 / 80, 40.0 / 80}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
