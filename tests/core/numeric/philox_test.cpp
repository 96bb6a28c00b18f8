// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"

#include <equipoise/core/numeric/philox.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace {

using equipoise::detail::philox4x64;
using equipoise::detail::philox_block;
using equipoise::detail::uniform_of;

constexpr auto all_ones = ~std::uint64_t{0};

// From the known answers that the authors of the generator publish with Random123 (kat_vectors), of which the first is
// also in the specification of this library: zeros, ones, and the digits of pi.
static_assert(philox4x64{}({})
              == philox_block{0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b});
static_assert(philox4x64{{all_ones, all_ones}}({all_ones, all_ones, all_ones, all_ones})
              == philox_block{0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0});
static_assert(philox4x64{{0x452821e638d01377, 0xbe5466cf34e90c6c}}({0x243f6a8885a308d3, 0x13198a2e03707344,
                                                                    0xa4093822299f31d0, 0x082efa98ec4e6c89})
              == philox_block{0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6});

// The C++ standard: the 10000th number of a default-constructed std::philox4x64 (seed 20111115) is this one.
static_assert(philox4x64{{20111115, 0}}({2499, 0, 0, 0})[3] == 3409172418970261260U);

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(numeric)
BOOST_AUTO_TEST_SUITE(philox)

BOOST_AUTO_TEST_CASE(uniforms_of_the_first_block)
{
    auto const words = philox4x64{{1, 0}}({});
    auto const expected = std::array{.7949013274183931, .6379192318013047, .9096039754146836, .20421696560213215};
    for (std::size_t i = 0; i < 4; ++i) {
        BOOST_TEST(uniform_of(words[i]) == expected[i]);
    }
}

// (k + 1/2) / 2^53 lies halfway between two doubles for large k; the last would be 1.
BOOST_AUTO_TEST_CASE(uniforms_are_neither_0_nor_1)
{
    BOOST_TEST(uniform_of(0) == 0x1p-54);
    BOOST_TEST(uniform_of((1U << 11) - 1) == 0x1p-54);
    BOOST_TEST(uniform_of(1U << 11) == 0x3p-54);
    BOOST_TEST(uniform_of(std::uint64_t{1} << 63) == .5); // 1/2 + 2^-54, rounded
    BOOST_TEST(uniform_of(all_ones) == 1 - 0x1p-53);
    BOOST_TEST(uniform_of(all_ones - (1U << 11)) == 1 - 0x1p-52); // 1 - 3/2^54, rounded to the even neighbour
}

BOOST_AUTO_TEST_CASE(products_of_halves_are_those_of_whole_words)
{
    using equipoise::detail::wide_multiply;
    using equipoise::detail::wide_multiply_by_halves;
    // (2^64 - 1)^2 = 2^128 - 2^65 + 1
    static_assert(wide_multiply_by_halves(all_ones, all_ones).high == all_ones - 1);
    static_assert(wide_multiply_by_halves(all_ones, all_ones).low == 1);
    // (2^32 + 1) 2^63 = 2^95 + 2^63
    static_assert(wide_multiply_by_halves((std::uint64_t{1} << 32) + 1, std::uint64_t{1} << 63).high
                  == std::uint64_t{1} << 31);
    auto random = support::random{3};
    for (auto round = 0; round < 10000; ++round) {
        auto const a = random.bits();
        auto const b = random.bits();
        auto const whole = wide_multiply(a, b);
        auto const halves = wide_multiply_by_halves(a, b);
        BOOST_TEST_REQUIRE(whole.high == halves.high);
        BOOST_TEST_REQUIRE(whole.low == halves.low);
        BOOST_TEST_REQUIRE(whole.low == a * b);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
