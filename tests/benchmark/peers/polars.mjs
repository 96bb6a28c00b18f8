// SPDX-License-Identifier: BSL-1.0
// node polars.mjs DATA RESULTS THREADS WORK...    see run; RESULTS is a folder or - for none
const [data, results, threads, ...works] = process.argv.slice(2);
process.env.POLARS_MAX_THREADS = threads;
const { default: pl } = await import('nodejs-polars');

const tuned = process.env.BENCHMARK_FORMULAS === 'tuned';
const options = {
    schema: {
        t: pl.Int16, i: pl.Int16, j: pl.Int16, k: process.env.BENCHMARK_PRODUCTS === 'text' ? pl.Utf8 : pl.Int32,
        v: pl.Float64, q: pl.Float64,
    },
    nullValues: 'NA',
};
const v = pl.col('v');
const collect = (lazy) => lazy.collectSync({ engine: 'streaming' }); // the faster one of its two engines

function table(rows) {
    const share = pl.col('share');
    const with_power = (power, name) => share.filter(pl.col('j').eq(power)).sum().alias(name);
    return collect(rows
        .groupBy(['t', 'i', 'j']).agg(v.sum())
        .withColumn(v.div(v.sum().over('t', 'i')).alias('share'))
        .groupBy(['t', 'i']).agg(
            share.pow(2).sum().alias('hhi'), share.mul(share.log(Math.E)).sum().mul(-1).alias('shannon'),
            share.max().alias('largest'), with_power(156, 'china'), with_power(643, 'russia'),
            pl.len().alias('partners')));
}

// Parses, and groups by year, exporter and partner.
function read(rows) {
    return collect(rows
        .groupBy(['t', 'i', 'j']).agg(v.sum(), pl.len().alias('n'))
        .select(pl.lit(1).alias('all'), pl.col('n').sum().alias('rows'), v.sum().alias('value')));
}

function products(rows) {
    const cells = rows.groupBy(['t', 'i', 'k', 'j']).agg(v.sum());
    if (tuned) {
        return collect(cells
            .groupBy(['t', 'i', 'k']).agg(v.pow(2).sum().alias('squares'), v.sum().alias('whole'))
            .select('t', 'i', 'k', pl.col('squares').div(pl.col('whole').pow(2)).alias('hhi')));
    }
    return collect(cells.groupBy(['t', 'i', 'k']).agg(v.div(v.sum()).pow(2).sum().alias('hhi')));
}

function cdi(rows) {
    const mine = collect(rows.filter(pl.col('i').eq(842).or(pl.col('j').eq(842))).select('t', 'i', 'j', 'k', 'v'));
    const bought = mine.lazy().filter(pl.col('j').eq(842)).groupBy(['t', 'k', 'i']).agg(v.sum());
    const foreign = v.filter(pl.col('i').isIn([124, 484, 842]).not());
    const abroad = pl.col('abroad');
    const wholes = bought.groupBy(['t', 'k']).agg(
        v.sum().alias('whole'), foreign.sum().alias('abroad'),
        foreign.div(foreign.sum()).pow(2).sum().alias('hhi'));
    const sold = mine.lazy().filter(pl.col('i').eq(842)).groupBy(['t', 'k']).agg(v.sum().alias('exports'));
    return collect(wholes
        .join(sold, { on: ['t', 'k'], how: 'left' })
        .select(
            't', 'k', pl.when(abroad.gt(0)).then(pl.col('hhi')).otherwise(pl.lit(NaN)).alias('cdi1'),
            abroad.div(pl.col('whole')).alias('cdi2'),
            abroad.div(pl.col('exports').fillNull(0)).alias('cdi3')));
}

let flows, shuffled;
if (works.some((work) => !work.startsWith('file'))) {
    flows = pl.readCSV(data, options);
}
if (works.includes('products-shuffled')) {
    const places = pl.Series('place', Float64Array.from({ length: flows.height }, Math.random));
    shuffled = flows.withColumn(places).sort('place').drop('place');
}
const queries = {
    'file-table': () => table(pl.scanCSV(data, options)),
    'file-cdi': () => cdi(pl.scanCSV(data, options)),
    'file-read': () => read(pl.scanCSV(data, options)),
    'memory-table': () => table(flows.lazy()),
    'products-sorted': () => products(flows.lazy()),
    'products-shuffled': () => products(shuffled.lazy()),
};
for (const work of works) {
    const processor = process.cpuUsage();
    const begin = process.hrtime.bigint();
    const result = queries[work]();
    const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
    const used = process.cpuUsage(processor);
    console.log(work, seconds, (used.user + used.system) / 1e6);
    if (results !== '-') {
        result.writeCSV(`${results}/${work}.polars.csv`);
    }
}
