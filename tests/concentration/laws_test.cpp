// SPDX-License-Identifier: BSL-1.0
#include "../support/flows.hpp"
#include "../support/oracle.hpp"
#include "../support/subject.hpp"

#include <boost/test/unit_test.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What the facts of an index claim, put to the test on random flows. Which law applies to an index is said by its
// facts and nothing else, and rules with a wrong fact are shown to break every law.

namespace eq = equipoise;

namespace {

static_assert(support::most == support::many);

using support::amounts;
using support::draw_below;
using support::draw_flows;
using support::flows;
using support::same_bits;
using support::subject;
using support::text_of;
using support::ulps;

/// Two results, each within 4 ulp of the exact value, are no further apart.
constexpr auto rounding = 8;

/// Random numbers for a law, the same for all indices.
struct dice {
    std::uint64_t seed = support::draw_bits();
    [[nodiscard]] support::random operator()() const { return support::random{seed}; }
};

/// What is wrong, or nothing.
using verdict = std::string;

verdict unequal(std::string_view what, amounts const& a, double of_a, amounts const& b, double of_b)
{
    return std::string{what} + ": " + text_of(of_a) + " of " + text_of(a) + ", " + text_of(of_b) + " of " + text_of(b);
}

bool both_defined(double a, double b)
{
    return !eq::is_undefined(a) && !eq::is_undefined(b);
}

bool near(double a, double b)
{
    return ulps(a, b) <= rounding;
}

amounts times(amounts flows, double factor)
{
    for (auto& x : flows) {
        x *= factor;
    }
    return flows;
}

amounts copies(amounts const& flows, std::size_t k)
{
    auto result = amounts{};
    for (std::size_t i = 0; i < k; ++i) {
        result.insert(result.end(), flows.begin(), flows.end());
    }
    return result;
}

verdict anonymity(subject const& index, flows const& sample, dice const& random)
{
    auto partners = support::order(sample.amounts.size());
    std::iota(partners.begin(), partners.end(), std::size_t{0});
    random().shuffle(partners);
    auto const before = index.value(sample.amounts);
    auto const shuffled = support::reordered(sample.amounts, partners);
    auto const after = index.tells_apart ? index.value_in_order(sample.amounts, partners) : index.value(shuffled);
    return same_bits(before, after) ? "" : unequal("anonymity", sample.amounts, before, shuffled, after);
}

/// Where one partner has all but some 1e-16 of the flow, the total has lost most digits of the others.
verdict anonymity_with_a_large_partner(subject const& index, flows const& sample, dice const& random)
{
    if (index.of_counts) {
        return "";
    }
    auto generator = random();
    auto traces = flows{{1 + generator.unit()}, sample.grid};
    for (auto left = 1 + generator.below(20); left > 0; --left) {
        traces.amounts.push_back(std::ldexp(1 + generator.unit(), -40 - static_cast<int>(generator.below(30))));
    }
    return anonymity(index, traces, random);
}

/// An index of counts depends on how many were counted.
verdict scale_invariance(subject const& index, flows const& sample, dice const& random)
{
    if (index.of_counts) {
        return "";
    }
    auto const before = index.value(sample.amounts);
    auto generator = random();
    auto const exact = times(sample.amounts, std::ldexp(1.0, static_cast<int>(generator.below(1301)) - 650));
    if (auto const after = index.value(exact); !same_bits(before, after)) {
        return unequal("scale, a power of two", sample.amounts, before, exact, after);
    }
    // amounts of 41 bits times 11 bits are exact
    auto const other = times(sample.amounts, static_cast<double>(3 + 2 * generator.below(1000)));
    auto const after = index.value(other);
    return near(before, after) ? "" : unequal("scale", sample.amounts, before, other, after);
}

/// The value and, but for rounding, what it is before it is clamped.
verdict range(subject const& index, flows const& sample, dice const&)
{
    auto const value = index.value(sample.amounts);
    auto const range = index.range(sample.amounts);
    auto const free = index.unclamped(sample.amounts);
    auto const slack = [](double bound) { return 0x1p-50 * (1 + std::abs(bound)); };
    auto const inside = range.contains(value) && (std::isinf(range.low) || free >= range.low - slack(range.low))
                        && (std::isinf(range.high) || free <= range.high + slack(range.high));
    return inside || eq::is_undefined(value) ? ""
                                             : "range [" + text_of(range.low) + ", " + text_of(range.high)
                                                   + "]: " + text_of(free) + " of " + text_of(sample.amounts);
}

/// For an index with a Schur direction, equal flows and a single partner are the extremes, unless it also depends on
/// who they are.
verdict range_is_attained(subject const& index, flows const&, dice const& random)
{
    if (index.about.effect == eq::concentrating::neither || index.tells_apart) {
        return "";
    }
    auto const n = index.knows_partners ? support::many : 2 + random().below(support::many - 1);
    auto const even = amounts(n, 1.0);
    auto uneven = amounts(n, 0.0);
    uneven.front() = 5;
    auto const range = index.range(even);
    auto const raises = index.about.effect == eq::concentrating::raises;
    auto const attained = [&](amounts const& flows, double bound) {
        auto const value = index.value(flows);
        return eq::is_undefined(value) || near(value, bound)
                   ? ""
                   : unequal("end of the range", flows, value, {static_cast<double>(n)}, bound);
    };
    auto const least = attained(even, raises ? range.low : range.high);
    return least != verdict{} ? least : attained(uneven, raises ? range.high : range.low);
}

/// Moves some or all of the amount of a partner to one with at least as much. Every amount is exact.
amounts concentrated(flows const& sample, support::random& generator)
{
    auto result = sample.amounts;
    auto from = generator.below(result.size());
    auto to = generator.below(result.size());
    if (result[to] < result[from]) {
        std::swap(from, to);
    }
    if (from != to) {
        auto const units = result[from] / sample.grid;
        auto const all = generator.below(4) == 0;
        auto const part = generator.unit();
        auto const moved = all ? result[from] : std::ceil(part * part * units) * sample.grid;
        result[from] -= moved;
        result[to] += moved;
    }
    return result;
}

/// What was seen of an index, each with the first example of it; empty if never seen.
struct observations {
    verdict rises; ///< when flows are concentrated
    verdict falls;
    std::array<verdict, 3> not_replicated; ///< in the ways of `replicating` after the first: kept, divided, multiplied
    verdict zeros_matter;
    verdict traces_count;
    verdict least; ///< the lower end of the range, reached
    verdict most;

    void look_at(subject const& index, flows const& sample, dice const& random)
    {
        auto const before = index.value(sample.amounts);
        auto const see = [&](verdict& seen, std::string_view what, amounts const& other, double after) {
            if (seen.empty()) {
                seen = index.label + ", " + unequal(what, sample.amounts, before, other, after);
            }
        };
        auto const trials = index.about.effect != eq::concentrating::neither ? 3 : index.tells_apart ? 12 : 40;
        auto generator = random();
        for (auto trial = 0; trial < trials; ++trial) {
            auto const more = concentrated(sample, generator);
            if (auto const after = index.value(more); ulps(after, before) > 4) {
                if (after > before) {
                    see(rises, "concentrated", more, after);
                } else if (after < before) {
                    see(falls, "concentrated", more, after);
                }
            }
        }
        // what is put in the place of every partner is put in the place of those that are only counted, too
        auto const k = 2 + random().below(4);
        auto const copied = copies(sample.amounts, k);
        auto const of_copies = index.with_base_times(copied, k);
        auto const times_k = static_cast<double>(k);
        auto const ways = std::array{before, before / times_k, before * times_k};
        for (std::size_t way = 0; way < ways.size(); ++way) {
            if (both_defined(before, of_copies) && !near(of_copies, ways[way])) {
                see(not_replicated[way], "replicated", copied, of_copies);
            }
        }
        auto with_zeros = sample.amounts;
        with_zeros.insert(with_zeros.end(), 1 + random().below(3), 0.0);
        if (!index.tells_apart) {
            random().shuffle(with_zeros);
        }
        if (auto const after = index.value(with_zeros); !same_bits(before, after)) {
            see(zeros_matter, "with zeros", with_zeros, after);
        }
        if (!index.knows_partners || sample.amounts.size() < support::many) {
            look_at_trace(index, sample);
        }
        look_at_range(index, random);
    }

private:
    /// Equal partners, the largest number of them or fewer; one partner with all or nearly all; and two. Of an index
    /// without a Schur direction, other flows may be nearer to the ends of the range, and some index of a family
    /// reaches them.
    void look_at_range(subject const& index, dice const& random)
    {
        if (!least.empty() && !most.empty()) {
            return;
        }
        auto const n = 2 + random().below(support::many - 1);
        auto first = amounts(n, 0.0);
        first.front() = 5;
        auto last = amounts(n, 0.0);
        last.back() = 5;
        auto large_and_traces = amounts(n, 5e-300);
        large_and_traces.front() = 5;
        auto large_and_more = amounts(n, 5e-100);
        large_and_more.front() = 5;
        auto const grows = index.value(large_and_traces) > 1.5 * index.value(large_and_more);
        for (auto const& flows :
             {amounts(n, 1.0), amounts(support::many, 1.0), first, last, large_and_traces, {2, 1}}) {
            auto const range = index.range(flows);
            auto const value = index.value(flows);
            auto const example = index.label + ", " + text_of(value) + " of " + text_of(flows);
            if (least.empty() && (near(value, range.low) || (range.low == 0 && value < 1e-100))) {
                least = example;
            }
            if (most.empty() && (near(value, range.high) || (std::isinf(range.high) && (value > 1e100 || grows)))) {
                most = example;
            }
        }
    }

    /// A trace counts when its effect does not dwindle with it. That of a share, or of its root, is below 1e-140; that
    /// of a logarithm dwindles slowly.
    void look_at_trace(subject const& index, flows const& sample)
    {
        auto with = sample.amounts;
        with.push_back(0);
        auto const largest = *std::max_element(with.begin(), with.end());
        auto const before = index.value(with);
        auto const gap_of = [&](double trace) {
            with.back() = largest * trace;
            auto const after = index.value(with);
            return std::isinf(before) ? 1 / std::abs(after) : std::abs(after - before);
        };
        auto const gap = gap_of(1e-300);
        if (traces_count.empty() && gap > 1e-140 && ulps(before + gap, before) > 4 && gap >= .9 * gap_of(1e-100)) {
            traces_count = index.label + ", a trace added to " + text_of(sample.amounts) + " is worth " + text_of(gap);
        }
    }
};

/// The laws that the facts of an index choose: what of them was seen broken, or, where the facts say that something
/// does not hold, never seen.
std::vector<std::string> contradictions(eq::facts const& about, observations const& seen)
{
    auto wrong = std::vector<std::string>{};
    auto const never = [&](verdict const& example) {
        if (!example.empty()) {
            wrong.push_back(example);
        }
    };
    auto const sometimes = [&](verdict const& example, std::string const& what) {
        if (example.empty()) {
            wrong.push_back(std::string{about.name} + " was never seen to " + what);
        }
    };
    if (about.effect == eq::concentrating::neither) {
        sometimes(seen.rises, "rise when concentrated");
        sometimes(seen.falls, "fall when concentrated");
    } else {
        never(about.effect == eq::concentrating::raises ? seen.falls : seen.rises);
    }
    if (about.copies == eq::replicating::changes) {
        sometimes(seen.not_replicated[0], "change when replicated");
        sometimes(seen.not_replicated[1], "be divided by anything but k when replicated");
        sometimes(seen.not_replicated[2], "be multiplied by anything but k when replicated");
    } else {
        never(seen.not_replicated[static_cast<std::size_t>(about.copies) - 1]);
    }
    if (about.ignores_zeros) {
        never(seen.zeros_matter);
    } else {
        sometimes(seen.zeros_matter, "change with one more zero");
    }
    sometimes(seen.least, "reach the lower end of its range");
    sometimes(seen.most, "reach the upper end of its range");
    if (about.counts_traces) {
        sometimes(seen.traces_count, "count a trace");
    } else {
        never(seen.traces_count);
    }
    return wrong;
}

/// Facts that differ from these in one point.
std::vector<eq::facts> altered(eq::facts const& about)
{
    auto all = std::vector<eq::facts>{};
    for (auto const effect : {eq::concentrating::raises, eq::concentrating::lowers, eq::concentrating::neither}) {
        all.push_back(about);
        all.back().effect = effect;
    }
    for (auto const copies :
         {eq::replicating::changes, eq::replicating::keeps, eq::replicating::divides, eq::replicating::multiplies}) {
        all.push_back(about);
        all.back().copies = copies;
    }
    all.push_back(about);
    all.back().ignores_zeros = !about.ignores_zeros;
    all.push_back(about);
    all.back().counts_traces = !about.counts_traces;
    auto const is_the_same = [&](eq::facts const& other) {
        return other.effect == about.effect && other.copies == about.copies
               && other.ignores_zeros == about.ignores_zeros && other.counts_traces == about.counts_traces;
    };
    all.erase(std::remove_if(all.begin(), all.end(), is_the_same), all.end());
    return all;
}

std::string text_of_facts(eq::facts const& about)
{
    return std::string{about.name} + ", effect " + std::to_string(static_cast<int>(about.effect)) + ", copies "
           + std::to_string(static_cast<int>(about.copies)) + (about.ignores_zeros ? ", ignores zeros" : "")
           + (about.counts_traces ? ", counts traces" : "");
}

using law = verdict (*)(subject const&, flows const&, dice const&);

/// The laws of all indices, and how wide the heavy tails of the flows may be for them.
struct {
    char const* name;
    law holds;
    int span;
} const laws[] = {
    {"anonymity", anonymity, 996},
    {"anonymity with one large partner", anonymity_with_a_large_partner, 15},
    {"scale invariance", scale_invariance, 300},
    {"range", range, 996},
    {"range is attained", range_is_attained, 15},
};

std::vector<subject> const subjects = support::all_subjects();

/// Draws flows, whole ones for an index of counts, and calls f with each index, its flows and random numbers.
template <class F>
void with_each(std::vector<subject> const& indices, int span, F f)
{
    auto const any = draw_flows({span, false});
    auto const whole = draw_flows({span, true});
    auto const random = dice{};
    for (auto const& index : indices) {
        f(index, index.of_counts ? whole : any, random);
    }
}

/// Whether the law finds something wrong with the index on some flows.
bool breaks(law holds, int span, subject const& index)
{
    auto broken = false;
    rc::check([&] { with_each({index}, span, [&](auto const&... it) { broken = broken || !holds(it...).empty(); }); });
    return broken;
}

/// An index counts partners as it is told, the listed ones if it is not, and one that cannot be told does not count
/// any.
template <class Rule>
verdict base_is_heeded(eq::index_fn<Rule> const& index, amounts const& flows, std::size_t more)
{
    auto with = amounts{};
    std::copy_if(flows.begin(), flows.end(), std::back_inserter(with), [](double x) { return x > 0; });
    if constexpr (eq::detail::counts_partners<Rule>) {
        auto padded = with;
        padded.resize(with.size() + more);
        auto const given = index(flows, eq::out_of{padded.size()});
        if (auto const as_listed = index(padded, eq::listed); !same_bits(given, as_listed)) {
            return unequal("base", flows, given, padded, as_listed);
        }
        auto const positive = index(flows, eq::positive);
        auto const as_listed = index(with, eq::listed);
        return same_bits(positive, as_listed) ? "" : unequal("positive", flows, positive, with, as_listed);
    } else {
        auto const of_all = support::value_of(index, flows);
        auto const of_positive = support::value_of(index, with);
        return same_bits(of_all, of_positive) ? "" : unequal("no base", flows, of_all, with, of_positive);
    }
}

/// What is seen of an index on flows of one draw after another.
observations seen_of(subject const& index)
{
    auto seen = observations{};
    rc::check([&] {
        with_each({index}, 15, [&](subject const& same, flows const& sample, dice const& random) {
            seen.look_at(same, sample, random);
        });
    });
    return seen;
}

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(laws)

// The list is compared with the headers. Functions whose result is more than a number are no indices, and comparisons
// of two structures have laws of their own.
BOOST_AUTO_TEST_CASE(are_put_to_every_index)
{
    auto listed = std::set<std::string>{};
    for (auto const& index : subjects) {
        listed.emplace(index.about.name);
        BOOST_TEST((!index.about.symbol.empty() && !index.about.formula.empty() && !index.about.source.empty()),
                   index.label << " does not say what it is");
    }
    auto defined = std::set<std::string>{};
    auto const definition = std::regex{R"(\ninline constexpr [^;{]*\s(\w+)\{\};)"};
    for (auto const* const room : {"concentration", "comparison"}) {
        for (auto const& entry :
             std::filesystem::directory_iterator{EQUIPOISE_SOURCE_DIR "/include/equipoise/" + std::string{room}}) {
            if (!entry.is_regular_file()) {
                continue;
            }
            auto file = std::ifstream{entry.path()};
            auto const text = std::string{std::istreambuf_iterator<char>{file}, {}};
            for (auto found = std::sregex_iterator{text.begin(), text.end(), definition};
                 found != std::sregex_iterator{}; ++found) {
                defined.insert((*found)[1]);
            }
        }
    }
    for (auto const* const other :
         {"lorenz", "lorenz_order", "bloc_similarity", "hhi_by_bloc", "shannon_by_bloc", "theil_by_bloc",
          "mean_log_deviation_by_bloc", "hill_by_bloc", "finger_kreinin", "krugman", "hachman", "weighted"}) {
        BOOST_TEST(defined.erase(other) == 1U);
    }
    BOOST_TEST(defined.size() > 40U);
    defined.insert("simpson_evenness"); // which an example adds to those of the library
    BOOST_TEST(listed == defined, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(of_all_indices)
{
    for (auto const& each : ::laws) {
        BOOST_TEST(rc::check(each.name, [&] {
            with_each(subjects, each.span, [&](subject const& index, auto const&... it) {
                if (auto const wrong = each.holds(index, it...); !wrong.empty()) {
                    RC_FAIL(index.label + ", " + wrong);
                }
            });
        }));
    }
}

BOOST_AUTO_TEST_CASE(chosen_by_the_facts)
{
    // facts are those of a family: what does not hold for it need not fail for each of its parameters
    auto seen = std::map<std::string, std::pair<eq::facts, observations>>{};
    BOOST_TEST(rc::check("facts", [&] {
        for (auto draw = 0; draw < 4; ++draw) { // some examples are rare
            with_each(subjects, 15, [&](subject const& index, auto const&... it) {
                auto& [about, observed] = seen[text_of_facts(index.about)];
                about = index.about;
                observed.look_at(index, it...);
            });
        }
    }));
    for (auto const& [_, family] : seen) {
        auto const& [about, observed] = family;
        for (auto const& contradiction : contradictions(about, observed)) {
            BOOST_ERROR(contradiction);
        }
        for (auto const& wrong : altered(about)) {
            BOOST_TEST(!contradictions(wrong, observed).empty(), "passes for " << text_of_facts(wrong));
        }
    }
}

BOOST_AUTO_TEST_CASE(of_the_base)
{
    support::for_each_kind([&](auto const& kind) {
        if constexpr (requires { kind.front().rule.n; }) {
            // listed first, out of a given number last: every index that counts partners is put to the law both ways
            BOOST_TEST((kind.front().rule.n == eq::listed));
            BOOST_TEST((kind.back().rule.n == eq::out_of{support::many}), eq::describe(kind.front()).name);
        }
    });
    BOOST_TEST(rc::check("base", [] {
        auto const any = draw_flows({300, false}).amounts;
        auto const whole = draw_flows({300, true}).amounts;
        auto const more = draw_below(100);
        support::for_each_kind([&](auto const& kind) {
            for (auto const& index : kind) {
                auto const of_counts = !requires { index(any); };
                if (auto const wrong = base_is_heeded(index, of_counts ? whole : any, more); !wrong.empty()) {
                    RC_FAIL(std::string{eq::describe(index).name} + ", " + wrong);
                }
            }
        });
    }));
}

// An index that is none breaks the laws.
BOOST_AUTO_TEST_CASE(can_be_broken)
{
    auto const broken_by = [](auto change) {
        auto index = support::make_subject(eq::hhi);
        change(index);
        auto broken = std::string{};
        for (auto const& [name, holds, span] : ::laws) {
            if (breaks(holds, span, index)) {
                broken += (broken.empty() ? "" : ", ") + std::string{name};
            }
        }
        return broken;
    };
    BOOST_TEST(broken_by([](subject&) {}) == "");
    BOOST_TEST(broken_by([](subject& index) {
                   index.value = [](amounts const& flows) {
                       return flows.front() == *std::max_element(flows.begin(), flows.end()) ? 1 : .5;
                   };
                   index.about.effect = eq::concentrating::neither;
                   index.of_counts = true; // no law of scale
               })
               == "anonymity");
    BOOST_TEST(broken_by([](subject& index) {
                   index.value = [](amounts const& flows) {
                       return *std::max_element(flows.begin(), flows.end()) > 1 ? 1 : eq::hhi(flows);
                   };
               })
               == "scale invariance");
    BOOST_TEST(broken_by([](subject& index) {
                   index.range = [](amounts const& flows) {
                       return eq::interval{1.01 / static_cast<double>(flows.size()), 1};
                   };
               })
               == "range, range is attained");
    BOOST_TEST(broken_by([](subject& index) { index.range = [](amounts const&) { return eq::interval{0, 1}; }; })
               == "range is attained");
    BOOST_TEST(broken_by([](subject& index) { index.about.effect = eq::concentrating::lowers; })
               == "range is attained");
}

// Of an index without a Schur direction, too, a range that is too wide is seen.
BOOST_AUTO_TEST_CASE(ranges_without_a_direction_are_no_wider_than_they_must)
{
    auto const contradictions_to = [](auto const& index, double lower, double higher) {
        auto changed = support::make_subject(index);
        changed.range = [range = changed.range, lower, higher](amounts const& flows) {
            auto const right = range(flows);
            return eq::interval{right.low - lower, right.high + higher};
        };
        auto const seen = seen_of(changed);
        return contradictions(changed.about, seen);
    };
    using texts = std::vector<std::string>;
    BOOST_TEST((contradictions_to(eq::garcia_alba, 0, 0) == texts{}));
    BOOST_TEST((contradictions_to(eq::garcia_alba, .01, 0)
                == texts{"garcia_alba was never seen to reach the lower end of its range"}));
    BOOST_TEST((contradictions_to(eq::stenbacka(1), 0, .01)
                == texts{"stenbacka was never seen to reach the upper end of its range"}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
