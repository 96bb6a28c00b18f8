// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/undefined.hpp>
#include <equipoise/io/books_table.hpp>
#include <equipoise/io/table_text.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace eq = equipoise;
namespace io_room = equipoise::io;
using io_room::row_class;

/// Mongolia: 81 + 9 used, World 100 set aside, one amount not known. Kazakhstan: 5 used, 7 of its own.
io_room::books example()
{
    auto result = io_room::books{};
    auto const because = [](char const* why) { return [why] { return std::string{why}; }; };
    result.enter(row_class::aggregate, "MNG", 100, 2, because("the partner is World"));
    result.enter(row_class::used, "MNG", 81, 3, because(""));
    result.enter(row_class::used, "MNG", 9, 4, because(""));
    result.enter(row_class::unknown, "MNG", eq::undefined, 5, because("the amount is empty"));
    result.enter(row_class::own, "KAZ", 7, 6, because("the partner is the state"));
    result.enter(row_class::used, "KAZ", 5, 7, because(""));
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(books_table)

BOOST_AUTO_TEST_CASE(of_the_file)
{
    BOOST_TEST(io_room::as_csv(io_room::table_of(example()))
               == "rows,count,amount,first\n"
                  "used,3,95,\n"
                  "aggregate,1,100,line 2: the partner is World\n"
                  "area,0,0,\n"
                  "own state,1,7,line 6: the partner is the state\n"
                  "sub-row,0,0,\n"
                  "direction,0,0,\n"
                  "duplicate,0,0,\n"
                  "unknown,1,0,line 5: the amount is empty\n"
                  "refused,0,0,\n"
                  "read,6,202,\n");
}

BOOST_AUTO_TEST_CASE(of_each_state)
{
    BOOST_TEST(io_room::as_csv(io_room::table_by_state(example()))
               == "state,read_rows,read_amount,used_rows,used_amount,aggregate_rows,aggregate_amount,own_state_rows,"
                  "own_state_amount,unknown_rows,unknown_amount\n"
                  "KAZ,2,12,1,5,0,0,1,7,0,0\n"
                  "MNG,4,190,2,90,1,100,0,0,1,0\n");
}

BOOST_AUTO_TEST_CASE(of_empty_books)
{
    auto const nothing = io_room::books{};
    BOOST_TEST(io_room::table_of(nothing).rows() == io_room::number_of_row_classes + 1);
    BOOST_TEST(io_room::as_csv(io_room::table_by_state(nothing))
               == "state,read_rows,read_amount,used_rows,used_amount\n");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
