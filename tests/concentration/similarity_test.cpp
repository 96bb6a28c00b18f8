// SPDX-License-Identifier: BSL-1.0
#include "common.hpp"

#include <equipoise/concentration/entropy.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/similarity.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/model/portfolio.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <vector>

using namespace index_tests;

namespace {

constexpr auto none_similar = [](std::size_t i, std::size_t j) { return i == j ? 1.0 : 0.0; };
constexpr auto all_similar = [](std::size_t, std::size_t) { return 1.0; };

// shares 1/4, 3/4, similarity 1/2: Zp = (5/8, 7/8), p'Zp = 13/16
constexpr auto two = std::array{1.0, 3.0};
constexpr auto half_alike = [](std::size_t i, std::size_t j) { return i == j ? 1.0 : 0.5; };
SUPPORT_STATIC_ASSERT(eq::similar_hill(two, 2, half_alike) == 16.0 / 13);
SUPPORT_STATIC_ASSERT(eq::similar_hill(two, 0, half_alike) == 44.0 / 35); // 1/4 8/5 + 3/4 8/7
SUPPORT_STATIC_ASSERT(eq::similar_hill(two, std::numeric_limits<double>::infinity(), half_alike) == 8.0 / 7);
SUPPORT_STATIC_ASSERT(eq::similar_hill(two, 1, all_similar) == 1);
SUPPORT_STATIC_ASSERT(eq::similar_hill(two, 2, eq::square_matrix{{1, 0.5}, {0.5, 1}}) == 16.0 / 13);
SUPPORT_STATIC_ASSERT(eq::similar_hill(std::array{4, 3, 2, 1}, 0, eq::bloc_similarity(std::array{1, 1, 2, 2})) == 2);

// Four suppliers: the first two act as one, and so do the last two.
auto const suppliers = eq::portfolio<std::string, int>{{"AUT", 4}, {"BEL", 3}, {"CHN", 2}, {"RUS", 1}};

std::vector<double> random_amounts(support::random& random, std::size_t n)
{
    auto amounts = std::vector<double>{};
    for (std::size_t i = 0; i < n; ++i) {
        amounts.push_back(random.below(5) == 0 ? 0 : std::exp(10 * random.unit()));
    }
    amounts[0] += 1;
    return amounts;
}

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(similarity)

BOOST_AUTO_TEST_CASE(partners_of_a_bloc_count_as_one)
{
    // bloc shares .7 and .3: 1 / .58
    auto const by_name = eq::bloc_similarity([](std::string const& id) { return id < "C" ? "west" : "east"; });
    BOOST_TEST(ulps(eq::similar_hill(suppliers, 2, by_name), 1 / 0.58) <= 1);
    BOOST_TEST(ulps(eq::similar_hill(2, by_name)(suppliers), 1 / 0.58) <= 1);
    auto const in_map = std::map<std::string, int>{{"AUT", 1}, {"BEL", 1}, {"CHN", 2}, {"RUS", 2}};
    BOOST_TEST(ulps(eq::similar_hill(suppliers, 2, eq::bloc_similarity(in_map)), 1 / 0.58) <= 1);
    auto const blocs = std::vector{eq::bloc<std::string>{"AUT", "BEL"}, eq::bloc<std::string>{"CHN", "RUS"}};
    BOOST_TEST(ulps(eq::similar_hill(suppliers, 2, eq::bloc_similarity(blocs)), 1 / 0.58) <= 1);
    auto const in_order = eq::bloc_similarity(std::vector{"w", "w", "e", "e"});
    BOOST_TEST(ulps(eq::similar_hill(suppliers, 2, in_order), 1 / 0.58) <= 1);
    BOOST_TEST(ulps(eq::similar_hill(std::vector{4, 3, 2, 1}, 2, in_order), 1 / 0.58) <= 1);
    BOOST_TEST(eq::similar_hill(suppliers, 0, by_name) == 2);
    BOOST_TEST(ulps(eq::similar_hill(suppliers, infinity, by_name), 1 / 0.7) <= 1);
    // .8 within, .1 between: Zp = (.67, .65, .35, .33), p'Zp = .566
    BOOST_TEST(
        ulps(eq::similar_hill(suppliers, 2, eq::bloc_similarity(in_map, {.within = 0.8, .between = 0.1})), 1 / 0.566)
        <= 2);
}

BOOST_AUTO_TEST_CASE(reference_values)
{
    auto const folder = std::string{EQUIPOISE_SOURCE_DIR "/tests/reference/"};
    auto const amounts = support::read_vectors(folder + "groups.csv");
    auto labels = std::map<std::string, std::vector<std::string>>{};
    for (auto const& line : support::read_csv(folder + "groups.csv")) {
        labels[line[0]].push_back(line[2]);
    }
    auto checked = 0;
    for (auto const& row : support::read_oracle(folder + "groups_oracle.csv")) {
        if (row.metric == "similar_hill") {
            auto const graded = row.parameters.starts_with("within=0.8;between=0.1;");
            auto const q = support::number(row.parameters.substr(row.parameters.rfind('=') + 1));
            auto const z = graded ? eq::bloc_similarity(labels.at(row.case_id), {.within = 0.8, .between = 0.1})
                                  : eq::bloc_similarity(labels.at(row.case_id));
            auto const off = ulps(eq::similar_hill(amounts.at(row.case_id), q, z), row.value);
            BOOST_TEST(off <= 1, row.case_id << ' ' << row.parameters << " is off by " << off << " ulp");
            ++checked;
        }
    }
    BOOST_TEST(checked == 6 * 2 * 8);
}

BOOST_AUTO_TEST_CASE(without_similarities_it_is_the_hill_number)
{
    auto random = support::random{1};
    for (auto i = 0; i < 50; ++i) {
        auto const amounts = random_amounts(random, 1 + random.below(40));
        auto present = 0;
        auto most = 0.0;
        auto sum = eq::detail::running_sum{};
        for (auto const x : amounts) {
            present += x > 0 ? 1 : 0;
            most = std::fmax(most, x);
            sum.add(x);
        }
        BOOST_TEST(eq::similar_hill(amounts, 0, none_similar) == present);
        BOOST_TEST(ulps(eq::similar_hill(amounts, 1, none_similar), std::exp(eq::shannon(amounts))) <= 6);
        BOOST_TEST(ulps(eq::similar_hill(amounts, 2, none_similar), eq::effective_number(amounts)) <= 1);
        BOOST_TEST(ulps(eq::similar_hill(amounts, infinity, none_similar), sum.value() / eq::detail::twofold{most})
                   <= 1);
        BOOST_TEST(eq::similar_hill(amounts, 1.5, all_similar) == 1);
    }
}

BOOST_AUTO_TEST_CASE(falls_with_the_order_and_with_likeness)
{
    auto random = support::random{2};
    for (auto i = 0; i < 50; ++i) {
        auto const n = 2 + random.below(12);
        auto const amounts = random_amounts(random, n);
        auto z = std::vector<std::vector<double>>(n, std::vector<double>(n, 1.0));
        auto closer = z;
        for (std::size_t j = 0; j < n; ++j) {
            for (std::size_t k = 0; k < j; ++k) {
                z[j][k] = z[k][j] = random.unit();
                closer[j][k] = closer[k][j] = std::sqrt(z[j][k]);
            }
        }
        auto last = infinity;
        for (auto const q : {0.0, 0.5, 0.999, 1.0, 1.001, 2.0, 7.0, 1e3, 1e9, 1e300, infinity}) {
            auto const value = eq::similar_hill(amounts, q, eq::square_matrix{z});
            BOOST_TEST(value <= last * (1 + 1e-15));
            BOOST_TEST(eq::similar_hill(amounts, q, eq::square_matrix{closer}) <= value);
            BOOST_TEST(value >= 1);
            last = value;
        }
    }
}

BOOST_AUTO_TEST_CASE(next_to_order_one)
{
    // no partners are similar, amounts are equal: n at every order, also at one next to 1
    auto const equal = std::vector<double>(5, 0.7);
    for (auto const e : {1e-1, 1e-4, 1e-8, 1e-12, 0x1p-52}) {
        BOOST_TEST(eq::similar_hill(equal, 1 - e, none_similar) == 5);
        BOOST_TEST(eq::similar_hill(equal, 1 + e, none_similar) == 5);
    }
    // to both sides of order 1, the value differs from that at 1 by terms of the size of the step
    auto const at_one = eq::similar_hill(two, 1, half_alike);
    BOOST_TEST(ulps(eq::similar_hill(two, 1 + 0x1p-52, half_alike), at_one) <= 1);
    BOOST_TEST(ulps(eq::similar_hill(two, 1 - 0x1p-53, half_alike), at_one) <= 1);
}

BOOST_AUTO_TEST_CASE(almost_all_alike)
{
    // z = 1 - e between any two of n equal partners: D = 1 / (1 - e (1 - 1/n)) at every order
    constexpr auto e = 0x1p-40;
    auto const z = [](std::size_t i, std::size_t j) { return i == j ? 1 : 1 - e; };
    auto const equal = std::vector<double>(4, 1.0);
    for (auto const q : {0.0, 0.5, 1.0, 1 + 1e-9, 2.0, 50.0, infinity}) {
        BOOST_TEST(ulps(eq::similar_hill(equal, q, z), 1 / (1 - e * 0.75)) <= 1);
    }
    BOOST_TEST(eq::similar_hill(equal, 2, z) > 1);
}

BOOST_AUTO_TEST_CASE(extreme_amounts)
{
    for (auto const unit : {1.0, 0x1p1000, 0x1p-1000}) {
        auto const flows = std::vector<double>{unit, 3 * unit, 0};
        BOOST_TEST(eq::similar_hill(flows, 2, half_alike) == 16.0 / 13);
    }
    auto const apart = std::vector<double>{1e300, 1e-20};
    BOOST_TEST(eq::similar_hill(apart, 0, none_similar) == 2);
    BOOST_TEST(eq::similar_hill(apart, 1, none_similar) == 1);
    BOOST_TEST(eq::similar_hill(apart, 1e6, half_alike) == 1);
    BOOST_TEST(eq::similar_hill(std::vector<double>{1e308, 1e308}, 2, none_similar) == 2);
}

BOOST_AUTO_TEST_CASE(all_kinds_of_amounts_and_matrices)
{
    BOOST_TEST(eq::similar_hill(std::vector{1.0F, 3.0F}, 2, half_alike) == 16.0 / 13);
    BOOST_TEST(eq::similar_hill(std::vector{1.0L, 3.0L}, 2, half_alike) == 16.0 / 13);
    BOOST_TEST(eq::similar_hill(std::vector<support::money>{{1}, {3}}, 2, half_alike) == 16.0 / 13);
    BOOST_TEST(eq::similar_hill(support::single_use<double>{{1, 3}}, 2, half_alike) == 16.0 / 13);
    BOOST_TEST(eq::similar_hill(two, 2, eq::square_matrix{{1, 0.5}, {0.5, 1}}) == 16.0 / 13);
    // identifiers in any order, and more of them than there are partners
    auto const z = eq::partner_matrix{std::vector<std::string>{"RUS", "KOR", "CHN"},
                                      eq::square_matrix{{1, 0.9, 0.5}, {0.9, 1, 0.2}, {0.5, 0.2, 1}}};
    auto const flows = eq::portfolio<std::string, support::money>{{"CHN", {1}}, {"RUS", {3}}};
    BOOST_TEST(eq::similar_hill(flows, 2, z) == 16.0 / 13);
    auto const function = [](std::string const& a, std::string const& b) { return a == b ? 1.0 : 0.5; };
    BOOST_TEST(eq::similar_hill(flows, 2, function) == 16.0 / 13);
    auto const both = eq::measure(flows, eq::hhi, eq::similar_hill(2, z));
    BOOST_TEST(both[0] == 0.625);
    BOOST_TEST(both[1] == 16.0 / 13);
    // over integral identifiers, a function gets identifiers and a matrix that knows its size gets positions
    auto const numbered = eq::portfolio<int, int>{{156, 1}, {643, 3}};
    BOOST_TEST(eq::similar_hill(numbered, 2, [](int a, int b) { return a == b         ? 1.0
                                                                       : a + b == 799 ? 0.5
                                                                                      : 7.0; })
               == 16.0 / 13);
    BOOST_TEST(eq::similar_hill(numbered, 2, eq::square_matrix{{1, 0.5}, {0.5, 1}}) == 16.0 / 13);
}

BOOST_AUTO_TEST_CASE(undefined)
{
    auto const index = eq::similar_hill(1, half_alike);
    BOOST_TEST(eq::is_undefined(index(std::vector<double>{})));
    BOOST_TEST(eq::why_undefined(std::vector{0.0, 0.0}, index) == "the total is zero");
    auto const partly = eq::portfolio<std::string>{{{"CHN", 1.0}, {"RUS", 3.0}}, {.total = 5.0}};
    BOOST_TEST(eq::is_undefined(index(partly)));
    BOOST_TEST(eq::is_undefined(eq::similar_hill(partly, 1, eq::square_matrix{{1, 0.5}, {0.5, 1}})));
    BOOST_TEST(eq::similar_hill(std::vector{7.0}, 1, half_alike) == 1);
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    using eq::invalid_parameter;
    auto const with = [](eq::square_matrix const& z) { (void)eq::similar_hill(two, 2, z); };
    BOOST_TEST(message_of<invalid_parameter>([] { (void)eq::similar_hill(two, -0.5, half_alike); })
               == "similar_hill: q is -0.5; it must be at least 0");
    BOOST_CHECK_THROW((void)eq::similar_hill(two, eq::undefined, half_alike), invalid_parameter);
    BOOST_TEST(message_of<invalid_parameter>([&] { with({{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}); })
               == "similar_hill: size of the matrix is 3 x 3; it must be 2 x 2, a row and a column for each partner");
    BOOST_TEST(message_of<invalid_parameter>([&] { with({{1, 0.5}, {0.5, 0.9}}); })
               == "similar_hill: entry (1, 1) is 0.9; it must be 1 on the diagonal");
    BOOST_TEST(message_of<invalid_parameter>([&] { with({{1, 1.5}, {1.5, 1}}); })
               == "similar_hill: entry (0, 1) is 1.5; it must be in [0, 1]");
    BOOST_CHECK_THROW(with({{1, -0.1}, {-0.1, 1}}), invalid_parameter);
    BOOST_CHECK_THROW(with({{1, eq::undefined}, {eq::undefined, 1}}), invalid_parameter);
    BOOST_TEST(message_of<invalid_parameter>([&] { with({{1, 0.5}, {0.25, 1}}); })
               == "similar_hill: entry (1, 0) is 0.25 and entry (0, 1) is 0.5; the matrix must be symmetric");
    auto const z = eq::partner_matrix{std::vector<std::string>{"AUT", "BEL", "CHN"},
                                      eq::square_matrix{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    BOOST_TEST(message_of<invalid_parameter>([&] { (void)eq::similar_hill(suppliers, 2, z); })
               == "similar_hill: partner RUS is not in the matrix, which must hold every partner");
    BOOST_TEST(message_of<invalid_parameter>([] { (void)eq::bloc_similarity(std::vector{1, 2}, {.within = 1.25}); })
               == "bloc_similarity: within is 1.25; it must be in [0, 1]");
    BOOST_CHECK_THROW((void)eq::bloc_similarity(std::vector{1, 2}, {.between = -1}), invalid_parameter);
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)eq::similar_hill(std::vector{1.0, -2.0}, 2, half_alike); })
               == "similar_hill: amount -2 at position 1; amounts are finite and not negative");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
