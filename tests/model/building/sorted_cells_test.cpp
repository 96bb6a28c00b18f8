// SPDX-License-Identifier: BSL-1.0
#include <equipoise/model/building/sorted_cells.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
namespace detail = eq::detail;

using cells = detail::sorted_cells<int, int, double>;
using row = eq::ledger_row<int, int>;
using entry = std::tuple<int, int, double>;

detail::cell<double> sum_of(double amount)
{
    return detail::cell<double>::from(amount, 0);
}

cells of(std::vector<row> const& rows)
{
    auto all = cells{};
    for (auto const& [key, id, amount] : rows) {
        BOOST_TEST_REQUIRE(all.append_row(key, id, amount));
    }
    return all;
}

std::vector<entry> listed(cells const& all)
{
    auto found = std::vector<entry>{};
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = 0; j < all.ids(i).size(); ++j) {
            found.emplace_back(all.keys()[i], all.ids(i)[j], all.amounts(i)[j]);
        }
    }
    return found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(building)
BOOST_AUTO_TEST_SUITE(sorted_cells)

BOOST_AUTO_TEST_CASE(rows_are_appended_only_in_order)
{
    auto all = of({{1, 5, 2}, {1, 7, 3}, {1, 7, 4}, {4, 2, 1}});
    BOOST_TEST(!all.append_row(4, 1, 1), "a partner before the last one");
    BOOST_TEST(!all.append_row(3, 9, 1), "a key before the last one");
    BOOST_TEST((listed(all) == std::vector<entry>{{1, 5, 2}, {1, 7, 7}, {4, 2, 1}}));
    BOOST_TEST(all.size() == 2U);
    BOOST_TEST(all.cells() == 3U);
    BOOST_TEST(all.position(4) == 1U);
    BOOST_TEST(all.position(2) == all.size());
    BOOST_TEST(all.position(9) == all.size());
}

BOOST_AUTO_TEST_CASE(leading_rows_are_appended_as_far_as_memory_is_reserved)
{
    auto const rows = std::vector<row>{{1, 6, 1}, {2, 3, 2}, {2, 5, -0.0}, {2, 5, 4}, {3, 1, -5}, {3, 1, 6}, {3, 2, 7}};
    auto all = cells{};
    all.reserve(5);
    BOOST_TEST(all.add_leading(rows, 0, 7) == 0U, "nothing to continue yet");
    BOOST_TEST(all.append_row(1, 5, 9));
    BOOST_TEST(all.add_leading(rows, 0, 7) == 3U, "up to a second row of the same cell");
    BOOST_TEST(all.add_leading(rows, 4, 7) == 4U, "an invalid amount");
    BOOST_TEST(all.add_leading(rows, 5, 7) == 6U, "no memory is reserved for more");
    BOOST_TEST(all.full());
    BOOST_TEST((listed(all) == std::vector<entry>{{1, 5, 9}, {1, 6, 1}, {2, 3, 2}, {2, 5, 0}, {3, 1, 6}}));
    BOOST_TEST(!std::signbit(all.amounts(1)[1]));
}

BOOST_AUTO_TEST_CASE(cells_of_the_same_key_and_partner_are_added_up)
{
    auto const whole = std::vector<entry>{{1, 5, 2}, {1, 7, 7}, {2, 1, 1}, {4, 2, 3}};
    for (auto const& [a, b] : {std::pair{of({{1, 5, 2}, {1, 7, 3}}), of({{1, 7, 4}, {2, 1, 1}, {4, 2, 3}})},
                               {of({{1, 7, 3}, {4, 2, 3}}), of({{1, 5, 2}, {1, 7, 4}, {2, 1, 1}})},
                               {of({{1, 5, 2}, {1, 7, 7}, {2, 1, 1}, {4, 2, 3}}), cells{}},
                               {cells{}, of({{1, 5, 2}, {1, 7, 7}, {2, 1, 1}, {4, 2, 3}})},
                               {of({{1, 5, 2}, {1, 7, 7}}), of({{2, 1, 1}, {4, 2, 3}})}}) {
        auto sum = a;
        sum.add(b);
        BOOST_TEST((listed(sum) == whole));
        sum = b;
        sum.absorb(a);
        BOOST_TEST((listed(sum) == whole));
    }
    auto twice = of({{1, 5, 2}, {4, 2, 3}});
    twice.add(twice);
    BOOST_TEST((listed(twice) == std::vector<entry>{{1, 5, 4}, {4, 2, 6}}));
}

BOOST_AUTO_TEST_CASE(what_rounding_takes_is_kept)
{
    auto small = cells{};
    small.open(1);
    small.append(5, sum_of(0x1p-60));
    auto all = of({{1, 5, 1}, {1, 6, 1}});
    auto const before = all;
    for (auto i = 0; i < 256; ++i) {
        all.add(small);
    }
    BOOST_TEST(all.amounts(0)[0] == 1 + 0x1p-52);
    BOOST_TEST(all.amounts(0)[1] == 1);
    BOOST_TEST(before.amounts(0)[0] == 1);
}

BOOST_AUTO_TEST_CASE(cells_are_visited_as_long_as_they_are_wanted)
{
    auto const all = of({{1, 5, 2}, {1, 7, 3}, {4, 2, 1}});
    auto seen = std::vector<entry>{};
    auto const until = [&](double last) {
        return [&seen, last](int key, int id, detail::cell<double> const& sum) {
            seen.emplace_back(key, id, sum.value());
            return sum.value() != last;
        };
    };
    BOOST_TEST(!all.visit_while(until(3)));
    BOOST_TEST((seen == std::vector<entry>{{1, 5, 2}, {1, 7, 3}}));
    seen.clear();
    BOOST_TEST(all.visit_while(until(9)));
    BOOST_TEST((seen == listed(all)));
}

BOOST_AUTO_TEST_CASE(the_plan_of_a_sum_is_the_most_expensive_one)
{
    auto a = of({{1, 5, 2}});
    BOOST_TEST((a.plan() == detail::plan::in_order));
    auto b = of({{1, 6, 2}});
    b.set_plan(detail::plan::radix);
    a.add(b);
    BOOST_TEST((a.plan() == detail::plan::radix));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
