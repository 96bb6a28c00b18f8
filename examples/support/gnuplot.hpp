// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "child.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

/// Writes scripts of gnuplot and runs them.
namespace support {

/// Colours that people with any colour vision tell apart (Okabe and Ito 2008).
[[nodiscard]] inline std::string colour(std::size_t i)
{
    constexpr auto all = std::array{"#D55E00", "#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"};
    return all[i % all.size()];
}

/// Text in single quotes, in which gnuplot interprets only the quote itself.
[[nodiscard]] inline std::string gnuplot_text(std::string_view text)
{
    auto out = std::string{"'"};
    for (char const c : text) {
        out += c == '\'' ? "''" : static_cast<unsigned char>(c) < 0x20 ? " " : std::string(1, c);
    }
    return out + '\'';
}

/// A script that draws what `body` draws, as NAME.png and NAME.svg in its own folder.
[[nodiscard]] inline std::string picture_script(std::string const& name, int width, int height, std::string const& data,
                                                std::string const& body)
{
    auto const size = std::to_string(width) + ',' + std::to_string(height);
    return "# Draws " + name + ".png and " + name + ".svg.\n" + data + "do for [kind in 'png svg'] {\n"
           + "if (kind eq 'png') {\n    set terminal pngcairo noenhanced background 'white' font 'sans-serif,12' size "
           + size
           + "\n} else {\n    set terminal svg noenhanced background 'white' font 'sans-serif,12' fontscale 1.33 size "
           + size + "\n}\nset output '" + name + ".'.kind\n" + body + "unset output\n}\n";
}

struct picture {
    std::string name;
    std::string script;
};

namespace detail {

/// A folder that is removed at the end of its scope.
class scratch_folder {
public:
    explicit scratch_folder(std::filesystem::path const& within)
    {
        auto random = std::random_device{};
        auto failure = std::error_code{};
        do {
            path_ = within / (".great_powers-" + std::to_string(random()));
        } while (!std::filesystem::create_directory(path_, failure) && !failure);
        if (failure) {
            throw std::filesystem::filesystem_error{"cannot write", within, failure};
        }
    }

    scratch_folder(scratch_folder const&) = delete;
    scratch_folder& operator=(scratch_folder const&) = delete;

    ~scratch_folder()
    {
        auto ignored = std::error_code{};
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] std::filesystem::path const& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

/// Changes the working folder for a scope, so that no path with blanks or quotes has to pass through a shell.
class working_in {
public:
    explicit working_in(std::filesystem::path const& folder) : before_{std::filesystem::current_path()}
    {
        std::filesystem::current_path(folder);
    }

    working_in(working_in const&) = delete;
    working_in& operator=(working_in const&) = delete;

    ~working_in()
    {
        auto ignored = std::error_code{};
        std::filesystem::current_path(before_, ignored);
    }

private:
    std::filesystem::path before_;
};

/// Appends a text to a file. @return why it failed; empty when it did not fail
[[nodiscard]] inline std::string failure_to_append(std::filesystem::path const& file, std::string const& text)
{
    errno = 0;
    auto* const out = std::fopen(file.string().c_str(), "ab");
    if (out == nullptr) {
        return std::generic_category().message(errno);
    }
    auto failed = std::fwrite(text.data(), 1, text.size(), out) != text.size() || std::fflush(out) != 0;
    auto code = errno;
    if (std::fclose(out) != 0 && !failed) { // as on a disk of another computer
        failed = true;
        code = errno;
    }
    return failed ? std::generic_category().message(code) : "";
}

/// Whether a picture ends as its format requires.
[[nodiscard]] inline bool is_whole(std::filesystem::path const& file)
{
    using std::string_view_literals::operator""sv;
    auto in = std::ifstream{file, std::ios::binary};
    auto const text = std::string{std::istreambuf_iterator<char>{in}, {}};
    if (file.extension() == ".png") {
        return text.ends_with("\0\0\0\0IEND\xAE\x42\x60\x82"sv);
    }
    return std::string_view{text}.substr(0, text.find_last_not_of(" \t\r\n") + 1).ends_with("</svg>");
}

/// Why a picture is incomplete although gnuplot reported no error. Makes the picture unusable.
[[nodiscard]] inline std::string why_torn(std::string const& file)
{
    auto why = failure_to_append(file, std::string(std::size_t{1} << 17U, ' ')); // fails as the writing of gnuplot did
    if (why.empty()) {
        why = first_line("log");
    }
    return why.empty() ? "it gives no reason" : why;
}

} // namespace detail

/// Draws pictures in a folder, which is created if needed: NAME.gp and, unless gnuplot is missing, NAME.svg and
/// NAME.png of each script. Either all of them appear complete, or (when something fails or a signal comes) none, and
/// earlier files of the same names remain.
/// @return the pictures; none without gnuplot
inline std::vector<std::filesystem::path> draw(std::filesystem::path const& folder,
                                               std::vector<picture> const& pictures)
{
    namespace fs = std::filesystem;
    auto const signals = detail::held_signals{};
    fs::create_directories(folder);
    auto const scratch = detail::scratch_folder{fs::absolute(folder)};
    auto files = std::vector<std::string>{};
    auto drawn = std::vector<fs::path>{};
    {
        auto const there = detail::working_in{scratch.path()};
        auto const have_gnuplot = failure_of({"gnuplot", "--version"}, "log").empty();
        for (auto const& [name, script] : pictures) {
            files.push_back(name + ".gp");
            if (auto const why = detail::failure_to_append(files.back(), script); !why.empty()) {
                throw std::runtime_error{(folder / files.back()).string() + ": cannot be written: " + why};
            }
            if (!have_gnuplot) {
                continue;
            }
            if (auto const why = failure_of({"gnuplot", files.back()}, "log"); !why.empty()) {
                throw std::runtime_error{"gnuplot cannot draw " + name + ": " + why};
            }
            for (auto const& file : {name + ".svg", name + ".png"}) {
                if (!detail::is_whole(file)) {
                    throw std::runtime_error{(folder / file).string()
                                             + ": gnuplot cannot write all of it: " + detail::why_torn(file)};
                }
                files.push_back(file);
                drawn.push_back(folder / file);
            }
        }
    }
    for (auto const& file : files) { // looks first for what would stop the renaming half-way
        if (fs::is_directory(folder / file)) {
            throw std::runtime_error{(folder / file).string() + ": is a folder, where a file is to be written"};
        }
    }
    signals.check();
    for (auto const& file : files) {
        fs::rename(scratch.path() / file, folder / file);
    }
    return drawn;
}

} // namespace support
