// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "ranks.hpp"

#include <equipoise/core/errors.hpp>
#include <equipoise/distributed/collective_call.hpp>
#include <equipoise/io/report.hpp>

#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>

namespace {

namespace eq = equipoise;
namespace io = eq::io;

} // namespace

BOOST_AUTO_TEST_SUITE(distributed)
BOOST_AUTO_TEST_SUITE(collective_call)

BOOST_AUTO_TEST_CASE(returns_what_each_rank_returns)
{
    ranks::for_each_group([](MPI_Comm group, int, int rank) {
        BOOST_TEST(eq::call_collectively(group, [&] { return rank * 10; }) == rank * 10);
        auto called = false;
        eq::call_collectively(group, [&] { called = true; });
        BOOST_TEST(called);
    });
}

BOOST_AUTO_TEST_CASE(the_error_of_the_lowest_rank_is_met_by_all)
{
    ranks::for_each_group([](MPI_Comm group, int size, int rank) {
        auto const last = size - 1;
        try {
            eq::call_collectively(group, [&] {
                if (rank >= last / 2) {
                    throw eq::not_found{"ledger", "flows under " + std::to_string(rank)};
                }
            });
            BOOST_ERROR("nothing was thrown");
        } catch (eq::not_found const& e) {
            BOOST_TEST(rank == last / 2);
            BOOST_TEST(e.what() == eq::not_found("ledger", "flows under " + std::to_string(last / 2)).what());
        } catch (eq::rank_error const& e) {
            BOOST_TEST((rank != last / 2 && e.rank() == last / 2));
            BOOST_TEST(e.what() == eq::not_found("ledger", "flows under " + std::to_string(last / 2)).what());
        }
        BOOST_TEST(message_of<std::runtime_error>([&] {
                       eq::call_collectively(group, [&] {
                           if (rank == last) {
                               throw std::runtime_error{"out of luck"};
                           }
                       });
                   })
                   == "out of luck");
    });
}

BOOST_AUTO_TEST_CASE(errors_of_reading_keep_their_type)
{
    ranks::for_each_group([](MPI_Comm group, int size, int rank) {
        auto const thrown_by_last = [&](auto const& error) {
            using type = std::remove_cvref_t<decltype(error)>;
            BOOST_TEST(message_of<type>([&] {
                           eq::call_collectively(group, [&] {
                               if (rank == size - 1) {
                                   throw error;
                               }
                           });
                       })
                       == error.what());
        };
        thrown_by_last(io::file_error{"a: b.csv", "No such file or directory"});
        thrown_by_last(io::input_error{"b.csv", "holds two directions"});
        thrown_by_last(io::header_error{"b.csv", "no line holds the columns"});
        thrown_by_last(io::header_error{"b.csv", 12, "two columns \"x\""});
        thrown_by_last(io::format_error{"b.csv", 7, "amount", "ten", "a number"});
        thrown_by_last(io::format_error{"b.csv", 7, "", "3 fields", "4 fields", "a comma is missing; see line 6"});
        try {
            eq::call_collectively(group, [&] {
                if (rank == size - 1) {
                    throw io::format_error{"b.csv", 7, "amount", "ten", "a number", "help"};
                }
            });
        } catch (io::format_error const& e) {
            BOOST_TEST((e.file == "b.csv" && e.line == 7U && e.column == "amount" && e.found == "ten"));
            BOOST_TEST(e.reason() == "amount: expected a number");
        }
    });
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
