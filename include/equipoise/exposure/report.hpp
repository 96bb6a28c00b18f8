// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/exposure/dyads.hpp>
#include <equipoise/exposure/exit.hpp>
#include <equipoise/exposure/ratios.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/channel_flows.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/state.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A state's exposure to one power, or to several in their order, gathered in one place.
namespace equipoise {

/// One line of a report: what was measured, in which channel (if in one), and the value or its bounds.
struct report_line {
    std::string measure;
    std::string channel;
    interval value{undefined, undefined};
};

/// A state's exposure to one power: one line for each measure that its inputs allow.
struct exposure_report {
    std::string state;
    std::string power;
    std::vector<report_line> lines;
    std::vector<std::string> critical_products; ///< as the caller's screen found them
    interval exposure{undefined, undefined};    ///< in the first channel, by which reports are ranked

    /// The report in aligned lines of text; a line whose value is not known says so.
    [[nodiscard]] std::string text() const;
};

/// What a report may use beside the flows of its channels. What is left out is not reported.
template <identifier Id, amount Amount = double>
struct report_inputs {
    std::optional<portfolio_view<Id, Amount>> trade{};       ///< the state's trade, in the unit of its GDP
    std::optional<double> sigma{};                           ///< elasticity of substitution, for the cost of exit
    std::optional<state<Id, Amount>> power{};                ///< the power's size, and ..
    std::optional<portfolio_view<Id, Amount>> power_trade{}; ///< .. its trade, for the asymmetry
    std::vector<std::string> critical_products = {};         ///< that depend on the power
    std::optional<double> influence{};                       ///< of the power on the state, in [0, 1]
};

namespace detail {

/// "0.1234", "[0.1, 0.2]" or "not known"
[[nodiscard]] inline std::string interval_text(interval const& value)
{
    if (is_undefined(value.low) || is_undefined(value.high)) {
        return "not known";
    }
    auto const number = [](double x) {
        char digits[32];
        std::snprintf(digits, sizeof digits, "%.4f", x);
        return std::string{digits};
    };
    auto text = std::string{value.is_point() ? "" : "["};
    text += number(value.low);
    if (!value.is_point()) {
        text += ", ";
        text += number(value.high);
        text += ']';
    }
    return text;
}

struct report_on_fn {
    template <class Id, class Amount, party Power>
    [[nodiscard]] exposure_report operator()(state<Id, Amount> const& who, Power const& power,
                                             std::vector<channel_flows<Id, Amount>> const& channels,
                                             report_inputs<Id, Amount> const& known = {}) const
    {
        auto report =
            exposure_report{text_of(who.id), name_of(power), {}, known.critical_products, {undefined, undefined}};
        for (auto const& channel : channels) {
            report.lines.push_back({"share", channel.name, equipoise::exposure(power).rule.bound(channel.flows)});
            if (known.sigma) {
                auto const cost = exit_cost(power, *known.sigma);
                report.lines.push_back({"cost of exit", channel.name, cost.rule.bound(channel.flows)});
            }
            report.lines.push_back(
                {"growth needed of the others", channel.name, growth_needed(power).rule.bound(channel.flows)});
        }
        if (!channels.empty()) {
            report.exposure = report.lines.front().value;
        }
        if (known.trade) {
            report.lines.push_back({"trade over GDP", "", dependence(who, power).rule.bound(*known.trade)});
        }
        if constexpr (std::same_as<Power, Id>) {
            if (known.trade && known.power && known.power_trade) {
                if (!(known.power->id == power)) {
                    throw invalid_parameter{"report_on", "size given for the power", text_of(known.power->id),
                                            "that of " + text_of(power)};
                }
                auto const both = dyad.bound(who, *known.trade, *known.power, *known.power_trade);
                report.lines.push_back({"asymmetry", "", both.asymmetry});
            }
        }
        if (known.influence) {
            if (!(*known.influence >= 0 && *known.influence <= 1)) {
                throw invalid_parameter{"report_on", "influence", *known.influence, "in [0, 1]"};
            }
            report.lines.push_back({"influence", "", {*known.influence, *known.influence}});
        }
        return report;
    }

private:
    template <class Power>
    [[nodiscard]] static std::string name_of(Power const& power)
    {
        auto name = std::string{};
        for (auto const& id : members(power)) {
            if (!name.empty()) {
                name += '+';
            }
            name += text_of(id);
        }
        return name;
    }
};

/// By the lower bound, then by the upper, the highest first; what is not known comes last.
[[nodiscard]] inline bool more_exposed(interval const& one, interval const& other)
{
    if (is_undefined(one.low) || is_undefined(other.low)) {
        return !is_undefined(one.low) && is_undefined(other.low);
    }
    return one.low > other.low || (one.low == other.low && one.high > other.high);
}

struct reports_on_fn {
    template <class Id, class Amount>
    [[nodiscard]] std::vector<exposure_report> operator()(state<Id, Amount> const& who, std::vector<Id> const& powers,
                                                          std::vector<channel_flows<Id, Amount>> const& channels,
                                                          report_inputs<Id, Amount> const& known = {}) const
    {
        auto reports = std::vector<exposure_report>{};
        for (auto const& power : powers) {
            reports.push_back(report_on_fn{}(who, power, channels, known));
        }
        std::stable_sort(reports.begin(), reports.end(),
                         [](auto const& one, auto const& other) { return more_exposed(one.exposure, other.exposure); });
        return reports;
    }
};

} // namespace detail

inline std::string exposure_report::text() const
{
    auto out = state;
    out += " to ";
    out += power;
    out += '\n';
    std::size_t width = 0;
    auto const label = [](report_line const& line) {
        auto name = line.measure;
        if (!line.channel.empty()) {
            name += ", ";
            name += line.channel;
        }
        return name;
    };
    for (auto const& line : lines) {
        width = (std::max)(width, label(line).size());
    }
    for (auto const& line : lines) {
        auto const name = label(line);
        out += "  ";
        out += name;
        out.append(width - name.size() + 2, ' ');
        out += detail::interval_text(line.value);
        out += '\n';
    }
    if (!critical_products.empty()) {
        out += "  critical products:";
        for (auto const& product : critical_products) {
            out += ' ';
            out += product;
        }
        out += '\n';
    }
    return out;
}

/// A ranked exposure: whose, and how much.
template <class Key>
struct ranked_exposure {
    Key key;
    interval share{undefined, undefined};
};

namespace detail {

struct exposure_ranking_fn {
    template <class Key, class Id, class Amount, party Power>
    [[nodiscard]] std::vector<ranked_exposure<Key>> operator()(ledger<Key, Id, Amount> const& book,
                                                               Power const& power) const
    {
        auto all = std::vector<ranked_exposure<Key>>{};
        for (auto const& [key, flows] : book) {
            all.push_back({key, equipoise::exposure(power).rule.bound(flows)});
        }
        std::stable_sort(all.begin(), all.end(),
                         [](auto const& one, auto const& other) { return more_exposed(one.share, other.share); });
        return all;
    }
};

} // namespace detail

/// Everything on a state's exposure to one power: `report_on(state, power, channels, inputs)`.
///
/// For each channel the share with the power (in [0, 1]), what the others would have to grow by, and, given sigma, the
/// CES cost of exit; given its trade and a GDP, trade over GDP; given the power's as well, the asymmetry; influence and
/// critical products as the caller found them. Values are intervals where part of a total is unattributed and NaN
/// where nothing can be said. The power is a state or a bloc (a bloc has no asymmetry). Throws as those measures do.
/// Source: that of each measure.
inline constexpr detail::report_on_fn report_on{};

/// The same over several powers, `reports_on(state, powers, channels)`, those first to which the state is exposed most
/// in the first channel: by the lower bound, then by the upper.
inline constexpr detail::reports_on_fn reports_on{};

/// The states of a ledger by their exposure to a power, the highest lower bound first: `exposure_ranking(book, china)`.
inline constexpr detail::exposure_ranking_fn exposure_ranking{};

} // namespace equipoise
