// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "findings.hpp"
#include "gnuplot.hpp"
#include "labels.hpp"

#include <equipoise/core/interval.hpp>
#include <equipoise/model/identifiers.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

/// A triangle in which every state has its place between two powers and everyone else.
namespace support {

/// A state's exposures to two powers through a channel.
struct position {
    equipoise::iso3 state{};
    std::string channel{};
    equipoise::interval a{};
    equipoise::interval b{};
};

namespace detail {

/// A page measured in pixels from the lower left corner, and the triangle on it.
struct triangle_page {
    static constexpr int width = 1200;
    static constexpr int height = 1120;
    static constexpr double left = 150;
    static constexpr double base = 130;
    static constexpr double side = 900;

    /// Where shares a and b are: at the left corner for a = 1, at the right one for b = 1, else up.
    [[nodiscard]] static spot at(double a, double b)
    {
        auto const rest = std::max(0.0, 1 - a - b);
        return {left + side * (b + rest / 2), base + side * rest * std::sqrt(0.75)};
    }
};

/// A script that draws strokes, marks and words at pixels, layer by layer.
class canvas {
public:
    void line(stroke const& s, std::string const& look)
    {
        text_ += "set arrow from " + place(s.from) + " to " + place(s.to) + " nohead " + look + '\n';
    }

    void mark(spot at, std::string const& look) { text_ += "set label '' at " + place(at) + " point " + look + '\n'; }

    void word(spot at, std::string const& text, std::string const& look)
    {
        text_ += "set label " + gnuplot_text(text) + " at " + place(at) + ' ' + look + '\n';
    }

    [[nodiscard]] picture finish(std::string const& name) const
    {
        auto const w = std::to_string(triangle_page::width);
        auto const h = std::to_string(triangle_page::height);
        auto const body =
            "set lmargin at screen 0; set rmargin at screen 1\nset bmargin at screen 0; set tmargin at screen 1\n"
            "unset border; unset tics; unset key\nset xrange [0:"
            + w + "]; set yrange [0:" + h + "]\n" + "plot -1\n";
        return {name, picture_script(name, triangle_page::width, triangle_page::height, text_, body)};
    }

private:
    static std::string place(spot p)
    {
        return std::to_string(std::lround(p.x * 10) / 10) + ',' + std::to_string(std::lround(p.y * 10) / 10);
    }

    std::string text_;
};

struct shape {
    int filled;
    int hollow;
};

/// Circle, square, triangle, diamond, .. for the channels of the states that the report is about.
[[nodiscard]] inline shape shape_of(std::size_t channel)
{
    constexpr auto all = std::array{shape{7, 6}, shape{5, 4}, shape{9, 8}, shape{13, 12}, shape{11, 10}};
    return all[channel % all.size()];
}

inline void draw_frame(canvas& to, label_placement& labels, report const& all)
{
    using page = triangle_page;
    auto const grid = std::string{"lc rgb '#E4E4E4' lw 1"};
    for (auto const share : {0.2, 0.4, 0.6, 0.8}) {
        to.line({page::at(share, 0), page::at(share, 1 - share)}, grid);
        to.line({page::at(0, share), page::at(1 - share, share)}, grid);
        to.line({page::at(1 - share, 0), page::at(0, 1 - share)}, grid);
        auto const percent = exact(share);
        auto const a = page::at(share, 0);
        auto const b = page::at(0, share);
        to.word({a.x - 8, a.y + 4}, percent, "right textcolor rgb '#888888' font ',11'");
        to.word({b.x + 8, b.y + 4}, percent, "left textcolor rgb '#888888' font ',11'");
        labels.keep_free(around({a.x - 24, a.y + 4}, 40, 20));
        labels.keep_free(around({b.x + 24, b.y + 4}, 40, 20));
    }
    auto const edge = std::string{"lc rgb '#777777' lw 1.5"};
    for (auto const& s : {stroke{page::at(1, 0), page::at(0, 1)}, stroke{page::at(0, 1), page::at(0, 0)},
                          stroke{page::at(0, 0), page::at(1, 0)}}) {
        to.line(s, edge);
        labels.avoid(s);
    }
    auto const corner = std::string{" textcolor rgb '#333333' font ',15'"};
    to.word({page::at(1, 0).x, page::base - 30}, "all with " + all.powers[0], "center" + corner);
    to.word({page::at(0, 1).x, page::base - 30}, "all with " + all.powers[1], "center" + corner);
    to.word({page::at(0, 0).x, page::at(0, 0).y + 26}, "all with others", "center" + corner);
    labels.keep_free(around({page::at(0, 0).x, page::at(0, 0).y + 26}, 180, 30));
    auto const side = std::string{" center textcolor rgb '#888888' font ',12'"};
    auto const a = page::at(0.5, 0);
    auto const b = page::at(0, 0.5);
    to.word({a.x - 62, a.y + 36}, "share with " + all.powers[0], "rotate by 60" + side);
    to.word({b.x + 62, b.y + 36}, "share with " + all.powers[1], "rotate by -60" + side);
    labels.keep_free(around({a.x - 62, a.y + 36}, 100, 150));
    labels.keep_free(around({b.x + 62, b.y + 36}, 100, 150));
}

/// The strokes along which a state may be: from where it is by what is listed, towards each power that is not.
[[nodiscard]] inline std::vector<stroke> reach(position const& p)
{
    auto const listed = triangle_page::at(p.a.low, p.b.low);
    auto result = std::vector<stroke>{};
    if (!is_sharp(p.a)) {
        result.push_back({listed, triangle_page::at(p.a.high, p.b.low)});
    }
    if (!is_sharp(p.b)) {
        result.push_back({listed, triangle_page::at(p.a.low, p.b.high)});
    }
    return result;
}

} // namespace detail

/// All states by the first channel of the report; the report's own states by every channel, joined by a line.
[[nodiscard]] inline picture triangle(report const& all, std::vector<position> const& positions)
{
    using namespace detail;
    using page = triangle_page;
    auto to = canvas{};
    auto labels = label_placement{{5, 45, page::width - 5, page::height - 75}};
    draw_frame(to, labels, all);
    auto const main_channel = all.channels.front();
    auto const order_of = [](std::vector<std::string> const& names, std::string const& name) {
        return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
    };

    struct entry {
        position where;
        std::string text;
        std::string colour;
        bool featured;
    };
    auto entries = std::vector<entry>{};
    for (auto const& p : positions) {
        auto const featured = order_of(all.states, p.state.str());
        if (featured < all.states.size()) {
            entries.push_back({p, p.state.str() + ' ' + p.channel, colour(featured), true});
        } else if (p.channel == main_channel) {
            entries.push_back({p, p.state.str(), "#666666", false});
        }
    }
    std::stable_sort(entries.begin(), entries.end(), [&](entry const& x, entry const& y) {
        return std::pair{x.featured, order_of(all.channels, x.where.channel)}
               < std::pair{y.featured, order_of(all.channels, y.where.channel)};
    });

    auto texts = std::vector<label>{};
    for (auto const& e : entries) {
        auto const at = page::at(e.where.a.low, e.where.b.low);
        auto const letter = e.featured ? 11.5 : 10.5;
        texts.push_back({at, letter * static_cast<double>(width(e.text)), e.featured ? 20.0 : 17.0});
        labels.keep_free(around(at, e.featured ? 18 : 11, e.featured ? 18 : 11));
        for (auto const& bar : reach(e.where)) {
            to.line(bar, "lc rgb '" + e.colour + "' lw " + (e.featured ? "2" : "1"));
            labels.avoid(bar);
        }
    }
    for (auto const& state : all.states) { // the path through the channels
        entry const* before = nullptr;
        for (auto const& e : entries) {
            if (e.featured && e.where.state.str() == state) {
                if (before != nullptr) {
                    auto const path = stroke{page::at(before->where.a.low, before->where.b.low),
                                             page::at(e.where.a.low, e.where.b.low)};
                    to.line(path, "lc rgb '" + e.colour + "' lw 1.5 dt 2");
                    labels.avoid(path);
                }
                before = &e;
            }
        }
    }
    labels.place(texts);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto const& e = entries[i];
        auto const ink = " textcolor rgb '" + e.colour + "'";
        if (auto const& place = texts[i].place) {
            auto const line = leader(texts[i], *place);
            if (std::hypot(line.to.x - line.from.x, line.to.y - line.from.y) > 16) {
                to.line(line, "lc rgb '#BBBBBB' lw 0.7");
            }
            to.word({(place->left + place->right) / 2, (place->bottom + place->top) / 2}, e.text,
                    "center" + ink + (e.featured ? " font ',13'" : " font ',11'"));
        }
        auto const sharp = is_sharp(e.where.a) && is_sharp(e.where.b);
        auto const form = shape_of(e.featured ? order_of(all.channels, e.where.channel) : 0);
        to.mark(texts[i].at, "pt " + std::to_string(sharp ? form.filled : form.hollow) + " ps "
                                 + (e.featured ? "1.8" : "1") + " lw 1.5 lc rgb '" + e.colour + "' front");
    }
    to.word({20, page::height - 30},
            "Between " + all.powers[0] + ", " + all.powers[1] + " and everyone else: " + main_channel + " in "
                + period_text(all.period),
            "left font ',17'");
    to.word({20, page::height - 58}, "coloured: " + join(all.states, ", ", " and ") + " by " + join(all.channels),
            "left font ',12' textcolor rgb '#555555'");
    to.word(
        {20, 40},
        "filled: known.  hollow: what is on file; the bars show how far towards a power that is not listed it may be",
        "left font ',12' textcolor rgb '#555555'");
    return to.finish("triangle");
}

} // namespace support
