// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/model/ledger_builder.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>

namespace {

namespace eq = equipoise;
using builder = eq::ledger_builder<int, int>;

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(ledger_builder)

BOOST_AUTO_TEST_CASE(sums_rows_of_the_same_cell)
{
    auto rows = builder{};
    rows.add(1, 7, 2);
    rows.add(1, 7, 3);
    rows.add(2, 7, 1);
    auto const book = rows.build();
    BOOST_TEST(book.cells() == 2U);
    BOOST_TEST(book.at(1).amounts()[0] == 5);
    BOOST_TEST(rows.build().empty());
    BOOST_TEST(builder{}.build().empty());
}

BOOST_AUTO_TEST_CASE(folds_more_rows_than_it_holds)
{
    // 300 000 rows in 700 cells; row i is worth i, in units of 1/8
    auto rows = builder{};
    constexpr auto count = 300'000;
    for (auto i = 0; i < count; ++i) {
        rows.add(i % 7, i % 100, i * .125);
    }
    auto const book = rows.build();
    BOOST_TEST(book.size() == 7U);
    BOOST_TEST(book.cells() == 700U);
    auto sum = 0.0;
    for (auto const& [key, flows] : book) {
        for (auto const& [id, amount] : flows) {
            sum += amount;
        }
    }
    BOOST_TEST(sum == .125 * count * (count - 1) / 2);
    // cell (0, 0) has the rows 0, 700, 1400, ..., 299 600, which are 429 rows
    BOOST_TEST(book.at(0).amounts()[0] == .125 * 700 * 428 * 429 / 2);
}

BOOST_AUTO_TEST_CASE(a_refused_row_is_numbered_and_leaves_the_others)
{
    auto rows = builder{};
    rows.add(1, 1, 2);
    rows.add(1, 2, 2);
    BOOST_TEST(support::message_of<eq::invalid_amount>([&] { rows.add(1, 3, -1); })
               == "ledger: amount -1 at position 2; amounts are finite and not negative");
    rows.add(1, 3, 4);
    BOOST_TEST(rows.build().at(1).size() == 3U);
    rows.add(1, 1, 2);
    BOOST_CHECK_EXCEPTION(rows.add(1, 1, std::numeric_limits<double>::quiet_NaN()), eq::invalid_amount,
                          [](auto const& error) { return error.position() == 1; });
}

BOOST_AUTO_TEST_CASE(more_than_a_number_holds_is_an_error)
{
    auto const sum_of = []<class Amount>(Amount largest, Amount more) {
        auto rows = eq::ledger_builder<int, int, Amount>{};
        rows.add(1, 1, largest);
        rows.add(1, 1, more);
        return rows.build().at(1).amounts()[0];
    };
    constexpr auto largest = std::numeric_limits<double>::max();
    BOOST_CHECK_THROW(sum_of(largest, largest), std::overflow_error);
    BOOST_TEST(sum_of(largest, 1.0) == largest);
    BOOST_CHECK_THROW(sum_of(std::numeric_limits<int>::max(), 1), std::overflow_error);
}

BOOST_AUTO_TEST_CASE(a_declared_portfolio_exists)
{
    auto rows = builder{};
    rows.declare(2, {.total = 8.0});
    rows.declare(1, {.total = 0.0});
    rows.add(2, 5, 6);
    rows.declare(3, {.total = 4.0});
    auto const book = rows.build();
    BOOST_TEST(book.size() == 3U);
    BOOST_TEST(book.at(1).empty());
    BOOST_TEST(std::string{eq::is_undefined(book.at(1).residual_share()) ? "undefined" : "defined"} == "undefined");
    BOOST_TEST(book.at(2).residual_share() == .25);
    BOOST_TEST(book.at(3).residual_share() == 1);
    BOOST_TEST(rows.build().empty());
}

BOOST_AUTO_TEST_CASE(declarations_must_agree)
{
    auto rows = builder{};
    rows.declare(1, {.total = 8.0});
    rows.declare(1, {.total = 8.0});
    BOOST_TEST(support::message_of<eq::invalid_parameter>([&] { rows.declare(1, {.total = 7.0}); })
               == "ledger, 1: total is 7; it must be the same in every row, 8");
    rows.add(1, 1, 9);
    BOOST_TEST(support::message_of<eq::invalid_parameter>([&] { (void)rows.build(); })
               == "ledger, 1: total is 8; it must be at least the sum of the listed partners, 9, or a rounding of the "
                  "listed amounts must be stated");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
