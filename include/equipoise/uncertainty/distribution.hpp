// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/numeric/elementary.hpp>
#include <equipoise/core/tally.hpp>
#include <equipoise/core/undefined.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise {

/// The values of an index for many draws of the flows, as `resample` computes them, and what they say: mean, standard
/// deviation, quantiles.
///
/// A draw in which the index has no value is NaN. Such draws are counted, and all statistics are those of the other
/// draws. Where more than half of all draws have no value, every statistic is undefined (NaN) as well. Statistics have
/// the same bits on every machine; each call passes over the draws a few times.
///
/// Where a part of the flows is not attributed to partners, an index has an interval in every draw. The draws
/// themselves are then NaN, and `lows()` and `highs()` are the distributions of the ends of the intervals.
class distribution {
public:
    distribution() = default;

    /// Of the values in the order of their draws, NaN for a draw without a value. `estimate` is the index of the flows
    /// as they are stated, `bounds` the interval of the index in each draw (nothing where all of them are points), and
    /// `why` the reason of the first draw that has no value.
    explicit distribution(std::vector<double> draws, double estimate = undefined,
                          std::vector<equipoise::interval> bounds = {}, reason why = reason::defined)
        : draws_{std::move(draws)}, bounds_{std::move(bounds)}, estimate_{estimate}, why_{why}
    {
        for (auto const value : draws_) {
            if (!is_undefined(value)) {
                least_ = defined_ == 0 || value < least_ ? value : least_;
                most_ = defined_ == 0 || value > most_ ? value : most_;
                ++defined_;
            }
        }
    }

    /// The values in the order of their draws.
    [[nodiscard]] std::vector<double> const& draws() const& noexcept { return draws_; }
    [[nodiscard]] std::vector<double> draws() && { return std::move(draws_); }
    [[nodiscard]] std::size_t undefined_draws() const noexcept { return draws_.size() - defined_; }

    /// The index of the flows as they are stated, not drawn; NaN where it is undefined.
    [[nodiscard]] double estimate() const noexcept { return estimate_; }

    /// Why the statistics are undefined, in words: why the first draw without a value has none. Empty where they are
    /// defined.
    [[nodiscard]] std::string_view why_undefined() const noexcept
    {
        return usable() ? std::string_view{} : draws_.empty() ? "there are no draws" : words(why_);
    }

    /// The mean of the draws. Rounding errors of their sum do not affect it.
    [[nodiscard]] double mean() const
    {
        return usable() ? detail::scaled(scaled_mean(exponent()).value(), exponent()) : undefined;
    }

    /// The standard deviation of the draws: the root of the sum of squared deviations from the mean, divided by the
    /// number of draws less one. Undefined for a single draw.
    [[nodiscard]] double sd() const
    {
        if (!usable() || defined_ < 2) {
            return undefined;
        }
        auto const power = exponent();
        auto const centre = scaled_mean(power);
        auto squares = detail::running_sum{};
        for_each_defined([&](double value) {
            auto const apart = (detail::twofold{detail::scaled(value, -power)} - centre).value();
            squares.add(detail::two_product(apart, apart));
        });
        auto const variance = squares.value() / detail::twofold{static_cast<double>(defined_ - 1)};
        return detail::scaled(detail::square_root(variance), power);
    }

    /// The mean less the estimate. It shows by how much the model of error shifts the index, and is not subtracted from
    /// anything: the HHI, for instance, is on average too high wherever errors are not common to all flows.
    [[nodiscard]] double bias() const { return is_undefined(estimate_) || !usable() ? undefined : mean() - estimate_; }

    /// The value below which a part p of the draws lies, between neighbouring draws by linear interpolation: type 7 of
    /// Hyndman and Fan (1996), Sample quantiles in statistical packages, which R and numpy use unless told otherwise.
    /// @throws invalid_parameter unless p is in [0, 1]
    [[nodiscard]] double quantile(double p) const
    {
        if (!(p >= 0 && p <= 1)) {
            throw invalid_parameter{"distribution", "p", p, "in [0, 1]"};
        }
        if (!usable()) {
            return undefined;
        }
        auto values = std::vector<double>{};
        values.reserve(defined_);
        for_each_defined([&](double value) { values.push_back(value); });
        auto const place = static_cast<double>(defined_ - 1) * p;
        auto const below = detail::whole_part(place);
        auto const part = place - below;
        auto const at = values.begin() + static_cast<std::ptrdiff_t>(below);
        std::nth_element(values.begin(), at, values.end());
        if (part == 0) {
            return *at;
        }
        auto const next = *std::min_element(at + 1, values.end());
        return next == *at ? *at : *at + detail::rounded(part * (next - *at));
    }

    /// The interval that holds the middle `level` of the draws: .95 gives the quantiles .025 and .975.
    /// @throws invalid_parameter unless the level is in (0, 1)
    [[nodiscard]] equipoise::interval interval(double level) const
    {
        if (!(level > 0 && level < 1)) {
            throw invalid_parameter{"distribution", "level", level, "in (0, 1)"};
        }
        return {quantile((1 - level) / 2), quantile((1 + level) / 2)};
    }

    /// The distribution of the low ends of the interval that the index has in each draw, and that of the high ends.
    /// Both are the distribution itself where nothing is left unattributed.
    [[nodiscard]] distribution lows() const { return ends(&equipoise::interval::low); }
    [[nodiscard]] distribution highs() const { return ends(&equipoise::interval::high); }

private:
    /// Whether at least half of all draws have a value.
    [[nodiscard]] bool usable() const noexcept { return !draws_.empty() && defined_ >= undefined_draws(); }

    template <class F>
    void for_each_defined(F const& f) const
    {
        for (auto const value : draws_) {
            if (!is_undefined(value)) {
                f(value);
            }
        }
    }

    /// The power of two by which values are divided, so that sums and squares stay in the range of a double.
    [[nodiscard]] int exponent() const noexcept
    {
        auto const widest = (std::max)(-least_, most_);
        return detail::finite(widest) ? detail::scale_for((std::max)(widest, 0.0)) : 0;
    }

    /// The mean in units of 2^power.
    [[nodiscard]] detail::twofold scaled_mean(int power) const
    {
        if (least_ == most_) {
            return {detail::scaled(least_, -power)}; // which may be infinite
        }
        if (!detail::finite(most_) || !detail::finite(-least_)) {
            auto const on_both_sides = detail::finite(-least_) == detail::finite(most_);
            return {on_both_sides ? undefined : least_ + most_};
        }
        auto sum = detail::running_sum{};
        for_each_defined([&](double value) { sum.add(detail::scaled(value, -power)); });
        return {detail::quotient(sum.value(), detail::twofold{static_cast<double>(defined_)})};
    }

    [[nodiscard]] distribution ends(double equipoise::interval::* end) const
    {
        if (bounds_.empty()) {
            return *this;
        }
        auto values = std::vector<double>{};
        values.reserve(bounds_.size());
        for (auto const& each : bounds_) {
            values.push_back(each.*end);
        }
        return distribution{std::move(values), undefined, {}, why_};
    }

    std::vector<double> draws_;
    std::vector<equipoise::interval> bounds_;
    std::size_t defined_ = 0; ///< the number of draws with a value, and the least and the largest of these
    double least_ = 0;
    double most_ = 0;
    double estimate_ = undefined;
    reason why_ = reason::defined;
};

} // namespace equipoise
