// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/block_sums.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
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

/// Sums of terms up to the bound, and what was said of the terms.
struct added {
    detail::running_sum sum{};
    detail::running_sum squares{};
    detail::wide_terms terms{};
};

added add(std::vector<double> const& terms, double bound, double anchor, double square_anchor)
{
    auto all = added{};
    all.terms = detail::add_wide<true>(terms.data(), terms.size(), bound, anchor, square_anchor, all.sum.all_lanes(),
                                       all.squares.all_lanes());
    return all;
}

// All terms are integers below 2^26, so that sums and squares are exact in 64-bit integers.
BOOST_AUTO_TEST_CASE(sums_of_integers_are_exact)
{
    if (!works()) {
        return;
    }
    auto random = std::mt19937_64{1};
    for (std::size_t trial = 0; trial < 200; ++trial) {
        auto terms = std::vector<double>(512 * (trial % 5) + 8 * (trial % 63));
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
        auto const all = add(terms, 0x1p26, 0x1p32, 0x1p58);
        BOOST_TEST(all.sum.value().hi == static_cast<double>(sum));
        auto const value = all.squares.value();
        BOOST_TEST((static_cast<long long>(value.hi) + static_cast<long long>(value.lo) == squares));
        BOOST_TEST(all.terms.largest == static_cast<double>(largest));
        BOOST_TEST(all.terms.added == terms.size());
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
    auto const all = add(terms, 1, 64, 64);
    BOOST_TEST(all.sum.value().hi == 1);
    BOOST_TEST(all.sum.value().lo == 63 * 0x1p-60);
    BOOST_TEST(all.squares.value().hi == 1);
    BOOST_TEST(all.squares.value().lo == 63 * 0x1p-120);
}

BOOST_AUTO_TEST_CASE(a_block_with_what_it_may_not_hold_is_left_out)
{
    if (!works()) {
        return;
    }
    for (std::size_t const place : {512U, 513U, 519U, 520U, 1016U, 1023U}) {
        auto terms = std::vector<double>(1544, 1.0);
        auto const stops = [&](double largest, bool no_amount) {
            auto const all = add(terms, 1, 64, 64);
            BOOST_TEST(all.terms.added == 512U);
            BOOST_TEST(all.terms.largest == 1);
            BOOST_TEST(all.sum.value().hi == 512);
            BOOST_TEST(all.squares.value().hi == 512);
            BOOST_TEST((no_amount ? std::isnan(all.terms.refused) : all.terms.refused == largest));
        };
        terms[place] = 1 + 0x1p-52;
        stops(1 + 0x1p-52, false);
        terms[place] = std::numeric_limits<double>::infinity();
        stops(std::numeric_limits<double>::infinity(), false);
        for (double const bad : {-1.0, -0.0, -5e-324, std::nan(""), -std::nan("")}) {
            terms[place] = bad;
            stops(0, true);
        }
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
