// SPDX-License-Identifier: BSL-1.0
#include "reading.hpp"

#include <equipoise/io/source.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <ios>
#include <sstream>
#include <string>

namespace {

using namespace reading;
using eq::io::detail::block_reader;

// All that is read in blocks of a size, `dropped` bytes of each block being done with before the next one.
std::string read_in_blocks(eq::io::source const& from, std::size_t size, std::size_t dropped)
{
    auto blocks = block_reader{from, size};
    auto all = std::string{};
    for (;;) {
        auto const done = blocks.last() ? blocks.text().size() : std::min(dropped, blocks.text().size());
        all += blocks.text().substr(0, done);
        blocks.drop(done);
        if (blocks.last() && blocks.text().empty()) {
            return all;
        }
        blocks.fill();
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(source)

BOOST_AUTO_TEST_CASE(what_a_source_is)
{
    auto const path = eq::io::source{"some.csv"};
    BOOST_TEST((path.name() == "some.csv" && !path.in_memory() && !path.is_stream()));
    BOOST_TEST(eq::io::source{std::filesystem::path{"a"} / "b.csv"}.name() == "a/b.csv");
    auto const characters = eq::io::text("a,b\n");
    BOOST_TEST((characters.name() == "text" && characters.in_memory() && characters.characters() == "a,b\n"));
    BOOST_TEST(eq::io::text({}).in_memory());
    auto stream = std::istringstream{"x"};
    auto const from_stream = eq::io::source{stream};
    BOOST_TEST((from_stream.name() == "input" && from_stream.is_stream() && !from_stream.in_memory()));
    auto const named = eq::io::source{stream, "standard input"};
    BOOST_TEST(named.name() == "standard input");
}

BOOST_AUTO_TEST_CASE(blocks_of_every_size_hold_the_same)
{
    auto text = std::string{};
    for (auto i = 0; i < 200; ++i) {
        text += static_cast<char>('a' + i % 26);
    }
    auto const path = scratch_path{};
    std::ofstream{path.get(), std::ios::binary} << text;
    for (auto const size : {0, 1, 2, 7, 64, 199, 200, 201, 1000}) {
        for (auto const dropped : {0, 1, 5, 1000}) { // with none, the buffer has to grow
            auto stream = std::istringstream{text};
            auto const bytes = static_cast<std::size_t>(size);
            auto const done = static_cast<std::size_t>(dropped);
            BOOST_TEST(read_in_blocks(eq::io::source{stream}, bytes, done) == text);
            BOOST_TEST(read_in_blocks(path.get(), bytes, done) == text);
            BOOST_TEST(read_in_blocks(eq::io::text(text), bytes, done) == text);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read)
{
    using eq::io::file_error;
    BOOST_TEST(message_of<file_error>([] { block_reader(eq::io::source{"no/such.csv"}, 10); })
               == "no/such.csv: No such file or directory");
    BOOST_TEST(message_of<file_error>([] {
                   auto blocks = block_reader{eq::io::source{"/"}, 10};
                   blocks.fill();
               })
               == "/: Is a directory");
    auto stream = std::istringstream{"x"};
    stream.setstate(std::ios::failbit);
    BOOST_TEST(message_of<file_error>([&] {
                   auto blocks = block_reader{eq::io::source{stream, "s"}, 10};
                   blocks.fill();
               })
               == "s: the stream is not readable");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
