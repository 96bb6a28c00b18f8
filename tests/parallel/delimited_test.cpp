// SPDX-License-Identifier: BSL-1.0
#include "../io/reading.hpp"
#include "../support/amounts.hpp"
#include "threads.hpp"

#include <equipoise/parallel/delimited.hpp>

#include <boost/test/unit_test.hpp>

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
namespace io = eq::io;

// What may be seen of the rows of a text, in any order.
struct gathered {
    std::vector<std::tuple<std::size_t, std::string, std::string>> rows;

    io::row_outcome operator()(io::row const& row)
    {
        if (row.text(0) == "stop") {
            throw std::logic_error{"stopped on line " + std::to_string(row.line())};
        }
        if (row.text(0) == "no") {
            row.reject(0, "another word");
        }
        rows.emplace_back(row.line(), row[0], row[1]);
        return row.text(1) == "?" ? io::row_outcome::unknown : io::row_outcome::used;
    }

    gathered& operator+=(gathered&& other)
    {
        rows.insert(rows.end(), other.rows.begin(), other.rows.end());
        return *this;
    }
};

// All that comes of reading a text, the error in its stead.
std::string summary(io::report const& report, gathered& sink)
{
    auto out = std::ostringstream{};
    out << report.preamble << ' ' << report.read << ' ' << report.used << ' ' << report.unknown << ' ' << report.skipped
        << ' ' << report.unfinished << ' ' << report.multiline << ' ' << report.first_multiline << '\n';
    for (auto const& name : report.other_columns) {
        out << name << '\n';
    }
    for (auto const& [reason, count] : report.reasons) {
        out << reason << ": " << count << '\n';
    }
    for (auto const& example : report.examples) {
        out << example.what() << '\n';
    }
    std::sort(sink.rows.begin(), sink.rows.end());
    for (auto const& [line, a, b] : sink.rows) {
        out << line << ':' << a << '|' << b << '\n';
    }
    return out.str();
}

template <class Read>
std::string outcome_of(Read const& read)
{
    auto sink = gathered{};
    try {
        auto const report = read(sink);
        return summary(report, sink);
    } catch (std::exception const& error) {
        return "threw " + std::string{error.what()} + (sink.rows.empty() ? "" : " and left rows");
    }
}

std::string plainly(std::string const& text, io::delimited_options<> const& options)
{
    try {
        auto sink = gathered{};
        auto const report = io::for_each_row(io::text(text, "f.csv"), options, sink);
        return summary(report, sink);
    } catch (std::exception const& error) {
        return "threw " + std::string{error.what()};
    }
}

std::string in_parallel(std::string const& text, io::delimited_options<> const& options)
{
    return outcome_of(
        [&](gathered& sink) { return io::for_each_row(eq::parallel, io::text(text, "f.csv"), options, sink); });
}

std::string from_stream(std::string const& text, io::delimited_options<> const& options)
{
    auto stream = std::istringstream{text};
    return outcome_of(
        [&](gathered& sink) { return io::for_each_row(eq::parallel, io::source{stream, "f.csv"}, options, sink); });
}

// Whether reading the text throws.
bool check_as_it_is(std::string const& text, io::delimited_options<> options)
{
    auto const expected = plainly(text, options);
    for (auto const block_size : {1U, 2U, 3U, 5U, 17U, 64U, 1000U}) {
        options.block_size = block_size;
        if (auto const found = in_parallel(text, options); found != expected) {
            BOOST_ERROR("block size " << block_size << ": " << found << "not " << expected << "of\n" << text);
        }
        if (auto const found = from_stream(text, options); found != expected) {
            BOOST_ERROR("stream, block size " << block_size << ": " << found << "not " << expected << "of\n" << text);
        }
    }
    return expected.starts_with("threw");
}

// The same, also where quotes have to close on their line.
bool check(std::string const& text, io::delimited_options<> options)
{
    options.multiline = false;
    check_as_it_is(text, options);
    options.multiline = true;
    return check_as_it_is(text, options);
}

// Rows of a kind that files have, and now and then one that they should not.
std::string random_rows(support::random& random, std::size_t count, std::size_t flaws)
{
    constexpr auto nasty = std::string_view{"a,\"\n\r ?\0", 8};
    auto text = std::string{};
    for (std::size_t i = 0; i < count; ++i) {
        auto const end = random.below(4) == 0 ? "\r\n" : "\n";
        switch (random.below(12)) {
        case 0: text += "\"two\nlines\",\"and \"\"quotes\"\", commas\""; break;
        case 1: text += "\"\r\n\n\",?"; break;
        case 2: text += std::string(random.below(40), '\n'); break;
        case 3: text += "1,2,"; break;
        case 4: text += ",?"; break;
        case 5: text += "\"" + std::string(random.below(200), ',') + "\",1"; break;
        default: text += std::to_string(i) + ',' + std::to_string(random.below(1000)); break;
        }
        text += end;
        if (flaws != 0 && random.below(flaws) == 0) {
            switch (random.below(8)) {
            case 0: text += "1,2,3\n"; break;
            case 1: text += "no,1\n"; break;
            case 2: text += "a\"b\",1\n"; break;
            case 3: text += "\"a\"b,1\n"; break;
            case 4: text += "stop,1\n"; break;
            case 5: text += "\"never closed\n"; break;
            case 6: text += std::string{"\0,1\n", 4}; break;
            default:
                for (auto n = random.below(20); n > 0; --n) {
                    text += nasty[random.below(nasty.size())];
                }
                break;
            }
        }
    }
    if (random.below(2) == 0 && !text.empty()) {
        text.pop_back();
    }
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(parallel)
BOOST_AUTO_TEST_SUITE(delimited)

BOOST_AUTO_TEST_CASE(hands_every_row_to_some_copy)
{
    auto text = std::string{"a,b\n"};
    for (auto i = 0; i < 10'000; ++i) {
        text += std::to_string(i) + "," + std::to_string(i % 7) + "\n";
    }
    auto sink = gathered{};
    auto const report =
        io::for_each_row(eq::parallel, io::text(text), {.columns = {"a", "b"}, .block_size = 100}, sink);
    BOOST_TEST(report.read == 10'000U);
    BOOST_TEST(report.used == 10'000U);
    std::sort(sink.rows.begin(), sink.rows.end());
    BOOST_TEST(sink.rows.size() == 10'000U);
    for (std::size_t i = 0; i < sink.rows.size(); ++i) {
        auto const& [line, a, b] = sink.rows[i];
        BOOST_TEST(line == i + 2);
        BOOST_TEST(a == std::to_string(i));
        BOOST_TEST(b == std::to_string(i % 7));
    }
}

BOOST_AUTO_TEST_CASE(reads_random_rows_as_one_thread_does)
{
    auto random = support::random{21};
    auto errors = 0;
    for (auto trial = 0; trial < 150; ++trial) {
        auto const text = "x\n\na,b\n" + random_rows(random, random.below(60), trial % 3 == 0 ? 0 : 10);
        auto options = io::delimited_options<>{.columns = {"a", "b"}, .find_header = true, .longest_row = 150};
        errors += check(text, options) ? 1 : 0;
        options.malformed = io::skip;
        errors += check(text, options) ? 1 : 0;
        options.quote = '\0';
        errors += check(text, options) ? 1 : 0;
    }
    BOOST_TEST(errors > 50);
    BOOST_TEST(errors < 400); // of 450
}

BOOST_AUTO_TEST_CASE(texts_that_have_gone_wrong_elsewhere)
{
    auto const options = io::delimited_options<>{.columns = {"a", "b"}};
    auto const large = std::string(1'000'000, 'x');
    check("a,b\n1,2", options);
    check("a,b", options);
    check("a,b\r\n1,2\r\n3,4", options);
    check("\xEF\xBB\xBF\"a\",b\r\n\"1\",2\r\n", options);
    check("a,b\n" + std::string(5000, '\n'), options);
    check("a,b\n" + std::string(5000, '\n') + "1,2", options);
    check("a,b\n\"" + std::string(3000, '\n') + "\",2\n3,4\n", options);
    check("a,b\n1," + std::string(3000, '"') + "\n3,4\n", options);
    check("a,b\n1,\"" + large + "\"\n2,\"" + large + "\n\"\n3,4", options);
    check("a,b\n1," + large + "\n2,3\n", options);
    check("a,b\n1,2\n\"3,4\n5,6\n", options);
    check("a,b\n1,2\n3,\"4", options);
    check("a,b\n1,2\n3,4", options);
    check("a,b\n1,2\n3,4\n\n \n", options);
    auto short_rows = options;
    short_rows.longest_row = 20;
    check("a,b\n1,2\n" + std::string(100, '\0'), short_rows);
    check("a,b\n1,\"" + std::string(100, '\0'), short_rows);
    short_rows.find_header = true;
    check(std::string(20, 'x') + "\na,b\n1,2\n", short_rows);
    check(std::string(19, 'x') + "\na,b\n1,2\n", short_rows);
    check("", options);
    check("b\n", options);
    check("a,b,a\n", options);
}

BOOST_AUTO_TEST_CASE(examples_are_the_first_of_the_file)
{
    auto text = std::string{"a,b\n"};
    for (auto i = 0; i < 1000; ++i) {
        text += i % 10 == 3 ? "no,1\n" : "1,2\n";
    }
    auto sink = gathered{};
    auto const report = io::for_each_row(eq::parallel, io::text(text, "f.csv"),
                                         {.columns = {"a", "b"}, .malformed = io::skip, .block_size = 30}, sink);
    BOOST_TEST(report.skipped == 100U);
    BOOST_TEST(report.reasons.at("a: expected another word") == 100U);
    BOOST_TEST(report.examples.size() == 10U);
    for (std::size_t i = 0; i < report.examples.size(); ++i) {
        BOOST_TEST(report.examples[i].line == 10 * i + 5); // the fourth row is on line 5
    }
}

BOOST_AUTO_TEST_CASE(of_many_errors_the_first_is_thrown)
{
    // Errors in nearly all blocks, of which a later one is often met earlier.
    for (auto const first : {500, 501, 750}) {
        auto text = std::string{"a,b\n"};
        for (auto i = 0; i < 1000; ++i) {
            text += i < first ? "1,2\n" : i == first ? "stop,2\n" : i % 2 == 0 ? "no,2\n" : "stop,2\n";
        }
        for (auto trial = 0; trial < 50; ++trial) {
            auto const options = io::delimited_options<>{.columns = {"a", "b"}, .block_size = 16};
            BOOST_TEST(in_parallel(text, options) == "threw stopped on line " + std::to_string(first + 2));
        }
    }
}

BOOST_AUTO_TEST_CASE(reads_files)
{
    auto const file = reading::scratch_path{};
    auto random = support::random{22};
    auto const text = "a,b\n" + random_rows(random, 20'000, 0);
    std::ofstream{file.get(), std::ios::binary} << text;
    auto options = io::delimited_options<>{.columns = {"a", "b"}};
    auto const expected = plainly(text, options);
    BOOST_TEST(expected.starts_with("0 "));
    for (auto const block_size : {100U, 1U << 12U, 1U << 18U}) {
        options.block_size = block_size;
        auto const found =
            outcome_of([&](gathered& sink) { return io::for_each_row(eq::parallel, file.get(), options, sink); });
        BOOST_TEST((found == expected), block_size);
    }
    BOOST_TEST(
        outcome_of([&](gathered& sink) { return io::for_each_row(eq::parallel, "no/such/file.csv", options, sink); })
        == "threw no/such/file.csv: No such file or directory");
}

BOOST_AUTO_TEST_CASE(takes_as_many_threads_as_there_are)
{
    auto random = support::random{23};
    auto const text = "a,b\n" + random_rows(random, 3000, 0);
    auto const options = io::delimited_options<>{.columns = {"a", "b"}, .block_size = 50};
    auto const expected = plainly(text, options);
    for (auto const threads : support::some_threads) {
        auto in_calls = std::vector<std::string>(4);
        support::with_threads(threads, [&] {
            BOOST_TEST(tbb::this_task_arena::max_concurrency() == threads);
            BOOST_TEST((in_parallel(text, options) == expected));
            tbb::parallel_for(std::size_t{0}, in_calls.size(),
                              [&](std::size_t i) { in_calls[i] = in_parallel(text, options); });
        });
        for (auto const& found : in_calls) {
            BOOST_TEST((found == expected));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_may_be_a_sink)
{
    struct no_sum {
        void operator()(io::row const&) {}
    };
    struct by_reference {
        void operator()(io::row const&) {}
        by_reference& operator+=(by_reference const&) { return *this; }
    };
    static_assert(io::addable_sink<gathered> && io::addable_sink<by_reference> && !io::addable_sink<no_sum>);
    struct no_copy : by_reference {
        no_copy(no_copy&&) = default;
    };
    static_assert(!io::addable_sink<no_copy>);
    auto sink = by_reference{};
    BOOST_TEST(io::for_each_row(eq::parallel, io::text("a\n1\n2\n"), {.columns = {"a"}}, sink).used == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
