// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/formats/detail/date.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string_view>

namespace {

using equipoise::io::detail::date_of;
using namespace std::chrono;

static_assert(date_of("2015-10-27") == year{2015} / 10 / 27);
static_assert(date_of("10/27/2015") == year{2015} / 10 / 27);
static_assert(date_of(" 1/2/2016 ") == year{2016} / 1 / 2);
static_assert(date_of("2016-02-29T00:00:00Z") == year{2016} / 2 / 29);
static_assert(date_of("2016-02-29 00:00") == year{2016} / 2 / 29);

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(date)

BOOST_AUTO_TEST_CASE(what_is_no_date)
{
    for (auto const text : {std::string_view{""},
                            {"2015"},
                            {"2015-10"},
                            {"2015-10-"},
                            {"2015-02-29"},
                            {"27/10/2015"},
                            {"10/27/15"},
                            {"2015/10/27"},
                            {"2015-10/27"},
                            {"2015-10-27x"},
                            {"-1-10-27"},
                            {"27.10.2015"},
                            {"20151027"},
                            {"2015-10-270"},
                            {"2015--10-27"},
                            {"10-27-2015"},
                            {"99999-1-1"}}) {
        BOOST_TEST(!date_of(text).has_value(), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
