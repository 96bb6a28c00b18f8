// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "threads.hpp"

#include <equipoise/parallel/collect.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
using flow = eq::flow<int, double, int>;

struct parcel {
    int origin;
    int destination;
    double amount;
    std::optional<double> total{};
};

// Amounts whose sums depend on the order of plain addition, in some 60 cells.
std::vector<flow> nasty_flows(support::random& random, std::size_t count)
{
    constexpr auto amounts = std::array{1e300, 1e-300, .1, .2, .3, 1e16, 1.0, 3e-16, 5e-324, 0.0, 1e300 / 3};
    auto flows = std::vector<flow>{};
    for (std::size_t i = 0; i < count; ++i) {
        auto const state = static_cast<int>(random.below(5));
        // the cells of some states hold everything, those of others only tenths
        auto const amount =
            state < 3 ? amounts[random.below(amounts.size())] : .1 * static_cast<double>(random.below(9));
        flows.push_back({state, static_cast<int>(random.below(6)), amount, 2018 + static_cast<int>(random.below(2))});
    }
    return flows;
}

static_assert(std::invocable<decltype(eq::export_ledger), eq::parallel_policy, std::vector<flow>>);
static_assert(!std::invocable<decltype(eq::export_ledger), eq::parallel_policy, std::list<flow>>, "random access");
static_assert(!std::invocable<decltype(eq::export_ledger), eq::parallel_policy, std::vector<int>>);
static_assert(std::same_as<decltype(eq::export_ledger(eq::parallel, std::vector<flow>{}, eq::by_state)),
                           decltype(eq::export_ledger(std::vector<flow>{}, eq::by_state))>);

} // namespace

BOOST_AUTO_TEST_SUITE(parallel)
BOOST_AUTO_TEST_SUITE(collect)

BOOST_AUTO_TEST_CASE(collects_as_one_thread_does)
{
    auto random = support::random{31};
    for (auto const count : {0U, 1U, 255U, 512U, 513U, 2047U, 10'000U}) {
        auto const flows = nasty_flows(random, count);
        auto const exported = eq::export_ledger(flows);
        auto const imported = eq::import_ledger(flows, eq::by_state);
        for (auto const threads : support::some_threads) {
            support::with_threads(threads, [&] {
                BOOST_TEST(support::same_ledgers(eq::export_ledger(eq::parallel, flows), exported));
                BOOST_TEST(support::same_ledgers(eq::import_ledger(eq::parallel, flows, eq::by_state), imported));
            });
        }
    }
}

BOOST_AUTO_TEST_CASE(neither_order_nor_split_moves_a_bit)
{
    auto random = support::random{32};
    auto flows = nasty_flows(random, 2500);
    auto const expected = eq::export_ledger(flows);
    BOOST_TEST(expected.cells() == 50U, "60 pairs but for those of a state with itself");
    auto differing = 0;
    for (auto trial = 0; trial < 1000; ++trial) {
        random.shuffle(flows);
        auto const threads = *(support::some_threads.begin() + trial % 4);
        support::with_threads(threads, [&] {
            differing += support::same_ledgers(eq::export_ledger(eq::parallel, flows), expected) ? 0 : 1;
        });
        // parts of any size, merged in any order
        auto parts = std::vector<decltype(eq::export_ledger(flows))>{};
        for (auto at = flows.begin(); at != flows.end();) {
            auto const left = static_cast<std::size_t>(flows.end() - at);
            auto const next = at + static_cast<std::ptrdiff_t>(1 + random.below(left));
            parts.push_back(eq::export_ledger(std::vector<flow>(at, next)));
            at = next;
        }
        random.shuffle(parts);
        for (; parts.size() > 1; parts.pop_back()) {
            parts[random.below(parts.size() - 1)] += parts.back();
        }
        differing += support::same_ledgers(parts.front(), expected) ? 0 : 1;
    }
    BOOST_TEST(differing == 0);
}

BOOST_AUTO_TEST_CASE(many_keys_in_any_order_are_sorted_together)
{
    auto random = support::random{34};
    auto flows = nasty_flows(random, 150'000);
    for (auto& each : flows) {
        each.origin = static_cast<int>(random.below(40'000));
    }
    auto const expected = eq::export_ledger(flows);
    BOOST_TEST((eq::detail::plan_of(expected) == eq::detail::plan::radix));
    for (auto const threads : support::some_threads) {
        support::with_threads(
            threads, [&] { BOOST_TEST(support::same_ledgers(eq::export_ledger(eq::parallel, flows), expected)); });
    }
}

BOOST_AUTO_TEST_CASE(tenths_add_up_to_what_they_are)
{
    // 3 000 rows of .1 are 300 and 3000 (.1 - 1/10), where .1 is 1/10 + 2^-54 / 10 * ... = 1/10 + 5.55e-18: far less
    // than half of the 5.7e-14 between 300 and the next double
    auto const flows = std::vector<flow>(3000, {1, 2, .1, 2019});
    for (auto const threads : support::some_threads) {
        support::with_threads(threads, [&] {
            BOOST_TEST(eq::export_ledger(eq::parallel, flows, eq::by_state).at(1).amounts()[0] == 300);
        });
    }
}

BOOST_AUTO_TEST_CASE(the_error_is_that_of_the_first_row)
{
    auto random = support::random{33};
    auto flows = nasty_flows(random, 4000);
    flows[3999].amount = -1;
    flows[2500].amount = -2;
    for (auto trial = 0; trial < 20; ++trial) {
        support::with_threads(4, [&] {
            BOOST_TEST(support::message_of<eq::invalid_amount>([&] { (void)eq::export_ledger(eq::parallel, flows); })
                       == "ledger: amount -2 at position 2500; amounts are finite and not negative");
        });
    }
    auto rows = std::vector<parcel>(4000, {1, 2, 1, {}});
    rows[1000].total = 5000;
    rows[3000].total = 6000;
    rows[3500].total = 7000;
    support::with_threads(4, [&] {
        BOOST_TEST(support::message_of<eq::invalid_parameter>(
                       [&] { eq::export_ledger(eq::parallel, rows, eq::by_state).refuse_contradictions(); })
                   == "ledger, 1: total is 7000; it must be the same in every row, 5000");
    });
    rows[3000].total = rows[3500].total = 5000;
    BOOST_TEST(eq::export_ledger(eq::parallel, rows, eq::by_state).at(1).residual_share() == .2);
}

BOOST_AUTO_TEST_CASE(passes_rounding_on)
{
    auto rows = std::vector<parcel>(1000, {1, 2, 1, {}});
    rows[0].total = 999;
    BOOST_CHECK_THROW(eq::export_ledger(eq::parallel, rows, eq::by_state).refuse_contradictions(),
                      eq::invalid_parameter);
    BOOST_TEST(eq::export_ledger(eq::parallel, rows, eq::by_state, {.rounding = 1}).at(1).residual_share() == 0);
}

BOOST_AUTO_TEST_CASE(finds_flows_in_rows_of_any_type)
{
    struct invoice {
        int seller;
        int buyer;
        double usd;
    };
    auto invoices = std::vector<invoice>{};
    for (auto i = 0; i < 4000; ++i) {
        invoices.push_back({i % 7, i % 31, i * .1});
    }
    auto const parts = eq::flow_projections{&invoice::seller, &invoice::buyer, &invoice::usd};
    auto const one = eq::export_ledger(invoices, parts, eq::by_state);
    support::with_threads(4, [&] {
        auto const many = eq::export_ledger(eq::parallel, invoices, parts, eq::by_state);
        BOOST_TEST_REQUIRE(many.size() == 7U);
        for (std::size_t i = 0; i < many.size(); ++i) {
            BOOST_TEST((many[i].key == one[i].key));
            BOOST_TEST(
                std::equal(many[i].flows.begin(), many[i].flows.end(), one[i].flows.begin(), one[i].flows.end()));
        }
        invoices[3000].usd = -1;
        BOOST_CHECK_EXCEPTION((void)eq::export_ledger(eq::parallel, invoices, parts), eq::invalid_amount,
                              [](auto const& error) { return error.position() == 3000; });
    });
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
