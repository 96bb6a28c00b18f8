// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/io/ledger_files/file_bytes.hpp>
#include <equipoise/io/ledger_files/layout.hpp>
#include <equipoise/io/ledger_files/ledger_value.hpp>
#include <equipoise/io/ledger_files/mapped_ledger.hpp>
#include <equipoise/io/ledger_files/merged_ledger.hpp>
#include <equipoise/io/ledger_files/sizes.hpp>
#include <equipoise/io/ledger_files/whole_ledger.hpp>
#include <equipoise/io/ledger_files/writer.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/portfolio.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Files of ledgers: `write_ledger`, `read_ledger`, `merge_ledgers`, `ledger_file`, `describe_ledger`.
///
/// A file holds all of a ledger: the sums of its cells with what corrects them for rounding, declared totals, what is
/// unknown, own rows, and the unit. So a ledger that is read is equal to the one that was written, in every bit, and
/// may be merged with others. The file describes itself: it names the types of keys, partners and amounts, the version
/// of its format, the version of the library and where the data come from. Each of its blocks has a checksum, CRC-32C.
/// Files are the same on all machines. The layout is that of io/ledger_files/layout.hpp; files of version 1 will always
/// be read.
///
/// Keys and identifiers may be numbers, texts, codes of states, periods, tuples and pairs of these; for types of your
/// own see `ledger_value`.
///
/// Reading refuses a file, by a `file_error` that names file and section, what was found and what was expected, when it
/// is empty, no ledger file, of another type, of a newer version, cut off, altered in any byte, or longer than it was
/// written. What the header promises is compared with the size of the file before memory is asked for.
///
/// Measured on two cores (AMD EPYC, Zen 5, Linux 6, ext4), the file being in the system's memory: a ledger of 1.14
/// million portfolios and 18.2 million cells, 0.24 GB, is written in 0.11 s and read in 0.08 s; `cat` copies the file
/// in 0.07 s. To open it and look up a portfolio takes 0.13 ms, another one 0.01 ms.
namespace equipoise::io {

/// What a ledger file says of itself.
struct ledger_description {
    std::string library_version{}; ///< of the library that wrote it
    std::string keys{};            ///< their type, such as "(period, iso3)"
    std::string partners{};        ///< their type
    std::string amounts{};         ///< their type
    std::string unit{};            ///< of the amounts, such as "thousand US$"; empty where it is not stated
    std::string provenance{};      ///< where the data come from, as `write_ledger` was told
    std::uint64_t portfolios = 0;
    std::uint64_t cells = 0; ///< partners of known amount in all portfolios
};

/// What a ledger file says of itself, whatever its types are. Reads header and directory.
/// @throws file_error when they are not those of a ledger file
[[nodiscard]] inline ledger_description describe_ledger(std::filesystem::path const& path)
{
    auto bytes = detail::file_bytes{path, detail::file_access::open};
    auto const found = detail::read_directory(bytes);
    return {found.library_version, found.key_type,   found.id_type, found.amount_type, found.unit,
            found.provenance,      found.portfolios, found.cells};
}

/// Writes a ledger to a file. It is written under another name in the same folder and renamed when it is complete, so
/// that no program sees a file of this name that is half written. A file that was there before is replaced, and so is a
/// symbolic link. After a power failure the file may be cut off, which reading refuses.
/// @param provenance where the data come from, in any words; up to 16 MiB
/// @throws file_error when the file cannot be written; what was written is then removed. invalid_parameter for a
/// provenance that is too long
template <identifier Key, identifier Id, amount Amount>
void write_ledger(std::filesystem::path const& path, ledger<Key, Id, Amount> const& book,
                  std::string_view provenance = {})
{
    detail::write_ledger_file(path, book, provenance);
}

/// Reads the ledger in a file: `read_ledger<std::tuple<period, iso3>, iso3>(path)`.
/// @throws file_error when it cannot be read, or is not the file of a ledger of these types
template <identifier Key, identifier Id, amount Amount = double>
[[nodiscard]] ledger<Key, Id, Amount> read_ledger(std::filesystem::path const& path)
{
    return detail::whole_ledger<Key, Id, Amount>(
        detail::opened_ledger<Key, Id, Amount>(path, detail::file_access::open));
}

/// The sum of the ledgers in several files, as adding them with += gives it. No bit of it depends on the order of the
/// files.
///
/// The files are read side by side, in the order of the keys. Besides the result, each takes the memory of one block of
/// each of its columns, 64 KiB as a rule, and of the values in it. A file is open only while a block of it is read, so
/// that the number of files is not limited. Without files, the ledger is empty. Takes time proportional to the cells of
/// all files, and for each portfolio the logarithm of the number of files.
/// @throws file_error when a file cannot be read, or is not that of a ledger of these types; sum_overflow when a cell
/// adds up to more than an Amount holds; invalid_parameter for a declared total that the sum cannot have, and for files
/// whose amounts are stated to be in different units
template <identifier Key, identifier Id, amount Amount = double>
[[nodiscard]] ledger<Key, Id, Amount> merge_ledgers(std::span<std::filesystem::path const> paths)
{
    return detail::merged_ledger<Key, Id, Amount>{}.of(paths);
}

template <identifier Key, identifier Id, amount Amount = double>
[[nodiscard]] ledger<Key, Id, Amount> merge_ledgers(std::vector<std::filesystem::path> const& paths)
{
    return merge_ledgers<Key, Id, Amount>(std::span<std::filesystem::path const>{paths});
}

/// A ledger file in which portfolios are looked up one by one, without reading the rest:
///
///     auto const file = io::ledger_file<std::tuple<period, iso3>, iso3>{"exports.ledger"};
///     hhi(file.at({2019, "MNG"_iso3}));
///
/// The file is mapped into memory; where the system has no mmap, as on Windows, it is read as a whole. A portfolio is
/// found by a binary search of the keys. Each block is compared with its checksum when it is used for the first time.
/// Several threads may look up portfolios. The file must not be changed as long as the object exists; a file that
/// `write_ledger` replaces is not changed, and goes on to be read as it was.
template <identifier Key, identifier Id, amount Amount = double>
class ledger_file {
public:
    /// Reads header and directory. @throws file_error as `read_ledger` does
    explicit ledger_file(std::filesystem::path const& path) : from_{path, detail::file_access::mapped} {}

    [[nodiscard]] std::size_t size() const noexcept { return detail::as_size(from_.directory().portfolios); }
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    /// The number of partners of known amount in all portfolios.
    [[nodiscard]] std::size_t cells() const noexcept { return detail::as_size(from_.directory().cells); }
    /// What the amounts are in; empty where it is not stated.
    [[nodiscard]] std::string const& amounts_in() const noexcept { return from_.directory().unit; }
    [[nodiscard]] std::string const& provenance() const noexcept { return from_.directory().provenance; }

    /// The key of a portfolio, at a position that is less than size(); keys are in ascending order.
    /// @throws invalid_parameter for another position; file_error when the file was altered there
    [[nodiscard]] Key key(std::size_t i) const
    {
        if (i >= size()) {
            throw invalid_parameter{"ledger_file", "position", std::to_string(i), "below " + std::to_string(size())};
        }
        return from_.key(i);
    }

    /// A copy of the portfolio under a key; nothing when there is none. It does not know who is a partner elsewhere in
    /// the ledger; see `portfolio`. @throws file_error when the file was altered there
    [[nodiscard]] std::optional<portfolio<Id, Amount>> find(Key const& key) const
    {
        auto const found = from_.find(key);
        return found.empty() ? std::nullopt : std::optional{portfolio<Id, Amount>{found[0].flows}};
    }

    /// A copy of the portfolio under a key.
    /// @throws not_found naming the key when there is none; file_error when the file was altered there
    [[nodiscard]] portfolio<Id, Amount> at(Key const& key) const
    {
        auto found = find(key);
        if (!found) {
            throw not_found{"ledger_file", "flows under " + text_of(key)};
        }
        return *std::move(found);
    }

private:
    detail::mapped_ledger<Key, Id, Amount> from_;
};

} // namespace equipoise::io
