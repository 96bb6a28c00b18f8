// SPDX-License-Identifier: BSL-1.0
// Before all else, so that nothing in the core shadows what it brings.
#include <equipoise/archives/zip.hpp>

#include "../support/message_of.hpp"
#include "packed.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using eq::archives_detail::zip_archive;
using eq::archives_detail::zip_member;

std::shared_ptr<zip_archive const> opened(std::string const& content)
{
    return std::make_shared<zip_archive const>(std::vector<char>(content.begin(), content.end()), "f.zip");
}

std::string text_of(std::string const& content, zip_uint64_t i, std::size_t room = 100)
{
    auto file = zip_member{opened(content), i, "f.zip/member"};
    auto text = std::string(room, '\0');
    text.resize(file.read(text.data(), room));
    return text;
}

template <class F>
std::string complaint(F const& f)
{
    return message_of<eq::io::file_error>(f);
}

} // namespace

BOOST_AUTO_TEST_SUITE(archives)
BOOST_AUTO_TEST_SUITE(zip)

BOOST_AUTO_TEST_CASE(what_another_program_has_packed)
{
    auto const archive = opened(packed::zip_of_python);
    BOOST_TEST((archive->name() == "f.zip" && archive->size() == 1U));
    auto const entry = (*archive)[0];
    BOOST_TEST((entry.name == "d/f_2019.csv" && entry.size == 8U && !entry.year));
    BOOST_TEST(text_of(packed::zip_of_python, 0) == "a,b\n1,2\n");
    BOOST_TEST(text_of(packed::zip_of_python, 0, 3) == "a,b");
    auto const file = packed::scratch_file{"python.zip", packed::zip_of_python};
    BOOST_TEST(zip_archive{file.name()}.size() == 1U);
}

BOOST_AUTO_TEST_CASE(files_in_their_order)
{
    auto const content = packed::zip({{"b.csv", "x"}, {"a.csv", "yy"}, {"c/", ""}});
    auto const archive = opened(content);
    BOOST_TEST(archive->size() == 3U);
    BOOST_TEST(((*archive)[0].name == "b.csv" && (*archive)[1].name == "a.csv" && (*archive)[1].size == 2U));
    BOOST_TEST((text_of(content, 0) == "x" && text_of(content, 1) == "yy"));
    // the archive is open as long as one of its members is
    auto member = zip_member{opened(content), 1, "f.zip/a.csv"};
    auto text = std::string(2, '\0');
    BOOST_TEST((member.read(text.data(), 2) == 2U && text == "yy"));
    BOOST_TEST(member.read(text.data(), 2) == 0U);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_unpacked)
{
    BOOST_TEST(complaint([] { (void)opened("no archive"); }).starts_with("f.zip: cannot be opened as a zip archive: "));
    BOOST_TEST(complaint([] {
                   zip_archive{"/no/such/file.zip"};
               }).starts_with("/no/such/file.zip: cannot be opened as a zip archive: "));
    BOOST_TEST(complaint([] {
                   (void)(*opened(packed::zip_of_python))[1];
               }).starts_with("f.zip: entry 1 of the zip archive cannot be read: "));
    BOOST_TEST(
        complaint([] { (void)text_of(packed::zip_of_python, 1); }).starts_with("f.zip/member: cannot be unpacked: "));
    auto const secret = packed::zip({{"a.csv", "x"}}, "password");
    BOOST_TEST(complaint([&] { (void)text_of(secret, 0); })
               == "f.zip/member: is encrypted; unpack it with its password first");
    auto corrupt = packed::zip_of_python;
    for (auto const place : {14U, 68U}) { // the check sum stands before the file and in the list at the end
        corrupt[place] = static_cast<char>(corrupt[place] ^ 1);
    }
    BOOST_TEST(complaint([&] { (void)text_of(corrupt, 0); }).starts_with("f.zip/member: cannot be unpacked after "));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
