// SPDX-License-Identifier: BSL-1.0
// node duckdb.mjs DATA RESULTS THREADS WORK...    see run; RESULTS is a folder or - for none
import { DuckDBInstance } from '@duckdb/node-api';

const [data, results, threads, ...works] = process.argv.slice(2);
const code = process.env.BENCHMARK_PRODUCTS === 'text' ? 'varchar' : 'integer';
const tuned = process.env.BENCHMARK_FORMULAS === 'tuned';
const db = await (await DuckDBInstance.create(':memory:', { threads })).connect();

const file = `read_csv('${data}', header = true, nullstr = 'NA', columns = {
    't': 'smallint', 'i': 'smallint', 'j': 'smallint', 'k': '${code}', 'v': 'double', 'q': 'double'})`;

const table = (rows) => `
    with cells as (select t, i, j, sum(v) as v from ${rows} group by all),
         wholes as (select t, i, sum(v) as whole from cells group by all)
    select t, i, sum((v / whole) * (v / whole)) as hhi, -sum(v / whole * ln(v / whole)) as shannon, max(v / whole) as largest,
           coalesce(sum(v) filter (j = 156), 0) / any_value(whole) as china,
           coalesce(sum(v) filter (j = 643), 0) / any_value(whole) as russia, count(*) as partners
    from cells join wholes using (t, i) group by all`;

// Parses, and groups by year, exporter and partner.
const read = (rows) => `
    with cells as materialized (select t, i, j, sum(v) as v, count(*) as n from ${rows} group by all)
    select 1 as "all", sum(n) as rows, sum(v) as value from cells`;

const products = (rows) => tuned ? `
    with cells as (select t, i, k, j, sum(v) as v from ${rows} group by all)
    select t, i, k, sum(v * v) / (sum(v) * sum(v)) as hhi from cells group by all` : `
    with cells as (select t, i, k, j, sum(v) as v from ${rows} group by all),
         wholes as (select t, i, k, sum(v) as whole from cells group by all)
    select t, i, k, sum((v / whole) * (v / whole)) as hhi from cells join wholes using (t, i, k) group by all`;

const home = '(124, 484, 842)';
const cdi = (rows) => `
    with mine as materialized (select t, i, j, k, v from ${rows} where i = 842 or j = 842),
         bought as (select t, k, i, sum(v) as v from mine where j = 842 group by all),
         wholes as (select t, k, sum(v) as whole, coalesce(sum(v) filter (i not in ${home}), 0) as abroad
                    from bought group by all),
         suppliers as (select t, k, sum((v / abroad) * (v / abroad)) filter (i not in ${home}) as hhi
                       from bought join wholes using (t, k) group by all),
         sold as (select t, k, sum(v) as exports from mine where i = 842 group by all)
    select t, k, hhi as cdi1, abroad / whole as cdi2,
           case when exports is not null then abroad / exports when abroad > 0 then 'infinity'::double end as cdi3
    from wholes join suppliers using (t, k) left join sold using (t, k)`;

const queries = {
    'file-table': () => table(file),
    'file-cdi': () => cdi(file),
    'file-read': () => read(file),
    'memory-table': () => table('flows'),
    'products-sorted': () => products('flows'),
    'products-shuffled': () => products('shuffled'),
};

if (works.some((work) => !work.startsWith('file'))) {
    await db.run(`create table flows as select * from ${file}`);
}
if (works.includes('products-shuffled')) {
    await db.run('create table shuffled as select * from flows order by random()');
}
for (const work of works) {
    const processor = process.cpuUsage();
    const begin = process.hrtime.bigint();
    await db.run(`create or replace table result as ${queries[work]()}`);
    const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
    const used = process.cpuUsage(processor);
    console.log(work, seconds, (used.user + used.system) / 1e6);
    if (results !== '-') {
        await db.run(`copy result to '${results}/${work}.duckdb.csv' (header, nullstr '')`);
    }
}
