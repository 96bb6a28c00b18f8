// SPDX-License-Identifier: BSL-1.0
#include "../io/reading.hpp"
#include "../support/amounts.hpp"
#include "threads.hpp"

#include <equipoise/parallel/collect.hpp>
#include <equipoise/parallel/ledgers.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <exception>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
namespace io = eq::io;
using reading::message_of;

constexpr auto header = "origin,destination,amount,period,total\n";

std::vector<std::string> random_rows(support::random& random, std::size_t count)
{
    constexpr auto states = std::array<std::string_view, 5>{"CHN", "KAZ", "MNG", "RUS", "USA"};
    constexpr auto amounts =
        std::array<std::string_view, 9>{"1e300", "1e-300", ".1", "0.2", "0.3", "1e16", "1", "NA", "7"};
    auto rows = std::vector<std::string>{};
    for (; count > 0; --count) {
        auto row = std::string{states[random.below(5)]};
        row.append(",").append(states[random.below(5)]);
        row.append(",").append(amounts[random.below(9)]);
        row.append(",").append(std::to_string(2018 + random.below(2))).append(",\n");
        rows.push_back(row);
    }
    return rows;
}

std::string joined(std::vector<std::string> const& rows)
{
    auto text = std::string{header};
    for (auto const& row : rows) {
        text += row;
    }
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(parallel)
BOOST_AUTO_TEST_SUITE(ledgers)

BOOST_AUTO_TEST_CASE(rows_with_a_key_are_read_in_their_order)
{
    auto const text = joined({"MNG,CHN,1,2019,\n", "MNG,RUS,3,2019,\n", "MNG,CHN,2,2019,\n"});
    auto options = io::flow_options{.row_key = {"origin", "destination", "period"}};
    BOOST_TEST(message_of<io::input_error>([&] {
                   (void)io::read_exports(eq::parallel, io::text(text, "f.csv"), options);
               }).starts_with("f.csv:4: the row repeats line 2 (MNG, CHN, 2019); "));
    options.repeats = io::repeats::last;
    options.keep_books = true;
    auto const [ledger, report] = io::read_exports(eq::parallel, io::text(text), options);
    BOOST_TEST(ledger.at({2019, "MNG"_iso3}).amounts()[0] == 2);
    BOOST_TEST((report.duplicate == 1U && report.books.states().at("MNG").read().rows == 3U));
}

BOOST_AUTO_TEST_CASE(reads_the_ledger_that_one_thread_reads)
{
    auto random = support::random{61};
    auto rows = random_rows(random, 4000);
    auto const text = joined(rows);
    auto const exported = io::read_exports(io::text(text));
    auto const imported = io::read_imports(io::text(text), {}, eq::by_state);
    auto pairs = exported.ledger.cells();
    for (auto const& [key, flows] : exported.ledger) {
        pairs += flows.unknown().size();
    }
    BOOST_TEST(pairs == 40U, "20 pairs of two states in two years");
    BOOST_TEST(exported.ledger.cells() < 40U, "some of them with an unknown amount as well");
    for (auto trial = 0; trial < 40; ++trial) {
        random.shuffle(rows);
        auto const shuffled = joined(rows);
        auto const options = io::flow_options{.block_size = 1 + random.below(20'000)};
        auto const threads = *(support::some_threads.begin() + trial % 4);
        support::with_threads(threads, [&] {
            auto const found = io::read_exports(eq::parallel, io::text(shuffled), options);
            BOOST_TEST(support::same_ledgers(found.ledger, exported.ledger));
            BOOST_TEST(found.report.used == exported.report.used);
            BOOST_TEST(found.report.unknown == exported.report.unknown);
            auto stream = std::istringstream{shuffled};
            auto const others = io::read_imports(eq::parallel, io::source{stream}, options, eq::by_state);
            BOOST_TEST(support::same_ledgers(others.ledger, imported.ledger));
        });
    }
}

BOOST_AUTO_TEST_CASE(reads_files_with_other_identifiers)
{
    auto const file = reading::scratch_path{};
    std::ofstream{file.get()} << "t,i,j,v\n2019,496,156,6\n2019,496,643,2\n2018,496,156,3\n";
    auto const options = io::flow_options{.columns = {.origin = "i", .destination = "j", .amount = "v", .period = "t"}};
    auto const [book, report] = io::read_exports<int>(eq::parallel, file.get(), options);
    BOOST_TEST(report.used == 3U);
    BOOST_TEST(book.at({2019, 496}).amounts()[0] == 6);
    BOOST_TEST(book.at({2018, 496}).amounts()[0] == 3);
}

BOOST_AUTO_TEST_CASE(contradictory_totals_are_told_as_one_thread_tells_them)
{
    auto rows = std::vector<std::string>(3000, "MNG,CHN,1,2019,5000\n");
    rows[1000] = "KAZ,CHN,1,2019,7\n";
    rows[1400] = "KAZ,CHN,1,2019,8\n";
    rows[1700] = "KAZ,CHN,1,2019,9\n";
    rows[2000] = "UZB,CHN,8,2019,7\n";
    rows[2500] = "UZB,RUS,1,2019,\n";
    auto const text = joined(rows);
    auto const options = io::flow_options{.block_size = 100};
    auto const alone = io::read_exports(io::text(text), options);
    BOOST_TEST(alone.report.contradictions.size() == 2U);
    BOOST_TEST(alone.report.contradictions[0] == "ledger, 2019 KAZ: total is 9; it must be the same in every row, 7");
    BOOST_TEST(
        alone.report.contradictions[1]
        == "ledger, 2019 UZB: total is 7; it must be at least the sum of the listed partners, 9, or a rounding of "
           "the listed amounts must be stated");
    for (auto const threads : support::some_threads) {
        support::with_threads(threads, [&] {
            auto const found = io::read_exports(eq::parallel, io::text(text), options);
            BOOST_TEST(found.report.contradictions == alone.report.contradictions, boost::test_tools::per_element());
            BOOST_TEST((found.ledger.at({2019, "KAZ"_iso3}).totals().why_unknown == eq::reason::contradictory_total));
            BOOST_TEST((found.ledger.at({2019, "UZB"_iso3}).totals().why_unknown == eq::reason::contradictory_total));
            BOOST_TEST(found.ledger.at({2019, "MNG"_iso3}).totals().unattributed.hi == 5000 - 2995);
            BOOST_CHECK_THROW(found.ledger.refuse_contradictions(), eq::invalid_parameter);
        });
    }
}

// Rows without a known amount, rows that are skipped and flows of a state to itself, anywhere among 4,000 rows.
BOOST_AUTO_TEST_CASE(unknown_and_own_rows_are_counted_as_one_thread_counts_them)
{
    auto rows = std::vector<std::string>{};
    for (auto i = 0; i < 4000; ++i) {
        auto const year = std::to_string(2000 + i % 20);
        rows.push_back("MNG,CHN,1," + year + ",\n");
        rows.push_back("CHN,CHN,0.125," + year + ",\n");
        if (i % 1000 == 17) {
            rows.push_back("MNG,RUS,NA," + year + ",\n"); // of 2017
            rows.push_back("RUS,RUS,NA," + year + ",\n"); // no partner of its own
            rows.push_back("KAZ,nobody,1," + year + ",\n");
            rows.push_back("nobody,KAZ,1," + year + ",\n"); // of an unknown state
            rows.push_back("KAZ,CHN,7 bu," + year + ",\n");
        }
    }
    auto random = support::random{62};
    auto const alone = io::read_exports(io::text(joined(rows)), {.malformed = io::skip});
    BOOST_TEST(alone.ledger.size() == 21U);
    BOOST_TEST(alone.report.own == 4000U);
    BOOST_TEST(alone.report.own_amount == 500);
    BOOST_TEST(alone.report.used == 4000U);
    BOOST_TEST(alone.report.unknown == 8U);
    BOOST_TEST(alone.report.skipped == 12U);
    auto const expected = std::map<std::string, std::size_t>{{"2017 KAZ", 8}, {"2017 MNG", 4}};
    for (auto const threads : support::some_threads) {
        random.shuffle(rows);
        auto const text = joined(rows);
        support::with_threads(threads, [&] {
            auto const options = io::flow_options{.malformed = io::skip, .block_size = 300};
            auto const found = io::read_exports(eq::parallel, io::text(text), options);
            auto const listed = io::read_flows(eq::parallel, io::text(text), options).flows;
            auto const from_list = eq::export_ledger(eq::parallel, listed);
            for (auto const& book : {found.ledger, from_list, eq::export_ledger(listed)}) {
                BOOST_TEST(support::same_ledgers(book, alone.ledger));
                BOOST_TEST(book.own_rows() == 4000U);
                BOOST_TEST(book.own_amount() == 500);
                for (auto const& [key, flows] : book) {
                    auto const open = std::get<0>(key) == 2017;
                    BOOST_TEST(
                        (flows.totals().why_unknown == (open ? eq::reason::unknown_amount : eq::reason::defined)));
                }
                BOOST_TEST(book.unknown().size() == 3U, "RUS for MNG; CHN and nobody for KAZ");
            }
            BOOST_TEST((found.report.unknown_in == expected));
            BOOST_TEST(found.report.used == 4000U);
            BOOST_TEST(found.report.own == 4000U);
            auto const kept =
                io::read_exports(eq::parallel, io::text(text), options, eq::by_state, {.own = eq::own_flows::keep});
            BOOST_TEST(kept.report.own == 0U);
            BOOST_TEST(kept.ledger.at("CHN"_iso3).amounts()[0] == 500);
            BOOST_TEST((kept.ledger.at("RUS"_iso3).totals().why_unknown == eq::reason::unknown_amount));
        });
    }
}

BOOST_AUTO_TEST_CASE(the_first_malformed_row_is_the_error)
{
    auto rows = std::vector<std::string>(3000, "MNG,CHN,1,2019,\n");
    rows[1500] = "MNG,CHN,-1,2019,\n";
    rows[1501] = "MNG,nobody,1,2019,\n";
    auto const text = joined(rows);
    auto const options = io::flow_options{.block_size = 64};
    for (auto trial = 0; trial < 10; ++trial) {
        BOOST_TEST(message_of<io::format_error>(
                       [&] { (void)io::read_exports(eq::parallel, io::text(text, "f.csv"), options); })
                   == "f.csv:1502: column amount: found \"-1\", expected no negative amount");
        auto stream = std::istringstream{text};
        BOOST_TEST(message_of<io::format_error>(
                       [&] { (void)io::read_exports(eq::parallel, io::source{stream, "f.csv"}, options); })
                   == "f.csv:1502: column amount: found \"-1\", expected no negative amount");
    }
    BOOST_TEST(message_of<io::file_error>([] { (void)io::read_exports(eq::parallel, "no/such/file.csv"); })
               == "no/such/file.csv: No such file or directory");
}

BOOST_AUTO_TEST_CASE(declared_totals_and_rounding_are_kept)
{
    auto const text = io::text("origin,destination,amount,period,total,listing\n"
                               "MNG,CHN,6,2019,8,largest\nMNG,RUS,1,2019,8,largest\nKAZ,RUS,8.4,2019,8,\n");
    BOOST_CHECK_THROW(io::read_exports(eq::parallel, text).ledger.refuse_contradictions(), eq::invalid_parameter);
    auto const arrivals = io::text("origin,destination,amount,total\nRUS,KAZ,60.00000000000091,100\nCHN,KAZ,40,100\n");
    BOOST_CHECK_THROW(io::read_imports(eq::parallel, arrivals).ledger.refuse_contradictions(),
                      eq::invalid_parameter); // 2^-40 above the total
    BOOST_TEST(io::read_imports(eq::parallel, arrivals, {}, eq::by_state, {.rounding = .5}).ledger.size() == 1U);
    auto const [book, report] = io::read_exports(eq::parallel, text, {}, eq::by_period_and_state, {.rounding = .5});
    BOOST_TEST(book.at({2019, "MNG"_iso3}).residual_share() == .125);
    BOOST_TEST((book.at({2019, "MNG"_iso3}).listing() == eq::listing::largest));
    BOOST_TEST(report.used == 3U);
}

BOOST_AUTO_TEST_CASE(stray_quotes_months_and_flags)
{
    auto text = std::string{"period,origin,destination,desc,amount,total\n"};
    for (auto i = 0; i < 2000; ++i) {
        text += "2022-" + std::string(i % 2 == 0 ? "06" : "07") + ',' + (i % 3 == 0 ? "MNG" : "KAZ") + ','
                + (i % 5 == 0 ? "CHN" : "RUS") + ','
                + (i % 97 == 1   ? "\"3 inch pipe"
                   : i % 89 == 2 ? "5\""
                                 : "coal")
                + ',' + std::to_string(i) + (i % 7 == 0 ? " b" : "") + ",9000\n";
    }
    auto const options = io::flow_options{
        .columns = {.total = {}}, .multiline = false, .flags = "b", .malformed = io::skip, .block_size = 200};
    auto const expected = io::read_exports<eq::iso3, std::string, eq::period>(io::text(text), options);
    BOOST_TEST(expected.report.skipped == 44U); // 21 + 23 rows
    for (auto const threads : support::some_threads) {
        support::with_threads(threads, [&] {
            auto const found =
                io::read_exports<eq::iso3, std::string, eq::period>(eq::parallel, io::text(text), options);
            BOOST_TEST(support::same_ledgers(found.ledger, expected.ledger));
            BOOST_TEST((found.report.unknown_in == expected.report.unknown_in));
            BOOST_TEST((found.report.flags == expected.report.flags && found.report.flags.at('b') > 250U));
            BOOST_TEST((found.report.other_columns == expected.report.other_columns));
        });
    }
}

BOOST_AUTO_TEST_CASE(directions_that_different_threads_read_are_not_added_up)
{
    auto text = std::string{"origin,destination,amount,channel\n"};
    for (auto const* const way : {"exports", "imports"}) {
        for (auto i = 0; i < 500; ++i) {
            text += "MNG,CHN,1," + std::string{way} + "\n";
        }
    }
    auto const options = io::flow_options{.block_size = 64};
    BOOST_TEST(message_of<io::input_error>([&] {
                   (void)io::read_exports(eq::parallel, io::text(text, "f.csv"), options);
               }).starts_with("f.csv: column channel holds \"exports\" (exports) and \"imports\" (imports)"));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
