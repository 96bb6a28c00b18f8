// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/amounts.hpp>
#include <equipoise/io/ledger_files/column_reader.hpp>
#include <equipoise/io/ledger_files/file_bytes.hpp>
#include <equipoise/io/ledger_files/section_list.hpp>
#include <equipoise/io/ledger_files/sizes.hpp>
#include <equipoise/model/building/cell.hpp>
#include <equipoise/model/building/declared_totals.hpp>
#include <equipoise/model/building/plan.hpp>
#include <equipoise/model/listing.hpp>
#include <equipoise/model/unknown_rows.hpp>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Reads a ledger file one portfolio after the other, and refuses what no ledger has.
namespace equipoise::io::detail {

/// Whether an amount can be the sum of a cell: neither negative nor -0 nor infinite nor NaN.
template <class Amount>
[[nodiscard]] bool is_sum(Amount const& amount)
{
    if constexpr (std::floating_point<Amount>) {
        if (std::signbit(amount)) {
            return false;
        }
    }
    return equipoise::detail::cell<Amount>::valid(amount);
}

/// Whether the correction of a sum is neither infinite nor NaN; that of a type without corrections is nothing.
template <class Amount>
[[nodiscard]] bool is_correction(Amount const& amount)
{
    if constexpr (equipoise::detail::cell<Amount>::compensated) {
        return amount < Amount{} ? equipoise::detail::finite<Amount>(Amount{} - amount)
                                 : equipoise::detail::cell<Amount>::valid(amount);
    } else {
        return amount == Amount{};
    }
}

template <class Amount>
[[nodiscard]] equipoise::detail::cell<Amount> checked_cell(Amount const& sum, Amount const& correction,
                                                           std::string const& file, std::string const& section)
{
    if (!is_sum(sum) || !is_correction(correction)) {
        refuse_section(file, section, "holds an amount that is negative, infinite or NaN");
    }
    auto const made = equipoise::detail::cell<Amount>::from(sum, correction);
    if (!is_sum(made.value())) {
        refuse_section(file, section, "holds an amount whose correction for rounding is larger than it is");
    }
    return made;
}

/// What is declared under a key, as it is stored. @throws file_error for what cannot be declared
template <class Key, class Amount>
[[nodiscard]] typename equipoise::detail::declared_totals<Key, Amount>::entry
declared_of(Key const& key, std::uint8_t flags, Amount const& total, Amount const& other, Amount const& rounding,
            std::string const& file)
{
    using equipoise::detail::cell;
    if (flags > 7 || !cell<Amount>::valid(rounding) || (flags & 3U) == has_other_total
        || ((flags & has_total) != 0 && !cell<Amount>::valid(total))
        || ((flags & has_other_total) != 0 && !(cell<Amount>::valid(other) && total < other))) {
        refuse_section(file, "declared totals", "holds what no total can be");
    }
    return {key,
            {.total = (flags & has_total) != 0 ? std::optional{total} : std::nullopt,
             .listing = (flags & lists_largest) != 0 ? listing::largest : listing::some,
             .rounding = rounding},
            (flags & has_other_total) != 0 ? std::optional{other} : std::nullopt};
}

[[nodiscard]] inline std::size_t count_of(std::uint64_t count, std::string const& file)
{
    if (count > (std::numeric_limits<std::size_t>::max)()) {
        throw file_error{file, "directory: counts more than this machine can"};
    }
    return as_size(count);
}

/// Header and directory of the file of a ledger of given types.
template <class Key, class Id, class Amount>
[[nodiscard]] ledger_input opened_ledger(std::filesystem::path const& path, file_access access)
{
    auto in = ledger_input{path, access};
    ledger_sections<Key, Id, Amount>::check(in.directory, in.bytes.name());
    if (in.directory.plan > static_cast<std::uint64_t>(equipoise::detail::plan::comparison)) {
        throw file_error{in.bytes.name(), "directory: states an unknown way of building ledgers"};
    }
    for (auto const count : {in.directory.portfolios, in.directory.cells, in.directory.own_rows}) {
        static_cast<void>(count_of(count, in.bytes.name()));
    }
    return in;
}

/// What is declared and unknown of the portfolios, read in the order of the keys.
template <class Key, class Id, class Amount>
class notes_reader {
public:
    using cell = equipoise::detail::cell<Amount>;
    using rows = unknown_rows<Key, Id>;

    struct unknown_cell {
        rows of;
        cell known;
    };

    explicit notes_reader(ledger_input& in)
        : declared_keys_{in, place(column::declared_keys)}, flags_{in, place(column::declared_flags)},
          totals_{in, place(column::declared_totals)}, others_{in, place(column::declared_others)},
          rounding_{in, place(column::declared_rounding)}, unknown_keys_{in, place(column::unknown_keys)},
          unknown_flags_{in, place(column::unknown_flags)}, partners_{in, place(column::unknown_partners)},
          rows_{in, place(column::unknown_rows)}, parts_{in, place(column::known_parts)},
          corrections_{in, place(column::known_corrections)}, name_{in.bytes.name()}
    {
    }

    [[nodiscard]] bool done() const noexcept { return declared_keys_.done() && unknown_keys_.done(); }

    /// Hands out what there is of a portfolio: put_declared(entry), and put_unknown(cell) for each partner of unknown
    /// amount. The keys are all those of the ledger, one after the other.
    template <class Declared, class Unknown>
    void take(Key const& key, Declared const& put_declared, Unknown const& put_unknown)
    {
        if (!declared_keys_.done() && !(key < *declared_keys_)) {
            check_key(key, declared_keys_);
            declared_keys_.next();
            auto const flags = flags_.take();
            auto const total = totals_.take();
            auto const other = others_.take();
            put_declared(declared_of(key, flags, total, other, rounding_.take(), name_));
        }
        auto before = std::optional<rows>{};
        while (!unknown_keys_.done() && !(key < *unknown_keys_)) {
            check_key(key, unknown_keys_);
            unknown_keys_.next();
            auto const flag = unknown_flags_.take();
            auto partner = partners_.take();
            if (flag > 1) {
                unknown_flags_.refuse("holds what is no flag");
            }
            auto const count = count_of(rows_.take(), name_);
            auto now = rows{key, flag == 1 ? std::optional{std::move(partner)} : std::nullopt, count};
            if (before && !equipoise::detail::comes_before(*before, now)) {
                partners_.refuse("is not in order");
            }
            before = now;
            auto const part = parts_.take();
            put_unknown(unknown_cell{std::move(now), checked_cell(part, corrections_.take(), name_, "known parts")});
        }
    }

    /// Refuses what belongs to none of the portfolios. @throws file_error
    void finish() const
    {
        for (auto const* each : {&declared_keys_, &unknown_keys_}) {
            if (!each->done()) {
                each->refuse(each->place() + " is none of the portfolios, or not in order");
            }
        }
    }

private:
    using column = ledger_column;

    [[nodiscard]] static ledger_column_place place(column each)
    {
        return ledger_sections<Key, Id, Amount>::place_of(each);
    }

    static void check_key(Key const& key, column_reader<Key> const& keys)
    {
        if (!(*keys == key)) {
            keys.refuse(keys.place() + " is none of the portfolios, or not in order");
        }
    }

    column_reader<Key> declared_keys_;
    column_reader<std::uint8_t> flags_;
    column_reader<Amount> totals_;
    column_reader<Amount> others_;
    column_reader<Amount> rounding_;
    column_reader<Key> unknown_keys_;
    column_reader<std::uint8_t> unknown_flags_;
    column_reader<Id> partners_;
    column_reader<std::uint64_t> rows_;
    column_reader<Amount> parts_;
    column_reader<Amount> corrections_;
    std::string name_; ///< of the file
};

/// The sum of own rows.
template <class Key, class Id, class Amount>
[[nodiscard]] equipoise::detail::cell<Amount> own_amount_in(ledger_input& in)
{
    auto amounts = column_reader<Amount>{in, ledger_sections<Key, Id, Amount>::place_of(ledger_column::own_amount)};
    auto const sum = amounts.take();
    return checked_cell(sum, amounts.take(), in.bytes.name(), "own amount");
}

/// A ledger file whose portfolios are read one after the other.
template <class Key, class Id, class Amount>
class portfolio_reader {
public:
    using cell = equipoise::detail::cell<Amount>;

    struct named_cell {
        Id id;
        cell sum;
    };

    portfolio_reader(std::filesystem::path const& path, file_access access)
        : in_{opened_ledger<Key, Id, Amount>(path, access)}, keys_{in_, place(column::keys)},
          firsts_{in_, place(column::firsts)}, ids_{in_, place(column::partners)},
          amounts_{in_, place(column::amounts)}, remainders_{in_, place(column::remainders)}, notes_{in_}
    {
        if (done() ? in_.directory.cells != 0 : *firsts_ != 0) {
            firsts_.refuse("does not begin with 0");
        }
        if (done()) {
            notes_.finish();
        }
    }
    portfolio_reader(portfolio_reader const&) = delete;
    portfolio_reader& operator=(portfolio_reader const&) = delete;

    [[nodiscard]] ledger_directory const& directory() const noexcept { return in_.directory; }
    [[nodiscard]] bool done() const noexcept { return keys_.done(); }
    [[nodiscard]] Key const& key() const noexcept { return *keys_; }
    [[nodiscard]] cell own() { return own_amount_in<Key, Id, Amount>(in_); }

    /// Hands out the present portfolio and goes on to the next: put_cell(cell) for each partner in order, and the rest
    /// as `notes_reader` does.
    template <class Cell, class Declared, class Unknown>
    void take(Cell const& put_cell, Declared const& put_declared, Unknown const& put_unknown)
    {
        auto const key = keys_.take();
        if (!keys_.done() && !(key < *keys_)) {
            keys_.refuse(keys_.place() + " is not in order");
        }
        auto const first = firsts_.take();
        auto const end = firsts_.done() ? in_.directory.cells : *firsts_;
        if (end < first || end > in_.directory.cells) {
            firsts_.refuse("is not in order");
        }
        for (auto i = first; i < end; ++i) {
            auto id = ids_.take();
            if (i + 1 < end && !(id < *ids_)) {
                ids_.refuse(ids_.place() + " is not in order");
            }
            auto const amount = amounts_.take();
            put_cell(named_cell{std::move(id), checked_cell(amount, remainders_.done() ? Amount{} : remainders_.take(),
                                                            in_.bytes.name(), "amounts")});
        }
        notes_.take(key, put_declared, put_unknown);
        if (done()) {
            notes_.finish();
        }
    }

private:
    using column = ledger_column;

    [[nodiscard]] static ledger_column_place place(column each)
    {
        return ledger_sections<Key, Id, Amount>::place_of(each);
    }

    ledger_input in_;
    column_reader<Key> keys_;
    column_reader<std::uint64_t> firsts_;
    column_reader<Id> ids_;
    column_reader<Amount> amounts_;
    column_reader<Amount> remainders_;
    notes_reader<Key, Id, Amount> notes_;
};

} // namespace equipoise::io::detail
