// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "threads.hpp"

#include <equipoise/concentration/gini.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/parallel/resample.hpp>
#include <equipoise/uncertainty/rows.hpp>
#include <equipoise/uncertainty/uniform_within.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
using support::same_bits;

constexpr auto how = eq::resampling{.draws = 1000, .seed = 9, .first_draw = 3};

void check_same(eq::distribution const& a, eq::distribution const& b)
{
    BOOST_TEST_REQUIRE(a.draws().size() == b.draws().size());
    for (std::size_t d = 0; d < a.draws().size(); ++d) {
        BOOST_TEST_REQUIRE(same_bits(a.draws()[d], b.draws()[d]));
    }
    BOOST_TEST(same_bits(a.mean(), b.mean()));
    BOOST_TEST(same_bits(a.estimate(), b.estimate()));
    BOOST_TEST(a.why_undefined() == b.why_undefined());
}

template <class Flows, class Model>
void check(Flows const& flows, Model const& model)
{
    auto const one = eq::resample(flows, model, how, eq::hhi, eq::exposure(7), eq::gini);
    for (auto const threads : {1, 2, 7}) {
        support::with_threads(threads, [&] {
            auto const some = eq::resample(eq::parallel, flows, model, how, eq::hhi, eq::exposure(7), eq::gini);
            for (std::size_t k = 0; k < 3; ++k) {
                check_same(some[k], one[k]);
                check_same(some[k].lows(), one[k].lows());
                check_same(some[k].highs(), one[k].highs());
            }
        });
    }
}

std::vector<eq::partner<int>> some_partners()
{
    auto random = support::random{12};
    auto rows = std::vector<eq::partner<int>>{};
    for (auto i = 0; i < 60; ++i) {
        rows.push_back({static_cast<int>(random.below(20)), random.unit()});
    }
    return rows;
}

} // namespace

BOOST_AUTO_TEST_SUITE(parallel)
BOOST_AUTO_TEST_SUITE(resample)

BOOST_AUTO_TEST_CASE(draws_are_those_of_one_thread)
{
    auto const flows = eq::portfolio<int>{some_partners()};
    check(flows, eq::dirichlet{8});
    check(flows, eq::lognormal_error{.3, .2});
    check(eq::portfolio<int>{some_partners(), {.total = 60}}, eq::dirichlet{8}); // intervals
    check(some_partners(), eq::rows{});
    auto ranges = std::vector<eq::partner_range<int>>{};
    for (auto const& [id, amount] : flows) {
        ranges.push_back({id, amount, amount * (1 + id / 20.0)});
    }
    check(eq::interval_portfolio<int>{ranges}, eq::uniform_within{});
}

BOOST_AUTO_TEST_CASE(amounts_without_partners)
{
    auto const amounts = std::vector{3., 2., 1.};
    check_same(eq::resample(eq::parallel, amounts, eq::dirichlet{8}, how, eq::hhi),
               eq::resample(amounts, eq::dirichlet{8}, how, eq::hhi));
}

// The number of partners of a draw differs, and so does the message.
BOOST_AUTO_TEST_CASE(the_error_is_that_of_the_first_draw)
{
    auto const records = some_partners();
    auto const few = eq::gini(eq::out_of{5});
    auto const expected =
        support::message_of<eq::invalid_parameter>([&] { (void)eq::resample(records, eq::rows{}, how, few); });
    BOOST_TEST(expected != "(no exception)");
    for (auto trial = 0; trial < 5; ++trial) {
        support::with_threads(4, [&] {
            BOOST_TEST(support::message_of<eq::invalid_parameter>(
                           [&] { (void)eq::resample(eq::parallel, records, eq::rows{}, how, few); })
                       == expected);
        });
    }
    BOOST_TEST(support::message_of<eq::invalid_parameter>(
                   [&] { (void)eq::resample(eq::parallel, records, eq::rows{}, {.draws = 0}, eq::hhi); })
               == "resample: draws is 0; it must be at least 1");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
