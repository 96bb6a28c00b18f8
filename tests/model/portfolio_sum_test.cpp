// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/identifiers.hpp>
#include <equipoise/model/portfolio_sum.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include "../support/amounts.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace eq = equipoise;
using namespace eq::literals;
using namespace named_states;

namespace {

template <class T>
concept can_be_traded = requires(T const& sold, flows const& bought) { eq::trade(sold, bought); };
static_assert(can_be_traded<flows> && can_be_traded<eq::portfolio_view<eq::iso3>>);
static_assert(!can_be_traded<eq::portfolio<eq::iso3, support::tonnes>> && !can_be_traded<eq::portfolio<std::string>>
              && !can_be_traded<eq::portfolio<eq::iso3, int>>);

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(portfolio_sum)

BOOST_AUTO_TEST_CASE(partners_and_totals_add_up)
{
    auto const sold = flows{{chn, 6}, {jpn, 1}};
    auto const bought = flows{{chn, 2}, {rus, 1}};
    auto const both = eq::trade(sold, bought);
    BOOST_TEST(both.size() == 3U);
    BOOST_TEST(eq::exposure(both, chn) == 0.8);
    BOOST_TEST(eq::exposure(both, rus) == 0.1);
    BOOST_TEST(both.residual_share() == 0);
    BOOST_TEST(eq::exposure(eq::trade(sold, flows{{rus, 0}}), chn) == 6. / 7);
    BOOST_TEST(eq::is_undefined(eq::exposure(eq::trade(sold, flows{}), chn))); // imports that are not on file
    BOOST_TEST(eq::exposure(eq::trade(sold.view(), bought.view()), jpn) == 0.1);
    BOOST_TEST(eq::trade(flows{}, flows{}).empty());
    auto const nothing = eq::trade(flows{{chn, 0}}, flows{{chn, 0}});
    BOOST_TEST(nothing.size() == 1U);
    BOOST_TEST(eq::is_undefined(eq::exposure(nothing, chn)));
}

BOOST_AUTO_TEST_CASE(what_one_side_does_not_list_is_not_nothing)
{
    // exports 10, of which 6 with China and 4 not attributed; imports 10: China 5, Russia 5.
    auto const sold = flows{{{chn, 6}}, {.total = 10}};
    auto const bought = flows{{chn, 5}, {rus, 5}};
    auto const both = eq::trade(sold, bought);
    BOOST_TEST(both.size() == 1U);
    BOOST_TEST(eq::exposure(both, chn) == 0.55);
    // Russia has 5 of 20 at least and 9 at most; from the sum alone, it is between 0 and 9 of 20
    BOOST_TEST(both.residual_share() == 0.45);
    BOOST_TEST(eq::is_undefined(eq::exposure(both, rus)));
    BOOST_TEST((eq::bound(both, eq::exposure(rus)) == eq::interval{0, 0.45}));
    // the rest with both sides open: 4 + 4, and Japan's 2 which the exports do not list
    auto const open = eq::trade(sold, flows{{{chn, 4}, {jpn, 2}}, {.total = 10}});
    BOOST_TEST(open.size() == 1U);
    BOOST_TEST(eq::exposure(open, chn) == 0.5);
    BOOST_TEST(open.residual_share() == 0.5);
    // "the largest are listed" does not hold for sums
    auto const largest = flows{{{chn, 6}}, {.total = 10, .listing = eq::listing::largest}};
    BOOST_TEST((eq::trade(largest, largest).listing() == eq::listing::some));
    // nothing is listed at all
    auto const unlisted = eq::trade(flows{std::vector<eq::partner<eq::iso3>>{}, {.total = 4}}, flows{{chn, 6}});
    BOOST_TEST(unlisted.empty());
    BOOST_TEST(unlisted.residual_share() == 1);
}

BOOST_AUTO_TEST_CASE(any_amount)
{
    using counts = eq::portfolio<std::string, std::int64_t>;
    BOOST_TEST(eq::trade(counts{{"a", 1}, {"b", 2}}, counts{{"a", 3}}).amounts()[0] == 4);
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    BOOST_CHECK_THROW((void)eq::trade(counts{{"a", most}}, counts{{"a", 1}}), std::overflow_error);

    // a quantity tells its unattributed part in multiples of a listed amount: 6 of 10, and 3 of 30 tonnes
    using weights = eq::portfolio<std::string, support::tonnes>;
    auto const sold = weights{{{"a", {6}}}, {.total = support::tonnes{10}}};
    auto const bought = weights{{{"a", {3}}}, {.total = support::tonnes{30}}};
    BOOST_TEST(eq::exposure(eq::trade(sold, bought), std::string{"a"}) == 9. / 40, boost::test_tools::tolerance(4e-16));
    BOOST_TEST(eq::trade(sold, bought).residual_share() == 31. / 40, boost::test_tools::tolerance(4e-16));
    auto const none = weights{std::vector<eq::partner<std::string, support::tonnes>>{}, {.total = support::tonnes{1}}};
    // 1 tonne is not attributed: the 3 with "a" are of 31 now, and may not be all that is with it
    BOOST_TEST(eq::trade(none, bought).empty());
    BOOST_TEST(eq::trade(none, bought).residual_share() == 1);
    BOOST_TEST(eq::trade(none, none).residual_share() == 1);
    BOOST_TEST(eq::trade(none, weights{{"a", {3}}}).residual_share() == 1);
    auto const ends = eq::bound(eq::trade(none, bought), eq::exposure(std::string{"a"}));
    BOOST_TEST((ends == eq::interval{0, 1}));
}

BOOST_AUTO_TEST_CASE(extreme_amounts)
{
    for (auto const size : {5e-324, 1e-300, 1e-150, 1., 1e150, 4e307}) {
        auto const sold = flows{{{chn, size}}, {.total = 2 * size}};
        auto const both = eq::trade(sold, sold); // half of it is China's, whatever the size
        BOOST_TEST(eq::exposure(both, chn) == 0.5, size);
        BOOST_TEST(both.residual_share() == 0.5, size);
    }
    // 1 each of China and Japan, and the rest of 2^500 not attributed, at most with one
    auto const buried = eq::trade(flows{{{chn, 1}, {jpn, 1}}, {.total = 0x1p500}}, flows{{chn, 0}, {jpn, 0}});
    auto const ends = eq::bound(buried, eq::hhi);
    BOOST_TEST(ends.low == 0x1p-999); // 2 of 2^1000
    BOOST_TEST(ends.high == 1);
    auto const tiny = flows{{{chn, 1e-300}}, {.total = 2e-300}};
    auto const huge = flows{{{chn, 1e300}}, {.total = 2e300}};
    BOOST_TEST(eq::exposure(eq::trade(tiny, huge), chn) == 0.5);
}

// Whatever the unattributed parts are made of, the share that comes out is within the bounds of the sum.
BOOST_AUTO_TEST_CASE(bounds_hold_for_every_completion)
{
    auto random = std::mt19937{7};
    auto draw = [&](int most) { return static_cast<double>(std::uniform_int_distribution{0, most}(random)); };
    for (auto i = 0; i < 2000; ++i) {
        double const amounts[2][3] = {{draw(9), draw(9), draw(9)}, {draw(9), draw(9), draw(9)}};
        eq::iso3 const who[] = {chn, rus, jpn};
        auto sides = std::vector<flows>{};
        auto truth = flows{};
        for (auto const& side : amounts) {
            auto listed = std::vector<eq::partner<eq::iso3>>{};
            for (auto j = 0; j < 3; ++j) {
                if (draw(1) == 1) {
                    listed.push_back({who[j], side[j]});
                }
            }
            sides.emplace_back(listed, eq::declared<>{.total = side[0] + side[1] + side[2]});
            truth = eq::trade(truth, flows{{chn, side[0]}, {rus, side[1]}, {jpn, side[2]}});
        }
        if (auto const share = eq::exposure(truth, chn); share == share) {
            auto const ends = eq::bound(eq::trade(sides[0], sides[1]), eq::exposure(chn));
            BOOST_TEST((ends.low <= share && share <= ends.high));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
