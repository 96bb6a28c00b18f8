// SPDX-License-Identifier: BSL-1.0
#include <equipoise/model/flow.hpp>

#include <boost/test/unit_test.hpp>

#include <concepts>
#include <string>
#include <type_traits>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

constexpr auto coal = eq::flow{"MNG"_iso3, "CHN"_iso3, 3.0};
static_assert(std::same_as<decltype(coal), eq::flow<eq::iso3, double> const>);
static_assert(std::same_as<decltype(eq::flow{1, 2, 3.0F, 2019}), eq::flow<int, float, int>>);
static_assert(std::same_as<decltype(eq::flow{1, 2, 3.0, 2019, 'a'}), eq::flow<int, double, int, char>>);
static_assert(
    std::same_as<decltype(eq::flow{"A", "B", 3.0, 2019, "arms"}), eq::flow<std::string, double, int, std::string>>,
    "texts, not addresses");
static_assert(std::regular<eq::flow<std::string, double, int, std::string>>);
static_assert(coal == eq::flow{"MNG"_iso3, "CHN"_iso3, 3.0} && coal != eq::flow{"CHN"_iso3, "MNG"_iso3, 3.0});
static_assert(eq::identifier<eq::unspecified> && eq::unspecified{} == eq::unspecified{}
              && !(eq::unspecified{} < eq::unspecified{}));
static_assert(std::is_empty_v<eq::unspecified>);

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(flow)

BOOST_AUTO_TEST_CASE(has_members_by_name)
{
    auto const arms = eq::flow<eq::iso3, double, int, std::string>{
        .origin = "RUS"_iso3, .destination = "KAZ"_iso3, .amount = 1541, .period = 2019, .channel = "arms"};
    BOOST_TEST(arms.origin.str() == "RUS");
    BOOST_TEST(arms.channel == "arms");
    BOOST_TEST(eq::text_of(coal.period).empty());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
