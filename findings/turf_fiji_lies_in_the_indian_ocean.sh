#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# @turf/centroid 7.4.0 on the maps of world-atlas 2.0.2 (npm): the centre of Fiji is at 59 degrees east, in the Indian
# Ocean, and that of New Zealand at 149 east, near Tasmania, as the maps of both cross the 180th meridian and are cut
# there (RFC 7946 asks for it): centroid() is the mean of the corners' degrees. The two states are then 8681 km apart
# instead of 2751, which is what a gravity model divides by. Japan, which no meridian cuts, is 2 degrees off.
# Guess before the run: a point in or near each state, as geoCentroid() of d3-geo 3.1.1 gives.
# Way round: geoCentroid(), which adds up on the sphere.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v npm >/dev/null || { echo "npm is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm install --prefix "$scratch" --no-audit --no-fund @turf/centroid@7.4.0 world-atlas@2.0.2 \
    topojson-client@3.1.0 d3-geo@3.1.1 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }

cat >centres.mjs <<'JAVASCRIPT'
import { createRequire } from 'module';
import { feature } from 'topojson-client';
import { geoCentroid, geoDistance } from 'd3-geo';
import { centroid } from '@turf/centroid';
const atlas = createRequire(import.meta.url)('world-atlas/countries-50m.json');
const areas = feature(atlas, atlas.objects.countries).features;
const tools = { turf: (area) => centroid(area).geometry.coordinates, d3: geoCentroid };
for (const [tool, centre_of] of Object.entries(tools)) {
    const centres = ['Fiji', 'New Zealand', 'Japan'].map(
        (name) => centre_of(areas.find((area) => area.properties.name === name)));
    for (const centre of centres) console.log(tool, centre.map((degree) => degree.toFixed(1)).join(' '));
    console.log(tool, 'Fiji to New Zealand', Math.round(geoDistance(centres[0], centres[1]) * 6371), 'km');
}
JAVASCRIPT
node centres.mjs | tee seen
diff seen - <<'SEEN' || exit 1
turf 59.3 -17.6
turf 148.6 -40.9
turf 135.4 35.5
turf Fiji to New Zealand 8681 km
d3 178.5 -17.4
d3 172.9 -41.7
d3 137.7 37.5
d3 Fiji to New Zealand 2751 km
SEEN
