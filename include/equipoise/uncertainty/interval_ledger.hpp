// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/row_iterator.hpp>
#include <equipoise/model/building/partner_index.hpp>
#include <equipoise/model/identifier.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/uncertainty/interval_portfolio.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

/// Many portfolios of ranges under keys: `interval_ledger`.
namespace equipoise {

template <identifier Key, identifier Id>
class interval_ledger;

/// The range of an amount between the state of a key and one partner.
template <identifier Key, identifier Id>
struct keyed_range {
    Key key{};
    partner_range<Id> range{};
};

/// What is declared for the portfolio under a key.
template <identifier Key>
struct declared_row {
    Key key{};
    declared_range known{};
};

namespace uncertainty_detail {

template <class Key, class Id>
struct interval_contents;

template <class Ledger>
struct interval_entries {
    Ledger const* ledger = nullptr;
    [[nodiscard]] auto operator[](std::size_t i) const { return (*ledger)[i]; }
};

} // namespace uncertainty_detail

/// Many portfolios of ranges, one for each key (a state, or a state and a period, ...), side by side in memory.
///
/// It is a range of entries (key, flows) in the order of the keys, each entry a view. It is built from rows of ranges,
/// or from a `ledger` of points with an error of their amounts:
///
///     auto const roughly = interval_ledger{export_ledger(flows, by_state), relative_error{.1}};
///     for (auto const& [state, flows] : roughly) { ... bound(flows, hhi) ... }
///
/// Rows of the same key and partner are added up, rounded outward. A portfolio of a ledger becomes what
/// `interval_portfolio` says; where the ledger declares contradictory totals, nothing can be said of it. The error is
/// that of a partner's amount, which may be the sum of several rows.
///
/// Entries, views, spans and iterators are valid as long as the ledger is. They cannot be taken from a ledger that is a
/// temporary: its `at` and `find` return a portfolio that owns its ranges.
/// @throws invalid_amount (index "interval_ledger", with the position of the row) and invalid_parameter (which names
/// the key) as `interval_portfolio` does
template <identifier Key, identifier Id>
class interval_ledger {
public:
    struct entry {
        Key const& key;
        interval_portfolio_view<Id> flows;
    };
    using iterator = detail::row_iterator<uncertainty_detail::interval_entries<interval_ledger>>;

    interval_ledger() = default;
    interval_ledger(interval_ledger&&) noexcept = default;
    interval_ledger& operator=(interval_ledger&&) noexcept = default;
    ~interval_ledger() = default;

    interval_ledger(interval_ledger const& other)
        : keys_{other.keys_}, offsets_{other.offsets_}, columns_{other.columns_}, known_{other.known_},
          why_unknown_{other.why_unknown_}
    {
        renew_index();
    }

    interval_ledger& operator=(interval_ledger const& other)
    {
        auto copy = interval_ledger{other};
        return *this = std::move(copy);
    }

    interval_ledger(std::initializer_list<keyed_range<Key, Id>> rows)
        : interval_ledger(std::vector<keyed_range<Key, Id>>(rows))
    {
    }

    /// From rows, each with its key, and what is declared for some keys. A key that is only declared has a portfolio
    /// without listed partners.
    /// @throws invalid_parameter for a key that is declared twice
    explicit interval_ledger(std::vector<keyed_range<Key, Id>> rows, std::vector<declared_row<Key>> known = {})
    {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            uncertainty_detail::check_range({rows[i].range.low, rows[i].range.high}, name, i);
        }
        auto const by_key = [](auto const& a, auto const& b) { return a.key < b.key; };
        std::stable_sort(rows.begin(), rows.end(), by_key);
        std::stable_sort(known.begin(), known.end(), by_key);
        auto some = std::vector<partner_range<Id>>{};
        for (std::size_t i = 0, j = 0; i < rows.size() || j < known.size();) {
            auto const declared_first = i == rows.size() || (j < known.size() && known[j].key < rows[i].key);
            auto const key = declared_first ? known[j].key : rows[i].key;
            some.clear();
            for (; i < rows.size() && rows[i].key == key; ++i) {
                some.push_back(rows[i].range);
            }
            columns_.append(some);
            auto const found = j < known.size() && known[j].key == key;
            close(key, found ? known[j++].known : declared_range{}, reason::defined, columns_.ids.size());
            if (j < known.size() && known[j].key == key) {
                throw invalid_parameter{name, text_of(key) + " is declared twice"};
            }
            check_last();
        }
        renew_index();
    }

    /// Of a ledger whose known amounts are exact.
    template <amount Amount>
    explicit interval_ledger(ledger<Key, Id, Amount> const& points)
        : interval_ledger(points, uncertainty_detail::no_error{})
    {
    }

    /// Of a ledger whose amounts may be wrong: `relative_error`, `rounded_to`, or any type with a member `range_of`.
    template <amount Amount, amount_error Error>
    interval_ledger(ledger<Key, Id, Amount> const& points, Error const& error)
    {
        auto some = uncertainty_detail::ranges_of_points<Id>{};
        for (std::size_t i = 0; i < points.size(); ++i) {
            some.append(points[i].flows, [&](double amount) { return error.range_of(amount); });
            close(points[i].key, some.known, some.why_unknown, some.columns.ids.size());
        }
        columns_ = std::move(some.columns);
        renew_index();
    }

    [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }
    [[nodiscard]] bool empty() const noexcept { return keys_.empty(); }
    /// The number of ranges in all portfolios.
    [[nodiscard]] std::size_t cells() const noexcept { return columns_.ids.size(); }
    [[nodiscard]] entry operator[](std::size_t i) const& { return {keys_[i], flows(i)}; }
    entry operator[](std::size_t i) const&& = delete; // it would outlive the ledger
    [[nodiscard]] iterator begin() const& noexcept { return {{this}, 0}; }
    [[nodiscard]] iterator end() const& noexcept { return {{this}, size()}; }
    iterator begin() const&& = delete; // it would outlive the ledger
    iterator end() const&& = delete;

    /// The portfolio under a key, without copying it; nothing when there is none. Logarithmic in the keys.
    [[nodiscard]] std::optional<interval_portfolio_view<Id>> find(Key const& key) const&
    {
        auto const found = std::lower_bound(keys_.begin(), keys_.end(), key);
        if (found == keys_.end() || !(*found == key)) {
            return std::nullopt;
        }
        return flows(static_cast<std::size_t>(found - keys_.begin()));
    }

    /// Of a ledger that is a temporary, a copy of the portfolio.
    [[nodiscard]] std::optional<interval_portfolio<Id>> find(Key const& key) const&&
    {
        auto const found = find(key); // calls the function above: within this one, the ledger has a name
        return found ? std::optional{interval_portfolio<Id>{*found}} : std::nullopt;
    }

    /// The portfolio under a key. @throws not_found naming the key when there is none
    [[nodiscard]] interval_portfolio_view<Id> at(Key const& key) const&
    {
        auto const found = find(key);
        if (!found) {
            throw not_found{name, "flows under " + text_of(key)};
        }
        return *found;
    }

    /// Of a ledger that is a temporary, a copy of the portfolio.
    [[nodiscard]] interval_portfolio<Id> at(Key const& key) const&& { return interval_portfolio<Id>{at(key)}; }

    /// Whether `id` is a partner in any portfolio, or has a portfolio of its own; see `ledger::knows`.
    [[nodiscard]] bool knows(Id const& id) const { return all_ != nullptr && all_->contains(id); }

    /// The columns: the keys in ascending order; for the portfolio of key i, the positions offsets[i] to offsets[i + 1]
    /// (exclusive) of its cells in the other columns; what is declared for it, and why nothing is known of it.
    [[nodiscard]] std::span<Key const> keys() const& noexcept { return keys_; }
    [[nodiscard]] std::span<std::size_t const> offsets() const& noexcept { return offsets_; }
    [[nodiscard]] std::span<Id const> ids() const& noexcept { return columns_.ids; }
    [[nodiscard]] std::span<double const> lows() const& noexcept { return columns_.lows; }
    [[nodiscard]] std::span<double const> highs() const& noexcept { return columns_.highs; }
    [[nodiscard]] std::span<declared_range const> declared() const& noexcept { return known_; }
    [[nodiscard]] std::span<reason const> why_unknown() const& noexcept { return why_unknown_; }
    std::span<Key const> keys() const&& = delete; // it would outlive the ledger
    std::span<std::size_t const> offsets() const&& = delete;
    std::span<Id const> ids() const&& = delete;
    std::span<double const> lows() const&& = delete;
    std::span<double const> highs() const&& = delete;
    std::span<declared_range const> declared() const&& = delete;
    std::span<reason const> why_unknown() const&& = delete;

private:
    template <class, class>
    friend struct uncertainty_detail::interval_contents;

    static constexpr auto name = "interval_ledger";

    /// Ends the portfolio of a key, `cells` being the number of all cells up to its last one.
    void close(Key const& key, declared_range const& known, reason why_unknown, std::size_t cells)
    {
        keys_.push_back(key);
        offsets_.push_back(cells);
        known_.push_back(known);
        why_unknown_.push_back(why_unknown);
    }

    void check_last() const
    {
        auto const last = flows(keys_.size() - 1);
        if (last.total() || last.unlisted() != interval{0, 0}) {
            auto const where = std::string{name} + ", " + text_of(keys_.back());
            uncertainty_detail::check_declared(last.declared(), where);
            uncertainty_detail::check_total(last.lows(), last.highs(), last.declared(), where);
        }
    }

    [[nodiscard]] interval_portfolio_view<Id> flows(std::size_t i) const
    {
        auto const first = offsets_[i];
        auto const count = offsets_[i + 1] - first;
        return {std::span{columns_.ids}.subspan(first, count),
                std::span{columns_.lows}.subspan(first, count),
                std::span{columns_.highs}.subspan(first, count),
                known_[i],
                why_unknown_[i],
                all_.get()};
    }

    /// The index refers to the columns, which stay where they are when a ledger is moved.
    void renew_index()
    {
        all_ = std::make_unique<partner_index<Id>>(std::span<Id const>{columns_.ids}, std::vector<Id>{},
                                                   std::span<Key const>{keys_});
    }

    std::vector<Key> keys_;
    std::vector<std::size_t> offsets_ = {0};
    uncertainty_detail::range_columns<Id> columns_;
    std::vector<declared_range> known_;
    std::vector<reason> why_unknown_;
    std::unique_ptr<partner_index<Id>> all_; ///< nothing as long as there are no cells
};

/// `ledger | ranking(index)`
template <identifier Key, identifier Id, class F>
    requires std::invocable<F const&, interval_ledger<Key, Id> const&>
[[nodiscard]] auto operator|(interval_ledger<Key, Id> const& ledger, detail::piped<F> const& right)
{
    return right.function(ledger);
}

template <identifier Key, identifier Id, amount Amount>
interval_ledger(ledger<Key, Id, Amount> const&) -> interval_ledger<Key, Id>;
template <identifier Key, identifier Id, amount Amount, amount_error Error>
interval_ledger(ledger<Key, Id, Amount> const&, Error const&) -> interval_ledger<Key, Id>;
template <identifier Key, identifier Id>
interval_ledger(std::vector<keyed_range<Key, Id>>, std::vector<declared_row<Key>> = {}) -> interval_ledger<Key, Id>;

} // namespace equipoise
