// SPDX-License-Identifier: BSL-1.0
// Misuse does not compile, and the message names what is required.
// FAIL 1: name the amount of a row
// FAIL 2: amount_range
// FAIL 3: give ids and amounts in the flows' types
// FAIL 4: an ISO 3166-1 alpha-3 code
// FAIL 5: deleted
// FAIL 6: invalid_amount
// FAIL 7: take by_state as the key
// FAIL 8: measurable
// FAIL 9: bounded_by_majorization
// FAIL 10: amount
// FAIL 11: name the amount of a row
#include <equipoise/equipoise.hpp>

#include <array>
#include <string>
#include <vector>

namespace eq = equipoise;
using namespace eq::literals;

struct state {
    std::string name;
    double exports;
};

extern eq::portfolio<eq::iso3> const flows;
extern std::vector<eq::flow<eq::iso3>> const rows;

int main()
{
#ifdef EQUIPOISE_CONTROL
    constexpr auto shares = eq::hhi(std::array{1.0, 1.0});
    auto const book = eq::export_ledger(rows, eq::by_state);
    auto const measured = book | eq::measure(eq::hhi);
    return shares == eq::tilt(flows, "CHN"_iso3, "RUS"_iso3) && measured.size() == 1
                   && eq::bound(flows, eq::hhi).is_point() && eq::hhi(std::vector<state>{{"", 1}}, &state::exports) == 1
               ? 0
               : 1;
#elif defined(EQUIPOISE_FAIL_1)
    return eq::hhi(std::vector<std::string>{"a"}) > 0;
#elif defined(EQUIPOISE_FAIL_2)
    return eq::hhi(state{"Mongolia", 6}) > 0;
#elif defined(EQUIPOISE_FAIL_3)
    return eq::tilt(flows, std::string{"China"}, std::string{"Russia"}) > 0;
#elif defined(EQUIPOISE_FAIL_4)
    return eq::exposure(flows, "MGN"_iso3) > 0;
#elif defined(EQUIPOISE_FAIL_5)
    auto const measured = eq::export_ledger(rows) | eq::measure(eq::hhi);
    return measured.size() == 1;
#elif defined(EQUIPOISE_FAIL_6)
    constexpr auto shares = eq::hhi(std::array{1.0, -1.0});
    return shares > 0;
#elif defined(EQUIPOISE_FAIL_7)
    return eq::export_ledger(rows, 2019).empty();
#elif defined(EQUIPOISE_FAIL_8)
    return eq::hhi(flows, &eq::partner<eq::iso3>::amount) > 0;
#elif defined(EQUIPOISE_FAIL_9)
    return eq::bound(flows, eq::normalized_hhi).is_point();
#elif defined(EQUIPOISE_FAIL_10)
    return eq::portfolio<eq::iso3, bool>{}.empty();
#elif defined(EQUIPOISE_FAIL_11)
    return eq::hhi(std::vector{true, false}) > 0;
#endif
}
