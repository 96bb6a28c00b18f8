// SPDX-License-Identifier: BSL-1.0
// The measures of exposure, balancing, alignment and change, with a value and without one, and their bounds: none
// raises the exceptions for an invalid operation, a division by zero or an overflow.
#include "../support/quiet.hpp"

#include <equipoise/equipoise.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace {

namespace eq = equipoise;
using flows = eq::portfolio<int>;
using state = eq::state<int>;
using support::check_quiet;

flows of_unknown_total()
{
    auto rows = eq::ledger_builder<int, int>{};
    rows.add(7, 1, 6);
    rows.add_unknown(7, 3);
    auto const book = rows.build();
    return flows{book.at(7)};
}

// Nothing, nothing with a partner, one partner, ordinary ones, parts that nobody carries, and a total that is not
// known.
std::vector<flows> const portfolios = {
    flows{},
    flows{{1, 0}},
    flows{{1, 0}, {2, 0}},
    flows{{1, 5}},
    flows{{2, 5}},
    flows{{1, 6}, {2, 4}},
    flows{{1, 6}, {2, 0}},
    flows{{1, 6}, {2, 4}, {3, 5}, {4, 0}},
    flows{{1, 0.1}, {3, 0.3}},
    flows{{}, {.total = 6}},
    flows{{{1, 3}}, {.total = 6}},
    flows{{{1, 3}, {2, 2}}, {.total = 6}},
    flows{{{1, 3}, {2, 2}}, {.total = 6, .listing = eq::listing::largest}},
    flows{{{1, 0}, {2, 0}}, {.total = 6}},
    of_unknown_total(),
};

flows const sizes{{1, 9}, {2, 8}, {3, 7}, {4, 6}, {9, 5}};

double half(int)
{
    return 0.5;
}

/// The value of an index, the reason where it has none, and its bounds.
template <class Index>
void check(Index const& index, flows const& some)
{
    check_quiet(eq::describe(index).name, [&] {
        static_cast<void>(index(some));
        static_cast<void>(eq::why_undefined(some, index));
        if constexpr (requires { eq::bound(some, index); }) {
            static_cast<void>(eq::bound(some, index));
        }
    });
}

template <class Measure, class... Things>
void check_measure(std::string_view what, Measure const& measure, Things const&... things)
{
    check_quiet(what, [&] {
        static_cast<void>(measure(things...));
        static_cast<void>(measure.bound(things...));
    });
}

} // namespace

BOOST_AUTO_TEST_SUITE(traps)
BOOST_AUTO_TEST_SUITE(measures)

BOOST_AUTO_TEST_CASE(of_one_portfolio)
{
    auto const two = eq::poles{1, 2};
    for (auto const& some : portfolios) {
        for (auto const power : {1, 3, 9}) {
            check(eq::exposure(power), some);
            check(eq::first_round(power, .5), some);
            check(eq::dependence(state{8, 20}, power), some);
            check(eq::exit_cost(power, 3), some);
            check(eq::growth_needed(power), some);
            check(eq::hhi_without(power), some);
            check(eq::alternative_partners(power), some);
            check(eq::vulnerability(power, 20.0, 0.5), some);
            check(eq::vulnerability(power, 20.0, 1.0), some);
            check(eq::tilt(power, 2), some);
            check(eq::coverage_balance(power, 2), some);
            check(eq::pole_evenness(power, 2), some);
            check(eq::log_ratio(power, 2), some);
            check(eq::third_neighbor_share(power), some);
            check(eq::log_balance(eq::bloc{power}, eq::bloc{2}), some);
            check(eq::effective_partners(eq::bloc{power, 2}, 0.5), some);
            check_quiet("posture_of", [&] { static_cast<void>(eq::posture_of(some, power, 2)); });
        }
        check(eq::openness(state{8, 20}), some);
        check(eq::market_penetration(sizes), some);
        check(eq::size_preference(sizes), some);
        check(eq::risk_weighted_hhi(half), some);
        check(eq::stable_diversity(half), some);
        check_quiet("largest_exposure", [&] { static_cast<void>(eq::largest_exposure(some)); });
        check_quiet("removal_shock", [&] { static_cast<void>(eq::removal_shock(some)); });
        check_quiet("dyad", [&] { static_cast<void>(eq::dyad(state{9, 20}, some, state{1, 100}, flows{{9, 6}})); });
        check_quiet("stance", [&] {
            auto const found = eq::stance(some, two);
            static_cast<void>(found.tilt());
            static_cast<void>(found.distance_to(0));
        });
        check_quiet("multi_vector", [&] { static_cast<void>(eq::multi_vector(some, two)); });
        check_quiet("third_neighbors", [&] { static_cast<void>(eq::third_neighbors(some, two)); });
        check_quiet("ternary", [&] { static_cast<void>(eq::ternary(some, two)); });
        check_quiet("clr", [&] { static_cast<void>(eq::clr(some)); });
        check_quiet("hhi_by_bloc", [&] { static_cast<void>(eq::hhi_by_bloc(flows{{1, 6}}, std::array{1})); });
        check_quiet("exposure_report", [&] {
            static_cast<void>(eq::exposure_report(state{8}, 1, {{"exports", some}}, {.trade = some.view()}));
        });
    }
}

BOOST_AUTO_TEST_CASE(of_two_portfolios)
{
    for (auto const& one : portfolios) {
        for (auto const& other : portfolios) {
            check(eq::kl(one), other);
            check(eq::power_divergence(2, one), other);
            check(eq::overlap(one), other);
            check(eq::cosine_similarity(one), other);
            check(eq::cross_concentration(one), other);
            check(eq::turnover(one), other);
            check(eq::krugman(one), other);
            check(eq::hachman(one), other);
            check(eq::aitchison_distance(one), other);
            check(eq::grubel_lloyd(one), other);
            check(eq::grubel_lloyd(one, 1), other);
            check_quiet("balance_asymmetry", [&] {
                static_cast<void>(eq::balance_asymmetry(one, other));
                static_cast<void>(eq::balance_asymmetry(one, other, 1));
                static_cast<void>(eq::balance_asymmetry.bound(one, other, 3));
            });
            check_quiet("entry_and_exit", [&] { static_cast<void>(eq::entry_and_exit(one, other)); });
            check_quiet("contributions", [&] {
                static_cast<void>(eq::contributions(one, other, eq::hhi));
                static_cast<void>(eq::contributions(one, other, eq::shannon));
            });
            check_quiet("lorenz_order", [&] { static_cast<void>(eq::lorenz_order(one, other)); });
            check_quiet("trade", [&] { static_cast<void>(eq::exposure(eq::trade(one, other), 1)); });
            check_quiet("log_split",
                        [&] { static_cast<void>(eq::log_split(one, state{9, 20}, other, state{9, 25}, 1)); });
            auto const channels = std::vector<eq::channel_flows<int>>{{"trade", one}, {"arms", other}};
            check_quiet("hedge_report", [&] { static_cast<void>(eq::hedge_report(channels, eq::poles{1, 2})); });
            check_measure("geopolrisk", eq::geopolrisk, one, other, std::optional{4.0}, half);
            check_quiet("screen_product", [&] {
                static_cast<void>(eq::screen_product(one, other, one, 1));
                static_cast<void>(eq::supply_dependence(one, other, 9));
            });
        }
    }
}

BOOST_AUTO_TEST_CASE(of_ledgers_and_years)
{
    using dated = eq::ledger_builder<std::tuple<int, int>, int>;
    auto rows = dated{};
    rows.add({2018, 9}, 1, 1);
    rows.add({2018, 8}, 1, 0);
    rows.add({2019, 9}, 1, 6);
    rows.add({2019, 9}, 2, 6);
    rows.add({2020, 9}, 3, 1);
    rows.add({2020, 8}, 1, 6);
    rows.add_unknown({2021, 9}, 2);
    auto const book = rows.build();
    check_quiet("history", [&] {
        static_cast<void>(eq::history(book, 9, eq::hhi));
        static_cast<void>(eq::history(book, 8, eq::gini));
        static_cast<void>(eq::history(book, 9, eq::exposure(1)));
        static_cast<void>(eq::history(book, 9, eq::turnover));
    });
    check_quiet("around_event", [&] { static_cast<void>(eq::around_event(book, 9, 1, 2018, eq::event_window{1, 2})); });
    check_quiet("exposure_ranking", [&] { static_cast<void>(eq::exposure_ranking(book, 1)); });
    check_quiet("leverage", [&] { static_cast<void>(eq::leverage(book, 1)); });
    check_quiet("measure", [&] { static_cast<void>(eq::measure(book, eq::hhi, eq::shannon, eq::gini, eq::theil)); });
    check_quiet("decaying_stock", [&] {
        static_cast<void>(eq::hhi(eq::decaying_stock(book, 2020, 9, 0.5, eq::absent_years::are_none)));
    });
}

BOOST_AUTO_TEST_CASE(of_profiles)
{
    auto const profiles = std::vector<std::vector<double>>{
        {0, 0, 0},
        {1, 1, 1},
        {0, 1, 2},
        {2, 1, 0},
        {eq::undefined, eq::undefined, eq::undefined},
        {1, eq::undefined, 2},
        {eq::undefined, 1, eq::undefined},
    };
    for (auto const& a : profiles) {
        for (auto const& b : profiles) {
            check_quiet("s_score", [&] { static_cast<void>(eq::s_score(a, b, 2)); });
            check_quiet("cohen_kappa", [&] { static_cast<void>(eq::cohen_kappa(a, b)); });
            check_quiet("scott_pi", [&] { static_cast<void>(eq::scott_pi(a, b)); });
            check_quiet("tau_b", [&] { static_cast<void>(eq::tau_b(a, b)); });
        }
    }
    using capability = std::vector<double>;
    for (auto const& shares : {capability{}, capability{0, 0}, capability{1}, capability{3, 2, 1}}) {
        check_quiet("effective_poles", [&] { static_cast<void>(eq::effective_poles(shares)); });
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
