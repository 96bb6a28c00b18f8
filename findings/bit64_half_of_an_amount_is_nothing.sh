#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# bit64 4.0.5 with data.table 1.14.8 (Debian 12: r-cran-bit64 4.0.5-1, r-cran-bit 4.0.5-1, r-cran-data.table
# 1.14.8+dfsg-1; R 4.2): fread() makes a column of whole amounts integer64 once one of them is above 2147483647, and a
# weight times such an amount cuts the weight to a whole number: 0.5 * amount is 0, amount * 0.5 is half of it. So
# exposures weighted by shares are 0 with amounts in dollars and right with the same amounts in thousands. The mean is
# cut to whole dollars, and crossprod(weight, amount) is 1.4e-314.
# Guess before the run: half of the amount in either order. Way round: fread(..., integer64 = "double").
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v Rscript >/dev/null || { echo "R is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
apt-get download -q r-cran-bit64=4.0.5-1 r-cran-bit=4.0.5-1 r-cran-data.table=1.14.8+dfsg-1 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }
for package in *.deb; do dpkg-deb -x "$package" root; done

cat >weights.R <<'R'
suppressMessages({ library(data.table); library(bit64) })
for (unit in c("thousands", "dollars")) {
    amounts <- if (unit == "dollars") c("3000000000", "5000000001") else c("3000000", "5000000")
    flows <- fread(text = c("partner,weight,amount", paste0(c("CHN,0.5,", "RUS,0.25,"), amounts)))
    cat(unit, class(flows$amount), "\n")
    cat("  weight * amount:", format(flows$weight * flows$amount), "\n")
    cat("  amount * weight:", format(flows$amount * flows$weight), "\n")
    cat("  exposure:", format(flows[, sum(weight * amount)]), "mean:", format(flows[, mean(amount)]), "\n")
    cat("  crossprod:", format(flows[, crossprod(weight, amount)], digits = 2), "\n")
}
R
R_LIBS=root/usr/lib/R/site-library Rscript --vanilla weights.R 2>/dev/null | tee seen
diff -b seen - <<'SEEN' || exit 1
thousands integer
  weight * amount: 1500000 1250000
  amount * weight: 1500000 1250000
  exposure: 2750000 mean: 4e+06
  crossprod: 2750000
dollars integer64
  weight * amount: 0 0
  amount * weight: 1500000000 1250000000
  exposure: 0 mean: 4000000000
  crossprod: 1.4e-314
SEEN
