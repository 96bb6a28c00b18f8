// SPDX-License-Identifier: BSL-1.0
#include "../io/reading.hpp"
#include "../support/amounts.hpp"

#include <equipoise/io/row_splitter.hpp>
#include <equipoise/parallel/parts.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace eq = equipoise;
namespace io = eq::io;
using io::detail::part;
using io::detail::part_reader;
using io::detail::row_cutter;

// The same by splitting one row after the other.
std::size_t whole_rows(std::string_view text, char quote)
{
    auto splitter = io::detail::row_splitter{',', quote};
    auto const* at = text.data();
    auto const* const end = at + text.size();
    while (at != end) {
        auto const* const next = splitter.split(at, end, false);
        if (next == nullptr) {
            break;
        }
        at = next;
    }
    return static_cast<std::size_t>(at - text.data());
}

std::size_t breaks_in(std::string_view text)
{
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::string random_text(support::random& random, std::size_t most)
{
    constexpr auto letters = std::string_view{"ab,,\"\"\"\n\n\r"};
    auto text = std::string{};
    for (auto left = random.below(most); left > 0; --left) {
        text += letters[random.below(letters.size())];
    }
    return text;
}

struct cut_text {
    std::vector<std::string> parts;
    std::vector<std::size_t> lines;
};

cut_text cut(io::source const& from, io::delimited_options<> const& options)
{
    auto reader = part_reader{from, options};
    auto result = cut_text{};
    auto ended = false;
    for (auto next = part{}; reader.next(next);) {
        BOOST_TEST(!next.failure);
        BOOST_TEST(!ended);
        ended = next.last;
        result.parts.emplace_back(next.rows);
        result.lines.push_back(next.line);
    }
    BOOST_TEST(ended);
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(parallel)
BOOST_AUTO_TEST_SUITE(parts)

BOOST_AUTO_TEST_CASE(cuts_behind_the_last_whole_row)
{
    auto const cutter = [](std::string_view text) { return row_cutter{',', '"'}(text).size; };
    BOOST_TEST(cutter("") == 0U);
    BOOST_TEST(cutter("a,b") == 0U);
    BOOST_TEST(cutter("a,b\n") == 4U);
    BOOST_TEST(cutter("a,b\r\nc") == 5U);
    BOOST_TEST(cutter("\n\n\n") == 3U);
    BOOST_TEST(cutter("a,\"b\nc\nd") == 0U, "within quotes");
    BOOST_TEST(cutter("a\n,\"b\nc\nd") == 2U);
    BOOST_TEST(cutter("a,\"b\nc\"\nd") == 8U);
    BOOST_TEST(cutter("\"a\"\"\n\"\nb") == 7U, "a doubled quote closes nothing");
    BOOST_TEST(cutter("a\"b\nc\"d\ne") == 8U, "a quote within a field opens nothing");
    BOOST_TEST(cutter("\"a\"b\"\nc,\"\nd") == 6U);
    BOOST_TEST((row_cutter{',', '\0'}("a,\"b\nc").size == 5U));
    BOOST_TEST((row_cutter{';', '\''}("a,'b\nc;'d\n").size == 5U));
}

BOOST_AUTO_TEST_CASE(cuts_where_the_splitter_does)
{
    auto random = support::random{11};
    auto inside = std::size_t{0};
    for (auto trial = 0; trial < 20'000; ++trial) {
        auto const text = random_text(random, 40);
        for (auto const quote : {'"', '\0', 'b'}) {
            auto const [found, lines] = row_cutter{',', quote}(text);
            BOOST_TEST(lines == breaks_in(text.substr(0, found)));
            if (found != whole_rows(text, quote)) {
                BOOST_ERROR("cut at " << found << ", not at " << whole_rows(text, quote) << ", in\n" << text);
            }
            inside += found > 0 && found < text.size() ? 1U : 0U;
        }
    }
    BOOST_TEST(inside > 10'000U);
}

BOOST_AUTO_TEST_CASE(parts_are_the_text_below_the_header)
{
    auto random = support::random{13};
    auto most_parts = std::size_t{0};
    for (auto trial = 0; trial < 300; ++trial) {
        auto const rows = random_text(random, 200) + (trial % 2 == 0 ? "\"\n" : ""); // closes, or opens once more
        auto const text = "x\n\"a\n\",b\n" + rows;
        for (auto const block_size : {1U, 2U, 7U, 64U, 1000U}) {
            auto const options = io::delimited_options<>{.columns = {"b"}, .skip_lines = 1, .block_size = block_size};
            auto stream = std::istringstream{text};
            auto const in_memory = cut(io::text(text), options);
            auto const in_blocks = cut(io::source{stream}, options);
            for (auto const& found : {in_memory, in_blocks}) {
                auto all = std::string{};
                for (std::size_t i = 0; i < found.parts.size(); ++i) {
                    // the header ends on line 3
                    BOOST_TEST(found.lines[i] == 4 + breaks_in(all));
                    if (i + 1 < found.parts.size()) {
                        BOOST_TEST(whole_rows(found.parts[i], '"') == found.parts[i].size());
                    }
                    all += found.parts[i];
                }
                BOOST_TEST(all == rows);
            }
            most_parts = std::max(most_parts, in_blocks.parts.size());
        }
    }
    BOOST_TEST(most_parts > 20U);
}

BOOST_AUTO_TEST_CASE(a_file_is_cut_as_text_in_memory)
{
    auto const file = reading::scratch_path{};
    auto rows = std::string{};
    for (auto i = 0; i < 1000; ++i) {
        rows += std::to_string(i) + ",\"" + std::string(static_cast<std::size_t>(i % 50), '\n') + "\"\r\n";
    }
    std::ofstream{file.get(), std::ios::binary} << "a,b\n" + rows;
    for (auto const block_size : {1U, 100U, 4096U, 1U << 20U}) {
        auto const found = cut(file.get(), {.columns = {"a"}, .block_size = block_size});
        auto all = std::string{};
        for (auto const& each : found.parts) {
            all += each;
        }
        BOOST_TEST((all == rows));
        BOOST_TEST(found.parts.size() >= std::min<std::size_t>(900, rows.size() / block_size / 2));
    }
}

BOOST_AUTO_TEST_CASE(what_is_too_long_for_a_row_is_handed_on_and_ends_the_text)
{
    auto const text = "a\n1\n" + std::string(1000, 'x') + "\n2\n";
    auto const options = io::delimited_options<>{.columns = {"a"}, .block_size = 16, .longest_row = 100};
    for (auto const in_memory : {true, false}) {
        auto stream = std::istringstream{text};
        auto reader = part_reader{in_memory ? io::text(text) : io::source{stream}, options};
        auto next = part{};
        BOOST_TEST(reader.next(next));
        BOOST_TEST(next.rows == "1\n");
        BOOST_TEST(reader.next(next));
        BOOST_TEST(next.rows.size() > 100U);
        BOOST_TEST(next.rows.size() < 300U);
        BOOST_TEST(next.line == 3U);
        BOOST_TEST(!next.last);
        BOOST_TEST(!reader.next(next));
    }
}

BOOST_AUTO_TEST_CASE(a_failure_to_read_takes_its_place_among_the_parts)
{
    struct breaking {
        std::istringstream text{"a\n1\n2\n3\n"};
        int blocks = 3;
        void read(char* to, std::streamsize n)
        {
            if (blocks-- == 0) {
                throw std::runtime_error{"the caller's stream"};
            }
            text.read(to, n);
        }
        [[nodiscard]] std::streamsize gcount() const { return text.gcount(); }
        [[nodiscard]] bool fail() const { return false; }
        [[nodiscard]] bool bad() const { return false; }
    };
    auto stream = breaking{};
    auto reader = part_reader{io::source{stream}, {.columns = {"a"}, .block_size = 2}};
    auto next = part{};
    BOOST_TEST(reader.next(next));
    BOOST_TEST(next.rows == "1\n2\n");
    BOOST_TEST(!next.failure);
    BOOST_TEST(reader.next(next));
    BOOST_CHECK_THROW(std::rethrow_exception(next.failure), std::runtime_error);
    BOOST_TEST(!reader.next(next));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
