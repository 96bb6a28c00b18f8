// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/dominance.hpp>
#include <equipoise/concentration/entropy.hpp>
#include <equipoise/concentration/gini.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/rank_weighted.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/building/ledger_builder.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <vector>

namespace {

std::atomic<int> allocations{0};

} // namespace

// not inline, or g++ 12 takes free for the wrong partner of new
[[gnu::noinline]] void* operator new(std::size_t size)
{
    ++allocations;
    if (auto* const memory = std::malloc(size != 0 ? size : 1)) {
        return memory;
    }
    throw std::bad_alloc{};
}

// std::stable_sort asks for memory in this way and gives it back in the other
[[gnu::noinline]] void* operator new(std::size_t size, std::nothrow_t const&) noexcept
{
    ++allocations;
    return std::malloc(size != 0 ? size : 1);
}

[[gnu::noinline]] void operator delete(void* memory) noexcept
{
    std::free(memory);
}

[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

namespace {

namespace eq = equipoise;

constexpr auto portfolios = 1000;
constexpr auto most = 10;

/// A thousand portfolios of 1, 2, ... 300 partners, 1, 2, ...
eq::ledger<int, int> book()
{
    auto rows = eq::ledger_builder<int, int>{};
    for (auto key = 0; key < portfolios; ++key) {
        for (auto id = 0; id <= key % 300; ++id) {
            rows.add(key, id, 1.0 + key * id % 17);
        }
    }
    return rows.build();
}

auto const indices = eq::measure(eq::hhi, eq::shannon, eq::gini, eq::exposure(0));

template <class F>
int counted(F f)
{
    auto const before = allocations.load();
    f();
    return allocations.load() - before;
}

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(allocations)

BOOST_AUTO_TEST_CASE(are_counted_at_all)
{
    auto kept = std::vector<int>{};
    BOOST_TEST(counted([&] { kept.resize(1000); }) == 1);
}

BOOST_AUTO_TEST_CASE(of_a_pass_do_not_grow_with_the_portfolios)
{
    auto const all = book();
    auto const rows = all | indices;
    auto sum = 0.0;
    auto const by_iterator = counted([&] {
        for (auto const& row : rows) {
            sum += row.values[2];
        }
    });
    BOOST_TEST(by_iterator <= most);
    auto again = 0.0;
    auto const by_for_each =
        counted([&] { rows.for_each(0, rows.size(), [&](auto const& row) { again += row.values[2]; }); });
    BOOST_TEST(by_for_each <= most);
    BOOST_TEST(sum == again);
}

// The list that is sorted is one for all that are ranked; a second one would take memory of its own.
BOOST_AUTO_TEST_CASE(of_ranked_indices_are_those_of_one)
{
    auto const flows = eq::portfolio<int>{std::vector<eq::partner<int>>{{1, 6.0}, {2, 2.0}, {3, 0.0}, {4, 1.0}}};
    auto sum = 0.0;
    auto const of_one = counted([&] { sum += eq::gini(flows); });
    auto const of_many = counted([&] {
        sum += eq::measure(flows, eq::hhi, eq::shannon, eq::gini, eq::concentration_ratio(4), eq::gini(eq::positive),
                           eq::hall_tideman, eq::stenbacka(1), eq::concentration_ratio(1))[2];
    });
    BOOST_TEST(of_one == 1);
    BOOST_TEST(of_many == 1);
    BOOST_TEST(sum == 2 * eq::gini(flows));
}

BOOST_AUTO_TEST_CASE(kept_memory_changes_no_value)
{
    auto const all = book();
    auto const rows = all | indices;
    auto i = std::size_t{0};
    for (auto const& row : rows) {
        auto const flows = all[i].flows;
        BOOST_TEST_REQUIRE((row.values == eq::measure(flows, eq::hhi, eq::shannon, eq::gini, eq::exposure(0))));
        BOOST_TEST_REQUIRE((row.values[2] == eq::gini(flows) && row.values == rows[i].values));
        ++i;
    }
    BOOST_TEST(i == rows.size());
    auto keys = std::vector<int>{};
    rows.for_each(3, 6, [&](auto const& row) { keys.push_back(row.key); });
    BOOST_TEST((keys == std::vector{3, 4, 5}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
