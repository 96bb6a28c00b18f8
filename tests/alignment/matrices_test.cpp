// SPDX-License-Identifier: BSL-1.0
#include <equipoise/alignment/matrices.hpp>
#include <equipoise/concentration/similarity.hpp>
#include <equipoise/model/partner.hpp>
#include <equipoise/model/portfolio.hpp>

#include "../support/amounts.hpp"
#include "../support/oracle.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
using eq::disagreement;
using support::message_of;

enum class ties_are { on_a_small_scale, fractions, enormous, of_own_size };

/// States 10, 20, ... with ties to as many targets; one in eight is unknown.
eq::tie_table<int> random_ties(support::random& random, std::size_t states, ties_are kind)
{
    auto ids = std::vector<int>{};
    for (std::size_t i = 1; i <= states; ++i) {
        ids.push_back(static_cast<int>(10 * i));
    }
    auto ties = eq::tie_table<int>{ids};
    for (auto const a : ids) {
        for (auto const b : ids) {
            if (random.below(8) != 0) {
                auto const whole = static_cast<double>(random.below(4));
                auto const own_size = eq::detail::power_of_two(a / 10 % 4 * 500 - 1000); // 2^-1000 to 2^500
                ties.set(a, b,
                         kind == ties_are::on_a_small_scale ? whole
                         : kind == ties_are::fractions      ? whole / 3
                         : kind == ties_are::enormous       ? whole * 0x1p900
                                                            : whole * own_size);
            }
        }
    }
    return ties;
}

bool same(double x, double y)
{
    return x == y || (std::isnan(x) && std::isnan(y));
}

} // namespace

BOOST_AUTO_TEST_SUITE(alignment)
BOOST_AUTO_TEST_SUITE(matrices)

BOOST_AUTO_TEST_CASE(every_pair_as_the_measure_itself)
{
    auto random = support::random{51};
    for (auto const kind :
         {ties_are::on_a_small_scale, ties_are::fractions, ties_are::enormous, ties_are::of_own_size}) {
        auto const ties = random_ties(random, 25, kind);
        auto weights = std::vector<double>{};
        for (std::size_t k = 0; k < ties.targets().size(); ++k) {
            weights.push_back(random.unit());
        }
        auto const s_measure = eq::s_score(kind == ties_are::enormous      ? 3 * 0x1p900
                                           : kind == ties_are::of_own_size ? 3 * 0x1p500
                                                                           : 3);
        auto const [s, kappa, pi, nominal] = eq::agreement_matrices(
            ties, s_measure, eq::quadratic_kappa, eq::scott_pi(disagreement::absolute), eq::cohen_kappa);
        auto const weighted = eq::agreement_matrix(ties, eq::linear_kappa, weights);
        BOOST_TEST(s.size() == 25U);
        for (auto const a : ties.states()) {
            for (auto const b : ties.states()) {
                auto const x = ties.profile(a);
                auto const y = ties.profile(b);
                auto const expected = s_measure.result(x, y);
                BOOST_TEST(same(s.at(a, b), expected.value));
                BOOST_TEST(s.joint_at(a, b) == expected.joint);
                BOOST_TEST(kappa.joint_at(a, b) == expected.joint);
                BOOST_TEST(same(kappa.at(a, b), eq::quadratic_kappa(x, y)));
                BOOST_TEST(same(pi.at(a, b), eq::scott_pi(disagreement::absolute)(x, y)));
                BOOST_TEST(same(nominal.at(a, b), eq::cohen_kappa(x, y)));
                // the order in which weights are added up is another
                BOOST_TEST(support::ulps(weighted.at(a, b), eq::linear_kappa(x, y, weights)) <= 1);
                BOOST_TEST(same(weighted.at(a, b), weighted.at(b, a)));
            }
        }
        BOOST_TEST(same(s.value(3, 7), s.at(40, 80)));
        BOOST_TEST(s.joint(3, 7) == s.joint_at(80, 40));
    }
}

BOOST_AUTO_TEST_CASE(rows_of_any_size_beside_enormous_ones)
{
    auto ties = eq::tie_table<int>{{1, 2, 3}};
    for (auto const target : {1, 2, 3}) {
        ties.set(1, target, target * 1e-200);
        ties.set(2, target, (target == 3 ? 5 : target) * 1e-200);
        ties.set(3, target, (target == 3 ? 1 : target) * 1e200);
    }
    // one of three differs, by chance 7 of 9
    BOOST_TEST(eq::agreement_matrix(ties, eq::cohen_kappa).at(1, 2) == 4.0 / 7);
    // observed 1/3; pooled 1 1 2 2 3 5: chance 1 - (4 + 4 + 1 + 1) / 36
    BOOST_TEST(eq::agreement_matrix(ties, eq::scott_pi).at(1, 2) == 7.0 / 13);
    // observed 2/3, by chance (0 + 1 + 4 + 1 + 0 + 3 + 2 + 1 + 2) / 9, all times 1e-200
    BOOST_TEST(support::ulps(eq::agreement_matrix(ties, eq::linear_kappa).at(1, 2), 4.0 / 7) <= 1);
    // observed 4/3, by chance (0 + 1 + 16 + 1 + 0 + 9 + 4 + 1 + 4) / 9
    BOOST_TEST(support::ulps(eq::agreement_matrix(ties, eq::quadratic_kappa).at(1, 2), 2.0 / 3) <= 1);
}

BOOST_AUTO_TEST_CASE(votes_on_resolutions_and_unknown_pairs)
{
    auto votes = eq::tie_table<std::string, int>{{"RUS", "CHN", "USA"}, {1, 2, 3, 4}};
    for (auto const resolution : {1, 2}) {
        votes.set("RUS", resolution, 1);
        votes.set("CHN", resolution, resolution);
    }
    votes.set("USA", 4, 3);
    auto const table = eq::agreement_matrix(votes, eq::lijphart);
    BOOST_TEST(table.at("RUS", "CHN") == .75);
    BOOST_TEST(table.joint_at("RUS", "CHN") == 2U);
    BOOST_TEST(std::isnan(table.at("RUS", "USA")));
    BOOST_TEST(table.joint_at("USA", "CHN") == 0U);
    BOOST_TEST(table.at("USA", "USA") == 1);
    BOOST_TEST(table.joint_at("USA", "USA") == 1U);
    BOOST_TEST(std::isnan(eq::agreement_matrix(votes, eq::cohen_kappa).at("USA", "USA"))); // constant
    BOOST_TEST(table.states().back() == "USA");
}

BOOST_AUTO_TEST_CASE(nothing_to_compare)
{
    BOOST_TEST(eq::agreement_matrix(eq::tie_table<int>{}, eq::scott_pi).size() == 0U);
    auto const unseen = eq::agreement_matrix(eq::tie_table<int>{{1, 2}}, eq::s_score(3));
    BOOST_TEST(std::isnan(unseen.at(1, 2)));
    auto const no_targets = eq::agreement_matrix(eq::tie_table<int>{{1, 2}, std::vector<int>{}}, eq::s_score(3));
    BOOST_TEST(std::isnan(no_targets.at(2, 2)));
    BOOST_TEST(no_targets.joint_at(2, 1) == 0U);
}

// Two hundred states, of which those with the same remainder by four have the same ties.
BOOST_AUTO_TEST_CASE(a_world_of_two_hundred)
{
    auto ids = std::vector<int>{};
    for (auto i = 0; i < 200; ++i) {
        ids.push_back(i);
    }
    auto ties = eq::tie_table<int>{ids, 0.0};
    for (auto const a : ids) {
        for (auto const b : ids) {
            ties.set(a, b, a % 4 == b % 4 ? 3 : 0);
        }
    }
    auto const [s, kappa, pi] = eq::agreement_matrices(ties, eq::s_score(3), eq::cohen_kappa, eq::scott_pi);
    for (auto const a : ids) {
        for (auto const b : ids) {
            auto const alike = a % 4 == b % 4;
            // either has 50 allies of 200, shared or not: Do = 1/2, De = 2 1/4 3/4 = 3/8 where they are not
            BOOST_TEST(s.at(a, b) == (alike ? 1 : 0));
            BOOST_TEST(support::ulps(kappa.at(a, b), alike ? 1 : -1.0 / 3) <= 1);
            BOOST_TEST(support::ulps(pi.at(a, b), alike ? 1 : -1.0 / 3) <= 1);
            BOOST_TEST(s.joint_at(a, b) == 200U);
        }
    }
}

BOOST_AUTO_TEST_CASE(similarity_for_the_effective_number)
{
    auto ties = eq::tie_table{std::vector{"CHN"_iso3, "RUS"_iso3, "USA"_iso3}, 0.0};
    ties.set("CHN"_iso3, "RUS"_iso3, 3);
    ties.set("RUS"_iso3, "CHN"_iso3, 3);
    // with ties to themselves: CHN (3, 3, 0), RUS (3, 3, 0), USA (0, 0, 3)
    auto const s = eq::agreement_matrix(eq::alliance_profiles(ties, eq::self_tie{3}), eq::s_score(3));
    BOOST_TEST(s.at("CHN"_iso3, "RUS"_iso3) == 1);
    BOOST_TEST(s.at("CHN"_iso3, "USA"_iso3) == -1);
    auto const powers =
        eq::portfolio{eq::partner{"CHN"_iso3, 1.0}, eq::partner{"RUS"_iso3, 1.0}, eq::partner{"USA"_iso3, 2.0}};
    // China and Russia as one: halves
    BOOST_TEST(support::ulps(eq::similar_hill(powers, 2, eq::agreement_similarity(s)), 2) <= 1);
    BOOST_TEST(support::ulps(eq::similar_hill(powers, 2,
                                              eq::agreement_similarity(
                                                  eq::agreement_matrix(ties, eq::s_score(eq::tie_scale{0, 3})))),
                             // without: CHN (0, 3, 0), RUS (3, 0, 0), USA (0, 0, 0): S = -1/3, 1/3, 1/3
                             // p'Zp = 1/16 + 1/16 + 4/16 + 2 (1/16 1/3 + 2/16 2/3 + 2/16 2/3) = 6/16 + 2 9/48 = 3/4
                             4.0 / 3)
               <= 4);
    // an agreement that is undefined is refused by name
    auto some = eq::tie_table{std::vector{"CHN"_iso3, "RUS"_iso3, "USA"_iso3}};
    some.set("CHN"_iso3, "CHN"_iso3, 3);
    BOOST_TEST(
        std::isnan(eq::agreement_similarity(eq::agreement_matrix(some, eq::s_score(3)))("CHN"_iso3, "RUS"_iso3)));
    eq::similarity_by_agreement<eq::iso3> const similarity =
        eq::agreement_similarity(eq::agreement_matrix(some, eq::s_score(3)));
    BOOST_CHECK_THROW(static_cast<void>(eq::similar_hill(powers, 2, similarity)), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    using bad = eq::invalid_parameter;
    auto ties = eq::tie_table<std::string>{{"CHN", "RUS"}, 0.0};
    ties.set("RUS", "CHN", 4);
    BOOST_TEST(message_of<bad>([&] { static_cast<void>(eq::agreement_matrix(ties, eq::s_score(eq::tie_scale{0, 3}))); })
               == "s_score: tie of RUS with CHN is 4; it must be on the scale, in [0, 3]");
    BOOST_TEST(message_of<bad>([&] { static_cast<void>(eq::agreement_matrix(ties, eq::s_score(3))); })
               == "s_score: span of the ties is 4; it must be no more than the width of the scale, 3");
    BOOST_TEST(
        message_of<bad>([&] { static_cast<void>(eq::agreement_matrix(ties, eq::cohen_kappa, std::vector{1, 2, 3})); })
        == "cohen_kappa: number of weights is 3; it must be that of the targets, 2");
    BOOST_TEST(message_of<bad>([&] { static_cast<void>(eq::agreement_matrix(ties, eq::scott_pi, std::vector{0, 0})); })
               == "scott_pi: sum of the weights is 0; it must be positive");
    auto const table = eq::agreement_matrix(ties, eq::scott_pi);
    BOOST_TEST(message_of<eq::not_found>([&] { static_cast<void>(table.at("CHN", "USA")); })
               == "agreement_table: no USA");
    BOOST_CHECK_THROW(eq::agreement_table<int>({1, 1}), bad);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
