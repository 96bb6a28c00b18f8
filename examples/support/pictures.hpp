// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "findings.hpp"
#include "gnuplot.hpp"
#include "triangle.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// The pictures of a report: exposure over time, and a triangle of two powers and everyone else.
namespace support {

namespace detail {

/// Panels side by side: a row for each state, a column for each channel.
struct panels {
    std::size_t rows = 1;
    std::size_t columns = 1;
    int width = 1200;
    int height = 0;

    [[nodiscard]] std::string margins(std::size_t row, std::size_t column) const
    {
        auto const across = (1.0 - 0.07) / static_cast<double>(columns);
        auto const head = 80.0 / height;
        auto const foot = 50.0 / height;
        auto const down = (1.0 - head - foot) / static_cast<double>(rows);
        auto const left = 0.055 + across * static_cast<double>(column);
        auto const top = 1 - head - down * static_cast<double>(row);
        return "set lmargin at screen " + exact(left) + "; set rmargin at screen " + exact(left + across - 0.02)
               + "; set tmargin at screen " + exact(top) + "; set bmargin at screen "
               + exact(top - down + 45.0 / height) + "\n";
    }
};

[[nodiscard]] inline std::string block(std::string const& name, std::string const& rows)
{
    return '$' + name + " << END\n" + rows + "END\n";
}

/// What is known of an exposure: a line through the years in which it is sharp, bars where it is not.
struct series {
    std::string sharp;
    std::string bars;
};

[[nodiscard]] inline series series_of(report const& all, std::string const& state, std::string const& channel,
                                      std::string const& power, double shift)
{
    auto result = series{};
    for (auto const& f : all.findings) {
        if (f.state.str() != state || f.channel != channel || f.measure != "exposure" || f.partner != power
            || !is_known(f.value)) {
            continue;
        }
        auto const value = f.value;
        if (is_sharp(value)) {
            result.sharp += std::to_string(f.period) + ' ' + exact(value.high) + '\n';
        } else {
            result.sharp += '\n'; // breaks the line
            result.bars += exact(f.period + shift) + ' ' + exact((value.low + value.high) / 2) + ' ' + exact(value.low)
                           + ' ' + exact(value.high) + '\n';
        }
    }
    return result;
}

/// The channels that are on file in more than one year.
[[nodiscard]] inline std::vector<std::string> channels_with_history(report const& all)
{
    auto result = std::vector<std::string>{};
    for (auto const& channel : all.channels) {
        auto years = std::set<int>{};
        for (auto const& f : all.findings) {
            if (f.channel == channel && f.measure == "exposure") {
                years.insert(f.period);
            }
        }
        if (years.size() > 1) {
            result.push_back(channel);
        }
    }
    return result;
}

[[nodiscard]] inline std::pair<int, int> years_of(report const& all)
{
    auto years = std::set<int>{};
    for (auto const& f : all.findings) {
        years.insert(f.period);
    }
    return {*years.begin(), *years.rbegin()};
}

/// The name of the panel's data of a power.
[[nodiscard]] inline std::string data_name(std::string const& kind, std::size_t row, std::size_t column,
                                           std::size_t power)
{
    return kind + '_' + std::to_string(row) + '_' + std::to_string(column) + '_' + std::to_string(power);
}

/// Colour, line and point of a power.
[[nodiscard]] inline std::string look(std::size_t power)
{
    return " lc rgb '" + colour(power) + "' lw 2.5 pt " + std::to_string(5 + 2 * (power % 5)) + " ps 1.2";
}

} // namespace detail

/// Exposure over the years, a panel for each state and channel.
[[nodiscard]] inline picture exposure_over_time(report const& all)
{
    using namespace detail;
    auto channels = channels_with_history(all);
    channels = channels.empty() ? all.channels : channels;
    auto const grid = panels{all.states.size(), channels.size(), 1200, static_cast<int>(130 + 330 * all.states.size())};
    auto const [first, last] = years_of(all);
    auto data = std::string{};
    auto body = "set multiplot\nset border 3 lc rgb '#888888'\nset grid ytics lc rgb '#DDDDDD' lt 1\n"
                "set xrange ["
                + exact(first - 0.5) + ':' + exact(last + 0.5)
                + "]\nset yrange [0:1]\n"
                  "set xtics nomirror format '%.0f' textcolor rgb '#333333' "
                + std::to_string(std::max(1, (last - first + 4) / 5))
                + "\nset ytics nomirror 0.25 format '%g' textcolor rgb '#333333'\nset bars 0.6\n"
                  "set label 1 "
                + gnuplot_text("Exposure of " + join(all.states, ", ", " and ") + " over time")
                + " at screen 0.02, screen 1 offset 0,-1.2 font ',17' front\n";
    for (std::size_t row = 0; row < grid.rows; ++row) {
        for (std::size_t column = 0; column < grid.columns; ++column) {
            auto const corner = row == 0 && column == 0;
            body +=
                grid.margins(row, column) + "set title " + gnuplot_text(all.states[row] + ", " + channels[column])
                + " offset 0,-0.5\n"
                + (corner ? "set key at screen 0.98, screen 1 right top horizontal samplen 2 width 1\n" : "unset key\n")
                + "plot ";
            auto parts = std::vector<std::string>{};
            for (std::size_t power = 0; power < all.powers.size(); ++power) {
                auto const shift = 0.12 * (static_cast<double>(power) - static_cast<double>(all.powers.size() - 1) / 2);
                auto const known = series_of(all, all.states[row], channels[column], all.powers[power], shift);
                auto const line = data_name("line", row, column, power);
                auto const bars = data_name("bars", row, column, power);
                data += block(line, known.sharp) + block(bars, known.bars);
                if (!known.bars.empty()) {
                    parts.push_back('$' + bars + " using 1:2:3:4 with yerrorbars notitle" + look(power) + " ps 0");
                }
                if (known.sharp.find_first_not_of('\n') != std::string::npos) {
                    parts.push_back('$' + line + " using 1:2 with linespoints notitle" + look(power));
                }
                parts.push_back("-1 with linespoints title " + gnuplot_text(all.powers[power]) + look(power));
            }
            body += join(parts) + "\nunset label 1\n";
        }
    }
    body += "unset multiplot\n";
    return {"exposure_over_time", picture_script("exposure_over_time", grid.width, grid.height, data, body)};
}

/// Draws the pictures into a folder. @return what is there now; nothing without gnuplot
inline std::vector<std::filesystem::path> draw_pictures(report const& all, std::vector<position> const& positions,
                                                        std::filesystem::path const& folder)
{
    auto pictures = std::vector{exposure_over_time(all)};
    if (all.powers.size() > 1) {
        pictures.push_back(triangle(all, positions));
    }
    return draw(folder, pictures);
}

} // namespace support
