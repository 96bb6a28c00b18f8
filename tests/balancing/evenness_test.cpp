// SPDX-License-Identifier: BSL-1.0
#include <equipoise/balancing/evenness.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <random>
#include <string>

namespace eq = equipoise;
namespace tt = boost::test_tools;

BOOST_AUTO_TEST_SUITE(balancing)
BOOST_AUTO_TEST_SUITE(evenness)

namespace {

eq::portfolio<char> of(double a, double b, double others)
{
    return {{{'A', a}, {'B', b}, {'T', others}}};
}

constexpr auto inf = std::numeric_limits<double>::infinity();

} // namespace

// pi = 1/4: (3/4 ln(4/3) + 1/4 ln 4) / ln 2 = 2 - 3/4 log2 3; 4 pi (1 - pi) = 3/4; min / max = 1/3; ln(1/3)
BOOST_AUTO_TEST_CASE(a_quarter)
{
    auto const flows = of(1, 3, 16);
    BOOST_TEST(eq::pole_evenness(flows, 'A', 'B') == 2 - 0.75 * std::log2(3.0), tt::tolerance(1e-15));
    BOOST_TEST(eq::quadratic_evenness(flows, 'A', 'B') == 0.75);
    BOOST_TEST(eq::ratio_evenness(flows, 'A', 'B') == 1.0 / 3);
    BOOST_TEST(eq::log_ratio(flows, 'A', 'B') == -std::log(3.0), tt::tolerance(1e-15));
    BOOST_TEST(eq::log_ratio('B', 'A')(flows) == std::log(3.0), tt::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(even_and_one_sided)
{
    BOOST_TEST(eq::pole_evenness(of(2, 2, 0), 'A', 'B') == 1, tt::tolerance(1e-15));
    BOOST_TEST(eq::quadratic_evenness(of(2, 2, 0), 'A', 'B') == 1);
    BOOST_TEST(eq::ratio_evenness(of(2, 2, 0), 'A', 'B') == 1);
    BOOST_TEST(eq::log_ratio(of(2, 2, 0), 'A', 'B') == 0);
    BOOST_TEST(eq::pole_evenness(of(2, 0, 5), 'A', 'B') == 0);
    BOOST_TEST(eq::quadratic_evenness(of(0, 2, 5), 'A', 'B') == 0);
    BOOST_TEST(eq::ratio_evenness(of(0, 2, 5), 'A', 'B') == 0);
    BOOST_TEST(eq::log_ratio(of(0, 2, 5), 'A', 'B') == -inf);
    BOOST_TEST(eq::log_ratio(of(2, 0, 5), 'A', 'B') == inf);
}

BOOST_AUTO_TEST_CASE(digits_are_kept_near_the_ends)
{
    // b / a = 2^-60: entropy = b (1 + 60 ln 2) / ln 2 to first order in 2^-60
    auto const flows = of(0x1p60, 1, 0);
    BOOST_TEST(eq::pole_evenness(flows, 'A', 'B') == 0x1p-60 * (1 / std::log(2.0) + 60), tt::tolerance(1e-15));
    BOOST_TEST(eq::log_ratio(of(1 + 0x1p-52, 1, 0), 'A', 'B') == 0x1p-52, tt::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(undefined_as_the_tilt_is)
{
    BOOST_TEST(eq::is_undefined(eq::pole_evenness(of(0, 0, 4), 'A', 'B')));
    BOOST_TEST(eq::why_undefined(of(0, 0, 4), eq::log_ratio('A', 'B')) == eq::words(eq::reason::no_pole));
    BOOST_TEST(eq::why_undefined(eq::portfolio<char>{}, eq::ratio_evenness('A', 'B'))
               == eq::words(eq::reason::no_partners));
    auto const open = eq::portfolio<char>{{{'A', 6.0}}, {.total = 10}};
    BOOST_TEST(eq::why_undefined(open, eq::quadratic_evenness('A', 'B')) == eq::words(eq::reason::not_listed));
    BOOST_CHECK_EXCEPTION((void)eq::pole_evenness('A', 'A'), eq::invalid_parameter, [](auto const& e) {
        return std::string{e.what()} == "pole_evenness: 65 belongs to both sides";
    });
}

// a = .6, b in [0, .4]: pi from 1 down to .6, so that the evenness rises from 0 to its value at (.6, .4).
BOOST_AUTO_TEST_CASE(bounds_of_an_unlisted_power)
{
    auto const open = eq::portfolio<char>{{{'A', 6.0}}, {.total = 10}};
    auto const quadratic = eq::bound(open, eq::quadratic_evenness('A', 'B'));
    BOOST_TEST(quadratic.low == 0);
    BOOST_TEST(quadratic.high == 0.96, tt::tolerance(1e-14));
    auto const ratio = eq::bound(open, eq::ratio_evenness('A', 'B'));
    BOOST_TEST(ratio.high == 2.0 / 3, tt::tolerance(1e-14));
    auto const log = eq::bound(open, eq::log_ratio('A', 'B'));
    BOOST_TEST(log.low == std::log(1.5), tt::tolerance(1e-14));
    BOOST_TEST(log.high == inf);
}

BOOST_AUTO_TEST_CASE(random_completions_stay_within_bounds)
{
    auto random = std::mt19937{5};
    auto draw = std::uniform_real_distribution<>{0, 1};
    for (int trial = 0; trial < 500; ++trial) {
        auto const a = draw(random);
        auto const rest = draw(random);
        auto const b = rest * draw(random);
        auto const open = eq::portfolio<char>{{{'A', a}, {'T', 0.5}}, {.total = a + 0.5 + rest}};
        auto const closed = of(a, b, 0.5 + rest - b);
        auto const check = [&](auto const& index) {
            auto const within = eq::bound(open, index);
            auto const value = index(closed);
            BOOST_TEST(value >= within.low - 1e-12);
            BOOST_TEST(value <= within.high + 1e-12);
        };
        check(eq::pole_evenness('A', 'B'));
        check(eq::quadratic_evenness('A', 'B'));
        check(eq::ratio_evenness('A', 'B'));
        check(eq::log_ratio('A', 'B'));
    }
}

BOOST_AUTO_TEST_CASE(the_equidistant_and_the_disengaged)
{
    using eq::posture;
    BOOST_TEST((eq::posture_of(of(3, 3, 4), 'A', 'B') == posture::equidistant));
    BOOST_TEST((eq::posture_of(of(3, 3, 94), 'A', 'B') == posture::disengaged));
    BOOST_TEST((eq::posture_of(of(3, 3, 94), 'A', 'B', {.engaged = 0.05}) == posture::equidistant));
    BOOST_TEST((eq::posture_of(of(6, 3, 1), 'A', 'B') == posture::towards_first));
    BOOST_TEST((eq::posture_of(of(3, 6, 1), 'A', 'B') == posture::towards_second));
    BOOST_TEST((eq::posture_of(of(6, 3, 1), 'A', 'B', {.lean = 0.5}) == posture::equidistant));
    BOOST_TEST((eq::posture_of(eq::portfolio<char>{}, 'A', 'B') == posture::undetermined));
    // tilt of A = .3 against B in [0, .6] is anything from -1/3 to 1
    auto const open = eq::portfolio<char>{{{'A', 3.0}, {'T', 1.0}}, {.total = 10}};
    BOOST_TEST((eq::posture_of(open, 'A', 'B') == posture::undetermined));
    BOOST_CHECK_THROW((void)eq::posture_of(of(1, 1, 1), 'A', 'B', {.lean = 2}), eq::invalid_parameter);
    BOOST_CHECK_EXCEPTION(
        (void)eq::posture_of(of(1, 1, 1), 'A', eq::bloc{'A', 'B'}), eq::invalid_parameter,
        [](auto const& e) { return std::string{e.what()} == "posture_of: 65 belongs to both sides"; });
    BOOST_TEST((eq::posture_of(of(3, 3, 4), 'A', eq::bloc{'B', 'T'}) == posture::towards_second));
}

BOOST_AUTO_TEST_CASE(ranges_of_amounts)
{
    auto const flows = eq::interval_portfolio<char>{{'A', 2, 6}, {'B', 3, 4}, {'T', 1, 9}};
    // between 2/4 and 6/3, with 1 in between
    auto const ratio = eq::bound(flows, eq::log_ratio('A', 'B'));
    BOOST_TEST(ratio.low == std::log(.5), tt::tolerance(1e-15));
    BOOST_TEST(ratio.high == std::log(2), tt::tolerance(1e-15));
    BOOST_TEST((eq::bound(flows, eq::ratio_evenness('A', 'B')) == eq::interval{.5, 1}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
