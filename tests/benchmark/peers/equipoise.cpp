// SPDX-License-Identifier: BSL-1.0
// equipoise DATA RESULTS THREADS WORK...    see run; RESULTS is a folder or - for none
#include <equipoise/equipoise.hpp>
#include <equipoise/io.hpp>
#include <equipoise/io/formats/read.hpp>
#include <equipoise/parallel/parallel.hpp>

#include <tbb/global_control.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace eq = equipoise;

namespace {

/// What a user has in memory.
struct shipment {
    int origin;
    int destination;
    double amount;
    int period;
    int product;
};

/// The same, column by column.
struct shipment_columns {
    std::vector<int> origin;
    std::vector<int> destination;
    std::vector<double> amount;
    std::vector<int> period;
};

constexpr auto by_product = [](shipment const& row, int state) { return std::tuple{row.period, state, row.product}; };

auto const columns = eq::io::flow_options{.columns = {.origin = "i", .destination = "j", .amount = "v", .period = "t"}};
auto const product_columns =
    eq::io::flow_options{.columns = {.origin = "i", .destination = "j", .amount = "v", .period = "t", .channel = "k"}};

constexpr auto table_header = "t,i,hhi,shannon,largest,china,russia,partners";
constexpr auto products_header = "t,i,k,hhi";
constexpr auto read_header = "all,rows,value";
constexpr auto cdi_header = "t,k,cdi1,cdi2,cdi3";

std::vector<shipment> read_shipments(std::string const& path)
{
    auto rows = std::vector<shipment>{};
    eq::io::read_flows<int, int>(path, product_columns, [&](auto const& row) {
        rows.push_back({row.origin, row.destination, row.amount, row.period, row.channel});
    });
    return rows;
}

shipment_columns columns_of(std::vector<shipment> const& rows)
{
    auto result = shipment_columns{};
    for (auto const& row : rows) {
        result.origin.push_back(row.origin);
        result.destination.push_back(row.destination);
        result.amount.push_back(row.amount);
        result.period.push_back(row.period);
    }
    return result;
}

/// What the indices are for each portfolio; by a policy, if there is one.
template <class Book, class Indices, class... Policy>
auto measured(Book const& book, Indices const& indices, Policy const&... policy)
{
    return std::apply(
        [&](auto const&... index) {
            if constexpr (sizeof...(Policy) > 0) {
                return eq::measure(policy..., book, index...);
            } else {
                auto const all = book | eq::measure(index...);
                return std::vector(all.begin(), all.end());
            }
        },
        indices);
}

auto const table_indices =
    std::tuple{eq::hhi, eq::shannon, eq::concentration_ratio(1), eq::exposure(156), eq::exposure(643), eq::hill(0)};

template <class... Policy>
auto file_table(std::string const& path, Policy const&... policy)
{
    auto const [book, report] = eq::io::read_exports<int>(policy..., path, columns);
    return measured(book, table_indices, policy...);
}

template <class Rows, class... Policy>
auto memory_table(Rows const& rows, Policy const&... policy)
{
    auto const book = eq::export_ledger(policy..., rows);
    return measured(book, table_indices, policy...);
}

template <class... Policy>
auto products(std::vector<shipment> const& rows, Policy const&... policy)
{
    auto const book = eq::export_ledger(policy..., rows, by_product);
    return measured(book, std::tuple{eq::hhi}, policy...);
}

struct file_sums {
    std::tuple<int> key;          ///< 1: there is one row
    std::array<double, 2> values; ///< rows of the file, and the sum of their values
};

/// Reads the file as that of a provider, on one thread: its format is recognised, codes become states, repeated rows
/// are refused, and the books are closed.
std::vector<file_sums> file_read(std::string const& path)
{
    auto const report = eq::io::read_exports(path, eq::io::any_format).report;
    auto const all = report.books.file().read();
    return {{{1}, {static_cast<double>(all.rows), all.amount()}}};
}

/// A state's imports and exports by year and product.
struct trade_by_product {
    using builder = eq::ledger_builder<std::tuple<int, int>, int>;

    int state;
    builder imports = {};
    builder exports = {};

    void operator()(eq::io::tidy_flow<int, int> const& row)
    {
        if (row.destination == state) {
            imports.add({row.period, row.channel}, row.origin, row.amount);
        }
        if (row.origin == state) {
            exports.add({row.period, row.channel}, row.destination, row.amount);
        }
    }

    void sort()
    {
        imports.sort();
        exports.sort();
    }

    trade_by_product& operator+=(trade_by_product&& other)
    {
        imports += std::move(other.imports);
        exports += std::move(other.exports);
        return *this;
    }
};

struct dependence {
    std::tuple<int, int> key; ///< year and product
    std::array<double, 3> values;
};

/// How the United States depend on imports from outside North America, product by product.
template <class... Policy>
std::vector<dependence> file_cdi(std::string const& path, Policy const&... policy)
{
    auto const home = eq::bloc{124, 484, 842};
    auto trade = trade_by_product{842};
    eq::io::read_flows<int, int>(policy..., path, product_columns, trade);
    auto const imports = trade.imports.build();
    auto const exports = trade.exports.build();

    auto found = std::vector<dependence>{};
    while (found.size() < imports.size()) {
        auto const year = std::get<0>(imports.keys()[found.size()]);
        auto const of_year =
            eq::supply_dependences(eq::products_of(imports, year), eq::products_of(exports, year), home);
        for (auto const& [product, result] : of_year.products) {
            found.push_back(
                {{year, product}, {result.concentration.low, result.foreign_share.low, result.over_exports.low}});
        }
    }
    return found;
}

class program {
public:
    program(std::string data, std::string results) : data_{std::move(data)}, results_{std::move(results)} {}

    template <class... Policy>
    void run(std::string const& work, Policy const&... policy)
    {
        if (work == "file-table") {
            time(work, table_header, [&] { return file_table(data_, policy...); });
        } else if (work == "file-read") {
            time(work, read_header, [&] { return file_read(data_); });
        } else if (work == "file-cdi") {
            time(work, cdi_header, [&] { return file_cdi(data_, policy...); });
        } else if (work == "memory-table") {
            auto const& all = rows();
            time(work, table_header, [&] { return memory_table(all, policy...); });
        } else if (work == "memory-columns") {
            auto const all = columns_of(rows());
            auto const flows = eq::column_flows{all.origin, all.destination, all.amount, all.period};
            time(work, table_header, [&] { return memory_table(flows, policy...); });
        } else if (work == "products-sorted") {
            auto const& all = rows();
            time(work, products_header, [&] { return products(all, policy...); });
        } else if (work == "products-shuffled") {
            auto shuffled = rows();
            std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937_64{2019});
            time(work, products_header, [&] { return products(shuffled, policy...); });
        } else {
            throw std::invalid_argument{"no such work: " + work};
        }
    }

private:
    std::vector<shipment> const& rows()
    {
        if (rows_.empty()) {
            rows_ = read_shipments(data_);
        }
        return rows_;
    }

    template <class Work>
    void time(std::string const& work, char const* header, Work const& compute)
    {
        using clock = std::chrono::steady_clock;
        auto const processor = std::clock();
        auto const begin = clock::now();
        auto const rows = compute();
        std::printf("%s %.6f %.6f\n", work.c_str(), std::chrono::duration<double>{clock::now() - begin}.count(),
                    static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC);
        std::fflush(stdout);
        if (results_ != "-") {
            write(rows, results_ + "/" + work + ".equipoise.csv", header);
        }
    }

    template <class Row>
    static void write(std::vector<Row> const& rows, std::string const& path, char const* header)
    {
        auto const file = std::unique_ptr<std::FILE, int (*)(std::FILE*)>{std::fopen(path.c_str(), "w"), &std::fclose};
        if (!file) {
            throw std::runtime_error{"cannot write " + path};
        }
        std::fprintf(file.get(), "%s\n", header);
        for (auto const& row : rows) {
            auto const* comma = "";
            auto const field = [&](auto value) {
                std::fprintf(file.get(), "%s%.17g", comma, static_cast<double>(value));
                comma = ",";
            };
            std::apply([&](auto... part) { (field(part), ...); }, row.key);
            for (double const value : row.values) {
                field(value);
            }
            std::fputc('\n', file.get());
        }
    }

    std::string data_;
    std::string results_;
    std::vector<shipment> rows_;
};

} // namespace

int main(int count, char** arguments)
try {
    if (count < 5) {
        std::fputs("usage: equipoise DATA RESULTS THREADS WORK...\n", stderr);
        return 2;
    }
    auto const threads = std::strtoul(arguments[3], nullptr, 10);
    auto const limit = tbb::global_control{tbb::global_control::max_allowed_parallelism, threads};
    auto all = program{arguments[1], arguments[2]};
    for (int i = 4; i < count; ++i) {
        if (threads == 1) {
            all.run(arguments[i]);
        } else {
            all.run(arguments[i], eq::parallel);
        }
    }
} catch (std::exception const& error) {
    std::fprintf(stderr, "equipoise: %s\n", error.what());
    return 1;
}
