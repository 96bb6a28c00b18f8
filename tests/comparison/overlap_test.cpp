// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "../support/oracle.hpp"
#include "../support/reference_pairs.hpp"

#include <equipoise/comparison/divergence.hpp>
#include <equipoise/comparison/overlap.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;

BOOST_AUTO_TEST_SUITE(comparison)
BOOST_AUTO_TEST_SUITE(overlap)

namespace {

// An economy that leans to C and a security that leans to R; illustrative shares, worked by hand:
// sum min = .02 + .14 + .10 + .03 = .29; sum p q = .0144 + .1092 + .017 + .0012 = .1418;
// sum p^2 = .5496, sum q^2 = .6386
auto const economy = eq::portfolio<char>{{{'C', 72.0}, {'R', 14.0}, {'T', 10.0}, {'O', 4.0}}};
auto const security = eq::portfolio<char>{{{'C', 2.0}, {'R', 78.0}, {'T', 17.0}, {'O', 3.0}}};

} // namespace

BOOST_AUTO_TEST_CASE(two_channels_by_hand)
{
    BOOST_TEST(eq::overlap(economy, security) == 0.29, tt::tolerance(1e-15));
    BOOST_TEST(eq::cosine_similarity(economy, security) == 0.1418 / std::sqrt(0.5496 * 0.6386), tt::tolerance(1e-15));
    BOOST_TEST(eq::cross_concentration(economy, security) == 0.1418, tt::tolerance(1e-15));
    BOOST_TEST(eq::cross_concentration(security)(economy) == eq::cross_concentration(economy, security));
}

BOOST_AUTO_TEST_CASE(the_same_and_nothing_in_common)
{
    BOOST_TEST(eq::overlap(economy, economy) == 1);
    BOOST_TEST(eq::cosine_similarity(economy, economy) == 1);
    auto const elsewhere = eq::portfolio<char>{{{'X', 1.0}}};
    BOOST_TEST(eq::overlap(economy, elsewhere) == 0);
    BOOST_TEST(eq::cosine_similarity(economy, elsewhere) == 0);
}

BOOST_AUTO_TEST_CASE(cross_concentration_is_the_chance_of_one_partner)
{
    auto const a = eq::portfolio<std::string>{{"CHN", 3.0}, {"RUS", 1.0}};
    auto const b = eq::portfolio<std::string>{{"CHN", 1.0}, {"JPN", 1.0}};
    BOOST_TEST(eq::cross_concentration(a, b) == .375);
    BOOST_TEST(eq::cross_concentration(b, a) == .375);
    BOOST_TEST(eq::cross_concentration(a, a) == .625); // hhi
    BOOST_TEST(eq::cross_concentration(b, eq::portfolio<std::string>{{"RUS", 1.0}}) == 0);
    BOOST_TEST(
        eq::cross_concentration(eq::portfolio<std::string>{{"CHN", 1e300}}, eq::portfolio<std::string>{{"CHN", 1e-300}})
        == 1);
    BOOST_TEST(std::isnan(eq::cross_concentration(a, eq::portfolio<std::string>{})));
    BOOST_TEST(std::isnan(eq::cross_concentration(eq::portfolio<std::string>({{"CHN", 1.0}}, {.total = 2.0}), a)));
    auto const dollars = eq::portfolio<std::string, support::money>{{"CHN", {3}}, {"RUS", {1}}};
    auto const crates = eq::portfolio<std::string, int>{{"CHN", 1}, {"JPN", 1}};
    BOOST_TEST(eq::cross_concentration(dollars, crates) == .375);
}

BOOST_AUTO_TEST_CASE(overlap_is_one_less_total_variation)
{
    auto random = std::mt19937{11};
    auto draw = std::uniform_real_distribution<>{0, 1};
    for (int trial = 0; trial < 200; ++trial) {
        auto p = std::vector<double>(static_cast<std::size_t>(1 + trial % 30));
        auto q = p;
        for (std::size_t i = 0; i < p.size(); ++i) {
            p[i] = draw(random);
            q[i] = draw(random) + 0.01;
        }
        BOOST_TEST(eq::overlap(p, q) + eq::total_variation(p, q) == 1, tt::tolerance(4e-16));
        BOOST_TEST(eq::overlap(p, q) == eq::overlap(q, p));
    }
}

BOOST_AUTO_TEST_CASE(reference_pairs_of_export_similarity)
{
    BOOST_TEST(support::compare_with_reference_pairs(
                   "finger_kreinin", [](auto const& x, auto const& y) { return eq::finger_kreinin(x, y); })
               >= 11);
}

BOOST_AUTO_TEST_CASE(export_similarity_is_overlap_under_its_own_name)
{
    using products = eq::portfolio<std::string>;
    auto const sold = products{{"26", 6}, {"27", 3}, {"84", 1}};
    auto const all = products{{"26", 20}, {"27", 60}, {"84", 20}};
    BOOST_TEST(eq::finger_kreinin(sold, all) == 0.6); // .2 + .3 + .1
    BOOST_TEST(eq::finger_kreinin(economy, security) == eq::overlap(economy, security));
    BOOST_TEST(eq::describe(eq::finger_kreinin(all)).name == "finger_kreinin");
    BOOST_TEST(support::message_of<eq::invalid_parameter>(
                   [] { (void)eq::finger_kreinin(std::vector{1.0, 2.0}, std::vector{1.0}); })
               == "finger_kreinin: length of the reference is 1; it must be that of the flows, 2");
    auto const partly = products{{{"26", 5}}, {.total = 10}};
    BOOST_TEST(eq::why_undefined(all, eq::finger_kreinin(partly)) == eq::words(eq::reason::unattributed));
    BOOST_TEST((eq::finger_kreinin.bound(all, partly) == eq::overlap.bound(all, partly)));
}

BOOST_AUTO_TEST_CASE(value_interval_and_reason_together)
{
    auto const part = eq::portfolio<char>{{{'C', 1.0}}, {.total = 2}};
    auto const check = [&](auto const& measure) {
        for (auto const* flows : {&economy, &part}) {
            auto const found = measure.result(*flows, security);
            auto const value = measure(*flows, security);
            BOOST_TEST((found.value == value || (std::isnan(found.value) && std::isnan(value))));
            BOOST_TEST((found.bounds == measure.bound(*flows, security)));
            BOOST_TEST(eq::words(found.why) == measure.why_undefined(*flows, security));
            BOOST_TEST((found.bounds == eq::bound(*flows, measure(security))));
        }
        BOOST_TEST(measure.why_undefined(economy, security) == "");
        BOOST_TEST(measure.why_undefined(security, part) == eq::words(eq::reason::unattributed));
        BOOST_TEST(!measure.bound(security, part).is_point());
        auto const nothing = measure.result(economy, eq::portfolio<char>{});
        BOOST_TEST(std::isnan(nothing.bounds.low));
        BOOST_TEST((nothing.why == eq::reason::no_reference));
    };
    check(eq::overlap);
    check(eq::cross_concentration);
    check(eq::cosine_similarity);
}

BOOST_AUTO_TEST_CASE(rows_through_projections)
{
    struct row {
        char partner;
        double usd;
    };
    auto const rows = std::vector<row>{{'C', 72}, {'R', 14}, {'T', 10}, {'O', 4}};
    auto const other = std::vector{2.0, 78.0, 17.0, 3.0};
    BOOST_TEST(eq::overlap(rows, other, &row::usd) == eq::overlap(economy, security));
    BOOST_TEST(eq::overlap(other, rows, {}, &row::usd) == eq::overlap(security, economy));
    BOOST_TEST(eq::cosine_similarity(rows, rows, &row::usd, &row::usd) == 1);
    auto const squared = [](double x) { return x * x; };
    BOOST_TEST(eq::power_divergence(rows, 2, other, &row::usd, squared)
               == eq::power_divergence(std::vector{72.0, 14.0, 10.0, 4.0}, 2, std::vector{4.0, 6084.0, 289.0, 9.0}));
}

BOOST_AUTO_TEST_CASE(undefined_and_refused)
{
    BOOST_TEST(eq::is_undefined(eq::overlap(economy, eq::portfolio<char>{})));
    BOOST_TEST(eq::is_undefined(eq::cosine_similarity(economy, eq::portfolio<char>{{{'C', 1.0}}, {.total = 2}})));
    auto const part = eq::portfolio<char>{{{'C', 1.0}}, {.total = 2}};
    BOOST_TEST(eq::why_undefined(part, eq::overlap(security)) == eq::words(eq::reason::unattributed));
    BOOST_TEST(eq::why_undefined(security, eq::cross_concentration(part)) == eq::words(eq::reason::unattributed));
    BOOST_TEST(eq::why_undefined(security, eq::cosine_similarity(eq::portfolio<char>{}))
               == eq::words(eq::reason::no_reference));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
