// SPDX-License-Identifier: BSL-1.0
#include <equipoise/model/listing.hpp>
#include <equipoise/model/portfolio.hpp>

#include <boost/test/unit_test.hpp>

namespace {

namespace eq = equipoise;

static_assert(eq::listing{} == eq::listing::some, "the claim that holds of every list");
static_assert(eq::declared<>{}.listing == eq::listing::some);

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(listing)

BOOST_AUTO_TEST_CASE(stays_with_the_portfolio)
{
    BOOST_TEST((eq::portfolio<int>{{1, 1.0}}.listing() == eq::listing::some));
    auto const largest = eq::portfolio<int>({{1, 1.0}}, {.total = 2.0, .listing = eq::listing::largest});
    BOOST_TEST((largest.listing() == eq::listing::largest));
    BOOST_TEST((largest.view().listing() == eq::listing::largest));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
