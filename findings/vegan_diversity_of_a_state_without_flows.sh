#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# vegan 2.6-4 (Debian 12: r-cran-vegan 2.6-4+dfsg-1; R 4.2): diversity() of a row of zeros, a state without flows, is not
# undefined and contradicts itself: Shannon's entropy 0 says that everything goes to one partner, Simpson's 1 that no
# two dollars go to the same one, the inverse of Simpson that there are infinitely many partners. tsallis() of order 0
# is -1, below its range. renyi() of the same row is NA, 0, NaN and NaN for the orders 0, 1, 2 and infinity.
# Guess before the run: NaN from each of them. Way round: leave rows without flows out first.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v Rscript >/dev/null || { echo "R is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
apt-get download -q r-cran-vegan=2.6-4+dfsg-1 r-cran-permute=0.9-7-1 r-cran-lattice=0.20-45-3 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }
for package in *.deb; do dpkg-deb -x "$package" root; done

cat >diversity.R <<'R'
suppressMessages(library(vegan))
flows <- rbind(c(0, 0, 0), c(3, 2, 1))
for (index in c("shannon", "simpson", "invsimpson")) cat(index, format(diversity(flows, index), digits = 6), "\n")
cat("tsallis", format(tsallis(flows, scales = 0), digits = 6), "\n")
cat("renyi", paste(unlist(renyi(flows, scales = c(0, 1, 2, Inf))[1, ])), "\n")
R
R_LIBS=root/usr/lib/R/site-library:root/usr/lib/R/library Rscript --vanilla diversity.R 2>/dev/null | tee seen
diff -b seen - <<'SEEN' || exit 1
shannon 0.0000 1.0114
simpson 1.000000 0.611111
invsimpson     Inf 2.57143
tsallis -1 2
renyi NA 0 NaN NaN
SEEN
