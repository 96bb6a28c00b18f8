// SPDX-License-Identifier: BSL-1.0
#include <equipoise/codes/dialects.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// Every code and name of a state in the providers' files resolves in the provider's dialect, or stands in a list below
// with the reason. The files are read in place, where they are present.

namespace {

namespace eq = equipoise;
namespace dialects = eq::dialects;
using fields = std::vector<std::string>;

std::filesystem::path const folder = std::filesystem::path{EQUIPOISE_REFERENCE_DIR} / "data";

std::vector<fields> rows_of(std::filesystem::path const& path, char separator)
{
    auto in = std::ifstream{path, std::ios::binary};
    auto const text = std::string{std::istreambuf_iterator<char>{in}, {}};
    auto rows = std::vector<fields>{{""}};
    auto quoted = false;
    for (char const c : std::string_view{text}.substr(text.starts_with("\xef\xbb\xbf") ? 3 : 0)) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == separator && !quoted) {
            rows.back().emplace_back();
        } else if (c == '\n' && !quoted) {
            rows.push_back({""});
        } else if (c != '\r') {
            rows.back().back() += c;
        }
    }
    return rows;
}

// The different texts in columns of a file, which begin below the first line that names the columns.
std::set<std::string> texts_in(std::string const& file, std::vector<std::string> const& columns, char separator = ',')
{
    auto texts = std::set<std::string>{};
    auto places = std::optional<std::vector<std::size_t>>{};
    for (auto const& row : rows_of(folder / file, separator)) {
        if (!places) {
            auto found = std::vector<std::size_t>{};
            for (auto i = std::size_t{0}; i != row.size(); ++i) {
                for (auto const& column : columns) {
                    if (row[i] == column) {
                        found.push_back(i);
                    }
                }
            }
            if (found.size() == columns.size()) {
                places = found;
            }
            continue;
        }
        for (auto const place : *places) {
            if (place < row.size() && !row[place].empty()) {
                texts.insert(row[place]);
            }
        }
    }
    BOOST_TEST(!texts.empty(), file);
    return texts;
}

bool present(std::string const& file)
{
    auto const there = std::filesystem::exists(folder / file);
    if (!there) {
        BOOST_TEST_MESSAGE("not run: no " << (folder / file));
    }
    return there;
}

void check(std::set<std::string> const& texts, eq::dialect const& dialect,
           std::map<std::string, std::string> const& exceptions = {})
{
    for (auto const& text : texts) {
        auto const known = dialect.meaning(text).kind != eq::code_kind::unknown;
        BOOST_TEST(known != exceptions.contains(text), dialect.name() << ": " << text);
    }
}

void check_file(std::string const& file, std::vector<std::string> const& columns, eq::dialect const& dialect,
                std::map<std::string, std::string> const& exceptions = {}, char separator = ',')
{
    if (present(file)) {
        check(texts_in(file, columns, separator), dialect, exceptions);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(codes)
BOOST_AUTO_TEST_SUITE(provider_files)

BOOST_AUTO_TEST_CASE(the_table_agrees_with_a_crosswalk)
{
    auto const file = std::string{"codes/countrycode_crosswalk.csv"};
    if (!present(file)) {
        return;
    }
    // where the crosswalk has no code, or that of before a change
    auto const newer = std::map<std::string, std::string>{
        {"CUW gec", "a code since 2010"},
        {"SXM gec", "a code since 2010"},
        {"SSD gec", "a code since 2011"},
        {"MAF gec", "a code since 2007"},
        {"SRB cow", "the number of Yugoslavia"},
        {"SRB cow_abbreviation", "the abbreviation of Yugoslavia"},
        {"VAT cow", "the number of the Papal States, which ended in 1870"},
        {"VAT cow_abbreviation", "the abbreviation of the Papal States"},
        {"TWN m49", "an ISO number that M49 does not have"},
    };
    auto compared = 0;
    auto seen = std::set<std::string>{};
    auto const rows = rows_of(folder / file, ',');
    // areas whose numbers no list of the Fund was seen to have, which the library therefore does not read
    auto const not_seen_at_the_fund = std::set<std::string>{"COK", "FLK", "GLP", "GUF", "MTQ", "REU", "SHN", "SPM"};
    for (auto const& row : rows) {
        auto const state = row.size() > 11 ? eq::iso3::parse(row[2]) : std::nullopt;
        if (!state) {
            continue;
        }
        auto const compare = [&](std::string const& list, std::string const& theirs, auto const& ours) {
            auto const place = state->str() + ' ' + list;
            ++compared;
            if (newer.contains(place)) {
                seen.insert(place);
                BOOST_TEST(theirs != (ours ? ours->str() : ""), place);
            } else {
                BOOST_TEST(theirs == (ours ? ours->str() : ""), place);
            }
        };
        compare("iso2", row[1], eq::convert<eq::iso2>(*state));
        compare("m49", row[3].empty() ? "" : std::string(3 - row[3].size(), '0') + row[3],
                eq::convert<eq::m49>(*state));
        compare("cow", row[6], eq::convert<eq::cow>(*state));
        compare("cow_abbreviation", row[7], eq::convert<eq::cow_abbreviation>(*state));
        compare("gec", row[11], eq::convert<eq::gec>(*state));
        BOOST_TEST((eq::state_named(row[0]) == *state), row[0]);
        if (not_seen_at_the_fund.contains(state->str())) {
            BOOST_TEST((dialects::imf.meaning(row[13]).kind == eq::code_kind::unknown), row[0]);
        } else if (!row[13].empty() && *state != eq::iso3{"MAF"}) { // whose number is that of Sint Maarten
            BOOST_TEST((dialects::imf.meaning(row[13]).state == *state), row[0]);
        }
    }
    BOOST_TEST(compared == 5 * 249);
    BOOST_TEST(seen.size() == newer.size());
}

BOOST_AUTO_TEST_CASE(correlates_of_war_list)
{
    auto const file = std::string{"codes/COW-country-codes.csv"};
    if (!present(file)) {
        return;
    }
    auto states = std::map<std::string, fields>{};
    for (auto const& row : rows_of(folder / file, ',')) {
        if (row.size() == 3 && row[0] != "StateAbb") {
            states[row[1]] = row;
        }
    }
    BOOST_TEST(states.size() == 217U);
    for (auto const& [number, row] : states) {
        auto const code = eq::cow::parse(number);
        auto const abbreviation = eq::cow_abbreviation::parse(row[0]);
        BOOST_TEST_REQUIRE((code && abbreviation), row[2]);
        BOOST_TEST((dialects::cow_numbers.meaning(number).kind != eq::code_kind::unknown), row[2]);
        if (auto const state = eq::convert<eq::iso3>(*code)) {
            BOOST_TEST((eq::convert<eq::cow_abbreviation>(*code) == *abbreviation), row[2]);
            auto const named = dialects::names.meaning(row[2]);
            // the table has the state of today for 345, and one code for South Vietnam and Vietnam
            BOOST_TEST((named.state == *state || number == "345"), row[2]);
        } else {
            BOOST_TEST((dialects::cow_numbers.meaning(number).kind == eq::code_kind::area), row[2]);
        }
    }
}

BOOST_AUTO_TEST_CASE(comtrade_and_baci)
{
    for (auto const* flow : {"imports", "exports"}) {
        auto const file = std::string{"trade/comtrade/legacy22_HS27_2017_"} + flow + "_allreporters.csv";
        if (!present(file)) {
            continue;
        }
        for (auto const& row : rows_of(folder / file, ',')) {
            for (auto const side : {std::size_t{8}, std::size_t{11}}) {
                if (row.size() < 14 || row[side].find_first_not_of("0123456789") != std::string::npos) {
                    continue;
                }
                auto const meaning = dialects::comtrade.meaning(row[side]);
                auto const& iso = row[side + 2];
                BOOST_TEST_REQUIRE((meaning.kind != eq::code_kind::unknown), row[side + 1]);
                BOOST_TEST_REQUIRE((meaning.kind == eq::code_kind::state) == (!iso.empty() && iso != "WLD"),
                                   row[side + 1]);
                BOOST_TEST_REQUIRE((meaning.kind != eq::code_kind::state || meaning.state.str() == iso), row[side + 1]);
                BOOST_TEST_REQUIRE((dialects::comtrade.meaning(row[side + 1]) == meaning), row[side + 1]);
            }
        }
    }
    struct list {
        char const* file;
        std::size_t name, iso3;
    };
    for (auto const& [file, name, iso3] :
         {list{"trade/baci/country_codes_V202201.csv", 2, 4}, list{"baci/REAL_country_codes_V202501.csv", 1, 3}}) {
        if (!present(file)) {
            continue;
        }
        auto codes = 0;
        for (auto const& row : rows_of(folder / file, ',')) {
            if (row.size() < 4 || row[0].starts_with("country")) {
                continue;
            }
            ++codes;
            auto const meaning = dialects::comtrade.meaning(row[0]);
            // 711 is a customs union, listed as ZAF, and 849 islands of the United States, listed as PUS
            if (auto const state = eq::iso3::parse(row[iso3]); state && row[0] != "711" && row[0] != "849") {
                BOOST_TEST((meaning.kind == eq::code_kind::state && meaning.state == *state), row[0]);
            } else {
                BOOST_TEST((meaning.kind == eq::code_kind::area), row[0]);
            }
            BOOST_TEST((dialects::comtrade.meaning(row[name]) == meaning), row[name]);
        }
        BOOST_TEST(codes > 220);
    }
    check_file("trade/baci/BACI_HS92_Y2021_exporters_AFG4_ZAF710_trim.csv", {"i", "j"}, dialects::comtrade);
    check_file("baci/SYNTH_BACI_HS92_Y2023_V202501_padded.csv", {"i", "j"}, dialects::comtrade);
    check_file("baci/SYNTH_BACI_HS92_Y2024_V202601_plain.csv", {"i", "j"}, dialects::comtrade);
    for (auto const* pinned : {"pinned", "unpinned"}) {
        auto const file = std::string{"comtrade/SYNTH_web47_"} + pinned + ".csv";
        check_file(file, {"reporterCode", "partnerCode"}, dialects::comtrade);
        check_file(file, {"reporterISO", "partnerISO"}, dialects::comtrade);
    }
}

BOOST_AUTO_TEST_CASE(wits_and_world_bank)
{
    for (auto const* state : {"MNG", "KAZ", "KOR"}) {
        check_file(std::string{"trade/wits/en_"} + state + "_AllYears_WITS_Trade_Summary.CSV", {"Reporter", "Partner"},
                   dialects::wits);
    }
    for (auto const* file : {"gdp/API_NY.GDP.MKTP.CD_DS2_en_csv_v2_126992.csv",
                             "worldbank/REAL_resaved_API_NY.GDP.MKTP.CD_DS2_en_csv_v2_2_cut.csv",
                             "worldbank/SYNTH_API_Download_DS2_EN_csv_v2_LIST.csv",
                             "worldbank/SYNTH_API_NE.TRD.GNFS.ZS_DS2_en_csv_v2.csv"}) {
        if (!present(file)) {
            continue;
        }
        auto states = std::set<std::string>{};
        auto groups = std::set<std::string>{};
        for (auto const& row : rows_of(folder / file, ',')) {
            if (row.size() > 4 && row[1].size() == 3) {
                auto const meaning = dialects::world_bank.meaning(row[1]);
                BOOST_TEST((meaning.kind != eq::code_kind::unknown), row[1]);
                BOOST_TEST((dialects::world_bank.meaning(row[0]) == meaning), row[0]);
                (meaning.kind == eq::code_kind::aggregate ? groups : states).insert(row[1]);
            }
        }
        if (std::string_view{file}.starts_with("gdp/")) {
            BOOST_TEST(groups.size() == 49U);
            BOOST_TEST(states.size() == 217U);
        }
    }
    check_file("worldbank/SYNTH_WGI2025_sheet_pv_as_csv.csv", {"Economy (code)"}, dialects::world_bank);
    check_file("worldbank/SYNTH_WGI2025_sheet_pv_as_csv.csv", {"Economy (name)"}, dialects::world_bank);
}

BOOST_AUTO_TEST_CASE(sipri)
{
    for (auto const* recipient : {"ALL", "KAZ", "MON"}) {
        auto const file = std::string{"arms/sipri_tiv_2022/TIV-Import-"} + recipient + "-1950-2021.csv";
        if (!present(file)) {
            continue;
        }
        auto names = std::set<std::string>{};
        auto below = false;
        for (auto const& row : rows_of(folder / file, ',')) {
            if (below && row.size() > 2 && !row[0].empty()) {
                names.insert(row[0]);
            }
            below = below || (row.size() > 2 && row[0].empty() && row[1] == "1950");
        }
        BOOST_TEST(names.size() > 3U);
        check(names, dialects::sipri);
    }
    check_file("arms/sipri_tiv_2022/sipri_country_list.csv", {"country_label"}, dialects::sipri);
    check_file("sipri/SYNTH_import-export-values_recipient_KAZ_2021-2025.csv", {"Supplier"}, dialects::sipri);
    check_file("sipri/SYNTH_trade-register_recipient_KAZ_2021-2025.csv", {"Recipient", "Supplier"}, dialects::sipri);
}

BOOST_AUTO_TEST_CASE(factbook)
{
    auto const file = std::string{"trade/other/cia_factbook_top_partners_2010s_2023.csv"};
    check_file(file, {"gec"}, dialects::gec_codes);
    check_file(file, {"country"}, dialects::factbook);
    check_file(file, {"partner"}, dialects::factbook,
               {{"United Kingdom 4&amp;, Russia", "two partners in one field, of which a percentage was misprinted"}});
    if (present(file)) {
        for (auto const& row : rows_of(folder / file, ',')) {
            if (row.size() > 2 && row[0].size() == 2 && !row[1].empty()) {
                BOOST_TEST_REQUIRE((dialects::gec_codes.meaning(row[0]) == dialects::factbook.meaning(row[1])), row[1]);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(correlates_of_war_numbers)
{
    for (auto const* file :
         {"trade/cow/cow_trade_ddy_all_dyads_2014.csv", "trade/cow/cow_trade_ddy_ccode1_KAZ705_MNG712_allyears.csv",
          "alliances/atop51_ddy_all_2018.csv"}) {
        check_file(file, {"ccode1", "ccode2"}, dialects::cow_numbers);
    }
    check_file("atop/PART_REAL_atop5_1ddyr_KAZ_MNG_RUS_CHN_2012_2018.csv", {"stateA", "stateB"}, dialects::cow_numbers);
    check_file("capabilities/NMC_5_0.csv", {"ccode"}, dialects::cow_numbers);
    check_file("unga/UNVotesPublished_session70_2015_allstates.csv", {"ccode"}, dialects::cow_numbers);
    if (present("capabilities/NMC_5_0.csv")) {
        for (auto const& text : texts_in("capabilities/NMC_5_0.csv", {"stateabb"})) {
            BOOST_TEST(eq::cow_abbreviation::parse(text).has_value(), text);
        }
    }
}

BOOST_AUTO_TEST_CASE(other_providers)
{
    check_file("imf_imts/SYNTH_sdmxcsv1_MNG_2023_2024.csv", {"COUNTRY", "COUNTERPART_COUNTRY"}, dialects::imf);
    check_file("imf_imts/SYNTH_sdmxcsv2_structure_first_MNG_2023_2024.csv", {"COUNTRY", "COUNTERPART_COUNTRY"},
               dialects::imf);
    check_file("imf_imts/SYNTH_other_column_order_MNG_2023_2024.csv", {"COUNTRY", "COUNTERPART_COUNTRY"},
               dialects::imf);
    check_file("eurostat/REAL_comext_full_v2_202402_AT_AD_13rows.dat", {"REPORTER", "PARTNER"}, dialects::eurostat);
    check_file("eurostat/SYNTH_comext_full_v2_202512.dat", {"REPORTER", "PARTNER"}, dialects::eurostat);
    check({"CN_X_HK", "RU", "KZ", "MN", "EXT_EU27_2020", "EU27_2020"}, dialects::eurostat); // ext_lt_maineu
    check_file("undl/SYNTH_2024_09_12_ga_resolutions_voting.csv", {"ms_codes", "ms_names"}, dialects::undl);
    check_file("undl/SYNTH_2026_02_06_ga_voting.csv", {"ms_code", "ms_name"}, dialects::undl);
    check_file("fbic/FBIC_CHN_RUS_influence_1960_2020.csv", {"iso3"}, dialects::iso);
    check_file("fbic/FBIC_CHN_RUS_influence_1960_2020.csv", {"receiver"}, dialects::names);
    check_file("cepii_gravity/SYNTH_Gravity_V202211_header_and_rows.csv", {"iso3_o", "iso3_d"}, dialects::iso);
    check_file("unctad/SYNTH_US_TradeMatrix_v1.csv", {"Economy Label", "Partner Label"}, dialects::names,
               {{"Developing economies (invented group)", "a group of UNCTAD, whose codes have four digits"}});
    check_file("wto/SYNTH_WtoData_long.csv", {"Reporting Economy", "Partner Economy"}, dialects::names);
    check_file("wto/SYNTH_WtoData_wide.csv", {"Reporting Economy", "Partner Economy"}, dialects::names);
    check_file("ucdp/SYNTH_GEDEvent_v26_1.csv", {"country"}, dialects::names);
    check_file("gsdb/SYNTH_GSDB_V4.csv", {"sanctioned_state"}, dialects::names);
    check_file("gsdb/SYNTH_GSDB_V4.csv", {"sanctioning_state"}, dialects::names,
               {{"UN", "an organisation that sends sanctions, no partner"},
                {"United States, Canada, Japan", "several states in one field"}});
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
