// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "../support/constant.hpp"
#include "../support/oracle.hpp"

#include <equipoise/comparison/divergence.hpp>
#include <equipoise/comparison/overlap.hpp>
#include <equipoise/concentration/gini.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/model/portfolio.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;

namespace {

using portfolio = eq::portfolio<std::string>;
using support::message_of;
using support::ulps;

constexpr auto infinity = std::numeric_limits<double>::infinity();

constexpr auto four = std::array{4.0, 3.0, 2.0, 1.0};
constexpr auto even = std::array{1, 1, 1, 1};
SUPPORT_STATIC_ASSERT(eq::total_variation(four, even) == 0.2);
SUPPORT_STATIC_ASSERT(eq::kl(four, four) == 0);

using pairs = std::map<std::string, std::pair<std::vector<double>, std::vector<double>>>;

pairs read_pairs(std::string const& path)
{
    auto const lines = support::read_csv(path);
    auto const id = support::column(lines.at(0), "case_id");
    auto const x = support::column(lines.at(0), "x_hex");
    auto const y = support::column(lines.at(0), "y_hex");
    auto cases = pairs{};
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto& [flows, reference] = cases[lines[i].at(id)];
        flows.push_back(support::number(lines[i].at(x)));
        reference.push_back(support::number(lines[i].at(y)));
    }
    return cases;
}

/// Checks the value of a row, matched by place and by identifier; false for a measure that is not tested here.
bool check(support::oracle_row const& row, pairs::mapped_type const& both)
{
    auto const& [flows, reference] = both;
    auto ours = std::vector<eq::partner<std::size_t>>{};
    auto theirs = ours;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        ours.push_back({flows.size() - i, flows[i]});
        if (reference[i] != 0) { // nothing, if it is not listed
            theirs.push_back({flows.size() - i, reference[i]});
        }
    }
    auto const a = eq::portfolio<std::size_t>{ours};
    auto const b = eq::portfolio<std::size_t>{theirs};
    auto const agrees = [&](double by_place, double by_identifier, double exact) {
        BOOST_CHECK_MESSAGE(ulps(by_place, exact) <= 1 && ulps(by_identifier, exact) <= 1,
                            row.case_id << ' ' << row.metric << ": " << by_place << " and " << by_identifier << " for "
                                        << exact);
    };
    if (row.metric == "kl" && row.parameters.find("base=2") == std::string::npos) {
        agrees(eq::kl(flows, reference), eq::kl(a, b), row.value);
    } else if (row.metric == "krugman") {
        agrees(2 * eq::total_variation(flows, reference), 2 * eq::total_variation(a, b), row.value);
    } else if (row.metric == "finger_kreinin") {
        BOOST_TEST(1 - eq::total_variation(flows, reference) + 1 == row.value + 1, tt::tolerance(1e-15));
    } else if (row.metric == "hoover_ref") {
        agrees(eq::total_variation(flows, reference), eq::total_variation(b, a), row.value);
    } else {
        return false;
    }
    return true;
}

} // namespace

BOOST_AUTO_TEST_SUITE(comparison)
BOOST_AUTO_TEST_SUITE(divergence)

BOOST_AUTO_TEST_CASE(bundled_pairs)
{
    auto const cases = read_pairs(EQUIPOISE_SOURCE_DIR "/tests/reference/pairs.csv");
    auto const rows = support::read_oracle(EQUIPOISE_SOURCE_DIR "/tests/reference/pairs_values.csv");
    BOOST_TEST(rows.size() == 33U);
    for (auto const& row : rows) {
        BOOST_TEST(check(row, cases.at(row.case_id)));
    }
}

BOOST_AUTO_TEST_CASE(outside_pairs)
{
    auto const folder = std::string{EQUIPOISE_REFERENCE_DIR "/reference/"};
    if (!std::filesystem::exists(folder + "cases_pairs.csv")) {
        BOOST_TEST_MESSAGE("no " << folder << "cases_pairs.csv: checked against the bundled values only");
        return;
    }
    auto const cases = read_pairs(folder + "cases_pairs.csv");
    auto checked = 0;
    for (auto const& row : support::read_oracle(folder + "oracle.csv")) {
        if (auto const both = cases.find(row.case_id); both != cases.end()) {
            checked += check(row, both->second) ? 1 : 0;
        }
    }
    BOOST_TEST(checked >= 48);
}

BOOST_AUTO_TEST_CASE(partners_are_matched_by_identifier)
{
    auto const a = portfolio{{"CHN", 4.0}, {"RUS", 6.0}};
    auto const b = portfolio{{"JPN", 2.0}, {"RUS", 3.0}, {"CHN", 5.0}};
    // .4 against .5, .6 against .3, 0 against .2
    BOOST_TEST(eq::kl(a, b) == .4 * std::log(.8) + .6 * std::log(2), tt::tolerance(1e-15));
    BOOST_TEST(ulps(eq::total_variation(a, b), .3) <= 1);
    BOOST_TEST(eq::kl(b, a) == infinity); // the reference has nothing of JPN
    BOOST_TEST(eq::total_variation(b, a) == eq::total_variation(a, b));
    BOOST_TEST(eq::total_variation(a, portfolio{{"JPN", 1.0}}) == 1);
    BOOST_TEST(eq::kl(a, portfolio{{"RUS", 1.5}, {"CHN", 1.0}, {"JPN", 0.0}}) == 0);
    BOOST_TEST(eq::total_variation(a.view(), b) == eq::total_variation(a, b));
}

BOOST_AUTO_TEST_CASE(as_an_index_of_portfolios)
{
    auto const a = portfolio{{"CHN", 4.0}, {"RUS", 6.0}};
    auto const b = portfolio{{"CHN", 5.0}, {"RUS", 3.0}, {"JPN", 2.0}};
    auto const from_b = eq::kl(b);
    BOOST_TEST(from_b(a) == eq::kl(a, b));
    BOOST_TEST(eq::describe(from_b).name == "kl");
    auto const values = eq::measure(a, from_b, eq::theil, eq::total_variation(b));
    BOOST_TEST(values[0] == eq::kl(a, b));
    BOOST_TEST(values[1] == eq::theil(a));
    BOOST_TEST(values[2] == eq::total_variation(a, b));
}

BOOST_AUTO_TEST_CASE(against_equal_partners)
{
    auto numbers = support::random{71};
    for (auto round = 0; round < 30; ++round) {
        auto flows = std::vector<double>(1 + numbers.below(60));
        for (auto& x : flows) {
            x = 1e-3 + numbers.unit() * std::exp(8 * numbers.unit());
        }
        auto const equal = std::vector<int>(flows.size(), 3);
        BOOST_TEST(ulps(eq::kl(flows, equal), eq::theil(flows)) <= 1);
        BOOST_TEST(ulps(eq::kl(equal, flows), eq::mean_log_deviation(flows)) <= 1);
        BOOST_TEST(ulps(eq::total_variation(flows, equal), eq::hoover(flows)) <= 1);
        // Pinsker
        auto other = flows;
        numbers.shuffle(other);
        auto const distance = eq::total_variation(flows, other);
        BOOST_TEST(2 * distance * distance <= eq::kl(flows, other));
    }
}

BOOST_AUTO_TEST_CASE(orders_of_divergence)
{
    // p = (.5, .5), r = (.2, .8): order 2 (.25/.2 + .25/.8 - 1) / 2, order -1 the same with p and r exchanged,
    // order 1/2 4 (1 - sqrt(.1) - sqrt(.4))
    auto const p = portfolio{{"CHN", 1.0}, {"RUS", 1.0}};
    auto const r = portfolio{{"CHN", 1.0}, {"RUS", 4.0}};
    BOOST_TEST(ulps(eq::power_divergence(p, 2, r), 0.28125) <= 1);
    BOOST_TEST(ulps(eq::power_divergence(r, -1, p), 0.28125) <= 1);
    BOOST_TEST(eq::power_divergence(p, .5, r) == 4 * (1 - std::sqrt(.1) - std::sqrt(.4)), tt::tolerance(1e-14));
    BOOST_TEST(eq::power_divergence(p, 1, r) == eq::kl(p, r));
    BOOST_TEST(eq::power_divergence(p, 0, r) == eq::kl(r, p));
    BOOST_TEST(eq::power_divergence(2, r)(p) == eq::power_divergence(p, 2, r));
    BOOST_TEST(eq::power_divergence(four, 3, even) == eq::generalized_entropy(four, 3));
    // with nothing in common, of order 1/2 it is 4, else infinite
    auto const other = portfolio{{"JPN", 3.0}};
    BOOST_TEST(eq::power_divergence(p, .5, other) == 4);
    BOOST_TEST(eq::power_divergence(p, 0, other) == infinity);
    BOOST_TEST(eq::power_divergence(p, 1, other) == infinity);
    BOOST_TEST(eq::why_undefined(portfolio{}, eq::power_divergence(2, r)) == "there are no partners");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::power_divergence(p, infinity, r); })
               == "power_divergence: a is inf; it must be between -2^20 and 2^20");
}

BOOST_AUTO_TEST_CASE(amounts_of_any_size_and_type)
{
    auto const expected = eq::kl(four, std::array{1, 2, 3, 4});
    BOOST_TEST(expected == .4 * std::log(4) + .3 * std::log(1.5) + .2 * std::log(2 / 3.0) - .1 * std::log(4),
               tt::tolerance(1e-15));
    BOOST_TEST(
        ulps(eq::kl(std::array{4e300, 3e300, 2e300, 1e300}, std::array{5e-324, 1e-323, 1.5e-323, 2e-323}), expected)
        <= 4);
    BOOST_TEST(eq::kl(std::array{4.0F, 3.0F, 2.0F, 1.0F}, std::array{1L, 2L, 3L, 4L}) == expected);
    BOOST_TEST(
        ulps(eq::kl(std::vector<support::money>{{4}, {3}, {2}, {1}}, std::vector<support::tonnes>{{1}, {2}, {3}, {4}}),
             expected)
        <= 4);
    BOOST_TEST(eq::kl(support::single_use<double>{{4, 3, 2, 1}}, support::single_use<double>{{1, 2, 3, 4}})
               == expected);
}

BOOST_AUTO_TEST_CASE(shares_too_small_for_a_double)
{
    // the second has 1e-600 of the flows and nothing of the reference, or the first all but 1e-600 of the reference
    auto const whole = portfolio{{"CHN", 1e300}, {"RUS", 1e-300}};
    auto const one = portfolio{{"CHN", 1.0}};
    for (auto const& index : {eq::kl(one), eq::kl(portfolio{{"CHN", 1.0}, {"RUS", 1.0}}), eq::kl(whole)}) {
        BOOST_TEST(eq::is_undefined(index(whole)));
        BOOST_TEST(eq::why_undefined(whole, index) == "a partner's share is too small for a double");
    }
    BOOST_TEST(eq::is_undefined(eq::kl(portfolio{{"RUS", 1.0}}, whole)));
    BOOST_TEST(eq::is_undefined(eq::power_divergence(whole, 2, one)));
    BOOST_TEST(eq::total_variation(whole, one) == 0);
    BOOST_TEST(eq::overlap(whole, one) == 1);
}

BOOST_AUTO_TEST_CASE(undefined_and_invalid)
{
    auto const none = std::vector<double>{};
    BOOST_TEST(eq::is_undefined(eq::kl(none, none)));
    BOOST_TEST(eq::is_undefined(eq::kl(std::array{0.0, 0.0}, std::array{1.0, 1.0})));
    BOOST_TEST(eq::is_undefined(eq::total_variation(std::array{1.0, 1.0}, std::array{0.0, 0.0})));
    auto const whole = portfolio{{"CHN", 1.0}};
    auto const part = portfolio{{{"CHN", 1.0}}, {.total = 2.0}};
    BOOST_TEST(eq::why_undefined(portfolio{}, eq::kl(whole)) == "there are no partners");
    BOOST_TEST(eq::why_undefined(portfolio{{"CHN", 0.0}}, eq::kl(whole)) == "the total is zero");
    BOOST_TEST(eq::why_undefined(whole, eq::kl(portfolio{})) == "the reference has no flow");
    BOOST_TEST(eq::why_undefined(part, eq::total_variation(whole))
               == "part of the total is not attributed; bound() gives the interval of most indices");
    BOOST_TEST(eq::is_undefined(eq::total_variation(whole, part)));
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::kl(four, std::array{1, 2, 3}); })
               == "kl: length of the reference is 3; it must be that of the flows, 4");
    BOOST_TEST(message_of<eq::invalid_amount>([&] { (void)eq::kl(std::array{1.0, -2.0}, std::array{1, 2}); })
               == "kl: amount -2 at position 1; amounts are finite and not negative");
    BOOST_TEST(
        message_of<eq::invalid_amount>([&] { (void)eq::total_variation(std::array{1, 2}, std::array{1.0, -2.0}); })
        == "total_variation, reference: amount -2 at position 1; amounts are finite and not negative");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
