// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/compiler.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <string>

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(compiler)

// Every header includes another one of the library, and what is included by no way round ends at compiler.hpp.
BOOST_AUTO_TEST_CASE(stands_before_every_header)
{
    auto headers = 0;
    for (auto const& entry : std::filesystem::recursive_directory_iterator{EQUIPOISE_SOURCE_DIR "/include"}) {
        if (entry.path().extension() != ".hpp" || entry.path().filename() == "compiler.hpp") {
            continue;
        }
        ++headers;
        auto header = std::ifstream{entry.path()};
        auto stands = false;
        for (auto line = std::string{}; std::getline(header, line);) {
            stands |= line.starts_with("#include <equipoise/");
        }
        BOOST_TEST(stands, entry.path() << " includes no other header of the library");
    }
    BOOST_TEST(headers > 100);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
