// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "gnuplot.hpp"
#include "numbers.hpp"

#include <equipoise/uncertainty/ranking.hpp>

#include <cstddef>
#include <string>

/// The ranks that states can have where their values are known within intervals.
namespace support {

/// What is written at a picture of ranks.
struct rank_titles {
    std::string title;
    std::string below_title;
    std::string source;
};

/// A line for each state that has a rank: its value on the left, the ranks that it can have on the right. The rank is
/// certain where there is a dot instead of a bar.
/// @param name_of what a key is called
template <class Key, class Name>
[[nodiscard]] picture rank_intervals(equipoise::interval_ranking<Key> const& ranking, Name const& name_of,
                                     rank_titles const& text)
{
    auto const count = ranking.ranked();
    auto const lines = static_cast<double>(count);
    auto data = std::string{"$ranks << END\n"};
    auto labels = std::string{};
    for (std::size_t i = 0; i < count; ++i) {
        auto const& each = ranking[i];
        auto const line = std::to_string(i + 1);
        data += line + ' ' + exact(each.value.low) + ' ' + exact(each.value.high) + ' '
                + std::to_string(each.ranks.best) + ' ' + std::to_string(each.ranks.worst) + '\n';
        labels += (i == 0 ? "" : ", ") + gnuplot_text(name_of(each.key)) + ' ' + line;
    }
    data += "END\n";
    auto const last = std::to_string(count);
    auto body = "set multiplot\nset border 1 lc rgb '#888888'\nset tics out\nset yrange [" + exact(lines + .7)
                + ":0.3]\nset grid xtics ytics lc rgb '#EEEEEE' lt 1\nset tmargin at screen 0.86\n"
                  "set bmargin at screen 0.10\nunset key\n"
                  "set xtics nomirror textcolor rgb '#333333'\nset label "
                + gnuplot_text(text.title) + " at screen 0.02, screen 0.965 font ',17'\nset label "
                + gnuplot_text(text.below_title) + " at screen 0.02, screen 0.93 font ',12' textcolor rgb '#555555'\n"
                + "set label " + gnuplot_text(text.source) + " at screen 0.02, screen 0.02 font ',12' textcolor rgb "
                + "'#555555'\n";
    auto const plot = [](std::string const& low, std::string const& high, std::size_t ink) {
        auto const look = " lc rgb '" + colour(ink) + "'";
        return "plot $ranks using " + low + ":1:($" + high + "-$" + low + "):(0) with vectors nohead lw 6" + look
               + ", $ranks using " + low + ":1 with points pt 7 ps 0.8" + look + ", $ranks using " + high
               + ":1 with points pt 7 ps 0.8" + look + '\n';
    };
    body += "set lmargin at screen 0.20; set rmargin at screen 0.57\nset xrange [0:1]\n"
            "set ytics nomirror scale 0 textcolor rgb '#333333' ("
            + labels + ")\nset title 'share' offset 0,-0.6 font ',13'\n" + plot("2", "3", 1) + "unset label\n";
    body += "set lmargin at screen 0.61; set rmargin at screen 0.98\nset xrange [0.5:" + exact(lines + .5)
            + "]\nset xtics nomirror add (1, " + last
            + ")\nunset ytics\nset ytics nomirror scale 0 1 format ''\nset title 'rank' offset 0,-0.6 font ',13'\n"
            + plot("4", "5", 0) + "unset multiplot\n";
    return {"rank_intervals", picture_script("rank_intervals", 1200, 780, data, body)};
}

} // namespace support
