// SPDX-License-Identifier: BSL-1.0
#include <equipoise/archives/names.hpp>

#include <boost/test/unit_test.hpp>

namespace {

using namespace equipoise::archives_detail;

// Names of files as providers hand them out.
static_assert(year_in("BACI_HS92_Y2019_V202401b.csv") == 2019);
static_assert(year_in("ICIO2021_2018.csv") == 2018);
static_assert(year_in("2019_SML.csv") == 2019);
static_assert(year_in("matrix_eu-ic-io_ind-by-ind_25ed_2023.csv") == 2023);
static_assert(year_in("IOT_2019_ixi/Z.txt") == std::nullopt);
static_assert(year_in("a/Eora26_2015_bp_T.txt") == 2015);
static_assert(!year_in("product_codes_HS92_V202401b.csv"));
static_assert(!year_in("API_NY.GDP.MKTP.CD_DS2_en_csv_v2_12345.csv"));
static_assert(!year_in("9999.csv"));
static_assert(!year_in(""));

} // namespace

BOOST_AUTO_TEST_SUITE(archives)
BOOST_AUTO_TEST_SUITE(names)

BOOST_AUTO_TEST_CASE(which_files_hold_data)
{
    for (auto const* name : {"BACI_HS92_Y2019_V202401b.csv", "API_NY.GDP.MKTP.CD_DS2_en_csv_v2_1.csv", "NMC-70.CSV",
                             "d/T.txt", "full_v2_202402.dat", "x.json", "x.csv.gz", "NMC-v7-abridged.zip"}) {
        BOOST_TEST(holds_data(name), name);
    }
    for (auto const* name :
         {"Readme.txt", "README.txt", "Metadata_Country_API_NY.GDP_v2_1.csv", "d/Metadata_Indicator_API.csv",
          "__MACOSX/._x.csv", "._x.csv", "x.pdf", "x.xlsx", "d/", ""}) {
        BOOST_TEST(!holds_data(name), name);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
