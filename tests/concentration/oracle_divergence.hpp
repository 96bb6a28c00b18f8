// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../support/oracle.hpp"

#include <equipoise/concentration/inequality.hpp>

#include <string>
#include <vector>

/// Divergence from equal shares in the terms of the oracle.
inline std::vector<support::oracle_metric> divergence_metrics()
{
    namespace eq = equipoise;
    using amounts = std::vector<double>;
    auto metrics = std::vector<support::oracle_metric>{
        {"theil_t", "zeros=counted", [](amounts const& x) { return eq::theil(x); }},
        {"theil_t", "zeros=dropped", [](amounts const& x) { return eq::theil(x, eq::positive); }},
        {"theil_l", "zeros=undefined", [](amounts const& x) { return eq::mean_log_deviation(x); }},
        {"theil_l", "zeros=dropped", [](amounts const& x) { return eq::mean_log_deviation(x, eq::positive); }},
    };
    for (auto const* const alpha : {"-1", "0.5", "2", "3"}) {
        auto const a = support::number(alpha);
        metrics.push_back(
            {"ge", std::string{"alpha="} + alpha, [a](amounts const& x) { return eq::generalized_entropy(x, a); }});
    }
    for (auto const* const eps : {"0.5", "1", "2"}) {
        auto const e = support::number(eps);
        metrics.push_back(
            {"atkinson", std::string{"eps="} + eps, [e](amounts const& x) { return eq::atkinson(x, e); }});
    }
    return metrics;
}

inline std::vector<support::not_offered> divergence_metrics_not_offered()
{
    return {{"kolm", "", "depends on the unit of the amounts, which shares do not have"}};
}
