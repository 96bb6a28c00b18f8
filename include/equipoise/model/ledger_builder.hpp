// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/dense_table.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/packed_rows.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace equipoise {

namespace detail {

/// Where rows wait whose identifiers have codes.
template <class Key, class Id, class Amount>
struct coded_rows {};

template <codable Key, codable Id, class Amount>
struct coded_rows<Key, Id, Amount> {
    dense_table<Key, Id, Amount> table;
    packed_rows<Key, Id, Amount> packed;
};

} // namespace detail

/// Collects the rows of a ledger, one at a time and in any order, in memory that grows with the cells, not the rows.
///
/// Rows that come in the order of the cells are put one behind the other. From the first that does not on, they are
/// summed in a table of all keys and partners, as long as it would take no more than 32 MB and not stay next to empty;
/// else rows are kept for a while, sorted, and merged with what is there. Table and digit-wise sorting take identifiers
/// that are whole numbers, enumerators, iso3, or pairs and tuples of such; others are sorted by comparing them.
template <identifier Key, identifier Id, amount Amount = double>
class ledger_builder {
public:
    ledger_builder() = default;

    /// Begins to count rows at another number than 0, where others collect what comes before.
    explicit ledger_builder(std::size_t first_row) : rows_{first_row} {}

    /// Says how many rows will be added to a builder that is empty, so that it need not make room for them by and by.
    void expect(std::size_t rows) { expected_ = rows; }

    /// Adds a row to the cell of (key, id).
    /// @throws invalid_amount (index "ledger", position = number of the row) when it is negative, infinite or NaN; and,
    /// at the latest when the ledger is built, std::overflow_error when a cell adds up to more than an Amount holds
    void add(Key const& key, Id const& id, Amount const& amount)
    {
        auto const sum = cell::of(amount, "ledger", rows_);
        ++rows_;
        if constexpr (has_codes) {
            if (plan_ == plan::dense && tabulate(key, id, sum)) {
                return;
            }
        }
        if (plan_ == plan::in_order) {
            if (done_.full()) {
                done_.reserve(enough_for_all());
            }
            if (done_.put(key, id, amount)) {
                return;
            }
        }
        keep(key, id, sum);
    }

    /// Adds the rows from `first` to `last`, this one left out, as `add` does one by one: each(i, take) hands row i to
    /// take(key, id, amount) and returns what that returns.
    template <class Each>
    void add_each(std::size_t first, std::size_t last, Each const& each)
    {
        auto const take = [this](Key const& key, Id const& id, Amount const& amount) {
            add(key, id, amount);
            return true;
        };
        while (first != last) {
            if constexpr (has_codes) {
                if (plan_ == plan::dense) {
                    auto const next = coded_.table.add_alike(first, last, each);
                    rows_ += next - first;
                    first = next;
                }
            }
            if (first != last) {
                each(first++, take);
            }
        }
    }

    /// States what is known of the portfolio under a key, which exists from then on, with or without rows.
    /// @throws invalid_parameter when another total was declared for it before
    void declare(Key const& key, declared<Amount> const& known) { declarations_.declare(key, known); }

    /// Sorts the rows that wait for it, as `build` would. Builders that are about to be added may do so each in a
    /// thread of its own.
    void sort()
    {
        auto part = book{};
        auto const open = [&](Key const& key) { part.open(key); };
        if constexpr (has_codes) {
            auto const rows = coded_.packed.size();
            part.reserve(rows);
            coded_.packed.take(open, [&](Id const& id, Amount const& amount) { part.append(id, amount); });
            // when nearly every row is a cell of its own, it costs no memory to let them wait; rows of a known number
            // lie in memory already
            patience_ = 4 * part.cells() <= 3 * rows ? 1 : expected_ == 0 ? 4 : 16;
        }
        std::sort(waiting_.begin(), waiting_.end(),
                  [](row const& a, row const& b) { return a.key < b.key || (!(b.key < a.key) && a.id < b.id); });
        for (auto const& [key, id, sum] : waiting_) {
            if (part.empty() || !(part.keys_.back() == key)) {
                open(key);
            }
            part.append(id, sum);
        }
        waiting_.clear();
        take_in(std::move(part));
    }

    /// Adds the rows of another builder, which is left empty.
    ledger_builder& operator+=(ledger_builder&& other)
    {
        rows_ += std::exchange(other.rows_, 0);
        for (auto const& [key, known] : other.declarations_.known_) {
            declarations_.declare(key, known);
        }
        other.declarations_ = {};
        if constexpr (has_codes) {
            if (plan_ == plan::dense && other.plan_ == plan::dense) {
                auto under = Key{};
                auto rest = book{};
                other.coded_.table.visit([&](Key const& key) { under = key; },
                                         [&](Id const& id, cell const& sum) {
                                             if (rest.empty() && tabulate(under, id, sum)) {
                                                 return;
                                             }
                                             if (rest.empty() || !(rest.keys_.back() == under)) {
                                                 rest.open(under);
                                             }
                                             rest.append(id, sum);
                                         });
                other.coded_.table = {};
                take_in(std::move(rest));
            }
        }
        other.sort();
        other.empty_table();
        sort();
        plan_ = (std::max)(plan_, std::exchange(other.plan_, plan::in_order));
        take_in(std::exchange(other.done_, {}));
        return *this;
    }

    /// The ledger of all rows so far; leaves the builder empty.
    /// @throws invalid_parameter when listed partners exceed a declared total by more than rounding
    [[nodiscard]] ledger<Key, Id, Amount> build()
    {
        sort();
        empty_table();
        rows_ = 0;
        expected_ = 0;
        for (auto const& declaration : declarations_.known_) {
            declarations_.open(declaration.first);
        }
        auto result = std::exchange(done_, {});
        if (!declarations_.empty()) {
            result += std::exchange(declarations_, {});
        }
        result.plan_ = std::exchange(plan_, plan::in_order);
        return result;
    }

private:
    using book = ledger<Key, Id, Amount>;
    using cell = detail::cell<Amount>;

    struct row {
        Key key;
        Id id;
        cell sum;
    };

    /// Cells in the end, if they go on as they began.
    [[nodiscard]] std::size_t enough_for_all() const
    {
        auto const share = static_cast<double>(done_.cells() + 1) / static_cast<double>(rows_);
        auto const cells = (std::min)(1.02 * share * static_cast<double>(known_rows()), 0x1p48);
        return (std::max)(2 * done_.cells() + 64, static_cast<std::size_t>(cells));
    }

    static constexpr bool has_codes = detail::codable<Key> && detail::codable<Id>;
    static constexpr std::size_t fewest_packed = std::size_t{1} << 20;
    static constexpr std::size_t fewest_waiting = std::size_t{1} << 16;

    [[nodiscard]] std::size_t known_rows() const noexcept { return (std::max)(rows_, expected_); }

    bool tabulate(Key const& key, Id const& id, cell const& sum)
    {
        return coded_.table.add(key, id, sum, known_rows());
    }

    /// Takes in a row that fits neither behind the others nor into the table.
    [[gnu::noinline]] void keep(Key const& key, Id const& id, cell const& sum)
    {
        if constexpr (has_codes) {
            if (plan_ == plan::in_order) {
                leave_order();
                if (tabulate(key, id, sum)) {
                    return;
                }
            }
            if (plan_ == plan::dense) {
                empty_table();
                plan_ = plan::radix;
            }
            if (plan_ == plan::radix) {
                auto const most = (std::max)(fewest_packed, patience_ * done_.cells());
                if (coded_.packed.empty() && expected_ > rows_) {
                    coded_.packed.reserve((std::min)(most, expected_ - rows_ + 1));
                }
                if (coded_.packed.add(key, id, sum.value())) {
                    if (coded_.packed.size() >= most) {
                        auto const before = done_.cells();
                        sort();
                        if (2 * (done_.cells() - before) <= most) {
                            plan_ = plan::dense; // the cells fill up: the table has another chance
                        }
                    }
                    return;
                }
                sort();
            }
        }
        plan_ = plan::comparison;
        waiting_.push_back({key, id, sum});
        if (waiting_.size() >= (std::max)(fewest_waiting, done_.cells())) {
            sort();
        }
    }

    /// What came in order goes into the table if it is not much: merged at the end it would cost a copy of all.
    void leave_order()
    {
        plan_ = plan::dense;
        auto fits = done_.cells() < fewest_waiting;
        for (std::size_t i = 0; i < done_.size() && fits; ++i) {
            for (auto j = done_.offsets_[i]; j < done_.end_of(i) && fits; ++j) {
                fits = tabulate(done_.keys_[i], done_.ids_[j], done_.at_cell(j));
            }
        }
        if (fits) {
            done_ = {};
        } else {
            coded_.table = {};
        }
    }

    void empty_table()
    {
        if constexpr (has_codes) {
            auto part = book{};
            coded_.table.visit([&](Key const& key) { part.open(key); },
                               [&](Id const& id, cell const& sum) { part.append(id, sum); });
            coded_.table = {};
            take_in(std::move(part));
        }
    }

    void take_in(book part)
    {
        if (done_.empty()) {
            done_ = std::move(part);
        } else if (!part.empty()) {
            done_ += part;
        }
    }

    equipoise::plan plan_ = equipoise::plan::in_order;
    std::size_t rows_ = 0;
    std::size_t expected_ = 0;
    std::size_t patience_ = 1; ///< rows are sorted when so many times the cells wait
    book done_;
    book declarations_;
    std::vector<row> waiting_;
    detail::coded_rows<Key, Id, Amount> coded_;
};

} // namespace equipoise
