// SPDX-License-Identifier: BSL-1.0
// Every index of the concentration family, with a value and without one, and its bounds: none raises the exceptions for
// an invalid operation, a division by zero or an overflow.
#include "../support/quiet.hpp"
#include "../support/subject.hpp"

#include <equipoise/core/index.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using support::amounts;
using support::check_quiet;

std::string text_of(amounts const& flows)
{
    auto text = std::to_string(flows.size()) + " amounts";
    for (std::size_t i = 0; i < flows.size() && i < 4; ++i) {
        text += (i == 0 ? ": " : ", ") + std::to_string(flows[i]);
    }
    return text;
}

amounts many(std::size_t size, std::size_t different)
{
    auto flows = amounts{};
    for (std::size_t i = 0; i < size; ++i) {
        flows.push_back(static_cast<double>(1 + i % different));
    }
    return flows;
}

// Nothing, zeros, one partner, equal ones, one and zeros, ordinary lists, and more than one block.
std::vector<amounts> const lists_of_counts = {
    {},          {0},          {0, 0},       {1},          {5},          {1, 1},        {2, 2, 2},
    {3, 2, 1},   {0, 3},       {3, 0, 0},    {7, 1, 1, 1}, {1, 1, 1, 1}, {40, 1, 0, 0}, many(9, 4),
    many(64, 1), many(64, 13), many(300, 1), many(600, 9),
};

// Amounts that lie far apart, and such as are hardly numbers.
std::vector<amounts> const further_lists = {
    {5e-324},           {1e308},           {5e-324, 5e-324}, {1e308, 1e308, 1e308}, {1, 1e-300},
    {1e-200, 1, 1e200}, {1e200, 1e200, 1}, {1, 2, 1e100},    {0.1, 0.2, 0.3, 0.4},  {1, 1 + 0x1p-52},
};

bool is_valid_for(support::subject const& index, amounts const& flows)
{
    try {
        static_cast<void>(index.value(flows));
        return true;
    } catch (eq::invalid_parameter const&) { // more partners than the base has
        return false;
    }
}

template <class Rule>
void check_bounds(eq::index_fn<Rule> const& index)
{
    using flows = eq::portfolio<int>;
    auto const partly_known = {
        flows{},
        flows{{{1, 0}}},
        flows{{{1, 3}, {2, 2}, {3, 1}}},
        flows{{}, {.total = 6}},
        flows{{{1, 3}}, {.total = 6}},
        flows{{{1, 3}, {2, 2}}, {.total = 6}},
        flows{{{1, 3}, {2, 2}}, {.total = 6, .listing = eq::listing::largest}},
        flows{{{1, 3}, {2, 2}}, {.total = 60}},
        flows{{{1, 0}, {2, 0}}, {.total = 6}},
    };
    if constexpr (eq::measurable<Rule, flows const&> && requires { eq::bound(flows{}, index); }) {
        for (auto const& some : partly_known) {
            check_quiet(std::string{"bound of "} + std::string{eq::describe(index).name}, [&] {
                static_cast<void>(eq::bound(some, index));
                static_cast<void>(index(some));
            });
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(traps)
BOOST_AUTO_TEST_SUITE(concentration)

BOOST_AUTO_TEST_CASE(of_every_index)
{
    for (auto const& index : support::all_subjects()) {
        auto lists = lists_of_counts;
        if (!index.of_counts) {
            lists.insert(lists.end(), further_lists.begin(), further_lists.end());
        }
        for (auto const& flows : lists) {
            if (is_valid_for(index, flows)) {
                check_quiet(index.label + " of " + text_of(flows), [&] { static_cast<void>(index.value(flows)); });
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(of_every_interval)
{
    support::for_each_kind([](auto const& kind) {
        for (auto const& index : kind) {
            check_bounds(index);
        }
    });
}

// The check sees what it is for.
BOOST_AUTO_TEST_CASE(what_is_raised_is_seen)
{
    auto volatile zero = 0.0;
    auto volatile huge = 1e308;
    std::feclearexcept(FE_ALL_EXCEPT);
    auto volatile result = 0.0;
    result = zero / zero;
    BOOST_TEST(support::raised() == " invalid");
    std::feclearexcept(FE_ALL_EXCEPT);
    result = huge / zero;
    BOOST_TEST(support::raised() == " division by zero");
    std::feclearexcept(FE_ALL_EXCEPT);
    result = huge * 10;
    BOOST_TEST(support::raised() == " overflow");
    std::feclearexcept(FE_ALL_EXCEPT);
    BOOST_TEST(std::isinf(result));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
