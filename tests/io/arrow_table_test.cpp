// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/core/estimate.hpp>
#include <equipoise/io/arrow.hpp>
#include <equipoise/io/arrow_table.hpp>
#include <equipoise/io/ledgers.hpp>
#include <equipoise/io/number_text.hpp>
#include <equipoise/io/table.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

/// The structs of a stream, as a consumer takes them.
struct taken {
    ArrowArrayStream stream{};
    ArrowSchema schema{};
    ArrowArray batch{};

    explicit taken(eq::io::table const& table)
    {
        take([&] { eq::io::to_arrow(table, &stream); });
    }

    template <class F>
    void take(F const& fill)
    {
        fill();
        BOOST_REQUIRE(stream.get_schema(&stream, &schema) == 0);
        BOOST_REQUIRE(stream.get_next(&stream, &batch) == 0);
        BOOST_TEST(stream.get_last_error(&stream) == nullptr);
    }
};

template <class T>
T value(ArrowArray const& column, std::size_t buffer, std::size_t i)
{
    auto read = T{};
    std::memcpy(&read, static_cast<T const*>(column.buffers[buffer]) + i, sizeof read);
    return read;
}

bool is_null(ArrowArray const& column, std::size_t i)
{
    auto const* const valid = static_cast<unsigned char const*>(column.buffers[0]);
    return valid != nullptr && (valid[i / 8] >> (i % 8) & 1) == 0;
}

std::string text(ArrowArray const& column, std::size_t i)
{
    auto const first = value<std::int64_t>(column, 1, i);
    return {static_cast<char const*>(column.buffers[2]) + first,
            static_cast<std::size_t>(value<std::int64_t>(column, 1, i + 1) - first)};
}

eq::io::table small_table()
{
    auto table = eq::io::table{};
    table.add("state", std::vector<std::string>{"MNG", "", "CHN"})
        .add("year", std::vector<std::optional<int>>{2019, std::nullopt, -1})
        .add("x", std::vector<double>{0.5, std::numeric_limits<double>::quiet_NaN(), 1e300})
        .add("range", std::vector<eq::interval>{{1, 2}, {3, std::numeric_limits<double>::infinity()}, {5, 6}})
        .add("hhi", std::vector<eq::estimate>{eq::estimate::of(0.25), eq::estimate::of(0.5), eq::estimate::of(1)});
    return table;
}

/// All that a ledger knows of its cells, in words with all digits.
std::vector<std::string> cells_of(eq::ledger<std::tuple<int, eq::iso3>, eq::iso3> const& ledger)
{
    auto cells = std::vector<std::string>{};
    for (auto const& [key, flows] : ledger) {
        for (std::size_t i = 0; i < flows.size(); ++i) {
            cells.push_back(eq::text_of(key) + ' ' + flows.ids()[i].str() + ' '
                            + eq::io::exact_text(flows.amounts()[i]));
        }
        for (auto const& each : flows.unknown()) {
            cells.push_back(eq::text_of(key) + ' ' + each.id.str() + " at least " + eq::io::exact_text(each.amount));
        }
    }
    for (auto const& each : ledger.unknown()) {
        cells.push_back(eq::text_of(each.key) + ' ' + (each.partner ? each.partner->str() : "?") + " unknown in "
                        + std::to_string(each.rows) + " rows");
    }
    return cells;
}

template <class Struct>
void let_go(Struct& held)
{
    held.release(&held);
    BOOST_TEST(held.release == nullptr);
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(arrow_table)

BOOST_AUTO_TEST_CASE(a_table_has_the_columns_that_are_written_as_csv)
{
    auto all = taken{small_table()};
    BOOST_TEST(std::string{all.schema.format} == "+s");
    auto names = std::string{};
    for (std::int64_t i = 0; i < all.schema.n_children; ++i) {
        auto const& child = *all.schema.children[i];
        names += std::string{child.name} + ' ' + child.format + ' ';
        BOOST_TEST(child.flags == ARROW_FLAG_NULLABLE);
    }
    BOOST_TEST(names == "state U year l x g range_low g range_high g hhi g hhi_low g hhi_high g hhi_reason U ");
    BOOST_TEST(all.batch.length == 3);
    BOOST_TEST(all.batch.n_children == 9);
    auto const column = [&](std::size_t i) -> ArrowArray const& { return *all.batch.children[i]; };
    BOOST_TEST(text(column(0), 0) + '|' + text(column(0), 1) + '|' + text(column(0), 2) == "MNG||CHN");
    BOOST_TEST(column(0).null_count == 0);
    BOOST_TEST(value<std::int64_t>(column(1), 1, 0) == 2019);
    BOOST_TEST(is_null(column(1), 1));
    BOOST_TEST(value<std::int64_t>(column(1), 1, 2) == -1);
    BOOST_TEST(column(1).null_count == 1);
    BOOST_TEST(value<double>(column(2), 1, 0) == 0.5);
    BOOST_TEST(is_null(column(2), 1));
    BOOST_TEST(!is_null(column(2), 2));
    BOOST_TEST(value<double>(column(2), 1, 2) == 1e300);
    BOOST_TEST(value<double>(column(4), 1, 1) == std::numeric_limits<double>::infinity());
    BOOST_TEST(column(4).null_count == 0);
    BOOST_TEST(value<double>(column(5), 1, 1) == 0.5);
    auto more = ArrowArray{};
    BOOST_TEST(all.stream.get_next(&all.stream, &more) == 0);
    BOOST_TEST(more.release == nullptr); // the end
    let_go(all.stream);
    let_go(all.schema);
    let_go(all.batch);
}

BOOST_AUTO_TEST_CASE(structs_are_released_in_any_order)
{
    auto order = std::array{0, 1, 2, 3, 4};
    do {
        auto all = taken{small_table()};
        auto column = *all.batch.children[2]; // moved out: the original counts as released
        all.batch.children[2]->release = nullptr;
        auto name = *all.schema.children[0];
        all.schema.children[0]->release = nullptr;
        for (auto const which : order) {
            switch (which) {
            case 0: let_go(all.stream); break;
            case 1: let_go(all.schema); break;
            case 2: let_go(all.batch); break;
            case 3:
                BOOST_TEST(value<double>(column, 1, 2) == 1e300);
                let_go(column);
                break;
            default:
                BOOST_TEST(std::string{name.name} == "state");
                let_go(name);
                break;
            }
        }
    } while (std::next_permutation(order.begin(), order.end()));
}

BOOST_AUTO_TEST_CASE(all_children_may_be_moved_out_and_the_schema_asked_for_again)
{
    auto all = taken{small_table()};
    auto again = ArrowSchema{};
    BOOST_REQUIRE(all.stream.get_schema(&all.stream, &again) == 0);
    let_go(all.stream);
    auto columns = std::vector<ArrowArray>{};
    for (std::int64_t i = 0; i < all.batch.n_children; ++i) {
        columns.push_back(*all.batch.children[i]);
        all.batch.children[i]->release = nullptr;
    }
    let_go(all.batch);
    let_go(all.schema);
    BOOST_TEST(std::string{again.children[1]->name} == "year");
    let_go(again);
    BOOST_TEST(text(columns[0], 2) == "CHN");
    for (auto& each : columns) {
        let_go(each);
    }
}

BOOST_AUTO_TEST_CASE(a_table_without_rows_or_columns_is_a_batch_without_them)
{
    auto empty = taken{eq::io::table{}};
    BOOST_TEST(empty.batch.length == 0);
    BOOST_TEST(empty.batch.n_children == 0);
    auto table = eq::io::table{};
    table.add("x", std::vector<double>{}).add("n", std::vector<int>{}).add("t", std::vector<std::string>{});
    auto no_rows = taken{table};
    for (std::size_t i = 0; i < 3; ++i) {
        BOOST_TEST(no_rows.batch.children[i]->buffers[1] != nullptr);
    }
    for (auto* each : {&empty, &no_rows}) {
        let_go(each->batch);
        let_go(each->schema);
        let_go(each->stream);
    }
}

BOOST_AUTO_TEST_CASE(a_ledger_that_goes_out_and_comes_back_is_the_same)
{
    auto const ledger = eq::io::read_exports(eq::io::text("origin,destination,amount,period\n"
                                                          "MNG,CHN,6,2019\nMNG,CHN,,2019\nMNG,RUS,3,2019\n"
                                                          "MNG,USA,,2019\nMNG,USA,,2019\nCHN,MNG,.1,2020\n"))
                            .ledger;
    auto stream = ArrowArrayStream{};
    eq::io::to_arrow(ledger, &stream);
    auto const back =
        eq::io::read_exports(eq::io::flows_from(&stream, {.columns = {.origin = "state", .destination = "partner"}}));
    BOOST_TEST(cells_of(back.ledger) == cells_of(ledger), boost::test_tools::per_element());
    BOOST_TEST(cells_of(ledger).size() == 6U); // three cells, a part of one, two partners in unknown rows
    BOOST_TEST(back.report.read == 6U);
    BOOST_TEST(back.report.unknown == 3U);
    BOOST_TEST(back.report.nan == 0U);
}

BOOST_AUTO_TEST_CASE(keys_and_partners_that_are_numbers_stay_numbers)
{
    auto const ledger =
        eq::io::read_exports<int>(eq::io::text("origin,destination,amount\n496,156,6\n"), {}, eq::by_state).ledger;
    auto stream = ArrowArrayStream{};
    eq::io::to_arrow(ledger, {"exporter"}, &stream);
    auto schema = ArrowSchema{};
    BOOST_REQUIRE(stream.get_schema(&stream, &schema) == 0);
    BOOST_TEST(std::string{schema.children[0]->name} == "exporter");
    BOOST_TEST(std::string{schema.children[0]->format} == "l");
    BOOST_TEST(std::string{schema.children[1]->name} == "partner");
    BOOST_TEST(std::string{schema.children[1]->format} == "l");
    let_go(schema);
    let_go(stream);
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { eq::io::to_arrow(ledger, {"a", "b"}, &stream); })
               == "to_arrow: the number of names of key parts is 2; it must be 1");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { eq::io::to_arrow(ledger, nullptr); })
               == "to_arrow: the stream is null");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { eq::io::to_arrow(small_table(), nullptr); })
               == "to_arrow: the stream is null");
}

BOOST_AUTO_TEST_CASE(a_partner_that_is_not_known_is_null)
{
    auto const ledger = eq::io::read_exports(eq::io::text("origin,destination,amount\nMNG,CHN,6\nMNG,??,1\n"),
                                             {.malformed = eq::io::skip}, eq::by_state)
                            .ledger;
    auto all = taken{eq::io::table{}};
    let_go(all.batch);
    let_go(all.schema);
    let_go(all.stream);
    all.take([&] { eq::io::to_arrow(ledger, &all.stream); });
    BOOST_TEST(all.batch.length == 2);
    BOOST_TEST(text(*all.batch.children[1], 0) == "CHN");
    BOOST_TEST(is_null(*all.batch.children[1], 1));
    BOOST_TEST(is_null(*all.batch.children[2], 1));
    let_go(all.batch);
    let_go(all.schema);
    let_go(all.stream);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
