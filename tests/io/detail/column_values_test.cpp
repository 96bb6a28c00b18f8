// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/detail/column_values.hpp>
#include <equipoise/model/identifiers.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
namespace parts = eq::io::detail;

/// The second column of rows of two fields, and what a column of values makes of it.
struct rows_of_two {
    std::string text = "MNG, 81\nRUS,x\n        "; // eight characters more than the rows have
    std::vector<parts::row_place> begins{0, 4, 8, 12, 14};
    parts::digit_columns digits{};
    std::vector<unsigned char> fine = std::vector<unsigned char>(2, 1);

    template <class T>
    parts::column_values<T> column(std::size_t place)
    {
        auto values = parts::column_values<T>{};
        values.read(digits, {text.data(), begins.data() + place, 2, place == 1}, 2, fine.data());
        return values;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(column_values)

BOOST_AUTO_TEST_CASE(texts_and_codes_are_read_on_request)
{
    auto rows = rows_of_two{};
    auto const states = rows.column<eq::iso3>(0);
    auto state = eq::iso3{};
    BOOST_TEST((states.get(1, state) && state == eq::iso3{"RUS"}));
    auto const texts = rows.column<std::string>(1);
    auto text = std::string{};
    BOOST_TEST((texts.get(0, text) && text == "81"));
    BOOST_TEST(!rows.column<eq::iso3>(1).get(1, state), "x is no code: the slow path tells why");
    BOOST_TEST((state == eq::iso3{"RUS"}));
}

BOOST_AUTO_TEST_CASE(numbers_are_read_at_once)
{
    auto rows = rows_of_two{};
    rows.text = "MNG,81 \nRUS,7\n        ";
    rows.begins = {0, 4, 8, 12, 14};
    BOOST_TEST(parts::column_values<int>{}.from(0) == nullptr);
    auto const numbers = rows.column<int>(1);
    auto number = 0;
    BOOST_TEST((numbers.get(1, number) && number == 7));
    BOOST_TEST(numbers.from(1)[0] == 7);
    BOOST_TEST((rows.fine[1] != 0));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
