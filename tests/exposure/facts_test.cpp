// SPDX-License-Identifier: BSL-1.0
// What indices of exposure, balancing and change say of partners with nothing and with next to nothing.
#include <equipoise/balancing/effective_partners.hpp>
#include <equipoise/balancing/evenness.hpp>
#include <equipoise/balancing/log_ratios.hpp>
#include <equipoise/balancing/poles.hpp>
#include <equipoise/change/turnover.hpp>
#include <equipoise/comparison/structure.hpp>
#include <equipoise/exposure/alternatives.hpp>
#include <equipoise/exposure/exit.hpp>
#include <equipoise/exposure/ratios.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/exposure/vulnerability.hpp>
#include <equipoise/scenario/sanctions.hpp>
#include <equipoise/supply/raw_material_risk.hpp>
#include <equipoise/supply/supplier_risk.hpp>
#include <equipoise/trade_structure/comparative_advantage.hpp>
#include <equipoise/trade_structure/complementarity.hpp>
#include <equipoise/trade_structure/intra_industry.hpp>
#include <equipoise/trade_structure/market_penetration.hpp>
#include <equipoise/trade_structure/size_preference.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <utility>
#include <vector>

namespace eq = equipoise;

namespace {

using flows = eq::portfolio<int>;

constexpr auto newcomer = 77;
auto const reference = flows{{1, 6}, {2, 3}, {3, 4}, {4, 1}, {newcomer, 2}, {9, 3}};

flows with_newcomer(std::vector<std::pair<int, double>> partners, double amount)
{
    partners.emplace_back(newcomer, amount);
    return flows{partners};
}

template <class Rule>
void check(eq::index_fn<Rule> const& index)
{
    auto const about = eq::describe(index);
    auto same = true;
    auto jumps = false;
    for (auto const& partners : {std::vector<std::pair<int, double>>{{1, 4}, {2, 3}, {3, 2}},
                                 std::vector<std::pair<int, double>>{{1, 5}, {2, 1}, {3, 9}, {4, 2}}}) {
        auto const without = index(flows{partners});
        BOOST_TEST(!eq::is_undefined(without), about.name);
        auto const nothing = index(with_newcomer(partners, 0));
        same = same && nothing == without;
        jumps = jumps || !(std::abs(index(with_newcomer(partners, 1e-200)) - nothing) < 1e-9);
    }
    BOOST_TEST(about.ignores_zeros == same, about.name);
    BOOST_TEST(about.counts_traces == jumps, about.name);
}

} // namespace

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(facts)

BOOST_AUTO_TEST_CASE(partners_with_nothing)
{
    auto const us = eq::state<int>{9, 20};
    auto const half = [](int) { return 0.5; };
    check(eq::exposure(1));
    check(eq::exposure(eq::bloc{1, 2}));
    check(eq::first_round(1, .5));
    check(eq::openness(us));
    check(eq::dependence(us, 1));
    check(eq::exit_cost(1, 3));
    check(eq::log_exit_cost(1, 3));
    check(eq::growth_needed(1));
    check(eq::hhi_without(1));
    check(eq::alternative_partners(1));
    check(eq::vulnerability(2, 20.0, 0.5));
    check(eq::rca(reference, 2));
    check(eq::location_quotient(reference, 2));
    check(eq::symmetric_rca(reference, 2));
    check(eq::trade_intensity(reference, 9, 2));
    check(eq::size_preference(reference));
    check(eq::market_penetration(reference));
    check(eq::grubel_lloyd(reference));
    check(eq::grubel_lloyd(reference, 2));
    check(eq::krugman(reference));
    check(eq::hachman(reference));
    check(eq::finger_kreinin(reference));
    check(eq::complementarity(reference));
    check(eq::stable_diversity(half, half));
    check(eq::risk_weighted_hhi(half));
}

BOOST_AUTO_TEST_CASE(partners_with_nothing_beside_two_poles)
{
    check(eq::tilt(1, 2));
    check(eq::coverage_balance(1, 2));
    check(eq::pole_evenness(1, 2));
    check(eq::quadratic_evenness(1, 2));
    check(eq::ratio_evenness(1, 2));
    check(eq::log_ratio(1, 2));
    check(eq::third_neighbor_share(eq::bloc{1, 2}));
    check(eq::effective_partners(eq::bloc{1, 2}, .5));
    check(eq::effective_partners([](int a, int b) { return a == b ? 1.0 : .25; }));
    check(eq::log_balance(eq::bloc{1}, eq::bloc{2, 3}));
    check(eq::turnover(reference));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
