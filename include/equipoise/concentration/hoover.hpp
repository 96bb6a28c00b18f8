// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>

#include <cstddef>

/// The share of the flows that would have to move for all partners to have the same.
namespace equipoise {

namespace detail {

/// sum of n x - X over the partners with more than the mean: half of sum |n x - X|, for all such terms sum to zero.
class deviations {
public:
    static constexpr bool needs_totals = true;

    constexpr deviations(totals const& sums, std::size_t n) noexcept : whole_{sums.whole()}, n_{static_cast<double>(n)}
    {
    }

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        for (std::size_t i = 0; i < count; ++i) {
            if (auto const above = two_product(n_, first[i]) - whole_; above.hi > 0) {
                sum_.add(above);
            }
        }
    }

    [[nodiscard]] constexpr twofold value() const noexcept { return sum_.value(); }

private:
    running_sum sum_;
    twofold whole_;
    double n_;
};

struct hoover_rule {
    using statistic = deviations;
    static constexpr facts about{"hoover",          "HI", "sum |p - 1/n| / 2", "Hoover (1936)", concentrating::raises,
                                 replicating::keeps};
    base n = listed;

    [[nodiscard]] static constexpr interval range(double partners) { return {0, share_of_others(partners)}; }
    [[nodiscard]] constexpr deviations start(totals const& sums) const { return {sums, n.count(sums, about.name)}; }

    [[nodiscard]] constexpr outcome operator()(totals const& sums, deviations const& above) const
    {
        return above.value() / (sums.whole() * static_cast<double>(n.count(sums, about.name)));
    }
};

} // namespace detail

/// Hoover index: sum |p - 1/n| / 2, the share of the flows that would have to move to make all partners equal.
///
/// n counts the listed partners, or what `positive` or `base{n}` says. Range [0, 1 - 1/n], up = more concentrated.
/// Undefined without flow. Throws `invalid_amount`, `invalid_parameter`. Two passes. Also known as Schutz's, Pietra's
/// and the Robin Hood index; against another composition than the uniform one it is `total_variation`.
/// Source: Hoover (1936), The Measurement of Industrial Localization.
inline constexpr index_fn<detail::hoover_rule> hoover{};

} // namespace equipoise
