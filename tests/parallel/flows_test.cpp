// SPDX-License-Identifier: BSL-1.0
#include "../io/reading.hpp"
#include "../support/amounts.hpp"
#include "threads.hpp"

#include <equipoise/parallel/flows.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <sstream>
#include <string>

namespace {

namespace eq = equipoise;
namespace io = eq::io;
using reading::message_of;

auto const options = io::flow_options{.malformed = io::skip, .block_size = 200};

// Some of the rows are flawed, and of some the amount is unknown.
std::string random_file(std::size_t rows)
{
    auto random = support::random{51};
    auto text = std::string{"origin,destination,amount,period,channel,total\n"};
    for (; rows > 0; --rows) {
        text += random.below(2) == 0 ? "MNG," : "KAZ,";
        text += random.below(30) == 0 ? "nobody," : random.below(2) == 0 ? "CHN," : "\"RUS\",";
        text +=
            random.below(20) == 0 ? "NA" : std::to_string(random.below(1000)) + "." + std::to_string(random.below(10));
        text += "," + std::to_string(2000 + random.below(20));
        text += random.below(3) == 0 ? ",\"arms, and\nother\",\n" : ",,12\n";
    }
    return text;
}

struct number_of_flows {
    std::map<eq::iso3, int> by_origin;

    void operator()(io::tidy_flow<> const& flow) { ++by_origin[flow.origin]; }
    number_of_flows& operator+=(number_of_flows const& other)
    {
        for (auto const& [origin, count] : other.by_origin) {
            by_origin[origin] += count;
        }
        return *this;
    }
};

void check_reports(io::report const& found, io::report const& expected)
{
    reading::check_balance(found);
    BOOST_TEST(found.read == expected.read);
    BOOST_TEST(found.used == expected.used);
    BOOST_TEST(found.unknown == expected.unknown);
    BOOST_TEST((found.reasons == expected.reasons));
    for (std::size_t i = 0; i < found.examples.size(); ++i) {
        BOOST_TEST(std::string{found.examples[i].what()} == expected.examples[i].what());
    }
}

/// Amounts that are sorted when asked to, and merged.
struct sorted_amounts {
    std::vector<double> amounts = {};
    bool sorted = true;
    bool merged_unsorted = false;

    void operator()(io::tidy_flow<> const& flow)
    {
        amounts.push_back(flow.amount);
        sorted = false;
    }

    void sort()
    {
        std::sort(amounts.begin(), amounts.end());
        sorted = true;
    }

    sorted_amounts& operator+=(sorted_amounts&& other)
    {
        merged_unsorted = merged_unsorted || other.merged_unsorted || !sorted || !other.sorted;
        auto const middle = static_cast<std::ptrdiff_t>(amounts.size());
        amounts.insert(amounts.end(), other.amounts.begin(), other.amounts.end());
        std::inplace_merge(amounts.begin(), amounts.begin() + middle, amounts.end());
        return *this;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(parallel)
BOOST_AUTO_TEST_SUITE(flows)

BOOST_AUTO_TEST_CASE(a_table_has_the_order_of_the_file)
{
    auto const text = random_file(3000);
    auto const expected = io::read_flows(io::text(text), options);
    BOOST_TEST(expected.report.skipped > 50U);
    BOOST_TEST(expected.report.unknown > 50U);
    for (auto const threads : support::some_threads) {
        support::with_threads(threads, [&] {
            auto const [flows, report] = io::read_flows(eq::parallel, io::text(text), options);
            check_reports(report, expected.report);
            BOOST_TEST(flows.size() == expected.flows.size());
            for (std::size_t i = 0; i < flows.size(); ++i) {
                auto const& a = flows[i];
                auto const& b = expected.flows[i];
                BOOST_TEST((a.origin == b.origin && a.destination == b.destination && a.amount == b.amount
                            && a.period == b.period && a.channel == b.channel && a.total == b.total));
            }
        });
    }
}

BOOST_AUTO_TEST_CASE(hands_flows_to_copies_of_a_sink)
{
    auto const text = random_file(3000);
    auto expected = number_of_flows{};
    auto const plain = io::read_flows(io::text(text), options, expected);
    for (auto const threads : support::some_threads) {
        support::with_threads(threads, [&] {
            auto found = number_of_flows{};
            auto stream = std::istringstream{text};
            check_reports(io::read_flows(eq::parallel, io::source{stream, "text"}, options, found), plain);
            BOOST_TEST((found.by_origin == expected.by_origin));
        });
    }
}

BOOST_AUTO_TEST_CASE(copies_of_a_sink_that_sorts_itself_are_sorted_when_they_are_added)
{
    auto const text = random_file(3000);
    auto expected = sorted_amounts{};
    (void)io::read_flows(io::text(text), options, expected);
    expected.sort();
    for (auto const threads : support::some_threads) {
        support::with_threads(threads, [&] {
            auto found = sorted_amounts{};
            (void)io::read_flows(eq::parallel, io::text(text), options, found);
            BOOST_TEST((found.amounts == expected.amounts));
            BOOST_TEST(!found.merged_unsorted);
        });
    }
}

BOOST_AUTO_TEST_CASE(reads_other_identifiers_and_channels)
{
    auto const text = io::text("i;j;v;k\n156;496;1.5;1001\n643;496;2;1002\n");
    auto const other = io::flow_options{.columns = {.origin = "i", .destination = "j", .amount = "v", .channel = "k"},
                                        .separator = ';'};
    auto const [flows, report] = io::read_flows<int, int>(eq::parallel, text, other);
    BOOST_TEST(report.used == 2U);
    BOOST_TEST(flows[1].origin == 643);
    BOOST_TEST(flows[1].channel == 1002);
}

BOOST_AUTO_TEST_CASE(a_malformed_row_is_an_error_if_not_skipped)
{
    auto text = random_file(2000);
    auto strict = options;
    strict.malformed = io::fail;
    auto const expected = message_of<io::format_error>([&] { (void)io::read_flows(io::text(text), strict); });
    BOOST_TEST(expected.find("\"nobody\"") != std::string::npos);
    for (auto trial = 0; trial < 20; ++trial) {
        BOOST_TEST(message_of<io::format_error>([&] { (void)io::read_flows(eq::parallel, io::text(text), strict); })
                   == expected);
        auto sink = number_of_flows{};
        BOOST_TEST(message_of<io::format_error>([&] { io::read_flows(eq::parallel, io::text(text), strict, sink); })
                   == expected);
        BOOST_TEST(sink.by_origin.empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
