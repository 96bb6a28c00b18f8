// SPDX-License-Identifier: BSL-1.0
// equipoise DATA RESULTS THREADS WORK...    see run; RESULTS is a folder or - for none
#include <equipoise/equipoise.hpp>

#include <range/v3/view/iota.hpp>
#include <range/v3/view/transform.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
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
    std::vector<int> product;
};

constexpr auto by_product = [](shipment const& row, int state) { return std::tuple{row.period, state, row.product}; };

auto const columns = eq::io::flow_options{.columns = {.origin = "i", .destination = "j", .amount = "v", .period = "t"}};
auto const product_columns =
    eq::io::flow_options{.columns = {.origin = "i", .destination = "j", .amount = "v", .period = "t", .channel = "k"}};

auto const indices =
    eq::measure(eq::hhi, eq::shannon, eq::concentration_ratio(1), eq::exposure(156), eq::exposure(643), eq::hill(0));

constexpr auto table_header = "t,i,hhi,shannon,largest,china,russia,partners";
constexpr auto products_header = "t,i,k,hhi";
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
        result.product.push_back(row.product);
    }
    return result;
}

/// The rows of columns, made when they are looked at.
auto rows_of(shipment_columns const& all)
{
    return ranges::views::iota(std::size_t{0}, all.amount.size()) | ranges::views::transform([&all](std::size_t i) {
               return shipment{all.origin[i], all.destination[i], all.amount[i], all.period[i], all.product[i]};
           });
}

/// All rows of a range that measures when it is looked at.
template <class Measured>
auto collected(Measured const& measured)
{
    auto rows = std::vector<decltype(measured[0])>{};
    rows.reserve(measured.size());
    for (auto const& row : measured) {
        rows.push_back(row);
    }
    return rows;
}

auto file_table(std::string const& path)
{
    auto const [book, report] = eq::io::read_exports<int>(path, columns);
    return collected(book | indices);
}

template <class Rows>
auto memory_table(Rows const& rows)
{
    auto const book = eq::exports(rows);
    return collected(book | indices);
}

auto products(std::vector<shipment> const& rows)
{
    auto const book = eq::exports(rows, by_product);
    return collected(book | eq::measure(eq::hhi));
}

struct dependence {
    std::tuple<int, int> key; ///< year and product
    std::array<double, 3> values;
};

/// How a state depends on imports from outside its union, product by product.
std::vector<dependence> file_cdi(std::string const& path)
{
    constexpr auto state = 842;
    auto const home = eq::bloc{124, 484, 842};
    auto bought = eq::ledger_builder<std::tuple<int, int>, int>{};
    auto sold = eq::ledger_builder<std::tuple<int, int>, int>{};
    eq::io::read_flows<int, int>(path, product_columns, [&](auto const& row) {
        if (row.destination == state) {
            bought.add({row.period, row.channel}, row.origin, row.amount);
        }
        if (row.origin == state) {
            sold.add({row.period, row.channel}, row.destination, row.amount);
        }
    });
    auto const imports = bought.build();
    auto const exports = sold.build();

    auto found = std::vector<dependence>{};
    for (std::size_t i = 0; i < imports.size();) {
        auto const year = std::get<0>(imports.keys()[i]);
        auto const report =
            eq::supply_dependences(eq::products_of(imports, year), eq::products_of(exports, year), home);
        for (auto const& [product, result] : report.products) {
            found.push_back(
                {{year, product}, {result.concentration.low, result.foreign_share.low, result.over_exports.low}});
        }
        i += report.products.size();
    }
    return found;
}

class program {
public:
    program(std::string data, std::string results) : data_{std::move(data)}, results_{std::move(results)} {}

    void run(std::string const& work)
    {
        if (work == "file-table") {
            time(work, table_header, [&] { return file_table(data_); });
        } else if (work == "file-cdi") {
            time(work, cdi_header, [&] { return file_cdi(data_); });
        } else if (work == "memory-table") {
            time(work, table_header, [&, &rows = rows()] { return memory_table(rows); });
        } else if (work == "memory-columns") {
            auto const all = columns_of(rows());
            time(work, table_header, [&] { return memory_table(rows_of(all)); });
        } else if (work == "products-sorted") {
            time(work, products_header, [&, &rows = rows()] { return products(rows); });
        } else if (work == "products-shuffled") {
            auto shuffled = rows();
            std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937_64{2019});
            time(work, products_header, [&] { return products(shuffled); });
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
        auto const begin = clock::now();
        auto const rows = compute();
        std::printf("%s %.6f\n", work.c_str(), std::chrono::duration<double>{clock::now() - begin}.count());
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
    auto all = program{arguments[1], arguments[2]};
    for (int i = 4; i < count; ++i) {
        all.run(arguments[i]);
    }
} catch (std::exception const& error) {
    std::fprintf(stderr, "equipoise: %s\n", error.what());
    return 1;
}
