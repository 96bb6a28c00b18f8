// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/formats/options.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace {

namespace eq = equipoise;

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(options)

BOOST_AUTO_TEST_CASE(nothing_asked_for_means_all)
{
    auto const all = eq::io::format_options{};
    BOOST_TEST(all.wants_year(2019));
    BOOST_TEST(all.wants_year(-3));
    BOOST_TEST(all.wants_product(""));
    BOOST_TEST(all.wants_product("270112"));
}

BOOST_AUTO_TEST_CASE(years_and_products_are_asked_for_exactly)
{
    auto const some = eq::io::format_options{.years = {2019, 2021}, .products = {"27", ""}};
    BOOST_TEST(some.wants_year(2021));
    BOOST_TEST(!some.wants_year(2020));
    BOOST_TEST(some.wants_product("27"));
    BOOST_TEST(some.wants_product(""));
    BOOST_TEST(!some.wants_product("2701"));
    BOOST_TEST(!some.wants_product("027"));
}

BOOST_AUTO_TEST_CASE(by_default_nothing_is_chosen_without_a_word)
{
    auto const usual = eq::io::format_options{};
    BOOST_TEST((usual.repeats == eq::io::repeats::refuse));
    BOOST_TEST((usual.malformed == eq::io::fail));
    BOOST_TEST((usual.own == eq::own_flows::set_aside));
    BOOST_TEST((usual.areas == eq::io::areas::to_residual));
    BOOST_TEST((usual.below_half == eq::io::below_half::unknown));
    BOOST_TEST(!usual.unknown_codes);
    BOOST_TEST(std::isinf(usual.tolerance));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
