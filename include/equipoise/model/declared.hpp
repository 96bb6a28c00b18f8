// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/amounts.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/core/tally.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/model/listing.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>

namespace equipoise {

/// What is known of a portfolio besides its listed partners.
template <amount Amount = double>
struct declared {
    std::optional<Amount> total{};                         ///< of all partners; without it, the sum of the listed ones
    equipoise::listing listing = equipoise::listing::some; ///< which partners the list holds
    Amount rounding{};                                     ///< the most by which a listed amount may be rounded
};

namespace detail {

/// Totals of listed amounts.
template <class Amount>
[[nodiscard]] totals listed_totals(std::span<Amount const> amounts)
{
    if constexpr (std::same_as<Amount, double>) {
        if (auto sums = totals{}; count_few(amounts.data(), amounts.size(), sums)) {
            return sums;
        }
    }
    auto counted = tally<true>{};
    auto proj = ranges::identity{};
    for_each_block(amounts, proj, [&](double const* first, std::size_t count) {
        (void)counted.add(first, count, "portfolio", [](int) {});
    });
    auto sums = counted.result();
    if constexpr (!fits_double<Amount>) {
        sums.unit = static_cast<std::size_t>(std::max_element(amounts.begin(), amounts.end()) - amounts.begin());
    }
    return sums;
}

/// What amounts are multiples of: the largest listed one, or with nothing listed the declared total.
template <class Amount>
[[nodiscard]] Amount unit_of(std::span<Amount const> amounts, declared<Amount> const& known, totals const& sums)
{
    return sums.largest != 0 ? amounts[sums.unit] : known.total.value_or(Amount{});
}

/// An amount as a double: its number where its type fits a double, else a multiple of the unit.
template <class Amount>
[[nodiscard]] double number_of(Amount const& x, [[maybe_unused]] Amount const& unit)
{
    if constexpr (fits_double<Amount>) {
        return static_cast<double>(x);
    } else {
        return multiple(x, unit);
    }
}

/// Refuses a declared total, or a rounding, that no portfolio can have.
/// @throws invalid_parameter; name() is the portfolio in its message
template <class Amount, class Name>
void check_declared(declared<Amount> const& known, Amount const& unit, Name const& name)
{
    if (!(*known.total >= Amount{}) || !finite(*known.total)) {
        throw invalid_parameter{name(), "total", bare(*known.total), "finite and not negative"};
    }
    if (!(known.rounding >= Amount{}) || !finite(known.rounding)) {
        throw invalid_parameter{name(), "rounding", bare(known.rounding), "finite and not negative"};
    }
    if (!(number_of(*known.total, unit) <= (std::numeric_limits<double>::max)())) {
        throw invalid_parameter{name(), "total", bare(*known.total),
                                "at most 1.8e308 times the largest listed partner"};
    }
}

/// Brings the listed totals into units of 2^exponent.
inline void rescale(totals& sums, int exponent)
{
    if (exponent == sums.exponent) {
        return;
    }
    auto const power = sums.exponent - exponent;
    sums.attributed = {scaled(sums.attributed.hi, power), scaled(sums.attributed.lo, power)};
    sums.squares = {scaled(sums.squares.hi, 2 * power), scaled(sums.squares.lo, 2 * power)};
    sums.largest = scaled(sums.largest, power);
    sums.exponent = exponent;
}

/// Brings the listed totals into units that suit an amount as well which may be larger than the listed ones.
inline void rescale_for(double amount, totals& sums)
{
    rescale(sums, scale_for((std::max)(amount, scaled(sums.largest, sums.exponent))));
}

/// Takes the listed amounts off the declared total: what is left over is not attributed. `at_least` is what partners of
/// unknown amount have of it for certain. Where list and total contradict each other, contradicted(error) is called,
/// error() being the exception that says how; if that does not throw, the total is not known.
template <class Amount, class Name, class Contradicted>
void subtract_listed(std::span<Amount const> amounts, declared<Amount> const& known, Amount const& unit, totals& sums,
                     Name const& name, Contradicted const& contradicted, Amount const& at_least)
{
    auto const in_units = [&](Amount const& x) { return scaled(number_of(x, unit), -sums.exponent); };
    auto const total = in_units(*known.total);
    auto const rest = twofold{total} - sums.attributed;
    auto const of_unknown = at_least == Amount{} ? 0.0 : in_units(at_least);
    auto const over = of_unknown == 0 ? rest : rest - twofold{of_unknown};
    auto const partners = static_cast<double>(amounts.size());
    auto const noise = rounded((partners + 1) * std::numeric_limits<double>::epsilon() * total);
    if (over.hi < -noise && over.hi < -rounded(partners * in_units(known.rounding)) - noise) {
        contradicted([&] {
            return invalid_parameter{name(), "total", bare(*known.total),
                                     "at least the sum of the listed partners, "
                                         + number_text(scaled((sums.attributed + of_unknown).value(), sums.exponent))
                                         + ", or a rounding of the listed amounts must be stated"};
        });
        sums.hide(reason::contradictory_total);
        return;
    }
    if (rest.hi > noise) {
        sums.unattributed = rest;
        if (known.listing == listing::largest && std::find(amounts.begin(), amounts.end(), Amount{}) != amounts.end()) {
            contradicted([&] {
                return invalid_parameter{name(), "listing", "largest",
                                         "some, as a listed partner has nothing, and no unlisted one can have less"};
            });
            sums.hide(reason::contradictory_total);
        }
    }
}

/// Totals of listed amounts and of what a declared total leaves over. name() names the portfolio in messages; for
/// `contradicted` and `at_least` see subtract_listed.
/// @throws invalid_parameter for a total or rounding that no portfolio can have
template <class Amount, class Name, class Contradicted>
[[nodiscard]] totals totals_of(std::span<Amount const> amounts, declared<Amount> const& known, Name const& name,
                               Contradicted const& contradicted, Amount const& at_least = {})
{
    auto sums = listed_totals(amounts);
    if (known.total) {
        auto const unit = unit_of(amounts, known, sums);
        check_declared(known, unit, name);
        rescale_for(number_of(*known.total, unit), sums);
        subtract_listed(amounts, known, unit, sums, name, contradicted, at_least);
    }
    return sums;
}

/// The same, where a contradiction is an error.
template <class Amount, class Name>
[[nodiscard]] totals totals_of(std::span<Amount const> amounts, declared<Amount> const& known, Name const& name)
{
    return totals_of<Amount>(amounts, known, name, [](auto const& error) { throw error(); });
}

} // namespace detail

} // namespace equipoise
