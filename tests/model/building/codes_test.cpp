// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"

#include <equipoise/codes/cow.hpp>
#include <equipoise/codes/m49.hpp>
#include <equipoise/model/building/codes.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
namespace detail = eq::detail;
using namespace eq::literals;

enum class tie : signed char { hostile = -1, none, friendly };
enum class reversed { first, second };
[[maybe_unused]] bool operator<(reversed a, reversed b)
{
    return static_cast<int>(b) < static_cast<int>(a);
}
struct nothing {
    [[maybe_unused]] friend auto operator<=>(nothing, nothing) = default;
};

static_assert(detail::codable<int> && detail::codable<tie> && detail::codable<eq::iso3> && detail::codable<nothing>);
static_assert(detail::codable<std::tuple<int, eq::iso3, tie>> && detail::codable<std::pair<long, short>>);
static_assert(!detail::codable<std::string> && !detail::codable<double>);
static_assert(!detail::codable<std::tuple<int, std::string>>);
static_assert(!detail::codable<reversed>, "the numbers of its enumerators are in another order");

template <class T>
void check_order(std::vector<T> const& ascending)
{
    using codes = detail::codes<T>;
    auto last = std::array<std::uint64_t, codes::parts + 1>{};
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        auto parts = std::array<std::uint64_t, codes::parts + 1>{};
        codes::write(ascending[i], parts.data());
        BOOST_TEST((codes::read(parts.data()) == ascending[i]));
        BOOST_TEST((i == 0 || last < parts));
        last = parts;
    }
}

template <std::size_t N>
using numbers = typename detail::packing<N>::numbers;

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(building)
BOOST_AUTO_TEST_SUITE(codes)

BOOST_AUTO_TEST_CASE(are_ordered_as_what_they_stand_for)
{
    using limits = std::numeric_limits<std::int64_t>;
    check_order<std::int64_t>({limits::min(), -1, 0, 1, limits::max()});
    check_order<std::int8_t>({-128, -1, 0, 127});
    check_order<std::uint64_t>({0, 1, std::numeric_limits<std::uint64_t>::max()});
    check_order<tie>({tie::hostile, tie::none, tie::friendly});
    check_order<eq::iso3>({eq::iso3{}, "CHN"_iso3, "MNG"_iso3, "RUS"_iso3, eq::iso3::user_assigned("ZZZ")});
    check_order<eq::m49>({4_m49, 496_m49, 894_m49});
    check_order<std::tuple<eq::cow, int>>({{2_cow, 5}, {365_cow, -1}, {990_cow, 0}});
    check_order<std::tuple<int, eq::iso3>>(
        {{-5, "ZAF"_iso3}, {2019, "CHN"_iso3}, {2019, "RUS"_iso3}, {2020, eq::iso3{}}});
    check_order<std::pair<nothing, short>>({{{}, std::int16_t{-3}}, {{}, std::int16_t{4}}});
}

BOOST_AUTO_TEST_CASE(pack_into_the_bits_of_their_range)
{
    auto packing = detail::packing<2>{};
    BOOST_TEST(!packing.fits({2016, 156}));
    BOOST_TEST(packing.widen({2016, 156}));
    BOOST_TEST(packing.bits_from(0) == 0U, "one value needs no bits");
    BOOST_TEST(packing.fits({2016, 156}));
    BOOST_TEST(!packing.fits({2016, 157}));
    BOOST_TEST(packing.widen({2019, 643})); // 2 bits for 0 to 3, 9 for 0 to 487
    BOOST_TEST(packing.bits_from(1) == 9U);
    BOOST_TEST(packing.bits_from(0) == 11U);
    BOOST_TEST(packing.packed({2019, 643}) == (3U << 9U | 487U));
    BOOST_TEST((packing.unpacked(packing.packed({2017, 200})) == numbers<2>{2017, 200}));
    BOOST_TEST(!packing.fits({2020, 200}));
    BOOST_TEST(packing.widen({2017, 4})); // 156 + 511 - 4 needs 10 bits: the range is now 0 to 1023 or so
    BOOST_TEST(packing.bits_from(1) == 10U);
    BOOST_TEST(packing.fits({2017, 0}));
}

BOOST_AUTO_TEST_CASE(pack_across_zero_and_at_both_ends)
{
    using codes = detail::codes<int>;
    auto const code = [](int x) {
        auto parts = numbers<1>{};
        codes::write(x, parts.data());
        return parts;
    };
    auto around_zero = detail::packing<1>{};
    BOOST_TEST((around_zero.widen(code(5)) && around_zero.widen(code(-9))));
    BOOST_TEST(around_zero.bits_from(0) == 4U);
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    for (auto const end : {std::uint64_t{0}, most}) {
        for (auto const step : {1U, 2U, 3U, 100U}) {
            auto packing = detail::packing<1>{};
            auto const other = end == 0 ? step : most - step;
            BOOST_TEST((packing.widen({other}) && packing.widen({end})));
            BOOST_TEST((packing.fits({other}) && packing.fits({end})));
            BOOST_TEST((packing.unpacked(packing.packed({end})) == numbers<1>{end}));
            BOOST_TEST((packing.unpacked(packing.packed({other})) == numbers<1>{other}));
        }
    }
}

BOOST_AUTO_TEST_CASE(refuse_more_than_63_bits)
{
    auto packing = detail::packing<2>{};
    BOOST_TEST(packing.widen({0, 0}));
    BOOST_TEST(packing.widen({0, std::uint64_t{1} << 62U})); // 0 to 2^63 - 1
    BOOST_TEST(packing.bits_from(0) == 63U);
    BOOST_TEST(!packing.widen({1, 0}));
    BOOST_TEST((packing.unpacked(packing.packed({0, 77})) == numbers<2>{0, 77}), "a refusal changes nothing");
    auto one = detail::packing<1>{};
    BOOST_TEST(one.widen({0}));
    BOOST_TEST(!one.widen({std::uint64_t{1} << 63U}));
}

BOOST_AUTO_TEST_CASE(packed_order_is_that_of_the_numbers)
{
    auto random = support::random{7};
    for (auto round = 0; round < 200; ++round) {
        auto packing = detail::packing<3>{};
        auto rows = std::vector<numbers<3>>(30);
        for (auto& row : rows) {
            row = {1990 + random.below(40), random.below(900),
                   10'000 + random.below(std::size_t{1} << random.below(20))};
            if (!packing.fits(row)) {
                BOOST_TEST_REQUIRE(packing.widen(row));
            }
        }
        std::sort(rows.begin(), rows.end());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            BOOST_TEST_REQUIRE(packing.fits(rows[i]));
            BOOST_TEST_REQUIRE((packing.unpacked(packing.packed(rows[i])) == rows[i]));
            BOOST_TEST_REQUIRE(
                (i == 0 || (packing.packed(rows[i - 1]) < packing.packed(rows[i])) == (rows[i - 1] < rows[i])));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
