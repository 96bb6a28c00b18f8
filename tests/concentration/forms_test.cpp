// SPDX-License-Identifier: BSL-1.0
#include "../support/all_indices.hpp"
#include "../support/flows.hpp"
#include "../support/subject.hpp"

#include <equipoise/core/measure.hpp>
#include <equipoise/model/portfolio.hpp>

#include <boost/test/unit_test.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <list>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

// The form in which the same amounts come changes no bit of any index: other ranges, other types of numbers,
// portfolios, and several indices at once.

namespace eq = equipoise;

namespace {

using support::same_bits;
using support::text_of;

template <class T>
std::vector<T> as(std::vector<double> const& amounts)
{
    return {amounts.begin(), amounts.end()};
}

/// A view that can be moved and not copied.
template <class T>
struct move_only : std::vector<T> {
    explicit move_only(std::vector<T> const& amounts) : std::vector<T>{amounts} {}
    move_only(move_only&&) = default;
    move_only& operator=(move_only&&) = default;
    move_only(move_only const&) = delete;
    move_only& operator=(move_only const&) = delete;
    ~move_only() = default;
};
static_assert(!std::copyable<move_only<double>>);

template <class T>
eq::portfolio<int, T> portfolio_of(std::vector<T> const& amounts)
{
    auto partners = std::vector<eq::partner<int, T>>{};
    for (auto const& amount : amounts) {
        partners.push_back({static_cast<int>(partners.size()), amount});
    }
    return eq::portfolio<int, T>{partners};
}

struct row {
    int id;
    long long amount;
};

template <class Index>
using counted_only = std::bool_constant<!std::invocable<Index const&, std::vector<double> const&>>;

/// What the forms have shown: how many values, and how many indices take a range that can be read once.
struct tally_of_forms {
    std::size_t compared = 0;
    std::size_t read_once = 0;
};

/// Whole numbers, which all types hold.
template <class Index>
void compare(Index const& index, std::vector<double> const& whole, tally_of_forms& seen)
{
    auto const numbers = as<long long>(whole);
    auto const expected = support::value_of(index, whole);
    auto const same = [&](double value, char const* form) {
        ++seen.compared;
        if (!same_bits(value, expected)) {
            RC_FAIL(std::string{eq::describe(index).name} + ", " + form + ": " + text_of(value) + " and not "
                    + text_of(expected) + " of " + text_of(whole));
        }
    };
    same(index(std::list<long long>(numbers.begin(), numbers.end())), "list");
    same(index(move_only<long long>{numbers}), "move-only range");
    same(index(portfolio_of(numbers)), "portfolio of integers");
    if constexpr (requires { index(support::single_use<long long>{numbers}); }) {
        same(index(support::single_use<long long>{numbers}), "range that can be read once");
        ++seen.read_once;
    } else {
        static_assert(std::remove_cvref_t<decltype(index.rule)>::statistic::needs_totals);
    }
    if constexpr (!counted_only<Index>::value) {
        auto input = whole;
        auto const view = std::span<double>{input};
        same(index(view), "view of what could be changed");
        same(index(input), "range that could be changed");
        BOOST_TEST_REQUIRE(input == whole);
        same(index(numbers), "integers");
        same(index(as<float>(whole)), "float");
        same(index(portfolio_of(whole)), "portfolio");
    }
}

/// A long double is read as a multiple of the largest, exactly if that is a power of two.
template <class Index>
void compare_long_double(Index const& index, std::vector<double> amounts)
{
    if constexpr (!counted_only<Index>::value) {
        auto const largest = *std::max_element(amounts.begin(), amounts.end());
        amounts.front() = std::ldexp(1.0, std::ilogb(largest) + 1);
        auto const expected = index(amounts);
        if (auto const value = index(as<long double>(amounts)); !same_bits(value, expected)) {
            RC_FAIL(std::string{eq::describe(index).name} + ", long double: " + text_of(value) + " and not "
                    + text_of(expected) + " of " + text_of(amounts));
        }
    }
}

/// The values of the indices one by one, in the order of the list.
template <class List, class Range>
std::vector<double> values_of(List const& list, Range const& flows)
{
    auto values = std::vector<double>{};
    auto const add = [&](auto const& kind) {
        for (auto const& index : kind) {
            values.push_back(index(flows));
        }
    };
    std::apply([&](auto const&... kind) { (add(kind), ...); }, list);
    return values;
}

/// All of the list at once: first, second, ... of each kind, where a kind with fewer indices gives its last again.
template <class List, class Range>
void compare_measured(List const& list, Range const& flows)
{
    auto const most_of_a_kind = std::apply([](auto const&... kind) { return (std::max)({kind.size()...}); }, list);
    for (std::size_t i = 0; i < most_of_a_kind; ++i) {
        auto const nth = [i](auto const& kind) { return kind[(std::min)(i, kind.size() - 1)]; };
        auto const together = std::apply([&](auto const&... kind) { return eq::measure(flows, nth(kind)...); }, list);
        auto const single = std::apply([&](auto const&... kind) { return std::array{nth(kind)(flows)...}; }, list);
        for (std::size_t j = 0; j < single.size(); ++j) {
            if (!same_bits(together[j], single[j])) {
                RC_FAIL("measure, place " + std::to_string(j) + ", no. " + std::to_string(i) + ": "
                        + text_of(together[j]) + " and not " + text_of(single[j]));
            }
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(forms)

BOOST_AUTO_TEST_CASE(ranges_numbers_portfolios)
{
    auto seen = tally_of_forms{};
    BOOST_TEST(rc::check("forms", [&] {
        auto const whole = support::draw_flows({15, true}).amounts;
        support::for_each_kind([&](auto const& kind) {
            for (auto const& index : kind) {
                compare(index, whole, seen);
            }
        });
    }));
    BOOST_TEST(seen.compared > 100U * 100U);
    BOOST_TEST(seen.read_once > 100U * 10U);
}

BOOST_AUTO_TEST_CASE(long_double)
{
    BOOST_TEST(rc::check("long double", [] {
        auto const flows = support::draw_flows({400, false}).amounts;
        support::for_each_kind([&](auto const& kind) {
            for (auto const& index : kind) {
                compare_long_double(index, flows);
            }
        });
    }));
}

BOOST_AUTO_TEST_CASE(measured_together)
{
    BOOST_TEST(rc::check("measure", [] {
        compare_measured(support::all_indices, support::draw_flows({996, false}).amounts);
        auto const counts = as<int>(support::draw_flows({15, true}).amounts);
        compare_measured(support::all_indices_of_counts, counts);
    }));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
