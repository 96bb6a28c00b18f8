// SPDX-License-Identifier: BSL-1.0
#include "provider_files.hpp"

#include <equipoise/io/formats/ranges.hpp>
#include <equipoise/io/formats/sipri_tiv.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <string>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
using namespace provider_files;

constexpr auto infinite = std::numeric_limits<double>::infinity();

// As SIPRI prints it, invented: Poland has nothing in 2010 and less than half a million in 2011.
std::string const arms = "\"TIV of arms exports to Mongolia, 2010-2012\",,,,\n"
                         ",2010,2011,2012,Total\n"
                         "Poland,,0,2,2\n"
                         "Russia,27,3,17,46\n"
                         "Unknown supplier(s),,,4,4\n"
                         "Rebels*,,,1,1\n"
                         "Total,27,3,24,53\n";

eq::io::format_options const zeros{.below_half = eq::io::below_half::zero};

template <class Flows>
eq::interval range_with(Flows const& flows, eq::iso3 partner)
{
    auto const i = flows.position(partner).value();
    return {flows.lows()[i], flows.highs()[i]};
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(ranges)

BOOST_AUTO_TEST_CASE(a_printed_zero_is_a_partner_of_small_size)
{
    auto const ranges = eq::io::import_ranges(read(arms, zeros), eq::rounded_to{1});
    BOOST_TEST(ranges.size() == 3U);
    auto const year = [&](int of) { return ranges.at({of, "MNG"_iso3}); };
    BOOST_TEST((range_with(year(2011), "POL"_iso3) == eq::interval{0, .5}));
    BOOST_TEST((range_with(year(2011), "RUS"_iso3) == eq::interval{2.5, 3.5}));
    BOOST_TEST((range_with(year(2012), "POL"_iso3) == eq::interval{1.5, 2.5}));
    BOOST_TEST((range_with(year(2012), "RUS"_iso3) == eq::interval{16.5, 17.5}));
    // an empty cell is no delivery
    BOOST_TEST(year(2010).size() == 1U);
    BOOST_TEST((year(2010).unlisted() == eq::interval{0, 0}));
    // two areas, 4 and 1, each rounded by itself
    BOOST_TEST((year(2012).unlisted() == eq::interval{4, 6}));
    // the table of a recipient holds no exports of its suppliers
    BOOST_TEST(eq::io::export_ranges(read(arms, zeros), eq::rounded_to{1}).empty());
}

BOOST_AUTO_TEST_CASE(figures_of_several_years_are_rounded_one_by_one)
{
    auto const ranges = eq::io::import_ranges(read(arms, zeros), eq::rounded_to{1}, eq::by_state);
    auto const all = ranges.at("MNG"_iso3);
    BOOST_TEST((range_with(all, "RUS"_iso3) == eq::interval{47 - 1.5, 47 + 1.5}));
    BOOST_TEST((range_with(all, "POL"_iso3) == eq::interval{1.5, 3}));
    BOOST_TEST((all.unlisted() == eq::interval{4, 6}));
}

BOOST_AUTO_TEST_CASE(what_a_total_leaves_over_has_the_rounding_of_all_its_figures)
{
    // without Russia: 27 of 2010 is the total alone; 3 - 0 of 2011 and 24 - 2 of 2012 are two figures each
    auto const part = arms.substr(0, arms.find("Russia")) + arms.substr(arms.find("Unknown"));
    auto const ranges = eq::io::import_ranges(read(part, zeros), eq::rounded_to{1});
    BOOST_TEST((ranges.at({2010, "MNG"_iso3}).unlisted() == eq::interval{26.5, 27.5}));
    BOOST_TEST((ranges.at({2011, "MNG"_iso3}).unlisted() == eq::interval{2, 4}));
    BOOST_TEST((ranges.at({2012, "MNG"_iso3}).unlisted() == eq::interval{21, 23}));
}

BOOST_AUTO_TEST_CASE(unknown_amounts_and_other_errors)
{
    // zeros that were read as unknown amounts may be anything
    auto const unknown = eq::io::import_ranges(read(arms), eq::rounded_to{1});
    BOOST_TEST((range_with(unknown.at({2011, "MNG"_iso3}), "POL"_iso3) == eq::interval{0, infinite}));
    auto const roughly = eq::io::import_ranges(read(arms, zeros), eq::relative_error{.5});
    BOOST_TEST((range_with(roughly.at({2012, "MNG"_iso3}), "POL"_iso3) == eq::interval{1, 3}));
    BOOST_TEST((roughly.at({2012, "MNG"_iso3}).unlisted() == eq::interval{2.5, 7.5}));
    // one report of each flow, as of the Correlates of War, belongs to both sides
    auto const cow = read("ccode1,ccode2,year,flow1,flow2,version\n710,712,2014,10,-9,4\n");
    auto const sold = eq::io::export_ranges(cow, eq::relative_error{.1});
    BOOST_TEST((range_with(sold.at({2014, "MNG"_iso3}), "CHN"_iso3) == eq::interval{9, 11}));
    BOOST_TEST((range_with(sold.at({2014, "CHN"_iso3}), "MNG"_iso3) == eq::interval{0, infinite}));
    BOOST_TEST((range_with(eq::io::import_ranges(cow, eq::relative_error{.1}).at({2014, "CHN"_iso3}), "MNG"_iso3)
                == eq::interval{9, 11}));
    // an area without an amount
    auto const area = read("t,i,j,k,v,q\n2023,496,156,270112,60,1\n2023,496,490,270112,NA,1\n");
    auto const with_area = eq::io::export_ranges(area, eq::rounded_to{1}).at({2023, "MNG"_iso3});
    BOOST_TEST((with_area.unlisted() == eq::interval{0, infinite}));
    BOOST_TEST((range_with(with_area, "CHN"_iso3) == eq::interval{59.5, 60.5}));
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::io::export_ranges(cow, eq::rounded_to{0}); })
               == "rounded_to: unit is 0; it must be positive and finite");
}

// A table in the layout of 2026: Russia 100, 40, 0 and 20, Spain 0, unknown suppliers 9.
BOOST_AUTO_TEST_CASE(outside_files)
{
    auto const path = outside_file("sipri/SYNTH_import-export-values_recipient_KAZ_2021-2025.csv");
    if (!path) {
        return;
    }
    auto const ranges = eq::io::import_ranges(eq::io::read(*path, zeros), eq::rounded_to{1}, eq::by_state);
    auto const kazakhstan = ranges.at("KAZ"_iso3);
    BOOST_TEST((range_with(kazakhstan, "RUS"_iso3) == eq::interval{158.5, 162}));
    BOOST_TEST((range_with(kazakhstan, "ESP"_iso3) == eq::interval{0, .5}));
    BOOST_TEST((kazakhstan.unlisted() == eq::interval{8.5, 9.5}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
