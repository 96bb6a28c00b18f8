// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"

#include <equipoise/core/numeric/exp_table.hpp>
#include <equipoise/core/numeric/ln_table.hpp>
#include <equipoise/core/simd/vectorised.hpp>

#include <boost/test/unit_test.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace {

using namespace equipoise::detail;

constexpr std::size_t width = 256;

std::uint64_t bits_of(double x)
{
    return std::bit_cast<std::uint64_t>(x);
}

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(simd)
BOOST_AUTO_TEST_SUITE(vectorised)

BOOST_AUTO_TEST_CASE(calls_once_and_passes_exceptions_on)
{
    auto calls = 0;
    equipoise::detail::vectorised([&] { ++calls; });
    BOOST_TEST(calls == 1);
    BOOST_CHECK_THROW(equipoise::detail::vectorised([] { throw std::domain_error{"thrown"}; }), std::domain_error);
}

// Fused or not, in whatever width: ln x and then exp of it.
BOOST_AUTO_TEST_CASE(every_instruction_set_gives_the_same_bits)
{
    auto random = support::random{31};
    for (std::size_t count = 1; count <= width; count += 51) {
        double x[width];
        double high[width];
        double low[width];
        double same_high[width];
        double same_low[width];
        for (std::size_t i = 0; i < count; ++i) {
            x[i] = .01 + 100 * random.unit();
        }
        ln_each(x, count, high, low);
        exp_each<false>(high, low, count);
        auto const check = [&] {
            for (std::size_t i = 0; i < count; ++i) {
                BOOST_TEST_REQUIRE(bits_of(same_high[i]) == bits_of(high[i]));
                BOOST_TEST_REQUIRE(bits_of(same_low[i]) == bits_of(low[i]));
            }
        };
        auto const compute = [&] {
            ln_each(x, count, same_high, same_low);
            exp_each<false>(same_high, same_low, count);
        };
        equipoise::detail::vectorised(compute);
        check();
#if EQUIPOISE_X86_VECTORS
        if (best_instruction_set() >= instruction_set::avx2) {
            vectorised_avx2(compute);
            check();
        }
        if (best_instruction_set() >= instruction_set::avx512) {
            vectorised_avx512(compute);
            check();
        }
#endif
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
