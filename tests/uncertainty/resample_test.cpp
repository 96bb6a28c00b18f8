// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/balancing/poles.hpp>
#include <equipoise/codes/iso3.hpp>
#include <equipoise/concentration/gini.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/rank_weighted.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/building/ledger_builder.hpp>
#include <equipoise/uncertainty/error_models.hpp>
#include <equipoise/uncertainty/resample.hpp>
#include <equipoise/uncertainty/rows.hpp>
#include <equipoise/uncertainty/uniform_within.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

using flows_of = eq::portfolio<int>;

flows_of const ten{{1, 40}, {2, 30}, {3, 20}, {4, 10}};

static_assert(std::same_as<decltype(eq::resample(ten, eq::dirichlet{50}, {.draws = 1}, eq::hhi)), eq::distribution>);
static_assert(std::same_as<decltype(eq::resample(ten, eq::dirichlet{50}, {.draws = 1}, eq::hhi, eq::gini)),
                           std::array<eq::distribution, 2>>);

void check_same(std::vector<double> const& a, std::vector<double> const& b)
{
    BOOST_TEST(a == b, tt::per_element());
}

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(resample)

BOOST_AUTO_TEST_CASE(draws_depend_on_seed_and_number_alone)
{
    auto const check = [](auto const& flows, auto const& model) {
        auto const draws = [&](eq::resampling const& how) { return eq::resample(flows, model, how, eq::hhi).draws(); };
        auto const all = draws({.draws = 2000, .seed = 5});
        auto const first = draws({.draws = 10, .seed = 5});
        check_same(first, {all.begin(), all.begin() + 10});
        check_same(draws({.draws = 500, .seed = 5, .first_draw = 1500}), {all.begin() + 1500, all.end()});
        auto const other = draws({.draws = 10, .seed = 6});
        for (std::size_t d = 0; d < 10; ++d) {
            BOOST_TEST(first[d] != other[d]);
        }
        BOOST_TEST(all[0] != all[1]);
    };
    check(ten, eq::dirichlet{50});
    check(ten, eq::dirichlet{.5});
    check(ten, eq::lognormal_error{.1, .5});
    check(eq::interval_portfolio<int>{{1, 40, 50}, {2, 20, 30}, {3, 10, 20}}, eq::uniform_within{});
    // so many records that no two draws of a few have the same HHI
    auto records = std::vector<eq::partner<int>>{};
    for (auto i = 0; i < 40; ++i) {
        records.push_back({i % 7, std::sqrt(1.0 + i)});
    }
    check(records, eq::rows{});
    check(records, eq::rows{eq::row_weights::bayesian});
}

// More partners than are drawn at a time: the first ones are drawn as they are without the others.
BOOST_AUTO_TEST_CASE(many_partners)
{
    auto amounts = std::vector<double>(1000, 1.0);
    auto const of_all = eq::resample(amounts, eq::lognormal_error{.5}, {.draws = 3}, eq::hhi);
    BOOST_TEST(of_all.mean() == std::exp(.25) / 1000, tt::tolerance(.2)); // E[x^2] / E[x]^2 = exp(sigma^2)
    auto const first =
        eq::resample(amounts, eq::lognormal_error{.5}, {.draws = 3}, eq::tilt(std::size_t{0}, std::size_t{255}))
            .draws();
    amounts.resize(256);
    check_same(eq::resample(amounts, eq::lognormal_error{.5}, {.draws = 3}, eq::tilt(std::size_t{0}, std::size_t{255}))
                   .draws(),
               first);
    auto const shares = eq::resample(std::vector<int>(1000, 3), eq::dirichlet{1e6}, {.draws = 50}, eq::hhi);
    BOOST_TEST(shares.mean() == (1e6 / 1000 + 1) / (1e6 + 1),
               tt::tolerance(1e-3)); // E[H] = (kappa H + 1) / (kappa + 1)
}

// Draw d of each index is of the same flows: with two partners, H = s^2 + (1 - s)^2.
BOOST_AUTO_TEST_CASE(several_indices_see_the_same_draws)
{
    auto const [h, s, n] = eq::resample(flows_of{{1, 3}, {2, 2}}, eq::lognormal_error{.4}, {.draws = 100}, eq::hhi,
                                        eq::exposure(1), eq::effective_number);
    for (std::size_t d = 0; d < 100; ++d) {
        auto const share = s.draws()[d];
        BOOST_TEST(h.draws()[d] == share * share + (1 - share) * (1 - share), tt::tolerance(1e-15));
        BOOST_TEST(n.draws()[d] == 1 / h.draws()[d], tt::tolerance(1e-15));
    }
    BOOST_TEST(s.estimate() == .6);
    check_same(eq::resample(flows_of{{1, 3}, {2, 2}}, eq::lognormal_error{.4}, {.draws = 100}, eq::exposure(1)).draws(),
               s.draws());
}

BOOST_AUTO_TEST_CASE(kinds_of_flows)
{
    using namespace eq::literals;
    auto const how = eq::resampling{.draws = 5};
    auto const expected = eq::resample(ten, eq::dirichlet{50}, how, eq::hhi).draws();
    check_same((ten | eq::resample(eq::dirichlet{50}, how, eq::hhi)).draws(), expected);
    check_same(eq::resample(ten.view(), eq::dirichlet{50}, how, eq::hhi).draws(), expected);
    check_same(eq::resample(std::vector{40., 30., 20., 10.}, eq::dirichlet{50}, how, eq::hhi).draws(), expected);
    check_same((std::vector{40, 30, 20, 10} | eq::resample(eq::dirichlet{50}, how, eq::hhi)).draws(), expected);
    auto const weighed = eq::portfolio<eq::iso3, support::tonnes>{
        {"AUS"_iso3, {40}}, {"BRA"_iso3, {30}}, {"CAN"_iso3, {20}}, {"DEU"_iso3, {10}}};
    // amounts are read as multiples of the largest, which rounds them otherwise
    BOOST_TEST(eq::resample(weighed, eq::dirichlet{50}, how, eq::exposure("AUS"_iso3)).draws()
                   == eq::resample(ten, eq::dirichlet{50}, how, eq::exposure(1)).draws(),
               tt::tolerance(1e-15) << tt::per_element());
}

// A power that no state in the ledger has as a partner is not a partner in the draws either.
BOOST_AUTO_TEST_CASE(ledgers_are_asked_who_is_known)
{
    auto rows = eq::ledger_builder<int, int>{};
    rows.add(1, 10, 60.0);
    rows.add(1, 20, 40.0);
    rows.add(2, 30, 5.0);
    auto const book = rows.build();
    auto const how = eq::resampling{.draws = 5};
    auto const [listed, elsewhere, nowhere] =
        eq::resample(book.at(1), eq::lognormal_error{.1}, how, eq::exposure(10), eq::exposure(30), eq::exposure(99));
    BOOST_TEST(listed.estimate() == .6);
    BOOST_TEST(elsewhere.quantile(1) == 0);
    BOOST_TEST(nowhere.undefined_draws() == 5U);
    BOOST_TEST(nowhere.why_undefined() == "no state in this ledger has the power as a partner");
}

BOOST_AUTO_TEST_CASE(nothing_to_draw_from)
{
    for (auto const& flows : {flows_of{}, flows_of{{1, 0}, {2, 0}}}) {
        auto const why = flows.empty() ? "there are no partners" : "the total is zero";
        auto const shares = eq::resample(flows, eq::dirichlet{50}, {.draws = 3}, eq::hhi);
        BOOST_TEST(shares.undefined_draws() == 3U);
        BOOST_TEST(std::isnan(shares.mean()));
        BOOST_TEST(std::isnan(shares.estimate()));
        BOOST_TEST(shares.why_undefined() == why);
        BOOST_TEST(eq::resample(flows, eq::lognormal_error{.1}, {.draws = 3}, eq::hhi).why_undefined() == why);
    }
    // an index without a value, though there is a flow
    auto const one = eq::resample(flows_of{{1, 3}}, eq::dirichlet{5}, {.draws = 3}, eq::hhi, eq::normalized_hhi);
    BOOST_TEST(one[0].undefined_draws() == 0U);
    BOOST_TEST(one[1].undefined_draws() == 3U);
    BOOST_TEST(one[1].why_undefined() == "a single partner leaves nothing to normalise by");
}

// 60 and 30 of 100. Without hidden partners, the HHI of a draw is between the sum of the squared listed shares and the
// same with the square of the rest.
BOOST_AUTO_TEST_CASE(what_is_not_attributed_leaves_intervals)
{
    auto const part = flows_of{{{1, 60}, {2, 30}}, {.total = 100}};
    auto const exact =
        eq::resample(part, eq::lognormal_error{0}, {.draws = 3}, eq::hhi, eq::exposure(1), eq::exposure(3));
    BOOST_TEST(exact[0].undefined_draws() == 3U);
    BOOST_TEST(exact[0].why_undefined()
               == "part of the total is not attributed; bound() gives the interval of most indices");
    BOOST_TEST(exact[0].lows().mean() == .45, tt::tolerance(1e-15));
    BOOST_TEST(exact[0].highs().mean() == .46, tt::tolerance(1e-15));
    BOOST_TEST(exact[1].mean() == .6, tt::tolerance(1e-15)); // with a listed power
    BOOST_TEST(exact[1].lows().mean() == .6, tt::tolerance(1e-15));
    BOOST_TEST(exact[2].lows().mean() == 0);
    BOOST_TEST(exact[2].highs().mean() == .1, tt::tolerance(1e-15));
    BOOST_TEST(std::isnan(exact[2].mean()));

    // the rest is drawn as one part more, so a listed share is that of a third one with 10
    auto const full = flows_of{{1, 60}, {2, 30}, {3, 10}};
    check_same(eq::resample(part, eq::dirichlet{20}, {.draws = 9}, eq::exposure(1)).draws(),
               eq::resample(full, eq::dirichlet{20}, {.draws = 9}, eq::exposure(1)).draws());
    auto const [h, other] = eq::resample(part, eq::dirichlet{20}, {.draws = 9}, eq::hhi, eq::exposure(7));
    auto const [h_full, third] = eq::resample(full, eq::dirichlet{20}, {.draws = 9}, eq::hhi, eq::exposure(3));
    for (std::size_t d = 0; d < 9; ++d) {
        auto const rest = third.draws()[d];
        BOOST_TEST(other.highs().draws()[d] == rest, tt::tolerance(1e-14));
        BOOST_TEST(h.highs().draws()[d] == h_full.draws()[d], tt::tolerance(1e-14));
        BOOST_TEST(h.lows().draws()[d] == h_full.draws()[d] - rest * rest, tt::tolerance(1e-14));
    }
    // a common error cancels, also in the rest
    auto const common = eq::resample(part, eq::lognormal_error{.3, 1}, {.draws = 9}, eq::hhi);
    BOOST_TEST(common.lows().quantile(0) == .45, tt::tolerance(1e-14));
    BOOST_TEST(common.highs().quantile(1) == .46, tt::tolerance(1e-14));
    auto const own = eq::lognormal_error{std::vector{eq::partner{1, 0.0}, eq::partner{2, 0.0}}, 0, .5};
    BOOST_TEST(eq::resample(part, own, {.draws = 9}, eq::tilt(1, 2)).sd() == 0);
    BOOST_TEST(eq::resample(part, own, {.draws = 9}, eq::exposure(1)).sd() > .01);
}

// Exact listed flows and two hidden partners: the values are by the program that error_models_test names.
BOOST_AUTO_TEST_CASE(hidden_partners)
{
    auto const part = flows_of{{{1, 60}, {2, 30}}, {.total = 100}};
    auto const two = eq::resample(part, eq::lognormal_error{0}, {.draws = 3, .hidden = 2}, eq::hhi, eq::exposure(1),
                                  eq::normalized_hhi);
    BOOST_TEST(two[0].draws()[0] == 0.45536745156039868, tt::tolerance(1e-14));
    BOOST_TEST(two[0].draws()[1] == 0.45606368107307701, tt::tolerance(1e-14));
    BOOST_TEST(two[0].draws()[2] == 0.45860889987744055, tt::tolerance(1e-14));
    BOOST_TEST(two[1].draws()[0] == .6, tt::tolerance(1e-15));
    BOOST_TEST(two[2].draws()[0] == (two[0].draws()[0] - .25) / .75, tt::tolerance(1e-14)); // four partners
    // one hidden partner has all of the rest
    BOOST_TEST(eq::resample(part, eq::lognormal_error{0}, {.draws = 3, .hidden = 1}, eq::hhi).sd() == 0);
    BOOST_TEST(eq::resample(part, eq::lognormal_error{0}, {.draws = 3, .hidden = 1}, eq::hhi).mean() == .46,
               tt::tolerance(1e-15));
    // h shares, uniform on the simplex: E[sum of squares] = 2 / (h + 1)
    auto const five = eq::resample(part, eq::lognormal_error{0}, {.draws = 4000, .hidden = 5}, eq::hhi);
    BOOST_TEST(std::abs(five.mean() - (.45 + .01 * 2 / 6)) < 3 * five.sd() / std::sqrt(4000.0));
    // flows of which nothing is hidden stay as they are
    check_same(eq::resample(ten, eq::dirichlet{9}, {.draws = 3, .hidden = 5}, eq::hhi).draws(),
               eq::resample(ten, eq::dirichlet{9}, {.draws = 3}, eq::hhi).draws());
}

// 50 and 6 of 100, which are the largest: none of the hidden partners has more than 6.
BOOST_AUTO_TEST_CASE(hidden_partners_of_a_list_of_the_largest)
{
    auto const part = flows_of{{{1, 50}, {2, 6}}, {.total = 100, .listing = eq::listing::largest}};
    auto const tight = eq::resample(part, eq::lognormal_error{0}, {.draws = 200, .hidden = 8},
                                    eq::concentration_ratio(2), eq::hhi, eq::concentration_ratio(3));
    BOOST_TEST(tight[0].quantile(1) <= .56 + 1e-15);
    BOOST_TEST(tight[2].quantile(.9) == .62, tt::tolerance(1e-12)); // where the step ends at the cap
    BOOST_TEST(tight[1].quantile(1) <= eq::bound(part, eq::hhi).high);
    BOOST_TEST(tight[1].quantile(0) >= eq::bound(part, eq::hhi, eq::at_most{8}).low - 1e-15);
    BOOST_TEST(
        message_of<eq::invalid_parameter>(
            [&] { (void)eq::resample(part, eq::lognormal_error{0}, {.draws = 2, .hidden = 7}, eq::hhi); })
        == "resample: hidden is 7; it must be enough to hold the rest, as none of these partners holds more than "
           "the smallest listed one");
}

// CHN 60, JPN 40 and an unknown RUS: the HHI is in [13/38, 1].
BOOST_AUTO_TEST_CASE(unknown_amounts_leave_intervals)
{
    auto const open = flows_of{{1, 60}, {2, 40}}.with_unknown({3});
    auto const how = eq::resampling{.draws = 4};
    auto const exact = eq::resample(open, eq::lognormal_error{0}, how, eq::hhi);
    BOOST_TEST(exact.undefined_draws() == 4U);
    BOOST_TEST(exact.why_undefined() == "the amount of a flow is not known, so the total is not known");
    BOOST_TEST(exact.lows().mean() == 13.0 / 38, tt::tolerance(1e-14));
    BOOST_TEST(exact.highs().mean() == 1);
    BOOST_TEST(eq::resample(open, eq::dirichlet{30}, how, eq::hhi).lows().sd() > 1e-4);
    check_same(eq::resample(open, eq::dirichlet{30}, how, eq::tilt(1, 2)).draws(),
               eq::resample(flows_of{{1, 60}, {2, 40}}, eq::dirichlet{30}, how, eq::tilt(1, 2)).draws());
    auto const declared = flows_of{{{1, 60}, {2, 30}}, {.total = 100}}.with_unknown({3});
    BOOST_TEST(eq::resample(declared, eq::lognormal_error{0}, how, eq::exposure(3)).highs().mean() == .1,
               tt::tolerance(1e-15));
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [&] { (void)eq::resample(declared, eq::lognormal_error{0}, {.draws = 2, .hidden = 7}, eq::hhi); })
               == "resample: hidden is 7; it must be 0, as what no listed partner has may be with partners of unknown "
                  "amount");
}

BOOST_AUTO_TEST_CASE(errors)
{
    BOOST_TEST(
        message_of<eq::invalid_parameter>([] { (void)eq::resample(ten, eq::dirichlet{5}, {.draws = 0}, eq::hhi); })
        == "resample: draws is 0; it must be at least 1");
    BOOST_TEST(message_of<eq::invalid_amount>(
                   [] { (void)eq::resample(std::vector{1., -1.}, eq::dirichlet{5}, {.draws = 1}, eq::hhi); })
               == "portfolio: amount -1 at position 1; amounts are finite and not negative");
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [] { (void)eq::resample(ten, eq::dirichlet{5}, {.draws = 1}, eq::gini(eq::out_of{2})); })
               == message_of<eq::invalid_parameter>([] { (void)eq::gini(ten, eq::out_of{2}); }));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
