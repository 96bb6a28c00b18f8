// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/portfolio.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace equipoise {

namespace detail {

template <class Ledger>
struct ledger_rows {
    Ledger const* book = nullptr;
    [[nodiscard]] auto operator[](std::size_t i) const { return (*book)[i]; }
};

} // namespace detail

/// Many portfolios, one for each key, side by side in memory: whose partners (a state, or a state and a period, ..).
///
/// Built once, by `ledger_builder`, `exports` or `imports`; then a range of entries (key, flows) in the order of
/// the keys, each entry a view. Two ledgers merge with `+=`, the rows of both in the cells of one. Cell sums are held
/// to some 106 bits (but for quantities without a difference), so that neither the order of the rows nor the way they
/// were split among ledgers shows in an amount.
template <identifier Key, identifier Id, amount Amount = double>
class ledger {
public:
    struct entry {
        Key const& key;
        portfolio_view<Id, Amount> flows;
    };
    using iterator = detail::row_iterator<detail::ledger_rows<ledger>>;

    ledger() = default;

    [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }
    [[nodiscard]] bool empty() const noexcept { return keys_.empty(); }
    [[nodiscard]] std::size_t cells() const noexcept { return ids_.size(); } ///< partners of all portfolios
    [[nodiscard]] std::span<Key const> keys() const noexcept { return keys_; }
    [[nodiscard]] entry operator[](std::size_t i) const { return {keys_[i], flows(i)}; }
    [[nodiscard]] iterator begin() const noexcept { return {{this}, 0}; }
    [[nodiscard]] iterator end() const noexcept { return {{this}, size()}; }

    /// The portfolio under a key, without copying; nothing when there is none. Logarithmic in the
    /// keys, linear in the partners.
    [[nodiscard]] std::optional<portfolio_view<Id, Amount>> find(Key const& key) const
    {
        auto const found = std::lower_bound(keys_.begin(), keys_.end(), key);
        if (found == keys_.end() || !(*found == key)) {
            return std::nullopt;
        }
        return flows(static_cast<std::size_t>(found - keys_.begin()));
    }

    /// The portfolio under a key. @throws std::out_of_range naming the key when there is none
    [[nodiscard]] portfolio_view<Id, Amount> at(Key const& key) const
    {
        auto const found = find(key);
        if (!found) {
            throw std::out_of_range{"ledger: no flows under " + text_of(key)};
        }
        return *found;
    }

    /// Adds the rows of another ledger, linear in the cells of both.
    /// @throws invalid_parameter when both declare a total for the same key and the totals differ
    ledger& operator+=(ledger const& other)
    {
        auto merged = ledger{};
        merged.reserve((std::max)(size(), other.size()), (std::max)(cells(), other.cells()));
        std::size_t i = 0;
        std::size_t j = 0;
        while (i < size() || j < other.size()) {
            auto const mine = j == other.size() || (i < size() && !(other.keys_[j] < keys_[i]));
            auto const theirs = i == size() || (j < other.size() && !(keys_[i] < other.keys_[j]));
            merged.open(mine ? keys_[i] : other.keys_[j]);
            merged.append_both(mine ? this : nullptr, i, theirs ? &other : nullptr, j);
            i += mine ? 1 : 0;
            j += theirs ? 1 : 0;
        }
        merged.known_ = known_;
        for (auto const& [key, known] : other.known_) {
            merged.declare(key, known);
        }
        merged.check();
        *this = std::move(merged);
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

    using cell = detail::cell<Amount>;
    using declaration = std::pair<Key, declared<Amount>>;

    static bool key_before(declaration const& entered, Key const& key) { return entered.first < key; }

    void reserve(std::size_t portfolios, std::size_t cells)
    {
        keys_.reserve(portfolios);
        offsets_.reserve(portfolios);
        ids_.reserve(cells);
        amounts_.reserve(cells);
        if constexpr (cell::compensated) {
            remainders_.reserve(cells);
        }
    }

    void open(Key const& key)
    {
        keys_.push_back(key);
        offsets_.push_back(ids_.size());
    }

    /// Adds to the portfolio opened last; partners come in order, the same one perhaps more than once.
    void append(Id const& id, cell sum)
    {
        if (ids_.size() > offsets_.back() && ids_.back() == id) {
            auto both = back();
            both.add(sum);
            sum = both;
        } else {
            ids_.push_back(id);
            amounts_.emplace_back();
            if constexpr (cell::compensated) {
                remainders_.emplace_back();
            }
        }
        amounts_.back() = sum.value();
        if constexpr (cell::compensated) {
            remainders_.back() = sum.remainder();
        }
    }

    [[nodiscard]] cell back() const { return at_cell(ids_.size() - 1); }

    [[nodiscard]] cell at_cell(std::size_t i) const
    {
        if constexpr (cell::compensated) {
            return cell::from(amounts_[i], remainders_[i]);
        } else {
            return cell::from(amounts_[i], Amount{});
        }
    }

    void append_both(ledger const* a, std::size_t i, ledger const* b, std::size_t j)
    {
        auto x = a != nullptr ? a->offsets_[i] : 0;
        auto const x_end = a != nullptr ? a->end_of(i) : 0;
        auto y = b != nullptr ? b->offsets_[j] : 0;
        auto const y_end = b != nullptr ? b->end_of(j) : 0;
        while (x < x_end || y < y_end) {
            if (y == y_end || (x < x_end && !(b->ids_[y] < a->ids_[x]))) {
                append(a->ids_[x], a->at_cell(x));
                ++x;
            } else {
                append(b->ids_[y], b->at_cell(y));
                ++y;
            }
        }
    }

    void declare(Key const& key, declared<Amount> const& known)
    {
        auto const place = std::lower_bound(known_.begin(), known_.end(), key, key_before);
        if (place == known_.end() || !(place->first == key)) {
            known_.insert(place, {key, known});
            return;
        }
        auto& mine = place->second;
        if (mine.total && known.total && !(*mine.total == *known.total)) {
            throw invalid_parameter{"ledger, " + text_of(key), "total", detail::bare(*known.total),
                                    "the same in every row, " + detail::number_text(detail::bare(*mine.total))};
        }
        mine.total = mine.total ? mine.total : known.total;
        mine.listing = mine.listing == known.listing ? mine.listing : listing::some;
        mine.rounding = mine.rounding < known.rounding ? known.rounding : mine.rounding;
    }

    /// Holds each portfolio against its declared total.
    void check() const
    {
        for (auto const& [key, known] : known_) {
            (void)find(key);
        }
    }

    [[nodiscard]] std::size_t end_of(std::size_t i) const noexcept
    {
        return i + 1 < offsets_.size() ? offsets_[i + 1] : ids_.size();
    }

    [[nodiscard]] portfolio_view<Id, Amount> flows(std::size_t i) const
    {
        auto known = declared<Amount>{};
        if (!known_.empty()) {
            auto const place = std::lower_bound(known_.begin(), known_.end(), keys_[i], key_before);
            if (place != known_.end() && place->first == keys_[i]) {
                known = place->second;
            }
        }
        auto const first = offsets_[i];
        auto const count = end_of(i) - first;
        auto const amounts = std::span{amounts_}.subspan(first, count);
        auto const sums = detail::totals_of<Amount>(amounts, known, [&] { return "ledger, " + text_of(keys_[i]); });
        return {std::span{ids_}.subspan(first, count), amounts, sums, known.listing,
                detail::unit_of<Amount>(amounts, known, sums)};
    }

    std::vector<Key> keys_;
    std::vector<std::size_t> offsets_;
    std::vector<Id> ids_;
    std::vector<Amount> amounts_;
    std::vector<Amount> remainders_; ///< what rounding took from the amounts
    std::vector<declaration> known_;
};

} // namespace equipoise
