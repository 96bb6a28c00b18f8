// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/row_iterator.hpp>
#include <equipoise/core/tally.hpp>
#include <equipoise/model/building/cell.hpp>
#include <equipoise/model/declared.hpp>
#include <equipoise/model/identifiers.hpp>
#include <equipoise/model/listing.hpp>
#include <equipoise/model/partner.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise {

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

/// Partners, pairs, and other types with their members.
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

template <class Id, class Amount>
struct partner_rows {
    Id const* ids = nullptr;
    Amount const* amounts = nullptr;
    [[nodiscard]] partner<Id, Amount> operator[](std::size_t i) const { return {ids[i], amounts[i]}; }
};

} // namespace detail

/// A non-owning view of a portfolio: valid as long as the portfolio or ledger that it was taken from.
template <identifier Id, amount Amount = double>
class portfolio_view {
public:
    using iterator = detail::row_iterator<detail::partner_rows<Id, Amount>>;

    portfolio_view() = default;

    portfolio_view(std::span<Id const> ids, std::span<Amount const> amounts, rules::totals const& sums,
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
    [[nodiscard]] rules::totals const& totals() const& noexcept { return totals_; }
    [[nodiscard]] rules::totals totals() const&& noexcept { return totals_; }
    [[nodiscard]] equipoise::listing listing() const noexcept { return listing_; }
    [[nodiscard]] Amount unit() const { return unit_; } ///< of which quantities are read as multiples

    /// The position of `id` in the list; nothing when it is not listed.
    [[nodiscard]] std::optional<std::size_t> position(Id const& id) const
    {
        auto const found = std::lower_bound(ids_.begin(), ids_.end(), id);
        if (found == ids_.end() || !(*found == id)) {
            return std::nullopt;
        }
        return static_cast<std::size_t>(found - ids_.begin());
    }

    [[nodiscard]] bool contains(Id const& id) const { return position(id).has_value(); }

    /// The amount at a position in the units of the totals, in which sums and squares of amounts stay in range.
    [[nodiscard]] double scaled(std::size_t i) const { return scaled(i, totals_.exponent); }

    /// The same in units of 2^exponent, in which a tiny amount may keep digits that it loses in those of the totals.
    [[nodiscard]] double scaled(std::size_t i, int exponent) const
    {
        if constexpr (detail::fits_double<Amount>) {
            return detail::scaled(static_cast<double>(amounts_[i]), -exponent);
        } else {
            return detail::scaled(detail::multiple(amounts_[i], unit_), -exponent);
        }
    }

    /// The share of the total that the partner at a position has, in [0, 1]; undefined (NaN) when the total is zero.
    [[nodiscard]] double share(std::size_t i) const
    {
        return totals_.whole().hi == 0 ? undefined : detail::twofold{scaled(i)} / totals_.whole();
    }

    /// The share of the total that no listed partner has, in [0, 1]; undefined (NaN) when the total is zero.
    [[nodiscard]] double residual_share() const
    {
        return totals_.whole().hi == 0 ? undefined : totals_.unattributed / totals_.whole();
    }

private:
    std::span<Id const> ids_;
    std::span<Amount const> amounts_;
    rules::totals totals_;
    equipoise::listing listing_ = listing::some;
    Amount unit_{};
};

/// All partners of one state: a range of `partner`, each once, in the order of their identifiers.
///
/// Rows with the same partner are summed, with a correction for rounding. A declared total larger than the sum of the
/// listed partners leaves a residual: flows that are known to exist, but not with which partners. Indices of such a
/// portfolio are undefined, and `bound` gives their interval. Listed partners that exceed the total by more than
/// rounding are an error, unless `declared::rounding` allows it; shares are then shares of the sum of the listed
/// partners. Sums are of the type Amount and keep all its digits; totals, shares and indices read them as doubles of 53
/// bits (see the concept `amount`). A copy of a portfolio whose total is not known, as it may be in a ledger, has no
/// known total either.
///
/// Views of a portfolio, its spans and iterators are valid as long as the portfolio is. They cannot be taken from a
/// portfolio that is a temporary: its `ids` and `amounts` return copies.
/// @throws invalid_amount (index "portfolio") for an amount that is negative, infinite or NaN; invalid_parameter for a
/// declared total or rounding that is so, and for a total that the listed partners contradict
template <identifier Id, amount Amount = double>
class portfolio {
public:
    using iterator = typename portfolio_view<Id, Amount>::iterator;

    portfolio() = default;

    portfolio(std::initializer_list<partner<Id, Amount>> partners, declared<Amount> const& known = {})
        : portfolio(partners, detail::id_of{}, detail::amount_of{}, known)
    {
    }

    /// A copy of the portfolio that is viewed, with its residual.
    explicit portfolio(portfolio_view<Id, Amount> const& flows)
        : ids_(flows.ids().begin(), flows.ids().end()), amounts_(flows.amounts().begin(), flows.amounts().end()),
          totals_{flows.totals()}, listing_{flows.listing()}, unit_{flows.unit()}
    {
    }

    /// From partners, or from pairs of an identifier and an amount, such as the entries of a map.
    template <ranges::input_range R>
        requires(!requires(R& rows) { rows.totals(); } && detail::partner_like<ranges::range_reference_t<R>>)
    explicit portfolio(R&& rows) : portfolio(rows, declared<Amount>{}) // a range with totals would lose them
    {
    }

    template <ranges::input_range R>
        requires(!detail::partner_like<ranges::range_reference_t<R>>)
    explicit portfolio(R&&) = delete; // name id and amount of a row: portfolio<Id>(rows, &row::state, &row::usd)

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
        for (auto& [partner_id, cell] : cells) {
            if (ids_.empty() || ids_.back() != partner_id) {
                ids_.push_back(std::move(partner_id));
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
    [[nodiscard]] rules::totals const& totals() const& noexcept { return totals_; }
    [[nodiscard]] rules::totals totals() const&& noexcept { return totals_; }
    [[nodiscard]] equipoise::listing listing() const noexcept { return listing_; }
    [[nodiscard]] Amount unit() const { return unit_; }
    [[nodiscard]] std::optional<std::size_t> position(Id const& id) const { return view().position(id); }
    [[nodiscard]] bool contains(Id const& id) const { return view().contains(id); }
    [[nodiscard]] double scaled(std::size_t i) const { return view().scaled(i); }
    [[nodiscard]] double scaled(std::size_t i, int exponent) const { return view().scaled(i, exponent); }
    [[nodiscard]] double share(std::size_t i) const { return view().share(i); }
    [[nodiscard]] double residual_share() const { return view().residual_share(); }

private:
    std::vector<Id> ids_;
    std::vector<Amount> amounts_;
    rules::totals totals_;
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
