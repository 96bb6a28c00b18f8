// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/tally.hpp>
#include <equipoise/core/undefined.hpp>

#include <range/v3/range/access.hpp>
#include <range/v3/range/concepts.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

/// The trend of a series: `trend`, its slopes and its change, in a `trend_line`.
namespace equipoise {

/// The slopes and the change of a series. The change needs two periods with a value, slopes need four.
struct trend_line {
    double slope = undefined;           ///< least squares, per unit of the period
    double median_slope = undefined;    ///< Theil and Sen, per unit of the period
    double change = undefined;          ///< the last value less the first
    double relative_change = undefined; ///< change over the first value, where that is positive
    std::size_t periods = 0;            ///< with a value
    reason why = reason::defined;       ///< why there is no slope
};

namespace change_detail {

/// A period as a number, such as the year.
template <class Period>
[[nodiscard]] constexpr double period_number(Period const& period)
{
    if constexpr (requires { static_cast<double>(period); }) {
        return static_cast<double>(period);
    } else {
        return static_cast<double>(static_cast<int>(period)); // std::chrono::year
    }
}

struct period_of {
    template <class T>
    [[nodiscard]] constexpr double operator()(T const& point) const
    {
        if constexpr (requires { point.period; }) {
            return period_number(point.period);
        } else {
            return period_number(point.first);
        }
    }
};

struct value_of {
    template <class T>
    [[nodiscard]] constexpr double operator()(T const& point) const
    {
        if constexpr (requires { point.result.value; }) {
            return point.result.value; // an observation
        } else if constexpr (requires { point.value; }) {
            return static_cast<double>(point.value);
        } else {
            return static_cast<double>(point.second);
        }
    }
};

/// The periods that have a value, and their values, in units in which their squares are in the range of a double.
struct known_series {
    std::vector<double> periods;
    std::vector<double> values;
    int period_exponent = 0;
    int value_exponent = 0;

    void choose_units()
    {
        period_exponent = rescale(periods);
        value_exponent = rescale(values);
    }

    [[nodiscard]] double slope_from(double units) const
    {
        return detail::scaled(units, value_exponent - period_exponent);
    }

private:
    static int rescale(std::vector<double>& numbers)
    {
        auto largest = 0.0;
        for (auto const x : numbers) {
            largest = (std::max)(largest, x < 0 ? -x : x);
        }
        auto const exponent = detail::scale_for(largest);
        for (auto& x : numbers) {
            x = detail::scaled(x, -exponent);
        }
        return exponent;
    }
};

struct trend_fn {
    template <ranges::input_range R, class PeriodProj = period_of, class ValueProj = value_of>
        requires std::invocable<PeriodProj const&, ranges::range_reference_t<R>>
                 && std::invocable<ValueProj const&, ranges::range_reference_t<R>>
    [[nodiscard]] trend_line operator()(R&& points, PeriodProj period = {}, ValueProj value = {}) const
    {
        auto series = known_series{};
        auto previous = -std::numeric_limits<double>::infinity();
        auto const last = ranges::end(points);
        for (auto it = ranges::begin(points); it != last; ++it) {
            auto&& point = *it;
            auto const t = period_number(std::invoke(period, point));
            auto const y = static_cast<double>(std::invoke(value, point));
            if (!(t - t == 0)) {
                throw invalid_parameter{"trend", "period", t, "finite"};
            }
            if (!(t > previous)) {
                throw invalid_parameter{"trend", "period " + detail::number_text(t)
                                                     + " does not come after the one before it, "
                                                     + detail::number_text(previous)};
            }
            if (!is_undefined(y) && !(y - y == 0)) {
                throw invalid_parameter{"trend", "value in " + detail::number_text(t), y, "finite, or undefined"};
            }
            previous = t;
            if (!is_undefined(y)) {
                series.periods.push_back(t);
                series.values.push_back(y);
            }
        }
        return of(std::move(series));
    }

private:
    [[nodiscard]] static trend_line of(known_series series)
    {
        auto result = trend_line{};
        result.periods = series.periods.size();
        if (result.periods >= 2) {
            auto const base = series.values.front();
            result.change = series.values.back() - base;
            if (base > 0) {
                result.relative_change =
                    (detail::twofold{series.values.back()} - detail::twofold{base}) / detail::twofold{base};
            }
        }
        if (result.periods < 4) {
            result.why = reason::too_few_periods;
            return result;
        }
        series.choose_units();
        result.slope = series.slope_from(least_squares(series)) + 0.0;
        result.median_slope = series.slope_from(median_of_slopes(series)) + 0.0;
        return result;
    }

    [[nodiscard]] static detail::twofold mean(std::vector<double> const& numbers)
    {
        auto sum = detail::running_sum{};
        sum.add(numbers.data(), numbers.size());
        return detail::quotient(sum.value(), {static_cast<double>(numbers.size())});
    }

    /// sum (t - mean t) (y - mean y) / sum (t - mean t)^2
    [[nodiscard]] static double least_squares(known_series const& series)
    {
        auto const middle = mean(series.periods);
        auto const level = mean(series.values);
        auto joint = detail::running_sum{};
        auto spread = detail::running_sum{};
        for (std::size_t i = 0; i < series.periods.size(); ++i) {
            auto const t = detail::twofold{series.periods[i]} - middle;
            joint.add(t * (detail::twofold{series.values[i]} - level));
            spread.add(t * t);
        }
        return joint.value() / spread.value();
    }

    [[nodiscard]] static double median_of_slopes(known_series const& series)
    {
        auto const& t = series.periods;
        auto const& y = series.values;
        auto slopes = std::vector<double>{};
        slopes.reserve(t.size() * (t.size() - 1) / 2);
        for (std::size_t i = 0; i < t.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                slopes.push_back((detail::twofold{y[i]} - detail::twofold{y[j]})
                                 / (detail::twofold{t[i]} - detail::twofold{t[j]}));
            }
        }
        auto const half = slopes.begin() + static_cast<std::ptrdiff_t>(slopes.size() / 2);
        std::nth_element(slopes.begin(), half, slopes.end());
        if (slopes.size() % 2 != 0) {
            return *half;
        }
        return *std::max_element(slopes.begin(), half) / 2 + *half / 2;
    }
};

} // namespace change_detail

/// Trend of a series: the slope by least squares, the median of the slopes between every two periods, and the change.
///
/// `trend(points)` takes a range of `observation`s (what `history` returns), of other elements with the members
/// `period` and `value`, or of pairs of both; or any range with the projections that find period and value. Periods
/// are numbers in ascending order, not necessarily equally spaced. A period with an undefined value is omitted. Slopes
/// are in units of the value per unit of the period, and undefined for fewer than four periods with a value.
/// `relative_change` needs a positive first value. Takes time and memory proportional to the square of the number of
/// periods.
/// @throws invalid_parameter for periods that are not in strictly ascending order, and for infinite values
/// Source: Theil (1950), A rank-invariant method of linear and polynomial regression analysis; Sen (1968), Estimates
/// of the regression coefficient based on Kendall's tau. The minimum of four periods is defined by this library.
inline constexpr change_detail::trend_fn trend{};

} // namespace equipoise
