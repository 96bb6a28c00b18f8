// SPDX-License-Identifier: BSL-1.0
#include <equipoise/model/building/ledger_row.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;

struct columns {
    std::vector<std::string> const& keys;
    std::vector<int> const& ids;

    [[nodiscard]] std::size_t size() const { return keys.size(); }
    [[nodiscard]] eq::ledger_row<std::string, int> operator[](std::size_t i) const { return {keys[i], ids[i], 1}; }
};
struct flow_row {
    int key;
    int id;
    double amount;
    bool own;
};
struct without_amount {
    int key;
    int id;
};

template <class Rows, class Key>
inline constexpr bool are_rows = eq::ledger_rows<Rows, Key, int, double>;

static_assert(are_rows<std::vector<eq::ledger_row<int, int>>, int>);
static_assert(are_rows<std::span<flow_row const>, int> && are_rows<std::array<flow_row, 3>, int>);
static_assert(are_rows<columns, std::string> && !are_rows<columns, int>);
static_assert(!are_rows<std::vector<without_amount>, int> && !are_rows<eq::ledger_row<int, int>, int>);

static_assert(eq::detail::is_own(flow_row{1, 1, 2, true}) && !eq::detail::is_own(flow_row{1, 2, 2, false}));
static_assert(!eq::detail::is_own(eq::ledger_row<int, int>{1, 1, 2}));
static_assert(eq::detail::keeps_own(std::array<flow_row, 1>{}), "unless rows say that they are set aside");

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(building)
BOOST_AUTO_TEST_SUITE(ledger_row)

BOOST_AUTO_TEST_CASE(may_be_put_together_on_request)
{
    auto const keys = std::vector<std::string>{"a", "b"};
    auto const ids = std::vector{4, 5};
    auto const rows = columns{keys, ids};
    BOOST_TEST(rows[1].key == "b");
    BOOST_TEST(rows[1].id == 5);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
