// SPDX-License-Identifier: BSL-1.0
#include <equipoise/exposure/grubel_lloyd.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

namespace eq = equipoise;

namespace {

using products = eq::portfolio<std::string>;

products const sold{{"26", 6}, {"27", 3}, {"71", 1}};
products const bought{{"26", 2}, {"27", 3}, {"84", 5}};

} // namespace

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(grubel_lloyd)

BOOST_AUTO_TEST_CASE(by_hand)
{
    // |6 - 2| + 0 + 1 + 5 = 10 of 20
    BOOST_TEST(eq::grubel_lloyd(sold, bought) == 0.5);
    BOOST_TEST(eq::grubel_lloyd(bought, sold) == 0.5);
    BOOST_TEST(eq::grubel_lloyd(bought)(sold) == 0.5);
    BOOST_TEST(eq::grubel_lloyd(sold, bought, "26") == 0.5);
    BOOST_TEST(eq::grubel_lloyd(sold, bought, "27") == 1);
    BOOST_TEST(eq::grubel_lloyd(sold, bought, "71") == 0);
    BOOST_TEST(eq::grubel_lloyd(sold, bought, eq::bloc{"26", "84"}) == 12.0 / 13); // 6 and 7, as one product
    BOOST_TEST(eq::grubel_lloyd(sold, products{}) == 0);                           // all of it goes one way
    BOOST_TEST(eq::grubel_lloyd(products{{"26", 0}}, bought) == 0);
    BOOST_TEST(eq::grubel_lloyd(sold, sold) == 1);
    BOOST_TEST(eq::grubel_lloyd(sold, products{{"84", 1}}) == 0);
    auto const about = eq::describe(eq::grubel_lloyd(bought));
    BOOST_TEST(about.name == "grubel_lloyd");
    BOOST_TEST((about.range(3) == eq::interval{0, 1}));
}

BOOST_AUTO_TEST_CASE(undefined_cases)
{
    BOOST_TEST(eq::is_undefined(eq::grubel_lloyd(products{}, products{})));
    BOOST_TEST(eq::why_undefined(eq::grubel_lloyd(products{}), products{}) == eq::words(eq::reason::no_partners));
    BOOST_TEST(eq::why_undefined(eq::grubel_lloyd(products{{"26", 0}}), products{}) == eq::words(eq::reason::no_flow));
    BOOST_TEST(eq::why_undefined(eq::grubel_lloyd(bought, "99"), sold) == eq::words(eq::reason::no_flow));
    auto const partly = products{{{"26", 6}}, {.total = 10}};
    BOOST_TEST(eq::why_undefined(eq::grubel_lloyd(bought), partly) == eq::words(eq::reason::unattributed));
    BOOST_TEST(eq::why_undefined(eq::grubel_lloyd(partly), sold) == eq::words(eq::reason::unattributed));
    BOOST_TEST(eq::why_undefined(eq::grubel_lloyd(bought, "27"), partly) == eq::words(eq::reason::not_listed));
    BOOST_TEST(eq::grubel_lloyd(partly, bought, "26") == 0.5);
}

BOOST_AUTO_TEST_CASE(any_scale_and_type)
{
    auto const of = [](double a, double b) {
        return eq::grubel_lloyd(products{{"26", a}, {"27", a}}, products{{"26", b}, {"28", b}});
    };
    BOOST_TEST(of(1e308, 1e308) == 0.5); // the sums are more than a double holds
    BOOST_TEST(of(5e-324, 5e-324) == 0.5);
    BOOST_TEST(of(0x1p1000, 0x1p999) == 1.0 / 3); // 2 (1 / 2) / (2 + 1)
    BOOST_TEST(of(0x1p-1000, 0x1p-999) == 1.0 / 3);
    BOOST_TEST(of(0x1p300, 0x1p-600) == 0x1p-900); // 2 (2^-600) / (2 2^300)
    BOOST_TEST(of(0x1p-600, 0x1p300) == 0x1p-900);
    using integers = eq::portfolio<int, long long>;
    BOOST_TEST(eq::grubel_lloyd(integers{{1, 6}, {2, 4}}, integers{{1, 2}, {2, 8}}) == 0.6); // 12 of 20
    using wide = eq::portfolio<int, long double>;
    BOOST_TEST(eq::grubel_lloyd(wide{{1, 6}, {2, 4}}, wide{{1, 2}, {2, 8}}) == 0.6);
    BOOST_TEST(eq::grubel_lloyd(wide{{1, 1e4000L}}, wide{{1, 1}}) == 0);
    BOOST_TEST(eq::grubel_lloyd(wide{{1, 1}}, wide{{1, 1e4000L}}) == 0);
    BOOST_TEST(eq::grubel_lloyd(wide{}, wide{{1, 1}}) == 0);
    using times = eq::portfolio<int, std::chrono::duration<double>>; // an amount with a unit
    using seconds = std::chrono::duration<double>;
    BOOST_TEST(eq::grubel_lloyd(times{{1, seconds{6}}, {2, seconds{4}}}, times{{1, seconds{2}}, {2, seconds{8}}})
               == 0.6);
    BOOST_TEST(eq::grubel_lloyd(times{{1, seconds{6}}}, times{{1, seconds{2}}}, 1) == 0.5);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
