// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/exposure/data_quality.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <limits>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;

namespace {

using groups = std::vector<std::vector<double>>;
constexpr auto infinity = std::numeric_limits<double>::infinity();

static_assert(eq::degradation_of(std::array<std::array<double, 1>, 2>{}).weight == eq::interval{1, 1});
static_assert(eq::degradation_of(std::array<std::array<double, 2>, 1>{{{3, 1}}}).weight == eq::interval{0.1, 0.1});

} // namespace

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(data_quality)

BOOST_AUTO_TEST_CASE(the_worst_flag_of_each_group_counts)
{
    // .25 + .25 + 0 + 0: exp(-.6)
    auto const slight = eq::degradation_of(groups{{0.25, 0.125}, {0, 0.25}, {}, {0}});
    BOOST_TEST((slight.severity == eq::interval{0.5, 0.5}));
    BOOST_TEST(slight.weight.low == 0.54881163609402643, tt::tolerance(2e-16));
    BOOST_TEST(slight.weight.is_point());
    BOOST_TEST((slight.tier == eq::degradation_tier::slight));
    // .5 + 1: exp(-1.8) = .16529888822158653
    auto const strong = eq::degradation_of(groups{{0.5}, {1}});
    BOOST_TEST(strong.weight.low == 0.16529888822158653, tt::tolerance(2e-16));
    BOOST_TEST((strong.tier == eq::degradation_tier::strong));
    auto const severe = eq::degradation_of(groups{{1}, {1}, {1}}); // exp(-3.6) is less than .1
    BOOST_TEST((severe.weight == eq::interval{0.1, 0.1}));
    BOOST_TEST((severe.tier == eq::degradation_tier::severe));
    auto const none = eq::degradation_of(groups{});
    BOOST_TEST((none.weight == eq::interval{1, 1}));
    BOOST_TEST((none.tier == eq::degradation_tier::none));
    BOOST_TEST((eq::degradation_of(groups{{0.499}}).tier == eq::degradation_tier::none));
    BOOST_TEST((eq::degradation_of(groups{{1e300}}).weight == eq::interval{0.1, 0.1}));
    BOOST_TEST((eq::degradation_of(groups{{1e300}}, {.least = 0}).weight == eq::interval{0, 0}));
    BOOST_TEST(eq::degradation_of(groups{{1}}, {.rate = 0.5}).weight.low == 0.60653065971263342, tt::tolerance(2e-16));
}

BOOST_AUTO_TEST_CASE(unknown_flags)
{
    auto const open = eq::degradation_of(groups{{0.25, eq::undefined}, {0.25}});
    BOOST_TEST((open.severity == eq::interval{0.5, infinity}));
    BOOST_TEST(open.weight.low == 0.1);
    BOOST_TEST(open.weight.high == 0.54881163609402643, tt::tolerance(2e-16));
    BOOST_TEST((open.tier == eq::degradation_tier::undetermined));
    BOOST_TEST((eq::degradation_of(groups{{3, eq::undefined}}).tier == eq::degradation_tier::severe));
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::degradation_of(groups{{0}, {-0.5}}); })
               == "degradation_of: a flag of group 1 is -0.5; it must be finite and not negative, or NaN where it is "
                  "not known");
    BOOST_CHECK_THROW((void)eq::degradation_of(groups{{infinity}}), eq::invalid_parameter);
    BOOST_CHECK_THROW((void)eq::degradation_of(groups{}, {.rate = -1}), eq::invalid_parameter);
    BOOST_CHECK_THROW((void)eq::degradation_of(groups{}, {.least = 1.5}), eq::invalid_parameter);
    BOOST_CHECK_THROW((void)eq::degradation_of(groups{}, {.slight = 2}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
