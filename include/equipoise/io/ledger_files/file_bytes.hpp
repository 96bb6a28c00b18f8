// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/ledger_files/sizes.hpp>
#include <equipoise/io/report.hpp>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#if defined(__unix__) || (defined(__APPLE__) && defined(__MACH__))
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#define EQUIPOISE_MAPS_FILES 1
#else
#define EQUIPOISE_MAPS_FILES 0
#endif

/// The bytes of a file, in any order.
namespace equipoise::io::detail {

/// How the bytes of a file are had.
enum class file_access : unsigned char {
    open,      ///< read when they are asked for; the file is open all the time
    on_demand, ///< the same, but open only while it is read, so that the number of files is not limited
    mapped,    ///< mapped into memory; read into memory as a whole where the system has no mmap
    in_memory, ///< read into memory as a whole
};

class file_bytes {
public:
    /// @throws file_error when the file cannot be opened or mapped
    file_bytes(std::filesystem::path path, file_access access)
        : path_{std::move(path)}, name_{path_.string()}, access_{access}
    {
        auto code = std::error_code{};
        auto const size = std::filesystem::file_size(path_, code);
        if (code) {
            throw file_error{name_, code.message()};
        }
        size_ = size;
        if (access_ == file_access::open) {
            reopen();
        } else if (access_ != file_access::on_demand && size_ != 0) {
            if (size_ > (std::numeric_limits<std::size_t>::max)() / 2) {
                throw file_error{name_, "is larger than the memory of a process"};
            }
            if (access_ == file_access::in_memory || !map()) {
                reopen();
                read_.resize(as_size(size_));
                read(0, read_);
                file_.close();
                memory_ = read_.data();
            }
        }
    }

    file_bytes(file_bytes&&) = default;
    file_bytes& operator=(file_bytes&&) = default;
    file_bytes(file_bytes const&) = delete;
    file_bytes& operator=(file_bytes const&) = delete;
    ~file_bytes() = default;

    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    [[nodiscard]] std::string const& name() const noexcept { return name_; }

    /// Some bytes: those in memory, or read into `room`. @throws file_error when they cannot be read
    [[nodiscard]] std::span<std::byte const> at(std::uint64_t offset, std::size_t count, std::vector<std::byte>& room)
    {
        if (memory_ != nullptr) {
            return {memory_ + as_size(offset), count};
        }
        room.resize(count);
        read(offset, room);
        return room;
    }

    /// The same of bytes in memory, which any number of threads may ask for.
    [[nodiscard]] std::span<std::byte const> at(std::uint64_t offset, std::size_t count) const
    {
        return {memory_ + as_size(offset), count};
    }

    /// Reads bytes into memory of the caller. @throws file_error
    void read(std::uint64_t offset, std::span<std::byte> to)
    {
        if (memory_ != nullptr) {
            std::copy_n(memory_ + as_size(offset), to.size(), to.data());
            return;
        }
        if (access_ == file_access::on_demand) {
            reopen();
        }
        errno = 0;
        if (offset != next_) {
            file_.seekg(static_cast<std::streamoff>(offset));
        }
        file_.read(reinterpret_cast<char*>(to.data()), static_cast<std::streamsize>(to.size()));
        if (!file_ || static_cast<std::size_t>(file_.gcount()) != to.size()) {
            throw file_error{name_, errno != 0 ? std::generic_category().message(errno)
                                               : "has become shorter since it was opened"};
        }
        next_ = offset + to.size();
        if (access_ == file_access::on_demand) {
            file_.close();
        }
    }

private:
    void reopen()
    {
        errno = 0;
        file_ = std::ifstream{path_, std::ios::binary};
        if (!file_) {
            throw file_error{name_, errno != 0 ? std::generic_category().message(errno) : "cannot be opened"};
        }
        next_ = 0;
    }

    /// @return false where the system does not map files
    bool map()
    {
#if EQUIPOISE_MAPS_FILES
        auto const file = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0) {
            throw file_error{name_, std::generic_category().message(errno)};
        }
        auto const size = as_size(size_);
        auto* const memory = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
        ::close(file);
        if (memory == MAP_FAILED) {
            return false;
        }
        mapped_ = {memory, [size](void* mapped) { ::munmap(mapped, size); }};
        memory_ = static_cast<std::byte const*>(memory);
        return true;
#else
        return false;
#endif
    }

    std::filesystem::path path_;
    std::string name_; ///< for messages
    file_access access_;
    std::uint64_t size_ = 0;
    std::uint64_t next_ = 0; ///< where the open file is read next
    std::ifstream file_;
    std::vector<std::byte> read_;
    std::shared_ptr<void> mapped_;
    std::byte const* memory_ = nullptr; ///< the whole file, if it is in memory
};

} // namespace equipoise::io::detail
