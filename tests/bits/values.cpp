// SPDX-License-Identifier: BSL-1.0
#include "../support/all_indices.hpp"

#include <equipoise/alignment/agreement.hpp>
#include <equipoise/balancing/channels.hpp>
#include <equipoise/balancing/effective_partners.hpp>
#include <equipoise/balancing/evenness.hpp>
#include <equipoise/balancing/log_ratios.hpp>
#include <equipoise/balancing/offset.hpp>
#include <equipoise/balancing/poles.hpp>
#include <equipoise/balancing/stance.hpp>
#include <equipoise/change/contributions.hpp>
#include <equipoise/change/lmdi.hpp>
#include <equipoise/change/trend.hpp>
#include <equipoise/comparison/structure.hpp>
#include <equipoise/concentration/decomposition.hpp>
#include <equipoise/exposure/alternatives.hpp>
#include <equipoise/exposure/dyads.hpp>
#include <equipoise/exposure/exit.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/supply/supplier_risk.hpp>
#include <equipoise/uncertainty/error_models.hpp>
#include <equipoise/uncertainty/resample.hpp>
#include <equipoise/uncertainty/rows.hpp>
#include <equipoise/uncertainty/uniform_within.hpp>

#include <bit>
#include <cinttypes>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Prints the bits of what the library computes from wild portfolios, one line a value. Compiled with different flags or
// for different machines it prints the same.

namespace {

namespace eq = equipoise;
using flows = eq::portfolio<int>;

void print(std::string_view what, double value)
{
    auto const bits = eq::is_undefined(value) ? std::uint64_t{0x7ff8000000000000} : std::bit_cast<std::uint64_t>(value);
    std::printf("%.*s %016" PRIx64 "\n", static_cast<int>(what.size()), what.data(), bits);
}

/// Random numbers that every machine draws alike (Steele, Lea and Flood 2014).
class random_bits {
public:
    explicit random_bits(std::uint64_t seed) : state_{seed} {}

    std::uint64_t operator()()
    {
        state_ += 0x9e3779b97f4a7c15;
        auto z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    std::size_t below(std::size_t n) { return static_cast<std::size_t>((*this)() % n); }

    /// A number in [1, 2) times a power of two in the given span around 1.
    double wild(std::size_t span)
    {
        auto const power = static_cast<int>(below(2 * span + 1)) - static_cast<int>(span);
        return eq::detail::scaled(std::bit_cast<double>((*this)() >> 12 | 0x3ff0000000000000), power);
    }

private:
    std::uint64_t state_;
};

/// Amounts of one of several kinds: alike, some orders apart, as far apart as doubles are, equal, with zeros among
/// them.
std::vector<double> draw(random_bits& random, std::size_t size)
{
    constexpr std::size_t spans[] = {0, 3, 20, 100, 900};
    auto const kind = random.below(7);
    auto const equal = random.wild(40);
    auto amounts = std::vector<double>{};
    for (std::size_t i = 0; i < size; ++i) {
        amounts.push_back(kind < 5    ? random.wild(spans[kind])
                          : kind == 5 ? equal
                                      : static_cast<double>(random.below(3)) * random.wild(5));
    }
    return amounts;
}

/// Partners 0, 1 and so on, or all but one of them.
flows portfolio_of(std::vector<double> const& amounts, int left_out = -1)
{
    auto rows = std::vector<eq::partner<int>>{};
    auto id = 0;
    for (auto const x : amounts) {
        id += id == left_out ? 1 : 0;
        rows.push_back({id++, x});
    }
    return flows{rows};
}

/// Undefined where an index with a base counts fewer partners than there are.
template <class Index>
double value_of(Index const& index, std::vector<double> const& amounts)
{
    try {
        return index(amounts);
    } catch (eq::invalid_parameter const&) {
        return eq::undefined;
    }
}

void print_indices(std::vector<double> const& amounts)
{
    support::for_each_kind([&](auto const& kind) {
        for (auto const& index : kind) {
            if constexpr (requires { index(amounts); }) {
                print(eq::describe(index).name, value_of(index, amounts));
            }
        }
    });
}

template <class Index>
void print_contributions(std::string const& name, Index const& index, flows const& before, flows const& after)
{
    auto const parts = eq::contributions(before, after, index);
    print(name + " change", parts.change);
    for (auto const& part : parts.partners) {
        print(name + " part", part.contribution);
    }
}

void print_pair(std::vector<double> const& x, std::vector<double> const& y)
{
    auto const a = portfolio_of(x);
    auto const b = portfolio_of(y);
    auto const compare = [&](auto const& measure) { print(eq::describe(measure(b)).name, measure(a, b)); };
    compare(eq::kl);
    compare(eq::krugman);
    compare(eq::hachman);
    compare(eq::turnover);
    compare(eq::total_variation);
    compare(eq::overlap);
    compare(eq::cosine_similarity);
    compare(eq::cross_concentration);
    compare(eq::aitchison_distance);
    print("power_divergence", eq::power_divergence(.5, b)(a));
    print("power_divergence", eq::power_divergence(2, b)(a));
    print_contributions("hhi", eq::hhi, a, b);
    print_contributions("gini_simpson", eq::gini_simpson, a, b);
    print_contributions("shannon", eq::shannon, a, b);
    print_contributions("shannon in bits", eq::shannon(eq::bits), a, b);
    print_contributions("exposure", eq::exposure(1), a, b);
    print("s_score", eq::s_score(x, y, 0x1p1000));
    print("cohen_kappa", eq::cohen_kappa(x, y));
    print("linear_kappa", eq::linear_kappa(x, y));
    print("quadratic_kappa", eq::quadratic_kappa(x, y));
    print("scott_pi", eq::scott_pi(eq::disagreement::squared)(x, y));
    auto rows_before = std::vector<std::vector<double>>{};
    auto rows_after = rows_before;
    for (std::size_t i = 0; i + 1 < x.size(); i += 2) {
        rows_before.push_back({x[i], x[i + 1]});
        rows_after.push_back({y[i], y[i + 1]});
    }
    for (auto const effect : eq::lmdi(rows_before, rows_after).effects) {
        print("lmdi", effect);
    }
    auto series = std::vector<std::pair<int, double>>{};
    for (auto const value : y) {
        series.emplace_back(static_cast<int>(series.size() + series.size() / 3), value);
    }
    auto const line = eq::trend(series);
    print("trend", line.slope);
    print("trend, median", line.median_slope);
    auto const both =
        eq::dyad(eq::state<int>{0, 0x1p600}, portfolio_of(x, 0), eq::state<int>{1, 1 + x[0]}, portfolio_of(y, 1));
    for (auto const& measured :
         {both.dependence_of_a, both.dependence_of_b, both.asymmetry, both.log_asymmetry, both.log_dependence_of_a,
          both.salience, both.symmetry, both.interdependence, both.influence, both.influence_ratio}) {
        print("dyad", measured.value);
    }
    print("balancing_gain", eq::balancing_gain(std::vector{a, b}));
}

void print_portfolio(std::vector<double> const& amounts)
{
    auto const all = portfolio_of(amounts);
    print("exposure", eq::exposure(all, 0));
    print("exposure", eq::exposure(all, eq::bloc{0, 2}));
    print("tilt", eq::tilt(all, 0, 1));
    print("tilt", eq::tilt(all, eq::bloc{0, 2}, 1));
    print("coverage_balance", eq::coverage_balance(all, 0, 1));
    print("third_neighbor_share", eq::third_neighbor_share(all, eq::bloc{0, 1}));
    print("pole_evenness", eq::pole_evenness(all, 0, 1));
    print("log_ratio", eq::log_ratio(all, 0, 1));
    print("quadratic_evenness", eq::quadratic_evenness(all, 0, 1));
    print("log_balance", eq::log_balance(all, eq::bloc{0, 1}, eq::bloc{2}));
    print("effective_partners", eq::effective_partners(all, [](int i, int j) { return i == j ? 1.0 : 1.0 / (i + j); }));
    for (auto const value : eq::clr(all).values) {
        print("clr", value);
    }
    auto const place = eq::stance(all, eq::poles{0, 1});
    for (auto const& share : place.shares) {
        print("stance", share.low);
    }
    print("stance, distance", place.distance_to(0));
    print("stance, tilt", place.tilt());
    print("exit_cost", eq::exit_cost(all, 0, 2.5));
    print("growth_needed", eq::growth_needed(all, 0));
    print("hhi_without", eq::hhi_without(all, 1));
    print("alternative_partners", eq::alternative_partners(all, 1));
    print("risk_weighted_hhi", eq::risk_weighted_hhi(all, [](int id) { return 1.0 / (id + 3); }));
    auto labels = std::vector<int>{};
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        labels.push_back(static_cast<int>(i % 3));
    }
    auto const print_parts = [](std::string_view name, auto const& parts) {
        print(name, parts.total);
        print(name, parts.between);
        print(name, parts.within);
    };
    print_parts("hhi_by_bloc", eq::hhi_by_bloc(all, labels));
    print_parts("shannon_by_bloc", eq::shannon_by_bloc(all, labels));
    print_parts("theil_by_bloc", eq::theil_by_bloc(all, labels));
    print_parts("mean_log_deviation_by_bloc", eq::mean_log_deviation_by_bloc(all, labels));
    print_parts("hill_by_bloc", eq::hill_by_bloc(all, labels, 1.5));
    print("attributed, low word", all.totals().attributed.lo);
    print("squares, low word", all.totals().squares.lo);
}

void print_draws(std::vector<double> const& amounts)
{
    auto const how = eq::resampling{.draws = 5, .seed = 3};
    auto const print_each = [](std::string_view what, eq::distribution const& drawn) {
        for (auto const value : drawn.draws()) {
            print(what, value);
        }
        print(what, drawn.sd());
    };
    print_each("draws of dirichlet(2)", eq::resample(amounts, eq::dirichlet{2}, how, eq::hhi));
    print_each("draws of dirichlet(1000)", eq::resample(amounts, eq::dirichlet{1000}, how, eq::hhi));
    print_each("draws of lognormal_error", eq::resample(amounts, eq::lognormal_error{.3, .5}, how, eq::hhi));
    auto records = std::vector<eq::partner<int>>{};
    auto ranges = std::vector<eq::partner_range<int>>{};
    for (auto const amount : amounts) {
        ranges.push_back({static_cast<int>(ranges.size()), amount * .75, amount * 1.5});
        records.push_back({static_cast<int>(records.size() / 3), amount});
    }
    print_each("draws of rows", eq::resample(records, eq::rows{eq::row_weights::bayesian}, how, eq::hhi));
    print_each("draws of uniform_within",
               eq::resample(eq::interval_portfolio<int>{ranges}, eq::uniform_within{}, how, eq::hhi));
}

} // namespace

int main(int argc, char** argv)
{
    auto const cases = argc > 1 ? std::stoul(argv[1]) : 60UL;
    auto random = random_bits{2019};
    for (std::size_t i = 0; i < cases; ++i) {
        constexpr std::size_t sizes[] = {3, 4, 5, 7, 12, 33, 64, 65, 100, 700};
        auto const size = sizes[random.below(i % 20 == 0 ? 10 : 7)];
        std::printf("case %zu of %zu partners\n", i, size);
        auto const x = draw(random, size);
        auto y = draw(random, size);
        if (i % 4 == 0) { // the same partners in another order, so that what is left of a change is rounding
            y = x;
            std::swap(y.front(), y[size / 2]);
        }
        print_indices(x);
        print_portfolio(x);
        print_pair(x, y);
        print_draws(x);
    }
}
