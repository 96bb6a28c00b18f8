// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "findings.hpp"
#include "gnuplot.hpp"
#include "report_text.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// Exposure over the years: a panel for each state and channel, a line for each power.
namespace support {

namespace detail {

/// The exposures to a power in a panel: lines through consecutive years in which the exposure is known, bars for years
/// in which only its bounds are.
struct series {
    std::string line;
    std::string bars;
};

[[nodiscard]] inline series series_of(report const& all, std::string const& state, std::string const& channel,
                                      std::string const& power, double shift)
{
    auto result = series{};
    auto before = 0;
    for (auto const& f : all.findings) {
        auto const mine =
            f.state.str() == state && f.channel == channel && f.measure == "exposure" && f.partner == power;
        if (!mine || !is_known(f.value)) {
            continue;
        }
        if (is_sharp(f.value)) {
            result.line += f.period != std::exchange(before, f.period) + 1 ? "\n" : ""; // no line through missing years
            result.line += std::to_string(f.period) + ' ' + exact(f.value.high) + '\n';
        } else {
            result.bars += exact(f.period + shift) + ' ' + exact(f.value.low) + ' ' + exact(f.value.width()) + '\n';
        }
    }
    return result;
}

/// The channels with more than one year on file; all channels if none has.
[[nodiscard]] inline std::vector<std::string> channels_over_time(report const& all)
{
    auto years = std::map<std::string, std::set<int>>{};
    for (auto const& f : all.findings) {
        if (f.measure == "exposure") {
            years[f.channel].insert(f.period);
        }
    }
    auto result = all.channels;
    std::erase_if(result, [&](std::string const& channel) { return years[channel].size() < 2; });
    return result.empty() ? all.channels : result;
}

class timeline {
public:
    explicit timeline(report const& all)
        : all_{all}, channels_{channels_over_time(all)}, source_{source_line(all.all_sources, channels_)}
    {
        foot_ = source_.empty() ? 0 : 26;
        height_ = head + 310 * static_cast<int>(all.states.size()) + foot_;
    }

    [[nodiscard]] picture draw()
    {
        begin();
        for (std::size_t row = 0; row < all_.states.size(); ++row) {
            for (std::size_t column = 0; column < channels_.size(); ++column) {
                panel(row, column);
            }
        }
        body_ += "unset multiplot\n";
        return {"exposure_over_time", picture_script("exposure_over_time", page, height_, data_, body_)};
    }

private:
    static constexpr int page = 1200;
    static constexpr int head = 75;

    void begin()
    {
        auto years = std::set<int>{};
        for (auto const& f : all_.findings) {
            years.insert(f.period);
        }
        auto const first = *years.begin();
        auto const last = *years.rbegin();
        body_ +=
            "set multiplot\nset border 3 lc rgb '#888888'\nset grid ytics lc rgb '#DDDDDD' lt 1\nset xrange ["
            + exact(first - 0.5) + ':' + exact(last + 0.5) + "]\nset yrange [0:1]\nset tics out\nset xtics nomirror "
            + std::to_string(std::max(1, (last - first + 6) / 6))
            + " format '%.0f' textcolor rgb '#333333'\nset ytics nomirror 0.25 format '%g' textcolor rgb '#333333'\n";
    }

    void panel(std::size_t row, std::size_t column)
    {
        auto const& state = all_.states[row];
        auto const& channel = channels_[column];
        auto parts = std::vector<std::string>{};
        for (std::size_t power = 0; power < all_.powers.size(); ++power) {
            auto const shift = 0.12 * (static_cast<double>(power) - static_cast<double>(all_.powers.size() - 1) / 2);
            auto const known = series_of(all_, state, channel, all_.powers[power], shift);
            add(parts, "bars", known.bars, row, column, power, "1:2:(0):3 with vectors heads size graph 0.006,90", "");
            add(parts, "line", known.line, row, column, power, "1:2 with linespoints", point(power));
        }
        body_ +=
            margins(row, column) + "set title " + gnuplot_text(state + ", " + channel) + " offset 0,-0.4 font ',14'\n";
        body_ += "unset label; unset key\n";
        if (parts.empty()) {
            body_ += "set label 'not on file' at graph 0.5, graph 0.5 center textcolor rgb '#888888'\n";
        }
        if (row == 0 && column == 0) {
            body_ += title();
            for (std::size_t power = 0; power < all_.powers.size(); ++power) {
                parts.push_back("-1 with linespoints title " + gnuplot_text(all_.powers[power]) + ink(power)
                                + point(power));
            }
        }
        body_ += "plot " + (parts.empty() ? "-1" : join(parts)) + '\n';
    }

    /// Adds a power's data to the script, and what draws them to the plot command of the panel.
    void add(std::vector<std::string>& parts, std::string const& kind, std::string const& rows, std::size_t row,
             std::size_t column, std::size_t power, std::string const& how, std::string const& look)
    {
        if (rows.find_first_not_of('\n') == std::string::npos) {
            return;
        }
        auto const name =
            '$' + kind + '_' + std::to_string(row) + '_' + std::to_string(column) + '_' + std::to_string(power);
        data_ += name + " << END\n" + rows + "END\n";
        parts.push_back(name + " using " + how + ink(power) + look + " notitle");
    }

    [[nodiscard]] static std::string ink(std::size_t power) { return " lc rgb '" + colour(power) + "' lw 2.5"; }

    [[nodiscard]] static std::string point(std::size_t power)
    {
        return " pt " + std::to_string(5 + 2 * (power % 5)) + " ps 1.2";
    }

    [[nodiscard]] std::string title() const
    {
        auto const at = [&](double pixels) { return " at screen 0.02, screen " + exact(1 - pixels / height_); };
        return "set label " + gnuplot_text("Exposure of " + join(all_.states, ", ", " and ") + " over time") + at(24)
               + " font ',17'\nset label 'share of all flows of the channel; bars where only bounds are known'" + at(52)
               + " font ',12' textcolor rgb '#555555'\n"
               + (source_.empty() ? ""
                                  : "set label " + gnuplot_text(source_) + at(height_ - 12.0)
                                        + " font ',12' textcolor rgb '#555555'\n")
               + "set key at screen 0.98, screen " + exact(1 - 12.0 / height_)
               + " right top horizontal Left reverse samplen 2 width 3\n";
    }

    /// The place of a panel on the page.
    [[nodiscard]] std::string margins(std::size_t row, std::size_t column) const
    {
        auto const h = static_cast<double>(height_);
        auto const across = (1 - 0.025) / static_cast<double>(channels_.size());
        auto const down = (1 - (head + foot_) / h) / static_cast<double>(all_.states.size());
        auto const left = across * static_cast<double>(column);
        auto const top = 1 - head / h - down * static_cast<double>(row);
        return "set lmargin at screen " + exact(left + 0.05) + "; set rmargin at screen " + exact(left + across)
               + "\nset tmargin at screen " + exact(top - 32 / h) + "; set bmargin at screen "
               + exact(top - down + 45 / h) + "\n";
    }

    report const& all_;
    std::vector<std::string> channels_;
    std::string source_;
    int foot_ = 0; // height of the line of sources
    int height_ = 0;
    std::string data_;
    std::string body_;
};

} // namespace detail

[[nodiscard]] inline picture exposure_over_time(report const& all)
{
    return detail::timeline{all}.draw();
}

} // namespace support
