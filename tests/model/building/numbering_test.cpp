// SPDX-License-Identifier: BSL-1.0
#include <equipoise/model/building/numbering.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace {

namespace detail = equipoise::detail;

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(building)
BOOST_AUTO_TEST_SUITE(numbering)

BOOST_AUTO_TEST_CASE(numbers_are_given_once_each)
{
    auto numbers = detail::numbering<std::int64_t>{};
    BOOST_TEST(numbers.find(5) == numbers.none);
    BOOST_TEST(numbers.find_direct(5) == numbers.none);
    for (auto const x : {5, 3, 70'000, -70'000}) {
        BOOST_TEST(numbers.add(x));
    }
    BOOST_TEST(numbers.find(5) == 0U);
    BOOST_TEST(numbers.find(70'000) == 2U);
    BOOST_TEST(numbers.find(4) == numbers.none);
    BOOST_TEST(numbers.find_direct(5) == numbers.none, "spread as far as this they have no places of their own");
    BOOST_TEST(numbers[3] == -70'000);
    BOOST_TEST(!numbers.add(std::numeric_limits<std::int64_t>::max()), "64 bits from -70 000 on");
    BOOST_TEST(numbers.size() == 4U);
}

BOOST_AUTO_TEST_CASE(several_are_read_as_one_in_order)
{
    struct holder {
        detail::numbering<int> numbers;
    };
    auto holders = std::array<holder, 3>{};
    for (auto const x : {5, -3, 9}) {
        BOOST_TEST(holders[0].numbers.add(x));
    }
    for (auto const x : {1'000'000, 9, -3}) {
        BOOST_TEST(holders[2].numbers.add(x));
    }
    auto const all = std::array<holder const*, 3>{&holders[0], &holders[1], &holders[2]};
    auto const joint = detail::joint_numbers<int>{std::span<holder const* const>{all}, &holder::numbers};
    constexpr auto none = detail::numbering<int>::none;
    auto found = std::vector<int>{};
    for (std::size_t i = 0; i < joint.size(); ++i) {
        found.push_back(joint[i]);
    }
    BOOST_TEST((found == std::vector{-3, 5, 9, 1'000'000}));
    BOOST_TEST((joint.in(0) == std::vector{1U, 0U, 2U, none}));
    BOOST_TEST((joint.in(1) == std::vector{none, none, none, none}));
    BOOST_TEST((joint.in(2) == std::vector{2U, none, 1U, 0U}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
