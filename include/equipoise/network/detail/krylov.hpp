// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/network/detail/chain.hpp>
#include <equipoise/network/detail/small_lu.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

/// GMRES (Saad and Schultz 1986) for several right-hand sides that share each pass over the matrix, preconditioned on
/// the right by what regions deliver to themselves.
namespace equipoise::network_detail {

[[nodiscard]] inline double dot(double const* a, double const* b, std::size_t n)
{
    return product<false>(a, b, n);
}

inline void add_multiple(double const* from, double factor, double* to, std::size_t n)
{
    for (std::size_t i = 0; i < n; ++i) {
        to[i] += detail::unfused(factor * from[i]);
    }
}

/// I - K within the regions, solved exactly. As most trade is domestic, this takes most of it out of what is left. A
/// region is cut into parts of at most 128 sectors; of a sparse matrix there is the diagonal only.
class own_blocks {
public:
    explicit own_blocks(chain const& k) : size_{k.size()}
    {
        if (is_sparse(k.of.matrix)) {
            diagonal_.assign(size_, 1.0);
            k.for_each_entry([&](std::size_t i, std::size_t j, double value) { diagonal_[i] -= i == j ? value : 0; });
            for (auto& each : diagonal_) {
                each = each > 0 && std::isfinite(each) ? each : 1;
            }
            return;
        }
        for (auto const& group : k.of.groups) {
            for (std::size_t first = 0; first < group.size(); first += largest) {
                auto const n = (std::min)(largest, group.size() - first);
                auto rows = std::vector<double>(n * n);
                for (std::size_t i = 0; i < n; ++i) {
                    for (std::size_t j = 0; j < n; ++j) {
                        rows[i * n + j] = (i == j ? 1 : 0) - k.entry(group[first + i], group[first + j]);
                    }
                }
                auto lu = small_lu{std::move(rows), n};
                if (lu.regular()) { // the others stay as they are, which costs steps and changes no result
                    blocks_.push_back({{group.begin() + static_cast<std::ptrdiff_t>(first),
                                        group.begin() + static_cast<std::ptrdiff_t>(first + n)},
                                       std::move(lu)});
                }
            }
        }
    }

    /// Applies the inverse to a vector in place.
    void solve(double* x) const
    {
        for (std::size_t i = 0; i < diagonal_.size(); ++i) {
            x[i] /= diagonal_[i];
        }
        double in[largest];
        double out[largest];
        double work[largest];
        for (auto const& [places, lu] : blocks_) {
            for (std::size_t i = 0; i < places.size(); ++i) {
                in[i] = x[places[i]];
            }
            lu.solve(in, out, work);
            for (std::size_t i = 0; i < places.size(); ++i) {
                x[places[i]] = out[i];
            }
        }
    }

private:
    static constexpr std::size_t largest = 128;
    struct block {
        std::vector<std::size_t> places;
        small_lu lu;
    };
    std::size_t size_;
    std::vector<double> diagonal_;
    std::vector<block> blocks_;
};

/// The search space of one right-hand side.
class krylov_space {
public:
    krylov_space(double const* residual, std::size_t n, double target) : n_{n}, target_{target}
    {
        auto const size = std::sqrt(dot(residual, residual, n));
        done_ = !(size > target) || !std::isfinite(size);
        if (!done_) {
            rest_.push_back(size);
            basis_.emplace_back(residual, residual + n);
            divide(basis_.back(), size);
        }
    }

    [[nodiscard]] bool done() const noexcept { return done_; }
    [[nodiscard]] std::vector<double> const& last() const { return basis_.back(); }

    /// Takes w = (I - K) P^-1 last() into the space.
    void extend(std::vector<double> w)
    {
        auto const j = basis_.size() - 1;
        auto column = std::vector<double>(j + 2);
        auto const size = std::sqrt(dot(w.data(), w.data(), n_));
        auto left = size;
        for (auto time = 0; time < 2; ++time) {
            for (std::size_t i = 0; i <= j; ++i) {
                auto const share = dot(basis_[i].data(), w.data(), n_);
                column[i] += share;
                add_multiple(basis_[i].data(), -share, w.data(), n_);
            }
            left = std::sqrt(dot(w.data(), w.data(), n_));
            if (left > size / 2) { // else a second time removes what rounding left of the first
                break;
            }
        }
        auto const complete = !(left > 0x1p-48 * size) || basis_.size() == n_; // nothing but rounding is left
        left = complete ? 0 : left;
        column[j + 1] = left;
        for (std::size_t i = 0; i < j; ++i) {
            rotate(turns_[i], column[i], column[i + 1]);
        }
        auto const radius = std::sqrt(detail::rounded(column[j] * column[j]) + detail::rounded(left * left));
        if (!(radius > 0) || !std::isfinite(radius)) {
            done_ = true; // singular within the space: what there is so far is the best
            return;
        }
        turns_.push_back({column[j] / radius, column[j + 1] / radius});
        rotate(turns_.back(), column[j], column[j + 1]);
        rest_.push_back(0);
        rotate(turns_.back(), rest_[j], rest_[j + 1]);
        columns_.push_back(std::move(column));
        done_ = std::fabs(rest_[j + 1]) <= target_ || complete;
        if (!done_) {
            divide(w, left);
            basis_.push_back(std::move(w));
        }
    }

    /// The best vector of the space, before P^-1.
    [[nodiscard]] std::vector<double> best() const
    {
        auto const m = columns_.size();
        auto weights = std::vector<double>(m);
        for (auto i = m; i-- > 0;) {
            weights[i] = rest_[i];
            for (auto j = i + 1; j < m; ++j) {
                weights[i] -= detail::rounded(columns_[j][i] * weights[j]);
            }
            weights[i] /= columns_[i][i];
        }
        auto sum = std::vector<double>(n_);
        for (std::size_t i = 0; i < m; ++i) {
            add_multiple(basis_[i].data(), weights[i], sum.data(), n_);
        }
        return sum;
    }

private:
    struct turn {
        double cosine;
        double sine;
    };

    static void rotate(turn const& by, double& upper, double& lower)
    {
        auto const first = detail::rounded(by.cosine * upper) + detail::rounded(by.sine * lower);
        lower = detail::rounded(by.cosine * lower) - detail::rounded(by.sine * upper);
        upper = first;
    }

    static void divide(std::vector<double>& v, double by)
    {
        for (auto& each : v) {
            each /= by;
        }
    }

    std::size_t n_;
    double target_;
    bool done_ = false;
    std::vector<std::vector<double>> basis_;
    std::vector<std::vector<double>> columns_;
    std::vector<turn> turns_;
    std::vector<double> rest_;
};

inline constexpr std::size_t most_steps = 60;

/// Adds to each of k vectors z the correction that its residual asks for. @return the number of passes
inline std::size_t correct(chain const& k, own_blocks const& blocks, std::vector<double> const& residuals,
                           std::vector<double> const& targets, std::vector<double>& z, runner const& run)
{
    auto const n = k.size();
    auto spaces = std::vector<krylov_space>{};
    for (std::size_t r = 0; r < targets.size(); ++r) {
        spaces.emplace_back(residuals.data() + r * n, n, targets[r]);
    }
    std::size_t passes = 0;
    auto in = std::vector<double>{};
    auto out = std::vector<double>{};
    for (; passes < most_steps; ++passes) {
        auto active = std::vector<std::size_t>{};
        in.clear();
        for (std::size_t r = 0; r < spaces.size(); ++r) {
            if (!spaces[r].done()) {
                active.push_back(r);
                in.insert(in.end(), spaces[r].last().begin(), spaces[r].last().end());
            }
        }
        if (active.empty()) {
            break;
        }
        run(active.size(), [&](std::size_t a) { blocks.solve(in.data() + a * n); });
        k.apply(in, out, active.size(), run);
        run(active.size(), [&](std::size_t a) {
            auto w = std::vector<double>(n);
            for (std::size_t i = 0; i < n; ++i) {
                w[i] = in[a * n + i] - out[a * n + i];
            }
            spaces[active[a]].extend(std::move(w));
        });
    }
    run(spaces.size(), [&](std::size_t r) {
        auto best = spaces[r].best();
        if (!best.empty()) {
            blocks.solve(best.data());
        }
        for (std::size_t i = 0; i < n; ++i) {
            z[r * n + i] += best[i];
        }
    });
    return passes;
}

} // namespace equipoise::network_detail
