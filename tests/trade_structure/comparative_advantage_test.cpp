// SPDX-License-Identifier: BSL-1.0
#include "../support/matrices.hpp"
#include "../support/message_of.hpp"
#include "../support/proportional.hpp"
#include "../support/states.hpp"

#include <equipoise/trade_structure/comparative_advantage.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <map>
#include <string>
#include <type_traits>

namespace eq = equipoise;
using namespace eq::literals;
using namespace named_states;

namespace {

using products = eq::portfolio<std::string>;
using states = eq::portfolio<eq::iso3>;

products const exported{{"26", 6}, {"27", 3}, {"71", 1}};
products const world{{"26", 20}, {"27", 60}, {"71", 0}, {"84", 20}};

} // namespace

BOOST_AUTO_TEST_SUITE(trade_structure)
BOOST_AUTO_TEST_SUITE(comparative_advantage)

BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const sold = products{{"26", 6}, {"27", 3}, {"84", 1}};
    auto const all = products{{"26", 20}, {"27", 60}, {"84", 20}};
    BOOST_TEST(eq::rca(sold, all, "26") == 3);             // .6 / .2
    BOOST_TEST(eq::rca(sold, all, "27") == 0.5);           // .3 / .6
    BOOST_TEST(eq::symmetric_rca(sold, all, "26") == 0.5); // 2 / 4
    BOOST_TEST(eq::symmetric_rca(sold, all, "27") == -1.0 / 3);
    BOOST_TEST(eq::rca(all, "26")(sold) == 3);
    BOOST_TEST(eq::rca(sold, all, eq::bloc{"26", "84"}) == 1.75); // .7 / .4
    BOOST_TEST(eq::location_quotient(sold, all, "26") == 3);
    BOOST_TEST(eq::describe(eq::location_quotient(all, "26")).name == "location_quotient");
    BOOST_TEST(eq::describe(eq::rca(all, "26")).name == "rca");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::location_quotient(products{{"99", 1}}, all, "99"); })
               == "location_quotient: 99 is missing in the reference, but the flows have some of it");

    auto const each = eq::rca(exported, products{{"26", 20}, {"27", 60}, {"71", 10}, {"84", 10}});
    BOOST_TEST(each.size() == 4U);
    BOOST_TEST(each[0].amount == 3);
    BOOST_TEST(each[1].amount == 0.5);
    BOOST_TEST(each[2].amount == 1);
    BOOST_TEST(each[3].id == "84");
    BOOST_TEST(each[3].amount == 0); // not exported
    BOOST_TEST(eq::symmetric_rca(exported, world, "84") == -1);
}

BOOST_AUTO_TEST_CASE(trade_intensity_by_hand)
{
    auto const sold = states{{chn, 8}, {rus, 2}};
    auto const imports = states{{chn, 20}, {rus, 10}, {kaz, 10}, {mng, 60}};
    // without Mongolia's own imports the world buys 40: China has half of it, Russia a quarter
    BOOST_TEST(eq::trade_intensity(sold, imports, mng, chn) == 1.6);
    BOOST_TEST(eq::trade_intensity(sold, imports, mng, rus) == 0.8);
    BOOST_TEST(eq::trade_intensity(sold, imports, mng, kaz) == 0);
    BOOST_TEST(eq::trade_intensity(imports, mng, chn)(sold) == 1.6);
    BOOST_TEST(eq::trade_intensity(sold, imports, mng, eq::bloc{chn, rus}) == 4.0 / 3); // 1 / .75
    BOOST_TEST(eq::trade_intensity(sold, imports, eq::bloc{mng, kaz}, chn) == 1.2);     // .8 / (2 / 3)
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::trade_intensity(sold, imports, mng, mng); })
               == "trade_intensity: partner is MNG; it must be a state other than the exporter");
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [&] { (void)eq::trade_intensity(sold, states{{mng, 1}, {rus, 1}}, mng, chn); })
               == "trade_intensity: CHN is missing in the reference, but the flows have some of it");
    BOOST_TEST(eq::is_undefined(eq::trade_intensity(states{{rus, 1}}, states{{mng, 5}, {rus, 0}}, mng, rus)));
}

BOOST_AUTO_TEST_CASE(reference_matrices)
{
    auto const tables = support::matrices();
    auto seen = std::map<std::string, int>{};
    for (auto const& each : support::matrix_values()) {
        auto const& row = tables.at(each.name).rows.at(each.row);
        auto const& total = tables.at(each.name).sums;
        if (each.metric != "rca" && each.metric != "symmetric_rca") {
            continue;
        }
        auto const found =
            each.metric == "rca" ? eq::rca(row, total, each.column) : eq::symmetric_rca(row, total, each.column);
        BOOST_TEST_CONTEXT(each.name << " " << each.metric << " " << each.row << " " << each.column)
        {
            // what the sum of a column was rounded by weighs more where RCA is next to 1
            auto const allowed = each.name == "mat10x12" && each.metric == "symmetric_rca" ? 32 : 1;
            BOOST_TEST(support::ulps(found, each.value) <= allowed);
        }
        ++seen[each.metric];
    }
    BOOST_TEST(seen["rca"] == 185);
    BOOST_TEST(seen["symmetric_rca"] == 185);
}

BOOST_AUTO_TEST_CASE(proportional_rows_are_exactly_one)
{
    support::with_proportional_pairs(19, [](auto const& a, auto const& b) {
        for (auto const& each : eq::rca(a, b)) {
            BOOST_TEST(each.amount == 1);
        }
        BOOST_TEST(eq::symmetric_rca(a, b, 3) == 0);
    });
}

BOOST_AUTO_TEST_CASE(undefined_cases)
{
    auto const nothing = products{};
    auto const zero = products{{"26", 0}};
    BOOST_TEST(eq::why_undefined(nothing, eq::rca(world, "26")) == eq::words(eq::reason::no_partners));
    BOOST_TEST(eq::why_undefined(zero, eq::rca(world, "26")) == eq::words(eq::reason::no_flow));
    BOOST_TEST(eq::why_undefined(products{{"26", 1}}, eq::rca(zero, "26")) == eq::words(eq::reason::no_reference));
    BOOST_TEST(eq::why_undefined(exported, eq::rca(world, "71")) == eq::words(eq::reason::zero_divisor));
    BOOST_TEST(eq::why_undefined(exported, eq::rca(world, "99")) == eq::words(eq::reason::zero_divisor));
    BOOST_TEST(eq::why_undefined(exported, eq::rca(world, "26")).empty());
    BOOST_TEST(eq::is_undefined(eq::symmetric_rca(exported, world, "71")));
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::rca(products{{"99", 1}}, world, "99"); })
               == "rca: 99 is missing in the reference, but the flows have some of it");
    BOOST_CHECK_THROW((void)eq::rca(products{{"26", 1}, {"99", 1}}, world), eq::invalid_parameter);
    BOOST_CHECK_THROW((void)products({{"26", infinity}}), eq::invalid_amount);
}

BOOST_AUTO_TEST_CASE(unattributed_parts)
{
    // 5 of 10 are of 26, and of 27 there may be as much as 5
    auto const partly = products{{{"26", 5}}, {.total = 10}};
    BOOST_TEST(eq::rca(partly, world, "26") == 2.5);
    BOOST_TEST(eq::why_undefined(partly, eq::rca(world, "27")) == eq::words(eq::reason::not_listed));
    BOOST_TEST((eq::bound(partly, eq::rca(world, "27")) == eq::interval{0, 0.5 / 0.6}));
    BOOST_TEST((eq::bound(exported, eq::rca(world, "26")) == eq::interval{3, 3}));
    BOOST_TEST((eq::bound(partly, eq::symmetric_rca(world, "84")) == eq::interval{-1, 3.0 / 7})); // at most 2.5
    // a reference that does not say how much of 27 it has: it has at most a half
    BOOST_TEST(eq::is_undefined(eq::rca(exported, partly, "27")));
    BOOST_TEST((eq::bound(exported, eq::rca(partly, "27")) == eq::interval{0.6, infinity}));
    BOOST_TEST((eq::bound(exported, eq::symmetric_rca(partly, "27")) == eq::interval{-0.25, 1}));
    // of a product that the state does not have
    BOOST_TEST((eq::bound(exported, eq::rca(partly, "84")) == eq::interval{0, 0}));
    BOOST_TEST((eq::bound(exported, eq::symmetric_rca(partly, "84")) == eq::interval{-1, -1}));
    BOOST_TEST(eq::is_undefined(eq::bound(exported, eq::rca(products{}, "27")).low));
    // Mongolia's own imports are 0 to 20 of 40, of which China has 10: its share is a quarter to a half
    auto const imports = states{{{chn, 10}, {rus, 10}}, {.total = 40}};
    auto const sold = states{{chn, 1}};
    BOOST_TEST(eq::is_undefined(eq::trade_intensity(sold, imports, mng, chn)));
    BOOST_TEST((eq::bound(sold, eq::trade_intensity(imports, mng, chn)) == eq::interval{2, 4}));
}

BOOST_AUTO_TEST_CASE(any_scale_and_type)
{
    for (auto const size : {1e300, 1.0, 1e-300}) {
        auto const mine = eq::portfolio<int>{{1, 6 * size}, {2, 3 * size}, {3, size}};
        for (auto const other : {1e300, 1.0, 1e-300}) {
            auto const theirs = eq::portfolio<int>{{1, 2 * other}, {2, 6 * other}, {3, 2 * other}};
            BOOST_TEST(support::ulps(eq::rca(mine, theirs, 1), 3) <= 4); // of decimals that are rounded
            BOOST_TEST(support::ulps(eq::symmetric_rca(mine, theirs, 2), -1.0 / 3) <= 4);
        }
    }
    constexpr auto smallest = 5e-324;
    auto const trace = eq::portfolio<int>{{1, smallest}, {2, 1}};
    auto const even = eq::portfolio<int>{{1, 1}, {2, 1}};
    BOOST_TEST(eq::rca(trace, even, 1) == 2 * smallest);
    BOOST_TEST(eq::rca(even, trace, 1) == infinity);
    BOOST_TEST(eq::symmetric_rca(even, trace, 1) == 1);
    BOOST_TEST(eq::symmetric_rca(trace, even, 1) == -1);
    BOOST_TEST(eq::rca(eq::portfolio<int>{{1, smallest}}, even, 1) == 2);
    using integers = eq::portfolio<int, long long>;
    BOOST_TEST(eq::rca(integers{{1, 6}, {2, 4}}, integers{{1, 2}, {2, 8}}, 1) == 3);
    using wide = eq::portfolio<int, long double>;
    BOOST_TEST(eq::rca(wide{{1, 6}, {2, 4}}, eq::portfolio<int, float>{{1, 2}, {2, 8}}, 1) == 3);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
