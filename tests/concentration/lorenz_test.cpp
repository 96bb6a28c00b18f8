// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "../support/constant.hpp"

#include <equipoise/concentration/gini.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/model/portfolio.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;

namespace equipoise {

std::ostream& operator<<(std::ostream& out, majorization order)
{
    constexpr auto names = std::array{"less", "equal", "greater", "crossing", "incomparable"};
    return out << names[static_cast<std::size_t>(order)];
}

} // namespace equipoise

namespace {

using eq::majorization;
using support::message_of;

constexpr auto four = std::array{4.0, 3.0, 2.0, 1.0};
SUPPORT_STATIC_ASSERT(eq::lorenz(four)
                      == std::vector<eq::lorenz_point>{{0, 0}, {0.25, 0.1}, {0.5, 0.3}, {0.75, 0.6}, {1, 1}});
SUPPORT_STATIC_ASSERT(eq::lorenz_order(four, std::array{1.0, 1.0, 1.0, 1.0}) == majorization::greater);

struct shipment {
    double usd;
};

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
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
    BOOST_TEST(eq::lorenz_order(usd, local, 1e-15) == majorization::equal);
    BOOST_TEST(eq::lorenz_order(std::array{1.0, 1e-300}, std::array{1.0}, 1e-15) == majorization::equal);
    for (auto const bad : {-1.0, 1.5, eq::undefined}) {
        BOOST_CHECK_THROW((void)eq::lorenz_order(usd, local, bad), eq::invalid_parameter);
    }
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::lorenz_order(usd, local, 2); })
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
