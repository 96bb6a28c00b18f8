// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"

#include <equipoise/core/simd/line_marks.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace {

namespace detail = equipoise::detail;

std::size_t breaks_in(std::string_view text)
{
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::string random_text(support::random& random, std::size_t most)
{
    constexpr auto letters = std::string_view{"ab,,\"\"\"\n\n\r"};
    auto text = std::string{};
    for (auto left = random.below(most); left > 0; --left) {
        text += letters[random.below(letters.size())];
    }
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(simd)
BOOST_AUTO_TEST_SUITE(line_marks)

BOOST_AUTO_TEST_CASE(counts_lines_and_sees_quotes)
{
    auto random = support::random{12};
    auto quoted = 0;
    for (auto const most : {1U, 10U, 300U, 5000U}) {
        for (auto trial = 0; trial < 100; ++trial) {
            auto text = random_text(random, most);
            std::replace(text.begin(), text.end(), '"', 'c');
            if (!text.empty() && trial % 2 == 0) {
                text[random.below(text.size())] = '"';
                ++quoted;
            }
            auto const marks = detail::marks_in(text, '"');
            BOOST_TEST(marks.lines == breaks_in(text));
            BOOST_TEST(marks.quotes == (text.find('"') != text.npos));
        }
    }
    BOOST_TEST(quoted > 100);
    auto const breaks = detail::marks_in(std::string(100'000, '\n'), '"');
    BOOST_TEST(breaks.lines == 100'000U);
    BOOST_TEST(!breaks.quotes);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
