#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# graphology 0.26.0 with graphology-metrics 2.4.2 (npm): a tie whose weight is null, NaN or a text counts as 1 in
# weightedDegree(). Of the exports 20 to Russia and an unknown amount to China it says 21, and of 20 and "80", as a
# reader of CSV leaves it, 21 too: the largest flow is one dollar, with no error and no NaN.
# Guess before the run: NaN for an unknown weight, and 100 or an error for the text.
# Way round: leave ties of unknown weight out and turn texts into numbers before they become weights.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v npm >/dev/null || { echo "npm is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm install --prefix "$scratch" --no-audit --no-fund graphology@0.26.0 graphology-metrics@2.4.2 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }

cat >degree.cjs <<'JAVASCRIPT'
const { DirectedGraph } = require('graphology');
const { weightedDegree } = require('graphology-metrics/node');
for (const weight of [80, '80', null, NaN, 0]) {
    const graph = new DirectedGraph();
    graph.mergeEdge('MNG', 'CHN', { weight });
    graph.mergeEdge('MNG', 'RUS', { weight: 20 });
    console.log('20 and', typeof weight, weight, 'make', weightedDegree(graph, 'MNG'));
}
JAVASCRIPT
node degree.cjs | tee seen
diff seen - <<'SEEN' || exit 1
20 and number 80 make 100
20 and string 80 make 21
20 and object null make 21
20 and number NaN make 21
20 and number 0 make 20
SEEN
