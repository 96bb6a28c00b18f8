// SPDX-License-Identifier: BSL-1.0
#include "../support/states.hpp"

#include <equipoise/exposure/report.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/model/ledger_part.hpp>

#include <boost/test/unit_test.hpp>

#include <tuple>
#include <vector>

namespace eq = equipoise;
using namespace eq::literals;
using namespace named_states;

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(ranking)

BOOST_AUTO_TEST_CASE(the_most_exposed_come_first)
{
    auto const rows = std::vector<eq::flow<eq::iso3>>{
        {mng, chn, 9}, {mng, rus, 1}, {kaz, chn, 1}, {kaz, rus, 1}, {"KGZ"_iso3, chn, 0}};
    auto const book = eq::export_ledger(rows, eq::by_state);
    auto const ranked = eq::exposure_ranking(book, chn);
    BOOST_TEST_REQUIRE(ranked.size() == 3U);
    BOOST_TEST((ranked[0].key == mng));
    BOOST_TEST(ranked[0].share.low == 0.9);
    BOOST_TEST((ranked[2].key == "KGZ"_iso3)); // no flow: not known, and last
    BOOST_TEST((eq::exposure_ranking(book, eq::bloc{chn, rus})[0].share == eq::interval{1, 1}));
}

// 5 of 10 for sure and 9 at the most; 5 of 10; 6 of 10; 0 to 4 of 10: what is not known lifts nobody above the sure.
BOOST_AUTO_TEST_CASE(by_what_is_known_first)
{
    auto builder = eq::ledger_builder<int, eq::iso3>{};
    for (auto const& [key, with_china, with_russia] : {std::tuple{1, 5, 5}, {2, 5, 1}, {3, 6, 4}}) {
        builder.add(key, chn, with_china);
        builder.add(key, rus, with_russia);
    }
    builder.declare(2, {.total = 10});
    builder.add(4, rus, 6);
    builder.declare(4, {.total = 10});
    auto const book = builder.build();
    auto const to_china = eq::exposure_ranking(book, chn);
    BOOST_TEST_REQUIRE(to_china.size() == 4U);
    BOOST_TEST(to_china[0].key == 3);
    BOOST_TEST(to_china[1].key == 1); // equal to the next, and first by its key
    BOOST_TEST(to_china[2].key == 2);
    BOOST_TEST((to_china[3].share == eq::interval{0, 0.4}));
    auto const to_either = eq::exposure_ranking(book, eq::bloc{chn, jpn});
    BOOST_TEST(to_either[1].key == 2); // .5 as well, but up to .9 with Japan
    BOOST_TEST((to_either[1].share == eq::interval{0.5, 0.9}));
    BOOST_TEST(eq::exposure_ranking(eq::ledger<int, eq::iso3>{}, chn).empty());
    auto const part = eq::products_of(book);
    BOOST_TEST(eq::exposure_ranking(part, chn)[0].key == 3);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
