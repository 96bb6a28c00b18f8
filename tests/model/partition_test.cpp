// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/concentration/decomposition.hpp>
#include <equipoise/model/partition.hpp>
#include <equipoise/model/portfolio.hpp>

#include <boost/test/unit_test.hpp>

#include <concepts>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace eq = equipoise;

namespace {

using support::message_of;

auto const flows = eq::portfolio<std::string, int>{{"AUT", 4}, {"BEL", 3}, {"CHN", 2}, {"RUS", 1}};
auto const west = eq::bloc<std::string>{"AUT", "BEL"};
auto const east = eq::bloc<std::string>{"CHN", "RUS"};

template <class Labels>
concept label_the_range =
    requires(std::vector<int> const& range, Labels const& labels) { eq::hhi_by_bloc(range, labels); };

// A range has no identifiers that a function or a map could be asked about.
static_assert(label_the_range<std::vector<int>> && label_the_range<std::vector<std::string>>);
static_assert(!label_the_range<std::map<int, int>> && !label_the_range<eq::partition<int>>);
static_assert(std::same_as<eq::detail::label_t<char const*>, std::string>);

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(partition)

// In each form AUT and BEL are one bloc, CHN and RUS another: .49 + .09.
BOOST_AUTO_TEST_CASE(every_form_of_labels)
{
    auto const expect = [](auto const& given) {
        auto const parts = eq::hhi_by_bloc(flows, given);
        BOOST_TEST(parts.between == 0.58);
        BOOST_TEST(parts.blocs.size() == 2U);
        return parts;
    };
    expect(std::vector{2, 2, 1, 1});
    expect(std::vector<bool>{true, true, false, false});
    BOOST_TEST(expect(std::vector{"w", "w", "e", "e"}).blocs[0].label == "e");
    BOOST_TEST(expect([](std::string const& id) { return id < "C" ? "west" : "east"; }).blocs[1].label == "west");
    expect(std::map<std::string, int>{{"RUS", 2}, {"CHN", 2}, {"BEL", 1}, {"AUT", 1}, {"JPN", 3}});
    expect(std::unordered_map<std::string, char const*>{{"RUS", "e"}, {"CHN", "e"}, {"BEL", "w"}, {"AUT", "w"}});
    BOOST_TEST(expect(std::vector{east, west}).blocs[0].share == 0.3);
    expect(eq::partition{std::vector{west, east}});
    expect(eq::partition{std::vector{west}, eq::unassigned::one_bloc});
}

BOOST_AUTO_TEST_CASE(everyone_else)
{
    // alone: .49 + .04 + .01; numbered after the blocs, of which the first has no partner here
    auto const nobody = eq::bloc<std::string>{"JPN", "KOR"};
    auto const alone = eq::hhi_by_bloc(flows, std::vector{nobody, west});
    BOOST_TEST(alone.between == 0.54);
    BOOST_REQUIRE(alone.blocs.size() == 3U);
    BOOST_TEST(alone.blocs[0].label == 1U);
    BOOST_TEST(alone.blocs[1].label == 2U);
    BOOST_TEST(alone.blocs[2].label == 3U);
    auto const together = eq::hhi_by_bloc(flows, eq::partition{std::vector{nobody, west}, eq::unassigned::one_bloc});
    BOOST_TEST(together.blocs[1].label == 2U);
    BOOST_TEST(together.blocs[1].partners == 2U);
}

BOOST_AUTO_TEST_CASE(bad_labels)
{
    using eq::invalid_parameter;
    BOOST_TEST(message_of<invalid_parameter>([] { (void)eq::shannon_by_bloc(flows, std::vector{1, 2}); })
               == "shannon_by_bloc: number of labels is 2; it must be that of the partners, 4");
    BOOST_TEST(message_of<invalid_parameter>(
                   [] { (void)eq::hhi_by_bloc(flows, std::map<std::string, int>{{"AUT", 1}, {"BEL", 1}}); })
               == "hhi_by_bloc: partner CHN is not in the map of labels, which must hold every partner");
    auto const both = eq::bloc<std::string>{"BEL", "CHN"};
    BOOST_TEST(message_of<invalid_parameter>([&] { (void)eq::theil_by_bloc(flows, std::vector{west, both}); })
               == "theil_by_bloc: partner BEL is in two blocs; blocs must have no member in common");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
