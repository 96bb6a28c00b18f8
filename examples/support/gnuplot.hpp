// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

/// Writes gnuplot's scripts and has them drawn.
namespace support {

/// Colours that people with any colour vision tell apart (Okabe and Ito 2008).
[[nodiscard]] inline std::string colour(std::size_t i)
{
    constexpr auto all = std::array{"#D55E00", "#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"};
    return all[i % all.size()];
}

/// Text in single quotes, where gnuplot reads nothing but the quote itself.
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

/// A folder that is gone in the end.
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

/// Working in another folder for a while: no path then has to pass through a shell, blanks and quotes and all.
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

inline void write(std::filesystem::path const& file, std::string const& text)
{
    auto out = std::ofstream{file, std::ios::binary};
    out << text;
    out.close();
    if (!out) {
        throw std::runtime_error{file.string() + ": cannot be written"};
    }
}

[[nodiscard]] inline std::string first_line(std::filesystem::path const& file)
{
    auto in = std::ifstream{file};
    auto line = std::string{};
    while (line.find_first_not_of(" \t^") == std::string::npos && std::getline(in, line)) {
    }
    return line;
}

} // namespace detail

/// Draws pictures into a folder, which is made if there is none: for each NAME.gp, and unless gnuplot is missing
/// NAME.svg and NAME.png. They appear there whole or, when something fails, not at all.
/// @return the pictures; none without gnuplot
inline std::vector<std::filesystem::path> draw(std::filesystem::path const& folder,
                                               std::vector<picture> const& pictures)
{
    namespace fs = std::filesystem;
    fs::create_directories(folder);
    auto const scratch = detail::scratch_folder{fs::absolute(folder)};
    auto drawn = std::vector<std::string>{};
    {
        auto const there = detail::working_in{scratch.path()};
        auto const have_gnuplot = std::system("gnuplot --version >log 2>&1") == 0;
        for (auto const& [name, script] : pictures) {
            detail::write(name + ".gp", script);
            if (!have_gnuplot) {
                continue;
            }
            if (std::system(("gnuplot " + name + ".gp >log 2>&1").c_str()) != 0) {
                throw std::runtime_error{"gnuplot cannot draw " + name + ": " + detail::first_line("log")};
            }
            drawn.insert(drawn.end(), {name + ".svg", name + ".png"});
        }
    }
    for (auto const& [name, script] : pictures) {
        fs::rename(scratch.path() / (name + ".gp"), folder / (name + ".gp"));
    }
    auto paths = std::vector<fs::path>{};
    for (auto const& file : drawn) {
        fs::rename(scratch.path() / file, folder / file);
        paths.push_back(folder / file);
    }
    return paths;
}

} // namespace support
