// SPDX-License-Identifier: BSL-1.0
#include "../../examples/support/simpson_evenness.hpp"
#include "../support/message_of.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/core/rules.hpp>
#include <equipoise/model/portfolio.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using own::simpson_evenness;

struct row {
    std::string to;
    double usd;
};

static_assert(eq::rules::amount_rule<own::simpson_evenness_rule>);
static_assert(simpson_evenness(std::array{1.0, 1.0, 1.0, 1.0}) == 1, "a constant expression, as all indices are");

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(rules)

BOOST_AUTO_TEST_CASE(a_rule_of_ones_own_takes_what_an_index_takes)
{
    // shares 1/2, 1/4, 1/4: H = 3/8, 1 / (3 * 3/8) = 8/9
    auto const rows = std::vector<row>{{"CHN", 8}, {"RUS", 4}, {"KAZ", 4}};
    BOOST_TEST(simpson_evenness(std::vector{8, 4, 4}) == 8.0 / 9);
    BOOST_TEST(simpson_evenness(rows, &row::usd) == 8.0 / 9);
    BOOST_TEST(simpson_evenness(rows, eq::out_of{16}, &row::usd) == 1.0 / 6);
    BOOST_TEST(simpson_evenness(std::vector{8, 4, 4, 0}) == 2.0 / 3);
    BOOST_TEST(simpson_evenness(std::vector{8, 4, 4, 0}, eq::positive) == 8.0 / 9);
    auto const [hhi, evenness] = eq::measure(rows, &row::usd, eq::hhi, simpson_evenness);
    BOOST_TEST(hhi == 3.0 / 8);
    BOOST_TEST(evenness == 8.0 / 9);
    BOOST_TEST(simpson_evenness(rows, &row::usd) == 1 - eq::dual_hhi(rows, &row::usd),
               boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(it_is_undefined_described_and_refused_as_an_index_is)
{
    auto const flows = eq::portfolio<std::string>{{{"CHN", 8.0}, {"RUS", 4.0}}, {.total = 16}};
    BOOST_TEST(eq::is_undefined(simpson_evenness(flows)));
    BOOST_TEST((flows | eq::why_undefined(simpson_evenness))
               == "part of the total is not attributed; bound() gives the interval of most indices");
    BOOST_TEST(eq::describe(simpson_evenness).name == "simpson_evenness");
    BOOST_TEST(eq::describe(simpson_evenness).range(4).low == 0.25);
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)simpson_evenness(std::vector{1.0, -2.0}); })
               == "simpson_evenness: amount -2 at position 1; amounts are finite and not negative");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)simpson_evenness(std::vector{1, 2}, eq::out_of{1}); })
               == "simpson_evenness: out_of is 1; it must be at least the number of positive partners, 2");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
