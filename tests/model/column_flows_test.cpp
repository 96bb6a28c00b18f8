// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/model/collect.hpp>
#include <equipoise/model/column_flows.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;

using columns = eq::column_flows<int, double, int>;
static_assert(ranges::random_access_range<columns> && ranges::sized_range<columns>);
static_assert(std::same_as<ranges::range_value_t<columns>, eq::flow<int, double, int>>);

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(column_flows)

BOOST_AUTO_TEST_CASE(are_a_range_of_flows)
{
    auto const origins = std::vector{1, 2, 1};
    int const destinations[] = {7, 8, 9};
    auto const amounts = std::array{2.5F, 0.0F, 4.0F};
    auto const years = std::vector<short>{2018, 2019, 2019};
    auto const channels = std::vector<std::string>{"arms", "energy", ""};

    auto const plain = eq::column_flows{origins, destinations, amounts};
    static_assert(std::same_as<decltype(plain), eq::column_flows<int, float> const>);
    BOOST_TEST(plain.size() == 3U);
    BOOST_TEST((plain[2] == eq::flow{1, 9, 4.0F}));

    auto const full = eq::column_flows{origins, destinations, amounts, years, channels};
    BOOST_TEST((full[1] == eq::flow<int, float, short, std::string>{2, 8, 0, 2019, "energy"}));
    auto rows = 0;
    for (auto const& row : full) {
        BOOST_TEST((row == full[static_cast<std::size_t>(rows)]));
        ++rows;
    }
    BOOST_TEST(rows == 3);
    BOOST_TEST(columns{}.empty());
    BOOST_TEST((columns{}.begin() == columns{}.end()));
}

BOOST_AUTO_TEST_CASE(are_collected_as_flows_are)
{
    auto random = support::random{71};
    auto origins = std::vector<int>{};
    auto destinations = std::vector<int>{};
    auto amounts = std::vector<double>{};
    auto years = std::vector<int>{};
    auto flows = std::vector<eq::flow<int, double, int>>{};
    for (auto i = 0; i < 5000; ++i) {
        flows.push_back({static_cast<int>(random.below(9)), static_cast<int>(random.below(30)), random.unit(),
                         2018 + static_cast<int>(random.below(3))});
        origins.push_back(flows.back().origin);
        destinations.push_back(flows.back().destination);
        amounts.push_back(flows.back().amount);
        years.push_back(flows.back().period);
    }
    auto const of_columns = eq::export_ledger(eq::column_flows{origins, destinations, amounts, years});
    auto const of_flows = eq::export_ledger(flows);
    BOOST_TEST_REQUIRE(of_columns.size() == of_flows.size());
    for (std::size_t i = 0; i < of_flows.size(); ++i) {
        BOOST_TEST_REQUIRE((of_columns[i].key == of_flows[i].key));
        auto const& [a, b] = std::pair{of_columns[i].flows, of_flows[i].flows};
        BOOST_TEST_REQUIRE(std::equal(a.begin(), a.end(), b.begin(), b.end()));
    }
    auto const by_state = eq::import_ledger(eq::column_flows{origins, destinations, amounts}, eq::by_state);
    BOOST_TEST(by_state.size() == 30U);

    amounts[4321] = -1;
    BOOST_TEST(support::message_of<eq::invalid_amount>(
                   [&] { (void)eq::export_ledger(eq::column_flows{origins, destinations, amounts, years}); })
               == "ledger: amount -1 at position 4321; amounts are finite and not negative");
}

BOOST_AUTO_TEST_CASE(of_other_lengths_are_refused)
{
    auto const three = std::vector{1, 2, 3};
    auto const two = std::vector{1, 2};
    auto const amounts = std::vector{1.0, 2.0, 3.0};
    BOOST_TEST(support::message_of<eq::invalid_parameter>([&] { (void)eq::column_flows{three, two, amounts}; })
               == "column_flows: the number of destinations is 2; it must be that of the origins, 3");
    BOOST_TEST(support::message_of<eq::invalid_parameter>([&] { (void)eq::column_flows{two, two, amounts}; })
               == "column_flows: the number of amounts is 3; it must be that of the origins, 2");
    BOOST_CHECK_THROW((eq::column_flows{three, three, amounts, two}), eq::invalid_parameter);
    BOOST_CHECK_THROW((eq::column_flows{three, three, amounts, three, two}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
