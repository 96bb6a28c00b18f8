// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/iso3.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/io/formats/facts.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/formats/report.hpp>
#include <equipoise/io/options.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

/// Indicators of single states, such as GDP and capabilities, as they are read from the files of providers.
namespace equipoise::io {

/// A figure of a state in a year.
struct reported_indicator {
    iso3 state{};
    int year = 0;
    std::string indicator{};          ///< by its code or column: "NY.GDP.MKTP.CD", "cinc"
    double value = undefined;         ///< NaN where it is unknown, also where only its bounds are known
    std::optional<interval> bounds{}; ///< where the value is not known, but these are: SIPRI's 0 is between 0 and 0.5

    friend bool operator==(reported_indicator const&, reported_indicator const&) = default;
};

/// The indicators of one state in a year, in the order in which they were asked for; empty where unknown.
struct indicator_row {
    iso3 id{};
    std::vector<std::optional<double>> values{};
};

/// The indicators of a provider's file, in order of indicator, year and state.
struct provider_indicators {
    std::vector<reported_indicator> values;
    format_report report;

    /// A figure; empty where it is unknown or not in the file, so that it fits the members of `state`:
    ///
    ///     auto const mongolia = state{"MNG"_iso3, gdp.value("MNG"_iso3, 2019, "NY.GDP.MKTP.CD")};
    [[nodiscard]] std::optional<double> value(iso3 state, int year, std::string_view indicator) const
    {
        auto const* const found = find(state, year, indicator);
        return found != nullptr && !is_undefined(found->value) ? std::optional{found->value} : std::nullopt;
    }

    /// The same in another unit of the currency: GDP in thousand US$ goes with flows in thousand US$.
    /// @throws invalid_parameter where the unit of the indicator is not known, or another currency
    [[nodiscard]] std::optional<double> value(iso3 state, int year, std::string_view indicator, unit to) const
    {
        auto const from = unit_of(indicator);
        if (per_base_unit(from) == 0 || !converts(from, to)) {
            throw invalid_parameter{report.file, "unit of " + std::string{indicator}, in_words(from),
                                    "one that converts to " + std::string{in_words(to)}};
        }
        auto const found = value(state, year, indicator);
        return found ? std::optional{converted(*found, from, to)} : std::nullopt;
    }

    /// The states whose figure is known in a year, with it, in the order of their codes. They can be measured, as in
    /// `effective_poles(nmc.known(2010, "cinc"), &std::pair<iso3, double>::second)`, and make a portfolio.
    [[nodiscard]] std::vector<std::pair<iso3, double>> known(int year, std::string_view indicator) const
    {
        auto found = std::vector<std::pair<iso3, double>>{};
        for_each(year, indicator, [&](reported_indicator const& each) {
            if (!is_undefined(each.value)) {
                found.emplace_back(each.state, each.value);
            }
        });
        return found;
    }

    /// The states that are in the file in a year without a figure.
    [[nodiscard]] std::vector<iso3> unknown(int year, std::string_view indicator) const
    {
        auto found = std::vector<iso3>{};
        for_each(year, indicator, [&](reported_indicator const& each) {
            if (is_undefined(each.value)) {
                found.push_back(each.state);
            }
        });
        return found;
    }

    /// Several indicators of all states in a year, as `cinc` takes them:
    ///
    ///     auto const rows = nmc.rows(2010, {"milex", "milper", "irst", "pec", "tpop", "upop"});
    ///     auto const shares = cinc(rows, &io::indicator_row::values);
    [[nodiscard]] std::vector<indicator_row> rows(int year, std::vector<std::string> const& indicators) const
    {
        auto table = std::vector<indicator_row>{};
        for (auto const& name : indicators) {
            for_each(year, name, [&](reported_indicator const& each) { table.push_back({each.state, {}}); });
        }
        std::sort(table.begin(), table.end(), [](auto const& a, auto const& b) { return a.id < b.id; });
        table.erase(std::unique(table.begin(), table.end(), [](auto const& a, auto const& b) { return a.id == b.id; }),
                    table.end());
        for (auto& each : table) {
            for (auto const& name : indicators) {
                each.values.push_back(value(each.id, year, name));
            }
        }
        return table;
    }

    /// The unit of an indicator, as far as its code tells it: those of the World Bank that end in ".CD" are current
    /// US$.
    [[nodiscard]] unit unit_of(std::string_view indicator) const
    {
        return report.about.name == "world_bank" && indicator.ends_with(".CD") ? unit::usd : report.unit;
    }

    /// The row of a figure, which is known or not; nullptr where the file has none.
    [[nodiscard]] reported_indicator const* find(iso3 state, int year, std::string_view indicator) const
    {
        auto const wanted = std::tuple{indicator, year, state};
        auto const found = std::lower_bound(values.begin(), values.end(), wanted,
                                            [](auto const& each, auto const& key) { return key_of(each) < key; });
        return found != values.end() && key_of(*found) == wanted ? &*found : nullptr;
    }

private:
    [[nodiscard]] static std::tuple<std::string_view, int, iso3> key_of(reported_indicator const& each)
    {
        return {each.indicator, each.year, each.state};
    }

    template <class F>
    void for_each(int year, std::string_view indicator, F const& f) const
    {
        auto const first = std::tuple{indicator, year, iso3{}};
        auto at = std::lower_bound(values.begin(), values.end(), first,
                                   [](auto const& each, auto const& key) { return key_of(each) < key; });
        for (; at != values.end() && at->year == year && at->indicator == indicator; ++at) {
            f(*at);
        }
    }
};

/// How a file of indicators is read. All that is set aside is counted in the books of the result; they count each
/// figure.
struct indicator_options {
    std::vector<int> years{};              ///< to read; none means all
    std::vector<std::string> indicators{}; ///< to read, by code or column; none means all of the format

    /// Codes or names of the file that are read as a state besides those of the provider's list.
    std::vector<std::pair<std::string, iso3>> read_as{};
    io::repeats repeats = repeats::refuse; ///< of a figure: an error, or the first, last or largest counts

    /// With `skip`, a figure that is no number is unknown, and the books say why; a row of which the state or the year
    /// cannot be read is refused.
    on_malformed malformed = fail;
    bool unknown_codes = false; ///< whether rows of states that are not known are set aside as refused, not an error

    std::size_t block_size = std::size_t{1} << 18U; ///< bytes read at a time
    std::size_t longest_row = std::size_t{1} << 24U;
    bool multiline = true; ///< whether a quoted field may hold line breaks; if not, its row is malformed

    [[nodiscard]] bool wants(std::string_view indicator) const
    {
        return indicators.empty() || std::find(indicators.begin(), indicators.end(), indicator) != indicators.end();
    }
};

} // namespace equipoise::io
