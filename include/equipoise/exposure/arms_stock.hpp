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

/// Flows that last: deliveries of arms, and whatever else a state lives with for years.
///
/// What results is a portfolio, to be measured as any other: `exposure(arms_stock(..), russia)` is the share of a
/// state's arms that came from Russia. Aid and debt need nothing of their own: the share of a donor in all aid, or of
/// a creditor in all debt, is the `exposure` of the portfolio of donors or creditors, and `dependence` their ratio to
/// GDP.
namespace equipoise {

/// What it means that a ledger has nothing under a year and a state.
///
/// are_none      there was no delivery, as in tables that leave such cells empty
/// are_unknown   nobody knows, and the sum over the years cannot be told
enum class absent_years : unsigned char { are_none, are_unknown };

namespace exposure_detail {

/// Keys of a period, which counts the years, and a state.
template <class Key>
concept period_and_state = requires {
    requires std::tuple_size<Key>::value == 2;
    requires std::integral<std::tuple_element_t<0, Key>>;
};

/// A fraction of an amount: a quantity as it is multiplied, a floating-point number as its own type, a count as double.
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

/// The portfolios of a state, or of the members of a bloc, that are on file for a period.
template <class Key, class Id, class Amount, class Period, class Who>
void take(std::vector<detail::addend<Id, Amount>>& parts, ledger<Key, Id, Amount> const& book, Period period,
          Who const& who, double weight, absent_years absent)
{
    for (auto const& state : detail::members(who)) {
        auto const key = Key{period, state};
        if (absent == absent_years::are_unknown) {
            parts.push_back({book.at(key), weight});
        } else if (auto const flows = book.find(key)) {
            parts.push_back({*flows, weight});
        }
    }
}

struct window_fn {
    template <period_and_state Key, class Id, class Amount, detail::party Who>
    [[nodiscard]] portfolio<Id, Amount> operator()(ledger<Key, Id, Amount> const& book,
                                                   std::tuple_element_t<0, Key> period, Who const& who,
                                                   absent_years absent, int years = 5) const
    {
        using period_type = std::tuple_element_t<0, Key>;
        if (years < 1) {
            throw invalid_parameter{"window", "number of years", static_cast<double>(years), "at least 1"};
        }
        auto parts = std::vector<detail::addend<Id, Amount>>{};
        for (auto year = period_type{}; year < static_cast<period_type>(years); ++year) {
            take(parts, book, static_cast<period_type>(period - year), who, 1, absent);
        }
        return detail::combined(parts, [](Amount const& x, double) { return x; });
    }
};

struct decaying_stock_fn {
    template <period_and_state Key, class Id, divisible Amount, detail::party Who>
    [[nodiscard]] auto operator()(ledger<Key, Id, Amount> const& book, std::tuple_element_t<0, Key> period,
                                  Who const& who, double delta, absent_years absent) const
    {
        using period_type = std::tuple_element_t<0, Key>;
        if (!(delta >= 0 && delta <= 1)) {
            throw invalid_parameter{"decaying_stock", "delta", delta, "in [0, 1]"};
        }
        auto parts = std::vector<detail::addend<Id, Amount>>{};
        auto const first = book.empty() ? period : std::get<0>(book.keys().front());
        auto const left = detail::two_sum(1, -delta);
        auto weight = detail::twofold{1};
        // weights beyond the reach of a double leave nothing
        for (auto year = period; year >= first && weight.hi > 0; --year) {
            take(parts, book, year, who, weight.hi, absent);
            weight = weight * left;
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
/// `window(book, 2019, mongolia, absent_years::are_none)`; the ledger is keyed by (period, state), the state an
/// identifier or a `bloc`. Five years, SIPRI's habit with arms, unless a number is given. Partners and unattributed
/// parts add up as in `trade`. With `are_unknown`, a year that is not on file throws `std::out_of_range` naming it;
/// years before the ledger begins are no exception. Throws `invalid_parameter` for fewer years than 1. Source: SIPRI,
/// Trends in International Arms Transfers, which compares periods of five years.
inline constexpr exposure_detail::window_fn window{};

/// The flows of a state as a decaying stock: K = sum over k >= 0 of x in the year t - k, times (1 - delta)^k.
///
/// `decaying_stock(book, 2019, mongolia, 0.05, absent_years::are_none)`; delta in [0, 1] is the part of the stock
/// lost in a year: 0 adds up all years on file up to t, 1 leaves the last. Years count from the ledger's first one,
/// whatever the state; for absent years and blocs see `window`. Counts become `double`.
/// Throws `invalid_parameter` for a delta outside [0, 1].
/// Source: defined by this library, as a perpetual inventory, because arms bind those who use them to their supplier.
inline constexpr exposure_detail::decaying_stock_fn decaying_stock{};

} // namespace equipoise
