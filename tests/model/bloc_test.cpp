// SPDX-License-Identifier: BSL-1.0
#include <equipoise/model/bloc.hpp>
#include <equipoise/model/identifiers.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <concepts>
#include <set>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

static_assert(std::same_as<decltype(eq::bloc{"CHN"_iso3, "RUS"_iso3}), eq::bloc<eq::iso3>>);
static_assert(std::same_as<decltype(eq::bloc{"China", "Russia"}), eq::bloc<std::string>>);
static_assert(std::same_as<decltype(eq::bloc(std::vector{1, 2})), eq::bloc<int>>);
static_assert(std::same_as<decltype(eq::bloc{std::vector{1, 2}}), eq::bloc<int>>, "no bloc of one vector");
static_assert(std::same_as<decltype(eq::bloc{std::vector{"CHN"_iso3}}), eq::bloc<eq::iso3>>);
static_assert(std::same_as<decltype(eq::bloc{eq::bloc{1, 2}}), eq::bloc<int>>);
static_assert(std::same_as<decltype(eq::bloc({1, 2})), eq::bloc<int>>);
static_assert(std::regular<eq::bloc<int>>);
static_assert(!eq::identifier<eq::bloc<int>>, "a bloc is not taken for a state of its own");

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(bloc)

BOOST_AUTO_TEST_CASE(holds_each_member_once_in_order)
{
    auto const poles = eq::bloc{5, 3, 5, 1, 3};
    BOOST_TEST(poles.size() == 3U);
    BOOST_TEST((std::vector(poles.begin(), poles.end()) == std::vector{1, 3, 5}));
    BOOST_TEST(poles.ids()[2] == 5);
    BOOST_TEST((poles == eq::bloc{1, 5, 3}));
    BOOST_TEST((poles != eq::bloc{1, 5}));
    auto const found = std::vector{5, 3, 1};
    BOOST_TEST((poles == eq::bloc{found}));
    BOOST_TEST(poles.contains(3));
    BOOST_TEST(!poles.contains(2));
    BOOST_TEST(!eq::bloc<int>{}.contains(0));
}

BOOST_AUTO_TEST_CASE(names_are_compared_as_names)
{
    char const once[] = "China";
    char const twice[] = "China";
    auto const poles = eq::bloc{"Russia", once, twice};
    BOOST_TEST(poles.size() == 2U);
    BOOST_TEST(poles.contains("China"));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
