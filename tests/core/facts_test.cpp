// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/facts.hpp>

#include <boost/test/unit_test.hpp>

#include <string_view>

namespace {

namespace eq = equipoise;

constexpr eq::facts evenness{
    .name = "evenness", .formula = "1 / (n H)", .copies = eq::replicating::keeps, .counts_traces = true};

static_assert(evenness.name == std::string_view{"evenness"} && evenness.formula.size() == 9);
static_assert(eq::rules::literal{}.empty() && eq::rules::literal{""}.empty());
static_assert(eq::rules::literal{std::string_view{"H, D", 1}} == "H", "a view keeps its length");

struct with_facts {
    static constexpr eq::facts about = evenness;
};
struct with_words {
    static constexpr auto about = std::string_view{"evenness"};
};
static_assert(eq::states_facts<with_facts> && !eq::states_facts<with_words> && !eq::states_facts<int>);
static_assert(eq::describe(with_facts{}).formula == "1 / (n H)");

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(facts)

BOOST_AUTO_TEST_CASE(promise_nothing_that_is_not_stated)
{
    BOOST_TEST(evenness.symbol.empty());
    BOOST_TEST(evenness.source.empty());
    BOOST_TEST((evenness.effect == eq::concentrating::neither));
    BOOST_TEST((eq::facts{}.copies == eq::replicating::changes));
    BOOST_TEST(!evenness.ignores_zeros);
    BOOST_TEST(evenness.counts_traces);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
