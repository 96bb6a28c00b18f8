// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/concentration/gini.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/equipoise.hpp>

#include <boost/test/unit_test.hpp>

#include <range/v3/view/transform.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;

constexpr auto shares = std::array{4, 3, 2, 1};
static_assert(eq::measure(shares, eq::hhi, eq::effective_number)[0] == .3);
static_assert(eq::measure(shares, eq::hhi, eq::effective_number)[1] == eq::effective_number(shares));

using book_type = eq::ledger<int, std::string>;

book_type two_states()
{
    auto rows = eq::ledger_builder<int, std::string>{};
    rows.add(2019, "CHN", 6);
    rows.add(2019, "RUS", 2);
    rows.add(2018, "CHN", 1);
    return rows.build();
}

static_assert(eq::ledger_like<book_type> && eq::ledger_like<book_type const&>);
static_assert(!eq::ledger_like<std::vector<double>> && !eq::ledger_like<eq::portfolio<int>>);

template <class Book>
inline constexpr bool pipes = requires(Book&& book) { std::forward<Book>(book) | eq::measure(eq::hhi); };

static_assert(pipes<book_type&> && pipes<book_type const&>);
static_assert(!pipes<book_type> && !pipes<book_type const>, "the rows would outlive the ledger");
static_assert(!pipes<std::vector<double>&>);

bool same_bits(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}

auto const together = [](auto const& flows) {
    return eq::measure(flows, eq::hhi, eq::shannon, eq::gini, eq::concentration_ratio(2), eq::effective_number,
                       eq::normalized_hhi(eq::positive), eq::concentration_ratio(1));
};

auto const apart = [](auto const& flows) {
    return std::array{eq::hhi(flows),
                      eq::shannon(flows),
                      eq::gini(flows),
                      eq::concentration_ratio(flows, 2),
                      eq::effective_number(flows),
                      eq::normalized_hhi(flows, eq::positive),
                      eq::concentration_ratio(flows, 1)};
};

/// A portfolio that counts how often an amount of it is looked at.
class watched {
public:
    explicit watched(std::vector<eq::partner<int>> const& partners) : flows_{partners} {}

    [[nodiscard]] auto ids() const { return flows_.ids(); }
    [[nodiscard]] auto amounts() const
    {
        return flows_.amounts() | ranges::views::transform([this](double x) {
                   ++looks_;
                   return x;
               });
    }
    [[nodiscard]] auto const& totals() const { return flows_.totals(); }
    [[nodiscard]] int looks() const { return looks_; }

private:
    eq::portfolio<int> flows_;
    mutable int looks_ = 0;
};
static_assert(eq::portfolio_like<watched>);

template <class Flows>
void check_same(Flows const& flows)
{
    auto const one = together(flows);
    auto const other = apart(flows);
    for (std::size_t i = 0; i < one.size(); ++i) {
        BOOST_TEST_REQUIRE(same_bits(one[i], other[i]));
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(measure)

BOOST_AUTO_TEST_CASE(equals_separate_calls_bit_for_bit)
{
    auto random = support::random{7};
    for (auto round = 0; round < 300; ++round) {
        auto amounts = std::vector<double>(random.below(1400));
        for (auto& amount : amounts) {
            amount =
                random.below(5) == 0 ? 0.0 : std::ldexp(1 + random.unit(), static_cast<int>(random.below(200)) - 100);
        }
        check_same(amounts);
        auto partners = std::vector<eq::partner<std::size_t>>{};
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            partners.push_back({i, amounts[i]});
        }
        check_same(eq::portfolio<std::size_t>(partners));
    }
    check_same(std::vector<double>{});
    check_same(std::vector{0.0});
    check_same(std::vector{5e-324, 1e300, 1e-300});
}

BOOST_AUTO_TEST_CASE(shares_its_passes)
{
    auto calls = 0;
    auto const amounts = std::vector{6.0, 2.0, 0.0};
    auto const counted = amounts | ranges::views::transform([&](double x) {
                             ++calls;
                             return x;
                         });
    (void)eq::measure(counted, eq::hhi, eq::gini, eq::concentration_ratio(1), eq::effective_number);
    BOOST_TEST(calls == 3);
    calls = 0;
    (void)eq::measure(counted, eq::hhi, eq::shannon, eq::gini);
    BOOST_TEST(calls == 6);
    BOOST_TEST(eq::measure(support::single_use<double>{amounts}, eq::hhi, eq::gini)[0] == .625);
}

BOOST_AUTO_TEST_CASE(passes_once_over_a_portfolio)
{
    auto const partners = std::vector<eq::partner<int>>{{1, 6.0}, {2, 2.0}, {3, 0.0}, {4, 1.0}, {5, 3.0}};
    auto const flows = watched{partners};
    auto const values =
        eq::measure(flows, eq::hhi, eq::shannon, eq::gini, eq::concentration_ratio(4), eq::theil, eq::hill(3));
    BOOST_TEST(flows.looks() == 5);
    auto const same = eq::portfolio<int>{partners};
    BOOST_TEST(
        (values
         == eq::measure(same, eq::hhi, eq::shannon, eq::gini, eq::concentration_ratio(4), eq::theil, eq::hill(3))));
}

BOOST_AUTO_TEST_CASE(mixes_shares_of_partners_with_shares_of_all)
{
    auto const flows = eq::portfolio<int>{{1, 6.0}, {2, 2.0}};
    auto const values = eq::measure(flows, eq::exposure(1), eq::hhi, eq::tilt(1, 2), eq::concentration_ratio(1));
    BOOST_TEST((values == std::array{.75, .625, .5, .75}));
    auto const of_partners = eq::measure(flows, eq::exposure(1), eq::exposure(2));
    BOOST_TEST((of_partners == std::array{.75, .25}));
}

BOOST_AUTO_TEST_CASE(what_is_refused_is_refused_together)
{
    BOOST_CHECK_THROW((void)eq::measure(std::vector{1.0, -1.0}, eq::hhi, eq::gini), eq::invalid_amount);
    BOOST_CHECK_THROW((void)eq::measure(shares, eq::hhi, eq::normalized_hhi(eq::out_of{3})), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(a_ledger_gives_a_row_for_each_portfolio)
{
    auto const book = two_states();
    auto const rows = book | eq::measure(eq::hhi, eq::exposure(std::string{"CHN"}));
    static_assert(std::ranges::random_access_range<decltype(rows)>);
    BOOST_TEST(rows.size() == 2U);
    BOOST_TEST(rows[0].key == 2018);
    BOOST_TEST((rows[0].values == std::array{1.0, 1.0}));
    BOOST_TEST(rows[1].key == 2019);
    BOOST_TEST((rows[1].values == std::array{.625, .75}));
    auto count = 0;
    for (auto const& [year, values] : book | eq::measure(eq::hhi)) {
        BOOST_TEST((year == 2018 || year == 2019));
        BOOST_TEST(values[0] == (year == 2018 ? 1 : .625));
        ++count;
    }
    BOOST_TEST(count == 2);
}

BOOST_AUTO_TEST_CASE(a_ledger_is_measured_at_once_where_it_comes_first)
{
    auto const rows = eq::measure(two_states(), eq::hhi, eq::exposure(std::string{"CHN"}));
    static_assert(std::same_as<decltype(rows), std::vector<eq::measures<int, 2>> const>);
    BOOST_TEST_REQUIRE(rows.size() == 2U);
    BOOST_TEST(rows[0].key == 2018);
    BOOST_TEST((rows[0].values == std::array{1.0, 1.0}));
    BOOST_TEST(rows[1].key == 2019);
    BOOST_TEST((rows[1].values == std::array{.625, .75}));
    BOOST_TEST(eq::measure(book_type{}, eq::hhi).empty());
    BOOST_CHECK_THROW((void)eq::measure(two_states(), eq::normalized_hhi(eq::out_of{1})), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(a_row_is_measured_when_it_is_looked_at)
{
    // with a portfolio in it that every measure of a base refuses
    auto const book = two_states();
    auto const rows = book | eq::measure(eq::normalized_hhi(eq::out_of{1}));
    BOOST_TEST(rows.size() == 2U);
    BOOST_CHECK_THROW((void)rows[1], eq::invalid_parameter);
    BOOST_TEST(std::isnan(rows[0].values[0]));
    BOOST_CHECK_THROW((void)*(rows.begin() + 1), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(an_empty_ledger_has_no_rows)
{
    auto const book = book_type{};
    auto const rows = book | eq::measure(eq::hhi);
    BOOST_TEST(rows.size() == 0U);
    BOOST_TEST((rows.begin() == rows.end()));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
