// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/supply/transit.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <list>
#include <string>
#include <vector>

namespace eq = equipoise;
using namespace eq::literals;
using namespace named_states;

namespace {

using route = eq::route<eq::iso3>;
using states = std::vector<eq::iso3>;

/// Stylised: half to China, a quarter to Japan through China, the rest to Germany through Russia, some of it by
/// Kazakhstan.
std::vector<route> const routes{{mng, chn, states{}, 0.5},
                                {mng, jpn, states{chn}, 0.25},
                                {mng, deu, states{rus}, 0.125},
                                {mng, deu, states{rus, kaz}, 0.125}};

} // namespace

BOOST_AUTO_TEST_SUITE(supply)
BOOST_AUTO_TEST_SUITE(transit)

BOOST_AUTO_TEST_CASE(by_hand)
{
    BOOST_TEST(eq::transit_share(mng, routes, chn) == 0.75);
    BOOST_TEST(eq::transit_share(mng, routes, rus) == 0.25);
    BOOST_TEST(eq::transit_share(mng, routes, kaz) == 0.125);
    BOOST_TEST(eq::transit_share(mng, routes, jpn) == 0.25); // ends there
    BOOST_TEST(eq::transit_share(mng, routes, "USA"_iso3) == 0);
    BOOST_TEST(eq::transit_share(mng, routes, eq::bloc{chn, rus}) == 1);
    BOOST_TEST(eq::transit_share(mng, routes, eq::bloc{rus, kaz}) == 0.25); // not twice
    BOOST_TEST((eq::transit_share.bound(mng, routes, chn) == eq::interval{0.75, 0.75}));
    BOOST_TEST(eq::transit_share.why_undefined(mng, routes, chn).empty());
    BOOST_TEST(eq::transit_share(mng, std::list<route>{routes.begin(), routes.end()}, chn) == 0.75);

    auto const by = eq::corridors(mng, routes);
    BOOST_TEST(by.size() == 2U);
    BOOST_TEST(eq::exposure(by, chn) == 0.75);
    BOOST_TEST(eq::hhi(by) == 0.625); // 9 / 16 + 1 / 16

    auto const cut = eq::close_transit(mng, routes, kaz);
    BOOST_TEST((cut.cut == eq::interval{0.125, 0.125}));
    BOOST_TEST(cut.partners.size() == 1U);
    BOOST_TEST((cut.partners[0].partner == deu));
    BOOST_TEST(cut.partners[0].share == 0.25);
    BOOST_TEST((cut.partners[0].cut == eq::interval{0.125, 0.125}));
    auto const more = eq::close_transit(mng, routes, eq::bloc{chn, kaz});
    BOOST_TEST(more.cut.low == 0.875);
    BOOST_TEST(more.partners.size() == 3U);
    BOOST_TEST(eq::close_transit(mng, routes, "USA"_iso3).partners.empty());
}

BOOST_AUTO_TEST_CASE(states_that_act_as_one)
{
    // half of the flow of both is Kazakhstan's to Germany by Russia, the rest Mongolia's: to Germany by Kazakhstan and
    // Russia, and to China
    auto const both = eq::bloc{mng, kaz};
    auto const joint = std::vector<route>{
        {kaz, deu, states{rus}, 0.5}, {mng, deu, states{kaz, rus}, 0.25}, {mng, chn, states{}, 0.25}};
    BOOST_TEST(eq::transit_share(both, joint, rus) == 0.75);
    BOOST_TEST(eq::transit_share(both, joint, eq::bloc{chn, rus}) == 1);
    auto const by = eq::corridors(both, joint); // what crosses Kazakhstan is still at home
    BOOST_TEST(by.size() == 2U);
    BOOST_TEST(eq::exposure(by, rus) == 0.75);
    BOOST_TEST(eq::close_transit(both, joint, rus).cut.low == 0.75);
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::transit_share(both, joint, kaz); })
               == "transit_share: transit state is KAZ; it must be a state other than KAZ+MNG");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::transit_share(eq::bloc{kaz, chn}, joint, rus); })
               == "transit_share: start of the route to DEU is MNG; it must be CHN+KAZ");
    BOOST_CHECK_THROW((void)eq::transit_share(both, std::vector<route>{{mng, kaz, states{}, 1}}, rus),
                      eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(unknown_routes)
{
    // a quarter goes to Japan on an unknown route, an eighth to an unknown destination
    auto const known =
        std::vector<route>{{mng, chn, states{}, 0.5}, {mng, jpn, {}, 0.25}, {mng, deu, states{rus}, 0.125}};
    BOOST_TEST(eq::is_undefined(eq::transit_share(mng, known, chn)));
    BOOST_TEST(eq::transit_share.why_undefined(mng, known, chn) == eq::words(eq::reason::unknown_part));
    BOOST_TEST((eq::transit_share.bound(mng, known, chn) == eq::interval{0.5, 0.875}));
    BOOST_TEST((eq::transit_share.bound(mng, known, rus) == eq::interval{0.125, 0.5}));
    BOOST_TEST((eq::transit_share.bound(mng, known, jpn) == eq::interval{0.25, 0.375}));
    auto const by = eq::corridors(mng, known);
    BOOST_TEST(by.residual_share() == 0.375);
    BOOST_TEST(eq::is_undefined(eq::hhi(by)));
    BOOST_TEST((eq::bound(by, eq::hhi) == eq::interval{0.265625, 0.40625})); // 17 / 64, and 9 / 64 more
    auto const cut = eq::close_transit(mng, known, rus);
    BOOST_TEST((cut.cut == eq::interval{0.125, 0.5}));
    BOOST_TEST(cut.partners.size() == 2U);
    BOOST_TEST((cut.partners[1].partner == jpn));
    BOOST_TEST((cut.partners[1].cut == eq::interval{0, 0.25}));
    // a route that ends there is cut, whatever it crosses
    BOOST_TEST(eq::transit_share(mng, std::vector<route>{{mng, chn, {}, 1}}, chn) == 1);

    auto const none = std::vector<route>{};
    BOOST_TEST(eq::transit_share.why_undefined(mng, none, chn) == eq::words(eq::reason::no_record));
    BOOST_TEST(eq::is_undefined(eq::close_transit(mng, none, chn).cut.low));
    BOOST_TEST(eq::is_undefined(eq::hhi(eq::corridors(mng, none))));
    BOOST_TEST(eq::transit_share(mng, std::vector<route>{{mng, chn, states{}, 0}, {mng, rus, states{}, 1}}, chn) == 0);
}

BOOST_AUTO_TEST_CASE(rounded_shares_close)
{
    // ten tenths are not 1 in doubles
    auto const tenths = std::vector<eq::route<int>>(10, {0, 1, std::vector<int>{}, 0.1});
    BOOST_TEST(eq::transit_share(0, tenths, 1) == 1);
    BOOST_TEST(eq::hhi(eq::corridors(0, tenths)) == 1);
    auto const names = std::vector<eq::route<std::string>>{{"a", "c", std::vector<std::string>{"b"}, 1}};
    BOOST_TEST(eq::transit_share(std::string{"a"}, names, std::string{"b"}) == 1);
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    auto const share = [](route const& one) { (void)eq::transit_share(mng, std::vector{one}, chn); };
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { share({kaz, rus, states{}, 1}); })
               == "transit_share: start of the route to RUS is KAZ; it must be MNG");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { share({mng, mng, states{}, 1}); })
               == "transit_share: partner of a route is MNG; it must be a state other than its start");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { share({mng, rus, states{kaz, mng}, 1}); })
               == "transit_share: the route to RUS crosses MNG, which is one of its ends");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { share({mng, rus, states{}, 1.5}); })
               == "transit_share: share of the route to RUS is 1.5; it must be in [0, 1]");
    BOOST_CHECK_THROW(share({mng, rus, states{rus}, 1}), eq::invalid_parameter);
    BOOST_CHECK_THROW(share({mng, rus, states{}, -0.5}), eq::invalid_parameter);
    BOOST_CHECK_THROW(share({mng, rus, states{}, eq::undefined}), eq::invalid_parameter);
    auto twice = routes;
    twice.push_back({mng, rus, states{}, 0.5});
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::corridors(mng, twice); })
               == "corridors: sum of the shares of the routes from MNG is 1.5; it must be 1, or less where routes are "
                  "missing");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::transit_share(mng, routes, mng); })
               == "transit_share: transit state is MNG; it must be a state other than MNG");
    BOOST_CHECK_THROW((void)eq::close_transit(kaz, routes, chn), eq::invalid_parameter);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
