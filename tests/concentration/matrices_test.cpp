// SPDX-License-Identifier: BSL-1.0
#include "common.hpp"

#include <equipoise/concentration/matrices.hpp>

#include <array>
#include <string>
#include <vector>

using namespace index_tests;

namespace {

using by_id = double (*)(std::string const&, std::string const&);
using by_number = double (*)(int, int);

static_assert(eq::concentration_detail::matrix_by_position<eq::square_matrix>
              && !eq::concentration_detail::matrix_by_id<eq::square_matrix, int>);
static_assert(eq::concentration_detail::matrix_by_id<eq::partner_matrix<int>, int>
              && !eq::concentration_detail::matrix_by_position<eq::partner_matrix<int>>);
static_assert(eq::concentration_detail::matrix_by_id<by_id, std::string>
              && !eq::concentration_detail::matrix_by_position<by_id>);
static_assert(eq::concentration_detail::matrix_by_id<by_number, int>
              && eq::concentration_detail::matrix_by_position<by_number>);

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(matrices)

BOOST_AUTO_TEST_CASE(square_matrices)
{
    auto const listed = eq::square_matrix{{1, 2}, {3, 4}};
    BOOST_TEST(listed.rows() == 2U);
    BOOST_TEST(listed.cols() == 2U);
    BOOST_TEST(listed(0, 1) == 2);
    BOOST_TEST(listed(1, 0) == 3);
    BOOST_TEST((eq::square_matrix{std::vector<std::array<int, 2>>{{1, 2}, {3, 4}}} == listed));
    BOOST_TEST((eq::square_matrix{std::vector<std::vector<double>>{{1, 2}, {3, 4}}} == listed));
    BOOST_TEST(eq::square_matrix{}.rows() == 0U);
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::square_matrix{{1, 2}, {3}}; })
               == "square_matrix: length of row 1 is 1; it must be the number of rows, 2");
    BOOST_CHECK_THROW((eq::square_matrix{std::vector<std::vector<double>>{{1, 2, 3}, {4, 5, 6}}}),
                      eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(partner_matrices)
{
    auto const z = eq::partner_matrix{std::vector<std::string>{"RUS", "CHN"}, eq::square_matrix{{1, 2}, {3, 4}}};
    BOOST_TEST(z.size() == 2U);
    BOOST_TEST(z.position("CHN").value() == 1U);
    BOOST_TEST(z.position("RUS").value() == 0U);
    BOOST_TEST(!z.position("JPN").has_value());
    BOOST_TEST(z.entries()(0, 1) == 2);
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [] { (void)eq::partner_matrix{std::vector<std::string>{"RUS"}, eq::square_matrix{{1, 2}, {3, 4}}}; })
               == "partner_matrix: number of identifiers is 1; it must be that of the rows, 2");
    BOOST_TEST(message_of<eq::invalid_parameter>([] {
                   (void)eq::partner_matrix{std::vector<std::string>{"RUS", "RUS"}, eq::square_matrix{{1, 2}, {3, 4}}};
               })
               == "partner_matrix: partner RUS is listed twice; all identifiers must be different");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
