// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/core/amounts.hpp>
#include <equipoise/equipoise.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <chrono>
#include <cmath>
#include <complex>
#include <cstdint>
#include <deque>
#include <limits>
#include <list>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
namespace d = eq::detail;

constexpr auto not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr auto infinite = std::numeric_limits<double>::infinity();

template <class... T>
inline constexpr bool all_amounts = (eq::amount<T> && ...);
template <class... T>
inline constexpr bool any_amount = (eq::amount<T> || ...);

static_assert(all_amounts<double, float, long double, int, unsigned, long long, std::int8_t, std::uint8_t>);
static_assert(all_amounts<support::money, support::tonnes, std::chrono::duration<double>>);
static_assert(!any_amount<bool, char, wchar_t, char8_t, char16_t, char32_t>);
static_assert(!any_amount<std::string, char const*, double*, std::optional<double>, std::complex<double>>);
static_assert(!any_amount<std::chrono::seconds, std::chrono::duration<int>>, "their quotient truncates");
static_assert(!any_amount<double const, double&>, "an amount is a value");

struct shipment {
    double usd;
    std::string partner;
    [[nodiscard]] double cents() const { return usd * 100; }
};

template <class R, class Proj = ranges::identity>
inline constexpr bool accepted = eq::amount_range<R, Proj>;

static_assert(accepted<std::vector<double>> && accepted<std::vector<double> const&> && accepted<double (&)[3]>);
static_assert(accepted<std::list<int>> && accepted<std::span<float const>> && accepted<support::single_use<double>>);
static_assert(accepted<std::vector<shipment>, double shipment::*>);
static_assert(accepted<std::vector<shipment>, double (shipment::*)() const>);
static_assert(!accepted<std::vector<shipment>> && !accepted<std::vector<shipment>, std::string shipment::*>);
static_assert(!accepted<std::vector<std::string>> && !accepted<std::string> && !accepted<std::vector<bool>>);
static_assert(!accepted<double> && !accepted<std::vector<double>, double shipment::*>);
static_assert(std::same_as<eq::amount_t<std::vector<shipment> const&, double shipment::*>, double>);

static_assert(d::bare(-3) == -3 && d::bare(support::tonnes{-2}) == -2);
static_assert(d::bare(std::chrono::duration<double>{-2}) == -2);
static_assert(d::bare(support::money{-2}) == -1, "a quantity that does not tell its number is known by its sign");
static_assert(d::finite(1e308) && !d::finite(infinite) && !d::finite(not_a_number));
static_assert(d::finite(support::money{1e308}) && d::finite(support::money{0}));

static_assert(d::scale_for(0) == 0 && d::scale_for(1) == 0 && d::scale_for(1e100) == 0 && d::scale_for(1e-100) == 0);
static_assert(d::scale_for(1e300) == 996 && d::scale_for(5e-324) == -1074);

// What the visitor of a range of amounts sees, one block after another.
template <class R, class Proj = ranges::identity>
std::vector<double> seen(R&& range, Proj proj = {})
{
    auto all = std::vector<double>{};
    d::for_each_block(range, proj, [&](double const* first, std::size_t count) {
        BOOST_TEST_REQUIRE((count > 0 && count <= d::block_size));
        all.insert(all.end(), first, first + count);
    });
    return all;
}

d::totals totals_of(std::vector<double> const& amounts)
{
    auto counted = d::tally{};
    auto proj = ranges::identity{};
    d::for_each_block(amounts, proj, [&](double const* first, std::size_t count) {
        (void)counted.add(first, count, "test", [](int) {});
    });
    return counted.result();
}

// The position that the tally refuses, or the size when it refuses none.
template <class T>
void check_refused(std::vector<T> amounts, std::size_t position, T invalid)
{
    amounts[position] = invalid;
    auto const complaint = [&](auto const& range, auto proj) {
        try {
            (void)eq::hhi(range, proj);
            BOOST_ERROR("accepted an invalid amount");
        } catch (eq::invalid_amount const& error) {
            BOOST_TEST(error.position() == position);
            BOOST_TEST(error.index() == "hhi");
            BOOST_TEST((error.value() == static_cast<double>(invalid) || invalid != invalid));
        }
    };
    complaint(amounts, ranges::identity{});
    complaint(std::list<T>(amounts.begin(), amounts.end()), ranges::identity{});
    complaint(amounts, [](T x) { return x; });
}

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(amounts)

BOOST_AUTO_TEST_CASE(blocks_hold_every_amount_once)
{
    for (std::size_t const size : {0U, 1U, 7U, 511U, 512U, 513U, 1024U, 1500U}) {
        auto amounts = std::vector<double>(size);
        for (std::size_t i = 0; i < size; ++i) {
            amounts[i] = static_cast<double>(i);
        }
        BOOST_TEST((seen(amounts) == amounts));
        BOOST_TEST((seen(std::span<double const>{amounts}) == amounts));
        BOOST_TEST((seen(std::deque<double>(amounts.begin(), amounts.end())) == amounts));
        BOOST_TEST((seen(std::vector<int>(amounts.begin(), amounts.end())) == amounts));
        BOOST_TEST((seen(support::single_use{amounts}) == amounts));
        auto shipments = std::list<shipment>{};
        for (auto const usd : amounts) {
            shipments.push_back({usd / 128, ""});
        }
        BOOST_TEST((seen(shipments, [](shipment const& one) { return one.usd * 128; }) == amounts));
    }
}

BOOST_AUTO_TEST_CASE(what_a_double_may_not_hold_is_read_in_units_of_the_largest)
{
    BOOST_TEST((seen(std::vector{1e4000L, 0.0L, 4e4000L}) == std::vector{.25, 0.0, 1.0}));
    BOOST_TEST((seen(std::vector<support::money>{{3}, {0}, {12}}) == std::vector{.25, 0.0, 1.0}));
    BOOST_TEST((seen(std::vector{0.0L, 0.0L}) == std::vector{0.0, 0.0}));
    // what is refused keeps its own value
    auto const refused = seen(std::vector{1.0L, -2.0L, std::numeric_limits<long double>::infinity()});
    BOOST_TEST(refused[1] == -2);
    BOOST_TEST(refused[2] == infinite);
}

BOOST_AUTO_TEST_CASE(the_first_invalid_amount_is_named_wherever_it_stands)
{
    for (std::size_t const position : {0U, 1U, 511U, 512U, 1023U, 1024U, 1299U}) {
        for (auto const invalid : {not_a_number, -not_a_number, infinite, -infinite, -1.0, -5e-324}) {
            check_refused(std::vector<double>(1300, 2.0), position, invalid);
        }
        check_refused(std::vector<float>(1300, 2.0F), position, -1.0F);
        check_refused(std::vector<float>(1300, 2.0F), position, std::numeric_limits<float>::infinity());
        check_refused(std::vector<int>(1300, 2), position, -1);
        check_refused(std::vector<long double>(1300, 2.0L), position, -1.0L);
        check_refused(std::vector<long double>(1300, 2.0L), position, std::numeric_limits<long double>::quiet_NaN());
        check_refused(std::vector<long double>(1300, 2.0L), position, std::numeric_limits<long double>::infinity());
    }
    auto const two = std::vector{1.0, -2.0, not_a_number};
    BOOST_CHECK_EXCEPTION((void)eq::hhi(two), eq::invalid_amount,
                          [](auto const& error) { return error.position() == 1 && error.value() == -2; });
}

BOOST_AUTO_TEST_CASE(a_quantity_is_finite_when_it_divides_itself)
{
    BOOST_TEST(!d::finite(support::money{infinite}));
    BOOST_TEST(!d::finite(support::money{not_a_number}));
    BOOST_CHECK_THROW((void)eq::hhi(std::vector<support::money>{{1}, {infinite}}), eq::invalid_amount);
    BOOST_CHECK_THROW((void)eq::hhi(std::vector<support::money>{{1}, {not_a_number}}), eq::invalid_amount);
    BOOST_CHECK_THROW((void)eq::hhi(std::vector<support::money>{{1}, {-1}}), eq::invalid_amount);
}

BOOST_AUTO_TEST_CASE(minus_zero_is_zero)
{
    for (std::size_t const position : {0U, 511U, 512U, 1023U}) {
        auto amounts = std::vector<double>(1024, 1.0);
        amounts[position] = -0.0;
        BOOST_TEST(eq::hhi(amounts) == 1.0 / 1023);
    }
    BOOST_TEST(totals_of({-0.0, 1}).positive == 1U);
    BOOST_TEST(std::isnan(eq::hhi(std::vector{-0.0})));
}

BOOST_AUTO_TEST_CASE(totals_count_and_sum)
{
    auto const sums = totals_of({3, 0, 1, 0.5});
    BOOST_TEST(sums.listed == 4U);
    BOOST_TEST(sums.positive == 3U);
    BOOST_TEST(sums.largest == 3);
    BOOST_TEST(sums.exponent == 0);
    BOOST_TEST(sums.whole().value() == 4.5);
    BOOST_TEST(totals_of({}).listed == 0U);
}

BOOST_AUTO_TEST_CASE(totals_stay_in_range)
{
    auto const huge = totals_of(std::vector<double>(1000, std::numeric_limits<double>::max()));
    BOOST_TEST(huge.exponent == 1023);
    BOOST_TEST(huge.whole().value() == 1000 * (2 - 0x1p-52)); // 1000 (2^1024 - 2^971) / 2^1023
    auto const tiny = totals_of(std::vector<double>(1000, 5e-324));
    BOOST_TEST(tiny.exponent == -1074);
    BOOST_TEST(tiny.whole().value() == 1000);
    BOOST_TEST(tiny.positive == 1000U);

    // a second block of another size moves the scale of the first
    auto amounts = std::vector<double>(600, 1e-300);
    amounts[599] = 1e300;
    BOOST_TEST(totals_of(amounts).whole().value() == std::ldexp(1e300, -996));
    BOOST_TEST(totals_of(amounts).positive == 600U);
    BOOST_TEST(eq::hhi(amounts) == 1);
}

BOOST_AUTO_TEST_CASE(equal_partners_weigh_the_same_at_every_magnitude)
{
    for (auto const amount : {5e-324, 1e-310, 1e-300, 1e-150, 1.0, 1e150, 1e300, std::numeric_limits<double>::max()}) {
        BOOST_TEST(eq::hhi(std::vector<double>(4, amount)) == .25);
        BOOST_TEST(eq::hhi(std::vector<double>(1024, amount)) == 1.0 / 1024);
        BOOST_TEST(eq::shannon(std::vector<double>(2, amount)) == std::log(2), boost::test_tools::tolerance(4e-16));
        BOOST_TEST(eq::normalized_hhi(std::vector<double>(4, amount)) == 0);
        BOOST_TEST(eq::normalized_hhi(std::vector{amount, 0.0}) == 1);
    }
    BOOST_TEST(eq::hhi(std::vector{1e4900L, 1e4900L}) == .5);
    BOOST_TEST(eq::hhi(std::vector{1e-4940L, 1e-4940L}) == .5);
    // what vanishes relative to the largest still counts as a partner
    BOOST_TEST(eq::normalized_hhi(std::vector{1.7e308, 5e-324}) == 1);
    BOOST_TEST(eq::shannon(std::vector{1.0, 1.0, 5e-324}) == std::log(2), boost::test_tools::tolerance(4e-16));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
