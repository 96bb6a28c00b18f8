// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/scenario/substitution.hpp>

#include <boost/test/unit_test.hpp>

#include <concepts>
#include <string>
#include <vector>

namespace eq = equipoise;
using namespace named_states;

namespace {

template <class F>
std::string refusal(F f)
{
    return message_of<eq::invalid_parameter>(f);
}

static_assert(std::same_as<decltype(eq::spare{.2}), eq::spare<double>>);
static_assert(std::same_as<decltype(eq::spare(flows{})), eq::spare<flows>>);
// capacities of another kind of partner are not those of these flows
static_assert(eq::scenario_detail::substitution_for<eq::spare<flows>, flows>);
static_assert(!eq::scenario_detail::substitution_for<eq::spare<eq::portfolio<std::string>>, flows>);
static_assert(!eq::scenario_detail::substitution_for<double, flows>);

} // namespace

BOOST_AUTO_TEST_SUITE(scenario)
BOOST_AUTO_TEST_SUITE(substitution)

BOOST_AUTO_TEST_CASE(what_was_stated)
{
    auto const assumed = eq::spare{.2}.with_stock(3.).with_domestic(4.);
    BOOST_TEST(assumed.capacities() == .2);
    BOOST_TEST(assumed.stock() == 3);
    BOOST_TEST(assumed.domestic() == 4);
    BOOST_TEST(assumed.with_stock(5).stock() == 5);
    BOOST_TEST(assumed.with_stock(5).domestic() == 4);
    BOOST_TEST(eq::spare(flows{{chn, 5}}).capacities().size() == 1U);
}

// The first three numbers, and how many there are more.
BOOST_AUTO_TEST_CASE(in_words)
{
    using eq::scenario_detail::assumption_in_words;
    BOOST_TEST(assumption_in_words(eq::spare{eq::fractions{{.2, 0, 1, 1e-3, 5}}})
               == "spare capacity as a stated fraction of what each partner delivers (0.2, 0, 1 and 2 more)");
    BOOST_TEST(assumption_in_words(eq::spare{std::vector{1., 2.5, 1e300, 4.}})
               == "stated spare capacities in the order of the partners (1, 2.5, 1e+300 and 1 more)");
    BOOST_TEST(assumption_in_words(eq::spare{std::vector<double>{}})
               == "stated spare capacities in the order of the partners (none)");
    auto const four = flows{{rus, 20}, {chn, 10}, {usa, 0}, {jpn, 15}};
    BOOST_TEST(assumption_in_words(eq::spare(four).with_domestic(7.))
               == "stated spare capacities (10 of CHN, 15 of JPN, 20 of RUS and 1 more), own production of 7");
    BOOST_TEST(assumption_in_words(eq::spare(four.view()))
               == "stated spare capacities (10 of CHN, 15 of JPN, 20 of RUS and 1 more)");
    BOOST_TEST(assumption_in_words(eq::spare(flows{})) == "stated spare capacities (none)");
    BOOST_TEST(assumption_in_words(eq::spare(flows{{chn, 10}}.with_unknown({rus, usa})))
               == "stated spare capacities (10 of CHN, an unknown one of RUS, an unknown one of USA)");
    BOOST_TEST(assumption_in_words(eq::spare(flows{{{chn, 10}}, {.total = 30}}))
               == "stated spare capacities (10 of CHN; 20 of partners that are not listed)");
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    BOOST_TEST(refusal([] { (void)eq::spare{-.2}; }) == "spare: fraction is -0.2; it must be finite and not negative");
    BOOST_TEST(refusal([] { (void)eq::spare{eq::undefined}; })
               == "spare: fraction is nan; it must be finite and not negative");
    BOOST_TEST(refusal([] { (void)eq::spare{infinity}; })
               == "spare: fraction is inf; it must be finite and not negative");
    BOOST_TEST(refusal([] { (void)eq::spare{eq::fractions{{0, .1, -1}}}; })
               == "spare: fraction 2 is -1; it must be finite and not negative");
    BOOST_TEST(refusal([] { (void)eq::spare{std::vector{0., infinity}}; })
               == "spare: capacity 1 is inf; it must be finite and not negative");
    BOOST_TEST(refusal([] { (void)eq::spare{.2}.with_stock(-1.); })
               == "spare: stock is -1; it must be finite and not negative");
    BOOST_TEST(refusal([] { (void)eq::spare{.2}.with_stock(1.).with_domestic(eq::undefined); })
               == "spare: domestic capacity is nan; it must be finite and not negative");
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)eq::spare(flows{{chn, -5}}); })
               == "portfolio: amount -5 at position 0; amounts are finite and not negative");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
