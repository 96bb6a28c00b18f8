// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/equipoise.hpp>
#include <equipoise/model/portfolio.hpp>

#include <boost/test/unit_test.hpp>

#if __has_include(<boost/units/quantity.hpp>)
#include <boost/units/quantity.hpp>
#include <boost/units/systems/si/mass.hpp>
#include <boost/units/systems/si/time.hpp>
#endif

#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <list>
#include <map>
#include <ranges>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace eq::literals;

using flows_of = eq::portfolio<int>;
using partners = std::vector<eq::partner<int>>;

constexpr auto china = "CHN"_iso3;
constexpr auto russia = "RUS"_iso3;
constexpr auto infinite = std::numeric_limits<double>::infinity();

static_assert(eq::portfolio_like<flows_of> && eq::portfolio_like<eq::portfolio_view<int>>);
static_assert(std::semiregular<flows_of> && std::semiregular<eq::portfolio_view<int>>);
static_assert(std::ranges::random_access_range<flows_of const> && std::ranges::sized_range<flows_of const>);
static_assert(std::same_as<std::ranges::range_value_t<flows_of>, eq::partner<int>>);
static_assert(std::convertible_to<flows_of const&, eq::portfolio_view<int>>);
static_assert(!std::convertible_to<flows_of, eq::portfolio_view<int>>, "the view would outlive it");
static_assert(!std::convertible_to<eq::portfolio_view<int>, flows_of>, "a copy is asked for");
static_assert(!std::constructible_from<eq::portfolio<int, double>, eq::portfolio<int, float>>,
              "what the other leaves unattributed would be lost");

struct deal {
    std::string who;
    int crates;
};

std::string complaint(eq::declared<> const& known, partners const& rows = {{1, 4.0}, {2, 2.0}})
{
    return support::message_of<eq::invalid_parameter>([&] { flows_of{rows, known}; });
}

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(portfolio)

BOOST_AUTO_TEST_CASE(holds_each_partner_once_in_order)
{
    auto const flows = flows_of{{7, 1.0}, {3, 2.0}, {7, 4.0}, {5, 0.0}};
    BOOST_TEST(flows.size() == 3U);
    BOOST_TEST((std::vector(flows.begin(), flows.end()) == partners{{3, 2.0}, {5, 0.0}, {7, 5.0}}));
    BOOST_TEST((flows[2] == eq::partner{7, 5.0}));
    BOOST_TEST((flows.position(5) == std::size_t{1}));
    BOOST_TEST(!flows.position(4).has_value());
    BOOST_TEST(flows.contains(7));
    BOOST_TEST(!flows.contains(8));
    BOOST_TEST(flows.share(0) == 2.0 / 7);
    BOOST_TEST(flows.residual_share() == 0);
    BOOST_TEST(flows.totals().listed == 3U);
    BOOST_TEST(flows.totals().positive == 2U);
}

BOOST_AUTO_TEST_CASE(is_made_of_many_things)
{
    auto const expected = .625; // 6 and 2
    BOOST_TEST(eq::hhi(flows_of(partners{{1, 6.0}, {2, 2.0}})) == expected);
    BOOST_TEST(eq::hhi(flows_of(std::map<int, double>{{1, 6.0}, {2, 2.0}})) == expected);
    BOOST_TEST(eq::hhi(flows_of(std::list<std::pair<int, float>>{{1, 6.0F}, {2, 2.0F}})) == expected);
    BOOST_TEST(eq::hhi(flows_of(support::single_use<eq::partner<int>>{{{1, 6.0}, {2, 2.0}}})) == expected);
    auto const deals = std::vector<deal>{{"China", 3}, {"Russia", 2}, {"China", 3}};
    auto const summed = eq::portfolio<std::string, int>(deals, &deal::who, &deal::crates);
    BOOST_TEST(eq::hhi(summed) == expected);
    BOOST_TEST(summed.amounts()[0] == 6);
    BOOST_TEST(eq::hhi(eq::portfolio<std::string>(deals, &deal::who, [](deal const& d) { return d.crates * .5; }))
               == expected);
    BOOST_TEST(flows_of(partners{}).empty());
}

BOOST_AUTO_TEST_CASE(a_copy_keeps_the_residual)
{
    auto const flows = flows_of({{1, 3.0}}, {.total = 4.0, .listing = eq::listing::largest});
    auto view = flows.view();
    auto const own = eq::portfolio{view};
    auto const copied = flows; // NOLINT
    for (auto const* one : {&own, &copied}) {
        BOOST_TEST(one->residual_share() == .25);
        BOOST_TEST((one->listing() == eq::listing::largest));
        BOOST_TEST(one->share(0) == .75);
    }
    BOOST_TEST(flows_of(std::move(view)).residual_share() == .25);
    auto const restated = flows_of(flows, {.total = 6.0});
    BOOST_TEST(restated.residual_share() == .5);
}

BOOST_AUTO_TEST_CASE(a_declared_total_leaves_a_residual)
{
    auto const flows = flows_of({{1, 4.0}, {2, 2.0}}, {.total = 8.0});
    BOOST_TEST(flows.residual_share() == .25);
    BOOST_TEST(flows.share(0) == .5);
    BOOST_TEST(std::isnan(eq::hhi(flows)));
    BOOST_TEST(flows_of({{1, 4.0}, {2, 2.0}}, {.total = 6.0}).residual_share() == 0);

    auto const nobody = flows_of(partners{}, {.total = 8.0});
    BOOST_TEST(nobody.residual_share() == 1);
    BOOST_TEST(eq::why_undefined(nobody, eq::hhi)
               == "part of the total is not attributed; bound() gives the interval of most indices");
    BOOST_TEST(flows_of({{1, 0.0}}, {.total = 8.0}).residual_share() == 1);

    auto const nothing = flows_of({{1, 0.0}}, {.total = 0.0});
    BOOST_TEST(std::isnan(nothing.residual_share()));
    BOOST_TEST(std::isnan(nothing.share(0)));
    BOOST_TEST(eq::why_undefined(nothing, eq::hhi) == "the total is zero");
}

BOOST_AUTO_TEST_CASE(sums_that_miss_the_total_by_rounding_alone_leave_none)
{
    // 0.1 ten times is 1 + 2^-54, 0.7 + 0.2 + 0.1 is less than 1 in doubles
    auto tenths = partners{};
    for (auto i = 0; i < 10; ++i) {
        tenths.push_back({i, .1});
    }
    BOOST_TEST(flows_of(tenths, {.total = 1.0}).residual_share() == 0);
    BOOST_TEST(flows_of({{1, .7}, {2, .2}, {3, .1}}, {.total = 1.0}).residual_share() == 0);
    BOOST_TEST(flows_of({{1, .7}, {2, .2}, {3, .09999}}, {.total = 1.0}).residual_share() == 1e-5,
               boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(more_than_the_total_is_an_error_unless_a_rounding_explains_it)
{
    BOOST_TEST(complaint({.total = 5.0})
               == "portfolio: total is 5; it must be at least the sum of the listed partners, 6, or a rounding of the "
                  "listed amounts must be stated");
    BOOST_TEST(complaint({.total = 5.0, .rounding = .4}) != "(no exception)");
    auto const rounded = flows_of({{1, 4.0}, {2, 2.0}}, {.total = 5.0, .rounding = .5}); // 2 partners, 1 too many
    BOOST_TEST(rounded.residual_share() == 0);
    BOOST_TEST(rounded.share(0) == 4.0 / 6);
    BOOST_TEST(eq::hhi(rounded) == 5.0 / 9);
}

BOOST_AUTO_TEST_CASE(impossible_declarations_are_refused)
{
    BOOST_TEST(complaint({.total = -1.0}) == "portfolio: total is -1; it must be finite and not negative");
    BOOST_TEST(complaint({.total = infinite}) == "portfolio: total is inf; it must be finite and not negative");
    BOOST_TEST(complaint({.total = eq::undefined}) == "portfolio: total is nan; it must be finite and not negative");
    BOOST_TEST(complaint({.total = 6.0, .rounding = -1})
               == "portfolio: rounding is -1; it must be finite and not negative");
    BOOST_TEST(complaint({.total = 1.0, .rounding = infinite})
               == "portfolio: rounding is inf; it must be finite and not negative");
    BOOST_TEST(
        complaint({.total = 9.0, .listing = eq::listing::largest}, {{1, 4.0}, {2, 0.0}})
        == "portfolio: listing is largest; it must be some, as a listed partner has nothing, and no unlisted one "
           "can have less");
    BOOST_TEST(complaint({.total = 4.0, .listing = eq::listing::largest}, {{1, 4.0}, {2, 0.0}}) == "(no exception)");
}

BOOST_AUTO_TEST_CASE(an_invalid_row_is_named)
{
    BOOST_TEST(support::message_of<eq::invalid_amount>([] { flows_of{{5, 1.0}, {3, 2.0}, {1, -2.0}}; })
               == "portfolio: amount -2 at position 2; amounts are finite and not negative");
    BOOST_CHECK_THROW((flows_of{{1, infinite}}), eq::invalid_amount);
    BOOST_CHECK_THROW((eq::portfolio<int, support::money>{{1, {-1}}}), eq::invalid_amount);
}

BOOST_AUTO_TEST_CASE(a_total_of_another_magnitude_keeps_its_size)
{
    auto const tiny = flows_of({{1, 1e-300}}, {.total = 1e300});
    BOOST_TEST(tiny.residual_share() == 1);
    BOOST_TEST(tiny.share(0) == 0);
    BOOST_TEST(eq::bound(tiny, eq::hhi).low == 0);
    BOOST_TEST(eq::bound(tiny, eq::hhi).high == 1);
    auto const tinier = flows_of({{1, 5e-324}, {2, 5e-324}}, {.total = 2e-323}); // 2 of 4 units
    BOOST_TEST(tinier.residual_share() == .5);
    BOOST_TEST(tinier.share(1) == .25);
    auto const huge = flows_of({{1, 1e308}, {2, 1e308}, {3, 1e308}});
    BOOST_TEST(huge.share(0) == 1.0 / 3);
    auto const close = flows_of({{1, 3e119}}, {.total = 4e121}); // on either side of the scale's change
    BOOST_TEST(close.share(0) == 3.0 / 400);
    BOOST_TEST(close.residual_share() == 397.0 / 400);
}

BOOST_AUTO_TEST_CASE(long_double_reaches_beyond_double)
{
    auto const flows = eq::portfolio<int, long double>({{1, 1e4000L}, {2, 3e4000L}}, {.total = 8e4000L});
    BOOST_TEST(flows.residual_share() == .5);
    BOOST_TEST(flows.share(1) == .375);
    BOOST_TEST(eq::exposure(flows, 1) == .125);
    constexpr auto least = std::numeric_limits<long double>::denorm_min();
    BOOST_TEST((eq::hhi(eq::portfolio<int, long double>{{1, 6 * least}, {2, 2 * least}}) == .625));
    BOOST_CHECK_THROW((eq::portfolio<int, long double>({{1, 1e-4000L}}, {.total = 1e4000L})), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(types_are_read_off_the_rows)
{
    auto const by_name = std::map<std::string, float>{{"CHN", 6.0F}, {"RUS", 2.0F}};
    auto const of_map = eq::portfolio{by_name};
    static_assert(std::same_as<decltype(of_map), eq::portfolio<std::string, float> const>);
    BOOST_TEST(eq::exposure(of_map, "CHN") == .75);
    auto const of_partners = eq::portfolio(std::vector<eq::partner<int>>{{1, 6.0}, {2, 2.0}});
    static_assert(std::same_as<decltype(of_partners), eq::portfolio<int> const>);
    auto const copy = eq::portfolio(of_map);
    static_assert(std::same_as<decltype(copy), eq::portfolio<std::string, float> const>);
    static_assert(!std::constructible_from<eq::portfolio<int>, std::vector<std::string>>);
    static_assert(!std::constructible_from<eq::portfolio<int>, std::vector<double>&>);
}

BOOST_AUTO_TEST_CASE(quantities_go_all_the_way)
{
    auto const check = []<class Quantity>(Quantity one) {
        auto const times = [&](int n) {
            auto sum = Quantity{};
            for (auto i = 0; i < n; ++i) {
                sum = sum + one;
            }
            return sum;
        };
        using quantities = eq::portfolio<eq::iso3, Quantity>;
        auto const all = quantities{{china, times(5)}, {russia, times(2)}, {china, one}};
        BOOST_TEST(eq::hhi(all) == .625);
        BOOST_TEST(eq::exposure(all, china) == .75);
        BOOST_TEST(eq::tilt(all, china, russia) == .5);
        BOOST_TEST((*eq::largest_exposure(all).power == china));
        BOOST_TEST(eq::third_neighbors(all, eq::bloc{china}).share.value == .25);
        BOOST_TEST(eq::third_neighbors(all, eq::bloc{china}).effective_number.value == 1);

        auto const partly = quantities({{china, times(5)}}, {.total = times(8), .rounding = one});
        // amounts are read as multiples of the largest: 8 / 5 is rounded
        BOOST_TEST(partly.residual_share() == .375, boost::test_tools::tolerance(4e-16));
        BOOST_TEST(eq::bound(partly, eq::exposure(russia)).low == 0);
        BOOST_TEST(eq::bound(partly, eq::exposure(russia)).high == partly.residual_share());
        BOOST_CHECK_THROW(quantities({{china, times(9)}}, {.total = times(8)}), eq::invalid_parameter);

        auto rows = eq::ledger_builder<int, eq::iso3, Quantity>{};
        rows.add(2019, china, times(6));
        rows.add(2019, russia, times(2));
        rows.declare(2020, {.total = times(3)});
        auto book = rows.build();
        book += eq::ledger<int, eq::iso3, Quantity>{};
        BOOST_TEST(eq::hhi(book.at(2019)) == .625);
        BOOST_TEST(book.at(2020).residual_share() == 1);
    };
    check(support::money{1});
    check(support::tonnes{1});
    check(1);
#if __has_include(<boost/units/quantity.hpp>)
    using mass = boost::units::quantity<boost::units::si::mass>;
    using time = boost::units::quantity<boost::units::si::time>;
    static_assert(eq::amount<mass> && eq::amount<time>);
    static_assert(!std::constructible_from<eq::partner<int, mass>, int, time>);
    check(1.0 * boost::units::si::kilogram);
    BOOST_TEST(support::message_of<eq::invalid_amount>(
                   [] { eq::portfolio<int, mass>{{1, -3.0 * boost::units::si::kilogram}}; })
               == "portfolio: amount -3 at position 0; amounts are finite and not negative");
#else
    BOOST_TEST_MESSAGE("Boost.Units is not installed");
#endif
}

// 8 of unknown partners, over a GDP of 16: the total itself tells them.
BOOST_AUTO_TEST_CASE(a_total_without_partners_keeps_its_unit)
{
    auto const check = []<class Amount>(Amount total, Amount gdp) {
        using flows = eq::portfolio<int, Amount>;
        auto rows = eq::ledger_builder<int, int, Amount>{};
        rows.declare(2019, {.total = total});
        auto const book = rows.build();
        auto const none = flows{std::vector<eq::partner<int, Amount>>{}, {.total = total}};
        auto const zeros = flows({{1, Amount{}}, {2, Amount{}}}, {.total = total});
        auto const copy = flows{none.view()};
        for (auto const& dark : {none.view(), copy.view(), zeros.view(), book.at(2019)}) {
            BOOST_TEST((dark.unit() == total));
            BOOST_TEST(dark.residual_share() == 1);
            BOOST_TEST(eq::openness(dark, eq::state<int, Amount>{7, gdp}) == .5);
            BOOST_TEST((eq::bound(dark, eq::dependence(eq::state<int, Amount>{7, gdp}, 3)) == eq::interval{0, .5}));
        }
        BOOST_TEST(zeros.scaled(1) == 0);
        BOOST_TEST((flows{}.unit() == Amount{}));
        BOOST_TEST((flows{{1, total}}.unit() == total));
    };
    check(support::money{8}, support::money{16});
    check(support::tonnes{8}, support::tonnes{16});
    check(8., 16.);
    check(8e4000L, 16e4000L);
}

BOOST_AUTO_TEST_CASE(neither_order_nor_splitting_of_rows_moves_a_bit)
{
    auto random = support::random{21};
    auto rows = partners{};
    for (auto i = 0; i < 60; ++i) {
        rows.push_back({static_cast<int>(random.below(6)),
                        std::ldexp(1 + random.unit(), static_cast<int>(random.below(90)) - 45)});
    }
    auto const first = flows_of(rows);
    for (auto round = 0; round < 1000; ++round) {
        random.shuffle(rows);
        auto const again = flows_of(rows);
        for (std::size_t i = 0; i < first.size(); ++i) {
            BOOST_TEST_REQUIRE(again.amounts()[i] == first.amounts()[i]);
        }
        BOOST_TEST_REQUIRE(eq::hhi(again) == eq::hhi(first));
        BOOST_TEST_REQUIRE(eq::shannon(again) == eq::shannon(first));
    }
}

BOOST_AUTO_TEST_CASE(unknown_amounts_are_listed_apart)
{
    auto const known = eq::portfolio<int>{{1, 60.0}, {2, 40.0}};
    auto const open = known.with_unknown({3});
    BOOST_TEST(open.size() == 2U);
    BOOST_TEST(open.unknown().size() == 1U);
    BOOST_TEST(open.unknown()[0].id == 3);
    BOOST_TEST((open.totals().why_unknown == eq::reason::unknown_amount));
    BOOST_TEST(open.totals().attributed.hi == 100);
    BOOST_TEST(!open.contains(3));
    BOOST_TEST(known.unknown().empty(), "the portfolio itself does not change");
    BOOST_TEST(known.with_unknown({}).residual_share() == 0);
    auto const again = open.with_unknown({3, 1});
    BOOST_TEST(again.unknown().size() == 2U);
    BOOST_TEST(again.unknown()[0].amount == 60, "1 has 60 or more");
    BOOST_TEST(again.amounts()[0] == 40);
    auto const copy = eq::portfolio<int>{again.view()};
    BOOST_TEST(copy.unknown()[1].id == 3);
    BOOST_TEST((eq::portfolio<int>{{1, 60.0}}.with_unknown({3}).unknown()[0].id == 3), "of a temporary, a copy");
}

BOOST_AUTO_TEST_CASE(a_total_leaves_something_over_for_unknown_amounts)
{
    for (auto const unit : {1e-320, 1e-200, 1.0, 1e200, 1e300}) {
        auto const flows = eq::portfolio<int>({{1, 60 * unit}, {2, 40 * unit}}, {.total = 120 * unit});
        BOOST_TEST(flows.with_unknown({3}).residual_share() == flows.residual_share(), tt::tolerance(1e-3));
        auto const less = flows.with_unknown({2});
        auto const exactness = tt::tolerance(unit < 1e-310 ? 1e-3 : 1e-15);
        BOOST_TEST(less.residual_share() == .5, exactness);
        BOOST_TEST(less.share(0) == .5, exactness);
        BOOST_TEST(less.unknown()[0].amount == 40 * unit);
        BOOST_TEST(flows.with_unknown({1, 2}).residual_share() == 1);
    }
    auto const all = eq::portfolio<int>({{1, 60.0}, {2, 40.0}}, {.total = 100.0}).with_unknown({3, 4});
    BOOST_TEST(all.residual_share() == 0);
    BOOST_TEST(all.totals().listed == 4U, "3 and 4 have nothing");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
