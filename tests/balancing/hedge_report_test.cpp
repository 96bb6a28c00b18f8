// SPDX-License-Identifier: BSL-1.0
#include <equipoise/balancing/hedge_report.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace eq::literals;

BOOST_AUTO_TEST_SUITE(balancing)
BOOST_AUTO_TEST_SUITE(hedge_report)

namespace {

using flows = eq::portfolio<eq::iso3>;
using channels = std::vector<eq::channel_flows<eq::iso3>>;

auto const between = eq::poles{"CHN"_iso3, "RUS"_iso3};
auto const economy = flows{{{"CHN"_iso3, 72.0}, {"RUS"_iso3, 14.0}, {"JPN"_iso3, 10.0}, {"USA"_iso3, 4.0}}};
auto const security = flows{{{"CHN"_iso3, 2.0}, {"RUS"_iso3, 78.0}, {"JPN"_iso3, 17.0}, {"USA"_iso3, 3.0}}};

} // namespace

// Tilts .58/.86 and -.95: offset 1 - |.58/.86 - .95| / (.58/.86 + .95); gain = sum (p - q)^2 / 4 = .9046 / 4.
BOOST_AUTO_TEST_CASE(two_channels_by_hand)
{
    auto const found = eq::hedge_report(channels{{"trade", economy}, {"arms", security}}, between);
    BOOST_TEST(found.reading == "leans to CHN in trade, to RUS in arms; the tilts offset one another to 83%");
    BOOST_TEST(found.offset.bounds.is_point());
    BOOST_TEST(found.offset.bounds.low == 1 - (0.95 - 58.0 / 86) / (0.95 + 58.0 / 86), tt::tolerance(1e-14));
    BOOST_TEST(found.net_tilt.bounds.low == (58.0 / 86 - 0.95) / 2, tt::tolerance(1e-14));
    BOOST_TEST(found.balancing_gain.bounds.low == 0.9046 / 4, tt::tolerance(1e-14));
    BOOST_TEST_REQUIRE(found.pairs.size() == 1U);
    BOOST_TEST(found.pairs[0].first == "trade");
    BOOST_TEST(found.pairs[0].overlap.bounds.low == 0.29, tt::tolerance(1e-14));
    BOOST_TEST(found.pairs[0].cross_concentration.bounds.low == 0.1418, tt::tolerance(1e-14));
    BOOST_TEST((found.channels[1].where == eq::posture::towards_second));
    BOOST_TEST(found.channels[1].stance.shares[2].low == 0.20, tt::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(weights_decide_what_offsets)
{
    auto const both = channels{{"trade", economy}, {"arms", security}};
    auto const found = eq::hedge_report(both, between, std::array{1, 0});
    BOOST_TEST(found.offset.bounds.low == 0);
    BOOST_TEST(found.net_tilt.bounds.low == 58.0 / 86, tt::tolerance(1e-14));
    // the same bits as the measures themselves
    for (auto const& weights : {std::array{3.0, 1.0}, std::array{1e-300, 7e-300}, std::array{5e-324, 1e300}}) {
        auto const report = eq::hedge_report(both, between, weights);
        auto const tilts = std::array{report.channels[0].tilt.value, report.channels[1].tilt.value};
        BOOST_TEST(report.offset.value == eq::offset(tilts, weights));
        BOOST_TEST(report.net_tilt.value == eq::net_tilt(tilts, weights));
        BOOST_TEST(report.balancing_gain.value == eq::balancing_gain(std::array{economy, security}, weights));
    }
    BOOST_CHECK_EXCEPTION(
        (void)eq::hedge_report(both, between, std::array{1, -1}), eq::invalid_parameter, [](auto const& e) {
            return std::string{e.what()} == "hedge_report: weight of arms is -1; it must be finite and not negative";
        });
    BOOST_CHECK_THROW((void)eq::hedge_report(both, between, std::array{0, 0}), eq::invalid_parameter);
    BOOST_CHECK_THROW((void)eq::hedge_report(both, between, std::array{1}), eq::invalid_parameter);
    BOOST_CHECK_THROW((void)eq::hedge_report(both, eq::poles{"CHN"_iso3}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(a_channel_without_either_power_is_omitted_on_request_only)
{
    auto const aid = flows{{{"JPN"_iso3, 1.0}}};
    auto const three = channels{{"trade", economy}, {"arms", security}, {"aid", aid}};
    auto const strict = eq::hedge_report(three, between);
    BOOST_TEST(eq::is_undefined(strict.offset.bounds.low));
    BOOST_TEST_REQUIRE(strict.without_tilt.size() == 1U);
    BOOST_TEST(strict.without_tilt[0] == "aid");
    BOOST_TEST((strict.offset.why == eq::reason::no_pole));
    BOOST_TEST((strict.net_tilt.why == eq::reason::no_pole));
    BOOST_TEST((strict.balancing_gain.why == eq::reason::no_pole));
    auto const reweighted = eq::hedge_report(three, between, {.reweight = true});
    BOOST_TEST(reweighted.offset.bounds.low
               == eq::hedge_report(channels{three[0], three[1]}, between).offset.bounds.low);
    BOOST_TEST(reweighted.reading
               == "leans to CHN in trade, to RUS in arms, is engaged with neither in aid; the tilts offset one another "
                  "to 83%; without aid");
}

BOOST_AUTO_TEST_CASE(thresholds_are_the_caller_s)
{
    auto const both = channels{{"trade", economy}, {"arms", security}};
    // tilts .674 and -.95; both powers have .86 and .80 of the flows
    auto const patient = eq::hedge_report(both, between, {.thresholds = {.lean = 0.7}});
    BOOST_TEST(patient.reading
               == "leans to RUS in arms, is even between them in trade; the tilts offset one another to 83%");
    auto const aloof = eq::hedge_report(both, between, {.thresholds = {.engaged = 0.85}});
    BOOST_TEST((aloof.channels[1].where == eq::posture::disengaged));
    BOOST_CHECK_THROW((void)eq::hedge_report(both, between, {.thresholds = {.lean = -1}}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(why_there_is_no_offset)
{
    auto const even = flows{{{"CHN"_iso3, 1.0}, {"RUS"_iso3, 1.0}}};
    auto const neutral = eq::hedge_report(channels{{"trade", even}, {"arms", even}}, between);
    BOOST_TEST(eq::is_undefined(neutral.offset.bounds.low));
    BOOST_TEST((neutral.offset.why == eq::reason::no_tilt));
    BOOST_TEST((neutral.net_tilt.bounds == eq::interval{0, 0}));
    auto const aid = flows{{{"JPN"_iso3, 1.0}}};
    auto const weightless =
        eq::hedge_report(channels{{"trade", economy}, {"aid", aid}}, between, std::array{0, 1}, {.reweight = true});
    BOOST_TEST((weightless.offset.why == eq::reason::no_weight));
    auto const blocs = eq::hedge_report(channels{{"trade", economy}, {"arms", security}},
                                        eq::poles{eq::bloc{"CHN"_iso3, "USA"_iso3}, "RUS"_iso3});
    // (76 - 14) / 90 and (5 - 78) / 83: 2 (62/90) / (62/90 + 73/83) = .878
    BOOST_TEST(blocs.reading == "leans to CHN+USA in trade, to RUS in arms; the tilts offset one another to 88%");
}

// Exports: China 81, Switzerland 9, 10 unattributed: tilt in [.8, 1]. Arms: all from Russia, tilt -1.
// Offset between 1 - .2/1.8 = 8/9 and 1.
BOOST_AUTO_TEST_CASE(bounds_are_carried_through)
{
    auto const exports =
        flows{{{"CHN"_iso3, 81.0}, {"CHE"_iso3, 9.0}}, {.total = 100, .listing = eq::listing::largest}};
    auto const arms = flows{{{"RUS"_iso3, 200.0}}};
    auto const found = eq::hedge_report(channels{{"exports", exports}, {"arms", arms}}, between);
    BOOST_TEST(found.offset.bounds.low == 8.0 / 9, tt::tolerance(1e-14));
    BOOST_TEST(found.offset.bounds.high == 1);
    BOOST_TEST(eq::is_undefined(found.offset.value));
    BOOST_TEST((found.offset.why == eq::reason::unknown_part));
    BOOST_TEST((found.channels[0].tilt.why == eq::reason::not_listed));
    BOOST_TEST(found.channels[1].tilt.value == -1);
    BOOST_TEST(found.reading
               == "leans to CHN in exports, to RUS in arms; the tilts offset one another to between 88% and 100%");
    // of the hidden exports up to 9 of 100 may be with Russia
    BOOST_TEST((found.pairs[0].overlap.bounds == eq::interval{0, 0.09}));
    BOOST_TEST((found.pairs[0].cross_concentration.bounds == eq::interval{0, 0.09}));
    BOOST_TEST(found.pairs[0].cosine.bounds.low == 0);
    BOOST_TEST((found.pairs[0].cosine.why == eq::reason::unattributed));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
