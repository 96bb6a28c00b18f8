// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "../support/constant.hpp"
#include "../support/oracle.hpp"

#include <equipoise/concentration/gini.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/model/portfolio.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;

namespace {

using support::message_of;
using support::ulps;

constexpr auto infinity = std::numeric_limits<double>::infinity();

// (3 * (.4 - .1) + 1 * (.3 - .2)) / 4, and 4/3 of it
constexpr auto four = std::array{4.0, 3.0, 2.0, 1.0};
SUPPORT_STATIC_ASSERT(eq::gini(four) == 0.25);
SUPPORT_STATIC_ASSERT(eq::sample_gini(four) == 1.0 / 3);
SUPPORT_STATIC_ASSERT(eq::gini(std::array{5}) == 0);
SUPPORT_STATIC_ASSERT(eq::is_undefined(eq::sample_gini(std::array{5})));

template <class Index, class Range>
concept takes = requires(Index const& index, Range range) { index(range); };
static_assert(takes<decltype(eq::gini), support::single_use<double>>);
static_assert(takes<decltype(eq::gini), std::vector<support::money>>);
static_assert(!takes<decltype(eq::gini), std::vector<bool>>);

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
    // almost nobody of many trades: 1 - G is (H of rank) / n, and no loop runs over those without flow
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
        BOOST_TEST(eq::why_undefined(std::vector<double>{}, index) == "there are no partners");
        BOOST_TEST(eq::why_undefined(std::array{0.0, 0.0}, index) == "the total is zero");
        BOOST_CHECK_THROW((void)index(std::array{1.0, -1.0}), eq::invalid_amount);
        BOOST_CHECK_THROW((void)index(std::array{1.0, infinity}), eq::invalid_amount);
        BOOST_CHECK_THROW((void)index(std::array{eq::undefined, 1.0}), eq::invalid_amount);
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

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
