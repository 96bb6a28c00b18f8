// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/model/partner.hpp>

#include <boost/test/unit_test.hpp>

#include <concepts>
#include <string>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

static_assert(std::same_as<decltype(eq::partner{"CHN"_iso3, 3}), eq::partner<eq::iso3, int>>);
static_assert(std::same_as<decltype(eq::partner{2, support::money{3}}), eq::partner<int, support::money>>);
static_assert(std::same_as<eq::partner<int>, eq::partner<int, double>>);
static_assert(std::same_as<decltype(eq::partner{"China", 3.5}), eq::partner<std::string>>, "texts, not addresses");
static_assert(std::regular<eq::partner<std::string>>);
static_assert(eq::partner{1, 2.0} == eq::partner{1, 2.0} && eq::partner{1, 2.0} != eq::partner{1, 2.5});
static_assert(eq::partner<eq::iso3>{}.amount == 0);

template <class Id, class Amount>
concept makes_partner = requires { typename eq::partner<Id, Amount>; };
static_assert(makes_partner<int, float> && !makes_partner<int, std::string> && !makes_partner<int, bool>);

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(partner)

BOOST_AUTO_TEST_CASE(comes_apart)
{
    auto const [id, amount] = eq::partner{std::string{"China"}, 3.5};
    BOOST_TEST(id == "China");
    BOOST_TEST(amount == 3.5);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
