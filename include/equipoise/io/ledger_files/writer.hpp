// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/io/ledger_files/crc32c.hpp>
#include <equipoise/io/ledger_files/layout.hpp>
#include <equipoise/io/ledger_files/records.hpp>
#include <equipoise/io/ledger_files/section_list.hpp>
#include <equipoise/io/ledger_files/sizes.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/model/building/ledger_contents.hpp>
#include <equipoise/model/listing.hpp>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

/// Writes ledger files.
namespace equipoise::io::detail {

/// A file that is written under a name of its own, next to the one it is to have. It is renamed when it is complete,
/// and removed when it is not.
class new_file {
public:
    explicit new_file(std::filesystem::path path) : path_{std::move(path)}, temporary_{path_}
    {
        static auto count = std::atomic<std::uint32_t>{0};
        auto const now = std::chrono::steady_clock::now().time_since_epoch().count();
        auto const number = std::random_device{}() ^ static_cast<std::uint32_t>(now);
        temporary_ += ".new-" + hex_text(number) + hex_text(count++);
        errno = 0;
        file_.open(temporary_, std::ios::binary | std::ios::trunc);
        check();
    }
    new_file(new_file const&) = delete;
    new_file& operator=(new_file const&) = delete;

    ~new_file()
    {
        if (!complete_) {
            file_.close();
            auto code = std::error_code{};
            std::filesystem::remove(temporary_, code);
        }
    }

    void write(std::span<std::byte const> bytes)
    {
        errno = 0;
        file_.write(reinterpret_cast<char const*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        check();
    }

    void to_begin() { file_.seekp(0); }

    void finish()
    {
        errno = 0;
        file_.close();
        check();
        auto code = std::error_code{};
        std::filesystem::rename(temporary_, path_, code);
        if (code) {
            throw file_error{path_.string(), "cannot be replaced: " + code.message()};
        }
        complete_ = true;
    }

private:
    void check() const
    {
        if (!file_) {
            auto const code = errno;
            throw file_error{path_.string(), "cannot be written: "
                                                 + (code != 0 ? std::generic_category().message(code)
                                                              : std::string{"the system does not say why"})};
        }
    }

    std::filesystem::path path_;
    std::filesystem::path temporary_;
    std::ofstream file_;
    bool complete_ = false;
};

class ledger_writer {
public:
    ledger_writer(std::filesystem::path const& path, ledger_directory directory)
        : file_{path}, directory_{std::move(directory)}
    {
        file_.write(std::vector<std::byte>(ledger_header_size)); // no ledger file until the header is written at last
    }

    /// Writes `count` values, value(i) being the i-th.
    template <class T, class Value>
    void column(section_name const& name, std::size_t count, Value const& value)
    {
        begin(name.text, count, record<T>::width);
        auto buffer = std::vector<std::byte>{};
        auto const in_block = as_size(directory_.sections.back().records_in_block());
        auto text_end = std::uint64_t{0};
        for (std::size_t i = 0; i < count;) {
            auto const last = i + (std::min)(in_block, count - i);
            buffer.resize((last - i) * record<T>::width);
            for (auto* to = buffer.data(); i != last; ++i, to += record<T>::width) {
                record<T>::put(value(i), to, text_end);
            }
            put_block(buffer);
        }
        if constexpr (record<T>::has_text) {
            begin("texts of " + name.text, text_end, 1);
            auto texts = std::string{};
            auto const put_blocks = [&](bool all) {
                auto done = std::size_t{0};
                while (texts.size() - done >= largest_ledger_block || (all && done != texts.size())) {
                    auto const size = (std::min)(largest_ledger_block, texts.size() - done);
                    put_block(std::as_bytes(std::span{texts}.subspan(done, size)));
                    done += size;
                }
                texts.erase(0, done);
            };
            for (std::size_t i = 0; i < count; ++i) {
                record<T>::for_each_text(value(i), [&](std::string const& text) { texts += text; });
                put_blocks(false);
            }
            put_blocks(true);
        }
    }

    /// The same of values in memory.
    template <class T>
    void column(section_name const& name, std::span<T const> values)
    {
        if constexpr (stored_as_is<T> && sizeof(T) == record<stored_as<T>>::width) {
            begin(name.text, values.size(), sizeof(T));
            auto const bytes = std::as_bytes(values);
            auto const block = as_size(directory_.sections.back().block);
            for (std::size_t i = 0; i < bytes.size(); i += block) {
                put_block(bytes.subspan(i, (std::min)(block, bytes.size() - i)));
            }
        } else {
            column<stored_as<T>>(name, values.size(),
                                 [&](std::size_t i) { return static_cast<stored_as<T>>(values[i]); });
        }
    }

    /// Writes directory and header, and gives the file its name.
    void finish()
    {
        auto const bytes = bytes_of(directory_);
        file_.write(bytes);
        file_.to_begin();
        file_.write(header_bytes(end_, bytes));
        file_.finish();
    }

private:
    /// Places in memory have 8 bytes in files, also where they have 4 in memory.
    template <class T>
    using stored_as = std::conditional_t<std::is_same_v<T, std::size_t>, std::uint64_t, T>;

    void begin(std::string name, std::uint64_t records, std::uint64_t width)
    {
        directory_.sections.push_back(
            {std::move(name), records, width, end_, records * width, block_of_records(width), {}});
        directory_.sections.back().checksums.reserve(as_size(directory_.sections.back().blocks()));
    }

    void put_block(std::span<std::byte const> bytes)
    {
        directory_.sections.back().checksums.push_back(crc32c(bytes));
        file_.write(bytes);
        end_ += bytes.size();
    }

    new_file file_;
    ledger_directory directory_;
    std::uint64_t end_ = ledger_header_size;
};

template <class Key, class Id, class Amount>
void write_ledger_file(std::filesystem::path const& path, ledger<Key, Id, Amount> const& from,
                       std::string_view provenance)
{
    using contents = equipoise::detail::ledger_contents<Key, Id, Amount>;
    using column = ledger_column;
    if (provenance.size() > longest_ledger_text) {
        throw invalid_parameter{"write_ledger", "the provenance is longer than 16 MiB"};
    }
    auto const columns = contents::columns_of(from);
    auto const& totals = contents::totals_of(from);
    auto const unknown = contents::unknown_of(from);
    auto const parts = contents::known_parts_of(from);
    auto const declared = static_cast<std::size_t>(totals.end() - totals.begin());
    auto directory = ledger_directory{};
    directory.library_version = library_version;
    directory.key_type = ledger_value<Key>::name();
    directory.id_type = ledger_value<Id>::name();
    directory.amount_type = ledger_value<Amount>::name();
    directory.unit = from.amounts_in();
    directory.provenance = provenance;
    directory.portfolios = columns.keys.size();
    directory.cells = columns.ids.size();
    directory.declared = declared;
    directory.unknown = unknown.size();
    directory.own_rows = contents::own_rows_of(from);
    directory.plan = static_cast<std::uint64_t>(contents::plan_of(from));

    auto to = ledger_writer{path, std::move(directory)};
    to.column(column::keys, columns.keys);
    to.column(column::firsts, columns.firsts);
    to.column(column::partners, columns.ids);
    to.column(column::amounts, columns.amounts);
    to.column(column::remainders, columns.remainders);

    auto const entry = [&](std::size_t i) -> auto const& { return totals.begin()[static_cast<std::ptrdiff_t>(i)]; };
    to.template column<Key>(column::declared_keys, declared, [&](std::size_t i) { return entry(i).key; });
    to.template column<std::uint8_t>(column::declared_flags, declared, [&](std::size_t i) {
        auto const& known = entry(i).known;
        return static_cast<std::uint8_t>((known.total ? has_total : 0) | (entry(i).other ? has_other_total : 0)
                                         | (known.listing == listing::largest ? lists_largest : 0));
    });
    to.template column<Amount>(column::declared_totals, declared,
                               [&](std::size_t i) { return entry(i).known.total.value_or(Amount{}); });
    to.template column<Amount>(column::declared_others, declared,
                               [&](std::size_t i) { return entry(i).other.value_or(Amount{}); });
    to.template column<Amount>(column::declared_rounding, declared,
                               [&](std::size_t i) { return entry(i).known.rounding; });

    to.template column<Key>(column::unknown_keys, unknown.size(), [&](std::size_t i) { return unknown[i].key; });
    to.template column<std::uint8_t>(column::unknown_flags, unknown.size(), [&](std::size_t i) {
        return static_cast<std::uint8_t>(unknown[i].partner ? 1 : 0);
    });
    to.template column<Id>(column::unknown_partners, unknown.size(),
                           [&](std::size_t i) { return unknown[i].partner.value_or(Id{}); });
    to.template column<std::uint64_t>(column::unknown_rows, unknown.size(),
                                      [&](std::size_t i) { return std::uint64_t{unknown[i].rows}; });
    to.template column<Amount>(column::known_parts, unknown.size(),
                               [&](std::size_t i) { return parts[i].without_remainder(); });
    to.template column<Amount>(column::known_corrections, unknown.size(),
                               [&](std::size_t i) { return parts[i].correction(); });
    auto const& own = contents::own_of(from);
    to.template column<Amount>(column::own_amount, 2,
                               [&](std::size_t i) { return i == 0 ? own.without_remainder() : own.correction(); });
    to.finish();
}

} // namespace equipoise::io::detail
