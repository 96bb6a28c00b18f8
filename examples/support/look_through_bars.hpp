// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "gnuplot.hpp"
#include "numbers.hpp"

#include <cstddef>
#include <string>
#include <vector>

/// How exposed each user is to a power: what trade shows, and what is further back in the chains.
namespace support {

struct seen_and_hidden {
    std::string user;
    double face;
    double hidden;
};

/// What is written at a picture of bars.
struct bar_titles {
    std::string title;
    std::string below_title;
    std::string source;
};

/// A bar for each user, in the order given: the face value, and after it what is hidden.
[[nodiscard]] inline picture look_through_bars(std::vector<seen_and_hidden> const& users, bar_titles const& text)
{
    auto data = std::string{"$users << END\n"};
    auto labels = std::string{};
    auto longest = 0.0;
    for (std::size_t i = 0; i < users.size(); ++i) {
        auto const line = std::to_string(i + 1);
        data += line + ' ' + exact(users[i].face) + ' ' + exact(users[i].face + users[i].hidden) + '\n';
        labels += (i == 0 ? "" : ", ") + gnuplot_text(users[i].user) + ' ' + line;
        longest = users[i].face + users[i].hidden > longest ? users[i].face + users[i].hidden : longest;
    }
    data += "END\n";
    auto const height = 160 + 26 * static_cast<int>(users.size());
    auto const from_below = [&](int pixels) { return exact(static_cast<double>(pixels) / height); };
    auto const from_above = [&](int pixels) { return exact(1 - static_cast<double>(pixels) / height); };
    auto const bar = [](std::string const& from, std::string const& to, std::size_t ink, std::string const& name) {
        return "$users using (" + from + "):1:(" + from + "):(" + to + "):($1-0.36):($1+0.36) with boxxyerror fs solid "
               + "noborder lc rgb '" + colour(ink) + "' title " + gnuplot_text(name);
    };
    auto const body =
        "set border 1 lc rgb '#888888'\nset tics out\nset yrange [" + exact(static_cast<double>(users.size()) + .7)
        + ":0.3]\nset xrange [0:" + exact(longest > 0 ? longest * 1.05 : 1)
        + "]\nset grid xtics lc rgb '#DDDDDD' lt 1\n"
        + "set lmargin at screen 0.10; set rmargin at screen 0.97\nset tmargin at screen " + from_above(92)
        + "\nset bmargin at screen " + from_below(62) + "\nset key at screen 0.97, screen " + from_above(34)
        + " right horizontal samplen 1\nset xtics nomirror format '%g' textcolor rgb '#333333'\n"
        + "set ytics nomirror scale 0 textcolor rgb '#333333' (" + labels + ")\nset label " + gnuplot_text(text.title)
        + " at screen 0.02, screen " + from_above(26) + " font ',17'\nset label " + gnuplot_text(text.below_title)
        + " at screen 0.02, screen " + from_above(60) + " font ',12' textcolor rgb '#555555'\nset label "
        + gnuplot_text(text.source) + " at screen 0.02, screen " + from_below(16)
        + " font ',12' textcolor rgb '#555555'\nplot " + bar("0", "$2", 1, "face value") + ", "
        + bar("$2", "$3", 0, "hidden") + "\nunset label\n";
    return {"look_through", picture_script("look_through", 1000, height, data, body)};
}

} // namespace support
