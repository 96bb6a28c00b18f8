// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "../support/message_of.hpp"

#include <equipoise/uncertainty/two_reports.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

using eq::report_status;

constexpr auto none = std::nullopt;
constexpr auto infinite = std::numeric_limits<double>::infinity();
constexpr auto not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr auto tiny = std::numeric_limits<double>::denorm_min();
constexpr auto largest = std::numeric_limits<double>::max();

auto const near = tt::tolerance(1e-11); // the published digits of the values by hand

// Rows 15 to 17 of the table of values by hand: e = 100, m = 121, c = 0.1.
static_assert(eq::mirror_gap(100, 121) == 21. / 221);
static_assert(eq::fob_equivalent(121, .1).amount == 110);
static_assert(eq::as_range(85, 120, {.25, .5}).amounts == eq::interval{80, 96});
static_assert(eq::as_range(100, none, .1).amounts == eq::interval{100, 100});
static_assert(eq::mirror_gap(0, 5) == 1);
static_assert(eq::reconciled(0, 8, .0).amount == 4);

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(two_reports)

BOOST_AUTO_TEST_CASE(values_by_hand)
{
    BOOST_TEST(eq::mirror_gap(100, 121) == .095022624434, near);
    BOOST_TEST(eq::mirror_log_ratio(100, 121) == .190620359609, near);
    BOOST_TEST(eq::reconciled(100, 121, .1).amount == 104.880884817, near);
    BOOST_TEST(eq::reconciled(100, 121, .1, {1, 3}).amount == 107.409949864, near);
    BOOST_TEST(eq::as_range(100, 121, {.05, .1}).amounts.high == 115.238095238, near);
    BOOST_TEST(eq::as_range(100, 121, {.05, .1}).converted);
    // ln 2 to all digits, from tables
    BOOST_TEST(eq::mirror_log_ratio(3, 6) == 0.693147180559945309);
    BOOST_TEST(eq::mirror_log_ratio(6, 3) == -0.693147180559945309);
    // e = 120 lies above the import at all rates: both ends are those of the two reports
    BOOST_TEST((eq::as_range(120, 121, {.05, .1}).amounts == eq::interval{110, 120}));
    // weights 1 and 3 of 0 and 8: 6; of 8 and 0: 2
    BOOST_TEST(eq::reconciled(0, 8, .0, {1, 3}).amount == 6);
    BOOST_TEST(eq::reconciled(8, 0, .0, {1, 3}).amount == 2);
    // freight alone: c / (2 + c)
    BOOST_TEST(eq::mirror_gap(100, 110) == .1 / 2.1, tt::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(zero_and_positive)
{
    BOOST_TEST(eq::mirror_gap(0, 5) == 1);
    BOOST_TEST(eq::mirror_gap(5, 0) == -1);
    BOOST_TEST(eq::mirror_log_ratio(0, 5) == infinite);
    BOOST_TEST(eq::mirror_log_ratio(5, 0) == -infinite);
    BOOST_TEST((eq::compare_reports(0, 5, .1, 2) == report_status::zero_against_positive));
    BOOST_TEST((eq::compare_reports(5, 0, .1, infinite) == report_status::zero_against_positive));
    BOOST_TEST((eq::as_range(0, 5, {.25, 1}).amounts == eq::interval{0, 4}));
    BOOST_TEST((eq::reconciled(0, 5, .1).status == report_status::zero_against_positive));
    // both report nothing, and agree
    BOOST_TEST(eq::mirror_gap.why_undefined(0, 0) == "the total is zero");
    BOOST_TEST(eq::mirror_log_ratio.why_undefined(0, 0) == "the total is zero");
    BOOST_TEST((eq::compare_reports(0, 0, .1, 1) == report_status::both));
    BOOST_TEST((eq::reconciled(0, 0, .1) == eq::reconciled_amount{0, report_status::both, true}));
    BOOST_TEST((eq::as_range(0, 0, .1).amounts == eq::interval{0, 0}));
}

BOOST_AUTO_TEST_CASE(a_missing_report_is_not_zero)
{
    auto const silent = std::string{"a report of the flow is missing, which does not mean that nothing flowed"};
    BOOST_TEST(std::isnan(eq::mirror_gap(none, 5)));
    BOOST_TEST(eq::mirror_gap.why_undefined(none, 5) == silent);
    BOOST_TEST(eq::mirror_gap.why_undefined(5, none) == silent);
    BOOST_TEST(eq::mirror_log_ratio.why_undefined(none, none) == silent);
    BOOST_TEST(std::isnan(eq::mirror_gap.bound(none, 5).low));
    BOOST_TEST((eq::reconciled(none, 121, .1) == eq::reconciled_amount{110, report_status::importer_only, true}));
    BOOST_TEST((eq::reconciled(7, none, .1) == eq::reconciled_amount{7, report_status::exporter_only, false}));
    BOOST_TEST((eq::as_range(none, 121, {.1, .21}).amounts == eq::interval{100, 110}));
    BOOST_TEST((eq::as_range(none, none, .1) == eq::reported_range{{0, infinite}, report_status::neither, false}));
    BOOST_TEST(std::isnan(eq::reconciled(none, none, .1).amount));
    BOOST_TEST(std::isnan(eq::fob_equivalent(none, .1).amount));
    BOOST_TEST(!eq::fob_equivalent(none, .1).converted);
}

BOOST_AUTO_TEST_CASE(a_rate_that_is_not_stated_converts_nothing)
{
    BOOST_TEST((eq::fob_equivalent(121, {}) == eq::fob_amount{121, false}));
    BOOST_TEST((eq::as_range(100, 121, {}) == eq::reported_range{{100, 121}, report_status::both, false}));
    BOOST_TEST((eq::reconciled(121, 121, {}) == eq::reconciled_amount{121, report_status::both, false}));
    BOOST_TEST(eq::fob_equivalent(121, 0.0).converted); // a rate of 0 is a rate
}

BOOST_AUTO_TEST_CASE(reports_disagree_beyond_a_factor_at_every_rate)
{
    // m without freight is between 100 and 110
    BOOST_TEST((eq::compare_reports(50, 121, {.1, .21}, 2) == report_status::both));
    BOOST_TEST((eq::compare_reports(49.9, 121, {.1, .21}, 2) == report_status::disagree));
    BOOST_TEST((eq::compare_reports(220, 121, {.1, .21}, 2) == report_status::both));
    BOOST_TEST((eq::compare_reports(220.1, 121, {.1, .21}, 2) == report_status::disagree));
    BOOST_TEST((eq::compare_reports(1, largest, 0.0, infinite) == report_status::both));
    BOOST_TEST((eq::compare_reports(largest, 1, 0.0, 1e300) == report_status::disagree));
    BOOST_TEST((eq::as_range(49.9, 121, {.1, .21}, 2).status == report_status::disagree));
    BOOST_TEST((eq::reconciled(49.9, 121, .1, {}, 2).status == report_status::disagree));
    BOOST_TEST((eq::compare_reports(1, none, .1, 2) == report_status::exporter_only));
    BOOST_TEST((eq::compare_reports(none, 0, .1, 2) == report_status::importer_only));
    BOOST_TEST((eq::compare_reports(none, none, .1, 2) == report_status::neither));
    BOOST_TEST(words(report_status::zero_against_positive) == "zero against positive");
    BOOST_TEST(words(report_status::importer_only) == "importer only");
}

BOOST_AUTO_TEST_CASE(the_smallest_and_the_largest_amounts)
{
    BOOST_TEST(eq::fob_equivalent(1e300, 1.).amount == 5e299);
    BOOST_TEST(eq::fob_equivalent(largest, 1.).amount == largest / 2);
    BOOST_TEST(eq::fob_equivalent(8 * tiny, 1.).amount == 4 * tiny);
    BOOST_TEST(eq::fob_equivalent(largest, largest).amount == 1);
    BOOST_TEST(eq::fob_equivalent(3, tiny).amount == 3);
    BOOST_TEST(eq::mirror_gap(largest, largest) == 0);
    BOOST_TEST(eq::mirror_gap(tiny, 3 * tiny) == .5);
    BOOST_TEST(eq::mirror_gap(tiny, largest) == 1);
    // ln 2^2098 = 2098 ln 2, from the smallest double to the power of two 2^1024, of which `largest` is short by 2^-53
    BOOST_TEST(eq::mirror_log_ratio(tiny, largest) == 2098 * 0.693147180559945309, tt::tolerance(1e-15));
    BOOST_TEST(eq::mirror_log_ratio(tiny, 2 * tiny) == 0.693147180559945309);
    // sqrt(2^-1074 2^1022) = 2^-26
    BOOST_TEST(eq::reconciled(tiny, 0x1p1022, 0.0).amount == 0x1p-26, tt::tolerance(1e-15));
    BOOST_TEST(eq::reconciled(largest, largest, 0.0, {tiny, largest}).amount == largest);
    BOOST_TEST(eq::reconciled(4, 9, 0.0, {1e308, 1e308}).amount == 6, tt::tolerance(1e-15));
    BOOST_TEST(eq::reconciled(4, 9, 0.0, {tiny, tiny}).amount == 6, tt::tolerance(1e-15));
    BOOST_TEST(eq::reconciled(0, largest, 0.0).amount == largest / 2);
}

BOOST_AUTO_TEST_CASE(a_mean_lies_between_the_reports)
{
    auto random = support::random{17};
    for (auto round = 0; round < 2000; ++round) {
        auto const e = std::exp(40 * (random.unit() - .5));
        auto const m = round % 3 == 0 ? e * (1 + 1e-15 * random.unit()) : std::exp(40 * (random.unit() - .5));
        auto const c = random.unit();
        auto const weights = eq::report_weights{random.unit(), random.unit() + .01};
        auto const fob = eq::fob_equivalent(m, c).amount;
        auto const mean = eq::reconciled(e, m, c, weights).amount;
        BOOST_TEST_REQUIRE(mean >= std::min(e, fob));
        BOOST_TEST_REQUIRE(mean <= std::max(e, fob));
        auto const by_libm = std::exp((weights.exporter * std::log(e) + weights.importer * std::log(m / (1 + c)))
                                      / (weights.exporter + weights.importer));
        BOOST_TEST_REQUIRE(mean == by_libm, tt::tolerance(2e-14));
        BOOST_TEST_REQUIRE(eq::reconciled(e, m, c, {0, 1}).amount == fob);
        BOOST_TEST_REQUIRE(eq::reconciled(e, m, c, {1, 0}).amount == e);
        BOOST_TEST_REQUIRE(eq::as_range(e, m, c).amounts.contains(mean));
        BOOST_TEST_REQUIRE(eq::mirror_gap(e, m) == -eq::mirror_gap(m, e));
        if (auto const gap = eq::mirror_gap(e, m); std::abs(gap) < .9) {
            BOOST_TEST_REQUIRE(eq::mirror_log_ratio(e, m) == 2 * std::atanh(gap), tt::tolerance(1e-13));
        }
    }
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)eq::mirror_gap(100, -1); })
               == "mirror_gap: amount -1 at position 1; amounts are finite and not negative");
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)eq::mirror_log_ratio(not_a_number, 1); })
               == "mirror_log_ratio: amount nan at position 0; amounts are finite and not negative");
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)eq::reconciled(none, infinite, .1); })
               == "reconciled: amount inf at position 1; amounts are finite and not negative");
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)eq::as_range(-2, none, .1); })
               == "as_range: amount -2 at position 0; amounts are finite and not negative");
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)eq::fob_equivalent(-2, .1); })
               == "fob_equivalent: amount -2 at position 1; amounts are finite and not negative");
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)eq::compare_reports(-2, 1, .1, 2); })
               == "compare_reports: amount -2 at position 0; amounts are finite and not negative");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::cif_rate{-.1}; })
               == "cif_rate: rate is -0.1; it must be finite and not negative");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::cif_rate{.1, not_a_number}; })
               == "cif_rate: rate is nan; it must be finite and not negative");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::cif_rate{.2, .1}; })
               == "cif_rate: low is 0.2; it must be at most high, 0.1");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::reconciled(1, 2, {.1, .2}); })
               == "reconciled: cif is a range from 0.1 to 0.2; it must be one rate; as_range takes a range");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::fob_equivalent(1, {.1, .2}); })
               == "fob_equivalent: cif is a range from 0.1 to 0.2; it must be one rate; as_range takes a range");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::reconciled(1, 2, .1, {0, 0}); })
               == "reconciled: sum of both weights is 0; it must be above 0");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::reconciled(1, 2, .1, {1, -1}); })
               == "reconciled: weight of the importer is -1; it must be finite and not negative");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::reconciled(1, 2, .1, {not_a_number, 1}); })
               == "reconciled: weight of the exporter is nan; it must be finite and not negative");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::compare_reports(1, 2, .1, .5); })
               == "compare_reports: factor is 0.5; it must be at least 1");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::as_range(1, 2, .1, not_a_number); })
               == "as_range: factor is nan; it must be at least 1");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
