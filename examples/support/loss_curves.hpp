// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "gnuplot.hpp"
#include "numbers.hpp"

#include <equipoise/scenario/loss_curve.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

/// Loss curves: what is missing when the worst 1, 2, ... partners are lost.
namespace support {

/// The curves of one state, each with what was assumed.
struct panel_of_curves {
    std::string title;
    std::vector<std::pair<std::string, equipoise::curve_of_losses>> curves;
};

/// A panel for each state; a bar from the least to the most where only bounds are known.
[[nodiscard]] inline picture loss_curves(std::vector<panel_of_curves> const& panels, std::string const& source)
{
    auto data = std::string{};
    auto body = std::string{
        "set multiplot\nset border 3 lc rgb '#888888'\nset grid ytics lc rgb '#DDDDDD' lt 1\nset tics out\n"
        "set yrange [0:1]\nset xtics nomirror 1 format '%.0f' textcolor rgb '#333333'\n"
        "set ytics nomirror 0.25 format '%g' textcolor rgb '#333333'\nset key left top Left reverse samplen 2\n"
        "set label 'What is missing when the worst partners are lost' at screen 0.02, screen 0.95 font ',17'\n"
        "set label 'share of all flows, by the number of partners that are lost; bars where only bounds are known' at "
        "screen 0.02, screen 0.895 font ',12' "
        "textcolor rgb '#555555'\n"};
    body += "set label " + gnuplot_text(source) + " at screen 0.02, screen 0.03 font ',12' textcolor rgb '#555555'\n";
    auto most = std::size_t{1};
    for (auto const& panel : panels) {
        for (auto const& [assumed, curve] : panel.curves) {
            most = std::max(most, curve.shortfalls.size());
        }
    }
    body += "set xrange [0.5:" + exact(static_cast<double>(most) + .5) + "]\n";
    auto const across = .975 / static_cast<double>(panels.size());
    for (std::size_t p = 0; p < panels.size(); ++p) {
        auto const left = across * static_cast<double>(p);
        body += "set lmargin at screen " + exact(left + .045) + "; set rmargin at screen " + exact(left + across)
                + "\nset tmargin at screen 0.80; set bmargin at screen 0.15\nset title " + gnuplot_text(panels[p].title)
                + " offset 0,-0.4 font ',14'\n";
        auto parts = std::string{};
        for (std::size_t c = 0; c < panels[p].curves.size(); ++c) {
            auto const& [assumed, curve] = panels[p].curves[c];
            auto const name = "$curve_" + std::to_string(p) + '_' + std::to_string(c);
            auto const shift = .08 * (static_cast<double>(c) - static_cast<double>(panels[p].curves.size() - 1) / 2);
            data += name + " << END\n";
            for (std::size_t k = 0; k < curve.shortfalls.size(); ++k) {
                auto const& bounds = curve.shortfalls[k].bounds;
                if (is_known(bounds)) {
                    data += exact(static_cast<double>(k + 1) + shift) + ' ' + exact(bounds.low) + ' '
                            + exact(bounds.high) + '\n';
                }
            }
            data += "END\n";
            auto const ink = " lc rgb '" + colour(c) + "' lw 2.5";
            parts += (parts.empty() ? "" : ", ") + name
                     + " using 1:2:(0):($3-$2) with vectors heads size graph 0.006,90" + ink + " notitle, " + name
                     + " using 1:2 with linespoints pt " + std::to_string(5 + 2 * c) + " ps 1" + ink + " title "
                     + gnuplot_text(assumed);
        }
        body += "plot " + parts + "\nunset label\n";
    }
    body += "unset multiplot\n";
    return {"loss_curves", picture_script("loss_curves", 1200, 480, data, body)};
}

} // namespace support
