#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# ade4 1.7-22 (Debian 12: r-cran-ade4 1.7-22-1; R 4.2): divc(), named Rao's quadratic entropy in its help, is not the
# sum of p_i p_j d_ij over all pairs (Rao-Stirling diversity), nor that over each pair once, but half of the sum of p_i
# p_j d_ij squared: 0.61 instead of 0.82 or 0.41 for the shares 0.5, 0.3, 0.2 and distances 1, 2, 1. With a distance of
# 1 between any two it is 0.31, half of 1 - HHI, while without distances it is 1 - HHI.
# Guess before the run: the sum of p_i p_j d_ij, 0.82. Way round: divc(shares, sqrt(2 * distances)).
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v Rscript >/dev/null || { echo "R is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
apt-get download -q r-cran-ade4=1.7-22-1 r-cran-rcpp=1.0.10-1 r-cran-pixmap=0.4-12-1 \
    r-cran-sp=1:1.6-0+dfsg-1 r-cran-mass=7.3-58.2-1 r-cran-lattice=0.20-45-3 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }
for package in *.deb; do dpkg-deb -x "$package" root; done

cat >rao.R <<'R'
suppressMessages(library(ade4))
shares <- c(0.5, 0.3, 0.2)
flows <- data.frame(MNG = shares)
apart <- matrix(c(0, 1, 2, 1, 0, 1, 2, 1, 0), 3)
show <- function(name, value) cat(name, format(value), "\n")
show("sum of p p d:", sum(outer(shares, shares) * apart))
show("divc:", divc(flows, as.dist(apart))$diversity)
show("divc of the roots:", divc(flows, as.dist(sqrt(2 * apart)))$diversity)
show("1 - HHI:", 1 - sum(shares^2))
show("divc with distances of 1:", divc(flows, as.dist(1 - diag(3)))$diversity)
show("divc without distances:", divc(flows)$diversity)
R
R_LIBS=root/usr/lib/R/site-library:root/usr/lib/R/library Rscript --vanilla rao.R 2>/dev/null | tee seen
diff -b seen - <<'SEEN' || exit 1
sum of p p d: 0.82
divc: 0.61
divc of the roots: 0.82
1 - HHI: 0.62
divc with distances of 1: 0.31
divc without distances: 0.62
SEEN
