// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/core/logarithm.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>

namespace eq = equipoise;

namespace {

static_assert(eq::nats.natural() && eq::logarithm{} == eq::nats);
static_assert(!eq::bits.natural() && eq::bits.base() == 2 && eq::bits == eq::logarithm{2});
static_assert(eq::logarithm{10} != eq::bits);

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(logarithm)

BOOST_AUTO_TEST_CASE(bases_that_no_logarithm_has)
{
    constexpr auto infinity = std::numeric_limits<double>::infinity();
    for (auto const base : {1.0, 0.5, 0.0, -2.0, infinity, std::numeric_limits<double>::quiet_NaN()}) {
        BOOST_CHECK_THROW((void)eq::logarithm{base}, eq::invalid_parameter);
    }
    BOOST_TEST(support::message_of<eq::invalid_parameter>([] { (void)eq::logarithm{1}; })
               == "logarithm: base is 1; it must be finite and greater than 1");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
