// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

/// The least change of shares under limits of groups and of the sum of squares.
///
/// Minimise sum of c (y - p)^2 over y with sum 1, 0 <= y <= most, sum of y over each group <= its limit, and sum of y^2
/// <= h. With the multipliers l of the sum, v >= 0 of the limits and m >= 0 of the squares, the Lagrangian is a sum of
/// parabolas, of which each is least at y = (c p + (l - v) / 2) / (c + m), moved into [0, most]. So:
///
/// - for given m and l, the sum over a group falls with its v: the v is 0, or that for which the sum is the limit;
/// - for given m, the sum of all y rises with l: the l for which it is 1;
/// - the sum of squares falls with m: m is 0, or that for which it is h.
///
/// Each is found by bisection. The value of the Lagrangian at its minimum, for any multipliers, is a lower bound of the
/// cost (weak duality): the certificate.
namespace equipoise::scenario_detail {

class least_change {
public:
    static constexpr auto no_group = static_cast<std::size_t>(-1);

    struct share {
        double before = 0;
        double most = 1;
        double cost = 1;
        std::size_t group = no_group;
    };

    struct solution {
        bool reachable = false;
        std::vector<double> shares{};
        double cost = undefined;
        double bound = undefined;
        double moved = undefined;
    };

    std::vector<share> shares{};
    std::vector<double> limits{}; ///< of the groups
    double hhi = 1;

    [[nodiscard]] solution solved()
    {
        if (is_met()) {
            auto unchanged = solution{true, {}, 0, 0, 0};
            for (auto const& each : shares) {
                unchanged.shares.push_back(each.before);
            }
            return unchanged;
        }
        if (!has_room()) {
            return {};
        }
        auto squares = balanced(0);
        if (squares <= hhi) {
            return found();
        }
        auto low = 0.0;
        auto high = 1.0;
        while (balanced(high) > hhi && high < 0x1p60) {
            low = high;
            high *= 16;
        }
        if (balanced(high) > hhi * (1 + 0x1p-40)) {
            return {}; // even the most even shares are too uneven
        }
        for (auto i = 0; i < bisections && high - low > 0x1p-52 * high; ++i) {
            auto const middle = low + (high - low) / 2;
            (balanced(middle) > hhi ? low : high) = middle;
        }
        balanced(high);
        return found();
    }

private:
    static constexpr auto bisections = 110;

    /// Whether nothing has to change.
    [[nodiscard]] bool is_met() const
    {
        auto squares = detail::running_sum{};
        auto of_groups = std::vector<detail::running_sum>(limits.size());
        for (auto const& each : shares) {
            squares.add(detail::two_product(each.before, each.before));
            if (each.group != no_group) {
                of_groups[each.group].add(each.before);
            }
        }
        auto met = squares.value().value() <= hhi;
        for (std::size_t g = 0; g < limits.size(); ++g) {
            met = met && of_groups[g].value().value() <= limits[g];
        }
        return met;
    }

    [[nodiscard]] double room_of(std::size_t group) const
    {
        auto sum = detail::running_sum{};
        for (auto const& each : shares) {
            sum.add(each.group == group ? each.most : 0.0);
        }
        return sum.value().value();
    }

    /// Whether shares that add up to 1 fit under the limits.
    [[nodiscard]] bool has_room() const
    {
        auto sum = detail::running_sum{};
        sum.add(room_of(no_group));
        for (std::size_t g = 0; g < limits.size(); ++g) {
            sum.add((std::min)(limits[g], room_of(g)));
        }
        return sum.value().value() >= 1 - 0x1p-48;
    }

    [[nodiscard]] double place(share const& of, double level, double squares) const
    {
        auto const free = (detail::rounded(of.cost * of.before) + level / 2) / (of.cost + squares);
        return free < 0 ? 0 : free > of.most ? of.most : free;
    }

    [[nodiscard]] double sum_of(std::size_t group, double level, double squares) const
    {
        auto sum = detail::running_sum{};
        for (auto const& each : shares) {
            if (each.group == group) {
                sum.add(place(each, level, squares));
            }
        }
        return sum.value().value();
    }

    /// The level l - v of a group: l, or lower so that its sum is its limit.
    [[nodiscard]] double level_of(std::size_t group, double level, double squares) const
    {
        if (sum_of(group, level, squares) <= limits[group]) {
            return level;
        }
        auto low = -widest(squares);
        auto high = level;
        for (auto i = 0; i < bisections; ++i) {
            auto const middle = low + (high - low) / 2;
            if (middle == low || middle == high) {
                break;
            }
            (sum_of(group, middle, squares) > limits[group] ? high : low) = middle;
        }
        return low;
    }

    /// No share needs a level beyond this or minus this.
    [[nodiscard]] double widest(double squares) const
    {
        auto most = 1.0;
        for (auto const& each : shares) {
            most = (std::max)(most, 4 * (each.cost + squares));
        }
        return most;
    }

    /// Finds the levels for a multiplier of the squares. @return the sum of the squares
    double balanced(double squares)
    {
        squares_ = squares;
        levels_.assign(limits.size(), 0.0);
        auto low = -widest(squares);
        auto high = -low;
        auto const total = [&](double level) {
            auto sum = detail::running_sum{};
            sum.add(sum_of(no_group, level, squares));
            for (std::size_t g = 0; g < limits.size(); ++g) {
                sum.add((std::min)(limits[g], sum_of(g, level, squares)));
            }
            return sum.value().value();
        };
        for (auto i = 0; i < bisections; ++i) {
            auto const middle = low + (high - low) / 2;
            if (middle == low || middle == high) {
                break;
            }
            (total(middle) < 1 ? low : high) = middle;
        }
        level_ = high;
        for (std::size_t g = 0; g < limits.size(); ++g) {
            levels_[g] = level_of(g, level_, squares);
        }
        auto sum = detail::running_sum{};
        for (auto const& each : shares) {
            auto const y = placed(each);
            sum.add(detail::two_product(y, y));
        }
        return sum.value().value();
    }

    [[nodiscard]] double placed(share const& of) const
    {
        return place(of, of.group == no_group ? level_ : levels_[of.group], squares_);
    }

    [[nodiscard]] solution found() const
    {
        auto result = solution{true, {}};
        auto cost = detail::running_sum{};
        auto dual = detail::running_sum{}; // the Lagrangian at its minimum
        auto moved = detail::running_sum{};
        dual.add(level_);
        dual.add(-detail::two_product(squares_, hhi));
        for (std::size_t g = 0; g < limits.size(); ++g) {
            dual.add(detail::two_sum(levels_[g], -level_) * limits[g]);
        }
        for (auto const& each : shares) {
            auto const y = placed(each);
            auto const level = each.group == no_group ? level_ : levels_[each.group];
            auto const change = detail::two_sum(y, -each.before);
            auto const of_change = change * change * each.cost;
            cost.add(of_change);
            dual.add(of_change);
            dual.add(detail::two_product(y, y) * squares_);
            dual.add(-detail::two_product(level, y));
            moved.add(change.hi < 0 ? -change : change);
            result.shares.push_back(y);
        }
        result.cost = cost.value().value();
        result.bound = dual.value().value();
        result.moved = moved.value().value() / 2;
        return result;
    }

    double squares_ = 0;
    double level_ = 0;
    std::vector<double> levels_{};
};

} // namespace equipoise::scenario_detail
