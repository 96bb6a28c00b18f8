// SPDX-License-Identifier: BSL-1.0
#include <equipoise/uncertainty/declared_range.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>

namespace {

namespace eq = equipoise;

constexpr auto infinite = std::numeric_limits<double>::infinity();

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(declared_range)

BOOST_AUTO_TEST_CASE(knows_of_no_partner_that_is_not_listed)
{
    auto const nothing = eq::declared_range{};
    BOOST_TEST(!nothing.total.has_value());
    BOOST_TEST((nothing.unlisted == eq::interval{0, 0}));
    BOOST_TEST((nothing.listing == eq::listing::some));
}

BOOST_AUTO_TEST_CASE(leaves_what_a_declared_total_leaves_over_to_partners_that_are_not_listed)
{
    auto const known = eq::declared_range::of({.total = 100.0, .listing = eq::listing::largest});
    BOOST_TEST((known == eq::declared_range{eq::interval{100, 100}, {0, infinite}, eq::listing::largest}));
    BOOST_TEST((eq::declared_range::of({.listing = eq::listing::largest})
                == eq::declared_range{.listing = eq::listing::largest}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
