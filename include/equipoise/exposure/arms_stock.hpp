// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/portfolio_sum.hpp>

#include <concepts>
#include <limits>
#include <tuple>
#include <type_traits>
#include <vector>

/// Flows whose effect lasts for years, such as deliveries of arms.
///
///     window(ledger, period, state, absent_years::are_none, years)            the sum of the last years
///     decaying_stock(ledger, period, state, delta, absent_years::are_none)    sum of x_(t - k) (1 - delta)^k
///
/// The result is a portfolio, which is measured as any other: `exposure(window(...), russia)` is the share of a state's
/// arms that came from Russia. Aid and debt need no measures of their own: the share of a donor in all aid, or of a
/// creditor in all debt, is the `exposure` of the portfolio of donors or creditors, and `dependence` is their ratio to
/// GDP.
namespace equipoise {

/// What it means that a ledger has no flows under a year and a state.
enum class absent_years : unsigned char {
    are_none,    ///< there was no delivery, as in data that omit such years
    are_unknown, ///< it is not known whether there was one, and so the sum over the years is not known
};

namespace exposure_detail {

/// Keys of a period, counted in years, and a state.
template <class Key>
concept period_and_state = requires {
    requires std::tuple_size<Key>::value == 2;
    requires std::integral<std::tuple_element_t<0, Key>>;
};

/// A fraction of an amount. Its type is that of the amount, except that a fraction of a count is a double.
struct fraction_of {
    template <amount Amount>
    [[nodiscard]] auto operator()(Amount const& x, double weight) const
    {
        if constexpr (std::integral<Amount>) {
            return static_cast<double>(x) * weight;
        } else if constexpr (std::floating_point<Amount>) {
            return static_cast<Amount>(x * static_cast<Amount>(weight));
        } else {
            return static_cast<Amount>(weight * x);
        }
    }
};

template <class Amount>
concept divisible = detail::number<Amount> || requires(Amount const& x) { static_cast<Amount>(0.5 * x); };

/// Adds to `parts` the portfolios of a state, or of the members of a bloc, in a period.
/// @throws not_found where there is none and absent years are unknown
template <class Key, class Id, class Amount, class Period, class Who>
void add_period(std::vector<detail::addend<Id, Amount>>& parts, ledger<Key, Id, Amount> const& flows_by_state,
                Period period, Who const& who, double weight, absent_years absent)
{
    for (auto const& state : detail::members(who)) {
        auto const key = Key{period, state};
        if (absent == absent_years::are_unknown) {
            parts.push_back({flows_by_state.at(key), weight});
        } else if (auto const flows = flows_by_state.find(key)) {
            parts.push_back({*flows, weight});
        }
    }
}

struct window_fn {
    template <period_and_state Key, class Id, class Amount, party Who>
    [[nodiscard]] portfolio<Id, Amount> operator()(ledger<Key, Id, Amount> const& flows_by_state,
                                                   std::tuple_element_t<0, Key> period, Who const& who,
                                                   absent_years absent, int years = 5) const
    {
        using period_type = std::tuple_element_t<0, Key>;
        if (years < 1) {
            throw invalid_parameter{"window", "number of years", static_cast<double>(years), "at least 1"};
        }
        auto parts = std::vector<detail::addend<Id, Amount>>{};
        for (auto year = period_type{}; year < static_cast<period_type>(years); ++year) {
            add_period(parts, flows_by_state, static_cast<period_type>(period - year), who, 1, absent);
        }
        return detail::combined(parts, [](Amount const& x, double) { return x; });
    }
};

struct decaying_stock_fn {
    template <period_and_state Key, class Id, divisible Amount, party Who>
    [[nodiscard]] auto operator()(ledger<Key, Id, Amount> const& flows_by_state, std::tuple_element_t<0, Key> period,
                                  Who const& who, double delta, absent_years absent) const
    {
        using period_type = std::tuple_element_t<0, Key>;
        if (!(delta >= 0 && delta <= 1)) {
            throw invalid_parameter{"decaying_stock", "delta", delta, "in [0, 1]"};
        }
        auto parts = std::vector<detail::addend<Id, Amount>>{};
        auto const first = flows_by_state.empty() ? period : std::get<0>(flows_by_state.keys().front());
        auto const kept = detail::two_sum(1, -delta);
        auto weight = detail::twofold{1};
        // a weight that a double cannot hold is 0, and so are all that follow
        for (auto year = period; year >= first && weight.hi > 0; --year) {
            add_period(parts, flows_by_state, year, who, weight.hi, absent);
            weight = weight * kept;
            if (year == (std::numeric_limits<period_type>::min)()) {
                break;
            }
        }
        return detail::combined(parts, fraction_of{});
    }
};

} // namespace exposure_detail

/// The flows of a state over a window of years that ends with `period`, as one portfolio.
///
/// Called as `window(ledger, 2019, mongolia, absent_years::are_none)`, for five years (SIPRI's habit with arms), or
/// with the number of years as a last argument. The ledger is keyed by (period, state); the state is an identifier or a
/// `bloc`. Partners and unattributed parts add up as in `trade`. Years before the ledger begins are absent like others.
/// @throws not_found, which names the year, where `are_unknown` and a year is absent
/// @throws invalid_parameter for fewer years than 1
/// Source: SIPRI, Trends in International Arms Transfers, which compares periods of five years.
inline constexpr exposure_detail::window_fn window{};

/// The flows of a state as a decaying stock: K, the sum over k >= 0 of the flows in the year t - k times (1 - delta)^k.
///
/// Called as `decaying_stock(ledger, 2019, mongolia, 0.05, absent_years::are_none)`. The parameter delta in [0, 1] is
/// the part of the stock that is lost in a year: 0 adds up all years on file up to t, 1 keeps only the last. Years
/// count from the first one of the ledger, whichever state it is of; for absent years and blocs see `window`. Counts
/// become `double`.
/// @throws invalid_parameter for a delta outside [0, 1], not_found as `window`
/// Source: defined by this library, as a perpetual inventory, because arms bind their user to the supplier.
inline constexpr exposure_detail::decaying_stock_fn decaying_stock{};

} // namespace equipoise
