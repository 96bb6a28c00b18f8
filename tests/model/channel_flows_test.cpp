// SPDX-License-Identifier: BSL-1.0
#include <equipoise/model/channel_flows.hpp>

#include <boost/test/unit_test.hpp>

namespace eq = equipoise;

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(channel_flows)

BOOST_AUTO_TEST_CASE(a_name_and_flows_that_are_seen_and_not_owned)
{
    auto const arms = eq::portfolio<char>{{{'R', 2.0}}};
    auto const channel = eq::channel_flows<char>{"arms", arms};
    BOOST_TEST(channel.name == "arms");
    BOOST_TEST(channel.flows.amounts().data() == arms.amounts().data());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
