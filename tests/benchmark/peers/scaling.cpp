// SPDX-License-Identifier: BSL-1.0
// scaling DATA ROWS    how the time of equipoise grows with rows, up to ROWS, partners and products, and what memory it
// takes from the file DATA to a ledger
#include "synthetic_trade.hpp"

#include <equipoise/equipoise.hpp>
#include <equipoise/io.hpp>
#include <equipoise/parallel/parallel.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <random>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace eq = equipoise;

namespace {

struct row {
    std::array<int, 3> key; ///< year, exporter, product
    int partner;
    double amount;
};

/// Touches as much memory as the ledgers of this number of rows take while they grow. A virtual machine gets memory
/// from its host on the first touch, at a cost that is many times that of all else and not proportional to anything.
void touch_memory(std::size_t rows)
{
    auto memory = eq::detail::large_vector<char>(48 * rows);
    for (std::size_t i = 0; i < memory.size(); i += 4096) {
        static_cast<char volatile&>(memory[i]) = 1;
    }
}

struct result {
    std::size_t rows = 0;
    std::size_t portfolios = 0;
    std::size_t cells = 0;
    double seconds = 0;
};

/// The processor time from rows in memory to the HHI of each portfolio. `make` hands the rows to what it is given.
template <class KeyOf, class Make>
result timed(KeyOf const& key, Make const& make)
{
    auto rows = std::vector<row>{};
    make([&](row const& each) { rows.push_back(each); });
    touch_memory(rows.size());
    auto sum = 0.0;
    auto found = result{.rows = rows.size()};
    auto const begin = std::clock();
    {
        auto builder = eq::ledger_builder<decltype(key(row{})), int>{};
        for (auto const& each : rows) {
            builder.add(key(each), each.partner, each.amount);
        }
        auto const book = builder.build();
        found.portfolios = book.size();
        found.cells = book.cells();
        for (auto const& measured : book | eq::measure(eq::hhi)) {
            sum += measured.values[0];
        }
    }
    found.seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    if (!(sum > 0)) {
        throw std::runtime_error{"no portfolio has an HHI"};
    }
    return found;
}

constexpr auto by_state = [](row const& each) { return std::tuple{each.key[0], each.key[1]}; };
constexpr auto by_product = [](row const& each) { return std::tuple{each.key[0], each.key[1], each.key[2]}; };

/// Prints a table of what `run` returns for each size, and by which power of it the time grows over all.
template <class Run>
void table(char const* title, char const* size_name, std::vector<std::size_t> const& sizes, Run const& run)
{
    std::printf("%s\n%12s %12s %12s %12s %9s %9s\n", title, size_name, "rows", "portfolios", "cells", "seconds",
                "ns a row");
    auto times = std::vector<double>{};
    for (auto const size : sizes) {
        auto const found = run(size);
        times.push_back(found.seconds);
        std::printf("%12zu %12zu %12zu %12zu %9.3f %9.1f\n", size, found.rows, found.portfolios, found.cells,
                    found.seconds, 1e9 * found.seconds / static_cast<double>(found.rows));
        std::fflush(stdout);
    }
    auto const power = std::log(times.back() / times.front())
                       / std::log(static_cast<double>(sizes.back()) / static_cast<double>(sizes.front()));
    std::printf("growth %s: time ~ %s^%.2f\n\n", title, size_name, power);
}

void by_rows(std::size_t most)
{
    auto const sizes = std::vector<std::size_t>{most / 100, most / 50, most / 20, most / 10, most / 5, most / 2, most};
    auto const trade = [](std::size_t rows) {
        return [rows](auto const& sink) {
            synthetic::trade_rows(rows, [&](synthetic::trade const& each) {
                sink(row{
                    {each.year, each.exporter, each.product}, each.importer, static_cast<double>(each.value) / 1e3});
            });
        };
    };
    table("sorted rows, a portfolio for each year and state", "size", sizes,
          [&](std::size_t rows) { return timed(by_state, trade(rows)); });
    table("sorted rows, a portfolio for each year, state and product", "size", sizes,
          [&](std::size_t rows) { return timed(by_product, trade(rows)); });
}

/// The given number of rows in random order.
auto shuffled(std::size_t rows, std::size_t portfolios, std::size_t partners)
{
    return [=](auto const& sink) {
        auto random = std::mt19937_64{2019};
        for (std::size_t i = 0; i < rows; ++i) {
            auto const place = static_cast<int>(random() % portfolios);
            auto const partner = static_cast<int>(random() % partners);
            sink(row{{1995, place / 5000, place % 5000}, partner, static_cast<double>(random() >> 40U) + 1});
        }
    };
}

void by_partners(std::size_t rows)
{
    table("rows in random order, 20 portfolios, by their number of partners", "partners",
          {10, 100, 1000, 10000, 100000},
          [&](std::size_t partners) { return timed(by_product, shuffled(rows, 20, partners)); });
}

void by_products(std::size_t rows)
{
    table("rows in random order, products with 16 partners each", "products", {10, 100, 1000, 10000, 100000, 1000000},
          [&](std::size_t products) { return timed(by_product, shuffled(rows, products, 16)); });
}

/// The most memory that a process of its own holds until `work`, which returns the cells of a ledger, is done.
template <class Work>
void memory(char const* name, Work const& work)
{
    int channel[2];
    if (::pipe(channel) != 0) {
        throw std::runtime_error{"no pipe"};
    }
    std::fflush(stdout);
    auto const child = ::fork();
    if (child == 0) {
        std::size_t const cells = work();
        std::_Exit(::write(channel[1], &cells, sizeof cells) == sizeof cells ? 0 : 1);
    }
    ::close(channel[1]);
    std::size_t cells = 0;
    auto const got = ::read(channel[0], &cells, sizeof cells);
    ::close(channel[0]);
    auto usage = rusage{};
    auto status = 0;
    if (child < 0 || ::wait4(child, &status, 0, &usage) != child || got != sizeof cells || status != 0) {
        throw std::runtime_error{std::string{"no memory was measured for "} + name};
    }
    auto const most = static_cast<double>(usage.ru_maxrss) / 1024;
    auto const limit = 64 + 24 * static_cast<double>(cells) / (1024 * 1024);
    std::printf("memory %s %.1f MB, limit %.1f MB (%zu cells)%s\n", name, most, limit, cells,
                most > limit ? ": too much" : "");
}

void by_memory(std::string const& path)
{
    auto const columns = eq::io::flow_options{
        .columns = {.origin = "i", .destination = "j", .amount = "v", .period = "t", .channel = "k"}};
    memory("file-ledger", [&] { return eq::io::read_exports<int, int>(path, columns).ledger.cells(); });
    memory("file-ledger-products", [&] {
        return eq::io::read_exports<int, int>(path, columns, eq::by_period_state_and_channel).ledger.cells();
    });
    memory("file-ledger-parallel",
           [&] { return eq::io::read_exports<int, int>(eq::parallel, path, columns).ledger.cells(); });
    memory("file-ledger-products-parallel", [&] {
        return eq::io::read_exports<int, int>(eq::parallel, path, columns, eq::by_period_state_and_channel)
            .ledger.cells();
    });
    std::printf("\n");
}

} // namespace

int main(int count, char** arguments)
try {
    auto const most = count == 3 ? std::strtoull(arguments[2], nullptr, 10) : 0;
    if (most < 1000) {
        std::fputs("usage: scaling DATA ROWS\n", stderr);
        return 2;
    }
    by_memory(arguments[1]);
    by_rows(most);
    by_partners(most / 10);
    by_products(most / 10);
} catch (std::exception const& error) {
    std::fprintf(stderr, "scaling: %s\n", error.what());
    return 1;
}
