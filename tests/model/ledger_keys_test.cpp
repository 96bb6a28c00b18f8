// SPDX-License-Identifier: BSL-1.0
#include <equipoise/model/ledger_keys.hpp>

#include <boost/test/unit_test.hpp>

#include <tuple>

namespace {

namespace eq = equipoise;

using whole = eq::flow<int, double, int, char>;
using bare = eq::flow<int>;

struct no_key {};
using by_nothing = no_key (*)(whole const&, int);

static_assert(eq::key_of_flows<eq::detail::by_state_fn, bare>
              && eq::key_of_flows<eq::detail::by_period_state_and_channel_fn, whole>);
static_assert(!eq::key_of_flows<by_nothing, whole>, "what has no order is no key");

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(ledger_keys)

BOOST_AUTO_TEST_CASE(are_parts_of_a_flow_and_its_state)
{
    auto const flow = whole{1, 2, 3.0, 2019, 'x'};
    BOOST_TEST(eq::by_state(flow, 1) == 1);
    BOOST_TEST((eq::by_period_and_state(flow, 2) == std::tuple{2019, 2}));
    BOOST_TEST((eq::by_period_state_and_channel(flow, 2) == std::tuple{2019, 2, 'x'}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
