// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/concentration/entropy.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/uncertainty/error_models.hpp>
#include <equipoise/uncertainty/resample.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

using flows_of = eq::portfolio<int>;

constexpr auto infinity = std::numeric_limits<double>::infinity();

// Samples are smaller where the compiler does not optimise. All comparisons are with bounds of 3 standard errors.
constexpr std::size_t many = support::optimised ? 200'000 : 20'000;

flows_of const ten{{1, 40}, {2, 30}, {3, 20}, {4, 10}};

// The mean of the draws is within 3 standard errors of the expectation.
void check_mean(eq::distribution const& drawn, double expected, double sd)
{
    BOOST_TEST(std::abs(drawn.mean() - expected) <= 3 * sd / std::sqrt(static_cast<double>(drawn.draws().size())));
}

// The quantile is within 3 standard errors: p (1 - p) / (n f^2), f being the density there.
void check_quantile(eq::distribution const& drawn, double p, double expected, double density)
{
    auto const error = std::sqrt(p * (1 - p) / static_cast<double>(drawn.draws().size())) / density;
    BOOST_TEST(std::abs(drawn.quantile(p) - expected) <= 3 * error);
}

template <class Model>
std::string message_of_model(Model const& model)
{
    return message_of<eq::invalid_parameter>([&] { (void)eq::resample(ten, model, {.draws = 2}, eq::hhi); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(error_models)

// Values of version 1 of the streams, by a program of its own (Python 3.11 with mpmath 1.2.1, 40 digits): Philox4x64-10
// in whole numbers, normals by the root of erfc, the test of Marsaglia and Tsang, logarithms of the gamma variables. A
// change of these is a breaking change.
BOOST_AUTO_TEST_CASE(streams_of_dirichlet)
{
    struct row {
        double kappa;
        double hhi[4];
    };
    constexpr row rows[] = {
        {50, {0.29521565696059674, 0.29745371130002479, 0.31973906826806599, 0.39555984380692037}},
        {3, {0.67461587982192885, 0.76723352541931237, 0.45684532087033557, 0.94259042445310765}},
        {.5, {0.99987637836207885, 0.92905969855285687, 0.88780154833958754, 0.56773999723042422}},
    };
    for (auto const& [kappa, hhi] : rows) {
        auto const drawn = eq::resample(ten, eq::dirichlet{kappa}, {.draws = 4, .seed = 1}, eq::hhi);
        for (std::size_t d = 0; d < 4; ++d) {
            BOOST_TEST(drawn.draws()[d] == hhi[d], tt::tolerance(2e-14));
        }
    }
    auto const share = eq::resample(ten, eq::dirichlet{50}, {.draws = 4, .seed = 1}, eq::exposure(1)).draws();
    BOOST_TEST(share[0] == 0.31369361201263678, tt::tolerance(2e-14));
    BOOST_TEST(share[1] == 0.24863044358440628, tt::tolerance(2e-14));
    BOOST_TEST(share[2] == 0.45944796464168184, tt::tolerance(2e-14));
    BOOST_TEST(share[3] == 0.57913521097513543, tt::tolerance(2e-14));
    // kappa p of 1e-4 to 4e-4: 2.5e-6, 0 (3.6e-3119), 1 - 2.5e-6 and 0
    auto const tiny = eq::resample(ten, eq::dirichlet{.001}, {.draws = 2, .seed = 1}, eq::exposure(1), eq::exposure(2),
                                   eq::exposure(3), eq::exposure(4));
    BOOST_TEST(tiny[0].draws()[1] == 2.5147774121083732e-6, tt::tolerance(1e-9));
    BOOST_TEST(tiny[1].draws()[1] == 0);
    BOOST_TEST(tiny[2].draws()[1] == 0.99999748522258789, tt::tolerance(2e-14));
    BOOST_TEST(tiny[2].draws()[0] == 1);
    BOOST_TEST(tiny[3].draws()[1] == 0);
}

BOOST_AUTO_TEST_CASE(streams_of_lognormal_error)
{
    auto const two = flows_of{{1, 60}, {2, 40}};
    auto const how = eq::resampling{.draws = 4, .seed = 7};
    constexpr double common[] = {0.50933328303003663, 0.51941086961300015, 0.5144275917667308, 0.50960714867442796};
    constexpr double alone[] = {0.55500604184793061, 0.5979010098513976, 0.5786449967616939, 0.55642254290713189};
    constexpr double each[] = {0.53588893453999583, 0.59651632366396707, 0.54126583570548525, 0.52133126799987235};
    auto const sigmas = std::vector{eq::partner{2, .3}, eq::partner{1, .05}, eq::partner{3, .9}};
    auto const half_common = eq::resample(two, eq::lognormal_error{.1, .5}, how, eq::hhi).draws();
    auto const independent = eq::resample(two, eq::lognormal_error{.1}, how, eq::exposure(1)).draws();
    auto const different = eq::resample(two, eq::lognormal_error{sigmas, .5}, how, eq::exposure(1)).draws();
    for (std::size_t d = 0; d < 4; ++d) {
        BOOST_TEST(half_common[d] == common[d], tt::tolerance(1e-14));
        BOOST_TEST(independent[d] == alone[d], tt::tolerance(1e-14));
        BOOST_TEST(different[d] == each[d], tt::tolerance(1e-14));
    }
}

// kappa 50, p = .4, .3, .2, .1: E[H] = (50 * .3 + 1) / 51, the variance 1555/1792089, the expected entropy by
// digamma functions; Var[p] = p (1 - p) / 51.
BOOST_AUTO_TEST_CASE(moments_of_dirichlet)
{
    auto const drawn = eq::resample(ten, eq::dirichlet{50}, {.draws = many, .seed = 18}, eq::hhi, eq::shannon,
                                    eq::exposure(1), eq::exposure(2), eq::exposure(3), eq::exposure(4));
    check_mean(drawn[0], 16.0 / 51, .029456789389);
    BOOST_TEST(drawn[0].sd() == .029456789389, tt::tolerance(3 * 1.2 / std::sqrt(2.0 * many))); // kurtosis below 4
    check_mean(drawn[1], 1.250513794, drawn[1].sd());
    constexpr double sds[] = {.068599434057, .064168894792, .056011203361, .042008402521};
    for (std::size_t j = 0; j < 4; ++j) {
        check_mean(drawn[2 + j], .4 - .1 * static_cast<double>(j), sds[j]);
        BOOST_TEST(drawn[2 + j].sd() == sds[j], tt::tolerance(3 * 1.2 / std::sqrt(2.0 * many)));
    }
    BOOST_TEST(drawn[0].estimate() == .3, tt::tolerance(4e-16));
    BOOST_TEST(drawn[0].bias() == drawn[0].mean() - drawn[0].estimate());
}

// Two equal amounts and kappa 2: the share is uniform, so H = s^2 + (1 - s)^2 has the mean 2/3 and the variance 1/45.
BOOST_AUTO_TEST_CASE(uniform_share)
{
    auto const drawn =
        eq::resample(flows_of{{1, 5}, {2, 5}}, eq::dirichlet{2}, {.draws = many, .seed = 19}, eq::hhi, eq::exposure(2));
    check_mean(drawn[0], 2.0 / 3, std::sqrt(1.0 / 45));
    BOOST_TEST(drawn[0].sd() == std::sqrt(1.0 / 45), tt::tolerance(3 / std::sqrt(2.0 * many)));
    for (auto const p : {.05, .5, .8}) {
        check_quantile(drawn[1], p, p, 1);
    }
}

// The first share of kappa 50 is Beta(20, 30); its quantiles and densities by scipy 1.10.1.
BOOST_AUTO_TEST_CASE(quantiles_of_a_share)
{
    constexpr std::size_t draws = support::optimised ? 1'000'000 : 20'000;
    auto const drawn = eq::resample(ten, eq::dirichlet{50}, {.draws = draws, .seed = 20}, eq::exposure(1));
    check_quantile(drawn, .025, .269967060631, 0.9645);
    check_quantile(drawn, .5, .398656346263, 5.7333);
    check_quantile(drawn, .975, .537614509080, 0.8252);
}

// Parameters below 1, where shares are drawn in logarithms: Var[p] = p (1 - p) / (kappa + 1) for kappa = 1/2.
BOOST_AUTO_TEST_CASE(moments_for_few_observations)
{
    auto const drawn = eq::resample(ten, eq::dirichlet{.5}, {.draws = many, .seed = 4}, eq::hhi, eq::exposure(1));
    check_mean(drawn[0], (.5 * .3 + 1) / 1.5, drawn[0].sd());
    check_mean(drawn[1], .4, .4);
    BOOST_TEST(drawn[1].sd() == .4, tt::tolerance(3 / std::sqrt(2.0 * many)));
}

// 60 and 40 with sigma .1: the logit of the share is normal with mean ln 1.5 and standard deviation .1 sqrt 2.
BOOST_AUTO_TEST_CASE(logit_normal_share)
{
    auto const two = flows_of{{1, 60}, {2, 40}};
    auto const how = eq::resampling{.draws = many, .seed = 21};
    auto const density = [](double s, double sd, double z) {
        return std::exp(-z * z / 2) / std::sqrt(2 * 3.14159265358979324) / sd / (s * (1 - s));
    };
    auto const independent = eq::resample(two, eq::lognormal_error{.1}, how, eq::exposure(1));
    check_quantile(independent, .025, .532027175589, density(.532027175589, .1 * std::sqrt(2.0), 1.96));
    check_quantile(independent, .975, .664328972769, density(.664328972769, .1 * std::sqrt(2.0), 1.96));
    auto const half = eq::resample(two, eq::lognormal_error{.1, .5}, how, eq::exposure(1));
    check_quantile(half, .975, .645990604670, density(.645990604670, .1, 1.96));
    auto const together = eq::resample(two, eq::lognormal_error{.1, 1}, how, eq::exposure(1));
    BOOST_TEST(together.quantile(0) == .6, tt::tolerance(1e-15));
    BOOST_TEST(together.quantile(1) == .6, tt::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(kappa_of_a_relative_error)
{
    BOOST_TEST(eq::dirichlet::of_relative_error(.4, .1).kappa == 149, tt::tolerance(1e-14));
    // the error of a single observation of a share of 1/2 is 1, which leaves kappa = 0
    auto const message = [](double share, double error) {
        return message_of<eq::invalid_parameter>([&] { (void)eq::dirichlet::of_relative_error(share, error); });
    };
    auto const too_large = std::string{"; it must be positive, and below the root of (1 - share) / share, the error of "
                                       "a single observation"};
    BOOST_TEST(message(.5, 1) == "dirichlet: error is 1" + too_large);
    BOOST_TEST(message(.5, 0) == "dirichlet: error is 0" + too_large);
    BOOST_TEST(message(.5, -.1) == "dirichlet: error is -0.1" + too_large);
    BOOST_TEST(message(.5, std::nan("")) == "dirichlet: error is nan" + too_large);
    BOOST_TEST(message(0, .1) == "dirichlet: share is 0; it must be in (0, 1)");
    BOOST_TEST(message(1, .1) == "dirichlet: share is 1; it must be in (0, 1)");
}

BOOST_AUTO_TEST_CASE(exact_flows_return_the_index)
{
    auto const expected = eq::hhi(ten);
    for (auto const kappa : {1e18, 1e30, 1e300, 1.7e308}) {
        auto const drawn = eq::resample(ten, eq::dirichlet{kappa}, {.draws = 50}, eq::hhi);
        BOOST_TEST(drawn.quantile(0) == expected, tt::tolerance(1e-8 / std::sqrt(kappa / 1e18) + 1e-15));
        BOOST_TEST(drawn.quantile(1) == expected, tt::tolerance(1e-8 / std::sqrt(kappa / 1e18) + 1e-15));
    }
    auto const drawn = eq::resample(ten, eq::lognormal_error{0}, {.draws = 50}, eq::hhi);
    BOOST_TEST(drawn.quantile(0) == expected);
    BOOST_TEST(drawn.quantile(1) == expected);
}

// With nearly no observation, each draw has one partner; partner j has it with probability p_j.
BOOST_AUTO_TEST_CASE(the_smallest_kappa)
{
    for (auto const kappa : {1e-6, 1e-300, 5e-324}) {
        auto const drawn =
            eq::resample(ten, eq::dirichlet{kappa}, {.draws = 2000, .seed = 3}, eq::hhi, eq::exposure(1));
        BOOST_TEST(drawn[0].quantile(.01) == 1, tt::tolerance(1e-9));
        check_mean(drawn[1], .4, std::sqrt(.24));
    }
}

BOOST_AUTO_TEST_CASE(partners_with_nothing_keep_nothing)
{
    auto const flows = flows_of{{1, 40}, {2, 0}, {3, 60}};
    auto const [none, effective] = eq::resample(flows, eq::dirichlet{5}, {.draws = 100}, eq::exposure(2), eq::hhi);
    BOOST_TEST(none.quantile(1) == 0);
    BOOST_TEST(effective.quantile(0) >= .5);
    BOOST_TEST(eq::resample(flows, eq::lognormal_error{.5}, {.draws = 100}, eq::exposure(2)).quantile(1) == 0);
    auto const alone = flows_of{{1, 7}};
    BOOST_TEST(eq::resample(alone, eq::dirichlet{5}, {.draws = 100}, eq::hhi).quantile(0) == 1);
    BOOST_TEST(eq::resample(alone, eq::lognormal_error{2}, {.draws = 100}, eq::hhi).quantile(0) == 1);
}

// Errors so large that amounts leave the range of a double: one partner has everything.
BOOST_AUTO_TEST_CASE(the_largest_sigma)
{
    for (auto const sigma : {16.0, 1e3, 1e100}) {
        auto const drawn =
            eq::resample(ten, eq::lognormal_error{sigma}, {.draws = 200, .seed = 3}, eq::hhi, eq::exposure(1));
        BOOST_TEST(drawn[0].undefined_draws() == 0U);
        BOOST_TEST(drawn[0].mean() > .9);
        BOOST_TEST(drawn[1].mean() > .1);
        BOOST_TEST(drawn[1].mean() < .6);
    }
    // where one report is so wrong, the other partner has either everything or nothing
    auto const one = eq::lognormal_error{std::vector{eq::partner{1, 0.0}, eq::partner{2, 1e3}}};
    auto const drawn = eq::resample(flows_of{{1, 5}, {2, 5}}, one, {.draws = 50}, eq::exposure(1));
    BOOST_TEST(drawn.mean() == 1); // exp(-500000 + 1000 z) is 0
}

BOOST_AUTO_TEST_CASE(amounts_of_every_size)
{
    auto const usual = eq::resample(ten, eq::lognormal_error{.2}, {.draws = 20}, eq::hhi).draws();
    for (auto const unit : {0x1p990, 0x1p-1040, 0x1p-500}) {
        auto const scaled = flows_of{{1, 40 * unit}, {2, 30 * unit}, {3, 20 * unit}, {4, 10 * unit}};
        BOOST_TEST(eq::resample(scaled, eq::lognormal_error{.2}, {.draws = 20}, eq::hhi).draws() == usual,
                   tt::per_element());
        BOOST_TEST(eq::resample(scaled, eq::dirichlet{9}, {.draws = 20}, eq::hhi).draws()
                       == eq::resample(ten, eq::dirichlet{9}, {.draws = 20}, eq::hhi).draws(),
                   tt::tolerance(1e-15) << tt::per_element());
    }
}

BOOST_AUTO_TEST_CASE(errors)
{
    BOOST_TEST(message_of_model(eq::dirichlet{0}) == "dirichlet: kappa is 0; it must be positive and finite");
    BOOST_TEST(message_of_model(eq::dirichlet{-3}) == "dirichlet: kappa is -3; it must be positive and finite");
    BOOST_TEST(message_of_model(eq::dirichlet{infinity}) == "dirichlet: kappa is inf; it must be positive and finite");
    BOOST_TEST(message_of_model(eq::dirichlet{std::nan("")})
               == "dirichlet: kappa is nan; it must be positive and finite");
    BOOST_TEST(message_of_model(eq::lognormal_error{-.1})
               == "lognormal_error: sigma is -0.1; it must be finite and not negative");
    BOOST_TEST(message_of_model(eq::lognormal_error{infinity})
               == "lognormal_error: sigma is inf; it must be finite and not negative");
    BOOST_TEST(message_of_model(eq::lognormal_error{.1, 1.5}) == "lognormal_error: rho is 1.5; it must be in [0, 1]");
    BOOST_TEST(message_of_model(eq::lognormal_error{.1, -.5}) == "lognormal_error: rho is -0.5; it must be in [0, 1]");
    BOOST_TEST(message_of_model(eq::lognormal_error{.1, std::nan("")})
               == "lognormal_error: rho is nan; it must be in [0, 1]");
    auto const few = std::vector{eq::partner{1, .1}, eq::partner{2, .1}, eq::partner{4, .1}};
    BOOST_TEST(message_of_model(eq::lognormal_error{few}) == "lognormal_error: there is no sigma for 3");
    auto const negative = std::vector{eq::partner{1, .1}, eq::partner{2, -1.}, eq::partner{3, .1}, eq::partner{4, .1}};
    BOOST_TEST(message_of_model(eq::lognormal_error{negative})
               == "lognormal_error: sigma is -1; it must be finite and not negative");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
