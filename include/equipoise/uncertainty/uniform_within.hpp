// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/model/identifier.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/detail/drawn_flows.hpp>
#include <equipoise/uncertainty/detail/random_blocks.hpp>
#include <equipoise/uncertainty/interval_portfolio.hpp>
#include <equipoise/uncertainty/resampling.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

/// Amounts drawn from their ranges: `resample(ranges, uniform_within{}, {.draws = 2000, .seed = 1}, hhi)`.
namespace equipoise {

namespace uncertainty_detail {

/// Draws amounts from ranges: see `uniform_within`.
template <identifier Id>
class range_sampler {
public:
    range_sampler(interval_portfolio_view<Id> const& flows, resampling const& how)
        : range_sampler(flows, middles(flows), how)
    {
    }

    [[nodiscard]] drawn<Id> draw(std::uint64_t number)
    {
        auto const random = random_draw{seed_, stream::uniform, number};
        for (std::uint64_t attempt = 0; attempt < 1000; ++attempt) {
            auto* const amounts = flows_.amounts();
            auto sum = detail::running_sum{};
            for_each_block(lows_.size(), [&](std::size_t first, std::size_t count) {
                double u[block_width];
                random.uniforms(first, count, u, attempt);
                for (std::size_t i = 0; i < count; ++i) {
                    amounts[first + i] = within({lows_[first + i], highs_[first + i]}, u[i]);
                }
                sum.add(amounts + first, count);
            });
            auto const u = random.uniform(lows_.size(), attempt);
            auto rest = detail::twofold{};
            auto meets_total = true;
            if (takes_rest()) {
                rest = detail::twofold{within(total_, u)} - sum.value();
                meets_total = rest.hi >= unlisted_.low;
            } else {
                rest = {within(unlisted_, u)};
                auto const whole = (sum.value() + rest).value();
                meets_total = !known_.total || (whole >= total_.low && whole <= total_.high);
            }
            if (meets_total) {
                return flows_.draw(number, rest);
            }
        }
        throw invalid_parameter{"uniform_within", "total",
                                '[' + detail::number_text(known_.total->low) + ", "
                                    + detail::number_text(known_.total->high) + ']',
                                "a range that one in a thousand draws meets"};
    }

private:
    /// Whether unlisted partners hold exactly the remainder of the total.
    [[nodiscard]] bool takes_rest() const noexcept { return known_.total && !detail::finite(known_.unlisted.high); }

    [[nodiscard]] static double within(interval const& range, double u) noexcept
    {
        auto const drawn = range.low + detail::unfused(u * (range.high - range.low));
        return drawn < range.high ? drawn : range.high;
    }

    static void check_high(double high, std::string const& what)
    {
        if (!detail::finite(high)) {
            throw invalid_parameter{"uniform_within",
                                    "the amount of " + what + " has no upper limit, so that no draw is uniform"};
        }
    }

    /// The middles of the ranges.
    [[nodiscard]] static std::vector<double> middles(interval_portfolio_view<Id> const& flows)
    {
        auto amounts = std::vector<double>{};
        for (auto const& [id, low, high] : flows) {
            check_high(high, text_of(id));
            amounts.push_back(low / 2 + high / 2);
        }
        auto const& known = flows.declared();
        if (known.total) {
            check_high(known.total->high, "the total");
        } else {
            check_high(known.unlisted.high, "the partners that are not listed");
        }
        return amounts;
    }

    /// The flows with these amounts, and with what partners have then that are not listed.
    [[nodiscard]] static portfolio_view<Id> with_middles(interval_portfolio_view<Id> const& flows,
                                                         std::vector<double> const& amounts)
    {
        auto const& known = flows.declared();
        auto sums = detail::listed_totals(std::span<double const>{amounts});
        auto const most = known.total ? known.total->high : known.unlisted.high;
        detail::rescale_for((std::max)(most, known.unlisted.low), sums);
        auto rest = detail::scaled(known.unlisted.low / 2 + known.unlisted.high / 2, -sums.exponent);
        if (!detail::finite(rest)) {
            auto const middle = known.total->low / 2 + known.total->high / 2;
            rest = (detail::twofold{detail::scaled(middle, -sums.exponent)} - sums.attributed).value();
            rest = rest > 0 ? rest : detail::scaled(known.total->high, -sums.exponent);
        }
        sums.unattributed = {rest};
        if (flows.why_unknown() != reason::defined) {
            sums.hide(flows.why_unknown());
        }
        return {flows.ids(), amounts, sums, flows.listing(), 1.0};
    }

    range_sampler(interval_portfolio_view<Id> const& flows, std::vector<double> const& amounts, resampling const& how)
        : range_sampler(flows, with_middles(flows, amounts), how)
    {
    }

    range_sampler(interval_portfolio_view<Id> const& flows, portfolio_view<Id> const& of_middles, resampling const& how)
        : known_{flows.declared()}, flows_{of_middles, how}, seed_{how.seed}
    {
        auto const exponent = of_middles.totals().exponent;
        auto const in_units = [exponent](double amount) { return detail::scaled(amount, -exponent); };
        for (std::size_t i = 0; i < flows.size(); ++i) {
            lows_.push_back(in_units(flows.lows()[i]));
            highs_.push_back(in_units(flows.highs()[i]));
        }
        total_ = known_.total ? interval{in_units(known_.total->low), in_units(known_.total->high)} : interval{};
        unlisted_ = {in_units(known_.unlisted.low), in_units(known_.unlisted.high)};
    }

    declared_range known_;
    drawn_flows<Id> flows_;
    std::uint64_t seed_;
    std::vector<double> lows_;
    std::vector<double> highs_;
    interval total_;
    interval unlisted_;
};

} // namespace uncertainty_detail

/// Amounts that are anywhere in their ranges, each as likely as any other and independent of the others.
///
///     resample(interval_portfolio<iso3>{{china, 50, 60}, {japan, 20, 30}}, uniform_within{}, {.draws = 2000}, hhi)
///
/// Ranges make no claim of probabilities: draws show what lies within the bounds that `bound` gives, and their
/// quantiles say nothing about errors of reports. A total narrows what is drawn: a draw that does not meet it is drawn
/// anew. What partners have that are not listed is drawn from its range or, where that has no upper limit, is the rest
/// of a total that is drawn from its own.
///
/// Random numbers: Philox4x64-10; version 1 (see uncertainty/detail/random_blocks.hpp).
/// @throws invalid_parameter (by `resample`) for a range without an upper limit, and for a total that not one in a
/// thousand draws meets, such as a total without an interval where all partners are listed
struct uniform_within {
    template <identifier Id>
    [[nodiscard]] auto sampler(interval_portfolio_view<Id> const& flows, resampling const& how) const
    {
        return uncertainty_detail::range_sampler<Id>{flows, how};
    }

    template <identifier Id>
    [[nodiscard]] auto sampler(interval_portfolio<Id> const& flows, resampling const& how) const
    {
        return sampler(flows.view(), how);
    }
};

} // namespace equipoise
