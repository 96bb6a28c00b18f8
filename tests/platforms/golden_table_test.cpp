// SPDX-License-Identifier: BSL-1.0
#include "../concentration/oracle_divergence.hpp"
#include "../concentration/oracle_hill.hpp"
#include "../concentration/oracle_ranked.hpp"
#include "../support/oracle.hpp"

#include <equipoise/balancing/poles.hpp>
#include <equipoise/comparison/divergence.hpp>
#include <equipoise/concentration/entropy.hpp>
#include <equipoise/concentration/gini.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/hill.hpp>
#include <equipoise/concentration/rank_weighted.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/ledgers.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/bound.hpp>
#include <equipoise/uncertainty/error_models.hpp>
#include <equipoise/uncertainty/resample.hpp>
#include <equipoise/uncertainty/rows.hpp>
#include <equipoise/uncertainty/uniform_within.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Every compiler, processor and system has to give the same bits: those of golden_table.csv, which tells how it was
// made.

namespace {

namespace eq = equipoise;
using namespace eq::literals;

struct golden {
    std::string name;
    double value;
    double exact; ///< computed outside with many digits, then rounded to a double
};

std::string const reference = EQUIPOISE_SOURCE_DIR "/tests/reference/";
std::string const file_of_table = EQUIPOISE_SOURCE_DIR "/tests/platforms/golden_table.csv";

std::string bits_of(double value)
{
    if (std::isnan(value)) {
        return "nan";
    }
    auto text = std::string(16, '0');
    auto bits = std::bit_cast<std::uint64_t>(value);
    for (auto digit = text.rbegin(); digit != text.rend(); ++digit, bits /= 16) {
        *digit = "0123456789abcdef"[bits % 16];
    }
    return text;
}

// The indices of amounts, of the portfolios for which tests/reference has exact values.
void add_reference_values(std::vector<golden>& table)
{
    auto offered = std::map<std::string, support::oracle_metric>{};
    for (auto const& lines : {hill_metrics(), ranked_metrics(), divergence_metrics()}) {
        for (auto const& line : lines) {
            offered[line.metric + ' ' + line.parameters] = line;
        }
    }
    auto const amounts = support::read_vectors(reference + "vectors.csv");
    for (auto const& row : support::read_oracle(reference + "oracle.csv")) {
        auto const line = offered.find(row.metric + ' ' + row.parameters);
        if (line != offered.end() && line->second.allowed <= 4) {
            table.push_back({row.case_id + ' ' + line->first, line->second.value(amounts.at(row.case_id)), row.value});
        }
    }
}

class numbers {
public:
    unsigned below(unsigned n)
    {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<unsigned>((state_ >> 33U) % n);
    }

    std::string digits(unsigned n)
    {
        auto text = std::string{};
        for (; n > 0; --n) {
            text += static_cast<char>('0' + below(10));
        }
        return text;
    }

private:
    std::uint64_t state_ = 2019;
};

std::string any_amount(numbers& some)
{
    auto const kind = some.below(6);
    if (kind == 0) {
        return some.digits(1 + some.below(8));
    }
    if (kind == 1 || kind == 2) {
        auto const whole = some.digits(kind == 1 ? 1 + some.below(8) : 10 + some.below(9));
        return whole + '.' + some.digits(1 + some.below(12));
    }
    if (kind == 3) {
        auto const first = some.digits(1);
        auto const more = some.digits(1 + some.below(16));
        return first + '.' + more + 'E' + std::to_string(static_cast<int>(some.below(40)) - 10);
    }
    if (kind == 4) {
        return '"' + some.digits(1 + some.below(12)) + '"';
    }
    return '.' + some.digits(1 + some.below(20));
}

std::string file_of_rows()
{
    constexpr auto states = std::array{"KAZ", "MNG", "UZB", "KGZ", "TJK", "TKM", "AZE", "ARM", "GEO", "BLR"};
    constexpr auto partners = std::array{"CHN", "RUS", "USA", "DEU", "FRA", "GBR", "ITA", "JPN",
                                         "KOR", "TUR", "IND", "IRN", "POL", "NLD", "CHE"};
    auto some = numbers{};
    auto text = std::string{"origin,destination,amount\n"};
    for (auto i = 0; i < 3000; ++i) {
        text.append(states[some.below(10)]).append(",");
        text.append(partners[some.below(15)]).append(",");
        text.append(any_amount(some)).append("\n");
    }
    return text;
}

// Indices of what is read from a file.
void add_values_of_rows(std::vector<golden>& table)
{
    auto const text = file_of_rows();
    auto const [book, report] = eq::io::read_exports<eq::iso3>(eq::io::text(text), {}, eq::by_state);
    BOOST_TEST(report.used == 3000U);
    auto const china = "CHN"_iso3;
    auto const russia = "RUS"_iso3;
    for (auto const& [state, flows] : book) {
        auto const add = [&, &name = state](std::string const& index, double value) {
            table.push_back({name.str() + ' ' + index, value, 0});
        };
        add("hhi", eq::hhi(flows));
        add("effective_number", eq::effective_number(flows));
        add("hill(0.5)", eq::hill(flows, .5));
        add("hill(3)", eq::hill(flows, 3));
        add("hill(7)", eq::hill(flows, 7));
        add("shannon", eq::shannon(flows));
        add("gini", eq::gini(flows));
        add("hoover", eq::hoover(flows));
        add("theil", eq::theil(flows));
        add("atkinson(0.5)", eq::atkinson(flows, .5));
        add("concentration_ratio(3)", eq::concentration_ratio(flows, 3));
        add("exposure", eq::exposure(flows, russia));
        add("tilt", eq::tilt(flows, china, russia));

        auto partners = std::vector<eq::partner<eq::iso3>>{};
        for (auto const& [id, amount] : flows) {
            partners.push_back({id, amount});
        }
        auto const partly = eq::portfolio<eq::iso3>{partners, {.total = 1e32}};
        auto const hhi = eq::bound(partly, eq::hhi);
        auto const unlisted = eq::bound(partly, eq::exposure("SWE"_iso3));
        add("least hhi", hhi.low);
        add("largest hhi", hhi.high);
        add("partial exposure", eq::exposure(partly, russia));
        add("largest exposure", unlisted.high);
    }
}

// Draws, by all transforms of random numbers.
void add_draws(std::vector<golden>& table)
{
    auto const add = [&](std::string const& name, eq::distribution const& drawn) {
        for (std::size_t d = 0; d < drawn.draws().size(); ++d) {
            table.push_back({name + " draw " + std::to_string(d), drawn.draws()[d], 0});
        }
    };
    auto const how = eq::resampling{.draws = 4, .seed = 1};
    auto const ten = std::vector{40., 30., 20., 10.};
    auto const records = std::vector<eq::partner<int>>{{1, 3}, {1, 1}, {2, 2}, {3, 4}, {2, 1}};
    auto const partly = eq::portfolio<int>{{{1, 60}, {2, 30}}, {.total = 100}};
    auto const ranges = eq::interval_portfolio<int>{{1, 50, 60}, {2, 20, 30}, {3, 10, 15}, {4, 0, 5}};
    add("dirichlet(50)", eq::resample(ten, eq::dirichlet{50}, how, eq::hhi));
    add("dirichlet(3)", eq::resample(ten, eq::dirichlet{3}, how, eq::hhi));
    add("dirichlet(0.5)", eq::resample(ten, eq::dirichlet{.5}, how, eq::hhi));
    add("lognormal_error(0.1 0.5)", eq::resample(ten, eq::lognormal_error{.1, .5}, how, eq::hhi));
    add("rows", eq::resample(records, eq::rows{}, how, eq::hhi));
    add("bayesian rows", eq::resample(records, eq::rows{eq::row_weights::bayesian}, how, eq::hhi));
    add("hidden partners", eq::resample(partly, eq::lognormal_error{0}, {.draws = 4, .hidden = 2}, eq::hhi));
    add("uniform_within", eq::resample(ranges, eq::uniform_within{}, how, eq::hhi));
}

std::vector<golden> computed()
{
    auto table = std::vector<golden>{};
    add_reference_values(table);
    add_values_of_rows(table);
    add_draws(table);
    return table;
}

std::vector<std::vector<std::string>> committed()
{
    auto lines = support::read_csv(file_of_table);
    std::erase_if(lines, [](auto const& fields) { return fields[0].starts_with('#'); });
    return lines;
}

} // namespace

BOOST_AUTO_TEST_SUITE(platforms)
BOOST_AUTO_TEST_SUITE(golden_table)

BOOST_AUTO_TEST_CASE(every_platform_gives_the_same_bits)
{
    auto const table = computed();
    if (auto const* const path = std::getenv("EQUIPOISE_NEW_GOLDEN_TABLE")) {
        auto file = std::ofstream{path, std::ios::binary};
        for (auto const& [name, value, exact] : table) {
            file << name << ',' << bits_of(value) << '\n';
        }
    }
    auto const expected = committed();
    BOOST_TEST_REQUIRE(table.size() > 2000U);
    BOOST_TEST_REQUIRE(table.size() == expected.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        BOOST_TEST_REQUIRE(table[i].name == expected[i].at(0));
        BOOST_CHECK_MESSAGE(bits_of(table[i].value) == expected[i].at(1),
                            table[i].name << " is " << bits_of(table[i].value) << ", not " << expected[i].at(1));
    }
}

BOOST_AUTO_TEST_CASE(the_bits_are_within_four_ulp_of_exact_values)
{
    auto const table = computed();
    auto const expected = committed();
    BOOST_TEST_REQUIRE(table.size() == expected.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        auto const exact = expected[i].size() > 2 ? support::number(expected[i][2]) : table[i].exact;
        auto const error = support::ulps(table[i].value, exact);
        BOOST_CHECK_MESSAGE(error <= 4, table[i].name << " is " << error << " ulp off");
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
