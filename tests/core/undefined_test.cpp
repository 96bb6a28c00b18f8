// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/undefined.hpp>

#include <boost/test/unit_test.hpp>

#include <set>
#include <string_view>

namespace {

namespace eq = equipoise;

static_assert(eq::is_undefined(eq::undefined));
static_assert(!eq::is_undefined(0) && !eq::is_undefined(-1) && !eq::is_undefined(5e-324));
static_assert(!eq::is_undefined(std::numeric_limits<double>::infinity()));

static_assert(eq::outcome{0.5}.value == 0.5 && eq::outcome{0.5}.why == eq::reason::defined);
static_assert(eq::is_undefined(eq::outcome{eq::reason::no_flow}.value));
static_assert(eq::outcome{eq::reason::no_flow}.why == eq::reason::no_flow);

static_assert(eq::words(eq::reason::defined).empty());
static_assert(eq::words(eq::reason::no_flow) == "the total is zero");
static_assert(eq::words(eq::reason::negative_total) == "the total is negative, so nothing is a share of it");

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(undefined)

BOOST_AUTO_TEST_CASE(every_reason_has_words_of_its_own)
{
    auto seen = std::set<std::string_view>{};
    auto number = 1;
    for (; !eq::words(static_cast<eq::reason>(number)).empty(); ++number) {
        BOOST_TEST(seen.insert(eq::words(static_cast<eq::reason>(number))).second);
    }
    BOOST_TEST(number > static_cast<int>(eq::reason::no_weight));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
