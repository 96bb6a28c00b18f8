#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# javascript-lp-solver 1.0.3 (npm): in the objective, a coefficient of 1e-8 or less counts as zero. The most that a port
# for 3 trillion dollars and a railway for 1 trillion can carry, in billions, is 0 with amounts in dollars (1e-9
# billions each) and 4000 with amounts in millions; "feasible" and "bounded" are true in both. A demand of 1e-8 is met
# by nothing, and a capacity of which each unit uses 1e-9 binds nothing, so that the answer is unbounded.
# Guess before the run: 4000 in either unit, a flow of 1e-8, and 3e9 for the capacity.
# Way round: choose units in which all coefficients are near 1.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v npm >/dev/null || { echo "npm is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm install --prefix "$scratch" --no-audit --no-fund javascript-lp-solver@1.0.3 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }

cat >routes.cjs <<'JAVASCRIPT'
const solver = require('javascript-lp-solver');
const solve = (opType, constraints, variables) =>
    JSON.stringify(solver.Solve({ optimize: 'value', opType, constraints, variables }));
for (const [unit, one, billion] of [['millions', 1e6, 1e-3], ['dollars', 1, 1e-9]])
    console.log(unit, solve('max', { port: { max: 3e12 / one }, rail: { max: 1e12 / one } },
                            { sea: { value: billion, port: 1 }, land: { value: billion, rail: 1 } }));
for (const demand of [1e-7, 1e-8])
    console.log('demand', demand, solve('min', { need: { min: demand } }, { sea: { value: 1, need: 1 } }));
for (const use of [1e-8, 1e-9])
    console.log('use', use, solve('max', { port: { max: 3 } }, { sea: { value: 1, port: use } }));
JAVASCRIPT
node routes.cjs | tee seen
diff seen - <<'SEEN' || exit 1
millions {"feasible":true,"result":4000,"bounded":true,"sea":3000000,"land":1000000}
dollars {"feasible":true,"result":0,"bounded":true}
demand 1e-7 {"feasible":true,"result":1e-7,"bounded":true,"sea":1e-7}
demand 1e-8 {"feasible":true,"result":0,"bounded":true}
use 1e-8 {"feasible":true,"result":300000000,"bounded":true,"sea":300000000}
use 1e-9 {"feasible":true,"result":null,"bounded":false}
SEEN
