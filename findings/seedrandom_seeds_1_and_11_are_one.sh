#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# seedrandom 3.0.5 (npm): seeds that are texts made of one another's repetition start the same stream. '1', '11' and
# '111' draw the same numbers, so do '12' and '1212', 'MNG' and 'MNGMNG'; as numbers, 1 and 11 do not. Of a bootstrap
# with the seeds '1' to '1000', as they come from a file or a command line, 18 replications repeat an earlier one to the
# last bit.
# Guess before the run: texts that differ are different seeds. Way round: end each seed with a character that occurs
# nowhere else in it, or hand over numbers.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v npm >/dev/null || { echo "npm is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm install --prefix "$scratch" --no-audit --no-fund seedrandom@3.0.5 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }

cat >seeds.cjs <<'JAVASCRIPT'
const seedrandom = require('seedrandom');
const amounts = [80, 15, 3, 2];
const replication = (seed) => {
    const random = seedrandom(seed);
    return Array.from({ length: 50 }, () => amounts[Math.floor(random() * amounts.length)]).join();
};
for (const [one, other] of [['1', '11'], ['11', '111'], ['12', '1212'], ['MNG', 'MNGMNG'], ['1', '2'], [1, 11]])
    console.log(JSON.stringify([one, other]), replication(one) === replication(other) ? 'the same 50 draws' : 'differ');
for (const [kind, of] of [['texts', String], ['numbers', Number]]) {
    const replications = Array.from({ length: 1000 }, (_, i) => replication(of(i + 1)));
    console.log(kind, '1 to 1000:', new Set(replications).size, 'different');
}
JAVASCRIPT
node seeds.cjs | tee seen
diff seen - <<'SEEN' || exit 1
["1","11"] the same 50 draws
["11","111"] the same 50 draws
["12","1212"] the same 50 draws
["MNG","MNGMNG"] the same 50 draws
["1","2"] differ
[1,11] differ
texts 1 to 1000: 982 different
numbers 1 to 1000: 1000 different
SEEN
