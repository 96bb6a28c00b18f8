// SPDX-License-Identifier: BSL-1.0
#include "tables.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/network/network.hpp>

#include <boost/test/unit_test.hpp>

#include <Eigen/LU>

#include <cmath>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace eq = equipoise;
using namespace network_tests;

namespace {

using key = std::tuple<std::string, std::string, std::string>; // name, row, column
using found_values = std::map<key, double>;

std::string text(label const& of)
{
    return of.first + '.' + of.second;
}

/// A column of a matrix by unit vectors, of either inverse.
void inverses(world_of const& world, found_values& found)
{
    auto const n = world.size();
    for (std::size_t j = 0; j < n; ++j) {
        auto const column = eq::required_output(world, world.labels()[j]); // L e_j
        auto push = std::vector<double>(n);
        push[j] = 1;
        auto const outlets = eq::inoperability(world, push); // G e_j
        for (std::size_t i = 0; i < n; ++i) {
            auto const row = text(world.labels()[i]);
            found[{"leontief_inverse", row, text(world.labels()[j])}] = column[i].value;
            found[{"ghosh_inverse", row, text(world.labels()[j])}] = outlets[i].value;
        }
    }
}

void by_power(world_of const& world, found_values& found)
{
    for (auto const& power : world.regions()) {
        auto const put = [&](char const* name, eq::sector_values<label> const& shares) {
            for (auto const& row : shares) {
                if (row.why == eq::reason::defined) {
                    BOOST_TEST((row.bounds.low <= row.value && row.value <= row.bounds.high));
                    found[{name, power, text(row.label)}] = row.value;
                }
            }
            BOOST_TEST(shares.is_proven());
            BOOST_TEST(shares.proven_error() < 1e-12);
        };
        put("look_through_output", eq::look_through(world, power));
        put("look_through_inputs", eq::look_through(world, power, eq::counting::inputs));
        put("value_added_origin", eq::look_through(world, power, eq::counting::value_added));
        put("face_value_output", eq::face_value(world, power));
        put("hidden_output", eq::hidden(world, power));
        put("direct_inputs", eq::direct_inputs(world, power));
        auto const parts = eq::export_decomposition(world, power);
        found[{"gross_exports", power, ""}] = eq::gross_exports(world, power);
        found[{"foreign_content_of_exports", power, ""}] = eq::foreign_content_of_exports(world, power);
        found[{"export_dva", power, ""}] = parts.domestic;
        found[{"export_ddc", power, ""}] = parts.domestic_twice;
        found[{"export_fva", power, ""}] = parts.foreign;
        found[{"export_fdc", power, ""}] = parts.foreign_twice;
        found[{"vax", power, ""}] = eq::vax(world, power);
        auto const without = eq::extract(world, power);
        found[{"extraction_loss_total", power, ""}] = without.total();
        auto const stopped = eq::stop_exports(world, power);
        for (auto const& region : world.regions()) {
            found[{"extraction_loss", power, region}] = without.of(region);
            found[{"export_stop_loss", power, region}] = stopped.of(region);
        }
    }
}

void by_sector(world_of const& world, found_values& found)
{
    auto const put = [&](char const* name, bool as_row, eq::sector_values<label> const& values) {
        for (auto const& row : values) {
            if (row.why == eq::reason::defined) {
                found[{name, as_row ? text(row.label) : "", as_row ? "" : text(row.label)}] = row.value;
            }
        }
    };
    put("output_multiplier", false, eq::output_multiplier(world));
    put("upstreamness", true, eq::upstreamness(world));
    put("foreign_share_output", false, eq::foreign_share_output(world));
    put("foreign_input_reliance", false, eq::foreign_input_reliance(world));
    put("foreign_market_reliance", true, eq::foreign_market_reliance(world));
    for (std::size_t j = 0; j < world.size(); ++j) {
        auto const& label = world.labels()[j];
        found[{"output", text(label), ""}] = world.output()[j];
        found[{"value_added_coefficient", "", text(label)}] = world.value_added()[j];
        found[{"look_through_hhi", "", text(label)}] = eq::hhi(eq::origins(world, label, eq::counting::output));
        found[{"foreign_look_through_hhi", "", text(label)}] =
            eq::hhi(eq::foreign_origins(world, label, eq::counting::output));
    }
}

void by_consumer(world_of const& world, found_values& found)
{
    for (auto const& consumer : world.consumers()) {
        for (auto const& row : eq::final_destination(world, consumer)) {
            if (row.why == eq::reason::defined) {
                found[{"final_destination", text(row.label), consumer}] = row.value;
            }
        }
        auto const direct = eq::direct_origins(world, eq::used_by(consumer));
        for (std::size_t r = 0; r < world.regions().size(); ++r) {
            auto const& region = world.regions()[r];
            found[{"final_demand_value_added_origin", region, consumer}] =
                eq::look_through(world, region, eq::counting::value_added, eq::used_by(consumer));
            found[{"final_demand_direct_origin", region, consumer}] = direct.share(r);
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(reference)

// Each value was computed in two ways by other programs, one of them in exact fractions.
BOOST_AUTO_TEST_CASE(every_row)
{
    auto const reference = outside("reference");
    auto const data = outside("data");
    if (reference.empty() || data.empty()) {
        BOOST_TEST_MESSAGE("not run: there is no " << EQUIPOISE_REFERENCE_DIR << "/reference or /data");
        return;
    }
    auto toy2 = toy();
    toy2.demand = toy2.demand.rowwise().sum().eval();
    toy2.consumers = {"A"};
    auto const tables = std::map<std::string, table>{
        {"toy2", toy2},
        {"miller_blair", miller_blair(data)},
        {"pymrio_td_small", td_small(data)},
        {"chile2013", chile(data)},
        {"io2x3_bal", mrio_case(reference, "io2x3_bal")},
        {"io2x3_zero", mrio_case(reference, "io2x3_zero")},
    };
    auto results = std::map<std::string, found_values>{};
    for (auto const& [name, table] : tables) {
        auto const world = table.system();
        auto& found = results[name];
        inverses(world, found);
        by_power(world, found);
        by_sector(world, found);
        by_consumer(world, found);
        auto coefficients = table.deliveries;
        for (Eigen::Index j = 0; j < coefficients.cols(); ++j) {
            auto const x = world.output()[static_cast<std::size_t>(j)];
            coefficients.col(j) /= x == 0 ? 1 : x;
        }
        found[{"spectral_radius", "", ""}] = eq::growth_factor_of(coefficients);
    }
    auto checked = 0;
    auto const lines = support::read_csv((reference / "network_values.csv").string());
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto const& line = lines[i];
        auto const& found = results.at(line.at(1));
        auto const at = found.find({line.at(0), line.at(2), line.at(3)});
        auto const what = line[0] + ',' + line[1] + ',' + line[2] + ',' + line[3];
        BOOST_TEST_REQUIRE((at != found.end()), "no value for " << what);
        auto const expected = support::number(line.at(4));
        // 2e-12 covers the decimals of the tables and the differences in the two ways of the file
        BOOST_TEST(std::abs(at->second - expected) <= 2e-12 * std::abs(expected) + 1e-15,
                   what << ": " << at->second << ", expected " << expected);
        ++checked;
    }
    BOOST_TEST(checked == 2518);
}

// Miller and Blair (2009), table 2.3: the inverse and the outputs for a new final demand of 600 and 1500.
BOOST_AUTO_TEST_CASE(miller_and_blair)
{
    auto deliveries = Eigen::MatrixXd(2, 2);
    deliveries << 150, 500, 200, 100;
    auto demand = Eigen::MatrixXd(2, 1);
    demand << 350, 1700;
    auto const labels = std::vector<label>{{"one", "s"}, {"two", "s"}};
    auto const world = world_of{deliveries, demand, labels, std::vector<std::string>{"one"}};
    auto const first = eq::required_output(world, labels[0]);
    BOOST_TEST(std::abs(first[0].value - 1.25412541) < 5e-9);
    BOOST_TEST(std::abs(first[1].value - .2640264) < 5e-8);
    auto const second = eq::required_output(world, labels[1]);
    BOOST_TEST(std::abs(second[0].value - .330033) < 5e-7);
    BOOST_TEST(std::abs(second[1].value - 1.12211221) < 5e-9);
    auto const outputs = eq::required_output(world, std::vector<double>{600, 1500});
    BOOST_TEST(std::abs(outputs[0].value - 1247.5) < .05);
    BOOST_TEST(std::abs(outputs[1].value - 1841.6) < .05);
}

// Published with the R package leontief: the inverse of Chile 2013 to three digits after the point. Its multipliers are
// sums of those rounded numbers.
BOOST_AUTO_TEST_CASE(chile_as_published)
{
    auto const data = outside("data");
    if (data.empty()) {
        BOOST_TEST_MESSAGE("not run: there is no " << EQUIPOISE_REFERENCE_DIR << "/data");
        return;
    }
    auto const folder = data / "mrio" / "leontief_chile2013";
    auto const inverse = numbers(folder / "EXPECTED_L_3sig_published.csv", 1, 1);
    auto const multipliers = numbers(folder / "EXPECTED_multipliers_published.csv", 1, 1);
    auto const table = chile(data);
    auto const world = table.system();
    auto const found = eq::output_multiplier(world);
    BOOST_TEST_REQUIRE(inverse.rows() == 12);
    for (std::size_t j = 0; j < 12; ++j) {
        auto const column = eq::required_output(world, world.labels()[j]);
        for (std::size_t i = 0; i < 12; ++i) {
            auto const published = inverse(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
            BOOST_TEST(std::abs(column[i].value - published) < .000501);
        }
        BOOST_TEST(std::abs(found[j].value - multipliers(static_cast<Eigen::Index>(j), 0)) < .006);
    }
}

// pymrio 0.6.3 on its own small table: the accounts of two factors by consumption, production, imports and exports.
BOOST_AUTO_TEST_CASE(accounts_of_pymrio)
{
    auto const data = outside("data");
    if (data.empty()) {
        BOOST_TEST_MESSAGE("not run: there is no " << EQUIPOISE_REFERENCE_DIR << "/data");
        return;
    }
    auto const table = td_small(data);
    auto const world = table.system();
    auto const folder = data / "mrio" / "pymrio_td_small_MRIO";
    auto const factors = numbers(folder / "F.csv", 1, 1);
    auto const near_enough = [](double found, double expected) {
        return std::abs(found - expected) < 1e-12 * std::abs(expected);
    };
    auto const multipliers = numbers(folder / "M.csv", 1, 1);
    for (Eigen::Index f = 0; f < 2; ++f) {
        auto factor = std::vector<double>{};
        for (Eigen::Index i = 0; i < factors.cols(); ++i) {
            factor.push_back(factors(f, i));
        }
        auto const behind = eq::factor_multiplier(world, factor);
        for (std::size_t i = 0; i < 6; ++i) {
            BOOST_TEST(std::abs(behind[i].value - multipliers(f, static_cast<Eigen::Index>(i))) < 1e-7);
        }
        for (Eigen::Index r = 0; r < 2; ++r) {
            auto const region = r == 0 ? std::string{"reg1"} : std::string{"reg2"};
            auto const sum = [&](char const* file) {
                return numbers(folder / file, 1, 1).row(f).segment(3 * r, 3).sum();
            };
            auto const account = eq::factor_account(world, factor, region);
            BOOST_TEST(near_enough(account.production, sum("D_pba.csv")));
            BOOST_TEST(near_enough(account.consumption, sum("D_cba.csv")));
            BOOST_TEST(near_enough(account.imports, sum("D_imp.csv")));
            BOOST_TEST(near_enough(account.exports, sum("D_exp.csv")));
            auto const by_origin = eq::embodied(world, factor, eq::used_by(region));
            BOOST_TEST(near_enough(by_origin[static_cast<std::size_t>(1 - r)].amount, sum("D_imp.csv")));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
