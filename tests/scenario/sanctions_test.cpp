// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/scenario/sanctions.hpp>
#include <equipoise/uncertainty/bound.hpp>
#include <equipoise/uncertainty/certified_bound.hpp>
#include <equipoise/uncertainty/interval_portfolio.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace named_states;

namespace {

auto const to_rounding = tt::tolerance(3e-16);
using good = eq::sanctioned_good<flows>;

/// 40 with Russia, 30 with China, 20 with Germany, 10 with the USA.
flows exports()
{
    return {{rus, 40}, {chn, 30}, {deu, 20}, {usa, 10}};
}

template <class F>
std::string refusal(F f)
{
    return message_of<eq::invalid_parameter>(f);
}

bool is_between(eq::interval found, double low, double high)
{
    return std::abs(found.low - low) < 1e-15 && std::abs(found.high - high) < 1e-15;
}

} // namespace

BOOST_AUTO_TEST_SUITE(scenario)
BOOST_AUTO_TEST_SUITE(sanctions)

BOOST_AUTO_TEST_CASE(first_round)
{
    BOOST_TEST(eq::first_round(exports(), rus, .5) == .2);
    BOOST_TEST(eq::first_round(eq::bloc{rus, chn}, .5)(exports()) == .35, to_rounding);
    BOOST_TEST(eq::first_round(exports(), rus, 0) == 0);
    BOOST_TEST(eq::first_round(exports(), jpn, 1) == 0);
    BOOST_TEST(eq::describe(eq::first_round(rus, .5)).name == "first_round");
    auto const part = flows{{{chn, 30}}, {.total = 100}};
    BOOST_TEST(eq::is_undefined(eq::first_round(part, rus, .5)));
    BOOST_TEST(is_between(eq::bound(part, eq::first_round(rus, .5)), 0, .35));
    BOOST_TEST(eq::why_undefined(flows{{rus, 0}}, eq::first_round(rus, .5)) == "the total is zero");
}

// By hand: exports to Russia are 30 of 30 + 70 at least and 40 of 40 + 60 at most, of which half ends.
BOOST_AUTO_TEST_CASE(first_round_of_amounts_within_ranges)
{
    using ranges_of = eq::interval_portfolio<eq::iso3>;
    auto const some = ranges_of{{rus, 30, 40}, {chn, 60, 70}};
    BOOST_TEST(is_between(eq::bound(some, eq::first_round(rus, .5)), .15, .2));
    BOOST_TEST(is_between(eq::bound(some, eq::first_round(eq::bloc{rus, chn}, .5)), .5, .5));
    BOOST_TEST((eq::estimate_of(some, eq::first_round(rus, .5)).why == eq::reason::unknown_part));
    auto const limit = eq::certified_bound(ranges_of{{rus, 0, infinity}, {chn, 60, 70}}, eq::first_round(rus, .5));
    BOOST_TEST((limit.bounds == eq::interval{0, .5}));
    BOOST_TEST(limit.low.attained);
    BOOST_TEST(!limit.high.attained);
    BOOST_TEST(
        eq::certified_bound(ranges_of{{rus, 0, infinity}, {chn, 60, 70}}, eq::first_round(rus, 0)).high.attained);
    auto const known = eq::estimate_of(ranges_of{{rus, 40, 40}, {chn, 60, 60}}, eq::first_round(rus, .5));
    BOOST_TEST(known.value == .2);
    BOOST_TEST((eq::estimate_of(ranges_of{{rus, 0, 0}}, eq::first_round(rus, .5)).why == eq::reason::no_flow));
}

BOOST_AUTO_TEST_CASE(first_round_of_goods)
{
    auto const goods = std::vector<good>{{"grain", {{rus, 4}, {chn, 6}}, 3, .5}, {"machines", {{chn, 1}}, 1, 1}};
    BOOST_TEST(eq::first_round(goods, rus) == .15, to_rounding);
    BOOST_TEST(eq::first_round(goods, eq::bloc{rus, chn}) == .625, to_rounding); // (3 x .5 + 1) / 4
    auto const open = std::vector<good>{{"grain", {{rus, 4}, {chn, 6}}, 3, .5}, {"machines", {}, 1, .8}};
    BOOST_TEST(is_between(eq::first_round.bound(open, rus), .15, .35));
    BOOST_TEST(eq::first_round.why_undefined(open, rus) == "there are no partners");
    // where the sanctions do not bite, it does not matter what is not known
    auto const exempt = std::vector<good>{{"grain", {{rus, 4}, {chn, 6}}, 3, .5}, {"medicine", {}, 1, 0}};
    BOOST_TEST(eq::first_round(exempt, rus) == .15, to_rounding);
}

BOOST_AUTO_TEST_CASE(secondary_exposure)
{
    auto const senders = eq::bloc{usa, deu};
    BOOST_TEST(eq::secondary_exposure(flows{{usa, 3}, {deu, 2}, {chn, 5}}, senders, .1) == .05);
    BOOST_TEST(eq::secondary_exposure(exports(), senders, eq::estimate::of(.4)) == .12, to_rounding);
    BOOST_TEST(eq::secondary_exposure(exports(), jpn, .1) == 0);
    BOOST_TEST(eq::secondary_exposure(exports(), jpn, std::optional<double>{}) == 0);
    BOOST_TEST(eq::secondary_exposure(flows{}, senders, 0) == 0);
    // a factor that is not known
    BOOST_TEST(eq::is_undefined(eq::secondary_exposure(exports(), senders, std::optional<double>{})));
    BOOST_TEST(is_between(eq::secondary_exposure.bound(exports(), senders, std::optional<double>{}), 0, .3));
    BOOST_TEST(is_between(eq::secondary_exposure.bound(flows{}, senders, .1), 0, .1));
    BOOST_TEST(eq::secondary_exposure.why_undefined(flows{}, senders, .1) == "there are no partners");
    auto const within = eq::estimate::within({.1, .2}, eq::reason::unattributed);
    BOOST_TEST(is_between(eq::secondary_exposure.bound(exports(), senders, within), .03, .06));
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    BOOST_TEST(refusal([] { (void)eq::first_round(exports(), rus, 1.5); })
               == "first_round: depth is 1.5; it must be in [0, 1]");
    BOOST_TEST(refusal([] { (void)eq::first_round(rus, eq::undefined); })
               == "first_round: depth is nan; it must be in [0, 1]");
    BOOST_TEST(refusal([] { (void)eq::first_round(std::vector<good>{{"grain", exports(), 1, -1}}, rus); })
               == "first_round: depth of grain is -1; it must be in [0, 1]");
    BOOST_TEST(refusal([] { (void)eq::first_round(std::vector<good>{{"grain", exports(), -1, 1}}, rus); })
               == "first_round: weight of grain is -1; it must be finite and not negative");
    BOOST_TEST(refusal([] { (void)eq::first_round(std::vector<good>{}, rus); })
               == "first_round: number of goods is 0; it must be at least 1");
    BOOST_TEST(refusal([] { (void)eq::secondary_exposure(exports(), rus, -.1); })
               == "secondary_exposure: flagged share is -0.1; it must be in [0, 1]");
    BOOST_TEST(refusal([] { (void)eq::secondary_exposure(exports(), rus, 1.5); })
               == "secondary_exposure: flagged share is 1.5; it must be in [0, 1]");
    BOOST_TEST(
        refusal([] { (void)eq::secondary_exposure(exports(), rus, eq::undefined); })
        == "secondary_exposure: flagged share is nan; it must be in [0, 1]; leave it empty where it is not known");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
