// SPDX-License-Identifier: BSL-1.0
// Before all else, so that nothing in the core shadows what it brings.
#include <equipoise/archives/archives.hpp>

#include "../io/reading.hpp"
#include "packed.hpp"

#include <equipoise/io/flows.hpp>
#include <equipoise/io/ledgers.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;

using packed::scratch_file;
using reading::table;

table rows(eq::io::source const& from, std::size_t block_size = 1U << 18U)
{
    return reading::rows_of(from, {.columns = {"a", "b"}, .block_size = block_size});
}

std::string error_of(std::string const& path, eq::archives::choice const& which = {})
{
    return message_of<eq::io::file_error>([&] { (void)rows(eq::archives::open(path, which)); });
}

auto const one = table{{"1", "2"}};
auto const both = table{{"1", "2"}, {"3", "4"}};

} // namespace

BOOST_AUTO_TEST_SUITE(archives)
BOOST_AUTO_TEST_SUITE(archives)

BOOST_AUTO_TEST_CASE(plain_gzip_and_zip_are_told_by_their_content)
{
    auto const plain = scratch_file{"f.zip", "a,b\n1,2\n"};
    BOOST_TEST((rows(eq::archives::open(plain.path())) == one));
    auto const gzipped = scratch_file{"f.csv", packed::gzip_of_gnu};
    BOOST_TEST((rows(eq::archives::open(gzipped.path())) == one));
    auto const zipped = scratch_file{"f.gz", packed::zip_of_python};
    BOOST_TEST((rows(eq::archives::open(zipped.path())) == one));
    BOOST_TEST(eq::archives::open(zipped.name()).name() == zipped.name() + "/d/f_2019.csv");
    BOOST_TEST(eq::archives::open(gzipped.name()).name() == gzipped.name());
}

BOOST_AUTO_TEST_CASE(every_reader_takes_them)
{
    auto const text = std::string{"origin,destination,amount,period\nMNG,CHN,5,2019\nMNG,RUS,15,2019\n"};
    auto const file = scratch_file{"flows.csv.gz", packed::gzip(text)};
    auto const [ledger, report] = eq::io::read_exports(eq::archives::open(file.path()));
    BOOST_TEST(report.used == 2U);
    BOOST_TEST(ledger.size() == 1U);
    auto const archive = scratch_file{"flows.zip", packed::zip({{"flows.csv", text}})};
    BOOST_TEST(eq::io::read_flows(eq::archives::open(archive.path())).flows.size() == 2U);
    // line and file of an error
    auto const bad = scratch_file{"flows.zip", packed::zip({{"flows.csv", text + "MNG,RUS,much,2019\n"}})};
    BOOST_TEST(message_of<eq::io::format_error>([&] { (void)eq::io::read_flows(eq::archives::open(bad.path())); })
               == bad.name() + "/flows.csv:4: column amount: found \"much\", expected a number");
}

BOOST_AUTO_TEST_CASE(joined_and_padded_gzip)
{
    auto const joined = packed::gzip_of_gnu + packed::more_of_gnu;
    auto const file = scratch_file{"f.csv.gz", joined};
    for (auto const block : {1U, 2U, 7U, 4096U}) {
        BOOST_TEST((rows(eq::archives::open(file.path()), block) == both));
    }
    file.write(joined + std::string(512, '\0'));
    BOOST_TEST((rows(eq::archives::open(file.path())) == both));
    file.write(joined + std::string(70000, '\0'));
    BOOST_TEST((rows(eq::archives::open(file.path())) == both));
    // an empty member between others
    file.write(packed::gzip_of_gnu + packed::gzip("") + packed::more_of_gnu);
    BOOST_TEST((rows(eq::archives::open(file.path())) == both));
    file.write(joined + "xyz");
    BOOST_TEST(error_of(file.name())
               == file.name() + ": corrupt gzip data after 12 bytes of text: incorrect header check");
    file.write(joined + std::string(3, '\0') + packed::more_of_gnu);
    BOOST_TEST(error_of(file.name())
               == file.name() + ": other data follow the end of the gzip data, after 12 bytes of text");
}

BOOST_AUTO_TEST_CASE(long_texts_in_blocks_of_any_size)
{
    auto text = std::string{"a,b\n"};
    auto expected = table{};
    for (auto i = 0; i < 40000; ++i) {
        text += std::to_string(i) + ',' + std::to_string(i * 7919 % 100003) + '\n';
        expected.push_back({std::to_string(i), std::to_string(i * 7919 % 100003)});
    }
    auto const gzipped = scratch_file{"f.csv.gz", packed::gzip(text)};
    auto const zipped = scratch_file{"f.zip", packed::zip({{"f.csv", text}})};
    for (auto const block : {std::size_t{1000}, std::size_t{65536}, text.size(), text.size() + 1, text.size() / 2}) {
        BOOST_TEST((rows(eq::archives::open(gzipped.path()), block) == expected));
        BOOST_TEST((rows(eq::archives::open(zipped.path()), block) == expected));
    }
}

// Data that end at any byte give an error, never fewer rows without a word.
BOOST_AUTO_TEST_CASE(cut_off_at_any_byte)
{
    for (auto const& whole : {packed::gzip_of_gnu + packed::more_of_gnu, packed::zip_of_python}) {
        auto const file = scratch_file{"f.csv.gz"};
        auto const second = packed::gzip_of_gnu.size(); // where only one of two members is left, which is whole
        for (auto size = std::size_t{2}; size < whole.size(); ++size) {
            if (whole[0] != 'P' && size == second) {
                continue;
            }
            file.write(whole.substr(0, size));
            BOOST_CHECK_THROW((void)rows(eq::archives::open(file.path())), eq::io::input_error);
        }
    }
    auto const file = scratch_file{"f.csv.gz"};
    file.write(packed::gzip_of_gnu.substr(0, 20));
    BOOST_TEST(error_of(file.name())
               == file.name() + ": is cut off: the gzip data end after 8 bytes of text, before their check sum");
}

// Each byte changed: an error, or the same rows where it is one that says nothing of the text, such as the time.
BOOST_AUTO_TEST_CASE(corrupt_at_any_byte)
{
    for (auto const& whole : {packed::gzip_of_gnu, packed::zip_of_python}) {
        auto const file = scratch_file{"f.csv.gz"};
        for (auto at = std::size_t{2}; at < whole.size(); ++at) {
            for (auto const change : {1, 16, 128}) {
                auto broken = whole;
                broken[at] = static_cast<char>(broken[at] ^ change);
                file.write(broken);
                try {
                    BOOST_TEST((rows(eq::archives::open(file.path())) == one), "byte " << at);
                } catch (eq::io::input_error const&) {
                    // as it should be
                }
            }
        }
    }
    auto broken = packed::gzip_of_gnu;
    broken[20] ^= 1; // of the check sum
    auto const file = scratch_file{"f.csv.gz", broken};
    BOOST_TEST(error_of(file.name())
               == file.name() + ": corrupt gzip data after 8 bytes of text: incorrect data check");
}

BOOST_AUTO_TEST_CASE(empty_files)
{
    auto const file = scratch_file{"f.csv.gz"};
    BOOST_TEST(error_of(file.name()) == file.name() + ": is empty, expected gzip data");
    auto const plain = scratch_file{"f.csv"};
    BOOST_TEST(error_of(plain.name()) == plain.name() + ": is empty, expected a header row");
    file.write(packed::gzip(""));
    BOOST_TEST(error_of(file.name()) == file.name() + ": is empty, expected a header row");
    file.write(packed::zip({{"f.csv", ""}}));
    BOOST_TEST(error_of(file.name()) == file.name() + "/f.csv: is empty, expected a header row");
    // an archive of nothing is only its end
    file.write("PK\5\6" + std::string(18, '\0'));
    BOOST_TEST(error_of(file.name()) == file.name() + ": is an archive without files");
}

BOOST_AUTO_TEST_CASE(one_of_many_files)
{
    auto const text_of = [](std::string const& value) { return "a,b\n" + value + ",0\n"; };
    auto const baci = scratch_file{"BACI.zip", packed::zip({{"BACI_HS92_Y2018_V202401b.csv", text_of("2018")},
                                                            {"BACI_HS92_Y2019_V202401b.csv", text_of("2019")},
                                                            {"country_codes_V202401b.csv", "x\n"},
                                                            {"Readme.txt", "x"}})};
    BOOST_TEST((rows(eq::archives::open(baci.path(), {.year = 2019})) == table{{"2019", "0"}}));
    BOOST_TEST((rows(eq::archives::open(baci.path(), {.name = "*Y2018*"})) == table{{"2018", "0"}}));
    BOOST_TEST(error_of(baci.name())
               == baci.name()
                      + ": holds 3 data files, of which one has to be named: \"BACI_HS92_Y2018_V202401b.csv\", "
                        "\"BACI_HS92_Y2019_V202401b.csv\", \"country_codes_V202401b.csv\"");
    BOOST_TEST(error_of(baci.name(), {.year = 2020})
               == baci.name()
                      + ": holds no file of the year 2020; it holds \"BACI_HS92_Y2018_V202401b.csv\", "
                        "\"BACI_HS92_Y2019_V202401b.csv\", \"country_codes_V202401b.csv\"");
    BOOST_TEST(error_of(baci.name(), {.name = "BACI*"}).find("holds 2 data files \"BACI*\", of which")
               != std::string::npos);
    auto const members = eq::archives::list_members(baci.path());
    BOOST_TEST_REQUIRE(members.size() == 3U);
    BOOST_TEST(members[1].name == "BACI_HS92_Y2019_V202401b.csv");
    BOOST_TEST(members[1].size == 11U);
    BOOST_TEST((members[1].year == 2019));
    BOOST_TEST(!members[2].year);
    for (auto const& each : members) {
        BOOST_TEST(eq::archives::open(baci.path(), {.name = each.name}).name() == baci.name() + '/' + each.name);
    }

    // the World Bank's archives: the files that describe others are passed over, but can be asked for
    auto const bank = scratch_file{
        "API.zip", packed::zip({{"Metadata_Indicator_API_NY.GDP.MKTP.CD_DS2_en_csv_v2_1.csv", text_of("metadata")},
                                {"API_NY.GDP.MKTP.CD_DS2_en_csv_v2_1.csv", text_of("gdp")},
                                {"Metadata_Country_API_NY.GDP.MKTP.CD_DS2_en_csv_v2_1.csv", text_of("metadata")}})};
    BOOST_TEST((rows(eq::archives::open(bank.path())) == table{{"gdp", "0"}}));
    BOOST_TEST((rows(eq::archives::open(bank.path(), {.name = "Metadata_Country*"})) == table{{"metadata", "0"}}));
}

BOOST_AUTO_TEST_CASE(packed_twice)
{
    auto const inner = packed::zip({{"NMC-70-abridged.csv", "a,b\n1,2\n"}, {"NMC-70-codebook.pdf", "x"}});
    auto const file = scratch_file{"NMCv7.zip", packed::zip({{"NMC-v7-abridged.zip", inner}, {"NMC.pdf", "x"}})};
    BOOST_TEST((rows(eq::archives::open(file.path())) == one));
    auto const members = eq::archives::list_members(file.path());
    BOOST_TEST_REQUIRE(members.size() == 1U);
    BOOST_TEST(members[0].name == "NMC-v7-abridged.zip/NMC-70-abridged.csv");
    BOOST_TEST((rows(eq::archives::open(file.path(), {.name = "NMC-70-abridged.csv"})) == one));

    auto const gzip_in_zip = scratch_file{"f.zip", packed::zip({{"f.csv.gz", packed::gzip_of_gnu}})};
    BOOST_TEST((rows(eq::archives::open(gzip_in_zip.path())) == one));
    auto const thrice = scratch_file{"f.zip", packed::zip({{"f.zip", packed::zip({{"g.zip", inner}})}})};
    BOOST_TEST(error_of(thrice.name())
               == thrice.name()
                      + "/f.zip/g.zip: is a zip archive that cannot be read here; unpack what holds it first");
}

BOOST_AUTO_TEST_CASE(what_is_refused)
{
    auto const secret = scratch_file{"f.zip", packed::zip({{"f.csv", "a,b\n1,2\n"}}, "password")};
    BOOST_TEST(error_of(secret.name()) == secret.name() + "/f.csv: is encrypted; unpack it with its password first");
    auto const book =
        scratch_file{"f.xlsx", packed::zip({{"[Content_Types].xml", "<x/>"}, {"xl/workbook.xml", "<x/>"}})};
    BOOST_TEST(error_of(book.name())
               == book.name() + ": is a workbook or document of an office program; save its sheet as CSV");
    auto const pictures = scratch_file{"f.zip", packed::zip({{"a.png", "x"}})};
    BOOST_TEST(error_of(pictures.name()) == pictures.name() + ": is an archive without text files; it holds \"a.png\"");
    auto const other = scratch_file{"f"};
    auto const refused = [&](std::string const& content) {
        other.write(content);
        return error_of(other.name()).substr(other.name().size());
    };
    BOOST_TEST(refused("7z\xbc\xaf\x27\x1c..") == ": is a 7z archive; unpack it first, to a plain file, gzip or zip");
    BOOST_TEST(refused("BZh91AY") == ": is compressed by bzip2; unpack it first, to a plain file, gzip or zip");
    BOOST_TEST(refused("\x28\xb5\x2f\xfd..")
               == ": is compressed by zstd; unpack it first, to a plain file, gzip or zip");
    BOOST_TEST(refused(std::string{"\xfd"
                                   "7zXZ\0..",
                                   8})
               == ": is compressed by xz; unpack it first, to a plain file, gzip or zip");
    BOOST_TEST(error_of("/nowhere/at all.csv.gz").starts_with("/nowhere/at all.csv.gz: "));
    auto const plain = scratch_file{"f.csv", "a,b\n1,2\n"};
    BOOST_TEST(error_of(plain.name(), {.name = "g.csv"})
               == plain.name() + ": holds no file \"g.csv\", as it is no archive");
    auto const members = eq::archives::list_members(plain.path());
    BOOST_TEST_REQUIRE(members.size() == 1U);
    BOOST_TEST((rows(eq::archives::open(plain.path(), {.name = members[0].name, .year = 2019})) == one));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
