// SPDX-License-Identifier: BSL-1.0
#include <equipoise/alignment/power.hpp>
#include <equipoise/concentration/matrices.hpp>
#include <equipoise/model/partner.hpp>

#include "../support/amounts.hpp"
#include "../support/constant.hpp"
#include "../support/oracle.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
using support::message_of;
using support::ulps;

// shares 3/4, 1/4 and 1/4, 3/4: the sum of |ds| is 1, all but the weaker's share 3/4
constexpr double before[] = {3, 1};
constexpr double after[] = {1, 3};
SUPPORT_STATIC_ASSERT(eq::singer_move(before, after) == 2.0 / 3);
SUPPORT_STATIC_ASSERT(eq::singer_move(before, before) == 0);
SUPPORT_STATIC_ASSERT(eq::singer_move(before, std::array{0.0, 5.0}) == 1); // all power goes to the weaker
SUPPORT_STATIC_ASSERT(eq::coalition_balance(before, after) == 1);
SUPPORT_STATIC_ASSERT(eq::coalition_balance(std::array{1, 2}, std::array{12}) == .25);
SUPPORT_STATIC_ASSERT(eq::coalition_balance(std::array{12}, std::array{1, 2}) == .25);
static_assert(eq::effective_poles(std::array{1, 1, 1}) == 3 && eq::effective_poles(std::array{5, 0}) == 1);

eq::portfolio<eq::iso3, double> powers()
{
    return {eq::partner{"CHN"_iso3, 3.0}, eq::partner{"RUS"_iso3, 1.0}, eq::partner{"USA"_iso3, 4.0}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(alignment)
BOOST_AUTO_TEST_SUITE(power)

BOOST_AUTO_TEST_CASE(movement)
{
    // shares .5 .3 .2 and .4 .4 .2: sum |ds| = .2, least before .2: .2 / 1.6
    BOOST_TEST(ulps(eq::singer_move(std::vector{50, 30, 20}, std::vector{4, 4, 2}), .125) <= 1);
    BOOST_TEST(eq::singer_move(std::vector{1e308, 1e308}, std::vector{5e-324, 5e-324}) == 0);
    BOOST_TEST(ulps(eq::singer_move(std::vector<support::money>{{3}, {1}}, std::vector<long double>{1, 3}), 2.0 / 3)
               <= 1);
    auto once = support::single_use<int>{{1, 3}};
    BOOST_TEST(eq::singer_move(before, once) == eq::singer_move(before, after));
    // an imperceptible movement is not lost: (1 + 2^-52) / (2 + 2^-52) - 1/2 = 2^-54 but for 2^-106
    auto const moved = eq::singer_move(std::vector{1.0, 1.0}, std::vector{1 + 0x1p-52, 1.0});
    BOOST_TEST(std::abs(moved / 0x1p-53 - 1) < 1e-15);
}

BOOST_AUTO_TEST_CASE(movement_on_random_capabilities)
{
    auto random = support::random{71};
    for (auto round = 0; round < 200; ++round) {
        auto old = std::vector<double>{};
        auto now = std::vector<double>{};
        for (auto n = 2 + random.below(20); n != 0; --n) {
            old.push_back(random.unit());
            now.push_back(random.unit());
        }
        auto const move = eq::singer_move(old, now);
        BOOST_TEST(move >= 0);
        BOOST_TEST(move <= 1);
        auto grown = now;
        for (auto& x : grown) {
            x *= 8;
        }
        BOOST_TEST(eq::singer_move(old, grown) == move);
        auto sum_old = 0.0L;
        auto sum_now = 0.0L;
        for (std::size_t i = 0; i < old.size(); ++i) {
            sum_old += static_cast<long double>(old[i]);
            sum_now += static_cast<long double>(now[i]);
        }
        auto apart = 0.0L;
        for (std::size_t i = 0; i < old.size(); ++i) {
            apart += std::abs(static_cast<long double>(old[i]) / sum_old - static_cast<long double>(now[i]) / sum_now);
        }
        auto const least = static_cast<long double>(*std::min_element(old.begin(), old.end())) / sum_old;
        BOOST_TEST(ulps(move, static_cast<double>(apart / (2 * (1 - least)))) <= 1);
    }
}

BOOST_AUTO_TEST_CASE(movement_undefined)
{
    auto const none = std::vector<int>{};
    BOOST_TEST((eq::singer_move.result(none, none).why == eq::reason::no_partners));
    BOOST_TEST((eq::singer_move.result(std::vector{1}, std::vector{2}).why == eq::reason::single_partner));
    BOOST_TEST((eq::singer_move.result(before, std::vector{0, 0}).why == eq::reason::no_flow));
    BOOST_TEST(eq::singer_move.why_undefined(none, none) == eq::words(eq::reason::no_partners));
    BOOST_TEST(eq::singer_move.why_undefined(before, after).empty());
    BOOST_TEST(std::isnan(eq::singer_move(std::vector{0, 0}, after)));
    BOOST_TEST(message_of<eq::invalid_parameter>([] { static_cast<void>(eq::singer_move(before, std::vector{1})); })
               == "singer_move: number of states afterwards is 1; it must be that before, 2");
    BOOST_TEST(message_of<eq::invalid_amount>([] { static_cast<void>(eq::singer_move(before, std::vector{1, -1})); })
               == "singer_move: amount -1 at position 1; amounts are finite and not negative");
}

BOOST_AUTO_TEST_CASE(coalitions)
{
    auto const world = powers();
    auto const east = eq::bloc{"CHN"_iso3, "RUS"_iso3};
    BOOST_TEST(eq::coalition_balance(world, east, eq::bloc{"USA"_iso3}) == 1);
    BOOST_TEST(eq::coalition_balance(world, eq::bloc{"RUS"_iso3}, eq::bloc{"USA"_iso3}) == .25);
    BOOST_TEST(eq::coalition_balance(world, east, eq::bloc{"MNG"_iso3}) == 0); // has none
    BOOST_TEST(std::isnan(eq::coalition_balance(world, eq::bloc{"KAZ"_iso3}, eq::bloc{"MNG"_iso3})));
    BOOST_TEST(eq::coalition_balance(world, "RUS"_iso3, "USA"_iso3) == .25);
    BOOST_TEST(eq::coalition_balance(world, east, "USA"_iso3) == 1);
    BOOST_TEST(eq::coalition_balance.why_undefined(world, eq::bloc{"KAZ"_iso3}, eq::bloc{"MNG"_iso3})
               == eq::words(eq::reason::no_flow));
    auto const some = eq::portfolio<eq::iso3, double>{{eq::partner{"CHN"_iso3, 3.0}}, {.total = 4.0}};
    BOOST_TEST(eq::coalition_balance.why_undefined(some, "CHN"_iso3, "USA"_iso3) == eq::words(eq::reason::not_listed));
    BOOST_TEST((eq::coalition_balance.bound(some, "CHN"_iso3, "USA"_iso3) == eq::interval{0, 1.0 / 3}));
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [&] { static_cast<void>(eq::coalition_balance(world, east, eq::bloc{"USA"_iso3, "RUS"_iso3})); })
               == "coalition_balance: RUS belongs to both coalitions");
    BOOST_TEST(eq::coalition_balance(std::vector<support::money>{{1}, {2}}, std::vector<support::money>{{6}}) == .5);
    BOOST_TEST(ulps(eq::coalition_balance(std::vector{1e300, 2e300}, std::vector{9e300}), 1.0 / 3) <= 1);
    BOOST_TEST(eq::coalition_balance(std::vector{5e-324}, std::vector{1e308, 1e308}) == 0);
    BOOST_TEST(std::isnan(eq::coalition_balance(std::vector{0.0}, std::vector<double>{})));
    BOOST_TEST(eq::coalition_balance(std::vector<double>{}, std::vector{1.0}) == 0);
    BOOST_CHECK_THROW(static_cast<void>(eq::coalition_balance(std::vector{1.0}, std::vector{-1.0})),
                      eq::invalid_amount);
}

BOOST_AUTO_TEST_CASE(capabilities_of_rows_of_the_caller)
{
    struct power {
        int id;
        double ships;
    };
    auto const old = std::vector<power>{{1, 50}, {2, 30}, {3, 20}};
    auto const now = std::vector<double>{4, 4, 2};
    auto const ships = [](power const& of) { return of.ships; };
    BOOST_TEST(ulps(eq::singer_move(old, now, &power::ships), .125) <= 1);
    BOOST_TEST(ulps(eq::singer_move(now, old, ranges::identity{}, ships), 1.0 / 8) <= 1); // .2 / (2 (1 - .2))
    BOOST_TEST(eq::singer_move.why_undefined(old, now, ships).empty());
    BOOST_TEST(eq::coalition_balance(old, old, &power::ships, ships) == 1);
    BOOST_TEST(eq::coalition_balance(old, now, ships) == .1); // 10 / 100
    BOOST_TEST(eq::coalition_balance.bound(old, now, ships).low == .1);
    BOOST_TEST(eq::effective_poles(old, &power::ships) == eq::effective_number(std::vector{50, 30, 20}));
    auto const aligned = eq::square_matrix{{1, 1, 0}, {1, 1, 0}, {0, 0, 1}};
    BOOST_TEST(eq::effective_poles(old, aligned, ships) == eq::effective_poles(std::vector{50, 30, 20}, aligned));
}

// Whatever part of the hidden capabilities either coalition has, the balance is within its bounds, which are attained.
BOOST_AUTO_TEST_CASE(coalitions_of_which_a_part_is_hidden)
{
    for (auto const china : {0, 1, 3, 6, 9}) {
        for (auto const america : {0, 2, 3, 7}) {
            for (auto const hidden : {1, 2, 5}) {
                auto const total = china + america + hidden;
                auto const open =
                    eq::portfolio<std::string>{{{"CHN", china + 0.0}, {"USA", america + 0.0}}, {.total = total + 0.0}};
                auto const east = eq::bloc{"CHN", "RUS"}; // of which Russia is not listed
                auto const west = eq::bloc{"USA", "GBR"};
                auto low = 1.0;
                auto high = 0.0;
                for (auto part = 0; part <= 60; ++part) {
                    for (auto rest = 0; part + rest <= 60; ++rest) {
                        auto const a = china + hidden * part / 60.0;
                        auto const b = america + hidden * rest / 60.0;
                        if (a + b > 0) {
                            low = std::min(low, std::min(a, b) / std::max(a, b));
                            high = std::max(high, std::min(a, b) / std::max(a, b));
                        }
                    }
                }
                auto const bounds = eq::coalition_balance.bound(open, east, west);
                BOOST_TEST(std::isnan(eq::coalition_balance(open, east, west)));
                BOOST_TEST(std::abs(bounds.low - low) <= 1e-15);
                BOOST_TEST(std::abs(bounds.high - high) <= 1e-15);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(poles)
{
    BOOST_TEST(ulps(eq::effective_poles(powers()), 64.0 / 26) <= 1); // 3 + 1 + 4 = 8
    auto const aligned = eq::square_matrix{{1, 1, 0}, {1, 1, 0}, {0, 0, 1}};
    BOOST_TEST(ulps(eq::effective_poles(std::vector{3, 1, 4}, aligned), 2) <= 1);
    BOOST_TEST(ulps(eq::effective_poles(powers(), eq::bloc_similarity(std::vector{eq::bloc{"CHN"_iso3, "RUS"_iso3},
                                                                                  eq::bloc{"USA"_iso3}})),
                    2)
               <= 1);
    BOOST_TEST(std::isnan(eq::effective_poles(std::vector<double>{})));
    BOOST_CHECK_THROW(static_cast<void>(eq::effective_poles(std::vector{-1.0})), eq::invalid_amount);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
