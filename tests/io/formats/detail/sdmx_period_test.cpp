// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/formats/detail/sdmx_period.hpp>

#include <boost/test/unit_test.hpp>

namespace {

using equipoise::io::detail::read_sdmx_period;
using equipoise::io::detail::sdmx_period;
using of = equipoise::io::detail::sdmx_frequency;

static_assert(read_sdmx_period("2024") == sdmx_period{2024, of::annual});
static_assert(read_sdmx_period("2024-A1") == sdmx_period{2024, of::annual});
static_assert(read_sdmx_period("2024-S2") == sdmx_period{202441, of::half_yearly}); // ISO 8601-2: 2024-41
static_assert(read_sdmx_period("2024-Q1") == sdmx_period{202433, of::quarterly});   // 2024-33
static_assert(read_sdmx_period("2024Q4") == sdmx_period{202436, of::quarterly});
static_assert(read_sdmx_period("2024-01") == sdmx_period{202401, of::monthly});
static_assert(read_sdmx_period("2024-M12") == sdmx_period{202412, of::monthly});
static_assert(read_sdmx_period("2024M02") == sdmx_period{202402, of::monthly});
static_assert(read_sdmx_period("2020-W05") == sdmx_period{2020, of::weekly});
static_assert(read_sdmx_period("2020-02-29") == sdmx_period{2020, of::daily});
static_assert(read_sdmx_period("2020-02-29T00:00:00") == sdmx_period{2020, of::daily});
static_assert(read_sdmx_period("2020-D366") == sdmx_period{2020, of::daily});

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(sdmx_period)

BOOST_AUTO_TEST_CASE(what_is_no_period)
{
    for (auto const* const text :
         {"",        "24",       "202",      "20245",       "202401",     "2024-",     "2024-0",      "2024-1",
          "2024-13", "2024-00",  "2024-001", "2024-Q",      "2024-Q0",    "2024-Q5",   "2024-Q11",    "2024-M13",
          "2024-M",  "2024-W54", "2024-A2",  "2024-01-",    "2024-01-32", "2024-01-1", "2024-01-01x", "2024-X1",
          "-2024",   "2024 ",    "x024",     "2024-01/P1Y", "2024-q1",    "2024-D367"}) {
        BOOST_TEST(!read_sdmx_period(text), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
