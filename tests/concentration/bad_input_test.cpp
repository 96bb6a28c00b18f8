// SPDX-License-Identifier: BSL-1.0
#include "../support/all_indices.hpp"
#include "../support/flows.hpp"

#include <boost/test/unit_test.hpp>

#include <rapidcheck.h>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

// What no index of the concentration family can use, put before all of them.

namespace eq = equipoise;

namespace {

using support::message_of;

constexpr auto infinity = std::numeric_limits<double>::infinity();

template <class Index>
inline constexpr bool takes_doubles = std::invocable<Index const&, std::vector<double> const&>;

/// Calls f with each index and its name.
template <class F>
void for_each_index(F f)
{
    support::for_each_kind([&](auto const& kind) {
        for (auto const& index : kind) {
            f(index, std::string{eq::describe(index).name});
        }
    });
}

template <class Index, class T>
void refuses(Index const& index, std::string const& name, std::vector<T> const& flows, std::size_t place)
{
    try {
        auto const value = index(flows);
        RC_FAIL(name + " is " + support::text_of(value));
    } catch (eq::invalid_amount const& error) {
        RC_ASSERT(error.index() == name);
        RC_ASSERT(error.position() == place);
        RC_ASSERT(support::same_bits(error.value(), static_cast<double>(flows[place])));
        RC_ASSERT(std::string{error.what()}.starts_with(name + ": amount "));
        RC_ASSERT(std::string{error.what()}.find(" at position " + std::to_string(place)) != std::string::npos);
    }
}

/// Whether an index says that it is undefined, and in these words why.
template <class Index, class Range>
bool undefined_because(Index const& index, Range const& flows, std::string_view words)
{
    return eq::is_undefined(index(flows)) && eq::why_undefined(flows, index) == words;
}

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(bad_input)

BOOST_AUTO_TEST_CASE(amounts)
{
    BOOST_TEST(rc::check("invalid amounts", [] {
        auto flows = support::draw_flows({400, false}).amounts;
        auto counts = std::vector<int>(flows.size(), 3);
        auto const place = support::draw_below(flows.size());
        constexpr double bad[] = {-1, -infinity, infinity, std::numeric_limits<double>::quiet_NaN(), -5e-324, -1e300};
        flows[place] = bad[support::draw_below(std::size(bad))];
        counts[place] = -7;
        for_each_index([&](auto const& index, std::string const& name) {
            if constexpr (takes_doubles<std::remove_cvref_t<decltype(index)>>) {
                refuses(index, name, flows, place);
            }
            refuses(index, name, counts, place);
        });
    }));
}

BOOST_AUTO_TEST_CASE(nothing)
{
    for_each_index([](auto const& index, std::string const& name) {
        BOOST_TEST_CONTEXT(name)
        {
            BOOST_TEST(undefined_because(index, std::vector<int>{}, "there are no partners"));
            BOOST_TEST(undefined_because(index, std::vector<int>{0}, "the total is zero"));
            BOOST_TEST(undefined_because(index, std::vector<long>(50, 0), "the total is zero"));
            if constexpr (takes_doubles<std::remove_cvref_t<decltype(index)>>) {
                BOOST_TEST(undefined_because(index, std::vector<double>{}, "there are no partners"));
                BOOST_TEST(undefined_because(index, std::vector<double>(600, 0.0), "the total is zero"));
                BOOST_TEST(undefined_because(index, std::vector<double>{0.0, -0.0}, "the total is zero"));
            }
        }
    });
}

BOOST_AUTO_TEST_CASE(base_too_small)
{
    auto refused = 0;
    for_each_index([&](auto const& index, std::string const& name) {
        if constexpr (requires { index(eq::out_of{4}); }) {
            // five partners have something: a base of 4 cannot be, one of 5 can
            auto const flows = std::vector{1, 0, 2, 3, 4, 5};
            BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)index(eq::out_of{4})(flows); })
                       == name + ": out_of is 4; it must be at least the number of positive partners, 5");
            BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)index(flows, eq::out_of{5}); })
                       == "(no exception)");
            ++refused;
        }
    });
    BOOST_TEST(refused > 20);
}

BOOST_AUTO_TEST_CASE(parameters)
{
    constexpr auto nan = std::numeric_limits<double>::quiet_NaN();
    auto const refuses_all = [](auto const& family, std::string const& name, auto const&... bad) {
        auto const one = [&](auto parameter) {
            auto const value = std::isnan(static_cast<double>(parameter))
                                   ? std::string{"nan"}
                                   : eq::detail::number_text(static_cast<double>(parameter));
            auto const expected = " is " + value + "; it must be ";
            auto const made = message_of<eq::invalid_parameter>([&] { (void)family(parameter); });
            auto const called = message_of<eq::invalid_parameter>([&] { (void)family(std::vector{2, 1}, parameter); });
            BOOST_TEST(made.starts_with(name + ": "), made);
            BOOST_TEST(made.find(expected) != std::string::npos, made);
            BOOST_TEST(called == made);
        };
        (one(bad), ...);
    };
    refuses_all(eq::hill, "hill", -1, -5e-324, -infinity, nan);
    refuses_all(eq::hannah_kay, "hannah_kay", 0, -0.0, -1, -infinity, nan);
    refuses_all(eq::renyi, "renyi", -1, -5e-324, -infinity, nan);
    refuses_all(eq::tsallis, "tsallis", -1, -5e-324, -infinity, nan);
    refuses_all(eq::concentration_ratio, "concentration_ratio", 0, -1, 0U, std::numeric_limits<long long>::min());
    refuses_all(eq::linda, "linda", 1, 0, -1, 1U);
    refuses_all(eq::stenbacka, "stenbacka", 0, -1, 1.0000000000000002, infinity, nan);
    refuses_all(eq::generalized_entropy, "generalized_entropy", 1048577, -1048577, infinity, -infinity, nan);
    refuses_all(eq::atkinson, "atkinson", 0, -1, 1048577, infinity, nan);
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::logarithm{1}; })
               == "logarithm: base is 1; it must be finite and greater than 1");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
