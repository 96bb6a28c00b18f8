// SPDX-License-Identifier: BSL-1.0
#include "../support/states.hpp"

#include <equipoise/trade_structure/trade_balance.hpp>

#include "../support/amounts.hpp"

#include <boost/test/unit_test.hpp>

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace eq::literals;
using namespace named_states;

namespace {

template <class T>
concept balanced = requires(T const& sold, flows const& bought) { eq::balance_asymmetry(sold, bought); };
static_assert(balanced<flows> && !balanced<eq::portfolio<eq::iso3, support::tonnes>>);

} // namespace

BOOST_AUTO_TEST_SUITE(trade_structure)
BOOST_AUTO_TEST_SUITE(trade_balance)

BOOST_AUTO_TEST_CASE(balance)
{
    auto const sold = flows{{chn, 6}, {jpn, 2}};
    auto const bought = flows{{chn, 2}, {rus, 3}, {jpn, 0}};
    BOOST_TEST(eq::balance_asymmetry(sold, bought) == 3. / 13);
    BOOST_TEST(eq::balance_asymmetry(bought, sold) == -3. / 13);
    BOOST_TEST(eq::balance_asymmetry(sold, bought, chn) == 0.5);
    BOOST_TEST(eq::balance_asymmetry(sold, bought, rus) == -1);
    BOOST_TEST(eq::balance_asymmetry(sold, bought, jpn) == 1);
    BOOST_TEST(eq::balance_asymmetry(sold, bought, eq::bloc{chn, rus}) == 1. / 11);
    BOOST_TEST(eq::is_undefined(eq::balance_asymmetry(sold, bought, mng)));
    BOOST_TEST(eq::is_undefined(eq::balance_asymmetry(flows{}, flows{})));
    BOOST_TEST(eq::balance_asymmetry(sold, flows{{chn, 0}}) == 1);
    BOOST_TEST(eq::balance_asymmetry(flows{{chn, 0}}, bought) == -1);
    BOOST_TEST(eq::balance_asymmetry(flows{{chn, 0}}, bought, rus) == -1);
    // a side that is not on file is not one without trade
    BOOST_TEST(eq::is_undefined(eq::balance_asymmetry(sold, flows{})));
    BOOST_TEST(eq::is_undefined(eq::balance_asymmetry(flows{}, bought)));
    BOOST_TEST(eq::is_undefined(eq::balance_asymmetry(sold, flows{}, chn)));
    BOOST_TEST(eq::is_undefined(eq::balance_asymmetry.bound(flows{}, bought, chn).low));
    auto const tons = eq::portfolio<int, support::tonnes>{{1, {3}}, {2, {5}}};
    auto const few = eq::portfolio<int, support::tonnes>{{1, {1}}};
    BOOST_TEST(eq::balance_asymmetry(tons, few, 1) == 0.5, tt::tolerance(4e-16));
    BOOST_TEST(eq::balance_asymmetry(few, tons) == -7. / 9, tt::tolerance(4e-16));

    BOOST_TEST(eq::balance_asymmetry(flows{{chn, 1e300}}, flows{{chn, 1e-300}}) == 1);
    BOOST_TEST(eq::balance_asymmetry(flows{{chn, 1e-300}}, flows{{chn, 3e-300}}) == -0.5, tt::tolerance(2e-16));
    BOOST_TEST(eq::balance_asymmetry(flows{{chn, 1e308}}, flows{{chn, 1e308}}) == 0);
    BOOST_TEST(eq::balance_asymmetry(flows{{chn, 1 + 0x1p-52}}, flows{{chn, 1}}) == 0x1p-53, tt::tolerance(4e-16));
    BOOST_TEST(eq::balance_asymmetry(flows{{chn, 3e130}}, flows{{chn, 1e130}}) == 0.5, tt::tolerance(2e-16));
}

BOOST_AUTO_TEST_CASE(balance_with_gaps)
{
    auto const sold = flows{{{chn, 6}}, {.total = 10}};
    auto const bought = flows{{chn, 2}, {rus, 4}};
    BOOST_TEST(eq::balance_asymmetry(sold, bought, chn) == 0.5);
    BOOST_TEST(eq::is_undefined(eq::balance_asymmetry(sold, bought, rus)));
    BOOST_TEST((eq::balance_asymmetry.bound(sold, bought, rus) == eq::interval{-1, 0}));
    BOOST_TEST((eq::balance_asymmetry.bound(bought, sold, rus) == eq::interval{0, 1}));
    BOOST_TEST((eq::balance_asymmetry.bound(sold, bought, jpn) == eq::interval{1, 1}));
    BOOST_TEST((eq::balance_asymmetry.bound(sold, sold, jpn) == eq::interval{-1, 1}));
    BOOST_TEST((eq::balance_asymmetry.bound(bought, bought, chn) == eq::interval{0, 0}));
    BOOST_TEST(eq::is_undefined(eq::balance_asymmetry.bound(bought, bought, jpn).low));
    BOOST_TEST(eq::balance_asymmetry(sold, bought) == 0.25); // totals are known
    BOOST_TEST((eq::balance_asymmetry.bound(sold, bought) == eq::interval{0.25, 0.25}));
}

BOOST_AUTO_TEST_CASE(reasons)
{
    auto const sold = flows{{{chn, 6}}, {.total = 10}};
    auto const bought = flows{{chn, 2}, {rus, 4}};
    auto const why = [](auto const&... things) { return eq::balance_asymmetry.why_undefined(things...); };
    BOOST_TEST(why(sold, bought) == "");
    BOOST_TEST(why(sold, bought, chn) == "");
    BOOST_TEST(why(sold, bought, rus) == eq::words(eq::reason::not_listed));
    BOOST_TEST(why(bought, bought, jpn) == eq::words(eq::reason::no_flow));
    BOOST_TEST(why(flows{{chn, 0}}, flows{{chn, 0}}) == eq::words(eq::reason::no_flow));
    BOOST_TEST(why(sold, flows{}) == eq::words(eq::reason::unknown_imports));
    BOOST_TEST(why(flows{}, bought, chn) == eq::words(eq::reason::unknown_exports));
    BOOST_TEST(why(flows{}, flows{}) == eq::words(eq::reason::no_partners));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
