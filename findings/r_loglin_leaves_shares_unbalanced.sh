#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# R 4.2.2 (Debian 12: r-base-core 4.2.2.20221110-2): loglin(), which fits a table to given margins (RAS, iterative
# proportional fitting), stops once no margin is off by 0.1, in whatever unit the table has. A table of shares is done
# after a step or two: the row of 0.40 sums to 0.36 and a flow of 0.098 is 0.077, with no warning, while the same table
# in thousandths is balanced to four digits.
# Guess before the run: the same table in either unit. Way round: eps = 1e-9 and iter = 1000, or larger numbers.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v Rscript >/dev/null || { echo "R is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
apt-get download -q r-base-core=4.2.2.20221110-2 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }
for package in *.deb; do dpkg-deb -x "$package" root; done

cat >balance.R <<'R'
seed <- matrix(c(0.50, 0.01, 0.01, 0.01, 0.30, 0.01, 0.01, 0.01, 0.14), 3)
margins <- outer(c(0.30, 0.30, 0.40), c(0.40, 0.40, 0.20))
balance <- function(name, unit, ...) {
    fitted <- loglin(margins * unit, list(1, 2), start = seed * unit, fit = TRUE, print = FALSE, ...)$fit / unit
    cat(name, "rows", sprintf("%.4f", rowSums(fitted)), "first column", sprintf("%.4f", fitted[, 1]), "\n")
}
balance("shares:", 1)
balance("thousandths:", 1000)
balance("shares, eps = 1e-9:", 1, eps = 1e-9, iter = 1000)
R
LD_LIBRARY_PATH=root/usr/lib/R/lib R_HOME=$scratch/root/usr/lib/R root/usr/lib/R/bin/exec/R --no-echo --vanilla \
    -f balance.R 2>/dev/null | tee seen
diff -b seen - <<'SEEN' || exit 1
shares: rows 0.3210 0.3232 0.3558 first column 0.3132 0.0098 0.0770
thousandths: rows 0.3000 0.3000 0.4000 first column 0.2930 0.0091 0.0980
shares, eps = 1e-9: rows 0.3000 0.3000 0.4000 first column 0.2929 0.0091 0.0980
SEEN
