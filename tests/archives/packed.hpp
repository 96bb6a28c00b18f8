// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <filesystem>
#include <fstream>
#include <ios>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <zip.h>
#include <zlib.h>

/// Files that the tests of archives pack and read again, and some that other programs have packed.
namespace packed {

/// A file that lives as long as the test case.
class scratch_file {
public:
    explicit scratch_file(std::string const& ending, std::string_view content = {})
        : path_{std::filesystem::temp_directory_path()
                / ("equipoise_" + std::to_string(std::random_device{}()) + "_" + ending)}
    {
        write(content);
    }

    scratch_file(scratch_file const&) = delete;
    scratch_file& operator=(scratch_file const&) = delete;
    ~scratch_file() { std::filesystem::remove(path_); }

    void write(std::string_view content) const
    {
        auto out = std::ofstream{path_, std::ios::binary};
        out.write(content.data(), static_cast<std::streamsize>(content.size()));
    }

    [[nodiscard]] std::string content() const
    {
        auto in = std::ifstream{path_, std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }

    [[nodiscard]] std::string name() const { return path_.string(); }
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

template <std::size_t N>
[[nodiscard]] std::string bytes(unsigned char const (&of)[N])
{
    return {reinterpret_cast<char const*>(of), N};
}

// printf 'a,b\n1,2\n' | gzip -9n, with GNU gzip 1.12
inline std::string const gzip_of_gnu =
    bytes({0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4b, 0xd4, 0x49, 0xe2,
           0x32, 0xd4, 0x31, 0xe2, 0x02, 0x00, 0x7b, 0x07, 0x97, 0x0a, 0x08, 0x00, 0x00, 0x00});

// printf '3,4\n' | gzip -9n
inline std::string const more_of_gnu = bytes({0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x33, 0xd6,
                                              0x31, 0xe1, 0x02, 0x00, 0x3e, 0x2d, 0x72, 0xa9, 0x04, 0x00, 0x00, 0x00});

// The file d/f_2019.csv with the text a,b\n1,2\n, by zipfile of Python 3.11
inline std::string const zip_of_python = bytes(
    {0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x21, 0x5c, 0x7b, 0x07, 0x97, 0x0a, 0x0a,
     0x00, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x0c, 0x00, 0x00, 0x00, 0x64, 0x2f, 0x66, 0x5f, 0x32, 0x30, 0x31, 0x39,
     0x2e, 0x63, 0x73, 0x76, 0x4b, 0xd4, 0x49, 0xe2, 0x32, 0xd4, 0x31, 0xe2, 0x02, 0x00, 0x50, 0x4b, 0x01, 0x02, 0x14,
     0x03, 0x14, 0x00, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x21, 0x5c, 0x7b, 0x07, 0x97, 0x0a, 0x0a, 0x00, 0x00, 0x00,
     0x08, 0x00, 0x00, 0x00, 0x0c, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x80, 0x01, 0x00,
     0x00, 0x00, 0x00, 0x64, 0x2f, 0x66, 0x5f, 0x32, 0x30, 0x31, 0x39, 0x2e, 0x63, 0x73, 0x76, 0x50, 0x4b, 0x05, 0x06,
     0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0x3a, 0x00, 0x00, 0x00, 0x34, 0x00, 0x00, 0x00, 0x00, 0x00});

/// A text compressed by zlib as one member of gzip.
[[nodiscard]] inline std::string gzip(std::string const& text)
{
    auto deflating = z_stream{};
    constexpr auto gzip_only = 16;
    deflateInit2(&deflating, Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + gzip_only, 8, Z_DEFAULT_STRATEGY);
    auto result = std::string(deflateBound(&deflating, static_cast<uLong>(text.size())), '\0');
    auto copy = text;
    deflating.next_in = reinterpret_cast<Bytef*>(copy.data());
    deflating.avail_in = static_cast<uInt>(copy.size());
    deflating.next_out = reinterpret_cast<Bytef*>(result.data());
    deflating.avail_out = static_cast<uInt>(result.size());
    deflate(&deflating, Z_FINISH);
    result.resize(deflating.total_out);
    deflateEnd(&deflating);
    return result;
}

using files = std::vector<std::pair<std::string, std::string>>; // names and contents

/// Files in a zip archive, encrypted if there is a password.
[[nodiscard]] inline std::string zip(files const& all, char const* password = nullptr)
{
    auto const file = scratch_file{"packing.zip"};
    std::filesystem::remove(file.path());
    auto* const archive = zip_open(file.name().c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    for (auto const& [name, content] : all) {
        auto* const source = zip_source_buffer(archive, content.data(), content.size(), 0);
        auto const place = zip_file_add(archive, name.c_str(), source, 0);
        if (password != nullptr) {
            zip_file_set_encryption(archive, static_cast<zip_uint64_t>(place), ZIP_EM_TRAD_PKWARE, password);
        }
    }
    zip_close(archive);
    return file.content();
}

} // namespace packed
