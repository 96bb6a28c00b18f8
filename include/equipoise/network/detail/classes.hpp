// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/network/detail/chain.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

/// Which sectors feed on themselves.
namespace equipoise::network_detail {

/// The strongly connected classes of a chain (Tarjan 1972), each as a list of positions in ascending order.
[[nodiscard]] inline std::vector<std::vector<std::size_t>> classes_of(chain const& k)
{
    auto const n = k.size();
    auto next = std::vector<std::vector<std::size_t>>(n);
    k.for_each_entry([&](std::size_t i, std::size_t j, double value) {
        if (value != 0) {
            next[i].push_back(j);
        }
    });
    constexpr auto unseen = (std::numeric_limits<std::size_t>::max)();
    auto number = std::vector<std::size_t>(n, unseen);
    auto lowest = std::vector<std::size_t>(n, 0);
    auto waiting = std::vector<bool>(n, false);
    auto stack = std::vector<std::size_t>{};
    auto path = std::vector<std::pair<std::size_t, std::size_t>>{}; // a sector and its next neighbour
    auto found = std::vector<std::vector<std::size_t>>{};
    std::size_t count = 0;
    auto const enter = [&](std::size_t i) {
        number[i] = lowest[i] = count++;
        waiting[i] = true;
        stack.push_back(i);
        path.emplace_back(i, 0);
    };
    for (std::size_t start = 0; start < n; ++start) {
        if (number[start] == unseen) {
            enter(start);
        }
        while (!path.empty()) {
            auto const i = path.back().first;
            if (path.back().second < next[i].size()) {
                auto const j = next[i][path.back().second++];
                if (number[j] == unseen) {
                    enter(j);
                } else if (waiting[j]) {
                    lowest[i] = (std::min)(lowest[i], number[j]);
                }
                continue;
            }
            path.pop_back();
            if (!path.empty()) {
                lowest[path.back().first] = (std::min)(lowest[path.back().first], lowest[i]);
            }
            if (lowest[i] == number[i]) {
                auto members = std::vector<std::size_t>{};
                for (auto last = n; last != i;) {
                    last = stack.back();
                    stack.pop_back();
                    waiting[last] = false;
                    members.push_back(last);
                }
                std::sort(members.begin(), members.end());
                found.push_back(std::move(members));
            }
        }
    }
    return found;
}

/// A class whose growth factor is 1 or more, as far as doubles can tell; empty when there is none. The growth factor is
/// at least the smallest ratio (K w)_i / w_i over the class, for any positive w (Collatz 1942, Wielandt 1950).
[[nodiscard]] inline std::vector<std::size_t> class_that_feeds_on_itself(chain const& k, runner const& run)
{
    auto const n = k.size();
    auto const enough = 1 - 2 * k.rounding();
    for (auto const& members : classes_of(k)) {
        if (members.size() == 1) {
            if (k.entry(members[0], members[0]) >= enough) {
                return members;
            }
            continue;
        }
        auto w = std::vector<double>(n);
        for (auto const i : members) {
            w[i] = 1;
        }
        auto made = std::vector<double>{};
        for (auto step = 0; step < 2000; ++step) {
            k.apply(w, made, 1, run);
            auto smallest = std::numeric_limits<double>::infinity();
            auto largest = 0.0;
            auto size = 0.0;
            for (auto const i : members) {
                smallest = (std::min)(smallest, made[i] / w[i]);
                largest = (std::max)(largest, made[i] / w[i]);
                size = (std::max)(size, w[i] + made[i]);
            }
            if (smallest >= enough) {
                return members;
            }
            if (largest < enough || !std::isfinite(size)) {
                break;
            }
            for (auto const i : members) { // w is added so that the iteration converges for periodic classes too
                w[i] = (std::max)((w[i] + made[i]) / size, 0x1p-900);
            }
        }
    }
    return {};
}

/// The growth factor of K >= 0, its spectral radius: the largest of its classes, from below, to about 12 digits where
/// the iteration settles.
[[nodiscard]] inline double growth_factor(chain const& k, runner const& run)
{
    auto const n = k.size();
    auto factor = 0.0;
    for (auto const& members : classes_of(k)) {
        auto smallest = members.size() == 1 ? k.entry(members[0], members[0]) : 0.0;
        auto w = std::vector<double>(n);
        for (auto const i : members) {
            w[i] = 1;
        }
        auto made = std::vector<double>{};
        for (auto step = 0; members.size() > 1 && step < 20'000; ++step) {
            k.apply(w, made, 1, run);
            auto largest = 0.0;
            auto size = 0.0;
            smallest = std::numeric_limits<double>::infinity();
            for (auto const i : members) {
                smallest = (std::min)(smallest, made[i] / w[i]);
                largest = (std::max)(largest, made[i] / w[i]);
                size = (std::max)(size, w[i] + made[i]);
            }
            if (largest - smallest <= 1e-13 * largest) {
                break;
            }
            for (auto const i : members) {
                w[i] = (std::max)((w[i] + made[i]) / size, 0x1p-900);
            }
        }
        factor = (std::max)(factor, smallest);
    }
    return factor;
}

} // namespace equipoise::network_detail
