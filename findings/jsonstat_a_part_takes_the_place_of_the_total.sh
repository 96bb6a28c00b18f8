#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# jsonstat-toolkit 2.2.2 (npm, the reader of JSON-stat, which Eurostat and other offices publish): Dice() cuts the data
# set that it is asked of, and returns the same one. After China's part was taken from Mongolia's exports of 80, 15 and
# 5, the total is 80, so that China's share is 1, and the part of Russia, taken next, is empty, with no error.
# Guess before the run: a part is a new data set, as of any table, and the shares are 0.8 and 0.15.
# Way round: Dice(filter, { clone: true }), or read the response once for each part.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v npm >/dev/null || { echo "npm is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm install --prefix "$scratch" --no-audit --no-fund jsonstat-toolkit@2.2.2 >/dev/null 2>&1 ||
    { echo "the package is not to be had"; exit 2; }

cat >parts.cjs <<'JAVASCRIPT'
const JSONstat = require('jsonstat-toolkit');
const sum = (data) => data.value.reduce((total, amount) => total + amount, 0);
const read = () => JSONstat({
    version: '2.0', class: 'dataset', id: ['partner', 'time'], size: [3, 1], value: [80, 15, 5],
    dimension: { partner: { category: { index: ['CHN', 'RUS', 'JPN'] } }, time: { category: { index: ['2020'] } } }
});
for (const options of [{}, { clone: true }]) {
    const exports = read();
    for (const partner of ['CHN', 'RUS']) {
        const part = exports.Dice({ partner: [partner] }, options);
        console.log(JSON.stringify(options), partner, 'part', JSON.stringify(part.value), 'total', sum(exports),
                    part === exports ? 'the same data set' : 'a new data set');
    }
}
JAVASCRIPT
node parts.cjs | tee seen
diff seen - <<'SEEN' || exit 1
{} CHN part [80] total 80 the same data set
{} RUS part [] total 0 the same data set
{"clone":true} CHN part [80] total 100 a new data set
{"clone":true} RUS part [15] total 100 a new data set
SEEN
