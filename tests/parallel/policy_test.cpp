// SPDX-License-Identifier: BSL-1.0
#include <equipoise/parallel/policy.hpp>

#include <boost/test/unit_test.hpp>

namespace {

namespace eq = equipoise;

struct doubled {};

int run_in_parallel(doubled, int n)
{
    return 2 * n;
}

static_assert(eq::execution_policy<eq::parallel_policy>);
static_assert(eq::runs<eq::parallel_policy, doubled, int>);
static_assert(!eq::runs<eq::parallel_policy, doubled, int*>);

} // namespace

BOOST_AUTO_TEST_SUITE(parallel)
BOOST_AUTO_TEST_SUITE(policy)

BOOST_AUTO_TEST_CASE(hands_over_what_it_can_run)
{
    BOOST_TEST(eq::parallel.run(doubled{}, 21) == 42);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
