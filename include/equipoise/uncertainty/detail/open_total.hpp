// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/evaluation.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/model/declared.hpp>
#include <equipoise/model/unknown_partners.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

/// The interval of an index where amounts are not known and no total is: each of these partners may have any amount,
/// from the part of it that is known to infinity.
///
/// An index that rises (or falls) whenever flows are concentrated has one end where one of them has everything. That is
/// a limit. It has the other end where all of them have the same amount, those that are known to have more excepted. Up
/// to a certain common amount the flows become more even, beyond it less so: the index falls, then rises, and a search
/// finds the place. Source: majorisation, as in Marshall, Olkin and Arnold (2011), Inequalities; that the index falls
/// and then rises is derived from that by this library.
namespace equipoise::uncertainty_detail {

/// Known amounts, the known parts of those that are not known, and the units of both.
struct open_amounts {
    detail::totals known;           ///< of the known amounts, in units that suit the known parts as well
    std::vector<double> at_least{}; ///< in these units, from the largest to the smallest
    double least = 0;               ///< of the amounts that are positive, known ones and known parts; 0 without any
    double most = 0;

    template <portfolio_like Flows>
    [[nodiscard]] static open_amounts of(Flows const& flows)
    {
        auto open = open_amounts{flows.totals()};
        open.known.why_unknown = reason::defined;
        open.known.unattributed = {};
        auto largest = 0.0;
        auto const unknown = detail::unknown_in(flows);
        for (auto const& each : unknown) {
            largest = (std::max)(largest, detail::known_part_of(flows, each, 0));
        }
        detail::rescale_for(largest, open.known);
        for (auto const& each : unknown) {
            open.at_least.push_back(detail::known_part_of(flows, each, open.known.exponent));
        }
        open.at_least.resize(open.at_least.size() + (std::min)(detail::unnamed_in(flows), most_unnamed));
        for (std::size_t i = 0; i < flows.size(); ++i) {
            open.include(flows.scaled(i, open.known.exponent));
        }
        open.finish();
        return open;
    }

    /// Of amounts in the units of their totals.
    [[nodiscard]] static open_amounts of(std::vector<double> const& amounts, detail::totals const& sums,
                                         std::vector<double> at_least)
    {
        auto open = open_amounts{sums, std::move(at_least)};
        for (auto const amount : amounts) {
            open.include(amount);
        }
        open.finish();
        return open;
    }

    [[nodiscard]] std::size_t partners() const noexcept { return known.listed + at_least.size(); }

private:
    static constexpr std::size_t most_unnamed = 1'000'000; ///< further rows change the result by less than rounding

    void include(double amount) noexcept
    {
        if (amount > 0) {
            least = least == 0 || amount < least ? amount : least;
            most = (std::max)(most, amount);
        }
    }

    void finish()
    {
        std::sort(at_least.begin(), at_least.end(), [](double a, double b) { return a > b; });
        for (auto const amount : at_least) {
            include(amount);
        }
    }
};

/// The index where each unknown partner has `level`, or more where that is known.
template <class Rule, class Amounts>
[[nodiscard]] double at_level(Rule rule, Amounts const& amounts, open_amounts const& open, double level)
{
    auto sums = open.known;
    auto unknown = detail::running_sum{};
    auto above = std::size_t{0};
    while (above < open.at_least.size() && open.at_least[above] > level) {
        unknown.add(open.at_least[above++]);
    }
    auto const others = static_cast<double>(open.at_least.size() - above);
    auto const together = detail::two_product(level, others);
    sums.unattributed = unknown.value() + together;
    if (sums.whole().hi == 0) {
        return undefined;
    }
    if constexpr (requires { rule.hidden = others; }) {
        rule.hidden = static_cast<double>(open.at_least.size());
    }
    auto completed = detail::evaluation<Rule>{rule};
    completed.over(amounts, std::as_const(sums));
    for (std::size_t i = 0; i < above; ++i) {
        completed.attribute(open.at_least[i], 1);
    }
    if (others > 0) {
        completed.attribute(level, others);
    }
    completed.close();
    return completed.results()[0].value;
}

/// The least value of a function of a positive number that falls and then rises, between `low` and `high`; the function
/// may be infinite. By golden sections of the binary digits of the number, which run about as its logarithm.
template <class F>
[[nodiscard]] double least_value(F const& f, double low, double high)
{
    auto const number = [](std::uint64_t bits) { return std::bit_cast<double>(bits); };
    auto first = std::bit_cast<std::uint64_t>(low);
    auto last = std::bit_cast<std::uint64_t>(high);
    auto const at_low = f(low);
    auto const at_high = f(high);
    auto best = (std::min)(at_low, at_high);
    // a grid first, as rounding may feign slopes where the function is all but flat
    constexpr std::uint64_t steps = 32;
    if (auto const step = (last - first) / steps; step > 0) {
        auto place = std::uint64_t{0};
        for (std::uint64_t i = 1; i < steps; ++i) {
            if (auto const value = f(number(first + i * step)); value < best) {
                best = value;
                place = i;
            }
        }
        if (place == 0 && at_high < at_low) {
            place = steps;
        }
        auto const begin = first;
        first = place == 0 ? begin : begin + (place - 1) * step;
        last = place + 1 >= steps ? last : begin + (place + 1) * step;
    }
    auto const golden = [](std::uint64_t width) {
        return static_cast<std::uint64_t>(0.38196601125010515 * static_cast<double>(width));
    };
    auto left = first + golden(last - first);
    auto right = last - golden(last - first);
    auto of_left = f(number(left));
    auto of_right = f(number(right));
    while (last - first > 4) {
        best = (std::min)({best, of_left, of_right});
        if (of_left <= of_right) {
            last = right;
            right = left;
            of_right = of_left;
            left = first + golden(last - first);
            of_left = f(number(left));
        } else {
            first = left;
            left = right;
            of_left = of_right;
            right = last - golden(last - first);
            of_right = f(number(right));
        }
    }
    return (std::min)({best, of_left, of_right});
}

/// The interval of an index of amounts that are known in part.
template <class Rule, class Amounts>
[[nodiscard]] interval open_interval(Rule const& rule, Amounts const& amounts, open_amounts const& open)
{
    if constexpr (requires { requires Rule::counts_only; }) {
        return {undefined, undefined}; // no amount between two whole numbers is a count
    } else {
        constexpr auto sign = Rule::about.effect == concentrating::raises ? 1.0 : -1.0;
        auto const at = [&](double level) {
            auto const value = sign * at_level(rule, amounts, open, level);
            return is_undefined(value) ? std::numeric_limits<double>::infinity() : value;
        };
        auto const level = open.most == 0 ? 1.0 : open.least;
        auto const even = sign * least_value(at, level, open.most == 0 ? 1.0 : open.most);
        auto everything = std::vector<double>(open.partners());
        everything.front() = 1;
        auto uneven = index_fn<Rule>{rule}(everything);
        if (describe(index_fn<Rule>{rule}).counts_traces) {
            // the smallest amounts count, so that the limit is not where one partner has everything
            auto const nothing = at_level(rule, amounts, open, 0);
            uneven = is_undefined(nothing) ? uneven : nothing;
        }
        if (is_undefined(even) || is_undefined(uneven) || even == sign * std::numeric_limits<double>::infinity()) {
            return {undefined, undefined};
        }
        return even <= uneven ? interval{even, uneven} : interval{uneven, even};
    }
}

} // namespace equipoise::uncertainty_detail
