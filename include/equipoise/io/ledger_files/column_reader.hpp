// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/ledger_files/crc32c.hpp>
#include <equipoise/io/ledger_files/file_bytes.hpp>
#include <equipoise/io/ledger_files/layout.hpp>
#include <equipoise/io/ledger_files/records.hpp>
#include <equipoise/io/ledger_files/section_list.hpp>
#include <equipoise/io/ledger_files/sizes.hpp>
#include <equipoise/io/report.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

/// Reads the columns of a ledger file block by block, each compared with its checksum.
namespace equipoise::io::detail {

[[noreturn]] inline void refuse_section(std::string const& file, std::string const& section, std::string const& message)
{
    throw file_error{file, section + ": " + message};
}

/// A ledger file of which header and directory have been read.
struct ledger_input {
    file_bytes bytes;
    ledger_directory directory;

    ledger_input(std::filesystem::path const& path, file_access access)
        : bytes{path, access}, directory{read_directory(bytes)}
    {
    }

    void check(ledger_section const& section, std::uint64_t block, std::span<std::byte const> content) const
    {
        auto const expected = section.checksums[as_size(block)];
        if (auto const seen = crc32c(content); seen != expected) {
            refuse_section(bytes.name(), section.name + ", block " + std::to_string(block), altered(seen, expected));
        }
    }

    /// A block whose checksum is right, in memory or read into `room`.
    [[nodiscard]] std::span<std::byte const> block(ledger_section const& section, std::uint64_t i,
                                                   std::vector<std::byte>& room)
    {
        auto const content = bytes.at(section.offset + i * section.block, section.block_size(i), room);
        check(section, i, content);
        return content;
    }

    /// Reads a section of values that are stored as they are.
    template <class T>
    void read_as_is(ledger_section const& section, T* to)
    {
        auto const all = std::as_writable_bytes(std::span{to, as_size(section.records)});
        auto done = std::size_t{0};
        for (std::uint64_t i = 0; i < section.blocks(); ++i) {
            auto const block = all.subspan(done, section.block_size(i));
            bytes.read(section.offset + done, block);
            check(section, i, block);
            done += block.size();
        }
    }
};

/// The texts of a column, one after the other.
class text_sequence {
public:
    explicit text_sequence(ledger_input& from, ledger_section const& section) : from_{&from}, section_{&section} {}

    /// @return false where the text does not begin where the one before ends, or goes beyond the end
    [[nodiscard]] bool read(std::uint64_t offset, std::uint64_t size, std::string& to)
    {
        if (offset != next_ || size > section_->size - next_) {
            return false;
        }
        to.clear();
        while (size != 0) {
            if (left_.empty()) {
                left_ = from_->block(*section_, next_ / section_->block, room_);
            }
            auto const count = as_size((std::min)(size, std::uint64_t{left_.size()}));
            to.append(reinterpret_cast<char const*>(left_.data()), count);
            left_ = left_.subspan(count);
            next_ += count;
            size -= count;
        }
        return true;
    }

    [[nodiscard]] bool at_end() const noexcept { return next_ == section_->size; }

private:
    ledger_input* from_;
    ledger_section const* section_;
    std::uint64_t next_ = 0;
    std::vector<std::byte> room_;
    std::span<std::byte const> left_; ///< of the block that holds the next text
};

/// The values of a column, one after the other; holds one block.
template <class T>
class column_reader {
public:
    column_reader(ledger_input& from, ledger_column_place place)
        : from_{&from}, section_{&from.directory.sections[place.section]},
          texts_{from, from.directory.sections[place.section + (place.has_text ? 1 : 0)]}, has_text_{place.has_text}
    {
        load();
    }

    [[nodiscard]] bool done() const noexcept { return at_ == values_.size(); }
    [[nodiscard]] T const& operator*() const noexcept { return values_[at_]; }

    void next()
    {
        if (++at_ == values_.size()) {
            load();
        }
    }

    /// The value, and on to the next one.
    T take()
    {
        auto value = std::move(values_[at_]);
        next();
        return value;
    }

    [[noreturn]] void refuse(std::string const& message) const
    {
        refuse_section(from_->bytes.name(), section_->name, message);
    }

    /// Where the value stands, for messages.
    [[nodiscard]] std::string place() const
    {
        return "record " + std::to_string((block_ - 1) * section_->records_in_block() + at_);
    }

private:
    void load()
    {
        values_.clear();
        at_ = 0;
        if (block_ == section_->blocks()) {
            if (has_text_ && !texts_.at_end()) {
                refuse("has texts that belong to no record");
            }
            return;
        }
        auto const bytes = from_->block(*section_, block_, room_);
        values_.resize(bytes.size() / record<T>::width);
        auto const* at = bytes.data();
        for (std::size_t i = 0; i < values_.size(); ++i, at += record<T>::width) {
            if (i != 0 && record<T>::width <= 8 && std::equal(at, at + record<T>::width, at - record<T>::width)) {
                values_[i] = values_[i - 1]; // equal parts of keys follow one another
                continue;
            }
            if (!record<T>::take(at, texts_, values_[i])) {
                refuse("record " + std::to_string(block_ * section_->records_in_block() + i) + " is no "
                       + ledger_value<T>::name());
            }
        }
        ++block_;
    }

    ledger_input* from_;
    ledger_section const* section_;
    text_sequence texts_;
    bool has_text_;
    std::uint64_t block_ = 0; ///< to be read next
    std::vector<std::byte> room_;
    std::vector<T> values_;
    std::size_t at_ = 0;
};

} // namespace equipoise::io::detail
