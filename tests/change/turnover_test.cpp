// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "../support/constant.hpp"

#include <equipoise/change/turnover.hpp>
#include <equipoise/model/building/ledger_builder.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <concepts>
#include <limits>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
namespace tt = boost::test_tools;

constexpr auto china = "CHN"_iso3;
constexpr auto japan = "JPN"_iso3;
constexpr auto russia = "RUS"_iso3;

using flows_of = eq::portfolio<eq::iso3>;

// p = (1/2, 1/2, 0) and (3/4, 0, 1/4): (1/4 + 1/2 + 1/4) / 2
constexpr auto before = std::array{2.0, 2.0, 0.0};
constexpr auto after = std::array{3.0, 0.0, 1.0};
SUPPORT_STATIC_ASSERT(eq::turnover(before, after) == 0.5);
SUPPORT_STATIC_ASSERT(eq::turnover(before, before) == 0);

static_assert(!std::invocable<decltype(eq::turnover) const&, flows_of const&, eq::portfolio<std::string> const&>);
static_assert(!std::invocable<decltype(eq::entry_and_exit) const&, flows_of const&, eq::portfolio<int> const&>);

} // namespace

BOOST_AUTO_TEST_SUITE(change)
BOOST_AUTO_TEST_SUITE(turnover)

BOOST_AUTO_TEST_CASE(partners_are_matched_by_name)
{
    auto const then = flows_of{{china, 2.0}, {russia, 2.0}};
    auto const now = flows_of{{japan, 10.0}, {china, 30.0}};
    BOOST_TEST(eq::turnover(then, now) == 0.5);
    BOOST_TEST(eq::turnover(now, then) == 0.5);
    BOOST_TEST(eq::turnover(then)(now) == 0.5);
    BOOST_TEST(eq::turnover(then, now) == eq::total_variation(then, now));
    BOOST_TEST(eq::turnover(flows_of{{china, 1.0}}, flows_of{{japan, 1e300}}) == 1);
    BOOST_TEST(eq::turnover(flows_of{{china, 5e-324}}, flows_of{{china, 1e300}}) == 0);
    BOOST_TEST(eq::turnover(flows_of{{china, 1.0}, {japan, 2.0}}, flows_of{{china, 2.0}, {japan, 4.0}}) == 0);
    BOOST_TEST(eq::turnover(std::vector<int>{2, 2, 0}, std::vector<float>{3, 0, 1}) == 0.5);
    BOOST_TEST(eq::describe(eq::turnover(then)).name == "turnover");
}

BOOST_AUTO_TEST_CASE(any_identifier_any_amount_and_views)
{
    using names = eq::portfolio<std::string, long double>;
    BOOST_TEST(eq::turnover(names{{"a", 2.0L}, {"b", 2.0L}}, names{{"a", 3.0L}, {"c", 1.0L}}) == 0.5);
    using money = eq::portfolio<int, support::money>;
    BOOST_TEST(eq::turnover(money{{1, {2}}, {2, {2}}}, money{{1, {3}}, {3, {1}}}) == 0.5);
    auto builder = eq::ledger_builder<int, eq::iso3>{};
    builder.add(2018, china, 2);
    builder.add(2018, russia, 2);
    builder.add(2019, china, 3);
    builder.add(2019, japan, 1);
    auto const book = builder.build();
    BOOST_TEST(eq::turnover(book.at(2018), book.at(2019)) == 0.5);
    BOOST_TEST(eq::entry_and_exit(book.at(2018), book.at(2019)).exit == 0.5);
}

BOOST_AUTO_TEST_CASE(undefined_without_flow_or_with_an_unattributed_part)
{
    auto const some = flows_of{{china, 1.0}};
    auto const part = flows_of({{china, 1.0}}, {.total = 2.0});
    BOOST_TEST(std::isnan(eq::turnover(some, flows_of{})));
    BOOST_TEST(std::isnan(eq::turnover(flows_of{}, some)));
    BOOST_TEST(std::isnan(eq::turnover(flows_of{{china, 0.0}}, some)));
    BOOST_TEST(std::isnan(eq::turnover(part, some)));
    BOOST_TEST(std::isnan(eq::turnover(some, part)));
    BOOST_TEST(eq::why_undefined(flows_of{}, eq::turnover(some)) == "there are no partners");
    BOOST_TEST(eq::why_undefined(part, eq::turnover(some)) == eq::words(eq::reason::unattributed));
    BOOST_TEST(std::isnan(eq::turnover(std::vector<double>{}, std::vector<double>{})));
}

BOOST_AUTO_TEST_CASE(bad_input_is_named)
{
    using eq::invalid_parameter;
    auto const one = std::vector{1.0};
    auto const two = std::vector{1.0, 2.0};
    BOOST_TEST(support::message_of<invalid_parameter>([&] { (void)eq::turnover(one, two); })
               == "turnover: length of the reference is 2; it must be that of the flows, 1");
    for (auto const bad : {-1.0, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        BOOST_CHECK_THROW((void)eq::turnover(std::vector{1.0, bad}, two), eq::invalid_amount);
        BOOST_CHECK_THROW((void)eq::turnover(two, std::vector{1.0, bad}), eq::invalid_amount);
    }
}

BOOST_AUTO_TEST_CASE(who_came_and_who_left)
{
    using share = eq::partner_share<eq::iso3>;
    auto const then = flows_of{{china, 2.0}, {russia, 1.0}, {"KOR"_iso3, 1.0}, {japan, 0.0}};
    auto const now = flows_of{{japan, 2.0}, {china, 5.0}, {russia, 0.0}, {"USA"_iso3, 1.0}};
    auto const changes = eq::entry_and_exit(then, now);
    BOOST_TEST((changes.entered == std::vector<share>{{japan, 0.25}, {"USA"_iso3, 0.125}}));
    BOOST_TEST((changes.left == std::vector<share>{{"KOR"_iso3, 0.25}, {russia, 0.25}}));
    BOOST_TEST(changes.entry == 0.375);
    BOOST_TEST(changes.exit == 0.5);
    BOOST_TEST((changes.why == eq::reason::defined));

    auto const same = eq::entry_and_exit(then, then);
    BOOST_TEST(same.entered.empty());
    BOOST_TEST(same.left.empty());
    BOOST_TEST(same.entry == 0);
    BOOST_TEST(same.exit == 0);
}

BOOST_AUTO_TEST_CASE(a_partner_that_is_not_listed_may_belong_to_the_rest)
{
    auto const part = flows_of({{china, 1.0}}, {.total = 2.0});
    auto const changes = eq::entry_and_exit(part, flows_of{{china, 1.0}, {japan, 1.0}});
    BOOST_TEST((changes.why == eq::reason::unattributed));
    BOOST_TEST(std::isnan(changes.entry));
    BOOST_TEST(std::isnan(changes.exit));
    BOOST_TEST(changes.entered.empty());
    BOOST_TEST((eq::entry_and_exit(flows_of{{china, 0.0}}, part).why == eq::reason::no_reference));
    BOOST_TEST((eq::entry_and_exit(part, flows_of{}).why == eq::reason::no_partners));
}

BOOST_AUTO_TEST_CASE(entry_and_exit_never_exceed_the_turnover)
{
    auto random = support::random{7};
    for (auto round = 0; round < 200; ++round) {
        auto rows = std::array<std::vector<eq::partner<int>>, 2>{};
        for (auto& some : rows) {
            for (auto i = 0; i < 40; ++i) {
                if (random.below(3) != 0) {
                    some.push_back({i, std::ldexp(random.unit(), static_cast<int>(random.below(20)))});
                }
            }
        }
        auto const then = eq::portfolio<int>(rows[0]);
        auto const now = eq::portfolio<int>(rows[1]);
        auto const moved = eq::turnover(then, now);
        auto const changes = eq::entry_and_exit(then, now);
        auto entered = 0.0;
        for (auto const& [id, share] : changes.entered) {
            entered += share;
        }
        BOOST_TEST_REQUIRE(changes.entry == entered, tt::tolerance(1e-14));
        BOOST_TEST_REQUIRE(changes.entry <= moved + 1e-15);
        BOOST_TEST_REQUIRE(changes.exit <= moved + 1e-15);
        BOOST_TEST_REQUIRE(moved == eq::turnover(now, then));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
