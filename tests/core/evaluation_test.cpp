// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/index.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace {

namespace eq = equipoise;
namespace d = eq::detail;

// Statistics that tell what is done to them.
struct log {
    int fed = 0;
    int rescaled = 0;
    int finished = 0;
    int made = 0;
};

log seen;

template <bool NeedsTotals>
struct watched {
    static constexpr bool needs_totals = NeedsTotals;

    watched()
        requires(!NeedsTotals)
    = default;
    explicit watched(d::totals const& sums)
        requires NeedsTotals
        : whole{sums.whole().value()}
    {
        ++seen.made;
    }

    void add(double const* first, std::size_t count)
    {
        ++seen.fed;
        for (std::size_t i = 0; i < count; ++i) {
            sum += first[i];
        }
    }
    void add(double amount, double times) { sum += amount * times; }
    void add_infinitesimals(double amount) { spread += amount; }
    void rescale(int power)
    {
        ++seen.rescaled;
        sum = std::ldexp(sum, power);
    }
    void finish() { ++seen.finished; }

    double sum = 0;
    double spread = 0;
    double whole = 0;
};

template <bool NeedsTotals, int Number>
struct rule {
    using statistic = watched<NeedsTotals>;
    static constexpr eq::facts about{"test", "t", "", "", eq::concentrating::neither};
    static constexpr eq::interval range(double) { return {0, 1000}; }
    eq::outcome operator()(d::totals const& sums, statistic const& fed) const
    {
        return (fed.sum + fed.spread) / sums.whole().value() * Number;
    }
};

struct parametric_rule : rule<false, 1> {
    using rule::operator();
    watched<false> start(d::totals const&) const { return {}; }
};

// A rule that returns what it is told to return.
struct told {
    using statistic = d::no_statistic;
    double value;
    static constexpr eq::interval range(double n) { return {1 / n, 1}; }
    constexpr eq::outcome operator()(d::totals const&) const { return value; }
};

constexpr eq::outcome conclusion(double value, d::totals const& sums)
{
    return d::conclude(told{value}, sums, d::no_statistic{});
}

constexpr auto four = d::totals{.listed = 4, .positive = 4, .attributed = {1}};

static_assert(conclusion(.5, four).value == .5);
static_assert(conclusion(.25 - 0x1p-54, four).value == .25 && conclusion(1 + 0x1p-52, four).value == 1,
              "what rounding moved out of the range is put back");
static_assert(conclusion(.5, d::totals{}).why == eq::reason::no_partners);
static_assert(conclusion(.5, d::totals{.listed = 2}).why == eq::reason::no_flow);
static_assert(conclusion(.5, d::totals{.listed = 2, .positive = 1, .attributed = {1}, .unattributed = {.5}}).why
              == eq::reason::unattributed);
static_assert(conclusion(.5, d::totals{.unattributed = {.5}}).why == eq::reason::unattributed);
static_assert(d::amount_rule<told> && !d::amount_rule<int> && d::parametric<parametric_rule> && !d::parametric<told>);

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(evaluation)

BOOST_AUTO_TEST_CASE(rules_with_one_statistic_share_it)
{
    auto const amounts = std::vector{1.0, 2.0, 5.0};
    auto proj = ranges::identity{};
    seen = {};
    auto evaluated = d::evaluation<rule<false, 1>, rule<false, 2>, rule<false, 3>>{{}, {}, {}};
    evaluated.over(amounts, proj);
    auto const results = evaluated.results();
    BOOST_TEST(seen.fed == 1);
    BOOST_TEST(seen.finished == 1);
    BOOST_TEST(results[0].value == 1);
    BOOST_TEST(results[1].value == 2);
    BOOST_TEST(results[2].value == 3);
}

BOOST_AUTO_TEST_CASE(statistics_of_a_rule_s_own_are_kept_apart)
{
    auto const amounts = std::vector{1.0, 2.0, 5.0};
    auto proj = ranges::identity{};
    seen = {};
    auto evaluated = d::evaluation<rule<false, 1>, parametric_rule, parametric_rule>{{}, {}, {}};
    evaluated.over(amounts, proj);
    BOOST_TEST(evaluated.results()[2].value == 1);
    BOOST_TEST(seen.fed == 3);
}

BOOST_AUTO_TEST_CASE(what_needs_the_totals_is_fed_after_them)
{
    auto const amounts = std::vector{1.0, 2.0, 5.0};
    auto proj = ranges::identity{};
    seen = {};
    auto evaluated = d::evaluation<rule<false, 1>, rule<true, 2>>{{}, {}};
    evaluated.over(amounts, proj);
    BOOST_TEST(evaluated.results()[1].value == 2);
    BOOST_TEST(seen.fed == 2);
}

BOOST_AUTO_TEST_CASE(a_change_of_scale_reaches_the_statistic)
{
    auto amounts = std::vector<double>(513, 1e-300);
    amounts[512] = 1;
    auto proj = ranges::identity{};
    seen = {};
    auto evaluated = d::evaluation<rule<false, 1>>{{}};
    evaluated.over(amounts, proj);
    BOOST_TEST(evaluated.results()[0].value == 1);
    BOOST_TEST(seen.rescaled == 1);
    BOOST_TEST(seen.fed == 2);
}

BOOST_AUTO_TEST_CASE(the_rest_may_be_attributed)
{
    auto const amounts = std::vector{1.0, 2.0};
    auto const sums = d::totals{.listed = 2, .positive = 2, .largest = 2, .attributed = {3}, .unattributed = {1}};
    auto evaluated = d::evaluation<rule<false, 1>>{{}};
    evaluated.over(amounts, sums);
    BOOST_TEST(bool{evaluated.results()[0].why == eq::reason::unattributed});
    evaluated.attribute(.25, 2);
    evaluated.add_infinitesimals(.5);
    evaluated.close();
    BOOST_TEST(evaluated.results()[0].value == 1);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
