// SPDX-License-Identifier: BSL-1.0
#include "oracle_divergence.hpp"
#include "oracle_hill.hpp"
#include "oracle_ranked.hpp"

#include "../support/oracle.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

// Every index of one list of amounts against what other programs returned for the same doubles, to 1e-12. Where they
// differ, reference/peers.csv says why; a line there that explains nothing is an error, too. Profiles are compared in
// the tests of alignment, pairs and matrices in their own.

namespace {

using key = std::pair<std::string, std::string>;
using texts = std::set<std::string>;

template <class Line>
void append(std::vector<Line>& all, std::vector<Line> const& more)
{
    all.insert(all.end(), more.begin(), more.end());
}

std::map<key, support::oracle_metric> offered()
{
    auto lines = hill_metrics();
    append(lines, ranked_metrics());
    append(lines, divergence_metrics());
    auto by_key = std::map<key, support::oracle_metric>{};
    for (auto& line : lines) {
        by_key[{line.metric, line.parameters}] = line;
    }
    return by_key;
}

/// What the other programs compute and the tables of the oracle do not.
std::vector<support::not_offered> absent()
{
    auto lines = std::vector<support::not_offered>{
        {"gini", "bias=none;round=3", "rounded to 3 digits"},
        {"gini_simpson_unbiased", "", "an estimator from a sample of counts"},
        {"grs", "", "Ginevicius's index as one program codes it"},
        {"hill_asymptotic", "", "an estimator from a sample of counts"},
        {"hoover", "unit=percent;round=2", "rounded to 2 digits"},
        {"lorenz", "", "points of the curve, which has tests of its own"},
        {"lorenz_asymmetry", "", "no such index"},
        {"palma", "", "cut at deciles in ways that differ"},
        {"schutz_coefficient", "", "another quantity than Schutz's distance, which is hoover"},
        {"shannon", "base=2;guard=1e-9;round=3", "rounded to 3 digits, with 1e-9 in the logarithm"},
        {"shannon_biascorrected", "", "an estimator from a sample of counts"},
        {"simpson_unbiased", "", "an estimator from a sample of counts"},
        {"stenbacka_pct", "", "in percent; stenbacka has tests of its own"},
        {"wolfson", "", "no such index"},
    };
    append(lines, hill_metrics_not_offered());
    append(lines, ranked_metrics_not_offered());
    append(lines, divergence_metrics_not_offered());
    return lines;
}

/// A difference that is meant: of which program, in which cases (none: in all), and why.
struct explanation {
    std::string where;
    texts cases;
    std::string cause;
    texts met = {};
};

std::string place(std::string const& metric, std::string const& parameters, std::string const& package,
                  std::string const& function)
{
    return metric + ", " + parameters + ", " + package + ", " + function;
}

std::vector<explanation> read_explanations()
{
    auto const lines = support::read_csv(EQUIPOISE_SOURCE_DIR "/tests/reference/peers.csv");
    auto all = std::vector<explanation>{};
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto const& line = lines[i];
        BOOST_TEST_REQUIRE(line.size() == 6U);
        auto cases = texts{};
        auto words = std::istringstream{line[4]};
        for (std::string word; words >> word;) {
            cases.insert(word);
        }
        BOOST_TEST(!cases.empty(), "line " << i << " names no case");
        if (line[4] == "*") {
            cases.clear();
        }
        all.push_back({place(line[0], line[1], line[2], line[3]), cases, line[5]});
    }
    return all;
}

/// What a program said; nothing where it stopped or gave no number. R's NA is an undefined value, as NaN is.
std::optional<double> answer(std::string const& text)
{
    if (text == "ERROR" || text == "NULL") {
        return std::nullopt;
    }
    return text == "NA" ? std::numeric_limits<double>::quiet_NaN() : support::number(text);
}

bool agree(double ours, std::optional<double> theirs)
{
    if (!theirs) {
        return false;
    }
    if (!std::isfinite(ours) || !std::isfinite(*theirs)) {
        return ours == *theirs || (std::isnan(ours) && std::isnan(*theirs));
    }
    return std::abs(*theirs - ours) <= 1e-12 * std::abs(ours);
}

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(peers)

BOOST_AUTO_TEST_CASE(every_explanation_has_a_cause_and_is_given_once)
{
    auto const table = offered();
    auto given = std::set<std::pair<std::string, std::string>>{};
    auto const lines = read_explanations();
    BOOST_TEST(lines.size() > 200U);
    for (auto const& line : lines) {
        BOOST_TEST(!line.cause.empty(), line.where << " has no cause");
        BOOST_TEST(std::any_of(table.begin(), table.end(),
                               [&](auto const& known) {
                                   return line.where.starts_with(known.first.first + ", " + known.first.second + ", ");
                               }),
                   line.where << " is no index of the tables");
        for (auto const& name : line.cases.empty() ? texts{"*"} : line.cases) {
            BOOST_TEST(given.insert({line.where, name}).second, line.where << ' ' << name << " is explained twice");
        }
    }
}

BOOST_AUTO_TEST_CASE(every_difference_is_explained)
{
    auto const outside = std::string{EQUIPOISE_REFERENCE_DIR "/reference/"};
    if (!std::filesystem::exists(outside + "reference.csv")) {
        BOOST_TEST_MESSAGE("no " << outside << "reference.csv: only the list of differences was checked");
        return;
    }
    auto const cases = support::read_vectors(outside + "cases.csv");
    auto const table = offered();
    auto const unknown = absent();
    auto explanations = read_explanations();
    auto const lines = support::read_csv(outside + "reference.csv");
    auto const& header = lines.at(0);
    auto const id = support::column(header, "case_id");
    auto const metric = support::column(header, "metric");
    auto const parameters = support::column(header, "parameters");
    auto const value = support::column(header, "value");
    auto const package = support::column(header, "peer_package");
    auto const function = support::column(header, "peer_function");
    std::size_t agreed = 0;
    std::size_t explained = 0;
    std::size_t skipped = 0;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto const& row = lines[i];
        auto const amounts = cases.find(row.at(id));
        if (amounts == cases.end()) {
            continue;
        }
        auto const line = table.find({row.at(metric), row.at(parameters)});
        if (line == table.end()) {
            BOOST_TEST(std::any_of(unknown.begin(), unknown.end(),
                                   [&](auto const& other) {
                                       return other.metric == row.at(metric)
                                              && (other.parameters.empty() || other.parameters == row.at(parameters));
                                   }),
                       row.at(metric) << ' ' << row.at(parameters) << " is neither compared nor listed");
            ++skipped;
            continue;
        }
        auto const ours = line->second.value(amounts->second);
        if (agree(ours, answer(row.at(value)))) {
            ++agreed;
            continue;
        }
        auto const where = place(row.at(metric), row.at(parameters), row.at(package), row.at(function));
        auto const why = std::find_if(explanations.begin(), explanations.end(), [&](auto const& each) {
            return each.where == where && (each.cases.empty() || each.cases.contains(row.at(id)));
        });
        BOOST_TEST((why != explanations.end()),
                   where << ", " << row.at(id) << ": " << row.at(value) << " for " << ours << " is not explained");
        if (why != explanations.end()) {
            why->met.insert(row.at(id));
            ++explained;
        }
    }
    for (auto const& each : explanations) {
        BOOST_TEST(!each.met.empty(), each.where << ": there is no such difference");
        for (auto const& name : each.cases) {
            BOOST_TEST(each.met.contains(name), each.where << ", " << name << ": there is no such difference");
        }
    }
    BOOST_TEST_MESSAGE(agreed + explained << " values of other programs compared: " << agreed << " agree, " << explained
                                          << " differ for a listed reason; " << skipped << " are of other quantities");
    BOOST_TEST(agreed > 8000U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
