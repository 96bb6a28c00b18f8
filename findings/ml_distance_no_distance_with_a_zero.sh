#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# ml-distance 5.0.0 (npm): jensenShannon() of two distributions is NaN as soon as one partner has no share in one of
# them or in both, also for a distribution and itself; so are topsoe(), jensenDifference() and canberra(). The
# divergence is defined and finite for all distributions, as 0 ln 0 counts as 0, and hellinger() of the same package is
# no trouble. Over a list of all states, where most have no trade with a given exporter, no two exporters have a
# distance.
# Guess before the run: a number, the same with and without the third partner (0.0507), and 0 for equal distributions.
# Way round: leave out partners of which both shares are zero; where one share is zero, another tool.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v npm >/dev/null || { echo "npm is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm install --prefix "$scratch" --no-audit --no-fund ml-distance@5.0.0 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }

cat >distances.cjs <<'JAVASCRIPT'
const { distance } = require('ml-distance');
const mongolia = [0.8, 0.2, 0], kazakhstan = [0.5, 0.5, 0], laos = [0.5, 0, 0.5];
for (const [name, one, other] of [['two partners', [0.8, 0.2], [0.5, 0.5]],
                                  ['a third without flows', mongolia, kazakhstan], ['with itself', mongolia, mongolia],
                                  ['another partner', mongolia, laos]])
    console.log(name, distance.jensenShannon(one, other).toFixed(4), distance.hellinger(one, other).toFixed(4));
for (const name of ['topsoe', 'jensenDifference', 'canberra'])
    console.log(name, distance[name](mongolia, kazakhstan));
JAVASCRIPT
node distances.cjs | tee seen
diff seen - <<'SEEN' || exit 1
two partners 0.0507 0.4531
a third without flows NaN 0.4531
with itself NaN 0.0000
another partner NaN 1.2125
topsoe NaN
jensenDifference NaN
canberra NaN
SEEN
