// SPDX-License-Identifier: BSL-1.0
#include "../../support/constant.hpp"

#include <equipoise/concentration/detail/sorted_amounts.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace {

namespace concentration_detail = equipoise::concentration_detail;

SUPPORT_STATIC_ASSERT([] {
    auto const ranked = concentration_detail::sorted_amounts{std::vector{1.0, 3.0, 2.0}};
    return ranked[0] == 3 && ranked[2] == 1 && ranked[3] == 0 && ranked.size() == 3;
}());

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(sorted_amounts)

BOOST_AUTO_TEST_CASE(ranks_from_the_largest_down)
{
    auto ranked = concentration_detail::sorted_amounts{};
    ranked.reserve(5);
    ranked.add(std::array{4.0, 1.0, 2.0}.data(), 3);
    ranked.finish();
    BOOST_TEST(ranked.ascending().size() == 3U);
    auto const expected = std::array{4.0, 2.0, 1.0, 0.0};
    for (std::size_t r = 0; r < expected.size(); ++r) {
        BOOST_TEST(ranked[r] == expected[r]);
    }
}

BOOST_AUTO_TEST_CASE(hypothetical_partners_have_their_place_among_the_others)
{
    auto ranked = concentration_detail::sorted_amounts{};
    ranked.add(std::array{4.0, 1.0, 2.0}.data(), 3);
    ranked.add(1.5, 1);
    ranked.add(3, 1e12);
    ranked.add(0.5, 0); // no partner
    ranked.finish();
    auto groups = std::vector<std::array<double, 3>>{};
    auto const list = [&](double rank, concentration_detail::amount_group const& group) {
        groups.push_back({rank, group.amount, group.times});
    };
    ranked.for_each_group(list);
    BOOST_TEST((groups
                == std::vector<std::array<double, 3>>{
                    {0, 4, 1}, {1, 3, 1e12}, {1e12 + 1, 2, 1}, {1e12 + 2, 1.5, 1}, {1e12 + 3, 1, 1}}));
    groups.clear();
    ranked.for_each_group(list, 2);
    BOOST_TEST((groups == std::vector<std::array<double, 3>>{{0, 4, 1}, {1, 3, 1e12}}));
}

BOOST_AUTO_TEST_CASE(cleared_it_is_as_new)
{
    auto ranked = concentration_detail::sorted_amounts{};
    ranked.add(std::array{4.0, 1.0}.data(), 2);
    ranked.add(3, 5);
    ranked.add_infinitesimals(1);
    ranked.finish();
    ranked.clear();
    ranked.add(std::array{2.0}.data(), 1);
    ranked.finish();
    BOOST_TEST(!ranked.has_infinitesimals());
    BOOST_TEST(ranked.size() == 1U);
    auto met = 0;
    ranked.for_each_group([&](double, concentration_detail::amount_group const& group) {
        BOOST_TEST(group.amount == 2);
        ++met;
    });
    BOOST_TEST(met == 1);
}

BOOST_AUTO_TEST_CASE(follows_a_change_of_scale)
{
    auto ranked = concentration_detail::sorted_amounts{};
    ranked.add(std::array{4.0, 1.0}.data(), 2);
    ranked.add(8, 3);
    ranked.rescale(-3);
    ranked.finish();
    BOOST_TEST(ranked[0] == 0.5);
    BOOST_TEST(ranked[1] == 0.125);
    ranked.for_each_group(
        [](double, concentration_detail::amount_group const& group) { BOOST_TEST(group.amount == 1); }, 1);
}

BOOST_AUTO_TEST_CASE(hypothetical_partners_without_number)
{
    auto ranked = concentration_detail::sorted_amounts{};
    BOOST_TEST(!ranked.has_infinitesimals());
    ranked.add_infinitesimals(0);
    BOOST_TEST(!ranked.has_infinitesimals());
    ranked.add_infinitesimals(1);
    BOOST_TEST(ranked.has_infinitesimals());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
