// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/concentration/gini.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/equipoise.hpp>

#include <boost/test/unit_test.hpp>

#include <range/v3/view/filter.hpp>
#include <range/v3/view/transform.hpp>

#include <array>
#include <chrono>
#include <cmath>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;

constexpr auto shares = std::array{.4, .3, .2, .1};
constexpr auto with_zero = std::array{6, 2, 0};

// 36 + 4 + 0 = 40, divided by 8 * 8
static_assert(eq::hhi(with_zero) == .625);
static_assert(eq::effective_number(with_zero) == 1.6);
// (.625 - 1/3) / (1 - 1/3) with n = 3; (.625 - 1/2) / (1 - 1/2) with n = 2; (.625 - 1/5) / (1 - 1/5) with n = 5
static_assert(eq::normalized_hhi(with_zero) == .4375);
static_assert(eq::normalized_hhi(with_zero, eq::positive) == .25);
static_assert(eq::normalized_hhi(with_zero, eq::out_of{5}) == .53125);
static_assert(eq::normalized_hhi(eq::out_of{5})(with_zero) == .53125);
static_assert(eq::normalized_hhi(eq::positive)(with_zero) == .25);
static_assert(eq::is_undefined(eq::hhi(std::array{0.0, 0.0})));
static_assert(eq::why_undefined(std::array{0.0}, eq::hhi) == "the total is zero");
static_assert(eq::why_undefined(std::array{1.0}, eq::hhi).empty());

static_assert(eq::describe(eq::hhi).name == "hhi");
static_assert(eq::describe(eq::hhi).effect == eq::concentrating::raises);
static_assert(eq::describe(eq::effective_number).effect == eq::concentrating::lowers);
static_assert(eq::describe(eq::gini).effect == eq::concentrating::raises && !eq::describe(eq::gini).ignores_zeros);
static_assert(eq::describe(eq::gini(eq::out_of{9})).effect == eq::concentrating::raises);
static_assert(eq::describe(eq::gini(eq::out_of{9})).ignores_zeros
              && !eq::describe(eq::gini(eq::out_of{9})).counts_traces);
// of (1, 1, 2) the Gini coefficient is 1/6, of (2, 2), left when the first moves to the second, 0
static_assert(eq::describe(eq::gini(eq::positive)).effect == eq::concentrating::neither);
static_assert(eq::describe(eq::gini(eq::positive)).ignores_zeros && eq::describe(eq::gini(eq::positive)).counts_traces);
static_assert(eq::describe(eq::hill(0)).counts_traces && !eq::describe(eq::hill(2)).counts_traces);
static_assert(eq::describe(eq::hhi).range(4).low == .25 && eq::describe(eq::hhi).range(4).high == 1);
static_assert(eq::describe(eq::concentration_ratio(3)).range(4) == eq::interval{.75, 1});
static_assert(eq::describe(eq::concentration_ratio(3)).range(2) == eq::interval{1, 1});

static_assert(eq::any_index<decltype(eq::hhi)> && eq::any_index<decltype(eq::concentration_ratio(2)) const&>);
static_assert(!eq::any_index<decltype(eq::concentration_ratio)> && !eq::any_index<double (*)(double)>);

struct shipment {
    double usd;
    int crates;
    [[nodiscard]] double kilo_usd() const { return usd / 1000; }
};

auto const shipments = std::vector<shipment>{{6, 1}, {2, 1}, {0, 2}};

template <class Index, class... Arguments>
inline constexpr bool callable = std::invocable<Index const&, Arguments...>;

using hhi_fn = decltype(eq::hhi);
using shannon_fn = decltype(eq::shannon); // reads twice
using portfolio = eq::portfolio<int>;

static_assert(callable<hhi_fn, std::vector<double>> && callable<hhi_fn, std::list<int> const&>);
static_assert(callable<hhi_fn, std::vector<shipment>, double shipment::*>);
static_assert(callable<hhi_fn, portfolio> && callable<hhi_fn, eq::portfolio_view<int>>);
static_assert(!callable<hhi_fn, portfolio, double (*)(eq::partner<int> const&)>,
              "a portfolio knows its amounts; a projection of them would be ignored");
static_assert(!callable<hhi_fn, std::vector<shipment>> && !callable<hhi_fn, std::vector<std::string>>);
static_assert(!callable<decltype(eq::unbiased_hhi), int>, "no range, and no hard error either");
static_assert(!callable<hhi_fn, std::string> && !callable<hhi_fn, double> && !callable<hhi_fn>);
static_assert(!callable<hhi_fn, std::vector<std::chrono::seconds>>);
static_assert(!callable<hhi_fn, std::vector<double>, eq::out_of>, "the number of partners does not matter to hhi");

// what is refused with words of its own cannot be called either
static_assert(!callable<hhi_fn, eq::ledger<int, int>> && !callable<decltype(eq::hill), eq::ledger<int, int>, int>);
static_assert(!callable<decltype(eq::hill), std::vector<shipment>, int>);
static_assert(!callable<decltype(eq::normalized_hhi), std::vector<shipment>, eq::out_of>);
static_assert(!callable<decltype(eq::exposure(1)), eq::portfolio<std::string>>);
static_assert(!callable<decltype(eq::exposure), eq::portfolio<std::string>, int>);
static_assert(!callable<decltype(eq::measure), std::vector<shipment>, hhi_fn>);
static_assert(!callable<decltype(eq::measure), support::single_use<double>, shannon_fn>);
static_assert(callable<decltype(eq::measure), eq::ledger<int, int>, hhi_fn>);

static_assert(callable<hhi_fn, support::single_use<double>>);
static_assert(!callable<shannon_fn, support::single_use<double>>, "read once, it is gone");
static_assert(!callable<hhi_fn, support::single_use<long double>>, "the largest has to be known beforehand");

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(index)

BOOST_AUTO_TEST_CASE(takes_any_range)
{
    auto const amounts = std::vector{6.0, 2.0, 0.0};
    double const array[] = {6, 2, 0};
    BOOST_TEST(eq::hhi(amounts) == .625);
    BOOST_TEST(eq::hhi(array) == .625);
    BOOST_TEST(eq::hhi(std::span{amounts}) == .625);
    BOOST_TEST(eq::hhi(std::deque<float>{6, 2, 0}) == .625);
    BOOST_TEST(eq::hhi(std::list<unsigned char>{6, 2, 0}) == .625);
    BOOST_TEST(eq::hhi(std::vector<support::money>{{6}, {2}, {0}}) == .625);
    BOOST_TEST(eq::hhi(std::vector<std::chrono::duration<double>>{std::chrono::hours{6}, std::chrono::hours{2}})
               == .625);
    BOOST_TEST(eq::hhi(support::single_use<double>{amounts}) == .625);
    BOOST_TEST(eq::gini(support::single_use<int>{{6, 2, 0}}) == eq::gini(amounts));
    BOOST_TEST(eq::hhi(amounts | ranges::views::transform([](double x) { return x * 3; })) == .625);
    BOOST_TEST(eq::hhi(amounts | ranges::views::filter([](double x) { return x > 0; })) == .625);
    BOOST_TEST((amounts == std::vector{6.0, 2.0, 0.0}));
}

BOOST_AUTO_TEST_CASE(sees_elements_through_a_projection)
{
    BOOST_TEST(eq::hhi(shipments, &shipment::usd) == .625);
    BOOST_TEST(eq::hhi(shipments, &shipment::crates) == .375);
    BOOST_TEST(eq::hhi(shipments, &shipment::kilo_usd) == .625, boost::test_tools::tolerance(4e-16));
    BOOST_TEST(eq::hhi(shipments, [](shipment const& one) { return one.usd / 2; }) == .625);
    BOOST_TEST(eq::normalized_hhi(shipments, eq::positive, &shipment::usd) == .25);
    BOOST_TEST(eq::normalized_hhi(eq::positive)(shipments, &shipment::usd) == .25);
    BOOST_TEST(eq::concentration_ratio(1)(shipments, &shipment::usd) == .75);
    auto const by_name = std::map<std::string, double>{{"a", 6}, {"b", 2}};
    BOOST_TEST(eq::hhi(by_name, &std::pair<std::string const, double>::second) == .625);
    auto owners = std::vector<std::unique_ptr<double>>{};
    owners.push_back(std::make_unique<double>(6));
    owners.push_back(std::make_unique<double>(2));
    BOOST_TEST(eq::hhi(owners, [](auto const& owner) { return *owner; }) == .625);
}

BOOST_AUTO_TEST_CASE(projects_every_element_once_in_each_pass)
{
    auto calls = 0;
    auto const counted = [&](shipment const& one) {
        ++calls;
        return one.usd;
    };
    (void)eq::hhi(shipments, counted);
    BOOST_TEST(calls == 3);
    calls = 0;
    (void)eq::shannon(shipments, counted);
    BOOST_TEST(calls == 6);
    calls = 0;
    (void)eq::gini(shipments, counted);
    BOOST_TEST(calls == 3);
}

BOOST_AUTO_TEST_CASE(families_are_called_in_both_forms)
{
    auto const top_two = eq::concentration_ratio(2);
    BOOST_TEST(top_two(shares) == .7);
    BOOST_TEST(eq::concentration_ratio(shares, 2) == .7);
    BOOST_TEST(eq::concentration_ratio(shares, 9U) == 1);
    BOOST_TEST(support::message_of<eq::invalid_parameter>([] { (void)eq::concentration_ratio(shares, 0); })
               == "concentration_ratio: k is 0; it must be at least 1");
    BOOST_CHECK_THROW((void)eq::concentration_ratio(-1), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(says_why_it_is_undefined)
{
    auto const none = std::vector<double>{};
    auto const zeros = std::vector{0.0, 0.0};
    BOOST_TEST(std::isnan(eq::hhi(none)));
    BOOST_TEST(eq::why_undefined(none, eq::hhi) == "there are no partners");
    BOOST_TEST(eq::why_undefined(zeros, eq::shannon) == "the total is zero");
    BOOST_TEST(eq::why_undefined(std::vector{3.0}, eq::normalized_hhi)
               == "a single partner leaves nothing to normalise by");
    BOOST_TEST(eq::why_undefined(shipments, eq::hhi, &shipment::usd) == "");
    auto const partly = portfolio({{1, 1.0}}, {.total = 2.0});
    BOOST_TEST(eq::why_undefined(partly, eq::hhi)
               == "part of the total is not attributed; bound() gives the interval of most indices");
    BOOST_TEST(eq::why_undefined(partly, eq::exposure(2))
               == "the partner is not listed and part of the total is not attributed; bound() gives an interval");
    BOOST_TEST(eq::why_undefined(portfolio{{1, 1.0}}, eq::tilt(2, 3)) == "there is no flow with either pole");
    BOOST_TEST(eq::why_undefined(partly, eq::exposure(1)) == "");
    BOOST_TEST(eq::why_undefined(portfolio{}, eq::exposure(1)) == "there are no partners");
}

BOOST_AUTO_TEST_CASE(names_itself_when_it_refuses)
{
    BOOST_TEST(support::message_of<eq::invalid_amount>([] { (void)eq::shannon(std::vector{1.0, -2.0}); })
               == "shannon: amount -2 at position 1; amounts are finite and not negative");
    BOOST_TEST(support::message_of<eq::invalid_parameter>([] { (void)eq::gini(with_zero, eq::out_of{1}); })
               == "gini: out_of is 1; it must be at least the number of positive partners, 2");
}

BOOST_AUTO_TEST_CASE(parameters_and_a_projection_together)
{
    struct row {
        int partner;
        double usd;
    };
    auto const rows = std::vector<row>{{1, 4}, {2, 2}, {3, 1}, {4, 1}};
    BOOST_TEST(eq::concentration_ratio(rows, 2, &row::usd) == 0.75);
    BOOST_TEST(eq::concentration_ratio(2)(rows, &row::usd) == 0.75);
    BOOST_TEST(eq::renyi(rows, 2, eq::bits, &row::usd) == eq::renyi(2, eq::bits)(std::vector{4, 2, 1, 1}));
    BOOST_TEST(eq::hill(rows, 0, [](row const& each) { return each.usd; }) == 4);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
