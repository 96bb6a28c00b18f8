// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/supply/supplier_risk.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace eq::literals;
using namespace named_states;

namespace {

using risks = std::map<eq::iso3, double>;
flows const bought{{chn, 2}, {rus, 1}, {aus, 1}};
risks const instability{{chn, 0.5}, {rus, 0.75}, {aus, 0}};

} // namespace

BOOST_AUTO_TEST_SUITE(supply)
BOOST_AUTO_TEST_SUITE(supplier_risk)

BOOST_AUTO_TEST_CASE(concentration_by_hand)
{
    // .5 / 4 + .75 / 16 + 0 / 16
    BOOST_TEST(eq::risk_weighted_hhi(bought, instability) == 2.75 / 16);
    BOOST_TEST(eq::risk_weighted_hhi(instability)(bought) == 2.75 / 16);
    BOOST_TEST(eq::risk_weighted_hhi(bought, [](eq::iso3) { return 1; }) == eq::hhi(bought));
    BOOST_TEST(eq::risk_weighted_hhi(bought, [](eq::iso3) { return std::optional<double>{0}; }) == 0);
    BOOST_TEST((eq::bound(bought, eq::risk_weighted_hhi(instability)) == eq::interval{2.75 / 16, 2.75 / 16}));
    for (auto const size : {1e300, 5e-324}) {
        BOOST_TEST(eq::risk_weighted_hhi(flows{{chn, 2 * size}, {rus, size}, {aus, size}}, instability) == 2.75 / 16);
    }
    BOOST_TEST(
        eq::risk_weighted_hhi(eq::portfolio<int, long long>{{1, 3}, {2, 1}}, std::map<int, float>{{1, 1}, {2, 0}})
        == 9.0 / 16);
    BOOST_TEST(eq::risk_weighted_hhi(eq::portfolio<int, long double>{{1, 3}}, std::map<int, int>{{1, 1}}) == 1);
}

BOOST_AUTO_TEST_CASE(unknown_is_an_interval)
{
    auto const partly = risks{{chn, 0.5}, {aus, 0}}; // and Russia's 1 / 16 times 0 to 1
    auto const index = eq::risk_weighted_hhi(partly);
    BOOST_TEST(eq::is_undefined(index(bought)));
    BOOST_TEST(eq::why_undefined(bought, index) == eq::words(eq::reason::unknown_part));
    BOOST_TEST((eq::bound(bought, index) == eq::interval{2.0 / 16, 3.0 / 16}));
    BOOST_TEST((eq::bound(bought, eq::risk_weighted_hhi([](eq::iso3) { return eq::undefined; }))
                == eq::interval{0, 6.0 / 16}));
    BOOST_TEST(index(flows{{chn, 1}, {rus, 0}}) == 0.5); // of a supplier of nothing it need not be known
    BOOST_TEST(eq::why_undefined(flows{}, index) == eq::words(eq::reason::no_partners));
    BOOST_TEST(eq::why_undefined(flows{{chn, 0}}, index) == eq::words(eq::reason::no_flow));
    // 2 of 4 are not attributed: another 1 / 4 at most; where no partner holds more than 1, 2 / 16
    auto const open = flows{{{chn, 2}}, {.total = 4}};
    BOOST_TEST(eq::why_undefined(open, index) == eq::words(eq::reason::unattributed));
    BOOST_TEST((eq::bound(open, index) == eq::interval{0.125, 0.375}));
    auto const top = flows{{{chn, 2}, {aus, 1}}, {.total = 5, .listing = eq::listing::largest}};
    auto const ends = eq::bound(top, index);
    BOOST_TEST(ends.low == 2.0 / 25);
    BOOST_TEST(ends.high == 4.0 / 25, tt::tolerance(1e-15));
    // 4 are not attributed, and no partner holds more than 1.5: two hold that, and one the last 1
    for (auto const size : {0x1p-60, 1., 0x1p60}) {
        auto const known =
            flows{{{chn, 2 * size}, {aus, 1.5 * size}}, {.total = 7.5 * size, .listing = eq::listing::largest}};
        auto const remainder = eq::bound(known, index);
        BOOST_TEST(remainder.low == 2.0 / 56.25, tt::tolerance(1e-15));
        BOOST_TEST(remainder.high == 7.5 / 56.25, tt::tolerance(1e-15)); // (.5 . 4 + 2 . 2.25 + 1) / 7.5^2
    }
    // held by 2^41 or more, by 2^50 or more: together they count for 2^-41 and 2^-50, not for nothing
    for (auto const rest : {0x1p39, 0x1p41, 0x1p50}) {
        auto const many = flows{{{chn, 1}}, {.total = 1 + rest, .listing = eq::listing::largest}};
        BOOST_TEST(eq::bound(many, index).high == 1 / rest, tt::tolerance(1e-11));
    }
}

BOOST_AUTO_TEST_CASE(geopolrisk_by_hand)
{
    auto const producers = flows{{chn, 3}, {aus, 1}}; // H = 10 / 16
    // (2 / 2 + 3 / 4 + 0) / (4 + 4)
    BOOST_TEST(eq::geopolrisk(producers, bought, 4.0, instability) == 0.625 * 1.75 / 8);
    BOOST_TEST(eq::geopolrisk(producers, bought, 0.0, instability) == 0.625 * 1.75 / 4);
    BOOST_TEST(eq::geopolrisk(producers, flows{{chn, 0}}, 4.0, instability) == 0);
    BOOST_TEST(eq::is_undefined(eq::geopolrisk(producers, flows{}, 4.0, instability))); // not on file is not nothing
    BOOST_TEST(
        (eq::geopolrisk.bound(producers, bought, std::nullopt, instability) == eq::interval{0, 0.625 * 1.75 / 4}));
    BOOST_TEST(eq::is_undefined(eq::geopolrisk(producers, bought, std::nullopt, instability)));
    BOOST_TEST(eq::geopolrisk.why_undefined(producers, bought, std::nullopt, instability)
               == eq::words(eq::reason::unknown_part));
    BOOST_TEST(eq::geopolrisk.why_undefined(producers, bought, 4.0, instability).empty());
    auto const partly = risks{{chn, 0.5}, {aus, 0}}; // one that others take for 0.5
    BOOST_TEST(eq::is_undefined(eq::geopolrisk(producers, bought, 4.0, partly)));
    BOOST_TEST((eq::geopolrisk.bound(producers, bought, 4.0, partly) == eq::interval{0.625 * 1 / 8, 0.625 * 2 / 8}));
    auto const open = flows{{{chn, 2}}, {.total = 4}};
    BOOST_TEST((eq::geopolrisk.bound(producers, open, 4.0, instability) == eq::interval{0.625 / 8, 0.625 * 3 / 8}));
    BOOST_TEST(eq::geopolrisk.why_undefined(producers, open, 4.0, instability) == eq::words(eq::reason::unattributed));
    BOOST_TEST((eq::geopolrisk.bound(open, bought, 4.0, instability) == eq::interval{0.25 * 1.75 / 8, 0.5 * 1.75 / 8}));
    BOOST_TEST(eq::geopolrisk.why_undefined(producers, flows{{chn, 0}}, 0.0, instability)
               == eq::words(eq::reason::no_flow));
    for (auto const own : {std::optional{4.0}, std::optional{0.0}, std::optional<double>{}}) {
        BOOST_TEST(eq::geopolrisk.why_undefined(producers, flows{}, own, instability)
                   == eq::words(eq::reason::unknown_imports));
    }
    BOOST_TEST(eq::geopolrisk.why_undefined(producers, flows{{chn, 0}}, std::nullopt, instability)
               == eq::words(eq::reason::unknown_part));
    BOOST_TEST(eq::geopolrisk.why_undefined(flows{}, bought, 4.0, instability) == eq::words(eq::reason::no_reference));
    for (auto const size : {1e300, 1e-300}) {
        auto const scaled = flows{{chn, 2 * size}, {rus, size}, {aus, size}};
        BOOST_TEST(eq::geopolrisk(producers, scaled, 4 * size, instability) == 0.625 * 1.75 / 8);
    }
    BOOST_TEST(eq::geopolrisk(producers, bought, 1e308, instability) > 0);
    BOOST_TEST(eq::geopolrisk(producers, bought, 5e-324, instability) == 0.625 * 1.75 / 4);
    using integers = eq::portfolio<eq::iso3, long long>;
    BOOST_TEST(eq::geopolrisk(producers, integers{{chn, 2}, {rus, 1}, {aus, 1}}, 4, instability) == 0.625 * 1.75 / 8);
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::risk_weighted_hhi(bought, risks{{rus, 75}}); })
               == "risk_weighted_hhi: risk of RUS is 75; it must be in [0, 1]");
    BOOST_CHECK_THROW((void)eq::risk_weighted_hhi(bought, [](eq::iso3) { return -0.1; }), eq::invalid_parameter);
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::geopolrisk(bought, bought, 4.0, risks{{aus, 1.5}}); })
               == "geopolrisk: instability of AUS is 1.5; it must be in [0, 1]");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::geopolrisk(bought, bought, -1.0, instability); })
               == "geopolrisk: own production is -1; it must be finite and not negative; leave it empty where it is "
                  "not known");
    BOOST_CHECK_THROW((void)eq::geopolrisk(bought, bought, eq::undefined, instability), eq::invalid_parameter);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
