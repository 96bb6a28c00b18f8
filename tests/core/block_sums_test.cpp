// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/block_sums.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <random>
#include <vector>

namespace detail = equipoise::detail;

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(block_sums)

#if defined(__x86_64__) && defined(__GNUC__)

namespace {

bool works()
{
    if (!detail::wide_lanes_work()) {
        BOOST_TEST_MESSAGE("this processor has no AVX2 or FMA: the plain lanes alone are tested");
    }
    return detail::wide_lanes_work();
}

} // namespace

// All terms are integers below 2^26, so that sums and squares are exact in 64-bit integers.
BOOST_AUTO_TEST_CASE(sums_of_integers_are_exact)
{
    if (!works()) {
        return;
    }
    auto random = std::mt19937_64{1};
    for (int trial = 0; trial < 200; ++trial) {
        auto terms = std::vector<double>(512);
        long long sum = 0;
        long long squares = 0;
        long long largest = 0;
        for (auto& x : terms) {
            auto const n = static_cast<long long>(random() >> (38 + random() % 20));
            x = static_cast<double>(n);
            sum += n;
            squares += n * n;
            largest = std::max(largest, n);
        }
        auto sums = detail::lane_sums{};
        detail::add_wide<true>(terms.data(), terms.size(), 0x1p32, 0x1p58, sums);
        auto total = detail::running_sum{};
        total.add_lanes(sums.high, sums.low);
        auto square_total = detail::running_sum{};
        square_total.add_lanes(sums.square_high, sums.square_low);
        BOOST_TEST(total.value().hi == static_cast<double>(sum));
        auto const value = square_total.value();
        BOOST_TEST((static_cast<long long>(value.hi) + static_cast<long long>(value.lo) == squares));
        BOOST_TEST(sums.largest == static_cast<double>(largest));
        BOOST_TEST(!sums.signs);
    }
}

// A term far below the anchor is cut off the high part and must be found in the low part.
BOOST_AUTO_TEST_CASE(small_terms_reach_the_low_part)
{
    if (!works()) {
        return;
    }
    auto terms = std::vector<double>(64, 0x1p-60);
    terms[0] = 1;
    auto sums = detail::lane_sums{};
    detail::add_wide<true>(terms.data(), terms.size(), 64, 64, sums);
    auto total = detail::running_sum{};
    total.add_lanes(sums.high, sums.low);
    BOOST_TEST(total.value().hi == 1);
    BOOST_TEST(total.value().lo == 63 * 0x1p-60);
    auto squares = detail::running_sum{};
    squares.add_lanes(sums.square_high, sums.square_low);
    BOOST_TEST(squares.value().hi == 1);
    BOOST_TEST(squares.value().lo == 63 * 0x1p-120);
}

BOOST_AUTO_TEST_CASE(signs_are_seen_and_nan_poisons_the_sum)
{
    if (!works()) {
        return;
    }
    for (std::size_t place = 0; place < 16; ++place) {
        auto terms = std::vector<double>(16, 1.0);
        terms[place] = -1;
        auto sums = detail::lane_sums{};
        detail::add_wide<false>(terms.data(), terms.size(), 64, 64, sums);
        BOOST_TEST(sums.signs);
        terms[place] = std::nan("");
        detail::add_wide<false>(terms.data(), terms.size(), 64, 64, sums);
        BOOST_TEST(std::isnan(sums.high[place % 8]));
    }
}

#else

BOOST_AUTO_TEST_CASE(plain_lanes_only)
{
    static_assert(!detail::has_wide_lanes);
    BOOST_TEST(!detail::has_wide_lanes);
}

#endif

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
