// SPDX-License-Identifier: BSL-1.0
#include <equipoise/model/identifiers.hpp>
#include <equipoise/model/party.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/model/state.hpp>

#include "../support/amounts.hpp"

#include <boost/test/unit_test.hpp>

#include <concepts>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

constexpr auto chn = "CHN"_iso3;
constexpr auto rus = "RUS"_iso3;

static_assert(eq::party<eq::iso3> && eq::party<std::string> && eq::party<int>);
static_assert(eq::party<eq::bloc<eq::iso3>>);
static_assert(!eq::party<eq::state<eq::iso3>>, "its identifier is");

using flows = eq::portfolio<eq::iso3>;
static_assert(eq::party_in<eq::iso3, flows> && eq::party_in<eq::bloc<eq::iso3>, flows>);
static_assert(!eq::party_in<std::string, flows> && !eq::party_in<eq::bloc<int>, flows>);
static_assert(!eq::party_in<eq::iso3, std::vector<double>>, "amounts do not say with which partners they are");

static_assert(eq::sized_party<eq::state<eq::iso3>> && eq::sized_party<eq::sized_bloc<eq::iso3>>);
static_assert(!eq::sized_party<eq::iso3>, "a state without a GDP");
static_assert(std::same_as<eq::gdp_of<eq::state<int, support::tonnes>>, support::tonnes>);
static_assert(std::same_as<eq::gdp_of<eq::sized_bloc<int, float>>, float>);

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(party)

BOOST_AUTO_TEST_CASE(members_of_one_or_several)
{
    BOOST_TEST(eq::detail::members(chn).size() == 1U);
    BOOST_TEST((eq::detail::members(chn)[0] == chn));
    auto const both = eq::bloc{rus, chn};
    BOOST_TEST(eq::detail::members(both).size() == 2U);
    BOOST_TEST((eq::detail::members(both)[0] == chn));
    BOOST_TEST(eq::detail::members(eq::bloc<int>{}).empty());
}

BOOST_AUTO_TEST_CASE(a_party_as_a_bloc)
{
    BOOST_TEST((eq::detail::bloc_of<eq::iso3>(chn) == eq::bloc{chn}));
    BOOST_TEST((eq::detail::bloc_of<long>(eq::bloc{3, 1}) == eq::bloc{1L, 3L}));
}

BOOST_AUTO_TEST_CASE(a_party_in_words)
{
    BOOST_TEST(eq::detail::name_of(chn) == "CHN");
    BOOST_TEST(eq::detail::name_of(eq::bloc{rus, chn}) == "CHN+RUS");
    BOOST_TEST(eq::detail::name_of(eq::bloc{3, 1, 2}) == "1+2+3");
    BOOST_TEST(eq::detail::name_of(std::string{"China"}) == "China");
    BOOST_TEST(eq::detail::name_of(eq::bloc<eq::iso3>{}) == "an empty bloc");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
