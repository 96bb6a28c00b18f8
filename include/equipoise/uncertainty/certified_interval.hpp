// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/undefined.hpp>

#include <cstddef>
#include <vector>

/// An interval with what is known of its ends: `certified_interval`, `certified_end`; and when to stop a search for
/// them: `bound_limits`.
namespace equipoise {

/// When to stop the search for an end of an interval.
struct bound_limits {
    std::size_t nodes = std::size_t{1} << 20U; ///< the most decisions on a partner that a search tries
    /// The same where a total narrows the amounts. As many partners can then make up for one another, the search may
    /// not end, while its first steps leave little open.
    std::size_t nodes_with_total = std::size_t{1} << 14U;
    double tolerance = 1e-12; ///< by which an end may be wider than attained, as a part of the effective number
};

/// An end of an interval.
struct certified_end {
    double value = undefined;      ///< no amounts within the ranges have a value beyond this
    bool attained = false;         ///< whether amounts have this value; if not, it is a limit or an outer bound
    double gap = undefined;        ///< how far `value` is from that of `amounts`; 0 for a limit or without them
    std::vector<double> amounts{}; ///< of the listed partners, then of others; empty where the value is a limit,
                                   ///< and for measures of powers, such as `exposure`, which depend on sums alone
};

/// The interval of an index, and how its ends come about.
struct certified_interval {
    interval bounds{undefined, undefined};
    certified_end low{};
    certified_end high{};
    std::size_t nodes = 0;        ///< that the search took
    reason why = reason::defined; ///< why nothing can be said, where both ends are NaN
};

namespace uncertainty_detail {

/// What is known of the ends of an interval that is found without a search for amounts.
[[nodiscard]] inline certified_interval without_search(estimate const& found, bool low_attained, bool high_attained)
{
    if (is_undefined(found.bounds.low)) {
        return {.why = found.why};
    }
    return {.bounds = found.bounds,
            .low = {found.bounds.low, low_attained, 0},
            .high = {found.bounds.high, high_attained, 0}};
}

} // namespace uncertainty_detail

} // namespace equipoise
