// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/power_sum.hpp>
#include <equipoise/concentration/detail/sorted_amounts.hpp>
#include <equipoise/concentration/entropy.hpp>
#include <equipoise/core/rules.hpp>

/// Further statistics for an index of your own, in addition to those of core/rules.hpp.
namespace equipoise::rules {

/// The sorted amounts: `sorted_amounts[r]` is the amount with rank r; the largest amount has rank 0.
using concentration_detail::sorted_amounts;

/// The Shannon entropy of the shares in nats: `entropy.value()` is a `twofold`.
using concentration_detail::entropy;

/// The sum of the shares to the power q, with which a rule starts it: `start(totals)` returns power_sum{sums, q}.
using concentration_detail::power_sum;

} // namespace equipoise::rules
