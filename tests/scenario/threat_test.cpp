// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/scenario/threat.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace named_states;

namespace {

auto const to_rounding = tt::tolerance(1e-15);
using good = eq::good<flows>;
constexpr auto none = eq::substitution::none;

} // namespace

BOOST_AUTO_TEST_SUITE(scenario)
BOOST_AUTO_TEST_SUITE(threat)

BOOST_AUTO_TEST_CASE(by_hand)
{
    // of Mongolia's goods, China buys .4 of one and .2 of one that counts as much; Mongolia sells China .01 of its coal
    auto const exports =
        std::vector<good>{{"coal", {{chn, 4}, {rus, 6}}, 1, none}, {"wool", {{chn, 2}, {deu, 8}}, 1, none}};
    auto const imports = std::vector<good>{{"coal", {{mng, 1}, {aus, 99}}, 2, none}};
    auto const balance = eq::threat(exports, chn, imports, mng);
    BOOST_TEST(balance.state_shortfall.value == .3, to_rounding);
    BOOST_TEST(balance.power_shortfall.value == .01, to_rounding);
    BOOST_TEST(balance.ratio.value == 30, to_rounding);
    BOOST_TEST(balance.assumed
               == "the state, coal: nothing is replaced; wool: nothing is replaced; the power, coal: nothing is "
                  "replaced");
    // others can take a tenth more each
    using spared = eq::good<flows, eq::spare<>>;
    auto const spare = std::vector<spared>{{"coal", {{chn, 4}, {rus, 6}}, 1, eq::spare{.1}}};
    BOOST_TEST(eq::threat(spare, chn, imports, mng).state_shortfall.value == .34, to_rounding);
    BOOST_TEST(eq::threat(spare, eq::bloc{chn, rus}, imports, mng).state_shortfall.value == 1);
}

BOOST_AUTO_TEST_CASE(ends)
{
    auto const hurt = std::vector<good>{{"coal", {{chn, 4}, {rus, 6}}, 1, none}};
    auto const unhurt = std::vector<good>{{"coal", {{aus, 1}}, 1, none}};
    BOOST_TEST(eq::threat(hurt, chn, unhurt, mng).ratio.value == infinity);
    BOOST_TEST((eq::threat(unhurt, chn, unhurt, mng).ratio.why == eq::reason::zero_divisor));
    BOOST_TEST(eq::threat(unhurt, chn, hurt, rus).ratio.value == 0);
    // what is not known
    auto const open = std::vector<good>{{"coal", {{{rus, 6}}, {.total = 10}}, 1, none}};
    auto const counter = std::vector<good>{{"coal", {{mng, 1}, {aus, 4}}, 1, none}};
    auto const balance = eq::threat(open, chn, counter, mng);
    BOOST_TEST(eq::is_undefined(balance.ratio.value));
    BOOST_TEST(balance.ratio.bounds.low == 0);
    BOOST_TEST(balance.ratio.bounds.high == 2, to_rounding);
    BOOST_TEST((balance.ratio.why == eq::reason::not_listed));
    auto const nothing = std::vector<good>{{"coal", {}, 1, none}};
    BOOST_TEST((eq::threat(nothing, chn, counter, mng).state_shortfall.bounds == eq::interval{0, 1}));
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    auto const goods = std::vector<good>{{"coal", {{chn, 1}}, 0, none}};
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::threat(goods, chn, goods, mng); })
               == "threat: sum of the weights is 0; it must be positive");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::threat(std::vector<good>{}, chn, goods, mng); })
               == "threat: number of goods is 0; it must be at least 1");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
