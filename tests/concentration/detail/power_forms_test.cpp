// SPDX-License-Identifier: BSL-1.0
#include "../../support/oracle.hpp"

#include <equipoise/concentration/detail/power_forms.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>

namespace {

using equipoise::detail::totals;
using support::ulps;
using namespace equipoise::concentration_detail;

constexpr auto amounts = std::array{4.0, 3.0, 2.0, 1.0};

constexpr totals sums_of_amounts()
{
    auto sums = totals{};
    sums.listed = 4;
    sums.positive = 4;
    sums.largest = 4;
    sums.attributed = {10};
    return sums;
}

template <class Form>
constexpr Form fed_with_amounts(Form form)
{
    form.add(amounts.data(), amounts.size());
    return form;
}

static_assert(fed_with_amounts(count_of_partners{sums_of_amounts()}).number() == 4);
static_assert(fed_with_amounts(square_sums{sums_of_amounts()}).share() == 0.3);
static_assert(fed_with_amounts(square_sums{sums_of_amounts()}).deformed_entropy() == 0.7);
static_assert(fed_with_amounts(largest_share{sums_of_amounts(), infinite}).number() == 2.5);

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(power_forms)

// The forms hold the same sum: S_q of any order is the same in both, and next to 1 and 2 that of the forms for these.
BOOST_AUTO_TEST_CASE(forms_agree)
{
    auto const sums = sums_of_amounts();
    for (auto const q : {1.25, 1.5, 2.0, 3.0, 7.0}) {
        auto const excess = fed_with_amounts(excess_power_sum{sums, q});
        auto const relative = fed_with_amounts(relative_power_sum{sums, q});
        BOOST_TEST(ulps(excess.number(), relative.number()) <= 1, "order " << q);
        BOOST_TEST(ulps(excess.share(), relative.share()) <= 1, "order " << q);
        BOOST_TEST(ulps(excess.ln_number().value(), relative.ln_number().value()) <= 1, "order " << q);
        BOOST_TEST(ulps(excess.deformed_entropy(), relative.deformed_entropy()) <= 1, "order " << q);
    }
    auto const squares = fed_with_amounts(square_sums{sums});
    BOOST_TEST(ulps(fed_with_amounts(excess_power_sum{sums, 2}).ln_number().value(), squares.ln_number().value()) <= 1);
    auto const entropy = fed_with_amounts(entropy_sum{sums});
    BOOST_TEST(ulps(fed_with_amounts(excess_power_sum{sums, 1 + 0x1p-52}).number(), entropy.number()) <= 1);
    auto const largest = fed_with_amounts(largest_share{sums, 0x1p70});
    BOOST_TEST(ulps(fed_with_amounts(relative_power_sum{sums, 0x1p60}).number(), largest.number()) <= 1);
}

BOOST_AUTO_TEST_CASE(number_and_share_are_reciprocal)
{
    auto const sums = sums_of_amounts();
    auto const check = [](auto const& form) {
        BOOST_TEST(std::abs(form.number() * form.share() - 1) <= 0x1p-51);
        BOOST_TEST(std::abs(form.ln_number().value() - std::log(form.number())) <= 0x1p-51);
    };
    check(fed_with_amounts(count_of_partners{sums}));
    check(fed_with_amounts(entropy_sum{sums}));
    check(fed_with_amounts(square_sums{sums}));
    check(fed_with_amounts(excess_power_sum{sums, 0.5}));
    check(fed_with_amounts(relative_power_sum{sums, 5}));
    check(fed_with_amounts(largest_share{sums, infinite}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
