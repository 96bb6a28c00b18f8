// SPDX-License-Identifier: BSL-1.0
#include "../../../support/message_of.hpp"

#include <equipoise/io/formats/detail/product_levels.hpp>

#include <boost/test/unit_test.hpp>

#include <initializer_list>
#include <string>

namespace {

namespace eio = equipoise::io;

/// What is said of products that come one after the other, from line 2 on.
std::string complaint(std::initializer_list<char const*> products)
{
    return message_of<eio::input_error>([&] {
        auto levels = eio::detail::product_levels{};
        auto line = std::size_t{2};
        for (auto const* const product : products) {
            levels.check(product, "cmdCode", "f.csv", line++);
        }
    });
}

auto const nothing = complaint({});

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(product_levels)

BOOST_AUTO_TEST_CASE(products_of_one_level_are_added)
{
    BOOST_TEST(complaint({"270900", "270112", "270900"}) == nothing);
    BOOST_TEST(complaint({"TOTAL", "TOTAL"}) == nothing);
    BOOST_TEST(complaint({"39XXXXXX", "27090090"}) == nothing); // both have eight places
}

BOOST_AUTO_TEST_CASE(products_that_contain_one_another_are_refused)
{
    BOOST_TEST(
        complaint({"27", "71", "270900"})
        == "f.csv:4: cmdCode has the values \"27\" and \"270900\" in rows that are read; one of them contains the "
           "other: name those to read in format_options::products, or their number of digits in product_level");
    BOOST_TEST(complaint({"TOTAL", "27"}) != nothing);
    BOOST_TEST(complaint({"arms", "_T"}) != nothing);
}

// Codes of another kind say nothing of a level.
BOOST_AUTO_TEST_CASE(other_codes_stand_side_by_side)
{
    BOOST_TEST(complaint({"coal", "gas"}) == nothing);
    BOOST_TEST(complaint({"coal", "27"}) == nothing);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
