// SPDX-License-Identifier: BSL-1.0
// A portfolio with a row of unknown amount, or one that contradicts its declared total, has no known total: every
// measure of it is undefined, with that reason. Of one that contradicts its total, none has an interval; the intervals
// of unknown amounts are tested in unknown_amount_test.cpp.
#include "../support/all_indices.hpp"

#include <equipoise/equipoise.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
using flows = eq::portfolio<int>;
using state = eq::state<int>;

flows const known{{1, 6}, {2, 4}};

eq::ledger<int, int> ledger_with(eq::reason why)
{
    auto rows = eq::ledger_builder<int, int>{};
    rows.add(7, 1, 6);
    rows.add(7, 2, 4);
    if (why == eq::reason::unknown_amount) {
        rows.add_unknown(7, 3);
    } else {
        rows.declare(7, {.total = 5});
    }
    return rows.build();
}

struct without_total {
    eq::reason why;
    eq::ledger<int, int> ledger = ledger_with(why);
    flows open = flows{ledger.at(7)};

    void says_so(std::string_view what, double value, eq::reason found, eq::interval bounds) const
    {
        BOOST_TEST_CONTEXT(what)
        {
            BOOST_TEST(eq::is_undefined(value));
            BOOST_TEST(eq::words(found) == eq::words(why));
            BOOST_TEST(eq::is_undefined(bounds.low));
            BOOST_TEST(eq::is_undefined(bounds.high));
        }
    }

    template <class Rule>
    void check(eq::index_fn<Rule> const& index, flows const& of) const
    {
        auto const name = std::string{eq::describe(index).name};
        BOOST_TEST_CONTEXT(name)
        {
            BOOST_TEST(eq::is_undefined(index(of)));
            BOOST_TEST(eq::why_undefined(of, index) == eq::words(why));
            BOOST_TEST(eq::is_undefined(eq::measure(of, eq::hhi, index)[1]));
            if constexpr (requires { eq::bound(of, index); }) {
                if (why == eq::reason::unknown_amount) {
                    return;
                }
                BOOST_TEST(eq::is_undefined(eq::bound(of, index).low));
                BOOST_TEST(eq::is_undefined(eq::bound(of, index).high));
            }
        }
    }

    template <class Rule>
    void check(eq::index_fn<Rule> const& index) const
    {
        check(index, open);
    }

    template <class Measure, class... Things>
    void check_measure(std::string_view what, Measure const& measure, Things const&... things) const
    {
        says_so(what, measure(things...), measure.result(things...).why, measure.bound(things...));
    }
};

auto const both = {without_total{eq::reason::unknown_amount}, without_total{eq::reason::contradictory_total}};

auto const contradictory = {without_total{eq::reason::contradictory_total}};

double half(int)
{
    return 0.5;
}

} // namespace

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(unknown_total)

BOOST_AUTO_TEST_CASE(every_index_of_concentration)
{
    auto count = 0;
    for (auto const& each : both) {
        std::apply(
            [&](auto const&... indices) {
                auto const check_all = [&](auto const& some) {
                    for (auto const& index : some) {
                        if constexpr (requires { index(each.open); }) {
                            each.check(index);
                            ++count;
                        }
                    }
                };
                (check_all(indices), ...);
            },
            support::all_indices);
    }
    BOOST_TEST(count > 100);
    auto rows = eq::ledger_builder<int, int, int>{};
    rows.add(7, 1, 3);
    rows.add_unknown(7);
    auto const counted = rows.build();
    BOOST_TEST(eq::is_undefined(eq::unbiased_hhi(counted.at(7))));
    BOOST_TEST(eq::is_undefined(eq::miller_madow(counted.at(7))));
    BOOST_TEST(eq::is_undefined(eq::good_turing_coverage(counted.at(7))));
}

BOOST_AUTO_TEST_CASE(comparisons_and_parts)
{
    for (auto const& each : both) {
        for (auto const& [one, other] : {std::pair{each.open, known}, {known, each.open}, {each.open, each.open}}) {
            each.check(eq::kl(one), other);
            each.check(eq::power_divergence(2, one), other);
            each.check(eq::overlap(one), other);
            each.check(eq::cosine_similarity(one), other);
            each.check(eq::cross_concentration(one), other);
            each.check(eq::turnover(one), other);
            each.check(eq::krugman(one), other);
            each.check(eq::hachman(one), other);
            each.check(eq::aitchison_distance(one), other);
            each.check(eq::grubel_lloyd(one), other);
            each.check(eq::grubel_lloyd(one, 1), other);
            each.check(eq::market_penetration(one), other);
            each.check(eq::size_preference(one), other);
            each.check(eq::rca(one, 1), other);
            each.check(eq::trade_intensity(one, 9, 1), other);
            each.says_so("balance", eq::balance_asymmetry(one, other), each.why,
                         {eq::balance_asymmetry(one, other, 1), eq::balance_asymmetry.bound(one, other, 3).low});
            BOOST_TEST((eq::entry_and_exit(one, other).why == each.why));
            BOOST_TEST((eq::shift_share(one, other, known, known).why == each.why));
            BOOST_TEST((eq::shift_share(known, known, one, other).why == each.why));
            BOOST_TEST((eq::contributions(one, other, eq::hhi).why == each.why));
            BOOST_TEST((eq::lorenz_order(one, other) == eq::majorization::incomparable));
            auto const gain = std::vector{one, other};
            BOOST_TEST(eq::is_undefined(eq::balancing_gain.bound(gain, std::array{1., 1.}).low));
            BOOST_TEST((eq::balancing_gain.result(gain).why == each.why));
            each.check(eq::exposure(1), eq::trade(one, other));
        }
        each.check(eq::size_preference(each.open, 2), flows{{1, 1}});
        BOOST_TEST((eq::hhi_by_bloc(each.open, std::array{1, 2}).why == each.why));
        BOOST_TEST((eq::clr(each.open).why == each.why));
        BOOST_TEST(eq::lorenz(each.open).empty());
        BOOST_TEST(eq::is_undefined(each.ledger.at(7).share(0)));
        BOOST_TEST(eq::is_undefined(each.ledger.at(7).residual_share()));
    }
}

BOOST_AUTO_TEST_CASE(exposures)
{
    for (auto const& each : contradictory) {
        for (auto const power : {1, 3}) { // listed, and not
            each.check(eq::exposure(power));
            each.check(eq::first_round(power, .5));
            each.check(eq::dependence(state{9, 20}, power));
            each.check(eq::exit_cost(power, 3));
            each.check(eq::growth_needed(power));
            each.check(eq::hhi_without(power));
            each.check(eq::alternative_partners(power));
            each.check(eq::vulnerability(power, 20.0, 0.5));
            each.check(eq::vulnerability(power, 20.0, 1.0));
            each.check(eq::tilt(power, 2));
            each.check(eq::coverage_balance(power, 2));
            each.check(eq::pole_evenness(power, 2));
            each.check(eq::log_ratio(power, 2));
            each.check(eq::third_neighbor_share(power));
            each.check(eq::log_balance(eq::bloc{power}, eq::bloc{2}));
            each.check(eq::effective_partners(eq::bloc{power, 2}, 0.5));
        }
        each.check(eq::effective_partners([](int a, int b) { return a == b ? 1.0 : 0.5; }));
        each.check(eq::openness(state{9, 20}));
        each.check(eq::risk_weighted_hhi(half));
        each.check(eq::stable_diversity(half));
        each.check_measure("geopolrisk", eq::geopolrisk, each.open, known, std::optional{4.0}, half);
        each.check_measure("geopolrisk", eq::geopolrisk, known, each.open, std::optional{4.0}, half);
        each.check_measure("drysdale", eq::drysdale_complementarity, each.open, known, known);
        each.check_measure("drysdale", eq::drysdale_complementarity, known, each.open, known);
        each.check_measure("drysdale", eq::drysdale_complementarity, known, known, each.open);
        each.check_measure("drysdale", eq::drysdale_complementarity, known, known, flows{{1, 60}, {2, 40}}, each.open);
        auto const largest = eq::largest_exposure(each.open);
        each.says_so("largest_exposure", largest.share.value, largest.share.why, largest.share.bounds);
        BOOST_TEST(!largest.power.has_value());
        BOOST_TEST((eq::removal_shock(each.open).why == each.why));
        auto const dyad = eq::dyad(state{9, 20}, each.open, state{1, 100}, flows{{9, 6}});
        for (auto const& measured : {dyad.dependence_of_a, dyad.asymmetry, dyad.share_of_a, dyad.influence}) {
            each.says_so("dyad", measured.value, measured.why, measured.bounds);
        }
        BOOST_TEST((eq::log_split(known, state{9, 20}, each.open, state{9, 20}, 1).why == each.why));
    }
}

BOOST_AUTO_TEST_CASE(places_between_powers)
{
    for (auto const& each : contradictory) {
        auto const two = eq::poles{1, 2};
        BOOST_TEST((eq::stance(each.open, two).why == each.why));
        BOOST_TEST((eq::multi_vector(each.open, two).why == each.why));
        BOOST_TEST((eq::third_neighbors(each.open, two).share.why == each.why));
        BOOST_TEST((eq::third_neighbors(each.open, two).effective_number.why == each.why));
        BOOST_TEST((eq::ternary(each.open, two).stance.why == each.why));
        BOOST_TEST(eq::ternary(each.ledger, two).empty());
        BOOST_TEST((eq::posture_of(each.open, 1, 2) == eq::posture::undetermined));
        auto const channels = std::vector<eq::channel_flows<int>>{{"trade", each.open}, {"arms", known}};
        auto const hedge = eq::hedge_report(channels, two);
        BOOST_TEST((hedge.offset.why == each.why));
        BOOST_TEST(hedge.without_tilt.at(0) == "trade");
        BOOST_TEST(eq::is_undefined(hedge.offset.bounds.low));
        BOOST_TEST(eq::is_undefined(hedge.pairs.at(0).overlap.bounds.low));
        BOOST_TEST(eq::is_undefined(hedge.channels.at(0).tilt.bounds.high));
    }
}

BOOST_AUTO_TEST_CASE(rankings_reports_screens_and_ledgers)
{
    for (auto const& each : contradictory) {
        auto all = each.ledger;
        auto rows = eq::ledger_builder<int, int>{};
        rows.add(6, 1, 1);
        rows.add(8, 1, 1);
        all += rows.build();
        auto const ranked = eq::exposure_ranking(all, 1);
        BOOST_TEST(ranked.back().key == 7);
        BOOST_TEST(eq::is_undefined(ranked.back().share.low));
        BOOST_TEST(ranked.front().share.low == 1);
        for (auto const& [key, values] : all | eq::measure(eq::hhi, eq::exposure(1), eq::gini)) {
            BOOST_TEST(eq::is_undefined(values[0]) == (key == 7));
            BOOST_TEST(eq::is_undefined(values[1]) == (key == 7));
        }
        auto const report =
            eq::exposure_report(state{9}, 1, {{"exports", each.open}}, {.trade = each.open.view(), .sigma = 3.0});
        for (auto const& line : report.lines) {
            BOOST_TEST(eq::is_undefined(line.value.low));
        }
        auto const dependence = eq::effective_dependence(all, state{9, 20}, 1);
        each.says_so("effective_dependence", dependence.value, dependence.why, dependence.bounds);
        BOOST_TEST(eq::leverage(all, 1).unknown == std::vector{7}, boost::test_tools::per_element());
        BOOST_TEST((eq::screen_product(each.open, known, flows{}, 1).verdict == eq::screen_verdict::unknown));
        BOOST_TEST(eq::is_undefined(eq::screen_product(known, each.open, flows{}, 1).diversion.low));
        BOOST_TEST((eq::supply_dependence(each.open, known, 9).verdict == eq::screen_verdict::unknown));
        BOOST_TEST((eq::supply_dependence(each.open, known, 9).why == each.why));
        auto const half_known = eq::supply_dependence(flows{{}, {.total = 6}}, each.open, 9);
        BOOST_TEST(eq::is_undefined(half_known.over_exports.low));
        BOOST_TEST(eq::is_undefined(half_known.over_exports.high));
        BOOST_TEST((half_known.why == each.why));
        auto const supplied = eq::supply_dependences(all, all, 9);
        BOOST_TEST(supplied.unknown == std::vector{7}, boost::test_tools::per_element());
        BOOST_TEST(eq::is_undefined(supplied.share_of_imports.low));
        using fuels = std::vector<eq::fuel<flows>>;
        auto const gas = fuels{{"gas", each.open, 0.5, 1.0}};
        BOOST_TEST((eq::energy_dependence.result(gas, 1).why == each.why));
        auto const axes = std::vector<eq::supply_axis<int>>{{"arms", {{"deliveries", each.open.view()}}}};
        BOOST_TEST(eq::is_undefined(eq::sovereignty_of(axes, {.fewest_axes = 1}).composite.low));
    }
}

BOOST_AUTO_TEST_CASE(years)
{
    using dated = eq::ledger_builder<std::tuple<int, int>, int>;
    auto rows = dated{};
    rows.add({2018, 9}, 1, 1);
    rows.add({2019, 9}, 1, 6);
    rows.add({2020, 9}, 1, 1);
    rows.add({2019, 8}, 1, 6);
    rows.add_unknown({2019, 9}, 2);
    auto const ledger = rows.build();
    auto const why = eq::reason::unknown_amount;
    auto const series = eq::history(ledger, 9, eq::hhi);
    BOOST_TEST(series.at(0).result.value == 1);
    BOOST_TEST((series.at(1).result.why == why));
    BOOST_TEST((series.at(1).result.bounds == eq::interval{.5, 1}), "two partners, the amount of one not known");
    BOOST_TEST((eq::history(ledger, 9, eq::exposure(1)).at(1).result.why == why));
    BOOST_TEST((eq::history(ledger, 9, eq::exposure(1)).at(1).result.bounds == eq::interval{0, 1}));
    BOOST_TEST((eq::history(ledger, eq::bloc{8, 9}, eq::hhi).at(1).result.why == why));
    BOOST_TEST((eq::history(ledger, 9, eq::turnover).at(0).result.why == why));
    BOOST_TEST((eq::history(ledger, 9, eq::turnover).at(1).result.why == why));
    auto const event = eq::around_event(ledger, 9, 1, 2018, eq::event_window{1, 2});
    BOOST_TEST(eq::is_undefined(event.difference.value));
    auto const window = eq::window(ledger, 2020, 9, eq::absent_years::are_none);
    BOOST_TEST(eq::why_undefined(window, eq::exposure(1)) == eq::words(why));
    BOOST_TEST((eq::bound(window, eq::exposure(1)) == eq::interval{0, 1}));
    BOOST_TEST(eq::exposure(window, 3) == 0, "the amount that is not known is not that of 3");
    auto const stock = eq::decaying_stock(ledger, 2020, 9, 0.5, eq::absent_years::are_none);
    BOOST_TEST(eq::why_undefined(stock, eq::hhi) == eq::words(why));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
