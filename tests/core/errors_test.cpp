// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/errors.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <limits>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace {

namespace eq = equipoise;

static_assert(std::is_base_of_v<std::domain_error, eq::invalid_amount>);
static_assert(std::is_base_of_v<std::invalid_argument, eq::invalid_parameter>);
static_assert(std::is_nothrow_move_constructible_v<std::string> && std::is_copy_constructible_v<eq::invalid_amount>,
              "exceptions are copied when they are thrown");

static_assert(std::is_base_of_v<std::out_of_range, eq::not_found> && std::is_base_of_v<eq::error, eq::not_found>);
static_assert(std::is_base_of_v<std::overflow_error, eq::sum_overflow>
              && std::is_base_of_v<eq::error, eq::sum_overflow>);

template <class Error>
std::string text_of_base(Error const& error)
{
    try {
        throw error;
    } catch (eq::error const& base) {
        return base.what();
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(errors)

BOOST_AUTO_TEST_CASE(numbers_are_short_and_read_back)
{
    using eq::detail::number_text;
    BOOST_TEST(number_text(0.1) == "0.1");
    BOOST_TEST(number_text(-3) == "-3");
    BOOST_TEST(number_text(1e300) == "1e+300");
    BOOST_TEST(number_text(123456789012345) == "123456789012345");
    BOOST_TEST(number_text(std::numeric_limits<double>::infinity()) == "inf");
    BOOST_TEST(number_text(std::numeric_limits<double>::quiet_NaN()) == "nan");
    for (double const x : {1.0 / 3, 0.1 + 0.2, 5e-324, std::numeric_limits<double>::max(), 0x1.fffffffffffffp-1}) {
        BOOST_TEST(std::strtod(number_text(x).c_str(), nullptr) == x);
    }
}

BOOST_AUTO_TEST_CASE(an_invalid_amount_says_which_where_and_what)
{
    auto const error = eq::invalid_amount{"hhi", 3, -0.5};
    BOOST_TEST(error.index() == "hhi");
    BOOST_TEST(error.position() == 3U);
    BOOST_TEST(error.value() == -0.5);
    BOOST_TEST(error.what() == std::string{"hhi: amount -0.5 at position 3; amounts are finite and not negative"});
}

BOOST_AUTO_TEST_CASE(an_invalid_parameter_says_which_what_and_what_is_required)
{
    BOOST_TEST(eq::invalid_parameter("hill", "q", -1.0, "at least 0").what()
               == std::string{"hill: q is -1; it must be at least 0"});
    BOOST_TEST(eq::invalid_parameter("ledger, MNG", "listing", "largest", "some").what()
               == std::string{"ledger, MNG: listing is largest; it must be some"});
}

BOOST_AUTO_TEST_CASE(a_sentence_stands_for_what_is_no_single_parameter)
{
    auto const error = eq::invalid_parameter{"dyad", "CHN is listed among its own partners"};
    BOOST_TEST(error.what() == std::string{"dyad: CHN is listed among its own partners"});
    BOOST_TEST(error.index() == "dyad");
    BOOST_TEST(error.parameter().empty());
    BOOST_TEST(eq::invalid_parameter("hill", "q", -1.0, "at least 0").parameter() == "q");
}

BOOST_AUTO_TEST_CASE(every_error_is_caught_by_one_base_with_its_text)
{
    BOOST_TEST(text_of_base(eq::invalid_amount{"hhi", 3, -0.5})
               == "hhi: amount -0.5 at position 3; amounts are finite and not negative");
    BOOST_TEST(text_of_base(eq::invalid_parameter{"hill", "q", -1.0, "at least 0"})
               == "hill: q is -1; it must be at least 0");
    BOOST_TEST(text_of_base(eq::invalid_code{"MGN", "a code"}) == "\"MGN\" is not a code");
    BOOST_TEST(eq::invalid_code("MGN", "a code").code() == "MGN");
    BOOST_TEST(text_of_base(eq::not_found{"ledger", "flows under 2017"}) == "ledger: no flows under 2017");
    BOOST_TEST(eq::not_found("ledger", "flows under 2017").container() == "ledger");
    BOOST_TEST(eq::not_found("ledger", "flows under 2017").thing() == "flows under 2017");
    BOOST_TEST(text_of_base(eq::sum_overflow{"portfolio", "too large"}) == "portfolio: too large");
    BOOST_TEST(eq::sum_overflow("portfolio", "too large").container() == "portfolio");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
