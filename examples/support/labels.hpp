// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <optional>
#include <vector>

/// Places the labels of points so that they cover neither each other nor the points. All lengths are in pixels.
namespace support {

struct spot {
    double x = 0;
    double y = 0;
};

struct box {
    double left = 0;
    double bottom = 0;
    double right = 0;
    double top = 0;
};

struct stroke {
    spot from;
    spot to;
};

/// A box around a spot.
[[nodiscard]] inline box around(spot middle, double width, double height)
{
    return {middle.x - width / 2, middle.y - height / 2, middle.x + width / 2, middle.y + height / 2};
}

[[nodiscard]] inline bool overlap(box const& a, box const& b)
{
    return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
}

[[nodiscard]] inline bool inside(box const& a, box const& b)
{
    return a.left >= b.left && a.right <= b.right && a.bottom >= b.bottom && a.top <= b.top;
}

/// The part of a box that is nearest to a spot.
[[nodiscard]] inline spot nearest(box const& to, spot from)
{
    return {std::clamp(from.x, to.left, to.right), std::clamp(from.y, to.bottom, to.top)};
}

/// Whether a stroke enters a box.
[[nodiscard]] inline bool crosses(stroke const& s, box const& b)
{
    auto first = 0.0;
    auto last = 1.0;
    auto const clip = [&](double start, double step, double low, double high) {
        if (step == 0) {
            return start > low && start < high;
        }
        auto const a = (low - start) / step;
        auto const z = (high - start) / step;
        first = std::max(first, std::min(a, z));
        last = std::min(last, std::max(a, z));
        return first < last;
    };
    return clip(s.from.x, s.to.x - s.from.x, b.left, b.right) && clip(s.from.y, s.to.y - s.from.y, b.bottom, b.top);
}

[[nodiscard]] inline bool crosses(stroke const& a, stroke const& b)
{
    auto const side = [](stroke const& s, spot p) {
        return (s.to.x - s.from.x) * (p.y - s.from.y) - (s.to.y - s.from.y) * (p.x - s.from.x);
    };
    return side(a, b.from) * side(a, b.to) < 0 && side(b, a.from) * side(b, a.to) < 0;
}

struct label {
    spot at; ///< the point
    double width = 0;
    double height = 0;
    double farthest = 260;      ///< from the point
    std::optional<box> place{}; ///< empty when there is no room
};

/// The line from a label to its point.
[[nodiscard]] inline stroke leader(label const& l, box const& place)
{
    return {l.at, nearest(place, l.at)};
}

/// Places each label in turn where it costs least, and then once more with the others in place.
class label_placement {
public:
    explicit label_placement(box const& page) : page_{page} {}

    void keep_free(box const& taken) { taken_.push_back(taken); } ///< no label may cover it
    void avoid(stroke const& drawn) { drawn_.push_back(drawn); }  ///< a label that covers it costs more

    void place(std::vector<label>& labels) const
    {
        for (auto round = 0; round < 4; ++round) {
            for (std::size_t i = 0; i < labels.size(); ++i) {
                labels[i].place.reset();
                labels[i].place = best(labels, i);
            }
        }
    }

private:
    [[nodiscard]] std::optional<box> best(std::vector<label> const& labels, std::size_t mine) const
    {
        constexpr auto directions = 24;
        auto const& l = labels[mine];
        auto found = std::optional<box>{};
        auto least = std::numeric_limits<double>::infinity();
        for (auto distance = 10.0; distance < l.farthest; distance *= 1.25) {
            for (auto d = 0; d < directions; ++d) {
                auto const angle = 2 * std::numbers::pi * d / directions;
                auto const middle = spot{l.at.x + std::cos(angle) * (distance + l.width / 2),
                                         l.at.y + std::sin(angle) * (distance + l.height / 2)};
                auto const place = around(middle, l.width, l.height);
                if (auto const paid = distance + cost(labels, mine, place); paid < least) {
                    least = paid;
                    found = place;
                }
            }
        }
        return found;
    }

    /// The cost of a label at a place; infinite where it must not go.
    [[nodiscard]] double cost(std::vector<label> const& labels, std::size_t mine, box const& place) const
    {
        constexpr auto never = std::numeric_limits<double>::infinity();
        auto const line = leader(labels[mine], place);
        auto const hit = [&](box const& b) { return overlap(place, b); };
        if (!inside(place, page_) || std::any_of(taken_.begin(), taken_.end(), hit)) {
            return never;
        }
        auto sum = 0.0;
        for (auto const& b : taken_) {
            auto const own = labels[mine].at;
            auto const is_own = own.x > b.left && own.x < b.right && own.y > b.bottom && own.y < b.top;
            sum += !is_own && crosses(line, b) ? 120 : 0;
        }
        for (auto const& s : drawn_) {
            sum += crosses(s, place) ? 60 : 0;
            sum += crosses(s, line) ? 15 : 0;
        }
        for (std::size_t i = 0; i < labels.size(); ++i) {
            if (i == mine || !labels[i].place) {
                continue;
            }
            auto const other = leader(labels[i], *labels[i].place);
            if (overlap(place, *labels[i].place)) {
                return never;
            }
            sum += crosses(other, place) || crosses(line, *labels[i].place) ? 150 : 0;
            sum += crosses(other, line) ? 80 : 0;
        }
        return sum;
    }

    box page_;
    std::vector<box> taken_;
    std::vector<stroke> drawn_;
};

} // namespace support
