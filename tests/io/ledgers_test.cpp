// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/ledgers.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>
#include <tuple>
#include <vector>

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
    BOOST_TEST(eq::why_undefined(book.at({1995, 398}), eq::hhi) == eq::words(eq::reason::unknown_amount));
    BOOST_TEST(report.unknown_in.size() == 1U);
    BOOST_TEST(report.unknown_in.at("1995 398") == 1U);
    auto const mongolia = book.at({1995, 496});
    BOOST_TEST(mongolia.size() == 2U);
    BOOST_TEST(mongolia.amounts()[*mongolia.position(156)] == 24.5);
    BOOST_TEST(mongolia.amounts()[*mongolia.position(643)] == 1.5);

    auto const arrivals = eq::io::read_imports<int, int>(eq::io::text(five_rows), baci, eq::by_state).ledger;
    BOOST_TEST(arrivals.size() == 2U);
    BOOST_TEST(arrivals.at(156).amounts()[0] == 31.5);
}

BOOST_AUTO_TEST_CASE(a_ledger_may_be_keyed_by_product)
{
    auto const book =
        eq::io::read_exports<int, int>(eq::io::text(five_rows), baci, eq::by_period_state_and_channel).ledger;
    BOOST_TEST(book.size() == 4U);
    BOOST_TEST(book.at({1995, 496, 20110}).amounts()[0] == 4);
    auto const named = eq::io::read_exports<int>(eq::io::text(five_rows), baci, eq::by_period_state_and_channel).ledger;
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
                             {}, eq::by_state, {.rounding = 0.02});
    auto const mongolia = book.at("MNG"_iso3);
    BOOST_TEST(mongolia.residual_share() == 0, "the listed amounts exceed the total, but by no more than rounding");
    // by default no amount is rounded: .02 too much is a contradiction, and so is a sum 2^-40 above the total
    for (auto const* rows : {"81.04,100\nMNG,GBR,18.98", "60.00000000000091,100\nMNG,GBR,40"}) {
        auto const lines = "origin,destination,amount,total\nMNG,CHN," + std::string{rows} + ",100\n";
        BOOST_CHECK_THROW(eq::io::read_exports(eq::io::text(lines)).ledger.refuse_contradictions(),
                          eq::invalid_parameter);
    }
    auto const arrivals = eq::io::text("origin,destination,amount,total\nCHN,MNG,81.04,100\nGBR,MNG,18.98,100\n");
    BOOST_TEST(
        eq::io::read_imports(arrivals, {}, eq::by_state, {.rounding = 0.02}).ledger.at("MNG"_iso3).residual_share()
        == 0);
    BOOST_CHECK_THROW(eq::io::read_imports(arrivals, {}, eq::by_state).ledger.refuse_contradictions(),
                      eq::invalid_parameter);
    BOOST_CHECK_THROW(
        eq::io::read_imports(eq::io::text("origin,destination,amount,total\nCHN,MNG,60.00000000000091,100\n"
                                          "GBR,MNG,40,100\n"),
                             {}, eq::by_state)
            .ledger.refuse_contradictions(),
        eq::invalid_parameter);
    auto const strict = eq::io::read_exports(
        eq::io::text("origin,destination,amount,total\nMNG,CHN,60,100\nMNG,GBR,42,100\nKAZ,CHN,3,4\n"), {},
        eq::by_state);
    BOOST_CHECK_THROW(strict.ledger.refuse_contradictions(), eq::invalid_parameter);
    BOOST_TEST(strict.report.contradictions.size() == 1U);
    BOOST_TEST(strict.report.contradictions[0]
               == "ledger, MNG: total is 100; it must be at least the sum of the listed partners, 102, or a rounding "
                  "of the listed amounts must be stated");
    BOOST_TEST(eq::why_undefined(strict.ledger.at("MNG"_iso3), eq::hhi) == eq::words(eq::reason::contradictory_total));
    BOOST_TEST(strict.ledger.at("KAZ"_iso3).residual_share() == .25);
}

// A flow with RUS of unknown size: MNG may have nearly everything with RUS, and KAZ has no flow that is known. If it
// has any, all of it is with RUS.
BOOST_AUTO_TEST_CASE(a_missing_amount_leaves_the_total_unknown)
{
    auto const text =
        eq::io::text("period,origin,destination,amount\n1995,RUS,MNG,-9\n1995,CHN,MNG,60\n1995,JPN,MNG,40\n"
                     "1995,RUS,KAZ,NA\n1995,RUS,UZB,3\n");
    auto const options = eq::io::flow_options{.also_missing = {"-9"}};
    auto const [book, report] = eq::io::read_imports(text, options);
    auto const check = [](eq::ledger<std::tuple<int, eq::iso3>, eq::iso3> const& from) {
        for (auto const state : {"MNG"_iso3, "KAZ"_iso3}) {
            auto const flows = from.at({1995, state});
            BOOST_TEST(eq::is_undefined(eq::hhi(flows)));
            for (auto const power : {"RUS"_iso3, "CHN"_iso3}) {
                BOOST_TEST(eq::is_undefined(eq::exposure(flows, power)));
                BOOST_TEST(eq::why_undefined(flows, eq::exposure(power))
                           == "the amount of a flow is not known, so the total is not known");
            }
        }
        auto const mongolia = from.at({1995, "MNG"_iso3});
        BOOST_TEST((eq::bound(mongolia, eq::exposure("RUS"_iso3)) == eq::interval{0, 1}));
        BOOST_TEST((eq::bound(mongolia, eq::exposure("CHN"_iso3)) == eq::interval{0, .6}));
        BOOST_TEST(eq::bound(mongolia, eq::hhi).low == 13. / 38, boost::test_tools::tolerance(1e-15));
        BOOST_TEST(eq::bound(mongolia, eq::hhi).high == 1);
        auto const kazakhstan = from.at({1995, "KAZ"_iso3});
        BOOST_TEST((eq::bound(kazakhstan, eq::exposure("RUS"_iso3)) == eq::interval{1, 1}));
        BOOST_TEST((eq::bound(kazakhstan, eq::exposure("CHN"_iso3)) == eq::interval{0, 0}));
        BOOST_TEST(eq::is_undefined(eq::exposure(mongolia, "USA"_iso3)));
        BOOST_TEST(!from.knows("USA"_iso3), "which is a partner of no state in the file");
        BOOST_TEST(eq::hhi(from.at({1995, "UZB"_iso3})) == 1);
    };
    check(book);
    auto const [flows, of_flows] = eq::io::read_flows(text, options);
    BOOST_TEST(flows.size() == 3U);
    BOOST_TEST(flows.unknown.size() == 2U);
    BOOST_TEST(eq::is_undefined(flows.unknown[0].row.amount));
    check(eq::import_ledger(flows));
    BOOST_TEST(report.unknown == 2U);
    BOOST_TEST(report.unknown_in.at("1995 MNG") == 1U);
    BOOST_TEST(report.unknown_in.at("1995 KAZ") == 1U);
    // the known state is also the exporter: RUS sells unknown amounts to two states
    BOOST_TEST(eq::is_undefined(eq::hhi(eq::export_ledger(flows).at({1995, "RUS"_iso3}))));
    BOOST_TEST(eq::hhi(eq::export_ledger(flows).at({1995, "CHN"_iso3})) == 1);
}

// Whose row it is decides: by period it takes the year, by channel also the channel.
BOOST_AUTO_TEST_CASE(skipped_rows_leave_the_total_unknown_where_their_key_can_be_read)
{
    auto const header = std::string{"period,origin,destination,channel,amount\n2019,MNG,CHN,arms,1\n"};
    auto const unknown_in = [&](std::string const& row, auto const& by) {
        auto const read = eq::io::read_exports(eq::io::text(header + row + "\n"), {.malformed = eq::io::skip}, by);
        BOOST_TEST(read.report.skipped == 1U);
        return !read.ledger.unknown().empty();
    };
    for (auto const* row : {"2019,MNG,RUS,arms,7 bu", "2019,MNG,RUS,arms,-1", "2019,MNG,nobody,arms,1"}) {
        BOOST_TEST(unknown_in(row, eq::by_state));
        BOOST_TEST(unknown_in(row, eq::by_period_and_state));
        BOOST_TEST(unknown_in(row, eq::by_period_state_and_channel));
    }
    BOOST_TEST(unknown_in("last year,MNG,RUS,arms,1", eq::by_state));
    BOOST_TEST(!unknown_in("last year,MNG,RUS,arms,1", eq::by_period_and_state));
    BOOST_TEST(!unknown_in("2019,nobody,RUS,arms,1", eq::by_state));
    BOOST_TEST(!unknown_in("2019,MNG,RUS", eq::by_state), "a row of another width says nothing");
    auto const by_destination = [](auto const& row, eq::iso3 const& state) {
        return std::tuple{state, row.destination};
    };
    BOOST_TEST(unknown_in("2019,MNG,RUS,arms,x", by_destination));
    BOOST_TEST(!unknown_in("2019,MNG,nobody,arms,1", by_destination));
}

// Re-imports: over the foreign suppliers, 30 of 90 are with each.
BOOST_AUTO_TEST_CASE(flows_of_a_state_to_itself_are_set_aside)
{
    auto const text =
        eq::io::text("period,origin,destination,amount\n2012,CHN,CHN,40\n2012,KOR,CHN,30\n2012,JPN,CHN,30\n"
                     "2012,USA,CHN,30\n");
    auto const [book, report] = eq::io::read_imports(text);
    auto const china = book.at({2012, "CHN"_iso3});
    BOOST_TEST(eq::effective_number(china) == 3);
    BOOST_TEST(eq::exposure(china, "CHN"_iso3) == 0);
    BOOST_TEST(report.own == 1U);
    BOOST_TEST(report.own_amount == 40);
    BOOST_TEST(report.read == report.used + report.own);
    auto const kept = eq::io::read_imports(text, {}, eq::by_period_and_state, {.own = eq::own_flows::keep});
    BOOST_TEST(eq::exposure(kept.ledger.at({2012, "CHN"_iso3}), "CHN"_iso3) == 40. / 130);
    BOOST_TEST(kept.report.own == 0U);
    BOOST_TEST(kept.report.used == 4U);
}

// The column `total` holds exports and imports together: exports of MNG are 60 of 100 to CHN, and HHI is .36 + .16.
BOOST_AUTO_TEST_CASE(a_column_called_total_that_is_not_that_of_the_amounts)
{
    auto const options = eq::io::flow_options{.columns = {.amount = "exports"}};
    auto const [book, report] = eq::io::read_exports(
        eq::io::text(
            "period,origin,destination,exports,imports,total\n2019,MNG,CHN,60,30,90\n2019,MNG,RUS,40,60,100\n"),
        options);
    BOOST_TEST(eq::hhi(book.at({2019, "MNG"_iso3})) == .52, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(report.other_columns == (std::vector<std::string>{"imports", "total"}),
               boost::test_tools::per_element());
    auto const single = eq::io::text("period,origin,destination,exports,imports,total\n2019,KAZ,RUS,50,70,120\n");
    BOOST_TEST(eq::hhi(eq::io::read_exports(single, options).ledger.at({2019, "KAZ"_iso3})) == 1);
    // the total of the amounts where it is said to be that, or where these are in `amount`
    auto const named = eq::io::read_exports(single, {.columns = {.amount = "exports", .total = "total"}}).ledger;
    BOOST_TEST(named.at({2019, "KAZ"_iso3}).residual_share() == 70. / 120);
    auto const usual = eq::io::text("origin,destination,amount,total\nKAZ,RUS,50,120\n");
    BOOST_TEST(eq::io::read_exports(usual, {}, eq::by_state).ledger.at("KAZ"_iso3).residual_share() == 70. / 120);
    auto const off = eq::io::read_exports(usual, {.columns = {.total = {}}}, eq::by_state).ledger;
    BOOST_TEST(eq::hhi(off.at("KAZ"_iso3)) == 1);
}

// Three portfolios, and CHN has all of June: keyed by periods, and by the text of the month as a channel.
BOOST_AUTO_TEST_CASE(a_ledger_keyed_by_months)
{
    auto const rows = std::string{"2022-06,MNG,CHN,70\n2022M07,MNG,CHN,80\n2022Q3,MNG,RUS,10\n"};
    auto const by_month = [](auto const& flow, eq::iso3 state) { return std::tuple{flow.channel, state}; };
    auto const by_year = [](auto const& flow, eq::iso3 state) { return std::tuple{flow.period.year(), state}; };
    for (auto const* name : {"period", "month"}) {
        auto const text = eq::io::text(std::string{name} + ",origin,destination,amount\n" + rows);
        auto as_channel = eq::io::flow_options{};
        as_channel.columns.channel = name;
        auto const words = eq::io::read_exports(text, as_channel, by_month).ledger;
        BOOST_TEST(words.size() == 3U);
        BOOST_TEST(eq::exposure(words.at({"2022-06", "MNG"_iso3}), "CHN"_iso3) == 1);
        auto as_period = eq::io::flow_options{};
        as_period.columns.period = name;
        auto const months = eq::io::read_exports<eq::iso3, std::string, eq::period>(text, as_period).ledger;
        BOOST_TEST(months.size() == 3U);
        BOOST_TEST(eq::exposure(months.at({"2022-06"_period, "MNG"_iso3}), "CHN"_iso3) == 1);
        BOOST_TEST(eq::exposure(months.at({"2022-Q3"_period, "MNG"_iso3}), "RUS"_iso3) == 1);
        auto const years = eq::io::read_exports<eq::iso3, std::string, eq::period>(text, as_period, by_year).ledger;
        BOOST_TEST(eq::exposure(years.at({2022, "MNG"_iso3}), "CHN"_iso3) == 150. / 160);
    }
}

// True: CHN 60, RUS 10, KOR 20, JPN 10, GBR 5; the rows of RUS and JPN have a stray quote.
BOOST_AUTO_TEST_CASE(rows_with_a_stray_quote_are_partners_of_unknown_amount)
{
    auto const text =
        eq::io::text("period,origin,destination,desc,amount\n2019,MNG,CHN,coal,60\n2019,MNG,RUS,\"3 inch pipe,10\n"
                     "2019,MNG,KOR,copper,20\n2019,MNG,JPN,pipe of 5\",10\n2019,MNG,GBR,gold,5\n");
    auto const [book, report] = eq::io::read_exports(text, {.multiline = false, .malformed = eq::io::skip});
    BOOST_TEST((report.used == 3U && report.skipped == 2U));
    BOOST_TEST(report.unknown_in.at("2019 MNG") == 2U);
    BOOST_TEST(std::isnan(eq::hhi(book.at({2019, "MNG"_iso3}))));
    BOOST_TEST(eq::io::read_exports(text).report.multiline == 1U, "the same file with the rows in between swallowed");
    // a key that stands after the quote is not known
    auto const after = eq::io::text("origin,destination,desc,channel,amount\nMNG,CHN,\"x,arms,1\nMNG,CHN,y,arms,2\n");
    auto const by_channel =
        eq::io::read_exports(after, {.multiline = false, .malformed = eq::io::skip}, eq::by_period_state_and_channel);
    BOOST_TEST(by_channel.report.unknown_in.empty());
    BOOST_TEST(by_channel.ledger.size() == 1U);
}

// Exports of MNG: CHN 90 of 100. Imports: RUS 60 of 100, CHN 30, JPN 10. Added up, the exposure to CHN would be .6.
BOOST_AUTO_TEST_CASE(exports_and_imports_are_not_added_up)
{
    auto const both =
        std::string{"year,state,way,partner,usd\n2020,MNG,X,CHN,90\n2020,MNG,X,RUS,10\n2020,MNG,M,CHN,30\n"
                    "2020,MNG,M,RUS,60\n2020,MNG,M,JPN,10\n"};
    auto options = eq::io::flow_options{
        .columns = {.origin = "state", .destination = "partner", .amount = "usd", .period = "year", .channel = "way"}};
    auto const message = [&](std::string const& text, auto const& by) {
        return message_of<eq::io::input_error>(
            [&] { static_cast<void>(eq::io::read_exports(eq::io::text(text, "f.csv"), options, by)); });
    };
    auto const refusal = std::string{
        "f.csv: column way holds \"X\" (exports) and \"M\" (imports), which a ledger without the channel in its key "
        "adds "
        "up; key it by by_period_state_and_channel, or read the rows of one direction only; a column that tells no "
        "direction is switched off by .channel = {}"};
    BOOST_TEST(message(both, eq::by_period_and_state) == refusal);
    BOOST_TEST(message(both, eq::by_state) == refusal);
    BOOST_TEST(message_of<eq::io::input_error>([&] {
                   static_cast<void>(eq::io::read_imports<eq::iso3, eq::io::direction>(eq::io::text(both), options));
               }).find("\"exports\" (exports) and \"imports\" (imports)")
               != std::string::npos);
    // a key of one's own is asked whether it tells them apart
    using tidy = eq::io::tidy_flow<>;
    BOOST_TEST(message(both, [](tidy const& row, eq::iso3 state) { return std::tuple{state, row.period / 10}; })
               == refusal);
    BOOST_TEST(eq::exposure(eq::io::read_exports(
                                eq::io::text(both), options,
                                [](tidy const& row, eq::iso3 state) { return std::tuple{state, row.channel == "M"}; })
                                .ledger.at({"MNG"_iso3, false}),
                            "CHN"_iso3)
               == .9);
    auto const apart = eq::io::read_exports(eq::io::text(both), options, eq::by_period_state_and_channel).ledger;
    BOOST_TEST(eq::exposure(apart.at({2020, "MNG"_iso3, "X"}), "CHN"_iso3) == .9);
    BOOST_TEST(eq::exposure(apart.at({2020, "MNG"_iso3, "M"}), "RUS"_iso3) == .6);
    auto const is_read = [&](std::string const& text) {
        return eq::io::read_exports(eq::io::text(text), options, eq::by_state).ledger.size() == 1U;
    };
    BOOST_TEST(is_read(both.substr(0, both.find("2020,MNG,M"))));
    // re-exports are part of the exports, also where the amount of the row is missing or, skipped, the row malformed
    auto const one = std::string{"year,state,way,partner,usd\n2020,MNG,Export,CHN,90\n"};
    BOOST_TEST(message(one + "2020,MNG,Re-Export,CHN,\n", eq::by_state).find("\"Re-Export\" (part of the exports)")
               != std::string::npos);
    BOOST_TEST(is_read(one + "2020,MNG,coal,CHN,5\n2020,MNG,,CHN,5\n2020,MNG,export,CHN,5\n"));
    options.malformed = eq::io::skip;
    BOOST_TEST(message(one + "2020,MNG,Import,CHN,x\n", eq::by_state).find("\"Import\" (imports)")
               != std::string::npos);
    options.columns.channel = {};
    BOOST_TEST(is_read(both));
}

// Four partners with 800, 50, 100 and 50 of 1000: HHI .64 + .0025 + .01 + .0025. With the world as a partner, .41375.
BOOST_AUTO_TEST_CASE(the_world_is_no_partner)
{
    auto const text = std::string{"period,name,iso,code,partner,partner_iso,partner_code,usd\n"
                                  "2019,Mongolia,MNG,496, World ,W00,0,1000\n"
                                  "2019,Mongolia,MNG,496,China,CHN,156,800\n"
                                  "2019,Mongolia,MNG,496,Russia,RUS,643,50\n"
                                  "2019,Mongolia,MNG,496,Britain,GBR,826,100\n"
                                  "2019,Mongolia,MNG,496,Switzerland,CHE,757,50\n"
                                  "2019,World,WLD,0,Mongolia,MNG,496,\n"};
    auto options = eq::io::flow_options{.columns = {.origin = "name", .destination = "partner", .amount = "usd"}};
    auto const check = [](auto const& read, auto const& mongolia, std::size_t world_rows) {
        BOOST_TEST(std::fabs(eq::hhi(read.ledger.at({2019, mongolia})) - .655) < 1e-15);
        BOOST_TEST(read.ledger.size() == 1U);
        BOOST_TEST(read.report.read == 6U);
        BOOST_TEST(read.report.used == 4U);
        BOOST_TEST(read.report.aggregate == world_rows);
        BOOST_TEST(read.report.aggregate_amount() == 1000);
        BOOST_TEST(read.report.unknown == 0U);
    };
    check(eq::io::read_exports<std::string>(eq::io::text(text), options), std::string{"Mongolia"}, 2);
    options.columns.origin = "iso";
    options.columns.destination = "partner_iso";
    check(eq::io::read_exports(eq::io::text(text), options), "MNG"_iso3, 2);
    options.columns.origin = "code";
    options.columns.destination = "partner_code";
    auto const as_it_is = eq::io::read_exports<int>(eq::io::text(text), options);
    BOOST_TEST(as_it_is.report.aggregate == 0U); // 0 may be anything
    BOOST_TEST(std::fabs(eq::hhi(as_it_is.ledger.at({2019, 496})) - .41375) < 1e-15);
    options.aggregates = {"0"};
    check(eq::io::read_exports<int>(eq::io::text(text), options), 496, 2);

    // an empty list, and names that only begin as those of the list do
    options = {.columns = {.origin = "name", .destination = "partner", .amount = "usd"}, .aggregates = {}};
    auto const all = eq::io::read_exports<std::string>(eq::io::text(text), options);
    BOOST_TEST(std::fabs(eq::hhi(all.ledger.at({2019, "Mongolia"})) - .41375) < 1e-15);
    BOOST_TEST(all.report.aggregate == 0U);
    auto const firms = eq::io::read_exports<std::string>(
        eq::io::text("origin,destination,amount\nus,World Fuel,60\nus,Wharf,30\nus,Total,10\n"), {}, eq::by_state);
    BOOST_TEST(eq::exposure(firms.ledger.at("us"), "World Fuel") == .6);
    BOOST_TEST(firms.report.aggregate == 0U);
}

// A row of the world makes no portfolio unknown, though its amount or all behind a quote cannot be read.
BOOST_AUTO_TEST_CASE(a_malformed_row_of_the_world_is_skipped)
{
    auto const text = eq::io::text("origin,destination,amount\nMNG,CHN,60\nMNG,WLD,x\nMNG,RUS,40\nMNG,World,5\"\n");
    auto const [ledger, report] =
        eq::io::read_exports<std::string>(text, {.multiline = false, .malformed = eq::io::skip}, eq::by_state);
    BOOST_TEST(eq::exposure(ledger.at("MNG"), "CHN") == .6);
    BOOST_TEST(report.skipped == 2U);
    BOOST_TEST(report.unknown_in.empty());
    BOOST_TEST(report.aggregate == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
