// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"

#include <equipoise/core/numeric/normal_quantile.hpp>
#include <equipoise/core/numeric/philox.hpp>

#include <boost/test/unit_test.hpp>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace {

namespace tt = boost::test_tools;
using namespace equipoise::detail;

struct known_quantile {
    double p;
    double z;
};

// By mpmath 1.2.1 with 50 digits: the root of erfc(-z / sqrt 2) / 2 = p, for p as the double that is written here.
constexpr known_quantile known[] = {
    {0x1p-54, -8.2923610758135955382},
    {0x1p-37, -6.7523004314070149646},
    {0x1p-36, -6.6510353798930105467}, // sqrt(-ln p) is 5 at 1.39e-11, just below 2^-36
    {1e-5, -4.2648907939228246102},
    {0.025, -1.9599639845400542118},
    {0.075, -1.4395314709384559349}, // where the centre ends
    {0.0750001, -1.4395307645017296865},
    {0.25, -0.6744897501960817432},
    {0.5, 0.0},
    {0.5000000001, 2.5066284820303539022e-10},
    {0.925, 1.4395314709384562291},
    {0.9250001, 1.4395321773759004884},
    {0.975, 1.9599639845400538556},
    {1 - 0x1p-53, 8.2095361516013868556},
};

static_assert(normal_quantile(0.5) == 0);

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(numeric)
BOOST_AUTO_TEST_SUITE(normal_quantile)

BOOST_AUTO_TEST_CASE(agrees_with_fifty_digits)
{
    for (auto const& [p, z] : known) {
        BOOST_TEST(equipoise::detail::normal_quantile(p) == z, tt::tolerance(2e-15));
    }
}

// The uniforms of Philox4x64-10 with key (1, 0) and counter 0; their quantiles as above.
BOOST_AUTO_TEST_CASE(normals_of_the_first_block)
{
    auto const words = philox4x64{{1, 0}}({});
    double z[4] = {uniform_of(words[0]), uniform_of(words[1]), uniform_of(words[2]), uniform_of(words[3])};
    normal_quantile_each(z, 4);
    BOOST_TEST(z[0] == 0.8235463949243596922, tt::tolerance(2e-15));
    BOOST_TEST(z[1] == 0.35290250019236514041, tt::tolerance(2e-15));
    BOOST_TEST(z[2] == 1.338320293804351401, tt::tolerance(2e-15));
    BOOST_TEST(z[3] == -0.82665271197734664946, tt::tolerance(2e-15));
}

// Phi(z) = p, where the standard library computes erfc.
BOOST_AUTO_TEST_CASE(is_the_inverse_of_the_distribution_function)
{
    auto random = support::random{5};
    for (auto round = 0; round < 20000; ++round) {
        auto const p = std::ldexp(1 - random.unit() / 2, -static_cast<int>(random.below(54))) * 0.99;
        auto const z = equipoise::detail::normal_quantile(p);
        // dz = dp / density(z), and p / density(z) is at most 1.3 for p up to 1/2 and grows with z above it
        auto const density = std::exp(-z * z / 2) / std::sqrt(2 * 3.14159265358979324);
        auto const off = (std::erfc(-z / std::sqrt(2.0)) / 2 - p) / density;
        BOOST_TEST_REQUIRE(std::abs(off) <= 4e-15 * (1 + std::abs(z)));
    }
}

BOOST_AUTO_TEST_CASE(blocks_have_the_bits_of_single_numbers)
{
    auto random = support::random{6};
    double block[200];
    double single[200];
    for (auto const count : {0U, 1U, 2U, 7U, 199U, 200U}) {
        for (std::size_t i = 0; i < count; ++i) {
            block[i] = uniform_of(random.bits());
            single[i] = equipoise::detail::normal_quantile(block[i]);
        }
        normal_quantile_each(block, count);
        for (std::size_t i = 0; i < count; ++i) {
            BOOST_TEST(std::bit_cast<std::uint64_t>(block[i]) == std::bit_cast<std::uint64_t>(single[i]));
        }
    }
}

BOOST_AUTO_TEST_CASE(square_roots)
{
    auto random = support::random{7};
    for (auto round = 0; round < 20000; ++round) {
        double x[1] = {.25 + 63.75 * random.unit()};
        auto const expected = std::sqrt(x[0]);
        square_root_each(x, 1);
        BOOST_TEST_REQUIRE(std::abs(x[0] - expected) <= 7e-16 * expected);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
