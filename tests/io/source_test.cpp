// SPDX-License-Identifier: BSL-1.0
#include "reading.hpp"

#include <equipoise/io/source.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

#if defined(__unix__) || defined(__APPLE__)
#define EQUIPOISE_TEST_HAS_SIGNALS

#include <chrono>
#include <csignal>
#include <thread>

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

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
    auto const in_folder = std::filesystem::path{"a"} / "b.csv";
    BOOST_TEST(eq::io::source{in_folder}.name() == in_folder.string());
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

BOOST_AUTO_TEST_CASE(a_file_beyond_four_gigabytes_is_read_from_its_beginning)
{
    auto const path = scratch_path{};
    std::ofstream{path.get(), std::ios::binary} << "a,b";
    std::filesystem::resize_file(path.get(), std::uintmax_t{5} << 30U); // zeros, which take no space on the disk
    auto blocks = block_reader{path.get(), 3};
    blocks.fill();
    BOOST_TEST(blocks.text() == "a,b");
}

BOOST_AUTO_TEST_CASE(text_that_is_a_temporary_is_kept)
{
    auto const made = eq::io::text(std::string{"x,"} + "y\n"); // short enough to lie within the string itself
    auto const copy = std::make_unique<eq::io::source>(made);
    auto const moved = eq::io::source{std::move(*copy)};
    BOOST_TEST(read_in_blocks(made, 8, 0) == "x,y\n");
    BOOST_TEST(read_in_blocks(moved, 8, 0) == "x,y\n");
    auto const kept = std::string{"a,b\n"};
    BOOST_TEST((eq::io::text(kept).characters().data() == kept.data())); // read in place
}

BOOST_AUTO_TEST_CASE(a_stream_is_kept)
{
    auto const made = [] { return eq::io::kept_stream(std::istringstream{"x,y\n"}, "kept"); }();
    auto const copy = made;
    BOOST_TEST(copy.name() == "kept");
    BOOST_TEST(copy.is_stream());
    BOOST_TEST(read_in_blocks(copy, 3, 0) == "x,y\n");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read)
{
    using eq::io::file_error;
    BOOST_TEST(message_of<file_error>([] { block_reader(eq::io::source{"no/such.csv"}, 10); })
               == "no/such.csv: No such file or directory");
    auto const of_folder = message_of<file_error>([] {
        auto blocks = block_reader{eq::io::source{"/"}, 10};
        blocks.fill();
    });
    BOOST_TEST((of_folder == "/: Is a directory" || of_folder == "/: Permission denied")); // the latter on Windows
    auto stream = std::istringstream{"x"};
    stream.setstate(std::ios::failbit);
    BOOST_TEST(message_of<file_error>([&] {
                   auto blocks = block_reader{eq::io::source{stream, "s"}, 10};
                   blocks.fill();
               })
               == "s: the stream is not readable");
}

BOOST_AUTO_TEST_CASE(a_file_that_shrinks_while_it_is_read)
{
    auto const path = scratch_path{};
    auto const name = path.get().string();
    std::ofstream{path.get(), std::ios::binary} << std::string(100, 'x');
    auto const message = [&](std::uintmax_t size) {
        return message_of<eq::io::file_error>([&] {
            auto blocks = block_reader{path.get(), 40};
            blocks.fill();
            std::filesystem::resize_file(path.get(), size);
            while (!blocks.last()) {
                blocks.drop(blocks.text().size());
                blocks.fill();
            }
        });
    };
    BOOST_TEST(message(100) == "(no exception)");
    BOOST_TEST(message(150) == "(no exception)"); // it may grow
    BOOST_TEST(message(149)
               == name + ": ends after 149 of the 150 bytes it had when it was opened: it was cut off meanwhile");
    BOOST_TEST(message(10)
               == name + ": ends after 40 of the 149 bytes it had when it was opened: it was cut off meanwhile");
    std::ofstream{path.get(), std::ios::binary} << "a\n" + std::string(1000, '1') + "\n2\n";
    BOOST_TEST(message_of<eq::io::file_error>([&] {
                   eq::io::for_each_row(path.get(), {.columns = {"a"}, .block_size = 512},
                                        [&](eq::io::row const&) { std::filesystem::resize_file(path.get(), 1004); });
               })
               == "(no exception)"); // all of it had been read
    std::ofstream{path.get(), std::ios::binary} << "a\n1\n2\n" + std::string(1000, '3') + "\n";
    BOOST_TEST(message_of<eq::io::file_error>([&] {
                   eq::io::for_each_row(path.get(), {.columns = {"a"}, .block_size = 512},
                                        [&](eq::io::row const&) { std::filesystem::resize_file(path.get(), 600); });
               })
               == name + ": ends after 600 of the 1007 bytes it had when it was opened: it was cut off meanwhile");
}

#ifdef EQUIPOISE_TEST_HAS_SIGNALS

// A signal while a pipe is opened, before a block and within one: neither an error nor the end.
BOOST_AUTO_TEST_CASE(a_signal_while_a_pipe_is_read)
{
    struct sigaction ignore = {};
    ignore.sa_handler = [](int) {}; // without SA_RESTART: read() ends with EINTR
    struct sigaction before = {};
    sigaction(SIGUSR1, &ignore, &before);
    auto* const broken_pipe = std::signal(SIGPIPE, SIG_IGN); // where reading fails, the writer does not
    auto const path = scratch_path{};
    BOOST_REQUIRE(mkfifo(path.get().c_str(), 0600) == 0);
    auto const reader = pthread_self();
    auto writer = std::thread{[&] {
        auto const signal = [&] {
            std::this_thread::sleep_for(std::chrono::milliseconds{30});
            pthread_kill(reader, SIGUSR1);
            std::this_thread::sleep_for(std::chrono::milliseconds{30});
        };
        signal();
        auto out = std::ofstream{path.get()};
        for (auto const* const part : {"a\n", "1\n2", "3\n4\n"}) {
            signal();
            out << part << std::flush;
        }
    }};
    auto rows = table{};
    auto const message = message_of<eq::io::file_error>([&] { rows = rows_of(path.get(), {.columns = {"a"}}); });
    auto const release = open(path.get().c_str(), O_RDONLY | O_NONBLOCK); // where reading failed, the writer waits
    writer.join();
    close(release);
    sigaction(SIGUSR1, &before, nullptr);
    std::signal(SIGPIPE, broken_pipe);
    BOOST_TEST(message == "(no exception)");
    BOOST_TEST((rows == table{{"1"}, {"23"}, {"4"}}));
}

#endif

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
