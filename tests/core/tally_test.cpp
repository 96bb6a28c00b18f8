// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/tally.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace eq = equipoise;
namespace detail = equipoise::detail;

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(tally)

namespace {

struct found {
    detail::totals sums;
    detail::twofold squares;
};

found fast(std::vector<double> const& amounts)
{
    auto counted = detail::tally<true, true>{};
    for (std::size_t i = 0; i < amounts.size(); i += detail::block_size) {
        counted.add(amounts.data() + i, std::min(detail::block_size, amounts.size() - i), "tally", [](int) {});
    }
    return {counted.result(), counted.result().squares};
}

/// The same without blocks.
found at_once(std::vector<double> const& amounts)
{
    auto counted = detail::tally<true, true>{};
    counted.add_all(amounts.data(), amounts.size(), "tally");
    return {counted.result(), counted.result().squares};
}

/// The same through short blocks.
found in_parts(std::vector<double> const& amounts, std::size_t length)
{
    auto counted = detail::tally<true, true>{};
    for (std::size_t i = 0; i < amounts.size(); i += length) {
        counted.add(amounts.data() + i, std::min(length, amounts.size() - i), "tally", [](int) {});
    }
    return {counted.result(), counted.result().squares};
}

/// The same without any of the fast paths.
found plain(std::vector<double> const& amounts)
{
    auto sums = detail::moments<true>{};
    auto largest = amounts.empty() ? 0 : *std::max_element(amounts.begin(), amounts.end());
    auto const exponent = detail::scale_for(largest);
    auto scaled = std::vector<double>(amounts.size());
    std::transform(amounts.begin(), amounts.end(), scaled.begin(),
                   [&](double x) { return detail::scaled(x, -exponent); });
    sums.add(scaled.data(), scaled.size());
    auto const positive = std::count_if(amounts.begin(), amounts.end(), [](double x) { return x > 0; });
    return {{.listed = amounts.size(),
             .positive = static_cast<std::size_t>(positive),
             .exponent = exponent,
             .largest = detail::scaled(largest, -exponent),
             .attributed = sums.sum()},
            sums.squares()};
}

void check_equal(found const& a, found const& b)
{
    BOOST_TEST(a.sums.listed == b.sums.listed);
    BOOST_TEST(a.sums.positive == b.sums.positive);
    BOOST_TEST(a.sums.exponent == b.sums.exponent);
    BOOST_TEST(a.sums.largest == b.sums.largest);
    BOOST_TEST(a.sums.attributed.value() == b.sums.attributed.value());
    BOOST_TEST(a.squares.value() == b.squares.value());
}

void check_same(std::vector<double> const& amounts)
{
    auto const expected = plain(amounts);
    check_equal(fast(amounts), expected);
    check_equal(at_once(amounts), expected);
    for (std::size_t const length : {1U, 3U, 16U, 32U, 64U, 65U}) {
        check_equal(in_parts(amounts, length), expected);
    }
}

constexpr auto scale_of_two = [] {
    auto counted = detail::tally<true, true>{};
    double const amounts[] = {1e308, 1e308};
    counted.add(amounts, 2, "tally", [](int) {});
    return counted.result();
}();
static_assert(scale_of_two.exponent == 1023 && scale_of_two.listed == 2);
static_assert(scale_of_two.attributed.hi == 2 * scale_of_two.largest);

} // namespace

BOOST_AUTO_TEST_CASE(both_paths_find_the_same)
{
    auto random = std::mt19937_64{7};
    for (int trial = 0; trial < 400; ++trial) {
        auto const size = 1 + random() % 3000;
        auto const spread = static_cast<double>(trial % 40 * 15); // amounts over up to 2^600
        auto amounts = std::vector<double>(size);
        for (auto& x : amounts) {
            auto const u = std::uniform_real_distribution<>{0, 1};
            auto draw = u;
            x = random() % 17 == 0 ? 0 : draw(random) * std::exp2(spread * (draw(random) - 0.5));
        }
        check_same(amounts);
    }
}

BOOST_AUTO_TEST_CASE(a_growing_scale_is_followed)
{
    for (double const later : {1e-310, 1e-200, 1.0, 1e150, 1e200, 1e308}) {
        for (double const first : {0.0, 5e-324, 1e-300, 1e-120, 1.0, 1e200}) {
            auto amounts = std::vector<double>(600, first);
            amounts.resize(1300, later);
            check_same(amounts);
        }
    }
}

// Where a compiler evaluates there is no quick path, and where an amount is too large for it, it leaves a rest.
static_assert([] {
    double const amounts[] = {1, 2, 3};
    auto sum = detail::squares{};
    sum.add(amounts, 3);
    return sum.value().value() == 14;
}());

BOOST_AUTO_TEST_CASE(squares_behind_what_the_quick_path_refuses)
{
    auto amounts = std::vector<double>(1100, 1);
    amounts[1030] = 0x1p505;
    auto sum = detail::squares{};
    sum.add(amounts.data(), amounts.size());
    BOOST_TEST(sum.value().hi == 0x1p1010);
    BOOST_TEST(sum.value().lo == 1099);
}

// Squares of whole numbers are exact: a list of any length, and one whose amounts grow so that the quick path stops
// halfway and leaves the rest to the other.
BOOST_AUTO_TEST_CASE(squares_of_all_amounts_of_a_list)
{
    for (std::size_t const size : {1U, 7U, 8U, 9U, 63U, 64U, 65U, 100U, 1001U, 1007U}) {
        for (auto const growth : {0U, 1U, 20U}) {
            auto amounts = std::vector<double>(size);
            auto expected = std::uint64_t{0};
            for (std::size_t i = 0; i < size; ++i) {
                auto const x = std::uint64_t{1 + i % 7} << (i < size / 2 ? 0U : growth);
                amounts[i] = static_cast<double>(x);
                expected += x * x;
            }
            auto sum = detail::squares{};
            sum.add(amounts.data(), size);
            BOOST_TEST(sum.value().value() == static_cast<double>(expected));
            sum.clear();
            sum.add(amounts.data(), size);
            sum.add(amounts.data(), size);
            BOOST_TEST(sum.value().value() == 2 * static_cast<double>(expected));
        }
    }
}

// Behind zeros, amounts that are too small to be squared and no multiple of eight.
BOOST_AUTO_TEST_CASE(zeros_hide_no_small_amount)
{
    for (std::size_t const zeros : {64U, 70U, 512U, 520U}) {
        for (std::size_t const small : {1U, 7U, 8U, 9U}) {
            auto amounts = std::vector<double>(zeros, 0.0);
            amounts.resize(zeros + small, 1e-300);
            check_same(amounts);
        }
    }
}

// A block comes back in one scale, whatever part of it was added before that changed.
BOOST_AUTO_TEST_CASE(a_block_comes_back_in_the_last_scale)
{
    auto amounts = std::vector<double>(203, 1.0);
    amounts.back() = 1e300;
    auto counted = detail::tally<true, true>{};
    auto moved = 0;
    auto const* const block = counted.add(amounts.data(), amounts.size(), "tally", [&](int power) { moved += power; });
    auto const exponent = detail::exponent_of(1e300);
    BOOST_TEST(counted.result().exponent == exponent);
    BOOST_TEST(moved == -exponent);
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        BOOST_TEST(block[i] == detail::scaled(amounts[i], -exponent));
    }
}

BOOST_AUTO_TEST_CASE(a_million_tenths)
{
    // The double 0.1 is 0.1 + 5.551115123125783e-18 exactly; a million of them, rounded once, are 100000.
    auto const a = fast(std::vector<double>(1'000'000, 0.1));
    BOOST_TEST(a.sums.attributed.hi == 100000.0);
    BOOST_TEST(a.sums.attributed.lo == 5.551115123125783e-12, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(a_negative_zero_is_nothing)
{
    auto amounts = std::vector<double>(700, 1.0);
    amounts[513] = -0.0;
    auto const a = fast(amounts);
    BOOST_TEST(a.sums.attributed.hi == 699);
    BOOST_TEST(a.sums.positive == 699U);
}

BOOST_AUTO_TEST_CASE(what_is_no_amount_is_named_wherever_it_stands)
{
    auto const inf = std::numeric_limits<double>::infinity();
    for (std::size_t const place : {0U, 1U, 7U, 8U, 63U, 64U, 500U, 511U, 512U, 575U, 1023U, 1024U, 1030U}) {
        for (double const bad : {-1.0, -5e-324, std::nan(""), inf, -inf}) {
            auto amounts = std::vector<double>(1031, 2.0);
            amounts[place] = bad;
            auto const names_it = [&](eq::invalid_amount const& e) {
                return e.position() == place && e.index() == "tally"
                       && (e.value() == bad || (std::isnan(bad) && std::isnan(e.value())));
            };
            BOOST_CHECK_EXCEPTION((void)fast(amounts), eq::invalid_amount, names_it);
            BOOST_CHECK_EXCEPTION((void)at_once(amounts), eq::invalid_amount, names_it);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
