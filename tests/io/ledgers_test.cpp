// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/io/ledgers.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <tuple>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

auto const baci =
    eq::io::flow_options{.columns = {.origin = "i", .destination = "j", .amount = "v", .period = "t", .channel = "k"}};

constexpr auto five_rows = "t,i,j,k,v,q\n"
                           "1995,496,156,010100,20.5,3\n"
                           "1995,496,643,010100,1.5,NA\n"
                           "1995,496,156,020110,4,1\n"
                           "1995,398,156,010100,NA,1\n"
                           "1996,496,156,010100,7,1\n";

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(ledgers)

BOOST_AUTO_TEST_CASE(a_file_becomes_the_ledger_of_its_exports_or_imports)
{
    auto const [book, report] = eq::io::read_exports<int, int>(eq::io::text(five_rows), baci);
    BOOST_TEST(report.read == 5U);
    BOOST_TEST(report.used == 4U);
    BOOST_TEST(report.unknown == 1U);
    BOOST_TEST(book.size() == 3U);
    BOOST_TEST(book.at({1995, 398}).empty());
    BOOST_TEST(eq::why_undefined(eq::hhi, book.at({1995, 398})) == eq::words(eq::reason::unknown_amount));
    BOOST_TEST(report.unknown_in.size() == 1U);
    BOOST_TEST(report.unknown_in.at("1995 398") == 1U);
    auto const mongolia = book.at({1995, 496});
    BOOST_TEST(mongolia.size() == 2U);
    BOOST_TEST(mongolia.amounts()[*mongolia.position(156)] == 24.5);
    BOOST_TEST(mongolia.amounts()[*mongolia.position(643)] == 1.5);

    auto const arrivals = eq::io::read_imports<int, int>(eq::io::text(five_rows), baci, eq::by_state).book;
    BOOST_TEST(arrivals.size() == 2U);
    BOOST_TEST(arrivals.at(156).amounts()[0] == 31.5);
}

BOOST_AUTO_TEST_CASE(a_ledger_may_be_keyed_by_product)
{
    auto const book = eq::io::read_exports<int, int>(eq::io::text(five_rows), baci, eq::by_channel).book;
    BOOST_TEST(book.size() == 4U);
    BOOST_TEST(book.at({1995, 496, 20110}).amounts()[0] == 4);
    auto const named = eq::io::read_exports<int>(eq::io::text(five_rows), baci, eq::by_channel).book;
    BOOST_TEST(named.at({1995, 496, "020110"}).amounts()[0] == 4);
    try {
        static_cast<void>(
            eq::io::read_exports<int, int>(eq::io::text("t,i,j,k,v\n1995,496,156,live horses,1\n"), baci));
        BOOST_ERROR("a text passed for a number");
    } catch (eq::io::format_error const& error) {
        BOOST_TEST(error.what() == std::string{"text:2: column k: found \"live horses\", expected a whole number"});
    }
}

BOOST_AUTO_TEST_CASE(declared_totals_come_along)
{
    auto const [book, report] =
        eq::io::read_exports(eq::io::text("origin,destination,amount,total\nMNG,CHN,81.04,100\nMNG,GBR,18.98,100\n"),
                             {}, eq::by_state, 0.02);
    auto const mongolia = book.at("MNG"_iso3);
    BOOST_TEST(mongolia.residual_share() == 0, "the listed amounts exceed the total, but by no more than rounding");
    // by default no amount is rounded: .02 too much is a contradiction, and so is a sum 2^-40 above the total
    for (auto const* rows : {"81.04,100\nMNG,GBR,18.98", "60.00000000000091,100\nMNG,GBR,40"}) {
        auto const lines = "origin,destination,amount,total\nMNG,CHN," + std::string{rows} + ",100\n";
        BOOST_CHECK_THROW(eq::io::read_exports(eq::io::text(lines)).book.refuse_contradictions(),
                          eq::invalid_parameter);
    }
    auto const arrivals = eq::io::text("origin,destination,amount,total\nCHN,MNG,81.04,100\nGBR,MNG,18.98,100\n");
    BOOST_TEST(eq::io::read_imports(arrivals, {}, eq::by_state, 0.02).book.at("MNG"_iso3).residual_share() == 0);
    BOOST_CHECK_THROW(eq::io::read_imports(arrivals, {}, eq::by_state).book.refuse_contradictions(),
                      eq::invalid_parameter);
    BOOST_CHECK_THROW(
        eq::io::read_imports(eq::io::text("origin,destination,amount,total\nCHN,MNG,60.00000000000091,100\n"
                                          "GBR,MNG,40,100\n"),
                             {}, eq::by_state)
            .book.refuse_contradictions(),
        eq::invalid_parameter);
    auto const strict = eq::io::read_exports(
        eq::io::text("origin,destination,amount,total\nMNG,CHN,60,100\nMNG,GBR,42,100\nKAZ,CHN,3,4\n"), {},
        eq::by_state);
    BOOST_CHECK_THROW(strict.book.refuse_contradictions(), eq::invalid_parameter);
    BOOST_TEST(strict.report.contradictions.size() == 1U);
    BOOST_TEST(strict.report.contradictions[0]
               == "ledger, MNG: total is 100; it must be at least the sum of the listed partners, 102, or a rounding "
                  "of the listed amounts must be stated");
    BOOST_TEST(eq::why_undefined(eq::hhi, strict.book.at("MNG"_iso3)) == eq::words(eq::reason::contradictory_total));
    BOOST_TEST(strict.book.at("KAZ"_iso3).residual_share() == .25);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
