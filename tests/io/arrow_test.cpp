// SPDX-License-Identifier: BSL-1.0
#include "../support/arrow_columns.hpp"
#include "../support/message_of.hpp"
#include "ledgers_for_files.hpp"

#include <equipoise/io/arrow.hpp>
#include <equipoise/io/ledgers.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/model/column_flows.hpp>
#include <equipoise/model/period.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
using support::arrow_batch;
using support::arrow_batches;
using support::arrow_dictionary;
using support::arrow_doubles;
using support::arrow_node;
using support::arrow_numbers;
using support::arrow_texts;
using support::arrow_views;
using support::sliced;
using support::with_nulls;

using texts = std::vector<std::string>;
using doubles = std::vector<double>;
constexpr auto unknown = std::numeric_limits<double>::quiet_NaN();

arrow_node origins(texts const& values)
{
    return arrow_texts("origin", values);
}

arrow_node destinations(texts const& values)
{
    return arrow_texts("destination", values);
}

/// The exports of batches, each struct of which is released exactly once.
auto exports(std::vector<arrow_node> batches, eq::io::arrow_options const& options = {})
{
    auto all = arrow_batches{std::move(batches)};
    auto stream = all.stream();
    auto table = eq::io::read_exports(eq::io::flows_from(&stream, options));
    BOOST_TEST(stream.release == nullptr);
    BOOST_TEST(all.counts.balanced());
    return table;
}

template <class Error, class Read>
std::string error_of(arrow_batches all, Read const& read)
{
    auto stream = all.stream();
    auto const message = message_of<Error>([&] { read(stream); });
    BOOST_TEST(stream.release == nullptr);
    BOOST_TEST(all.counts.balanced());
    return message;
}

template <class Error = eq::error>
std::string error_of(std::vector<arrow_node> batches, eq::io::arrow_options const& options = {})
{
    return error_of<Error>(arrow_batches{std::move(batches)}, [&](ArrowArrayStream& stream) {
        static_cast<void>(eq::io::read_exports(eq::io::flows_from(&stream, options)));
    });
}

/// The amount that is read of the one row of a column, from MNG to CHN.
double amount_of(arrow_node column)
{
    column.name = "amount";
    auto const table = exports({arrow_batch({origins({"MNG"}), destinations({"CHN"}), std::move(column)})});
    return table.ledger.at({0, "MNG"_iso3}).amounts()[0];
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(arrow)

BOOST_AUTO_TEST_CASE(a_ledger_of_a_stream_is_that_of_a_tidy_file)
{
    auto const table = exports({arrow_batch(
        {origins({"MNG", "MNG", "RUS", "MNG"}), destinations({"CHN", "RUS", "CHN", "CHN"}),
         arrow_doubles("amount", {6, 3, 2, .5}), arrow_numbers<std::int32_t>("i", "period", {2019, 2019, 2019, 2020}),
         arrow_texts("note", {"", "", "", ""})})});
    auto const tidy =
        eq::io::read_exports(eq::io::text("origin,destination,amount,period,note\n"
                                          "MNG,CHN,6,2019,\nMNG,RUS,3,2019,\nRUS,CHN,2,2019,\nMNG,CHN,.5,2020,\n"));
    BOOST_TEST(support::same(table.ledger, tidy.ledger));
    BOOST_TEST(table.report.read == 4U);
    BOOST_TEST(table.report.used == 4U);
    BOOST_TEST(table.report.other_columns == texts{"note"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_ledger_of_a_stream_has_the_bits_of_column_flows)
{
    auto from = std::vector<std::int32_t>{};
    auto to = from;
    auto years = from;
    auto amounts = doubles{};
    auto batches = std::vector<arrow_node>{};
    for (std::int32_t i = 0; i < 3000; ++i) {
        from.push_back(i * 7 % 13);
        to.push_back(i * 5 % 11);
        years.push_back(2000 + i % 3);
        amounts.push_back(std::ldexp(1.0 + i * 0.1, i % 40 - 20));
    }
    auto const piece = [](auto const& all, std::size_t first, std::size_t last) {
        return std::vector(all.begin() + static_cast<std::ptrdiff_t>(first),
                           all.begin() + static_cast<std::ptrdiff_t>(last));
    };
    for (auto const& [first, last] : std::vector<std::pair<std::size_t, std::size_t>>{
             {0, 1}, {1, 1}, {1, 64}, {64, 1000}, {1000, 2999}, {2999, 3000}}) {
        batches.push_back(arrow_batch({arrow_numbers("i", "origin", piece(from, first, last)),
                                       arrow_numbers("i", "destination", piece(to, first, last)),
                                       arrow_doubles("amount", piece(amounts, first, last)),
                                       arrow_numbers("i", "period", piece(years, first, last))}));
    }
    auto const expected = eq::export_ledger(eq::column_flows{from, to, amounts, years});
    for (std::size_t misaligned_by : {0U, 1U}) {
        for (auto& batch : batches) {
            for (auto& column : batch.children) {
                column.misaligned_by = misaligned_by;
            }
        }
        auto all = arrow_batches{batches};
        auto stream = all.stream();
        auto const table = eq::io::read_exports(eq::io::flows_from<std::int32_t>(&stream));
        BOOST_TEST(support::same(table.ledger, expected));
        BOOST_TEST(table.report.own == expected.own_rows());
        BOOST_TEST(table.report.used + table.report.own == 3000U);
    }
}

BOOST_AUTO_TEST_CASE(amounts_are_numbers_of_any_width)
{
    BOOST_TEST(amount_of(arrow_numbers<float>("f", "", {1.5F})) == 1.5);
    BOOST_TEST(amount_of(arrow_numbers<std::int64_t>("l", "", {9007199254740993})) == 9007199254740992.0); // 2^53 + 1
    BOOST_TEST(amount_of(arrow_numbers<std::uint64_t>("L", "", {~std::uint64_t{0}})) == 18446744073709551616.0);
    BOOST_TEST(amount_of(arrow_numbers<std::int32_t>("i", "", {7})) == 7);
    BOOST_TEST(amount_of(arrow_numbers<std::uint32_t>("I", "", {4294967295})) == 4294967295.0);
    BOOST_TEST(amount_of(arrow_numbers<std::int16_t>("s", "", {7})) == 7);
    BOOST_TEST(amount_of(arrow_numbers<std::uint16_t>("S", "", {65535})) == 65535);
    BOOST_TEST(amount_of(arrow_numbers<std::int8_t>("c", "", {7})) == 7);
    BOOST_TEST(amount_of(arrow_numbers<std::uint8_t>("C", "", {255})) == 255);
    BOOST_TEST(!std::signbit(amount_of(arrow_doubles("", {-0.0}))));
    BOOST_TEST(amount_of(arrow_doubles("", {5e-324})) == 5e-324);
    BOOST_TEST(amount_of(arrow_doubles("", {1e300})) == 1e300);
}

namespace {

/// A decimal of 32 bits or more, of words of 32 bits, the lowest first.
arrow_node decimal(std::string format, std::vector<std::uint32_t> words)
{
    if (std::endian::native == std::endian::big) {
        std::reverse(words.begin(), words.end());
    }
    return {.format = std::move(format), .length = 1, .buffers = {std::nullopt, support::bytes_of(words)}};
}

} // namespace

BOOST_AUTO_TEST_CASE(decimals_are_divided_by_their_own_scale_and_rounded_once)
{
    BOOST_TEST(amount_of(decimal("d:19,2", {12345, 0, 0, 0})) == 123.45);
    BOOST_TEST(amount_of(decimal("d:19,1,128", {3, 0, 0, 0})) == 0.3);
    BOOST_TEST(amount_of(decimal("d:9,3,32", {1})) == 0.001);
    BOOST_TEST(amount_of(decimal("d:18,0,64", {0, 1})) == 4294967296.0);
    BOOST_TEST(amount_of(decimal("d:38,-2", {7, 0, 0, 0})) == 700);
    // 2^96 / 10^10 and (2^64 + 1) / 10^30, whose nearest doubles are those of their decimal texts
    BOOST_TEST(amount_of(decimal("d:38,10", {0, 0, 0, 1})) == 7922816251426433759.3543950336);
    BOOST_TEST(amount_of(decimal("d:38,30", {1, 0, 1, 0})) == 1.8446744073709551617e-11);
    // 2^53 + 1 half-way between two doubles, and just above it
    BOOST_TEST(amount_of(decimal("d:38,0", {1, 0x200000, 0, 0})) == 9007199254740992.0);
    BOOST_TEST(amount_of(decimal("d:38,1", {11, 0x1400000, 0, 0})) == 9007199254740994.0);
    BOOST_TEST(amount_of(decimal("d:76,0,256", {0, 0, 0, 0, 0, 0, 1, 0})) == std::ldexp(1.0, 192));
    BOOST_TEST(amount_of(decimal("d:38,30", {0, 0, 0, 0})) == 0);
    auto negative = decimal("d:19,2", {0xFFFFFFFF - 149, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF}); // -150
    negative.name = "amount";
    BOOST_TEST(error_of({arrow_batch({origins({"MNG"}), destinations({"CHN"}), negative})})
               == "Arrow stream:1: column amount: found \"-1.5\", expected no negative amount");
}

BOOST_AUTO_TEST_CASE(null_is_unknown_and_so_is_nan_counted_apart)
{
    auto const amounts = with_nulls(arrow_doubles("amount", {6, 0, unknown, 3, -7}), "10110", 2);
    auto const table = exports({arrow_batch(
        {origins({"MNG", "MNG", "MNG", "RUS", "RUS"}), destinations({"CHN", "RUS", "JPN", "CHN", "USA"}), amounts})});
    BOOST_TEST(table.report.unknown == 3U);
    BOOST_TEST(table.report.nan == 1U);
    BOOST_TEST(table.report.used == 2U);
    BOOST_TEST(table.report.unknown_in.at("0 MNG") == 2U);
    auto const flows = table.ledger.at({0, "MNG"_iso3});
    BOOST_TEST(flows.size() == 1U);
    BOOST_REQUIRE(flows.unknown().size() == 2U);
    BOOST_TEST(flows.unknown()[0].id == "JPN"_iso3);
    BOOST_TEST(flows.unknown()[1].id == "RUS"_iso3);
    auto const tidy = eq::io::read_exports(
        eq::io::text("origin,destination,amount\nMNG,CHN,6\nMNG,RUS,\nMNG,JPN,NA\nRUS,CHN,3\nRUS,USA,\n"));
    BOOST_TEST(support::same(table.ledger, tidy.ledger));
    BOOST_TEST(table.report.unknown_in == tidy.report.unknown_in);
}

BOOST_AUTO_TEST_CASE(a_column_of_type_null_is_unknown)
{
    auto const nothing = arrow_node{.format = "n", .name = "amount", .length = 1, .null_count = 1};
    auto const table = exports({arrow_batch({origins({"MNG"}), destinations({"CHN"}), nothing})});
    BOOST_TEST(table.report.unknown == 1U);
    BOOST_TEST(table.report.nan == 0U);
}

BOOST_AUTO_TEST_CASE(bitmaps_begin_at_any_bit)
{
    for (std::int64_t offset = 0; offset < 19; ++offset) {
        auto const length = 20 - offset;
        auto valid = std::string(20, '0');
        auto amounts = doubles(20, 1);
        for (auto i = offset; i < 20; ++i) {
            valid[static_cast<std::size_t>(i)] = i % 3 == 0 ? '0' : '1';
        }
        auto expected = std::size_t{0};
        for (auto i = offset; i < 20; ++i) {
            expected += i % 3 == 0 ? 1U : 0U;
        }
        auto const rows = static_cast<std::size_t>(length);
        auto const table =
            exports({arrow_batch({origins(texts(rows, "MNG")), destinations(texts(rows, "CHN")),
                                  sliced(with_nulls(arrow_doubles("amount", amounts), valid), offset, length)})});
        BOOST_TEST(table.report.unknown == expected);
    }
}

BOOST_AUTO_TEST_CASE(offsets_of_columns_batches_and_dictionaries_add_up)
{
    // the second and third row of each column, of which the batch is the last one
    auto const dictionary = sliced(arrow_texts("", {"ZZZ", "RUS", "CHN"}), 1, 2);
    auto batch =
        arrow_batch({sliced(arrow_texts("origin", {"no", "no", "MNG"}), 1, 2),
                     sliced(arrow_dictionary<std::int8_t>("c", "destination", {77, 77, 1}, dictionary), 1, 2),
                     sliced(arrow_doubles("amount", {-1, -1, 4}), 1, 2),
                     sliced(arrow_views("channel", {"no", "no", "a channel of more than twelve bytes"}), 1, 2)});
    batch = sliced(std::move(batch), 1, 1);
    auto all = arrow_batches{{batch}};
    auto stream = all.stream();
    auto const [flows, report] = eq::io::read_flows(eq::io::flows_from(&stream));
    BOOST_TEST(report.used == 1U);
    BOOST_REQUIRE(flows.size() == 1U);
    BOOST_TEST(flows[0].origin == "MNG"_iso3);
    BOOST_TEST(flows[0].destination == "CHN"_iso3);
    BOOST_TEST(flows[0].amount == 4);
    BOOST_TEST(flows[0].channel == "a channel of more than twelve bytes");
}

BOOST_AUTO_TEST_CASE(texts_of_all_kinds_are_the_same)
{
    auto const values = texts{"MNG", " RUS ", "CHN"};
    auto const channels = texts{"arms", "", "oil and gas, of any origin"};
    auto const expected =
        exports({arrow_batch({origins(values), destinations({"USA", "USA", "USA"}), arrow_doubles("amount", {1, 2, 3}),
                              arrow_texts("channel", channels)})});
    BOOST_TEST(expected.ledger.size() == 3U);
    for (auto const& column :
         {arrow_texts<std::int64_t>("U", "origin", values), arrow_views("origin", values),
          arrow_dictionary<std::uint16_t>("S", "origin", {2, 0, 1}, arrow_texts("", {" RUS ", "CHN", "MNG"})),
          arrow_dictionary<std::int64_t>("l", "origin", {1, 2, 0}, arrow_views("", {"CHN", "MNG", "RUS"}))}) {
        auto const table =
            exports({arrow_batch({column, destinations({"USA", "USA", "USA"}), arrow_doubles("amount", {1, 2, 3}),
                                  arrow_views("channel", channels)})});
        BOOST_TEST(support::same(table.ledger, expected.ledger));
    }
}

BOOST_AUTO_TEST_CASE(a_dictionary_may_change_with_every_batch)
{
    auto const batch = [](texts const& entries) {
        return arrow_batch({arrow_dictionary<std::int32_t>("i", "origin", {0, 1}, arrow_texts("", entries)),
                            destinations({"USA", "USA"}), arrow_doubles("amount", {1, 2})});
    };
    auto const table = exports({batch({"MNG", "CHN"}), batch({"CHN", "RUS"}), batch({"RUS", "MNG", "World"})});
    BOOST_TEST(table.ledger.at({0, "MNG"_iso3}).amounts()[0] == 3);
    BOOST_TEST(table.ledger.at({0, "CHN"_iso3}).amounts()[0] == 3);
    BOOST_TEST(table.ledger.at({0, "RUS"_iso3}).amounts()[0] == 3);
}

BOOST_AUTO_TEST_CASE(entries_of_a_dictionary_that_are_not_used_are_not_read)
{
    auto const column =
        with_nulls(arrow_dictionary<std::int32_t>("i", "channel", {1, 99}, arrow_texts("", {"\xff", "arms"})), "10");
    auto all = arrow_batches{{arrow_batch(
        {origins({"MNG", "MNG"}), destinations({"CHN", "RUS"}), arrow_doubles("amount", {1, 2}), column})}};
    auto stream = all.stream();
    auto const [flows, report] = eq::io::read_flows(eq::io::flows_from(&stream));
    BOOST_REQUIRE(flows.size() == 2U);
    BOOST_TEST(flows[0].channel == "arms");
    BOOST_TEST(flows[1].channel == ""); // null
}

BOOST_AUTO_TEST_CASE(an_entry_beyond_its_dictionary_is_refused)
{
    for (std::int32_t index : {1, -1}) {
        auto const column = arrow_dictionary<std::int32_t>("i", "origin", {index}, arrow_texts("", {"MNG"}));
        BOOST_TEST(error_of({arrow_batch({column, destinations({"USA"}), arrow_doubles("amount", {1})})})
                   == "Arrow stream: column origin refers to entry " + std::to_string(index) + " of a dictionary of 1");
    }
}

BOOST_AUTO_TEST_CASE(identifiers_that_are_empty_null_or_unknown_are_refused_by_row)
{
    auto const with = [](arrow_node column) {
        return std::vector{arrow_batch({origins({"MNG"}), destinations({"CHN"}), arrow_doubles("amount", {1})}),
                           arrow_batch({origins({"MNG", "MNG"}), std::move(column), arrow_doubles("amount", {1, 2})})};
    };
    auto const expected = std::string{eq::io::parse<eq::iso3>::expected};
    BOOST_TEST(error_of<eq::io::format_error>(with(destinations({"CHN", ""})))
               == "Arrow stream:3: column destination: found \"\", expected " + expected);
    BOOST_TEST(error_of<eq::io::format_error>(with(with_nulls(destinations({"CHN", "RUS"}), "10")))
               == "Arrow stream:3: column destination: found \"null\", expected " + expected);
    auto const in_dictionary =
        arrow_dictionary<std::int8_t>("c", "destination", {0, 1}, with_nulls(arrow_texts("", {"CHN", "RUS"}), "10"));
    BOOST_TEST(error_of<eq::io::format_error>(
                   {arrow_batch({origins({"MNG", "MNG"}), in_dictionary, arrow_doubles("amount", {1, 2})})})
               == "Arrow stream:2: column destination: found \"null\", expected " + expected);
    auto const skipped = exports(with(destinations({"QQ", "CHN"})), {.malformed = eq::io::skip});
    BOOST_TEST(skipped.report.skipped == 1U);
    BOOST_TEST(skipped.report.reasons.at("destination: expected " + expected) == 1U);
    BOOST_TEST(skipped.ledger.at({0, "MNG"_iso3}).unnamed() == 1U);
}

BOOST_AUTO_TEST_CASE(rows_of_the_world_and_own_flows_are_counted_as_in_a_tidy_file)
{
    auto const table =
        exports({arrow_batch({origins({"MNG", "MNG", "CHN", "World"}), destinations({"World", "CHN", "CHN", "CHN"}),
                              arrow_doubles("amount", {9, 6, 5, unknown})})},
                {.keep_books = true});
    BOOST_TEST(table.report.read == 4U);
    BOOST_TEST(table.report.aggregate == 2U);
    BOOST_TEST(table.report.aggregate_amount() == 9);
    BOOST_TEST(table.report.own == 1U);
    BOOST_TEST(table.report.own_amount == 5);
    BOOST_TEST(table.report.used == 1U);
    auto const& books = table.report.books;
    BOOST_TEST(books.file().read().rows == 4U);
    BOOST_TEST(books.states().at("CHN")[eq::io::row_class::own].amount() == 5);
    BOOST_TEST(books.examples(eq::io::row_class::aggregate)[1].what == "\"World\" is a group of states");
    BOOST_TEST(books.examples(eq::io::row_class::own)[0].line == 3U);
}

BOOST_AUTO_TEST_CASE(numbers_may_stand_for_the_world)
{
    auto all = arrow_batches{
        {arrow_batch({arrow_numbers<std::int64_t>("l", "origin", {496, 496}),
                      arrow_numbers<std::int64_t>("l", "destination", {0, 156}), arrow_doubles("amount", {9, 6})})}};
    auto stream = all.stream();
    auto const table = eq::io::read_exports(eq::io::flows_from<int>(&stream, {.aggregates = {"0"}}));
    BOOST_TEST(table.report.aggregate == 1U);
    BOOST_TEST(table.ledger.at({0, 496}).amounts()[0] == 6);
}

BOOST_AUTO_TEST_CASE(numbers_out_of_range_of_an_identifier_are_refused)
{
    BOOST_TEST(
        error_of<eq::io::format_error>(
            arrow_batches{{arrow_batch({arrow_numbers<std::int64_t>("l", "origin", {4294967296}),
                                        arrow_numbers<float>("f", "destination", {1}), arrow_doubles("amount", {9})})}},
            [](ArrowArrayStream& stream) { static_cast<void>(eq::io::read_exports(eq::io::flows_from<int>(&stream))); })
        == "Arrow stream:1: column origin: found \"4294967296\", expected a whole number");
}

BOOST_AUTO_TEST_CASE(dates_and_times_are_periods)
{
    constexpr auto day = std::int64_t{86'400};
    auto const read = [](arrow_node column) {
        column.name = "period";
        auto const rows = static_cast<std::size_t>(column.length);
        auto all = arrow_batches{{arrow_batch({origins(texts(rows, "MNG")), destinations(texts(rows, "CHN")),
                                               arrow_doubles("amount", doubles(rows, 1)), std::move(column)})}};
        auto stream = all.stream();
        auto const table = eq::io::read_exports(eq::io::flows_from<eq::iso3, std::string, eq::period>(&stream));
        auto found = texts{};
        for (auto const& key : table.ledger.keys()) {
            found.push_back(std::get<0>(key).str());
        }
        return found;
    };
    auto const days = texts{"1969-12-31", "1970-01-01", "2000-02-29"}; // -1, 0, 11016 days after 1970 began
    auto const is = boost::test_tools::per_element();
    BOOST_TEST(read(arrow_numbers<std::int32_t>("tdD", "", {-1, 0, 11016})) == days, is);
    BOOST_TEST(read(arrow_numbers<std::int64_t>("tdm", "", {-1, 0, 11016 * day * 1'000})) == days, is);
    BOOST_TEST(read(arrow_numbers<std::int64_t>("tss:", "", {-1, 0, 11016 * day + 5})) == days, is);
    BOOST_TEST(read(arrow_numbers<std::int64_t>("tsn:UTC", "", {-1, 0, 11016 * day * 1'000'000'000})) == days, is);
    BOOST_TEST(read(arrow_numbers<std::int32_t>("i", "", {2019, 202206})) == (texts{"2019", "2022-06"}), is);
    BOOST_TEST(read(arrow_numbers<double>("g", "", {2019.0})) == texts{"2019"}, is);
    BOOST_TEST(read(arrow_texts("", {"2022-Q3", "2019.0"})) == (texts{"2019", "2022-Q3"}), is);
    BOOST_TEST(message_of<eq::io::format_error>(
                   [&] { static_cast<void>(read(arrow_numbers<std::int32_t>("tdD", "", {2147483647}))); })
               == "Arrow stream:1: column period: found \"a date outside the years 0 to 9999\", expected "
                      + std::string{eq::period::expected});
}

BOOST_AUTO_TEST_CASE(types_that_are_not_read_are_refused_by_column_and_format)
{
    auto const with = [](arrow_node amount, arrow_node more) {
        return error_of<eq::io::header_error>(
            {arrow_batch({origins({"MNG"}), destinations({"CHN"}), std::move(amount), std::move(more)})});
    };
    auto const fine = arrow_doubles("amount", {1});
    BOOST_TEST(with(arrow_texts("amount", {"1"}), arrow_texts("channel", {""}))
               == "Arrow stream: column amount has the Arrow format \"u\", expected numbers or decimals");
    BOOST_TEST(
        with(arrow_dictionary<std::int8_t>("c", "amount", {0}, arrow_doubles("", {1})), arrow_texts("note", {""}))
        == "Arrow stream: column amount has a dictionary of Arrow format \"g\", expected numbers or decimals");
    BOOST_TEST(
        with(fine, arrow_numbers<std::int32_t>("tdD", "period", {0}))
        == "Arrow stream: column period has the Arrow format \"tdD\", expected texts or numbers; dates and times "
           "are read as equipoise::period");
    BOOST_TEST(with(fine, arrow_numbers<std::int8_t>("+l", "channel", {0}))
               == "Arrow stream: column channel has the Arrow format \"+l\", expected texts or whole numbers");
    for (auto const* format :
         {"d:19", "d:19,x", "d:19,2,99", "d:19,2,128,1", "d:19,999", "d:", "b", "e", "ts", "w:4", ""}) {
        BOOST_TEST(with(arrow_numbers<std::int64_t>(format, "amount", {0}), arrow_texts("note", {""}))
                       .find("has the Arrow format")
                   != std::string::npos);
    }
    BOOST_TEST(error_of<eq::io::header_error>(
                   arrow_batches{{arrow_batch({origins({"MNG"}), destinations({"CHN"}), fine,
                                               arrow_numbers<std::int64_t>("tss:Asia/Ulaanbaatar", "period", {0})})}},
                   [](ArrowArrayStream& stream) {
                       static_cast<void>(eq::io::flows_from<eq::iso3, std::string, eq::period>(&stream));
                   })
               == "Arrow stream: column period has the Arrow format \"tss:Asia/Ulaanbaatar\", expected texts, numbers, "
                  "dates, or times in UTC or in no zone");
}

BOOST_AUTO_TEST_CASE(columns_that_are_absent_or_twice_are_named)
{
    BOOST_TEST(error_of<eq::io::header_error>({arrow_batch({arrow_texts("exporter", {"MNG"}), destinations({"CHN"})})})
               == "Arrow stream: no columns \"origin\", \"amount\" in the schema, which holds \"exporter\", "
                  "\"destination\"");
    BOOST_TEST(
        error_of<eq::io::header_error>(
            {arrow_batch({origins({"MNG"}), destinations({"CHN"}), arrow_doubles("amount", {1})})},
            {.columns = {.period = "year"}})
        == "Arrow stream: no column \"year\" in the schema, which holds \"origin\", \"destination\", \"amount\"");
    BOOST_TEST(error_of<eq::io::header_error>({arrow_batch(
                   {origins({"MNG"}), origins({"MNG"}), destinations({"CHN"}), arrow_doubles("amount", {1})})})
               == "Arrow stream: two columns \"origin\"");
    BOOST_TEST(error_of<eq::io::header_error>({arrow_doubles("", {1})})
               == "Arrow stream: its batches have the Arrow format \"g\"; flows are columns of a struct, +s");
}

BOOST_AUTO_TEST_CASE(errors_of_the_stream_are_exceptions)
{
    auto const batch = arrow_batch({origins({"MNG"}), destinations({"CHN"}), arrow_doubles("amount", {1})});
    auto const read = [](ArrowArrayStream& stream) {
        static_cast<void>(eq::io::read_exports(eq::io::flows_from(&stream)));
    };
    BOOST_TEST(error_of<eq::io::input_error>(
                   arrow_batches{.batches = {batch}, .error_at_end = 5, .error_text = "the query was cancelled"}, read)
               == "Arrow stream: get_next failed with error 5: the query was cancelled");
    BOOST_TEST(error_of<eq::io::input_error>(arrow_batches{.batches = {batch}, .schema_error = 12}, read)
               == "Arrow stream: get_schema failed with error 12");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { static_cast<void>(eq::io::flows_from(nullptr)); })
               == "flows_from: the stream is null");
    auto never_filled = ArrowArrayStream{};
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { static_cast<void>(eq::io::flows_from(&never_filled)); })
               == "flows_from: the stream is released: it was read before, or never filled");
}

BOOST_AUTO_TEST_CASE(batches_that_break_the_interface_are_refused)
{
    auto const type = arrow_batch({origins({"MNG"}), destinations({"CHN"}), arrow_doubles("amount", {1})});
    auto const with = [&](arrow_node batch) {
        return error_of<eq::io::input_error>(
            arrow_batches{.batches = {std::move(batch)}, .type = type},
            [](ArrowArrayStream& stream) { static_cast<void>(eq::io::read_exports(eq::io::flows_from(&stream))); });
    };
    BOOST_TEST(with(arrow_batch({origins({"MNG"}), destinations({"CHN"})}))
               == "Arrow stream: a batch lacks column amount");
    BOOST_TEST(with(arrow_batch({origins({"MNG", "CHN"}), destinations({"CHN"}), arrow_doubles("amount", {1, 2})}))
               == "Arrow stream: column destination has 1 rows, and its batch 2");
    auto no_values = type;
    no_values.children[2].buffers = {std::nullopt};
    BOOST_TEST(with(no_values) == "Arrow stream: column amount has 1 buffers, 2 expected");
    no_values.children[2].buffers = {std::nullopt, std::nullopt};
    BOOST_TEST(with(no_values) == "Arrow stream: column amount has no values");
    auto backwards = type;
    backwards.children[0].buffers[1] = support::bytes_of(std::vector<std::int32_t>{3, 0});
    BOOST_TEST(with(backwards) == "Arrow stream: the offsets of a text are 3 and 0");
}

BOOST_AUTO_TEST_CASE(a_row_of_a_batch_that_is_null_is_refused)
{
    auto batch = arrow_batch({origins({"MNG", "MNG"}), destinations({"CHN", "CHN"}), arrow_doubles("amount", {1, 1})});
    batch = with_nulls(std::move(batch), "10");
    BOOST_TEST(error_of<eq::io::format_error>({batch})
               == "Arrow stream:2: column origin: found \"null\", expected "
                      + std::string{eq::io::parse<eq::iso3>::expected});
}

BOOST_AUTO_TEST_CASE(streams_without_rows_make_empty_ledgers)
{
    auto const type = arrow_batch({origins({}), destinations({}), arrow_doubles("amount", {})});
    BOOST_TEST(exports({type}).ledger.empty());
    auto all = arrow_batches{.batches = {}, .type = type};
    auto stream = all.stream();
    auto const table = eq::io::read_imports(eq::io::flows_from(&stream), eq::by_state);
    BOOST_TEST(table.ledger.empty());
    BOOST_TEST(table.report.read == 0U);
}

BOOST_AUTO_TEST_CASE(several_directions_are_not_added_up)
{
    auto const batch = arrow_batch({origins({"MNG", "MNG"}), destinations({"CHN", "CHN"}),
                                    arrow_doubles("amount", {1, 1}), arrow_texts("channel", {"exports", "imports"})});
    BOOST_TEST(
        error_of<eq::io::input_error>({batch}).find("Arrow stream: column channel holds \"exports\" (exports) and "
                                                    "\"imports\" (imports)")
        == 0U);
}

BOOST_AUTO_TEST_CASE(a_key_of_the_users_own_is_asked_about_flows_that_were_read)
{
    auto const number = std::map<eq::iso3, int>{{"MNG"_iso3, 1}};
    auto const by_number = [&](auto const&, eq::iso3 state) { return number.at(state); };
    auto all = arrow_batches{{arrow_batch(
        {origins({"MNG"}), destinations({"CHN"}), arrow_doubles("amount", {6}), arrow_texts("channel", {"X"})})}};
    auto stream = all.stream();
    BOOST_TEST(eq::io::read_exports(eq::io::flows_from(&stream), by_number).ledger.at(1).amounts()[0] == 6);
}

BOOST_AUTO_TEST_CASE(amounts_that_are_negative_or_infinite_are_refused)
{
    auto const with = [](double amount) {
        return error_of<eq::io::format_error>(
            {arrow_batch({origins({"MNG"}), destinations({"CHN"}), arrow_doubles("amount", {amount})})});
    };
    BOOST_TEST(with(-1) == "Arrow stream:1: column amount: found \"-1\", expected no negative amount");
    BOOST_TEST(with(std::numeric_limits<double>::infinity())
               == "Arrow stream:1: column amount: found \"inf\", expected a number");
    auto const of_the_world = arrow_batch({origins({"MNG"}), destinations({"World"}), arrow_doubles("amount", {-5})});
    BOOST_TEST(error_of<eq::io::format_error>({of_the_world})
               == "Arrow stream:1: column amount: found \"-5\", expected no negative amount");
    auto const skipped = exports({of_the_world}, {.malformed = eq::io::skip}).report;
    BOOST_TEST((skipped.skipped == 1U && skipped.aggregate == 0U));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
