// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/numeric/elementary.hpp>
#include <equipoise/core/tally.hpp>
#include <equipoise/core/undefined.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise {

/// The values of an index for many draws of the flows, as `resample` computes them, and what they say: mean, standard
/// deviation, quantiles.
///
/// A draw in which the index has no value is NaN. Such draws are counted, and all statistics are those of the other
/// draws. Where more than half of all draws have no value, every statistic is undefined (NaN) as well. Statistics have
/// the same bits on every machine; each call passes over the draws once or twice.
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
        sorted_.reserve(draws_.size());
        std::copy_if(draws_.begin(), draws_.end(), std::back_inserter(sorted_),
                     [](double value) { return !is_undefined(value); });
        std::sort(sorted_.begin(), sorted_.end());
    }

    /// The values in the order of their draws.
    [[nodiscard]] std::vector<double> const& draws() const& noexcept { return draws_; }
    [[nodiscard]] std::vector<double> draws() && { return std::move(draws_); }
    [[nodiscard]] std::size_t undefined_draws() const noexcept { return draws_.size() - sorted_.size(); }

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
        return usable() ? detail::scaled(scaled_mean().value(), exponent()) : undefined;
    }

    /// The standard deviation of the draws: the root of the sum of squared deviations from the mean, divided by the
    /// number of draws less one. Undefined for a single draw.
    [[nodiscard]] double sd() const
    {
        if (!usable() || sorted_.size() < 2) {
            return undefined;
        }
        auto const centre = scaled_mean();
        auto squares = detail::running_sum{};
        for (auto const value : sorted_) {
            auto const apart = (detail::twofold{detail::scaled(value, -exponent())} - centre).value();
            squares.add(detail::two_product(apart, apart));
        }
        auto const variance = squares.value() / detail::twofold{static_cast<double>(sorted_.size() - 1)};
        return detail::scaled(detail::square_root(variance), exponent());
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
        auto const place = static_cast<double>(sorted_.size() - 1) * p;
        auto const below = detail::whole_part(place);
        auto const i = static_cast<std::size_t>(below);
        auto const part = place - below;
        auto const low = sorted_[i];
        if (part == 0 || sorted_[i + 1] == low) {
            return low;
        }
        return low + detail::rounded(part * (sorted_[i + 1] - low));
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
    [[nodiscard]] bool usable() const noexcept { return !draws_.empty() && sorted_.size() >= undefined_draws(); }

    /// The power of two by which values are divided, so that sums and squares stay in the range of a double.
    [[nodiscard]] int exponent() const noexcept
    {
        auto const widest = (std::max)(-sorted_.front(), sorted_.back());
        return detail::finite(widest) ? detail::scale_for((std::max)(widest, 0.0)) : 0;
    }

    [[nodiscard]] detail::twofold scaled_mean() const
    {
        if (sorted_.front() == sorted_.back()) {
            return {detail::scaled(sorted_.front(), -exponent())}; // which may be infinite
        }
        if (!detail::finite(sorted_.back()) || !detail::finite(-sorted_.front())) {
            auto const on_both_sides = detail::finite(-sorted_.front()) == detail::finite(sorted_.back());
            return {on_both_sides ? undefined : sorted_.front() + sorted_.back()};
        }
        auto sum = detail::running_sum{};
        for (auto const value : sorted_) {
            sum.add(detail::scaled(value, -exponent()));
        }
        return {detail::quotient(sum.value(), detail::twofold{static_cast<double>(sorted_.size())})};
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
    std::vector<double> sorted_; ///< the defined ones
    std::vector<equipoise::interval> bounds_;
    double estimate_ = undefined;
    reason why_ = reason::defined;
};

} // namespace equipoise
