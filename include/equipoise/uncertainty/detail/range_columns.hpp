// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/model/declared.hpp>
#include <equipoise/model/identifier.hpp>
#include <equipoise/model/unknown_partners.hpp>
#include <equipoise/uncertainty/declared_range.hpp>
#include <equipoise/uncertainty/detail/outward_sum.hpp>
#include <equipoise/uncertainty/partner_range.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Columns of ranges, and how they are made of rows and of portfolios.
namespace equipoise::uncertainty_detail {

inline constexpr auto without_limit = std::numeric_limits<double>::infinity();

[[nodiscard]] inline std::string text_of_range(interval range)
{
    return '[' + detail::number_text(range.low) + ", " + detail::number_text(range.high) + ']';
}

/// @throws invalid_amount for an end that is negative or NaN, for an infinite low end, and for ends in the wrong order
inline void check_range(interval range, std::string_view name, std::size_t position)
{
    auto const refuse = [&](double value, std::string_view required) {
        throw invalid_amount{name, position, value, "range " + text_of_range(range), required};
    };
    if (!(range.low >= 0 && range.low <= (std::numeric_limits<double>::max)())) {
        refuse(range.low, "the low end of a range is finite and not negative");
    }
    if (!(range.high >= 0)) {
        refuse(range.high, "the high end of a range is not negative");
    }
    if (range.low > range.high) {
        refuse(range.low, "the low end of a range is not above its high end");
    }
}

/// @throws invalid_parameter for ends that are negative or NaN, for an infinite low end, and for a wrong order
inline void check_declared(declared_range const& known, std::string_view name)
{
    auto const check = [&](interval range, std::string_view parameter) {
        if (!(range.low >= 0 && range.low <= (std::numeric_limits<double>::max)() && range.low <= range.high)) {
            throw invalid_parameter{name, parameter, text_of_range(range),
                                    "a range with 0 <= low <= high and a finite low end"};
        }
    };
    if (known.total) {
        check(*known.total, "total");
    }
    check(known.unlisted, "unlisted");
}

/// The sum of ranges, rounded outward.
[[nodiscard]] inline interval sum_of_ranges(std::span<double const> lows, std::span<double const> highs) noexcept
{
    auto low = outward_sum<false>{};
    auto high = outward_sum<true>{};
    for (auto const each : lows) {
        low.add(each);
    }
    for (auto const each : highs) {
        high.add(each);
    }
    return {low.value(), high.value()};
}

/// @throws invalid_parameter for a total that no amounts within the ranges have
inline void check_total(std::span<double const> lows, std::span<double const> highs, declared_range const& known,
                        std::string_view name)
{
    if (!known.total) {
        return;
    }
    auto const listed = sum_of_ranges(lows, highs);
    auto const noise = 1 + static_cast<double>(lows.size() + 1) * std::numeric_limits<double>::epsilon();
    auto const low = listed.low + known.unlisted.low;
    auto const high = listed.high + known.unlisted.high;
    if (known.total->low > high * noise || low > known.total->high * noise) {
        throw invalid_parameter{name, "total", text_of_range(*known.total),
                                "a range that overlaps " + text_of_range({low, high})
                                    + ", the least and the most that the partners have together"};
    }
}

/// Rows of ranges, sorted by partner, those of the same partner added up.
template <identifier Id>
struct range_columns {
    std::vector<Id> ids{};
    std::vector<double> lows{};
    std::vector<double> highs{};

    /// @param rows valid ranges
    void append(std::vector<partner_range<Id>>& rows)
    {
        // by amounts as well, so that a sum does not depend on the order of its rows
        std::sort(rows.begin(), rows.end(), [](auto const& a, auto const& b) {
            return a.id < b.id || (!(b.id < a.id) && (a.low < b.low || (a.low == b.low && a.high < b.high)));
        });
        for (std::size_t i = 0; i < rows.size();) {
            auto low = outward_sum<false>{};
            auto high = outward_sum<true>{};
            auto const first = i;
            for (; i < rows.size() && rows[i].id == rows[first].id; ++i) {
                low.add(rows[i].low);
                high.add(rows[i].high);
            }
            add(rows[first].id, {low.value(), high.value()});
        }
    }

    void add(Id const& id, interval range)
    {
        ids.push_back(id);
        lows.push_back(range.low + 0.0); // 0 in place of -0
        highs.push_back(range.high + 0.0);
    }
};

/// A portfolio of points as ranges: its columns, what is declared, and why nothing is known of its total.
template <identifier Id>
struct ranges_of_points {
    range_columns<Id> columns{};
    declared_range known{};
    reason why_unknown = reason::defined;

    /// Appends the ranges of a portfolio, where range_of(amount) is that of an amount.
    template <portfolio_like Flows, class RangeOf>
    void append(Flows const& flows, RangeOf const& range_of)
    {
        auto const& sums = flows.totals();
        auto const unknown = detail::unknown_in(flows);
        auto const anybodys = detail::unnamed_in(flows) != 0; // rows that may be those of any partner
        auto next = unknown.begin();
        auto const add_unknown = [&](auto const& each) {
            columns.add(each.id, {range_of(detail::known_part_of(flows, each, 0)).low, without_limit});
        };
        for (std::size_t i = 0; i < flows.size(); ++i) {
            auto const& id = flows.ids()[i];
            for (; next != unknown.end() && next->id < id; ++next) {
                add_unknown(*next);
            }
            auto const range = range_of(detail::number_of(flows.amounts()[i], flows.unit()));
            columns.add(id, {range.low, anybodys ? without_limit : range.high});
        }
        for (; next != unknown.end(); ++next) {
            add_unknown(*next);
        }
        known = {.listing = flows.listing()};
        why_unknown = reason::defined;
        if (anybodys) {
            known.unlisted = {0, without_limit};
        } else if (sums.why_unknown != reason::defined) {
            why_unknown = unknown.empty() ? sums.why_unknown : reason::defined;
        } else if (sums.unattributed.hi != 0) {
            auto const total = detail::scaled(sums.whole().value(), sums.exponent);
            known.total = interval{total, total};
            known.unlisted = {0, without_limit};
        }
        if (sums.why_unknown == reason::contradictory_total) {
            why_unknown = sums.why_unknown;
        }
    }
};

} // namespace equipoise::uncertainty_detail
