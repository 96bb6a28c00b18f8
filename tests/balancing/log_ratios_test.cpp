// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "../support/oracle.hpp"

#include <equipoise/balancing/log_ratios.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;
using support::ulps;

using flows_of = eq::portfolio<int>;

constexpr auto infinite = std::numeric_limits<double>::infinity();

} // namespace

BOOST_AUTO_TEST_SUITE(balancing)
BOOST_AUTO_TEST_SUITE(log_ratios)

// By an outside program (R 4.2.2) for (.4, .3, .2, .1): the log-ratios, the distance from equal shares, and the balance
// of the first part against the three others.
BOOST_AUTO_TEST_CASE(values_of_an_outside_program)
{
    auto const flows = flows_of{{1, 4.0}, {2, 3.0}, {3, 2.0}, {4, 1.0}};
    double const expected[] = {.591780903533, .304098831081, -.101366277027, -.794513457587};
    auto const found = eq::clr(flows).values;
    BOOST_TEST_REQUIRE(found.size() == 4U);
    for (std::size_t i = 0; i < 4; ++i) {
        BOOST_TEST(found[i] == expected[i], tt::tolerance(1e-11));
    }
    BOOST_TEST(eq::aitchison_distance(std::vector{4, 3, 2, 1}, std::vector{1, 1, 1, 1}) == 1.041252847898,
               tt::tolerance(1e-11));
    BOOST_TEST(eq::log_balance(flows, eq::bloc{1}, eq::bloc{2, 3, 4}) == .683329727912, tt::tolerance(1e-11));
}

BOOST_AUTO_TEST_CASE(distances_of_the_oracle)
{
    auto const folder = std::string{EQUIPOISE_REFERENCE_DIR} + "/reference/";
    if (!std::filesystem::exists(folder + "cases_pairs.csv")) {
        BOOST_TEST_MESSAGE("not run: no " << folder);
        return;
    }
    auto cases = std::map<std::string, std::pair<std::vector<double>, std::vector<double>>>{};
    auto const lines = support::read_csv(folder + "cases_pairs.csv");
    auto const x = support::column(lines.at(0), "x_hex");
    auto const y = support::column(lines.at(0), "y_hex");
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto& [a, b] = cases[lines[i].at(0)];
        a.push_back(support::number(lines[i].at(x)));
        b.push_back(support::number(lines[i].at(y)));
    }
    std::size_t compared = 0;
    for (auto const& row : support::read_oracle(folder + "oracle.csv")) {
        if (row.metric == "aitchison" && row.parameters == "input=raw") {
            auto const& [a, b] = cases.at(row.case_id);
            auto const found = eq::aitchison_distance(a, b);
            BOOST_TEST_CONTEXT(row.case_id)
            {
                BOOST_TEST((ulps(found, row.value) <= 4 || (row.value == 0 && found < 1e-28)));
            }
            ++compared;
        }
    }
    BOOST_TEST(compared > 4U);
}

BOOST_AUTO_TEST_CASE(by_hand_and_exact)
{
    // ln 2 apart: (ln 2 / 2, - ln 2 / 2); the distance of (2, 1) from (1, 2) is 2 ln 2 / sqrt 2
    auto const two = eq::clr(std::vector{2.0, 1.0}).values;
    BOOST_TEST(ulps(two[0], std::log(2.0) / 2) <= 1);
    BOOST_TEST(two[1] == -two[0]);
    BOOST_TEST(ulps(eq::aitchison_distance(std::vector{2, 1}, std::vector{1, 2}), std::log(2.0) * std::sqrt(2.0)) <= 1);
    BOOST_TEST(eq::aitchison_distance(std::vector{2, 1}, std::vector{4, 2}) == 0);
    // sqrt(1/2) ln 3; the rest does not matter
    auto const flows = flows_of{{1, 3.0}, {2, 1.0}, {3, 77.0}};
    BOOST_TEST(ulps(eq::log_balance(flows, eq::bloc{1}, eq::bloc{2}), std::log(3.0) / std::sqrt(2.0)) <= 1);
    BOOST_TEST(eq::log_balance(eq::bloc{2}, eq::bloc{1})(flows) == -eq::log_balance(flows, eq::bloc{1}, eq::bloc{2}));
    // all equal, and nearly so: (2h/3, -h/3, -h/3) but for h^2
    for (auto const value : eq::clr(std::vector{7, 7, 7}).values) {
        BOOST_TEST(value == 0);
        BOOST_TEST(!std::signbit(value));
    }
    auto const h = 0x1p-50;
    BOOST_TEST(eq::clr(std::vector{1 + h, 1.0, 1.0}).values[0] == 2 * h / 3, tt::tolerance(1e-14));
    BOOST_TEST(eq::clr(std::vector<support::money>{{1e300}, {1e300}}).values[1] == 0);
    BOOST_TEST(eq::clr(std::vector{5e-324, 1e-323}).values[1] == std::log(2.0) / 2, tt::tolerance(4e-16));
}

BOOST_AUTO_TEST_CASE(log_ratios_sum_to_zero_and_balances_are_their_differences)
{
    auto random = support::random{91};
    for (auto round = 0; round < 200; ++round) {
        auto amounts = std::vector<double>{};
        auto rows = std::vector<eq::partner<int>>{};
        for (auto i = 0; i < 5; ++i) {
            amounts.push_back(std::ldexp(1 + random.unit(), static_cast<int>(random.below(20))));
            rows.push_back({i, amounts.back()});
        }
        auto const values = eq::clr(amounts).values;
        auto sum = 0.0;
        for (auto const value : values) {
            sum += value;
        }
        BOOST_TEST(std::abs(sum) <= 1e-14);
        auto const balance = eq::log_balance(flows_of{rows}, eq::bloc{0, 1, 2}, eq::bloc{3, 4});
        auto const difference = (values[0] + values[1] + values[2]) / 3 - (values[3] + values[4]) / 2;
        BOOST_TEST(std::abs(balance - std::sqrt(6.0 / 5) * difference) <= 1e-14);
    }
}

BOOST_AUTO_TEST_CASE(zeros_and_what_is_not_known)
{
    BOOST_TEST((eq::clr(std::vector{1, 0}).why == eq::reason::zero_side));
    BOOST_TEST(eq::clr(std::vector{1, 0}).values.empty());
    BOOST_TEST((eq::clr(std::vector<int>{}).why == eq::reason::no_partners));
    BOOST_TEST((eq::clr(std::vector{0, 0}).why == eq::reason::no_flow));
    auto const open = flows_of({{1, 4.0}, {2, 1.0}}, {.total = 9.0});
    BOOST_TEST((eq::clr(open).why == eq::reason::unattributed));
    BOOST_TEST(std::isnan(eq::aitchison_distance(std::vector{1, 0}, std::vector{1, 1})));
    auto const known = flows_of{{1, 1.0}, {2, 1.0}};
    BOOST_TEST(eq::why_undefined(flows_of{{1, 1.0}}, eq::aitchison_distance(known))
               == eq::words(eq::reason::zero_side));
    BOOST_TEST(eq::why_undefined(open, eq::aitchison_distance(known)) == eq::words(eq::reason::unattributed));
    BOOST_TEST(eq::why_undefined(known, eq::log_balance(eq::bloc{1}, eq::bloc{3})) == eq::words(eq::reason::zero_side));
    BOOST_TEST(eq::why_undefined(open, eq::log_balance(eq::bloc{1}, eq::bloc{3})) == eq::words(eq::reason::not_listed));
    BOOST_TEST(eq::why_undefined(flows_of{}, eq::log_balance(eq::bloc{1}, eq::bloc{3}))
               == eq::words(eq::reason::no_partners));
    BOOST_TEST(eq::log_balance(open, eq::bloc{1}, eq::bloc{2}) == std::log(4.0) / std::sqrt(2.0), tt::tolerance(4e-16));

    // 3 may have up to 4: ln(4/4); 3 and 4 may have 2 each: sqrt(2/3) ln(4/2)
    auto const one = eq::bound(open, eq::log_balance(eq::bloc{1}, eq::bloc{3}));
    BOOST_TEST(one.low == 0);
    BOOST_TEST(one.high == infinite);
    auto const two = eq::bound(open, eq::log_balance(eq::bloc{1}, eq::bloc{3, 4}));
    BOOST_TEST(two.low == std::sqrt(2.0 / 3) * std::log(2.0), tt::tolerance(4e-16));
    BOOST_TEST((eq::bound(open, eq::log_balance(eq::bloc{3}, eq::bloc{4})) == eq::interval{-infinite, infinite}));
    BOOST_TEST(eq::bound(open, eq::log_balance(eq::bloc{1}, eq::bloc{2})).is_point());
    BOOST_TEST(std::isnan(eq::bound(known, eq::log_balance(eq::bloc{1}, eq::bloc{3})).low));
    auto const capped = flows_of({{1, 4.0}, {2, 1.0}}, {.total = 9.0, .listing = eq::listing::largest});
    BOOST_TEST(eq::bound(capped, eq::log_balance(eq::bloc{1}, eq::bloc{3})).low == std::log(4.0) / std::sqrt(2.0),
               tt::tolerance(4e-16)); // no hidden partner has more than 1
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    auto const message = [](eq::bloc<int> const& a, eq::bloc<int> const& b) {
        return support::message_of<eq::invalid_parameter>([&] { (void)eq::log_balance(a, b); });
    };
    BOOST_TEST(message({1, 2}, {2, 3}) == "log_balance: 2 belongs to both sides");
    BOOST_TEST(message({1}, {}) == "log_balance: the second bloc is empty; it must be of at least one state");
    BOOST_CHECK_THROW((void)eq::clr(std::vector{1, -1}), eq::invalid_amount);
    BOOST_CHECK_THROW((void)eq::aitchison_distance(std::vector{1}, std::vector{1, 1}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
