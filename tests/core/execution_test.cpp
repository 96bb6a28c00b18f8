// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/execution.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/model/collect.hpp>

#include <equipoise/concentration/herfindahl.hpp>

#include <boost/test/unit_test.hpp>

#include <concepts>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;

// Carries out exports and one form of measure, and says so.
struct spoken {
    static constexpr bool is_execution_policy = true;

    std::string run(decltype(eq::export_ledger) const&, std::vector<int> const& flows) const
    {
        return "exports of " + std::to_string(flows.size());
    }
    std::string run(decltype(eq::measure) const&, int book, decltype(eq::hhi) const&) const
    {
        return "hhi of " + std::to_string(book);
    }
};

struct no_policy {
    int run(decltype(eq::export_ledger) const&, std::vector<int> const&) const { return 0; }
};

struct off : spoken {
    static constexpr bool is_execution_policy = false;
};

static_assert(eq::execution_policy<spoken> && eq::execution_policy<spoken const&>);
static_assert(!eq::execution_policy<no_policy> && !eq::execution_policy<off> && !eq::execution_policy<int>);
static_assert(std::invocable<decltype(eq::export_ledger), spoken, std::vector<int>>);
static_assert(!std::invocable<decltype(eq::export_ledger), no_policy, std::vector<int>>);
static_assert(!std::invocable<decltype(eq::export_ledger), spoken, int>, "the policy does not know how");
static_assert(!std::invocable<decltype(eq::import_ledger), spoken, std::vector<int>>);

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(execution)

BOOST_AUTO_TEST_CASE(a_policy_carries_out_the_calls_that_it_knows)
{
    BOOST_TEST(eq::export_ledger(spoken{}, std::vector{1, 2, 3}) == "exports of 3");
    BOOST_TEST(eq::measure(spoken{}, 7, eq::hhi) == "hhi of 7");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
