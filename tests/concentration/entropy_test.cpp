// SPDX-License-Identifier: BSL-1.0
#include "common.hpp"

#include <equipoise/concentration/entropy.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <tuple>
#include <vector>

using namespace index_tests;

namespace {

// shares 1/2, 1/4, 1/8, 1/8: 1/2 1 + 1/4 2 + 1/8 3 + 1/8 3 = 7/4 bits, of at most 2
constexpr auto halves = std::array{4.0, 2.0, 1.0, 1.0};
static_assert(eq::shannon(halves, eq::bits) == 1.75);
static_assert(eq::shannon(eq::bits)(halves) == 1.75);
static_assert(eq::shannon(eq::logarithm{4})(halves) == 0.875);
static_assert(eq::pielou(halves) == 0.875);
static_assert(eq::pielou(halves, eq::out_of{16}) == 0.4375);
static_assert(eq::shannon(std::array{3, 0}) == 0);

static_assert(!takes<decltype(eq::shannon), support::single_use<double>>); // looks twice
static_assert(takes<decltype(eq::shannon), std::vector<support::money>>);

template <class Index>
concept has_unit = requires(Index const& index) { index(eq::bits); };
static_assert(has_unit<decltype(eq::shannon)> && !has_unit<decltype(eq::pielou)>);

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(entropy)

BOOST_AUTO_TEST_CASE(by_hand)
{
    BOOST_TEST(eq::shannon(halves) == 1.75 * std::log(2.0));
    BOOST_TEST(eq::shannon(halves, eq::nats) == eq::shannon(halves));
    BOOST_TEST(ulps(eq::shannon(halves, eq::logarithm{10}), 1.75 * std::log10(2.0)) <= 1);
    for (auto const n : {2U, 3U, 10U, 1000U}) {
        auto const equal = std::vector<double>(n, 0.1);
        BOOST_TEST(ulps(eq::shannon(equal), std::log(static_cast<double>(n))) <= 1);
        BOOST_TEST(eq::pielou(equal) == 1);
    }
}

// R 4.2.2
BOOST_AUTO_TEST_CASE(published_digits, *boost::unit_test::tolerance(1e-12))
{
    auto const four = std::array{.4, .3, .2, .1};
    BOOST_TEST(eq::shannon(four) == 1.279854225834);
    BOOST_TEST(eq::shannon(four, eq::bits) == 1.846439344671);
    BOOST_TEST(eq::pielou(four) == .923219672336);
}

BOOST_AUTO_TEST_CASE(zeros_count_in_the_base_alone)
{
    auto const flows = std::vector{4, 0, 2, 1, 1, 0};
    BOOST_TEST(eq::shannon(flows) == eq::shannon(halves));
    BOOST_TEST(eq::pielou(flows, eq::positive) == 0.875);
    BOOST_TEST(ulps(eq::pielou(flows), 1.75 / std::log2(6.0)) <= 2);
    BOOST_TEST(eq::pielou(flows, eq::out_of{6}) == eq::pielou(flows));
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::pielou(flows, eq::out_of{3}); })
               == "pielou: out_of is 3; it must be at least the number of positive partners, 4");
}

BOOST_AUTO_TEST_CASE(near_zero_nothing_cancels)
{
    // shares 1 - e and e: e (1 - ln e) + O(e^2), e = 2^-60
    auto const e = 0x1p-60;
    BOOST_TEST(ulps(eq::shannon(std::array{1.0, e}), e * (1 + 60 * std::log(2.0))) <= 2);
    // -e ln e with e = 2^-1074, which is 744.44 smallest doubles, and another one
    auto const least = 5e-324;
    BOOST_TEST(std::abs(eq::shannon(std::array{1.0, least}) / least - 745.44) <= 1);
}

// Terms of 95 bits, added up in 106, are the measure.
BOOST_AUTO_TEST_CASE(every_share_as_it_should_be)
{
    using namespace equipoise::detail;
    auto random = support::random{9};
    for (auto round = 0; round < 60; ++round) {
        auto flows = std::vector<double>{};
        auto const spread = static_cast<int>(random.below(round % 2 == 0 ? 2 : 1000));
        for (auto left = random.below(700); left > 0; --left) {
            auto const power = -static_cast<int>(random.below(static_cast<std::size_t>(spread) + 1));
            flows.push_back(random.below(9) == 0 ? 0 : std::ldexp(1 + random.unit(), power));
        }
        flows.push_back(1.0);
        auto whole = running_sum{};
        for (auto const x : flows) {
            whole.add(x);
        }
        auto sum = running_sum{};
        for (auto const x : flows) {
            if (x > 0) {
                sum.add(ln_ratio(whole.value(), {x}) * x);
            }
        }
        BOOST_TEST(eq::shannon(flows) == sum.value() / whole.value());
    }
}

BOOST_AUTO_TEST_CASE(without_flow_undefined)
{
    for (auto const& flows : {std::vector<double>{}, std::vector{0.0, 0.0}}) {
        auto const why = flows.empty() ? "there are no partners" : "the total is zero";
        BOOST_TEST(eq::is_undefined(eq::shannon(flows)));
        BOOST_TEST(eq::why_undefined(flows, eq::shannon(eq::bits)) == why);
        BOOST_TEST(eq::is_undefined(eq::pielou(flows)));
        BOOST_TEST(eq::why_undefined(flows, eq::pielou) == why);
    }
}

BOOST_AUTO_TEST_CASE(a_single_partner)
{
    BOOST_TEST(eq::shannon(std::array{7}) == 0);
    BOOST_TEST(!std::signbit(eq::shannon(std::array{7})));
    BOOST_TEST(eq::is_undefined(eq::pielou(std::array{7})));
    BOOST_TEST(eq::why_undefined(std::array{7}, eq::pielou) == "a single partner leaves nothing to normalise by");
    BOOST_TEST(eq::is_undefined(eq::pielou(std::array{7, 0}, eq::positive)));
    BOOST_TEST(eq::pielou(std::array{7, 0}) == 0);
}

BOOST_AUTO_TEST_CASE(the_ends_of_the_range_of_a_double)
{
    for (auto const power : {-1070, -700, 300, 1020}) {
        auto flows = std::vector<double>{};
        for (auto const x : halves) {
            flows.push_back(std::ldexp(x, power));
        }
        BOOST_TEST(eq::shannon(flows, eq::bits) == 1.75);
        BOOST_TEST(eq::pielou(flows) == 0.875);
    }
    BOOST_TEST(eq::shannon(std::vector{1e300, 5e-324}) == 0); // 1e-620
    BOOST_TEST(ulps(eq::shannon(std::vector(3, 1.7e308)), std::log(3.0)) <= 1);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(any_number, T,
                              decltype(std::tuple<int, unsigned char, long, float, double, long double>{}))
{
    auto const flows = std::vector<T>{4, 2, 1, 1};
    BOOST_TEST(eq::shannon(flows, eq::bits) == 1.75);
    BOOST_TEST(eq::pielou(flows) == 0.875);
}

BOOST_AUTO_TEST_CASE(projections_and_portfolios)
{
    auto const rows = std::vector<support::tonnes>{{4}, {2}, {1}, {1}};
    BOOST_TEST(eq::shannon(rows, &support::tonnes::number) == eq::shannon(halves));
    BOOST_TEST(eq::shannon(rows, eq::bits, &support::tonnes::number) == 1.75);
    BOOST_TEST(eq::shannon(rows) == eq::shannon(halves));
    auto const flows = eq::portfolio<int, double>{{1, 4}, {2, 2}, {3, 1}, {4, 1}};
    BOOST_TEST(eq::shannon(flows, eq::bits) == 1.75);
    auto const values = eq::measure(flows, eq::shannon, eq::shannon(eq::bits), eq::pielou);
    BOOST_TEST(values[0] == eq::shannon(halves));
    BOOST_TEST(values[1] == 1.75);
    BOOST_TEST(values[2] == 0.875);
}

BOOST_AUTO_TEST_CASE(what_is_no_amount_is_refused_by_name)
{
    for (auto const bad : {-1.0, infinity, eq::undefined}) {
        BOOST_CHECK_THROW((void)eq::shannon(std::vector{1.0, bad}), eq::invalid_amount);
        BOOST_CHECK_THROW((void)eq::pielou(std::vector{bad}), eq::invalid_amount);
    }
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)eq::shannon(std::vector{1, -3}); })
               == "shannon: amount -3 at position 1; amounts are finite and not negative");
}

BOOST_AUTO_TEST_CASE(bounds_of_an_incomplete_list)
{
    // 1/2 and 1/4 are listed, 1/4 is missing and no partner has more than 1/4: one more with 1/4, or very many
    auto const flows = eq::portfolio<int, double>{{{1, 2}, {2, 1}}, {.total = 4, .listing = eq::listing::largest}};
    auto const any = eq::bound(flows, eq::shannon(eq::bits));
    BOOST_TEST(any.low == 1.5);
    BOOST_TEST(any.high == infinity);
    // two more with 1/8 each
    BOOST_TEST(eq::bound(flows, eq::shannon(eq::bits), eq::at_most{2}).high == 1.75);
}

BOOST_AUTO_TEST_CASE(facts_and_ranges)
{
    BOOST_TEST(eq::describe(eq::shannon(eq::bits)).range(8).high == 3);
    BOOST_TEST(eq::describe(eq::shannon).range(8).low == 0);
    BOOST_TEST(eq::describe(eq::pielou).range(8).high == 1);
    BOOST_TEST((eq::describe(eq::shannon).effect == eq::concentrating::lowers));
    BOOST_TEST((eq::describe(eq::shannon).copies == eq::replicating::changes));
    BOOST_TEST(eq::describe(eq::shannon).ignores_zeros);
    BOOST_TEST(!eq::describe(eq::pielou).ignores_zeros);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
