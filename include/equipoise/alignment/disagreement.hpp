// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/alignment/scale.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string_view>
#include <vector>

/// The disagreement of two profiles, observed and expected: the kernel 1 - Do / De of all measures of agreement.
namespace equipoise {

/// The disagreement of two ties.
enum class disagreement : unsigned char {
    absolute, ///< |a - b|
    squared,  ///< (a - b)^2
    nominal,  ///< 0 when equal, else 1
};

/// The disagreement De that the observed one is compared with.
enum class expectation : unsigned char {
    widest,      ///< that of the two ends of the scale
    half_widest, ///< half of it
    pooled,      ///< of ties drawn by chance from both profiles together
    own,         ///< of a tie drawn by chance from each profile
};

namespace alignment_detail {

/// How a measure compares two profiles.
struct comparison {
    std::string_view name; ///< of the measure
    disagreement distance;
    expectation expected;
    tie_scale scale{};

    /// The exponent of the power of two in whose units the measure takes ties of a range. Categories are compared only
    /// for equality, in which their size does not matter.
    [[nodiscard]] constexpr int exponent(tie_range const& ties) const
    {
        return distance == disagreement::nominal ? 0 : ties.exponent(scale.width());
    }
};

/// The targets whose ties with both of two states are known, each with its weight, and the agreement of the two.
///
/// Ties are in units in which neither their squares nor the products of these with weights leave the range of a double.
class joint_ties {
public:
    EQUIPOISE_CONSTEXPR void clear()
    {
        pairs_.clear();
        categories_.clear();
        weight_ = {};
    }

    /// Adds a target, or several of the same ties with the sum of their weights.
    EQUIPOISE_CONSTEXPR void add(double a, double b, detail::twofold weight)
    {
        pairs_.push_back({a, b, weight});
        weight_ = weight_ + weight;
    }

    /// 1 - Do / De; `width` is that of the scale.
    [[nodiscard]] constexpr outcome compare(disagreement distance, expectation expected, double width)
    {
        if (pairs_.empty()) {
            return reason::nothing_in_common;
        }
        if (weight_.hi == 0) {
            return reason::no_weight;
        }
        auto const seen = observed(distance); // Do times the sum of the weights
        switch (expected) {
        case expectation::widest: return one_minus(seen, weight_ * widest(distance, width), 0);
        case expectation::half_widest: return one_minus(seen * 2.0, weight_ * widest(distance, width), -1);
        case expectation::own: return one_minus(seen * weight_, by_chance(distance, false), -1);
        case expectation::pooled: return one_minus(seen * weight_ * 4.0, by_chance(distance, true), -1);
        }
        return reason::constant;
    }

private:
    struct tie_pair {
        double a;
        double b;
        detail::twofold weight;
    };

    /// The weight of the targets whose tie has one value, in either profile.
    struct tie_category {
        double value;
        detail::twofold a;
        detail::twofold b;
    };

    [[nodiscard]] static constexpr outcome one_minus(detail::twofold seen, detail::twofold limit, double lowest)
    {
        if (limit.hi == 0) {
            return reason::constant;
        }
        auto const value = (limit - seen) / limit;
        return value < lowest ? lowest : value > 1 ? 1 : value;
    }

    [[nodiscard]] static constexpr detail::twofold widest(disagreement distance, double width)
    {
        return distance == disagreement::nominal   ? detail::twofold{1}
               : distance == disagreement::squared ? detail::two_product(width, width)
                                                   : detail::twofold{width};
    }

    [[nodiscard]] static constexpr detail::twofold distance_between(disagreement distance, double a, double b)
    {
        if (distance == disagreement::nominal) {
            return {a == b ? 0.0 : 1.0};
        }
        auto const gap = detail::two_sum(a, -b);
        return distance == disagreement::squared ? gap * gap : gap.hi < 0 ? -gap : gap;
    }

    /// The sum of the weighted disagreements of the pairs.
    [[nodiscard]] EQUIPOISE_CONSTEXPR detail::twofold observed(disagreement distance) const
    {
        auto sum = detail::running_sum{};
        for (auto const& pair : pairs_) {
            sum.add(distance_between(distance, pair.a, pair.b) * pair.weight);
        }
        return sum.value();
    }

    /// The sum over all ties of one profile and all of the other of the product of their weights and their distance.
    [[nodiscard]] EQUIPOISE_CONSTEXPR detail::twofold by_chance(disagreement distance, bool pooled)
    {
        if (distance == disagreement::squared) {
            return by_moments(pooled);
        }
        count_categories();
        // the weight of each profile above each category, added up: the difference from the whole would cancel
        above_.assign(categories_.size() + 1, {0, {}, {}});
        for (auto c = categories_.size(); c != 0; --c) {
            auto const [a, b] = shares(categories_[c - 1], pooled);
            above_[c - 1] = {0, above_[c].a + a, above_[c].b + b};
        }
        auto sum = detail::running_sum{};
        auto below_a = detail::twofold{};
        auto below_b = detail::twofold{};
        for (std::size_t c = 0; c < categories_.size(); ++c) {
            auto const [a, b] = shares(categories_[c], pooled);
            if (distance == disagreement::nominal) {
                sum.add(a * (below_b + above_[c + 1].b));
            }
            below_a = below_a + a;
            below_b = below_b + b;
            if (distance == disagreement::absolute && c + 1 < categories_.size()) {
                // every pair of ties with one on each side of the gap contributes its width
                auto const gap = detail::two_sum(categories_[c + 1].value, -categories_[c].value);
                sum.add(gap * (below_a * above_[c + 1].b + below_b * above_[c + 1].a));
            }
        }
        return sum.value();
    }

    /// The same by squares, sum w v (a - b)^2 = sum w sum v b^2 + sum v sum w a^2 - 2 sum w a sum v b. Ties are
    /// measured from the one nearest to the mean of both profiles, so that little cancels in the last term and integers
    /// stay integers.
    [[nodiscard]] EQUIPOISE_CONSTEXPR detail::twofold by_moments(bool pooled) const
    {
        auto total = detail::running_sum{};
        for (auto const& pair : pairs_) {
            total.add(pair.weight * pair.a);
            total.add(pair.weight * pair.b);
        }
        auto const mean = total.value() / (weight_ * 2.0);
        auto centre = std::numeric_limits<double>::infinity();
        for (auto const& pair : pairs_) {
            for (auto const tie : {pair.a, pair.b}) {
                auto const nearer =
                    (tie < mean ? mean - tie : tie - mean) < (centre < mean ? mean - centre : centre - mean);
                centre = pair.weight.hi > 0 && nearer ? tie : centre;
            }
        }
        detail::running_sum first[2];
        detail::running_sum second[2];
        for (auto const& pair : pairs_) {
            double const ties[] = {pair.a, pair.b};
            for (std::size_t side = 0; side < 2; ++side) {
                auto const gap = detail::two_sum(ties[side], -centre);
                first[side].add(gap * pair.weight);
                second[side].add(gap * gap * pair.weight);
            }
        }
        auto const squares = second[0].value() + second[1].value();
        if (pooled) { // then both sides are the two profiles together
            auto const rest = first[0].value() + first[1].value();
            return (weight_ * squares * 2.0 - rest * rest) * 2.0;
        }
        return weight_ * squares - first[0].value() * first[1].value() * 2.0;
    }

    struct sides {
        detail::twofold a;
        detail::twofold b;
    };

    [[nodiscard]] static constexpr sides shares(tie_category const& category, bool pooled)
    {
        auto const both = category.a + category.b;
        return pooled ? sides{both, both} : sides{category.a, category.b};
    }

    /// The categories that occur, in order, each once.
    EQUIPOISE_CONSTEXPR void count_categories()
    {
        if (!categories_.empty()) {
            return;
        }
        for (auto const& pair : pairs_) {
            categories_.push_back({pair.a, pair.weight, {}});
            categories_.push_back({pair.b, {}, pair.weight});
        }
        std::sort(categories_.begin(), categories_.end(),
                  [](tie_category const& x, tie_category const& y) { return x.value < y.value; });
        std::size_t last = 0;
        for (std::size_t i = 1; i < categories_.size(); ++i) {
            auto const& next = categories_[i];
            if (next.value == categories_[last].value) {
                categories_[last].a = categories_[last].a + next.a;
                categories_[last].b = categories_[last].b + next.b;
            } else {
                categories_[++last] = next;
            }
        }
        categories_.resize(last + 1);
    }

    std::vector<tie_pair> pairs_;
    std::vector<tie_category> categories_;
    std::vector<tie_category> above_;
    detail::twofold weight_;
};

} // namespace alignment_detail
} // namespace equipoise
