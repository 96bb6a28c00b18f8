// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/evaluation.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/uncertainty/completion.hpp>
#include <equipoise/uncertainty/detail/hill_form.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <limits>
#include <vector>

/// Which indices have an interval over ranges of amounts, and what they say of themselves for it.
namespace equipoise::uncertainty_detail {

/// An index that concentration only raises or only lowers, for a fixed number of partners.
template <class Rule>
concept bounded_over_ranges =
    detail::amount_rule<Rule> && Rule::about.effect != concentrating::neither && !index_of_counts<Rule>
    && measurable<Rule, std::vector<double>&> && requires(typename Rule::statistic& statistic) {
           statistic.add(static_cast<double const*>(nullptr), std::size_t{});
       };

/// A function of the Hill number of one order alone, and of the number of partners. NaN where there is none for the
/// index's parameters.
template <class Rule>
concept of_hill_order = requires(Rule const& rule) {
    { rule.hill_order() } -> std::convertible_to<double>;
};

/// A function of the share of the k largest partners alone.
template <class Rule>
concept of_top_share = requires(Rule const& rule) {
    { rule.largest_partners() } -> std::convertible_to<std::size_t>;
};

/// The order of the Hill number that an index is a function of; NaN if there is none.
template <class Rule>
[[nodiscard]] double order_of(Rule const& rule)
{
    if constexpr (of_hill_order<Rule>) {
        return rule.hill_order();
    } else {
        return undefined;
    }
}

/// How many of the largest partners an index depends on; 0 where it depends on all.
template <class Rule>
[[nodiscard]] std::size_t top_of(Rule const& rule)
{
    if constexpr (of_top_share<Rule>) {
        return rule.largest_partners();
    } else {
        return order_of(rule) == std::numeric_limits<double>::infinity() ? 1 : 0;
    }
}

/// Shares whose concentration is at least `at_least`, obtained by enlarging the largest of the given amounts.
[[nodiscard]] inline std::vector<double> concentrated_to(std::vector<double> const& amounts, hill_form const& form,
                                                         double at_least)
{
    auto const largest = std::max_element(amounts.begin(), amounts.end()) - amounts.begin();
    auto total = detail::running_sum{};
    for (auto const amount : amounts) {
        total.add(amount);
    }
    auto const whole = total.value().value();
    auto const mixed = [&](double part) {
        auto shares = amounts;
        for (auto& each : shares) {
            each = detail::rounded(each / whole) * (1 - part);
        }
        auto& most = shares[static_cast<std::size_t>(largest)];
        most += part;
        if (form.order() > 16) { // in units of the largest share, in which no power that matters is lost
            auto const unit = most;
            for (auto& each : shares) {
                each = detail::rounded(each / unit);
            }
        }
        return shares;
    };
    auto const reaches = [&](double part) {
        auto sum = detail::running_sum{};
        auto terms = detail::running_sum{};
        for (auto const share : mixed(part)) {
            sum.add(share);
            terms.add(form.term(share));
        }
        return form.value(sum.value(), terms.value()) >= at_least;
    };
    auto high = 0x1p-52;
    while (high < 1 && !reaches(high)) {
        high *= 2;
    }
    auto low = high / 2;
    high = (std::min)(high, 1.0);
    for (auto i = 0; i < 50; ++i) {
        auto const middle = (low + high) / 2;
        (reaches(middle) ? high : low) = middle;
    }
    return mixed(high);
}

/// Shares of n partners of which the k largest have a share, as even as that allows.
[[nodiscard]] inline std::vector<double> with_top_share(double share, std::size_t k, std::size_t n)
{
    auto shares = std::vector<double>(n, n > k ? (1 - share) / static_cast<double>(n - k) : 0.0);
    for (std::size_t i = 0; i < (std::min)(k, n); ++i) {
        shares[i] = share / static_cast<double>((std::min)(k, n));
    }
    return shares;
}

} // namespace equipoise::uncertainty_detail
