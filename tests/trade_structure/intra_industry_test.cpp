// SPDX-License-Identifier: BSL-1.0
#include <equipoise/trade_structure/intra_industry.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <random>
#include <string>
#include <vector>

namespace eq = equipoise;

namespace {

using products = eq::portfolio<std::string>;

products const sold{{"26", 6}, {"27", 3}, {"71", 1}};
products const bought{{"26", 2}, {"27", 3}, {"84", 5}};

} // namespace

BOOST_AUTO_TEST_SUITE(trade_structure)
BOOST_AUTO_TEST_SUITE(intra_industry)

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
    BOOST_TEST(eq::grubel_lloyd(sold, products{{"26", 0}}) == 0);                  // all of it goes one way
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
    BOOST_TEST(eq::why_undefined(products{}, eq::grubel_lloyd(products{})) == eq::words(eq::reason::no_partners));
    BOOST_TEST(eq::why_undefined(products{{"26", 0}}, eq::grubel_lloyd(products{{"26", 0}}))
               == eq::words(eq::reason::no_flow));
    // a side that is not on file does not go one way
    for (auto const& [in, out, why] : {std::tuple{bought, products{}, eq::reason::unknown_exports},
                                       {products{}, sold, eq::reason::unknown_imports}}) {
        BOOST_TEST(eq::is_undefined(eq::grubel_lloyd(out, in)));
        BOOST_TEST(eq::why_undefined(out, eq::grubel_lloyd(in)) == eq::words(why));
        BOOST_TEST(eq::is_undefined(eq::bound(out, eq::grubel_lloyd(in)).high));
        BOOST_TEST(eq::is_undefined(eq::grubel_lloyd(out, in, "26")));
        BOOST_TEST(eq::why_undefined(out, eq::grubel_lloyd(in, "26")) == eq::words(why));
        BOOST_TEST(eq::is_undefined(eq::bound(out, eq::grubel_lloyd(in, "26")).high));
    }
    BOOST_TEST(eq::why_undefined(sold, eq::grubel_lloyd(bought, "99")) == eq::words(eq::reason::no_flow));
    auto const partly = products{{{"26", 6}}, {.total = 10}};
    BOOST_TEST(eq::why_undefined(partly, eq::grubel_lloyd(bought)) == eq::words(eq::reason::unattributed));
    BOOST_TEST(eq::why_undefined(sold, eq::grubel_lloyd(partly)) == eq::words(eq::reason::unattributed));
    BOOST_TEST(eq::why_undefined(partly, eq::grubel_lloyd(bought, "27")) == eq::words(eq::reason::not_listed));
    BOOST_TEST(eq::grubel_lloyd(partly, bought, "26") == 0.5);
}

BOOST_AUTO_TEST_CASE(unattributed_parts)
{
    auto const ends = [](products const& out, products const& in) { return eq::bound(out, eq::grubel_lloyd(in)); };
    BOOST_TEST((ends(sold, bought) == eq::interval{0.5, 0.5}));
    // 6 of 26 and 4 of unknown products, against 2 of 26, 3 of 27 and 5 of 84: 2 met for sure, 4 more at best
    auto const partly = products{{{"26", 6}}, {.total = 10}};
    BOOST_TEST((ends(partly, bought) == eq::interval{0.2, 0.6}));
    BOOST_TEST((ends(bought, partly) == eq::interval{0.2, 0.6}));
    // none of the rest is larger than 1: 1 of 27 and 1 of 84 at best, of 7 + 10
    auto const largest = products{{{"26", 4}, {"71", 1}}, {.total = 7, .listing = eq::listing::largest}};
    BOOST_TEST(ends(largest, bought).low == 4. / 17);
    BOOST_TEST(ends(largest, bought).high == 8. / 17);
    // both sides hide something: 1 of 26 meets for sure; the 3 hidden ones meet 27, the 4 hidden ones meet 71 and rest
    auto const out = products{{{"26", 1}, {"71", 1}}, {.total = 5}};
    auto const in = products{{{"26", 2}, {"27", 1}}, {.total = 7}};
    BOOST_TEST(ends(out, in).low == 2. / 12);
    BOOST_TEST(ends(out, in).high == 10. / 12); // 1 + 1 + 1 and 2 of what both hide
    BOOST_TEST((ends(products{{{"26", 1}}, {.total = 5}}, products{{"27", 0}}) == eq::interval{0, 0}));
    // the same on scales on which each side has units of its own, 2^2 and 2^3 times the amounts' own: 1 of 26 meets for
    // sure; of 3 hidden exports one meets the 1 of 27, of 6 hidden imports one meets the 1 of 71, and 2 meet what is
    // left. Where the exports hide no product larger than .5, only half of 27 is met, and 2.5 meet what is left.
    for (auto const size : {0x1p-1000, 1., 0x1p1000}) {
        auto const hiding = [size](double third, eq::listing which) {
            return products{{{"26", size}, {"71", third * size}}, {.total = (4 + third) * size, .listing = which}};
        };
        auto const more = products{{{"26", 2 * size}, {"27", size}}, {.total = 9 * size}};
        BOOST_TEST(ends(hiding(1, eq::listing::some), more).low == 2. / 14);
        BOOST_TEST(ends(hiding(1, eq::listing::some), more).high == 10. / 14);
        BOOST_TEST(ends(more, hiding(1, eq::listing::some)).low == 2. / 14);
        BOOST_TEST(ends(more, hiding(1, eq::listing::some)).high == 10. / 14);
        // 4.5 and 9 in all; .5 of 27, .5 of 71, and the lesser of 2.5 and 5.5
        BOOST_TEST(ends(hiding(.5, eq::listing::largest), more).high == 9. / 13.5);
        BOOST_TEST(ends(more, hiding(.5, eq::listing::largest)).high == 9. / 13.5);
        // 11 of 27 and 11 of 28, of which a hidden 3, no product more than 1, can meet 1 each
        auto const alone = products{{"27", 11 * size}, {"28", 11 * size}};
        BOOST_TEST(ends(hiding(1, eq::listing::largest), alone).high == 4. / 27);
        BOOST_TEST(ends(alone, hiding(1, eq::listing::largest)).high == 4. / 27);
    }
    BOOST_TEST(eq::is_undefined(ends(products{}, products{}).low));

    // of one product: exports of 27 are 0 to 4, imports 3
    auto const of = [](products const& a, products const& b, std::string const& product) {
        return eq::bound(a, eq::grubel_lloyd(b, product));
    };
    BOOST_TEST((of(partly, bought, "27") == eq::interval{0, 1}));
    BOOST_TEST((of(partly, bought, "84") == eq::interval{0, 8. / 9})); // at most 4 of 5
    BOOST_TEST((of(partly, bought, "26") == eq::interval{0.5, 0.5}));
    BOOST_TEST((of(partly, bought, "99") == eq::interval{0, 0})); // if anything, it goes one way
    BOOST_TEST((of(partly, partly, "27") == eq::interval{0, 1}));
    BOOST_TEST(eq::is_undefined(of(sold, bought, "99").low));
}

BOOST_AUTO_TEST_CASE(bounds_hold_for_every_completion)
{
    auto random = std::mt19937{1971};
    auto draw = [&](int most) { return static_cast<double>(std::uniform_int_distribution{0, most}(random)); };
    for (auto i = 0; i < 2000; ++i) {
        auto whole = std::vector<eq::portfolio<int>>{};
        auto known = std::vector<eq::portfolio<int>>{};
        for (auto side = 0; side < 2; ++side) {
            auto all = std::vector<eq::partner<int>>{};
            auto listed = std::vector<eq::partner<int>>{};
            auto total = 0.0;
            for (auto k = 0; k < 5; ++k) {
                all.push_back({k, draw(9)});
                total += all.back().amount;
                if (draw(1) == 1) {
                    listed.push_back(all.back());
                }
            }
            whole.emplace_back(all);
            known.emplace_back(listed, eq::declared<>{.total = total});
        }
        if (auto const exact = eq::grubel_lloyd(whole[0], whole[1]); !eq::is_undefined(exact)) {
            auto const ends = eq::bound(known[0], eq::grubel_lloyd(known[1]));
            BOOST_TEST((ends.low <= exact * (1 + 1e-15) && exact <= ends.high * (1 + 1e-15)));
        }
        if (auto const exact = eq::grubel_lloyd(whole[0], whole[1], 2); !eq::is_undefined(exact)) {
            auto const ends = eq::bound(known[0], eq::grubel_lloyd(known[1], 2));
            BOOST_TEST((ends.low <= exact * (1 + 1e-15) && exact <= ends.high * (1 + 1e-15)));
        }
    }
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
    BOOST_TEST(eq::grubel_lloyd(wide{{1, 0}}, wide{{1, 1}}) == 0);
    using times = eq::portfolio<int, std::chrono::duration<double>>; // an amount with a unit
    using seconds = std::chrono::duration<double>;
    BOOST_TEST(eq::grubel_lloyd(times{{1, seconds{6}}, {2, seconds{4}}}, times{{1, seconds{2}}, {2, seconds{8}}})
               == 0.6);
    BOOST_TEST(eq::grubel_lloyd(times{{1, seconds{6}}}, times{{1, seconds{2}}}, 1) == 0.5);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
