// SPDX-License-Identifier: BSL-1.0
#include <equipoise/balancing/stance.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;

BOOST_AUTO_TEST_SUITE(balancing)
BOOST_AUTO_TEST_SUITE(stance)

namespace {

auto const between = eq::poles{'C', 'R'};

eq::portfolio<char> half_with_c()
{
    return {{{'C', 50.0}, {'R', 30.0}, {'T', 15.0}, {'U', 5.0}}};
}

} // namespace

BOOST_AUTO_TEST_CASE(coordinates_of_a_known_portfolio)
{
    auto const place = eq::stance(half_with_c(), between);
    BOOST_TEST_REQUIRE(place.shares.size() == 3U);
    BOOST_TEST(place.known());
    BOOST_TEST(place.shares[0].low == 0.5);
    BOOST_TEST(place.shares[1].low == 0.3);
    BOOST_TEST(place.shares[2].low == 0.2);
    BOOST_TEST((place.nearest() == std::size_t{0}));
    BOOST_TEST(place.margin() == 0.2, tt::tolerance(1e-15));
    // |s - e_C|^2 / 2 = (.5^2 + .3^2 + .2^2) / 2 = .19; |s - e_R|^2 / 2 = (.5^2 + .7^2 + .2^2) / 2 = .39
    BOOST_TEST(place.distance_to(0) == std::sqrt(0.19), tt::tolerance(1e-15));
    BOOST_TEST(place.distance_to(1) == std::sqrt(0.39), tt::tolerance(1e-15));
    // H = .38 over three parts: (.38 - 1/3) / (2/3) = .07
    BOOST_TEST(place.centre_distance() == std::sqrt(0.07), tt::tolerance(1e-14));
    auto const logs = place.log_ratios();
    BOOST_TEST_REQUIRE(logs.size() == 3U);
    BOOST_TEST(logs[0] - logs[1] == std::log(5.0 / 3), tt::tolerance(1e-14));
    BOOST_TEST(logs[1] - logs[2] == std::log(1.5), tt::tolerance(1e-14));
    BOOST_TEST(std::abs(logs[0] + logs[1] + logs[2]) < 1e-15);
}

// Appendix of reference values: p = (.4, .3, .2, .1), computed by an outside program (R 4.2.2).
BOOST_AUTO_TEST_CASE(log_ratios_and_centre_distance_of_an_outside_program)
{
    auto const flows = eq::portfolio<char>{{{'A', 4.0}, {'B', 3.0}, {'C', 2.0}, {'D', 1.0}}};
    auto const place = eq::stance(flows, eq::poles{'A', 'B', 'C'});
    double const expected[] = {.591780903533, .304098831081, -.101366277027, -.794513457587};
    auto const logs = place.log_ratios();
    BOOST_TEST_REQUIRE(logs.size() == 4U);
    for (std::size_t i = 0; i < 4; ++i) {
        BOOST_TEST(logs[i] == expected[i], tt::tolerance(1e-11));
    }
    BOOST_TEST(place.centre_distance() == .258198889747, tt::tolerance(1e-11));
}

BOOST_AUTO_TEST_CASE(a_vertex_and_the_centre)
{
    auto const all_with_c = eq::stance(eq::portfolio<char>{{{'C', 7.0}}}, between);
    BOOST_TEST(all_with_c.distance_to(0) == 0);
    BOOST_TEST(all_with_c.distance_to(1) == 1);
    BOOST_TEST(all_with_c.centre_distance() == 1);
    BOOST_TEST(all_with_c.margin() == 1);
    BOOST_TEST(all_with_c.log_ratios().empty()); // a zero part has no logarithm
    auto const centre = eq::stance(eq::portfolio<char>{{{'C', 7.0}, {'R', 7.0}, {'T', 7.0}}}, between);
    BOOST_TEST(centre.centre_distance() < 1e-15);
    BOOST_TEST(!centre.nearest().has_value());
}

BOOST_AUTO_TEST_CASE(an_unlisted_pole_has_an_interval)
{
    auto const flows = eq::portfolio<char>{{{'C', 81.0}, {'H', 9.0}}, {.total = 100, .listing = eq::listing::largest}};
    auto const place = eq::stance(flows, between);
    BOOST_TEST(!place.known());
    BOOST_TEST((place.shares[0] == eq::interval{0.81, 0.81}));
    BOOST_TEST(place.shares[1].low == 0);
    BOOST_TEST(place.shares[1].high == 0.09);
    BOOST_TEST(place.shares[2].low == 0.10, tt::tolerance(1e-14));
    BOOST_TEST(place.shares[2].high == 0.19, tt::tolerance(1e-14));
    BOOST_TEST((place.nearest() == std::size_t{0}));
    BOOST_TEST(eq::is_undefined(place.margin()));
    BOOST_TEST(eq::is_undefined(place.distance_to(0)));
    BOOST_TEST(eq::is_undefined(place.centre_distance()));
    BOOST_TEST(place.log_ratios().empty());
}

BOOST_AUTO_TEST_CASE(nothing_to_stand_on)
{
    BOOST_TEST((eq::stance(eq::portfolio<char>{}, between).why == eq::reason::no_partners));
    auto const idle = eq::stance(eq::portfolio<char>{{{'C', 0.0}}}, between);
    BOOST_TEST((idle.why == eq::reason::no_flow));
    BOOST_TEST(!idle.known());
    BOOST_TEST(!idle.nearest().has_value());
}

BOOST_AUTO_TEST_CASE(blocs_are_poles)
{
    auto const west = eq::bloc{'U', 'T'};
    auto const place = eq::stance(half_with_c(), eq::poles{west, 'C'});
    BOOST_TEST(place.shares[0].low == 0.2);
}

BOOST_AUTO_TEST_CASE(poles_by_name)
{
    auto const flows = eq::portfolio<std::string>{{"China", 3.0}, {"Japan", 3.0}, {"Russia", 2.0}};
    auto const place = eq::stance(flows, eq::poles{"China", eq::bloc{"Russia", "Japan"}});
    BOOST_TEST(place.shares[1].low == 0.625);
}

BOOST_AUTO_TEST_CASE(poles_found_at_run_time)
{
    auto const place = eq::stance(half_with_c(), eq::poles{std::vector{'R', 'C'}});
    BOOST_TEST_REQUIRE(place.shares.size() == 3U);
    BOOST_TEST(place.shares[0].low == 0.3);
    BOOST_TEST(place.shares[2].low == 0.2);
    auto const pair = eq::poles{std::vector{eq::bloc{'R', 'U'}, eq::bloc{'T'}}};
    BOOST_TEST(pair.size() == 2U);
    BOOST_TEST(eq::stance(half_with_c(), pair).shares[0].low == 0.35);
}

BOOST_AUTO_TEST_CASE(several_vectors)
{
    auto const even = eq::multi_vector(half_with_c(), eq::poles{'T', 'U'});
    BOOST_TEST(even.coverage == 0.2, tt::tolerance(1e-15));
    // shares 3/4 and 1/4 among themselves: H = .625, H* = .25; exp(entropy) = 4 / 3^(3/4)
    BOOST_TEST(even.evenness == 0.75, tt::tolerance(1e-14));
    BOOST_TEST(even.effective == 4 / std::pow(3.0, 0.75) / 2, tt::tolerance(1e-14));
    auto const absent = eq::multi_vector(half_with_c(), eq::poles{'X', 'Y'});
    BOOST_TEST(absent.coverage == 0);
    BOOST_TEST(eq::is_undefined(absent.evenness));
    auto const single = eq::multi_vector(half_with_c(), eq::poles{'C'});
    BOOST_TEST(single.effective == 1);
    BOOST_TEST(eq::is_undefined(single.evenness));
}

BOOST_AUTO_TEST_CASE(centre_distance_is_singers_con)
{
    auto random = std::mt19937{3};
    auto draw = std::uniform_real_distribution<>{0.01, 1};
    for (int trial = 0; trial < 200; ++trial) {
        auto const flows = eq::portfolio<int>{{{0, draw(random)}, {1, draw(random)}, {2, draw(random)}}};
        auto const place = eq::stance(flows, eq::poles{0, 1});
        auto squared = 0.0;
        for (double const s : place.values()) {
            squared += (s - 1.0 / 3) * (s - 1.0 / 3);
        }
        // the distance of a vertex from the centre is sqrt(2/3)
        BOOST_TEST(place.centre_distance() == std::sqrt(squared * 1.5), tt::tolerance(1e-12));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
