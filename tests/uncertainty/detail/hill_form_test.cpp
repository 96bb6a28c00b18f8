// SPDX-License-Identifier: BSL-1.0
#include <equipoise/uncertainty/detail/hill_form.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <initializer_list>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;
using eq::uncertainty_detail::hill_form;

struct sums {
    eq::detail::twofold total{};
    eq::detail::twofold terms{};
};

sums sums_of(hill_form const& form, std::vector<double> const& amounts)
{
    auto result = sums{};
    for (auto const x : amounts) {
        result.total = result.total + x;
        result.terms = result.terms + form.term(x);
    }
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(hill_form)

// Shares 1/2, 1/4, 1/4: sum p^2 = 3/8; entropy 3/2 ln 2; sum p^3 = 10/64; sum p^(1/2) = 1 + 2^-(1/2)
BOOST_AUTO_TEST_CASE(is_the_concentration_of_an_order)
{
    auto const value = [](double order) {
        auto const form = ::hill_form{order};
        auto const all = sums_of(form, {.5, .25, 0, .25});
        return form.value(all.total, all.terms);
    };
    BOOST_TEST(value(2) == .375);
    BOOST_TEST(value(1) == -1.5 * std::log(2), tt::tolerance(1e-15));
    BOOST_TEST(value(3) == std::log(10.0 / 64) / 2, tt::tolerance(1e-15));
    BOOST_TEST(value(.5) == -2 * std::log(1 + std::sqrt(.5)), tt::tolerance(1e-15));
    BOOST_TEST(value(1 + 1e-12) == -1.5 * std::log(2), tt::tolerance(1e-11));
    BOOST_TEST(value(1.5) == std::log(std::pow(.5, 1.5) + 2 * std::pow(.25, 1.5)) * 2, tt::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(does_not_change_at_its_level)
{
    for (auto const order : {.5, 1.0, 1.5, 2.0, 3.0, 7.0}) {
        auto const form = ::hill_form{order};
        auto const fixed = sums_of(form, {.5, .25});
        auto const level = form.level(fixed.total, fixed.terms);
        auto const value_with = [&](double more) {
            auto const all = sums_of(form, {.5, .25, more});
            return form.value(all.total, all.terms);
        };
        BOOST_TEST(value_with(level) < value_with(level * 1.01));
        BOOST_TEST(value_with(level) < value_with(level / 1.01));
    }
    auto const squares = ::hill_form{2};
    auto const fixed = sums_of(squares, {60, 40});
    BOOST_TEST(squares.level(fixed.total, fixed.terms) == 52);
}

BOOST_AUTO_TEST_CASE(peaks_at_its_step)
{
    for (auto const order : {.5, 1.0, 1.5, 2.0, 3.0}) {
        auto const form = ::hill_form{order};
        auto const from = sums_of(form, {.5, .25, .25});
        auto const slope = eq::detail::quotient(form.term(1) - form.term(.5), {.5}); // from 1/2 to 1
        auto const step = form.step(slope, from.total, from.terms);
        auto const value_at = [&](double more) { return form.value(from.total + more, from.terms + slope * more); };
        BOOST_TEST((step > 0) == (form.rise(slope, from.total, from.terms).hi > 0));
        BOOST_TEST(value_at(step) > value_at(step + .01));
        BOOST_TEST(value_at(step) > value_at(step - .01));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
