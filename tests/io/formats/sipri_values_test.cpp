// SPDX-License-Identifier: BSL-1.0
#include "provider_text.hpp"

#include <equipoise/core/interval.hpp>
#include <equipoise/io/formats/read_indicators.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>
#include <string_view>

namespace {

using namespace provider_text;
using namespace eq::literals;

eq::io::provider_indicators indicators_of(std::string_view text, eq::io::indicator_options const& options = {})
{
    return eq::io::read_indicators(eq::io::text(text, "import-export-values.csv"), options);
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(sipri_values)

// values invented
BOOST_AUTO_TEST_CASE(zero_is_little_and_empty_is_none)
{
    auto const read = indicators_of("Volume of transfers of major arms\nA '0' indicates less than 0.5.\n\n"
                                    "Data generated: 28 Sep 2026 9:10:08 AM\n\n"
                                    "Recipient,2021,2022,2023,2021-2023,Percentage\n"
                                    "Kazakhstan,100,,0 ,100,68%\nMongolia,,0,5,5,32%\nSoviet Union,,,,,\n"
                                    "World total,100,0,5,105,100%\n\n");
    BOOST_TEST(read.report.about.name == "sipri_values");
    BOOST_TEST(read.report.vintage == "28 Sep 2026 9:10:08 AM");
    BOOST_TEST((read.report.unit == eq::io::unit::million_tiv));
    BOOST_TEST(read.value("KAZ"_iso3, 2021, "arms imports").value() == 100.0);
    BOOST_TEST(read.value("KAZ"_iso3, 2022, "arms imports").value() == 0.0);
    BOOST_TEST(!read.value("KAZ"_iso3, 2023, "arms imports").has_value());
    auto const* const little = read.find("KAZ"_iso3, 2023, "arms imports");
    BOOST_REQUIRE(little != nullptr);
    BOOST_TEST((little->bounds == eq::interval{0, 0.5}));
    BOOST_TEST(rows(read.report, row_class::used) == 9U);
    BOOST_TEST(rows(read.report, row_class::unknown) == 0U);
    BOOST_TEST(first(read.report, row_class::aggregate) == "10: \"World total\" is the sum of the others");
    BOOST_TEST(read.find("SUN"_iso3, 2021, "arms imports") != nullptr);
    BOOST_TEST(indicators_of("Exports by,2021\nRussia,7\n").value("RUS"_iso3, 2021, "arms exports").value() == 7.0);
}

// Evaluated by the compiler, which refuses an overflow.
static_assert(eq::io::detail::year_in("2025") == 2025);
static_assert(eq::io::detail::year_in("77777777777777777777") == 0);
static_assert(eq::io::detail::year_in("202") == 0 && eq::io::detail::year_in("") == 0);

BOOST_AUTO_TEST_CASE(suppliers_of_one_recipient)
{
    auto const text = std::string{"Supplier,2021,2022,2021-2022\nRussia,100,,100\nunknown supplier(s),,9,9\n"};
    auto const read = indicators_of(text + "Total exports to Kazakhstan,100,9,109\n");
    BOOST_TEST(read.value("RUS"_iso3, 2021, "arms exports to Kazakhstan").value() == 100.0);
    BOOST_TEST(rows(read.report, row_class::area) == 2U);
    BOOST_TEST(rows(read.report, row_class::aggregate) == 2U);
    // not to be taken for what Russia exports to all
    BOOST_TEST(message_of<eq::io::header_error>([&] { static_cast<void>(indicators_of(text)); })
               == "import-export-values.csv: no row \"Total exports to ...\" names the recipient of these suppliers; "
                  "the file may have been cut off");
}

// The sums are those that the reference's list of files gives: 160 of 235 from Russia.
BOOST_AUTO_TEST_CASE(arms_of_kazakhstan)
{
    auto const path = reference("sipri/SYNTH_import-export-values_recipient_KAZ_2021-2025.csv");
    if (!path) {
        return;
    }
    auto const read = eq::io::read_indicators(*path);
    auto sum = 0.0;
    auto of_russia = 0.0;
    for (auto const& each : read.values) {
        BOOST_TEST(each.indicator == "arms exports to Kazakhstan");
        sum += std::isnan(each.value) ? 0 : each.value;
        of_russia += each.state == "RUS"_iso3 && !std::isnan(each.value) ? each.value : 0;
    }
    BOOST_TEST(of_russia == 160.0);
    BOOST_TEST(sum + read.report.books.file()[row_class::area].amount() == 235.0);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
