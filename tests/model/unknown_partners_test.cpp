// SPDX-License-Identifier: BSL-1.0
#include <equipoise/model/unknown_partners.hpp>

#include <equipoise/model/collect.hpp>
#include <equipoise/model/portfolio.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace eq = equipoise;
namespace detail = equipoise::detail;
using flows = eq::portfolio<std::string>;

/// Written as by a user, without partners of unknown amount.
struct bare {
    flows inner{{"CHN", 60}};
    [[nodiscard]] auto ids() const { return inner.view().ids(); }
    [[nodiscard]] auto amounts() const { return inner.view().amounts(); }
    [[nodiscard]] auto totals() const { return inner.totals(); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(unknown_partners)

BOOST_AUTO_TEST_CASE(are_found)
{
    auto const known = flows{{"CHN", 60}, {"JPN", 40}};
    auto const open = known.with_unknown({"RUS", "JPN"});
    BOOST_TEST(!detail::has_unknown(known));
    BOOST_TEST(!detail::is_open(known));
    BOOST_TEST(detail::is_open(open));
    BOOST_TEST(detail::find_unknown(open, std::string{"JPN"})->amount == 40);
    BOOST_TEST(detail::find_unknown(open, std::string{"RUS"})->amount == 0);
    BOOST_TEST((detail::find_unknown(open, std::string{"CHN"}) == nullptr));
    BOOST_TEST((detail::find_unknown(open, std::string{"USA"}) == nullptr));
    BOOST_TEST(detail::known_part_of(open, open.unknown()[0], 2) == 10);
    auto const of_total = flows({{"CHN", 60}}, {.total = 100.0}).with_unknown({"RUS"});
    BOOST_TEST(detail::has_unknown(of_total));
    BOOST_TEST(!detail::is_open(of_total), "its total is known");
    BOOST_TEST(!detail::has_unknown(bare{}));
    BOOST_TEST(!detail::is_no_partner(bare{}, std::string{"USA"}));
}

BOOST_AUTO_TEST_CASE(a_party_none_of_whose_members_is_a_partner_is_no_partner)
{
    auto rows = eq::ledger_builder<int, int>{};
    rows.add(1, 842, 1);
    rows.add(2, 124, 1);
    auto const ledger = rows.build();
    BOOST_TEST(detail::is_no_partner(ledger.at(1), 840));
    BOOST_TEST(!detail::is_no_partner(ledger.at(1), 124));
    BOOST_TEST(!detail::is_no_partner(ledger.at(1), eq::bloc{840, 124}));
    BOOST_TEST(detail::is_no_partner(ledger.at(1), eq::bloc{840, 841}));
    BOOST_TEST(!detail::is_no_partner(ledger.at(1), eq::bloc<int>{}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
