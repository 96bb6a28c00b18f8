// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/row_iterator.hpp>
#include <equipoise/model/building/declared_totals.hpp>
#include <equipoise/model/building/sorted_cells.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/model/unknown_rows.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace equipoise {

template <identifier Key, identifier Id, amount Amount>
class ledger;

namespace detail {

template <class Ledger>
struct ledger_entries {
    Ledger const* ledger = nullptr;
    [[nodiscard]] auto operator[](std::size_t i) const { return (*ledger)[i]; }
};

/// The most expensive way in which rows of a ledger were brought together, for tests.
template <class Key, class Id, class Amount>
[[nodiscard]] plan plan_of(ledger<Key, Id, Amount> const& rows) noexcept
{
    return rows.cells_.plan();
}

} // namespace detail

/// A portfolio whose partners or rows contradict the total that is declared for it.
template <identifier Key>
struct contradiction {
    Key key{};
    std::string message; ///< in words: what was found, and what it must be
};

/// Many portfolios, one for each key (a state, or a state and a period, ...), side by side in memory.
///
/// A ledger is built once, by `ledger_builder`, `exports` or `imports`. It is then a range of entries (key, flows) in
/// the order of the keys, each entry a view. Two ledgers merge with `+=`: their rows in the same cell, that is of the
/// same key and partner, are added up. Cell sums are held to about 106 bits (except those of quantities without a
/// difference), so that an amount does not depend on the order of the rows or on how they were split among ledgers.
///
/// A portfolio with a row whose amount is not known has no known total; neither has one that contradicts its declared
/// total. Their indices are undefined, and `why_undefined` gives the reason. A declared total stays known as long as
/// all rows of unknown amount belong to partners that are not listed: those are part of what the total leaves over.
///
/// Entries, views, spans and iterators are valid as long as the ledger is. They cannot be taken from a ledger that is a
/// temporary: its `at` and `find` return a portfolio that owns its partners.
template <identifier Key, identifier Id, amount Amount = double>
class ledger {
public:
    struct entry {
        Key const& key;
        portfolio_view<Id, Amount> flows;
    };
    using iterator = detail::row_iterator<detail::ledger_entries<ledger>>;

    ledger() = default;

    [[nodiscard]] std::size_t size() const noexcept { return cells_.size(); }
    [[nodiscard]] bool empty() const noexcept { return cells_.empty(); }
    [[nodiscard]] std::size_t cells() const noexcept { return cells_.cells(); } ///< partners of all portfolios
    [[nodiscard]] std::span<Key const> keys() const& noexcept { return cells_.keys(); }
    std::span<Key const> keys() const&& = delete; // they would outlive the ledger
    [[nodiscard]] entry operator[](std::size_t i) const& { return {cells_.keys()[i], flows(i)}; }
    entry operator[](std::size_t i) const&& = delete; // it would outlive the ledger
    [[nodiscard]] iterator begin() const& noexcept { return {{this}, 0}; }
    [[nodiscard]] iterator end() const& noexcept { return {{this}, size()}; }
    iterator begin() const&& = delete; // it would outlive the ledger
    iterator end() const&& = delete;

    /// The portfolio under a key, without copying it; nothing when there is none. Logarithmic in the keys, linear in
    /// the partners.
    [[nodiscard]] std::optional<portfolio_view<Id, Amount>> find(Key const& key) const&
    {
        auto const i = cells_.position(key);
        return i != size() ? std::optional{flows(i)} : std::nullopt;
    }

    /// Of a ledger that is a temporary, a copy of the portfolio.
    [[nodiscard]] std::optional<portfolio<Id, Amount>> find(Key const& key) const&&
    {
        auto const found = find(key); // calls the function above: within this one, the ledger has a name
        return found ? std::optional{portfolio<Id, Amount>{*found}} : std::nullopt;
    }

    /// Of a ledger that is a temporary, a copy of the portfolio.
    [[nodiscard]] portfolio<Id, Amount> at(Key const& key) const&& { return portfolio<Id, Amount>{at(key)}; }

    /// The portfolio under a key. @throws not_found naming the key when there is none
    [[nodiscard]] portfolio_view<Id, Amount> at(Key const& key) const&
    {
        auto const found = find(key);
        if (!found) {
            throw not_found{"ledger", "flows under " + text_of(key)};
        }
        return *found;
    }

    /// The rows whose amounts are not known, in the order of their keys and then of their partners.
    [[nodiscard]] std::span<unknown_rows<Key, Id> const> unknown() const& noexcept { return unknown_; }
    std::span<unknown_rows<Key, Id> const> unknown() const&& = delete; // they would outlive the ledger

    /// The number of rows that were set aside as flows from a state to itself.
    [[nodiscard]] std::size_t own_rows() const noexcept { return own_rows_; }
    /// The sum of their amounts.
    [[nodiscard]] Amount own_amount() const { return own_.value(); }

    /// The portfolios that contradict the total declared for them: different rows declare different totals, or the
    /// listed partners exceed it by more than rounding. In the order of the keys.
    [[nodiscard]] std::vector<contradiction<Key>> contradictions() const
    {
        auto found = std::vector<contradiction<Key>>{};
        for_each_contradiction(
            [&](Key const& key, auto const& error) { found.push_back({key, std::string{error.what()}}); });
        return found;
    }

    /// For callers that prefer no ledger to one with a portfolio that contradicts its total.
    /// @throws invalid_parameter naming the first such portfolio, if there is any
    void refuse_contradictions() const
    {
        for_each_contradiction([](Key const&, auto const& error) { throw error; });
    }

    /// Adds the rows of another ledger. Linear in the cells of both; where the keys of the other come after those of
    /// this one, linear in the cells of the other. A portfolio for which the two ledgers declare different totals is
    /// contradictory in the sum.
    /// @throws invalid_parameter for a declared total that the sum cannot have; the ledger is then unchanged
    ledger& operator+=(ledger const& other)
    {
        if (declared_.empty() && other.declared_.empty()) {
            add(other);
        } else {
            auto both = *this; // this ledger does not change when a total is refused
            both.add(other);
            both.declared_.add(other.declared_);
            both.check_totals();
            *this = std::move(both);
        }
        return *this;
    }

    friend ledger operator+(ledger a, ledger const& b)
    {
        a += b;
        return a;
    }

private:
    template <identifier, identifier, amount>
    friend class ledger_builder;

    template <class K, class I, class A>
    friend detail::plan detail::plan_of(ledger<K, I, A> const&) noexcept;

    using sorted_cells = detail::sorted_cells<Key, Id, Amount>;
    using declared_totals = detail::declared_totals<Key, Amount>;
    using cell = detail::cell<Amount>;

    ledger(sorted_cells cells, declared_totals totals, std::vector<unknown_rows<Key, Id>> unknown, std::size_t own_rows,
           cell const& own)
        : cells_{std::move(cells)}, declared_{std::move(totals)}, unknown_{std::move(unknown)}, own_rows_{own_rows},
          own_{own}
    {
        check_totals();
    }

    /// Adds everything but the declared totals.
    void add(ledger const& other)
    {
        cells_.add(other.cells_);
        if (!other.unknown_.empty()) {
            auto const more = other.unknown_; // which may be those of this ledger
            unknown_.insert(unknown_.end(), more.begin(), more.end());
            detail::sort_and_join(unknown_);
        }
        own_rows_ += other.own_rows_;
        own_.add(cell{other.own_});
    }

    /// Refuses declared totals that no portfolio with these partners can have.
    void check_totals() const
    {
        for (auto const& each : declared_) {
            (void)find(each.key);
        }
    }

    template <class Found>
    void for_each_contradiction(Found found) const
    {
        for (auto const& each : declared_) {
            auto const name = [&] { return "ledger, " + text_of(each.key); };
            if (each.other) {
                found(each.key, invalid_parameter{name(), "total", detail::bare(*each.other),
                                                  "the same in every row, "
                                                      + detail::number_text(detail::bare(*each.known.total))});
            } else if (auto const i = cells_.position(each.key); i != size()) {
                (void)detail::totals_of<Amount>(cells_.amounts(i), each.known, name,
                                                [&](auto const& error) { found(each.key, error()); });
            }
        }
    }

    [[nodiscard]] portfolio_view<Id, Amount> flows(std::size_t i) const
    {
        if (!declared_.empty() || !unknown_.empty()) [[unlikely]] {
            return flows_under_declaration(i);
        }
        return flows(i, {}, [](auto const&) {});
    }

    /// The portfolio of a ledger in which totals are declared or amounts are unknown.
    [[nodiscard, gnu::noinline]] portfolio_view<Id, Amount> flows_under_declaration(std::size_t i) const
    {
        auto const* const found = declared_.find(cells_.keys()[i]);
        auto known = declared<Amount>{};
        if (found != nullptr) {
            known = found->known;
        }
        return flows(i, known, [&](detail::totals& sums) {
            if (found != nullptr && found->other) {
                sums.hide(reason::contradictory_total);
            } else if (!unknown_.empty() && sums.why_unknown == reason::defined && total_is_open(i, known)) {
                sums.hide(reason::unknown_amount);
            }
        });
    }

    template <class Hide>
    [[nodiscard]] portfolio_view<Id, Amount> flows(std::size_t i, declared<Amount> const& known, Hide hide) const
    {
        auto const amounts = cells_.amounts(i);
        auto sums = detail::totals_of<Amount>(
            amounts, known, [&] { return "ledger, " + text_of(cells_.keys()[i]); }, [](auto const&) {});
        hide(sums);
        return {cells_.ids(i), amounts, sums, known.listing, detail::unit_of<Amount>(amounts, known, sums)};
    }

    /// Whether rows of unknown amount leave the total open. Rows of a partner that is not listed do not do so where a
    /// total is declared: they are part of what it leaves over.
    [[nodiscard]] bool total_is_open(std::size_t i, declared<Amount> const& known) const
    {
        auto const& key = cells_.keys()[i];
        auto const ids = cells_.ids(i);
        auto const first = std::lower_bound(unknown_.begin(), unknown_.end(), key,
                                            [](auto const& each, Key const& sought) { return each.key < sought; });
        for (auto place = first; place != unknown_.end() && place->key == key; ++place) {
            if (!known.total || !place->partner || std::binary_search(ids.begin(), ids.end(), *place->partner)) {
                return true;
            }
        }
        return false;
    }

    sorted_cells cells_;
    declared_totals declared_;
    std::vector<unknown_rows<Key, Id>> unknown_; ///< in order
    std::size_t own_rows_ = 0;
    cell own_;
};

} // namespace equipoise
