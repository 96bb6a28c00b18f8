#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Boost.Math 1.74 (Debian 12: libboost1.74-dev 1.74.0+ds1-21): gini_coefficient() of a list that is not const sorts it in
# place. Where amounts stand in one column and partners in another, each amount belongs to another partner afterwards:
# China's 80 of Mongolia's exports becomes Japan's, and no index of amounts alone tells. Amounts of zero give 0, not an
# undefined value, and 1e308, 1e308, 1e307 give NaN, as the sum overflows.
# Guess before the run: the list is read, not changed; zeros give NaN; 1e308, 1e308, 1e307 give 2/7.
# Way round: hand over a copy, or a list sorted beforehand.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v g++ >/dev/null || { echo "g++ is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
apt-get download -q libboost1.74-dev=1.74.0+ds1-21 >/dev/null 2>&1 || { echo "the package is not to be had"; exit 2; }
dpkg-deb -x libboost1.74-dev_*.deb root

cat >gini.cpp <<'CPP'
#include <boost/math/statistics/univariate_statistics.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>
using boost::math::statistics::gini_coefficient;
int main()
{
    char const* const partners[] = {"CHN", "RUS", "JPN"};
    auto amounts = std::vector<double>{80, 5, 15};
    auto const largest = [&] { return partners[std::max_element(amounts.begin(), amounts.end()) - amounts.begin()]; };
    std::printf("largest partner before: %s\n", largest());
    std::printf("gini: %.4f\n", gini_coefficient(amounts));
    std::printf("largest partner after: %s\n", largest());
    auto nothing = std::vector<double>{0, 0, 0};
    std::printf("gini of zeros: %g\n", gini_coefficient(nothing));
    auto large = std::vector<double>{1e308, 1e308, 1e307};
    std::printf("gini near the largest double: %s\n", std::isnan(gini_coefficient(large)) ? "NaN" : "a number");
}
CPP
g++ -std=c++20 -w -isystem root/usr/include gini.cpp -o gini
./gini | tee seen
diff seen - <<'SEEN' || exit 1
largest partner before: CHN
gini: 0.5000
largest partner after: JPN
gini of zeros: 0
gini near the largest double: NaN
SEEN
