// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/version.hpp>

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>
#include <string>

namespace {

std::string text_of_file(std::string const& name)
{
    auto in = std::ifstream{EQUIPOISE_SOURCE_DIR "/" + name};
    BOOST_TEST_REQUIRE(in.good(), name);
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// What follows `before` in a text, up to the first of `end`.
std::string after(std::string const& text, std::string const& before, char const* end)
{
    auto const at = text.find(before);
    BOOST_TEST_REQUIRE((at != std::string::npos), before);
    auto const begin = at + before.size();
    return text.substr(begin, text.find_first_of(end, begin) - begin);
}

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(version)

BOOST_AUTO_TEST_CASE(is_that_of_the_project)
{
    auto const project = after(text_of_file("CMakeLists.txt"), "\n    VERSION ", "\n");
    BOOST_TEST(equipoise::library_version == project);
}

BOOST_AUTO_TEST_CASE(is_that_of_the_citation)
{
    auto const citation = text_of_file("CITATION.cff");
    BOOST_TEST(after(citation, "\nversion: ", "\n") == equipoise::library_version);
    BOOST_TEST(after(citation, "cff-version: ", "\n") == "1.2.0");
    BOOST_TEST(after(citation, "\nlicense: ", "\n") == "BSL-1.0");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
