// SPDX-License-Identifier: BSL-1.0
// Measures of flows of which an amount is not known. All values by hand: each unknown amount ranges over [known part,
// infinity) where no total is declared, and over what the total leaves over where one is.
#include <equipoise/equipoise.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
using flows = eq::portfolio<std::string>;
using state = eq::state<std::string>;

constexpr auto infinity = std::numeric_limits<double>::infinity();

std::string const china = "CHN";
std::string const japan = "JPN";
std::string const russia = "RUS";
std::string const america = "USA";

/// CHN 60, JPN 40, RUS unknown
flows const open = flows{{china, 60}, {japan, 40}}.with_unknown({russia});
/// The same of a total of 150: RUS and partners that are not listed have 50.
flows const capped = flows({{china, 60}, {japan, 40}}, {.total = 150.0}).with_unknown({russia});
/// No unlisted partner has more than JPN, but RUS may.
flows const largest =
    flows({{china, 60}, {japan, 10}}, {.total = 150.0, .listing = eq::listing::largest}).with_unknown({russia});

void check(eq::estimate const& found, eq::interval expected, eq::reason why = eq::reason::unknown_amount)
{
    BOOST_TEST(eq::words(found.why) == eq::words(why));
    BOOST_TEST(eq::is_undefined(found.value) == (why != eq::reason::defined));
    auto const check_end = [](double end, double expected_end) {
        if (eq::is_undefined(expected_end)) {
            BOOST_TEST(eq::is_undefined(end));
        } else if (std::isinf(expected_end)) {
            BOOST_TEST(end == expected_end);
        } else {
            BOOST_TEST(std::abs(end - expected_end) <= 1e-15 * std::abs(expected_end));
        }
    };
    check_end(found.bounds.low, expected.low);
    check_end(found.bounds.high, expected.high);
}

template <class Rule>
void check(flows const& of, eq::index_fn<Rule> const& index, eq::interval expected,
           eq::reason why = eq::reason::unknown_amount)
{
    check(eq::estimate_of(of, index), expected, why);
    BOOST_TEST(eq::is_undefined(index(of)) == (why != eq::reason::defined));
    BOOST_TEST(eq::why_undefined(of, index) == eq::words(why));
}

void check_known(flows const& of, auto const& index, double expected)
{
    check(of, index, {expected, expected}, eq::reason::defined);
}

} // namespace

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(unknown_amount)

BOOST_AUTO_TEST_CASE(shares_without_a_total)
{
    check(open, eq::exposure(russia), {0, 1});
    check(open, eq::exposure(china), {0, .6});
    check(open, eq::first_round(china, .5), {0, .3});
    check(open, eq::exposure(japan), {0, .4});
    check(open, eq::exposure(eq::bloc{china, japan}), {0, 1});
    check(open, eq::exposure(eq::bloc{china, russia}), {.6, 1});
    check(open, eq::exposure(eq::bloc{china, japan, russia}), {1, 1}, eq::reason::defined);
    check_known(open, eq::exposure(america), 0); // whatever RUS has, none of it is with USA
    auto const partly = flows{{china, 60}, {russia, 40}}.with_unknown({russia});
    check(partly, eq::exposure(russia), {.4, 1});
    check(partly, eq::exposure(china), {0, .6});
    BOOST_TEST(partly.unknown()[0].amount == 40);
    BOOST_TEST(partly.size() == 1U);
    auto const none = flows{}.with_unknown({russia});
    check(none, eq::exposure(russia), {1, 1});
    check(none, eq::exposure(china), {0, 0});
    auto const two = flows{{japan, 0.0}}.with_unknown({russia, china});
    check(two, eq::exposure(russia), {0, 1});
    check(two, eq::exposure(japan), {0, 0});
}

BOOST_AUTO_TEST_CASE(shares_of_a_declared_total)
{
    check(capped, eq::exposure(russia), {0, 1. / 3}, eq::reason::unattributed);
    check(capped, eq::exposure(america), {0, 1. / 3}, eq::reason::not_listed);
    check_known(capped, eq::exposure(china), .4);
    check(largest, eq::exposure(russia), {0, 80. / 150}, eq::reason::unattributed);
    check(largest, eq::exposure(america), {0, 10. / 150}, eq::reason::not_listed);
    check(largest, eq::exposure(eq::bloc{russia, america}), {0, 80. / 150}, eq::reason::unattributed);
    // of 150, CHN has 60, RUS 40 or more, JPN 30 or more
    auto const partly = flows({{china, 60}, {russia, 40}, {japan, 30}}, {.total = 150.0}).with_unknown({russia, japan});
    check(partly, eq::exposure(russia), {40. / 150, 60. / 150}, eq::reason::unattributed);
    check(partly, eq::exposure(japan), {30. / 150, 50. / 150}, eq::reason::unattributed);
    check(partly, eq::exposure(eq::bloc{russia, japan}), {70. / 150, 90. / 150}, eq::reason::unattributed);
    check(partly, eq::exposure(america), {0, 20. / 150}, eq::reason::not_listed);
    // nothing is left over for RUS
    auto const all = flows({{china, 60}, {japan, 40}}, {.total = 100.0}).with_unknown({russia});
    check_known(all, eq::exposure(russia), 0);
    check_known(all, eq::hhi, .52);
    BOOST_TEST(eq::normalized_hhi(all) == (3 * .52 - 1) / 2, boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(the_largest_share)
{
    auto const any = eq::largest_exposure(open);
    BOOST_TEST(!any.power.has_value());
    check(any.share, {.375, 1}); // 60 of 160, where RUS has as much as CHN
    auto const known = eq::largest_exposure(open, std::array{china, japan});
    BOOST_TEST(known.power.value() == china);
    check(known.share, {0, .6});
    check(eq::largest_exposure(open, std::array{china, russia}).share, {60. / 160, 1});
    check(eq::largest_exposure(open, std::array{russia}).share, {0, 1});
    BOOST_TEST((eq::largest_exposure(open, std::array{america}).share.why == eq::reason::no_power));
    check(eq::largest_exposure(flows{}.with_unknown({russia, china})).share, {.5, 1});
    check(eq::largest_exposure(largest).share, {.4, 80. / 150}, eq::reason::not_listed);
}

BOOST_AUTO_TEST_CASE(loss_of_a_partner)
{
    check(open, eq::growth_needed(russia), {0, infinity});
    check(open, eq::growth_needed(china), {0, 1.5});
    check(open, eq::exit_cost(china, 2), {0, 1.5});
    check(open, eq::exit_cost(russia, 2), {0, infinity});
    check_known(open, eq::growth_needed(america), 0);
    check(capped, eq::growth_needed(russia), {0, .5}, eq::reason::unattributed);
    // what remains without RUS is known, what remains without CHN is not
    check_known(open, eq::hhi_without(russia), .52);
    check_known(open, eq::alternative_partners(russia), 1 / .52);
    check(open, eq::hhi_without(china), {.5, 1});
    check(open, eq::alternative_partners(china), {1, 2});
    auto const only = flows{{china, 60}}.with_unknown({russia});
    check(only, eq::hhi_without(china), {1, 1});
    check(only, eq::alternative_partners(china), {0, 1});
    check_known(only, eq::hhi_without(russia), 1);
    check(flows{}.with_unknown({russia}), eq::hhi_without(russia), {eq::undefined, eq::undefined}, eq::reason::no_flow);
    check_known(flows{}.with_unknown({russia}), eq::alternative_partners(russia), 0);
}

BOOST_AUTO_TEST_CASE(in_relation_to_gdp)
{
    auto const mongolia = state{"MNG", 200.0};
    check(open, eq::openness(mongolia), {.5, infinity});
    check_known(open, eq::dependence(mongolia, china), .3); // which does not depend on what RUS has
    check(open, eq::dependence(mongolia, russia), {0, infinity});
    check_known(capped, eq::openness(mongolia), .75);
    check(capped, eq::dependence(mongolia, russia), {0, .25}, eq::reason::unattributed);
    check(open, eq::vulnerability(russia, 20.0, .5), {0, infinity});
    check_known(open, eq::vulnerability(china, 120.0, .5), .25);
    auto const terms = eq::decompose_dependence(open, mongolia, china);
    BOOST_TEST(terms.dependence == .3);
    BOOST_TEST(eq::is_undefined(terms.share));
    auto const both = eq::dyad(mongolia, open, state{china, 1000.0}, flows{{"MNG", 10}, {america, 90}});
    check(both.dependence_of_a, {.3, .3}, eq::reason::defined);
    check(both.share_of_a, {0, .6});
    check(both.influence, {-.1, .5});
    auto const with_russia = eq::dyad(mongolia, open, state{russia, 1000.0}, flows{{"MNG", 10}, {america, 90}});
    check(with_russia.dependence_of_a, {0, infinity});
    check(with_russia.share_of_a, {0, 1});
}

BOOST_AUTO_TEST_CASE(between_two_powers)
{
    check(open, eq::tilt(china, russia), {-1, 1});
    check_known(open, eq::tilt(china, japan), .2); // which does not depend on what RUS has
    check_known(open, eq::log_ratio(china, japan), std::log(1.5));
    check(open, eq::log_ratio(china, russia), {-infinity, infinity});
    check(open, eq::pole_evenness(china, russia), {0, 1});
    check(open, eq::tilt(america, russia), {-1, -1});
    check(open, eq::pole_evenness(america, russia), {0, 0});
    auto const partly = flows{{china, 60}, {russia, 40}}.with_unknown({russia});
    check(partly, eq::tilt(china, russia), {-1, .2});
    check(partly, eq::quadratic_evenness(china, russia), {0, 1});
    check(partly, eq::ratio_evenness(china, russia), {0, 1});
    check(partly, eq::log_ratio(china, russia), {-infinity, std::log(1.5)});
    check(partly, eq::coverage_balance(china, russia), {0, 1});
    check(open, eq::coverage_balance(china, russia), {0, .75}); // 60 each, JPN 40
    check(open, eq::coverage_balance(china, japan), {0, .8});
    check(open, eq::coverage_balance(america, russia), {0, 0});
    check(capped, eq::tilt(china, russia), {1. / 11, 1}, eq::reason::unattributed);
    check(open, eq::log_balance(eq::bloc{china}, eq::bloc{russia}), {-infinity, infinity});
    check_known(open, eq::log_balance(eq::bloc{china}, eq::bloc{japan}), std::sqrt(.5) * std::log(1.5));
    check(partly, eq::log_balance(eq::bloc{china}, eq::bloc{russia}), {-infinity, std::sqrt(.5) * std::log(1.5)});
    BOOST_TEST((eq::posture_of(open, china, japan) == eq::posture::undetermined));
    auto const engaged = flows{{china, 60}, {japan, 40}}.with_unknown({america});
    BOOST_TEST((eq::posture_of(engaged, china, eq::bloc{japan, america}) == eq::posture::undetermined));
    BOOST_TEST((eq::posture_of(flows{{china, 90}, {japan, 10}}.with_unknown({china}), china, japan)
                == eq::posture::towards_first));
    BOOST_TEST((eq::posture_of(open, america, std::string{"KAZ"}) == eq::posture::disengaged));
}

BOOST_AUTO_TEST_CASE(beyond_the_powers)
{
    auto const two = eq::poles{china, russia};
    check(open, eq::third_neighbor_share(two), {0, .4});
    check(open, eq::third_neighbor_share(eq::poles{china, japan}), {0, 1});
    check(capped, eq::third_neighbor_share(two), {40. / 150, 90. / 150}, eq::reason::unattributed);
    auto const partly = flows({{china, 60}, {russia, 40}}, {.total = 150.0}).with_unknown({russia});
    check(partly, eq::third_neighbor_share(two), {0, 50. / 150}, eq::reason::unattributed);
    check(eq::third_neighbors(open, two).share, {0, .4});
    auto const place = eq::stance(open, two);
    BOOST_TEST((place.why == eq::reason::defined));
    BOOST_TEST((place.shares == std::vector<eq::interval>{{0, .6}, {0, 1}, {0, .4}}));
    auto const corner = eq::ternary(open, two);
    BOOST_TEST(corner.listed.x == .2, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(corner.towards_second.x == 1);
    BOOST_TEST(corner.towards_first.x == corner.listed.x);
    auto const arms = flows{{russia, 1}};
    auto const channels = std::vector<eq::channel_flows<std::string>>{{"trade", open}, {"arms", arms}};
    auto const hedge = eq::hedge_report(channels, two);
    check(hedge.channels.at(0).tilt, {-1, 1});
    BOOST_TEST(hedge.without_tilt.empty());
    BOOST_TEST((hedge.net_tilt.bounds == eq::interval{-1, 0}));
}

BOOST_AUTO_TEST_CASE(sums_of_flows)
{
    auto const both = eq::trade(open, flows{{russia, 5}, {china, 10}});
    BOOST_TEST(both.unknown().size() == 1U);
    BOOST_TEST(both.unknown()[0].amount == 5);
    check(both, eq::exposure(china), {0, 70. / 115});
    check(both, eq::exposure(russia), {5. / 115, 1});
    auto const beside_a_rest = eq::trade(open, flows({{china, 10}}, {.total = 20.0}));
    check(beside_a_rest, eq::exposure(china), {eq::undefined, eq::undefined});
}

// A row whose partner is not known may be that of any partner.
BOOST_AUTO_TEST_CASE(rows_without_a_partner)
{
    auto rows = eq::ledger_builder<int, std::string>{};
    rows.add(7, china, 60);
    rows.add(7, japan, 40);
    rows.add_unknown(7);
    auto const ledger = rows.build();
    auto const anyone = flows{ledger.at(7)};
    check(anyone, eq::exposure(china), {0, 1});
    check(anyone, eq::exposure(america), {0, 1});
    check(anyone, eq::tilt(china, japan), {-1, 1});
    check(anyone, eq::hhi, {13. / 38, 1});
    check(anyone, eq::dependence(state{"MNG", 200.0}, china), {.3, infinity});
    check(anyone, eq::hhi_without(china), {.5, 1});
    check(anyone, eq::exposure(eq::bloc<std::string>{}), {0, 0}, eq::reason::defined);
    check(anyone, eq::third_neighbor_share(eq::poles{china, japan}), {0, 1});
}

BOOST_AUTO_TEST_CASE(a_power_that_is_nowhere_in_a_ledger)
{
    auto rows = eq::ledger_builder<int, int>{};
    rows.add(484, 842, 300);
    rows.add(484, 124, 100);
    rows.add(32, 124, 100);
    rows.add(76, 124, 0);
    auto const book = rows.build();
    auto const mexico = book.at(484);
    auto const nobody = eq::words(eq::reason::not_a_partner);
    BOOST_TEST(nobody == "no state in this ledger has the power as a partner");
    auto const undefined = [&](auto const& index) {
        BOOST_TEST(eq::is_undefined(index(mexico)));
        BOOST_TEST(eq::is_undefined(eq::bound(mexico, index).low));
        BOOST_TEST(eq::why_undefined(mexico, index) == nobody);
        auto const measured = eq::measure(book, index, eq::exposure(842));
        BOOST_TEST(eq::is_undefined(measured.at(2).values[0]));
        BOOST_TEST(measured.at(2).values[1] == .75);
    };
    undefined(eq::exposure(840));
    undefined(eq::exposure(eq::bloc{840, 841}));
    undefined(eq::growth_needed(840));
    undefined(eq::exit_cost(840, 2));
    undefined(eq::hhi_without(840));
    undefined(eq::alternative_partners(840));
    undefined(eq::dependence(eq::state<int>{484, 1000.0}, 840));
    undefined(eq::tilt(842, 840));
    undefined(eq::coverage_balance(840, 842));
    undefined(eq::log_balance(eq::bloc{842}, eq::bloc{840}));
    undefined(eq::third_neighbor_share(840));
    undefined(eq::vulnerability(840, 10.0, .5));
    BOOST_TEST(eq::exposure(mexico, 842) == .75);
    BOOST_TEST(eq::exposure(mexico, eq::bloc{840, 842}) == .75, "one of the bloc is a partner");
    BOOST_TEST(eq::exposure(book.at(32), 842) == 0, "which is a partner of another state");
    BOOST_TEST((eq::stance(mexico, eq::poles{842, 840}).why == eq::reason::not_a_partner));
    BOOST_TEST((eq::third_neighbors(mexico, eq::poles{842, 840}).share.why == eq::reason::not_a_partner));
    BOOST_TEST((eq::multi_vector(mexico, eq::poles{842, 840}).why == eq::reason::not_a_partner));
    BOOST_TEST((eq::largest_exposure(mexico, std::array{842, 840}).share.why == eq::reason::not_a_partner));
    BOOST_TEST((eq::posture_of(mexico, 842, 840) == eq::posture::undetermined));
    BOOST_TEST((eq::dyad(eq::state<int>{484, 10.0}, mexico, eq::state<int>{840, 10.0}, mexico).share_of_a.why
                == eq::reason::not_a_partner));
    for (auto const& ranked : eq::exposure_ranking(book, 840)) {
        BOOST_TEST(eq::is_undefined(ranked.share.low));
        BOOST_TEST(eq::explain(book, 840) == "no state in this ledger has 840 as a partner");
    }
    BOOST_TEST(eq::explain(book, 842).empty());
    auto const report = eq::exposure_report(eq::state<int>{484}, 840, {{"exports", mexico}});
    BOOST_TEST(report.lines.at(0).why == "no state in this ledger has 840 as a partner");
    BOOST_TEST(report.text()
               == "484 to 840\n"
                  "  share, exports                        not known: no state in this ledger has 840 as a partner\n"
                  "  growth needed of the others, exports  not known: no state in this ledger has 840 as a partner\n");
    BOOST_TEST(eq::exposure(eq::portfolio<int>{mexico}, 840) == 0, "a portfolio alone is in no ledger");
    // where part of the total is unattributed, 840 may have it; a ranking takes it for another code nevertheless
    auto declared = eq::ledger_builder<int, int>{};
    declared.add(484, 842, 300);
    declared.declare(484, {.total = 400.0});
    auto const with_rest = declared.build();
    BOOST_TEST((eq::bound(with_rest.at(484), eq::exposure(840)) == eq::interval{0, .25}));
    BOOST_TEST(!with_rest.knows(840));
    BOOST_TEST(eq::is_undefined(eq::exposure_ranking(with_rest, 840).front().share.low));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
