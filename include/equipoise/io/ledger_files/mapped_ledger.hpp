// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/ledger_files/column_reader.hpp>
#include <equipoise/io/ledger_files/file_bytes.hpp>
#include <equipoise/io/ledger_files/portfolio_reader.hpp>
#include <equipoise/io/ledger_files/section_list.hpp>
#include <equipoise/io/ledger_files/sizes.hpp>
#include <equipoise/model/building/ledger_contents.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/unknown_rows.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

/// Looks up portfolios in a ledger file that is mapped into memory.
namespace equipoise::io::detail {

/// The values of a file in any order. A block is compared with its checksum when it is used for the first time; any
/// number of threads may read.
class mapped_columns {
public:
    explicit mapped_columns(ledger_input in) : in_{std::move(in)}
    {
        auto blocks = std::size_t{0};
        for (auto const& each : in_.directory.sections) {
            first_block_.push_back(blocks);
            blocks += each.checksums.size();
        }
        checked_ = std::make_unique<std::atomic<bool>[]>(blocks);
    }

    [[nodiscard]] ledger_directory const& directory() const noexcept { return in_.directory; }
    [[nodiscard]] std::string const& name() const noexcept { return in_.bytes.name(); }

    template <class T>
    [[nodiscard]] T value(ledger_column_place place, std::uint64_t i) const
    {
        auto const& section = in_.directory.sections[place.section];
        auto const in_block = section.records_in_block();
        auto const place_in_block = as_size(i % in_block);
        auto const bytes = block(place.section, i / in_block);
        auto texts = texts_of{this, place.section + 1};
        auto found = T{};
        if (!record<T>::take(bytes.data() + place_in_block * record<T>::width, texts, found)) {
            refuse_section(name(), section.name, "record " + std::to_string(i) + " is no " + ledger_value<T>::name());
        }
        return found;
    }

private:
    /// The texts of a column.
    struct texts_of {
        mapped_columns const* from;
        std::size_t section;

        [[nodiscard]] bool read(std::uint64_t offset, std::uint64_t size, std::string& to) const
        {
            auto const& texts = from->in_.directory.sections[section];
            if (offset > texts.size || size > texts.size - offset) {
                return false;
            }
            to.clear();
            while (size != 0) {
                auto const bytes = from->block(section, offset / texts.block).subspan(as_size(offset % texts.block));
                auto const count = as_size((std::min)(size, std::uint64_t{bytes.size()}));
                to.append(reinterpret_cast<char const*>(bytes.data()), count);
                offset += count;
                size -= count;
            }
            return true;
        }
    };

    [[nodiscard]] std::span<std::byte const> block(std::size_t section_number, std::uint64_t i) const
    {
        auto const& section = in_.directory.sections[section_number];
        auto const bytes = in_.bytes.at(section.offset + i * section.block, section.block_size(i));
        auto& checked = checked_[first_block_[section_number] + as_size(i)];
        if (!checked.load(std::memory_order_relaxed)) {
            in_.check(section, i, bytes);
            checked.store(true, std::memory_order_relaxed);
        }
        return bytes;
    }

    ledger_input in_;
    std::vector<std::size_t> first_block_; ///< of each section, among those of all
    std::unique_ptr<std::atomic<bool>[]> checked_;
};

template <class Key, class Id, class Amount>
class mapped_ledger {
public:
    using contents = equipoise::detail::ledger_contents<Key, Id, Amount>;
    using book = ledger<Key, Id, Amount>;

    mapped_ledger(std::filesystem::path const& path, file_access access)
        : from_{opened_ledger<Key, Id, Amount>(path, access)}
    {
    }

    [[nodiscard]] ledger_directory const& directory() const noexcept { return from_.directory(); }
    [[nodiscard]] Key key(std::uint64_t i) const { return value<Key>(column::keys, i); }

    /// The ledger of one portfolio, which has no keys where the file does not have that key.
    [[nodiscard]] book find(Key const& key) const
    {
        auto const& all = directory();
        auto const i = lower_bound(column::keys, all.portfolios, key);
        if (i == all.portfolios || !(value<Key>(column::keys, i) == key)) {
            return {};
        }
        auto found = contents{};
        auto const first = value<std::uint64_t>(column::firsts, i);
        auto const end = i + 1 < all.portfolios ? value<std::uint64_t>(column::firsts, i + 1) : all.cells;
        if (end < first || end > all.cells) {
            refuse_section(from_.name(), "first cells", "is not in order");
        }
        auto const remainders = all.sections[place(column::remainders).section].records != 0;
        found.cells.open(key);
        for (auto j = first; j < end; ++j) {
            auto const id = value<Id>(column::partners, j);
            if (j != first && !(found.ids().back() < id)) {
                refuse_section(from_.name(), "partners", "record " + std::to_string(j) + " is not in order");
            }
            found.cells.append_new(id, checked_cell(value<Amount>(column::amounts, j),
                                                    remainders ? value<Amount>(column::remainders, j) : Amount{},
                                                    from_.name(), "amounts"));
        }
        add_notes(found, key);
        return found.build();
    }

private:
    using column = ledger_column;

    [[nodiscard]] static ledger_column_place place(column each)
    {
        return ledger_sections<Key, Id, Amount>::place_of(each);
    }

    template <class T>
    [[nodiscard]] T value(column of, std::uint64_t i) const
    {
        return from_.value<T>(place(of), i);
    }

    /// The first of `count` keys in order that is not before a key.
    [[nodiscard]] std::uint64_t lower_bound(column keys, std::uint64_t count, Key const& key) const
    {
        auto first = std::uint64_t{0};
        while (count != 0) {
            auto const half = count / 2;
            if (value<Key>(keys, first + half) < key) {
                first += half + 1;
                count -= half + 1;
            } else {
                count = half;
            }
        }
        return first;
    }

    void add_notes(contents& found, Key const& key) const
    {
        auto const& all = directory();
        auto const at = lower_bound(column::declared_keys, all.declared, key);
        if (at != all.declared && value<Key>(column::declared_keys, at) == key) {
            found.totals.add(declared_of(key, value<std::uint8_t>(column::declared_flags, at),
                                         value<Amount>(column::declared_totals, at),
                                         value<Amount>(column::declared_others, at),
                                         value<Amount>(column::declared_rounding, at), from_.name()));
        }
        for (auto i = lower_bound(column::unknown_keys, all.unknown, key);
             i != all.unknown && value<Key>(column::unknown_keys, i) == key; ++i) {
            auto const flag = value<std::uint8_t>(column::unknown_flags, i);
            if (flag > 1) {
                refuse_section(from_.name(), "unknown flags", "holds what is no flag");
            }
            auto now = unknown_rows<Key, Id>{
                key, flag == 1 ? std::optional{value<Id>(column::unknown_partners, i)} : std::nullopt,
                count_of(value<std::uint64_t>(column::unknown_rows, i), from_.name())};
            if ((!found.unknown.empty() && !equipoise::detail::comes_before(found.unknown.back(), now))
                || (now.partner && std::binary_search(found.ids().begin(), found.ids().end(), *now.partner))) {
                refuse_section(from_.name(), "unknown partners", "is not in order, or has a known amount");
            }
            found.unknown.push_back(std::move(now));
            found.known_parts.push_back(checked_cell(value<Amount>(column::known_parts, i),
                                                     value<Amount>(column::known_corrections, i), from_.name(),
                                                     "known parts"));
        }
    }

    mapped_columns from_;
};

} // namespace equipoise::io::detail
