// SPDX-License-Identifier: BSL-1.0
#include <equipoise/model/period.hpp>

#include <equipoise/model/identifier.hpp>

#include "../support/message_of.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
using eq::frequency;
using eq::period;

static_assert(eq::identifier<period> && sizeof(period) == 4);
static_assert("2022-06"_period == period::month(2022, 6) && "2022"_period == period{2022});
static_assert(period::parse("2022Q3")->number() == 3 && !period::parse("2022Q5"));
static_assert(!period::parse("2022-77777777777777777777") && !period::parse("2022Q77777777777777777777"));
static_assert(period{}.year() == 0 && period{} == period{0} && period{2019} == 2019);

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(period)

BOOST_AUTO_TEST_CASE(notations_of_providers)
{
    using eq::period;
    auto const june = period::month(2022, 6);
    auto const third = period::quarter(2022, 3);
    auto const first_half = period::half_year(2022, 1);
    auto const fifth_week = period::week(2022, 5);
    auto const last_of_june = period::day(2022, 6, 30);
    for (auto const& [text, meant] : std::vector<std::pair<std::string_view, period>>{{"2022", 2022},
                                                                                      {"2022-A1", 2022},
                                                                                      {"2022A1", 2022},
                                                                                      {"2022-06", june},
                                                                                      {"2022M06", june},
                                                                                      {"2022-M06", june},
                                                                                      {"2022M6", june},
                                                                                      {"2022m06", june},
                                                                                      {"202206", june},
                                                                                      {"2022Q3", third},
                                                                                      {"2022-Q3", third},
                                                                                      {"2022q3", third},
                                                                                      {"2022S1", first_half},
                                                                                      {"2022-H1", first_half},
                                                                                      {"2022-W05", fifth_week},
                                                                                      {"2022W5", fifth_week},
                                                                                      {"2022W05", fifth_week},
                                                                                      {"2022-06-30", last_of_june},
                                                                                      {"20220630", last_of_june}}) {
        BOOST_TEST((period::parse(text) == meant), text);
    }
    for (auto const* text : {"",
                             "x",
                             "22",
                             "202",
                             "2022-",
                             "2022-6",
                             "2022-00",
                             "2022-13",
                             "202213",
                             "2022M",
                             "2022M0",
                             "2022M13",
                             "2022M006",
                             "2022Q0",
                             "2022Q5",
                             "2022Q03",
                             "2022S3",
                             "2022-W00",
                             "2022-W53",
                             "2022-06-31",
                             "2022-02-29",
                             "2022-0630",
                             "202206-30",
                             "2022-06-3",
                             "2022-06-301",
                             "2022 06",
                             "2022/06",
                             "06-2022",
                             "2022-A2",
                             "2022A",
                             "2022--06",
                             "-2022",
                             "+2022",
                             "2022.0",
                             "2022x",
                             "20220",
                             "2022063",
                             "2022-Jun",
                             "2022-06-30T00:00:00"}) {
        BOOST_TEST(!period::parse(text).has_value(), text);
    }
    BOOST_TEST(period::parse("2020-W53").has_value(), "2020 has 53 weeks");
    BOOST_TEST((period::parse("2020-02-29").has_value() && period::parse("2000-02-29").has_value()
                && !period::parse("1900-02-29").has_value()));
}

BOOST_AUTO_TEST_CASE(parts_of_a_year)
{
    using eq::period;
    for (auto const& [each, text, length, number] : std::vector<std::tuple<period, std::string, frequency, int>>{
             {2022, "2022", frequency::year, 1},
             {period::half_year(2022, 2), "2022-S2", frequency::half_year, 2},
             {period::quarter(2022, 4), "2022-Q4", frequency::quarter, 4},
             {period::month(2022, 12), "2022-12", frequency::month, 12},
             {period::week(2022, 52), "2022-W52", frequency::week, 52},
             {period::day(2022, 12, 31), "2022-12-31", frequency::day, 365},
             {period::day(2020, 12, 31), "2020-12-31", frequency::day, 366},
             {period::week(2021, 1), "2021-W01", frequency::week, 1},
             {period::month(476, 9), "0476-09", frequency::month, 9}}) {
        BOOST_TEST(each.str() == text);
        BOOST_TEST((each.frequency() == length), text);
        BOOST_TEST(each.number() == number, text);
        BOOST_TEST(each.year() == std::stoi(text.substr(0, 4)));
        BOOST_TEST((period::parse(text) == each), text);
    }
    BOOST_TEST(period{}.str() == "0000");
    // 2019-12-30 and 2021-01-03 are the first and the last day of the year 2020 in weeks
    BOOST_TEST(
        (period::week(2020, 1) > period::day(2019, 12, 29) && period::week(2020, 1) < period::day(2019, 12, 31)));
    BOOST_TEST((period::week(2020, 53) > period::day(2020, 12, 27) && period::week(2020, 53).year() == 2020));
}

// Against the calendar of the standard library.
BOOST_AUTO_TEST_CASE(every_day_of_eight_hundred_years)
{
    using namespace std::chrono;
    using eq::period;
    auto previous = period::day(1599, 12, 31);
    auto wrong = 0;
    for (auto day = sys_days{year{1600} / 1 / 1}; day < sys_days{year{2400} / 1 / 1}; day += days{1}) {
        auto const date = year_month_day{day};
        auto const y = static_cast<int>(date.year());
        auto const m = static_cast<int>(static_cast<unsigned>(date.month()));
        auto const each = period::day(y, m, static_cast<int>(static_cast<unsigned>(date.day())));
        auto const of_year = (day - sys_days{date.year() / 1 / 1}).count() + 1;
        auto const thursday = year_month_day{day - (weekday{day} - Monday) + days{3}};
        auto const week_year = static_cast<int>(thursday.year());
        auto const week = (sys_days{thursday} - sys_days{thursday.year() / 1 / 1}).count() / 7 + 1;
        auto const its_week = period::week(week_year, static_cast<int>(week));
        auto const begins = weekday{day} == Monday;
        wrong += each.year() != y || each.number() != of_year || !(previous < each) || period::parse(each.str()) != each
                         || its_week.year() != week_year || its_week.number() != week
                         || (begins ? !(previous < its_week && its_week < each) : !(its_week < each))
                     ? 1
                     : 0;
        previous = each;
    }
    BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE(order_and_hash)
{
    using eq::period;
    auto const in_order = std::vector<period>{2021,
                                              period::day(2021, 12, 31),
                                              2022,
                                              "2022-S1"_period,
                                              "2022-Q1"_period,
                                              "2022-01"_period,
                                              "2022-01-01"_period,
                                              "2022-W01"_period,
                                              "2022-02"_period,
                                              "2022-Q2"_period,
                                              "2022-S2"_period,
                                              "2022-12-31"_period,
                                              2023};
    for (std::size_t i = 0; i + 1 < in_order.size(); ++i) {
        BOOST_TEST((in_order[i] < in_order[i + 1]), in_order[i].str());
    }
    auto const different = std::unordered_set<period>(in_order.begin(), in_order.end());
    BOOST_TEST(different.size() == in_order.size());
}

BOOST_AUTO_TEST_CASE(streams)
{
    auto out = std::ostringstream{};
    out.width(9);
    out.fill('.');
    out << "2022Q3"_period;
    BOOST_TEST(out.str() == "..2022-Q3");
    auto in = std::istringstream{"2022M07 never"};
    auto read = eq::period{};
    BOOST_TEST(static_cast<bool>(in >> read));
    BOOST_TEST((read == "2022-07"_period));
    BOOST_TEST(!(in >> read));
    BOOST_TEST((read == "2022-07"_period));
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    using eq::period;
    using bad = eq::invalid_parameter;
    BOOST_TEST(message_of<bad>([] { period{10'000}; }) == "period: year is 10000; it must be from 0 to 9999");
    BOOST_TEST(message_of<bad>([] { period{-1}; }) == "period: year is -1; it must be from 0 to 9999");
    BOOST_TEST(message_of<bad>([] { static_cast<void>(period::month(2022, 13)); })
               == "period: month is 13; it must be from 1 to 12");
    BOOST_TEST(message_of<bad>([] { static_cast<void>(period::quarter(2022, 0)); })
               == "period: quarter is 0; it must be from 1 to 4");
    BOOST_TEST(message_of<bad>([] { static_cast<void>(period::half_year(2022, 3)); })
               == "period: half of the year is 3; it must be from 1 to 2");
    BOOST_TEST(message_of<bad>([] { static_cast<void>(period::week(2022, 53)); })
               == "period: week is 53; it must be from 1 to 52");
    BOOST_TEST(message_of<bad>([] { static_cast<void>(period::day(2022, 2, 29)); })
               == "period: day is 29; it must be from 1 to 28");
    BOOST_TEST(message_of<bad>([] { static_cast<void>(period::day(2022, 13, 1)); })
               == "period: month is 13; it must be from 1 to 12");
    BOOST_CHECK_THROW(static_cast<void>(period::week(-5, 1)), bad);
    BOOST_CHECK_THROW(static_cast<void>(period::day(10'000, 1, 1)), bad);
    BOOST_TEST(period::week(9999, 52).str() == "9999-W52");
    BOOST_TEST(period::day(9999, 12, 31).year() == 9999);
    BOOST_TEST(period::week(0, 1).str() == "0000-W01");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
