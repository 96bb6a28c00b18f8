// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/concentration/entropy.hpp>
#include <equipoise/supply/raw_material_risk.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <map>
#include <numbers>
#include <optional>
#include <string>

namespace eq = equipoise;
namespace tt = boost::test_tools;

namespace {

constexpr auto infinity = std::numeric_limits<double>::infinity();
using flows = eq::portfolio<std::string>;
using figures = std::map<std::string, double>;
flows const four{{"a", 4}, {"b", 3}, {"c", 2}, {"d", 1}};
auto const all = [](std::string const&) { return 1.0; };
auto const half = [](std::string const&) { return 0.5; };
auto const none = [](std::string const&) { return std::optional<double>{}; };

} // namespace

BOOST_AUTO_TEST_SUITE(supply)
BOOST_AUTO_TEST_SUITE(raw_material_risk)

BOOST_AUTO_TEST_CASE(diversity)
{
    // R 4.2.2: the entropy of (.4, .3, .2, .1) is 1.279854225834
    BOOST_TEST(eq::stable_diversity(four, all) == 1.279854225834, tt::tolerance(1e-12));
    BOOST_TEST(eq::stable_diversity(four, all) == eq::shannon(four), tt::tolerance(4e-16));
    BOOST_TEST(eq::stable_diversity(half)(four) == eq::shannon(four) / 2, tt::tolerance(4e-16));
    BOOST_TEST(eq::stable_diversity(four, half, all) == eq::shannon(four), tt::tolerance(4e-16));
    // halves of ln 2 / 2 each, the second with stability .5 and a tenth of own production
    auto const two = flows{{"a", 1}, {"b", 1}};
    auto const stability = figures{{"a", 1}, {"b", 0.5}};
    BOOST_TEST(eq::stable_diversity(two, stability) == 0.75 * std::numbers::ln2, tt::tolerance(4e-16));
    BOOST_TEST(eq::stable_diversity(two, stability, figures{{"a", 0}, {"b", 0.1}}) == 0.775 * std::numbers::ln2,
               tt::tolerance(4e-16));
    BOOST_TEST(eq::stable_diversity(flows{{"a", 3}}, all) == 0);
    BOOST_TEST(eq::stable_diversity(flows{{"a", 3}, {"b", 0}}, all) == 0);
    BOOST_TEST(eq::stable_diversity(flows{{"a", 1}, {"b", 5e-324}}, all) < 1e-300);
    BOOST_TEST(eq::stable_diversity(flows{{"a", 1e308}, {"b", 1e308}}, all) == std::numbers::ln2, tt::tolerance(4e-16));
    BOOST_TEST(eq::stable_diversity(eq::portfolio<int, int>{{1, 1}, {2, 1}}, [](int) { return 1; })
                   == std::numbers::ln2,
               tt::tolerance(4e-16));
    BOOST_TEST(eq::describe(eq::stable_diversity(all)).range(1).high == 0);
}

BOOST_AUTO_TEST_CASE(unknown_stability)
{
    auto const two = flows{{"a", 1}, {"b", 1}};
    auto const one_known = eq::stable_diversity(figures{{"a", 1}});
    BOOST_TEST(eq::is_undefined(one_known(two)));
    BOOST_TEST(eq::why_undefined(two, one_known) == eq::words(eq::reason::unknown_part));
    auto const ends = eq::bound(two, one_known);
    BOOST_TEST(ends.low == std::numbers::ln2 / 2, tt::tolerance(4e-16));
    BOOST_TEST(ends.high == std::numbers::ln2, tt::tolerance(4e-16));
    BOOST_TEST(eq::bound(two, eq::stable_diversity(all, none)).high == 2 * std::numbers::ln2, tt::tolerance(4e-16));
    BOOST_TEST(one_known(flows{{"a", 1}}) == 0);
    BOOST_TEST(one_known(flows{{"b", 1}}) == 0); // with a single source there is nothing to weight
    BOOST_TEST(eq::stable_diversity(two, figures{{"a", 0}, {"b", 0}}, none) == 0);
    BOOST_TEST(eq::why_undefined(flows{}, one_known) == eq::words(eq::reason::no_partners));
    BOOST_TEST(eq::why_undefined(flows{{"a", 0}}, one_known) == eq::words(eq::reason::no_flow));
    auto const open = flows{{{"a", 1}}, {.total = 2}};
    BOOST_TEST(eq::why_undefined(open, one_known) == eq::words(eq::reason::unattributed));
    BOOST_TEST(eq::bound(open, one_known).high == infinity);
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::stable_diversity(two, figures{{"b", 2}}); })
               == "stable_diversity: stability of b is 2; it must be in [0, 1]");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::stable_diversity(two, all, figures{{"b", -1}}); })
               == "stable_diversity: own production of b is -1; it must be in [0, 1]");
}

BOOST_AUTO_TEST_CASE(reliance)
{
    BOOST_TEST(eq::import_reliance({.imports = 6, .exports = 2, .production = 4}) == 0.5);
    BOOST_TEST(eq::import_reliance({6, 2, 0}) == 1);
    BOOST_TEST(eq::import_reliance({3, 2, 3}) == 0.25);
    BOOST_TEST(eq::import_reliance({2, 6, 5}) == 0);
    BOOST_TEST(eq::import_reliance({0, 0, 5}) == 0);
    BOOST_TEST(eq::is_undefined(eq::import_reliance({0, 0, 0})));
    BOOST_TEST(eq::import_reliance({1.5e308, 0, 1.5e308}) == 0.5);
    BOOST_TEST(eq::import_reliance({5e-324, 0, 1e308}) == 0);
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::import_reliance({1, -1, 0}); })
               == "import_reliance: exports is -1; it must be finite and not negative");
    BOOST_CHECK_THROW((void)eq::import_reliance({infinity, 0, 0}), eq::invalid_parameter);
    // what is not known may be nothing, or without limit
    BOOST_TEST(eq::is_undefined(eq::import_reliance({6, 2, std::nullopt})));
    BOOST_TEST(eq::import_reliance.why_undefined({6, 2, std::nullopt}) == eq::words(eq::reason::unknown_part));
    BOOST_TEST((eq::import_reliance.bound({6, 2, std::nullopt}) == eq::interval{0, 1}));
    BOOST_TEST(
        (eq::import_reliance.bound({2, 6, std::nullopt}) == eq::interval{0, 0})); // sells more, whatever it makes
    BOOST_TEST((eq::import_reliance.bound({6, std::nullopt, 6}) == eq::interval{0, 0.5}));
    BOOST_TEST((eq::import_reliance.bound({std::nullopt, 2, 6}) == eq::interval{0, 1}));
    BOOST_TEST(eq::import_reliance.why_undefined({0, 0, 0}) == eq::words(eq::reason::no_flow));
    BOOST_CHECK_THROW((void)eq::import_reliance({1, 0, eq::undefined}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(of_parts)
{
    auto parts = eq::supply_risk_parts{.global_concentration = 0.5,
                                       .local_concentration = 0.25,
                                       .import_reliance = 0.5,
                                       .recycling = 0.5,
                                       .substitution = 0.5};
    // (.5 / 4 + .25 3 / 4) / 4
    BOOST_TEST(eq::supply_risk(parts) == 0.3125 / 4);
    BOOST_TEST(eq::supply_risk.why_undefined(parts).empty());
    parts.import_reliance.reset(); // 0: .25, 1: .375
    BOOST_TEST(eq::is_undefined(eq::supply_risk(parts)));
    BOOST_TEST(eq::supply_risk.why_undefined(parts) == eq::words(eq::reason::unknown_part));
    BOOST_TEST((eq::supply_risk.bound(parts) == eq::interval{0.25 / 4, 0.375 / 4}));
    parts.substitution = eq::undefined;
    BOOST_TEST((eq::supply_risk.bound(parts) == eq::interval{0, 0.375 / 2}));
    parts.recycling = 1; // all of it is recycled
    BOOST_TEST(eq::supply_risk(parts) == 0);
    BOOST_TEST(eq::supply_risk.result(parts).bounds.high == 0);
    BOOST_TEST((eq::supply_risk.bound({}) == eq::interval{0, 1}));
    parts.recycling = 1.5;
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::supply_risk(parts); })
               == "supply_risk: recycling is 1.5; it must be in [0, 1]");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
