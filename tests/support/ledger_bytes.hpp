// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/ledger_files/crc32c.hpp>
#include <equipoise/io/ledger_files/layout.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <span>
#include <string>
#include <vector>

/// The bytes of ledger files, to be altered.
namespace support {

using bytes = std::vector<std::byte>;

/// A folder for files, which is removed in the end.
class scratch_folder {
public:
    scratch_folder()
        : path_{std::filesystem::temp_directory_path() / ("equipoise-" + std::to_string(std::random_device{}()))}
    {
        std::filesystem::create_directories(path_);
    }
    scratch_folder(scratch_folder const&) = delete;
    scratch_folder& operator=(scratch_folder const&) = delete;
    ~scratch_folder()
    {
        auto code = std::error_code{};
        std::filesystem::remove_all(path_, code);
    }

    [[nodiscard]] std::filesystem::path operator/(std::string const& name) const { return path_ / name; }
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

[[nodiscard]] inline bytes bytes_in(std::filesystem::path const& path)
{
    auto file = std::ifstream{path, std::ios::binary};
    auto const text = std::string{std::istreambuf_iterator<char>{file}, {}};
    auto const all = std::as_bytes(std::span{text});
    return {all.begin(), all.end()};
}

inline void put_bytes(std::filesystem::path const& path, std::span<std::byte const> content)
{
    std::filesystem::remove(path); // ext4 writes a file to the disk at once that replaces the content of another
    auto file = std::ofstream{path, std::ios::binary | std::ios::trunc};
    file.write(reinterpret_cast<char const*>(content.data()), static_cast<std::streamsize>(content.size()));
}

/// Gives blocks, directory and header the checksums of what they hold, as far as the directory can be read.
inline void mend_checksums(bytes& file)
{
    namespace io = equipoise::io::detail;
    if (file.size() < io::ledger_header_size) {
        return;
    }
    auto const offset = io::number_at<std::uint64_t>(file.data() + 24);
    auto const size = io::number_at<std::uint64_t>(file.data() + 32);
    auto const all = std::span{file};
    if (offset <= file.size() && size <= file.size() - offset) {
        auto const directory = all.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(size));
        auto read = io::byte_reader{directory};
        for (std::size_t text = io::ledger_directory{}.texts().size(); text != 0; --text) {
            static_cast<void>(read.text());
        }
        for (std::size_t number = io::ledger_directory{}.numbers().size(); number != 0; --number) {
            static_cast<void>(read.number<std::uint64_t>());
        }
        for (auto left = read.number<std::uint64_t>(); left != 0 && read.complete; --left) {
            auto section = io::ledger_section{};
            section.name = read.text();
            for (auto* each : {&section.records, &section.width, &section.offset, &section.size, &section.block}) {
                *each = read.number<std::uint64_t>();
            }
            if (!read.complete || section.block == 0 || section.offset > file.size()
                || section.size > file.size() - section.offset || !read.has(section.blocks() * 4)) {
                break;
            }
            for (std::uint64_t i = 0; i < section.blocks(); ++i) {
                auto const block =
                    all.subspan(static_cast<std::size_t>(section.offset + i * section.block), section.block_size(i));
                auto const place = directory.size() - read.left.size();
                io::put_number(io::crc32c(block), directory.data() + place);
                static_cast<void>(read.number<std::uint32_t>());
            }
        }
        io::put_number(io::crc32c(directory), file.data() + 40);
    }
    io::put_number(io::crc32c(all.first(io::ledger_header_size - 4)), file.data() + io::ledger_header_size - 4);
}

} // namespace support
