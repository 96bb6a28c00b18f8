// SPDX-License-Identifier: BSL-1.0
#include "../support/states.hpp"

#include <equipoise/core/measure.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/model/ledger_part.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace eq = equipoise;
using namespace eq::literals;
using namespace named_states;

namespace {

using row = eq::flow<eq::iso3, double, int, std::string>;

std::vector<row> const rows{{mng, chn, 1, 2018, "27"}, {mng, chn, 6, 2019, "26"}, {mng, rus, 2, 2019, "26"},
                            {mng, chn, 5, 2019, "27"}, {rus, mng, 4, 2019, "27"}, {mng, rus, 9, 2020, "27"}};

template <class L>
concept lends_products = requires(L&& book) { eq::products_of(std::forward<L>(book), 2019, mng); };
using book_type = decltype(eq::export_ledger(rows, eq::by_period_state_and_channel));
static_assert(lends_products<book_type const&> && !lends_products<book_type>, "a part outlives no ledger");
static_assert(eq::ledger_like<decltype(eq::products_of(std::declval<book_type const&>(), 2019, mng))>);

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(ledger_part)

BOOST_AUTO_TEST_CASE(of_one_state_and_year)
{
    auto const book = eq::export_ledger(rows, eq::by_period_state_and_channel);
    auto const mine = eq::products_of(book, 2019, mng);
    BOOST_TEST(mine.size() == 2U);
    BOOST_TEST(mine.product(0) == "26");
    BOOST_TEST(mine.product(1) == "27");
    BOOST_TEST((mine[0].key == std::tuple{2019, mng, std::string{"26"}}));
    BOOST_TEST(eq::exposure(mine[0].flows, chn) == 0.75);
    BOOST_TEST(eq::exposure(*mine.find("27"), chn) == 1);
    BOOST_TEST(!mine.find("28"));
    BOOST_TEST(!mine.find(""));
    auto seen = std::vector<std::string>{};
    for (auto const& [key, flows] : mine) {
        seen.push_back(std::get<2>(key));
    }
    BOOST_TEST(seen == (std::vector<std::string>{"26", "27"}), boost::test_tools::per_element());
    auto values = std::vector<double>{};
    for (auto const& measured : mine | eq::measure(eq::exposure(rus))) {
        values.push_back(measured.values[0]);
    }
    BOOST_TEST(values == (std::vector<double>{0.25, 0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(first_last_and_none)
{
    auto const book = eq::export_ledger(rows, eq::by_period_state_and_channel);
    BOOST_TEST(eq::products_of(book, 2018, mng).size() == 1U);
    BOOST_TEST(eq::products_of(book, 2020, mng).product(0) == "27");
    BOOST_TEST(eq::products_of(book, 2019, rus).size() == 1U);
    BOOST_TEST(eq::products_of(book, 2017, mng).empty());
    BOOST_TEST(eq::products_of(book, 2021, mng).empty());
    BOOST_TEST(eq::products_of(book, 2019, chn).empty());
    BOOST_TEST(!eq::products_of(book, 2019, chn).find("27"));
    auto const none = book_type{};
    BOOST_TEST(eq::products_of(none, 2019, mng).empty());
}

// A ledger keyed by (state, period, product) is gone through state by state, each of them where it lies.
BOOST_AUTO_TEST_CASE(state_by_state)
{
    using key = std::tuple<eq::iso3, int, std::string>;
    auto const by_product_last = [](row const& each, eq::iso3 state) { return key{state, each.period, each.channel}; };
    auto const book = eq::export_ledger(rows, by_product_last);
    auto seen = std::vector<std::string>{};
    eq::for_each_products(book, [&](eq::iso3 state, int year, auto const& products) {
        auto line = state.str() + " " + std::to_string(year);
        for (std::size_t i = 0; i < products.size(); ++i) {
            line += " " + products.product(i);
            BOOST_TEST(products[i].flows.ids().data() == book.at({state, year, products.product(i)}).ids().data());
            BOOST_TEST(products.find(products.product(i))->ids().data() == products[i].flows.ids().data());
        }
        seen.push_back(line);
    });
    BOOST_TEST(seen == (std::vector<std::string>{"MNG 2018 27", "MNG 2019 26 27", "MNG 2020 27", "RUS 2019 27"}),
               boost::test_tools::per_element());
    BOOST_TEST(eq::products_of(book, mng, 2019).size() == 2U);

    // neither the order of the rows nor how they were split shows
    auto turned = rows;
    std::reverse(turned.begin(), turned.end());
    auto first = eq::export_ledger(std::vector<row>(turned.begin(), turned.begin() + 3), by_product_last);
    first += eq::export_ledger(std::vector<row>(turned.begin() + 3, turned.end()), by_product_last);
    eq::for_each_products(first, [&](eq::iso3 state, int year, auto const& products) {
        auto const same = eq::products_of(book, state, year);
        BOOST_TEST_REQUIRE(same.size() == products.size());
        for (std::size_t i = 0; i < products.size(); ++i) {
            BOOST_TEST(eq::exposure(products[i].flows, chn) == eq::exposure(same[i].flows, chn));
        }
    });
    auto calls = 0;
    eq::for_each_products(eq::ledger<key, eq::iso3>{}, [&](eq::iso3, int, auto const&) { ++calls; });
    BOOST_TEST(calls == 0);
}

BOOST_AUTO_TEST_CASE(keys_of_other_shapes)
{
    auto const by_product = eq::import_ledger(rows, [](row const& each, eq::iso3) { return each.channel; });
    auto const markets = eq::products_of(by_product);
    BOOST_TEST(markets.size() == 2U);
    BOOST_TEST(eq::exposure(*markets.find("27"), mng) == 15. / 19); // 1 + 5 + 9 of 19
    auto const by_pair =
        eq::export_ledger(rows, [](row const& each, eq::iso3) { return std::pair{each.period, each.channel}; });
    BOOST_TEST(eq::products_of(by_pair, 2019).size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
