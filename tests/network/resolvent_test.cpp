// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "close.hpp"

#include <equipoise/network/resolvent.hpp>
#include <equipoise/parallel/tasks.hpp>

#include <boost/test/unit_test.hpp>

#include <Eigen/Core>
#include <Eigen/SparseCore>

#include <cmath>
#include <limits>
#include <vector>

namespace eq = equipoise;
using network_tests::close;

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(resolvent)

// W = [[0, .5], [.2, 0]], s = (.3, .1)
BOOST_AUTO_TEST_CASE(by_hand)
{
    auto w = Eigen::MatrixXd(2, 2);
    w << 0, .5, .2, 0;
    auto const s = std::vector<double>{.3, .1};
    auto const whole = eq::resolve(w, s);
    BOOST_TEST(close(whole[0].value, .35 / .9));
    BOOST_TEST(close(whole[1].value, .16 / .9));
    auto const half = eq::resolve(w, s, .5);
    BOOST_TEST(close(half[0].value, 1. / 3));
    BOOST_TEST(close(half[1].value, 2. / 15));
    BOOST_TEST(half[0].bounds.contains(1. / 3));
    BOOST_TEST(half.proven_error() < 1e-14);
    BOOST_TEST(std::abs(eq::growth_factor_of(w) - std::sqrt(.1)) < 1e-12);
    for (auto const attenuation : {3.2, 4.0}) { // one over sqrt(.1) is 3.16227766...
        auto const message = message_of<eq::invalid_parameter>([&] { (void)eq::resolve(w, s, attenuation); });
        auto const expected =
            "resolve: attenuation is " + eq::detail::number_text(attenuation) + "; it must be below 3.16227766";
        BOOST_TEST(message.starts_with(expected), message);
    }
    BOOST_TEST(eq::resolve(w, s, 3.16).is_proven());
}

// A walk from 1 or 2 that ends in 0 or 3, one step up or down: from 1 it ends in 0 with probability 2/3.
BOOST_AUTO_TEST_CASE(a_random_walk)
{
    auto steps = Eigen::MatrixXd(2, 2);
    steps << 0, .5, .5, 0;
    auto const ends = eq::resolve(steps, std::vector<double>{.5, 0});
    BOOST_TEST(close(ends[0].value, 2. / 3));
    BOOST_TEST(close(ends[1].value, 1. / 3));
}

// T * T has its positions in no order where it was multiplied elsewhere; the identity less it has the total 31/3.
BOOST_AUTO_TEST_CASE(sparse_matrices_in_any_order)
{
    double const values[] = {.25, .3125, .125, .5, .125, .125, .3125, .25, .125};
    int const places[] = {2, 0, 1, 1, 0, 2, 2, 0, 1};
    int const begins[] = {0, 3, 6, 9};
    auto t = Eigen::MatrixXd(3, 3);
    t << 0, .5, .25, .5, 0, .5, .25, .5, 0;
    auto const square = Eigen::MatrixXd{t * t};
    auto const ones = std::vector<double>(3, 1.0);
    auto const dense = eq::resolve(square, ones);
    auto sum = 0.0;
    for (auto const& row : dense) {
        sum += row.value;
    }
    BOOST_TEST(close(sum, 31. / 3));
    using view = Eigen::Map<Eigen::SparseMatrix<double, Eigen::RowMajor> const>;
    auto const turned = view{3, 3, 9, begins, places, values};
    auto const found = eq::resolve(turned, ones);
    auto const columns = eq::resolve(Eigen::SparseMatrix<double>{square.sparseView()}, ones);
    for (std::size_t i = 0; i < 3; ++i) {
        BOOST_TEST(close(found[i].value, dense[i].value));
        BOOST_TEST(close(columns[i].value, dense[i].value));
    }
    auto outside = std::vector<int>(std::begin(places), std::end(places));
    outside[4] = 3;
    auto const wrong = view{3, 3, 9, begins, outside.data(), values};
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::resolve(wrong, ones); })
               == "resolve: a position in the sparse matrix is 3; it must be at least 0 and below 3");
}

// Rows that sum to 1 lose nothing on the way: there is no total.
BOOST_AUTO_TEST_CASE(a_closed_network)
{
    auto ring = Eigen::MatrixXd{Eigen::MatrixXd::Zero(40, 40)};
    for (Eigen::Index i = 0; i < 40; ++i) {
        ring(i, (i + 1) % 40) = 1;
    }
    auto const ones = std::vector<double>(40, 1.0);
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::resolve(ring, ones); })
               == "resolve: attenuation is 1; it must be below 1, one over the growth factor of the network");
    auto const found = eq::resolve(ring, ones, .999);
    BOOST_TEST(std::abs(found[7].value - 1000) < 1e-9);
    BOOST_TEST(found[7].bounds.contains(1000));
    ring(39, 0) = 0; // a line: all of it ends, whatever the attenuation
    auto const line = eq::resolve(ring, ones, 2);
    BOOST_TEST(close(line[0].value, 0x1p40 - 1));
    BOOST_TEST(line.is_proven());
}

BOOST_AUTO_TEST_CASE(a_large_sparse_network)
{
    auto const n = 3000;
    auto entries = std::vector<Eigen::Triplet<double, int>>{};
    for (int i = 0; i < n; ++i) {
        for (int step = 1; step <= 9; ++step) {
            entries.emplace_back(i, (i + step * step * 7) % n, .1);
        }
    }
    auto m = Eigen::SparseMatrix<double>(n, n);
    m.setFromTriplets(entries.begin(), entries.end());
    auto const ones = std::vector<double>(n, 1.0); // every row and column sums to .9
    auto const found = eq::resolve(m, ones);
    for (auto const& row : found) {
        BOOST_TEST_REQUIRE(close(row.value, 10));
    }
    auto b = ones;
    b[0] = 5;
    auto const other = eq::resolve(m, b);
    BOOST_TEST((eq::resolve(eq::parallel, m, b).values() == other.values()));
}

BOOST_AUTO_TEST_CASE(errors)
{
    auto m = Eigen::MatrixXd{Eigen::MatrixXd::Zero(2, 2)};
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::resolve(m, std::vector<double>{1}); })
               == "resolve: number of elements of b is 1; it must be that of the rows, 2");
    auto const no_number = std::numeric_limits<double>::quiet_NaN();
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::resolve(m, std::vector<double>{1, no_number}); })
               == "resolve: element 1 of b is nan; it must be finite");
    m(1, 0) = no_number;
    BOOST_TEST(message_of<eq::invalid_amount>([&] { (void)eq::resolve(m, std::vector<double>{1, 1}); })
               == "resolve: row 1, column 0: amount nan at position 2; amounts are finite and not negative");
    auto const none = Eigen::MatrixXd(0, 0);
    BOOST_TEST(eq::resolve(none, std::vector<double>{}).size() == 0U);
}

// 1e300 and numbers without a normal exponent keep their digits.
BOOST_AUTO_TEST_CASE(right_hand_sides_of_any_size)
{
    auto w = Eigen::MatrixXd(2, 2);
    w << 0, .5, .2, 0;
    for (auto const unit : {0x1p-1040, 0x1p1000}) {
        auto const found = eq::resolve(w, std::vector<double>{.375 * unit, .125 * unit});
        auto const expected = eq::resolve(w, std::vector<double>{.375, .125});
        BOOST_TEST(std::abs(found[0].value / unit - expected[0].value) < 1e-9);
        BOOST_TEST((found[0].bounds.low <= found[0].value && found[0].value <= found[0].bounds.high));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
