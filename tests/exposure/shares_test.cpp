// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/concentration/hill.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <concepts>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

constexpr auto china = "CHN"_iso3;
constexpr auto russia = "RUS"_iso3;
constexpr auto japan = "JPN"_iso3;
constexpr auto korea = "KOR"_iso3;

using flows_of = eq::portfolio<eq::iso3>;

auto const whole = flows_of{{china, 5.0}, {russia, 2.0}, {japan, 1.0}, {korea, 0.0}};
auto const partly = flows_of({{china, 5.0}, {russia, 1.0}}, {.total = 8.0});
auto const largest = flows_of({{china, 5.0}, {russia, 1.0}}, {.total = 8.0, .listing = eq::listing::largest});

template <class Flows, class Power>
inline constexpr bool looks_up = std::invocable<decltype(eq::exposure) const&, Flows const&, Power>;

static_assert(looks_up<flows_of, eq::iso3> && looks_up<flows_of, eq::bloc<eq::iso3>>);
static_assert(looks_up<eq::portfolio<std::string>, char const*> && looks_up<eq::portfolio_view<int>, int>);

template <class Rule, class Flows>
inline constexpr bool evaluates = std::invocable<Rule const&, Flows const&>;
using to_a_state = decltype(eq::exposure(china));
static_assert(evaluates<to_a_state, flows_of> && !evaluates<to_a_state, eq::portfolio<int>>);
static_assert(!evaluates<to_a_state, std::vector<double>>, "amounts alone do not say whose they are");
static_assert(!evaluates<decltype(eq::exposure(std::string{})), flows_of>);
static_assert(eq::describe(eq::exposure(china)).range(7) == eq::interval{0, 1});

eq::single_exposure<eq::iso3> known(eq::iso3 power, double share)
{
    return {power, eq::estimate::of(share)};
}

} // namespace

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(shares)

BOOST_AUTO_TEST_CASE(exposure_is_a_share)
{
    BOOST_TEST(eq::exposure(whole, china) == .625);
    BOOST_TEST(eq::exposure(china)(whole) == .625);
    BOOST_TEST(eq::exposure(whole, korea) == 0);
    BOOST_TEST(eq::exposure(whole, "USA"_iso3) == 0, "all partners are listed");
    BOOST_TEST(eq::exposure(whole.view(), russia) == .25);
    auto const named = eq::portfolio<std::string, int>{{"China", 5}, {"Russia", 3}};
    BOOST_TEST(eq::exposure(named, "China") == .625);
    BOOST_TEST(eq::exposure(named, std::string{"Japan"}) == 0);
}

BOOST_AUTO_TEST_CASE(a_bloc_acts_as_one)
{
    BOOST_TEST(eq::exposure(whole, eq::bloc{china, russia}) == .875);
    BOOST_TEST(eq::exposure(whole, eq::bloc{china, russia, china, "USA"_iso3}) == .875);
    BOOST_TEST(eq::exposure(whole, eq::bloc<eq::iso3>{}) == 0);
    BOOST_TEST(eq::exposure(eq::portfolio<std::string>{{"a", 1.0}, {"b", 3.0}}, eq::bloc{"a", "c"}) == .25);
    BOOST_TEST(eq::exposure(flows_of{{china, .1}, {russia, .2}, {japan, .7}}, eq::bloc{china, russia, japan}) == 1);
}

BOOST_AUTO_TEST_CASE(a_power_that_is_not_listed_is_not_zero)
{
    BOOST_TEST(eq::exposure(partly, china) == .625);
    BOOST_TEST(std::isnan(eq::exposure(partly, japan)));
    BOOST_TEST(std::isnan(eq::exposure(partly, eq::bloc{china, japan})));
    BOOST_TEST(eq::exposure(partly, eq::bloc{china, russia}) == .75);

    auto const bound = [](flows_of const& flows, auto const& power) { return eq::bound(flows, eq::exposure(power)); };
    BOOST_TEST((bound(partly, china) == eq::interval{.625, .625}));
    BOOST_TEST((bound(partly, japan) == eq::interval{0, .25}));
    BOOST_TEST((bound(largest, japan) == eq::interval{0, .125}), "not more than Russia, the smallest listed");
    BOOST_TEST((bound(largest, eq::bloc{japan, korea}) == eq::interval{0, .25}));
    BOOST_TEST((bound(partly, eq::bloc{japan, korea}) == eq::interval{0, .25}));
    BOOST_TEST((bound(largest, eq::bloc{china, japan}) == eq::interval{.625, .75}));
    BOOST_TEST(std::isnan(bound(flows_of{}, china).low));
}

BOOST_AUTO_TEST_CASE(undefined_without_flow)
{
    BOOST_TEST(std::isnan(eq::exposure(flows_of{}, china)));
    BOOST_TEST(eq::why_undefined(flows_of{}, eq::exposure(china)) == "there are no partners");
    BOOST_TEST(eq::why_undefined(flows_of{{china, 0.0}}, eq::exposure(china)) == "the total is zero");
    auto const unlisted = flows_of(std::vector<eq::partner<eq::iso3>>{}, {.total = 4.0});
    BOOST_TEST(std::isnan(eq::exposure(unlisted, china)));
    BOOST_TEST((eq::bound(unlisted, eq::exposure(china)) == eq::interval{0, 1}));
}

BOOST_AUTO_TEST_CASE(shares_hold_at_every_magnitude)
{
    for (auto const unit : {5e-324, 1e-310, 1e-300, 1.0, 1e300, 2e307}) {
        auto const flows = flows_of({{china, 5 * unit}, {russia, unit}}, {.total = 8 * unit});
        BOOST_TEST(eq::exposure(flows, china) == .625, boost::test_tools::tolerance(4e-16));
        BOOST_TEST(eq::bound(flows, eq::exposure(japan)).high == .25, boost::test_tools::tolerance(1e-15));
    }
    auto const lopsided = flows_of{{china, 1e300}, {russia, 1e-300}};
    BOOST_TEST(eq::exposure(lopsided, china) == 1);
    BOOST_TEST(eq::exposure(lopsided, russia) == 0); // 1e-600
}

BOOST_AUTO_TEST_CASE(the_largest_exposure_says_to_whom)
{
    BOOST_TEST((eq::largest_exposure(whole) == known(china, .625)));
    BOOST_TEST((eq::largest_exposure(whole, std::array{russia, japan}) == known(russia, .25)));
    BOOST_TEST((*eq::largest_exposure(flows_of{{russia, 2.0}, {china, 2.0}}).power == china), "the first of equals");
    BOOST_TEST((eq::largest_exposure(partly) == known(china, .625)));
}

BOOST_AUTO_TEST_CASE(the_largest_exposure_may_be_hidden)
{
    auto const hidden = flows_of({{china, 2.0}, {russia, 1.0}}, {.total = 8.0});
    BOOST_TEST(!eq::largest_exposure(hidden).power.has_value());
    BOOST_TEST(std::isnan(eq::largest_exposure(hidden).share.value));
    auto const capped = flows_of({{china, 2.0}, {russia, 1.0}}, {.total = 8.0, .listing = eq::listing::largest});
    BOOST_TEST((eq::largest_exposure(capped) == known(china, .25)));
    BOOST_TEST((*eq::largest_exposure(hidden, std::array{china, russia}).power == china), "both of them are listed");
    // China has 2 of 8, and a partner that is not listed may have 5
    BOOST_TEST((eq::largest_exposure(hidden).share.bounds == eq::interval{.25, .625}));
    BOOST_TEST((eq::largest_exposure(hidden).share.bounds == eq::bound(hidden, eq::berger_parker)));
    BOOST_TEST((eq::largest_exposure(hidden, std::array{russia, japan}).share.bounds == eq::interval{.125, .625}));
    BOOST_TEST(!eq::largest_exposure(hidden, std::array{china, japan}).power.has_value());
    BOOST_TEST((eq::largest_exposure(hidden, std::array{china, japan}).share.why == eq::reason::not_listed));
    BOOST_TEST((*eq::largest_exposure(capped, std::array{china, japan}).power == china));
    BOOST_TEST(!eq::largest_exposure(whole, std::array{korea, "USA"_iso3}).power.has_value(), "with neither");
    BOOST_TEST((eq::largest_exposure(whole, std::array{korea, "USA"_iso3}).share.why == eq::reason::no_power));
    BOOST_TEST(!eq::largest_exposure(flows_of{}).power.has_value());
    BOOST_TEST((eq::largest_exposure(flows_of{}).share.why == eq::reason::no_partners));
    BOOST_TEST(!eq::largest_exposure(flows_of{{china, 0.0}}).power.has_value());
    BOOST_TEST((eq::largest_exposure(flows_of{{china, 0.0}}).share.why == eq::reason::no_flow));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
