// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/undefined.hpp>
#include <equipoise/io/books.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

namespace {

namespace eq = equipoise;
using books_of_a_file = eq::io::books;
using eq::io::row_class;

auto because(std::string_view why)
{
    return [why] { return std::string{why}; };
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(books)

BOOST_AUTO_TEST_CASE(each_class_has_words_of_its_own)
{
    for (std::size_t i = 0; i < eq::io::number_of_row_classes; ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            BOOST_TEST(in_words(static_cast<row_class>(i)) != in_words(static_cast<row_class>(j)));
        }
    }
    BOOST_TEST(in_words(row_class::used) == "used");
    BOOST_TEST(in_words(row_class::refused) == "refused");
}

BOOST_AUTO_TEST_CASE(all_classes_together_are_what_was_read)
{
    auto result = books_of_a_file{};
    BOOST_TEST(result.file().read().rows == 0U);
    BOOST_TEST(result.file().read().amount() == 0);
    // amounts 1, 2, 4 ... 256 of the nine classes, alternately of two states: 511 in all, 1 + 4 + 16 + 64 + 256 of MNG
    for (std::size_t i = 0; i < eq::io::number_of_row_classes; ++i) {
        result.enter(static_cast<row_class>(i), i % 2 == 0 ? "MNG" : "KAZ", static_cast<double>(std::size_t{1} << i),
                     i + 2, because("so"));
    }
    BOOST_TEST(result.file().read().rows == 9U);
    BOOST_TEST(result.file().read().amount() == 511);
    BOOST_TEST(result.states().size() == 2U);
    BOOST_TEST(result.states().at("MNG").read().amount() == 341);
    BOOST_TEST(result.states().at("KAZ").read().amount() == 170);
    BOOST_TEST(result.file()[row_class::own].amount() == 8);
    BOOST_TEST(result.file()[row_class::own].rows == 1U);
}

BOOST_AUTO_TEST_CASE(an_unknown_amount_counts_as_a_row_alone)
{
    auto result = books_of_a_file{};
    result.enter(row_class::unknown, "MNG", eq::undefined, 2, because("the amount is missing"));
    result.enter(row_class::unknown, "MNG", std::numeric_limits<double>::quiet_NaN(), 3, because("again"));
    BOOST_TEST(result.file()[row_class::unknown].rows == 2U);
    BOOST_TEST(result.file()[row_class::unknown].amount() == 0);
}

BOOST_AUTO_TEST_CASE(amounts_are_summed_without_a_rounding_error)
{
    // 10^16 + 1 + 1 - rounded one by one, the ones are lost
    auto result = books_of_a_file{};
    for (auto const amount : {1e16, 1.0, 1.0}) {
        result.enter(row_class::used, "MNG", amount, 2, because(""));
    }
    BOOST_TEST(result.file()[row_class::used].amount() == 10000000000000002.0);
}

BOOST_AUTO_TEST_CASE(the_first_rows_of_a_class_are_its_examples)
{
    auto result = books_of_a_file{};
    auto asked = std::size_t{0};
    for (std::size_t line = 2; line < 12; ++line) {
        result.enter(row_class::area, "MNG", 1, line, [&] {
            ++asked;
            return "line " + std::to_string(line);
        });
        result.enter(row_class::used, "MNG", 1, line, because("never asked"));
    }
    BOOST_TEST(asked == books_of_a_file::most_examples);
    auto const& examples = result.examples(row_class::area);
    BOOST_REQUIRE(examples.size() == books_of_a_file::most_examples);
    BOOST_TEST(examples.front().line == 2U);
    BOOST_TEST(examples.back().what == "line 6");
    BOOST_TEST(result.examples(row_class::used).empty());
    BOOST_TEST(result.examples(row_class::own).empty());
}

BOOST_AUTO_TEST_CASE(many_rows_are_entered_at_once)
{
    auto result = books_of_a_file{};
    result.enter(row_class::used, "MNG", {3, eq::detail::twofold{1e16, 1.0}});
    result.enter(row_class::used, "MNG", 1, 2, because(""));
    BOOST_TEST(result.file()[row_class::used].rows == 4U);
    BOOST_TEST(result.states().at("MNG")[row_class::used].amount() == 10000000000000002.0);
}

BOOST_AUTO_TEST_CASE(books_of_two_files_are_added)
{
    auto one = books_of_a_file{};
    auto other = books_of_a_file{};
    for (std::size_t line = 2; line < 5; ++line) {
        one.enter(row_class::area, "MNG", 2, line, because("one"));
        other.enter(row_class::area, line == 2 ? "MNG" : "490", 5, line, because("other"));
    }
    one += other;
    BOOST_TEST(one.file()[row_class::area].rows == 6U);
    BOOST_TEST(one.file()[row_class::area].amount() == 21);
    BOOST_TEST(one.states().at("MNG").read().amount() == 11);
    BOOST_TEST(one.states().at("490").read().amount() == 10);
    BOOST_REQUIRE(one.examples(row_class::area).size()
                  == books_of_a_file::most_examples); // three, and the first two of three
    BOOST_TEST(one.examples(row_class::area)[3].what == "other");
    BOOST_TEST(one.examples(row_class::area)[4].line == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
