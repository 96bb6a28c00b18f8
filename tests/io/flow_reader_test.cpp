// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/flow_reader.hpp>

#include <equipoise/io/delimited.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
namespace io = eq::io;

using row = std::tuple<int, int, double, int, int>;

/// Keeps what it is handed, and how.
struct batch_sink {
    std::vector<row> rows;
    std::size_t singly = 0;
    std::size_t without_periods = 0;
    std::size_t without_channels = 0;
    std::size_t unknown_rows = 0;

    template <class Channel>
    void operator()(io::tidy_flow<int, Channel> const& flow)
    {
        if constexpr (std::is_same_v<Channel, int>) {
            rows.emplace_back(flow.origin, flow.destination, flow.amount, flow.period, flow.channel);
        } else {
            rows.emplace_back(flow.origin, flow.destination, flow.amount, flow.period, 0);
        }
        ++singly;
    }

    template <class Channel>
    void collect(eq::detail::flow_batch<int, double, int, Channel> const& flows)
    {
        for (std::size_t i = 0; i < flows.count; ++i) {
            auto channel = 0;
            if constexpr (std::is_same_v<Channel, int>) {
                channel = flows.channels != nullptr ? flows.channels[i] : 0;
            }
            rows.emplace_back(flows.origins[i], flows.destinations[i], flows.amounts[i],
                              flows.periods != nullptr ? flows.periods[i] : 0, channel);
        }
        without_periods += flows.periods == nullptr ? flows.count : 0;
        without_channels += flows.channels == nullptr ? flows.count : 0;
    }

    void unknown(io::unknown_flow<int, int> const&) { ++unknown_rows; }
    void unknown(io::unknown_flow<int> const&) { ++unknown_rows; }
};

template <class Channel>
batch_sink read(std::string const& text)
{
    auto sink = batch_sink{};
    auto reader = io::detail::flow_reader<int, Channel, batch_sink&>{sink};
    io::for_each_row(io::text(text), {.columns = io::detail::wanted_columns({})}, reader);
    return sink;
}

/// A text of regular rows, and the rows.
std::pair<std::string, std::vector<row>> some_rows(std::string const& more_columns, std::size_t columns)
{
    auto text = "origin,destination,amount" + more_columns + "\n";
    auto rows = std::vector<row>{};
    for (auto i = 0; i < 2000; ++i) {
        auto const period = columns > 3 ? 1990 + i / 100 : 0;
        auto const channel = columns > 4 ? i % 7 : 0;
        rows.emplace_back(i % 90, i % 13, i / 4.0, period, channel);
        text += std::to_string(i % 90) + "," + std::to_string(i % 13) + "," + std::to_string(i / 4.0);
        text += columns > 3 ? "," + std::to_string(period) : "";
        text += columns > 4 ? "," + std::to_string(channel) : "";
        text += "\n";
    }
    return {text, rows};
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(flow_reader)

BOOST_AUTO_TEST_CASE(columns_are_handed_on_in_batches)
{
    auto const [text, rows] = some_rows(",period,channel", 5);
    auto const found = read<int>(text);
    BOOST_TEST((found.rows == rows));
    BOOST_TEST(found.singly < 20U, "the last row of each part of the text");
    BOOST_TEST(found.without_periods == 0U);
    BOOST_TEST(found.without_channels == 0U);
}

BOOST_AUTO_TEST_CASE(a_column_that_the_file_lacks_is_null)
{
    auto const [with_periods, rows] = some_rows(",period", 4);
    auto const found = read<std::string>(with_periods);
    BOOST_TEST((found.rows == rows));
    BOOST_TEST(found.without_periods == 0U);
    BOOST_TEST(found.without_channels + found.singly == rows.size());
    auto const [bare, bare_rows] = some_rows("", 3);
    auto const barely_found = read<int>(bare);
    BOOST_TEST((barely_found.rows == bare_rows));
    BOOST_TEST(barely_found.without_periods + barely_found.singly == bare_rows.size());
}

BOOST_AUTO_TEST_CASE(other_rows_come_singly_and_in_their_places)
{
    auto [text, rows] = some_rows(",period,channel", 5);
    auto const place = text.find("\n7,7,") + 1; // row 7
    text.insert(place, "1,2,NA,2001,5\n3,4,\"1.5\",2001,6\n3,4,123456789012345678,2001,6\n");
    rows.insert(rows.begin() + 7, {{3, 4, 1.5, 2001, 6}, {3, 4, 123456789012345678.0, 2001, 6}});
    auto const found = read<int>(text);
    BOOST_TEST((found.rows == rows));
    BOOST_TEST(found.singly >= 2U);
    BOOST_TEST(found.unknown_rows == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
