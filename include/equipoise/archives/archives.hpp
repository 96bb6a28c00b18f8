// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/archives/detail/bytes.hpp>
#include <equipoise/archives/detail/zip_files.hpp>
#include <equipoise/archives/gzip.hpp>
#include <equipoise/archives/names.hpp>
#include <equipoise/archives/zip.hpp>
#include <equipoise/io/source.hpp>

#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Files as providers hand them out, compressed by gzip or in zip archives, as sources that every reader takes.
///
///     auto const flows = eq::archives::open("BACI_HS92_V202401b.zip", {.year = 2019});
///     auto const [ledger, report] = eq::io::read_exports(flows, options);
///
///   open            a file, decompressed while it is read
///   list_members    the data files in an archive
///   standard_input  what another program writes, compressed by gzip or not
///
/// What a file is shows in its first bytes, not in its name. Text is decompressed block by block, so that memory does
/// not grow with it, however much more it is than the compressed data; only an archive within an archive is kept in
/// memory.
namespace equipoise::archives_detail {

/// What is read from bytes that may be compressed by gzip.
[[nodiscard]] inline io::source source_of(looked_at bytes, std::string const& name)
{
    switch (packing_of(bytes.head(), name)) {
    case packing::gzip: return io::kept_stream(archives::gunzip<looked_at>{std::move(bytes), name}, name);
    case packing::zip:
        throw io::file_error{name, "is a zip archive that cannot be read here; unpack what holds it first"};
    case packing::none: break;
    }
    return io::kept_stream(plain_bytes{std::move(bytes)}, name);
}

[[nodiscard]] inline looked_at look_at(std::shared_ptr<open_file const> const& file)
{
    return looked_at{[file](char* to, std::size_t n) { return file->read(to, n); }};
}

/// The name of the only file in something that is no archive.
[[nodiscard]] inline std::string only_name(std::string const& path)
{
    auto name = std::string{without_folders(path)};
    if (in_lower_case(name).ends_with(".gz")) {
        name.resize(name.size() - 3);
    }
    return name;
}

} // namespace equipoise::archives_detail

namespace equipoise::archives {

/// A file as a source that every reader takes: a plain one; one that is compressed by gzip; or one of the files in a
/// zip archive, also in an archive within it, also compressed again.
///
/// Of a zip archive, `which` says which file is meant; files that only describe others (Metadata_..., Readme...) are
/// passed over unless they are named. A year is of no matter in a file that is no archive. The source can be read once.
/// @throws io::file_error when the file cannot be read, when no file or several are meant, for encrypted files, for
/// archives of other kinds (7z, xz, bzip2, zstd), and, while it is read, when data are cut off or corrupt; the message
/// begins with the path and the name in the archive
/// Cost: memory for a block; for an archive within an archive that of the inner one, which has at most 1 GiB.
[[nodiscard]] inline io::source open(std::string const& path, choice const& which = {})
{
    auto const file = std::make_shared<archives_detail::open_file const>(path);
    auto bytes = archives_detail::look_at(file);
    auto const packed = archives_detail::packing_of(bytes.head(), path);
    if (packed == archives_detail::packing::zip) {
        auto const place = archives_detail::choose(path, which);
        auto const name = archives_detail::name_of_member(path, place.file.name);
        auto const member = std::make_shared<archives_detail::zip_member>(place.archive, place.index, name);
        return archives_detail::source_of(
            archives_detail::looked_at{[member](char* to, std::size_t n) { return member->read(to, n); }}, name);
    }
    if (auto const name = archives_detail::only_name(path);
        !which.name.empty() && !archives_detail::is_named(name, which.name)) {
        throw io::file_error{path, "holds no file " + io::detail::quoted(which.name) + ", as it is no archive"};
    }
    if (bytes.head().empty() && archives_detail::in_lower_case(path).ends_with(".gz")) {
        throw io::file_error{path, "is empty, expected gzip data"};
    }
    if (packed == archives_detail::packing::none && archives_detail::rewinds(*file)) {
        return io::source{path};
    }
    return archives_detail::source_of(std::move(bytes), path);
}

template <io::path_like Path>
[[nodiscard]] io::source open(Path const& path, choice const& which = {})
{
    return open(path.string(), which);
}

/// The data files in a zip archive and in archives within it, in their order; of any other file itself, without the
/// extension .gz. Each can be opened by its name.
/// @throws io::file_error when the file cannot be read, and when an archive holds no data file
[[nodiscard]] inline std::vector<member> list_members(std::string const& path)
{
    auto const packed = [&] {
        auto const file = std::make_shared<archives_detail::open_file const>(path);
        return archives_detail::packing_of(archives_detail::look_at(file).head(), path);
    }();
    auto names = std::vector<member>{};
    if (packed != archives_detail::packing::zip) {
        auto name = archives_detail::only_name(path);
        auto const year = archives_detail::year_in(name);
        names.push_back({std::move(name), 0, year});
        return names;
    }
    for (auto& place : archives_detail::data_among(archives_detail::files_in(path), path)) {
        names.push_back(std::move(place.file));
    }
    return names;
}

template <io::path_like Path>
[[nodiscard]] std::vector<member> list_members(Path const& path)
{
    return list_members(path.string());
}

/// What another program writes to this one, compressed by gzip or not: `zcat -f flows.csv.gz | program` and `program
/// <flows.csv.gz` read the same.
/// @throws io::file_error for a zip archive, whose contents are listed at its end, and while it is read as `open` does
[[nodiscard]] inline io::source standard_input()
{
    auto const name = std::string{"standard input"};
    return archives_detail::source_of(archives_detail::looked_at{[name](char* to, std::size_t n) {
                                          return archives_detail::open_file::read_from(stdin, name, to, n);
                                      }},
                                      name);
}

} // namespace equipoise::archives
