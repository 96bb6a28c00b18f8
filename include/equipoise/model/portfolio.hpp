// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/row_iterator.hpp>
#include <equipoise/core/tally.hpp>
#include <equipoise/model/building/cell.hpp>
#include <equipoise/model/building/partner_index.hpp>
#include <equipoise/model/declared.hpp>
#include <equipoise/model/identifiers.hpp>
#include <equipoise/model/listing.hpp>
#include <equipoise/model/partner.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The partners of one state and their amounts: `portfolio`, which owns them, and `portfolio_view`, which does not.
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

/// A row that says by itself who a partner is and with how much: it has a member `id` or `first`, and a member `amount`
/// or `second`, as a `partner`, a std::pair and the elements of a std::map have.
///
/// Rows of other types are read through projections: `portfolio<iso3>(rows, &row::state, &row::usd)`.
template <class Row>
concept partner_like =
    (requires(std::remove_cvref_t<Row> const& row) { row.id; } || requires(std::remove_cvref_t<Row> const& row) {
        row.first;
    }) && (requires(std::remove_cvref_t<Row> const& row) { row.amount; } || requires(std::remove_cvref_t<Row> const& row) {
        row.second;
    });

/// A non-owning view of a portfolio: valid as long as the portfolio or ledger that it was taken from.
///
/// Its partners are those whose amounts are known. `unknown()` lists the others, each with the part of its amount that
/// is known, which is 0 for most: its amount is this or more.
template <identifier Id, amount Amount = double>
class portfolio_view {
public:
    using iterator = detail::row_iterator<detail::partner_rows<Id, Amount>>;
    using unknown_partners = std::span<partner<Id, Amount> const>;

    portfolio_view() = default;

    portfolio_view(std::span<Id const> ids, std::span<Amount const> amounts, rules::totals const& sums,
                   equipoise::listing which, Amount const& unit)
        : ids_{ids}, amounts_{amounts}, totals_{sums}, listing_{which}, unit_{unit}
    {
    }

    /// With partners of unknown amount, and with a number of rows of unknown amount whose partners are not known.
    portfolio_view(std::span<Id const> ids, std::span<Amount const> amounts, rules::totals const& sums,
                   equipoise::listing which, Amount const& unit, unknown_partners unknown, std::size_t unnamed,
                   partner_index<Id> const* all)
        : ids_{ids}, amounts_{amounts}, totals_{sums}, listing_{which},
          unnamed_{static_cast<std::uint32_t>((std::min)(unnamed, most_unnamed))}, unit_{unit}, unknown_{unknown},
          all_{all}
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

    /// The partners of unknown amount in the order of their identifiers, each with the part of it that is known.
    [[nodiscard]] unknown_partners unknown() const noexcept { return unknown_; }
    /// The number of rows of unknown amount whose partners are not known either.
    [[nodiscard]] std::size_t unnamed() const noexcept { return unnamed_; }

    /// Whether the ledger that the view was taken from knows a state; see `ledger::knows`. True as well for the view of
    /// a portfolio, which is in no ledger.
    [[nodiscard]] bool knows(Id const& id) const { return all_ == nullptr || all_->contains(id); }

    /// The position of `id` among the partners of known amount; nothing when it is not there.
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

    /// The same partners with other amounts. The view is valid as long as these are.
    [[nodiscard]] portfolio_view<Id> with_amounts(std::span<double const> amounts, rules::totals const& sums,
                                                  std::span<partner<Id> const> unknown) const
    {
        return {ids_, amounts, sums, listing_, 1.0, unknown, unnamed_, all_};
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
    std::uint32_t unnamed_ = 0;
    Amount unit_{};
    unknown_partners unknown_;
    partner_index<Id> const* all_ = nullptr;

    static constexpr std::size_t most_unnamed = 0xFFFFFFFFU;
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
/// Partners of unknown amount are stated by `with_unknown`. They are not among `ids` and `amounts`, but in `unknown`.
/// Without a declared total, they leave the total open; a declared total leaves over what they and partners that are
/// not listed have. Indices are then undefined, and `bound` gives their interval. A portfolio that owns its partners,
/// unlike a view that was taken from a ledger, does not know who is anybody's partner in a ledger.
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
          totals_{flows.totals()}, listing_{flows.listing()}, unit_{flows.unit()},
          unknown_(flows.unknown().begin(), flows.unknown().end()), unnamed_{flows.unnamed()},
          has_total_{flows.totals().unattributed.hi != 0}
    {
    }

    /// From partners, or from pairs of an identifier and an amount, such as the entries of a map.
    template <ranges::input_range R>
        requires(!requires(R& rows) { rows.totals(); } && partner_like<ranges::range_reference_t<R>>)
    explicit portfolio(R&& rows) : portfolio(rows, declared<Amount>{}) // a range with totals would lose them
    {
    }

    template <ranges::input_range R>
        requires(!partner_like<ranges::range_reference_t<R>>)
    explicit portfolio(R&&) = delete; // name id and amount of a row: portfolio<Id>(rows, &row::state, &row::usd)

    template <ranges::input_range R>
        requires partner_like<ranges::range_reference_t<R>>
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
        has_total_ = known.total.has_value();
    }

    /// The same portfolio with further partners whose amounts are not known:
    ///
    ///     auto const flows = portfolio<iso3>{{china, 60}, {japan, 40}}.with_unknown({russia});
    ///
    /// A partner that is listed already has the listed amount or more from then on.
    [[nodiscard]] portfolio with_unknown(std::vector<Id> const& partners) const
    {
        auto open = *this;
        auto had = std::vector<Amount>{};
        for (auto const& id : partners) {
            had.push_back(open.make_unknown(id));
        }
        if (!partners.empty()) {
            open.sum_up(had);
        }
        return open;
    }

    [[nodiscard]] portfolio_view<Id, Amount> view() const&
    {
        return {ids_, amounts_, totals_, listing_, unit_, unknown_, unnamed_, nullptr};
    }
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
    [[nodiscard]] std::span<partner<Id, Amount> const> unknown() const& noexcept { return unknown_; }
    [[nodiscard]] std::vector<partner<Id, Amount>> unknown() const&& { return unknown_; }
    [[nodiscard]] std::size_t unnamed() const noexcept { return unnamed_; }
    [[nodiscard]] std::optional<std::size_t> position(Id const& id) const { return view().position(id); }
    [[nodiscard]] bool contains(Id const& id) const { return view().contains(id); }
    [[nodiscard]] double scaled(std::size_t i) const { return view().scaled(i); }
    [[nodiscard]] double scaled(std::size_t i, int exponent) const { return view().scaled(i, exponent); }
    [[nodiscard]] double share(std::size_t i) const { return view().share(i); }
    [[nodiscard]] double residual_share() const { return view().residual_share(); }

private:
    /// Makes a partner one of unknown amount. @return what it had, which is part of what a total leaves over from then
    /// on
    Amount make_unknown(Id const& id)
    {
        auto const place = std::lower_bound(unknown_.begin(), unknown_.end(), id,
                                            [](auto const& each, Id const& sought) { return each.id < sought; });
        auto had = Amount{};
        if (place != unknown_.end() && place->id == id) {
            return had;
        }
        if (auto const found = position(id)) {
            auto const i = static_cast<std::ptrdiff_t>(*found);
            had = amounts_[*found];
            ids_.erase(ids_.begin() + i);
            amounts_.erase(amounts_.begin() + i);
        }
        unknown_.insert(place, {id, had});
        return had;
    }

    /// The totals once partners that had these amounts became unknown.
    void sum_up(std::vector<Amount> const& had)
    {
        auto const before = std::exchange(totals_, detail::totals_of<Amount>(amounts_, {}, [] { return "portfolio"; }));
        auto const unit_before = std::exchange(unit_, totals_.largest != 0 ? amounts_[totals_.unit] : unit_);
        if (before.why_unknown != reason::defined) {
            totals_.hide(before.why_unknown);
        } else if (!has_total_) {
            totals_.hide(reason::unknown_amount);
        } else {
            auto rest = detail::running_sum{};
            if constexpr (detail::fits_double<Amount>) {
                rest.add(detail::scaled(before.unattributed, before.exponent));
            } else if (before.unattributed.hi != 0) {
                rest.add(detail::scaled(before.unattributed * detail::multiple(unit_before, unit_), before.exponent));
            }
            for (auto const& amount : had) {
                rest.add(amount == Amount{} ? 0.0 : detail::number_of(amount, unit_));
            }
            detail::rescale_for(rest.value().hi, totals_);
            totals_.unattributed = detail::scaled(rest.value(), -totals_.exponent);
            totals_.listed += rest.value().hi == 0 ? unknown_.size() : 0; // which have nothing, then
        }
    }

    std::vector<Id> ids_;
    std::vector<Amount> amounts_;
    rules::totals totals_;
    equipoise::listing listing_ = listing::some;
    Amount unit_{};
    std::vector<partner<Id, Amount>> unknown_;
    std::size_t unnamed_ = 0;
    bool has_total_ = false; ///< whether a total was declared
};

template <ranges::input_range R>
    requires(!requires(R& rows) { rows.totals(); } && partner_like<ranges::range_reference_t<R>>)
portfolio(R&&) -> portfolio<detail::part_of<detail::id_of, ranges::range_reference_t<R>>,
                            detail::part_of<detail::amount_of, ranges::range_reference_t<R>>>;
template <ranges::input_range R>
    requires(!partner_like<ranges::range_reference_t<R>>)
portfolio(R&&) -> portfolio<int>; // a call that is refused

} // namespace equipoise
