#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# i18n-iso-countries 7.14.0, countries-list 3.4.1, world-countries 5.1.0 and country-data 0.0.31 (npm) have four codes
# of three letters for XK, Kosovo: XKK, XKX, UNK and an empty text. The empty one stands for ten more areas in
# country-data, among them the European Union and the USSR; the numeric code is 983 in one package and empty in another.
# A table that is joined by three letters over two of these packages loses Kosovo, or gives it the flows of the European
# Union.
# Guess before the run: what ISO 3166-1 has, and so no entry, or one code in all four.
# Way round: join by the two letters, which all four have; ISO 3166-1 itself has no code for Kosovo.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v npm >/dev/null || { echo "npm is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm install --prefix "$scratch" --no-audit --no-fund i18n-iso-countries@7.14.0 countries-list@3.4.1 \
    world-countries@5.1.0 country-data@0.0.31 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }

cat >kosovo.cjs <<'JAVASCRIPT'
const iso = require('i18n-iso-countries');
const list = require('countries-list');
const world = require('world-countries');
const data = require('country-data');
const entry = world.find((country) => country.cca2 === 'XK');
const show = JSON.stringify;
console.log('i18n-iso-countries', show(iso.alpha2ToAlpha3('XK')), show(iso.alpha2ToNumeric('XK')));
console.log('countries-list', show(list.getCountryData('XK').iso3));
console.log('world-countries', show(entry.cca3), show(entry.ccn3));
console.log('country-data', show(data.countries.XK.alpha3));
const same = data.countries.all.filter((country) => country.alpha3 === data.countries.XK.alpha3);
console.log('its code in country-data:', same.map((country) => country.alpha2).join(' '));
JAVASCRIPT
node kosovo.cjs | tee seen
diff seen - <<'SEEN' || exit 1
i18n-iso-countries "XKK" "983"
countries-list "XKX"
world-countries "UNK" ""
country-data ""
its code in country-data: AC CP DG EA EU FX IC SU TA UK XK
SEEN
