// SPDX-License-Identifier: BSL-1.0
// What an index refuses at run time does not compile in a constant expression.
// FAIL 1: invalid_amount
// FAIL 2: invalid_amount
// FAIL 3: invalid_amount
// FAIL 4: invalid_amount
// FAIL 5: invalid_parameter
// FAIL 6: invalid_parameter
// FAIL 7: invalid_parameter
// FAIL 8: invalid_parameter
// FAIL 9: invalid_parameter
// FAIL 10: invalid_parameter
// FAIL 11: invalid_parameter
// FAIL 12: invalid_parameter
// FAIL 13: invalid_parameter
// FAIL 14: invalid_parameter
// FAIL 15: invalid_parameter
// FAIL 16: invalid_parameter
// FAIL 17: invalid_parameter
// FAIL 18: invalid_parameter
// FAIL 19: invalid_parameter
// FAIL 20: invalid_parameter
// FAIL 21: invalid_parameter
// FAIL 22: invalid_amount
// FAIL 23: invalid_amount
#include <equipoise/comparison/divergence.hpp>
#include <equipoise/concentration/counts.hpp>
#include <equipoise/concentration/decomposition.hpp>
#include <equipoise/concentration/dominance.hpp>
#include <equipoise/concentration/gini.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/hill.hpp>
#include <equipoise/concentration/inequality.hpp>
#include <equipoise/concentration/rank_weighted.hpp>
#include <equipoise/concentration/rao.hpp>
#include <equipoise/concentration/similarity.hpp>

#include <array>
#include <cstddef>
#include <limits>

namespace eq = equipoise;

constexpr auto infinity = std::numeric_limits<double>::infinity();
constexpr auto flows = std::array{3.0, 1.0};
constexpr auto blocs = std::array{1, 2};
constexpr auto half_alike = [](std::size_t i, std::size_t j) { return i == j ? 1.0 : 0.5; };
constexpr auto too_alike = [](std::size_t i, std::size_t j) { return i == j ? 1.0 : 1.5; };

#if defined(EQUIPOISE_FAIL_1)
constexpr auto value = eq::hhi(std::array{3.0, -1.0});
#elif defined(EQUIPOISE_FAIL_2)
constexpr auto value = eq::gini(std::array{eq::undefined, 1.0});
#elif defined(EQUIPOISE_FAIL_3)
constexpr auto value = eq::hoover(std::array{3.0, infinity});
#elif defined(EQUIPOISE_FAIL_4)
constexpr auto value = eq::unbiased_hhi(std::array{3, -1});
#elif defined(EQUIPOISE_FAIL_5)
constexpr auto value = eq::concentration_ratio(flows, 0);
#elif defined(EQUIPOISE_FAIL_6)
constexpr auto value = eq::hill(flows, -1);
#elif defined(EQUIPOISE_FAIL_7)
constexpr auto value = eq::tsallis(flows, eq::undefined);
#elif defined(EQUIPOISE_FAIL_8)
constexpr auto value = eq::atkinson(flows, -0.5);
#elif defined(EQUIPOISE_FAIL_9)
constexpr auto value = eq::linda(flows, 1);
#elif defined(EQUIPOISE_FAIL_10)
constexpr auto value = eq::stenbacka(flows, 2);
#elif defined(EQUIPOISE_FAIL_11)
constexpr auto value = eq::normalized_hhi(flows, eq::out_of{1});
#elif defined(EQUIPOISE_FAIL_12)
constexpr auto value = eq::shannon(flows, eq::logarithm{1});
#elif defined(EQUIPOISE_FAIL_13)
constexpr auto value = eq::similar_hill(flows, 2, too_alike);
#elif defined(EQUIPOISE_FAIL_14)
constexpr auto value = eq::kl(flows, std::array{1.0});
#elif defined(EQUIPOISE_FAIL_15)
constexpr auto value = eq::similar_hill(flows, 2, eq::square_matrix{{1}});
#elif defined(EQUIPOISE_FAIL_16)
constexpr auto value = eq::similar_hill(flows, 2, eq::bloc_similarity(blocs, {.within = 1.5}));
#elif defined(EQUIPOISE_FAIL_17)
constexpr auto value = eq::rao(flows, eq::square_matrix{{0, -1}, {-1, 0}});
#elif defined(EQUIPOISE_FAIL_18)
constexpr auto value = eq::hhi_by_bloc(flows, std::array{1, 2, 1}).gap;
#elif defined(EQUIPOISE_FAIL_19)
constexpr auto value = eq::hill_by_bloc(flows, blocs, eq::undefined).within;
#elif defined(EQUIPOISE_FAIL_20)
constexpr auto value = eq::lorenz(flows, eq::out_of{1}).size();
#elif defined(EQUIPOISE_FAIL_21)
constexpr auto value = eq::generalized_entropy(flows, eq::undefined);
#elif defined(EQUIPOISE_FAIL_22)
constexpr auto value = eq::theil_by_bloc(std::array{3.0, -1.0}, blocs).within;
#elif defined(EQUIPOISE_FAIL_23)
constexpr auto value = eq::lorenz(std::array{3.0, infinity}).size();
#else
constexpr auto value = eq::hhi(flows) + eq::gini(flows) + eq::hoover(flows) + eq::unbiased_hhi(std::array{3, 1})
                       + eq::concentration_ratio(flows, 1) + eq::hill(flows, 2) + eq::tsallis(flows, 2)
                       + eq::atkinson(flows, 0.5) + eq::linda(flows, 2) + eq::stenbacka(flows, 1)
                       + eq::normalized_hhi(flows, eq::out_of{2}) + eq::shannon(flows, eq::logarithm{2})
                       + eq::similar_hill(flows, 2, half_alike) + eq::kl(flows, flows) + too_alike(0, 0)
                       + eq::similar_hill(flows, 2, eq::square_matrix{{1, 0}, {0, 1}})
                       + eq::similar_hill(flows, 2, eq::bloc_similarity(blocs, {.within = 1}))
                       + eq::rao(flows, eq::square_matrix{{0, 1}, {1, 0}}) + eq::hhi_by_bloc(flows, blocs).gap
                       + eq::hill_by_bloc(flows, blocs, 1).within + eq::lorenz(flows, eq::out_of{2}).back().share
                       + eq::generalized_entropy(flows, 1) + eq::theil_by_bloc(flows, blocs).within;
#endif

int main()
{
    return value > 0 ? 0 : 1;
}
