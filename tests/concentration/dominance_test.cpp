// SPDX-License-Identifier: BSL-1.0
#include "common.hpp"

#include <equipoise/concentration/dominance.hpp>
#include <equipoise/core/measure.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

using namespace index_tests;

namespace {

static_assert(eq::garcia_alba(four) == 59.0 / 150);            // (.0256 + .0081 + .0016 + .0001) / .3^2
SUPPORT_STATIC_ASSERT(eq::stenbacka(four, 1) == 0.465);        // (1 - (.16 - .09)) / 2
SUPPORT_STATIC_ASSERT(eq::stenbacka(0.5)(four) == 0.4825);     // (1 - .07 / 2) / 2
static_assert(eq::strong_dominance(four) == 0.2);              // .7 - 2/4
SUPPORT_STATIC_ASSERT(eq::stenbacka(std::array{5.0}, 1) == 0); // there is no second partner
SUPPORT_STATIC_ASSERT(eq::stenbacka(std::array{5.0}, 0.5) == 0.25);

/// Calls f with each index of the header.
template <class F>
void for_each_index(F f)
{
    f(eq::garcia_alba);
    f(eq::stenbacka(1));
    f(eq::stenbacka(0.3));
    f(eq::strong_dominance);
}

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(dominance)

BOOST_AUTO_TEST_CASE(equal_partners)
{
    for (auto const n : {1, 2, 3, 7, 1000}) {
        auto const even = std::vector<double>(static_cast<std::size_t>(n), 0.1);
        BOOST_TEST(ulps(eq::garcia_alba(even), 1.0 / n) <= 1);
        BOOST_TEST(eq::strong_dominance(even) == 0);
        BOOST_TEST(eq::stenbacka(even, 1) == (n == 1 ? 0 : 0.5));
    }
}

BOOST_AUTO_TEST_CASE(a_merger_of_small_partners_may_lower_garcia_alba)
{
    BOOST_TEST(eq::garcia_alba(std::array{4, 3, 3}) < eq::garcia_alba(four));
    BOOST_TEST((eq::describe(eq::garcia_alba).effect == eq::concentrating::neither));
}

BOOST_AUTO_TEST_CASE(the_threshold_of_a_leader_with_all_but_nothing)
{
    // (1 - p^2 + q^2) / 2 with p = 1 - q: q (1 + q - ...), which 1 - p^2 would cancel
    BOOST_TEST(ulps(eq::stenbacka(std::array{1.0, 1e-300}, 1), 1e-300) <= 1);
    BOOST_TEST(ulps(eq::stenbacka(std::array{1.0, 1e-20, 1e-20}, 1), 2e-20) <= 1);
}

BOOST_AUTO_TEST_CASE(strong_dominance_is_the_widest_gap)
{
    auto numbers = support::random{51};
    for (auto round = 0; round < 50; ++round) {
        auto flows = std::vector<double>(1 + numbers.below(100));
        auto whole = 0.0;
        for (auto& x : flows) {
            x = static_cast<double>(1 + numbers.below(1000));
            whole += x;
        }
        std::sort(flows.begin(), flows.end(), std::greater{});
        auto top = 0.0;
        auto gap = 0.0;
        for (std::size_t r = 0; r < flows.size(); ++r) {
            top += flows[r];
            gap = (std::max)(gap, top / whole - static_cast<double>(r + 1) / static_cast<double>(flows.size()));
        }
        BOOST_TEST(eq::strong_dominance(flows) + 1 == gap + 1, tt::tolerance(1e-15));
        BOOST_TEST(eq::strong_dominance(flows) == eq::hoover(flows));
    }
    // ecology counts the species that were seen: (.6, .25, .15), .6 - 1/3
    BOOST_TEST(ulps(eq::strong_dominance(std::array{60, 0, 25, 15}, eq::positive), 0.8 / 3) <= 1);
}

BOOST_AUTO_TEST_CASE(edges)
{
    for_each_index([](auto const& index) {
        check_undefined_and_invalid(index);
        auto const value = index(four);
        BOOST_TEST(ulps(index(std::array{4e300, 3e300, 2e300, 1e300}), value) <= 4);
        BOOST_TEST(ulps(index(std::array{2e-323, 1.5e-323, 1e-323, 5e-324}), value) <= 1);
        BOOST_TEST(index(std::array{2, 1, 4, 3}) == value);
        BOOST_TEST(index(std::array{4.0F, 3.0F, 2.0F, 1.0F}) == value);
        BOOST_TEST(ulps(index(std::array{4.0L, 3.0L, 2.0L, 1.0L}), value) <= 1);
        BOOST_TEST(ulps(index(std::vector<support::money>{{4}, {3}, {2}, {1}}), value) <= 1);
    });
    for (auto const bad : {0.0, -1.0, 1.5, eq::undefined}) {
        BOOST_CHECK_THROW((void)eq::stenbacka(bad), eq::invalid_parameter);
    }
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::stenbacka(four, 0); })
               == "stenbacka: g is 0; it must be in (0, 1]");
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)eq::garcia_alba(std::array{1.0, -2.0}); })
               == "garcia_alba: amount -2 at position 1; amounts are finite and not negative");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::strong_dominance(four, eq::out_of{2}); })
               == "strong_dominance: out_of is 2; it must be at least the number of positive partners, 4");
}

BOOST_AUTO_TEST_CASE(measured_together)
{
    auto const values = eq::measure(four, eq::garcia_alba, eq::stenbacka(1), eq::hoover, eq::strong_dominance);
    BOOST_TEST(values[0] == eq::garcia_alba(four));
    BOOST_TEST(values[1] == eq::stenbacka(four, 1));
    BOOST_TEST(values[2] == eq::hoover(four));
    BOOST_TEST(values[3] == eq::strong_dominance(four));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
