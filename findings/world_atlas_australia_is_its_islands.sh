#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# world-atlas 2.0.2 (npm, the maps of Natural Earth, with numeric codes of ISO 3166-1 as ids): in countries-50m.json and
# countries-10m.json the id 036 is that of Australia and of the Ashmore and Cartier Islands, which come last. A Map from
# id to area, the usual way to join a map with a table, holds the islands in the place of Australia. Kosovo, Somaliland,
# Northern Cyprus and more have no id at all and are one entry of the Map. In countries-110m.json Australia is
# Australia.
# Guess before the run: an id is of one area. Way round: keep the first area of each id, and take those without an id by
# their names.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v npm >/dev/null || { echo "npm is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm install --prefix "$scratch" --no-audit --no-fund world-atlas@2.0.2 topojson-client@3.1.0 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }

cat >ids.cjs <<'JAVASCRIPT'
const { feature } = require('topojson-client');
for (const scale of ['110m', '50m', '10m']) {
    const atlas = require(`world-atlas/countries-${scale}.json`);
    const areas = feature(atlas, atlas.objects.countries).features;
    const by_id = new Map(areas.map((area) => [area.id, area.properties.name]));
    const without = areas.filter((area) => area.id === undefined).length;
    console.log(scale, '036:', by_id.get('036') + ';', 'areas without id:', without + ', kept:', by_id.get(undefined));
}
JAVASCRIPT
node ids.cjs | tee seen
diff seen - <<'SEEN' || exit 1
110m 036: Australia; areas without id: 3, kept: Kosovo
50m 036: Ashmore and Cartier Is.; areas without id: 5, kept: Siachen Glacier
10m 036: Ashmore and Cartier Is.; areas without id: 16, kept: Scarborough Reef
SEEN
