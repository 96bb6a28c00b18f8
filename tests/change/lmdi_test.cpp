// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/change/lmdi.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

using rows = std::vector<std::vector<double>>;

constexpr auto ulp = std::numeric_limits<double>::epsilon();

double size_of(eq::factor_effects const& parts)
{
    auto size = 0.0;
    for (auto const& row : parts.terms) {
        for (auto const effect : row) {
            size += std::abs(effect);
        }
    }
    return size;
}

double sum_of(std::vector<double> const& effects)
{
    auto sum = 0.0L;
    for (auto const effect : effects) {
        sum += effect;
    }
    return static_cast<double>(sum);
}

} // namespace

BOOST_AUTO_TEST_SUITE(change)
BOOST_AUTO_TEST_SUITE(lmdi)

BOOST_AUTO_TEST_CASE(two_factors_by_hand)
{
    // V: 2 * 3 = 6 to 4 * 6 = 24; L = 18 / ln 4, both factors double: half of the change each
    auto const even = eq::lmdi(rows{{2, 3}}, rows{{4, 6}});
    BOOST_TEST(even.before == 6);
    BOOST_TEST(even.after == 24);
    BOOST_TEST(even.change == 18);
    BOOST_TEST(even.effects[0] == 9, tt::tolerance(ulp));
    BOOST_TEST(even.effects[1] == 9, tt::tolerance(ulp));
    // 1 * 1 to 2 * 4: ln 2 and 2 ln 2 of ln 8, that is 1/3 and 2/3 of 7
    auto const uneven = eq::lmdi(rows{{1, 1}}, rows{{2, 4}});
    BOOST_TEST(uneven.effects[0] == 7.0 / 3, tt::tolerance(ulp));
    BOOST_TEST(uneven.effects[1] == 14.0 / 3, tt::tolerance(ulp));
    // both at once
    auto const both = eq::lmdi(rows{{2, 3}, {1, 1}}, rows{{4, 6}, {2, 4}});
    BOOST_TEST(both.effects[0] == 34.0 / 3, tt::tolerance(ulp));
    BOOST_TEST(both.effects[1] == 41.0 / 3, tt::tolerance(ulp));
    BOOST_TEST(both.terms[1][0] == uneven.effects[0]);
    BOOST_TEST((both.why == eq::reason::defined));
}

BOOST_AUTO_TEST_CASE(one_factor_three_factors_and_other_types)
{
    BOOST_TEST(eq::lmdi(rows{{3}, {1}}, rows{{5}, {0.5}}).effects[0] == 1.5, tt::tolerance(ulp));
    auto const before = std::vector{std::array{1, 1, 1}};
    auto const after = std::vector{std::array{2, 4, 8}}; // 1, 2 and 3 of 6 parts of 63
    auto const parts = eq::lmdi(before, after);
    BOOST_TEST(parts.effects[0] == 10.5, tt::tolerance(ulp));
    BOOST_TEST(parts.effects[1] == 21, tt::tolerance(ulp));
    BOOST_TEST(parts.effects[2] == 31.5, tt::tolerance(ulp));
    auto const floats = std::vector<std::array<float, 2>>{{1, 1}};
    BOOST_TEST(eq::lmdi(floats, std::vector<std::array<long double, 2>>{{2, 4}}).effects[0] == 7.0 / 3,
               tt::tolerance(ulp));
}

BOOST_AUTO_TEST_CASE(no_cancellation_where_the_value_hardly_changes)
{
    // the product stays: L = 6, effects 6 ln (3/2) and 6 ln (2/3)
    auto const swapped = eq::lmdi(rows{{2, 3}}, rows{{3, 2}});
    BOOST_TEST(swapped.change == 0);
    BOOST_TEST(swapped.effects[0] == 6 * std::log(1.5), tt::tolerance(2 * ulp));
    BOOST_TEST(swapped.effects[1] == -swapped.effects[0]);
    for (auto const h : {0x1p-10, 0x1p-25, 0x1p-29, 0x1p-30, 0x1p-31, 0x1p-45, 0x1p-52}) {
        auto const parts = eq::lmdi(rows{{1, 5}}, rows{{1 + h, 5}});
        BOOST_TEST(parts.effects[0] == 5 * h, tt::tolerance(ulp));
        BOOST_TEST(parts.effects[1] == 0);
        // 2 (1 + h) and 1/2 of 1: L = h / ln(1 + h), close to 1 + h/2 - h^2/12
        auto const turned = eq::lmdi(rows{{1, 1}}, rows{{2 * (1 + h), 0.5}});
        auto const mean = 1 + h / 2 - h * h / 12 + h * h * h / 24;
        BOOST_TEST(turned.effects[1] == -mean * std::log(2.0), tt::tolerance(4 * ulp + h * h * h * h));
    }
    auto const still = eq::lmdi(rows{{2, 3}, {0, 4}}, rows{{2, 3}, {0, 4}});
    BOOST_TEST(still.effects[0] == 0);
    BOOST_TEST(still.effects[1] == 0);
}

BOOST_AUTO_TEST_CASE(zeros_by_their_limits)
{
    auto const appears = eq::lmdi(rows{{0, 3}}, rows{{2, 4}});
    BOOST_TEST(appears.effects[0] == 8);
    BOOST_TEST(appears.effects[1] == 0);
    auto const vanishes = eq::lmdi(rows{{2, 4}}, rows{{2, 0}});
    BOOST_TEST(vanishes.effects[0] == 0);
    BOOST_TEST(vanishes.effects[1] == -8);
    auto const both = eq::lmdi(rows{{0, 0, 3}}, rows{{2, 4, 5}});
    BOOST_TEST((both.effects == std::vector<double>{20, 20, 0}));
    auto const crossed = eq::lmdi(rows{{0, 3}}, rows{{2, 0}});
    BOOST_TEST((crossed.effects == std::vector<double>{0, 0}));
    BOOST_TEST((eq::lmdi(rows{{0, 0}}, rows{{0, 0}}).effects == std::vector<double>{0, 0}));
    // the limit itself, from a number that vanishes: 8 ln(2/d) / ln(8 / (3 d)) nears 8 from above
    auto const near = eq::lmdi(rows{{1e-300, 3}}, rows{{2, 4}});
    BOOST_TEST(near.effects[0] == 8, tt::tolerance(1e-3));
    BOOST_TEST(near.effects[0] + near.effects[1] == 8, tt::tolerance(2 * ulp));
}

BOOST_AUTO_TEST_CASE(extremes)
{
    auto const large = eq::lmdi(rows{{1e300, 1e-300}}, rows{{2e300, 4e-300}});
    BOOST_TEST(large.effects[0] == 7.0 / 3, tt::tolerance(4 * ulp));
    auto const squares = eq::lmdi(rows{{1e200, 1e200, 1e-200, 1e-200}}, rows{{2e200, 1e200, 1e-200, 1e-200}});
    BOOST_TEST(squares.effects[0] == 1, tt::tolerance(4 * ulp));
    BOOST_TEST(squares.effects[3] == 0);
    auto const tiny = eq::lmdi(rows{{5e-324, 1}}, rows{{1, 1}});
    BOOST_TEST(tiny.effects[0] == 1, tt::tolerance(ulp));
    auto const mixed = eq::lmdi(rows{{1e-200, 1e-200}, {1, 1}}, rows{{1, 1}, {1, 1}});
    BOOST_TEST(mixed.effects[0] == 0.5, tt::tolerance(ulp)); // half of the logarithm each
    BOOST_TEST(mixed.effects[1] == 0.5, tt::tolerance(ulp));
    BOOST_TEST((eq::lmdi(rows{}, rows{}).why == eq::reason::no_partners));
    BOOST_TEST(std::isnan(eq::lmdi(rows{}, rows{}).change));
}

BOOST_AUTO_TEST_CASE(bad_input_is_named)
{
    auto const message = [](rows const& a, rows const& b) {
        return support::message_of<eq::invalid_parameter>([&] { (void)eq::lmdi(a, b); });
    };
    BOOST_TEST(message({{1, 2}, {1, -3}}, {{1, 2}, {1, 2}})
               == "lmdi: term 1 before, factor 1 is -3; it must be finite and not negative");
    BOOST_TEST(message({{1, 2}}, {{1, HUGE_VAL}})
               == "lmdi: term 0 after, factor 1 is inf; it must be finite and not negative");
    BOOST_TEST(message({{1, 2}}, {{std::nan(""), 1}}).find("term 0 after, factor 0 is nan") != std::string::npos);
    BOOST_TEST(message({{1, 2}}, {}) == "lmdi: number of terms after is 0; it must be that before, 1");
    BOOST_TEST(message({{1, 2}, {1}}, {{1, 2}, {1, 2}})
               == "lmdi: number of factors in term 1 before is 1; it must be that of the first, 2");
    BOOST_TEST(message({{1, 2}}, {{1}}) == "lmdi: number of factors after is 1; it must be that before, 2");
    BOOST_TEST(message({{}}, {{}}) == "lmdi: number of factors is 0; it must be at least 1");
}

BOOST_AUTO_TEST_CASE(the_effects_sum_to_the_change)
{
    auto random = support::random{23};
    for (auto round = 0; round < 300; ++round) {
        auto const factors = 1 + random.below(5);
        auto const terms = 1 + random.below(30);
        auto const near = random.below(2) == 0;
        auto before = rows(terms, std::vector<double>(factors));
        auto after = before;
        for (std::size_t j = 0; j < terms; ++j) {
            for (std::size_t k = 0; k < factors; ++k) {
                auto const zero = [&] { return random.below(12) == 0 ? 0.0 : 1.0; };
                auto const draw = [&] { return std::ldexp(1 + random.unit(), static_cast<int>(random.below(8))); };
                before[j][k] = zero() * draw();
                after[j][k] = near ? before[j][k] * (1 + 1e-12 * random.unit()) : zero() * draw();
            }
        }
        auto const parts = eq::lmdi(before, after);
        auto const back = eq::lmdi(after, before);
        BOOST_TEST_REQUIRE(std::abs(sum_of(parts.effects) - parts.change) <= 2 * ulp * size_of(parts));
        BOOST_TEST_REQUIRE(std::abs(parts.after - parts.before - parts.change) <= ulp * (parts.before + parts.after));
        for (std::size_t k = 0; k < factors; ++k) {
            BOOST_TEST_REQUIRE(std::abs(parts.effects[k] + back.effects[k]) <= ulp * size_of(parts));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
