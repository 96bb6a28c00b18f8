// SPDX-License-Identifier: BSL-1.0
#include <equipoise/alignment/capability.hpp>
#include <equipoise/io/delimited.hpp>

#include "../support/amounts.hpp"
#include "../support/constant.hpp"
#include "../support/oracle.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace eq = equipoise;
using support::message_of;
using support::ulps;

constexpr auto unknown = std::numeric_limits<double>::quiet_NaN();
using six = std::array<std::optional<double>, 6>;

constexpr double equal[][6] = {{1, 2, 3, 4, 5, 6}, {3, 6, 9, 12, 15, 18}};
SUPPORT_STATIC_ASSERT(eq::cinc(equal)[0] == .25 && eq::cinc(equal)[1] == .75);

/// Half a unit of the last decimal place of a number as it is printed: .0396975 is within .00000005.
double half_a_place(std::string_view printed)
{
    auto const e = printed.find_first_of("eE");
    auto const point = printed.find('.');
    auto const digits = (e == std::string_view::npos ? printed.size() : e) - point - 1;
    auto const power = e == std::string_view::npos ? 0 : std::atoi(std::string{printed.substr(e + 1)}.c_str());
    return .5 * std::pow(10.0, power - (point == std::string_view::npos ? 0 : static_cast<int>(digits)));
}

} // namespace

BOOST_AUTO_TEST_SUITE(alignment)
BOOST_AUTO_TEST_SUITE(capability)

BOOST_AUTO_TEST_CASE(the_mean_of_what_is_known)
{
    auto const states = std::vector<six>{{1.0, 10.0, 5.0, 2.0, 8.0, 1.0},
                                         {3.0, std::nullopt, 0.0, std::nullopt, 8.0, std::nullopt},
                                         {4.0, 30.0, 5.0, unknown, 16.0, 3.0}};
    auto const found = eq::cinc.result(states);
    BOOST_TEST_REQUIRE(found.size() == 3U);
    // totals of the known amounts: 8, 40, 10, 2, 32, 4
    BOOST_TEST(ulps(found[0].value, (1.0 / 8 + 1.0 / 4 + 1.0 / 2 + 1 + 1.0 / 4 + 1.0 / 4) / 6) <= 1);
    BOOST_TEST(found[0].known == 6U);
    BOOST_TEST(ulps(found[1].value, (3.0 / 8 + 0 + 1.0 / 4) / 3) <= 1); // nothing is not unknown
    BOOST_TEST(found[1].known == 3U);
    BOOST_TEST(ulps(found[2].value, (1.0 / 2 + 3.0 / 4 + 1.0 / 2 + 1.0 / 2 + 3.0 / 4) / 5) <= 1);
    BOOST_TEST(found[2].known == 5U);
    auto const values = eq::cinc(states);
    for (std::size_t i = 0; i < found.size(); ++i) {
        BOOST_TEST(values[i] == found[i].value);
    }
}

BOOST_AUTO_TEST_CASE(complete_capabilities_add_up_to_one)
{
    auto random = support::random{61};
    for (auto round = 0; round < 50; ++round) {
        auto states = std::vector<std::array<double, 6>>{};
        for (auto n = 1 + random.below(200); n != 0; --n) {
            auto& state = states.emplace_back();
            for (auto& component : state) {
                component = random.unit() * (random.below(2) == 0 ? 1e300 : 1e297);
            }
        }
        auto sum = 0.0;
        for (auto const value : eq::cinc(states)) {
            BOOST_TEST(value >= 0);
            BOOST_TEST(value <= 1);
            sum += value;
        }
        BOOST_TEST(std::abs(sum - 1) < 1e-13);
    }
}

BOOST_AUTO_TEST_CASE(edges)
{
    BOOST_TEST(eq::cinc(std::vector<six>{}).empty());
    BOOST_TEST(std::isnan(eq::cinc(std::vector<six>{{}, {1.0}})[0])); // nothing known of it
    BOOST_TEST(eq::cinc(std::vector<six>{{}, {1.0}})[1] == 1);
    // a component that is zero everywhere has no shares
    auto const found = eq::cinc.result(std::vector<std::vector<int>>{{0, 1}, {0, 3}});
    BOOST_TEST(found[0].value == .25);
    BOOST_TEST(found[0].known == 1U);
    BOOST_TEST(eq::cinc(std::vector<std::array<double, 1>>{{5e-324}, {5e-324}})[0] == .5);
    BOOST_TEST(eq::cinc(std::vector<std::array<double, 1>>{{1.7e308}, {1.7e308}})[0] == .5);

    struct state {
        std::string name;
        std::array<double, 2> components;
    };
    auto const named = std::vector<state>{{"a", {1, 1}}, {"b", {1, 3}}};
    BOOST_TEST(eq::cinc(named, &state::components)[1] == .625);
    auto once = support::single_use<std::array<float, 2>>{{{1, 1}, {1, 3}}};
    BOOST_TEST(eq::cinc(once)[0] == .375);
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    auto const negative = std::vector<std::array<double, 2>>{{1, 2}, {1, -9}};
    BOOST_TEST(message_of<eq::invalid_amount>([&] { static_cast<void>(eq::cinc(negative)); })
               == "cinc: amount -9 at position 1; amounts are finite and not negative");
    auto const endless = std::vector<std::array<double, 1>>{{std::numeric_limits<double>::infinity()}};
    BOOST_CHECK_THROW(static_cast<void>(eq::cinc(endless)), eq::invalid_amount);
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [] { static_cast<void>(eq::cinc(std::vector<std::vector<int>>{{1, 2}, {1}})); })
               == "cinc: number of components of state 1 is 1; it must be that of the others, 2");
    BOOST_CHECK_THROW(static_cast<void>(eq::cinc(std::vector<std::vector<int>>{{1}, {1, 2}})), eq::invalid_parameter);
}

// National Material Capabilities 5.0 in which -9 is unknown: the mean over the available shares is the column `cinc` to
// the precision that it is printed with, for every state.
BOOST_AUTO_TEST_CASE(the_published_index)
{
    auto const path = std::filesystem::path{EQUIPOISE_REFERENCE_DIR} / "data/capabilities/NMC_5_0.csv";
    if (!std::filesystem::exists(path)) {
        BOOST_TEST_MESSAGE("not run: no " << path);
        return;
    }
    struct state {
        std::string name;
        six components;
        std::string published;
    };
    auto years = std::map<int, std::vector<state>>{{1950, {}}, {2000, {}}, {2012, {}}};
    std::size_t incomplete = 0;
    eq::io::for_each_row(path,
                         {.columns = {"year", "stateabb", "cinc", "milex", "milper", "irst", "pec", "tpop", "upop"},
                          .also_missing = {"-9"}},
                         [&](eq::io::row const& row) {
                             auto const year = years.find(row.get<int>(0));
                             if (year == years.end()) {
                                 return;
                             }
                             auto& entry =
                                 year->second.emplace_back(state{row.get<std::string>(1), {}, row.get<std::string>(2)});
                             for (std::size_t c = 0; c < entry.components.size(); ++c) {
                                 entry.components[c] = row.known<double>(3 + c);
                                 incomplete += entry.components[c] ? 0U : 1U;
                             }
                         });
    BOOST_TEST(years.at(1950).size() == 75U);
    BOOST_TEST(years.at(2000).size() == 191U);
    BOOST_TEST(years.at(2012).size() == 195U);
    BOOST_TEST(incomplete > 0U); // dropping and taking for zero differ
    for (auto const& [year, states] : years) {
        auto const values = eq::cinc(states, &state::components);
        for (std::size_t i = 0; i < states.size(); ++i) {
            BOOST_TEST_CONTEXT(year << ' ' << states[i].name)
            {
                auto const off = std::abs(values[i] - support::number(states[i].published));
                BOOST_TEST(off <= half_a_place(states[i].published) * (1 + 1e-9));
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
