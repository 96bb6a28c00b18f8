// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../support/oracle.hpp"

#include <equipoise/concentration/entropy.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/hill.hpp>

#include <string>
#include <vector>

/// The Hill family in the terms of the oracle.
inline std::vector<support::oracle_metric> hill_metrics()
{
    namespace eq = equipoise;
    using amounts = std::vector<double>;
    auto metrics = std::vector<support::oracle_metric>{
        {"hhi", "", [](amounts const& x) { return eq::hhi(x); }},
        {"gini_simpson", "", [](amounts const& x) { return eq::gini_simpson(x); }},
        {"hhi_normalized", "n=all", [](amounts const& x) { return eq::normalized_hhi(x); }},
        {"hhi_normalized", "n=positive", [](amounts const& x) { return eq::normalized_hhi(x, eq::positive); }},
        {"singer_con", "n=all", [](amounts const& x) { return eq::singer_con(x); }},
        {"unctad_h", "n=all", [](amounts const& x) { return eq::unctad_concentration(x); }},
        {"hhi_dual", "n=positive", [](amounts const& x) { return eq::dual_hhi(x, eq::positive); }},
        {"cv", "sd=population", [](amounts const& x) { return eq::coefficient_of_variation(x); }},
        {"shannon", "base=e", [](amounts const& x) { return eq::shannon(x); }},
        {"shannon", "base=2", [](amounts const& x) { return eq::shannon(x, eq::bits); }},
        {"shannon_normalized", "n=all", [](amounts const& x) { return eq::pielou(x); }},
        {"shannon_normalized", "n=positive", [](amounts const& x) { return eq::pielou(x, eq::positive); }},
    };
    for (auto const* const order :
         {"0", "0.5", "0.9", "0.999", "0.999999999", "1", "1.000000001", "1.001", "1.1", "2", "3", "10", "inf"}) {
        auto const text = std::string{order};
        auto const q = support::number(text);
        metrics.push_back({"hill", "q=" + text, [q](amounts const& x) { return eq::hill(x, q); }});
        metrics.push_back({"renyi", "q=" + text + ";base=e", [q](amounts const& x) { return eq::renyi(x, q); }});
        if (text != "inf") {
            metrics.push_back({"tsallis", "q=" + text, [q](amounts const& x) { return eq::tsallis(x, q); }});
        }
    }
    for (auto const* const power : {"0.5", "2", "3"}) {
        auto const a = support::number(power) + 1;
        metrics.push_back(
            {"herfindahl_general", std::string{"m="} + power, [a](amounts const& x) { return eq::hannah_kay(x, a); }});
    }
    return metrics;
}

inline std::vector<support::not_offered> hill_metrics_not_offered()
{
    return {
        {"sum", "", "no index; the totals have tests of their own"},
        {"hhi", "scale=10000", "no other scale than that of fractions"},
        {"hhi_min", "", "1 / n, no index"},
        {"simpson_evenness", "", "1 - dual_hhi"},
        {"heip_evenness", "", "(hill(1) - 1) / (n - 1), of counts in biology"},
        {"coulter", "", "coefficient_of_variation over sqrt(2 n)"},
        {"cv", "sd=sample", "breaks H = (1 + CV^2) / n"},
    };
}
