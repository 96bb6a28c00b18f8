// SPDX-License-Identifier: BSL-1.0
#include <equipoise/model/unknown_rows.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <optional>
#include <tuple>
#include <vector>

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(unknown_rows)

BOOST_AUTO_TEST_CASE(of_the_same_key_and_partner_are_joined_in_order)
{
    auto rows = std::vector<equipoise::unknown_rows<int, int>>{{2, 5, 1}, {1, {}, 3}, {2, 4, 1},
                                                               {2, 5, 4}, {1, {}, 1}, {1, 7, 2}};
    equipoise::detail::sort_and_join(rows);
    auto found = std::vector<std::tuple<int, std::optional<int>, std::size_t>>{};
    for (auto const& [key, partner, count] : rows) {
        found.emplace_back(key, partner, count);
    }
    BOOST_TEST((found == decltype(found){{1, {}, 4}, {1, 7, 2}, {2, 4, 1}, {2, 5, 5}}), "unknown partners come first");
    auto none = std::vector<equipoise::unknown_rows<int, int>>{};
    equipoise::detail::sort_and_join(none);
    BOOST_TEST(none.empty());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
