// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/row_iterator.hpp>
#include <equipoise/model/building/declared_totals.hpp>
#include <equipoise/model/building/partner_index.hpp>
#include <equipoise/model/building/sorted_cells.hpp>
#include <equipoise/model/building/unknown_cells.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/model/unknown_rows.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise {

namespace detail {

/// @throws invalid_parameter where the amounts of two ledgers are stated to be in different units
inline void refuse_other_unit(std::string_view who, std::string_view one, std::string_view other)
{
    if (!one.empty() && !other.empty() && one != other) {
        throw invalid_parameter{who, "the amounts of one ledger are in " + std::string{one}
                                         + ", and those of the other in " + std::string{other}
                                         + "; bring both to one unit first, as io::in_unit does"};
    }
}

} // namespace detail

template <identifier Key, identifier Id, amount Amount>
class ledger;

namespace detail {

template <class Ledger>
struct ledger_entries {
    Ledger const* ledger = nullptr;
    [[nodiscard]] auto operator[](std::size_t i) const { return (*ledger)[i]; }
};

template <class Key, class Id>
struct joined_ledger;

template <class Key, class Id, class Amount>
struct ledger_contents;

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
/// A ledger is built once, by `ledger_builder`, `export_ledger` or `import_ledger`. It is then a range of entries (key,
/// flows) in the order of the keys, each entry a view. Two ledgers merge with `+=`: their rows in the same cell, that
/// is of the same key and partner, are added up. Cell sums are held to about 106 bits (except those of quantities
/// without a difference), so that an amount does not depend on the order of the rows or on how they were split among
/// ledgers.
///
/// A partner with a row whose amount is not known is a partner of unknown amount, also where other rows of it are
/// known. The portfolio lists it apart, in `unknown()`; all others are among its `ids`. Such a portfolio has no known
/// total unless one is declared, which then leaves over what partners of unknown amount and partners that are not
/// listed have. Its indices are undefined, with the reason, and `bound` gives their interval. Of a portfolio that
/// contradicts its declared total, nothing can be said.
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
    ledger(ledger&&) noexcept = default;
    ledger& operator=(ledger&&) noexcept = default;
    ~ledger() = default;

    ledger(ledger const& other)
        : cells_{other.cells_}, declared_{other.declared_}, unknown_{other.unknown_}, own_rows_{other.own_rows_},
          own_{other.own_}, amounts_in_{other.amounts_in_}
    {
        renew_index();
    }

    ledger& operator=(ledger const& other)
    {
        auto copy = ledger{other};
        return *this = std::move(copy);
    }

    [[nodiscard]] std::size_t size() const noexcept { return cells_.size(); }
    [[nodiscard]] bool empty() const noexcept { return cells_.empty(); }
    /// The number of partners of known amount in all portfolios.
    [[nodiscard]] std::size_t cells() const noexcept { return cells_.cells(); }
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
    [[nodiscard]] std::span<unknown_rows<Key, Id> const> unknown() const& noexcept { return unknown_.all(); }
    std::span<unknown_rows<Key, Id> const> unknown() const&& = delete; // they would outlive the ledger

    /// Whether `id` is a partner in any portfolio, be it with nothing or with an unknown amount, or has a portfolio of
    /// its own: is a key, or one of the first two parts of one, as in (period, state) and (state, period, product). Of
    /// any other power, such as 840 where the ledger has 842, nothing is recorded: exposures to it are undefined, not
    /// 0. The first call takes time linear in the cells, others are logarithmic in the number of different states;
    /// several threads may call it.
    [[nodiscard]] bool knows(Id const& id) const { return all_ != nullptr && all_->contains(id); }

    /// The number of rows that were set aside as flows from a state to itself.
    [[nodiscard]] std::size_t own_rows() const noexcept { return own_rows_; }
    /// The sum of their amounts.
    [[nodiscard]] Amount own_amount() const { return own_.value(); }

    /// What the amounts are in, such as "thousand US$", where it was stated; else it is empty. Ledgers that are made of
    /// `io::provider_flows` or of a provider's file have the unit of the file.
    [[nodiscard]] std::string amounts_in() const { return amounts_in_; }

    /// States what the amounts are in. They do not change. Ledgers in different units are not added.
    void state_amounts_in(std::string_view unit) { amounts_in_ = unit; }

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
    /// contradictory in the sum. A ledger whose unit is not stated takes that of the other.
    /// @throws invalid_parameter for a declared total that the sum cannot have, and where the two are stated to be in
    /// different units; the ledger is then unchanged
    ledger& operator+=(ledger const& other)
    {
        detail::refuse_other_unit("ledger", amounts_in_, other.amounts_in_);
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

    template <class, class>
    friend struct detail::joined_ledger;

    template <class, class, class>
    friend struct detail::ledger_contents;

    template <class K, class I, class A>
    friend detail::plan detail::plan_of(ledger<K, I, A> const&) noexcept;

    using sorted_cells = detail::sorted_cells<Key, Id, Amount>;
    using declared_totals = detail::declared_totals<Key, Amount>;
    using unknown_cells = detail::unknown_cells<Key, Id, Amount>;
    using cell = detail::cell<Amount>;

    ledger(sorted_cells cells, declared_totals totals, std::vector<unknown_rows<Key, Id>> unknown, std::size_t own_rows,
           cell const& own)
        : cells_{std::move(cells)}, declared_{std::move(totals)}, unknown_{std::move(unknown), cells_},
          own_rows_{own_rows}, own_{own}
    {
        renew_index();
        check_totals();
    }

    /// Adds everything but the declared totals.
    void add(ledger const& other)
    {
        cells_.add(other.cells_);
        unknown_.add(other.unknown_, cells_);
        own_rows_ += other.own_rows_;
        own_.add(cell{other.own_});
        if (amounts_in_.empty()) {
            amounts_in_ = other.amounts_in_;
        }
        renew_index();
    }

    /// The index refers to the cells, which stay where they are when a ledger is moved.
    void renew_index() { all_ = std::make_unique<partner_index<Id>>(cells_.all_ids(), unknown_.ids(), cells_.keys()); }

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
                (void)detail::totals_of<Amount>(
                    cells_.amounts(i), each.known, name, [&](auto const& error) { found(each.key, error()); },
                    known_part(unknown_.find(each.key)));
            }
        }
    }

    [[nodiscard]] portfolio_view<Id, Amount> flows(std::size_t i) const
    {
        if (!declared_.empty() || !unknown_.empty()) [[unlikely]] {
            return flows_under_declaration(i);
        }
        auto const amounts = cells_.amounts(i);
        auto const sums = detail::listed_totals<Amount>(amounts);
        return {cells_.ids(i), amounts, sums, listing::some, detail::unit_of<Amount>(amounts, {}, sums), {}, 0,
                all_.get()};
    }

    /// The portfolio of a ledger in which totals are declared or amounts are unknown.
    [[nodiscard, gnu::noinline]] portfolio_view<Id, Amount> flows_under_declaration(std::size_t i) const
    {
        auto const& key = cells_.keys()[i];
        auto const* const found = declared_.find(key);
        auto const none = declared<Amount>{};
        auto const& known = found != nullptr ? found->known : none;
        auto const open = unknown_.find(key);
        auto const amounts = cells_.amounts(i);
        auto sums = detail::totals_of<Amount>(
            amounts, known, [&] { return "ledger, " + text_of(key); }, [](auto const&) {}, known_part(open));
        auto const some_unknown = !open.partners.empty() || open.unnamed != 0;
        if (found != nullptr && found->other) {
            sums.hide(reason::contradictory_total);
        } else if (some_unknown && sums.why_unknown == reason::defined) {
            if (!known.total || open.unnamed != 0) { // a row without a partner may be that of a listed one
                sums.hide(reason::unknown_amount);
            } else if (sums.unattributed.hi == 0) {
                sums.listed += open.partners.size(); // which have nothing, then
            }
        }
        auto unit = detail::unit_of<Amount>(amounts, known, sums);
        for (auto const& each : open.partners) {
            unit = sums.largest == 0 && unit < each.amount ? each.amount : unit;
        }
        return {cells_.ids(i), amounts, sums, known.listing, unit, open.partners, open.unnamed, all_.get()};
    }

    /// What partners of unknown amount have for certain.
    [[nodiscard]] static Amount known_part(typename unknown_cells::under const& open)
    {
        auto sum = cell{};
        for (auto const& each : open.partners) {
            sum.add(each.amount);
        }
        return sum.value();
    }

    sorted_cells cells_;
    declared_totals declared_;
    unknown_cells unknown_;
    std::size_t own_rows_ = 0;
    cell own_;
    std::string amounts_in_;
    std::unique_ptr<partner_index<Id>> all_; ///< nothing as long as there are no cells
};

} // namespace equipoise
