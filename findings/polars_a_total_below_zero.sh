#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# nodejs-polars 0.26.1 (npm): sum() and cumSum() of a column of type Int32 stay in 32 bits and wrap round: 2 and 2
# billion make -294967296, in a column as in a group, with no error, while sums of Int16 are widened. Parquet and Arrow
# files may hold amounts as 32-bit numbers where each of them fits; their total is then negative, or too small by
# 4294967296.
# Guess before the run: 4000000000, as sums of the narrower types are widened, or an error.
# Way round: cast the column to Float64 or Int64 before the sum.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v npm >/dev/null || { echo "npm is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm install --prefix "$scratch" --no-audit --no-fund nodejs-polars@0.26.1 \
    nodejs-polars-linux-x64-gnu@0.26.1 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }

cat >sums.cjs <<'JAVASCRIPT'
const pl = require('nodejs-polars');
const amounts = pl.Series('amount', [2000000000, 2000000000], pl.Int32);
console.log('column', amounts.sum());
const flows = pl.DataFrame([pl.Series('origin', ['MNG', 'MNG']), amounts]);
console.log('group', flows.groupBy('origin').agg(pl.col('amount').sum()).getColumn('amount').toArray());
console.log('cast', Number(amounts.cast(pl.Int64).sum()));
console.log('Int16', pl.Series('amount', [30000, 30000], pl.Int16).sum());
JAVASCRIPT
node sums.cjs | tee seen
diff seen - <<'SEEN' || exit 1
column -294967296
group [ -294967296 ]
cast 4000000000
Int16 60000
SEEN
