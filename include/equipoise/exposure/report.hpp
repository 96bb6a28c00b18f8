// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/measure.hpp>
#include <equipoise/exposure/dyads.hpp>
#include <equipoise/exposure/exit.hpp>
#include <equipoise/exposure/ratios.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/channel_flows.hpp>
#include <equipoise/model/state.hpp>
#include <equipoise/uncertainty/bound.hpp>
#include <equipoise/uncertainty/interval_ledger.hpp>
#include <equipoise/uncertainty/interval_portfolio.hpp>
#include <equipoise/uncertainty/ranking.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// The states most exposed to a power, and all that can be said of a state's exposure to one power or several.
///
///     exposure_ranking(ledger, power)                     the states of a ledger, the most exposed first
///     exposure_report(state, power, channels, inputs)     all measures of one state's exposure to one power
///     exposure_reports(state, powers, channels, inputs)   the same for several powers
///     exposure_table(reports)                             several reports as one table of text
namespace equipoise {

/// An entry of a ranking: whose exposure it is, its bounds, and the ranks that it can have.
template <class Key>
struct ranked_exposure {
    Key key;
    interval share{undefined, undefined};
    rank_range ranks{};
};

/// One line of a report: what was measured, in which channel (empty where it is in none), and the bounds of the value,
/// which are a point where it is known.
struct report_line {
    std::string measure;
    std::string channel;
    interval value{undefined, undefined};
    std::string why = {}; ///< why there is no value, in words; empty where there is one
};

/// A state's exposure to one power: one line for each measure that its inputs allow.
struct power_exposure {
    std::string state;
    std::string power;
    std::vector<report_line> lines;
    std::vector<std::string> critical_products; ///< as the caller found them
    interval exposure{undefined, undefined};    ///< in the first channel, by which reports are ranked

    /// The report in aligned lines of text; a line whose value is not known says so.
    [[nodiscard]] std::string text() const;
};

/// What a report may use besides the flows of its channels. A measure whose inputs are not given is not reported.
template <identifier Id, amount Amount = double>
struct report_inputs {
    std::optional<portfolio_view<Id, Amount>> trade{};       ///< the state's trade, in the unit of its GDP
    std::optional<double> sigma{};                           ///< elasticity of substitution, for the cost of exit
    std::optional<Amount> power_gdp{};                       ///< the power's GDP, for the asymmetry
    std::optional<portfolio_view<Id, Amount>> power_trade{}; ///< the power's trade, for the asymmetry
    std::vector<std::string> critical_products = {};         ///< the products that depend on the power
    std::optional<double> influence{};                       ///< of the power on the state, in [0, 1]
};

namespace exposure_detail {

struct explain_fn {
    template <party Power>
    [[nodiscard]] std::string operator()(reason why, Power const& power) const
    {
        return why == reason::not_a_partner ? "no state in this ledger has " + detail::name_of(power) + " as a partner"
                                            : std::string{words(why)};
    }

    template <ledger_like Ledger, party Power>
    [[nodiscard]] std::string operator()(Ledger const& ledger, Power const& power) const
    {
        return (*this)(detail::is_no_partner(ledger, power) ? reason::not_a_partner : reason::defined, power);
    }
};

struct exposure_ranking_fn {
    template <ledger_like Ledger, party Power>
        requires party_in<Power, decltype(std::declval<Ledger const&>()[0].flows)>
    [[nodiscard]] auto operator()(Ledger const& ledger, Power const& power) const
    {
        return ranked(ledger, power);
    }

    /// Of flows that are known within ranges.
    template <identifier Key, identifier Id, party Power>
        requires requires(interval_portfolio_view<Id> const& flows, Power const& power) {
            bound(flows, exposure(power));
        }
    [[nodiscard]] auto operator()(interval_ledger<Key, Id> const& ledger, Power const& power) const
    {
        return ranked(ledger, power);
    }

private:
    template <class Ledger, party Power>
    [[nodiscard]] static auto ranked(Ledger const& ledger, Power const& power)
    {
        using key = std::remove_cvref_t<decltype(ledger[0].key)>;
        auto shares = std::vector<keyed_interval<key>>{};
        auto const index = exposure(power);
        for (std::size_t i = 0; i < ledger.size(); ++i) {
            auto const entry = ledger[i];
            auto const share =
                detail::is_no_partner(entry.flows, power) ? interval{undefined, undefined} : bound(entry.flows, index);
            shares.push_back({entry.key, share});
        }
        auto all = std::vector<ranked_exposure<key>>{};
        for (auto const ranks = ranking(std::move(shares)); auto const& each : ranks) {
            all.push_back({each.key, each.value, each.ranks});
        }
        return all;
    }
};

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

template <sized_party S>
using id_of_party = std::remove_cvref_t<decltype(detail::members(std::declval<S const&>().id)[0])>;

template <sized_party S>
using channels_of = std::vector<channel_flows<id_of_party<S>, gdp_of<S>>>;

template <sized_party S>
using inputs_of = report_inputs<id_of_party<S>, gdp_of<S>>;

struct exposure_report_fn {
    template <sized_party S, party Power>
    [[nodiscard]] power_exposure operator()(S const& who, Power const& power, channels_of<S> const& channels,
                                            inputs_of<S> const& known = {}) const
    {
        auto report = power_exposure{
            detail::name_of(who.id), detail::name_of(power), {}, known.critical_products, {undefined, undefined}};
        for (auto const& channel : channels) {
            report.lines.push_back(line("share", channel.name, channel.flows, exposure(power), power));
            if (known.sigma) {
                auto const cost = exit_cost(power, *known.sigma);
                report.lines.push_back(line("cost of exit", channel.name, channel.flows, cost, power));
            }
            report.lines.push_back(
                line("growth needed of the others", channel.name, channel.flows, growth_needed(power), power));
        }
        if (!channels.empty()) {
            report.exposure = report.lines.front().value;
        }
        if (known.trade) {
            report.lines.push_back(line("trade over GDP", "", *known.trade, dependence(who, power), power));
        }
        if (known.trade && known.power_trade) {
            auto const sized =
                sized_bloc<id_of_party<S>, gdp_of<S>>{detail::bloc_of<id_of_party<S>>(power), known.power_gdp};
            auto const both = dyad(who, *known.trade, sized, *known.power_trade);
            report.lines.push_back(line("asymmetry", "", *known.trade, both.asymmetry, power));
        }
        if (known.influence) {
            if (!(*known.influence >= 0 && *known.influence <= 1)) {
                throw invalid_parameter{"exposure_report", "influence of " + detail::name_of(power), *known.influence,
                                        "in [0, 1]"};
            }
            report.lines.push_back({"influence", "", {*known.influence, *known.influence}});
        }
        return report;
    }

private:
    template <portfolio_like Flows, class Rule, party Power>
    [[nodiscard]] static report_line line(std::string measure, std::string channel, Flows const& flows,
                                          index_fn<Rule> const& index, Power const& power)
    {
        return line(std::move(measure), std::move(channel), flows, estimate_of(flows, index), power);
    }

    /// Where part of a total is unattributed, a power that no state in the ledger has as a partner has an interval as
    /// well as a reason.
    template <portfolio_like Flows, party Power>
    [[nodiscard]] static report_line line(std::string measure, std::string channel, Flows const& flows,
                                          estimate const& found, Power const& power)
    {
        auto const why = detail::is_no_partner(flows, power) ? reason::not_a_partner : found.why;
        return {std::move(measure), std::move(channel), found.bounds, explain_fn{}(why, power)};
    }
};

struct exposure_reports_fn {
    /// On several powers, each with inputs of its own.
    template <sized_party S, ranges::forward_range Powers, std::invocable<ranges::range_value_t<Powers> const&> Known>
    [[nodiscard]] std::vector<power_exposure> operator()(S const& who, Powers const& powers,
                                                         channels_of<S> const& channels, Known const& known) const
    {
        auto reports = std::vector<power_exposure>{};
        for (auto const& power : powers) {
            reports.push_back(exposure_report_fn{}(who, power, channels, known(power)));
        }
        std::stable_sort(reports.begin(), reports.end(), [](auto const& one, auto const& other) {
            return uncertainty_detail::ranks_before(one.exposure, other.exposure);
        });
        return reports;
    }

    /// On several powers, with the same inputs for all of them.
    template <sized_party S, ranges::forward_range Powers>
    [[nodiscard]] std::vector<power_exposure>
    operator()(S const& who, Powers const& powers, channels_of<S> const& channels, inputs_of<S> const& known = {}) const
    {
        if (known.power_gdp || known.power_trade || known.influence || !known.critical_products.empty()) {
            throw invalid_parameter{"exposure_reports",
                                    "the inputs for all powers hold what belongs to a single power; give trade and "
                                    "sigma alone, or a function that returns the inputs of each power"};
        }
        return (*this)(who, powers, channels, [&](auto const&) { return known; });
    }

    /// On all partners that a channel lists.
    template <sized_party S>
    [[nodiscard]] std::vector<power_exposure> operator()(S const& who, channels_of<S> const& channels) const
    {
        auto ids = std::vector<id_of_party<S>>{};
        for (auto const& channel : channels) {
            ids.insert(ids.end(), channel.flows.ids().begin(), channel.flows.ids().end());
            for (auto const& each : channel.flows.unknown()) {
                ids.push_back(each.id);
            }
        }
        return (*this)(who, bloc<id_of_party<S>>{std::move(ids)}, channels);
    }
};

[[nodiscard]] inline std::string label_of(report_line const& line)
{
    auto name = line.measure;
    if (!line.channel.empty()) {
        name += ", ";
        name += line.channel;
    }
    return name;
}

struct exposure_table_fn {
    [[nodiscard]] std::string operator()(std::vector<power_exposure> const& reports) const
    {
        auto labels = std::vector<std::string>{};
        std::size_t margin = 0;
        for (auto const& report : reports) {
            for (auto const& line : report.lines) {
                if (auto name = label_of(line); std::find(labels.begin(), labels.end(), name) == labels.end()) {
                    margin = (std::max)(margin, name.size());
                    labels.push_back(std::move(name));
                }
            }
        }
        auto rows = std::vector<std::string>(labels.size() + 1);
        auto const pad = [&](std::size_t width) {
            for (auto& row : rows) {
                row.append(width - row.size(), ' ');
            }
        };
        std::copy(labels.begin(), labels.end(), rows.begin() + 1);
        auto width = margin;
        for (auto const& report : reports) {
            pad(width + 2);
            rows[0] += report.power;
            for (auto const& line : report.lines) {
                auto const place = std::find(labels.begin(), labels.end(), label_of(line)) - labels.begin();
                rows[static_cast<std::size_t>(place) + 1] += interval_text(line.value);
            }
            for (auto const& row : rows) {
                width = (std::max)(width, row.size());
            }
        }
        auto out = std::string{};
        for (auto const& row : rows) {
            out.append(row, 0, row.find_last_not_of(' ') + 1);
            out += '\n';
        }
        return out;
    }
};

} // namespace exposure_detail

inline std::string power_exposure::text() const
{
    auto out = state;
    out += " to ";
    out += power;
    out += '\n';
    std::size_t width = 0;
    for (auto const& line : lines) {
        width = (std::max)(width, exposure_detail::label_of(line).size());
    }
    for (auto const& line : lines) {
        auto const name = exposure_detail::label_of(line);
        out += "  ";
        out += name;
        out.append(width - name.size() + 2, ' ');
        out += exposure_detail::interval_text(line.value);
        if (is_undefined(line.value.low) && !line.why.empty()) {
            out += ": ";
            out += line.why;
        }
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

/// Why exposures to a power are undefined, in words that name the power: `explain(ledger, 840)` says that no state of
/// the ledger has the partner 840, and is empty where one has; `explain(why, power)` is for the reason of an estimate.
inline constexpr exposure_detail::explain_fn explain{};

/// The states of a ledger by their exposure to a power, the most exposed first: `exposure_ranking(ledger, china)`.
///
/// They are sorted by the lower bound of the exposure, then by the upper, then in the order of the keys, each with the
/// ranks that it can have (see `interval_ranking`); states of which nothing can be said come last, with NaN; all of
/// them for a power that the ledger does not know, as `explain(ledger, power)` says. A ledger keyed by (period, state)
/// ranks all periods together, and `products_of` ranks the products of a state. The power is an identifier or a `bloc`.
/// Time in n log n. Source: defined by this library, so that no state rises in the ranking for what is not known of it.
inline constexpr exposure_detail::exposure_ranking_fn exposure_ranking{};

/// All that can be said of a state's exposure to one power: `exposure_report(state, power, channels, inputs)`.
///
/// For each channel the share with the power (in [0, 1]), the growth needed of the other partners and, given sigma, the
/// CES cost of exit; given the state's trade and a GDP, trade over GDP; given the power's as well, the asymmetry; and
/// the influence and critical products that the caller found. Values are intervals where part of a total is not
/// attributed to partners, and NaN where nothing can be said. The state may be a `sized_bloc`, the power a `bloc`.
/// @throws invalid_parameter as the measures, and for an influence outside [0, 1]
/// Source: that of each measure.
inline constexpr exposure_detail::exposure_report_fn exposure_report{};

/// The same for several powers (hence the plural), the ones to which the state is most exposed in the first channel
/// first: by the lower bound, then by the upper.
///
/// Called as `exposure_reports(state, powers, channels, inputs)`, with a range of identifiers or of blocs. The inputs
/// are those that are the same for all powers, or a function that returns the inputs of each. With two arguments,
/// `exposure_reports(state, channels)`, the powers are all partners that a channel lists.
/// @throws invalid_parameter as `exposure_report`, and for inputs of a single power that are given for all
inline constexpr exposure_detail::exposure_reports_fn exposure_reports{};

/// Reports as one table of text, with a line for each measure and a column for each power: `exposure_table(reports)`.
inline constexpr exposure_detail::exposure_table_fn exposure_table{};

} // namespace equipoise
