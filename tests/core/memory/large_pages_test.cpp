// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/memory/large_pages.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace detail = equipoise::detail;

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(memory)
BOOST_AUTO_TEST_SUITE(large_pages)

BOOST_AUTO_TEST_CASE(a_vector_keeps_what_it_holds_while_it_grows)
{
    // from an ordinary allocation across 4 MB, where large pages begin
    auto numbers = detail::large_vector<std::uint32_t>{};
    for (std::uint32_t i = 0; i < 3'000'000; ++i) {
        numbers.push_back(i);
    }
    BOOST_TEST(std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0}) == 3'000'000ULL * 2'999'999 / 2);
    auto const copy = numbers;
    auto const moved = std::move(numbers);
    BOOST_TEST((copy == moved));
}

BOOST_AUTO_TEST_CASE(what_has_a_constructor_is_constructed)
{
    struct slot {
        double amount = 7;
        bool used = false;
    };
    auto const slots = detail::large_vector<slot>(400'000);
    auto all = true;
    for (auto const& each : slots) {
        all = all && each.amount == 7 && !each.used;
    }
    BOOST_TEST(all);
    auto names = detail::large_vector<std::string>(3, "a name too long to be kept within the string");
    names.resize(5);
    BOOST_TEST(names[2] == names[0]);
    BOOST_TEST(names[4].empty());
}

BOOST_AUTO_TEST_CASE(large_arrays_begin_on_a_page_of_their_own)
{
    auto allocator = detail::large_page_allocator<double>{};
    constexpr auto count = std::size_t{1} << 20;
    auto* const numbers = allocator.allocate(count);
    numbers[0] = 1;
    numbers[count - 1] = 2;
    BOOST_TEST(numbers[0] + numbers[count - 1] == 3);
#if EQUIPOISE_LARGE_PAGES
    BOOST_TEST(reinterpret_cast<std::uintptr_t>(numbers) % (std::size_t{1} << 21) == 0U);
#endif
    allocator.deallocate(numbers, count);
    BOOST_TEST((allocator == detail::large_page_allocator<int>{}));
}

BOOST_AUTO_TEST_CASE(asking_for_large_pages_changes_no_content)
{
    for (auto const count : {std::size_t{0}, std::size_t{100}, std::size_t{3'000'000}}) {
        auto numbers = std::vector<std::uint32_t>(count, 7);
        detail::ask_for_large_pages(numbers.data(), count);
        BOOST_TEST((numbers == std::vector<std::uint32_t>(count, 7)));
    }
}

BOOST_AUTO_TEST_CASE(what_is_not_yet_released_is_kept)
{
    auto numbers = detail::large_vector<std::uint32_t>(12'000'000); // 48 MB
    std::iota(numbers.begin(), numbers.end(), 0U);
    auto released = detail::released_prefix{numbers.data()};
    auto sum = std::uint64_t{0};
    for (auto const& x : numbers) {
        sum += x;
        released.up_to(&x);
    }
    BOOST_TEST(sum == 12'000'000ULL * 11'999'999 / 2);
    numbers[0] = 7; // the memory is still there
    BOOST_TEST(numbers[0] == 7U);

    auto names = detail::large_vector<std::string>(400'000, "short");
    auto words = detail::released_prefix{names.data()};
    words.up_to(names.data() + names.size());
    BOOST_TEST((std::count(names.begin(), names.end(), "short") == 400'000), "which have to be destroyed");
}

BOOST_AUTO_TEST_CASE(more_than_there_can_be_is_refused)
{
    auto numbers = detail::large_vector<double>{};
    BOOST_CHECK_THROW(numbers.reserve(std::numeric_limits<std::size_t>::max()), std::length_error);
    auto allocator = detail::large_page_allocator<double>{};
    // compared, as compilers leave out memory that nobody looks at
    BOOST_CHECK_THROW(BOOST_TEST(allocator.allocate(std::numeric_limits<std::size_t>::max() / 8) != nullptr),
                      std::bad_alloc);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
