// SPDX-License-Identifier: BSL-1.0
#include <equipoise/codes/iso3.hpp>
#include <equipoise/model/identifier.hpp>

#include <boost/test/unit_test.hpp>

#include <compare>
#include <complex>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

enum class power { china, russia };
enum class neighbor { japan, korea };
std::string to_string(neighbor which)
{
    return which == neighbor::japan ? "Japan" : "Korea";
}

struct nameless {
    auto operator<=>(nameless const&) const = default;
};

template <class... T>
inline constexpr bool all_identifiers = (eq::identifier<T> && ...);
static_assert(all_identifiers<eq::iso3, std::string, std::string_view, int, power, std::pair<int, std::string>>);
static_assert(!eq::identifier<std::complex<double>> && !eq::identifier<int const> && !eq::identifier<void>);

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(identifier)

BOOST_AUTO_TEST_CASE(identifiers_have_words)
{
    BOOST_TEST(eq::text_of("MNG"_iso3) == "MNG");
    BOOST_TEST(eq::text_of(std::string{"Mongolia"}) == "Mongolia");
    BOOST_TEST(eq::text_of(std::string_view{"Mongolia"}) == "Mongolia");
    BOOST_TEST(eq::text_of("Mongolia") == "Mongolia");
    BOOST_TEST(eq::text_of(496) == "496");
    BOOST_TEST(eq::text_of(power::russia) == "1");
    BOOST_TEST(eq::text_of(neighbor::korea) == "Korea");
    BOOST_TEST(eq::text_of(std::tuple{2019, "MNG"_iso3}) == "2019 MNG");
    BOOST_TEST(eq::text_of(std::pair{neighbor::japan, 5}) == "Japan 5");
    BOOST_TEST(eq::text_of(std::tuple{std::string{}, "MNG"_iso3, std::string{}}) == "MNG");
    BOOST_TEST(eq::text_of(nameless{}) == "(without a printable name)");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
