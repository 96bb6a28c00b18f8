// SPDX-License-Identifier: BSL-1.0
#include <equipoise/balancing/ternary.hpp>
#include <equipoise/model/collect.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace eq::literals;

BOOST_AUTO_TEST_SUITE(balancing)
BOOST_AUTO_TEST_SUITE(ternary)

namespace {

auto const height = std::sqrt(3.0) / 2;
auto const between = eq::poles{"CHN"_iso3, "RUS"_iso3};

void check(eq::triangle_point const& at, double x, double y)
{
    BOOST_TEST(at.x == x, tt::tolerance(1e-14));
    BOOST_TEST(at.y == y, tt::tolerance(1e-14));
}

} // namespace

BOOST_AUTO_TEST_CASE(corners_and_centre)
{
    using flows = eq::portfolio<eq::iso3>;
    check(eq::ternary(flows{{{"CHN"_iso3, 3.0}}}, between).listed, 0, 0);
    check(eq::ternary(flows{{{"RUS"_iso3, 3.0}}}, between).listed, 1, 0);
    check(eq::ternary(flows{{{"JPN"_iso3, 3.0}}}, between).listed, 0.5, height);
    auto const centre = eq::ternary(flows{{{"JPN"_iso3, 1.0}, {"CHN"_iso3, 1.0}, {"RUS"_iso3, 1.0}}}, between);
    check(centre.listed, 0.5, height / 3);
    BOOST_TEST((centre.towards_first == centre.listed));
    // next to nothing with others is not nothing
    check(eq::ternary(flows{{{"CHN"_iso3, 1.0}, {"JPN"_iso3, 1e-20}}}, between).listed, 0.5e-20, 1e-20 * height);
}

// China 81, Switzerland 9, 10 unattributed, no hidden partner above 9: Russia has from 0 to .09.
BOOST_AUTO_TEST_CASE(an_unlisted_power_leaves_a_bar)
{
    auto const flows = eq::portfolio<eq::iso3>{{{"CHN"_iso3, 81.0}, {"CHE"_iso3, 9.0}},
                                               {.total = 100, .listing = eq::listing::largest}};
    auto const place = eq::ternary(flows, between);
    check(place.listed, 0.095, 0.19 * height);
    check(place.towards_first, 0.095, 0.19 * height);
    check(place.towards_second, 0.09 + 0.05, 0.10 * height);
}

BOOST_AUTO_TEST_CASE(all_states_of_a_ledger)
{
    auto const rows = std::vector<eq::flow<eq::iso3, double, int>>{{"MNG"_iso3, "CHN"_iso3, 4, 2019},
                                                                   {"MNG"_iso3, "JPN"_iso3, 1, 2019},
                                                                   {"KAZ"_iso3, "RUS"_iso3, 0, 2019},
                                                                   {"KGZ"_iso3, "RUS"_iso3, 2, 2019}};
    auto const places = eq::ternary(eq::export_ledger(rows, eq::by_state), between);
    BOOST_TEST_REQUIRE(places.size() == 2U); // without flow there is no place
    BOOST_TEST((places[0].key == "KGZ"_iso3));
    check(places[0].listed, 1, 0);
    BOOST_TEST((places[1].key == "MNG"_iso3));
    check(places[1].listed, 0.1, 0.2 * height);
}

BOOST_AUTO_TEST_CASE(two_poles_and_no_other_number)
{
    auto const flows = eq::portfolio<eq::iso3>{{{"CHN"_iso3, 1.0}}};
    BOOST_CHECK_THROW((void)eq::ternary(flows, eq::poles{"CHN"_iso3}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
