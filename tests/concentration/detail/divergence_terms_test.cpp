// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/detail/divergence_terms.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

namespace tt = boost::test_tools;

namespace {

using equipoise::concentration_detail::contrast_between;
using equipoise::concentration_detail::divergence_order;
using equipoise::concentration_detail::divergence_term;

double term(double order, double a, double b)
{
    auto const result = divergence_term{divergence_order::of(order)}(contrast_between({a}, {b}));
    return std::ldexp(result.value.value(), result.exponent);
}

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(divergence_terms)

BOOST_AUTO_TEST_CASE(orders_with_a_simple_form)
{
    // b h(a / b): order 2 (a - b)^2 / (2 b), order -1 (a - b)^2 / (2 a), order 1/2 2 (sqrt a - sqrt b)^2,
    // order 3 (a - b)^2 (a + 2 b) / (6 b^2)
    for (auto const a : {1e-9, 0.3, 0.98, 0.99, 1.0 - 1e-9, 1.0 + 1e-9, 1.01, 1.02, 1.3, 4.0, 1e9}) {
        for (auto const b : {1.0, 3.0}) {
            auto const x = a * b; // a power of two apart from a for one b only
            auto const gap = x - b;
            BOOST_TEST(term(2, x, b) == gap * gap / (2 * b), tt::tolerance(1e-15));
            BOOST_TEST(term(-1, x, b) == gap * gap / (2 * x), tt::tolerance(1e-15));
            BOOST_TEST(term(3, x, b) == gap * gap * (x + 2 * b) / (6 * b * b), tt::tolerance(1e-15));
            auto const root = gap / (std::sqrt(x) + std::sqrt(b));
            BOOST_TEST(term(0.5, x, b) == 2 * root * root, tt::tolerance(1e-15));
        }
    }
}

BOOST_AUTO_TEST_CASE(no_jump_where_the_form_changes)
{
    // the order says by which of the limits the term is taken, the ratio whether by a series
    for (auto const ratio : {0.5, 0.99, 1.01, 2.0}) {
        auto const below = term(std::nextafter(0.5, 0), ratio, 1);
        auto const above = term(std::nextafter(0.5, 1), ratio, 1);
        BOOST_TEST(below == above, tt::tolerance(1e-15));
    }
    for (auto const order : {-2.0, 0.0, 0.3, 0.7, 1.0, 4.0}) {
        for (auto const edge : {1 + 0x1p-6, 1 - 0x1p-6}) {
            auto const ulp = 0x1p-52;
            auto const slope = 2 / (edge - 1); // h is nearly a square here, to 1% of the 6e-14 in question
            BOOST_TEST(term(order, edge - ulp, 1) * (1 + slope * ulp) == term(order, edge + ulp, 1) * (1 - slope * ulp),
                       tt::tolerance(1e-15));
        }
    }
}

BOOST_AUTO_TEST_CASE(next_to_even)
{
    // d^2/2 - d^3/6 of order 1 and d^2/2 - d^3/3 of order 0, the first terms of the series in d = a / b - 1
    for (auto const d : {0x1p-30, 0x1p-52, -0x1p-30}) {
        BOOST_TEST(term(1, 1 + d, 1) == d * d / 2 * (1 - d / 3), tt::tolerance(4e-16));
        BOOST_TEST(term(0, 1 + d, 1) == d * d / 2 * (1 - 2 * d / 3), tt::tolerance(4e-16));
    }
    // a = 4, b = 3: 4 ln(4/3) - 1 and 1 - 3 ln(4/3)
    BOOST_TEST(term(1, 4, 3) == 4 * std::log(4.0 / 3) - 1, tt::tolerance(1e-14));
    BOOST_TEST(term(0, 4, 3) == 1 - 3 * std::log(4.0 / 3), tt::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(the_duality_of_orders)
{
    // h of order a with p and r is h of order 1 - a with r and p
    for (auto const order : {-3.0, -0.25, 0.0, 0.25, 0.5, 1.0, 7.0}) {
        for (auto const a : {1e-6, 0.4, 0.999, 1.001, 30.0}) {
            BOOST_TEST(term(order, a, 1) == term(1 - order, 1, a), tt::tolerance(1e-15));
        }
    }
}

BOOST_AUTO_TEST_CASE(without_one_of_the_two)
{
    auto const half = divergence_term{divergence_order::of(0.5)};
    BOOST_TEST(half.finite_without_a());
    BOOST_TEST(half.finite_without_b());
    BOOST_TEST(half.without_a({3}).value.value() == 6);
    BOOST_TEST(half.without_b({3}).value() == 6);
    auto const theil = divergence_term{divergence_order::of(1)};
    BOOST_TEST(theil.finite_without_a());
    BOOST_TEST(!theil.finite_without_b());
    BOOST_TEST(theil.without_a({3}).value.value() == 3);
    auto const reverse = divergence_term{divergence_order::of(0)};
    BOOST_TEST(!reverse.finite_without_a());
    BOOST_TEST(reverse.without_b({3}).value() == 3);
}

BOOST_AUTO_TEST_CASE(amounts_too_small_for_a_product)
{
    // a = b 2^900 or equal, of subnormal size: order 0 with terms b (w - 1 - ln w)
    auto const reverse = divergence_term{divergence_order::of(0)};
    auto const tiny = std::numeric_limits<double>::denorm_min();
    auto const far = contrast_between(tiny, {3}, 1, {2}); // 1.5 2^-1074
    BOOST_TEST(far.log.value() == std::log(1.5) - 1074 * std::log(2.0), tt::tolerance(1e-15));
    BOOST_TEST(reverse(far).value.value() == -2 - 2 * far.log.value(), tt::tolerance(1e-15));
    auto const even = contrast_between(4 * tiny, {3}, 6 * tiny, {2});
    BOOST_TEST(even.log.value() == 0);
    BOOST_TEST(reverse(even).value.value() == 0);
}

BOOST_AUTO_TEST_CASE(sums_beyond_the_range_of_a_double)
{
    auto sum = equipoise::concentration_detail::divergence_sum{};
    sum.add({{3}, 0});
    sum.add({{1}, 2000});
    sum.add({{1}, 2000});
    sum.add({{5}, 1999});
    BOOST_TEST(sum.exponent() == 2000);
    BOOST_TEST(sum.value().value() == 4.5);
    BOOST_TEST(sum.over({1}) == std::numeric_limits<double>::infinity());
    BOOST_TEST(!sum.infinite());
    sum.add_infinity();
    BOOST_TEST(sum.infinite());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
