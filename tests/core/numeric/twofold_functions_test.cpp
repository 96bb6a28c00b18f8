// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"

#include <equipoise/core/numeric/twofold_functions.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <limits>

namespace {

namespace d = equipoise::detail;

// The distance of x from y, as a fraction of y.
constexpr double apart(d::twofold x, d::twofold y)
{
    auto const difference = ((x - y).value()) / y.hi;
    return difference < 0 ? -difference : difference;
}

constexpr auto narrow = 0x1p-95;

static_assert(d::ln({1}).hi == 0 && d::exp({0}).hi == 1 && d::exp_minus_one({0}).hi == 0);
static_assert(apart(d::ln({2}), d::ln_2) < narrow);

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(numeric)
BOOST_AUTO_TEST_SUITE(twofold_functions)

BOOST_AUTO_TEST_CASE(inverse_factorials_are_those_computed)
{
    auto factorial = 1.0;
    for (std::size_t k = 0; k < d::inverse_factorials.size(); ++k) {
        factorial *= k == 0 ? 1.0 : static_cast<double>(k);
        auto const inverse = d::quotient({1}, {factorial});
        BOOST_TEST(d::inverse_factorials[k].hi == inverse.hi);
        BOOST_TEST(d::inverse_factorials[k].lo == inverse.lo);
    }
}

BOOST_AUTO_TEST_CASE(exponentials_of_64ths_are_those_computed)
{
    auto const same = [](d::twofold a, d::twofold b) { return a.hi == b.hi && a.lo == b.lo; };
    auto const up = d::exp_near_zero({0x1p-7});
    auto const down = d::exp_near_zero({-0x1p-7});
    auto above = d::twofold{};
    auto below = d::twofold{};
    BOOST_TEST(same(d::exp_of_64ths[23], {}));
    for (std::size_t j = 1; j <= 23; ++j) {
        for (auto halves = 0; halves < 2; ++halves) {
            above = above + (up + above * up);
            below = below + (down + below * down);
        }
        BOOST_TEST(same(d::exp_of_64ths[23 + j], above));
        BOOST_TEST(same(d::exp_of_64ths[23 - j], below));
    }
}

// Both halves of the expected values are from mpmath 1.3 at 300 bits.
BOOST_AUTO_TEST_CASE(values_of_mpmath)
{
    BOOST_TEST(apart(d::ln({3}), {0x1.193ea7aad030bp+0, -0x1.a256f99caabebp-54}) < narrow);
    BOOST_TEST(apart(d::ln({10}), {0x1.26bb1bbb55516p+1, -0x1.f48ad494ea3e9p-53}) < narrow);
    BOOST_TEST(apart(d::ln({1e-300}), {-0x1.5963447f87fb5p+9, -0x1.aa670d35324e6p-46}) < narrow);
    BOOST_TEST(apart(d::ln({5e-324}), {-0x1.74385446d71c3p+9, -0x1.8e569fa8ee781p-45}) < narrow);
    BOOST_TEST(apart(d::ln_one_plus({1e-10}), {0x1.b7cdfd9d1d693p-34, -0x1.0c8b7f5fd9a85p-88}) < narrow);
    BOOST_TEST(apart(d::exp({1}), {0x1.5bf0a8b145769p+1, 0x1.4d57ee2b1013ap-53}) < narrow);
    BOOST_TEST(apart(d::exp({-20}), {0x1.1b48655f37267p-29, -0x1.9fb4baeafe811p-85}) < narrow);
    BOOST_TEST(apart(d::exp_minus_one({1e-10}), {0x1.b7cdfd9dda4e3p-34, 0x1.0c95a385d91c6p-88}) < narrow);
    BOOST_TEST(apart(d::exp_minus_one({0.3}), {0x1.6641632306a56p-2, 0x1.31472da7130bfp-56}) < narrow);
}

BOOST_AUTO_TEST_CASE(each_undoes_the_other)
{
    auto random = support::random{3};
    for (auto i = 0; i < 2000; ++i) {
        auto const x = d::fast_two_sum(std::ldexp(1 + random.unit(), static_cast<int>(random.below(1000)) - 500),
                                       std::ldexp(random.unit(), -600));
        BOOST_TEST(apart(d::exp(d::ln(x)), x) < 0x1p-84); // ln x is up to 350, and its error that of the exponent
        auto const e = d::twofold{std::ldexp(random.unit() - 0.5, -static_cast<int>(random.below(60)))};
        BOOST_TEST(apart(d::ln_one_plus(d::exp_minus_one(e)), e) < 0x1p-93);
        auto const y = x * (1 + std::ldexp(random.unit(), -static_cast<int>(random.below(50))));
        BOOST_TEST(std::abs((d::ln_ratio(y, x) + d::ln_ratio(x, y)).value())
                   <= std::abs(d::ln_ratio(y, x).hi) * narrow);
    }
}

BOOST_AUTO_TEST_CASE(beyond_what_a_double_holds)
{
    BOOST_TEST(d::exp({-2000}).value() == 0);
    BOOST_TEST(d::exp({2000}).value() == std::numeric_limits<double>::infinity());
    BOOST_TEST(d::exp_minus_one({-2000}).value() == -1);
    BOOST_TEST(d::exp({-744}).value() == std::exp(-744.0)); // subnormal
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
