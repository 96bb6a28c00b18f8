// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "../support/message_of.hpp"

#include <equipoise/uncertainty/reliability.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

struct flow {
    int exporter;
    int importer;
    std::optional<double> exported;
    std::optional<double> imported;
};

constexpr auto ln_2 = 0.693147180559945309;

// ln(m / e) in units of ln 2: 0, 1, 2 of exporter 1, and 1, 1, 5 of exporter 2. Their median is 1, and the distances
// from it are 1, 0, 1 and 0, 0, 4: medians 1 and 0, that of all .5. Importer 11 has 1, 0, importer 12 has 0, 0 and
// importer 13 has 1, 4, in the middle 2.5.
std::vector<flow> const flows{{1, 11, 8., 8.}, {1, 12, 3., 6.},  {1, 13, 1., 4.}, {2, 11, 7., 14.},
                              {2, 12, 1., 2.}, {2, 13, 2., 64.}, {3, 11, {}, 5.}, {3, 12, 5., {}},
                              {3, 13, 0., 5.}, {3, 14, 5., 0.},  {3, 15, {}, {}}};

auto const near = tt::tolerance(1e-15);

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(reliability)

BOOST_AUTO_TEST_CASE(spreads_by_hand)
{
    auto const found = eq::reliabilities<int>{flows, {.least_flows = 2}};
    BOOST_TEST(found.gap() == ln_2, near);
    BOOST_TEST(found.spread() == .5 * ln_2, near);
    BOOST_TEST(found.exporters().size() == 2U); // 3 has no flow that both sides report as more than 0
    BOOST_TEST(found.exporter(1).spread == ln_2, near);
    BOOST_TEST(found.exporter(1).flows == 3U);
    BOOST_TEST(!found.exporter(1).pooled);
    BOOST_TEST(found.exporter(2).spread == 0);
    BOOST_TEST(found.importer(11).spread == .5 * ln_2, near);
    BOOST_TEST(found.importer(12).spread == 0);
    BOOST_TEST(found.importer(13).spread == 2.5 * ln_2, near);
    // 1 / (s^2 + s_0^2) with s_0 = ln 2 / 2: 1 / 1.25 and 1 / .25, 1 / .5 and 1 / 6.5, in units of 1 / (ln 2)^2
    BOOST_TEST(found.exporter(1).weight * ln_2 * ln_2 == .8, tt::tolerance(1e-14));
    BOOST_TEST(found.exporter(2).weight * ln_2 * ln_2 == 4, tt::tolerance(1e-14));
    BOOST_TEST(found.weights(1, 13).importer * ln_2 * ln_2 == 1 / 6.5, tt::tolerance(1e-14));
    // a state of which nothing is known has the spread of all
    BOOST_TEST(found.exporter(3).spread == found.spread());
    BOOST_TEST(found.exporter(3).pooled);
    BOOST_TEST(found.exporter(3).flows == 0U);
    BOOST_TEST(found.weights(99, 12).exporter * ln_2 * ln_2 == 2, tt::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(few_flows_have_the_spread_of_all)
{
    auto const found = eq::reliabilities<int>{flows, {.least_flows = 3}};
    BOOST_TEST(!found.exporter(1).pooled);
    BOOST_TEST(found.importer(13).pooled);
    BOOST_TEST(found.importer(13).spread == found.spread());
    BOOST_TEST(found.importer(13).flows == 2U);
    BOOST_TEST(eq::reliabilities<int>{flows}.exporter(1).pooled); // fewer than ten
}

BOOST_AUTO_TEST_CASE(a_floor_of_ones_own)
{
    auto const found = eq::reliabilities<int>{flows, {.least_flows = 2, .floor = 2}};
    BOOST_TEST(found.exporter(2).weight == .25);
}

BOOST_AUTO_TEST_CASE(no_spread_makes_all_weights_equal)
{
    auto const exact = std::vector<flow>{{1, 2, 10., 20.}, {2, 1, 100., 200.}};
    BOOST_TEST(eq::reliabilities<int>{exact}.spread() == 0);
    BOOST_TEST(eq::reliabilities<int>{exact}.weights(1, 2).exporter == 1);
    BOOST_TEST((eq::reliabilities<int>{exact, {.floor = .5}}.weights(1, 2).exporter == 4));
    auto const nothing = eq::reliabilities<int>{std::vector<flow>{}};
    BOOST_TEST(nothing.exporters().empty());
    BOOST_TEST(nothing.gap() == 0);
    BOOST_TEST(nothing.weights(1, 2).importer == 1);
    BOOST_TEST(eq::reliabilities<int>{}.weights(1, 2).importer == 1);
}

BOOST_AUTO_TEST_CASE(the_order_of_the_flows_does_not_matter)
{
    auto random = support::random{5};
    auto rows = std::vector<flow>{};
    for (auto i = 0; i < 200; ++i) {
        rows.push_back({static_cast<int>(random.below(6)), static_cast<int>(random.below(6)), random.unit() + .1,
                        random.unit() + .1});
    }
    auto const found = eq::reliabilities<int>{rows};
    for (auto round = 0; round < 5; ++round) {
        for (auto i = rows.size(); i > 1; --i) {
            std::swap(rows[i - 1], rows[random.below(i)]);
        }
        auto const again = eq::reliabilities<int>{rows};
        BOOST_TEST(std::equal(found.exporters().begin(), found.exporters().end(), again.exporters().begin(),
                              again.exporters().end()));
        BOOST_TEST(std::equal(found.importers().begin(), found.importers().end(), again.importers().begin(),
                              again.importers().end()));
    }
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::reliabilities<int>{flows, {.floor = -1}}; })
               == "reliabilities: floor is -1; it must be finite and above 0");
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [] { (void)eq::reliabilities<int>{flows, {.floor = std::numeric_limits<double>::quiet_NaN()}}; })
               == "reliabilities: floor is nan; it must be finite and above 0");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
