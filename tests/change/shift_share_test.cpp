// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/change/shift_share.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <concepts>
#include <limits>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

using flows_of = eq::portfolio<std::string>;
using row = eq::shift_share_terms<std::string>;

constexpr auto ulp = std::numeric_limits<double>::epsilon();

// The state: ores 6 to 15, wool 2 to 1. The world: ores 10 to 20, wool 10 to 5, both 20 to 25.
auto const then = flows_of{{"ores", 6.0}, {"wool", 2.0}};
auto const now = flows_of{{"ores", 15.0}, {"wool", 1.0}};
auto const world_then = flows_of{{"ores", 10.0}, {"wool", 10.0}};
auto const world_now = flows_of{{"ores", 20.0}, {"wool", 5.0}};

} // namespace

BOOST_AUTO_TEST_SUITE(change)
BOOST_AUTO_TEST_SUITE(shift_share)

BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const parts = eq::shift_share(then, now, world_then, world_now);
    // ores: 6 (1/4), 6 (2 - 5/4), 15 - 12; wool: 2 (1/4), 2 (1/2 - 5/4), 1 - 1; all over 8
    BOOST_TEST((parts.partners == std::vector<row>{{"ores", 0.1875, 0.5625, 0.375}, {"wool", 0.0625, -0.1875, 0}}));
    BOOST_TEST(parts.growth == 1);
    BOOST_TEST(parts.reference_growth == 0.25);
    BOOST_TEST(parts.mix == 0.375);
    BOOST_TEST(parts.competitive == 0.375);
    BOOST_TEST((parts.why == eq::reason::defined));
}

BOOST_AUTO_TEST_CASE(who_grows_as_the_reference_does)
{
    auto const own = eq::shift_share(world_then, world_now, world_then, world_now);
    BOOST_TEST(own.growth == 0.25);
    BOOST_TEST(own.reference_growth == 0.25);
    BOOST_TEST(own.mix == 0);
    BOOST_TEST(own.competitive == 0);
}

BOOST_AUTO_TEST_CASE(products_that_appear_or_vanish)
{
    auto const parts = eq::shift_share(then, flows_of{{"ores", 6.0}, {"gold", 2.0}}, world_then, world_then);
    BOOST_TEST((parts.partners == std::vector<row>{{"gold", 0, 0, 0.25}, {"ores", 0, 0, 0}, {"wool", 0, 0, -0.25}}));
    BOOST_TEST(parts.growth == 0);
    BOOST_TEST(parts.competitive == 0);
    auto const all = eq::shift_share(then, flows_of{}, world_then, world_now);
    BOOST_TEST(all.growth == -1);
    BOOST_TEST(all.reference_growth + all.mix + all.competitive == -1);
}

BOOST_AUTO_TEST_CASE(undefined_with_a_reason)
{
    auto const why = [](auto const& a, auto const& b, auto const& c, auto const& d) {
        auto const parts = eq::shift_share(a, b, c, d);
        BOOST_TEST(std::isnan(parts.growth));
        BOOST_TEST(std::isnan(parts.competitive));
        BOOST_TEST(parts.partners.empty());
        return parts.why;
    };
    auto const part = flows_of({{"ores", 1.0}}, {.total = 2.0});
    BOOST_TEST((why(flows_of{}, now, world_then, world_now) == eq::reason::no_partners));
    BOOST_TEST((why(flows_of{{"ores", 0.0}}, now, world_then, world_now) == eq::reason::no_flow));
    BOOST_TEST((why(then, now, flows_of{}, world_now) == eq::reason::no_reference));
    BOOST_TEST((why(then, now, flows_of{{"ores", 1.0}}, world_now) == eq::reason::no_reference));
    BOOST_TEST((why(part, now, world_then, world_now) == eq::reason::unattributed));
    BOOST_TEST((why(then, part, world_then, world_now) == eq::reason::unattributed));
    BOOST_TEST((why(then, now, part, world_now) == eq::reason::unattributed));
    BOOST_TEST((why(then, now, world_then, part) == eq::reason::unattributed));
    BOOST_TEST((why(flows_of{{"ores", 5e-324}}, flows_of{{"ores", 1e300}}, world_then, world_now)
                == eq::reason::share_too_small));
}

BOOST_AUTO_TEST_CASE(quantities_and_numbers_of_any_size)
{
    using tonnes = eq::portfolio<int, support::tonnes>;
    auto const parts =
        eq::shift_share(tonnes{{1, {6}}, {2, {2}}}, tonnes{{1, {15}}, {2, {1}}},
                        eq::portfolio<int>{{1, 1e301}, {2, 1e301}}, eq::portfolio<int>{{1, 2e301}, {2, 5e300}});
    BOOST_TEST(parts.mix == 0.375, tt::tolerance(4 * ulp));
    BOOST_TEST(parts.competitive == 0.375, tt::tolerance(4 * ulp));
    auto const small =
        eq::shift_share(flows_of{{"a", 1e-300}}, flows_of{{"a", 4e-300}}, flows_of{{"a", 1.0}}, flows_of{{"a", 2.0}});
    BOOST_TEST(small.growth == 3, tt::tolerance(2 * ulp));
    BOOST_TEST(small.competitive == 2, tt::tolerance(4 * ulp));
}

BOOST_AUTO_TEST_CASE(the_parts_sum_to_the_growth)
{
    auto random = support::random{31};
    for (auto round = 0; round < 300; ++round) {
        auto rows = std::array<std::vector<eq::partner<int>>, 4>{};
        auto const products = 1 + static_cast<int>(random.below(40));
        for (auto i = 0; i < products; ++i) {
            for (std::size_t k = 0; k < 4; ++k) {
                if (i == 0 || k == 2 || random.below(5) != 0) {
                    rows[k].push_back({i, std::ldexp(1 + random.unit(), static_cast<int>(random.below(10)))});
                }
            }
        }
        auto const flows = [&](std::size_t k) { return eq::portfolio<int>(rows[k]); };
        auto const parts = eq::shift_share(flows(0), flows(1), flows(2), flows(3));
        BOOST_TEST_REQUIRE((parts.why == eq::reason::defined));
        auto const size = std::abs(parts.reference_growth) + std::abs(parts.mix) + std::abs(parts.competitive);
        BOOST_TEST_REQUIRE(std::abs(parts.reference_growth + parts.mix + parts.competitive - parts.growth)
                           <= 2 * ulp * size);
        auto sums = std::array{0.0, 0.0, 0.0};
        auto sizes = 0.0;
        for (auto const& one : parts.partners) {
            sums[0] += one.reference_growth;
            sums[1] += one.mix;
            sums[2] += one.competitive;
            sizes += std::abs(one.reference_growth) + std::abs(one.mix) + std::abs(one.competitive);
        }
        BOOST_TEST_REQUIRE(std::abs(sums[0] - parts.reference_growth) <= 40 * ulp * sizes);
        BOOST_TEST_REQUIRE(std::abs(sums[1] - parts.mix) <= 40 * ulp * sizes);
        BOOST_TEST_REQUIRE(std::abs(sums[2] - parts.competitive) <= 40 * ulp * sizes);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
