// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "books.hpp"
#include "ranks.hpp"

#include <equipoise/distributed/reduce.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <optional>
#include <string>

namespace {

namespace eq = equipoise;
using support::same;

using small_book = eq::ledger<int, std::string>;

small_book with_one_cell(int key, double amount, std::string const& unit = {})
{
    auto rows = eq::ledger_builder<int, std::string>{};
    rows.add(key, "CHN", amount);
    auto made = rows.build();
    made.state_amounts_in(unit);
    return made;
}

} // namespace

BOOST_AUTO_TEST_SUITE(distributed)
BOOST_AUTO_TEST_SUITE(reduce)

BOOST_AUTO_TEST_CASE(sums_are_those_of_one_ledger_at_any_root_and_with_any_limits)
{
    auto const whole = ranks::part(0, 1);
    BOOST_TEST(whole.cells() > 1000U);
    ranks::for_each_group([&](MPI_Comm group, int size, int rank) {
        auto const mine = ranks::part(static_cast<std::size_t>(rank), static_cast<std::size_t>(size));
        // messages of 1000 bytes stand for those of 2 GB
        for (auto const& limits : {eq::message_limits{}, eq::message_limits{.block = 5000, .message = 1000},
                                   eq::message_limits{.block = 1, .message = 7}}) {
            auto const root = limits.block == 5000 ? size - 1 : size / 2;
            auto const sum = eq::reduce(group, mine, root, limits);
            BOOST_TEST(same(sum, rank == root ? whole : ranks::book{}));
            BOOST_TEST(same(eq::all_reduce(group, mine, limits), whole));
        }
    });
}

BOOST_AUTO_TEST_CASE(empty_ledgers_and_single_cells)
{
    ranks::for_each_group([&](MPI_Comm group, int size, int rank) {
        BOOST_TEST(eq::all_reduce(group, small_book{}).empty());
        auto const only_last = rank == size - 1 ? with_one_cell(5, 5e-324, "t") : small_book{};
        auto const sum = eq::all_reduce(group, only_last);
        BOOST_TEST((sum.size() == 1U && sum.at(5).amounts()[0] == 5e-324 && sum.amounts_in() == "t"));
        BOOST_TEST(eq::all_reduce(group, with_one_cell(rank % 2, 1e300)).cells() == (size == 1 ? 1U : 2U));
    });
}

// 1e16 + 1 is 1e16 in doubles: MPI_SUM loses each 1, and another number of them for each number of ranks.
BOOST_AUTO_TEST_CASE(nothing_is_lost_to_rounding)
{
    ranks::for_each_group([&](MPI_Comm group, int size, int rank) {
        auto const sum = eq::all_reduce(group, with_one_cell(0, rank == 0 ? 1e16 : 1));
        BOOST_TEST(sum.at(0).amounts()[0] == static_cast<double>(10'000'000'000'000'000 + size - 1));
    });
}

BOOST_AUTO_TEST_CASE(an_error_of_one_rank_ends_all)
{
    ranks::for_each_group([&](MPI_Comm group, int size, int rank) {
        if (size == 1) {
            return;
        }
        auto const overflow = message_of<eq::error>(
            [&] { static_cast<void>(eq::all_reduce(group, with_one_cell(0, rank < 2 ? 1.5e308 : 0))); });
        BOOST_TEST(overflow == "portfolio: the rows of a partner add up to more than a number can hold");
        auto const units = message_of<eq::error>([&] {
            static_cast<void>(eq::reduce(group, with_one_cell(rank, 1, rank == size - 1 ? "t" : "US$"), 0,
                                         {.block = 1, .message = 3}));
        });
        BOOST_TEST(
            units
            == "ledger: the amounts of one ledger are in US$, and those of the other in t; bring both to one unit "
               "first, as io::in_unit does");
        BOOST_TEST(eq::all_reduce(group, with_one_cell(0, 1)).at(0).amounts()[0] == size); // goes on afterwards
    });
}

BOOST_AUTO_TEST_CASE(roots_and_limits_are_checked)
{
    ranks::for_each_group([&](MPI_Comm group, int size, int rank) {
        auto const with = [&](int root, eq::message_limits const& limits = {}) {
            return message_of<eq::error>([&] { static_cast<void>(eq::reduce(group, small_book{}, root, limits)); });
        };
        auto const last = std::to_string(size - 1);
        BOOST_TEST(with(-1) == "reduce: root is -1; it must be the number of a rank, from 0 to " + last);
        BOOST_TEST(with(size)
                   == "reduce: root is " + std::to_string(size) + "; it must be the number of a rank, from 0 to "
                          + last);
        BOOST_TEST(with(0, {.message = 0}) == "distributed: message is 0; it must be from 1 to 2147483647");
        BOOST_TEST(with(0, {.message = 2147483648})
                   == "distributed: message is 2147483648; it must be from 1 to 2147483647");
        if (size > 1) {
            BOOST_TEST(with(rank == 0 ? 1 : 0)
                       == "reduce: root is 0 on one rank and 1 on another; it must be the same on all ranks");
        }
    });
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
