// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/report.hpp>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

/// Bytes of files, and what their first ones say of how they are packed.
namespace equipoise::archives_detail {

/// What delivers bytes: fewer than asked for only at the end.
using byte_function = std::function<std::size_t(char*, std::size_t)>;

/// Bytes that have been looked at, and those after them.
class looked_at {
public:
    static constexpr std::size_t most = 8;

    explicit looked_at(byte_function from) : from_{std::move(from)} { size_ = from_(head_, most); }

    [[nodiscard]] std::string_view head() const noexcept { return {head_, size_}; }

    std::size_t read(char* to, std::size_t n)
    {
        auto const known = (std::min)(n, size_ - used_);
        std::copy_n(head_ + used_, known, to);
        used_ += known;
        return known + (known < n && size_ == most ? from_(to + known, n - known) : 0);
    }

private:
    byte_function from_;
    char head_[most] = {};
    std::size_t size_ = 0;
    std::size_t used_ = 0;
};

/// The same as a stream.
class plain_bytes {
public:
    explicit plain_bytes(looked_at from) : from_{std::move(from)} {}

    void read(char* to, std::size_t n) { count_ = from_.read(to, n); }
    [[nodiscard]] std::size_t gcount() const noexcept { return count_; }
    [[nodiscard]] static constexpr bool fail() noexcept { return false; } // errors are thrown
    [[nodiscard]] static constexpr bool bad() noexcept { return false; }

private:
    looked_at from_;
    std::size_t count_ = 0;
};

enum class packing : unsigned char { none, gzip, zip };

/// How a file is packed by its first bytes. @throws io::file_error for what no reader unpacks
[[nodiscard]] inline packing packing_of(std::string_view head, std::string const& name)
{
    auto const refuse = [&](char const* what) {
        throw io::file_error{name, std::string{"is "} + what + "; unpack it first, to a plain file, gzip or zip"};
    };
    if (head.starts_with("\x1f\x8b")) {
        return packing::gzip;
    }
    if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) {
        return packing::zip;
    }
    if (head.starts_with("7z\xbc\xaf\x27\x1c")) {
        refuse("a 7z archive");
    }
    if (head.starts_with("Rar!")) {
        refuse("a RAR archive");
    }
    if (head.starts_with(std::string_view{"\xfd"
                                          "7zXZ\0",
                                          6})) {
        refuse("compressed by xz");
    }
    if (head.starts_with("BZh") && head.size() > 3 && head[3] >= '1' && head[3] <= '9') {
        refuse("compressed by bzip2");
    }
    if (head.starts_with("\x28\xb5\x2f\xfd")) {
        refuse("compressed by zstd");
    }
    return packing::none;
}

/// A file that is open for reading.
struct open_file {
    explicit open_file(std::string path) : name{std::move(path)}
    {
        errno = 0;
        file = std::fopen(name.c_str(), "rb");
        if (file == nullptr) {
            fail();
        }
        std::setvbuf(file, nullptr, _IONBF, 0);
    }

    open_file(open_file const&) = delete;
    open_file& operator=(open_file const&) = delete;
    ~open_file() { std::fclose(file); }

    [[noreturn]] void fail() const
    {
        auto const code = errno;
        throw io::file_error{name, code != 0 ? std::generic_category().message(code) : "cannot be read"};
    }

    std::size_t read(char* to, std::size_t n) const { return read_from(file, name, to, n); }

    static std::size_t read_from(std::FILE* from, std::string const& name, char* to, std::size_t n)
    {
        auto got = std::size_t{0};
        for (;;) {
            errno = 0;
            got += std::fread(to + got, 1, n - got, from);
            if (got == n || std::ferror(from) == 0) {
                return got;
            }
            if (errno != EINTR) {
                auto const code = errno;
                throw io::file_error{name, code != 0 ? std::generic_category().message(code) : "cannot be read"};
            }
            std::clearerr(from);
        }
    }

    std::string name;
    std::FILE* file;
};

/// The same file, once more from its beginning; false for pipes, which have only one.
[[nodiscard]] inline bool rewinds(open_file const& file)
{
    return std::fseek(file.file, 0, SEEK_SET) == 0;
}

} // namespace equipoise::archives_detail
