// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"

#include <equipoise/model/building/collector.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

namespace {

namespace eq = equipoise;
namespace detail = eq::detail;

/// A row that is not copied for each flow, as it holds text.
struct record {
    int origin = 0;
    int destination = 0;
    double amount = 0;
    int period = 0;
    int channel = 0;
    std::string source = {};
};
using plain = eq::flow<int, double, int, int>;
using batch = detail::flow_batch<int, double, int, int>;

struct columns {
    std::vector<int> origins;
    std::vector<int> destinations;
    std::vector<double> amounts;
    std::vector<int> periods;
    std::vector<int> channels;

    [[nodiscard]] batch whole() const
    {
        return {origins.data(), destinations.data(), amounts.data(), periods.data(), channels.data(), origins.size()};
    }
};

columns some_columns(std::size_t count)
{
    auto random = support::random{3000};
    auto all = columns{};
    for (std::size_t i = 0; i < count; ++i) {
        all.origins.push_back(static_cast<int>(random.below(5)));
        all.destinations.push_back(static_cast<int>(random.below(5))); // some of them flows to oneself
        all.amounts.push_back(random.unit());
        all.periods.push_back(2000 + static_cast<int>(i / 100));
        all.channels.push_back(static_cast<int>(random.below(3)));
    }
    return all;
}

template <class Ledger>
auto listed(Ledger const& ledger)
{
    using key = std::remove_cvref_t<decltype(ledger[0].key)>;
    auto cells = std::vector<std::tuple<key, int, double>>{};
    for (auto const& [under, flows] : ledger) {
        for (auto const& [partner, amount] : flows) {
            cells.emplace_back(under, partner, amount);
        }
    }
    return cells;
}

template <bool Exports, class Row, class By>
void check_batches(batch const& all, By const& by, eq::own_flows own)
{
    using collector = detail::collector<Exports, Row, By>;
    auto together = collector{by, 0, own};
    together.collect(all);
    auto one_by_one = collector{by, 0, own};
    auto from_range = collector{by, 0, own};
    auto rows = std::vector<Row>{};
    for (std::size_t i = 0; i < all.count; ++i) {
        auto row = Row{};
        row.origin = all.origins[i];
        row.destination = all.destinations[i];
        row.amount = all.amounts[i];
        row.period = all.periods != nullptr ? all.periods[i] : 0;
        row.channel = all.channels != nullptr ? all.channels[i] : 0;
        one_by_one(row);
        rows.push_back(row);
    }
    detail::collect_from(from_range, rows.begin(), rows.end());
    auto const expected = one_by_one.build();
    for (auto* each : {&together, &from_range}) {
        auto const ledger = each->build();
        BOOST_TEST((listed(ledger) == listed(expected)));
        BOOST_TEST(ledger.own_rows() == expected.own_rows());
        BOOST_TEST(ledger.own_amount() == expected.own_amount());
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(building)
BOOST_AUTO_TEST_SUITE(collector)

BOOST_AUTO_TEST_CASE(batches_are_as_flows_one_by_one)
{
    auto const all = some_columns(700);
    auto without_channels = all.whole();
    without_channels.channels = nullptr;
    auto without_periods = without_channels;
    without_periods.periods = nullptr;
    for (auto const own : {eq::own_flows::set_aside, eq::own_flows::keep}) {
        for (auto const& flows : {all.whole(), without_channels, without_periods}) {
            check_batches<true, record>(flows, eq::by_period_state_and_channel, own);
            check_batches<false, record>(flows, eq::by_period_and_state, own);
            check_batches<true, plain>(flows, eq::by_period_state_and_channel, own);
            check_batches<false, plain>(flows, eq::by_state, own);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_invalid_flow_of_a_batch_is_numbered)
{
    auto all = some_columns(300);
    all.amounts[270] = -1;
    for (auto const destination : {all.origins[270], all.origins[270] + 1}) {
        all.destinations[270] = destination;
        auto collected = detail::collector<true, record, detail::by_period_and_state_fn>{eq::by_period_and_state};
        BOOST_CHECK_EXCEPTION(collected.collect(all.whole()), eq::invalid_amount,
                              [](auto const& error) { return error.position() == 270; });
    }
}

BOOST_AUTO_TEST_CASE(the_first_of_two_errors_is_thrown)
{
    auto all = some_columns(300);
    all.amounts[20] = -1;
    auto const by = [](record const& row, int state) {
        return row.period == 2002 ? throw std::runtime_error{"no key"} : state; // from row 200 on
    };
    auto collected = detail::collector<true, record, decltype(by)>{by};
    BOOST_CHECK_THROW(collected.collect(all.whole()), eq::invalid_amount);
    all.amounts[20] = 1;
    auto others = detail::collector<true, record, decltype(by)>{by};
    BOOST_CHECK_THROW(others.collect(all.whole()), std::runtime_error);
    auto cells = listed(others.build());
    auto expected = detail::collector<true, record, decltype(by)>{by};
    auto first = all.whole();
    first.count = 200;
    expected.collect(first);
    BOOST_TEST((cells == listed(expected.build())), "the rows before are added");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
