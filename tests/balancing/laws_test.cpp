// SPDX-License-Identifier: BSL-1.0
#include "../support/exact.hpp"
#include "../support/flows.hpp"
#include "../support/oracle.hpp"

#include <equipoise/alignment/power.hpp>
#include <equipoise/balancing/channels.hpp>
#include <equipoise/balancing/effective_partners.hpp>
#include <equipoise/balancing/evenness.hpp>
#include <equipoise/balancing/log_ratios.hpp>
#include <equipoise/balancing/offset.hpp>
#include <equipoise/balancing/stance.hpp>
#include <equipoise/balancing/third_neighbors.hpp>
#include <equipoise/comparison/divergence.hpp>
#include <equipoise/comparison/overlap.hpp>
#include <equipoise/concentration/herfindahl.hpp>

#include <boost/test/unit_test.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

// Identities between the measures, on random whole numbers, against values in exact integers that are divided once.

namespace {

namespace eq = equipoise;
using support::draw_below;
using support::ratio;
using support::sum_of;
using support::ulps;
using support::whole_numbers;
using support::wide;

double root_of_ratio(wide a, wide b)
{
    return static_cast<double>(std::sqrt(static_cast<long double>(a) / static_cast<long double>(b)));
}

wide product_of(whole_numbers const& a, whole_numbers const& b)
{
    wide sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += wide{a[i]} * b[i];
    }
    return sum;
}

/// Amounts of which the first is not zero: small ones, large ones, or nearly equal ones.
whole_numbers draw_amounts(std::size_t size, std::int64_t most = 100000)
{
    auto const kind = draw_below(3);
    auto amounts = whole_numbers{};
    for (std::size_t i = 0; i < size; ++i) {
        auto const x = static_cast<std::int64_t>(draw_below(kind == 0 ? 6 : static_cast<std::size_t>(most)));
        amounts.push_back(kind == 2 ? most - x % 4 : x);
    }
    amounts[0] += amounts[0] == 0 ? 1 : 0;
    return amounts;
}

/// Partners 0, 1, ... with these amounts.
eq::portfolio<int> portfolio_of(whole_numbers const& amounts)
{
    auto rows = std::vector<eq::partner<int>>{};
    for (auto const x : amounts) {
        rows.push_back({static_cast<int>(rows.size()), static_cast<double>(x)});
    }
    return eq::portfolio<int>{rows};
}

/// Poles 0 to k - 1.
eq::poles<int> first_poles(std::size_t k)
{
    auto ids = std::vector<int>{};
    for (std::size_t i = 0; i < k; ++i) {
        ids.push_back(static_cast<int>(i));
    }
    return eq::poles{ids};
}

std::vector<double> as_doubles(whole_numbers const& numbers)
{
    return {numbers.begin(), numbers.end()};
}

constexpr auto epsilon = std::numeric_limits<double>::epsilon();

/// Measures that depend on two powers, or the poles, and on no other partner.
std::vector<double> between_two(eq::portfolio<int> const& flows)
{
    auto const poles = eq::multi_vector(flows, eq::poles{0, 1});
    return {eq::tilt(flows, 0, 1),
            eq::tilt(flows, eq::bloc{0, 2}, 1),
            eq::pole_evenness(flows, 0, 1),
            eq::quadratic_evenness(flows, 0, 1),
            eq::ratio_evenness(flows, 0, 1),
            eq::log_ratio(flows, 0, 1),
            eq::log_balance(flows, eq::bloc{0}, eq::bloc{1}),
            eq::coalition_balance(flows, eq::bloc{0}, eq::bloc{1}),
            poles.evenness,
            poles.effective};
}

} // namespace

BOOST_AUTO_TEST_SUITE(balancing)
BOOST_AUTO_TEST_SUITE(laws)

BOOST_AUTO_TEST_CASE(what_a_third_party_has_changes_no_relation_of_two)
{
    auto const tiny = eq::portfolio<int>{{1, 3e-16}, {2, 1e-16}, {3, 1e308}};
    BOOST_TEST(eq::tilt(tiny, 1, 2) == .5);
    BOOST_TEST(eq::ratio_evenness(tiny, 1, 2) == 1.0 / 3, boost::test_tools::tolerance(epsilon));
    BOOST_TEST(eq::quadratic_evenness(tiny, 1, 2) == .75, boost::test_tools::tolerance(epsilon));
    BOOST_TEST(eq::log_ratio(tiny, 1, 2) == 1.0986122886681098, boost::test_tools::tolerance(epsilon)); // ln 3
    BOOST_TEST(eq::log_balance(tiny, eq::bloc{1}, eq::bloc{2}) == 1.0986122886681098 / std::sqrt(2),
               boost::test_tools::tolerance(2 * epsilon));
    BOOST_TEST(eq::coverage_balance(tiny, 1, 2) == 0); // 2e-324 of the whole, which is below the smallest double
    BOOST_TEST(bool{eq::posture_of(tiny, 1, 2) == eq::posture::disengaged});
    BOOST_TEST(std::isnan(eq::stance(tiny, eq::poles{1, 2}).tilt())); // of shares without digits
    BOOST_TEST(eq::stance(tiny, eq::poles{1, 3}).tilt() == -1);
    for (auto const size : {1e-310, 1e-300, 1e-200, 1e-16, 1.0, 1e200}) {
        auto const alone = between_two({{0, 3 * size}, {1, 2 * size}, {2, size}});
        for (auto const third : {1e-308, 1e-100, 1.0, 1e150, 1e308}) {
            auto const with_a_third = between_two({{0, 3 * size}, {1, 2 * size}, {2, size}, {3, third}});
            BOOST_TEST(alone == with_a_third, boost::test_tools::per_element());
        }
        BOOST_TEST(ulps(alone[0], 0.2) <= (size == 1e-310 ? 1e3 : 4)); // a subnormal size has fewer digits
    }
}

BOOST_AUTO_TEST_CASE(con_is_the_root_of_the_normalized_hhi_and_the_distance_from_the_centre)
{
    BOOST_TEST(rc::check("CON", [] {
        auto const k = 1 + draw_below(5);
        auto const amounts = draw_amounts(k + 1); // the last is everyone else
        auto const n = static_cast<wide>(amounts.size());
        auto const total = sum_of(amounts);
        // (H - 1/n) / (1 - 1/n) = (n sum x^2 - X^2) / ((n - 1) X^2)
        auto const exact = root_of_ratio(n * product_of(amounts, amounts) - total * total, (n - 1) * total * total);
        auto const flows = as_doubles(amounts);
        RC_ASSERT(ulps(eq::singer_con(flows), exact) <= 2);
        RC_ASSERT(ulps(std::sqrt(eq::normalized_hhi(flows)), exact) <= 4);
        auto const place = eq::stance(portfolio_of(amounts), first_poles(k));
        // its shares are rounded, each to half a unit in its last place
        RC_ASSERT(std::abs(place.centre_distance() - exact) <= 2 * epsilon);
        auto sum = 0.0;
        for (auto const share : place.values()) {
            sum += share;
        }
        RC_ASSERT(std::abs(sum - 1) <= 4 * epsilon);
    }));
}

BOOST_AUTO_TEST_CASE(distances_margin_and_tilt_of_coordinates)
{
    BOOST_TEST(rc::check("stance", [] {
        auto const k = 1 + draw_below(5);
        auto const amounts = draw_amounts(k + 1);
        auto const total = sum_of(amounts);
        auto const place = eq::stance(portfolio_of(amounts), first_poles(k));
        auto sorted = amounts;
        std::sort(sorted.rbegin(), sorted.rend());
        RC_ASSERT(std::abs(place.margin() - ratio(sorted[0] - sorted[1], total)) <= epsilon);
        RC_ASSERT(place.nearest().has_value() == (sorted[0] != sorted[1]));
        for (std::size_t i = 0; i <= k; ++i) {
            auto const others = total - amounts[i];
            auto const squares = product_of(amounts, amounts) - wide{amounts[i]} * amounts[i];
            RC_ASSERT(ulps(place.distance_to(i), root_of_ratio(squares + others * others, 2 * total * total)) <= 4);
        }
        RC_ASSERT(std::abs(place.tilt(0, k) - ratio(amounts[0] - amounts[k], amounts[0] + amounts[k])) <= 2 * epsilon);
    }));
}

BOOST_AUTO_TEST_CASE(two_poles)
{
    BOOST_TEST(rc::check("two poles", [] {
        auto const amounts = draw_amounts(4);
        auto const flows = portfolio_of(amounts);
        auto const a = wide{amounts[0]};
        auto const b = wide{amounts[1]};
        auto const tilt = eq::tilt(flows, 0, 1);
        RC_ASSERT(ulps(tilt, ratio(a - b, a + b)) <= 1);
        RC_ASSERT(ulps(eq::quadratic_evenness(flows, 0, 1), ratio(4 * a * b, (a + b) * (a + b))) <= 1); // 1 - tilt^2
        RC_ASSERT(std::abs(eq::quadratic_evenness(flows, 0, 1) - (1 - tilt * tilt)) <= 2 * epsilon);
        RC_ASSERT(ulps(eq::ratio_evenness(flows, 0, 1), ratio(std::min(a, b), std::max(a, b))) <= 1);
        RC_ASSERT(ulps(eq::coverage_balance(flows, 0, 1), ratio(2 * std::min(a, b), sum_of(amounts))) <= 1);
        RC_ASSERT(std::abs(std::tanh(eq::log_ratio(flows, 0, 1) / 2) - tilt) <= 2 * epsilon);
        auto const p = static_cast<long double>(a) / static_cast<long double>(a + b);
        auto const q = static_cast<long double>(b) / static_cast<long double>(a + b);
        auto const entropy = b == 0 ? 0 : -(p * std::log(p) + q * std::log(q)) / std::log(2.0L);
        RC_ASSERT(ulps(eq::pole_evenness(flows, 0, 1), static_cast<double>(entropy)) <= 4);
        // the shares of the poles and the share beyond them sum to 1
        RC_ASSERT(ulps(eq::third_neighbor_share(flows, eq::bloc{0, 1}), ratio(sum_of(amounts) - a - b, sum_of(amounts)))
                  <= 1);
        auto const room = eq::third_neighbors(flows, eq::poles{0, 1});
        RC_ASSERT(ulps(room.over_largest_pole, ratio(sum_of(amounts) - a - b, std::max(a, b))) <= 1);
    }));
}

BOOST_AUTO_TEST_CASE(several_vectors)
{
    BOOST_TEST(rc::check("vectors", [] {
        auto const k = 2 + draw_below(4);
        auto const amounts = draw_amounts(k + 1);
        auto poles = amounts;
        poles.pop_back();
        auto const total = sum_of(poles);
        auto const n = static_cast<wide>(k);
        auto const balance = eq::multi_vector(portfolio_of(amounts), first_poles(k));
        RC_ASSERT(ulps(balance.coverage, ratio(total, sum_of(amounts))) <= 1);
        // 1 - H* = n (X^2 - sum x^2) / ((n - 1) X^2)
        auto const apart = n * (total * total - product_of(poles, poles));
        RC_ASSERT(ulps(balance.evenness, ratio(apart, (n - 1) * total * total)) <= 4);
        RC_ASSERT(balance.effective >= 1.0 / static_cast<double>(k) * (1 - 2 * epsilon));
        RC_ASSERT(balance.effective <= 1 + 2 * epsilon);
    }));
}

BOOST_AUTO_TEST_CASE(offset_and_net_tilt)
{
    BOOST_TEST(rc::check("offset", [] {
        auto const channels = 1 + draw_below(6);
        auto const weights = draw_amounts(channels, 1000);
        auto tilts = std::vector<double>{};
        wide net = 0;
        wide all = 0;
        for (std::size_t d = 0; d < channels; ++d) { // in 1024ths
            auto const tilt = static_cast<std::int64_t>(draw_below(2049)) - 1024;
            tilts.push_back(static_cast<double>(tilt) / 1024);
            net += wide{weights[d]} * tilt;
            all += wide{weights[d]} * std::abs(tilt);
        }
        RC_ASSERT(ulps(eq::net_tilt(tilts, weights), ratio(net, 1024 * sum_of(weights))) <= 1);
        RC_ASSERT(ulps(eq::offset(tilts, weights), all == 0 ? eq::undefined : ratio(all - (net < 0 ? -net : net), all))
                  <= 1);
    }));
}

BOOST_AUTO_TEST_CASE(the_gain_of_balancing_is_half_the_weighted_squared_distances)
{
    BOOST_TEST(rc::check("gain", [] {
        auto const channels = 2 + draw_below(2);
        auto const weights = draw_amounts(channels, 20);
        auto rows = std::vector<whole_numbers>{};
        auto flows = std::vector<eq::portfolio<int>>{};
        auto all = wide{1}; // the product of the totals, in units of which every share is whole
        for (std::size_t d = 0; d < channels; ++d) {
            rows.push_back(draw_amounts(4, 100));
            flows.push_back(portfolio_of(rows.back()));
            all *= sum_of(rows.back());
        }
        auto const weight = sum_of(weights);
        // W^2 all^2 times sum w H - H(sum w p), and times half of sum w w |p - p|^2
        wide gain = 0;
        for (std::size_t d = 0; d < channels; ++d) {
            auto const unit = all / sum_of(rows[d]);
            gain += weight * weights[d] * product_of(rows[d], rows[d]) * unit * unit;
        }
        for (std::size_t j = 0; j < 4; ++j) {
            wide mixed = 0;
            for (std::size_t d = 0; d < channels; ++d) {
                mixed += weights[d] * rows[d][j] * (all / sum_of(rows[d]));
            }
            gain -= mixed * mixed;
        }
        wide distances = 0;
        for (std::size_t d = 0; d < channels; ++d) {
            for (std::size_t e = 0; e < d; ++e) {
                for (std::size_t j = 0; j < 4; ++j) {
                    auto const apart = rows[d][j] * (all / sum_of(rows[d])) - rows[e][j] * (all / sum_of(rows[e]));
                    distances += wide{weights[d]} * weights[e] * apart * apart;
                }
            }
        }
        RC_ASSERT(gain == distances);
        auto const found = eq::balancing_gain(flows, weights);
        RC_ASSERT(ulps(found, ratio(gain, weight * weight * all * all)) <= 2);
        RC_ASSERT(found <= ratio(weight * weight - product_of(weights, weights), weight * weight) * (1 + 2 * epsilon));
    }));
}

BOOST_AUTO_TEST_CASE(two_channels)
{
    BOOST_TEST(rc::check("channels", [] {
        auto const size = 1 + draw_below(8);
        auto const x = draw_amounts(size);
        auto const y = draw_amounts(size);
        auto const p = portfolio_of(x);
        auto const q = portfolio_of(y);
        auto const units = sum_of(x) * sum_of(y);
        wide met = 0;
        for (std::size_t i = 0; i < size; ++i) {
            met += std::min(x[i] * sum_of(y), y[i] * sum_of(x));
        }
        RC_ASSERT(ulps(eq::overlap(p, q), ratio(met, units)) <= 1);
        RC_ASSERT(ulps(eq::total_variation(p, q), ratio(units - met, units)) <= 1);
        RC_ASSERT(ulps(eq::cross_concentration(p, q), ratio(product_of(x, y), units)) <= 1);
        RC_ASSERT(eq::cross_concentration(p, q) <= std::sqrt(eq::hhi(p) * eq::hhi(q)) * (1 + 4 * epsilon));
        auto const cosine = static_cast<double>(static_cast<long double>(product_of(x, y))
                                                / std::sqrt(static_cast<long double>(product_of(x, x)))
                                                / std::sqrt(static_cast<long double>(product_of(y, y))));
        RC_ASSERT(ulps(eq::cosine_similarity(p, q), cosine) <= 2);
    }));
}

BOOST_AUTO_TEST_CASE(partners_who_are_aligned)
{
    BOOST_TEST(rc::check("aligned", [] {
        auto const size = 3 + draw_below(6);
        auto const amounts = draw_amounts(size, 10000);
        auto const flows = portfolio_of(amounts);
        auto const aligned = eq::bloc{0, 1, 2};
        auto const sixteenths = static_cast<std::int64_t>(draw_below(17));
        auto const z = static_cast<double>(sixteenths) / 16;
        auto const of_bloc = whole_numbers{amounts[0], amounts[1], amounts[2]};
        // with the three as one partner, and with each as a partner of its own
        auto const apart = product_of(amounts, amounts);
        auto const merged = apart - product_of(of_bloc, of_bloc) + sum_of(of_bloc) * sum_of(of_bloc);
        auto const total = sum_of(amounts);
        auto const exact = ratio(16 * total * total, (16 - sixteenths) * apart + sixteenths * merged);
        RC_ASSERT(ulps(eq::effective_partners(flows, aligned, z), exact) <= 1);
        auto const similarity = [z](int a, int b) { return a == b ? 1.0 : a < 3 && b < 3 ? z : 0.0; };
        RC_ASSERT(ulps(eq::effective_partners(flows, similarity), exact) <= 4);
    }));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
