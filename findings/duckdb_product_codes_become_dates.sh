#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# DuckDB 1.5.6 (npm: @duckdb/node-api 1.5.6-r.1): read_csv() takes product codes of the European classification CPA for
# dates, of days, months and years in an order that the other rows decide. 01.11.11 (durum wheat) is 2001-11-11 next to
# rice (01.12.10), and 2011-11-01 next to green beans (01.11.61), which are of the year 2061; hard coal, lignite, crude
# petroleum and natural gas are days of May and June 2010. With metalloids (20.13.21), all stay text. Two files of one
# classification then have no product in common, and a code cannot be had back from its date.
# Guess before the run: codes stay text, as 0101.21 of the Harmonized System does.
# Way round: read_csv(..., types = {'product': 'VARCHAR'}).
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v npm >/dev/null || { echo "npm is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm install --prefix "$scratch" --no-audit --no-fund @duckdb/node-api@1.5.6-r.1 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }

printf 'product,amount\n05.10.10,80\n05.20.10,15\n06.10.10,200\n06.20.10,40\n' >energy.csv
printf 'product,amount\n01.11.11,80\n01.12.10,200\n' >cereals.csv
printf 'product,amount\n01.11.11,80\n01.12.10,200\n01.11.61,3\n' >cereals_and_beans.csv
printf 'product,amount\n01.11.11,80\n20.13.21,7\n' >cereals_and_chemicals.csv
printf 'product,amount\n0101.21,80\n0101.29,15\n' >horses.csv

cat >codes.mjs <<'JAVASCRIPT'
import { DuckDBInstance } from '@duckdb/node-api';
const connection = await (await DuckDBInstance.create(':memory:')).connect();
for (const file of ['energy', 'cereals', 'cereals_and_beans', 'cereals_and_chemicals', 'horses']) {
    const answer = await connection.runAndReadAll(
        `select typeof(product), product::varchar from read_csv('${file}.csv')`);
    const rows = answer.getRows();
    console.log(file, rows[0][0], rows.map((row) => row[1]).join(' '));
}
JAVASCRIPT
node codes.mjs | tee seen
diff seen - <<'SEEN' || exit 1
energy DATE 2010-05-10 2010-05-20 2010-06-10 2010-06-20
cereals DATE 2001-11-11 2001-12-10
cereals_and_beans DATE 2011-11-01 2010-12-01 2061-11-01
cereals_and_chemicals VARCHAR 01.11.11 20.13.21
horses VARCHAR 0101.21 0101.29
SEEN
