// SPDX-License-Identifier: BSL-1.0
#include "../support/all_indices.hpp"

#include <equipoise/balancing/poles.hpp>
#include <equipoise/concentration/entropy.hpp>
#include <equipoise/concentration/gini.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/hill.hpp>
#include <equipoise/concentration/rank_weighted.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/column_name.hpp>
#include <equipoise/model/identifiers.hpp>

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
auto const name_of = [](auto const& index) { return eq::io::column_name(index); };
constexpr auto china = "CHN"_iso3;
constexpr auto russia = "RUS"_iso3;

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(column_name)

BOOST_AUTO_TEST_CASE(names_of_indices)
{
    BOOST_TEST(name_of(eq::hhi) == "hhi");
    BOOST_TEST(name_of(eq::exposure(china)) == "exposure_CHN");
    BOOST_TEST(name_of(eq::exposure(eq::bloc{russia, china})) == "exposure_CHN+RUS");
    BOOST_TEST(name_of(eq::tilt(russia, china)) == "tilt_RUS_CHN");
    BOOST_TEST(name_of(eq::hill(0.5)) == "hill_0.5");
    BOOST_TEST(name_of(eq::concentration_ratio(4)) == "concentration_ratio_4");
    BOOST_TEST(name_of(eq::gini) == "gini");
    BOOST_TEST(name_of(eq::gini(eq::positive)) == "gini_positive");
    BOOST_TEST(name_of(eq::gini(eq::out_of{190})) == "gini_of_190");
    BOOST_TEST(name_of(eq::shannon) == "shannon");
    BOOST_TEST(name_of(eq::shannon(eq::bits)) == "shannon_bits");
    BOOST_TEST(name_of(eq::shannon(eq::logarithm{10})) == "shannon_base_10");
}

// With any parameter and number of partners: two columns of the same name cannot be told apart.
BOOST_AUTO_TEST_CASE(every_index_has_a_name_of_its_own)
{
    auto names = std::set<std::string>{};
    support::for_each_kind([&](auto const& kind) {
        for (auto const& index : kind) {
            auto const name = name_of(index);
            BOOST_TEST(names.insert(name).second, name << " is the name of two indices");
            BOOST_TEST(name.find_first_of(" ,\"\n") == std::string::npos, name);
        }
    });
    BOOST_TEST(names.size() > 80U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
