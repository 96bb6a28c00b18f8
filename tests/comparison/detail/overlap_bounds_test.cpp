// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"

#include <equipoise/balancing/channels.hpp>
#include <equipoise/change/turnover.hpp>
#include <equipoise/comparison/detail/overlap_bounds.hpp>
#include <equipoise/comparison/overlap.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

using flows_of = eq::portfolio<int>;

/// Partners 0 to 3, some of which are listed, and six more that are not; amounts and what is hidden in whole units.
struct partly_known {
    std::vector<eq::partner<int>> listed;
    int hidden = 0;
    eq::listing listing = eq::listing::some;

    [[nodiscard]] flows_of portfolio() const
    {
        auto total = hidden + 0.0;
        for (auto const& row : listed) {
            total += row.amount;
        }
        return flows_of{listed, {.total = total, .listing = listing}};
    }

    /// Calls visit with the amounts of all ten partners, for each way to distribute the hidden part.
    void for_each_completion(std::function<void(std::array<int, 10> const&)> const& visit) const
    {
        auto amounts = std::array<int, 10>{};
        auto open = std::array<bool, 10>{};
        open.fill(true);
        auto cap = hidden;
        for (auto const& [id, amount] : listed) {
            amounts[static_cast<std::size_t>(id)] = static_cast<int>(amount);
            open[static_cast<std::size_t>(id)] = false;
            cap = listing == eq::listing::largest ? std::min(cap, static_cast<int>(amount)) : cap;
        }
        auto const hand_out = [&](auto const& self, std::size_t from, int rest) -> void {
            if (rest == 0) {
                visit(amounts);
                return;
            }
            for (auto i = from; i < amounts.size(); ++i) {
                for (auto some = 1; open[i] && some <= std::min(rest, cap); ++some) {
                    amounts[i] = some;
                    self(self, i + 1, rest - some);
                    amounts[i] = 0;
                }
            }
        };
        hand_out(hand_out, 0, hidden);
    }
};

/// Twelve units in all, so that a hidden part can match a listed amount of the other composition in whole units.
partly_known random_case(support::random& random, int most_hidden)
{
    auto result = partly_known{};
    result.hidden = static_cast<int>(random.below(static_cast<std::size_t>(most_hidden) + 1));
    auto left = 12.0 - result.hidden;
    auto const last = static_cast<int>(random.below(4));
    for (auto id = 0; id < 4; ++id) {
        if (id != last && random.below(3) != 0) {
            result.listed.push_back({id, 1.0 + static_cast<double>(random.below(3))});
            left -= result.listed.back().amount;
        }
    }
    if (left > 0) {
        result.listed.push_back({last, left});
    }
    result.listing = random.below(2) == 0 ? eq::listing::some : eq::listing::largest;
    return result;
}

/// The least and the greatest of many values.
struct extremes {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void take(double value)
    {
        low = std::min(low, value);
        high = std::max(high, value);
    }
};

constexpr auto rounding = 1e-14;

} // namespace

BOOST_AUTO_TEST_SUITE(comparison)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(overlap_bounds)

BOOST_AUTO_TEST_CASE(pairs_of_shares)
{
    auto const p = flows_of{{1, 3.0}, {2, 1.0}, {5, 0.0}};
    auto const q = flows_of({{2, 1.0}, {4, 1.0}}, {.total = 4.0});
    auto seen = std::vector<std::array<double, 4>>{};
    eq::comparison_detail::for_each_pair_of_shares(p, q, [&](auto const& one) {
        seen.push_back({one.x.value(), one.y.value(), one.in_first ? 1.0 : 0, one.in_second ? 1.0 : 0});
    });
    BOOST_TEST(
        (seen == std::vector<std::array<double, 4>>{{.75, 0, 1, 0}, {.25, .25, 1, 1}, {0, .25, 0, 1}, {0, 0, 1, 0}}));
    BOOST_TEST((eq::comparison_detail::without_shares(q) == eq::reason::unattributed));
    BOOST_TEST((eq::comparison_detail::without_shares(flows_of{}) == eq::reason::no_partners));
    BOOST_TEST((eq::comparison_detail::without_shares(flows_of{{1, 0.0}}) == eq::reason::no_flow));
    BOOST_TEST((eq::comparison_detail::without_shares(p) == eq::reason::defined));
}

BOOST_AUTO_TEST_CASE(the_hidden_part)
{
    // 7 of 16 hidden, no partner with more than 3: 3 + 3 + 1
    auto const capped = flows_of({{1, 6.0}, {2, 3.0}}, {.total = 16.0, .listing = eq::listing::largest});
    auto const hidden = eq::comparison_detail::hidden_part::of(capped);
    BOOST_TEST(hidden.share.value() == 7.0 / 16);
    BOOST_TEST(hidden.cap.value() == 3.0 / 16);
    BOOST_TEST(hidden.full() == 2);
    BOOST_TEST(hidden.left().value() == 1.0 / 16);
    BOOST_TEST(hidden.most_squares().value() == 19.0 / 256);
    auto const free = eq::comparison_detail::hidden_part::of(flows_of({{1, 6.0}}, {.total = 16.0}));
    BOOST_TEST(free.most_squares().value() == 100.0 / 256);
    BOOST_TEST(eq::comparison_detail::hidden_part::of(flows_of{{1, 6.0}}).most_squares().value() == 0);
}

// p = (6, 4 hidden) of 10 with partner 1, q = (5, 5) of 10 with 1 and 2: apart, 5 in common; at most, p's hidden 4
// are all with 2.
BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const p = flows_of({{1, 6.0}}, {.total = 10.0});
    auto const q = flows_of{{1, 5.0}, {2, 5.0}};
    BOOST_TEST((eq::overlap.bound(p, q) == eq::interval{.5, .9}));
    BOOST_TEST((eq::bound(p, eq::overlap(q)) == eq::overlap.bound(q, p)));
    auto const moved = eq::turnover.bound(p, q);
    BOOST_TEST(moved.low == .1, tt::tolerance(rounding));
    BOOST_TEST(moved.high == .5);
    auto const cross = eq::cross_concentration.bound(p, q);
    BOOST_TEST(cross.low == .3);                           // .6 .5
    BOOST_TEST(cross.high == .5, tt::tolerance(rounding)); // and .4 .5
    auto const cosine = eq::cosine_similarity.bound(p, q);
    BOOST_TEST(cosine.low == .3 / std::sqrt(.52 * .5), tt::tolerance(rounding)); // H_p at most .36 + .16
    BOOST_TEST(cosine.high == std::min(1.0, .5 / std::sqrt(.36 * .5)), tt::tolerance(rounding));
    // hidden on both sides, and nothing listed that the other lists too
    auto const r = flows_of({{3, 1.0}}, {.total = 10.0});
    BOOST_TEST((eq::overlap.bound(p, r) == eq::interval{0, 1})); // .6 with 1, .1 with 3, .3 unseen
}

BOOST_AUTO_TEST_CASE(bounds_against_every_completion)
{
    auto random = support::random{61};
    auto wider = 0;
    for (auto round = 0; round < 120; ++round) {
        auto const p = random_case(random, 3);
        auto const q = random_case(random, round % 2 == 0 ? 0 : 3);
        auto overlap = extremes{};
        auto cross = extremes{};
        auto cosine = extremes{};
        auto gain = extremes{};
        p.for_each_completion([&](std::array<int, 10> const& x) {
            q.for_each_completion([&](std::array<int, 10> const& y) {
                auto total_x = 0;
                auto total_y = 0;
                auto xx = 0;
                auto yy = 0;
                auto xy = 0;
                for (std::size_t i = 0; i < x.size(); ++i) {
                    total_x += x[i];
                    total_y += y[i];
                    xx += x[i] * x[i];
                    yy += y[i] * y[i];
                    xy += x[i] * y[i];
                }
                auto met = 0;
                auto apart = 0;
                for (std::size_t i = 0; i < x.size(); ++i) {
                    auto const gap = x[i] * total_y - y[i] * total_x;
                    met += std::min(x[i] * total_y, y[i] * total_x);
                    apart += gap * gap;
                }
                auto const unit = total_x * total_y + 0.0;
                overlap.take(met / unit);
                cross.take(xy / unit);
                cosine.take(xy / std::sqrt(xx * yy));
                gain.take(apart / (4 * unit * unit));
            });
        });
        auto const one = p.portfolio();
        auto const other = q.portfolio();
        auto const met = eq::overlap.bound(one, other);
        BOOST_TEST_REQUIRE(std::abs(met.low - overlap.low) <= rounding); // exact, both ends
        BOOST_TEST_REQUIRE(std::abs(met.high - overlap.high) <= rounding);
        auto const moved = eq::bound(one, eq::turnover(other));
        BOOST_TEST_REQUIRE(std::abs(moved.low - (1 - overlap.high)) <= rounding);
        BOOST_TEST_REQUIRE(std::abs(moved.high - (1 - overlap.low)) <= rounding);
        auto const products = eq::cross_concentration.bound(one, other);
        BOOST_TEST_REQUIRE(std::abs(products.low - cross.low) <= rounding);
        BOOST_TEST_REQUIRE(products.high >= cross.high - rounding);
        if (p.hidden == 0 || q.hidden == 0) { // exact while one side is known
            BOOST_TEST_REQUIRE(std::abs(products.high - cross.high) <= rounding);
        } else {
            wider += products.high > cross.high + rounding ? 1 : 0;
        }
        auto const angle = eq::cosine_similarity.bound(one, other);
        BOOST_TEST_REQUIRE(std::abs(angle.low - cosine.low) <= rounding);
        BOOST_TEST_REQUIRE(angle.high >= cosine.high - rounding);
        auto const gained = eq::balancing_gain.bound(std::array{one, other}, std::array{1, 1});
        BOOST_TEST_REQUIRE(gained.low <= gain.low + rounding);
        BOOST_TEST_REQUIRE(gained.high >= gain.high - rounding);
    }
    BOOST_TEST_MESSAGE("upper ends of cross-concentration beyond every completion: " << wider);
}

BOOST_AUTO_TEST_CASE(a_point_where_all_is_known_and_nothing_without_flow)
{
    auto random = support::random{62};
    for (auto round = 0; round < 50; ++round) {
        auto const p = random_case(random, 0).portfolio();
        auto const q = random_case(random, 0).portfolio();
        BOOST_TEST(eq::overlap.bound(p, q).low == eq::overlap(p, q));
        BOOST_TEST(eq::overlap.bound(p, q).is_point());
        BOOST_TEST(eq::turnover.bound(p, q).high == eq::turnover(p, q));
        BOOST_TEST(eq::bound(p, eq::cosine_similarity(q)).high == eq::cosine_similarity(p, q));
        BOOST_TEST(eq::bound(p, eq::cross_concentration(q)).low == eq::cross_concentration(p, q));
    }
    auto const some = flows_of({{1, 1.0}}, {.total = 2.0});
    BOOST_TEST(std::isnan(eq::overlap.bound(some, flows_of{}).low));
    BOOST_TEST(std::isnan(eq::turnover.bound(flows_of{{1, 0.0}}, some).high));
    BOOST_TEST(std::isnan(eq::cosine_similarity.bound(flows_of{}, some).high));
    BOOST_TEST(std::isnan(eq::cross_concentration.bound(some, flows_of{}).high));
    // nothing listed with any flow, on either side: they may be the same partner or not
    auto const unseen = flows_of({{1, 0.0}}, {.total = 2.0});
    BOOST_TEST((eq::overlap.bound(unseen, unseen) == eq::interval{0, 1}));
    BOOST_TEST((eq::cosine_similarity.bound(unseen, unseen) == eq::interval{0, 1}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
