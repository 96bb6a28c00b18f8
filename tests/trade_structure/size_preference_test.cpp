// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/trade_structure/size_preference.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include "../support/amounts.hpp"

#include <boost/test/unit_test.hpp>

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace eq::literals;
using namespace named_states;

namespace {

// the others' trade: China 6, Russia 2, Japan 2, of 10: sum W^2 = .44
auto const world = flows{{chn, 6}, {rus, 2}, {jpn, 2}};

} // namespace

BOOST_AUTO_TEST_SUITE(trade_structure)
BOOST_AUTO_TEST_SUITE(size_preference)

BOOST_AUTO_TEST_CASE(preference_for_size)
{
    BOOST_TEST(eq::size_preference(world, world) == 1); // in proportion
    BOOST_TEST(eq::size_preference(flows{{chn, 1}}, world) == 15. / 11);
    BOOST_TEST(eq::size_preference(world)(flows{{rus, 4}}) == 5. / 11);
    BOOST_TEST(eq::size_preference(flows{{chn, 1}, {jpn, 1}}, world) == 10. / 11, tt::tolerance(2e-16));
    BOOST_TEST(eq::size_preference(flows{{chn, 1}, {"USA"_iso3, 0}}, world) == 15. / 11);
    BOOST_TEST(eq::size_preference(flows{{chn, 1}}, world.view()) == 15. / 11);
    auto const with_own = flows{{chn, 6}, {rus, 2}, {jpn, 2}, {mng, 10}};
    BOOST_TEST(eq::size_preference(flows{{chn, 1}}, with_own, mng) == 15. / 11);
    BOOST_TEST(eq::size_preference(flows{{chn, 1}}, with_own, eq::bloc{mng, "USA"_iso3}) == 15. / 11);
    for (auto const size : {5e-324, 1e-300, 1e300}) {
        BOOST_TEST(eq::size_preference(flows{{rus, size}}, world) == 5. / 11, size);
        BOOST_TEST(eq::size_preference(flows{{rus, 1}}, flows{{chn, size}, {rus, size}}) == 1, size);
    }
    auto const tons = eq::portfolio<eq::iso3, support::tonnes>{{chn, {3}}, {rus, {1}}};
    BOOST_TEST(eq::size_preference(tons, world) == 12.5 / 11, tt::tolerance(2e-16)); // (3 . 6 + 2)/4/10/.44
}

BOOST_AUTO_TEST_CASE(preference_with_gaps)
{
    auto const all = eq::size_preference(world);
    BOOST_TEST(eq::why_undefined(flows{}, all) == "there are no partners");
    BOOST_TEST(eq::why_undefined(flows{{chn, 0}}, all) == "the total is zero");
    BOOST_TEST(eq::why_undefined(flows{{chn, 1}}, eq::size_preference(flows{})) == "the reference has no flow");
    BOOST_TEST(eq::is_undefined(eq::size_preference(flows{{chn, 1}}, flows{{{chn, 1}}, {.total = 2}})));
    // half is Russia's, half is China's or Japan's
    auto const partly = flows{{{rus, 1}}, {.total = 2}};
    BOOST_TEST(eq::is_undefined(eq::size_preference(partly, world)));
    auto const ends = eq::bound(partly, all);
    BOOST_TEST(ends.low == 5. / 11);
    BOOST_TEST(ends.high == 10. / 11, tt::tolerance(2e-16));
    // none of the hidden holds more than 1 of 5: 2 with Russia, and 1 with each of the others
    auto const largest = flows{{{rus, 1}}, {.total = 3, .listing = eq::listing::largest}};
    auto const capped = eq::bound(largest, all);
    BOOST_TEST(capped.low == 10. / 3 / 4.4, tt::tolerance(4e-16));
    BOOST_TEST(capped.high == 10. / 3 / 4.4, tt::tolerance(4e-16));
    BOOST_TEST((eq::bound(world, all) == eq::interval{1, 1}));
    BOOST_TEST(eq::is_undefined(eq::bound(flows{}, all).low));
    BOOST_TEST(eq::is_undefined(eq::bound(flows{{{chn, 1}, {rus, 1}, {jpn, 1}}, {.total = 4}}, all)
                                    .low)); // no partner remains to hold the rest
    BOOST_TEST(
        message_of<eq::invalid_parameter>([] { (void)eq::size_preference(flows{{mng, 1}}, world); })
        == "size_preference: the size of MNG is missing in the world, which must list every partner, but not the "
           "state itself");
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [] { (void)eq::size_preference(flows{{chn, 1}}, flows{{{chn, 1}}, {.total = 2}}, mng); })
               == "size_preference: the world has an unattributed part; a state can be excluded only from a complete "
                  "list");
    BOOST_CHECK_THROW((void)eq::size_preference(flows{{{chn, 1}}, {.total = 2}}, mng), eq::invalid_parameter);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
