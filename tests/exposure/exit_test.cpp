// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/exposure/exit.hpp>
#include <equipoise/model/identifiers.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace eq::literals;
using namespace named_states;

namespace {

// sigma = 2: s / (1 - s); sigma = 3: 1 / sqrt(1 - s) - 1
static_assert(eq::ces_exit_cost(0, 2) == 0 && eq::ces_exit_cost(0.5, 2) == 1 && eq::ces_exit_cost(0.75, 2) == 3);
static_assert(eq::ces_exit_cost(0.75, 3) == 1 && eq::ces_exit_cost(0.9375, 5) == 1);
static_assert(eq::ces_exit_cost(1, 2) == infinity && eq::ces_exit_cost(1, infinity) == infinity);
static_assert(eq::ces_exit_cost(0.5, infinity) == 0);
static_assert(eq::is_undefined(eq::ces_exit_cost(eq::undefined, 2)));
static_assert(eq::growth_to_replace(0.75) == 3 && eq::growth_to_replace(0) == 0
              && eq::growth_to_replace(1) == infinity);

} // namespace

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(exit)

BOOST_AUTO_TEST_CASE(cost_of_a_share)
{
    auto const close = tt::tolerance(3e-16);
    BOOST_TEST(eq::ces_exit_cost(0.25, 5) == 0.074569931823542, tt::tolerance(1e-14)); // (4/3)^(1/4) - 1
    BOOST_TEST(eq::ces_exit_cost(1e-20, 2) == 1e-20, close);
    BOOST_TEST(eq::ces_exit_cost(1e-300, 5) == 2.5e-301, close);
    BOOST_TEST(eq::ces_exit_cost(5e-324, 2) == 5e-324, close);
    BOOST_TEST(eq::ces_exit_cost(1 - 0x1p-53, 2) == 0x1p53 - 1, close);
    BOOST_TEST(eq::ces_exit_cost(0.5, 1e308) == 6.9314718055994531e-309, tt::tolerance(1e-14)); // ln 2 / sigma
    BOOST_TEST(eq::ces_exit_cost(0.999, 1.001) == infinity);                                    // exp 6908
    // dearer with the share, cheaper with the elasticity
    for (auto const sigma : {1.1, 2., 4., 20.}) {
        for (auto share = 0.05; share < 0.95; share += 0.05) {
            BOOST_TEST(eq::ces_exit_cost(share, sigma) < eq::ces_exit_cost(share + 0.05, sigma));
            BOOST_TEST(eq::ces_exit_cost(share, sigma * 1.1) < eq::ces_exit_cost(share, sigma));
        }
    }
}

BOOST_AUTO_TEST_CASE(of_portfolios)
{
    auto const trade = flows{{chn, 6}, {rus, 1}, {"JPN"_iso3, 1}};
    BOOST_TEST(eq::exit_cost(trade, chn, 2) == 3);
    BOOST_TEST(eq::exit_cost(chn, 3)(trade) == 1);
    BOOST_TEST(eq::exit_cost(trade, eq::bloc{chn, rus}, 2.0) == 7);
    BOOST_TEST(eq::exit_cost(trade, "USA"_iso3, 2) == 0);
    BOOST_TEST(eq::exit_cost(flows{{chn, 1}}, chn, 2) == infinity);
    BOOST_TEST(eq::growth_needed(trade, chn) == 3);
    BOOST_TEST(eq::growth_needed(rus)(trade) == 1. / 7);
    BOOST_TEST(eq::growth_needed(flows{{chn, 1}, {rus, 0}}, chn) == infinity);
    BOOST_TEST(eq::growth_needed(trade.view(), "USA"_iso3) == 0);
    auto const counts = eq::portfolio<std::string, int>{{"a", 6}, {"b", 2}};
    BOOST_TEST(eq::exit_cost(counts, std::string{"a"}, 2) == 3);
    BOOST_TEST(eq::describe(eq::exit_cost(chn, 2)).name == "exit_cost");
}

// Where nearly everything is the power's, the others' part decides: it must not come from 1 - s.
BOOST_AUTO_TEST_CASE(near_a_share_of_one)
{
    auto const trade = flows{{chn, 1}, {rus, 3e-40}};
    BOOST_TEST(eq::exposure(trade, chn) == 1);
    BOOST_TEST(eq::growth_needed(trade, chn) == 1 / 3e-40, tt::tolerance(4e-16));
    BOOST_TEST(eq::exit_cost(trade, chn, 2) == 1 / 3e-40, tt::tolerance(4e-16));
    BOOST_TEST(eq::exit_cost(trade, chn, 3) == 1 / std::sqrt(3e-40), tt::tolerance(4e-16));
    BOOST_TEST(eq::growth_needed(trade, rus) == 3e-40, tt::tolerance(4e-16));
    for (auto const x : {5e-324, 1e-300, 1e300}) {
        BOOST_TEST(eq::exit_cost(flows{{chn, x}, {rus, x}}, chn, 2) == 1, x);
    }
}

BOOST_AUTO_TEST_CASE(in_logarithms)
{
    auto const trade = flows{{chn, 6}, {rus, 1}, {"JPN"_iso3, 1}};
    auto const close = tt::tolerance(3e-16);
    BOOST_TEST(eq::log_exit_cost(trade, chn, 2) == 1.3862943611198906, close);  // ln 4
    BOOST_TEST(eq::log_exit_cost(chn, 5)(trade) == 0.34657359027997264, close); // ln 4 / 4
    BOOST_TEST(eq::log_exit_cost(trade, rus, 2) == 0.13353139262452263, close); // ln 8/7
    BOOST_TEST(eq::log_exit_cost(flows{{chn, 1}}, chn, 2) == infinity);
    BOOST_TEST(eq::log_exit_cost(trade, "USA"_iso3, 2) == 0);
    BOOST_TEST(eq::log_exit_cost(flows{{chn, 1}, {rus, 1e-300}}, rus, 2) == 1e-300, close);
    auto const partly = flows{{{chn, 6}}, {.total = 8}};
    BOOST_TEST((eq::bound(partly, eq::log_exit_cost(rus, infinity)) == eq::interval{0, 0}));
    BOOST_TEST(eq::bound(partly, eq::log_exit_cost(eq::bloc{chn, rus}, 2)).high == infinity);
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::log_exit_cost(chn, 1); })
               == "log_exit_cost: sigma is 1; it must be above 1");
}

BOOST_AUTO_TEST_CASE(unknown_is_not_zero)
{
    BOOST_TEST(eq::is_undefined(eq::exit_cost(flows{}, chn, 2)));
    BOOST_TEST(eq::why_undefined(flows{{chn, 0}}, eq::growth_needed(chn)) == "the total is zero");
    auto const partly = flows{{{chn, 6}}, {.total = 8}};
    BOOST_TEST(eq::exit_cost(partly, chn, 2) == 3);
    BOOST_TEST(eq::is_undefined(eq::exit_cost(partly, rus, 2)));
    BOOST_TEST((eq::bound(partly, eq::exit_cost(rus, 2)) == eq::interval{0, 1. / 3}));
    BOOST_TEST((eq::bound(partly, eq::growth_needed(rus)) == eq::interval{0, 1. / 3}));
    BOOST_TEST((eq::bound(partly, eq::growth_needed(eq::bloc{chn, rus})) == eq::interval{3, infinity}));
    BOOST_TEST((eq::bound(partly, eq::growth_needed(chn)) == eq::interval{3, 3}));
    BOOST_TEST(eq::is_undefined(eq::bound(flows{}, eq::growth_needed(chn)).low));
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::ces_exit_cost(0.5, 1); })
               == "ces_exit_cost: sigma is 1; it must be above 1");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::exit_cost(chn, -2); })
               == "exit_cost: sigma is -2; it must be above 1");
    BOOST_CHECK_THROW((void)eq::exit_cost(chn, eq::undefined), eq::invalid_parameter);
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::ces_exit_cost(1.5, 2); })
               == "ces_exit_cost: share is 1.5; it must be in [0, 1]");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::growth_to_replace(-0.5); })
               == "growth_to_replace: share is -0.5; it must be in [0, 1]");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
