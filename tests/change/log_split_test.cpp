// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/change/log_split.hpp>

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

constexpr auto mongolia = "MNG"_iso3;
constexpr auto china = "CHN"_iso3;
constexpr auto japan = "JPN"_iso3;

using flows_of = eq::portfolio<eq::iso3>;
using state_of = eq::state<eq::iso3>;

constexpr auto ulp = std::numeric_limits<double>::epsilon();

// D: 1/8 to 3/4, share: 1/4 to 1/2, openness: 1/2 to 3/2
auto const then = flows_of{{china, 1.0}, {japan, 3.0}};
auto const now = flows_of{{china, 6.0}, {japan, 6.0}};
auto const poor = state_of{mongolia, 8.0};
auto const rich = state_of{mongolia, 8.0};

} // namespace

BOOST_AUTO_TEST_SUITE(change)
BOOST_AUTO_TEST_SUITE(log_split)

BOOST_AUTO_TEST_CASE(composition_and_openness)
{
    auto const parts = eq::log_split(then, poor, now, rich, china);
    BOOST_TEST(parts.dependence == std::log(6.0), tt::tolerance(ulp));
    BOOST_TEST(parts.share == std::log(2.0), tt::tolerance(ulp));
    BOOST_TEST(parts.openness == std::log(3.0), tt::tolerance(ulp));
    BOOST_TEST((parts.why == eq::reason::defined));
    auto const back = eq::log_split(now, rich, then, poor, china);
    BOOST_TEST(back.dependence == -parts.dependence);
    BOOST_TEST(back.share == -parts.share);
    BOOST_TEST(back.openness == -parts.openness);
    auto const none = eq::log_split(then, poor, then, poor, china);
    BOOST_TEST(none.dependence == 0);
    BOOST_TEST(none.share == 0);
    BOOST_TEST(none.openness == 0);
}

BOOST_AUTO_TEST_CASE(of_a_bloc_of_quantities_and_of_extremes)
{
    auto const both = eq::bloc{china, "USA"_iso3};
    BOOST_TEST(eq::log_split(then, poor, now, rich, both).share == std::log(2.0), tt::tolerance(ulp));
    using money = eq::portfolio<std::string, support::money>;
    using sized = eq::state<std::string, support::money>;
    auto const parts = eq::log_split(money{{"China", {1}}, {"Japan", {3}}}, sized{"Mongolia", support::money{8}},
                                     money{{"China", {6e300}}, {"Japan", {6e300}}},
                                     sized{"Mongolia", support::money{8e300}}, std::string{"China"});
    BOOST_TEST(parts.dependence == std::log(6.0), tt::tolerance(600 * ulp)); // ln 1e300 in a quotient of 53 bits
    auto const wide = eq::log_split(flows_of{{china, 1e-300}}, poor, flows_of{{china, 1e300}}, rich, china);
    BOOST_TEST(wide.dependence == 600 * std::log(10.0), tt::tolerance(2 * ulp));
    BOOST_TEST(wide.openness == wide.dependence);
    BOOST_TEST(wide.share == 0);
}

BOOST_AUTO_TEST_CASE(a_small_change_is_not_lost)
{
    auto const h = 0x1p-45;
    auto const parts = eq::log_split(then, poor, flows_of{{china, 1 + h}, {japan, 3 - h}}, poor, china);
    BOOST_TEST(parts.share == h - h * h / 2, tt::tolerance(ulp));
    BOOST_TEST(parts.openness == 0);
}

BOOST_AUTO_TEST_CASE(what_has_no_logarithm)
{
    auto const why = [](auto const& a, auto const& b, auto const& power) {
        auto const one = eq::log_split(a, poor, b, rich, power);
        BOOST_TEST(std::isnan(one.dependence));
        BOOST_TEST(std::isnan(one.share));
        BOOST_TEST(std::isnan(one.openness));
        return one.why;
    };
    BOOST_TEST((why(then, flows_of{{japan, 1.0}}, china) == eq::reason::zero_side));
    BOOST_TEST((why(flows_of{{china, 0.0}, {japan, 1.0}}, now, china) == eq::reason::zero_side));
    BOOST_TEST((why(flows_of{}, now, china) == eq::reason::no_partners));
    BOOST_TEST((why(then, flows_of{{china, 0.0}}, china) == eq::reason::no_flow));
    auto const part = flows_of({{china, 1.0}}, {.total = 2.0});
    BOOST_TEST((why(then, part, japan) == eq::reason::not_listed));
    BOOST_TEST(eq::log_split(then, poor, part, rich, china).share == std::log(2.0), tt::tolerance(ulp));
    BOOST_TEST((eq::log_split(then, state_of{mongolia}, now, rich, china).why == eq::reason::unknown_gdp));
    BOOST_TEST((eq::log_split(then, poor, now, state_of{mongolia}, china).why == eq::reason::unknown_gdp));
}

BOOST_AUTO_TEST_CASE(a_gdp_that_is_none)
{
    BOOST_TEST(support::message_of<eq::invalid_parameter>(
                   [] { (void)eq::log_split(then, poor, now, state_of{mongolia, -1.0}, china); })
               == "log_split, after: GDP of MNG is -1; it must be positive and finite; leave it empty where it is not "
                  "known");
}

BOOST_AUTO_TEST_CASE(the_parts_sum_to_the_whole)
{
    auto random = support::random{3};
    for (auto round = 0; round < 300; ++round) {
        auto const draw = [&] { return std::ldexp(1 + random.unit(), static_cast<int>(random.below(40)) - 20); };
        auto const before = flows_of{{china, draw()}, {japan, draw()}};
        auto const after = flows_of{{china, draw()}, {japan, draw()}};
        auto const a = state_of{mongolia, draw()};
        auto const b = state_of{mongolia, draw()};
        auto const parts = eq::log_split(before, a, after, b, china);
        BOOST_TEST_REQUIRE(std::abs(parts.share + parts.openness - parts.dependence)
                           <= ulp * (std::abs(parts.share) + std::abs(parts.openness)));
        auto const ratio = eq::dependence(after, b, china) / eq::dependence(before, a, china);
        BOOST_TEST_REQUIRE(std::exp(parts.dependence) == ratio, tt::tolerance(64 * ulp));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
