// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/numeric/elementary.hpp>
#include <equipoise/model/identifier.hpp>
#include <equipoise/model/partner.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/detail/drawn_flows.hpp>
#include <equipoise/uncertainty/detail/gamma_variables.hpp>
#include <equipoise/uncertainty/detail/random_blocks.hpp>
#include <equipoise/uncertainty/resampling.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

/// Models of what is uncertain in flows, from which `resample` draws.
///
///   dirichlet        the shares come from a limited number of independent observations
///   lognormal_error  each amount is off by a factor
///
/// A model is a struct with a member sampler(flows, how), which returns an object with draw(number): the flows of that
/// draw.
namespace equipoise {

namespace uncertainty_detail {

/// Draws shares: see `dirichlet`.
template <identifier Id>
class dirichlet_sampler {
public:
    template <class Amount>
    dirichlet_sampler(double kappa, portfolio_view<Id, Amount> const& flows, resampling const& how)
        : flows_{flows, how}, seed_{how.seed}
    {
        auto shares = flows_.stated();
        auto sum = detail::running_sum{};
        sum.add(shares.data(), shares.size());
        if (flows_.has_residual()) {
            shares.push_back(flows_.residual().value());
            sum.add(flows_.residual());
        }
        whole_ = sum.value();
        for (auto& share : shares) {
            share = whole_.hi == 0 ? 0.0 : detail::twofold{share} / whole_;
        }
        variables_ = gamma_variables{kappa, std::move(shares)};
    }

    [[nodiscard]] drawn<Id> draw(std::uint64_t number)
    {
        auto const count = flows_.size();
        if (whole_.hi == 0) {
            return flows_.draw(number, {});
        }
        auto const& weights = variables_.draw(seed_, number);
        auto sum = detail::running_sum{};
        sum.add(weights.data(), weights.size());
        auto const factor = whole_ / sum.value();
        auto* const amounts = flows_.amounts();
        for (std::size_t i = 0; i < count; ++i) {
            amounts[i] = weights[i] * factor;
        }
        settle(amounts);
        if (!flows_.has_residual()) {
            return flows_.draw(number, {});
        }
        auto const residual = detail::rounded(weights[count] * factor);
        return flows_.draw(number, {residual}, residual / flows_.residual().value());
    }

private:
    drawn_flows<Id> flows_;
    gamma_variables variables_;
    detail::twofold whole_; ///< of what is known
    std::uint64_t seed_;
};

/// Draws factors: see `lognormal_error`.
template <identifier Id>
class lognormal_sampler {
public:
    template <class Amount>
    lognormal_sampler(portfolio_view<Id, Amount> const& flows, resampling const& how, std::vector<double> const& sigma,
                      double sigma_of_residual, double rho)
        : flows_{flows, how}, seed_{how.seed}, own_{detail::square_root(1 - rho)}, common_{detail::square_root(rho)},
          sigma_{sigma}
    {
        sigma_.push_back(flows_.has_residual() ? sigma_of_residual : 0.0);
        logarithms_.assign(sigma_.size(), 0.0);
        factors_.assign(1, 1.0);
        has_common_ = rho > 0;
        // no error is beyond 12 standard deviations, and 12 * 15 + 15^2 / 2 is below 400
        auto const widest = *std::max_element(sigma_.begin(), sigma_.end());
        is_wide_ = widest > 15;
        for (auto const each : sigma_) { // -sigma^2 / 2, plus what cancels in shares where factors are scaled anyway
            auto const drift = is_wide_ ? (widest - each) * (widest / 2 + each / 2) : -(each * each) / 2;
            drift_.push_back(drift < 1e300 ? drift : 1e300);
        }
    }

    [[nodiscard]] drawn<Id> draw(std::uint64_t number)
    {
        auto const random = random_draw{seed_, stream::lognormal, number};
        auto const common = has_common_ ? detail::rounded(common_ * random.common_normal()) : 0.0;
        auto const count = flows_.size() + (flows_.has_residual() ? 1 : 0);
        for (std::size_t first = 0; first < count; first += block_width) {
            auto const here = (std::min)(count - first, block_width);
            double z[block_width];
            random.uniforms(first, here, z);
            auto const* const sigma = sigma_.data() + first;
            auto const* const drift = drift_.data() + first;
            auto* const logarithms = logarithms_.data() + first;
            detail::vectorised([&z, here, sigma, drift, logarithms, common, own = own_] {
                detail::normal_quantile_each(z, here);
                for (std::size_t i = 0; i < here; ++i) {
                    logarithms[i] = detail::unfused(sigma[i] * (detail::unfused(own * z[i]) + common)) + drift[i];
                }
            });
        }
        auto const shift = is_wide_ ? largest_logarithm() : 0.0;
        apply(flows_.stated().data(), flows_.size(), 0, shift, flows_.amounts());
        if (!flows_.has_residual()) {
            return flows_.draw(number, {});
        }
        auto const one = 1.0;
        apply(&one, 1, flows_.size(), shift, factors_.data());
        return flows_.draw(number, flows_.residual() * factors_[0]);
    }

private:
    /// Of the factors of the partners that have something, and of the residual.
    [[nodiscard]] double largest_logarithm() const
    {
        auto largest = flows_.has_residual() ? logarithms_.back() : -std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < flows_.size(); ++i) {
            largest = flows_.stated()[i] > 0 ? (std::max)(largest, logarithms_[i]) : largest;
        }
        return largest;
    }

    void apply(double const* amounts, std::size_t count, std::size_t place, double shift, double* out) const
    {
        for (std::size_t first = 0; first < count; first += block_width) {
            auto const here = (std::min)(count - first, block_width);
            double z[block_width];
            z[0] = 0;
            for (std::size_t i = 0; i < here; ++i) {
                z[i] = logarithms_[place + first + i] - shift;
            }
            weighted_exp_each(z, here, amounts + first, out + first);
        }
    }

    drawn_flows<Id> flows_;
    std::uint64_t seed_;
    double own_;
    double common_;
    bool has_common_ = false;
    bool is_wide_ = false;           ///< whether factors may leave the range of a double
    std::vector<double> sigma_;      ///< of the listed partners and of the residual
    std::vector<double> drift_;      ///< what makes the mean of each factor 1
    std::vector<double> logarithms_; ///< of the factors of one draw
    std::vector<double> factors_;
};

/// @throws invalid_parameter for a sigma or rho that no error has
template <identifier Id, amount Amount>
[[nodiscard]] lognormal_sampler<Id> checked_lognormal(portfolio_view<Id, Amount> const& flows, resampling const& how,
                                                      std::vector<double> const& sigma, double of_residual, double rho)
{
    auto const check = [](double each) {
        if (!(each >= 0 && detail::finite(each))) {
            throw invalid_parameter{"lognormal_error", "sigma", each, "finite and not negative"};
        }
    };
    std::for_each(sigma.begin(), sigma.end(), check);
    check(of_residual);
    if (!(rho >= 0 && rho <= 1)) {
        throw invalid_parameter{"lognormal_error", "rho", rho, "in [0, 1]"};
    }
    return {flows, how, sigma, of_residual, rho};
}

} // namespace uncertainty_detail

/// Shares that come from a limited number of independent observations, such as deals or shipments: they have a
/// Dirichlet distribution with parameters kappa p_j, where p_j are the shares as stated. Each share keeps its mean p_j;
/// its variance is p_j (1 - p_j) / (kappa + 1). The total stays as it is.
///
/// kappa is the effective number of observations, above 0: the larger, the closer are draws to the stated shares. A
/// partner whose amount is 0 has 0 in every draw. Where the total is not known, the shares in the part that is known
/// are drawn.
///
/// The unattributed part of a total is drawn as one part among the others, because the sum of several parts of a
/// Dirichlet distribution is distributed as one part with the sum of their shares: the draw is right for what the
/// partners that are not listed have together, however many they are. It says nothing of how they divide it. An index
/// that depends on that is an interval in each draw or, with `resampling::hidden`, that of a division at random.
///
/// Random numbers: Philox4x64-10, gamma variables by Marsaglia and Tsang with normals by AS 241; version 1 (see
/// uncertainty/detail/random_blocks.hpp). The gamma variables of parameters below 1 are kept as logarithms, so that
/// kappa may be tiny.
/// @throws invalid_parameter (by `resample`) unless kappa is positive and finite
struct dirichlet {
    double kappa;

    /// The model in which the share p of a partner has the relative standard error e: kappa = (1 - p) / (p e^2) - 1.
    /// @throws invalid_parameter unless p is in (0, 1) and e is positive and small enough: e^2 < (1 - p) / p
    [[nodiscard]] static dirichlet of_relative_error(double share, double error)
    {
        if (!(share > 0 && share < 1)) {
            throw invalid_parameter{"dirichlet", "share", share, "in (0, 1)"};
        }
        auto const kappa = (1 - share) / detail::rounded(detail::rounded(error * error) * share) - 1;
        if (!(error > 0 && kappa > 0 && detail::finite(kappa))) {
            throw invalid_parameter{"dirichlet", "error", error,
                                    "positive, and below the root of (1 - share) / share, the error of a single "
                                    "observation"};
        }
        return {kappa};
    }

    template <identifier Id, amount Amount>
    [[nodiscard]] auto sampler(portfolio_view<Id, Amount> const& flows, resampling const& how) const
    {
        if (!(kappa > 0 && detail::finite(kappa))) {
            throw invalid_parameter{"dirichlet", "kappa", kappa, "positive and finite"};
        }
        return uncertainty_detail::dirichlet_sampler<Id>{kappa, flows, how};
    }
};

/// Amounts that are each off by a factor: x_j exp(sigma_j z_j - sigma_j^2 / 2) with z_j = sqrt(rho) w + sqrt(1 - rho)
/// e_j, where w and all e_j are independent standard normal variables. The factor has the mean 1, and for a small sigma
/// the relative standard error sigma.
///
///     lognormal_error{.1}                                     // 10% for each flow, independent of one another
///     lognormal_error{.1, .5}                                 // half of the variance is common to all flows
///     lognormal_error{std::vector{partner{china, .05}, partner{russia, .3}}} // of each partner
///
/// sigma is 0 or more, rho in [0, 1] the correlation of the logarithms. An error that is common to all flows of a
/// reporter cancels in shares where all have the same sigma: with rho = 1, indices of shares do not vary at all. From
/// two reports of the same flows, sigma is the standard deviation of the logarithms of their ratios, divided by sqrt 2.
/// The unattributed part of a total is drawn as one flow more, whose sigma is the common one, or the third argument
/// where each partner has its own (0 unless it is given). Where sigma is above 15, so that amounts might leave the
/// range of a double, all amounts of a draw are divided by the largest factor in it.
///
/// Random numbers: Philox4x64-10, normals by AS 241; version 1 (see uncertainty/detail/random_blocks.hpp).
/// @throws invalid_parameter (by `resample`) for a sigma that is negative, infinite or NaN, a rho outside [0, 1], and
/// partners without a sigma
template <class Id = void>
class lognormal_error {
public:
    explicit lognormal_error(std::vector<partner<Id>> sigma, double rho = 0, double sigma_of_residual = 0)
        : sigma_{std::move(sigma)}, rho_{rho}, of_residual_{sigma_of_residual}
    {
    }

    template <amount Amount>
    [[nodiscard]] auto sampler(portfolio_view<Id, Amount> const& flows, resampling const& how) const
    {
        auto each = std::vector<double>{};
        for (auto const& id : flows.ids()) {
            auto const found =
                std::find_if(sigma_.begin(), sigma_.end(), [&](auto const& one) { return one.id == id; });
            if (found == sigma_.end()) {
                throw invalid_parameter{"lognormal_error", "there is no sigma for " + text_of(id)};
            }
            each.push_back(found->amount);
        }
        return uncertainty_detail::checked_lognormal<Id>(flows, how, std::move(each), of_residual_, rho_);
    }

private:
    std::vector<partner<Id>> sigma_;
    double rho_;
    double of_residual_;
};

template <>
class lognormal_error<void> {
public:
    explicit lognormal_error(double sigma, double rho = 0) : sigma_{sigma}, rho_{rho} {}

    template <identifier Id, amount Amount>
    [[nodiscard]] auto sampler(portfolio_view<Id, Amount> const& flows, resampling const& how) const
    {
        return uncertainty_detail::checked_lognormal<Id>(flows, how, std::vector<double>(flows.size(), sigma_), sigma_,
                                                         rho_);
    }

private:
    double sigma_;
    double rho_;
};

lognormal_error(double) -> lognormal_error<>;
lognormal_error(double, double) -> lognormal_error<>;

} // namespace equipoise
