// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "books.hpp"
#include "ranks.hpp"

#include <equipoise/distributed/reduce.hpp>
#include <equipoise/distributed/scatter.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

namespace {

namespace eq = equipoise;
using support::same;

using small_book = eq::ledger<int, std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(distributed)
BOOST_AUTO_TEST_SUITE(scatter)

BOOST_AUTO_TEST_CASE(shares_are_of_like_size_and_in_order_and_add_up_to_the_whole)
{
    auto const whole = ranks::part(0, 1);
    ranks::for_each_group([&](MPI_Comm group, int size, int rank) {
        auto const mine = ranks::part(static_cast<std::size_t>(rank), static_cast<std::size_t>(size));
        for (auto const& limits : {eq::message_limits{}, eq::message_limits{.block = 2000, .message = 100}}) {
            auto const share = eq::scatter_by_key(group, mine, limits);
            BOOST_TEST(share.cells() < whole.cells() / static_cast<std::size_t>(size) * 3 / 2 + 10);
            BOOST_TEST((rank == 0) == (share.own_rows() != 0));
            BOOST_TEST(share.amounts_in() == "US$");
            auto equal = true;
            for (auto const& [key, flows] : share) { // a portfolio is whole where it is
                auto const there = whole.at(key);
                equal = equal && std::ranges::equal(flows.ids(), there.ids())
                        && std::ranges::equal(flows.amounts(), there.amounts())
                        && flows.unknown().size() == there.unknown().size();
            }
            BOOST_TEST(equal);
            auto keys = static_cast<int>(share.size());
            auto before = 0;
            MPI_Scan(&keys, &before, 1, MPI_INT, MPI_SUM, group);
            BOOST_TEST((share.empty() || share.keys().back() == whole.keys()[static_cast<std::size_t>(before) - 1]));
            BOOST_TEST(same(eq::all_reduce(group, share), whole));
        }
    });
}

BOOST_AUTO_TEST_CASE(where_there_are_fewer_keys_than_ranks_some_have_none)
{
    ranks::for_each_group([&](MPI_Comm group, int size, int rank) {
        BOOST_TEST(eq::scatter_by_key(group, small_book{}).empty());
        auto rows = eq::ledger_builder<int, std::string>{};
        rows.add(1, "CHN", 2);
        rows.add(1, std::to_string(rank), 1);
        auto const share = eq::scatter_by_key(group, rows.build());
        BOOST_TEST((share.empty() || share.at(1).amounts().back() == 2 * size));
        auto const all = eq::all_reduce(group, share);
        BOOST_TEST((all.size() == 1U && all.cells() == static_cast<std::size_t>(size) + 1));
    });
}

BOOST_AUTO_TEST_CASE(an_error_of_one_rank_ends_all)
{
    ranks::for_each_group([&](MPI_Comm group, int size, int rank) {
        auto rows = eq::ledger_builder<int, std::string>{};
        rows.add(1, "CHN", rank < 2 ? 1.5e308 : 0);
        rows.add(2, "CHN", 1);
        auto const mine = rows.build();
        auto const found =
            message_of<eq::error>([&] { static_cast<void>(eq::scatter_by_key(group, mine, {.block = 1})); });
        BOOST_TEST(found
                   == (size == 1 ? "(no exception)"
                                 : "portfolio: the rows of a partner add up to more than a number can hold"));
    });
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
