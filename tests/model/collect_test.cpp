// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/model/collect.hpp>

#include <boost/test/unit_test.hpp>

#include <range/v3/view/filter.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

using record = eq::flow<eq::iso3, double, int, std::string>;

auto const records = std::vector<record>{
    {"MNG"_iso3, "CHN"_iso3, 6, 2019, "trade"}, {"MNG"_iso3, "RUS"_iso3, 1, 2019, "trade"},
    {"MNG"_iso3, "RUS"_iso3, 1, 2019, "arms"},  {"KAZ"_iso3, "CHN"_iso3, 2, 2018, "trade"},
    {"MNG"_iso3, "CHN"_iso3, 3, 2018, "trade"},
};

struct parcel {
    int origin;
    int destination;
    int amount;
    std::optional<int> total{};
    eq::listing listing = eq::listing::some;
};

struct invoice {
    std::string seller;
    std::string buyer;
    float usd;
    int year;
    int product;
};

template <class... T>
inline constexpr bool all_flows = (eq::flow_like<T> && ...);

struct no_amount {
    int origin;
    int destination;
};
struct text_amount {
    int origin;
    int destination;
    std::string amount;
};
struct two_kinds {
    int origin;
    std::string destination;
    double amount;
};

static_assert(all_flows<record, parcel, eq::flow<std::string>>);
static_assert(!eq::flow_like<no_amount> && !eq::flow_like<text_amount> && !eq::flow_like<two_kinds>);
static_assert(!eq::flow_like<eq::partner<int>>);

using by_year_and_state = std::tuple<int, eq::iso3>;
static_assert(std::same_as<decltype(eq::export_ledger(records)), eq::ledger<by_year_and_state, eq::iso3>>);
static_assert(std::same_as<decltype(eq::import_ledger(records, eq::by_state)), eq::ledger<eq::iso3, eq::iso3>>);
static_assert(std::same_as<decltype(eq::export_ledger(records, eq::by_period_state_and_channel)),
                           eq::ledger<std::tuple<int, eq::iso3, std::string>, eq::iso3>>);

template <class By>
inline constexpr bool is_key = std::invocable<decltype(eq::export_ledger) const&, std::vector<record> const&, By>;
static_assert(is_key<eq::iso3 (*)(record const&, eq::iso3)> && !is_key<int record::*> && !is_key<int>);

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(collect)

BOOST_AUTO_TEST_CASE(exports_are_keyed_by_origin)
{
    auto const book = eq::export_ledger(records);
    BOOST_TEST(book.size() == 3U);
    auto const mongolia = book.at({2019, "MNG"_iso3});
    BOOST_TEST((mongolia[0] == eq::partner{"CHN"_iso3, 6.0}));
    BOOST_TEST((mongolia[1] == eq::partner{"RUS"_iso3, 2.0}), "both channels");
    BOOST_TEST(eq::hhi(mongolia) == .625);
}

BOOST_AUTO_TEST_CASE(imports_are_keyed_by_destination)
{
    auto const book = eq::import_ledger(records);
    BOOST_TEST(book.size() == 3U);
    auto const china = book.at({2018, "CHN"_iso3});
    BOOST_TEST((china[0] == eq::partner{"KAZ"_iso3, 2.0}));
    BOOST_TEST((china[1] == eq::partner{"MNG"_iso3, 3.0}));
}

BOOST_AUTO_TEST_CASE(the_caller_names_the_key)
{
    BOOST_TEST(eq::export_ledger(records, eq::by_state).at("MNG"_iso3).amounts()[0] == 9);
    BOOST_TEST(eq::export_ledger(records, eq::by_period_state_and_channel).at({2019, "MNG"_iso3, "arms"}).amounts()[0]
               == 1);
    auto const by_decade = [](record const& row, eq::iso3) { return row.period / 10; };
    BOOST_TEST(eq::import_ledger(records, by_decade).at(201).size() == 2U);
}

BOOST_AUTO_TEST_CASE(any_range_of_flows_will_do)
{
    auto const book = eq::export_ledger(support::single_use<record>{records});
    BOOST_TEST(book.at({2019, "MNG"_iso3}).amounts()[0] == 6);
    auto arms = records | ranges::views::filter([](record const& row) { return row.channel == "arms"; });
    BOOST_TEST(eq::export_ledger(arms).cells() == 1U);
    BOOST_TEST(eq::export_ledger(std::list<eq::flow<std::string>>{{"a", "b", 1}, {"a", "b", 2}}, eq::by_state).cells()
               == 1U);
    auto const plain = eq::export_ledger(std::vector{eq::flow{1, 2, 3.0}});
    BOOST_TEST(plain.at(std::tuple{eq::unspecified{}, 1}).amounts()[0] == 3);
    BOOST_TEST(eq::export_ledger(std::vector<record>{}).empty());
}

BOOST_AUTO_TEST_CASE(rows_declare_totals)
{
    auto const rows = std::vector<parcel>{
        {1, 5, 6, 8, eq::listing::largest}, {1, 6, 1, 8, eq::listing::largest}, {2, 5, 3}, {3, 5, 3, 3}};
    auto const book = eq::export_ledger(rows, eq::by_state);
    BOOST_TEST(book.at(1).residual_share() == .125);
    BOOST_TEST((book.at(1).listing() == eq::listing::largest));
    BOOST_TEST(book.at(2).residual_share() == 0);
    BOOST_TEST((book.at(2).listing() == eq::listing::some));
    BOOST_TEST(book.at(3).residual_share() == 0);
}

BOOST_AUTO_TEST_CASE(totals_that_contradict_the_rows_are_refused_on_request)
{
    auto const differing = std::vector<parcel>{{1, 5, 6, 8}, {1, 6, 1, 9}};
    BOOST_TEST(support::message_of<eq::invalid_parameter>(
                   [&] { eq::export_ledger(differing, eq::by_state).refuse_contradictions(); })
               == "ledger, 1: total is 9; it must be the same in every row, 8");
    auto const exceeded = std::vector<parcel>{{1, 5, 60, 100}, {1, 6, 42, 100}}; // per cent, rounded
    BOOST_TEST(support::message_of<eq::invalid_parameter>(
                   [&] { eq::export_ledger(exceeded, eq::by_state).refuse_contradictions(); })
               == "ledger, 1: total is 100; it must be at least the sum of the listed partners, 102, or a rounding of "
                  "the listed amounts must be stated");
    BOOST_TEST(eq::export_ledger(exceeded, eq::by_state, {.rounding = 1}).at(1).residual_share() == 0);
}

// Partners at 147% of the total, beside two portfolios that are in order.
BOOST_AUTO_TEST_CASE(a_contradictory_portfolio_leaves_the_others)
{
    auto const rows = std::vector<parcel>{{1, 5, 3, 4}, {2, 5, 100, 100}, {2, 6, 47, 100}, {3, 5, 1, 4}};
    auto const book = eq::export_ledger(rows, eq::by_state);
    BOOST_TEST(book.at(1).residual_share() == .25);
    BOOST_TEST((book.at(2).totals().why_unknown == eq::reason::contradictory_total));
    BOOST_TEST(book.at(3).residual_share() == .75);
    BOOST_TEST(book.contradictions().size() == 1U);
    BOOST_TEST(book.contradictions()[0].key == 2);
}

// Of 1's exports of 10 + 30 to others and 40 + 2 to itself, by the quick ways and one by one.
BOOST_AUTO_TEST_CASE(flows_of_a_state_to_itself_are_set_aside)
{
    auto rows =
        std::vector<eq::flow<int>>{{1, 1, 40}, {1, 2, 10}, {1, 1, 2}, {1, 3, 30}, {2, 1, 5}, {2, 2, 1}, {3, 3, 9}};
    auto const check = [&](auto const& book) {
        BOOST_TEST(book.size() == 2U);
        BOOST_TEST(book.at(1).size() == 2U);
        BOOST_TEST(!book.at(1).contains(1));
        BOOST_TEST(book.at(1).share(0) == .25);
        BOOST_TEST(book.own_rows() == 4U);
        BOOST_TEST(book.own_amount() == 52);
    };
    check(eq::export_ledger(rows, eq::by_state));
    check(eq::export_ledger(std::list<eq::flow<int>>(rows.begin(), rows.end()), eq::by_state));
    std::rotate(rows.begin(), rows.begin() + 3, rows.end());
    check(eq::export_ledger(rows, eq::by_state));
    auto const kept = eq::export_ledger(rows, eq::by_state, {.own = eq::own_flows::keep});
    BOOST_TEST(kept.size() == 3U);
    BOOST_TEST(kept.at(1).amounts()[0] == 42);
    BOOST_TEST(kept.own_rows() == 0U);
    auto sum = eq::export_ledger(rows, eq::by_state);
    sum += sum;
    BOOST_TEST(sum.own_rows() == 8U);
    BOOST_TEST(sum.own_amount() == 104);
    auto const brought = eq::import_ledger(rows, eq::by_state);
    BOOST_TEST(brought.at(1).size() == 1U);
    BOOST_TEST(brought.own_amount() == 52);
    rows[2].amount = -1;
    rows[2].destination = rows[2].origin;
    BOOST_TEST(support::message_of<eq::invalid_amount>([&] { (void)eq::export_ledger(rows, eq::by_state); })
               == "ledger: amount -1 at position 2; amounts are finite and not negative");
}

// No sum of amounts is -0, whatever the way in which rows are brought together.
BOOST_AUTO_TEST_CASE(there_is_no_negative_zero)
{
    auto const no_sign = [](auto const& book) {
        for (auto const& [key, flows] : book) {
            for (auto const& [id, amount] : flows) {
                BOOST_TEST(!std::signbit(amount));
            }
        }
    };
    using rows = std::vector<eq::flow<int>>;
    no_sign(eq::export_ledger(rows{{1, 2, -0.}, {1, 3, 1}}, eq::by_state));
    no_sign(eq::export_ledger(rows{{1, 3, 1}, {1, 2, -0.}}, eq::by_state));
    no_sign(eq::export_ledger(rows{{1, 2, -0.}, {1, 2, -0.}}, eq::by_state));
    auto many = rows{};
    for (auto i = 0; i < 4000; ++i) {
        many.push_back({1 + i / 50, 100 + i % 50, -0.});
    }
    no_sign(eq::export_ledger(many, eq::by_state));
    no_sign(eq::import_ledger(many, eq::by_state));
    auto named = std::vector<eq::flow<std::string>>{{"a", "b", -0.}, {"c", "a", -0.}, {"a", "b", -0.}};
    no_sign(eq::export_ledger(named, eq::by_state));
    no_sign(std::vector{std::pair{1, eq::portfolio<int>{{1, -0.}, {2, 1}}}});
}

BOOST_AUTO_TEST_CASE(an_invalid_row_is_numbered)
{
    auto rows = records;
    rows[3].amount = -2;
    BOOST_TEST(support::message_of<eq::invalid_amount>([&] { (void)eq::export_ledger(rows); })
               == "ledger: amount -2 at position 3; amounts are finite and not negative");
}

BOOST_AUTO_TEST_CASE(flows_are_found_in_rows_of_any_type)
{
    auto const invoices =
        std::vector<invoice>{{"MNG", "CHN", 600, 2019, 1}, {"MNG", "RUS", 200, 2019, 1}, {"MNG", "CHN", 100, 2018, 2}};
    auto const parts = eq::flow_projections{&invoice::seller, &invoice::buyer, &invoice::usd, &invoice::year};
    auto const by_year = eq::export_ledger(invoices, parts);
    static_assert(std::same_as<decltype(by_year), eq::ledger<std::tuple<int, std::string>, std::string, float> const>);
    BOOST_TEST(eq::hhi(by_year.at({2019, "MNG"})) == .625);
    BOOST_TEST(by_year.size() == 2U);
    auto const sums = eq::export_ledger(invoices, parts, eq::by_state);
    BOOST_TEST((sums.at("MNG").amounts()[0] == 700));
    BOOST_TEST(eq::import_ledger(std::list<invoice>(invoices.begin(), invoices.end()), parts, eq::by_state).size()
               == 2U);
    BOOST_TEST(eq::export_ledger(support::single_use<invoice>{invoices}, parts).cells() == 3U);

    // without a period, through a function, keyed by the caller, and with a channel
    auto const thousands = [](invoice const& one) { return static_cast<double>(one.usd) / 1000; };
    auto const plain =
        eq::export_ledger(invoices, eq::flow_projections{&invoice::seller, &invoice::buyer, thousands}, eq::by_state);
    BOOST_TEST((plain.at("MNG").amounts()[1] == .2));
    auto const with_channel =
        eq::flow_projections{&invoice::seller, &invoice::buyer, &invoice::usd, &invoice::year, &invoice::product};
    BOOST_TEST(eq::export_ledger(invoices, with_channel, eq::by_period_state_and_channel).at({2018, "MNG", 2}).size()
               == 1U);
    auto const of_product = [](auto const& row, auto const&) { return row.channel; };
    auto const by_product = eq::export_ledger(invoices, with_channel, of_product);
    BOOST_TEST(by_product.keys()[1] == 2);

    auto wrong = invoices;
    wrong[1].usd = -2;
    BOOST_CHECK_EXCEPTION((void)eq::export_ledger(wrong, parts), eq::invalid_amount,
                          [](auto const& error) { return error.position() == 1 && error.value() == -2; });

    using exports = decltype(eq::export_ledger);
    static_assert(std::invocable<exports, std::vector<invoice>, decltype(parts)>);
    static_assert(!std::invocable<exports, std::vector<invoice>> && !std::invocable<exports, std::vector<no_amount>>);
    static_assert(!std::invocable<exports, std::vector<parcel>, decltype(parts)>);
    using text_for_an_amount =
        decltype(eq::flow_projections{&invoice::seller, &invoice::buyer, &invoice::buyer, &invoice::year});
    static_assert(!std::invocable<exports, std::vector<invoice>, text_for_an_amount>);
}

BOOST_AUTO_TEST_CASE(rows_without_a_period_have_no_key_by_period)
{
    using exports = decltype(eq::export_ledger);
    using parcels = std::vector<parcel>;
    static_assert(!std::invocable<exports, parcels>
                  && !std::invocable<exports, parcels, decltype(eq::by_period_and_state)>);
    static_assert(!std::invocable<exports, parcels, decltype(eq::by_period_state_and_channel)>);
    static_assert(std::invocable<exports, parcels, decltype(eq::by_state)>);
    BOOST_TEST(eq::export_ledger(parcels{{1, 2, 3}}, eq::by_state).cells() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
