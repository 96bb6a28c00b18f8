// SPDX-License-Identifier: BSL-1.0
// Before all else, so that nothing in the core shadows what it brings.
#include <equipoise/parallel/parallel.hpp>

#include <equipoise/equipoise.hpp>

#include "threads.hpp"

#include <boost/test/unit_test.hpp>

#include <tuple>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

} // namespace

BOOST_AUTO_TEST_SUITE(parallel)
BOOST_AUTO_TEST_SUITE(parallel)

BOOST_AUTO_TEST_CASE(from_a_file_to_indices)
{
    auto const text = eq::io::text("origin,destination,amount,period\n"
                                   "MNG,CHN,5,2019\nMNG,RUS,2,2019\nMNG,CHN,1,2019\nKAZ,RUS,3,2019\nMNG,CHN,NA,2018\n");
    for (auto const threads : support::some_threads) {
        support::with_threads(threads, [&] {
            auto const found = eq::io::read_exports(eq::parallel, text);
            auto const rows = eq::measure(eq::parallel, found.ledger, eq::hhi, eq::exposure("RUS"_iso3));
            BOOST_TEST(found.report.unknown == 1U);
            BOOST_TEST_REQUIRE(rows.size() == 3U);
            BOOST_TEST((rows[0].key == std::tuple{2018, "MNG"_iso3})); // of which nothing is known
            BOOST_TEST(eq::is_undefined(rows[0].values[0]));
            BOOST_TEST(eq::is_undefined(rows[0].values[1]));
            BOOST_TEST((rows[1].key == std::tuple{2019, "KAZ"_iso3}));
            BOOST_TEST(rows[1].values[0] == 1);
            BOOST_TEST(rows[1].values[1] == 1);
            BOOST_TEST((rows[2].key == std::tuple{2019, "MNG"_iso3}));
            BOOST_TEST(rows[2].values[0] == .625); // (3/4)^2 + (1/4)^2
            BOOST_TEST(rows[2].values[1] == .25);
        });
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
