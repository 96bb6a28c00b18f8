// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/io/pymrio_files.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

namespace eqio = equipoise::io;

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(pymrio_files)

BOOST_AUTO_TEST_CASE(what_pymrio_says_of_its_files)
{
    auto const files = eqio::pymrio_files(eqio::text(R"({"systemtype": "IOSystem", "files": {
        "Z": {"name": "Z.txt", "nr_index_col": "3", "nr_header": "2"}, "unit": {"nr_header": 1, "name": "unit.txt"}}})"));
    BOOST_TEST(files.size() == 2U);
    BOOST_TEST(files.at("Z").name == "Z.txt");
    BOOST_TEST(*files.at("Z").layout.index_columns == 3U);
    BOOST_TEST(*files.at("Z").layout.header_rows == 2U);
    BOOST_TEST(*files.at("unit").layout.header_rows == 1U);
    BOOST_TEST(!files.at("unit").layout.index_columns);
    auto const whole = std::string{R"({"files": {"Z": {"name": "Z.txt"}}})"};
    for (std::size_t size = 0; size < whole.size(); ++size) {
        BOOST_CHECK_THROW((void)eqio::pymrio_files(eqio::text(std::string_view{whole}.substr(0, size))),
                          eqio::file_error);
    }
    BOOST_CHECK_THROW((void)eqio::pymrio_files(eqio::text(R"({"files": {"Z": {"nr_header": "two"}}})")),
                      eqio::file_error);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
