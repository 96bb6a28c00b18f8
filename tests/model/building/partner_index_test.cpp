// SPDX-License-Identifier: BSL-1.0
#include <equipoise/model/building/partner_index.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <limits>
#include <span>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

namespace {

template <class Id>
void check(std::vector<Id> const& cells, std::vector<Id> const& more, std::vector<Id> const& absent)
{
    auto const index = equipoise::partner_index<Id>{cells, more};
    for (auto const* some : {&cells, &more}) {
        for (auto const& id : *some) {
            BOOST_TEST(index.contains(id));
        }
    }
    for (auto const& id : absent) {
        BOOST_TEST(!index.contains(id));
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(building)
BOOST_AUTO_TEST_SUITE(partner_index)

BOOST_AUTO_TEST_CASE(of_cells_in_any_order)
{
    constexpr auto lowest = (std::numeric_limits<int>::min)();
    constexpr auto highest = (std::numeric_limits<int>::max)();
    check<int>({}, {}, {0, 840});
    check<int>({}, {5}, {0});
    check<int>({842, 124, 842, -3, 124}, {484, 842}, {840, 0, -4, 843});
    check<int>({lowest, highest, 0}, {}, {1, lowest + 1}); // too far apart for a table
    check<std::string>({"RUS", "CHN", "RUS"}, {"USA"}, {"", "RU", "RUSS"});
    check<std::pair<int, std::string>>({{1, "a"}, {0, "b"}}, {{7, "c"}}, {{1, "b"}});
    check<std::pair<int, int>>({{1, 2}, {0, 9}}, {{7, 7}}, {{2, 1}});
}

BOOST_AUTO_TEST_CASE(states_with_a_portfolio_of_their_own)
{
    auto const cells = std::vector{842, 124};
    auto const states = std::vector{484, 32};
    auto const dated = std::vector<std::tuple<short, int, std::string>>{{2019, 484, ""}, {2019, 484, "arms"}};
    auto const named = std::vector<std::tuple<int, std::string>>{{2019, "MEX"}};
    using index = equipoise::partner_index<int>;
    auto const by_state = index{cells, {}, std::span<int const>{states}};
    BOOST_TEST((by_state.contains(32) && by_state.contains(484) && by_state.contains(842) && !by_state.contains(840)));
    auto const by_period = index{cells, {}, std::span<std::tuple<short, int, std::string> const>{dated}};
    BOOST_TEST((by_period.contains(484) && by_period.contains(124) && !by_period.contains(2019)));
    using products = std::tuple<int, short, std::string>;
    auto const by_product = std::vector<products>{{484, 2019, "27"}};
    BOOST_TEST((index{cells, {}, std::span<products const>{by_product}}.contains(484)));
    auto const by_name = index{cells, {}, std::span<std::tuple<int, std::string> const>{named}};
    BOOST_TEST((by_name.contains(124) && !by_name.contains(840)));
}

BOOST_AUTO_TEST_CASE(of_many_cells)
{
    auto texts = std::vector<std::string>{};
    for (auto i = 0; i < 150'000; ++i) {
        texts.push_back(std::to_string((i * 7919) % 301));
    }
    auto const index = equipoise::partner_index<std::string>{texts, {}};
    for (auto i = 0; i < 301; ++i) {
        BOOST_TEST(index.contains(std::to_string(i)));
    }
    BOOST_TEST(!index.contains("301"));
}

BOOST_AUTO_TEST_CASE(several_threads_ask_at_once)
{
    auto cells = std::vector<int>{};
    for (auto i = 0; i < 100'000; ++i) {
        cells.push_back(2 * (i % 500));
    }
    for (auto round = 0; round < 20; ++round) {
        auto const index = equipoise::partner_index<int>{cells, {}};
        auto wrong = std::atomic<int>{0};
        auto threads = std::vector<std::thread>{};
        for (auto t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (auto id = 0; id < 1000; ++id) {
                    wrong += index.contains(id) != (id % 2 == 0) ? 1 : 0;
                }
            });
        }
        for (auto& each : threads) {
            each.join();
        }
        BOOST_TEST(wrong == 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
