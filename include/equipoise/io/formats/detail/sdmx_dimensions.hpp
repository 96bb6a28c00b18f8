// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/flow_rows.hpp>
#include <equipoise/io/formats/detail/product_levels.hpp>
#include <equipoise/io/formats/detail/provider_row.hpp>
#include <equipoise/io/formats/detail/sdmx_period.hpp>
#include <equipoise/io/formats/detail/sdmx_providers.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/formats/report.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise::io::detail {

/// What the dimensions of a cube of figures tell of an observation: states, direction, channel, and whether it is asked
/// for.
class sdmx_dimensions {
public:
    /// @param names of the dimensions
    /// @param constant_columns further columns that must have the same value wherever a figure is read
    /// @throws header_error when it is not known which dimensions are reporter and partner, or when the options name a
    /// dimension that the file lacks
    sdmx_dimensions(std::string file, std::vector<std::string> names, std::vector<std::string> const& constant_columns,
                    format_options const& options, sdmx_mapping mapping)
        : file_{std::move(file)}, options_{&options}, names_{std::move(names)}, map_{std::move(mapping)}
    {
        if (auto known = sdmx_provider_with(names_)) {
            map_ = with_defaults(std::move(map_), known->mapping);
            known_ = *std::move(known);
        }
        if (map_.reporter.empty() || map_.partner.empty()) {
            throw header_error{file_, "it is not known which dimensions hold the states of this SDMX file: name "
                                      "reporter and partner in format_options::sdmx; it has "
                                          + list(names_)};
        }
        reporter_ = place(map_.reporter);
        partner_ = place(map_.partner);
        if (!map_.direction.empty()) {
            direction_ = place(map_.direction);
            why_no_flow_ = "the " + map_.direction + " is none of those that are read: " + list(map_.exports)
                           + (map_.exports.empty() || map_.imports.empty() ? "" : ", ") + list(map_.imports);
        }
        for (auto const& each : map_.channels) {
            channels_.push_back({.place = place(each)});
        }
        for (auto const& [name, value] : map_.only) {
            filters_.push_back({place(name), value});
        }
        for (std::size_t i = 0; i < names_.size(); ++i) {
            if (sdmx_is_frequency(names_[i])) {
                frequency_ = i;
            } else if (i != reporter_ && i != partner_ && i != direction_ && !is_ignored(names_[i])
                       && !std::any_of(channels_.begin(), channels_.end(),
                                       [&](channel const& each) { return each.place == i; })) {
                constant_columns_.push_back({names_[i], i, {}});
            }
        }
        for (auto const& each : constant_columns) {
            names_.push_back(each);
            if (!is_ignored(each) && !contains(map_.channels, each) && each != map_.direction) {
                constant_columns_.push_back({each, names_.size() - 1, {}});
            }
        }
    }

    /// The name of the table, which of some tells whether they hold exports or imports.
    void know_table(std::string_view name)
    {
        if (map_.direction.empty() && !map_.all_are) {
            map_.all_are = direction_of_table(name);
        }
        if (known_.needs_direction && map_.direction.empty() && !map_.all_are) {
            throw header_error{file_, "it is not known whether this table holds exports or imports: say so in "
                                      "format_options::sdmx, by all_are or by the dimension that tells it"};
        }
    }

    [[nodiscard]] static bool sdmx_is_frequency(std::string_view name)
    {
        return name == "FREQ" || name == "FREQUENCY" || name == "freq";
    }

    [[nodiscard]] sdmx_provider const& known() const noexcept { return known_; }
    [[nodiscard]] sdmx_mapping const& mapping() const noexcept { return map_; }

    /// The value that a column has wherever a figure is read; empty where none is.
    [[nodiscard]] std::string_view value_of(std::string_view name) const
    {
        for (auto const& each : constant_columns_) {
            if (each.name == name && each.value) {
                return *each.value;
            }
        }
        return {};
    }

    /// Whether the frequency that a row names, if it does, is that of its period.
    [[nodiscard]] bool fits(std::vector<std::string_view> const& codes, sdmx_period when) const
    {
        auto const named = frequency_of(codes, when);
        return named == when.frequency || named == sdmx_frequency::other;
    }

    /// Whether the amount of a flow is negative, which that of a balance or of a rate of change may be.
    [[nodiscard]] static bool is_below_zero(provider_row const& each)
    {
        return each.asked && each.amount < 0 && each.of != row_class::direction && each.of != row_class::sub_row;
    }

    /// What an observation is, but for its amount and flag, which the row has already.
    /// @param codes of the dimensions and of the further columns, in the order of the names
    /// @throws input_error when figures on different things would be added
    void classify(provider_row& each, std::vector<std::string_view> const& codes, sdmx_period when, std::size_t line)
    {
        each.period = when.number;
        each.reporter_text = codes[reporter_];
        each.partner_text = codes[partner_];
        each.asked = passes(codes) && options_->wants_year(year_of(when.number));
        tell_direction(each, codes);
        each.product = channel_of(codes);
        auto const frequency = frequency_of(codes, when);
        if (frequency != as_sdmx(options_->frequency)) {
            each.of = row_class::sub_row;
            why_sub_row_ =
                "the figure is " + std::string{frequency_name(frequency)} + ", " + std::string{asked()} + " are asked";
            each.why = why_sub_row_;
            return;
        }
        each.reporter = meaning(each.reporter_text, year_of(when.number));
        each.partner = meaning(each.partner_text, year_of(when.number));
        if (each.of == row_class::used && contains(map_.totals, each.partner_text)) {
            each.of = row_class::aggregate;
            each.why = "the partner stands for all partners";
            each.states_total = true;
        }
        if (each.asked && each.of != row_class::direction && options_->wants_product(each.product)) {
            auto const known = !is_undefined(each.amount);
            for (auto& part : channels_) {
                if (known || options_->product_level) {
                    part.levels.place(each, codes[part.place], *options_, names_[part.place], file_, line);
                }
            }
            if (known && (each.of == row_class::used || each.states_total)) {
                check(each, codes, line);
            }
        }
    }

    /// Adds what the columns tell of the amounts.
    void add_to(format_report& report, std::string_view unit_column, std::string_view power_column) const
    {
        report.about.provider = known_.name.empty() ? report.about.provider : known_.name;
        auto const power = value_of(power_column);
        auto const applied = map_.multiplier == power_of_ten::apply;
        auto unit_text = value_of(unit_column);
        for (auto const& each : first_of_way_) { // MIO_IMP_VAL tells direction and unit
            unit_text = unit_text.empty() && each ? std::string_view{*each} : unit_text;
        }
        report.unit = known_.unit != unit::unstated ? known_.unit : sdmx_unit(unit_text, applied ? "0" : power);
        if (!power.empty() && power != "0" && !applied) {
            report.notes.push_back(std::string{power_column} + " is " + std::string{power}
                                   + "; amounts are kept as the file states them, in "
                                   + std::string{in_words(report.unit)});
        }
    }

private:
    static constexpr auto none = (std::numeric_limits<std::size_t>::max)();

    /// A column that must have one value.
    struct one_value {
        std::string name;
        std::size_t place;
        std::optional<std::string> value;
    };

    /// A dimension that is part of the channel.
    struct channel {
        std::size_t place;
        product_levels levels{};
    };

    [[nodiscard]] static std::string list(std::vector<std::string> const& names)
    {
        auto out = std::string{};
        for (auto const& each : names) {
            out += (out.empty() ? "" : ", ") + each;
        }
        return out;
    }

    [[nodiscard]] std::size_t place(std::string const& name) const
    {
        auto const at = std::find(names_.begin(), names_.end(), name);
        if (at == names_.end()) {
            throw header_error{file_, "the file has no dimension " + detail::quoted(name)
                                          + ", which format_options::sdmx "
                                            "names; it has "
                                          + list(names_)};
        }
        return static_cast<std::size_t>(at - names_.begin());
    }

    [[nodiscard]] bool is_ignored(std::string_view name) const { return contains(map_.ignored, name); }

    [[nodiscard]] static bool contains(std::vector<std::string> const& texts, std::string_view text)
    {
        return std::find(texts.begin(), texts.end(), text) != texts.end();
    }

    /// The frequency that a row names, or else that of its period. Figures of business days are written as days.
    [[nodiscard]] sdmx_frequency frequency_of(std::vector<std::string_view> const& codes, sdmx_period when) const
    {
        auto const named = frequency_ != none && codes[frequency_].size() == 1;
        return named && when.frequency != sdmx_frequency::daily ? sdmx_frequency_of(codes[frequency_]) : when.frequency;
    }

    [[nodiscard]] std::string asked() const
    {
        return std::string{frequency_name(as_sdmx(options_->frequency))} + " ones";
    }

    /// Whether an observation has one of the wanted values of each dimension that is filtered.
    [[nodiscard]] bool passes(std::vector<std::string_view> const& codes) const
    {
        return std::all_of(filters_.begin(), filters_.end(), [&](auto const& filter) {
            return std::any_of(filters_.begin(), filters_.end(), [&](auto const& other) {
                return other.first == filter.first && codes[other.first] == other.second;
            });
        });
    }

    void tell_direction(provider_row& each, std::vector<std::string_view> const& codes) const
    {
        auto way = map_.all_are;
        if (direction_ != none) {
            auto const code = codes[direction_];
            each.key_rest = code;
            if (contains(map_.exports, code)) {
                way = direction::exports;
            } else if (contains(map_.imports, code)) {
                way = direction::imports;
            } else {
                each.of = row_class::direction;
                each.why = why_no_flow_;
            }
        }
        if (way) {
            each.from_partner = *way == direction::imports;
            each.by = each.from_partner ? reported_by::importer : reported_by::exporter;
        }
    }

    [[nodiscard]] std::string_view channel_of(std::vector<std::string_view> const& codes)
    {
        if (channels_.size() == 1) {
            return codes[channels_.front().place];
        }
        channel_.clear();
        for (auto const& each : channels_) {
            channel_ += (&each == &channels_.front() ? "" : "/") + std::string{codes[each.place]};
        }
        return channel_;
    }

    [[nodiscard]] code_meaning meaning(std::string_view text, int year) const
    {
        if (contains(map_.totals, text) || contains(map_.groups, text)) {
            return {code_kind::aggregate, {}};
        }
        if (contains(map_.areas, text)) {
            return {code_kind::area, {}};
        }
        auto const& codes = map_.codes != nullptr ? *map_.codes : text.size() == 2 ? dialects::eurostat : dialects::iso;
        auto const found = codes.meaning(text, year);
        if (found.kind != code_kind::unknown) {
            return found;
        }
        // SDMX writes _T for a total, _X for what is not specified and _Z for what does not apply; Eurostat ASI_OTH for
        // other states of Asia, which are not listed; a code of two
        // characters with a digit, such as 5R and W1, is a group of states in the lists of the BIS, the ECB and the
        // IMF.
        if (text == "_T") {
            return {code_kind::aggregate, {}};
        }
        if ((text.size() == 2 && text[0] == '_') || text.ends_with("_OTH")) {
            return {code_kind::area, {}};
        }
        auto const digit = [](char c) { return c >= '0' && c <= '9'; };
        if (text.size() == 2 && (digit(text[0]) || digit(text[1]))) {
            return {code_kind::aggregate, {}};
        }
        return found;
    }

    /// Refuses a figure on another thing than the figures before it.
    void check(provider_row const& each, std::vector<std::string_view> const& codes, std::size_t line)
    {
        auto const differs = [&](std::string const& name, std::string const& one, std::string_view other,
                                 char const* what_to_do) {
            return input_error{file_ + ":" + std::to_string(line), name + " has the values " + detail::quoted(one)
                                                                       + " and " + detail::quoted(other)
                                                                       + " in rows that are "
                                                                         "read; "
                                                                       + what_to_do};
        };
        for (auto& column : constant_columns_) {
            if (!column.value) {
                column.value = codes[column.place];
            } else if (*column.value != codes[column.place]) {
                throw differs(column.name, *column.value, codes[column.place],
                              "name the one to read in format_options::sdmx.only, or the dimension in channels or "
                              "ignored");
            }
        }
        if (direction_ != none) {
            auto& first = first_of_way_[each.from_partner ? 1 : 0];
            if (!first) {
                first = codes[direction_];
            } else if (*first != codes[direction_]) {
                throw differs(map_.direction, *first, codes[direction_],
                              "they are the same flows, so that one of them is to be named in format_options::sdmx");
            }
        }
    }

    std::string file_;
    format_options const* options_;
    std::vector<std::string> names_;
    sdmx_mapping map_;
    sdmx_provider known_{};
    std::size_t reporter_ = none;
    std::size_t partner_ = none;
    std::size_t direction_ = none;
    std::size_t frequency_ = none;
    std::vector<channel> channels_;
    std::vector<std::pair<std::size_t, std::string>> filters_;
    std::vector<one_value> constant_columns_;
    std::array<std::optional<std::string>, 2> first_of_way_{};
    std::string why_no_flow_;
    std::string why_sub_row_;
    std::string channel_;
};

} // namespace equipoise::io::detail
