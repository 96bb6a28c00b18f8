// SPDX-License-Identifier: BSL-1.0
#include <equipoise/parallel/add_up.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

// What was added to what.
struct text {
    std::string letters;

    text& operator+=(text&& other)
    {
        if (other.letters.empty()) {
            throw std::runtime_error{"nothing to add"};
        }
        letters += other.letters;
        return *this;
    }
};

struct word : text {
    void sort() { std::sort(letters.begin(), letters.end()); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(parallel)
BOOST_AUTO_TEST_SUITE(add_up)

BOOST_AUTO_TEST_CASE(adds_neighbours_in_their_order)
{
    auto const alphabet = std::string{"abcdefghijklmnopqrstuvwxyz"};
    for (std::size_t count = 1; count <= alphabet.size(); ++count) {
        auto texts = std::vector<text>{};
        for (std::size_t i = 0; i < count; ++i) {
            texts.push_back({alphabet.substr(i, 1)});
        }
        equipoise::parallel_detail::add_up(texts);
        BOOST_TEST(texts.front().letters == alphabet.substr(0, count));
    }
}

BOOST_AUTO_TEST_CASE(sorts_what_sorts_itself_before_it_is_added)
{
    for (std::size_t count = 0; count <= 9; ++count) {
        auto words = std::vector<word>(count, word{{"dabc"}});
        equipoise::parallel_detail::add_up(words);
        auto expected = std::string{};
        for (std::size_t i = 0; i < count; ++i) {
            expected += "abcd";
        }
        BOOST_TEST((words.empty() ? std::string{} : words.front().letters) == expected);
    }
}

BOOST_AUTO_TEST_CASE(adds_nothing_to_nothing)
{
    auto none = std::vector<text>{};
    equipoise::parallel_detail::add_up(none);
    BOOST_TEST(none.empty());
}

BOOST_AUTO_TEST_CASE(throws_what_an_addition_throws)
{
    auto texts = std::vector<text>{{"a"}, {"b"}, {"c"}, {""}, {"e"}};
    BOOST_CHECK_THROW(equipoise::parallel_detail::add_up(texts), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
