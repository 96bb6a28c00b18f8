// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/ledger.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace equipoise {

/// Collects the rows of a ledger, one at a time and in any order, in memory that grows with the cells, not the rows.
template <identifier Key, identifier Id, amount Amount = double>
class ledger_builder {
public:
    /// Adds a row to the cell of (key, id).
    /// @throws invalid_amount (index "ledger", position = number of the row) when it is negative, infinite or NaN
    void add(Key const& key, Id const& id, Amount const& amount)
    {
        waiting_.push_back({key, id, cell::of(amount, "ledger", rows_)});
        ++rows_;
        if (waiting_.size() >= (std::max)(fewest_waiting, done_.cells())) {
            fold();
        }
    }

    /// States what is known of the portfolio under a key, which exists from then on, with or without rows.
    /// @throws invalid_parameter when another total was declared for it before
    void declare(Key const& key, declared<Amount> const& known) { declarations_.declare(key, known); }

    /// Adds the rows of another builder, which is left empty.
    ledger_builder& operator+=(ledger_builder&& other)
    {
        fold();
        rows_ += other.rows_;
        for (auto const& [key, known] : other.declarations_.known_) {
            declarations_.declare(key, known);
        }
        other.declarations_ = {};
        done_ += other.build();
        return *this;
    }

    /// The ledger of all rows so far; leaves the builder empty.
    /// @throws invalid_parameter when listed partners exceed a declared total by more than rounding
    [[nodiscard]] ledger<Key, Id, Amount> build()
    {
        fold();
        rows_ = 0;
        for (auto const& declaration : declarations_.known_) {
            declarations_.open(declaration.first);
        }
        auto result = std::exchange(done_, {});
        if (!declarations_.empty()) {
            result += std::exchange(declarations_, {});
        }
        return result;
    }

private:
    using cell = detail::cell<Amount>;

    struct row {
        Key key;
        Id id;
        cell sum;
    };

    void fold()
    {
        std::sort(waiting_.begin(), waiting_.end(),
                  [](row const& a, row const& b) { return a.key < b.key || (!(b.key < a.key) && a.id < b.id); });
        auto part = ledger<Key, Id, Amount>{};
        for (auto const& [key, id, sum] : waiting_) {
            if (part.empty() || !(part.keys_.back() == key)) {
                part.open(key);
            }
            part.append(id, sum);
        }
        waiting_.clear();
        if (done_.empty()) {
            done_ = std::move(part);
        } else if (!part.empty()) {
            done_ += part;
        }
    }

    static constexpr std::size_t fewest_waiting = std::size_t{1} << 16;

    std::vector<row> waiting_;
    ledger<Key, Id, Amount> done_;
    ledger<Key, Id, Amount> declarations_;
    std::size_t rows_ = 0;
};

} // namespace equipoise
