// SPDX-License-Identifier: BSL-1.0
#include "provider_text.hpp"

#include <equipoise/io/formats/known_format.hpp>

#include <boost/test/unit_test.hpp>

#include <sstream>
#include <string>
#include <utility>

namespace {

namespace eq = equipoise;
namespace eio = eq::io;

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(known_format)

BOOST_AUTO_TEST_CASE(tells_the_subject_by_the_first_lines)
{
    auto const subject_of = [](std::string const& text) {
        auto const format = eio::known_format(eio::text(text));
        return format ? std::pair{std::string{format->name}, format->subject}
                      : std::pair{std::string{}, eio::subject{}};
    };
    BOOST_TEST((subject_of("t,i,j,k,v,q\n") == std::pair{std::string{"baci"}, eio::subject::flows}));
    BOOST_TEST((subject_of("rcid,ccode,vote,year\n") == std::pair{std::string{"un_votes"}, eio::subject::votes}));
    BOOST_TEST((subject_of("a title\n\nSupplier,2021,Percentage\n")
                == std::pair{std::string{"sipri_tiv"}, eio::subject::flows}));
    BOOST_TEST(subject_of("origin,destination,amount\n").first == "");
    BOOST_TEST(subject_of("").first == "");
}

BOOST_AUTO_TEST_CASE(refuses_by_name_what_has_no_reader)
{
    BOOST_TEST(support::message_of<eio::header_error>([] {
                   (void)eio::known_format(eio::text("<?xml sdmx.org", "a.xml"));
               }).find("a.xml: is SDMX-ML")
               == 0U);
}

BOOST_AUTO_TEST_CASE(reads_no_more_of_a_stream_than_the_beginning)
{
    auto stream = std::istringstream{"t,i,j,k,v,q\n" + std::string(1'000'000, '\n')};
    BOOST_TEST((eio::known_format(eio::source{stream}))->name == "baci");
    BOOST_TEST(stream.tellg() <= 65'536);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
