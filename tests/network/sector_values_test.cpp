// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/network/not_productive.hpp>
#include <equipoise/network/sector_values.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace eq = equipoise;

static_assert(std::is_base_of_v<std::domain_error, eq::not_productive>);
static_assert(std::is_base_of_v<eq::error, eq::not_productive>);

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(sector_values)

BOOST_AUTO_TEST_CASE(rows_and_labels)
{
    auto const labels = std::make_shared<std::vector<std::string> const>(std::vector<std::string>{"A", "B"});
    auto const values = eq::sector_values<std::string>{
        labels, {{.5, {.25, .625}, eq::reason::defined}, eq::estimate::without(eq::reason::no_flow)}, true, 3};
    BOOST_TEST(values.size() == 2U);
    BOOST_TEST(values.at("A") == .5);
    BOOST_TEST((values.bound("A") == eq::interval{.25, .625}));
    BOOST_TEST(values.why_undefined("A") == "");
    BOOST_TEST(values.why_undefined("B") == "the total is zero");
    BOOST_TEST(std::isnan(values.at("B")));
    BOOST_TEST(values.proven_error() == .25); // the larger distance
    BOOST_TEST(values.passes() == 3U);
    auto names = std::string{};
    for (auto const& [label, value, bounds, why] : values) {
        names += label;
    }
    BOOST_TEST(names == "AB");
    BOOST_TEST(message_of<eq::not_found>([&] { (void)values.at("C"); }) == "sector_values: no C");
}

BOOST_AUTO_TEST_CASE(what_is_not_proven_is_no_number)
{
    auto const labels = std::make_shared<std::vector<std::string> const>(std::vector<std::string>{"A", "B"});
    auto const unproven = eq::estimate{.5, {eq::undefined, eq::undefined}, eq::reason::defined};
    auto const values = eq::sector_values<std::string>{labels, {unproven, eq::estimate::of(1)}, false, 1};
    BOOST_TEST(std::isnan(values.proven_error()));
    BOOST_TEST(!values.is_proven());
}

BOOST_AUTO_TEST_CASE(long_classes)
{
    auto const error = eq::not_productive{"look_through", {"a", "b", "c", "d", "e", "f", "g"}};
    BOOST_TEST(
        std::string{error.what()}
        == "look_through: the sectors a, b, c, d, e and 2 others need at least all that they make for making it; "
           "no finite output meets any demand");
    BOOST_TEST(error.labels().size() == 7U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
