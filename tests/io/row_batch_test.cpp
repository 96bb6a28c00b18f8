// SPDX-License-Identifier: BSL-1.0
#include "reading.hpp"

#include <equipoise/io/flows.hpp>
#include <equipoise/io/row_batch.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <exception>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace reading;

// Everything that reading a text leads to: the flows that were handed over, and the report or the error.
struct outcome {
    std::vector<std::string> flows;
    std::string end;

    friend bool operator==(outcome const&, outcome const&) = default;
};

template <class T>
std::string words(T const& x)
{
    if constexpr (requires { x.str(); }) {
        return x.str();
    } else if constexpr (requires { std::to_string(x); }) {
        return std::to_string(x);
    } else {
        return std::string{x};
    }
}

std::string words(eq::io::report const& report)
{
    auto text = std::string{};
    for (auto const n : {report.read, report.used, report.unknown, report.skipped}) {
        text += std::to_string(n) + ' ';
    }
    for (auto const& each : report.examples) {
        text += std::string{each.what()} + '\n';
    }
    return text;
}

template <class Read>
outcome outcome_of(Read const& read)
{
    auto result = outcome{};
    auto const keep = [&](auto const& flow) {
        result.flows.push_back(words(flow.origin) + ' ' + words(flow.destination) + ' ' + words(flow.period) + ' '
                               + words(flow.channel) + ' ' + words(flow.amount) + ' '
                               + (flow.total ? words(*flow.total) : "none") + ' ' + flow.source);
    };
    try {
        result.end = words(read(keep));
    } catch (std::exception const& error) {
        result.end = error.what();
    }
    return result;
}

// Many rows at a time, and each by itself.
template <class Id, class Channel>
void check(std::string const& text, eq::io::flow_options const& options)
{
    auto const batches = outcome_of(
        [&](auto const& keep) { return eq::io::read_flows<Id, Channel>(eq::io::text(text, "f.csv"), options, keep); });
    auto const rows = outcome_of([&](auto const& keep) {
        auto reader = eq::io::detail::flow_reader<Id, Channel, decltype(keep)>{keep};
        return eq::io::for_each_row(eq::io::text(text, "f.csv"),
                                    eq::io::with_columns(options, eq::io::detail::wanted_columns(options.columns)),
                                    [&](eq::io::row const& row) { return reader(row); });
    });
    BOOST_TEST_REQUIRE((batches == rows), text << "\n-- at once: " << batches.end << "\n-- one by one: " << rows.end);
}

auto const numbered =
    eq::io::flow_options{.columns = {.origin = "i", .destination = "j", .amount = "v", .period = "t"}};

std::string any_field(std::mt19937& random, unsigned oddity)
{
    constexpr std::string_view odd[] = {
        "",    "NA", "-9",       " 12 ", "x",   "1e3",  "-0", "-5", "\"7\"", ".", "..", "999", "123456789012345678",
        "1.5", "+4", "\"1\n2\"", "nan",  "1\r", "32768"};
    if (random() % 100 < oddity) {
        return std::string{odd[random() % std::size(odd)]};
    }
    auto number = std::to_string(random() % (random() % 2 == 0 ? 900 : 900'000));
    if (random() % 3 == 0) {
        number.insert(random() % (number.size() + 1), 1, '.');
    }
    return number;
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(row_batch)

BOOST_AUTO_TEST_CASE(flows_are_the_same_as_one_by_one)
{
    auto random = std::mt19937{61};
    for (auto round = 0; round < 600; ++round) {
        auto const oddity = round % 3 == 0 ? 0U : round % 3 == 1 ? 1U : 15U;
        auto const with_total = random() % 5 == 0;
        auto const with_channel = random() % 2 == 0;
        auto const* const end = random() % 3 == 0 ? "\r\n" : "\n";
        auto text = std::string{"t,i,v,j"} + (with_channel ? ",channel" : "") + (with_total ? ",total" : "") + end;
        for (auto rows = random() % 700; rows > 0; --rows) {
            text += std::to_string(1990 + random() % 30) + ',' + std::to_string(random() % 900) + ','
                    + any_field(random, oddity) + ',' + (oddity > 1 ? any_field(random, 1) : "156");
            text += with_channel ? ',' + any_field(random, oddity) : "";
            text += with_total ? ',' + any_field(random, oddity) : "";
            text += oddity > 1 && random() % 40 == 0 ? ",more" : "";
            text += oddity > 1 && random() % 40 == 0 ? "\n \n" : "";
            text += end;
        }
        if (random() % 2 == 0 && text.size() > 20) {
            text.resize(text.size() - random() % 12); // the last row ends anywhere
        }
        auto options = numbered;
        options.malformed = random() % 2 == 0 ? eq::io::skip : eq::io::fail;
        if (random() % 3 == 0) {
            options.also_missing = {random() % 2 == 0 ? "-9" : "999"};
        }
        check<int, std::string>(text, options);
        check<int, int>(text, options);
        check<short, double>(text, options);
        check<std::string, std::string>(text, options);
    }
}

BOOST_AUTO_TEST_CASE(codes_of_states_as_well)
{
    auto random = std::mt19937{62};
    for (auto round = 0; round < 100; ++round) {
        auto text = std::string{"t,i,j,v,channel\n"};
        for (auto rows = 300; rows > 0; --rows) {
            auto const code = [&] {
                return std::string{random() % 200 == 0 ? "mng" : random() % 2 == 0 ? "MNG" : " KAZ"};
            };
            text += "2019," + code() + ',' + code() + ',' + any_field(random, 1) + ",\n";
        }
        auto options = numbered;
        options.malformed = round % 2 == 0 ? eq::io::skip : eq::io::fail;
        check<eq::iso3, std::string>(text, options);
        check<eq::iso3, int>(text, options);
    }
}

BOOST_AUTO_TEST_CASE(what_a_number_stands_for_is_still_asked)
{
    auto options = numbered;
    options.also_missing = {"999"};
    auto const [flows, report] = eq::io::read_flows<int>(
        eq::io::text("t,i,j,v\n2019,1,2,999\n2019,1,3,99\n2019,1,4,999.0\n2019,1,5,7\n"), options);
    BOOST_TEST(report.unknown == 2U, "also by another spelling");
    BOOST_TEST(report.used == 2U);
    BOOST_TEST(flows[0].amount == 99.0);
    for (auto const* const code : {"900", "900.0", "9e2", "900.", "9.00e+2"}) { // one row alone, and in a batch
        options.also_missing = {code};
        for (auto const rows : {1U, 500U}) {
            auto text = std::string{"t,i,j,v\n"};
            for (auto i = 0U; i < rows; ++i) {
                text += "2019,1,2,900\n2019,1,3,901\n";
            }
            BOOST_TEST(eq::io::read_flows<int>(eq::io::text(text), options).report.unknown == rows, code);
        }
    }
}

BOOST_AUTO_TEST_CASE(nothing_behind_the_text_is_read)
{
    // in memory of just its size
    for (std::size_t last = 1; last < 12; ++last) {
        auto const text = "t,i,j,v\n2019,1,2,3\n2018,1,2," + std::string(last, '4');
        auto const bytes = std::vector<char>(text.begin(), text.end());
        auto sum = 0.0;
        eq::io::read_flows<int>(eq::io::text({bytes.data(), bytes.size()}), numbered,
                                [&](auto const& flow) { sum += flow.amount; });
        BOOST_TEST(sum == 3 + std::stod(std::string(last, '4')));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
