// SPDX-License-Identifier: BSL-1.0
#include "common.hpp"

#include <equipoise/concentration/counts.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/model/portfolio.hpp>

#include <array>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using namespace index_tests;

namespace {

// 3, 2, 1, 0: N = 6; pairs 6 + 2 + 0 of 30; one of six was seen once
constexpr auto few = std::array{3, 2, 1, 0};
static_assert(eq::unbiased_hhi(few) == 8.0 / 30);
static_assert(eq::good_turing_coverage(few) == 5.0 / 6);

template <class Amount>
concept counted = requires(std::vector<Amount> const& amounts, eq::portfolio<int, Amount> const& flows) {
    eq::unbiased_hhi(amounts);
    eq::miller_madow(amounts);
    eq::good_turing_coverage(amounts);
    eq::unbiased_hhi(flows);
};
static_assert(counted<int> && counted<std::uint8_t> && counted<std::int64_t> && counted<std::uint64_t>);
static_assert(!counted<double> && !counted<float> && !counted<long double> && !counted<support::money>);

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(counts)

BOOST_AUTO_TEST_CASE(by_hand)
{
    // H1 of (1/2, 1/3, 1/6) and (3 - 1) / 12
    auto const h1 = std::log(2.0) / 2 + std::log(3.0) / 3 + std::log(6.0) / 6;
    BOOST_TEST(ulps(eq::miller_madow(few), h1 + 1.0 / 6) <= 2);
    // four times 1: 0 of 12 pairs, all of them new, ln 4 + 3/8
    auto const single = std::vector<unsigned char>{1, 1, 1, 1};
    BOOST_TEST(eq::unbiased_hhi(single) == 0);
    BOOST_TEST(eq::good_turing_coverage(single) == 0);
    BOOST_TEST(ulps(eq::miller_madow(single), std::log(4.0) + 0.375) <= 1);
    // one partner has everything
    auto const one = std::vector{7};
    BOOST_TEST(eq::unbiased_hhi(one) == 1);
    BOOST_TEST(eq::good_turing_coverage(one) == 1);
    BOOST_TEST(eq::miller_madow(one) == 0);
}

BOOST_AUTO_TEST_CASE(values_of_the_r_packages)
{
    // 1 to 10: diverse, diversity(type = "simpson"), and entropy, entropy.MillerMadow
    auto const ten = std::vector{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    BOOST_TEST(eq::unbiased_hhi(ten) == 330.0 / 2970);
    BOOST_TEST(ulps(eq::unbiased_hhi(ten), 0.11111111111111111) <= 1);
    BOOST_TEST(ulps(eq::miller_madow(ten), 2.233099902470018) <= 4);
}

BOOST_AUTO_TEST_CASE(is_n_h_less_one_over_n_less_one)
{
    auto random = support::random{7};
    for (auto i = 0; i < 100; ++i) {
        auto amounts = std::vector<int>{2};
        for (auto size = random.below(20); size > 0; --size) {
            amounts.push_back(static_cast<int>(random.below(1000)));
        }
        auto sum = 0.0;
        for (auto const x : amounts) {
            sum += x;
        }
        auto const plain = (sum * eq::hhi(amounts) - 1) / (sum - 1);
        BOOST_TEST(eq::unbiased_hhi(amounts) == plain, boost::test_tools::tolerance(1e-11));
        BOOST_TEST(eq::unbiased_hhi(amounts) <= eq::hhi(amounts));
    }
}

BOOST_AUTO_TEST_CASE(counts_next_to_the_largest_integers)
{
    auto const most = (std::numeric_limits<std::int64_t>::max)();
    auto const whole = (std::numeric_limits<std::uint64_t>::max)();
    // k times m: (m - 1) / (k m - 1), which is 1/k but for 2^-63
    BOOST_TEST(ulps(eq::unbiased_hhi(std::vector{most, most, most}), 1.0 / 3) <= 1);
    BOOST_TEST(ulps(eq::unbiased_hhi(std::vector{whole, whole}), 0.5) <= 1);
    BOOST_TEST(eq::good_turing_coverage(std::vector{most, most, most}) == 1);
    BOOST_TEST(ulps(eq::miller_madow(std::vector{most, most, most}), std::log(3.0)) <= 1);
    // m and a single one: m (m - 1) / ((m + 1) m), 1 - 2^-62
    BOOST_TEST(ulps(eq::unbiased_hhi(std::vector<std::int64_t>{most, 1}), 1.0) <= 1);
    auto const flows = eq::portfolio<int, std::int64_t>{{1, most}, {2, most}};
    BOOST_TEST(ulps(eq::unbiased_hhi(flows), 0.5) <= 1);
}

BOOST_AUTO_TEST_CASE(all_kinds_of_ranges)
{
    auto const flows = eq::portfolio<std::string, long>{{"CHN", 3}, {"RUS", 2}, {"KOR", 1}, {"JPN", 0}};
    BOOST_TEST(eq::unbiased_hhi(flows) == eq::unbiased_hhi(few));
    BOOST_TEST(eq::miller_madow(flows) == eq::miller_madow(few));
    BOOST_TEST(eq::good_turing_coverage(flows) == eq::good_turing_coverage(few));
    BOOST_TEST(eq::unbiased_hhi(support::single_use<int>{{3, 2, 1, 0}}) == 8.0 / 30);
    struct row {
        int votes;
    };
    BOOST_TEST(eq::good_turing_coverage(std::vector<row>{{3}, {2}, {1}}, &row::votes) == 5.0 / 6);
    auto const both = eq::measure(few, eq::unbiased_hhi, eq::good_turing_coverage);
    BOOST_TEST(both[0] == 8.0 / 30);
    BOOST_TEST(both[1] == 5.0 / 6);
}

BOOST_AUTO_TEST_CASE(undefined_and_invalid)
{
    auto const one = std::vector{1, 0};
    auto const none = std::vector<int>{};
    auto const zeros = std::vector{0, 0};
    BOOST_TEST(eq::is_undefined(eq::unbiased_hhi(one)));
    BOOST_TEST(eq::why_undefined(one, eq::unbiased_hhi) == "fewer than two were counted");
    BOOST_TEST(eq::good_turing_coverage(one) == 0);
    BOOST_TEST(eq::miller_madow(one) == 0);
    BOOST_TEST(eq::why_undefined(none, eq::unbiased_hhi) == "there are no partners");
    BOOST_TEST(eq::why_undefined(zeros, eq::miller_madow) == "the total is zero");
    BOOST_TEST(eq::is_undefined(eq::good_turing_coverage(zeros)));
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)eq::unbiased_hhi(std::vector{3, -2}); })
               == "unbiased_hhi: amount -2 at position 1; amounts are finite and not negative");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
