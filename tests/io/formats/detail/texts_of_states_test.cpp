// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/formats/detail/texts_of_states.hpp>

#include <boost/test/unit_test.hpp>

#include <array>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(texts_of_states)

BOOST_AUTO_TEST_CASE(rows_under_another_text_than_most_are_joined)
{
    auto texts = eq::io::detail::texts_of_states{};
    BOOST_TEST(texts.joined() == 0U);
    texts.count("COD"_iso3, "ZAR");
    texts.count("BEL"_iso3, "BEL");
    BOOST_TEST(texts.joined() == 0U);
    texts.count("COD"_iso3, "COD"); // each may be the usual one: one of the two rows is joined
    BOOST_TEST(texts.joined() == 1U);
    texts.count("COD"_iso3, "COD", 5);
    BOOST_TEST(texts.joined() == 1U);
    texts.count("COD"_iso3, "ZAR", 9); // now ZAR has ten, and the six of COD are joined
    texts.count("COD"_iso3, "Zaire", 2);
    BOOST_TEST(texts.joined() == 8U);
}

BOOST_AUTO_TEST_CASE(zeros_before_a_number_make_no_other_code)
{
    auto texts = eq::io::detail::texts_of_states{};
    texts.count("ALB"_iso3, "8");
    texts.count("ALB"_iso3, "008");
    texts.count("ALB"_iso3, "08");
    BOOST_TEST(texts.joined() == 0U);
    texts.count("ALB"_iso3, "80");
    BOOST_TEST(texts.joined() == 1U);
}

BOOST_AUTO_TEST_CASE(numbers_are_counted_until_they_are_taken)
{
    auto rows = eq::io::detail::rows_by_number<10>{};
    constexpr auto numbers = std::array{3, 3, 3, 9, 0, 10, 3000, -1};
    rows.count(numbers.data(), numbers.size());
    rows.count(numbers.data() + 1, 1);
    BOOST_TEST(rows.take(3) == 4U);
    BOOST_TEST(rows.take(3) == 0U);
    BOOST_TEST(rows.take(9) == 1U);
    BOOST_TEST(rows.take(0) == 1U);
    BOOST_TEST(rows.take(5) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
