#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# lpSolve 5.6.18 (Debian 12: r-cran-lpsolve 5.6.18-1; R 4.2): all flows of lp.transport() are whole numbers unless it is
# told otherwise. Supplies of 0.6 and 0.4 then have no feasible plan for demands of 0.5 and 0.5, nor 2.6 and 1.4 for 1.5
# and 1.2, and the flows and the cost it returns are zeros (with status 2). Amounts in dollars have a plan, and the same
# amounts in billions, or as shares, have none.
# Guess before the run: 0.5, 0.1 and 0.4, a tenth of the plan for supplies of 6 and 4 and demands of 5 and 5.
# Way round: integers = NULL.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v Rscript >/dev/null || { echo "R is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
apt-get download -q r-cran-lpsolve=5.6.18-1 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }
for package in *.deb; do dpkg-deb -x "$package" root; done

cat >plan.R <<'R'
library(lpSolve)
costs <- matrix(c(1, 4, 3, 2), 2)
plan <- function(name, signs, supplies, demands, ...) {
    found <- lp.transport(costs, "min", rep(signs[1], 2), supplies, rep(signs[2], 2), demands, ...)
    cat(name, "status", found$status, "cost", found$objval, "flows", found$solution, "\n")
}
plan("whole", c("=", "="), c(6, 4), c(5, 5))
plan("shares", c("=", "="), c(0.6, 0.4), c(0.5, 0.5))
plan("billions", c("<=", ">="), c(2.6, 1.4), c(1.5, 1.2))
plan("shares, integers = NULL", c("=", "="), c(0.6, 0.4), c(0.5, 0.5), integers = NULL)
R
R_LIBS=root/usr/lib/R/site-library Rscript --vanilla plan.R 2>/dev/null | tee seen
diff -b seen - <<'SEEN' || exit 1
whole status 0 cost 16 flows 5 0 1 4
shares status 2 cost 0 flows 0 0 0 0
billions status 2 cost 0 flows 0 0 0 0
shares, integers = NULL status 0 cost 1.6 flows 0.5 0 0.1 0.4
SEEN
