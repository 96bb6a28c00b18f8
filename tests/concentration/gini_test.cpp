// SPDX-License-Identifier: BSL-1.0
#include "common.hpp"

#include <equipoise/concentration/gini.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/model/portfolio.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <ostream>
#include <string>
#include <vector>

using namespace index_tests;

namespace equipoise {

std::ostream& operator<<(std::ostream& out, majorization order)
{
    constexpr auto names = std::array{"less", "equal", "greater", "crossing", "incomparable"};
    return out << names[static_cast<std::size_t>(order)];
}

} // namespace equipoise

namespace {

using eq::majorization;

// (3 * (.4 - .1) + 1 * (.3 - .2)) / 4, and 4/3 of it
SUPPORT_STATIC_ASSERT(eq::gini(four) == 0.25);
SUPPORT_STATIC_ASSERT(eq::sample_gini(four) == 1.0 / 3);
SUPPORT_STATIC_ASSERT(eq::gini(std::array{5}) == 0);
SUPPORT_STATIC_ASSERT(eq::is_undefined(eq::sample_gini(std::array{5})));

static_assert(takes<decltype(eq::gini), support::single_use<double>>);
static_assert(takes<decltype(eq::gini), std::vector<support::money>>);
static_assert(!takes<decltype(eq::gini), std::vector<bool>>);

// (.15 + .05 + .05 + .15) / 2
static_assert(eq::hoover(four) == 0.2);
static_assert(eq::hoover(std::array{5}) == 0);
static_assert(eq::is_undefined(eq::hoover(std::array{0.0})));

static_assert(takes<decltype(eq::hoover), std::vector<support::money>>);
static_assert(!takes<decltype(eq::hoover), support::single_use<double>>); // it looks twice

SUPPORT_STATIC_ASSERT(eq::lorenz(four)
                      == std::vector<eq::lorenz_point>{{0, 0}, {0.25, 0.1}, {0.5, 0.3}, {0.75, 0.6}, {1, 1}});
SUPPORT_STATIC_ASSERT(eq::lorenz_order(four, std::array{1.0, 1.0, 1.0, 1.0}) == majorization::greater);

struct shipment {
    double usd;
};

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(gini)

BOOST_AUTO_TEST_CASE(one_of_n_has_everything)
{
    for (auto const n : {2, 3, 10, 1000}) {
        auto flows = std::vector<double>(static_cast<std::size_t>(n));
        flows[1] = 0.1;
        BOOST_TEST(ulps(eq::gini(flows), 1 - 1.0 / n) <= 1);
        BOOST_TEST(eq::sample_gini(flows) == 1);
    }
}

BOOST_AUTO_TEST_CASE(equal_partners_have_no_inequality_at_all)
{
    for (auto const n : {1, 2, 3, 7, 1000}) {
        BOOST_TEST(eq::gini(std::vector<double>(static_cast<std::size_t>(n), 0.1)) == 0);
    }
}

BOOST_AUTO_TEST_CASE(the_base_counts)
{
    // (60, 25, 15): 2 * 45 / 300; of 190 partners (189 * 60 + 187 * 25 + 185 * 15) / 19000 = 0.989
    auto const three = std::vector{60, 25, 15};
    BOOST_TEST(ulps(eq::gini(three), 0.3) <= 1);
    BOOST_TEST(ulps(eq::gini(three, eq::out_of{190}), 18790.0 / 19000) <= 1);
    auto const with_zeros = std::vector{0, 60, 0, 25, 15};
    BOOST_TEST(eq::gini(with_zeros) == eq::gini(three, eq::out_of{5}));
    BOOST_TEST(eq::gini(with_zeros, eq::positive) == eq::gini(three));
    BOOST_TEST(eq::sample_gini(eq::positive)(with_zeros) == eq::sample_gini(three));
    // three of 10^12 partners have flows: 1 - G is of the order 1/n, and no loop runs over the partners without flow
    BOOST_TEST(eq::gini(three, eq::out_of{1000000000000}) == 1, tt::tolerance(1e-11));
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::gini(three, eq::out_of{2}); })
               == "gini: out_of is 2; it must be at least the number of positive partners, 3");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::sample_gini(three, eq::out_of{2}); })
               == "sample_gini: out_of is 2; it must be at least the number of positive partners, 3");
}

BOOST_AUTO_TEST_CASE(many_amounts_sort_like_few)
{
    // the multiples of 1/m from 1 to m: G = (m^2 - 1) / (3 m (m + 1)) = (m - 1) / (3 m)
    auto numbers = support::random{31};
    for (auto const m : {2, 255, 256, 257, 4096, 20001}) {
        auto flows = std::vector<double>{};
        for (auto i = 1; i <= m; ++i) {
            flows.push_back(i);
        }
        numbers.shuffle(flows);
        auto const before = flows;
        BOOST_TEST(ulps(eq::gini(flows), (m - 1) / (3.0 * m)) <= 1);
        BOOST_TEST((flows == before));
    }
}

BOOST_AUTO_TEST_CASE(edges)
{
    auto const check = [](auto const& index) {
        check_undefined_and_invalid(index);
        auto const value = index(four);
        BOOST_TEST(ulps(index(std::array{4e300, 3e300, 2e300, 1e300}), value) <= 4);
        BOOST_TEST(index(std::array{2e-323, 1.5e-323, 1e-323, 5e-324}) == value);
        BOOST_TEST(index(std::array{4, 3, 2, 1}) == value);
        BOOST_TEST(index(std::array{4.0F, 3.0F, 2.0F, 1.0F}) == value);
        BOOST_TEST(ulps(index(std::array{4.0L, 3.0L, 2.0L, 1.0L}), value) <= 1);
        BOOST_TEST(ulps(index(std::vector<support::money>{{4}, {3}, {2}, {1}}), value) <= 1);
        BOOST_TEST(index(support::single_use<double>{{1, 2, 3, 4}}) == value);
        BOOST_TEST(index(std::array{0.0, -0.0, 3.0}, eq::positive) == index(std::array{3.0}), tt::tolerance(0.0));
    };
    check(eq::gini);
    BOOST_TEST(eq::why_undefined(std::array{5}, eq::sample_gini) == "a single partner leaves nothing to normalise by");
    BOOST_TEST(eq::why_undefined(std::array{0.0}, eq::sample_gini) == "the total is zero");
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)eq::gini(std::array{1.0, -2.0}); })
               == "gini: amount -2 at position 1; amounts are finite and not negative");
}

BOOST_AUTO_TEST_SUITE(hoover)

BOOST_AUTO_TEST_CASE(the_base_counts)
{
    // (60, 25, 15): .6 - 1/3; of 190 partners all but three are below the mean: 1 - 3/190
    auto const three = std::vector{60, 25, 15};
    BOOST_TEST(ulps(eq::hoover(three), 0.8 / 3) <= 1);
    BOOST_TEST(ulps(eq::hoover(three, eq::out_of{190}), 187.0 / 190) <= 1);
    auto const with_zero = std::vector{60, 0, 25, 15};
    BOOST_TEST(eq::hoover(with_zero) == eq::hoover(three, eq::out_of{4}));
    BOOST_TEST(eq::hoover(with_zero, eq::positive) == eq::hoover(three));
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::hoover(three, eq::out_of{2}); })
               == "hoover: out_of is 2; it must be at least the number of positive partners, 3");
}

BOOST_AUTO_TEST_CASE(ends_of_the_range)
{
    for (auto const n : {1, 2, 3, 7, 1000}) {
        auto flows = std::vector<double>(static_cast<std::size_t>(n), 0.1);
        BOOST_TEST(eq::hoover(flows) == 0);
        flows.assign(flows.size(), 0);
        flows[0] = 0.7;
        BOOST_TEST(ulps(eq::hoover(flows), 1 - 1.0 / n) <= 1);
    }
}

BOOST_AUTO_TEST_CASE(nearly_equal_partners)
{
    // (1 + d, 1): (1 + d) / (2 + d) - 1/2 = d / (2 (2 + d))
    constexpr auto d = 0x1p-50;
    BOOST_TEST(ulps(eq::hoover(std::array{1 + d, 1.0}), d / (2 * (2 + d))) <= 1);
}

BOOST_AUTO_TEST_CASE(edges)
{
    BOOST_TEST(eq::why_undefined(std::vector<double>{}, eq::hoover) == "there are no partners");
    BOOST_TEST(eq::why_undefined(std::array{0.0, 0.0}, eq::hoover) == "the total is zero");
    BOOST_CHECK_THROW((void)eq::hoover(std::array{1.0, infinity}), eq::invalid_amount);
    BOOST_CHECK_THROW((void)eq::hoover(std::array{eq::undefined, 1.0}), eq::invalid_amount);
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)eq::hoover(std::array{1.0, -2.0}); })
               == "hoover: amount -2 at position 1; amounts are finite and not negative");
    BOOST_TEST(ulps(eq::hoover(std::array{4e300, 3e300, 2e300, 1e300}), 0.2) <= 4);
    BOOST_TEST(eq::hoover(std::array{1e308, 1e308, 1e308}) == 0);
    BOOST_TEST(eq::hoover(std::array{2e-323, 1.5e-323, 1e-323, 5e-324}) == 0.2);
    BOOST_TEST(eq::hoover(std::array{4, 3, 2, 1}) == 0.2);
    BOOST_TEST(eq::hoover(std::array{4.0F, 3.0F, 2.0F, 1.0F}) == 0.2);
    BOOST_TEST(ulps(eq::hoover(std::array{4.0L, 3.0L, 2.0L, 1.0L}), 0.2) <= 1);
    BOOST_TEST(ulps(eq::hoover(std::vector<support::money>{{4}, {3}, {2}, {1}}), 0.2) <= 1);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(lorenz)

BOOST_AUTO_TEST_CASE(points_with_a_base_and_a_projection)
{
    using points = std::vector<eq::lorenz_point>;
    auto const rows = std::vector<shipment>{{1}, {0}, {3}};
    BOOST_TEST((eq::lorenz(rows, &shipment::usd) == points{{0, 0}, {1.0 / 3, 0}, {2.0 / 3, 0.25}, {1, 1}}));
    BOOST_TEST((eq::lorenz(rows, eq::positive, &shipment::usd) == points{{0, 0}, {0.5, 0.25}, {1, 1}}));
    BOOST_TEST(
        (eq::lorenz(std::array{1, 3}, eq::out_of{4}) == points{{0, 0}, {0.25, 0}, {0.5, 0}, {0.75, 0.25}, {1, 1}}));
    auto const flows = eq::portfolio<std::string>{{"RUS", 1.0}, {"CHN", 3.0}};
    BOOST_TEST((eq::lorenz(flows) == points{{0, 0}, {0.5, 0.25}, {1, 1}}));
    BOOST_TEST((eq::lorenz(std::array{7}) == points{{0, 0}, {1, 1}}));
    BOOST_TEST((eq::lorenz(support::single_use<double>{{3, 1}}) == points{{0, 0}, {0.5, 0.25}, {1, 1}}));
}

BOOST_AUTO_TEST_CASE(no_points_without_shares)
{
    BOOST_TEST(eq::lorenz(std::vector<double>{}).empty());
    BOOST_TEST(eq::lorenz(std::array{0.0, 0.0}).empty());
    BOOST_TEST(eq::lorenz(eq::portfolio<std::string>{{{"CHN", 1.0}}, {.total = 2.0}}).empty());
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)eq::lorenz(std::array{1.0, -2.0}); })
               == "lorenz: amount -2 at position 1; amounts are finite and not negative");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::lorenz(four, eq::out_of{3}); })
               == "lorenz: out_of is 3; it must be at least the number of positive partners, 4");
}

BOOST_AUTO_TEST_CASE(area_and_widest_gap)
{
    auto numbers = support::random{41};
    for (auto round = 0; round < 30; ++round) {
        auto flows = std::vector<double>(1 + numbers.below(400));
        for (auto& x : flows) {
            x = std::exp(10 * numbers.unit());
        }
        auto const curve = eq::lorenz(flows);
        BOOST_TEST(curve.size() == flows.size() + 1);
        auto twice_area = 0.0;
        auto gap = 0.0;
        for (std::size_t k = 1; k < curve.size(); ++k) {
            BOOST_TEST(curve[k].share >= curve[k - 1].share);
            BOOST_TEST(curve[k].share <= curve[k].partners + 1e-15);
            twice_area += (curve[k].share + curve[k - 1].share) / static_cast<double>(flows.size());
            gap = (std::max)(gap, curve[k].partners - curve[k].share);
        }
        BOOST_TEST(1 - twice_area + 1 == eq::gini(flows) + 1, tt::tolerance(1e-13));
        BOOST_TEST(gap + 1 == eq::hoover(flows) + 1, tt::tolerance(1e-14));
    }
}

BOOST_AUTO_TEST_CASE(order_of_portfolios)
{
    // top shares: (.6, .8, 1) lies above (.5, .75, 1), and (.55, .9, 1) crosses (.6, .8, 1)
    auto const a = std::array{60.0, 20.0, 20.0};
    auto const b = std::array{25.0, 50.0, 25.0};
    auto const c = std::array{10.0, 35.0, 55.0};
    BOOST_TEST(eq::lorenz_order(b, a) == majorization::less);
    BOOST_TEST(eq::lorenz_order(a, b) == majorization::greater);
    BOOST_TEST(eq::lorenz_order(a, c) == majorization::crossing);
    BOOST_TEST(eq::lorenz_order(a, a) == majorization::equal);
    BOOST_TEST(eq::lorenz_order(a, std::array{3, 0, 1, 1, 0}) == majorization::equal);
    BOOST_TEST(eq::lorenz_order(std::array{1, 1, 1}, std::array{1, 1}) == majorization::less);
    BOOST_TEST(eq::lorenz_order(std::array{5}, a) == majorization::greater);
}

BOOST_AUTO_TEST_CASE(the_smallest_differences_count_unless_tolerated)
{
    BOOST_TEST(eq::lorenz_order(std::array{1.0, 1e-300}, std::array{1.0}) == majorization::less);
    BOOST_TEST(eq::lorenz_order(std::array{1.0, 1e-300}, std::array{1.0, 2e-300}) == majorization::greater);
    BOOST_TEST(eq::lorenz_order(std::array{1.0, 1.0 + 0x1p-52}, std::array{1.0, 1.0}) == majorization::greater);
    // 3 * 0.1 is not the double 0.3, and so on: amounts in another currency are rounded
    auto const usd = std::array{0.1, 0.3, 0.7, 1.1};
    auto const local = std::array{0.1 * 3.3, 0.3 * 3.3, 0.7 * 3.3, 1.1 * 3.3};
    BOOST_TEST(eq::lorenz_order(usd, local, {.tolerance = 1e-15}) == majorization::equal);
    BOOST_TEST(eq::lorenz_order(std::array{1.0, 1e-300}, std::array{1.0}, {.tolerance = 1e-15}) == majorization::equal);
    for (auto const bad : {-1.0, 1.5, eq::undefined}) {
        BOOST_CHECK_THROW((void)eq::lorenz_order(usd, local, {.tolerance = bad}), eq::invalid_parameter);
    }
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::lorenz_order(usd, local, {.tolerance = 2}); })
               == "lorenz_order: tolerance is 2; it must be in [0, 1]");
}

BOOST_AUTO_TEST_CASE(nothing_to_compare)
{
    BOOST_TEST(eq::lorenz_order(four, std::vector<double>{}) == majorization::incomparable);
    BOOST_TEST(eq::lorenz_order(std::array{0.0}, four) == majorization::incomparable);
    auto const part = eq::portfolio<std::string>{{{"CHN", 1.0}}, {.total = 2.0}};
    BOOST_TEST(eq::lorenz_order(part, four) == majorization::incomparable);
    BOOST_CHECK_THROW((void)eq::lorenz_order(four, std::array{-1.0}), eq::invalid_amount);
}

BOOST_AUTO_TEST_CASE(indices_agree_with_the_order)
{
    auto numbers = support::random{42};
    auto found = 0;
    for (auto round = 0; round < 200; ++round) {
        auto flows = std::vector<double>(2 + numbers.below(6));
        for (auto& x : flows) {
            x = 1 + static_cast<double>(numbers.below(50));
        }
        auto moved = flows; // from a smaller to a larger one
        std::sort(moved.begin(), moved.end());
        moved.front() -= 0.5;
        moved.back() += 0.5;
        BOOST_TEST(eq::lorenz_order(flows, moved) == majorization::less);
        auto other = flows;
        for (auto& x : other) {
            x = 1 + static_cast<double>(numbers.below(50));
        }
        auto const order = eq::lorenz_order(flows, other);
        BOOST_TEST((order == majorization::less) == (eq::lorenz_order(other, flows) == majorization::greater));
        if (order == majorization::less) {
            ++found;
            BOOST_TEST(eq::gini(flows) <= eq::gini(other));
            BOOST_TEST(eq::hhi(flows) <= eq::hhi(other));
            BOOST_TEST(eq::hoover(flows) <= eq::hoover(other) * (1 + 1e-15));
        }
    }
    BOOST_TEST(found > 10);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
