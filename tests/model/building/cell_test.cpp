// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"

#include <equipoise/model/building/cell.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;

template <class Amount>
using cell_of = eq::detail::cell<Amount>;

static_assert(cell_of<double>::compensated && cell_of<float>::compensated && cell_of<long double>::compensated);
static_assert(cell_of<support::tonnes>::compensated && !cell_of<support::money>::compensated
              && !cell_of<int>::compensated);
static_assert(sizeof(cell_of<double>) == 2 * sizeof(double)
              && sizeof(cell_of<support::money>) == sizeof(support::money));

template <class Amount>
cell_of<Amount> sum_of(std::vector<Amount> const& rows)
{
    auto sum = cell_of<Amount>{};
    for (auto const& row : rows) {
        sum.add(cell_of<Amount>::of(row, "test", 0));
    }
    return sum;
}

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(building)
BOOST_AUTO_TEST_SUITE(cell)

BOOST_AUTO_TEST_CASE(rounds_once)
{
    BOOST_TEST(sum_of(std::vector(10, 0.1)).value() == 1); // 1 + 2^-54
    BOOST_TEST(sum_of(std::vector(10, 0.1)).remainder() == 0x1p-54);
    BOOST_TEST(sum_of(std::vector{1.0, 0x1p-53, 0x1p-53}).value() == 1 + 0x1p-52);
    BOOST_TEST(sum_of(std::vector{0x1p-53, 1.0, 0x1p-53}).value() == 1 + 0x1p-52);
    BOOST_TEST(sum_of(std::vector{1.0F, 0x1p-24F, 0x1p-24F}).value() == 1 + 0x1p-23F);
    BOOST_TEST(sum_of(std::vector<support::tonnes>{{1}, {0x1p-53}, {0x1p-53}}).value().number == 1 + 0x1p-52);
    BOOST_TEST(sum_of(std::vector<support::money>{{1}, {2}}).value().usd == 3);
    BOOST_TEST(sum_of(std::vector{1, 2}).value() == 3);
    BOOST_TEST(sum_of(std::vector<double>{}).value() == 0);
}

BOOST_AUTO_TEST_CASE(goes_on_from_value_and_remainder)
{
    auto random = support::random{11};
    for (auto round = 0; round < 1000; ++round) {
        auto rows = std::vector<double>(20);
        for (auto& row : rows) {
            row = std::ldexp(1 + random.unit(), static_cast<int>(random.below(80)) - 40);
        }
        auto const whole = sum_of(rows).value();
        random.shuffle(rows);
        auto const cut = static_cast<std::ptrdiff_t>(random.below(rows.size()));
        auto first = sum_of(std::vector(rows.begin(), rows.begin() + cut));
        auto const second = sum_of(std::vector(rows.begin() + cut, rows.end()));
        first = cell_of<double>::from(first.value(), first.remainder());
        first.add(cell_of<double>::from(second.value(), second.remainder()));
        BOOST_TEST_REQUIRE(first.value() == whole);
    }
}

BOOST_AUTO_TEST_CASE(more_than_the_type_holds_is_an_error)
{
    constexpr auto most = std::numeric_limits<double>::max();
    BOOST_CHECK_THROW(static_cast<void>(sum_of(std::vector{most, most}).value()), std::overflow_error);
    BOOST_CHECK_THROW(static_cast<void>(sum_of(std::vector{most, 0x1p970}).value()), std::overflow_error);
    BOOST_CHECK_THROW(static_cast<void>(sum_of(std::vector{most, 0x1p969, 0x1p969}).value()),
                      std::overflow_error); // once they are rounded
    BOOST_TEST(sum_of(std::vector{most, 0x1p969}).value() == most);
    BOOST_CHECK_THROW(static_cast<void>(sum_of(std::vector<support::money>{{most}, {most}}).value()),
                      std::overflow_error);
    BOOST_CHECK_THROW(static_cast<void>(sum_of(std::vector<support::tonnes>{{most}, {most}}).value()),
                      std::overflow_error);

    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    BOOST_TEST(sum_of(std::vector<std::int64_t>{largest - 1, 1}).value() == largest);
    BOOST_TEST(support::message_of<eq::sum_overflow>([&] { (void)sum_of(std::vector{most, most}).value(); })
               == "portfolio: the rows of a partner add up to more than a number can hold");
    BOOST_TEST(support::message_of<eq::sum_overflow>([&] { sum_of(std::vector<std::int64_t>{largest, 1}); })
               == "portfolio: the rows of a partner add up to more than their integer type holds");
    BOOST_CHECK_THROW(sum_of(std::vector<std::uint8_t>{200, 56}), std::overflow_error);
    BOOST_CHECK_THROW(sum_of(std::vector<std::int8_t>{100, 28}), std::overflow_error);
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_amount)
{
    constexpr auto infinite = std::numeric_limits<double>::infinity();
    BOOST_TEST(support::message_of<eq::invalid_amount>([] { (void)cell_of<double>::of(-1, "ledger", 7); })
               == "ledger: amount -1 at position 7; amounts are finite and not negative");
    for (auto const invalid : {-1.0, infinite, -infinite, std::numeric_limits<double>::quiet_NaN()}) {
        BOOST_CHECK_THROW((void)cell_of<double>::of(invalid, "test", 0), eq::invalid_amount);
        BOOST_CHECK_THROW((void)cell_of<support::money>::of({invalid}, "test", 0), eq::invalid_amount);
        BOOST_CHECK_THROW((void)cell_of<support::tonnes>::of({invalid}, "test", 0), eq::invalid_amount);
    }
    BOOST_CHECK_THROW((void)cell_of<int>::of(-1, "test", 0), eq::invalid_amount);
    BOOST_TEST(cell_of<double>::of(-0.0, "test", 0).value() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
