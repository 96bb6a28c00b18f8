// SPDX-License-Identifier: BSL-1.0
// Situations that users met with an unknown amount, and with a power under another code. Values by hand.
#include <equipoise/equipoise.hpp>
#include <equipoise/io.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <tuple>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

} // namespace

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(cases)

BOOST_AUTO_TEST_CASE(an_amount_is_missing_or_marked_as_missing)
{
    auto const text = eq::io::text("period,origin,destination,amount\n1995,RUS,MNG,-9\n1995,CHN,MNG,60\n"
                                   "1995,JPN,MNG,40\n1995,RUS,KAZ,NA\n");
    auto const [book, report] = eq::io::read_imports(text, {.also_missing = {"-9"}});
    BOOST_TEST(report.unknown == 2U);
    auto const mongolia = book.at({1995, "MNG"_iso3});
    BOOST_TEST(eq::is_undefined(eq::exposure(mongolia, "RUS"_iso3)));
    BOOST_TEST((eq::bound(mongolia, eq::exposure("RUS"_iso3)) == eq::interval{0, 1}));
    BOOST_TEST(eq::is_undefined(eq::exposure(mongolia, "CHN"_iso3)));
    BOOST_TEST((eq::bound(mongolia, eq::exposure("CHN"_iso3)) == eq::interval{0, .6}));
    BOOST_TEST(eq::is_undefined(eq::hhi(mongolia)));
    BOOST_TEST(eq::bound(mongolia, eq::hhi).low == 13. / 38, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(eq::why_undefined(mongolia, eq::exposure("RUS"_iso3)) == eq::words(eq::reason::unknown_amount));
    auto const kazakhstan = book.find({1995, "KAZ"_iso3});
    BOOST_TEST_REQUIRE(kazakhstan.has_value());
    BOOST_TEST(kazakhstan->unknown().size() == 1U);
    auto const ranked = eq::exposure_ranking(book, "CHN"_iso3);
    BOOST_TEST(ranked.size() == 2U);
    BOOST_TEST(std::get<1>(ranked.front().key).str() == "MNG");
    BOOST_TEST((ranked.front().share == eq::interval{0, .6}));
}

BOOST_AUTO_TEST_CASE(a_row_that_cannot_be_read_makes_its_partner_unknown)
{
    auto const text = eq::io::text("origin,destination,amount\nCHN,MNG,60\nRUS,MNG,7 bu\nRUS,MNG,20\n");
    auto const [book, report] = eq::io::read_imports(text, {.malformed = eq::io::skip}, eq::by_state);
    BOOST_TEST(report.skipped == 1U);
    auto const mongolia = book.at("MNG"_iso3);
    BOOST_TEST((eq::bound(mongolia, eq::exposure("RUS"_iso3)) == eq::interval{.25, 1}), "20 of 80 or more");
    BOOST_TEST((eq::bound(mongolia, eq::exposure("CHN"_iso3)) == eq::interval{0, .75}));
}

// Comtrade and BACI number the United States 842, not 840.
BOOST_AUTO_TEST_CASE(a_power_has_another_code_in_the_file)
{
    auto const text = eq::io::text("t,i,j,k,v,q\n2019,484,842,870323,300.000,         1.500\n"
                                   "2019,484,124,870323,60.000,NA\n2019,484,251,870323,40.000,         0.250\n");
    auto const [book, report] =
        eq::io::read_exports<int>(text, {.columns = {.origin = "i", .destination = "j", .amount = "v", .period = "t"}});
    auto const mexico = book.at({2019, 484});
    BOOST_TEST(eq::exposure(mexico, 842) == .75);
    BOOST_TEST(eq::is_undefined(eq::exposure(mexico, 840)));
    BOOST_TEST(eq::is_undefined(eq::bound(mexico, eq::exposure(840)).high));
    BOOST_TEST(eq::why_undefined(mexico, eq::exposure(840)) == "no state in this ledger has the power as a partner");
    BOOST_TEST((!book.knows(840) && book.knows(842) && book.knows(484)));
    auto const ranked = eq::exposure_ranking(book, 840);
    BOOST_TEST(eq::is_undefined(ranked.front().share.low));
    BOOST_TEST(eq::explain(book, 840) == "no state in this ledger has 840 as a partner");
    auto const values = eq::measure(book, eq::exposure(840), eq::exposure(842)).front().values;
    BOOST_TEST(eq::is_undefined(values[0]));
    BOOST_TEST(values[1] == .75);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
