// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/interval.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/model/listing.hpp>
#include <equipoise/uncertainty/declared_range.hpp>
#include <equipoise/uncertainty/detail/outward_sum.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

/// The amounts that a portfolio of ranges may have: a box, cut by what is known of the total.
namespace equipoise::uncertainty_detail {

/// The ranges of all listed partners, what partners that are not listed have together, and the total, in units of
/// 2^exponent, which is 1 unless the amounts are so large or small that sums would overflow or lose digits.
///
/// High ends that a total makes impossible are lowered. A total that does not narrow the amounts is [0, infinity).
struct amount_box {
    std::vector<double> lows{};
    std::vector<double> highs{};
    interval hidden{0, 0};
    interval total{0, std::numeric_limits<double>::infinity()};
    double largest_hidden = std::numeric_limits<double>::infinity(); ///< no partner that is not listed has more
    int exponent = 0;

    [[nodiscard]] static amount_box of(std::span<double const> low, std::span<double const> high,
                                       declared_range const& known)
    {
        auto box = amount_box{{low.begin(), low.end()}, {high.begin(), high.end()}, known.unlisted};
        if (known.listing == listing::largest) {
            for (auto const each : high) {
                box.largest_hidden = (std::min)(box.largest_hidden, each);
            }
        }
        if (known.total) {
            box.total = *known.total;
        }
        box.rescale();
        box.narrow();
        return box;
    }

    [[nodiscard]] std::size_t size() const noexcept { return lows.size(); }
    /// The same in units in which the largest amount is between 1 and 2; all high ends have to be finite.
    [[nodiscard]] amount_box in_units_of_largest() const
    {
        auto box = *this;
        auto const largest = highs.empty() ? 0 : *std::max_element(highs.begin(), highs.end());
        box.scale_by(largest > 0 ? detail::exponent_of(largest) : 0);
        return box;
    }

    /// Whether some amounts have no upper limit.
    [[nodiscard]] bool unlimited() const noexcept { return most().hi == infinite; }
    /// Whether the total narrows the amounts.
    [[nodiscard]] bool cut() const noexcept { return total.low > 0 || total.high < infinite; }
    /// The same box where partners that are not listed are listed after the others, as few as can have what they have.
    [[nodiscard]] amount_box with_hidden_listed() const
    {
        auto box = *this;
        box.hidden = {0, 0};
        if (hidden.high == 0 || largest_hidden == 0) {
            return box;
        }
        auto limits = hidden;
        if (limits.high == infinite && largest_hidden < infinite) {
            limits.high = limits.low; // more partners that are smaller than all others never concentrate the amounts
        }
        constexpr auto most_partners = 1000; // with more of them, each may have more than the listing says
        auto const each = (std::max)(largest_hidden, limits.high / most_partners);
        while (limits.high > 0) {
            auto const most = (std::min)(limits.high, each);
            auto const low = (std::min)(limits.low, most);
            box.lows.push_back(low);
            box.highs.push_back(most);
            limits = {limits.low - low, limits.high - most};
        }
        return box;
    }
    [[nodiscard]] bool nothing_flows() const noexcept { return most().hi == 0; }

    /// The least and the most of all amounts together, whatever the total is.
    [[nodiscard]] detail::twofold least() const noexcept { return sum(lows, hidden.low); }
    [[nodiscard]] detail::twofold most() const noexcept { return sum(highs, hidden.high); }

    static constexpr auto infinite = std::numeric_limits<double>::infinity();

private:
    [[nodiscard]] static detail::twofold sum(std::vector<double> const& amounts, double more) noexcept
    {
        auto all = detail::running_sum{};
        for (auto const amount : amounts) {
            if (amount == infinite) {
                return {infinite};
            }
            all.add(amount);
        }
        all.add(more == infinite ? 0 : more);
        return more == infinite ? detail::twofold{infinite} : all.value();
    }

    static constexpr int widest = 1000; ///< exponent of the largest amount, so that no sum of amounts overflows

    /// Brings all amounts into units of 2^power; what these do not hold is rounded outward.
    void scale_by(int power)
    {
        if (power == 0) {
            return;
        }
        exponent += power;
        auto const low = [power](double amount) {
            auto const found = detail::scaled(amount, -power);
            return detail::scaled(found, power) > amount ? next_below(found) : found;
        };
        auto const high = [power](double amount) {
            auto const found = amount == infinite ? infinite : detail::scaled(amount, -power);
            return detail::scaled(found, power) < amount ? next_above(found) : found;
        };
        for (std::size_t i = 0; i < lows.size(); ++i) {
            lows[i] = low(lows[i]);
            highs[i] = high(highs[i]);
        }
        hidden = {low(hidden.low), high(hidden.high)};
        total = {low(total.low), high(total.high)};
        largest_hidden = high(largest_hidden);
    }

    void rescale()
    {
        auto largest = 0.0;
        auto some_infinite = hidden.high == infinite;
        auto const include = [&](double amount) {
            if (amount == infinite) {
                some_infinite = true;
            } else {
                largest = (std::max)(largest, amount);
            }
        };
        for (std::size_t i = 0; i < lows.size(); ++i) {
            include(lows[i]);
            include(highs[i]);
        }
        include(hidden.low);
        include(hidden.high);
        if (some_infinite && total.high < infinite) {
            include(total.high);
        }
        if (largest == 0) {
            return;
        }
        auto const size = detail::exponent_of(largest);
        scale_by(size > widest ? size - widest : size < -900 ? size : 0);
    }

    void narrow()
    {
        auto const at_least = least();
        auto const at_most = most();
        if (total.low <= at_least.value()) {
            total.low = 0;
        }
        if (total.high >= at_most.value()) {
            total.high = infinite;
        }
        if (at_most.hi < infinite && total.low > at_most.value()) {
            total.low = at_most.value(); // by rounding
        }
        if (total.high < at_least.value()) {
            total.high = at_least.value();
        }
        if (total.high < infinite) {
            auto const room = detail::twofold{total.high} - at_least;
            auto const lower = [&](double low, double& high) {
                auto const limit = (room + detail::twofold{low}).value();
                high = (std::max)(low, (std::min)(high, limit));
            };
            for (std::size_t i = 0; i < lows.size(); ++i) {
                lower(lows[i], highs[i]);
            }
            lower(hidden.low, hidden.high);
        }
        if (auto const all = most(); total.low > 0 && all.hi < infinite) {
            auto const lack = all - detail::twofold{total.low}; // what may be missing of the high ends
            auto const raise = [&](double& low, double high) {
                low = (std::min)(high, (std::max)(low, (detail::twofold{high} - lack).value()));
                low = high - low <= 0x1p-50 * total.low ? high : low;
            };
            for (std::size_t i = 0; i < lows.size(); ++i) {
                raise(lows[i], highs[i]);
            }
            raise(hidden.low, hidden.high);
        }
        if (total.low <= least().value() * (1 + 0x1p-50)) {
            total.low = 0;
        }
        if (total.high >= most().value() * (1 - 0x1p-50)) {
            total.high = infinite;
        }
    }
};

} // namespace equipoise::uncertainty_detail
