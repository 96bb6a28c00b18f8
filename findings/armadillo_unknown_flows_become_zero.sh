#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Armadillo 11.4.2 (Debian 12: libarmadillo-dev 1:11.4.2+dfsg-1): load() of CSV files reads a field that is no number as
# 0 and says that all went well: an empty field, NA, and the two points (..) that the files of the World Bank have for
# an unknown amount; a line with names of states becomes a row of zeros, and "1,000" the two fields 0 and 0. So an
# unknown flow is a flow of zero, and the partners' shares are those of the known ones. The text nan is NaN.
# Guess before the run: NaN, or false from load(). Way round: write nan in place of unknown amounts before loading.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v g++ >/dev/null || { echo "g++ is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
apt-get download -q libarmadillo-dev=1:11.4.2+dfsg-1 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }
for package in *.deb; do dpkg-deb -x "$package" root; done

cat >load.cpp <<'CPP'
#define ARMA_DONT_USE_WRAPPER
#define ARMA_DONT_USE_LAPACK
#define ARMA_DONT_USE_BLAS
#define ARMA_DONT_USE_ARPACK
#define ARMA_DONT_USE_SUPERLU
#define ARMA_DONT_USE_HDF5
#include <armadillo>
#include <cstdio>
#include <fstream>
int main()
{
    for (char const* second_row : {",15", "NA,15", "..,15", "\"1,000\",15", "CHN,RUS", "nan,15"}) {
        std::ofstream("flows.csv") << "80,20\n" << second_row << "\n";
        auto flows = arma::mat{};
        auto const loaded = flows.load("flows.csv", arma::csv_ascii);
        std::printf("%-11s %s:", second_row, loaded ? "loaded" : "refused");
        for (auto column = 0U; column < flows.n_cols; ++column) std::printf(" %g", flows(1, column));
        std::printf("\n");
    }
}
CPP
g++ -std=c++17 -w -isystem root/usr/include load.cpp -o load
./load | tee seen
diff seen - <<'SEEN' || exit 1
,15         loaded: 0 15
NA,15       loaded: 0 15
..,15       loaded: 0 15
"1,000",15  loaded: 0 0 15
CHN,RUS     loaded: 0 0
nan,15      loaded: nan 15
SEEN
