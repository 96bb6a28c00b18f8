// SPDX-License-Identifier: BSL-1.0
#include "../provider_files.hpp"

#include <equipoise/io/formats/detail/recognition.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace provider_files;
using eq::io::file_head;

/// A format that every header with the column `x` has.
struct any_x {
    static constexpr eq::io::format_facts about{.name = "any_x", .provider = "nobody"};
    static bool matches(file_head const& head) { return head.has("x"); }
};

/// One that needs `y` as well.
struct x_and_y {
    static constexpr eq::io::format_facts about{.name = "x_and_y", .provider = "nobody"};
    static bool matches(file_head const& head) { return head.has_all({"x", "y"}); }
};

std::string format_of_text(std::string_view text)
{
    auto const opened = eq::io::detail::opened_source{eq::io::text(text, "f.csv")};
    using both = eq::io::format_set<eq::io::format_of<any_x>, eq::io::format_of<x_and_y>>;
    return eq::io::detail::with_format(opened, both{},
                                       []<class Format>(file_head const& head) {
                                           return eq::io::format_report{.about = Format::about,
                                                                        .file = std::string{head.separator}};
                                       })
        .about.name.data();
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(recognition)

BOOST_AUTO_TEST_CASE(the_first_line_that_one_format_has_is_the_header)
{
    BOOST_TEST(format_of_text("title\n\nx,z\n1,2\n") == "any_x");
    BOOST_TEST(format_of_text("x;z\n") == "any_x");
    BOOST_TEST(format_of_text("z,1\tx\n") == "any_x"); // by tabs; by commas the names are z and 1 x
}

BOOST_AUTO_TEST_CASE(a_header_of_several_formats_is_refused)
{
    BOOST_TEST(message_of<eq::io::header_error>([] { static_cast<void>(format_of_text("title\nx,y\n")); })
               == "f.csv:2: the header is that of several formats: any_x and x_and_y; name the one that it is");
}

BOOST_AUTO_TEST_CASE(a_file_of_no_format_is_refused_with_those_that_were_looked_for)
{
    auto const known = std::string{"f.csv: no line is the header of a known format (any_x, x_and_y); "};
    for (auto const& [text, found] : std::vector<std::pair<std::string, std::string>>{
             {"", "all lines are blank"},
             {"\n \r\n", "all lines are blank"},
             {"a,b\n1,2\n", "the first line is \"a,b\""},
             {"\xEF\xBB\xBF\r\n  X,Y \r\n1,2\r\n", "the first line is \"X,Y\""},
             {"X\tY", "the first line is \"X\\tY\""},
             {std::string(70, 'a') + "\n", "the first line is \"" + std::string(60, 'a') + "...\""}}) {
        BOOST_TEST(message_of<eq::io::header_error>([&of = text] { static_cast<void>(format_of_text(of)); })
                   == known + found);
    }
}

BOOST_AUTO_TEST_CASE(no_header_is_that_of_two_providers)
{
    // the header of each format of flows, with which no other one begins
    for (auto const& [header, name] : std::vector<std::pair<std::string, std::string>>{
             {"t,i,j,k,v,q", "baci"},
             {"t,hs6,i,j,v,q", "baci"},
             {"Trade Flow Code,Reporter Code,Partner Code,Commodity Code,Trade Value (US$),Period,Year", "comtrade"},
             {"typeCode,freqCode,period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue", "comtrade_plus"},
             {"ccode1,ccode2,year,flow1,flow2", "cow_trade"},
             {"Reporter,Partner,Product categories,Indicator Type,Indicator,2018", "wits_summary"},
             {"Reporter Name,Partner Name,Trade Flow,Indicator,2018", "wits_timeseries"}}) {
        BOOST_TEST(read(header + "\n").report.about.name == name);
    }
}

BOOST_AUTO_TEST_CASE(columns_that_are_not_read_are_named_once_each_as_they_stand)
{
    auto const head = file_head{.file = "f", .preamble = {}, .names = {"a", "", "b", "c"}};
    auto const unused = eq::io::detail::unused_columns<any_x>(head, {.columns = {"b"}});
    BOOST_TEST(unused == (std::vector<std::string>{"a", "c"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
