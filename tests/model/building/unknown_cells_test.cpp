// SPDX-License-Identifier: BSL-1.0
#include <equipoise/model/building/unknown_cells.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <vector>

namespace {

namespace detail = equipoise::detail;
using unknown = detail::unknown_cells<int, int, double>;
using cells = detail::sorted_cells<int, int, double>;
using cell = detail::cell<double>;

/// Keys 1 and 2, each with 10 times its number with partners 3 and 5.
cells some_cells()
{
    auto known = cells{};
    for (auto const key : {1, 2}) {
        known.open(key);
        known.append_new(3, cell::of(10 * key, "test", 0));
        known.append_new(5, cell::of(10 * key, "test", 0));
    }
    return known;
}

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(building)
BOOST_AUTO_TEST_SUITE(unknown_cells)

BOOST_AUTO_TEST_CASE(take_the_cells_of_their_partners)
{
    auto known = some_cells();
    auto const rows = unknown{{{1, 4, 2}, {2, {}, 3}, {2, 5, 1}, {7, {}, 1}}, known};
    BOOST_TEST(known.cells() == 3U);
    BOOST_TEST(known.size() == 2U);
    BOOST_TEST(rows.find(1).partners.size() == 1U);
    BOOST_TEST(rows.find(1).partners[0].id == 4);
    BOOST_TEST(rows.find(1).partners[0].amount == 0);
    BOOST_TEST(rows.find(1).unnamed == 0U);
    BOOST_TEST(rows.find(2).partners.size() == 1U);
    BOOST_TEST(rows.find(2).partners[0].amount == 20);
    BOOST_TEST(rows.find(2).unnamed == 3U);
    BOOST_TEST(rows.find(7).partners.empty());
    BOOST_TEST(rows.find(7).unnamed == 1U);
    BOOST_TEST(rows.find(3).partners.empty());
    BOOST_TEST((rows.ids() == std::vector{4, 5}));
}

BOOST_AUTO_TEST_CASE(are_added)
{
    auto known = some_cells();
    auto rows = unknown{{{1, 4, 2}, {2, 5, 1}}, known};
    auto more_known = some_cells();
    auto const more = unknown{{{1, 3, 1}, {2, {}, 1}, {2, 5, 2}}, more_known};
    known.add(more_known);
    rows.add(more, known);
    BOOST_TEST(rows.all().size() == 4U);
    BOOST_TEST(rows.find(1).partners.size() == 2U);
    BOOST_TEST(rows.find(1).partners[0].amount == 20, "10 that was known in each");
    BOOST_TEST(rows.find(2).partners[0].amount == 40);
    BOOST_TEST(rows.find(2).unnamed == 1U);
    BOOST_TEST(rows.all()[3].rows == 3U);
    BOOST_TEST(known.cells() == 2U);
    rows.add(rows, known);
    BOOST_TEST(rows.find(2).partners[0].amount == 80);
    auto none = unknown{};
    none.add(unknown{}, known);
    BOOST_TEST(none.empty());
    BOOST_TEST(none.find(1).partners.empty());
    none.add(rows, known);
    BOOST_TEST(none.find(2).partners[0].amount == 80);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
