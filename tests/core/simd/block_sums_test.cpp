// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/simd/block_sums.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

namespace detail = equipoise::detail;

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(simd)
BOOST_AUTO_TEST_SUITE(block_sums)

namespace {

/// Sums of terms up to the bound, and what was said of the terms.
struct added {
    detail::running_sum sum{};
    detail::running_sum squares{};
    detail::block_result terms{};
};

template <class Add>
added add_with(Add add, std::vector<double> const& terms, double bound, double anchor, double square_anchor)
{
    auto all = added{};
    all.terms =
        add(terms.data(), terms.size(), bound, anchor, square_anchor, all.sum.all_lanes(), all.squares.all_lanes());
    return all;
}

bool same(detail::twofold a, detail::twofold b)
{
    return a.hi == b.hi && a.lo == b.lo;
}

/// As this machine adds best, which must be as any machine does, to the last bit of the low parts.
added add(std::vector<double> const& terms, double bound, double anchor, double square_anchor)
{
    auto const best = add_with(detail::add_blocks<true>, terms, bound, anchor, square_anchor);
    auto const anywhere = add_with(detail::add_blocks_scalar<true>, terms, bound, anchor, square_anchor);
    BOOST_TEST(same(best.sum.value(), anywhere.sum.value()));
    BOOST_TEST(same(best.squares.value(), anywhere.squares.value()));
    BOOST_TEST(best.terms.added == anywhere.terms.added);
    BOOST_TEST(best.terms.largest == anywhere.terms.largest);
    BOOST_TEST((best.terms.refused == anywhere.terms.refused
                || (std::isnan(best.terms.refused) && std::isnan(anywhere.terms.refused))));
    return best;
}

/// Terms up to 1, some of them far below, some with squares halfway between two doubles of the size of the anchor.
std::vector<double> wild_terms(std::mt19937_64& random, std::size_t count)
{
    auto terms = std::vector<double>(count);
    auto const widths = std::array{2, 30, 60, 300, 1100};
    auto const width = widths[random() % 5];
    for (auto& x : terms) {
        auto const digits = static_cast<double>(random() % 4 == 0 ? (random() & 0x7ffffff) << 26 : random() >> 11);
        x = std::ldexp(digits, -53 - static_cast<int>(random() % static_cast<unsigned>(width)));
    }
    return terms;
}

} // namespace

// All terms are integers below 2^26, so that sums and squares are exact in 64-bit integers.
BOOST_AUTO_TEST_CASE(sums_of_integers_are_exact)
{
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

BOOST_AUTO_TEST_CASE(any_terms_add_up_to_the_same_bits_with_and_without_vectors)
{
    auto random = std::mt19937_64{3};
    for (std::size_t trial = 0; trial < 400; ++trial) {
        auto const terms = wild_terms(random, 8 * (1 + trial % 130));
        BOOST_TEST(add(terms, 1, 64, 64).terms.added == terms.size());
    }
    for (std::size_t trial = 0; trial < 4000; ++trial) {
        auto const size = 1 + trial % 64;
        auto const terms = wild_terms(random, size);
        auto best = detail::short_sums{};
        auto anywhere = detail::short_sums{};
        auto const added = detail::add_short_list(terms.data(), size, -400, best);
        BOOST_TEST(detail::add_short_list_scalar(terms.data(), size, -400, anywhere) == added);
        if (added) {
            BOOST_TEST(same({best.high, best.low}, {anywhere.high, anywhere.low}));
            BOOST_TEST(same({best.square_high, best.square_low}, {anywhere.square_high, anywhere.square_low}));
            BOOST_TEST(best.largest == anywhere.largest);
            BOOST_TEST(best.positive == anywhere.positive);
        }
    }
}

// The square of a short list's terms is not rounded before it is added: (2^26 + 1)^2 beside 2^105 is above a half.
BOOST_AUTO_TEST_CASE(squares_beside_an_anchor_are_rounded_once)
{
    constexpr auto anchor = 0x1p105;
    constexpr auto half = 0x1p52;
    static_assert(detail::add_square(anchor, 0x1p26, half).hi == anchor); // a tie, to even
    static_assert(detail::add_square(anchor, 0x1p26 + 0x1p-26, half).hi == anchor + 0x1p53);
    static_assert(detail::add_square(anchor, 0x1p26 + 0x1p-26, half).lo == -0x1p52 + 2 + 0x1p-52);
    static_assert(detail::add_square(anchor + 0x1p53, 0x1p26, half).hi == anchor + 0x1p54); // a tie, to even
    static_assert(detail::add_square(anchor + 0x1p53, 0x1p26 - 0x1p-27, half).hi == anchor + 0x1p53);
    auto few = std::array{0x1p26 + 0x1p-26, 3.0, 0.0};
    auto sums = detail::short_sums{};
    BOOST_TEST(detail::add_short_list_scalar(few.data(), few.size(), -400, sums));
    BOOST_TEST(sums.square_high == 0x1p52); // the anchor is 2^60, with a last place of 2^8
    BOOST_TEST(sums.square_low == 11);      // 2 + 2^-52 and 9
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
