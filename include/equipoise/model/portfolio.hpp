// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/later.hpp>
#include <equipoise/core/row_iterator.hpp>
#include <equipoise/core/tally.hpp>
#include <equipoise/model/building/cell.hpp>
#include <equipoise/model/identifiers.hpp>
#include <equipoise/model/listing.hpp>
#include <equipoise/model/partner.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise {

/// What is known of a portfolio beside its listed partners.
template <amount Amount = double>
struct declared {
    std::optional<Amount> total{};                         ///< of all partners; the listed ones add up to it if absent
    equipoise::listing listing = equipoise::listing::some; ///< which partners the list holds
    Amount rounding{};                                     ///< the most by which a listed amount may be rounded
};

namespace detail {

struct id_of {
    template <class T>
    constexpr auto operator()(T const& row) const
    {
        if constexpr (requires { row.id; }) {
            return row.id;
        } else {
            return row.first;
        }
    }
};

struct amount_of {
    template <class T>
    constexpr auto operator()(T const& row) const
    {
        if constexpr (requires { row.amount; }) {
            return row.amount;
        } else {
            return row.second;
        }
    }
};

/// Partners, pairs, and what has their members.
template <class Row>
concept partner_like =
    (requires(std::remove_cvref_t<Row> const& row) { row.id; } || requires(std::remove_cvref_t<Row> const& row) {
        row.first;
    }) && (requires(std::remove_cvref_t<Row> const& row) { row.amount; } || requires(std::remove_cvref_t<Row> const& row) {
        row.second;
    });

/// What a projection makes of a row.
template <class Part, class Row>
using part_of = std::remove_cvref_t<std::invoke_result_t<Part const&, std::remove_cvref_t<Row> const&>>;

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
    return counted.result();
}

/// Totals of listed amounts and of what a declared total leaves over. who() names the portfolio in messages. Where the
/// list and what is declared contradict each other, contradicted(error) is called, error() being the exception that
/// says how; if that does not throw, the total is not known.
template <class Amount, class Who, class Contradicted>
[[nodiscard]] totals totals_of(std::span<Amount const> amounts, declared<Amount> const& known, Who who,
                               Contradicted contradicted)
{
    auto sums = listed_totals(amounts);
    if constexpr (!fits_double<Amount>) {
        sums.unit = static_cast<std::size_t>(std::max_element(amounts.begin(), amounts.end()) - amounts.begin());
    }
    if (!known.total) {
        return sums;
    }
    if (!(*known.total >= Amount{}) || !finite(*known.total)) {
        throw invalid_parameter{who(), "total", bare(*known.total), "finite and not negative"};
    }
    if (!(known.rounding >= Amount{}) || !finite(known.rounding)) {
        throw invalid_parameter{who(), "rounding", bare(known.rounding), "finite and not negative"};
    }
    auto const number = [&](Amount const& x) {
        if constexpr (fits_double<Amount>) {
            return static_cast<double>(x);
        } else {
            return multiple(x, sums.largest == 0 ? *known.total : amounts[sums.unit]);
        }
    };
    if (!(number(*known.total) <= (std::numeric_limits<double>::max)())) {
        throw invalid_parameter{who(), "total", bare(*known.total), "at most 1.8e308 times the largest listed partner"};
    }
    if (auto const exponent = scale_for((std::max)(number(*known.total), scaled(sums.largest, sums.exponent)));
        exponent != sums.exponent) {
        auto const power = sums.exponent - exponent;
        sums.attributed = {scaled(sums.attributed.hi, power), scaled(sums.attributed.lo, power)};
        sums.squares = {scaled(sums.squares.hi, 2 * power), scaled(sums.squares.lo, 2 * power)};
        sums.largest = scaled(sums.largest, power);
        sums.exponent = exponent;
    }
    auto const in_units = [&](Amount const& x) { return scaled(number(x), -sums.exponent); };
    auto const total = in_units(*known.total);
    auto const rest = twofold{total} - sums.attributed;
    auto const partners = static_cast<double>(amounts.size());
    auto const noise = rounded((partners + 1) * std::numeric_limits<double>::epsilon() * total);
    if (rest.hi < -noise && rest.hi < -rounded(partners * in_units(known.rounding)) - noise) {
        contradicted([&] {
            return invalid_parameter{who(), "total", bare(*known.total),
                                     "at least the sum of the listed partners, "
                                         + number_text(scaled(sums.attributed.value(), sums.exponent))
                                         + ", or a rounding of the listed amounts must be stated"};
        });
        sums.hide(reason::contradictory_total);
        return sums;
    }
    if (rest.hi > noise) {
        sums.unattributed = rest;
        if (known.listing == listing::largest && std::find(amounts.begin(), amounts.end(), Amount{}) != amounts.end()) {
            contradicted([&] {
                return invalid_parameter{who(), "listing", "largest",
                                         "some: beside a listed partner with nothing, nobody is left to hold the rest"};
            });
            sums.hide(reason::contradictory_total);
        }
    }
    return sums;
}

/// The same, where a contradiction is an error.
template <class Amount, class Who>
[[nodiscard]] totals totals_of(std::span<Amount const> amounts, declared<Amount> const& known, Who who)
{
    return totals_of<Amount>(amounts, known, who, [](auto const& error) { throw error(); });
}

/// What amounts are multiples of: the largest listed one, or with nothing listed the declared total.
template <class Amount>
[[nodiscard]] Amount unit_of(std::span<Amount const> amounts, declared<Amount> const& known, totals const& sums)
{
    return sums.largest != 0 ? amounts[sums.unit] : known.total.value_or(Amount{});
}

template <class Id, class Amount>
struct partner_rows {
    Id const* ids = nullptr;
    Amount const* amounts = nullptr;
    [[nodiscard]] partner<Id, Amount> operator[](std::size_t i) const { return {ids[i], amounts[i]}; }
};

} // namespace detail

/// The partners of one state as somebody else keeps them: what `portfolio` is, without owning anything.
template <identifier Id, amount Amount = double>
class portfolio_view {
public:
    using iterator = detail::row_iterator<detail::partner_rows<Id, Amount>>;

    portfolio_view() = default;

    portfolio_view(std::span<Id const> ids, std::span<Amount const> amounts, detail::totals const& sums,
                   equipoise::listing which, Amount const& unit)
        : ids_{ids}, amounts_{amounts}, totals_{sums}, listing_{which}, unit_{unit}
    {
    }

    [[nodiscard]] std::size_t size() const noexcept { return ids_.size(); }
    [[nodiscard]] bool empty() const noexcept { return ids_.empty(); }
    [[nodiscard]] partner<Id, Amount> operator[](std::size_t i) const { return {ids_[i], amounts_[i]}; }
    [[nodiscard]] iterator begin() const noexcept { return {{ids_.data(), amounts_.data()}, 0}; }
    [[nodiscard]] iterator end() const noexcept { return {{ids_.data(), amounts_.data()}, size()}; }

    [[nodiscard]] std::span<Id const> ids() const noexcept { return ids_; }
    [[nodiscard]] std::span<Amount const> amounts() const noexcept { return amounts_; }
    [[nodiscard]] detail::totals const& totals() const& noexcept { return totals_; }
    [[nodiscard]] detail::totals totals() const&& noexcept { return totals_; }
    [[nodiscard]] equipoise::listing listing() const noexcept { return listing_; }
    [[nodiscard]] Amount unit() const { return unit_; } ///< what quantities are read as multiples of

    /// Where `id` is listed; nothing when it is not.
    [[nodiscard]] std::optional<detail::later<std::size_t, Id>> position(Id const& id) const
    {
        auto const found = std::lower_bound(ids_.begin(), ids_.end(), id);
        if (found == ids_.end() || !(*found == id)) {
            return std::nullopt;
        }
        return static_cast<std::size_t>(found - ids_.begin());
    }

    [[nodiscard]] bool contains(Id const& id) const { return position(id).has_value(); }

    /// The amount at a position in units of the totals, a double that may be summed and squared.
    [[nodiscard]] double scaled(std::size_t i) const { return scaled(i, totals_.exponent); }

    /// The same in units of 2^exponent, which keep digits of the small that those of the totals may not.
    [[nodiscard]] double scaled(std::size_t i, int exponent) const
    {
        if constexpr (detail::fits_double<Amount>) {
            return detail::scaled(static_cast<double>(amounts_[i]), -exponent);
        } else {
            return detail::scaled(detail::multiple(amounts_[i], unit_), -exponent);
        }
    }

    /// The share of the total that the partner at a position carries, in [0, 1]; undefined when the total is zero.
    [[nodiscard]] double share(std::size_t i) const
    {
        return totals_.whole().hi == 0 ? undefined : detail::twofold{scaled(i)} / totals_.whole();
    }

    /// The share of the total that no listed partner carries, in [0, 1]; undefined when the total is zero.
    [[nodiscard]] double residual_share() const
    {
        return totals_.whole().hi == 0 ? undefined : totals_.unattributed / totals_.whole();
    }

private:
    std::span<Id const> ids_;
    std::span<Amount const> amounts_;
    detail::totals totals_;
    equipoise::listing listing_ = listing::some;
    Amount unit_{};
};

/// All partners of one state: a range of `partner`, each once, in the order of their identifiers.
///
/// Rows with the same partner are summed, with compensation. A declared total larger than the listed partners
/// leaves a residual: flow that is known to exist and not known to belong to anyone. Indices of such a portfolio
/// are undefined, and `bound` gives their interval. Listed partners that exceed the total by more than rounding
/// are an error, unless `declared::rounding` allows it; shares are then taken of the sum of the listed partners.
/// Sums are of the type Amount and keep all its digits; totals, shares and indices read them as doubles of 53 bits, see
/// the concept `amount`.
/// A copy of a portfolio of a ledger whose total is not known has no known total either. A view of a portfolio, its
/// spans and its iterators are valid as long as the portfolio is: they cannot be taken from one that is a temporary,
/// whose `ids` and `amounts` are copies.
/// @throws invalid_amount (index "portfolio") and invalid_parameter
template <identifier Id, amount Amount = double>
class portfolio {
public:
    using iterator = typename portfolio_view<Id, Amount>::iterator;

    portfolio() = default;

    portfolio(std::initializer_list<partner<Id, Amount>> partners, declared<Amount> const& known = {})
        : portfolio(partners, detail::id_of{}, detail::amount_of{}, known)
    {
    }

    /// A copy of its own, with the residual and all.
    explicit portfolio(portfolio_view<Id, Amount> const& flows)
        : ids_(flows.ids().begin(), flows.ids().end()), amounts_(flows.amounts().begin(), flows.amounts().end()),
          totals_{flows.totals()}, listing_{flows.listing()}, unit_{flows.unit()}
    {
    }

    /// From partners, or from pairs of an identifier and an amount, such as the entries of a map.
    template <ranges::input_range R>
        requires(!requires(R& rows) { rows.totals(); } && detail::partner_like<ranges::range_reference_t<R>>)
    explicit portfolio(R&& rows) : portfolio(rows, declared<Amount>{}) // totals, if there were any, would be lost
    {
    }

    template <ranges::input_range R>
        requires(!detail::partner_like<ranges::range_reference_t<R>>)
    explicit portfolio(R&&) = delete; // name id and amount of a row: portfolio<Id>(rows, &row::who, &row::usd)

    template <ranges::input_range R>
        requires detail::partner_like<ranges::range_reference_t<R>>
    explicit portfolio(R&& rows, declared<Amount> const& known)
        : portfolio(rows, detail::id_of{}, detail::amount_of{}, known)
    {
    }

    /// From rows of any kind, with the projections that find the partner and the amount in a row.
    template <ranges::input_range R, class IdProj, class AmountProj>
    portfolio(R&& rows, IdProj id, AmountProj amount, declared<Amount> const& known = {}) : listing_{known.listing}
    {
        auto cells = std::vector<std::pair<Id, detail::cell<Amount>>>{};
        std::size_t position = 0;
        auto const last = ranges::end(rows);
        for (auto it = ranges::begin(rows); it != last; ++it, ++position) {
            auto&& row = *it;
            cells.emplace_back(std::invoke(id, row),
                               detail::cell<Amount>::of(std::invoke(amount, row), "portfolio", position));
        }
        std::stable_sort(cells.begin(), cells.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
        auto sums = std::vector<detail::cell<Amount>>{};
        for (auto& [who, cell] : cells) {
            if (ids_.empty() || ids_.back() != who) {
                ids_.push_back(std::move(who));
                sums.push_back(cell);
            } else {
                sums.back().add(cell);
            }
        }
        amounts_.reserve(sums.size());
        for (auto const& sum : sums) {
            amounts_.push_back(sum.value());
        }
        totals_ = detail::totals_of<Amount>(amounts_, known, [] { return "portfolio"; });
        unit_ = detail::unit_of<Amount>(amounts_, known, totals_);
    }

    [[nodiscard]] portfolio_view<Id, Amount> view() const& { return {ids_, amounts_, totals_, listing_, unit_}; }
    portfolio_view<Id, Amount> view() const&& = delete; // it would outlive the portfolio
    operator portfolio_view<Id, Amount>() const& { return view(); }
    operator portfolio_view<Id, Amount>() const&& = delete; // it would outlive the portfolio

    [[nodiscard]] std::size_t size() const noexcept { return ids_.size(); }
    [[nodiscard]] bool empty() const noexcept { return ids_.empty(); }
    [[nodiscard]] partner<Id, Amount> operator[](std::size_t i) const { return {ids_[i], amounts_[i]}; }
    [[nodiscard]] iterator begin() const& { return view().begin(); }
    [[nodiscard]] iterator end() const& { return view().end(); }
    iterator begin() const&& = delete; // it would outlive the portfolio
    iterator end() const&& = delete;
    [[nodiscard]] std::span<Id const> ids() const& noexcept { return ids_; }
    [[nodiscard]] std::span<Amount const> amounts() const& noexcept { return amounts_; }
    [[nodiscard]] std::vector<Id> ids() const&& { return ids_; }
    [[nodiscard]] std::vector<Amount> amounts() const&& { return amounts_; }
    [[nodiscard]] detail::totals const& totals() const& noexcept { return totals_; }
    [[nodiscard]] detail::totals totals() const&& noexcept { return totals_; }
    [[nodiscard]] equipoise::listing listing() const noexcept { return listing_; }
    [[nodiscard]] Amount unit() const { return unit_; }
    [[nodiscard]] std::optional<detail::later<std::size_t, Id>> position(Id const& id) const
    {
        return view().position(id);
    }
    [[nodiscard]] bool contains(Id const& id) const { return view().contains(id); }
    [[nodiscard]] double scaled(std::size_t i) const { return view().scaled(i); }
    [[nodiscard]] double scaled(std::size_t i, int exponent) const { return view().scaled(i, exponent); }
    [[nodiscard]] double share(std::size_t i) const { return view().share(i); }
    [[nodiscard]] double residual_share() const { return view().residual_share(); }

private:
    std::vector<Id> ids_;
    std::vector<Amount> amounts_;
    detail::totals totals_;
    equipoise::listing listing_ = listing::some;
    Amount unit_{};
};

template <ranges::input_range R>
    requires(!requires(R& rows) { rows.totals(); } && detail::partner_like<ranges::range_reference_t<R>>)
portfolio(R&&) -> portfolio<detail::part_of<detail::id_of, ranges::range_reference_t<R>>,
                            detail::part_of<detail::amount_of, ranges::range_reference_t<R>>>;
template <ranges::input_range R>
    requires(!detail::partner_like<ranges::range_reference_t<R>>)
portfolio(R&&) -> portfolio<int>; // a call that is refused

} // namespace equipoise
