// SPDX-License-Identifier: BSL-1.0
#include <equipoise/network/detail/passes.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <random>
#include <vector>

namespace kernel = equipoise::network_detail;

namespace {

std::vector<double> numbers(std::size_t count, unsigned seed)
{
    auto engine = std::mt19937{seed};
    auto all = std::vector<double>(count);
    for (auto& each : all) {
        each = static_cast<double>(engine()) / 4294967296.0 - .25;
    }
    return all;
}

/// Carries the tasks out from the last one to the first.
void backwards(std::size_t tasks, std::function<void(std::size_t)> const& task)
{
    for (auto i = tasks; i-- > 0;) {
        task(i);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(passes)

// Sizes around the tiles and blocks; long doubles give the truth, and the bound of the additions holds.
BOOST_AUTO_TEST_CASE(products)
{
    for (auto const n : {1U, 3U, 8U, 31U, 33U, 511U, 530U, 1100U}) {
        auto const matrix = numbers(std::size_t{n} * n, n);
        auto const in = numbers(2 * std::size_t{n}, n + 1);
        auto const of_floats = std::vector<float>(matrix.begin(), matrix.end());
        auto const lines = kernel::matrix_lines{kernel::dense_lines<double>{matrix.data(), n, n, n, true}};
        auto const floats = kernel::matrix_lines{kernel::dense_lines<float>{of_floats.data(), n, n, n, true}};
        for (auto const transposed : {false, true}) {
            for (auto const absolute : {false, true}) {
                auto out = std::vector<double>(2 * std::size_t{n});
                auto again = out;
                auto rounded = out;
                kernel::multiply(lines, transposed, absolute, in.data(), out.data(), 2, kernel::in_order);
                kernel::multiply(lines, transposed, absolute, in.data(), again.data(), 2, backwards);
                kernel::multiply(floats, transposed, absolute, in.data(), rounded.data(), 2, kernel::in_order);
                BOOST_TEST((out == again));
                for (std::size_t r = 0; r < 2; ++r) {
                    for (std::size_t i = 0; i < n; i += n > 100 ? 37 : 1) {
                        auto sum = 0.0L;
                        auto size = 0.0L;
                        for (std::size_t j = 0; j < n; ++j) {
                            auto const cell = matrix[transposed ? j * n + i : i * n + j];
                            auto const term =
                                static_cast<long double>(absolute ? std::fabs(cell) : cell) * in[r * n + j];
                            sum += term;
                            size += std::fabs(term);
                        }
                        auto const bound = (kernel::additions_in(lines) + 3) * 0x1p-53 * static_cast<double>(size);
                        BOOST_TEST(std::fabs(out[r * n + i] - static_cast<double>(sum)) <= bound);
                        BOOST_TEST(std::fabs(rounded[r * n + i] - out[r * n + i])
                                   <= 0x1p-23 * static_cast<double>(size));
                    }
                }
            }
        }
    }
}

// The ways of doubles by pairs and by wide vectors and the general ones add the same numbers in the same order.
BOOST_AUTO_TEST_CASE(both_ways_have_the_same_bits)
{
    auto const a = numbers(64, 1);
    auto const b = numbers(64, 2);
    for (auto const absolute : {false, true}) {
        double pairs[kernel::lanes] = {1, 2, 3, 4, 5, 6, 7, 8};
        double general[kernel::lanes] = {1, 2, 3, 4, 5, 6, 7, 8};
        if (absolute) {
            kernel::add_products<true>(a.data(), b.data(), 8, pairs);
            kernel::add_products<true, double>(a.data(), b.data(), 8, general);
        } else {
            kernel::add_products<false>(a.data(), b.data(), 8, pairs);
            kernel::add_products<false, double>(a.data(), b.data(), 8, general);
        }
        BOOST_TEST((std::equal(std::begin(pairs), std::end(pairs), std::begin(general))));
        auto const* const first = a.data();
        auto const four = std::array{first, first + 7, first + 14, first + 21};
        auto sums = numbers(43, 3);
        auto baseline = sums;
        if (absolute) {
            kernel::add_four<true, double>(four, b.data(), 43, sums.data());
            kernel::add_four_lines<true, double>(four, b.data(), 43, baseline.data());
        } else {
            kernel::add_four<false, double>(four, b.data(), 43, sums.data());
            kernel::add_four_lines<false, double>(four, b.data(), 43, baseline.data());
        }
        BOOST_TEST((sums == baseline));
    }
}

BOOST_AUTO_TEST_CASE(cells)
{
    double const matrix[] = {1, 2, 3, 4};
    auto const rows = kernel::matrix_lines{kernel::dense_lines<double>{matrix, 2, 2, 2, true}};
    auto const columns = kernel::matrix_lines{kernel::dense_lines<double>{matrix, 2, 2, 2, false}};
    BOOST_TEST(kernel::cell(rows, 0, 1) == 2);
    BOOST_TEST(kernel::cell(columns, 0, 1) == 3);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
