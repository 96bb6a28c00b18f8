// SPDX-License-Identifier: BSL-1.0
#include "../support/flows.hpp"
#include "../support/message_of.hpp"

#include <equipoise/scenario/loss.hpp>
#include <equipoise/scenario/shapley.hpp>

#include <boost/test/unit_test.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;

namespace {

using numbered = eq::portfolio<int>;
auto const to_rounding = tt::tolerance(1e-15);

numbered three()
{
    return {{1, 50}, {2, 30}, {3, 20}};
}

void check(eq::due_parts<int> const& found, std::vector<int> const& ids, std::vector<double> const& values,
           double whole)
{
    BOOST_TEST_REQUIRE(found.parts.size() == ids.size());
    BOOST_TEST(found.whole == whole, to_rounding);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        BOOST_TEST(found.parts[i].id == ids[i]);
        BOOST_TEST(found.parts[i].value == values[i], to_rounding);
        if (whole > 0) {
            BOOST_TEST(found.parts[i].share == values[i] / whole, to_rounding);
        }
    }
}

/// The mean over all orders of what each member adds, by its definition.
std::vector<double> by_orders(std::vector<int> members, std::function<double(std::vector<int>)> const& value)
{
    auto const all = members;
    auto sums = std::vector<double>(members.size());
    auto orders = 0.0;
    do {
        auto before = std::vector<int>{};
        for (auto const id : members) {
            auto with = before;
            with.push_back(id);
            auto const place = std::find(all.begin(), all.end(), id) - all.begin();
            sums[static_cast<std::size_t>(place)] += value(with) - value(before);
            before = with;
        }
        ++orders;
    } while (std::next_permutation(members.begin(), members.end()));
    for (auto& sum : sums) {
        sum /= orders;
    }
    return sums;
}

} // namespace

BOOST_AUTO_TEST_SUITE(scenario)
BOOST_AUTO_TEST_SUITE(shapley)

BOOST_AUTO_TEST_CASE(of_a_loss)
{
    auto const all = eq::bloc{1, 2, 3};
    check(eq::shapley_share(three(), all, eq::substitution::none), {1, 2, 3}, {.5, .3, .2}, 1);
    check(eq::shapley_share(three(), eq::bloc{1, 3}, eq::substitution::none), {1, 3}, {.5, .2}, .7);
    check(eq::shapley_share(three(), 1, eq::substitution::none), {1}, {.5}, .5);
    check(eq::shapley_share(three(), all, eq::substitution::full), {1, 2, 3}, {0, 0, 0}, 0);
    BOOST_TEST(eq::is_undefined(eq::shapley_share(three(), all, eq::substitution::full).parts[0].share));
    // a stock of 40 covers 2 or 3, not both: v(1) .1, v(2) = v(3) = 0, v(12) .4, v(13) .3, v(23) .1, v(123) .6
    // of 1: (2 x .1 + .4 + .3 + 2 x .5) / 6, of 2: (0 x 2 + .3 + .1 + 2 x .3) / 6, of 3: (0 x 2 + .2 + .1 + 2 x .2) / 6
    auto const stocked = eq::shapley_share(three(), all, eq::spare{0.}.with_stock(40.));
    check(stocked, {1, 2, 3}, {1.9 / 6, 1. / 6, .7 / 6}, .6);
    BOOST_TEST(stocked.assumed == "spare capacity of 0 of what each remaining partner delivers, a stock of 40");
    // a partner of the bloc that delivers nothing, but others count on it
    auto const entrant = eq::shapley_share(three(), eq::bloc{1, 4}, eq::spare(numbered{{4, 20}}));
    check(entrant, {1, 4}, {.4, .1}, .5); // v(1) .3, v(4) 0, v(14) .5
}

BOOST_AUTO_TEST_CASE(of_the_hhi)
{
    check(eq::shapley_share(three(), eq::hhi), {1, 2, 3}, {.25, .09, .04}, .38);
    // as one, 1 and 2 have .64 in place of .25 + .09
    check(eq::shapley_share(three(), eq::bloc{1, 2}, eq::hhi), {1, 2}, {.15, .15}, .3);
    check(eq::shapley_share(three(), eq::bloc{1, 2, 3}, eq::hhi), {1, 2, 3}, {.25, .21, .16}, .62);
    check(eq::shapley_share(three(), 1, eq::hhi), {1}, {0}, 0);
}

BOOST_AUTO_TEST_CASE(undefined)
{
    auto const none = eq::substitution::none;
    BOOST_TEST((eq::shapley_share(numbered{}, 1, none).why == eq::reason::no_partners));
    BOOST_TEST((eq::shapley_share(numbered{{1, 0}}, 1, none).why == eq::reason::no_flow));
    BOOST_TEST((eq::shapley_share(numbered{{1, 0}}, eq::hhi).why == eq::reason::no_flow));
    auto const part = numbered{{{1, 50}, {2, 30}}, {.total = 100}};
    BOOST_TEST((eq::shapley_share(part, 3, none).why == eq::reason::not_listed));
    BOOST_TEST((eq::shapley_share(part, eq::hhi).why == eq::reason::unattributed));
    check(eq::shapley_share(part, eq::bloc{1, 2}, none), {1, 2}, {.5, .3}, .8);
    // the unlisted 20 can add a fifth as well
    check(eq::shapley_share(part, 1, eq::spare{.2}), {1}, {.4}, .4);
    BOOST_TEST((eq::shapley_share(part, 1, eq::spare{std::vector{1., 2.}}).why == eq::reason::unknown_part));
    BOOST_TEST(eq::is_undefined(eq::shapley_share(part, 3, none).whole));
    BOOST_TEST((eq::shapley_share(three().with_unknown({4}), 1, none).why == eq::reason::unknown_amount));
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    auto rows = std::vector<eq::partner<int>>{};
    auto ids = std::vector<int>{};
    for (auto i = 0; i < 21; ++i) {
        rows.push_back({i, 1});
        ids.push_back(i);
    }
    auto const many = numbered{rows};
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::shapley_share(many, eq::bloc(ids), eq::spare{.1}); })
               == "shapley_share: number of lost partners is 21; it must be at most 20 where something is replaced");
    BOOST_TEST(eq::shapley_share(many, eq::bloc(ids), eq::substitution::none).parts.size() == 21U);
}

// By the definition: all orders, with the shortfalls of `lose` and the sums of squares.
BOOST_AUTO_TEST_CASE(against_all_orders)
{
    BOOST_TEST(rc::check("all orders", [] {
        auto rows = std::vector<eq::partner<int>>{};
        auto members = std::vector<int>{};
        for (auto i = 0; i < 6; ++i) {
            rows.push_back({i, 1 + static_cast<double>(support::draw_below(20))});
            if (i < 1 + static_cast<int>(support::draw_below(5))) {
                members.push_back(i);
            }
        }
        auto const flows = numbered{rows};
        auto const assumed = eq::spare{static_cast<double>(support::draw_below(4)) / 4}.with_stock(
            static_cast<double>(support::draw_below(30)));
        auto const lost = by_orders(members, [&](std::vector<int> const& set) {
            return eq::lose(flows, eq::bloc<int>(set), assumed).shortfall.value;
        });
        auto const joined = by_orders(members, [&](std::vector<int> const& set) { // its members act as one
            auto sum = 0.0;
            auto squares = 0.0;
            for (auto const id : set) {
                sum += flows.share(static_cast<std::size_t>(id));
                squares += flows.share(static_cast<std::size_t>(id)) * flows.share(static_cast<std::size_t>(id));
            }
            return sum * sum - squares;
        });
        auto const of_loss = eq::shapley_share(flows, eq::bloc<int>(members), assumed);
        auto const of_hhi = eq::shapley_share(flows, eq::bloc<int>(members), eq::hhi);
        for (std::size_t i = 0; i < members.size(); ++i) {
            RC_ASSERT(std::abs(of_loss.parts[i].value - lost[i]) < 1e-14);
            RC_ASSERT(std::abs(of_hhi.parts[i].value - joined[i]) < 1e-14);
        }
        auto const whole = eq::lose(flows, eq::bloc<int>(members), assumed).shortfall.value;
        RC_ASSERT(std::abs(of_loss.whole - whole) < 1e-14);
    }));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
