// SPDX-License-Identifier: BSL-1.0
// compare KEYS TABLE OTHER...    fails unless every other table holds the numbers of the first, to 1e-9
// Tables are CSV with a header row; the first KEYS columns name a row, whose place in the file does not matter. An
// empty field and NA stand for an undefined number.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct table {
    std::size_t columns = 0;
    std::vector<std::vector<double>> rows;
};

double number(std::string const& field)
{
    if (field.empty() || field == "NA") {
        return std::numeric_limits<double>::quiet_NaN();
    }
    char* end = nullptr;
    auto const value = std::strtod(field.c_str(), &end);
    if (end != field.c_str() + field.size()) {
        throw std::runtime_error{"not a number: " + field};
    }
    return value;
}

std::vector<std::string> fields(std::string const& line)
{
    auto found = std::vector<std::string>{};
    for (std::size_t first = 0; first <= line.size();) {
        auto const end = (std::min)(line.find(',', first), line.size());
        found.push_back(line.substr(first, end - first));
        first = end + 1;
    }
    return found;
}

table read(std::string const& path)
{
    auto file = std::ifstream{path};
    auto line = std::string{};
    if (!std::getline(file, line)) {
        throw std::runtime_error{path + " cannot be read or is empty"};
    }
    auto result = table{fields(line).size(), {}};
    while (std::getline(file, line)) {
        auto& row = result.rows.emplace_back();
        for (auto const& field : fields(line)) {
            row.push_back(number(field));
        }
        if (row.size() != result.columns) {
            throw std::runtime_error{path + ": a row is of another length than the header"};
        }
    }
    return result;
}

void sort(table& of, std::size_t keys)
{
    std::sort(of.rows.begin(), of.rows.end(), [keys](auto const& a, auto const& b) {
        return std::lexicographical_compare(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(keys), b.begin(),
                                            b.begin() + static_cast<std::ptrdiff_t>(keys));
    });
}

/// How far apart, for their size. What is below 1e-15 may be rounding of a difference of shares.
double difference(double a, double b)
{
    if (std::isnan(a) || std::isnan(b)) {
        return std::isnan(a) == std::isnan(b) ? 0 : std::numeric_limits<double>::infinity();
    }
    auto const larger = (std::max)(std::abs(a), std::abs(b));
    return a == b || larger < 1e-15 ? 0 : std::abs(a - b) / larger;
}

/// The largest difference between the tables.
double hold_against(table const& mine, table const& other, std::size_t keys, std::string const& path)
{
    if (other.columns != mine.columns || other.rows.size() != mine.rows.size()) {
        throw std::runtime_error{path + " has " + std::to_string(other.rows.size()) + " rows of "
                                 + std::to_string(other.columns) + ", not " + std::to_string(mine.rows.size()) + " of "
                                 + std::to_string(mine.columns)};
    }
    auto largest = 0.0;
    for (std::size_t i = 0; i < mine.rows.size(); ++i) {
        for (std::size_t j = 0; j < mine.columns; ++j) {
            auto const a = mine.rows[i][j];
            auto const b = other.rows[i][j];
            auto const apart = difference(a, b);
            if (j < keys ? !(a == b) : !(apart <= 1e-9)) {
                char words[160];
                std::snprintf(words, sizeof words, ": row %zu in order, column %zu is %.17g, not %.17g", i + 1, j + 1,
                              b, a);
                throw std::runtime_error{path + words};
            }
            largest = (std::max)(largest, apart);
        }
    }
    return largest;
}

} // namespace

int main(int count, char** arguments)
try {
    if (count < 4) {
        std::fputs("usage: compare KEYS TABLE OTHER...\n", stderr);
        return 2;
    }
    auto const keys = static_cast<std::size_t>(std::strtoul(arguments[1], nullptr, 10));
    auto mine = read(arguments[2]);
    if (mine.rows.empty()) {
        throw std::runtime_error{std::string{arguments[2]} + " has no rows"};
    }
    sort(mine, keys);
    auto largest = 0.0;
    for (int i = 3; i < count; ++i) {
        auto other = read(arguments[i]);
        sort(other, keys);
        largest = (std::max)(largest, hold_against(mine, other, keys, arguments[i]));
    }
    std::printf("%zu rows of %zu numbers, the same in all to %.1e\n", mine.rows.size(), mine.columns - keys, largest);
} catch (std::exception const& error) {
    std::fprintf(stderr, "compare: %s\n", error.what());
    return 1;
}
