// SPDX-License-Identifier: BSL-1.0
#include <equipoise/codes/succession.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <span>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

constexpr auto continued = std::span{eq::successions::continued};

static_assert(eq::continuing("SUN"_iso3, continued) == "RUS"_iso3
              && eq::continuing("RUS"_iso3, continued) == "RUS"_iso3);
static_assert(eq::continuing("YUG"_iso3, continued) == "SRB"_iso3
              && eq::continuing("SCG"_iso3, continued) == "SRB"_iso3);
static_assert(eq::continuing("CSK"_iso3, continued) == "CSK"_iso3
              && eq::continuing("DDR"_iso3, continued) == "DDR"_iso3);
static_assert(eq::continuing("DDR"_iso3, std::span{eq::successions::united}) == "DEU"_iso3);
static_assert(eq::years_of("SUN"_iso3) == eq::years{1922, 1991} && eq::years_of("DDR"_iso3) == eq::years{1949, 1990});
static_assert(!eq::years_of("RUS"_iso3) && !eq::years_of(eq::iso3{}));

// of any identifiers; a circle ends
constexpr auto circle = std::array{eq::succession<int>{1, 2}, eq::succession<int>{2, 3}, eq::succession<int>{3, 1}};
static_assert(eq::continuing(4, std::span{circle}) == 4 && eq::continuing(1, std::span{circle}) == 1);
static_assert(eq::continuing(7, std::span<eq::succession<int> const>{}) == 7);

} // namespace

BOOST_AUTO_TEST_SUITE(codes)
BOOST_AUTO_TEST_SUITE(succession)

BOOST_AUTO_TEST_CASE(states_follow_each_other_in_time)
{
    for (auto const& [earlier, later, year] : eq::successions::continued) {
        BOOST_TEST_REQUIRE(eq::years_of(earlier).has_value());
        BOOST_TEST((eq::years_of(earlier)->last == year || eq::years_of(earlier)->last == year - 1), earlier);
        BOOST_TEST((earlier != later));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
