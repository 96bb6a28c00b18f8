// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tables.hpp"

#include <equipoise/archives/archives.hpp>
#include <equipoise/io/source.hpp>
#include <equipoise/json/records.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <ios>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

/// Files as they are downloaded: plain, compressed by gzip, in zip archives, or JSON.
namespace support {

/// A file, or one of the files in an archive.
struct data_file {
    std::string path;                       ///< of the file or of the archive; - is standard input
    equipoise::archives::choice which = {}; ///< of the files in the archive
};

namespace detail {

[[nodiscard]] inline bool is_file(std::string const& path)
{
    auto ignored = std::error_code{};
    return std::filesystem::is_regular_file(path, ignored);
}

} // namespace detail

/// The file or archive that a name means, as ARCHIVE/NAME means a file in an archive. What does not exist means itself.
[[nodiscard]] inline data_file file_named(std::string const& name)
{
    auto ignored = std::error_code{};
    if (name == "-" || std::filesystem::exists(name, ignored)) {
        return {name};
    }
    for (auto slash = name.rfind('/'); slash != std::string::npos && slash != 0; slash = name.rfind('/', slash - 1)) {
        if (detail::is_file(name.substr(0, slash))) {
            return {name.substr(0, slash), {.name = name.substr(slash + 1)}};
        }
    }
    return {name};
}

/// The files that a name means: of an archive with one for each year, those of the years asked for.
/// @throws std::runtime_error when an archive holds several files and it is not told which of them are meant
[[nodiscard]] inline std::vector<data_file> files_named(std::string const& name, std::vector<int> const& years)
{
    auto const file = file_named(name);
    if (!detail::is_file(file.path) || !file.which.name.empty()) {
        return {file};
    }
    auto const members = equipoise::archives::list_members(file.path);
    if (members.size() == 1) {
        return {file};
    }
    auto chosen = std::vector<data_file>{};
    for (auto const& member : members) {
        if (member.year && std::find(years.begin(), years.end(), *member.year) != years.end()) {
            chosen.push_back({file.path, {.name = member.name}});
        }
    }
    if (chosen.empty()) {
        constexpr std::size_t most = 5;
        auto names = std::vector<std::string>{};
        for (auto const& member : members) {
            names.push_back(member.name);
        }
        auto const more = names.size() > most ? names.size() - most : 0;
        names.resize(names.size() - more);
        throw std::runtime_error{file.path + ": holds " + std::to_string(members.size()) + " data files, " + join(names)
                                 + (more != 0 ? " and " + std::to_string(more) + " more" : "")
                                 + "; say which: by --years, as in --years 2019, or by ARCHIVE/NAME"};
    }
    return chosen;
}

namespace detail {

/// The text of a source, of which the beginning has been read.
class begun_text {
public:
    begun_text(equipoise::io::source from, std::string begun, bool ended)
        : from_{std::move(from)}, begun_{std::move(begun)}, ended_{ended}
    {
    }

    void read(char* to, std::size_t n)
    {
        auto const known = std::min(n, begun_.size() - used_);
        std::copy_n(begun_.data() + used_, known, to);
        used_ += known;
        got_ = known + (known < n && !ended_ ? from_.read(to + known, n - known) : 0);
    }
    [[nodiscard]] std::size_t gcount() const { return got_; }
    [[nodiscard]] static bool fail() { return false; } // errors are thrown
    [[nodiscard]] static bool bad() { return false; }

private:
    equipoise::io::source from_;
    std::string begun_;
    bool ended_;
    std::size_t used_ = 0;
    std::size_t got_ = 0;
};

/// Whether a text is a JSON document, which begins with a bracket.
[[nodiscard]] inline bool is_json(std::string_view text)
{
    text.remove_prefix(text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
    auto const first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

} // namespace detail

/// A file that is open for reading, unpacked, with its first characters. The records of a JSON document are rows of
/// text.
class opened_file {
public:
    explicit opened_file(data_file const& which)
        : source_{which.path == "-" ? equipoise::archives::standard_input()
                                    : equipoise::archives::open(which.path, which.which)}
    {
        look();
        if (detail::is_json(head_)) {
            source_ = equipoise::json::records(source_);
            head_ = source_.characters().substr(0, most);
        }
    }

    [[nodiscard]] std::string const& name() const { return source_.name(); }
    [[nodiscard]] std::string_view head() const { return head_; }                 ///< 64 KiB at most
    [[nodiscard]] equipoise::io::source const& source() const { return source_; } ///< all of it; to be read once

private:
    static constexpr std::size_t most = std::size_t{1} << 16U;

    void look()
    {
        head_.resize(most);
        if (source_.is_stream()) {
            head_.resize(source_.read(head_.data(), most));
            source_ =
                equipoise::io::kept_stream(detail::begun_text{source_, head_, head_.size() < most}, source_.name());
        } else {
            auto file = std::ifstream{source_.name(), std::ios::binary}; // what cannot be read is refused by the reader
            file.read(head_.data(), static_cast<std::streamsize>(most));
            head_.resize(static_cast<std::size_t>(std::max(file.gcount(), std::streamsize{0})));
        }
    }

    equipoise::io::source source_;
    std::string head_;
};

} // namespace support
