// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/building/dense_table.hpp>
#include <equipoise/model/building/packed_rows.hpp>
#include <equipoise/model/ledger.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
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
/// else rows are kept for a while, sorted, and merged with what is there; or, where it is known how many there are and
/// nearly each has a cell of its own, kept until the end. Table and digit-wise sorting take identifiers that are whole
/// numbers, enumerators, iso3, or pairs and tuples of such; others are sorted by comparing them.
template <identifier Key, identifier Id, amount Amount = double>
class ledger_builder {
public:
    ledger_builder() = default;

    /// Begins to count rows at another number than 0, where others collect what comes before.
    explicit ledger_builder(std::size_t first_row) : rows_{first_row} {}

    /// Says how many rows will be added to a builder that is empty, so that it need not make room for them by and by.
    void expect(std::size_t rows) { expected_ = rows; }

    /// Says how many rows will be added to each of several builders that are empty, one after the other, of rows that
    /// stand one behind the other. Cells that come in order are then put where they belong when the builders are added.
    static void expect(std::span<ledger_builder* const> all, std::span<std::size_t const> rows)
    {
        if constexpr (detail::joinable<Id> && detail::joinable<Amount>) {
            auto sum = std::size_t{0};
            for (auto const count : rows) {
                sum += count;
            }
            auto const ids = detail::joint_memory<Id>{sum};
            auto const amounts = detail::joint_memory<Amount>{sum};
            auto before = std::size_t{0};
            for (std::size_t i = 0; i < all.size(); ++i) {
                all[i]->done_.stand_in(ids, amounts, before);
                before += rows[i];
            }
        }
    }

    /// Adds a row to the cell of (key, id).
    /// @throws invalid_amount (index "ledger", position = number of the row) when it is negative, infinite or NaN; and,
    /// at the latest when the ledger is built, std::overflow_error when a cell adds up to more than an Amount holds
    void add(Key const& key, Id const& id, Amount const& amount)
    {
        auto const sum = cell::of(amount, "ledger", rows_);
        ++rows_;
        if constexpr (has_codes) {
            if (plan_ == plan::dense && coded_.table.add(key, id, sum, known_rows())) {
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

    /// Adds a row whose amount is not known, of a partner if that is known: the portfolio under the key exists from
    /// then on, and its total is not known.
    void add_unknown(Key const& key, std::optional<Id> const& partner = {}, std::size_t rows = 1)
    {
        if (unknown_.size() >= most_unknown_) {
            book::put_in_order(unknown_); // those of the same partner become one
            most_unknown_ = (std::max)(fewest_waiting, 2 * unknown_.size());
        }
        unknown_.push_back({key, partner, rows});
    }

    /// Sets a row of a valid amount aside, a flow from a state to itself; the ledger says how many there were, and what
    /// they add up to.
    [[gnu::noinline]] void set_aside(Amount const& amount)
    {
        ++rows_;
        ++own_rows_;
        own_.add(amount);
    }

    /// Adds the rows from `first` to `last`, this one left out, as `add` does one by one: each(i, take) hands row i to
    /// take(key, id, amount) and returns what that returns; or, to take.set_aside(amount) where `take` has that, and
    /// else returns false.
    template <class Each>
    void add_each(std::size_t first, std::size_t last, Each const& each)
    {
        auto const take = taker{*this};
        while (first != last) {
            auto const begin = first;
            if constexpr (detail::joinable<Id> && detail::joinable<Amount>) {
                if (plan_ == plan::in_order) {
                    first = done_.put_each(first, last, each);
                }
            }
            if constexpr (has_codes) {
                if (plan_ == plan::dense) {
                    first = coded_.table.add_alike(first, last, each);
                } else if (plan_ == plan::radix && coded_.packed.size() < most_packed_) {
                    auto const room = most_packed_ - coded_.packed.size() - 1; // the last one is for `keep`
                    first = coded_.packed.add_fitting(first, last - first < room ? last : first + room, each);
                }
            }
            rows_ += first - begin;
            if (first != last) {
                each(first++, take);
            }
        }
    }

    /// States what is known of the portfolio under a key, which exists from then on, with or without rows.
    void declare(Key const& key, declared<Amount> const& known) { declarations_.declare(key, known); }

    /// Sorts the rows that wait for it, as `build` would. Builders that are about to be added may do so each in a
    /// thread of its own.
    void sort()
    {
        auto part = book{};
        auto const open = [&](Key const& key) { part.open(key); };
        if constexpr (has_codes) {
            part.reserve(coded_.packed.size());
            coded_.packed.take(open, [&](Id const& id, cell const& sum) { part.append_new(id, sum); });
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

    /// Sorts the rows that wait in several builders into ledgers whose keys follow one another, to be added one behind
    /// the other, each of them in a thread of its own: in_parallel(n, f) calls f(i) for each i < n. What cannot be
    /// sorted that way is left to `sort`.
    template <class InParallel>
    static void sort_together(std::span<ledger_builder* const> all, InParallel const& in_parallel)
    {
        if constexpr (has_codes) {
            if (all.size() < 2) {
                return;
            }
            if (std::all_of(all.begin(), all.end(), [](auto const* each) { return each->only_tabulated(); })) {
                read_tables_together(all, in_parallel);
            } else {
                sort_packed_together(all, in_parallel);
            }
        }
    }

    /// Adds the rows of another builder, which is left empty.
    ledger_builder& operator+=(ledger_builder&& other)
    {
        rows_ += std::exchange(other.rows_, 0);
        for (auto const& more : other.declarations_.known_) {
            declarations_.declare(more);
        }
        other.declarations_ = {};
        for (auto const& each : std::exchange(other.unknown_, {})) {
            add_unknown(each.key, each.partner, each.rows);
        }
        own_rows_ += std::exchange(other.own_rows_, 0);
        own_.add(std::exchange(other.own_, {}));
        if constexpr (has_codes) {
            if (plan_ == plan::dense && other.plan_ == plan::dense) {
                empty_table(other.coded_.table,
                            [this](Key const& key, Id const& id, cell const& sum) { return tabulate(key, id, sum); });
            }
        }
        other.finish();
        sort();
        plan_ = (std::max)(plan_, std::exchange(other.plan_, plan::in_order));
        take_in(std::exchange(other.done_, {}));
        return *this;
    }

    /// The ledger of all rows so far; leaves the builder empty. `ledger::contradictions` names the portfolios whose
    /// partners or rows contradict the total declared for them.
    /// @throws invalid_parameter for a declared total or rounding that is negative, infinite or NaN
    [[nodiscard]] ledger<Key, Id, Amount> build()
    {
        finish();
        rows_ = 0;
        expected_ = 0;
        most_packed_ = fewest_packed;
        open_declared();
        auto result = std::exchange(done_, {});
        if (!declarations_.empty()) {
            result += std::exchange(declarations_, {});
        }
        result.plan_ = std::exchange(plan_, plan::in_order);
        result.unknown_ = std::exchange(unknown_, {});
        result.set_aside(std::exchange(own_rows_, 0), std::exchange(own_, {}));
        most_unknown_ = fewest_waiting;
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

    /// Takes any row.
    struct taker {
        ledger_builder& to;

        bool operator()(Key const& key, Id const& id, Amount const& amount) const
        {
            to.add(key, id, amount);
            return true;
        }
        bool set_aside(Amount const& amount) const
        {
            to.set_aside(amount);
            return true;
        }
    };

    /// Opens the portfolios of which something is declared, and those of which nothing but unknown rows is there.
    void open_declared()
    {
        book::put_in_order(unknown_);
        auto keys = std::vector<Key>{};
        for (auto const& each : declarations_.known_) {
            keys.push_back(each.key);
        }
        for (auto const& each : unknown_) {
            if (!std::binary_search(done_.keys_.begin(), done_.keys_.end(), each.key)) {
                keys.push_back(each.key);
            }
        }
        std::sort(keys.begin(), keys.end());
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
        for (auto const& key : keys) {
            declarations_.open(key);
        }
    }

    /// Cells in the end, if they go on as they began.
    [[nodiscard]] std::size_t enough_for_all() const
    {
        auto const more = 2 * done_.cells() + 64;
        if (done_.cells() < few_cells) {
            return more;
        }
        auto const share = static_cast<double>(done_.cells() + 1) / static_cast<double>(rows_);
        auto const cells = (std::min)(1.02 * share * static_cast<double>(known_rows()), 0x1p48);
        return (std::max)(more, static_cast<std::size_t>(cells));
    }

    static constexpr bool has_codes = detail::codable<Key> && detail::codable<Id>;
    static constexpr std::size_t few_cells = std::size_t{1} << 12; ///< to tell from them how many there will be
    static constexpr std::size_t fewest_packed = std::size_t{1} << 20;
    static constexpr std::size_t fewest_waiting = std::size_t{1} << 16;

    [[nodiscard]] std::size_t known_rows() const noexcept { return (std::max)(rows_, expected_); }

    /// What `add` does at once when rows are many.
    [[gnu::noinline]] bool tabulate(Key const& key, Id const& id, cell const& sum)
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
                plan_ = plan::radix;
                empty_table(coded_.table,
                            [this](Key const& of, Id const& with, cell const& known) { return pack(of, with, known); });
            }
            if (plan_ == plan::radix) {
                if (pack(key, id, sum)) {
                    if (coded_.packed.size() >= most_packed_) {
                        look_at_packed();
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

    /// Lets a row wait that sorting by digits suits. The rounding error of a sum waits as a row of its own.
    bool pack(Key const& key, Id const& id, cell const& sum)
    {
        auto& packed = coded_.packed;
        if (packed.empty() && expected_ > rows_) {
            packed.reserve((std::min)(most_packed_, expected_ - rows_ + 1));
        }
        if (!packed.add(key, id, sum.value())) {
            return false;
        }
        if constexpr (cell::compensated) {
            if (auto const remainder = sum.remainder(); !(remainder == Amount{})) {
                return packed.add(key, id, remainder);
            }
        }
        return true;
    }

    /// Many rows wait. Where nearly each is a cell of its own all that are known to come may wait, but else no more
    /// than a third of the cells, which keeps memory within bounds. Where they fill up cells, the table has another
    /// chance.
    void look_at_packed()
    {
        auto const rows = coded_.packed.size();
        auto const cells = coded_.packed.count_cells();
        auto const all_new = 4 * cells > 3 * rows;
        if (all_new && expected_ > rows_) {
            auto const all = rows + (expected_ - rows_);
            coded_.packed.reserve(all);
            most_packed_ = 2 * all;
            return;
        }
        auto const before = done_.cells();
        sort();
        most_packed_ = (std::max)(fewest_packed, all_new ? done_.cells() / 3 : done_.cells());
        if (2 * (done_.cells() - before) <= rows) {
            plan_ = plan::dense;
        }
    }

    /// Empties a table: what put(key, id, cell) does not take becomes part of the sorted cells.
    template <class Table, class Put>
    void empty_table(Table& table, Put const& put)
    {
        auto under = Key{};
        auto rest = book{};
        table.visit([&](Key const& key) { under = key; },
                    [&](Id const& id, cell const& sum) {
                        if (rest.empty() && put(under, id, sum)) {
                            return;
                        }
                        if (rest.empty() || !(rest.keys_.back() == under)) {
                            rest.open(under);
                        }
                        rest.append(id, sum);
                    });
        table = {};
        take_in(std::move(rest));
    }

    /// Sorts all there is.
    void finish()
    {
        sort();
        if constexpr (has_codes) {
            empty_table(coded_.table, [](Key const&, Id const&, cell const&) { return false; });
        }
    }

    [[nodiscard]] bool only_tabulated() const { return plan_ == plan::dense && done_.empty(); }

    template <class InParallel>
    static void read_tables_together(std::span<ledger_builder* const> all, InParallel const& in_parallel)
    {
        auto tables = std::vector<detail::dense_table<Key, Id, Amount> const*>{};
        for (auto const* each : all) {
            tables.push_back(&each->coded_.table);
        }
        auto const joint = detail::joint_tables<Key, Id, Amount>{tables};
        in_parallel(all.size(), [&](std::size_t i) {
            auto const first = share_of(joint.keys(), all.size(), i);
            auto const last = share_of(joint.keys(), all.size(), i + 1);
            all[i]->take_share(i == 0 ? joint.most_cells() : 0,
                               [&](auto const& open, auto const& append) { joint.visit(first, last, open, append); });
        });
        for (auto* each : all) {
            each->coded_.table = {};
        }
    }

    template <class InParallel>
    static void sort_packed_together(std::span<ledger_builder* const> all, InParallel const& in_parallel)
    {
        auto packed = std::vector<detail::packed_rows<Key, Id, Amount>*>{};
        auto rows = std::size_t{0};
        for (auto* each : all) {
            packed.push_back(&each->coded_.packed);
            rows += packed.back()->size();
        }
        if (rows < fewest_waiting || !packed.front()->agree(packed)) {
            return;
        }
        auto const lead = packed.front()->lead_for(rows);
        in_parallel(all.size(), [&](std::size_t i) { packed[i]->part(lead); });
        auto const before = [&](std::size_t part) { // rows
            auto sum = std::size_t{0};
            for (auto const* each : packed) {
                sum += each->starts()[part];
            }
            return sum;
        };
        auto const part_at = [&](std::size_t i) { // that the i-th share begins with
            auto const end = packed.front()->starts().size() - 1;
            auto part = std::size_t{0};
            while (part != end && before(part) < share_of(rows, all.size(), i)) {
                ++part;
            }
            return part;
        };
        in_parallel(all.size(), [&](std::size_t i) {
            auto const first = part_at(i);
            auto const last = part_at(i + 1);
            auto const room = i == 0 ? rows : before(last) - before(first); // the others are to be put behind the first
            all[i]->take_share(room, [&](auto const& open, auto const& append) {
                packed.front()->take_parts(packed, first, last, open, append);
            });
        });
        for (auto* each : packed) {
            *each = {};
        }
    }

    /// Where the i-th of some equal shares begins.
    [[nodiscard]] static std::size_t share_of(std::size_t whole, std::size_t shares, std::size_t i)
    {
        return whole / shares * i + (std::min)(i, whole % shares);
    }

    /// Takes the sorted cells of a share of what waits in several builders: visit(open, append) hands them out.
    template <class Visit>
    void take_share(std::size_t room, Visit const& visit)
    {
        auto part = book{};
        part.reserve(room);
        visit([&](Key const& key) { part.open(key); },
              [&](Id const& id, cell const& sum) { part.append_new(id, sum); });
        take_in(std::move(part));
    }

    void take_in(book part)
    {
        if (done_.empty()) {
            done_ = std::move(part);
        } else if (!part.empty()) {
            done_.absorb(std::move(part));
        }
    }

    equipoise::plan plan_ = equipoise::plan::in_order;
    std::size_t rows_ = 0;
    std::size_t expected_ = 0;
    std::size_t most_packed_ = fewest_packed; ///< rows that may wait
    book done_;
    book declarations_;
    std::vector<unknown_rows<Key, Id>> unknown_;
    std::size_t most_unknown_ = fewest_waiting; ///< rows of unknown amount that may wait
    std::size_t own_rows_ = 0;
    cell own_;
    std::vector<row> waiting_;
    detail::coded_rows<Key, Id, Amount> coded_;
};

} // namespace equipoise
