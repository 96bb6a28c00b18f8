// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/tie_rows.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The format `fbic_file`: the Formal Bilateral Influence Capacity index.
namespace equipoise::io {

namespace detail {

struct fbic_format {
    static constexpr format_facts about{
        .name = "fbic", .provider = "Formal Bilateral Influence Capacity index", .subject = subject::ties};
    static constexpr bool absent_is_none = false;
    static constexpr bool mutual = false;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.has_all({"iso3a", "iso3b", "year", "fbic"})
               || (head.has_all({"iso3", "year"})
                   && std::any_of(head.names.begin(), head.names.end(),
                                  [](std::string_view name) { return power_in(name, "fbic").has_value(); }));
    }

    explicit fbic_format(file_head const& head, std::vector<std::string> const& kinds = {}) : wide_{!head.has("iso3a")}
    {
        auto const usual = std::vector<std::string>{"fbic", "bandwidth", "dependence"};
        auto const& wanted = kinds.empty() ? usual : kinds;
        if (!wide_) {
            columns_.find(head, wanted, "", !kinds.empty());
            return;
        }
        for (auto const& kind : wanted) {
            auto const before = columns_.names.size();
            for (auto const& name : head.names) {
                if (auto power = power_in(name, kind)) {
                    columns_.names.push_back(name);
                    columns_.kinds.push_back(kind);
                    powers_.push_back(*std::move(power));
                }
            }
            if (columns_.names.size() == before && !kinds.empty()) {
                throw header_error{head.file, head.preamble.size() + 1,
                                   "no columns of " + detail::quoted(kind) + ", which the options ask for"};
            }
        }
    }

    [[nodiscard]] delimited_options<> layout() const
    {
        auto columns = std::vector<column>{wide_ ? "iso3" : "iso3a", wide_ ? "iso3" : "iso3b", "year"};
        columns.insert(columns.end(), columns_.names.begin(), columns_.names.end());
        return {.columns = columns};
    }

    [[nodiscard]] static code_meaning meaning(std::string_view text, int year)
    {
        return dialects::iso.meaning(text, year);
    }

    template <class Take>
    void read(row const& from, Take const& take) const
    {
        auto const year = year_at(from, 2);
        for (std::size_t i = 0; i < columns_.kinds.size(); ++i) {
            auto const a = wide_ ? std::string_view{powers_[i]} : from.trimmed(0);
            take(tie_cell{a, from.trimmed(1), year, year, columns_.kinds[i], 3 + i});
        }
    }

private:
    /// The power of a column such as "fbic_chn", in capitals: "CHN".
    [[nodiscard]] static std::optional<std::string> power_in(std::string_view name, std::string_view kind)
    {
        if (name.size() != kind.size() + 4 || !name.starts_with(kind) || name[kind.size()] != '_') {
            return std::nullopt;
        }
        auto power = std::string{name.substr(kind.size() + 1)};
        for (auto& c : power) {
            if (c < 'a' || c > 'z') {
                return std::nullopt;
            }
            c = static_cast<char>(c - 'a' + 'A');
        }
        return power;
    }

    bool wide_;
    kind_columns columns_;
    std::vector<std::string> powers_; ///< of each column of a copy that is wide by power
};

} // namespace detail

/// The Formal Bilateral Influence Capacity index: the influence of a state on another one, by pair and year. Columns
/// iso3a, iso3b, year, and fbic, bandwidth and dependence; the options can ask for any other column of numbers among
/// the 280. Also copies that are wide by power, with the columns iso3, year, fbic_chn, fbic_rus and so on: the power
/// influences the state of the row.
/// Source: Moyer, Meisel, Matthews, Bohl and Burrows (2021), China-US Competition: Measuring Global Influence.
inline constexpr format_of<detail::fbic_format> fbic_file{};

} // namespace equipoise::io
