// SPDX-License-Identifier: BSL-1.0
#include <equipoise/model/building/cell_builder.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

namespace {

namespace eq = equipoise;
namespace detail = eq::detail;

using builder = detail::cell_builder<int, int, double>;
using row = eq::ledger_row<int, int>;

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(building)
BOOST_AUTO_TEST_SUITE(cell_builder)

BOOST_AUTO_TEST_CASE(leading_rows_are_those_that_the_plan_takes_at_once)
{
    auto rows = std::vector<row>{};
    for (auto i = 0; i < 40; ++i) {
        rows.push_back({i / 10, i % 10, 1});
    }
    rows.push_back({1, 3, 1}); // out of order: from here on, cells are in a table
    rows.push_back({1, 4, 1});
    rows.push_back({2, 4, 1}); // another key
    auto built = builder{};
    BOOST_TEST(built.add_leading(rows, 0, rows.size()) == 0U, "nothing to continue yet");
    built.add(rows[0].key, rows[0].id, rows[0].amount);
    BOOST_TEST(built.add_leading(rows, 1, rows.size()) == 40U);
    built.add(rows[40].key, rows[40].id, rows[40].amount);
    BOOST_TEST(built.add_leading(rows, 41, rows.size()) == 42U);
    auto const cells = built.build();
    BOOST_TEST((cells.plan() == detail::plan::dense));
    BOOST_TEST(cells.cells() == 40U);
    BOOST_TEST(cells.amounts(1)[3] == 2);
    BOOST_TEST(cells.amounts(1)[4] == 2);
    BOOST_TEST(cells.amounts(2)[4] == 1);
    BOOST_TEST(built.build().empty(), "and the builder is empty");
}

BOOST_AUTO_TEST_CASE(rows_that_are_kept_elsewhere_count)
{
    auto built = builder{5};
    built.add(1, 1, 1);
    built.skip_row();
    BOOST_CHECK_EXCEPTION(built.add(1, 1, -1), eq::invalid_amount,
                          [](auto const& error) { return error.position() == 7; });
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
