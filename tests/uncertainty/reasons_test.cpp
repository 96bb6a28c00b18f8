// SPDX-License-Identifier: BSL-1.0
#include "../support/all_indices.hpp"
#include "../support/amounts.hpp"
#include "../support/oracle.hpp"

#include <equipoise/equipoise.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;

using flows_of = eq::portfolio<int>;
using partners = std::vector<eq::partner<int>>;
using support::ulps;

constexpr auto infinite = std::numeric_limits<double>::infinity();

// Amounts of one to five partners, from the smallest to the largest doubles or nearer to each other; of half of the
// lists a part is unattributed, which may be tiny.
flows_of any_flows(support::random& random, int round)
{
    auto rows = partners{};
    for (auto left = 1 + random.below(5); left > 0; --left) {
        auto const power = round % 4 == 0   ? 2000 * (random.unit() - .5)
                           : round % 4 == 1 ? -1070 + 2080 * random.unit()
                           : round % 4 == 2 ? 3 * random.unit()
                                            : 700 * (random.unit() - .5) * static_cast<double>(random.below(3));
        auto const amount = random.below(9) == 0 ? 0.0 : std::ldexp(1 + random.unit(), static_cast<int>(power));
        rows.push_back({static_cast<int>(random.below(7)), amount});
    }
    auto const all = flows_of(rows);
    auto sum = 0.0;
    auto smallest = infinite;
    for (auto const amount : all.amounts()) {
        sum += amount;
        smallest = std::min(smallest, amount);
    }
    if (random.below(2) == 0 || !(2 * sum < infinite)) {
        return all;
    }
    auto const more =
        random.below(2) == 0 ? random.unit() : std::ldexp(random.unit(), -static_cast<int>(random.below(40)));
    auto const which = smallest > 0 && random.below(2) == 0 ? eq::listing::largest : eq::listing::some;
    return flows_of(partners(all.begin(), all.end()), {.total = std::max(sum, sum * (1 + more)), .listing = which});
}

template <class Index>
void check(Index const& index, flows_of const& flows)
{
    auto const value = index(flows);
    auto const why = eq::why_undefined(flows, index);
    auto const name = std::string{eq::describe(index).name};
    BOOST_TEST_REQUIRE(std::isnan(value) == !why.empty(), name << " is " << value << ": " << why);
    auto const found = eq::estimate_of(flows, index);
    BOOST_TEST_REQUIRE((found.value == value || (std::isnan(found.value) && std::isnan(value))), name);
    BOOST_TEST_REQUIRE(eq::words(found.why) == why, name);
    if constexpr (std::invocable<decltype(eq::bound) const&, flows_of const&, Index const&>) {
        auto const ends = eq::bound(flows, index);
        BOOST_TEST_REQUIRE((found.bounds == ends || (std::isnan(found.bounds.low) && std::isnan(ends.low))), name);
        BOOST_TEST_REQUIRE(std::isnan(ends.low) == std::isnan(ends.high), name << ": " << why);
        BOOST_TEST_REQUIRE(!(ends.low > ends.high), name << " from " << ends.low << " to " << ends.high);
        if (!std::isnan(value)) {
            BOOST_TEST_REQUIRE(ends.contains(value), name);
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(reasons)

// A value is undefined if and only if there is a reason, and the ends of an interval both are numbers or neither is.
BOOST_AUTO_TEST_CASE(of_amounts_as_far_apart_as_can_be)
{
    auto random = support::random{1000};
    auto const a = eq::bloc{0, 2};
    auto const b = eq::bloc{1, 3};
    auto grades = std::map<int, double>{};
    for (auto id = 0; id < 7; ++id) {
        grades[id] = id / 6.0;
    }
    for (auto round = 0; round < 2000; ++round) {
        auto const flows = any_flows(random, round);
        support::for_each_kind([&](auto const& kind) {
            for (auto const& index : kind) {
                if constexpr (eq::measurable<decltype(index.rule), flows_of const&>) {
                    check(index, flows);
                }
            }
        });
        check(eq::tilt(0, 1), flows);
        check(eq::tilt(a, b), flows);
        check(eq::coverage_balance(a, b), flows);
        check(eq::pole_evenness(0, 1), flows);
        check(eq::pole_evenness(a, b), flows);
        check(eq::quadratic_evenness(0, 1), flows);
        check(eq::quadratic_evenness(a, b), flows);
        check(eq::ratio_evenness(a, b), flows);
        check(eq::log_ratio(0, 1), flows);
        check(eq::log_ratio(a, b), flows);
        check(eq::log_balance(a, b), flows);
        check(eq::third_neighbor_share(a), flows);
        check(eq::exposure(a), flows);
        check(eq::first_round(a, .5), flows);
        check(eq::hhi_without(2), flows);
        check(eq::hhi_without(a), flows);
        check(eq::alternative_partners(2), flows);
        check(eq::alternative_partners(a), flows);
        check(eq::effective_partners(a, .5), flows);
        check(eq::effective_partners(eq::bloc_similarity(std::vector{a, b}, {.within = .5})), flows);
        check(eq::risk_weighted_hhi(grades), flows);
        check(eq::stable_diversity(grades), flows);
        check(eq::exit_cost(0, 5.0), flows);
        check(eq::log_exit_cost(a, 2.0), flows);
        check(eq::growth_needed(a), flows);

        auto world = partners{};
        for (auto id = 0; id < 8; ++id) {
            world.push_back({id, std::ldexp(1 + random.unit(), static_cast<int>(2000 * (random.unit() - .5)))});
        }
        auto const reference = flows_of(world);
        check(eq::size_preference(reference), flows);
        check(eq::market_penetration(reference), flows);
        check(eq::grubel_lloyd(reference), flows);
        check(eq::kl(reference), flows);
        check(eq::power_divergence(-1, reference), flows);
        check(eq::power_divergence(2, reference), flows);
        check(eq::overlap(reference), flows);
        check(eq::cross_concentration(reference), flows);
        check(eq::cosine_similarity(reference), flows);
        check(eq::turnover(reference), flows);
        check(eq::krugman(reference), flows);
        check(eq::hachman(reference), flows);
        check(eq::aitchison_distance(reference), flows);
    }
}

// Squares, products and sums of two small amounts next to a large one.
BOOST_AUTO_TEST_CASE(of_small_amounts_next_to_a_large_one)
{
    for (auto const& amounts :
         {std::array{1.0, 2.0, 1e200}, std::array{1e-155, 2e-155, 1.0}, std::array{1e-170, 2e-170, 1.0},
          std::array{1e-300, 2e-300, 1.0}, std::array{1e-100, 2e-100, 1e200}, std::array{1.0, 2.0, 4.0}}) {
        auto const flows = flows_of{{0, amounts[0]}, {1, amounts[1]}, {2, amounts[2]}};
        BOOST_TEST(ulps(eq::quadratic_evenness(flows, 0, 1), 8.0 / 9) <= 1); // 4 1/3 2/3
        BOOST_TEST(ulps(eq::hhi_without(flows, 2), 5.0 / 9) <= 1);           // 1/9 + 4/9
        BOOST_TEST(ulps(eq::alternative_partners(flows, 2), 9.0 / 5) <= 1);
        BOOST_TEST((eq::bound(flows, eq::hhi_without(2))
                    == eq::interval{eq::hhi_without(flows, 2), eq::hhi_without(flows, 2)}));
        BOOST_TEST(ulps(eq::bound(flows, eq::alternative_partners(2)).high, 9.0 / 5) <= 1);
        // distance to the third vertex over that of two vertices: sqrt((s1^2 + s2^2 + (s1 + s2)^2) / 2), (s1, s2) = (s,
        // 2s)
        auto const stance = eq::stance(flows, eq::poles{0, 1, 2});
        auto const share = amounts[0] / (amounts[0] + amounts[1] + amounts[2]);
        BOOST_TEST(ulps(stance.distance_to(2), share * std::sqrt(7.0)) <= 4);
    }
    // with a rest of 3 where 10^200 is listed: the others' 1 and 2, and 3 or infinitesimal amounts: (1 + 4 + 9) / 36,
    // 5/36
    auto const flows = flows_of{{{0, 1e-200}, {1, 2e-200}}, {.total = 6e-200}};
    auto const ends = eq::bound(flows, eq::hhi_without(7));
    BOOST_TEST(ulps(ends.low, 5.0 / 36) <= 1);
    BOOST_TEST(ulps(ends.high, 5.0 / 9) <= 1); // all the rest is the seventh's
}

// linda(3): (2 8e303 / 1e-4 + 1/2 8e303 / 5e-5) / 6; linda(4): (3 8e303 / 1.5e-4 + 8e303 / 1e-4 + 1/3 8e303 / 5e-5) /
// 12
BOOST_AUTO_TEST_CASE(sums_beyond_the_range_of_a_double)
{
    auto const amounts = std::vector{8e303, 5e-5, 5e-5, 5e-5};
    BOOST_TEST(eq::linda(amounts, 3) == 4e307, boost::test_tools::tolerance(1e-14));
    BOOST_TEST(eq::linda(amounts, 4) == (1.6e308 / 12 + .8e308 / 12 + 1.6e308 / 36),
               boost::test_tools::tolerance(1e-14));
    // five times as unequal: 2e308, beyond a double
    BOOST_TEST(eq::linda(std::vector{8e303, 1e-5, 1e-5, 1e-5}, 3) == infinite);

    // 1 / (p1^2 / r1 + p2^2 / r2 + p3^2 / r3): the terms are near 2^1022 each, their sum is not
    auto const reference = std::vector{1.0, 0x1p-1024, 0x1p-1024, 0x1p-1024};
    auto const hachman = eq::hachman(std::vector{1.0, 1.0, 1.0, 1.0}, reference);
    BOOST_TEST(hachman == 0x1p-1024 * (16.0 / 3), boost::test_tools::tolerance(1e-13));

    // sum p^2 sum r^2 of one million partners is no double; the cosine of (1, 1) and (1, 0) is one over the root of 2
    auto const large = std::vector{0x1p399, 0x1p399};
    BOOST_TEST(ulps(eq::cosine_similarity(large, std::vector{0x1p399, 0.0}), std::sqrt(.5)) <= 1);
    auto const small = std::vector{0x1p-399, 0x1p-399};
    BOOST_TEST(ulps(eq::cosine_similarity(small, std::vector{0x1p-399, 0.0}), std::sqrt(.5)) <= 1);

    // .9999^(-10^7) is e^1000
    auto const nearly_all = flows_of{{{0, .9999}}, {.total = 1.0}};
    BOOST_TEST(eq::bound(nearly_all, eq::hill(1.0000001)).high == infinite);
    BOOST_TEST(eq::bound(nearly_all, eq::renyi(1.0000001)).high == -std::log(.9999) * 1.0000001 / 1e-7,
               boost::test_tools::tolerance(1e-8));
}

// Logarithms keep what shares are too small for, or say so.
BOOST_AUTO_TEST_CASE(logarithms_of_shares_below_the_smallest_double)
{
    auto const flows = flows_of{{0, 0x1p1020}, {1, 1.25 * 0x1p-60}};
    // sqrt(1/2) ln(a / b)
    auto const apart = std::sqrt(.5) * (1080 * std::log(2.0) - std::log(1.25));
    BOOST_TEST(eq::log_balance(flows, eq::bloc{0}, eq::bloc{1}) == apart, boost::test_tools::tolerance(1e-15));
    auto const too_small = "a partner's share is too small for a double";
    BOOST_TEST(bool{eq::clr(flows).why == eq::reason::share_too_small});
    BOOST_TEST(eq::why_undefined(flows, eq::aitchison_distance(flows)) == too_small);
    BOOST_TEST(eq::why_undefined(flows, eq::kl(flows)) == too_small);

    // none has more than the smallest, however small it is relative to the others
    auto const largest =
        flows_of{{{0, 0x1p1020}, {1, 1.25 * 0x1p-60}}, {.total = 0x1.8p1020, .listing = eq::listing::largest}};
    auto const ends = eq::bound(largest, eq::log_balance(eq::bloc{0}, eq::bloc{2}));
    BOOST_TEST(ends.low == apart, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(ends.high == infinite);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
