// SPDX-License-Identifier: BSL-1.0
#include "../support/all_indices.hpp"
#include "../support/amounts.hpp"
#include "../support/oracle.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/bound.hpp>
#include <equipoise/uncertainty/completion.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace detail = equipoise::detail;
namespace tt = boost::test_tools;

namespace {

using support::ulps;
using partners = std::vector<eq::partner<int>>;

constexpr auto infinite = std::numeric_limits<double>::infinity();

template <class Index, class Amount>
concept bounded = std::invocable<decltype(eq::bound) const&, eq::portfolio<int, Amount> const&, Index const&>;
static_assert(bounded<decltype(eq::hhi), double> && bounded<decltype(eq::hhi), int>);
static_assert(bounded<decltype(eq::miller_madow), int> && bounded<decltype(eq::unbiased_hhi), int>);
static_assert(!bounded<decltype(eq::miller_madow), double>, "of counts only, as the index itself");
static_assert(!bounded<decltype(eq::good_turing_coverage), int>, "concentration may raise it or lower it");

/// The list with more partners after it, whose identifiers begin at 100.
template <class Amount>
eq::portfolio<int, Amount> completed(std::vector<eq::partner<int, Amount>> rows, std::vector<Amount> const& hidden)
{
    for (auto id = 100; auto const amount : hidden) {
        rows.push_back({id++, amount});
    }
    return eq::portfolio<int, Amount>(rows);
}

/// Whether a value lies between the ends, with a tolerance in units in its last place.
bool holds(eq::interval const& ends, double value, double allowed)
{
    return (ends.low <= value || ulps(ends.low, value) <= allowed)
           && (ends.high >= value || ulps(ends.high, value) <= allowed);
}

/// Calls f with every index that has a Schur direction whatever the number of partners.
template <class F>
void for_each_bounded(F f)
{
    support::for_each_kind([&](auto const& kind) {
        for (auto const& index : kind) {
            if constexpr (bounded<std::remove_cvref_t<decltype(index)>, double>) {
                f(index);
            }
        }
    });
    for (auto const q : {.01, .25, .9, 1.5, 2.5, 3.0, 20.0, 50.0}) {
        f(eq::hill(q));
        f(eq::hannah_kay(q));
        f(eq::renyi(q));
        f(eq::tsallis(q));
    }
}

template <class Index>
std::string name_of(Index const& index)
{
    auto name = std::string{eq::describe(index).name};
    if constexpr (requires { index.rule.q; }) {
        name += "(" + std::to_string(index.rule.q) + ")";
    }
    return name;
}

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(completion)

BOOST_AUTO_TEST_CASE(the_cap_of_a_hidden_partner)
{
    auto const largest =
        eq::portfolio<char>{{{'A', 40.0}, {'B', 30.0}}, {.total = 110, .listing = eq::listing::largest}};
    BOOST_TEST(eq::uncertainty_detail::hidden_cap(largest) == 30);
    auto const some = eq::portfolio<char>{{{'A', 40.0}, {'B', 30.0}}, {.total = 110}};
    BOOST_TEST(eq::uncertainty_detail::hidden_cap(some) == 40);
    auto const complete = eq::portfolio<char>{{{'A', 40.0}, {'B', 30.0}}};
    BOOST_TEST(eq::uncertainty_detail::hidden_cap(complete) == 0);
}

// Listed .4, .3 and a rest of .3: .25 spread over many, .28 over three, .34 as one.
BOOST_AUTO_TEST_CASE(the_extreme_completions_of_hhi)
{
    auto const flows = eq::portfolio<char>{{{'A', 4.0}, {'B', 3.0}}, {.total = 10, .listing = eq::listing::largest}};
    auto const rule = eq::concentration_detail::hhi_rule{};
    BOOST_TEST(eq::uncertainty_detail::most_even(rule, flows, detail::without_number) == 0.25, tt::tolerance(1e-15));
    BOOST_TEST(eq::uncertainty_detail::most_even(rule, flows, 3) == 0.28, tt::tolerance(1e-15));
    BOOST_TEST(eq::uncertainty_detail::most_uneven(rule, flows, 3) == 0.34, tt::tolerance(1e-15));
    BOOST_TEST(eq::uncertainty_detail::most_uneven(rule, flows, 2) == 0.30, tt::tolerance(1e-15)); // .2 and .1
    BOOST_TEST(eq::uncertainty_detail::completed(rule, flows).low == 0.25, tt::tolerance(1e-15));
    BOOST_CHECK_THROW((void)eq::uncertainty_detail::completed(rule, flows, eq::at_most{0}), eq::invalid_parameter);
}

// Spread over partners without number, the rest adds nothing to sum p^q for q > 1: ln(sum p^q) / (1 - q) of the listed
// partners alone, from mpmath with 60 digits. The number itself may be beyond a double.
BOOST_AUTO_TEST_CASE(hill_numbers_of_a_few_listed_partners_of_a_large_total)
{
    struct example {
        double q;
        std::vector<double> listed;
        double log;
    };
    for (auto const& [q, listed, log] : std::vector<example>{
             {1.0000001, {0.05}, 29957325.71378108549},
             {1.5, {0.05}, 8.987196820661972814},
             {2.5, {0.05}, 4.992887122589984897},
             {3, {0.05}, 4.493598410330986407},
             {7, {0.05}, 3.495020985812989428},
             {20, {0.05}, 3.153402393214727303},
             {50, {0.05}, 3.056869666891827488},
             {1.0000001, {0.001}, 69077559.65724453359},
             {1.5, {0.001}, 20.72326583694641109},
             {2.5, {0.001}, 11.51292546497022839},
             {3, {0.001}, 10.36163291847320555},
             {7, {0.001}, 8.05904782547915987},
             {20, {0.001}, 7.271321346296986349},
             {50, {0.001}, 7.048729876512384726},
             {1.0000001, {0.01, 0.01}, 39120234.6366106281},
             {1.5, {0.01, 0.01}, 12.42921619684438342},
             {2.5, {0.01, 0.01}, 7.213185522940188706},
             {3, {0.01, 0.01}, 6.561181688702164366},
             {7, {0.01, 0.01}, 5.257174020226115687},
             {20, {0.01, 0.01}, 4.811066133642204297},
             {50, {0.01, 0.01}, 4.685007390180502491},
             {1.0000001, {0.5, 0.25}, 2876821.647034363489},
             {1.5, {0.5, 0.25}, 1.473974990452619923},
             {2.5, {0.5, 0.25}, 1.046725909829170244},
             {3, {0.5, 0.25}, 0.9808292530117262369},
             {7, {0.5, 0.25}, 0.8073746872462603695},
             {20, {0.5, 0.25}, 0.7296285609223707647},
             {50, {0.5, 0.25}, 0.7072930413876992772},
             {1.0000001, {0.01, 0.02, 0.03}, 28134110.97598875577},
             {1.5, {0.01, 0.02, 0.03}, 9.415606726776558229},
             {2.5, {0.01, 0.02, 0.03}, 5.607196131247841438},
             {3, {0.01, 0.02, 0.03}, 5.115995809754082085},
             {7, {0.01, 0.02, 0.03}, 4.081432410537292325},
             {20, {0.01, 0.02, 0.03}, 3.69109775066646849},
             {50, {0.01, 0.02, 0.03}, 3.578120303355729738},
             {1.0000001, {0.4, 0.3, 0.2999}, 1001.138991208824816},
             {1.5, {0.4, 0.3, 0.2999}, 1.084173068700638207},
             {2.5, {0.4, 0.3, 0.2999}, 1.073819575486094355},
             {3, {0.4, 0.3, 0.2999}, 1.068649708988723874},
             {7, {0.4, 0.3, 0.2999}, 1.02960904580500779},
             {20, {0.4, 0.3, 0.2999}, 0.9641849044279139251},
             {50, {0.4, 0.3, 0.2999}, 0.934990519804634482},
         }) {
        auto rows = partners{};
        for (auto const share : listed) {
            rows.push_back({static_cast<int>(rows.size()), share});
        }
        auto const flows = eq::portfolio<int>(rows, {.total = 1.0});
        BOOST_TEST(ulps(eq::bound(flows, eq::renyi(q)).high, log) <= 1, q << " of " << listed.size() << ", " << log);
        if (log < 700) {
            auto const number = std::exp(log); // which is log ulps off
            BOOST_TEST(ulps(eq::bound(flows, eq::hill(q)).high, number) <= 4 + log, q << ": " << number);
            BOOST_TEST(ulps(eq::bound(flows, eq::hannah_kay(q)).low, 1 / number) <= 4 + log, q << ": " << number);
            BOOST_TEST(ulps(eq::bound(flows, eq::tsallis(q)).high, -std::expm1((1 - q) * log) / (q - 1)) <= 4 + q * log,
                       q << ": " << number);
        }
    }
    // .05^(-20/19), (5/3) 10^2
    auto const one = eq::portfolio<int>{{{1, .05}}, {.total = 1.0}};
    BOOST_TEST(eq::bound(one, eq::hill(20)).high == 23.415598274455585, tt::tolerance(1e-15));
    auto const three = eq::portfolio<int>{{{1, .01}, {2, .02}, {3, .03}}, {.total = 1.0}};
    BOOST_TEST(eq::bound(three, eq::hill(3)).high == 500.0 / 3, tt::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(nothing_is_known_where_no_partner_is_listed)
{
    auto const unlisted = eq::portfolio<int>{partners{}, {.total = 4.0}};
    for (auto const q : {0.0, .5, 1.0, 1.0000001, 1.3, 2.0, 3.0, 20.0, 0x1p70, infinite}) {
        BOOST_TEST((eq::bound(unlisted, eq::hill(q)) == eq::interval{1, infinite}), q);
        BOOST_TEST((eq::bound(unlisted, eq::renyi(q)) == eq::interval{0, infinite}), q);
        // (1 - 0) / (q - 1) above order 1
        auto const tsallis = eq::bound(unlisted, eq::tsallis(q));
        BOOST_TEST(tsallis.low == 0);
        BOOST_TEST(ulps(tsallis.high, q <= 1 ? infinite : 1 / (q - 1)) <= 1, q);
    }
}

// The rounding of .1, .2 and .7 leaves 2^-56 between the rest and the most that one partner may have.
BOOST_AUTO_TEST_CASE(rounding_is_no_partner)
{
    auto const flows = eq::portfolio<int>{{{1, .1}, {2, .2}}, {.total = 1.0}};
    BOOST_TEST((eq::bound(flows, eq::hill(0)) == eq::interval{3, infinite}));
    BOOST_TEST((eq::bound(flows, eq::hill(0), eq::at_most{1}) == eq::interval{3, 3}));
    BOOST_TEST((eq::bound(flows, eq::hill(0), eq::at_most{5}) == eq::interval{3, 7}));
    BOOST_TEST((eq::bound(flows, eq::tsallis(0)) == eq::interval{2, infinite}));
    BOOST_TEST(eq::bound(flows, eq::hannah_kay(.01)).high == 1 / eq::hill(std::vector{.1, .2, .7}, .01),
               tt::tolerance(1e-14));
    for (auto const q : {.001, .01, .1, .25, .5, .9, .99}) {
        BOOST_TEST(ulps(eq::bound(flows, eq::hill(q)).low, eq::hill(std::vector{.1, .2, .7}, q)) <= 4, q);
    }
    // n partners of 1/n, one of which is listed: all others are as large as that one, however 1/n is rounded
    for (auto n = 2; n <= 200; ++n) {
        auto const listed = eq::portfolio<int>{{{1, 1.0 / n}}, {.total = 1.0, .listing = eq::listing::largest}};
        BOOST_TEST(eq::bound(listed, eq::hill(0)).low == n);
        BOOST_TEST(eq::bound(listed, eq::hill(.1)).low == n, tt::tolerance(1e-12));
        auto const others = eq::at_most{static_cast<std::size_t>(n - 1)};
        BOOST_TEST((eq::bound(listed, eq::hill(0), others) == eq::interval{1.0 * n, 1.0 * n}));
        auto const tenths =
            eq::portfolio<int>{{{1, .3}, {2, .1}}, {.total = .4 + .1 * n, .listing = eq::listing::largest}};
        BOOST_TEST(eq::bound(tenths, eq::hill(0)).low == n + 2);
    }
}

// 5 and 3 of 12. As many hidden partners as there may be have 1 each: 1.7480 = H(5, 3, 1, 1, 1, 1) + 5/24; one has all
// four: 1.1609 = H(5, 3, 4) + 2/24. Of 12 11 ordered pairs, 20 + 6, or 20 + 6 + 12, are of one partner.
BOOST_AUTO_TEST_CASE(hidden_partners_of_counts_have_whole_numbers)
{
    using counts = eq::portfolio<int, int>;
    auto const flows = counts{{{1, 5}, {2, 3}}, {.total = 12}};
    auto const entropy = [](auto const&... count) { return (0.0 - ... - (count / 12.0 * std::log(count / 12.0))); };
    auto const ends = eq::bound(flows, eq::miller_madow);
    BOOST_TEST(ends.low == entropy(5, 4, 3) + 2.0 / 24, tt::tolerance(1e-15));
    BOOST_TEST(ends.high == entropy(5, 3, 1, 1, 1, 1) + 5.0 / 24, tt::tolerance(1e-15));
    BOOST_TEST((eq::bound(flows, eq::unbiased_hhi) == eq::interval{26.0 / 132, 38.0 / 132}));

    // three hidden partners have 2, 1 and 1 in the most even case; a thousand have no more to share than four
    auto const three = eq::bound(flows, eq::miller_madow, eq::at_most{3});
    BOOST_TEST(three.low == ends.low);
    BOOST_TEST(three.high == entropy(5, 3, 2, 1, 1) + 4.0 / 24, tt::tolerance(1e-15));
    BOOST_TEST((eq::bound(flows, eq::unbiased_hhi, eq::at_most{3}) == eq::interval{28.0 / 132, 38.0 / 132}));
    BOOST_TEST((eq::bound(flows, eq::miller_madow, eq::at_most{1000}) == ends));

    // none has more than 3: 3 and 1 in the most uneven case
    auto const largest = counts{{{1, 5}, {2, 3}}, {.total = 12, .listing = eq::listing::largest}};
    BOOST_TEST(eq::bound(largest, eq::miller_madow).low == entropy(5, 3, 3, 1) + 3.0 / 24, tt::tolerance(1e-15));
    BOOST_TEST((eq::bound(largest, eq::unbiased_hhi) == eq::interval{26.0 / 132, 32.0 / 132}));

    // no partner listed, and too few counted
    auto const none = std::vector<eq::partner<int, int>>{};
    BOOST_TEST((eq::bound(counts(none, {.total = 4}), eq::unbiased_hhi) == eq::interval{0, 1}));
    BOOST_TEST(eq::bound(counts(none, {.total = 4}), eq::miller_madow).high == std::log(4.0) + 3.0 / 8,
               tt::tolerance(1e-15));
    BOOST_TEST(eq::is_undefined(eq::bound(counts(none, {.total = 1}), eq::unbiased_hhi).low));
    BOOST_TEST(eq::is_undefined(eq::bound(counts(none, {.total = 1}), eq::unbiased_hhi).high));
}

// All that n partners of counts may have, by trial: every way to divide the rest among them.
BOOST_AUTO_TEST_CASE(counts_by_every_completion)
{
    using counts = eq::portfolio<int, int>;
    using rows_of_counts = std::vector<eq::partner<int, int>>;
    auto random = support::random{14};
    for (auto round = 0; round < 60; ++round) {
        auto rows = rows_of_counts{};
        auto sum = 0;
        auto smallest = 1000;
        for (auto i = static_cast<int>(random.below(4)); i >= 0; --i) {
            auto const count = 1 + static_cast<int>(random.below(6));
            rows.push_back({i, count});
            sum += count;
            smallest = (std::min)(smallest, count);
        }
        auto const rest = 1 + static_cast<int>(random.below(9));
        auto const capped = random.below(2) == 0;
        auto const cap = capped ? (std::min)(smallest, rest) : rest;
        auto const most = static_cast<std::size_t>((rest + cap - 1) / cap) + random.below(4);
        auto const flows =
            counts(rows, {.total = sum + rest, .listing = capped ? eq::listing::largest : eq::listing::some});
        auto const check = [&](auto const& index) {
            auto found = eq::interval{infinite, -infinite};
            auto few = found;
            auto hidden = std::vector<int>{};
            auto const divide = [&](auto const& self, int left, int largest) -> void {
                if (left == 0) {
                    auto const value = index(completed<int>(rows, hidden));
                    found = {(std::min)(found.low, value), (std::max)(found.high, value)};
                    if (hidden.size() <= most) {
                        few = {(std::min)(few.low, value), (std::max)(few.high, value)};
                    }
                }
                for (auto next = (std::min)(left, largest); next > 0; --next) {
                    hidden.push_back(next);
                    self(self, left - next, next);
                    hidden.pop_back();
                }
            };
            divide(divide, rest, cap);
            auto const same = [](eq::interval const& a, eq::interval const& b) {
                return ulps(a.low, b.low) <= 2 && ulps(a.high, b.high) <= 2;
            };
            BOOST_TEST_REQUIRE(same(eq::bound(flows, index), found));
            BOOST_TEST_REQUIRE(same(eq::bound(flows, index, eq::at_most{most}), few));
        };
        check(eq::miller_madow);
        if (sum + rest > 1) {
            check(eq::unbiased_hhi);
        }
    }
}

// Every index that is bounded by majorization, over lists of one to three partners: no completion lies outside, and the
// most even one of at most n, and the most uneven one, are the ends.
BOOST_AUTO_TEST_CASE(no_completion_of_any_index_lies_outside)
{
    auto random = support::random{1938};
    for (auto round = 0; round < 60; ++round) {
        auto rows = partners{};
        auto amounts = std::vector<double>{};
        auto const unit = round % 3 == 0 ? .01 : round % 3 == 1 ? 1.0 : 1e-5;
        for (auto i = static_cast<int>(random.below(3)); i >= 0; --i) {
            amounts.push_back(unit * static_cast<double>(1 + random.below(30)));
            rows.push_back({i, amounts.back()});
        }
        auto sum = 0.0;
        for (auto const amount : amounts) {
            sum += amount;
        }
        auto const total = round % 2 == 0 ? (std::max)(1.0, 2 * sum) : sum * (1.01 + random.unit());
        auto const capped = random.below(2) == 0;
        auto const flows =
            eq::portfolio<int>(rows, {.total = total, .listing = capped ? eq::listing::largest : eq::listing::some});
        auto const rest = flows.totals().unattributed.value();
        auto const cap = capped ? (std::min)(*std::min_element(amounts.begin(), amounts.end()), rest) : rest;
        auto const fewest = std::ceil(rest / cap * (1 - 1e-14));
        if (fewest > (support::optimised ? 1e5 : 2e3)) {
            continue;
        }
        auto const least = static_cast<std::size_t>(fewest);
        auto completions = std::vector<std::vector<double>>{};
        for (auto const n : {least, least + 1, least + 2, least + 7, least + 50, 3 * least + 1000}) {
            completions.emplace_back(n, rest / static_cast<double>(n));
        }
        auto uneven = std::vector<double>(least - 1, cap);
        uneven.push_back(rest - cap * static_cast<double>(least - 1));
        completions.push_back(uneven);
        uneven.back() /= 2;
        uneven.push_back(uneven.back());
        completions.push_back(uneven);
        uneven.back() /= 1000;
        uneven.insert(uneven.end(), 999, uneven.back());
        completions.push_back(uneven); // infinitesimal partners after as few as possible
        for_each_bounded([&](auto const& index) {
            auto const ends = eq::bound(flows, index);
            BOOST_TEST_REQUIRE(!(ends.low > ends.high), name_of(index));
            for (std::size_t i = 0; i < completions.size(); ++i) {
                auto const value = index(completed(rows, completions[i]));
                auto const hidden = completions[i].size();
                auto const few = eq::bound(flows, index, eq::at_most{hidden});
                BOOST_TEST_REQUIRE(holds(ends, value, 4), name_of(index) << " of completion " << i << " in round "
                                                                         << round << ": " << value << " in ["
                                                                         << ends.low << ", " << ends.high << "]");
                BOOST_TEST_REQUIRE(holds(few, value, 4), name_of(index) << " of at most " << hidden << ": " << value);
                auto const attained = i > 6    ? 0
                                      : i == 6 ? (std::min)(ulps(ends.low, value), ulps(ends.high, value))
                                               : (std::min)(ulps(few.low, value), ulps(few.high, value));
                BOOST_TEST_REQUIRE(attained <= 4, name_of(index)
                                                      << " of completion " << i << " in round " << round << ": "
                                                      << value << " in [" << few.low << ", " << few.high << "]");
            }
        });
    }
}

// Of 120, partner 1 has 60, 2 has 40 or more, 3 something. Most uneven: 60, 60. Most even: the other 20 is with
// infinitely many; with two more, they and 3 have 20 / 3 each.
BOOST_AUTO_TEST_CASE(a_rest_is_shared_with_partners_of_unknown_amount)
{
    using flows = eq::portfolio<int>;
    auto const open = flows({{1, 60.0}, {2, 40.0}}, {.total = 120.0}).with_unknown({3, 2});
    auto const ends = eq::bound(open, eq::hhi);
    BOOST_TEST(ends.low == (3600 + 1600) / 14400., tt::tolerance(1e-15));
    BOOST_TEST(ends.high == .5);
    auto const few = eq::bound(open, eq::hhi, eq::at_most{2});
    BOOST_TEST(few.low == (3600 + 1600 + 400 / 3.) / 14400, tt::tolerance(1e-15));
    BOOST_TEST(few.high == .5);
    BOOST_TEST(eq::bound(open, eq::hhi, eq::at_most{0}).low == (3600 + 1600 + 400) / 14400., tt::tolerance(1e-15));
    // an unlisted partner has no more than the smallest listed one, 10, but 3 may have all of the rest
    auto const largest =
        flows({{1, 60.0}, {2, 10.0}}, {.total = 150.0, .listing = eq::listing::largest}).with_unknown({3});
    BOOST_TEST(eq::bound(largest, eq::hhi).high == (3600 + 100 + 6400) / 22500., tt::tolerance(1e-15));
    BOOST_TEST(eq::bound(largest, eq::hhi, eq::at_most{2}).low == (3600 + 100 + 200 + 3600) / 22500.,
               tt::tolerance(1e-15));
    BOOST_TEST(eq::bound(largest, eq::hhi, eq::at_most{100}).low == (3600 + 100 + 6400 / 101.) / 22500,
               tt::tolerance(1e-15));
    // votes: 7 of 20 are with partner 1 and 3 or more with 2; 10 of one vote each, or all with 2
    auto const votes = eq::portfolio<int, int>({{1, 7}, {2, 3}}, {.total = 20}).with_unknown({2});
    auto const of_votes = eq::bound(votes, eq::unbiased_hhi);
    BOOST_TEST(of_votes.low == (7 * 6 + 3 * 2) / 380., tt::tolerance(1e-15));
    BOOST_TEST(of_votes.high == (7 * 6 + 13 * 12) / 380., tt::tolerance(1e-15));
    // nothing is left over besides what is known
    auto const none = flows({{1, 60.0}, {2, 40.0}}, {.total = 100.0}).with_unknown({2});
    BOOST_TEST(eq::bound(none, eq::hhi).low == .52, tt::tolerance(1e-15));
    BOOST_TEST(eq::bound(none, eq::hhi).high == .52, tt::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(no_sharing_of_a_rest_lies_outside)
{
    auto random = support::random{27};
    for (auto round = 0; round < 40; ++round) {
        auto rows = partners{};
        auto unknown = std::vector<int>{};
        auto sum = 0.0;
        for (auto left = 2 + random.below(5); left > 0; --left) {
            rows.push_back(
                {static_cast<int>(rows.size()), std::ldexp(1 + random.unit(), static_cast<int>(random.below(6)))});
            sum += rows.back().amount;
            if (random.below(2) == 0) {
                unknown.push_back(rows.back().id);
            }
        }
        unknown.push_back(100);
        auto const rest = sum * (.1 + random.unit());
        auto const open = eq::portfolio<int>(rows, {.total = sum + rest}).with_unknown(unknown);
        for (auto i = 0; i < 40; ++i) {
            auto all = rows;
            all.push_back({100, 0});
            auto const hidden = random.below(4);
            for (std::size_t k = 0; k < hidden; ++k) {
                all.push_back({200 + static_cast<int>(k), 0});
                unknown.push_back(all.back().id);
            }
            auto left = rest;
            for (auto steps = random.below(9); steps > 0; --steps) {
                auto const part = steps == 1 ? left : left * random.unit();
                auto const whose = unknown[random.below(unknown.size())];
                std::find_if(all.begin(), all.end(), [&](auto const& each) { return each.id == whose; })->amount +=
                    part;
                left -= part;
            }
            if (left == rest) {
                all.back().amount += rest; // 100, or one that is not listed
            }
            unknown.resize(unknown.size() - hidden);
            auto amounts = std::vector<double>{};
            for (auto const& each : all) {
                amounts.push_back(each.amount);
            }
            for_each_bounded([&](auto const& index) {
                auto const value = index(amounts);
                for (auto const& ends : {eq::bound(open, index), eq::bound(open, index, eq::at_most{hidden})}) {
                    auto const slack = 1e-12 * (1 + std::abs(value));
                    BOOST_TEST_REQUIRE((value >= ends.low - slack && value <= ends.high + slack),
                                       name_of(index)
                                           << ": " << value << " in [" << ends.low << ", " << ends.high << "]");
                }
            });
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
