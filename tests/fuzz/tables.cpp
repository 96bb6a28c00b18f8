// SPDX-License-Identifier: BSL-1.0
// fuzz_tables [SECONDS [SEED]]    makes up small input-output tables in the layouts of providers and reads them, whole,
// cut off at any byte and damaged
#include "mutations.hpp"

#include <equipoise/network/look_through.hpp>
#include <equipoise/network/table_files.hpp>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace eq = equipoise;
namespace io = equipoise::io;

struct failure : std::logic_error {
    using std::logic_error::logic_error;
};

void require(bool holds, std::string const& what)
{
    if (!holds) {
        throw failure{what};
    }
}

enum class layout { oecd, figaro, apart };

/// A table and its text; where a cell is NaN, the text is empty. Of matrices apart, that of final demand is a second
/// text.
struct sample {
    layout of = layout::oecd;
    std::string text{};
    std::string second{};
    std::vector<double> cells{};
    std::vector<double> demand{};
};

std::string number(double x)
{
    return x != x ? "" : eq::detail::number_text(x);
}

/// Numbers that are easy or hard to add up; now and then no number. The first row of a matrix needs a number, as one
/// without any is taken for the row that names the columns of labels.
double drawn_cell(fuzz::generator& random, bool some_number = false)
{
    if (!some_number && random.one_in(12)) {
        return eq::undefined;
    }
    if (random.one_in(4)) {
        return 0;
    }
    return static_cast<double>(random.below(100000)) / (random.one_in(3) ? 1 : 1024);
}

sample drawn(fuzz::generator& random)
{
    auto made = sample{};
    made.of = random.one_of(std::array{layout::oecd, layout::figaro, layout::apart});
    auto const apart = made.of == layout::apart;
    auto const separator = apart ? "\t" : ",";
    auto const regions = 1 + random.below(3);
    auto const sectors = 1 + random.below(3);
    auto const n = regions * sectors;
    auto const name = [&](std::size_t i, char const* between) {
        static constexpr auto names = std::array{"CHN", "CN1", "KAZ"};
        return names[i / sectors] + std::string{between} + "S0" + std::to_string(i % sectors);
    };
    auto const use = [&](std::size_t c, char const* between) {
        static constexpr auto names = std::array{"CHN", "CN1", "KAZ"};
        return names[c] + std::string{between} + (made.of == layout::figaro ? "P3_S14" : "HFCE");
    };
    auto head = std::string{};
    auto head_of_uses = std::string{};
    if (apart) {
        auto first = std::array<std::string, 2>{"region\t", "region\t"};
        auto second = std::array<std::string, 2>{"sector\t", "category\t"};
        for (std::size_t i = 0; i < n; ++i) {
            first[0] += separator + name(i, "\t").substr(0, 3);
            second[0] += separator + name(i, "\t").substr(4);
        }
        for (std::size_t c = 0; c < regions; ++c) {
            first[1] += separator + use(c, "\t").substr(0, 3);
            second[1] += separator + use(c, "\t").substr(4);
        }
        made.text = first[0] + '\n' + second[0] + '\n';
        made.second = first[1] + '\n' + second[1] + '\n';
    } else {
        made.text = made.of == layout::oecd ? "V1" : "rowLabels";
        for (std::size_t i = 0; i < n; ++i) {
            made.text += separator + name(i, "_");
        }
        for (std::size_t c = 0; c < regions; ++c) {
            made.text += separator + use(c, "_");
        }
        made.text += '\n';
    }
    for (std::size_t i = 0; i < n; ++i) {
        auto line = name(i, apart ? "\t" : "_");
        for (std::size_t j = 0; j < n; ++j) {
            made.cells.push_back(drawn_cell(random, i + j == 0));
            line += separator + number(made.cells.back());
        }
        auto& of_uses = apart ? made.second : line;
        of_uses += apart ? name(i, "\t") : "";
        for (std::size_t c = 0; c < regions; ++c) {
            made.demand.push_back(drawn_cell(random, i + c == 0));
            of_uses += separator + number(made.demand.back());
        }
        made.text += line + '\n';
        made.second += apart ? "\n" : "";
    }
    if (!apart) {
        auto const rows = made.of == layout::oecd ? std::vector<std::string>{"VA"}
                                                  : std::vector<std::string>{"W2_D1", "W2_D29X39", "W2_B2A3G"};
        for (auto const& row : rows) {
            made.text += row;
            for (std::size_t i = 0; i < n + regions; ++i) {
                made.text += separator + number(drawn_cell(random));
            }
            made.text += '\n';
        }
    }
    return made;
}

eq::published_table read(layout of, std::string_view text, std::string_view second, bool join)
{
    switch (of) {
    case layout::oecd:
        return eq::read_oecd_icio(io::text(text, "t"), join ? eq::parts_of_states::join : eq::parts_of_states::keep);
    case layout::figaro: return eq::read_figaro(io::text(text, "t"));
    case layout::apart: break;
    }
    auto layout = io::pymrio(2, 2);
    layout.empty = eq::undefined;
    return eq::arrange_table(io::read_matrix(io::text(text, "Z"), layout),
                             io::read_matrix(io::text(second, "Y"), layout));
}

/// Nothing where the text is refused by an error of the library; all other exceptions pass.
std::optional<eq::published_table> read_or_refused(layout of, std::string_view text, std::string_view second, bool join)
{
    try {
        return read(of, text, second, join);
    } catch (eq::error const& error) {
        require(*error.what() != '\0', "an error without words");
        return std::nullopt;
    }
}

bool same(double a, double b)
{
    return a == b || (a != a && b != b);
}

/// What must hold of every table that was read.
void check(eq::published_table const& table)
{
    auto const n = table.labels.size();
    require(n > 0 && table.cells.size() == n * n, "deliveries that are no square");
    require(static_cast<std::size_t>(table.final_demand.rows()) == n, "final demand of other sectors");
    require(table.consumers.size() == static_cast<std::size_t>(table.final_demand.cols()), "a use without a consumer");
    require(table.output.empty() || table.output.size() == n, "outputs of other sectors");
    auto unknown = std::size_t{0};
    auto const look = [&](double x) {
        require(x != x || std::isfinite(x), "an infinite number");
        unknown += x != x ? 1 : 0;
    };
    for (auto const x : table.cells) {
        look(x);
    }
    for (auto const* const part : {&table.final_demand, &table.primary}) {
        for (Eigen::Index k = 0; k < part->size(); ++k) {
            look(part->data()[k]);
        }
    }
    for (auto const x : table.output) {
        look(x);
    }
    require(unknown == table.unknown.size(), "unknown cells that are not listed");
    for (auto const& cell : table.unknown) {
        require(!table.text_of(cell).empty(), "an unknown cell without a name");
    }
    try {
        auto const world = table.system();
        require(world.size() == n, "a system of other sectors");
        auto least = std::vector<double>(n);
        auto most = std::vector<double>(n);
        for (auto const& region : world.regions()) {
            auto const shares = eq::look_through(world, region);
            for (std::size_t j = 0; j < n; ++j) {
                auto const share = shares[j];
                require(share.value >= 0 && share.value <= 1, "a share beyond 0 and 1");
                auto const& [low, high] = share.bounds; // NaN where the error may be as large as the total
                require((low <= share.value && share.value <= high) || (low != low && high != high),
                        "a share out of bounds");
                least[j] += low;
                most[j] += high;
            }
        }
        for (std::size_t j = 0; j < n; ++j) {
            require(!(least[j] > 1 + 1e-15) && !(most[j] < 1 - 1e-15), "shares of all regions that are not 1");
        }
    } catch (eq::error const& error) {
        require(*error.what() != '\0', "an error without words");
    }
}

void check(sample const& of, fuzz::generator& random)
{
    auto const table = read(of.of, of.text, of.second, false);
    check(table);
    auto const zero = of.of == layout::oecd; // what an empty cell means
    for (std::size_t k = 0; k < of.cells.size(); ++k) {
        require(same(table.cells[k], of.cells[k] != of.cells[k] && zero ? 0 : of.cells[k]), "another delivery");
    }
    auto const uses = static_cast<std::size_t>(table.final_demand.cols());
    for (std::size_t k = 0; k < of.demand.size(); ++k) {
        auto const found = table.final_demand(static_cast<Eigen::Index>(k / uses), static_cast<Eigen::Index>(k % uses));
        require(same(found, of.demand[k] != of.demand[k] && zero ? 0 : of.demand[k]), "another final demand");
    }
    auto const join = random.one_in(2);
    if (auto const joined = read_or_refused(of.of, of.text, of.second, join)) {
        check(*joined);
    }
    auto const text = random.one_in(3) ? of.text.substr(0, random.below(of.text.size())) : of.text;
    auto const part = read_or_refused(of.of, text, of.second, false);
    if (part) {
        check(*part);
        require(part->unfinished || part->cells.size() == table.cells.size(), "a part that is taken for the whole");
    }
    auto const broken = sample{of.of, fuzz::damaged(of.text, random),
                               of.second.empty() || random.one_in(2) ? of.second : fuzz::damaged(of.second, random)};
    try {
        if (auto const found = read_or_refused(broken.of, broken.text, broken.second, join)) {
            check(*found);
        }
    } catch (std::exception const& error) {
        throw failure{error.what() + std::string{", damaged:\n"} + broken.text + broken.second + "\nof"};
    }
}

} // namespace

int main(int count, char** arguments)
{
    auto const seconds = count > 1 ? std::atof(arguments[1]) : 2.0;
    auto const seed = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 18ULL;
    auto random = fuzz::generator{seed};
    auto tried = 0UL;
    auto failures = 0;
    auto const end = std::chrono::steady_clock::now() + std::chrono::duration<double>{seconds};
    while (std::chrono::steady_clock::now() < end && failures < 5) {
        auto const of = drawn(random);
        try {
            check(of, random);
        } catch (std::exception const& error) {
            std::printf("table %lu of the seed %llu: %s\n%s%s\n", tried, seed, error.what(), of.text.c_str(),
                        of.second.c_str());
            ++failures;
        }
        ++tried;
    }
    std::printf("%lu tables by the seed %llu, %d failures\n", tried, seed, failures);
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
