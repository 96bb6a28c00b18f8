// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/estimate.hpp>

#include <boost/test/unit_test.hpp>

#include <optional>

namespace {

namespace eq = equipoise;

// The sum of two figures, of which one may be unknown and is then at most 1.
struct sum_measure {
    [[nodiscard]] constexpr eq::estimate operator()(double known, std::optional<double> other) const
    {
        if (known < 0) {
            return eq::estimate::without(eq::reason::no_flow);
        }
        return other ? eq::estimate::of(known + *other)
                     : eq::estimate::within({known, known + 1}, eq::reason::unknown_part);
    }
};
constexpr auto sum = eq::detail::estimate_fn<sum_measure>{};

static_assert(sum(2, std::optional{0.5}) == 2.5, "a constant expression");

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(estimate)

BOOST_AUTO_TEST_CASE(a_known_value_is_a_point_without_a_reason)
{
    auto const known = eq::estimate::of(0.25);
    BOOST_TEST(known.value == 0.25);
    BOOST_TEST((known.bounds == eq::interval{0.25, 0.25}));
    BOOST_TEST((known.why == eq::reason::defined));
    BOOST_TEST((eq::estimate::within({0.25, 0.25}) == known));
}

BOOST_AUTO_TEST_CASE(an_interval_with_a_reason_has_no_value)
{
    auto const open = eq::estimate::within({0.25, 0.5}, eq::reason::unattributed);
    BOOST_TEST(eq::is_undefined(open.value));
    BOOST_TEST((open.bounds == eq::interval{0.25, 0.5}));
    // a point as well, where the value is said to be unknown for another reason
    BOOST_TEST(eq::is_undefined(eq::estimate::within({1, 1}, eq::reason::unknown_gdp).value));
}

BOOST_AUTO_TEST_CASE(nothing_is_known_without_a_value)
{
    auto const nothing = eq::estimate::without(eq::reason::no_partners);
    BOOST_TEST(eq::is_undefined(nothing.value));
    BOOST_TEST(eq::is_undefined(nothing.bounds.low));
    BOOST_TEST(eq::is_undefined(nothing.bounds.high));
    BOOST_TEST((nothing.why == eq::reason::no_partners));
}

BOOST_AUTO_TEST_CASE(the_outcome_of_an_estimate_is_its_value_or_its_reason)
{
    BOOST_TEST(eq::detail::outcome_of(eq::estimate::of(3)).value == 3);
    auto const open = eq::detail::outcome_of(eq::estimate::within({0, 1}, eq::reason::unattributed));
    BOOST_TEST(eq::is_undefined(open.value));
    BOOST_TEST((open.why == eq::reason::unattributed));
}

BOOST_AUTO_TEST_CASE(a_measure_of_several_things_tells_value_interval_and_reason)
{
    auto const unknown = std::optional<double>{};
    BOOST_TEST(sum(2, std::optional{3.0}) == 5);
    BOOST_TEST(sum.why_undefined(2, std::optional{3.0}) == "");
    BOOST_TEST(eq::is_undefined(sum(2, unknown)));
    BOOST_TEST((sum.bound(2, unknown) == eq::interval{2, 3}));
    BOOST_TEST(sum.why_undefined(2, unknown) == eq::words(eq::reason::unknown_part));
    BOOST_TEST(sum.why_undefined(-1, unknown) == eq::words(eq::reason::no_flow));
    BOOST_TEST((sum.result(2, std::optional{3.0}) == eq::estimate::of(5)));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
