// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/later.hpp>
#include <equipoise/core/memory/joint_arrays.hpp>
#include <equipoise/core/memory/large_pages.hpp>
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

/// How the rows of a ledger were brought together, the quickest way first.
enum class plan : unsigned char {
    in_order,   ///< they came in the order of the cells, and were put one behind the other
    dense,      ///< summed in a table of all keys and partners
    radix,      ///< sorted by the digits of their identifiers
    comparison, ///< sorted by comparing their identifiers
};

/// Rows of a portfolio whose amount is not known.
template <identifier Key, identifier Id>
struct unknown_rows {
    Key key{};                   ///< of the portfolio
    std::optional<Id> partner{}; ///< with whom; nothing where that is not known either
    std::size_t rows = 0;        ///< how many
};

/// A portfolio whose partners or rows contradict the total that is declared for it.
template <identifier Key>
struct contradiction {
    Key key{};
    std::string message; ///< in words: what was found, and what it must be
};

/// Many portfolios, one for each key, side by side in memory: whose partners (a state, or a state and a period, ..).
///
/// Built once, by `ledger_builder`, `exports` or `imports`; then a range of entries (key, flows) in the order of
/// the keys, each entry a view. Two ledgers merge with `+=`, the rows of both in the cells of one. Cell sums are held
/// to some 106 bits (but for quantities without a difference), so that neither the order of the rows nor the way they
/// were split among ledgers shows in an amount.
///
/// A portfolio with a row whose amount is not known has no known total, nor has one that contradicts what is declared
/// of it: its indices are undefined, and `why_undefined` gives the reason. A declared total stays known beside rows of
/// unknown amount, as long as these are of partners that are not listed: they are part of what the total leaves over.
///
/// Entries, views, spans and iterators are valid as long as the ledger is. They cannot be taken from a ledger that is
/// a temporary: of such a one, `at` and `find` return a portfolio that owns its partners.
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
    [[nodiscard]] std::span<Key const> keys() const& noexcept { return keys_; }
    std::span<Key const> keys() const&& = delete;                         // they would outlive the ledger
    [[nodiscard]] equipoise::plan plan() const noexcept { return plan_; } ///< of its rows, the slowest if several
    [[nodiscard]] entry operator[](std::size_t i) const& { return {keys_[i], flows(i)}; }
    entry operator[](std::size_t i) const&& = delete; // it would outlive the ledger
    [[nodiscard]] iterator begin() const& noexcept { return {{this}, 0}; }
    [[nodiscard]] iterator end() const& noexcept { return {{this}, size()}; }
    iterator begin() const&& = delete; // it would outlive the ledger
    iterator end() const&& = delete;

    /// The portfolio under a key, without copying; nothing when there is none. Logarithmic in the
    /// keys, linear in the partners.
    [[nodiscard]] std::optional<portfolio_view<Id, Amount>> find(Key const& key) const&
    {
        auto const found = std::lower_bound(keys_.begin(), keys_.end(), key);
        if (found == keys_.end() || !(*found == key)) {
            return std::nullopt;
        }
        return flows(static_cast<std::size_t>(found - keys_.begin()));
    }

    /// Of a ledger that is a temporary, a copy of the portfolio.
    [[nodiscard]] std::optional<portfolio<Id, Amount>> find(Key const& key) const&&
    {
        auto const found = find(key); // of a ledger with a name, which this is here
        return found ? std::optional{portfolio<Id, Amount>{*found}} : std::nullopt;
    }

    /// Of a ledger that is a temporary, a copy of the portfolio.
    [[nodiscard]] portfolio<Id, Amount> at(Key const& key) const&& { return portfolio<Id, Amount>{at(key)}; }

    /// The portfolio under a key. @throws std::out_of_range naming the key when there is none
    [[nodiscard]] portfolio_view<Id, Amount> at(Key const& key) const&
    {
        auto const found = find(key);
        if (!found) {
            throw std::out_of_range{"ledger: no flows under " + text_of(key)};
        }
        return *found;
    }

    /// The rows whose amount is not known, in the order of their keys, then of the partners.
    [[nodiscard]] std::span<unknown_rows<Key, Id> const> unknown() const& noexcept { return unknown_; }
    std::span<unknown_rows<Key, Id> const> unknown() const&& = delete; // they would outlive the ledger

    /// The rows of flows from a state to itself that were set aside.
    [[nodiscard]] std::size_t own_rows() const noexcept { return own_rows_; }
    /// What these add up to.
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

    /// For those who would rather have no ledger than one with a portfolio that contradicts its total.
    /// @throws invalid_parameter naming the first such portfolio, if there is any
    void refuse_contradictions() const
    {
        for_each_contradiction([](Key const&, auto const& error) { throw error; });
    }

    /// Adds the rows of another ledger, linear in the cells of both; where the keys of the other come behind those of
    /// this one, linear in the other's. Where both declare a total for the same key and the totals differ, that of the
    /// sum is contradictory.
    ledger& operator+=(ledger const& other)
    {
        if (known_.empty() && other.known_.empty()) {
            add(other);
        } else {
            auto both = *this; // nothing changes when a total is refused
            both.add(other);
            for (auto const& more : other.known_) {
                both.declare(more);
            }
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

    using cell = detail::cell<Amount>;
    using unknown_entry = unknown_rows<Key, Id>;

    struct declaration {
        Key key;
        declared<Amount> known;
        std::optional<Amount> other{}; ///< the largest total that is declared, where it is not the same everywhere
    };

    static constexpr auto key_before = [](auto const& entered, Key const& key) { return entered.key < key; };

    /// Where a ledger is read from front to back for the last time, its memory is given back on the way.
    class spending {
    public:
        explicit spending(ledger& book) noexcept
            : book_{book}, ids_{book.ids_.data()}, amounts_{book.amounts_.data()}, remainders_{book.remainders_.data()}
        {
        }

        /// The portfolios before the i-th are needed no more.
        void up_to(std::size_t i) noexcept
        {
            auto const cell = i < book_.size() ? book_.offsets_[i] : book_.cells();
            ids_.up_to(book_.ids_.data() + cell);
            amounts_.up_to(book_.amounts_.data() + cell);
            remainders_.up_to(book_.remainders_.empty() ? nullptr : book_.remainders_.data() + cell);
        }

    private:
        ledger const& book_;
        detail::released_prefix<Id> ids_;
        detail::released_prefix<Amount> amounts_;
        detail::released_prefix<Amount> remainders_;
    };

    /// Adds a ledger that nobody else needs, in little more memory than the result takes. When something is thrown,
    /// neither of them is what it was.
    void absorb(ledger other)
    {
        auto mine = spending{*this};
        auto theirs = spending{other};
        add(other, [&](std::size_t i, std::size_t j) {
            mine.up_to(i);
            theirs.up_to(j);
        });
    }

    struct keep_all {
        void operator()(std::size_t, std::size_t) const noexcept {}
    };

    /// Calls merged(i, j) when the first i portfolios of this ledger and the first j of the other are merged.
    template <class Merged = keep_all>
    void add(ledger const& other, Merged const& merged = {})
    {
        if (empty() || (!other.empty() && keys_.back() < other.keys_.front())) {
            append(other, 0);
        } else if (this != &other && !other.empty() && keys_.back() == other.keys_.front()) {
            auto shared = ledger{};
            shared.open(keys_.back());
            shared.append_both(this, size() - 1, &other, 0);
            drop_last();
            append(shared, 0);
            append(other, 1);
        } else {
            merge(other, merged);
        }
        plan_ = (std::max)(plan_, other.plan_);
        if (!other.unknown_.empty()) {
            auto more = other.unknown_;
            unknown_.insert(unknown_.end(), more.begin(), more.end());
            put_in_order(unknown_);
        }
        set_aside(other.own_rows_, cell{other.own_});
    }

    void set_aside(std::size_t rows, cell const& amount)
    {
        own_rows_ += rows;
        own_.add(amount);
    }

    /// By key and partner, those of the same key and partner as one.
    static void put_in_order(std::vector<unknown_entry>& all)
    {
        std::sort(all.begin(), all.end(), [](unknown_entry const& a, unknown_entry const& b) {
            return a.key < b.key || (!(b.key < a.key) && b.partner > a.partner);
        });
        auto kept = std::size_t{0};
        for (std::size_t i = 1; i < all.size(); ++i) {
            if (all[kept].key == all[i].key && all[kept].partner == all[i].partner) {
                all[kept].rows += all[i].rows;
            } else {
                all[++kept] = all[i];
            }
        }
        all.erase(all.begin() + static_cast<std::ptrdiff_t>((std::min)(kept + 1, all.size())), all.end());
    }

    void open(Key const& key)
    {
        keys_.push_back(key);
        offsets_.push_back(ids_.size());
    }

    /// Adds a row to the portfolio opened last; partners come in order, the same one perhaps more than once.
    void append(Id const& id, Amount const& amount)
    {
        if (ids_.size() > offsets_.back() && ids_.back() == id) {
            append(id, cell::from(amount, Amount{}));
        } else {
            add_cell(id, amount);
        }
    }

    void append(Id const& id, cell sum)
    {
        if (ids_.size() > offsets_.back() && ids_.back() == id) {
            auto both = at_cell(ids_.size() - 1);
            both.add(sum);
            sum = both;
            amounts_.back() = sum.value();
        } else {
            return append_new(id, sum);
        }
        keep_remainder(sum);
    }

    /// Adds a cell behind those of the portfolio opened last, one of a partner that it does not have.
    void append_new(Id const& id, cell const& sum)
    {
        add_cell(id, sum.value());
        keep_remainder(sum);
    }

    /// Of the last cell.
    void keep_remainder(cell const& sum)
    {
        if constexpr (cell::compensated) {
            auto const remainder = sum.remainder();
            if (!remainders_.empty()) {
                remainders_.back() = remainder;
            } else if (!(remainder == Amount{})) {
                remainders_.resize(ids_.size(), Amount{});
                remainders_.back() = remainder;
            }
        }
    }

    void add_cell(Id const& id, Amount const& amount)
    {
        ids_.push_back(id);
        amounts_.push_back(cell::plain(amount));
        if constexpr (cell::compensated) {
            if (!remainders_.empty()) {
                remainders_.push_back(Amount{});
            }
        }
    }

    [[nodiscard]] cell at_cell(std::size_t i) const
    {
        return cell::from(amounts_[i], remainders_.empty() ? Amount{} : remainders_[i]);
    }

    /// Adds a row behind the others if that is its place; else says no.
    [[nodiscard, gnu::always_inline]] bool put(Key const& key, Id const& id, Amount const& amount)
    {
        if (keys_.empty() || !(keys_.back() == key)) {
            if (!keys_.empty() && !(keys_.back() < key)) {
                return false;
            }
            open(key);
        } else if (ids_.size() != offsets_.back() && !(ids_.back() < id)) {
            if (id < ids_.back()) {
                return false;
            }
            append(id, cell::from(amount, Amount{}));
            return true;
        }
        add_cell(id, amount);
        return true;
    }

    /// Puts the rows from `first` on behind the others while each of them opens a portfolio or a new cell in the last
    /// one, has a valid amount, and there is room for it; each(i, take) hands row i to take(key, id, amount). Returns
    /// the first row that does not.
    template <class Each>
    [[nodiscard]] std::size_t put_each(std::size_t first, std::size_t last, Each const& each)
    {
        if (keys_.empty() || offsets_.back() == ids_.size() || !remainders_.empty()) {
            return first;
        }
        auto const before = ids_.size();
        auto const room = (std::min)(ids_.capacity(), amounts_.capacity()) - before;
        auto const end = last - first < room ? last : first + room;
        auto last_key = keys_.back();
        auto last_id = ids_.back();
        auto filled = filling{*this, before + (end - first), before};
        auto* const ids = ids_.data();
        auto* const amounts = amounts_.data();
        auto next = before;
        auto const take = [&](Key const& key, Id const& id, Amount const& amount) {
            auto const same = key == last_key;
            if (!(same ? last_id < id : last_key < key) || !cell::valid(amount)) {
                return false;
            }
            if (!same) {
                keys_.push_back(key);
                offsets_.push_back(next);
                last_key = key;
            }
            last_id = id;
            ids[next] = id;
            amounts[next] = cell::plain(amount);
            filled.cells = ++next;
            return true;
        };
        while (first != end && each(first, take)) {
            ++first;
        }
        return first;
    }

    [[nodiscard]] bool full() const noexcept { return ids_.size() == ids_.capacity(); }

    /// Makes room for so many cells, and for as many portfolios as they come to if these are like those that there are.
    void reserve(std::size_t cells)
    {
        ids_.reserve(ids_.get_allocator().room_for(cells));
        amounts_.reserve(amounts_.get_allocator().room_for(cells));
        if (this->cells() != 0) {
            auto const growth = 1.02 * static_cast<double>(cells) / static_cast<double>(this->cells());
            auto const keys = (std::min)(static_cast<std::size_t>(growth * static_cast<double>(size())) + 1, cells);
            keys_.reserve(keys);
            offsets_.reserve(keys);
        }
    }

    /// Has cells, once they are many, stand in joint memory from some place on. Of a ledger that is empty.
    void stand_in(detail::joint_memory<Id> const& ids, detail::joint_memory<Amount> const& amounts, std::size_t place)
    {
        ids_ = detail::joint_vector<Id>(detail::joint_allocator<Id>{ids, place});
        amounts_ = detail::joint_vector<Amount>(detail::joint_allocator<Amount>{amounts, place});
    }

    /// Makes the cells as many as there may be, and in the end, also when something is thrown, as many as there are.
    struct filling {
        ledger& book;
        std::size_t cells;

        filling(ledger& of, std::size_t most, std::size_t now) : book{of}, cells{now} { resize(most); }
        filling(filling const&) = delete;
        filling& operator=(filling const&) = delete;
        ~filling() { resize(cells); }

        void resize(std::size_t to)
        {
            book.ids_.resize(to);
            book.amounts_.resize(to);
        }
    };

    void drop_last()
    {
        ids_.resize(offsets_.back());
        amounts_.resize(offsets_.back());
        remainders_.resize((std::min)(remainders_.size(), offsets_.back()));
        keys_.pop_back();
        offsets_.pop_back();
    }

    /// Takes over the portfolios of another ledger from one on, their keys coming behind those of this one.
    void append(ledger const& other, std::size_t from)
    {
        auto const before = ids_.size();
        auto const first = from < other.size() ? other.offsets_[from] : other.cells();
        keys_.insert(keys_.end(), other.keys_.begin() + static_cast<std::ptrdiff_t>(from), other.keys_.end());
        auto const places = offsets_.size();
        offsets_.resize(places + (other.size() - from));
        for (auto i = from; i < other.size(); ++i) {
            offsets_[places + (i - from)] = before + other.offsets_[i] - first;
        }
        detail::append_joint(other.ids_, first, ids_);
        detail::append_joint(other.amounts_, first, amounts_);
        if (!remainders_.empty() || !other.remainders_.empty()) {
            remainders_.resize(before, Amount{});
            if (!other.remainders_.empty()) {
                remainders_.insert(remainders_.end(), other.remainders_.begin() + static_cast<std::ptrdiff_t>(first),
                                   other.remainders_.end());
            }
            remainders_.resize(ids_.size(), Amount{});
        }
    }

    template <class Merged>
    void merge(ledger const& other, Merged const& done)
    {
        auto merged = ledger{};
        merged.keys_.reserve((std::max)(size(), other.size()));
        merged.offsets_.reserve((std::max)(size(), other.size()));
        merged.reserve(cells() + other.cells());
        std::size_t i = 0;
        std::size_t j = 0;
        while (i < size() || j < other.size()) {
            auto const mine = j == other.size() || (i < size() && !(other.keys_[j] < keys_[i]));
            auto const theirs = i == size() || (j < other.size() && !(keys_[i] < other.keys_[j]));
            merged.open(mine ? keys_[i] : other.keys_[j]);
            merged.append_both(mine ? this : nullptr, i, theirs ? &other : nullptr, j);
            i += mine ? 1 : 0;
            j += theirs ? 1 : 0;
            done(i, j);
        }
        keys_.swap(merged.keys_);
        offsets_.swap(merged.offsets_);
        ids_.swap(merged.ids_);
        amounts_.swap(merged.amounts_);
        remainders_.swap(merged.remainders_);
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

    void declare(Key const& key, declared<Amount> const& known) { declare(declaration{key, known}); }

    /// Of different totals the smallest and the largest are kept, so that the order of the rows does not show.
    void declare(declaration const& more)
    {
        for (auto const& total : {more.known.total, more.other}) {
            if (total && (!(*total >= Amount{}) || !detail::finite(*total))) {
                throw invalid_parameter{"ledger, " + text_of(more.key), "total", detail::bare(*total),
                                        "finite and not negative"};
            }
        }
        auto const place = std::lower_bound(known_.begin(), known_.end(), more.key, key_before);
        if (place == known_.end() || !(place->key == more.key)) {
            known_.insert(place, declaration{more});
            return;
        }
        auto& mine = place->known;
        for (auto const& total : {more.known.total, more.other}) {
            if (!mine.total || !total) {
                mine.total = mine.total ? mine.total : total;
            } else if (!(*mine.total == *total)) {
                place->other = !place->other || *place->other < *total ? total : place->other;
                if (*total < *mine.total) {
                    place->other = *place->other < *mine.total ? mine.total : place->other;
                    mine.total = total;
                }
            }
        }
        mine.listing = mine.listing == more.known.listing ? mine.listing : listing::some;
        mine.rounding = mine.rounding < more.known.rounding ? more.known.rounding : mine.rounding;
    }

    /// Refuses what is declared and cannot be, whatever the partners are.
    void check_totals() const
    {
        for (auto const& each : known_) {
            (void)find(each.key);
        }
    }

    template <class Found>
    void for_each_contradiction(Found found) const
    {
        for (auto const& each : known_) {
            auto const place = std::lower_bound(keys_.begin(), keys_.end(), each.key);
            auto const name = [&] { return "ledger, " + text_of(each.key); };
            if (each.other) {
                found(each.key, invalid_parameter{name(), "total", detail::bare(*each.other),
                                                  "the same in every row, "
                                                      + detail::number_text(detail::bare(*each.known.total))});
            } else if (place != keys_.end() && *place == each.key) {
                auto const amounts = amounts_of(static_cast<std::size_t>(place - keys_.begin()));
                (void)detail::totals_of<Amount>(amounts, each.known, name,
                                                [&](auto const& error) { found(each.key, error()); });
            }
        }
    }

    [[nodiscard]] std::size_t end_of(std::size_t i) const noexcept
    {
        return i + 1 < offsets_.size() ? offsets_[i + 1] : ids_.size();
    }

    [[nodiscard]] std::span<Id const> ids_of(std::size_t i) const
    {
        return std::span{ids_}.subspan(offsets_[i], end_of(i) - offsets_[i]);
    }

    [[nodiscard]] std::span<Amount const> amounts_of(std::size_t i) const
    {
        return std::span{amounts_}.subspan(offsets_[i], end_of(i) - offsets_[i]);
    }

    [[nodiscard]] portfolio_view<Id, Amount> flows(std::size_t i) const
    {
        if (!known_.empty() || !unknown_.empty()) [[unlikely]] {
            return flows_under_declaration(i);
        }
        return flows(i, {}, [](auto const&) {});
    }

    /// As they are where something is declared for some portfolio, or where amounts are unknown.
    [[nodiscard, gnu::noinline]] portfolio_view<Id, Amount> flows_under_declaration(std::size_t i) const
    {
        auto known = declared<Amount>{};
        auto contradictory = false;
        auto const place = std::lower_bound(known_.begin(), known_.end(), keys_[i], key_before);
        if (place != known_.end() && place->key == keys_[i]) {
            known = place->known;
            contradictory = place->other.has_value();
        }
        return flows(i, known, [&](detail::totals& sums) {
            if (contradictory) {
                sums.hide(reason::contradictory_total);
            } else if (!unknown_.empty() && sums.why_unknown == reason::defined && has_unknown(i, ids_of(i), known)) {
                sums.hide(reason::unknown_amount);
            }
        });
    }

    template <class Hide>
    [[nodiscard]] portfolio_view<Id, Amount> flows(std::size_t i, declared<Amount> const& known, Hide hide) const
    {
        auto const amounts = amounts_of(i);
        auto sums = detail::totals_of<Amount>(
            amounts, known, [&] { return "ledger, " + text_of(keys_[i]); }, [](auto const&) {});
        hide(sums);
        return {ids_of(i), amounts, sums, known.listing, detail::unit_of<Amount>(amounts, known, sums)};
    }

    /// Whether rows of unknown amount leave the total open. Those of a partner who is not listed are part of what a
    /// declared total leaves over.
    [[nodiscard]] bool has_unknown(std::size_t i, std::span<Id const> ids, declared<Amount> const& known) const
    {
        auto const first = std::lower_bound(unknown_.begin(), unknown_.end(), keys_[i], key_before);
        for (auto place = first; place != unknown_.end() && place->key == keys_[i]; ++place) {
            if (!known.total || !place->partner || std::binary_search(ids.begin(), ids.end(), *place->partner)) {
                return true;
            }
        }
        return false;
    }

    detail::large_vector<Key> keys_;
    detail::large_vector<detail::later<std::size_t, Key>> offsets_;
    detail::joint_vector<Id> ids_;
    detail::joint_vector<Amount> amounts_;
    detail::large_vector<Amount> remainders_; ///< what rounding took from the amounts; empty while that is nothing
    equipoise::plan plan_ = equipoise::plan::in_order;
    std::vector<declaration> known_;
    std::vector<unknown_entry> unknown_; ///< in order
    std::size_t own_rows_ = 0;
    cell own_;
};

} // namespace equipoise
