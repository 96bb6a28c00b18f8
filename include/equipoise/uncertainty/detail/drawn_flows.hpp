// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/model/declared.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/model/unknown_partners.hpp>
#include <equipoise/uncertainty/completion.hpp>
#include <equipoise/uncertainty/detail/random_blocks.hpp>
#include <equipoise/uncertainty/resampling.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

/// Flows as one draw has them.
namespace equipoise::uncertainty_detail {

/// The flows of one draw: for measures that ask who the partners are, a view of the listed ones; for those that do not,
/// the amounts of these and of hidden partners, where hidden partners are drawn. Valid until the next draw.
template <identifier Id>
struct drawn {
    portfolio_view<Id> flows{};
    std::span<double const> amounts{};
    rules::totals sums{};
};

/// A split of the unattributed part of a total over a fixed number of hidden partners, each split as likely as any
/// other (Dirichlet with parameters 1). Where the listing of the portfolio is `largest`, a split in which a hidden
/// partner would have more than the smallest listed one has of the flows as stated is moved towards the even split
/// until none has.
class hidden_split {
public:
    hidden_split() = default;

    /// For partners of which none has more than this share of the unattributed part.
    hidden_split(std::size_t partners, double most, std::uint64_t seed) : shares_(partners), most_{most}, seed_{seed}
    {
        if (static_cast<double>(partners) * most < 1 - 0x1p-50) {
            throw invalid_parameter{"resample", "hidden", std::to_string(partners),
                                    "enough to hold the rest, as none of these partners holds more than the smallest "
                                    "listed one"};
        }
    }

    [[nodiscard]] std::size_t partners() const noexcept { return shares_.size(); }

    /// Divides an amount.
    void divide(double amount, std::uint64_t draw, double* out)
    {
        auto const random = random_draw{seed_, stream::hidden, draw};
        auto sum = detail::running_sum{};
        for (std::size_t first = 0; first < shares_.size(); first += block_width) {
            auto const count = shares_.size() - first < block_width ? shares_.size() - first : block_width;
            double block[block_width];
            random.uniforms(first, count, block);
            exponential_each(block, count);
            sum.add(block, count);
            std::copy(block, block + count, shares_.begin() + static_cast<std::ptrdiff_t>(first));
        }
        auto const whole = sum.value();
        auto const even = 1 / static_cast<double>(shares_.size());
        auto step = 1.0; // from the even split to the one drawn
        for (auto& share : shares_) {
            share = detail::twofold{share} / whole;
            if (share > most_) {
                auto const possible = (most_ - even) / (share - even);
                step = possible < step ? possible : step;
            }
        }
        step = step < 0 ? 0 : step; // by rounding, where the even split is the only one
        for (std::size_t i = 0; i < shares_.size(); ++i) {
            out[i] = amount * (even + detail::rounded((shares_[i] - even) * step));
        }
        settle(out);
    }

private:
    std::vector<double> shares_;
    double most_ = 1;
    std::uint64_t seed_ = 0;
};

/// Flows as they are stated, and room for those of a draw. All amounts are in units of 2^exponent, so that sums and
/// squares stay in the range of a double.
template <identifier Id>
class drawn_flows {
public:
    template <class Amount>
    drawn_flows(portfolio_view<Id, Amount> const& flows, resampling const& how)
        : residual_{flows.totals().unattributed}, exponent_{flows.totals().exponent}, why_{flows.totals().why_unknown}
    {
        for (std::size_t i = 0; i < flows.size(); ++i) {
            stated_.push_back(flows.scaled(i));
        }
        for (auto const& each : flows.unknown()) {
            unknown_.push_back({each.id, detail::known_part_of(flows, each, exponent_)});
        }
        stated_unknown_ = unknown_;
        // the types of amounts and of the view may differ; only the partners of this view are used
        auto const none = std::span<double const>{};
        view_ = flows.with_amounts(none, rules::totals{}, {});
        if (how.hidden != 0 && has_residual()) {
            if (detail::has_unknown(flows)) {
                throw invalid_parameter{"resample", "hidden", std::to_string(how.hidden),
                                        "0, as what no listed partner has may be with partners of unknown amount"};
            }
            hidden_ = hidden_split{how.hidden, unlisted_cap(flows) / residual_.value(), how.seed};
        }
        drawn_.assign(stated_.size() + hidden_.partners(), 0.0);
    }

    [[nodiscard]] std::size_t size() const noexcept { return stated_.size(); }
    [[nodiscard]] std::vector<Id> ids() const { return {view_.ids().begin(), view_.ids().end()}; }
    [[nodiscard]] std::vector<double> const& stated() const noexcept { return stated_; }
    [[nodiscard]] bool has_residual() const noexcept { return why_ == reason::defined && residual_.hi != 0; }
    [[nodiscard]] detail::twofold residual() const noexcept { return has_residual() ? residual_ : detail::twofold{}; }

    /// The amounts of the listed partners, to be filled by each draw.
    [[nodiscard]] double* amounts() noexcept { return drawn_.data(); }

    /// The flows with these amounts, and with this residual. The known parts of unknown amounts are multiplied by a
    /// factor.
    [[nodiscard]] drawn<Id> draw(std::uint64_t number, detail::twofold residual, double of_unknown = 1)
    {
        auto const listed = std::span<double const>{drawn_}.first(stated_.size());
        auto sums = detail::listed_totals(listed);
        if (why_ != reason::defined) {
            sums.hide(why_);
        } else if (residual.hi != 0) {
            detail::rescale_for(residual.hi, sums);
            sums.unattributed = detail::scaled(residual, -sums.exponent);
        }
        for (std::size_t i = 0; i < unknown_.size(); ++i) {
            unknown_[i].amount = stated_unknown_[i].amount * of_unknown;
        }
        auto const view = view_.with_amounts(listed, sums, unknown_);
        if (hidden_.partners() == 0 || residual.hi == 0) {
            return {view, listed, sums};
        }
        hidden_.divide(residual.value(), number, drawn_.data() + stated_.size());
        return {view, drawn_, detail::listed_totals(std::span<double const>{drawn_})};
    }

private:
    portfolio_view<Id> view_;
    std::vector<double> stated_;
    std::vector<double> drawn_; ///< of the listed partners, then of the hidden ones
    std::vector<partner<Id>> stated_unknown_;
    std::vector<partner<Id>> unknown_;
    hidden_split hidden_;
    detail::twofold residual_;
    int exponent_ = 0;
    reason why_ = reason::defined;
};

} // namespace equipoise::uncertainty_detail
