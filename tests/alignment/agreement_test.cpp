// SPDX-License-Identifier: BSL-1.0
#include <equipoise/alignment/agreement.hpp>

#include "../support/amounts.hpp"
#include "../support/constant.hpp"
#include "../support/oracle.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using eq::disagreement;
using eq::expectation;
using support::message_of;
using support::ulps;

constexpr auto infinite = std::numeric_limits<double>::infinity();
constexpr auto unknown = std::numeric_limits<double>::quiet_NaN();

// Alliances coded 0 to 3 with eight states: |a - b| sums to 4, squares to 6; a has (0, 1, 2, 3) 3, 1, 1, 3 times and b
// 3, 2, 1, 2 times.
constexpr int allies_a[] = {3, 3, 0, 0, 1, 2, 0, 3};
constexpr int allies_b[] = {3, 2, 0, 1, 1, 0, 0, 3};

SUPPORT_STATIC_ASSERT(eq::s_score(allies_a, allies_b, 3) == 2.0 / 3);         // 1 - 2 4 / 24
SUPPORT_STATIC_ASSERT(eq::s_score_squared(allies_a, allies_b, 3) == 5.0 / 6); // 1 - 2 6 / 72
SUPPORT_STATIC_ASSERT(eq::s_score(3)(allies_a, allies_b) == eq::s_score(allies_a, allies_b, eq::tie_scale{0, 3}));
// of the 64 pairs 3 3 + 1 2 + 1 1 + 3 2 = 18 are equal, of the 8 observed 5: De = 46/64, Do = 3/8
SUPPORT_STATIC_ASSERT(eq::cohen_kappa(allies_a, allies_b) == 22.0 / 46);
// pooled 6, 3, 2, 5 of 16: De = 1 - 74/256
SUPPORT_STATIC_ASSERT(eq::scott_pi(allies_a, allies_b) == 86.0 / 182);
SUPPORT_STATIC_ASSERT(eq::lin_concordance(allies_a, allies_b) == eq::quadratic_kappa(allies_a, allies_b));
static_assert(eq::describe(eq::cohen_kappa).symbol == "kappa" && eq::describe(eq::s_score).name == "s_score");
// every measure goes by its own name
static_assert(eq::describe(eq::s_score_squared).name == "s_score_squared");
static_assert(eq::describe(eq::s_score_squared(3)).name == "s_score_squared");
static_assert(eq::describe(eq::linear_kappa).name == "linear_kappa");
static_assert(eq::describe(eq::quadratic_kappa).name == "quadratic_kappa");
static_assert(eq::describe(eq::cohen_kappa(disagreement::squared)).name == "quadratic_kappa");
static_assert(eq::describe(eq::lin_concordance).name == "lin_concordance");

struct profile_case {
    std::vector<double> a;
    std::vector<double> b;
    std::vector<double> weights;
};

std::map<std::string, profile_case> read_cases()
{
    auto const lines = support::read_csv(EQUIPOISE_SOURCE_DIR "/tests/reference/profiles.csv");
    auto cases = std::map<std::string, profile_case>{};
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto& entry = cases[lines[i].at(0)];
        entry.a.push_back(support::number(lines[i].at(1)));
        entry.b.push_back(support::number(lines[i].at(2)));
        entry.weights.push_back(support::number(lines[i].at(3)));
    }
    return cases;
}

/// "weights=linear;categories=0123" as a map; text without "=" under its own name.
std::map<std::string, std::string> settings(std::string const& parameters)
{
    auto found = std::map<std::string, std::string>{};
    std::size_t from = 0;
    while (from < parameters.size()) {
        auto const to = (std::min)(parameters.find(';', from), parameters.size());
        auto const item = parameters.substr(from, to - from);
        auto const equals = item.find('=');
        found[item.substr(0, equals)] = equals == std::string::npos ? "" : item.substr(equals + 1);
        from = to + 1;
    }
    return found;
}

disagreement distance_named(std::string const& name)
{
    return name == "identity"                         ? disagreement::nominal
           : name == "linear" || name == "absolute"   ? disagreement::absolute
           : name == "quadratic" || name == "squared" ? disagreement::squared
                                                      : throw std::runtime_error{"no distance " + name};
}

/// Values by their place among those that occur, as programs do that know no scale.
void index_categories(profile_case& profiles)
{
    auto seen = std::set<double>(profiles.a.begin(), profiles.a.end());
    seen.insert(profiles.b.begin(), profiles.b.end());
    for (auto* side : {&profiles.a, &profiles.b}) {
        for (auto& tie : *side) {
            tie = static_cast<double>(std::distance(seen.begin(), seen.find(tie)));
        }
    }
}

/// The widest difference of the categories that a program was told of, or else of those that occur.
double width_of(profile_case const& profiles, std::string const& categories)
{
    if (categories.empty() || categories == "observed") {
        auto const [low_a, high_a] = std::minmax_element(profiles.a.begin(), profiles.a.end());
        auto const [low_b, high_b] = std::minmax_element(profiles.b.begin(), profiles.b.end());
        return (std::max)(*high_a, *high_b) - (std::min)(*low_a, *low_b);
    }
    return categories.back() - categories.front();
}

double value_of(profile_case profiles, std::string const& metric, std::map<std::string, std::string> given)
{
    if (given["spacing"] == "index") {
        index_categories(profiles);
    }
    if (given.count("data") != 0) { // binarised (x >= 1)
        for (auto* side : {&profiles.a, &profiles.b}) {
            for (auto& tie : *side) {
                tie = tie >= 1 ? 1 : 0;
            }
        }
    }
    auto const& [a, b, weights] = profiles;
    if (metric == "S_score") {
        auto const width = support::number(given.at("dmax"));
        auto const squared = given.at("dist") == "squared";
        if (given.at("weights") == "capability") {
            return squared ? eq::s_score_squared(a, b, width, weights) : eq::s_score(a, b, width, weights);
        }
        return squared ? eq::s_score_squared(a, b, width) : eq::s_score(a, b, width);
    }
    auto const distance = distance_named(given.at("weights"));
    if (metric == "cohen_kappa") {
        return eq::cohen_kappa(distance)(a, b);
    }
    if (metric == "scott_pi") {
        return eq::scott_pi(distance)(a, b);
    }
    auto const width = width_of(profiles, given["categories"]); // observed agreement: 1 - Do / delta_max
    return eq::agreement(a, b, {.distance = distance, .expected = expectation::widest, .scale = width > 0 ? width : 1});
}

/// Whole ties and weights, for which everything below is exact.
struct whole_case {
    std::vector<std::int64_t> a;
    std::vector<std::int64_t> b;
    std::vector<std::int64_t> weights;
};

whole_case random_case(support::random& random, std::size_t size, std::size_t values)
{
    auto result = whole_case{};
    for (std::size_t i = 0; i < size; ++i) {
        result.a.push_back(static_cast<std::int64_t>(random.below(values)));
        result.b.push_back(random.below(3) == 0 ? result.a.back() : static_cast<std::int64_t>(random.below(values)));
        result.weights.push_back(static_cast<std::int64_t>(random.below(1000)));
    }
    return result;
}

__extension__ using wide = __int128;

wide apart(disagreement distance, std::int64_t x, std::int64_t y)
{
    auto const gap = wide{x} - y;
    return distance == disagreement::nominal   ? gap != 0
           : distance == disagreement::squared ? gap * gap
           : gap < 0                           ? -gap
                                               : gap;
}

/// 1 - Do / De by its definition: every tie with every other.
double by_definition(whole_case const& given, disagreement distance, bool pooled)
{
    wide weight = 0;
    wide seen = 0;
    wide expected = 0;
    auto const& [a, b, w] = given;
    for (std::size_t i = 0; i < a.size(); ++i) {
        weight += w[i];
        seen += w[i] * apart(distance, a[i], b[i]);
        for (std::size_t j = 0; j < a.size(); ++j) {
            auto const both = wide{w[i]} * w[j];
            expected += pooled ? both
                                     * (apart(distance, a[i], a[j]) + 2 * apart(distance, a[i], b[j])
                                        + apart(distance, b[i], b[j]))
                               : both * 4 * apart(distance, a[i], b[j]);
        }
    }
    return static_cast<double>(static_cast<long double>(expected - 4 * weight * seen)
                               / static_cast<long double>(expected));
}

/// Lin's formula from the sums of a profile, its square and the product; nothing in common with the kernel.
double lin(whole_case const& given)
{
    wide n = 0;
    wide a = 0;
    wide b = 0;
    wide aa = 0;
    wide bb = 0;
    wide ab = 0;
    for (std::size_t i = 0; i < given.a.size(); ++i) {
        auto const w = wide{given.weights[i]};
        n += w;
        a += w * given.a[i];
        b += w * given.b[i];
        aa += w * given.a[i] * given.a[i];
        bb += w * given.b[i] * given.b[i];
        ab += w * given.a[i] * given.b[i];
    }
    return static_cast<double>(static_cast<long double>(2 * (n * ab - a * b))
                               / static_cast<long double>(n * aa - a * a + n * bb - b * b + (a - b) * (a - b)));
}

std::vector<double> in_sixteenths(std::vector<std::int64_t> const& whole, double shift)
{
    auto ties = std::vector<double>{};
    for (auto const x : whole) {
        ties.push_back(shift + static_cast<double>(x) / 16);
    }
    return ties;
}

} // namespace

BOOST_AUTO_TEST_SUITE(alignment)
BOOST_AUTO_TEST_SUITE(agreement)

BOOST_AUTO_TEST_CASE(every_value_of_the_reference_table)
{
    auto const cases = read_cases();
    auto const lines = support::read_csv(EQUIPOISE_SOURCE_DIR "/tests/reference/profiles_values.csv");
    std::size_t exact = 0;
    std::size_t outside = 0;
    auto worst = std::map<std::string, double>{};
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto const& line = lines[i];
        auto const& metric = line.at(1);
        if (metric == "kendall_tau_b") { // tau_b_test.cpp
            continue;
        }
        BOOST_TEST_CONTEXT(line.at(0) << ' ' << metric << ' ' << line.at(2) << ' ' << line.at(4))
        {
            auto given = settings(line.at(2));
            auto const value = value_of(cases.at(line.at(0)), metric, given);
            auto const expected = support::number(line.at(3));
            if (line.at(4) == "exact") {
                BOOST_TEST(ulps(value, expected) <= 4);
                worst[metric] = (std::max)(worst[metric], ulps(value, expected));
                ++exact;
            } else if (std::isnan(expected)) {
                BOOST_TEST(std::isnan(value));
                ++outside;
            } else {
                auto const rounded = given["round"] == "5"; // irrCAC does
                BOOST_TEST(std::abs(value - expected) <= (rounded ? 5.0000001e-6 : 1e-14));
                ++outside;
            }
        }
    }
    BOOST_TEST(exact == 408U);
    BOOST_TEST(outside == 594U);
    for (auto const& [metric, distance] : worst) {
        BOOST_TEST_MESSAGE(metric << ": at most " << distance << " ulp off");
    }
}

// The table above holds every value that an outside program gave for the measures of this library. What else the
// programs computed of the same profiles is of other measures, of which there is nothing to compare.
BOOST_AUTO_TEST_CASE(no_value_of_an_outside_program_is_left_out)
{
    auto const path = std::filesystem::path{EQUIPOISE_REFERENCE_DIR} / "reference/reference.csv";
    if (!std::filesystem::exists(path)) {
        BOOST_TEST_MESSAGE("not run: no " << path);
        return;
    }
    auto const other_measures = std::map<std::string, std::string>{
        {"bennett_s", "chance as one in the number of categories, whatever the profiles"},
        {"gwet_ac", "chance from the pooled marginals in another way"},
        {"krippendorff_alpha", "Scott's pi corrected for few targets"},
        {"gk_gamma", "an order without ties, as Kendall's gamma"},
        {"somers_d", "an order in which one side's ties count"},
        {"stuart_tau_c", "an order corrected for the number of categories"},
        {"kendall_tau_a", "an order in which ties are no pairs"},
        {"pearson", "a correlation, blind to the level of the ties"},
        {"spearman", "a correlation of ranks"},
        {"bennett_s_expected", "a part of another measure"},
        {"gwet_ac_expected", "a part of another measure"},
        {"cohen_kappa_expected", "a part that kappa does not show by itself"},
        {"scott_pi_expected", "a part that pi does not show by itself"},
    };
    auto compared = std::map<std::string, std::size_t>{};
    for (auto const& line : support::read_csv(EQUIPOISE_SOURCE_DIR "/tests/reference/profiles_values.csv")) {
        compared[line.at(1)] += line.at(4) == "exact" ? 0 : 1;
    }
    auto given = std::map<std::string, std::size_t>{};
    for (auto const& line : support::read_csv(path.string())) {
        if (line.at(0).starts_with("prof_") && other_measures.count(line.at(1)) == 0) {
            ++given[line.at(1)];
        }
    }
    for (auto const* metric : {"S_score", "cohen_kappa", "kendall_tau_b", "observed_agreement", "scott_pi"}) {
        BOOST_TEST(given[metric] > 0U);
    }
    for (auto const& [metric, count] : given) {
        BOOST_TEST_CONTEXT(metric)
        {
            BOOST_TEST(compared[metric] == count);
        }
    }
}

// Category 2 is never used in this case. Programs that know no scale take 3 for the next category after 1, and say
// .5238 (linear) and .5882 (quadratic) where the scale says 8/15 and 22/37.
BOOST_AUTO_TEST_CASE(a_category_that_does_not_occur_still_counts)
{
    auto const profiles = read_cases().at("prof_gapcat");
    BOOST_TEST(ulps(eq::linear_kappa(profiles.a, profiles.b), 8.0 / 15) <= 1);
    BOOST_TEST(ulps(eq::quadratic_kappa(profiles.a, profiles.b), 22.0 / 37) <= 1);
}

BOOST_AUTO_TEST_CASE(the_definition_on_random_ties)
{
    auto random = support::random{20};
    auto worst = 0.0;
    for (auto round = 0; round < 300; ++round) {
        // up to 16 values are counted, more are sorted
        auto const given = random_case(random, 2 + random.below(90), 2 + random.below(round % 2 == 0 ? 15 : 100000));
        auto const& [a, b, w] = given;
        for (auto const shift : {0.0, -4096.0, 1048576.0}) {
            auto const x = in_sixteenths(a, shift);
            auto const y = in_sixteenths(b, shift);
            for (auto const distance : {disagreement::absolute, disagreement::squared, disagreement::nominal}) {
                auto const kappa = by_definition(given, distance, false);
                auto const pi = by_definition(given, distance, true);
                for (auto const off :
                     {ulps(eq::cohen_kappa(distance)(x, y, w), kappa), ulps(eq::scott_pi(distance)(x, y, w), pi)}) {
                    BOOST_TEST(off <= 1);
                    worst = (std::max)(worst, off);
                }
                BOOST_TEST(kappa >= -1);
                BOOST_TEST(pi >= -1);
            }
            BOOST_TEST(ulps(eq::lin_concordance(x, y, w), lin(given)) <= 1);
        }
        BOOST_TEST(ulps(eq::quadratic_kappa(a, b, w), lin(given)) <= 1);
    }
    BOOST_TEST_MESSAGE("at most " << worst << " ulp off the definition");
}

BOOST_AUTO_TEST_CASE(laws)
{
    auto random = support::random{21};
    for (auto round = 0; round < 200; ++round) {
        auto given = random_case(random, 1 + random.below(60), 3);
        auto const& [a, b, w] = given;
        // S on votes = 2 x Lijphart - 1
        BOOST_TEST(ulps(eq::lijphart(a, b), (eq::s_score(a, b, 2) + 1) / 2) <= 1);
        for (auto const value : {eq::s_score(a, b, 2), eq::s_score_squared(a, b, 2), eq::s_score(a, b, 2, w)}) {
            BOOST_TEST(value >= -1);
            BOOST_TEST(value <= 1);
        }
        BOOST_TEST(eq::s_score(a, a, 2) == 1);
        BOOST_TEST(eq::s_score(a, b, 2, w) == eq::s_score(b, a, 2, w));
        for (auto const distance : {disagreement::absolute, disagreement::squared, disagreement::nominal}) {
            for (auto const expected : {expectation::own, expectation::pooled}) {
                auto const options = eq::agreement_options{.distance = distance, .expected = expected};
                auto const value = eq::agreement(a, b, options);
                auto const mirrored = eq::agreement(b, a, options);
                BOOST_TEST((value == mirrored || (std::isnan(value) && std::isnan(mirrored))));
                auto const itself = eq::agreement(a, a, options);
                BOOST_TEST((itself == 1 || std::set<std::int64_t>(a.begin(), a.end()).size() == 1));
            }
        }
        // nominal agreement does not depend on the names of the categories
        auto const relabel = [](std::vector<std::int64_t> const& ties) {
            auto names = std::vector<std::string>{};
            for (auto const tie : ties) {
                names.push_back(tie == 0 ? "neutral" : tie == 1 ? "ally" : "rival");
            }
            return names;
        };
        auto const same = [](double x, double y) { return ulps(x, y) <= 1; };
        BOOST_TEST(same(eq::cohen_kappa(a, b), eq::cohen_kappa(relabel(a), relabel(b))));
        BOOST_TEST(same(eq::scott_pi(a, b), eq::scott_pi(relabel(a), relabel(b))));
    }
}

BOOST_AUTO_TEST_CASE(unknown_ties_do_not_count)
{
    auto const some = std::vector<std::optional<int>>{3, std::nullopt, 0, 1, 2};
    auto const others = std::vector<double>{0, 3, unknown, 1, 2};
    auto const found = eq::s_score(3).result(some, others);
    BOOST_TEST(found.joint == 3U);
    BOOST_TEST(ulps(found.value, 1.0 / 3) <= 1); // 1 - 2 3 / (3 3)
    // nor does the weight of such a target
    BOOST_TEST(eq::s_score(some, others, 3, std::vector{0, 7, 7, 5, 1}) == 1);
    BOOST_TEST(eq::agreement.result(some, others, {.expected = expectation::half_widest, .scale = 3}).joint == 3U);
}

// MNG (0, 2, 2) and CHN (2, 0, 3) over MNG, CHN, RUS: as they stand 1 - 2 5 / 9; each its own closest ally, (3, 2, 2)
// and (2, 3, 3); over RUS alone, 2 and 3.
BOOST_AUTO_TEST_CASE(the_tie_with_oneself_is_a_parameter)
{
    auto const mongolia = std::vector{0, 2, 2};
    auto const china = std::vector{2, 0, 3};
    auto options = eq::agreement_options{.expected = expectation::half_widest, .scale = 3};
    BOOST_TEST(ulps(eq::agreement(mongolia, china, options), -1.0 / 9) <= 1);
    options.self = eq::self_places{0, 1, eq::self_tie{3}};
    BOOST_TEST(ulps(eq::agreement(mongolia, china, options), 1.0 / 3) <= 1);
    BOOST_TEST(eq::agreement.result(mongolia, china, options).joint == 3U);
    options.self = eq::self_places{0, 1, eq::self_tie::dropped()};
    BOOST_TEST(ulps(eq::agreement(mongolia, china, options), 1.0 / 3) <= 1);
    BOOST_TEST(eq::agreement.result(mongolia, china, options).joint == 1U);
    options.self = eq::self_places{0, 3, eq::self_tie{3}};
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { static_cast<void>(eq::agreement(mongolia, china, options)); })
               == "agreement: place of a state among the targets is 3; it must be below their number, 3");
    options.self = {.second = 1};
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { static_cast<void>(eq::agreement(mongolia, china, options)); })
               == "agreement: place of a state among the targets is missing; it must be given for both states");
    options.self = {};
    BOOST_TEST(ulps(eq::agreement(mongolia, china, options), -1.0 / 9) <= 1);
    auto const names = std::vector<std::string>{"ally", "rival"};
    auto const nominal =
        eq::agreement_options{.distance = disagreement::nominal, .self = eq::self_places{0, 1, eq::self_tie{3}}};
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { static_cast<void>(eq::agreement(names, names, nominal)); })
               == "agreement: the ties are no numbers, so a self tie of 3 cannot be set; use self_tie::dropped()");
}

BOOST_AUTO_TEST_CASE(undefined_and_why)
{
    auto const none = std::vector<int>{};
    auto const zeros = std::vector<int>{0, 0, 0};
    auto const ones = std::vector<int>{1, 1, 1};
    auto const mixed = std::vector<int>{0, 1, 2};
    auto const unseen = std::vector<double>(3, unknown);
    for (auto const& measure : {eq::cohen_kappa, eq::linear_kappa, eq::quadratic_kappa}) {
        BOOST_TEST(std::isnan(measure(zeros, zeros)));
        BOOST_TEST(measure.why_undefined(zeros, zeros) == "all values are the same, so there is nothing to compare");
        BOOST_TEST(measure(zeros, ones) == 0);
        BOOST_TEST(measure(zeros, mixed) == 0);
        BOOST_TEST(measure.why_undefined(zeros, mixed).empty());
        BOOST_TEST(std::isnan(measure(none, none)));
        BOOST_TEST(measure.why_undefined(unseen, mixed) == "no target has a known value in both profiles");
        // constant where the weight is
        BOOST_TEST((measure.result(zeros, mixed, std::vector{2.5, 0.0, 0.0}).why == eq::reason::constant));
    }
    for (auto const distance : {disagreement::absolute, disagreement::squared, disagreement::nominal}) {
        BOOST_TEST(eq::scott_pi(distance)(zeros, ones) == -1);
        BOOST_TEST(std::isnan(eq::scott_pi(distance)(ones, ones)));
    }
    BOOST_TEST(eq::s_score(zeros, zeros, 3) == 1);
    BOOST_TEST(std::isnan(eq::s_score(unseen, unseen, 3)));
    BOOST_TEST(std::isnan(eq::lijphart(none, none)));
    auto const seen_once = std::vector<double>{1, unknown, unknown};
    BOOST_TEST(eq::s_score(3).why_undefined(seen_once, mixed, std::vector{0, 1, 1}) == "the weights sum to zero");
    BOOST_TEST(eq::s_score.why_undefined(seen_once, mixed, 3, std::vector{0, 1, 1}) == "the weights sum to zero");
    BOOST_TEST(eq::s_score.why_undefined(seen_once, mixed, 3).empty());
    BOOST_TEST((eq::s_score.result(seen_once, mixed, 3).joint == 1U));
    BOOST_TEST(eq::agreement.why_undefined(zeros, zeros) == eq::words(eq::reason::constant));
    BOOST_TEST(eq::agreement.why_undefined(zeros, mixed).empty());
    // a value is a point, and what is undefined has no bounds
    BOOST_TEST((eq::cohen_kappa.result(zeros, ones).bounds == eq::interval{0, 0}));
    BOOST_TEST(std::isnan(eq::cohen_kappa.result(zeros, zeros).bounds.low));
}

// Weights in other units and ties on other scales change nothing, up to the ends of a double's range.
BOOST_AUTO_TEST_CASE(scales_and_units)
{
    auto const a = std::vector<double>{allies_a, allies_a + 8};
    auto const b = std::vector<double>{allies_b, allies_b + 8};
    auto const weights = std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8};
    auto const expected = eq::linear_kappa(a, b, weights);
    for (auto const factor : {1e300, 0x1p1021, 1e-300, 0x1p-1020, 3.0}) {
        auto scaled_a = a;
        auto scaled_b = b;
        auto heavy = weights;
        for (std::size_t i = 0; i < a.size(); ++i) {
            scaled_a[i] = a[i] * (factor > 1e307 ? factor / 4 : factor);
            scaled_b[i] = b[i] * (factor > 1e307 ? factor / 4 : factor);
            heavy[i] = weights[i] * (factor > 1e307 ? factor / 8 : factor);
        }
        BOOST_TEST(ulps(eq::linear_kappa(scaled_a, scaled_b, weights), expected) <= 4);
        BOOST_TEST(ulps(eq::linear_kappa(a, b, heavy), expected) <= 4);
        auto const width = (std::max)(3 * factor / (factor > 1e307 ? 4 : 1), scaled_a[0]);
        BOOST_TEST(ulps(eq::s_score_squared(scaled_a, scaled_b, width), 5.0 / 6) <= 4);
        BOOST_TEST(ulps(eq::quadratic_kappa(scaled_a, scaled_b), 10.0 / 13) <= 4); // .769230769231
    }
    // far from zero: the ties differ in the last places only
    for (auto& tie : {&a, &b}) {
        BOOST_TEST(tie->size() == 8U);
    }
    auto far_a = a;
    auto far_b = b;
    for (std::size_t i = 0; i < a.size(); ++i) {
        far_a[i] += 0x1p50;
        far_b[i] += 0x1p50;
    }
    BOOST_TEST(ulps(eq::quadratic_kappa(far_a, far_b), 10.0 / 13) <= 1);
    // the smallest numbers there are
    BOOST_TEST(eq::linear_kappa(std::vector{5e-324, 0.0}, std::vector{0.0, 5e-324}) == -1);
    BOOST_TEST(eq::quadratic_kappa(std::vector{1e308, -1e308}, std::vector{1e308, -1e308}) == 1);
}

BOOST_AUTO_TEST_CASE(weights_far_apart_keep_their_digits)
{
    // one tie outweighs all others by 10^20: De = 2 1e20 2 + ..., in units of the last weights
    auto const a = std::vector<double>{0, 1, 0};
    auto const b = std::vector<double>{0, 0, 1};
    auto const weights = std::vector<double>{1e20, 1, 1};
    // W = 1e20 + 2, Do W = 2, De W^2 = 2 (1e20 + 1): 1 - 2 W / (2 (W - 1)) = -1 / (W - 1)
    BOOST_TEST(ulps(eq::cohen_kappa(a, b, weights), -1e-20) <= 1);
    BOOST_TEST(ulps(eq::linear_kappa(a, b, weights), -1e-20) <= 1);
    BOOST_TEST(std::abs(eq::quadratic_kappa(a, b, weights) + 1e-20) < 1e-30);
}

BOOST_AUTO_TEST_CASE(ranges_of_all_sorts)
{
    auto const a = support::single_use<int>{{3, 0, 1}};
    auto once = a;
    auto const b = std::vector<long double>{3, 1, 1};
    BOOST_TEST(ulps(eq::s_score(once, b, 3), 1 - 2.0 / 9) <= 1);
    BOOST_TEST(eq::s_score(std::vector<bool>{true, false}, std::vector<float>{1, 1}, 1) == 0);
    enum class tie { none, ally };
    BOOST_TEST(eq::cohen_kappa(std::vector{tie::none, tie::ally}, std::vector{tie::ally, tie::none}) == -1);
    auto const named = std::vector<std::optional<std::string>>{"ally", "rival", std::nullopt};
    auto const found = eq::scott_pi.result(named, std::vector<std::string>{"ally", "rival", "rival"});
    BOOST_TEST(found.value == 1);
    BOOST_TEST(found.joint == 2U);
    BOOST_TEST(eq::s_score(allies_a, allies_b, 3, std::vector<support::money>(8, {2.5}))
               == eq::s_score(allies_a, allies_b, 3));
    static_assert(!eq::tie_profile<std::vector<std::vector<int>>>);
    static_assert(!eq::tie_profile<std::vector<char>>);
    static_assert(!eq::comparable_profiles<std::vector<int>, std::vector<std::string>>);
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    using bad = eq::invalid_parameter;
    auto const two = std::vector<double>{0, 3};
    auto const three = std::vector<double>{0, 3, 1};
    BOOST_TEST(message_of<bad>([&] { static_cast<void>(eq::cohen_kappa(three, two)); })
               == "cohen_kappa: length of the second profile is 2; it must be that of the first, 3");
    BOOST_TEST(message_of<bad>([&] { static_cast<void>(eq::s_score(two, two, 0)); })
               == "tie_scale: width is 0; it must be finite and positive");
    BOOST_TEST(message_of<bad>([&] { static_cast<void>(eq::s_score(two, two, 2)); })
               == "s_score: span of the ties is 3; it must be no more than the width of the scale, 2");
    BOOST_TEST(message_of<bad>([&] { static_cast<void>(eq::s_score(two, std::vector{1, 2}, eq::tie_scale{0, 2})); })
               == "s_score: tie 1 of the first profile is 3; it must be on the scale, in [0, 2]");
    BOOST_TEST(message_of<bad>([&] { static_cast<void>(eq::lijphart(two, two)); })
               == "lijphart: span of the ties is 3; it must be no more than the width of the scale, 2");
    BOOST_TEST(message_of<bad>([&] { static_cast<void>(eq::s_score(two, std::vector{0.0, infinite}, 3)); })
               == "s_score: tie 1 of the second profile is inf; it must be finite, or NaN where it is unknown");
    BOOST_TEST(message_of<bad>([&] { static_cast<void>(eq::s_score(two, two, 3, std::vector{1, -1})); })
               == "s_score: weight 1 is -1; it must be finite and not negative");
    BOOST_TEST(message_of<bad>([&] { static_cast<void>(eq::s_score(two, two, 3, std::vector{1.0, unknown})); })
               == "s_score: weight 1 is nan; it must be finite and not negative");
    BOOST_TEST(message_of<bad>([&] { static_cast<void>(eq::s_score(two, two, 3, std::vector{0, 0})); })
               == "s_score: sum of the weights is 0; it must be positive");
    BOOST_TEST(message_of<bad>([&] { static_cast<void>(eq::s_score(two, two, 3, std::vector{1})); })
               == "s_score: number of weights is 1; it must be that of the targets, 2");
    BOOST_TEST(
        message_of<bad>([&] { static_cast<void>(eq::agreement(two, two, {.expected = expectation::half_widest})); })
        == "agreement: scale is missing; it must be given where it sets the expected disagreement");
    BOOST_TEST(message_of<bad>([&] { static_cast<void>(eq::s_score(two, two, eq::tie_scale{})); })
               == "s_score: scale is missing; it must be given");
    auto const names = std::vector<std::string>{"ally"};
    BOOST_TEST(message_of<bad>([&] { static_cast<void>(eq::linear_kappa(names, names)); })
               == "linear_kappa: distance is absolute; it must be nominal, since the ties are no numbers");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
