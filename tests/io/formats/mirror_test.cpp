// SPDX-License-Identifier: BSL-1.0
#include "provider_files.hpp"

#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/formats/mirror.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <optional>
#include <string>
#include <tuple>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace eq::literals;
using namespace provider_files;
using eq::report_status;

constexpr auto infinite = std::numeric_limits<double>::infinity();

std::string const header = "Classification,Year,Period,Aggregate Level,Trade Flow Code,Reporter Code,Partner Code,"
                           "Commodity Code,Trade Value (US$)\n";

/// A row in the layout of UN Comtrade: flow 1 is an import, flow 2 an export.
std::string row(char flow, std::string const& reporter, std::string const& partner, std::string const& amount)
{
    return std::string{"H5,2017,2017,2,"} + flow + "," + reporter + "," + partner + ",27," + amount + "\n";
}

// Mongolia (496), China (156), Russia (643): invented.
std::string const exported = header + row('2', "496", "156", "800") + row('2', "156", "643", "90");
std::string const imported = header + row('1', "156", "496", "1100") + row('1', "643", "156", "99");

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(mirror)

BOOST_AUTO_TEST_CASE(two_files_and_one)
{
    auto const two = eq::io::mirror_files(read(exported), read(imported), {.cif = .1});
    BOOST_TEST(two.size() == 2U);
    auto const flow = two.find({2017, "MNG"_iso3}, "CHN"_iso3);
    BOOST_REQUIRE(flow.has_value());
    BOOST_TEST((flow->amounts == eq::interval{800, 1000}));
    BOOST_TEST((two.find({2017, "CHN"_iso3}, "RUS"_iso3)->amounts == eq::interval{90, 90}));
    auto const one = eq::io::mirror_files(read(exported + imported.substr(header.size())), {.cif = .1});
    BOOST_TEST(one.report().text() == two.report().text());
    auto const by_state = eq::io::mirror_files(read(exported), read(imported), {.cif = .1}, eq::by_state);
    BOOST_TEST((by_state.exports().at("MNG"_iso3).highs()[0] == 1000));
}

BOOST_AUTO_TEST_CASE(files_that_cannot_be_mirrored)
{
    auto const cow = read("ccode1,ccode2,year,flow1,flow2,version\n710,712,2014,10,20,4\n710,365,2014,30,40,4\n"
                          "712,365,2014,-9,50,4\n");
    BOOST_TEST(
        message_of<eq::invalid_parameter>([&] { (void)eq::io::mirror_files(cow, cow); })
        == "mirror: f.csv (Correlates of War, Trade) has one report of each flow, which mirrored against itself says "
           "nothing");
    // the ledgers of such a file are refused as well
    BOOST_TEST(message_of<eq::invalid_parameter>([&] {
                   (void)eq::mirror(eq::export_ledger(cow), eq::import_ledger(cow));
               }).substr(0, 52)
               == "mirror: all 5 flows have the same amount in both led");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::io::mirror_files(read(exported), read(exported)); })
               == "mirror: f.csv has no flow that the importing state reports");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::io::mirror_files(read(imported), read(exported)); })
               == "mirror: f.csv has no flow that the exporting state reports");
}

BOOST_AUTO_TEST_CASE(units_are_brought_together)
{
    auto in_thousands = read(imported);
    in_thousands.report.unit = eq::io::unit::thousand_usd;
    auto const both = eq::io::mirror_files(read(exported), in_thousands);
    BOOST_TEST(*both.find({2017, "MNG"_iso3}, "CHN"_iso3)->imported == 1100000);
    in_thousands.report.unit = eq::io::unit::million_tiv;
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::io::mirror_files(read(exported), in_thousands); })
               == "f.csv: unit is million TIV; it must be one that converts to US$");
}

// Both files of UN Comtrade on fuels in 2017. The values are those of a program in Python that reads the rows with the
// module csv, sets aside the codes 473, 490, 527, 568, 577, 637, 837, 838, 839 and 899, which are no states, and
// computes with fractions.
BOOST_AUTO_TEST_CASE(fuels_of_all_reporters_in_2017)
{
    auto const exports = outside_file("trade/comtrade/legacy22_HS27_2017_exports_allreporters.csv");
    auto const imports = outside_file("trade/comtrade/legacy22_HS27_2017_imports_allreporters.csv");
    if (!exports || !imports) {
        return;
    }
    auto const both = eq::io::mirror_files(eq::io::read(*exports), eq::io::read(*imports), {.cif = {.05, .10}});
    auto const& report = both.report();
    struct expectation {
        report_status status;
        std::size_t flows;
        std::size_t of_silent;
        double exported;
        double imported;
    };
    for (auto const& of : {expectation{report_status::both, 2573, 0, 987378585331, 1103399627763},
                           expectation{report_status::exporter_only, 2952, 1812, 68603586088, 0},
                           expectation{report_status::importer_only, 2472, 1073, 0, 418096583823},
                           expectation{report_status::neither, 0, 0, 0, 0},
                           expectation{report_status::disagree, 2598, 0, 203313899901, 330871861943},
                           expectation{report_status::zero_against_positive, 3, 0, 831749, 66735}}) {
        BOOST_TEST_CONTEXT(words(of.status))
        {
            BOOST_TEST(report[of.status].flows == of.flows);
            BOOST_TEST(report[of.status].of_silent == of.of_silent);
            BOOST_TEST(report[of.status].exported() == of.exported);
            BOOST_TEST(report[of.status].imported() == of.imported);
        }
    }
    BOOST_TEST(both.size() == 10598U);
    BOOST_TEST(report.silent_exporters.size() == 85U); // Palau reports, though flows with no state
    BOOST_TEST(report.silent_importers.size() == 88U);

    // Mongolia to China: 2 572 782 166 and 2 574 140 426 with freight; to Russia 6 944 101 and 322 938
    auto const mongolia = both.find({2017, "MNG"_iso3}, "CHN"_iso3);
    BOOST_TEST((mongolia->amounts == eq::interval{2340127660, 2572782166}));
    BOOST_TEST((both.find({2017, "MNG"_iso3}, "RUS"_iso3)->amounts == eq::interval{293580, 6944101}));
    BOOST_TEST((both.find({2017, "MNG"_iso3}, "RUS"_iso3)->status == report_status::disagree));
    // Kazakhstan: China reports more than Kazakhstan, Russia less
    BOOST_TEST((both.find({2017, "KAZ"_iso3}, "CHN"_iso3)->amounts == eq::interval{1001379430, 1169929200 / 1.05}));
    auto const kazakhstan = both.find({2017, "KAZ"_iso3}, "RUS"_iso3);
    BOOST_TEST(kazakhstan->amounts.low == 499738476.3636364, tt::tolerance(1e-15));
    BOOST_TEST(kazakhstan->amounts.high == 602475893);
    // Iraq reports nothing, and is not a state without trade
    auto const ranges = both.exports();
    auto const iraq = ranges.at({2017, "IRQ"_iso3});
    BOOST_TEST(iraq.size() == 36U);
    BOOST_TEST((iraq.unlisted() == eq::interval{0, infinite}));
    BOOST_TEST(ranges.at({2017, "MNG"_iso3}).size() == 15U);
    BOOST_TEST(ranges.at({2017, "KAZ"_iso3}).size() == 61U);
    // Russia has 40 532 284 729 with areas that are not specified, and its World row is within some dollars of the sum
    BOOST_TEST(ranges.at({2017, "RUS"_iso3}).unlisted().high == 40532284729., tt::tolerance(1e-8));

    // l / (l + what the others have at most) and u / (u + what the others have at least); a residual of some dollars
    // is what rounding leaves of the World row
    for (auto const& [state, power, low, high] :
         {std::tuple{"MNG"_iso3, "CHN"_iso3, 0.96138960842154, 0.988104761860654},
          std::tuple{"MNG"_iso3, "RUS"_iso3, 0.000110363709053724, 0.00292044986060859},
          std::tuple{"KAZ"_iso3, "CHN"_iso3, 0.0256323312901218, 0.0762021300944797},
          std::tuple{"KAZ"_iso3, "RUS"_iso3, 0.012788510085173, 0.0412322123142944},
          std::tuple{"RUS"_iso3, "CHN"_iso3, 0.0951758075639917, 0.177623292069408}}) {
        auto const ends = eq::bound(ranges.at({2017, state}), eq::exposure(power));
        BOOST_TEST(ends.low == low, tt::tolerance(1e-8));
        BOOST_TEST(ends.high == high, tt::tolerance(1e-8));
    }
    // Iraq may sell anything to states that report nothing; without these, [.2028, .2183]
    BOOST_TEST(eq::bound(iraq, eq::exposure("CHN"_iso3)).low == 0);
    BOOST_TEST(eq::bound(iraq, eq::exposure("CHN"_iso3)).high == 0.2183051432543, tt::tolerance(1e-12));
    auto const omitted = eq::io::mirror_files(eq::io::read(*exports), eq::io::read(*imports),
                                              {.cif = {.05, .10}, .between_silent = eq::silent_pairs::omitted})
                             .exports();
    BOOST_TEST(eq::bound(omitted.at({2017, "IRQ"_iso3}), eq::exposure("CHN"_iso3)).low == 0.202844407447249,
               tt::tolerance(1e-12));

    auto const reliabilities = both.reliabilities();
    BOOST_TEST(reliabilities.gap() == 0.08848147473014371, tt::tolerance(1e-14));
    BOOST_TEST(reliabilities.spread() == 0.7221879543550265, tt::tolerance(1e-14));
    BOOST_TEST(reliabilities.exporter("KAZ"_iso3).flows == 39U);
    BOOST_TEST(reliabilities.exporter("KAZ"_iso3).spread == 0.6460903205814644, tt::tolerance(1e-14));
    BOOST_TEST(reliabilities.importer("CHN"_iso3).spread == 0.3445783190399606, tt::tolerance(1e-14));
    BOOST_TEST(reliabilities.exporter("MNG"_iso3).pooled); // 4 flows
    auto const points = eq::io::mirror_files(eq::io::read(*exports), eq::io::read(*imports), {.cif = .06})
                            .reconciled_exports(reliabilities);
    auto const sold = points.at({2017, "KAZ"_iso3});
    BOOST_TEST(sold.amounts()[*sold.position("CHN"_iso3)] == 1061016575.95, tt::tolerance(1e-12));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
