// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/uncertainty/detail/amount_box.hpp>
#include <equipoise/uncertainty/detail/top_shares.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace equipoise::uncertainty_detail {

/// The greatest share of k partners in a box that a total cuts, by branch and bound.
///
/// With the high ends U and the low ends L' of the k partners, and the low ends L of all, a share above t needs
///
///     U > t (lowest total),   L' > L - (1 - t) (highest total),   (1 - t) U + t L' > t L
///
/// Each of these, and each sum of them with weights, is largest for the partners with the largest terms. Where one is
/// not met by them, the partners decided so far allow no share above t.
class cut_top_share {
public:
    cut_top_share(amount_box const& box, std::size_t k, top_share best)
        : box_{&box}, k_{(std::min)(k, box.size())}, best_{std::move(best)}, order_(box.size())
    {
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
            auto const of_a = box.highs[a] + box.lows[a];
            auto const of_b = box.highs[b] + box.lows[b];
            return of_a > of_b || (of_a == of_b && a < b);
        });
        all_low_ = box.least();
        chosen_.assign(box.size(), false);
    }

    /// @param nodes counts the decisions, of which there are `most_nodes` at most
    [[nodiscard]] top_share run(std::size_t most_nodes, std::size_t& nodes)
    {
        struct node {
            std::size_t decided;
            std::size_t chosen;
            bool last;
        };
        auto stack = std::vector<node>{{0, 0, false}};
        for (auto left = most_nodes; !stack.empty(); --left) {
            if (left == 0) {
                return std::move(best_); // with the outer share that it came with
            }
            auto const each = stack.back();
            stack.pop_back();
            ++nodes;
            if (each.decided > 0) {
                chosen_[each.decided - 1] = each.last;
            }
            if (!may_exceed(each.decided, each.chosen) || each.decided == box_->size()) {
                continue;
            }
            if (each.chosen + (box_->size() - each.decided) > k_) {
                stack.push_back({each.decided + 1, each.chosen, false});
            }
            if (each.chosen < k_) {
                stack.push_back({each.decided + 1, each.chosen + 1, true});
            }
        }
        best_.at_most = best_.share;
        return std::move(best_);
    }

private:
    /// The weights of the three needs.
    static constexpr std::array<std::array<double, 3>, 7> weights{
        {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}, {.5, .5, 0}, {.5, 0, .5}, {0, .5, .5}, {.3, .3, .4}}};

    /// Whether the partners decided so far allow more than the best share; notes the shares that the attempts have.
    [[nodiscard]] bool may_exceed(std::size_t decided, std::size_t chosen)
    {
        auto rest = std::vector<std::size_t>{};
        for (auto const& weight : weights) {
            auto const t = best_.share * (1 + 0x1p-48);
            auto const low = weight[0] * (box_->total.low > 0 ? 1 : 0);
            auto const high = weight[1] * (box_->total.high < amount_box::infinite ? 1 : 0);
            auto const of_high = low + weight[2] * (1 - t);
            auto const of_low = high + weight[2] * t;
            if (of_high == 0 && of_low == 0) {
                continue;
            }
            auto const score = [&](std::size_t i) {
                return detail::rounded(of_high * box_->highs[i]) + detail::rounded(of_low * box_->lows[i]);
            };
            rest.assign(order_.begin() + static_cast<std::ptrdiff_t>(decided), order_.end());
            std::nth_element(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(k_ - chosen), rest.end(),
                             [&](std::size_t a, std::size_t b) {
                                 auto const of_a = score(a);
                                 auto const of_b = score(b);
                                 return of_a > of_b || (of_a == of_b && a < b);
                             });
            auto partners = std::vector<std::size_t>{};
            auto others = std::vector<std::size_t>{};
            for (std::size_t r = 0; r < decided; ++r) {
                (chosen_[r] ? partners : others).push_back(order_[r]);
            }
            for (std::size_t r = 0; r < rest.size(); ++r) {
                (r < k_ - chosen ? partners : others).push_back(rest[r]);
            }
            auto top_high = detail::running_sum{};
            auto top_low = detail::running_sum{};
            for (auto const i : partners) {
                top_high.add(box_->highs[i]);
                top_low.add(box_->lows[i]);
            }
            auto const u = top_high.value();
            auto const l = top_low.value();
            auto needs = detail::running_sum{};
            needs.add(u * of_high);
            needs.add(l * of_low);
            needs.add(detail::twofold{-low * t} * box_->total.low);
            needs.add(all_low_ * -(high + weight[2] * t));
            needs.add(detail::two_product(high * (1 - t), high == 0 ? 0 : box_->total.high));
            partners.insert(partners.end(), others.begin(), others.end());
            if (auto more = given_top(*box_, partners, k_, u, all_low_ - l); more.share > best_.share) {
                best_.share = more.share;
                best_.amounts = std::move(more.amounts);
            } else if (needs.value().hi < 0) {
                return false;
            }
        }
        return true;
    }

    amount_box const* box_;
    std::size_t k_;
    top_share best_;
    std::vector<std::size_t> order_;
    std::vector<bool> chosen_;
    detail::twofold all_low_;
};

} // namespace equipoise::uncertainty_detail
