// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/elementary.hpp>
#include <equipoise/core/numeric/ln_table.hpp>
#include <equipoise/core/numeric/normal_quantile.hpp>
#include <equipoise/uncertainty/detail/random_blocks.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

/// Independent gamma variables with parameters kappa p_j, up to a common factor: their shares have a Dirichlet
/// distribution.
///
/// Source: Marsaglia and Tsang (2000), A simple method for generating gamma variables. With d = a - 1/3, c = 1 / (3
/// sqrt d), a normal z and a uniform u, the variable is d v with v = (1 + c z)^3, if v > 0 and ln u < z^2 / 2 + d (1 -
/// v
/// + ln v). Nine times in ten, u < 1 - 0.0331 z^4 tells so without a logarithm.
namespace equipoise::uncertainty_detail {

/// 1 - t^3 + 3 ln t, given ln t in two parts. Near t = 1, where the terms cancel, by the series.
[[nodiscard]] constexpr double gamma_exponent(double t, double ln_high, double ln_low) noexcept
{
    auto const e = t - 1;
    auto const square = detail::unfused(e * e);
    auto const beyond_linear = detail::unfused(square * (3 + e)); // t^3 - 1 - 3 e
    if (e > -0x1p-8 && e < 0x1p-8) {
        auto series = 1.0 / 6 - detail::unfused(e * (1.0 / 7)); // (e - ln t) / e^2 = 1/2 - e/3 + e^2/4 - ...
        series = 1.0 / 5 - detail::unfused(e * series);
        series = 1.0 / 4 - detail::unfused(e * series);
        series = 1.0 / 3 - detail::unfused(e * series);
        series = 1.0 / 2 - detail::unfused(e * series);
        return -(detail::unfused(3 * detail::unfused(square * series)) + beyond_linear);
    }
    return detail::unfused(3 * ((ln_high - e) + ln_low)) - beyond_linear;
}

class gamma_variables {
public:
    gamma_variables() = default;

    /// For parameters kappa p_j. The shares p_j sum to 1.
    gamma_variables(double kappa, std::vector<double> shares) : kappa_{kappa}, shares_{std::move(shares)}
    {
        for (std::size_t j = 0; j < shares_.size(); ++j) {
            auto const a = detail::rounded(kappa * shares_[j]);
            auto const is_small = a < 1;
            auto const d = (is_small ? a + 1 : a) - 1.0 / 3;
            d_.push_back(d);
            c_.push_back(1 / (3 * detail::square_root(d)));
            scale_.push_back(is_small ? 0.0 : d / kappa);
            if (shares_[j] > 0) {
                positive_.push_back(j);
                if (is_small) {
                    small_.push_back(j);
                }
            }
        }
        cubes_.assign(shares_.size(), 0.0);
        variables_ = cubes_;
        logarithms_.assign(small_.size(), 0.0);
    }

    /// The variables of a draw, divided by kappa or, where all parameters are below 1, by the largest variable.
    [[nodiscard]] std::vector<double> const& draw(std::uint64_t seed, std::uint64_t number)
    {
        auto const random = random_draw{seed, stream::dirichlet, number};
        rejected_.clear();
        attempt_each(random, 0, positive_);
        for (std::uint64_t attempt = 1; !rejected_.empty(); ++attempt) {
            std::swap(rejected_, waiting_);
            rejected_.clear();
            attempt_each(random, attempt, waiting_);
        }
        for (std::size_t j = 0; j < variables_.size(); ++j) {
            variables_[j] = scale_[j] * cubes_[j];
        }
        settle(variables_.data());
        if (!small_.empty()) {
            draw_small(random);
        }
        return variables_;
    }

private:
    void attempt_each(random_draw const& random, std::uint64_t attempt, std::vector<std::size_t> const& which)
    {
        for_each_block(which.size(), [&](std::size_t first, std::size_t count) {
            attempt_block(random, attempt, which.data() + first, count);
        });
    }

    /// Two random words for each of some variables.
    static void read_words(random_draw const& random, std::uint64_t attempt, std::size_t const* which,
                           std::size_t count, std::uint64_t* out)
    {
        if (which[0] % 2 == 0 && which[count - 1] - which[0] == count - 1) { // all of a range, as mostly at first
            random.words(which[0] / 2, count / 2, attempt, out);
            if (count % 2 != 0) {
                auto const last = random.words(which[count - 1] / 2, attempt);
                out[2 * count - 2] = last[0];
                out[2 * count - 1] = last[1];
            }
            return;
        }
        auto group = no_counter;
        auto words = detail::philox_block{};
        for (std::size_t i = 0; i < count; ++i, out += 2) {
            auto const j = which[i];
            if (j / 2 != group) {
                group = j / 2;
                words = random.words(group, attempt);
            }
            out[0] = words[2 * (j % 2)];
            out[1] = words[2 * (j % 2) + 1];
        }
    }

    /// Computes (1 + c z)^3 for some variables, and adds those that are rejected to the list.
    void attempt_block(random_draw const& random, std::uint64_t attempt, std::size_t const* which, std::size_t count)
    {
        double z[block_width];
        double u[block_width];
        double t[block_width];
        double margin[block_width];
        z[0] = t[0] = margin[0] = 0; // or g++ 12 warns that a block may be empty
        std::uint64_t bits[2 * block_width];
        read_words(random, attempt, which, count, bits);
        for (std::size_t i = 0; i < count; ++i) {
            t[i] = c_[which[i]];
        }
        detail::vectorised([&] {
            for (std::size_t i = 0; i < count; ++i) {
                z[i] = detail::uniform_of(bits[2 * i]);
                u[i] = detail::uniform_of(bits[2 * i + 1]);
            }
            detail::normal_quantile_each(z, count);
            for (std::size_t i = 0; i < count; ++i) {
                t[i] = 1 + detail::unfused(t[i] * z[i]);
                auto const square = detail::unfused(z[i] * z[i]);
                margin[i] = 1 - detail::unfused(0.0331 * detail::unfused(square * square)) - u[i];
            }
        });
        std::size_t unsettled = 0;
        for (std::size_t i = 0; i < count; ++i) {
            cubes_[which[i]] = t[i] * t[i] * t[i];
            places_[unsettled] = i;
            unsettled += margin[i] > 0 && t[i] > 0 ? 0U : 1U;
        }
        settle(cubes_.data());
        test_exactly(which, unsettled, z, u, t);
    }

    /// The test with logarithms, for the variables at some places of a block.
    void test_exactly(std::size_t const* which, std::size_t count, double const* z, double const* u, double const* t)
    {
        double from[block_width];
        double ln_t[block_width];
        double ln_t_low[block_width];
        double ln_u[block_width];
        double ln_u_low[block_width];
        from[0] = ln_t[0] = ln_t_low[0] = ln_u[0] = ln_u_low[0] = 0;
        for (std::size_t k = 0; k < count; ++k) {
            from[k] = t[places_[k]] > 0 ? t[places_[k]] : 1.0;
        }
        double uniform[block_width];
        uniform[0] = 0;
        for (std::size_t k = 0; k < count; ++k) {
            uniform[k] = u[places_[k]];
        }
        detail::vectorised([&] {
            detail::ln_each(from, count, ln_t, ln_t_low);
            detail::ln_each(uniform, count, ln_u, ln_u_low);
        });
        for (std::size_t k = 0; k < count; ++k) {
            auto const i = places_[k];
            auto const j = which[i];
            auto const bound = detail::unfused(0.5 * detail::unfused(z[i] * z[i]))
                               + detail::unfused(d_[j] * gamma_exponent(t[i], ln_t[k], ln_t_low[k]));
            if (!(t[i] > 0 && ln_u[k] + ln_u_low[k] < bound)) {
                rejected_.push_back(j);
            }
        }
    }

    /// The variables of parameters a = kappa p below 1: those of a + 1, times u^(1/a). Their logarithms are kept
    /// multiplied by kappa, so that 1 / a cannot overflow.
    void draw_small(random_draw const& random)
    {
        auto const all_are_small = small_.size() == positive_.size();
        auto largest = all_are_small ? -std::numeric_limits<double>::infinity() : 0.0;
        for_each_block(small_.size(), [&](std::size_t first, std::size_t count) {
            double u[block_width];
            double from[block_width];
            double high[block_width];
            double low[block_width];
            u[0] = from[0] = high[0] = low[0] = 0;
            auto group = no_counter;
            auto words = detail::philox_block{};
            for (std::size_t k = 0; k < count; ++k) {
                auto const j = small_[first + k];
                if (j / 4 != group) {
                    group = j / 4;
                    words = random.words(group, no_counter);
                }
                u[k] = detail::uniform_of(words[j % 4]);
                from[k] = d_[j] * cubes_[j];
            }
            double share[block_width];
            share[0] = 0;
            for (std::size_t k = 0; k < count; ++k) {
                share[k] = shares_[small_[first + k]];
            }
            auto* const out = logarithms_.data() + first;
            detail::vectorised([&, kappa = kappa_] {
                detail::ln_each(from, count, high, low);
                for (std::size_t k = 0; k < count; ++k) {
                    out[k] = detail::unfused(kappa * (high[k] + low[k]));
                }
                detail::ln_each(u, count, high, low);
                for (std::size_t k = 0; k < count; ++k) {
                    out[k] += (high[k] + low[k]) / share[k];
                }
            });
        });
        if (all_are_small) {
            largest = *std::max_element(logarithms_.begin(), logarithms_.end());
        }
        small_weights_.assign(block_width, all_are_small ? 1.0 : 1 / kappa_);
        for_each_block(small_.size(), [&](std::size_t first, std::size_t count) {
            double z[block_width];
            double weighted[block_width];
            z[0] = weighted[0] = 0;
            for (std::size_t k = 0; k < count; ++k) {
                z[k] = (logarithms_[first + k] - largest) / kappa_;
            }
            weighted_exp_each(z, count, small_weights_.data(), weighted);
            for (std::size_t k = 0; k < count; ++k) {
                variables_[small_[first + k]] = weighted[k];
            }
        });
    }

    double kappa_ = 1;
    std::vector<double> shares_;
    std::vector<double> d_;
    std::vector<double> c_;
    std::vector<double> scale_;         ///< d / kappa; 0 for parameters below 1
    std::vector<std::size_t> positive_; ///< the variables of positive parameters
    std::vector<std::size_t> small_;    ///< of which the parameters are below 1
    std::vector<double> cubes_;         ///< (1 + c z)^3 of the last attempt
    std::vector<double> variables_;
    std::vector<double> small_weights_;
    std::vector<double> logarithms_;    ///< of the small variables, times kappa
    std::vector<std::size_t> rejected_; ///< the variables that need a further attempt
    std::vector<std::size_t> waiting_;
    std::size_t places_[block_width] = {};
};

} // namespace equipoise::uncertainty_detail
