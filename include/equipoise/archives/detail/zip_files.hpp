// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/archives/names.hpp>
#include <equipoise/archives/zip.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/io/wildcard.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Which files of a zip archive are data, and which one is meant.
namespace equipoise::archives {

/// Which file of an archive is meant: by its name, in which * stands for any characters, by the year in its name, or by
/// both. An archive with one data file needs neither.
struct choice {
    std::string name = {};
    std::optional<int> year = {};
};

} // namespace equipoise::archives

namespace equipoise::archives_detail {

/// The largest archive within an archive, in bytes.
inline constexpr std::uint64_t largest_inner_archive = std::uint64_t{1} << 30U;

[[nodiscard]] inline std::string name_of_member(std::string const& archive, std::string const& member)
{
    return archive + '/' + member;
}

/// An archive in an archive, in memory.
[[nodiscard]] inline std::shared_ptr<zip_archive const> inner_archive(std::shared_ptr<zip_archive const> const& outer,
                                                                      zip_uint64_t i, archives::member const& entry)
{
    auto const name = name_of_member(outer->name(), entry.name);
    if (entry.size > largest_inner_archive) {
        throw io::file_error{name, "is an archive within an archive, of " + std::to_string(entry.size)
                                       + " bytes, which is too large to be kept in memory; unpack the outer one first"};
    }
    auto bytes = std::vector<char>(static_cast<std::size_t>(entry.size));
    auto file = zip_member{outer, i, name};
    bytes.resize(file.read(bytes.data(), bytes.size()));
    char more = 0;
    if (file.read(&more, 1) != 0) {
        throw io::file_error{name, "is larger than the archive says"};
    }
    return std::make_shared<zip_archive const>(std::move(bytes), name);
}

/// A file in an archive or in an archive within it.
struct place_in_archive {
    archives::member file;
    std::shared_ptr<zip_archive const> archive;
    zip_uint64_t index;
};

[[nodiscard]] inline bool is_archive(std::string_view name)
{
    return in_lower_case(name).ends_with(".zip");
}

/// All files of an archive, and those of archives within it, but no folders.
inline void list_files(std::shared_ptr<zip_archive const> const& archive, std::string const& prefix,
                       std::vector<place_in_archive>& to)
{
    for (zip_uint64_t i = 0; i < archive->size(); ++i) {
        auto entry = (*archive)[i];
        if (entry.name.ends_with('/')) {
            continue;
        }
        if (is_archive(entry.name) && prefix.empty()) {
            list_files(inner_archive(archive, i, entry), entry.name + '/', to);
            continue;
        }
        entry.year = year_in(entry.name);
        entry.name.insert(0, prefix);
        to.push_back({std::move(entry), archive, i});
    }
}

[[nodiscard]] inline std::vector<place_in_archive> files_in(std::string const& path)
{
    auto files = std::vector<place_in_archive>{};
    list_files(std::make_shared<zip_archive const>(path), "", files);
    return files;
}

[[nodiscard]] inline std::string names_of(std::vector<place_in_archive> const& files)
{
    constexpr auto most = std::size_t{10};
    auto text = std::string{};
    for (std::size_t i = 0; i < files.size() && i < most; ++i) {
        text += (i > 0 ? ", " : "") + io::detail::quoted(files[i].file.name);
    }
    return files.size() > most ? text + " and " + std::to_string(files.size() - most) + " more" : text;
}

/// Removes the files that are not data, if others are.
[[nodiscard]] inline std::vector<place_in_archive> data_among(std::vector<place_in_archive> files,
                                                              std::string const& path)
{
    auto data = std::vector<place_in_archive>{};
    std::copy_if(files.begin(), files.end(), std::back_inserter(data),
                 [](auto const& place) { return holds_data(place.file.name); });
    if (data.empty()) {
        auto const is_workbook = std::any_of(
            files.begin(), files.end(), [](auto const& place) { return place.file.name == "[Content_Types].xml"; });
        throw io::file_error{path, is_workbook ? "is a workbook or document of an office program; save its sheet as CSV"
                                   : files.empty() ? "is an archive without files"
                                                   : "is an archive without text files; it holds " + names_of(files)};
    }
    return data;
}

[[nodiscard]] inline bool is_named(std::string const& name, std::string const& pattern)
{
    return io::detail::matches(pattern, name) || io::detail::matches(pattern, without_folders(name));
}

[[nodiscard]] inline std::string described(archives::choice const& which)
{
    auto text = !which.name.empty() ? " " + io::detail::quoted(which.name) : std::string{};
    return which.year ? text + " of the year " + std::to_string(*which.year) : text;
}

/// The one file that is meant.
[[nodiscard]] inline place_in_archive choose(std::string const& path, archives::choice const& which)
{
    auto files = files_in(path);
    auto const all = which.name.empty() ? data_among(std::move(files), path) : std::move(files);
    auto found = std::vector<place_in_archive>{};
    std::copy_if(all.begin(), all.end(), std::back_inserter(found), [&](auto const& place) {
        return (which.name.empty() || is_named(place.file.name, which.name))
               && (!which.year || place.file.year == which.year);
    });
    if (found.size() == 1) {
        return found.front();
    }
    if (found.empty()) {
        throw io::file_error{path, "holds no file" + described(which) + "; it holds " + names_of(all)};
    }
    throw io::file_error{path, "holds " + std::to_string(found.size()) + " data files" + described(which)
                                   + ", of which one has to be named: " + names_of(found)};
}

} // namespace equipoise::archives_detail
