// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/scenario/detail/after_loss.hpp>
#include <equipoise/scenario/detail/ranked_suppliers.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

/// The set of suppliers whose loss costs most over several goods, by branch and bound.
namespace equipoise::scenario_detail {

/// A good for the search: what the loss of each candidate costs, and what is replaced when none is lost, as shares of
/// the good's total; and how much the good counts.
struct searched_good {
    double weight = 1;
    std::vector<detail::twofold> importance{};
    detail::twofold replaced{};
};

struct found_set {
    std::vector<std::size_t> members{}; ///< in ascending order
    double value = 0;                   ///< sum of weight x shortfall
    double ties = 1;
};

/// The sum over goods of weight x max(0, importance of the members - replaced) is neither modular nor submodular, so a
/// greedy choice may be wrong. No set that extends the chosen members by m others costs more than the sum over goods of
/// what the best m others for each good, taken separately, would cost: that is the bound.
class set_search {
public:
    set_search(std::vector<searched_good> goods, std::size_t candidates, std::size_t k)
        : goods_{std::move(goods)}, n_{candidates}, k_{k}
    {
        auto totals = std::vector<double>(n_);
        for (auto const& good : goods_) {
            for (std::size_t j = 0; j < n_; ++j) {
                totals[j] += detail::rounded(good.weight * good.importance[j].hi);
            }
        }
        for (std::size_t j = 0; j < n_; ++j) {
            order_.push_back(j);
        }
        std::stable_sort(order_.begin(), order_.end(), [&](auto a, auto b) { return totals[a] > totals[b]; });
        while (nonzero_ < n_ && totals[order_[nonzero_]] > 0) {
            ++nonzero_;
        }
        prepare_bounds();
    }

    /// @throws invalid_parameter where more than 40 million branches would have to be looked at
    [[nodiscard]] found_set result()
    {
        sums_.assign(goods_.size(), 0.0);
        descend(0);
        if (best_.value == 0) { // all sets are the same
            best_.members.clear();
            for (std::size_t j = 0; j < k_; ++j) {
                best_.members.push_back(j);
            }
            best_.ties = choices(n_, k_);
        }
        return best_;
    }

private:
    /// best_sums_[g][p][m]: the sum of the m largest importances for good g among the candidates from place p on
    void prepare_bounds()
    {
        for (auto const& good : goods_) {
            auto of_good = std::vector<std::vector<double>>(n_ + 1);
            auto largest = std::vector<double>{}; // descending
            of_good[n_] = {0};
            for (auto p = n_; p-- > 0;) {
                auto const value = good.importance[order_[p]].hi;
                largest.insert(std::upper_bound(largest.begin(), largest.end(), value, std::greater<>{}), value);
                if (largest.size() > k_) {
                    largest.pop_back();
                }
                of_good[p] = {0};
                for (auto const each : largest) {
                    of_good[p].push_back(of_good[p].back() + each);
                }
            }
            slack_ += detail::rounded(good.weight * (of_good[0].back() + good.replaced.hi) * 1e-13);
            best_sums_.push_back(std::move(of_good));
        }
    }

    [[nodiscard]] double bound(std::size_t place) const
    {
        auto const wanted = k_ - chosen_.size();
        auto sum = 0.0;
        for (std::size_t g = 0; g < goods_.size(); ++g) {
            auto const cost = sums_[g] + best_sums_[g][place][wanted] - goods_[g].replaced.hi;
            sum += cost > 0 ? detail::rounded(goods_[g].weight * cost) : 0;
        }
        return sum;
    }

    void descend(std::size_t place)
    {
        if (++branches_ > most_branches) {
            throw invalid_parameter{"worst_loss", "k", static_cast<double>(k_),
                                    "smaller, as there are too many sets of that many partners to search"};
        }
        auto const wanted = k_ - chosen_.size();
        auto const highest = bound(place);
        if (!(highest > 0) || highest + slack_ < best_.value) {
            return;
        }
        if (wanted == 0 || place >= nonzero_) { // others cost nothing more: the first of them complete the set
            complete(place, wanted);
            return;
        }
        take(order_[place], place);
        if (n_ - place > wanted) {
            descend(place + 1);
        }
    }

    void take(std::size_t j, std::size_t place)
    {
        auto const before = sums_;
        for (std::size_t g = 0; g < goods_.size(); ++g) {
            sums_[g] += goods_[g].importance[j].hi;
        }
        chosen_.push_back(j);
        descend(place + 1);
        chosen_.pop_back();
        sums_ = before;
    }

    void complete(std::size_t place, std::size_t wanted)
    {
        auto others = std::vector<std::size_t>(order_.begin() + static_cast<std::ptrdiff_t>(place), order_.end());
        std::sort(others.begin(), others.end());
        auto members = chosen_;
        members.insert(members.end(), others.begin(), others.begin() + static_cast<std::ptrdiff_t>(wanted));
        std::sort(members.begin(), members.end());
        auto const value = value_of(members);
        auto const sets = choices(others.size(), wanted);
        if (value > best_.value) {
            best_ = {std::move(members), value, sets};
        } else if (value == best_.value && value > 0) {
            best_.ties += sets;
            best_.members = (std::min)(best_.members, members);
        }
    }

    /// Rounded once, so that sets that cost the same have the same value.
    [[nodiscard]] double value_of(std::vector<std::size_t> const& members) const
    {
        auto sum = detail::running_sum{};
        for (auto const& good : goods_) {
            auto missing = detail::running_sum{};
            missing.add(-good.replaced);
            for (auto const j : members) {
                missing.add(good.importance[j]);
            }
            sum.add(not_negative(missing.value()) * good.weight);
        }
        return sum.value().value();
    }

    static constexpr std::size_t most_branches = 40'000'000;

    std::vector<searched_good> goods_;
    std::size_t n_;
    std::size_t k_;
    std::vector<std::size_t> order_{}; ///< the candidates, the costliest first
    std::size_t nonzero_ = 0;          ///< how many of them cost anything
    std::vector<std::vector<std::vector<double>>> best_sums_{};
    double slack_ = 0; ///< more than the rounding of any bound
    std::vector<std::size_t> chosen_{};
    std::vector<double> sums_{};
    std::size_t branches_ = 0;
    found_set best_{};
};

} // namespace equipoise::scenario_detail
