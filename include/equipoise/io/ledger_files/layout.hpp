// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/version.hpp>
#include <equipoise/io/ledger_files/crc32c.hpp>
#include <equipoise/io/ledger_files/file_bytes.hpp>
#include <equipoise/io/ledger_files/records.hpp>
#include <equipoise/io/ledger_files/sizes.hpp>
#include <equipoise/io/report.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The layout of a ledger file: a header of 64 bytes, sections one after the other, and a directory of the sections.
///
/// | bytes of the header | content |
/// |---|---|
/// | 0 to 7 | 89 45 51 4C 0D 0A 1A 0A: "\x89EQL\r\n\x1A\n", which a transfer as text would alter |
/// | 8 to 11 | version of the format: 1 |
/// | 12 to 15 | bytes of the header: 64 |
/// | 16 to 23 | bytes of the file |
/// | 24 to 31, 32 to 39 | where the directory begins, and its bytes |
/// | 40 to 43 | CRC-32C of the directory |
/// | 44 to 59 | zeros |
/// | 60 to 63 | CRC-32C of bytes 0 to 59 |
///
/// The directory has, each text after its length in 4 bytes: the version of the library, the types of keys, partners
/// and amounts, the unit of the amounts, and the provenance; then in 8 bytes each the numbers of portfolios, cells,
/// declared totals, unknown amounts and own rows, and how the rows were brought together; then the number of sections,
/// and of each its name (text), records, bytes a record, first byte, bytes, bytes a block (8 each), and the CRC-32C of
/// each of its blocks (4 each). A block holds whole records, at most 64 KiB of them. All numbers have their lowest byte
/// first.
namespace equipoise::io::detail {

inline constexpr std::uint32_t ledger_format_version = 1;
inline constexpr std::size_t ledger_header_size = 64;
inline constexpr std::size_t largest_ledger_block = std::size_t{1} << 16U;
inline constexpr std::size_t longest_ledger_text = std::size_t{1} << 24U; ///< bytes of the provenance
inline constexpr auto ledger_magic = std::string_view{"\x89"
                                                      "EQL\r\n\x1A\n"};

/// A column of a ledger file, or the texts that belong to one.
struct ledger_section {
    std::string name{};
    std::uint64_t records = 0;
    std::uint64_t width = 1; ///< bytes of a record
    std::uint64_t offset = 0;
    std::uint64_t size = 0;  ///< in bytes
    std::uint64_t block = 1; ///< bytes of each block except the last
    std::vector<std::uint32_t> checksums{};

    [[nodiscard]] std::uint64_t blocks() const noexcept { return size / block + (size % block != 0 ? 1 : 0); }
    [[nodiscard]] std::size_t block_size(std::uint64_t i) const noexcept
    {
        return as_size((std::min)(block, size - i * block));
    }
    [[nodiscard]] std::uint64_t records_in_block() const noexcept { return block / width; }
};

[[nodiscard]] constexpr std::uint64_t block_of_records(std::uint64_t width) noexcept
{
    return width < largest_ledger_block ? largest_ledger_block / width * width : width;
}

struct ledger_directory {
    std::string library_version{};
    std::string key_type{};
    std::string id_type{};
    std::string amount_type{};
    std::string unit{};
    std::string provenance{};
    std::uint64_t portfolios = 0;
    std::uint64_t cells = 0;
    std::uint64_t declared = 0;
    std::uint64_t unknown = 0;
    std::uint64_t own_rows = 0;
    std::uint64_t plan = 0;
    std::vector<ledger_section> sections{};

    [[nodiscard]] std::array<std::string*, 6> texts()
    {
        return {&library_version, &key_type, &id_type, &amount_type, &unit, &provenance};
    }
    [[nodiscard]] std::array<std::uint64_t*, 6> numbers()
    {
        return {&portfolios, &cells, &declared, &unknown, &own_rows, &plan};
    }
};

/// Appends numbers and texts.
class byte_writer {
public:
    template <stored_number T>
    void number(T x)
    {
        bytes.resize(bytes.size() + sizeof(T));
        put_number(x, bytes.data() + bytes.size() - sizeof(T));
    }
    void text(std::string_view x)
    {
        number(static_cast<std::uint32_t>(x.size()));
        auto const* const first = reinterpret_cast<std::byte const*>(x.data());
        bytes.insert(bytes.end(), first, first + x.size());
    }

    std::vector<std::byte> bytes;
};

/// Takes numbers and texts from the front; remembers when there were too few bytes.
class byte_reader {
public:
    explicit byte_reader(std::span<std::byte const> bytes) : left{bytes} {}

    template <stored_number T>
    T number()
    {
        return has(sizeof(T)) ? number_at<T>(taken(sizeof(T)).data()) : T{};
    }
    std::string text()
    {
        auto const size = number<std::uint32_t>();
        if (!has(size)) {
            return {};
        }
        auto const bytes = taken(size);
        return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
    }
    [[nodiscard]] bool has(std::uint64_t count)
    {
        complete = complete && count <= left.size();
        return complete;
    }

    std::span<std::byte const> left;
    bool complete = true;

private:
    std::span<std::byte const> taken(std::size_t count)
    {
        auto const first = left.first(count);
        left = left.subspan(count);
        return first;
    }
};

[[nodiscard]] inline std::vector<std::byte> bytes_of(ledger_directory directory)
{
    auto to = byte_writer{};
    for (auto const* each : directory.texts()) {
        to.text(*each);
    }
    for (auto const* each : directory.numbers()) {
        to.number(*each);
    }
    to.number(std::uint64_t{directory.sections.size()});
    for (auto const& each : directory.sections) {
        to.text(each.name);
        for (auto const number : {each.records, each.width, each.offset, each.size, each.block}) {
            to.number(number);
        }
        for (auto const checksum : each.checksums) {
            to.number(checksum);
        }
    }
    return std::move(to.bytes);
}

[[nodiscard]] inline std::vector<std::byte> header_bytes(std::uint64_t directory_offset,
                                                         std::span<std::byte const> directory)
{
    auto to = byte_writer{};
    for (auto const c : ledger_magic) {
        to.number(static_cast<unsigned char>(c));
    }
    to.number(ledger_format_version);
    to.number(static_cast<std::uint32_t>(ledger_header_size));
    to.number(directory_offset + directory.size());
    to.number(directory_offset);
    to.number(std::uint64_t{directory.size()});
    to.number(crc32c(directory));
    to.bytes.resize(ledger_header_size - 4);
    to.number(crc32c(to.bytes));
    return std::move(to.bytes);
}

[[nodiscard]] inline std::string hex_text(std::uint32_t x)
{
    auto text = std::string(8, '0');
    for (auto i = text.size(); i-- != 0; x >>= 4U) {
        text[i] = "0123456789ABCDEF"[x & 15U];
    }
    return text;
}

[[nodiscard]] inline std::string altered(std::uint32_t seen, std::uint32_t expected)
{
    return "was altered: its CRC-32C is " + hex_text(seen) + ", expected " + hex_text(expected);
}

/// Reads header and directory; what they promise is compared with the size of the file before anything else is read.
/// @throws file_error for a file that is no ledger file, of a newer version, cut off, altered, or longer than it was
/// written
[[nodiscard]] inline ledger_directory read_directory(file_bytes& from)
{
    auto const fail = [&](std::string const& message) { throw file_error{from.name(), message}; };
    auto const in_bytes = [](std::uint64_t n) { return std::to_string(n) + (n == 1 ? " byte" : " bytes"); };
    if (from.size() == 0) {
        fail("is empty; a ledger file was expected");
    }
    auto room = std::vector<std::byte>{};
    auto const count = as_size((std::min)(from.size(), std::uint64_t{ledger_header_size}));
    auto const header = from.at(0, count, room);
    auto const begin = std::string_view{reinterpret_cast<char const*>(header.data()), header.size()};
    if (begin.starts_with("\x89"
                          "EQL\n")) {
        fail("was altered by a transfer as text, which replaced its line ends");
    }
    if (!begin.starts_with(ledger_magic.substr(0, begin.size()))) {
        fail("is no ledger file: it begins with " + detail::quoted(begin.substr(0, ledger_magic.size())));
    }
    if (header.size() < ledger_header_size) {
        fail("header: is cut off: the file has " + in_bytes(from.size()) + ", expected at least "
             + in_bytes(ledger_header_size));
    }
    auto const stated = number_at<std::uint32_t>(header.data() + ledger_header_size - 4);
    if (auto const seen = crc32c(header.first(ledger_header_size - 4)); seen != stated) {
        fail("header: " + altered(seen, stated));
    }
    auto fields = byte_reader{header.subspan(ledger_magic.size())};
    auto const version = fields.number<std::uint32_t>();
    if (version != ledger_format_version) {
        fail("header: is of version " + std::to_string(version) + " of ledger files; this library, "
             + std::string{library_version} + ", reads version " + std::to_string(ledger_format_version));
    }
    auto const header_size = fields.number<std::uint32_t>();
    auto const size = fields.number<std::uint64_t>();
    auto const offset = fields.number<std::uint64_t>();
    auto const directory_size = fields.number<std::uint64_t>();
    auto const checksum = fields.number<std::uint32_t>();
    if (from.size() < size) {
        fail("is cut off: it has " + in_bytes(from.size()) + ", expected " + std::to_string(size));
    }
    if (from.size() > size) {
        fail("has " + in_bytes(from.size() - size) + " after its end: it has " + in_bytes(from.size()) + ", expected "
             + std::to_string(size));
    }
    auto const rest = fields.left.first(16);
    if (header_size != ledger_header_size || offset < ledger_header_size || offset > size
        || directory_size != size - offset
        || std::any_of(rest.begin(), rest.end(), [](std::byte each) { return each != std::byte{}; })) {
        fail("header: its numbers contradict one another");
    }

    auto const bytes = from.at(offset, as_size(directory_size), room);
    if (auto const seen = crc32c(bytes); seen != checksum) {
        fail("directory: " + altered(seen, checksum));
    }
    auto read = byte_reader{bytes};
    auto directory = ledger_directory{};
    for (auto* const each : directory.texts()) {
        *each = read.text();
    }
    for (auto* const each : directory.numbers()) {
        *each = read.number<std::uint64_t>();
    }
    auto next = std::uint64_t{ledger_header_size};
    for (auto left = read.number<std::uint64_t>(); left != 0 && read.complete; --left) {
        auto& section = directory.sections.emplace_back();
        section.name = read.text();
        section.records = read.number<std::uint64_t>();
        section.width = read.number<std::uint64_t>();
        section.offset = read.number<std::uint64_t>();
        section.size = read.number<std::uint64_t>();
        section.block = read.number<std::uint64_t>();
        if (!read.complete) {
            break;
        }
        if (section.width == 0 || section.size / section.width != section.records || section.size % section.width != 0
            || section.offset != next || section.size > offset - next
            || section.block != block_of_records(section.width)) {
            fail("directory: the section " + detail::quoted(section.name) + " contradicts the size of the file");
        }
        next += section.size;
        if (read.has(section.blocks() * 4)) { // no more than the file has bytes
            section.checksums.resize(as_size(section.blocks()));
            for (auto& each : section.checksums) {
                each = read.number<std::uint32_t>();
            }
        }
    }
    if (!read.complete || !read.left.empty() || next != offset) {
        fail("directory: it has " + in_bytes(directory_size) + ", expected "
             + (read.complete ? "other sections" : "more"));
    }
    return directory;
}

} // namespace equipoise::io::detail
