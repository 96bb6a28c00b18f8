// SPDX-License-Identifier: BSL-1.0
#include "../../support/all_indices.hpp"
#include "../../support/amounts.hpp"

#include <equipoise/uncertainty/bound.hpp>
#include <equipoise/uncertainty/detail/open_total.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

namespace {

namespace eq = equipoise;
using flows = eq::portfolio<int>;

/// Flows of which the last partners are unknown, with the least that each of these has.
struct sample {
    std::vector<double> known;
    std::vector<double> at_least;

    [[nodiscard]] flows portfolio() const
    {
        auto rows = std::vector<eq::partner<int>>{};
        auto unknown = std::vector<int>{};
        for (auto const amount : known) {
            rows.push_back({static_cast<int>(rows.size()), amount});
        }
        for (auto const amount : at_least) {
            unknown.push_back(static_cast<int>(rows.size()));
            rows.push_back({unknown.back(), amount});
        }
        return flows(rows).with_unknown(unknown);
    }

    [[nodiscard]] double largest() const
    {
        auto most = 1e-3;
        for (auto const* some : {&known, &at_least}) {
            for (auto const amount : *some) {
                most = (std::max)(most, amount);
            }
        }
        return most;
    }
};

sample draw(support::random& random)
{
    auto const amount = [&] {
        auto const kind = random.below(6);
        return kind == 0 ? 0.0 : kind == 1 ? 1.0 : std::ldexp(random.unit(), static_cast<int>(random.below(12)));
    };
    auto drawn = sample{};
    for (auto left = random.below(8); left > 0; --left) {
        drawn.known.push_back(amount());
    }
    for (auto left = 1 + random.below(3); left > 0; --left) {
        drawn.at_least.push_back(random.below(2) == 0 ? 0.0 : amount());
    }
    return drawn;
}

/// All amounts, where each unknown partner has as much as it is known to have, or `level`, or some more at random.
std::vector<double> completed(sample const& from, support::random& random)
{
    auto all = from.known;
    auto const level = from.largest() * std::ldexp(random.unit(), static_cast<int>(random.below(20)) - 12);
    auto const same = random.below(2) == 0;
    for (auto const least : from.at_least) {
        auto const own = from.largest() * std::ldexp(random.unit(), static_cast<int>(random.below(30)) - 14);
        all.push_back(same ? (std::max)(least, level) : least + (random.below(3) == 0 ? 0.0 : own));
    }
    return all;
}

template <class F>
void for_each_bounded(F const& f)
{
    auto const try_all = [&](auto const& some) {
        for (auto const& index : some) {
            if constexpr (requires(flows const& of) {
                              eq::bound(of, index);
                              index(std::vector<double>{});
                          }) {
                f(index);
            }
        }
    };
    std::apply([&](auto const&... indices) { (try_all(indices), ...); }, support::all_indices);
}

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(open_total)

// 60, 40 and x: x = (60^2 + 40^2) / 100 = 52 is the most even, and gives (5200 + 2704) / 152^2 = 13 / 38.
BOOST_AUTO_TEST_CASE(one_unknown_amount)
{
    auto const open = sample{{60, 40}, {0}}.portfolio();
    BOOST_TEST(eq::bound(open, eq::hhi).low == 13. / 38, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(eq::bound(open, eq::hhi).high == 1);
    BOOST_TEST(eq::bound(open, eq::effective_number).low == 1);
    BOOST_TEST(eq::bound(open, eq::effective_number).high == 38. / 13, boost::test_tools::tolerance(1e-15));
    BOOST_TEST((eq::bound(open, eq::concentration_ratio(1)) == eq::interval{.375, 1}));
    BOOST_TEST((eq::bound(open, eq::hill(0)) == eq::interval{2, 3}), "RUS may have nothing");
    // order 1 at x = X e^-H: 60^.6 40^.4, where the entropy of three partners is that of two plus ln(1 + x / X)
    auto const x = std::pow(60, .6) * std::pow(40, .4);
    auto const p = std::vector{60 / (100 + x), 40 / (100 + x), x / (100 + x)};
    auto const entropy = -p[0] * std::log(p[0]) - p[1] * std::log(p[1]) - p[2] * std::log(p[2]);
    BOOST_TEST(eq::bound(open, eq::shannon).high == entropy, boost::test_tools::tolerance(1e-14));
    BOOST_TEST(eq::bound(open, eq::shannon).low == 0);
    auto const found = eq::estimate_of(open, eq::hhi);
    BOOST_TEST(eq::is_undefined(found.value));
    BOOST_TEST((found.why == eq::reason::unknown_amount));
    BOOST_TEST((found.bounds == eq::bound(open, eq::hhi)));
}

BOOST_AUTO_TEST_CASE(several_unknown_amounts)
{
    // k partners with x = S2 / S each: D = D_known + k
    BOOST_TEST((eq::bound(sample{{60, 40}, {0, 0, 0}}.portfolio(), eq::effective_number).high) == 1 / .52 + 3,
               boost::test_tools::tolerance(1e-15));
    // what is known is the most even already: 1 and 1 of at least 1
    BOOST_TEST((eq::bound(sample{{1, 1}, {1}}.portfolio(), eq::hhi).low) == 1. / 3,
               boost::test_tools::tolerance(1e-15));
    // 10, and 40 or more: 40 stays, (100 + 1600) / 2500
    BOOST_TEST((eq::bound(sample{{10}, {40}}.portfolio(), eq::hhi).low) == .68, boost::test_tools::tolerance(1e-15));
    // nothing is known: any two amounts
    BOOST_TEST((eq::bound(sample{{}, {0, 0}}.portfolio(), eq::hhi) == eq::interval{.5, 1}));
    BOOST_TEST((eq::bound(sample{{0}, {0}}.portfolio(), eq::hhi) == eq::interval{1, 1}));
    BOOST_TEST((eq::bound(sample{{}, {7}}.portfolio(), eq::shannon) == eq::interval{0, 0}));
}

BOOST_AUTO_TEST_CASE(of_all_sizes)
{
    for (auto const unit : {1e-320, 1e-300, 1e-150, 1e150, 1e300}) {
        auto const found = eq::bound(sample{{6 * unit, 4 * unit}, {0}}.portfolio(), eq::hhi);
        BOOST_TEST(found.low == 13. / 38, boost::test_tools::tolerance(unit < 1e-310 ? 1e-2 : 1e-14));
        BOOST_TEST(found.high == 1);
        // a known part that is out of all proportion to the known amounts
        auto const one_has_all = eq::bound(sample{{6, 4}, {unit < 1 ? 0 : unit}}.portfolio(), eq::hhi);
        BOOST_TEST(one_has_all.low == (unit < 1 ? 13. / 38 : 1), boost::test_tools::tolerance(1e-14));
    }
}

// Votes: between two whole numbers there is no count.
BOOST_AUTO_TEST_CASE(counts_have_no_interval)
{
    auto const votes = eq::portfolio<int, int>{{1, 3}, {2, 4}}.with_unknown({3});
    BOOST_TEST(eq::is_undefined(eq::bound(votes, eq::unbiased_hhi).low));
    BOOST_TEST(eq::is_undefined(eq::bound(votes, eq::miller_madow).high));
    BOOST_TEST(eq::bound(votes, eq::hhi).low == 1 / (49. / 25 + 1), boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(no_completion_lies_outside)
{
    auto random = support::random{25};
    auto count = 0;
    for (auto trial = 0; trial < 60; ++trial) {
        auto const from = draw(random);
        auto const open = from.portfolio();
        auto completions = std::vector<std::vector<double>>{};
        for (auto i = 0; i < 100; ++i) {
            completions.push_back(completed(from, random));
        }
        for_each_bounded([&](auto const& index) {
            auto const ends = eq::bound(open, index);
            for (auto const& all : completions) {
                auto const value = index(all);
                auto const near = 1e-12 * (1 + std::abs(value));
                if (!eq::is_undefined(value) && !(value >= ends.low - near && value <= ends.high + near)) {
                    BOOST_ERROR(std::string{eq::describe(index).name} << ' ' << value << " is outside " << ends.low
                                                                      << ", " << ends.high);
                }
            }
            ++count;
        });
    }
    BOOST_TEST(count > 60 * 20);
}

// The even end is that of a dense grid of common amounts, and the uneven end is come near to by one that has nearly
// everything.
BOOST_AUTO_TEST_CASE(both_ends_are_attained)
{
    auto random = support::random{26};
    for (auto trial = 0; trial < 12; ++trial) {
        auto const from = draw(random);
        auto const open = from.portfolio();
        for_each_bounded([&](auto const& index) {
            auto const ends = eq::bound(open, index);
            if (eq::is_undefined(ends.low)) {
                return;
            }
            auto low = std::numeric_limits<double>::infinity();
            auto high = -low;
            auto const include = [&](std::vector<double> const& all) {
                if (auto const value = index(all); !eq::is_undefined(value)) {
                    low = (std::min)(low, value);
                    high = (std::max)(high, value);
                }
            };
            for (auto step = 0; step < 3000; ++step) {
                auto all = from.known;
                for (auto const least : from.at_least) {
                    all.push_back((std::max)(least, from.largest() * std::pow(1e-5, step / 2999.)));
                }
                include(all);
            }
            auto all = from.known;
            all.insert(all.end(), from.at_least.begin(), from.at_least.end());
            include(all);
            auto const first = from.known.size();
            auto const most = std::max_element(all.begin() + static_cast<std::ptrdiff_t>(first), all.end());
            *most = from.largest() * 1e15;
            include(all);
            auto const scale = 1 + std::abs(ends.low) + std::abs(ends.high);
            BOOST_TEST_CONTEXT(std::string{eq::describe(index).name})
            {
                BOOST_TEST(std::abs(low - ends.low) <= 1e-4 * scale);
                BOOST_TEST(std::abs(high - ends.high) <= 1e-4 * scale);
            }
        });
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
