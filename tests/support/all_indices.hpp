// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../../examples/support/simpson_evenness.hpp"

#include <equipoise/comparison/divergence.hpp>
#include <equipoise/comparison/overlap.hpp>
#include <equipoise/concentration/counts.hpp>
#include <equipoise/concentration/dominance.hpp>
#include <equipoise/concentration/entropy.hpp>
#include <equipoise/concentration/gini.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/hill.hpp>
#include <equipoise/concentration/inequality.hpp>
#include <equipoise/concentration/rank_weighted.hpp>
#include <equipoise/concentration/rao.hpp>
#include <equipoise/concentration/similarity.hpp>
#include <equipoise/model/portfolio.hpp>

#include <array>
#include <cstddef>
#include <limits>
#include <tuple>
#include <vector>

/// All indices of concentration, for tests of what holds for every one of them.
namespace support {

/// The largest number of partners that the laws list.
inline constexpr auto many = std::size_t{64};

/// The indices of flows, each with several parameters and numbers of partners.
inline constexpr auto all_indices = [] {
    namespace eq = equipoise;
    constexpr auto infinity = std::numeric_limits<double>::infinity();
    constexpr auto with_bases = [](auto const&... index) {
        return std::array{index..., index(eq::positive)..., index(eq::out_of{many})...};
    };
    return std::tuple{
        std::array{eq::hhi},
        std::array{eq::effective_number},
        std::array{eq::hirschman},
        std::array{eq::gini_simpson},
        with_bases(eq::normalized_hhi),
        with_bases(eq::singer_con),
        with_bases(eq::unctad_concentration),
        with_bases(eq::hoyer),
        with_bases(eq::dual_hhi),
        with_bases(eq::coefficient_of_variation),
        std::array{eq::hill(0), eq::hill(.5), eq::hill(1), eq::hill(1.0000001), eq::hill(2), eq::hill(7),
                   eq::hill(infinity)},
        std::array{eq::hannah_kay(.5), eq::hannah_kay(1), eq::hannah_kay(2), eq::hannah_kay(7),
                   eq::hannah_kay(infinity)},
        std::array{eq::renyi(0), eq::renyi(.5), eq::renyi(1), eq::renyi(1.0000001), eq::renyi(2), eq::renyi(7),
                   eq::renyi(infinity), eq::renyi(2, eq::bits)},
        std::array{eq::tsallis(0), eq::tsallis(.5), eq::tsallis(1), eq::tsallis(1.0000001), eq::tsallis(2),
                   eq::tsallis(7), eq::tsallis(infinity)},
        std::array{eq::shannon, eq::shannon(eq::bits), eq::shannon(eq::logarithm{10})},
        with_bases(eq::pielou),
        std::array{eq::berger_parker},
        std::array{eq::golosov},
        std::array{eq::garcia_alba},
        std::array{eq::stenbacka(.5), eq::stenbacka(1)},
        std::array{eq::concentration_ratio(1), eq::concentration_ratio(3)},
        std::array{eq::hall_tideman},
        std::array{eq::kvalseth},
        std::array{eq::horvath},
        std::array{eq::linda(2), eq::linda(4)},
        with_bases(eq::gini),
        with_bases(eq::sample_gini),
        with_bases(eq::palma),
        with_bases(eq::hoover),
        with_bases(eq::strong_dominance),
        with_bases(eq::theil),
        with_bases(eq::mean_log_deviation),
        with_bases(eq::generalized_entropy(-1), eq::generalized_entropy(0), eq::generalized_entropy(.5),
                   eq::generalized_entropy(1), eq::generalized_entropy(2)),
        with_bases(eq::atkinson(.5), eq::atkinson(1), eq::atkinson(2)),
        with_bases(own::simpson_evenness), // written as by a user
    };
}();

/// The indices of counts, which take only whole numbers.
inline constexpr auto all_indices_of_counts =
    std::tuple{std::array{equipoise::unbiased_hhi}, std::array{equipoise::miller_madow},
               std::array{equipoise::good_turing_coverage}};

/// A number that depends on two positions, in whichever order they are given.
[[nodiscard]] constexpr std::size_t mixed(std::size_t i, std::size_t j)
{
    return i < j ? 31 * i + 17 * j : 31 * j + 17 * i;
}

/// Similarities of partners: in five degrees from 0 to 1, all 1, and all 0.
inline constexpr auto partly_similar = [](std::size_t i, std::size_t j) {
    return i == j ? 1.0 : static_cast<double>(mixed(i, j) % 5) / 4;
};
inline constexpr auto all_similar = [](std::size_t, std::size_t) { return 1.0; };
inline constexpr auto none_similar = [](std::size_t i, std::size_t j) { return i == j ? 1.0 : 0.0; };

/// Distances between partners.
inline constexpr auto at_distances = [](std::size_t i, std::size_t j) {
    return i == j ? 0.0 : static_cast<double>(mixed(i, j) % 4);
};
inline constexpr auto far_apart = [](std::size_t i, std::size_t j) { return 0x1p600 * at_distances(i, j); };

/// The indices that distinguish partners: by a matrix and the positions in the flows, or by a reference composition.
[[nodiscard]] inline auto all_indices_of_partners()
{
    namespace eq = equipoise;
    constexpr auto infinity = std::numeric_limits<double>::infinity();
    using composition = eq::portfolio<std::size_t>;
    auto uneven = std::vector<eq::partner<std::size_t>>{};
    auto even = uneven;
    for (std::size_t i = 0; i < many; ++i) {
        even.push_back({i, 1});
        uneven.push_back({i, static_cast<double>(i % 7 == 3 ? 0 : mixed(i, i) % 11)});
    }
    auto const with_references = [&](auto const& comparison) {
        return std::array{comparison(composition{uneven}), comparison(composition{even}),
                          comparison(composition{{0, 1}})};
    };
    auto const power_divergence = [&](double a) {
        return with_references([a](composition const& reference) { return eq::power_divergence(a, reference); });
    };
    return std::tuple{
        std::array{eq::similar_hill(0, partly_similar), eq::similar_hill(.5, partly_similar),
                   eq::similar_hill(1, partly_similar), eq::similar_hill(2, partly_similar),
                   eq::similar_hill(infinity, partly_similar)},
        std::array{eq::similar_hill(1, all_similar), eq::similar_hill(infinity, all_similar)},
        std::array{eq::similar_hill(0, none_similar), eq::similar_hill(2, none_similar)},
        std::array{eq::rao(at_distances)},
        std::array{eq::rao(far_apart)},
        std::array{eq::rao_stirling(1, 0, at_distances), eq::rao_stirling(0, 1, at_distances),
                   eq::rao_stirling(.5, .5, at_distances)},
        std::array{eq::rao_stirling(1, 0, far_apart), eq::rao_stirling(1, 1, far_apart)},
        with_references(eq::kl),
        with_references(eq::total_variation),
        with_references(eq::overlap),
        with_references(eq::cross_concentration),
        with_references(eq::cosine_similarity),
        power_divergence(-1),
        power_divergence(.5),
        power_divergence(2),
    };
}

/// Calls f with each array of indices of one type, except those that distinguish partners.
template <class F>
constexpr void for_each_kind(F f)
{
    auto const each = [&](auto const&... kind) { (f(kind), ...); };
    std::apply(each, all_indices);
    std::apply(each, all_indices_of_counts);
}

} // namespace support
