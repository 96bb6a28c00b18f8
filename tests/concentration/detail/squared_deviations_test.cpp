// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/detail/squared_deviations.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>

namespace {

using namespace equipoise::detail;

constexpr totals totals_of(std::size_t listed, double largest, twofold sum)
{
    auto result = totals{};
    result.listed = listed;
    result.positive = listed;
    result.largest = largest;
    result.attributed = sum;
    return result;
}

template <class Statistic, std::size_t N>
constexpr twofold over(Statistic statistic, std::array<double, N> const& amounts)
{
    statistic.add(amounts.data(), amounts.size());
    if constexpr (requires { statistic.finish(); }) {
        statistic.finish();
    }
    return statistic.value();
}

// 10^2 - (16 + 9 + 4 + 1), and sum (4 x - 10)^2 = 36 + 4 + 4 + 36, and with two more who have nothing: sum (6 x - 10)^2
constexpr auto four = std::array{4.0, 3.0, 2.0, 1.0};
static_assert(over(elsewhere{totals_of(4, 4, {10})}, four).value() == 70);
static_assert(over(squared_deviations{totals_of(4, 4, {10}), 4}, four).value() == 80);
static_assert(over(squared_deviations{totals_of(4, 4, {10}), 6}, four).value() == 196 + 64 + 4 + 16 + 100 + 100);

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(squared_deviations)

// (1 + a)^2 - 1 - a^2 = 2 a, with all digits of a, which the total has lost
BOOST_AUTO_TEST_CASE(beside_a_partner_with_nearly_everything)
{
    auto const a = 0x1.0000000000001p-60;
    auto const together = over(elsewhere{totals_of(2, 1, two_sum(1, a))}, std::array{1.0, a});
    BOOST_TEST(together.value() == 2 * a);
    auto const least = 5e-324;
    BOOST_TEST(over(elsewhere{totals_of(2, 1, {1, least})}, std::array{1.0, least}).value() == 2 * least);
}

BOOST_AUTO_TEST_CASE(hypothetical_partners)
{
    // listed 4 and 3, and 3 that one has, that three have, or that very many share
    auto known = totals_of(2, 4, {7});
    known.unattributed = {3};
    auto const listed = std::array{4.0, 3.0};
    auto const completed = [&](auto complete) {
        auto statistic = elsewhere{known};
        complete(statistic);
        return over(statistic, listed).value();
    };
    BOOST_TEST(completed([](elsewhere& more) { more.add(3, 1); }) == 100 - 34);
    BOOST_TEST(completed([](elsewhere& more) { more.add(1, 3); }) == 100 - 28);
    BOOST_TEST(completed([](elsewhere& more) { more.dust(3); }) == 100 - 25);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
