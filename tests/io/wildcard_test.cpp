// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/wildcard.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using equipoise::io::detail::matches;

static_assert(matches("*.csv", "a.csv"));
static_assert(matches("a*b*c", "aXbbYc"));
static_assert(matches("*", ""));
static_assert(matches("?.csv", "a.csv"));
static_assert(matches("a**", "a"));
static_assert(!matches("?.csv", ".csv"));
static_assert(!matches("a.csv", "aa.csv"));
static_assert(!matches("a*b", "ab_"));
static_assert(!matches("", "a"));

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(wildcard)

// A pattern with many stars takes no time that grows with every one of them.
BOOST_AUTO_TEST_CASE(many_stars)
{
    auto pattern = std::string{};
    for (auto i = 0; i < 50; ++i) {
        pattern += "a*";
    }
    BOOST_TEST(!matches(pattern + "b", std::string(2000, 'a')));
    BOOST_TEST(matches(pattern, std::string(2000, 'a')));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
