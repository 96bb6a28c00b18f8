// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/trade_structure/complementarity.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include "../support/amounts.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;

namespace {

constexpr auto infinity = std::numeric_limits<double>::infinity();
using products = eq::portfolio<std::string>;

products const sold{{"26", 6}, {"27", 4}};
products const bought{{"26", 2}, {"84", 6}};
products const world{{"26", 20}, {"27", 60}, {"84", 20}};

} // namespace

BOOST_AUTO_TEST_SUITE(trade_structure)
BOOST_AUTO_TEST_SUITE(complementarity)

BOOST_AUTO_TEST_CASE(michaely)
{
    BOOST_TEST(eq::complementarity(bought, sold) == 0.25); // min(.25, .6), nothing else in common
    BOOST_TEST(eq::complementarity(sold, sold) == 1);
    BOOST_TEST(eq::complementarity(sold)(bought) == 0.25);
    auto const about = eq::describe(eq::complementarity(sold));
    BOOST_TEST(about.name == "complementarity");
    BOOST_TEST((about.range(3) == eq::interval{0, 1}));
    // half of the imports are of 26, and the rest may be what the other state sells or what it does not sell
    auto const partly = products{{{"26", 1}}, {.total = 2}};
    BOOST_TEST(eq::complementarity.why_undefined(partly, sold) == eq::words(eq::reason::unattributed));
    BOOST_TEST((eq::complementarity.bound(partly, sold) == eq::overlap.bound(partly, sold)));
    BOOST_TEST(eq::complementarity.bound(partly, sold).low == 0.5);
    BOOST_TEST(eq::complementarity.bound(partly, sold).high == 0.9); // .5 and all of 27
}

BOOST_AUTO_TEST_CASE(drysdale)
{
    BOOST_TEST(eq::drysdale_complementarity(sold, bought, world) == 0.75); // .6 . .25 / .2
    BOOST_TEST(eq::drysdale_complementarity(bought, sold, world) == 0.75); // it is symmetric
    // a state that buys as the world does is as complementary as the world is to itself
    BOOST_TEST(eq::drysdale_complementarity(sold, world, world) == 1, tt::tolerance(4e-16));
    BOOST_TEST(eq::drysdale_complementarity(sold, products{{"84", 1}}, world) == 0);
    BOOST_TEST(eq::drysdale_complementarity(sold, products{{"26", 1}}, world) == 3); // .6 / .2
    // i itself imports 20 of 27: the world but for i imports 80, of which 26 is a quarter
    BOOST_TEST(eq::drysdale_complementarity(sold, bought, world, products{{"27", 20}}) == 0.6, tt::tolerance(4e-16));
    BOOST_TEST(eq::drysdale_complementarity(sold, bought, world, products{{"26", 0}}) == 0.75);
    BOOST_TEST(eq::is_undefined(eq::drysdale_complementarity(sold, bought, world, products{}))); // not on file
    BOOST_TEST(eq::drysdale_complementarity.why_undefined(sold, bought, world, products{})
               == eq::words(eq::reason::unknown_imports));
    BOOST_TEST(eq::is_undefined(eq::complementarity(bought, products{})));
    BOOST_TEST(eq::is_undefined(eq::complementarity(products{}, sold)));
    BOOST_TEST(eq::drysdale_complementarity(sold.view(), bought.view(), world.view()) == 0.75);
    BOOST_TEST((eq::drysdale_complementarity.bound(sold, bought, world) == eq::interval{0.75, 0.75}));
}

BOOST_AUTO_TEST_CASE(any_scale_and_type)
{
    for (auto const a : {5e-324, 1e-300, 1e300}) {
        for (auto const b : {5e-324, 1e300}) {
            auto const mine = products{{"26", a}, {"27", a}};
            auto const theirs = products{{"26", b}, {"84", b}};
            BOOST_TEST(eq::drysdale_complementarity(mine, theirs, products{{"26", a}, {"27", a}, {"84", a}}) == 0.75,
                       tt::tolerance(4e-16)); // .5 . .5 / (1 / 3)
        }
    }
    using tons = eq::portfolio<int, support::tonnes>;
    using counts = eq::portfolio<int, long long>;
    auto const all = tons{{26, {20}}, {27, {60}}, {84, {20}}};
    BOOST_TEST(eq::drysdale_complementarity(counts{{26, 6}, {27, 4}}, counts{{26, 2}, {84, 6}}, all, tons{{27, {20}}})
                   == 0.6,
               tt::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(undefined_cases)
{
    auto const why = [](auto const&... flows) { return eq::drysdale_complementarity.why_undefined(flows...); };
    BOOST_TEST(why(products{}, bought, world) == eq::words(eq::reason::no_partners));
    BOOST_TEST(why(sold, products{{"26", 0}}, world) == eq::words(eq::reason::no_flow));
    BOOST_TEST(why(sold, bought, products{}) == eq::words(eq::reason::no_reference));
    BOOST_TEST(why(sold, bought, world, world) == eq::words(eq::reason::no_reference)); // no other state imports
    BOOST_TEST(why(sold, bought, products{{"26", 0}, {"27", 1}, {"84", 1}}) == eq::words(eq::reason::zero_divisor));
    BOOST_TEST(why(sold, bought, world).empty());
    BOOST_TEST(
        message_of<eq::invalid_parameter>([] { (void)eq::drysdale_complementarity(sold, bought, products{{"26", 1}}); })
        == "drysdale_complementarity: 27 is missing in the world's imports, but it is traded");
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [] { (void)eq::drysdale_complementarity(sold, bought, world, products{{"27", 61}}); })
               == "drysdale_complementarity: own imports of 27 are more than the world's");
    BOOST_CHECK_THROW((void)eq::drysdale_complementarity(sold, bought, world, products{{"99", 1}}),
                      eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(unattributed_parts)
{
    // half of the exports are of 26, and the rest at best of 84, where j is 3.75 times the world
    auto const partly_sold = products{{{"26", 5}}, {.total = 10}};
    BOOST_TEST(eq::drysdale_complementarity.why_undefined(partly_sold, bought, world)
               == eq::words(eq::reason::unattributed));
    auto const ends = eq::drysdale_complementarity.bound(partly_sold, bought, world);
    BOOST_TEST(ends.low == 0.625);
    BOOST_TEST(ends.high == 2.5); // .625 + .5 . .75 / .2
    // of the imports a quarter is of 26, and the rest at best of 27
    auto const partly_bought = products{{{"26", 2}}, {.total = 8}};
    auto const others = eq::drysdale_complementarity.bound(sold, partly_bought, world);
    BOOST_TEST(others.low == 0.75);
    BOOST_TEST(others.high == 1.25, tt::tolerance(4e-16)); // .75 + .75 . .4 / .6
    // Half of either side is hidden: of the exports it may be in 72, which j is known to buy (.25 / .05), of the
    // imports in 71, which i is known to sell (.1 / .05), and of both in 84 (1 / .3) rather than in 27 (1 / .5). Of 99
    // the world imports nothing, so that nothing hidden is of it. For sure, .4 . .25 / .1 are of 26.
    auto const all = products{{"26", 10}, {"27", 50}, {"71", 5}, {"72", 5}, {"84", 30}, {"99", 0}};
    auto const both = eq::drysdale_complementarity.bound(products{{{"26", 4}, {"71", 1}}, {.total = 10}},
                                                         products{{{"26", 2}, {"72", 2}}, {.total = 8}}, all);
    BOOST_TEST(both.low == 1, tt::tolerance(4e-16));
    BOOST_TEST(both.high == 1 + .5 * 5 + .5 * 2 + .25 / .3, tt::tolerance(1e-15));
    // i's own hidden 10 may be all that the world imports of 84, of which hidden exports and imports may then be as
    // well; of 26 the others import 9 of 28, and .5 . .25 is met
    auto const own = products{{{"26", 1}, {"27", 1}}, {.total = 12}};
    auto const without_end = eq::drysdale_complementarity.bound(partly_sold, partly_bought,
                                                                products{{"26", 10}, {"27", 20}, {"84", 10}}, own);
    BOOST_TEST(without_end.low == .125 * 28 / 9, tt::tolerance(1e-15));
    BOOST_TEST(without_end.high == infinity);
    // of the world's imports of 84, at most .2, and perhaps as little as one likes
    auto const partly_known = products{{{"26", 20}, {"27", 60}}, {.total = 100}};
    auto const open = eq::drysdale_complementarity.bound(products{{"26", 6}, {"84", 4}}, bought, partly_known);
    BOOST_TEST(open.low == 2.25, tt::tolerance(4e-16)); // .15 / .2 + .3 / .2
    BOOST_TEST(open.high == infinity);
}

BOOST_AUTO_TEST_CASE(bounds_hold_for_every_completion)
{
    auto random = std::mt19937{1989};
    auto draw = [&](int least) { return static_cast<double>(std::uniform_int_distribution{least, 9}(random)); };
    for (auto i = 0; i < 1000; ++i) {
        auto whole = std::vector<eq::portfolio<int>>{};
        auto known = std::vector<eq::portfolio<int>>{};
        for (auto which = 0; which < 3; ++which) {
            auto all = std::vector<eq::partner<int>>{};
            auto listed = std::vector<eq::partner<int>>{};
            auto total = 0.0;
            for (auto k = 0; k < 5; ++k) {
                all.push_back({k, draw(which == 2 ? 1 : 0)});
                total += all.back().amount;
                if (draw(0) < 7) {
                    listed.push_back(all.back());
                }
            }
            whole.emplace_back(all);
            known.emplace_back(listed, eq::declared<>{.total = total});
        }
        if (auto const exact = eq::drysdale_complementarity(whole[0], whole[1], whole[2]); !eq::is_undefined(exact)) {
            auto const ends = eq::drysdale_complementarity.bound(known[0], known[1], known[2]);
            BOOST_TEST((ends.low <= exact * (1 + 1e-14) && exact <= ends.high * (1 + 1e-14)));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
