// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/uncertainty/resample.hpp>
#include <equipoise/uncertainty/rows.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

struct deal {
    std::string seller;
    double value = 0;
};

std::vector<deal> const deals{{"A", 3}, {"A", 1}, {"B", 2}, {"C", 4}, {"B", 1}};

constexpr std::size_t many = support::optimised ? 50'000 : 10'000;

auto drawn(std::vector<deal> const& records, eq::row_weights weights, eq::resampling const& how)
{
    return eq::resample(records, eq::rows{&deal::seller, &deal::value, weights}, how, eq::hhi);
}

void check_mean(eq::distribution const& draws, double expected, double sd)
{
    BOOST_TEST(std::abs(draws.mean() - expected) <= 3 * sd / std::sqrt(static_cast<double>(draws.draws().size())));
}

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(rows)

// Version 1 of the streams, by the program that error_models_test names. Draw 0 has 4 from B and 8 from C, draw 1 has
// 2, 4 and 4, draw 2 has 4 from A and 5 from B, draw 3 has 7 from B and 4 from C.
BOOST_AUTO_TEST_CASE(streams)
{
    auto const how = eq::resampling{.draws = 4, .seed = 1};
    auto const again = drawn(deals, eq::row_weights::with_replacement, how);
    BOOST_TEST(again.draws()[0] == 80.0 / 144, tt::tolerance(1e-15));
    BOOST_TEST(again.draws()[1] == 36.0 / 100, tt::tolerance(1e-15));
    BOOST_TEST(again.draws()[2] == 41.0 / 81, tt::tolerance(1e-15));
    BOOST_TEST(again.draws()[3] == 65.0 / 121, tt::tolerance(1e-15));
    BOOST_TEST(again.estimate() == 41.0 / 121, tt::tolerance(1e-15)); // 4, 3 and 4 of 11
    auto const weighed = drawn(deals, eq::row_weights::bayesian, how);
    BOOST_TEST(weighed.draws()[0] == 0.49751425369462182, tt::tolerance(1e-14));
    BOOST_TEST(weighed.draws()[1] == 0.59558131753822672, tt::tolerance(1e-14));
    BOOST_TEST(weighed.draws()[2] == 0.52937851334241212, tt::tolerance(1e-14));
    BOOST_TEST(weighed.draws()[3] == 0.64518979174573383, tt::tolerance(1e-14));
    BOOST_TEST(weighed.estimate() == again.estimate());
}

BOOST_AUTO_TEST_CASE(kinds_of_records)
{
    auto const how = eq::resampling{.draws = 4, .seed = 1};
    auto const expected = drawn(deals, eq::row_weights::with_replacement, how).draws();
    auto pairs = std::vector<std::pair<int, int>>{{1, 3}, {1, 1}, {2, 2}, {3, 4}, {2, 1}};
    BOOST_TEST(eq::resample(pairs, eq::rows{}, how, eq::hhi).draws() == expected, tt::per_element());
    BOOST_TEST((pairs | eq::resample(eq::rows{}, how, eq::hhi)).draws() == expected, tt::per_element());
    auto const weighed =
        std::vector<eq::partner<int, support::tonnes>>{{1, {3}}, {1, {1}}, {2, {2}}, {3, {4}}, {2, {1}}};
    BOOST_TEST(eq::resample(weighed, eq::rows{}, how, eq::hhi).draws() == expected, tt::per_element());
    auto const exposures = eq::resample(pairs, eq::rows{}, how, eq::exposure(2), eq::exposure(1));
    BOOST_TEST(exposures[0].draws()[2] == 5.0 / 9);
    BOOST_TEST(exposures[1].draws()[0] == 0);
}

BOOST_AUTO_TEST_CASE(the_order_of_records_does_not_matter)
{
    auto random = support::random{11};
    auto records = std::vector<deal>{};
    for (auto i = 0; i < 300; ++i) {
        records.push_back({std::string(1, static_cast<char>('A' + random.below(20))), random.unit()});
    }
    auto const how = eq::resampling{.draws = 5, .seed = 2};
    auto const expected = drawn(records, eq::row_weights::with_replacement, how).draws();
    auto const weighed = drawn(records, eq::row_weights::bayesian, how).draws();
    random.shuffle(records);
    BOOST_TEST(drawn(records, eq::row_weights::with_replacement, how).draws() == expected, tt::per_element());
    BOOST_TEST(drawn(records, eq::row_weights::bayesian, how).draws() == weighed, tt::per_element());
}

// Six equal records, two of them from A: with replacement the share is binomial, (1/3)(2/3)/6; with weights it is
// Beta(2, 4), (1/3)(2/3)/7.
BOOST_AUTO_TEST_CASE(moments_of_a_share)
{
    auto const records = std::vector<deal>{{"A", 5}, {"B", 5}, {"C", 5}, {"A", 5}, {"B", 5}, {"D", 5}};
    auto const how = eq::resampling{.draws = many, .seed = 3};
    auto const share = [&](eq::row_weights weights) {
        return eq::resample(records, eq::rows{&deal::seller, &deal::value, weights}, how,
                            eq::exposure(std::string{"A"}));
    };
    auto const again = share(eq::row_weights::with_replacement);
    check_mean(again, 1.0 / 3, std::sqrt(2.0 / 54));
    BOOST_TEST(again.sd() == std::sqrt(2.0 / 54), tt::tolerance(3 / std::sqrt(2.0 * many)));
    auto const weighed = share(eq::row_weights::bayesian);
    check_mean(weighed, 1.0 / 3, std::sqrt(2.0 / 63));
    BOOST_TEST(weighed.sd() == std::sqrt(2.0 / 63), tt::tolerance(3 / std::sqrt(2.0 * many)));
}

// A partner without a drawn record is no partner: of two records, both come from one partner in half of the draws,
// and the normalised HHI then has no value. Weights are always positive.
BOOST_AUTO_TEST_CASE(partners_without_records)
{
    auto const two = std::vector<deal>{{"A", 1}, {"B", 2}};
    auto const how = eq::resampling{.draws = 1000, .seed = 4};
    auto const index = eq::normalized_hhi;
    auto const again = eq::resample(two, eq::rows{&deal::seller, &deal::value}, how, index, eq::hhi);
    BOOST_TEST(again[0].undefined_draws() > 400U);
    BOOST_TEST(again[0].undefined_draws() < 600U);
    BOOST_TEST(again[1].undefined_draws() == 0U);
    auto const weighed =
        eq::resample(two, eq::rows{&deal::seller, &deal::value, eq::row_weights::bayesian}, how, index);
    BOOST_TEST(weighed.undefined_draws() == 0U);
    // a record of nothing is a record
    auto const zeros = std::vector<deal>{{"A", 0}, {"B", 0}};
    BOOST_TEST(drawn(zeros, eq::row_weights::with_replacement, {.draws = 3}).why_undefined() == "the total is zero");
    BOOST_TEST(drawn(zeros, eq::row_weights::bayesian, {.draws = 3}).why_undefined() == "the total is zero");
}

BOOST_AUTO_TEST_CASE(one_record_or_none)
{
    for (auto const weights : {eq::row_weights::with_replacement, eq::row_weights::bayesian}) {
        auto const one = drawn({{"A", 3}}, weights, {.draws = 5});
        BOOST_TEST(one.mean() == 1);
        BOOST_TEST(one.sd() == 0);
        auto const none = drawn({}, weights, {.draws = 5});
        BOOST_TEST(none.undefined_draws() == 5U);
        BOOST_TEST(none.why_undefined() == "there are no partners");
    }
}

BOOST_AUTO_TEST_CASE(amounts_of_every_size)
{
    auto const how = eq::resampling{.draws = 5, .seed = 1};
    for (auto const unit : {0x1p1000, 0x1p-1060}) {
        auto scaled = deals;
        for (auto& each : scaled) {
            each.value *= unit;
        }
        BOOST_TEST(drawn(scaled, eq::row_weights::with_replacement, how).draws()
                       == drawn(deals, eq::row_weights::with_replacement, how).draws(),
                   tt::per_element());
    }
}

BOOST_AUTO_TEST_CASE(errors)
{
    auto const message = [](double value) {
        return message_of<eq::invalid_amount>(
            [&] { (void)drawn({{"A", 3}, {"B", value}}, eq::row_weights::with_replacement, {.draws = 5}); });
    };
    BOOST_TEST(message(-1) == "portfolio: amount -1 at position 1; amounts are finite and not negative");
    BOOST_TEST(message(std::nan("")) == "portfolio: amount nan at position 1; amounts are finite and not negative");
    BOOST_TEST(message(std::numeric_limits<double>::infinity())
               == "portfolio: amount inf at position 1; amounts are finite and not negative");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
