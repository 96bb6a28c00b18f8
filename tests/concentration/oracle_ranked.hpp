// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../support/oracle.hpp"

#include <equipoise/concentration/dominance.hpp>
#include <equipoise/concentration/gini.hpp>
#include <equipoise/concentration/rank_weighted.hpp>

#include <string>
#include <vector>

/// The ranked family in the terms of the oracle.
inline std::vector<support::oracle_metric> ranked_metrics()
{
    namespace eq = equipoise;
    using amounts = std::vector<double>;
    auto metrics = std::vector<support::oracle_metric>{
        {"gini", "bias=none", [](amounts const& x) { return eq::gini(x); }},
        {"gini", "bias=n/(n-1)", [](amounts const& x) { return eq::sample_gini(x); }},
        {"hoover", "", [](amounts const& x) { return eq::hoover(x); }},
        {"rosenbluth", "", [](amounts const& x) { return eq::hall_tideman(x); }},
        {"dominance_kwoka_like", "", [](amounts const& x) { return eq::garcia_alba(x); }},
        {"strong_dominance", "n=positive", [](amounts const& x) { return eq::strong_dominance(x, eq::positive); }},
    };
    for (auto const k : {1, 3, 4, 5, 8}) {
        metrics.push_back(
            {"cr", "k=" + std::to_string(k), [k](amounts const& x) { return eq::concentration_ratio(x, k); }});
    }
    return metrics;
}

inline std::vector<support::not_offered> ranked_metrics_not_offered()
{
    auto absent = std::vector<support::not_offered>{
        {"gini", "bias=none;unit=percent", "no percent"},
        {"gini", "method=rectangles", "a program's default, G - 1/n: negative for equal amounts"},
        {"gini", "method=rectangles;clamped>=0", "the same, cut off at 0"},
    };
    for (auto const* const k : {"1", "3", "4", "5", "8"}) {
        absent.push_back({"cr", std::string{"k="} + k + ";unit=percent", "no percent"});
    }
    return absent;
}
