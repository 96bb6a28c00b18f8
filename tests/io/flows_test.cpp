// SPDX-License-Identifier: BSL-1.0
#include "reading.hpp"

#include <equipoise/io/flows.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/model/ledger.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace {

using namespace reading;
using namespace eq::literals;

struct gec {
    static constexpr std::string_view expected = "two small letters";

    static std::optional<gec> parse(std::string_view text)
    {
        return text.size() == 2 ? std::optional{gec{{text[0], text[1]}}} : std::nullopt;
    }

    friend bool operator==(gec const&, gec const&) = default;

    char letters[2] = {};
};

std::string complaint(std::string_view characters, eq::io::flow_options const& options = {})
{
    return message_of<eq::io::input_error>(
        [&] { static_cast<void>(eq::io::read_flows(eq::io::text(characters, "f.csv"), options)); });
}

std::string row_complaint(std::string const& row)
{
    return complaint("origin,destination,amount,period,channel,total,listing,source\n" + row + "\n");
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(flows)

BOOST_AUTO_TEST_CASE(a_tidy_file)
{
    auto const [flows, report] =
        eq::io::read_flows(eq::io::text("period,source,origin,note,destination,amount,total,channel,listing\n"
                                        "2019,\"Factbook, 2021\",MNG,x,CHN,81,100, exports ,largest\n"
                                        "2019,,MNG,x,CHE, 9.0,,exports,some\n"
                                        "2010,,RUS,x,MNG,NA,..,arms,\n"
                                        "2010,,RUS,x,MNG,0,,arms,all\n"));
    BOOST_TEST(report.read == 4U);
    BOOST_TEST(report.used == 3U);
    BOOST_TEST(report.unknown == 1U);
    check_balance(report);
    BOOST_TEST_REQUIRE(flows.size() == 3U);
    BOOST_TEST((flows[0].origin == "MNG"_iso3));
    BOOST_TEST((flows[0].destination == "CHN"_iso3));
    BOOST_TEST(flows[0].amount == 81);
    BOOST_TEST(flows[0].period == 2019);
    BOOST_TEST(flows[0].channel == "exports");
    BOOST_TEST(flows[0].total.value() == 100);
    BOOST_TEST((flows[0].listing == eq::listing::largest));
    BOOST_TEST(flows[0].source == "Factbook, 2021");
    BOOST_TEST((flows[1].destination == "CHE"_iso3));
    BOOST_TEST(flows[1].amount == 9);
    BOOST_TEST(!flows[1].total.has_value());
    BOOST_TEST((flows[1].listing == eq::listing::some));
    BOOST_TEST(flows[1].source.empty());
    BOOST_TEST((flows[2].origin == "RUS"_iso3));
    BOOST_TEST(flows[2].amount == 0);
    BOOST_TEST((flows[2].listing == eq::listing::some));
}

BOOST_AUTO_TEST_CASE(three_columns_are_enough)
{
    auto const flows =
        eq::io::read_flows(eq::io::text("amount;destination;origin\n1;KAZ;MNG\n"), {.separator = ';'}).flows;
    BOOST_TEST_REQUIRE(flows.size() == 1U);
    BOOST_TEST((flows[0].origin == "MNG"_iso3));
    BOOST_TEST(flows[0].period == 0);
    BOOST_TEST(flows[0].channel.empty());
    BOOST_TEST(!flows[0].total.has_value());
    BOOST_TEST((flows[0].listing == eq::listing::some));
    BOOST_TEST(flows[0].source.empty());
}

BOOST_AUTO_TEST_CASE(columns_by_other_names)
{
    auto const text = "ccode1,ccode2,year,flow1\n712,710,2014,2468\n712,365,2014,-9\n";
    auto const options = eq::io::flow_options{
        .columns = {.origin = "ccode2", .destination = "ccode1", .amount = "flow1", .period = "year"},
        .separator = ',',
        .also_missing = {"-9"}};
    auto const [flows, report] = eq::io::read_flows<int>(eq::io::text(text), options);
    BOOST_TEST(report.unknown == 1U);
    BOOST_TEST_REQUIRE(flows.size() == 1U);
    BOOST_TEST(flows[0].origin == 710);
    BOOST_TEST(flows[0].destination == 712);
    BOOST_TEST(flows[0].amount == 2468);
    BOOST_TEST(flows[0].period == 2014);

    BOOST_TEST(complaint("origin,destination,amount\n", {.columns = {.period = "year"}})
               == "f.csv:1: no column \"year\" in the header, which holds \"origin\", \"destination\", \"amount\"");
}

BOOST_AUTO_TEST_CASE(identifiers_of_the_caller)
{
    auto const text = eq::io::text("origin,destination,amount\n mn,\"ch \",1\nNA,aa,2\n");
    auto const by_name = eq::io::read_flows<std::string>(text).flows;
    BOOST_TEST_REQUIRE(by_name.size() == 2U);
    BOOST_TEST(by_name[0].origin == "mn");
    BOOST_TEST(by_name[1].origin == "NA", "a missing code of amounts is a name like any other");
    auto const by_gec = eq::io::read_flows<gec>(text).flows;
    BOOST_TEST((by_gec[0].origin == gec{{'m', 'n'}}));
    BOOST_TEST(message_of<eq::io::format_error>([&] { static_cast<void>(eq::io::read_flows<int>(text)); })
               == "text:2: column origin: found \"mn\", expected a whole number");
    auto const nobody = eq::io::text("origin,destination,amount\nx, ,1\n");
    BOOST_TEST(message_of<eq::io::format_error>([&] { static_cast<void>(eq::io::read_flows<std::string>(nobody)); })
               == "text:2: column destination: found \"\", expected a text");
    BOOST_TEST(message_of<eq::io::format_error>([&] { static_cast<void>(eq::io::read_flows<gec>(nobody)); })
               == "text:2: column origin: found \"x\", expected two small letters");
}

// As R's write_csv (2e3), pandas and polars (2019.0) write whole numbers of a column of doubles.
BOOST_AUTO_TEST_CASE(years_and_identifiers_written_as_decimals)
{
    auto const text = eq::io::text("period,origin,destination,amount\n1999,496,156,5e5\n2e3,496,156,6e5\n"
                                   "2e3,496,643,1e5\n2001.0,496,156,7e5\n2002,496.0,156,8e5\n");
    auto const table = eq::io::read_flows<int>(text);
    BOOST_TEST_REQUIRE(table.flows.size() == 5U);
    auto const years = std::vector{1999, 2000, 2000, 2001, 2002};
    for (auto i = std::size_t{0}; i < years.size(); ++i) {
        BOOST_TEST(table.flows[i].period == years[i]);
        BOOST_TEST(table.flows[i].origin == 496);
    }
    auto many = std::string{"period,origin,destination,amount\n"}; // read many rows at a time
    for (auto i = 0; i < 1000; ++i) {
        many += (i % 7 == 0 ? "2e3,496.0,1.56e2," : "2000,496,156,") + std::to_string(i) + '\n';
    }
    auto rows = 0;
    eq::io::read_flows<int>(eq::io::text(many), {}, [&](auto const& flow) {
        rows += flow.period == 2000 && flow.origin == 496 && flow.destination == 156 && flow.amount == rows ? 1 : 0;
    });
    BOOST_TEST(rows == 1000);
}

BOOST_AUTO_TEST_CASE(months_and_quarters_as_periods)
{
    auto const text = "period,origin,destination,amount\n2022-06,MNG,CHN,70\n2022M07,MNG,CHN,80\n2022Q3,MNG,RUS,10\n"
                      "2022.0,MNG,RUS,5\n";
    auto const [flows, report] = eq::io::read_flows<eq::iso3, std::string, eq::period>(eq::io::text(text));
    BOOST_TEST_REQUIRE(flows.size() == 4U);
    BOOST_TEST((flows[0].period == "2022-06"_period && flows[1].period == "2022-07"_period));
    BOOST_TEST((flows[2].period == "2022-Q3"_period && flows[3].period == 2022));
    BOOST_TEST(complaint(text)
               == "f.csv:2: column period: found \"2022-06\", expected a whole number; read_flows<Id, Channel, period> "
                  "reads quarters, months, weeks and days");
    auto const by_number =
        eq::io::read_flows<int, int, eq::period>(eq::io::text("period,origin,destination,amount\n202206,496,156,70\n"));
    BOOST_TEST((by_number.flows.front().period == eq::period::month(2022, 6)));
    BOOST_TEST(message_of<eq::io::format_error>([] {
                   static_cast<void>(eq::io::read_flows<eq::iso3, std::string, eq::period>(
                       eq::io::text("period,origin,destination,amount\n2022-13,MNG,CHN,1\n", "f.csv")));
               })
               == "f.csv:2: column period: found \"2022-13\", expected " + std::string{eq::period::expected});
    auto const without =
        eq::io::read_flows<eq::iso3, std::string, eq::period>(eq::io::text("origin,destination,amount\nMNG,CHN,1\n"));
    BOOST_TEST((without.flows.front().period == eq::period{}));
}

BOOST_AUTO_TEST_CASE(columns_of_usual_names_can_be_switched_off)
{
    auto const text = eq::io::text("period,channel,total,listing,source,origin,destination,amount\n"
                                   "first,x,y,most,z,MNG,CHN,1\n",
                                   "f.csv");
    BOOST_CHECK_THROW(static_cast<void>(eq::io::read_flows(text)), eq::io::format_error);
    auto const [flows, report] =
        eq::io::read_flows(text, {.columns = {.period = {}, .channel = {}, .total = {}, .listing = {}, .source = {}}});
    BOOST_TEST_REQUIRE(flows.size() == 1U);
    BOOST_TEST((flows[0].period == 0 && flows[0].channel.empty() && !flows[0].total && flows[0].source.empty()));
    BOOST_TEST(report.other_columns == (std::vector<std::string>{"period", "channel", "total", "listing", "source"}),
               boost::test_tools::per_element());
    auto const asked = eq::io::flow_options{.columns = {.amount = "v", .period = "period"}};
    BOOST_TEST(complaint("origin,destination,v\n", asked)
               == "f.csv:1: no column \"period\" in the header, which holds \"origin\", \"destination\", \"v\"");
}

BOOST_AUTO_TEST_CASE(decimal_commas_and_flags_of_amounts)
{
    auto const [flows, report] = eq::io::read_flows<std::string>(
        eq::io::text("period;origin;destination;amount;total\n2019;RU;EL;1.052,3 bu;2.000 e\n2019;NO;EL;: c;\n"
                     "2019;DZ;EL;40;\n2.019;UK;EL;7,7 p;\n2019;QA;EL;:;\n"),
        {.separator = ';', .also_missing = {":"}, .decimal = ',', .thousands = '.', .flags = "bcepu"});
    BOOST_TEST_REQUIRE(flows.size() == 3U);
    BOOST_TEST((flows[0].amount == 1052.3 && flows[0].total.value() == 2000));
    BOOST_TEST((flows[1].amount == 40 && flows[2].amount == 7.7 && flows[2].period == 2019));
    BOOST_TEST((report.used == 3U && report.unknown == 2U && flows.unknown.size() == 2U));
    BOOST_TEST((report.flags == std::map<char, std::size_t>{{'b', 1}, {'c', 1}, {'e', 1}, {'p', 1}, {'u', 1}}));
    auto many = std::string{"period,origin,destination,amount\n"}; // which would be read many rows at a time
    for (auto i = 0; i < 1000; ++i) {
        many += "2019,496,156,1" + std::string(i % 3 == 0 ? "" : i % 3 == 1 ? " b" : " e") + '\n';
    }
    auto const flagged = eq::io::read_flows<int>(eq::io::text(many), {.flags = "be"}).report;
    BOOST_TEST(flagged.used == 1000U);
    BOOST_TEST((flagged.flags == std::map<char, std::size_t>{{'b', 333}, {'e', 333}}));
}

// Codes in lower case, the world, and areas that are no states: the message says what was meant, and the rows of all
// such codes are counted as one reason.
BOOST_AUTO_TEST_CASE(codes_that_are_refused_are_explained)
{
    auto const found = [](std::string const& code) {
        return complaint("year,reporter_iso,partner_iso,trade_value_usd_exp\n2008,MNG," + code + ",80\n",
                         {.columns = {.origin = "reporter_iso",
                                      .destination = "partner_iso",
                                      .amount = "trade_value_usd_exp",
                                      .period = "year"}});
    };
    auto const refused = [](std::string const& code) {
        return "f.csv:2: column partner_iso: found \"" + code + "\", expected an ISO 3166-1 alpha-3 code";
    };
    BOOST_TEST(found("chn") == refused("chn") + "; chn is written CHN");
    BOOST_TEST(found("W00") == "(no exception)"); // it stands for the world, and its row is set aside
    BOOST_TEST(found("EU2") == refused("EU2"));
    BOOST_TEST(found("XXA") == refused("XXA") + "; ISO 3166-1 leaves XXA to users, and no state has it");
    BOOST_TEST(found("_X") == refused("_X"));
    auto const report =
        eq::io::read_flows(eq::io::text("origin,destination,amount\nMNG,chn,1\nMNG,EUU,2\nMNG,XXA,3\nMNG,CHN,4\n"),
                           {.malformed = eq::io::skip})
            .report;
    BOOST_TEST((report.reasons
                == std::map<std::string, std::size_t>{{"destination: expected an ISO 3166-1 alpha-3 code", 3}}));
}

BOOST_AUTO_TEST_CASE(malformed_rows_are_named)
{
    auto const at = std::string{"f.csv:2: column "};
    BOOST_TEST(row_complaint("MNG,CHN,81,2019,exports,100,largest,x") == "(no exception)");
    BOOST_TEST(row_complaint("World,CHN,1,2019,,,,") == "(no exception)"); // it is set aside
    BOOST_TEST(row_complaint("World,CHN,-1,2019,,,,") == at + "amount: found \"-1\", expected no negative amount");
    BOOST_TEST(row_complaint("Worlds,CHN,1,2019,,,,")
               == at + "origin: found \"Worlds\", expected an ISO 3166-1 alpha-3 code");
    BOOST_TEST(row_complaint(",CHN,1,2019,,,,") == at + "origin: found \"\", expected an ISO 3166-1 alpha-3 code");
    BOOST_TEST(row_complaint("MNG,CHN,abc,2019,,,,") == at + "amount: found \"abc\", expected a number");
    BOOST_TEST(row_complaint("MNG,CHN,NaN,2019,,,,") == at + "amount: found \"NaN\", expected a number");
    BOOST_TEST(row_complaint("MNG,CHN,81%,2019,,,,") == at + "amount: found \"81%\", expected a number");
    BOOST_TEST(row_complaint("MNG,CHN,1e999,2019,,,,")
               == at + "amount: found \"1e999\", expected a number that fits a double");
    BOOST_TEST(row_complaint("MNG,CHN,-0.5,2019,,,,") == at + "amount: found \"-0.5\", expected no negative amount");
    BOOST_TEST(row_complaint("MNG,CHN,1,2019,,-1,,") == at + "total: found \"-1\", expected no negative total");
    BOOST_TEST(row_complaint("MNG,CHN,1,2019,,all,,") == at + "total: found \"all\", expected a number");
    BOOST_TEST(row_complaint("MNG,CHN,1,2019.5,,,,") == at + "period: found \"2019.5\", expected a whole number");
    BOOST_TEST(row_complaint("MNG,CHN,1,,,,,") == at + "period: found \"\", expected a whole number");
    BOOST_TEST(row_complaint("MNG,CHN,1,2019,,,most,")
               == at + "listing: found \"most\", expected all, some, largest or nothing");
    BOOST_TEST(row_complaint("MNG,CHN,1") == "f.csv:2: found 3 fields, expected 8 fields");
    BOOST_TEST(row_complaint("MNG,CHN,NA,x,,,,") == at + "period: found \"x\", expected a whole number");
}

BOOST_AUTO_TEST_CASE(every_option_is_heard)
{
    auto const preamble = std::string{"origin\n\n"};
    auto const text = std::string{"origin;destination;amount;source\nMNG;CHN;1;'x;y'\nMNG;RUS;?;\nMNG;RUS;-;\n"};
    auto const read = [](std::string const& characters, eq::io::flow_options options) {
        options.separator = ';';
        options.quote = '\'';
        options.missing = {"?"};
        options.also_missing = {"-"};
        auto stream = std::istringstream{characters};
        auto const [flows, report] = eq::io::read_flows(stream, options);
        BOOST_TEST_REQUIRE(flows.size() == 1U);
        BOOST_TEST(flows[0].source == "x;y");
        BOOST_TEST(report.unknown == 2U);
        return report.preamble;
    };
    BOOST_TEST(read(text, {}) == 0U);
    BOOST_TEST(read(preamble + text, {.skip_lines = 2}) == 2U);
    BOOST_TEST(read(preamble + text, {.find_header = true}) == 2U);
    BOOST_CHECK_THROW(read(text, {.block_size = 4, .longest_row = 10}), eq::io::format_error);
}

BOOST_AUTO_TEST_CASE(negative_zero_is_zero)
{
    auto const flows = eq::io::read_flows(eq::io::text("origin,destination,amount,total\nMNG,CHN,-0.0,-0\n")).flows;
    BOOST_TEST_REQUIRE(flows.size() == 1U);
    BOOST_TEST(!std::signbit(flows[0].amount));
    BOOST_TEST(!std::signbit(flows[0].total.value()));
}

BOOST_AUTO_TEST_CASE(skipping_counts_by_reason)
{
    auto const text = eq::io::text("origin,destination,amount\n"
                                   "MNG,CHN,1\nMNG,World,2\nMNG,,3\nMNG,CHN,-4\nMNG,CHN,\nMNG,CHN\nMNG,RUS,5\n");
    auto sum = 0.0;
    auto const report = eq::io::read_flows(text, {.malformed = eq::io::skip},
                                           [&](eq::io::tidy_flow<> const& flow) { sum += flow.amount; });
    BOOST_TEST(sum == 6);
    BOOST_TEST(report.read == 7U);
    BOOST_TEST(report.used == 2U);
    BOOST_TEST(report.unknown == 1U);
    BOOST_TEST((report.reasons
                == std::map<std::string, std::size_t>{{"destination: expected an ISO 3166-1 alpha-3 code", 1},
                                                      {"amount: expected no negative amount", 1},
                                                      {"expected 3 fields", 1}}));
    BOOST_TEST(report.aggregate == 1U);
    BOOST_TEST(report.aggregate_amount() == 2);
    check_balance(report);
}

BOOST_AUTO_TEST_CASE(a_sink_sees_the_same_flows)
{
    auto text = std::string{"origin,destination,amount,source\n"};
    for (auto i = 0; i < 5000; ++i) {
        text += "MNG,CHN," + std::to_string(i) + ".25,a source with a name of some length " + std::to_string(i) + "\n";
    }
    auto const flows = eq::io::read_flows(eq::io::text(text)).flows;
    auto stream = std::istringstream{text};
    auto at = std::size_t{0};
    eq::io::read_flows(stream, {.block_size = 100}, [&](auto const& flow) {
        BOOST_TEST_REQUIRE(flow.amount == flows[at].amount);
        BOOST_TEST_REQUIRE(flow.source == flows[at].source);
        ++at;
    });
    BOOST_TEST(at == 5000U);
    BOOST_TEST(flows[4999].amount == 4999.25);
}

BOOST_AUTO_TEST_CASE(a_ledger_takes_the_flows_as_they_are)
{
    auto const flows = eq::io::read_flows(eq::io::text("origin,destination,amount,period,total,listing\n"
                                                       "MNG,CHN,80,2019,100,largest\n"
                                                       "MNG,CHE,9,2019,100,largest\n"
                                                       "MNG,CHN,1,2019,100,largest\n"))
                           .flows;
    auto const ledger = eq::export_ledger(flows);
    auto const mongolia = ledger.at({2019, "MNG"_iso3});
    BOOST_TEST(mongolia.size() == 2U);
    BOOST_TEST(mongolia.amounts()[mongolia.position("CHN"_iso3).value()] == 81);
    BOOST_TEST(mongolia.residual_share() == 0.1, boost::test_tools::tolerance(1e-15));
}

// A download that broke off: an error, or the rows before the cut; the last one may lack digits, of which the report
// tells.
BOOST_AUTO_TEST_CASE(a_text_that_is_cut_off)
{
    using period = eq::period;
    auto const text =
        std::string{"period;origin;destination;note;amount;total\n2022-06;MNG;CHN;\"coal; \"\"hard\"\"\";1.234,5;"
                    "2.000\n2022Q3;MNG;RUS;\"two\nlines\";60,25 b;\n2022-W05;MNG;KAZ;;: c;2.000\n\n"
                    "2022;MNG;JPN;x;12.345,75;\r\n"};
    for (auto const multiline : {true, false}) {
        auto const options = eq::io::flow_options{.separator = ';',
                                                  .multiline = multiline,
                                                  .also_missing = {":"},
                                                  .decimal = ',',
                                                  .thousands = '.',
                                                  .flags = "bc",
                                                  .malformed = eq::io::skip};
        auto const read = [&](std::string const& characters) {
            return eq::io::read_flows<eq::iso3, std::string, period>(eq::io::text(characters), options);
        };
        auto const whole = read(text).flows;
        BOOST_TEST(whole.size() == (multiline ? 3U : 2U));
        auto refused = 0;
        for (std::size_t size = 0; size < text.size(); ++size) {
            try {
                auto const [flows, report] = read(text.substr(0, size));
                check_balance(report);
                BOOST_TEST_REQUIRE(flows.size() <= whole.size());
                for (std::size_t i = 0; i < flows.size(); ++i) {
                    auto const same = flows[i].amount == whole[i].amount && flows[i].period == whole[i].period
                                      && flows[i].total == whole[i].total
                                      && flows[i].destination == whole[i].destination;
                    BOOST_TEST((same || (i + 1 == flows.size() && report.unfinished == 1)), "cut at " << size);
                }
            } catch (eq::io::input_error const&) {
                ++refused;
            }
        }
        BOOST_TEST(refused >= 37, "at least where the header is cut");
    }
}

#ifdef EQUIPOISE_SOURCE_DIR
BOOST_AUTO_TEST_CASE(bundled_data)
{
    auto const check = [](std::string const& name) {
        auto const [flows, report] = eq::io::read_flows(EQUIPOISE_SOURCE_DIR "/examples/data/" + name);
        BOOST_TEST(!flows.empty());
        BOOST_TEST(report.skipped == 0U);
        check_balance(report);
        for (auto const& flow : flows) {
            BOOST_TEST(flow.period > 1900);
            BOOST_TEST(!flow.channel.empty());
            BOOST_TEST(!flow.source.empty());
            BOOST_TEST(flow.total.has_value());
        }
        return flows;
    };
    auto found = 0;
    for (auto const& flow : check("partners.csv")) {
        if (flow.origin == "MNG"_iso3 && flow.destination == "CHN"_iso3 && flow.period == 2019) {
            BOOST_TEST(flow.amount == 81);
            BOOST_TEST((flow.listing == eq::listing::largest));
            ++found;
        }
    }
    BOOST_TEST(found == 1);
    check("arms.csv");
}
#endif

// Expected figures from awk and from Python's csv module.

BOOST_AUTO_TEST_CASE(correlates_of_war_2014)
{
    auto const path = reference("trade/cow/cow_trade_ddy_all_dyads_2014.csv");
    if (!path) {
        return;
    }
    auto const [flows, report] = eq::io::read_flows<int>(
        *path, {.columns = {.origin = "ccode2", .destination = "ccode1", .amount = "flow1", .period = "year"},
                .also_missing = {"-9"}});
    BOOST_TEST(report.read == 30'280U);
    BOOST_TEST(report.used == 29'460U);
    BOOST_TEST(report.unknown == 820U);
    auto total = 0.0;
    auto from_mongolia = 0.0;
    auto to_mongolia = std::map<int, double>{};
    for (auto const& flow : flows) {
        total += flow.amount;
        from_mongolia += flow.origin == 712 ? flow.amount : 0;
        if (flow.destination == 712) {
            to_mongolia[flow.origin] = flow.amount;
        }
    }
    BOOST_TEST(total == 18'255'025);
    BOOST_TEST(from_mongolia == 5317);
    BOOST_TEST(to_mongolia[710] == 2468);
    BOOST_TEST(to_mongolia[365] == 1606);
}

BOOST_AUTO_TEST_CASE(comtrade_fuels_2017_without_the_world)
{
    auto const path = reference("trade/comtrade/legacy22_HS27_2017_imports_allreporters.csv");
    if (!path) {
        return;
    }
    auto total = 0.0;
    auto const report = eq::io::read_flows(*path,
                                           {.columns = {.origin = "Partner ISO",
                                                        .destination = "Reporter ISO",
                                                        .amount = "Trade Value (US$)",
                                                        .period = "Year"},
                                            .malformed = eq::io::skip},
                                           [&](auto const& flow) { total += flow.amount; });
    BOOST_TEST(report.read == 8076U);
    BOOST_TEST(report.used == 7665U);
    BOOST_TEST(report.unknown == 0U);
    BOOST_TEST(report.aggregate == 144U); // rows of WLD and their sum, by a script
    BOOST_TEST(report.aggregate_amount() == 1'943'415'218'135.0);
    BOOST_TEST(report.reasons.at("Partner ISO: expected an ISO 3166-1 alpha-3 code") == 201U);
    BOOST_TEST(report.reasons.at("Reporter ISO: expected an ISO 3166-1 alpha-3 code") == 66U);
    BOOST_TEST(total == 1'852'546'478'545.0);
    check_balance(report);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
