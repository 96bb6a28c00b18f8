#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# graphology-metrics 2.1.0 with graphology 0.26.0 (npm): one exporter whose only tie has weight 0 makes pagerank() fail
# for the whole network with "failed to converge", though a state without any tie is no trouble; the division of 0 by 0
# spreads to every node. A trade network holds such ties wherever a reported flow was rounded to nothing.
# Guess before the run: a tie of 0 counts as no tie. Way round: leave out ties of weight 0 before the call.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v npm >/dev/null || { echo "npm is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm install --prefix "$scratch" --no-audit --no-fund graphology@0.26.0 graphology-metrics@2.1.0 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }

cat >pagerank.cjs <<'JAVASCRIPT'
const { DirectedGraph } = require('graphology');
const pagerank = require('graphology-metrics/centrality/pagerank');
for (const weight of [20, null, 0]) {
    const graph = new DirectedGraph();
    for (const state of ['MNG', 'KAZ', 'CHN', 'RUS']) graph.addNode(state);
    graph.addEdge('MNG', 'CHN', { weight: 80 });
    graph.addEdge('MNG', 'RUS', { weight: 20 });
    if (weight !== null) graph.addEdge('KAZ', 'RUS', { weight });
    try {
        console.log(weight === null ? 'no tie' : 'tie of ' + weight, pagerank(graph).CHN.toFixed(4));
    } catch (error) {
        console.log('tie of ' + weight, error.message);
    }
}
JAVASCRIPT
node pagerank.cjs | tee seen
diff seen - <<'SEEN' || exit 1
tie of 20 0.2947
no tie 0.3464
tie of 0 graphology-metrics/centrality/pagerank: failed to converge.
SEEN
