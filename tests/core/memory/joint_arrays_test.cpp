// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/memory/joint_arrays.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace detail = equipoise::detail;
using numbers = detail::joint_vector<int>;

constexpr auto large = std::size_t{100'000};

numbers array_in(detail::joint_memory<int> const& memory, std::size_t place, std::size_t n, int first)
{
    auto array = numbers(detail::joint_allocator<int>{memory, place});
    array.reserve(array.get_allocator().room_for(n));
    for (std::size_t i = 0; i < n; ++i) {
        array.push_back(first + static_cast<int>(i));
    }
    return array;
}

std::vector<int> counted(std::size_t n, int first)
{
    auto all = std::vector<int>(n);
    std::iota(all.begin(), all.end(), first);
    return all;
}

std::vector<int> operator+(std::vector<int> a, std::vector<int> const& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

bool same(numbers const& array, std::vector<int> const& expected)
{
    return std::vector<int>(array.begin(), array.end()) == expected;
}

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(memory)
BOOST_AUTO_TEST_SUITE(joint_arrays)

BOOST_AUTO_TEST_CASE(neighbours_are_joined_where_they_are)
{
    auto const memory = detail::joint_memory<int>{3 * large};
    auto a = array_in(memory, 0, large, 0);
    auto b = array_in(memory, large, large, 7);
    auto const c = array_in(memory, 2 * large, large, 1'000'000);
    BOOST_TEST((a.data() == memory.begin.get() && b.data() == a.data() + large && c.data() == b.data() + large));
    detail::append_joint(c, 0, b);
    detail::append_joint(b, 0, a);
    BOOST_TEST((a.data() == memory.begin.get()));
    BOOST_TEST(same(a, counted(large, 0) + counted(large, 7) + counted(large, 1'000'000)));
}

BOOST_AUTO_TEST_CASE(gaps_are_closed_and_what_comes_first_may_be_left_out)
{
    for (auto const n : {std::size_t{0}, std::size_t{10}, large - 1, large}) {
        for (auto const left_out : {std::size_t{0}, std::size_t{1}, large}) {
            auto const memory = detail::joint_memory<int>{2 * large};
            auto a = array_in(memory, 0, n, 0);
            auto const b = array_in(memory, large, large, 7);
            detail::append_joint(b, left_out, a);
            BOOST_TEST(same(a, counted(n, 0) + counted(large - left_out, 7 + static_cast<int>(left_out))));
        }
    }
}

BOOST_AUTO_TEST_CASE(other_arrays_are_as_ever)
{
    auto memory = detail::joint_memory<int>{2 * large};
    auto few = array_in(memory, 0, 10, 0);
    BOOST_TEST((few.data() != memory.begin.get()));
    auto a = array_in(memory, 0, large, 0);
    auto const many = array_in(memory, large + 1, large, 0); // more than there is room for
    BOOST_TEST(same(many, counted(large, 0)));

    auto const copy = a;
    BOOST_TEST((copy.data() != a.data() && same(copy, counted(large, 0))));
    auto moved = std::move(a);
    BOOST_TEST((moved.data() == memory.begin.get()));
    few.swap(moved);
    BOOST_TEST((few.data() == memory.begin.get() && same(moved, counted(10, 0))));
    memory = detail::joint_memory<int>{1};
    BOOST_TEST(same(few, counted(large, 0))); // the memory lives as long as they do
    few = numbers{};
    BOOST_TEST(few.empty());

    auto names = detail::joint_vector<std::string>{"a name too long to be kept within the string", "b"};
    detail::append_joint(detail::joint_vector<std::string>{"c", "d"}, 1, names);
    BOOST_TEST((names.size() == 3U && names[0].size() == 44U && names[2] == "d"));
}

BOOST_AUTO_TEST_CASE(memory_is_given_once_at_a_time)
{
    auto const memory = detail::joint_memory<int>{large};
    auto allocator = detail::joint_allocator<int>{memory, 0};
    BOOST_TEST(allocator.room_for(1) == 1U);
    BOOST_TEST(allocator.room_for(large - 1) == large);
    BOOST_TEST(allocator.room_for(2 * large) == large);
    auto* const first = allocator.allocate(large);
    BOOST_TEST((first == memory.begin.get()));
    BOOST_TEST(allocator.room_for(large - 1) == large - 1);
    auto* const second = allocator.allocate(large);
    BOOST_TEST((second != first));
    allocator.deallocate(second, large);
    allocator.deallocate(first, large);
    BOOST_TEST((allocator.allocate(large) == first));
    allocator.deallocate(first, large);
    BOOST_TEST((allocator == allocator.select_on_container_copy_construction()) == false);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
