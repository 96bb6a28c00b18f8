// SPDX-License-Identifier: BSL-1.0
#include "common.hpp"

#include <equipoise/concentration/rao.hpp>
#include <equipoise/concentration/similarity.hpp>
#include <equipoise/model/portfolio.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

using namespace index_tests;

namespace {

constexpr auto steps = [](std::size_t i, std::size_t j) { return i < j ? double(j - i) : double(i - j); };
constexpr auto one_apart = [](std::size_t i, std::size_t j) { return i == j ? 0.0 : 1.0; };

// shares 1/4, 1/4, 1/2 at 0, 1, 2: 2 (1/16 + 2/8 + 1/8) = 7/8
constexpr auto three = std::array{1.0, 1.0, 2.0};
SUPPORT_STATIC_ASSERT(eq::rao(three, steps) == 0.875);
SUPPORT_STATIC_ASSERT(eq::rao(three, one_apart) == 0.625); // 1 - 6/16
SUPPORT_STATIC_ASSERT(eq::rao_stirling(three, 1, 1, steps) == 0.875);
SUPPORT_STATIC_ASSERT(eq::rao_stirling(three, 0, 1, steps) == 0.625);
SUPPORT_STATIC_ASSERT(eq::rao_stirling(three, 1, 0, steps) == 8); // 2 (1 + 2 + 1)
SUPPORT_STATIC_ASSERT(eq::rao_stirling(three, 0, 0, steps) == 6);
SUPPORT_STATIC_ASSERT(eq::rao(std::array{3.0}, steps) == 0);

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(rao)

BOOST_AUTO_TEST_CASE(reference_values)
{
    auto const folder = std::string{EQUIPOISE_SOURCE_DIR "/tests/reference/"};
    auto const amounts = support::read_vectors(folder + "groups.csv");
    auto checked = 0;
    for (auto const& row : support::read_oracle(folder + "groups_oracle.csv")) {
        auto const stirling = row.metric == "rao_stirling";
        if (stirling || row.metric == "rao") {
            auto const& flows = amounts.at(row.case_id);
            auto const found = stirling ? eq::rao_stirling(flows, 0.5, 0.75, steps) : eq::rao(flows, steps);
            BOOST_TEST(ulps(found, row.value) <= 1, row.case_id << ' ' << row.metric << ": " << found);
            ++checked;
        }
    }
    BOOST_TEST(checked == 6 * 2);
}

BOOST_AUTO_TEST_CASE(is_the_likeness_of_order_two_turned_round)
{
    auto random = support::random{4};
    for (auto i = 0; i < 50; ++i) {
        auto const n = 1 + random.below(15);
        auto amounts = std::vector<double>{1};
        auto z = std::vector<std::vector<double>>(n, std::vector<double>(n, 1.0));
        auto d = std::vector<std::vector<double>>(n, std::vector<double>(n, 0.0));
        for (std::size_t j = 1; j < n; ++j) {
            amounts.push_back(std::exp(5 * random.unit()));
            for (std::size_t k = 0; k < j; ++k) {
                z[j][k] = z[k][j] = random.unit();
                d[j][k] = d[k][j] = 1 - z[j][k];
            }
        }
        auto const q = eq::rao(amounts, eq::square_matrix{d});
        BOOST_TEST(1 / (1 - q) == eq::similar_hill(amounts, 2, eq::square_matrix{z}),
                   boost::test_tools::tolerance(1e-13));
        BOOST_TEST(q >= 0);
        BOOST_TEST(q <= 1 - 1 / static_cast<double>(n));
    }
}

BOOST_AUTO_TEST_CASE(extreme_distances_and_amounts)
{
    for (auto const unit : {0x1p1000, 0x1p-1000}) {
        auto const far = [unit](std::size_t i, std::size_t j) { return unit * steps(i, j); };
        BOOST_TEST(eq::rao(three, far) == 0.875 * unit);
        BOOST_TEST(eq::rao(std::vector{unit, unit, 2 * unit}, steps) == 0.875);
        BOOST_TEST(ulps(eq::rao_stirling(three, 0.5, 0, far), std::sqrt(unit) * (4 + 2 * std::sqrt(2.0))) <= 2);
    }
    auto const nowhere = [](std::size_t, std::size_t) { return 0.0; };
    BOOST_TEST(eq::rao(three, nowhere) == 0);
    BOOST_TEST(eq::rao_stirling(three, 0.5, 1, nowhere) == 0);
    BOOST_TEST(eq::rao_stirling(std::vector<double>{1, 0, 1, 2}, 0, 0, nowhere) == 6); // nothing is not a partner
}

BOOST_AUTO_TEST_CASE(portfolios)
{
    auto const flows = eq::portfolio<std::string, int>{{"CHN", 1}, {"KOR", 1}, {"RUS", 2}};
    auto const apart = eq::partner_matrix{std::vector<std::string>{"RUS", "CHN", "KOR"},
                                          eq::square_matrix{{0, 2, 1}, {2, 0, 1}, {1, 1, 0}}};
    BOOST_TEST(eq::rao(flows, apart) == 0.875);
    BOOST_TEST(eq::rao(apart)(flows) == 0.875);
    BOOST_TEST(eq::rao_stirling(1, 0, apart)(flows) == 8);
    BOOST_TEST(eq::rao(flows, [](std::string const& a, std::string const& b) { return a == b ? 0.0 : 1.0; }) == 0.625);
}

BOOST_AUTO_TEST_CASE(undefined_and_invalid)
{
    using eq::invalid_parameter;
    BOOST_TEST(eq::is_undefined(eq::rao(std::vector<double>{}, steps)));
    BOOST_TEST(eq::why_undefined(std::vector{0.0}, eq::rao_stirling(1, 1, steps)) == "the total is zero");
    BOOST_TEST(message_of<invalid_parameter>([] { (void)eq::rao(three, [](std::size_t, std::size_t) { return 1.0; }); })
               == "rao: entry (0, 0) is 1; it must be 0 on the diagonal");
    BOOST_TEST(message_of<invalid_parameter>([] { (void)eq::rao(three, eq::square_matrix{{0, -1}, {-1, 0}}); })
               == "rao: size of the matrix is 2 x 2; it must be 3 x 3, a row and a column for each partner");
    BOOST_TEST(
        message_of<invalid_parameter>([] { (void)eq::rao(std::array{1.0, 2.0}, eq::square_matrix{{0, -1}, {-1, 0}}); })
        == "rao: entry (1, 0) is -1; it must be finite and not negative");
    BOOST_CHECK_THROW((void)eq::rao(std::array{1.0, 2.0}, eq::square_matrix{{0, 1}, {2, 0}}), invalid_parameter);
    BOOST_TEST(message_of<invalid_parameter>([] { (void)eq::rao_stirling(three, -1, 1, steps); })
               == "rao_stirling: alpha is -1; it must be finite and not negative");
    BOOST_TEST(message_of<invalid_parameter>(
                   [] { (void)eq::rao_stirling(three, 1, std::numeric_limits<double>::infinity(), steps); })
               == "rao_stirling: beta is inf; it must be finite and not negative");
    BOOST_CHECK_THROW((void)eq::rao(std::vector{1.0, eq::undefined}, steps), eq::invalid_amount);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
