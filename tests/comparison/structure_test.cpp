// SPDX-License-Identifier: BSL-1.0
#include "../support/constant.hpp"
#include "../support/matrices.hpp"
#include "../support/message_of.hpp"
#include "../support/proportional.hpp"
#include "../support/reference_pairs.hpp"

#include <equipoise/comparison/structure.hpp>

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>
#include <vector>

namespace eq = equipoise;

namespace {

using products = eq::portfolio<std::string>;

products const exported{{"26", 6}, {"27", 3}, {"71", 1}};
products const world{{"26", 20}, {"27", 60}, {"71", 0}, {"84", 20}};

} // namespace

BOOST_AUTO_TEST_SUITE(comparison)
BOOST_AUTO_TEST_SUITE(structure)

BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const sold = products{{"26", 6}, {"27", 3}, {"84", 1}};
    auto const all = products{{"26", 20}, {"27", 60}, {"84", 20}};
    // p = (.6, .3, .1), r = (.2, .6, .2): |p - r| = .4 + .3 + .1, sum p^2 / r = 1.8 + .15 + .05
    BOOST_TEST(eq::krugman(sold, all) == 0.8);
    BOOST_TEST(eq::hachman(sold, all) == 0.5);
    BOOST_TEST(eq::krugman(std::vector{6, 3, 1}, std::vector{20L, 60L, 20L}) == 0.8);
    BOOST_TEST(eq::hachman(all)(sold) == 0.5);
    static constexpr double p[] = {6, 3, 1};
    static constexpr double r[] = {20, 60, 20};
    SUPPORT_STATIC_ASSERT(eq::krugman(p, r) == 0.8 && eq::hachman(p, r) == 0.5);
}

BOOST_AUTO_TEST_CASE(value_and_reason_together)
{
    auto const sold = products{{"26", 6}, {"27", 3}, {"84", 1}};
    auto const known = eq::krugman.result(sold, world);
    BOOST_TEST(known.value == eq::krugman(sold, world));
    BOOST_TEST((known.bounds == eq::interval{known.value, known.value}));
    BOOST_TEST((known.why == eq::reason::defined));
    BOOST_TEST(eq::hachman.why_undefined(sold, world) == "");
    auto const partly = products{{{"26", 5}}, {.total = 10}};
    auto const open = eq::krugman.result(partly, world); // this measure has no bounds
    BOOST_TEST(eq::is_undefined(open.value));
    BOOST_TEST(eq::is_undefined(open.bounds.low));
    BOOST_TEST((open.why == eq::reason::unattributed));
    BOOST_TEST(eq::hachman.why_undefined(partly, world) == eq::words(eq::reason::unattributed));
}

BOOST_AUTO_TEST_CASE(reference_matrices)
{
    auto const tables = support::matrices();
    auto seen = std::map<std::string, int>{};
    for (auto const& each : support::matrix_values()) {
        auto const& row = tables.at(each.name).rows.at(each.row);
        auto const& total = tables.at(each.name).sums;
        if (each.metric != "krugman" && each.metric != "hachman") {
            continue;
        }
        auto const found = each.metric == "krugman" ? eq::krugman(row, total) : eq::hachman(row, total);
        BOOST_TEST_CONTEXT(each.name << " " << each.metric << " " << each.row << " " << each.column)
        {
            BOOST_TEST(support::ulps(found, each.value) <= 1);
        }
        ++seen[each.metric];
    }
    BOOST_TEST(seen["krugman"] == 26);
    BOOST_TEST(seen["hachman"] == 26);
}

BOOST_AUTO_TEST_CASE(reference_pairs)
{
    BOOST_TEST(
        support::compare_with_reference_pairs("krugman", [](auto const& x, auto const& y) { return eq::krugman(x, y); })
        >= 11);
}

BOOST_AUTO_TEST_CASE(proportional_rows_are_alike)
{
    support::with_proportional_pairs(91, [](auto const& a, auto const& b) {
        BOOST_TEST(eq::krugman(a, b) == 0);
        BOOST_TEST(eq::hachman(a, b) == 1);
    });
}

BOOST_AUTO_TEST_CASE(undefined_cases)
{
    auto const zero = products{{"26", 0}};
    BOOST_TEST(eq::is_undefined(eq::hachman(products{}, world)));
    BOOST_TEST(eq::why_undefined(products{}, eq::hachman(world)) == eq::words(eq::reason::no_partners));
    BOOST_TEST(eq::is_undefined(eq::krugman(world, zero)));
    BOOST_TEST(eq::why_undefined(world, eq::krugman(zero)) == eq::words(eq::reason::no_reference));
    auto const partly = products{{{"26", 5}}, {.total = 10}};
    BOOST_TEST(eq::why_undefined(partly, eq::krugman(world)) == eq::words(eq::reason::unattributed));
    BOOST_TEST(eq::hachman(exported, world) == 0); // the world has nothing of 71
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::krugman(std::vector{1.0, 2.0}, std::vector{1.0}); })
               == "krugman: length of the reference is 1; it must be that of the flows, 2");
    BOOST_CHECK_THROW((void)eq::hachman(std::vector{1.0, -2.0}, std::vector{1.0, 1.0}), eq::invalid_amount);
    BOOST_CHECK_THROW((void)eq::krugman(std::vector{eq::undefined}, std::vector{1.0}), eq::invalid_amount);
}

BOOST_AUTO_TEST_CASE(any_scale)
{
    for (auto const size : {1e300, 1.0, 1e-300}) {
        auto const mine = eq::portfolio<int>{{1, 6 * size}, {2, 3 * size}, {3, size}};
        for (auto const other : {1e300, 1.0, 1e-300}) {
            auto const theirs = eq::portfolio<int>{{1, 2 * other}, {2, 6 * other}, {3, 2 * other}};
            BOOST_TEST(support::ulps(eq::krugman(mine, theirs), 0.8) <= 4); // of decimals that are rounded
            BOOST_TEST(support::ulps(eq::hachman(mine, theirs), 0.5) <= 4);
        }
    }
    BOOST_TEST(eq::hachman(eq::portfolio<int>{{1, 1}, {2, 1}}, eq::portfolio<int>{{1, 5e-324}, {2, 1}}) < 1e-300);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
