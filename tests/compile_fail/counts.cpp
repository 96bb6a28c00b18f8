// SPDX-License-Identifier: BSL-1.0
// Corrections for having counted few take counts, not money.
// FAIL 1: whole_numbers
// FAIL 2: whole_numbers
// FAIL 3: whole_numbers
// FAIL 4: measurable.*unbiased_hhi|whole_numbers
#include <equipoise/concentration/counts.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/model/portfolio.hpp>

#include <vector>

namespace eq = equipoise;

struct treaty {
    int partner;
    double value;
};

int main()
{
    auto const votes = std::vector<int>{3, 2, 1};
    auto const money = std::vector<double>{3, 2, 1};
    auto const sales = eq::portfolio<int, double>{{1, 3.0}, {2, 2.0}};
    auto const deals = eq::portfolio<int, long>{{1, 3}, {2, 2}};
    auto const rows = std::vector<treaty>{{1, 3.0}};
#ifdef EQUIPOISE_FAIL_1
    return eq::unbiased_hhi(money) > 0;
#elif defined EQUIPOISE_FAIL_2
    return eq::miller_madow(sales) > 0;
#elif defined EQUIPOISE_FAIL_3
    return eq::good_turing_coverage(rows, &treaty::value) > 0;
#elif defined EQUIPOISE_FAIL_4
    return eq::measure(money, eq::unbiased_hhi)[0] > 0;
#else
    return eq::unbiased_hhi(votes) + eq::miller_madow(deals) + eq::good_turing_coverage(rows, &treaty::partner)
               + eq::measure(votes, eq::unbiased_hhi)[0]
           > 0;
#endif
}
