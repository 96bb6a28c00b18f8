// SPDX-License-Identifier: BSL-1.0
#include <equipoise/comparison/detail/open_bounds.hpp>
#include <equipoise/comparison/overlap.hpp>
#include <equipoise/model/building/ledger_builder.hpp>
#include <equipoise/model/portfolio.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace {

namespace eq = equipoise;

using flows_of = eq::portfolio<int>;

constexpr auto infinity = std::numeric_limits<double>::infinity();

// Of Q, the partners 1, 2 and 3 have .5, .3 and .2.
flows_of const known{{1, 50}, {2, 30}, {3, 20}};

void check(eq::interval const& found, double low, double high)
{
    BOOST_TEST(std::fabs(found.low - low) <= 1e-15, found.low << " is not " << low);
    BOOST_TEST(std::fabs(found.high - high) <= 1e-15, found.high << " is not " << high);
}

} // namespace

BOOST_AUTO_TEST_SUITE(comparison)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(open_bounds)

// P has 60 with 1 and an unknown amount u with 2. Of the shares t and 1 - t, min(t, .5) + min(1 - t, .3) are in common:
// .5 without u, .3 if u is all, and .8 for t from .5 to .7. The products are .5 t + .3 (1 - t).
BOOST_AUTO_TEST_CASE(one_unknown_partner)
{
    auto const flows = flows_of{{1, 60}}.with_unknown({2});
    auto const result = eq::overlap.result(flows, known);
    BOOST_TEST(eq::is_undefined(result.value));
    BOOST_TEST((result.why == eq::reason::unknown_amount));
    check(eq::overlap.bound(flows, known), .3, .8);
    check(eq::overlap.bound(known, flows), .3, .8);
    check(eq::finger_kreinin.bound(flows, known), .3, .8);
    check(eq::cross_concentration.bound(flows, known), .3, .5);
    check(eq::cosine_similarity.bound(flows, known), .3 / std::sqrt(.38), 1);
}

// 20 of the amount with 2 are known: P is (.75, .25) or has more with 2. In common are .75, then up to .8, and at last
// .3.
BOOST_AUTO_TEST_CASE(a_part_of_an_unknown_amount_is_known)
{
    auto const flows = flows_of{{1, 60}, {2, 20}}.with_unknown({2});
    check(eq::overlap.bound(flows, known), .3, .8);
    check(eq::cross_concentration.bound(flows, known), .3, .75 * .5 + .25 * .3);
    auto const huge = flows_of{{1, 6e300}, {2, 2e300}}.with_unknown({2});
    check(eq::overlap.bound(huge, known), .3, .8);
    auto const tiny = flows_of{{1, 1e-320}, {2, 1e300}}.with_unknown({2});
    check(eq::cross_concentration.bound(tiny, known), .3, .3);
}

BOOST_AUTO_TEST_CASE(nothing_but_unknown_amounts)
{
    check(eq::overlap.bound(flows_of{}.with_unknown({2}), known), .3, .3);
    check(eq::overlap.bound(flows_of{}.with_unknown({2, 3}), known), .2, .5);
    check(eq::overlap.bound(flows_of{{1, 0}}.with_unknown({2, 9}), known), 0, .3);
    check(eq::cross_concentration.bound(flows_of{}.with_unknown({2, 3}), known), .2, .3);
}

// Two unknown partners: P may be all with 2 and Q all with 3, or both all with 2.
BOOST_AUTO_TEST_CASE(unknown_amounts_on_both_sides)
{
    auto const flows = flows_of{{1, 60}}.with_unknown({2});
    check(eq::overlap.bound(flows, flows_of{{1, 10}}.with_unknown({3})), 0, 1);
    check(eq::cross_concentration.bound(flows, flows_of{{1, 10}}.with_unknown({2})), 0, 1);
    check(eq::cross_concentration.bound(flows, flows_of{{5, 10}}.with_unknown({3})), 0, 0);
    check(eq::overlap.bound(flows_of{}.with_unknown({2}), flows_of{}.with_unknown({2})), 1, 1);
}

// Half of Q is not attributed: it may be that of 2, or have nothing in common with P.
BOOST_AUTO_TEST_CASE(a_declared_total_on_the_other_side)
{
    auto const other = flows_of{{{1, 50}}, {.total = 100}};
    auto const flows = flows_of{{1, 60}}.with_unknown({2});
    check(eq::overlap.bound(flows, other), 0, 1);
    check(eq::cross_concentration.bound(flows, other), 0, .5);
    // P is (.5, .5) at first: the other half of Q may be with 4 as well
    check(eq::overlap.bound(flows_of{{1, 60}, {4, 60}}.with_unknown({1}), other), .5, 1);
}

// A row that names no partner may be that of any.
BOOST_AUTO_TEST_CASE(rows_that_name_no_partner)
{
    auto builder = eq::ledger_builder<int, int>{};
    builder.add(0, 1, 60);
    builder.add_unknown(0);
    auto const ledger = builder.build();
    check(eq::overlap.bound(ledger.at(0), known), 0, 1);
    check(eq::cross_concentration.bound(ledger.at(0), known), 0, .5);
    check(eq::cosine_similarity.bound(ledger.at(0), known), 0, 1);
}

// No interval where more than amounts are unknown.
BOOST_AUTO_TEST_CASE(no_flows_on_one_side)
{
    auto const flows = flows_of{{1, 60}}.with_unknown({2});
    BOOST_TEST(eq::is_undefined(eq::overlap.bound(flows, flows_of{}).low));
    BOOST_TEST(eq::is_undefined(eq::overlap.bound(flows, flows_of{{1, 0}}).low));
}

BOOST_AUTO_TEST_CASE(completions_lie_within)
{
    auto draw = std::mt19937{5};
    auto const below = [&](unsigned limit) { return static_cast<int>(draw() % limit); };
    for (auto trial = 0; trial < 200; ++trial) {
        auto const side = [&](bool open) {
            auto listed = std::vector<eq::partner<int>>{};
            auto not_known = std::vector<int>{};
            for (auto id = 0; id < 5; ++id) {
                if (below(3) != 0) {
                    listed.push_back({id, 1.0 + below(20)});
                }
                if (open && below(3) == 0) {
                    not_known.push_back(id);
                }
            }
            if (listed.empty()) {
                listed.push_back({0, 1});
            }
            return std::pair{flows_of{listed}, not_known};
        };
        auto const [p, p_unknown] = side(true);
        auto const [q, q_unknown] = side(trial % 2 == 0);
        auto const p_open = p.with_unknown(p_unknown);
        auto const q_open = q.with_unknown(q_unknown);
        auto const overlap = eq::overlap.bound(p_open, q_open);
        auto const cross = eq::cross_concentration.bound(p_open, q_open);
        auto const cosine = eq::cosine_similarity.bound(p_open, q_open);
        auto reached = eq::interval{infinity, -infinity};
        auto const completed = [&](flows_of const& flows, std::vector<int> const& unknown) {
            auto rows = std::vector<eq::partner<int>>{};
            for (auto id = 0; id < 5; ++id) {
                auto const amount = flows.contains(id) ? flows.amounts()[*flows.position(id)] : 0.0;
                auto const more = std::find(unknown.begin(), unknown.end(), id) != unknown.end();
                rows.push_back({id, amount + (more ? below(2) * std::ldexp(1.0, below(40) - 20) : 0)});
            }
            return flows_of{rows};
        };
        for (auto k = 0; k < 200; ++k) {
            auto const x = completed(p, p_unknown);
            auto const y = completed(q, q_unknown);
            auto const value = eq::overlap(x, y);
            reached = {(std::min)(reached.low, value), (std::max)(reached.high, value)};
            BOOST_TEST((value > overlap.low - 1e-14 && value < overlap.high + 1e-14));
            auto const products = eq::cross_concentration(x, y);
            BOOST_TEST((products > cross.low - 1e-14 && products < cross.high + 1e-14));
            auto const angle = eq::cosine_similarity(x, y);
            BOOST_TEST((angle > cosine.low - 1e-14 && angle < cosine.high + 1e-14));
        }
        if (q_unknown.empty() && p_unknown.size() == 1) { // the interval is not wider than what 200 completions reach
            BOOST_TEST(overlap.low > reached.low - 1e-3);
            BOOST_TEST(overlap.high < reached.high + .2);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
