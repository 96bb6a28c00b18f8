// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "threads.hpp"

#include <equipoise/parallel/matrices.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;

/// Ties on a scale of four, or of any size, among some states; one in eight is unknown.
eq::tie_table<int> random_ties(std::size_t states, double unit)
{
    auto random = support::random{71};
    auto ids = std::vector<int>{};
    for (std::size_t i = 0; i < states; ++i) {
        ids.push_back(static_cast<int>(i));
    }
    auto ties = eq::tie_table<int>{ids};
    for (auto const a : ids) {
        for (auto const b : ids) {
            if (random.below(8) != 0) {
                ties.set(a, b, static_cast<double>(random.below(4)) * unit);
            }
        }
    }
    return ties;
}

template <class Table>
bool same_tables(Table const& a, Table const& b)
{
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < a.size(); ++j) {
            if (!support::same_bits(a.value(i, j), b.value(i, j)) || a.joint(i, j) != b.joint(i, j)) {
                return false;
            }
        }
    }
    return a.states() == b.states();
}

} // namespace

BOOST_AUTO_TEST_SUITE(parallel)
BOOST_AUTO_TEST_SUITE(matrices)

BOOST_AUTO_TEST_CASE(tables_are_those_of_one_thread)
{
    for (auto const unit : {1.0, .3}) {
        auto const ties = random_ties(40, unit);
        auto const weights = std::vector<double>(40, .1);
        auto const tables = eq::agreement_matrices(ties, eq::s_score(3), eq::linear_kappa);
        auto const& s = tables[0];
        auto const& kappa = tables[1];
        auto const weighted = eq::agreement_matrix(ties, eq::quadratic_kappa, weights);
        BOOST_TEST(s.size() == 40U);
        BOOST_TEST(s.at(1, 2) < 1);
        BOOST_TEST(!same_tables(s, kappa));
        for (auto const threads : support::some_threads) {
            support::with_threads(threads, [&] {
                auto const found = eq::agreement_matrices(eq::parallel, ties, eq::s_score(3), eq::linear_kappa);
                BOOST_TEST(same_tables(found[0], s));
                BOOST_TEST(same_tables(found[1], kappa));
                BOOST_TEST(same_tables(eq::agreement_matrix(eq::parallel, ties, eq::linear_kappa), kappa));
                BOOST_TEST(
                    same_tables(eq::agreement_matrix(eq::parallel, ties, eq::quadratic_kappa, weights), weighted));
            });
        }
    }
}

BOOST_AUTO_TEST_CASE(rows_of_very_different_size)
{
    auto ties = random_ties(40, 1);
    for (auto const a : ties.states()) {
        for (auto const b : ties.targets()) {
            ties.set(a, b, (a + b) % 5 * eq::detail::power_of_two(a % 4 * 500 - 1000), eq::repeated_tie::last);
        }
    }
    auto const one_thread = eq::agreement_matrices(ties, eq::linear_kappa, eq::cohen_kappa);
    BOOST_TEST(one_thread[0].at(0, 4) == eq::linear_kappa(ties.profile(0), ties.profile(4)));
    for (auto const threads : support::some_threads) {
        support::with_threads(threads, [&] {
            auto const found = eq::agreement_matrices(eq::parallel, ties, eq::linear_kappa, eq::cohen_kappa);
            BOOST_TEST(same_tables(found[0], one_thread[0]));
            BOOST_TEST(same_tables(found[1], one_thread[1]));
        });
    }
}

BOOST_AUTO_TEST_CASE(no_states_make_an_empty_table)
{
    BOOST_TEST(eq::agreement_matrix(eq::parallel, eq::tie_table<int>{std::vector<int>{}}, eq::linear_kappa).size()
               == 0U);
}

BOOST_AUTO_TEST_CASE(errors_are_those_of_one_thread)
{
    auto const ties = random_ties(40, 2);
    auto const expected =
        support::message_of<eq::invalid_parameter>([&] { (void)eq::agreement_matrix(ties, eq::s_score(3)); });
    BOOST_TEST(expected.find("span of the ties is 6") != std::string::npos);
    BOOST_TEST(support::message_of<eq::invalid_parameter>(
                   [&] { (void)eq::agreement_matrix(eq::parallel, ties, eq::s_score(3)); })
               == expected);
    auto const weights = std::vector<double>(39, 1);
    BOOST_TEST(support::message_of<eq::invalid_parameter>(
                   [&] { (void)eq::agreement_matrix(eq::parallel, ties, eq::linear_kappa, weights); })
               == support::message_of<eq::invalid_parameter>(
                   [&] { (void)eq::agreement_matrix(ties, eq::linear_kappa, weights); }));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
