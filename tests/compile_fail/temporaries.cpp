// SPDX-License-Identifier: BSL-1.0
// What looks into a ledger, a portfolio or columns cannot be taken from one that is gone at the end of the line.
// FAIL 1: deleted
// FAIL 2: deleted
// FAIL 3: deleted
// FAIL 4: deleted
// FAIL 5: deleted
// FAIL 6: deleted
// FAIL 7: deleted
// FAIL 8: deleted
// FAIL 9: deleted
// FAIL 10: deleted
// FAIL 11: deduc
// FAIL 12: deleted
#include <equipoise/equipoise.hpp>

#include <span>
#include <vector>

namespace eq = equipoise;

std::vector<int> column()
{
    return {1, 2};
}

int main()
{
    auto const rows = std::vector{eq::flow{1, 2, 6.0}, eq::flow{1, 3, 2.0}};
#ifdef EQUIPOISE_CONTROL
    auto const book = eq::export_ledger(rows, eq::by_state);
    auto const own = eq::export_ledger(rows, eq::by_state).at(1);
    eq::portfolio_view<int> const look = own;
    auto const there = column();
    auto const flows = eq::column_flows{there, there, std::span<int const>{there}};
    for (auto const& entry : eq::export_ledger(rows, eq::by_state)) {
        if (entry.key == 7) {
            return 1;
        }
    }
    return book.begin()->key == book[0].key && book.keys().size() == 1 && look.size() == 2 && flows.size() == 2 ? 0 : 1;
#elif defined(EQUIPOISE_FAIL_1)
    return eq::export_ledger(rows, eq::by_state).begin()->key;
#elif defined(EQUIPOISE_FAIL_2)
    auto const entry = eq::export_ledger(rows, eq::by_state)[0];
    return entry.key;
#elif defined(EQUIPOISE_FAIL_3)
    auto const keys = eq::export_ledger(rows, eq::by_state).keys();
    return keys[0];
#elif defined(EQUIPOISE_FAIL_4)
    auto const unknown = eq::export_ledger(rows, eq::by_state).unknown();
    return unknown.empty() ? 1 : 0;
#elif defined(EQUIPOISE_FAIL_5)
    auto const look = eq::portfolio<int>{{1, 2}}.view();
    return look.ids()[0];
#elif defined(EQUIPOISE_FAIL_6)
    auto const first = eq::portfolio<int>{{1, 2}}.begin();
    return (*first).id;
#elif defined(EQUIPOISE_FAIL_7)
    eq::portfolio_view<int> const look = eq::export_ledger(rows, eq::by_state).at(1);
    return look.ids()[0];
#elif defined(EQUIPOISE_FAIL_8)
    auto const channel = eq::channel_flows<int>{"exports", eq::export_ledger(rows, eq::by_state).at(1)};
    return channel.flows.ids()[0];
#elif defined(EQUIPOISE_FAIL_9)
    auto const book = eq::export_ledger(rows, eq::by_state);
    auto const first = (book | eq::measure(eq::hhi)).begin();
    return (*first).key;
#elif defined(EQUIPOISE_FAIL_10)
    return *eq::bloc{1, 2}.begin();
#elif defined(EQUIPOISE_FAIL_11)
    auto const there = column();
    auto const flows = eq::column_flows{there, there, column()};
    return static_cast<int>(flows.size());
#elif defined(EQUIPOISE_FAIL_12)
    auto const products = eq::products_of(eq::export_ledger(rows, eq::by_state));
    return static_cast<int>(products.size());
#endif
}
