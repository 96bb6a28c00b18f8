// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/report.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <zip.h>

/// Files in zip archives, decompressed while they are read, through libzip.
namespace equipoise::archives {

/// A file in an archive.
struct member {
    std::string name;          ///< with its folders; a file in an archive in the archive: "NMC-v7-abridged.zip/NMC.csv"
    std::uint64_t size = 0;    ///< in bytes, not compressed
    std::optional<int> year{}; ///< that the name holds: the digits after a Y, else the last four digits in a row
};

} // namespace equipoise::archives

namespace equipoise::archives_detail {

struct close_archive {
    void operator()(zip_t* archive) const noexcept { zip_discard(archive); }
};
struct close_member {
    void operator()(zip_file_t* file) const noexcept { zip_fclose(file); }
};

/// An open archive, and the memory that it lies in if it was itself in an archive.
class zip_archive {
public:
    /// An archive that is a file.
    explicit zip_archive(std::string path) : name_{std::move(path)}
    {
        auto code = 0;
        archive_.reset(zip_open(name_.c_str(), ZIP_RDONLY, &code));
        if (!archive_) {
            auto error = zip_error_t{};
            zip_error_init_with_code(&error, code);
            auto const message = std::string{zip_error_strerror(&error)};
            zip_error_fini(&error);
            throw io::file_error{name_, cannot_be_opened + message};
        }
    }

    /// An archive in memory; `name` is used in messages.
    zip_archive(std::vector<char> bytes, std::string name)
        : name_{std::move(name)}, bytes_{std::make_unique<std::vector<char>>(std::move(bytes))}
    {
        auto error = zip_error_t{};
        zip_error_init(&error);
        auto* const from = zip_source_buffer_create(bytes_->data(), bytes_->size(), 0, &error);
        if (from != nullptr) {
            archive_.reset(zip_open_from_source(from, ZIP_RDONLY, &error));
            if (!archive_) {
                zip_source_free(from);
            }
        }
        auto const message = std::string{zip_error_strerror(&error)};
        zip_error_fini(&error);
        if (!archive_) {
            throw io::file_error{name_, cannot_be_opened + message};
        }
    }

    [[nodiscard]] std::string const& name() const noexcept { return name_; }
    [[nodiscard]] zip_t* get() const noexcept { return archive_.get(); }

    /// The number of entries, folders among them.
    [[nodiscard]] zip_uint64_t size() const noexcept
    {
        auto const count = zip_get_num_entries(archive_.get(), 0);
        return count > 0 ? static_cast<zip_uint64_t>(count) : 0;
    }

    [[nodiscard]] archives::member operator[](zip_uint64_t i) const
    {
        auto entry = zip_stat_t{};
        zip_stat_init(&entry);
        if (zip_stat_index(archive_.get(), i, 0, &entry) != 0) {
            throw io::file_error{name_, "entry " + std::to_string(i)
                                            + " of the zip archive cannot be read: " + zip_strerror(archive_.get())};
        }
        return {entry.name, (entry.valid & ZIP_STAT_SIZE) != 0 ? entry.size : 0};
    }

private:
    static constexpr auto cannot_be_opened = "cannot be opened as a zip archive: ";

    std::string name_;
    std::unique_ptr<std::vector<char>> bytes_;
    std::unique_ptr<zip_t, close_archive> archive_;
};

/// The bytes of a file in an archive, which it keeps open.
class zip_member {
public:
    zip_member(std::shared_ptr<zip_archive const> archive, zip_uint64_t i, std::string name)
        : archive_{std::move(archive)}, name_{std::move(name)}
    {
        auto entry = zip_stat_t{};
        zip_stat_init(&entry);
        if (zip_stat_index(archive_->get(), i, 0, &entry) == 0 && (entry.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0
            && entry.encryption_method != ZIP_EM_NONE) {
            throw io::file_error{name_, "is encrypted; unpack it with its password first"};
        }
        file_.reset(zip_fopen_index(archive_->get(), i, 0));
        if (!file_) {
            throw io::file_error{name_, std::string{"cannot be unpacked: "} + zip_strerror(archive_->get())};
        }
    }

    /// Reads n bytes, or fewer at the end. libzip compares size and check sum there.
    std::size_t read(char* to, std::size_t n)
    {
        auto done = std::size_t{0};
        while (done < n) {
            auto const got = zip_fread(file_.get(), to + done, n - done);
            if (got < 0) {
                throw io::file_error{name_, "cannot be unpacked after " + std::to_string(read_ + done)
                                                + " bytes: " + zip_error_strerror(zip_file_get_error(file_.get()))};
            }
            if (got == 0) {
                break;
            }
            done += static_cast<std::size_t>(got);
        }
        read_ += done;
        return done;
    }

private:
    std::shared_ptr<zip_archive const> archive_;
    std::string name_;
    std::unique_ptr<zip_file_t, close_member> file_;
    std::uintmax_t read_ = 0;
};

} // namespace equipoise::archives_detail
