// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "../support/flows.hpp"
#include "../support/quiet.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/scenario/loss.hpp>
#include <equipoise/scenario/loss_curve.hpp>
#include <equipoise/scenario/worst_loss.hpp>

#include <boost/test/unit_test.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

// What holds for every loss: more partners, less capacity and less knowledge never make it smaller; it does not matter
// in which steps partners are lost, in which order they are listed and in which unit their flows are.

namespace eq = equipoise;
namespace tt = boost::test_tools;

namespace {

using numbered = eq::portfolio<int>;
constexpr auto none = eq::substitution::none;

std::vector<eq::partner<int>> drawn(int partners)
{
    auto rows = std::vector<eq::partner<int>>{};
    for (auto i = 0; i < partners; ++i) {
        rows.push_back({i, static_cast<double>(support::draw_below(40))});
    }
    rows[0].amount += 1;
    return rows;
}

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-14;
}

bool holds(eq::interval const& outer, eq::interval const& inner)
{
    return outer.low <= inner.low + 1e-15 && inner.high <= outer.high + 1e-15;
}

} // namespace

BOOST_AUTO_TEST_SUITE(scenario)
BOOST_AUTO_TEST_SUITE(laws)

BOOST_AUTO_TEST_CASE(of_losses)
{
    BOOST_TEST(rc::check("losses", [] {
        auto const n = 2 + static_cast<int>(support::draw_below(6));
        auto rows = drawn(n);
        auto const flows = numbered{rows};
        auto const spares = drawn(n);
        auto const capacities = numbered{spares};
        auto const stock = static_cast<double>(support::draw_below(40));
        auto first = std::vector<int>{};
        auto both = std::vector<int>{};
        for (auto i = 0; i < n; ++i) {
            auto const which = support::draw_below(3);
            if (which == 0) {
                first.push_back(i);
            }
            if (which < 2) {
                both.push_back(i);
            }
        }
        auto const s = eq::bloc<int>(first);
        auto const st = eq::bloc<int>(both);
        auto const assumed = eq::spare(capacities).with_stock(stock);
        auto const hit = eq::lose(flows, s, assumed);
        auto const more = eq::lose(flows, st, assumed);
        RC_ASSERT(hit.shortfall.value <= more.shortfall.value);
        RC_ASSERT(eq::lose(flows, s, assumed.with_stock(stock + 1)).shortfall.value <= hit.shortfall.value);
        RC_ASSERT(near(hit.lost.value, hit.replaced.value + hit.shortfall.value));
        RC_ASSERT(hit.shortfall.value <= eq::lose(flows, s, none).shortfall.value);

        // a bloc loses what its members lose together
        auto sum = 0.0;
        for (auto const i : both) {
            auto const alone = eq::lose(flows, i, none);
            RC_ASSERT(alone.lost.value == alone.shortfall.value);
            sum += alone.lost.value;
        }
        RC_ASSERT(near(eq::lose(flows, st, none).lost.value, sum));
        auto const one = static_cast<int>(support::draw_below(static_cast<std::size_t>(n)));
        auto const other = (one + 1) % n;
        RC_ASSERT(near(eq::lose(flows, eq::bloc{one, other}, none).lost.value,
                       eq::lose(flows, one, none).lost.value + eq::lose(flows, other, none).lost.value));

        // without an assumption, the interval holds what every assumption gives
        auto const open = eq::lose(flows, s);
        RC_ASSERT(holds(open.shortfall.bounds, hit.shortfall.bounds));
        RC_ASSERT(holds(open.capacity.bounds, hit.capacity.bounds));
        RC_ASSERT(holds(open.flowing.bounds, eq::lose(flows, s, eq::spare(capacities)).flowing.bounds));

        // in two steps: what is left after both is the same
        auto const step = eq::lose(flows, s, none).after;
        auto const after = eq::lose(flows, st, none).after;
        auto const second = eq::lose(step, st, none);
        RC_ASSERT(second.after.size() == after.size());
        for (std::size_t i = 0; i < after.size(); ++i) {
            RC_ASSERT(second.after[i] == after[i]);
        }

        // in another unit, with capacities in it as well, and in another order
        auto scaled = rows;
        auto scaled_spares = spares;
        for (auto i = std::size_t{0}; i < rows.size(); ++i) {
            scaled[i].amount *= 0x1p-900;
            scaled_spares[i].amount *= 0x1p-900;
        }
        std::reverse(scaled.begin(), scaled.end());
        auto const in_other_unit = eq::spare(numbered{scaled_spares}).with_stock(stock * 0x1p-900);
        RC_ASSERT(eq::lose(numbered{scaled}, s, in_other_unit).shortfall.value == hit.shortfall.value);
        RC_ASSERT(eq::lose(numbered{scaled}, s, in_other_unit).capacity.value == hit.capacity.value);

        // the survivors add up to what flows
        auto const left = hit.after.totals().whole().value();
        RC_ASSERT(std::abs(left - hit.flowing.value * flows.totals().whole().value()) < 1e-11);
    }));
}

// A total of which part is not attributed: every way to attribute it gives a loss within the bounds.
BOOST_AUTO_TEST_CASE(of_bounds)
{
    BOOST_TEST(rc::check("bounds", [] {
        auto const n = 1 + static_cast<int>(support::draw_below(4));
        auto const rows = drawn(n);
        auto const rest = static_cast<double>(1 + support::draw_below(60));
        auto total = rest;
        for (auto const& row : rows) {
            total += row.amount;
        }
        auto const part = numbered{rows, {.total = total}};
        auto const assumed = eq::spare{static_cast<double>(support::draw_below(6)) / 4};
        auto const theirs = static_cast<double>(support::draw_below(61)) / 60 * rest;
        auto complete = rows;
        complete.push_back({100, theirs});
        complete.push_back({101, rest - theirs});
        auto const whole = numbered{complete};
        for (auto const& party : {eq::bloc{100}, eq::bloc{0, 100}, eq::bloc{0}}) {
            auto const outer = eq::lose(part, party, assumed);
            auto const inner = eq::lose(whole, party, assumed);
            RC_ASSERT(holds(outer.lost.bounds, inner.lost.bounds));
            RC_ASSERT(holds(outer.capacity.bounds, inner.capacity.bounds));
            RC_ASSERT(holds(outer.replaced.bounds, inner.replaced.bounds));
            RC_ASSERT(holds(outer.shortfall.bounds, inner.shortfall.bounds));
            RC_ASSERT(holds(outer.flowing.bounds, inner.flowing.bounds));
        }
        for (auto k = 1; k <= n; ++k) {
            auto const outer = eq::worst_loss(part, k, assumed).shortfall.bounds;
            RC_ASSERT(holds(outer, eq::worst_loss(whole, k, assumed).shortfall.bounds));
        }
        // the same where the total is open and all of the rest may be with one partner
        auto const open = numbered{rows}.with_unknown({100});
        auto closed = rows;
        closed.push_back({100, theirs});
        for (auto const& party : {eq::bloc{100}, eq::bloc{0}}) {
            auto const outer = eq::lose(open, party, assumed);
            auto const inner = eq::lose(numbered{closed}, party, assumed);
            RC_ASSERT(holds(outer.lost.bounds, inner.lost.bounds));
            RC_ASSERT(holds(outer.shortfall.bounds, inner.shortfall.bounds));
            RC_ASSERT(holds(outer.replaced.bounds, inner.replaced.bounds));
            RC_ASSERT(holds(outer.capacity.bounds, inner.capacity.bounds));
        }
    }));
}

// Without spare capacity the curve is concave.
BOOST_AUTO_TEST_CASE(of_curves)
{
    BOOST_TEST(rc::check("curves", [] {
        auto const flows = numbered{drawn(1 + static_cast<int>(support::draw_below(12)))};
        auto const curve = eq::loss_curve(flows, none).shortfalls;
        for (std::size_t k = 1; k + 1 < curve.size(); ++k) {
            RC_ASSERT(2 * curve[k].value >= curve[k - 1].value + curve[k + 1].value - 1e-15);
        }
        RC_ASSERT(curve.back().value == 1);
    }));
}

// Quantities, and capacities and stocks in their unit.
BOOST_AUTO_TEST_CASE(of_quantities)
{
    using support::money;
    using sales = eq::portfolio<int, money>;
    auto const flows = sales{{1, {50}}, {2, {30}}, {3, {20}}};
    auto const hit = eq::lose(flows, 1, eq::spare(sales{{2, {6}}, {3, {4}}}).with_stock(money{10}));
    BOOST_TEST(hit.shortfall.value == .3, tt::tolerance(1e-15));
    BOOST_TEST(eq::hhi(hit.after) == .52, tt::tolerance(1e-15));
    BOOST_TEST(hit.after[0].amount == .72, tt::tolerance(1e-15)); // 36, as a multiple of 50
    BOOST_TEST(eq::lose(flows, 1, eq::spare{.2}).shortfall.value == .4, tt::tolerance(1e-15));
    BOOST_TEST(eq::worst_loss(flows, 2, eq::spare{std::vector<money>{{0}, {0}, {50}}}).ids == (std::vector{1, 3}),
               tt::per_element());
    auto const cents = eq::portfolio<int, support::cents>{{1, {5000}}, {2, {3000}}, {3, {2000}}};
    BOOST_TEST(eq::lose(cents, 1, eq::spare(numbered{{2, 10}})).shortfall.value == .4, tt::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(raise_no_floating_point_exceptions)
{
    auto const flows = numbered{{1, 50}, {2, 30}, {3, 20}};
    auto const open = flows.with_unknown({4});
    support::check_quiet("lose", [&] {
        (void)eq::lose(flows, 1, eq::spare{.2});
        (void)eq::lose(flows, 1);
        (void)eq::lose(flows, eq::bloc{1, 2, 3}, none).price(3);
        (void)eq::lose(open, 4);
        (void)eq::lose(numbered{}, 1);
    });
    support::check_quiet("worst_loss", [&] {
        (void)eq::worst_loss(flows, 2);
        (void)eq::worst_loss(open, 2, eq::spare{.2});
    });
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
