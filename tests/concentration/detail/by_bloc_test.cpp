// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"
#include "../../support/constant.hpp"
#include "../../support/oracle.hpp"

#include <equipoise/concentration/decomposition.hpp>
#include <equipoise/concentration/detail/by_bloc.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/model/portfolio.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace eq = equipoise;

namespace {

using namespace eq::concentration_detail;
using eq::detail::grouped;
using eq::detail::totals;
using eq::detail::twofold;
using support::ulps;

constexpr auto largest = (std::numeric_limits<double>::max)();

static_assert(sum_of(std::array{1.0, 2.0, 4.0}).hi == 7);
static_assert(sum_of_squares(std::array{1.0, 2.0, 4.0}).hi == 21);
static_assert(sum_of(std::array<double, 0>{}).hi == 0);

// A decomposition made for this test: the share of a bloc is what its partners have, its inside their number times a
// parameter.
struct counted_parts {
    static constexpr std::string_view name = "counted";
    template <class Label>
    using result = eq::decomposition<Label>;

    static constexpr void check(double weight)
    {
        if (!(weight > 0)) {
            throw std::domain_error{"not positive"};
        }
    }

    template <class Label>
    static constexpr void compute(result<Label>& parts, grouped<Label> const& flows, double weight = 1)
    {
        parts.total = static_cast<double>(flows.sums.listed);
        for (std::size_t g = 0; g < flows.labels.size(); ++g) {
            append_bloc(parts.blocs, flows, flows.of(g).size(), sum_of(flows.of(g)),
                        [&](auto const& own, totals const& sums) {
                            return weight * static_cast<double>(own.size()) + static_cast<double>(sums.listed);
                        });
        }
    }
};

constexpr auto counted = by_bloc_fn<counted_parts>{};

// labels in their order, each with its partners
SUPPORT_STATIC_ASSERT(counted(std::array{4, 1, 2, 1}, std::array{'b', 'a', 'b', 'a'}).total == 4);
SUPPORT_STATIC_ASSERT(counted(std::array{4, 1, 2, 1}, std::array{'b', 'a', 'b', 'a'}).blocs[0].label == 'a');
SUPPORT_STATIC_ASSERT(counted(std::array{4, 1, 2, 1}, std::array{'b', 'a', 'b', 'a'}).blocs[0].share == 0.25);
SUPPORT_STATIC_ASSERT(counted(std::array{4, 1, 2, 1}, std::array{'b', 'a', 'b', 'b'}, 10.0).blocs[1].inside == 33);

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(by_bloc)

BOOST_AUTO_TEST_CASE(amounts_in_a_unit_of_their_own)
{
    for (auto const unit : {5e-324, 1e-300, 1.0, largest / 4}) {
        auto const given = std::vector{unit, 3 * unit, 0.0};
        auto const own = in_own_unit(given);
        BOOST_TEST(own.size() == 3U);
        BOOST_TEST((own[1] >= 0x1p-400 && own[1] < 0x1p400));
        BOOST_TEST(own[1] == 3 * own[0]);
        BOOST_TEST(own[2] == 0);
        auto const sums = totals_of(own, given);
        BOOST_TEST((sums.listed == 3U && sums.positive == 2U && sums.largest == own[1]));
        BOOST_TEST(sums.attributed.hi == 4 * own[0]);
    }
    BOOST_TEST(in_own_unit(std::vector<double>{}).empty());
    BOOST_TEST(in_own_unit(std::vector{0.0, 0.0})[1] == 0);
    // what may be squared as it stands keeps the smallest amounts
    BOOST_TEST((in_own_unit(std::vector{1e19, 1e-307}) == std::vector{1e19, 1e-307}));
    // what is nothing in that unit still is a partner with something
    auto const apart = std::vector{largest, 5e-324};
    BOOST_TEST(totals_of(in_own_unit(apart), apart).positive == 2U);
}

BOOST_AUTO_TEST_CASE(the_logarithm_of_an_inverse_share)
{
    auto const held = std::vector<twofold>{{1}, {3}, {4}};
    for (std::size_t g = 0; g < held.size(); ++g) {
        BOOST_TEST(ulps(ln_inverse_share(held, g, {8}).value(), std::log(8 / held[g].hi)) <= 1);
    }
    // of a bloc with nearly all, by what the others have: ln(1 + 2^-80), not ln 1
    auto const nearly_all = std::vector<twofold>{{1}, {0x1p-80}};
    BOOST_TEST(ln_inverse_share(nearly_all, 0, sum_of(std::array{1.0, 0x1p-80})).value() == 0x1p-80);
    BOOST_TEST(ln_inverse_share(std::vector<twofold>{{5}}, 0, {5}).value() == 0);
}

BOOST_AUTO_TEST_CASE(when_nothing_is_defined)
{
    auto const none = counted(std::vector<double>{}, std::vector<int>{});
    BOOST_TEST((none.why == eq::reason::no_partners && none.blocs.empty()));
    auto const nothing = counted(std::vector{0.0, 0.0}, std::vector{1, 2});
    BOOST_TEST((nothing.why == eq::reason::no_flow && nothing.blocs.empty()));
    auto const partly = eq::portfolio<std::string>{{{"CHN", 6.0}, {"RUS", 2.0}}, {.total = 10.0}};
    auto const unknown = counted(partly, std::vector{1, 2});
    BOOST_TEST((unknown.why == eq::reason::unattributed && unknown.blocs.empty()));
}

BOOST_AUTO_TEST_CASE(a_bloc_without_flow_has_no_inside)
{
    auto const parts = counted(std::vector{0.0, 3.0, 1.0}, std::vector{1, 2, 2});
    BOOST_TEST(parts.blocs.size() == 2U);
    BOOST_TEST((parts.blocs[0].share == 0 && parts.blocs[0].partners == 1U));
    BOOST_TEST(eq::is_undefined(parts.blocs[0].inside));
    BOOST_TEST((parts.blocs[1].share == 1 && parts.blocs[1].inside == 4));
}

BOOST_AUTO_TEST_CASE(parameters_are_checked_before_anything_is_read)
{
    BOOST_CHECK_THROW(static_cast<void>(counted(std::vector{-1.0}, std::vector{1}, 0.0)), std::domain_error);
    BOOST_CHECK_THROW(static_cast<void>(counted(std::vector{-1.0}, std::vector{1}, 1.0)), eq::invalid_amount);
    BOOST_TEST(counted(std::vector{1.0, 2.0}, std::vector{1, 1}, 0.5).blocs[0].inside == 3);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
