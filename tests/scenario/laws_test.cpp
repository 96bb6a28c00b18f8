// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "../support/flows.hpp"
#include "../support/quiet.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/scenario/cheapest_exit.hpp>
#include <equipoise/scenario/loss.hpp>
#include <equipoise/scenario/loss_curve.hpp>
#include <equipoise/scenario/loss_distribution.hpp>
#include <equipoise/scenario/n_minus.hpp>
#include <equipoise/scenario/rerouting.hpp>
#include <equipoise/scenario/sanctions.hpp>
#include <equipoise/scenario/shapley.hpp>
#include <equipoise/scenario/threat.hpp>
#include <equipoise/scenario/worst_loss.hpp>

#include <boost/test/unit_test.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
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
        (void)eq::worst_loss(numbered{}, 1);
    });
    support::check_quiet("loss_curve", [&] {
        (void)eq::critical_partners(flows, .5, eq::spare{.2});
        (void)eq::critical_partners(open, .5);
        (void)eq::critical_partners(numbered{}, .5);
    });
    support::check_quiet("n_minus", [&] {
        (void)eq::n_minus(flows, 40, 2, 5);
        (void)eq::n_minus.bound(open, 40);
        (void)eq::n_minus(flows, 0);
        (void)eq::n_minus(numbered{}, 1);
        (void)eq::n_minus_gas(
            {.entry = 30, .production = 5, .storage = 20, .lng = 10, .largest = 25, .demand = 45, .demand_side = 5});
        (void)eq::n_minus_gas.bound(eq::gas_supply{});
    });
    support::check_quiet("secondary_exposure", [&] {
        (void)eq::secondary_exposure(flows, eq::bloc{1, 2}, .1);
        (void)eq::secondary_exposure.bound(open, 4, std::optional<double>{});
        (void)eq::secondary_exposure(numbered{}, 1, .1);
        (void)eq::bound(open, eq::first_round(4, .5));
    });
    auto const before = eq::third_state_trade{20, 100, 150};
    for (auto const& after : {eq::third_state_trade{80, 145, 50}, eq::third_state_trade{80, 145, 150},
                              eq::third_state_trade{{}, {}, {}}, eq::third_state_trade{1e300, 1e300, 50}}) {
        support::check_quiet("diversion", [&] { (void)eq::diversion.bound(before, after); });
        support::check_quiet("pass_through", [&] { (void)eq::pass_through.bound(before, after); });
    }
}

BOOST_AUTO_TEST_CASE(of_several_losses_raise_no_floating_point_exceptions)
{
    auto const flows = numbered{{1, 50}, {2, 30}, {3, 20}};
    auto const open = flows.with_unknown({4});
    using good = eq::good<numbered, eq::spare<>>;
    auto const goods = [](numbered const& of_one) {
        return std::vector<good>{{"coal", of_one, 1, eq::spare{.2}}, {"wool", {{1, 1}, {2, 4}}, 2, eq::spare{0.}}};
    };
    support::check_quiet("threat", [&] {
        (void)eq::threat(goods(flows), 1, goods(flows), 2);
        (void)eq::threat(goods(open), 4, goods(flows), 2);
        (void)eq::threat(goods(flows), 9, goods(flows), 9); // neither loses anything
        (void)eq::threat(goods(flows), 1, goods(flows), 9); // the power does not
        (void)eq::threat(goods(numbered{}), 1, goods(flows), 2);
    });
    auto const losses = std::vector<eq::possible_loss<int>>{{1, .5, .1}, {2, .3, 0}, {3, .2, 1}};
    support::check_quiet("loss_distribution", [&] {
        for (auto const& found :
             {eq::loss_distribution(losses, {{.05, {1, 2}}}), eq::loss_distribution(flows, {.1, .2, .5}, eq::spare{.2}),
              eq::loss_distribution(open, {.1, .2, .5}, eq::spare{.2}),
              eq::loss_distribution(numbered{}, {}, eq::spare{.2})}) {
            (void)found.expected_loss();
            (void)found.loss_variance();
            (void)found.value_at_risk(.95);
            (void)found.expected_shortfall(.95);
            (void)found.probability_above(.5);
        }
    });
    support::check_quiet("cheapest_exit", [&] {
        auto const below = [](double share) { return eq::exit_target<int>{.exposures = {{eq::bloc{1}, share}}}; };
        (void)eq::cheapest_exit(flows, below(.3), eq::substitution::full);
        (void)eq::cheapest_exit(flows, below(0), eq::spare{.2}, {1, 2, 3}); // not reachable
        (void)eq::cheapest_exit(flows, below(.4), eq::spare{.2}, {1, 2, 3});
        (void)eq::cheapest_exit(flows, eq::exit_target<int>{.hhi = .35}, eq::substitution::full);
        (void)eq::cheapest_exit(open, below(.3), eq::substitution::full);
        (void)eq::cheapest_exit(numbered{}, below(.3), eq::substitution::full);
    });
    support::check_quiet("shapley_share", [&] {
        (void)eq::shapley_share(flows, eq::bloc{1, 2}, eq::spare{.2});
        (void)eq::shapley_share(flows, eq::bloc{9}, eq::spare{.2});
        (void)eq::shapley_share(flows, eq::hhi);
        (void)eq::shapley_share(flows, eq::bloc{1, 2}, eq::hhi);
        (void)eq::shapley_share(open, eq::bloc{1, 2}, eq::spare{.2});
        (void)eq::shapley_share(numbered{}, eq::hhi);
    });
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
