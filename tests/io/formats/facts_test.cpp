// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/formats/facts.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>

namespace {

namespace eio = equipoise::io;
using eio::unit;

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(facts)

BOOST_AUTO_TEST_CASE(units_of_one_currency_convert)
{
    BOOST_TEST(eio::converts(unit::usd, unit::million_usd));
    BOOST_TEST(eio::converts(unit::million_usd, unit::thousand_usd));
    BOOST_TEST(eio::converts(unit::million_eur, unit::eur));
    BOOST_TEST(!eio::converts(unit::usd, unit::eur)); // rates of exchange are not known
    BOOST_TEST(!eio::converts(unit::million_tiv, unit::million_usd));
    BOOST_TEST(!eio::converts(unit::percent, unit::usd));
    BOOST_TEST(eio::converts(unit::million_tiv, unit::million_tiv));
    BOOST_TEST(eio::converts(unit::percent, unit::percent));
    // two units that the files do not state need not be the same
    BOOST_TEST(!eio::converts(unit::unstated, unit::unstated));
    BOOST_TEST(!eio::converts(unit::other, unit::other));
}

// 29.7 thousand US$ are .0297 million: one division by 1000, not a product with .001, which is another double.
BOOST_AUTO_TEST_CASE(amounts_are_rounded_once)
{
    BOOST_TEST(eio::converted(29.7, unit::thousand_usd, unit::million_usd) == 29.7 / 1000);
    BOOST_TEST(eio::converted(29.7, unit::thousand_usd, unit::usd) == 29700);
    BOOST_TEST(eio::converted(3, unit::usd, unit::million_usd) == 3e-6);
    BOOST_TEST(eio::converted(0, unit::million_eur, unit::eur) == 0);
    BOOST_TEST(eio::converted(.1, unit::million_tiv, unit::million_tiv) == .1);
    BOOST_TEST(eio::converted(1e305, unit::million_usd, unit::usd) == std::numeric_limits<double>::infinity());
    BOOST_TEST(eio::converted(5e-324, unit::thousand_usd, unit::usd) == 1000 * 5e-324);
}

BOOST_AUTO_TEST_CASE(units_are_told_in_words)
{
    BOOST_TEST(in_words(unit::thousand_usd) == "thousand US$");
    BOOST_TEST(in_words(unit::million_tiv) == "million TIV");
    BOOST_TEST(in_words(unit::unstated) == "unit not stated");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
