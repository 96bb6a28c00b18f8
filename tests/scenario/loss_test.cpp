// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/exposure/alternatives.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/model/flow.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/scenario/loss.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace eq::literals;
using namespace named_states;

namespace {

auto const to_rounding = tt::tolerance(5e-16);

/// 50, 30 and 20 of 100.
flows three()
{
    return {{chn, 50}, {jpn, 30}, {rus, 20}};
}

/// 50 and 30 of 100; some of the rest may be with anyone.
flows part()
{
    return {{{chn, 50}, {jpn, 30}}, {.total = 100}};
}

/// The bounds of an estimate that is not known.
bool is_between(eq::estimate const& found, double low, double high)
{
    return eq::is_undefined(found.value) && std::abs(found.bounds.low - low) < 1e-15
           && (found.bounds.high == high || std::abs(found.bounds.high - high) < 1e-15);
}

void check_after(eq::loss<eq::iso3> const& hit, std::vector<eq::partner<eq::iso3>> const& expected)
{
    BOOST_TEST_REQUIRE(hit.after.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        BOOST_TEST(hit.after[i].id.str() == expected[i].id.str());
        BOOST_TEST(hit.after[i].amount == expected[i].amount, to_rounding);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(scenario)
BOOST_AUTO_TEST_SUITE(loss)

// Values by hand, as fractions.
BOOST_AUTO_TEST_CASE(without_substitution)
{
    auto const hit = eq::lose(three(), chn, eq::substitution::none);
    BOOST_TEST(hit.lost.value == .5);
    BOOST_TEST(hit.capacity.value == 0);
    BOOST_TEST(hit.replaced.value == 0);
    BOOST_TEST(hit.shortfall.value == .5);
    BOOST_TEST(hit.growth_needed.value == 1);
    BOOST_TEST(hit.flowing.value == .5);
    check_after(hit, {{jpn, 30}, {rus, 20}});
    BOOST_TEST(eq::hhi(hit.after) == .52, to_rounding);
    BOOST_TEST(hit.hhi_change.value == .14, tt::tolerance(1e-15)); // .52 - .38: it rises
    BOOST_TEST(hit.assumed == "nothing is replaced");
}

BOOST_AUTO_TEST_CASE(with_spare_capacity)
{
    auto const fifth = eq::lose(three(), chn, eq::spare{.2});
    BOOST_TEST(fifth.capacity.value == .1, to_rounding);
    BOOST_TEST(fifth.replaced.value == .1, to_rounding);
    BOOST_TEST(fifth.shortfall.value == .4, to_rounding);
    BOOST_TEST(fifth.flowing.value == .6, to_rounding);
    check_after(fifth, {{jpn, 36}, {rus, 24}});
    BOOST_TEST(eq::hhi(fifth.after) == .52, to_rounding);
    BOOST_TEST(fifth.assumed == "spare capacity of 0.2 of what each remaining partner delivers");

    auto const each = eq::lose(three(), chn, eq::spare{eq::fractions{{.2, 0, 1}}});
    BOOST_TEST(each.capacity.value == .2);
    BOOST_TEST(each.shortfall.value == .3, to_rounding);
    check_after(each, {{jpn, 30}, {rus, 40}});
    BOOST_TEST(eq::hhi(each.after) == 25. / 49, to_rounding);

    // a list of amounts in the order of the partners, and a portfolio: the same
    auto const listed = eq::lose(three(), chn, eq::spare{std::vector{10., 0., 20.}});
    check_after(listed, {{jpn, 30}, {rus, 40}});
    auto const named = eq::lose(three(), chn, eq::spare{flows{{chn, 10}, {rus, 20}}});
    check_after(named, {{jpn, 30}, {rus, 40}});
    BOOST_TEST(named.shortfall.value == .3, to_rounding);
    BOOST_TEST(named.assumed == "stated spare capacities (10 of CHN, 20 of RUS)");
    BOOST_TEST(listed.assumed == "stated spare capacities in the order of the partners (10, 0, 20)");
    BOOST_TEST(each.assumed == "spare capacity as a stated fraction of what each partner delivers (0.2, 0, 1)");
}

BOOST_AUTO_TEST_CASE(with_full_substitution)
{
    auto const hit = eq::lose(three(), chn, eq::substitution::full);
    BOOST_TEST(hit.shortfall.value == 0);
    BOOST_TEST(hit.replaced.value == .5);
    BOOST_TEST(hit.capacity.value == infinity);
    BOOST_TEST(hit.flowing.value == 1);
    check_after(hit, {{jpn, 60}, {rus, 40}});
    BOOST_TEST(hit.assumed == "everything is replaced");
}

BOOST_AUTO_TEST_CASE(with_stocks)
{
    auto const hit = eq::lose(three(), chn, eq::spare{0.}.with_stock(50.));
    BOOST_TEST(hit.shortfall.value == 0);
    BOOST_TEST(hit.replaced.value == .5);
    BOOST_TEST(hit.capacity.value == .5);
    BOOST_TEST(hit.flowing.value == .5);
    check_after(hit, {{jpn, 30}, {rus, 20}});
    auto const both = eq::lose(three(), chn, eq::spare{.2}.with_stock(10.).with_domestic(5));
    BOOST_TEST(both.capacity.value == .25, to_rounding);
    BOOST_TEST(both.shortfall.value == .25, to_rounding);
    BOOST_TEST(both.flowing.value == .6, to_rounding);
    BOOST_TEST(both.assumed
               == "spare capacity of 0.2 of what each remaining partner delivers, a stock of 10, own production of 5");
    auto const reversed = eq::lose(three(), chn, eq::spare{.2}.with_domestic(5.).with_stock(10.));
    BOOST_TEST(reversed.shortfall.value == both.shortfall.value);
    // more than is lost: a stock of 60 and spare capacities of 10 and 5 share what is lost, 50, by size
    auto const more = eq::lose(three(), chn, eq::spare{flows{{jpn, 10}, {rus, 5}}}.with_stock(60.));
    BOOST_TEST(more.replaced.value == .5);
    check_after(more, {{jpn, 30 + 20. / 3}, {rus, 20 + 10. / 3}});
    BOOST_TEST(more.flowing.value == .6, to_rounding);
}

BOOST_AUTO_TEST_CASE(price)
{
    BOOST_TEST(eq::lose(three(), chn, eq::substitution::none).price(3).value == std::sqrt(2) - 1, to_rounding);
    BOOST_TEST(eq::lose(three(), chn).price(2).value == 1, to_rounding); // needs no capacity
    BOOST_TEST(eq::lose(flows{{chn, 1}}, chn).price(3).value == infinity);
    auto const unlisted = eq::lose(part(), rus).price(2); // .2 / .8
    BOOST_TEST(unlisted.bounds.high == .25, to_rounding);
    BOOST_TEST(eq::lose(flows{{chn, 1}, {rus, 3e-40}}, chn).price(2).value
                   == eq::exit_cost(flows{{chn, 1}, {rus, 3e-40}}, chn, 2),
               tt::tolerance(1e-15));
    BOOST_TEST(eq::lose(flows{{chn, 1}, {rus, 1e-200}}, chn).price(3).value == 1e100, tt::tolerance(1e-14));
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::lose(three(), chn).price(1); })
               == "price: sigma is 1; it must be above 1");
}

BOOST_AUTO_TEST_CASE(everything_and_nothing)
{
    auto const all = eq::lose(flows{{chn, 100}}, chn, eq::substitution::none);
    BOOST_TEST(all.lost.value == 1);
    BOOST_TEST(all.growth_needed.value == infinity);
    BOOST_TEST(all.flowing.value == 0);
    BOOST_TEST(all.after.empty());
    BOOST_TEST(eq::is_undefined(eq::hhi(all.after)));
    BOOST_TEST((all.hhi_change.why == eq::reason::no_partners));
    BOOST_TEST(eq::lose(flows{{chn, 100}}, chn, eq::substitution::full).after.empty());
    BOOST_TEST(all.over_old_total(chn).value == 0);

    auto const none = eq::lose(three(), "USA"_iso3, eq::spare{.2}); // not listed, and all is attributed
    BOOST_TEST(none.lost.value == 0);
    BOOST_TEST(none.replaced.value == 0);
    BOOST_TEST(none.shortfall.value == 0);
    BOOST_TEST(none.growth_needed.value == 0);
    BOOST_TEST(none.hhi_change.value == 0);
    check_after(none, {{chn, 50}, {jpn, 30}, {rus, 20}});

    BOOST_TEST((eq::lose(flows{}, chn).shortfall.why == eq::reason::no_partners));
    BOOST_TEST((eq::lose(flows{{chn, 0}}, chn).lost.why == eq::reason::no_flow));
    BOOST_TEST(eq::is_undefined(eq::lose(flows{{chn, 0}}, chn, eq::spare{1.}).capacity.bounds.low));
    auto const empty = eq::lose(three(), eq::bloc<eq::iso3>{}, eq::spare{.2});
    BOOST_TEST(empty.lost.value == 0);
}

// Shares are of what still flows; what a partner delivers over the old total is another number.
BOOST_AUTO_TEST_CASE(over_which_total)
{
    auto const hit = eq::lose(three(), chn, eq::spare{.2});
    BOOST_TEST(eq::exposure(hit.after, jpn) == .6, to_rounding);
    BOOST_TEST(hit.over_old_total(jpn).value == .36, to_rounding);
    BOOST_TEST(hit.over_old_total(eq::bloc{jpn, rus}).value == .6, to_rounding);
    BOOST_TEST(hit.over_old_total(chn).value == 0);
    BOOST_TEST(is_between(eq::lose(three(), chn).over_old_total(jpn), .3, .6));
}

// Without a capacity: from no to full substitution.
BOOST_AUTO_TEST_CASE(without_a_capacity)
{
    auto const hit = eq::lose(three(), chn);
    BOOST_TEST(hit.lost.value == .5);
    BOOST_TEST(is_between(hit.capacity, 0, infinity));
    BOOST_TEST(is_between(hit.replaced, 0, .5));
    BOOST_TEST(is_between(hit.shortfall, 0, .5));
    BOOST_TEST(is_between(hit.flowing, .5, 1));
    BOOST_TEST((hit.shortfall.why == eq::reason::unknown_part));
    check_after(hit, {{jpn, 30}, {rus, 20}});
    BOOST_TEST(hit.assumed == "no capacity is stated: from no to full substitution");
    auto const nothing = eq::lose(three(), "USA"_iso3);
    BOOST_TEST(nothing.shortfall.value == 0);
    BOOST_TEST(nothing.flowing.value == 1);
}

BOOST_AUTO_TEST_CASE(unlisted_partners)
{
    auto const hit = eq::lose(part(), rus, eq::substitution::none);
    BOOST_TEST(is_between(hit.lost, 0, .2));
    BOOST_TEST(is_between(hit.shortfall, 0, .2));
    BOOST_TEST(is_between(hit.growth_needed, 0, .25));
    BOOST_TEST(is_between(hit.flowing, .8, 1));
    BOOST_TEST((hit.lost.why == eq::reason::not_listed));
    BOOST_TEST(hit.after.unnamed() == 1U); // of the rest, it is not known what is left
    BOOST_TEST(eq::is_undefined(eq::hhi(hit.after)));

    // with h of the rest: lost h, others could add .2 (100 - h); they meet at h = 100 / 6
    auto const fifth = eq::lose(part(), rus, eq::spare{.2});
    BOOST_TEST(is_between(fifth.capacity, .16, .2));
    BOOST_TEST(is_between(fifth.replaced, 0, 1. / 6));
    BOOST_TEST(is_between(fifth.shortfall, 0, .04));

    // the listed partner is lost; unlisted ones can add a fifth as well
    auto const listed = eq::lose(part(), chn, eq::spare{.2});
    BOOST_TEST(listed.capacity.value == .1, to_rounding);
    check_after(listed, {{jpn, 36}});
    BOOST_TEST(listed.after.residual_share() == .4, to_rounding); // 24 of 60
    // a list does not say what unlisted partners can add, a portfolio does
    auto const by_list = eq::lose(part(), chn, eq::spare{std::vector{0., 10.}});
    BOOST_TEST(is_between(by_list.capacity, .1, infinity));
    BOOST_TEST(is_between(by_list.shortfall, 0, .4));
    BOOST_TEST(eq::lose(part(), chn, eq::spare{flows{{jpn, 10}}}).shortfall.value == .4, to_rounding);
    // the bloc may have the whole rest, so that all that is left is listed
    BOOST_TEST(is_between(eq::lose(part(), eq::bloc{chn, rus}, eq::spare{.2}).capacity, .06, .1));

    auto const largest = flows{{{chn, 50}, {jpn, 5}}, {.total = 100, .listing = eq::listing::largest}};
    BOOST_TEST(is_between(eq::lose(largest, rus, eq::substitution::none).lost, 0, .05));
    BOOST_TEST((eq::lose(largest, chn, eq::spare{.5}).after.listing() == eq::listing::largest));
}

// Partners that deliver nothing yet, and capacities of which not all is known.
BOOST_AUTO_TEST_CASE(capacities_by_name)
{
    auto const entrant = eq::lose(three(), chn, eq::spare{flows{{rus, 20}, {usa, 10}}});
    check_after(entrant, {{jpn, 30}, {rus, 40}, {usa, 10}});
    BOOST_TEST(entrant.shortfall.value == .2, to_rounding);
    // of the lost bloc, it cannot stand in
    BOOST_TEST(eq::lose(three(), eq::bloc{chn, usa}, eq::spare{flows{{rus, 20}, {usa, 10}}}).capacity.value == .2);
    auto const open = eq::lose(three(), chn, eq::spare{flows{{{rus, 20}}, {.total = 50}}});
    BOOST_TEST(is_between(open.capacity, .2, .5));
    BOOST_TEST(is_between(open.shortfall, 0, .3));
    BOOST_TEST(is_between(open.replaced, .2, .5));
    auto const unknown = eq::spare{flows{{rus, 20}}.with_unknown({jpn})};
    BOOST_TEST(is_between(eq::lose(three(), chn, unknown).shortfall, 0, .3));
    BOOST_TEST(eq::lose(three(), eq::bloc{chn, jpn}, unknown).shortfall.value == .6, to_rounding);
}

BOOST_AUTO_TEST_CASE(shared_by_flows)
{
    // 50 to replace; Japan and Russia can add 10 and 100: in proportion 3 to 2 as far as Japan can, the rest by Russia
    auto const capacities = eq::spare{flows{{jpn, 10}, {rus, 100}}};
    check_after(eq::lose(three(), chn, capacities, eq::replacement::by_flows), {{jpn, 40}, {rus, 60}});
    check_after(eq::lose(three(), chn, capacities), {{jpn, 30 + 50. / 11}, {rus, 20 + 500. / 11}});
    // enough of both: 60 and 40
    check_after(eq::lose(three(), chn, eq::spare{flows{{jpn, 30}, {rus, 100}}}, eq::replacement::by_flows),
                {{jpn, 60}, {rus, 40}});
    // those who deliver nothing yet come last
    check_after(eq::lose(three(), chn, eq::spare{flows{{jpn, 10}, {rus, 20}, {usa, 90}}}, eq::replacement::by_flows),
                {{jpn, 40}, {rus, 40}, {usa, 20}});
    // in proportion to flows, the HHI is (H - s^2) / (1 - s)^2
    BOOST_TEST(eq::hhi(eq::lose(three(), rus, eq::substitution::full).after) == eq::hhi_without(three(), rus),
               to_rounding);
}

BOOST_AUTO_TEST_CASE(unknown_amounts)
{
    auto const open = flows{{chn, 50}, {jpn, 30}}.with_unknown({rus});
    auto const hit = eq::lose(open, chn, eq::spare{.2});
    BOOST_TEST(is_between(hit.lost, 0, .625));
    BOOST_TEST(is_between(hit.shortfall, 0, .55)); // (50 - .2 x 30) / 80
    BOOST_TEST((hit.shortfall.why == eq::reason::unknown_amount));
    BOOST_TEST(hit.after.unknown().size() == 1U);
    auto const theirs = eq::lose(open, rus, eq::spare{.2});
    BOOST_TEST(is_between(theirs.lost, 0, 1));
    BOOST_TEST(is_between(theirs.shortfall, 0, 1));
    BOOST_TEST(is_between(theirs.capacity, 0, .2));
    BOOST_TEST(is_between(eq::lose(open, chn, eq::spare{std::vector{0., 10.}}).shortfall, 0, .5));
    BOOST_TEST(is_between(eq::lose(open, chn).shortfall, 0, .625));
    BOOST_TEST(eq::lose(open, rus, eq::substitution::full).shortfall.value == 0);

    // a declared total limits what is not known: Russia has at most the rest
    auto const limited = flows{{{chn, 50}, {jpn, 30}}, {.total = 100}}.with_unknown({rus});
    BOOST_TEST(is_between(eq::lose(limited, rus, eq::substitution::none).lost, 0, .2));
    BOOST_TEST(eq::lose(limited, chn, eq::substitution::none).shortfall.value == .5);
    BOOST_TEST(eq::lose(limited, chn, eq::substitution::none).after.unknown().size() == 1U);
}

BOOST_AUTO_TEST_CASE(of_views_and_other_types)
{
    using row = eq::flow<std::string, int, int>;
    auto const ledger = eq::import_ledger(
        std::vector<row>{{"r", "k", 6, 2019}, {"c", "k", 2, 2019}, {"c", "m", 1, 2019}}, eq::by_period_and_state);
    auto const view = ledger.at({2019, "k"});
    BOOST_TEST(eq::lose(view, "r", eq::spare{1}).shortfall.value == .5);
    BOOST_TEST(eq::lose(view, std::string{"r"}, eq::substitution::none).after[0].amount == 2);
    BOOST_TEST(eq::lose(view, eq::bloc{"r", "c"}, eq::substitution::none).shortfall.value == 1);
    BOOST_TEST((eq::lose(view, "x").lost.why == eq::reason::not_a_partner)); // of this ledger
}

BOOST_AUTO_TEST_CASE(any_size)
{
    for (auto const x : {5e-324, 1e-300, 1., 1e300}) {
        auto const hit = eq::lose(flows{{chn, x}, {rus, x}}, chn, eq::spare{.25});
        BOOST_TEST(hit.shortfall.value == .375, x);
        BOOST_TEST(eq::lose(flows{{chn, x}, {rus, x}}, chn, eq::spare{flows{{rus, x}}}).shortfall.value == 0, x);
    }
    BOOST_TEST(eq::lose(flows{{chn, 1}, {rus, 1e-300}}, rus, eq::substitution::none).shortfall.value == 1e-300);
    BOOST_TEST(eq::lose(three(), chn, eq::spare{1e300}).shortfall.value == 0);
    BOOST_TEST(eq::lose(three(), chn, eq::spare{flows{{jpn, 1e308}, {rus, 1e308}}}).shortfall.value == 0);
    BOOST_TEST(eq::lose(three(), chn, eq::spare{5e-324}).shortfall.value == .5);
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::lose(three(), chn, eq::spare{std::vector{1., 2.}}); })
               == "lose: number of capacities is 2; it must be that of the partners, 3");
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [] { (void)eq::lose(three(), chn, eq::spare{eq::fractions{{.1, .1, .1, .1}}}); })
               == "lose: number of fractions is 4; it must be that of the partners, 3");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
