// SPDX-License-Identifier: BSL-1.0
#include <equipoise/model/building/declared_totals.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace {

namespace eq = equipoise;

using declarations = eq::detail::declared_totals<int, double>;

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(building)
BOOST_AUTO_TEST_SUITE(declared_totals)

BOOST_AUTO_TEST_CASE(are_found_by_their_keys_in_order)
{
    auto all = declarations{};
    BOOST_TEST(all.empty());
    for (auto const key : {7, -2, 3}) {
        all.add({key, {.total = 10.0 + key}});
    }
    BOOST_TEST(all.find(3)->known.total.value() == 13);
    BOOST_TEST(all.find(4) == nullptr);
    BOOST_TEST(all.find(9) == nullptr);
    auto keys = std::vector<int>{};
    for (auto const& each : all) {
        keys.push_back(each.key);
    }
    BOOST_TEST((keys == std::vector{-2, 3, 7}));
}

BOOST_AUTO_TEST_CASE(keep_the_smallest_and_the_largest_in_any_order)
{
    auto totals = std::vector<double>{4, 9, 6, 4};
    std::sort(totals.begin(), totals.end());
    do {
        auto all = declarations{};
        auto others = declarations{};
        for (std::size_t i = 0; i < totals.size(); ++i) {
            (i < 2 ? all : others).add({1, {.total = totals[i]}});
        }
        all.add(others);
        BOOST_TEST(all.find(1)->known.total.value() == 4);
        BOOST_TEST(all.find(1)->other.value() == 9);
    } while (std::next_permutation(totals.begin(), totals.end()));
}

BOOST_AUTO_TEST_CASE(agree_on_the_weaker_listing_and_the_coarser_rounding)
{
    auto all = declarations{};
    all.add({1, {.total = 5.0, .listing = eq::listing::largest, .rounding = 0.5}});
    all.add({1, {.total = {}, .listing = eq::listing::largest, .rounding = 0.1}});
    BOOST_TEST((all.find(1)->known.listing == eq::listing::largest));
    BOOST_TEST(!all.find(1)->other);
    all.add({1, {.total = 5.0, .rounding = 1.0}});
    BOOST_TEST((all.find(1)->known.listing == eq::listing::some));
    BOOST_TEST(all.find(1)->known.rounding == 1);
    BOOST_TEST(all.find(1)->known.total.value() == 5);
}

BOOST_AUTO_TEST_CASE(refuse_what_is_no_total)
{
    auto const infinity = std::numeric_limits<double>::infinity();
    for (auto const total : {-1.0, infinity, std::numeric_limits<double>::quiet_NaN()}) {
        auto all = declarations{};
        BOOST_CHECK_THROW(all.add({1, {.total = total}}), eq::invalid_parameter);
        BOOST_TEST(all.empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
