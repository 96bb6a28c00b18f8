#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# apache-arrow 21.2.0 (npm): toArray() of a column of numbers gives 0 where the column holds null, also after the table
# went through a file; get(), toJSON() and iteration keep the null, and nullCount still counts it. An unknown flow
# becomes a flow of zero: of 80, null, 20 the mean is 33.3 instead of 50 or unknown, and an unknown partner is a partner
# of 0.
# Guess before the run: null or NaN in its place. Way round: [...column], or toJSON().
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v npm >/dev/null || { echo "npm is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm install --prefix "$scratch" --no-audit --no-fund apache-arrow@21.2.0 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }

cat >unknown.cjs <<'JAVASCRIPT'
const { Float64, Int32, tableFromIPC, tableToIPC, Table, vectorFromArray } = require('apache-arrow');
for (const type of [new Float64(), new Int32()]) {
    const written = new Table({ amount: vectorFromArray([80, null, 20], type) });
    const column = tableFromIPC(tableToIPC(written, 'file')).getChild('amount');
    const known = [...column].filter((amount) => amount !== null);
    const array = Array.from(column.toArray());
    const mean = (amounts) => (amounts.reduce((sum, amount) => sum + amount, 0) / amounts.length).toFixed(1);
    console.log(`${type}`, 'nulls:', column.nullCount, 'get(1):', column.get(1),
                'iterated:', JSON.stringify([...column]), 'toArray():', JSON.stringify(array),
                'means:', mean(known), mean(array));
}
JAVASCRIPT
node unknown.cjs | tee seen
diff seen - <<'SEEN' || exit 1
Float64 nulls: 1 get(1): null iterated: [80,null,20] toArray(): [80,0,20] means: 50.0 33.3
Int32 nulls: 1 get(1): null iterated: [80,null,20] toArray(): [80,0,20] means: 50.0 33.3
SEEN
