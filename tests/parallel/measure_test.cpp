// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "threads.hpp"

#include <equipoise/concentration/entropy.hpp>
#include <equipoise/concentration/gini.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/building/ledger_builder.hpp>
#include <equipoise/parallel/measure.hpp>

#include <boost/test/unit_test.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using support::same_bits;

// 500 portfolios, of none to 40 partners; some have nothing.
eq::ledger<int, int> random_ledger()
{
    auto random = support::random{41};
    auto rows = eq::ledger_builder<int, int>{};
    for (auto key = 0; key < 500; ++key) {
        rows.declare(key, {});
        for (auto partners = random.below(41); partners > 0; --partners) {
            rows.add(key, static_cast<int>(random.below(60)),
                     key % 10 == 0 ? 0 : random.unit() * (key % 7 == 0 ? 1e300 : 1));
        }
    }
    return rows.build();
}

static_assert(std::same_as<decltype(eq::measure(eq::parallel, random_ledger(), eq::hhi, eq::gini)),
                           std::vector<eq::measures<int, 2>>>);

} // namespace

BOOST_AUTO_TEST_SUITE(parallel)
BOOST_AUTO_TEST_SUITE(measure)

BOOST_AUTO_TEST_CASE(values_are_those_of_the_lazy_range)
{
    auto const book = random_ledger();
    auto const lazy = book | eq::measure(eq::hhi, eq::shannon, eq::gini, eq::exposure(7));
    BOOST_TEST(lazy.size() == 500U);
    for (auto const threads : support::some_threads) {
        support::with_threads(threads, [&] {
            auto const rows = eq::measure(eq::parallel, book, eq::hhi, eq::shannon, eq::gini, eq::exposure(7));
            BOOST_TEST(rows.size() == lazy.size());
            for (std::size_t i = 0; i < rows.size(); ++i) {
                BOOST_TEST(rows[i].key == lazy[i].key);
                for (std::size_t k = 0; k < 4; ++k) {
                    BOOST_TEST(same_bits(rows[i].values[k], lazy[i].values[k]));
                }
            }
        });
    }
}

BOOST_AUTO_TEST_CASE(nothing_has_no_rows)
{
    BOOST_TEST(eq::measure(eq::parallel, eq::ledger<int, int>{}, eq::hhi).empty());
}

BOOST_AUTO_TEST_CASE(the_error_is_that_of_the_first_portfolio)
{
    // more partners than the base that is asked for, from some portfolio on in nearly every one
    auto rows = eq::ledger_builder<int, int>{};
    for (auto key = 0; key < 400; ++key) {
        for (auto id = 0; id < (key < 150 ? 3 : key); ++id) {
            rows.add(key, id, 1);
        }
    }
    auto const book = rows.build();
    auto const few = eq::gini(eq::out_of{5});
    auto const expected = support::message_of<eq::invalid_parameter>([&] { (void)few(book.at(150)); });
    BOOST_TEST(expected != support::message_of<eq::invalid_parameter>([&] { (void)few(book.at(151)); }));
    for (auto trial = 0; trial < 20; ++trial) {
        support::with_threads(4, [&] {
            BOOST_TEST(support::message_of<eq::invalid_parameter>([&] { (void)eq::measure(eq::parallel, book, few); })
                       == expected);
        });
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
