// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/row_iterator.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/model/building/partner_index.hpp>
#include <equipoise/model/identifiers.hpp>
#include <equipoise/model/listing.hpp>
#include <equipoise/uncertainty/amount_error.hpp>
#include <equipoise/uncertainty/declared_range.hpp>
#include <equipoise/uncertainty/detail/range_columns.hpp>
#include <equipoise/uncertainty/partner_range.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

/// Portfolios of which amounts are known within ranges: `interval_portfolio`, `interval_portfolio_view`, and `hull`,
/// the ranges that hold two reports of the same flows.
namespace equipoise {

/// Partners with the ranges of their amounts: `interval_portfolio`, `interval_portfolio_view` and types like them.
template <class P>
concept interval_portfolio_like = requires(std::remove_cvref_t<P> const& flows) {
    flows.ids();
    { flows.lows() } -> std::convertible_to<std::span<double const>>;
    { flows.highs() } -> std::convertible_to<std::span<double const>>;
    { flows.declared() } -> std::convertible_to<declared_range>;
    { flows.why_unknown() } -> std::same_as<reason>;
};

namespace uncertainty_detail {

template <class Id>
struct range_rows {
    Id const* ids = nullptr;
    double const* lows = nullptr;
    double const* highs = nullptr;
    [[nodiscard]] partner_range<Id> operator[](std::size_t i) const { return {ids[i], lows[i], highs[i]}; }
};

/// Amounts that are known exactly.
struct no_error {
    [[nodiscard]] static constexpr interval range_of(double amount) noexcept { return {amount, amount}; }
};

} // namespace uncertainty_detail

/// `partner_range` and other types with its members.
template <class Row>
concept row_of_range = requires(std::remove_cvref_t<Row> const& row) {
    row.id;
    { row.low } -> std::convertible_to<double>;
    { row.high } -> std::convertible_to<double>;
};

/// How far amounts may be from the stated ones: `relative_error`, `rounded_to`, and types with a member `range_of`.
template <class Error>
concept amount_error = requires(Error const& error) {
    { error.range_of(1.0) } -> std::same_as<interval>;
};

/// A non-owning view of a portfolio of ranges: valid as long as the portfolio or ledger that it was taken from.
template <identifier Id>
class interval_portfolio_view {
public:
    using iterator = detail::row_iterator<uncertainty_detail::range_rows<Id>>;

    interval_portfolio_view() = default;

    /// @param ids different ones in ascending order, with the ends of their ranges in two columns of the same length
    /// @param why_unknown why nothing can be said of these flows; `reason::defined` if something can
    /// @param all the partners in the ledger that the view is taken from, or nullptr
    interval_portfolio_view(std::span<Id const> ids, std::span<double const> lows, std::span<double const> highs,
                            declared_range const& known = {}, reason why_unknown = reason::defined,
                            partner_index<Id> const* all = nullptr)
        : ids_{ids}, lows_{lows}, highs_{highs}, known_{known}, why_unknown_{why_unknown}, all_{all}
    {
    }

    [[nodiscard]] std::size_t size() const noexcept { return ids_.size(); }
    [[nodiscard]] bool empty() const noexcept { return ids_.empty(); }
    [[nodiscard]] partner_range<Id> operator[](std::size_t i) const { return {ids_[i], lows_[i], highs_[i]}; }
    [[nodiscard]] iterator begin() const noexcept { return {{ids_.data(), lows_.data(), highs_.data()}, 0}; }
    [[nodiscard]] iterator end() const noexcept { return {{ids_.data(), lows_.data(), highs_.data()}, size()}; }

    [[nodiscard]] std::span<Id const> ids() const noexcept { return ids_; }
    [[nodiscard]] std::span<double const> lows() const noexcept { return lows_; }
    [[nodiscard]] std::span<double const> highs() const noexcept { return highs_; }

    /// What is declared: a total, what partners that are not listed have, and which ones are listed.
    [[nodiscard]] declared_range const& declared() const& noexcept { return known_; }
    [[nodiscard]] declared_range declared() const&& noexcept { return known_; }
    [[nodiscard]] std::optional<interval> total() const noexcept { return known_.total; }
    [[nodiscard]] interval unlisted() const noexcept { return known_.unlisted; }
    [[nodiscard]] equipoise::listing listing() const noexcept { return known_.listing; }
    /// The sums of the low and of the high ends of the listed ranges, rounded outward.
    [[nodiscard]] interval sum() const noexcept { return uncertainty_detail::sum_of_ranges(lows_, highs_); }
    /// Why nothing can be said of these flows, as where a ledger declares two totals; mostly `reason::defined`.
    [[nodiscard]] reason why_unknown() const noexcept { return why_unknown_; }

    [[nodiscard]] interval_portfolio_view view() const noexcept { return *this; }

    /// Whether the ledger that the view was taken from knows a state; see `ledger::knows`. True as well for the view of
    /// a portfolio, which is in no ledger.
    [[nodiscard]] bool knows(Id const& id) const { return all_ == nullptr || all_->contains(id); }

    /// The position of `id` among the listed partners; nothing when it is not there.
    [[nodiscard]] std::optional<std::size_t> position(Id const& id) const
    {
        auto const found = std::lower_bound(ids_.begin(), ids_.end(), id);
        if (found == ids_.end() || !(*found == id)) {
            return std::nullopt;
        }
        return static_cast<std::size_t>(found - ids_.begin());
    }

    [[nodiscard]] bool contains(Id const& id) const { return position(id).has_value(); }

private:
    std::span<Id const> ids_;
    std::span<double const> lows_;
    std::span<double const> highs_;
    declared_range known_;
    reason why_unknown_ = reason::defined;
    partner_index<Id> const* all_ = nullptr;
};

/// All partners of one state, each with the range of its amount: a range of `partner_range`, each partner once, in the
/// order of their identifiers.
///
///     auto const flows = interval_portfolio<iso3>{{china, 50, 60}, {japan, 20, 30}, {russia, 0, infinity}};
///     auto const printed = interval_portfolio{portfolio<iso3>{{china, 12}, {japan, 0}}, rounded_to{1}};
///
/// A range says that the true amount is somewhere in it, whatever the other amounts are; it gives no probabilities. An
/// amount that is not known is in [0, infinity). Rows of the same partner are added up, the low ends rounded down and
/// the high ends rounded up, so that the range of the sum holds every sum. A declared total, and what partners that are
/// not listed have, narrow or complete the ranges: see `declared_range`.
///
/// Of a portfolio of points, each known amount becomes a point or, with an error of the amounts, a range. A partner of
/// unknown amount becomes [known part, infinity). A declared total with a residual stays, and the residual is with
/// partners that are not listed. Rows of unknown amount whose partner is not known either may be those of any partner:
/// then no high end has a limit. Quantities are read in units of the portfolio's `unit()`.
///
/// Views of a portfolio, its spans and iterators are valid as long as the portfolio is.
/// @throws invalid_amount (index "interval_portfolio", with the position) for an end that is negative or NaN, for an
/// infinite low end, and where the low end is above the high one; invalid_parameter for a total or a residual that is
/// so, and for a total that the ranges contradict, with the two sums of the ranges
template <identifier Id>
class interval_portfolio {
public:
    using view_type = interval_portfolio_view<Id>;
    using iterator = typename view_type::iterator;

    interval_portfolio() = default;

    interval_portfolio(std::initializer_list<partner_range<Id>> rows, declared_range const& known = {})
        : interval_portfolio(std::vector<partner_range<Id>>(rows), known)
    {
    }

    /// From rows with the members `id`, `low` and `high`.
    template <ranges::input_range R>
        requires row_of_range<ranges::range_reference_t<R>> && (!interval_portfolio_like<R>)
    explicit interval_portfolio(R&& rows, declared_range const& known = {}) : known_{known}
    {
        auto all = std::vector<partner_range<Id>>{};
        auto const last = ranges::end(rows);
        for (auto it = ranges::begin(rows); it != last; ++it) {
            auto&& row = *it;
            uncertainty_detail::check_range({static_cast<double>(row.low), static_cast<double>(row.high)}, name,
                                            all.size());
            all.push_back({row.id, static_cast<double>(row.low), static_cast<double>(row.high)});
        }
        columns_.append(all);
        uncertainty_detail::check_declared(known_, name);
        uncertainty_detail::check_total(columns_.lows, columns_.highs, known_, name);
    }

    /// A copy of the portfolio that is viewed.
    explicit interval_portfolio(view_type const& flows)
        : columns_{{flows.ids().begin(), flows.ids().end()},
                   {flows.lows().begin(), flows.lows().end()},
                   {flows.highs().begin(), flows.highs().end()}},
          known_{flows.declared()}, why_unknown_{flows.why_unknown()}
    {
    }

    /// Of a portfolio whose known amounts are exact.
    template <portfolio_like Flows>
    explicit interval_portfolio(Flows const& flows) : interval_portfolio(flows, uncertainty_detail::no_error{})
    {
    }

    /// Of a portfolio whose amounts may be wrong: `relative_error`, `rounded_to`, or any type with a member `range_of`.
    template <portfolio_like Flows, amount_error Error>
    interval_portfolio(Flows const& flows, Error const& error)
    {
        auto points = uncertainty_detail::ranges_of_points<Id>{};
        points.append(flows, [&](double amount) { return error.range_of(amount); });
        columns_ = std::move(points.columns);
        known_ = points.known;
        why_unknown_ = points.why_unknown;
    }

    [[nodiscard]] view_type view() const&
    {
        return {columns_.ids, columns_.lows, columns_.highs, known_, why_unknown_};
    }
    view_type view() const&& = delete; // it would outlive the portfolio
    operator view_type() const& { return view(); }
    operator view_type() const&& = delete; // it would outlive the portfolio

    [[nodiscard]] std::size_t size() const noexcept { return columns_.ids.size(); }
    [[nodiscard]] bool empty() const noexcept { return columns_.ids.empty(); }
    [[nodiscard]] partner_range<Id> operator[](std::size_t i) const
    {
        return {columns_.ids[i], columns_.lows[i], columns_.highs[i]};
    }
    [[nodiscard]] iterator begin() const& { return view().begin(); }
    [[nodiscard]] iterator end() const& { return view().end(); }
    iterator begin() const&& = delete; // it would outlive the portfolio
    iterator end() const&& = delete;
    [[nodiscard]] std::span<Id const> ids() const& noexcept { return columns_.ids; }
    [[nodiscard]] std::span<double const> lows() const& noexcept { return columns_.lows; }
    [[nodiscard]] std::span<double const> highs() const& noexcept { return columns_.highs; }
    [[nodiscard]] std::vector<Id> ids() const&& { return columns_.ids; }
    [[nodiscard]] std::vector<double> lows() const&& { return columns_.lows; }
    [[nodiscard]] std::vector<double> highs() const&& { return columns_.highs; }
    [[nodiscard]] declared_range const& declared() const& noexcept { return known_; }
    [[nodiscard]] declared_range declared() const&& noexcept { return known_; }
    [[nodiscard]] std::optional<interval> total() const noexcept { return known_.total; }
    [[nodiscard]] interval unlisted() const noexcept { return known_.unlisted; }
    [[nodiscard]] equipoise::listing listing() const noexcept { return known_.listing; }
    [[nodiscard]] interval sum() const noexcept
    {
        return uncertainty_detail::sum_of_ranges(columns_.lows, columns_.highs);
    }
    [[nodiscard]] reason why_unknown() const noexcept { return why_unknown_; }
    [[nodiscard]] std::optional<std::size_t> position(Id const& id) const { return view().position(id); }
    [[nodiscard]] bool contains(Id const& id) const { return view().contains(id); }

    friend bool operator==(interval_portfolio const& a, interval_portfolio const& b)
    {
        return a.columns_.ids == b.columns_.ids && a.columns_.lows == b.columns_.lows
               && a.columns_.highs == b.columns_.highs && a.known_ == b.known_ && a.why_unknown_ == b.why_unknown_;
    }

private:
    static constexpr auto name = "interval_portfolio";

    uncertainty_detail::range_columns<Id> columns_;
    declared_range known_;
    reason why_unknown_ = reason::defined;
};

template <ranges::input_range R>
    requires row_of_range<ranges::range_reference_t<R>> && (!interval_portfolio_like<R>)
interval_portfolio(R&&, declared_range const& = {})
    -> interval_portfolio<std::remove_cvref_t<decltype(std::declval<ranges::range_reference_t<R>>().id)>>;
template <identifier Id>
interval_portfolio(interval_portfolio_view<Id> const&) -> interval_portfolio<Id>;
template <portfolio_like Flows>
interval_portfolio(Flows const&)
    -> interval_portfolio<std::remove_cvref_t<decltype(std::declval<Flows const&>().ids()[0])>>;
template <portfolio_like Flows, amount_error Error>
interval_portfolio(Flows const&, Error const&)
    -> interval_portfolio<std::remove_cvref_t<decltype(std::declval<Flows const&>().ids()[0])>>;

/// `flows | bound(index)`
template <interval_portfolio_like Flows, class F>
    requires std::invocable<F const&, Flows const&>
[[nodiscard]] auto operator|(Flows const& flows, detail::piped<F> const& right)
{
    return right.function(flows);
}

namespace uncertainty_detail {

struct hull_fn {
    template <identifier Id>
    [[nodiscard]] interval_portfolio<Id> operator()(interval_portfolio_view<Id> const& a,
                                                    interval_portfolio_view<Id> const& b) const
    {
        auto rows = std::vector<partner_range<Id>>{};
        rows.reserve(a.size() + b.size());
        std::size_t j = 0;
        for (auto const& each : a) {
            for (; j < b.size() && b[j].id < each.id; ++j) {
                rows.push_back(b[j]);
            }
            auto const in_both = j < b.size() && b[j].id == each.id;
            rows.push_back(in_both ? joined(each, b[j++]) : each);
        }
        for (; j < b.size(); ++j) {
            rows.push_back(b[j]);
        }
        auto known = declared_range{};
        if (a.total() && b.total()) {
            known.total = joined(*a.total(), *b.total());
        }
        known.unlisted = joined(a.unlisted(), b.unlisted());
        known.listing = a.listing() == b.listing() ? a.listing() : listing::some;
        auto all = interval_portfolio<Id>{std::move(rows), known};
        auto const why = a.why_unknown() != reason::defined ? a.why_unknown() : b.why_unknown();
        return interval_portfolio<Id>{interval_portfolio_view<Id>{all.ids(), all.lows(), all.highs(), known, why}};
    }

    template <interval_portfolio_like A, interval_portfolio_like B>
    [[nodiscard]] auto operator()(A const& a, B const& b) const
    {
        return (*this)(a.view(), b.view());
    }

    /// Of two portfolios of points.
    template <portfolio_like A, portfolio_like B>
    [[nodiscard]] auto operator()(A const& a, B const& b) const
    {
        auto const first = interval_portfolio{a};
        auto const second = interval_portfolio{b};
        return (*this)(first.view(), second.view());
    }

private:
    template <class Range>
    [[nodiscard]] static Range joined(Range range, Range const& other)
    {
        range.low = (std::min)(range.low, other.low);
        range.high = (std::max)(range.high, other.high);
        return range;
    }
};

} // namespace uncertainty_detail

/// The ranges that hold two reports of the same flows, `hull(a, b)`: each partner's range reaches from the lower low
/// end to the higher high end. Both may be portfolios of points or of ranges.
///
/// A partner that only one of the two lists keeps its range there: that a report is missing does not say that nothing
/// flows. Where a report does say so, list the partner with 0. A total is kept where both declare one, as the range
/// that holds both; so is what partners have that are not listed. Linear in the partners.
/// @throws invalid_parameter for totals that the joined ranges contradict
inline constexpr uncertainty_detail::hull_fn hull{};

} // namespace equipoise
