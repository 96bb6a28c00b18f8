// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "archive.hpp"
#include "findings.hpp"
#include "gnuplot.hpp"
#include "labels.hpp"

#include <equipoise/balancing/ternary.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

/// A triangle in which every state has its place between two powers and everyone else.
namespace support {

/// The place of a state between two powers in one channel.
using place = equipoise::ternary_place<key>;

namespace detail {

/// A script that draws strokes, marks and words at pixels, counted from the lower left corner.
class canvas {
public:
    static constexpr int width = 1200;
    static constexpr int height = 1090;

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
        auto const body = "set lmargin at screen 0; set rmargin at screen 1\n"
                          "set bmargin at screen 0; set tmargin at screen 1\n"
                          "unset border; unset tics; unset key\n"
                          "set style textbox opaque noborder fillcolor 'white' margins 0.4,0.2\nset xrange [0:"
                          + std::to_string(width) + "]; set yrange [0:" + std::to_string(height) + "]\nplot -1\n";
        return {name, picture_script(name, width, height, text_, body)};
    }

private:
    static std::string place(spot p) { return exact(std::round(p.x)) + ',' + exact(std::round(p.y)); }

    std::string text_;
};

[[nodiscard]] inline spot on_page(equipoise::triangle_point p)
{
    constexpr double left = 130;
    constexpr double base = 110;
    constexpr double side = 940;
    auto const hundredths = [](double x) {
        return std::round(100 * x) / 100;
    }; // differences in the last digits must not move labels
    return {hundredths(left + side * p.x), hundredths(base + side * p.y)};
}

[[nodiscard]] inline spot along(stroke const& way, double part)
{
    return {way.from.x + part * (way.to.x - way.from.x), way.from.y + part * (way.to.y - way.from.y)};
}

/// States at the same place, or one state whose place is known only within bounds.
struct entry {
    spot at;
    std::string text;
    std::string ink;
    std::string channel;
    bool featured = false;
    bool known = false;
    std::vector<stroke> reach{}; ///< from the place by the listed flows towards each power that is not listed
};

[[nodiscard]] inline entry entry_of(place const& p)
{
    auto const& [period, state, channel] = p.key;
    auto result = entry{on_page(p.listed), state.str(), "#555555", channel};
    auto const& shares = p.stance.shares;
    if (!is_sharp(shares[0])) {
        result.reach.push_back({result.at, on_page(p.towards_first)});
    }
    if (!is_sharp(shares[1])) {
        result.reach.push_back({result.at, on_page(p.towards_second)});
    }
    result.known = result.reach.empty();
    return result;
}

/// Colours that are dark enough for text, distinct for any colour vision, and not used for the powers (after Tol 2021).
[[nodiscard]] inline std::string state_ink(std::size_t i)
{
    constexpr auto all = std::array{"#882255", "#117755", "#332288", "#996600", "#AA4499", "#22667A", "#661100"};
    return all[i % all.size()];
}

class triangle_picture {
public:
    triangle_picture(report const& all, std::vector<place> const& places) : all_{all}
    {
        for (auto const& channel : all.channels) {
            for (auto const& p : places) {
                if (std::get<2>(p.key) == channel) {
                    enter(p);
                }
            }
        }
        std::stable_partition(entries_.begin(), entries_.end(), [](entry const& e) { return e.featured; });
    }

    [[nodiscard]] picture draw()
    {
        frame();
        strokes();
        names();
        marks();
        captions();
        return page_.finish("triangle");
    }

private:
    /// The states of the report in every channel, all other states in the first.
    void enter(place const& p)
    {
        auto e = entry_of(p);
        auto const mine = std::find(all_.states.begin(), all_.states.end(), e.text);
        if (mine != all_.states.end()) {
            e.featured = true;
            e.ink = state_ink(static_cast<std::size_t>(mine - all_.states.begin()));
            e.text += ' ' + plain(e.channel);
            entries_.push_back(e);
        } else if (e.channel == all_.channels.front()) {
            auto const same = std::find_if(entries_.begin(), entries_.end(), [&](entry const& other) {
                return !other.featured && std::hypot(other.at.x - e.at.x, other.at.y - e.at.y) < 1;
            });
            if (same == entries_.end()) {
                entries_.push_back(e);
            } else {
                same->text += ", " + e.text;
                same->known = same->known && e.known;
                same->reach.insert(same->reach.end(), e.reach.begin(), e.reach.end());
            }
        }
    }

    /// Whether there are too many places for all of them to have a name.
    [[nodiscard]] bool crowded() const { return entries_.size() > 80; }

    void frame()
    {
        auto const grid = std::string{"lc rgb '#E6E6E6' lw 1"};
        auto const left = on_page({0, 0}); // all with the first power
        auto const right = on_page({1, 0});
        auto const top = on_page({0.5, std::sqrt(0.75)});
        for (auto const share : {0.2, 0.4, 0.6, 0.8}) {
            page_.line({along({top, left}, share), along({right, left}, share)}, grid);
            page_.line({along({top, right}, share), along({left, right}, share)}, grid);
            page_.line({along({left, top}, share), along({right, top}, share)}, grid);
            scale(along({top, left}, share), share, -1);
            scale(along({top, right}, share), share, 1);
        }
        for (auto const& s : {stroke{left, right}, stroke{right, top}, stroke{top, left}}) {
            page_.line(s, "lc rgb '#AAAAAA' lw 1");
            labels_.avoid(s);
        }
        axis(along({top, left}, 0.5), all_.powers[0], -1);
        axis(along({top, right}, 0.5), all_.powers[1], 1);
        corner({left.x, left.y - 32}, all_.powers[0]);
        corner({right.x, right.y - 32}, all_.powers[1]);
        corner({top.x, top.y + 62}, "others");
    }

    void scale(spot at, double share, int side)
    {
        page_.word({at.x + side * 10, at.y + 2}, exact(share),
                   std::string{side < 0 ? "right" : "left"} + " textcolor rgb '#999999' font ',11'");
        labels_.keep_free(around({at.x + side * 24, at.y + 2}, 36, 20));
    }

    void axis(spot at, std::string const& power, int side)
    {
        auto const middle = spot{at.x + side * 60, at.y + 35};
        page_.word(middle, "share with " + power,
                   "center rotate by " + std::to_string(-60 * side) + " textcolor rgb '#777777' font ',12'");
        labels_.keep_free(around(middle, 90, 140));
    }

    void corner(spot at, std::string const& power)
    {
        page_.word(at, "all with " + power, "center textcolor rgb '#333333' font ',14'");
        labels_.keep_free(around(at, 170, 26));
    }

    void strokes()
    {
        for (auto const& e : entries_) {
            for (auto const& bar : e.reach) {
                page_.line(bar, "lc rgb '" + (e.featured ? e.ink : "#A0A0A0") + "' lw " + (e.featured ? "3.5" : "2.5"));
                labels_.avoid(bar);
            }
        }
        for (std::size_t i = 0; i < entries_.size(); ++i) { // the path of a state through its channels
            auto const same = [&](entry const& other) { return other.featured && other.ink == entries_[i].ink; };
            auto const next = std::find_if(entries_.begin() + static_cast<std::ptrdiff_t>(i) + 1, entries_.end(), same);
            if (entries_[i].featured && next != entries_.end()) {
                auto const path = stroke{entries_[i].at, next->at};
                page_.line(path, "lc rgb '" + entries_[i].ink + "' lw 1.5 dt 2");
                labels_.avoid(path);
            }
        }
    }

    void names()
    {
        auto labels = std::vector<label>{};
        for (auto const& e : entries_) {
            labels_.keep_free(around(e.at, e.featured ? 18 : 12, e.featured ? 18 : 12));
            labels.push_back({e.at, (e.featured ? 11.5 : 9.8) * static_cast<double>(width(e.text)) + 4,
                              e.featured ? 22.0 : 18.0, crowded() && !e.featured ? 40.0 : 260.0});
        }
        labels_.place(labels);
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            if (auto const& place = labels[i].place) {
                auto const tie = leader(labels[i], *place);
                if (std::hypot(tie.to.x - tie.from.x, tie.to.y - tie.from.y) > 18) {
                    page_.line(tie, "lc rgb '#BBBBBB' lw 0.7");
                }
                page_.word({(place->left + place->right) / 2, (place->bottom + place->top) / 2}, entries_[i].text,
                           "center front boxed textcolor rgb '" + entries_[i].ink + "' font ',"
                               + (entries_[i].featured ? "13'" : "11'"));
            } else {
                ++nameless_;
            }
        }
    }

    /// The mark of a channel: circle, square, triangle, diamond and so on; filled where the place is known.
    void marks()
    {
        constexpr auto shapes = std::array{7, 5, 9, 13, 11};
        for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
            auto const& e = *entry;
            auto const channel =
                std::find(all_.channels.begin(), all_.channels.end(), e.channel) - all_.channels.begin();
            auto const shape = e.featured ? shapes[static_cast<std::size_t>(channel) % shapes.size()] : shapes[0];
            auto const size = std::string{e.featured ? "1.9" : crowded() ? "0.8" : "1.1"};
            if (!e.known) { // hides what is below
                page_.mark(e.at, "pt " + std::to_string(shape) + " ps " + size + " lc rgb 'white' front");
            }
            page_.mark(e.at, "pt " + std::to_string(e.known ? shape : shape - 1) + " ps " + size + " lw 2 lc rgb '"
                                 + e.ink + "' front");
        }
    }

    void captions()
    {
        auto const small = std::string{"left font ',12' textcolor rgb '#555555'"};
        auto const top = static_cast<double>(canvas::height);
        page_.word({24, top - 30},
                   "All states on file by " + plain(all_.channels.front()) + ", " + period_text(all_.period)
                       + ": between " + all_.powers[0] + ", " + all_.powers[1] + " and everyone else",
                   "left font ',17'");
        auto shown = all_.channels;
        std::erase_if(shown, [&](std::string const& channel) {
            return std::none_of(entries_.begin(), entries_.end(),
                                [&](entry const& e) { return e.featured && e.channel == channel; });
        });
        page_.word({24, top - 60}, "in colour: " + join(all_.states, ", ", " and ") + " by " + plain(join(shown)),
                   small);
        page_.word({24, 38},
                   (all_.cif.empty()
                        ? std::string{"Filled: known. Hollow: by the listed partners alone; bars: how far "
                                      "towards an unlisted power the rest could move it."}
                        : std::string{"Filled: known. Hollow: by the state's own report; bars: how far its "
                                      "partners' reports, or the rest of a total, could move it."})
                       + (nameless_ == 0 ? "" : " Without a name: " + std::to_string(nameless_) + "."),
                   small);
        if (auto const source = source_line(all_.sources, all_.channels); !source.empty()) {
            page_.word({24, 16}, source, small);
        }
    }

    report const& all_;
    std::vector<entry> entries_;
    canvas page_;
    label_placement labels_{{5, 60, canvas::width - 5, canvas::height - 85}};
    std::size_t nameless_ = 0;
};

} // namespace detail

[[nodiscard]] inline picture triangle(report const& all, std::vector<place> const& places)
{
    return detail::triangle_picture{all, places}.draw();
}

} // namespace support
