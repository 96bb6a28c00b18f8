// SPDX-License-Identifier: BSL-1.0
#include "common.hpp"

#include <equipoise/balancing/channels.hpp>
#include <equipoise/concentration/decomposition.hpp>
#include <equipoise/concentration/entropy.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/inequality.hpp>
#include <equipoise/model/portfolio.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <vector>

using namespace index_tests;

namespace {

auto const shares = std::vector{0.4, 0.3, 0.2, 0.1};
auto const pairs = std::vector{1, 1, 2, 2};

// 4, 3 and 2, 1 of 10: .49 + .09 between, .3 in all; of order 0, 4 partners in 2 blocs
constexpr auto integers = std::array{4, 3, 2, 1};
constexpr auto halves = std::array{1, 1, 2, 2};
SUPPORT_STATIC_ASSERT(eq::hhi_by_bloc(integers, halves).between == 0.58);
SUPPORT_STATIC_ASSERT(eq::hhi_by_bloc(integers, halves).gap == 0.28);
SUPPORT_STATIC_ASSERT(eq::hhi_by_bloc(integers, halves).blocs[1].share == 0.3);
SUPPORT_STATIC_ASSERT(eq::hill_by_bloc(integers, halves, 0).within == 2);
SUPPORT_STATIC_ASSERT(eq::shannon_by_bloc(std::array{1, 1, 2}, std::array{1, 1, 1}).between == 0);
SUPPORT_STATIC_ASSERT(eq::theil_by_bloc(std::array{3, 3, 5, 5}, halves).within == 0);
SUPPORT_STATIC_ASSERT(eq::mean_log_deviation_by_bloc(std::array{2, 2, 0}, std::array{1, 2, 2}, eq::positive).total
                      == 0);

struct sample {
    std::vector<double> amounts;
    std::vector<std::size_t> labels;
};

// Amounts of one size, of very different sizes, nearly equal, or equal within blocs, some of them nothing.
sample random_sample(support::random& random, bool zeros)
{
    auto drawn = sample{};
    auto const blocs = 1 + random.below(6);
    auto const kind = random.below(4);
    for (auto left = 1 + random.below(30); left > 0; --left) {
        auto const label = random.below(blocs);
        auto const amount = kind == 0   ? 1 + random.unit()
                            : kind == 1 ? std::exp(600 * (random.unit() - 0.5))
                            : kind == 2 ? 1 + std::ldexp(random.unit(), -30)
                                        : 1.1 + static_cast<double>(label);
        drawn.labels.push_back(label);
        drawn.amounts.push_back(zeros && random.below(4) == 0 ? 0 : amount);
    }
    drawn.labels.push_back(0);
    drawn.amounts.push_back(1.5);
    return drawn;
}

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(decomposition)

BOOST_AUTO_TEST_CASE(two_blocs_by_hand)
{
    // .4 + .3 and .2 + .1: .49 + .09 = .58 between, .3 in all
    auto const h = eq::hhi_by_bloc(shares, pairs);
    BOOST_TEST(ulps(h.total, 0.3) <= 1);
    BOOST_TEST(ulps(h.between, 0.58) <= 1);
    BOOST_TEST(ulps(h.gap, 0.28) <= 1);
    BOOST_TEST(ulps(h.within, 0.3 / 0.58) <= 1);
    BOOST_REQUIRE(h.blocs.size() == 2U);
    BOOST_TEST(h.blocs[0].label == 1);
    BOOST_TEST(h.blocs[0].partners == 2U);
    BOOST_TEST(ulps(h.blocs[0].share, 0.7) <= 1);
    BOOST_TEST(ulps(h.blocs[0].inside, 25.0 / 49) <= 1);
    BOOST_TEST(ulps(h.blocs[1].inside, 5.0 / 9) <= 1);
    // Shannon, Theil T and L of (.4, .3, .2, .1) from R 4.2.2
    BOOST_TEST(eq::shannon_by_bloc(shares, pairs).total == 1.279854225834, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(eq::theil_by_bloc(shares, pairs).total == 0.106440135286, boost::test_tools::tolerance(1e-11));
    BOOST_TEST(eq::mean_log_deviation_by_bloc(shares, pairs).total == 0.121777274287,
               boost::test_tools::tolerance(1e-11));
    // T between: .7 ln 1.4 + .3 ln .6
    auto const between = 0.7 * std::log(1.4) + 0.3 * std::log(0.6);
    BOOST_TEST(eq::theil_by_bloc(shares, pairs).between == between, boost::test_tools::tolerance(1e-14));
    // Hill numbers of order 2: 1 / .3, 1 / .58, .58 / .3; of order 0: 4, 2, 2; the limit: 1 / .4, 1 / .7, .7 / .4
    auto const second = eq::hill_by_bloc(shares, pairs, 2);
    BOOST_TEST(ulps(second.total, 1 / 0.3) <= 2);
    BOOST_TEST(ulps(second.between, 1 / 0.58) <= 2);
    BOOST_TEST(ulps(second.within, 0.58 / 0.3) <= 2);
    BOOST_TEST(ulps(second.blocs[0].inside, 49.0 / 25) <= 1);
    auto const zeroth = eq::hill_by_bloc(shares, pairs, 0);
    BOOST_TEST(zeroth.total == 4);
    BOOST_TEST(zeroth.between == 2);
    BOOST_TEST(zeroth.within == 2);
    auto const last = eq::hill_by_bloc(shares, pairs, infinity);
    BOOST_TEST(last.total == 2.5);
    BOOST_TEST(ulps(last.within, 1.75) <= 1);
}

BOOST_AUTO_TEST_CASE(reference_values)
{
    auto const folder = std::string{EQUIPOISE_SOURCE_DIR "/tests/reference/"};
    auto const amounts = support::read_vectors(folder + "groups.csv");
    auto labels = std::map<std::string, std::vector<std::string>>{};
    for (auto const& line : support::read_csv(folder + "groups.csv")) {
        labels[line[0]].push_back(line[2]);
    }
    auto worst = std::map<std::string, double>{};
    auto checked = 0;
    for (auto const& row : support::read_oracle(folder + "groups_oracle.csv")) {
        auto const part = row.metric.substr(row.metric.rfind('_') + 1);
        auto const measure = row.metric.substr(0, row.metric.rfind('_'));
        auto const& flows = amounts.at(row.case_id);
        auto const& blocs = labels.at(row.case_id);
        auto const pick = [&](auto const& parts) {
            for (auto const& bloc : parts.blocs) {
                if (part == "group" && row.parameters.ends_with("group=" + bloc.label)) {
                    return bloc.inside;
                }
            }
            return part == "total"     ? parts.total
                   : part == "between" ? parts.between
                   : part == "within"  ? parts.within
                                       : eq::undefined;
        };
        auto found = eq::undefined;
        if (measure == "theil_t") {
            found = pick(eq::theil_by_bloc(flows, blocs));
        } else if (measure == "theil_l") {
            found = pick(eq::mean_log_deviation_by_bloc(flows, blocs, eq::positive));
        } else if (measure == "hhi") {
            auto const parts = eq::hhi_by_bloc(flows, blocs);
            found = part == "gap" ? parts.gap : pick(parts);
        } else if (measure == "shannon") {
            found = pick(eq::shannon_by_bloc(flows, blocs));
        } else if (measure == "hill") {
            found = pick(eq::hill_by_bloc(flows, blocs, support::number(row.parameters.substr(2))));
        } else {
            continue;
        }
        auto const off = ulps(found, row.value);
        BOOST_TEST(off <= 1, row.case_id << ' ' << row.metric << ' ' << row.parameters << ": " << found << " is off by "
                                         << off << " ulp");
        worst[measure] = std::fmax(worst[measure], off);
        ++checked;
    }
    for (auto const& [measure, off] : worst) {
        BOOST_TEST_MESSAGE(measure << " is off by at most " << off << " ulp");
    }
    BOOST_TEST(checked == 6 * (6 + 4 + 3 + 24) + 21);
}

BOOST_AUTO_TEST_CASE(parts_sum_to_the_whole)
{
    auto random = support::random{5};
    for (auto i = 0; i < 400; ++i) {
        auto const [amounts, labels] = random_sample(random, i % 2 == 0);
        auto const h = eq::hhi_by_bloc(amounts, labels);
        BOOST_TEST(ulps(h.total + h.gap, h.between) <= 2);
        BOOST_TEST(ulps(h.between * h.within, h.total) <= 2);
        BOOST_TEST(ulps(h.total, eq::hhi(amounts)) <= 1);
        auto weighted = 0.0;
        for (auto const& bloc : h.blocs) {
            weighted += bloc.share == 0 ? 0 : bloc.share * bloc.share * bloc.inside;
        }
        BOOST_TEST(ulps(weighted, h.total) <= 8);
        auto const s = eq::shannon_by_bloc(amounts, labels);
        BOOST_TEST(ulps(s.between + s.within, s.total) <= 2);
        BOOST_TEST(ulps(s.total, eq::shannon(amounts)) <= 4);
        for (auto const base : {eq::listed, eq::positive}) {
            auto const t = eq::theil_by_bloc(amounts, labels, base);
            BOOST_TEST(ulps(t.between + t.within, t.total) <= 2);
            BOOST_TEST(t.between >= 0);
            BOOST_TEST(t.within >= 0);
        }
        auto const l = eq::mean_log_deviation_by_bloc(amounts, labels, eq::positive);
        BOOST_TEST(ulps(l.between + l.within, l.total) <= 2);
        for (auto const q : {0.0, 0.5, 1 - 1e-9, 1.0, 1 + 1e-9, 2.0, 11.0, infinity}) {
            auto const d = eq::hill_by_bloc(amounts, labels, q);
            BOOST_TEST(ulps(d.between * d.within, d.total) <= 2);
            BOOST_TEST(d.within >= 1);
            BOOST_TEST(d.between >= 1);
        }
    }
}

// What `within` is said to be, against what `total` and `between` leave for it.
BOOST_AUTO_TEST_CASE(alpha_is_the_mean_inside_the_blocs)
{
    auto random = support::random{6};
    for (auto i = 0; i < 100; ++i) {
        auto const [amounts, labels] = random_sample(random, false);
        for (auto const q : {0.0, 0.5, 1.0, 2.0, 3.0}) {
            auto const d = eq::hill_by_bloc(amounts, labels, q);
            auto sum = 0.0;
            auto weights = 0.0;
            for (auto const& bloc : d.blocs) {
                auto const weight = std::pow(bloc.share, q);
                weights += weight;
                sum += weight * (q == 1 ? std::log(bloc.inside) : std::pow(bloc.inside, 1 - q));
            }
            auto const alpha = q == 1 ? std::exp(sum) : std::pow(sum / weights, 1 / (1 - q));
            BOOST_TEST(d.within == alpha, boost::test_tools::tolerance(1e-12));
        }
    }
}

BOOST_AUTO_TEST_CASE(ends_of_the_scale)
{
    // everyone alone: nothing within; all together: nothing between
    auto const alone = std::vector{1, 2, 3, 4};
    auto const together = std::vector{1, 1, 1, 1};
    BOOST_TEST(eq::hhi_by_bloc(shares, alone).gap == 0);
    BOOST_TEST(eq::hhi_by_bloc(shares, alone).within == 1);
    BOOST_TEST(eq::hhi_by_bloc(shares, together).between == 1);
    BOOST_TEST(eq::shannon_by_bloc(shares, alone).within == 0);
    BOOST_TEST(eq::shannon_by_bloc(shares, together).between == 0);
    BOOST_TEST(eq::theil_by_bloc(shares, alone).within == 0);
    BOOST_TEST(eq::theil_by_bloc(shares, together).between == 0);
    BOOST_TEST(eq::hill_by_bloc(shares, alone, 1).within == 1);
    BOOST_TEST(eq::hill_by_bloc(shares, together, 1).between == 1);
    // nearly equal: 1 + e, 1 - e in one bloc, 1, 1 in the other; T = e^2 / 4 within, 0 between
    auto const e = 0x1p-40;
    auto const t = eq::theil_by_bloc(std::vector{1 + e, 1 - e, 1.0, 1.0}, pairs);
    BOOST_TEST(t.between == 0);
    BOOST_TEST(ulps(t.within, e * e / 4) <= 1);
    BOOST_TEST(ulps(t.total, e * e / 4) <= 1);
    // and with 1 + e twice: mean 1 + e/2, T = e^2 / 8 between up to a relative e
    auto const u = eq::mean_log_deviation_by_bloc(std::vector{1 + e, 1 + e, 1.0, 1.0}, pairs);
    BOOST_TEST(u.within == 0);
    BOOST_TEST(u.between == e * e / 8, boost::test_tools::tolerance(2 * e));
}

BOOST_AUTO_TEST_CASE(partners_with_nothing)
{
    // (1, 1, 0, 0) in {1, 2}, {3, 4}: T = ln 2 listed, all of it between; nothing positive
    auto const flows = std::vector{1.0, 1.0, 0.0, 0.0};
    auto const t = eq::theil_by_bloc(flows, pairs);
    BOOST_TEST(ulps(t.total, std::log(2.0)) <= 1);
    BOOST_TEST(ulps(t.between, std::log(2.0)) <= 1);
    BOOST_TEST(t.within == 0);
    BOOST_TEST(t.blocs[1].share == 0);
    BOOST_TEST(t.blocs[1].partners == 2U);
    BOOST_TEST(eq::is_undefined(t.blocs[1].inside));
    auto const without = eq::theil_by_bloc(flows, pairs, eq::positive);
    BOOST_TEST(without.total == 0);
    BOOST_TEST(without.blocs[1].partners == 0U);
    auto const l = eq::mean_log_deviation_by_bloc(flows, pairs);
    BOOST_TEST(l.total == infinity);
    BOOST_TEST(l.between == infinity);
    BOOST_TEST(l.within == 0);
    auto const mixed = eq::mean_log_deviation_by_bloc(flows, std::vector{1, 2, 1, 2});
    BOOST_TEST(mixed.total == infinity);
    BOOST_TEST(mixed.between == 0);
    BOOST_TEST(mixed.within == infinity);
    BOOST_TEST(mixed.blocs[0].inside == infinity);
    BOOST_TEST(eq::mean_log_deviation_by_bloc(flows, pairs, eq::positive).total == 0);
    BOOST_TEST(eq::hhi_by_bloc(flows, pairs).between == 1);
    BOOST_TEST(eq::hill_by_bloc(flows, pairs, 0).total == 2);
    BOOST_TEST(eq::hill_by_bloc(flows, pairs, 0).between == 1);
}

// 1 and 2 next to 1e600: no double holds their shares, but they count as partners, and have 1/3 and 2/3 of their bloc
BOOST_AUTO_TEST_CASE(shares_too_small_for_a_double)
{
    auto const flows = std::vector{1e300, 1e-300, 2e-300};
    auto const labels = std::vector{1, 2, 2};
    auto const d = eq::hill_by_bloc(flows, labels, 0);
    BOOST_TEST(d.total == 3);
    BOOST_TEST(d.between == 2);
    BOOST_TEST(d.within == 1.5);
    BOOST_TEST(d.blocs[1].inside == 2);
    auto const h = eq::hhi_by_bloc(flows, labels);
    BOOST_TEST(h.total == 1);
    BOOST_TEST(h.blocs[1].share < 1e-300);
    BOOST_TEST(ulps(h.blocs[1].inside, 5.0 / 9) <= 1);
    auto const t = eq::theil_by_bloc(flows, labels, eq::positive);
    BOOST_TEST(ulps(t.total, std::log(3.0)) <= 1);
    BOOST_TEST(ulps(t.between, std::log(3.0)) <= 1);
    BOOST_TEST(t.blocs[1].partners == 2U);
    BOOST_TEST(t.blocs[1].inside == (std::log(2 / 3.0) + 2 * std::log(4 / 3.0)) / 3,
               boost::test_tools::tolerance(1e-14));
    auto const l = eq::mean_log_deviation_by_bloc(flows, labels, eq::positive);
    BOOST_TEST(eq::is_undefined(l.total));
    BOOST_TEST(eq::words(l.why) == "a partner's share is too small for a double");
    BOOST_TEST(eq::words(l.why) == eq::why_undefined(flows, eq::mean_log_deviation(eq::positive)));
}

// Partners beyond the list are as if they were listed, with nothing, in a bloc of their own.
BOOST_AUTO_TEST_CASE(a_given_number_of_partners)
{
    // (1, 1) of 8: T = ln 4, all of it between
    auto const ones = std::vector{1.0, 1.0};
    auto const t = eq::theil_by_bloc(ones, std::vector{1, 1}, eq::out_of{8});
    BOOST_TEST(ulps(t.total, std::log(4.0)) <= 1);
    BOOST_TEST(ulps(t.between, std::log(4.0)) <= 1);
    BOOST_TEST(t.within == 0);
    BOOST_TEST(t.blocs.size() == 1U);
    BOOST_TEST(t.blocs[0].partners == 2U);
    auto const l = eq::mean_log_deviation_by_bloc(ones, std::vector{1, 1}, eq::out_of{3});
    BOOST_TEST(l.total == infinity);
    BOOST_TEST(l.between == infinity);
    BOOST_TEST(l.within == 0);
    auto random = support::random{9};
    for (auto i = 0; i < 100; ++i) {
        auto [amounts, labels] = random_sample(random, i % 2 == 0);
        auto const given = amounts.size() + random.below(50);
        auto const parts = eq::theil_by_bloc(amounts, labels, eq::out_of{given});
        BOOST_TEST(ulps(parts.total, eq::theil(amounts, eq::out_of{given})) <= 1);
        amounts.resize(given, 0.0);
        labels.resize(given, 99);
        auto const all_listed = eq::theil_by_bloc(amounts, labels);
        BOOST_TEST(ulps(parts.between, all_listed.between) <= 1);
        BOOST_TEST(ulps(parts.within, all_listed.within) <= 1);
        BOOST_TEST(ulps(parts.between + parts.within, parts.total) <= 2);
    }
}

BOOST_AUTO_TEST_CASE(all_kinds_of_amounts)
{
    for (auto const unit : {0x1p900, 0x1p-900}) {
        auto scaled = shares;
        for (auto& x : scaled) {
            x *= unit;
        }
        BOOST_TEST(eq::hhi_by_bloc(scaled, pairs).gap == eq::hhi_by_bloc(shares, pairs).gap);
        BOOST_TEST(eq::theil_by_bloc(scaled, pairs).within == eq::theil_by_bloc(shares, pairs).within);
        BOOST_TEST(eq::hill_by_bloc(scaled, pairs, 1.5).within == eq::hill_by_bloc(shares, pairs, 1.5).within);
    }
    auto const whole = eq::hhi_by_bloc(std::vector{4, 3, 2, 1}, pairs);
    BOOST_TEST(whole.gap == 0.28);
    BOOST_TEST(eq::hhi_by_bloc(std::vector{4.0F, 3.0F, 2.0F, 1.0F}, pairs).gap == 0.28);
    BOOST_TEST(eq::hhi_by_bloc(std::vector{4.0L, 3.0L, 2.0L, 1.0L}, pairs).gap == 0.28);
    BOOST_TEST(eq::hhi_by_bloc(support::single_use<double>{{4, 3, 2, 1}}, pairs).gap == 0.28);
    auto const rows = std::vector<support::tonnes>{{4}, {3}, {2}, {1}};
    BOOST_TEST(eq::hhi_by_bloc(rows, pairs).gap == 0.28);
    BOOST_TEST(eq::hhi_by_bloc(rows, pairs, &support::tonnes::number).gap == 0.28);
    BOOST_TEST(eq::theil_by_bloc(rows, pairs, eq::positive, &support::tonnes::number).total
               == eq::theil_by_bloc(rows, pairs).total);
    BOOST_TEST(eq::hill_by_bloc(rows, pairs, 2, &support::tonnes::number).between
               == eq::hill_by_bloc(rows, pairs, 2).between);
    // one look from another side: order of rows and names of blocs do not matter
    auto const turned = eq::hhi_by_bloc(std::vector{1, 3, 2, 4}, std::vector{"z", "a", "z", "a"});
    BOOST_TEST(turned.gap == whole.gap);
    BOOST_TEST(turned.blocs[0].label == "a");
}

BOOST_AUTO_TEST_CASE(undefined)
{
    auto const none = eq::hhi_by_bloc(std::vector<double>{}, std::vector<int>{});
    BOOST_TEST((eq::is_undefined(none.total) && eq::is_undefined(none.gap) && none.blocs.empty()));
    BOOST_TEST(eq::words(none.why) == "there are no partners");
    auto const nothing = eq::theil_by_bloc(std::vector{0.0, 0.0}, std::vector{1, 2});
    BOOST_TEST((eq::is_undefined(nothing.total) && eq::is_undefined(nothing.within)));
    BOOST_TEST(eq::words(nothing.why) == "the total is zero");
    auto const partly = eq::portfolio<int>{{{1, 1.0}, {2, 3.0}}, {.total = 5.0}};
    auto const unknown = eq::hill_by_bloc(partly, std::vector{1, 2}, 1);
    BOOST_TEST(eq::is_undefined(unknown.between));
    BOOST_TEST((unknown.why == eq::reason::unattributed));
    BOOST_TEST((eq::hhi_by_bloc(shares, pairs).why == eq::reason::defined));
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    using eq::invalid_parameter;
    BOOST_TEST(message_of<invalid_parameter>([] { (void)eq::hhi_by_bloc(shares, std::vector{1, 2, 3}); })
               == "hhi_by_bloc: number of labels is 3; it must be that of the partners, 4");
    BOOST_TEST(message_of<invalid_parameter>([] { (void)eq::hill_by_bloc(shares, pairs, -1); })
               == "hill_by_bloc: q is -1; it must be at least 0");
    BOOST_CHECK_THROW((void)eq::hill_by_bloc(shares, pairs, eq::undefined), invalid_parameter);
    BOOST_TEST(message_of<invalid_parameter>([] { (void)eq::theil_by_bloc(shares, pairs, eq::out_of{3}); })
               == "theil_by_bloc: out_of is 3; it must be at least the number of positive partners, 4");
    BOOST_TEST(message_of<invalid_parameter>(
                   [] { (void)eq::theil_by_bloc(std::vector{1, 1, 0}, std::vector{1, 1, 2}, eq::out_of{2}); })
               == "theil_by_bloc: out_of is 2; it must be at least the number of listed partners, 3");
    BOOST_TEST(
        message_of<eq::invalid_amount>([] { (void)eq::shannon_by_bloc(std::vector{1.0, -1.0}, std::vector{1, 2}); })
        == "shannon_by_bloc: amount -1 at position 1; amounts are finite and not negative");
    BOOST_CHECK_THROW((void)eq::theil_by_bloc(std::vector{1.0, infinity}, std::vector{1, 2}), eq::invalid_amount);
}

// 10^19 twice and 10^-307, a share that no double holds: with the mean 2/3 10^19, L is ln(2/3) + (326 ln 10) / 3
BOOST_AUTO_TEST_CASE(shares_below_the_smallest_double)
{
    auto const amounts = std::vector{1e19, 1e19, 1e-307};
    auto const l = std::log(2.0 / 3) + 326 * std::log(10.0) / 3;
    auto const check = [&](std::vector<int> const& labels, double between, double within) {
        auto const parts = eq::mean_log_deviation_by_bloc(amounts, labels);
        BOOST_TEST(bool{parts.why == eq::reason::defined});
        BOOST_TEST(ulps(parts.total, l) <= 4);
        BOOST_TEST(parts.between == between, boost::test_tools::tolerance(4e-15));
        BOOST_TEST(parts.within == within, boost::test_tools::tolerance(1e-15));
    };
    check({1, 1, 1}, 0, l);
    check({1, 2, 3}, l, 0);
    // between (1, 1) of 3/2 and (1, 1) of 3: 2/3 ln(4/3) + 1/3 ln(2/3); within 2/3 of (ln(1/2) + (ln 1/2 + 326 ln 10) /
    // 2
    auto const between = 2 * std::log(4.0 / 3) / 3 + std::log(2.0 / 3) / 3;
    check({1, 2, 2}, between, l - between);
    check({2, 1, 2}, between, l - between);
    check({1, 1, 2}, l, 0);
}

// Beside 2^1020, an amount of 1.25 2^-53 would keep two bits in the unit of the totals: no value is better than a
// wrong fourth digit.
BOOST_AUTO_TEST_CASE(shares_that_would_lose_their_digits)
{
    auto const amounts = std::vector{0x1p1020, 1.25 * 0x1p-53};
    auto const parts = eq::mean_log_deviation_by_bloc(amounts, std::vector{1, 1});
    BOOST_TEST(bool{parts.why == eq::reason::share_too_small});
    BOOST_TEST(std::isnan(parts.within));
    auto const too_small = "a partner's share is too small for a double";
    BOOST_TEST(eq::why_undefined(amounts, eq::mean_log_deviation) == too_small);
    BOOST_TEST(eq::why_undefined(amounts, eq::generalized_entropy(-1)) == too_small);
    BOOST_TEST(eq::why_undefined(amounts, eq::atkinson(1)) == too_small);
    BOOST_TEST(eq::why_undefined(amounts, eq::theil) == ""); // where next to nothing adds next to nothing
    // with all its digits: from the mean of 2^398, -ln 2 and 1070 ln 2 - ln 1.25
    auto const less = std::vector{0x1p399, 1.25 * 0x1p-672};
    auto const l = (1069 * std::log(2.0) - std::log(1.25)) / 2;
    BOOST_TEST(eq::mean_log_deviation(less) == l, boost::test_tools::tolerance(1e-15));
}

// Amounts from the smallest to the largest doubles: the parts sum to the whole, or there is a reason and nothing else.
BOOST_AUTO_TEST_CASE(parts_of_amounts_as_far_apart_as_can_be)
{
    auto random = support::random{307};
    auto defined = 0;
    for (auto i = 0; i < 3000; ++i) {
        auto amounts = std::vector<double>{};
        auto labels = std::vector<std::size_t>{};
        auto const widest = i % 2 == 0 ? 2090.0 : 1000.0; // powers of two, up to 2^1020
        for (auto left = 1 + random.below(7); left > 0; --left) {
            amounts.push_back(std::ldexp(1 + random.unit(), static_cast<int>(1020 - widest * random.unit())));
            labels.push_back(random.below(3));
        }
        auto const check = [&](auto const& parts) {
            auto const none = parts.why != eq::reason::defined;
            BOOST_TEST_REQUIRE(std::isnan(parts.total) == none);
            BOOST_TEST_REQUIRE(std::isnan(parts.between) == none);
            BOOST_TEST_REQUIRE(std::isnan(parts.within) == none);
            for (auto const& bloc : parts.blocs) {
                BOOST_TEST_REQUIRE(!std::isnan(bloc.inside));
            }
            return !none;
        };
        auto const sums = [&](auto const& parts) {
            if (check(parts)) {
                ++defined;
                BOOST_TEST_REQUIRE(std::abs(parts.between + parts.within - parts.total)
                                   <= 4e-15 * parts.total + 1e-315);
            }
        };
        sums(eq::mean_log_deviation_by_bloc(amounts, labels));
        sums(eq::mean_log_deviation_by_bloc(amounts, labels, eq::positive));
        sums(eq::theil_by_bloc(amounts, labels));
        sums(eq::shannon_by_bloc(amounts, labels));
        check(eq::hhi_by_bloc(amounts, labels));
        for (auto const q : {0.0, .5, 1.0, 3.0, infinity}) {
            check(eq::hill_by_bloc(amounts, labels, q));
        }
        if (std::isfinite(eq::mean_log_deviation(amounts))) {
            BOOST_TEST_REQUIRE(eq::mean_log_deviation_by_bloc(amounts, labels).total
                               == eq::mean_log_deviation(amounts));
        }
    }
    BOOST_TEST(defined > 9000);
}

// sum w_d H_d - H(sum w_d p_d) = 1/2 sum w_d w_e |p_d - p_e|^2
BOOST_AUTO_TEST_CASE(gain_of_a_mixture_of_channels)
{
    auto random = support::random{8};
    for (auto i = 0; i < 50; ++i) {
        auto const partners = 2 + random.below(8);
        auto channels = std::vector<eq::portfolio<std::size_t>>{};
        auto weights = std::vector<double>{};
        for (auto left = 2 + random.below(3); left > 0; --left) {
            auto rows = std::vector<eq::partner<std::size_t>>{{0, 1.0}};
            for (std::size_t id = 1; id < partners; ++id) {
                if (random.below(3) != 0) {
                    rows.push_back({id, 3 * random.unit()});
                }
            }
            channels.emplace_back(rows);
            weights.push_back(0.1 + random.unit());
        }
        auto sum = 0.0;
        for (auto const w : weights) {
            sum += w;
        }
        auto const share = [&](std::size_t d, std::size_t id) {
            auto const at = channels[d].position(id);
            return at ? channels[d].share(*at) : 0.0;
        };
        auto inside = 0.0;
        auto half = 0.0;
        auto mixture = std::vector<double>(partners);
        for (std::size_t d = 0; d < channels.size(); ++d) {
            inside += weights[d] / sum * eq::hhi(channels[d]);
            for (std::size_t id = 0; id < partners; ++id) {
                mixture[id] += weights[d] / sum * share(d, id);
                for (std::size_t e = 0; e < d; ++e) {
                    auto const apart = share(d, id) - share(e, id);
                    half += weights[d] / sum * weights[e] / sum * apart * apart;
                }
            }
        }
        auto const gain = eq::balancing_gain(channels, weights);
        BOOST_TEST(gain == half, boost::test_tools::tolerance(1e-12));
        BOOST_TEST(std::abs(inside - eq::hhi(mixture) - gain) < 1e-14);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
